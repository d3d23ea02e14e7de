"""Choose the form of an answer from what a client says that it takes.

After RFC 9110, section 12.5.1 (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1):
for each form the most exact range counts that covers it. Of forms that are as welcome,
the one that stands first here is taken.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.serving.wire import Choice


@dataclass(frozen=True, slots=True)
class Form:
    """A form that an answer can have.

    *media* is its own type, *aliases* others that it may be asked and told by,
    *extension* how Oxigraph calls it, *names* by which a link asks for it.
    """

    media: str
    extension: str
    names: tuple[str, ...]
    aliases: tuple[str, ...] = ()


_JSON: Final = Form(
    "application/sparql-results+json",
    "srj",
    ("json",),
    ("application/json", "text/json"),
)
_XML: Final = Form(
    "application/sparql-results+xml", "srx", ("xml",), ("application/xml", "text/xml")
)
ROWS: Final = (
    _JSON,
    _XML,
    Form("text/csv", "csv", ("csv",)),
    Form("text/tab-separated-values", "tsv", ("tsv",)),
)
"""For SELECT."""

TRUTH: Final = (_JSON, _XML)
"""For ASK."""

TRIPLES: Final = (
    Form("text/turtle", "ttl", ("ttl", "turtle"), ("application/x-turtle",)),
    Form("application/n-triples", "nt", ("nt",)),
    Form("application/rdf+xml", "rdf", ("rdf", "xml"), ("application/xml", "text/xml")),
    Form("application/ld+json", "jsonld", ("jsonld", "json"), ("application/json",)),
)
"""For CONSTRUCT and DESCRIBE, and for what the endpoint tells of itself."""

_NAMED: Final = 3  # how exactly a range covers the type that it names
_ANY: Final = "*/*"
_PAGE: Final = "text/html"
_UTF_8: Final = frozenset({"utf-8", "utf8"})
_PARTS: Final = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_PARAMETERS: Final = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*")+')
_QUALITY: Final = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


@dataclass(frozen=True, slots=True)
class _Range:
    """A media range with its weight; where *is_strange*, no form of ours is covered."""

    media: str
    weight: float
    is_strange: bool

    def covers(self, media: str) -> int:
        """Return how exactly *media* is covered, from 0, which is not at all."""
        if self.is_strange:
            return 0
        if self.media == media:
            return _NAMED
        if self.media == f"{media.partition('/')[0]}/*":
            return 2
        return 1 if self.media == _ANY else 0


def choose(accept: str, forms: Sequence[Form], name: str = "") -> Choice | None:
    """Return which of *forms* to answer with; None where *accept* takes none of them.

    The form that has the *name* goes before all. An empty *accept* takes all. An alias
    counts where it is named, but not for a browser, which takes XML for a page.

    >>> choose("text/csv;q=0.5, application/sparql-results+xml", ROWS).media
    'application/sparql-results+xml'
    >>> choose("text/html, application/xml;q=0.9, */*;q=0.8", ROWS).media
    'application/sparql-results+json'
    """
    for form in forms:
        if name in form.names:
            return Choice(form.media, form.extension)
    ranges = _ranges(accept)
    is_browser = any(each.media == _PAGE for each in ranges)
    best: tuple[float, Choice] | None = None
    for form in forms:
        for media in (form.media, *(() if is_browser else form.aliases)):
            weight = _weight(media, ranges, is_named=media != form.media)
            if weight and (best is None or weight > best[0]):
                best = weight, Choice(media, form.extension)
    return best[1] if best else None


def _weight(media: str, ranges: Sequence[_Range], *, is_named: bool) -> float:
    """Return how welcome *media* is, where *is_named* only if a range names it."""
    exactness, weight = (_NAMED - 1 if is_named else 0), 0.0
    for each in ranges:
        if (found := each.covers(media)) > exactness:
            exactness, weight = found, each.weight
    return weight


def _ranges(accept: str) -> list[_Range]:
    # A part of nothing but commas and semicolons says nothing.
    parts = [part for part in _PARTS.findall(accept) if part.strip(" \t;")]
    return [_range(part) for part in parts] or [_range(_ANY)]


def _range(part: str) -> _Range:
    media, *parameters = (each.strip() for each in _PARAMETERS.findall(part))
    weight, is_strange = 1.0, False
    for parameter in parameters:
        name, _, value = (each.strip().lower() for each in parameter.partition("="))
        value = value.strip('"')
        if name == "q":
            weight = float(value) if _QUALITY.fullmatch(value) else 0.0
            break  # behind it stand no parameters of the type
        if name != "charset" or value not in _UTF_8:
            is_strange = True
    return _Range(media.lower(), weight, is_strange)
