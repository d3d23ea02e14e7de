"""Knowledge as data: the ontology, its shapes, the vocabularies and the questions."""
