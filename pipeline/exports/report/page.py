"""Make the page of a report.

The promise: all words of documents are text in it, and never markup. What leads into
the explorer is a link only where the explorer is written too.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any, Final
from urllib.parse import quote

import jinja2
import msgspec

from pipeline import cells, namespaces
from pipeline.exports import naming
from pipeline.exports.pages import Page, asset
from pipeline.exports.pages import render as as_document
from pipeline.exports.report import bars, picture, unread, words
from pipeline.exports.report.records import Report, Unlinked

_PACKAGE: Final = "pipeline.exports.report"
_EXPLORER: Final = "explorer"
_TARGET: Final = "explorer.html#/"
_SAFE: Final = "/-._~"
_OWN: Final = namespaces.BASE + namespaces.IDENTIFIERS
_TITLE: Final = "Report of a procedure graph"
_LINES: Final = ("lines", "documents", "section", "text", "places")
_NAMES: Final = ("name", "kind", "is", "called", "author", "date", "reason")


def render(report: Report, formats: Sequence[str] = ()) -> bytes:
    """Return *report* as a page of HTML, beside files of all *formats*."""
    linked = _EXPLORER in formats
    body = (
        _templates()
        .get_template("report.html")
        .render(
            r=report,
            as_json=msgspec.to_builtins(report),
            linked=linked,
            address=_address if linked else _nowhere,
            page_of=_page if linked else _nowhere,
            pictured=picture.draw(
                report.schema, {each.type: each.count for each in report.things}
            ),
            lines_sheet=_table(_LINES, unread.rows(report.not_understood.shown)),
            names_sheet=_table(
                _NAMES,
                map(_named, report.linking.unlinked.shown if report.linking else ()),
            ),
        )
    )
    return as_document(
        Page(
            _TITLE,
            body,
            styles=(asset("report.css", _PACKAGE),),
            scripts=(asset("report.js", _PACKAGE),),
        )
    )


@cache
def _templates() -> jinja2.Environment:
    load = partial(_template, _PACKAGE)
    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    functions: dict[str, Callable[..., Any]] = {
        "percent": bars.percent,
        "largest": bars.largest,
        "plain": bars.plain,
        "by_status": partial(bars.stacked, kinds=bars.STATUSES),
        "by_link": partial(bars.stacked, kinds=bars.LINKS),
        "spoken": words.spoken,
    }
    made.globals.update(functions, statuses=bars.STATUSES, links=bars.LINKS)
    made.filters["counted"] = "{:,}".format
    return made


def _template(package: str, name: str) -> str:
    return asset(f"templates/{name}", package)


# ---------------------------------------------------------------- addresses


def _address(iri: str) -> str:
    """Return where the explorer shows the thing or the fact *iri*, or nothing."""
    local = iri.removeprefix(_OWN)
    if local == iri:
        return ""
    if local.startswith(naming.STATEMENT):
        return f"{_TARGET}fact/{quote(local.removeprefix(naming.STATEMENT), _SAFE)}"
    return f"{_TARGET}thing/{quote(local, _SAFE)}"


def _page(key: str) -> str:
    """Return where the explorer shows the document whose text has *key*."""
    return f"{_TARGET}document/{quote(key, _SAFE)}" if key else ""


def _nowhere(_: str) -> str:
    return ""


# ---------------------------------------------------------------- sheets


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table to copy into a spreadsheet, in which no cell is a formula."""
    return "".join(
        "\t".join(cells.defuse(" ".join(cell.split())) for cell in row) + "\n"
        for row in (head, *rows)
    )


def _named(each: Unlinked) -> tuple[str, ...]:
    """Return the row of a decision on the name of a thing, to be filled in."""
    return (each.label, each.kind, *[""] * (len(_NAMES) - 2))
