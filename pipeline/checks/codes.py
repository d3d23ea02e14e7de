"""Hold the codes that documents claim against what references say of them.

A claim is disputed only by words of the document's own name for its procedure: a facet
that the name does not show is unknown and in conflict with nothing. A claim is
confirmed where the name shows what is done and references say the same. Neither changes
the claim.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby, product
from typing import Final

from pipeline import identifiers
from pipeline.checks.claims import Claim, Coded, Listed
from pipeline.checks.comparing import (
    conflict,
    is_confirmed,
    is_same,
    is_sure,
    suggestions,
)
from pipeline.model import Finding, Room
from pipeline.sorting import ordered
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
_CODED: Final = 2  # parts of the key by code

_Wording = tuple[frozenset[str], str, str]


def check(
    coded: Coded, facts: CodeFacts, checks: CheckVocabulary, room: Room | None = None
) -> tuple[Iterator[Finding], frozenset[str]]:
    """Return the findings on codes and modifiers, and the claims that are confirmed.

    Claims are named by the identifiers of their assertions. What is too much for memory
    goes to *room*.
    """
    found = chain(
        _by_document(coded, facts, checks), _shared(coded.claims, facts, checks, room)
    )
    confirmed = frozenset(
        claim.assertion.id
        for claim in coded.claims
        if (fact := facts.about(claim.system, claim.value))
        and is_confirmed(claim.name, claim.shown, fact, facts)
    )
    return found, confirmed


def _by_document(
    coded: Coded, facts: CodeFacts, checks: CheckVocabulary
) -> Iterator[Finding]:
    """Yield what there is to say of the claims and modifiers of each document."""
    modifiers = groupby(coded.modifiers, key=_document)
    lists, listed = _next(modifiers)
    for document, its in groupby(coded.claims, key=_document):
        claims = tuple(its)
        yield from _facets(claims, facts, checks)
        yield from _unknown(claims, facts, checks)
        yield from _unlisted(claims, facts, checks)
        # A modifier is held against codes: without these, there is nothing to say.
        while lists and lists < document:
            lists, listed = _next(modifiers)
        if lists == document:
            yield from _sides(claims, listed, facts, checks)


def _document(it: Claim | Listed) -> str:
    return it.assertion.document


def _next(
    groups: Iterator[tuple[str, Iterator[Listed]]],
) -> tuple[str, tuple[Listed, ...]]:
    """Return the next group, or an empty one at the end."""
    document, its = next(groups, ("", iter(())))
    return document, tuple(its)


def _facets(
    made: Iterable[Claim], facts: CodeFacts, checks: CheckVocabulary
) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for claim in made:
        place = claim.assertion.object, claim.name
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
    """Yield codes that nothing is known of, or without form, each once."""
    told: set[str] = set()
    for claim in made:
        place = claim.assertion.object
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
    """Yield codes that are not in a list of all of their system, each once."""
    told: set[str] = set()
    for claim in made:
        place = claim.assertion.object
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
    made: Iterable[Claim], facts: CodeFacts, checks: CheckVocabulary, room: Room | None
) -> Iterator[Finding]:
    """Yield codes that several documents give procedures of different names."""
    by_code = ordered(made, Claim, _coded, _CODED, room)
    for code, its in groupby(by_code, key=_code):
        documents: set[str] = set()
        claims: set[str] = set()
        wordings: dict[_Wording, Claim] = {}
        for claim in its:
            documents.add(claim.assertion.document)
            claims.add(claim.assertion.id)
            wordings[_wording(claim)] = claim
        labels = _apart(wordings, facts)
        if len(labels) > 1 and len(documents) > 1:
            its_documents = tuple(sorted(documents))
            any_of_it = next(iter(wordings.values()))
            yield checks.finding(
                _SHARED,
                its_documents[0],
                about=code,
                documents=its_documents,
                conflicts_with=tuple(sorted(claims)),
                code=f"{any_of_it.system} {any_of_it.value}",
                procedures=", ".join(f'"{label}"' for label in sorted(labels)),
            )


def _coded(claim: Claim) -> tuple[str, str]:
    return claim.assertion.object, claim.assertion.id


def _code(claim: Claim) -> str:
    return claim.assertion.object


def _wording(claim: Claim) -> _Wording:
    """Return the procedure of *claim*, what it is called, and what the name shows."""
    shown = frozenset(mention.facet for mention in claim.shown)
    return shown, claim.assertion.subject, claim.procedure


def _apart(wordings: Mapping[_Wording, Claim], facts: CodeFacts) -> set[str]:
    """Return the labels of procedures that are not the same as another of *wordings*.

    Names that show the same are alike, so that only what they show is compared.
    """
    by_shown: dict[frozenset[str], dict[str, Claim]] = {}
    labels: dict[tuple[frozenset[str], str], set[str]] = {}
    for (shown, subject, label), claim in wordings.items():
        by_shown.setdefault(shown, {})[subject] = claim
        labels.setdefault((shown, subject), set()).add(label)
    found: set[str] = set()
    for one, other in product(by_shown, repeat=2):
        for subject, claim in by_shown[one].items():
            against = _another(by_shown[other], subject)
            if against is None or is_same(claim, against, facts):
                continue
            found |= labels[one, subject]
    return found


def _another(claims: Mapping[str, Claim], subject: str) -> Claim | None:
    """Return one of *claims*, which are by subject, that is of another *subject*."""
    return next((claim for other, claim in claims.items() if other != subject), None)


def _sides(
    claims: Iterable[Claim],
    modifiers: Iterable[Listed],
    facts: CodeFacts,
    checks: CheckVocabulary,
) -> Iterator[Finding]:
    """Yield modifiers that a page lists and none of its procedure's codes takes."""
    groups = _by_procedure(claims)
    told: set[str] = set()
    for each in modifiers:
        listed, its = each.assertion, groups.get(each.assertion.subject, ())
        if not its or listed.object in told or not _all_refuse(its, each.value, facts):
            continue
        told.add(listed.object)
        yield checks.finding(
            _MODIFIER,
            listed.document,
            start=listed.start,
            end=listed.end,
            about=listed.id,
            conflicts_with=tuple(claim.fact for claim in its),
            modifier=each.value,
            code=", ".join(f"{claim.system} {claim.value}" for claim in its),
        )


def _by_procedure(made: Iterable[Claim]) -> Mapping[str, tuple[Claim, ...]]:
    """Return the claims of a document, each code's once, by procedure."""
    groups: dict[str, dict[str, Claim]] = {}
    for claim in made:
        its = groups.setdefault(claim.assertion.subject, {})
        its[claim.assertion.object] = claim
    return {subject: tuple(its.values()) for subject, its in groups.items()}


def _all_refuse(its: Iterable[Claim], modifier: str, facts: CodeFacts) -> bool:
    """Tell whether no code takes *modifier*; one that nobody knows of may."""
    return all(
        (fact := facts.about(claim.system, claim.value)) is not None
        and facts.refuses(fact, modifier)
        for claim in its
    )
