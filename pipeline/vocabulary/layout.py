"""The vocabularies of layout under one name: blocks and sentences."""

from pipeline.vocabulary.blocks import BlockVocabulary, load
from pipeline.vocabulary.sentences import load as abbreviations

__all__ = ["BlockVocabulary", "abbreviations", "load"]
