"""What is wrong between the parts of the files, before they are compiled."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.errors import VocabularyError
from pipeline.model import Qualifiers
from pipeline.namespaces import expand
from pipeline.vocabulary.predicates.shape import (
    CONCEPT,
    PredicatesFile,
    TimeUnit,
    TreatmentsFile,
)

_NAME: Final = re.compile(r"[a-z][A-Za-z]*")


def of_file(read: PredicatesFile) -> Iterator[str]:
    """Yield what is wrong between the parts of the file."""
    for link in read.links:
        where = f"'{link.mention}' as {link.predicate}"
        if not _NAME.fullmatch(link.predicate):
            yield f"{where}: not the name of a property of ours"
        if link.node == CONCEPT and link.kind not in read.kinds:
            yield f"{where}: no kind '{link.kind}'"
        if link.node != CONCEPT and link.node not in read.nodes:
            yield f"{where}: no node '{link.node}'"
        if strange := link.admits - read.kinds.keys():
            yield f"{where}: no kind '{min(strange)}'"
        if link.admits and link.kind not in link.admits:
            yield f"{where}: its own kind is not admitted"
        if link.subject == "parent" and link.under is None:
            yield f"{where}: has no parent to be the subject"
    kinds = (
        read.parts.kind,
        read.parts.state,
        *read.parts.roles,
        read.failure.kind,
    )
    yield from (f"no kind '{kind}'" for kind in kinds if kind not in read.kinds)
    if read.failure.node not in read.nodes:
        yield f"no node '{read.failure.node}'"
    named = (*read.reasons, *(each.qualifier for each in read.identity))
    known = Qualifiers.__struct_fields__
    yield from (f"no qualifier '{name}'" for name in named if name not in known)
    yield from _prefix_faults(read)
    yield from _unit_faults(read.units)


def of_treatments(treatments: TreatmentsFile, read: PredicatesFile) -> Iterator[str]:
    """Yield what is wrong with the words of treatments, seen beside the kinds."""
    if treatments.surgical.kind not in read.kinds:
        yield f"no kind '{treatments.surgical.kind}'"
    for each in treatments.failed:
        if "(?P<therapy>" not in each.pattern:
            yield f"the pattern of '{each.id}' does not name the therapy"


def _prefix_faults(read: PredicatesFile) -> Iterator[str]:
    names = {
        *read.kinds.values(),
        *(name for rule in read.nodes.values() for name in rule.types),
        *(link.role for link in read.links if link.role),
        *(link.phase for link in read.links if link.phase),
        *read.code.assertion,
        *read.code.types,
        *(each.unit for each in read.units),
        read.anchor,
        read.failure.therapy,
        *read.failure.outcome,
        *read.failure.outcome.values(),
    }
    for name in sorted(names):
        try:
            expand(name)
        except VocabularyError as fault:
            yield str(fault)


def _unit_faults(units: tuple[TimeUnit, ...]) -> Iterator[str]:
    for each in units:
        try:
            length = each.length
        except (ValueError, ZeroDivisionError):
            yield f"'{each.designator}': not a number of days: {each.days}"
            continue
        if length <= 0:
            yield f"'{each.designator}': a unit has a length"
