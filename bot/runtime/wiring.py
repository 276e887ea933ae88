"""Wiring: which part gets which. Plain constructor calls, to be read from top to bottom."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO
from zoneinfo import ZoneInfo

from bot.adapters.console import ConsoleAdapter
from bot.commands.answer import Answerer
from bot.commands.registry import COMMANDS
from bot.commands.spec import FeedAdding
from bot.domain.chats import Chat, ChatAddress, Platform
from bot.domain.deliveries import Body, Doubt
from bot.domain.errors import SettingsError
from bot.domain.tongues import Tongues
from bot.domain.topics import topic_name
from bot.messages.blocks import Message
from bot.messages.wording import wording
from bot.pipeline.deliver import Rules
from bot.pipeline.feeds import FIRST, FeedWork
from bot.pipeline.group import Grouping
from bot.pipeline.listing import keep_listed
from bot.pipeline.recent import Recent
from bot.ports.ambient import Ambient
from bot.ports.chat import ChatAdapter, Invocation, Role
from bot.ports.links import ReadAt
from bot.ports.store import Store
from bot.render import slack, telegram, terminal, web
from bot.runtime.ambient import local_zone, new_secret, real_ambient
from bot.runtime.carrier import Carrier
from bot.runtime.chosen import keep_of, limits_of, others_of, queues_of
from bot.runtime.courier import Courier
from bot.runtime.feeding import Feeding
from bot.runtime.fetching import address_in_lists, listed_feeds, make_fetcher
from bot.runtime.front import Front
from bot.runtime.pacing import Pace
from bot.runtime.polling import Polling
from bot.runtime.settings import Settings
from bot.runtime.ticks import Steps
from bot.runtime.turns import AT_ONCE, AT_ONCE_AWAY
from bot.sources.extract import Extractor
from bot.sources.feed_finding import FeedSearch
from bot.sources.feed_parsing import FeedParser
from bot.sources.folder import FolderSource
from bot.sources.killable import Killable
from bot.sources.page import PageReader
from bot.storage.open import POSTGRES, open_store
from bot.web.links import Links
from bot.web.signing import Signer
from summarizer import Meanings

if TYPE_CHECKING:
    from bot.sources.feed import FeedPolling

RENDERERS = {
    Platform.CONSOLE.value: terminal.render,
    Platform.SLACK.value: slack.render,
    Platform.TELEGRAM.value: telegram.render,
    Platform.WEB.value: web.render,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The parts of the program, put together. Closing it closes the store."""

    settings: Settings
    ambient: Ambient
    store: Store
    source: FolderSource
    extractor: Extractor
    reader: PageReader
    killable: Killable
    steps: Steps
    answerer: Answerer
    links: Links

    def console(self, stdin: TextIO, stdout: TextIO) -> ConsoleAdapter:
        """Return the console as a chat platform."""
        words = wording()
        return ConsoleAdapter(
            stdin=stdin,
            stdout=stdout,
            commands=[(command.name, words.say(command.summary)) for command in COMMANDS],
            now=self.ambient.now,
        )

    def read_text(self, name: str, data: bytes) -> str:
        """Return the text of a document that somebody sent.

        Raises:
            ValueError: there is none in it; the message is a sentence.
        """
        return self.extractor.text(name, data, now=self.ambient.now())

    @property
    def read_at(self) -> ReadAt:
        """What says where a digest can be read on the web."""
        return self.links.to_digest

    def feeding(self, news: Callable[[], None] = lambda: None) -> Feeding:
        """Return what polls the feeds; `news` is called when there are new articles."""
        work = FeedWork(self.store, self.ambient, render)
        return Feeding(work, self._open_polling, news=news, timed=self.steps.timed)

    def polling(self, stop: asyncio.Event) -> Polling:
        """Return what polls the feeds that jobs are about."""
        work = FeedWork(self.store, self.ambient, render)
        return Polling(work, self._open_polling, stop, timed=self.steps.timed)

    @asynccontextmanager
    async def _open_polling(self) -> AsyncIterator[FeedPolling]:
        from bot.sources.feed import FeedPolling

        parser = FeedParser(self.killable)
        async with make_fetcher(self.settings, self.ambient) as fetcher:
            yield FeedPolling(
                fetcher=fetcher,
                parser=parser,
                extractor=self.extractor,
                now=self.ambient.now,
                first=FIRST,
            )

    def front(self, others: timedelta = timedelta(0)) -> Front:
        """Return what chat adapters tell of; what is younger than `others` is not only ours."""
        at_once = AT_ONCE_AWAY if self.settings.store.startswith(POSTGRES) else AT_ONCE
        return Front(self.answerer, self.store, self.ambient, others=others, at_once=at_once)

    def courier(self, adapters: Mapping[str, ChatAdapter]) -> Courier:
        """Return what posts to these platforms."""
        return Courier(
            self.store,
            adapters,
            self.ambient,
            render=render,
            rules=rules(self.settings),
            pace=Pace(limits=limits_of(self.settings)),
            timed=self.steps.timed,
        )

    def carrier(
        self,
        adapters: Mapping[str, ChatAdapter],
        goes_on: Callable[[str], bool],
        flying: set[str],
    ) -> Carrier:
        """Return what posts to one chat of these platforms at a time; see `Carrier`."""
        return Carrier(
            self.store,
            adapters,
            self.ambient,
            render=render,
            rules=rules(self.settings),
            pace=Pace(limits=limits_of(self.settings)),
            goes_on=goes_on,
            flying=flying,
            timed=self.steps.timed,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.reader.close()
        self.killable.close()
        self.store.close()


def build(settings: Settings, ambient: Ambient | None = None, *, queues: bool = False) -> App:
    """Put the program together as the settings say; `queues`: for workers that share the work.

    Raises:
        SettingsError: the settings name a store that there is not.
        StoreError: the store cannot be opened.
    """
    ambient = ambient or real_ambient()
    store = open_store(settings.store, pool=settings.workers.pool, queues=queues)
    killable = Killable()
    extractor = Extractor(killable)
    reader = PageReader(lambda: make_fetcher(settings, ambient), extractor, now=ambient.now)
    keep_listed(store, ambient, listed_feeds(settings))
    source = FolderSource(
        settings.inbox,
        max_bytes=settings.folder.max_bytes,
        now=ambient.now,
        extractor=extractor,
    )
    zone = zone_of(settings).key
    links, recent = _links(settings, ambient), Recent()

    def default_chat(invocation: Invocation) -> Chat:
        return Chat(
            address=invocation.address,
            timezone=invocation.timezone or zone,
            language=wording(invocation.language).language,
        )

    return App(
        settings=settings,
        ambient=ambient,
        store=store,
        source=source,
        extractor=extractor,
        reader=reader,
        killable=killable,
        steps=Steps(
            store=store,
            sources=(source,),
            ambient=ambient,
            render=render,
            read_at=links.to_digest,
            keep=keep_of(settings),
            weights=settings.weights,
            queues=queues_of(settings),
            topics=settings.topics,
            grouping=_grouping(settings),
            recent=recent,
        ),
        answerer=Answerer(
            store=store,
            ambient=ambient,
            default_chat=default_chat,
            weights=settings.weights,
            read_at=links.to_digest,
            reader=reader if settings.fetch.links else None,
            feeds=FeedAdding(
                finder=FeedSearch(reader.started, FeedParser(killable), now=ambient.now),
                address_of=address_in_lists(settings),
                role=Role.OPERATOR if settings.sources.adders == "operators" else Role.ADMIN,
                full_text=settings.sources.full_text,
            ),
            topics=frozenset(map(topic_name, settings.topics)),
            recent=recent,
        ),
        links=links,
    )


def render(message: Message, address: ChatAddress) -> Sequence[Body]:
    """Turn a message into the parts that the platform of `address` takes.

    Raises:
        SettingsError: this release does not speak to that platform.
    """
    renderer = RENDERERS.get(address.platform)
    if renderer is None:
        raise SettingsError(f"This release cannot post to {address.platform} yet.")
    return renderer(message)


def _links(settings: Settings, ambient: Ambient) -> Links:
    own = settings.web
    token = None if own.admin_token is None else own.admin_token.get_secret_value()
    return Links(
        signer=Signer(token or new_secret(), ambient.now),
        lasting=timedelta(days=own.link_days),
        public_url=own.public_url,
    )


def zone_of(settings: Settings) -> ZoneInfo:
    """Return the time zone of whoever has not said theirs."""
    return ZoneInfo(settings.timezone or local_zone())


def rules(settings: Settings) -> Rules:
    """Return what is done about doubt on each platform."""
    return Rules(
        doubts={
            Platform.CONSOLE.value: Doubt.REPEAT,  # a person's own screen
            Platform.SLACK.value: Doubt.LOOK_UP,
            Platform.TELEGRAM.value: Doubt(settings.telegram.unknown),
            Platform.WEB.value: Doubt.REPEAT,  # the same part twice is shown once
        },
        settle=timedelta(seconds=settings.slack.settle_seconds),
        others=others_of(settings),
    )


def _grouping(settings: Settings) -> Grouping:
    compares = settings.across_languages and Meanings.available()
    return Grouping(tongues=Tongues() if compares else None)
