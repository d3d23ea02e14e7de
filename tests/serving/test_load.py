"""Two hundred clients for a minute: no faults but honest ones, and memory stays flat."""

import os
import random
import threading
import time
from collections import Counter
from http.client import HTTPException
from pathlib import Path

import pytest

from pipeline import questions
from tests.serving.conftest import PATIENCE, Served

CLIENTS = 200
SECONDS = 60
LIMIT = 5
RUNAWAY = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "SELECT (COUNT(*) AS ?n) { ?a (!<x:none>)* ?b . ?c (!<x:none>)* ?d }",
)
QUIET = 20  # of the clients' questions one is a runaway


def kilobytes(process: int) -> int:
    """Return what *process* alone has in memory."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text()
    return sum(
        int(line.split()[1])
        for line in told.splitlines()
        if line.startswith("Private_")
    )


def in_memory(served: Served) -> dict[str, int]:
    (holder,) = [
        each for each in served.children() if _parent(each) == served.process.pid
    ]
    return {
        "server": kilobytes(served.process.pid),
        "holder": kilobytes(holder),
    }


def _parent(process: int) -> int:
    stat = Path(f"/proc/{process}/stat").read_text()
    return int(stat.rpartition(")")[2].split()[1])


@pytest.mark.long
def test_many_clients_get_answers_or_an_honest_word(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    served = Served.start(built, "--timeout", str(LIMIT))
    texts = [each.text for each in questions.catalogue()]
    expected = {text: served.ask(text).body for text in texts}
    seen: Counter[str] = Counter()
    times: list[float] = []
    end = time.monotonic() + SECONDS

    def client(number: int) -> None:
        chosen = random.Random(number)  # noqa: S311 - the same each time
        while time.monotonic() < end:
            is_runaway = chosen.randrange(QUIET) == 0
            text = chosen.choice(RUNAWAY if is_runaway else texts)
            began = time.monotonic()
            try:
                found = served.ask(text)
            except (OSError, HTTPException) as fault:
                seen[f"fault {type(fault).__name__}"] += 1
                continue
            times.append(time.monotonic() - began)
            word = f"{found.status}{' runaway' if is_runaway else ''}"
            if found.status == 200 and found.body != expected[text]:
                word = "cut"
            if found.status == 503 and not found.text.endswith("\n"):
                word = "dishonest"
            seen[word] += 1

    before = in_memory(served)
    clients = [threading.Thread(target=client, args=(each,)) for each in range(CLIENTS)]
    for each in clients:
        each.start()
    time.sleep(SECONDS / 3)
    third = in_memory(served)
    for each in clients:
        each.join(PATIENCE + SECONDS)
    after = in_memory(served)
    status = served.end()
    times.sort()
    with capsys.disabled():
        print(f"\n{CLIENTS} clients, {SECONDS} s: {dict(seen)}")  # noqa: T201
        print(  # noqa: T201
            f"{len(times) / SECONDS:.0f} answers a second, median "
            f"{times[len(times) // 2]:.2f} s, 99 of 100 in "
            f"{times[len(times) * 99 // 100]:.2f} s, longest {times[-1]:.2f} s; "
            f"private kB before {before}, after a third {third}, at the end {after}"
        )
    assert status == 143
    assert set(seen) <= {"200", "503", "200 runaway", "413 runaway", "503 runaway"}
    assert seen["200"] > CLIENTS
    # What waits and what is being sent take room; it does not grow from there.
    assert after["server"] < third["server"] + 30_000
    assert after["holder"] < before["holder"] + 5_000


@pytest.mark.long
def test_runaways_end_within_their_time_and_two_seconds(built: Path) -> None:
    served = Served.start(built, "--timeout", str(LIMIT))
    for text in RUNAWAY:
        began = time.monotonic()
        found = served.ask(text)
        took = time.monotonic() - began
        assert found.status in {413, 503}, found.text
        assert took < LIMIT + 2, os.getloadavg()
    served.end()
