"""Ask a built graph questions, those that ship with the package or one's own.

A question is a text in SPARQL. What a graph answers is read into plain values, so that
a table, CSV and JSON show the same; a question that makes a graph gives Turtle.
"""

from pipeline.questions.answers import Answer, Cell
from pipeline.questions.asking import ask, load
from pipeline.questions.catalogue import Parameter, Question, catalogue, find, read
from pipeline.questions.explaining import Explanation, Fact, explain
from pipeline.questions.limited import ask_within
from pipeline.questions.rendering import RENDERERS, render

__all__ = [
    "RENDERERS",
    "Answer",
    "Cell",
    "Explanation",
    "Fact",
    "Parameter",
    "Question",
    "ask",
    "ask_within",
    "catalogue",
    "explain",
    "find",
    "load",
    "read",
    "render",
]
