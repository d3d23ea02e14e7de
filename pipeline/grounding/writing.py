"""Tell which things documents write as an abbreviation, in the case they write it in.

Labels are in lower case, so that an abbreviation and a word of the same letters are
one. In a line of capitals, the case tells nothing.
"""

from collections.abc import Mapping, Sequence

from pipeline.identifiers import normal
from pipeline.model import Extraction, Mention
from pipeline.terminology import normal as names


def abbreviations(extractions: Sequence[Extraction]) -> Mapping[str, str]:
    """Return, by node, the abbreviation that all documents write for it.

    A thing that some document writes otherwise, or in other capitals, is not in it.
    """
    found: dict[str, str] = {}
    for extraction in extractions:
        mentions = {each.id: each for each in extraction.reading.mentions}
        text = extraction.document.text
        for assertion in extraction.assertions:
            node = assertion.object
            mention = mentions.get(assertion.mention)
            if mention is None or found.get(node) == "":
                continue
            written = _written(mention, text)
            if found.setdefault(node, written) != written:
                found[node] = ""
    return {node: written for node, written in found.items() if written}


def _written(mention: Mention, text: str) -> str:
    """Return the words of *mention* where they are an abbreviation, else nothing."""
    quote = text[mention.start : mention.end]
    if not names.is_abbreviation(quote) or normal(quote) != normal(mention.label):
        return ""
    place = mention.evidence
    around = text[place.start : mention.start] + text[mention.end : place.end]
    return quote if any(map(str.islower, around)) else ""
