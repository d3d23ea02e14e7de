"""Bytes to text, exactly: what cannot be decoded without guessing is refused.

UTF-8 with or without mark, UTF-16 with mark, else Windows-1252. Text that is UTF-8 but
for a few broken sequences is damaged UTF-8, not Windows-1252, and is refused with the
place of the first fault.
"""

import codecs
import re
from typing import Final

from pipeline.errors import SourceError

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MULTIBYTE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH: Final = re.compile(rb"[\x80-\xff]")


def decode(path: str, source: bytes, declared: str = "") -> tuple[str, str]:
    """Return the text of *source* and the name of its encoding.

    *declared* is an encoding that the document names for itself; it is used where it
    is known and fits. Raise SourceError with the offset of the first byte at fault.
    """
    if source.startswith(_UTF16):
        return _strict(path, source, "utf-16"), "utf-16"
    if (place := source.find(b"\0")) >= 0:
        raise SourceError(path, f"is binary (a NUL byte at {place})", "binary")
    if source.startswith(codecs.BOM_UTF8):
        return _strict(path, source[3:], "utf-8"), "utf-8"
    try:
        return source.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as fault:
        start = fault.start
    if _is_damaged(source):
        raise SourceError(path, f"is not valid UTF-8 (byte {start})", "encoding")
    for name in filter(None, (_known(declared), "cp1252")):
        try:
            return source.decode(name), name
        except UnicodeDecodeError:
            continue
    raise SourceError(path, f"is in no encoding that is read (byte {start})", "encoding")


def _strict(path: str, source: bytes, name: str) -> str:
    try:
        return source.decode(name)
    except UnicodeDecodeError as fault:
        raise SourceError(
            path, f"is not valid {name} (byte {fault.start})", "encoding"
        ) from None


def _is_damaged(source: bytes) -> bool:
    """Tell whether most of the non-ASCII bytes are well-formed UTF-8."""
    good = sum(len(found[0]) for found in _MULTIBYTE.finditer(source))
    return good * 2 > len(_HIGH.findall(source))


def _known(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return ""
    return "" if name in {"utf-8", "utf-16"} else name
