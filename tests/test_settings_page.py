"""The page on settings names each, with what holds without it, and each status."""

import re
import tomllib
from pathlib import Path

import pytest

from pipeline import errors
from pipeline.errors import PipelineError
from pipeline.settings import NAMES, Settings, resolve

PAGE = Path(__file__).parents[1] / "docs" / "settings.md"
TEXT = PAGE.read_text(encoding="utf-8")
(TOML,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
STATUSES = {int(row) for row in re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)}
ERRORS = [
    each
    for each in vars(errors).values()
    if isinstance(each, type) and issubclass(each, PipelineError)
]


def test_each_setting_stands_in_the_file_with_its_meaning() -> None:
    rows = re.findall(r"^(?:# )?([a-z-]+) = [^#\n]+# \w", TOML, re.MULTILINE)
    assert tuple(rows) == NAMES


def test_the_file_says_what_holds_without_it(tmp_path: Path) -> None:
    (tmp_path / "procgraph.toml").write_text(TOML)
    assert resolve({}, {}, tmp_path).settings == Settings()
    assert {*NAMES} - {*tomllib.loads(TOML)} == {"oldest"}


@pytest.mark.parametrize("error", ERRORS, ids=[each.__name__ for each in ERRORS])
def test_the_status_of_each_error_is_told(error: type[PipelineError]) -> None:
    assert error.exit_status in STATUSES


def test_the_statuses_of_a_program_that_is_ended_are_told() -> None:
    assert sorted(STATUSES) == [0, 1, 2, 3, 4, 130, 141, 143]
