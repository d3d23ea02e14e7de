"""The same, guided by which lines of the program a document reaches: needs atheris."""

import importlib
import sys
from collections.abc import Sequence
from typing import Any

from tests.fuzz import mutating


class BrokenError(Exception):
    """A promise is broken."""


def run(arguments: Sequence[str]) -> int:
    """Read documents until one breaks a promise or libFuzzer has had enough.

    *arguments* are libFuzzer's, such as ``-runs=100000`` or a folder of inputs.
    """
    atheris: Any = importlib.import_module("atheris")
    # What is imported before cannot be followed.
    with atheris.instrument_imports(include=["pipeline"]):
        reading: Any = importlib.import_module("tests.fuzz.reading")
    texts = mutating.seeds()

    def read_one(data: bytes) -> None:
        given = atheris.FuzzedDataProvider(data)
        suffix, content = mutating.make(
            lambda below: given.ConsumeIntInRange(0, below - 1), texts
        )
        if faults := reading.broken(suffix, content):
            path = mutating.keep(suffix, content)
            raise BrokenError(f"{path.name}: {' | '.join(faults)}")

    reading.said(".txt", b"Knee arthroscopy\n\nRisks\n\nBleeding.\n")
    atheris.Setup([sys.argv[0], *arguments], read_one)
    atheris.Fuzz()
    return 0
