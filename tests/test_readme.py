"""README shows what there is: each sample in it is held against a build of sources/."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
import rdflib

import pipeline
from pipeline import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TURTLE, *_ = re.findall(r"```turtle\n(.*?)```", README, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
# A command with its answer: the line of the prompt, then lines as far in.
SHOWN = re.findall(r"^ {4}\$ (.+)\n((?:^ {4}(?!\$).+\n)+)", README, re.MULTILINE)
TARGETS = sorted(set(re.findall(r"(?:`|^ {4})make ([a-z-]+)", README, re.MULTILINE)))
CALLS = re.findall(r"(?:[`/]|\$ )procgraph ((?:[^`\n])+)", README)
COUNTED = re.compile(r"(.+?)\s{2,}(\d+) procedures")


def answer(
    command: str, built: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[str, list[str]]:
    """Return the subcommand of *command* and the lines that it says of *built*."""
    words = shlex.split(command.partition("#")[0])
    _, name, *rest = words
    place = ["--data", str(built)] if name == "query" else [str(built)]
    with pytest.raises(SystemExit):
        cli.main([name, *rest, *place])
    return name, capsys.readouterr().out.splitlines()


def test_the_fact_in_turtle_is_in_the_graph(built: Path) -> None:
    graph = pipeline.load_rdf(built)
    prefixes = "".join(f"@prefix {p}: <{i}> .\n" for p, i in graph.namespaces())
    shown = rdflib.Graph().parse(data=prefixes + TURTLE, format="turtle")
    assert len(shown) > 5
    assert set(shown) - set(graph) == set()


def test_the_place_in_turtle_is_the_one_of_the_quote(built: Path) -> None:
    quote = re.search(r'pg:quote "(.+)"', TURTLE)
    place = re.search(r"text\[(\d+):(\d+)\]", TURTLE)
    assert quote is not None
    assert place is not None
    assert f"-{place[1]}-{place[2]} " in TURTLE
    texts = (path.read_text() for path in (built / "documents").rglob("*.txt"))
    assert quote[1] in {text[int(place[1]) : int(place[2])] for text in texts}


def test_commands_are_shown_with_their_answers() -> None:
    assert {shlex.split(command)[1] for command, _ in SHOWN} == {"check", "query"}


@pytest.mark.parametrize(("command", "lines"), SHOWN, ids=[c for c, _ in SHOWN])
def test_a_command_answers_what_is_shown(
    command: str, lines: str, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, told = answer(command, built, capsys)
    rows = [line.strip() for line in lines.splitlines()]
    if name == "check":
        # Long lines are broken, and what is left out is a "…".
        words = " ".join(" ".join(told).split())
        missing = [part for part in " ".join(rows).split("…") if part not in words]
    elif any(COUNTED.fullmatch(row) for row in rows):
        counts = {",".join(line.split(",")[:2]) for line in told}
        missing = [row for row in rows if COUNTED.sub(r"\1,\2", row) not in counts]
    else:
        missing = [row for row in rows if row not in told]
    assert missing == []


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_of_make_is_there(target: str) -> None:
    assert f"\n{target}:" in (ROOT / "Makefile").read_text()


@pytest.mark.parametrize("call", CALLS)
def test_a_subcommand_and_its_flags_are_there(call: str) -> None:
    name, *words = call.split()
    command = cli.procgraph.commands[name]
    known = {
        flag
        for option in command.params
        if isinstance(option, click.Option)
        for flag in option.opts
    }
    assert {word for word in words if re.fullmatch("--?[a-z-]+", word)} <= known


WITHOUT_EXTRAS = """
import sys

sys.modules |= dict.fromkeys(("numpy", "pandas", "polars", "matplotlib"))
"""


def test_what_python_is_shown_runs_with_what_the_package_brings(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    page = ROOT / "sources" / "kidney-biopsy.txt"
    (tmp_path / "sources" / page.name).write_bytes(page.read_bytes())
    (code,) = PYTHON
    lines = "".join(f"    {line}\n" for line in code.splitlines())
    program = (
        f"{WITHOUT_EXTRAS}\nif __name__ == '__main__':\n{lines}    print(len(rows))"
    )
    path = tmp_path / "shown.py"
    path.write_text(program)
    ran = subprocess.run(
        [sys.executable, path],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "9\n"), ran.stderr


def test_what_python_is_shown_to_call_is_there() -> None:
    names = {name for code in PYTHON for name in re.findall(r"pipeline\.(\w+)", code)}
    assert names
    assert names <= set(pipeline.__all__)
