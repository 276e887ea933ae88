"""Signed words that expire: what a link or a cookie may hold so that nobody can make it up."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

_DIGEST = hashlib.sha256
_SIGNATURE_BYTES = 18  # 144 bits, 24 letters


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs with a key that is made of a secret; another secret ends all that it signed.

    Each purpose has signatures of its own: a link to one digest opens nothing else.
    """

    secret: str = field(repr=False)
    now: Callable[[], datetime] = field(repr=False)

    def sign(self, purpose: str, subject: str, until: datetime) -> str:
        """Return a word that stands for the subject until then; fit for addresses and cookies."""
        name = base64.urlsafe_b64encode(subject.encode()).decode().rstrip("=")
        moment = f"{int(until.timestamp()):x}"
        return f"{name}.{moment}.{self._signature(purpose, name, moment)}"

    def read(self, purpose: str, word: str) -> tuple[str, datetime] | None:
        """Return the subject and the end of what was signed for this purpose.

        None: it was not, it was changed, or its time is over.
        """
        name, _, rest = word.partition(".")
        moment, _, signature = rest.partition(".")
        expected = self._signature(purpose, name, moment)
        if not hmac.compare_digest(signature.encode("utf-8", "replace"), expected.encode()):
            return None
        # signed by us, so it has the shape that we give it
        until = datetime.fromtimestamp(int(moment, 16), UTC)
        if self.now() >= until:
            return None
        return base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode(), until

    def is_secret(self, word: str) -> bool:
        """Say whether this is the secret itself, in the same time whatever it is."""
        given, own = (_DIGEST(one.encode("utf-8", "replace")) for one in (word, self.secret))
        return hmac.compare_digest(given.digest(), own.digest())

    def _signature(self, purpose: str, name: str, moment: str) -> str:
        key = hmac.digest(self.secret.encode(), b"digestbot web", _DIGEST)
        signed = f"{purpose}\0{name}\0{moment}".encode("utf-8", "replace")
        mac = hmac.digest(key, signed, _DIGEST)[:_SIGNATURE_BYTES]
        return base64.urlsafe_b64encode(mac).decode()
