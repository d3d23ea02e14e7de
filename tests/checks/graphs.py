"""Hand-made graphs: documents that give procedures codes."""

from collections.abc import Sequence

from pipeline import identifiers
from pipeline.model import (
    Assertion,
    Document,
    Extraction,
    Graph,
    Literal,
    Node,
    Nodes,
    Polarity,
    ProcedureMention,
    Reading,
    Span,
)


def page(  # noqa: PLR0913 - what a page says
    name: str,
    title: str,
    *codes: str,
    system: str = "CPT",
    modifiers: tuple[str, ...] = (),
    label: str | None = None,
    polarity: Polarity = Polarity.AFFIRMED,
) -> tuple[Extraction, tuple[Assertion, ...], tuple[Node, ...]]:
    """Return a page with *title* that gives its procedure *codes* and *modifiers*."""
    lines = [title, *(f"{system} {code}" for code in codes), *modifiers]
    text = "\n".join(lines) + "\n"
    subject = identifiers.procedure(title)
    made: list[Assertion] = []
    nodes = [Node(subject, ("pg:Procedure",), title.lower())]
    for line, value in zip(lines[1:], (*codes, *modifiers), strict=True):
        is_code = line != value
        its_system = system if is_code else "HCPCS"
        object_ = (
            identifiers.code(system, value) if is_code else identifiers.modifier(value)
        )
        start = text.index(line)
        values = (("pg:claimedLabel", Literal(title if label is None else label)),)
        made.append(
            Assertion(
                id=f"{name}-{value}-{start}",
                document=name,
                subject=subject,
                predicate="claimsCode" if is_code else "commonModifier",
                object=object_,
                start=start,
                end=start + len(line),
                quote=line,
                section=0,
                rule="code.line",
                confidence=1.0,
                polarity=polarity,
                values=values if is_code else (),
            )
        )
        nodes.append(
            Node(
                object_,
                ("pg:MedicalCode" if is_code else "pg:Modifier",),
                value,
                values=(
                    ("schema:codeValue", Literal(value)),
                    ("schema:codingSystem", Literal(its_system)),
                ),
            )
        )
    named = ProcedureMention(title, 0, len(title), Span(0, len(title)), 0, "title")
    extraction = Extraction(
        document=Document(
            name, text, "0" * 64, name.ljust(64, "0"), "text/plain", "utf-8"
        ),
        sections=(),
        reading=Reading(named, (), ()),
        nodes=tuple(nodes),
        assertions=tuple(made),
        lines=(),
        procedure=subject,
    )
    return extraction, tuple(made), tuple(nodes)


def graph(
    *pages: tuple[Extraction, tuple[Assertion, ...], tuple[Node, ...]],
) -> Graph:
    """Return the graph of *pages*."""
    nodes = {node.id: node for _, _, its in pages for node in its}
    return Graph(
        extractions=tuple(extraction for extraction, _, _ in pages),
        nodes=Nodes(nodes[key] for key in sorted(nodes)),
        findings=(),
    )


def pages_of(said: Sequence[Assertion]) -> tuple[Extraction, ...]:
    """Return pages that state what is *said*, one for each document it is of."""
    return tuple(
        Extraction(
            document=Document(
                name, name, "0" * 64, name.ljust(64, "0"), "text/plain", "utf-8"
            ),
            sections=(),
            reading=Reading(None, (), ()),
            nodes=(),
            assertions=tuple(each for each in said if each.document == name),
            lines=(),
        )
        for name in dict.fromkeys(each.document for each in said)
    )
