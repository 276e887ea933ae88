"""The vault: workspaces' tokens are encrypted on their way into the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken

from bot.domain.errors import SettingsError
from bot.ports.ambient import Ambient
from bot.ports.installations import Installation
from bot.ports.store import Store

STATE_LASTS = timedelta(minutes=10)


def new_key() -> str:
    """Return a fresh key for the setting slack.encryption_key."""
    return Fernet.generate_key().decode()


class Vault:
    """`bot.ports.installations.Installations` in the store, sealed with a key from the settings."""

    def __init__(
        self, store: Store, ambient: Ambient, *, key: str, new_secret: Callable[[], str]
    ) -> None:
        """Take the key.

        Raises:
            SettingsError: it is none.
        """
        try:
            self._cipher = Fernet(key)
        except ValueError as error:
            raise SettingsError(
                "slack.encryption_key is no key; `digestbot new-key` makes one."
            ) from error
        self._store = store
        self._ambient = ambient
        self._new_secret = new_secret

    def save(self, installation: Installation) -> None:
        """Keep it, in the place of an earlier one of the same workspace."""
        sealed = self._cipher.encrypt(installation.token.encode()).decode()
        with self._store.transaction() as tx:
            tx.workspaces.put(replace(installation, token=sealed))

    def find(self, workspace: str) -> Installation | None:
        """Return that of a workspace; None if there is none.

        Raises:
            SettingsError: it was sealed with another key.
        """
        with self._store.snapshot() as tx:
            sealed = tx.workspaces.get(workspace)
        return None if sealed is None else self._opened(sealed)

    def remove(self, workspace: str) -> None:
        """Forget that of a workspace, if there is one."""
        with self._store.transaction() as tx:
            tx.workspaces.remove(workspace)

    def all(self) -> Sequence[Installation]:
        """Return all there are.

        Raises:
            SettingsError: one was sealed with another key.
        """
        with self._store.snapshot() as tx:
            return [self._opened(sealed) for sealed in tx.workspaces.all()]

    def new_state(self) -> str:
        """Return a word that nobody can guess, and remember it for ten minutes."""
        state, now = self._new_secret(), self._ambient.now()
        with self._store.transaction() as tx:
            tx.workspaces.expect(state, now, now + STATE_LASTS)
        return state

    def take_state(self, state: str) -> bool:
        """Say whether `new_state` returned this not long ago, and forget it: it is good once."""
        with self._store.transaction() as tx:
            return tx.workspaces.take(state, self._ambient.now())

    def _opened(self, sealed: Installation) -> Installation:
        try:
            token = self._cipher.decrypt(sealed.token.encode()).decode()
        except InvalidToken as error:
            raise SettingsError(
                f"The token of workspace {sealed.name} was encrypted with another key than "
                "slack.encryption_key. Set that one, or install the app there again."
            ) from error
        return replace(sealed, token=token)
