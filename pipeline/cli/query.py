"""``procgraph query``: ask a built graph."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from pipeline import questions

_FORMATS: Final = ("table", "csv", "json", "ttl")


@click.command("query")
@click.argument("question", required=False, metavar="[NAME|FILE]")
@click.option("-q", "--text", help="The question itself, in SPARQL.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default="outputs",
    show_default=True,
    envvar="PROCGRAPH_OUT",
    help="Folder of the build, or a Turtle file.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="Default: table on a terminal, else csv; ttl where a graph is made.",
)
@click.option(
    "-p",
    "--parameter",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="Give a value for a parameter of the question; may be repeated.",
)
@click.option("--list", "is_list", is_flag=True, help="List the questions by name.")
@click.option("--max-rows", type=click.IntRange(min=0), default=0, help="0: all rows.")
@click.option(
    "--timeout", type=click.FloatRange(min=0), default=0, help="Seconds; 0: no limit."
)
@click.option("--fail-if-empty", is_flag=True, help="Exit 1 where nothing is found.")
def command(  # noqa: PLR0913 - one argument an option
    question: str | None,
    text: str | None,
    data: Path,
    form: str | None,
    given: tuple[str, ...],
    *,
    is_list: bool,
    max_rows: int,
    timeout: float,
    fail_if_empty: bool,
) -> int:
    """Ask a built graph a question by NAME, from a FILE, or given with -q.

    Data goes to stdout: a table on a terminal, CSV when piped. Without a question, the
    known ones are listed.
    """
    from pipeline import questions  # noqa: PLC0415 - SPARQL is loaded only here

    if is_list or (question is None and text is None):
        _list(questions.catalogue(), form)
        return 0
    if question is not None and text is not None:
        raise click.UsageError("give a NAME or FILE, or a text with -q, not both")
    if text is not None:
        asked = questions.read("-q", text)
    else:
        asked = questions.find(question or "")
    written = asked.given(_pairs(given))
    if timeout:
        answer = questions.ask_within(timeout, written, data, max_rows)
    else:
        answer = questions.ask(written, questions.load(data), max_rows)
    click.echo(questions.render(answer, form or _usual(answer)), nl=False)
    if answer.is_cut:
        click.echo(f"cut after {max_rows} rows (--max-rows 0 shows all)", err=True)
    return 1 if fail_if_empty and answer.is_empty else 0


def _usual(answer: "questions.Answer") -> str:
    if answer.turtle is not None:
        return "ttl"
    return "table" if sys.stdout.isatty() else "csv"


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"'{pair}' is not NAME=VALUE", param_hint="-p")
        pairs[name] = value
    return pairs


def _list(known: "tuple[questions.Question, ...]", form: str | None) -> None:
    """Print each question with its name, who asks and what may be given."""
    from pipeline.questions import Answer, render  # noqa: PLC0415

    if form is not None:
        rows = tuple(
            (q.name, q.words, ", ".join(q.askers), " ".join(_options(q))) for q in known
        )
        columns = ("name", "question", "askers", "parameters")
        click.echo(render(Answer(columns, rows), form), nl=False)
        return
    widest = max(len(q.name) for q in known)
    for q in known:
        options = "".join(f" [-p {option}]" for option in _options(q))
        click.echo(f"{q.name:<{widest}}  {q.words}{options}")


def _options(asked: "questions.Question") -> list[str]:
    return [
        f"{each.name}={each.default}" if each.default != '""' else f"{each.name}=…"
        for each in asked.parameters
    ]
