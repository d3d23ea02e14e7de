"""Put a page of HTML together from markup, looks, a program and data.

The promise: whatever stands in the data, the browser takes it for data; and nothing
runs but the program that was given.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Final
from urllib.parse import quote

COMMON: Final = "common.css"
_ICON: Final = "icon.svg"
_PACKAGE: Final = "pipeline.exports.pages"
# What could end the element that holds the data, or a line of a program.
_ESCAPES: Final = (
    (b"<", rb"\u003c"),
    (b">", rb"\u003e"),
    (b"&", rb"\u0026"),
    ("\u2028".encode(), rb"\u2028"),
    ("\u2029".encode(), rb"\u2029"),
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of its own.

    *body* is markup and is trusted: ours, or made by a template that escapes. *styles*
    come behind the common look, and *scripts* run as one strict program. *data* is JSON
    by the id of the element that holds it. A page that *asks* may fetch from the server
    that it came from, and from nowhere else. The root element has the *attributes*.
    """

    title: str
    body: str
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    data: tuple[tuple[str, bytes], ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    asks: bool = False


@cache
def asset(name: str, package: str = _PACKAGE) -> str:
    """Return the text of the file *name* that lies beside the modules of *package*."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def escaped(data: bytes) -> bytes:
    r"""Return *data*, which is JSON, as JSON of the same value that holds no markup.

    >>> escaped(b'["</script>"]')
    b'["\\u003c/script\\u003e"]'
    """
    for sign, safe in _ESCAPES:
        data = data.replace(sign, safe)
    return data


def policy(page: Page) -> str:
    """Return the policy of *page*, as its meta element and a server's header tell it.

    See https://www.w3.org/TR/CSP3/#framework-directive-source-list.
    """
    rules = [
        "default-src 'none'",
        f"script-src {_hash(_script(page))}" if page.scripts else "script-src 'none'",
        f"style-src {_hash(_style(page))}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if page.asks:
        rules.append("connect-src 'self'")
    return "; ".join(rules)


def render(page: Page) -> bytes:
    """Return *page* as a document of HTML, the same bytes for the same page."""
    return b"".join(_parts(page))


def _parts(page: Page) -> Iterator[bytes]:
    told = "".join(
        f' {key}="{escape(value)}"' for key, value in (("lang", "en"), *page.attributes)
    )
    yield (
        f"<!doctype html>\n<html{told}>\n<head>\n"
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(page)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(page.title)}</title>\n"
        f'<link rel="icon" href="{_icon()}">\n'
        f"<style>{_style(page)}</style>\n"
        "</head>\n<body>\n"
        f"{page.body}\n"
    ).encode()
    for key, data in page.data:
        yield f'<script type="application/json" id="{escape(key)}">'.encode()
        yield escaped(data)
        yield b"</script>\n"
    if page.scripts:
        yield f"<script>{_script(page)}</script>\n".encode()
    yield b"</body>\n</html>\n"


def _icon() -> str:
    """Return the icon. Without one of its own, a browser asks the server for one."""
    return f"data:image/svg+xml,{quote(asset(_ICON).strip())}"


def _style(page: Page) -> str:
    return "\n".join((asset(COMMON), *page.styles))


def _script(page: Page) -> str:
    return "\n".join(('(() => {\n"use strict";', *page.scripts, "})();\n"))


def _hash(words: str) -> str:
    return f"'sha256-{b64encode(sha256(words.encode()).digest()).decode()}'"
