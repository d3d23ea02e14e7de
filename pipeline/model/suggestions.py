"""What a plug-in is shown of a document, and what it suggests was said there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from pipeline.model.mentions import Certainty, Polarity


@dataclass(frozen=True, slots=True)
class Passage:
    """A section as a plug-in sees it: ``text[start:end]`` of the page, its type."""

    heading: str
    type: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A document as a plug-in sees it; *procedure* is what it is about, or empty."""

    name: str
    text: str
    passages: tuple[Passage, ...]
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a plug-in takes the words *quote* for: a mention of *type*.

    *start* is the place of *quote* in the page's text; without it the quote has to
    stand there once. *confidence* is the plug-in's own, from 0 to 1.
    """

    type: str
    quote: str
    start: int | None = None
    confidence: float = 1.0
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.STATED


class Extractor(Protocol):
    """What a plug-in is: it says what a page mentions.

    The same page has to give the same suggestions, or builds differ.
    """

    def __call__(self, page: Page) -> Iterable[Suggestion]:
        """Return what is mentioned in *page*, in any order."""
        ...


@dataclass(frozen=True, slots=True)
class Plugin:
    """An extractor with the name and the version that it was installed with.

    *module* is where it was found.
    """

    name: str
    version: str
    extract: Extractor
    module: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A suggestion of *extractor* that was not taken, and why.

    Without a *suggestion* the whole page was not read by it.
    """

    extractor: str
    reason: str
    suggestion: Suggestion | None = None
