"""Knowledge is data: no entry of ``ontology/vocabulary`` is a literal in the code."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
# What serves a graph never sees a document: its words are those of HTTP and the web.
MODULES = sorted(
    path
    for path in (ROOT / "pipeline").rglob("*.py")
    if "serving" not in path.relative_to(ROOT).parts
)
# No words of documents: html.yaml names elements, predicates.yaml terms of our ontology.
VOCABULARIES = [
    path
    for path in sorted((ROOT / "ontology" / "vocabulary").glob("*.yaml"))
    if path.name not in {"html.yaml", "predicates.yaml"}
]
WORDS = re.compile(r"[a-z][a-z' -]*[a-z]")
SHORTEST = 4  # below, a literal is an ending or a sign

# Names of types, fields and closed values: words of the contracts, which code may say.
MODEL = ast.parse(
    "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "pipeline" / "model").glob("*.py"))
    )
)


def named(tree: ast.Module) -> Iterator[str]:
    """Yield the names of the records and enumerations of *tree*, fields and values."""
    for record in ast.walk(tree):
        if not isinstance(record, ast.ClassDef):
            continue
        yield record.name
        for part in record.body:
            if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
                yield part.target.id
            elif isinstance(part, ast.Assign) and isinstance(part.value, ast.Constant):
                yield str(part.value.value)


SECTION_TYPES = (
    "overview indications symptoms risk_factors diagnostic_tests procedure_steps "
    "preparation recovery complications follow_up alternatives home_care prevention "
    "billing cost related_codes benefits duration setting personnel other"
)
ROLES = yaml.safe_load(
    (ROOT / "ontology" / "vocabulary" / "roles.yaml").read_text(encoding="utf-8")
)
LEXICON = yaml.safe_load(
    (ROOT / "ontology" / "vocabulary" / "lexicon.yaml").read_text(encoding="utf-8")
)
# Types of mentions, of what stands inside them, and the kinds of the lexicon.
TYPES = {
    name.casefold()
    for group in ROLES["types"].values()
    for name in (
        group
        if isinstance(group, list)
        else group.values()
        if isinstance(group, dict)
        else [group]
    )
}
TYPES |= {name.casefold() for rule in ROLES["inner"] for name in rule["kinds"].values()}
KINDS = {name.casefold() for name in LEXICON["kinds"]}
# Closed values that stand in files alone: relations of time, slots, actions, values.
CLOSED = frozenset({"within", "before", "after", "avoid", "times", "money"})
# What programs say of files, tables and choices, in whatever part.
PROGRAMS = frozenset(
    {"counts", "empty", "fact", "full", "list", "next", "none", "page", "read"}
    | {"record", "short", "source", "table", "whole"}
    | {"begin", "made", "piece", "seconds", "unchanged", "wait", "work", "write"}
)
CONTRACT = (
    frozenset(name.casefold() for name in named(MODEL))
    | frozenset(SECTION_TYPES.split())
    | frozenset(TYPES | KINDS | {"billingmodifier", "refractoryto"})
    | CLOSED
    | PROGRAMS
)

# Words that mean something else where they stand, with what they mean there.
ALLOWED = {
    ("cli/terms.py", "Candidate"): "the name of a record",
    ("cli/terms.py", "find"): "the name of the command",
    ("cli/terms.py", "install"): "the name of the command",
    ("exports/tables/rows.py", "share"): "a kind of quantity",
    ("evaluation/link_rendering.py", "coverage"): "the head of a column",
    ("evaluation/linking.py", "linked"): "a field of the result",
    ("evaluation/linking.py", "near"): "a column of the gold",
    ("evaluation/linking.py", "note"): "a column of the gold",
    ("terminology/catalogue.py", "alike"): "a key of the file",
    ("evaluation/link_rendering.py", "linked"): "the head of a column",
    ("cli/terms.py", "suggest"): "the name of the command",
    ("cli/terms.py", "terms"): "the name of the command",
    ("cli/terms.py", "method"): "a field of a candidate",
    ("cli/terms.py", "release"): "the head of a column",
    ("terminology/icd10cm.py", "introduction"): "an element of the file",
    ("terminology/icd10cm.py", "version"): "an element of the file",
    ("terminology/records.py", "narrow"): "a scope of synonyms",
    ("terminology/records.py", "related"): "a scope of synonyms",
    ("vocabulary/code_facts/compiling.py", "technique"): "a dimension of facets",
    ("vocabulary/code_facts/shape.py", "technique"): "a dimension of facets",
    ("checks/comparing.py", "approach"): "a dimension of facets",
    ("vocabulary/code_facts/compiling.py", "approach"): "a dimension of facets",
    ("vocabulary/code_facts/shape.py", "approach"): "a dimension of facets",
    ("documents/html.py", "role"): "an attribute of HTML",
    ("mentions/calls.py", "call"): "the name of a group in a pattern",
    ("mentions/calls.py", "reasons"): "the name of a group in a pattern",
    ("mentions/calls.py", "open"): "the name of a group in a pattern",
    ("mentions/triggered.py", "head"): "the name of a group in a pattern",
    ("mentions/values.py", "sign"): "the name of a group in a pattern",
    ("vocabulary/codes.py", "diagnosis"): "a field of the file",
    ("vocabulary/joints.py", "weak"): "a field of the file",
    ("vocabulary/joints.py", "being"): "a field of the file",
    ("vocabulary/needed.py", "RANGE"): "a part of a parsed pattern",
    ("documents/html.py", "head"): "an element of HTML",
    ("documents/html.py", "hidden"): "an attribute of HTML",
    ("settings.py", "tool"): "a table of pyproject.toml",
    ("settings.py", "port"): "the name of a setting",
    ("cli/serve.py", "port"): "the name of a setting",
    ("__init__.py", "Summary"): "the name of a record",
    ("__init__.py", "load"): "the name of a function",
    ("assertions/things.py", "therapy"): "the name of a group in a pattern",
    ("building/build.py", "seconds"): "a field of the receipt",
    ("building/build.py", "started"): "a field of the receipt",
    ("building/build.py", "sources"): "the folder that is built where none is named",
    ("building/summary.py", "procedures"): "a count of the receipt",
    ("building/summary.py", "linked"): "a count of the receipt",
    ("exports/matches.py", "candidates"): "a key of node-link JSON",
    ("exports/columns.py", "long"): "a type of GraphML and of Neo4j",
    ("exports/__init__.py", "report"): "the name of a format",
    ("building/writing.py", "report"): "the name of a format",
    ("exports/report/bars.py", "near"): "a field of the report",
    ("exports/report/bars.py", "candidates"): "a field of the report",
    ("exports/report/page.py", "called"): "a column of decisions",
    ("vocabulary/biolink.py", "categories"): "a key of the file",
    ("cli/build.py", "sources"): "the folder that is built where none is named",
    ("cli/explain.py", "explain"): "the name of the command",
    ("cli/diff.py", "patch"): "a value of an option",
    ("cli/query.py", "given"): "a parameter of a function",
    ("cli/query.py", "question"): "an argument of the command",
    ("cli/telling.py", "note"): "what the command calls a finding without weight",
    ("cli/telling.py", "refused"): "what became of files",
    ("cli/telling.py", "were"): "what became of files",
    ("comparing/records.py", "kept"): "what became of a document",
    ("comparing/records.py", "removed"): "what became of a document",
    ("comparing/counting.py", "removed"): "what became of facts and links",
    ("comparing/counting.py", "steps"): "a count of the difference",
    ("questions/asking.py", "answer"): "the column of a yes or no",
    ("questions/asking.py", "long"): "a type of XML Schema",
    ("vocabulary/codes.py", "between"): "a field of the file",
    ("vocabulary/modifiers.py", "between"): "a field of the file",
    ("vocabulary/modifiers.py", "head"): "a field of the file",
    ("verifying/shapes.py", "rest"): "a term of RDF",
    ("mentions/values.py", "every"): "a relation of a time",
    ("mentions/phrases.py", "instruction"): "phrases that a cut may cut",
    ("vocabulary/qualifiers.py", "instruction"): "phrases that a cut may cut",
}

ALLOWED |= {
    ("exports/explorer/overview.py", "procedures"): "a count of the build",
    ("exports/explorer/pieces.py", "procedures"): "the name of a piece",
    ("vocabulary/pathway.py", "drop"): "a shape",
    ("vocabulary/pathway.py", "ring"): "a shape",
}

# Words in patterns of code. All others stand in files of knowledge.
JOINT = "and"  # what joins a list is grammar of many patterns
IN_PATTERNS = {
    ("blocks/lines.py", "step"): "a label of a number, like a bullet",
    ("blocks/lines.py", "tep"): "the same behind a class of letters",
    ("vocabulary/headings.py", "step"): "a label of a number, like a bullet",
    ("vocabulary/headings.py", "part"): "a label of a number, like a bullet",
    ("vocabulary/headings.py", "section"): "a label of a number, like a bullet",
    ("vocabulary/qualifiers.py", "help"): "a verb before another, which has the aim",
    ("documents/html.py", "display"): "a property of CSS",
    ("documents/html.py", "none"): "a value of CSS",
    ("documents/html.py", "visibility"): "a property of CSS",
    ("documents/html.py", "hidden"): "a value of CSS",
    ("exports/terms.py", "https"): "the beginning of an address",
    ("knowledge.py", "true"): "a value of YAML",
    ("knowledge.py", "false"): "a value of YAML",
    ("questions/faults.py", "error"): "a message of the engine",
    ("questions/faults.py", "expected"): "a message of the engine",
    ("questions/faults.py", "one"): "a message of the engine",
    ("questions/catalogue.py", "bind"): "a word of SPARQL",
    ("questions/catalogue.py", "given"): "the beginning of a variable",
}
SPARQL = "add base clear copy create delete drop insert load move prefix service version with"
IN_PATTERNS |= {
    ("questions/faults.py", word): "a word of SPARQL" for word in SPARQL.split()
}
NO_WORDS = re.compile(r"\(\?P[<=]\w+[>)]|\(\?[aiLmsux-]+[:)]|\\[a-zA-Z]|\[[^\]]*\]")


def entries(tree: object) -> Iterator[str]:
    """Yield every text of a vocabulary that stands for words of a document."""
    if isinstance(tree, str):
        yield tree.casefold()
    elif isinstance(tree, list):
        for each in tree:
            yield from entries(each)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key not in {"id", "type", "generalises"}:
                yield from entries(value)


@cache
def vocabulary() -> frozenset[str]:
    found = {
        entry
        for path in VOCABULARIES
        for entry in entries(yaml.safe_load(path.read_text()))
    }
    words = {each for each in found if WORDS.fullmatch(each)}
    return frozenset(each for each in words if len(each) >= SHORTEST) - CONTRACT


def literals(module: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts in *module* with their lines, without docstrings, ``__all__``."""
    tree = ast.parse(module.read_text())
    left_out = {
        id(each)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets)
        for each in ast.walk(node.value)
    }
    left_out |= {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(
            node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        )
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in left_out
        ):
            yield node.lineno, node.value


def pattern_words(module: Path) -> Iterator[tuple[int, str]]:
    """Yield the words of three letters or more in patterns of *module*."""
    for call in ast.walk(ast.parse(module.read_text())):
        match call:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re")) | ast.Name(id="compiled")
            ):
                pass
            case _:
                continue
        # The last argument of `compiled` is the pattern, the first of a verb of `re`.
        first = call.args[-1:] if isinstance(call.func, ast.Name) else call.args[:1]
        for part in (part for each in first for part in ast.walk(each)):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                for word in re.findall("[A-Za-z]{3,}", NO_WORDS.sub(" ", part.value)):
                    yield part.lineno, word


def test_the_vocabularies_hold_entries() -> None:
    assert len(vocabulary()) > 500


@pytest.mark.parametrize(
    "module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_no_entry_of_a_vocabulary_is_a_literal(module: Path) -> None:
    place = module.relative_to(ROOT / "pipeline").as_posix()
    said = [
        f"{line}: {text}"
        for line, text in literals(module)
        if text.casefold() in vocabulary() and (place, text) not in ALLOWED
    ]
    assert said == []


@pytest.mark.parametrize(
    "module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_no_word_of_english_is_in_a_pattern(module: Path) -> None:
    place = module.relative_to(ROOT / "pipeline").as_posix()
    said = [
        f"{line}: {word}"
        for line, word in pattern_words(module)
        if word != JOINT and (place, word.casefold()) not in IN_PATTERNS
    ]
    assert said == []
