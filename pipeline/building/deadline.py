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


class ExpiredError(Exception):
    """The time is up."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise ExpiredError in what takes more than *seconds* of the processor's time.

    Where the system has no such signal, and outside a program's first thread, nothing
    is cut off.
    """
    if not hasattr(signal, "SIGPROF") or _is_side_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _expire)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _is_side_thread() -> bool:
    return threading.current_thread() is not threading.main_thread()


def _expire(_: int, __: FrameType | None) -> None:
    raise ExpiredError
