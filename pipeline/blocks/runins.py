"""Labels that open paragraphs and are headings.

"Preparation: Eat a light meal." is a section where its page is built of such
paragraphs: then the labels are its headings, those that nothing knows included. A sheet
of keys and values is no such page: its values are no sentences.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from pipeline.blocks.lines import Line, Look
from pipeline.vocabulary.headings import HeadingVocabulary

_LABEL: Final = re.compile(
    r"(?:\*\*|__)?([A-Z][^\W\d_][\w ,'\u2019/&()-]{0,46}?)(?:\*\*|__)?[ \t]*"
    r":(?:\*\*|__)?[ \t]+(?=\S)"
)
_SENTENCE: Final = re.compile(r"[a-z)\d][.!?](?:[ \t]|$)")
_MOST_WORDS: Final = 7
_FEWEST: Final = 3
_FEWEST_WORDS: Final = 2
_FEWEST_CAPITALS: Final = 3
_ENDS: Final = (".", "!", "?", ".)", '."', ":", ";")
_INNER: Final = re.compile(
    r"(?<=[a-z)\d][.!?])[ \t]+"
    r"(?P<label>[A-Z][\w'\u2019/&-]*(?: [\w'\u2019/&-]+){0,4}:)[ \t]+"
)
_CAPITALS: Final = re.compile(r"([A-Z][A-Z0-9 /&,'()-]{2,50}?)[ \t]*:(?=[ \t]|$)")


Cut: TypeAlias = tuple[int, int]


def find(
    found: Sequence[Line], noise: Collection[int], headings: HeadingVocabulary
) -> Mapping[int, tuple[Cut, ...]]:
    """Return, by place in *found*, the labels of the line.

    Of each where it begins and where it ends in the words.
    Nothing if the page is not built of labelled paragraphs. Where it is, a known label
    may also stand behind a sentence, or alone over a list. *noise* are the places of
    lines that belong to the site.
    """
    openers = 0
    labels: dict[int, re.Match[str]] = {}
    for at, line in enumerate(found):
        if line.look is not Look.TEXT or at in noise or not _opens(found, at):
            continue
        openers += 1
        if ":" in line.words and (label := _label(line.words)):
            labels[at] = label
    if len(labels) < _FEWEST or len(labels) * 2 < openers:
        return {}
    known = sum(headings.classify(label[1]) is not None for label in labels.values())
    if known * 2 < len(labels) or known < _FEWEST:
        return {}
    cuts = {
        at: tuple(_cuts(found[at], label, headings)) for at, label in labels.items()
    }
    alone = {
        at: ((0, len(line.words)),)
        for at, line in enumerate(found)
        if line.look is Look.TEXT
        and line.apart
        and line.words.endswith(":")
        and at not in noise
        and _is_sure(line.words, headings)
    }
    return cuts | alone


def _cuts(
    line: Line, label: re.Match[str], headings: HeadingVocabulary
) -> Iterator[Cut]:
    yield 0, len(label[0].rstrip())
    for inner in _INNER.finditer(line.words, label.end()):
        if _is_sure(inner["label"], headings):
            yield inner.span("label")


def _is_sure(words: str, headings: HeadingVocabulary) -> bool:
    typing = headings.classify(words)
    return typing is not None and not typing.weak


def _opens(found: Sequence[Line], at: int) -> bool:
    """Tell whether line *at* begins a paragraph."""
    return not at or found[at].apart or found[at - 1].words.endswith(_ENDS)


def _label(words: str) -> re.Match[str] | None:
    found = _LABEL.match(words)
    if found is None or found[1].count(" ") >= _MOST_WORDS:
        return None
    value = words[found.end() :]
    is_prose = _SENTENCE.search(value) is not None
    return found if is_prose and value.count(" ") >= _FEWEST_WORDS else None


def has_capital_labels(found: Sequence[Line], headings: HeadingVocabulary) -> bool:
    """Tell whether the page opens its sections with known labels in capitals."""
    known = 0
    for line in found:
        if line.look is Look.TEXT and ":" in line.words:
            label = _CAPITALS.match(line.words)
            known += label is not None and headings.classify(label[1]) is not None
            if known >= _FEWEST_CAPITALS:
                return True
    return False
