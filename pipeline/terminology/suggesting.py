"""Suggest concepts for wordings that no name equals: for a person, never for a graph.

An embedding puts words near each other that are used alike. That finds a concept that a
person would take, and beside it others that nobody would: so what is found is listed
for a curator, with its similarity, and nothing is ever claimed here. The embedding of
the package ``wordllama`` (MIT) works offline with the weights that it carries; it is an
extra, and any other function from texts to vectors will do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from pipeline.errors import VocabularyError
from pipeline.terminology import normal
from pipeline.terminology.index import Terminology

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE: Final = "wordllama"
EXTRA: Final = "procedure-graph[suggest]"
_DEEP: Final = 40  # names looked at for each concept that is wanted


class Embedding(Protocol):
    """A function that gives each text a vector of length 1, a row each."""

    def __call__(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return the vectors of *texts*."""
        ...


@dataclass(frozen=True, slots=True)
class Suggested:
    """A concept near a wording: by which *name*, and how near, 1 being the same."""

    curie: str
    name: str
    similarity: float


def embedding() -> Embedding:
    """Return the embedding that comes with the extra.

    Raise VocabularyError where it is not installed.
    """
    found = util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise VocabularyError(
            PACKAGE, f"is not installed. Get it with: pip install '{EXTRA}'"
        )
    from wordllama import WordLlama  # noqa: PLC0415 - an extra

    # Its own folder is where the weights and the tokenizer are that it carries.
    model = WordLlama.load(cache_dir=Path(found.origin).parent, disable_download=True)

    def embed(texts: Sequence[str]) -> "NDArray[np.float32]":
        vectors: NDArray[np.float32] = model.embed(list(texts), norm=True)
        return vectors

    return embed


def suggest(
    wordings: Sequence[str],
    terms: Terminology,
    kinds: Iterable[str],
    embed: Embedding,
    count: int,
) -> tuple[tuple[Suggested, ...], ...]:
    """Return for each of *wordings* the *count* nearest concepts of *kinds*.

    The nearest comes first. What is refused for a wording is not among its concepts,
    and wordings of our own table are not looked at.
    """
    names = terms.names(kinds)
    if not names or not wordings:
        return tuple(() for _ in wordings)
    vectors = embed([normal.as_written(written) for written, _ in names])
    asked = embed([normal.as_written(wording) for wording in wordings])
    return tuple(
        _nearest(wording, vectors @ vector, names, terms, count)
        for wording, vector in zip(wordings, asked, strict=True)
    )


def _nearest(
    wording: str,
    similar: "NDArray[np.float32]",
    names: Sequence[tuple[str, str]],
    terms: Terminology,
    count: int,
) -> tuple[Suggested, ...]:
    refused = terms.denied(wording)
    found: dict[str, Suggested] = {}
    # Equal ones stand in the order of the names, so that nothing depends on chance.
    for at in similar.argsort(kind="stable")[::-1][: count * _DEEP]:
        name, curie = names[int(at)]
        if not any(row.covers(curie) for row in refused):
            near = round(float(similar[int(at)]), 3)
            found.setdefault(curie, Suggested(curie, name, near))
        if len(found) == count:
            break
    return tuple(found.values())
