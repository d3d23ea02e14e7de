"""No pattern that documents are read by runs away on a text made from itself."""

import gc
import re

import pytest

from pipeline.building import deadline
from tests.fuzz import reading
from tests.fuzz.pumping import Pump

LENGTH = 300
# Of the processor's time, for a text shorter than a unit that is read: an exponential
# pattern takes longer than anybody waits.
SECONDS = 2.0


def patterns() -> list[re.Pattern[str]]:
    """Return all patterns that are there once something was read."""
    for suffix in (".txt", ".html"):
        reading.said(suffix, b"Knee arthroscopy\n\nRisks\n\n- Bleeding\n")
    found = {each for each in gc.get_objects() if isinstance(each, re.Pattern)}
    texts = (each for each in found if isinstance(each.pattern, str))
    return sorted(texts, key=lambda each: (each.pattern, each.flags))


def runaway(pattern: re.Pattern[str], seed: int) -> str:
    """Return a text that *pattern* takes too long for, or nothing."""
    for text in Pump(pattern, seed).texts(LENGTH):
        for find in (pattern.search, pattern.fullmatch):
            try:
                with deadline.within(SECONDS):
                    find(text)
            except deadline.ExpiredError:
                return text
    return ""


def test_a_pattern_that_runs_away_is_found() -> None:
    assert runaway(re.compile(r"^(?:\w+ ?)+$"), 0)
    assert runaway(re.compile(r"^(?:[\w ]{2,30} ?[|] ?){2,}[\w ]{2,30}$"), 0)


def test_its_mended_form_does_not() -> None:
    assert not runaway(re.compile(r"^(?:\w++ ?)++$"), 0)
    assert not runaway(re.compile(r"^(?:[\w ]{2,32}+[|]){2,}+[\w ]{2,31}+$"), 0)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_no_pattern_of_ours_runs_away(seed: int) -> None:
    ours = patterns()
    assert len(ours) > 500
    assert {each.pattern: text for each in ours if (text := runaway(each, seed))} == {}
