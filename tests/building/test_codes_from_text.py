"""From a page's text to what is found on its code, and to the code it keeps."""

import json
from pathlib import Path

import pytest

import pipeline

PAGE = "# {title}\n\n{line}\n\n## Risks\n\n- Infection\n"


@pytest.mark.parametrize(
    ("title", "line", "told", "is_kept"),
    [
        ("Knee replacement", "CPT code: 27447", [], True),
        ("Knee replacement", "CPT code: 2744", ["CODE_MALFORMED"], False),
        ("Knee replacement", "CPT code: 274477", ["CODE_MALFORMED"], False),
        ("Knee replacement", "CPT: ABCDE", ["CODE_MALFORMED"], False),
        ("Knee replacement", "CPT 2024 edition", [], False),
        ("Knee replacement", "Do not use CPT 27447 for this.", [], False),
        (
            "Knee replacement revision",
            "CPT code: 27447",
            ["CODE_FACET_CONFLICT"],
            False,
        ),
        (
            "Colonoscopy with removal of polyps",
            "CPT code: 45378",
            ["CODE_FACET_CONFLICT"],
            False,
        ),
        ("Removal of a cervical artificial disc", "CPT code: 22864", [], True),
    ],
)
def test_a_page_keeps_the_code_that_goes_with_its_name(
    tmp_path: Path, title: str, line: str, told: list[str], *, is_kept: bool
) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.format(title=title, line=line))
    pipeline.build([page], tmp_path / "out")
    found = (tmp_path / "out" / "findings.jsonl").read_text().splitlines()
    checks = [json.loads(each)["check"] for each in found]
    assert [each for each in checks if each.startswith("CODE_")] == told
    assert ("hasCode code:" in (tmp_path / "out" / "graph.ttl").read_text()) is is_kept
