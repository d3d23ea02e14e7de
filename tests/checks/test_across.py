"""Documents side by side: contradictions, the same words, what rests on one alone."""

import hashlib

from pipeline.checks import across
from pipeline.model import (
    Assertion,
    Document,
    Extraction,
    Finding,
    Graph,
    Node,
    Nodes,
    Polarity,
    Reading,
    Severity,
)
from pipeline.vocabulary import checks as vocabulary
from tests.checks.graphs import pages_of

CHECKS = vocabulary.load()
SUBJECT = "procedure/vein-stripping"
BLEEDING = "concept/condition-bleeding"


def say(
    document: str,
    target: str = BLEEDING,
    *,
    denied: bool = False,
    subject: str = SUBJECT,
    start: int = 0,
) -> Assertion:
    return Assertion(
        id=f"{document}-{target}-{denied}-{start}",
        document=document,
        subject=subject,
        predicate="hasComplication",
        object=target,
        start=start,
        end=start + 5,
        quote="There is no bleeding." if denied else "Bleeding may follow.",
        section=0,
        rule="r",
        confidence=1.0,
        polarity=Polarity.NEGATED if denied else Polarity.AFFIRMED,
    )


def read(name: str, text: str) -> Extraction:
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(name, text, digest, digest, "text/plain", "utf-8")
    return Extraction(document, (), Reading(None, (), ()), (), (), ())


def find(
    *said: Assertion, documents: tuple[Extraction, ...] = ()
) -> dict[str, list[Finding]]:
    nodes = (
        Node(BLEEDING, ("pg:Condition",), "bleeding"),
        Node(SUBJECT, ("pg:Procedure",), "vein stripping"),
    )
    found: dict[str, list[Finding]] = {}
    pages = (*documents, *pages_of(said))
    for each in across.find(Graph(pages, Nodes(nodes), ()), CHECKS):
        found.setdefault(each.check, []).append(each)
    return found


def test_a_denial_meets_the_affirmation_of_another_document() -> None:
    (found,) = find(say("b.txt"), say("a.txt", denied=True))["CONTRADICTION"]
    assert found.severity is Severity.WARNING
    assert found.document == "a.txt"
    assert found.documents == ("a.txt", "b.txt")
    assert found.about == say("a.txt", denied=True).id
    assert found.conflicts_with == (say("b.txt").id,)
    assert "vein stripping / hasComplication / bleeding" in found.message
    assert 'a.txt says "There is no bleeding."' in found.message


def test_a_page_may_contradict_itself_without_a_finding() -> None:
    assert find(say("a.txt"), say("a.txt", denied=True)) == {}


def test_another_procedure_is_another_matter() -> None:
    other = say("b.txt", denied=True, subject="procedure/x")
    assert "CONTRADICTION" not in find(say("a.txt"), other)


def test_one_link_is_told_once_however_often_it_is_said() -> None:
    said = [say("a.txt", start=n) for n in range(3)] + [say("b.txt", denied=True)]
    (found,) = find(*said)["CONTRADICTION"]
    assert len(found.conflicts_with) == 3


def test_the_same_words_are_told_whatever_their_case_and_blanks() -> None:
    pages = (
        read("b.txt", "Rest  well.\n"),
        read("a.md", "REST WELL."),
        read("c.txt", "Rest badly."),
        read("empty.txt", " "),
        read("void.txt", ""),
    )
    (found,) = find(documents=pages)["DUPLICATE_DOCUMENT"]
    assert found.documents == ("a.md", "b.txt")
    assert "stand in b.txt too" in found.message


def test_what_rests_on_one_document_is_counted_where_several_speak() -> None:
    found = find(say("a.txt"), say("b.txt"), say("b.txt", "concept/symptom-pain"))
    (told,) = found["ONE_SOURCE"]
    assert (told.about, told.documents) == (SUBJECT, ("a.txt", "b.txt"))
    assert "1 of its 2 links" in told.message


def test_who_only_denies_makes_no_link_rest_on_more() -> None:
    said = [say("a.txt"), say("b.txt", "concept/symptom-pain")]
    (told,) = find(*said, say("c.txt", denied=True))["ONE_SOURCE"]
    assert told.documents == ("a.txt", "b.txt")
    assert "2 of its 2 links" in told.message


def test_one_document_alone_is_no_news() -> None:
    assert find(say("a.txt"), say("a.txt", "concept/symptom-pain")) == {}


def test_the_order_of_assertions_decides_nothing() -> None:
    said = [say("a.txt"), say("b.txt", denied=True), say("c.txt", "concept/x-y")]
    assert find(*said) == find(*reversed(said))
