"""Find out which documents of two builds are the same, by name and by text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.comparing.reading import Build
from pipeline.comparing.records import Fate


@dataclass(slots=True)
class Pair:
    """A text of the old build and one of the new one that the same documents have.

    *old* and *new* are keys, None where the text stands in one build only. *names* are
    the documents as the new build names them, or the old one those that are gone.
    """

    old: str | None
    new: str | None
    fate: Fate
    names: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    same_text_as: tuple[str, ...] = ()


def pair(old: Build, new: Build) -> tuple[Pair, ...]:
    """Return the documents of both builds, those of one text together, by name.

    A document is the same under the same name. One that has another name now and the
    same text was renamed.
    """
    before, after = _texts(old.texts), _texts(new.texts)
    pairs: dict[tuple[str | None, str | None], Pair] = {}

    def put(ours: str | None, theirs: str | None, fate: Fate) -> Pair:
        return pairs.setdefault((ours, theirs), Pair(ours, theirs, fate))

    for name in before.keys() & after.keys():
        ours, theirs = before[name], after[name]
        fate = Fate.KEPT if ours == theirs else Fate.CHANGED
        put(ours, theirs, fate).names.append(name)
    gone, come = _lists(before, after), _lists(after, before)
    for text in gone.keys() & come.keys():
        for name, other in zip(gone[text], come[text], strict=False):
            found = put(text, text, Fate.RENAMED)
            found.fate = Fate.RENAMED
            found.names.append(other)
            found.renamed.append((name, other))
        count = min(len(gone[text]), len(come[text]))
        del gone[text][:count], come[text][:count]
    for text, names in gone.items():
        if names:
            found = put(text, None, Fate.REMOVED)
            found.names += names
            found.same_text_as = new.texts.get(text, ())
    for text, names in come.items():
        if names:
            found = put(None, text, Fate.ADDED)
            found.names += names
            found.same_text_as = old.texts.get(text, ())
    for each in pairs.values():
        each.names.sort()
    return tuple(sorted(pairs.values(), key=lambda it: (it.names, it.fate)))


def _texts(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the key of the text by the name of each document."""
    return {name: text for text, each in sorted(names.items()) for name in each}


def _lists(ours: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the documents that only *ours* has, by their text."""
    lists: dict[str, list[str]] = {}
    for name in sorted(ours.keys() - theirs.keys()):
        lists.setdefault(ours[name], []).append(name)
    return lists
