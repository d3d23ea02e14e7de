"""Split a document into blocks: heading, list item, paragraph, row, boilerplate.

The blocks are in order and disjoint, and together hold every non-blank character.
"""

from pipeline.blocks.splitting import split

__all__ = ["split"]
