"""Tell documents that cannot be read any more, or can be again, from those that went.

The promise: a document is told as unreadable only where the new build names it as one
that it refused, and as readable only where the old one does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec

from pipeline.comparing.records import DocumentDifference, Fate

_QUARANTINE: Final = "quarantine.jsonl"
_RECORD: Final = ".jsonl#"  # between a packed file and the id of a document in it

Refused = Mapping[str, str]


class _Entry(msgspec.Struct, frozen=True):
    document: str
    fault: str


def refused(folder: Path) -> Refused:
    """Return the documents that the build in *folder* refused, each with the reason.

    A build by another program may tell none, or in another form: then nothing is told.
    """
    try:
        lines = (folder / _QUARANTINE).read_bytes()
        told = msgspec.json.Decoder(_Entry).decode_lines(lines)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    return {each.document: each.fault for each in told}


def told(each: DocumentDifference, old: Refused, new: Refused) -> DocumentDifference:
    """Return *each* with the names that *new* refuses, and those that *old* refused."""
    before = {name for name, _ in each.renamed}
    after = {name for _, name in each.renamed}
    gone = each.documents if each.fate is Fate.REMOVED else sorted(before)
    come = each.documents if each.fate is Fate.ADDED else sorted(after)
    unreadable, readable = _among(gone, new), _among(come, old)
    fate = each.fate
    if fate is Fate.REMOVED and len(unreadable) == len(each.documents):
        fate = Fate.UNREADABLE
    elif fate is Fate.ADDED and len(readable) == len(each.documents):
        fate = Fate.READABLE
    return replace(each, fate=fate, unreadable=unreadable, readable=readable)


def reason(name: str, those: Refused) -> str:
    """Return why *name*, or the packed file that it stands in, is refused, if it is."""
    file, mark, _ = name.partition(_RECORD)
    return those.get(name) or (those.get(f"{file}.jsonl", "") if mark else "")


def _among(names: Iterable[str], those: Refused) -> tuple[tuple[str, str], ...]:
    return tuple((name, why) for name in names if (why := reason(name, those)))
