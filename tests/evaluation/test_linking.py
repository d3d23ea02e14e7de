"""Links are judged by what a person found, and what is not linked is counted."""

from pathlib import Path

import pytest

from pipeline import terminology
from pipeline.errors import SourceError, VocabularyError
from pipeline.evaluation import link_rendering, linking
from pipeline.terminology import Terminology, sources
from tests.terminology.files import kept

HEAD = "document\tstart\tend\tkind\tquote\texact\tnear\tbroader\tnarrower\tnote\n"


@pytest.fixture(scope="module")
def shipped(request: pytest.FixtureRequest) -> Terminology:
    return terminology.open(sources.shipped(), cache=kept(request.config))


def table(folder: Path, *rows: tuple[str, ...]) -> Path:
    path = folder / "gold.tsv"
    body = "".join(
        "\t".join(("a.txt", str(at), "9", *row)) + "\n" for at, row in enumerate(rows)
    )
    path.write_text(f"# by hand\n{HEAD}{body}", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "is_right"),
    [
        pytest.param(("symptom", "chills", "HP:0025143"), True, id="the same"),
        pytest.param(("symptom", "chills", "HP:1"), False, id="another"),
        pytest.param(
            ("symptom", "chills", "", "HP:0025143"), False, id="near is not the same"
        ),
        pytest.param(
            ("symptom", "chills at night", "", "", "HP:0025143"), True, id="under it"
        ),
        pytest.param(
            ("symptom", "chills at night", "", "", "HP:0025144"),
            False,
            id="under another",
        ),
        pytest.param(("complication", "no word of any"), True, id="nothing linked"),
    ],
)
def test_a_link_is_right_if_the_gold_bears_it_out(
    row: tuple[str, ...],
    is_right: bool,  # noqa: FBT001 - a case of a table
    tmp_path: Path,
    shipped: Terminology,
) -> None:
    gold = linking.read(table(tmp_path, row))
    found = linking.measure(gold, shipped)
    hpo = [each for each in found.judged if each.link.curie.startswith("HP:")]
    assert all(each.is_right == is_right for each in hpo)
    assert bool(hpo) == any(row[2:])


def test_what_is_above_a_concept_is_above_the_thing(
    tmp_path: Path, shipped: Terminology
) -> None:
    row = ("symptom", "sudden back pain", "", "", "HP:0003419")
    found = linking.measure(linking.read(table(tmp_path, row)), shipped)
    (link,) = [it for it in found.judged if it.link.curie == "HP:0003418"]
    assert link.is_right


def test_coverage_counts_mentions_that_have_a_concept(
    tmp_path: Path, shipped: Terminology
) -> None:
    rows = (
        ("symptom", "chills", "HP:0025143"),
        ("symptom", "made up", "HP:1"),
        ("complication", "nothing at all"),
    )
    found = linking.measure(linking.read(table(tmp_path, *rows)), shipped)
    assert found.coverage == 0.5
    report = list(link_rendering.lines(found, errors=True, missed=True))
    assert report[0].split() == [
        *("kind", "mentions", "with", "a", "concept", "linked", "rightly", "coverage")
    ]
    assert report[3].split() == ["all", "3", "2", "1", "1", "0.500"]
    assert "'made up' (symptom) HP:1" in report[-1]


def test_nothing_linked_is_nothing_wrong(shipped: Terminology) -> None:
    found = linking.measure((), shipped)
    assert (found.precision, found.coverage) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("a\tb\n", "gold.tsv:1.*the columns are document", id="columns"),
        pytest.param(HEAD + "\t" * 11, "gold.tsv:2.*12 cells, not 10", id="cells"),
    ],
)
def test_a_wrong_table_is_a_fault_with_its_line(
    text: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text(text + "a", encoding="utf-8")
    with pytest.raises(VocabularyError, match=told):
        linking.read(path)


def test_a_table_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        linking.read(tmp_path)
