"""Read one made document as a build would, and tell which promises are broken."""

import hashlib
import traceback
from functools import cache

from pipeline import documents, privacy
from pipeline.building import deadline
from pipeline.documents import Limits, Source
from pipeline.extract import Vocabularies, extract, load
from pipeline.model import Document, Extraction
from pipeline.vocabulary import checks, html
from tests.promises import faults

# Of the processor's time: a document of some lines takes milliseconds.
SECONDS = 10.0


@cache
def vocabularies() -> Vocabularies:
    """Return all knowledge, read once."""
    return load()


def source(suffix: str, content: bytes) -> Source:
    """Return a document of this *content*."""
    return Source(f"a{suffix}", suffix, content, hashlib.sha256(content).hexdigest())


def said(suffix: str, content: bytes) -> Extraction | None:
    """Return what the document says, None where it is refused."""
    document = documents.parse(source(suffix, content), Limits(), html.load())
    if not isinstance(document, Document):
        return None
    masked = privacy.mask(document, checks.load().personal)
    return extract(masked, vocabularies())


def broken(suffix: str, content: bytes) -> list[str]:
    """Return which promises the reading of a document breaks, with what was raised."""
    try:
        with deadline.within(SECONDS):
            found = said(suffix, content)
    except deadline.ExpiredError:
        return [f"takes more than {SECONDS} s: {traceback.format_exc()[-600:]}"]
    except Exception:  # noqa: BLE001 - what is looked for
        return [traceback.format_exc()]
    return faults(found) if found else []
