"""Describe the files of an export, each as a distribution with size and checksum.

A checksum is told as DCAT 3 does (https://www.w3.org/TR/vocab-dcat-3/,
"Property: checksum"), in the terms of SPDX.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pipeline.exports.dataset.wording import Kind, Wording
from pipeline.exports.terms import Term, name, typed, worded
from pipeline.exports.triples import Pair, Subject

_IANA: Final = "https://www.iana.org/assignments/media-types/"
_SYNTAXES: Final = "http://www.w3.org/ns/formats/"


@dataclass(frozen=True, slots=True)
class File:
    """A file: its *name* below the folder, *size* in bytes, SHA-256, and kind.

    *kind* is None where nothing is known of such a name, *ending* what tells the kind,
    and *packing* the media type of what it is packed with, or empty.
    """

    name: str
    size: int
    sha256: str
    kind: Kind | None
    ending: str
    packing: str

    @property
    def address(self) -> Term:
        """Its IRI, relative to where all files are to be had."""
        return f"<{quote(self.name)}>"


def find(folder: Path, left_out: frozenset[str], wording: Wording) -> tuple[File, ...]:
    """Return the files below *folder*, by name.

    What is *left_out* are names of files, or of folders at the top.
    """
    paths = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file()
    }
    return tuple(
        _read(each, paths[each], wording)
        for each in sorted(paths)
        if each.partition("/")[0] not in left_out
    )


def _read(called: str, path: Path, wording: Wording) -> File:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    packing = next((end for end in wording.packed if called.endswith(end)), "")
    bare = called.removesuffix(packing)
    ending = next((end for end in wording.formats if bare.endswith(end)), "")
    return File(
        called,
        path.stat().st_size,
        digest,
        wording.formats.get(ending),
        ending.removeprefix("."),
        wording.packed.get(packing, ""),
    )


def identifier(file: File, digest: str) -> str:
    """Return the name of *file* in the dataset with *digest*, as in identifiers."""
    return f"{digest}-{quote(file.name.replace('/', '--'))}"


def subjects(files: Iterable[File], digest: str) -> Iterator[Subject]:
    """Yield the distribution of each of *files*, its checksum, and their formats."""
    formats: dict[str, Kind] = {}
    for file in files:
        local = identifier(file, digest)
        checksum = name(f"checksum/{local}")
        yield name(f"distribution/{local}"), tuple(_distribution(file, checksum))
        yield (
            checksum,
            (
                ("a", "spdx:Checksum"),
                ("spdx:algorithm", "spdx:checksumAlgorithm_sha256"),
                ("spdx:checksumValue", typed(file.sha256, "xsd:hexBinary")),
            ),
        )
        if file.kind:
            formats[file.ending] = file.kind
    for ending, kind in sorted(formats.items()):
        yield (
            name(f"format/{ending}"),
            (("a", "dcterms:MediaTypeOrExtent"), ("rdfs:label", worded(kind.label))),
        )


def _distribution(file: File, checksum: Term) -> Iterator[Pair]:
    yield "a", "dcat:Distribution"
    yield "dcterms:title", worded(file.name)
    yield "dcat:accessURL", "<>"
    yield "dcat:downloadURL", file.address
    if file.kind:
        yield "dcterms:format", name(f"format/{file.ending}")
        if file.kind.media_type:
            yield "dcat:mediaType", f"<{_IANA}{file.kind.media_type}>"
    if file.packing:
        yield "dcat:compressFormat", f"<{_IANA}{file.packing}>"
    yield "dcat:byteSize", typed(str(file.size), "xsd:nonNegativeInteger")
    yield "spdx:checksum", checksum


def dumps(files: Iterable[File]) -> tuple[Pair, ...]:
    """Return what VoID says of those of *files* that are RDF."""
    pairs: dict[Pair, None] = {}
    for file in files:
        if file.kind and file.kind.feature:
            pairs["void:dataDump", file.address] = None
            pairs["void:feature", f"<{_SYNTAXES}{file.kind.feature}>"] = None
    return tuple(sorted(pairs))
