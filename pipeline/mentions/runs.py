"""Read a table that has lost its lines: names in a row, each with its share."""

from typing import Final

from msgspec.structs import replace

from pipeline.mentions import things
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.view import View
from pipeline.model import Span
from pipeline.vocabulary.reading import ReadingVocabulary

_FEWEST: Final = 3  # names with a share, where no heading of the table is left
_MOST_WORDS: Final = 9


def read(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the things that *view* puts one behind the other, each with its share.

    The last may have none. Nothing is returned of what is no such row.
    """
    runs = vocabulary.roles.runs
    if role.type not in vocabulary.roles.types.things:
        return []
    head = runs.head.match(view.low)
    at = head.end() if head else 0
    named: list[tuple[View, str]] = []
    for share in runs.share.finditer(view.low, at):
        named.append((view.part(at, share.start()).trimmed(), share[0].strip()))
        at = share.end()
    if head is None and len(named) < _FEWEST:
        return []
    if head is not None:
        named.append((view.part(at).trimmed(), ""))
    if any(name.low.count(" ") >= _MOST_WORDS for name, _ in named):
        return []
    found: list[Draft] = []
    said = replace(role, rule="row.run")
    for name, often in named:
        if not name.text:
            continue
        for each in things.read(name, said, evidence, vocabulary):
            if often:
                each.qualifiers = replace(each.qualifiers, frequency=often)
            found.append(each)
    return found
