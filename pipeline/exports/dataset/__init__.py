"""Describe a built graph as a dataset, in the terms of VoID, DCAT 3 and PROV.

Who finds the files learns from ``dataset.ttl`` what they hold and how much, which file
is which, under what terms the sources and terminologies are, and what made it all. It
holds no times, and has the same bytes for the same files and graph. It is to be written
when all other files are there.
"""

from pipeline.exports.dataset.describing import FILE, write

__all__ = ["FILE", "write"]
