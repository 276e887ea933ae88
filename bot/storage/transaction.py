"""The collections of a store, as of one moment."""

from __future__ import annotations

from bot.storage.own import Room, Search
from bot.storage.session import Session
from bot.storage.tables.archive import Archive
from bot.storage.tables.articles import Articles
from bot.storage.tables.chats import Chats
from bot.storage.tables.days import Days
from bot.storage.tables.digests import Digests
from bot.storage.tables.edits import Edits
from bot.storage.tables.feeds import Feeds
from bot.storage.tables.hearing import Hearing, Leases
from bot.storage.tables.keeping import Keeping
from bot.storage.tables.outbox import Outbox
from bot.storage.tables.recurring import Recurring
from bot.storage.tables.sources import Sources
from bot.storage.tables.stories import Stories
from bot.storage.tables.subscriptions import Subscriptions
from bot.storage.tables.work import Work
from bot.storage.tables.workspaces import Workspaces


class Transaction:
    """Everything that is remembered, as of one moment."""

    def __init__(self, session: Session, search: Search, room: Room) -> None:
        self.articles = Articles(session, search)
        self.stories = Stories(session)
        self.chats = Chats(session)
        self.subscriptions = Subscriptions(session)
        self.digests = Digests(session)
        self.outbox = Outbox(session)
        self.hearing = Hearing(session)
        self.leases = Leases(session)
        self.workspaces = Workspaces(session)
        self.edits = Edits(session)
        self.keeping = Keeping(session, search, room)
        self.sources = Sources(session)
        self.archive = Archive(session)
        self.days = Days(session)
        self.work = Work(session)
        self.feeds = Feeds(session)
        self.recurring = Recurring(session)
