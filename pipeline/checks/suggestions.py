"""Tell what plug-ins suggested in vain, and where they failed."""

from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.model import Document, Finding, Refused
from pipeline.vocabulary.checks import CheckVocabulary

_REFUSED: Final = "EXTRACTOR_REFUSED"
_FAILED: Final = "EXTRACTOR_FAILED"


def find(
    document: Document, refused: Iterable[Refused], checks: CheckVocabulary
) -> Iterator[Finding]:
    """Yield a finding for each of *refused*, with its place where it has one."""
    for each in refused:
        told = each.suggestion
        if told is None:
            yield checks.finding(
                _FAILED, document.name, extractor=each.extractor, reason=each.reason
            )
            continue
        place = _place(told.start, len(told.quote), len(document.text))
        yield checks.finding(
            _REFUSED,
            document.name,
            start=place[0],
            end=place[1],
            extractor=each.extractor,
            quote=checks.excerpt(told.quote),
            type=told.type,
            reason=each.reason,
        )


def _place(
    start: int | None, length: int, whole: int
) -> tuple[int, int] | tuple[None, None]:
    if start is None or start < 0 or start + length > whole:
        return None, None
    return start, start + length
