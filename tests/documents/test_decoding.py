"""Bytes to text: which encodings are read, and what is refused at which byte."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.decoding import decode
from pipeline.errors import SourceError

WORDS = "na\u00efve caf\u00e9"


@pytest.mark.parametrize(
    ("source", "text", "encoding"),
    [
        pytest.param(b"plain", "plain", "utf-8", id="ASCII is UTF-8"),
        pytest.param(WORDS.encode(), WORDS, "utf-8", id="UTF-8"),
        pytest.param(
            codecs.BOM_UTF8 + WORDS.encode(), WORDS, "utf-8", id="a mark is no text"
        ),
        pytest.param(
            codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
            WORDS,
            "utf-16",
            id="UTF-16, little end first",
        ),
        pytest.param(
            codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
            WORDS,
            "utf-16",
            id="UTF-16, big end first",
        ),
        pytest.param(WORDS.encode("cp1252"), WORDS, "cp1252", id="else Windows-1252"),
        pytest.param(
            b"\x93quoted\x94", "\u201cquoted\u201d", "cp1252", id="curly quotes"
        ),
        pytest.param(
            b"caf\xe9 na\xefve \xe9t\xe9 \xc9\x97",
            "caf\u00e9 na\u00efve \u00e9t\u00e9 \u00c9\u2014",
            "cp1252",
            id="a pair that is UTF-8 by accident, among signs that are not",
        ),
        pytest.param(b"a\r\nb\rc\n", "a\r\nb\rc\n", "utf-8", id="line ends stay"),
        pytest.param(
            "e\u0301 \u2028\u00a0".encode(),
            "e\u0301 \u2028\u00a0",
            "utf-8",
            id="nothing is normalised",
        ),
        pytest.param(b"", "", "utf-8", id="nothing"),
    ],
)
def test_text_is_read_as_it_stands(source: bytes, text: str, encoding: str) -> None:
    assert decode("a.txt", source) == (text, encoding)


def test_the_encoding_that_a_document_names_counts_where_it_is_not_utf_8() -> None:
    source = "\u0142\u00f3d\u017a".encode("cp1250")
    assert decode("a", source, "cp1250") == ("\u0142\u00f3d\u017a", "cp1250")
    assert decode("a", WORDS.encode(), "cp1250") == (WORDS, "utf-8")


@pytest.mark.parametrize(
    ("source", "reason", "words"),
    [
        pytest.param(b"ab\0cd", "binary", "2", id="a NUL"),
        pytest.param(
            WORDS.encode("utf-16-le"), "binary", "NUL", id="UTF-16 without a mark"
        ),
        pytest.param(
            codecs.BOM_UTF16_LE + "a\0".encode("utf-16-le"),
            "binary",
            "1",
            id="a NUL in UTF-16",
        ),
        pytest.param(
            "\u00e9\u00e9\u00e9".encode() + b" \xff\xe9",
            "encoding",
            "byte 7",
            id="UTF-8 with a broken sequence is not Windows-1252",
        ),
        pytest.param(
            "\u00e9".encode() + b" \xe2\x80 words",
            "encoding",
            "byte 3",
            id="one sequence of UTF-8 tells, where few bytes are broken",
        ),
        pytest.param(
            codecs.BOM_UTF8 + b"ab\xff",
            "encoding",
            "byte 5",
            id="a broken byte after the mark, counted from the file's first",
        ),
        pytest.param(
            codecs.BOM_UTF16_LE + b"a\0b", "encoding", "byte 4", id="half of UTF-16"
        ),
        pytest.param(b"ab\x81", "encoding", "byte 2", id="no sign in Windows-1252"),
        pytest.param(b"\x01\x02\x03 words", "binary", "control", id="control signs"),
    ],
)
def test_what_would_be_guessed_is_refused_with_its_place(
    source: bytes, reason: str, words: str
) -> None:
    with pytest.raises(SourceError) as told:
        decode("a.txt", source)
    assert told.value.reason == reason
    assert words in told.value.fault


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_whatever_is_written_as_utf_8_is_read_unchanged(text: str) -> None:
    marked = codecs.BOM_UTF8 + text.encode()
    assert decode("a", marked) == (text, "utf-8")


@given(st.binary())
def test_bytes_are_read_or_refused_by_a_source_error(source: bytes) -> None:
    with suppress(SourceError):
        text, encoding = decode("a", source)
        assert "\0" not in text
        assert encoding in {"utf-8", "utf-16", "cp1252"}
