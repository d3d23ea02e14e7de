"""What a graph answers, in plain values."""

from dataclasses import dataclass

Cell = str | int | float | bool | None
"""A value as a table shows it: a link is its IRI, what is not there is None."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of cells by column, and the graph in Turtle where the question makes one.

    *is_cut* tells that there were more rows than were wanted.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    turtle: str | None = None
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was found; the answer "no" is nothing."""
        return self.rows in ((), ((False,),))
