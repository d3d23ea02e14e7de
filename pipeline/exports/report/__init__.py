"""Tell people in one page, and programs in JSON, what came out of a build.

``report.html`` stands alone, can be printed and needs no program to be read;
``report.json`` holds the same figures. Both hold no times, and are the same bytes for
the same graph and the same account of the build. They are to be written when all other
files but ``dataset.ttl`` are there.
"""

from pathlib import Path
from typing import Final

import msgspec

from pipeline.exports.manner import Manner
from pipeline.model import Graph

PAGE: Final = "report.html"
DATA: Final = "report.json"
FILES: Final = (PAGE, DATA)

__all__ = ["DATA", "FILES", "PAGE", "write"]


def write(graph: Graph, folder: Path, manner: Manner) -> None:
    """Write the report of *graph* into *folder*."""
    # Templates take a while to import, and most builds write no page.
    from pipeline.exports.report import figures, page  # noqa: PLC0415

    report = figures.gather(graph, manner)
    formats = manner.account.formats if manner.account else ()
    as_json = msgspec.json.format(msgspec.json.encode(report), indent=1)
    (folder / DATA).write_bytes(as_json + b"\n")
    (folder / PAGE).write_bytes(page.render(report, formats))
