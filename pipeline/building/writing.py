"""Write all files of a graph, several at a time where there are processes for it."""

import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import BinaryIO, Final

from pipeline import exports
from pipeline import graph as graphs
from pipeline.building import outputs
from pipeline.building.crew import Crew
from pipeline.building.progress import Progress, Stage, Watch
from pipeline.errors import OutputError
from pipeline.exports import Account, Manner
from pipeline.graph import Triple
from pipeline.model import Graph

FINDINGS: Final = "findings.jsonl"
_REPORT: Final = "report"
# They tell of what the others wrote, the last one of the first too.
_LAST: Final = (_REPORT, "dataset")
_HANDED: Final = "writer.pickle"
# Documents for which further processes pay, which have to be started first.
_WORTH_PROCESSES: Final = 500
# What takes longest is begun first.
_SLOWEST: Final = ("nq", "trig", "jsonld", "nt", "parquet", "ttl", "kgx", "neo4j")


@dataclass(frozen=True, slots=True)
class Writer:
    """What is written: *graph* as *manner* says, into *folder*.

    Texts that are the same as those in *before* are linked to them. *direct* are the
    direct triples of the graph, which another process would have to work out anew.
    """

    graph: Graph
    direct: Collection[Triple]
    manner: Manner
    folder: Path
    before: Path

    def write(self, name: str) -> None:
        """Write the format called *name*, or the documents."""
        if name == outputs.TEXTS:
            _write_documents(self)
        else:
            graphs.remember(self.graph, self.direct)
            exports.FORMATS[name].write(self.graph, self.folder, self.manner)


def write(
    writer: Writer,
    formats: Sequence[str],
    jobs: int,
    watch: Watch,
    account: Callable[[], Account] = Account,
) -> None:
    """Write the documents and all *formats* of the graph, by *jobs* processes.

    The report is given the *account* of the build, which may look at all other files.
    Raise OutputError where one of the processes ends.
    """
    watch(Progress(Stage.WRITE))
    tasks = [outputs.TEXTS, *(name for name in formats if name not in _LAST)]
    for name in _done(writer, tasks, jobs):
        watch(Progress(Stage.WRITE, what=name))
    for name in (name for name in _LAST if name in formats):
        watch(Progress(Stage.WRITE, what=name))
        if name == _REPORT:
            told = replace(writer.manner, account=account())
            replace(writer, manner=told).write(name)
        else:
            writer.write(name)


def _done(writer: Writer, tasks: Sequence[str], jobs: int) -> Iterator[str]:
    """Yield the name of each of *tasks* when it is done."""
    if jobs == 1 or len(writer.graph.extractions) < _WORTH_PROCESSES:
        for name in tasks:
            writer.write(name)
            yield name
        return
    path = _handed_over(writer)
    crew = Crew(min(jobs, len(tasks)), partial(_work, path), _lost)
    try:
        for name in sorted(tasks, key=_rank):
            yield from _checked(crew.give([name]), writer.before)
        yield from _checked(crew.rest(), writer.before)
    except BaseException:
        crew.kill()
        raise
    crew.close()


def _rank(name: str) -> tuple[bool, int, str]:
    is_quick = name not in _SLOWEST
    return is_quick, 0 if is_quick else _SLOWEST.index(name), name


def _handed_over(writer: Writer) -> Path:
    """Return a file from which other processes take *writer*, each once."""
    # A view of a mapping does not go from one process to another.
    graph = replace(writer.graph, shown=dict(writer.graph.shown))
    folder = graph.room.folder if graph.room else writer.folder.parent
    path = folder / _HANDED
    with path.open("wb") as file:
        pickle.dump(replace(writer, graph=graph), file)
    return path


@lru_cache(maxsize=1)
def _taken(path: Path) -> Writer:
    with path.open("rb") as file:
        writer: Writer = pickle.load(file)  # noqa: S301 - of this very build
    return writer


def _work(path: Path, names: Sequence[str]) -> list[bool]:
    for name in names:
        _taken(path).write(name)
    return [True] * len(names)


def _lost(_: str) -> bool:
    return False


def _checked(done: Iterable[tuple[str, bool]], out: Path) -> Iterator[str]:
    for name, is_written in done:
        if not is_written:
            raise OutputError(
                str(out),
                f"cannot be written: the process that wrote {name} ended, by want of "
                "memory or a fault in a library. Try --jobs 1",
            )
        yield name


def _write_documents(writer: Writer) -> None:
    """Write what was read of each document, its text, and what was found."""
    graph, folder = writer.graph, writer.folder
    with _opened(folder / outputs.EXTRACTIONS) as stream:
        exports.write_extractions(graph, stream)
    with _opened(folder / FINDINGS) as stream:
        exports.write_findings(graph, stream)
    paths = outputs.text_paths(each.document for each in graph.extractions)
    documents = (each.document for each in graph.extractions)
    outputs.write_texts(folder, documents, paths, before=writer.before)


def _opened(path: Path) -> BinaryIO:
    return path.open("wb", buffering=1 << 20)
