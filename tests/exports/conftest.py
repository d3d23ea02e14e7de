"""A small graph made by hand: two documents, one denied fact, odd signs."""

import hashlib
from dataclasses import replace

import msgspec
import pytest

from pipeline import identifiers
from pipeline.exports import Manner, Run
from pipeline.findings import in_order
from pipeline.model import (
    Assertion,
    Certainty,
    CodeMention,
    Description,
    Document,
    Extraction,
    Finding,
    Graph,
    Line,
    LineStatus,
    Literal,
    Mention,
    Node,
    Nodes,
    Polarity,
    ProcedureMention,
    Qualifiers,
    Reading,
    Section,
    Severity,
    Span,
)
from tests.exports.links import LINKS, TERMINOLOGIES

TEXT = (
    "Ear Tube Placement\n"
    "Risks\n"
    "Drainage that may soil the \u201cpillow\u201d \\ sheet.\n"
    "No hearing loss is expected \U0001f442.\n"
    "Steps\n"
    "Numb the ear.\n"
    "Place the tube.\n"
)
PROCEDURE = "procedure/ear-tube-placement"


def place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def document(name: str, text: str, description: Description) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        name, text, digest, digest, "text/plain", "utf-8", description=description
    )


def statement(
    page: Document, predicate: str, target: str, words: str, **more: object
) -> Assertion:
    start, end = place(page.text, words)
    subject = str(more.pop("subject", PROCEDURE))
    plain = Assertion(
        identifiers.assertion(page.key, subject, predicate, target, (start, end)),
        page.name,
        subject,
        predicate,
        target,
        start,
        end,
        words,
        section=1,
        rule="complication.bullet",
        confidence=0.9,
    )
    return msgspec.structs.replace(plain, **more)


def extraction(name: str, description: Description | None = None) -> Extraction:
    """Return what a page says, its denied fact and its code claim included."""
    page = document(name, TEXT, description or Description())
    drainage = "Drainage that may soil the \u201cpillow\u201d \\ sheet."
    denied = "No hearing loss is expected \U0001f442."
    steps = tuple(
        identifiers.own("step", page.key, place(TEXT, words)[0])
        for words in ("Numb the ear.", "Place the tube.")
    )
    risks, first = place(TEXT, "Risks")[0], place(TEXT, "Steps")[0]
    around = Qualifiers(
        certainty=Certainty.POSSIBLE, effect='soiled "pillow"', examples=("a", "b")
    )
    start, end = place(TEXT, "Drainage")
    mention = Mention(
        "m1",
        "Complication",
        "drainage",
        start,
        end,
        Span(*place(TEXT, drainage)),
        1,
        "complication.bullet",
        0.9,
        around,
    )
    start, end = place(TEXT, "hearing loss")
    other = Mention(
        "m2",
        "Complication",
        "hearing loss",
        start,
        end,
        Span(*place(TEXT, denied)),
        1,
        "complication.bullet",
        0.8,
        Qualifiers(polarity=Polarity.NEGATED),
    )
    title = Span(*place(TEXT, "Ear Tube Placement"))
    code = CodeMention("CPT", "99999", title.start, title.end, title, 0, "code.title")
    return Extraction(
        document=page,
        sections=(
            Section(0, "Ear Tube Placement", "overview", 0, risks, 1, ()),
            Section(1, "Risks", "complications", risks, first, 2, ()),
            Section(2, "Steps", "procedure_steps", first, len(TEXT), 2, ()),
        ),
        reading=Reading(
            ProcedureMention(
                "ear tube placement", title.start, title.end, title, 0, "t", code=code
            ),
            (mention, other),
            (code,),
        ),
        nodes=(
            Node(PROCEDURE, ("pg:Procedure",), "ear tube placement"),
            Node(
                "concept/symptom-drainage",
                ("pg:Symptom", "pg:Complication"),
                "drainage",
                ('odd "name"\n',),
            ),
            Node("concept/condition-hearing-loss", ("pg:Condition",), "hearing loss"),
            Node("code/cpt-99999", ("pg:MedicalCode",), "CPT 99999"),
            Node(
                steps[0],
                ("pg:ProcedureStep",),
                "numb the ear",
                values=(("pg:stepIndex", Literal("1", "xsd:positiveInteger")),),
                links=(
                    ("pg:nextStep", steps[1]),
                    ("pg:obligation", "obligation:required"),
                ),
            ),
            Node(
                steps[1],
                ("pg:ProcedureStep",),
                "place the tube",
                values=(("pg:stepIndex", Literal("2", "xsd:positiveInteger")),),
                links=(("pg:obligation", "obligation:required"),),
            ),
        ),
        assertions=(
            statement(
                page,
                "hasComplication",
                "concept/symptom-drainage",
                drainage,
                certainty=Certainty.POSSIBLE,
                qualifiers=around,
                mention="m1",
            ),
            statement(
                page,
                "hasComplication",
                "concept/condition-hearing-loss",
                denied,
                polarity=Polarity.NEGATED,
                confidence=0.8,
                mention="m2",
            ),
            statement(page, "hasStep", steps[0], "Numb the ear.", section=2),
            statement(page, "hasStep", steps[1], "Place the tube.", section=2),
            statement(
                page,
                "claimsCode",
                "code/cpt-99999",
                "Ear Tube Placement",
                section=0,
                types=("pg:Assertion", "pg:CodeClaim"),
                values=(("pg:claimedLabel", Literal("Ear Tube Placement")),),
            ),
        ),
        lines=(Line(title.start, title.end, LineStatus.HEADING),),
        procedure=PROCEDURE,
    )


@pytest.fixture
def graph() -> Graph:
    """Return a graph of two documents that have the same text."""
    pages = (
        extraction("a.txt"),
        extraction(
            "b/c.txt",
            Description(
                "Of ears", "https://example.org/a b?c|d", "CC0", "en-GB", "2024-02-30"
            ),
        ),
    )
    nodes = {node.id: node for node in pages[0].nodes}
    claim = next(e for e in pages[0].assertions if e.predicate == "claimsCode")
    return Graph(
        pages,
        Nodes(nodes[key] for key in sorted(nodes)),
        (
            Finding(
                "CODE_UNCHECKED",
                Severity.INFO,
                "a.txt",
                'the code "99999" cannot be checked',
                claim.start,
                claim.end,
                claim.id,
            ),
            Finding(
                "LIKE",
                Severity.WARNING,
                "a.txt",
                "alike",
                documents=("a.txt", "b/c.txt"),
            ),
        ),
        frozenset({claim.id}),
    )


@pytest.fixture
def manner() -> Manner:
    """Return the manner of writing that a build has by default."""
    return Manner(Run("0.0.0", "0" * 64))


@pytest.fixture
def golden(graph: Graph) -> Graph:
    """Return the graph with all that some graph holds: links, conflicts, suggestions.

    The one finding is of a denied statement, which another affirms, the other of a code
    against what is known of it.
    """
    stated = {(each.document, each.predicate): each for each in graph.assertions}
    claim, said = stated["a.txt", "claimsCode"], stated["a.txt", "hasComplication"]
    (denied, affirmed) = sorted(
        (each for each in graph.assertions if each.predicate == said.predicate),
        key=lambda each: each.polarity is Polarity.AFFIRMED,
    )
    known = Node(
        "code-fact/cpt-99999",
        ("pg:CodeFact",),
        "CPT 99999",
        values=(("pg:sourceCount", Literal("1", "xsd:nonNegativeInteger")),),
    )
    other = Node("code/cpt-99998", ("pg:MedicalCode",), "99998")
    nodes = (*graph.nodes, known, other)
    found = (
        Finding(
            "CODE_FACET_CONFLICT",
            Severity.WARNING,  # a violation would take the code from the procedure
            "a.txt",
            "the code is another's",
            claim.start,
            claim.end,
            claim.id,
            conflicts_with=(known.id,),
            suggested=(other.id, "code/cpt-99999"),
        ),
        Finding(
            "CONTRADICTION",
            Severity.WARNING,
            "a.txt",
            "said and denied",
            denied.start,
            denied.end,
            denied.id,
            ("a.txt", "b/c.txt"),
            conflicts_with=(affirmed.id,),
        ),
    )
    return replace(
        graph,
        nodes=Nodes(sorted(nodes, key=lambda each: each.id)),
        findings=in_order((*graph.findings, *found)),
        matches=LINKS,
    )


@pytest.fixture
def golden_manner() -> Manner:
    """Return the manner of a build that linked things to two terminologies."""
    return Manner(Run("0.0.0", "0" * 64, TERMINOLOGIES))


ODD_QUOTE = (
    "=1+1\t\"double\" 'single' |pipe; semi\\colon\\n\r\n"
    "na\u00efve \U0001f442 \u2028 \x01\x0b\x7f \\u007c end"
)
ODD_TEXT = f"NA\n  0012\n{ODD_QUOTE}\n'=quoted already\n"


def _odd_assertions(page: Document) -> tuple[Assertion, ...]:
    quoted = "'=quoted already"
    around = Qualifiers(
        certainty=Certainty.CONDITIONAL,
        time="\tsoon",
        cause="@home",
        examples=("a|b", "c;d", "e\\f", "=g"),
        synonyms=("-h",),
        trigger=True,
    )
    return (
        statement(
            page,
            "hasComplication",
            "concept/condition-na",
            ODD_QUOTE,
            qualifiers=around,
            context=PROCEDURE,
            rule="0012",
        ),
        statement(
            page,
            "hasComplication",
            "concept/condition-na",
            quoted,
            polarity=Polarity.NEGATED,
        ),
        statement(
            page,
            "claimsCode",
            "code/cpt-0012",
            "  0012",
            section=0,
            types=("pg:Assertion", "pg:CodeClaim"),
            values=(
                ("pg:claimedLabel", Literal("NA")),
                ("pg:claimedLabel", Literal("=NA()")),
                ("pg:frequencyLow", Literal("0.5", "xsd:decimal")),
            ),
            links=(("pg:facet", "phase:recovery"),),
        ),
    )


@pytest.fixture
def odd_graph() -> Graph:
    """Return a graph of names and words that files of text and tables often spoil.

    Its document is called ``NA``, a code is ``0012``, a quote holds every sign that
    some format uses for itself, and a thing has no label.
    """
    page = document(
        "NA", ODD_TEXT, Description(title="=NA()", url="https://example.org/|;a")
    )
    stated = {each.id: each for each in _odd_assertions(page)}
    first = min(stated)
    nodes = (
        Node("code/cpt-0012", ("pg:MedicalCode",), "0012", ("00012", "1e3", "NA")),
        Node(
            "concept/condition-na",
            ("pg:Condition",),
            "NA",
            ("=SUM(A1)", "'=a", "a|b", "c;d", "e\\f", "\\u007c", '"g"', "h\ti\nj\rk"),
            values=(
                ("pg:codeValue", Literal("0012")),
                ("pg:isSurgical", Literal("true", "xsd:boolean")),
                ("pg:maxValue", Literal("3.50", "xsd:decimal")),
            ),
        ),
        Node("duration/0000000000000000-1", ("schema:QuantitativeValue",), ""),
        Node(PROCEDURE, ("pg:Procedure",), "+ear tube placement"),
    )
    found = Finding(
        "CODE_CONFLICT",
        Severity.VIOLATION,
        "NA",
        "-the code\t\"0012\"\n=is 'NA'; a|b \x02",
        2,
        8,
        first,
        conflicts_with=(max(stated), "code/cpt-0012"),
        suggested=("code/cpt-0012",),
    )
    about_node = Finding(
        "ODD", Severity.INFO, "NA", "about a thing", about="code/cpt-0012"
    )
    sections = (
        Section(0, "NA", "overview", 0, 10, 1, ()),
        Section(1, "=Risks", "complications", 10, len(ODD_TEXT), 2, ()),
    )
    page_read = Extraction(
        document=page,
        sections=sections,
        reading=Reading(None, (), ()),
        nodes=nodes,
        assertions=tuple(stated.values()),
        lines=(),
        procedure=PROCEDURE,
    )
    return Graph(
        (page_read,),
        Nodes(sorted(nodes, key=lambda each: each.id)),
        (found, about_node),
    )
