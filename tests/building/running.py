"""Builds as programs of their own, which tests stop, starve and kill."""

import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROC = Path("/proc")
PAGE = """# {}

{}

## Risks

- Bleeding
- {} (about 1%)

## Steps

1. Clean the skin.
2. Close the wound.
"""
NAMES = ("Vein Stripping", "Skin Graft", "Ear Tube Placement", "Knee Arthroscopy")


def pages(folder: Path, risk: str, text: str = "The patient is asleep.") -> Path:
    """Write some pages into *folder*, which differ by a *risk*."""
    folder.mkdir(parents=True)
    for name in NAMES:
        path = folder / f"{name.lower().replace(' ', '-')}.md"
        path.write_text(PAGE.format(name, text, risk))
    return folder


def start(sources: Path, out: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a build in a group of processes of its own."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "pipeline", "build", sources, "--out", out, "-q"),
            *("--no-grounding", *arguments),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def build(sources: Path, out: Path, *arguments: str) -> None:
    """Build undisturbed; *out* has nothing but the build afterwards."""
    with start(sources, out, *arguments) as process:
        told = process.communicate()
    assert (process.returncode, *told) == (0, "", "")
    assert {path.name for path in out.glob(".*")} == {".cache"}


def content(out: Path) -> dict[str, bytes]:
    """Return what *out* holds, by name, without the times of the build."""
    found = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and not path.relative_to(out).parts[0].startswith(".")
    }
    if "build.json" in found:
        receipt = json.loads(found["build.json"])
        for name in ("started", "seconds"):
            del receipt[name]
        found["build.json"] = json.dumps(receipt).encode()
    return found


def left(group: int, seconds: float = 20) -> list[int]:
    """Return the processes of *group* that are still there after *seconds*."""
    end = time.monotonic() + seconds
    while (found := _living(group)) and time.monotonic() < end:
        time.sleep(0.02)
    return found


def _living(group: int) -> list[int]:
    found = []
    for path in PROC.glob("[0-9]*/stat"):
        try:
            told = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[2]) == group and told[0] not in {"Z", "X"}:
            found.append(int(path.parent.name))
    return found


def moving(out: Path) -> bool:
    """Tell whether the files of a build are being put in place."""
    return any((each / "journal.json").exists() for each in out.glob(".building-*"))


def wait_until_moving(process: subprocess.Popen[str], out: Path) -> None:
    while process.poll() is None and not moving(out):
        time.sleep(0.0005)


def has_workers(process: subprocess.Popen[str]) -> bool:
    """Tell whether *process* has started others."""
    others = PROC / str(process.pid) / "task" / str(process.pid) / "children"
    return others.exists() and bool(others.read_text())
