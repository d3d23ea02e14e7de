"""Leave out what two files of Turtle share to the letter, and keep the rest.

The promise: the rests differ in just the triples that the files differ in. That holds
where each subject has one paragraph and each paragraph is one statement, as our exports
are written and many others. Nothing is told of files that are not so.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import BinaryIO, Final

import pyoxigraph as ox

_BREAK: Final = b"\n\n"
_BUFFER: Final = 1 << 20  # bytes
_LONGEST: Final = 1 << 24  # bytes of a paragraph that is worth to be kept
_TOO_LONG: Final = b""
# More than this of both files, and it is faster to read them as a whole.
_SHARE: Final = 8
_FEW: Final = 1 << 20  # bytes that are fast anyway
_NAMED: Final = ".ttl"
_HEAD: Final = re.compile(rb"(?:#.*\n|@prefix \S*: <[^>]*> \.(?:\n|$))+")
_PREFIX: Final = re.compile(rb"@prefix (\S*): <([^>]*)>")
# What may hold a stop that ends nothing.
_CLOSED: Final = re.compile(rb""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^>]*>""")
# What ends a statement within a line, or begins a note; often it stands in words.
_DOUBTFUL: Final = (b" . ", b"#")
_LONG: Final = (b'"""', b"'''")


@dataclass(frozen=True, slots=True)
class Rest:
    """What one of two files has more, as Turtle, and the SHA-256 of all of it."""

    turtle: bytes
    digest: str

    def triples(self) -> Iterator[ox.Quad]:
        """Yield what is told there; raise SyntaxError where it is no Turtle."""
        return ox.parse(self.turtle, format=ox.RdfFormat.TURTLE)


def rest(old: Path, new: Path) -> tuple[Rest, Rest] | None:
    """Return what *old* and *new* have that the other one has not.

    Return None where one is no file that is so written, and has to be read as a whole.
    Both are read twice, and no more of them is kept than they differ in. No subject of
    what is returned is told of in what both share.
    """
    if not all(each.is_file() and each.suffix == _NAMED for each in (old, new)):
        return None
    try:
        return _rest(old, new)
    except OSError:  # is told by who reads the whole
        return None


def _rest(old: Path, new: Path) -> tuple[Rest, Rest] | None:
    digests = hashlib.sha256(), hashlib.sha256()
    with old.open("rb") as ours, new.open("rb") as theirs:
        size = sum(each.stat().st_size for each in (old, new))
        left = _left(
            _paragraphs(ours, digests[0]),
            _paragraphs(theirs, digests[1]),
            max(size // _SHARE, _FEW),
        )
    if left is None:
        return None
    head, *lists = left
    spaces = dict(_PREFIX.findall(head))
    subjects = {_subject(each, spaces) for found in lists for each in found}
    if not all(_is_told_once(each, subjects, spaces) for each in (old, new)):
        return None
    first, second = (
        Rest(_BREAK.join((head, *found)), digest.hexdigest())
        for found, digest in zip(lists, digests, strict=True)
    )
    return first, second


def _paragraphs(
    stream: BinaryIO, digest: "hashlib._Hash | None" = None
) -> Iterator[bytes]:
    """Yield what stands between empty lines; nothing in place of what is too long."""
    begun = b""
    while content := stream.read(_BUFFER):
        if digest:
            digest.update(content)
        *whole, begun = (begun + content).split(_BREAK)
        yield from whole
        if len(begun) > _LONGEST:
            yield _TOO_LONG
            return
    if begun.strip():
        yield begun


def _left(
    old: Iterator[bytes], new: Iterator[bytes], most: int
) -> tuple[bytes, tuple[bytes, ...], tuple[bytes, ...]] | None:
    """Return the head of both, and the paragraphs that one of them has alone.

    Both are read side by side, so that what is the same is met soon. Return None where
    these are more than *most* bytes.
    """
    head = next(old, b"")
    if head != next(new, b"") or not _HEAD.fullmatch(head):
        return None
    ours, theirs = dict[bytes, None](), dict[bytes, None]()
    kept = 0
    for pair in zip_longest(old, new):
        if pair[0] == pair[1] and _is_statement(pair[0]):
            continue
        for each, own, other in zip(pair, (ours, theirs), (theirs, ours), strict=True):
            if each is None:
                continue
            if each in other:
                del other[each]
                kept -= len(each)
            elif each in own or not _is_statement(each):
                return None
            else:
                own[each] = None
                kept += len(each)
        if kept > most:
            return None
    return head, tuple(ours), tuple(theirs)


def _is_statement(paragraph: bytes) -> bool:
    """Tell whether one subject begins *paragraph* and one stop ends it."""
    said = paragraph.removesuffix(b"\n")  # the last line ends too
    if not said.endswith(b" .") or said[:1] in b" \t\n#@":
        return False
    if said.count(b"\n") != said.count(b"\n  ") or any(map(said.count, _LONG)):
        return False
    if not any(map(said.count, _DOUBTFUL)):
        return True
    bare = _CLOSED.sub(b"", said)
    return not any(map(bare.count, _DOUBTFUL))


def _subject(paragraph: bytes, spaces: dict[bytes, bytes]) -> bytes:
    """Return the IRI that begins *paragraph*."""
    name = paragraph.partition(b" ")[0].partition(b"\n")[0]
    if name.startswith(b"<"):
        return name[1:-1]
    prefix, _, local = name.partition(b":")
    return spaces.get(prefix, prefix) + local.replace(b"\\", b"")


def _is_told_once(path: Path, subjects: set[bytes], spaces: dict[bytes, bytes]) -> bool:
    """Tell whether each of *subjects* has at most one paragraph in the file."""
    with path.open("rb") as stream:
        counts = Counter(
            subject
            for each in islice(_paragraphs(stream), 1, None)
            if (subject := _subject(each, spaces)) in subjects
        )
    return all(count == 1 for count in counts.values())
