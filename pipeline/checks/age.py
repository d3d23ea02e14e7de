"""Find pages that are older than is wanted. No clock decides: a date does."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.model import Document, Finding
from pipeline.vocabulary.checks import CheckVocabulary

_OLD: Final = "OLD_PAGE"
_ISO: Final = re.compile(r"\s*(\d{4}-\d\d)(-\d\d)?(?!\d)")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def find(
    documents: Iterable[Document], oldest: dt.date, checks: CheckVocabulary
) -> Iterator[Finding]:
    """Yield a finding for each of *documents* that is surely from before *oldest*."""
    for each in documents:
        date = each.description.date or ""
        latest = last_day(date)
        if latest and latest < oldest.isoformat():
            yield checks.finding(
                _OLD, each.name, date=checks.excerpt(date), oldest=oldest.isoformat()
            )


def last_day(date: str) -> str:
    """Return the last day, in ISO 8601, that *date* can mean; empty where it has none.

    >>> last_day("2019"), last_day("2019-05-02T10:00:00Z"), last_day("Spring 2019")
    ('2019-12-31', '2019-05-02', '2019-12-31')
    >>> last_day("2018 or 2019"), last_day("long ago")
    ('', '')
    """
    if found := _ISO.match(date):
        return f"{found[1]}{found[2] or '-31'}"
    years = _YEAR.findall(date)
    return f"{years[0]}-12-31" if len(years) == 1 else ""
