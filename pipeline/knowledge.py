"""The one door to the files under ``ontology/``, and to YAML that people bring.

A file is read, checked against the record type it must have, and given back as frozen
records. A fault names the file, the line and what was expected; nothing is guessed.
"""

import re
from collections.abc import Hashable, Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, TypeVar

import msgspec
import yaml

from pipeline.errors import VocabularyError

T = TypeVar("T")

_LARGEST: Final = 5_000_000  # bytes of a file that somebody brought
_DEEPEST: Final = 10  # a manifest is four deep
_AT: Final = " - at `"
_SOME: Final = "..."
_PATH_STEP: Final = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")


class _Loader(yaml.CSafeLoader):
    """Safe YAML that refuses the same key twice in one mapping."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - as yaml calls it
    ) -> dict[Hashable, object]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.MarkedYAMLError(
                    problem="a key is a list or a mapping",
                    problem_mark=key_node.start_mark,
                )
            if key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key!r} stands here twice",
                    problem_mark=key_node.start_mark,
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


# As in YAML 1.2, "no" and "on" are words, not truth values, and a date is a text. A
# number is decimal; what is longer than any that is meant, or "10:30", is a text.
_RESOLVED_ELSE: Final = {
    "tag:yaml.org,2002:bool",
    "tag:yaml.org,2002:int",
    "tag:yaml.org,2002:timestamp",
}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag not in _RESOLVED_ELSE]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(?:true|false)$"), ["t", "f"]
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int",
    re.compile(r"[-+]?(?:0|[1-9]\d{0,17})$", re.ASCII),
    list("-+0123456789"),
)


@cache
def root() -> Traversable:
    """Return the folder of knowledge that ships with the package."""
    return files("ontology")


def text(name: str) -> str:
    """Return the text of the file *name* below ``ontology/``.

    Raise :class:`VocabularyError` where there is no such file.
    """
    try:
        return root().joinpath(*name.split("/")).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as fault:
        raise VocabularyError(f"ontology/{name}", f"cannot be read ({fault})") from None


def names(folder: str, ending: str) -> tuple[str, ...]:
    """Return the names of the files in *folder* with this ending, without it, sorted.

    >>> "steps" in names("questions", ".rq")
    True
    """
    found = (each.name for each in root().joinpath(folder).iterdir())
    return tuple(
        sorted(name.removesuffix(ending) for name in found if name.endswith(ending))
    )


def records(name: str, shape: type[T]) -> T:
    """Return the YAML file *name* below ``ontology/`` as a record of type *shape*.

    Raise :class:`VocabularyError` with the line of the first fault.
    """
    return parse(f"ontology/{name}", text(name), shape)


def parse(name: str, source: str, shape: type[T]) -> T:
    r"""Return the YAML text *source* as a record of type *shape*.

    *name* is for messages.

    >>> parse("units.yaml", "week: 7\nday: 1\n", dict[str, int])
    {'week': 7, 'day': 1}
    >>> parse("units.yaml", "week: 7\nday: one\n", dict[str, int])
    Traceback (most recent call last):
    ...
    pipeline.errors.VocabularyError: units.yaml:2: Expected `int`, got `str` (at $.day)
    """
    try:
        tree = yaml.load(source, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        at = mark.line + 1 if mark else 1
        raise VocabularyError(f"{name}:{at}", fault.problem or "not YAML") from None
    except yaml.YAMLError as fault:
        raise VocabularyError(name, f"not YAML ({fault})") from None
    try:
        return msgspec.convert(tree, shape)
    except msgspec.ValidationError as fault:
        what = str(fault).partition(_AT)[0]
        path = _path(tree, shape, str(fault))
        at = line(source, path)
        where = "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in path)
        raise VocabularyError(f"{name}:{at}", f"{what} (at ${where})") from None


def brought(path: Path) -> str:
    """Return the text of the YAML file at *path* that somebody brought.

    Raise :class:`VocabularyError` where it cannot be read, or is larger or nested
    deeper than such a file is, so that no file can make a build grow.
    """
    told = file_text(path)
    _check_form(str(path), told)
    return told


def file_text(path: Path) -> str:
    """Return the text of the file at *path* that somebody brought.

    Raise :class:`VocabularyError` where it cannot be read or is too large.
    """
    try:
        with path.open("rb") as stream:
            source = stream.read(_LARGEST + 1)
    except OSError as fault:
        raise VocabularyError(str(path), f"cannot be read ({fault.strerror})") from None
    if len(source) > _LARGEST:
        raise VocabularyError(str(path), f"is larger than {_LARGEST} bytes")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise VocabularyError(str(path), f"is not UTF-8 (byte {fault.start})") from None


def _check_form(name: str, source: str) -> None:
    """Refuse what makes YAML grow when it is loaded: aliases, and great depth.

    The events come one by one, so nothing has grown yet when the first is refused.
    """
    depth = 0
    try:
        for event in yaml.parse(source, Loader=yaml.CSafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent):
                raise VocabularyError(
                    f"{name}:{line}", f"has an alias (*{event.anchor}); write it out"
                )
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > _DEEPEST:
                raise VocabularyError(f"{name}:{line}", "is nested too deep")
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        at = f"{name}:{mark.line + 1}" if mark else name
        raise VocabularyError(at, fault.problem or "not YAML") from None
    except yaml.YAMLError as fault:
        raise VocabularyError(name, f"not YAML ({fault})") from None


def _path(tree: object, shape: type, fault: str) -> tuple[str, ...]:
    """Return the keys and positions that lead to what *fault* is about.

    msgspec does not name the key of a mapping that is no record (it says ``[...]``):
    it is the first one that has the fault when it stands there alone.
    """
    steps: list[str] = []
    here = tree
    for key, index in _PATH_STEP.findall(fault.partition(_AT)[2].rstrip("`")):
        step = key or index
        if step == _SOME:
            step = _guilty(tree, here, shape, fault)
        if isinstance(here, dict) and step in here:
            here = here[step]
        elif isinstance(here, list) and step.isdigit():
            here = here[int(step)]
        else:
            break
        steps.append(step)
    return tuple(steps)


def _guilty(tree: object, here: object, shape: type, fault: str) -> str:
    """Return the key of the mapping *here*, a part of *tree*, that has the *fault*."""
    if not isinstance(here, dict):
        return ""
    held = dict(here)
    try:
        for key, value in held.items():
            here.clear()
            here[key] = value
            try:
                msgspec.convert(tree, shape)
            except msgspec.ValidationError as found:
                if str(found) == fault:
                    return str(key)
    finally:
        here.clear()
        here.update(held)
    return ""


def place(name: str, *path: str) -> str:
    """Return where *path* leads in the YAML file *name*, for a message.

    >>> place("checks.yaml", "checks")
    'ontology/checks.yaml:3'
    """
    try:
        return f"ontology/{name}:{line(text(name), path)}"
    except KeyError:
        return f"ontology/{name}"


def line(source: str, path: Iterable[str]) -> int:
    """Return the line, from 1, of the node that *path* leads to."""
    node = yaml.compose(source, Loader=yaml.CSafeLoader)
    found = 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value}
            key, node = pairs[step]
            found = key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode):
            node = node.value[int(step)]
            found = node.start_mark.line + 1
    return found


def lines(source: str, key: str) -> tuple[int, ...]:
    r"""Return the lines, from 1, at which the items of the list *key* begin.

    >>> lines("units:\n- week\n- day\n", "units")
    (2, 3)
    """
    node = yaml.compose(source, Loader=yaml.CSafeLoader)
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    found = next((value for name, value in pairs if name.value == key), None)
    items = found.value if isinstance(found, yaml.SequenceNode) else ()
    return tuple(item.start_mark.line + 1 for item in items)


def pattern(
    name: str, rule: str, source: str, *, cased: bool = False
) -> re.Pattern[str]:
    """Return the pattern of *rule* in the file *name* compiled, its faults as our own.

    Patterns are matched on folded text; with *cased*, the case of the pattern counts
    only where it says so, since the text keeps its own.
    """
    try:
        return re.compile(source, re.IGNORECASE if cased else 0)
    except re.error as fault:
        raise VocabularyError(f"ontology/{name}", f"'{rule}': {fault}") from None
