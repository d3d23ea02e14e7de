"""The one door to the files under ``ontology/``.

A file is read, checked against the record type it must have, and given back as frozen
records. A fault names the file, the line and what was expected; nothing is guessed.
"""

import re
from collections.abc import Hashable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, TypeVar

import msgspec
import yaml

from pipeline.errors import VocabularyError

T = TypeVar("T")

_PATH_STEP: Final = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")


class _Loader(yaml.CSafeLoader):
    """Safe YAML that refuses the same key twice in one mapping."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key!r} stands here twice",
                    problem_mark=key_node.start_mark,
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


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


def records(name: str, shape: type[T]) -> T:
    """Return the YAML file *name* below ``ontology/`` as a record of type *shape*.

    Raise :class:`VocabularyError` with the line of the first fault.
    """
    return parse(f"ontology/{name}", text(name), shape)


def parse(name: str, source: str, shape: type[T]) -> T:
    r"""Return the YAML text *source* as a record of type *shape*; *name* is for messages.

    >>> parse("units.yaml", "week: 7\nday: 1\n", dict[str, int])
    {'week': 7, 'day': 1}
    >>> parse("units.yaml", "week: 7\nday: one\n", dict[str, int])
    Traceback (most recent call last):
    ...
    pipeline.errors.VocabularyError: units.yaml:2: Expected `int`, got `str` (at $.day)
    """
    try:
        tree = yaml.load(source, Loader=_Loader)  # noqa: S506 - a safe loader
        return msgspec.convert(tree, shape)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = mark.line + 1 if mark else 1
        raise VocabularyError(f"{name}:{line}", fault.problem or "not YAML") from None
    except yaml.YAMLError as fault:
        raise VocabularyError(name, f"not YAML ({fault})") from None
    except msgspec.ValidationError as fault:
        what, _, path = str(fault).partition(" - at `")
        path = path.rstrip("`")
        line = _line_of(source, path)
        raise VocabularyError(
            f"{name}:{line}", f"{what} (at {path or '$'})"
        ) from None


def _line_of(source: str, path: str) -> int:
    """Return the line, from 1, of the node that a msgspec *path* leads to."""
    node = yaml.compose(source, Loader=yaml.CSafeLoader)
    line = 1
    for key, index in _PATH_STEP.findall(path):
        if node is None:
            break
        line = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode) and key:
            pairs = {pair[0].value: pair for pair in node.value}
            if key not in pairs:
                break
            key_node, node = pairs[key]
            line = key_node.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and index.isdigit():
            node = node.value[int(index)]
            line = node.start_mark.line + 1
        else:
            break
    return line
