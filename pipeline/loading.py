"""Read a built graph back: as NetworkX, as RDF, or as tables.

A folder without what is asked for is told with the command that makes it.
"""

import gzip
import re
import zlib
from os import PathLike
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, TypedDict, cast

import networkx as nx
import orjson
import pyoxigraph as ox
import rdflib

from pipeline import namespaces, sealing
from pipeline.errors import OutputError
from pipeline.exports.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    import duckdb


class Thing(TypedDict, total=False):
    """Attributes of a node of the graph, which its IRI names; what is unsaid is absent.

    *types* are names of classes of the ontology. A node of the type DeniedAssertion is
    a statement that a text denies: it leads nowhere, and has *subject*, *object* and
    the attributes of a :class:`Link` instead. Further detail stands under the names of
    the ontology's properties; ``ontology/schemas/graph.schema.json`` has all.
    """

    label: str
    types: list[str]
    altLabels: list[str]
    mappings: list[dict[str, object]]
    candidates: list[dict[str, object]]
    stepIndex: int
    phase: str
    action: str
    obligation: str
    isoDuration: str
    offsetDays: float
    subject: str
    object: str


class Link(TypedDict, total=False):
    """Attributes of an edge, which the statement's id is the key of.

    *kind* is ``statement`` or ``structure``; the latter (which step comes next, what is
    broader) has *predicate* and *kind* alone. *quote* is ``text[start:end]`` of the
    text layer of *document*, offsets in Unicode code points; *section* the index of the
    section there; *confidence* between 0 and 1. *qualifiers* are what the text says
    around the fact, by the names of the exchange format.
    """

    kind: str
    predicate: str
    document: str
    start: int
    end: int
    quote: str
    section: int
    polarity: str
    certainty: str
    confidence: float
    rule: str
    qualifiers: dict[str, object]
    context: str
    frequencyLow: float
    frequencyHigh: float
    claimedLabel: str
    claimedFacet: str | list[str]


_JSON: Final = "graph.json"
_TURTLE: Final = "graph.ttl"
_PACKED: Final = ".gz"
# Forms of RDF without what Turtle has of its own, in the order in which they are taken.
_FORMS: Final = {
    "graph.nt": ox.RdfFormat.N_TRIPLES,
    "graph.nq": ox.RdfFormat.N_QUADS,
    "graph.trig": ox.RdfFormat.TRIG,
}
_VERSION: Final = (
    "SELECT decode(value) FROM parquet_kv_metadata(?) "
    "WHERE decode(key) = 'schema_version'"
)
# What DuckDB takes for a pattern in the name of a file.
_GLOB: Final = re.compile(r"[\[*?]")


def load(out: str | PathLike[str] = "outputs") -> "nx.MultiDiGraph[str]":
    """Return the graph in the folder *out* as a NetworkX multigraph.

    A node is named by its IRI and has the attributes of a :class:`Thing`. An edge is
    one affirmed statement, its key the statement's id, with the attributes of a
    :class:`Link`: a neighbour is always an affirmed fact. What is denied is a node of
    the type DeniedAssertion. ``graph.graph`` has the documents, the terminologies and
    ``schema_version``. Raise OutputError where there is no such graph.
    """
    path = _file(out, _JSON, "json")
    try:
        told = orjson.loads(path.read_bytes())
        graph = nx.node_link_graph(told, edges="edges")
    except (
        orjson.JSONDecodeError,
        nx.NetworkXError,
        KeyError,
        TypeError,
        AttributeError,
    ) as fault:
        raise OutputError(str(path), f"is no graph ({fault})") from None
    if not isinstance(graph, nx.MultiDiGraph):
        raise OutputError(str(path), "is not a directed multigraph")
    return graph


def load_rdf(out: str | PathLike[str] = "outputs") -> rdflib.Graph:
    """Return the graph in the folder *out* as an rdflib graph, prefixes bound.

    It holds direct triples (``proc:x pg:hasComplication concept:y``) for what is
    affirmed, and each statement (``fact:…``) with quote, place, polarity and certainty:
    see ``docs/schema.md``. Where there is no Turtle, N-Triples, N-Quads or TriG is
    read, packed or not; graphs by document become one. For a large graph, pyoxigraph
    reads ``graph.ttl`` some ten times as fast. Raise OutputError where there is no such
    graph.
    """
    names = (_TURTLE, *(f"{name}{end}" for name in _FORMS for end in ("", _PACKED)))
    name = next((each for each in names if (Path(out) / each).is_file()), _TURTLE)
    path = _file(out, name, "ttl")
    form = _FORMS.get(name.removesuffix(_PACKED), ox.RdfFormat.TURTLE)
    try:
        if form == ox.RdfFormat.TURTLE:
            return rdflib.Graph().parse(path, format="turtle")
        return _of_quads(path, form)
    except (SyntaxError, UnicodeDecodeError, EOFError, OSError, zlib.error) as fault:
        raise OutputError(str(path), f"is no {form.name} ({fault})") from None


def _of_quads(path: Path, form: ox.RdfFormat) -> rdflib.Graph:
    """Return the triples of all graphs of the file at *path*, our prefixes bound."""
    graph = rdflib.Graph()
    for prefix, space in namespaces.PREFIXES.items():
        graph.bind(prefix, space, replace=True)
    opened = gzip.open if path.suffix == _PACKED else open
    with opened(path, "rb") as stream:
        quads = ox.parse(cast("IO[bytes]", stream), format=form)
        triples = (quad.triple for quad in quads)
        lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return graph.parse(data=lines, format="nt")


def load_tables(out: str | PathLike[str] = "outputs") -> "duckdb.DuckDBPyConnection":
    """Return the tables in the folder *out* as views of a DuckDB database in memory.

    There is a view a table, called as in ``docs/exports/tables.md`` (``documents``,
    ``assertions``, ``evidence`` …), over the Parquet files themselves: nothing is read
    before it is asked for. Columns are typed and have comments (``duckdb_columns()``).
    ``load_tables().sql("FROM facts").df()`` is a frame of pandas, ``.pl()`` one of
    Polars. Raise OutputError where a table is missing, is no Parquet, or was written in
    another version of the schema.
    """
    # Imported here, since whoever loads a graph needs neither.
    import duckdb  # noqa: PLC0415

    from pipeline.exports.tables import layout  # noqa: PLC0415

    connection = duckdb.connect()
    for name, table in layout.load().items():
        path = _file(out, layout.file(name), "parquet").resolve()
        source = _GLOB.sub(r"[\g<0>]", str(path))
        try:
            told = connection.execute(_VERSION, [source]).fetchall()
            _check_version(str(path), [version for (version,) in told])
            connection.execute(
                f"CREATE VIEW {name} AS FROM read_parquet({_quoted(source)}, "
                "hive_partitioning = false)"
            )
            connection.execute(f"COMMENT ON VIEW {name} IS {_quoted(table.row)}")
            for title, column in table.columns.items():
                connection.execute(
                    f'COMMENT ON COLUMN {name}."{title}" IS {_quoted(column.about)}'
                )
        except duckdb.Error as fault:
            reason = str(fault).splitlines()[0]
            raise OutputError(str(path), f"is no such table ({reason})") from None
    return connection


def _quoted(text: str) -> str:
    """Return *text* as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def _check_version(path: str, told: list[str]) -> None:
    """Raise OutputError where the file at *path* is not of our version, as *told*."""
    ours = SCHEMA_VERSION.partition(".")[0]
    if [version.partition(".")[0] for version in told] != [ours]:
        raise OutputError(
            path,
            f"is of version {', '.join(told) or 'unknown'} of the schema; "
            f"this release reads {ours}. Build it anew",
        )


def _file(out: str | PathLike[str], name: str, form: str) -> Path:
    folder = Path(out)
    if not folder.is_dir():
        raise OutputError(
            str(folder), f"is not there. Try: procgraph build DOCUMENTS --out {folder}"
        )
    sealing.check(folder)
    path = folder / name
    if not path.is_file():
        raise OutputError(
            str(folder),
            f"has no {name}. Try: "
            f"procgraph build DOCUMENTS --out {folder} --formats {form}",
        )
    return path
