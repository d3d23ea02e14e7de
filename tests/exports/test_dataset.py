"""The description of a dataset says what is there, in words that others know."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, PROV, RDF, RDFS, VOID, XSD, DefinedNamespace

import pipeline
from pipeline import knowledge, namespaces
from pipeline.errors import VocabularyError
from pipeline.exports import FORMATS, SCHEMA_VERSION, Evidence, Manner, Run, dataset
from pipeline.exports.dataset import wording
from pipeline.exports.dataset.counts import count
from pipeline.model import Description, Document, Extraction, Graph, Nodes, Reading
from pipeline.terminology import SourceInfo

SHAPES = rdflib.Graph().parse(data=knowledge.text("dataset-shapes.ttl"))
PG = rdflib.Namespace(namespaces.PREFIXES["pg"])
SPDX = rdflib.Namespace(namespaces.PREFIXES["spdx"])
# What DCAT 3 has and rdflib, which knows DCAT 2, has not:
# https://www.w3.org/TR/vocab-dcat-3/#Property:resource_version
DCAT_3 = {"version"}
VERSION = rdflib.URIRef(f"{DCAT}version")
# Of https://spdx.github.io/spdx-spec/v2.3/, as DCAT 3 uses it:
# https://www.w3.org/TR/vocab-dcat-3/#Class:Checksum
SPDX_TERMS = {
    "Checksum",
    "algorithm",
    "checksum",
    "checksumAlgorithm_sha256",
    "checksumValue",
}
TERMINOLOGY = SourceInfo(
    "CHEESE", "Cheeses", "2031", "free, if cited", "5" * 64, "cheese.obo", "the user"
)


@pytest.fixture
def manner() -> Manner:
    """Return a manner of writing with a terminology."""
    return Manner(Run("1.2.3", "0" * 64, (TERMINOLOGY,)))


@pytest.fixture
def folder(graph: Graph, manner: Manner, tmp_path: Path) -> Path:
    """Return the folder with the graph in every format, described last."""
    for form in FORMATS.values():
        form.write(graph, tmp_path, manner)
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt.txt").write_text("a text")
    return tmp_path


def parsed(folder: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(folder / dataset.FILE)


@pytest.fixture
def told(folder: Path) -> rdflib.Graph:
    """Return what is told of *folder*."""
    return parsed(folder)


def whole(told: rdflib.Graph) -> rdflib.URIRef:
    (found,) = (
        each for each in told.subjects(RDF.type, DCAT.Dataset) if each in _void(told)
    )
    return rdflib.URIRef(str(found))


def _void(told: rdflib.Graph) -> set[rdflib.term.Node]:
    return set(told.subjects(RDF.type, VOID.Dataset))


def number(told: rdflib.Graph, of: rdflib.term.Node, key: rdflib.URIRef) -> int:
    (value,) = told.objects(of, key)
    return int(str(value))


# ---------------------------------------------------------------- as RDF


def test_it_parses_alike_with_another_parser_and_without_a_base(folder: Path) -> None:
    quads = {str(each.triple) for each in ox.parse(path=folder / dataset.FILE)}
    again = rdflib.Graph().parse(folder / dataset.FILE).serialize(format="nt")
    assert quads == {
        str(each.triple) for each in ox.parse(again, ox.RdfFormat.N_TRIPLES)
    }


def test_it_has_no_blank_node_and_its_own_subjects_are_below_the_base(
    told: rdflib.Graph,
) -> None:
    assert not [t for triple in told for t in triple if isinstance(t, rdflib.BNode)]
    space = str(told.value(whole(told), VOID.uriSpace))
    assert {str(s) for s in told.subjects() if not str(s).startswith(space)} == set()


@pytest.mark.parametrize(
    ("vocabulary", "more"),
    [
        pytest.param(VOID, set(), id="VoID"),
        pytest.param(DCAT, DCAT_3, id="DCAT 3"),
        pytest.param(DCTERMS, set(), id="DCMI"),
        pytest.param(PROV, set(), id="PROV"),
    ],
)
def test_every_term_is_one_of_its_vocabulary(
    told: rdflib.Graph, vocabulary: type[DefinedNamespace], more: set[str]
) -> None:
    start = str(vocabulary)
    used = {
        str(term).removeprefix(start)
        for triple in told
        for term in triple
        if str(term).startswith(start)
    } - {""}  # the vocabulary itself, as one that is used
    assert used
    assert {term for term in used - more if term not in vocabulary} == set()


def test_terms_of_spdx_and_of_ours_are_known(told: rdflib.Graph) -> None:
    terms = {str(term) for triple in told for term in triple}
    used = {each.removeprefix(SPDX) for each in terms if each.startswith(SPDX)}
    assert used == SPDX_TERMS
    ontology = rdflib.Graph().parse(data=knowledge.text("procedure-graph.ttl"))
    declared = {str(each) for each in ontology.subjects(RDF.type)}
    assert {each for each in terms if each.startswith(PG)} <= declared


def test_every_predicate_is_of_a_vocabulary_that_was_checked(
    told: rdflib.Graph,
) -> None:
    known = (VOID, DCAT, DCTERMS, PROV, RDF, RDFS, SPDX, PG)
    spaces = (*map(str, known), namespaces.PREFIXES["schema"] + "softwareVersion")
    assert [p for p in set(told.predicates()) if not str(p).startswith(spaces)] == []


# ---------------------------------------------------------------- shapes


def conforms(told: rdflib.Graph) -> bool:
    return bool(pyshacl.validate(told, shacl_graph=SHAPES)[0])


@pytest.mark.parametrize("evidence", Evidence)
def test_it_has_the_shape_it_must_have(
    graph: Graph, manner: Manner, tmp_path: Path, evidence: Evidence
) -> None:
    for form in FORMATS.values():
        form.write(graph, tmp_path, replace(manner, evidence=evidence))
    assert conforms(parsed(tmp_path))


@pytest.mark.parametrize(
    "lost",
    [
        pytest.param((None, DCTERMS.title, None), id="titles"),
        pytest.param((None, DCTERMS.description, None), id="words"),
        pytest.param((None, VERSION, None), id="versions"),
        pytest.param((None, DCAT.keyword, None), id="keywords"),
        pytest.param((None, DCAT.accessURL, None), id="addresses"),
        pytest.param((None, DCAT.byteSize, None), id="sizes"),
        pytest.param((None, SPDX.algorithm, None), id="algorithms"),
        pytest.param((None, SPDX.checksumValue, None), id="checksums"),
        pytest.param((None, VOID.triples, None), id="counts of triples"),
        pytest.param((None, VOID.vocabulary, None), id="vocabularies"),
        pytest.param((None, DCTERMS.rights, None), id="rights"),
        pytest.param((None, RDF.type, DCTERMS.RightsStatement), id="what rights are"),
        pytest.param((None, PROV.wasGeneratedBy, None), id="the run"),
        pytest.param((None, PROV.wasAssociatedWith, None), id="the program"),
        pytest.param((None, PG.schemaVersion, None), id="the schema"),
    ],
)
def test_what_must_be_told_is_missed(
    told: rdflib.Graph,
    lost: tuple[None, rdflib.URIRef, rdflib.URIRef | None],
) -> None:
    before = len(told)
    told.remove(lost)
    assert len(told) < before
    assert not conforms(told)


# ---------------------------------------------------------------- counts


@pytest.mark.parametrize("evidence", Evidence)
def test_counts_are_those_of_the_graph(
    graph: Graph, manner: Manner, tmp_path: Path, evidence: Evidence
) -> None:
    for form in FORMATS.values():
        form.write(graph, tmp_path, replace(manner, evidence=evidence))
    check_counts(tmp_path)


def test_counts_are_those_of_a_build(built_described: Path) -> None:
    check_counts(built_described)


def check_counts(folder: Path) -> None:
    """Hold the counts of the description against those that SPARQL finds."""
    store = ox.Store()
    store.load(path=folder / "graph.ttl", format=ox.RdfFormat.TURTLE)

    def ask(query: str) -> set[tuple[str, ...]]:
        found = store.query(query)
        assert isinstance(found, ox.QuerySolutions)
        return {tuple(str(getattr(v, "value", v)) for v in row) for row in found}

    told = parsed(folder)
    us = whole(told)
    ((triples, subjects, properties),) = ask(
        "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) (COUNT(DISTINCT ?p) AS ?k)"
        " { ?s ?p ?o }"
    )
    assert number(told, us, VOID.triples) == int(triples) == len(store)
    assert number(told, us, VOID.distinctSubjects) == int(subjects)
    assert number(told, us, VOID.entities) == int(subjects)
    assert number(told, us, VOID.properties) == int(properties)
    classes = ask("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")
    assert number(told, us, VOID.classes) == len(classes)
    assert {
        (str(told.value(part, VOID["class"])), str(told.value(part, VOID.entities)))
        for part in told.objects(us, VOID.classPartition)
    } == classes
    assert {
        (
            str(told.value(part, VOID.property)),
            str(told.value(part, VOID.triples)),
            str(told.value(part, VOID.distinctSubjects)),
        )
        for part in told.objects(us, VOID.propertyPartition)
    } == ask(
        "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) { ?s ?p ?o } GROUP BY ?p"
    )
    for example in told.objects(us, VOID.exampleResource):
        assert ask(
            f"SELECT ?l {{ <{example}> a <{PG.Procedure}> ; <{RDFS.label}> ?l }}"
        )
    spaces = tuple(str(each) for each in told.objects(us, VOID.vocabulary))
    assert [
        p for (p,) in ask("SELECT DISTINCT ?p { ?s ?p ?o }") if not p.startswith(spaces)
    ] == []


@pytest.fixture(scope="module")
def built_described(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that ``sources/`` are built into and described."""
    out = tmp_path_factory.mktemp("described")
    sources = Path(__file__).parents[2] / "sources"
    pipeline.build(sources, out, formats=["ttl", "dataset"], jobs=1)
    return out


def test_a_triple_that_comes_twice_is_one() -> None:
    counts = count([("a:b", (("p", "x"), ("p", "x"), ("a", "C"), ("p", "y")))])
    assert (counts.triples, counts.subjects) == (3, 1)
    assert (counts.triples_of["p"], counts.subjects_of["p"]) == (2, 1)
    assert counts.classes == {"C": 1}


# ---------------------------------------------------------------- files


def test_sizes_and_checksums_are_those_of_the_files(
    folder: Path, told: rdflib.Graph
) -> None:
    written = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    del written[dataset.FILE], written["documents/a.txt.txt"]
    base = str(next(told.objects(None, DCAT.accessURL)))
    files = list(told.objects(whole(told), DCAT.distribution))
    assert set(files) == set(told.subjects(RDF.type, DCAT.Distribution))
    assert {
        (
            str(told.value(file, DCAT.downloadURL)).removeprefix(base),
            number(told, file, DCAT.byteSize),
            str(told.value(told.value(file, SPDX.checksum), SPDX.checksumValue)),
        )
        for file in files
    } == {
        (name, len(content), hashlib.sha256(content).hexdigest())
        for name, content in written.items()
    }


def test_a_file_says_its_kind_and_what_it_is_packed_with(
    graph: Graph, manner: Manner, tmp_path: Path
) -> None:
    iana = "https://www.iana.org/assignments/media-types/"
    for name in ("a.nt.gz", "b.jsonl", "c.parquet", "d.unheard"):
        (tmp_path / name).write_bytes(b"1")
    dataset.write(graph, tmp_path, manner)
    told = parsed(tmp_path)
    kinds = {
        str(told.value(file, DCTERMS.title)): tuple(
            str(told.value(file, key) or "").removeprefix(iana)
            for key in (DCAT.mediaType, DCAT.compressFormat)
        )
        for file in told.subjects(RDF.type, DCAT.Distribution)
    }
    assert kinds == {
        "a.nt.gz": ("application/n-triples", "application/gzip"),
        "b.jsonl": ("", ""),
        "c.parquet": ("application/vnd.apache.parquet", ""),
        "d.unheard": ("", ""),
    }
    assert {
        str(dump).rpartition("/")[2] for dump in told.objects(None, VOID.dataDump)
    } == {"a.nt.gz"}
    assert {str(each) for each in told.objects(None, VOID.feature)} == {
        "http://www.w3.org/ns/formats/N-Triples"
    }


def test_every_file_of_every_format_is_of_a_known_kind() -> None:
    known = wording.load()
    for form in FORMATS.values():
        for file in form.files:
            bare = file.removesuffix(".gz")
            assert any(map(bare.endswith, known.formats)), file


def test_it_is_the_last_of_the_formats() -> None:
    assert list(FORMATS)[-1] == "dataset"


def test_a_fault_in_the_words_is_told_with_its_line() -> None:
    source = knowledge.text("exports/dataset.yaml")
    with pytest.raises(VocabularyError, match=r"dataset\.yaml:\d+: Expected `str`"):
        knowledge.parse(
            "dataset.yaml",
            source.replace("{label: Turtle,", "{label: 1,"),
            wording.Wording,
        )


# ---------------------------------------------------------------- origins


def page(name: str, licence: str | None, url: str | None = None) -> Extraction:
    text = f"text of {name}"
    digest = hashlib.sha256(text.encode()).hexdigest()
    about = Description(licence=licence, url=url)
    document = Document(name, text, digest, digest, "t/t", "utf-8", description=about)
    return Extraction(document, (), Reading(None, (), ()), (), (), ())


def test_each_source_says_its_terms_and_unknown_ones_are_said_to_be(
    manner: Manner, tmp_path: Path
) -> None:
    pages = (
        page("a.md", "https://example.org/licence", "https://example.org/a"),
        page("b.md", 'ours, "all rights reserved"'),
        page("c.md", None),
    )
    dataset.write(Graph(pages, Nodes(), ()), tmp_path, manner)
    told = parsed(tmp_path)
    terms = {
        str(told.value(source, DCTERMS.identifier)): (
            str(told.value(source, DCTERMS.license) or ""),
            str(told.value(told.value(source, DCTERMS.rights), RDFS.label) or ""),
            str(told.value(source, DCTERMS.source) or ""),
        )
        for source in told.subjects(RDF.type, PROV.Entity)
    }
    assert terms == {
        "a.md": ("https://example.org/licence", "", "https://example.org/a"),
        "b.md": ("", 'ours, "all rights reserved"', ""),
        "c.md": ("", wording.load().unknown, ""),
    }


def test_a_licence_that_is_named_in_words_has_its_address_beside_them(
    manner: Manner, tmp_path: Path
) -> None:
    known = SourceInfo("X", "X", "1", "CC BY 4.0", "0" * 64, "x.obo", "the user")
    told_by = replace(manner, run=replace(manner.run, terminologies=(known,)))
    dataset.write(Graph((page("a.md", "CC-BY-4.0"),), Nodes(), ()), tmp_path, told_by)
    told = parsed(tmp_path)
    licence = rdflib.URIRef("http://spdx.org/licenses/CC-BY-4.0")
    words = {
        str(told.value(told.value(each, DCTERMS.rights), RDFS.label))
        for each in told.subjects(DCTERMS.license, licence)
    }
    assert words == {"CC BY 4.0", "CC-BY-4.0"}


@pytest.mark.parametrize(
    ("tags", "codes"),
    [
        (("de", "de-AT"), {"1/de"}),
        (("fr", None), {"1/en", "1/fr"}),
        (("haw-US", "no language"), {"1/en", "2/haw"}),
        ((), {"1/en"}),
    ],
)
def test_a_dataset_is_in_the_languages_of_its_documents(
    manner: Manner, tmp_path: Path, tags: tuple[str | None, ...], codes: set[str]
) -> None:
    pages = tuple(
        replace(
            each, document=replace(each.document, description=Description(language=tag))
        )
        for each, tag in ((page(f"{tag}.md", None), tag) for tag in tags)
    )
    dataset.write(Graph(pages, Nodes(), ()), tmp_path, manner)
    told = parsed(tmp_path)
    start = "http://id.loc.gov/vocabulary/iso639-"
    found = told.objects(whole(told), DCTERMS.language)
    assert {str(each).removeprefix(start) for each in found} == codes


def test_it_leads_back_to_sources_terminologies_run_and_program(
    told: rdflib.Graph, graph: Graph, manner: Manner
) -> None:
    us = whole(told)
    run = told.value(us, PROV.wasGeneratedBy)
    assert str(run) == namespaces.iri(manner.run.id)
    assert str(told.value(run, PG.schemaVersion)) == SCHEMA_VERSION
    program = told.value(run, PROV.wasAssociatedWith)
    assert str(told.value(program, RDFS.label)) == "procedure-graph 1.2.3"
    used = {
        *(namespaces.iri(f"doc/{e.document.key}") for e in graph.extractions),
        namespaces.iri("terminology/CHEESE"),
    }
    assert {str(each) for each in told.objects(run, PROV.used)} == used
    assert {str(each) for each in told.objects(us, PROV.wasDerivedFrom)} == used
    rights = told.value(
        rdflib.URIRef(namespaces.iri("terminology/CHEESE")), DCTERMS.rights
    )
    assert str(told.value(rights, RDFS.label)) == "free, if cited"


# ---------------------------------------------------------------- identity


def test_the_same_graph_and_files_give_the_same_bytes(
    folder: Path, graph: Graph, manner: Manner
) -> None:
    before = (folder / dataset.FILE).read_bytes()
    dataset.write(graph, folder, manner)
    assert (folder / dataset.FILE).read_bytes() == before


def test_it_holds_no_time(told: rdflib.Graph) -> None:
    times = {XSD.date, XSD.dateTime, XSD.gYear, XSD.time}
    assert not [
        o
        for o in told.objects()
        if isinstance(o, rdflib.Literal) and o.datatype in times
    ]


def test_another_graph_is_another_dataset_and_other_formats_are_not(
    folder: Path, graph: Graph, manner: Manner, tmp_path_factory: pytest.TempPathFactory
) -> None:
    alone = tmp_path_factory.mktemp("alone")
    dataset.write(graph, alone, manner)
    assert whole(parsed(alone)) == whole(parsed(folder))
    dataset.write(replace(graph, findings=()), alone, manner)
    assert whole(parsed(alone)) != whole(parsed(folder))
