"""What is a price or a payment: ``ontology/vocabulary/payments.yaml``."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from pipeline.vocabulary import examples
from pipeline.vocabulary.gates import Gated
from pipeline.vocabulary.patterns import compiled, gated

_FILE: Final = "vocabulary/payments.yaml"


class PaymentsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    priced: frozenset[str]
    billed: frozenset[str]
    words: str
    stating: str
    plain: str
    not_sums: str
    asking: str
    asked_for: str
    ends: str
    joints: str
    acting: str
    terse: str
    leading: str
    except_: str = msgspec.field(name="except")


@dataclass(frozen=True, slots=True, eq=False)
class PaymentVocabulary:
    """The compiled file; patterns look at lower-case text.

    *words* tell a payment in *priced* sections, *stating* in *billed* ones, *plain*
    anywhere, none of them *unless* it is found.
    """

    priced: frozenset[str]
    billed: frozenset[str]
    words: Gated
    stating: Gated
    plain: Gated
    unless: Gated
    not_sums: Gated
    asking: Gated
    asked_for: Gated
    ends: re.Pattern[str]
    joints: re.Pattern[str]
    acting: Gated
    terse: Gated
    leading: Gated


@lru_cache(maxsize=1)
def load() -> PaymentVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = examples.records(_FILE, PaymentsFile)

    def one(name: str) -> re.Pattern[str]:
        return compiled(_FILE, name, getattr(read, name))

    return PaymentVocabulary(
        priced=read.priced,
        billed=read.billed,
        words=Gated(one("words")),
        stating=Gated(one("stating")),
        plain=Gated(one("plain")),
        unless=gated(_FILE, "except", read.except_),
        not_sums=Gated(one("not_sums")),
        asking=Gated(one("asking")),
        asked_for=Gated(one("asked_for")),
        ends=one("ends"),
        joints=one("joints"),
        acting=Gated(one("acting")),
        terse=Gated(one("terse")),
        leading=Gated(one("leading")),
    )
