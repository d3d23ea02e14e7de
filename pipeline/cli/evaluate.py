"""``procgraph eval``: how good our reading is, by what people marked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

_FORMATS: Final = ("table", "json")
_COMMENT: Final = "#"


@click.command("eval", short_help="Score the reading of documents against gold.")
@click.argument(
    "places",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    metavar="GOLD...",
)
@click.option(
    "--docs",
    multiple=True,
    metavar="LIST",
    help="Only documents whose names begin so, with commas, or @FILE, one a line.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
)
@click.option(
    "--errors",
    "mistakes",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Show the N worst wrong mentions with the rules that made them, and as many "
    "that were missed.",
)
@click.option("--per-doc", is_flag=True, help="A line a document, the worst first.")
@click.option("--per-rule", is_flag=True, help="How often each rule is right.")
@click.option(
    "--fewest",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    metavar="N",
    help="A second mean is over types with N marked mentions or more.",
)
def command(  # noqa: PLR0913 - one argument an option
    places: tuple[Path, ...],
    docs: tuple[str, ...],
    form: str,
    mistakes: int,
    fewest: int,
    *,
    per_doc: bool,
    per_rule: bool,
) -> int:
    """Read the documents of GOLD, and tell how that agrees with what people marked.

    GOLD is a folder with gold files (YAML) in gold/ and their documents in docs/, a
    folder with both side by side, or a gold file. docs/evaluation.md tells the format,
    and when two mentions are the same.
    """
    from pipeline import evaluation  # noqa: PLC0415 - takes a while to import

    names = tuple(name for each in docs for name in _names(each))
    report = evaluation.evaluate(places, names, fewest)
    detail = evaluation.Detail(per_doc, per_rule, mistakes)
    click.echo(evaluation.render(report, form, detail), nl=False)
    return 0


def _names(given: str) -> Iterator[str]:
    """Yield the beginnings of names that are *given*, or those in the file of @FILE."""
    words = given.split(",")
    if given.startswith("@"):
        try:
            lines = Path(given[1:]).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as fault:
            told = f"{given[1:]} cannot be read ({fault})"
            raise click.BadParameter(told, param_hint="--docs") from None
        words = [line.partition(_COMMENT)[0] for line in lines]
    yield from (word.strip() for word in words if word.strip())
