r"""How every node and assertion gets its identifier, from content alone.

The promise: the same content has the same identifier on any machine and in any order,
and different content never shares one. No clock, no random number, no counter over
documents. Identifiers are below the base and safe in an IRI as they stand.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Final

import orjson

from pipeline.folding import fold
from pipeline.namespaces import IDENTIFIERS, TERMS

# Layout, not meaning: a hyphen or an apostrophe inside a word, a comma before a blank.
_APOSTROPHE: Final = re.compile(r"(?<=\w)'(?=\w)")
_HYPHEN: Final = re.compile(r"(?<=\w)-+(?=\w)")
_COMMA: Final = re.compile(r"(?<=\w),(?= \w)")
_EDGES: Final = re.compile(r"^[\s\"']+(?=\w)|(?<=\w)[\s\"'.,;:!?]+$")
_BLANKS: Final = re.compile(r"\s+")
# Letters, digits and combining marks that Turtle allows in a local name and an IRI
# may hold as they are; all of them in lower case once folded.
_KEPT: Final = (
    "a-z0-9\u00df-\u00f6\u00f8-\u02ff\u0300-\u036f\u0370-\u037d\u037f-\u1fff"
    "\u2c00-\u2fef\u3005-\ud7ff\uf900-\ufaff\ufe70-\ufefe"
    "\U00010000-\U0001fffd\U00020000-\U0002fffd"
)
_WORD: Final = re.compile(f"[{_KEPT}]+")
_WHOLE: Final = re.compile(f"[{_KEPT}]+(?: [{_KEPT}]+)*")
_NAMELESS: Final = "x"
_LONGEST: Final = 80
_CODE: Final = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)*")


@lru_cache(maxsize=65536)
def normal(label: str) -> str:
    """Return *label* as it counts for identity: two labels with one form are one thing.

    Case, kinds of quotes and dashes, blanks, hyphens and apostrophes inside words,
    commas and the punctuation at the ends do not tell things apart.

    >>> normal("X\u2011Ray"), normal("x ray"), normal("Crohn\u2019s disease.")
    ('x ray', 'x ray', 'crohns disease')
    """
    text = unicodedata.normalize("NFC", fold(unicodedata.normalize("NFC", label)))
    text = _BLANKS.sub(" ", unicodedata.normalize("NFC", text.lower())).strip()
    text = _COMMA.sub("", _APOSTROPHE.sub("", _EDGES.sub("", text)))
    return _BLANKS.sub(" ", _HYPHEN.sub(" ", text)).strip()


@lru_cache(maxsize=65536)
def slug(label: str) -> str:
    """Return the name of *label* in an identifier, one for each normal form.

    It is never empty. Letters of all scripts stay. Where a sign is lost or the label is
    cut for its length, a digest behind two hyphens keeps different labels apart.

    >>> slug("Loss of smell"), slug("Ménière's disease"), slug("IgE+")
    ('loss-of-smell', 'ménières-disease', 'ige--6aa794e9')
    """
    form = normal(label)
    if len(form) <= _LONGEST and _WHOLE.fullmatch(form):
        return form.replace(" ", "-")
    kept = "-".join(_WORD.findall(form))[:_LONGEST].rstrip("-") or _NAMELESS
    return f"{kept}--{_digest(form.encode('utf-8', 'surrogatepass'), 8)}"


def procedure(label: str) -> str:
    """Return the identifier of the procedure called *label*."""
    return f"procedure/{slug(label)}"


def concept(kind: str, label: str) -> str:
    """Return the identifier of the concept of *kind* called *label*.

    >>> concept("condition", "bleeding")
    'concept/condition-bleeding'
    """
    return f"concept/{kind}-{slug(label)}"


def own(kind: str, key: str, start: int, ordinal: int = 1) -> str:
    """Return the identifier of a thing that belongs to the document with *key*.

    *start* is where its phrase begins; *ordinal* tells several of one phrase apart.

    >>> own("step", "deef8522faa48c75", 40), own("cost", "deef8522faa48c75", 40, 2)
    ('step/deef8522faa48c75-40', 'cost/deef8522faa48c75-40-2')
    """
    identifier = f"{kind}/{key}-{start}"
    return identifier if ordinal == 1 else f"{identifier}-{ordinal}"


def code(system: str, value: str) -> str:
    """Return the identifier of the code *value* of *system*.

    >>> code("CPT", "29881"), code("ICD-10-CM", "M51.16")
    ('code/cpt-29881', 'code/icd-10-cm-m51.16')
    """
    return f"code/{slug(system)}-{_code_value(value)}"


def modifier(value: str) -> str:
    """Return the identifier of the billing modifier *value*.

    >>> modifier("LT")
    'modifier/lt'
    """
    return f"modifier/{_code_value(value)}"


def document(key: str) -> str:
    """Return the identifier of the document whose text has *key*."""
    return f"doc/{key}"


def section(key: str, index: int, heading: str) -> str:
    """Return the identifier of a document's section, from 0.

    >>> section("deef8522faa48c75", 2, "Possible Complications")
    'section/deef8522faa48c75-02-possible-complications'
    """
    place = f"section/{key}-{index:02}"
    return f"{place}-{slug(heading)}" if heading else place


def span(key: str, start: int, end: int) -> str:
    """Return the identifier of a stretch of a document's text."""
    return f"span/{key}-{start}-{end}"


def assertion(
    key: str, subject: str, predicate: str, object_: str, place: tuple[int, int]
) -> str:
    """Return the digest that names an assertion.

    *key* is the document's, *place* start and end of the evidence. What is digested is
    the compact JSON array of them, IRIs without their base.

    >>> assertion("deef8522faa48c75", "procedure/nasal-polyp-removal",
    ...           "hasComplication", "concept/condition-bleeding", (122, 168))
    'df0273c7b0ae3aa8'
    """
    parts = [
        key,
        f"{IDENTIFIERS}{subject}",
        f"{TERMS}{predicate}",
        f"{IDENTIFIERS}{object_}",
        *place,
    ]
    return _digest(orjson.dumps(parts), 16)


def _code_value(value: str) -> str:
    low = value.lower()
    return low if _CODE.fullmatch(low) else slug(value)


def _digest(content: bytes, digits: int) -> str:
    return hashlib.sha256(content).hexdigest()[:digits]
