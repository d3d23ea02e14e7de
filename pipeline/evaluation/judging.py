"""Judge the reading of one document by what people marked in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.evaluation.gold import Gold, GoldMention
from pipeline.evaluation.headings import Headings, align
from pipeline.evaluation.matching import match
from pipeline.model import Extraction, Mention, Polarity
from pipeline.vocabulary.annotation import AnnotationVocabulary


@dataclass(frozen=True, slots=True)
class Judged:
    """A document's gold and our reading of it, held against each other.

    *read* are the mentions of ours that count, *pairs* positions in ``gold.mentions``
    and *read* of what is the same.
    """

    gold: Gold
    read: tuple[Mention, ...]
    pairs: tuple[tuple[int, int], ...]
    headings: Headings
    is_procedure_right: bool
    is_code_right: bool

    @property
    def name(self) -> str:
        """The name of the document."""
        return self.gold.document.name

    @property
    def matched(self) -> tuple[tuple[GoldMention, Mention], ...]:
        """What people marked with what of ours is the same."""
        return tuple(
            (self.gold.mentions[at], self.read[other]) for at, other in self.pairs
        )

    @property
    def missed(self) -> tuple[GoldMention, ...]:
        """What people marked and we did not read."""
        held = {at for at, _ in self.pairs}
        marked = enumerate(self.gold.mentions)
        return tuple(mention for at, mention in marked if at not in held)

    @property
    def wrong(self) -> tuple[Mention, ...]:
        """What we read and people did not mark."""
        held = {other for _, other in self.pairs}
        read = enumerate(self.read)
        return tuple(mention for other, mention in read if other not in held)


def types(gold: Iterable[Gold], rules: AnnotationVocabulary) -> tuple[str, ...]:
    """Return the types of mention by which our reading is judged on *gold*."""
    marked = {mention.type for each in gold for mention in each.mentions}
    return rules.judged + tuple(t for t in rules.judged_if_marked if t in marked)


def judge(
    gold: Gold,
    extraction: Extraction,
    judged: Sequence[str],
    rules: AnnotationVocabulary,
) -> Judged:
    """Hold what was read in one document against its *gold*, as to types *judged*."""
    read = tuple(_counted(extraction.reading.mentions, judged))
    ours, theirs = extraction.reading.procedure, gold.procedure
    code = ours.code.value if ours and ours.code else None
    normal = rules.labels.normal
    return Judged(
        gold=gold,
        read=read,
        pairs=match(gold.mentions, read, gold.sections, rules),
        headings=align(gold.sections, extraction.sections),
        is_procedure_right=normal(ours.label if ours else "")
        == normal(theirs.label if theirs else ""),
        is_code_right=code == ((theirs.code if theirs else None) or None),
    )


def _counted(mentions: Iterable[Mention], judged: Sequence[str]) -> Iterator[Mention]:
    """Yield the mentions that people would mark: said, not inside another, once.

    What a section says twice of one label is said once.
    """
    seen = set()
    for mention in mentions:
        key = (mention.section, mention.type, mention.label)
        is_denied = mention.qualifiers.polarity is Polarity.NEGATED
        if mention.parent or is_denied or key in seen or mention.type not in judged:
            continue
        seen.add(key)
        yield mention
