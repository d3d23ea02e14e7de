"""``procgraph serve``: a built graph over HTTP."""

import os
import sys
from pathlib import Path
from typing import Final

import click

from pipeline.cli import values
from pipeline.errors import ServingError

EXTRA: Final = "procedure-graph[serve]"


@click.command("serve", short_help="Serve a built graph: endpoint and pages.")
@click.argument("out", required=False, metavar="[OUT]")
@click.option("--host", metavar="NAME", help="Where to listen.  [default: 127.0.0.1]")
@click.option(
    "--port",
    type=values.Whole(min=0),
    metavar="N",
    help="At which port; 0 is any that is free.  [default: 7878]",
)
@click.option(
    "--allow-host",
    multiple=True,
    metavar="NAME",
    help="A further name of this server, as behind a proxy; may be given several "
    "times.",
)
@click.option(
    "--cors",
    multiple=True,
    metavar="ORIGIN",
    help="Let pages of this origin ask, such as https://example.org; * is all. May be "
    "given several times.  [default: none]",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="What one question may take.  [default: 10]",
)
@click.option(
    "--max-rows",
    type=values.Whole(min=1),
    metavar="N",
    help="Rows, or triples, of an answer at most.  [default: 100000]",
)
@click.option(
    "--max-bytes",
    type=values.Whole(min=1),
    metavar="N",
    help="Bytes of an answer at most.  [default: 20000000]",
)
@click.option(
    "--query-memory",
    type=values.Whole(min=1),
    metavar="N",
    help="Megabytes that one question may take beside the graph.  [default: 512]",
)
@click.option(
    "--jobs",
    type=values.Whole(min=0),
    metavar="N",
    help="Questions answered at once; 0 is one for each processor, and 4 at least.  "
    "[default: 0]",
)
def command(out: str | None, **flags: object) -> None:
    """Serve the build in the folder OUT, to be asked and read in a browser.

    There is a page for questions at /, and a SPARQL endpoint at /sparql, which only
    reads. A new build in OUT is served as soon as it is there. Without OUT it is the
    folder outputs.

    Every option may also stand in a variable (PROCGRAPH_PORT) or in procgraph.toml.
    """
    from pipeline import settings  # noqa: PLC0415 - help does not wait for it

    given = {name.replace("_", "-"): value or None for name, value in flags.items()}
    given |= {"port": flags["port"], "jobs": flags["jobs"], "out": out}
    chosen = settings.resolve(given, os.environ, Path.cwd()).settings
    if sys.platform == "win32":
        raise ServingError(
            "serving needs a system that can copy a process: not Windows"
        )
    try:
        from pipeline.serving import running  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as fault:
        if (fault.name or "").partition(".")[0] not in {"starlette", "uvicorn"}:
            raise
        raise ServingError(
            f"{fault.name} is not installed. Try: pip install '{EXTRA}'"
        ) from None
    from pipeline.serving.bounds import Bounds, Crowd  # noqa: PLC0415
    from pipeline.serving.guarding import Doors  # noqa: PLC0415

    def begun(url: str) -> None:
        click.echo(
            f"SPARQL  {url}/sparql   page {url}/   "
            f"(read-only, {chosen.timeout:g} s a question; Ctrl-C stops)",
            err=True,
        )

    running.serve(
        running.Service(
            Path(chosen.out),
            Doors(chosen.host, chosen.allow_host, chosen.cors),
            chosen.port,
            Bounds(
                chosen.timeout, chosen.max_rows, chosen.max_bytes, chosen.query_memory
            ),
            Crowd(chosen.jobs),
        ),
        begun,
        lambda words: click.echo(f"serve     {words}", err=True),
    )
