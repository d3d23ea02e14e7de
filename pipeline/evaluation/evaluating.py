"""The whole way from gold files to a report, on one screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline import extract as reading
from pipeline.errors import SourceError
from pipeline.evaluation import calibration, measures, mistakes
from pipeline.evaluation.calibration import Calibration
from pipeline.evaluation.gold import Allowed, Gold, Place, find, read
from pipeline.evaluation.judging import Judged, judge, types
from pipeline.evaluation.measures import Mean, Score
from pipeline.evaluation.mistakes import Mistake
from pipeline.vocabulary import annotation, headings

FEW: Final = 10  # a type with fewer marked mentions says little


@dataclass(frozen=True, slots=True)
class Sections:
    """How many headings people listed, and how we did on them.

    *type_accuracy* is the part that we found with the type that people gave it.
    """

    gold: int
    found: int
    extra: int
    type_accuracy: float | None


@dataclass(frozen=True, slots=True)
class PerDocument:
    """One document's score, and how its headings and its procedure came out."""

    document: str
    score: Score
    sections: Sections
    is_procedure_right: bool


@dataclass(frozen=True, slots=True)
class Report:
    """How good our reading of gold documents is.

    *macro* is the mean over all types that people marked, *macro_frequent* over those
    that they marked at least *fewest* times. Documents come with the worst first,
    mistakes and what was missed likewise.
    """

    documents: int
    types: dict[str, Score]
    micro: Score
    macro: Mean | None
    macro_frequent: Mean | None
    fewest: int
    sections: Sections
    span_exactness: float | None
    procedure_label_accuracy: float | None
    procedure_code_accuracy: float | None
    calibration: Calibration
    by_document: tuple[PerDocument, ...]
    mistakes: tuple[Mistake, ...]
    missed: tuple[Mistake, ...]


def evaluate(
    places: Iterable[Place],
    names: Sequence[str] = (),
    fewest: int = FEW,
) -> Report:
    """Read the documents of the gold at *places*, and report how well.

    With *names*, only the documents whose name begins with one of them count. Raise
    SourceError or VocabularyError where a gold file or its document is wrong, before
    anything is judged.
    """
    return report(*judged(places, names), fewest)


def judged(
    places: Iterable[Place], names: Sequence[str] = ()
) -> tuple[list[Judged], tuple[str, ...]]:
    """Read the documents of the gold at *places*, and judge each; name the types.

    *names* and what is raised are those of :func:`evaluate`.
    """
    vocabularies = reading.load()
    rules = annotation.load()
    allowed = Allowed(headings.load().types, rules.types)
    gold = _chosen([read(path, allowed) for path in find(places)], names)
    judged_types = types(gold, rules)
    held = [
        judge(each, reading.extract(each.document, vocabularies), judged_types, rules)
        for each in gold
    ]
    return held, judged_types


def report(
    held: Sequence[Judged], judged_types: Sequence[str], fewest: int = FEW
) -> Report:
    """Return all figures on the documents judged, *held*."""
    scores = measures.by_type(held, judged_types)
    return Report(
        documents=len(held),
        types=scores,
        micro=measures.micro(held),
        macro=measures.macro(scores),
        macro_frequent=measures.macro(scores, fewest),
        fewest=fewest,
        sections=_sections(held),
        span_exactness=measures.exactness(held),
        procedure_label_accuracy=measures.share(
            sum(each.is_procedure_right for each in held), len(held)
        ),
        procedure_code_accuracy=measures.share(
            sum(each.is_code_right for each in held), len(held)
        ),
        calibration=calibration.calibrate(held),
        by_document=_by_document(held),
        mistakes=mistakes.made(held),
        missed=mistakes.missed(held, scores),
    )


def _chosen(gold: Sequence[Gold], names: Sequence[str]) -> list[Gold]:
    if not names:
        return list(gold)
    chosen = [each for each in gold if each.document.name.startswith(tuple(names))]
    for name in names:
        if not any(each.document.name.startswith(name) for each in chosen):
            raise SourceError(name, "no document of the gold begins with this name")
    return chosen


def _sections(judged: Sequence[Judged]) -> Sections:
    gold = sum(each.headings.gold for each in judged)
    return Sections(
        gold,
        sum(each.headings.found for each in judged),
        sum(each.headings.extra for each in judged),
        measures.share(sum(each.headings.typed for each in judged), gold),
    )


def _by_document(judged: Sequence[Judged]) -> tuple[PerDocument, ...]:
    scored = [
        PerDocument(
            each.name,
            measures.micro([each]),
            _sections([each]),
            each.is_procedure_right,
        )
        for each in judged
    ]
    return tuple(sorted(scored, key=lambda each: (each.score.f1, each.document)))
