"""The files of knowledge stay readable: each rule says what it stands for and shows it.

A rule has an id that no other rule has, words on what it generalises, and an example,
which the tests of its kind run. Above each list or pattern that is no rule stands a
comment; what an example of theirs is, ``examples.yaml`` says.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "ontology" / "vocabulary"
# Elements of HTML, which pages in tests/documents show, and examples alone.
OF_OTHERS = {"html.yaml", "examples.yaml"}
FILES = [path for path in sorted(FOLDER.glob("*.yaml")) if path.name not in OF_OTHERS]
EVERY_FILE = pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.name) for path in FILES]
)
NAMES = ("id", "system")
RULES = ("  - id:", "  # ---")  # they say each what they are for
EXAMPLES = ("example", "examples")


def rules(path: Path) -> Iterator[tuple[int, dict[str, yaml.Node]]]:
    """Yield the rules of the file at *path*: what has a name or a pattern in a list."""
    waiting = [yaml.compose(path.read_text("utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting += (value for _, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            for each in node.value:
                if isinstance(each, yaml.MappingNode):
                    found = {key.value: value for key, value in each.value}
                    if not found.keys().isdisjoint(("pattern", *NAMES)):
                        yield each.start_mark.line + 1, found


def name(rule: dict[str, yaml.Node]) -> str:
    return str(next((rule[key].value for key in NAMES if key in rule), ""))


@EVERY_FILE
def test_a_rule_has_an_id_a_comment_and_an_example(path: Path) -> None:
    bare = [
        f"{path.name}:{line} {name(rule)}"
        for line, rule in rules(path)
        if not name(rule)
        or len(str(rule["generalises"].value if "generalises" in rule else "").split())
        < 2
        or not any(key in rule and rule[key].value for key in EXAMPLES)
    ]
    assert bare == []


def test_no_two_rules_have_one_id() -> None:
    ids = Counter(name(rule) for path in FILES for _, rule in rules(path))
    assert [id_ for id_, times in ids.items() if times > 1] == []


@EVERY_FILE
def test_a_comment_stands_above_each_list(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    bare = [
        f"{path.name}:{at + 1} {line.partition(':')[0]}"
        for at, line in enumerate(lines)
        if line[:1].isalpha()
        and not lines[at - 1].startswith("#")
        and not lines[at + 1].startswith(RULES)
    ]
    assert bare == []
