"""The records in the pieces of the explorer: things, facts and findings.

A fact stands in a piece with all that its card shows; what it leads to is named with
its label, its kind and the details that are told wherever it is named.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

import orjson

from pipeline import identifiers, namespaces
from pipeline.exports import exchange, matches, naming
from pipeline.exports.explorer.places import in_utf16
from pipeline.exports.sources import title
from pipeline.graph import CONFIRMED, confirmed
from pipeline.model import (
    Assertion,
    Certainty,
    Extraction,
    Finding,
    Graph,
    Literal,
    Node,
    Polarity,
    Text,
)
from pipeline.vocabulary import pathway

Json = dict[str, object]
Place = Callable[[int], int]

_REMEMBERED: Final = 20_000  # things that are named again and again
_FLAGS: Final = frozenset({"polarity", "certainty", "trigger"})


class Records:
    """Makes the records of *graph*."""

    def __init__(self, graph: Graph) -> None:
        """Prepare the records of *graph*."""
        self.graph: Final = graph
        self.sure: Final = confirmed(graph)
        told = pathway.load()
        self._details: Final = frozenset(told.details)
        self.kinds: Final = {each.type: each for each in told.kinds}
        self.procedure: Final = told.kinds[0].type
        self._linked: Final = matches.by_node(graph.matches)
        self.named: Final = lru_cache(maxsize=_REMEMBERED)(self._named)

    # ---------------------------------------------------------------- things

    def kind(self, node: Node) -> str:
        """Return the kind of *node*: the first of the kinds that is a type of it."""
        types = {_local(each) for each in node.types}
        found = next((kind for kind in self.kinds if kind in types), "")
        return found or min(types, default="")

    def _named(self, identifier: str) -> Json:
        """Return the thing *identifier* as it is told wherever it is named."""
        node = self.graph.nodes.get(identifier)
        if node is None:
            return {"id": identifier, "label": identifier, "type": ""}
        told: Json = {
            "id": identifier,
            "label": node.label or identifier,
            "type": self.kind(node),
        }
        for key, said in (*_values(node.values), *_words(node.links)):
            if key in self._details:
                told.setdefault(key, said)
        return told

    def thing(self, node: Node) -> Json:
        """Return all that is told of *node*, but for facts and findings."""
        told = self._named(node.id)
        told["iri"] = namespaces.iri(node.id)
        told["types"] = [_local(each) for each in sorted(node.types)]
        told["alt"] = list(node.alt_labels)
        told["values"] = [
            *_values(node.values),
            *((_local(key), self._linked_to(target)) for key, target in node.links),
        ]
        told.update(self._linked.get(node.id, {}))
        return told

    def _linked_to(self, target: str) -> object:
        """Return the thing *target*, or where it is none of ours its word or IRI."""
        if ":" not in target and self.graph.nodes.get(target):
            return self.named(target)
        return naming.word(target)

    # ---------------------------------------------------------------- documents

    def document(self, text: Text, facts: Iterable[Json]) -> Json:
        """Return what is told of *text*, with its *facts*; findings are not in it."""
        place = in_utf16(text.document.text)
        first = text.extractions[0]
        return {
            "key": text.key,
            "title": title(first),
            "documents": [_described(each) for each in text.extractions],
            "text": text.document.text,
            "sections": [
                {
                    "heading": each.heading,
                    "type": each.type,
                    "start": place(each.start),
                    "end": place(each.end),
                }
                for each in first.sections
            ],
            "lines": [
                [place(each.start), place(each.end), each.status]
                for each in first.lines
            ],
            "procedure": self.named(first.procedure) if first.procedure else None,
            "facts": list(facts),
        }

    def facts(self, text: Text) -> Iterator[Json]:
        """Yield the record of each statement of *text*."""
        place = in_utf16(text.document.text)
        headings = {
            (each.document.name, section.index): section.heading or section.type
            for each in text.extractions
            for section in each.sections
        }
        mentions = {
            (each.document.name, mention.id): mention
            for each in text.extractions
            for mention in each.reading.mentions
        }
        for each in text.assertions:
            told = self._fact(each)
            told |= {
                "document": text.key,
                "page": each.document,
                "section": headings.get((each.document, each.section), ""),
                "start": place(each.start),
                "end": place(each.end),
                "quote": each.quote,
            }
            mention = mentions.get((each.document, each.mention))
            if mention and each.start <= mention.start < mention.end <= each.end:
                told["mark"] = [place(mention.start), place(mention.end)]
            told["rule"] = each.rule
            told["confidence"] = round(each.confidence, 2)
            yield told

    def link(self, subject: str, predicate: str, target: str) -> Json:
        """Return a fact of which no more is told than what it links."""
        return {
            "id": f"{subject} {predicate} {target}",
            "predicate": predicate,
            "subject": self.named(subject),
            "object": self.named(target),
        }

    def _fact(self, each: Assertion) -> Json:
        told: Json = {
            "id": each.id,
            "predicate": each.predicate,
            "subject": self.named(each.subject),
            "object": self.named(each.object),
        }
        if each.context:
            told["context"] = self.named(each.context)
        if each.polarity is not Polarity.AFFIRMED:
            told["polarity"] = str(each.polarity)
        if each.certainty is not Certainty.STATED:
            told["certainty"] = str(each.certainty)
        if each.id in self.sure:
            told["confirmed"] = CONFIRMED
        around = exchange.qualifiers(each.qualifiers)
        said = [[key, value] for key, value in around.items() if key not in _FLAGS]
        if said:
            told["said"] = said
        values: list[object] = [[key, value] for key, value in _values(each.values)]
        values += [[_local(key), self._linked_to(it)] for key, it in each.links]
        if values:
            told["values"] = values
        return told

    # ---------------------------------------------------------------- findings

    def finding(
        self, found: Finding, told: Mapping[str, bytes], keys: Mapping[str, str]
    ) -> Json:
        """Return the record of *found*.

        *told* are the facts that findings are about, packed, by id; *keys* are those of
        the texts, by document.
        """
        record: Json = {
            "id": naming.finding(found).rpartition("/")[2],
            "check": found.check,
            "severity": str(found.severity),
            "message": found.message,
            "documents": [
                {"name": name, "key": keys.get(name, "")}
                for name in found.documents or (found.document,)
            ],
        }
        if found.about:
            record["about"] = self._side(found.about, told)
        for key, sides in (
            ("conflicts", found.conflicts_with),
            ("suggested", found.suggested),
        ):
            if sides:
                record[key] = [self._side(each, told) for each in sides]
        return record

    def _side(self, named: str, told: Mapping[str, bytes]) -> Json:
        """Return what a finding calls *named*: a fact, or a thing with its detail."""
        if named in told:
            return {"fact": orjson.Fragment(told[named])}
        node = self.graph.nodes.get(named)
        return {"node": self.thing(node) if node else self.named(named)}


def place_of(found: Finding, place: Place) -> Json:
    """Return *found* as it stands in the text whose places *place* turns."""
    told: Json = {
        "id": naming.finding(found).rpartition("/")[2],
        "check": found.check,
        "severity": str(found.severity),
        "message": found.message,
    }
    if found.start is not None and found.end is not None:
        told["start"], told["end"] = place(found.start), place(found.end)
    if found.about:
        told["about"] = found.about
    return told


def _described(extraction: Extraction) -> Json:
    page = extraction.document
    about = page.description
    told = {
        "name": page.name,
        "title": title(extraction),
        "iri": namespaces.iri(identifiers.document(page.key)),
        "url": about.url,
        "licence": about.licence,
        "language": about.language,
        "date": about.date,
        "origin": about.origin,
    }
    return {key: value for key, value in told.items() if value}


def _values(values: Iterable[tuple[str, Literal]]) -> Iterator[tuple[str, object]]:
    return ((_local(key), naming.value(value)) for key, value in values)


def _words(links: Iterable[tuple[str, str]]) -> Iterator[tuple[str, object]]:
    return ((_local(key), naming.word(target)) for key, target in links)


def _local(curie: str) -> str:
    return curie.rpartition(":")[2]
