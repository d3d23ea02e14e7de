"""Read a built graph back, as NetworkX or as RDF."""

from os import PathLike
from pathlib import Path
from typing import Final

import networkx as nx
import orjson
import rdflib

from pipeline.errors import OutputError

_JSON: Final = "graph.json"
_TURTLE: Final = "graph.ttl"


def load(out: str | PathLike[str] = "outputs") -> "nx.MultiDiGraph[str]":
    """Return the graph in the folder *out* as a NetworkX multigraph.

    An edge's key is the statement's id; its attributes hold quote, place, polarity and
    certainty. Raise OutputError where there is no such graph.
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

    Raise OutputError where there is no such graph.
    """
    path = _file(out, _TURTLE, "ttl")
    try:
        return rdflib.Graph().parse(path, format="turtle")
    except (SyntaxError, UnicodeDecodeError) as fault:
        raise OutputError(str(path), f"is no Turtle ({fault})") from None


def _file(out: str | PathLike[str], name: str, form: str) -> Path:
    folder = Path(out)
    if not folder.is_dir():
        raise OutputError(
            str(folder), f"is not there. Try: procgraph build --out {folder}"
        )
    path = folder / name
    if not path.is_file():
        raise OutputError(
            str(folder),
            f"has no {name}. Try: procgraph build --out {folder} --formats {form}",
        )
    return path
