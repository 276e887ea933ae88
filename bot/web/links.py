"""Links that open one page for a while, for those who have no token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from bot.domain.chats import ChatAddress, Platform
from bot.domain.digests import Digest, DigestId
from bot.web.signing import Signer

_DIGEST, _CHAT = "digest", "chat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Makes the links under digests, and says what they open.

    A digest's link is always the same, and good for so many days from when the digest was made.
    """

    signer: Signer
    lasting: timedelta
    public_url: str = ""  # without one, only chats in the browser get links, which need none

    def to_digest(self, digest: Digest) -> str | None:
        """Return the address of a digest's page for its chat; None: its people cannot open it."""
        return self._for(digest.address, self.path_of(digest))

    def to_chat(self, address: ChatAddress) -> str:
        """Return the address of a chat's pages, for an operator to hand to its people."""
        until = self.signer.now() + self.lasting
        path = f"/c/{self.signer.sign(_CHAT, str(address), until)}"
        return self.public_url.rstrip("/") + path

    def path_of(self, digest: Digest) -> str:
        """Return the path of a digest's page."""
        return f"/d/{self.signer.sign(_DIGEST, digest.id, digest.made_at + self.lasting)}"

    def path_while_good(self, digest: Digest) -> str | None:
        """Return the path of a digest's page; None: it does not open it any more."""
        path = self.path_of(digest)
        return None if self.digest(path.removeprefix("/d/")) is None else path

    def path_for_all(self, digest: Digest) -> str:
        """Return the path of the page of a public chat's digest; it opens as long as it is kept."""
        return f"{public_path(digest.address)}/d/{digest.id}"

    def path_for_now(self, digest: Digest) -> str:
        """Return a path of a digest's page that is good from now on, however old it is."""
        until = self.signer.now() + self.lasting
        return f"/d/{self.signer.sign(_DIGEST, digest.id, until)}"

    def digest(self, word: str) -> tuple[DigestId, datetime] | None:
        """Return which digest a link opens, and until when; None: none, or not any more."""
        found = self.signer.read(_DIGEST, word)
        return None if found is None else (DigestId(found[0]), found[1])

    def chat(self, word: str) -> tuple[str, datetime] | None:
        """Return which chat's pages a link opens, and until when; None: none, or not any more."""
        return self.signer.read(_CHAT, word)

    def _for(self, address: ChatAddress, path: str) -> str | None:
        if address.platform == Platform.WEB.value:
            return path
        return self.public_url.rstrip("/") + path if self.public_url else None


def public_path(address: ChatAddress) -> str:
    """Return the path of a public chat's pages."""
    return f"/public/{quote(str(address))}"
