"""Figures of one thing in several documents: which can both be right, which never."""

import pytest

from pipeline import extract, graph
from pipeline.checks import across
from pipeline.model import (
    Assertion,
    Document,
    Finding,
    Graph,
    Literal,
    Node,
    Nodes,
    Polarity,
    Qualifiers,
    Severity,
)
from pipeline.vocabulary import checks as vocabulary
from tests.checks.graphs import pages_of

CHECKS = vocabulary.load()
SUBJECT = "procedure/vein-stripping"
BLEEDING = "concept/condition-bleeding"
Said = tuple[Assertion, Node]


def say(
    document: str,
    predicate: str,
    node: Node,
    quote: str = "As the page says.",
    **around: str,
) -> Said:
    assertion = Assertion(
        id=f"{document}-{node.id}",
        document=document,
        subject=SUBJECT,
        predicate=predicate,
        object=node.id,
        start=0,
        end=len(quote),
        quote=quote,
        section=0,
        rule="r",
        confidence=1.0,
        qualifiers=Qualifiers(**around),  # type: ignore[arg-type]
    )
    return assertion, node


def cost(
    document: str, low: str, high: str, quote: str = "It costs so much.", **more: str
) -> Said:
    currency = more.pop("currency", "USD")
    values = [("schema:currency", Literal(currency))]
    values += [("schema:minValue", Literal(low, "xsd:decimal"))] if low else []
    values += [("schema:maxValue", Literal(high, "xsd:decimal"))] if high else []
    node = Node(
        f"cost/{document}-{low}-{high}",
        ("schema:MonetaryAmount",),
        "so much",
        values=tuple(values),
    )
    return say(document, "costEstimate", node, quote, **more)


def stay(document: str, low: str, high: str, unit: str, label: str) -> Said:
    values = [("schema:unitCode", Literal(unit))]
    values += [("schema:minValue", Literal(low, "xsd:decimal"))] if low else []
    values += [("schema:maxValue", Literal(high, "xsd:decimal"))] if high else []
    node = Node(
        f"stay/{document}-{low}-{high}",
        ("schema:QuantitativeValue",),
        label,
        values=tuple(values),
    )
    return say(document, "lengthOfStay", node)


def share(document: str, frequency: str) -> Said:
    node = Node(BLEEDING, ("pg:Condition",), "bleeding")
    return say(document, "hasComplication", node, frequency=frequency)


def find(*said: Said) -> list[Finding]:
    nodes = {node.id: node for _, node in said}
    nodes[SUBJECT] = Node(SUBJECT, ("pg:Procedure",), "vein stripping")
    pages = pages_of([each for each, _ in said])
    whole = Graph(pages, Nodes(nodes[key] for key in sorted(nodes)), ())
    return [f for f in across.find(whole, CHECKS) if f.check == "CONTRADICTION"]


def test_two_costs_that_never_meet_are_told_with_both_documents_and_quotes() -> None:
    one = cost("a.txt", "2000", "5000", "It costs $2,000 to $5,000.")
    other = cost("b.txt", "9000", "9000", "Expect to pay $9,000.")
    (found,) = find(one, other)
    assert found.severity is Severity.WARNING
    assert (found.document, found.documents) == ("a.txt", ("a.txt", "b.txt"))
    assert (found.about, found.conflicts_with) == (one[0].id, (other[0].id,))
    assert found.message == (
        "Documents contradict each other on vein stripping / costEstimate / "
        "USD 2000-5000 / USD 9000: a.txt says "
        '"It costs $2,000 to $5,000.", b.txt says "Expect to pay $9,000."'
    )


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            [cost("a.txt", "2000", "5000"), cost("b.txt", "5000", "9000")],
            id="they meet at one end",
        ),
        pytest.param(
            [cost("a.txt", "2000", ""), cost("b.txt", "9000", "9000")],
            id="one has no upper end",
        ),
        pytest.param(
            [cost("a.txt", "", "9000"), cost("b.txt", "50", "60")],
            id="one has no lower end",
        ),
        pytest.param(
            [
                cost("a.txt", "20", "50"),
                cost("a.txt", "900", "950"),
                cost("b.txt", "920", "990"),
            ],
            id="another cost of the same page meets",
        ),
        pytest.param(
            [cost("a.txt", "20", "50"), cost("a.txt", "900", "950")],
            id="one page alone",
        ),
        pytest.param(
            [cost("a.txt", "20", "50"), cost("b.txt", "90", "95", currency="EUR")],
            id="other money",
        ),
        pytest.param(
            [
                cost("a.txt", "20", "50", condition="if you are insured"),
                cost("b.txt", "90", "95"),
            ],
            id="under a condition",
        ),
        pytest.param(
            [
                cost("a.txt", "20", "50", "The surgeon's fee is $20 to $50."),
                cost("b.txt", "90", "95"),
            ],
            id="of a part",
        ),
    ],
)
def test_costs_that_may_both_be_right_are_no_contradiction(said: list[Said]) -> None:
    assert find(*said) == []


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        pytest.param(
            ("1", "3", "DAY", "1-3 days"),
            ("5", "7", "DAY", "5 to 7 days"),
            True,
            id="days apart",
        ),
        pytest.param(
            ("1", "3", "DAY", "1-3 days"),
            ("48", "48", "HUR", "48 hours"),
            False,
            id="hours within days",
        ),
        pytest.param(
            ("2", "2", "WEE", "two weeks"),
            ("48", "48", "HUR", "48 hours"),
            True,
            id="weeks and hours",
        ),
        pytest.param(
            ("", "2", "DAY", "within 2 days"),
            ("1", "1", "DAY", "1 day"),
            False,
            id="a bound",
        ),
        pytest.param(
            ("1", "3", "???", "1-3 what"),
            ("5", "7", "DAY", "5 to 7 days"),
            False,
            id="a unit that nobody knows",
        ),
    ],
)
def test_stays_are_compared_in_days(
    one: tuple[str, str, str, str], other: tuple[str, str, str, str], *, is_told: bool
) -> None:
    found = find(stay("a.txt", *one), stay("b.txt", *other))
    assert [f"lengthOfStay / {one[3]} / {other[3]}" in f.message for f in found] == (
        [True] if is_told else []
    )


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        ("1%", "10%", True),
        ("about 1 in 100 patients", "10 per cent", True),
        ("2-5%", "10 to 20%", True),
        ("0.5 per 1,000", "1 in 10", True),
        ("up to 1%", "more than 5%", True),
        ("1%", "1.5%", False),
        ("1%", "1%", False),
        ("2-5%", "7%", False),
        ("fewer than 10%", "1%", False),
        ("more than 1%", "10%", False),
        ("about 1%", "about 10% of smokers", False),
        ("1%", "rare", False),
        ("1%", "", False),
    ],
)
def test_shares_that_are_clearly_apart_are_told(
    one: str, other: str, *, is_told: bool
) -> None:
    found = find(share("a.txt", one), share("b.txt", other))
    assert [f"bleeding ({one} / {other})" in each.message for each in found] == (
        [True] if is_told else []
    )


def test_what_is_denied_gives_no_figure() -> None:
    said, node = share("a.txt", "1%")
    denied = Assertion(
        **{field: getattr(said, field) for field in said.__struct_fields__}
        | {"polarity": Polarity.NEGATED}
    )
    told = find((denied, node), share("b.txt", "10%"))
    assert all("1% / 10%" not in each.message for each in told)


def test_the_order_of_documents_decides_nothing() -> None:
    said = [cost(name, low, low) for name, low in (("a", "1"), ("b", "5"), ("c", "9"))]
    assert find(*said) == find(*reversed(said))


def test_pages_in_words_contradict_each_other() -> None:
    pages = {
        "a.md": "# Vein Stripping\n\n## Risks\n\n- Infection (about 1%)\n\n"
        "## Cost\n\n- The average cost is $2,000 to $3,000.\n\n"
        "## Recovery\n\n- The hospital stay is 1 to 2 days.\n",
        "b.md": "# Vein Stripping\n\n## Risks\n\n- Infection (in 10% of patients)\n\n"
        "## Cost\n\n- The average cost is $8,000 to $9,000.\n\n"
        "## Recovery\n\n- The hospital stay is 5 to 7 days.\n",
    }
    read = [
        extract.extract(
            Document(name, text, "", name.ljust(16, "0"), "text/markdown", "utf-8"),
            extract.load(),
        )
        for name, text in pages.items()
    ]
    found = across.find(graph.merge(read), CHECKS)
    told = [each.message for each in found if each.check == "CONTRADICTION"]
    assert len(told) == 3
    for words in ("(about 1% / in 10% of patients)", "USD 2000-3000", "1 to 2 days"):
        assert any(words in message for message in told), words
