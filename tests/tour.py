"""Walk a newcomer's way through the pages of outputs/, and keep what is seen.

    .venv/bin/python -m tests.tour

It needs a build (``make graph``) and Chromium. Pictures go to docs/pictures/, where
docs/tour.md shows them.
"""

import re
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import program
from tests.serving.conftest import Served

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"


def walk(page: Page, site: str) -> None:
    """Open the explorer, find a thing, read, see the conflict, ask, and download."""

    def keep(name: str) -> None:
        page.wait_for_timeout(500)
        page.screenshot(path=PICTURES / f"{name}.png")

    page.goto(f"file://{ROOT}/outputs/explorer.html")
    keep("1-explorer")
    page.keyboard.press("/")
    page.keyboard.type("blood clot", delay=20)
    keep("2-search")
    page.keyboard.press("Enter")
    keep("3-shared")
    page.get_by_role("link", name="total knee replacement").first.click()
    page.get_by_role("link", name=re.compile("^Where it is said: Blood clots")).click()
    keep("4-sentence")
    page.goto(
        f"file://{ROOT}/outputs/explorer.html"
        "#/thing/procedure/interbody-fusion-of-the-spine-from-behind"
    )
    keep("5-conflict")
    page.goto(f"file://{ROOT}/outputs/explorer.html#/graph")
    keep("6-graph")
    page.goto(f"file://{ROOT}/outputs/report.html")
    keep("7-report")
    page.goto(site)
    page.locator('[data-name="shared-complications"]').click()
    page.locator("#rows tbody tr").first.wait_for()
    keep("8-question")
    with page.expect_download() as told:
        page.get_by_role("button", name="CSV").or_(
            page.get_by_role("link", name="CSV")
        ).first.click()
    rows = Path(told.value.path()).read_text(encoding="utf-8").splitlines()
    sys.stdout.write(f"{told.value.suggested_filename}: {len(rows)} lines\n")


def main() -> None:
    """Walk."""
    PICTURES.mkdir(exist_ok=True)
    served = Served.start(ROOT / "outputs")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=program(), args=["--no-sandbox"]
            )
            walk(browser.new_page(viewport={"width": 1200, "height": 800}), served.url)
            browser.close()
    finally:
        served.end()


if __name__ == "__main__":
    main()
