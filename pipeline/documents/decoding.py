"""Bytes to text, exactly: what cannot be decoded without guessing is refused.

UTF-8 with or without mark, UTF-16 with mark, else Windows-1252. Text that is UTF-8 but
for a few broken sequences is damaged UTF-8, not Windows-1252, and is refused with the
place of the first fault, counted in bytes of the file.
"""

import codecs
import re
from typing import Final

from pipeline.errors import SourceError

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MULTIBYTE: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH: Final = re.compile(rb"[\x80-\xff]")
# Signs that no text has, NUL apart; the others are blanks, line ends and escapes.
_CONTROL: Final = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS: Final = 0.05
_FEW: Final = 2  # broken bytes beside each well-formed sequence of damaged UTF-8


def decode(path: str, source: bytes, declared: str = "") -> tuple[str, str]:
    r"""Return the text of *source* and the name of its encoding.

    *declared* is the codec of the encoding that the document names for itself; it is
    used where the text is not UTF-8. Raise SourceError with the first byte at fault.

    >>> decode("a.txt", "caf\u00e9".encode("cp1252"))
    ('café', 'cp1252')
    """
    text, encoding = _decoded(path, source, declared)
    if (place := text.find("\0")) >= 0:
        raise SourceError(path, f"is binary (a NUL at character {place})", "binary")
    if len(_CONTROL.findall(text)) > len(text) * _MOST_CONTROLS:
        raise SourceError(path, "is binary (many control characters)", "binary")
    return text, encoding


def _decoded(path: str, source: bytes, declared: str) -> tuple[str, str]:
    if source.startswith(_UTF16):
        return _strict(path, source, "utf-16"), "utf-16"
    if (place := source.find(b"\0")) >= 0:
        raise SourceError(path, f"is binary (a NUL byte at {place})", "binary")
    if source.startswith(codecs.BOM_UTF8):
        return _strict(path, source, "utf-8")[1:], "utf-8"
    try:
        return source.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as fault:
        start = fault.start
    if _is_damaged(source):
        raise SourceError(path, f"is not valid UTF-8 (byte {start})", "encoding")
    for name in filter(None, (declared, "cp1252")):
        try:
            return source.decode(name), name
        except UnicodeDecodeError as fault:
            start = fault.start
    raise SourceError(
        path, f"is in no encoding that is read (byte {start})", "encoding"
    )


def _strict(path: str, source: bytes, name: str) -> str:
    try:
        return source.decode(name)
    except UnicodeDecodeError as fault:
        raise SourceError(
            path, f"is not valid {name} (byte {fault.start})", "encoding"
        ) from None


def _is_damaged(source: bytes) -> bool:
    """Tell whether non-ASCII bytes are UTF-8 too often for that to be by accident.

    One well-formed sequence suffices where few bytes stand outside of such sequences.
    """
    good = [len(found[0]) for found in _MULTIBYTE.finditer(source)]
    bad = len(_HIGH.findall(source)) - sum(good)
    return bool(good) and len(good) * _FEW >= bad
