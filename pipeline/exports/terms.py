r"""Write RDF terms in the syntax that Turtle and its kin share.

A term is a text: a prefixed name (``pg:quote``), an IRI in angle brackets, a literal in
quotes with its language or datatype, or a bare number. Each may stand in Turtle as it
is, whatever it was made of.

>>> text('He said "no".\n')
'"He said \\"no\\".\\n"'
"""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from pipeline import namespaces
from pipeline.model import Literal
from pipeline.vocabulary import licences

Term = str

# Controls, and line ends that only some programs know. The signs that every second
# quote has are replaced one by one, for speed.
_ESCAPES: Final = {
    code: f"\\u{code:04X}"
    for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
    if code != ord("\n")
}
_RARE_SIGNS: Final = re.escape("".join(map(chr, _ESCAPES)))
_RARE: Final = re.compile(f"[{_RARE_SIGNS}]")
_SPECIAL: Final = re.compile(f'[{_RARE_SIGNS}"\\\\\n]')
# All that an IRI may not hold, after RFC 3987.
_OTHER_SCRIPTS: Final = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 0xE)
)
_NOT_IN_IRI: Final = re.compile(
    f"%(?![0-9A-Fa-f]{{2}})|[^A-Za-z0-9%:/?#@!$&'()*+,;=._~{_OTHER_SCRIPTS}-]"
)
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_PARTS: Final = re.compile(r"(.*[/#])([^/#]*)", re.DOTALL)
_BROKEN_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ADDRESS: Final = re.compile(
    r"(https?://[A-Za-z0-9._~-]+(?::[0-9]+)?)((?:[/?][^#]*)?)(#.*)?", re.DOTALL
)
_IN_ADDRESS: Final = "!$&'()*+,;=:@/?%-._~"
_NUMBERS: Final = {
    "xsd:integer": re.compile(r"[+-]?[0-9]+"),
    "xsd:decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
}


def text(value: str) -> Term:
    """Return *value* as a plain literal."""
    if _SPECIAL.search(value):
        value = value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
        if _RARE.search(value):
            value = value.translate(_ESCAPES)
    return f'"{value}"'


def worded(value: str, language: str = "en") -> Term:
    """Return *value* as a literal in *language*, in English where that is no tag."""
    return f"{text(value)}@{_tag(language)}"


@lru_cache(maxsize=1024)
def _tag(language: str) -> str:
    """Return the tag of BCP 47 that *language* is, or ``en``.

    What is one, the parser decides that the triples go through.
    """
    tag = language.lower().replace("_", "-")
    try:
        ox.Literal("", language=tag)
    except ValueError:
        return "en"
    return tag


def typed(value: str, datatype: str) -> Term:
    """Return *value* as a literal of *datatype*, a prefixed name.

    >>> typed("0.90", "xsd:decimal"), typed("3", "xsd:positiveInteger")
    ('0.90', '"3"^^xsd:positiveInteger')
    """
    number = _NUMBERS.get(datatype)
    if number and number.fullmatch(value):
        return value
    return f"{text(value)}^^{datatype}"


def literal(value: Literal) -> Term:
    """Return the term of *value*."""
    if value.language:
        return worded(value.value, value.language)
    if value.datatype == "xsd:string":
        return text(value.value)
    return typed(value.value, value.datatype)


@lru_cache(maxsize=65536)
def name(reference: str) -> Term:
    """Return the term of *reference*, in any form that ``namespaces.iri`` takes."""
    before, mark, fragment = namespaces.iri(reference).partition("#")
    iri = _NOT_IN_IRI.sub(_percent, before)
    if mark:
        iri += "#" + _NOT_IN_IRI.sub(_percent, fragment).replace("#", "%23")
    parts = _PARTS.fullmatch(iri)
    prefix = _prefixes().get(parts[1]) if parts else None
    if parts and prefix is not None and _LOCAL.fullmatch(parts[2]):
        return f"{prefix}:{parts[2]}"
    return f"<{iri if _is_iri(iri) else _quoted(iri)}>"


def _is_iri(iri: str) -> bool:
    try:
        ox.NamedNode(iri)
    except ValueError:
        return False
    return True


def _quoted(iri: str) -> str:
    """Return *iri* with all behind its scheme quoted: a host that is none is a name."""
    scheme, mark, rest = iri.partition("://")
    return f"{scheme}{mark}{quote(rest, safe='')}" if mark else f"urn:{quote(iri)}"


@lru_cache(maxsize=1)
def _prefixes() -> dict[str, str]:
    return {namespace: prefix for prefix, namespace in namespaces.PREFIXES.items()}


def _percent(char: re.Match[str]) -> str:
    return quote(char[0], safe="")


def licence(words: str) -> Term | None:
    """Return the term of the licence that *words* name or are the address of.

    >>> licence("CC0"), licence("ask us")
    ('<http://spdx.org/licenses/CC0-1.0>', None)
    """
    return address(licences.iri(words) or words)


def address(value: str) -> Term | None:
    """Return the term of the web address *value*, or None where it is none.

    >>> address("https://example.org/a b"), address("see the shelf")
    ('<https://example.org/a%20b>', None)
    """
    parts = _ADDRESS.fullmatch(value.strip())
    if not parts:
        return None
    host, path, fragment = parts.groups(default="")
    rest = quote(_BROKEN_ESCAPE.sub("%25", path), safe=_IN_ADDRESS)
    if fragment:
        rest += "#" + quote(_BROKEN_ESCAPE.sub("%25", fragment[1:]), safe=_IN_ADDRESS)
    return f"<{host}{rest}>"
