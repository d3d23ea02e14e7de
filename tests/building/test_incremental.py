"""A build into a folder that has one gives what a build into a new folder gives.

Whatever was edited in between, and whatever happened to what the earlier build left.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import extract as reading
from pipeline.building import writing
from pipeline.building.build import build
from pipeline.building.results import FOLDER
from pipeline.building.summary import Summary
from pipeline.documents import Limits
from pipeline.errors import ProcessError, SourceError
from pipeline.model import Document, Extraction

ROOT = Path(__file__).parents[2]
PAGE = "# Knee Arthroscopy\n\n## Risks\n\n- {}\n- Nausea\n"
# Two names of one thing, something uncertain, data of a person, a long line, no text.
TEXTS = (
    PAGE.format("Blood clots in the leg"),
    PAGE.format("Deep vein thrombosis"),
    PAGE.format("No bleeding") + "\n## Steps\n\n1. Clean the skin.\n2. Close it.\n",
    "# Skin Graft\n\nMRN: 0012345\n\nBleeding may be seen. It takes 2 hours.\n",
    "# Vein Stripping\n\n" + "The vein is taken out and the leg is bandaged. " * 12,
    "",
    "\0\1",
)
STORE = f"{FOLDER}/results.sqlite"
DECISIONS = (
    "",
    "decisions: [{same: [nausea, deep vein thrombosis], label: Trouble}]",
    "decisions: [{name: nausea, not: any}]",
)
SETTINGS: tuple[dict[str, Any], ...] = (
    {"formats": ["ttl"]},
    {"formats": ["ttl", "json", "kgx"]},
    {"threshold": 0.8},
    {"keep_personal_data": True},
    {"limits": Limits(line_characters=200)},
    {"evidence": "none"},
    {"evidence": "compact"},
    {"grounding": False},
)

Change = Callable[[Path, Path], None]


def content(out: Path) -> dict[str, bytes]:
    """Return all that *out* shows, without the times in the receipt."""
    found = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and not path.relative_to(out).parts[0].startswith(".")
    }
    receipt = json.loads(found["build.json"])
    del receipt["started"], receipt["seconds"]
    found["build.json"] = json.dumps(receipt).encode()
    return found


def looks(out: Path) -> dict[str, tuple[int, int, int]]:
    """Return what tells whether anything in *out* was written."""
    told = {str(path): path.stat() for path in out.rglob("*")}
    return {
        name: (each.st_ino, each.st_size, each.st_mtime_ns)
        for name, each in told.items()
    }


# ---------------------------------------------------------------- edits

Edit = tuple[Any, ...]
Edits = st.SearchStrategy[Edit]
Values = st.SearchStrategy[Any]

NAMES = ("a.md", "b.md", "sub/a.txt", "c.html")


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


def edit_page(folder: Path, name: str, text: str) -> None:
    write(folder, name, text)


def edit_unseen(folder: Path, name: str) -> None:
    """Write other bytes of the same number, and set the file's time back."""
    path = folder / name
    if path.exists():
        told = path.stat()
        path.write_bytes(path.read_bytes().swapcase())
        os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


def age(folder: Path, name: str) -> None:
    if (folder / name).exists():
        os.utime(folder / name, (1, 1))


def remove(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)


def rename(folder: Path, name: str, other: str) -> None:
    if (folder / name).exists():
        write(folder, other, "")
        (folder / name).replace(folder / other)


def copy(folder: Path, name: str, other: str) -> None:
    if (folder / name).exists() and name != other:
        write(folder, other, "")
        shutil.copy2(folder / name, folder / other)


def describe(folder: Path, name: str, date: int) -> None:
    write(folder, "MANIFEST.yaml", f"documents: {{{name}: {{date: {date}}}}}")


def pack(folder: Path, records: list[tuple[str, str]]) -> None:
    lines = (json.dumps({"id": name, "text": text}) for name, text in records)
    write(folder, "r.jsonl", "".join(f"{line}\n" for line in lines))


def decide(folder: Path, words: str) -> None:
    write(folder, "decisions.yaml", words)
    if not words:
        remove(folder, "decisions.yaml")


def lose(out: Path, name: str) -> None:
    (out / name).unlink(missing_ok=True)


def spoil(out: Path, name: str, seed: int) -> None:
    """Change some bytes of what a build left."""
    if (out / name).is_file() and (source := bytearray((out / name).read_bytes())):
        chance = random.Random(seed)  # noqa: S311 - a test
        for _ in range(5):
            source[chance.randrange(len(source))] ^= 1 << chance.randrange(8)
        (out / name).write_bytes(source)


def of_sources(edit: Callable[..., None], *values: Values) -> Edits:
    return st.tuples(st.just("sources"), st.just(edit), st.tuples(*values))


def of_outputs(edit: Callable[..., None], *values: Values) -> Edits:
    return st.tuples(st.just("outputs"), st.just(edit), st.tuples(*values))


names, texts = st.sampled_from(NAMES), st.sampled_from(TEXTS)
records = st.tuples(st.sampled_from("xyz"), st.sampled_from(TEXTS[:4]))
shown = st.sampled_from(
    ("graph.ttl", "build.json", "findings.jsonl", "documents/keep.md.txt")
)
EDITS = st.one_of(
    of_sources(edit_page, names, texts),
    of_sources(edit_unseen, st.sampled_from((*NAMES, "keep.md"))),
    of_sources(age, names),
    of_sources(remove, names),
    of_sources(rename, names, names),
    of_sources(copy, names, names),
    of_sources(describe, names, st.sampled_from((1999, 2020))),
    of_sources(pack, st.lists(records, max_size=4)),
    of_sources(decide, st.sampled_from(DECISIONS)),
    of_outputs(lose, st.one_of(shown, st.just(STORE))),
    of_outputs(spoil, st.one_of(shown, st.just(STORE)), st.integers(0, 999)),
    st.tuples(st.just("settings"), st.sampled_from(SETTINGS)),
)


def check(place: Path, edits: list[Edit]) -> None:
    """Build after each of *edits*, and compare what there is in the end."""
    folder, out, asked = place / "pages", place / "out", dict[str, Any]()
    write(place, "pages/keep.md", PAGE.format("Infection"))
    write(place, "pages/a.md", TEXTS[0])
    build(folder, out, jobs=1)
    for kind, *rest in edits:
        if kind == "settings":
            asked |= rest[0]
        else:
            edit, values = rest
            edit(folder if kind == "sources" else out, *values)
        build(folder, out, jobs=1, **asked)
    build(folder, place / "clean", jobs=1, fresh=True, **asked)
    assert content(out) == content(place / "clean")
    before = looks(out)
    assert build(folder, out, jobs=1, **asked).is_unchanged
    assert looks(out) == before


PATIENT = settings(suppress_health_check=[HealthCheck.too_slow])


@settings(PATIENT, max_examples=10)
@given(edits=st.lists(EDITS, min_size=1, max_size=4))
def test_after_any_edits_a_build_gives_what_a_clean_one_gives(
    tmp_path_factory: pytest.TempPathFactory, edits: list[Edit]
) -> None:
    check(tmp_path_factory.mktemp("edited"), edits)


@pytest.mark.long
@settings(PATIENT, max_examples=400)
@given(edits=st.lists(EDITS, min_size=1, max_size=10))
def test_after_very_many_edits_it_does_so_too(
    tmp_path_factory: pytest.TempPathFactory, edits: list[Edit]
) -> None:
    check(tmp_path_factory.mktemp("edited"), edits)


# ---------------------------------------------------------------- what is done again


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of four pages and three records."""
    made = tmp_path / "pages"
    made.mkdir()
    for name, text in zip(("a.md", "b.md", "c.md", "d.md"), TEXTS, strict=False):
        write(made, name, text)
    pack(made, [("x", "# One"), ("y", "# Two"), ("z", "# Three")])
    return made


def rebuilt(folder: Path, **asked: Any) -> Summary:  # noqa: ANN401 - as it is taken
    return build(folder, folder.parent / "out", grounding=False, jobs=1, **asked)


def records_in_another_order(folder: Path) -> None:
    pack(folder, [("z", "# Three"), ("x", "# One"), ("y", "# Two")])


def one_record(folder: Path) -> None:
    pack(folder, [("x", "# One"), ("y", "# Another"), ("z", "# Three")])


def one_record_more(folder: Path) -> None:
    pack(folder, [("n", "# New"), ("x", "# One"), ("y", "# Two"), ("z", "# Three")])


@pytest.mark.parametrize(
    ("edit", "read", "kept"),
    [
        pytest.param(lambda it: write(it, "a.md", "# New"), 7, 6, id="a page"),
        pytest.param(lambda it: write(it, "n.md", "# New"), 8, 7, id="one page more"),
        pytest.param(lambda it: remove(it, "a.md"), 6, 6, id="one page less"),
        pytest.param(lambda it: rename(it, "a.md", "n.md"), 7, 6, id="a name"),
        pytest.param(lambda it: copy(it, "a.md", "n.md"), 8, 7, id="a copy"),
        pytest.param(lambda it: describe(it, "a.md", 1999), 7, 6, id="a description"),
        pytest.param(lambda it: decide(it, DECISIONS[2]), 7, 7, id="a decision"),
        pytest.param(lambda it: edit_unseen(it, "a.md"), 7, 6, id="unseen by its time"),
        pytest.param(records_in_another_order, 7, 7, id="the order of records"),
        pytest.param(one_record, 7, 6, id="a record"),
        pytest.param(one_record_more, 8, 7, id="one record more"),
    ],
)
def test_only_what_changed_is_read_again(
    folder: Path, edit: Callable[[Path], None], read: int, kept: int
) -> None:
    assert rebuilt(folder).kept == 0
    edit(folder)
    built = rebuilt(folder)
    assert (built.documents, built.kept, built.is_unchanged) == (read, kept, False)
    assert rebuilt(folder).is_unchanged


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        pytest.param({"formats": ["json"]}, 7, id="formats"),
        pytest.param({"evidence": "none"}, 7, id="evidence"),
        pytest.param({"threshold": 0.9}, 0, id="a threshold"),
        pytest.param({"limits": Limits(html_depth=7)}, 0, id="a limit"),
        pytest.param({"keep_personal_data": True}, 0, id="personal data"),
        pytest.param({"fresh": True}, 0, id="all that is asked to be fresh"),
    ],
)
def test_a_setting_that_decides_what_is_read_has_all_read_again(
    folder: Path, asked: dict[str, Any], kept: int
) -> None:
    rebuilt(folder)
    built = rebuilt(folder, **asked)
    assert (built.documents, built.kept, built.is_unchanged) == (7, kept, False)


def test_what_was_refused_is_refused_again_without_being_read(folder: Path) -> None:
    write(folder, "bad.md", "\0")
    first = rebuilt(folder)
    write(folder, "n.md", "# New")
    built = rebuilt(folder)
    assert built.quarantined == first.quarantined
    assert (built.documents, built.kept) == (8, 7)
    assert rebuilt(folder).quarantined == first.quarantined


def test_what_was_made_before_is_forgotten_when_it_is_not_used(folder: Path) -> None:
    rebuilt(folder)
    write(folder, "a.md", "# New")
    rebuilt(folder)
    write(folder, "a.md", TEXTS[0])
    assert rebuilt(folder).kept == 6


# ---------------------------------------------------------------- nothing changed


def test_nothing_changed_and_nothing_is_written(folder: Path) -> None:
    out = folder.parent / "out"
    first = rebuilt(folder)
    before = looks(out)
    places = [folder / "d.md", *sorted(folder.glob("[abc].md")), folder / "r.jsonl"]
    for paths, jobs in ((folder, 1), (folder, 2), (places, 1), (places[::-1], 3)):
        again = build(paths, out, grounding=False, jobs=jobs)
        assert (again.is_unchanged, again.documents) == (True, first.documents)
        assert again.counts() == first.counts()
    assert looks(out) == before


def test_two_builds_of_different_things_in_one_folder_disturb_nothing(
    folder: Path,
) -> None:
    write(folder.parent, "other/e.md", "# Another")
    out = folder.parent / "out"
    for _ in range(2):
        for each in (folder, folder.parent / "other"):
            assert not build(each, out, grounding=False, jobs=1).is_unchanged
            clean = folder.parent / f"clean-{each.name}"
            build(each, clean, grounding=False, jobs=1)
            assert content(out) == content(clean)


def test_a_build_that_can_read_nothing_leaves_what_others_read(folder: Path) -> None:
    rebuilt(folder)
    write(folder.parent, "bad/bad.md", "\0")
    with pytest.raises(SourceError, match="none of the documents"):
        rebuilt(folder.parent / "bad")
    assert rebuilt(folder).is_unchanged
    write(folder, "a.md", "# New")
    assert rebuilt(folder).kept == 6


def test_a_page_that_changed_while_it_was_built_and_back_is_built_again(
    folder: Path,
) -> None:
    watched: list[object] = []

    def at_the_first_look(progress: object) -> None:
        if not watched:
            write(folder, "z.md", "# Another page")
        watched.append(progress)

    for number in range(20):  # more than are taken before the first is read
        write(folder, f"n{number}.md", f"# {number}")
    write(folder, "z.md", TEXTS[2])
    rebuilt(folder, watch=at_the_first_look)
    assert watched
    write(folder, "z.md", TEXTS[2])
    again = rebuilt(folder)
    assert not again.is_unchanged
    build(folder, folder.parent / "clean", grounding=False, jobs=1)
    assert content(folder.parent / "out") == content(folder.parent / "clean")


# ---------------------------------------------------------------- what breaks


def spoiled_result(store: Path) -> None:
    source = store.read_bytes()
    at = source.rindex(b"\x28\xb5\x2f\xfd")  # where a packed record begins, RFC 8878
    store.write_bytes(source[: at + 20] + b"?" + source[at + 21 :])


def cut_off(store: Path) -> None:
    store.write_bytes(store.read_bytes()[:5000])


def garbage(store: Path) -> None:
    store.write_bytes(b"garbage" * 2000)


@pytest.mark.parametrize(
    ("damage", "kept"),
    [
        pytest.param(spoiled_result, 5, id="a result"),
        pytest.param(cut_off, 0, id="a part of the file"),
        pytest.param(garbage, 0, id="the file"),
    ],
)
def test_what_is_damaged_is_read_again_and_told(
    folder: Path, damage: Callable[[Path], None], kept: int
) -> None:
    rebuilt(folder)
    damage(folder.parent / "out" / STORE)
    write(folder, "a.md", "# New")
    built = rebuilt(folder)
    assert (built.kept, built.damaged) == (kept, 1)
    build(folder, folder.parent / "clean", grounding=False, jobs=1)
    assert content(folder.parent / "out") == content(folder.parent / "clean")
    write(folder, "a.md", "# Newer")
    assert (rebuilt(folder).kept, rebuilt(folder).damaged) == (6, 0)


def test_a_receipt_that_is_damaged_has_the_build_done_again(folder: Path) -> None:
    rebuilt(folder)
    path = folder.parent / "out" / "build.json"
    path.write_bytes(
        path.read_bytes().replace(b"procedure-graph", b"procedure\xffgraph")
    )
    built = rebuilt(folder)
    assert (built.kept, built.is_unchanged) == (7, False)
    assert rebuilt(folder).is_unchanged


def test_a_build_in_a_script_that_its_own_processes_run_does_nothing(
    tmp_path: Path,
) -> None:
    known = {"__name__": "__mp_main__", "build": build, "folder": tmp_path}
    with pytest.raises(ProcessError, match="__main__"):
        exec("build(folder / 'none', folder / 'out')", known)  # noqa: S102
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- the program itself

BUILD = """
import sys
from pipeline.building.build import build
built = build(sys.argv[1], sys.argv[2], grounding=False, jobs=1)
print(built.documents, built.kept, built.is_unchanged)
"""
EDITED = """
import sys
from pathlib import Path
from pipeline import knowledge
from pipeline.building.build import build
from pipeline.errors import VocabularyError

if __name__ == "__main__":
    pages, out = sys.argv[1:]
    build(pages, out, grounding=False, jobs=1)
    rules = Path(str(knowledge.root())) / "vocabulary" / "edited.yaml"
    rules.write_text("")
    Path(pages, "a.md").write_text("# New")
    try:
        build(pages, out, grounding=False, jobs=1)
    except VocabularyError as fault:
        print(fault)
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return a folder with a copy of the program."""
    for name in ("pipeline", "ontology"):
        shutil.copytree(ROOT / name, tmp_path / "copy" / name)
    return tmp_path / "copy"


def ran(program: Path, words: str, *arguments: Path) -> list[str]:
    script = program / "script.py"
    script.write_text(words)
    variables: Mapping[str, str] = {**os.environ, "PYTHONPATH": str(program)}
    shown = subprocess.run(
        [sys.executable, script, *arguments],
        cwd=program,
        env=variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return shown.stdout.splitlines()


def test_another_rule_and_other_code_have_all_read_again(
    program: Path, folder: Path
) -> None:
    out = folder.parent / "out"
    told = [ran(program, BUILD, folder, out), ran(program, BUILD, folder, out)]
    for name in ("pipeline/lines.py", "ontology/vocabulary/times.yaml"):
        with (program / name).open("a") as file:
            file.write("\n")
        told.append(ran(program, BUILD, folder, out))
    anew, same = ["7 0 False"], ["7 7 True"]
    assert told == [anew, same, anew, anew]


def test_rules_that_change_while_a_build_runs_are_not_taken_for_those_before(
    program: Path, folder: Path
) -> None:
    (fault,) = ran(program, EDITED, folder, folder.parent / "out")
    assert fault.startswith("the rules: or the program changed while")
    # What was read by the rules as they were is found by those as they were alone.
    assert ran(program, BUILD, folder, folder.parent / "out") == ["7 0 False"]


# ---------------------------------------------------------------- what is not for ever


def test_what_is_refused_for_now_is_read_the_next_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(document: Document, *_: object) -> Extraction:
        if document.name == "a.md":
            raise MemoryError
        return extract(document, *_)  # type: ignore[arg-type]

    extract = reading.extract
    monkeypatch.setattr(reading, "extract", failing)
    first = rebuilt(folder)
    assert [each.document for each in first.quarantined] == ["a.md"]
    monkeypatch.undo()
    built = rebuilt(folder)
    assert not built.is_unchanged
    assert built.quarantined == ()
    assert (built.documents, built.kept) == (7, 6)


def test_a_file_and_a_record_of_one_name_are_told_apart(folder: Path) -> None:
    write(folder, "p.jsonl#x", "# Not read: its kind is none")
    pack(folder, [("x.txt", "# One"), ("y", "# Two")])
    (packed,) = folder.glob("*.jsonl")
    write(folder, f"{packed.name}#x.txt", "# Another")
    built = rebuilt(folder)
    assert [(it.document, it.reason) for it in built.quarantined] == [
        (f"{packed.name}#x.txt", "same-name")
    ]
    assert built.documents == 6


def test_a_place_in_the_output_is_refused_beside_others(folder: Path) -> None:
    rebuilt(folder)
    out = folder.parent / "out"
    (out / "mine").mkdir()
    write(out / "mine", "m.md", "# Mine")
    with pytest.raises(SourceError, match="mine: lies in the folder to write to"):
        build([folder, out / "mine"], out, grounding=False, jobs=1)


# ---------------------------------------------------------------- too much for memory


def test_what_is_too_much_for_memory_gives_the_same_bytes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = sorted((ROOT / "sources").glob("*.*"))
    shutil.copytree(ROOT / "sources", folder / "more")
    assert len(pages) > 10
    monkeypatch.setattr(writing, "_WORTH_PROCESSES", 1)
    one, other = folder.parent / "one", folder.parent / "other"
    build(folder, one, formats=["all"], jobs=1, memory=1000)
    build(folder, other, formats=["all"], jobs=2, memory=1)
    assert content(one) == content(other)
