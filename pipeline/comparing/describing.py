"""Tell what is said otherwise of documents, and of what made the builds."""

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline import namespaces
from pipeline.comparing.pairing import Pair
from pipeline.comparing.reading import Build, values
from pipeline.comparing.records import Altered

_DOCUMENT: Final = namespaces.PREFIXES["doc"]
_RUN: Final = namespaces.expand("prov:Activity")
_TERMINOLOGY: Final = namespaces.expand("dcat:Dataset")
_NAMES: Final = frozenset({"rdf:type", "dcterms:identifier", "textSha256"})
_BYTES: Final = "sha256"


def described(each: Pair, old: Build, new: Build) -> tuple[Altered, ...]:
    """Return what is said otherwise of a document, where it alone has its text."""
    if each.old is None or each.new is None:
        return ()
    if len(old.texts[each.old]) != 1 or len(new.texts[each.new]) != 1:
        return ()
    # Another text is another file.
    without = _NAMES if each.old == each.new else _NAMES | {_BYTES}
    ours, theirs = (
        {
            name: tuple(sorted(set(values(told, name))))
            for name in told[::2]
            if name not in without
        }
        for told in (
            old.parts.get(_DOCUMENT + each.old, ()),
            new.parts.get(_DOCUMENT + each.new, ()),
        )
    )
    return altered(ours, theirs)


def altered(
    old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]
) -> tuple[Altered, ...]:
    """Return the properties of which *old* and *new* have other values, by name."""
    return tuple(
        Altered(name, old.get(name, ()), new.get(name, ()))
        for name in sorted({*old, *new})
        if old.get(name, ()) != new.get(name, ())
    )


def made(old: Build, new: Build) -> tuple[Altered, ...]:
    """Return what differs in what made the builds, where both tell it."""
    changes: list[Altered] = []
    for makers in (_runs, _terminologies):
        ours, theirs = dict(makers(old)), dict(makers(new))
        if ours and theirs:
            changes += altered(ours, theirs)
    return tuple(changes)


def _runs(build: Build) -> Iterator[tuple[str, tuple[str, ...]]]:
    for iri in build.kinds.get(_RUN, ()):
        told = build.parts[iri]
        for name in ("codeVersion", "knowledgeSha256", "schemaVersion"):
            if found := values(told, name):
                yield name, found


def _terminologies(build: Build) -> Iterator[tuple[str, tuple[str, ...]]]:
    for iri in build.kinds.get(_TERMINOLOGY, ()):
        told = build.parts[iri]
        names = values(told, "dcterms:identifier")
        yield f"terminology {' '.join(names)}", values(told, "dcat:version")
