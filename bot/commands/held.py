"""What of a chat's messages did not arrive, what is held and until when, for `status`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.commands.asking import A_WEEK
from bot.commands.spec import Desk
from bot.domain.chats import Chat, Platform
from bot.domain.deliveries import DEAD, PartState
from bot.messages.blocks import Line
from bot.messages.reasons import retold
from bot.messages.replies import plain
from bot.messages.wording import Wording
from bot.pipeline.presence import resumes
from bot.pipeline.unsent import NOT_SENT, Unsent, unsent
from bot.ports.store import Transaction

MOST_COUNTED = 500
MOST_AHEAD = 100_000
SHOWN = (
    PartState.PLANNED,
    PartState.UNKNOWN,
    PartState.CARDED,
    PartState.FAILED,
    PartState.EXPIRED,
)


def held_rows(desk: Desk, tx: Transaction, chat: Chat, words: Wording) -> list[tuple[str, Line]]:
    """Return how many messages did not arrive, and why those that still may are held."""
    found = [
        one
        for one in unsent(tx, desk.now, MOST_COUNTED, states=NOT_SENT, address=chat.address)
        if one.state not in DEAD or one.claim.part.next_at >= desk.now - A_WEEK
    ]
    counts = Counter(one.state for one in found)
    said = [
        words.say(f"status.{state.value}", count=counts[state]) for state in SHOWN if counts[state]
    ]
    edits = tx.edits.waiting(chat.address)
    if edits:
        said.append(words.say("status.corrections", count=edits))
    rows = [(words.say("status.held"), plain(words.listed(said)))] if said else []
    reasons = dict.fromkeys([*_reasons(desk, chat, words, found), *_others(desk, tx, words, found)])
    return [*rows, *((words.say("status.why"), line) for line in reasons)]


def pause_line(desk: Desk, chat: Chat, words: Wording) -> Line | None:
    """Say that digests rest, and why: somebody asked for it, or the platform refused us."""
    if chat.paused is None or not chat.is_paused(desk.now):
        return None
    if resumes(chat):
        return words.line("status.paused-because", reason=retold(chat.paused.reason, words))
    if chat.paused.until is None:
        return words.line("status.paused")
    end = words.moment(chat.paused.until, desk.zone(chat), desk.now)
    return words.line("status.paused-until", end=end)


def _reasons(desk: Desk, chat: Chat, words: Wording, found: Sequence[Unsent]) -> Iterator[Line]:
    zone = desk.zone(chat)
    for one in found:
        part = one.claim.part
        if one.held_until is not None:
            end = words.moment(one.held_until, zone, desk.now)
            name = Platform(one.claim.address.platform).value.capitalize()
            yield words.line("status.wait", end=end, platform=name)
        elif one.paused is not None:
            continue  # said beside the next digest
        elif part.state is PartState.UNKNOWN:
            looked = words.moment(max(part.next_at, desk.now), zone, desk.now)
            yield words.line("status.looked-after", end=looked)
        elif part.state is PartState.PLANNED and part.problem and part.next_at > desk.now:
            end = words.moment(part.next_at, zone, desk.now)
            problem = retold(part.problem, words)
            yield words.line("status.next-try", end=end, problem=problem)


def _others(desk: Desk, tx: Transaction, words: Wording, found: Sequence[Unsent]) -> Iterator[Line]:
    """Say how many messages to other chats leave before the first that may."""
    waiting = (one for one in found if one.state is PartState.PLANNED)
    first = next(waiting, None)
    if first is None or first.standing == "held" or first.claim.part.next_at > desk.now:
        return
    ahead = tx.archive.ahead_of(first.claim.part.key, MOST_AHEAD)
    if ahead:
        yield words.line("status.behind", count=ahead)
