"""Processes that do one kind of work, and outlive neither their work nor their parent.

A process may die of what it is given: memory that is refused, a fault in a library. The
others' work is done again then, a piece at a time, so that only what is at fault is
lost.
"""

import gc
import inspect
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection
from typing import Final, Generic, TypeVar

from pipeline.errors import ProcessError

Piece = TypeVar("Piece")
Made = TypeVar("Made")

# Batches that are on their way for each process, so that none waits for the next.
_AHEAD: Final = 3
# Fresh processes, never copies of one that may have threads.
_CONTEXT: Final = multiprocessing.get_context("spawn")


class Crew(Generic[Piece, Made]):
    """So many *processes* that do *work*, a batch at a time.

    *lost* says what comes of a piece that ends the process which works on it. Where
    processes end whatever they are given, ProcessError is raised.
    """

    def __init__(
        self,
        processes: int,
        work: Callable[[Sequence[Piece]], list[Made]],
        lost: Callable[[Piece], Made],
    ) -> None:
        """Start when there is something to do."""
        self._processes = processes
        self._work = work
        self._lost = lost
        self._others = frozenset(multiprocessing.active_children())
        self._pool = _pool(processes)
        self._waiting: dict[Future[list[Made]], Sequence[Piece]] = {}

    def give(self, batch: Sequence[Piece]) -> Iterator[tuple[Piece, Made]]:
        """Hand *batch* over, and yield what was made of earlier ones meanwhile."""
        try:
            self._waiting[self._handed(batch)] = batch
        except BrokenProcessPool:
            yield from self._again([batch])
        while len(self._waiting) >= self._processes * _AHEAD:
            yield from self._done()

    def rest(self) -> Iterator[tuple[Piece, Made]]:
        """Yield what is still made, until nothing is waited for."""
        while self._waiting:
            yield from self._done()

    def close(self) -> None:
        """End the processes, which are idle."""
        self._pool.shutdown()

    def kill(self) -> None:
        """End the processes, whatever they do."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - self._others:
            process.kill()

    def _handed(self, batch: Sequence[Piece]) -> Future[list[Made]]:
        with _unheard():
            return self._pool.submit(self._work, batch)

    def _done(self) -> Iterator[tuple[Piece, Made]]:
        done, _ = wait(self._waiting, return_when=FIRST_COMPLETED)
        for each in done:
            batch = self._waiting.pop(each)
            try:
                made = each.result()
            except BrokenProcessPool:
                yield from self._again([batch])
                return
            yield from zip(batch, made, strict=True)

    def _again(self, batches: list[Sequence[Piece]]) -> Iterator[tuple[Piece, Made]]:
        """Do *batches* and all that is waited for anew, piece by piece."""
        batches += self._waiting.values()
        self._waiting = {}
        self._renew(1)
        self._check()
        for piece in (piece for batch in batches for piece in batch):
            yield piece, self._alone(piece)
        self._renew(self._processes)

    def _alone(self, piece: Piece) -> Made:
        """Do one *piece*; it is at fault where it ends a process that did no other."""
        for _ in range(2):
            try:
                (made,) = self._handed([piece]).result()
            except BrokenProcessPool:
                self._renew(1)
            else:
                return made
        return self._lost(piece)

    def _check(self) -> None:
        """Raise ProcessError where a process ends without any work."""
        with _unheard():
            nothing: Future[tuple[object, ...]] = self._pool.submit(tuple)
        try:
            nothing.result()
        except BrokenProcessPool:
            raise ProcessError from None

    def _renew(self, processes: int) -> None:
        self._pool.shutdown()
        self._pool = _pool(processes)


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, _CONTEXT, _begin)


@contextmanager
def _unheard() -> Iterator[None]:
    """Let an interrupt wait, so that processes that start meanwhile do not hear of it.

    A terminal sends it to all, and one that is not prepared yet would tell its own.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def is_imported_by_another() -> bool:
    """Tell whether a process that was started imports the script of its parent now.

    It does so before it works, and what the script does is done again then where it
    does not ask whether it is the program. See "Safe importing of main module" in
    https://docs.python.org/3/library/multiprocessing.html.
    """
    frame = inspect.currentframe()
    while frame is not None:
        name = frame.f_globals.get("__name__")
        if name == "__mp_main__" and frame.f_code.co_name == "<module>":
            return True
        frame = frame.f_back
    return False


def _begin() -> None:
    """Prepare a process: the one that started it decides when to stop.

    The records hold no cycles, so that nothing is left for the collector to find.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when its parent ends, which may be killed and tell nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
