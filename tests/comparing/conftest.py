"""Small pages, and what changed from one build of them to another."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import pipeline
from pipeline.comparing import Differences, Fact

Pages = Mapping[str, str]
Compared = Callable[[Pages, Pages], Differences]

KNEE = """Knee Replacement

Risks
- Infection
- Blood clots may form in the leg
- Nerve injury

Steps
1. The skin is cleaned.
2. The knee is opened.
3. Metal parts are fixed with cement.

Recovery
- Do not drive for six weeks.
- Walk every day.

Costs
The operation costs $16,500 to $33,000.
"""
BIOPSY = """Kidney Biopsy

Risks
- Bleeding
- Infection

Recovery
- Rest for 48 hours.
"""
EAR = """Ear Tube Placement

Risks
- Drainage
- Hearing loss
"""
PAGES = {"ear.txt": EAR, "knee.txt": KNEE, "wards/biopsy.txt": BIOPSY}


def make(pages: Pages, out: Path, **settings: str) -> Path:
    """Build *pages* into *out*, without terminologies."""
    source = out.with_name(f"{out.name}-pages")
    for name, text in pages.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    pipeline.build(source, out, jobs=1, formats=("ttl",), grounding=False, **settings)  # type: ignore[arg-type]
    return out


def said(fact: Fact) -> tuple[str, str]:
    """Return what a fact says, and its words."""
    return f"{fact.subject.label} {fact.predicate} {fact.object.label}", fact.quote


@pytest.fixture
def compared(tmp_path: Path) -> Compared:
    """Return what compares builds of two sets of pages."""
    count = iter(range(1000))

    def compare(before: Pages, after: Pages) -> Differences:
        old, new = (
            make(pages, tmp_path / f"out{next(count)}") for pages in (before, after)
        )
        return pipeline.compare(old, new)

    return compare
