"""State what mentions say as subject, predicate and object with their evidence."""

from pipeline.assertions.stating import state

__all__ = ["state"]
