"""Which documents a benchmark reads where none are given, and how."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pipeline import documents
from pipeline.documents import Limits
from pipeline.model import Document
from pipeline.vocabulary import html

_ROOT: Final = Path(__file__).parent.parent
OWN: Final = (_ROOT / "sources", _ROOT / "tests" / "gold" / "docs")


def read(places: Iterable[str]) -> list[Document]:
    """Return the documents at *places*, files or folders; others are passed over."""
    return [
        each
        for place in places
        for found in documents.find([place])
        for each in documents.read(found, Limits(), html.load())
        if isinstance(each, Document)
    ]
