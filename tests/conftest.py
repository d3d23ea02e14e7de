"""What several parts of the tests share: a build of our own documents."""

from pathlib import Path

import pytest

import pipeline


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that ``sources/`` are built into."""
    out = tmp_path_factory.mktemp("built")
    pipeline.build(Path(__file__).parents[1] / "sources", out, jobs=1)
    return out
