"""The registry of formats."""

import pytest

from pipeline.errors import UnknownFormatError
from pipeline.exports import FORMATS, choose


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        pytest.param(["json", "ttl"], ("ttl", "json"), id="in the registry's order"),
        pytest.param(["json", "json"], ("json",), id="each once"),
        pytest.param(["all"], tuple(FORMATS), id="all is every one"),
        pytest.param([], (), id="none is none"),
    ],
)
def test_formats_are_chosen(names: list[str], chosen: tuple[str, ...]) -> None:
    assert choose(names) == chosen


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownFormatError, match=r"no format 'owl'\. .*ttl, json"):
        choose(["ttl", "owl"])


def test_no_two_formats_write_one_file() -> None:
    files = [file for form in FORMATS.values() for file in form.files]
    assert len(set(files)) == len(files)
