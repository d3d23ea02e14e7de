"""Write how good links are, for people: a table by kind, and what is wrong."""

from collections.abc import Iterator
from typing import Final

from pipeline.evaluation.linking import Linking

_HEAD: Final = ("kind", "mentions", "with a concept", "linked", "rightly", "coverage")
_ALL: Final = "all"


def lines(measured: Linking, *, errors: bool, missed: bool) -> Iterator[str]:
    """Yield the lines of the report on *measured*."""
    rows = [_row(measured, kind, (kind,)) for kind in sorted(measured.mentions)]
    rows.append(_row(measured, _ALL, tuple(measured.mentions)))
    widths = [max(map(len, column)) for column in zip(_HEAD, *rows, strict=True)]
    for row in (_HEAD, *rows):
        first, *others = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(it.rjust(width) for it, width in others)]
        yield "  ".join(cells)
    right = sum(each.is_right for each in measured.judged)
    yield f"links {len(measured.judged)}, right {right}: {measured.precision:.3f}"
    if errors:
        for each in measured.judged:
            if not each.is_right:
                link = each.link
                yield (
                    f"{each.gold.place}: '{each.gold.quote}' {link.predicate} "
                    f"{link.curie} {link.label} ({link.part} '{link.wording}', "
                    f"{link.method} '{link.name}')"
                )
    if missed:
        covered = {each.gold.place for each in measured.judged if each.is_right}
        for gold in measured.gold:
            if gold.place not in covered and any(gold.concepts.values()):
                wanted = " ".join(sorted(gold.concepts["exact"])) or "-"
                yield f"{gold.place}: '{gold.quote}' ({gold.kind}) {wanted}"


def _row(measured: Linking, name: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    counts = [
        sum(of[kind] for kind in kinds)
        for of in (
            measured.mentions,
            measured.linkable,
            measured.linked,
            measured.covered,
        )
    ]
    share = counts[3] / counts[1] if counts[1] else 0.0
    return (name, *map(str, counts), f"{share:.3f}")
