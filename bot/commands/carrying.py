"""What is kept about a chat: handed over, and erased."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.commands.spec import Desk
from bot.domain.chats import ChatAddress, Platform
from bot.messages.blocks import Choice, Choices, Document, Fine, Message, Paragraph, Place
from bot.messages.wording import Wording
from bot.pipeline.carrying import document_of, whole_record
from bot.pipeline.presence import forgotten

THIS_CHAT = "this chat"
SURE = f"{THIS_CHAT} now"
FILE = "digestbot-chat.json"
_SHOWING = frozenset({Platform.CONSOLE.value, Platform.WEB.value})


def export(desk: Desk) -> Message:
    """Hand over everything that is kept about the chat, as a file."""
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        record = whole_record(tx, chat, desk.now)
    document = document_of([record], desk.now)
    text = json.dumps(document, ensure_ascii=False, indent=1)
    words = desk.words(chat)
    hint = Fine(words.line("export.hint", command=f"forget {THIS_CHAT}"))
    return Message((*_where(chat.address, words), hint, Document(FILE, f"{text}\n")))


def _where(address: ChatAddress, words: Wording) -> tuple[Paragraph, ...]:
    """Say where the file is, which terminals and pages show instead."""
    if address.platform in _SHOWING:
        return (Paragraph(words.line("export.here")),)
    told = Paragraph(words.line("export.done", file=FILE))
    if address.platform == Platform.SLACK.value and not address.is_private:
        return told, Paragraph(words.line("export.alone"))
    return (told,)


def forget_chat(desk: Desk, *, sure: bool) -> Message:
    """Erase the chat, or say what that means and ask."""
    if sure:
        return _erased(desk)
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        subscriptions = len(tx.subscriptions.of_chat(chat.address))
        told = len(tx.digests.marks(chat.address))
    words = desk.words(chat)
    asked = words.line("erase.ask", subscriptions=subscriptions, told=told)
    return Message((Paragraph(asked), _erase_buttons(words)))


def _erased(desk: Desk) -> Message:
    with desk.store.transaction() as tx:
        chat = desk.chat(tx)
        forgotten(tx, chat.address)
    desk.store.wipe()
    words = desk.words(chat)
    gone = Message((Paragraph(words.line("erase.done")), Fine(words.line("erase.rest"))))
    return replace(gone, place=Place.INSTEAD)


def _erase_buttons(words: Wording) -> Choices:
    export_first = Choice(words.say("erase.export"), "export")
    return Choices((export_first, Choice(words.say("erase.yes"), f"forget {SURE}")))
