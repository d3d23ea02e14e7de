"""Compile the patterns that vocabulary files hold, their faults told as the file's."""

import re
from typing import Final

from pipeline.errors import VocabularyError
from pipeline.vocabulary.gates import Gated

_ESCAPED: Final = re.compile(r"\\.|\(\?P.")
_CAPITAL: Final = re.compile("[A-Z]")


def compiled(
    name: str, rule: str, source: str, *, cased: bool = False, any_case: bool = False
) -> re.Pattern[str]:
    """Return the pattern *source* of *rule* in the file *name* below ``ontology/``.

    Patterns are matched on folded text, where case is nothing to look for. With *cased*
    they are matched on text that keeps its case, and capitals in them count; with
    *any_case* on such text too, and capitals count in neither. A pattern for lower case
    that has a capital is told as wrong.

    >>> compiled("vocabulary/x.yaml", "x.broken", "(")
    Traceback (most recent call last):
    ...
    pipeline.errors.VocabularyError: ontology/vocabulary/x.yaml: the pattern of \
'x.broken' is wrong: missing ), unterminated subpattern at position 0
    """
    try:
        pattern = re.compile(source, re.IGNORECASE if any_case else 0)
    except re.error as fault:
        raise _wrong(name, rule, str(fault)) from None
    if not (cased or any_case) and _CAPITAL.search(_ESCAPED.sub("", source)):
        raise _wrong(name, rule, "it has a capital, where all is lower case")
    return pattern


def _wrong(name: str, rule: str, fault: str) -> VocabularyError:
    return VocabularyError(
        f"ontology/{name}", f"the pattern of '{rule}' is wrong: {fault}"
    )


def gated(
    name: str, rule: str, source: str, *, cased: bool = False, any_case: bool = False
) -> Gated:
    """Return the same pattern behind a gate, for one that is rarely found."""
    return Gated(compiled(name, rule, source, cased=cased, any_case=any_case))
