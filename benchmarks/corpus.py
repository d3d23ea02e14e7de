"""Make a corpus of any size out of real documents, no two of them alike.

    python -m benchmarks.corpus FOLDER --documents 10000 [PATH...]

Each document is one of the real ones (PATH; the project's own without any) in which
list items stand in another order, numbers are others, and one word in twenty is
another word of the same documents. So nothing that was worked out for one document
helps with the next, and lines, lists and headings stay what people write. The same
number gives the same document.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks import texts

_WORD: Final = re.compile(r"[a-z]{5,}")
_NUMBER: Final = re.compile(r"(?<![\w.,])[1-9]\d?(?![\w.,%])")
_ITEM: Final = re.compile(r"\s*(?:[-*•]|\d+[.)])\s")
_OTHER_WORD: Final = 0.05
_FOLDER: Final = 1000  # documents in one folder


def main() -> None:
    """Write the corpus."""
    asked = argparse.ArgumentParser(description="Documents made out of real ones.")
    asked.add_argument("folder", type=Path)
    asked.add_argument("paths", nargs="*", default=[str(path) for path in texts.OWN])
    asked.add_argument("--documents", type=int, default=10_000)
    given = asked.parse_args()
    written = [each.text for each in texts.read(given.paths)]
    write(given.folder, written, given.documents)


def write(folder: Path, written: Sequence[str], count: int) -> None:
    """Write *count* texts, each made of the next of *written*, below *folder*."""
    for number, text in enumerate(varied(written, count)):
        path = folder / f"{number // _FOLDER:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def varied(written: Sequence[str], count: int) -> Iterator[str]:
    """Yield *count* texts, each made of the next of *written*."""
    words = sorted({word for text in written for word in _WORD.findall(text)})
    for number in range(count):
        yield _vary(written[number % len(written)], random.Random(number), words)  # noqa: S311 - a corpus is no secret


def _vary(text: str, chance: random.Random, words: Sequence[str]) -> str:
    lines: list[str] = []
    items: list[str] = []
    for line in text.splitlines(keepends=True):
        if _ITEM.match(line) and line.endswith("\n"):
            items.append(line)
            continue
        chance.shuffle(items)
        lines += [*items, line]
        items = []
    chance.shuffle(items)
    text = "".join([*lines, *items])
    text = _NUMBER.sub(lambda _: str(chance.randint(2, 98)), text)
    return _WORD.sub(
        lambda word: chance.choice(words) if chance.random() < _OTHER_WORD else word[0],
        text,
    )


if __name__ == "__main__":
    main()
