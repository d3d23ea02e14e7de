r"""The questions that ship with the package: ``ontology/questions/*.rq``.

The first line of a file is a comment that asks in words, the second names who asks. A
parameter is a variable that begins with ``given`` and has its default where it is
bound: ``BIND("" AS ?givenProcedure)``. So a file runs as it stands in any engine, and
what is given for ``procedure`` takes the place of the default.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from pipeline import knowledge
from pipeline.errors import QueryError

_FOLDER: Final = "questions"
_ENDING: Final = ".rq"
_ASKERS: Final = "Asked by:"
_BINDING: Final = re.compile(
    r'BIND\(\s*(?P<default>"(?:[^"\\\n]|\\.)*"|[0-9]+(?:\.[0-9]+)?)\s+AS\s+'
    r"[?$]given(?P<name>[A-Z]\w*)\s*\)"
)
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be given: its *name*, and the *default* as SPARQL writes it."""

    name: str
    default: str


@dataclass(frozen=True, slots=True)
class Question:
    """A text in SPARQL: its *name*, what it asks in *words*, and who asks it."""

    name: str
    words: str
    askers: tuple[str, ...]
    text: str

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What may be given for it, in the order of the text."""
        return tuple(
            Parameter(_name(found["name"]), found["default"])
            for found in _BINDING.finditer(self.text)
        )

    def given(self, values: Mapping[str, str]) -> str:
        r"""Return the text with *values* in place of the defaults of parameters.

        Raise :class:`QueryError` for a name that is no parameter, and for words where
        a number belongs.

        >>> text = 'SELECT * { BIND("" AS ?givenName) ?s ?p ?givenName }'
        >>> Question("q", "", (), text).given({"name": 'a "b"'})
        'SELECT * { BIND("a \\"b\\"" AS ?givenName) ?s ?p ?givenName }'
        """
        known = tuple(parameter.name for parameter in self.parameters)
        for name in values:
            if name not in known:
                has = f"It has: {', '.join(known)}" if known else "It has none"
                raise QueryError(f"'{self.name}' has no parameter '{name}'. {has}")

        def written(found: re.Match[str]) -> str:
            value = values.get(_name(found["name"]))
            if value is None:
                return found[0]
            return found[0].replace(
                found["default"], _literal(value, found["default"], found["name"]), 1
            )

        return _BINDING.sub(written, self.text)


def _name(variable: str) -> str:
    return variable[0].lower() + variable[1:]


def _literal(value: str, default: str, name: str) -> str:
    if default.startswith('"'):
        return f'"{value.translate(_ESCAPES)}"'
    if not _NUMBER.fullmatch(value):
        raise QueryError(f"the parameter '{_name(name)}' is a number, not '{value}'")
    return value


def read(name: str, text: str) -> Question:
    r"""Return the question in *text*, with what its first comments say.

    >>> read("all", "# What is there?\n# Asked by: me, you\nASK {}").askers
    ('me', 'you')
    """
    comments = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        comments.append(line.lstrip("# ").rstrip())
    words, askers, *_ = (*comments, "", "")
    if not askers.startswith(_ASKERS):
        askers = ""
    names = askers.removeprefix(_ASKERS).split(",")
    return Question(name, words, tuple(n.strip() for n in names if n.strip()), text)


@lru_cache(maxsize=1)
def catalogue() -> tuple[Question, ...]:
    """Return all questions that ship with the package, by name."""
    return tuple(
        read(name, knowledge.text(f"{_FOLDER}/{name}{_ENDING}"))
        for name in knowledge.names(_FOLDER, _ENDING)
    )


def find(name: str) -> Question:
    """Return the question called *name*, or the one in the file of that path.

    Raise :class:`QueryError` where there is neither.
    """
    known = {question.name: question for question in catalogue()}
    if name in known:
        return known[name]
    path = Path(name)
    try:
        if path.is_file():
            return read(path.stem, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise QueryError(f"{name}: cannot be read ({fault})") from None
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else "Try: procgraph query --list"
    raise QueryError(f"no question '{name}'. {hint}")
