"""The version of what exports hold, for whoever reads them with a program of their own.

It stands in ``build.json``, in every JSON and Parquet file and, as ``pg:schemaVersion``
of the run, in every file of RDF. The first number changes where something that was
there is gone or means something else, the second where something is added
(docs/stability.md).
"""

from typing import Final

SCHEMA_VERSION: Final = "1.0"
