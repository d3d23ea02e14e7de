"""A patch turns the old graph into the new one, exactly."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from pipeline import comparing
from pipeline.comparing.patch import Patch
from pipeline.errors import OutputError
from tests.comparing.conftest import EAR, PAGES, make

ODD = (
    '"two\\nlines and \\"quotes\\""@en-GB',
    '"back\\\\slash \\t tab \\r return \\u0001 end ."',
    '"\u00e9\U0001f442 \u2028 \u202e"@de',
    '"0.90"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    '"D <a> <b> <c> ."',
    "<http://a.example/\u00e9>",
)
TRIPLES = st.frozensets(
    st.tuples(st.sampled_from("abc"), st.sampled_from("pq"), st.sampled_from(ODD)),
    max_size=12,
)


def parsed(lines: str) -> set[ox.Quad]:
    return set(ox.parse(lines.encode(), format=ox.RdfFormat.N_TRIPLES))


def applied(patch: str, old: set[ox.Quad]) -> set[ox.Quad]:
    """Apply *patch* as https://afs.github.io/rdf-patch/ has it, one line after another."""
    lines = patch.split("\n")
    assert re.fullmatch(r"H id <urn:uuid:[0-9a-f-]{36}> \.", lines[0])
    assert lines[1] == "TX ."
    assert lines[-2:] == ["TC .", ""]
    graph = set(old)
    for line in lines[2:-2]:
        triple = parsed(line[2:])
        assert len(triple) == 1
        if line.startswith("D "):
            assert triple <= graph
            graph -= triple
        else:
            assert line.startswith("A ")
            assert not triple & graph
            graph |= triple
    return graph


def written(patch: Patch) -> str:
    return "".join(patch.lines())


def test_a_patch_of_two_builds_turns_one_into_the_other(tmp_path: Path) -> None:
    old = make(PAGES, tmp_path / "old")
    new = make(PAGES | {"ear.txt": EAR.replace("Drainage", "Pain")}, tmp_path / "new")
    patch = comparing.patch(old, new)
    before, after = (set(ox.parse(path=str(it / "graph.ttl"))) for it in (old, new))
    assert applied(written(patch), before) == after
    assert 0 < len(patch.deleted) < len(before) / 2
    back = comparing.patch(new, old)
    assert (back.deleted, back.added) == (patch.added, patch.deleted)
    assert back.id != patch.id


@given(TRIPLES, TRIPLES)
def test_a_patch_of_any_two_graphs_turns_one_into_the_other(
    tmp_path_factory: pytest.TempPathFactory,
    old: frozenset[tuple[str, str, str]],
    new: frozenset[tuple[str, str, str]],
) -> None:
    folder = tmp_path_factory.mktemp("graphs")
    graphs = []
    for name, triples in (("old.nt", old), ("new.nt", new)):
        lines = "".join(
            f"<http://a.example/{s}> <http://a.example/{p}> {o} .\n"
            for s, p, o in triples
        )
        (folder / name).write_text(lines, encoding="utf-8")
        graphs.append(parsed(lines))
    patch = comparing.patch(folder / "old.nt", folder / "new.nt")
    assert applied(written(patch), graphs[0]) == graphs[1]
    assert patch.is_empty == (graphs[0] == graphs[1])
    assert list(patch.deleted) == sorted(patch.deleted)
    assert list(patch.added) == sorted(patch.added)


def test_rdflib_reads_what_is_added(tmp_path: Path) -> None:
    (tmp_path / "old.ttl").write_text("")
    lines = "".join(
        f"<http://a.example/a> <http://a.example/p> {odd} .\n" for odd in ODD
    )
    (tmp_path / "new.nt").write_text(lines, encoding="utf-8")
    patch = comparing.patch(tmp_path / "old.ttl", tmp_path / "new.nt")
    told = "".join(f"{triple} .\n" for triple in patch.added)
    read = rdflib.Graph().parse(data=told, format="nt")
    assert set(read) == set(rdflib.Graph().parse(data=lines, format="nt"))


def test_the_same_files_give_the_same_patch(tmp_path: Path) -> None:
    old, new = tmp_path / "old.nt", tmp_path / "new.nt"
    old.write_text('<http://a.example/a> <http://a.example/p> "1" .\n')
    new.write_text('<http://a.example/a> <http://a.example/p> "2" .\n')
    assert written(comparing.patch(old, new)) == (
        "H id <urn:uuid:bf3d2397-9539-5b82-9f21-8766bd19aaa4> .\n"
        "TX .\n"
        'D <http://a.example/a> <http://a.example/p> "1" .\n'
        'A <http://a.example/a> <http://a.example/p> "2" .\n'
        "TC .\n"
    )


def test_a_triple_that_stands_twice_is_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old.nt", tmp_path / "new.nt"
    line = '<http://a.example/a> <http://a.example/p> "1" .\n'
    old.write_text(line)
    new.write_text(line * 2)
    assert comparing.patch(old, new).is_empty
    assert comparing.patch(new, old).is_empty


def test_a_graph_without_evidence_has_a_patch(tmp_path: Path) -> None:
    old = make(PAGES, tmp_path / "old", evidence="none")
    new = make(
        PAGES | {"ear.txt": EAR.replace("Drainage", "Pain")},
        tmp_path / "new",
        evidence="none",
    )
    patch = comparing.patch(old, new)
    assert any("complication" in each.lower() for each in patch.added)


@pytest.mark.parametrize(
    "triple",
    [
        "_:a <http://a.example/p> <http://a.example/b> .",
        "<http://a.example/a> <http://a.example/p> _:b .",
    ],
)
def test_a_node_without_a_name_is_refused(triple: str, tmp_path: Path) -> None:
    (tmp_path / "old.nt").write_text("")
    (tmp_path / "new.nt").write_text(triple)
    with pytest.raises(OutputError, match=r"new\.nt: has blank nodes"):
        comparing.patch(tmp_path / "old.nt", tmp_path / "new.nt")


def test_words_that_look_like_a_node_without_a_name_are_none(tmp_path: Path) -> None:
    (tmp_path / "old.nt").write_text("")
    (tmp_path / "new.nt").write_text(
        '<http://a.example/a> <http://a.example/p> "_:b" .'
    )
    assert len(comparing.patch(tmp_path / "old.nt", tmp_path / "new.nt").added) == 1
