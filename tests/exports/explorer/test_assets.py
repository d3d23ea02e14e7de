"""What the page is made of: a program that makes no markup and asks for nothing."""

import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from pipeline.assertions.values import days
from pipeline.exports import pages
from pipeline.exports.explorer import page, served
from pipeline.vocabulary import predicates

FOLDER = Path(str(files("pipeline.exports.explorer")))
NODE = shutil.which("node")
# What makes markup of words, is left to chance or to the clock, or keeps things.
FORBIDDEN = (
    "innerHTML|outerHTML|insertAdjacentHTML|document.write|eval|new Function|Math.random"
    "|Date|localStorage|sessionStorage|cookie|XMLHttpRequest|WebSocket|import|onclick"
)


def test_the_ticks_of_time_are_where_the_data_has_such_times() -> None:
    program = (FOLDER / "timeline.js").read_text(encoding="utf-8")
    ticks = re.findall(r'\[([\d.]+), "(\d+) (day|week|month|year)s?"\]', program)
    units = predicates.load().units
    told = [days(f"P{many}{unit[0].upper()}", units) for _, many, unit in ticks]
    assert [number for number, _, _ in ticks] == told
    assert len(told) > 7


def test_every_program_is_part_of_the_page() -> None:
    assert {path.name for path in FOLDER.glob("*.js")} == set(page.SCRIPTS)


@pytest.mark.parametrize("name", page.SCRIPTS)
def test_a_program_has_nothing_that_may_do_harm(name: str) -> None:
    told = (FOLDER / name).read_text(encoding="utf-8")
    assert re.findall(rf"(?<![\w.])(?:{FORBIDDEN})\b", told) == []
    assert ("fetch(" in told) is (name == "store.js")
    assert "</script" not in told


@pytest.mark.skipif(NODE is None, reason="no Node.js here")
@pytest.mark.parametrize("name", page.SCRIPTS)
def test_a_program_is_written_right(name: str) -> None:
    subprocess.run([str(NODE), "--check", str(FOLDER / name)], check=True)


@pytest.mark.skipif(NODE is None, reason="no Node.js here")
def test_what_is_hidden_collapses_to_one_link() -> None:
    program = (FOLDER / "layout.js").read_text(encoding="utf-8")
    asked = f"""{program}
    const edges = [
      {{from: "p", to: "s", by: "hasStep"}}, {{from: "s", to: "d", by: "usesDevice"}},
      {{from: "s", to: "t", by: "next"}}, {{from: "t", to: "s", by: "next"}},
      {{from: "t", to: "e", by: "usesDevice"}}, {{from: "p", to: "d", by: "usesDevice"}},
      {{from: "q", to: "s", by: "hasStep"}}];
    const found = collapsed(edges, new Set(["s", "t"]));
    console.log(found.map((each) =>
      [each.from, each.to, each.by].join(" ")).sort().join("\\n"));"""
    shown = subprocess.run(
        [str(NODE), "-e", asked], check=True, capture_output=True, text=True
    ).stdout
    assert shown.splitlines() == [
        "p d usesDevice",
        "p e usesDevice",
        "q d usesDevice",
        "q e usesDevice",
    ]


def test_the_served_page_holds_no_piece_and_asks_its_server_alone() -> None:
    told = pages.render(served()).decode()
    assert "application/json" not in told
    assert "connect-src 'self'" in told
    assert "connect-src" not in page.inline([]).decode()
