"""``procgraph explain``: every fact on one thing, with its words."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.questions import Explanation, Fact


@click.command("explain", short_help="Tell every fact on one thing, with its quotes.")
@click.argument("name", metavar="LABEL|IRI")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default="outputs",
    show_default=True,
    envvar="PROCGRAPH_OUT",
    help="Folder of the build, or a Turtle file.",
)
@click.option("--json", "is_json", is_flag=True, help="As JSON.")
def command(name: str, data: Path, *, is_json: bool) -> int:
    """Tell all that the graph says of the thing called LABEL.

    Each fact comes with its quote, its document and the place in its text.
    """
    import msgspec  # noqa: PLC0415 - what follows takes a while to import

    from pipeline import questions  # noqa: PLC0415

    told = questions.explain(name, questions.load(data))
    if is_json:
        click.echo(msgspec.json.format(msgspec.json.encode(told)).decode())
        return 0
    for line in _lines(told):
        # Words of documents must not steer the terminal.
        click.echo("".join(char if char.isprintable() else " " for char in line))
    return 0


def _lines(told: "Explanation") -> Iterator[str]:
    yield f"{told.label}  ({', '.join(told.kinds)})"
    yield f"  {told.iri}"
    if told.also:
        yield f"  also: {', '.join(told.also)}"
    for key, value in told.details:
        yield f"  {key}: {value}"
    for severity, check, message in told.findings:
        yield f"  {severity}: {message} [{check}]"
    for (subject, link, target), said in groupby(
        told.facts, key=lambda fact: fact.triple
    ):
        yield ""
        yield f"{subject} - {link} -> {target}"
        for fact in said:
            yield f'  {_stance(fact)}"{fact.quote}"'
            read = f"{fact.rule} {fact.confidence:.2f}"
            yield f"    {_place(fact)}  {fact.section}  {read}"


def _stance(fact: "Fact") -> str:
    if fact.polarity == "negated":
        return "DENIED  "
    return "" if fact.certainty == "stated" else f"{fact.certainty}  "


def _place(fact: "Fact") -> str:
    if fact.start is None:
        return fact.document
    return f"{fact.document}[{fact.start}:{fact.end}]"
