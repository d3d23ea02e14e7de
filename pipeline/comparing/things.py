"""Find out which nodes are one thing under two names, and which links came and went.

A thing that several documents name in several wordings is called by the one that most
have, and so is its node. One document more can give it another one.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline import namespaces
from pipeline.comparing.contents import Contents
from pipeline.comparing.reading import Build, Properties, short, values
from pipeline.comparing.records import Link, RenamedThing, Thing

_SHARED: Final = tuple(namespaces.PREFIXES[name] for name in ("concept", "proc"))
_LABEL: Final = "rdfs:label"
_OTHER: Final = "skos:altLabel"
_LINKS: Final = frozenset(
    {"skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch"}
    | {"skos:relatedMatch", "skos:broader", "hasCode"}
)


def renamed(old: Build, new: Build) -> Mapping[str, str]:
    """Return the new node of each thing whose old node is gone, by the old one.

    It is the only one of which the label is among the names of the old one, or the
    other way round.
    """
    called: dict[tuple[str, str], set[str]] = {}
    named: dict[tuple[str, str], set[str]] = {}
    for space, iri, told in _shared(new):
        for label in values(told, _LABEL):
            called.setdefault((space, label), set()).add(iri)
        for label in _names(told):
            named.setdefault((space, label), set()).add(iri)
    found = {}
    for space, iri, told in _shared(old):
        if iri in new.parts:
            continue
        fitting = {
            other
            for label in values(told, _LABEL)
            for other in named.get((space, label), ())
        } | {
            other for label in _names(told) for other in called.get((space, label), ())
        }
        if len(fitting) == 1:
            found[iri] = fitting.pop()
    return found


def _shared(build: Build) -> Iterator[tuple[str, str, Properties]]:
    for iri, told in build.parts.items():
        for space in _SHARED:
            if iri.startswith(space):
                yield space, iri, told


def _names(told: Properties) -> tuple[str, ...]:
    return values(told, _LABEL) + values(told, _OTHER)


def told(
    names: Mapping[str, str], old: Contents, new: Contents
) -> tuple[RenamedThing, ...]:
    """Return the things of *names* with their labels, in order of the old nodes."""
    return tuple(
        RenamedThing(old.thing(before), new.thing(after))
        for before, after in sorted(names.items())
    )


def links(old: Contents, new: Contents) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Return the links that went, and those that came."""
    before, after = _links(old), _links(new)
    return (
        tuple(_told(old, before, before.keys() - after.keys())),
        tuple(_told(new, after, after.keys() - before.keys())),
    )


def _links(contents: Contents) -> dict[object, tuple[str, str, str]]:
    found: dict[object, tuple[str, str, str]] = {}
    for iri, told in contents.build.parts.items():
        # Most nodes have none, and there are many.
        if _LINKS.isdisjoint(told):
            continue
        for place in range(0, len(told), 2):
            if told[place] in _LINKS:
                link = iri, told[place], told[place + 1]
                named = contents.identity(iri), link[1], contents.identity(link[2])
                found[named] = link
    return found


def _told(
    contents: Contents,
    links: Mapping[object, tuple[str, str, str]],
    chosen: set[object],
) -> Iterator[Link]:
    labels = dict(_labels(contents.build))
    for iri, predicate, target in sorted(links[each] for each in chosen):
        known = target in contents.build.parts
        shown = contents.thing(target) if known else _foreign(target, labels)
        yield Link(contents.thing(iri), predicate, shown)


def _foreign(target: str, labels: Mapping[str, str]) -> Thing:
    return Thing(target, labels.get(target, short(target)))


def _labels(build: Build) -> Iterator[tuple[str, str]]:
    """Yield concepts of terminologies with what they are called there."""
    for iri in build.kinds.get(namespaces.expand("pg:TermMapping"), ()):
        told = build.parts[iri]
        for target in values(told, "owl:annotatedTarget"):
            for label in values(told, "sssom:object_label"):
                yield target, label
