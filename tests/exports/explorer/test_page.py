"""The explorer as people use it, in a browser; see ``tests/browser.py``.

Each test fails as well where the page asks for anything, breaks its policy or logs an
error.
"""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
from playwright.sync_api import Page, ViewportSize, expect

import pipeline
from pipeline.exports import Evidence, Manner, explorer
from pipeline.exports.explorer import page
from pipeline.model import Graph, Nodes
from tests.browser import NARROW, WIDE, axe, overflow

KNEE = "#/thing/procedure/total-knee-replacement"
CONFLICT = "#/thing/procedure/interbody-fusion-of-the-spine-from-behind"
PLACES = {
    "start": "#/",
    "procedure": KNEE,
    "conflict": CONFLICT,
    "thing": "#/thing/concept/condition-blood-clot",
    "code": "#/thing/code/cpt-22864",
    "document": "#/documents",
    "findings": "#/findings",
    "procedures": "#/procedures",
    "compare": "#/compare?with=procedure/total-knee-replacement"
    "&with=procedure/interbody-fusion-of-the-spine-from-behind",
    "graph": "#/graph",
    "around": "#/graph?around=procedure/hysteroscopy",
    "search": "#/search/blood clot",
    "nowhere": "#/thing/nothing",
}


def visit(tab: Page, folder: Path, place: str = "") -> None:
    tab.goto(f"{(folder / explorer.PAGE).as_uri()}{place}")
    expect(tab.locator("#stamp")).to_contain_text("procedure-graph")


def highlighted(tab: Page, where: str = "#evidence") -> str:
    return "".join(tab.locator(f"{where} .quoted").all_text_contents())


def shown_facts(tab: Page) -> set[str]:
    """Return the facts that the page leads to, those of findings left out."""
    found = tab.evaluate(
        "() => [...document.querySelectorAll('#content [data-fact]')]"
        ".filter((each) => !each.closest('.finding')).map((each) => each.dataset.fact)"
    )
    return set(found)


def pieces(folder: Path) -> dict[str, dict[str, object]]:
    lines = (folder / explorer.PIECES).read_bytes().splitlines()
    return {str(piece["name"]): piece for piece in map(json.loads, lines)}


def facts_of(held: dict[str, dict[str, object]], place: str) -> list[dict[str, Any]]:
    """Return the facts of the thing at *place*, as they are *held*."""
    facts = held[place.removeprefix("#/")]["facts"]
    assert isinstance(facts, list)
    return facts


def inline(held: dict[str, dict[str, object]], folder: Path) -> None:
    """Write the page with the pieces that are *held* into *folder*."""
    told = ((name, json.dumps(piece).encode()) for name, piece in held.items())
    (folder / explorer.PAGE).write_bytes(page.inline(told))


# ---------------------------------------------------------------- a newcomer's way


def test_a_newcomer_finds_who_shares_a_thing_and_reads_the_sentence(
    tab: Page, explored: Path
) -> None:
    visit(tab, explored)
    tab.keyboard.press("/")
    tab.keyboard.type("blood clot")
    expect(tab.locator("#hits li").first).to_contain_text("blood clot")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text("blood clot")
    sharing = tab.locator("ul.shared .who").all_text_contents()
    assert len(sharing) > 2
    expect(tab.locator("main")).to_contain_text(f"{len(set(sharing))} procedures share")
    quote = tab.locator("a.quote").first
    said = quote.text_content()
    quote.click()
    expect(tab.locator("#evidence")).to_be_visible()
    assert highlighted(tab) == said
    expect(tab.locator("#evidence .quoted").first).to_be_in_viewport()
    assert tab.locator("#evidence .named").first.inner_text() in (said or "")


def test_each_quote_of_a_procedure_is_what_is_highlighted(
    tab: Page, explored: Path
) -> None:
    visit(tab, explored, KNEE)
    facts = pieces(explored)["thing/procedure/total-knee-replacement"]["facts"]
    assert isinstance(facts, list)
    for fact in facts[::9]:
        tab.goto(f"{(explored / explorer.PAGE).as_uri()}{KNEE}?fact={fact['id']}")
        link = tab.locator(f"#evidence .card .facts-of:has-text('[{fact['start']}:')")
        expect(link).to_have_count(1)
        assert highlighted(tab) == fact["quote"]


def test_the_conflicting_code_is_red_with_both_sides(tab: Page, explored: Path) -> None:
    visit(tab, explored, CONFLICT)
    claim = tab.locator(".codes-box .wrong > a:not(.source)")
    expect(claim).to_have_text("CPT 22864")
    red = tab.evaluate(
        "() => getComputedStyle(document.querySelector('.badge.bad')).color"
    )
    expect(claim).to_have_css("color", red)
    sides = tab.locator(".finding.bad .side")
    expect(sides).to_have_count(2)
    expect(sides.nth(0)).to_contain_text("CPT Code 22864 at a Glance")
    expect(sides.nth(1).locator("a[href^='https://']")).to_have_count(3)
    worth = tab.locator(".finding.bad", has_text="Codes worth a look")
    expect(worth.locator("a", has_text=re.compile("^CPT 22630$"))).to_have_count(1)
    sides.nth(0).locator("a.quote").click()
    assert highlighted(tab) == (
        "CPT Code 22864 at a Glance: Interbody fusion of the spine from behind"
    )


def test_a_confirmed_code_is_told_plainly(tab: Page, explored: Path) -> None:
    visit(tab, explored, KNEE)
    expect(tab.locator(".codes .badge.ok").first).to_contain_text("confirmed")
    expect(tab.locator(".finding.bad")).to_have_count(0)


def test_a_procedure_reads_as_a_way(tab: Page, explored: Path) -> None:
    visit(tab, explored, KNEE)
    assert tab.locator(".phase > h2").all_text_contents()[:5] == [
        "Why it is done",
        "Before",
        "During",
        "After",
        "At home",
    ]
    numbers = tab.locator("ol.steps > li").all_text_contents()
    assert numbers[0].startswith("the surgeon opens the knee")
    assert "knee" in (tab.locator("ol.steps .use").first.text_content() or "")
    expect(tab.locator("svg.timeline circle.event")).to_have_count(4)
    tab.get_by_role("button", name="At home").click()
    expect(tab.locator("#phase-home")).to_be_focused()


def test_what_the_text_denies_stands_apart(tab: Page, explored: Path) -> None:
    visit(tab, explored, "#/thing/procedure/vasectomy-without-a-scalpel")
    denied = tab.locator(".denied")
    expect(denied).to_contain_text("prostate cancer")
    expect(denied).to_contain_text("denied")
    expect(tab.locator(".groups")).not_to_contain_text(["prostate cancer"])


def test_a_procedure_shows_every_fact_that_it_counts(tab: Page, explored: Path) -> None:
    visit(tab, explored)
    procedures = [
        piece
        for name, piece in pieces(explored).items()
        if name.startswith("thing/") and piece.get("type") == "Procedure"
    ]
    assert len(procedures) > 10
    for piece in procedures:
        visit(tab, explored, f"#/thing/{piece['id']}")
        expect(tab.locator("h1")).to_have_text(str(piece["label"]))
        facts = piece["facts"]
        assert isinstance(facts, list)
        expect(tab.locator("#content > p.faint").first).to_contain_text(
            f"{len(facts)} fact"
        )
        assert shown_facts(tab) == {fact["id"] for fact in facts}


def test_what_is_said_of_a_test_stands_under_it(tab: Page, explored: Path) -> None:
    visit(tab, explored, KNEE)
    tests = tab.locator("#phase-before li.fact", has_text="electrocardiogram")
    expect(tests.locator(".use")).to_contain_text(["looks for: heart disease"])


def test_what_is_said_of_a_thing_that_is_not_there_stands_last(
    tab: Page, explored: Path, tmp_path: Path
) -> None:
    held = pieces(explored)
    facts = facts_of(held, KNEE)
    test = next(fact["subject"] for fact in facts if fact["predicate"] == "looksFor")
    facts[:] = [fact for fact in facts if fact["object"] != test]
    inline(held, tmp_path)
    visit(tab, tmp_path, KNEE)
    last = tab.locator(".phase", has=tab.locator("h2", has_text="Also said"))
    expect(last).to_contain_text(f"{test['label']}looks for: anemia")


def test_what_a_step_uses_is_hedged_as_the_text_hedges_it(
    tab: Page, explored: Path, tmp_path: Path
) -> None:
    held = pieces(explored)
    used = next(
        fact for fact in facts_of(held, KNEE) if fact["predicate"] == "usesDevice"
    )
    used |= {"certainty": "possible", "said": [["condition", "if it is worn"]]}
    inline(held, tmp_path)
    visit(tab, tmp_path, KNEE)
    shown = tab.locator(f"ol.steps .use:has([data-fact='{used['id']}'])")
    expect(shown.locator(".badge")).to_have_text("may be")
    expect(shown).to_contain_text("condition: if it is worn")


def test_what_the_text_denies_is_not_on_the_line_of_time(
    tab: Page, explored: Path, tmp_path: Path
) -> None:
    held = pieces(explored)
    visits = [
        fact for fact in facts_of(held, KNEE) if fact["predicate"] == "hasFollowUp"
    ]
    assert len(visits) == 4
    visits[1]["polarity"] = "negated"
    inline(held, tmp_path)
    visit(tab, tmp_path, KNEE)
    expect(tab.locator("svg.timeline circle.event")).to_have_count(3)
    words = visits[1]["object"]["label"]
    expect(tab.locator("ol.events")).not_to_contain_text(words)
    expect(tab.locator(".denied")).to_contain_text(words)


def test_what_another_text_denies_of_a_procedure_is_denied_here(
    tab: Page, explored: Path, tmp_path: Path
) -> None:
    held = pieces(explored)
    facts = facts_of(held, KNEE)
    other = {"id": "procedure/x", "label": "hip replacement", "type": "Procedure"}
    said = next(fact for fact in facts if fact["predicate"] == "hasAlternative")
    facts.append(
        said
        | {"id": "0", "subject": other, "object": said["subject"]}
        | {"polarity": "negated"}
    )
    inline(held, tmp_path)
    visit(tab, tmp_path, KNEE)
    expect(tab.locator(".denied")).to_contain_text("hip replacement has alternative")
    expect(tab.locator("h2", has_text="Where others speak")).to_have_count(0)


def test_what_to_avoid_is_told_from_what_to_do(
    tab: Page, explored: Path, tmp_path: Path
) -> None:
    held = pieces(explored)
    do, avoid, *_ = (
        fact for fact in facts_of(held, KNEE) if fact["predicate"] == "hasInstruction"
    )
    do["said"], avoid["said"] = [["action", "do"]], [["action", "avoid"]]
    inline(held, tmp_path)
    visit(tab, tmp_path, KNEE)
    item = "li.fact:has(> a.plainly[data-fact='{}'])"
    shown = tab.locator(item.format(avoid["id"]))
    expect(shown.locator(".badge.bad")).to_have_text("avoid")
    expect(tab.locator(item.format(do["id"]))).to_have_count(1)
    expect(tab.locator(item.format(do["id"])).locator(".badge")).to_have_count(0)


def test_back_closes_what_was_opened(tab: Page, explored: Path) -> None:
    visit(tab, explored, KNEE)
    title = tab.title()
    tab.locator(".group a.source").first.click()
    expect(tab.locator("#evidence")).to_be_visible()
    tab.go_back()
    expect(tab.locator("#evidence")).to_be_hidden()
    tab.locator(".group li.fact > a").first.click()
    expect(tab.locator("h1")).not_to_have_text("total knee replacement")
    assert tab.title() != title
    tab.go_back()
    expect(tab.locator("h1")).to_have_text("total knee replacement")
    assert tab.title() == title


def top_of(tab: Page) -> int:
    return int(tab.evaluate("() => Math.round(window.scrollY)"))


def test_back_leads_to_where_one_was(tab: Page, explored: Path) -> None:
    visit(tab, explored, KNEE)
    name = "total knee replacement"
    expect(tab.locator("h1")).to_have_text(name)
    tab.evaluate("() => window.scrollTo(0, 700)")
    link = tab.locator(".group li.fact > a:not([data-fact]):not(.source)")
    link.nth(20).evaluate("(each) => each.click()")
    expect(tab.locator("h1")).not_to_have_text(name)
    assert top_of(tab) == 0
    tab.evaluate("() => window.scrollTo(0, 90)")
    tab.go_back()
    expect(tab.locator("h1")).to_have_text(name)
    assert top_of(tab) == 700
    tab.go_forward()
    expect(tab.locator("h1")).not_to_have_text(name)
    assert top_of(tab) == 90
    tab.go_back()
    expect(tab.locator("h1")).to_have_text(name)
    tab.reload()
    expect(tab.locator("h1")).to_have_text(name)
    assert top_of(tab) == 700


@pytest.mark.parametrize("key", ["Close", "Escape"])
def test_what_was_closed_stays_closed_on_going_back(
    tab: Page, explored: Path, key: str
) -> None:
    visit(tab, explored, "#/procedures")
    tab.get_by_role("link", name="total knee replacement").click()
    beside = tab.locator("#evidence")
    for place in (3, 5):
        tab.locator(".group a.source").nth(place).click()
        expect(beside).to_be_visible()
    if key == "Close":
        tab.locator("#close").click()
    else:
        tab.keyboard.press("Escape")
    expect(beside).to_be_hidden()
    tab.wait_for_url(f"**/{explorer.PAGE}{KNEE}")
    tab.go_back()
    expect(tab.locator("h1")).to_have_text("Procedures")
    expect(beside).to_be_hidden()


def test_a_fact_come_to_by_a_link_is_closed_as_well(tab: Page, explored: Path) -> None:
    visit(tab, explored, KNEE)
    place = tab.locator(".group a.source").first.get_attribute("href")
    visit(tab, explored, "#/procedures")
    tab.goto("about:blank")
    visit(tab, explored, f"{place}")
    expect(tab.locator("#evidence")).to_be_visible()
    tab.locator("#close").click()
    expect(tab.locator("#evidence")).to_be_hidden()
    tab.wait_for_url(f"**/{explorer.PAGE}{KNEE}")
    expect(tab.locator("h1")).to_have_text("total knee replacement")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_what_is_clicked_stays_in_view(
    tab: Page, explored: Path, size: ViewportSize
) -> None:
    tab.set_viewport_size(size)
    visit(tab, explored, KNEE)
    sources = tab.locator("#content a.source")
    for place in range(8, sources.count(), 12):
        chosen = sources.nth(place)
        chosen.scroll_into_view_if_needed()
        chosen.click()
        expect(tab.locator("#evidence")).to_be_visible()
        expect(chosen).to_be_in_viewport()
        if size is NARROW:
            above, sheet = chosen.bounding_box(), tab.locator("aside").bounding_box()
            assert above is not None
            assert sheet is not None
            assert above["y"] + above["height"] <= sheet["y"]
        tab.keyboard.press("Escape")
        expect(tab.locator("#evidence")).to_be_hidden()
        tab.wait_for_url(f"**/{explorer.PAGE}{KNEE}")
        expect(chosen).to_be_in_viewport()


def test_a_link_to_a_fact_opens_its_document_at_its_words(
    tab: Page, explored: Path
) -> None:
    fact = next(
        fact
        for name, piece in pieces(explored).items()
        if name.startswith("document/")
        for fact in (piece["facts"] if isinstance(piece["facts"], list) else ())
        if "mark" in fact
    )
    visit(tab, explored, f"#/fact/{fact['id']}")
    expect(tab.locator("#content .quoted").first).to_be_in_viewport()
    assert highlighted(tab, "#content") == fact["quote"]


def test_words_that_several_facts_share_lead_to_each(tab: Page, explored: Path) -> None:
    visit(tab, explored, f"{KNEE}")
    tab.locator("#phase-why .group a.source").first.click()
    tab.locator("#evidence .card summary", has_text="other facts").click()
    others = tab.locator("#evidence .card li a")
    assert others.count() > 1
    before = tab.locator("#evidence .triple").text_content()
    others.first.click()
    expect(tab.locator("#evidence .triple")).not_to_have_text(before or "")


def test_each_line_shows_what_became_of_it(tab: Page, explored: Path) -> None:
    visit(tab, explored, "#/documents")
    tab.get_by_role("link", name="Clearing the Carotid").first.click()
    expect(tab.locator("#content .text")).to_be_visible()
    tab.get_by_label("Show what became of each line").check()
    lines = tab.locator("[data-said='not understood']")
    assert lines.count() > 3
    shown = tab.evaluate(
        "() => getComputedStyle(document.querySelector("
        "\"[data-said='not understood']\"), '::before').content"
    )
    assert shown == '"not understood"'


# ---------------------------------------------------------------- side by side, graph


def test_what_two_procedures_share_is_marked(tab: Page, explored: Path) -> None:
    visit(tab, explored, PLACES["compare"])
    expect(tab.locator("thead th")).to_have_count(2)
    shared = tab.locator("td .both")
    names = {
        name
        for row in tab.locator("tbody tr").all()
        for name in row.locator(
            "td:nth-child(2) .both > a:not(.source)"
        ).all_text_contents()
        if name
        in row.locator("td:nth-child(3) .both > a:not(.source)").all_text_contents()
    }
    assert names
    assert shared.count() >= 2 * len(names)
    tab.get_by_label("Add a procedure").select_option(label="hysteroscopy")
    expect(tab.locator("thead th")).to_have_count(3)
    tab.get_by_label("Take hysteroscopy away").click()
    expect(tab.locator("thead th")).to_have_count(2)


def test_what_one_text_denies_is_not_shared(tab: Page, tmp_path: Path) -> None:
    risks = {
        "Vein Stripping": ["Infection", "Bleeding"],
        "Hernia Repair": ["No infection is expected", "Bleeding"],
    }
    for name, lines in risks.items():
        told = "\n".join(f"- {line}" for line in lines)
        (tmp_path / f"{name}.md").write_text(f"# {name}\n\n## Risks\n\n{told}\n")
    pipeline.build(tmp_path, tmp_path / "out", formats=["explorer"], jobs=1)
    visit(
        tab,
        tmp_path / "out",
        "#/compare?with=procedure/vein-stripping&with=procedure/hernia-repair",
    )
    cells = tab.locator("tbody td li")
    infection, bleeding = (
        cells.filter(has=tab.get_by_role("link", name=name, exact=True))
        for name in ("infection", "bleeding")
    )
    expect(infection).to_have_count(2)
    expect(infection.locator(".badge", has_text="shared")).to_have_count(0)
    expect(infection.locator(".badge", has_text="denied")).to_have_count(1)
    expect(bleeding.locator(".badge", has_text="shared")).to_have_count(2)


def test_codes_side_by_side_show_their_system_and_state(
    tab: Page, explored: Path
) -> None:
    visit(tab, explored, PLACES["compare"])
    wrong = tab.locator("tbody td .wrong")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("CPT 22864 \u2716 conflicts with references")
    red = wrong.locator(".badge").evaluate("(each) => getComputedStyle(each).color")
    expect(wrong.get_by_role("link", name="CPT 22864", exact=True)).to_have_css(
        "color", red
    )
    sure = tab.locator("tbody td:nth-child(2) li", has=tab.locator(".badge.ok"))
    expect(sure.first).to_contain_text("CPT")
    expect(sure.first).to_contain_text("confirmed by references")


def test_a_code_in_conflict_is_marked_in_the_graph(tab: Page, explored: Path) -> None:
    visit(tab, explored, CONFLICT.replace("thing/", "graph?around="))
    wrong = tab.locator("a.node", has=tab.locator(".conflict"))
    expect(wrong).to_have_count(1)
    expect(wrong).to_have_attribute("aria-label", re.compile("22864.*conflicts"))


def test_a_quote_opens_beside_all_that_are_compared(tab: Page, explored: Path) -> None:
    visit(tab, explored, PLACES["compare"])
    columns = tab.locator("thead th")
    names = columns.all_text_contents()
    for column in (2, 3):
        quote = tab.locator(f"tbody td:nth-child({column}) a.source").first
        quote.click()
        expect(tab.locator("#evidence")).to_be_visible()
        assert highlighted(tab) == quote.get_attribute("title")
        expect(columns).to_have_text(names)
    tab.locator("#close").click()
    expect(tab.locator("#evidence")).to_be_hidden()
    expect(columns).to_have_text(names)
    assert tab.url.count("with=") == 2


def test_steps_collapse_to_what_they_lead_to(tab: Page, explored: Path) -> None:
    visit(tab, explored, PLACES["around"])
    steps = tab.locator("button.kind", has_text="Steps")
    expect(steps).to_have_attribute("aria-pressed", "false")
    assert tab.locator("line.through").count() > 0
    before = tab.locator("a.node").count()
    steps.click()
    expect(steps).to_have_attribute("aria-pressed", "true")
    assert tab.locator("a.node").count() > before
    tab.locator("button.kind", has_text="Devices").click()
    expect(tab.locator("a.node[aria-label^='dilator,']")).to_have_count(0)


def test_the_picture_is_the_same_each_time(tab: Page, explored: Path) -> None:
    drawn = []
    for _ in range(2):
        visit(tab, explored, "#/")
        visit(tab, explored, "#/graph")
        expect(tab.locator("svg.graph")).to_be_visible()
        drawn.append(tab.locator("svg.graph").inner_html())
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) > 1000


def test_the_most_shared_things_are_always_named(tab: Page, explored: Path) -> None:
    visit(tab, explored, "#/graph")
    expect(tab.locator("a.labelled[aria-label^='infection,'] text")).to_be_visible()
    assert tab.locator("a.labelled").count() > 20


def test_the_graph_is_used_by_keys(tab: Page, explored: Path) -> None:
    visit(tab, explored, "#/graph")
    canvas = tab.locator("svg.graph")
    canvas.focus()
    boxes = [canvas.get_attribute("viewBox")]
    for key in ("+", "ArrowRight", "-", "0"):
        tab.keyboard.press(key)
        boxes.append(canvas.get_attribute("viewBox"))
    assert boxes[-1] == boxes[0]
    assert len(set(boxes)) == 4
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_contain_text("Around")
    expect(tab.locator("details", has_text="The same as a list")).to_have_count(1)


# ---------------------------------------------------------------- what must not happen


def test_hostile_documents_do_nothing(tab: Page, hostile: Path) -> None:
    found = pieces(hostile)
    listed = found["names 0001"]["listed"]
    assert isinstance(listed, list)
    assert any("script" in entry[1] for entry in listed)
    for entry in listed:
        place = entry[0] if entry[0].startswith("document/") else f"thing/{entry[0]}"
        visit(tab, hostile, f"#/{place}")
        expect(tab.locator("h1")).to_be_visible()
        assert tab.title() != "taken"
    for place in PLACES.values():
        visit(tab, hostile, place)
    assert tab.locator("main script, main img").count() == 0


def test_hostile_names_do_nothing(
    tab: Page, golden: Graph, golden_manner: Manner, tmp_path: Path
) -> None:
    label = "<img src=x onerror=\"document.title='taken'\">\u202e</script>"
    nodes = Nodes(
        msgspec.structs.replace(node, label=f"{label} {node.label}")
        for node in golden.nodes
    )
    explorer.write(replace(golden, nodes=nodes), tmp_path, golden_manner)
    for place in (
        "#/",
        "#/thing/procedure/ear-tube-placement",
        "#/thing/concept/symptom-drainage",
        "#/findings",
        "#/documents",
        "#/graph?around=procedure/ear-tube-placement",
        f"#/search/{label}",
        f"#/thing/{label}",
        "#/thing/%E0%A4%A",
        "#/compare?with=procedure/ear-tube-placement&with=<b>",
    ):
        visit(tab, tmp_path, place)
        expect(tab.locator("main h1")).to_be_visible()
        assert tab.title() != "taken"
        assert tab.locator("main img, main script").count() == 0
    visit(tab, tmp_path, "#/thing/procedure/ear-tube-placement")
    expect(tab.locator("h1")).to_contain_text("<img src=x")


def test_emoji_do_not_shift_what_is_highlighted(tab: Page, hostile: Path) -> None:
    facts = [
        fact
        for name, piece in pieces(hostile).items()
        if name.startswith("document/")
        for fact in (piece["facts"] if isinstance(piece["facts"], list) else ())
    ]
    assert len(facts) > 4
    lines = (hostile / "extractions.jsonl").read_bytes().splitlines()
    stated = {
        each["id"]: each for line in lines for each in json.loads(line)["assertions"]
    }
    for fact in facts:
        visit(tab, hostile, f"#/fact/{fact['id']}")
        # The card counts characters, as all other files do.
        start, end = (stated[fact["id"]][key] for key in ("start", "end"))
        expect(tab.locator("#content .card")).to_contain_text(f"[{start}:{end}]")
        expect(tab.locator("#content .quoted").first).to_be_visible()
        assert highlighted(tab, "#content") == fact["quote"]


def test_an_address_in_a_document_is_no_program(
    tab: Page, golden: Graph, golden_manner: Manner, tmp_path: Path
) -> None:
    page = golden.extractions[0]
    evil = replace(page.document.description, url="javascript:document.title='taken'")
    document = replace(page.document, description=evil)
    graph = replace(
        golden, extractions=(replace(page, document=document), golden.extractions[1])
    )
    explorer.write(graph, tmp_path, golden_manner)
    visit(tab, tmp_path, f"#/document/{document.key}")
    expect(tab.locator("#content .text")).to_be_visible()
    assert tab.locator("a[href^='javascript']").count() == 0


def test_a_page_too_large_says_how_to_see_all(
    tab: Page, golden: Graph, golden_manner: Manner, tmp_path: Path
) -> None:
    explorer.write(golden, tmp_path, golden_manner, largest=1000)
    visit(tab, tmp_path)
    expect(tab.locator("#left-out")).to_contain_text("procgraph serve")
    expect(tab.locator("#content")).to_contain_text("2 documents")
    assert axe(tab) == []


def test_a_page_too_large_never_says_that_there_is_nothing(
    tab: Page, golden: Graph, golden_manner: Manner, tmp_path: Path
) -> None:
    explorer.write(golden, tmp_path, golden_manner, largest=1000)
    alone = "holds the overview alone; procgraph serve OUT serves the rest"
    thing = "#/thing/procedure/ear-tube-placement"
    for place in (thing, "#/procedures", "#/findings", "#/fact/0", "#/search/ear"):
        visit(tab, tmp_path, place)
        expect(tab.locator("h1")).to_have_text("This is not in this page")
        expect(tab.locator("#content")).to_contain_text(alone)
        expect(tab.locator("#left-out")).to_contain_text(f"/explorer{place}")
        assert axe(tab) == []
    tab.locator("#words").fill("ear")
    expect(tab.locator("#hits")).to_contain_text(alone)
    expect(tab.locator("#said")).to_contain_text(alone)
    assert axe(tab) == []
    tab.locator("#words").fill("")
    expect(tab.locator("#hits")).to_be_hidden()
    visit(tab, tmp_path)
    tab.locator("#words").fill("tube")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text("This is not in this page")


def test_a_build_without_evidence_promises_none(
    tab: Page, golden: Graph, golden_manner: Manner, tmp_path: Path
) -> None:
    manner = replace(golden_manner, evidence=Evidence.NONE)
    explorer.write(golden, tmp_path, manner)
    visit(tab, tmp_path)
    expect(tab.locator(".lead")).to_contain_text("written without evidence")
    expect(tab.locator("body")).not_to_contain_text("every fact with the sentence")
    expect(tab.locator("body")).not_to_contain_text("with its quote")
    visit(tab, tmp_path, "#/findings")
    expect(tab.locator("#content")).to_contain_text("warning: 3")
    expect(tab.locator("#no-evidence")).to_contain_text("findings.jsonl")
    assert axe(tab) == []
    visit(tab, tmp_path, "#/documents")
    expect(tab.locator("#no-evidence")).to_contain_text("extractions.jsonl")
    expect(tab.locator("table")).to_have_count(0)
    whole = tmp_path / "whole"
    whole.mkdir()
    explorer.write(golden, whole, golden_manner)
    visit(tab, whole, "#/findings")
    expect(tab.locator("article.finding")).not_to_have_count(0)
    expect(tab.locator("#no-evidence")).to_have_count(0)


# ---------------------------------------------------------------- for everybody


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("scheme", "size"),
    [
        pytest.param("light", NARROW, id="light and narrow"),
        pytest.param("dark", WIDE, id="dark and wide"),
    ],
)
def test_every_page_is_there_for_all(
    tab: Page,
    explored: Path,
    place: str,
    scheme: Literal["light", "dark"],
    size: ViewportSize,
) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size(size)
    visit(tab, explored, PLACES[place])
    expect(tab.locator("main h1")).to_have_count(1)
    assert axe(tab) == []
    assert overflow(tab) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_document_beside_is_there_for_all(
    tab: Page, explored: Path, scheme: Literal["light", "dark"]
) -> None:
    tab.emulate_media(color_scheme=scheme)
    for size in (WIDE, NARROW):
        tab.set_viewport_size(size)
        visit(tab, explored, CONFLICT)
        tab.locator("a.quote").first.click()
        expect(tab.locator("#evidence .quoted").first).to_be_in_viewport()
        assert axe(tab) == []
        assert overflow(tab) <= 0
        tab.get_by_label("Show what became of each line").check()
        assert axe(tab) == []


def test_hits_are_there_for_all(tab: Page, explored: Path) -> None:
    visit(tab, explored)
    tab.locator("#words").fill("inf")
    expect(tab.locator("#hits li").first).to_be_visible()
    assert axe(tab) == []


def test_all_is_done_by_keys_alone(tab: Page, explored: Path) -> None:
    visit(tab, explored)
    press = tab.keyboard.press
    press("Tab")
    expect(tab.locator("#skip")).to_be_focused()
    press("Enter")
    expect(tab.locator("#content")).to_be_focused()
    press("/")
    tab.keyboard.type("knee repl")
    expect(tab.locator("#hits li").first).to_be_visible()
    press("ArrowDown")
    press("ArrowUp")
    expect(tab.locator("#hits li[aria-selected='true']")).to_have_count(1)
    press("Enter")
    expect(tab.locator("h1")).to_contain_text("knee replacement")
    for _ in range(40):
        press("Tab")
        if tab.evaluate("() => document.activeElement.matches('.group a.source')"):
            break
    press("Enter")
    expect(tab.locator("#evidence")).to_be_visible()
    press("Escape")
    expect(tab.locator("#evidence")).to_be_hidden()


def test_a_name_beats_a_sentence(tab: Page, explored: Path) -> None:
    visit(tab, explored)
    tab.locator("#words").fill("needle")
    first = tab.locator("#hits li").first
    expect(first).to_contain_text("needle")
    expect(first).to_contain_text("device")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text("needle")


def test_it_is_printed_whole_and_without_what_is_pressed(
    tab: Page, explored: Path
) -> None:
    visit(tab, explored, KNEE)
    tab.emulate_media(media="print")
    expect(tab.locator("nav.way")).to_be_hidden()
    expect(tab.locator("#words")).to_be_hidden()
    expect(tab.locator("#phase-home")).to_be_visible()
    assert len(tab.pdf()) > 10_000


def test_what_is_printed_tells_its_sources(tab: Page, explored: Path) -> None:
    visit(tab, explored, KNEE)
    tab.locator(".group a.source").first.click()
    expect(tab.locator("#evidence .text")).to_be_visible()
    tab.emulate_media(media="print")
    expect(tab.locator("#close")).to_be_hidden()
    expect(tab.get_by_label("Show what became of each line")).to_be_hidden()
    facts = pieces(explored)["thing/procedure/total-knee-replacement"]["facts"]
    assert isinstance(facts, list)
    said = {fact["id"]: fact for fact in facts}
    printed = tab.locator("#content .groups a.source").evaluate_all(
        "(all) => all.filter((each) => each.offsetHeight).map((each) =>"
        " [each.dataset.fact, getComputedStyle(each, '::after').content])"
    )
    assert len(printed) > 60
    for fact, words in printed:
        fact_said = said[fact]
        assert f"\u201c{fact_said['quote']}\u201d" in words.replace('\\"', '"')
        assert fact_said["page"] in words
