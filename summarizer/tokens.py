"""Words: ICU's word boundaries for every language, stems, and the tokenizer that Sumy asks for."""

import re
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from icu4py.breakers import WordBreaker

from summarizer.endings import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german",
    "el": "greek", "en": "english", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

_ELIDING = frozenset({"fr", "it", "ca"})  # languages that write l'état, dell'arte, d'aigua

# ICU counts in UTF-16 units and this module in characters: what does not fit into one unit is
# shown to ICU as one that does and behaves alike.
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_BREAKS = re.compile("[\n\r\ud800-\udfff]")  # line breaks, and halves of characters
_LETTERS_HYPHEN_DIGITS = re.compile(r"[^\W\d_]+-\d+")

# Where words stand between spaces, this finds the ones that ICU finds (on 422,000 words of news it
# differs in 4 of 10,000, mostly beside dashes) in a third of the time. The group is not possessive:
# before Python 3.11.5 such a group loses the end of what it matched (python/cpython#106052).
_SPACED = re.compile(
    r"\w++(?:['.]\w++|(?<=[^\W\d_])[:·](?=[^\W\d_])\w++|(?<=\d)[,;]\d\w*+"
    r"|(?<=[^\W\d_])-\d++(?!\w))*"
)
_AROUND = ".,:;!?'\"()[]“”„«»‘…*/–—-"  # what often stands around a word and is no part of it
# Anything but Latin, Greek, Cyrillic and common signs: there ICU decides. So it does about what the
# two see differently: combining and soft-hyphen characters, raised digits, fractions.
_NOT_SPACED = re.compile(
    "[^\0-\xac\xae-\xb1\xb4-\xb7\xba\xbb\xbf-\u02af\u0386\u0388-\u0482\u048a-\u052f\u1e00-\u1fff"
    "\u2010-\u201e\u2020-\u2023\u2025\u2026\u2030-\u203e\u20a0-\u20bf\u2122\u2190-\u23ff]"
)


def _flat(text: str) -> str:
    """`text` with every character that ICU counts double replaced by one of its kind."""
    if text.isascii():
        return text
    return _ASTRAL.sub(lambda m: "\u4e00" if m[0].isalnum() else " ", text)


def words(text: str) -> tuple[str, ...]:
    """Return the words of `text` in order, case folded; punctuation and symbols are left out.

    Numbers count ("3.5"), and letters with digits stay together ("covid-19"). Works for every
    script, also for those that put no spaces between words. Never raises.
    """
    return words_of_all([text])[0]


def words_of_all(texts: "Sequence[str]") -> list[tuple[str, ...]]:
    """Return the words of each of `texts`; one pass over all is quicker than one for each."""
    if not texts:
        return []
    folded = "\n".join(texts)
    plain = folded.isascii()
    if folded.count("\n") >= len(texts) or "\r" in folded or not (plain or _whole(folded)):
        folded = "\n".join([_BREAKS.sub(" ", text) for text in texts])
    folded = folded.casefold()
    if not plain:
        folded = folded.replace("’", "'").replace("‘", "'").replace("i\u0307", "i")
    rows = folded.split("\n")
    if plain or not _NOT_SPACED.search(folded):
        return [_spaced(row) for row in rows]
    walked = [row for row in rows if _NOT_SPACED.search(row)]
    by_icu = iter(_by_icu("\n".join(walked)))
    return [next(by_icu) if _NOT_SPACED.search(row) else _spaced(row) for row in rows]


def _whole(text: str) -> bool:
    """Whether `text` holds no half of a character, which UTF-8 cannot say."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _spaced(row: str) -> tuple[str, ...]:
    """The words of a case-folded line that has spaces between them.

    Most are letters up to the next space, or after the marks around them are taken off; only the
    others are shown to the pattern, which alone would find the same in three times the time.
    """
    found: list[str] = []
    for piece in row.split():
        if piece.isalnum():
            found.append(piece)
            continue
        bare = piece.strip(_AROUND)
        if bare.isalnum():
            found.append(bare)
        elif "_" in bare:
            found += [word for word in _SPACED.findall(bare) if word.strip("_")]
        else:
            found += _SPACED.findall(bare)
    return tuple(found)


def _by_icu(folded: str) -> list[tuple[str, ...]]:
    """The words of each line of a case-folded text."""
    hyphens = "-" in folded
    found: list[tuple[str, ...]] = []
    row: list[str] = []
    end_of_last = -1
    for start, end in WordBreaker(_flat(folded), "en").segments():
        first = folded[start]
        if first == " ":
            continue
        if first == "\n":
            found.append(tuple(row))
            row = []
        elif first.isalnum() or (end - start > 1 and folded[start:end].strip("_").isalnum()):
            word = folded[start:end]
            if (
                hyphens
                and row
                and start == end_of_last + 1
                and folded[end_of_last] == "-"
                and _LETTERS_HYPHEN_DIGITS.fullmatch(f"{row[-1]}-{word}")
            ):
                row[-1] = f"{row[-1]}-{word}"
            else:
                row.append(word)
            end_of_last = end
    found.append(tuple(row))
    return found


_local = threading.local()  # a PyStemmer object must not be used from two threads at a time


def _stemmer(language: str) -> "Callable[[str], str] | None":
    """PyStemmer's function for `language` in this thread, or None if it has none."""
    known: dict[str, Callable[[str], str] | None] | None = getattr(_local, "known", None)
    if known is None:
        known = _local.known = {}
    if language not in known:
        known[language] = None
        if language in _STEMMERS:
            import Stemmer

            known[language] = Stemmer.Stemmer(_STEMMERS[language], 0).stemWord  # `stem` remembers
    return known[language]


class _Stems(dict[str, str]):
    """Word to stem in one language; a word that is asked for the first time is stemmed then."""

    most = 65_536  # words remembered in all languages together: about 10 MB
    of: ClassVar[dict[str, "_Stems"]] = {}

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> str:
        language, short = self._language, word
        if "'" in word and language in _ELIDING:
            short = word.rpartition("'")[2] or word  # l'état, dell'arte: the article is no part
        function = _stemmer(language) or LIGHT.get(language)
        found = function(short) if function else short
        if sum(map(len, tuple(self.of.values()))) >= self.most:
            for other in tuple(self.of.values()):
                other.clear()
        self[word] = found
        return found


def stemmer(language: str) -> "Callable[[str], str]":
    """Return the function that gives the stem of a case-folded word of `language`."""
    known = _Stems.of.get(language)
    if known is None:
        known = _Stems.of.setdefault(language, _Stems(language))
    return known.__getitem__


def stem(word: str, language: str) -> str:
    """Return the stem of one case-folded `word`; the word itself if the language has no stemmer."""
    return stemmer(language)(word)


@lru_cache(maxsize=64)
def stop_words(language: str) -> frozenset[str]:
    """The words of `language` that carry grammar and no news (stopwordsiso); empty if unknown."""
    import stopwordsiso

    if not stopwordsiso.has_lang(language):
        return frozenset()
    return frozenset(word.casefold() for word in stopwordsiso.stopwords(language))


class Tokenizer:
    """What Sumy asks of a tokenizer, on the splitter and the words of this package.

    Sumy's own needs data that NLTK downloads, and loses words and text in many languages.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """Return the sentences of one paragraph, without white space around them."""
        from summarizer.sentences import split

        return tuple(paragraph[s.start : s.end] for s in split(paragraph, self.language))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """Return the case-folded words of one sentence."""
        return words(sentence)
