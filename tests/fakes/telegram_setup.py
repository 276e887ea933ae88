"""How the bot is set up: where its updates go, its commands, its names."""

from __future__ import annotations

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.telegram_limits import (
    COMMAND_DESCRIPTION_LENGTH,
    COMMANDS,
    DESCRIPTION_LENGTH,
    NAME_LENGTH,
    SHORT_DESCRIPTION_LENGTH,
    WEBHOOK_PORTS,
    bad,
)
from tests.fakes.telegram_params import Params
from tests.fakes.telegram_sending import find_chat
from tests.fakes.telegram_world import World

_TEXTS = {
    "name": NAME_LENGTH,
    "description": DESCRIPTION_LENGTH,
    "short_description": SHORT_DESCRIPTION_LENGTH,
}


async def get_updates(world: World, params: Params) -> list[dict[str, Any]]:
    """Answer getUpdates, perhaps much later."""
    if not world.updates.webhook:
        world.updates.allow(params.object("allowed_updates"))
    return await world.updates.poll(
        offset=params.number("offset"),
        limit=params.number("limit", 100),
        seconds=params.number("timeout"),
        is_gone=params.is_gone,
    )


async def set_webhook(world: World, params: Params) -> bool:
    """Answer setWebhook."""
    url = params.text("url")
    secret = params.text("secret_token")
    if len(secret) > 256:
        raise bad("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad("secret token contains unallowed characters")
    if url:
        _check_webhook(url, is_local=world.is_local)
    world.updates.allow(params.object("allowed_updates"))
    if params.flag("drop_pending_updates"):
        world.updates.drop_all()
    told = {
        "url": url,
        "secret_token": secret,
        "max_connections": params.number("max_connections", 40),
    }
    world.updates.set_webhook(told if url else {})
    return True


async def delete_webhook(world: World, params: Params) -> bool:
    """Answer deleteWebhook."""
    if params.flag("drop_pending_updates"):
        world.updates.drop_all()
    world.updates.set_webhook({})
    return True


async def get_webhook_info(world: World, _params: Params) -> dict[str, Any]:
    """Answer getWebhookInfo."""
    updates = world.updates
    told: dict[str, Any] = {
        "url": updates.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(updates.waiting),
    }
    if updates.webhook:
        told["max_connections"] = updates.webhook["max_connections"]
        told["allowed_updates"] = list(updates.allowed)
    if updates.webhook_error:
        told |= {"last_error_date": int(world.now()), "last_error_message": updates.webhook_error}
    return told


async def set_my_commands(world: World, params: Params) -> bool:
    """Answer setMyCommands."""
    commands = params.object("commands")
    if commands is not None and not isinstance(commands, list):
        raise bad("expected an Array of BotCommand")
    for command in commands or []:
        if not isinstance(command, dict):
            raise bad("can't parse BotCommand: expected an Object")
        for name in ("command", "description"):
            if name not in command:
                raise bad(f"can't parse BotCommand: Can't find field \"{name}\"")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command["command"])):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command["description"]).strip()) <= COMMAND_DESCRIPTION_LENGTH:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    if len(commands or []) > COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    world.commands[_scope(world, params)] = [dict(command) for command in commands or []]
    world.bell.ring()
    return True


async def get_my_commands(world: World, params: Params) -> list[dict[str, str]]:
    """Answer getMyCommands."""
    return world.commands.get(_scope(world, params), [])


async def delete_my_commands(world: World, params: Params) -> bool:
    """Answer deleteMyCommands."""
    world.commands.pop(_scope(world, params), None)
    world.bell.ring()
    return True


def set_my(what: str) -> Any:
    """Return what answers setMyName, setMyDescription and setMyShortDescription."""

    async def answer(world: World, params: Params) -> bool:
        if len(params.text(what)) > _TEXTS[what]:
            raise bad(f"bot {what.replace('_', ' ')} is too long")
        world.texts[what, _language(params)] = params.text(what)
        return True

    return answer


def get_my(what: str) -> Any:
    """Return what answers getMyName, getMyDescription and getMyShortDescription."""

    async def answer(world: World, params: Params) -> dict[str, str]:
        default = world.bot.first_name if what == "name" else ""
        return {what: world.texts.get((what, _language(params)), default)}

    return answer


async def yes(_world: World, _params: Params) -> bool:
    """Answer logOut and close."""
    return True


def _language(params: Params) -> str:
    language = params.text("language_code")
    if not re.fullmatch(r"([a-z]{2})?", language):
        raise bad("LANG_CODE_INVALID")
    return language


def _scope(world: World, params: Params) -> tuple[str, str]:
    scope = params.object("scope") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = str(scope.get("type", ""))
    language = _language(params)
    if kind in {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}:
        return kind, language
    if kind not in {"chat", "chat_administrators", "chat_member"}:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    if not scope.get("chat_id"):
        raise bad("can't parse BotCommandScope: Empty chat_id specified")
    chat = find_chat(world, Params({"chat_id": scope["chat_id"]}))
    if chat.type == "channel":
        raise bad("can't change commands in channel chats")
    if kind == "chat_member":
        user = int(scope.get("user_id", 0))
        if user <= 0:
            raise bad("can't parse BotCommandScope: Invalid user_id specified")
        return f"{kind}:{chat.id}:{user}", language
    return f"{kind}:{chat.id}", language


def _check_webhook(url: str, *, is_local: bool) -> None:
    parts = urlsplit(url)
    if is_local:
        if parts.scheme not in {"http", "https"}:
            raise bad("bad webhook: Unsupported URL protocol")
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in WEBHOOK_PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    host = parts.hostname or ""
    try:
        is_reserved = not ipaddress.ip_address(host).is_global
    except ValueError:
        is_reserved = "." not in host
    if is_reserved:
        raise bad(f"bad webhook: IP address {host} is reserved")
