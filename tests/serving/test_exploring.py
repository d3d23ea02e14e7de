"""The explorer, asking the server for what it shows."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

import pipeline
from pipeline.exports.explorer.search import LONGEST
from tests.serving.conftest import Answer, Served, eventually

PAGE = "# {}\n\n## Risks\n\n- Blood clots\n- {}\n"


def build(out: Path, *pages: tuple[str, str]) -> None:
    folder = out.parent / "pages"
    folder.mkdir(exist_ok=True)
    for number, words in enumerate(pages):
        (folder / f"{number}.md").write_text(PAGE.format(*words))
    pipeline.build(folder, out, formats=["ttl", "explorer"], jobs=1)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Yield a server of two procedures, with their explorer."""
    out = tmp_path_factory.mktemp("explored") / "out"
    build(out, ("Knee Replacement", "Swelling"), ("Hip Replacement", "Fever"))
    served = Served.start(out)
    yield served
    served.end()


@pytest.fixture
def reachable(site: Served) -> tuple[str, ...]:
    return (site.url,)


def asked(site: Served, what: str, **given: str) -> Answer:
    return site.request("GET", f"/explorer/{what}?{urlencode(given)}")


def labels(site: Served, words: str, **given: str) -> list[str]:
    found = asked(site, "search", q=words, **given)
    assert (found.status, found.media) == (200, "application/json")
    return [str(hit[1]).lower() for hit in json.loads(found.body)]


def test_a_piece_is_served_as_it_was_written(site: Served) -> None:
    found = asked(site, "piece", name="thing/procedure/knee-replacement")
    assert (found.status, found.media) == (200, "application/json")
    piece = json.loads(found.body)
    assert piece["name"] == "thing/procedure/knee-replacement"
    assert {fact["quote"] for fact in piece["facts"]} >= {"Swelling", "Blood clots"}


@pytest.mark.parametrize("name", ["", "thing/none", "../build.json", "thing/procedure"])
def test_what_is_no_piece_is_told(site: Served, name: str) -> None:
    found = asked(site, "piece", name=name)
    assert (found.status, found.media) == (404, "text/plain")


def test_a_search_finds_the_best_first_and_no_more_than_wanted(site: Served) -> None:
    assert set(labels(site, "replacement")) >= {"knee replacement", "hip replacement"}
    assert labels(site, "KNEE REPL")[0] == "knee replacement"
    assert len(labels(site, "replacement", limit="1")) == 1
    assert labels(site, "") == []
    for limit in ("0", "-1", "x", "\u0661", "9" * 5000):
        assert labels(site, "knee replacement", limit=limit)[:1] == ["knee replacement"]


def test_a_long_search_is_answered_as_its_beginning(site: Served) -> None:
    beginning = ("knee replacement " * 20)[:LONGEST]
    assert labels(site, beginning) == labels(site, beginning + "xq " * 200)
    assert "knee replacement" in labels(site, "knee rep " * 100 + "zq")


def test_a_build_without_pieces_answers_nothing(server: Served) -> None:
    assert asked(server, "piece", name="overview").status == 404
    assert asked(server, "search", q="knee").status == 404


def test_a_new_build_is_explored_at_once(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(out, ("Knee Replacement", "Swelling"))
    served = Served.start(out)
    try:
        assert labels(served, "hernia") == []
        build(out, ("Knee Replacement", "Swelling"), ("Hernia Repair", "Fever"))
        eventually(lambda: labels(served, "hernia")[:1] == ["hernia repair"])
    finally:
        served.end()


def opened(served: Served) -> int:
    """Return how many files of pieces the server has open."""
    found = 0
    for each in Path(f"/proc/{served.process.pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            found += "explorer.jsonl" in str(each.readlink())
    return found


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no /proc here")
def test_pieces_of_builds_that_are_replaced_are_let_go(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(out, ("Knee Replacement", "Swelling"))
    served = Served.start(out)
    try:
        for risk in ("Fever", "Bleeding", "Infection"):
            assert labels(served, "knee") != []
            build(out, ("Knee Replacement", risk))
            assert "serving a new build" in served.next()
            assert labels(served, risk) == [risk.lower()]
        eventually(lambda: opened(served) == 1)
    finally:
        served.end()


def test_pieces_that_are_none_are_told_at_the_start(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(out, ("Knee Replacement", "Swelling"))
    (out / "explorer.jsonl").write_text('{"name":"names 0001","listed":[["a"]]}\n')
    program = [sys.executable, "-m", "pipeline", "serve", str(out), "--port", "0"]
    variables = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(
        program, env=variables, stderr=subprocess.PIPE, text=True
    ) as served:
        assert served.stderr
        told = [served.stderr.readline(), served.stderr.readline()]
        served.terminate()
    assert "explorer.jsonl: holds no names to search" in told[0]
    assert told[1].startswith("SPARQL")


def test_the_page_shows_what_it_asked_for(site: Served, tab: Page) -> None:
    tab.goto(f"{site.url}/explorer#/thing/procedure/knee-replacement")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("knee replacement")
    expect(tab.locator("main")).to_contain_text("swelling")
    tab.goto(f"{site.url}/")
    tab.get_by_role("link", name="Explorer").click()
    tab.keyboard.press("/")
    tab.keyboard.type("blood clot")
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_contain_text("hip replacement")
