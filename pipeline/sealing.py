"""Tell an output folder whose files are half put in place.

A build puts its files in place by renaming, from a hidden folder in the output. The
receipt goes first and comes back last, and a journal in the hidden folder says what is
to be done meanwhile: a folder with a journal and without a receipt is of no one build.
"""

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Final

from pipeline.errors import OutputError

SEAL: Final = "build.json"
"""The receipt of a build, which seals its files."""

JOURNAL: Final = "journal.json"
"""What is being put in place, in the stage of a build."""

STAGE: Final = ".building-"
"""How the name of a build's hidden folder begins."""


def stages(out: Path) -> Iterator[Path]:
    """Yield the stages of builds in *out*, of running ones and of dead ones.

    What a link leads to is none.
    """
    for path in sorted(out.glob(f"{STAGE}*")):
        if path.is_dir() and not path.is_symlink():
            yield path


def is_interrupted(out: Path) -> bool:
    """Tell whether the files in *out* are half put in place."""
    return not (out / SEAL).exists() and any(
        (stage / JOURNAL).exists() for stage in stages(out)
    )


def check(out: str | PathLike[str]) -> None:
    """Raise OutputError where the files in the folder *out* are half put in place."""
    if is_interrupted(Path(out)):
        raise OutputError(
            str(out),
            "holds half a build: one was interrupted while it put its files in place, "
            "or is at it. Run the build again",
        )
