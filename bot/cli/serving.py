"""What `digestbot check` says about processes that serve, the clock and the web page."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ports.store import Store
    from bot.runtime.settings import Settings
    from bot.runtime.wiring import App

SERVE = "serve "  # how the names of leases begin that are the right to serve a platform
CLOCKS_DIFFER = timedelta(minutes=1)  # what two machines with one store may differ by


def serving(app: App) -> str:
    """Return who serves what from this store now; nobody is fine, too."""
    with app.store.snapshot() as tx:
        held = tx.leases.held(app.ambient.now())
    told = [
        f"{name.removeprefix(SERVE)} by process {process} on {host}"
        for name, (host, process, _) in _owners(held).items()
    ]
    return ", ".join(told) or "nobody serves from this store now; `digestbot run` does"


def alive(store: Store, now: datetime) -> bool:
    """Say whether a process of this machine, or of this container, serves and answers for it.

    One that hangs does not renew its lease, and is not alive when that has run out.
    """
    with store.snapshot() as tx:
        owners = _owners(tx.leases.held(now)).values()
    return any(host == socket.gethostname() for host, _, _ in owners)


def _owners(held: Mapping[str, str]) -> dict[str, Sequence[str]]:
    return {name: owner.split() for name, owner in held.items() if name.startswith(SERVE)}


def wrong_clock(store: Store, now: datetime) -> str | None:
    """Return what is wrong with the time, by what the store holds of later ones; None: nothing."""
    with store.snapshot() as tx:
        seen = [story.last_seen_at for story, _ in tx.stories.since(now + CLOCKS_DIFFER)]
        seen += [claim.part.tried_at for claim in tx.outbox.latest(1) if claim.part.tried_at]
    latest = max(seen, default=now)
    if latest <= now + CLOCKS_DIFFER:
        return None
    return (
        f"It is {now:%Y-%m-%d %H:%M} UTC by this machine's clock, but the store holds something "
        f"of {latest:%Y-%m-%d %H:%M} UTC. Set the clock, or let the network set it "
        "(`timedatectl set-ntp true`); else digests come at other times than people asked for."
    )


def wrong_page(settings: Settings) -> str | None:
    """Return why the web page would not be served; None: it would."""
    from bot.domain.errors import SettingsError
    from bot.runtime.site import require_guarded

    try:
        require_guarded(settings.web)
    except SettingsError as error:
        return str(error)
    return None
