"""What writes the formats, where a process that writes ends."""

from pathlib import Path

import pytest

from pipeline.building import writing
from pipeline.errors import OutputError


def test_a_format_whose_process_ended_is_a_fault_with_its_name() -> None:
    done = writing._checked([("ttl", True), ("nt", False)], Path("out"))  # noqa: SLF001
    assert next(done) == "ttl"
    with pytest.raises(OutputError, match="the process that wrote nt ended"):
        next(done)
