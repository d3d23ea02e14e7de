"""Cut off what takes too long, by the processor's time and not the clock's.

So it does not depend on what else the machine does. Python looks for signals between
its instructions, and its regular expressions do so within a search.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

# Code of other hands may catch the first.
_AGAIN: Final = 1.0


class ExpiredError(BaseException):
    """The time is up: no fault of what is cut off, which might else be caught."""


class _Clock:
    """Whether time is measured, and whether it is up."""

    def __init__(self) -> None:
        self.is_on = True
        self.is_up = False

    def expire(self, _: int, __: FrameType | None) -> None:
        if self.is_on:
            self.is_up = True
            raise ExpiredError


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise ExpiredError in what takes more than *seconds* of the processor's time.

    What catches it and goes on meets it again, and at the latest at its end. Where the
    system has no such signal, and outside a program's first thread, nothing is cut off.
    """
    if not hasattr(signal, "SIGPROF") or _is_side_thread():
        yield
        return
    clock = _Clock()
    before = signal.signal(signal.SIGPROF, clock.expire)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        try:
            yield
        finally:
            clock.is_on = False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    if clock.is_up:
        raise ExpiredError


def _is_side_thread() -> bool:
    return threading.current_thread() is not threading.main_thread()
