"""Which sentences of an article may stand in a summary, and how well they stand alone."""

import re
from collections.abc import Sequence, Sized
from enum import IntEnum
from typing import NamedTuple

from summarizer.boilerplate import ends_sentence, is_boilerplate, is_credit
from summarizer.datelines import dateline, glued
from summarizer.lifted import attributed, speech_follows
from summarizer.marks import unmistakable
from summarizer.quotes import is_bare_quotation, outermost, quotations, torn
from summarizer.sentences import LONGEST, NO_STOPS, paragraphs, split_paragraph

_HEADLINE = 200  # characters; a longer first line is a paragraph
_HEADING = 90  # characters; a longer line between paragraphs is prose without a full stop
_ALWAYS_STOPS = frozenset({"ja", "zh"})  # where a sixth of lines have one, the rest are no prose
_FEWEST_WORDS = 4
_FEW_WORDS = 6
_PLAINLY_PROSE = 12  # spaces; with so many and few numbers a sentence needs no closer look
_FEWEST_LETTERS = 7  # in scripts that put no spaces between words
_NO_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_SPACED_LETTERS = bytes(c if chr(c).isalpha() else 32 for c in range(128)).ljust(256)  # of ASCII
_NUMBER = re.compile(r"\d")
_NUMBERS = 4
_DIGITS = b"0123456789"
_MANY_NUMBERS = re.compile(rf"\d++(?:\D++\d++){{{_NUMBERS - 1}}}")
# Lurking: The dog at the gate
_LABEL = re.compile(r"(?!Updated?:|Summary:)[A-ZÀ-ÞА-ЯЁ][\w'’-]+(?: [\w'’-]+)?: [A-ZÀ-ÞА-ЯЁ]")
_SPEAKER = re.compile(r"[^\W\d_]+:\s*[\"“«„]|[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ .'’-]+:\s")  # SMITH: I did
_CAPTION = re.compile(r"[A-ZÀ-ÞА-ЯЁ][\w' -]{2,40}: .* \.$", re.DOTALL)  # Scam: the mayor at home .
# "Traders at work in the town on Thursday, July 31, 2014.": agencies date their pictures so.
_DATED = re.compile(
    r"day,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d\d?, (?:19|20)\d\d\W*$"
)
_DATE = 32  # characters, in which such a date begins
# What points to something else on the page, as "The candidates are listed below." does.
_ELSEWHERE = frozenset({"below", "above", "elow)", "bove)", "llows"})
_POINTS_THERE = re.compile(
    r"\b(?:listed|shown|seen|pictured|found|are|is|see|video|photos?|map|graphic|comments?|article|"
    r"story|chart|table|gallery|tweet|form|details) (?:above|below)\W*$|\b(?:is|are|as) follows\W*$"
)
_CUT_SHORT = re.compile(r"\b(?:of|the|a|an|in|at|on|for|to|with|and|by|from) \.$")
_SPACED_STOP = re.compile(r"\.(?<=\s\.)(?=\s|$)")  # a pattern is quick from one character on
_STOP = re.compile(r"\.(?=\s|$)")
_GOES_ON = ",;:.…،、，。"  # a sentence that starts so was cut off another
_DASHES = "-–— \u00a0"
_MARKED = 1  # characters of "1)" and "a)" before the bracket
_OF_A_LIST = re.compile(r"(?:^|[\s:;])(?:\d{1,2}|[^\W\d_])$")  # "are: 1)", "10)"
_KEEP = re.compile(r"[\W_]+")
_FEWEST_SHARE = 0.4  # a sentence with a smaller share of letters is a table or a row of numbers
_SMALL_SHARE = 0.55


class Grade(IntEnum):
    """How fit a sentence is to be picked."""

    GOOD = 0
    WEAK = 1  # only when the good ones are used up
    UNFIT = 2  # part of the article, never picked: half a quotation, two words
    OUTSIDE = 3  # headline, by-line, caption, boilerplate: no part of what the article tells


_GOOD, _WEAK, _UNFIT, _OUTSIDE = Grade  # a name of an enum is slow to look up


class Unit(NamedTuple):
    """One sentence of the text: where it stands, in which paragraph, and its grade."""

    start: int
    end: int
    paragraph: int
    grade: Grade


class Article(NamedTuple):
    """A text taken apart: its headline (the title, or the first line if it is one), its units.

    The `text` is the one that was given, but for marks that are `unmistakable`.
    """

    text: str
    headline: str
    units: list[Unit]


def take_apart(text: str, language: str, title: str = "", most: int = 0) -> Article:
    """Return the sentences of `text` with their grades, and its headline if it has one.

    No more of it than holds `most` sentences of the article itself, if that is not 0.
    """
    text = unmistakable(text)
    parts = paragraphs(text)
    stops = sum(ends_sentence(text[s:e]) for s, e in parts)
    has_stops = stops * 2 >= len(parts) and language not in NO_STOPS
    has_stops = has_stops or (stops * 6 >= len(parts) and stops > 1 and language in _ALWAYS_STOPS)
    folded_title = fold(title)
    spaced = _captions_have_spaced_stops(text)
    headline = unmistakable(title.strip())
    units: list[Unit] = []
    body = told = 0  # paragraphs of prose, and its sentences, so far
    for number, (start, end) in enumerate(parts):
        line = text[start:end]
        if body == 0 and _is_headline(text, parts, number, folded_title):
            headline = headline or line
            units.append(Unit(start, min(end, start + LONGEST), number, _OUTSIDE))
            continue
        heading = has_stops and len(line) <= _HEADING and not ends_sentence(line)
        if is_credit(line) or is_boilerplate(line) or (heading and len(parts) > 1):
            units.append(Unit(start, min(end, start + LONGEST), number, _OUTSIDE))
            continue
        if body == 0:
            start = _after_title(text, start, end, folded_title)  # noqa: PLW2901 -- trimmed
        start = dateline(text, start, end, first=body == 0)  # noqa: PLW2901 -- trimmed
        body += 1
        quotes = quotations(text, start, end)
        outer = outermost(quotes)
        pieces = split_paragraph(text, start, end, language, quotes)
        speech = speech_follows(text, start, end, language)
        for cut, stop in pieces:
            dash = speech and cut == start  # it says that these are the words of somebody: it stays
            first, last = (cut if dash else glued(text, cut, stop)), stop
            sentence = text[first:last].lstrip(_DASHES) if dash else text[first:last]
            if _ends_in_stray_mark(sentence):
                last -= 1
                sentence = sentence[:-1]
            grade = _grade(sentence, folded_title, has_stops=has_stops, is_line=sentence == line)
            if grade < _UNFIT and (
                (outer and torn(outer, first, last))
                or (sentence.endswith(" .") and (spaced or _is_cut_short(sentence)))
                or (last < end and _is_glued_on(text, last) and not ends_sentence(sentence))
            ):
                grade = _UNFIT  # half a quotation, a caption, a heading glued to what follows
            elif speech and grade < _WEAK and not attributed(sentence, language):
                grade = _WEAK  # what somebody says, without telling who
            units.append(Unit(first, last, number, grade))
            told += grade < _OUTSIDE
            if told == most and most:
                return Article(text, headline, units)
    return Article(text, headline, units)


def fold(text: str) -> str:
    """Letters and digits of `text` only, case folded: to compare lines however they are set."""
    return _KEEP.sub("", text.casefold())


def _is_headline(text: str, parts: list[tuple[int, int]], number: int, folded_title: str) -> bool:
    """Whether the paragraph is the article's title, or a first line that looks like one."""
    start, end = parts[number]
    line = text[start:end]
    if folded_title and len(line) < 2 * _HEADLINE:
        folded = fold(line)
        if folded == folded_title or (len(folded) > 20 and folded in folded_title):  # noqa: PLR2004
            return True
    if number > 0 or len(parts) == 1 or len(line) > _HEADLINE:
        return False
    return not ends_sentence(line) or (line[-1] in "?!？！" and len(line) < _HEADING)


def _after_title(text: str, start: int, end: int, folded_title: str) -> int:
    """Where the paragraph goes on after the title, if it begins with it on the same line."""
    if len(folded_title) < 12:  # noqa: PLR2004 -- "China" begins many a sentence
        return start
    at, matched = start, 0
    while at < end and matched < len(folded_title):
        folded = fold(text[at])
        if folded and not folded_title.startswith(folded, matched):
            return start
        matched += len(folded)
        at += 1
    while at < end and not text[at].isalnum() and text[at] not in "\"'“‘«„「(":
        at += 1
    rest = text[at : at + 1]
    return at if matched == len(folded_title) and not rest.islower() and end - at > 20 else start  # noqa: PLR2004


def _is_glued_on(text: str, at: int) -> bool:
    """Whether something with a capital starts right at `at`, where a sentence was cut."""
    if text[at].isspace():
        return False
    return text[at : at + 2].lstrip('"“«„')[:1].isupper()


def _captions_have_spaced_stops(text: str) -> bool:
    """Whether a few sentences end in " ." and most do not: the few were captions on the page."""
    return " ." in text and 2 * len(_SPACED_STOP.findall(text)) < len(_STOP.findall(text))


def _is_cut_short(sentence: str) -> bool:
    """Whether what ends in " ." is a caption or the first part of a sentence: "the coast of ."."""
    return bool(_CAPTION.match(sentence) or _CUT_SHORT.search(sentence[-9:]))


def _ends_in_stray_mark(sentence: str) -> bool:
    """Whether a lone quotation mark after the full stop is left over from how a page was cut."""
    return sentence.endswith('."') and sentence.count('"') % 2 == 1


def _grade(sentence: str, folded_title: str, *, has_stops: bool, is_line: bool) -> Grade:
    """The grade of one sentence by itself; one that is all of its line is no boilerplate."""
    if not is_line and is_boilerplate(sentence):
        return _OUTSIDE
    if folded_title and _is_title(sentence, folded_title):
        return _OUTSIDE
    if sentence.count(" ") < _PLAINLY_PROSE or _has_numbers(sentence):
        grade = _by_letters(sentence)
        if grade > _GOOD:
            return grade
    if sentence[0] in _GOES_ON or sentence.count('"') % 2:
        return _UNFIT  # half a quotation, whatever the paragraph's other marks say
    if _reads_badly(sentence) or (has_stops and not ends_sentence(sentence)):
        return _WEAK
    return _GOOD


def _has_numbers(sentence: str) -> bool:
    """Whether there are so many numbers that it may be a row of them."""
    if not sentence.isascii():
        return _NUMBER.search(sentence) is not None
    digits = len(sentence) - len(sentence.encode().translate(None, _DIGITS))
    return digits >= _NUMBERS and _MANY_NUMBERS.search(sentence) is not None


def _reads_badly(sentence: str) -> bool:
    """Whether nobody would quote it if there is another: asked, cut off, bracketed, very long."""
    return (
        sentence[-1] in "?？؟…"
        or sentence[0] in "—–(（"
        or sentence.endswith("...")
        or len(sentence) > LONGEST // 2
        or is_bare_quotation(sentence)
        or (":" in sentence and bool(_SPEAKER.match(sentence) or _LABEL.match(sentence)))
        or (")" in sentence and _closes_unopened(sentence))
        or ("day" in sentence[-_DATE:] and bool(_DATED.search(sentence)))
        or (sentence[-6:-1] in _ELSEWHERE and bool(_POINTS_THERE.search(sentence)))
    )


def _closes_unopened(sentence: str) -> bool:
    """Whether a bracket closes that opened in a sentence before; not that of "1)" or ":)"."""
    at = sentence.find(")")
    if at <= _MARKED or not sentence[at - 1].isalnum() or "(" in sentence[:at]:
        return False
    return not _OF_A_LIST.search(sentence[max(at - 4, 0) : at])


def _by_letters(sentence: str) -> Grade:
    """The grade by how many words there are, and how much of the sentence is letters."""
    found = _runs_of_letters(sentence)
    letters = sum(map(len, found))
    if not sentence.isascii() and len(_NO_SPACES.findall(sentence)) * 2 > letters:
        return _UNFIT if letters < _FEWEST_LETTERS else _GOOD
    if len(found) < _FEWEST_WORDS or letters < _FEWEST_SHARE * len(sentence):
        return _UNFIT
    if len(found) < _FEW_WORDS or letters < _SMALL_SHARE * len(sentence):
        return _WEAK
    return _GOOD


def _runs_of_letters(sentence: str) -> Sequence[Sized]:
    """What `_LETTERS` finds; in ASCII, in a quarter of its time."""
    if sentence.isascii():
        return sentence.encode().translate(_SPACED_LETTERS).split()
    return _LETTERS.findall(sentence)


def _is_title(sentence: str, folded_title: str) -> bool:
    """Whether the sentence is the title again."""
    return 0 < len(sentence) <= 2 * len(folded_title) and fold(sentence) == folded_title
