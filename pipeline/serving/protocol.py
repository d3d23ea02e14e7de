"""Read a question out of a request, after the SPARQL 1.1 Protocol.

https://www.w3.org/TR/sparql11-protocol/#query-operation has the three ways to send one.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from pipeline.questions import faults

QUERY: Final = "query"
UPDATE: Final = "update"
FORMAT: Final = "format"
_DEFAULT: Final = "default-graph-uri"
_NAMED: Final = "named-graph-uri"
_FORM: Final = "application/x-www-form-urlencoded"
_DIRECT: Final = "application/sparql-query"
_DIRECT_UPDATE: Final = "application/sparql-update"
_UTF_8: Final = frozenset({"utf-8", "utf8", '"utf-8"', '"utf8"'})
_MOST: Final = 1000  # parameters
READ_ONLY: Final = "This graph is only read: nothing in it can be changed"


class RefusalError(Exception):
    """A request that is not answered: the HTTP *status*, and why, in words."""

    def __init__(self, status: int, fault: str) -> None:
        """Keep both."""
        super().__init__(fault)
        self.status = status
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the graphs it is asked of; None stands for those of the build.

    *form* is the name of a form of the answer, where a link asks for one.
    """

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    form: str = ""


def read(
    method: str, search: bytes, content_type: str | None, body: bytes
) -> Question | None:
    """Return what is asked with *method*, the query string *search* and the *body*.

    None where nothing is asked, so that the endpoint tells of itself. Raise
    RefusalError with a status for whatever is not as the protocol has it.
    """
    pairs = _pairs(search, "the address")
    if method != "POST":
        return _of(pairs) if any(name != FORMAT for name, _ in pairs) else None
    media, charset = _media(content_type)
    if media == _FORM:
        if pairs_in_both := {n for n, _ in pairs} & {QUERY, UPDATE}:
            named = " and ".join(sorted(pairs_in_both))
            raise RefusalError(
                400, f"A form has {named} in its body, not in the address"
            )
        _check_charset(charset)
        return _of([*pairs, *_pairs(body, "the form")])
    if media not in {_DIRECT, _DIRECT_UPDATE}:
        raise RefusalError(
            415,
            f"A question comes as {_FORM} or as {_DIRECT}, not as "
            f"{media or 'something without a type'}",
        )
    if media == _DIRECT_UPDATE:
        raise RefusalError(403, READ_ONLY)
    _check_charset(charset)
    if any(name in {QUERY, UPDATE} for name, _ in pairs):
        raise RefusalError(
            400, "One question at a time: there is one in the address too"
        )
    text = _text(body, "the question")
    return _of([*pairs, (QUERY, text)])


def _of(pairs: list[tuple[str, str]]) -> Question:
    texts = [value for name, value in pairs if name == QUERY]
    if any(name == UPDATE for name, _ in pairs):
        raise RefusalError(403, READ_ONLY)
    if len(texts) != 1:
        found = f"there are {len(texts)}" if texts else "there is none"
        raise RefusalError(400, f"Exactly one parameter 'query' is needed; {found}")
    (text,) = texts
    if faults.is_change(text):
        raise RefusalError(403, READ_ONLY)
    default = tuple(value for name, value in pairs if name == _DEFAULT)
    named = tuple(value for name, value in pairs if name == _NAMED)
    is_chosen = bool(default or named)
    return Question(
        text,
        # Where one list is given, the other is empty if it is not.
        default if is_chosen else None,
        named if is_chosen else None,
        next((value for name, value in pairs if name == FORMAT), ""),
    )


def _pairs(data: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            _text(data, where),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=_MOST,
        )
    except UnicodeDecodeError:
        raise RefusalError(400, f"What stands in {where} is not UTF-8") from None
    except ValueError:
        raise RefusalError(400, f"There are too many parameters in {where}") from None


def _text(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusalError(400, f"What stands in {what} is not UTF-8") from None


def _media(content_type: str | None) -> tuple[str, str]:
    """Return the media type and the charset of *content_type*."""
    media, *parameters = (content_type or "").split(";")
    charset = ""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().lower()
    return media.strip().lower(), charset


def _check_charset(charset: str) -> None:
    if charset and charset not in _UTF_8:
        raise RefusalError(415, f"A question is written in UTF-8, not in {charset}")
