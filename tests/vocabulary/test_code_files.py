"""Files on codes that people bring: their layouts, their authority, their faults."""

import hashlib
from pathlib import Path

import pytest

from pipeline.errors import VocabularyError
from pipeline.vocabulary import authorities, code_facts
from pipeline.vocabulary.code_facts import CodeFact, CodeFacts

SHIPPED = code_facts.load()
WORDING = "An invented wording of some length that nobody may ever write"
OWN = (
    "# version: 2026-01\n"
    "system,code,action,region,add_on,laterality,sources\n"
    "CPT,99990,replacement,knee;hip,no,yes,https://a.example.org/x\n"
    "CPT,22630,removal,,,,\n"
    "\n"
    "# a remark\n"
    "HCPCS,a9999,,,yes,no\n"
)
# As it is published: a title, a head of three lines, lines with modifiers.
SCHEDULE = (
    "2026 Invented Fee Schedule Relative Value File July Release,,,,,,\n"
    "Some words on who owns what,,,,,,\n"
    ",,,STATUS,,GLOB,BILAT\n"
    "HCPCS,MOD,DESCRIPTION,CODE,RVU,DAYS,SURG\n"
    f"99990,26,{WORDING},A,1.00,YYY,0\n"
    f"99990,,{WORDING},A,1.00,ZZZ,1\n"
    f"99991,,{WORDING},A,1.00,090,0\n"
    f"99992,,{WORDING},A,1.00,090,9\n"
    f"99993,,{WORDING},A,1.00,090,2\n"
    f"99994,,{WORDING},A,1.00,090,\n"
    f'22630,,"{WORDING}, it says",A,1.00,090,3\n'
    f"A9999,,{WORDING},A,1.00,000,3\n"
    "Q: what,,,,,,\n"
)


def write(folder: Path, **sources: str) -> list[str]:
    paths = []
    for name, source in sources.items():
        path = folder / f"{name}.csv"
        path.write_text(source, encoding="utf-8")
        paths.append(str(path))
    return paths


def extended(folder: Path, **sources: str) -> CodeFacts:
    return authorities.extend(SHIPPED, write(folder, **sources))


def about(facts: CodeFacts, value: str, system: str = "CPT") -> CodeFact:
    fact = facts.about(system, value)
    assert fact is not None
    return fact


def test_without_files_the_shipped_facts_are_all() -> None:
    assert authorities.extend(SHIPPED, []) is SHIPPED


def test_a_table_of_ones_own_tells_facets_sides_and_sources(tmp_path: Path) -> None:
    facts = extended(tmp_path, own=OWN)
    fact = about(facts, "99990")
    assert fact.facets == ("action/replacement", "region/knee", "region/hip")
    assert (fact.is_add_on, fact.sides, fact.both) == (False, True, True)
    assert fact.sources == ("https://a.example.org/x",)
    assert fact.is_own
    assert about(facts, "A9999", "HCPCS").is_add_on


def test_a_fact_names_its_file_with_version_and_digest(tmp_path: Path) -> None:
    (file,) = about(extended(tmp_path, own=OWN), "99990").files
    assert (file.name, file.version) == ("own.csv", "2026-01")
    assert file.sha256 == hashlib.sha256(OWN.encode()).hexdigest()
    (other,) = about(extended(tmp_path, plan=SCHEDULE), "99991").files
    assert (other.name, other.version) == ("plan.csv", "2026 july release")


@pytest.mark.parametrize(
    ("value", "is_add_on", "sides", "both"),
    [
        pytest.param("99990", True, True, True, id="1: both sides are paid"),
        pytest.param("99991", False, None, False, id="0: not both; one may be"),
        pytest.param("99992", False, False, False, id="9: no such question"),
        pytest.param("99993", False, None, False, id="2: both sides already"),
        pytest.param("99994", False, None, None, id="nothing is said"),
    ],
)
def test_a_fee_schedule_tells_by_its_signs_alone(
    value: str,
    tmp_path: Path,
    *,
    is_add_on: bool,
    sides: bool | None,
    both: bool | None,
) -> None:
    fact = about(extended(tmp_path, plan=SCHEDULE), value)
    assert (fact.is_add_on, fact.sides, fact.both) == (is_add_on, sides, both)
    assert (fact.facets, fact.sources, fact.is_own) == ((), (), False)


def test_the_wording_of_a_fee_schedule_is_kept_nowhere(tmp_path: Path) -> None:
    facts = extended(tmp_path, plan=SCHEDULE)
    assert "invented wording" not in repr(
        (facts.facts, facts.listings, facts.files)
    ).lower().replace("_", " ")


def test_a_head_on_one_line_will_do_and_so_will_another_encoding(
    tmp_path: Path,
) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes(
        b"HCPCS,MOD,DESCRIPTION,GLOB DAYS,BILAT SURG\n99990,,caf\xe9,ZZZ,9\n"
    )
    fact = about(authorities.extend(SHIPPED, [str(path)]), "99990")
    assert (fact.is_add_on, fact.sides, fact.files[0].version) == (True, False, "")


def test_ones_own_table_counts_first_then_the_schedule_then_what_is_shipped(
    tmp_path: Path,
) -> None:
    # The order in which the files are named does not change their authority.
    facts = extended(tmp_path, plan=SCHEDULE, own=OWN)
    fact = about(facts, "99990")
    assert (fact.is_add_on, fact.sides) == (False, True)
    assert [file.name for file in fact.files] == ["own.csv", "plan.csv"]
    fusion = about(facts, "22630")
    assert fusion.facets == ("action/removal",)
    assert fusion.is_own
    assert (fusion.sides, fusion.both) == (True, True)
    assert about(SHIPPED, "22630").sides is False


def test_what_a_schedule_leaves_open_the_shipped_facts_tell(tmp_path: Path) -> None:
    facts = extended(tmp_path, plan=SCHEDULE)
    fact, before = about(facts, "22630"), about(SHIPPED, "22630")
    assert (fact.facets, fact.publishers) == (before.facets, before.publishers)
    assert not fact.is_own
    assert facts.about("CPT", "27447") == SHIPPED.about("CPT", "27447")


def test_a_schedule_lists_its_systems_whole(tmp_path: Path) -> None:
    facts = extended(tmp_path, plan=SCHEDULE, own=OWN)
    assert [each.name for each in facts.unlisted("CPT", "27447")] == ["plan.csv"]
    assert facts.unlisted("CPT", "99991") == ()
    assert facts.unlisted("ICD-10-PCS", "0SG00A0") == ()
    assert SHIPPED.unlisted("CPT", "27447") == ()


@pytest.mark.parametrize(
    ("source", "line", "told"),
    [
        pytest.param(
            OWN.replace(",action", ",deed"), ":2", "no column 'deed'", id="column"
        ),
        pytest.param(
            OWN.replace("region", "action"), ":2", "'action' comes twice", id="twice"
        ),
        pytest.param(
            OWN.replace("knee;hip", "knee;wing"),
            ":3",
            "there is no facet 'region/wing'",
            id="facet",
        ),
        pytest.param(
            OWN.replace("99990", "9999"), ":3", "'9999' has not the form", id="form"
        ),
        pytest.param(
            OWN.replace("no,yes", "perhaps,yes"), ":3", "'perhaps' is none", id="word"
        ),
        pytest.param(
            OWN.replace("https://a.example.org/x", "book"),
            ":3",
            "'book' is no address",
            id="source",
        ),
        pytest.param(
            OWN.replace("22630", "99990"), ":4", "CPT 99990 comes twice", id="code"
        ),
        pytest.param(
            OWN.replace("22630", ""), ":4", "names no system or no code", id="none"
        ),
        pytest.param(OWN + "CPT,99995,,,,,,,,\n", ":8", "more than 7", id="cells"),
        pytest.param(OWN + 'CPT,"99995\n', ":8", "unexpected end", id="an open quote"),
        pytest.param("a,b\n1,2\n", "", "no head that is known", id="no layout"),
        pytest.param("", "", "no head that is known", id="an empty file"),
        pytest.param(
            SCHEDULE.replace("BILAT", ""),
            ":4",
            "the head has no column BILAT SURG",
            id="a schedule without a column",
        ),
        pytest.param(
            SCHEDULE.replace(",090,9", ",090,7"),
            ":8",
            "the bilateral sign '7' is none of 0, 1, 2, 3, 9",
            id="an unknown sign",
        ),
        pytest.param(
            SCHEDULE + "99995,,x\n", ":14", "fewer cells", id="a line that is short"
        ),
        pytest.param(
            "HCPCS,MOD,GLOB DAYS,BILAT SURG\n", ":1", "no code stands", id="no codes"
        ),
    ],
)
def test_a_fault_names_file_and_line(
    source: str, line: str, told: str, tmp_path: Path
) -> None:
    (path,) = write(tmp_path, codes=source)
    with pytest.raises(VocabularyError) as fault:
        authorities.extend(SHIPPED, [path])
    assert str(fault.value).startswith(f"{path}{line}: ")
    assert told in str(fault.value)
    assert fault.value.exit_status == 4


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="cannot be read"):
        authorities.extend(SHIPPED, [str(tmp_path / "none.csv")])
