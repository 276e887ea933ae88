"""A whole bot without platforms: a real store in memory, a list as source, a clock that stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

import pytest

from bot.commands.answer import Answerer
from bot.domain.chats import Chat, parse_address
from bot.domain.deliveries import Body, Receipt
from bot.domain.proving import Verdict
from bot.messages.blocks import Choices, Message
from bot.pipeline.collect import Collected, collect
from bot.pipeline.deliver import Outcome, claim, settle
from bot.pipeline.filing import Topics
from bot.pipeline.group import group_new
from bot.pipeline.plan import Planned, plan
from bot.pipeline.summarize import summarize_new
from bot.pipeline.verify import verify
from bot.ports.chat import Invocation, Role
from bot.ports.store import Store
from bot.render.paper import to_text
from bot.render.terminal import render
from bot.storage.open import open_store
from tests.fakes.world import ListSource, World

SPACE = """\
Probe lands on the far side of the moon

The probe Petrel landed on the far side of the moon early on Monday, the space agency said. \
It carries a drill that is to bring up ice from two meters below the ground. \
The mission cost 210 million crowns and had been delayed twice by problems with its engine. \
Engineers in the control room cheered when the first picture arrived at four in the morning."""

HARBOR = """\
Harbor bridge opens after nine years

The bridge across Sorrel Sound opened to traffic on Sunday, nine years after work on it began. \
It is 2,100 meters long and replaces a ferry that ran every half hour. \
Some 14,000 people walked across it before the first cars were let on, the city council said. \
The council expects 20,000 cars a day and takes a toll of three crowns."""

FOOTBALL = """\
Northport win the cup on penalties

Northport won the cup on penalties on Saturday after a goalless match in the rain. \
Their goalkeeper, Ada Brink, saved three of the five penalties that she faced. \
It is the first title of the football club since 1974, and the city has declared a holiday."""


@dataclass(kw_only=True)
class Bot:
    """The bot, to be talked to and to be let work."""

    store: Store
    world: World = field(default_factory=World)
    source: ListSource = field(default_factory=ListSource)
    address: str = "console:local"
    role: Role = Role.OPERATOR
    topics: Topics = field(default_factory=dict)

    def says(self, text: str, **more: object) -> str:
        """Return the answer to a line, as plain text of 100 columns."""
        return shown(self.hears(text, **more))

    def hears(self, text: str, **more: object) -> Message:
        """Return the answer to a line."""
        return self.answerer(self.invocation(text, **more))

    @property
    def answerer(self) -> Answerer:
        """What answers, made anew: nothing is kept but in the store."""
        return Answerer(
            store=self.store,
            ambient=self.world.ambient,
            default_chat=lambda invocation: Chat(address=invocation.address),
        )

    def invocation(self, text: str = "", **more: object) -> Invocation:
        """Return something said in the chat."""
        return Invocation(
            address=parse_address(self.address),
            person="ann",
            role=self.role,
            text=text,
            received_at=self.world.now,
            **more,
        )

    def takes_in(self, *texts: str, **fields: object) -> Collected:
        """Put texts into the source; collect, summarize and group them."""
        for text in texts:
            self.source.put(f"{text[:20].strip()}.txt", text, **fields)
        outcome = collect(self.store, self.source, self.world.ambient)
        summarize_new(self.store, topics=self.topics)
        group_new(self.store, self.world.ambient)
        return outcome

    def plans(self) -> Planned:
        """Plan what is due."""
        return plan(self.store, self.world.ambient, lambda message, _: render(message))

    def posts(self) -> list[str]:
        """Post what waits in the outbox, and return it as plain text."""
        texts = []
        while found := claim(self.store, {"console"}, self.world.ambient):
            texts += [plain([one.part.body]) for one in found]
            posted = [Outcome(one, Receipt(message_id="1")) for one in found]
            settle(self.store, posted, self.world.ambient)
        return texts


def shown(message: Message) -> str:
    """Return a message as plain text of 100 columns."""
    return plain(render(message))


def taps(message: Message) -> dict[str, str]:
    """Return what the buttons of a message say, by their labels."""
    return {
        option.label: option.tapped
        for block in message.blocks
        if isinstance(block, Choices)
        for option in block.options
    }


def plain(bodies: Sequence[Body]) -> str:
    return "\n".join(to_text(body, width=100, color=False) for body in bodies)


@pytest.fixture
def bot() -> Iterator[Bot]:
    store = open_store("sqlite:///:memory:")
    yield Bot(store=store)
    told = [(proof, digest.id) for digest, found in verify(store) for proof in found]
    assert [one for one in told if one[0].verdict is Verdict.FALSE] == []
    store.close()


@pytest.fixture(scope="session")
def morning() -> Iterator[tuple[Bot, int]]:
    """A bot with three articles, two under topics, made once for all; and its next free id."""
    bot = Bot(store=open_store("sqlite:///:memory:"))
    bot.takes_in(SPACE, tags=frozenset({"space"}), author="Northern Post")
    bot.takes_in(FOOTBALL, tags=frozenset({"sport"}), author="Harbor Wire")
    bot.takes_in(HARBOR, author="Harbor Wire")
    yield bot, next(bot.world._ids)
    bot.store.close()


@pytest.fixture
def news(bot: Bot, morning: tuple[Bot, int]) -> Bot:
    """The bot with the three articles of that morning, as if it had just taken them in."""
    then, free = morning
    with then.store._connections.reading() as made, bot.store._connections.writing() as copy:
        made.conn.backup(copy.conn)
    bot.world._ids = count(free)
    bot.source.items = list(then.source.items)
    return bot
