"""How a graph is to be written: how much of its evidence, and what made it."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from pipeline.exports.account import Account
from pipeline.terminology import SourceInfo


class Evidence(StrEnum):
    """How much of what stands behind a fact is written with it.

    *full* is all; *compact* leaves out the selectors of spans and the run; *none* keeps
    direct triples, labels, types and node detail, and so loses denied facts and hedges.
    """

    FULL = "full"
    COMPACT = "compact"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Run:
    """What made a graph: the *version* of the code, and a digest of all *knowledge*.

    *terminologies* are those that things were linked to; the digest is of them too.
    """

    version: str
    knowledge: str
    terminologies: tuple[SourceInfo, ...] = ()

    @property
    def id(self) -> str:
        """The identifier below the base: no source and no time decides it."""
        parts = json.dumps([self.version, self.knowledge], separators=(",", ":"))
        return f"run/{hashlib.sha256(parts.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Manner:
    """What a writer is told beside the graph.

    With *gzip*, the long forms of RDF (N-Triples, N-Quads, TriG) are packed. *account*
    is what a build tells of itself, for the formats that tell people of it.
    """

    run: Run
    evidence: Evidence = Evidence.FULL
    gzip: bool = False
    account: Account | None = None
