"""Links in wishes: the feeds that they lead to, found and added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.commands.spec import Desk
from bot.commands.typed import Quoted
from bot.domain.errors import NotAllowed, NothingThere, SourceError, UsageError
from bot.domain.feeds import Feed, Origin
from bot.messages.wording import Wording
from bot.pipeline.feeds import free_name
from bot.pipeline.listing import Listed, new_feed
from bot.ports.store import Transaction

MOST_LINKS: Final = 3  # in one wish: each may take seconds to look at

_LINK: Final = re.compile(r"[-!+]?<?(?:https?://|www\.)\S+", re.IGNORECASE)
_SIGNS: Final = "-!+"


@dataclass(frozen=True, slots=True)
class Meant:
    """A wish in which links are names of sources, and the feeds that are to be added for it."""

    what: tuple[str, ...]
    feeds: tuple[Feed, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names of the sources that nobody knows yet."""
        return [feed.name for feed in self.feeds]


def is_link(word: str) -> bool:
    """Say whether a typed word is a link."""
    return not isinstance(word, Quoted) and _LINK.fullmatch(word) is not None


def with_known(tx: Transaction, what: Sequence[str]) -> tuple[str, ...]:
    """Return a wish with the names of known feeds in the place of their links."""
    return tuple(_known(tx, word) or word for word in what)


def meant(desk: Desk, what: Sequence[str], words: Wording) -> Meant:
    """Return a wish with names in the place of links, each looked at unless it is known.

    Nothing is written. May take as long as people wait: seconds.

    Raises:
        UsageError: there are too many links, or none can be read here.
        NotAllowed: who asks may not add feeds.
        NothingThere: there is no feed behind one of them; the message says why.
    """
    with desk.store.snapshot() as tx:
        what = with_known(tx, what)
    links = [word for word in what if is_link(word)]
    if len(links) > MOST_LINKS:
        raise UsageError(words.say("feeds.too-many", most=MOST_LINKS))
    found = {link: _found(desk, _bare(link), words) for link in links}
    names = {link: Quoted(_sign(link) + feed.name) for link, feed in found.items()}
    return Meant(
        tuple(names.get(word, word) for word in what),
        tuple(feed for feed in found.values() if feed.next_poll_at == desk.now),
    )


def add(tx: Transaction, feeds: Sequence[Feed]) -> None:
    """Keep feeds that were found, unless somebody else added them meanwhile."""
    for feed in feeds:
        same = tx.feeds.at(feed.url)
        if (same is None or same.id == feed.id) and tx.feeds.named(feed.name) is None:
            tx.feeds.put(feed)


def found_feed(desk: Desk, link: str, words: Wording, origin: Origin) -> Feed:
    """Return the feed behind a link: a known one, or one that was found now and is not kept yet.

    Raises:
        UsageError: no links are read here.
        NothingThere: there is none; the message says why.
    """
    if desk.feeds is None:
        raise UsageError(words.say("feeds.not-here"))
    try:
        found = desk.feeds.finder.find(link)
    except SourceError as error:
        raise NothingThere(str(error)) from error
    with desk.store.snapshot() as tx:
        known = tx.feeds.at(found.url)
        if known is not None and known.name:
            return known
        name = free_name(tx, found.title, found.url)
    if known is not None:  # such as one of a list that was not read yet
        return replace(known, name=name, next_poll_at=desk.now)
    listed = Listed(url=found.url, name=name, full_text=desk.feeds.full_text)
    made = new_feed(desk.ambient, listed, origin, first_at=desk.now)
    return replace(made, given=link)


def _found(desk: Desk, link: str, words: Wording) -> Feed:
    if desk.feeds is not None and desk.invocation.role.value < desk.feeds.role.value:
        raise NotAllowed(words.say("feeds.not-allowed"))
    return found_feed(desk, link, words, Origin.CHAT)


def _known(tx: Transaction, word: str) -> Quoted | None:
    if not is_link(word):
        return None
    feed = tx.feeds.at(_bare(word))
    return Quoted(_sign(word) + feed.name) if feed is not None and feed.name else None


def _sign(word: str) -> str:
    return word[0] if word[0] in _SIGNS else ""


def _bare(word: str) -> str:
    bare = word.lstrip(_SIGNS).removeprefix("<").partition("|")[0].rstrip(">,;")
    return bare if bare.lower().startswith("http") else f"https://{bare}"
