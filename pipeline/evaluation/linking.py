"""Measure links to terminologies against gold: which are right, and what is covered.

Gold is a table with tabs between its cells, a mention a row: its document and place,
its kind and words, and the concepts that a person found for it, by how they lie to it.
No concept at all is an answer too.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline import grounding
from pipeline.errors import SourceError, VocabularyError
from pipeline.model import Match
from pipeline.terminology import Terminology

_COLUMNS: Final = (
    "document",
    "start",
    "end",
    "kind",
    "quote",
    "exact",
    "near",
    "broader",
    "narrower",
    "note",
)
_COMMENT: Final = "#"
# What people call a complication is an illness or a symptom to a terminology.
_KINDS: Final = {"complication": "condition"}
_BROAD: Final = "skos:broadMatch"
_RELATED: Final = "skos:relatedMatch"
# Which lists of the gold bear out what is claimed: what is claimed less is true too.
_BORNE_OUT: Final = {
    "skos:exactMatch": ("exact",),
    "skos:closeMatch": ("exact", "near"),
    _BROAD: ("exact", "near", "broader"),
    "skos:narrowMatch": ("near", "narrower"),
    _RELATED: ("exact", "near", "broader", "narrower"),
}


@dataclass(frozen=True, slots=True)
class GoldLink:
    """A mention and the concepts that it is, is near, is under and is above."""

    place: str
    kind: str
    quote: str
    concepts: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A link that was made for *gold*, and whether it is right."""

    gold: GoldLink
    link: Match
    is_right: bool


@dataclass(frozen=True, slots=True)
class Linking:
    """How good links are.

    By kind: all *mentions*, those that a person found a concept for in any terminology
    (*linkable*), those with a link (*linked*), and with one that is right (*covered*).
    """

    gold: tuple[GoldLink, ...]
    judged: tuple[Judged, ...]
    mentions: Mapping[str, int]
    linkable: Mapping[str, int]
    linked: Mapping[str, int]
    covered: Mapping[str, int]

    @property
    def precision(self) -> float:
        """The share of links that are right, 1 where there is none."""
        if not self.judged:
            return 1.0
        return sum(each.is_right for each in self.judged) / len(self.judged)

    @property
    def coverage(self) -> float:
        """The share of the mentions with a concept in any terminology that are covered.

        It is 0 where there is none.
        """
        return sum(self.covered.values()) / max(1, sum(self.linkable.values()))


def read(path: Path) -> tuple[GoldLink, ...]:
    """Return the rows of the table at *path*.

    Raise SourceError where it cannot be read, VocabularyError with its line where a row
    is wrong.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise SourceError(str(path), f"cannot be read ({fault})") from None
    return tuple(_rows(str(path), lines))


def _rows(name: str, lines: Iterable[str]) -> Iterator[GoldLink]:
    head: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(_COMMENT):
            continue
        (cells,) = csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE)
        place = f"{name}:{number}"
        if not head:
            head = cells
            if tuple(head) != _COLUMNS:
                raise VocabularyError(place, f"the columns are {', '.join(_COLUMNS)}")
            continue
        cells += [""] * (len(head) - len(cells))
        if len(cells) != len(head):
            raise VocabularyError(place, f"has {len(cells)} cells, not {len(head)}")
        row = dict(zip(head, cells, strict=True))
        yield GoldLink(
            f"{row['document']}:{row['start']}",
            row["kind"],
            row["quote"],
            {key: frozenset(row[key].split()) for key in _COLUMNS[5:9]},
        )


def measure(gold: Iterable[GoldLink], terms: Terminology) -> Linking:
    """Return how good the links are that the words of *gold* get with *terms*."""
    rows = tuple(gold)
    judged: list[Judged] = []
    counts: dict[str, Counter[str]] = {
        key: Counter() for key in ("mentions", "linkable", "linked", "covered")
    }
    for each in rows:
        made = [
            Judged(each, link, _is_right(link, each, terms))
            for link in grounding.link(
                each.quote, _KINDS.get(each.kind, each.kind), terms
            )
            if link.is_asserted
        ]
        judged += made
        counts["mentions"][each.kind] += 1
        counts["linkable"][each.kind] += any(each.concepts.values())
        counts["linked"][each.kind] += bool(made)
        counts["covered"][each.kind] += any(it.is_right for it in made)
    return Linking(rows, tuple(judged), **counts)


def _is_right(link: Match, gold: GoldLink, terms: Terminology) -> bool:
    """Tell whether *gold* bears *link* out.

    What is above a concept that a thing is, or is under, is above the thing. What is
    above or below the concept that a thing is, is related to it.
    """
    borne = frozenset[str]().union(
        *(gold.concepts[key] for key in _BORNE_OUT[link.predicate])
    )
    if link.curie in borne:
        return True
    exact = gold.concepts["exact"]
    above = {it for each in exact for it in terms.ancestors(each)}
    if link.predicate == _BROAD:
        above |= {
            it for each in gold.concepts["broader"] for it in terms.ancestors(each)
        }
        return link.curie in above
    return link.predicate == _RELATED and (
        link.curie in above or not exact.isdisjoint(terms.ancestors(link.curie))
    )
