"""What decides a build is in its fingerprint, and what decides a reading in its key."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.building import planning
from pipeline.building.planning import Asked, Plan
from pipeline.documents import Limits
from pipeline.exports import Evidence
from pipeline.model import Document, Extraction

ASKED = Asked(
    formats=("ttl",),
    evidence=Evidence.FULL,
    gzip=False,
    limits=Limits(),
    code_facts=(),
    oldest=None,
    keep_personal_data=False,
    threshold=0.0,
    grounding=True,
    extractors=(),
    decisions="",
    cache="",
    terminologies="",
    memory=0,
    extract=None,
)


def own(document: Document) -> Extraction:
    raise NotImplementedError(document)


def planned(folder: Path, asked: Asked = ASKED) -> Plan:
    return planning.plan([folder], asked)


@pytest.mark.parametrize(
    ("change", "is_read_otherwise"),
    [
        pytest.param({"formats": ("ttl", "json")}, False, id="formats"),
        pytest.param({"evidence": Evidence.NONE}, False, id="evidence"),
        pytest.param({"gzip": True}, False, id="packing"),
        pytest.param({"oldest": dt.date(2020, 1, 1)}, False, id="an age"),
        pytest.param({"grounding": False}, False, id="grounding"),
        pytest.param({"keep_personal_data": True}, True, id="personal data"),
        pytest.param({"threshold": 0.5}, True, id="a threshold"),
        pytest.param({"limits": Limits(html_depth=9)}, True, id="a limit"),
        pytest.param({"limits": Limits(seconds=9)}, True, id="the time"),
    ],
)
def test_each_setting_makes_another_build_and_some_another_reading(
    tmp_path: Path, change: dict[str, Any], *, is_read_otherwise: bool
) -> None:
    first, other = planned(tmp_path), planned(tmp_path, replace(ASKED, **change))
    assert first.fingerprint("x") == planned(tmp_path).fingerprint("x")
    assert first.fingerprint("x") != other.fingerprint("x")
    assert (first.deciding != other.deciding) is is_read_otherwise


def test_the_documents_are_in_the_fingerprint(tmp_path: Path) -> None:
    assert planned(tmp_path).fingerprint("x") != planned(tmp_path).fingerprint("y")


def test_a_file_of_decisions_counts_by_its_bytes_and_its_name(tmp_path: Path) -> None:
    first = tmp_path / "decisions.yaml"
    first.write_text("decisions: []")
    asked = replace(ASKED, decisions="")
    told = [planned(tmp_path, asked).fingerprint("x")]
    first.write_text("decisions: [] ")
    told.append(planned(tmp_path, asked).fingerprint("x"))
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "decisions.yaml").write_text("decisions: [] ")
    both = [tmp_path, tmp_path / "sub"]
    told.append(planning.plan(both, asked).fingerprint("x"))
    (tmp_path / "sub").rename(tmp_path / "other")
    both = [tmp_path, tmp_path / "other"]
    told.append(planning.plan(both, asked).fingerprint("x"))
    assert len(set(told)) == len(told)
    assert len({planned(tmp_path, asked).deciding, planned(tmp_path).deciding}) == 1


def test_the_table_of_terminologies_is_in_the_fingerprint(tmp_path: Path) -> None:
    plan = planned(tmp_path)
    first, *others = plan.manner.run.terminologies
    told = replace(first, licence="another")
    run = replace(plan.manner.run, terminologies=(told, *others))
    other = replace(plan, manner=replace(plan.manner, run=run))
    assert other.fingerprint("x") != plan.fingerprint("x")


def test_what_a_function_of_somebodys_own_reads_is_not_kept(tmp_path: Path) -> None:
    assert planned(tmp_path, replace(ASKED, extract=own)).deciding == b""
    assert planned(tmp_path).deciding
