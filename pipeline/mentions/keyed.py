"""Lines of a key and its value: "Hospital stay: 2 nights", read by the key."""

from typing import Final

from msgspec.structs import replace

from pipeline.mentions import items
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.roles import Roles
from pipeline.mentions.view import View
from pipeline.model import Span, Unit
from pipeline.vocabulary.reading import ReadingVocabulary

_RECOVERY: Final = "RecoveryInstruction"
_KEY: Final = "item.key"


def names_procedure(key: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether the value of *key* names the page's procedure."""
    words, low = vocabulary.procedures, key.casefold()
    return bool(words.named_in.search(low) or words.other_names.search(low))


def read(  # noqa: PLR0913 - a line needs its page
    seen: View,
    value: int,
    unit: Unit,
    roles: Roles,
    evidence: Span,
    vocabulary: ReadingVocabulary,
) -> list[Draft]:
    """Return what the line *seen* says, whose value begins at *value*."""
    base = roles.of(unit)
    if _tells_stay(seen, value, vocabulary):
        recovery = replace(base, type=_RECOVERY, rule=items.KEYED)
        return list(items.instructions(seen, recovery, evidence, vocabulary))
    labelled = roles.labelled(seen, base)
    if labelled is not None:
        role, rest = labelled
    else:
        role, rest = _by_key(seen, value, unit, roles, vocabulary)
    return items.read(rest, role, evidence, vocabulary)


def _tells_stay(seen: View, value: int, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether the line says how long one stays in hospital."""
    stay = vocabulary.instructions.hospital_stay
    return stay.search(seen.low, 0, value) is not None and bool(
        vocabulary.times.time.search(seen.low, value) or stay.search(seen.low, value)
    )


def _by_key(
    seen: View, value: int, unit: Unit, roles: Roles, vocabulary: ReadingVocabulary
) -> tuple[Role, View]:
    """Return the role that the key gives as a heading would, and what is read in it."""
    base = roles.of(unit)
    typing = vocabulary.headings.classify(seen.text[:value].rstrip(" :="))
    if typing is None or typing.weak or typing.type == base.section:
        # The key is no label but the thing itself.
        # Behind "Indication: pain" the next key is no matter of that label.
        is_beside = (
            roles.is_labelled(unit) and base.type in vocabulary.roles.types.things
        )
        return replace(
            base, type="" if is_beside else base.type, rule=items.KEYED
        ), seen
    named = vocabulary.roles.sections.get(typing.type)
    role = replace(
        roles.of_section(unit),
        type=named.items if named else "",
        section=typing.type,
        rule=_KEY,
    )
    return role, seen.part(value)
