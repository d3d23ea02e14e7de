"""Tell how often the concept that a person took is among the first suggestions.

    python -m benchmarks.suggestion [--rows N]

Asked for are wordings of our table of lay wordings that it has as the same as a concept
of the Human Phenotype Ontology, or near it. Suggestions come from the ontology's own
names; those of the table are not among them. Wants the extra ``suggest``.
"""

import argparse
import random
import time
from typing import Final

from pipeline import terminology
from pipeline.terminology import curated, sources, suggesting

_ROWS: Final = 1000
_SEED: Final = 1
_DEPTHS: Final = (1, 3, 5, 10)
_PREFIX: Final = "HP"
_TAKEN: Final = ("skos:exactMatch", "skos:closeMatch")


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="Suggestions beside a person's choice.")
    asked.add_argument("--rows", type=int, default=_ROWS)
    wanted = asked.parse_args().rows
    phenotypes = [each for each in sources.shipped() if each.prefix == _PREFIX]
    terms = terminology.open(phenotypes)
    rows = [
        row
        for row in curated.lay_synonyms()
        if row.curie.startswith(f"{_PREFIX}:") and row.predicate in _TAKEN
    ]
    random.Random(_SEED).shuffle(rows)  # noqa: S311 - a draw, not a secret
    rows = rows[:wanted]
    started = time.process_time()
    found = suggesting.suggest(
        [row.wording for row in rows],
        terms,
        ["condition", "symptom"],
        suggesting.embedding(),
        max(_DEPTHS),
    )
    spent = time.process_time() - started
    print(f"{len(rows)} wordings, {spent:.0f} s")
    for depth in _DEPTHS:
        hits = sum(
            row.curie in {each.curie for each in near[:depth]}
            for row, near in zip(rows, found, strict=True)
        )
        print(f"among the first {depth:2}: {hits / len(rows):.2f}")


if __name__ == "__main__":
    main()
