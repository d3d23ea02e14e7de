"""Read headings from a file of MeSH descriptors (``desc20xx.xml``).

The file is large: it is read record by record. Terms of the preferred concept are names
of the heading; those of its other concepts are narrower, broader or related, as told.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final
from xml.etree import ElementTree as ET

from pipeline.errors import VocabularyError
from pipeline.terminology import normal, trees
from pipeline.terminology.records import Entry, Name, Scope

ROOT: Final = "DescriptorRecordSet"
FORMAT: Final = "mesh-descriptors"
_RECORD: Final = "DescriptorRecord"
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_UNKNOWN: Final = "unknown"
_YES: Final = "Y"
_SCOPES: Final[Mapping[str, Scope]] = MappingProxyType(
    {"NRW": Scope.NARROW, "BRD": Scope.BROAD, "REL": Scope.RELATED}
)
_ABBREVIATIONS: Final = frozenset({"ABB", "ABX", "ACR", "ACX"})


def version(path: Path) -> str:
    """Return the year in the name of *path*, since the file tells no release."""
    _check(path)
    year = _YEAR.search(path.name)
    return year[0] if year else _UNKNOWN


def read(path: Path, prefix: str) -> tuple[Entry, ...]:
    """Return the headings of *path*, sorted; VocabularyError where it has none."""
    entries: list[Entry] = []
    numbers: dict[str, str] = {}
    try:
        for record in _records(path):
            entry = _entry(record, prefix)
            entries.append(entry)
            numbers |= dict.fromkeys(_numbers(record), entry.curie)
    except ET.ParseError as fault:
        place = f"{path}:{fault.position[0]}"
        raise VocabularyError(place, f"is not XML ({fault})") from None
    above = trees.parents(numbers)
    return tuple(
        Entry(
            entry.curie,
            entry.label,
            entry.names,
            above.get(entry.curie, ()),
            entry.places,
        )
        for entry in sorted(entries, key=lambda entry: entry.curie)
    )


def _check(path: Path) -> None:
    """Raise VocabularyError where *path* does not begin as a file of descriptors."""
    try:
        # expat refuses entities that grow without bound, and fetches nothing.
        with path.open("rb") as file:
            for _, element in ET.iterparse(file, ("start",)):  # noqa: S314
                if element.tag == ROOT:
                    return
                break
    except ET.ParseError as fault:
        place = f"{path}:{fault.position[0]}"
        raise VocabularyError(place, f"is not XML ({fault})") from None
    except OSError as fault:
        raise VocabularyError(str(path), f"cannot be read ({fault})") from None
    raise VocabularyError(str(path), "is not a file of MeSH descriptors")


def _records(path: Path) -> Iterator[ET.Element]:
    _check(path)
    with path.open("rb") as file:
        steps = ET.iterparse(file, ("start", "end"))  # noqa: S314 - as above
        _, root = next(steps)
        for event, element in steps:
            if event == "end" and element.tag == _RECORD:
                yield element
                root.clear()


def _numbers(record: ET.Element) -> tuple[str, ...]:
    return tuple(
        each.text.strip()
        for each in record.findall("TreeNumberList/TreeNumber")
        if each.text
    )


def _entry(record: ET.Element, prefix: str) -> Entry:
    label = record.findtext("DescriptorName/String", "").strip()
    return Entry(
        f"{prefix}:{record.findtext('DescriptorUI', '').strip()}",
        label,
        names=tuple(_names(record, label)),
        places=trees.places(_numbers(record)),
    )


def _names(record: ET.Element, label: str) -> Iterator[Name]:
    yield _name(label, Scope.LABEL)
    for concept in record.findall("ConceptList/Concept"):
        scope = Scope.EXACT if concept.get("PreferredConceptYN") == _YES else None
        for term in concept.findall("TermList/Term"):
            written = term.findtext("String", "").strip()
            if not written or written == label:
                continue
            sort = term.get("LexicalTag", "")
            yield _name(
                written,
                scope or _relation(concept),
                is_abbreviation=sort in _ABBREVIATIONS,
            )


def _relation(concept: ET.Element) -> Scope:
    told = concept.find("ConceptRelationList/ConceptRelation")
    name = "" if told is None else told.get("RelationName", "")
    return _SCOPES.get(name, Scope.RELATED)


def _name(written: str, scope: Scope, *, is_abbreviation: bool = False) -> Name:
    return Name(
        written,
        scope,
        is_abbreviation=is_abbreviation or normal.is_abbreviation(written),
    )
