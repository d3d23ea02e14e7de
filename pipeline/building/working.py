"""Read and extract files, in this process or in several, with the same result.

The results come in the order of the files, whoever was faster. A document that cannot
be read, or whose extraction ends in a fault of ours, becomes a quarantined entry; the
others are not touched by it.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Final

from pipeline import documents
from pipeline.documents import Found, Limits
from pipeline.errors import PipelineError
from pipeline.model import Document, Extraction, Quarantined
from pipeline.vocabulary import html

Extract = Callable[[Document], Extraction]
Result = Extraction | Quarantined

# Files handed to a process at a time: enough to hide the cost of handing them over.
_BATCH: Final = 16


def run(
    found: Sequence[Found], limits: Limits, jobs: int, extract: Extract
) -> Iterator[Result]:
    """Yield what each document of *found* gives, in order.

    *jobs* is the number of processes, 0 one for each processor. With more than one,
    *extract* has to be a function that other processes can import.
    """
    batches = [found[at : at + _BATCH] for at in range(0, len(found), _BATCH)]
    work = partial(_work, extract, limits)
    processes = min(jobs or os.cpu_count() or 1, len(batches))
    if processes <= 1:
        for batch in batches:
            yield from work(batch)
        return
    # Fresh processes, never copies of one that may have threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        for results in pool.map(work, batches):
            yield from results


def _work(extract: Extract, limits: Limits, batch: Sequence[Found]) -> list[Result]:
    return [result for found in batch for result in _results(extract, limits, found)]


def _results(extract: Extract, limits: Limits, found: Found) -> Iterator[Result]:
    try:
        found.name.encode()
    except UnicodeEncodeError:
        shown = found.name.encode(errors="backslashreplace").decode()
        yield Quarantined(shown, "name", "has a name that is not UTF-8")
        return
    for document in documents.read(found, limits, html.load()):
        if isinstance(document, Quarantined):
            yield document
            continue
        try:
            yield extract(document)
        except PipelineError as fault:
            yield Quarantined(document.name, "extraction", str(fault), document.sha256)
