"""The abbreviations hold in the sentences that show them."""

import pytest

from pipeline import knowledge, sentences
from pipeline.model import Block, BlockKind, Document, Section
from pipeline.vocabulary.sentences import AbbreviationsFile, load

FILE = knowledge.records("vocabulary/abbreviations.yaml", AbbreviationsFile)


@pytest.mark.parametrize(
    "sentence",
    [pytest.param(group.example, id=group.id) for group in FILE.groups],
)
def test_an_example_is_one_sentence_only_thanks_to_its_abbreviation(
    sentence: str,
) -> None:
    end = len(sentence)
    block = Block(BlockKind.PARAGRAPH, 0, end, 0)
    section = Section(0, "", "overview", 0, end, 1, (block,))
    document = Document("d", sentence, "", "", "text/plain", "utf-8")
    assert len(sentences.divide(document, (section,), load())) == 1
    assert len(sentences.divide(document, (section,), frozenset())) > 1


def test_abbreviations_are_in_lower_case_without_their_stop() -> None:
    words = [word for group in FILE.groups for word in group.words]
    assert [w for w in words if w != w.lower() or w.endswith(".")] == []
