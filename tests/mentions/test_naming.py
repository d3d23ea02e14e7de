"""Whether a phrase names a thing is known from the lexicon."""

import pytest

from pipeline.mentions import naming
from pipeline.mentions.view import view
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


@pytest.mark.parametrize(
    ("text", "is_bare"),
    [
        ("Bleeding", True),
        ("Severe bleeding from the wound", True),
        ("Bleeding: press on it", True),
        ("Stop the bleeding with a bandage", False),
        ("Bleeding is stopped", False),
        ("A new cushion", False),
        ("", False),
    ],
)
def test_a_bare_phrase_names_a_thing_and_no_act(text: str, *, is_bare: bool) -> None:
    seen = view(text, 0, len(text))
    assert naming.is_bare(seen, "Complication", VOCABULARY) is is_bare
