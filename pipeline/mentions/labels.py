"""Labels: the normal form of what a mention names."""

from typing import Final

from pipeline.mentions.view import View
from pipeline.vocabulary.lexicon import Lexicon

_EDGE: Final = " \t.,;:!\"'()[]"
_QUOTE: Final = '"'  # views have no others


def thing(view: View, lexicon: Lexicon) -> tuple[str, str, str]:
    """Return label, side and severity of the thing that *view* names.

    The label is in lower case, without articles and side, its head noun singular; a
    degree that says little ("mild") stands in the severity alone.
    """
    words = [word.strip(_EDGE) for word in view.low.replace(_QUOTE, "").split()]
    letters = _letters(view)
    words = [
        word
        for at, word in enumerate(words)
        if word
        and (
            word not in lexicon.words.articles
            or (at and (word in lexicon.words.relatives or at in letters))
        )
    ]
    sides = _sides(words, lexicon)
    side = words[min(sides)] if sides else ""
    words = [word for at, word in enumerate(words) if at not in sides] or words
    severity = next((word for word in words if word in lexicon.words.severities), "")
    while len(words) > 1 and words[0] in lexicon.words.degrees:
        severity = severity or words[0]
        words = words[1:]
    head = next(
        (at for at, word in enumerate(words) if at and _ends_head(word, lexicon)),
        len(words),
    )
    if words:
        words[head - 1 : head + 2] = _singular(words[head - 1 : head + 2], lexicon)
    words[head:] = [_inner(word, lexicon) for word in words[head:]]
    return " ".join(words), side, severity


def _letters(view: View) -> frozenset[int]:
    """Return where a capital stands alone: hepatitis A has a letter, no article."""
    if view.text == view.low or view.text.isupper():
        return frozenset()
    words = view.text.replace(_QUOTE, "").split()
    return frozenset(
        [
            at
            for at, word in enumerate(words)
            if len(letter := word.strip(_EDGE)) == 1 and letter.isupper()
        ]
    )


def _sides(words: list[str], lexicon: Lexicon) -> set[int]:
    """Return where *words* name a side; "a stone left behind" names none."""
    known = lexicon.words
    return {
        at
        for at, word in enumerate(words)
        if word in known.sides
        and not (at and words[at + 1 : at + 2] and words[at + 1] in known.staying)
    }


def _singular(words: list[str], lexicon: Lexicon) -> list[str]:
    """Return a head in the singular, and the verb of a relative clause behind it so."""
    head, *rest = words
    singular = lexicon.singular(head)
    if singular != head and len(rest) > 1 and rest[0] in lexicon.words.relatives:
        rest[1] = lexicon.words.agreeing.get(rest[1], rest[1])
    return [singular, *rest]


def _ends_head(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.words.prepositions or word in lexicon.words.pronouns


def _inner(word: str, lexicon: Lexicon) -> str:
    """Return a word behind a preposition: body parts are named in the singular."""
    singular = lexicon.singular(word)
    return singular if lexicon.kinds(singular) else word


def clause(view: View) -> str:
    """Return the label of an instruction: its words in lower case."""
    return view.low.strip(" \t.,;:")
