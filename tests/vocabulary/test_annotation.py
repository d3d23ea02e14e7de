"""What is judged are mentions that there are, and each in one manner."""

from pipeline.vocabulary import annotation, predicates

RULES = annotation.load()


def test_every_type_that_is_judged_is_one_of_ours() -> None:
    assert set(RULES.types) <= set(predicates.load().links)


def test_no_type_is_named_twice() -> None:
    assert len(set(RULES.types)) == len(RULES.types)
