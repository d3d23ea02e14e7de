"""Builds of a few files that die, or fail, at each of their operations on files.

Run as a program of its own, so that it may kill what it starts: ``python -m
tests.building.dying WAY ACT FOLDER``. It prints a line for each operation: the case,
the number, the status, the state of the folder then, and the state after the next build
has looked at it. The states are *none*, *old*, *new*, *half* (told as such) or *odd*.
"""

import errno
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from pipeline.building.outputs import present, staged
from pipeline.errors import OutputError
from pipeline.sealing import is_interrupted

OURS = ("graph.ttl", "graph.json", "tables/a.parquet", "kgx/nodes.tsv")
RECEIPT = '{"outputs": {}, "knowledge_sha256": "%s", "inputs": []}'
LINES = '{"document": "a", "media_type": "t"}\n{"document": "%s", "media_type": "t"}\n'
OLD = {
    "graph.ttl": "old",
    "graph.json": "old",
    "tables/a.parquet": "old",
    "extractions.jsonl": LINES % "b",
    "documents/a.txt": "old",
    "documents/b.txt": "old",
    "build.json": RECEIPT % "old",
}
NEW = {
    "graph.ttl": "new",
    "kgx/nodes.tsv": "new",
    "extractions.jsonl": LINES % "c",
    "documents/a.txt": "new",
    "documents/c.txt": "new",
    "build.json": RECEIPT % "new",
}
MINE = {"mine.txt": "mine", "tables/mine.txt": "mine"}
EVENTS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "open"}
# How a process ends that was done before the operation of that number.
DONE = 7
# How one ends that says that the output is half a build.
HALF = 5


def write(out: Path, files: dict[str, str]) -> None:
    """Build *files* into *out*."""
    with present(out, OURS), staged(out, OURS) as folder:
        lay(folder, files)


def lay(folder: Path, files: dict[str, str]) -> None:
    for name, words in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words)


def content(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): path.read_text()
        for path in out.rglob("*")
        if path.is_file() and not path.relative_to(out).parts[0].startswith(".")
    }


def is_empty(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


def state(out: Path) -> str:
    if is_interrupted(out):
        return "half"
    found = content(out)
    mine = {name: words for name, words in found.items() if name in MINE}
    built = {name: words for name, words in found.items() if name not in MINE}
    if mine not in ({}, MINE) or any(is_empty(path) for path in out.glob("[!.]*")):
        return "odd"
    known = {"none": {}, "old": OLD, "new": NEW}
    return next((name for name, files in known.items() if files == built), "odd")


Act = Callable[[int, int], None]
"""What is done at the operation of a number, where one number is looked for."""


def kill(count: int, number: int) -> None:
    if count == number:
        os.kill(os.getpid(), signal.SIGKILL)


def fill_up(count: int, number: int) -> None:
    if count == number:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def break_down(count: int, number: int) -> None:
    if count >= number:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def interrupt(count: int, number: int) -> None:
    if count == number:
        raise KeyboardInterrupt


def child(work: Callable[[Path], None], out: Path, act: Act, number: int) -> int:
    """Return how a process of its own ended that did *work*: its status, or -signal.

    *act* meets each operation that changes or opens something in *out*. Where there are fewer
    of them than *number*, the status is DONE.
    """
    if pid := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    met = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal met
        if event not in EVENTS or not str(arguments[0]).startswith(os.fspath(out)):
            return
        met += 1
        act(met, number)

    sys.addaudithook(hook)
    try:
        work(out)
    except OutputError as fault:
        os._exit(HALF if "holds half a build" in str(fault) else fault.exit_status)
    except KeyboardInterrupt:
        os._exit(130)
    except BaseException:  # noqa: BLE001 - told by the status
        traceback.print_exc()
        os._exit(1)
    os._exit(0 if met >= number else DONE)


def build(out: Path) -> None:
    write(out, NEW)


def resume(out: Path) -> None:
    with present(out, OURS):
        pass


def over_an_old_one(out: Path) -> None:
    lay(out, MINE)
    write(out, OLD)


def the_first(out: Path) -> None:
    out.mkdir()


def seen(out: Path) -> tuple[str, str]:
    """Return the state of *out*, and that after the next build; *out* goes away."""
    then = state(out)
    resume(out)
    after = " ".join([state(out), *(path.name for path in out.glob(".*"))])
    shutil.rmtree(out)
    return then, after


def once(out: Path, act: Act) -> Iterator[tuple[object, ...]]:
    """Yield what becomes of a build at each operation."""
    for before in (over_an_old_one, the_first):
        status = 0
        for number in count(1):
            before(out)
            status = child(build, out, act, number)
            yield (before.__name__, number, status, *seen(out))
            if status == DONE:
                break


def twice(out: Path, act: Act) -> Iterator[tuple[object, ...]]:
    """Yield the same, where the next build meets the same at each operation."""
    first = 0
    for number in count(1):
        for further in count(1):
            over_an_old_one(out)
            first = child(build, out, act, number)
            second = child(resume, out, act, further)
            yield (f"{number} {first}", further, second, *seen(out))
            if second == DONE:
                break
        if first == DONE:
            break


ACTS = {each.__name__: each for each in (kill, fill_up, break_down, interrupt)}


def main(way: str, act: str, folder: str) -> None:
    cases = twice if way == "twice" else once
    for told in cases(Path(folder), ACTS[act]):
        print(*told, sep="\t", flush=True)  # noqa: T201 - what the tests read


if __name__ == "__main__":
    main(*sys.argv[1:])
