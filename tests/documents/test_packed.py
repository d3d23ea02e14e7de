"""Packed files: one document a line, one wrong line never the end of the others."""

import io
import json

import pytest

from pipeline.documents.limits import Limits
from pipeline.documents.packed import Record, Refused, records, text
from pipeline.errors import SourceError
from pipeline.model import Description


def read(source: bytes, limits: Limits | None = None) -> list[Record | Refused]:
    return list(records("p.jsonl", io.BytesIO(source), limits or Limits()))


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def test_each_line_is_a_record_named_by_its_id() -> None:
    read_back = read(line(id="a", text="one") + b"\n" + line(id=2, text="two"))
    assert [
        (each.name, text(each.source)) for each in read_back if isinstance(each, Record)
    ] == [
        ("p.jsonl#a", "one"),
        ("p.jsonl#2", "two"),
    ]


def test_a_record_describes_itself_and_may_hold_more() -> None:
    (record,) = read(
        line(id="a", text="x", title="T", date="2024", references=["r"], other=[1])
    )
    assert isinstance(record, Record)
    assert record.description == Description(title="T", date="2024", references=("r",))


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"], ids=["none", "LF", "CRLF"])
def test_a_record_is_its_line_without_mark_and_line_end(end: bytes) -> None:
    source = line(id="a", text="x").rstrip()
    (record,) = read(b"\xef\xbb\xbf" + source + end)
    assert record.source == source


def test_the_text_is_as_written() -> None:
    (record,) = read(b'{"id": "a", "text": " \\u00e9\\r\\n\\ud83d\\ude00 "}')
    assert isinstance(record, Record)
    assert text(record.source) == " \u00e9\r\n\U0001f600 "


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param(b"{", "no record", id="broken JSON"),
        pytest.param(b"3", "no record", id="no object"),
        pytest.param(b'{"id": "a"}', "text", id="no text"),
        pytest.param(b'{"text": "a"}', "id", id="no id"),
        pytest.param(b'{"id": "", "text": "a"}', "empty id", id="an empty id"),
        pytest.param(b'{"id": "a", "text": "\xff"}', "byte 21", id="no UTF-8"),
        pytest.param(b'{"id": "a", "x": ' + b"[" * 100_000, "no record", id="depth"),
        pytest.param(b'{"id": "first", "text": "b"}', "another", id="an id again"),
    ],
)
def test_a_wrong_line_is_refused_by_its_number_and_the_others_read(
    source: bytes, words: str
) -> None:
    first, wrong, last = read(
        line(id="first", text="x") + source + b"\n" + line(id="last", text="y")
    )
    assert isinstance(first, Record)
    assert isinstance(last, Record)
    assert isinstance(wrong, Refused)
    assert wrong.name == "p.jsonl#@line-2"
    assert "line 2" in wrong.fault.fault
    assert words in wrong.fault.fault


@pytest.mark.parametrize(
    "limits",
    [
        pytest.param(Limits(file_bytes=30), id="a line too long"),
        pytest.param(Limits(packed_bytes=80), id="a file too long"),
    ],
)
def test_crossing_a_limit_ends_the_file_after_what_was_read(limits: Limits) -> None:
    stream = io.BytesIO(line(id="a", text="x") + line(id="b", text="y" * 60))
    reading = records("p.jsonl", stream, limits)
    assert next(reading).name == "p.jsonl#a"
    with pytest.raises(SourceError) as told:
        next(reading)
    assert told.value.reason == "too-large"


def test_a_line_without_end_is_not_read_whole() -> None:
    stream = io.BytesIO(b"x" * 1_000_000)
    with pytest.raises(SourceError):
        next(records("p.jsonl", stream, Limits(file_bytes=1000)))
    assert stream.tell() < 2000
