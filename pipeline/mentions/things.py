"""Read things: a phrase or a list as mentions of conditions, tests, risks and so on."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from pipeline.mentions import borders, coordination, glosses, inner, labels, naming
from pipeline.mentions.draft import Draft, Role, draft
from pipeline.mentions.phrases import Peeled, peel
from pipeline.mentions.view import View
from pipeline.model import Certainty, Polarity, Qualifiers, Span
from pipeline.vocabulary.reading import ReadingVocabulary

_WORD: Final = re.compile(r"[^\W_][\w'/-]*")
_MOST_WORDS: Final = 12
_FEW: Final = 4
_MOST_UNKNOWN_WORDS: Final = 3
_EFFECT: Final = "Symptom"
_CAUSE: Final = "Cause"
_LOOKED_FOR: Final = "Condition"


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
        parts = list(borders.apart(view))
        heads = [borders.shortened(part, vocabulary) for part in parts]
        vouched = _vouched(heads, role, vocabulary)
        for at, (part, head) in enumerate(zip(parts, heads, strict=True)):
            is_strict = role.is_strict and head not in vouched
            is_strict |= bool(at) and _is_clause(part, vocabulary)
            held = replace(role, is_strict=is_strict)
            found += read(part, held, evidence, vocabulary)
        return found
    for piece in borders.by_figure(view, vocabulary):
        found += _of_piece(piece, role, evidence, vocabulary)
    return found


def _of_piece(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the things of one phrase, or of a list that shares its qualifiers."""
    found: list[Draft] = []
    for part, is_gloss, often in glosses.without_gloss(view, role, vocabulary):
        aimed = part
        if role.type == _LOOKED_FOR or role.type in vocabulary.roles.types.possible:
            aimed = borders.without_aim(part, role, vocabulary)
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
    if examples is None or not glosses.announces(peeled.core, vocabulary):
        return [peeled.core]
    peeled.examples = []
    return [*coordination.split(peeled.core, vocabulary.lexicon)[:-1], examples]


def _is_denied(view: View, part: View, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether what explains *part* in *view* denies it."""
    if not view.low.startswith(part.low):
        return False
    rest = view.low[len(part.low) :].lstrip(" :-,(")
    return vocabulary.qualifiers.denying.match(rest) is not None


def _is_clause(view: View, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *view* tells something rather than names it: it has a subject."""
    words = vocabulary.lexicon.words
    said = _WORD.findall(view.low)
    return not words.pronouns.isdisjoint(
        said[:_FEW]
    ) or not words.auxiliaries.isdisjoint(said)


def _of_core(
    peeled: Peeled, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    lexicon = vocabulary.lexicon
    core = borders.before_verb(peeled, vocabulary)
    found: list[Draft] = []
    parts = [
        borders.shortened(part, vocabulary)
        for part in coordination.split(core, lexicon)
    ]
    if role.is_strict:
        parts = _vouched(parts, role, vocabulary)
    if role.type in vocabulary.roles.types.reasons:
        parts = [borders.without_aim(part, role, vocabulary) for part in parts]
    for view in parts:
        label, side, severity = labels.thing(view, lexicon)
        if not label or len(label.split()) > _MOST_WORDS:
            continue
        if naming.is_no_name(label, role.type, vocabulary):
            continue
        each = draft(role, label, view, evidence)
        each.qualifiers = _qualifiers(peeled, side, severity)
        if len(parts) > 1 and peeled.figures:
            often = "".join(_own(view, parts, peeled.figures)[:1])
            each.qualifiers = replace(each.qualifiers, frequency=often)
        if len(parts) > 1 and peeled.synonyms:
            names = _own(view, parts, peeled.synonyms)
            each.qualifiers = replace(each.qualifiers, synonyms=tuple(names))
        if role.type in vocabulary.roles.types.possible and not each.is_denied:
            each.qualifiers = replace(each.qualifiers, certainty=Certainty.POSSIBLE)
        each.inner = inner.find(view, role.type, evidence, vocabulary)
        found.append(each)
    _add_inner(found, peeled, evidence, vocabulary)
    return found


def _own(
    view: View, parts: Sequence[View], brackets: Sequence[tuple[int, str]]
) -> list[str]:
    """Return what the brackets right behind *view* say, one of *parts*."""
    said = []
    for at, text in brackets:
        before = [
            (max(place for place in part.places if place < at), part)
            for part in parts
            if part.places and part.places[0] < at
        ]
        if before and max(before, key=lambda each: each[0])[1] is view:
            said.append(text)
    return said


def _vouched(
    parts: list[View], role: Role, vocabulary: ReadingVocabulary
) -> list[View]:
    """Return the parts of a kind that fits, and the short unknown ones among them.

    In a list, what is known vouches for its neighbours.
    """
    fitting = [part for part in parts if naming.is_of_kind(part, role.type, vocabulary)]
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
        synonyms=tuple(name for _, name in peeled.synonyms),
    )


def _add_inner(
    found: list[Draft], peeled: Peeled, evidence: Span, vocabulary: ReadingVocabulary
) -> None:
    """Read what the things lead to, come from and are for, as mentions in them."""
    _add_purposes(found, peeled, evidence, vocabulary)
    for name, type_ in (("effect", _EFFECT), ("cause", _CAUSE)):
        value = peeled.inner.get(name)
        if value is None:
            continue
        confidence = vocabulary.roles.confidence["inside_mention"]
        role = Role(type_, "", rule=f"inner.{name}", confidence=confidence)
        for each in found:
            for conjunct in coordination.split(value, vocabulary.lexicon):
                view = borders.shortened(conjunct, vocabulary)
                label = labels.thing(view, vocabulary.lexicon)[0]
                if not label or len(label.split()) > _MOST_WORDS:
                    continue
                if naming.is_no_name(label, type_, vocabulary):
                    continue
                each.inner.append(draft(role, label, view, evidence))


def _add_purposes(
    found: list[Draft], peeled: Peeled, evidence: Span, vocabulary: ReadingVocabulary
) -> None:
    """Read what the things are for: parts of the body, and what is looked for."""
    purpose = peeled.inner.get("purpose")
    if purpose is None or not found:
        return
    type_ = found[0].type
    inside = inner.find(purpose, type_, evidence, vocabulary)
    if type_ in vocabulary.roles.types.testing_for:
        inside += _looked_for(purpose, evidence, vocabulary)
    for each in found:
        each.inner += [replace(part) for part in inside]


def _looked_for(
    purpose: View, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return what a test is to find, as far as the lexicon knows it for an illness."""
    role = Role(
        _LOOKED_FOR,
        "",
        rule="inner.looked-for",
        confidence=vocabulary.roles.confidence["inside_mention"],
        is_strict=True,
    )
    aimed = borders.without_aim(purpose, role, vocabulary)
    if aimed is purpose:
        return []
    return [
        replace(each, inner=[], qualifiers=Qualifiers())
        for each in read(aimed, role, evidence, vocabulary)
        if not each.is_denied
    ]
