"""Whether a phrase names a thing of a kind, as far as the lexicon knows, or none."""

import re
from typing import Final

from pipeline.mentions.view import View
from pipeline.vocabulary.lexicon import Lexicon
from pipeline.vocabulary.reading import ReadingVocabulary

_WORD: Final = re.compile(r"[^\W_][\w'/-]*")


def is_bare(view: View, type_: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *view* is a bare phrase that names a thing of *type_*, no act."""
    lexicon = vocabulary.lexicon
    words = tuple(_WORD.findall(view.low.partition(":")[0]))
    for at, word in enumerate(words):
        if word in lexicon.words.auxiliaries or word in vocabulary.instructions.verbs:
            return False
        if at and word in lexicon.words.prepositions:
            words = words[:at]
            break
    wanted = vocabulary.roles.evidence_kinds[type_]
    return (
        bool(words)
        and lexicon.phrase_kinds(words) <= wanted
        and bool(lexicon.phrase_kinds(words))
    )


def is_of_kind(view: View, type_: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether the head of *view* is of a kind that *type_* may have."""
    lexicon = vocabulary.lexicon
    wanted = vocabulary.roles.evidence_kinds.get(type_)
    if wanted is None:
        return True
    words = tuple(_WORD.findall(view.low))
    if known := lexicon.phrases.get(" ".join(words)):
        return bool(known & wanted)
    if _is_hard_to_do(words, lexicon):
        return bool(lexicon.kinds(words[0]) & wanted)
    for at, word in enumerate(words):
        if at and word in lexicon.words.prepositions:
            words = words[:at]
            break
    return bool(lexicon.phrase_kinds(words) & wanted)


def is_no_name(label: str, type_: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *label* is none that a mention of *type_* can have: no noun phrase.

    A fragment, a clause, a person or a bare part of the body comes from a misreading.
    """
    return says_nothing(label.split(), vocabulary) or is_refused(
        label, type_, vocabulary
    )


def is_refused(label: str, type_: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether a rule knows *label* for none that a mention of *type_* can have."""
    return vocabulary.names.refuse(label, type_, vocabulary.lexicon)


def says_nothing(words: list[str], vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *words*, a label, name nothing by themselves ("yes", "it")."""
    lexicon = vocabulary.lexicon
    if words[0] in lexicon.words.pronouns:
        return True
    if all(word in lexicon.words.answers for word in words):
        return True
    if not any(len(word) > 1 and word[0].isalpha() for word in words):
        return True
    head = [word for word in words if word not in lexicon.words.articles]
    for at, word in enumerate(head):
        if at and word in lexicon.words.prepositions and not _is_held(head, lexicon):
            head = head[:at]
            break
    alone = len(head) == 1 or all(word in lexicon.words.hollow for word in head[:-1])
    last = lexicon.singular(head[-1]) if head else ""
    return alone and (last in lexicon.words.hollow or last in lexicon.words.announcing)


def _is_hard_to_do(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Tell whether *words* name an activity that is hard ("trouble seeing")."""
    known = lexicon.words
    return (
        len(words) > 1
        and words[0] in known.activity_heads
        and words[1].endswith(known.gerund)
    )


def _is_held(head: list[str], lexicon: Lexicon) -> bool:
    """Tell whether what follows the first word tells which thing is meant."""
    return any(lexicon.kinds(word) or word.isdigit() for word in head[2:])
