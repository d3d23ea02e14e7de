"""Identifiers and values that exports give to what has none of its own."""

import datetime as dt
import hashlib
import json
from typing import Final

from pipeline.exports.terms import Term, text
from pipeline.model import Finding

STATEMENT: Final = "assertion/"


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
