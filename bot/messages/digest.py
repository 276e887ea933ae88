"""How a digest reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.articles import INBOX
from bot.domain.differing import Difference
from bot.domain.digests import LATE, Digest, DigestId, Entry
from bot.messages.blocks import Block, Choice, Choices, Fine, Heading, Link, Message, StoryItem
from bot.messages.wording import Wording


def digest_message(
    digest: Digest,
    words: Wording,
    zone: ZoneInfo,
    now: datetime,
    *,
    title: str = "digest.title",
    read_at: str | None = None,
) -> Message:
    """Return what a chat reads of a digest that tells something: heading, stories, what to do next.

    `title` is the key of the heading in the wording, `read_at` the address of the digest's page.
    """
    day = words.long_day(digest.window_end.astimezone(zone).date())
    blocks: list[Block] = [Heading(words.say(title, day=day))]
    if digest.late:
        due = words.moment(digest.window_end, zone, now)
        if digest.made_at - digest.window_end > LATE:
            blocks.append(Fine(words.line("digest.late", due=due)))
        else:  # it is planned in time, and others leave before it
            blocks.append(Fine(words.line("digest.late-queue", due=due)))
    blocks += story_items(digest.entries, words, zone, now)
    blocks += _closing(digest, words, read_at)
    return Message(tuple(blocks), language=words.language)


def story_items(
    entries: tuple[Entry, ...], words: Wording, zone: ZoneInfo, now: datetime
) -> Iterator[StoryItem]:
    """Yield the entries as numbered items."""
    for number, entry in enumerate(entries, 1):
        yield StoryItem(
            number=number,
            headline=entry.headline,
            url=entry.url,
            sentences=sentences(entry, words),
            origin=origin(entry, words, zone, now),
            badge=badge(entry, words),
        )


def sentences(entry: Entry, words: Wording) -> tuple[str, ...]:
    """Return what an entry quotes, each other outlet named, and on what its outlets differ."""
    return (*quoted(entry, words), *differing(entry.differs, words))


def quoted(entry: Entry, words: Wording) -> tuple[str, ...]:
    """Return the quotes of an entry in their order, each other outlet named."""
    return tuple(
        words.say("digest.added", sentence=quote.text, outlet=outlet_text(quote.outlet, words))
        if quote.outlet
        else quote.text
        for quote in entry.quotes
    )


def differing(differences: Iterable[Difference], words: Wording) -> Iterator[str]:
    """Say on which numbers outlets differ, in their words, side by side."""
    for difference in differences:
        claims = (
            words.say("digest.claim", said=one.said, outlet=outlet_text(one.outlet, words))
            for one in difference
        )
        yield words.say("digest.differ", claims=words.listed(claims))


def badge(entry: Entry, words: Wording) -> str | None:
    """Say that a story is an update, or was put right; None: it is neither."""
    if entry.is_corrected:
        return words.say("digest.corrected")
    return words.say("digest.update") if entry.is_update else None


def origin(entry: Entry, words: Wording, zone: ZoneInfo, now: datetime) -> str:
    """Say who told a story, and when: `Xinhua, +1 source · 18 June 2021`. Copies do not count."""
    others = len(entry.outlets) - len(entry.copied) - 1
    outlet = outlet_text(entry.outlets[0], words) if entry.outlets else ""
    who = words.say("digest.outlets", outlet=outlet, others=others)
    if entry.published_at is None:
        return who
    today = now.astimezone(zone).date()
    day = words.day(entry.published_at.astimezone(zone).date(), today)
    return words.say("digest.origin", who=who, day=day)


def outlet_text(name: str, words: Wording) -> str:
    """Return who tells an article, as people read it: the folder it came through is nobody."""
    return words.say("digest.unnamed") if name == INBOX else name


def _closing(digest: Digest, words: Wording, read_at: str | None) -> Iterator[Block]:
    if digest.quiet_day:
        yield Fine(words.line("digest.quiet-day"))
    if digest.left_out:
        yield Fine(words.line("digest.left-out", count=digest.left_out))
    if read_at:
        yield Fine((Link(words.say("digest.read"), read_at),))
    yield digest_choices(digest.id, words, digest.left_out)


def digest_choices(digest_id: DigestId, words: Wording, left_out: int = 0) -> Choices:
    """Return what can be asked about the stories of a digest, and about those left out of it."""
    asked = (
        ("digest.more", "summary"), ("digest.why", "why"),
        ("digest.like", "more"), ("digest.less", "less"),
    )  # fmt: skip
    options = [
        Choice(words.say(key), f"{command} 1", f"{command} of:{digest_id}")
        for key, command in asked
    ]
    if left_out:
        rest = words.say("digest.rest", count=left_out)
        options.append(Choice(rest, "digest more", f"digest more of:{digest_id}"))
    return Choices(tuple(options))
