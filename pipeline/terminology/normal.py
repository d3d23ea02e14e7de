"""Normal forms: what is compared of two wordings of one thing.

The promises: a form is its own form (doing it twice changes nothing), and the form of
a text depends on the text and on ``ontology/terminologies.yaml`` alone.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from pipeline.folding import flatten
from pipeline.terminology import catalogue
from pipeline.terminology.records import Method

_SPACES: Final = re.compile(r"\s+")
_POSSESSIVE: Final = re.compile(r"(?<=\w)'s?(?!\w)")
_NO_WORD: Final = re.compile(r"[\W_]+")
_EDGES: Final = " .,;:"
_HYPHEN: Final = "-"
_ROUNDS: Final = 8  # far more than any text needs to come to rest
_CAPITALS: Final = 2
_SHORTEST: Final = 4  # letters of a plural
_STEM: Final = 3  # letters before an ending


def keys(text: str) -> tuple[tuple[str, Method], ...]:
    """Return the keys of *text* with the methods that make them, the strictest first.

    A key that a stricter method makes too is not said again; an empty one is none.

    >>> [(key, method.name) for key, method in keys("Hernia, inguinal")]
    [('hernia, inguinal', 'AS_WRITTEN'), ('hernia inguinal', 'NORMALISED')]
    >>> keys("Pain in the knees")[-1]
    ('knee pain', <Method.WORDS: 3>)
    >>> keys("renal stones")[-1]
    ('kidney stone', <Method.EQUIVALENT: 4>)
    """
    normal = normalised(text)
    made = (
        (as_written(text), Method.AS_WRITTEN),
        (normal, Method.NORMALISED),
        (_reordered(normal), Method.REORDERED),
        (_words(normal), Method.WORDS),
        (_equivalent(normal), Method.EQUIVALENT),
    )
    found: dict[str, Method] = {}
    for key, method in made:
        if key:
            found.setdefault(key, method)
    return tuple(found.items())


def laxest(text: str) -> str:
    """Return the key of *text* that the laxest method makes, or nothing."""
    return next((key for key, _ in reversed(keys(text))), "")


def as_written(text: str) -> str:
    """Return *text* in lower case, on one line, in plain quotes and dashes.

    >>> as_written("Crohn\N{RIGHT SINGLE QUOTATION MARK}s  Disease.")
    "crohn's disease"
    """
    if text.isascii():  # comes to rest at once
        return _written_once(text)
    return _at_rest(text, _written_once)


def normalised(text: str) -> str:
    """Return the words of *text* in American spelling, singular, without marks.

    >>> normalised("Crohn's disease"), normalised("X-rays"), normalised("Haematomata")
    ('crohn disease', 'x ray', 'hematoma')
    >>> normalised("Oesophageal varices / M\N{LATIN SMALL LETTER E WITH ACUTE}ni\
\N{LATIN SMALL LETTER E WITH GRAVE}re")
    'esophageal varix meniere'
    """
    if text.isascii():
        return _normalised_once(text)
    return _at_rest(text, _normalised_once)


def cased(text: str) -> str:
    """Return *text* on one line in plain quotes and dashes, its case kept."""
    if text.isascii():
        return " ".join(text.split()).strip(_EDGES)
    flat = unicodedata.normalize("NFKC", flatten(unicodedata.normalize("NFKC", text)))
    return _SPACES.sub(" ", flat).strip(_EDGES)


def closed(name: str) -> str:
    """Return *name* without the words by which it leaves something open, or nothing.

    >>> closed("Fever, unspecified"), closed("Hernia NOS"), closed("Unspecified asthma")
    ('Fever', 'Hernia', 'asthma')
    >>> closed("Pneumonia, unspecified organism"), closed("Other fatigue")
    ('Pneumonia', '')
    """
    for pattern in _open_patterns():
        rest = pattern.sub("", name)
        if rest and rest != name:
            return rest
    return ""


def is_abbreviation(name: str) -> bool:
    """Tell whether *name* looks like an abbreviation: short, one word, two capitals.

    >>> [is_abbreviation(each) for each in ("DVT", "PaO2", "Scar", "HEART", "EEG test")]
    [True, True, False, True, False]
    """
    return (
        len(name) <= catalogue.load().names.abbreviation
        and " " not in name
        and sum(map(str.isupper, name)) >= _CAPITALS
    )


def _at_rest(text: str, once: Callable[[str], str]) -> str:
    for _ in range(_ROUNDS):
        before, text = text, once(text)
        if text == before:
            break
    return text


def _written_once(text: str) -> str:
    low = cased(text).lower()
    return low if low.isascii() else cased(low)


def _normalised_once(text: str) -> str:
    bare = cased(text).lower()
    if not bare.isascii():
        plain = unicodedata.normalize("NFKD", bare)
        bare = "".join(char for char in plain if not unicodedata.combining(char))
    split = _NO_WORD.sub(" ", _POSSESSIVE.sub("", bare)).split()
    return " ".join(map(_word, _joined(split)))


def _joined(words: Sequence[str]) -> Iterator[str]:
    """Yield *words*, those that only begin a word put before the word they begin."""
    rules = catalogue.load().names
    before = ""
    for word in words:
        if word in rules.beginnings and not before:
            before = word
            continue
        if before and (word in rules.empty or word in rules.ordered):
            yield before
            before = ""
        yield before + word
        before = ""
    if before:
        yield before


@lru_cache(maxsize=32768)
def _word(word: str) -> str:
    return _at_rest(word, lambda each: _singular(_spelled(each)))


def _spelled(word: str) -> str:
    for written, american in catalogue.load().names.spelling.items():
        part = written.strip(_HYPHEN)
        if part not in word:
            continue
        if written.startswith(_HYPHEN):
            if word.endswith(part):
                word = word.removesuffix(part) + american
        elif written.endswith(_HYPHEN):
            if word.startswith(part):
                word = american + word.removeprefix(part)
        else:
            word = word.replace(part, american)
    return word


def _singular(word: str) -> str:
    rules = catalogue.load().names
    if word in rules.irregular:
        return rules.irregular[word]
    if len(word) < _SHORTEST or word in rules.invariant:
        return word
    for plural, singular in rules.plurals.items():
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    return word


def _reordered(normal: str) -> str:
    """Return the words in order of the alphabet; where their order counts, nothing."""
    words = normal.split()
    if not catalogue.load().names.ordered.isdisjoint(words):
        return ""
    return " ".join(sorted(words))


def _words(normal: str) -> str:
    """Return the words that carry meaning, in order of the alphabet, or nothing."""
    rules = catalogue.load().names
    words = normal.split()
    if not rules.ordered.isdisjoint(words):
        return ""
    return " ".join(sorted(word for word in words if word not in rules.empty))


def loose(text: str) -> str:
    """Return the words of *text* in order, forms of one word and near words alike.

    >>> loose("Renal malformations"), loose("abnormality of the kidney")
    ('abnormality kidney', 'abnormality kidney')
    """
    return " ".join(sorted(each for _, _, each in units(normalised(text).split())))


def units(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the loose forms of *words*, normalised, with their first and last place.

    Two words may be one; those that carry no meaning give none, or stand with the one
    before them.

    >>> list(units(["outer", "ear", "of", "the", "nervous", "system"]))
    [(0, 2, 'pinna'), (4, 6, 'nervous')]
    """
    rules, pairs = catalogue.load().recognition, _pairs()
    at, count = 0, len(words)
    while at < count:
        word, after = words[at], at + 1
        plain = _single(word)
        if word in pairs and after < count and words[after] in pairs[word]:
            plain, after = pairs[word][words[after]], after + 1
        if plain:
            while after < count and words[after] in rules.tails:
                after += 1
            yield at, after, plain
        at = after


@lru_cache(maxsize=32768)
def _single(word: str) -> str:
    """Return the loose form of *word*, nothing where it carries no meaning."""
    rules = catalogue.load().recognition
    plain = _near(_plain().get(word, word))
    return "" if plain in rules.empty or plain in rules.tails else plain


@cache
def _pairs() -> Mapping[str, Mapping[str, str]]:
    """Return the loose forms of pairs of words by the first and by the second."""
    found: dict[str, dict[str, str]] = {}
    for pair, plain in (*_alike().items(), *_plain().items()):
        first, _, second = pair.partition(" ")
        if second:
            found.setdefault(first, {})[second] = _near(plain)
    return MappingProxyType(found)


def _near(word: str) -> str:
    alike, rules = _alike(), catalogue.load().recognition
    near = alike.get(word, word)
    ended = _ended(near, rules.learned)
    near = _ended(near, rules.endings) if ended == near else ended
    return alike.get(near, near)


def _ended(word: str, endings: Mapping[str, str]) -> str:
    for ending, stands in endings.items():
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending) + stands
    return word


def learned(word: str) -> str:
    """Return what a single learned *word* is compared by, in running text.

    >>> learned("Microcephalic"), learned("microcephaly"), learned("coldness")
    ('microcephaly', 'microcephaly', 'coldness')
    """
    return _ended(normalised(word), catalogue.load().recognition.learned)


@cache
def _alike() -> Mapping[str, str]:
    return _reversed(catalogue.load().recognition.alike)


def _reversed(told: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    return MappingProxyType(
        {other: plain for plain, others in told.items() for other in others}
    )


def _equivalent(normal: str) -> str:
    """Return the words of *normal* with one for all that say the same.

    >>> _equivalent("infection of the womb"), _equivalent("torn knee cap")
    ('infection uterus', 'patella tear')
    """
    plain = _plain()
    words = normal.split()
    found: list[str] = []
    at = 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        if " " in pair and pair in plain:
            found.append(plain[pair])
            at += 2
        else:
            found.append(plain.get(words[at], words[at]))
            at += 1
    alike = " ".join(found)
    return _words(alike) or alike


@cache
def _open_patterns() -> tuple[re.Pattern[str], ...]:
    """Return patterns of what stands before a name, and of what stands behind."""
    rules = catalogue.load().names
    words = "|".join(map(re.escape, rules.open))
    with_them = "|".join(map(re.escape, rules.opened))
    return (
        re.compile(rf"^(?:{words})\s+(?=\w)", re.IGNORECASE),
        re.compile(
            rf",\s*(?:{words})(?:\s+(?:{with_them}))?$|\s+(?:{words})$", re.IGNORECASE
        ),
    )


@cache
def _plain() -> Mapping[str, str]:
    """Return for each wording the one that it is compared by."""
    return _reversed(catalogue.load().names.equal)
