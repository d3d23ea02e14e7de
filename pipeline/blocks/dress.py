"""Headings that are dressed up: by ornaments round them, or as questions in a dialogue.

"-- RISKS --" is a heading whatever the page does elsewhere; "Q: Is it safe?" is one
where an answer follows or where the page asks more than once. The mark of an answer is
no part of its words.
"""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.blocks.lines import Line, Look
from pipeline.vocabulary.blocks import BlockVocabulary
from pipeline.vocabulary.headings import HeadingVocabulary

_SIGNS: Final = r"-=~+#<>:\u2013\u2014"
_ORNAMENT: Final = re.compile(
    rf"(?:[{_SIGNS}]{{2,}}[ \t]*|[{_SIGNS}*_\u2022\u00b7.]{{1,}}[ \t]+)(?=[^\W_])"
)
_ENDED: Final = re.compile(
    rf"(?:[ \t]*[{_SIGNS}]{{2,}}|[ \t]+[{_SIGNS}*_\u2022\u00b7.]{{1,}})$"
)
_BRACKETED: Final = re.compile(
    r"([\[<{])[ \t]*([^\W\d_][^\[\]<>{}]{2,50}?)[ \t]*[\]>}]"
)
# Two or more of one sign at both ends; of markup for bold, with blanks inside.
_FRAMED: Final = re.compile(
    r"(([^\w\s.?!()\[\]*_])\2+|([*_])\3+(?=[ \t]))[ \t]*(\S.*?)[ \t]*\1"
)
_FIRST_SIGNS: Final = frozenset("-=~+#<>:\u2013\u2014*_\u2022\u00b7.[{")
_LONGEST: Final = 200  # a heading is short; this also bounds work on hostile text
_MOST_WORDS: Final = 9
_STOPS: Final = (".", ",", ";", "!")
_LEVEL: Final = 2
_QUESTION_LEVEL: Final = 6
_FEWEST: Final = 2
_MARKUP: Final = "*_ \t"
_FIRST_OF_QUESTION: Final = frozenset("Qq*_#> ")
_UNDRESSED: Final = (Look.META, Look.ROW, Look.RULE, Look.NAVIGATION)


def undress(found: list[Line], text: str, vocabulary: BlockVocabulary) -> list[Line]:
    """Return the lines, those that ornaments make headings as headings."""
    return [
        _undressed(line, text[line.start : line.end], vocabulary.headings)
        if (text[line.start] in _FIRST_SIGNS or text[line.start] == text[line.end - 1])
        and line.look not in _UNDRESSED
        and line.end - line.start <= _LONGEST
        else line
        for line in found
    ]


def _undressed(line: Line, raw: str, headings: HeadingVocabulary) -> Line:
    if (framed := _FRAMED.fullmatch(raw)) and any(map(str.isalpha, framed[4])):
        body, words = framed.start(4), framed[4]
        return _heading(line, body, words)
    opening, ending = _ORNAMENT.match(raw), _ENDED.search(raw)
    if opening and ending and opening.end() < ending.start():
        body, words = opening.end(), raw[opening.end() : ending.start()]
    elif (bracketed := _BRACKETED.fullmatch(raw)) and _is_sure(bracketed[2], headings):
        body, words = bracketed.start(2), bracketed[2]
    else:
        return line
    return _heading(line, body, words)


def _heading(line: Line, body: int, words: str) -> Line:
    """Return *line* as the heading *words*, if they may be one."""
    words = words.strip(_MARKUP)
    if words.count(" ") >= _MOST_WORDS or words.endswith(_STOPS):
        return line
    level = line.level if line.look is Look.HEADING else _LEVEL
    return line._replace(
        look=Look.HEADING, body=line.start + body, words=words, level=level
    )


def _is_sure(words: str, headings: HeadingVocabulary) -> bool:
    typing = headings.classify(words)
    return typing is not None and not typing.weak


def ask(found: list[Line], text: str, vocabulary: BlockVocabulary) -> list[Line]:
    """Return the lines, the questions of a dialogue as headings, answers unmarked."""
    marks = vocabulary.headings
    places = [
        at
        for at, line in enumerate(found)
        if text[line.start] in _FIRST_OF_QUESTION
        and line.look not in _UNDRESSED
        and marks.question_mark.match(text, line.start, line.end)
    ]
    asked = {at for at in places if _is_asked(found, at, text, marks)}
    answered = any(_is_answered(found, at, text, marks) for at in asked)
    if not answered and len(asked) < _FEWEST:
        return found
    return list(_told(found, asked, text, marks))


def _is_asked(found: list[Line], at: int, text: str, marks: HeadingVocabulary) -> bool:
    line = found[at]
    return "?" in text[line.start : line.end] or _is_answered(found, at, text, marks)


def _is_answered(
    found: list[Line], at: int, text: str, marks: HeadingVocabulary
) -> bool:
    line = found[at]
    if marks.answered.search(text, line.start, line.end):
        return True
    after = found[at + 1 : at + 2]
    return any(marks.answer_mark.match(text, each.start, each.end) for each in after)


def _told(
    found: list[Line], asked: set[int], text: str, marks: HeadingVocabulary
) -> Iterator[Line]:
    for at, line in enumerate(found):
        if at in asked:
            yield from _question(line, text, marks)
        elif at - 1 in asked and (
            answer := marks.answer_mark.match(text, line.start, line.end)
        ):
            yield _answer(line, text, answer.end())
        else:
            yield line


def _question(line: Line, text: str, marks: HeadingVocabulary) -> Iterator[Line]:
    """Yield the question and, where it goes on in the same line, its answer."""
    opening = marks.question_mark.match(text, line.start, line.end)
    body = opening.end() if opening else line.body
    within = marks.answered.search(text, body, line.end)
    end = within.start("gap") if within else line.end
    level = line.level if line.look is Look.HEADING else _QUESTION_LEVEL
    words = text[body:end].strip(_MARKUP)
    yield line._replace(
        end=end, body=body, look=Look.HEADING, level=level, words=words, apart=True
    )
    if within:
        rest = line._replace(start=within.end("gap"), apart=False)
        yield _answer(rest, text, within.end())


def _answer(line: Line, text: str, body: int) -> Line:
    words = text[body : line.end]
    return line._replace(body=body, look=Look.TEXT, level=0, words=words)
