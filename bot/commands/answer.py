"""From what a person said to what we say back: the one way in for every platform."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import structlog

from bot.commands import forms
from bot.commands.glued import parted
from bot.commands.handed import shared_link
from bot.commands.parse import SUMMARY, Arguments, NoCommand, parse
from bot.commands.registry import COMMANDS, TAPS
from bot.commands.sayings import understood
from bot.commands.searching import look_up
from bot.commands.spec import Audience, Command, Desk, FeedAdding
from bot.commands.standing import overview
from bot.domain.chats import Chat, ChatAddress
from bot.domain.errors import NotAllowed, PersonError, StoreBusy
from bot.domain.ranking import Weights
from bot.messages.blocks import Message, Paragraph
from bot.messages.forms import Form, FormError
from bot.messages.replies import message_text, plain, said
from bot.messages.wording import Sentence, Wording, wording
from bot.pipeline.recent import Recent
from bot.ports.ambient import Ambient
from bot.ports.chat import Invocation
from bot.ports.links import ReadAt, nowhere
from bot.ports.reader import Reader
from bot.ports.store import Store

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerer:
    """Answers invocations; may be called from several threads."""

    store: Store
    ambient: Ambient
    default_chat: Callable[[Invocation], Chat]
    commands: tuple[Command, ...] = COMMANDS
    weights: Weights = field(default_factory=dict)
    reader: Reader | None = None
    read_at: ReadAt = nowhere
    feeds: FeedAdding | None = None
    topics: frozenset[str] = frozenset()
    recent: Recent = field(default_factory=Recent)

    def __call__(self, invocation: Invocation) -> Message:
        """Return the answer to what a person said; never raises for what they said."""
        return self._guarded(invocation, self._run)

    def submit(self, invocation: Invocation, values: Mapping[str, str]) -> Message:
        """Change what was filled in, all or nothing, and return what to say to it.

        Raises:
            FormError: some values cannot be; it says which, and why.
        """

        def change(desk: Desk) -> Message:
            self._let_change(desk)
            return replace(forms.submit(desk, values), aside=True)

        return self._guarded(invocation, change)

    def overview(self, invocation: Invocation, others: Mapping[ChatAddress, str]) -> Message:
        """Return what a person's own chat and some others, with their names, get, and when."""
        return self._guarded(invocation, lambda desk: overview(desk, others))

    def look_up(self, invocation: Invocation) -> Message:
        """Return the newest stories about the words that were said, and keep nothing of it."""
        return self._guarded(invocation, look_up)

    def form(self, invocation: Invocation) -> Form:
        """Return the settings of a chat, to be filled in.

        Raises:
            FormError: there is no form to show; it says why.
        """
        made: list[Form] = []

        def fill(desk: Desk) -> Message:
            self._let_change(desk)
            made.append(forms.settings_form(desk))
            return Message(())

        problem = self._guarded(invocation, fill)
        if not made:
            raise FormError({"": message_text(problem)})
        return made[0]

    def too_much(self, invocation: Invocation) -> Message:
        """Return what is said to somebody who says too much."""
        return replace(said(self._spoken(invocation), "error.too-much"), aside=True)

    def _guarded(self, invocation: Invocation, run: Callable[[Desk], Message]) -> Message:
        try:
            with self.recent.turn():
                return run(self._desk(invocation))
        except FormError:
            raise
        except NoCommand as error:
            if invocation.overheard and not error.near:
                return Message(())
            return _told(error)
        except PersonError as error:
            return _told(error)
        except StoreBusy:
            return replace(said(self._spoken(invocation), "error.busy"), aside=True, failed=True)
        except Exception:  # the border to a person: they get a number, the log gets the rest
            reference = self.ambient.new_id()[-8:]
            log.exception("answer.failed", reference=reference, address=str(invocation.address))
            apology = said(self._spoken(invocation), "error.ours", reference=reference)
            return replace(apology, aside=True, failed=True)

    def _desk(self, invocation: Invocation) -> Desk:
        return Desk(
            store=self.store,
            ambient=self.ambient,
            now=self.ambient.now(),
            invocation=invocation,
            default_chat=self.default_chat,
            commands=self.commands,
            weights=self.weights,
            reader=self.reader,
            read_at=self.read_at,
            feeds=self.feeds,
            topics=self.topics,
            recent=self.recent,
        )

    def _run(self, desk: Desk) -> Message:
        words = self._words(desk)
        command, arguments = self._read(desk.invocation, words)
        _let(desk, command.audience, command.name, words)
        answer = command.run(desk, **arguments)
        language = answer.language or words.language
        return replace(answer, aside=answer.aside or command.aside, language=language)

    def _read(self, said: Invocation, words: Wording) -> tuple[Command, Arguments]:
        meant = None
        if not said.overheard:
            meant = understood(said.text, words) or parted(said.text, self.commands, words)
        try:
            return parse(meant or said.text, self.commands, words, taps=TAPS)
        except NoCommand as error:
            # "Tug sinks https://news.example/tug": what buttons to share write.
            link = shared_link(said.text) if said.address.is_private and not error.near else ""
            if not link:
                raise
            return parse(f"{SUMMARY} {link}", self.commands, words)

    def _let_change(self, desk: Desk) -> None:
        _let(desk, Audience.CHANGERS, "settings", self._words(desk))

    def _spoken(self, invocation: Invocation) -> Wording:
        """Return the words of the chat; those of the person, where that cannot be looked up."""
        try:
            return self._words(self._desk(invocation))
        except Exception:  # noqa: BLE001 -- what broke the answer may break this, too
            return wording(invocation.language)

    def _words(self, desk: Desk) -> Wording:
        with self.store.snapshot() as tx:
            return desk.words(desk.chat(tx))


def _let(desk: Desk, audience: Audience, name: str, words: Wording) -> None:
    if desk.invocation.role.value < audience.value.value:
        raise NotAllowed(words.say("error.not-allowed", command=name))


def _told(error: PersonError) -> Message:
    """Say what a person did wrong, and what to type instead as it is typed where they are."""
    text = error.args[0] if error.args else ""
    line = text.line if isinstance(text, Sentence) else plain(str(error))
    return Message((Paragraph(line),), aside=True)
