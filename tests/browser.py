"""A browser for tests of pages: Chromium of the system, driven by Playwright.

A page that asks for anything but itself and the server under test, that logs an error or
breaks its own policy, fails the test that opened it. A test takes the fixture ``tab``.
"""

import os
import shutil
from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    sync_playwright,
)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AXE = files("axe_core_python") / "axe.min.js"
OWN = ("file:", "data:", "blob:", "about:")
NARROW = ViewportSize(width=360, height=740)
WIDE = ViewportSize(width=1280, height=900)


def program() -> str | None:
    """Return where Chromium is, or nothing where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Yield one browser for a module of tests."""
    if (chromium := program()) is None:
        pytest.skip("no Chromium here (apt-get install chromium)")
    # Without a sandbox of its own the browser runs as root too.
    arguments = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def reachable() -> tuple[str, ...]:
    """Return the beginnings of addresses that pages may ask: none.

    A module that tests a server has a fixture of this name, which returns its address.
    """
    return ()


@pytest.fixture
def tab(browser: Browser, reachable: tuple[str, ...]) -> Iterator[Page]:
    """Yield an empty page; fail where what it opens reaches out, or logs an error."""
    faults: list[str] = []

    def ask(request: Request) -> None:
        if not request.url.startswith((*OWN, *reachable)):
            faults.append(f"asked for {request.url}")

    def log(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"logged {message.text}")

    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    opened.on("request", ask)
    opened.on("console", log)
    opened.on("pageerror", lambda error: faults.append(f"raised {error}"))
    yield opened
    context.close()
    assert not faults, "; ".join(faults)


def axe(page: Page) -> list[str]:
    """Return what axe-core finds wrong with *page* as it stands, one line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
    )
    return [
        f"{rule['id']}: {rule['help']}: {' '.join(map(str, node['target']))}"
        f" {node.get('failureSummary', '')}"
        for rule in found
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> int:
    """Return by how many pixels *page* is wider than its window."""
    return int(
        page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    )
