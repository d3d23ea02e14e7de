"""Show a report to people or to programs, in any of the formats listed here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Final

import msgspec

from pipeline.errors import UnknownFormatError
from pipeline.evaluation.calibration import Trust
from pipeline.evaluation.evaluating import Report
from pipeline.evaluation.measures import Mean, Score
from pipeline.evaluation.mistakes import Mistake

_NOTHING: Final = "-"
_DIGITS: Final = 6
_WIDEST: Final = 100
_ELLIPSIS: Final = "\u2026"

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """What is shown besides the figures over all.

    *mistakes* is how many are shown of what was read wrongly, and of what was missed.
    """

    per_document: bool = False
    per_rule: bool = False
    mistakes: int = 0


def table(report: Report, detail: Detail) -> str:
    """Return *report* in columns for reading."""
    parts = [_types(report), _totals(report)]
    trusted = report.calibration
    parts.append(_trust("confidence", trusted.bins))
    if detail.per_rule:
        parts.append(_trust("rule", trusted.rules))
    if detail.per_document:
        parts.append(_documents(report))
    if detail.mistakes:
        shown = islice(report.mistakes, detail.mistakes)
        parts.append(_mistakes(f"{len(report.mistakes)} read wrongly", shown))
        shown = islice(report.missed, detail.mistakes)
        parts.append(_mistakes(f"{len(report.missed)} not read", shown))
    return "\n".join(
        "".join(f"{_printable(line)}\n" for line in part) for part in parts
    )


def json(report: Report, detail: Detail) -> str:
    """Return *report* as one JSON object; what is not asked for in *detail* is left."""
    shown = msgspec.to_builtins(report)
    for key in ("mistakes", "missed"):
        shown[key] = shown[key][: detail.mistakes]
    if not detail.per_document:
        del shown["by_document"]
    return msgspec.json.format(msgspec.json.encode(_rounded(shown))).decode() + "\n"


RENDERERS: Final[Mapping[str, Callable[[Report, Detail], str]]] = MappingProxyType(
    {"table": table, "json": json}
)


def render(report: Report, name: str, detail: Detail) -> str:
    """Return *report* in the format called *name*."""
    try:
        shown = RENDERERS[name]
    except KeyError:
        raise UnknownFormatError(name, tuple(RENDERERS)) from None
    return shown(report, detail)


# ---------------------------------------------------------------- parts of the table


def _types(report: Report) -> Iterator[str]:
    rows: list[Row] = [("type", "precision", "recall", "F1", "gold", "read", "matched")]
    rows += [(kind, *_scored(score)) for kind, score in report.types.items()]
    rows.append(("all (micro)", *_scored(report.micro)))
    rows.append(("mean of types (macro)", *_averaged(report.macro)))
    frequent = f"mean of types with {report.fewest}+ gold"
    rows.append((frequent, *_averaged(report.macro_frequent)))
    return _columns(rows)


def _totals(report: Report) -> Iterator[str]:
    sections = report.sections
    told = (
        f"{sections.gold} headings, {sections.found} found, {sections.extra} more read"
    )
    return _columns(
        [
            ("type of a section right", _share(sections.type_accuracy), told),
            ("place exact, of what matched", _share(report.span_exactness), ""),
            (
                "name of the procedure right",
                _share(report.procedure_label_accuracy),
                "",
            ),
            ("code of the procedure right", _share(report.procedure_code_accuracy), ""),
            ("documents", str(report.documents), ""),
            (
                "confidence is off by",
                _share(report.calibration.error),
                "on average, by the ranges below",
            ),
        ],
        words=(0, 2),
    )


def _trust(name: str, groups: Sequence[Trust]) -> Iterator[str]:
    rows: list[Row] = [(name, "read", "matched", "stated", "true")]
    rows += [
        (
            each.name,
            str(each.read),
            str(each.right),
            _share(each.confidence),
            _share(each.precision),
        )
        for each in groups
    ]
    return _columns(rows)


def _documents(report: Report) -> Iterator[str]:
    rows: list[Row] = [
        ("document", "F1", "gold", "read", "matched", "sections", "procedure")
    ]
    rows += [
        (
            each.document,
            _share(each.score.f1),
            str(each.score.gold),
            str(each.score.read),
            str(each.score.matched),
            _share(each.sections.type_accuracy),
            "as marked" if each.is_procedure_right else "other",
        )
        for each in report.by_document
    ]
    return _columns(rows)


def _mistakes(title: str, shown: Iterator[Mistake]) -> Iterator[str]:
    yield f"{title}; the worst:"
    for each in shown:
        made = f" [{each.rule} {each.confidence:.2f}]" if each.confidence else ""
        yield f"{each.document}:{each.line}: {each.kind}: {each.type}{made}"
        yield f'    "{_cut(each.quote)}"'
        if each.marked:
            yield f"    marked: {_cut(each.marked)}"


# ---------------------------------------------------------------- cells


def _scored(score: Score) -> Row:
    shares = (score.precision, score.recall, score.f1)
    counts = (score.gold, score.read, score.matched)
    return (*map(_share, shares), *map(str, counts))


def _averaged(mean: Mean | None) -> Row:
    if mean is None:
        return (_NOTHING,) * 3 + ("",) * 3
    return (*map(_share, (mean.precision, mean.recall, mean.f1)), "", "", "")


def _share(share: float | None) -> str:
    return _NOTHING if share is None else f"{share:.3f}"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _WIDEST else f"{flat[: _WIDEST - 1]}{_ELLIPSIS}"


def _columns(rows: Sequence[Row], words: Sequence[int] = (0,)) -> Iterator[str]:
    """Yield *rows* in columns, numbers to the right; *words* says which are words."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            f"{cell:<{width}}" if at in words else f"{cell:>{width}}"
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _printable(line: str) -> str:
    """Return *line* without signs of documents that would steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in line)


def _rounded(tree: object) -> object:
    """Return *tree* with every number short enough to be compared by eye."""
    if isinstance(tree, dict):
        return {key: _rounded(value) for key, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [_rounded(value) for value in tree]
    return round(tree, _DIGITS) if isinstance(tree, float) else tree
