"""Read mentions: what the lines of a page name, in the role that the page gives it."""

from pipeline.mentions.reading import read

__all__ = ["read"]
