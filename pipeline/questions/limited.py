"""Ask with a limit of time.

A running question cannot be stopped from within its process, so it gets one of its own,
which can be ended.
"""

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.errors import PipelineError, QueryError
from pipeline.questions.answers import Answer
from pipeline.questions.asking import ask, load


def ask_within(seconds: float, text: str, place: Path, most: int = 0) -> Answer:
    """Return what the graph in *place* answers to *text* within *seconds*.

    The time to load the graph counts. Raise :class:`QueryError` where it takes longer.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, text, place, most))
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise QueryError(f"no answer within {seconds:g} s. Try: --timeout")
        outcome: Answer | PipelineError = ours.recv()
    except EOFError:
        raise QueryError("the question ended without an answer") from None
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(outcome, PipelineError):
        raise outcome
    return outcome


def _answer(pipe: Connection, text: str, place: Path, most: int) -> None:
    try:
        pipe.send(ask(text, load(place), most))
    except PipelineError as fault:
        pipe.send(fault)
