"""Examples of lists and patterns that are no rules: ``vocabulary/examples.yaml``.

Rules have an example with them. A list beside them has it here, by its name; of a list
within a list the names are joined with dots (``sharing.openers``). A file in which one
has none is not read.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, TypeAlias, TypeVar

import msgspec

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.folding import fold

T = TypeVar("T", bound=msgspec.Struct)

_FILE: Final = "vocabulary/examples.yaml"
_DOT: Final = "."

Listed: TypeAlias = str | Iterable[object]


@lru_cache(maxsize=1)
def load() -> dict[str, dict[str, str | None]]:
    """Return the examples by file and list; raise VocabularyError for a fault.

    What holds no words of documents, with all within it, has None.
    """
    return knowledge.records(_FILE, dict[str, dict[str, str | None]])


def records(name: str, shape: type[T]) -> T:
    """Return the file *name* as a record of *shape*, each list of which has an example.

    Raise VocabularyError with the line of the first list without an example, or of an
    example without a list.
    """
    read = knowledge.records(name, shape)
    file = name.rpartition("/")[2].partition(_DOT)[0]
    shown = load().get(file, {})
    known = [path for path, _ in lists(read)]
    for path in known:
        if path not in shown and not any(_is_in(path, each, shown) for each in shown):
            place = knowledge.place(name, *path.split(_DOT))
            raise VocabularyError(place, f"'{path}' has no example in {_FILE}")
    for each in shown:
        if each not in known and not any(_is_in(path, each, shown) for path in known):
            place = knowledge.place(_FILE, file, each)
            raise VocabularyError(place, f"{name} has no list '{each}'")
    return read


def _is_in(path: str, whole: str, shown: dict[str, str | None]) -> bool:
    """Tell whether *path* leads into *whole*, which holds no words of documents."""
    return shown[whole] is None and path.startswith(f"{whole}{_DOT}")


def lists(read: object, path: str = "") -> Iterator[tuple[str, Listed]]:
    """Yield the lists and patterns of *read*, a file or a part of one, by name."""
    if isinstance(read, msgspec.Struct):
        parts = msgspec.structs.asdict(read)
    elif isinstance(read, dict) and any(map(_is_part, read.values())):
        parts = read
    else:
        if isinstance(read, str | frozenset | tuple | dict) and read:
            yield path, read
        return
    for name, part in parts.items():
        full = f"{path}{_DOT}{name}" if path else str(name)
        if not _is_rules(part):
            yield from lists(part, full)


def _is_part(value: object) -> bool:
    return isinstance(value, msgspec.Struct | dict | tuple | frozenset)


def _is_rules(value: object) -> bool:
    return isinstance(value, tuple) and any(
        isinstance(each, msgspec.Struct) for each in value
    )


def shows(example: str, listed: Listed, *, is_ending: bool = False) -> bool:
    r"""Tell whether a word of *listed* stands in *example*, or it fits that pattern.

    With *is_ending* the list holds endings of words.

    >>> shows("Dr Adams", ["dr", "prof"]), shows("12 days", r"\bweeks?\b")
    (True, False)
    """
    texts = (fold(example), example)
    if isinstance(listed, str):
        return any(re.search(listed, text) for text in texts)
    before = "" if is_ending else r"(?<!\w)"
    words = [re.escape(str(word)) for word in listed]
    return any(
        re.search(rf"{before}{word}(?!(?<=\w)\w)", text)
        for word in words
        for text in texts
    )
