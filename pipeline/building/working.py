"""Read and extract documents, in this process or in several, with the same result.

A document that cannot be read, or whose extraction ends in a fault of ours or takes too
long, becomes a quarantined entry; the others are not touched by it. What an earlier
build kept is not made again.
"""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

import msgspec

from pipeline import documents, privacy
from pipeline.building import deadline
from pipeline.building.crew import Crew
from pipeline.documents import Limits, Source
from pipeline.errors import PipelineError, VocabularyError
from pipeline.model import Document, Extraction, Quarantined
from pipeline.shelves import Packed, pack
from pipeline.vocabulary import checks, html

Extract = Callable[[Document], Extraction]

# Handed to a process at a time: enough to hide the cost of handing over.
_BATCH: Final = 16
_BATCH_BYTES: Final = 500_000
# Documents for which a further process pays: it takes as long as these to be there.
_WORTH_A_PROCESS: Final = 128
_REASON: Final = "extraction"


class Outcome(msgspec.Struct, frozen=True, array_like=True):
    """What became of a document: it was *read*, or *refused*.

    *is_lasting* tells whether it will be the same another time.
    """

    read: Packed | None = None
    refused: Quarantined | None = None
    is_lasting: bool = True


class Kept(Protocol):
    """Where results are from one build to the next."""

    def get(self, wanted: bytes, /) -> bytes | None:
        """Return what is kept under a key, or None."""

    def put(self, made: bytes, result: bytes, /) -> None:
        """Keep something under a key."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How a document is read: within which *limits*, and by which function.

    Data of persons is masked before, unless it is to be kept (*keep_personal*). To
    *prepare* is no part of the time that a document may take.
    """

    limits: Limits
    extract: Extract
    keep_personal: bool = False
    prepare: Callable[[], object] = tuple


@dataclass(frozen=True, slots=True)
class Given:
    """A document, and the *key* of its result; without one, it is not kept."""

    source: Source
    key: bytes = b""


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(Outcome)


def processes(jobs: int, count: int) -> int:
    """Return how many processes pay for *count* documents, with *jobs* at most.

    With 0 *jobs* there are at most as many as this process may use processors.
    """
    most = jobs or min(processors(), count // _WORTH_A_PROCESS)
    return max(1, min(most, -(-count // _BATCH)))


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a document, and whether it was known from an earlier build."""

    source: Source
    outcome: Outcome
    is_kept: bool = False


def run(
    given: Iterable[Given], processes: int, reader: Reader, kept: Kept | None = None
) -> Generator[Result, None, None]:
    """Yield what becomes of each document *given*, in no order.

    With more than one of *processes*, the reader's function has to be one that others
    can import. What *kept* holds is not made again, and what is made is put there.
    """
    with _crew(processes, reader) as crew:
        batch: list[Given] = []
        for each in given:
            result = kept.get(each.key) if kept and each.key else None
            if result is not None:
                yield Result(each.source, _DECODER.decode(result), is_kept=True)
                continue
            batch.append(each)
            if _is_full(batch):
                yield from _noted(crew.give(batch), kept)
                batch = []
        if batch:
            yield from _noted(crew.give(batch), kept)
        yield from _noted(crew.rest(), kept)


def _noted(made: Iterable[tuple[Given, bytes]], kept: Kept | None) -> Iterator[Result]:
    for given, result in made:
        outcome = _DECODER.decode(result)
        if kept and given.key and outcome.is_lasting:
            kept.put(given.key, result)
        yield Result(given.source, outcome)


def _is_full(batch: Sequence[Given]) -> bool:
    size = sum(len(each.source.content) for each in batch)
    return len(batch) == _BATCH or size >= _BATCH_BYTES


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# ---------------------------------------------------------------- who does it


class _Alone:
    """No other process, where none pays."""

    def __init__(self, work: Callable[[Sequence[Given]], list[bytes]]) -> None:
        self._work = work

    def give(self, batch: Sequence[Given]) -> Iterator[tuple[Given, bytes]]:
        for each in batch:
            (made,) = self._work([each])
            yield each, made

    def rest(self) -> Iterator[tuple[Given, bytes]]:
        return iter(())


@contextmanager
def _crew(processes: int, reader: Reader) -> Iterator[_Alone | Crew[Given, bytes]]:
    work = partial(_work, reader)
    if processes == 1:
        yield _Alone(work)
        return
    crew = Crew(processes, work, _lost)
    try:
        yield crew
    except BaseException:
        crew.kill()
        raise
    crew.close()


def _lost(given: Given) -> bytes:
    told = "ended the process that read it, by a fault in a library or want of memory"
    return _refused(given.source, told)


# ---------------------------------------------------------------- the work


def _work(reader: Reader, batch: Sequence[Given]) -> list[bytes]:
    """Return what becomes of each of *batch*, encoded."""
    reader.prepare()
    html.load()
    checks.load()
    return [_result(reader, each.source) for each in batch]


def _result(reader: Reader, source: Source) -> bytes:
    try:
        with deadline.within(reader.limits.seconds):
            return _ENCODER.encode(_outcome(reader, source))
    except deadline.ExpiredError:
        told = f"takes more than {reader.limits.seconds} s of the processor's time"
    except VocabularyError:
        raise
    except Exception as fault:  # noqa: BLE001 - one odd page must not stop a thousand
        told = f"made the program fail ({type(fault).__name__}: {fault}); please report"
    return _refused(source, told)


def _outcome(reader: Reader, source: Source) -> Outcome:
    protect = privacy.note if reader.keep_personal else privacy.mask
    document = documents.parse(source, reader.limits, html.load())
    if isinstance(document, Quarantined):
        return Outcome(refused=document)
    try:
        protected = protect(document, checks.load().personal)
        return Outcome(read=pack(reader.extract(protected)))
    except VocabularyError:
        raise
    except PipelineError as fault:
        return Outcome(
            refused=Quarantined(source.name, _REASON, str(fault), source.sha256)
        )


def _refused(source: Source, told: str) -> bytes:
    refused = Quarantined(source.name, _REASON, told, source.sha256)
    return _ENCODER.encode(Outcome(refused=refused, is_lasting=False))
