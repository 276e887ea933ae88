"""Where a page that was turned into text lost a line break: "in the northThe mayor said"."""

import re
from functools import lru_cache

from summarizer.tokens import stop_words

_LOWER = "a-zß-öø-ÿāăąćčďđēęěğģīįıķļłńņňőœřśşšţťūůűųźżžțșа-яёіїєґў"
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶĻŁŃŅŇŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽȚȘА-ЯЁІЇЄҐЎ"
_MARK = r"[.!?…»”)\]]"
# A capital right behind a small letter, behind a mark right behind one, or before a small letter
# right behind capitals (or one that French elides, "BFMC'est"): there may be a glued place.


def _candidate(upper: str, lower: str) -> re.Pattern[str]:
    return re.compile(
        rf"[{upper}](?<=\S[{upper}])"
        rf"(?:(?<=[{lower}]{{2}}[{upper}])|(?<=[{lower}]{{2}}{_MARK}[{upper}])"
        rf"|(?<=[\w.!?…][»”\")][{upper}])|(?<=[\w.!?…]\"\"[{upper}])|(?<=[{upper}]{{2}}[{upper}])(?=[{lower}])"
        rf"|(?<=[{upper}]{{2}}[CDJLMNST])(?=['’][aeiouhyàâéèêîô]))"
    )


_CANDIDATE = _candidate(_UPPER, _LOWER)
_IN_ASCII = _candidate("A-Z", "a-z")  # the same where there is nothing else, in half the time
_AFTER = re.compile(rf"[{_UPPER}][{_LOWER}]*(?:[’'](?=\w))?(?![\w])|[{_UPPER}][’'](?=\w)")
_PAIR = re.compile(rf"[{_UPPER}][{_LOWER}]{{2,}} [{_UPPER}][{_LOWER}]{{2,}}(?!\w)")
# "dans l'ambassadeAccompagné de": participles and adverbs, as which no brand ends
_OPENER = re.compile(r"\w{3,}(?:ée?s?|ement|amment|emment)")
_BEFORE = re.compile(r"[^\W\d_]+$")
_SHORTEST = 3  # letters of a word in small letters that may stand before
_OF_ADDRESSES = tuple("@#/.&=%_-")
_PLACE_LINE = 60  # characters that a place line may have
_CLOSING = '"”»)'
_LONG_TEXT = 20_000  # characters
_WORD = re.compile(r"\w+")
_FAR = 40  # characters that a word may have


def glued_places(text: str, start: int, end: int, language: str) -> list[int]:
    """Return where in the paragraph `text[start:end]` something starts that a page glued on.

    A name such as LinkedIn or McDonald is none: what follows must be a small word of the language
    or be a word elsewhere in the text, and so must a name that stands before.
    """
    found = []
    marks, counted = 0, start  # straight quotation marks up to where they were counted
    pattern = _IN_ASCII if text.isascii() else _CANDIDATE
    for match in pattern.finditer(text, start, end):
        at = match.start()
        double = text.endswith('""', start, at)  # one quotation ends and another begins
        quote = text[at - 1] == '"'
        if quote:
            marks += text.count('"', counted, at - 1)
            counted = at - 1
        opens = double or (quote and marks % 2 == 0)
        if opens and not (double or text[at - 2].isalnum()):
            continue  # the splitter knows that a quotation starts here
        if _is_glued(text, start, at, end, language):
            found.append(at - opens)
    return found


def _is_glued(text: str, start: int, at: int, end: int, language: str) -> bool:
    """Whether the word at `at` is glued to what stands before it."""
    after = _AFTER.match(text, at, min(end, at + _FAR))
    # London (CNN)The mayor: that is for `datelines.py`.
    if not after or (text[at - 1] == ")" and at - start < _PLACE_LINE):
        return False
    word = after[0]
    known = (
        word.casefold().strip("’'") in stop_words(language)
        or word[-1] in "’'"
        or (language == "fr" and text[at - 1].islower() and bool(_OPENER.fullmatch(word)))
        or (text[at - 2 : at].isupper() and _is_full_name(text, at, end))
    )
    if not known and not (len(word) >= _SHORTEST and _stands_elsewhere(text, word)):
        return False
    marks = at
    while marks > start and not text[marks - 1].isalnum():
        marks -= 1
    before = _BEFORE.search(text, max(start, marks - _FAR), marks)
    if not before or text[before.start() - 1 : before.start()] in _OF_ADDRESSES:
        return marks < at and text[at - 1] in _CLOSING  # (1/2)Le Canard
    if marks == at:
        return _ends_there(text, before[0], word, language, known=known)
    if text[at - 1] in _CLOSING:
        return True
    # "the town.The mayor": no address, and no initial.
    return known and before[0].islower() and len(before[0]) >= _SHORTEST


def _is_full_name(text: str, at: int, end: int) -> bool:
    """Whether two names begin at `at` that stand together elsewhere: the UNJane Doe said."""
    pair = _PAIR.match(text, at, min(end, at + _FAR))
    return pair is not None and len(text) <= _LONG_TEXT and _stands_elsewhere(text, pair[0])


def _ends_there(text: str, before: str, after: str, language: str, *, known: bool) -> bool:
    """Whether a word ends between the letters `before` and `after`, which starts with a capital."""
    if before.islower():
        return len(before) >= _SHORTEST
    if before.isupper():  # the BBCThe mayor; but not MBAs
        return known and (len(after) >= _SHORTEST or after[-1] != "s")
    noun = language == "de" and known and len(after) >= _SHORTEST  # its nouns have capitals
    return noun or _stands_elsewhere(text, before)


def _stands_elsewhere(text: str, word: str) -> bool:
    """Whether `word` stands somewhere in the text as a word by itself.

    Most are asked for once, and a pattern of its own for each took a third of a long text's time.
    A long text may have thousands, each of which would be looked for in all of it.
    """
    if len(text) > _LONG_TEXT:
        return word in _words_of(text)
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (_in_word(text[at - 1 : at]) or _in_word(text[end : end + 1])):
            return True
        at = text.find(word, end)
    return False


@lru_cache(maxsize=2)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
