"""Lists and patterns that are no rules show themselves in their examples."""

import msgspec
import pytest

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.vocabulary import (
    codes,
    examples,
    expositions,
    headings,
    instructions,
    joints,
    leadins,
    lexicon,
    modifiers,
    payments,
    predicates,
    procedures,
    qualifiers,
    times,
    triggers,
)

ENDINGS = {"suffixes", "adjective_endings"}
SHAPES: dict[str, type[msgspec.Struct]] = {
    "codes": codes.CodesFile,
    "expositions": expositions.ExpositionsFile,
    "headings": headings.HeadingsFile,
    "instructions": instructions.InstructionsFile,
    "joints": joints.JointsFile,
    "leadins": leadins.LeadInsFile,
    "lexicon": lexicon.LexiconFile,
    "modifiers": modifiers.ModifiersFile,
    "payments": payments.PaymentsFile,
    "procedures": procedures.ProceduresFile,
    "qualifiers": qualifiers.QualifiersFile,
    "times": times.TimesFile,
    "treatments": predicates.TreatmentsFile,
    "triggers": triggers.TriggersFile,
    "words": lexicon.WordsFile,
}
LISTS = {
    file: dict(examples.lists(knowledge.records(f"vocabulary/{file}.yaml", shape)))
    for file, shape in SHAPES.items()
}


def test_the_examples_are_of_these_files() -> None:
    assert set(examples.load()) == set(SHAPES)


@pytest.mark.parametrize(
    ("file", "path", "example"),
    [
        pytest.param(file, path, example, id=f"{file}.{path}")
        for file, shown in examples.load().items()
        for path, example in shown.items()
        if example is not None
    ],
)
def test_a_list_shows_in_its_example(file: str, path: str, example: str) -> None:
    is_ending = path.rpartition(".")[2] in ENDINGS
    assert examples.shows(example, LISTS[file][path], is_ending=is_ending)


def test_a_list_without_an_example_is_told_with_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = dict(examples.load()["words"])
    del shown["sides"]
    monkeypatch.setattr(examples, "load", lambda: {"words": shown})
    with pytest.raises(
        VocabularyError, match=r"words\.yaml:\d+: 'sides' has no example"
    ):
        examples.records("vocabulary/words.yaml", lexicon.WordsFile)


def test_an_example_without_a_list_is_told_with_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = {**examples.load()["words"], "colours": "a red wound"}
    monkeypatch.setattr(examples, "load", lambda: {"words": shown})
    with pytest.raises(VocabularyError, match=r"has no list 'colours'"):
        examples.records("vocabulary/words.yaml", lexicon.WordsFile)
