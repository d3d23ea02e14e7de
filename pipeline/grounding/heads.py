"""Shorten a label to names of something broader.

What stands before a noun narrows it, and so does a phrase or a clause behind it. That
is so of noun phrases only, and not where a word before the noun takes the thing back.
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
    >>> list(of("episodes of dizziness", rules.load().broader))
    ['dizziness']
    >>> [list(of(label, rules.load().broader)) for label in
    ...  ("previous wound infection", "fever or chills", "absence of pain")]
    [[], [], []]
    """
    words = label.split()
    while len(words) > 2 and words[0] in rule.wrappers and words[1] == rule.of:  # noqa: PLR2004 - of, and a word
        words = words[2:]
    cuts = [at for at, word in enumerate(words) if at and word in rule.tails]
    cut = min(cuts, default=len(words))
    if not _is_plain(words[:cut], rule):
        return
    most = min(rule.dropped, cut - 1)
    rests = [words[at:end] for end in {len(words), *cuts} for at in range(most + 1)]
    rests.sort(key=lambda rest: (-len(rest), rest != words[-len(rest) :]))
    yield from (" ".join(rest) for rest in rests if " ".join(rest) != label)


def _is_plain(head: list[str], rule: Broader) -> bool:
    """Tell whether *head* is a noun and what narrows it, and does not take it back."""
    closed = lexicon.load().words
    parts = {part for word in head for part in (word, *word.split("-"))}
    return bool(head) and parts.isdisjoint(
        rule.never | closed.pronouns | closed.auxiliaries | rule.tails
    )
