"""Find the files of decisions that lie beside documents."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

NAME: Final = "decisions.yaml"
TABLE: Final = "decisions.csv"
NAMES: Final = (NAME, TABLE)


def find(places: Iterable[str | os.PathLike[str]]) -> tuple[Path, ...]:
    """Return the files of decisions beside what the user named, each once, sorted.

    That is in a folder itself, not below it, and in the folder of a document.
    """
    found: dict[Path, Path] = {}
    for place in map(Path, places):
        folder = place if place.is_dir() else place.parent
        for path in (folder / name for name in NAMES):
            if path.is_file():
                found.setdefault(path.resolve(), path)
    return tuple(sorted(found.values()))
