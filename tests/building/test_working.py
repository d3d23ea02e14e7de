"""Reading many files: one bad document never stops the others."""

import os
import re
import signal
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.building import sources
from pipeline.building.build import build
from pipeline.building.results import Results
from pipeline.building.working import Given, Reader, processes, run
from pipeline.documents import Limits, find
from pipeline.errors import SourceError
from pipeline.model import (
    Document,
    Extraction,
    Page,
    Plugin,
    Quarantined,
    Reading,
    Suggestion,
)


def bare(document: Document) -> Extraction:
    """Return an extraction that found nothing."""
    return Extraction(document, (), Reading(None, (), ()), (), (), ())


def failing(document: Document) -> Extraction:
    if document.name == "bad.txt":
        raise SourceError(document.name, "ends in a fault", "odd")
    return bare(document)


def reasons(folder: Path, reader: Reader, processes: int = 1) -> dict[str, str]:
    """Return for each document below *folder* why it is refused, or that it is read."""
    taken = list(sources.take(find([folder]), reader.limits, b""))
    refused = [each for each in taken if isinstance(each, Quarantined)]
    given = [each for each in taken if isinstance(each, Given)]
    found = {each.document: each.reason for each in refused}
    for each in run(given, processes, reader):
        refusal = each.outcome.refused
        found[each.source.name] = refusal.reason if refusal else "read"
    return found


def results(folder: Path, limits: Limits | None = None) -> dict[str, str]:
    return reasons(folder, Reader(limits or Limits(), bare))


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        pytest.param("a.txt", b"", "empty", id="an empty file"),
        pytest.param("a.txt", b" \n\t\n", "empty", id="a file of blanks"),
        pytest.param("a.txt", b"\x7fELF\x00\x01", "binary", id="a program named .txt"),
        pytest.param(
            "a.txt",
            "caf\u00e9 na\u00efve".encode() + b" \xff.",
            "encoding",
            id="broken UTF-8",
        ),
        pytest.param("a.md", b"x" * 3000, "too-large", id="a file above the limit"),
        pytest.param("a.md", b"x" * 1500, "long-line", id="a line above the limit"),
        pytest.param(
            "a.html", b"<div>" * 300 + b"x", "deep-html", id="hundreds of nested tags"
        ),
        pytest.param(
            "a.md",
            b"# Bread\n\nMix flour and water.\n\nBake for an hour.\n",
            "read",
            id="a recipe is read like any page",
        ),
    ],
)
def test_a_document_is_read_or_refused_with_its_reason(
    tmp_path: Path, name: str, source: bytes, expected: str
) -> None:
    (tmp_path / name).write_bytes(source)
    (tmp_path / "good.md").write_text("# A page\n")
    got = results(tmp_path, Limits(2000, 1000, 100))
    assert got == {name: expected, "good.md": "read"}


def test_a_link_that_leads_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("not for the graph")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert results(folder)["a.txt"] == "link"


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text("A page.")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert results(tmp_path) == {"caf\\udce9.txt": "name"}


def test_a_fault_of_ours_in_one_document_spares_the_others(tmp_path: Path) -> None:
    for name in ("a.txt", "bad.txt", "c.txt"):
        (tmp_path / name).write_text("A page.")
    got = reasons(tmp_path, Reader(Limits(), failing))
    assert got == {"a.txt": "read", "bad.txt": "extraction", "c.txt": "read"}


# ---------------------------------------------------------------- what does not end

SLOW = re.compile(r"(a|a)*b")
LONG = "takes more than 1 s of the processor's time"


def endless(document: Document) -> Extraction:
    while document.name == "loop.txt":
        pass
    if document.name == "search.txt":
        SLOW.match("a" * 60)
    return bare(document)


def catching(page: Page) -> Iterable[Suggestion]:
    """Suggest nothing, and take what stops it for a fault of its own."""
    try:
        while page.name == "loop.txt":
            pass
    except Exception:  # noqa: BLE001, S110 - as code of other hands does
        pass
    return ()


def asking(document: Document) -> Extraction:
    plugins = [Plugin("p", "1", catching)]
    return extract.extract(document, extract.load(), plugins=plugins)


def outcomes(folder: Path, reader: Reader, kept: Results) -> dict[str, str]:
    """Return for each document why it is refused, or whether it was kept or read."""
    taken = sources.take(find([folder]), reader.limits, b"")
    given = (each for each in taken if isinstance(each, Given))
    return {
        each.source.name: each.outcome.refused.fault
        if each.outcome.refused
        else "kept"
        if each.is_kept
        else "read"
        for each in run(given, 1, reader, kept)
    }


@pytest.mark.parametrize(
    ("work", "odd"),
    [
        pytest.param(endless, ["loop.txt", "search.txt"], id="code and a pattern"),
        pytest.param(asking, ["loop.txt"], id="a plug-in that catches faults"),
    ],
)
def test_what_takes_too_long_is_refused_and_tried_again_another_time(
    tmp_path: Path, work: object, odd: list[str]
) -> None:
    assert callable(work)
    extract.load()
    for name in ("a.txt", *odd, "z.txt"):
        (tmp_path / name).write_text("# A knee operation\n\nRisks\n- Bleeding\n")
    reader = Reader(Limits(seconds=1), work)
    results = Results(tmp_path)
    refused = dict.fromkeys(odd, LONG)
    assert outcomes(tmp_path, reader, results) == {
        "a.txt": "read",
        **refused,
        "z.txt": "read",
    }
    reader = Reader(Limits(seconds=1), bare)
    again = dict.fromkeys(odd, "read")
    assert outcomes(tmp_path, reader, results) == {
        "a.txt": "kept",
        **again,
        "z.txt": "kept",
    }
    results.close()


def unlucky(document: Document) -> Extraction:
    raise MemoryError(document.name)


def test_a_fault_of_ours_is_tried_again_and_one_of_the_document_is_kept(
    tmp_path: Path,
) -> None:
    for name in ("a.txt", "bad.txt"):
        (tmp_path / name).write_text("A page.")
    results = Results(tmp_path)
    first = outcomes(tmp_path, Reader(Limits(), unlucky), results)
    assert {told.partition(" (")[0] for told in first.values()} == {
        "made the program fail"
    }
    second = outcomes(tmp_path, Reader(Limits(), failing), results)
    assert second == {"a.txt": "read", "bad.txt": "bad.txt: ends in a fault"}
    third = outcomes(tmp_path, Reader(Limits(), bare), results)
    assert third == {"a.txt": "kept", "bad.txt": second["bad.txt"]}
    results.close()


# ---------------------------------------------------------------- several processes


def deadly(document: Document) -> Extraction:
    if document.name == "7.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return bare(document)


def test_a_document_that_ends_its_process_is_refused_alone(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"Page {number}.")
    built = build(folder, tmp_path / "one", grounding=False, jobs=2, extract=deadly)
    (refused,) = built.quarantined
    assert (refused.document, refused.reason) == ("7.txt", "extraction")
    assert refused.fault.startswith("ended the process that read it")
    (folder / "7.txt").unlink()
    build(folder, tmp_path / "two", grounding=False, jobs=1, extract=deadly)
    for name in ("graph.ttl", "graph.json", "extractions.jsonl", "findings.jsonl"):
        one, two = (tmp_path / out / name for out in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("jobs", "count", "expected"),
    [
        pytest.param(1, 1000, 1, id="one is one"),
        pytest.param(4, 1000, 4, id="as many as are asked for"),
        pytest.param(4, 17, 2, id="no more than there are batches"),
        pytest.param(4, 16, 1, id="one batch is not shared"),
        pytest.param(4, 0, 1, id="nothing to do"),
        pytest.param(0, 0, 1, id="nothing to do, and nothing asked for"),
        pytest.param(0, 128, 1, id="too few for another"),
    ],
)
def test_there_are_as_many_processes_as_pay(
    jobs: int, count: int, expected: int
) -> None:
    assert processes(jobs, count) == expected


def test_there_are_no_more_processes_than_processors_unless_they_are_asked_for() -> (
    None
):
    most = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    assert processes(0, 10**9) >= most
    assert processes(0, 10**9) <= (os.cpu_count() or 1)
    assert processes(500, 10**9) == 500
