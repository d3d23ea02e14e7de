"""What must hold of anything that is read of a document, whatever it holds."""

from itertools import pairwise

from pipeline.model import (
    CodeMention,
    Extraction,
    Mention,
    ProcedureMention,
    Span,
)


def places(found: Extraction) -> list[tuple[int, int]]:
    """Return all stretches that an extraction names."""
    reading = found.reading
    named: list[CodeMention | Mention | ProcedureMention] = [
        *((reading.procedure,) if reading.procedure else ()),
        *reading.mentions,
        *reading.codes,
    ]
    spans = [
        place
        for each in named
        for place in (
            (each.start, each.end),
            (each.evidence.start, each.evidence.end),
        )
    ]
    spans += [(each.start, each.end) for each in found.assertions]
    return spans


def faults(found: Extraction) -> list[str]:
    """Return which promises *found* breaks, none where all is well."""
    text = found.document.text
    reading = found.reading
    broken = [
        f"nothing stands at {start}-{end}"
        for start, end in places(found)
        if not (0 <= start < end <= len(text) and text[start:end].strip())
    ]
    ids = [each.id for each in reading.mentions]
    if len(set(ids)) != len(ids):
        broken.append("two mentions have one id")
    broken += [
        f"the parent of {each.id} is missing"
        for each in reading.mentions
        if each.parent is not None and each.parent not in ids
    ]
    broken += [f"{each.id} has no label" for each in reading.mentions if not each.label]
    broken += [
        f"{each.id} is trusted by {each.confidence}"
        for each in reading.mentions
        if not 0 < each.confidence <= 1 or not each.rule
    ]
    broken += [
        f"{each.id} stands in another section"
        for each in reading.mentions
        if not holds(found, each.section, each.evidence)
    ]
    broken += _of_sections(found)
    if any(a.end > b.start for a, b in pairwise(found.lines)):
        broken.append("two lines overlap")
    rest = list(text)
    for line in found.lines:
        rest[line.start : line.end] = " " * (line.end - line.start)
    if "".join(rest).strip():
        broken.append(f"no line holds {''.join(rest).strip()!r}")
    statements = [each.id for each in found.assertions]
    if len(set(statements)) != len(statements):
        broken.append("two assertions have one id")
    broken += [
        f"{each.id} quotes something else"
        for each in found.assertions
        if each.quote != text[each.start : each.end]
    ]
    return broken


def _of_sections(found: Extraction) -> list[str]:
    text = found.document.text
    ends = [0, *(each.end for each in found.sections)]
    broken = []
    if ends[:-1] != [each.start for each in found.sections] or ends[-1] != len(text):
        broken.append("the sections do not tile the text")
    broken += [
        f"section {each.index} is headed by other words"
        for each in found.sections
        if each.heading not in text[each.start : each.end]
    ]
    return broken


def holds(found: Extraction, section: int, span: Span) -> bool:
    """Tell whether *span* lies in the section of this number."""
    held = found.sections[section]
    return held.start <= span.start and span.end <= held.end
