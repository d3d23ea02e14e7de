"""Shorten a label to names of something broader.

What stands before a noun narrows it, and so does a phrase or a clause behind it. A word
that takes the thing back stays, with all that stands before it.
"""

from collections.abc import Iterator

from pipeline.grounding.rules import Broader
from pipeline.vocabulary import lexicon


def of(label: str, rule: Broader) -> Iterator[str]:
    """Yield what is left of *label*, the longest and so the narrowest first.

    >>> from pipeline.grounding import rules
    >>> list(of("superficial wound infection", rules.load().broader))
    ['wound infection', 'infection']
    >>> list(of("severe pain in knee", rules.load().broader))
    ['pain in knee', 'severe pain', 'pain']
    >>> [list(of(label, rules.load().broader)) for label in
    ...  ("episodes of dizziness", "clot formation")]
    [['dizziness'], ['clot']]
    >>> [list(of(label, rules.load().broader)) for label in
    ...  ("previous wound infection", "severe trouble swallowing")]
    [[], ['trouble swallowing']]
    """
    words = label.split()
    while len(words) > 2 and words[0] in rule.wrappers and words[1] == rule.of:  # noqa: PLR2004 - of, and a word
        words = words[2:]
    while len(words) > 1 and words[-1] in rule.after:
        words = words[:-1]
    cuts = [
        at
        for at, word in enumerate(words)
        if at and word in rule.tails and rule.never.isdisjoint(words[at:])
    ]
    cut = min(cuts, default=len(words))
    refused = rule.never | rule.tails | _closed()
    narrowing = 0
    while narrowing < min(rule.dropped, cut - 1) and _is_free(
        words[narrowing], refused
    ):
        narrowing += 1
    rests = [
        words[at:end] for end in {len(words), *cuts} for at in range(narrowing + 1)
    ]
    rests.sort(key=lambda rest: (-len(rest), rest != words[-len(rest) :]))
    for rest in rests:
        left = " ".join(rest)
        if rest and left != label and left not in rule.never_head:
            yield left


def _is_free(word: str, refused: frozenset[str]) -> bool:
    """Tell whether neither *word* nor a part of it is *refused*."""
    return refused.isdisjoint((word, *word.split("-")))


def _closed() -> frozenset[str]:
    words = lexicon.load().words
    return words.pronouns | words.auxiliaries
