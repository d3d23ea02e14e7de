"""Find what shows only where several documents lie side by side."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final

from pipeline.checks import disputes, figures
from pipeline.checks.disputes import Dispute, Triple
from pipeline.model import Assertion, Document, Finding, Graph, Polarity, Room
from pipeline.sorting import Sorter
from pipeline.vocabulary.checks import CheckVocabulary

_CONTRADICTION: Final = "CONTRADICTION"
_DUPLICATE: Final = "DUPLICATE_DOCUMENT"
_ONE_SOURCE: Final = "ONE_SOURCE"
_PROCEDURE: Final = "procedure/"
_CONCEPT: Final = "concept/"
_COLUMNS: Final = 4  # a triple, and who says it
_PAIR: Final = 2

Label = Callable[[str], str]


def find(graph: Graph, checks: CheckVocabulary) -> Iterator[Finding]:
    """Yield the findings across the documents of *graph*.

    They are statements that one document affirms and another denies, figures that never
    meet, documents of the same words, and of a procedure with several documents how
    much rests on one alone.
    """
    numbers = figures.Gathering(graph, checks)
    speakers = _Speakers(graph.room)
    same: Sorter[tuple[str, str]] = Sorter(_PAIR, graph.room)
    denied: set[int] = set()
    for text in graph.texts:
        if words := _words(text.document):
            for each in text.extractions:
                same.add((words, each.document.name))
        for said in text.assertions:
            numbers.add(said)
            speakers.add(said)
            if said.polarity is Polarity.NEGATED:
                denied.add(disputes.digest(said))
    yield from _contradictions(disputes.find(graph, denied), graph.label, checks)
    yield from _figures(numbers.clashes(), graph.label, checks)
    yield from _duplicates(same.rows(), checks)
    yield from speakers.findings(graph.label, checks)


def _contradictions(
    disputed: Iterable[Dispute], label: Label, checks: CheckVocabulary
) -> Iterator[Finding]:
    for each in disputed:
        yield _contradiction(
            (each.affirmed, each.denied),
            label(each.denied.object),
            label,
            checks,
            about=each.denied.id,
            documents=each.documents,
            conflicts_with=each.affirming,
        )


def _figures(
    clashes: Iterable[figures.Clash],
    label: Label,
    checks: CheckVocabulary,
) -> Iterator[Finding]:
    """Yield figures of one thing that two documents cannot both be right about."""
    for each in clashes:
        shown = f"{each.one.shown} / {each.other.shown}"
        one, other = each.one.said, each.other.said
        yield _contradiction(
            (one, other),
            f"{label(each.thing)} ({shown})" if each.thing else shown,
            label,
            checks,
            about=one.id,
            documents=(one.document, other.document),
            conflicts_with=(other.id,),
        )


def _contradiction(  # noqa: PLR0913 - the fields of a finding
    pair: tuple[Assertion, Assertion],
    target: str,
    label: Label,
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
        subject=label(one.subject),
        link=one.predicate,
        object=target,
        quote=checks.excerpt(one.quote),
        source=one.document,
        other_quote=checks.excerpt(other.quote),
        other_source=other.document,
    )


def _words(document: Document) -> str:
    """Return a digest of the words of *document*, whatever their case and blanks.

    A document without words has none.
    """
    words = " ".join(document.text.casefold().split())
    return hashlib.sha256(words.encode()).hexdigest() if words else ""


def _duplicates(
    same: Iterable[tuple[str, str]], checks: CheckVocabulary
) -> Iterator[Finding]:
    """Yield documents of the same words; *same* are these, each with a name."""
    for _, rows in groupby(same, key=itemgetter(0)):
        first, *rest = (name for _, name in rows)
        if rest:
            yield checks.finding(
                _DUPLICATE,
                first,
                documents=(first, *rest),
                others=", ".join(rest),
            )


class _Speakers:
    """Which documents speak of each procedure, and which of each of its links."""

    def __init__(self, room: Room | None) -> None:
        self._said: Sorter[tuple[str, str, str, str]] = Sorter(_COLUMNS, room)

    def add(self, said: Assertion) -> None:
        """Take in who states *said*."""
        is_denied = said.polarity is Polarity.NEGATED
        if not is_denied and said.subject.startswith(_PROCEDURE):
            self._said.add((*_triple(said), said.document))

    def findings(self, label: Label, checks: CheckVocabulary) -> Iterator[Finding]:
        """Yield one finding a procedure of which several documents speak."""
        for subject, said in groupby(self._said.rows(), key=itemgetter(0)):
            documents: set[str] = set()
            links = alone = 0
            for (_, target), by in groupby(said, key=itemgetter(1, 2)):
                speakers = {document for *_, document in by}
                documents |= speakers
                if target.startswith(_CONCEPT):
                    links += 1
                    alone += len(speakers) == 1
            if len(documents) > 1 and alone:
                names = tuple(sorted(documents))
                yield checks.finding(
                    _ONE_SOURCE,
                    names[0],
                    about=subject,
                    documents=names,
                    subject=label(subject),
                    alone=str(alone),
                    links=str(links),
                    count=str(len(names)),
                )


def _triple(said: Assertion) -> Triple:
    return said.subject, said.predicate, said.object


def _place(assertion: Assertion) -> tuple[str, int, int, str]:
    return assertion.document, assertion.start, assertion.end, assertion.id
