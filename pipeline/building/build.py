"""The whole way from documents to the files of a graph, on one screen.

The same documents and the same version give the same bytes, whatever the number of
processes, the order of the places, the machine, and what earlier builds have left; only
``build.json`` holds times. But a report tells what changed since the build that stood
there: ``report.html``, ``report.json``, and ``dataset.ttl``, which has their sizes and
digests, depend on that one as well.
"""

import datetime as dt
import gc
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from pipeline import documents, exports
from pipeline import extract as reading
from pipeline.building import (
    accounting,
    outputs,
    planning,
    previous,
    sources,
    stamp,
    working,
    writing,
)
from pipeline.building.crew import is_imported_by_another
from pipeline.building.locking import Waiting
from pipeline.building.planning import Asked, Place, Plan
from pipeline.building.progress import Progress, Stage, Watch, nobody
from pipeline.building.results import Results
from pipeline.building.sources import Survey, Tally
from pipeline.building.summary import Summary, Written, summarise
from pipeline.building.working import Extract, Given
from pipeline.building.writing import Writer
from pipeline.checks import checking
from pipeline.documents import Found, Limits
from pipeline.errors import ProcessError, SourceError
from pipeline.exports import Account, Evidence
from pipeline.graph import direct, ground, merge
from pipeline.model import MEMORY, Graph, Quarantined, Room
from pipeline.shelves import Packed
from pipeline.sorting import Sorter
from pipeline.vocabulary import checks, html

DEFAULT_FORMATS: Final = ("ttl", "json")
_MAPPINGS: Final = "sssom"
_QUARANTINE: Final = "quarantine.jsonl"
_SHOWN: Final = 3
_NAMED: Final = 2  # a name and a digest


def build(  # noqa: PLR0913 - each is a setting of the command line
    paths: Place | Iterable[Place] = "sources",
    out: Place = "outputs",
    *,
    formats: Iterable[str] = DEFAULT_FORMATS,
    evidence: Evidence | str = Evidence.FULL,
    gzip: bool = False,
    jobs: int = 0,
    memory: int = MEMORY,
    fresh: bool = False,
    limits: Limits | None = None,
    code_facts: Iterable[Place] = (),
    oldest: dt.date | None = None,
    keep_personal_data: bool = False,
    threshold: float = 0.0,
    grounding: bool = True,
    extractors: Iterable[str] = (),
    decisions: Place = "",
    cache: Place = "",
    terminologies: Place = "",
    extract: Extract | None = None,
    watch: Watch = nobody,
    waiting: Waiting | None = None,
) -> Summary:
    """Build the graph of the documents below *paths* into the folder *out*.

    What an earlier build into *out* read of a document is taken again where nothing
    that decides it has changed, and where nothing at all has changed, nothing is done;
    unless it is to be *fresh*.

    *formats* names the formats of ``exports.FORMATS`` or ``all``; *evidence* is full,
    compact or none; with *gzip* the long forms of RDF are packed. *jobs* is the number
    of processes, 0 as many as pay; *memory* about how many megabytes of each sort of
    thing stay in memory before they go to files in *out*. *code_facts* are files of the
    user's own on codes, which count before the facts that are shipped.
    Pages of before *oldest* are told. What looks like data of a person is masked in
    everything that is written, unless *keep_personal_data*. Facts that are trusted less
    than *threshold* are left out. With *grounding*, things are linked to terminologies;
    *cache* and *terminologies* are the folders of the compiled ones and of the user's
    own, where they are not the usual ones. *decisions* is the file of what people
    decided on names; without it, they are read from beside the documents. *extractors*
    names plug-ins whose suggestions are taken where the text bears them out. *extract*
    reads one document, and is the project's own unless given; what it reads is not
    taken again. *watch* is told, now and then, how far the build is.
    *waiting* is told, once, where another build is at work in *out*, which is waited
    for.

    Raise NoDocumentsError or SourceError where there is nothing that can be read,
    UnknownFormatError for a format that there is not, VocabularyError for faulty
    knowledge, OutputError where *out* cannot be written; *out* is then as it was.
    Raise ProcessError in a script that does not ask whether it is the program.
    """
    if is_imported_by_another():
        raise ProcessError
    started = _Start(dt.datetime.now(dt.UTC), time.perf_counter())
    places = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    exports.choose(formats := tuple(formats))
    outputs.check(Path(out), _ours())
    plan = planning.plan(
        places,
        Asked(
            formats=formats,
            evidence=Evidence(evidence),
            gzip=gzip,
            limits=limits or Limits(),
            code_facts=tuple(os.fspath(each) for each in code_facts),
            oldest=oldest,
            keep_personal_data=keep_personal_data,
            threshold=threshold,
            grounding=grounding,
            extractors=tuple(extractors),
            decisions=os.fspath(decisions),
            cache=os.fspath(cache),
            terminologies=os.fspath(terminologies),
            memory=memory,
            extract=extract,
        ),
    )
    with _uncollected(), outputs.present(Path(out), _ours(), waiting) as place:
        found = [*_find(places, place)]
        survey = sources.survey(found, plan.asked.limits, plan.deciding)
        if plan.deciding and not fresh:
            known = previous.find(place, plan.fingerprint(survey.digest))
            if known:
                return known
        with closing(Results(place)) if plan.deciding else nullcontext() as results:
            if results and fresh:
                results.clear()
            with outputs.workplace(place) as work:
                log = _Log(watch, survey, Room(work, plan.asked.memory))
                graph, merged = _graph(plan, found, log, jobs, results)
                summary = replace(
                    summarise(str(place), graph, log.refused, merged, plan.decided),
                    kept=log.kept,
                    damaged=results.damaged if results else 0,
                )
                summary = _write(plan, graph, summary, log, jobs, place, started)
            if results:
                results.forget_unused()
                # A document may have changed since it was looked at.
                taken = plan.fingerprint(log.taken.digest())
                if log.is_lasting and not stamp.has_changed():
                    previous.note(place, taken, summary)
    return summary


def _graph(
    plan: Plan,
    found: list[Found],
    log: "_Log",
    jobs: int,
    results: Results | None,
) -> tuple[Graph, int]:
    """Return the graph, and how many things in it were found to be others."""
    if plan.asked.extract is None:
        # Faulty knowledge is told here and once, not by each process.
        reading.load()
    checks.load()
    html.load()
    if plan.deciding and stamp.has_changed():
        raise planning.changed()
    outcomes = working.run(
        log.given(sources.take(_spent(found), plan.asked.limits, plan.deciding)),
        working.processes(
            jobs, log.survey.missing(results.holds if results else _never)
        ),
        plan.reader,
        results,
    )
    with closing(outcomes):
        graph = merge(log.read(outcomes), log.room)
    if not graph.extractions:
        if results and results.is_new:
            results.clear()
        raise _unreadable(log.refused)
    if results:
        results.commit()
    before = len(graph.nodes)
    log.watch(Progress(Stage.GROUND))
    graph = ground(graph, plan.terms, checks.load(), plan.agreement)
    merged = before - len(graph.nodes)
    log.watch(Progress(Stage.CHECK))
    return checking.check(graph, plan.facts, checks.load(), plan.asked.oldest), merged


def _write(  # noqa: PLR0913 - all that is written
    plan: Plan,
    graph: Graph,
    summary: Summary,
    log: "_Log",
    jobs: int,
    out: Path,
    started: "_Start",
) -> Summary:
    """Write all files, and return *summary* with them."""
    # Links to terminologies come with a table of them.
    formats = exports.choose([*plan.formats, *([_MAPPINGS] if plan.terms else [])])
    with outputs.staged(out, _ours()) as folder:
        (folder / _QUARANTINE).write_bytes(stamp.quarantine_lines(log.refused))
        writer = Writer(graph, direct(graph), plan.manner, folder, out)

        def account() -> Account:
            told = _receipt(plan, summary, {}, log, started)
            return accounting.give(told, formats, log.refused, out, folder)

        writing.write(writer, formats, jobs or working.processors(), log.watch, account)
        files = stamp.outputs(folder, outputs.TEXTS)
        sizes = {name: (folder / name).stat().st_size for name in files}
        summary = replace(
            summary,
            files=tuple(Written(name, size) for name, size in sizes.items()),
            seconds=time.perf_counter() - started.clock,
        )
        (folder / outputs.SEAL).write_bytes(
            stamp.receipt(_receipt(plan, summary, files, log, started))
        )
    return summary


@dataclass(frozen=True, slots=True)
class _Start:
    """When a build began, by the calendar and by the *clock* of the program."""

    day: dt.datetime
    clock: float


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of cycles off: records hold none, and looking takes half."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


# ---------------------------------------------------------------- in


def _find(places: Sequence[Place], out: Path) -> Sequence[Found]:
    """Return what lies below *places*, without what is in *out* on the way.

    What builds wrote is no source. Raise SourceError for a place that is in *out*.
    """
    written = out.resolve()
    for place in places:
        if _is_below(Path(place).resolve(), written):
            raise _within(str(place), out)
    found = documents.find(places)
    folders = {_folder(each) for each in found}
    ours = {each for each in folders if _is_below(Path(each).resolve(), written)}
    kept = [each for each in found if _folder(each) not in ours]
    if not kept:
        raise _within(", ".join(map(str, places)), out)
    return kept


def _spent(found: list[Found]) -> Iterator[Found]:
    """Yield *found*, and let go of each: of many, they take what others need later."""
    found.reverse()
    while found:
        yield found.pop()


def _is_below(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def _folder(found: Found) -> str:
    return found.path.rpartition(os.sep)[0]


def _within(place: str, out: Path) -> SourceError:
    told = (
        f"lies in the folder to write to ({out}), which is not read; "
        "name another with --out"
    )
    return SourceError(place, told, "output")


def _never(_: bytes) -> bool:
    return False


@dataclass(slots=True)
class _Log:
    """What became of the documents, which *watch* is told now and then.

    *names* has the name and digest of each that was read, kept in *room* where they
    are many, *refused* the others. *kept* counts those that an
    earlier build had read, *taken* is the digest of all. What was refused for now, and
    may be read another time, is not *is_lasting*.
    """

    watch: Watch
    survey: Survey
    room: Room
    names: Sorter[tuple[str, str]] = field(init=False)
    refused: list[Quarantined] = field(default_factory=list)
    kept: int = 0
    taken: Tally = field(default_factory=Tally)
    is_lasting: bool = True

    def __post_init__(self) -> None:
        """Begin with none."""
        self.names = Sorter(_NAMED, self.room)

    def given(self, taken: Iterable[Given | Quarantined]) -> Iterator[Given]:
        """Yield the documents that there are; note the others."""
        for each in taken:
            self.taken.add(each)
            if isinstance(each, Quarantined):
                self.refused.append(each)
            else:
                yield each

    def read(self, outcomes: Iterable[working.Result]) -> Iterator[Packed]:
        """Yield what was read, and note all."""
        total = self.survey.documents
        known = 0
        for number, result in enumerate(outcomes, start=1):
            known += result.is_kept
            self.is_lasting &= result.outcome.is_lasting
            if result.outcome.read is not None:
                self.kept += result.is_kept
                self.names.add((result.source.name, result.source.sha256))
                yield result.outcome.read
            elif result.outcome.refused is not None:
                self.refused.append(result.outcome.refused)
            self.watch(Progress(Stage.READ, number, total, known))
        self.refused.sort(key=lambda each: each.document)
        self.watch(Progress(Stage.MERGE))


def _unreadable(refused: Sequence[Quarantined]) -> SourceError:
    shown = "; ".join(f"{each.document} {each.fault}" for each in refused[:_SHOWN])
    more = f"; and {len(refused) - _SHOWN} more" if len(refused) > _SHOWN else ""
    return SourceError("none of the documents can be read", f"{shown}{more}")


# ---------------------------------------------------------------- out


def _ours() -> list[str]:
    return [file for form in exports.FORMATS.values() for file in form.files]


def _receipt(
    plan: Plan, summary: Summary, files: dict[str, str], log: _Log, started: _Start
) -> dict[str, object]:
    return {
        "schema_version": exports.SCHEMA_VERSION,
        "versions": stamp.versions(),
        "knowledge_sha256": plan.manner.run.knowledge,
        "run": plan.manner.run.id,
        "settings": plan.settings(),
        "decisions": [
            {
                "file": each.file,
                "sha256": each.sha256,
                "decisions": len(each.decisions),
            }
            for each in plan.told
        ],
        "terminologies": plan.manner.run.terminologies,
        "inputs": stamp.inputs(log.names.rows(), log.refused),
        "outputs": files,
        "counts": summary.counts(),
        "started": started.day.isoformat(timespec="seconds"),
        "seconds": round(summary.seconds, 3),
    }
