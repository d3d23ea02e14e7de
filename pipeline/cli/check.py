"""``procgraph check``: what the checks found in a build, and whether it is whole."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import orjson

_FINDINGS = "findings.jsonl"
_RECEIPT = "build.json"
_FULL = "full"


@click.command("check", short_help="Show what the checks found in a build.")
@click.argument(
    "out", type=click.Path(path_type=Path), default="outputs", metavar="[OUT]"
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The same as OUT, as the other commands have it.",
)
@click.option("--json", "is_json", is_flag=True, help="One JSON object a line.")
@click.option("-q", "--quiet", is_flag=True, help="Show violations only.")
def command(out: Path, data: Path | None, *, is_json: bool, quiet: bool) -> int:
    """Show the findings of the build in OUT, and hold its graph against its shapes.

    A line is document:line: severity: message. Ends with status 1 where a violation
    stands.
    """
    # SPARQL takes a while to import, and --help should not wait for it.
    from pipeline import questions, verifying  # noqa: PLC0415
    from pipeline.building import outputs  # noqa: PLC0415
    from pipeline.cli import telling  # noqa: PLC0415

    out = data or out
    store = questions.load(out)
    found = list(_findings(out))
    texts = outputs.texts(out)
    if _is_whole(out):
        found += [
            {
                "check": fault.rule,
                "severity": str(fault.severity),
                "document": "",
                "message": f"{fault.message} ({fault.detail})",
                "about": fault.node,
            }
            for fault in verifying.verify(store)
        ]
    else:
        click.echo("built without full evidence: the shapes are not checked", err=True)
    counts = Counter(str(each["severity"]) for each in found)
    for each in found:
        if not quiet or each["severity"] == "violation":
            click.echo(orjson.dumps(each).decode() if is_json else _line(each, texts))
    click.echo(telling.counted(counts), err=True)
    return 1 if counts["violation"] else 0


def _findings(out: Path) -> Iterator[dict[str, object]]:
    from pipeline.errors import OutputError  # noqa: PLC0415 - as above

    path = out / _FINDINGS
    try:
        yield from map(orjson.loads, path.read_bytes().splitlines())
    except (OSError, orjson.JSONDecodeError) as fault:
        raise OutputError(str(path), f"cannot be read ({fault})") from None


def _is_whole(out: Path) -> bool:
    """Tell whether the build in *out* holds all its evidence, as far as it says."""
    try:
        receipt = orjson.loads((out / _RECEIPT).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return True
    settings = receipt.get("settings", {}) if isinstance(receipt, dict) else {}
    return bool(settings.get("evidence", _FULL) == _FULL)


def _line(found: Mapping[str, object], texts: Mapping[str, Path]) -> str:
    document = found["document"]
    place = str(document) if document else str(found["about"])
    start = found.get("start")
    if document in texts and isinstance(start, int):
        place += _number(texts[str(document)], start)
    line = f"{place}: {found['severity']}: {found['message']} [{found['check']}]"
    # Words of documents must not steer the terminal.
    return "".join(char if char.isprintable() else " " for char in line)


def _number(path: Path, start: int) -> str:
    """Return the line, from 1, in which the character *start* of the text stands."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            before = file.read(start)
    except (OSError, UnicodeDecodeError):
        return ""
    number = before.count("\n") + 1
    return f":{number}"
