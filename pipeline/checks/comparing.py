"""Hold what the name of a procedure shows against what references say of a code.

A facet that the name does not show is unknown and in conflict with nothing; a code is
confirmed where the name shows what is done and references say the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.checks.claims import Claim
from pipeline.vocabulary.code_facts import CodeFact, CodeFacts, FacetMention, dimension

_ACTION: Final = "action"
_PLACED: Final = ("region", "approach")
_ENOUGH: Final = 2  # publishers that make a violation; one alone may be wrong
_MOST_SUGGESTED: Final = 3


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a name claims, and the reference facets that it excludes."""

    claimed: tuple[FacetMention, ...]
    reference: tuple[str, ...]


def conflict(
    shown: Sequence[FacetMention], fact: CodeFact, facts: CodeFacts
) -> Conflict | None:
    """Return what a name shows that goes with nothing in *fact*, or None.

    In a dimension in which one facet goes with the reference, nothing is in conflict;
    facets of two dimensions are wherever one excludes the other.
    """
    claimed: list[FacetMention] = []
    reference: dict[str, None] = {}
    by_dimension: dict[str, list[FacetMention]] = {}
    specific = facts.specific(mention.facet for mention in shown)
    for mention in shown:
        if mention.facet not in specific:
            continue  # "spine" says nothing beside "cervical spine"
        by_dimension.setdefault(dimension(mention.facet), []).append(mention)
    for name, mentions in by_dimension.items():
        theirs = [facet for facet in fact.facets if dimension(facet) == name]
        if any(facts.fits(m.facet, facet) for m in mentions for facet in theirs):
            continue
        for mention in mentions:
            excluded = [f for f in theirs if facts.excludes(mention.facet, f)]
            if excluded:
                claimed.append(mention)
                reference |= dict.fromkeys(excluded)
    for mention in shown:
        across = [f for f in fact.facets if _is_across(mention.facet, f, facts)]
        if across and mention not in claimed:
            claimed.append(mention)
            reference |= dict.fromkeys(across)
    return Conflict(tuple(claimed), tuple(reference)) if claimed else None


def _is_across(facet: str, other: str, facts: CodeFacts) -> bool:
    return dimension(facet) != dimension(other) and facts.excludes(facet, other)


def is_confirmed(
    name: str, shown: Sequence[FacetMention], fact: CodeFact, facts: CodeFacts
) -> bool:
    """Tell whether *name* shows what *fact* says is done, and says nothing else."""
    return facts.explains(name, shown) and _goes_with(shown, fact, facts)


def _goes_with(shown: Sequence[FacetMention], fact: CodeFact, facts: CodeFacts) -> bool:
    """Tell whether a name shows what *fact* says is done, where it says so.

    The action has to be the same, and no case of it; nothing may be done that *fact*
    does not say; regions and approaches have to fit where the name shows them.
    """
    if not fact.references or conflict(shown, fact, facts):
        return False
    claimed = facts.specific(mention.facet for mention in shown)
    if not any(f in claimed for f in fact.facets if dimension(f) == _ACTION):
        return False
    if not _is_covered(shown, claimed, fact, facts):
        return False
    return all(
        any(facts.fits(facet, theirs) for theirs in fact.facets)
        for facet in claimed
        if dimension(facet) in _PLACED
        and any(dimension(theirs) == dimension(facet) for theirs in fact.facets)
    )


def _is_covered(
    shown: Iterable[FacetMention],
    claimed: frozenset[str],
    fact: CodeFact,
    facts: CodeFacts,
) -> bool:
    """Tell whether each wording of something done means something that *fact* says.

    A wording may mean several things, of which one is enough.
    """
    wordings: dict[tuple[int, int], list[str]] = {}
    for mention in shown:
        if dimension(mention.facet) == _ACTION and mention.facet in claimed:
            wordings.setdefault((mention.start, mention.end), []).append(mention.facet)
    return all(
        any(facts.is_within(theirs, mine) for mine in meant for theirs in fact.facets)
        for meant in wordings.values()
    )


def is_sure(fact: CodeFact) -> bool:
    """Tell whether enough stands behind *fact* to call what it excludes wrong."""
    return fact.is_own or len(fact.publishers) >= _ENOUGH


def suggestions(claim: Claim, facts: CodeFacts) -> tuple[CodeFact, ...]:
    """Return the codes whose references go best with the name, a few at most.

    They do what the name says, in a region that fits, and nothing in them is excluded.
    """
    claimed = facts.specific(mention.facet for mention in claim.shown)
    scored = []
    for fact in facts.facts.values():
        if fact.system != claim.system or fact.is_add_on:
            continue
        if _goes_with(claim.shown, fact, facts):
            same = sum(facet in claimed for facet in fact.facets)
            scored.append((-same, len(fact.facets), fact.value, fact))
    best = min((score for score, *_ in scored), default=0)
    ranked = sorted(each for each in scored if each[0] == best)
    return tuple(fact for *_, fact in ranked[:_MOST_SUGGESTED])


def is_same(one: Claim, other: Claim, facts: CodeFacts) -> bool:
    """Tell whether two names may be of one procedure: they show nothing apart.

    What is done has to be shown by both and to fit; what only one says is no matter.
    """
    if one.assertion.subject == other.assertion.subject:
        return True
    pairs = [(a.facet, b.facet) for a in one.shown for b in other.shown]
    is_done = any(facts.fits(a, b) for a, b in pairs if dimension(a) == _ACTION)
    return is_done and not any(facts.excludes(a, b) for a, b in pairs)
