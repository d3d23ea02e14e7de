"""Peel a phrase: what qualifies a thing is taken off, the thing itself is left.

Brackets, words before it ("risk of") and clauses after it ("due to a fall", "if you are
over 60") are parts of the fact and become its qualifiers.
"""

import re
from itertools import takewhile
from typing import Final

import msgspec

from pipeline.mentions.view import View
from pipeline.model import Certainty, Polarity
from pipeline.vocabulary.lexicon import Lexicon
from pipeline.vocabulary.qualifiers import CutRule, QualifierVocabulary

_BRACKET: Final = re.compile(r" ?[(\[]([^()\[\]]*)[)\]]")
_WORD: Final = re.compile(r"[^\W_][\w'/-]*")
_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z0-9/&-]{0,7}s?")
_FEWEST_CAPITALS: Final = 2
_SYNONYM_WORDS: Final = 4
_FEWEST_LISTED: Final = 2
_NEUTRAL: Final = frozenset({"anatomy", "device"})
_MOST_NAME_WORDS: Final = 8
_INSTRUCTION: Final = "instruction"
# A lack of something is a complaint ("no appetite"), not a denial of one.
_TELLING_LACK: Final = frozenset({"Symptom"})
_LISTED: Final = frozenset({"condition", "symptom", "test"})
_SPLIT: Final = re.compile(r", (?:and |or )?| and | or |; ")


class Peeled(msgspec.Struct):
    """A thing's *core*, and what was said around it.

    *texts* are the qualifiers by their name in the exchange format; *figures* are the
    places of brackets that tell how often something occurs, *synonyms* of those that
    give another name; *inner* are views of what the values of some name (cause,
    effect, examples), to be read themselves.
    """

    core: View
    texts: dict[str, str] = {}
    figures: list[tuple[int, str]] = []
    inner: dict[str, View] = {}
    examples: list[str] = []
    listed: list[View] = []
    synonyms: list[tuple[int, str]] = []
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.STATED
    rule: str = ""


def peel(
    view: View,
    type_: str,
    *,
    is_test: bool,
    vocabulary: QualifierVocabulary,
    lexicon: Lexicon,
) -> Peeled:
    """Return the core of *view*, a phrase read as a mention of *type_*."""
    peeled = Peeled(view)
    _take_brackets(peeled, vocabulary, lexicon)
    _take_leads(peeled, type_, vocabulary)
    if type_ not in _TELLING_LACK:
        _take_denial(peeled, vocabulary)
    _take_leads(peeled, type_, vocabulary)
    _take_cuts(peeled, "test" if is_test else "short", vocabulary, lexicon)
    peeled.core = peeled.core.trimmed()
    return peeled


def told_around(
    view: View, vocabulary: QualifierVocabulary, lexicon: Lexicon
) -> Peeled:
    """Return what the instruction *view* says around its act: why, for example what."""
    peeled = Peeled(view)
    _take_cuts(peeled, _INSTRUCTION, vocabulary, lexicon)
    peeled.core = peeled.core.trimmed()
    if not (peeled.texts or peeled.examples):
        return peeled
    if view.low.partition(" ")[0].endswith(lexicon.words.gerund):
        # "Taking iron to treat anemia may help": behind the purpose stands the verb.
        for name, text in peeled.texts.items():
            peeled.texts[name] = _before_verb(text, lexicon)
    peeled.examples = [
        name
        for each in takewhile(lambda each: _before_verb(each, lexicon), peeled.examples)
        if (name := _before_verb(each, lexicon)) and not name[0].isdigit()
    ]
    return peeled


def _before_verb(text: str, lexicon: Lexicon) -> str:
    """Return *text* up to a finite verb or a relative clause."""
    known = lexicon.words
    said = text.split()
    for at, word in enumerate(said):
        low = word.casefold()
        if low in known.auxiliaries or low in known.relatives:
            return " ".join(said[:at])
    return " ".join(said)


def _take_brackets(
    peeled: Peeled, vocabulary: QualifierVocabulary, lexicon: Lexicon
) -> None:
    while found := _BRACKET.search(peeled.core.text):
        start, end = found.span(1)
        inner = peeled.core.part(start, end)
        if inner.text:
            _read_bracket(peeled, inner, found.start(), vocabulary, lexicon)
        peeled.core = peeled.core.without(found.start(), found.end())


def _read_bracket(
    peeled: Peeled,
    inner: View,
    at: int,
    vocabulary: QualifierVocabulary,
    lexicon: Lexicon,
) -> None:
    if vocabulary.frequency_note.search(inner.low):
        if not vocabulary.for_all.search(inner.low):
            peeled.figures.append((inner.places[0], inner.text))
        peeled.texts.setdefault("frequency", inner.text)
    elif opening := vocabulary.examples_open.match(inner.low):
        rest = inner.part(opening.end())
        peeled.examples += [each for each in _SPLIT.split(rest.text) if each]
        if rest.text:
            peeled.inner.setdefault("examples", rest)
    elif _lists_things(inner, lexicon):
        peeled.listed.append(inner)
    elif all(map(_is_acronym, _SPLIT.split(inner.text))):
        named = _SPLIT.split(inner.text)
        peeled.synonyms += [(inner.places[0], each) for each in named]
    elif _is_name(inner, peeled.core.part(0, at), lexicon):
        peeled.synonyms.append((inner.places[0], inner.text))


def _lists_things(inner: View, lexicon: Lexicon) -> bool:
    """Tell whether brackets list at least two things that the lexicon knows."""
    parts = [tuple(_WORD.findall(part)) for part in _SPLIT.split(inner.low)]
    known = [part for part in parts if part and lexicon.phrase_kinds(part) & _LISTED]
    return len(known) >= _FEWEST_LISTED and len(known) * 2 > len(parts)


def _is_acronym(text: str) -> bool:
    capitals = sum(char.isupper() for char in text)
    return _ACRONYM.fullmatch(text) is not None and capitals >= _FEWEST_CAPITALS


def _is_name(inner: View, before: View, lexicon: Lexicon) -> bool:
    """Tell whether brackets hold another name of what stands before them."""
    words = tuple(_WORD.findall(inner.low))
    if not words or len(words) > _SYNONYM_WORDS or inner.low[:1] in "0123456789":
        return False
    if "," in inner.low or words[0] in lexicon.function_words:
        return False
    heard = tuple(_WORD.findall(before.low))
    if len(heard) == 1 and lexicon.singular(heard[0]) in lexicon.words.general:
        return False  # "infection (epididymitis)" tells which
    named = _headed(heard, lexicon)
    kinds = lexicon.phrase_kinds(words) | lexicon.phrase_kinds(_headed(words, lexicon))
    return bool(kinds & lexicon.phrase_kinds(named))


def _headed(words: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Return *words* up to what is told of their head, by a preposition or a verb."""
    for at, word in enumerate(words):
        if at and (
            word in lexicon.words.prepositions or word.endswith(lexicon.words.gerund)
        ):
            return words[:at]
    return words


def _take_leads(peeled: Peeled, type_: str, vocabulary: QualifierVocabulary) -> None:
    again = bool(vocabulary.leads.of(peeled.core.low))
    while again:
        again = False
        for pattern, rule in vocabulary.leads:
            if rule.types and type_ not in rule.types:
                continue
            found = pattern.match(peeled.core.low)
            if found and found.end() < len(peeled.core.low):
                if rule.qualifier:
                    said = peeled.core.part(0, found.end()).text.rstrip(" ,")
                    peeled.texts.setdefault(rule.qualifier, said)
                peeled.core = peeled.core.part(found.end())
                if rule.certainty:
                    peeled.certainty = rule.certainty
                again = True


def _take_denial(peeled: Peeled, vocabulary: QualifierVocabulary) -> None:
    for pattern, _ in vocabulary.negations.of(peeled.core.low):
        found = pattern.search(peeled.core.low)
        if found is None:
            continue
        if found.start() == 0 and found.end() < len(peeled.core.low):
            peeled.core = peeled.core.part(found.end())
            peeled.polarity = Polarity.NEGATED
            return


def _take_cuts(
    peeled: Peeled, group: str, vocabulary: QualifierVocabulary, lexicon: Lexicon
) -> None:
    """Cut what follows the core; each value reaches to the next cut."""
    cuts = _cuts(peeled.core, group, vocabulary, lexicon)
    if not cuts:
        return
    view = peeled.core
    ends = [start for start, _, _ in cuts[1:]] + [len(view.text)]
    rest = view.part(len(view.text))
    if group != _INSTRUCTION:
        ends[-1], rest = _list_goes_on(view, cuts[0][0], cuts[-1][1], lexicon)
    for (start, after, rule), end in zip(cuts, ends, strict=True):
        begin = start if rule.keep == "whole" else after
        value = view.part(begin, end).trimmed(" ,;:.")
        if "(" not in value.low:
            value = value.part(0, len(value.low.partition(")")[0]))
        _keep(peeled, rule, value)
    peeled.core = view.part(0, cuts[0][0]).joined(rest)


def _list_goes_on(
    view: View, start: int, after: int, lexicon: Lexicon
) -> tuple[int, View]:
    """Return where the value behind *after* ends, and the things listed behind it.

    In a list with a comma before its last word, what qualifies one thing ends at the
    next comma.
    """
    end = len(view.text)
    is_closed = any(
        joint[0].startswith(",") and joint[0].strip(", ").isalpha()
        for joint in lexicon.joint.finditer(view.low, after)
    )
    if not is_closed or ", " not in view.low[:start]:
        return end, view.part(end)
    comma = view.low.find(", ", after)
    return comma, view.part(comma)


def _keep(peeled: Peeled, rule: CutRule, value: View) -> None:
    if not rule.qualifier or not value.text:
        return
    if rule.qualifier == "examples":
        peeled.examples += _named(value)
    else:
        peeled.texts.setdefault(rule.qualifier, value.text)
    peeled.inner.setdefault(rule.qualifier, value)


def _named(value: View) -> list[str]:
    """Return the examples that *value* lists, up to what is too long for one."""
    named = [each for each in _SPLIT.split(value.text) if each]
    return list(takewhile(lambda each: each.count(" ") < _MOST_NAME_WORDS, named))


def _cuts(
    view: View, group: str, vocabulary: QualifierVocabulary, lexicon: Lexicon
) -> list[tuple[int, int, CutRule]]:
    found: list[tuple[int, int, CutRule]] = []
    told: set[str] = set()
    rules = vocabulary.cuts.of(view.low)
    at = 0
    while True:
        best: tuple[int, int, CutRule] | None = None
        for pattern, rule in rules:
            if group not in rule.types or rule.qualifier in told:
                continue
            match = pattern.search(view.low, at)
            if match is None or (match.start() == 0 and not found):
                continue
            if rule.unless_general and _is_general(view.low[: match.start()], lexicon):
                continue
            if best is None or match.start() < best[0]:
                best = (match.start(), match.end(), rule)
        if best is None:
            return found
        found.append(best)
        at = best[1]
        if best[2].qualifier:
            told.add(best[2].qualifier)


def _is_general(before: str, lexicon: Lexicon) -> bool:
    words = _WORD.findall(before)
    head = tuple(takewhile(lambda word: word not in lexicon.words.prepositions, words))
    kinds = lexicon.phrase_kinds(head)
    if kinds and kinds <= _NEUTRAL:
        return True  # "valves that leak": what is wrong with them is told behind
    return bool(words) and (
        words[-1] in lexicon.words.general
        or lexicon.singular(words[-1]) in lexicon.words.general
    )
