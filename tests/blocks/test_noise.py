"""Which lines of a page belong to its site: by wording, by markup, by company."""

import pytest

from pipeline import blocks
from pipeline.model import BlockKind, Document, Mark, MarkKind
from pipeline.vocabulary.blocks import load


def noise(text: str, *marks: Mark) -> list[str]:
    kind = "text/html" if marks else "text/plain"
    document = Document("d", text, "", "", kind, "utf-8", marks=marks)
    return [
        text[block.start : block.end]
        for block in blocks.split(document, load())
        if block.kind is BlockKind.BOILERPLATE
    ]


def test_a_short_block_around_a_call_to_action_belongs_together() -> None:
    text = (
        "The joint is washed out.\n\nKnees you can count on\n"
        "Our award-winning clinic is near you\nBook now\n\nRest for a day."
    )
    assert noise(text) == [
        "Knees you can count on",
        "Our award-winning clinic is near you",
        "Book now",
    ]


def test_an_advert_does_not_take_the_text_beyond_the_blank_line() -> None:
    text = "Learn more\n\nKeep the wound dry."
    assert noise(text) == ["Learn more"]


def test_an_advert_among_items_does_not_take_them() -> None:
    text = "- Keep it dry\n- Raise the leg\nBook now\n- Walk a little"
    assert noise(text) == ["Book now"]


def test_a_menu_before_the_title_is_boilerplate_and_the_title_is_not() -> None:
    text = "Home\nAbout us\nKnees\nNews\nContact\nKnee check\nA look at the joint."
    assert noise(text) == ["Home", "About us", "Knees", "News", "Contact"]


def test_a_list_of_short_items_is_no_menu() -> None:
    assert noise("You may have:\n- fever\n- chills\n- sickness\n- help at home") == []


@pytest.mark.parametrize("word", ["Support", "Resources", "Education", "Contents"])
def test_a_weak_word_by_itself_is_not_boilerplate(word: str) -> None:
    assert noise(f"{word}\n\nA nurse shows how the brace is worn.") == []


def test_the_reason_names_the_rule() -> None:
    document = Document("d", "Back to top", "", "", "text/plain", "utf-8")
    (block,) = blocks.split(document, load())
    assert block.reason == "noise.page-tools"


def test_a_sentence_about_the_page_is_cut_out_of_its_line() -> None:
    text = "Notes from the ward. Please read both sides. Bring them along."
    assert noise(text) == ["Please read both sides."]


def test_an_advert_of_two_sentences_goes_whole() -> None:
    text = "StepPal - count steps in two taps. Download free.\n\nRest."
    assert noise(text) == ["StepPal - count steps in two taps.", "Download free."]


def test_what_stands_over_the_title_of_a_web_page_is_of_the_site() -> None:
    text = "Ward line Polski\nOpen all day.\nToe surgery\nThe nail is taken off."
    mark = Mark(MarkKind.HEADING, text.index("Toe"), text.index("Toe") + 11, 1)
    assert noise(text, mark) == ["Ward line Polski"]


def test_what_stands_over_a_lesser_heading_is_not() -> None:
    text = "Toe surgery\nRisks\nPain."
    assert noise(text, Mark(MarkKind.HEADING, 12, 17, 2)) == []


def test_a_counted_line_may_be_boilerplate() -> None:
    text = "(c) Toe Clinic. Not a substitute for medical advice. Imprint | Terms"
    assert noise(text) == [text]


def test_the_first_line_is_not_taken_along_as_a_slogan() -> None:
    text = "Toe Surgery\nReviewed by the foot team\n\nThe nail is taken off."
    assert noise(text) == ["Reviewed by the foot team"]


def test_lines_that_stand_again_below_in_their_order_are_a_list_of_contents() -> None:
    text = (
        "Nail Repair\n\nOverview\nRisks\nRecovery\nOverview\nIt mends the nail.\n"
        "Risks\nPain is rare.\nRecovery\nYou rest for a day.\n"
    )
    assert noise(text) == ["Overview", "Risks", "Recovery"]


def test_a_list_that_comes_again_as_a_list_is_no_list_of_contents() -> None:
    items = "- Loss of appetite\n- Pale skin\n- Hair loss\n"
    text = f"Example Disease\n\nSigns are:\n{items}\nIn short, there are:\n{items}"
    assert noise(text) == []


def test_a_list_behind_a_colon_is_no_list_of_contents() -> None:
    names = ("Healthy Eating", "Moving More", "Quitting Smoking")
    told = "\n\n".join(f"{name}\nIt helps a lot." for name in names)
    text = f"Example Disease\n\nChanges include:\n{chr(10).join(names)}\n\n{told}\n"
    assert noise(text) == []


def test_the_end_of_a_path_is_no_menu_where_it_is_the_title() -> None:
    path = "Home\nServices\nContact us\nNail Repair"
    text = f"{path}\nNail Repair\nShare\nPrint\n\nIt mends the nail in an hour.\n"
    assert noise(text) == [*path.split("\n"), "Share", "Print"]


def test_what_is_listed_under_a_heading_that_leads_away_is_a_menu() -> None:
    text = "Nail Repair\n\nRisks\n- pain\n\nRelated pages\nHernia repair\nHip surgery\n"
    assert noise(text) == ["Related pages", "Hernia repair", "Hip surgery"]


def test_the_name_of_a_page_is_no_advert_though_its_author_stands_below() -> None:
    text = "Nail Repair\nAuthor: Jane Roe\nLast updated: May 2024\n\nIt mends a nail.\n"
    assert noise(text) == ["Author: Jane Roe", "Last updated: May 2024"]


def test_a_list_of_contents_may_hold_questions_and_longer_headings() -> None:
    text = (
        "On this page\n- What is it?\n- Who should have this done to them?\n"
        "- Your visit, step by step\n- Costs\n\n"
        "## What is it?\nA repair.\n## Who should have this done to them?\nAdults.\n"
        "## Your visit, step by step\nYou lie down.\n## Costs\nIt is free."
    )
    assert noise(text)[-4:] == [
        "- What is it?",
        "- Who should have this done to them?",
        "- Your visit, step by step",
        "- Costs",
    ]


def test_the_line_right_under_a_picture_says_what_it_shows() -> None:
    picture = "![A nail](nail.png)\nA nail is mended with glue."
    assert noise(f"Rest.\n\n{picture}\n\nGlue sets.") == picture.split("\n")
    assert (
        noise("Rest.\n\n![A nail](nail.png)\n\nGlue sets.") == picture.split("\n")[:1]
    )


def test_a_bar_of_links_may_say_what_it_is_for() -> None:
    bar = "**Jump to:** [Risks](#r) \u00b7 [Costs](#c)"
    assert noise(f"A nail is mended.\n\n{bar}\n\nRest.") == [bar]


def test_a_list_of_contents_with_dots_leads_to_headings_below() -> None:
    listed = ["Risks ........ 2", "Costs ........ 3", "Going home ........ 4"]
    text = "\n".join(listed)
    below = "Risks\n- pain\n\nCosts\n- none\n\nGoing home\n- rest"
    assert noise(f"{text}\n\n{below}") == listed
    assert noise(f"{text}\n\nRest.") == []


def test_what_leads_away_at_the_end_of_a_page_takes_what_is_left() -> None:
    text = "Nail repair\n\nWas this page helpful?\nYes\nNo\n\n"
    left = ["Related conditions", "Glue ear", "Hammer toe"]
    assert noise(text + "\n".join(left))[-3:] == left
