"""Find the billing codes that a page gives its procedure: claims, not facts.

A code counts behind a cue of its system, in a line that does not speak of other codes
and a section that does not list them. What stands in a code's place behind words that
announce nothing else is a claim as well, whatever its form. A page on bills that has no
cue claims the first code of its own list.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from pipeline.model import BlockKind, CodeMention, Document, Section, Span, Unit
from pipeline.vocabulary.codes import CodePatterns, CodeVocabulary
from pipeline.vocabulary.gates import Gated

_RULE: Final = "code.cue"
_MISSPELT: Final = "code.misspelt"
_LISTED: Final = "code.listed"


def find(
    document: Document,
    sections: Sequence[Section],
    units: Sequence[Unit],
    vocabulary: CodeVocabulary,
) -> tuple[CodeMention, ...]:
    """Return the codes in reading order, each with the line that gives it."""
    cues = tuple(_cues(document.text, vocabulary))
    found: dict[tuple[str, str, int], CodeMention] = {}
    claimed: set[str] = set()
    is_first = True
    for unit in units if cues else ():
        if unit.block.kind is BlockKind.BOILERPLATE:
            continue
        if sections[unit.section].type in vocabulary.not_in:
            continue
        told = [
            code
            for cued in cues
            for code in _in_unit(
                document.text, unit, cued, vocabulary, is_first=is_first
            )
        ]
        is_first = is_first and unit.block.kind is not BlockKind.HEADING
        for patterns in vocabulary.systems:
            told += _misspelt(document.text, unit, patterns, vocabulary)
        if told and _is_beside(document.text, unit, claimed, vocabulary):
            continue
        claimed.update(code.value for code in told)
        for code in told:
            found.setdefault((code.system, code.value, code.section), code)
    if not found and (first := _listed(document.text, sections, units, vocabulary)):
        return (first,)
    return tuple(sorted(found.values(), key=_place))


def _listed(
    text: str,
    sections: Sequence[Section],
    units: Sequence[Unit],
    vocabulary: CodeVocabulary,
) -> CodeMention | None:
    """Return the first code of the page's own list of codes, if it speaks of bills."""
    words = vocabulary
    if not (words.billed.search(text) or words.modifiers.cue_as_written.find(text)):
        return None
    for unit in units:
        section = sections[unit.section]
        if section.type not in words.listing or words.other_codes.search(
            section.heading
        ):
            continue
        for patterns in words.systems:
            code = _at_head(text, unit, patterns)
            if code is not None:
                return _mention(unit, code, 0, patterns, _LISTED)
    return None


def _at_head(text: str, unit: Unit, patterns: CodePatterns) -> re.Match[str] | None:
    """Return the code of a row that has a cell of its own, or that opens a line."""
    if patterns.listed is None or unit.block.kind is BlockKind.HEADING:
        return None
    for cell in unit.block.cells:
        if code := patterns.value.fullmatch(text, cell.start, cell.end):
            return code
    words = text[unit.body : unit.end]
    opening = patterns.listed.match(words)
    return patterns.value.match(text, unit.body + opening.end()) if opening else None


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
    cued: tuple[Gated, CodePatterns],
    vocabulary: CodeVocabulary,
    *,
    is_first: bool,
) -> Iterator[CodeMention]:
    """Yield the codes behind a cue; *is_first* tells that no heading came before.

    A number that opens a heading, or ends the title in brackets, has an empty cue.
    """
    cue, patterns = cued
    words = text[unit.body : unit.end]
    is_heading = unit.block.kind is BlockKind.HEADING
    for announced in cue.finditer(words):
        if not announced[0] and not (
            is_heading and (is_first or not announced.start())
        ):
            continue
        if vocabulary.other_codes.search(words, 0, announced.end()):
            break
        at = announced.end()
        for code in patterns.value.finditer(words, at):
            if not vocabulary.between.match(words[at : code.start()]):
                break
            at = code.end()
            if vocabulary.denied.match(words, at):
                continue
            if not vocabulary.given_away.match(words, at):
                yield _mention(unit, code, unit.body, patterns, _RULE)


def _misspelt(
    text: str, unit: Unit, patterns: CodePatterns, vocabulary: CodeVocabulary
) -> Iterator[CodeMention]:
    """Yield what stands as a code in a list of them and has not the form of one.

    The list begins right behind an explicit cue; what follows there is yielded too.
    """
    if patterns.explicit is None or patterns.misspelt is None:
        return
    words = text[unit.body : unit.end]
    for announced in patterns.explicit.finditer(words):
        if vocabulary.other_codes.search(words, 0, announced.end()):
            break
        at, is_behind = announced.end(), False
        while code := (
            patterns.value.match(words, at) or patterns.misspelt.match(words, at)
        ):
            is_well_formed = patterns.value.fullmatch(code[0]) is not None
            if is_behind or not is_well_formed:
                rule = _RULE if is_well_formed else _MISSPELT
                yield _mention(unit, code, unit.body, patterns, rule)
                is_behind = True
            joint = vocabulary.joints.match(words, code.end())
            at = joint.end() if joint else len(words)


def _is_beside(
    text: str,
    unit: Unit,
    claimed: AbstractSet[str],
    vocabulary: CodeVocabulary,
) -> bool:
    """Tell whether a unit denies a code that the page has *claimed* before.

    It sets another procedure beside the page's own, and its codes are the other's.
    """
    words = text[unit.body : unit.end]
    return any(
        code[0] in claimed and vocabulary.denied_before.search(words[: code.start()])
        for patterns in vocabulary.systems
        for code in patterns.value.finditer(words)
    )


def _mention(
    unit: Unit, code: re.Match[str], offset: int, patterns: CodePatterns, rule: str
) -> CodeMention:
    """Return what *code* matched, in a text that begins at *offset* of the document."""
    return CodeMention(
        system=patterns.system,
        value=code[0],
        start=offset + code.start(),
        end=offset + code.end(),
        evidence=Span(unit.body, unit.end),
        section=unit.section,
        rule=rule,
    )
