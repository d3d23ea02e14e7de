"""A shelf finds each piece, and searches as the page does."""

import gc
import json
import shutil
import subprocess
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.exports import explorer
from pipeline.exports.explorer import Shelf
from pipeline.exports.explorer.search import LONGEST, MOST_WORDS, apart, cut, fold

NODE = shutil.which("node")
# Label, other names, kind of a sentence, facts: in the order in which hits come.
NAMES = [
    ["a", "needle", "Device", 9, []],
    ["b", "Ménière's disease", "Condition", 8, ["MD", "Morbus Ménière"]],
    ["c", "guidewire", "Device", 7, ["guide wire"]],
    ["d", "fine needle biopsy", "Procedure", 6, ["FNA", "needle"]],
    ["e", "guide", "Device", 5, []],
    ["f", "MD", "Personnel", 4, []],
    ["g", "Straße \U0001f600 des Ärztehauses", "Setting", 3, []],
    ["h", "x-ray of the chest", "DiagnosticTest", 2, []],
    ["i", "\u05d3\u05d9\u05de\u05d5\u05dd", "Symptom", 2, []],
    ["j", "unneedled", "Device", 1, []],
    ["k", "***", "Device", 1, []],
    ["l", "needle the guide is passed over", "ProcedureStep", 1, []],
    ["m", "the chest is drained by a guide", "ProcedureStep", 1, []],
]
CASES = [
    pytest.param("needle", "adlj", id="label, other name, beginning, part"),
    pytest.param("NEEDLE", "adlj", id="in any case"),
    pytest.param("meniere", "b", id="without accents"),
    pytest.param("MD", "fb", id="a label before another name"),
    pytest.param("guide", "eclm", id="a name before a sentence"),
    pytest.param("guide wire", "c", id="another name"),
    pytest.param("X ray", "h", id="signs do not count"),
    pytest.param("chest x", "h", id="beginnings of words in any order"),
    pytest.param("biop fine", "d", id="beginnings of all words"),
    pytest.param("eedle", "adjl", id="parts in order of the names"),
    pytest.param("\u05d3\u05d9\u05de", "i", id="in any script"),
    pytest.param("strasse", "", id="sharp s stays what it is"),
    pytest.param("arztehaus", "g", id="accents inside words"),
    pytest.param("***", "", id="signs alone are no words"),
    pytest.param("   ", "", id="blanks are no words"),
    pytest.param("fine fi fine biop " * 60, "d", id="words that are said again"),
    pytest.param("\U0001f600 des " * 90 + "zq", "g", id="the end of many words"),
    pytest.param("needle the guide is passed over " * 9, "l", id="a long text"),
    pytest.param("a b c d e f g h i j k", "", id="more words than count"),
    pytest.param(f"x ray {'chest of the ' * 40}", "h", id="no more than fit"),
    pytest.param("nothing of that kind", "", id="what is not there"),
]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    piece = {"name": "names 0001", "listed": NAMES}
    path = tmp_path / "explorer.jsonl"
    path.write_text(json.dumps(piece, separators=(",", ":")) + "\n", encoding="utf-8")
    with closing(Shelf(path)) as opened:
        yield opened


@pytest.fixture
def whole(explored: Path) -> Iterator[Shelf]:
    with closing(Shelf(explored / explorer.PIECES)) as opened:
        yield opened


@pytest.mark.parametrize(("words", "found"), CASES)
def test_a_search_puts_the_best_first(shelf: Shelf, words: str, found: str) -> None:
    assert "".join(str(hit[0]) for hit in shelf.search(words)) == found


@pytest.mark.skipif(NODE is None, reason="no Node.js here")
def test_the_page_searches_by_the_same_rule() -> None:
    words = [case.values[0] for case in CASES]
    program = files("pipeline.exports.explorer").joinpath("search.js").read_text()
    asked = f"""{program}
    const names = foldNames({json.dumps(NAMES)});
    const found = {json.dumps(words)}.map((each) => [
        apart(cut(fold(each))),
        findNames(names, each, 50).map((hit) => hit[0]).join("")]);
    console.log(JSON.stringify(found));"""
    shown = subprocess.run(
        [str(NODE), "-e", asked], check=True, capture_output=True, text=True
    ).stdout
    expected = [
        [apart(cut(fold(str(case.values[0])))), case.values[1]] for case in CASES
    ]
    assert json.loads(shown) == expected


@pytest.mark.parametrize(
    "words", ["th " * 330 + "zq", "".join(map(chr, range(0x4E00, 0x5200))), "a-" * 999]
)
def test_a_long_search_is_cut(words: str) -> None:
    assert len(cut(fold(words))) <= LONGEST
    assert cut(fold(words)) == cut(fold(cut(fold(words))))
    assert 1 <= len(apart(cut(fold(words)))) <= MOST_WORDS


def test_of_many_words_the_first_are_looked_for(shelf: Shelf) -> None:
    words = "over passed is guide the needle pas o"
    assert apart(f"{words} u v w x y") == [*words.split()[:6], "u", "v"]
    assert [hit[0] for hit in shelf.search(words)] == ["l"]


def test_no_more_hits_come_than_are_wanted(shelf: Shelf) -> None:
    assert [hit[0] for hit in shelf.search("guide", 2)] == ["e", "c"]


def test_each_piece_is_found_as_it_is(explored: Path, whole: Shelf) -> None:
    lines = (explored / explorer.PIECES).read_bytes().splitlines()
    for line in lines:
        assert whole.piece(json.loads(line)["name"]) == line


@pytest.mark.parametrize(
    "name", ["", "a", "thing/", "zzz", "overview ", "thing/\udcff", 'x"', "names"]
)
def test_what_is_not_there_is_none(whole: Shelf, name: str) -> None:
    assert whole.piece(name) is None


def test_several_threads_ask_at_once(explored: Path, whole: Shelf) -> None:
    lines = (explored / explorer.PIECES).read_bytes().splitlines()
    names = [json.loads(line)["name"] for line in lines][::7] * 3
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(whole.piece, names))
        hits = list(pool.map(whole.search, ["blood clot"] * 16))
    assert [json.loads(each or b"")["name"] for each in found] == names
    assert all(each == hits[0] for each in hits)
    assert hits[0][0][0] == "concept/condition-blood-clot"


def test_a_shelf_goes_with_the_last_who_has_it(explored: Path) -> None:
    shelf = Shelf(explored / explorer.PIECES)
    assert shelf.search("blood clot")
    gone = weakref.ref(shelf)
    gc.disable()
    try:
        del shelf
        assert gone() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "text", ["no JSON", '{"listed":[["a"]]}', '{"listed":7}', '{"names":[]}', '"\\ud8']
)
def test_names_that_are_none_are_a_fault(tmp_path: Path, text: str) -> None:
    path = tmp_path / "explorer.jsonl"
    path.write_text(f'{{"name":"names 0001",{text.removeprefix("{")}\n')
    with (
        closing(Shelf(path)) as shelf,
        pytest.raises(OutputError, match="holds no names to search"),
    ):
        shelf.prepare()


def test_without_a_file_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"explorer\.jsonl: cannot be read"):
        Shelf(tmp_path / "explorer.jsonl")


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "explorer.jsonl"
    path.touch()
    with closing(Shelf(path)) as empty:
        assert empty.piece("overview") is None
        assert empty.search("a") == []
