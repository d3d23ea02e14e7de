"""The page for questions: an editor, the questions that ship, and their answers.

It is a program of our own that asks the endpoint of the server it came from, and shows
what comes back as text.
"""

from functools import cache
from html import escape
from string import Template
from typing import Final

import orjson

from pipeline import namespaces, questions
from pipeline.exports.pages.page import Page, asset, policy, render
from pipeline.questions import Parameter, Question
from pipeline.serving.pages import FRAMING, PageFile, tagged

_STYLES: Final = ("asking.css",)
_SCRIPTS: Final = ("texts.js", "cells.js", "editor.js", "answer.js", "asking.js")
_LINKS: Final = {"explorer": "Explorer", "report": "Report"}
# Kinds of identifiers that are no things: the explorer has no page of them.
_UNSHOWN: Final = (
    *("agent", "checksum", "dataset", "distribution", "finding", "format", "match"),
    *("partition", "reference", "rights", "run", "section", "span", "terminology"),
)
_BODY: Final = "asking.html"


@cache
def page(pages: frozenset[str]) -> PageFile:
    """Return the page, with links to the *pages* that the build has."""
    links = "".join(
        f'<a href="/{name}">{escape(words)}</a>'
        for name, words in _LINKS.items()
        if name in pages
    )
    made = Page(
        title="Questions: Procedure Graph",
        body=Template(asset(_BODY, __name__)).substitute(links=links),
        styles=tuple(asset(name, __name__) for name in _STYLES),
        scripts=tuple(asset(name, __name__) for name in _SCRIPTS),
        data=(("data", orjson.dumps(_data(pages))),),
        asks=True,
    )
    return tagged(render(made), f"{policy(made)}; {FRAMING}")


def _data(pages: frozenset[str]) -> dict[str, object]:
    """Return what the program needs to know."""
    return {
        "identifiers": f"{namespaces.BASE}{namespaces.IDENTIFIERS}",
        "prefixes": dict(namespaces.PREFIXES),
        "explorer": "/explorer" if "explorer" in pages else "",
        "unshown": _UNSHOWN,
        "questions": [_told(each) for each in questions.catalogue()],
    }


def _told(question: Question) -> dict[str, object]:
    return {
        "name": question.name,
        "words": question.words,
        "askers": question.askers,
        "text": question.text,
        "parameters": [_given(each) for each in question.parameters],
    }


def _given(parameter: Parameter) -> dict[str, object]:
    is_text = parameter.default.startswith('"')
    return {
        "name": parameter.name,
        "default": orjson.loads(parameter.default) if is_text else parameter.default,
        "number": not is_text,
    }
