"""Procedure Graph: documents on medical procedures in, a graph with evidence out.

::

    import pipeline

    pipeline.build("sources", out="outputs")
    graph = pipeline.load("outputs")      # a networkx.MultiDiGraph
    rdf = pipeline.load_rdf("outputs")    # an rdflib.Graph
    tables = pipeline.load_tables("outputs")  # DuckDB, after --formats parquet
"""

from typing import TYPE_CHECKING, Final

__all__ = [
    "Differences",
    "Summary",
    "build",
    "compare",
    "load",
    "load_rdf",
    "load_tables",
]

_PLACES: Final = {
    "Differences": "pipeline.comparing",
    "Summary": "pipeline.building.summary",
    "build": "pipeline.building.build",
    "compare": "pipeline.comparing",
    "load": "pipeline.loading",
    "load_rdf": "pipeline.loading",
    "load_tables": "pipeline.loading",
}


if TYPE_CHECKING:
    from pipeline.building.build import build
    from pipeline.building.summary import Summary
    from pipeline.comparing import Differences, compare
    from pipeline.loading import load, load_rdf, load_tables
else:

    def __getattr__(name: str) -> object:
        """Import what is asked for when it is asked for.

        The command line imports this package for every ``--help``, and the libraries
        behind these names take seconds.
        """
        from importlib import import_module  # noqa: PLC0415 - as above

        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_PLACES[name]), name)
