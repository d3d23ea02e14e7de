"""What several parts of the tests share: a build of our own documents."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import pipeline
from tests.browser import browser, reachable, tab

__all__ = ["browser", "reachable", "tab"]

# No test is about time: a busy machine is no failure.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the terminologies that the user of this machine brought out of the tests."""
    with pytest.MonkeyPatch.context() as patched:
        none = tmp_path_factory.mktemp("none")
        patched.setenv("PROCGRAPH_TERMINOLOGIES", str(none))
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that ``sources/`` are built into."""
    out = tmp_path_factory.mktemp("built")
    pipeline.build(Path(__file__).parents[1] / "sources", out, jobs=1)
    return out
