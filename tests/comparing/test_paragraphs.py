"""What two files of Turtle share is left out only where that makes no difference."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import comparing
from pipeline.comparing import paragraphs
from pipeline.errors import OutputError
from tests.comparing.conftest import EAR, PAGES, make

HEAD = (
    "# A notice.\n@prefix a: <http://a.example/> .\n@prefix b: <http://b.example/> .\n"
)
WORDS = (
    '"x"',
    '"a . b"',
    '"# \\" ."',
    '"<"',
    '">"',
    "a:o",
    "<http://a.example/o>",
    '""',
)
# A triple has one place in a file or, of another spelling of its subject, several.
NAMES = ("a:s", "b:s", "a:t", "<http://a.example/s>", "a:u\\-v", "a:u-v")
PARTS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.lists(
            st.tuples(st.sampled_from(("a:p", "a:q")), st.sampled_from(WORDS)),
            min_size=1,
            max_size=3,
        ),
        st.sampled_from((" ;\n  ", " ; ", " ;\n\n  ")),
        st.sampled_from((" .\n", " . ", " .\n\n")),
    ),
    max_size=5,
)
Parts = Iterable[tuple[str, list[tuple[str, str]], str, str]]


def turtle(parts: Parts) -> str:
    """Return paragraphs in several styles, some of which are several statements."""
    said = "".join(
        f"{subject} {between.join(map(' '.join, pairs))}{end}"
        + ("\n" if end == " .\n" else "")
        for subject, pairs, between, end in parts
    )
    return f"{HEAD}\n{said}"


def triples(graph: str) -> set[str]:
    return {str(each) for each in ox.parse(graph, format=ox.RdfFormat.TURTLE)}


@given(PARTS, PARTS, PARTS)
def test_a_patch_is_the_same_however_the_files_are_written(
    tmp_path_factory: pytest.TempPathFactory, shared: Parts, one: Parts, other: Parts
) -> None:
    folder = tmp_path_factory.mktemp("graphs")
    old, new = turtle([*shared, *one]), turtle([*other, *shared])
    (folder / "old.ttl").write_text(old)
    (folder / "new.ttl").write_text(new)
    patch = comparing.patch(folder / "old.ttl", folder / "new.ttl")
    assert set(patch.deleted) == triples(old) - triples(new)
    assert set(patch.added) == triples(new) - triples(old)


def test_of_two_builds_only_what_differs_is_kept(tmp_path: Path) -> None:
    old = make(PAGES, tmp_path / "old") / "graph.ttl"
    pages = PAGES | {"ear.txt": EAR.replace("Drainage", "Pain")}
    new = make(pages, tmp_path / "new") / "graph.ttl"
    found = paragraphs.rest(old, new)
    assert found is not None
    parts = [set(each.turtle.decode().split("\n\n")[1:]) for each in found]
    whole = [set(each.read_text().split("\n\n")[1:]) for each in (old, new)]
    assert parts == [whole[0] - whole[1], whole[1] - whole[0]]
    assert 0 < len(parts[0]) < len(whole[0]) / 2


def test_a_file_compared_with_itself_leaves_nothing(tmp_path: Path) -> None:
    graph = make(PAGES, tmp_path / "out") / "graph.ttl"
    found = paragraphs.rest(graph, graph)
    assert found is not None
    head = graph.read_bytes().partition(b"\n\n")[0]
    assert [each.turtle for each in found] == [head, head]


@pytest.mark.parametrize(
    "graph",
    [
        pytest.param("a:s a:p a:o .\n\na:s a:p a:q .\n", id="a subject told twice"),
        pytest.param(
            "a:s a:p a:o .\n\n<http://a.example/s> a:p a:o .\n",
            id="a subject under two names",
        ),
        pytest.param("a:s a:p a:o . a:t a:p a:o .\n", id="two statements in a line"),
        pytest.param("a:s a:p a:o .\na:t a:p a:o .\n", id="two lines of statements"),
        pytest.param('a:s a:p """x\n\ny""" .\n', id="an empty line in a text"),
        pytest.param("a:s a:p a:o ;\n\n  a:q a:o .\n", id="an empty line between"),
        pytest.param("a:s a:p a:o # no end .\n", id="a stop in a note"),
        pytest.param("a:s a:p '\"' . a:t a:p '\"' .\n", id="a quote in quotes"),
        pytest.param("# a:s a:p a:o .\n", id="a note"),
        pytest.param("@base <http://c.example/> .\n", id="another base"),
    ],
)
def test_what_is_written_otherwise_is_read_as_a_whole(
    graph: str, tmp_path: Path
) -> None:
    (tmp_path / "old.ttl").write_text(f"{HEAD}\n")
    (tmp_path / "new.ttl").write_text(f"{HEAD}\n{graph}")
    assert paragraphs.rest(tmp_path / "old.ttl", tmp_path / "new.ttl") is None


def test_other_prefixes_give_paragraphs_another_sense(tmp_path: Path) -> None:
    body = "\na:s a:p a:o .\n"
    (tmp_path / "old.ttl").write_text(HEAD + body)
    (tmp_path / "new.ttl").write_text(HEAD.replace("/a.ex", "/c.ex") + body)
    patch = comparing.patch(tmp_path / "old.ttl", tmp_path / "new.ttl")
    assert (len(patch.deleted), len(patch.added)) == (1, 1)


def test_a_fault_is_told_with_its_place_in_the_whole_file(tmp_path: Path) -> None:
    good = "".join(f"\na:{number} a:p a:o .\n" for number in range(9))
    (tmp_path / "old.ttl").write_text(HEAD + good)
    (tmp_path / "new.ttl").write_text(f"{HEAD}{good}\na:s a:p .\n")
    with pytest.raises(OutputError, match=r"new\.ttl: .* at line 23 "):
        comparing.patch(tmp_path / "old.ttl", tmp_path / "new.ttl")


def test_an_empty_file_is_a_graph_of_nothing(tmp_path: Path) -> None:
    for name in ("old.ttl", "new.ttl"):
        (tmp_path / name).write_text("")
    assert comparing.patch(tmp_path / "old.ttl", tmp_path / "new.ttl").is_empty


def test_files_that_share_little_are_read_as_a_whole(tmp_path: Path) -> None:
    """To look for what they share would cost more than it saves."""
    words = "x" * 1000
    for name in ("s", "t"):
        lines = (f'\na:{name}{number} a:p "{words}" .\n' for number in range(1000))
        body = "".join(lines)
        (tmp_path / f"{name}.ttl").write_text(HEAD + body)
    assert paragraphs.rest(tmp_path / "s.ttl", tmp_path / "t.ttl") is None
    assert paragraphs.rest(tmp_path / "s.ttl", tmp_path / "s.ttl") is not None


def test_a_comparison_is_the_same_however_the_files_are_written(tmp_path: Path) -> None:
    old = make(PAGES, tmp_path / "old") / "graph.ttl"
    pages = PAGES | {"ear.txt": EAR.replace("Drainage", "Pain"), "more.txt": EAR}
    new = make(pages, tmp_path / "new") / "graph.ttl"
    lines = tmp_path / "new.nt"
    lines.write_text("".join(f"{it} .\n" for it in ox.parse(path=str(new))))
    assert paragraphs.rest(old, new) is not None
    assert comparing.compare(old, new) == comparing.compare(old, lines)
    assert comparing.compare(new, old) == comparing.compare(lines, old)
