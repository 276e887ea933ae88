"""Text to sentences: sentencex finds the boundaries, a repair pass of ours takes wrong ones back.

Everything is offsets into the text that was given; nothing is rewritten.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

import sentencex

from summarizer.abbreviations import goes_on, plain
from summarizer.glue import glued_places
from summarizer.marks import unmistakable
from summarizer.missed import ELIDED, missed
from summarizer.quotes import Quotation, inside, outermost, quotations
from summarizer.summary import Span

LONGEST = 1000
"""No sentence is longer than this many characters; a longer one is cut at a sensible place."""

_LONGEST_QUOTATION = 500  # a longer quotation may be cut between its sentences
_WINDOW = 6000  # characters given to sentencex at a time
_NOISY_WINDOW = 500  # if more than an eighth of them are quotation marks
_FULL_WIDTH = 60  # a line at least this long may be a line of hard-wrapped text
_WIDEST = 120  # and one longer than this is none
NO_STOPS = frozenset({"th", "lo", "km"})
"""Languages that put no mark at the end of a sentence: they are cut at spaces."""

_PHRASES = 120  # there, phrases are gathered up to about this many characters

_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE = re.compile(r"[^\n\r\u0085\u2028\u2029]+")
_END = ".!?…。！？।॥؟۔።።။:：;；"
_CLOSING = "\"'”’»«“」』)]）】›*"
_OPENING = " \t\u00a0\u3000\"'“”‘’«»„「『([（【¿¡-–—*•"
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_SAYS = re.compile(
    r"(?:\S+\s+){0,4}?(?:said|says|asked|asks|told|tells|added|adds|wrote|replied|explained|shouted|"
    r"sagte|sagt|fragte|erklärte|betonte|dit|déclaré|affirme|ajouté|demandé|explique|dijo|dice|"
    r"afirmó|explicó|preguntó|ha detto|disse|afirmou|zei|zegt|сказал\w*|заявил\w*|отметил\w*|"
    r"добавил\w*|сказав|заявив|powiedział\w*|dodał\w*|řekl\w*|uvedl\w*|dedi|söyledi|"
    r"diye|frågade|svarade|spurte|svarte|spurgte|svarede|kysyi|vastasi|vroeg|antwoordde|perguntou|"
    r"respondeu|ha chiesto|chiede|zapytał\w*|zeptal\w*|спросил\w*|спитав|спитала|ρώτησε|είπε|"
    r"سأل\w*|قال\w*|أضاف\w*|שאל\w*|אמר\w*|ענ[הת]\w*|پرسید|گفت|पूछा|कहा|बोल[ाीे]|জিজ্ঞাসা|"
    r"বললেন|বলেন|বলল|물었다|말했다|답했다|외쳤다|tanyanya|katanya|ujarnya|hỏi|nói)(?!\w)"
)
_CJK_GOES_ON = re.compile(
    r"(?:と|って|という|など|の|を|は|が|も|に|へ|で|라고|이라고|라며|이라며|하고|고\s|며)"
)
_KOREAN_GOES_ON = re.compile(r"(?:이?라[고며는]|[고며]\s)")
_CJK_SAYS = re.compile(
    r"[^。！？]{0,12}(?:说|說|表示|称|稱|问|問|道|指出|强调|認為|认为)[。，,：:]"
)


# In these two languages sentencex (1.0.32) builds a pattern at every stop: 0.3 ms, ten an article.
# It is asked as if they were a neighbor; `abbreviations.py` knows theirs.
_ASKED_AS = {"da": "nb", "ca": "es"}
_CUTS = (re.compile(r"[;；:：]\s"), re.compile(r"[,，、،]\s?"), re.compile(r"\s"))


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return start and end of each paragraph, trimmed; empty ones are left out.

    A line is a paragraph, unless the text is hard wrapped or a line goes on in the next one with a
    small letter.
    """
    lines = [(start, end) for start, end in _lines(text) if start < end]
    wrapped = _hard_wrapped(text, lines)
    found: list[tuple[int, int]] = []
    for start, end in lines:
        if found and _continues(text, found[-1], start, wrapped=wrapped):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line, trimmed; some of them are empty."""
    if not text.isascii() or "\r" in text:
        for match in _LINE.finditer(text):
            yield trim(text, *match.span())
        return
    start = 0
    for line in text.split("\n"):  # an eighth of the time
        yield trim(text, start, start + len(line))
        start += len(line) + 1


def _hard_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines were broken at a width and not at the end of what they say."""
    long = [(s, e) for s, e in lines if e - s >= _FULL_WIDTH]
    if len(long) < 3 or max(e - s for s, e in lines) > _WIDEST:  # noqa: PLR2004 -- a pattern
        return False
    open_ends = sum(text[e - 1] not in _END and text[e - 1] not in _CLOSING for _, e in long)
    return open_ends * 2 > len(long)


def _continues(text: str, last: tuple[int, int], start: int, *, wrapped: bool) -> bool:
    """Whether the line at `start` goes on with the paragraph `last`."""
    gap = text[last[1] : start]
    if gap.count("\n") > 1 or gap.count("\r") > 1 or text[last[1] - 1] in _END:
        # A full line that ends with a sentence may still be the middle of a wrapped paragraph.
        return wrapped and gap.count("\n") == 1 and _last_line(text, last) >= _FULL_WIDTH
    return wrapped or (text[start].islower() and text[last[1] - 1] not in _CLOSING)


def _last_line(text: str, paragraph: tuple[int, int]) -> int:
    return paragraph[1] - max(text.rfind("\n", *paragraph) + 1, paragraph[0])


def split(text: str, language: str) -> list[Span]:
    """Return the sentences of `text` in order: trimmed, none empty, none over `LONGEST`.

    Every character that is not white space is in exactly one of them.
    """
    text = unmistakable(text)
    return [
        Span(*piece)
        for start, end in paragraphs(text)
        for piece in split_paragraph(text, start, end, language, quotations(text, start, end))
    ]


def split_paragraph(
    text: str, start: int, end: int, language: str, quotes: list[Quotation]
) -> list[tuple[int, int]]:
    """Return start and end of each sentence of the paragraph `text[start:end]`.

    Its quotations are `quotes`.
    """
    if language in NO_STOPS:
        cuts = _phrases(text, start, end)
    else:
        cuts = list(_boundaries(text, start, end, language))
        more = glued_places(text, start, end, language)
        more += missed(text, start, end, language, cuts)
        if more:
            # Not behind the mark of ’s as well, which sentencex takes for the end of a quotation.
            cuts = sorted({*cuts, *more}.difference(at + 1 for at in more))
    whole = outermost([q for q in quotes if q.closed and q.end - q.start <= _LONGEST_QUOTATION])
    kept = [start]
    cuts.append(end)
    for cut, stop in pairwise(cuts):
        if cut > kept[-1] and not _taken_back(
            text, kept[-1], cut, stop, language=language, quotes=whole
        ):
            kept.append(cut)
    kept.append(end)
    found: list[tuple[int, int]] = []
    for cut, stop in pairwise(kept):
        one, two = trim(text, cut, stop)
        if two - one > LONGEST:
            found.extend(_short_enough(text, one, two))
        elif one < two:
            found.append((one, two))
    return found


def _boundaries(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """Where sentencex starts a sentence, as offsets into `text`.

    It is asked for a window at a time, because its time grows with the square of the length in
    some languages (six seconds for 200,000 Chinese characters in one paragraph).
    """
    paragraph = text[start:end]
    if not paragraph.isascii():
        paragraph = _SURROGATES.sub("\ufffd", paragraph)  # Rust knows no half characters
    asked = _ASKED_AS.get(language, language)
    at = 0
    while at < len(paragraph):
        window = paragraph[at : at + _WINDOW]
        if sum(map(window.count, "\"'“")) * 8 > len(window):  # noise, for which it takes long
            window = window[:_NOISY_WINDOW]
        pieces = sentencex.segment(asked, window)
        if at + len(window) < len(paragraph) and len(pieces) > 1:
            pieces.pop()  # it may go on behind the window: the next one begins with it
        for piece in pieces:
            yield start + at
            at += len(piece)


def _taken_back(
    text: str, start: int, cut: int, stop: int, *, language: str, quotes: list[Quotation]
) -> bool:
    """Whether the boundary at `cut` (sentence from `start`, next one up to `stop`) is wrong."""
    if quotes and inside(quotes, cut):
        return True
    before = text[max(start, cut - 40) : cut].rstrip()
    if text[cut] in _CAPITALS and before[-1:] == ".":  # the ordinary case, and the quickest
        return not plain(before, language) and goes_on(before, text[cut : cut + 80], language)
    after = text[cut : min(stop, cut + 80)]
    words_after = after.lstrip(_OPENING)
    # A piece of white space or marks only belongs to its neighbor; so does a small letter.
    if not (before and words_after) or (
        words_after[0].islower() and before[-1] not in ":：" and not ELIDED.match(after)
    ):
        return True
    if before[-1] == ".":
        decimal = text[cut - 1] == "." and text[cut].isdigit()  # in digits not known to sentencex
        return decimal or goes_on(before, words_after, language)
    if before[-1] in "”\"’'»“」』" and after[:1] not in '"“«„「『':
        return _speaker_follows(before, after)
    return False


def _speaker_follows(before: str, after: str) -> bool:
    """Whether a quotation that ends `before` goes on in `after` with who said it."""
    if before[-1] in "」』":
        return bool(_CJK_GOES_ON.match(after))
    if _KOREAN_GOES_ON.match(after):
        return True
    said = _SAYS.match(after) if before[-2:-1] in "!?,…؟" else None
    return bool(said or _CJK_SAYS.match(after))


def _phrases(text: str, start: int, end: int) -> list[int]:
    """Cuts at spaces for languages without full stops, phrases gathered to a readable length."""
    cuts = [start]
    for match in re.finditer(r"\s+", text[start:end]):
        at = start + match.end()
        if at - cuts[-1] >= _PHRASES and end - at >= _PHRASES // 3:
            cuts.append(at)
    return cuts


def _short_enough(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence, or pieces of it of at most `LONGEST` characters, each trimmed."""
    while end - start > LONGEST:
        stop = _sensible_cut(text, start, start + LONGEST)
        piece = trim(text, start, stop)
        if piece[0] < piece[1]:
            yield piece
        start = trim(text, stop, end)[0]
    if start < end:
        yield start, end


def _sensible_cut(text: str, start: int, stop: int) -> int:
    """The last good place to cut in the second half of `text[start:stop]`; else `stop` itself."""
    half = start + LONGEST // 2
    for pattern in _CUTS:
        last = None
        for last in pattern.finditer(text, half, stop):  # noqa: B007 -- only the last one is wanted
            pass
        if last:
            return last.end()
    return stop


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return `start` and `end` moved inward past white space and invisible characters."""
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return start, end


_BLANK = frozenset(c for c in map(chr, range(0x3001)) if c.isspace()) | frozenset(
    "\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\u00ad\x00\x1a"
)
