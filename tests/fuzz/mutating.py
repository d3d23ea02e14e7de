"""Documents made of real ones: lines spliced, repeated, dressed up, cut and soiled.

Each is made by a row of choices, whoever makes them: a random generator, hypothesis or
atheris.
"""

import hashlib
import html
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")
Choose = Callable[[int], int]
"""Give a number from 0 to below the one asked for."""

ROOT: Final = Path(__file__).parents[2]
CORPUS: Final = Path(__file__).parent / "corpus"
MOST_LINES: Final = 20
_FEW_LINES: Final = 6
_MOST_CHANGES: Final = 6
# Each has broken some program: widths, directions, ends of lines, halves of signs.
ODD: Final = (
    *("\u200b", "\u200e", "\u202e", "\u202c", "\u2066", "\ufeff", "\u00ad", "\u0301"),
    *("\u00a0", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1b", "\x7f", "\r"),
    *("\t", "\u3000", "\u0130", "\u1e9e", "\ufb01", "\U0001f442", "\U000e0041"),
    *("\ud800", "\0", "\ufffd", "\uffff", "\u0660", "\u00b2", "\u2167", "\u2588"),
)
# Signs that some markup or rule means something by.
SIGNS: Final = (
    *("*", "**", "_", "`", "~~", "[", "](", ")", "<", ">", "|", " | ", "#", "- "),
    *("> ", " > ", " \u00bb ", "\u2014<", "...", ". . .", ":", "; ", "(", "\\", "&"),
    *("=", "+", "@", '"', "'", "\u2022 ", "1. ", "a) ", "    ", "/", "?", "!", "%"),
    *("---", "```", "| a | b |", "{#x}", "</p>", "<br>", "&amp;", "![", "{{", "$"),
    *("10", "1,000", "2-4", "1.1.1.1", "12345", "J18.9", "9" * 40, "e.g. ", "and "),
    *(", or ", "no ", "if ", "such as ", "may cause ", "risk of ", "CPT ", "Step 1: "),
)
_MARKUPS: Final = (
    *("# {}", "## {}", "- {}", "1. {}", "> {}", "**{}**", "[{}](x)", "| {} | {} |"),
    *("    {}", "{}:", "-- {} --", "Q: {}", "{}?", "({})", "* [ ] {}", "{}  {}"),
    *("\t{}\t{}", "__{}__:", "~~{}~~", "{}\n===", "{}\n---", "- - - {}", "STEP: {}"),
)
_TAGS: Final = (
    *("p", "h1", "h2", "ul", "li", "ol", "table", "tr", "td", "th", "b", "div"),
    *("nav", "pre", "dl", "dt", "dd", "a", "button", "br", "title", "script", "svg"),
)


def seeds() -> tuple[str, ...]:
    """Return the texts of the project's own documents, and what was found before."""
    folders = (ROOT / "sources", ROOT / "tests/gold/docs", CORPUS)
    return tuple(
        path.read_text(encoding="utf-8", errors="replace")
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".txt", ".md", ".html"}
    )


def keep(suffix: str, content: bytes, folder: Path = CORPUS) -> Path:
    """Write a document that broke a promise into *folder*, named by what it holds."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"found-{hashlib.sha256(content).hexdigest()[:12]}{suffix}"
    path.write_bytes(content)
    return path


def choosing(seed: int) -> Choose:
    """Return choices that a number decides."""
    return random.Random(seed).randrange  # noqa: S311 - no secret is made


def make(choose: Choose, texts: Sequence[str]) -> tuple[str, bytes]:
    """Return the suffix and the bytes of a document made of parts of *texts*."""
    lines = _part(choose, texts)
    for _ in range(choose(_MOST_CHANGES)):
        if lines:
            _pick(choose, _CHANGES)(choose, lines, texts)
    newline = _pick(choose, ("\n", "\n", "\n", "\r\n", "\r"))
    text = newline.join(lines)
    kind = choose(8)
    if kind == 0:
        return ".html", _encoded(choose, text)
    if kind == 1:
        return ".html", _encoded(choose, _page(choose, lines))
    return _pick(choose, (".txt", ".md")), _encoded(choose, text)


def _pick(choose: Choose, among: Sequence[T]) -> T:
    return among[choose(len(among))]


def _part(choose: Choose, texts: Sequence[str]) -> list[str]:
    """Return some lines of a text, mostly with its first, which names the procedure."""
    lines = _pick(choose, texts).splitlines() or [""]
    start = choose(len(lines))
    most = MOST_LINES if choose(5) == 0 else _FEW_LINES
    taken = lines[start : start + 1 + choose(most)]
    return [*lines[:1], "", *taken] if choose(4) else taken


def _encoded(choose: Choose, text: str) -> bytes:
    name = _pick(choose, ("utf-8", "utf-8", "utf-8", "utf-8", "utf-16", "cp1252"))
    errors = "surrogatepass" if name.startswith("utf") else "replace"
    return text.encode(name, errors)


def _page(choose: Choose, lines: Sequence[str]) -> str:
    """Return a web page of *lines*, its tags open, closed and crossed at random."""
    parts = []
    for line in lines:
        parts.append(
            f"<{_pick(choose, _TAGS)}{_pick(choose, ('', ' id=a', ' class=nav'))}>"
        )
        parts.append(html.escape(line) if choose(3) else line)
        if choose(2):
            parts.append(f"</{_pick(choose, _TAGS)}>")
    return "".join(parts)


# ---------------------------------------------------------------- changes


def _repeat(choose: Choose, lines: list[str], _: Sequence[str]) -> None:
    at = choose(len(lines))
    lines[at:at] = [lines[at]] * (1 + choose(5))


def _drop(choose: Choose, lines: list[str], _: Sequence[str]) -> None:
    del lines[choose(len(lines))]


def _swap(choose: Choose, lines: list[str], _: Sequence[str]) -> None:
    one, other = choose(len(lines)), choose(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _splice(choose: Choose, lines: list[str], texts: Sequence[str]) -> None:
    other = _pick(choose, texts).splitlines() or [""]
    start = choose(len(other))
    at = choose(len(lines) + 1)
    lines[at:at] = other[start : start + 1 + choose(4)]


def _soil(choose: Choose, lines: list[str], _: Sequence[str]) -> None:
    _put(choose, lines, _pick(choose, ODD))


def _sign(choose: Choose, lines: list[str], _: Sequence[str]) -> None:
    _put(choose, lines, _pick(choose, SIGNS))


def _run(choose: Choose, lines: list[str], _: Sequence[str]) -> None:
    piece = "".join(_pick(choose, SIGNS) for _ in range(1 + choose(3)))
    _put(choose, lines, piece * (1 + choose(40)))


def _stutter(choose: Choose, lines: list[str], _: Sequence[str]) -> None:
    at = choose(len(lines))
    line = lines[at]
    start = choose(len(line) + 1)
    end = start + 1 + choose(20)
    lines[at] = line[:end] + line[start:end] * (1 + choose(30)) + line[end:]


def _cut(choose: Choose, lines: list[str], _: Sequence[str]) -> None:
    at = choose(len(lines))
    lines[at] = lines[at][choose(len(lines[at]) + 1) :]


def _join(choose: Choose, lines: list[str], _: Sequence[str]) -> None:
    at = choose(len(lines))
    joined = _pick(choose, (" ", "", ", ", " and ", ". ", " | ")).join(lines[at:])
    lines[at:] = [joined]


def _dress(choose: Choose, lines: list[str], _: Sequence[str]) -> None:
    at = choose(len(lines))
    form = _pick(choose, _MARKUPS)
    for place in range(at, min(len(lines), at + 1 + choose(6))):
        lines[place] = form.replace("{}", lines[place])


def _nest(choose: Choose, lines: list[str], _: Sequence[str]) -> None:
    opening = _pick(choose, ("  ", "> ", "- ", "#", "\t", "| "))
    for at in range(choose(len(lines)), len(lines)):
        lines[at] = opening * min(at, 12) + lines[at]


def _shout(choose: Choose, lines: list[str], _: Sequence[str]) -> None:
    at = choose(len(lines))
    lines[at] = _pick(choose, (str.upper, str.lower, str.title, str.swapcase))(
        lines[at]
    )


def _put(choose: Choose, lines: list[str], piece: str) -> None:
    at = choose(len(lines))
    place = choose(len(lines[at]) + 1)
    lines[at] = lines[at][:place] + piece + lines[at][place:]


_CHANGES: Final = (
    *(_repeat, _drop, _swap, _splice, _soil, _sign, _run, _stutter, _cut, _join),
    *(_dress, _nest, _shout),
)
