"""What changed in words, as a person reads it in a terminal."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline
from pipeline.comparing import Altered, Differences, as_text
from tests.comparing.conftest import EAR, KNEE, PAGES, Compared, make

DOCS = (Path(__file__).parents[2] / "docs" / "diff.md").read_text(encoding="utf-8")
Lines = Callable[[dict[str, str], dict[str, str]], list[str]]


@pytest.fixture
def lines(compared: Compared) -> Lines:
    return lambda before, after: as_text(compared(before, after)).splitlines()


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = make({"ear.txt": EAR}, tmp_path_factory.mktemp("rendering") / "out")
    return (out / "graph.ttl").read_text()


def told(tmp_path: Path, old: str, new: str) -> list[str]:
    """Return the lines on two graphs."""
    (tmp_path / "old.ttl").write_text(old)
    (tmp_path / "new.ttl").write_text(new)
    found = pipeline.compare(tmp_path / "old.ttl", tmp_path / "new.ttl")
    return as_text(found).splitlines()


def test_a_renamed_heading_and_a_denied_fact_are_told_as_the_page_shows(
    lines: Lines,
) -> None:
    changed = KNEE.replace("Risks", "Complications").replace(
        "- Infection", "- No infection"
    )
    (shown,) = re.findall(r"^ {4}leg.txt: changed\n(?: {6}.*\n)+", DOCS, re.MULTILINE)
    found = lines({"leg.txt": KNEE}, {"leg.txt": changed})
    assert found[:-2] == [each[4:] for each in shown.splitlines()]
    assert found[-1] == (
        "Documents: 1 changed; facts: 1 now denied, 3 on other evidence"
    )


DIGEST = Altered("knowledgeSha256", ("a",), ("b",))


@pytest.mark.parametrize(
    ("beside", "lines"),
    [
        ([], ["made by: rules and reference data: a -> b"]),
        (
            [Altered("codeVersion", ("1",), ("2",))],
            [
                "made by: rules and reference data: a -> b",
                "made by: codeVersion: 1 -> 2",
            ],
        ),
        (
            [Altered("decisions decisions.yaml", (), ("c",))],
            ["made by: decisions decisions.yaml: (none) -> c"],
        ),
    ],
)
def test_a_digest_of_all_knowledge_is_told_where_nothing_explains_it(
    beside: list[Altered], lines: list[str]
) -> None:
    found = Differences(made=(DIGEST, *beside))
    assert as_text(found).splitlines() == [*lines, "No differences."]


def test_another_licence_is_told_once(tmp_path: Path) -> None:
    built = []
    for name, licence in (("old", "CC-BY-4.0"), ("new", "CC0-1.0")):
        manifest = f"documents:\n  ear.txt:\n    licence: {licence}\n"
        pages = {"ear.txt": EAR, "MANIFEST.yaml": manifest}
        built.append(make(pages, tmp_path / name))
    assert as_text(pipeline.compare(*built)).splitlines() == [
        "ear.txt",
        "  ~ licence: CC-BY-4.0 -> CC0-1.0",
        "",
        "Documents: 1 whose text stayed",
    ]


def test_a_fact_that_is_denied_no_more_is_told_with_what_it_was(lines: Lines) -> None:
    denied = KNEE.replace("- Infection", "- No infection")
    assert lines({"a.txt": denied}, {"a.txt": KNEE}) == [
        "a.txt: changed",
        "  ! knee replacement - hasComplication -> infection",
        '      now possible  "Infection"  Risks [26:35]',
        '      was DENIED  "No infection"  Risks [26:38]',
        "",
        "Documents: 1 changed; facts: 1 denied no more",
    ]


def test_what_else_changed_in_a_fact_that_is_denied_now_is_told(
    build: str, tmp_path: Path
) -> None:
    statement = next(each for each in build.split("\n\n") if '"Drainage"' in each)
    denied = statement.replace("polarity:affirmed", "polarity:negated").replace(
        "pg:polarity", 'pg:timeText "soon" ;\n  pg:polarity'
    )
    found = told(tmp_path, build, build.replace(statement, denied))
    assert found[2:5] == [
        '      now DENIED  "Drainage"  Risks [28:36]',
        '      was possible  "Drainage"  Risks [28:36]',
        "      timeText: (none) -> soon",
    ]


def test_other_evidence_of_a_denied_fact_shows_that_it_is_denied(
    lines: Lines,
) -> None:
    found = lines(
        {"a.txt": KNEE.replace("- Infection", "- No infection")},
        {"a.txt": KNEE.replace("- Infection", "- No infections")},
    )
    assert found[1:4] == [
        "  ~ knee replacement - hasComplication -> infection",
        '      quote: "No infection" -> "No infections"',
        '      DENIED  "No infections"  Risks [26:39]',
    ]


def test_under_a_renamed_heading_what_else_changed_is_told(lines: Lines) -> None:
    changed = KNEE.replace("Risks", "Complications").replace(
        "- Infection", "- Infection (rare)"
    )
    assert lines({"a.txt": KNEE}, {"a.txt": changed})[1:-2] == [
        "  ~ section: Risks -> Complications  (4 facts)",
        "  ~ knee replacement - hasComplication -> infection",
        "      frequencyText: (none) -> rare",
        '      quote: "Infection" -> "Infection (rare)"',
    ]


@pytest.mark.parametrize(
    ("after", "shown"),
    [
        pytest.param(
            EAR.replace("\n", "\r\n"),
            ["ear.txt: changed", "  ~ lineEnds: LF -> CRLF"],
            id="other line ends",
        ),
        pytest.param(
            EAR.replace("\n\n", "\n\n\n"),
            ["ear.txt: changed in no fact and no finding"],
            id="an empty line",
        ),
    ],
)
def test_a_document_with_the_same_facts_is_told_so(
    after: str, shown: list[str], lines: Lines
) -> None:
    assert lines(PAGES, PAGES | {"ear.txt": after})[:-2] == shown


def test_a_document_with_other_bytes_and_the_same_text_is_told_so(
    lines: Lines,
) -> None:
    name, change, *_ = lines(PAGES, PAGES | {"ear.txt": f"\ufeff{EAR}"})
    assert name == "ear.txt"
    assert re.fullmatch(
        r"  ~ sha256: \w{12} -> \w{12}  \(its bytes, not its text\)", change
    )


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("rare", "common", "rare -> common"),
        ("rare", "1 of 9", '"rare" -> "1 of 9"'),
        ("(none)", "rare", '"(none)" -> "rare"'),
        ("a;b", "ab", '"a;b" -> "ab"'),
        ("", "rare", '"" -> "rare"'),
        ('a"b', "ab", r'"a\"b" -> "ab"'),
        ("a\\b", "ab", r'"a\\b" -> "ab"'),
        ("a\nb", "a\tb", r'"a\nb" -> "a\tb"'),
    ],
)
def test_values_are_in_quotes_where_one_of_them_needs_it(
    old: str, new: str, shown: str, build: str, tmp_path: Path
) -> None:
    graphs = []
    for words in (old, new):
        escaped = words.encode("unicode_escape").decode().replace('"', '\\"')
        values = f'pg:timeText "{escaped}" ;\n  pg:polarity'
        graphs.append(build.replace("pg:polarity", values, 1))
    assert f"      timeText: {shown}" in told(tmp_path, *graphs)


def test_a_quote_of_several_lines_stays_one_line(lines: Lines) -> None:
    walk = '- Walk every day\n  on a "flat" road.'
    found = lines({"a.txt": KNEE}, {"a.txt": KNEE.replace("- Walk every day.", walk)})
    assert (
        '      "Walk every day\\n  on a \\"flat\\" road."  Recovery [219:253]' in found
    )


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("hospital stay", "hospital stay (USD 16500 to 33000)"),
        ("from $16,500", "from $16,500 (USD 16500 to 33000)"),
        ("$16,500 to $33,000", "$16,500 to $33,000"),
    ],
)
def test_a_cost_that_is_not_called_by_its_amount_is_told_with_it(
    label: str, shown: str, compared: Compared, tmp_path: Path
) -> None:
    compared({"a.txt": KNEE}, {"a.txt": f"{KNEE}\n"})
    graph = (tmp_path / "out0" / "graph.ttl").read_text()
    named = graph.replace("the operation costs $16,500 to $33,000", label)
    statement = next(
        each for each in named.split("\n\n") if "rdf:predicate pg:costEstimate" in each
    )
    found = told(tmp_path, named.replace(f"{statement}\n\n", ""), named)
    assert f"  + knee replacement - costEstimate -> {shown}" in found
