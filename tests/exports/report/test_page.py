"""The page of a report, read as people do: in a browser, on paper, without a program."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

import pipeline
from pipeline import cells, decisions
from pipeline.exports import Account, Manner
from pipeline.exports.account import Changed, Changes, Entry, Listed, Refused
from pipeline.exports.report import PAGE, figures, page, write
from pipeline.model import Graph, Line, LineStatus, Node, Nodes
from tests.browser import NARROW, WIDE, axe, overflow

ROOT = Path(__file__).parents[3]
HOSTILE = (
    "<script>document.title = 'taken'</script>"
    "<img src=x onerror=\"document.title = 'taken'\">"
    "'\"&amp; {{ 7 * 7 }} \u202etxet\u202c \U0001f9b5 </textarea></main>"
)
Save = Callable[..., str]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Return what writes a report and gives its address."""

    def saved(graph: Graph, manner: Manner, *formats: str) -> str:
        account = manner.account or Account()
        told = replace(manner, account=_with(account, formats))
        write(graph, tmp_path, told)
        return (tmp_path / PAGE).as_uri()

    return saved


def _with(account: Account, formats: tuple[str, ...]) -> Account:
    return Account(formats=formats, refused=account.refused, changes=account.changes)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the report of all sources, built for the second time."""
    folder, out = (tmp_path_factory.mktemp(name) for name in ("pages", "out"))
    for each in sorted((ROOT / "sources").iterdir()):
        if each.suffix in {".txt", ".md", ".html"} and each.name != "README.md":
            (folder / each.name).write_bytes(each.read_bytes())
    pipeline.build(folder, out, formats=["ttl"], jobs=1)
    (folder / "mohs-surgery.txt").unlink()
    (folder / "bad.txt").write_bytes(b"a\0b")
    (folder / "soup.md").write_text("# Soup\n\nBoil water.\n")
    pipeline.build(folder, out, formats=["ttl", "report"], jobs=1)
    return (out / PAGE).as_uri()


def hostile(graph: Graph) -> Graph:
    """Return *graph* with markup wherever a document or its maker has a word."""
    first, *others = graph.extractions
    document = replace(
        first.document, name=f"{HOSTILE}.txt", text=f"{first.document.text}\n{HOSTILE}"
    )
    start = len(first.document.text) + 1
    lines = (Line(start, len(document.text), LineStatus.NOT_UNDERSTOOD),)
    nodes = [
        Node(each.id, each.types, HOSTILE, each.alt_labels, each.values, each.links)
        for each in graph.nodes
    ]
    found = [
        replace(each, document=document.name, message=HOSTILE)
        for each in graph.findings
    ]
    named = first.reading.procedure
    assert named is not None
    reading = replace(first.reading, procedure=replace(named, label=HOSTILE))
    return replace(
        graph,
        extractions=(
            replace(first, document=document, lines=lines, reading=reading),
            *others,
        ),
        nodes=Nodes(nodes),
        findings=tuple(found),
    )


ACCOUNT = Account(
    refused=Listed(1, (Refused(HOSTILE, "binary", HOSTILE),)),
    changes=Changes(
        "other",
        summary=HOSTILE,
        why=HOSTILE,
        added=Listed(1, (HOSTILE,)),
        told=Listed(
            1,
            (
                Changed(
                    (HOSTILE,),
                    "changed",
                    Listed(1, (Entry("added", HOSTILE, HOSTILE, (HOSTILE,)),)),
                ),
            ),
        ),
    ),
)


# ---------------------------------------------------------------- as text


def test_the_same_report_is_the_same_bytes(graph: Graph, manner: Manner) -> None:
    report = figures.gather(graph, manner)
    assert page.render(report) == page.render(figures.gather(graph, manner))


def test_links_lead_into_the_explorer_where_it_is_written(
    golden: Graph, golden_manner: Manner
) -> None:
    report = figures.gather(golden, golden_manner)
    without = page.render(report, ["ttl", "report"]).decode()
    assert "explorer.html" not in without
    linked = page.render(report, ["explorer", "report"]).decode()
    targets = set(re.findall(r'href="(explorer\.html[^"]*)"', linked))
    facts = {f"explorer.html#/fact/{each.id}" for each in golden.assertions}
    keys = {f"explorer.html#/document/{it.document.key}" for it in golden.extractions}
    assert targets <= facts | keys | {"explorer.html"}
    assert facts <= targets
    assert keys <= targets


def test_a_link_to_a_thing_has_its_identifier(
    golden: Graph, golden_manner: Manner
) -> None:
    candidates = tuple(each for each in golden.matches if each.rank)
    report = figures.gather(replace(golden, matches=candidates), golden_manner)
    shown = page.render(report, ["explorer"]).decode()
    assert 'href="explorer.html#/thing/concept/symptom-drainage"' in shown


def test_without_a_program_all_is_there(graph: Graph, manner: Manner) -> None:
    shown = page.render(figures.gather(graph, manner)).decode()
    body = shown[: shown.index("<script>")]
    assert "No hearing loss is expected" in body
    assert "onclick" not in shown
    assert " style=" not in body


# ---------------------------------------------------------------- in a browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_keeps_anybody_from_reading_it(
    tab: Page, built: str, scheme: str, size: dict[str, int]
) -> None:
    tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    tab.set_viewport_size(size)  # type: ignore[arg-type]
    tab.goto(built)
    tab.evaluate("document.querySelectorAll('details').forEach((it) => it.open = true)")
    assert axe(tab) == []
    assert overflow(tab) <= 0


def test_it_can_be_printed(tab: Page, built: str) -> None:
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 720, "height": 1000})  # of A4, without its margins
    tab.goto(built)
    assert overflow(tab) <= 0
    assert not tab.locator("textarea").first.is_visible()
    assert tab.locator("svg.schema").is_visible()
    pdf = tab.pdf(format="A4")
    assert pdf.startswith(b"%PDF")


def test_the_conflict_of_codes_is_there_with_its_quote(tab: Page, built: str) -> None:
    tab.goto(built)
    sheet = tab.locator("details.bad")
    assert "CPT 22864" in sheet.inner_text()
    assert "at a Glance" in sheet.locator("blockquote").inner_text()


def test_changes_since_the_build_before_are_told(tab: Page, built: str) -> None:
    tab.goto(built)
    section = tab.locator("section[aria-labelledby=changes]")
    assert "1 added, 1 removed" in section.inner_text()
    tab.get_by_text("mohs-surgery.txt", exact=True).last.click()
    gone = tab.locator("li.is-removed blockquote").first
    assert gone.is_visible()


def test_what_markup_stands_in_words_is_shown_and_not_obeyed(
    tab: Page, golden: Graph, golden_manner: Manner, save: Save
) -> None:
    manner = replace(golden_manner, account=ACCOUNT)
    candidates = tuple(each for each in golden.matches if each.rank)
    hurt = hostile(replace(golden, matches=candidates))
    tab.goto(save(hurt, manner, "explorer"))
    assert tab.title() == "Report of a procedure graph"
    assert tab.locator("main img, main script").count() == 0
    assert tab.locator("main").count() == tab.locator("footer").count() == 1
    shown = tab.locator("main").text_content() or ""
    assert shown.count(HOSTILE) > 10
    assert "49" not in shown


def test_a_sheet_is_a_table_of_all_lines_that_are_told(
    tab: Page, graph: Graph, manner: Manner, save: Save
) -> None:
    first, other = graph.extractions
    text = first.document.text
    start = text.index("Place the tube")
    missed = Line(start, len(text), LineStatus.NOT_UNDERSTOOD)
    hurt = replace(first, lines=(missed,))
    tab.goto(save(replace(graph, extractions=(hurt, other)), manner))
    sheet = tab.locator("#lines-sheet").input_value()
    head, row = csv.reader(io.StringIO(sheet), delimiter="\t")
    assert head == ["lines", "documents", "section", "text", "places"]
    place = f"a.txt {start}:{len(text)}"
    assert row == ["1", "1", "procedure_steps", "Place the tube.", place]


def test_no_cell_of_a_sheet_is_a_formula(
    tab: Page, graph: Graph, manner: Manner, save: Save
) -> None:
    first, other = graph.extractions
    text = "=1+1"
    document = replace(first.document, text=text)
    hurt = replace(
        first,
        document=document,
        assertions=(),
        lines=(Line(0, len(text), LineStatus.NOT_UNDERSTOOD),),
    )
    tab.goto(save(replace(graph, extractions=(hurt, other), findings=()), manner))
    sheet = tab.locator("#lines-sheet").input_value()
    assert cells.defuse(text) in sheet.split("\t")


def test_a_sheet_is_copied(tab: Page, built: str) -> None:
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto(built)
    tab.locator("button[data-copies=lines-sheet]").click()
    tab.get_by_role("button", name="Copied").wait_for()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied == tab.locator("#lines-sheet").input_value()
    assert tab.locator("#told").inner_text() == "Copied"


def test_names_to_decide_on_make_a_file_of_decisions(
    tab: Page, built: str, tmp_path: Path
) -> None:
    tab.goto(built)
    head, first, *_ = tab.locator("#names-sheet").input_value().splitlines()
    filled = dict(zip(head.split("\t"), first.split("\t"), strict=False))
    name, kind = filled["name"], filled["kind"]
    told = first.split("\t")
    told[head.split("\t").index("is")] = "HP:0012531"
    path = tmp_path / "decisions.csv"
    path.write_text(f"{head}\n" + "\t".join(told) + "\n")
    (decision,) = decisions.read(path).decisions
    assert (decision.names, decision.kind) == ((name,), kind)


def test_a_table_is_sorted_by_the_head_of_a_column(tab: Page, built: str) -> None:
    tab.goto(built)
    table = tab.locator("section[aria-labelledby=documents] table")
    names = table.locator("tbody th a, tbody th > bdi")
    head = table.get_by_role("columnheader", name="document", exact=True)
    head.get_by_role("button").focus()
    tab.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    up = names.all_inner_texts()
    assert up == sorted(up, key=str.lower)
    tab.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert names.all_inner_texts() == up[::-1]
    facts = table.get_by_role("columnheader", name="facts")
    facts.get_by_role("button").click()
    counts = table.locator("tbody td:nth-of-type(3)").all_inner_texts()
    assert list(map(int, counts)) == sorted(map(int, counts), reverse=True)
    assert head.get_attribute("aria-sort") is None
