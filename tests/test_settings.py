"""Settings: which place counts, and how a fault is told."""

import datetime as dt
from dataclasses import Field, fields
from pathlib import Path

import pytest

from pipeline.documents import Limits
from pipeline.errors import VocabularyError
from pipeline.settings import NAMES, Settings, resolve


def test_without_any_word_the_defaults_count(tmp_path: Path) -> None:
    resolved = resolve({}, {}, tmp_path)
    assert resolved.settings == Settings()
    assert resolved.sources == dict.fromkeys(NAMES, "default")


@pytest.mark.parametrize(
    ("flags", "environment", "file", "jobs", "source"),
    [
        pytest.param(
            {"jobs": 4},
            {"PROCGRAPH_JOBS": "3"},
            "jobs = 2",
            4,
            "flag --jobs",
            id="a flag counts before all",
        ),
        pytest.param(
            {"jobs": None},
            {"PROCGRAPH_JOBS": "3"},
            "jobs = 2",
            3,
            "variable PROCGRAPH_JOBS",
            id="a variable counts before the file",
        ),
        pytest.param(
            {},
            {"JOBS": "3"},
            "jobs = 2",
            2,
            "procgraph.toml: jobs",
            id="the file counts before the default",
        ),
    ],
)
def test_the_nearest_place_counts(  # noqa: PLR0913 - one row of the table
    tmp_path: Path,
    flags: dict[str, object],
    environment: dict[str, str],
    file: str,
    jobs: int,
    source: str,
) -> None:
    (tmp_path / "procgraph.toml").write_text(file)
    resolved = resolve(flags, environment, tmp_path)
    assert resolved.settings.jobs == jobs
    assert resolved.sources["jobs"] == source


def test_a_project_file_has_a_table_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.procgraph]\nstrict = true\n")
    resolved = resolve({}, {}, tmp_path)
    assert resolved.settings.strict
    assert resolved.sources["strict"] == "pyproject.toml: strict"


def test_our_own_file_hides_the_project_file(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.procgraph]\nstrict = true\n")
    (tmp_path / "procgraph.toml").write_text("")
    assert not resolve({}, {}, tmp_path).settings.strict


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ('jobs = "many"', "jobs: 'many' is not a whole number"),
        ("jobs = 2.5", "jobs: 2.5 is not a whole number"),
        ("jobs = true", "jobs: true is not a whole number"),
        ('grounding = "perhaps"', "grounding: 'perhaps' is not true or false"),
        ('threshold = "high"', "threshold: 'high' is not a number"),
        ("out = 3", "out: 3 is not a text"),
        ('formats = ["ttl", 3]', "formats: ['ttl', 3] is not a list of texts"),
        ("oldest = 2020", "oldest: 2020 is not a day such as 2020-01-31"),
        ('evidence = "some"', "evidence: 'some' is not one of full, compact, none"),
        ("threshold = 2", "threshold: threshold is from 0 to 1"),
    ],
)
def test_a_value_of_another_kind_is_told_in_words(
    file: str, words: str, tmp_path: Path
) -> None:
    (tmp_path / "procgraph.toml").write_text(file)
    with pytest.raises(VocabularyError) as told:
        resolve({}, {}, tmp_path)
    assert str(told.value) == f"procgraph.toml: {words}"


def test_a_list_may_be_written_with_commas(tmp_path: Path) -> None:
    resolved = resolve({}, {"PROCGRAPH_FORMATS": "ttl,nt"}, tmp_path)
    assert resolved.settings.formats == ("ttl", "nt")


@pytest.mark.parametrize("file", ["oldest = 2020-01-31", 'oldest = "2020-01-31"'])
def test_a_day_is_written_as_one(file: str, tmp_path: Path) -> None:
    (tmp_path / "procgraph.toml").write_text(file)
    assert resolve({}, {}, tmp_path).settings.oldest == dt.date(2020, 1, 31)


@pytest.mark.parametrize(
    ("environment", "file", "words"),
    [
        pytest.param(
            {},
            "job = 2",
            ["procgraph.toml: job", "no setting 'job'", "jobs"],
            id="an unknown name is told with the known ones",
        ),
        pytest.param(
            {"PROCGRAPH_JOB": "2"},
            "",
            ["PROCGRAPH_JOB", "no setting 'job'"],
            id="a variable that is none is told too",
        ),
        pytest.param(
            {"PROCGRAPH_EVIDENCE": "some"},
            "",
            ["PROCGRAPH_EVIDENCE", "some"],
            id="a value outside the choice is told with its place",
        ),
        pytest.param(
            {}, "jobs = -1", ["procgraph.toml", "0 or more"], id="no negative jobs"
        ),
        pytest.param(
            {},
            "port = 65536",
            ["procgraph.toml: port", "0 to 65535"],
            id="no such port",
        ),
        pytest.param(
            {}, "timeout = 0", ["procgraph.toml: timeout", "more than 0"], id="no time"
        ),
        pytest.param(
            {}, "timeout = nan", ["procgraph.toml: timeout"], id="a time that is none"
        ),
        pytest.param(
            {}, "max-rows = 0", ["procgraph.toml: max-rows", "1 or more"], id="no rows"
        ),
        pytest.param(
            {},
            "max-bytes = 5_000_000_000",
            ["procgraph.toml: max-bytes", "at most"],
            id="an answer too large to tell its length",
        ),
        pytest.param(
            {}, "file-bytes = 0", ["procgraph.toml", "1 or more"], id="no limit of 0"
        ),
        pytest.param(
            {"PROCGRAPH_OLDEST": "5 years"},
            "",
            ["PROCGRAPH_OLDEST: '5 years' is not a day such as 2020-01-31"],
            id="an age is no day, for a clock would decide it",
        ),
        pytest.param({}, "jobs =", ["procgraph.toml", "TOML"], id="a broken file"),
        pytest.param(
            {}, "jobs = " + "[" * 9999, ["procgraph.toml", "TOML"], id="a deep file"
        ),
        pytest.param(
            {},
            "jobs = " + "9" * 9999,
            ["procgraph.toml", "digits"],
            id="a number without end",
        ),
        pytest.param(
            {},
            f"lines = 0x{'f' * 20}",
            ["procgraph.toml: lines", "at most"],
            id="a limit that limits nothing",
        ),
        pytest.param(
            {},
            'out = "a\\u0000b"',
            ["procgraph.toml: out", "NUL"],
            id="a NUL in a path",
        ),
    ],
)
def test_a_wrong_setting_is_a_fault_with_its_place(
    tmp_path: Path, environment: dict[str, str], file: str, words: list[str]
) -> None:
    (tmp_path / "procgraph.toml").write_text(file)
    with pytest.raises(VocabularyError) as told:
        resolve({}, environment, tmp_path)
    assert [word for word in words if word not in str(told.value)] == []


@pytest.mark.parametrize("field", fields(Limits), ids=lambda field: field.name)
def test_every_limit_is_a_setting(field: Field[int], tmp_path: Path) -> None:
    settings = resolve({field.name.replace("_", "-"): 7}, {}, tmp_path).settings
    assert getattr(settings.limits, field.name) == 7


def test_the_shell_s_completion_of_commands_is_no_setting(tmp_path: Path) -> None:
    variables = {"_PROCGRAPH_COMPLETE": "bash_source"}
    assert resolve({}, variables, tmp_path).settings == Settings()
