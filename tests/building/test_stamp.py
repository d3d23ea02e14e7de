"""The receipt: inputs, versions and outputs, in a fixed order."""

import hashlib
import json
from pathlib import Path

from pipeline.building import stamp
from pipeline.model import Document, Quarantined


def test_inputs_are_named_with_their_hashes_in_order() -> None:
    read = [Document("b.txt", "x", "2" * 64, "", "text/plain", "utf-8")]
    refused = [
        Quarantined("a.txt", "binary", "is binary"),
        Quarantined("c.txt", "", ""),
    ]
    assert stamp.inputs([(each.name, each.sha256) for each in read], refused) == [
        {"document": "a.txt", "sha256": None},
        {"document": "b.txt", "sha256": "2" * 64},
        {"document": "c.txt", "sha256": None},
    ]


def test_the_versions_of_all_that_decides_are_known() -> None:
    assert [
        name for name, found in stamp.versions().items() if found == "not installed"
    ] == []


def test_the_digest_of_knowledge_is_the_same_each_time() -> None:
    digest = stamp.knowledge_digest()
    assert digest == stamp.knowledge_digest()
    assert len(digest) == 64


def test_outputs_are_hashed_by_path_but_for_the_texts(tmp_path: Path) -> None:
    for name in ("graph.ttl", "tables/a.parquet", "documents/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    digest = hashlib.sha256(b"x").hexdigest()
    hashed = stamp.outputs(tmp_path, "documents")
    assert hashed == {"graph.ttl": digest, "tables/a.parquet": digest}


def test_quarantined_documents_are_one_line_each_by_name() -> None:
    lines = stamp.quarantine_lines(
        [Quarantined("b.txt", "empty", "holds no text"), Quarantined("a.txt", "x", "y")]
    ).splitlines()
    assert [json.loads(line)["document"] for line in lines] == ["a.txt", "b.txt"]


def test_no_quarantined_document_is_an_empty_file() -> None:
    assert stamp.quarantine_lines([]) == b""
