"""Read table rows by the head of their table: a subject, and what is said of it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from pipeline.mentions import (
    clauses,
    modifiers,
    naming,
    prices,
    sentences,
    telling,
    things,
    values,
)
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.view import View, view
from pipeline.model import Block, Polarity, Span
from pipeline.vocabulary.reading import ReadingVocabulary
from pipeline.vocabulary.roles import ColumnRule

_COST: Final = "Cost"
_PAIR: Final = 2
_MODIFIER: Final = "BillingModifier"
_TIME: Final = "time"
_STEP: Final = "ProcedureStep"
_SENTENCE: Final = re.compile(r"(?<=[a-z)][.!]) +(?=[A-Z])")


def read(
    text: str, block: Block, role: Role, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the mentions of the row *block* in a section of the type of *role*."""
    cells = [view(text, cell.start, cell.end) for cell in block.cells]
    columns = _columns(text, block, role, vocabulary)
    evidence = Span(block.start, block.end)
    known = [rule for rule in columns if rule is not None]
    if any(rule.is_skipped or rule.is_named or rule.action for rule in known):
        return list(_orders(columns, cells, role, evidence, vocabulary))
    subject = _subject(columns, cells, role)
    if _COST in (role.type, subject and subject[1]) or not _names_subject(columns):
        heads = [view(text, cell.start, cell.end) for cell in block.header]
        cell = prices.whole(cells, heads, role, vocabulary)
        if cell is not None:
            return _read_cell(cell, _COST, role, evidence, vocabulary)
    if not known and (told := _labelled(cells, role, evidence, vocabulary)):
        return told
    if subject is None:
        return []
    found = _about(subject, columns, cells, role, evidence, vocabulary)
    for each in found:
        _qualify(each, subject[0], columns, cells, vocabulary)
    return found


def _about(  # noqa: PLR0913 - a row, its head, and what reads them
    subject: tuple[int, str],
    columns: Sequence[ColumnRule | None],
    cells: Sequence[View],
    role: Role,
    evidence: Span,
    vocabulary: ReadingVocabulary,
) -> list[Draft]:
    """Return the mentions of the cell that a row is about."""
    at, type_ = subject
    rule = columns[at] if at < len(columns) else None
    cell = cells[at]
    if type_ == _COST and at:
        cell = cells[0].joined(cell)
        if not vocabulary.payments.words.search(cell.low):
            return []
    if role.is_trigger or (rule is not None and rule.is_trigger):
        type_ = role.type if role.is_trigger else type_
        warning = replace(role, type=type_, is_trigger=True, rule="table.row")
        return sentences.read(cell, warning, evidence, vocabulary)
    is_act = clauses.is_imperative(cell.low, vocabulary.instructions)
    if is_act and " " not in cell.text and type_ in vocabulary.roles.types.advice:
        cell = _timed(cell, columns, cells)
    return _read_cell(cell, type_, role, evidence, vocabulary)


def _columns(
    text: str, block: Block, role: Role, vocabulary: ReadingVocabulary
) -> list[ColumnRule | None]:
    """Return for each column the first rule that knows its head in such a section."""
    heads = [view(text, cell.start, cell.end).low for cell in block.header]
    return [
        next(
            (
                rule
                for pattern, rule in vocabulary.roles.columns.of(head)
                if role.section not in rule.not_in and pattern.search(head)
            ),
            None,
        )
        for head in heads
    ]


def _names_subject(columns: Sequence[ColumnRule | None]) -> bool:
    """Tell whether a head says what the rows are about."""
    return any(rule is not None and rule.subject for rule in columns)


def _subject(
    columns: Sequence[ColumnRule | None], cells: Sequence[View], role: Role
) -> tuple[int, str] | None:
    """Return place and mention type of the cell that the row is about."""
    for at, rule in enumerate(columns[: len(cells)]):
        if rule is not None and rule.subject is not None and cells[at].text:
            type_ = rule.subject or role.type
            if type_:
                return at, type_
    if any(rule is not None and rule.subject is not None for rule in columns):
        return None
    plain = next(
        (at for at, rule in enumerate(columns[: len(cells)]) if rule is None), 0
    )
    is_told = bool(cells and cells[plain].text and role.type)
    return (plain, role.type) if is_told else None


def _timed(
    cell: View, columns: Sequence[ColumnRule | None], cells: Sequence[View]
) -> View:
    """Return the one word of *cell* with the time of its row: "Drive", "1 week"."""
    for rule, other in zip(columns, cells, strict=False):
        if rule is not None and rule.qualifier == _TIME and other is not cell:
            return cell.joined(other)
    return cell


def _labelled(
    cells: Sequence[View], role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return what the second cell tells to do, the first saying when or about what.

    No head says so: the first tells nothing by itself, the second does.
    """
    types, words = vocabulary.roles.types, vocabulary.instructions
    if len(cells) != _PAIR or not all(cell.text for cell in cells):
        return []
    label, order = cells
    is_act = " " in label.low and clauses.is_told(label.low, words)
    if role.is_trigger or is_act:
        return []
    type_ = role.type
    if type_ == _STEP:
        is_told = clauses.acts(order.low, words)
    else:
        type_ = type_ if type_ in types.advice else _placed(label, vocabulary)
        is_told = clauses.is_told(order.low, words) or bool(
            words.avoiding.match(order.low)
        )
    if not (type_ and is_told):
        return []
    if clauses.is_objectless(order, vocabulary):
        order = label.joined(order)
    found = _read_cell(order, type_, role, evidence, vocabulary)
    if vocabulary.times.time.search(label.low):
        for each in found:
            each.qualifiers = replace(each.qualifiers, time=label.text)
            each.values = each.values or values.times(label.low, vocabulary.times)
    return found


def _told(
    cells: Sequence[View],
    rule: ColumnRule,
    role: Role,
    evidence: Span,
    vocabulary: ReadingVocabulary,
) -> list[Draft]:
    """Return the one instruction of a row: a thing, and what to do about it."""
    words = vocabulary.instructions
    said = [cell for cell in cells if cell.text]
    if not any(
        clauses.is_told(cell.low, words)
        or clauses.is_objectless(cell, vocabulary)
        or words.avoiding.search(cell.low)
        for cell in said[1:]
    ):
        return []
    whole = said[0]
    for cell in said[1:]:
        whole = whole.joined(cell)
    is_advice = role.type in vocabulary.roles.types.advice
    type_ = role.type if is_advice else rule.subject or ""
    return _read_cell(whole, type_, role, evidence, vocabulary)


def _orders(
    columns: Sequence[ColumnRule | None],
    cells: Sequence[View],
    role: Role,
    evidence: Span,
    vocabulary: ReadingVocabulary,
) -> Iterator[Draft]:
    """Yield what to do and what to avoid: a row, or each cell of such a column."""
    known = [rule for rule in columns if rule is not None]
    if any(rule.is_skipped for rule in known):
        return
    if named := next((rule for rule in known if rule.is_named), None):
        yield from _told(cells, named, role, evidence, vocabulary)
        return
    types = vocabulary.roles.types
    type_ = _ordered(columns, cells, vocabulary) or (
        role.type if role.type in types.advice else types.without_procedure
    )
    for at, (rule, cell) in enumerate(zip(columns, cells, strict=False)):
        if rule is None or not rule.action:
            continue
        words = vocabulary.instructions
        prefix = rule.prefix if clauses.is_imperative(cell.low, words) else rule.naming
        if words.avoiding.match(cell.low):
            prefix = ""
        told = replace(role, action=rule.action, prefix=prefix, is_trigger=False)
        for each in _read_cell(cell, type_, told, evidence, vocabulary):
            _qualify(each, at, columns, cells, vocabulary)
            yield each


def _ordered(
    columns: Sequence[ColumnRule | None],
    cells: Sequence[View],
    vocabulary: ReadingVocabulary,
) -> str:
    """Return what orders are by the time of their row, empty where that tells not."""
    for rule, cell in zip(columns, cells, strict=False):
        if rule is not None and rule.qualifier == _TIME:
            return _placed(cell, vocabulary)
    return ""


def _placed(cell: View, vocabulary: ReadingVocabulary) -> str:
    """Return what an order is by the words of its time, empty where they tell not."""
    for pattern, type_ in vocabulary.instructions.placed.of(cell.low):
        if pattern.search(cell.low):
            return type_
    return ""


def _read_cell(
    cell: View,
    type_: str,
    role: Role,
    evidence: Span,
    vocabulary: ReadingVocabulary,
) -> list[Draft]:
    confidence = vocabulary.roles.confidence["row"]
    read_as = replace(role, type=type_, rule="table.row", confidence=confidence)
    if type_ == _MODIFIER:
        return modifiers.at_head(cell, read_as, evidence, vocabulary)
    if type_ in vocabulary.roles.types.things:
        return things.read(cell, read_as, evidence, vocabulary)
    types = vocabulary.roles.types
    if type_ in types.testing and naming.is_bare(cell, types.tested, vocabulary):
        test = replace(read_as, type=types.tested)
        return things.read(cell, test, evidence, vocabulary)
    return [
        one
        for sentence in _sentences(cell)
        if (one := _read_order(sentence, read_as, evidence, vocabulary))
    ]


def _sentences(cell: View) -> Iterator[View]:
    """Yield the sentences of a cell."""
    at = 0
    for gap in _SENTENCE.finditer(cell.text):
        yield cell.part(at, gap.start())
        at = gap.end()
    yield cell.part(at)


def _read_order(
    cell: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> Draft | None:
    """Return the mention of what a sentence tells, which may be a visit to come."""
    is_advice = role.type in vocabulary.roles.types.advice and not role.prefix
    told = telling.of_item(cell.low, role, vocabulary) if is_advice else role
    return clauses.read(cell, replace(told, rule=role.rule), evidence, vocabulary)


def _qualify(
    each: Draft,
    subject: int,
    columns: Sequence[ColumnRule | None],
    cells: Sequence[View],
    vocabulary: ReadingVocabulary,
) -> None:
    """Add to a mention what the other cells of its row say of it."""
    if each.type == modifiers.TYPE:
        others = [cell for at, cell in enumerate(cells) if at != subject]
        if any(modifiers.is_denied(cell, vocabulary) for cell in others):
            each.qualifiers = replace(each.qualifiers, polarity=Polarity.NEGATED)
        return
    if not columns and len(cells) == _PAIR:
        _explain(each, cells[1], vocabulary)
    for at, rule in enumerate(columns[: len(cells)]):
        text = cells[at].text
        if at == subject or rule is None or not text:
            continue
        if rule.qualifier == "frequency":
            each.qualifiers = replace(each.qualifiers, frequency=text)
            if vocabulary.qualifiers.denying.match(text.lower()):
                each.qualifiers = replace(each.qualifiers, polarity=Polarity.NEGATED)
        elif rule.qualifier == "purpose":
            each.qualifiers = replace(each.qualifiers, purpose=text)
        elif rule.qualifier == _TIME:
            each.qualifiers = replace(each.qualifiers, time=text)
            each.values = each.values or values.times(cells[at].low, vocabulary.times)


def _explain(each: Draft, cell: View, vocabulary: ReadingVocabulary) -> None:
    """Add to a mention what its explanation in a row without a head says."""
    if vocabulary.qualifiers.frequency_note.search(cell.low):
        each.qualifiers = replace(each.qualifiers, frequency=cell.text)
    elif vocabulary.instructions.held_condition.match(cell.low):
        each.qualifiers = replace(each.qualifiers, condition=cell.text)
    elif each.type in vocabulary.roles.types.tests:
        each.qualifiers = replace(each.qualifiers, purpose=cell.text)
