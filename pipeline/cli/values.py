"""Values of flags, with faults in the words of who typed them."""

import datetime as dt

import click

_DAY = "%Y-%m-%d"


class Whole(click.IntRange):
    """A whole number of at least *min*."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the number that *value* is; end with what is wrong otherwise."""
        try:
            found = int(str(value))
        except ValueError:
            self.fail(f"'{value}' is not a whole number.", param, ctx)
        if self.min is not None and found < self.min:
            self.fail(f"{found} is less than {self.min:g}.", param, ctx)
        return found


class Share(click.FloatRange):
    """A number from 0 to 1."""

    def __init__(self) -> None:
        """Set the bounds."""
        super().__init__(0, 1)

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number that *value* is; end with what is wrong otherwise."""
        try:
            found = float(str(value))
        except ValueError:
            self.fail(f"'{value}' is not a number.", param, ctx)
        if not 0 <= found <= 1:
            self.fail(f"{found:g} is not from 0 to 1.", param, ctx)
        return found


class Day(click.DateTime):
    """A day of the calendar, as year, month and day: the time of its beginning."""

    def __init__(self) -> None:
        """Set the form."""
        super().__init__([_DAY])

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.datetime:
        """Return the day that *value* is; end with what is wrong otherwise."""
        try:
            return dt.datetime.strptime(str(value), _DAY)  # noqa: DTZ007 - a day
        except ValueError:
            self.fail(f"'{value}' is not a day such as 2020-01-31.", param, ctx)
