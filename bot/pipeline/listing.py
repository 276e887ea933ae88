"""Listing: feeds are added, and those of the settings come and go with these."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from bot.domain.errors import SettingsError, SourceError
from bot.domain.feeds import Feed, FeedId, Origin
from bot.domain.subscriptions import Wants
from bot.domain.topics import topic_name
from bot.pipeline.feeds import free_name
from bot.ports.ambient import Ambient
from bot.ports.store import Store, Transaction

_SPREAD: Final = timedelta(minutes=10)  # in which feeds that were added together are first asked
MOST_LISTED: Final = 20_000  # lines of a list
_SECRET: Final = re.compile(r"(?<=//)[^/\s]*@")  # a user name and a password
_FEW: Final = 50  # that are asked at once, as somebody waits for them


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A feed as the settings or a list of feeds name it."""

    url: str
    name: str = ""
    topics: Sequence[str] = ()
    full_text: bool = True


class LeftOut(NamedTuple):
    """A line of a list that is not taken for a feed, and why."""

    written: str  # but for a password in it
    reason: str


def new_feed(ambient: Ambient, listed: Listed, origin: Origin, *, first_at: datetime) -> Feed:
    """Return a feed that nobody has asked yet."""
    return Feed(
        id=FeedId(ambient.new_id()),
        url=listed.url,
        given=listed.url,
        name=listed.name,
        topics=_topics(listed),
        full_text=listed.full_text,
        origin=origin,
        added_at=ambient.now(),
        next_poll_at=first_at,
    )


def add_all(
    tx: Transaction, ambient: Ambient, listed: Iterable[Listed], origin: Origin
) -> tuple[int, int]:
    """Add feeds of a list; return how many are new, and how many were known.

    Known ones get the topics of the list beside their own.
    """
    added = known = 0
    now = ambient.now()
    for one in listed:
        before = tx.feeds.at(one.url)
        if before is not None:
            known += 1
            tx.feeds.put(replace(before, topics=before.topics | _topics(one)))
            continue
        name = one.name if one.name and tx.feeds.named(one.name) is None else ""
        spread = _SPREAD * ambient.jitter() if added >= _FEW else timedelta(0)
        tx.feeds.put(new_feed(ambient, replace(one, name=name), origin, first_at=now + spread))
        added += 1
    return added, known


def keep_listed(store: Store, ambient: Ambient, listed: Sequence[Listed]) -> None:
    """Let the feeds of the settings be those that stand there now.

    What is known of one that is called otherwise now goes with it, and so do its subscribers.

    Raises:
        SettingsError: two of them, or one and another feed, have the same name.
    """
    with store.snapshot() as tx:
        before = {feed.id: feed for feed in tx.feeds.all()}
        if not listed and not any(one.origin is Origin.SETTINGS for one in before.values()):
            return
    with store.transaction() as tx:
        before = {feed.id: feed for feed in tx.feeds.all()}
        wanted = _wanted(tx, ambient, listed)
        others = [feed for feed in before.values() if feed.id not in wanted]
        for feed in others:
            if feed.origin is Origin.SETTINGS:
                tx.feeds.remove(feed.id)
        taken = [feed for feed in others if feed.origin is not Origin.SETTINGS]
        named = list(_named(tx, wanted, before, taken))
        changed = [feed for feed in named if feed != before.get(feed.id)]
        for feed in changed:  # as two of them may have swapped their names
            tx.feeds.put(replace(feed, name=""))
        for feed in changed:
            tx.feeds.put(feed)
        known = {feed.id: feed.name for feed in before.values()}
        _rename(tx, [(old, one.name) for one in changed if (old := known.get(one.id))])


def _rename(tx: Transaction, names: Collection[tuple[str, str]]) -> None:
    """Take what is known of sources, and who subscribed, from old names to new ones."""
    moves = [(f"\n{number}", old, new) for number, (old, new) in enumerate(names) if old != new]
    for aside, old, _ in moves:  # first out of the way, as two may have swapped their names
        tx.sources.rename(old, aside)
        tx.recurring.rename(old, aside)
    for aside, _, new in moves:
        tx.sources.rename(aside, new)
        tx.recurring.rename(aside, new)
    follow = {old: new for _, old, new in moves if not _is_of_another(tx, old, new)}
    followers = [one for old in follow for one in tx.subscriptions.naming(old)]
    for one in {one.id: one for one in followers}.values():
        tx.subscriptions.put(replace(one, wants=_with_new(one.wants, follow)))


def _is_of_another(tx: Transaction, old: str, new: str) -> bool:
    """Say whether the name that a source had is that of another feed now."""
    bearer = tx.feeds.named(old)
    return bearer is not None and bearer.name != new


def _with_new(wants: Wants, names: Mapping[str, str]) -> Wants:
    """Return wishes with new names beside the old ones, under which articles may wait."""

    def beside(named: frozenset[str]) -> frozenset[str]:
        return named | {names[one] for one in named if one in names}

    return replace(wants, sources=beside(wants.sources), never=beside(wants.never))


def _wanted(tx: Transaction, ambient: Ambient, listed: Sequence[Listed]) -> dict[FeedId, Feed]:
    """Return the feeds of the settings, each with the name that stands there, or with none."""
    wanted: dict[str, Feed] = {}
    for one in listed:
        twice = wanted.get(one.url)
        feed = twice or tx.feeds.at(one.url)
        feed = feed or new_feed(ambient, one, Origin.SETTINGS, first_at=ambient.now())
        wanted[one.url] = replace(
            feed,
            name=one.name or (twice.name if twice else ""),
            topics=_topics(one),
            full_text=one.full_text,
            origin=Origin.SETTINGS,
        )
    return {feed.id: feed for feed in wanted.values()}


def _named(
    tx: Transaction,
    wanted: Mapping[FeedId, Feed],
    before: Mapping[FeedId, Feed],
    others: Iterable[Feed],
) -> Iterator[Feed]:
    """Yield feeds with their names; one that the settings do not name keeps its own, if it can.

    If it cannot, as another has it now, one that was read gets a name like it.
    """
    taken = {feed.name.casefold(): feed for feed in others}
    for feed in filter(lambda one: one.name, wanted.values()):
        same = taken.setdefault(feed.name.casefold(), feed)
        if same is not feed:
            raise SettingsError(
                f"sources.feeds: the feeds {feed.url} and {same.url} cannot both be called"
                f" {feed.name!r}."
            )
        yield feed
    for feed in wanted.values():
        if not feed.name:
            own = before[feed.id].name if feed.id in before else ""
            if own.casefold() in taken:
                own = free_name(tx, own, feed.url, taken) if own and feed.read_at else ""
            taken.setdefault(own.casefold(), feed)
            yield replace(feed, name=own)


def listed_in(
    text: str, address_of: Callable[[str], str], *, full_text: bool
) -> tuple[list[Listed], list[LeftOut]]:
    """Return the feeds of a list, an address a line, its name and topic behind tabs; and the rest.

    Args:
        text: the list; empty lines, and those that begin with `#`, are none of it.
        address_of: returns the address that a line means, or raises SourceError.
        full_text: whether the pages of these feeds are read.
    """
    found, left_out = [], []
    for line in text.splitlines()[:MOST_LISTED]:
        written, name, topic, *_ = (part.strip() for part in f"{line}\t\t".split("\t"))
        if not written or written.startswith("#"):
            continue
        try:
            url = address_of(written)
        except SourceError as error:
            left_out.append(LeftOut(_SECRET.sub("…@", written), str(error)))
        else:
            found.append(Listed(url=url, name=name, topics=(topic,), full_text=full_text))
    return found, left_out


def _topics(listed: Listed) -> frozenset[str]:
    return frozenset(filter(None, map(topic_name, listed.topics)))
