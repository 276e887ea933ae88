"""Commands that show news: what is new, more of one story, stories about some words."""

from __future__ import annotations

from bot.commands.asking import compose_found, compose_news, keep, next_digest, until_kept
from bot.commands.finding import find, read
from bot.commands.handed import find_link, of_attachment, of_link, of_message
from bot.commands.items import Item, first_buttons, pick
from bot.commands.leftover import left_out
from bot.commands.spec import Desk
from bot.commands.typed import short
from bot.commands.wishes import read_query
from bot.domain.articles import ArticleId
from bot.domain.chats import Budget, Chat
from bot.domain.digests import Digest, Entry
from bot.domain.errors import NothingThere, UsageError
from bot.domain.stories import Coverage
from bot.domain.subscriptions import Wants
from bot.messages.blocks import Block, Fine, Heading, Message, Paragraph
from bot.messages.digest import (
    differing,
    digest_choices,
    digest_message,
    origin,
    outlet_text,
    story_items,
)
from bot.messages.excerpt import excerpts
from bot.messages.replies import bullets, choices, plain
from bot.messages.wording import Wording
from bot.ports.store import Transaction
from summarizer import Span

MORE_SENTENCES = 5  # marked in an article that is shown in its context
FOUND = Budget(stories=5, sentences=2)  # stories that a search shows
MORE = "more"


def summary(desk: Desk, *, what: tuple[str, ...], of: str | None = None) -> Message:
    """Show what is new, more of item n, stories about words, or a summary of a message."""
    number = what[0] if len(what) == 1 and what[0].isdecimal() else None
    if desk.invocation.attachments:
        return of_attachment(desk, desk.invocation.attachments[0], what)
    if number is not None or of is not None:
        return _more(desk, number, of)
    return _in_words(desk, what)


def _in_words(desk: Desk, what: tuple[str, ...]) -> Message:
    linked = next((word for word in what if find_link(word)), None)
    if linked is not None:
        return of_link(desk, find_link(linked), tuple(word for word in what if word != linked))
    if desk.invocation.reply_to:
        return of_message(desk, desk.invocation.reply_to, what)
    query = read_query(what) if what else None
    if query is None:
        return until_kept(lambda: _whats_new(desk, "summary.title", tell=True))
    return _about(desk, query, what)


def digest(desk: Desk, *, preview: str | None, of: str | None = None) -> Message:
    """Show the digest now, or what one left out; a preview tells nothing as told."""
    if preview and preview.casefold() == MORE:
        return left_out(desk, of)
    if of is not None:
        return first_buttons(desk, of)
    title = "digest.preview-title" if preview or desk.invocation.apart else "digest.title"
    return until_kept(lambda: _whats_new(desk, title, tell=not preview))


def _whats_new(desk: Desk, title: str, *, tell: bool) -> Message:
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        subscriptions = tx.subscriptions.of_chat(chat.address)
        made = _made_before(desk, tx)
        if made is not None:
            return _shown(desk, made, chat, title)
        wants = [subscription.wants for subscription in subscriptions] or [Wants()]
        composed = compose_news(desk, tx, chat, wants, chat.budget)
        if not composed.entries:
            return _nothing_new(desk, tx, chat, words)
    with desk.store.transaction() as tx:
        made = keep(desk, tx, composed, tell=tell)
    message = _shown(desk, made, chat, title, told=tell)
    if subscriptions:
        return message
    hint = Fine(words.line("summary.no-subscription"))
    *said, options = message.blocks
    return Message((*said, hint, options))


def _shown(desk: Desk, made: Digest, chat: Chat, title: str, *, told: bool = True) -> Message:
    words, zone, link = desk.words(chat), desk.zone(chat), desk.read_at(made) if told else None
    return digest_message(made, words, zone, desk.now, title=title, read_at=link)


def _made_before(desk: Desk, tx: Transaction) -> Digest | None:
    """Return what an earlier run made for the same words, and was killed before it said it."""
    if not desk.invocation.again:
        return None
    last = tx.digests.last(desk.invocation.address)
    if last is None or last.subscription_id is not None:
        return None
    return last if last.made_at >= desk.invocation.received_at else None


def _nothing_new(desk: Desk, tx: Transaction, chat: Chat, words: Wording) -> Message:
    zone, last = desk.zone(chat), tx.digests.last(chat.address)
    blocks: list[Block] = []
    if tx.stories.count() == 0:
        blocks.append(Paragraph(words.line("summary.no-articles")))
    elif last is None:
        blocks.append(Paragraph(words.line("summary.nothing")))
    else:
        since = words.moment(last.made_at, zone, desk.now)
        blocks.append(Paragraph(words.line("summary.nothing-since", since=since)))
    due = next_digest(desk, tx, chat)
    if due is not None:
        moment = words.moment(due, zone, desk.now)
        blocks.append(Fine(words.line("summary.next", next=moment)))
    return Message(tuple(blocks))


def _more(desk: Desk, number: str | None, of: str | None) -> Message:
    found = pick(desk, "summary", number, of)
    return _item(desk, found) if isinstance(found, Item) else found


def _item(desk: Desk, item: Item) -> Message:
    entry = item.entry
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        coverages = tx.stories.coverage([entry.story_id])
        quoted = tx.articles.get(entry.quotes[0].article_id) if entry.quotes else None
    if not coverages:
        raise NothingThere(words.say("summary.gone", number=item.number))
    coverage = coverages[0]
    lead = coverage.lead
    body = quoted.body if quoted else lead.article.body
    first = entry.quotes[0].article_id if entry.quotes else None
    picked = {(q.span.start, q.span.end) for q in entry.quotes if q.article_id == first}
    if quoted is None or quoted.id == lead.article.id:
        order = lead.summary.order[:MORE_SENTENCES]
        picked |= {(s.start, s.end) for s in (lead.summary.spans[index] for index in order)}
    blocks: list[Block] = [
        Heading(entry.headline),
        Fine(plain(origin(entry, words, desk.zone(chat), desk.now))),
        *excerpts(body, [Span(start, end) for start, end in sorted(picked)] or _beginning(body)),
    ]
    if entry.url:
        blocks.append(Fine(plain(entry.url)))
    blocks += _added(coverage, entry, words)
    blocks += [Paragraph(plain(one)) for one in differing(coverage.differences, words)]
    shown = quoted or lead.article
    return Message((*blocks, *_others(coverage, entry, shown.id, words)))


def _beginning(body: str) -> list[Span]:
    """Return the first paragraph, for an article too short to have telling sentences."""
    start = len(body) - len(body.lstrip())
    end = body.find("\n\n", start)
    return [Span(start, end if end > 0 else len(body.rstrip()))] if body.strip() else []


def _added(coverage: Coverage, entry: Entry, words: Wording) -> list[Block]:
    """Say what others add: what the digest quoted of it, and what it had no room for."""
    told = [(quote.text, quote.outlet) for quote in entry.quotes if quote.outlet]
    told += [(one.text, one.report.outlet) for one in coverage.additions]
    if not told:
        return []
    lines = (
        plain(words.say("digest.added", sentence=sentence, outlet=outlet_text(outlet, words)))
        for sentence, outlet in dict.fromkeys(told)
    )
    return [Paragraph(words.line("summary.added")), bullets(lines)]


def _others(coverage: Coverage, entry: Entry, shown: ArticleId, words: Wording) -> list[Block]:
    """Name who else told the story, but nobody who stands above already, and nobody twice."""
    told = dict.fromkeys(
        (report.outlet, report.article.title)
        for report in coverage.reports
        if shown not in {report.article.id, report.article.replaces}
    )
    told.pop((entry.outlets[0] if entry.outlets else "", entry.headline), None)
    if not told:
        return []
    lines = (
        words.line("summary.other", outlet=outlet_text(outlet, words), headline=headline)
        for outlet, headline in told
    )
    return [Paragraph(words.line("summary.others")), bullets(lines)]


def _about(desk: Desk, query: str, what: tuple[str, ...]) -> Message:
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        if not any(map(str.isalnum, query)):
            raise UsageError(words.say("summary.which-words"))
        coverages = find(tx, read(what), FOUND.stories).stories
    composed = compose_found(desk, coverages, FOUND)
    if not composed.entries:
        raise NothingThere(words.say("summary.not-found", query=short(query)))
    with desk.store.transaction() as tx:
        made = keep(desk, tx, composed, tell=False)
    heading = Heading(words.say("summary.about", query=short(query)))
    items = story_items(made.entries, words, desk.zone(chat), desk.now)
    return Message((heading, *items, digest_choices(made.id, words)))


def start_choices(words: Wording) -> Block:
    """Return what a newcomer may want to do first."""
    return choices(
        [
            (words.say("start.everything"), "subscribe everything"),
            (words.say("start.topics"), "topics"),
            (words.say("start.now"), "summary"),
        ]
    )
