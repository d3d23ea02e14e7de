"""Drafts: mentions while they are read, before they have ids."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from pipeline.mentions.view import View
from pipeline.model import (
    Certainty,
    Mention,
    Polarity,
    Qualifiers,
    Span,
    Value,
)

Key: TypeAlias = tuple[int, str, str, bool, str]


class Role(msgspec.Struct, frozen=True, gc=False):
    """How a stretch is to be read: as mentions of *type*, in a section of *section*.

    *is_trigger* makes the items reasons to call for help; *prefix* are the words of the
    lead-in that the labels take; *action* is do or avoid where the lead-in says so.
    *rule* and *confidence* go to the mentions. With *is_strict* only things count whose
    head the lexicon knows as a kind that fits. *has_procedure* is false on a page that
    is about none.
    """

    type: str
    section: str
    is_trigger: bool = False
    prefix: str = ""
    action: str = ""
    rule: str = "item"
    confidence: float = 1.0
    is_strict: bool = False
    has_procedure: bool = True


class Draft(msgspec.Struct):
    """A mention without id; *inner* are those found in it."""

    type: str
    label: str
    span: Span
    evidence: Span
    rule: str
    confidence: float
    qualifiers: Qualifiers = Qualifiers()
    values: tuple[Value, ...] = ()
    inner: list["Draft"] = []

    @property
    def is_denied(self) -> bool:
        """Tell whether the text denies it."""
        return self.qualifiers.polarity is Polarity.NEGATED


def draft(role: Role, label: str, view: View, evidence: Span) -> Draft:
    """Return a draft of what *view* names in *role*."""
    return Draft(role.type, label, view.span(), evidence, role.rule, role.confidence)


def hedged(found: Draft, certainty: Certainty) -> Draft:
    """Return *found* as less than certain, unless it is denied or hedged already."""
    if found.qualifiers.certainty is Certainty.STATED and not found.is_denied:
        found.qualifiers = replace(found.qualifiers, certainty=certainty)
    return found


def key(section: int, each: Draft) -> Key:
    """Return what two mentions of one thing in one section have in common."""
    around = each.qualifiers
    return section, each.type, each.label, each.is_denied, around.side


def number(
    drafts: Sequence[tuple[int, Draft]],
) -> tuple[Mention, ...]:
    """Return the mentions of *drafts*, each with its section, in order.

    Of two with one section, type, label, polarity and side the first stays, or the
    first that has a figure.
    """
    chosen: dict[Key, Draft] = {}
    keys = [key(section, each) for section, each in drafts]
    for (_, each), its in zip(drafts, keys, strict=True):
        first = chosen.setdefault(its, each)
        if first is not each and _has_figure(each) and not _has_figure(first):
            chosen[its] = each
    taken: dict[str, int] = {}
    found: list[Mention] = []
    for (section, each), its in zip(drafts, keys, strict=True):
        if each.label and chosen[its] is each:
            found.extend(_numbered(section, each, None, taken))
    return tuple(found)


def _has_figure(each: Draft) -> bool:
    return bool(each.qualifiers.frequency or each.values)


def _numbered(
    section: int, each: Draft, parent: str | None, taken: dict[str, int]
) -> Iterator[Mention]:
    name = f"{each.span.start}-{each.span.end}-{each.type}"
    taken[name] = taken.get(name, 0) + 1
    id_ = name if taken[name] == 1 else f"{name}-{taken[name]}"
    yield Mention(
        id=id_,
        type=each.type,
        label=each.label,
        start=each.span.start,
        end=each.span.end,
        evidence=each.evidence,
        section=section,
        rule=each.rule,
        confidence=each.confidence,
        qualifiers=each.qualifiers,
        parent=parent,
        values=each.values,
    )
    seen: set[tuple[str, str]] = set()
    for inner in each.inner:
        if (inner.type, inner.label) in seen or not inner.label:
            continue
        seen.add((inner.type, inner.label))
        yield from _numbered(section, inner, id_, taken)
