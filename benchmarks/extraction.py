"""How fast is extraction? Beside it, in the same run, spaCy's tokenizer alone.

    python -m benchmarks.extraction [PATH...]

Prints documents a second on one core and the ratio. A PATH is a document or a folder
of them; without any, the project's own. Reading the files is counted on neither side.
Wants the package ``spacy``; without it, only our own speed is told.
"""

import argparse
import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks import timing
from pipeline import documents, extract
from pipeline.documents import Limits
from pipeline.model import Document
from pipeline.vocabulary import html

ROOT: Final = Path(__file__).parent.parent
OWN: Final = (ROOT / "sources", ROOT / "tests" / "gold" / "docs")
OURS: Final = "extraction (ours)"
PEER: Final = "spaCy, blank tokenizer"
_TURNS: Final = 5


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="Documents a second on one core.")
    asked.add_argument("paths", nargs="*", default=[str(path) for path in OWN])
    asked.add_argument("--turns", type=int, default=_TURNS)
    given = asked.parse_args()
    timing.on_one_core()
    read = [
        each
        for place in given.paths
        for found in documents.find([place])
        for each in documents.read(found, Limits(), html.load())
        if isinstance(each, Document)
    ]
    texts = [each.text for each in read]
    vocabularies = extract.load()
    readers: dict[str, Callable[[int], object]] = {
        OURS: lambda at: extract.extract(read[at], vocabularies)
    }
    if importlib.util.find_spec("spacy"):
        import spacy  # noqa: PLC0415 - may be absent

        tokenize = spacy.blank("en").make_doc
        readers[PEER] = lambda at: tokenize(texts[at])
    else:
        print("spacy is not installed: left out")
    measured = timing.speeds(readers, texts, given.turns)
    print(f"{len(read)} documents, {sum(map(len, texts)):,} characters")
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
