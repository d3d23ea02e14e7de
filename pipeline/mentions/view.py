"""Views: stretches of a document as they are read, each character with its place.

A view is one line of plain signs: line breaks and runs of blanks are one blank, marks
of emphasis and the addresses of links are left out. Whatever is taken from a view leads
back to the exact stretch of the document.
"""

import re
from collections.abc import Sequence
from typing import Final, Self

import msgspec

from pipeline.folding import flatten, fold
from pipeline.model import Span

_MARKED: Final = re.compile(r"[\n\r\t*_`\[\\<~]")
_GAP: Final = "  "
_LEFT_OUT: Final = re.compile(
    r"\*+|`+|~~|(?<![^\W_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![^\W_])|\\(?=\s|$)|<br ?/?>"
    r"|!?\[(?=[^\]\n]{0,400}+\]\()|\]\([^)\s]{0,2000}+\)"
)
_BLANKS: Final = re.compile(r"[ \t\r]*\n[ \t\r>]*|[ \t\r]{2,}|\t")
_EDGE: Final = " \t.,;:-\u2022"


class View(msgspec.Struct, frozen=True, gc=False):
    """*text* keeps its case, *low* is the same in lower case, *places* its offsets."""

    text: str
    low: str
    places: Sequence[int]

    def span(self) -> Span:
        """Return the stretch of the document from the first to the last character."""
        first, last = self.places[0], self.places[-1]
        if last < first:  # cells of a row, the last before the first
            first, last = min(self.places), max(self.places)
        return Span(first, last + 1)

    def part(self, start: int, end: int | None = None) -> Self:
        """Return the view of ``[start:end]`` without blanks at its ends."""
        text = self.text[start:end]
        words = text.strip()
        begin = start
        if words != text:
            begin += len(text) - len(text.lstrip())
        end = begin + len(words)
        if begin == 0 and end == len(self.text):
            return self
        return type(self)(words, self.low[begin:end], self.places[begin:end])

    def trimmed(self, signs: str = _EDGE) -> Self:
        """Return the view without *signs* at its ends."""
        if self.text == self.text.strip(signs) == self.text.strip():
            return self
        end = len(self.text.rstrip(signs))
        start = len(self.text) - len(self.text.lstrip(signs))
        return self.part(min(start, end), end)

    def without(self, start: int, end: int) -> Self:
        """Return the view with ``[start:end]`` left out."""
        left, right = self.part(0, start), self.part(end)
        return left.joined(right)

    def joined(self, other: Self) -> Self:
        """Return this view followed by *other*, with one blank between them."""
        if not self.text or not other.text:
            return self if self.text else other
        gap = (self.places[-1],)
        return type(self)(
            f"{self.text} {other.text}",
            f"{self.low} {other.low}",
            (*self.places, *gap, *other.places),
        )


def view(text: str, start: int, end: int) -> View:
    r"""Return the view of ``text[start:end]``.

    >>> view("See the **left\n  knee**.", 0, 24).text
    'See the left knee.'
    """
    raw = text[start:end]
    if _GAP not in raw and not _MARKED.search(raw):
        flat = flatten(raw)
        return View(flat, fold(flat), range(start, end))
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for gap in sorted(
        [(m.start(), m.end(), "") for m in _LEFT_OUT.finditer(raw)]
        + [(m.start(), m.end(), " ") for m in _BLANKS.finditer(raw)]
    ):
        begin, after, instead = gap
        if begin < at:
            continue
        kept.append(raw[at:begin])
        places.extend(range(start + at, start + begin))
        if instead and kept and places and not "".join(kept[-1:]).endswith(" "):
            kept.append(instead)
            places.append(start + begin)
        at = after
    kept.append(raw[at:])
    places.extend(range(start + at, end))
    plain = "".join(kept)
    flat = flatten(plain)
    return View(flat, fold(flat), tuple(places)).part(0)
