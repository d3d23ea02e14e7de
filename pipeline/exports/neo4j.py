"""Write a graph as CSV for ``neo4j-admin database import full``.

Four files of nodes and three of relationships, each with the header that the tool wants
(https://neo4j.com/docs/operations-manual/current/import/), and ``import.args``, which
names them all. The type of a relationship is the predicate in the capitals that are
usual there. An affirmed statement is a relationship; a denied one is a node, linked to
its document alone.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from pipeline.cells import defuse
from pipeline.exports import lists
from pipeline.exports.columns import (
    Column,
    Columns,
    Kind,
    Places,
    cells,
    flat,
    parts,
    placed,
    written,
)
from pipeline.exports.exchange import Json
from pipeline.exports.manner import Manner
from pipeline.exports.records import FINDING, Records, sources
from pipeline.model import Graph

FOLDER: Final = "neo4j"
SEPARATOR: Final = ";"
_ARGUMENTS: Final = "import.args"
_OPTIONS: Final = (
    "--id-type=string",
    "--array-delimiter=;",
    "--trim-strings=false",
    "--multiline-fields=true",
)
_ABOUT: Final = "ABOUT"
_IN_DOCUMENT: Final = "IN_DOCUMENT"
_BUFFER: Final = 1 << 20  # bytes
_QUOTED: Final = re.compile('[",\x00-\x1f]|^\\s|\\s$|^$')
_HUMP: Final = re.compile("(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True, eq=False)
class _File:
    """A file: its *name*, and the columns that it has even where nothing fills them."""

    name: str
    first: tuple[Column, ...]
    is_nodes: bool = False

    def properties(self, columns: Iterable[Column]) -> list[Column]:
        """Return those of *columns* that are no part of what makes node or link."""
        core = ("id", "types") if self.is_nodes else ("source", "target", "type")
        return [each for each in columns if each.name not in core]


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.STRING) for name in names)


def _texts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.STRING, is_list=True) for name in names)


_PLACE: Final = (Column("start", Kind.LONG), Column("end", Kind.LONG))
_STATED: Final = (
    *_text("predicate", "document", "documentId"),
    *_PLACE,
    *_text("quote"),
    Column("section", Kind.LONG),
    *_text("polarity", "certainty"),
    Column("confidence", Kind.DOUBLE),
    *_text("rule"),
)
_THINGS: Final = _File("things.csv", _text("label"), is_nodes=True)
_DOCUMENTS: Final = _File(
    "documents.csv",
    (*_text("label"), *_texts("documents", "titles", "sha256s")),
    is_nodes=True,
)
_DENIED: Final = _File(
    "denied.csv", (*_text("label", "subject", "object"), *_STATED), is_nodes=True
)
_FINDINGS: Final = _File(
    "findings.csv",
    (
        *_text("check", "severity", "document"),
        *_texts("documents"),
        *_text("message"),
        *_PLACE,
        *_text("about"),
    ),
    is_nodes=True,
)
_STATEMENTS: Final = _File("statements.csv", (*_text("key"), *_STATED))
_STRUCTURE: Final = _File("structure.csv", _text("predicate"))
_LINKS: Final = _File("links.csv", ())
_FILES: Final = (
    *(_THINGS, _DOCUMENTS, _DENIED, _FINDINGS),
    *(_STATEMENTS, _STRUCTURE, _LINKS),
)
FILES: Final = (
    *(f"{FOLDER}/{file.name}" for file in _FILES),
    f"{FOLDER}/{_ARGUMENTS}",
)


def write(graph: Graph, folder: Path, manner: Manner) -> None:
    """Write the files of *graph* into *folder*."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    records = Records(graph, manner)
    seen = {file: Columns(*file.first) for file in _FILES}
    for file, record in _rows(records):
        seen[file].see(record)
    places = {file: placed(file.properties(seen[file])) for file in _FILES}
    with ExitStack() as stack:
        streams: dict[_File, BinaryIO] = {}
        for file in _FILES:
            stream = (place / file.name).open("wb", buffering=_BUFFER)
            streams[file] = stack.enter_context(stream)
            stream.write(_header(file, places[file]))
        for file, record in _rows(records):
            streams[file].write(_row(file, record, places[file]))
    (place / _ARGUMENTS).write_bytes(_arguments())


def _arguments() -> bytes:
    """Return the file of arguments, one a line (https://picocli.info/#AtFiles)."""
    named = (
        f"--{'nodes' if file.is_nodes else 'relationships'}={FOLDER}/{file.name}"
        for file in _FILES
    )
    # What may take many values comes first, or it takes the name of the database too.
    return "".join(f"{line}\n" for line in (*named, *_OPTIONS)).encode()


def _rows(records: Records) -> Iterator[tuple[_File, Json]]:
    """Yield each row with its file; it is the flat record of its columns."""
    documents = tuple(records.documents()) if records.has_evidence else ()
    ids = {each["document"]: each["id"] for each in documents}
    findings = tuple(records.findings())
    wanted = {found["about"] for found in findings}
    about: set[object] = set()
    for record in records.things():
        yield _THINGS, flat(record)
        about |= wanted & {record["id"]}
    for record in sources(documents):
        yield _DOCUMENTS, flat(record)
    for is_denied, record in records.stated():
        told = flat(record)
        if records.has_evidence:
            told["documentId"] = ids[record["document"]]
        yield (_DENIED if is_denied else _STATEMENTS), told
        if is_denied:
            yield _link(record["id"], _IN_DOCUMENT, told["documentId"])
            about |= wanted & {record["id"]}
    for _, record in records.structure():
        yield _STRUCTURE, flat(record)
    for found in findings:
        yield _FINDINGS, {**flat(found), "types": [FINDING]}
        if found["about"] in about:
            yield _link(found["id"], _ABOUT, found["about"])
        named = dict.fromkeys(ids.get(name) for name in parts(found["documents"]))
        for document in filter(None, named):
            yield _link(found["id"], _IN_DOCUMENT, document)


def _link(source: object, predicate: str, target: object) -> tuple[_File, Json]:
    return _LINKS, {"source": source, "target": target, "type": predicate}


def _header(file: _File, places: Places) -> bytes:
    core = ("id:ID", ":LABEL") if file.is_nodes else (":START_ID", ":END_ID", ":TYPE")
    told = (
        f"{name}:{column.kind}{'[]' if column.is_list else ''}"
        for name, (_, column) in places.items()
    )
    return (",".join((*core, *told)) + "\n").encode()


def _row(file: _File, record: Json, places: Places) -> bytes:
    core: tuple[str, ...]
    if file.is_nodes:
        labels = SEPARATOR.join(map(str, parts(record["types"])))
        core = (str(record["id"]), labels)
    else:
        type_ = record.get("type") or relation(str(record["predicate"]))
        core = (str(record["source"]), str(record["target"]), str(type_))
    row = (*map(_quoted, core), *cells(record, places, _cell))
    return (",".join(row) + "\n").encode()


def _cell(value: object, column: Column) -> str:
    if column.is_list:
        text = lists.join(map(written, parts(value)), SEPARATOR)
    else:
        text = written(value)
    return _quoted(defuse(text)) if column.kind is Kind.STRING else text


def _quoted(text: str) -> str:
    """Return *text* in quotes where it needs them.

    What is quoted keeps its blanks, and an empty text is not taken for none.
    """
    if _QUOTED.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def relation(predicate: str) -> str:
    """Return the type of the relationship for *predicate*.

    >>> relation("hasComplication")
    'HAS_COMPLICATION'
    """
    return _HUMP.sub("_", predicate).upper()
