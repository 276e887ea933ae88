"""Which languages are supported, and how the language of a text is recognized offline.

The script decides first (Greek is written in Greek letters). Scripts of several languages are
told apart by letters that only one of them uses and by their commonest small words. Only where
that leaves a doubt, as in a text of a few words, py3langid is asked; loading its model takes
about a second, so most runs never do.
"""

import re
import threading
from collections import Counter
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from summarizer.languages_data import LETTERS, NAMES, NOT_LATIN, SCRIPTS, SMALL_WORDS

LANGUAGES = MappingProxyType(NAMES)
"""Supported languages: ISO 639-1 code to English name; others are treated by plain rules."""

UNKNOWN = "und"
"""The code of a language that could not be told (ISO 639-2 "undetermined")."""

_SAMPLE = 1000  # characters looked at; more does not change the answer
_LARGE_SAMPLE = 6000  # looked at where that leaves a doubt: quicker than loading the model
_LEAST = 3.0  # evidence below this (about three small words of one language) is no evidence
_MOST_OF_A_LETTER = 40  # one letter, however frequent, is no proof
_LONG = 400  # letters; so many without any evidence are no language that we know
_TIMES = 3.0  # how many times the runner-up's evidence settles it
# py3langid's probability below which it is guessing, and how many times that of the next language
# it must be: among 1,800 pieces of two to six words that leaves a third of the wrong answers.
_MODEL_LEAST, _MODEL_TIMES = 0.39, 1.25
_MARKS = '.,:;!?¿¡()[]«»"“”„।|/…–—-'  # not all but letters: vowel signs belong to words
_SPLIT = re.compile(rf"[^\s\d{re.escape(_MARKS)}]+")
_BETWEEN = str.maketrans(dict.fromkeys(f"{_MARKS}0123456789", " "))  # the same in ASCII, quicker
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())  # of ASCII

_model_lock = threading.Lock()


def recognize(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, or "und" if it cannot be told.

    Deterministic, offline, never raises. A text in several scripts is judged by the one that most
    of its letters belong to.
    """
    return evident(text) or _ask_model(text[:_SAMPLE])


def evident(text: str) -> str | None:
    """What `recognize` says as far as it needs no model; None if only the model can tell."""
    sample = text[:_SAMPLE]
    letters = _letters(sample)
    if letters < 2:  # noqa: PLR2004 -- one letter is no language
        return UNKNOWN
    script = _script(sample, letters)
    if script == "kana":
        return "ja"
    candidates = _CANDIDATES.get(script, ())
    if len(candidates) < 2:  # noqa: PLR2004 -- the script alone tells, or nothing does
        return candidates[0] if candidates else None
    found = _by_evidence(sample, candidates)
    if found is None and len(text) > _SAMPLE:
        found = _by_evidence(text[:_LARGE_SAMPLE], candidates)
    return None if found == UNKNOWN and letters < _LONG else found


def _letters(sample: str) -> int:
    """How many characters of the sample are letters."""
    if sample.isascii():
        return len(sample.encode().translate(None, _NO_LETTERS))
    return sum(map(str.isalpha, sample))


def _script(sample: str, letters: int) -> str:
    """The script that most letters belong to; "kana" also for kana among many Han characters."""
    if sample.isascii():
        return "latin"
    any_other, by_script = _scripts()
    others = "".join(any_other.findall(sample))
    if not others:
        return "latin"
    counts = {name: len(pattern.findall(others)) for name, pattern in by_script.items()}
    counts["latin"] = letters - sum(counts.values())
    if counts["kana"] * 12 > counts["han"] and counts["kana"] + counts["han"] > letters / 3:
        return "kana"
    # A word written in Han or Thai has fewer letters than one in an alphabet.
    counts["han"] *= 2
    return max(counts, key=lambda name: (counts[name], name))


@lru_cache(maxsize=1)
def _scripts() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    """What finds letters that are not Latin, and those of each script; slow to compile."""
    found = {name: re.compile(f"[{chars}]") for name, chars in SCRIPTS.items()}
    return re.compile(f"[{''.join(SCRIPTS.values())}]+"), found


def _by_evidence(sample: str, candidates: tuple[str, ...]) -> str | None:
    """The candidate with clearly the most small words and letters of its own.

    None if two are close; "und" if there is next to no evidence for any.
    """
    folded = sample.casefold().replace("’", "'")
    score = dict.fromkeys(candidates, 0.0)
    users = _users()
    pieces = folded.translate(_BETWEEN).split() if folded.isascii() else _SPLIT.findall(folded)
    found = Counter(filter(users.__contains__, pieces))
    evidence = [(count / len(users[word]), users[word]) for word, count in found.items()]
    if not folded.isascii():
        evidence += [
            (0.5 * min(count, _MOST_OF_A_LETTER), _LETTER_USERS[letter])
            for letter, count in Counter(folded).items()
            if letter in _LETTER_USERS
        ]
    for weight, languages in evidence:
        for language in languages:
            if language in score:
                score[language] += weight
    best = max(score, key=score.__getitem__)  # of two that are equal the first, by the alphabet
    first = score.pop(best)
    second = max(score, key=score.__getitem__)
    # What both share (Danish and Norwegian: most small words) says nothing about which it is.
    for_best = sum(w for w, langs in evidence if best in langs and second not in langs)
    for_second = sum(w for w, langs in evidence if second in langs and best not in langs)
    if first < _LEAST:
        return UNKNOWN
    return best if for_best >= max(_LEAST, _TIMES * for_second) else None


_LETTER_USERS = {
    letter: tuple(code for code in LETTERS if letter in LETTERS[code])
    for letter in "".join(LETTERS.values())
}


@lru_cache(maxsize=1)
def _users() -> dict[str, tuple[str, ...]]:
    """Small word to the languages that use it; the more, the less it is worth as evidence."""
    users: dict[str, tuple[str, ...]] = {}
    for language, small in SMALL_WORDS.items():
        for word in dict.fromkeys(small.split()):
            users[word] = (*users.get(word, ()), language)
    return users


@lru_cache(maxsize=1)
def _model() -> Any:  # noqa: ANN401 -- py3langid ships no types
    from py3langid.langid import (
        MODEL_FILE,
        LanguageIdentifier,
    )

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([code for code in LANGUAGES if code in set(model.labels)])
    # It keeps the table of all its languages, to be able to go back: 27 MB that we never need.
    model._full_model = (model.nb_ptc, model.nb_pc, model.nb_classes)  # noqa: SLF001
    return model


def _ask_model(sample: str) -> str:
    """What py3langid says, or "und" if it is guessing."""
    with _model_lock:  # one load, even if two threads ask at once
        model = _model()
    (language, probability), (_, next_best), *_ = model.rank(sample)
    certain = probability >= max(_MODEL_LEAST, _MODEL_TIMES * next_best)
    return str(language) if certain else UNKNOWN


_CANDIDATES: dict[str, tuple[str, ...]] = {
    "greek": ("el",), "hebrew": ("he",), "thai": ("th",), "hangul": ("ko",), "han": ("zh",),
    "kana": ("ja",), "bengali": ("bn",), "armenian": ("hy",), "georgian": ("ka",),
    "tamil": ("ta",), "telugu": ("te",), "gujarati": ("gu",), "kannada": ("kn",),
    "malayalam": ("ml",), "sinhala": ("si",), "burmese": ("my",), "khmer": ("km",),
    "lao": ("lo",), "gurmukhi": ("pa",), "ethiopic": ("am",), "odia": ("or",),
    "devanagari": ("hi", "mr", "ne"), "arabic": ("ar", "fa", "ur"),
    "cyrillic": ("be", "bg", "kk", "mk", "ru", "sr", "uk"),
    "latin": tuple(sorted(code for code in SMALL_WORDS if code not in NOT_LATIN)),
}  # fmt: skip
