"""Data of persons: what is taken for it, what not, and that no output shows it."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

import pipeline
from pipeline import privacy
from pipeline.model import Description, Document
from pipeline.vocabulary import checks
from tests.shown import shown

PATTERNS = checks.load().personal


def page(text: str, **about: str) -> Document:
    return Document(
        name="a.txt",
        text=text,
        sha256="f" * 64,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        encoding="utf-8",
        description=Description(**about),  # type: ignore[arg-type]
    )


def masked(text: str) -> str:
    return privacy.mask(page(text), PATTERNS).text


@pytest.mark.parametrize(
    ("text", "shown", "sort"),
    [
        ("MRN: 0012345", "MRN: #######", "record number"),
        ("MRN 0012345", "MRN #######", "record number"),
        ("MRN:** 00482913", "MRN:** ########", "record number"),
        ("MRN is 88812345", "MRN is ########", "record number"),
        (
            "DOB (mm/dd/yyyy): 01/02/1950",
            "DOB (mm/dd/yyyy): ##/##/####",
            "date of birth",
        ),
        ("Born 1969-08-21", "Born ####-##-##", "date of birth"),
        (
            "Patient's phone is 555-867-5309",
            "Patient's phone is ###-###-####",
            "phone number of a patient",
        ),
        ("Patient ID #A-44321", "Patient ID ##-#####", "record number"),
        ("Record number | AB12CD34", "Record number | ########", "record number"),
        ("NHS number 943 476 5919", "NHS number ### ### ####", "health service number"),
        ("DOB 03/04/1961", "DOB ##/##/####", "date of birth"),
        ("Date of birth:\n1961-03-04", "Date of birth:\n####-##-##", "date of birth"),
        ("Born on 4th of March 1961", "Born on ### ## ##### ####", "date of birth"),
        ("D.O.B.: March 4, 1961", "D.O.B.: ##### #, ####", "date of birth"),
        ("SSN 123-45-6789", "SSN ###-##-####", "social security number"),
        (
            "Patient phone: (555) 010-1234",
            "Patient phone: (###) ###-####",
            "phone number of a patient",
        ),
        (
            "Mobile number 07700 900123",
            "Mobile number ##### ######",
            "phone number of a patient",
        ),
        (
            "Next of kin: a sister, 555-010-1234",
            "Next of kin: a sister, ###-###-####",
            "phone number of a patient",
        ),
        (
            "Patient: Jane Roe, tel. 555 010 1234",
            "Patient: Jane Roe, tel. ### ### ####",
            "phone number of a patient",
        ),
        ("Patient name: Jane Q. Roe", "Patient name: #### #. ###", "name of a patient"),
        (
            "Patient e-mail: jane@roe.example",
            "Patient e-mail: ####@###.#######",
            "e-mail of a patient",
        ),
    ],
)
def test_letters_and_digits_behind_a_cue_are_masked_and_nothing_else(
    text: str, shown: str, sort: str
) -> None:
    before = "Seen today \u2013 \U0001f642.\n"
    document = privacy.mask(page(f"{before}{text}\nNext"), PATTERNS)
    assert document.text.replace(privacy.MASK, "#") == f"{before}{shown}\nNext"
    (found,) = document.personal
    assert found.sort == sort
    assert document.text[found.start :].startswith(shown[:3])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Call the ward at (555) 010-1234.", id="the ward's number"),
        pytest.param("Patient information line: 0117 496 0000", id="a line for all"),
        pytest.param("Emergency contact: 0117 496 0000", id="the clinic's emergency"),
        pytest.param("Nurse, mobile: 07700 900123", id="a nurse's mobile"),
        pytest.param("Patients: call 0117 496 0000", id="said to all patients"),
        pytest.param("Ask for your medical record number.", id="words without one"),
        pytest.param("MRN: ask at the desk", id="a cue without data"),
        pytest.param("Patient name:\nDate of birth:\nMRN:\n", id="an empty form"),
        pytest.param("Patient name: Date of birth: MRN:", id="a form on one line"),
        pytest.param("Patient name and date of birth are checked.", id="a sentence"),
        pytest.param("Last updated 03/04/2021", id="another date"),
        pytest.param("If you were born before 1960, tell us.", id="a year"),
        pytest.param("CPT code 27447, 30 to 60 minutes", id="codes and times"),
        pytest.param("Home care: rest for 10 days.", id="home care"),
    ],
)
def test_what_is_of_no_person_stays_readable(text: str) -> None:
    assert privacy.mask(page(text), PATTERNS) == page(text)


def test_what_was_told_once_is_masked_wherever_it_comes_again() -> None:
    text = "Patient name: Jane Roe\nJane Roe was born on 4 May 1961. JANE ROE left."
    assert "roe" not in masked(text).lower()
    assert masked(text).endswith(" left.")


def test_a_single_word_that_means_other_things_stays_elsewhere() -> None:
    assert masked("Patient name: Summer\nCome in summer.").endswith("Come in summer.")


def test_the_title_is_masked_by_what_the_text_tells() -> None:
    document = page("Patient name: Jane Roe", title="Letter on Jane Roe", origin="x")
    about = privacy.mask(document, PATTERNS).description
    assert about.title == "Letter on ████ ███"
    assert about.origin == "x"


def test_the_digests_are_of_the_file_and_of_the_masked_text() -> None:
    document = privacy.mask(page("MRN: 0012345"), PATTERNS)
    assert document.sha256 == "f" * 64
    assert document.text_sha256 == hashlib.sha256(document.text.encode()).hexdigest()


def test_masking_again_changes_nothing() -> None:
    once = privacy.mask(page("MRN: 0012345 and SSN 123-45-6789"), PATTERNS)
    again = privacy.mask(replace(once, personal=()), PATTERNS)
    assert again.text == once.text


def test_data_that_is_kept_is_noted_all_the_same() -> None:
    document = page("MRN: 0012345")
    noted = privacy.note(document, PATTERNS)
    assert noted.text == document.text
    assert noted.personal == privacy.mask(document, PATTERNS).personal


# ---------------------------------------------------------------- a whole build

SECRETS = ("0012345", "Jane", "Roe", "1961", "123-45-6789", "010-1234")
LETTER = """# Knee Arthroscopy of Jane Roe

Patient name: Jane Roe
MRN: 0012345, date of birth: 03/04/1961, SSN 123-45-6789
Patient's home phone (555) 010-1234

## Risks

- Infection, MRN: 0012345
- Bleeding

## Follow-up

- See the surgeon in 2 weeks. Ward: 0117 496 0000.
"""
HTML = (
    "<html><head><title>Jane Roe</title></head><body><h1>Tonsillectomy</h1>"
    "<table><tr><td>Patient name</td><td>Jane Roe</td></tr>"
    "<tr><td>Date of birth</td><td>03/04/1961</td></tr></table>"
    "<h2>Risks</h2><ul><li>Bleeding</li></ul></body></html>"
)


def build(folder: Path, *, keep: bool) -> dict[str, str]:
    sources = folder / "in"
    sources.mkdir()
    (sources / "a.md").write_text(LETTER)
    (sources / "b.html").write_text(HTML)
    pipeline.build(
        sources, folder / "out", formats=["all"], jobs=1, keep_personal_data=keep
    )
    return {
        path.relative_to(folder / "out").as_posix(): shown(path)
        for path in (folder / "out").rglob("*")
        if path.is_file()
    }


def test_no_output_shows_data_of_a_person(tmp_path: Path) -> None:
    written = build(tmp_path, keep=False)
    assert len(written) >= 8
    for name, text in written.items():
        assert [secret for secret in SECRETS if secret in text] == [], name
    text = written["documents/a.md.txt"]
    assert len(text) == len(LETTER)
    assert "Ward: 0117 496 0000" in text
    sorts = [
        json.loads(line)["message"]
        for line in written["findings.jsonl"].splitlines()
        if json.loads(line)["check"] == "PERSONAL_DATA"
    ]
    assert len(set(sorts)) == 5


def test_offsets_and_digests_hold_in_masked_text(tmp_path: Path) -> None:
    written = build(tmp_path, keep=False)
    for line in written["extractions.jsonl"].splitlines():
        page = json.loads(line)
        text = written[f"documents/{page['document']}.txt"]
        source = (tmp_path / "in" / page["document"]).read_bytes()
        assert page["sha256"] == hashlib.sha256(source).hexdigest()
        assert page["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
        for each in (*page["mentions"], *page["assertions"]):
            assert text[each["start"] : each["end"]] == each["quote"]


def test_data_is_kept_where_that_is_asked_for(tmp_path: Path) -> None:
    written = build(tmp_path, keep=True)
    assert written["documents/a.md.txt"] == LETTER
    assert "PERSONAL_DATA" in written["findings.jsonl"]
    assert json.loads(written["build.json"])["settings"]["keep_personal_data"] is True
