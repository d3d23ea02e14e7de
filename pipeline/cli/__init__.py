"""The command line: arguments in, exit status out, and the only place that prints.

Data goes to stdout, all else to stderr. A mistake of the user is told in one line
without a traceback. Nothing heavy is imported before a command runs.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

import click

from pipeline.cli import build, check, diff, evaluate, explain, query, serve, terms
from pipeline.errors import PipelineError

_INTERRUPTED: Final = 130
_BROKEN_PIPE: Final = 141
_TERMINATED: Final = 143


class _Terminated(BaseException):
    """The system asked the program to end."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="procedure-graph", prog_name="procgraph")
def procgraph() -> None:
    """Make a graph of medical procedures from documents, and ask it questions."""


procgraph.add_command(build.command)
procgraph.add_command(check.command)
procgraph.add_command(diff.command)
procgraph.add_command(evaluate.command)
procgraph.add_command(explain.command)
procgraph.add_command(query.command)
procgraph.add_command(serve.command)
procgraph.add_command(terms.command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command that *arguments* name, and exit with its status."""
    with _terminable():
        status = _status(arguments)
    sys.exit(status)


@contextmanager
def _terminable() -> Iterator[None]:
    """Let a request to end clear up what is under way, as an interrupt does."""

    def end(_: int, __: FrameType | None) -> None:
        raise _Terminated

    if threading.current_thread() is not threading.main_thread():
        yield  # only there may it be said
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _status(arguments: list[str] | None) -> int:
    try:
        outcome = procgraph.main(arguments, "procgraph", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as fault:
        fault.show()
        return fault.exit_code
    except PipelineError as fault:
        # Names of files and words of documents must not steer the terminal.
        told = (
            char if char.isprintable() or char == "\n" else " " for char in str(fault)
        )
        click.echo(f"Error: {''.join(told)}", err=True)
        return fault.exit_status
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted", err=True)
        return _INTERRUPTED
    except _Terminated:
        click.echo("Terminated", err=True)
        return _TERMINATED
    except BrokenPipeError:
        # The reader has what it wanted; closing stdout must not fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    return outcome if isinstance(outcome, int) else 0
