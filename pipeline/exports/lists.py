r"""Write the parts of a list into one text so that they can be told apart again.

The separator inside a part is written by its code point (``\u007c`` for ``|``), and a
backslash as two. So whoever splits at the separator gets the right number of parts, and
only a part that holds one of the two signs has to be read back.
"""

import re
from collections.abc import Iterable
from typing import Final

_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-f]{4})|(.))")
_CONTROLS: Final = {"t": "\t", "n": "\n", "r": "\r"}


def join(parts: Iterable[str], separator: str) -> str:
    r"""Return *parts* as one text, with the sign *separator* between them.

    >>> print(join(["a|b", "c"], "|"))
    a\u007cb|c
    """
    return separator.join(escape(part, separator) for part in parts)


def split(text: str, separator: str) -> list[str]:
    r"""Return the parts that were joined to *text*.

    >>> split(r"a\u007cb|c", "|")
    ['a|b', 'c']
    """
    return [restore(part) for part in text.split(separator)]


def escape(text: str, separator: str) -> str:
    """Return *text* without *separator* in it."""
    if "\\" in text:
        text = text.replace("\\", r"\\")
    if separator in text:
        text = text.replace(separator, f"\\u{ord(separator):04x}")
    return text


def restore(text: str) -> str:
    r"""Return what was escaped to *text*; ``\t``, ``\n`` and ``\r`` are signs as well.

    >>> restore(r"a\u007cb"), restore(r"C:\\new") == r"C:\new"
    ('a|b', True)
    """
    return _ESCAPE.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    code, sign = found.groups()
    return chr(int(code, 16)) if code else _CONTROLS.get(sign, sign)
