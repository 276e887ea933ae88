"""Why a story was told, and told where it was."""

from __future__ import annotations

from bot.commands.items import Item, pick
from bot.commands.spec import Desk
from bot.domain.chats import Chat
from bot.domain.filters import Because
from bot.domain.merits import Aspect, Merit, total
from bot.messages.blocks import Block, Choice, Heading, Line, Message, Paragraph
from bot.messages.digest import outlet_text
from bot.messages.manners import schedule_said
from bot.messages.replies import bullets, buttons, wants_text
from bot.messages.wording import Wording
from bot.ports.store import Transaction

MOST_OUTLETS = 8  # that are named

HOURS = 24  # of a day
MANY_HOURS = 48  # from here on, people count days
HOURS_OF_YEAR = 365 * HOURS
MANY_DAYS = 730  # and from here on years

_REASONS = {
    Because.EVERYTHING.value: "why.everything",
    Because.TOPIC.value: "why.topic",
    Because.SOURCE.value: "why.source",
    Because.WORD.value: "why.word",
}


def why(desk: Desk, *, n: str | None, of: str | None = None) -> Message:
    """Say why a story was in a digest."""
    item = pick(desk, "why", n, of)
    if isinstance(item, Message):
        return item
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        lines = [*_update(desk, tx, chat, item), *_reason(item, words)]
        lines += _subscription(tx, chat, item, words)
        lines += [_tellers(item, words), _moments(desk, chat, item, words)]
    options = buttons(
        *(
            Choice(
                words.say(key), f"{verb} {item.number}", f"{verb} {item.number} of:{item.digest.id}"
            )
            for key, verb in (("digest.like", "more"), ("digest.less", "less"))
        )
    )
    return Message((Heading(item.entry.headline), bullets(lines), *_merits(item, words), options))


def _update(desk: Desk, tx: Transaction, chat: Chat, item: Item) -> list[Line]:
    """Say what the story is an update of, if it is one."""
    if not item.entry.is_update:
        return []
    words, made = desk.words(chat), item.digest
    for digest in reversed(tx.digests.of_chat(chat.address)):
        for entry in digest.entries:
            if digest.made_at < made.made_at and entry.story_id == item.entry.story_id:
                told = words.moment(digest.made_at, desk.zone(chat), desk.now)
                return [words.line("why.update", headline=entry.headline, told=told)]
    return [words.line("why.update-of-old")]


def _reason(item: Item, words: Wording) -> list[Line]:
    because, _, value = item.entry.reason.partition(" ")
    if because == Because.EVERYTHING.value and item.digest.subscription_id is None:
        return []  # a search, for example: nobody asked for everything
    return [words.line(_REASONS.get(because, "why.everything"), value=value)]


def _merits(item: Item, words: Wording) -> list[Block]:
    """Say what the story's rank was made of, as it was when the digest was made."""
    merits = item.entry.merits
    if not merits:
        return []  # it is older than the frozen parts
    lines = (_merit(one, words) for one in merits)
    heading = words.line("why.rank", points=words.points(total(merits), signed=False))
    return [Paragraph(heading), bullets(lines)]


def _merit(one: Merit, words: Wording) -> Line:
    points = words.points(one.points)
    count = int(one.about) if one.about.isdecimal() else 0
    if one.aspect is Aspect.FRESH and count >= MANY_DAYS * HOURS:
        return words.line("merit.years", points=points, count=count // HOURS_OF_YEAR)
    if one.aspect is Aspect.FRESH and count >= MANY_HOURS:
        return words.line("merit.days", points=points, count=count // HOURS)
    return words.line(f"merit.{one.aspect.value}", points=points, about=one.about, count=count)


def _subscription(tx: Transaction, chat: Chat, item: Item, words: Wording) -> list[Line]:
    wanted = item.digest.subscription_id
    if wanted is None:
        return [words.line("why.asked")]
    found = tx.subscriptions.of_chat(chat.address)
    one = next((one for one in found if one.id == wanted), None)
    if one is None:
        return [words.line("why.subscription-gone")]
    wants, schedule = wants_text(one.wants, words), schedule_said(one.schedule, words)
    return [words.line("why.subscription", wants=wants, schedule=schedule)]


def _tellers(item: Item, words: Wording) -> Line:
    copied = item.entry.copied
    outlets = [name for name in item.entry.outlets if name not in copied]
    return words.line(
        "why.outlets",
        count=len(outlets),
        names=words.listed(outlet_text(name, words) for name in outlets[:MOST_OUTLETS]),
        copies=len(copied),
        copied=words.listed(outlet_text(name, words) for name in copied[:MOST_OUTLETS]),
        articles=item.entry.article_count,
    )


def _moments(desk: Desk, chat: Chat, item: Item, words: Wording) -> Line:
    zone = desk.zone(chat)
    told = words.moment(item.digest.made_at, zone, desk.now)
    if item.entry.published_at is None:
        return words.line("why.told", told=told)
    published = words.moment(item.entry.published_at, zone, desk.now)
    return words.line("why.published", published=published, told=told)
