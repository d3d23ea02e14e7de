"""Identifiers and values that exports give to what has none of its own."""

import datetime as dt
import hashlib
import json
from typing import Final

from pipeline import namespaces
from pipeline.exports.terms import Term, text
from pipeline.model import Finding, Literal

STATEMENT: Final = "assertion/"
_INTEGERS: Final = frozenset(
    {"xsd:integer", "xsd:positiveInteger", "xsd:nonNegativeInteger"}
)
_PREFIXES: Final = {iri: prefix for prefix, iri in namespaces.PREFIXES.items()}


def finding(found: Finding) -> str:
    """Return the identifier of *found*, from what it says."""
    said = (
        found.check,
        found.severity,
        found.document,
        found.documents,
        found.start,
        found.end,
        found.about,
        found.message,
    )
    parts = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
    return f"finding/{hashlib.sha256(parts.encode()).hexdigest()[:16]}"


def about(found: Finding) -> str:
    """Return the reference of what *found* is about, or nothing.

    A name without a kind before it is the digest of a statement.
    """
    named = found.about
    return f"{STATEMENT}{named}" if named and not {"/", ":"} & set(named) else named


def date(written: str) -> Term:
    """Return the date *written* as one where it is a whole one, else as text."""
    try:
        day = dt.date.fromisoformat(written)
    except ValueError:
        return text(written)
    return f'"{day.isoformat()}"^^xsd:date'


def value(literal: Literal) -> object:
    """Return *literal* as the number, truth or text that it is.

    >>> value(Literal("3", "xsd:positiveInteger")), value(Literal("0012"))
    (3, '0012')
    """
    if literal.datatype in _INTEGERS:
        return int(literal.value)
    if literal.datatype == "xsd:decimal":
        return float(literal.value)
    if literal.datatype == "xsd:boolean":
        return literal.value in {"true", "1"}
    return literal.value


def word(target: str) -> str:
    """Return the word of a controlled value of our own, else the IRI of *target*.

    >>> word("phase:recovery"), word("https://example.org/a")
    ('recovery', 'https://example.org/a')
    """
    iri = namespaces.iri(target)
    scheme, _, local = iri.rpartition("/")
    return local if f"{scheme}/".startswith(namespaces.PREFIXES["pgv"]) else iri


def curie(reference: str) -> str:
    """Return *reference* with its prefix short, or the IRI where no prefix fits.

    >>> curie("procedure/biopsy"), curie("https://example.org/a")
    ('proc:biopsy', 'https://example.org/a')
    """
    iri = namespaces.iri(reference)
    end = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _PREFIXES.get(iri[:end])
    return f"{prefix}:{iri[end:]}" if prefix else iri
