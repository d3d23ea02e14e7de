"""What may befall the patient, told as a clause: "the tendon may tear again"."""

from typing import Final

from msgspec.structs import replace

from pipeline.mentions import inner
from pipeline.mentions.draft import Draft, Role, draft, hedged
from pipeline.mentions.view import View
from pipeline.model import Certainty, Span
from pipeline.vocabulary.reading import ReadingVocabulary

_VALUE: Final = "value"


def read(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return what the clauses of *view* say may befall, in a role of such things."""
    found: list[Draft] = []
    if not vocabulary.befalling.of(view.low):
        return found  # and so in none of its clauses
    at = 0
    ends = [part.span() for part in vocabulary.befalling_parts.finditer(view.low)]
    for end, begin in [*ends, (len(view.low), 0)]:
        clause = view.part(at, end).trimmed()
        found += _of_clause(clause, role, evidence, vocabulary)
        at = begin
    return found


def _of_clause(
    seen: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    possible = vocabulary.roles.types.possible
    for pattern, befalling in vocabulary.befalling.of(seen.low):
        if role.type not in (befalling.rule.types or possible):
            continue
        if not befalling.holds(seen.low):
            continue
        said = pattern.search(seen.low)
        if said is None:
            continue
        part = seen.part(*said.span(_VALUE))
        told = replace(
            role,
            rule=befalling.rule.id,
            confidence=vocabulary.roles.confidence["clause"],
        )
        found = draft(told, part.low, part, evidence)
        found.inner = inner.find(part, role.type, evidence, vocabulary)
        if role.type in possible:
            found = hedged(found, Certainty.POSSIBLE)
        return [found]
    return []
