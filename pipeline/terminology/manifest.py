"""What the folder of the user's terminologies holds, in its ``terminologies.yaml``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.errors import OutputError, VocabularyError
from pipeline.terminology import catalogue

FILE: Final = "terminologies.yaml"
ORIGIN: Final = "brought by you"
_HEAD: Final = (
    "# Written by procgraph terms. A line taken out takes a terminology out.\n"
)


class Brought(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One file of the user's; *kinds* only where the catalogue does not know it.

    *beside* has the digests of the files that it is read together with, by name.
    """

    file: str
    format: catalogue.Format
    name: str
    version: str
    licence: str
    sha256: str
    kinds: tuple[str, ...] = ()
    beside: dict[str, str] = {}


def read(folder: Path) -> dict[str, Brought]:
    """Return what *folder* holds, by prefix; nothing where there is no manifest."""
    path = folder / FILE
    try:
        written = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as fault:
        raise VocabularyError(str(path), f"cannot be read ({fault})") from None
    return knowledge.parse(str(path), written, dict[str, Brought])


def write(folder: Path, held: Mapping[str, Brought]) -> None:
    """Write *held* as the manifest of *folder*, sorted, at once or not at all."""
    path = folder / FILE
    beside = path.with_suffix(".part")
    told = msgspec.yaml.encode(dict(sorted(held.items()))).decode()
    try:
        beside.write_text(_HEAD + told, encoding="utf-8")
        beside.replace(path)
    except OSError as fault:
        raise OutputError(str(path), f"cannot be written ({fault})") from None


def described(prefix: str, entry: Brought) -> catalogue.Terminology:
    """Return what is known of the terminology that *entry* is a release of.

    One that the catalogue does not know is linked to as a whole, as the kinds that the
    user gave it.
    """
    known = catalogue.load().terminologies.get(prefix)
    if known and not entry.kinds:
        return msgspec.structs.replace(known, licence=entry.licence)
    return catalogue.Terminology(
        name=entry.name,
        files={entry.format: entry.file},
        licence=entry.licence,
        cite=entry.name,
        kinds=(catalogue.Branch(under=catalogue.ANYWHERE, kinds=entry.kinds),),
    )
