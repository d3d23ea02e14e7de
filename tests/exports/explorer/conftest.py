"""Builds whose explorer is looked at: our own documents, and hostile ones."""

from pathlib import Path

import pytest

import pipeline

SOURCES = Path(__file__).parents[3] / "sources"

HOSTILE = """\
# Vein Stripping

## Risks

- <script>document.title = 'taken'</script> bleeding
- \u05d3\u05d9\u05de\u05d5\u05dd \u202eevil\u202c swelling
- Infection \U0001f9b5 of the \U0001f469\u200d\u2695\ufe0f leg
- 'quoted' "pain" </script><script>alert(1)</script>
- No nerve injury is expected

## What happens

1. \U0001f600 The vein is tied with a thread.
2. The vein is taken out.

## Follow-up

- We see you 2 weeks after the operation.
"""


@pytest.fixture(scope="session")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that ``sources/`` are built into, with its pages."""
    out = tmp_path_factory.mktemp("explored")
    pipeline.build(SOURCES, out, formats=["explorer", "report"], jobs=1)
    return out


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a build whose labels and texts are markup and odd signs."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "<b>'\"&.md").write_text(HOSTILE, encoding="utf-8")
    pipeline.build(folder, folder / "out", formats=["explorer"], jobs=1)
    return folder / "out"
