"""Part a sentence into the acts that it tells, one clause a verb of its own.

Strong joints ("but", "and then") part two acts. What stands between them is parted
again at "and" and at commas, where the words behind these go on with another verb.
"""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.mentions import clauses
from pipeline.mentions.view import View
from pipeline.vocabulary.reading import ReadingVocabulary

_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_AIM: Final = re.compile(r"(?<![\w'-])([\w'-]++) to ([\w-]+)")
_FEWEST_WORDS: Final = 2
_FEWEST_LISTED: Final = 3
_PRESENT: Final = ("s", "es")
_PAST: Final = "ed"
_COMMA: Final = ","


def split(view: View, vocabulary: ReadingVocabulary) -> Iterator[View]:
    """Yield the clauses of *view* that each tell an action of their own."""
    for clause in _strongly_parted(view, vocabulary):
        yield from _parted(clause, vocabulary)


def goes_on(low: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *low* goes on with a verb whose subject stands before it."""
    return (
        _is_present(low, vocabulary)
        or _is_past(low, vocabulary)
        or vocabulary.joints.predicate.match(low) is not None
        or vocabulary.joints.suffered.match(low) is not None
        or vocabulary.joints.dropped.match(low.rstrip(" .")) is not None
    )


def _strongly_parted(view: View, vocabulary: ReadingVocabulary) -> Iterator[View]:
    words = vocabulary.instructions
    start = 0
    joints = list(words.clause_joints.finditer(view.low))
    ends = [joint.start() for joint in joints[1:]] + [len(view.low)] * bool(joints)
    for joint, end in zip(joints, ends, strict=True):
        left = view.low[start : joint.start()].strip()
        right = view.low[joint.end() : end].strip()
        if right.count(" ") + 1 < _FEWEST_LISTED or not clauses.acts(right, words):
            continue
        is_open = vocabulary.joints.pending.search(left) is not None
        if is_open and joint[0][0].isspace() and not clauses.is_order(right, words):
            continue  # "unless it is peeled and you peel it" is one condition
        if clauses.is_imperative(right, words) or clauses.acts(left, words):
            yield view.part(start, joint.start())
            start = joint.end()
    yield view.part(start)


def _parted(view: View, vocabulary: ReadingVocabulary) -> Iterator[View]:
    start = 0
    for joint in vocabulary.joints.weak.finditer(view.low):
        left = view.low[start : joint.start()].strip()
        right = view.low[joint.end() :]
        is_comma = joint[0].startswith(_COMMA) and joint[0].strip() == _COMMA
        if _parts(left, right, vocabulary, is_comma=is_comma):
            yield view.part(start, joint.start())
            start = joint.end()
    yield view.part(start)


def _parts(
    left: str, right: str, vocabulary: ReadingVocabulary, *, is_comma: bool
) -> bool:
    """Tell whether *left* tells an act and *right* goes on with another."""
    return (
        not _is_short(left, vocabulary)
        and _are_acts(left, right, vocabulary, is_comma=is_comma)
        and not vocabulary.joints.pending.search(left)
    )


def _are_acts(
    left: str, right: str, vocabulary: ReadingVocabulary, *, is_comma: bool
) -> bool:
    words = vocabulary.joints
    if _is_order(right, vocabulary, is_comma=is_comma):
        return _orders(left, vocabulary) and not _has_aim(left, vocabulary)
    if _is_present(right, vocabulary):
        return _acts(left, vocabulary)
    is_passive = words.passive.search(left) is not None
    is_same = is_passive and not is_comma and words.suffered.match(right) is not None
    if _is_past(right, vocabulary) and not is_same:
        return _did(left, vocabulary)
    if is_same or words.predicate.match(right) is not None:
        return not is_comma and _acts(left, vocabulary)
    if _is_dropped(right, vocabulary):
        return is_passive or _is_dropped(left, vocabulary)
    return _is_clause(right, vocabulary) and _acts(left, vocabulary)


def _is_dropped(low: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *low* opens with a passive that has no auxiliary."""
    words = vocabulary.joints
    first = words.weak.split(low, maxsplit=1)[0].rstrip(" .")
    return words.dropped.match(first) is not None


def _is_short(left: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *left* is too short to be sure that it tells an act."""
    said = left.split(" ")
    if len(said) < _FEWEST_WORDS:
        return True
    # "contact sports and swimming": a noun, no order
    return len(said) == _FEWEST_WORDS and said[0] in vocabulary.joints.nouns_too


def _orders(left: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *left* gives an order with more than its verb."""
    last = left.rpartition(f"{_COMMA} ")[2]
    if last.count(" ") + 1 < _FEWEST_WORDS:
        return False
    known = vocabulary.instructions
    # "a nurse will put in a tube and spray the throat": both hang on the one auxiliary.
    is_led = vocabulary.joints.led.search(left) is not None
    return clauses.is_told(left, known) or (is_led and clauses.is_done(left, known))


def _acts(left: str, vocabulary: ReadingVocabulary) -> bool:
    return clauses.acts(left, vocabulary.instructions) or goes_on(left, vocabulary)


def _did(left: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *left* says what somebody did."""
    if _is_past(left, vocabulary):
        return True
    words = vocabulary.joints
    if words.being.search(left):
        return False  # "was rinsed and dried" is one act
    found = words.actor.search(left)
    return found is not None and _is_past(left[found.end() :], vocabulary)


def _has_aim(left: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *left* ends with what it is done for ("an adult to drive you")."""
    return any(
        found[2] in vocabulary.instructions.verbs
        and found[1] not in vocabulary.joints.governing
        for found in _AIM.finditer(left)
    )


def _is_order(right: str, vocabulary: ReadingVocabulary, *, is_comma: bool) -> bool:
    words = vocabulary.joints
    if not clauses.is_order(right, vocabulary.instructions):
        return False
    said = _WORD.findall(right)
    auxiliaries = vocabulary.lexicon.words.auxiliaries
    if said[0] in auxiliaries and said[0] not in words.forbidding:
        return False  # "can help" goes on with a subject, it orders nothing
    fewest = _FEWEST_LISTED if is_comma else _FEWEST_WORDS
    if len(said) < fewest:
        return False
    if said[0] in words.nouns_too:
        return not is_comma and said[1] not in words.of_noun
    return True


def _is_present(low: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *low* opens with a verb of what somebody does, and its object."""
    first = _WORD.match(low)
    if first is None or not first[0].endswith(_PRESENT[0]):
        return False
    verbs = vocabulary.instructions.verbs
    is_verb = any(first[0].removesuffix(ending) in verbs for ending in _PRESENT)
    if not is_verb:  # no noun stands before an article
        behind = _WORD.match(low, first.end() + 1)
        is_verb = behind is not None and behind[0] in vocabulary.lexicon.words.articles
    return is_verb and _has_object(low, first.end(), vocabulary)


def _is_past(low: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *low* opens with a verb of what somebody did, and its object."""
    first = _WORD.match(low)
    if first is None:
        return False
    words = vocabulary.instructions
    is_verb = first[0].endswith(_PAST) or first[0] in words.participles
    return is_verb and _has_object(low, first.end(), vocabulary)


def _has_object(low: str, end: int, vocabulary: ReadingVocabulary) -> bool:
    return vocabulary.joints.object.match(low, end + 1) is not None


def _is_clause(right: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *right* is a clause with a subject of its own that tells an act."""
    words = vocabulary.joints
    first = vocabulary.instructions.staff_acts.search(right)
    if first is not None and first.start() <= len("the "):
        return True
    found = words.clause.match(right)
    subject = (found["subject"] or found["of_people"]) if found else ""
    if not subject or words.no_subject.search(subject):
        return False
    low = words.weak.split(right, maxsplit=1)[0]
    return clauses.acts(low, vocabulary.instructions)
