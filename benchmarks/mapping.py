"""How fast is RDF made of facts? Beside it Morph-KGC, which makes RDF of tables.

    python -m benchmarks.mapping --python OTHER/bin/python [--documents 300]

Morph-KGC (https://github.com/morph-kgc/morph-kgc) wants releases of pyoxigraph and
DuckDB that are not ours, so that it runs in an environment of its own, OTHER, made with
``pip install morph-kgc pyarrow``. Both write N-Triples of the same documents. Ours is a
whole build of what is read already: it merges, links, checks, and writes all that there
is. The other writes what a mapping makes of the table of assertions, eight triples a
row. Both times are the processor's, of a whole process.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks import corpus, texts

_PG: Final = "https://w3id.org/procedure-graph/ontology#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# Column, predicate, and whether its values are IRIs.
_COLUMNS: Final = (
    ("subject", f"{_RDF}subject", True),
    ("object", f"{_RDF}object", True),
    ("predicate", f"{_RDF}predicate", False),
    ("quote", f"{_PG}quote", False),
    ("start", f"{_PG}start", False),
    ("end", f"{_PG}end", False),
    ("rule", f"{_PG}extractorRule", False),
    ("confidence", f"{_PG}confidence", False),
)
_MAPPING: Final = """@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
<#facts> rml:logicalSource [ rml:source "{table}" ] ;
  rr:subjectMap [ rml:reference "id" ; rr:termType rr:IRI ]"""
_PAIR: Final = """;
  rr:predicateObjectMap [ rr:predicate <{predicate}> ;
    rr:objectMap [ rml:reference "{column}" ; rr:termType rr:{kind} ] ]"""
_CONFIG: Final = """[CONFIGURATION]
output_file: {out}
number_of_processes: 1
logging_level: ERROR
[facts]
mappings: {mapping}
"""


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="RDF of facts, and of a table.")
    asked.add_argument("--python", required=True, help="one that has morph_kgc")
    asked.add_argument("--documents", type=int, default=300)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        written = [each.text for each in texts.read(map(str, texts.OWN))]
        corpus.write(folder / "sources", written, given.documents)
        _seconds(_ours(folder, "parquet"))
        config = _configured(folder)
        own = _seconds(_ours(folder, "nt"))
        _tell("ours", own, _lines(folder / "out" / "graph.nt"))
        other = [given.python, "-m", "morph_kgc", str(config)]
        _tell("Morph-KGC", _seconds(other), _lines(folder / "mapped.nt"))


def _ours(folder: Path, form: str) -> list[str]:
    """Return the command that writes the graph as *form*."""
    places = [str(folder / "sources"), "--out", str(folder / "out")]
    return [
        *(sys.executable, "-m", "pipeline", "build", *places),
        *("--formats", form, "--jobs", "1", "--quiet"),
    ]


def _configured(folder: Path) -> Path:
    """Return a configuration of Morph-KGC for the table of assertions."""
    table = folder / "assertions.parquet"
    table.write_bytes((folder / "out" / "tables" / "assertions.parquet").read_bytes())
    pairs = "".join(
        _PAIR.format(
            predicate=predicate, column=column, kind="IRI" if is_iri else "Literal"
        )
        for column, predicate, is_iri in _COLUMNS
    )
    mapping = folder / "mapping.ttl"
    mapping.write_text(_MAPPING.format(table=table) + pairs + " .\n")
    config = folder / "config.ini"
    config.write_text(_CONFIG.format(out=folder / "mapped.nt", mapping=mapping))
    return config


def _seconds(words: list[str]) -> float:
    """Return the processor's seconds of the process *words*, with its children's."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - ours
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _lines(path: Path) -> int:
    with path.open("rb") as lines:
        return sum(1 for _ in lines)


def _tell(what: str, seconds: float, triples: int) -> None:
    rate = triples / seconds
    print(f"{what}: {triples:,} triples, {seconds:.1f} s, {rate:,.0f} triples/s")


if __name__ == "__main__":
    main()
