"""Tell which things documents write as an abbreviation, in the case they write it in.

Labels are in lower case, so that an abbreviation and a word of the same letters are
one. Among lines of capitals, the case tells nothing.
"""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.grounding.rules import is_linkable
from pipeline.identifiers import normal
from pipeline.model import Extraction, Mention, Section
from pipeline.terminology import normal as names


def abbreviations(extractions: Iterable[Extraction]) -> Mapping[str, str]:
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
            if mention is None or found.get(node) == "" or not is_linkable(node):
                continue
            written = _written(mention, text, extraction.sections)
            if found.setdefault(node, written) != written:
                found[node] = ""
    return {node: written for node, written in found.items() if written}


def _written(mention: Mention, text: str, sections: Sequence[Section]) -> str:
    """Return the words of *mention* where they are an abbreviation, else nothing.

    Where they are all that stands in their line, the other lines of the section tell
    whether the page writes in capitals.
    """
    quote = text[mention.start : mention.end]
    if not names.is_abbreviation(quote) or normal(quote) != normal(mention.label):
        return ""
    place = mention.evidence
    around = text[place.start : mention.start] + text[mention.end : place.end]
    if any(map(str.islower, around)):
        return quote
    others = _others(mention, text, sections)
    return quote if any(map(str.islower, others)) else ""


def _others(mention: Mention, text: str, sections: Sequence[Section]) -> str:
    """Return what else stands in the section of *mention*, without the heading."""
    if not sections:
        return ""
    section, place = sections[mention.section], mention.evidence
    blocks = section.blocks[1:] if section.heading else section.blocks
    return "".join(
        text[block.start : block.end]
        for block in blocks
        if block.end <= place.start or place.end <= block.start
    )
