"""Find and read documents: bytes in, text layers out.

What can be read becomes a Document whose text is what offsets refer to; what cannot is
quarantined with its reason. Nothing is lost, and one bad file never stops the others.
"""

from pipeline.documents.finding import Found, find, unread
from pipeline.documents.limits import Limits
from pipeline.documents.reading import Source, parse, read, take

__all__ = [
    "Found",
    "Limits",
    "Source",
    "find",
    "parse",
    "read",
    "take",
    "unread",
]
