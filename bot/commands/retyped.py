"""What the bot says of a wish, as people type it again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.commands.parse import split_words
from bot.commands.parting import COMMAS, split_at_commas
from bot.commands.typed import Quoted, cleaned
from bot.commands.wishes import LONGEST_WORD, MOST_NAMES
from bot.domain.schedule_text import split_schedule
from bot.messages.quoting import LETTER, WITHIN
from bot.messages.wording import DEFAULT_LANGUAGE, Wording, wording

_LONGEST_WISH = MOST_NAMES * (LONGEST_WORD + 5)  # characters with what stands between them
_QUOTED = rf'(?<!{LETTER})"(?:[^"]|{WITHIN})*"(?!{LETTER})'
_WHOLE = rf'(?:[^"]|{WITHIN}|{_QUOTED})+?'  # no quoted name is torn apart
_WORD_ENDS = r'(?=[\s"\u4e00-\u9fff])'  # "never-ending" does not; Chinese has no spaces


def as_typed(what: Sequence[str], words: Wording) -> tuple[str, ...]:
    """Return what the bot says of a wish as it is typed: `space -football daily 08:00`.

    It says `space, never football`, and `alles, nie Fußball`; people type what they read.
    """
    said = " ".join(f'"{word}"' if isinstance(word, Quoted) else word for word in what)
    if len(said) > _LONGEST_WISH:  # a long run of commas would take seconds
        return tuple(what)
    for known in dict.fromkeys((words.language, DEFAULT_LANGUAGE)):
        everything, never = _spoken(known)
        read = everything.sub("everything", said)
        found = never.fullmatch(read)
        if found is not None:
            unwanted = split_words(found["never"])
            quoted = [index for index, word in enumerate(unwanted) if isinstance(word, Quoted)]
            cut = quoted[-1] + 1 if quoted else 0  # the newspaper "The Sun" is no schedule
            rest = split_schedule(unwanted[cut:], behind=cut > 0, short=words.language)[0]
            named = [*unwanted[:cut], *rest]
            return (
                *split_words(found["wanted"]),
                *(n for word in named for n in _never(word)),
                *unwanted[len(named) :],
            )
        if read != said:
            return tuple(split_words(read))
    return tuple(what)


@cache
def _spoken(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how a language says everything, and that something is never wanted."""
    words = wording(language)
    phrase = cleaned(words.say("wants.everything"))
    read = " ".join(words.meaning(word, ("everything",)) for word in phrase.split())  # in part
    everything = f"(?:{re.escape(phrase)}|{re.escape(read)})"
    between = words.patterns["wants.never"].removeprefix("{wanted}").removesuffix("{never}")
    never = re.escape(between.strip(f"{COMMAS}: "))
    joint = rf"\s*[{COMMAS}]\s*{never}(?::|{_WORD_ENDS})\s*"
    return (
        re.compile(rf"^{everything}(?=[{COMMAS}\s]|$)", re.IGNORECASE),
        re.compile(rf"(?P<wanted>{_WHOLE}){joint}(?P<never>{_WHOLE})", re.IGNORECASE),
    )


def _never(word: str) -> list[str]:
    if isinstance(word, Quoted):
        return [Quoted(f"-{word.strip(COMMAS)}")]
    return [f"-{part.strip(COMMAS)}" for part in split_at_commas(word)]
