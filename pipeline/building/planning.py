"""Settle all that a build is to work with, before it looks at any document."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from os import PathLike
from pathlib import Path

import msgspec

from pipeline import decisions as deciding
from pipeline import exports, terminology
from pipeline import extract as reading
from pipeline import extractors as suggesting
from pipeline import grounding as linking
from pipeline.building import results, stamp
from pipeline.building.working import Extract, Reader
from pipeline.decisions import DecisionFile
from pipeline.documents import Limits
from pipeline.errors import VocabularyError
from pipeline.exports import Evidence, Manner, Run
from pipeline.grounding import Agreement
from pipeline.model import Document, Extraction, Plugin
from pipeline.terminology import Terminology, folders
from pipeline.terminology import sources as brought
from pipeline.vocabulary import authorities
from pipeline.vocabulary import code_facts as references
from pipeline.vocabulary.code_facts import CodeFacts

Place = str | PathLike[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller of a build asks for, as ``build`` describes it."""

    formats: tuple[str, ...]
    evidence: Evidence
    gzip: bool
    limits: Limits
    code_facts: tuple[str, ...]
    oldest: dt.date | None
    keep_personal_data: bool
    threshold: float
    grounding: bool
    extractors: tuple[str, ...]
    decisions: str
    cache: str
    terminologies: str
    memory: int
    extract: Extract | None


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What a build works with.

    *deciding* stands for all but a document itself that decides what is read of it;
    without one, what is read is not kept. *told* are the files of decisions.
    """

    asked: Asked
    formats: tuple[str, ...]
    facts: CodeFacts
    told: tuple[DecisionFile, ...]
    agreement: Agreement
    terms: Terminology | None
    plugins: tuple[Plugin, ...]
    manner: Manner
    reader: Reader
    deciding: bytes

    @property
    def decided(self) -> int:
        """The number of decisions of people."""
        return len(self.agreement.decisions)

    def fingerprint(self, documents: str) -> str:
        """Return what tells one build from another: of *documents*, by their digest."""
        parts = (
            self.deciding,
            documents.encode(),
            msgspec.json.encode(self.manner.run),
            msgspec.json.encode([*self.settings().values()]),
            msgspec.json.encode([each.file for each in self.told]),
        )
        return results.key(*parts).hex()

    def settings(self) -> dict[str, object]:
        """Return what was asked for, by the names of the settings."""
        asked = self.asked
        return {
            "formats": self.formats,
            "evidence": asked.evidence,
            "gzip": asked.gzip,
            "code_facts": self.facts.files,
            "oldest": asked.oldest,
            "keep_personal_data": asked.keep_personal_data,
            "threshold": asked.threshold,
            "grounding": asked.grounding,
            "extractors": {each.name: each.version for each in self.plugins},
            "decisions": asked.decisions,
        }


def plan(paths: Iterable[Place], asked: Asked) -> Plan:
    """Return what a build of *paths* works with.

    Raise UnknownFormatError for a format that there is not, VocabularyError for faulty
    knowledge, of the project's own or of what was brought.
    """
    chosen = exports.choose(asked.formats)
    plugins = suggesting.load(asked.extractors)
    facts = authorities.extend(references.load(), asked.code_facts)
    told = _decisions(paths, asked.decisions)
    agreement = linking.agree(it for each in told for it in each.decisions)
    terms = _terms(asked.cache, asked.terminologies) if asked.grounding else None
    used = terms.sources() if terms else ()
    digests = [each.sha256 for each in facts.files] + [each.sha256 for each in used]
    digests += [f"{each.name} {each.version}" for each in plugins]
    digests += [each.sha256 for each in told]
    knowledge = stamp.knowledge_digest(digests)
    run = Run(stamp.version(stamp.PACKAGE), knowledge, used)
    names = tuple(each.name for each in plugins)
    rules = stamp.rules_digest(plugins)
    ours = partial(_extract, threshold=asked.threshold, extractors=names)
    prepare = tuple if asked.extract else partial(_prepare, rules, names)
    return Plan(
        asked,
        chosen,
        facts,
        told,
        agreement,
        terms,
        plugins,
        Manner(run, asked.evidence, asked.gzip),
        Reader(asked.limits, asked.extract or ours, asked.keep_personal_data, prepare),
        b"" if asked.extract else _deciding(asked, rules),
    )


def _deciding(asked: Asked, rules: str) -> bytes:
    """Return a digest of all but the document that decides what is read of it."""
    told = (rules, asked.limits, asked.keep_personal_data, asked.threshold)
    return results.key(msgspec.json.encode(told))


@lru_cache(maxsize=1)
def _prepare(rules: str, extractors: tuple[str, ...]) -> None:
    """Load what documents are read by, once in each process.

    Raise VocabularyError where it is not what has the digest *rules*: what was edited
    since the build began would be kept as the result of what was there before.
    """
    plugins = suggesting.load(extractors)
    reading.load()
    if stamp.rules_digest(plugins) != rules:
        raise changed()


def changed() -> VocabularyError:
    """Return the fault of rules that are not those that the build began with."""
    return VocabularyError(
        "the rules", "or the program changed while documents were read; build again"
    )


def _extract(
    document: Document, threshold: float, extractors: tuple[str, ...]
) -> Extraction:
    """Read one document with the knowledge that ships with the project.

    It is loaded once in each process, and so are plug-ins.
    """
    plugins = suggesting.load(extractors)
    return reading.extract(document, reading.load(), threshold, plugins)


def _terms(cache: str, own: str) -> Terminology:
    """Return the index of terminologies; *cache* and *own* are folders, or empty."""
    if own and not Path(own).is_dir():
        raise VocabularyError(own, "is no folder of terminologies")
    places = brought.find(Path(own) if own else folders.brought())
    return terminology.open(places, cache=Path(cache) if cache else None)


def _decisions(paths: Iterable[Place], named: str) -> tuple[DecisionFile, ...]:
    """Return the decisions of the file that is *named*, or of those beside *paths*."""
    found = (Path(named),) if named else deciding.find([*paths])
    names = Counter(path.name for path in found)
    return tuple(
        deciding.read(
            path,
            path.name if names[path.name] == 1 else f"{path.parent.name}/{path.name}",
        )
        for path in found
    )
