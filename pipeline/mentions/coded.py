"""A diagnosis behind its code: "H65.23 chronic serous otitis media, both ears"."""

from typing import Final

from msgspec.structs import replace

from pipeline.mentions import things
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.view import View
from pipeline.model import Span
from pipeline.vocabulary.reading import ReadingVocabulary

_NAME: Final = "name"
_CONDITION: Final = "Condition"


def read(
    seen: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the disease that a line names behind the code of a diagnosis.

    What ICD-10-CM calls by such codes is a disease, a complaint or a reason for care;
    where a page lists them, it lists what the procedure is done for.
    """
    found = vocabulary.codes.diagnosis.match(seen.text)
    if found is None:
        return []
    coded = replace(
        role,
        type=_CONDITION,
        rule="item.coded",
        confidence=vocabulary.roles.confidence["item"],
    )
    return things.read(seen.part(*found.span(_NAME)), coded, evidence, vocabulary)
