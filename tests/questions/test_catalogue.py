"""The questions that ship: what they ask, what may be given, what they find."""

import math
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from pipeline import knowledge, questions
from pipeline.errors import QueryError
from pipeline.questions import Cell, Question

FIXTURE = Path(__file__).parent / "graph.ttl"
STORE = questions.load(FIXTURE)
GRAPH = rdflib.Graph().parse(FIXTURE)
ALL = questions.catalogue()
SELECTING = [question for question in ALL if question.name != "card"]
BY_NAME = {question.name: question for question in ALL}


def name(question: Question) -> str:
    return question.name


def rows(question: str, **given: str) -> list[tuple[Cell, ...]]:
    return list(questions.ask(BY_NAME[question].given(given), STORE).rows)


def plain(value: object) -> object:
    """Return *value* so that both engines' ways to write a number are one."""
    if value is None:
        return None
    if isinstance(value, rdflib.Literal) and value.datatype is not None:
        value = value.toPython()
    try:
        return round(float(str(value)), 6)
    except ValueError:
        return str(value)


def test_there_are_at_least_twenty_five() -> None:
    assert len(ALL) >= 25


@pytest.mark.parametrize("question", ALL, ids=name)
def test_the_first_line_asks_and_the_second_says_who(question: Question) -> None:
    first, second, *_ = question.text.splitlines()
    assert first == f"# {question.words}"
    assert question.words.endswith("?")
    assert second == f"# Asked by: {', '.join(question.askers)}"
    assert question.askers


@pytest.mark.parametrize("question", ALL, ids=name)
def test_a_file_declares_the_prefixes_it_uses(question: Question) -> None:
    # Without the ones that `ask` lends: any engine runs the file as it stands.
    ox.Store().query(question.text)


@pytest.mark.parametrize("question", ALL, ids=name)
def test_a_question_has_an_answer(question: Question) -> None:
    assert not questions.ask(question.text, STORE).is_empty


@pytest.mark.parametrize("question", SELECTING, ids=name)
def test_two_engines_give_the_same_rows_in_the_same_order(question: Question) -> None:
    first = [
        tuple(plain(cell) for cell in row)
        for row in questions.ask(question.text, STORE).rows
    ]
    second = [
        tuple(plain(cell) for cell in row)  # type: ignore[union-attr]
        for row in GRAPH.query(question.text)
    ]
    assert first == second


def test_two_engines_make_the_same_graph() -> None:
    text = BY_NAME["card"].text
    made = questions.ask(text, STORE).turtle
    other = GRAPH.query(text).graph
    assert made is not None
    assert other is not None
    assert set(rdflib.Graph().parse(data=made, format="turtle")) == set(other)


@pytest.mark.parametrize(
    ("asked", "given", "expected"),
    [
        pytest.param(
            "code-claims",
            {"procedure": "NECK DISC"},
            [
                (
                    "neck-disc-replacement.txt",
                    "neck disc replacement",
                    "CPT",
                    "22856",
                    "Neck disc replacement",
                    None,
                )
            ],
            id="a parameter narrows, whatever its case",
        ),
        pytest.param(
            "follow-up-within",
            {"days": "120"},
            [
                ("vein stripping", 7.0, "the wound is checked", "vein-stripping.txt"),
                ("vein stripping", 91.0, "an ultrasound follows", "vein-stripping.txt"),
            ],
            id="a number may be given",
        ),
        pytest.param(
            "follow-up-within",
            {},
            [("vein stripping", 7.0, "the wound is checked", "vein-stripping.txt")],
            id="a default counts where nothing is given",
        ),
        pytest.param(
            "contradictions",
            {},
            [
                (
                    "vein stripping",
                    "hasComplication",
                    "bleeding",
                    "vein-stripping.txt",
                    "Bleeding can happen.",
                    "vein-stripping-answers.txt",
                    "There is no risk of bleeding.",
                )
            ],
            id="a denial meets the affirmation of another page",
        ),
        pytest.param(
            "shared-codes",
            {},
            [("CPT", "22856", "front neck fusion", "neck disc replacement")],
            id="a pair of procedures is named once",
        ),
        pytest.param(
            "unchecked-codes",
            {},
            [("CPT", "99990", "vein stripping")],
            id="a code with reference facts is not unchecked",
        ),
        pytest.param(
            "failed-treatment-first",
            {},
            [
                (
                    "vein stripping",
                    "leg pain",
                    "compression stockings",
                    "Leg pain that does not get better with compression stockings.",
                ),
                (
                    "vein stripping",
                    "stockings tried for six months without success",
                    "compression stockings",
                    "Stockings must have been tried for six months without success.",
                ),
            ],
            id="both ways to say that a treatment failed are found",
        ),
        pytest.param(
            "steps",
            {"procedure": "vein"},
            [
                ("vein stripping", "vein-stripping.txt", place, step, condition)
                for place, step, condition in (
                    (1, "the surgeon numbs the leg with lidocaine", ""),
                    (2, "a wire is passed through the vein", ""),
                    (3, "a second cut is made", "if the vein is long"),
                )
            ],
            id="steps come in order, with their conditions",
        ),
        pytest.param(
            "cases-of",
            {"thing": "Injury"},
            [
                ("injury", "vein stripping", "nerve injury"),
            ],
            id="a complication is found under what is broader",
        ),
        pytest.param(
            "mappings",
            {},
            [
                (
                    "nerve injury",
                    "exactMatch",
                    "http://purl.obolibrary.org/obo/X_0000001",
                    "Injury of a nerve",
                    "Nerve injuries",
                    "normalised",
                    0.96,
                    "2031-02-03",
                )
            ],
            id="a mapping says by which name and from which release",
        ),
        pytest.param(
            "undecided-terms",
            {},
            [
                (
                    "injury",
                    "Things that X names",
                    rank,
                    f"http://purl.obolibrary.org/obo/X_000000{number}",
                    called,
                )
                for rank, number, called in (
                    (1, 2, "Injury by a blow"),
                    (2, 3, "Injury by a fall"),
                )
            ],
            id="candidates come by rank",
        ),
        pytest.param(
            "silent-sections",
            {},
            [
                (
                    "vein-stripping-answers.txt",
                    "Questions on vein stripping",
                    "overview",
                ),
                ("vein-stripping.txt", "Gallery", "other"),
                ("vein-stripping.txt", "Vein Stripping", "overview"),
            ],
            id="sections that gave nothing are named",
        ),
    ],
)
def test_the_answer_is_as_the_pages_say(
    asked: str, given: dict[str, str], expected: list[tuple[Cell, ...]]
) -> None:
    assert rows(asked, **given) == expected


def test_denied_facts_are_no_complications() -> None:
    quotes = {row[1] for row in rows("complications", procedure="vein")}
    assert quotes == {"bleeding", "infection", "nerve injury"}
    assert [row[:3] for row in rows("denied-facts")] == [
        ("vein stripping", "hasComplication", "bleeding")
    ]


def test_nothing_is_empty() -> None:
    answer = questions.ask(
        BY_NAME["steps"].given({"procedure": "no such thing"}), STORE
    )
    assert answer.is_empty
    assert answer.columns[0] == "procedure"


def test_confidence_is_a_number() -> None:
    (row,) = (r for r in rows("rules") if r[0] == "code.line")
    assert row[1] == 3
    assert math.isclose(float(str(row[3])), 0.95)


def test_an_unknown_parameter_names_those_there_are() -> None:
    with pytest.raises(QueryError, match="'steps' has no parameter 'side'"):
        BY_NAME["steps"].given({"side": "left"})


def test_words_where_a_number_belongs_are_refused() -> None:
    with pytest.raises(QueryError, match="'days' is a number, not '1; DROP'"):
        BY_NAME["follow-up-within"].given({"days": "1; DROP"})


def test_what_is_given_stays_one_literal() -> None:
    tricky = 'x" AS ?y) } #\n\\'
    answer = questions.ask(BY_NAME["steps"].given({"procedure": tricky}), STORE)
    assert answer.is_empty


def test_a_question_is_found_by_name_or_in_a_file(tmp_path: Path) -> None:
    own = tmp_path / "mine.rq"
    own.write_text("# Is there anything?\n# Asked by: me\nASK { ?s ?p ?o }\n")
    assert questions.find("steps") is BY_NAME["steps"]
    assert questions.find(str(own)).words == "Is there anything?"
    with pytest.raises(QueryError, match="Did you mean 'steps'"):
        questions.find("stpes")
    with pytest.raises(QueryError, match="procgraph query --list"):
        questions.find("zzzz")


@pytest.mark.parametrize("stem", knowledge.names("integrity", ".rq"))
def test_nothing_breaks_what_must_hold_across_nodes(stem: str) -> None:
    store = questions.load(FIXTURE)
    terms = knowledge.text("procedure-graph.ttl").encode()
    store.load(terms, format=ox.RdfFormat.TURTLE)
    found = questions.ask(knowledge.text(f"integrity/{stem}.rq"), store)
    assert (found.columns, found.rows) == (("subject", "detail"), ())
