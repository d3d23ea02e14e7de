"""Find the billing codes that a page gives its procedure: claims, not facts.

A code counts behind a cue of its system, in a line that does not speak of other codes
and a section that does not list them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.model import BlockKind, CodeMention, Document, Section, Span, Unit
from pipeline.vocabulary.codes import CodePatterns, CodeVocabulary

_RULE: Final = "code.cue"


def find(
    document: Document,
    sections: Sequence[Section],
    units: Sequence[Unit],
    vocabulary: CodeVocabulary,
) -> tuple[CodeMention, ...]:
    """Return the codes in reading order, each with the line that gives it."""
    cues = tuple(_cues(document.text, vocabulary))
    if not cues:
        return ()
    found: dict[tuple[str, str, int], CodeMention] = {}
    for unit in units:
        if unit.block.kind is BlockKind.BOILERPLATE:
            continue
        if sections[unit.section].type in vocabulary.not_in:
            continue
        for cue, patterns in cues:
            for code in _in_unit(document.text, unit, cue, patterns, vocabulary):
                found.setdefault((code.system, code.value, code.section), code)
    return tuple(sorted(found.values(), key=_place))


def _place(code: CodeMention) -> tuple[int, str]:
    return code.start, code.system


def _cues(
    text: str, vocabulary: CodeVocabulary
) -> Iterator[tuple[re.Pattern[str], CodePatterns]]:
    """Yield the cues that stand in *text*, weak ones where their system is named."""
    for each in vocabulary.systems:
        if each.cue.search(text):
            yield each.cue, each
        if each.weak and each.needs and each.needs.search(text):
            yield each.weak, each


def _in_unit(
    text: str,
    unit: Unit,
    cue: re.Pattern[str],
    patterns: CodePatterns,
    vocabulary: CodeVocabulary,
) -> Iterator[CodeMention]:
    words = text[unit.body : unit.end]
    is_heading = unit.block.kind is BlockKind.HEADING
    for announced in cue.finditer(words):
        if not announced[0] and not is_heading:
            continue  # a number that opens a line is a code in titles only
        if vocabulary.other_codes.search(words, 0, announced.end()):
            break
        at = announced.end()
        for code in patterns.value.finditer(words, at):
            if not vocabulary.between.match(words[at : code.start()]):
                break
            at = code.end()
            yield CodeMention(
                system=patterns.system,
                value=code[0],
                start=unit.body + code.start(),
                end=unit.body + code.end(),
                evidence=Span(unit.body, unit.end),
                section=unit.section,
                rule=_RULE,
            )
