"""Commands in languages without spaces: who types `订阅足球每天9点` means `订阅 足球 每天9点`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.commands.parse import find, split_words
from bot.commands.sayings import LONGEST
from bot.commands.spec import Command
from bot.commands.typed import cleaned
from bot.domain.schedule_text import split_schedule
from bot.domain.time_words import DAYS
from bot.domain.when import in_english
from bot.messages.wording import Wording
from summarizer import words as cut

_SIGNS = re.compile("[\u3400-\u9fff]+")
_BETWEEN = " :：,，、"
# Who says these tells or asks something of a command, and gives none.
_TALK = frozenset(
    "是 吗 呢 么 了 什么 怎么 怎样 如何 多少 为什么 哪些 哪里 可以".split()  # noqa: SIM905
)
# With one of these behind it, it is part of another word: 订阅号, 订阅者.
_ENDINGS = frozenset("号者费制量源数户期后前时价版率人")
_BARE_DAYS = frozenset({*DAYS, "weekdays", "weekends"})


def parted(line: str, commands: Sequence[Command], wording: Wording) -> str | None:
    """Return a line with a space behind its command; None: it begins with none, or gives none."""
    said = cleaned(line[: LONGEST + 1]).strip().removeprefix("/")
    if len(line) > LONGEST or not _SIGNS.match(said):
        return None
    name, command = _named(said, commands, wording)
    rest = said[len(name) :].lstrip(_BETWEEN)
    behind = cut(rest)
    if command is None or not behind or not _takes(command, rest, commands, wording):
        return None
    if behind[0] in _ENDINGS or not _TALK.isdisjoint(behind):
        return None
    return f"{name} {_before_schedule(rest) if command.name == 'subscribe' else rest}"


def _named(said: str, commands: Sequence[Command], wording: Wording) -> tuple[str, Command | None]:
    """Return the longest name that a line begins with, of those written without spaces."""
    named = {
        alias: command
        for command in commands
        for alias in wording.aliases(command.name)
        if _SIGNS.fullmatch(alias) and said.startswith(alias)
    }
    name = max(named, key=len, default="")
    return name, named.get(name)


def _takes(command: Command, rest: str, commands: Sequence[Command], wording: Wording) -> bool:
    """Say whether a command takes what stands behind it: any words, a number, or what it knows."""
    for param in command.params:
        if not param.tag:
            known = wording.meaning(rest, param.only) in param.only
            named = find(rest, commands, wording) is not None
            return param.rest or known or named or not _SIGNS.match(rest)
    return False


def _before_schedule(wish: str) -> str:
    """Put a space before the schedule at the end of a wish; 黑色星期五 may be what it is about."""
    if split_schedule(split_words(wish))[1] is not None:  # it has its space
        return wish
    for at in range(1, len(wish)):
        what, tail = wish[:at], wish[at:]
        left, schedule = split_schedule([what, tail])
        if schedule is not None and left == [what] and in_english(tail) not in _BARE_DAYS:
            return f"{what.rstrip(_BETWEEN)} {tail.lstrip(_BETWEEN)}"
    return wish
