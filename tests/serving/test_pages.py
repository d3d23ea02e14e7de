"""The pages of a build, as they are served."""

import re
from pathlib import Path

from pipeline.exports.pages.page import Page, policy, render
from pipeline.serving import asking, pages
from tests.serving.conftest import QUESTIONS, Served

MADE = Page("A report", "<h1>Hello</h1>", scripts=("document.title = 'ran';",))


def test_a_page_is_served_with_its_own_policy(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes(QUESTIONS.read_bytes())
    (tmp_path / "report.html").write_bytes(render(MADE))
    served = Served.start(tmp_path)
    try:
        tags = set()
        for path in ("/report", "/report.html"):
            found = served.request("GET", path)
            tags.add(found.headers["etag"])
            assert (found.status, found.media) == (200, "text/html")
            assert found.body == render(MADE)
            assert found.headers["content-security-policy"] == (
                f"{policy(MADE)}; frame-ancestors 'none'"
            )
        tag = {"If-None-Match": tags.pop()}
        assert not tags
        again = served.request("GET", "/report", headers=tag)
        assert (again.status, again.body) == (304, b"")
        missing = served.request("GET", "/explorer")
        assert (missing.status, missing.media) == (404, "text/plain")
        assert "--formats explorer" in missing.text
        questions_page = served.request("GET", "/").text
        assert 'href="/report"' in questions_page
        assert 'href="/explorer"' not in questions_page
    finally:
        served.end()


def test_a_page_without_a_policy_runs_nothing() -> None:
    told = pages.page_file(b"<script>alert(1)</script>").policy
    assert "script-src" not in told
    assert told.startswith("default-src 'none'")


def test_the_page_for_questions_is_strict_and_asks_only_its_server() -> None:
    made = asking.page(frozenset(pages.NAMES))
    rules = dict(rule.split(" ", 1) for rule in made.policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'self'"
    for name in ("script-src", "style-src"):
        assert re.fullmatch(r"'sha256-[\w+/=]+'", rules[name])
    assert rules["frame-ancestors"] == rules["form-action"] == "'none'"
    markup = made.content.partition(b"<script")[0].decode()
    links = re.findall(r'(?:href|src)="([^"]*)"', markup)
    assert [link for link in links if not re.match(r"/(?!/)|#|data:", link)] == []
