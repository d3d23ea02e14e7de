"""Draw assertions of a build at random, to be judged by eye: ``docs/sample.md``.

    python scripts/sample.py OUT SEED [N]

prints N (100) rows of a Markdown table, without verdicts. They are drawn from all that
the build states, in the order of document, place, predicate and object, so that a build
and a seed give one sample.
"""

import json
import random
import sys
from pathlib import Path
from typing import Any, Final

_MOST_WORDS: Final = 5  # enough to find the place, not to copy the page


def rows(out: Path, seed: int, wanted: int) -> list[str]:
    """Return the rows of a sample of the build in *out*."""
    found = []
    with (out / "extractions.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            found += [_row(page["document"], each) for each in page["assertions"]]
    found.sort()
    # What is drawn is no secret.
    drawn = random.Random(seed).sample(found, min(wanted, len(found)))  # noqa: S311
    return [
        f"| {at} | {' | '.join(map(str, row[2:]))} | |"
        for at, row in enumerate(drawn, 1)
    ]


def _row(document: str, each: dict[str, Any]) -> tuple[str | int, ...]:
    words = each["quote"].replace("|", "/").split()[:_MOST_WORDS]
    subject, thing = (
        each[part].rpartition("/id/")[2] for part in ("subject", "object")
    )
    return (
        document,
        each["start"],
        Path(document).stem,
        subject.partition("/")[2],
        each["predicate"],
        thing.partition("/")[2],
        each["polarity"],
        " ".join(words),
        each["rule"],
    )


if __name__ == "__main__":
    _, folder, number, *rest = sys.argv
    drawn = rows(Path(folder), int(number), int(rest[0]) if rest else 100)
    sys.stdout.write("\n".join([*drawn, ""]))
