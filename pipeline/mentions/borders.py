"""Where the phrase that names a thing begins and ends."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.mentions.draft import Role
from pipeline.mentions.phrases import Peeled
from pipeline.mentions.view import View
from pipeline.model import Polarity
from pipeline.vocabulary.reading import ReadingVocabulary

_WORD: Final = re.compile(r"[^\W_][\w'/-]*")


def apart(view: View) -> Iterator[View]:
    """Yield the parts of *view* between semicolons, which share no words."""
    at = 0
    for piece in view.low.split(";"):
        part = view.part(at, at + len(piece)).trimmed()
        at += len(piece) + 1
        if part.text:
            yield part


def by_figure(view: View, vocabulary: ReadingVocabulary) -> list[View]:
    """Return the parts of *view* that have each a figure of their own, or the whole."""
    parts = []
    at = 0
    for joint in vocabulary.qualifiers.figure_joints.finditer(view.low):
        parts.append(view.part(at, joint.start("gap")).trimmed())
        at = joint.end("gap")
    rest = view.part(at).trimmed()
    if not parts or vocabulary.qualifiers.frequency_note.search(rest.low) is None:
        return [view]
    return [*parts, rest]


def before_verb(peeled: Peeled, vocabulary: ReadingVocabulary) -> View:
    """Return the core up to its verb; a denied verb denies the thing."""
    core = peeled.core
    words = vocabulary.lexicon.words
    is_relative = False
    before = ""
    for at, word in enumerate(_WORD.finditer(core.low)):
        if word[0] in words.relatives:
            is_relative = True
        is_verb = word[0] in words.auxiliaries and not word[0].endswith(words.gerund)
        if at and is_verb and not is_relative:
            rest = core.low[word.start() :]
            if any(p.match(rest) for p, _ in vocabulary.qualifiers.negations.of(rest)):
                peeled.polarity = Polarity.NEGATED
            end = word.start()
            if at > 1 and before in words.pronouns:  # "a lump you can feel"
                end = core.low.rindex(before, 0, end)
            return core.part(0, end).trimmed()
        before = word[0]
    return core


def shortened(view: View, vocabulary: ReadingVocabulary) -> View:
    """Return *view* without the words at its ends that name nothing."""
    words = vocabulary.lexicon.words
    left_out = words.articles, words.conjunctions, words.sharing.stray
    while True:
        first = _WORD.match(view.low)
        if first is None or first.end() >= len(view.low):
            break
        word = first[0]
        if not any(word in each for each in left_out):
            break
        view = view.part(first.end())
    view = view.trimmed()
    while (space := view.low.rfind(" ")) > 0:
        last = view.low[space + 1 :]
        if last not in words.conjunctions and last not in words.sharing.trailing:
            break
        view = view.part(0, space).trimmed()
    return view


def without_aim(view: View, role: Role, vocabulary: ReadingVocabulary) -> View:
    """Return *view* without the aim before the thing ("to relieve pain")."""
    aim = vocabulary.qualifiers.aims.match(view.low)
    return view.part(aim.end()) if aim and role.section != "complications" else view
