"""From a typed line to a command and its parameters."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import TypeAlias

from bot.commands.parting import COMMAS, SIGNS
from bot.commands.spec import Command
from bot.commands.typed import Quoted, cleaned, short
from bot.domain.errors import UsageError
from bot.domain.schedule_text import split_schedule
from bot.messages.quoting import LETTER, QUOTES, WITHIN, without_quotes
from bot.messages.wording import Wording, folded

Arguments: TypeAlias = dict[str, str | tuple[str, ...] | None]

SUMMARY = "summary"
MOST_TEXT = 4096  # characters of a line that are looked at

_HEBREW = r"[\u05d0-\u05ea]"
_WORD = re.compile(
    rf'([-+!]?)"(?:((?:[^"]|{WITHIN})*)"(?!{LETTER})'
    rf'|([^"\s]+\s[^"]*)"(?!(?<={_HEBREW}"){_HEBREW}))'  # "two words"daily
    rf'|(\S(?:(?!(?<=[{COMMAS}])[-+!]?")\S)*)'  # as in moon,"two words"
)
_EVERYTHING = "everything"
_SIMILAR = 0.7  # 0.6 takes "hey" for "why" and "hello" for "help"
_LINK = ("http://", "https://")


class NoCommand(UsageError):  # noqa: N818 -- not always a mistake
    """What was said is no command; perhaps it was not said to us."""

    def __init__(self, text: str, *, near: bool) -> None:
        super().__init__(text)
        self.near = near  # it is much like one


def split_words(text: str) -> list[str]:
    """Split a line into words; what is in quotes stays one, `-"two words"` keeps its sign."""
    words: list[str] = []
    for found in _WORD.finditer(cleaned(text).translate(QUOTES)):
        sign, quoted, phrase, plain = found.groups(default="")
        if bare := " ".join((quoted or phrase).split()):
            words.append(Quoted(f"{sign}{bare}"))
        elif bare := plain.strip('"') if "://" in plain else without_quotes(plain):
            words.append(bare)
    return words


def parse(
    text: str, commands: Sequence[Command], wording: Wording, *, taps: Sequence[Command] = ()
) -> tuple[Command, Arguments]:
    """Find the command of a line and give its words to its parameters.

    `taps` are said by buttons only, and never proposed.

    Raises:
        UsageError: there is no such command, or its words do not fit; the message helps.
    """
    words = split_words(text[:MOST_TEXT])
    if not words:
        raise UsageError(wording.say("error.empty"))
    name = words[0].removeprefix("/").partition("@")[0]
    command = find(name, (*commands, *taps), wording)
    if command is None and name.casefold().startswith(_LINK):  # what else would it be sent for?
        words = [SUMMARY, *words]
        command = find(SUMMARY, commands, wording)
    if command is None:
        raise _unknown(words, name, commands, wording)
    return command, _arguments(command, words[1:], wording)


def find(name: str, commands: Sequence[Command], wording: Wording) -> Command | None:
    """Return the command of this name or alias, in English or the language of the chat."""
    said = folded(name)
    return next((c for c in commands if said in names_of(c, wording)), None)


def names_of(command: Command, wording: Wording) -> list[str]:
    """Return all that a command is called, its name first."""
    return [command.name, *command.aliases, *wording.aliases(command.name)]


def _unknown(
    words: Sequence[str], name: str, commands: Sequence[Command], wording: Wording
) -> NoCommand:
    names = [name for command in commands for name in names_of(command, wording)]
    near = difflib.get_close_matches(folded(name), names, n=1, cutoff=_SIMILAR)
    if near:
        text = wording.say("error.unknown-near", typed=short(words[0]), near=near[0])
        return NoCommand(text, near=True)
    key = "error.unknown" if len(words) == 1 else "error.unknown-words"
    return NoCommand(wording.say(key, typed=short(words[0])), near=False)


def _arguments(command: Command, words: list[str], wording: Wording) -> Arguments:
    known = [word for param in command.params for word in (*param.only, *param.words)]
    left = [word if isinstance(word, Quoted) else wording.meaning(word, known) for word in words]
    if _EVERYTHING in left:
        left = _with_every(words, left)
    arguments: Arguments = {
        param.name: _taken(f"{param.tag}:", left) for param in command.params if param.tag
    }
    for param in command.params:
        if param.tag:
            continue
        if param.rest:
            arguments[param.name] = tuple(left)
            left = []
        else:
            arguments[param.name] = left.pop(0) if left else None
        value = arguments[param.name]
        if not value and not param.optional:
            raise UsageError(wording.say("error.missing", usage=command.usage))
        if isinstance(value, str) and param.only and value.casefold() not in param.only:
            raise UsageError(wording.say("error.surplus", word=short(value), usage=command.usage))
    if left:
        raise UsageError(wording.say("error.surplus", word=short(left[0]), usage=command.usage))
    return arguments


def _with_every(words: Sequence[str], read: Sequence[str]) -> list[str]:
    """Return the words as they were read, but those of a schedule as they were typed.

    One word of Arabic is both "every" and "everything".
    """
    wanted = [at for at, word in enumerate(words) if word[:1] not in SIGNS]
    cut = len(split_schedule([words[at] for at in wanted])[0])
    when = set(wanted[cut:])
    return [word if at in when else read[at] for at, word in enumerate(words)]


def _taken(tag: str, words: list[str]) -> str | None:
    """Take the word that begins with `tag` out of `words`, and return what follows the tag."""
    for index, word in enumerate(words):
        if word.startswith(tag) and not isinstance(word, Quoted):
            return words.pop(index).removeprefix(tag)
    return None
