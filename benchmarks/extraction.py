"""How fast is extraction? Beside it, in the same run, spaCy's tokenizer alone.

    python -m benchmarks.extraction [PATH...]

Prints documents a second on one core and the ratio. A PATH is a document or a folder
of them; without any, the project's own. Reading the files is counted on neither side.
Wants the package ``spacy``; without it, only our own speed is told.
"""

import argparse
import importlib.util
from collections.abc import Callable
from typing import Final

from benchmarks import texts, timing
from pipeline import extract

OURS: Final = "extraction (ours)"
PEER: Final = "spaCy, blank tokenizer"
_TURNS: Final = 5


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="Documents a second on one core.")
    asked.add_argument("paths", nargs="*", default=[str(path) for path in texts.OWN])
    asked.add_argument("--turns", type=int, default=_TURNS)
    given = asked.parse_args()
    timing.on_one_core()
    read = texts.read(given.paths)
    written = [each.text for each in read]
    vocabularies = extract.load()
    readers: dict[str, Callable[[int], object]] = {
        OURS: lambda at: extract.extract(read[at], vocabularies)
    }
    if importlib.util.find_spec("spacy"):
        import spacy  # noqa: PLC0415 - may be absent

        tokenize = spacy.blank("en").make_doc
        readers[PEER] = lambda at: tokenize(written[at])
    else:
        print("spacy is not installed: left out")
    measured = timing.speeds(readers, written, given.turns)
    print(f"{len(read)} documents, {sum(map(len, written)):,} characters")
    for name, speed in measured.items():
        print(
            f"{name:<24} {speed.documents:8.1f} documents/s "
            f"{speed.megacharacters:8.2f} million characters/s"
        )
    if PEER in measured:
        ratio = measured[OURS].documents / measured[PEER].documents
        print(f"ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
