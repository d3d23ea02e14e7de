"""The receipt of a build: ``build.json``.

It names the inputs by hash, the versions of all that decides the result, what was
written, and counts. It is the only output that holds times; the rest of it is the same
for the same inputs.
"""

import hashlib
import platform
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.model import Plugin, Quarantined

PACKAGE: Final = "procedure-graph"
_LIBRARIES: Final = ("msgspec", "orjson", "pyyaml")
_NAME: Final = re.compile(r"[\w.-]+")  # what a requirement begins with
_EXTRA: Final = "extra =="
_COMPILED: Final = "__pycache__"
# Pages are made of files beside the modules.
_CODE: Final = (".py", ".js", ".css", ".html", ".svg")
_KNOWLEDGE: Final = (".yaml", ".ttl", ".rq", ".tsv", ".jsonld")


class Input(msgspec.Struct, frozen=True, gc=False):
    """An input: the name of a *document*, and the hash of its bytes where known."""

    document: str
    sha256: str | None


def inputs(
    read: Iterable[tuple[str, str]], refused: Iterable[Quarantined]
) -> list[Input]:
    """Return each input, by name; *read* are those of the documents that were read."""
    found = [Input(*each) for each in read]
    found += [Input(each.document, each.sha256) for each in refused]
    return sorted(found, key=lambda each: (each.document, each.sha256 or ""))


def versions() -> dict[str, str]:
    """Return the version of the project, of Python, and of each deciding library."""
    return {
        "procedure-graph": version(PACKAGE),
        "python": platform.python_version(),
        **{name: version(name) for name in _LIBRARIES},
    }


def version(name: str) -> str:
    """Return the version of the installed distribution *name*."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def knowledge_digest(others: Iterable[str] = ()) -> str:
    """Return one digest over all files of knowledge, names and bytes.

    *others* are the digests of files that somebody brought, in their order. Files that
    change while the program runs have no effect on it, and so not here either.
    """
    digest = _shipped().copy()
    for other in others:
        digest.update(other.encode())
    return digest.hexdigest()


def has_changed() -> bool:
    """Tell whether files of knowledge are others than when they were first looked at.

    What was read of them since may be of either.
    """
    now = _digested(_files(knowledge.root(), "", _KNOWLEDGE))
    return now.digest() != _shipped().digest()


@cache
def _shipped() -> "hashlib._Hash":
    return _digested(_files(knowledge.root(), "", _KNOWLEDGE))


def _digested(files: Iterable[tuple[str, bytes]]) -> "hashlib._Hash":
    digest = hashlib.sha256()
    for name, source in sorted(files):
        digest.update(f"{name}\0{len(source)}\0".encode())
        digest.update(source)
    return digest


def _files(
    folder: Traversable, above: str, suffixes: tuple[str, ...]
) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{above}{entry.name}"
        if entry.name == _COMPILED:
            continue
        if entry.is_dir():
            found += _files(entry, f"{name}/", suffixes)
        elif name.endswith(suffixes):
            found.append((name, entry.read_bytes()))
    return found


def outputs(folder: Path, left_out: str) -> dict[str, str]:
    """Return the hash of each file below *folder*, by its path there.

    The files in the folder *left_out* are not among them.
    """
    files = (path for path in folder.rglob("*") if path.is_file())
    named = ((path.relative_to(folder), path) for path in files)
    return {
        name.as_posix(): _digest(path)
        for name, path in sorted(named)
        if name.parts[0] != left_out
    }


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def code_digest() -> str:
    """Return one digest over the code and the libraries that decide what is read."""
    digest = _digested(_files(resources.files("pipeline"), "", _CODE))
    found = (_NAME.match(each) for each in _required() if _EXTRA not in each)
    names = sorted({it[0] for it in found if it})
    digest.update(repr([sys.version, *((it, version(it)) for it in names)]).encode())
    return digest.hexdigest()


def _required() -> Sequence[str]:
    """Return what the project needs; of one that is not installed, what is known."""
    try:
        return metadata.requires(PACKAGE) or ()
    except metadata.PackageNotFoundError:
        return _LIBRARIES


def rules_digest(plugins: Iterable[Plugin] = ()) -> str:
    """Return one digest over the code, the knowledge and the *plugins* that read."""
    parts = [code_digest(), knowledge_digest(), *map(plugin_digest, plugins)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def plugin_digest(plugin: Plugin) -> str:
    """Return a digest of *plugin*: its name, its version, and what is in its package.

    What it takes from elsewhere, such as a model, is known by its version alone.
    """
    parts = plugin.name, plugin.version, _module_digest(plugin.module)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _module_digest(module: str) -> str:
    return _digested(_source(module)).hexdigest()


def _source(module: str) -> list[tuple[str, bytes]]:
    """Return the files of the outermost package of *module*, or its own."""
    parts = module.split(".")
    for end in range(1, len(parts) + 1):
        found = sys.modules.get(".".join(parts[:end]))
        place = getattr(found, "__file__", None)
        if found is None or place is None:
            continue  # a package without a file may be shared with others
        if hasattr(found, "__path__"):
            return _files(resources.files(found), "", ("",))
        # One in an archive is known by its version alone.
        return [("", Path(place).read_bytes())] if Path(place).is_file() else []
    return []


def _order(refused: Quarantined) -> tuple[str, str, str, str]:
    return refused.document, refused.reason, refused.fault, refused.sha256 or ""


def quarantine_lines(refused: Sequence[Quarantined]) -> bytes:
    """Return ``quarantine.jsonl``: one object a refused document, by name."""
    ordered = sorted(refused, key=_order)
    return b"".join(msgspec.json.encode(each) + b"\n" for each in ordered)


def receipt(parts: Mapping[str, object]) -> bytes:
    """Return *parts* as the text of ``build.json``."""
    return msgspec.json.format(msgspec.json.encode(parts), indent=2) + b"\n"
