"""Write what follows from the ontology: pages on schema and tables, and the context.

Run ``python scripts/describe.py`` after a change of ``ontology/procedure-graph.ttl`` or
``ontology/exports/tables.yaml``; a test tells when that was forgotten.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import rdflib
from rdflib import OWL, RDF, RDFS, SDO, SKOS, URIRef

from pipeline.exports.tables import layout
from pipeline.exports.tables.layout import Table
from pipeline.namespaces import PREFIXES

ROOT: Final = Path(__file__).parent.parent
ONTOLOGY: Final = ROOT / "ontology" / "procedure-graph.ttl"
PG: Final = rdflib.Namespace(PREFIXES["pg"])
_ANYTHING: Final = "Thing"
_CONTEXT_PREFIXES: Final = """
    dcterms oa owl prov qudt rdf rdfs schema skos sssom
"""
# Properties of others that graphs have, by what their values are.
_OTHERS: Final = {
    "@id": """
        dcterms:isPartOf dcterms:references dcterms:source oa:hasSelector oa:hasSource
        owl:annotatedProperty owl:annotatedSource owl:annotatedTarget
        prov:wasGeneratedBy qudt:hasUnit rdf:object rdf:predicate rdf:subject
        skos:broadMatch skos:broader skos:closeMatch skos:exactMatch skos:inScheme
        skos:narrowMatch skos:relatedMatch sssom:mapping_justification
    """,
    "xsd:date": "dcterms:date",
    "xsd:decimal": "schema:maxValue schema:minValue schema:value sssom:confidence",
    "xsd:nonNegativeInteger": "oa:end oa:start",
}
_WORDED: Final = "dcterms:title skos:altLabel"
_INTRO: Final = """# The schema of the graph

Made from `ontology/procedure-graph.ttl` by `python scripts/describe.py`; change that
file and not this one. What the words mean, and which to avoid, is in
[`ontology/README.md`](../ontology/README.md).
"""
_TABLES_INTRO: Final = """# The tables of the Parquet export

Made from `ontology/exports/tables.yaml` by `python scripts/describe.py`; change that
file and not this one. `procgraph build sources --formats parquet` writes a file a table
into `outputs/tables/`; `pipeline.load_tables("outputs")` gives them as views of DuckDB.

Documents are named by their path, all other things by their IRI, so that tables join on
equal columns. Offsets are 64-bit integers that count Unicode code points of
`documents.text`, from 0, the end left out. A column may hold nulls only where that is
said; a list without items is empty. Ids and codes are texts (`0012` stays `0012`). Each
file says in its metadata `schema_version` (docs/stability.md), `evidence` and what each
column is. In SQL, `end` and `check` are words of the language: write `"end"`.

With `--evidence compact`, prefix and suffix of evidence are missing. With
`--evidence none`, tables that need evidence are empty, and so are the texts of
documents; `facts` still has each link that a document affirms.
"""


def page(ontology: rdflib.Graph) -> str:
    """Return the page on the schema: pictures of the links, then all terms."""
    parts = [
        _INTRO,
        "## What is linked, each link with its evidence\n",
        _picture(ontology, _evidenced(ontology)),
        f"`{_ANYTHING}` is a procedure, a step, an instruction or a concept.\n",
        "## What stands behind a link\n",
        _picture(ontology, _of(ontology, "Assertion", "Section", "Finding")),
        "## What is said of codes\n",
        _picture(ontology, _of(ontology, "CodeClaim", "CodeFact")),
        "## Classes\n",
        _table(("class", "what it is", "example"), _classes(ontology)),
        "## Properties\n",
        _table(
            ("property", "from", "to", "what it says", "example"), _properties(ontology)
        ),
        "## Closed lists of values\n",
        _table(("list", "value", "what it means"), _values(ontology)),
    ]
    return "\n".join(parts)


def context(ontology: rdflib.Graph) -> str:
    """Return the JSON-LD context: prefixes, and what the values of properties are."""
    terms: dict[str, object] = {"@version": 1.1, "id": "@id", "type": "@type"}
    terms |= {
        name: PREFIXES[name] for name in ("pg", *_CONTEXT_PREFIXES.split(), "xsd")
    }
    for term in _terms(ontology, OWL.ObjectProperty):
        terms[_local(term)] = {"@id": f"pg:{_local(term)}", "@type": "@id"}
    for term in _terms(ontology, OWL.DatatypeProperty):
        entry = {"@id": f"pg:{_local(term)}"}
        datatype = _short(ontology.value(term, RDFS.range))
        if datatype != "xsd:string":
            entry["@type"] = datatype
        terms[_local(term)] = entry
    terms["label"] = {"@id": "rdfs:label", "@language": "en"}
    for kind, names in _OTHERS.items():
        terms |= {name: {"@id": name, "@type": kind} for name in names.split()}
    terms |= {name: {"@id": name, "@language": "en"} for name in _WORDED.split()}
    return json.dumps({"@context": terms}, indent=2) + "\n"


FILES: Final = MappingProxyType(
    {
        ROOT / "docs" / "schema.md": page,
        ROOT / "ontology" / "context.jsonld": context,
    }
)
"""Each file with the function that makes its text."""


def tables() -> str:
    """Return the page on the tables of the Parquet export."""
    return "\n".join(
        [
            _TABLES_INTRO,
            *(_of_table(name, told) for name, told in layout.load().items()),
        ]
    )


PAGES: Final = MappingProxyType({ROOT / "docs" / "exports" / "tables.md": tables})
"""Each file that follows from other knowledge with the function that makes its text."""


def main() -> None:
    """Write all files anew."""
    ontology = rdflib.Graph().parse(ONTOLOGY)
    for path, make in FILES.items():
        path.write_text(make(ontology), encoding="utf-8")
    for path, write in PAGES.items():
        path.write_text(write(), encoding="utf-8")


def _of_table(name: str, told: Table) -> str:
    key = ", ".join(f"`{each}`" for each in told.key)
    lines = [
        f"## {name}\n",
        f"A row is {told.row}.\n",
        f"- order: {told.order}",
        *([f"- key: {key}"] if key else []),
        *(["- empty with `--evidence none`"] if told.needs else []),
        "",
    ]
    columns = (
        (
            f"`{title}`",
            f"`{column.type}`",
            "yes" if column.optional else "",
            column.about,
            f"`{column.joins}`" if column.joins else "",
        )
        for title, column in told.columns.items()
    )
    head = ("column", "type", "may be null", "what it holds", "joins")
    return "\n".join([*lines, _table(head, columns)])


def _terms(ontology: rdflib.Graph, *kinds: URIRef) -> list[URIRef]:
    """Return all terms that are of one of *kinds*, in order."""
    found = {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    return sorted(URIRef(str(term)) for term in found)


# ---------------------------------------------------------------- pictures


def _evidenced(ontology: rdflib.Graph) -> list[URIRef]:
    found = ontology.subjects(PG.evidenced)
    return sorted(URIRef(str(term)) for term in found)


def _of(ontology: rdflib.Graph, *classes: str) -> list[URIRef]:
    wanted = {PG[name] for name in classes}
    evidenced = set(_evidenced(ontology))
    return [
        term
        for term in _terms(ontology, OWL.ObjectProperty)
        if ontology.value(term, RDFS.domain) in wanted and term not in evidenced
    ]


def _picture(ontology: rdflib.Graph, links: Iterable[URIRef]) -> str:
    edges, boxes = [], set()
    for link in links:
        start, end = (name or _ANYTHING for name in _ends(ontology, link))
        boxes |= {start, end}
        edges.append(f"  {_box(start)} -->|{_local(link)}| {_box(end)}")
    named = [f'  {_box(name)}["{_words(ontology, name)}"]' for name in sorted(boxes)]
    return "\n".join(["```mermaid", "flowchart LR", *named, *edges, "```", ""])


def _box(name: str) -> str:
    return name.removeprefix("pg:").replace(":", "_")


def _words(ontology: rdflib.Graph, name: str) -> str:
    if not name.startswith("pg:"):
        return name
    return str(ontology.value(PG[name.removeprefix("pg:")], RDFS.label))


# ---------------------------------------------------------------- tables


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _classes(ontology: rdflib.Graph) -> Iterator[tuple[str, ...]]:
    for term in _terms(ontology, OWL.Class):
        yield f"`{_local(term)}`", *_told(ontology, term)


def _properties(ontology: rdflib.Graph) -> Iterator[tuple[str, ...]]:
    for term in _terms(ontology, OWL.ObjectProperty, OWL.DatatypeProperty):
        yield f"`{_local(term)}`", *_ends(ontology, term), *_told(ontology, term)


def _ends(ontology: rdflib.Graph, term: URIRef) -> tuple[str, str]:
    """Return what *term* leads from and to, the latter strictly or as a rule."""
    end = ontology.value(term, RDFS.range) or ontology.value(term, SDO.rangeIncludes)
    return _short(ontology.value(term, RDFS.domain)), _short(end)


def _told(ontology: rdflib.Graph, term: URIRef) -> tuple[str, str]:
    definition, example = (
        str(ontology.value(term, which)) for which in (SKOS.definition, SKOS.example)
    )
    is_offered = ontology.value(term, PG.status) is not None
    return definition + (" (Offered, not yet used.)" if is_offered else ""), example


def _values(ontology: rdflib.Graph) -> Iterator[tuple[str, ...]]:
    for term in _terms(ontology, SKOS.Concept):
        scheme = str(ontology.value(term, SKOS.inScheme)).rpartition("/")[2]
        value = str(term).rpartition("/")[2]
        yield scheme, f"`{value}`", str(ontology.value(term, SKOS.definition))


def _local(term: object) -> str:
    return str(term).removeprefix(str(PG))


def _short(term: object) -> str:
    """Return the prefixed name of *term*, or nothing where there is none."""
    prefixes: Mapping[str, str] = PREFIXES
    for prefix, namespace in prefixes.items():
        if term is not None and str(term).startswith(namespace):
            return f"{prefix}:{str(term).removeprefix(namespace)}"
    return ""


if __name__ == "__main__":
    main()
