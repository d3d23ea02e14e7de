"""Tell which lines are understood though they give no fact."""

from typing import Final

from pipeline.mentions.draft import Role
from pipeline.mentions.view import View
from pipeline.vocabulary.reading import ReadingVocabulary

_GENERAL: Final = "context.general"


def is_announcement(view: View, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether a sentence before a list only announces it."""
    if any(map(str.isdigit, view.low)):
        return False
    return any(
        name == _GENERAL and pattern.search(view.low)
        for pattern, name in vocabulary.instructions.context.of(view.low)
    )


def is_context(
    view: View,
    role: Role,
    vocabulary: ReadingVocabulary,
    *,
    before_list: bool = False,
    has_procedure: bool = True,
) -> bool:
    """Tell whether a line without a fact was understood all the same.

    It is a question, a lead-in, a feeling, or exposition of a sort that the vocabulary
    knows.
    """
    low = view.low
    if low.endswith(("?", ":")) or vocabulary.instructions.says_nothing.search(low):
        return True
    if _is_known(low, vocabulary, before_list=before_list):
        return True
    return vocabulary.expositions.explains(
        low, role.section, vocabulary.lexicon, has_procedure=has_procedure
    )


def _is_known(low: str, vocabulary: ReadingVocabulary, *, before_list: bool) -> bool:
    for pattern, name in vocabulary.instructions.context.of(low):
        if pattern.search(low):
            if name != _GENERAL or before_list:
                return True
            break
    return vocabulary.instructions.not_instructions.fits(low)
