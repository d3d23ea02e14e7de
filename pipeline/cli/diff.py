"""``procgraph diff``: what changed between two builds."""

from pathlib import Path
from typing import Final

import click

_TEXT: Final = "text"
_JSON: Final = "json"
_PATCH: Final = "patch"


@click.command("diff", short_help="Tell what changed between two builds.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice((_TEXT, _JSON, _PATCH)),
    default=_TEXT,
    show_default=True,
    help="For people, for programs, or as an RDF Patch of the bare triples.",
)
@click.option("--exit-code", is_flag=True, help="Exit 1 where something differs.")
def command(old: Path, new: Path, form: str, *, exit_code: bool) -> int:
    """Tell what changed from the build OLD to the build NEW, by document.

    Each is the folder of a build, or a Turtle or N-Triples file. Told are facts added,
    removed and on other evidence, findings new and solved, documents and links.
    """
    # RDF takes a while to import, and --help should not wait for it.
    from pipeline import comparing  # noqa: PLC0415

    if form == _PATCH:
        patch = comparing.patch(old, new)
        # The form is UTF-8, whatever the terminal has.
        with click.open_file("-", "wb") as stream:
            stream.writelines(line.encode() for line in patch.lines())
        return int(exit_code and not patch.is_empty)
    found = comparing.compare(old, new)
    if form == _JSON:
        from pipeline.exports import SCHEMA_VERSION  # noqa: PLC0415 - as above

        click.echo(comparing.as_json(found, SCHEMA_VERSION), nl=False)
    else:
        click.echo(comparing.as_text(found), nl=False)
    return int(exit_code and not found.is_empty)
