"""Hold the codes that documents claim against what references say of them.

A claim is disputed only by words of the document's own name for its procedure: a facet
that the name does not show is unknown and in conflict with nothing. A claim is
confirmed where the name shows what is done and references say the same. Neither changes
the claim.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

from pipeline import identifiers
from pipeline.checks.claims import Claim, Coded
from pipeline.checks.comparing import (
    conflict,
    is_confirmed,
    is_same,
    is_sure,
    suggestions,
)
from pipeline.model import Finding
from pipeline.vocabulary.checks import CheckVocabulary
from pipeline.vocabulary.code_facts import CodeFacts, FacetMention

_CONFLICT: Final = "CODE_FACET_CONFLICT"
_DOUBTFUL: Final = "CODE_FACET_DOUBTFUL"
_UNCHECKED: Final = "CODE_UNCHECKED"
_MALFORMED: Final = "CODE_MALFORMED"
_UNLISTED: Final = "CODE_NOT_LISTED"
_SHARED: Final = "CODE_SHARED"
_MODIFIER: Final = "MODIFIER_DOUBTFUL"
_NOTHING: Final = "-"


def check(
    coded: Coded, facts: CodeFacts, checks: CheckVocabulary
) -> tuple[tuple[Finding, ...], frozenset[str]]:
    """Return the findings on codes and modifiers, and the claims that are confirmed.

    Claims are named by the identifiers of their assertions.
    """
    made = coded.claims
    found = [
        *_facets(made, facts, checks),
        *_unknown(made, facts, checks),
        *_unlisted(made, facts, checks),
        *_shared(made, facts, checks),
        *_sides(coded, facts, checks),
    ]
    confirmed = {
        claim.assertion.id
        for claim in made
        if (fact := facts.about(claim.system, claim.value))
        and is_confirmed(claim.name, claim.shown, fact, facts)
    }
    return tuple(found), frozenset(confirmed)


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
            if not is_same(one, other, facts)
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


def _sides(
    coded: Coded, facts: CodeFacts, checks: CheckVocabulary
) -> Iterator[Finding]:
    """Yield modifiers that a page lists and none of its procedure's codes takes."""
    groups = _by_procedure(coded.claims)
    told: set[tuple[str, str]] = set()
    for listed, value in coded.modifiers:
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
