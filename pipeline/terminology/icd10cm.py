"""Read concepts from the tabular list of ICD-10-CM.

A classification: an entry takes what falls under it, so that an inclusion term is a
narrower name. Sections are entries too, by the range of their codes; chapters are
branches only.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from pipeline.errors import VocabularyError
from pipeline.terminology import normal
from pipeline.terminology.records import Entry, Name, Scope

_BRACKETS: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_RELEASE: Final = re.compile(r"-([A-Z]\w+-\d+-\d{4})$")
_UNKNOWN: Final = "unknown"
_RANGE: Final = "-"  # between the codes that a section begins and ends with
_PREFIX: Final = "ICD10CM"
ROOT: Final = "ICD10CM.tabular"
FORMAT: Final = "icd10cm-tabular"


def version(path: Path) -> str:
    """Return the year of the release in *path*, with what the file's name adds.

    The name is all that tells releases of one year apart.
    """
    year = _year(path)
    told = _RELEASE.search(path.stem)
    return f"{year} ({told[1]})" if told else year


def read(path: Path, prefix: str = _PREFIX) -> tuple[Entry, ...]:
    """Return the entries of *path*, sorted; VocabularyError where it is none."""
    entries = [
        entry
        for chapter in _root(path).iter("chapter")
        for section in chapter.iter("section")
        for entry in _section(section, chapter.findtext("name", ""), prefix)
    ]
    return tuple(sorted(entries, key=lambda entry: entry.curie))


def _year(path: Path) -> str:
    """Return the text of the first element of its name, without reading on."""
    try:
        with path.open("rb") as file:
            for _, element in ET.iterparse(file):  # noqa: S314 - as below
                if element.tag == "version":
                    return (element.text or "").strip() or _UNKNOWN
                if element.tag == "introduction":
                    break
    except ET.ParseError as fault:
        place = f"{path}:{fault.position[0]}"
        raise VocabularyError(place, f"is not XML ({fault})") from None
    except OSError as fault:
        raise VocabularyError(str(path), f"cannot be read ({fault})") from None
    return _UNKNOWN


def _root(path: Path) -> ET.Element:
    try:
        # expat refuses entities that grow without bound, and fetches nothing.
        root = ET.parse(path).getroot()  # noqa: S314
    except ET.ParseError as fault:
        place = f"{path}:{fault.position[0]}"
        raise VocabularyError(place, f"is not XML ({fault})") from None
    except OSError as fault:
        raise VocabularyError(str(path), f"cannot be read ({fault})") from None
    if root.tag != ROOT:
        raise VocabularyError(str(path), f"is not a tabular list (<{root.tag}>)")
    return root


def _section(section: ET.Element, chapter: str, prefix: str) -> Iterator[Entry]:
    """Yield what is in *section*, itself first where it has more than one category.

    Where one of these has the same name, that is the one that people code with.
    """
    codes = section.get("id", "")
    places = frozenset({chapter, codes})
    label = _BRACKETS.sub("", " ".join(section.findtext("desc", "").split()))
    curie = f"{prefix}:{codes}"
    is_entry = bool(label) and _RANGE in codes
    if is_entry:
        names = (_name(label, Scope.EXACT),)
        yield Entry(curie, label, names, places=places, is_group=True)
    yield from _entries(section, curie if is_entry else None, places, prefix)


def _entries(
    above: ET.Element, parent: str | None, places: frozenset[str], prefix: str
) -> Iterator[Entry]:
    for each in above.findall("diag"):
        code = each.findtext("name", "").strip()
        label = " ".join(each.findtext("desc", "").split())
        if not code or not label:
            continue
        curie = f"{prefix}:{code}"
        yield Entry(
            curie,
            label,
            names=tuple(_names(each, label)),
            parents=(parent,) if parent else (),
            places=places,
        )
        yield from _entries(each, curie, places, prefix)


def _names(entry: ET.Element, label: str) -> Iterator[Name]:
    yield _name(label, Scope.LABEL)
    # What stands in brackets may be a word more, "Essential (primary) hypertension", or
    # narrow the entry, "Chills (without fever)": nothing tells which.
    if (bare := _BRACKETS.sub("", label)) != label and bare:
        yield _name(bare, Scope.UNTOLD)
    for note in entry.findall("inclusionTerm/note"):
        if written := " ".join("".join(note.itertext()).split()):
            yield _name(written, Scope.NARROW)


def _name(written: str, scope: Scope) -> Name:
    return Name(written, scope, is_abbreviation=normal.is_abbreviation(written))
