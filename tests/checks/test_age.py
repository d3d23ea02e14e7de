"""Old pages: told by their own date and a day that somebody names, never by a clock."""

import datetime as dt

import pytest

from pipeline.checks import age, checking
from pipeline.model import (
    Description,
    Document,
    Extraction,
    Graph,
    Nodes,
    Reading,
    Severity,
)
from pipeline.vocabulary import checks, code_facts

OLDEST = dt.date(2020, 6, 15)


def page(date: str | None) -> Document:
    about = Description(date=date)
    return Document("a.txt", "x", "", "", "text/plain", "utf-8", description=about)


@pytest.mark.parametrize(
    ("date", "is_old"),
    [
        ("2019-03-01", True),
        ("2020-06-14", True),
        ("2020-06-14T23:59:00+02:00", True),
        ("2020-05", True),
        ("2019", True),
        ("March 2019", True),
        ("2020-06-15", False),
        ("2020-06", False),
        ("2020", False),
        ("2024-01-01", False),
        ("2018-2024", False),
        ("last year", False),
        ("", False),
        (None, False),
    ],
)
def test_a_page_is_old_where_its_date_is_surely_before_the_day(
    date: str | None, *, is_old: bool
) -> None:
    found = list(age.find([page(date)], OLDEST, checks.load()))
    assert [(each.check, each.severity) for each in found] == (
        [("OLD_PAGE", Severity.INFO)] if is_old else []
    )
    for each in found:
        assert f"The page is of {date}, before 2020-06-15" in each.message


@pytest.mark.parametrize(("oldest", "count"), [(OLDEST, 1), (None, 0)])
def test_without_a_day_no_page_is_old(oldest: dt.date | None, count: int) -> None:
    read = Extraction(page("1999"), (), Reading(None, (), ()), (), (), ())
    whole = Graph((read,), Nodes(), ())
    checked = checking.check(whole, code_facts.load(), checks.load(), oldest)
    assert sum(each.check == "OLD_PAGE" for each in checked.findings) == count
