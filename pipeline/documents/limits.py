"""How large a document may be before it is quarantined instead of read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one document: bytes of a file, length of a line, lines, depth of HTML.

    Within them, the worst document takes minutes at most and less than a gigabyte.
    *characters* bounds a text layer, which the indentation of nested lists can make far
    longer than its page. A packed file may hold *packed_bytes*, a record *file_bytes*.
    *seconds* are the processor's, for all that is read of one document.
    """

    file_bytes: int = 10_000_000
    line_characters: int = 100_000
    html_depth: int = 500
    characters: int = 5_000_000
    packed_bytes: int = 1_000_000_000
    seconds: int = 120
    lines: int = 50_000
