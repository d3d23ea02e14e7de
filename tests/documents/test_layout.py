"""Lines, rows and marks of a text layer, as the sheet lays them out."""

from pipeline.documents.layout import Look, Region, Sheet
from pipeline.model import Mark, MarkKind

PLAIN = Look(0, is_bold=False, is_kept=False, region=None)
BOLD = Look(0, is_bold=True, is_kept=False, region=None)
KEPT = Look(0, is_bold=False, is_kept=True, region=None)
TITLE = Look(2, is_bold=False, is_kept=False, region=None)


def apart(region: Region) -> Look:
    return Look(0, is_bold=False, is_kept=False, region=region)


def row(sheet: Sheet, *cells: str, heads: bool = False) -> None:
    sheet.open_row(is_head=False)
    for cell in cells:
        sheet.open_cell(is_head=heads)
        sheet.put(cell, PLAIN)
    sheet.close_row()


def test_words_without_a_break_are_one_line_with_single_blanks() -> None:
    sheet = Sheet()
    sheet.put(" one\n\n", PLAIN)
    sheet.put("\t two ", BOLD)
    assert sheet.finish() == ("one two", ())


def test_a_line_without_words_is_none() -> None:
    sheet = Sheet()
    sheet.put("one", PLAIN)
    for _ in range(3):
        sheet.end_line()
        sheet.put(" \n ", PLAIN)
    sheet.put("two", PLAIN)
    assert sheet.finish()[0] == "one\ntwo"


def test_kept_blanks_and_lines_stay() -> None:
    sheet = Sheet()
    sheet.put("a\n  b  c \n\nd\n\n", KEPT)
    assert sheet.finish()[0] == "a\n  b  c\n\nd"


def test_the_mark_of_an_item_stands_before_its_first_words_only() -> None:
    sheet = Sheet()
    sheet.mark_item("-", 1)
    sheet.end_line()
    sheet.put("one", PLAIN)
    sheet.end_line()
    sheet.put("more", PLAIN)
    assert sheet.finish()[0] == "  - one\nmore"


def test_an_item_without_words_leaves_no_mark() -> None:
    sheet = Sheet()
    sheet.mark_item("-", 0)
    sheet.end_item()
    sheet.put("after", PLAIN)
    assert sheet.finish()[0] == "after"


def test_headings_and_bold_lines_are_marked_whole() -> None:
    sheet = Sheet()
    for look in (TITLE, BOLD, PLAIN):
        sheet.put("words", look)
        sheet.end_line()
    assert sheet.finish()[1] == (
        Mark(MarkKind.HEADING, 0, 5, 2),
        Mark(MarkKind.EMPHASIS, 6, 11),
    )


def test_a_line_with_plain_words_is_no_emphasis_but_signs_do_not_count() -> None:
    sheet = Sheet()
    sheet.put("Note", BOLD)
    sheet.put(":", PLAIN)
    sheet.end_line()
    sheet.put("Note", BOLD)
    sheet.put(" well", PLAIN)
    assert [mark.end for mark in sheet.finish()[1]] == [5]


def test_rows_are_lines_with_bars_between_their_cells() -> None:
    sheet = Sheet()
    row(sheet, "Risk", "Share", heads=True)
    row(sheet, "Fever", "1%")
    text, marks = sheet.finish()
    assert text == "Risk | Share\nFever | 1%"
    assert [mark.kind for mark in marks] == [MarkKind.HEADER_ROW, MarkKind.ROW]


def test_an_empty_cell_keeps_the_others_in_their_places() -> None:
    sheet = Sheet()
    row(sheet, "", "b", "")
    row(sheet, "a", "", "c")
    assert sheet.finish()[0] == "|  | b |\na |  | c"


def test_a_row_without_words_is_none() -> None:
    sheet = Sheet()
    row(sheet, "", "")
    assert sheet.finish() == ("", ())


def test_a_row_whose_cell_holds_blocks_is_only_an_arrangement() -> None:
    sheet = Sheet()
    sheet.open_row(is_head=False)
    sheet.open_cell(is_head=False)
    sheet.put("Menu", PLAIN)
    sheet.open_cell(is_head=False)
    sheet.mark_item("-", 0)
    sheet.put("one", PLAIN)
    sheet.close_row()
    assert sheet.finish() == ("Menu\n- one", ())


def test_a_row_within_a_row_stands_in_its_cell() -> None:
    sheet = Sheet()
    sheet.open_row(is_head=False)
    sheet.open_cell(is_head=False)
    row(sheet, "a", "b")
    sheet.open_cell(is_head=False)
    sheet.put("c", PLAIN)
    sheet.close_row()
    assert sheet.finish()[0] == "a | b\nc"


def test_a_line_of_a_region_is_marked_unless_words_of_the_text_are_in_it() -> None:
    sheet = Sheet()
    region = Region()
    sheet.put("Share", apart(region))
    sheet.end_line()
    sheet.put("Share", apart(region))
    sheet.put(" this", PLAIN)
    assert sheet.finish()[1] == (Mark(MarkKind.NAVIGATION, 0, 5),)


def test_a_region_that_holds_the_content_is_none_but_a_firm_one_stays() -> None:
    outer = Region()
    inner = Region(outer)
    inner.hold_content()
    firm = Region(is_firm=True)
    firm.hold_content()
    beside = Region(outer)
    sheet = Sheet()
    for region in (outer, inner, firm, beside):
        sheet.put("x", apart(region))
        sheet.end_line()
    assert [mark.start // 2 for mark in sheet.finish()[1]] == [2, 3]
