"""Read and extract files, in this process or in several, with the same result.

The results come in the order of the files, whoever was faster. A document that cannot
be read, or whose extraction ends in a fault of ours, becomes a quarantined entry; the
others are not touched by it.
"""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Final

import msgspec

from pipeline import documents, privacy
from pipeline.documents import Found, Limits
from pipeline.errors import PipelineError, VocabularyError
from pipeline.model import Document, Extraction, Quarantined
from pipeline.vocabulary import checks, html

Extract = Callable[[Document], Extraction]
Result = Extraction | Quarantined

# Files handed to a process at a time: enough to hide the cost of handing them over.
_BATCH: Final = 16
# Files for which a further process pays: it takes as long as these to be there.
_WORTH_A_PROCESS: Final = 128


@dataclass(frozen=True, slots=True)
class Reader:
    """How a document is read: within which *limits*, and by which function.

    Data of persons is masked before, unless it is to be kept (*keep_personal*).
    """

    limits: Limits
    extract: Extract
    keep_personal: bool = False


class _Sent(msgspec.Struct, frozen=True, array_like=True):
    """A result on its way between processes; one of the two is there."""

    extraction: Extraction | None
    refused: Quarantined | None


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(list[_Sent])


def run(found: Sequence[Found], jobs: int, reader: Reader) -> Iterator[Result]:
    """Yield what *reader* gives of each document of *found*, in order.

    *jobs* is the number of processes, 0 as many as there are processors and work for.
    With more than one, the reader's function has to be one that others can import.
    """
    batches = [found[at : at + _BATCH] for at in range(0, len(found), _BATCH)]
    work = partial(_work, reader)
    processes = min(jobs or _processes(len(found)), len(batches))
    if processes <= 1:
        return chain.from_iterable(map(work, batches))
    return _shared(batches, partial(_sent, work), processes)


def _processes(files: int) -> int:
    return min(os.cpu_count() or 1, files // _WORTH_A_PROCESS)


def _work(reader: Reader, batch: Sequence[Found]) -> list[Result]:
    return [result for found in batch for result in _results(reader, found)]


def _results(reader: Reader, found: Found) -> Iterator[Result]:
    try:
        found.name.encode()
    except UnicodeEncodeError:
        shown = found.name.encode(errors="backslashreplace").decode()
        yield Quarantined(shown, "name", "has a name that is not UTF-8")
        return
    protect = privacy.note if reader.keep_personal else privacy.mask
    for document in documents.read(found, reader.limits, html.load()):
        if isinstance(document, Quarantined):
            yield document
            continue
        protected = protect(document, checks.load().personal)
        yield _extracted(reader.extract, protected)


def _extracted(extract: Extract, document: Document) -> Result:
    try:
        return extract(document)
    except VocabularyError:
        raise
    except PipelineError as fault:
        told = str(fault)
    except Exception as fault:  # noqa: BLE001 - one odd page must not stop a thousand
        told = f"made the program fail ({type(fault).__name__}: {fault}); please report"
    return Quarantined(document.name, "extraction", told, document.sha256)


# ---------------------------------------------------------------- several processes


def _shared(
    batches: Sequence[Sequence[Found]],
    work: Callable[[Sequence[Found]], bytes],
    processes: int,
) -> Iterator[Result]:
    # Fresh processes, never copies of one that may have threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _begin) as pool:
        try:
            for results in pool.map(work, batches):
                for each in _DECODER.decode(results):
                    if each.extraction is not None:
                        yield each.extraction
                    elif each.refused is not None:
                        yield each.refused
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin() -> None:
    """Prepare a process: the one that started it decides when to stop.

    The records hold no cycles, so that nothing is left for the collector to find.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def _sent(
    work: Callable[[Sequence[Found]], list[Result]], batch: Sequence[Found]
) -> bytes:
    """Return the results of *batch* packed: unpickling records is four times slower."""
    return _ENCODER.encode(
        [
            _Sent(None, each) if isinstance(each, Quarantined) else _Sent(each, None)
            for each in work(batch)
        ]
    )
