"""The checks and their words: ``ontology/checks.yaml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from types import MappingProxyType
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.model import Finding, Severity
from pipeline.vocabulary.patterns import compiled

_FILE: Final = "checks.yaml"
_IDENTIFIER: Final = re.compile(r"[A-Z]+(?:_[A-Z]+)*")
_MORE: Final = "…"


class Check(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One check: how grave its finds are, what it looks for, what it says."""

    severity: Severity
    looks_for: str
    message: str
    fields: frozenset[str] = frozenset()


class Foreign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From how many *words* on, and below which *share* of little ones, it is one."""

    words: int
    share: float


class PersonalExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text, and what in it is a person's."""

    text: str
    data: str


class PersonalRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How data of persons of one sort is written; one of *cues* is in such a text."""

    cues: tuple[str, ...]
    pattern: str
    example: PersonalExample


class Unread(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From how many *lines* on, and above which *share* of them not understood.

    The share is another one on a page that is about no procedure.
    """

    lines: int
    share: float
    without_procedure: float


class FiguresRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which figures of several documents are compared, and how shares are written."""

    money: frozenset[str] = frozenset()
    spans: frozenset[str] = frozenset()
    shares: frozenset[str] = frozenset()
    apart: float = 1.0
    partial: str = "(?!)"
    share: str = "(?P<low>(?!))(?P<high>)(?P<of>)"
    at_most: str = "(?!)"
    at_least: str = "(?!)"
    plain: str = "(?!)"


class ChecksFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    checks: dict[str, Check]
    excerpt: int
    expected: tuple[str, ...] = ()
    foreign: Foreign = Foreign(words=50, share=0.0)
    unread: Unread = Unread(lines=1, share=1.0, without_procedure=1.0)
    personal: dict[str, PersonalRule] = {}
    figures: FiguresRule = FiguresRule()


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """The links whose figures are compared: *money*, *spans* of time and *shares*.

    Shares contradict each other from *apart* times on. A cost is of a part where its
    quote shows *partial*. *share* finds a share in a text, with the groups low, high
    and of; *at_most* and *at_least* make it a bound; what else but *plain* words stands
    there narrows whom it is said of.
    """

    money: frozenset[str]
    spans: frozenset[str]
    shares: frozenset[str]
    apart: float
    partial: re.Pattern[str]
    share: re.Pattern[str]
    at_most: re.Pattern[str]
    at_least: re.Pattern[str]
    plain: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class PersonalPattern:
    """Finds data of persons of one sort; none is in a text that has none of *cues*."""

    cues: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class CheckVocabulary:
    """The checks by their identifier; *length* bounds an excerpt.

    *expected* are the types of section that a page about a procedure should have,
    *foreign* tells a page that is not English, *unread* one that is read badly,
    *personal* data of persons by its sort, *figures* what documents say in numbers.
    """

    checks: Mapping[str, Check]
    length: int
    expected: tuple[str, ...]
    foreign: Foreign
    unread: Unread
    personal: Mapping[str, PersonalPattern]
    figures: Figures

    def excerpt(self, text: str) -> str:
        r"""Return the beginning of *text* on one line.

        >>> load().excerpt("Subscribe\n  now")
        'Subscribe now'
        """
        line = " ".join(text[: 4 * self.length].split())
        if len(line) <= self.length:
            return line
        return line[: self.length].rstrip() + _MORE

    def finding(  # noqa: PLR0913 - the fields of a finding
        self,
        check: str,
        document: str,
        *,
        start: int | None = None,
        end: int | None = None,
        about: str = "",
        documents: tuple[str, ...] = (),
        conflicts_with: tuple[str, ...] = (),
        suggested: tuple[str, ...] = (),
        **fields: str,
    ) -> Finding:
        """Return what *check* found in *document*, worded with *fields*.

        Raise VocabularyError where the file has no such check or other fields.
        """
        rule = self.checks.get(check)
        if rule is None:
            raise VocabularyError(f"ontology/{_FILE}", f"no check '{check}'")
        if fields.keys() != rule.fields:
            given = ", ".join(sorted(fields)) or "none"
            fault = f"'{check}' is worded with other fields than {given}"
            raise VocabularyError(f"ontology/{_FILE}", fault)
        return Finding(
            check=check,
            severity=rule.severity,
            document=document,
            message=rule.message.format_map(fields),
            start=start,
            end=end,
            about=about,
            documents=documents or (document,),
            conflicts_with=conflicts_with,
            suggested=suggested,
        )


@lru_cache(maxsize=1)
def load() -> CheckVocabulary:
    """Read the file; raise VocabularyError where it is wrong."""
    return compile_file(knowledge.records(_FILE, ChecksFile))


def compile_file(read: ChecksFile) -> CheckVocabulary:
    """Return *read* ready for use; raise VocabularyError for the first fault."""
    for name, check in read.checks.items():
        if not _IDENTIFIER.fullmatch(name):
            raise VocabularyError(
                f"ontology/{_FILE}", f"'{name}' is no name of a check"
            )
        if _fields(check.message) != check.fields:
            fault = f"the message of '{name}' does not use the fields listed"
            raise VocabularyError(f"ontology/{_FILE}", fault)
    return CheckVocabulary(
        checks=MappingProxyType(read.checks),
        length=read.excerpt,
        expected=read.expected,
        foreign=read.foreign,
        unread=read.unread,
        personal=MappingProxyType(
            {
                sort: PersonalPattern(
                    rule.cues,
                    compiled(_FILE, f"personal.{sort}", rule.pattern, any_case=True),
                )
                for sort, rule in read.personal.items()
            }
        ),
        figures=_figures(read.figures),
    )


def _figures(rule: FiguresRule) -> Figures:
    def pattern(source: str) -> re.Pattern[str]:
        return compiled(_FILE, "figures", source, any_case=True)

    share = pattern(rule.share)
    if missing := {"low", "high", "of"} - share.groupindex.keys():
        fault = f"a pattern of 'figures' has no group '{min(missing)}'"
        raise VocabularyError(f"ontology/{_FILE}", fault)
    return Figures(
        money=rule.money,
        spans=rule.spans,
        shares=rule.shares,
        apart=rule.apart,
        partial=pattern(rule.partial),
        share=share,
        at_most=pattern(rule.at_most),
        at_least=pattern(rule.at_least),
        plain=pattern(rule.plain),
    )


def _fields(message: str) -> frozenset[str]:
    try:
        parts = list(Formatter().parse(message))
    except ValueError:
        return frozenset({message})
    return frozenset(field for _, field, _, _ in parts if field is not None)
