"""Find the billing codes that a page gives its procedure: claims, not facts.

A code counts behind a cue of its system, in a line that does not speak of other codes
and a section that does not list them. What stands in a code's place behind words that
announce nothing else is a claim as well, whatever its form.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.model import BlockKind, CodeMention, Document, Section, Span, Unit
from pipeline.vocabulary.codes import CodePatterns, CodeVocabulary
from pipeline.vocabulary.gates import Gated

_RULE: Final = "code.cue"
_MISSPELT: Final = "code.misspelt"


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
        for patterns in vocabulary.systems:
            for code in _misspelt(document.text, unit, patterns, vocabulary):
                found.setdefault((code.system, code.value, code.section), code)
    return tuple(sorted(found.values(), key=_place))


def _place(code: CodeMention) -> tuple[int, str]:
    return code.start, code.system


def _cues(
    text: str, vocabulary: CodeVocabulary
) -> Iterator[tuple[Gated, CodePatterns]]:
    """Yield the cues that stand in *text*, weak ones where their system is named."""
    for each in vocabulary.systems:
        if each.cue.search(text):
            yield each.cue, each
        if each.weak and each.needs and each.needs.search(text):
            yield each.weak, each


def _in_unit(
    text: str,
    unit: Unit,
    cue: Gated,
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
            if not vocabulary.denied.match(words, at):
                yield _mention(unit, code, patterns, _RULE)


def _misspelt(
    text: str, unit: Unit, patterns: CodePatterns, vocabulary: CodeVocabulary
) -> Iterator[CodeMention]:
    """Yield what stands right behind an explicit cue and has not the form of a code."""
    if patterns.explicit is None or patterns.misspelt is None:
        return
    words = text[unit.body : unit.end]
    for announced in patterns.explicit.finditer(words):
        if vocabulary.other_codes.search(words, 0, announced.end()):
            break
        code = patterns.misspelt.match(words, announced.end())
        if code and not patterns.value.match(words, announced.end()):
            yield _mention(unit, code, patterns, _MISSPELT)


def _mention(
    unit: Unit, code: re.Match[str], patterns: CodePatterns, rule: str
) -> CodeMention:
    return CodeMention(
        system=patterns.system,
        value=code[0],
        start=unit.body + code.start(),
        end=unit.body + code.end(),
        evidence=Span(unit.body, unit.end),
        section=unit.section,
        rule=rule,
    )
