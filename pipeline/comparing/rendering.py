"""Render what changed between two builds, for people and for programs."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from pipeline.comparing import counting
from pipeline.comparing.records import (
    Altered,
    ChangedFact,
    Differences,
    DocumentDifference,
    Fact,
    Fate,
    Finding,
    Link,
    RenamedSection,
)

_NOTHING: Final = "(none)"
_NOWHERE: Final = "(no document)"
_TEXT_ALONE: Final = " in no fact and no finding"
_BYTES: Final = "sha256"
_BYTES_ALONE: Final = "  (its bytes, not its text)"
_UNREADABLE: Final = "cannot be read any more: {}"
_READABLE: Final = "can be read again (before: {})"
_STATED: Final = "stated"
_BETWEEN: Final = "; "
_PLAIN: Final = "dcterms:"
_RIGHTS: Final = "dcterms:rights"
_LICENCE: Final = "dcterms:license"
_DIGEST_OF_ALL: Final = "knowledgeSha256"
# What has a part in that digest and is told by its own name.
_IN_DIGEST: Final = (
    "decisions ",
    "facts on codes ",
    "terminology ",
    "setting grounding",
    "setting extractors",
)
_CALLED: Final[Mapping[str, str]] = {
    _RIGHTS: "licence",
    _DIGEST_OF_ALL: "rules and reference data",
}
# What a reader takes for one value without quotes around it.
_WORD: Final = re.compile(r"""[^\s"';()\\]+""")
_ESCAPED: Final = str.maketrans(
    {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
)
_CURRENCY: Final = "object.schema:currency"
_AMOUNTS: Final = tuple(
    f"object.schema:{name}" for name in ("value", "minValue", "maxValue")
)
# What is told of both sides of a fact that is denied now, or no more.
_TURNED: Final = frozenset({"polarity", "certainty", "quote", "section"})
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_DIGITS: Final = 12  # of a digest, for people


def as_text(found: Differences) -> str:
    """Return *found* as lines for a terminal, each document under its name.

    A line begins with ``-`` for what is gone, ``+`` for what is new, ``!`` for what is
    denied now or no more, ``~`` for what is otherwise, and ``=`` for what only has
    another name or place.
    """
    return "".join(f"{_printable(line)}\n" for line in _lines(found))


def as_json(found: Differences, schema_version: str) -> str:
    """Return *found* as one object of JSON, its keys those of the records."""
    told = {"schema_version": schema_version, "counts": counting.counts(found)}
    told |= msgspec.to_builtins(found)
    return msgspec.json.format(msgspec.json.encode(told)).decode() + "\n"


def _lines(found: Differences) -> Iterator[str]:
    for each in _unexplained(found.made):
        yield f"made by: {_altered(each)}"
    for document in found.documents:
        yield from _document(document)
        yield ""
    if found.things_renamed:
        yield "Things with another name"
        for thing in found.things_renamed:
            yield f"  = {thing.old.label} -> {thing.new.label}"
            yield f"      {thing.old.iri} -> {thing.new.iri}"
        yield ""
    if found.links_removed or found.links_added:
        yield "Links"
        yield from _links("-", found.links_removed)
        yield from _links("+", found.links_added)
        yield ""
    yield counting.summary(found)


def _links(sign: str, links: Iterable[Link]) -> Iterator[str]:
    for each in links:
        named = f"{each.thing.label} - {each.predicate} -> {each.target.label}"
        yield f"  {sign} {named}  <{each.target.iri}>"


def _document(each: DocumentDifference) -> Iterator[str]:
    names = ", ".join(each.documents)
    yield f"{names or _NOWHERE}{_fate(each)}"
    for old, new in each.renamed:
        yield f"  = {old} -> {new}"
    yield from _refused(each)
    for change in _once(each.changes):
        follow = _BYTES_ALONE if change.name == _BYTES else ""
        if each.carried and change.name == "procedure":
            follow = f"  ({_count(each.carried, 'fact')} with it)"
        yield f"  ~ {_altered(change)}{follow}"
    for fact in each.facts_removed:
        yield from _fact("-", fact)
    for fact in each.facts_added:
        yield from _fact("+", fact)
    for turned in (*each.facts_denied, *each.facts_affirmed):
        yield from _turned(turned)
    for section in each.sections_renamed:
        yield from _section(section)
    for changed in each.facts_changed:
        yield from _changed(changed, each.sections_renamed)
    for step in each.steps_moved:
        yield f"  = {_triple(step.fact)}"
        yield f"      step {step.old} -> {step.new}"
    yield from _findings(each)


def _refused(each: DocumentDifference) -> Iterator[str]:
    """Yield the names that cannot be read any more, or can again, where not said."""
    if _is_said(each):
        return
    for name, fault in each.unreadable:
        yield f"  ! {name} {_UNREADABLE.format(fault)}"
    for name, fault in each.readable:
        yield f"  ! {name} {_READABLE.format(fault)}"


def _is_said(each: DocumentDifference) -> bool:
    """Tell whether one reason stands beside the name of the one document."""
    return each.fate in {Fate.UNREADABLE, Fate.READABLE} and len(each.documents) == 1


def _findings(each: DocumentDifference) -> Iterator[str]:
    for finding in each.findings_solved:
        yield f"  - {_finding(finding)}"
    for finding in each.findings_new:
        yield f"  + {_finding(finding)}"
    for pair in each.findings_changed:
        yield f"  ~ {_finding(pair.old)}"
        yield f"   -> {_finding(pair.new)}"


def _fate(each: DocumentDifference) -> str:
    fate = _worded(each)
    if each.same_text_as:
        return f": {fate}, with the text of {', '.join(each.same_text_as)}"
    if each.fate is Fate.KEPT:
        return ""
    also = ", changed" if each.fate is Fate.RENAMED and each.text_changed else ""
    alone = _TEXT_ALONE if each.text_changed and each.is_bare else ""
    return f": {fate}{also}{alone}"


def _worded(each: DocumentDifference) -> str:
    """Return what became of a document, with the reason where there is one."""
    if _is_said(each):
        for _, fault in each.unreadable:
            return _UNREADABLE.format(fault)
        for _, fault in each.readable:
            return _READABLE.format(fault)
    return str(each.fate)


def _unexplained(made: Sequence[Altered]) -> Iterator[Altered]:
    """Yield what made the builds; a digest over all of it where nothing else is told.

    It is of files that are told by their names as well.
    """
    is_told = any(each.name.startswith(_IN_DIGEST) for each in made)
    for each in made:
        if not (is_told and each.name == _DIGEST_OF_ALL):
            yield each


def _once(changes: Sequence[Altered]) -> Iterator[Altered]:
    """Yield *changes* without the address of a licence that is told in words."""
    is_worded = any(each.name == _RIGHTS for each in changes)
    for each in changes:
        if not (is_worded and each.name == _LICENCE):
            yield each


def _triple(fact: Fact) -> str:
    named = f"{fact.subject.label} - {fact.predicate} -> {fact.object.label}"
    return f"{named}{_amount(fact)}"


def _amount(fact: Fact) -> str:
    """Return the amount of a cost that is not called by it."""
    amounts = [each for name in _AMOUNTS for each in fact.details.get(name, ())]
    digits = "".join(filter(str.isdigit, fact.object.label))
    if _CURRENCY not in fact.details or all(each in digits for each in amounts):
        return ""
    return f" ({' '.join(fact.details[_CURRENCY])} {' to '.join(amounts)})"


def _fact(sign: str, fact: Fact) -> Iterator[str]:
    yield f"  {sign} {_triple(fact)}"
    yield _evidence(fact)


def _evidence(fact: Fact) -> str:
    stance = ""
    if fact.is_denied:
        stance = "DENIED  "
    elif fact.certainty != _STATED:
        stance = f"{fact.certainty}  "
    return f"      {stance}{_words(fact)}"


def _words(fact: Fact) -> str:
    return f"{_quoted(fact.quote)}  {fact.section}{_place(fact)}"


def _turned(each: ChangedFact) -> Iterator[str]:
    """Yield a fact that is denied now, or no more: what is said now, and before."""
    yield f"  ! {_triple(each.new)}"
    for fact, when in ((each.new, "now"), (each.old, "was")):
        stance = "DENIED" if fact.is_denied else fact.certainty
        yield f"      {when} {stance}  {_words(fact)}"
    for change in each.changes:
        if change.name not in _TURNED:
            yield f"      {_altered(change)}"


def _section(each: RenamedSection) -> Iterator[str]:
    heading, *others = each.changes
    yield f"  ~ {_altered(heading)}  ({_count(each.facts, 'fact')})"
    for change in others:
        yield f"      {_altered(change)}"


def _changed(each: ChangedFact, sections: Iterable[RenamedSection]) -> Iterator[str]:
    changes = list(each.changes)
    for section in sections:
        if {*section.changes} <= {*changes}:
            changes = [change for change in changes if change not in section.changes]
    if not changes:
        return
    yield f"  ~ {_triple(each.new)}"
    for change in changes:
        yield f"      {_altered(change)}"
    if each.new.is_denied or not any(change.name == "quote" for change in changes):
        yield _evidence(each.new)


def _place(told: Fact | Finding) -> str:
    return "" if told.start is None else f" [{told.start}:{told.end}]"


def _finding(found: Finding) -> str:
    return f"{found.severity}: {found.message} [{found.check}]{_place(found)}"


def _altered(each: Altered) -> str:
    # Values stand without quotes only where none of both sides needs them.
    is_plain = all(map(_WORD.fullmatch, (*each.old, *each.new)))
    old, new = (
        _BETWEEN.join(map(_short if is_plain else _quoted, told)) or _NOTHING
        for told in (each.old, each.new)
    )
    name = _CALLED.get(each.name, each.name.removeprefix(_PLAIN))
    return f"{name}: {old} -> {new}"


def _short(value: str) -> str:
    return value[:_DIGITS] if _DIGEST.fullmatch(value) else value


def _quoted(words: str) -> str:
    r"""Return *words* in quotes, so that their end is clear.

    >>> _quoted('the "flat"\nroad')
    '"the \\"flat\\"\\nroad"'
    """
    return f'"{words.translate(_ESCAPED)}"'


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _printable(line: str) -> str:
    """Return *line* without signs by which a document could steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in line)
