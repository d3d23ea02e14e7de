"""The whole way from documents to the files of a graph, on one screen.

The same documents and the same version give the same bytes, whatever the number of
processes, the order of the places and the machine; only ``build.json`` holds times.
"""

import datetime as dt
import gc
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Final

from pipeline import decisions as deciding
from pipeline import documents, exports, terminology
from pipeline import extract as reading
from pipeline import extractors as suggesting
from pipeline import grounding as linking
from pipeline.building import outputs, stamp, working
from pipeline.building.summary import Summary, Written, summarise
from pipeline.building.working import Extract, Reader
from pipeline.checks import checking
from pipeline.decisions import DecisionFile
from pipeline.documents import Found, Limits
from pipeline.errors import SourceError, VocabularyError
from pipeline.exports import Evidence, Manner, Run
from pipeline.graph import ground, merge
from pipeline.model import Document, Extraction, Graph, Quarantined
from pipeline.shelves import InFiles
from pipeline.terminology import Terminology, folders
from pipeline.terminology import sources as brought
from pipeline.vocabulary import authorities, checks
from pipeline.vocabulary import code_facts as references

Place = str | PathLike[str]
Watch = Callable[[int], None]

DEFAULT_FORMATS: Final = ("ttl", "json")
_MAPPINGS: Final = "sssom"
_FINDINGS: Final = "findings.jsonl"
_QUARANTINE: Final = "quarantine.jsonl"
_SHOWN: Final = 3


def build(  # noqa: PLR0913 - each is a setting of the command line
    paths: Place | Iterable[Place] = "sources",
    out: Place = "outputs",
    *,
    formats: Iterable[str] = DEFAULT_FORMATS,
    evidence: Evidence | str = Evidence.FULL,
    gzip: bool = False,
    jobs: int = 0,
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
    watch: Watch | None = None,
) -> Summary:
    """Build the graph of the documents below *paths* into the folder *out*.

    *formats* names the formats of ``exports.FORMATS`` or ``all``; *evidence* is full,
    compact or none; with *gzip* the long forms of RDF are packed. *jobs* is the number
    of processes, 0 as many as pay. *code_facts* are
    files of the user's own on codes, which count before the facts that are shipped.
    Pages of before *oldest* are told. What looks like data of a person is masked in
    everything that is written, unless *keep_personal_data*. Facts that are trusted less
    than *threshold* are left out. With *grounding*, things are linked to terminologies;
    *cache* and *terminologies* are the folders of the compiled ones and of the user's
    own, where they are not the usual ones. *decisions* is the file of what people
    decided on names; without it, they are read from beside the documents. *extractors*
    names plug-ins whose suggestions are taken where the text bears them out. *extract*
    reads one document, and is the project's own unless given. *watch* is told, now and
    then, how many documents are read.

    Raise NoDocumentsError or SourceError where there is nothing that can be read,
    UnknownFormatError for a format that there is not, VocabularyError for faulty
    knowledge, OutputError where *out* cannot be written; *out* is then as it was.
    """
    started = dt.datetime.now(dt.UTC)
    clock = time.perf_counter()
    chosen = exports.choose(formats)
    outputs.check(Path(out), _ours())
    plugins = suggesting.load(tuple(extractors))
    if extract is None:
        # Faulty knowledge is told here and once, not by each process.
        reading.load()
    tables = [os.fspath(each) for each in code_facts]
    facts = authorities.extend(references.load(), tables)
    told = _decisions(paths, decisions)
    agreement = linking.agree(it for each in told for it in each.decisions)
    terms = _terms(cache, terminologies) if grounding else None
    used = terms.sources() if terms else ()
    digests = [each.sha256 for each in facts.files] + [each.sha256 for each in used]
    digests += [f"{each.name} {each.version}" for each in plugins]
    digests += [each.sha256 for each in told]
    knowledge = stamp.knowledge_digest(digests)
    run = Run(stamp.version(stamp.PACKAGE), knowledge, used)
    manner = Manner(run, Evidence(evidence), gzip)
    with _uncollected(), outputs.present(Path(out)) as place:
        found = _find(paths, Path(out))
        log = _Log(watch)
        shelve = InFiles(place)
        results = working.run(
            found,
            jobs,
            Reader(
                limits or Limits(),
                extract
                or partial(
                    _extract,
                    threshold=threshold,
                    extractors=tuple(each.name for each in plugins),
                ),
                keep_personal_data,
            ),
        )
        graph = merge(log.kept(results), shelve)
        if not graph.extractions:
            raise _unreadable(log.refused)
        before = len(graph.nodes)
        graph = ground(graph, terms, checks.load(), agreement, shelve)
        merged = before - len(graph.nodes)
        graph = checking.check(graph, facts, checks.load(), oldest)
        summary = summarise(
            str(out), graph, log.refused, merged, len(agreement.decisions)
        )
        with outputs.staged(Path(out), _ours()) as folder:
            # Links to terminologies come with a table of them.
            written = exports.choose([*chosen, _MAPPINGS]) if terms else chosen
            (folder / _QUARANTINE).write_bytes(stamp.quarantine_lines(log.refused))
            _write(folder, graph, written, manner)
            files = stamp.outputs(folder, outputs.TEXTS)
            summary = replace(
                summary,
                files=tuple(
                    Written(name, (folder / name).stat().st_size) for name in files
                ),
                seconds=time.perf_counter() - clock,
            )
            receipt = {
                "schema_version": exports.SCHEMA_VERSION,
                "versions": stamp.versions(),
                "knowledge_sha256": manner.run.knowledge,
                "run": manner.run.id,
                "settings": {
                    "formats": chosen,
                    "evidence": manner.evidence,
                    "gzip": gzip,
                    "code_facts": facts.files,
                    "oldest": oldest,
                    "keep_personal_data": keep_personal_data,
                    "threshold": threshold,
                    "grounding": grounding,
                    "extractors": {each.name: each.version for each in plugins},
                    "decisions": os.fspath(decisions),
                },
                "decisions": [
                    {
                        "file": each.file,
                        "sha256": each.sha256,
                        "decisions": len(each.decisions),
                    }
                    for each in told
                ],
                "terminologies": used,
                "inputs": stamp.inputs(log.read, log.refused),
                "outputs": files,
                "counts": summary.counts(),
                "started": started.isoformat(timespec="seconds"),
                "seconds": round(summary.seconds, 3),
            }
            (folder / outputs.SEAL).write_bytes(stamp.receipt(receipt))
    return summary


def _extract(
    document: Document, threshold: float, extractors: tuple[str, ...]
) -> Extraction:
    """Read one document with the knowledge that ships with the project.

    It is loaded once in each process, and so are plug-ins.
    """
    plugins = suggesting.load(extractors)
    return reading.extract(document, reading.load(), threshold, plugins)


def _terms(cache: Place, own: Place) -> Terminology:
    """Return the index of terminologies; *cache* and *own* are folders, or empty."""
    if own and not Path(own).is_dir():
        raise VocabularyError(str(own), "is no folder of terminologies")
    places = brought.find(Path(own) if own else folders.brought())
    return terminology.open(places, cache=Path(cache) if cache else None)


def _decisions(
    paths: Place | Iterable[Place], named: Place
) -> tuple[DecisionFile, ...]:
    """Return the decisions of the file that is *named*, or of those beside *paths*."""
    found = (Path(named),) if named else deciding.find(_places(paths))
    names = Counter(path.name for path in found)
    return tuple(
        deciding.read(
            path,
            path.name if names[path.name] == 1 else f"{path.parent.name}/{path.name}",
        )
        for path in found
    )


def _places(paths: Place | Iterable[Place]) -> list[Place]:
    return [paths] if isinstance(paths, str | PathLike) else list(paths)


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


def _find(paths: Place | Iterable[Place], out: Path) -> Sequence[Found]:
    """Return what lies below *paths*, without what an earlier build wrote to *out*."""
    places = _places(paths)
    found = documents.find(places)
    written = out.resolve()
    kept = [each for each in found if written not in Path(each.path).resolve().parents]
    if not kept:
        raise SourceError(
            ", ".join(map(str, places)),
            f"lies in the folder to write to ({out}), which is not read; "
            "name another with --out",
            "output",
        )
    return kept


@dataclass(slots=True)
class _Log:
    """What became of the documents: *read* by name and hash, or *refused*.

    *watch* is told, now and then, how many there were.
    """

    watch: Watch | None
    read: list[tuple[str, str]] = field(default_factory=list)
    refused: list[Quarantined] = field(default_factory=list)

    def kept(self, results: Iterable[working.Result]) -> Iterator[Extraction]:
        """Yield what was read, and note all."""
        for result in results:
            if isinstance(result, Extraction):
                self.read.append((result.document.name, result.document.sha256))
                yield result
            else:
                self.refused.append(result)
            if self.watch:
                self.watch(len(self.read) + len(self.refused))
        self.refused.sort(key=lambda each: each.document)


def _unreadable(refused: Sequence[Quarantined]) -> SourceError:
    shown = "; ".join(f"{each.document} {each.fault}" for each in refused[:_SHOWN])
    more = f"; and {len(refused) - _SHOWN} more" if len(refused) > _SHOWN else ""
    return SourceError("none of the documents can be read", f"{shown}{more}")


# ---------------------------------------------------------------- out


def _ours() -> list[str]:
    return [file for form in exports.FORMATS.values() for file in form.files]


def _write(folder: Path, graph: Graph, chosen: Iterable[str], manner: Manner) -> None:
    with _opened(folder / outputs.EXTRACTIONS) as stream:
        exports.write_extractions(graph, stream)
    with _opened(folder / _FINDINGS) as stream:
        exports.write_findings(graph, stream)
    paths = outputs.text_paths(each.document for each in graph.extractions)
    outputs.write_texts(folder, (each.document for each in graph.extractions), paths)
    for name in chosen:
        exports.FORMATS[name].write(graph, folder, manner)


def _opened(path: Path) -> BinaryIO:
    return path.open("wb", buffering=1 << 20)
