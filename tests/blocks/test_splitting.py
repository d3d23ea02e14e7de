"""What a page is made of: each line in its block, each block of one kind."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import blocks
from pipeline.model import Block, BlockKind, Document, Mark, MarkKind
from pipeline.vocabulary.blocks import load

VOCABULARY = load()
PIECES = (
    *("# ", "## ", "- ", "* ", "1. ", "(a) ", "> ", "| a | b |", "|---|---|", "---"),
    *("===", "```", "**Risks**", "\n", "\n\n", "\r\n", "\t", "    ", "\\\n", "<br>"),
    *("Risks", "Learn more", "RECOVERY: ", "How is it done?", "Code: 12345", "a | b"),
    *("some words go here", "It ends.", "We use cookies on this site", " - Item", "o "),
    *("Q: ", "A: ", "Q1. ", "-- Risks --", "=== ", "[Risks]", "Risks: It ends. ", "? "),
    *("Read both sides. ", "**Bruise**", "PLAN: NONE.   SIDE: ", "Findings: No. "),
    *(
        "1. Risks: ",
        "I. Risks\n",
        "2.1 ",
        "**Before:** ",
        "Why is it done? ",
        "   Side: ",
    ),
    *("\u2028", "\x0b", "\ufeff", "\u00e9\u0130", "(", "e.g. ", "Home > Care > Knee"),
)
LAYOUTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=30).map(
    "".join
)


def document(text: str, *marks: Mark, media_type: str = "text/plain") -> Document:
    return Document("d", text, "", "", media_type, "utf-8", marks=marks)


def split(text: str, *marks: Mark) -> tuple[Block, ...]:
    kind = "text/html" if marks else "text/plain"
    return blocks.split(document(text, *marks, media_type=kind), VOCABULARY)


def outline(text: str, *marks: Mark) -> list[tuple[str, str]]:
    return [
        (block.kind.value, text[block.body : block.end])
        for block in split(text, *marks)
    ]


def headings(text: str) -> list[str]:
    return [words for kind, words in outline(text) if kind == "heading"]


@given(LAYOUTS)
def test_blocks_are_in_order_disjoint_and_hold_every_character(text: str) -> None:
    found = split(text)
    assert all(left.end <= right.start for left, right in pairwise(found))
    held = {at for block in found for at in range(block.start, block.end)}
    lost = [at for at, char in enumerate(text) if not char.isspace() and at not in held]
    assert lost == []


@given(LAYOUTS)
def test_a_block_begins_and_ends_with_a_character_and_holds_its_body(text: str) -> None:
    for block in split(text):
        assert block.start < block.end
        assert block.start <= block.body <= block.end
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()


@given(LAYOUTS)
def test_cells_lie_in_their_row_in_order(text: str) -> None:
    for block in split(text):
        edges = [edge for cell in block.cells for edge in (cell.start, cell.end)]
        assert edges == sorted(edges)
        assert all(block.start <= edge <= block.end for edge in edges)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("", [], id="an empty text has no block"),
        pytest.param(" \n\t\n", [], id="blank lines are no block"),
        pytest.param("---", ["rule"], id="markup without words is a rule"),
        pytest.param(
            "- one\n* two\n\u2022 three\n+ four\n\u2013 five\n\u2713 six",
            ["bullet"] * 6,
            id="every mark of a list marks an item",
        ),
        pytest.param(
            "1. one\n2) two\n(a) three\nb) four\nStep 5: Five",
            ["numbered"] * 5,
            id="every way to count counts items",
        ),
        pytest.param("- [ ] one\n- [x] two", ["bullet"] * 2, id="a task is an item"),
        pytest.param(
            "Code: 12345\nCategory: Example",
            ["key-value"] * 2,
            id="a key with its value is a block",
        ),
        pytest.param(
            "| A | B |\n|---|---|\n| 1 | 2 |",
            ["header-row", "rule", "row"],
            id="a table has a head",
        ),
        pytest.param(
            "A | B\n1 | 2", ["row", "row"], id="a table may lack its outer bars"
        ),
        pytest.param(
            "```\n# no heading\n```",
            ["rule", "paragraph", "rule"],
            id="code holds no heading",
        ),
        pytest.param(
            "---\ntitle: Example\n---\nIt is done here.",
            ["rule", "key-value", "rule", "paragraph"],
            id="front matter holds keys",
        ),
        pytest.param("> It ends.", ["paragraph"], id="a quote is a paragraph"),
        pytest.param("-", ["rule"], id="a mark without words is a rule"),
    ],
)
def test_a_line_is_what_it_looks_like(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in outline(text)] == kinds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "# Risks\n## At home #x\nText.", ["Risks", "At home #x"], id="with hashes"
        ),
        pytest.param("Risks\n=====\nText.", ["Risks"], id="underlined"),
        pytest.param("**Risks**\nSome bleed.", ["**Risks**"], id="in bold"),
        pytest.param("RISKS\n- Bleeding", ["RISKS"], id="in capitals"),
        pytest.param("Risks:\n- Bleeding", ["Risks:"], id="with a colon"),
        pytest.param(
            "It is short.\n\nIs it safe?\nIt is.", ["Is it safe?"], id="as a question"
        ),
        pytest.param("3. Risks\nSome people bleed.", ["Risks"], id="with a number"),
        pytest.param(
            "Some rest is good.\nPossible Complications\nSome people bleed a little.",
            ["Possible Complications"],
            id="by its words, without any blank line",
        ),
        pytest.param(
            "It heals.\nSwelling\n" + "Some swelling is normal and goes down. " * 4,
            ["Swelling"],
            id="as one word over its text",
        ),
        pytest.param(
            "It heals.\n\nIII. THE HOSPITAL STAY\nYou stay for two days.",
            ["III. THE HOSPITAL STAY"],
            id="with a Roman number",
        ),
        pytest.param("Rest well.\nRelated Codes", ["Related Codes"], id="at the end"),
    ],
)
def test_a_heading_is_recognised(text: str, found: list[str]) -> None:
    assert headings(text) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The risks are:\n- bleeding", id="a lead-in"),
        pytest.param("# A\n## B\n**Do**:\n- rest", id="a bold lead-in over a list"),
        pytest.param("# A\n## B\n**Do**\n- rest", id="bold where hashes mark headings"),
        pytest.param("- Risks\n- Recovery", id="an item of a list"),
        pytest.param("You may bleed:\nNausea\nHeadache\nFever", id="an item unmarked"),
        pytest.param("Causes of pain include\n- falls", id="a lead-in without colon"),
        pytest.param("Code: 12345\nCategory: Surgery", id="a key with its value"),
        pytest.param("Recovery takes some weeks.", id="a sentence"),
        pytest.param("1. Rest\n2. Recovery\n3. Work", id="a counted item"),
        pytest.param("Home | Risks | Recovery", id="a bar of tabs"),
        pytest.param("Home > Surgery > Risks", id="the path of a page"),
    ],
)
def test_no_heading_is_made_of(text: str) -> None:
    assert [words for words in headings(text) if words not in {"A", "B"}] == []


def test_a_heading_glued_to_an_advert_is_split_off() -> None:
    text = "Safe and secure, compliant and trusted\nLearn moreHome Care\n- Rest."
    assert outline(text) == [
        ("boilerplate", "Safe and secure, compliant and trusted"),
        ("boilerplate", "Learn more"),
        ("heading", "Home Care"),
        ("bullet", "Rest."),
    ]


def test_a_heading_glued_to_a_sentence_is_split_off() -> None:
    assert outline("Keep it dry.Possible Complications\n- Fever") == [
        ("paragraph", "Keep it dry."),
        ("heading", "Possible Complications"),
        ("bullet", "Fever"),
    ]


def test_a_name_with_a_capital_inside_is_not_split() -> None:
    assert headings("The clinic uses the MacIntosh or the McCoy blade") == []


def test_an_operative_note_in_one_line_is_split_at_its_labels() -> None:
    note = "FINDINGS: A polyp. XYZ NOTE: Kept. COMPLICATIONS: None. Seen at 5: well."
    assert outline(note) == [
        ("heading", "FINDINGS:"),
        ("paragraph", "A polyp."),
        ("heading", "XYZ NOTE:"),
        ("paragraph", "Kept."),
        ("heading", "COMPLICATIONS:"),
        ("paragraph", "None. Seen at 5: well."),
    ]


def test_a_known_label_opens_a_section_in_its_line() -> None:
    assert outline("Knee check\nIndications: pain, locking\nSide: left") == [
        ("heading", "Knee check"),
        ("heading", "Indications:"),
        ("paragraph", "pain, locking"),
        ("key-value", "Side: left"),
    ]


def test_items_in_the_run_of_a_line_are_items() -> None:
    text = "It may help to - Ease pain - Mend the joint. Most people walk soon."
    assert outline(text) == [
        ("paragraph", "It may help to"),
        ("bullet", "Ease pain"),
        ("bullet", "Mend the joint."),
        ("paragraph", "Most people walk soon."),
    ]


def test_one_dash_in_a_sentence_makes_no_items() -> None:
    assert outline("The joint - Anna says - is fine.")[0][0] == "paragraph"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- one\n  and more", id="indented"),
        pytest.param("- one\nand more", id="in lower case"),
        pytest.param("- one\\\nAnd more", id="after a written line break"),
    ],
)
def test_an_item_goes_on_in_the_next_line(text: str) -> None:
    assert [(block.start, block.end) for block in split(text)] == [(0, len(text))]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "This is a sentence that was wrapped by its editor at a\n"
        "width that is usual for letters, and it ends here.\nThis is the next one."
    )
    assert len(split(text)) == 2


def test_a_page_with_a_paragraph_a_line_keeps_them_apart() -> None:
    text = (
        "The first one is long enough to be wrapped, yet is not.\nThe second.\nThird."
    )
    assert len(split(text)) == 3


def test_the_depth_of_an_item_is_its_indentation() -> None:
    text = "- one\n  - two\n    - three\n- four"
    assert [block.level for block in split(text)] == [0, 1, 2, 0]


def test_ranks_follow_the_marks_of_headings() -> None:
    assert [block.level for block in split("# A\n### B\nC\n===")] == [1, 3, 1, 0]


def test_rows_know_their_cells_and_the_head_of_their_table() -> None:
    text = "| Issue | Share |\n|---|---|\n| Pain | |"
    row = split(text)[-1]
    assert [text[cell.start : cell.end] for cell in row.cells] == ["Pain", ""]
    assert [text[cell.start : cell.end] for cell in row.header] == ["Issue", "Share"]


def test_markup_of_a_page_counts_as_its_author_meant_it() -> None:
    text = "Clinics\nBig risks ahead\nName | Size\nLead\nsmall"
    marks = (
        Mark(MarkKind.NAVIGATION, 0, 7),
        Mark(MarkKind.HEADING, 8, 23, 2),
        Mark(MarkKind.HEADER_ROW, 24, 35),
        Mark(MarkKind.EMPHASIS, 36, 40),
    )
    found = split(text, *marks)
    assert [block.kind for block in found][:3] == [
        BlockKind.BOILERPLATE,
        BlockKind.HEADING,
        BlockKind.HEADER_ROW,
    ]
    assert found[0].reason == "layout.navigation"
    assert found[1].level == 2


def test_old_line_ends_are_line_ends() -> None:
    assert len(split("- one\r- two\r- three")) == 3
    assert len(split("- one\r\n- two\r\n- three")) == 3


def test_many_items_take_time_in_proportion() -> None:
    few, many = split("- a\n" * 10), split("- a\n" * 20_000)
    assert (len(few), len(many)) == (10, 20_000)


def test_a_language_that_is_not_read_is_split_all_the_same() -> None:
    text = "Knie\nWas ist das?\nEs ist ein Gelenk, z.B. am Bein.\nRisiken:\n- Fieber"
    assert [kind for kind, _ in outline(text)][-1] == "bullet"


TERMS = "## Risks\n## More\n**Bruise**\nnearly always\n**Stiff toe**\n1 in 50"


def test_terms_over_their_explanations_are_rows_of_two_cells() -> None:
    rows = [block for block in split(TERMS) if block.kind is BlockKind.ROW]
    cells = [[TERMS[cell.start : cell.end] for cell in row.cells] for row in rows]
    assert cells == [["**Bruise**", "nearly always"], ["**Stiff toe**", "1 in 50"]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            TERMS.replace("nearly always", "It comes. It goes."), id="sentences"
        ),
        pytest.param(TERMS.replace("Stiff toe", "Stiff?"), id="questions"),
        pytest.param(TERMS.partition("**Stiff")[0], id="a single one"),
    ],
)
def test_other_bold_lines_make_no_rows(text: str) -> None:
    assert [block for block in split(text) if block.kind is BlockKind.ROW] == []


@pytest.mark.parametrize(
    "marks",
    [
        pytest.param(("\u2460", "\u2461"), id="circled digits"),
        pytest.param(("\u2776 ", "\u2777 "), id="circled digits, filled"),
        *(
            pytest.param((f"{mark} ", f"{mark} "), id=f"{mark} twice")
            for mark in ("~", "!", "\u2248", "\u25c6", "\u2192", "->")
        ),
    ],
)
def test_a_sign_that_lines_in_a_row_open_with_marks_items(
    marks: tuple[str, str],
) -> None:
    left = "infection of the wound that needs a course of antibiotics"
    right = "bleeding after it"
    found = outline(f"{marks[0]}{left}\n{marks[1]}{right}")
    assert found == [("bullet", left), ("bullet", right)]


@pytest.mark.parametrize("text", ["~ 5 days", "< 5 mm\n< 7 mm", "$ 5\n$ 7"])
def test_a_sign_that_belongs_to_its_words_marks_no_item(text: str) -> None:
    assert "bullet" not in {kind for kind, _ in outline(text)}


def test_lines_that_open_with_bold_labels_are_not_joined() -> None:
    first = "**Setting:** a room of its own in the day clinic of a hospital"
    second = "**Staff:** a nurse and a doctor who look after you all the time"
    assert [words for _, words in outline(f"{first}\n{second}")] == [first, second]


def test_paragraphs_with_numbers_of_two_parts_are_items() -> None:
    text = "1.1 Rest for a day\n1.2. Wash the wound\n1.5 litres a day"
    assert outline(text) == [
        ("numbered", "Rest for a day"),
        ("numbered", "Wash the wound"),
        ("paragraph", "1.5 litres a day"),
    ]


def test_a_number_over_numbers_of_two_parts_is_a_heading() -> None:
    text = "Blood\n\n1. When to give it\n1.1 Give it early\n\n9. Rest\n10. Wash"
    assert headings(text)[-1] == "When to give it"


def test_a_ticked_box_marks_an_item() -> None:
    found = blocks.split(document("[x] Sleep.\n[x] Walk.\n"), VOCABULARY)
    assert [block.kind for block in found] == [BlockKind.BULLET] * 2


def test_the_label_of_a_tab_over_the_same_words_is_a_heading() -> None:
    text = "Some words go here.\n\nGoing home soon\nGoing home soon\n* Walk.\n"
    found = blocks.split(document(text), VOCABULARY)
    assert [block.kind for block in found][1:3] == [BlockKind.HEADING] * 2


def test_a_label_that_is_glued_to_its_text_is_a_heading() -> None:
    assert outline("AlternativesA splint, rest\n\nAfterglow is no label.")[:2] == [
        ("heading", "Alternatives"),
        ("paragraph", "A splint, rest"),
    ]


def test_a_line_that_had_room_for_more_was_not_wrapped() -> None:
    items = "infection of the wound, which may spread\npain of the wound, which passes"
    wide = "Some long enough line of running text stands here and goes on and on to its end"
    assert len(outline(f"{wide} so\nwide.\n\n{items}")) == 3
    assert len(outline(f"{items} and then it is gone")) == 1


def test_a_table_of_questions_is_made_of_headings_over_answers() -> None:
    rows = ["| Why? | A torn nail. |", "| How long? | An hour. |", "| Risks? | None. |"]
    text = "\n".join(["| Question | Answer |", "|---|---|", *rows])
    found = split(text)
    told = [
        (block.kind.value, text[block.body : block.end])
        for block in found
        if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
    ]
    assert told[:2] == [("heading", "Why?"), ("paragraph", "A torn nail.")]
    assert len(told) == 2 * len(rows)
    assert not any(block.kind is BlockKind.ROW for block in found)


def test_a_line_of_columns_does_not_say_how_wide_the_text_is() -> None:
    head = "Hill Trust                                        Information for patients"
    text = (
        f"{head}\n\nA nail that is torn is men-\nded with a glue that sets in\nan hour."
    )
    assert [block.kind for block in split(text)].count(BlockKind.PARAGRAPH) <= 2
