"""Read files on codes that people bring themselves: ``ontology/code-files.yaml``.

Codes, signs and facets are read and nothing else: the wording of a code system that a
file may hold is never kept.
"""

from pipeline.vocabulary.code_files.layouts import LayoutsFile, load
from pipeline.vocabulary.code_files.reading import read
from pipeline.vocabulary.code_files.statements import CodeFile, Statement

__all__ = ["CodeFile", "LayoutsFile", "Statement", "load", "read"]
