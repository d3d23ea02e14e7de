"""What our classes and links are in the Biolink Model: ``exports/biolink.yaml``."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated, Final

import msgspec

from pipeline import knowledge, namespaces
from pipeline.errors import VocabularyError

FILE: Final = "exports/biolink.yaml"

Name = Annotated[str, msgspec.Meta(pattern="^biolink:[A-Za-z_]+$")]
Curie = Annotated[str, msgspec.Meta(pattern="^[A-Za-z-]+:[^\\s:]+$")]


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The predicate of a link of ours, or those by the category of its subject."""

    predicate: Name
    by_subject: dict[Name, Name] = {}


class Agents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What made an edge, by its kind."""

    statement: str
    structure: str


class BiolinkVocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file; its head and notes say what the fields mean."""

    release: str
    categories: dict[Curie, Name]
    roles: frozenset[Curie]
    other_category: Name
    predicates: dict[Curie, Link]
    other_predicate: Name
    xref: frozenset[Curie]
    association: Name
    source: Curie
    knowledge_level: str
    agents: Agents
    publication_type: Curie

    def categories_of(self, types: Iterable[str]) -> tuple[str, ...]:
        """Return the categories of a node of *types*, each once; there is always one.

        >>> load().categories_of(["pg:Complication", "pg:Condition"])
        ('biolink:DiseaseOrPhenotypicFeature',)
        """
        found = (self.categories.get(each) for each in types)
        return tuple(dict.fromkeys(filter(None, found))) or (self.other_category,)

    def predicate_of(self, link: str, subject: Iterable[str]) -> str:
        """Return the predicate of *link* from a node of the categories *subject*.

        >>> load().predicate_of("pg:atSite", ["biolink:Procedure"])
        'biolink:occurs_in'
        """
        rule = self.predicates.get(link)
        if rule is None:
            return self.other_predicate
        named = (rule.by_subject.get(each) for each in subject)
        return next(filter(None, named), rule.predicate)


@lru_cache(maxsize=1)
def load() -> BiolinkVocabulary:
    """Read the file; raise VocabularyError where it is wrong."""
    return checked(knowledge.records(FILE, BiolinkVocabulary))


def checked(read: BiolinkVocabulary) -> BiolinkVocabulary:
    """Return *read*; raise VocabularyError where a prefix in it is not of ours."""
    for key, names in (
        ("categories", read.categories),
        ("predicates", read.predicates),
    ):
        for name in names:
            if name.partition(":")[0] not in namespaces.PREFIXES:
                place = knowledge.place(FILE, key, name)
                raise VocabularyError(place, f"the prefix of '{name}' is not known")
    return read
