"""Divide a page into tags and text, in one pass over its characters.

No character is looked at more than a fixed number of times, whatever the page holds: a
tag or comment that never ends takes the rest of the page, as in a browser, instead of
being tried again at every later place. A quotation that never ends is none.
"""

import html
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

# Possessive throughout, so that no failure is tried again in another way.
_TAG: Final = re.compile(
    r"<(/?)([A-Za-z][^\s/>]*+)"
    r"((?:[^>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')|[=\"'])*+)>"
)
_ATTRIBUTE: Final = re.compile(
    r"([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?"
)
_COMMENT_END: Final = re.compile(r"--!?>")
_NAMED: Final = re.compile(r"</?[A-Za-z]")
_NAMELESS: Final = ("<!", "<?", "</")
# No character has a number this long, and reading it would take more than linear time.
_LONG_REFERENCE: Final = re.compile(r"&#(?:\d{8,}+|[xX][0-9a-fA-F]{8,}+);?")
_UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"


class Tag(NamedTuple):
    """A start or end tag; *source* is what stands after its name."""

    name: str
    is_end: bool
    source: str

    @property
    def is_closed(self) -> bool:
        """Tell whether the tag ends with a stroke (``<path/>``)."""
        return self.source.endswith("/")


def tokens(page: str, raw: AbstractSet[str]) -> Iterator[Tag | str]:
    """Yield the tags of *page* and the text between them, references decoded.

    What stands in an element of *raw* is text up to the element's own end tag.

    >>> list(tokens("a &lt; b<br>", frozenset()))
    ['a < b', Tag(name='br', is_end=False, source='')]
    """
    at = begin = 0
    while (opening := page.find("<", at)) >= 0:
        tag = None
        if _NAMED.match(page, opening):
            tag = _TAG.match(page, opening)
            end = tag.end() if tag else len(page)
        elif page.startswith(_NAMELESS, opening):
            end = _nameless_end(page, opening)
        else:  # a sign of the text itself
            at = opening + 1
            continue
        if opening > begin:
            yield decoded(page[begin:opening])
        at = begin = end
        if tag is None:
            continue
        name = tag[2].lower()
        yield Tag(name, bool(tag[1]), tag[3])
        if name in raw and not tag[1]:
            at = begin = _raw_end(page, name, end)
            if at > end:
                yield decoded(page[end:at])
    if begin < len(page):
        yield decoded(page[begin:])


def _nameless_end(page: str, opening: int) -> int:
    """Return where a comment, a declaration or a tag without a name ends."""
    if page.startswith("<!--", opening):
        return _comment_end(page, opening + 4)
    found = page.find(">", opening + 2)
    return found + 1 if found >= 0 else len(page)


def _comment_end(page: str, begin: int) -> int:
    for short in (">", "->"):
        if page.startswith(short, begin):
            return begin + len(short)
    found = _COMMENT_END.search(page, begin)
    return found.end() if found else len(page)


def _raw_end(page: str, name: str, begin: int) -> int:
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(page, begin)
    return found.start() if found else len(page)


def attributes(tag: Tag) -> Mapping[str, str]:
    """Return the attributes of *tag* by name; of two with one name the first counts.

    >>> attributes(Tag("p", False, " id=a CLASS='b c' hidden"))
    {'id': 'a', 'class': 'b c', 'hidden': ''}
    """
    found: dict[str, str] = {}
    if tag.source and not tag.source.isspace():
        for name, double, single, bare in _ATTRIBUTE.findall(tag.source):
            found.setdefault(name.lower(), decoded(double or single or bare))
    return found


def decoded(words: str) -> str:
    """Return *words* with character references replaced by what they stand for."""
    if "&" not in words:
        return words
    return html.unescape(_LONG_REFERENCE.sub(_UNKNOWN, words))
