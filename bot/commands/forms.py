"""The settings as a form: what is set now, and all changes at once or none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from bot.commands.manner import read_length, read_quiet
from bot.commands.parse import MOST_TEXT, split_words
from bot.commands.picking import main_page
from bot.commands.retyped import as_typed
from bot.commands.settings import MOST_ZONES, move_due_times
from bot.commands.spec import Desk
from bot.commands.standing import common_schedule
from bot.commands.subscribing import new_subscription
from bot.commands.typed import short
from bot.commands.wishes import read_wish
from bot.commands.zones import find_zones
from bot.domain.chats import Chat
from bot.domain.errors import PersonError, UsageError
from bot.domain.lengths import length_text
from bot.domain.quiet import quiet_text
from bot.domain.schedule_text import parse_schedule, schedule_text
from bot.domain.schedules import DAILY_AT_EIGHT, Schedule, next_due
from bot.domain.subscriptions import MOST_SUBSCRIPTIONS, Subscription, Wants
from bot.messages.blocks import Message, Paragraph
from bot.messages.forms import SHOWN, Field, Form, FormError
from bot.messages.manners import length_said, schedule_problem
from bot.messages.quoting import AROUND, QUOTES, WITHIN
from bot.messages.replies import wants_command, zone_text
from bot.messages.wording import Wording
from bot.pipeline.overtaken import keep_quiet
from bot.pipeline.presence import unsubscribed, wanted_again
from bot.ports.store import Transaction

USUAL = schedule_text(DAILY_AT_EIGHT)

_LENGTHS = {"short": "form.short", "medium": "form.medium", "long": "form.long"}

MARK_BYTES = 6  # a form of fifty wishes has 700 letters of marks

_UNQUOTED = rf'(?:[^"]++|{WITHIN})*'
SEPARATOR = re.compile(  # outside quotes
    rf"[;\n](?=(?:{_UNQUOTED}{AROUND}{_UNQUOTED}{AROUND})*{_UNQUOTED}$)"
)


def settings_form(desk: Desk) -> Form:
    """Return the chat's settings, to be filled in."""
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        found = tx.subscriptions.of_chat(chat.address)
    length = length_text(chat.budget)
    lengths = [(name, words.say(key)) for name, key in _LENGTHS.items()]
    if length not in _LENGTHS:
        lengths.append((length, length_said(chat.budget, words)))
    form = Form(
        title=words.say("form.title"),
        submit=words.say("form.submit"),
        cancel=words.say("form.cancel"),
        fields=(
            Field(
                name="what",
                label=words.say("form.what"),
                value="; ".join(wants_command(one.wants) for one in found),
                hint=words.say("form.what-hint"),
                optional=not found,
                too_long=words.say("form.what-too-long"),
            ),
            Field(
                name="schedule",
                label=words.say("form.schedule"),
                value=common_schedule(found) or "",
                hint=words.say("form.schedule-several" if len(found) > 1 else "form.schedule-hint"),
                optional=len(found) != 1,
            ),
            Field(
                name="timezone",
                label=words.say("form.timezone"),
                value=zone_text(chat.timezone),
                hint=words.say("form.timezone-hint"),
            ),
            Field(
                name="length",
                label=words.say("form.length"),
                value=length,
                options=tuple(lengths),
            ),
            Field(
                name="quiet",
                label=words.say("form.quiet"),
                value=quiet_text(chat.quiet),
                hint=words.say("form.quiet-hint"),
                optional=True,
            ),
        ),
    )
    marks = [_mark(field.name, field.value) for field in form.fields]
    marks += [_mark("wish", *_written(one.wants)) for one in found]
    return replace(form, shown=" ".join(marks))


def submit(desk: Desk, values: Mapping[str, str]) -> Message:
    """Change what was filled in, all or nothing, and return the settings as they are now.

    A field that is left out, or as it was shown, stays as it is; so does a subscription that was
    not shown. One that was shown, and has ended meanwhile, does not come back for standing there.

    Raises:
        FormError: some values cannot be; nothing was changed.
    """
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        wanted = _Filled(tx, chat, desk.words(chat))
        wanted.read(values)
    if wanted.problems:
        raise FormError(wanted.problems)
    with desk.store.transaction() as tx:
        before = desk.chat(tx)
        chat = replace(before, **wanted.changes)
        tx.chats.put(chat)
        keep_quiet(tx, before, chat, desk.now)
        _keep(desk, tx, chat, wanted)
        if "timezone" in wanted.changes:
            move_due_times(desk, tx, chat)
    return main_page(desk, Paragraph(desk.words(chat).line("form.done")))


def _keep(desk: Desk, tx: Transaction, chat: Chat, wanted: _Filled) -> None:
    """Write what is wanted, and when: a schedule beside a wish is for this wish alone."""
    found = tx.subscriptions.of_chat(chat.address)
    shown = [one for one in found if wanted.showed(one)]
    as_they_are = [(one.wants, None) for one in shown]
    wishes = dict(as_they_are if wanted.wishes is None else wanted.wishes)
    usual = wanted.schedule or parse_schedule(common_schedule(shown) or USUAL)
    known = {one.wants: one for one in found}
    for gone in (one for one in shown if one.wants not in wishes):
        unsubscribed(tx, gone)
    for wants, own in wishes.items():
        rule = own or wanted.schedule
        if wants not in known:
            tx.subscriptions.put(new_subscription(desk, chat, wants, rule or usual))
            wanted_again(tx, wants, desk.now)
        elif rule is not None:
            due = next_due(rule, desk.now, desk.zone(chat))
            tx.subscriptions.put(replace(known[wants], schedule=rule, next_due_at=due))


@dataclass(slots=True)
class _Filled:
    """What was filled in, as far as it could be read."""

    tx: Transaction
    chat: Chat
    words: Wording
    problems: dict[str, str] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)  # of fields of Chat
    wishes: Sequence[tuple[Wants, Schedule | None]] | None = None  # None: as they are
    schedule: Schedule | None = None  # None: as it is
    shown: frozenset[str] = frozenset()  # marks of fields and wishes; none: it showed all there is

    def showed(self, subscription: Subscription) -> bool:
        """Say whether the form showed a subscription."""
        return not self.shown or _mark("wish", *_written(subscription.wants)) in self.shown

    def read(self, values: Mapping[str, str]) -> None:
        """Read every field that was changed; what cannot be goes to the problems."""
        self.shown = frozenset(values.get(SHOWN, "").split())
        readers: Mapping[str, Callable[[str], None]] = {
            "what": self._what,
            "schedule": self._schedule,
            "timezone": self._timezone,
            "length": self._length,
            "quiet": self._quiet,
        }
        for name, read in readers.items():
            if name in values and _mark(name, values[name].strip()) not in self.shown:
                try:
                    read(values[name].strip()[: MOST_TEXT + 1])
                except PersonError as error:
                    self.problems[name] = error.args[0] if error.args else str(error)

    def _what(self, text: str) -> None:
        if len(text) > MOST_TEXT:  # what is cut off is not what nobody wants any more
            raise UsageError(self.words.say("form.what-too-long"))
        parts = SEPARATOR.split(text.translate(QUOTES))
        wishes = [as_typed(said, self.words) for said in map(split_words, parts) if said]
        found = self.tx.subscriptions.of_chat(self.chat.address)
        if not wishes and found:
            raise UsageError(self.words.say("form.what-empty"))
        # What stands there as it was keeps meaning what it meant: a word may be a topic by now.
        known = {_written(one.wants): one.wants for one in found}
        left = [
            wish
            for wish in map(tuple, wishes)
            if wish in known or _mark("wish", *wish) not in self.shown  # or ended meanwhile
        ]
        self._refuse_more(len(set(left)))  # each takes time to be read
        self.wishes = [
            (known[wish], None) if wish in known else read_wish(wish, self.tx, self.words)
            for wish in left
        ]
        others = {one.wants for one in found if not self.showed(one)}
        self._refuse_more(len(others.union(wants for wants, _ in self.wishes)))

    def _refuse_more(self, wishes: int) -> None:
        if wishes > MOST_SUBSCRIPTIONS:
            raise UsageError(self.words.say("subscribe.too-many", most=MOST_SUBSCRIPTIONS))

    def _schedule(self, text: str) -> None:
        found = self.tx.subscriptions.of_chat(self.chat.address)
        if not text or text == common_schedule([one for one in found if self.showed(one)]):
            return
        try:
            self.schedule = parse_schedule(text)
        except ValueError as error:
            problem = schedule_problem(error, self.words)
            said = self.words.say("schedule.not-understood", problem=problem)
            raise UsageError(said) from error

    def _timezone(self, text: str) -> None:
        if text == zone_text(self.chat.timezone):
            return
        zones = find_zones(text)
        if len(zones) > 1:
            shown = self.words.listed(zones[:MOST_ZONES])
            raise UsageError(self.words.say("form.several-zones", place=short(text), zones=shown))
        if not zones:
            raise UsageError(self.words.say("timezone.unknown", place=short(text)))
        self.changes["timezone"] = zones[0]

    def _length(self, text: str) -> None:
        if text != length_text(self.chat.budget):
            self.changes["budget"] = read_length(text, self.words)

    def _quiet(self, text: str) -> None:
        self.changes["quiet"] = read_quiet(text, self.words) if text else None


def _written(wants: Wants) -> tuple[str, ...]:
    """Return the words of a wish as the form writes it."""
    return tuple(split_words(wants_command(wants)))


def _mark(*words: str) -> str:
    """Return a few letters that stand for words."""
    text = "\0".join(words).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=MARK_BYTES).hexdigest()
