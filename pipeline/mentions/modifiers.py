"""Find billing modifiers: bare two-character codes, behind their cue or under it."""

import re
from typing import Final

from pipeline.mentions.draft import Draft, Role, draft
from pipeline.mentions.view import View
from pipeline.model import Span
from pipeline.vocabulary.reading import ReadingVocabulary

_TYPE: Final = "BillingModifier"
_CODE: Final = re.compile(r"(?<![\w.$])-?([A-Z]?[0-9A-Z]{2})(?![\w.%])")
_HEAD: Final = re.compile(r"[-\s(]*([0-9A-Z]{2})(?![\w.%])")
_BETWEEN: Final = re.compile(r"(?:\([^()]*\)|[\s,;/(\-:]|and|or|\bs\b|s\b)*$")


def behind_cue(
    view: View, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the modifiers that *view* names directly behind the cue."""
    found: list[Draft] = []
    for cue in vocabulary.codes.modifier_cue.finditer(view.low):
        at = cue.end()
        for code in _CODE.finditer(view.text, at):
            if not _BETWEEN.match(view.low[at : code.start()]):
                break
            at = code.end()
            if code[1] in vocabulary.codes.modifiers:
                found.append(_one(view, code, evidence, "modifier.cue", vocabulary))
    return found


def at_head(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the modifier that opens *view*, an item of a list of modifiers."""
    if role.type != _TYPE:
        return []
    code = _HEAD.match(view.text)
    if code is None or code[1] not in vocabulary.codes.modifiers:
        return []
    return [_one(view, code, evidence, "modifier.item", vocabulary)]


def _one(
    view: View,
    code: re.Match[str],
    evidence: Span,
    rule: str,
    vocabulary: ReadingVocabulary,
) -> Draft:
    part = view.part(code.start(1), code.end(1))
    confidence = vocabulary.roles.confidence["item"]
    role = Role(_TYPE, "", rule=rule, confidence=confidence)
    return draft(role, part.text, part, evidence)
