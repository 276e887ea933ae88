"""Links in wishes: the feeds that they lead to, found and added."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.commands.asking import Meanwhile
from bot.commands.spec import Desk
from bot.commands.typed import Quoted
from bot.domain.errors import NotAllowed, NothingThere, SourceError, UsageError
from bot.domain.feeds import Feed, Origin
from bot.messages.reasons import retold
from bot.messages.wording import Wording
from bot.pipeline.feeds import free_name
from bot.pipeline.listing import Listed, new_feed
from bot.ports.feeds import FoundFeed
from bot.ports.store import Transaction

MOST_LINKS: Final = 3  # in one wish: each may take seconds to look at

_LINK: Final = re.compile(r"[-!+]?<?(?:https?://|www\.)\S+", re.IGNORECASE)
_SIGNS: Final = "-!+"
_NEVER: Final = frozenset("-!")


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


def found_behind(desk: Desk, what: Sequence[str], words: Wording) -> Mapping[str, FoundFeed]:
    """Look at the links of a wish that nobody knows yet; return what is behind each.

    May take as long as people wait: seconds.

    Raises:
        UsageError: there are too many links, or none can be read here.
        NotAllowed: who asks may not add feeds.
        NothingThere: there is no feed behind one of them; the message says why.
    """
    with desk.store.snapshot() as tx:
        links = [word for word in with_known(tx, what) if is_link(word)]
    if len(links) > MOST_LINKS:
        raise UsageError(words.say("feeds.too-many", most=MOST_LINKS))
    if links and desk.feeds is not None and desk.invocation.role.value < desk.feeds.role.value:
        raise NotAllowed(words.say("feeds.not-allowed"))
    return {link: found_feed(desk, bare_link(link), words) for link in links}


def meant(
    desk: Desk, tx: Transaction, what: Sequence[str], found: Mapping[str, FoundFeed]
) -> Meant:
    """Return a wish with names in the place of links. Nothing is written."""
    added: dict[str, Feed] = {}  # by their addresses
    named: list[str] = []
    for word in with_known(tx, what):
        behind = found.get(word)
        if behind is None:
            named.append(word)
            continue
        known = tx.feeds.at(behind.url)
        if known is None or not known.name:
            taken = [feed.name for feed in added.values()]
            made = made_feed(desk, tx, bare_link(word), behind, Origin.CHAT, taken=taken)
            if known is None and _sign(word) in _NEVER:
                made = replace(made, next_poll_at=None)
            known = added.setdefault(behind.url, made)
        named.append(Quoted(_sign(word) + known.name))
    return Meant(tuple(named), tuple(added.values()))


def add(tx: Transaction, feeds: Sequence[Feed]) -> None:
    """Keep feeds that were found.

    Raises:
        Meanwhile: somebody else added one of them, or took its name; nothing is to be written.
    """
    for feed in feeds:
        others = {tx.feeds.at(feed.url), tx.feeds.named(feed.name)} - {None}
        if any(other is not None and other.id != feed.id for other in others):
            raise Meanwhile
        tx.feeds.put(feed)


def found_feed(desk: Desk, link: str, words: Wording) -> FoundFeed:
    """Return what is behind a link.

    Raises:
        UsageError: no links are read here.
        NothingThere: there is no feed; the message says why.
    """
    if desk.feeds is None:
        raise UsageError(words.say("feeds.not-here"))
    try:
        return desk.feeds.finder.find(link)
    except SourceError as error:
        raise NothingThere(retold(str(error), words)) from error


def made_feed(
    desk: Desk,
    tx: Transaction,
    link: str,
    found: FoundFeed,
    origin: Origin,
    *,
    taken: Collection[str] = (),
) -> Feed:
    """Return a feed that was found, with a name that is no other's, to be asked now."""
    name = free_name(tx, found.title, found.url, taken)
    known = tx.feeds.at(found.url)
    if known is not None:  # such as one of a list that was not read yet
        return replace(known, name=name, next_poll_at=desk.now)
    full_text = desk.feeds is None or desk.feeds.full_text
    listed = Listed(url=found.url, name=name, full_text=full_text)
    return replace(new_feed(desk.ambient, listed, origin, first_at=desk.now), given=link)


def bare_link(word: str) -> str:
    """Return the address of a typed link, without signs and as platforms do not write it."""
    bare = word.lstrip(_SIGNS).removeprefix("<").partition("|")[0].rstrip(">,;")
    return bare if bare.lower().startswith("http") else f"https://{bare}"


def _known(tx: Transaction, word: str) -> Quoted | None:
    if not is_link(word):
        return None
    feed = tx.feeds.at(bare_link(word))
    return Quoted(_sign(word) + feed.name) if feed is not None and feed.name else None


def _sign(word: str) -> str:
    return word[0] if word[0] in _SIGNS else ""
