"""What ``MANIFEST.yaml`` says of a folder's documents, and how its faults are told."""

from pathlib import Path

import pytest

from pipeline.documents.manifest import NAME, read
from pipeline.errors import VocabularyError
from pipeline.model import Description

KNEE = Description(
    title="Knee",
    url="https://example.org/knee",
    licence="CC-BY-4.0",
    language="en",
    date="2024-05-06",
    origin="Example",
    references=("https://example.org/a",),
)
FIELDS = """
    title: Knee
    url: https://example.org/knee
    licence: CC-BY-4.0
    language: en
    date: 2024-05-06
    origin: Example
    references: [https://example.org/a]
"""


def manifest(folder: Path, text: str) -> Path:
    (folder / NAME).write_text(text, encoding="utf-8")
    return folder


def test_a_folder_without_a_manifest_has_no_descriptions(tmp_path: Path) -> None:
    assert read(tmp_path) == {}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"documents:\n  a/knee.md:{FIELDS}", id="paths as keys"),
        pytest.param(f"documents:\n  - path: a/knee.md{FIELDS}", id="paths in a list"),
        pytest.param(f"\ufeffdocuments:\n  a/knee.md:{FIELDS}", id="after a mark"),
    ],
)
def test_documents_are_described_by_their_path(tmp_path: Path, text: str) -> None:
    assert read(manifest(tmp_path, text)) == {"a/knee.md": KNEE}


@pytest.mark.parametrize(
    ("written", "date"),
    [("2024", "2024"), ("2024-05", "2024-05"), ("'2024-05-06'", "2024-05-06")],
)
def test_a_date_is_kept_as_it_is_written(
    tmp_path: Path, written: str, date: str
) -> None:
    described = read(manifest(tmp_path, f"documents: {{a.md: {{date: {written}}}}}"))
    assert described["a.md"].date == date


def test_a_language_that_yaml_takes_for_no_is_a_word(tmp_path: Path) -> None:
    described = read(manifest(tmp_path, "documents: {a.md: {language: no}}"))
    assert described["a.md"].language == "no"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "documents:\n  a.md: {}\n  b.md:\n    titel: x\n",
            [":3:", "titel"],
            id="a field that is not known",
        ),
        pytest.param(
            "documents:\n  - path: a.md\n  - path: b.md\n    url: 3\n",
            [":4:", "url"],
            id="a value of the wrong kind in a list",
        ),
        pytest.param("documents:\n  - title: x\n", [":2:", "path"], id="no path"),
        pytest.param(
            "documents:\n  a.md: {}\n  a.md: {}\n", [":3:", "twice"], id="a key twice"
        ),
        pytest.param(
            "documents: [{path: a.md}, {path: a.md}]",
            ["a.md", "twice"],
            id="a path twice",
        ),
        pytest.param("documents: 3", [":1:"], id="no list at all"),
        pytest.param("", [":1:"], id="an empty manifest"),
        pytest.param("documents:\n  a: [\n", ["MANIFEST.yaml:"], id="no YAML"),
        pytest.param(
            "documents:\n  a: &x {}\n  b: *x\n", [":3:", "alias"], id="an alias"
        ),
        pytest.param("[" * 1000, [":1:", "deep"], id="great depth"),
        pytest.param(
            "documents:\n  ? [a, b]\n  : {}", ["MANIFEST.yaml:2"], id="a list as a key"
        ),
        pytest.param(
            "documents:\n  ? {a: b}\n  : {}",
            ["MANIFEST.yaml:2"],
            id="a mapping as a key",
        ),
        pytest.param(
            'documents: {"a\\0.md": {}}', ["MANIFEST.yaml", "NUL"], id="a NUL in a name"
        ),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(VocabularyError) as told:
        read(manifest(tmp_path, text))
    assert [word for word in (NAME, *words) if word not in str(told.value)] == []


def test_a_manifest_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"documents: {\xe9.md: {}}")
    with pytest.raises(VocabularyError, match="UTF-8"):
        read(tmp_path)
