"""Reasons to call for help, each a mention behind the words of the call."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from pipeline.mentions import borders, clauses, coordination, labels, naming
from pipeline.mentions.draft import Draft, Role, draft
from pipeline.mentions.view import View
from pipeline.model import Span
from pipeline.vocabulary.reading import ReadingVocabulary

_VISIT: Final = "FollowUp"
_FEWEST_TOLD: Final = 3  # less may be a pronoun and a scrap
# Groups of the pattern of a call that stands behind its reasons.
_CALL: Final = "call"
_REASONS: Final = "reasons"
_OPEN: Final = "open"


def warnings(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the reasons to call that *view* lists behind the words of the call."""
    words = vocabulary.instructions
    if role.section == "preparation":
        return []
    fronted = words.fronted_call.match_in(view.low.rstrip(" .!"), view.low)
    call = None if fronted else words.calls_for.search(view.low)
    if not (fronted or call) or words.call_not.search(view.low):
        return []
    if fronted is not None:
        opened = fronted[_OPEN] or ""
        prefix = f"{fronted[_CALL].strip()} {opened}".strip()
        rest = view.part(*fronted.span(_REASONS))
    elif call is not None and call.end() < len(view.low):
        prefix = _bare(labels.clause(view.part(*call.span())), vocabulary)
        rest = view.part(call.end())
    else:
        return []
    warning = replace(
        role,
        type=_VISIT,
        is_trigger=True,
        prefix=prefix,
        rule="sentence.call",
        confidence=vocabulary.roles.confidence["clause"],
    )
    return reasons(rest, warning, evidence, vocabulary)


def _bare(prefix: str, vocabulary: ReadingVocabulary) -> str:
    """Return *prefix* without the articles at its end."""
    words = prefix.split(" ")
    while len(words) > 1 and words[-1] in vocabulary.lexicon.words.articles:
        words.pop()
    return " ".join(words)


def reasons(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the reasons to call for help that *view* lists."""
    found = []
    reasons = (
        reason
        for part in borders.apart(view)
        for reason in _each_reason(part, vocabulary)
    )
    for conjunct in reasons:
        words = conjunct.low.split() or [""]
        if len(words) < _FEWEST_TOLD and naming.says_nothing(words, vocabulary):
            continue
        if role.prefix and (own := own_call(conjunct, role, evidence, vocabulary)):
            found += own
            continue
        held = _with_subject(role, words[0], vocabulary)
        one = clauses.read(conjunct, held, evidence, vocabulary)
        if one is not None:
            found.append(one)
        elif len(conjunct.text) > 2:  # noqa: PLR2004 - a lone word ("fever")
            label = f"{held.prefix} {labels.clause(conjunct)}".strip()
            each = draft(role, label, conjunct, evidence)
            each.qualifiers = replace(each.qualifiers, trigger=True)
            found.append(each)
    return found


def _with_subject(role: Role, first: str, vocabulary: ReadingVocabulary) -> Role:
    """Return *role* without the "you" of its call, before a reason about another."""
    words = vocabulary.lexicon.words
    call, _, last = role.prefix.rpartition(" ")
    is_own = first in words.pronouns or first in words.definite
    return replace(role, prefix=call) if is_own and last in words.pronouns else role


def own_call(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the reasons of *view* where it opens with a call of its own."""
    words = vocabulary.instructions
    fronted = words.fronted_call.match_in(view.low.rstrip(" .!"), view.low)
    if fronted is None and words.calls_for.match(view.low) is None:
        return []
    return warnings(view, replace(role, prefix=""), evidence, vocabulary)


def _each_reason(view: View, vocabulary: ReadingVocabulary) -> Iterator[View]:
    """Yield the reasons of *view*: whole clauses where it has a verb, else things."""
    if not _is_clause(view, vocabulary):
        for part in coordination.split(view, vocabulary.lexicon):
            yield _reason(part, vocabulary)
        return
    at = 0
    for joint in vocabulary.instructions.reason_joints.finditer(view.low):
        yield _reason(view.part(at, joint.start()), vocabulary)
        at = joint.end()
    yield _reason(view.part(at), vocabulary)


def _reason(view: View, vocabulary: ReadingVocabulary) -> View:
    """Return a reason without the "if" that its call has said already."""
    held = vocabulary.instructions.held_by.match(view.low)
    return view.part(held.end() if held else 0).trimmed()


def _is_clause(view: View, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *view* has a verb of its own, not only in a relative clause."""
    words = vocabulary.lexicon.words
    heard = view.low.split(" ")
    for at, word in enumerate(heard):
        if at and word in words.relatives:
            return False
        if word in words.auxiliaries or (not at and word in words.pronouns):
            return True
    return False
