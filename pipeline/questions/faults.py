"""Say where a question is wrong, in words a person can use.

Oxigraph tells the farthest place its parser came to, and all that it would have taken
there. Where a keyword did not fit, that place is told behind where the keyword would
have ended. So the text is parsed once more with wide gaps between its words, which no
keyword reaches over, and the keyword's length is taken off. What the parser would have
taken is a list of classes of signs more often than not; only the short ones are told.
"""

import re
import sys
from bisect import bisect_right
from typing import Final

import pyoxigraph as ox

from pipeline import namespaces
from pipeline.errors import QueryError

SERVICE_FAULT: Final = "a question may not call another service"
_GAP: Final = " " * 32  # longer than any keyword
_PLACE: Final = re.compile(
    r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL
)
_KEYWORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)+)"')
_SENTENCE: Final = re.compile(r"[A-Z][\w()'-]*(?: [\w()'-]+)+")
_TOKEN: Final = re.compile(
    r"[?$]?[\w.%:-]*\w|<[^<>\s]{0,80}>?|\S",
)
_WORD: Final = re.compile(r"\S*\s+|\S+")
_WORD_BEFORE: Final = re.compile(r"[\w.%:-]+\Z")
# Where the word may stand without being one of the language.
_QUIET: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|#[^\n]*',
    re.DOTALL,
)
_SERVICE: Final = re.compile(r"(?<![\w?$:-])SERVICE(?![\w:-])", re.IGNORECASE)
_PROLOGUE: Final = re.compile(
    r"(?:\s+|BASE\s*<[^<>]*>|VERSION\s*(?:\"[^\"]*\"|'[^']*')"
    r"|PREFIX\s*[^\s:<>]*:\s*<[^<>]*>)*",
    re.IGNORECASE,
)
_CHANGES: Final = re.compile(
    r"(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE
)
# A comment, or an IRI, which may hold the sign that begins one.
_COMMENTED: Final = re.compile(r"(<[^<>\s]*>)|#[^\n]*")
_UNDECLARED: Final = "Prefix not found"
_NO_IRI: Final = "IRI parsing failed"
_ANYTHING: Final = "[_]"
_FEW: Final = 4


def is_change(text: str) -> bool:
    """Tell whether *text*, behind its prologue, begins as a change of the graph does.

    No question begins with such a word.
    """
    bare = _COMMENTED.sub(_blanked, text)
    return bool(_CHANGES.match(bare, _prologue(bare)))


def _prologue(bare: str) -> int:
    """Return where the prologue of *bare*, which has no comments, ends."""
    found = _PROLOGUE.match(bare)
    return found.end() if found else 0


def _blanked(found: re.Match[str]) -> str:
    """Return what was *found* without its comment, as long as before."""
    return found[1] or " " * len(found[0])


def refuse_service(text: str) -> None:
    """Raise QueryError, with the place, where *text* would call another service."""
    bare = _QUIET.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    if found := _SERVICE.search(bare):
        raise _at(text, found.start(), SERVICE_FAULT)


def explained(text: str, said: str, base: str | None = None) -> QueryError:
    """Return what is wrong with *text*, of which the parser *said* something.

    *base* is what IRIs were relative to when it said so.
    """
    prefixes = dict(namespaces.PREFIXES)
    spread, places = _spread(text)
    try:
        ox.Store().query(spread, base_iri=base, prefixes=prefixes)
    except SyntaxError as fault:
        found = _PLACE.match(str(fault))
    except (OSError, RuntimeError, ValueError):
        found = None
    else:
        found = None
    if not found:
        return QueryError(said)
    at = _offset(spread, int(found[1]), int(found[2]))
    if sentence := _SENTENCE.search(_QUOTED.sub("", found[3])):
        return _told(text, _back(at, places), sentence[0])
    items = found[3].split(", ")
    shortest = 0
    if all(_KEYWORD.fullmatch(item) or item == _ANYTHING for item in items):
        shortest = min((len(item) for item in items if item != _ANYTHING), default=0)
    at = _back(at, places, shortest)
    return _unexpected(text, at, _QUOTED.findall(found[3]))


def _spread(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return *text* with wide gaps, and where words begin: there, and in *text*."""
    parts, places = [], [(0, 0)]
    end = length = 0

    def add(piece: str) -> None:
        nonlocal length
        parts.append(piece)
        length += len(piece)

    def widen(start: int, stop: int) -> None:
        for word in _WORD.finditer(text, start, stop):
            add(word[0])
            if word[0][-1].isspace():
                add(_GAP)
                places.append((length, word.end()))

    for quiet in _QUIET.finditer(text):
        widen(end, quiet.start())
        add(quiet[0])
        end = quiet.end()
    widen(end, len(text))
    add(_GAP)
    return "".join(parts), places


def _back(at: int, places: list[tuple[int, int]], less: int = 0) -> int:
    """Return the place in the text of what stands *at*, or *less* before it."""
    there, here = places[bisect_right(places, (at, sys.maxsize)) - 1]
    return here + max(at - less - there, 0)


def _told(text: str, at: int, sentence: str) -> QueryError:
    """Return the fault that the parser tells in a *sentence*."""
    at = min(at, len(text.rstrip()))
    if sentence == _NO_IRI:
        start = max(text.rfind("<", 0, at), 0)
        return _at(text, start, f"'{text[start:at]}' is no absolute IRI")
    if before := _WORD_BEFORE.search(text, 0, at):
        at = before.start()
    if sentence == _UNDECLARED:
        prefix = text[at:].partition(":")[0]
        return _at(text, at, f"the prefix '{prefix}' is not declared")
    if sentence[1:2].islower():
        sentence = sentence[0].lower() + sentence[1:]
    return _at(text, at, sentence)


def _unexpected(text: str, at: int, signs: list[str]) -> QueryError:
    """Return that what stands *at* is not one of the *signs*, or of other things."""
    bare = _COMMENTED.sub(_blanked, text)
    at = min(at, len(text))
    at += len(bare[at:]) - len(bare[at:].lstrip())
    if at <= _prologue(bare):
        return _at(text, at, "expected SELECT, ASK, CONSTRUCT or DESCRIBE")
    usual = [sign for sign in signs if len(sign) == 1]
    hint = f": expected {' or '.join(usual)}" if 0 < len(usual) <= _FEW else ""
    token = _TOKEN.match(text, at)
    if token is None:
        return _at(text, len(text.rstrip()), f"the text ends too early{hint}")
    sign = token[0] if token[0].isprintable() else f"U+{ord(token[0][0]):04X}"
    return _at(text, at, f"'{sign}' does not fit here{hint}")


def _offset(text: str, line: int, column: int) -> int:
    """Return how many characters of *text* stand before the place."""
    lines = text.split("\n")
    return sum(len(each) + 1 for each in lines[: line - 1]) + column - 1


def _at(text: str, start: int, fault: str) -> QueryError:
    before = text[:start]
    line = before.count("\n") + 1
    column = start - (before.rfind("\n") + 1) + 1
    shown = text.split("\n")[line - 1].rstrip("\r")
    told = f"line {line}, column {column}: {fault}"
    if shown:
        told += f"\n  {shown}\n  {' ' * (column - 1)}^"
    return QueryError(told, line, column)
