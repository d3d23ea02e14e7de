"""``procgraph build``: documents in, the files of a graph out."""

import datetime as dt
import os
from pathlib import Path

import click

from pipeline.cli import values
from pipeline.errors import UnknownFormatError, VocabularyError


@click.command("build", short_help="Build the graph of documents.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--out", metavar="FOLDER", help="Where to write.  [default: outputs]")
@click.option(
    "--formats",
    multiple=True,
    metavar="LIST",
    help="Formats of the graph, with commas or several times, or all: ttl, json, "
    "jsonld, nt, nq, trig, sssom, graphml, kgx, kgx-jsonl, neo4j, parquet, "
    "report, explorer, dataset.  [default: ttl,json]",
)
@click.option(
    "--evidence",
    type=click.Choice(["full", "compact", "none"]),
    help="What stands with a fact in the graph: full, its quote, its place, and the "
    "words around; compact, without the words around, a smaller file; none, no "
    "evidence, and neither denied facts nor findings.  [default: full]",
)
@click.option(
    "--gzip",
    is_flag=True,
    default=None,
    help="Pack N-Triples, N-Quads and TriG: graph.nt.gz and so on.",
)
@click.option(
    "--jobs",
    type=values.Whole(min=0),
    metavar="N",
    help="How many processes read documents side by side; 0 is as many as the machine "
    "has processors and the documents are worth.  [default: 0]",
)
@click.option(
    "--memory",
    type=values.Whole(min=1),
    metavar="N",
    help="About how many megabytes of documents, and of facts, are held in memory; "
    "what is more goes to files while the build runs.  [default: 16]",
)
@click.option(
    "--fresh",
    is_flag=True,
    default=None,
    help="Read all documents again, also those that an earlier build has read.",
)
@click.option(
    "--strict",
    is_flag=True,
    default=None,
    help="End with status 1 where a check finds a violation.",
)
@click.option(
    "--code-facts",
    multiple=True,
    metavar="FILE",
    help="A table of your own on codes, or a fee schedule; may be given several times.",
)
@click.option(
    "--oldest",
    type=values.Day(),
    metavar="DAY",
    help="Tell pages from before this day, such as 2020-01-31.",
)
@click.option(
    "--keep-personal-data",
    is_flag=True,
    default=None,
    help="Leave what looks like data of a person as it is, not masked.",
)
@click.option(
    "--threshold",
    type=values.Share(),
    metavar="N",
    help="Leave out facts of less confidence than this, from 0 to 1.  [default: 0]",
)
@click.option(
    "--grounding/--no-grounding",
    default=None,
    help="Link things to terminologies, and put those together that are the same "
    "concept.  [default: grounding]",
)
@click.option(
    "--cache",
    metavar="FOLDER",
    help="Where terminologies are kept once they are compiled; it can be made again at "
    "any time, and is not the .cache of a build.  [default: where the system keeps "
    "such things]",
)
@click.option(
    "--terminologies", metavar="FOLDER", help="Folder of the terminologies you brought."
)
@click.option(
    "--extractor",
    "extractors",
    multiple=True,
    metavar="NAME",
    help="A plug-in that may suggest what a page mentions; may be given several times.",
)
@click.option(
    "--decisions",
    metavar="FILE",
    help="Your decisions on names.  [default: decisions.yaml beside the documents]",
)
@click.option("-v", "--verbose", is_flag=True, help="Say where each setting is from.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
def command(
    paths: tuple[str, ...], *, verbose: bool, quiet: bool, **flags: object
) -> int:
    """Build the graph of the documents at each PATH.

    A PATH is a document or a folder of them (.txt, .md, .html, .jsonl); without any, it
    is the folder sources. A document that cannot be read is left out and named; the
    others are built.

    Every option may also stand in a variable (PROCGRAPH_JOBS) or in procgraph.toml:
    docs/settings.md has all, and the exit codes.
    """
    # What follows takes a while to import, and --help should not wait for it.
    from pipeline import exports, settings  # noqa: PLC0415
    from pipeline.building.build import build  # noqa: PLC0415
    from pipeline.building.progress import nobody  # noqa: PLC0415
    from pipeline.cli import telling  # noqa: PLC0415
    from pipeline.documents import unread  # noqa: PLC0415

    resolved = settings.resolve(_named(flags), os.environ, Path.cwd())
    formats = _formats(resolved.settings.formats, resolved.sources["formats"])
    if verbose and not quiet:
        telling.settings(resolved)
    chosen = resolved.settings
    if chosen.gzip and not quiet and not exports.packed(formats):
        telling.unpacked(exports.packed(exports.FORMATS))
    places = paths or ("sources",)
    summary = build(
        places,
        chosen.out,
        formats=formats,
        evidence=chosen.evidence,
        gzip=chosen.gzip,
        jobs=chosen.jobs,
        fresh=chosen.fresh,
        memory=chosen.memory,
        limits=chosen.limits,
        code_facts=chosen.code_facts,
        oldest=chosen.oldest,
        keep_personal_data=chosen.keep_personal_data,
        threshold=chosen.threshold,
        grounding=chosen.grounding,
        extractors=chosen.extractors,
        decisions=chosen.decisions,
        cache=chosen.cache,
        terminologies=chosen.terminologies,
        watch=nobody if quiet else telling.progress(),
        waiting=telling.waiting,
    )
    telling.refused(summary)
    if not quiet:
        telling.summary(summary, unread(places))
    if chosen.strict and summary.violations:
        telling.violations(summary)
        return 1
    return 0


def _named(flags: dict[str, object]) -> dict[str, object]:
    """Return *flags* by the names of their settings, a day as one; () is not given."""
    return {
        flag.replace("_", "-"): value.date()
        if isinstance(value, dt.datetime)
        else value or None
        if isinstance(value, tuple)
        else value
        for flag, value in flags.items()
    }


def _formats(names: tuple[str, ...], place: str) -> tuple[str, ...]:
    """Return the formats; an unknown one is wrong usage, or a wrong setting."""
    from pipeline import exports  # noqa: PLC0415 - as above

    try:
        return exports.choose(names)
    except UnknownFormatError as fault:
        if place.startswith("flag"):
            raise
        raise VocabularyError(place, str(fault)) from None
