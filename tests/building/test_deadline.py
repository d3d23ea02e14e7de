"""What takes too long is cut off, whatever it does."""

import re
import signal
import threading
from contextlib import suppress

import pytest

from pipeline.building.deadline import ExpiredError, within

SHORT = 0.03
# Each further sign doubles what this takes to find nothing.
SLOW = re.compile(r"(a|a)*b")


def count() -> None:
    number = 0
    while True:
        number += 1


def search() -> None:
    SLOW.match("a" * 60)


def catch() -> None:
    try:
        count()
    except Exception:  # noqa: BLE001 - as code of other hands does
        count()


def swallow() -> None:
    """Take every fault for one of its own, and give something nevertheless."""
    with suppress(BaseException):
        count()


def swallow_twice() -> None:
    swallow()
    swallow()


@pytest.mark.parametrize("work", [count, search, catch, swallow, swallow_twice])
def test_what_does_not_end_is_cut_off(work: object) -> None:
    assert callable(work)
    with pytest.raises(ExpiredError), within(SHORT):
        work()


def test_what_ends_in_time_is_not_touched() -> None:
    with within(1000):
        found = SLOW.match("aaab")
    assert found


def burn(seconds: float) -> None:
    """Use the processor in this thread for some time."""
    end = threading.Event()
    timer = threading.Timer(seconds, end.set)
    timer.start()
    while not end.is_set():
        pass
    timer.join()


def test_nothing_is_cut_off_afterwards() -> None:
    with within(SHORT):
        pass
    with pytest.raises(ExpiredError), within(SHORT):
        count()
    burn(4 * SHORT)
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0
    assert signal.getsignal(signal.SIGPROF) is signal.SIG_DFL


def test_a_fault_goes_through() -> None:
    with pytest.raises(ZeroDivisionError), within(SHORT):
        raise ZeroDivisionError


def test_outside_the_first_thread_nothing_is_cut_off_and_nothing_breaks() -> None:
    ended = []

    def work() -> None:
        with within(SHORT):
            burn(4 * SHORT)
        ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended == [True]


def test_it_is_no_fault_that_others_could_catch() -> None:
    caught = []

    def work() -> None:
        try:
            count()
        except Exception as fault:  # noqa: BLE001 - as code of other hands does
            caught.append(fault)

    with pytest.raises(ExpiredError), within(SHORT):
        work()
    assert caught == []
