"""Tell what changed from one build to another, document by document.

The promise: what only stands elsewhere in its text, or under another identifier, is no
difference.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from pipeline import namespaces
from pipeline.comparing import describing, headings, matching, noting, things
from pipeline.comparing.contents import Contents, Statement
from pipeline.comparing.following import follow
from pipeline.comparing.matching import Matched
from pipeline.comparing.noting import Homes, Noted
from pipeline.comparing.pairing import Pair, pair
from pipeline.comparing.reading import Build, is_same, values
from pipeline.comparing.records import (
    Altered,
    ChangedFact,
    ChangedFinding,
    Differences,
    DocumentDifference,
    MovedStep,
)

_PROCEDURE: Final = namespaces.PREFIXES["proc"]
_NOTHING: Final[Matched[Statement]] = Matched((), (), (), ())


@dataclass(slots=True)
class _Draft:
    """What was found of a pair of documents, before its findings are settled."""

    pair: Pair
    facts: Matched[Statement]
    changes: tuple[Altered, ...]
    carried: int
    notes: Noted
    before: Contents


def compare(old: Build, new: Build) -> Differences:
    """Return what changed from *old* to *new*."""
    if not (old.quotes and new.quotes):  # one of them has compact evidence
        old, new = replace(old, quotes={}), replace(new, quotes={})
    names = things.renamed(old, new)
    after = Contents(new)
    pairs = follow(pair(old, new), Contents(old, names), after)
    before = Contents(old, names, dict(it for each in pairs for it in each.renamed))
    at_home = noting.homes(pairs)
    drafts = [_draft(each, before, after, at_home) for each in pairs]
    noting.settle([each.notes for each in drafts])
    removed, added = things.links(before, after)
    found = (_told(each, after) for each in drafts)
    return Differences(
        tuple(each for each in found if not each.is_empty),
        things.told(names, before, after),
        removed,
        added,
        describing.made(old, new),
    )


# ---------------------------------------------------------------- documents


def _draft(
    each: Pair, old: Contents, new: Contents, at_home: tuple[Homes, Homes]
) -> _Draft:
    changes = describing.described(each, old.build, new.build)
    facts, carried, before = _facts(each, old, new)
    if carried:
        changes = (*changes, _procedure(before[1], old, new))
    notes = noting.note(each, before[0], new, at_home)
    return _Draft(each, facts, changes, carried, notes, before[0])


# ---------------------------------------------------------------- facts

_Read = tuple[Contents, tuple[str, str]]


def _facts(
    each: Pair, old: Contents, new: Contents
) -> tuple[Matched[Statement], int, _Read]:
    """Return the facts matched, and how many only follow to another procedure."""
    as_is = old, ("", "")
    if each.old == each.new and _is_untouched(each.old or "", old.build, new.build):
        return _NOTHING, 0, as_is
    if each.same_text_as:
        return _NOTHING, 0, as_is
    theirs = _statements(each.new, new)
    turned = _turned(each, old, new)
    if turned:
        before = old.read_as(*turned)
        facts = _matched(_statements(each.old, before), theirs)
        kept = Counter(
            values(old.build.parts[ours.id], "rdf:subject")[0] for ours, _ in facts.same
        )
        all_of_it = _subjects(each.old, old.build)[turned[0]]
        if 2 * kept[turned[0]] >= all_of_it:
            return facts, kept[turned[0]], (before, turned)
    return _matched(_statements(each.old, old), theirs), 0, as_is


def _is_untouched(text: str, old: Build, new: Build) -> bool:
    """Tell whether all that stands of *text* is the same to the letter."""
    ours, theirs = (
        {*build.facts.get(text, ()), *build.own.get(text, ())} for build in (old, new)
    )
    return ours == theirs and all(
        is_same(old.parts[iri], new.parts[iri]) for iri in ours
    )


def _statements(text: str | None, contents: Contents) -> list[Statement]:
    """Return the facts of *text* in its order."""
    found = contents.build.facts.get(text, ()) if text is not None else ()
    return sorted(map(contents.statement, found), key=_place)


def _place(statement: Statement) -> tuple[object, ...]:
    """Order facts of one place as well: what is said of the procedure comes first."""
    subject = statement.key[0]
    is_inner = not (isinstance(subject, str) and subject.startswith(_PROCEDURE))
    return statement.start, is_inner, str(statement.key), statement.id


def _matched(old: list[Statement], new: list[Statement]) -> Matched[Statement]:
    return matching.match(
        old,
        new,
        lambda it: (it.key, it.details),
        lambda it: (it.key, it.is_denied, it.quote),
        lambda it: (it.key, it.is_denied, it.section),
        lambda it: (it.key, it.is_denied),
        lambda it: (it.key, it.quote),
        lambda it: it.key,
    )


def _turned(each: Pair, old: Contents, new: Contents) -> tuple[str, str] | None:
    """Return the procedure that a document no longer is about, and the one it is."""
    if each.old is None or each.new is None:
        return None
    before = _subjects(each.old, old.build)
    after = _subjects(each.new, new.build)
    named = {iri: old.identity(iri) for iri in before}
    gone = [iri for iri, name in named.items() if name not in after]
    come = after.keys() - set(named.values())
    if len(gone) == len(come) == 1:
        return gone[0], str(come.pop())
    return None


def _subjects(text: str | None, build: Build) -> Counter[str]:
    """Count the facts of each procedure that a text has as a subject."""
    return Counter(
        subject
        for iri in build.facts.get(text or "", ())
        for subject in values(build.parts[iri], "rdf:subject")
        if subject.startswith(_PROCEDURE)
    )


def _procedure(turned: tuple[str, str], old: Contents, new: Contents) -> Altered:
    before, after = old.thing(turned[0]), new.thing(turned[1])
    return Altered("procedure", (before.label,), (after.label,))


def _moved(draft: _Draft, new: Contents) -> Iterator[MovedStep]:
    """Yield the steps that stand elsewhere among those that both builds hold."""
    lists: dict[object, list[tuple[int, int, Statement]]] = {}
    for ours, theirs in (*draft.facts.same, *draft.facts.changed):
        before, after = draft.before.step(ours.id), new.step(theirs.id)
        if before is not None and after is not None:
            lists.setdefault(theirs.key[0], []).append((after, before, theirs))
    for listed in lists.values():
        listed.sort(key=lambda it: (it[0], it[2].id))
        kept = matching.in_order([before for _, before, _ in listed])
        for index, (after, before, step) in enumerate(listed):
            if index not in kept:
                yield MovedStep(new.fact(step), before, after)


# ---------------------------------------------------------------- telling


def _changed(draft: _Draft, new: Contents) -> Iterator[ChangedFact]:
    for ours, theirs in sorted(draft.facts.changed, key=lambda it: _place(it[1])):
        yield ChangedFact(
            draft.before.fact(ours),
            new.fact(theirs),
            describing.altered(dict(ours.details), dict(theirs.details)),
        )


def _told(draft: _Draft, new: Contents) -> DocumentDifference:
    old, facts, each, notes = draft.before, draft.facts, draft.pair, draft.notes
    changed = tuple(_changed(draft, new))
    return DocumentDifference(
        document=each.names[0],
        documents=tuple(each.names),
        fate=each.fate,
        text_changed=None not in (each.old, each.new) and each.old != each.new,
        renamed=tuple(sorted(each.renamed)),
        same_text_as=each.same_text_as,
        changes=draft.changes,
        carried=draft.carried,
        sections_renamed=headings.renamed(facts),
        facts_removed=tuple(map(old.fact, facts.removed)),
        facts_added=tuple(map(new.fact, facts.added)),
        facts_denied=tuple(it for it in changed if it.is_denied),
        facts_affirmed=tuple(it for it in changed if it.is_affirmed),
        facts_changed=tuple(
            it for it in changed if not (it.is_denied or it.is_affirmed)
        ),
        steps_moved=tuple(_moved(draft, new)),
        findings_solved=tuple(map(old.noted, notes.solved)),
        findings_new=tuple(map(new.noted, notes.new)),
        findings_changed=tuple(
            ChangedFinding(old.noted(ours), new.noted(theirs))
            for ours, theirs in notes.changed
        ),
    )
