"""Name concepts and tell their kind, from their label and what qualifies it.

The kind comes from the words of the label wherever the lexicon knows them, so that one
thing stays one node whatever role it plays on a page. Only where it does not know them
does the link say.
"""

from functools import lru_cache
from typing import Final

from pipeline.folding import fold
from pipeline.identifiers import normal
from pipeline.model import Literal, Qualifiers
from pipeline.vocabulary.lexicon import Lexicon
from pipeline.vocabulary.predicates import Link, PredicateVocabulary

_EDGE: Final = " .,;:!?()[]\"'"


def kind(
    label: str, link: Link, predicates: PredicateVocabulary, lexicon: Lexicon
) -> str:
    """Return the kind of the thing called *label*, the object of *link*."""
    if link.fixed:
        return link.kind
    return kind_of(label, link.kind, predicates, lexicon, admits=link.admits)


def kind_of(
    label: str,
    default: str,
    predicates: PredicateVocabulary,
    lexicon: Lexicon,
    *,
    admits: frozenset[str] = frozenset(),
) -> str:
    """Return the kind of the thing called *label*, or *default* where no word tells.

    *admits* are the kinds it may have, all where it is empty.
    """
    parts = predicates.parts
    found = kinds(label, lexicon, parts.kind) & predicates.kinds.keys()
    if admits:
        found &= admits
    if parts.kind in found and default != parts.kind:
        if len(found) == 1 and default in parts.roles:
            return parts.state
        found -= {parts.kind}
    if not found or default in found:
        return default
    return next(each for each in predicates.kinds if each in found)


@lru_cache(maxsize=65536)
def kinds(label: str, lexicon: Lexicon, part: str = "") -> frozenset[str]:
    """Return the kinds that the words of *label* show, by its head.

    The head is the last word before what follows the noun; a name of several words
    counts as a whole. *part* is the kind of the parts of the body.

    >>> from pipeline.vocabulary import lexicon
    >>> [sorted(kinds(label, lexicon.load())) for label in
    ...  ("blood clot in leg", "loss of smell", "difficulty climbing stairs")]
    [['condition'], ['symptom'], ['symptom']]
    """
    words = tuple(word for each in fold(label).split() if (word := each.strip(_EDGE)))
    if not words:
        return frozenset()
    closed = lexicon.words
    follows = closed.prepositions | closed.pronouns | closed.auxiliaries
    cuts = [at for at, word in enumerate(words) if at and word in follows]
    for end in (len(words), *reversed(cuts)):
        if found := lexicon.phrases.get(" ".join(words[:end])):
            return found
    core = words[: cuts[0]] if cuts else words
    if found := _before_participle(core, lexicon, part):
        return found
    if found := lexicon.phrase_kinds(core):
        return found
    if words[0] in closed.activity_heads:
        return lexicon.kinds(words[0])
    return frozenset()


def _before_participle(
    words: tuple[str, ...], lexicon: Lexicon, part: str
) -> frozenset[str]:
    """Return the kinds of the noun that a participle follows.

    A part of the body before one is its object (``bone strengthening exercise``).
    """
    for at in range(1, len(words)):
        if words[at].endswith(lexicon.words.gerund) and not lexicon.kinds(words[at]):
            return lexicon.phrase_kinds(words[:at]) - {part}
    return frozenset()


def name(
    label: str,
    qualifiers: Qualifiers,
    predicates: PredicateVocabulary,
    lexicon: Lexicon,
) -> str:
    """Return the label of the concept: *label* with its side, site and severity.

    What the label says already is not said again.
    """
    for part in predicates.identity:
        given = getattr(qualifiers, part.qualifier)
        if not given:
            continue
        value = plain(given, lexicon)
        first, _, rest = value.partition(" ")
        has_preposition = bool(rest) and first in lexicon.words.prepositions
        said = normal(rest if has_preposition else value)
        if not said or f" {said} " in f" {normal(label)} ":
            continue
        form = part.form
        if has_preposition and part.with_preposition:
            form = part.with_preposition
        label = form.format(label=label, value=value)
    return label


def plain(text: str, lexicon: Lexicon) -> str:
    """Return *text* as a label: in lower case, without articles, its noun singular.

    >>> from pipeline.vocabulary import lexicon
    >>> plain("the  Nasal sprays", lexicon.load())
    'nasal spray'
    """
    words = [w for w in fold(text).split() if w not in lexicon.words.articles]
    if not words:
        return ""
    last = words[-1].strip(_EDGE)
    return " ".join([*words[:-1], lexicon.singular(last)]).strip(_EDGE)


def values(
    label: str, its_kind: str, predicates: PredicateVocabulary
) -> tuple[tuple[str, Literal], ...]:
    """Return what the words of *label* tell of a concept of *its_kind*."""
    rule = predicates.surgical
    if its_kind != rule.kind:
        return ()
    words = fold(label).split()
    if rule.no.intersection(words):
        return (("pg:isSurgical", Literal("false", "xsd:boolean")),)
    if rule.yes.intersection(words) or any(w.endswith(rule.suffixes) for w in words):
        return (("pg:isSurgical", Literal("true", "xsd:boolean")),)
    return ()
