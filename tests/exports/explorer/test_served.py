"""The same page, which asks a server for its pieces and for searches."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.exports.explorer.serving import serving


@pytest.fixture(scope="module")
def address(explored: Path) -> Iterator[str]:
    with serving(explored) as found:
        yield found


@pytest.fixture
def reachable(address: str) -> tuple[str, ...]:
    """Let pages ask that server."""
    return (address,)


def test_a_newcomer_walks_the_same_way(tab: Page, address: str) -> None:
    tab.goto(f"{address}explorer")
    tab.locator("#words").fill("blood clot")
    expect(tab.locator("#hits li").first).to_contain_text("blood clot")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text("blood clot")
    quote = tab.locator("a.quote").first
    quote.click()
    expect(tab.locator("#evidence .quoted").first).to_be_in_viewport()
    shown = "".join(tab.locator("#evidence .quoted").all_text_contents())
    assert shown == quote.text_content()


@pytest.mark.parametrize(
    "place",
    ["#/", "#/graph", "#/documents", "#/findings", "#/procedures", "#/search/a"],
)
def test_each_list_comes_from_the_server(tab: Page, address: str, place: str) -> None:
    tab.goto(f"{address}explorer{place}")
    expect(tab.locator("main a").first).to_be_visible()


def test_what_is_not_there_is_told(tab: Page, address: str) -> None:
    tab.goto(f"{address}explorer#/thing/procedure/total-knee-replacement?fact=0")
    expect(tab.locator("h1")).to_have_text("total knee replacement")
    expect(tab.locator("#evidence")).to_be_hidden()
