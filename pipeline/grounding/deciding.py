"""Make the links that people decided, and tell of decisions that do nothing.

A decision on a concept counts before all that names tell, but not before the release
that is loaded: a concept that is not there, obsolete, called otherwise or of another
kind is refused, and told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.decisions import Decision, Link, form
from pipeline.grounding import agreement as agreements
from pipeline.grounding import rules
from pipeline.grounding.agreement import Agreement
from pipeline.grounding.joining import Joined
from pipeline.model import Finding, Match, Node, Part
from pipeline.terminology import Scope, Term, Terminology, catalogue, normal
from pipeline.vocabulary.checks import CheckVocabulary

_EXACT: Final = "skos:exactMatch"
_CLOSE: Final = "skos:closeMatch"
_UNUSED: Final = "DECISION_UNUSED"
_UNKNOWN: Final = "DECISION_NAME_UNKNOWN"
_REFUSED: Final = "DECISION_REFUSED"
_SEVERAL: Final = 2

Refusal = tuple[Decision, str]
"""A decision that is not carried out, and why."""


@dataclass(frozen=True, slots=True)
class Linked:
    """All links, with those that people decided, and what was refused of these."""

    matches: tuple[Match, ...]
    refused: tuple[Refusal, ...] = ()


def decide(
    matches: Sequence[Match],
    nodes: Iterable[Node],
    terms: Terminology | None,
    agreement: Agreement,
) -> Linked:
    """Return *matches* with the links that people decided in place of others.

    A thing that a person says is a concept has no other link to that terminology.
    """
    if not agreement.things:
        return Linked(tuple(matches))
    listed: dict[str, list[Match]] = defaultdict(list)
    for each in matches:
        listed[each.node].append(each)
    refused: dict[tuple[Link, Decision], set[str]] = defaultdict(set)
    carried: set[tuple[Link, Decision]] = set()
    for node in nodes:
        thing = agreement.thing(node)
        for link, decision in thing.links if thing else ():
            made = _made(node, link, decision, terms)
            if isinstance(made, str):
                refused[link, decision].add(made)
                continue
            carried.add((link, decision))
            others = [it for it in listed[node.id] if it.source != made.source]
            listed[node.id] = [*others, made]
    order = {each.name: at for at, each in enumerate(terms.sources() if terms else ())}
    return Linked(
        tuple(
            match
            for _, group in sorted(listed.items())
            for match in sorted(group, key=lambda each: order[each.source])
        ),
        tuple(
            (decision, min(reasons))
            for (link, decision), reasons in refused.items()
            if (link, decision) not in carried
        ),
    )


def _made(
    node: Node, link: Link, decision: Decision, terms: Terminology | None
) -> Match | str:
    """Return the link of *node*, or why there is none."""
    if terms is None:
        return "this build links nothing to terminologies"
    prefix = link.curie.partition(":")[0]
    if prefix not in {each.prefix for each in terms.sources()}:
        return f"no terminology {prefix} is loaded"
    term = terms.term(link.curie)
    if term is None:
        return f"{link.curie} is not in the release that is loaded"
    if fault := _fault(term, link, rules.kind(node.id)):
        return fault
    known = rules.load().confidence
    return Match(
        node=node.id,
        predicate=_EXACT,
        curie=term.curie,
        iri=catalogue.iri(term.curie),
        label=term.label,
        wording=node.label,
        part=Part.LABEL,
        name=term.label,
        scope=Scope.LABEL.value,
        method=rules.DECIDED,
        confidence=round(known.predicates[_EXACT] * known.methods[rules.DECIDED], 2),
        source=term.source,
        version=term.version,
        is_curated=True,
        author=decision.author,
        date=decision.date,
        reason=decision.reason,
    )


def _fault(term: Term, link: Link, kind: str) -> str:
    """Return why a thing of *kind* cannot be *term*, or nothing."""
    if term.is_obsolete:
        instead = f"; it names {term.replaced_by} instead" if term.replaced_by else ""
        return f"{term.curie} is obsolete in the release that is loaded{instead}"
    called = {normal.normalised(each.written) for each in term.names}
    called.add(normal.normalised(term.label))
    if link.called and normal.normalised(link.called) not in called:
        return f"{term.curie} is called '{term.label}', not '{link.called}'"
    admitted = rules.load().kinds.get(kind, frozenset())
    if admitted.isdisjoint(term.kinds):
        return f"{term.curie} ({term.label}) is no {kind}"
    return ""


def weaken(matches: Iterable[Match], joined: Joined) -> tuple[Match, ...]:
    """Return *matches*, near only where another thing, held apart, is the concept."""
    told = rules.load().confidence
    factor = told.predicates[_CLOSE] / told.predicates[_EXACT]
    return tuple(
        replace(each, predicate=_CLOSE, confidence=round(each.confidence * factor, 2))
        if (each.node, each.curie) in joined.weakened and each.predicate == _EXACT
        else each
        for each in matches
    )


def doubt(matches: Sequence[Match]) -> tuple[Match, ...]:
    """Return *matches* with candidates where one thing is two concepts of one source.

    That happens where people decided that names of two concepts are one thing, and not
    which of the two it is.
    """
    exact: dict[tuple[str, str], dict[str, Match]] = defaultdict(dict)
    for each in sorted(matches, key=lambda it: (-it.confidence, it.curie, it.wording)):
        if each.is_asserted and each.predicate == _EXACT:
            exact[each.node, each.source].setdefault(each.curie, each)
    doubtful = {key: told for key, told in exact.items() if len(told) >= _SEVERAL}
    candidates = [
        replace(each, rank=rank, confidence=round(each.confidence / len(told), 2))
        for told in doubtful.values()
        for rank, each in enumerate(told.values(), start=1)
    ]
    kept = [each for each in matches if (each.node, each.source) not in doubtful]
    return tuple(sorted((*kept, *candidates), key=lambda each: each.node))


# ---------------------------------------------------------------- findings


def told(
    nodes: Iterable[Node],
    refused: Iterable[Refusal],
    joined: Joined,
    agreement: Agreement,
    checks: CheckVocabulary,
) -> Iterator[Finding]:
    """Yield a finding for each decision that does nothing, or not all that it says.

    *nodes* are the things as documents have them, before any are put together.
    """
    if not agreement.decisions:
        return
    listed = tuple(nodes)
    there = Counter((rules.kind(node.id), form(node.label)) for node in listed)
    further = {
        (rules.kind(node.id), form(name)): node.label
        for node in reversed(listed)
        for name in node.alt_labels
    }
    reasons: dict[Decision, list[str]] = defaultdict(list)
    for decision, reason in refused:
        reasons[decision].append(reason)
    for decision, other in joined.outvoted:
        words = f"the thing is called '{other.label}' by {other.place}"
        reasons[decision].append(words)
    for each in agreement.decisions:
        file, names = each.place.rpartition(":")[0], _names(each.names)
        place = each.place
        if why := _unused(each, there, further):
            yield checks.finding(_UNUSED, file, place=place, names=names, reason=why)
            continue
        if given := reasons.get(each):
            why = "; ".join(dict.fromkeys(given))
            yield checks.finding(_REFUSED, file, place=place, names=names, reason=why)
        if missing := _missing(each, there):
            yield checks.finding(_UNKNOWN, file, place=place, names=_names(missing))


def _names(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _unused(
    decision: Decision,
    there: Mapping[agreements.Key, int],
    further: Mapping[agreements.Key, str],
) -> str:
    """Return why *decision* can do nothing, or nothing where it can.

    Things are *there* by their labels; *further* names are given beside a label.
    """
    counted = [
        {key: there[key] for key in bucket if there.get(key)}
        for bucket in agreements.buckets(decision)
    ]
    if not any(counted):
        keys = (key for bucket in agreements.buckets(decision) for key in bucket)
        beside = next((further[key] for key in keys if key in further), "")
        hint = f'; a page has one beside "{beside}"' if beside else ""
        return f"nothing is called so{hint}"
    says_more = decision.label or decision.links or decision.refused
    if len(decision.names) < _SEVERAL or says_more:
        return ""
    if decision.are_apart:
        is_used = any(len({name for _, name in it}) >= _SEVERAL for it in counted)
    else:
        is_used = any(sum(it.values()) >= _SEVERAL for it in counted)
    if is_used:
        return ""
    missing = _missing(decision, there)
    if missing:
        return f"nothing is called {_names(missing)}"
    return "things of these names are of different kinds"


def _missing(decision: Decision, there: Mapping[agreements.Key, int]) -> list[str]:
    kinds = {kind for bucket in agreements.buckets(decision) for kind, _ in bucket}
    return [
        name
        for name in decision.names
        if not any(there.get((kind, form(name))) for kind in kinds)
    ]
