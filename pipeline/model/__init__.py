"""The records that the stages hand on, in the order in which they arise.

Every record is immutable, and every record that came from a text leads back to it:
offsets count Unicode code points of ``Document.text``, from 0, end exclusive, so that
``text[start:end]`` is the quote.
"""

from pipeline.model.documents import (
    Description,
    Document,
    Mark,
    MarkKind,
    Personal,
    Quarantined,
)
from pipeline.model.graphs import MEMORY, Graph, Nodes, Room, Text, Things
from pipeline.model.mentions import (
    Certainty,
    CodeMention,
    Mention,
    MoneyValue,
    Polarity,
    ProcedureMention,
    Qualifiers,
    Reading,
    ShareValue,
    TimeValue,
    Value,
)
from pipeline.model.statements import (
    Assertion,
    Extraction,
    Finding,
    Literal,
    Match,
    Node,
    Part,
    Severity,
)
from pipeline.model.structure import (
    Block,
    BlockKind,
    Line,
    LineStatus,
    Section,
    Span,
    Unit,
)
from pipeline.model.suggestions import (
    Extractor,
    Page,
    Passage,
    Plugin,
    Refused,
    Suggestion,
)

__all__ = [
    "MEMORY",
    "Assertion",
    "Block",
    "BlockKind",
    "Certainty",
    "CodeMention",
    "Description",
    "Document",
    "Extraction",
    "Extractor",
    "Finding",
    "Graph",
    "Line",
    "LineStatus",
    "Literal",
    "Mark",
    "MarkKind",
    "Match",
    "Mention",
    "MoneyValue",
    "Node",
    "Nodes",
    "Page",
    "Part",
    "Passage",
    "Personal",
    "Plugin",
    "Polarity",
    "ProcedureMention",
    "Qualifiers",
    "Quarantined",
    "Reading",
    "Refused",
    "Room",
    "Section",
    "Severity",
    "ShareValue",
    "Span",
    "Suggestion",
    "Text",
    "Things",
    "TimeValue",
    "Unit",
    "Value",
]
