"""How much of what a page names is found? Ours beside programs of other hands.

    python -m benchmarks.peers [GOLD] [--docs LIST]

Held against the same gold in the same run: symptoms, conditions, complications, risk
factors and tests that people marked, by their place alone, since the others do not tell
what part a thing plays. Our line counts what we read as any of these. A last line shows
ours with the part counted too, as a graph needs it. What is not installed is left out.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import timing
from benchmarks.readers import READERS, Reader, present
from pipeline import extract
from pipeline.evaluation import gold as annotated
from pipeline.evaluation.gold import Allowed, Gold, GoldMention
from pipeline.evaluation.judging import judge
from pipeline.evaluation.matching import match
from pipeline.evaluation.measures import score
from pipeline.model import Document, Mention, Span
from pipeline.vocabulary import annotation, headings
from pipeline.vocabulary.annotation import AnnotationVocabulary

GOLD: Final = Path(__file__).parent.parent / "tests" / "gold"
TYPES: Final = ("Symptom", "Condition", "Complication", "RiskFactor", "DiagnosticTest")
_SHORT: Final = dict(
    zip(TYPES, ("sympt.", "cond.", "compl.", "risk f.", "test"), strict=True)
)
OURS: Final = "ours"
_THING: Final = "thing"
_TURNS: Final = 3


@dataclass(frozen=True, slots=True)
class Result:
    """What a reader found: *recall* is by type, since people gave types."""

    precision: float
    recall: float
    f1: float
    by_type: tuple[float, ...]


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="Things of medicine found in pages.")
    asked.add_argument("gold", nargs="?", default=str(GOLD))
    asked.add_argument("--docs", default="", help="beginnings of names, with commas")
    given = asked.parse_args()
    timing.on_one_core()
    names = tuple(name for name in given.docs.split(",") if name)
    rules = annotation.load()
    allowed = Allowed(headings.load().types, rules.types)
    every = [annotated.read(path, allowed) for path in annotated.find([given.gold])]
    gold = [each for each in every if each.document.name.startswith(names or "")]
    readers = _readers(gold)
    texts = [each.document.text for each in gold]
    if not gold:
        asked.error("no document of the gold begins so")
    speeds = timing.speeds(
        {name: _by_position(read, texts) for name, read in readers.items()},
        texts,
        _TURNS,
    )
    marked = sum(m.type in TYPES for each in gold for m in each.mentions)
    print(f"{len(gold)} documents, {marked} marked; after F1 the recall of each type\n")
    titles = ("precision", "recall", "F1", *(_SHORT[kind] for kind in TYPES))
    print(f"{'':<26}{''.join(f'{title:>10}' for title in titles)}{'docs/s':>9}")
    for name, read in readers.items():
        found = [read(text) for text in texts]
        _print(name, _judged(gold, found, rules), speeds[name].documents)
    _print("ours, with the part", _typed(gold, rules), None)


def _by_position(read: Reader, texts: Sequence[str]) -> Callable[[int], object]:
    return lambda at: read(texts[at])


def _print(name: str, result: Result, speed: float | None) -> None:
    """Print a line of the table."""
    shares = (result.precision, result.recall, result.f1, *result.by_type)
    cells = "".join(f"{share:10.3f}" for share in shares)
    print(f"{name:<26}{cells}" + (f"{speed:9.1f}" if speed else ""))


def _readers(gold: Sequence[Gold]) -> dict[str, Reader]:
    """Return ours and those of the others that are installed."""
    documents = {each.document.text: each.document for each in gold}
    vocabularies = extract.load()

    def ours(text: str) -> tuple[Span, ...]:
        mentions = extract.extract(documents[text], vocabularies).reading.mentions
        return tuple(
            Span(mention.start, mention.end)
            for mention in mentions
            if mention.type in TYPES
            and mention.qualifiers.polarity == "affirmed"
            and mention.parent is None
        )

    readers: dict[str, Reader] = {OURS: ours}
    for name, (make, packages) in READERS.items():
        if present(packages):
            readers[name] = make()
        else:
            print(f"{name}: left out, wants {', '.join(packages)}")
    return readers


def _judged(
    gold: Sequence[Gold],
    found: Sequence[Iterable[Span]],
    rules: AnnotationVocabulary,
) -> Result:
    """Hold places against places: each counts once, whatever parts it plays."""
    total = read = hit = 0
    counts = dict.fromkeys(TYPES, (0, 0))
    for each, spans in zip(gold, found, strict=True):
        parts: dict[Span, set[str]] = {}
        for mention in each.mentions:
            if mention.type in TYPES:
                place = Span(mention.start, mention.end)
                parts.setdefault(place, set()).add(mention.type)
        places = tuple(parts)
        marked = [_marked(each.document, place) for place in places]
        ours = [_read(each.document, span) for span in dict.fromkeys(spans)]
        pairs = match(marked, ours, each.sections, rules)
        total, read, hit = total + len(marked), read + len(ours), hit + len(pairs)
        held = {at for at, _ in pairs}
        for at, place in enumerate(places):
            for kind in parts[place]:
                all_of, found_of = counts[kind]
                counts[kind] = (all_of + 1, found_of + (at in held))
    whole = score(total, read, hit)
    by_type = tuple(b / a if a else 0.0 for a, b in counts.values())
    return Result(whole.precision, whole.recall, whole.f1, by_type)


def _typed(gold: Sequence[Gold], rules: AnnotationVocabulary) -> Result:
    """Return how ours does where the part a thing plays has to be right too."""
    vocabularies = extract.load()
    judged = [
        judge(each, extract.extract(each.document, vocabularies), TYPES, rules)
        for each in gold
    ]
    marked = [m for each in gold for m in each.mentions if m.type in TYPES]
    right = [m for each in judged for m, _ in each.matched]
    whole = score(len(marked), sum(len(each.read) for each in judged), len(right))
    by_type = tuple(
        sum(m.type == kind for m in right) / max(1, sum(m.type == kind for m in marked))
        for kind in TYPES
    )
    return Result(whole.precision, whole.recall, whole.f1, by_type)


def _marked(document: Document, place: Span) -> GoldMention:
    label = document.text[place.start : place.end]
    return GoldMention(_THING, label, place.start, place.end)


def _read(document: Document, place: Span) -> Mention:
    label = document.text[place.start : place.end]
    return Mention("", _THING, label, place.start, place.end, place, 0, "", 1.0)


if __name__ == "__main__":
    main()
