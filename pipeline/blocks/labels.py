"""Headings and items that do not stand on a line of their own.

A heading glued to the end of an advert or a sentence, labels before a colon in the
running line of an operative note, and list items that run on in a paragraph.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.blocks.lines import ITEMS, Line, Look
from pipeline.blocks.shapes import is_title
from pipeline.model import Block, BlockKind
from pipeline.vocabulary.blocks import BlockVocabulary

_GLUE: Final = re.compile(r"(?:[a-z]{3}|[a-z]{2}[.!?)])(?=[A-Z][a-z]+(?:[ -]|$))")
_FRONT: Final = re.compile(r"[A-Z][a-z]+(?:[ -][a-z]+){0,3}(?=[A-Z])")
_LONGEST: Final = 70
_MOST_WORDS: Final = 8
_GLUING: Final = (*ITEMS, Look.TEXT)
_NO_HEADING_ENDS: Final = ".,;"
_SHORTEST_LEFT: Final = 6
_LABEL: Final = re.compile(
    r"(?:^|(?<=[.;:!?)\]])[ \t]++|(?<![ \t])[ \t]{3,}+)"
    r"([A-Z](?:[A-Z0-9/&,'()-]| (?! )){2,50}?)[ \t]*:(?=[ \t]|$)"
)
_TITLE_LABEL: Final = re.compile(
    r"(?:^|(?<=[.;:!?)\]])[ \t]++|(?<![ \t])[ \t]{3,}+)"
    r"([A-Z][a-z]+(?:[ -](?:[A-Z][a-z]+|[a-z]{2,12})){0,4})[ \t]*:(?=[ \t])"
)
_ONE_LABEL: Final = re.compile(r"([A-Z][\w -]{2,30}?)[ \t]*:[ \t]+(?=\S)")
_PAIR: Final = re.compile(r"[A-Z][\w /&.'-]{1,30}?[ \t]*:[ \t]+(?=\S)")
_BETWEEN_PAIRS: Final = re.compile(r"[ \t]{2,}|[ \t]+\|[ \t]+|\t+")
_LONGEST_VALUE: Final = 12  # words
_COLON: Final = re.compile(r":(?=[ \t]|$)")
_CAPITALS: Final = re.compile(r"(?<![^\s])[A-Z][A-Z/-]*")
_MOST_LABEL_WORDS: Final = 4
_ITEM: Final = re.compile(r"(?:^|(?<=[ \t]))[-•*][ \t]+(?=[A-Z][a-z])")
_ITEM_MARKS: Final = ("- ", "\u2022 ", "* ", "-\t", "\u2022\t", "*\t")
_SENTENCE: Final = re.compile(r"[.!?](?=[ \t]+[A-Z])[ \t]+")
_FEWEST: Final = 2
_LEVEL: Final = 2


def unglue(found: list[Line], vocabulary: BlockVocabulary) -> list[Line]:
    """Return the lines, each that ends in a known heading without a break in two.

    Likewise each that begins with a known label: "RisksBleeding and infection".
    """
    pieces: list[Line] = []
    for line in found:
        cut = _glued(line, vocabulary) if line.look in _GLUING else 0
        if cut:
            left, right = line.words[:cut], line.words[cut:]
            at = line.body + cut
            pieces.append(line._replace(end=at, words=left))
            pieces.append(
                Line(at, line.end, at, Look.HEADING, _LEVEL, right, apart=False)
            )
        elif cut := _fronted(line, vocabulary):
            left, right = line.words[:cut], line.words[cut:]
            at = line.body + cut
            pieces.append(
                line._replace(end=at, look=Look.HEADING, level=_LEVEL, words=left)
            )
            pieces.append(line._replace(start=at, body=at, words=right, apart=False))
        else:
            pieces.append(line)
    return pieces


def _glued(line: Line, vocabulary: BlockVocabulary) -> int:
    """Return where in the words of *line* a glued heading begins, 0 for none."""
    words = line.words
    if len(words) <= _SHORTEST_LEFT or words[-1] in _NO_HEADING_ENDS:
        return 0
    for found in _GLUE.finditer(words, max(len(words) - _LONGEST, 0)):
        right = words[found.end() :]
        if right.count(" ") < _MOST_WORDS and _is_known(right, vocabulary):
            return found.end()
    return 0


def _fronted(line: Line, vocabulary: BlockVocabulary) -> int:
    """Return where the words begin that a label in front is glued to, 0 for none."""
    if line.look is not Look.TEXT:
        return 0
    found = _FRONT.match(line.words)
    is_label = found and vocabulary.headings.is_label(found[0])
    return found.end() if found and is_label else 0


def _is_known(words: str, vocabulary: BlockVocabulary) -> bool:
    return is_title(words) and vocabulary.headings.classify(words) is not None


def unpair(found: list[Line], vocabulary: BlockVocabulary) -> list[Line]:
    """Return the lines, each that holds several keys with their values cut between."""
    return [piece for line in found for piece in (_pairs(line, vocabulary) or (line,))]


def _pairs(line: Line, vocabulary: BlockVocabulary) -> tuple[Line, ...]:
    """Return the pairs of a line that consists of them, else nothing.

    Where all keys are labels of sections, or in capitals, they open sections.
    """
    if line.look is not Look.TEXT or line.words.count(": ") < _FEWEST:
        return ()
    gaps = [gap.span() for gap in _BETWEEN_PAIRS.finditer(line.words)]
    starts = [0, *(after for _, after in gaps)]
    # A bar between two belongs to the second, as its mark.
    opens = [0, *(b - len(line.words[a:b].lstrip()) for a, b in gaps)]
    stops = [*(before for before, _ in gaps), len(line.words)]
    pieces = [line.words[a:b] for a, b in zip(starts, stops, strict=True)]
    keys = [_PAIR.match(piece) for piece in pieces]
    known = vocabulary.headings.is_label
    if (
        len(pieces) < _FEWEST
        or any(key is None for key in keys)
        or all(known(key) or key.isupper() for key in _keys(pieces))
        or any(_is_prose(piece) for piece in pieces)
    ):
        return ()
    return tuple(
        line._replace(
            start=line.start if not a else line.body + opening,
            end=line.end if b == len(line.words) else line.body + b,
            body=line.body + a,
            look=Look.META,
            words=piece,
            apart=line.apart and not a,
        )
        for opening, a, b, piece in zip(opens, starts, stops, pieces, strict=True)
    )


def _keys(pairs: list[str]) -> Iterator[str]:
    for pair in pairs:
        yield pair.partition(":")[0]


def _is_prose(pair: str) -> bool:
    return pair.endswith(tuple(_NO_HEADING_ENDS)) or pair.count(" ") > _LONGEST_VALUE


def labelled(
    text: str, line: Line, vocabulary: BlockVocabulary, *, capitals: bool
) -> tuple[Block, ...]:
    """Return the headings and paragraphs of a line that labels its own parts.

    *capitals* tells that labels in capitals open the sections of the page.
    """
    if ":" not in line.words:
        return ()
    return (
        tuple(_capital_labels(text, line, vocabulary, dressed=capitals))
        or tuple(_title_labels(text, line, vocabulary))
        or tuple(_one_label(text, line, vocabulary))
    )


def run_in(text: str, line: Line, cuts: Sequence[tuple[int, int]]) -> Iterator[Block]:
    """Yield the labels of a paragraph and what stands behind each.

    *cuts* are where in its words each label begins and ends.
    """
    places = [(line.body + start, line.body + end) for start, end in cuts]
    yield from _cut_at([(start, end, end) for start, end in places], text, line)


def _capital_labels(
    text: str, line: Line, vocabulary: BlockVocabulary, *, dressed: bool
) -> Iterator[Block]:
    """Split "FINDINGS: None. PLAN: Rest." at its labels.

    One has to be known or the page *dressed* in such; then all, in the same dress, are.
    """
    starts = _with_unmarked(_places(_LABEL, text, line), text, line, vocabulary)
    if not dressed and not any(
        vocabulary.headings.classify(text[a:b]) for a, b, _ in starts
    ):
        return
    yield from _cut_at(starts, text, line)


def _with_unmarked(
    starts: list[tuple[int, int, int]],
    text: str,
    line: Line,
    vocabulary: BlockVocabulary,
) -> list[tuple[int, int, int]]:
    """Return *starts* and the known labels that no sign parts from what is before them.

    In a line of capitals, "HAND WASHED EBL: 5 ML" has the label "EBL".
    """
    words = text[line.body : line.end]
    if not words.isupper():
        return starts
    found = {body: (start, end, body) for start, end, body in starts}
    capitals = [each.start() for each in _CAPITALS.finditer(words)]
    last = 0
    for colon in _COLON.finditer(words):
        first, last = bisect_left(capitals, last), colon.end()
        body = line.body + colon.end()
        start, end, _ = found.get(body, (body, body, body))
        if vocabulary.headings.is_label(text[start:end]):
            continue
        before = bisect_left(capitals, colon.start())
        for start in capitals[max(first, before - _MOST_LABEL_WORDS) : before]:
            if vocabulary.headings.is_label(words[start : colon.start()]):
                found[body] = (line.body + start, line.body + colon.start(), body)
                break
    return [found[body] for body in sorted(found)]


def _title_labels(
    text: str, line: Line, vocabulary: BlockVocabulary
) -> Iterator[Block]:
    """Split "Findings: None. Plan: Rest." at the labels known to open sections."""
    if line.words.count(":") < _FEWEST:
        return
    starts = [
        (a, b, c)
        for a, b, c in _places(_TITLE_LABEL, text, line)
        if vocabulary.headings.is_label(text[a:b])
    ]
    if len(starts) >= _FEWEST:
        yield from _cut_at(starts, text, line)


def _places(
    pattern: re.Pattern[str], text: str, line: Line
) -> list[tuple[int, int, int]]:
    """Return where each label begins and ends and where what it labels begins."""
    return [
        (line.body + found.start(1), line.body + found.end(1), line.body + found.end())
        for found in pattern.finditer(text[line.body : line.end])
    ]


def _cut_at(
    starts: list[tuple[int, int, int]], text: str, line: Line
) -> Iterator[Block]:
    if not starts:
        return
    if starts[0][0] > line.body:
        yield _stretch(text, line.start, starts[0][0], line.body)
    ends = [*(start for start, _, _ in starts[1:]), line.end]
    for place, ((start, _, body), end) in enumerate(zip(starts, ends, strict=True)):
        opens = line.start if not place and start == line.body else start
        yield Block(BlockKind.HEADING, opens, body, start, _LEVEL)
        if text[body:end].strip():
            yield _stretch(text, body, end)


def _one_label(text: str, line: Line, vocabulary: BlockVocabulary) -> Iterator[Block]:
    """Split "Indications: pain, locking", the label being one that opens sections."""
    found = _ONE_LABEL.match(line.words)
    if found and vocabulary.headings.is_label(found[1]):
        colon = line.body + line.words.index(":") + 1
        yield Block(BlockKind.HEADING, line.start, colon, line.body, _LEVEL)
        yield _stretch(text, colon, line.end)


def inline_items(text: str, line: Line) -> tuple[Block, ...]:
    """Return lead and items of a line that holds at least two items in its run."""
    if not any(line.words.count(mark) >= _FEWEST for mark in _ITEM_MARKS):
        return ()
    found = [match.span() for match in _ITEM.finditer(line.words)]
    if len(found) < _FEWEST:
        return ()
    origin = line.body
    blocks: list[Block] = []
    if found[0][0]:
        blocks.append(_stretch(text, line.start, origin + found[0][0], origin))
    stops = [start for start, _ in found[1:]]
    for (start, body), end in zip(found, [*stops, len(line.words)], strict=True):
        last = end == len(line.words)
        cut = _rest(line.words, body, end) if last and len(found) >= _FEWEST else end
        blocks.append(
            _stretch(
                text, origin + start, origin + cut, origin + body, BlockKind.BULLET
            )
        )
        if cut < end:
            blocks.append(_stretch(text, origin + cut, origin + end))
    tail = Block(
        blocks[-1].kind, blocks[-1].start, line.end, blocks[-1].body, blocks[-1].level
    )
    return (*blocks[:-1], tail)


def _rest(words: str, body: int, end: int) -> int:
    """Return where prose goes on behind the last item, *end* if it does not."""
    found = _SENTENCE.search(words, body, end)
    return found.end() if found else end


def _stretch(
    text: str,
    start: int,
    end: int,
    body: int | None = None,
    kind: BlockKind = BlockKind.PARAGRAPH,
) -> Block:
    """Return the stretch of *text* without blanks at its ends."""
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip())
    return Block(kind, first, last, first if body is None else body)
