"""Codes held against files that people bring, and what of these comes into outputs."""

import hashlib
import json
from pathlib import Path

import pytest

import pipeline
from pipeline import questions, verifying
from pipeline.checks import codes
from pipeline.checks.claims import gather
from pipeline.checks.references import refer
from pipeline.model import Finding, Graph, Severity
from pipeline.vocabulary import authorities, checks, code_facts
from pipeline.vocabulary.code_facts import CodeFacts
from tests.checks.graphs import graph, page
from tests.shown import shown

WORDING = "Invented wording that is under licence"
SCHEDULE = "HCPCS,MOD,DESCRIPTION,GLOB DAYS,BILAT SURG\n" + "".join(
    f"{code},,{WORDING},{days},{sign}\n"
    for code, days, sign in (
        ("99990", "090", "0"),
        ("99991", "090", "1"),
        ("99992", "ZZZ", "9"),
        ("99993", "090", "2"),
    )
)
OWN = (
    "# version: 7\n"
    "system,code,action,region\n"
    "CPT,99990,removal,knee\n"
    "CPT,99991,fusion,spine\n"
)


def facts(folder: Path, **sources: str) -> CodeFacts:
    paths = []
    for name, source in sources.items():
        path = folder / f"{name}.csv"
        path.write_text(source)
        paths.append(str(path))
    return authorities.extend(code_facts.load(), paths)


def check(made: Graph, known: CodeFacts) -> tuple[Finding, ...]:
    return tuple(codes.check(gather(made, known), known, checks.load())[0])


@pytest.mark.parametrize(
    ("code", "doubted"),
    [
        pytest.param("99990", ["50"], id="0: not for both, perhaps for one"),
        pytest.param("99991", [], id="1: for both and for one"),
        pytest.param("99992", ["LT", "RT", "50"], id="9: no sides at all"),
        pytest.param("99993", ["50"], id="2: for both already"),
    ],
)
def test_a_modifier_is_doubted_by_the_sign_of_a_schedule(
    code: str, doubted: list[str], tmp_path: Path
) -> None:
    made = graph(page("a.txt", "An operation", code, modifiers=("LT", "RT", "50")))
    found = [
        each
        for each in check(made, facts(tmp_path, plan=SCHEDULE))
        if each.check == "MODIFIER_DOUBTFUL"
    ]
    assert [each.message.split()[1] for each in found] == doubted
    assert {each.severity for each in found} <= {Severity.WARNING}


def test_a_code_that_a_schedule_does_not_list_is_a_warning(tmp_path: Path) -> None:
    made = graph(page("a.txt", "Total knee replacement", "27447", "27447"))
    (found,) = check(made, facts(tmp_path, plan=SCHEDULE))
    assert (found.check, found.severity) == ("CODE_NOT_LISTED", Severity.WARNING)
    assert found.message == "CPT 27447 is not listed in plan.csv."


def test_a_listed_code_is_not_checked_while_nobody_says_what_it_is_about(
    tmp_path: Path,
) -> None:
    made = graph(page("a.txt", "Total knee replacement", "99991"))
    (found,) = check(made, facts(tmp_path, plan=SCHEDULE))
    assert found.check == "CODE_UNCHECKED"


def test_ones_own_table_is_enough_for_a_violation_and_for_a_confirmation(
    tmp_path: Path,
) -> None:
    known = facts(tmp_path, own=OWN)
    made = graph(page("a.txt", "Fusion of the spine", "99990"))
    (found,) = check(made, known)
    assert (found.check, found.severity) == ("CODE_FACET_CONFLICT", Severity.VIOLATION)
    assert "(own.csv (7))" in found.message
    assert found.suggested[0] == "code/cpt-99991"
    right = graph(page("a.txt", "Fusion of the spine", "99991"))
    _, confirmed = codes.check(gather(right, known), known, checks.load())
    assert confirmed == {next(right.assertions).id}


def test_a_fact_leads_to_its_file_with_digest_and_version(tmp_path: Path) -> None:
    known = facts(tmp_path, own=OWN, plan=SCHEDULE)
    plain = graph(page("a.txt", "Fusion of the spine", "99990"))
    made = refer(plain, gather(plain, known).claims, known)
    nodes = {node.id: node for node in made.nodes}
    fact = nodes["code-fact/cpt-99990"]
    files = [target for key, target in fact.links if key == "dcterms:source"]
    told = {
        nodes[file].label: {key: value.value for key, value in nodes[file].values}
        for file in files
    }
    assert told == {
        "own.csv": {
            "pg:sha256": hashlib.sha256(OWN.encode()).hexdigest(),
            "pg:fileVersion": "7",
        },
        "plan.csv": {"pg:sha256": hashlib.sha256(SCHEDULE.encode()).hexdigest()},
    }
    assert ("pg:bilateralApplicable", "false") in {
        (key, value.value) for key, value in fact.values
    }


def test_no_output_holds_wording_of_a_file_and_its_shapes_hold(tmp_path: Path) -> None:
    facts(tmp_path, own=OWN, plan=SCHEDULE)
    sources = tmp_path / "in"
    sources.mkdir()
    (sources / "a.md").write_text(
        "# Spinal Fusion (CPT 99991)\n\n## Risks\n\n- Bleeding\n- Infection\n"
    )
    (sources / "b.md").write_text(
        "# Knee Arthroscopy (CPT 99992)\n\n## Risks\n\n- Bleeding\n- Infection\n"
    )
    out = tmp_path / "out"
    tables = [tmp_path / "own.csv", tmp_path / "plan.csv"]
    pipeline.build(sources, out, formats=["all"], jobs=1, code_facts=tables)
    for path in out.rglob("*"):
        if path.is_file():
            text = shown(path).lower()
            assert "invented wording" not in text, path.name
            assert "under licence" not in text, path.name
    told = json.loads((out / "build.json").read_text())
    assert [each["name"] for each in told["settings"]["code_facts"]] == [
        "own.csv",
        "plan.csv",
    ]
    assert "pg:ReferenceFile" in (out / "graph.ttl").read_text()
    faults = verifying.verify(questions.load(out))
    assert [each.rule for each in faults if each.severity is Severity.VIOLATION] == []


def test_files_that_are_brought_make_another_run(tmp_path: Path) -> None:
    facts(tmp_path, own=OWN)
    (tmp_path / "a.md").write_text("# Spinal Fusion (CPT 99991)\n")
    runs = set()
    for tables in ([], [tmp_path / "own.csv"]):
        pipeline.build(tmp_path / "a.md", tmp_path / "out", code_facts=tables)
        runs.add(json.loads((tmp_path / "out" / "build.json").read_text())["run"])
    assert len(runs) == 2
