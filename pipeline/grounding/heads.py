"""Shorten a label to names of something broader.

What stands before a noun narrows it, and so does a phrase behind it. That is so of noun
phrases only, and not where a word takes the thing back.
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
    ...  ("previous wound infection", "fever or chills", "mass mistaken for hernia")]
    [[], [], []]
    """
    words = label.split()
    closed = lexicon.load().words
    if not (rule.never | closed.pronouns | closed.auxiliaries).isdisjoint(
        part for word in words for part in (word, *word.split("-"))
    ):
        return
    behind = rule.tails | closed.prepositions
    cut = next((at for at, word in enumerate(words) if word in behind), len(words))
    if not cut or (cut < len(words) and words[cut] not in rule.tails):
        return
    most = min(rule.dropped, cut - 1)
    rests = [words[at:end] for end in {len(words), cut} for at in range(most + 1)]
    rests.sort(key=lambda rest: (-len(rest), rest != words[-len(rest) :]))
    yield from (" ".join(rest) for rest in rests if rest != words)
