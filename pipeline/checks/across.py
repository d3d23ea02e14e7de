"""Find what shows only where several documents lie side by side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pipeline.checks import figures
from pipeline.model import Assertion, Document, Finding, Graph, Polarity
from pipeline.vocabulary.checks import CheckVocabulary

_CONTRADICTION: Final = "CONTRADICTION"
_DUPLICATE: Final = "DUPLICATE_DOCUMENT"
_ONE_SOURCE: Final = "ONE_SOURCE"
_PROCEDURE: Final = "procedure/"
_CONCEPT: Final = "concept/"

Triple = tuple[str, str, str]


def find(graph: Graph, checks: CheckVocabulary) -> tuple[Finding, ...]:
    """Return the findings across the documents of *graph*.

    They are statements that one document affirms and another denies, figures that never
    meet, documents of the same words, and of a procedure with several documents how
    much rests on one alone.
    """
    by_triple: dict[Triple, list[Assertion]] = {}
    for each in graph.assertions:
        triple = each.subject, each.predicate, each.object
        by_triple.setdefault(triple, []).append(each)
    labels = {node.id: node.label for node in graph.nodes}
    return (
        *_contradictions(by_triple, labels, checks),
        *_figures(graph, labels, checks),
        *_duplicates((each.document for each in graph.extractions), checks),
        *_one_source(by_triple, labels, checks),
    )


def _contradictions(
    by_triple: Mapping[Triple, Sequence[Assertion]],
    labels: Mapping[str, str],
    checks: CheckVocabulary,
) -> Iterator[Finding]:
    for (_, _, target), said in sorted(by_triple.items()):
        no = _in_order(each for each in said if each.polarity is Polarity.NEGATED)
        if not no:
            continue
        yes = _in_order(each for each in said if each.polarity is Polarity.AFFIRMED)
        pairs = ((y, n) for n in no for y in yes if y.document != n.document)
        affirmed, denied = next(pairs, (None, None))
        if affirmed is None or denied is None:
            continue
        yield _contradiction(
            (affirmed, denied),
            labels.get(target, target),
            labels,
            checks,
            about=denied.id,
            documents=tuple(sorted({each.document for each in (*yes, *no)})),
            conflicts_with=tuple(each.id for each in yes),
        )


def _figures(
    graph: Graph, labels: Mapping[str, str], checks: CheckVocabulary
) -> Iterator[Finding]:
    """Yield figures of one thing that two documents cannot both be right about."""
    for each in figures.clashes(graph, checks):
        shown = f"{each.one.shown} / {each.other.shown}"
        one, other = each.one.said, each.other.said
        yield _contradiction(
            (one, other),
            f"{labels.get(each.thing, each.thing)} ({shown})" if each.thing else shown,
            labels,
            checks,
            about=one.id,
            documents=(one.document, other.document),
            conflicts_with=(other.id,),
        )


def _contradiction(  # noqa: PLR0913 - the fields of a finding
    pair: tuple[Assertion, Assertion],
    target: str,
    labels: Mapping[str, str],
    checks: CheckVocabulary,
    *,
    about: str,
    documents: tuple[str, ...],
    conflicts_with: tuple[str, ...],
) -> Finding:
    one, other = pair
    first = min(pair, key=_place)
    return checks.finding(
        _CONTRADICTION,
        first.document,
        start=first.start,
        end=first.end,
        about=about,
        documents=documents,
        conflicts_with=conflicts_with,
        subject=labels.get(one.subject, one.subject),
        link=one.predicate,
        object=target,
        quote=checks.excerpt(one.quote),
        source=one.document,
        other_quote=checks.excerpt(other.quote),
        other_source=other.document,
    )


def _duplicates(
    documents: Iterable[Document], checks: CheckVocabulary
) -> Iterator[Finding]:
    """Yield documents of the same words, whatever their case and blanks."""
    same: dict[str, list[str]] = {}
    for each in documents:
        same.setdefault(" ".join(each.text.casefold().split()), []).append(each.name)
    for words, names in same.items():
        if words and len(names) > 1:
            first, *rest = sorted(names)
            yield checks.finding(
                _DUPLICATE,
                first,
                documents=(first, *rest),
                others=", ".join(rest),
            )


def _one_source(
    by_triple: Mapping[Triple, Sequence[Assertion]],
    labels: Mapping[str, str],
    checks: CheckVocabulary,
) -> Iterator[Finding]:
    """Yield one finding a procedure of which several documents speak."""
    alone: dict[str, list[bool]] = {}
    speakers: dict[str, set[str]] = {}
    for (subject, _, target), said in by_triple.items():
        if not subject.startswith(_PROCEDURE):
            continue
        documents = {e.document for e in said if e.polarity is Polarity.AFFIRMED}
        speakers.setdefault(subject, set()).update(documents)
        if documents and target.startswith(_CONCEPT):
            alone.setdefault(subject, []).append(len(documents) == 1)
    for subject, links in sorted(alone.items()):
        names = tuple(sorted(speakers[subject]))
        if len(names) > 1 and any(links):
            yield checks.finding(
                _ONE_SOURCE,
                names[0],
                about=subject,
                documents=names,
                subject=labels.get(subject, subject),
                alone=str(sum(links)),
                links=str(len(links)),
                count=str(len(names)),
            )


def _in_order(said: Iterable[Assertion]) -> tuple[Assertion, ...]:
    return tuple(sorted(said, key=_place))


def _place(assertion: Assertion) -> tuple[str, int, int, str]:
    return assertion.document, assertion.start, assertion.end, assertion.id
