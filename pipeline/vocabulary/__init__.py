"""The vocabularies: one module a part of ``ontology/vocabulary``, loaded once."""
