"""A file of decisions: how it is found, what may stand in it, and what is refused."""

from pathlib import Path

import pytest

from pipeline import decisions
from pipeline.decisions import Link
from pipeline.errors import VocabularyError

WHOLE = """\
# What we agreed on in the spring.
decisions:
  - same: [blood clot in the leg, Deep vein  thrombosis]
    label: deep vein thrombosis
    kind: condition
    author: A. Coder
    date: 2031-04-02
    reason: one code

  - name: scar
    is: [hp:0100699, "http://purl.bioontology.org/ontology/ICD10CM/L90.5"]
    not: [MONDO:0005594, any]
  - apart: [heart attack, cardiac arrest]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / decisions.NAME


def test_a_decision_says_of_names_what_by_whom_when_and_why(path: Path) -> None:
    path.write_text(WHOLE)
    read = decisions.read(path)
    same, scar, apart = read.decisions
    assert same.names == ("blood clot in the leg", "Deep vein thrombosis")
    assert (same.label, same.kind) == ("deep vein thrombosis", "condition")
    assert (same.author, same.date, same.reason) == (
        "A. Coder",
        "2031-04-02",
        "one code",
    )
    assert scar.links == (Link("HP:0100699"), Link("ICD10CM:L90.5"))
    assert scar.refused == ("MONDO:0005594", decisions.ANY)
    assert (apart.names, apart.are_apart) == (("heart attack", "cardiac arrest"), True)


def test_a_decision_knows_its_line(path: Path) -> None:
    path.write_text(WHOLE)
    told = [each.place for each in decisions.read(path).decisions]
    assert told == [f"decisions.yaml:{line}" for line in (3, 10, 13)]
    assert decisions.read(path).decisions[0].source == f"{path}:3"


def test_the_digest_is_of_what_is_read(path: Path) -> None:
    path.write_text(WHOLE)
    first = decisions.read(path).sha256
    path.write_text(WHOLE + "# more\n")
    assert decisions.read(path).sha256 != first


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "decisions:\n", "decisions: []"]
)
def test_a_file_without_decisions_is_no_fault(path: Path, text: str) -> None:
    path.write_text(text)
    assert decisions.read(path).decisions == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Blood clots in the leg", "blood clot in leg"),
        ("Haemorrhage", "hemorrhage"),
        ("X-ray", "x ray"),
    ],
)
def test_names_are_one_but_for_articles_spelling_number_and_marks(
    one: str, other: str
) -> None:
    assert decisions.form(one) == decisions.form(other)


def test_a_letter_at_the_end_is_no_article() -> None:
    assert decisions.form("Hepatitis A") != decisions.form("hepatitis")


def test_the_order_of_words_tells_names_apart() -> None:
    assert decisions.form("knee pain") != decisions.form("pain in knee")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        pytest.param("{label: x}", "says one of: same, apart, name", id="no name"),
        pytest.param(
            "{name: x, same: [x, y]}", "says one of: same, apart, name", id="two kinds"
        ),
        pytest.param("{name: x}", "says nothing of the name", id="nothing said"),
        pytest.param("{same: [x]}", "has fewer than two names", id="one name"),
        pytest.param("{same: [X-y, x y]}", "has fewer than two", id="one name twice"),
        pytest.param(
            "{apart: [scars, scar]}",
            "'scars' and 'scar' are one name",
            id="one name apart",
        ),
        pytest.param(
            "{apart: [x, y], label: z}", "only tells things apart", id="apart and more"
        ),
        pytest.param("{same: [x, '!']}", "'!' is no name", id="no letters"),
        pytest.param("{name: x, label: '-'}", "'-' is no name", id="no label"),
        pytest.param(
            "{name: x, is: 2625}", "Expected `str | array`, got `int`", id="a number"
        ),
        pytest.param(
            "{name: x, is: deep vein}", "no identifier such as HP:0002625", id="a name"
        ),
        pytest.param(
            "{name: x, is: [HP:1, HP:2]}",
            "one concept of a terminology",
            id="two of one",
        ),
        pytest.param(
            "{name: x, label: y, called: z}", "'called' is of one", id="called what"
        ),
        pytest.param(
            "{name: x, label: y, kind: thing}", "no kind 'thing'. There", id="a kind"
        ),
        pytest.param(
            "{name: x, label: y, date: 2.4.2031}",
            "'2.4.2031' is no day such as",
            id="a day",
        ),
        pytest.param("{name: x, lable: y}", "unknown field `lable`", id="a misprint"),
    ],
)
def test_a_faulty_entry_is_told_with_its_line(
    path: Path, entry: str, told: str
) -> None:
    path.write_text(f"decisions:\n  - {{name: a, not: any}}\n  - {entry}\n")
    with pytest.raises(VocabularyError) as fault:
        decisions.read(path)
    assert str(fault.value).startswith(f"{path}:3: ")
    assert told in str(fault.value)


def test_no_file_makes_a_build_grow(path: Path) -> None:
    path.write_text("decisions:\n  - &x {name: a, not: any}\n  - *x\n")
    with pytest.raises(VocabularyError, match="alias"):
        decisions.read(path)


def test_a_file_that_is_not_there_is_told(path: Path) -> None:
    with pytest.raises(VocabularyError, match="cannot be read"):
        decisions.read(path)


# ---------------------------------------------------------------- tables

TABLE = """\
same{0}label{0}name{0}is{0}not{0}reason
blood clot in the leg | DVT{0}deep vein thrombosis{0}{0}{0}{0}one code
{0}{0}{0}{0}{0}

# later
{0}{0}scar{0}HP:0100699 | ICD10CM:L90.5{0}any{0}"two
lines"
{0}{0}bruise{0}{0}HP:0000978{0}
"""


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_a_spreadsheet_says_the_same(tmp_path: Path, divider: str) -> None:
    path = tmp_path / decisions.TABLE
    path.write_text(TABLE.format(divider), encoding="utf-8-sig")
    same, scar, bruise = decisions.read(path).decisions
    assert same.names == ("blood clot in the leg", "DVT")
    assert (same.label, same.reason) == ("deep vein thrombosis", "one code")
    assert scar.links == (Link("HP:0100699"), Link("ICD10CM:L90.5"))
    assert (scar.refused, scar.reason) == ((decisions.ANY,), "two lines")
    assert bruise.refused == ("HP:0000978",)
    places = [each.place for each in (same, scar, bruise)]
    assert places == [f"decisions.csv:{line}" for line in (2, 6, 8)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,colour\nscar,red\n", ":1: no column 'colour'. There are: same, apart"),
        ("name,name\n", ":1: the column 'name' stands there twice"),
        ("name,not\nscar,any,more\n", ":2: has more than 2 cells"),
        ("name,not\n\nscar,\n", ":3: says nothing of the name"),
        ('name,not\nscar,"any\n', ":2: is no table"),
    ],
)
def test_a_faulty_table_is_told_with_its_line(
    tmp_path: Path, text: str, told: str
) -> None:
    path = tmp_path / decisions.TABLE
    path.write_text(text)
    with pytest.raises(VocabularyError) as fault:
        decisions.read(path)
    assert str(fault.value).startswith(f"{path}{told}")


def test_an_empty_table_decides_nothing(tmp_path: Path) -> None:
    path = tmp_path / decisions.TABLE
    path.write_text("")
    assert decisions.read(path).decisions == ()


# ---------------------------------------------------------------- where it lies


def test_decisions_lie_in_the_folder_itself_or_beside_a_document(
    tmp_path: Path,
) -> None:
    (tmp_path / "deep").mkdir()
    for place in (tmp_path, tmp_path / "deep"):
        (place / decisions.NAME).write_text("")
    page = tmp_path / "deep" / "a.txt"
    page.write_text("words")
    assert decisions.find([tmp_path]) == (tmp_path / decisions.NAME,)
    assert decisions.find([page, tmp_path / "deep"]) == (
        tmp_path / "deep" / decisions.NAME,
    )
    assert len(decisions.find([page, tmp_path])) == 2


def test_a_table_beside_the_file_counts_too(tmp_path: Path) -> None:
    for name in decisions.NAMES:
        (tmp_path / name).write_text("")
    assert {path.name for path in decisions.find([tmp_path])} == {*decisions.NAMES}


def test_there_need_not_be_any(tmp_path: Path) -> None:
    assert decisions.find([tmp_path, tmp_path / "nowhere"]) == ()
