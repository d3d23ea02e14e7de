"""What people decided on names: this is that, these are not the same, call it so.

The decisions stand in a file beside the documents, one for each build to come. Here it
is found and read; ``grounding.agree`` holds decisions against each other, and the
grounding of a graph applies them::

    files = decisions.find(["letters"])
    for each in decisions.read(files[0]).decisions: ...
"""

from pipeline.decisions.finding import NAME, NAMES, TABLE, find
from pipeline.decisions.reading import form, read
from pipeline.decisions.records import ANY, Decision, DecisionFile, Link

__all__ = [
    "ANY",
    "NAME",
    "NAMES",
    "TABLE",
    "Decision",
    "DecisionFile",
    "Link",
    "find",
    "form",
    "read",
]
