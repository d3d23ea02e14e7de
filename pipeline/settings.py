"""Settings of a build and of its server, each with the place it came from.

A flag counts before a ``PROCGRAPH_*`` variable, that before ``procgraph.toml`` (or the
table ``[tool.procgraph]`` of ``pyproject.toml``, where there is no such file), that
before the default. A name or a value that is wrong is a fault that names its place;
nothing is ignored in silence.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, get_args

import msgspec

from pipeline.documents import Limits
from pipeline.errors import VocabularyError
from pipeline.model import MEMORY

PREFIX: Final = "PROCGRAPH_"
FILE: Final = "procgraph.toml"
_PROJECT: Final = "pyproject.toml"
_DEFAULT: Final = "default"
_LIMITS: Final = Limits()
_MOST: Final = 1_000_000_000_000_000
_PORTS: Final = 65_535
_LONGEST: Final = 86_400  # seconds
_LARGEST: Final = 4_000_000_000  # bytes that the length of an answer can tell


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What a build and its server can be told; ``jobs`` 0 is one for each processor.

    With ``gzip`` the long forms of RDF are packed; with ``fresh`` nothing is taken from
    earlier builds. ``memory`` is about how many megabytes of each sort of thing stay in
    memory.
    ``code_facts`` are files on codes of the user's own, ``oldest`` the day before which
    a page is old, and ``keep_personal_data`` leaves data of persons unmasked.
    Facts of less confidence than ``threshold`` are left out. ``grounding`` links things
    to terminologies. ``extractors`` are plug-ins that may suggest what a page mentions.
    ``decisions`` is the file of decisions on names; empty, it is what lies beside the
    documents. ``cache`` is the folder of the compiled terminologies, ``terminologies``
    that of the user's own; empty, each is where the system keeps such things.

    A server listens at ``host`` and ``port`` (0: one that is free), and is called by
    the names ``allow_host`` too; pages of the origins ``cors`` may ask it. An answer
    takes ``timeout`` seconds, ``max_rows`` rows, ``max_bytes`` bytes, and
    ``query_memory`` megabytes beside those of the graph, at most.
    """

    out: str = "outputs"
    formats: tuple[str, ...] = ("ttl", "json")
    evidence: Literal["full", "compact", "none"] = "full"
    gzip: bool = False
    jobs: int = 0
    memory: int = MEMORY
    fresh: bool = False
    strict: bool = False
    code_facts: tuple[str, ...] = ()
    oldest: dt.date | None = None
    keep_personal_data: bool = False
    threshold: float = 0.0
    grounding: bool = True
    extractors: tuple[str, ...] = ()
    decisions: str = ""
    cache: str = ""
    terminologies: str = ""
    file_bytes: int = _LIMITS.file_bytes
    line_characters: int = _LIMITS.line_characters
    html_depth: int = _LIMITS.html_depth
    characters: int = _LIMITS.characters
    packed_bytes: int = _LIMITS.packed_bytes
    seconds: int = _LIMITS.seconds
    lines: int = _LIMITS.lines
    host: str = "127.0.0.1"
    port: int = 7878
    allow_host: tuple[str, ...] = ()
    cors: tuple[str, ...] = ()
    timeout: float = 10.0
    max_rows: int = 100_000
    max_bytes: int = 20_000_000
    query_memory: int = 512

    def __post_init__(self) -> None:
        """Refuse numbers that mean nothing."""
        if self.jobs < 0:
            raise ValueError("jobs is 0 or more")
        if self.memory < 1:
            raise ValueError("memory is 1 or more")
        if not 0 <= self.threshold <= 1:
            raise ValueError("threshold is from 0 to 1")
        places = (self.out, self.decisions, self.cache, self.terminologies)
        if any("\0" in each for each in (*places, *self.code_facts)):
            raise ValueError("a path holds no NUL")
        if min(astuple(self.limits)) < 1:
            raise ValueError("a limit is 1 or more")
        if max(self.jobs, *astuple(self.limits)) > _MOST:
            raise ValueError(f"a number is at most {_MOST}")
        self._check_serving()

    def _check_serving(self) -> None:
        if not 0 <= self.port <= _PORTS:
            raise ValueError(f"port is from 0 to {_PORTS}")
        if not 0 < self.timeout <= _LONGEST:
            raise ValueError(f"timeout is more than 0, and at most {_LONGEST} s")
        if min(self.max_rows, self.max_bytes, self.query_memory) < 1:
            raise ValueError("a limit is 1 or more")
        if max(self.max_bytes, self.query_memory) > _LARGEST:
            raise ValueError(f"a limit of an answer is at most {_LARGEST}")

    @property
    def limits(self) -> Limits:
        """The bounds for one document."""
        names = (field.name for field in fields(Limits))
        return Limits(**{name: getattr(self, name) for name in names})


@dataclass(frozen=True, slots=True)
class Resolved:
    """The settings that count, and for each name where its value stands."""

    settings: Settings
    sources: Mapping[str, str]


NAMES: Final = tuple(field.encode_name for field in msgspec.structs.fields(Settings))
# What a value has to be, in the words of who writes settings.
_WORDS: Final[Mapping[object, str]] = {
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    str: "a text",
    tuple[str, ...]: "a list of texts",
    dt.date | None: "a day such as 2020-01-31",
}
_EXPECTED: Final[Mapping[str, str]] = {
    field.encode_name: _WORDS.get(field.type)
    or f"one of {', '.join(get_args(field.type))}"
    for field in msgspec.structs.fields(Settings)
}
_SPLIT: Final = frozenset({"formats", "code-facts", "extractors", "allow-host", "cors"})
SERVING: Final = frozenset(
    {"host", "port", "allow-host", "cors"}
    | {"timeout", "max-rows", "max-bytes", "query-memory"}
)
"""What a server alone heeds."""


def resolve(
    flags: Mapping[str, object], environment: Mapping[str, str], folder: Path
) -> Resolved:
    """Return the settings that *flags*, *environment* and the files of *folder* give.

    *flags* maps a setting's name to its value; None means that it was not given.
    Raise VocabularyError with the place of what is wrong.
    """
    values: dict[str, object] = {}
    sources = dict.fromkeys(NAMES, _DEFAULT)
    layers = (
        _from_file(folder),
        {f"variable {name}": pair for name, pair in _from_variables(environment)},
        {
            f"flag --{name}": (name, value)
            for name, value in flags.items()
            if value is not None
        },
    )
    for layer in layers:
        for place, (name, value) in layer.items():
            if name not in sources:
                raise VocabularyError(place, f"no setting '{name}'. {_known()}")
            _converted(place, {name: value})
            values[name] = value
            sources[name] = place
    return Resolved(_converted("settings", values), MappingProxyType(sources))


def _known() -> str:
    return f"There are: {', '.join(NAMES)}"


def _from_file(folder: Path) -> dict[str, tuple[str, object]]:
    path = folder / FILE
    if path.is_file():
        table = _toml(path)
    else:
        path = folder / _PROJECT
        tool = _toml(path).get("tool", {}) if path.is_file() else {}
        table = tool.get("procgraph", {}) if isinstance(tool, dict) else {}
        if not isinstance(table, dict):
            raise VocabularyError(str(path), "tool.procgraph is not a table")
    return {f"{path.name}: {name}": (name, value) for name, value in table.items()}


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as fault:  # a number of too many digits as well
        raise VocabularyError(str(path), f"is not TOML ({fault})") from None


def _from_variables(
    environment: Mapping[str, str],
) -> list[tuple[str, tuple[str, object]]]:
    found: list[tuple[str, tuple[str, object]]] = []
    for variable in sorted(environment):
        if not variable.startswith(PREFIX):
            continue
        name = variable.removeprefix(PREFIX).lower().replace("_", "-")
        found.append((variable, (name, environment[variable])))
    return found


def _said(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}'" if isinstance(value, str) else str(value)


def _converted(place: str, values: Mapping[str, object]) -> Settings:
    """Return *values* as settings; a text may stand for a number or a list."""
    written = {
        name: [part.strip() for part in value.split(",")]
        if name in _SPLIT and isinstance(value, str)
        else value
        for name, value in values.items()
    }
    try:
        return msgspec.convert(written, Settings, strict=False)
    except msgspec.ValidationError as fault:
        if fault.__cause__ is None and len(values) == 1:
            ((name, value),) = values.items()
            said = f"{_said(value)} is not {_EXPECTED[name]}"
        else:
            said = str(fault).partition(" - at `")[0]
        raise VocabularyError(place, said) from None
    except ValueError as fault:  # a number of more digits than are read
        raise VocabularyError(place, str(fault)) from None
