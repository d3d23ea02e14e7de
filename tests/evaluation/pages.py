"""A page of our own, and gold for it that each test may change."""

from pathlib import Path

import yaml

PAGE = """\
# Wart removal

## Symptoms
- itching
- sore skin

## Risks
- blisters
- a pale spot
"""


def stretch(quote: str) -> dict[str, object]:
    """Return where *quote* stands in the page."""
    start = PAGE.index(quote)
    return {"start": start, "end": start + len(quote)}


def section(heading: str, kind: str, last: str) -> dict[str, object]:
    start = PAGE.index(heading)
    end = PAGE.index(last) + len(last) + 1
    return {"heading": heading, "type": kind, "start": start, "end": end}


def marked(kind: str, quote: str, **more: str) -> dict[str, object]:
    return {"type": kind, "label": quote, "quote": quote, **stretch(quote), **more}


def gold() -> dict[str, object]:
    """Return what a reader marked in the page."""
    return {
        "document": "wart.txt",
        "sections": [
            section("Symptoms", "symptoms", "sore skin"),
            section("Risks", "complications", "a pale spot"),
        ],
        "procedure": {"label": "wart removal", "code_system": None, "code": None},
        "entities": [
            marked("Symptom", "itching", section="Symptoms"),
            marked("Symptom", "sore skin", section="Symptoms"),
            marked("Complication", "blisters", label="blister"),
        ],
    }


def laid(folder: Path, told: dict[str, object] | None = None) -> Path:
    """Lay the page in ``docs`` and its gold in ``gold`` of *folder*."""
    (folder / "docs").mkdir()
    (folder / "gold").mkdir()
    (folder / "docs" / "wart.txt").write_text(PAGE, encoding="utf-8")
    write(folder / "gold" / "wart.yaml", told or gold())
    return folder


def write(path: Path, told: object) -> Path:
    path.write_text(yaml.safe_dump(told, sort_keys=False), encoding="utf-8")
    return path
