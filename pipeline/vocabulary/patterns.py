"""Compile the patterns that vocabulary files hold, their faults told as the file's."""

import re

from pipeline.errors import VocabularyError
from pipeline.vocabulary.gates import Gated


def compiled(
    name: str, rule: str, source: str, *, cased: bool = False
) -> re.Pattern[str]:
    """Return the pattern *source* of *rule* in the file *name* below ``ontology/``.

    Patterns are matched on folded text. With *cased* they are matched on text that
    keeps its case, and capitals in them count.

    >>> compiled("vocabulary/x.yaml", "x.broken", "(")
    Traceback (most recent call last):
    ...
    pipeline.errors.VocabularyError: ontology/vocabulary/x.yaml: the pattern of \
'x.broken' is wrong: missing ), unterminated subpattern at position 0
    """
    try:
        return re.compile(source, 0 if cased else re.IGNORECASE)
    except re.error as fault:
        raise VocabularyError(
            f"ontology/{name}", f"the pattern of '{rule}' is wrong: {fault}"
        ) from None


def gated(name: str, rule: str, source: str, *, cased: bool = False) -> Gated:
    """Return the same pattern behind a gate, for one that is rarely found."""
    return Gated(compiled(name, rule, source, cased=cased))
