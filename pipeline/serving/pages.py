"""The pages of a build, as they are served.

They are files of the build, each with a policy of its own that lets nothing run but its
own program. The server says the same in a header, and lets nobody frame them.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Final

NAMES: Final = ("explorer", "report")
_SUFFIX: Final = ".html"
_POLICY: Final = re.compile(
    rb'<meta http-equiv="Content-Security-Policy" content="([^"<>]*)"'
)
_HEAD: Final = 4096  # bytes in which the policy stands
_NONE: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
FRAMING: Final = "frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page: its bytes, its policy for the header, and a tag of its content."""

    content: bytes
    policy: str
    tag: str


def page_file(content: bytes) -> PageFile:
    """Return the page that *content* is, which tells its own policy.

    One without a policy runs no program at all.
    """
    found = _POLICY.search(content[:_HEAD])
    policy = unescape(found[1].decode("ascii", "replace")) if found else _NONE
    return tagged(content, f"{policy}; {FRAMING}")


def tagged(content: bytes, policy: str) -> PageFile:
    """Return the page of *content* and *policy* with its tag."""
    return PageFile(content, policy, f'"{sha256(content).hexdigest()[:32]}"')


def read(out: Path) -> dict[str, PageFile]:
    """Return the pages that the build in *out* has, by name."""
    found = {}
    for name in NAMES:
        path = out / f"{name}{_SUFFIX}"
        if path.is_file():
            found[name] = page_file(path.read_bytes())
    return found
