"""The text layer of each document of a build, as a file below ``documents/``."""

import hashlib
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol
from urllib.parse import quote

import msgspec

from pipeline.errors import OutputError
from pipeline.model import Document

EXTRACTIONS: Final = "extractions.jsonl"
TEXTS: Final = "documents"
_PACKED: Final = ".jsonl#"
_LONGEST: Final = 200  # bytes; file systems take 255, and a suffix is added
_KEY: Final = 16


class Named(Protocol):
    """What the path of a text is made of."""

    @property
    def name(self) -> str:
        """The document's name."""

    @property
    def media_type(self) -> str:
        """The kind of file that the document is from."""


class _Extracted(msgspec.Struct, frozen=True):
    """What a line of the extractions says of its document."""

    name: str = msgspec.field(name="document")
    media_type: str


def text_paths(documents: Iterable[Named]) -> Mapping[str, str]:
    """Return for each document's name the path of its text layer below the output.

    The path is the name with ``.txt`` after it, below ``documents/``. Only what no
    file system takes is written otherwise: the id of a packed record is quoted, an
    overlong part is cut and gets a digest.
    """
    paths = {each.name: f"{_safe(each)}.txt" for each in documents}
    files = frozenset(paths.values())
    return MappingProxyType(
        {name: f"{TEXTS}/{_apart(path, files)}" for name, path in paths.items()}
    )


def _safe(document: Named) -> str:
    name = document.name
    file, packed, record = name.partition(_PACKED)
    if packed and document.media_type == "application/jsonl":
        name = f"{file}{packed}{quote(record, safe=' #@')}"
    return "/".join(map(_cut, name.split("/")))


def _cut(part: str) -> str:
    if len(part.encode()) <= _LONGEST:
        return part
    kept = part.encode()[: _LONGEST - _KEY - 1].decode(errors="ignore")
    return f"{kept}~{hashlib.sha256(part.encode()).hexdigest()[:_KEY]}"


def _apart(path: str, files: frozenset[str]) -> str:
    """Return *path* so that no folder in it has the name of one of *files*."""
    parts = path.split("/")
    for end in range(1, len(parts)):
        if "/".join(parts[:end]) in files:
            return "/".join([*parts[: end - 1], "%2F".join(parts[end - 1 :])])
    return path


def write_texts(
    folder: Path,
    documents: Iterable[Document],
    paths: Mapping[str, str],
    before: Path | None = None,
) -> None:
    """Write the text layer of each of *documents* below *folder*, byte for byte.

    *paths* are those of the texts, as ``text_paths`` gives them. A text that stands
    already below *before*, the folder of an earlier build, is linked and not written:
    new files are the dearest part of many small ones, and taking the old ones away is
    dearer still.
    """
    (folder / TEXTS).mkdir()
    for document in documents:
        path = folder / paths[document.name]
        path.parent.mkdir(parents=True, exist_ok=True)
        text = document.text.encode()
        if before is None or not _link(before / paths[document.name], text, path):
            path.write_bytes(text)


def _link(old: Path, text: bytes, path: Path) -> bool:
    """Give the file *old* the further name *path*, where *text* is what it holds."""
    try:
        found = old.stat(follow_symlinks=False)
        if not stat.S_ISREG(found.st_mode) or found.st_size != len(text):
            return False
        if old.read_bytes() != text:
            return False
        path.hardlink_to(old)
    except OSError:  # there is none, or the file system knows no such links
        return False
    return True


def texts(out: Path) -> Mapping[str, Path]:
    """Return for each document of the build in *out* the path of its text layer.

    Raise OutputError where the extractions of the build cannot be read.
    """
    path = out / EXTRACTIONS
    reader = msgspec.json.Decoder(_Extracted)
    try:
        with path.open("rb") as lines:
            paths = text_paths(map(reader.decode, lines))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise OutputError(str(path), f"cannot be read ({fault})") from None
    return MappingProxyType({name: out / path for name, path in paths.items()})
