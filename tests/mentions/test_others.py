"""What is told of another procedure is no fact about the page's own."""

import pytest

from pipeline.mentions.others import Subject
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


@pytest.mark.parametrize(
    ("names", "before", "is_other"),
    [
        pytest.param(
            ("hip replacement",), "after knee replacement, ", True, id="another part"
        ),
        pytest.param(
            ("hip replacement",), "after hip replacement, ", False, id="the page's own"
        ),
        pytest.param(
            ("colonoscopy",), "gastroscopy can cause ", True, id="another word"
        ),
        pytest.param(
            ("colonoscopy",),
            "unlike gastroscopy, colonoscopy can cause ",
            False,
            id="both",
        ),
        pytest.param(
            ("gallbladder removal",),
            "cholecystectomy can cause ",
            False,
            id="perhaps a synonym",
        ),
        pytest.param(
            ("kidney transplant",),
            "after a renal transplant, ",
            False,
            id="the adjective of the same part",
        ),
        pytest.param(
            ("joint replacement",),
            "after knee replacement, ",
            False,
            id="one of the page's own",
        ),
        pytest.param(
            ("gallbladder removal",),
            "knee replacement has ",
            True,
            id="another part with another word",
        ),
        pytest.param(
            ("coronary artery bypass",),
            "after a heart bypass, ",
            False,
            id="a larger part of the same",
        ),
        pytest.param((), "after knee replacement, ", False, id="no procedure"),
    ],
)
def test_another_procedure_ends_alike_and_names_something_else(
    names: tuple[str, ...], before: str, *, is_other: bool
) -> None:
    assert Subject(names, VOCABULARY).is_other(before) is is_other


def test_the_page_s_own_procedure_is_itself_by_any_of_its_names() -> None:
    subject = Subject(("hip replacements", "THR"), VOCABULARY)
    assert subject.is_itself("hip replacement")
    assert subject.is_itself("thr")
    assert not subject.is_itself("knee replacement")
