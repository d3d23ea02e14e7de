"""Say where a question is wrong, in words a person can use.

Oxigraph tells a place and all that its parser would have taken there. The place is
off: for a keyword that did not fit, it is told behind where the keyword would have
ended, so its length is taken off again. What the parser would have taken is a list of
classes of signs more often than not; only the short ones are told.
"""

import re
from typing import Final

import pyoxigraph as ox

from pipeline import namespaces
from pipeline.errors import QueryError

SERVICE_FAULT: Final = "a question may not call another service"
# Longer than any keyword: at the end of a text the parser tells no keyword that would
# reach beyond it.
_PADDING: Final = " " * 32
_PLACE: Final = re.compile(
    r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL
)
_KEYWORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)+)"')
_SENTENCE: Final = re.compile(r"[A-Z][\w()'-]*(?: [\w()'-]+)+")
_TOKEN: Final = re.compile(
    r"[?$]?[\w.%:-]*\w|<[^<>\s]{0,80}>?|\S",
)
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
_DECLARING: Final = re.compile(r"(?:BASE|PREFIX|VERSION)\b", re.IGNORECASE)
_UNDECLARED: Final = "Prefix not found"
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


def explained(text: str, said: str) -> QueryError:
    """Return what is wrong with *text*, of which the parser *said* something."""
    try:
        ox.Store().query(text + _PADDING, prefixes=dict(namespaces.PREFIXES))
    except SyntaxError as fault:
        said = str(fault)
    except (OSError, RuntimeError, ValueError):
        pass  # only with what stands behind it is it no question
    found = _PLACE.match(said)
    if not found:
        return QueryError(said)
    told = _offset(text, int(found[1]), int(found[2]))
    if sentence := _SENTENCE.search(_QUOTED.sub("", found[3])):
        return _told(text, told, sentence[0])
    items = found[3].split(", ")
    if all(_KEYWORD.fullmatch(item) or item == _ANYTHING for item in items):
        told -= min((len(item) for item in items if item != _ANYTHING), default=0)
    return _unexpected(text, max(told, 0), _QUOTED.findall(found[3]))


def _told(text: str, at: int, sentence: str) -> QueryError:
    """Return the fault that the parser tells in a *sentence*."""
    at = min(at, len(text.rstrip()))
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
        if _DECLARING.match(bare, at):
            return _at(text, at, "expected PREFIX name: <IRI>, or BASE <IRI>")
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
