"""What can go wrong, in the words that the user will read.

::

    PipelineError
    ├── SourceError(path, fault)       a document cannot be read    quarantine; 3 if all
    ├── NoDocumentsError(places)       nothing to build from         3
    ├── VocabularyError(name, fault)   a file under ontology/ or a setting is wrong  4
    ├── OutputError(path, fault)       the output cannot be written or read  3
    ├── ProcessError()                 other processes cannot start  1
    ├── ServingError(fault)            nothing can be served         3
    ├── QueryError(fault)              a query does not parse or has no such name    2
    └── UnknownFormatError(name, known)  nothing writes that format  2

The number is the exit status at the command line. Every message names the place and
what to do about it.
"""

from collections.abc import Sequence
from typing import ClassVar


class PipelineError(Exception):
    """Any fault the user can do something about; *exit_status* ends the command."""

    exit_status: ClassVar[int] = 1

    def __reduce__(self) -> tuple[object, ...]:
        """Let a fault cross from one process to another as it is."""
        return _again, (type(self), self.args, self.__dict__)


def _again(
    kind: type[PipelineError], args: tuple[object, ...], state: dict[str, object]
) -> PipelineError:
    fault = kind.__new__(kind)
    fault.args = args
    fault.__dict__.update(state)
    return fault


class SourceError(PipelineError):
    """A document that cannot be read: *path* as the user knows it, *fault* in words."""

    exit_status = 3

    def __init__(self, path: str, fault: str, reason: str = "unreadable") -> None:
        """Keep the place, the words, and *reason*, a short stable name of the fault."""
        super().__init__(f"{path}: {fault}")
        self.path = path
        self.fault = fault
        self.reason = reason


class NoDocumentsError(PipelineError):
    """No place that was named holds a document."""

    exit_status = 3

    def __init__(self, places: Sequence[str], looked_for: Sequence[str]) -> None:
        """Say where was looked, for what, and what would work."""
        where = ", ".join(places)
        super().__init__(
            f"{where} has no documents: looked for files {', '.join(looked_for)}, in "
            "folders below as well. Hidden files are passed over, and so is what an "
            "earlier build wrote"
        )


class VocabularyError(PipelineError):
    """A file of knowledge or a setting is wrong: *name* says which, *fault* how."""

    exit_status = 4

    def __init__(self, name: str, fault: str) -> None:
        """Name the file (with its line where known) and the fault."""
        super().__init__(f"{name}: {fault}")
        self.name = name
        self.fault = fault


class OutputError(PipelineError):
    """An output folder or file that cannot be written, or cannot be read back."""

    exit_status = 3

    def __init__(self, path: str, fault: str) -> None:
        """Name the path and the fault."""
        super().__init__(f"{path}: {fault}")
        self.path = path
        self.fault = fault


class ProcessError(PipelineError):
    """Other processes cannot start, or they run the script that starts them."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "the processes that are to help cannot start. In a script, build below "
            "if __name__ == '__main__', or with jobs=1"
        )


class ServingError(PipelineError):
    """Nothing can be served: the address is taken, or what serves is not installed."""

    exit_status = 3


class QueryError(PipelineError):
    """A question that nobody knows, or whose text is not SPARQL.

    *line* and *column*, from 1, are where the text is wrong, or 0 where no place is.
    """

    exit_status = 2

    def __init__(self, fault: str, line: int = 0, column: int = 0) -> None:
        """Keep the words, and the place where there is one."""
        super().__init__(fault)
        self.line = line
        self.column = column


class UnknownFormatError(PipelineError):
    """Nothing writes the format *name*."""

    exit_status = 2

    def __init__(self, name: str, known: Sequence[str]) -> None:
        """Say which formats there are."""
        super().__init__(f"no format '{name}'. There are: {', '.join(known)}")
