"""What is kept in files comes back as what is kept in memory."""

import hashlib
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import extract, graph
from pipeline.errors import OutputError
from pipeline.model import Document, Extraction, Reading, Room
from pipeline.nodes import Stored
from pipeline.shelves import Shelf, in_memory, keep
from pipeline.sorting import Ordered, Sorted

PAGES = [
    ("b.txt", "# Vein Stripping\n\nRisks\n- Bleeding\n- Infection (about 1%)\n"),
    ("a.txt", "# Vein Stripping\n\nRisks\n- No bleeding\n"),
    ("c.txt", "# Skin Graft\n\nSteps\n1. Clean the skin.\n2. Lay on the graft.\n"),
]


def bare(name: str, text: str) -> Extraction:
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(name, text, digest, digest, "text/plain", "utf-8")
    return Extraction(document, (), Reading(None, (), ()), (), (), ())


def read() -> list[Extraction]:
    known = extract.load()
    return [extract.extract(bare(name, text).document, known) for name, text in PAGES]


def test_a_graph_over_files_is_the_one_in_memory(tmp_path: Path) -> None:
    pages = read()
    held, kept = (graph.merge(pages, room) for room in (None, Room(tmp_path, 0)))
    assert isinstance(kept.extractions, Shelf)
    assert isinstance(kept.nodes, Stored)
    assert isinstance(kept.findings, Ordered)
    assert tuple(kept.nodes) == tuple(held.nodes)
    assert tuple(kept.findings) == held.findings
    assert list(kept.assertions) == list(held.assertions)
    assert tuple(kept.extractions) == held.extractions
    assert isinstance(graph.direct(kept), Sorted)
    assert tuple(graph.direct(kept)) == graph.direct(held)


def test_a_shelf_is_a_sequence(tmp_path: Path) -> None:
    pages = in_memory(read())
    shelf = keep(pages, Room(tmp_path, 0))
    assert len(shelf) == 3
    assert (shelf[0], shelf[-1], shelf[1:]) == (pages[0], pages[2], pages[1:])
    with pytest.raises(IndexError):
        shelf[3]


def test_what_fits_stays_in_memory(tmp_path: Path) -> None:
    pages = read()
    assert keep(pages, Room(tmp_path)) == in_memory(pages)
    assert list(tmp_path.iterdir()) == []
    assert keep((), Room(tmp_path)) == ()


def test_what_is_more_than_fits_goes_to_a_file(tmp_path: Path) -> None:
    page = bare("a.txt", "Bleeding. " * 10_000)
    others = [bare(f"{number}.txt", f"Page {number}.") for number in range(3)]
    kept = keep([page, *others], Room(tmp_path, 1))
    assert isinstance(kept, Shelf)
    assert tuple(kept) == in_memory([page, *others])


def test_one_shelf_can_be_made_of_another(tmp_path: Path) -> None:
    first = keep(read(), Room(tmp_path, 0))
    assert tuple(keep(first, Room(tmp_path, 0))) == tuple(first)


def test_two_passes_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    shelf = keep(read(), Room(tmp_path, 0))
    pairs = [
        (one.document.name, other.document.name) for one in shelf for other in shelf
    ]
    names = ["a.txt", "b.txt", "c.txt"]
    assert pairs == [(one, other) for one in names for other in names]


def test_the_file_goes_with_the_shelf(tmp_path: Path) -> None:
    shelf = keep(read(), Room(tmp_path, 0))
    assert len(list(tmp_path.iterdir())) == 1
    copy = pickle.loads(pickle.dumps(shelf))  # noqa: S301 - made here
    assert list(copy) == list(shelf)
    del copy
    assert len(list(shelf)) == 3
    del shelf
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_a_fault_with_its_place(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(OutputError, match="gone"):
        keep(read(), Room(gone, 0))


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("xyz"))),
    st.randoms(use_true_random=False),
)
def test_documents_stand_by_name_and_those_of_one_text_together(
    named: list[tuple[str, str]], chance: object
) -> None:
    pages = in_memory(bare(name, text) for name, text in named)
    kept = [(each.document.name, each.document.text) for each in pages]
    assert set(kept) == set(named)
    assert len(kept) == len(set(named))
    firsts: dict[str, str] = {}
    for name, text in kept:
        assert firsts.setdefault(text, name) <= name
    texts = [
        text for at, (_, text) in enumerate(kept) if not at or kept[at - 1][1] != text
    ]
    assert len(texts) == len(set(texts))
    assert [firsts[text] for text in texts] == sorted(firsts.values())
    chance.shuffle(named)  # type: ignore[attr-defined]
    assert in_memory(bare(name, text) for name, text in named) == pages


def test_a_record_that_only_half_fits_is_a_fault_and_no_half_record(
    tmp_path: Path,
) -> None:
    """The system writes what fits, and refuses only what comes after that."""
    resource = pytest.importorskip("resource")
    digests = (hashlib.sha256(bytes([at % 256, at // 256])) for at in range(3_000))
    packs_badly = "".join(each.hexdigest() for each in digests)
    pages = [bare("a.txt", "a"), bare("b.txt", packs_badly)]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            keep(pages, Room(tmp_path, 0))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
