"""Find the billing codes that a page gives its procedure: claims, not facts.

A code counts behind a cue of its system, in a line that does not speak of other codes
and a section that does not list them.
"""

from collections.abc import Iterator, Sequence

from pipeline.model import BlockKind, CodeMention, Document, Section, Span, Unit
from pipeline.vocabulary.codes import CodeVocabulary

_RULE = "code.cue"


def find(
    document: Document,
    sections: Sequence[Section],
    units: Sequence[Unit],
    vocabulary: CodeVocabulary,
) -> tuple[CodeMention, ...]:
    """Return the codes in reading order, each with the line that gives it."""
    found: dict[tuple[str, str, int], CodeMention] = {}
    if not any(cue.search(document.text) for _, cue, _ in vocabulary.systems):
        return ()
    for unit in units:
        if unit.block.kind is BlockKind.BOILERPLATE:
            continue
        if sections[unit.section].type in vocabulary.not_in:
            continue
        for code in _in_unit(document.text, unit, vocabulary):
            found.setdefault((code.system, code.value, code.section), code)
    return tuple(found.values())


def _in_unit(
    text: str, unit: Unit, vocabulary: CodeVocabulary
) -> Iterator[CodeMention]:
    words = text[unit.start : unit.end]
    for system, cue, value in vocabulary.systems:
        for announced in cue.finditer(words):
            if vocabulary.other_codes.search(words, 0, announced.end()):
                break
            at = announced.end()
            for code in value.finditer(words, at):
                if not vocabulary.between.match(words[at : code.start()]):
                    break
                at = code.end()
                yield CodeMention(
                    system=system,
                    value=code[0],
                    start=unit.start + code.start(),
                    end=unit.start + code.end(),
                    evidence=Span(unit.body, unit.end),
                    section=unit.section,
                    rule=_RULE,
                )
