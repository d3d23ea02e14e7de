"""The page for questions, as a person uses it in a browser."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, Download, Page, expect

from pipeline import namespaces, questions
from tests.browser import NARROW, WIDE, axe, overflow
from tests.serving.conftest import Served

expect.set_options(timeout=30_000)  # a busy machine is no failure
LABELS = (
    "<script>window.ran = 1</script>",
    '<img src=x onerror="window.ran = 1">',
    '"><svg onload=window.ran=1>',
    "'=HYPERLINK(1)",
    "=1+1",
    'comma, "quote"\nline',
    "\u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd",
    "emoji 😀 and ‰",
    "javascript:window.ran=1",
)
HOSTILE = f"""
@prefix pg: <{namespaces.expand("pg:")}> .
@prefix rdfs: <{namespaces.expand("rdfs:")}> .
@prefix concept: <{namespaces.expand("concept:")}> .
""" + "".join(
    f"concept:thing-{number} a pg:Condition ; rdfs:label {ox.Literal(label)} .\n"
    f"<javascript:window.ran={number}> rdfs:label {ox.Literal(label)} .\n"
    for number, label in enumerate(LABELS)
)
ALL_LABELS = "SELECT ?s ?label { ?s rdfs:label ?label } ORDER BY ?s"


@pytest.fixture(scope="module")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Yield a server of our own documents, with an explorer."""
    out = tmp_path_factory.mktemp("site")
    (out / "graph.ttl").write_bytes((built / "graph.ttl").read_bytes())
    (out / "explorer.html").write_text("<!doctype html><title>Explorer</title>")
    served = Served.start(out, "--timeout", "8")
    yield served
    served.end()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Yield a server of a graph whose labels want to be a program."""
    out = tmp_path_factory.mktemp("hostile")
    (out / "graph.ttl").write_text(HOSTILE)
    served = Served.start(out)
    yield served
    served.end()


@pytest.fixture
def reachable(site: Served, hostile: Served) -> tuple[str, ...]:
    return site.url, hostile.url


@pytest.fixture
def loud(browser: Browser) -> Iterator[Page]:
    """Yield a page that may be refused an answer, which a browser logs as an error."""
    context = browser.new_context(viewport=WIDE)
    yield context.new_page()
    context.close()


def choose(tab: Page, name: str) -> questions.Question:
    """Choose the question *name* in the list; return it."""
    tab.locator(f'#questions [data-name="{name}"]').click()
    answered(tab)
    return questions.find(name)


def answered(tab: Page) -> None:
    expect(tab.locator("#told")).to_contain_text(re.compile(r" in [0-9.]+ m?s$"))


def ask(tab: Page, text: str) -> None:
    """Write a question of one's own, and ask it by the keyboard."""
    if not tab.locator("#text").is_visible():
        tab.locator("#sparql > summary").click()
    tab.fill("#text", text)
    tab.press("#text", "Control+Enter")


def cells(tab: Page) -> list[list[str]]:
    """Return the rows of the table, all of them."""
    while tab.locator("#rows > button").is_visible():
        tab.locator("#rows > button").click()
    found = tab.evaluate(
        "() => [...document.querySelectorAll('#rows tbody tr')]"
        ".map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return [[str(cell) for cell in row] for row in found]


def saved(tab: Page, button: str) -> tuple[str, str]:
    """Return name and content of what the *button* downloads."""
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name=button).click()
    download: Download = waiting.value
    return download.suggested_filename, Path(download.path()).read_text()


def test_a_question_is_answered_with_all_rows(
    tab: Page, site: Served, built: Path
) -> None:
    tab.goto(site.url)
    asked = choose(tab, "evidence")
    expected = questions.ask(asked.text, questions.load(built))
    assert tab.locator("#words").text_content() == asked.words
    heads = tab.locator("#rows thead th").all_text_contents()
    assert heads == list(expected.columns)
    assert f"{len(expected.rows):,} rows in" in str(tab.locator("#told").text_content())
    shown = cells(tab)
    assert len(shown) == len(expected.rows) > 200
    quotes = expected.columns.index("quote")
    assert [row[quotes] for row in shown] == [row[quotes] for row in expected.rows]


def test_what_is_given_narrows_the_answer(tab: Page, site: Served, built: Path) -> None:
    tab.goto(site.url)
    asked = choose(tab, "steps")
    store = questions.load(built)
    for value in ("hysterectomy", 'no "such\\ thing'):
        tab.get_by_label("procedure", exact=True).fill(value)
        tab.get_by_role("button", name="Ask").click()
        answered(tab)
        text = asked.given({"procedure": value})
        assert tab.locator("#text").input_value() == text
        assert len(cells(tab)) == len(questions.ask(text, store).rows)


def test_a_number_that_is_none_is_not_taken(tab: Page, site: Served) -> None:
    tab.goto(site.url)
    asked = choose(tab, "follow-up-within")
    tab.get_by_label("days", exact=True).fill("14")
    assert tab.locator("#text").input_value() == asked.given({"days": "14"})
    tab.get_by_label("days", exact=True).fill("14 } DROP")
    assert tab.locator("#text").input_value() == asked.given({"days": "14"})


def test_the_csv_is_the_one_of_the_command_line(
    tab: Page, site: Served, built: Path
) -> None:
    tab.goto(site.url)
    asked = choose(tab, "code-claims")
    name, csv = saved(tab, "Download CSV")
    assert name == "code-claims.csv"
    answer = questions.ask(asked.text, questions.load(built))
    assert csv == questions.render(answer, "csv")


def test_columns_may_be_called_as_they_like(tab: Page, site: Served) -> None:
    tab.goto(site.url)
    names = ("constructor", "toString", "__proto__", "hasOwnProperty")
    heads = " ".join(f"?{name}" for name in names)
    ask(tab, f"SELECT {heads} {{ VALUES ({heads}) {{ (UNDEF 1 UNDEF 'x') }} }}")
    answered(tab)
    assert cells(tab) == [["", "1", "", "x"]]
    _, text = saved(tab, "CSV")
    assert text.splitlines() == [",".join(names), ",1,,x"]


def test_the_json_is_what_the_endpoint_gave(tab: Page, site: Served) -> None:
    tab.goto(site.url)
    asked = choose(tab, "shared-codes")
    name, found = saved(tab, "Download JSON")
    assert name == "shared-codes.json"
    assert json.loads(found) == json.loads(site.ask(asked.text).body)


def test_a_graph_is_shown_and_saved_as_turtle(tab: Page, site: Served) -> None:
    tab.goto(site.url)
    asked = choose(tab, "card")
    name, found = saved(tab, "Download Turtle")
    assert name == "card.ttl"
    assert tab.locator("#rows pre").text_content() == found
    expected = site.ask(asked.text, "application/n-triples").body
    assert set(ox.parse(found, format=ox.RdfFormat.TURTLE)) == set(
        ox.parse(expected, format=ox.RdfFormat.N_TRIPLES)
    )
    assert not tab.get_by_role("button", name="Download CSV").is_visible()


@pytest.mark.parametrize(
    ("text", "word"), [("ASK {}", "Yes"), ("ASK { <x:> ?p ?o }", "No")]
)
def test_yes_and_no(tab: Page, site: Served, text: str, word: str) -> None:
    tab.goto(site.url)
    ask(tab, text)
    expect(tab.locator("#rows")).to_have_text(word)


def test_things_are_shown_by_name_and_lead_to_the_explorer(
    tab: Page, site: Served
) -> None:
    tab.goto(site.url)
    ask(
        tab,
        "SELECT ?p ?t ?f { ?p a pg:Procedure, ?t . ?f rdf:subject ?p } ORDER BY ?p ?f LIMIT 1",
    )
    answered(tab)
    thing, kind, fact = tab.locator("#rows tbody a").all()
    iri = str(thing.get_attribute("title"))
    base = namespaces.expand("proc:")
    assert iri.startswith(base)
    href = f"/explorer#/thing/procedure/{iri.removeprefix(base)}"
    assert thing.get_attribute("href") == href
    expect(thing).not_to_contain_text("proc:")
    assert kind.text_content() == "pg:Procedure"
    assert str(fact.get_attribute("href")).startswith("/explorer#/fact/")
    thing.click()
    expect(tab).to_have_title("Explorer")
    tab.go_back()
    answered(tab)


def test_documents_have_their_titles_and_what_has_no_page_no_link(
    tab: Page, site: Served
) -> None:
    tab.goto(site.url)
    ask(
        tab,
        "SELECT ?d ?title ?s { ?f pg:sourceDocument ?d ; pg:inSection ?s . "
        "?d dcterms:title ?title } ORDER BY ?f LIMIT 1",
    )
    answered(tab)
    (document,) = tab.locator("#rows tbody a").all()
    (title,) = tab.locator("#rows tbody td:nth-child(2)").all_text_contents()
    expect(document).to_have_text(title)
    assert str(document.get_attribute("href")).startswith("/explorer#/document/")
    section = tab.locator("#rows tbody td:nth-child(3) span")
    assert "/id/section/" in str(section.get_attribute("title"))


def test_a_fault_is_marked_where_it_is(loud: Page, site: Served) -> None:
    loud.goto(site.url)
    ask(loud, "SELECT * {\n  ?s ?p '😀' ?x\n}")
    expect(loud.locator("#fault")).to_contain_text("line 2, column 13: '?x'")
    assert loud.locator("#lines .bad").all_text_contents() == ["2"]
    at = "() => document.getElementById('text').selectionStart"
    assert loud.evaluate(at) == len("SELECT * {\n") + 13  # one sign is two units
    assert axe(loud) == []
    loud.press("#text", "End")
    loud.keyboard.type(" ")
    assert loud.locator("#lines .bad").count() == 0


def test_what_takes_too_long_is_told_or_stopped(loud: Page, site: Served) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    loud.goto(site.url)
    ask(loud, endless)
    loud.get_by_role("button", name="Stop").click()
    expect(loud.locator("#told")).to_have_text("Stopped.")
    ask(loud, endless)
    expect(loud.locator("#fault")).to_contain_text("longer than 8 s")
    assert not loud.get_by_role("button", name="Stop").is_visible()


# ---------------------------------------------------------------- links


def test_the_address_is_a_link_to_the_answer(tab: Page, site: Served) -> None:
    tab.goto(site.url)
    choose(tab, "steps")
    tab.get_by_label("procedure", exact=True).fill("hysterectomy")
    tab.get_by_role("button", name="Ask").click()
    answered(tab)
    rows, link = cells(tab), tab.url
    assert link == f"{site.url}/#question=steps&given.procedure=hysterectomy"
    tab.goto("about:blank")
    tab.goto(link)
    answered(tab)
    assert cells(tab) == rows
    ask(tab, "SELECT (1 AS ?one) {}")
    expect(tab.locator("#rows tbody")).to_have_text("1")
    own = tab.url
    tab.go_back()
    expect(tab.locator("#words")).to_have_text(questions.find("steps").words)
    tab.goto("about:blank")
    tab.goto(own)
    expect(tab.locator("#rows tbody")).to_have_text("1")
    assert tab.locator("#words").text_content() == "A question of your own"


@pytest.mark.parametrize(
    "fragment",
    [
        "#query=%3Cimg%20src%3Dx%20onerror%3D%22window.ran%3D1%22%3E",
        "#question=constructor&given.procedure=%3Cscript%3Ewindow.ran%3D1%3C%2Fscript%3E",
        "#question=steps&given.__proto__=1&given.procedure=%22)%20%7D%20%23",
        "#javascript:window.ran=1",
    ],
)
def test_a_link_runs_nothing(loud: Page, site: Served, fragment: str) -> None:
    loud.goto(f"{site.url}/{fragment}")
    expect(loud.locator("#questions li")).to_have_count(len(questions.catalogue()) + 1)
    expect(loud.locator("#stop")).to_be_hidden()
    assert loud.evaluate("() => window.ran") is None
    assert loud.locator("#rows img, #rows script, #fault img").count() == 0


def test_labels_of_documents_do_nothing(tab: Page, hostile: Served) -> None:
    tab.goto(hostile.url)
    ask(tab, ALL_LABELS)
    answered(tab)
    found = [row[1] for row in cells(tab)]
    assert sorted(found) == sorted([*LABELS, *LABELS])
    assert tab.locator("#rows :is(img, script, svg)").count() == 0
    assert tab.locator('#rows a[href^="javascript"]').count() == 0
    assert tab.evaluate("() => window.ran") is None
    _, csv = saved(tab, "Download CSV")
    store = ox.Store()
    store.load(HOSTILE.encode(), format=ox.RdfFormat.TURTLE)
    assert csv == questions.render(questions.ask(ALL_LABELS, store), "csv")


# ---------------------------------------------------------------- for everybody


def test_a_keyboard_is_enough(tab: Page, site: Served) -> None:
    tab.goto(site.url)
    tab.keyboard.press("Tab")
    assert (
        tab.evaluate("() => document.activeElement.textContent")
        == "Skip to the question"
    )
    tab.locator("#find").focus()
    tab.keyboard.type("what can go wrong, how firmly")
    expect(tab.locator("#found")).to_have_text("1 questions")
    for _ in range(3):  # who asks, a question of one's own, the one that was found
        tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    answered(tab)
    assert tab.locator("#words").text_content() == questions.find("complications").words


def test_tab_indents_until_escape(tab: Page, site: Served) -> None:
    tab.goto(site.url)
    tab.fill("#text", "")
    tab.locator("#text").focus()
    tab.keyboard.type("ASK {")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    tab.keyboard.type("?s ?p ?o")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.type("}")
    assert tab.locator("#text").input_value() == "ASK {\n  ?s ?p ?o\n}"
    tab.keyboard.press("Escape")
    tab.keyboard.press("Tab")
    assert tab.evaluate("() => document.activeElement.id") != "text"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_keeps_anybody_out(
    browser: Browser, site: Served, scheme: str, size: dict[str, int]
) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    tab.goto(site.url)
    assert (axe(tab), overflow(tab)) == ([], 0)
    choose(tab, "evidence")
    assert (axe(tab), overflow(tab)) == ([], 0)
    choose(tab, "card")
    tab.locator("#sparql > summary").click()
    assert (axe(tab), overflow(tab)) == ([], 0)
    context.close()
