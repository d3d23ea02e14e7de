"""Read things: a phrase or a list as mentions of conditions, tests, risks and so on."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.mentions import coordination, inner, labels
from pipeline.mentions.draft import Draft, Role, draft
from pipeline.mentions.phrases import Peeled, peel
from pipeline.mentions.view import View
from pipeline.model import Certainty, Polarity, Qualifiers, Span
from pipeline.vocabulary.lexicon import Lexicon
from pipeline.vocabulary.reading import ReadingVocabulary

_WORD: Final = re.compile(r"[^\W_][\w'/-]*")
_GLOSS: Final = re.compile(r"(?:(?<=[\w)\]%]): |: ?$| - )")
_MOST_HEAD_WORDS: Final = 10
_MOST_WORDS: Final = 12
_FEW: Final = 4
_MOST_UNKNOWN_WORDS: Final = 3
_EFFECT: Final = "Symptom"
_CAUSE: Final = "Cause"


def read(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the things that *view* names, as mentions of the type of *role*."""
    if view.low.rstrip(" )").endswith("?"):
        return []
    is_reason = role.type in vocabulary.roles.types.reasons
    if is_reason and vocabulary.qualifiers.needless.search(view.low):
        return []
    found: list[Draft] = []
    if ";" in view.low:
        for at, part in enumerate(apart(view)):
            is_strict = role.is_strict or (bool(at) and _is_clause(part, vocabulary))
            held = replace(role, is_strict=is_strict)
            found += read(part, held, evidence, vocabulary)
        return found
    for piece in _by_figure(view, vocabulary):
        found += _of_piece(piece, role, evidence, vocabulary)
    return found


def _of_piece(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the things of one phrase, or of a list that shares its qualifiers."""
    found: list[Draft] = []
    for part, is_gloss, often in _without_gloss(view, role, vocabulary):
        aimed = part
        if role.type in vocabulary.roles.types.possible | {"Condition"}:
            aimed = _without_aim(part, role, vocabulary)
        peeled = peel(
            aimed,
            role.type,
            is_test=role.type in vocabulary.roles.types.tests,
            vocabulary=vocabulary.qualifiers,
            lexicon=vocabulary.lexicon,
        )
        if often:
            peeled.texts.setdefault("frequency", often)
        if _is_denied(view, part, vocabulary):
            peeled.polarity = Polarity.NEGATED
        held = replace(role, is_strict=role.is_strict or is_gloss)
        for core in _cores(peeled, vocabulary):
            found += _of_core(replace(peeled, core=core), held, evidence, vocabulary)
        for inner_list in peeled.listed:
            inside = Peeled(inner_list, polarity=peeled.polarity)
            found += _of_core(inside, role, evidence, vocabulary)
    return found


def _cores(peeled: Peeled, vocabulary: ReadingVocabulary) -> list[View]:
    """Return what names things: the examples instead of a word that announces them."""
    examples = peeled.inner.get("examples")
    if examples is None or not _announces(peeled.core, vocabulary):
        return [peeled.core]
    peeled.examples = []
    return [*coordination.split(peeled.core, vocabulary.lexicon)[:-1], examples]


def _is_denied(view: View, part: View, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether what explains *part* in *view* denies it."""
    if not view.low.startswith(part.low):
        return False
    rest = view.low[len(part.low) :].lstrip(" :-,(")
    return vocabulary.qualifiers.denying.match(rest) is not None


def _by_figure(view: View, vocabulary: ReadingVocabulary) -> list[View]:
    """Return the parts of *view* that have each a figure of their own, or the whole."""
    parts = []
    at = 0
    for joint in vocabulary.qualifiers.figure_joints.finditer(view.low):
        parts.append(view.part(at, joint.start("gap")).trimmed())
        at = joint.end("gap")
    rest = view.part(at).trimmed()
    if not parts or vocabulary.qualifiers.frequency_note.search(rest.low) is None:
        return [view]
    return [*parts, rest]


def apart(view: View) -> Iterator[View]:
    """Yield the parts of *view* between semicolons, which share no words."""
    at = 0
    for piece in view.low.split(";"):
        part = view.part(at, at + len(piece)).trimmed()
        at += len(piece) + 1
        if part.text:
            yield part


def _is_clause(view: View, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *view* tells something rather than names it: it has a subject."""
    words = vocabulary.lexicon.words
    said = _WORD.findall(view.low)
    return not words.pronouns.isdisjoint(
        said[:_FEW]
    ) or not words.auxiliaries.isdisjoint(said)


def is_bare(view: View, type_: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *view* is a bare phrase that names a thing of *type_*, no act."""
    lexicon = vocabulary.lexicon
    words = tuple(_WORD.findall(view.low.partition(":")[0]))
    for at, word in enumerate(words):
        if word in lexicon.words.auxiliaries or word in vocabulary.instructions.verbs:
            return False
        if at and word in lexicon.words.prepositions:
            words = words[:at]
            break
    wanted = vocabulary.roles.evidence_kinds[type_]
    return (
        bool(words)
        and lexicon.phrase_kinds(words) <= wanted
        and bool(lexicon.phrase_kinds(words))
    )


def _without_gloss(
    view: View, role: Role, vocabulary: ReadingVocabulary
) -> Iterator[tuple[View, bool, str]]:
    """Yield what names things, whether it explains, and how often the thing occurs.

    These are the words before an explanation; where those say nothing by themselves, or
    the explanation lists known things, it is the explanation.
    """
    gloss = next(
        (
            m
            for m in _GLOSS.finditer(view.low)
            if view.low.count("(", 0, m.start()) == view.low.count(")", 0, m.start())
        ),
        None,
    )
    if gloss is None:
        yield view, False, ""
        return
    head = view.part(0, gloss.start())
    rest = view.part(gloss.end())
    words = _WORD.findall(head.low)
    if not words or len(words) > _MOST_HEAD_WORDS:
        yield view, False, ""
    elif rest.text and _is_hollow(words, vocabulary):
        yield rest, True, ""
    elif ", " not in rest.low and vocabulary.qualifiers.frequency_note.search(rest.low):
        yield head, False, rest.text
    elif rest.low.startswith(head.low) or not rest.text:
        yield head, False, ""
    elif _lists_known(rest, role, vocabulary):
        if not _is_collective(head, role, vocabulary):
            yield head, False, ""
        if role.type not in vocabulary.roles.types.tests or _is_collective(
            head, role, vocabulary
        ):
            yield rest, True, ""
    else:
        yield head, False, ""


def _is_collective(head: View, role: Role, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *head* gathers tests under one word ("imaging")."""
    if role.type not in vocabulary.roles.types.tests:
        return False
    lexicon = vocabulary.lexicon
    last = lexicon.singular(_WORD.findall(head.low)[-1])
    return last in lexicon.words.collective


def _announces(core: View, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *core* ends in a word for any thing, of which examples follow."""
    words = _WORD.findall(core.low)
    known = vocabulary.lexicon.words
    last = vocabulary.lexicon.singular(words[-1]) if words else ""
    return last in known.announcing or last in known.collective


def _lists_known(view: View, role: Role, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *view* lists at least two things of a kind that fits the role."""
    core = peel(
        view,
        role.type,
        is_test=role.type in vocabulary.roles.types.tests,
        vocabulary=vocabulary.qualifiers,
        lexicon=vocabulary.lexicon,
    ).core
    parts = coordination.split(core, vocabulary.lexicon)
    return len(parts) > 1 and all(
        _is_of_kind(part, role.type, vocabulary) for part in parts
    )


def _is_hollow(words: list[str], vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *words* only announce things: a degree, or a word for any thing."""
    lexicon = vocabulary.lexicon
    known = lexicon.words
    last = lexicon.singular(words[-1])
    if last in known.hollow:
        return True
    if all(_is_announcing(word, vocabulary) for word in words):
        return True
    return vocabulary.qualifiers.frequency_note.search(" ".join(words)) is not None


def _is_announcing(word: str, vocabulary: ReadingVocabulary) -> bool:
    known = vocabulary.lexicon.words
    singular = vocabulary.lexicon.singular(word)
    return (
        singular in known.announcing
        or singular in known.collective
        or word in known.prepositions
        or word in known.conjunctions
        or word in vocabulary.qualifiers.aim_words
    )


def _without_aim(view: View, role: Role, vocabulary: ReadingVocabulary) -> View:
    aim = vocabulary.qualifiers.aims.match(view.low)
    return view.part(aim.end()) if aim and role.section != "complications" else view


def _of_core(
    peeled: Peeled, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    lexicon = vocabulary.lexicon
    core = _before_verb(peeled, vocabulary)
    found: list[Draft] = []
    parts = [_shortened(part, vocabulary) for part in coordination.split(core, lexicon)]
    if role.is_strict:
        parts = _vouched(parts, role, vocabulary)
    for view in parts:
        label, side, severity = labels.thing(view, lexicon)
        words = label.split()
        if not words or len(words) > _MOST_WORDS or _says_nothing(words, vocabulary):
            continue
        each = draft(role, label, view, evidence)
        each.qualifiers = _qualifiers(peeled, side, severity)
        if role.type in vocabulary.roles.types.possible and not each.is_denied:
            each.qualifiers = replace(each.qualifiers, certainty=Certainty.POSSIBLE)
        each.inner = inner.find(view, role.type, evidence, vocabulary)
        found.append(each)
    _add_inner(found, peeled, evidence, vocabulary)
    return found


def _vouched(
    parts: list[View], role: Role, vocabulary: ReadingVocabulary
) -> list[View]:
    """Return the parts of a kind that fits, and the short unknown ones among them.

    In a list, what is known vouches for its neighbours.
    """
    fitting = [part for part in parts if _is_of_kind(part, role.type, vocabulary)]
    if not fitting:
        return []
    lexicon = vocabulary.lexicon
    return [
        part
        for part in parts
        if part in fitting
        or (
            len(words := tuple(_WORD.findall(part.low))) <= _MOST_UNKNOWN_WORDS
            and not lexicon.phrase_kinds(words)
            and not any(word in lexicon.function_words for word in words)
        )
    ]


def _before_verb(peeled: Peeled, vocabulary: ReadingVocabulary) -> View:
    """Return the core up to its verb; a denied verb denies the thing."""
    core = peeled.core
    words = vocabulary.lexicon.words
    is_relative = False
    for at, word in enumerate(_WORD.finditer(core.low)):
        if word[0] in words.relatives:
            is_relative = True
        if at and word[0] in words.auxiliaries and not is_relative:
            rest = core.low[word.start() :]
            if any(p.match(rest) for p, _ in vocabulary.qualifiers.negations):
                peeled.polarity = Polarity.NEGATED
            return core.part(0, word.start()).trimmed()
    return core


def _shortened(view: View, vocabulary: ReadingVocabulary) -> View:
    """Return *view* without the words at its ends that name nothing."""
    words = vocabulary.lexicon.words
    while True:
        first = _WORD.match(view.low)
        if first is None or first.end() >= len(view.low):
            break
        if first[0] in words.articles or first[0] in words.conjunctions:
            view = view.part(first.end())
        else:
            break
    view = view.trimmed()
    while (space := view.low.rfind(" ")) > 0:
        if view.low[space + 1 :] not in words.conjunctions:
            break
        view = view.part(0, space).trimmed()
    return view


def _says_nothing(words: list[str], vocabulary: ReadingVocabulary) -> bool:
    lexicon = vocabulary.lexicon
    if words[0] in lexicon.words.pronouns:
        return True
    if all(word in lexicon.words.answers for word in words):
        return True
    if not any(len(word) > 1 and word[0].isalpha() for word in words):
        return True
    head = [word for word in words if word not in lexicon.words.articles]
    for at, word in enumerate(head):
        if at and word in lexicon.words.prepositions and not _is_held(head, lexicon):
            head = head[:at]
            break
    alone = len(head) == 1 or all(word in lexicon.words.hollow for word in head[:-1])
    last = lexicon.singular(head[-1]) if head else ""
    return alone and (last in lexicon.words.hollow or last in lexicon.words.announcing)


def _is_held(head: list[str], lexicon: Lexicon) -> bool:
    """Tell whether what follows the first word tells which thing is meant."""
    return any(lexicon.kinds(word) for word in head[2:])


def _is_of_kind(view: View, type_: str, vocabulary: ReadingVocabulary) -> bool:
    lexicon = vocabulary.lexicon
    wanted = vocabulary.roles.evidence_kinds.get(type_)
    if wanted is None:
        return True
    words = tuple(_WORD.findall(view.low))
    if known := lexicon.phrases.get(" ".join(words)):
        return bool(known & wanted)
    for at, word in enumerate(words):
        if at and word in lexicon.words.prepositions:
            words = words[:at]
            break
    return bool(lexicon.phrase_kinds(words) & wanted)


def _qualifiers(peeled: Peeled, side: str, severity: str) -> Qualifiers:
    texts = peeled.texts
    certainty = peeled.certainty
    if texts.get("condition") and certainty is Certainty.STATED:
        certainty = Certainty.CONDITIONAL
    return Qualifiers(
        polarity=peeled.polarity,
        certainty=certainty,
        condition=texts.get("condition", ""),
        purpose=texts.get("purpose", ""),
        cause=texts.get("cause", ""),
        effect=texts.get("effect", ""),
        refractory_to=texts.get("refractoryTo", ""),
        frequency=texts.get("frequency", ""),
        time=texts.get("time", ""),
        severity=severity,
        side=side,
        examples=tuple(peeled.examples),
        synonyms=tuple(peeled.synonyms),
    )


def _add_inner(
    found: list[Draft], peeled: Peeled, evidence: Span, vocabulary: ReadingVocabulary
) -> None:
    """Read what the things lead to, and what they come from, as mentions in them."""
    for name, type_ in (("effect", _EFFECT), ("cause", _CAUSE)):
        value = peeled.inner.get(name)
        if value is None:
            continue
        confidence = vocabulary.roles.confidence["inside_mention"]
        role = Role(type_, "", rule=f"inner.{name}", confidence=confidence)
        for each in found:
            for conjunct in coordination.split(value, vocabulary.lexicon):
                view = _shortened(conjunct, vocabulary)
                label = labels.thing(view, vocabulary.lexicon)[0]
                if not label or len(label.split()) > _MOST_WORDS:
                    continue
                if _says_nothing(label.split(), vocabulary):
                    continue
                each.inner.append(draft(role, label, view, evidence))
