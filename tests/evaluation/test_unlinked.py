"""What is linked to nothing is listed with what it may be, as a table of SSSOM."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline import namespaces, terminology
from pipeline.evaluation import unlinked
from pipeline.terminology import Terminology
from tests.terminology.files import OBO, source

BASE = namespaces.BASE + namespaces.IDENTIFIERS
NODES = (
    {"id": f"{BASE}concept/condition-gurgle", "label": "gurgle"},
    {"id": f"{BASE}concept/condition-hum", "label": "hum", "mappings": [{"id": "X:1"}]},
    {"id": f"{BASE}concept/cost-much", "label": "much"},
    {"id": f"{BASE}step/a-1", "label": "cut"},
)


@pytest.fixture
def terms(tmp_path: Path) -> Terminology:
    path = tmp_path / "gurgles.obo"
    path.write_text(OBO, encoding="utf-8")
    return terminology.open([source("HP", path)], cache=tmp_path)


def by_length(texts: Sequence[str]) -> Any:  # noqa: ANN401 - an array
    made = np.array([[len(each), 7] for each in texts], dtype=np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def test_things_with_a_link_and_of_no_kind_are_left_out() -> None:
    (found,) = unlinked.find(NODES)
    assert (found.iri, found.label) == (f"{BASE}concept/condition-gurgle", "gurgle")


def test_the_table_claims_nothing_and_names_the_likeness(terms: Terminology) -> None:
    told = unlinked.table(unlinked.find(NODES), terms, by_length, 2, 0.0)
    about, head, *rows = (
        [line for line in told.splitlines() if line.startswith("#")],
        *[line for line in told.splitlines() if not line.startswith("#")],
    )
    assert "Nothing here is claimed" in " ".join(about)
    assert len(rows) == 2
    for row in rows:
        cells = dict(zip(head.split("\t"), row.split("\t"), strict=True))
        assert cells["subject_label"] == "gurgle"
        assert cells["object_id"].startswith("HP:")
        assert cells["mapping_justification"].startswith("semapv:SemanticSimilarity")
        assert 0 < float(cells["similarity_score"]) <= 1


def test_what_is_not_near_enough_is_left_out(terms: Terminology) -> None:
    told = unlinked.table(unlinked.find(NODES), terms, by_length, 2, 1.1)
    assert told.count("\n") == 3
