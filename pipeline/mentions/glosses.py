"""Glosses: what names the thing where a phrase has an explanation beside it."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.mentions import coordination, naming
from pipeline.mentions.draft import Role
from pipeline.mentions.phrases import peel
from pipeline.mentions.view import View
from pipeline.vocabulary.reading import ReadingVocabulary

_WORD: Final = re.compile(r"[^\W_][\w'/-]*")
_GLOSS: Final = re.compile(r"(?:(?<=[\w)\]%]): |: ?$| - )")
_MOST_HEAD_WORDS: Final = 10


def without_gloss(
    view: View, role: Role, vocabulary: ReadingVocabulary
) -> Iterator[tuple[View, bool, str]]:
    """Yield what names things, whether it explains, and how often the thing occurs.

    These are the words before an explanation; where those say nothing by themselves, or
    the explanation lists known things, it is the explanation.
    """
    gloss = next(
        (
            m
            for m in _GLOSS.finditer(view.low)
            if view.low.count("(", 0, m.start()) == view.low.count(")", 0, m.start())
        ),
        None,
    )
    if gloss is None:
        yield view, False, ""
        return
    head = view.part(0, gloss.start())
    rest = view.part(gloss.end())
    words = _WORD.findall(head.low)
    if not words or len(words) > _MOST_HEAD_WORDS:
        yield view, False, ""
    elif rest.text and _is_hollow(words, vocabulary):
        yield rest, True, ""
    elif ", " not in rest.low and vocabulary.qualifiers.frequency_note.search(rest.low):
        yield head, False, rest.text
    elif rest.low.startswith(head.low) or not rest.text:
        yield head, False, ""
    elif _lists_known(rest, role, vocabulary):
        if not _is_collective(head, role, vocabulary):
            yield head, False, ""
        if role.type not in vocabulary.roles.types.tests or _is_collective(
            head, role, vocabulary
        ):
            yield rest, True, ""
    else:
        yield head, False, ""


def _is_collective(head: View, role: Role, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *head* gathers tests under one word ("imaging")."""
    if role.type not in vocabulary.roles.types.tests:
        return False
    lexicon = vocabulary.lexicon
    last = lexicon.singular(_WORD.findall(head.low)[-1])
    return last in lexicon.words.collective


def announces(core: View, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *core* ends in a word for any thing, of which examples follow."""
    words = _WORD.findall(core.low)
    known = vocabulary.lexicon.words
    last = vocabulary.lexicon.singular(words[-1]) if words else ""
    return last in known.announcing or last in known.collective


def _lists_known(view: View, role: Role, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *view* lists at least two things of a kind that fits the role."""
    core = peel(
        view,
        role.type,
        is_test=role.type in vocabulary.roles.types.tests,
        vocabulary=vocabulary.qualifiers,
        lexicon=vocabulary.lexicon,
    ).core
    parts = coordination.split(core, vocabulary.lexicon)
    return len(parts) > 1 and all(
        naming.is_of_kind(part, role.type, vocabulary) for part in parts
    )


def _is_hollow(words: list[str], vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *words* only announce things: a degree, or a word for any thing."""
    lexicon = vocabulary.lexicon
    known = lexicon.words
    last = lexicon.singular(words[-1])
    if last in known.hollow:
        return True
    if all(_is_announcing(word, vocabulary) for word in words):
        return True
    return vocabulary.qualifiers.frequency_note.search(" ".join(words)) is not None


def _is_announcing(word: str, vocabulary: ReadingVocabulary) -> bool:
    known = vocabulary.lexicon.words
    singular = vocabulary.lexicon.singular(word)
    return (
        singular in known.announcing
        or singular in known.collective
        or word in known.prepositions
        or word in known.conjunctions
        or word in vocabulary.qualifiers.aim_words
    )
