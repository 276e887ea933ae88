"""The web page, as the settings want it, and what a process shows that has none."""

from __future__ import annotations

import ipaddress
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.chats import ChatAddress, parse_address
from bot.domain.errors import SettingsError
from bot.runtime.ambient import new_secret
from bot.runtime.settings import variable
from bot.runtime.wiring import zone_of

if TYPE_CHECKING:
    from bot.runtime.settings import WebSettings
    from bot.runtime.wiring import App
    from bot.web.chatting import WebAdapter
    from bot.web.measuring import Meter
    from bot.web.server import Server


def with_page(app: App) -> tuple[App, WebAdapter]:
    """Return the web page as a chat platform, and the program with its steps measured for it.

    Raises:
        SettingsError: it could be reached by others, and there is no token; or a chat has no name.
    """
    from bot.web.documents import Documents  # these take their time to load
    from bot.web.guessing import networks
    from bot.web.measuring import Meter
    from bot.web.site import make_site

    own = app.settings.web
    require_guarded(own)
    meter = Meter()
    page = make_site(
        app.store,
        now=app.ambient.now,
        new_secret=new_secret,
        host=own.host,
        port=own.port,
        guarded=own.admin_token is not None,
        links=app.links,
        public=_chats(own.public_chats),
        zone=zone_of(app.settings).key,
        meter=meter,
        documents=Documents(app.read_text, app.settings.documents.max_bytes),
        proxies=networks(own.proxies),
    )
    return _measured(app, meter), page


def with_metrics(app: App) -> tuple[App, Server]:
    """Return what serves the seconds of this process alone, and the program measured for it.

    Raises:
        SettingsError: it could be reached by others, and there is no token.
    """
    from bot.web.guessing import networks
    from bot.web.measuring import Meter
    from bot.web.site import make_metrics

    own = app.settings.web
    require_guarded(own)
    meter = Meter()
    server = make_metrics(
        signer=app.links.signer,
        guarded=own.admin_token is not None,
        host=own.host,
        port=own.port,
        meter=meter,
        proxies=networks(own.proxies),
    )
    return _measured(app, meter), server


def _measured(app: App, meter: Meter) -> App:
    return replace(app, steps=replace(app.steps, timed=meter.timed))


def require_guarded(own: WebSettings) -> None:
    """Refuse to serve a page to others without asking them for a token.

    Raises:
        SettingsError: it could be reached by others, and there is no token.
    """
    named = own.public_url or own.proxies  # behind a proxy everybody seems to be on this machine
    if own.admin_token is None and (named or not _is_this_machine(own.host)):
        raise SettingsError(
            "The web page could be reached by others, so it needs a token: set "
            f"{variable('web.admin_token')} to at least 16 characters that nobody guesses, or let "
            "web.host be 127.0.0.1 and web.public_url and web.proxies be empty."
        )


def _chats(names: str) -> list[ChatAddress]:
    try:
        return [parse_address(name) for name in names.split(",") if name.strip()]
    except ValueError as error:
        raise SettingsError(f"The setting web.public_chats is wrong: {error}") from error


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
