"""Hold the codes that documents claim against what references say of them.

A claim is disputed only by words of the document's own name for its procedure: a facet
that the name does not show is unknown and in conflict with nothing. A claim is
confirmed where the name shows what is done and references say the same. Neither changes
the claim.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from pipeline import identifiers
from pipeline.checks.claims import Claim, claims, modifiers
from pipeline.model import Finding, Graph
from pipeline.vocabulary.checks import CheckVocabulary
from pipeline.vocabulary.code_facts import CodeFact, CodeFacts, FacetMention, dimension

_CONFLICT: Final = "CODE_FACET_CONFLICT"
_DOUBTFUL: Final = "CODE_FACET_DOUBTFUL"
_UNCHECKED: Final = "CODE_UNCHECKED"
_MALFORMED: Final = "CODE_MALFORMED"
_UNLISTED: Final = "CODE_NOT_LISTED"
_SHARED: Final = "CODE_SHARED"
_MODIFIER: Final = "MODIFIER_DOUBTFUL"
_ACTION: Final = "action"
_PLACED: Final = ("region", "approach")
_ENOUGH: Final = 2  # publishers that make a violation; one alone may be wrong
_MOST_SUGGESTED: Final = 3
_NOTHING: Final = "-"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a name claims, and the reference facets that it excludes."""

    claimed: tuple[FacetMention, ...]
    reference: tuple[str, ...]


def check(
    graph: Graph, facts: CodeFacts, checks: CheckVocabulary
) -> tuple[tuple[Finding, ...], frozenset[str]]:
    """Return the findings on codes and modifiers, and the claims that are confirmed.

    Claims are named by the identifiers of their assertions.
    """
    made = claims(graph, facts)
    found = [
        *_facets(made, facts, checks),
        *_unknown(made, facts, checks),
        *_unlisted(made, facts, checks),
        *_shared(made, facts, checks),
        *_sides(graph, made, facts, checks),
    ]
    confirmed = {
        claim.assertion.id
        for claim in made
        if (fact := facts.about(claim.system, claim.value))
        and is_confirmed(claim.name, claim.shown, fact, facts)
    }
    return tuple(found), frozenset(confirmed)


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


# ---------------------------------------------------------------- findings


def _facets(
    made: Iterable[Claim], facts: CodeFacts, checks: CheckVocabulary
) -> Iterator[Finding]:
    told: set[tuple[str, str, str]] = set()
    for claim in made:
        place = claim.assertion.document, claim.assertion.object, claim.name
        fact = facts.about(claim.system, claim.value)
        found = conflict(claim.shown, fact, facts) if fact else None
        if fact is None or found is None or place in told:
            continue
        told.add(place)
        look = suggestions(claim, facts)
        yield checks.finding(
            _CONFLICT if is_sure(fact) else _DOUBTFUL,
            claim.assertion.document,
            start=claim.assertion.start,
            end=claim.assertion.end,
            about=claim.assertion.id,
            conflicts_with=(claim.fact,),
            suggested=tuple(identifiers.code(o.system, o.value) for o in look),
            code=f"{claim.system} {claim.value}",
            name=checks.excerpt(claim.name),
            claimed=", ".join(_told(m, claim, facts) for m in found.claimed),
            reference=", ".join(facts.labels[facet] for facet in found.reference),
            sources=", ".join(fact.references),
            look=", ".join(f"{o.system} {o.value}" for o in look) or _NOTHING,
        )


def _told(mention: FacetMention, claim: Claim, facts: CodeFacts) -> str:
    words = claim.name[mention.start : mention.end]
    label = facts.labels[mention.facet]
    if claim.start is None:
        return f'{label} ("{words}")'
    start, end = claim.start + mention.start, claim.start + mention.end
    return f'{label} ("{words}" [{start}:{end}])'


def _unknown(
    made: Iterable[Claim], facts: CodeFacts, checks: CheckVocabulary
) -> Iterator[Finding]:
    """Yield codes that nothing is known of, or without form, once a document."""
    told: set[tuple[str, str]] = set()
    for claim in made:
        place = claim.assertion.document, claim.assertion.object
        fact = facts.about(claim.system, claim.value)
        if place in told or (fact and fact.facets):
            continue
        told.add(place)
        is_formed = fact or facts.is_formed(claim.system, claim.value)
        yield checks.finding(
            _UNCHECKED if is_formed else _MALFORMED,
            claim.assertion.document,
            start=claim.assertion.start,
            end=claim.assertion.end,
            about=claim.assertion.id,
            code=f"{claim.system} {claim.value}",
        )


def _unlisted(
    made: Iterable[Claim], facts: CodeFacts, checks: CheckVocabulary
) -> Iterator[Finding]:
    """Yield codes that are not in a list of all of their system, once a document."""
    told: set[tuple[str, str]] = set()
    for claim in made:
        place = claim.assertion.document, claim.assertion.object
        files = facts.unlisted(claim.system, claim.value)
        if place in told or not files:
            continue
        told.add(place)
        yield checks.finding(
            _UNLISTED,
            claim.assertion.document,
            start=claim.assertion.start,
            end=claim.assertion.end,
            about=claim.assertion.id,
            code=f"{claim.system} {claim.value}",
            files=", ".join(each.shown for each in files),
        )


def _shared(
    made: Iterable[Claim], facts: CodeFacts, checks: CheckVocabulary
) -> Iterator[Finding]:
    """Yield codes that several documents give procedures of different names."""
    by_code: dict[str, list[Claim]] = {}
    for claim in made:
        by_code.setdefault(claim.assertion.object, []).append(claim)
    for code, its in sorted(by_code.items()):
        apart = [
            (one, other)
            for one, other in combinations(_wordings(its), 2)
            if not _is_same(one, other, facts)
        ]
        labels = {claim.procedure for pair in apart for claim in pair}
        documents = tuple(sorted({claim.assertion.document for claim in its}))
        if len(labels) > 1 and len(documents) > 1:
            yield checks.finding(
                _SHARED,
                documents[0],
                about=code,
                documents=documents,
                conflicts_with=tuple(sorted({claim.assertion.id for claim in its})),
                code=f"{its[0].system} {its[0].value}",
                procedures=", ".join(f'"{label}"' for label in sorted(labels)),
            )


def _wordings(its: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims, one for each procedure and what its name shows."""
    named = {
        (claim.procedure, frozenset(m.facet for m in claim.shown)): claim
        for claim in its
    }
    return tuple(named.values())


def _is_same(one: Claim, other: Claim, facts: CodeFacts) -> bool:
    """Tell whether two names may be of one procedure: they show nothing apart.

    What is done has to be shown by both and to fit; what only one says is no matter.
    """
    if one.assertion.subject == other.assertion.subject:
        return True
    pairs = [(a.facet, b.facet) for a in one.shown for b in other.shown]
    is_done = any(facts.fits(a, b) for a, b in pairs if dimension(a) == _ACTION)
    return is_done and not any(facts.excludes(a, b) for a, b in pairs)


def _sides(
    graph: Graph, made: Iterable[Claim], facts: CodeFacts, checks: CheckVocabulary
) -> Iterator[Finding]:
    """Yield modifiers that a page lists and none of its procedure's codes takes."""
    groups = _by_procedure(made)
    told: set[tuple[str, str]] = set()
    for listed, value in modifiers(graph):
        place = listed.document, listed.object
        its = groups.get((listed.document, listed.subject), ())
        if not its or place in told or not _all_refuse(its, value, facts):
            continue
        told.add(place)
        yield checks.finding(
            _MODIFIER,
            listed.document,
            start=listed.start,
            end=listed.end,
            about=listed.id,
            conflicts_with=tuple(claim.fact for claim in its),
            modifier=value,
            code=", ".join(f"{claim.system} {claim.value}" for claim in its),
        )


def _by_procedure(
    made: Iterable[Claim],
) -> Mapping[tuple[str, str], tuple[Claim, ...]]:
    """Return the claims, each code's once, by document and procedure."""
    groups: dict[tuple[str, str], dict[str, Claim]] = {}
    for claim in made:
        place = claim.assertion.document, claim.assertion.subject
        groups.setdefault(place, {})[claim.assertion.object] = claim
    return {place: tuple(its.values()) for place, its in groups.items()}


def _all_refuse(its: Iterable[Claim], modifier: str, facts: CodeFacts) -> bool:
    """Tell whether no code takes *modifier*; one that nobody knows of may."""
    return all(
        (fact := facts.about(claim.system, claim.value)) is not None
        and facts.refuses(fact, modifier)
        for claim in its
    )
