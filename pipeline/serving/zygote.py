"""The process that holds the graph, and makes a copy of itself for each question.

A copy costs little: the system copies a page of memory only when one of the two writes
to it. So the graph is loaded once and is in memory once, and a question that is ended
takes nothing with it. The process has one thread, which is what makes it safe to be
copied, and answers nothing itself.

It ends, and what answers with it, as soon as the server is gone.
"""

import gc
import os
import select
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from pipeline.errors import OutputError, PipelineError
from pipeline.serving import child, graphs, wire
from pipeline.serving.wire import Kind, Note

_TRIES: Final = 5
_DEFAULT: Final = ox.DefaultGraph()


def main(descriptor: int, place: str) -> None:
    """Serve the build in the folder *place* to the server at *descriptor*."""
    control = socket.socket(fileno=descriptor)
    try:
        store = _load(Path(place))
    except PipelineError as fault:
        words = str(fault).encode()
        control.sendall(wire.packed(Note(Kind.FAILED, 0, len(words))) + words)
        return
    graph_count = sum(1 for _ in store.named_graphs())
    triples = sum(1 for _ in store.quads_for_pattern(None, None, None, _DEFAULT))
    control.sendall(wire.packed(Note(Kind.READY, triples, graph_count)))
    # What is there now is never looked at for garbage: that would copy its pages.
    gc.collect()
    gc.freeze()
    gc.disable()
    _Zygote(control, store).run()


def _load(place: Path) -> ox.Store:
    """Return the graph of one build, even if another is put in place meanwhile."""
    for _ in range(_TRIES):
        before = graphs.stamp(place)
        store = graphs.load(place)
        if before is not None and before == graphs.stamp(place):
            return store
    raise OutputError(str(place), "is built anew faster than it can be read")


class _Zygote:
    """The loop that makes copies and tells how they end."""

    def __init__(self, control: socket.socket, store: ox.Store) -> None:
        self._control = control
        self._store = store
        self._running: dict[int, int] = {}  # by the id of the process, its number
        self._woken, waking = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(waking, False)
        signal.set_wakeup_fd(waking)
        # Without a handler the system tells nobody that a copy ended.
        signal.signal(signal.SIGCHLD, lambda _, __: None)

    def run(self) -> None:
        """Do what the server says until it is gone."""
        try:
            while self._heeds():
                pass
        finally:
            for process in self._running:
                os.kill(process, signal.SIGKILL)
            for process in self._running:
                os.waitpid(process, 0)

    def _heeds(self) -> bool:
        """Wait for what comes next and do it; tell whether the server is there."""
        control = self._control.fileno()
        ready, _, _ = select.select([control, self._woken], [], [])
        if self._woken in ready:
            with suppress(BlockingIOError):
                os.read(self._woken, 4096)
            self._reap()
        if control not in ready:
            return True
        try:
            data, lines, _, _ = socket.recv_fds(self._control, wire.NOTE_BYTES, 1)
            while data and len(data) < wire.NOTE_BYTES:
                data += self._control.recv(wire.NOTE_BYTES - len(data))
        except ConnectionError:
            return False
        if not data:
            return False
        note = wire.unpacked(data)
        if note.kind is Kind.ASK:
            self._start(note.number, socket.socket(fileno=lines[0]))
        elif note.kind is Kind.END:
            self._end(note.number)
        return True

    def _start(self, number: int, line: socket.socket) -> None:
        with line:
            try:
                process = os.fork()
            except OSError:  # the server sees that the line is closed
                self._tell(Note(Kind.ENDED, number, -1))
                return
            if not process:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                child.answer(line, self._store)
        self._running[process] = number

    def _end(self, number: int) -> None:
        for process, running in self._running.items():
            if running == number:
                # It is not waited for yet, so that no other can have its id.
                os.kill(process, signal.SIGKILL)

    def _reap(self) -> None:
        while self._running:
            process, status = os.waitpid(-1, os.WNOHANG)
            if not process:
                return
            number = self._running.pop(process)
            self._tell(Note(Kind.ENDED, number, status))

    def _tell(self, note: Note) -> None:
        with suppress(OSError):  # the server is gone, which the loop will see
            self._control.sendall(wire.packed(note))
