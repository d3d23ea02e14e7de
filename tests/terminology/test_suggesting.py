"""What is near is listed for a person, and what is refused is not."""

import hashlib
import importlib.util
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from pipeline.errors import VocabularyError
from pipeline.terminology import Denied, Terminology, suggesting


def letters(texts: Sequence[str]) -> Any:  # noqa: ANN401 - an array
    """Return vectors of how often each pair of letters is in a text."""
    made = np.zeros((len(texts), 512), dtype=np.float32)
    for at, text in enumerate(texts):
        for pair in pairwise(text):
            digest = hashlib.sha256("".join(pair).encode()).digest()
            made[at, int.from_bytes(digest[:2]) % 512] += 1
    lengths = np.linalg.norm(made, axis=1, keepdims=True)
    return made / np.maximum(lengths, 1)


def test_the_nearest_concepts_come_first(terms: Terminology) -> None:
    (found,) = suggesting.suggest(["venus gurgel"], terms, ["condition"], letters, 2)
    assert found[0].name.lower() == "venous gurgle"
    assert [each.similarity for each in found] == sorted(
        (each.similarity for each in found), reverse=True
    )
    assert len({each.curie for each in found}) == 2


def test_what_is_refused_is_not_suggested(
    terms: Terminology, monkeypatch: pytest.MonkeyPatch
) -> None:
    (before,) = suggesting.suggest(["gurgle"], terms, ["condition"], letters, 1)
    refused = (Denied("gurgle", before[0].curie, "for a reason"),)
    monkeypatch.setattr(Terminology, "denied", lambda *_: refused)
    (after,) = suggesting.suggest(["gurgle"], terms, ["condition"], letters, 1)
    assert after[0].curie != before[0].curie


def test_only_concepts_of_the_kinds_are_suggested(terms: Terminology) -> None:
    assert suggesting.suggest(["fever"], terms, ["device"], letters, 5) == ((),)


def test_without_the_extra_it_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(VocabularyError, match="pip install 'procedure-graph"):
        suggesting.embedding()


@pytest.mark.skipif(
    importlib.util.find_spec("wordllama") is None, reason="the extra is not installed"
)
def test_the_embedding_of_the_extra_works_offline(shipped: Terminology) -> None:
    embed = suggesting.embedding()
    (found,) = suggesting.suggest(
        ["inflamed lining of the belly"], shipped, ["condition"], embed, 5
    )
    assert len(found) == 5
