"""``procgraph eval`` as a person uses it."""

import json
import re
from pathlib import Path

import pytest

from pipeline import cli
from tests.evaluation import pages


def run(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int | str | None, str, str]:
    with pytest.raises(SystemExit) as end:
        cli.main(["eval", *arguments])
    told = capsys.readouterr()
    return end.value.code, told.out, told.err


@pytest.mark.parametrize(
    "line",
    [
        r"Symptom +1\.000 +1\.000 +1\.000 +2 +2 +2",
        r"all \(micro\) +0\.750 +1\.000 +0\.857 +3 +4 +3",
        r"type of a section right +1\.000 +2 headings, 2 found",
        r"name of the procedure right +1\.000",
        r"confidence +read +matched +stated +true",
    ],
)
def test_a_table_has_types_totals_and_what_confidence_is_worth(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, str(pages.laid(tmp_path)))
    assert (status, err) == (0, "")
    assert re.search(line, out)


def test_mistakes_are_shown_with_quote_rule_and_confidence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, str(pages.laid(tmp_path)), "--errors", "5")
    assert re.search(
        r"1 read wrongly; the worst:\n"
        r"wart\.txt:9: not marked: Complication \[\S+ 0\.\d\d\]\n"
        r'    "pale spot"\n',
        out,
    )
    assert "0 not read" in out


def test_documents_and_rules_have_a_line_each_if_wished(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(pages.laid(tmp_path))
    assert "wart.txt" not in run(capsys, place)[1]
    _, out, _ = run(capsys, place, "--per-doc", "--per-rule")
    assert re.search(r"wart\.txt +0\.857 +3 +4 +3 +1\.000 +as marked", out)
    assert re.search(
        r"rule +read +matched +stated +true\n\S+ +4 +3 +0\.\d+ +0\.750", out
    )


def test_programs_get_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(pages.laid(tmp_path))
    _, out, _ = run(capsys, place, "--format", "json", "--errors", "1", "--per-doc")
    told = json.loads(out)
    assert told["micro"]["matched"] == 3
    assert told["types"]["Complication"]["precision"] == 0.5
    assert told["by_document"][0]["document"] == "wart.txt"
    assert told["mistakes"][0]["kind"] == "not marked"
    assert told["calibration"]["rules"][0]["read"] == 4


def test_only_the_documents_that_are_named_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = pages.laid(tmp_path)
    (place / "docs" / "other.txt").write_text(pages.PAGE, encoding="utf-8")
    other = pages.gold() | {"document": "other.txt", "entities": []}
    pages.write(place / "gold" / "other.yaml", other)
    names = tmp_path / "names"
    names.write_text("# those we look at\nwart  # this one\n", encoding="utf-8")
    _, whole, _ = run(capsys, str(place), "--format", "json")
    assert json.loads(whole)["documents"] == 2
    for wish in ("wart", f"@{names}"):
        _, out, _ = run(capsys, str(place), "--format", "json", "--docs", wish)
        assert json.loads(out)["micro"]["gold"] == 3
        assert json.loads(out)["documents"] == 1


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ([], 2, "Missing argument 'GOLD...'"),
        (["PLACE", "--docs", "toe"], 3, "toe: no document of the gold begins with"),
        (["PLACE", "--docs", "@none"], 2, "none cannot be read"),
        (["PLACE/docs"], 3, "has no gold files"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    arguments: list[str],
    status: int,
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = str(pages.laid(tmp_path))
    given = [each.replace("PLACE", place) for each in arguments]
    ended, out, err = run(capsys, *given)
    assert (ended, out) == (status, "")
    assert told in err


def test_wrong_gold_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoilt = pages.gold() | {"procedure": {"name": "wart removal"}}
    place = pages.laid(tmp_path, spoilt)
    status, _, err = run(capsys, str(place))
    assert status == 4
    assert re.search(r"wart\.yaml:\d+: Object", err)
