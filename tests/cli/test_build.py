"""``procgraph build`` as a person meets it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.exports import FORMATS

PAGE_22864 = (
    Path(__file__).parent.parent.parent
    / "sources"
    / "cpt-22864-posterior-interbody-fusion.txt"
)
PAGE = """# Ear Tube Placement

## Risks

- Infection
- Bleeding
"""


def run(
    folder: Path, *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "build", *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path.cwd()), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the folder sources, which holds one page."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "ear.md").write_text(PAGE)
    return tmp_path


def only_an_empty_folder(folder: Path) -> None:
    (folder / "sources" / "ear.md").unlink()


def only_unreadable_files(folder: Path) -> None:
    (folder / "sources" / "ear.md").write_bytes(b"\x00\x01")


def a_faulty_setting(folder: Path) -> None:
    (folder / "procgraph.toml").write_text('evidence = "some"\n')


def an_unknown_setting(folder: Path) -> None:
    (folder / "procgraph.toml").write_text('colour = "red"\n')


def an_unknown_format_in_the_settings(folder: Path) -> None:
    (folder / "procgraph.toml").write_text('formats = ["owl"]\n')


def a_faulty_table_of_codes(folder: Path) -> None:
    (folder / "codes.csv").write_text("system,code,action\nCPT,12345,singing\n")


def nothing(folder: Path) -> None:
    assert folder.is_dir()


@pytest.mark.parametrize(
    ("prepare", "arguments", "status", "told"),
    [
        pytest.param(
            only_an_empty_folder,
            [],
            3,
            "Error: sources has no documents: looked for files *.htm, *.html",
            id="an empty folder is 3",
        ),
        pytest.param(
            nothing, ["nowhere"], 3, "Error: nowhere: is not there", id="no folder is 3"
        ),
        pytest.param(
            only_unreadable_files,
            [],
            3,
            "Error: none of the documents can be read: ear.md is binary",
            id="only unreadable documents are 3",
        ),
        pytest.param(
            nothing,
            ["--formats", "ttl,owl"],
            2,
            "Error: no format 'owl'. There are: ttl, json",
            id="an unknown format is 2",
        ),
        pytest.param(
            nothing,
            ["--evidence", "some"],
            2,
            "Error: Invalid value",
            id="a value is 2",
        ),
        pytest.param(
            nothing,
            ["--jobs", "-1"],
            2,
            "Error: Invalid value for '--jobs': -1 is less than 0.",
            id="a number is 2",
        ),
        pytest.param(
            nothing,
            ["--jobs", "2.5"],
            2,
            "Error: Invalid value for '--jobs': '2.5' is not a whole number.",
            id="no whole number is 2",
        ),
        pytest.param(
            nothing,
            ["--threshold", "1.5"],
            2,
            "Error: Invalid value for '--threshold': 1.5 is not from 0 to 1.",
            id="a share is 2",
        ),
        pytest.param(
            nothing,
            ["--threshold", "nan"],
            2,
            "Error: Invalid value for '--threshold': nan is not from 0 to 1.",
            id="no number is 2",
        ),
        pytest.param(
            nothing,
            ["--oldest", "2020-13-01"],
            2,
            "Error: Invalid value for '--oldest': '2020-13-01' is not a day such as",
            id="a day that is none is 2",
        ),
        pytest.param(
            nothing,
            ["--oldest", "2 years"],
            2,
            "Error: Invalid value",
            id="an age is no day is 2",
        ),
        pytest.param(
            a_faulty_table_of_codes,
            ["--code-facts", "codes.csv"],
            4,
            "Error: codes.csv:2: there is no facet 'action/singing'",
            id="a faulty table of codes is 4",
        ),
        pytest.param(
            nothing,
            ["--code-facts", "codes.csv"],
            4,
            "Error: codes.csv: cannot be read",
            id="a table of codes that is not there is 4",
        ),
        pytest.param(
            a_faulty_setting,
            [],
            4,
            "Error: procgraph.toml: evidence: 'some' is not one of full, compact, none",
            id="a faulty setting is 4",
        ),
        pytest.param(
            an_unknown_setting,
            [],
            4,
            "Error: procgraph.toml: colour: no setting 'colour'",
            id="an unknown setting is 4",
        ),
        pytest.param(
            an_unknown_format_in_the_settings,
            [],
            4,
            "Error: procgraph.toml: formats: no format 'owl'",
            id="an unknown format in the settings is 4",
        ),
        pytest.param(
            nothing,
            ["--out", "sources/ear.md"],
            3,
            "Error: sources/ear.md: cannot be written",
            id="an output that is a file is 3",
        ),
    ],
)
def test_a_mistake_is_told_with_its_status(
    folder: Path,
    prepare: object,
    arguments: list[str],
    status: int,
    told: str,
) -> None:
    assert callable(prepare)
    prepare(folder)
    shown = run(folder, *arguments)
    assert (shown.returncode, shown.stdout) == (status, "")
    assert told in shown.stderr
    assert "Traceback" not in shown.stderr
    assert not (folder / "outputs").exists()


def test_a_build_tells_what_it_did_and_where(folder: Path) -> None:
    shown = run(folder)
    assert (shown.returncode, shown.stdout) == (0, "")
    stages = [line.split()[0] for line in shown.stderr.splitlines()]
    assert stages == [
        "read",
        "extract",
        "lines",
        "ground",
        "check",
        *["wrote"] * 6,
        "time",
        "next",
    ]
    assert "graph.ttl" in shown.stderr
    assert (folder / "outputs" / "graph.ttl").is_file()


def test_files_of_kinds_that_are_not_read_are_counted(folder: Path) -> None:
    for name in ("a.pdf", "b.pdf", "c.docx"):
        (folder / "sources" / name).write_bytes(b"%")
    told = run(folder).stderr
    assert "3 other files were not read (.pdf 2, .docx 1)" in told


def test_a_document_in_the_folder_to_write_to_is_told_as_such(folder: Path) -> None:
    told = run(folder, "sources/ear.md", "--out", "sources")
    assert told.returncode == 3
    assert "sources/ear.md: lies in the folder to write to (sources)" in told.stderr


def test_one_bad_document_among_good_ones_is_one_line(folder: Path) -> None:
    (folder / "sources" / "bad.txt").write_bytes(b"\x00\x01")
    shown = run(folder, "-q")
    assert shown.returncode == 0
    assert shown.stderr.splitlines() == [
        "refused   bad.txt: is binary (a NUL byte at 0)"
    ]


def test_a_name_does_not_steer_the_terminal_or_make_lines(folder: Path) -> None:
    (folder / "sources" / "a\x1b[2J\nrefused   b.txt").write_bytes(b"\0")
    ended = run(folder, "-q")
    assert len(ended.stderr.splitlines()) == 1
    assert ended.stderr.startswith("refused   a [2J refused   b.txt: is binary")
    (folder / "sources" / "ear.md").unlink()
    assert "\x1b" not in run(folder).stderr


def test_quiet_says_nothing_where_nothing_is_wrong(folder: Path) -> None:
    shown = run(folder, "--quiet")
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, "", "")


def test_verbose_names_each_setting_with_its_place(folder: Path) -> None:
    (folder / "procgraph.toml").write_text("jobs = 1\n")
    shown = run(folder, "-v", "--formats", "json", PROCGRAPH_EVIDENCE="compact")
    assert shown.returncode == 0
    for line in (
        "setting   out = outputs (default)",
        "setting   formats = json (flag --formats)",
        "setting   evidence = compact (variable PROCGRAPH_EVIDENCE)",
        "setting   jobs = 1 (procgraph.toml: jobs)",
    ):
        assert line in shown.stderr
    assert not (folder / "outputs" / "graph.ttl").exists()


@pytest.mark.parametrize(
    "flags",
    [
        ["--formats", "nt, JSON"],
        ["--formats", "nt", "--formats", "json"],
        ["--formats=json,nt", "--formats=NT"],
    ],
)
def test_formats_are_taken_as_people_write_them(folder: Path, flags: list[str]) -> None:
    shown = run(folder, "--no-grounding", *flags)
    assert shown.returncode == 0
    written = {path.name for path in (folder / "outputs").glob("graph.*")}
    assert written == {"graph.nt", "graph.json"}


@pytest.mark.parametrize("written", ['"nt, JSON"', '["NT", "json"]'])
def test_a_settings_file_names_formats_in_the_same_ways(
    folder: Path, written: str
) -> None:
    (folder / "procgraph.toml").write_text(f"formats = {written}\n")
    assert run(folder, "--no-grounding").returncode == 0
    paths = (folder / "outputs").glob("graph.*")
    assert {path.name for path in paths} == {"graph.nt", "graph.json"}


def test_a_page_that_was_written_is_named_as_what_comes_next(folder: Path) -> None:
    line = "next      open outputs/report.html in a browser\n"
    for _ in range(2):  # the second time, nothing has changed
        shown = run(folder, "--no-grounding", "--formats", "ttl,report")
        assert f"{line}next      procgraph query --list\n" in shown.stderr
    assert "browser" not in run(folder, "--no-grounding").stderr


def test_packing_is_told_to_do_nothing_where_it_does(folder: Path) -> None:
    line = "gzip      packs only nt, nq, trig: none of them is among the formats\n"
    assert line in run(folder, "--no-grounding", "--gzip").stderr
    packed = run(folder, "--no-grounding", "--gzip", "--formats", "ttl,nq")
    assert "gzip  " not in packed.stderr
    assert (folder / "outputs" / "graph.nq.gz").is_file()


def test_old_pages_and_data_of_persons_are_told_as_the_flags_say(folder: Path) -> None:
    (folder / "sources" / "MANIFEST.yaml").write_text(
        "documents:\n  ear.md: {date: 2019}\n"
    )
    (folder / "sources" / "ear.md").write_text(f"{PAGE}\nMRN: 0012345\n")
    text = folder / "outputs" / "documents" / "ear.md.txt"
    findings = folder / "outputs" / "findings.jsonl"
    assert run(folder, "-q", "--oldest", "2020-01-01").returncode == 0
    assert "OLD_PAGE" in findings.read_text()
    assert "0012345" not in text.read_text()
    assert run(folder, "-q", "--keep-personal-data").returncode == 0
    assert "OLD_PAGE" not in findings.read_text()
    assert "0012345" in text.read_text()


def test_facts_below_a_threshold_are_left_out_of_the_graph(folder: Path) -> None:
    extractions = folder / "outputs" / "extractions.jsonl"

    def told() -> tuple[int, int]:
        read = json.loads(extractions.read_text().splitlines()[0])
        return len(read["mentions"]), len(read["assertions"])

    assert run(folder, "-q").returncode == 0
    mentions, assertions = told()
    assert run(folder, "-q", "--threshold", "0.99").returncode == 0
    assert told()[0] == mentions
    assert told()[1] < assertions
    assert run(folder, "-q", "--threshold", "1.5").returncode == 2
    assert run(folder, "-q", PROCGRAPH_THRESHOLD="2").returncode == 4


def test_things_are_linked_to_terminologies_unless_that_is_turned_off(
    folder: Path,
) -> None:
    table = folder / "outputs" / "mappings.sssom.tsv"
    (folder / "sources" / "ear.md").write_text("# Ear Tubes\n\n## Risks\n\n- Nausea\n")
    told = run(folder).stderr
    assert "ground    1 node linked to terminologies, 1 as the same concept" in told
    assert "skos:exactMatch\tHP:0002018\tNausea" in table.read_text()
    assert "ground " not in run(folder, "--no-grounding").stderr
    assert not table.exists()
    assert run(folder, "-q", PROCGRAPH_GROUNDING="true").returncode == 0
    assert table.exists()
    assert run(folder, "-q", PROCGRAPH_GROUNDING="perhaps").returncode == 4


def test_a_terminology_of_one_s_own_counts(folder: Path) -> None:
    own, file = folder / "own", folder / "cheese.obo"
    file.write_text(
        "format-version: 1.2\ndata-version: 7\n\n"
        "[Term]\nid: CHEESE:1\nname: Queasiness\n"
    )
    told = (
        "--prefix",
        "CHEESE",
        "--kind",
        "symptom",
        "--name",
        "C",
        "--licence",
        "CC0",
    )
    command = (sys.executable, "-m", "pipeline", "terms", "add", str(file))
    subprocess.run(
        [*command, *told, "--terminologies", str(own)],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        check=True,
    )
    (folder / "sources" / "ear.md").write_text(
        "# Knee Surgery\n\n## Risks\n\n- Nausea\n- Queasiness\n"
    )
    assert run(folder, "-q", PROCGRAPH_TERMINOLOGIES=str(own)).returncode == 0
    table = (folder / "outputs" / "mappings.sssom.tsv").read_text()
    assert "CHEESE:1\tQueasiness" in table
    assert "#  CHEESE: 'https://bioregistry.io/cheese:'\n" in table
    receipt = json.loads((folder / "outputs" / "build.json").read_text())
    assert receipt["terminologies"][-1]["licence"] == "CC0"
    (own / "terminologies.yaml").write_text("CHEESE: 7\n")
    broken = run(folder, "-q", PROCGRAPH_TERMINOLOGIES=str(own))
    assert broken.returncode == 4
    assert "terminologies.yaml:1" in broken.stderr


def test_strict_ends_with_1_where_a_page_gives_a_code_of_something_else(
    folder: Path,
) -> None:
    shown = run(folder, "-q", "--strict", str(PAGE_22864), PROCGRAPH_FORMATS="ttl")
    assert (shown.returncode, shown.stdout) == (1, "")
    assert "1 violation" in shown.stderr
    assert run(folder, "-q", str(PAGE_22864)).returncode == 0
    checked = subprocess.run(
        [sys.executable, "-m", "pipeline", "check", "outputs"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 1
    assert "[CODE_FACET_CONFLICT]" in checked.stdout


def test_files_of_a_folder_are_told_in_one_line(folder: Path) -> None:
    told = run(folder, "--formats", "ttl,neo4j", "--no-grounding").stderr.splitlines()
    wrote = [line.split("(")[0].split() for line in told if line.startswith("wrote")]
    assert ["wrote", "outputs/graph.ttl"] in wrote
    assert ["wrote", "outputs/neo4j/"] in wrote
    assert sum("neo4j" in line for line in told) == 1


def test_help_names_every_format_in_its_order() -> None:
    shown = " ".join(run(Path.cwd(), "--help").stdout.split())
    assert f"or all: {', '.join(FORMATS)}. [default" in shown


def test_help_is_quick_and_names_every_option() -> None:
    shown = run(Path.cwd(), "--help")
    assert shown.returncode == 0
    for option in (
        "--out",
        "--formats",
        "--evidence",
        "--jobs",
        "--strict",
        "--code-facts",
        "--oldest",
        "--keep-personal-data",
        "--threshold",
        "-v",
        "-q",
    ):
        assert option in shown.stdout


def test_decisions_beside_the_documents_are_carried_out_and_counted(
    folder: Path,
) -> None:
    (folder / "sources" / "decisions.yaml").write_text(
        "decisions:\n"
        "  - {same: [infection, bleeding], label: Trouble}\n"
        "  - {name: hiccups, not: any}\n"
    )
    shown = run(folder)
    assert shown.returncode == 0
    assert (
        "2 decisions, 1 carried out, 1 without effect here, 0 not possible"
        in shown.stderr
    )
    assert "unread" not in shown.stderr
    assert "refused" not in shown.stderr
    assert '"Trouble"' in (folder / "outputs" / "graph.ttl").read_text()


@pytest.mark.parametrize("how", ["flag", "variable", "file"])
def test_a_file_of_decisions_can_be_named_and_then_counts_alone(
    folder: Path, how: str
) -> None:
    (folder / "sources" / "decisions.yaml").write_text("not: read")
    (folder / "own.yaml").write_text("decisions: [{name: bleeding, label: Ooze}]")
    if how == "flag":
        shown = run(folder, "--decisions", "own.yaml")
    elif how == "variable":
        shown = run(folder, PROCGRAPH_DECISIONS="own.yaml")
    else:
        (folder / "procgraph.toml").write_text('decisions = "own.yaml"')
        shown = run(folder)
    assert shown.returncode == 0
    assert "1 decision, 1 carried out" in shown.stderr
    assert '"Ooze"' in (folder / "outputs" / "graph.ttl").read_text()


def test_decisions_against_each_other_are_4_and_name_the_line(folder: Path) -> None:
    (folder / "sources" / "decisions.yaml").write_text(
        "decisions:\n- same: [a1, b1]\n- apart: [b1, a1]\n"
    )
    shown = run(folder)
    assert shown.returncode == 4
    assert "Error: sources/decisions.yaml:3: 'b1' and 'a1' are apart" in shown.stderr
    assert "the same by sources/decisions.yaml:2" in shown.stderr
    assert not (folder / "outputs").exists()
