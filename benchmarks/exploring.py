"""Tell how long the explorer takes: to open, and to search thousands of procedures.

    python -m benchmarks.exploring [--procedures 5000]

Builds pages of as many procedures as are asked for, made of the project's own
documents and each with a name of its own, and searches them as the server does: for
names, for beginnings of names, for words within. Where there is Chromium, the page of
the project's own documents is opened in it, too.
"""

import argparse
import importlib.util
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import orjson

import pipeline
from benchmarks import corpus, texts
from pipeline.exports.explorer import Shelf

_SEARCHES: Final = 300
_SYLLABLES: Final = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no")


def main() -> None:
    """Build, search, open, and print."""
    asked = argparse.ArgumentParser(description="What exploring takes.")
    asked.add_argument("--procedures", type=int, default=5000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        _pages(out / "pages", given.procedures)
        pipeline.build(out / "pages", out / "large", formats=["explorer"])
        print(f"# {given.procedures:,} procedures\n\n| what | ms |\n|---|---|")
        for what, seconds in _searched(out / "large" / "explorer.jsonl").items():
            print(f"| {what} | {seconds * 1000:.1f} |")
        own = [str(path) for path in texts.OWN]
        pipeline.build(own, out / "own", formats=["explorer"])
        for what, seconds in _opened(out / "own" / "explorer.html").items():
            print(f"| {what} | {seconds * 1000:.1f} |")


def _pages(folder: Path, count: int) -> None:
    """Write *count* pages below *folder*, each of a procedure of another name."""
    written = [each.text for each in texts.read(map(str, texts.OWN))]
    for number, text in enumerate(corpus.varied(written, count)):
        chance = random.Random(number)  # noqa: S311 - a name is no secret
        name = "".join(chance.choices(_SYLLABLES, k=4)).capitalize()
        path = folder / f"{number // 1000:03}" / f"{number:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name} repair\n\n{text}", encoding="utf-8")


def _searched(path: Path) -> dict[str, float]:
    """Return seconds of opening the pieces at *path*, and of searches in them."""
    shelf = Shelf(path)
    first = _seconds(lambda: shelf.search("infection"))
    labels = [str(hit[1]) for hit in _hits(shelf)]
    found = {"first search, which reads all names": first}
    for what, words in (
        ("a whole name", labels),
        ("the beginning of a name", [each[:4] for each in labels]),
        ("words within", [" ".join(each.split()[-2:]) for each in labels]),
        ("what is not there", [f"{each[:3]}qx" for each in labels]),
    ):
        times = sorted(_seconds(lambda it=it: shelf.search(it)) for it in words)  # type: ignore[misc]
        found[f"{what}, median of {len(times)}"] = statistics.median(times)
        found[f"{what}, slowest"] = times[-1]
    return found


def _hits(shelf: Shelf) -> Sequence[list[object]]:
    piece = shelf.piece("names 0001")
    listed: list[list[object]] = orjson.loads(piece or b'{"listed":[]}')["listed"]
    return random.Random(0).sample(listed, min(_SEARCHES, len(listed)))  # noqa: S311


def _opened(page: Path) -> dict[str, float]:
    """Return seconds until *page* shows, none where there is no browser."""
    if importlib.util.find_spec("playwright") is None:
        return {}
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - may be absent

    from tests.browser import program  # noqa: PLC0415 - needs it, too

    if (chromium := program()) is None:
        return {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        tab = browser.new_page()

        def opened() -> None:
            tab.goto(page.as_uri())
            tab.locator("h1").wait_for()

        times = [_seconds(opened) for _ in range(3)]
        browser.close()
    return {"opening the page of the project's own documents, best of 3": min(times)}


def _seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
