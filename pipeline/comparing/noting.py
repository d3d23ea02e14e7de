"""Tell which findings of documents are new and which are solved, each once.

The promise: the findings told as new less those told as solved are those that the new
build has more, but for documents that came or went beside others of their text.

The graph knows a document by its text, and so do findings: one on each document of a
text stands there as many times as there are such documents, one on all of them (that
they are copies) once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.comparing import matching
from pipeline.comparing.contents import Contents, Note
from pipeline.comparing.pairing import Pair

Homes = Mapping[str, Pair]


@dataclass(slots=True)
class Noted:
    """What became of the findings on the documents of a pair.

    *gone* and *come* are those of documents that went or came beside others of their
    text, of which nothing is told.
    """

    pair: Pair
    solved: tuple[Note, ...] = ()
    new: tuple[Note, ...] = ()
    changed: tuple[tuple[Note, Note], ...] = ()
    gone: tuple[Note, ...] = ()
    come: tuple[Note, ...] = ()


def homes(pairs: Sequence[Pair]) -> tuple[Homes, Homes]:
    """Return by text, old and new, the pair that has the findings on all of its copies.

    It is the one of the documents that stay with their text, so that the same finding
    is told of the same documents, else the first by name.
    """
    old: dict[str, Pair] = {}
    new: dict[str, Pair] = {}
    for each in sorted(pairs, key=_strangeness):
        if each.old is not None:
            old.setdefault(each.old, each)
        if each.new is not None:
            new.setdefault(each.new, each)
    return old, new


def _strangeness(each: Pair) -> tuple[bool, bool]:
    return each.old != each.new, bool(each.same_text_as)


def note(
    each: Pair, old: Contents, new: Contents, at_home: tuple[Homes, Homes]
) -> Noted:
    """Return what became of the findings on the documents of *each*."""
    ours = _read(each, each.old, old, at_home[0])
    theirs = _read(each, each.new, new, at_home[1])
    if each.same_text_as:
        return Noted(each, gone=tuple(ours), come=tuple(theirs))
    found = matching.match(
        ours,
        theirs,
        lambda it: (it.check, it.severity, it.message, it.aim, it.quote),
        lambda it: (it.check, it.severity, it.message, it.aim),
        _of_the_page,
    )
    return Noted(each, found.removed, found.added, found.changed)


def _of_the_page(told: Note) -> object:
    """Return what tells findings of one matter, but for those that may be several."""
    if told.aim or not told.place:
        return told.check, told.aim
    return told.id


def _read(
    each: Pair, text: str | None, contents: Contents, at_home: Homes
) -> list[Note]:
    """Return the findings on the documents of *each* that have *text*, each once."""
    if text is None:
        return []
    named = contents.build.texts[text]
    alike: dict[object, list[Note]] = {}
    for iri in sorted(contents.build.findings.get(text, ())):
        told = contents.note(iri)
        what = told.check, told.severity, told.message, told.aim, told.place
        alike.setdefault(what, []).append(told)
    found = []
    for first, *others in alike.values():
        if len(others) + 1 >= len(named):
            found.append(_on(first, each, named))
        elif at_home[text] is each:
            found.append(first)
    return sorted(found, key=lambda it: (it.check, it.message, it.start, it.id))


def _on(told: Note, each: Pair, named: tuple[str, ...]) -> Note:
    """Return the finding as one on the documents of *each*, of all *named*."""
    before = {name for name, _ in each.renamed}
    own = {*named} & {*each.names, *before}
    return replace(told, documents=tuple(sorted(own | ({*told.documents} - {*named}))))


def settle(drafts: Sequence[Noted]) -> None:
    """Match findings that are told of other documents now, so that none is told twice.

    A copy may have come where the page that it is one of went on, or have gone where
    another page became the same. A finding on several documents may have another first.
    """
    for ours, theirs in (
        (_solved(drafts), _come(drafts)),
        (_gone(drafts), _new(drafts)),
    ):
        for pair in matching.match(ours, theirs, _of_the_text).same:
            _drop(*pair)
    found = matching.match(
        [it for it in _solved(drafts) if it.note.aim],
        [it for it in _new(drafts) if it.note.aim],
        lambda it: (it.note.check, it.note.severity, it.note.message, it.note.aim),
        lambda it: (
            _of_the_page(it.note) if isinstance(it.note.aim, str) else it.note.id
        ),
    )
    for pair in (*found.same, *found.changed):
        _drop(*pair)
    for before, after in found.changed:
        after.draft.changed = (*after.draft.changed, (before.note, after.note))


@dataclass(frozen=True, slots=True)
class _Told:
    """A finding on *text*, with the draft that tells it."""

    draft: Noted
    text: str | None
    note: Note


def _solved(drafts: Iterable[Noted]) -> list[_Told]:
    return [_Told(each, each.pair.old, it) for each in drafts for it in each.solved]


def _gone(drafts: Iterable[Noted]) -> list[_Told]:
    return [_Told(each, each.pair.old, it) for each in drafts for it in each.gone]


def _new(drafts: Iterable[Noted]) -> list[_Told]:
    return [_Told(each, each.pair.new, it) for each in drafts for it in each.new]


def _come(drafts: Iterable[Noted]) -> list[_Told]:
    return [_Told(each, each.pair.new, it) for each in drafts for it in each.come]


def _of_the_text(it: _Told) -> object:
    """Return what tells findings on copies of one text."""
    note = it.note
    return it.text, note.check, note.severity, note.message, note.aim, note.quote


def _drop(before: _Told, after: _Told) -> None:
    """Tell neither of two that are the same finding."""
    old, new = before.draft, after.draft
    old.solved = tuple(each for each in old.solved if each is not before.note)
    new.new = tuple(each for each in new.new if each is not after.note)
