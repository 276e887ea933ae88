"""The chat platforms that the settings turn on. SDKs are loaded only for those."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from pydantic import SecretStr

from bot.commands.registry import COMMANDS
from bot.commands.spec import Audience
from bot.domain.chats import Platform
from bot.domain.errors import SettingsError
from bot.messages.wording import languages, wording
from bot.runtime.ambient import new_secret
from bot.runtime.operators import Operators
from bot.runtime.settings import Settings
from bot.runtime.vault import Vault

if TYPE_CHECKING:
    from bot.adapters.slack import SlackAdapter
    from bot.adapters.telegram import TelegramAdapter
    from bot.ports.ambient import Ambient
    from bot.ports.chat import ChatAdapter
    from bot.ports.store import Store


ReadText: TypeAlias = Callable[[str, bytes], str]
"""Makes text of a document's name and bytes; ValueError: there is none in it."""

_TELEGRAM_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")


def is_set_up(settings: Settings) -> dict[Platform, bool]:
    """Return the chat platforms that need credentials, and whether they were given."""
    slack = settings.slack
    return {
        Platform.TELEGRAM: settings.telegram.token is not None,
        Platform.SLACK: slack.bot_token is not None or bool(slack.client_id),
    }


def set_up(
    settings: Settings,
    store: Store,
    ambient: Ambient,
    read_text: ReadText,
    *,
    operators: Operators | None = None,
) -> list[ChatAdapter]:
    """Return an adapter for each platform with credentials.

    `operators` may change later; without them, they are those of the settings.

    Raises:
        SettingsError: some credentials are there and others missing; the message names them.
    """
    return [
        adapter_of(platform, settings, store, ambient, read_text, operators=operators)
        for platform, there in is_set_up(settings).items()
        if there
    ]


def adapter_of(
    platform: Platform,
    settings: Settings,
    store: Store,
    ambient: Ambient,
    read_text: ReadText,
    *,
    operators: Operators | None = None,
) -> ChatAdapter:
    """Return the adapter of a platform with credentials.

    Raises:
        SettingsError: others of its credentials are missing, or one cannot be right.
    """
    operators = operators or Operators(settings.operators)
    if platform is Platform.TELEGRAM:
        return _telegram(settings, ambient, read_text, operators)
    return _slack(settings, store, ambient, read_text, operators)


def _telegram(
    settings: Settings, ambient: Ambient, read_text: ReadText, operators: Operators
) -> TelegramAdapter:
    from bot.adapters.telegram import TelegramAdapter, Webhook

    own = settings.telegram
    token = _needed(own.token, "telegram.token", "Telegram")
    if not _TELEGRAM_TOKEN.fullmatch(token):
        raise SettingsError(
            "The setting telegram.token has not the shape of a token, which is a number, a colon "
            "and some 35 letters and digits; copy it from @BotFather once more."
        )
    webhook = None
    if own.webhook_url:
        secret = _needed(own.webhook_secret, "telegram.webhook_secret", "a webhook")
        webhook = Webhook(
            url=own.webhook_url, secret=secret, host=own.webhook_host, port=own.webhook_port
        )
    root = own.base_url.rstrip("/")
    return TelegramAdapter(
        token=token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        webhook=webhook,
        link_preview=own.link_preview,
        admins_only=own.admins_only,
        operators=operators.on(Platform.TELEGRAM.value),
        menu=_menu(),
        say=partial(said_on, "ontelegram"),
        now=ambient.now,
        read_text=read_text,
        max_document_bytes=settings.documents.max_bytes,
    )


def _slack(
    settings: Settings, store: Store, ambient: Ambient, read_text: ReadText, operators: Operators
) -> SlackAdapter:
    from bot.adapters.slack import SlackAdapter

    own = settings.slack
    installations = None
    if own.client_id:
        key = _needed(own.encryption_key, "slack.encryption_key", "many workspaces")
        _needed(own.client_secret, "slack.client_secret", "many workspaces")
        installations = Vault(store, ambient, key=key, new_secret=new_secret)
    if own.http:
        _needed(own.signing_secret, "slack.signing_secret", "events over HTTP")
    else:
        _needed(own.app_token, "slack.app_token", "Socket Mode")
    return SlackAdapter(
        bot_token=_plain(own.bot_token),
        app_token=_plain(own.app_token),
        signing_secret=_plain(own.signing_secret),
        base_url=f"{own.base_url.rstrip('/')}/api/",
        http_host=own.http_host,
        http_port=own.http_port if own.http or own.client_id else None,
        client_id=own.client_id or None,
        client_secret=_plain(own.client_secret),
        installations=installations,
        changers=own.changers,
        say=partial(said_on, "onslack"),
        operators=operators.on(Platform.SLACK.value),
        now=ambient.now,
        read_text=read_text,
        max_document_bytes=settings.documents.max_bytes,
    )


def _menu() -> dict[str, list[tuple[str, str, bool]]]:
    """Return the commands in every language of the bot: name, what it does, whether it changes."""
    return {
        language: [
            (
                command.name,
                wording(language).say(command.summary),
                command.audience is Audience.CHANGERS,
            )
            for command in COMMANDS
        ]
        for language in languages()
    }


def said_on(section: str, key: str, language: str | None, /, **values: str) -> str:
    """Return one of an adapter's own sentences."""
    return wording(language).say(f"{section}.{key}", **values)


def _plain(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


def _needed(secret: SecretStr | None, name: str, purpose: str) -> str:
    if secret is None:
        from bot.runtime.settings import variable

        raise SettingsError(
            f"{purpose[0].upper()}{purpose[1:]} needs the setting {name}: set {variable(name)}."
        )
    return secret.get_secret_value()
