"""How long digests are: named lengths, or minutes of reading."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.domain.chats import Budget

LENGTHS: Mapping[str, Budget] = {
    "short": Budget(stories=4, sentences=2),
    "medium": Budget(stories=8, sentences=3),
    "long": Budget(stories=15, sentences=4),
}
MOST_MINUTES = 20
MOST_STORIES = 40
MOST_SENTENCES = 4  # of the first one

HEADLINE_LENGTH = 160  # characters of a sentence that can stand in for a headline
LABEL_LENGTH = 60  # characters of its beginning, if it is longer and stands below in full

WORDS_A_MINUTE = 220  # that people read of an easy text
SIGNS_A_MINUTE = 450  # of Chinese and Japanese
LETTERS_A_MINUTE = 1000  # of Thai, Lao, Burmese and Khmer, which have no spaces between words
_WORDS_A_SENTENCE = 22  # of news
_WORDS_AROUND = 15  # headline and origin of a story
_SENTENCES = {1: 2, 2: 3, 3: 3}  # of the first story, by minutes
_SIGNS = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LETTERS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_MINUTES = re.compile(
    r"(?P<count>\d{1,3})\s*"
    r"(?:m|mins?\.?|minutes?|minuten|minutos?|мин\.?|минут[аыу]?|मिनट|دقيقة|دقائق|分钟?)?"
)  # as any of our languages says it
_WORDS = {"دقيقة واحدة": "1", "دقيقة": "1", "دقيقتان": "2", "دقيقتين": "2"}  # without a number


def parse_length(text: str) -> Budget:
    """Read `short`, `medium`, `long` or `3 min`.

    Raises:
        ValueError: it is none of these, or more minutes than anybody reads.
    """
    wanted = " ".join(text.casefold().split())
    if wanted in LENGTHS:
        return LENGTHS[wanted]
    found = _MINUTES.fullmatch(_WORDS.get(wanted, wanted))
    if found is None or not 1 <= int(found["count"]) <= MOST_MINUTES:
        raise ValueError(f"Lengths are short, medium, long, or 1 to {MOST_MINUTES} minutes.")
    return _of_minutes(int(found["count"]))


def length_text(budget: Budget) -> str:
    """Write a length as `parse_length` reads it; the nearest minutes for what has no name."""
    names = {known: name for name, known in LENGTHS.items()}
    if budget in names:
        return names[budget]
    return f"{min(reading_minutes(budget), MOST_MINUTES)} min"


def reading_minutes(budget: Budget) -> int:
    """Return about how many minutes a full digest takes to read, at least one."""
    if budget.minutes is not None:
        return budget.minutes
    sentences = sum(max(1, budget.sentences - place) for place in range(budget.stories))
    words = budget.stories * _WORDS_AROUND + sentences * _WORDS_A_SENTENCE
    return max(1, round(words / WORDS_A_MINUTE))


def reading_seconds(text: str) -> float:
    """Return about how long people take to read a text, in whatever script it is."""
    rest, signs = _SIGNS.subn(" ", text)
    rest, letters = _LETTERS.subn(" ", rest)
    minutes = len(rest.split()) / WORDS_A_MINUTE
    return 60 * (minutes + signs / SIGNS_A_MINUTE + letters / LETTERS_A_MINUTE)


def _of_minutes(minutes: int) -> Budget:
    sentences = _SENTENCES.get(minutes, MOST_SENTENCES)
    return Budget(stories=MOST_STORIES, sentences=sentences, minutes=minutes)


def shortened(text: str) -> str:
    """Return what can stand in for a headline: a sentence, or the beginning of a longer one."""
    folded = " ".join(text.split())
    if len(folded) <= HEADLINE_LENGTH:
        return folded
    cut = folded[:LABEL_LENGTH]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"
