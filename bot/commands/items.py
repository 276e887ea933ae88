"""Which story of which digest is meant: by its number in the last list, or by a button."""

from __future__ import annotations

from dataclasses import dataclass

from bot.commands.spec import Desk
from bot.commands.typed import place, short
from bot.domain.digests import Digest, DigestId, Entry
from bot.domain.errors import NothingThere
from bot.messages.blocks import Choice, Choices, Message, Paragraph, Place
from bot.messages.digest import digest_choices
from bot.messages.wording import Wording
from bot.ports.store import Transaction

_QUESTIONS = {
    "summary": "digest.which-summary",
    "why": "digest.which-why",
    "more": "digest.which-more",
    "less": "digest.which-less",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One story of a digest that this chat was given."""

    digest: Digest
    number: int
    entry: Entry


def pick(desk: Desk, verb: str, number: str | None, of: str | None) -> Item | Message:
    """Return the item that is meant, or the question which one.

    Args:
        desk: Who asks, and where.
        verb: The command that asks: `summary`, `why`, `more` or `less`.
        number: As typed; None: not said.
        of: The id of the digest, as a button says it; None: the chat's last one.

    Raises:
        NothingThere: there is no such digest or item.
    """
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
        digest = digest_of(desk, tx, words, of)
    most = len(digest.entries)
    if number is None and most > 1:
        return _which(verb, digest, words, tapped=of is not None)
    typed = "1" if number is None else number.removeprefix("#")
    found = place(typed, most)
    if found is None:
        raise NothingThere(words.say("summary.no-item", number=short(typed), most=most))
    return Item(digest=digest, number=found, entry=digest.entries[found - 1])


def first_buttons(desk: Desk, of: str) -> Message:
    """Return a digest's own buttons, to take the place of the question which story."""
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
        digest = digest_of(desk, tx, words, of)
    return Message((digest_choices(digest.id, words, digest.left_out),), place=Place.BUTTONS)


def digest_of(desk: Desk, tx: Transaction, words: Wording, of: str | None) -> Digest:
    """Return the digest of this id, as a button says it, or the chat's last one.

    Raises:
        NothingThere: there is none.
    """
    address = desk.invocation.address
    if of is None:
        digest = tx.digests.last(address)
        if digest is None or not digest.entries:
            raise NothingThere(words.say("summary.no-digest"))
        return digest
    digest = tx.digests.get(DigestId(of))
    if digest is None or digest.address != address or not digest.entries:
        raise NothingThere(words.say("digest.stale"))
    return digest


def _which(verb: str, digest: Digest, words: Wording, *, tapped: bool) -> Message:
    options = [
        Choice(str(number), f"{verb} {number}", f"{verb} {number} of:{digest.id}")
        for number in range(1, len(digest.entries) + 1)
    ]
    if tapped:
        options.append(Choice(words.say("digest.back"), f"digest of:{digest.id}"))
    question = Paragraph(words.line(_QUESTIONS[verb]))
    place = Place.BUTTONS if tapped else Place.NEW
    return Message((question, Choices(tuple(options))), place=place)
