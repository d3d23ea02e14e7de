"""A terminology by other hands is installed whole, where one is at hand.

The variable REAL_DOCUMENTS names a folder; of interest here are the OBO files in its
``terminologies/``.
"""

import os
from pathlib import Path

import pytest

from pipeline import terminology
from pipeline.terminology import Terminology, installing, sources

FOLDER = Path(os.environ.get("REAL_DOCUMENTS", ""))
pytestmark = pytest.mark.skipif(
    not (os.environ.get("REAL_DOCUMENTS") and FOLDER.is_dir()),
    reason="REAL_DOCUMENTS names no folder of real documents",
)


@pytest.fixture(scope="module")
def actions(tmp_path_factory: pytest.TempPathFactory) -> Terminology:
    """Return an index of the Medical Action Ontology alone."""
    path = FOLDER / "terminologies" / "maxo-base.obo"
    if not path.is_file():
        pytest.skip("the ontology is not there")
    folder = tmp_path_factory.mktemp("own")
    taken = installing.install(path, folder)
    assert (taken.prefix, taken.entry.version) == ("MAXO", "2024-07-29")
    return terminology.open(sources.brought(folder), cache=folder / "cache")


def test_all_of_it_is_there(actions: Terminology) -> None:
    (told,) = actions.sources()
    assert told.terms == 1963 - 60
    assert told.licence == "CC BY 4.0"


@pytest.mark.parametrize(
    ("text", "kind", "curie"),
    [
        ("laminectomies", "intervention", "MAXO:0001061"),
        ("Magnetic Resonance Imaging", "test", "MAXO:0000424"),
        ("physical therapy", "intervention", "MAXO:0000011"),
        ("electromyography", "test", "MAXO:0035091"),
    ],
)
def test_procedures_are_found(
    text: str, kind: str, curie: str, actions: Terminology
) -> None:
    assert curie in {found.curie for found in actions.lookup(text, {kind})}


def test_an_obsolete_action_has_no_name(actions: Terminology) -> None:
    term = actions.term("MAXO:0000041")
    assert term is not None
    assert (term.is_obsolete, term.names) == (True, ())


def test_what_is_avoided_is_no_treatment(actions: Terminology) -> None:
    term = actions.term("MAXO:0000472")
    assert term is not None
    assert term.kinds == ()
