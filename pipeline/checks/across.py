"""Find what shows only where several documents lie side by side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

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

    They are statements that one document affirms and another denies, documents of the
    same words, and of a procedure with several documents how much rests on one alone.
    """
    by_triple: dict[Triple, list[Assertion]] = {}
    for each in graph.assertions:
        triple = each.subject, each.predicate, each.object
        by_triple.setdefault(triple, []).append(each)
    labels = {node.id: node.label for node in graph.nodes}
    return (
        *_contradictions(by_triple, labels, checks),
        *_duplicates((each.document for each in graph.extractions), checks),
        *_one_source(by_triple, labels, checks),
    )


def _contradictions(
    by_triple: Mapping[Triple, Sequence[Assertion]],
    labels: Mapping[str, str],
    checks: CheckVocabulary,
) -> Iterator[Finding]:
    for (subject, predicate, target), said in sorted(by_triple.items()):
        no = _in_order(each for each in said if each.polarity is Polarity.NEGATED)
        if not no:
            continue
        yes = _in_order(each for each in said if each.polarity is Polarity.AFFIRMED)
        pairs = ((y, n) for n in no for y in yes if y.document != n.document)
        affirmed, denied = next(pairs, (None, None))
        if affirmed is None or denied is None:
            continue
        first = min(affirmed, denied, key=_place)
        yield checks.finding(
            _CONTRADICTION,
            first.document,
            start=first.start,
            end=first.end,
            about=denied.id,
            documents=tuple(sorted({each.document for each in (*yes, *no)})),
            conflicts_with=tuple(each.id for each in yes),
            subject=labels.get(subject, subject),
            link=predicate,
            object=labels.get(target, target),
            affirmed=checks.excerpt(affirmed.quote),
            affirmer=affirmed.document,
            denied=checks.excerpt(denied.quote),
            denier=denied.document,
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
