"""Whether a page is about medicine at all."""

import re
from collections.abc import Sequence
from typing import Final

from pipeline.folding import fold
from pipeline.model import (
    BlockKind,
    Document,
    Unit,
)
from pipeline.vocabulary.reading import ReadingVocabulary

_WORD: Final = re.compile(r"[^\W_][\w'-]*")


def is_medical(
    document: Document,
    units: Sequence[Unit],
    vocabulary: ReadingVocabulary,
) -> bool:
    """Tell whether enough lines of the page name something of medicine, or its bills.

    Fewer are enough where its first line does; none where it names another craft.
    """
    read = [
        u for u in units if u.block.kind not in (BlockKind.BOILERPLATE, BlockKind.RULE)
    ]
    if not read:
        return False
    first = fold(document.text[read[0].body : read[0].end])
    if vocabulary.procedures.foreign.search(first):
        return False
    lexicon, words = vocabulary.lexicon, vocabulary.procedures
    hits, wanted = 0, len(read) * words.medical_share
    for at, unit in enumerate(read):
        line = document.text[unit.body : unit.end]
        low = fold(line)
        is_hit = (
            any(
                lexicon.kinds(word) & words.medical_kinds
                and lexicon.singular(word) not in words.everyday
                for word in _WORD.findall(low)
            )
            or words.unmistakable.search(low) is not None
            or vocabulary.codes.billed.search(line) is not None
        )
        if is_hit and not at:
            wanted = len(read) * words.titled_share
        hits += is_hit
        if hits >= wanted:
            return True
    return False
