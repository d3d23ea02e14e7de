"""Codes count behind a cue of their system, on a line that speaks of no other codes."""

import pytest

from pipeline import blocks, codes, sections, sentences
from pipeline.model import CodeMention, Document
from pipeline.vocabulary import layout, reading

VOCABULARY = reading.load().codes
LAYOUT = layout.load()
ABBREVIATIONS = layout.abbreviations()


def find(body: str) -> tuple[CodeMention, ...]:
    document = Document("d", body, "", "", "text/markdown", "utf-8")
    parts = sections.split(document, blocks.split(document, LAYOUT), LAYOUT.headings)
    units = sentences.divide(document, parts, ABBREVIATIONS)
    return codes.find(document, parts, units, VOCABULARY)


def told(body: str) -> list[tuple[str, str]]:
    return [(code.system, code.value) for code in find(body)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("CPT 12345", ("CPT", "12345")),
        ("CPT code: 12345", ("CPT", "12345")),
        ("CPT\u00ae code 12345", ("CPT", "12345")),
        ("The procedure code is 12345.", ("CPT", "12345")),
        ("CPT: 0123T", ("CPT", "0123T")),
        ("HCPCS code: A1234", ("HCPCS", "A1234")),
        ("HCPCS Level II A1234", ("HCPCS", "A1234")),
        ("ICD-10-PCS 0AB00ZZ", ("ICD-10-PCS", "0AB00ZZ")),
        ("**CPT** (12345)", ("CPT", "12345")),
        ("| CPT | 12345 |", ("CPT", "12345")),
    ],
)
def test_a_code_stands_behind_the_cue_of_its_system(
    line: str, code: tuple[str, str]
) -> None:
    assert told(line) == [code]


@pytest.mark.parametrize(
    "line",
    [
        "CPT codes 11111, 22222 and 33333",
        "CPT 11111/22222/33333",
        "CPT 11111 or 22222, 33333",
    ],
)
def test_one_cue_may_open_a_list(line: str) -> None:
    assert [value for _, value in told(line)] == ["11111", "22222", "33333"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Call 55555 for a visit.", id="five digits alone"),
        pytest.param("Zip code 12345", id="the code of a place"),
        pytest.param("CPT is a list of 12345 entries", id="a number further on"),
        pytest.param("CPT 1234", id="too short"),
        pytest.param("CPT 123456", id="too long"),
        pytest.param("HCPCS Z1234", id="a letter that the system has not"),
        pytest.param("hcpcs a1234", id="in small letters"),
        pytest.param("CPT", id="no code"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_only_resembles_a_code_is_none(line: str) -> None:
    assert told(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Related codes: CPT 12345",
        "Not CPT 12345",
        "Similar procedures have CPT 12345",
        "It differs from another operation; see also other code CPT 12345.",
    ],
)
def test_a_line_that_speaks_of_other_codes_claims_none(line: str) -> None:
    assert told(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Do not use CPT 12345 for this.",
        "CPT 12345 should not be used.",
        "CPT code 12345 isn't right here.",
        "not 12345",
    ],
)
def test_a_denied_code_is_no_claim(line: str) -> None:
    assert told(line) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("CPT code: 2744", ("CPT", "2744")),
        ("CPT code: 274477", ("CPT", "274477")),
        ("CPT: ABCDE", ("CPT", "ABCDE")),
        ("The CPT code is 2744.", ("CPT", "2744")),
        ("**CPT code:** 2744X", ("CPT", "2744X")),
        ("CPT codes: 2744", ("CPT", "2744")),
        ("| CPT code | 2744 |", ("CPT", "2744")),
        ("HCPCS code: A123", ("HCPCS", "A123")),
        ("HCPCS: 1234A", ("HCPCS", "1234A")),
        ("# CPT Code 2744: Knee wash", ("CPT", "2744")),
        ("# Knee wash (CPT 2744)", ("CPT", "2744")),
        ("# Knee wash - CPT code 2744 - what it is", ("CPT", "2744")),
        ("ICD-10-PCS: 0AB00Z", ("ICD-10-PCS", "0AB00Z")),
        ("ICD-10-PCS code 0AB0OZZ", ("ICD-10-PCS", "0AB0OZZ")),
    ],
)
def test_what_stands_in_the_place_of_a_code_is_claimed_whatever_its_form(
    line: str, code: tuple[str, str]
) -> None:
    assert told(line) == [code]


@pytest.mark.parametrize(
    "line",
    [
        "CPT codes are given by the office.",
        "CPT 2024 edition",
        "CPT: 2024 edition",
        "CPT code set: 2744 entries",
        "CPT code set",
        "CPT code: see below",
        "CPT CODE: VARIES",
        "CPT code: 100% covered",
        "CPT code: 555-1234",
        "CPT code 2744 dollars",
        "| CPT code | HCPCS | 12 |",
        "| CPT | PRICE |",
        "HCPCS code: 12345",
        "Related CPT code: 2744",
        "# Knee wash (CPT 2024)",
        "ICD-10-PCS 2024",
        "ICD-10-PCS: SURGERY",
    ],
)
def test_words_years_and_numbers_in_the_place_of_a_code_are_none(line: str) -> None:
    assert told(line) == []


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("CPT codes: 11111, 2744 and 22222", ["11111", "2744", "22222"]),
        ("CPT codes: 11111/2744", ["11111", "2744"]),
        ("CPT codes: 11111, 2744 dollars", ["11111"]),
        ("ICD-10-PCS: 0AB00ZZ, 0AB00Z", ["0AB00ZZ", "0AB00Z"]),
    ],
)
def test_a_list_of_codes_may_hold_one_of_a_wrong_form(
    line: str, values: list[str]
) -> None:
    assert [value for _, value in told(line)] == values


@pytest.mark.parametrize(
    "line",
    [
        "Done open it is CPT 22222, not 11111.",
        "With a scan use CPT 22222 instead.",
        "Use CPT 22222 for both sides instead.",
        "Report CPT 22222 rather than 11111.",
        "The other way has its own CPT code, 22222.",
        "A separate code is CPT 22222.",
    ],
)
def test_a_code_that_a_sentence_gives_to_another_procedure_is_no_claim(
    line: str,
) -> None:
    assert set(told(f"# Knee wash (CPT 11111)\n\n{line}\n")) == {("CPT", "11111")}


def test_the_code_that_is_to_be_used_in_place_of_another_is_claimed() -> None:
    page = "# Knee wash\n\nReport CPT 11111 instead of 22222.\n"
    assert told(page) == [("CPT", "11111")]


def test_a_code_named_before_others_still_counts() -> None:
    assert told("Use CPT 12345, not CPT 54321.") == [("CPT", "12345")]


def test_a_section_of_related_codes_claims_none() -> None:
    page = "# Knee wash\n\nCPT 12345\n\n## Related codes\n\n- CPT 54321\n"
    assert told(page) == [("CPT", "12345")]


def test_a_code_counts_once_in_each_section() -> None:
    page = "# Knee wash\n\nCPT 12345. CPT 12345.\n\n## Billing\n\nCPT 12345\n"
    assert [code.section for code in find(page)] == [0, 1]


def test_the_quote_is_the_code_and_the_evidence_its_line() -> None:
    page = "# Knee wash\n\nBill it as CPT 12345.\n"
    (code,) = find(page)
    assert page[code.start : code.end] == "12345"
    assert page[code.evidence.start : code.evidence.end] == "Bill it as CPT 12345."


def test_codes_of_two_systems_on_a_line_are_both_found() -> None:
    assert told("CPT 12345, HCPCS A1234") == [("CPT", "12345"), ("HCPCS", "A1234")]


@pytest.mark.parametrize(
    "page",
    [
        "# Knee wash: modifiers\n\n## Which code?\n\n- 11111 knee\n- 22222 hip\n",
        "# Knee wash, Medicare\n\n## Codes\n\n| Size | Code |\n|--|--|\n| S | 11111 |\n",
    ],
)
def test_without_a_cue_the_first_of_the_pages_own_list_is_claimed(page: str) -> None:
    (code,) = find(page)
    assert (code.system, code.value, code.rule) == ("CPT", "11111", "code.listed")
    assert page[code.start : code.end] == "11111"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            "# Knee wash\n\n## Codes\n\n- 11111 knee\n", id="nothing on bills"
        ),
        pytest.param(
            "# Knee wash: modifiers\n\n## Related codes\n\n- 11111 hip\n",
            id="related codes",
        ),
        pytest.param(
            "# Knee wash (CPT 22222)\n\n## Codes\n\n- 11111 hip\n", id="a claim by cue"
        ),
    ],
)
def test_a_list_of_codes_claims_none_else(page: str) -> None:
    assert ("CPT", "11111") not in told(page)


def test_a_title_on_billing_may_have_its_code_in_brackets() -> None:
    page = "# Knee wash (11111)\n\nModifiers: LT, RT\n"
    assert told(page) == [("CPT", "11111")]
    assert told("# Knee wash (11111)\n\nCall the ward.\n") == []
    assert told("# Knee wash\n\nModifiers: LT\n\n## With a scan (11111)?\n") == []
