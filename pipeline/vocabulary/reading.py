"""All vocabularies by which sections are read, under one name."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.vocabulary import (
    befalling,
    codes,
    confidence,
    expositions,
    facts,
    headings,
    instructions,
    joints,
    leadins,
    lexicon,
    names,
    payments,
    procedures,
    qualifiers,
    roles,
    shares,
    times,
    topics,
    triggers,
)
from pipeline.vocabulary.befalling import BefallingRule
from pipeline.vocabulary.codes import CodeVocabulary
from pipeline.vocabulary.confidence import ConfidenceVocabulary
from pipeline.vocabulary.expositions import ExpositionVocabulary
from pipeline.vocabulary.facts import FactRule
from pipeline.vocabulary.gates import Rules
from pipeline.vocabulary.headings import HeadingVocabulary
from pipeline.vocabulary.instructions import InstructionVocabulary
from pipeline.vocabulary.joints import JointVocabulary
from pipeline.vocabulary.leadins import LeadIns
from pipeline.vocabulary.lexicon import Lexicon
from pipeline.vocabulary.names import Names
from pipeline.vocabulary.payments import PaymentVocabulary
from pipeline.vocabulary.procedures import ProcedureVocabulary
from pipeline.vocabulary.qualifiers import QualifierVocabulary
from pipeline.vocabulary.roles import RoleVocabulary
from pipeline.vocabulary.shares import ShareVocabulary
from pipeline.vocabulary.times import TimeVocabulary
from pipeline.vocabulary.topics import TopicVocabulary
from pipeline.vocabulary.triggers import TriggerVocabulary
from pipeline.vocabulary.wordings import Worded


@dataclass(frozen=True, slots=True, eq=False)
class ReadingVocabulary:
    """What the reading of procedure, codes and mentions has to know."""

    headings: HeadingVocabulary
    lexicon: Lexicon
    names: Names
    leadins: LeadIns
    qualifiers: QualifierVocabulary
    topics: TopicVocabulary
    triggers: TriggerVocabulary
    instructions: InstructionVocabulary
    joints: JointVocabulary
    roles: RoleVocabulary
    times: TimeVocabulary
    shares: ShareVocabulary
    confidence: ConfidenceVocabulary
    codes: CodeVocabulary
    payments: PaymentVocabulary
    procedures: ProcedureVocabulary
    expositions: ExpositionVocabulary
    befalling: Rules[Worded[BefallingRule]]
    befalling_parts: re.Pattern[str]
    facts: Rules[Worded[FactRule]]


@lru_cache(maxsize=1)
def load() -> ReadingVocabulary:
    """Read all files; raise VocabularyError where one is wrong."""
    return ReadingVocabulary(
        headings=headings.load(),
        lexicon=lexicon.load(),
        names=names.load(),
        leadins=leadins.load(),
        qualifiers=qualifiers.load(),
        topics=topics.load(),
        triggers=triggers.load(),
        instructions=instructions.load(),
        joints=joints.load(),
        roles=roles.load(),
        times=times.load(),
        shares=shares.load(),
        confidence=confidence.load(),
        codes=codes.load(),
        payments=payments.load(),
        procedures=procedures.load(),
        expositions=expositions.load(),
        befalling=befalling.load(),
        befalling_parts=befalling.load_parts(),
        facts=facts.load(),
    )
