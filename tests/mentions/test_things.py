"""Things are named by phrases and lists; what names nothing is no thing."""

import pytest

from pipeline.mentions import things
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.view import view
from pipeline.model import Certainty, Polarity
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


def read(
    text: str,
    type_: str = "Complication",
    section: str = "complications",
    *,
    is_strict: bool = False,
) -> list[Draft]:
    seen = view(text, 0, len(text))
    role = Role(type_, section, is_strict=is_strict)
    return things.read(seen, role, seen.span(), VOCABULARY)


def labels(
    text: str, type_: str = "Complication", *, is_strict: bool = False
) -> list[str]:
    return [each.label for each in read(text, type_, is_strict=is_strict)]


def inner(found: Draft) -> list[tuple[str, str]]:
    return [(each.type, each.label) for each in found.inner]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("infection: germs get in", ["infection"], id="a colon explains"),
        pytest.param("Infection - may need drugs", ["infection"], id="a dash explains"),
        pytest.param(
            "Common: pain, nausea", ["pain", "nausea"], id="a word of degree announces"
        ),
        pytest.param(
            "Symptoms: fever, chills and cough",
            ["fever", "chill", "cough"],
            id="a word for any of them announces",
        ),
        pytest.param(
            "Very rare: stroke", ["stroke"], id="a frequency announces one alone"
        ),
        pytest.param("bleeding (ratio 1:2)", ["bleeding"], id="a colon in brackets"),
    ],
)
def test_a_thing_is_told_from_its_explanation(text: str, found: list[str]) -> None:
    assert labels(text) == found


def test_a_group_of_tests_gives_way_to_the_tests_it_lists() -> None:
    text = "Blood tests: complete blood count, urinalysis"
    assert labels(text, "DiagnosticTest") == ["complete blood count", "urinalysis"]


@pytest.mark.parametrize(
    "text",
    ["risk", "complications", "other problems", "it", "12", "the following", "", "- "],
)
def test_words_that_name_nothing_are_no_thing(text: str) -> None:
    if text:
        assert read(text) == []


def test_things_listed_in_brackets_are_read() -> None:
    assert labels("stomach trouble (nausea, vomiting)") == [
        "stomach trouble",
        "nausea",
        "vomiting",
    ]


def test_an_aim_is_no_part_of_the_condition() -> None:
    assert [
        each.label for each in read("relieve hip pain", "Condition", "indications")
    ] == ["hip pain"]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("no scarring", Polarity.NEGATED),
        ("scarring does not occur", Polarity.NEGATED),
        ("scarring may occur", Polarity.AFFIRMED),
    ],
)
def test_a_denied_thing_is_kept_and_marked(text: str, polarity: Polarity) -> None:
    (found,) = read(text)
    assert (found.label, found.qualifiers.polarity) == ("scarring", polarity)


def test_a_complication_is_a_possibility_and_a_condition_is_stated() -> None:
    assert read("fracture")[0].qualifiers.certainty is Certainty.POSSIBLE
    condition = read("fracture", "Condition", "indications")[0]
    assert condition.qualifiers.certainty is Certainty.STATED


def test_a_condition_of_a_thing_makes_it_conditional() -> None:
    (found,) = read("MRI if the X-ray is unclear", "DiagnosticTest", "diagnostic_tests")
    assert found.qualifiers.condition == "if the X-ray is unclear"
    assert found.qualifiers.certainty is Certainty.CONDITIONAL


def test_side_severity_and_other_names_are_qualifiers() -> None:
    (found,) = read("severe blood clots (DVT) in the left leg")
    assert found.label == "severe blood clot in leg"
    assert found.qualifiers.side == "left"
    assert found.qualifiers.severity == "severe"
    assert found.qualifiers.synonyms == ("DVT",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "nerve injury leading to weakness and numbness",
            [("Anatomy", "nerve"), ("Symptom", "weakness"), ("Symptom", "numbness")],
            id="what it leads to",
        ),
        pytest.param(
            "nerve injury due to swelling",
            [("Anatomy", "nerve"), ("Cause", "swelling")],
            id="its cause",
        ),
        pytest.param("clots in the lungs", [("Anatomy", "lung")], id="where it is"),
    ],
)
def test_a_thing_holds_others(text: str, found: list[tuple[str, str]]) -> None:
    (each,) = read(text)
    assert inner(each) == found


# ---------------------------------------------------------------- strictly


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("infection", ["infection"], id="a word that is known"),
        pytest.param("a walk in the park", [], id="a phrase of another kind"),
        pytest.param("gadgets", [], id="an unknown word alone"),
        pytest.param(
            "infection, quixitis-like spells and bleeding",
            ["infection", "quixitis-like spell", "bleeding"],
            id="a short unknown one among known ones",
        ),
    ],
)
def test_from_prose_only_what_the_lexicon_vouches_for_counts(
    text: str, found: list[str]
) -> None:
    assert labels(text, is_strict=True) == found


def test_a_clause_behind_a_semicolon_names_only_what_is_known() -> None:
    text = "Clouding: about 10%; a laser clears it"
    assert [each.label for each in read(text, "Complication", "complications")] == [
        "clouding"
    ]


def test_a_torn_part_of_the_body_is_a_condition() -> None:
    lexicon = reading.load().lexicon
    assert lexicon.phrase_kinds(("torn", "meniscus")) == {"condition"}
    assert lexicon.phrase_kinds(("left", "knee")) == {"anatomy"}


def test_a_treatment_without_response_is_not_denied() -> None:
    found = read("No response to physiotherapy", "Condition", "indications")
    assert [each.qualifiers.polarity for each in found] == [Polarity.AFFIRMED]


def test_each_thing_keeps_the_figure_beside_it() -> None:
    found = read("Infection, 3%, and pneumonia, 1%")
    assert [(each.label, each.qualifiers.frequency) for each in found] == [
        ("infection", "3%"),
        ("pneumonia", "1%"),
    ]


@pytest.mark.parametrize("text", ["Infection: none reported", "Infection: never seen"])
def test_what_its_explanation_denies_is_denied(text: str) -> None:
    assert [each.qualifiers.polarity for each in read(text)] == [Polarity.NEGATED]


def test_a_question_names_nothing() -> None:
    assert read("Does it damage the heart?") == []


def test_what_needs_no_treatment_is_no_reason_for_it() -> None:
    text = "Gallstones without pain do not need an operation"
    assert read(text, "Condition", "indications") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("blood count to rule out anemia or infection", ["anemia", "infection"]),
        ("ultrasound to check for a blood clot", ["blood clot"]),
        ("CT scan to look at the results", []),
        ("electrocardiogram", []),
    ],
)
def test_a_test_tells_what_it_looks_for(text: str, found: list[str]) -> None:
    seen = view(text, 0, len(text))
    (test,) = things.read(
        seen, Role("DiagnosticTest", "diagnostic_tests"), seen.span(), VOCABULARY
    )
    told = [each.label for each in test.inner if each.type == "Condition"]
    assert told == found


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param(
            "pelvic infection (1 in 100), fainting, a leak of fluid (rare), bruising",
            ["1 in 100", "", "rare", ""],
            id="of the thing before them",
        ),
        pytest.param(
            "bleeding and scarring (1% each)", ["1% each"] * 2, id="of all of them"
        ),
    ],
)
def test_brackets_in_a_list_tell_how_often(text: str, figures: list[str]) -> None:
    assert [each.qualifiers.frequency for each in read(text)] == figures


@pytest.mark.parametrize(
    ("text", "type_", "found"),
    [
        ("a lump you can feel", "Symptom", ["lump"]),
        ("not being able to pass urine", "Symptom", ["not being able to pass urine"]),
        ("age over 65", "RiskFactor", ["age over 65"]),
        ("hormone treatment instead of surgery", "Complication", ["hormone treatment"]),
        ("infection that may need antibiotics", "Complication", ["infection"]),
        ("infection and bleeding each", "Complication", ["infection", "bleeding"]),
    ],
)
def test_a_name_ends_where_something_is_told_of_it(
    text: str, type_: str, found: list[str]
) -> None:
    assert labels(text, type_) == found


def test_trouble_with_an_activity_is_a_complaint() -> None:
    assert labels("trouble getting an erection", is_strict=True) == [
        "trouble getting erection"
    ]


def test_brackets_in_a_list_name_the_thing_before_them() -> None:
    found = read("Blood clots in the leg (DVT) or lung (pulmonary embolism)")
    assert [(each.label, each.qualifiers.synonyms) for each in found] == [
        ("blood clot in leg", ("DVT",)),
        ("blood clot in lung", ("pulmonary embolism",)),
    ]


def test_brackets_behind_a_word_for_many_things_tell_which_it_is() -> None:
    assert [each.qualifiers.synonyms for each in read("Infection (epididymitis)")] == [
        ()
    ]
