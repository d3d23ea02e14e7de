"""Read an item of a list by its role: a thing, an act, a fact."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from pipeline.mentions import (
    borders,
    clauses,
    joints,
    modifiers,
    naming,
    payments,
    sentences,
    telling,
    things,
    triggered,
)
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.view import View
from pipeline.model import Span
from pipeline.vocabulary.reading import ReadingVocabulary

KEYED: Final = "item.keyed"


def read(  # noqa: PLR0911 - one reader after the other
    seen: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return what an item of a list says, read by its role."""
    types = vocabulary.roles.types
    if found := modifiers.at_head(seen, role, evidence, vocabulary):
        return found
    if role.is_trigger:
        return sentences.read(seen, role, evidence, vocabulary)
    if role.type in types.things:
        if found := sentences.special(seen, role, evidence, vocabulary):
            return found
        if is_sentence(seen, vocabulary):
            found = sentences.read(seen, role, evidence, vocabulary)
            if found:
                return found
        person = vocabulary.instructions.told_of.match(seen.low)
        seen = seen.part(person.end() if person else 0)
        return things.read(
            seen, _diagnosed(seen, role, vocabulary), evidence, vocabulary
        )
    if role.type == payments.TYPE:
        return payments.listed(seen, role, evidence, vocabulary)
    if role.type in types.instructions:
        return list(instructions(seen, role, evidence, vocabulary))
    if role.type in types.facts:
        return _fact(seen, role, evidence, vocabulary)
    return sentences.read(seen, role, evidence, vocabulary)


def _diagnosed(seen: View, role: Role, vocabulary: ReadingVocabulary) -> Role:
    """Return the role of what is found where a disease stands among the tests."""
    types = vocabulary.roles.types
    if (
        role.type != types.tested
        or not naming.is_bare(seen, types.diagnosed, vocabulary)
        or naming.is_bare(seen, types.tested, vocabulary)
    ):
        return role
    return replace(role, type=types.diagnosed, rule="item.diagnosed")


def _fact(
    seen: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the fact that *seen* is: how long, where, by whom."""
    one = clauses.read(seen, role, evidence, vocabulary)
    if one is None or naming.is_refused(one.label, role.type, vocabulary):
        return []
    return [one]


def is_sentence(seen: View, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *seen* has a verb that is no first word."""
    words = seen.low.split(" ")
    return not vocabulary.lexicon.words.auxiliaries.isdisjoint(words[1:])


def instructions(
    seen: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> Iterator[Draft]:
    """Yield what an item among instructions says: acts, or what is none."""
    if not role.prefix and (other := _no_instruction(seen, role, evidence, vocabulary)):
        yield from other
        return
    types = vocabulary.roles.types
    if role.type in types.not_befalling and naming.is_bare(
        seen, types.befallen, vocabulary
    ):
        return
    yield from _labelling(seen, role, evidence, vocabulary)
    for clause in _clauses(seen, role, vocabulary):
        told = telling.of_item(clause.low, role, vocabulary)
        one = clauses.read(clause, told, evidence, vocabulary)
        if one is not None:
            yield one


def _labelling(
    seen: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the complaint that labels what to do about it ("Leak: press")."""
    types = vocabulary.roles.types
    label = clauses.label_of(seen)
    if role.prefix or label is seen or role.type not in types.befalling:
        return []
    if not naming.is_bare(label, types.befallen, vocabulary):
        return []
    befallen = replace(role, type=types.befallen, rule="item.befallen")
    return things.read(label, befallen, evidence, vocabulary)


def _no_instruction(
    seen: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return what an item among instructions says that is none: a risk, a test."""
    if found := sentences.special(seen, role, evidence, vocabulary):
        return found
    if is_sentence(seen, vocabulary):
        return list(triggered.read(seen, role, evidence, vocabulary))
    types = vocabulary.roles.types
    for among, type_, rule in (
        (types.befalling, types.befallen, "item.befallen"),
        (types.testing, types.tested, "item.test"),
    ):
        if role.type in among and naming.is_bare(seen, type_, vocabulary):
            bare = replace(role, type=type_, rule=rule)
            return things.read(seen, bare, evidence, vocabulary)
    return []


def _clauses(seen: View, role: Role, vocabulary: ReadingVocabulary) -> Iterator[View]:
    """Yield the clauses of an item that each tell an act."""
    if role.prefix:
        yield from borders.apart(clauses.label_of(seen))
        return
    body = seen
    if role.rule != KEYED:
        body = clauses.without_label(seen, vocabulary)
    if not clauses.may_be_item(body.low, vocabulary):
        return
    if clauses.is_objectless(body, vocabulary):
        yield seen  # "Aspirin: do not stop": the label tells what it is about
    else:
        yield from joints.split(body, vocabulary)
