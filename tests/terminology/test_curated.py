"""The tables of our own: their form, and rows that do not fit."""

import pytest
import yaml

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.terminology import Name, Scope, curated
from pipeline.terminology.records import Entry

LAY = (
    "subject_label\tsubject_type\tpredicate_id\tobject_id\tobject_label\t"
    "mapping_justification\tauthor_label\treviewer_label\tcomment"
)
DENY = "name\tobject_id\tobject_label\treason"
ENTRIES = {
    "HP:1": Entry("HP:1", "Gurgle", (Name("Gurgle", Scope.LABEL),)),
    "HP:2": Entry("HP:2", "", is_obsolete=True, replaced_by="HP:1"),
}


def lay(*cells: str) -> str:
    row = (cells[0], "rdfs literal", *cells[1:], "semapv:ManualMappingCuration")
    return f"#license: x\n{LAY}\n" + "\t".join((*row, "us", "", "")) + "\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("a\tb\n", "lay.tsv:1: the columns are", id="other columns"),
        pytest.param(
            f"#x\n{LAY}\na\tb\n", "lay.tsv:3: has 2 cells", id="too few cells"
        ),
        pytest.param(
            lay("a", "skos:sameMatch", "HP:1", "Gurgle"),
            "lay.tsv:3: no predicate 'skos:sameMatch'",
            id="an unknown predicate",
        ),
        pytest.param(
            lay("...", "skos:exactMatch", "HP:1", "Gurgle"),
            "lay.tsv:3: has no wording",
            id="no word",
        ),
        pytest.param(
            lay("gurgles", "skos:exactMatch", "HP:1", "Gurgle")
            + lay("Gurgle", "skos:closeMatch", "HP:1", "Gurgle").splitlines()[-1],
            "lay.tsv:4: 'Gurgle' stands at ontology/lay.tsv:3 too",
            id="a wording twice",
        ),
    ],
)
def test_a_wrong_row_of_wordings_is_told_with_its_line(text: str, fault: str) -> None:
    with pytest.raises(VocabularyError) as told:
        curated.read_lay("lay.tsv", text)
    assert str(told.value).startswith(f"ontology/{fault}")


def test_a_refusal_needs_a_reason() -> None:
    with pytest.raises(VocabularyError, match=r"deny\.tsv:2: has no reason"):
        curated.read_deny("deny.tsv", f"{DENY}\nscar\tHP:*\t\t\n")


@pytest.mark.parametrize(
    ("curie", "label", "fault"),
    [
        pytest.param("HP:1", "gurgles", "", id="it fits"),
        pytest.param("HP:1", "Splash", "HP:1 is called 'Gurgle'", id="another label"),
        pytest.param("HP:2", "Gurgle", "obsolete", id="an obsolete one"),
        pytest.param("HP:3", "Gurgle", "HP:3 is not in the release", id="no such one"),
        pytest.param("MONDO:1", "Gurgle", "", id="a terminology that is not loaded"),
        pytest.param("XY:1", "Gurgle", "no terminology 'XY'", id="an unknown one"),
    ],
)
def test_a_row_is_held_against_the_release_that_is_loaded(
    curie: str, label: str, fault: str
) -> None:
    row = curated.LaySynonym("w", "skos:exactMatch", curie, label, "here")
    told = curated.fault_of_lay(row, ENTRIES.get, frozenset({"HP"}))
    assert (fault in told) if fault else told == ""


def test_our_table_of_wordings_is_sssom() -> None:
    lines = knowledge.text(curated.LAY).splitlines()
    head = yaml.safe_load("\n".join(line[1:] for line in lines if line[0] == "#"))
    assert {"mapping_set_id", "license", "curie_map"} <= head.keys()
    used = {row.curie.partition(":")[0] for row in curated.lay_synonyms()}
    assert used <= head["curie_map"].keys()


def test_our_rows_stand_in_order() -> None:
    rows = [(row.curie, row.wording) for row in curated.lay_synonyms()]
    assert rows == sorted(rows)
