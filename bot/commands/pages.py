"""The settings as pages of buttons; what is tapped does what the command of its name does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.commands import manner
from bot.commands import settings as timing
from bot.commands.cities import REGIONS, cities, city_name
from bot.commands.paging import paged
from bot.commands.picking import Turn, changed, main_page, nothing_yet, page_of
from bot.commands.spec import Desk
from bot.commands.subscribing import enders
from bot.commands.toggling import topics_page
from bot.commands.typed import short
from bot.commands.which import numbered_one
from bot.domain.errors import NothingThere
from bot.domain.schedule_text import parse_schedule
from bot.domain.subscriptions import Subscription
from bot.messages.blocks import Choice, Message
from bot.messages.manners import schedule_said
from bot.messages.replies import wants_text
from bot.messages.tongues import language_name
from bot.messages.wording import Wording, languages

SCHEDULES = (
    "daily 08:00", "daily 18:00", "daily 08:00 18:00", "weekdays 08:00", "weekdays 07:30 18:00",
    "weekly fri 17:00", "every 4h", "instant", "off",
)  # fmt: skip

ALL = "all"  # of several subscriptions


def settings(
    desk: Desk,
    *,
    what: tuple[str, ...],
    subscription: str | None = None,
    page: str | None = None,
) -> Message:
    """Show the settings, a page of them, or change what a button of a page says."""
    if not what:
        return main_page(desk)
    name, *value = what
    show = PAGES.get(name.casefold())
    if show is None:
        with desk.store.snapshot() as tx:
            words = desk.words(desk.chat(tx))
        names = words.listed(PAGES)
        raise NothingThere(words.say("settings.no-page", page=short(name), pages=names))
    return show(desk, Turn(tuple(value), subscription, page))


def _schedule(desk: Desk, turn: Turn) -> Message:
    every = bool(turn.value) and turn.value[0].casefold() == ALL
    value = turn.value[1:] if every else turn.value
    number = value[0] if len(value) == 1 and value[0].isdecimal() else None
    if value and number is None:
        return changed(desk, timing.schedule(desk, when=value, subscription=turn.subscription))
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        found = tx.subscriptions.of_chat(chat.address)
    if not found and turn.subscription is None:
        return nothing_yet(words)
    chosen = numbered_one(number, found, words).id if number else turn.subscription
    if len(found) > 1 and chosen is None and not every:
        return page_of(words, "settings.which-schedule", _of_several(found, words, turn.page))
    numbers = [n for n, one in enumerate(found, 1) if one.id == chosen]
    if chosen is not None and not numbers:
        raise NothingThere(words.say("unsubscribe.stale"))
    typed = f"schedule {numbers[0]}" if numbers else "schedule"
    tapped = f"settings schedule id:{chosen}" if numbers else "settings schedule"
    options = [
        Choice(schedule_said(parse_schedule(text), words), f"{typed} {text}", f"{tapped} {text}")
        for text in SCHEDULES
    ]
    return page_of(words, "settings.pick-schedule", options)


def _of_several(
    found: Sequence[Subscription], words: Wording, page: str | None
) -> Sequence[Choice]:
    each = [
        Choice(
            wants_text(one.wants, words),
            f"settings schedule {number}",
            f"settings schedule id:{one.id}",
        )
        for number, one in enumerate(found, 1)
    ]
    all_ = Choice(words.say("settings.all"), f"settings schedule {ALL}")
    return paged([all_, *each], page, "settings schedule")


def _timezone(desk: Desk, turn: Turn) -> Message:
    place = " ".join(turn.value)
    region = next((one for one in REGIONS if one.casefold() == place.casefold()), None)
    if place and region is None:
        return changed(desk, timing.timezone(desk, place=turn.value))
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
    if region is not None:
        options = [_zone(city_name(zone), zone) for zone in cities(region)]
        shown = paged(options, turn.page, f"settings timezone {region}")
        up = Choice(words.say("settings.regions"), "settings timezone")
        return page_of(words, "settings.pick-city", [*shown, up])
    own = desk.invocation.timezone
    first = [_zone(words.say("settings.your-zone", zone=own), own)] if own else []
    regions = [Choice(name, f"settings timezone {name}") for name in REGIONS]
    return page_of(words, "settings.pick-region", [*first, *regions, _zone("UTC", "UTC")])


def _zone(label: str, zone: str) -> Choice:
    return Choice(label, f"timezone {zone}", f"settings timezone {zone}")


def _length(desk: Desk, turn: Turn) -> Message:
    if turn.value:
        return changed(desk, manner.length(desk, what=turn.value))
    return _values(desk, "length", manner.length(desk, what=()), manner.offered_lengths)


def _quiet(desk: Desk, turn: Turn) -> Message:
    if turn.value:
        return changed(desk, manner.quiet(desk, hours=turn.value))
    return _values(desk, "quiet", manner.quiet(desk, hours=()), manner.offered_quiet)


def _language(desk: Desk, turn: Turn) -> Message:
    if turn.value:
        return changed(desk, manner.language(desk, code=turn.value))
    said = manner.language(desk, code=())
    return _values(
        desk, "language", said, lambda _: [(language_name(one), one) for one in languages()]
    )


def _values(
    desk: Desk,
    command: str,
    said: Message,
    offered: Callable[[Wording], Sequence[tuple[str, str]]],
) -> Message:
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
    options = [
        Choice(label, f"{command} {value}", f"settings {command} {value}")
        for label, value in offered(words)
    ]
    return page_of(words, said.blocks[0], options)


def _unsubscribe(desk: Desk, turn: Turn) -> Message:
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        found = tx.subscriptions.of_chat(chat.address)
    if not found:
        return nothing_yet(words)
    shown = paged(enders(found, words), turn.page, "settings unsubscribe")
    return page_of(words, "unsubscribe.offer", shown)


PAGES: Mapping[str, Callable[[Desk, Turn], Message]] = {
    "schedule": _schedule,
    "timezone": _timezone,
    "length": _length,
    "quiet": _quiet,
    "language": _language,
    "topics": topics_page,
    "unsubscribe": _unsubscribe,
}
