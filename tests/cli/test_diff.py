"""``procgraph diff`` as a person uses it, and as its page tells it."""

import re
import shlex
from pathlib import Path

import click
import msgspec
import pytest

import pipeline
from pipeline import cli, exports
from pipeline.comparing import Differences

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "diff.md").read_text(encoding="utf-8")
(PAGE,) = re.findall(r"```text\n(.*?)```", DOCS, re.DOTALL)
(CHANGE,) = re.findall(r"```diff\n(.*?)```", DOCS, re.DOTALL)
# A command with its answer: the line of the prompt, then lines as far in.
SHOWN = re.findall(r"^ {4}\$ (.+)\n((?:(?: {4}(?!\$).*)?\n)+)", DOCS, re.MULTILINE)
CALLS = re.findall(r"(?:`|^ {4}(?:\$ )?)procgraph (diff[^`\n|]*)", DOCS, re.MULTILINE)
KEYS = set(re.findall(r"`([a-z_]+)`", DOCS.partition("## For programs")[2]))


def changed(page: str, change: str) -> str:
    """Return *page* with each run of lines with ``-`` become those with ``+``."""
    for old, new in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)+)", change, re.MULTILINE):
        before, after = (
            re.sub("^.", "", each, flags=re.MULTILINE) for each in (old, new)
        )
        assert before in page
        page = page.replace(before, after)
    return page


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the builds ``old`` and ``new`` of the page."""
    folder = tmp_path_factory.mktemp("diff")
    (folder / "pages").mkdir()
    for name, text in (("old", PAGE), ("new", changed(PAGE, CHANGE))):
        (folder / "pages" / "knee.txt").write_text(text)
        pipeline.build(folder / "pages", folder / name, jobs=1, grounding=False)
    return folder


@pytest.fixture(autouse=True)
def here(builds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(builds)


def run(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int | str | None, str, str]:
    with pytest.raises(SystemExit) as end:
        cli.main(["diff", *arguments])
    told = capsys.readouterr()
    return end.value.code, told.out, told.err


@pytest.mark.parametrize(("command", "lines"), SHOWN, ids=[c for c, _ in SHOWN])
def test_a_command_answers_what_is_shown(
    command: str, lines: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, *arguments = shlex.split(command)
    status, out, err = run(capsys, *arguments)
    shown = re.sub("^ {4}", "", lines, flags=re.MULTILINE)
    assert (status, out.strip(), err) == (0, shown.strip(), "")


def test_the_page_shows_builds_that_differ_and_that_do_not() -> None:
    assert [command for command, _ in SHOWN] == [
        "procgraph diff old new",
        "procgraph diff new new",
    ]


@pytest.mark.parametrize("call", CALLS)
def test_a_flag_that_is_shown_is_there(call: str) -> None:
    known = {
        flag
        for option in cli.procgraph.commands["diff"].params
        if isinstance(option, click.Option)
        for flag in option.opts
    }
    assert {word for word in call.split() if word.startswith("--")} <= known


@pytest.mark.parametrize("form", ["text", "json", "patch"])
def test_the_status_tells_a_difference_where_it_is_asked_for(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--format", form, "--exit-code")
    assert run(capsys, "old", "new", *asked)[0] == 1
    assert run(capsys, "old", "old", *asked)[0] == 0
    assert run(capsys, "old", "new", "--format", form)[0] == 0


def test_no_difference_is_said(
    builds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = (builds / "new" / "graph.ttl").read_text()
    Path("again.ttl").write_text(graph.replace("\n\n", "\n\n\n"))
    assert run(capsys, "new", "again.ttl") == (0, "No differences.\n", "")


def test_json_holds_all_that_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "old", "new", "--format", "json")
    told = msgspec.json.decode(out)
    assert told["schema_version"] == exports.SCHEMA_VERSION
    assert (
        told["counts"]["facts_added"] == len(told["documents"][0]["facts_added"]) == 4
    )
    assert msgspec.convert(told, Differences) == pipeline.compare("old", "new")


def test_the_keys_of_json_are_those_of_the_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(capsys, "old", "new", "--format", "json")
    told = msgspec.json.decode(out)
    (document,) = told["documents"]
    fact, finding = document["facts_added"][0], document["findings_new"][0]
    for keys in (told, document, fact, finding, fact["subject"]):
        assert set(keys) - KEYS == set()


def test_a_patch_is_what_stdout_gets(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = run(capsys, "old", "new", "--format", "patch")
    lines = out.splitlines()
    assert (lines[1], lines[-1], err) == ("TX .", "TC .", "")
    assert {line[:2] for line in lines[2:-1]} == {"D ", "A "}


def test_words_of_documents_do_not_steer_the_terminal(
    builds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = (builds / "new" / "graph.ttl").read_text()
    odd = graph.replace('pg:quote "Walk', 'pg:quote "\\u001B[31m\\u202EWalk')
    Path("odd.ttl").write_text(odd)
    _, out, _ = run(capsys, "new", "odd.ttl")
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert '"  [31m Walk' not in out
    assert "[31m Walk every day." in out


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("gone", "gone: is not there. Try: procgraph build DOCUMENTS --out gone"),
        ("pages", "pages: has no graph.ttl"),
        ("pages/knee.txt", "pages/knee.txt: is neither Turtle nor N-Triples"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "patch"])
def test_what_is_missing_is_one_line_and_status_3(
    place: str, fault: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "old", place, "--format", form)
    assert (status, out) == (3, "")
    assert err.startswith(f"Error: {fault}")
    assert err.count("\n") == 1


def test_a_build_without_evidence_is_told_with_what_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pipeline.build("pages", "none", jobs=1, grounding=False, evidence="none")
    status, _, err = run(capsys, "none", "new")
    assert status == 3
    assert "--format patch" in err
    assert run(capsys, "none", "new", "--format", "patch")[0] == 0
