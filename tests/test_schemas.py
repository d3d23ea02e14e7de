"""What a build writes as JSON is what the published schemas say, and no more."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import pipeline
from pipeline import knowledge, namespaces
from pipeline.comparing import Fate
from pipeline.exports import SCHEMA_VERSION, exchange
from pipeline.model import LineStatus, Severity

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "ontology" / "schemas"
SCHEMAS = sorted(path.name.removesuffix(".schema.json") for path in FOLDER.iterdir())
PAGES = (
    "laparoscopic-cholecystectomy.html",
    "cpt-22864-posterior-interbody-fusion.txt",
)
LINES = {
    "extraction": "extractions.jsonl",
    "finding": "findings.jsonl",
    "quarantine": "quarantine.jsonl",
}


@cache
def schema(name: str) -> dict[str, Any]:
    found = json.loads(knowledge.text(f"schemas/{name}.schema.json"))
    assert isinstance(found, dict)
    return found


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(
        schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def faults(name: str, record: object) -> list[str]:
    return [
        f"{error.json_path}: {error.message[:200]}"
        for error in validator(name).iter_errors(record)
    ]


def records(out: Path) -> Iterator[tuple[str, Any]]:
    """Yield every record that is in the folder *out*, with the name of its schema."""
    yield "graph", json.loads((out / "graph.json").read_bytes())
    yield "build", json.loads((out / "build.json").read_bytes())
    if (out / "report.json").exists():
        yield "report", json.loads((out / "report.json").read_bytes())
    for name, file in LINES.items():
        for line in (out / file).read_text().splitlines():
            yield name, json.loads(line)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return what builds two good pages, and one that cannot be read."""
    folder = tmp_path_factory.mktemp("pages")
    for page in PAGES:
        (folder / page).write_bytes((ROOT / "sources" / page).read_bytes())
    (folder / "broken.txt").write_bytes(b"a\0b")

    def into(*, grounding: bool = True, evidence: str = "full") -> Path:
        out = tmp_path_factory.mktemp("out")
        formats = ["ttl", "json", "report"]
        pipeline.build(
            folder,
            out,
            formats=formats,
            jobs=1,
            grounding=grounding,
            evidence=evidence,
        )
        return out

    return into


@pytest.fixture(scope="module")
def small(build: Callable[..., Path]) -> dict[str, Any]:
    """Return one good record of each kind."""
    return dict(reversed([*records(build())]))


# ---------------------------------------------------------------- the schemas


def test_there_is_a_schema_for_each_file_of_json() -> None:
    names = ["build", "extraction", "finding", "graph", "quarantine", "report"]
    assert names == SCHEMAS


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_has_its_address_and_describes_all(name: str) -> None:
    told = schema(name)
    Draft202012Validator.check_schema(told)
    assert told["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert told["$id"] == f"{namespaces.BASE}schemas/{name}.schema.json"
    for record in objects(told):
        assert "additionalProperties" in record
        for key, value in record.get("properties", {}).items():
            alone = {"const"} & value.keys() or {"$ref"} & value.keys()
            assert value.get("description") or alone, key


def objects(told: object) -> Iterator[dict[str, Any]]:
    """Yield every part of a schema that is about an object."""
    if isinstance(told, dict):
        if told.get("type") == "object":
            yield told
        for part in told.values():
            yield from objects(part)
    elif isinstance(told, list):
        for part in told:
            yield from objects(part)


def test_closed_lists_are_those_of_the_code() -> None:
    defined = schema("extraction")["$defs"]
    names = {"polarity", "certainty", *(name for _, name in exchange.NAMES)}
    assert defined["qualifiers"]["properties"].keys() == names
    assert schema("graph")["$defs"]["qualifiers"] == defined["qualifiers"]
    assert set(defined["line"]["properties"]["status"]["enum"]) == set(LineStatus)
    assert set(schema("finding")["$defs"]["severity"]["enum"]) == set(Severity)
    report = schema("report")["$defs"]
    assert report["lines"]["properties"].keys() == set(LineStatus)
    assert report["severities"]["properties"].keys() == set(Severity)
    assert set(report["changed"]["properties"]["fate"]["enum"]) == set(Fate)


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name != "quarantine"])
def test_the_version_is_that_of_the_schemas(name: str) -> None:
    told = schema(name)["$defs"]["version"]["pattern"]
    assert told == rf"^{SCHEMA_VERSION.partition('.')[0]}\.[0-9]+$"


def test_the_promise_names_the_version_and_links_to_what_is_there() -> None:
    promise = (ROOT / "docs" / "stability.md").read_text()
    assert f"**{SCHEMA_VERSION}**" in promise
    for link in re.findall(r"\]\(([^)#]+)\)", promise):
        assert (ROOT / "docs" / link).exists(), link


# ---------------------------------------------------------------- good records


def test_a_build_of_all_sources_is_as_the_schemas_say(built: Path) -> None:
    assert [f for name, each in records(built) for f in faults(name, each)] == []


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({}, id="grounded"),
        pytest.param({"grounding": False}, id="not grounded"),
        pytest.param({"evidence": "compact"}, id="compact evidence"),
        pytest.param({"evidence": "none"}, id="no evidence"),
    ],
)
def test_a_build_of_two_pages_is_as_the_schemas_say(
    build: Callable[..., Path], settings: dict[str, Any]
) -> None:
    found = list(records(build(**settings)))
    assert {name for name, _ in found} == set(SCHEMAS)
    assert [f for name, each in found for f in faults(name, each)] == []


# ---------------------------------------------------------------- wrong records


def changed(
    record: dict[str, Any], path: tuple[str | int, ...], value: object
) -> dict[str, Any]:
    """Return a copy of *record* with *value* at *path*, or without it if it is None."""
    copied = copy.deepcopy(record)
    part: Any = copied
    *before, last = path
    for step in before:
        part = part[step]
    if value is None:
        del part[last]
    else:
        part[last] = value
    return copied


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        pytest.param("build", ("extra",), 1, id="a key more in the receipt"),
        pytest.param("build", ("schema_version",), None, id="a receipt of no version"),
        pytest.param("build", ("counts", "lines", "odd"), 1, id="an unknown status"),
        pytest.param("build", ("inputs", 0, "sha256"), "12", id="a short digest"),
        pytest.param("extraction", ("schema_version",), "2.0", id="another version"),
        pytest.param("extraction", ("sections", 0, "type"), "odd", id="a section type"),
        pytest.param(
            "extraction", ("mentions", 0, "qualifiers", "odd"), "x", id="a qualifier"
        ),
        pytest.param(
            "extraction", ("mentions", 0, "confidence"), 1.1, id="confidence over 1"
        ),
        pytest.param("extraction", ("mentions", 0, "start"), 1.5, id="half an offset"),
        pytest.param("extraction", ("mentions", 0, "parent"), None, id="no parent key"),
        pytest.param(
            "extraction", ("assertions", 0, "subject"), "procedure/x", id="a short IRI"
        ),
        pytest.param("extraction", ("assertions", 0, "id"), "xyz", id="an odd id"),
        pytest.param("extraction", ("lines", 0, "status"), "read", id="a status"),
        pytest.param("finding", ("severity",), "fatal", id="a severity"),
        pytest.param("finding", ("documents",), [], id="a finding of no document"),
        pytest.param("quarantine", ("reason",), "Not Good", id="a reason in words"),
        pytest.param("quarantine", ("extra",), 1, id="a key more of a refused one"),
        pytest.param("report", ("extra",), 1, id="a key more in the report"),
        pytest.param("report", ("counts", "lines", "odd"), 1, id="an odd status"),
        pytest.param("report", ("changes", "since"), "soon", id="since another time"),
        pytest.param("report", ("doubtful", "total"), -1, id="fewer than none"),
        pytest.param("report", ("doubtful", "shown", 0, "quote"), None, id="no quote"),
        pytest.param(
            "report", ("checks", 0, "severity"), "fatal", id="a check's weight"
        ),
        pytest.param("graph", ("directed",), False, id="an undirected graph"),
        pytest.param("graph", ("links",), [], id="edges by their old name"),
        pytest.param("graph", ("nodes", 0, "odd"), 1, id="an unknown detail"),
        pytest.param("graph", ("nodes", 0, "label"), None, id="a thing without label"),
        pytest.param("graph", ("edges", 0, "quote"), None, id="an edge without quote"),
        pytest.param("graph", ("edges", 0, "polarity"), "negated", id="a denied edge"),
        pytest.param("graph", ("edges", 0, "kind"), "odd", id="an unknown kind"),
        pytest.param(
            "graph", ("graph", "evidence"), "some", id="an unknown share of evidence"
        ),
    ],
)
def test_a_wrong_record_is_told(
    small: dict[str, Any], name: str, path: tuple[str | int, ...], value: object
) -> None:
    assert faults(name, small[name]) == []
    assert faults(name, changed(small[name], path, value)) != []
