"""A page takes data for data, runs its own program alone, and looks after all readers."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page as Tab

from pipeline.exports.pages import Page, asset, escaped, policy, render
from tests.browser import NARROW, axe, overflow

HOSTILE = [
    "</script><script>document.title = 'taken'</script>",
    "<!-- <script>",
    "\u2028\u2029&amp;\x00\U0001f600",
    "\"'`\\",
]
BODY = (
    '<a class="skip" href="#main">To the content</a><header class="top">'
    '<a class="name" href="#">Name</a><nav aria-label="Pages"><a href="#a">One</a></nav>'
    '</header><main id="main" tabindex="-1"><h1>Title</h1><p class="faint">faint</p>'
    '<div class="sheet bad"><p><span class="badge bad">bad</span>'
    '<span class="badge warn">warn</span> <span class="badge ok">ok</span>'
    '<span class="badge accent">accent</span> <a href="#x">link</a></p>'
    '<button aria-pressed="true">on</button> <button>off</button> '
    '<label>Name <input></label><p class="bad-ink">bad</p><p class="said">“x”</p>'
    "<p><mark>marked</mark> <code>code</code> <kbd>k</kbd></p></div>"
    '<div class="wide"><table><caption>Table</caption><thead><tr>'
    '<th scope="col">a</th></tr></thead><tbody><tr><td class="number">1</td></tr>'
    "</tbody></table></div></main><footer>foot</footer>"
)
PROGRAM = """
const held = JSON.parse(document.getElementById("data").textContent);
document.getElementById("main").dataset.held = JSON.stringify(held);
"""


def made(**changed: object) -> Page:
    data = (("data", json.dumps(HOSTILE, ensure_ascii=False).encode()),)
    whole = Page("A <title>", BODY, scripts=(PROGRAM,), data=data)
    return replace(whole, **changed)  # type: ignore[arg-type]


def test_escaped_data_is_the_same_data_without_markup() -> None:
    data = json.dumps(HOSTILE, ensure_ascii=False).encode()
    assert json.loads(escaped(data)) == HOSTILE
    assert not set("<>&\u2028\u2029") & set(escaped(data).decode())


def test_the_same_page_has_the_same_bytes() -> None:
    assert render(made()) == render(made())


@pytest.mark.parametrize("asks", [False, True])
def test_only_a_page_that_asks_may_reach_its_server(asks: bool) -> None:  # noqa: FBT001
    assert ("connect-src 'self'" in policy(made(asks=asks))) is asks
    assert "default-src 'none'" in policy(made(asks=asks))


def test_a_page_without_a_program_runs_none() -> None:
    assert "script-src 'none'" in policy(made(scripts=()))


def test_the_look_needs_nothing_from_elsewhere() -> None:
    assert "url(" not in asset("common.css")
    assert "@import" not in asset("common.css")


def opened(tab: Tab, tmp_path: Path, what: Page) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(render(what))
    tab.goto(file.as_uri())


def test_the_program_runs_and_the_data_does_nothing(tab: Tab, tmp_path: Path) -> None:
    opened(tab, tmp_path, made())
    assert json.loads(tab.get_attribute("#main", "data-held") or "") == HOSTILE
    assert tab.title() == "A <title>"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_look_is_read_by_all(
    tab: Tab, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size(NARROW)
    opened(tab, tmp_path, made())
    assert axe(tab) == []
    assert overflow(tab) <= 0
