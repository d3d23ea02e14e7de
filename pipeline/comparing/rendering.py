"""Render what changed between two builds, for people and for programs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from pipeline.comparing.records import (
    Altered,
    ChangedFact,
    Differences,
    DocumentDifference,
    Fact,
    Fate,
    Finding,
    Link,
)

_NOTHING: Final = "(none)"
_NOWHERE: Final = "(no document)"
_NEGATED: Final = "negated"
_STATED: Final = "stated"
_BETWEEN: Final = "; "
_PLAIN: Final = "dcterms:"
_SUMMED: Final[Mapping[str, Mapping[str, str]]] = {
    "documents": {
        **{fate: str(fate) for fate in Fate},
        Fate.KEPT: "with the same text",
    },
    "facts": {"added": "added", "removed": "removed", "changed": "on other evidence"},
    "steps": {"moved": "moved"},
    "findings": {"new": "new", "solved": "solved", "changed": "otherwise"},
    "things": {"renamed": "with another name"},
    "links": {"added": "added", "removed": "removed"},
}
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_DIGITS: Final = 12  # of a digest, for people


def as_text(found: Differences) -> str:
    """Return *found* as lines for a terminal, each document under its name.

    A line begins with ``-`` for what is gone, ``+`` for what is new, ``~`` for what is
    otherwise, and ``=`` for what only has another name or place.
    """
    return "".join(f"{_printable(line)}\n" for line in _lines(found))


def as_json(found: Differences, schema_version: str) -> str:
    """Return *found* as one object of JSON, its keys those of the records."""
    told = {"schema_version": schema_version, "counts": _counts(found)}
    told |= msgspec.to_builtins(found)
    return msgspec.json.format(msgspec.json.encode(told)).decode() + "\n"


def _lines(found: Differences) -> Iterator[str]:
    for each in found.made:
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
    yield _summary(found)


def _links(sign: str, links: Iterable[Link]) -> Iterator[str]:
    for each in links:
        named = f"{each.thing.label} - {each.predicate} -> {each.target.label}"
        yield f"  {sign} {named}  <{each.target.iri}>"


def _document(each: DocumentDifference) -> Iterator[str]:
    names = ", ".join(each.documents)
    yield f"{names or _NOWHERE}{_fate(each)}"
    for old, new in each.renamed:
        yield f"  = {old} -> {new}"
    for change in each.changes:
        follow = ""
        if each.carried and change.name == "procedure":
            follow = f"  ({_count(each.carried, 'fact')} with it)"
        yield f"  ~ {_altered(change)}{follow}"
    for fact in each.facts_removed:
        yield from _fact("-", fact)
    for fact in each.facts_added:
        yield from _fact("+", fact)
    for changed in each.facts_changed:
        yield from _changed(changed)
    for step in each.steps_moved:
        yield f"  = {_triple(step.fact)}"
        yield f"      step {step.old} -> {step.new}"
    yield from _findings(each)


def _findings(each: DocumentDifference) -> Iterator[str]:
    for finding in each.findings_solved:
        yield f"  - {_finding(finding)}"
    for finding in each.findings_new:
        yield f"  + {_finding(finding)}"
    for pair in each.findings_changed:
        yield f"  ~ {_finding(pair.old)}"
        yield f"   -> {_finding(pair.new)}"


def _fate(each: DocumentDifference) -> str:
    if each.same_text_as:
        return f": {each.fate}, with the text of {', '.join(each.same_text_as)}"
    if each.fate is Fate.KEPT:
        return ""
    also = ", changed" if each.fate is Fate.RENAMED and each.text_changed else ""
    return f": {each.fate}{also}"


def _triple(fact: Fact) -> str:
    return f"{fact.subject.label} - {fact.predicate} -> {fact.object.label}"


def _fact(sign: str, fact: Fact) -> Iterator[str]:
    stance = ""
    if fact.polarity == _NEGATED:
        stance = "DENIED  "
    elif fact.certainty != _STATED:
        stance = f"{fact.certainty}  "
    yield f"  {sign} {_triple(fact)}"
    yield f'      {stance}"{fact.quote}"  {fact.section}{_place(fact)}'


def _changed(each: ChangedFact) -> Iterator[str]:
    yield f"  ~ {_triple(each.new)}"
    for change in each.changes:
        yield f"      {_altered(change)}"
    if not any(change.name == "quote" for change in each.changes):
        yield f'      "{each.new.quote}"  {each.new.section}{_place(each.new)}'


def _place(told: Fact | Finding) -> str:
    return "" if told.start is None else f" [{told.start}:{told.end}]"


def _finding(found: Finding) -> str:
    return f"{found.severity}: {found.message} [{found.check}]{_place(found)}"


def _altered(each: Altered) -> str:
    return (
        f"{each.name.removeprefix(_PLAIN)}: {_values(each.old)} -> {_values(each.new)}"
    )


def _values(told: tuple[str, ...]) -> str:
    return _BETWEEN.join(map(_value, told)) or _NOTHING


def _value(value: str) -> str:
    if _DIGEST.fullmatch(value):
        return value[:_DIGITS]
    return f'"{value}"' if " " in value else value


def _counts(found: Differences) -> dict[str, int]:
    documents = found.documents
    fates = Counter(each.fate for each in documents for _ in each.documents)
    return {
        **{f"documents_{fate}": fates[fate] for fate in Fate},
        "facts_added": sum(len(each.facts_added) for each in documents),
        "facts_removed": sum(len(each.facts_removed) for each in documents),
        "facts_changed": sum(len(each.facts_changed) for each in documents),
        "steps_moved": sum(len(each.steps_moved) for each in documents),
        "findings_new": sum(len(each.findings_new) for each in documents),
        "findings_solved": sum(len(each.findings_solved) for each in documents),
        "findings_changed": sum(len(each.findings_changed) for each in documents),
        "things_renamed": len(found.things_renamed),
        "links_added": len(found.links_added),
        "links_removed": len(found.links_removed),
    }


def _summary(found: Differences) -> str:
    """Return how much there is of what, in one line; what is not there is not said."""
    if found.is_empty:
        return "No differences."
    counts = _counts(found)
    groups = []
    for name, kinds in _SUMMED.items():
        said = [
            f"{count:,} {words}"
            for kind, words in kinds.items()
            if (count := counts[f"{name}_{kind}"])
        ]
        if said:
            groups.append(f"{name}: {', '.join(said)}")
    return _BETWEEN.join(groups).capitalize()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _printable(line: str) -> str:
    """Return *line* without signs by which a document could steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in line)
