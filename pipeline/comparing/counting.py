"""Count what changed between two builds, by what became of it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.comparing.records import Differences, DocumentDifference, Fate

_BETWEEN: Final = "; "
_SUMMED: Final[Mapping[str, Mapping[str, str]]] = {
    "documents": {
        **{fate: str(fate) for fate in Fate},
        Fate.UNREADABLE: "unreadable now",
        Fate.READABLE: "readable again",
        Fate.KEPT: "whose text stayed",
    },
    "facts": {
        "added": "added",
        "removed": "removed",
        "denied": "now denied",
        "affirmed": "denied no more",
        "changed": "on other evidence",
    },
    "steps": {"moved": "moved"},
    "findings": {"new": "new", "solved": "solved", "changed": "otherwise"},
    "things": {"renamed": "with another name"},
    "links": {"added": "added", "removed": "removed"},
}


def counts(found: Differences) -> dict[str, int]:
    """Return how many there are of each sort of difference, zero included."""
    documents = found.documents
    fates = Counter(fate for each in documents for fate in _fates(each))
    return {
        **{f"documents_{fate}": fates[fate] for fate in Fate},
        "facts_added": sum(len(each.facts_added) for each in documents),
        "facts_removed": sum(len(each.facts_removed) for each in documents),
        "facts_denied": sum(len(each.facts_denied) for each in documents),
        "facts_affirmed": sum(len(each.facts_affirmed) for each in documents),
        "facts_changed": sum(len(each.facts_changed) for each in documents),
        "steps_moved": sum(len(each.steps_moved) for each in documents),
        "findings_new": sum(len(each.findings_new) for each in documents),
        "findings_solved": sum(len(each.findings_solved) for each in documents),
        "findings_changed": sum(len(each.findings_changed) for each in documents),
        "things_renamed": len(found.things_renamed),
        "links_added": len(found.links_added),
        "links_removed": len(found.links_removed),
    }


def _fates(each: DocumentDifference) -> Iterator[Fate]:
    """Yield what became of each of the documents that have one text."""
    unreadable, readable = dict(each.unreadable), dict(each.readable)
    for name in each.documents:
        if each.fate is Fate.REMOVED and name in unreadable:
            yield Fate.UNREADABLE
        elif each.fate is Fate.ADDED and name in readable:
            yield Fate.READABLE
        else:
            yield each.fate


def summary(found: Differences) -> str:
    """Return how much there is of what, in one line; what is not there is not said."""
    if found.is_empty:
        return "No differences."
    counted = counts(found)
    groups = []
    for name, kinds in _SUMMED.items():
        said = [
            f"{count:,} {words}"
            for kind, words in kinds.items()
            if (count := counted[f"{name}_{kind}"])
        ]
        if said:
            groups.append(f"{name}: {', '.join(said)}")
    return _BETWEEN.join(groups).capitalize()
