"""Commands in languages without spaces: who types `订阅足球每天9点` means `订阅 足球 每天9点`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.commands.parse import find
from bot.commands.sayings import LONGEST
from bot.commands.spec import Command
from bot.commands.typed import cleaned
from bot.domain.errors import UsageError
from bot.domain.schedule_text import parse_schedule, schedule_text
from bot.messages.manners import schedule_problem
from bot.messages.quoting import QUOTES
from bot.messages.tongues import language_meant
from bot.messages.wording import Wording
from summarizer import words as cut

_SIGNS = re.compile("[\u3400-\u9fff]+")
_BETWEEN = " :：,，、"
_CLOSING = " 。.！!～~…"
_ASKING = ("？", "?")
# Who says these tells or asks something of a command, and gives none.
_TALK = frozenset(
    "是 吗 呢 么 了 什么 怎么 怎样 如何 多少 为什么 哪些 哪里 可以".split()  # noqa: SIM905
)
_POLITE = frozenset({"吧", "啊", "呀", "哦", "一下", "谢谢"})
# With one of these behind it, it is part of another word: 订阅号, 订阅者, 搜索引擎.
_ENDINGS = frozenset(
    "号 者 费 制 量 源 数 户 期 后 前 时 价 版 率 人 器 词 引擎 密码".split()  # noqa: SIM905
)
_WHO = frozenset("我 你 您 他 她 它 我们 你们 他们 我的 你的 他的 她的 它的".split())  # noqa: SIM905
_ALL = ("everything", "all")

_DAY = "(?:周|週|星期|礼拜)[一二三四五六日天]|周末|週末|工作日"
_PART = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|午夜|半夜|今天|今晚|明天|明早|明晚"
_NUMBER = r"(?:\d+|[一二两三四五六七八九十]+)"
_CLOCK = rf"{_NUMBER}\s?[点點](?:[半钟鐘整]|{_NUMBER}分?)?|\d+[:：]\d+"
_EVERY = (
    rf"每[天日晚早]|天天|每个?(?:{_DAY})[一二三四五六日天]*|每隔?\s?{_NUMBER}?\s?(?:个?小[时時]|天)"
)
_JOINT = r"[\s,，、:：和至到-]"
_ANY = f"{_EVERY}|{_DAY}|{_PART}|{_CLOCK}|{_JOINT}"
_ENDS = r"(?=\s+[-!]\D|\s*$)"
# Times up to the end of a wish, or to what is never wanted: 周一和周四早上9点, 晚上8点每天. With a
# space behind it, a day may be the end of a name: 黑色星期五 9点.
_TIMES = re.compile(
    rf"(?:(?:{_EVERY})(?:{_ANY})*|(?<![\dA-Za-z.:])(?:{_CLOCK})(?:{_JOINT})*(?:{_EVERY})(?:{_ANY})*"
    rf"|(?:{_PART}|(?:(?<![^\s,，、:：])(?:{_DAY})|(?:{_DAY})(?!\s)|工作日))(?:{_ANY})*?"
    rf"(?:{_EVERY}|{_CLOCK})(?:{_ANY})*){_ENDS}"
)
_NAMED_DAY = re.compile(rf"(?!工作日)(?:{_DAY})\s*(?=每)")  # 黑色星期五每天9点
# Nobody reads about "every day" and what stands behind it: 足球每天推送.
_PLAINLY = re.compile(rf"(?<=.)每(?:[天晚]|个?(?:{_DAY})|隔|[周月](?=\s|$)).*?{_ENDS}")
_BEFORE_DAYS = re.compile(
    r"(?:^|\s)(?:\d[\w:.]*(?:\s?[ap]\.?m\.?)?|noon|midnight)\s+$", re.IGNORECASE
)
_WITH_CLOCK = re.compile(rf"{_CLOCK}|\d")
_NUMBERED = re.compile(rf"^(\d+)(?={_EVERY}|{_DAY}|{_PART})")  # 定时1每天9点


def parted(line: str, commands: Sequence[Command], wording: Wording) -> str | None:
    """Return a line with a space behind its command; None: it begins with none, or gives none.

    The schedule behind a wish is put into our spelling.

    Raises:
        UsageError: it is plainly meant to be one, and is none.
    """
    said = cleaned(line[: LONGEST + 1]).strip().removeprefix("/")
    if len(line) > LONGEST or not _SIGNS.match(said):
        return None
    name, command = _named(said, commands, wording)
    glued = said[len(name) :]
    spaced = glued.startswith(" ")
    if command is None or not glued.strip(_BETWEEN) or glued.startswith("@"):  # 订阅@bot
        return None
    rest = glued.strip().rstrip("。！") if spaced else _bare(glued)
    if not rest:
        return name
    if not spaced and (glued.endswith(_ASKING) or not _gives(command, rest, commands, wording)):
        return None
    if command.name == "subscribe":
        rest = _with_schedule(rest, wording)
    elif command.name == "schedule":
        rest = _NUMBERED.sub(r"\1 ", rest)
    return f"{name} {rest}"


def _bare(rest: str) -> str:
    """Return what stands behind a command without what is only polite: 一下足球吧 is 足球."""
    rest = rest.strip(_BETWEEN).rstrip(_CLOSING).removeprefix("一下").lstrip(_BETWEEN)
    while (said := cut(rest)) and said[-1] in _POLITE and rest.endswith(said[-1]):
        rest = rest.removesuffix(said[-1]).rstrip(_CLOSING + _BETWEEN)
    return rest


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


def _gives(command: Command, rest: str, commands: Sequence[Command], wording: Wording) -> bool:
    """Say whether a line gives a command, and neither tells of it nor begins with another word."""
    behind = cut(rest)
    if not behind or behind[0] in _ENDINGS or not _TALK.isdisjoint(behind):
        return False
    return _takes(command, rest, commands, wording)


def _takes(command: Command, rest: str, commands: Sequence[Command], wording: Wording) -> bool:
    """Say whether a command takes what stands behind it: any words, a number, or what it knows."""
    if command.name == "language":
        return language_meant(rest) is not None
    if rest in _WHO or command.name == "start":  # 开始下雨
        return False
    if command.name in {"mute", "filter"} and wording.meaning(rest, _ALL) in _ALL:
        return False
    param = next((one for one in command.params if not one.tag), None)
    if param is None:
        return False
    known = wording.meaning(rest, param.only) in param.only
    named = find(rest, commands, wording) is not None
    return param.rest or known or named or not _SIGNS.match(rest)


def _with_schedule(wish: str, wording: Wording) -> str:
    """Put the schedule of a wish into our spelling, and a space before it.

    Raises:
        UsageError: it is plainly meant to be one, and is none.
    """
    plain = wish.translate(QUOTES)
    behind = plain.rfind('"') + 1
    found = _TIMES.search(plain, behind) or _PLAINLY.search(plain, behind)
    if found is None:
        return _everything(wish, wording)
    start, end = found.span()
    if _BEFORE_DAYS.search(plain, 0, start) and not _WITH_CLOCK.search(found[0]):
        return _everything(wish, wording)  # 8pm 每天: it is read as a whole
    if start and (day := _NAMED_DAY.match(plain, start)):
        start = day.end()
    try:
        when = schedule_text(parse_schedule(wish[start:end]))
    except ValueError as error:
        problem = schedule_problem(error, wording)
        raise UsageError(wording.say("subscribe.no-time", problem=problem)) from error
    what = _everything(wish[:start].rstrip(_BETWEEN), wording)
    return f"{what} {when}{wish[end:]}".lstrip()


def _everything(what: str, wording: Wording) -> str:
    """Return what is wished for; 所有 alone is everything."""
    return "everything" if wording.meaning(what, _ALL) in _ALL else what
