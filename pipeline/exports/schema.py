"""The version of what exports hold, for whoever reads them with a program of their own.

It stands in ``build.json``, ``graph.json``, each line of the extractions and findings,
in the tables and, as ``pg:schemaVersion`` of the run, in RDF with full evidence; of all
other files of a build its ``build.json`` tells it. The first number changes where
something that was there is gone or means something else, the second where something is
added (docs/stability.md).
"""

from typing import Final

SCHEMA_VERSION: Final = "1.0"
