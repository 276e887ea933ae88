"""Starting: a database that is away when a process starts is waited for, as later on."""

from __future__ import annotations

import time

import structlog

from bot.domain.errors import StoreBusy, StoreTrouble
from bot.runtime.settings import Settings
from bot.runtime.wiring import App, build
from bot.storage.open import POSTGRES

log = structlog.get_logger()

PAUSES = (1.0, 2.0, *[5.0] * 59)
"""Seconds between tries: five minutes in all, and what each try takes. Whoever started us may try
again after that; somebody who mistyped the address should not look at a process that seems to work.
"""


def build_when_there(settings: Settings, *, queues: bool = False) -> App:
    """Put the program together, once its database can be reached; a file is there or is not.

    Raises:
        SettingsError: the settings name a store that there is not.
        StoreError: the store cannot be opened, or could not for minutes.
    """
    for pause in PAUSES if settings.store.startswith(POSTGRES) else ():
        try:
            return build(settings, queues=queues)
        except (StoreBusy, StoreTrouble) as error:
            log.warning("store.waiting", problem=str(error), seconds=pause)
        time.sleep(pause)
    return build(settings, queues=queues)
