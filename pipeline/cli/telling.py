"""What a build tells people, on stderr."""

import math
import os
import shlex
import sys
import time
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

import click
import msgspec

from pipeline.building.progress import Progress, Stage, Watch, nobody
from pipeline.building.summary import Summary, Written
from pipeline.model import LineStatus, Severity
from pipeline.settings import SERVING, Resolved, Settings

_NAMED: Final = 20  # refused documents, and kinds of file, that are named
_BARE: Final = "without suffix"
_OFTEN: Final = 0.2  # seconds between two signs of life
_WIDTH: Final = 78  # of a line that is written again
_THOUSAND: Final = 1000
_LOADED: Final = (
    ("graph.json", "pipeline.load"),
    ("tables/facts.parquet", "pipeline.load_tables"),
)
_ASKED: Final = "graph.ttl"  # what a question is asked of
_PAGES: Final = ("explorer.html", "report.html")
_DEFAULT: Final = Settings().out
_UNSET: Final = "none"


def settings(resolved: Resolved) -> None:
    """Tell the value of each setting of a build, and where it stands."""
    values = msgspec.to_builtins(resolved.settings)
    for name, place in resolved.sources.items():
        if name in SERVING:
            continue
        value = values[name]
        shown = ",".join(value) if isinstance(value, list | tuple) else value
        shown = _UNSET if shown in (None, "") else shown
        _line("setting", f"{name} = {shown} ({place})")


def unpacked(able: Sequence[str]) -> None:
    """Say that nothing is packed, though it was asked for: only *able* can be."""
    _line("gzip", f"packs only {', '.join(able)}: none of them is among the formats")


def progress() -> Watch:
    """Return what shows how far a build is, or nothing where nobody watches."""
    if not sys.stderr.isatty() or {"CI", "NO_COLOR"} & os.environ.keys():
        return nobody
    return _Shown()


class _Shown:
    """A line that tells how far a build is, and is written again as it goes on."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._last = -math.inf
        self._stage: tuple[Stage, str] | None = None

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        stage = progress.stage, progress.what
        if stage == self._stage and now - self._last < _OFTEN:
            return
        self._stage, self._last = stage, now
        told = progress.what
        if progress.total:
            told = self._counted(progress, now - self._began)
        _again(f"{progress.stage:<10}{told}")

    def _counted(self, progress: Progress, seconds: float) -> str:
        made = progress.done - progress.kept
        told = f"{progress.done:,} of {_count(progress.total, 'document')}"
        if made and seconds > 1:
            rate = made / seconds
            left = (progress.total - progress.done) / rate
            told += f", {rate:,.0f} a second, {_duration(left)} left"
        return told


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _again(line: str) -> None:
    click.echo(f"\r{line:<{_WIDTH}}", err=True, nl=False)


def waiting(told: str) -> None:
    """Tell that another build is waited for."""
    _line("lock", told)


def refused(summary: Summary) -> None:
    """Name the documents that could not be read, and why."""
    for each in summary.quarantined[:_NAMED]:
        _line("refused", f"{each.document}: {each.fault}")
    if (more := len(summary.quarantined) - _NAMED) > 0:
        _line("refused", f"and {more:,} more: see {summary.out}/quarantine.jsonl")


def summary(built: Summary, unread: Mapping[str, int]) -> None:
    """Tell what was read, made, found and written, a line each.

    *unread* counts the files of kinds that are not read, by suffix.
    """
    if built.is_unchanged:
        _line("unchanged", _unchanged(built))
        _tell_next(built)
        return
    _line("read", _read(built))
    if built.damaged:
        _line(
            "cache", f"{_count(built.damaged, 'entry', 'entries')} damaged, made anew"
        )
    if unread:
        _line("unread", _unread(unread))
    _line(
        "extract",
        f"{_count(built.mentions, 'mention')}, {_count(built.facts, 'fact')} with "
        f"evidence, {built.denied:,} denied",
    )
    _line("lines", _lines(built))
    if built.linked:
        _line("ground", _grounded(built))
    if built.decisions:
        _line("decide", _decided(built))
    _line("check", counted(built.findings))
    for place, files in groupby(sorted(built.files, key=_by_use), key=_place):
        _line("wrote", _written(Path(built.out, place), tuple(files)))
    _line("time", f"{built.seconds:.1f} s")
    _tell_next(built)


def violations(built: Summary) -> None:
    """Tell why the command ends with status 1."""
    found = _count(built.violations, "violation")
    click.echo(f"Error: {found}: see {built.out}/findings.jsonl", err=True)


def _line(stage: str, told: str) -> None:
    # Names of files and words of documents must not steer the terminal.
    shown = "".join(char if char.isprintable() else " " for char in told)
    line = f"{stage:<10}{shown}"
    click.echo(f"\r{line:<{_WIDTH}}".rstrip() if _is_watched() else line, err=True)


def _is_watched() -> bool:
    return sys.stderr.isatty()


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def _place(written: Written) -> str:
    """Return the file, or the folder where it lies in one."""
    folder, in_folder, _ = written.name.partition("/")
    return f"{folder}/" if in_folder else written.name


def _written(place: Path, files: tuple[Written, ...]) -> str:
    size = _size(sum(each.size for each in files))
    if "/" not in files[0].name:
        return f"{place} ({size})"
    return f"{place}/ ({_count(len(files), 'file')}, {size})"


def _read(built: Summary) -> str:
    told = f"{_count(built.documents, 'document')}, {_count(built.sections, 'section')}"
    more = [f"{len(built.quarantined):,} refused"] if built.quarantined else []
    if built.kept:
        more.append(f"{built.kept:,} as an earlier build read them")
    return f"{told} ({', '.join(more)})" if more else told


def _unchanged(built: Summary) -> str:
    refused = f" ({len(built.quarantined):,} refused)" if built.quarantined else ""
    return (
        f"{_count(built.documents, 'document')}{refused}: {built.out} is of the same, "
        "and was left as it is"
    )


def _unread(others: Mapping[str, int]) -> str:
    total = sum(others.values())
    kinds = sorted(others.items(), key=lambda kind: (-kind[1], kind[0]))
    shown = [f"{suffix or _BARE} {number:,}" for suffix, number in kinds[:_NAMED]]
    if kinds[_NAMED:]:
        shown.append("\N{HORIZONTAL ELLIPSIS}")
    verb = "was" if total == 1 else "were"
    return f"{_count(total, 'other file')} {verb} not read ({', '.join(shown)})"


def _lines(built: Summary) -> str:
    total = sum(built.lines.values())
    missed = built.lines[LineStatus.NOT_UNDERSTOOD]
    share = f" ({missed / total:.1%})" if total else ""
    return f"{total:,} accounted for, {missed:,} not understood{share}"


def _grounded(built: Summary) -> str:
    return (
        f"{_count(built.linked, 'node')} linked to terminologies, {built.exact:,} as "
        f"the same concept, {built.merged:,} put together, "
        f"{built.undecided:,} undecided"
    )


def _decided(built: Summary) -> str:
    carried = built.decisions - built.unused - built.declined
    return (
        f"{_count(built.decisions, 'decision')}, {carried:,} carried out, "
        f"{built.unused:,} without effect here, {built.declined:,} not possible"
    )


def counted(found: Mapping[str, int]) -> str:
    """Return how many findings of each severity there are, in words."""
    return ", ".join(
        (
            _count(found.get(Severity.VIOLATION, 0), "violation"),
            _count(found.get(Severity.WARNING, 0), "warning"),
            _count(found.get(Severity.INFO, 0), "note"),
        )
    )


def _by_use(written: Written) -> tuple[bool, str]:
    """Name the graph before what lies beside it."""
    return not written.name.startswith("graph."), written.name


def _size(size: int) -> str:
    if not size:
        return "empty"
    shown = float(size)
    for unit in ("B", "kB", "MB", "GB"):
        if shown < _THOUSAND or unit == "GB":
            break
        shown /= _THOUSAND
    return f"{shown:.0f} {unit}" if unit == "B" else f"{shown:.1f} {unit}"


def _tell_next(built: Summary) -> None:
    names = {written.name for written in built.files}
    pages = [str(Path(built.out, name)) for name in _PAGES if name in names]
    if pages:
        _line("next", f"open {' or '.join(pages)} in a browser")
    _line("next", _next(built))


def _next(built: Summary) -> str:
    """Return a command that works on what was written."""
    names = {written.name for written in built.files}
    if _ASKED in names:
        place = "" if built.out == _DEFAULT else f" --data {shlex.quote(built.out)}"
        return f"procgraph query --list{place}"
    load = next((load for name, load in _LOADED if name in names), "")
    if not load:
        return "docs/exports/README.md has the line that loads each file"
    return f'python -c "import pipeline; print({load}({built.out!r}))"'
