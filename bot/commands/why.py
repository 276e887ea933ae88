"""Why a story was told, and how to get less like it."""

from __future__ import annotations

from collections import Counter

from bot.commands.items import Item, pick
from bot.commands.spec import Desk
from bot.domain.chats import Chat
from bot.domain.errors import NothingThere
from bot.domain.filters import Because
from bot.domain.schedule_text import schedule_text
from bot.domain.stories import Coverage
from bot.messages.blocks import Choice, Heading, Line, Message, Paragraph
from bot.messages.replies import bullets, buttons, fits, wants_text
from bot.messages.wording import Wording
from bot.ports.store import Transaction
from summarizer import stem, stop_words
from summarizer import words as words_of

MOST_OUTLETS = 8  # that are named
MOST_TOPICS = 2  # that are offered to be muted
MOST_WORDS = 4
SHORTEST_WORD = 3  # letters, in scripts that write words apart

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
        lines = [*_reason(item, words), *_subscription(tx, chat, item, words)]
        lines += [_tellers(item, words), _moments(desk, chat, item, words)]
    less = Choice(
        words.say("digest.less"), f"less {item.number}", f"less {item.number} of:{item.digest.id}"
    )
    return Message((Heading(item.entry.headline), bullets(lines), buttons(less)))


def less(desk: Desk, *, n: str | None, of: str | None = None) -> Message:
    """Offer what could be muted, so that there is less like a story."""
    item = pick(desk, "less", n, of)
    if isinstance(item, Message):
        return item
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
        found = tx.stories.coverage([item.entry.story_id])
    names: list[tuple[str, str]] = []
    if found:
        topics = sorted(found[0].topics)
        names += [(words.say("less.topic", name=name), name) for name in topics[:MOST_TOPICS]]
    if item.entry.outlets:
        outlet = item.entry.outlets[0]
        names.append((words.say("less.outlet", name=outlet), outlet))
    if found:
        telling = telling_words(item.entry.headline, found[0])
        names += [(words.say("less.word", name=word), word) for word in telling]
    asked_for = item.entry.reason.partition(" ")[2].casefold()  # which nobody mutes beside it
    options = [
        Choice(label, f'mute "{name}"') for label, name in names if name.casefold() != asked_for
    ]
    if not any(fits(option.tapped) for option in options):
        raise NothingThere(words.say("less.nothing"))
    question = Paragraph(words.line("less.offer", headline=item.entry.headline))
    return Message((question, buttons(*options)))


def telling_words(headline: str, coverage: Coverage) -> list[str]:
    """Return those words of a headline that its article speaks of most, in the headline's order."""
    report = coverage.lead
    language = report.article.language or report.summary.language
    skipped = stop_words(language)
    counts = Counter(stem(word, language) for word in words_of(report.article.body))
    spoken = dict.fromkeys(word for word in words_of(headline) if _tells(word))
    candidates = [word for word in spoken if word not in skipped]
    best = sorted(candidates, key=lambda word: (-counts[stem(word, language)], -len(word), word))
    return [word for word in candidates if word in best[:MOST_WORDS]]


def _tells(word: str) -> bool:
    return not word.isdecimal() and (len(word) >= SHORTEST_WORD or not word.isascii())


def _reason(item: Item, words: Wording) -> list[Line]:
    because, _, value = item.entry.reason.partition(" ")
    if because == Because.EVERYTHING.value and item.digest.subscription_id is None:
        return []  # a search, for example: nobody asked for everything
    return [words.line(_REASONS.get(because, "why.everything"), value=value)]


def _subscription(tx: Transaction, chat: Chat, item: Item, words: Wording) -> list[Line]:
    wanted = item.digest.subscription_id
    if wanted is None:
        return [words.line("why.asked")]
    found = tx.subscriptions.of_chat(chat.address)
    one = next((one for one in found if one.id == wanted), None)
    if one is None:
        return [words.line("why.subscription-gone")]
    wants, schedule = wants_text(one.wants, words), schedule_text(one.schedule)
    return [words.line("why.subscription", wants=wants, schedule=schedule)]


def _tellers(item: Item, words: Wording) -> Line:
    outlets = item.entry.outlets
    names = ", ".join(outlets[:MOST_OUTLETS])
    articles = item.entry.article_count
    return words.line("why.outlets", count=len(outlets), names=names, articles=articles)


def _moments(desk: Desk, chat: Chat, item: Item, words: Wording) -> Line:
    zone = desk.zone(chat)
    told = words.moment(item.digest.made_at, zone, desk.now)
    if item.entry.published_at is None:
        return words.line("why.told", told=told)
    published = words.moment(item.entry.published_at, zone, desk.now)
    return words.line("why.published", published=published, told=told)
