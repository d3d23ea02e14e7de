"""What a heading's words say of its section: ``ontology/vocabulary/headings.yaml``."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import msgspec

from pipeline.errors import VocabularyError
from pipeline.folding import fold
from pipeline.vocabulary import contents, examples
from pipeline.vocabulary.contents import ContentVocabulary
from pipeline.vocabulary.gates import Gated, Rules
from pipeline.vocabulary.patterns import compiled, gated

_FILE: Final = "vocabulary/headings.yaml"
_LEADING: Final = re.compile(
    r"^[\W_]*(?:(?:(?:step|part|section) )?\(?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[ivx]{1,4}"
    r"|[a-h])[.):](?:\W+|$))?"
)
_TRAILING: Final = re.compile(r"(?<![^\w)])[^\w)]++$")
_BLANKS: Final = re.compile(r"\s+")
_GLOSS: Final = re.compile(r"(?<!\s)\s*+\([^()]*+\)\s*+$")
_SHORTHAND: Final = re.compile(r"\{([a-z-]+)\}")
_BEHIND_QUESTION: Final = r"(?<=[?*_])(?P<gap>[ \t]+)"
_SUBJECT: Final = "it"
_SHORTEST_SUBJECT: Final = 4
_LONGEST: Final = 400  # characters of words that are tried as a heading
_PHRASE: Final = "head.phrase"
NOTE: Final = "head.note"
_HEAD: Final = "head.last-word"


class HeadingPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wording, the section type it means, and headings that show it."""

    id: str
    generalises: str
    type: str
    pattern: str
    examples: tuple[str, ...]
    weak: bool = False
    asks: bool = False


class Defaults(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The types of sections whose heading does not tell."""

    preamble: str
    title: str
    untyped: str


class Dominant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Types that, where most headings have them, colour the whole page."""

    types: frozenset[str]
    gives: str


class Notes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an operative note is told by its headings, and what some mean on it.

    That does not hold of a heading whose lines tell at least *fewest_acts*.
    """

    fewest: int
    fewest_acts: int
    act: str
    told_by: frozenset[str]
    types: dict[str, tuple[str, ...]]


class HeadingsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    types: tuple[str, ...]
    defaults: Defaults
    hollow: frozenset[str]
    dominant: Dominant
    code: str
    ignored: tuple[str, ...]
    shorthands: dict[str, str]
    phrases: dict[str, tuple[str, ...]]
    patterns: tuple[HeadingPattern, ...]
    heads: dict[str, tuple[str, ...]]
    notes: Notes
    answer_length: int
    answers: tuple[HeadingPattern, ...]
    labels: frozenset[str]
    question_mark: str
    answer_mark: str
    closing: str
    not_heading: str


@dataclass(frozen=True, slots=True)
class Typing:
    """The type that words give a section, and how sure they are.

    A *weak* one gives way to the type of the heading above; where the question *asks*
    vaguely, the answer may decide otherwise.
    """

    type: str
    rule: str
    weak: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class HeadingVocabulary:
    """The compiled file; see :meth:`classify` and :meth:`answer`.

    *question_mark* and *answer_mark* are what a dialogue puts before what is said,
    *answered* finds the latter behind a question in the same line.
    """

    types: tuple[str, ...]
    defaults: Defaults
    hollow: frozenset[str]
    dominant: Dominant
    phrases: Mapping[str, str]
    patterns: Rules[Typing]
    heads: Mapping[str, str]
    notes: Notes
    in_notes: Mapping[str, str]
    act: re.Pattern[str]
    answer_length: int
    answers: Rules[Typing]
    labels: frozenset[str]
    question_mark: re.Pattern[str]
    answer_mark: re.Pattern[str]
    answered: re.Pattern[str]
    closing: Gated
    not_heading: Gated
    code: re.Pattern[str]
    ignored: re.Pattern[str]
    contents: ContentVocabulary

    def normal(self, heading: str, subjects: tuple[str, ...] = ()) -> str:
        """Return *heading* in normal form; *subjects* are names of the page's subject.

        >>> load().normal("2. How is a Colonoscopy done?", ("colonoscopy",))
        'how is it done'
        """
        return _normal(heading, subjects, self)

    def classify(self, heading: str, subjects: tuple[str, ...] = ()) -> Typing | None:
        """Return the type that the words of *heading* give, or None.

        >>> load().classify("2. How is the Test Done?").type
        'procedure_steps'
        """
        if len(heading) > _LONGEST:
            return None
        return _classify(self.normal(heading, subjects), self)

    def are_of_note(self, headings: Iterable[str]) -> bool:
        """Tell whether *headings* are those of an operative note."""
        told = {self.normal(heading) for heading in headings} & self.notes.told_by
        return len(told) >= self.notes.fewest

    def in_note(self, heading: str) -> Typing | None:
        """Return the type of *heading* where it is another on an operative note."""
        kind = self.in_notes.get(self.normal(heading))
        return Typing(kind, NOTE) if kind else None

    def tell_acts(self, text: str) -> bool:
        """Tell whether *text* tells act after act, as the body of a note does."""
        acts = sum(1 for _ in self.act.finditer(fold(text)))
        return acts >= self.notes.fewest_acts

    def is_label(self, heading: str) -> bool:
        """Tell whether *heading* may open a section in the running line."""
        return self.normal(heading) in self.labels

    def answer(self, text: str, subjects: tuple[str, ...]) -> Typing | None:
        """Return the type that the beginning of an answer gives, or None."""
        words = fold(text[: self.answer_length])
        for subject in subjects:
            words = words.replace(subject, _SUBJECT)
        return self.answers.find(words)


# The stages ask for the same headings of a page, one after the other.
@lru_cache(maxsize=4_096)
def _normal(
    heading: str, subjects: tuple[str, ...], vocabulary: HeadingVocabulary
) -> str:
    words = _TRAILING.sub("", _LEADING.sub("", fold(heading)))
    for subject in subjects:
        if subject in words and subject != words:
            words = words.replace(subject, _SUBJECT)
    named = vocabulary.code.sub(_SUBJECT, words)
    return _BLANKS.sub(" ", vocabulary.ignored.sub("", named)).strip()


def subjects(title: str) -> tuple[str, ...]:
    """Return the wordings under which headings name what the page *title* names.

    >>> subjects("Blood Patch (Epidural)")
    ('blood patch (epidural)', 'blood patch')
    """
    whole = _TRAILING.sub("", _LEADING.sub("", fold(title))).strip()
    names = dict.fromkeys((whole, _GLOSS.sub("", whole)))
    return tuple(name for name in names if len(name) >= _SHORTEST_SUBJECT)


@lru_cache(maxsize=16384)
def _classify(normal: str, vocabulary: HeadingVocabulary) -> Typing | None:
    if kind := vocabulary.phrases.get(normal):
        return Typing(kind, _PHRASE)
    if typing := vocabulary.patterns.find(normal):
        return typing
    if kind := vocabulary.heads.get(normal.rpartition(" ")[2]):
        return Typing(kind, _HEAD, weak=True)
    return None


@lru_cache(maxsize=1)
def load() -> HeadingVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = examples.records(_FILE, HeadingsFile)
    _check_types(read)
    ignored = "|".join(re.escape(word) for word in read.ignored)
    return HeadingVocabulary(
        types=read.types,
        defaults=read.defaults,
        hollow=read.hollow,
        dominant=read.dominant,
        phrases=_inverted(read.phrases),
        patterns=Rules(_compiled(read.patterns, read.shorthands)),
        heads=_inverted(read.heads),
        notes=read.notes,
        in_notes=_inverted(read.notes.types),
        act=compiled(_FILE, "notes.act", read.notes.act),
        answer_length=read.answer_length,
        answers=Rules(_compiled(read.answers, read.shorthands)),
        labels=read.labels,
        question_mark=_written("question_mark", read.question_mark),
        answer_mark=_written("answer_mark", read.answer_mark),
        answered=_written("answer_mark", _BEHIND_QUESTION + read.answer_mark),
        closing=gated(_FILE, "closing", read.closing),
        not_heading=gated(_FILE, "not_heading", read.not_heading),
        code=compiled(_FILE, "code", read.code),
        contents=contents.load(),
        ignored=re.compile(rf"(?<![\w-])(?:{ignored})(?![\w-])"),
    )


def _written(rule: str, source: str) -> re.Pattern[str]:
    return compiled(_FILE, rule, source, any_case=True)


def _compiled(
    rules: Iterable[HeadingPattern], shorthands: Mapping[str, str]
) -> Iterator[tuple[re.Pattern[str], Typing]]:
    for rule in rules:
        typing = Typing(rule.type, rule.id, weak=rule.weak, asks=rule.asks)
        source = written_out(rule.pattern, shorthands, rule.id)
        yield compiled(_FILE, rule.id, source), typing


def written_out(pattern: str, shorthands: Mapping[str, str], rule: str) -> str:
    """Return *pattern* with its shorthands written out; *rule* is for messages.

    >>> written_out("how {it} goes", {"it": "(?:it|this)"}, "head.x")
    'how (?:it|this) goes'
    """
    used = _SHORTHAND.findall(pattern)
    if missing := [name for name in used if name not in shorthands]:
        raise VocabularyError(
            f"ontology/{_FILE}", f"'{rule}' names no shorthand: {missing[0]}"
        )
    return _SHORTHAND.sub(lambda found: shorthands[found[1]], pattern)


def _check_types(read: HeadingsFile) -> None:
    named = {rule.type: rule.id for rule in (*read.patterns, *read.answers)}
    named |= dict.fromkeys((*read.phrases, *read.heads), "phrases or heads")
    named |= dict.fromkeys(read.notes.types, "notes")
    named |= dict.fromkeys(msgspec.structs.astuple(read.defaults), "defaults")
    named[read.dominant.gives] = "dominant"
    named |= dict.fromkeys(sorted(contents.load().types), "contents.yaml")
    for kind, rule in named.items():
        if kind not in read.types:
            raise VocabularyError(
                f"ontology/{_FILE}", f"'{rule}' names no section type: {kind}"
            )


def _inverted(lists: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """Return the type by wording; raise VocabularyError where one stands twice."""
    found: dict[str, str] = {}
    for kind, wordings in lists.items():
        for wording in wordings:
            if wording in found:
                raise VocabularyError(f"ontology/{_FILE}", f"'{wording}' stands twice")
            found[wording] = kind
    return MappingProxyType(found)
