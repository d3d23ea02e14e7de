"""Where the index is kept, and where the user's own terminologies lie.

Both are below the user's folders of the system, unless a setting or one of the
variables ``PROCGRAPH_CACHE`` and ``PROCGRAPH_TERMINOLOGIES`` says otherwise.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import platformdirs

CACHE: Final = "PROCGRAPH_CACHE"
BROUGHT: Final = "PROCGRAPH_TERMINOLOGIES"
_NAME: Final = "procedure-graph"
_PART: Final = "terminologies"
_PRIVATE: Final = 0o700


def brought() -> Path:
    """Return the folder of terminologies that the user brought; it may not be there."""
    if given := os.environ.get(BROUGHT):
        return Path(given)
    return Path(platformdirs.user_data_dir(_NAME, appauthor=False), _PART)


def caches(given: Path | None = None) -> Iterator[Path]:
    """Yield folders for the index, the wanted one first, then what is left to try.

    A folder that cannot be made, or that somebody else owns, is passed over.
    """
    if given is None and (variable := os.environ.get(CACHE)):
        given = Path(variable)
    home = given or Path(platformdirs.user_cache_dir(_NAME, appauthor=False))
    yield from _usable(home / _PART)
    # In the folder that all users share, only what is ours alone is trusted.
    owner = os.getuid() if hasattr(os, "getuid") else 0
    yield from _usable(Path(tempfile.gettempdir(), f"{_NAME}-{owner}", _PART))
    yield Path(tempfile.mkdtemp(prefix=f"{_NAME}-"))


def _usable(folder: Path) -> Iterator[Path]:
    try:
        folder.parent.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        folder.mkdir(mode=_PRIVATE, exist_ok=True)
        if not hasattr(os, "getuid") or all(
            each.lstat().st_uid in {os.getuid(), 0} for each in (folder, folder.parent)
        ):
            yield folder
    except OSError:
        return
