"""A process that holds a graph, as the server sees it.

The process is ``zygote.main``, in an interpreter of its own: the server has an event
loop and threads, and such a process is not to be copied.
"""

import asyncio
import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from pipeline.errors import ServingError
from pipeline.serving import child, wire
from pipeline.serving.bounds import Bounds
from pipeline.serving.wire import Job, Kind, Note, Outcome

_PROGRAM: Final = (
    "import sys; sys.path[:] = {path!r}; "
    "from pipeline.serving.zygote import main; main({descriptor}, {place!r})"
)
_TUNABLES: Final = "GLIBC_TUNABLES"
_LARGE_PAGES: Final = "glibc.malloc.hugetlb=1"
_GRACE: Final = 1.0  # seconds beyond its time in which a question has ended for sure
_TOLD: Final = 5.0  # seconds within which the holder tells how one ended
_TIMED: Final = frozenset({signal.SIGALRM, signal.SIGXCPU})
_FULL: Final = frozenset({signal.SIGABRT, signal.SIGKILL})


class GoneError(Exception):
    """The process ended before it began with a question, which may be asked again."""


class Holder:
    """One process that holds a graph; *triples* and *graphs* count what it holds."""

    def __init__(
        self, process: subprocess.Popen[bytes], control: socket.socket
    ) -> None:
        """Take a process that was started, and the socket to it."""
        self.triples = 0
        self.graphs = 0
        self.gone = asyncio.Event()
        self._process = process
        self._control = control
        self._numbers = itertools.count(1)
        self._ends: dict[int, asyncio.Future[int | None]] = {}
        self._asked = 0
        self._retired = False
        self._listening: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, place: Path) -> "Holder":
        """Return a process that has loaded the graph of *place*.

        Raise ServingError where it cannot.
        """
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        with theirs:
            process = subprocess.Popen(  # noqa: ASYNC220, S603 - takes a millisecond
                [
                    sys.executable,
                    "-c",
                    _PROGRAM.format(
                        path=sys.path, descriptor=theirs.fileno(), place=str(place)
                    ),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=_environment(),
                start_new_session=True,  # Ctrl-C is for the server, which tells it
            )
        holder = cls(process, ours)
        try:
            await holder._begin()
        except BaseException:
            await holder.stop()
            raise
        return holder

    @property
    def process(self) -> int:
        """The id of the process."""
        return self._process.pid

    async def ask(self, job: Job) -> tuple[Outcome, bytes]:
        """Return how *job* ended, with the body to tell.

        Raise GoneError where the process was gone before it began. A question that
        nobody waits for any more is ended.
        """
        number = next(self._numbers)
        ended = asyncio.get_running_loop().create_future()
        self._ends[number] = ended
        self._asked += 1
        began = time.monotonic()
        try:
            async with asyncio.timeout(job.bounds.seconds + _GRACE):
                try:
                    return await self._exchange(number, job)
                except (EOFError, ConnectionError):
                    pass
            status = await self._told(ended)
        except TimeoutError:
            return _failed(child.time_fault(job.bounds))
        finally:
            self._asked -= 1
            if self._ends.pop(number, None) and not ended.done():
                self._end(number)
            self._close_if_idle()
        seconds = time.monotonic() - began
        if status is not None:
            return _judged(status, seconds, job.bounds)
        if seconds < job.bounds.seconds:
            raise GoneError
        return _failed(child.time_fault(job.bounds))

    def retire(self) -> None:
        """End the process as soon as the last question is answered."""
        self._retired = True
        self._close_if_idle()

    async def stop(self) -> None:
        """End the process, and what answers for it, and wait for it."""
        if self._listening:
            self._listening.cancel()
        self._control.close()  # which it sees
        try:
            await asyncio.to_thread(self._process.wait, _GRACE)
        except subprocess.TimeoutExpired:
            self.kill()
            await asyncio.to_thread(self._process.wait)
        self._bury()

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    # ------------------------------------------------------------ what is said

    async def _begin(self) -> None:
        note = await self._next()
        if note is None:
            raise ServingError(
                "the process that loads the graph ended before it was there"
            )
        if note.kind is Kind.FAILED:
            raise ServingError((await self._receive(note.value)).decode())
        self.triples, self.graphs = note.number, note.value
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        """Take what the process tells, until it is gone."""
        while (note := await self._next()) is not None:
            ended = self._ends.get(note.number)
            if ended and not ended.done():
                ended.set_result(note.value)
        await asyncio.to_thread(self._process.wait)
        self._bury()

    def _bury(self) -> None:
        for ended in self._ends.values():
            if not ended.done():
                ended.set_result(None)
        self._control.close()
        self.gone.set()

    async def _next(self) -> Note | None:
        try:
            data = await self._receive(wire.NOTE_BYTES)
        except (EOFError, OSError):
            return None
        return wire.unpacked(data)

    async def _receive(self, length: int) -> bytes:
        loop = asyncio.get_running_loop()
        data = b""
        while len(data) < length:
            part = await loop.sock_recv(self._control, length - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    # ------------------------------------------------------------ one question

    async def _exchange(self, number: int, job: Job) -> tuple[Outcome, bytes]:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                note = wire.packed(Note(Kind.ASK, number))
                socket.send_fds(self._control, [note], [theirs.fileno()])
            except OSError:
                ours.close()
                raise GoneError from None
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        try:
            writer.write(wire.framed(job))
            length = wire.length(await reader.readexactly(wire.LENGTH_BYTES))
            outcome = wire.outcomes.decode(await reader.readexactly(length))
            return outcome, await reader.readexactly(outcome.length)
        finally:
            writer.close()

    async def _told(self, ended: "asyncio.Future[int | None]") -> int | None:
        async with asyncio.timeout(_TOLD):
            return await ended

    def _end(self, number: int) -> None:
        with suppress(OSError):  # the process is gone
            self._control.send(wire.packed(Note(Kind.END, number)))

    def _close_if_idle(self) -> None:
        if self._retired and not self._asked:
            with suppress(OSError):
                self._control.shutdown(socket.SHUT_RDWR)


def _environment() -> dict[str, str]:
    """Return the environment of a process that is to be copied often.

    With large pages there is a five-hundredth to copy of what tells where the memory
    is: for 1.4 million triples that takes a millisecond in place of twenty. See
    https://sourceware.org/glibc/manual/latest/html_node/Memory-Allocation-Tunables.html
    """
    told = [os.environ.get(_TUNABLES, ""), _LARGE_PAGES]
    return {**os.environ, _TUNABLES: ":".join(filter(None, told))}


def _judged(status: int, seconds: float, bounds: Bounds) -> tuple[Outcome, bytes]:
    """Return what the wait *status* of a process that gave no answer means."""
    if os.WIFSIGNALED(status) and status >= 0:
        ended_by = os.WTERMSIG(status)
        if ended_by in _TIMED or seconds >= bounds.seconds:
            return _failed(child.time_fault(bounds))
        if ended_by in _FULL:
            return _failed(child.memory_fault(bounds))
        return _failed(
            "The engine broke at this question, as it does where much is nested too "
            "deeply\n",
            500,
        )
    if status < 0:
        return _failed("The machine has no room for one more question now\n")
    return _failed("The question ended without an answer\n", 500)


def _failed(words: str, status: int = 503) -> tuple[Outcome, bytes]:
    body = words.encode()
    return Outcome(status, child.TEXT, len(body)), body
