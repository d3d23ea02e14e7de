"""The registry of formats."""

import pytest

from pipeline.errors import UnknownFormatError
from pipeline.exports import FORMATS, choose, packed


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        pytest.param(["json", "ttl"], ("ttl", "json"), id="in the registry's order"),
        pytest.param(["json", "json"], ("json",), id="each once"),
        pytest.param(["all"], tuple(FORMATS), id="all is every one"),
        pytest.param([], (), id="none is none"),
        pytest.param(["ttl, json"], ("ttl", "json"), id="several with commas"),
        pytest.param(["TTL", " Json "], ("ttl", "json"), id="in any case"),
        pytest.param(["ALL"], tuple(FORMATS), id="all in any case"),
        pytest.param("nt,ttl", ("ttl", "nt"), id="one text"),
    ],
)
def test_formats_are_chosen(names: list[str] | str, chosen: tuple[str, ...]) -> None:
    assert choose(names) == chosen


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownFormatError, match=r"no format 'owl'\. .*ttl, json"):
        choose(["ttl", "owl"])


@pytest.mark.parametrize("name", ["", "ttl,", "a,b"])
def test_what_is_no_name_between_commas_is_unknown(name: str) -> None:
    with pytest.raises(UnknownFormatError):
        choose([name])


def test_the_long_forms_of_rdf_are_what_is_packed() -> None:
    assert packed(FORMATS) == ("nt", "nq", "trig")
    assert packed(["ttl", "nq"]) == ("nq",)


def test_no_two_formats_write_one_file() -> None:
    files = [file for form in FORMATS.values() for file in form.files]
    assert len(set(files)) == len(files)
