"""Where we may go on the open web: which links, and which addresses they may lead to.

What is judged is the address that a socket is about to be connected to. A name may resolve to one
address now and to another one a moment later, and `2130706433`, `0x7f.1`, `０１７７.1` and
`[::ffff:7f00:1]` are all 127.0.0.1: whoever judges links has to read them exactly as the resolver
does. A socket has no such doubts.
"""

from __future__ import annotations

import errno
import re
import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Final, TypeAlias
from unicodedata import normalize

from yarl import URL

from bot.sources.fetch_errors import LinkError

Address: TypeAlias = IPv4Address | IPv6Address
Allow: TypeAlias = Callable[[Address, int], bool]
"""Whether a connection to this address and port may be opened."""

PORTS: Final = frozenset({80, 443})
NOT_PUBLIC: Final = "not a public address"
LONGEST_LINK: Final = 2_000  # characters; browsers and servers agree on about as much

_LOCAL_NAMES: Final = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet")
_LOOPBACK: Final = IPv4Address("127.0.0.1")
_ANYWHERE: Final = IPv4Address("1.1.1.1")  # stands for whatever a public name leads to
_AUTHORITY: Final = re.compile(r"[^/]*//([^/?#]*).*")
_MARKED: Final = re.compile(r"^feed:(?://)?", re.IGNORECASE)
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
_UNSAFE: Final = frozenset('\\<>"')
# `ipaddress.is_global` calls these global, or did in some release of Python 3.11
_NOT_GLOBAL_V4: Final = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",  # shared by the customers of a provider; Alibaba's metadata
            "192.0.0.0/24",  # protocol assignments; Oracle's metadata
            "192.88.99.0/24",  # 6to4 relays
            "224.0.0.0/4",
            "240.0.0.0/4",
            "168.63.129.16/32",  # Azure's "wire server": a public address of the machine's host
        ),
    )
)
_GLOBAL_V6: Final = ip_network("2000::/3")
_NOT_GLOBAL_V6: Final = tuple(
    map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
)


def not_public(host: str) -> LinkError:
    """Return the refusal of an address of somebody's own network."""
    return LinkError(f"{host} is not on the open web, so this link is not followed.")


def is_public(address: Address) -> bool:
    """Whether an address is one of the open Internet and not of somebody's own network."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        return address in _GLOBAL_V6 and not any(address in net for net in _NOT_GLOBAL_V6)
    return address.is_global and not any(address in net for net in _NOT_GLOBAL_V4)


def public_web(address: Address, port: int) -> bool:
    """Allow public addresses on the two ports of the web."""
    return port in PORTS and is_public(address)


def or_within(networks: Iterable[IPv4Network | IPv6Network]) -> Allow:
    """Return what allows the public web and, on every port, some networks of one's own."""
    own = tuple(networks)

    def allow(address: Address, port: int) -> bool:
        if public_web(address, port):
            return True
        mapped = getattr(address, "ipv4_mapped", None) or address
        return any(mapped in network for network in own)

    return allow


def guarded_sockets(allow: Allow) -> Callable[[Any], socket.socket]:
    """Return what makes aiohttp's sockets, once the address that they will connect to is judged.

    aiohttp calls it with what the resolver answered, for IP literals and every redirect as well,
    and connects the socket to that very address.
    """

    def make(info: tuple[int, int, int, str, tuple[Any, ...]]) -> socket.socket:
        family, kind, proto, _, where = info
        try:
            address = ip_address(str(where[0]).partition("%")[0])
        except ValueError:
            raise PermissionError(errno.EACCES, NOT_PUBLIC) from None
        if not allow(address, int(where[1])):
            raise PermissionError(errno.EACCES, NOT_PUBLIC)
        return socket.socket(family, kind, proto)

    return make


def read_link(text: str) -> URL:
    """Return a link as the web address that it is.

    Raises:
        LinkError: it is none, or one that we do not follow.
    """
    text = text.strip()
    if len(text) > LONGEST_LINK:
        raise LinkError(f"This link is longer than {LONGEST_LINK:,} characters.")
    if any(char in _UNSAFE or not char.isprintable() or char.isspace() for char in text):
        raise LinkError("This link holds characters that no web address has.")
    try:
        url = URL(text)
        port, host = url.port, url.host  # which reads xn--… as letters
    except ValueError as error:
        raise LinkError("This is not a web address.") from error
    if url.scheme not in {"http", "https"}:
        raise LinkError("Only links that begin with http:// or https:// are followed.")
    if not host:
        raise LinkError("This link names no website.")
    if url.user is not None or url.password is not None or "@" in _AUTHORITY.sub(r"\1", text):
        raise LinkError("Links with a user name or password in them are not followed.")
    if port == 0:
        raise LinkError("This link names a port that there is not.")
    return url.with_fragment(None)


def listed_link(text: str, allow: Allow) -> str:
    """Return the address of a feed as a list has it; some programs write `feed:` before it.

    Raises:
        LinkError: it is none, or leads to an address that is not allowed. Names are not looked up.
    """
    bare = _MARKED.sub("", text)
    link = bare if bare == text or _WEB.match(bare) else f"https://{bare}"
    url = read_link(link)
    address = _literal(url.host or "")
    if address is not None and not allow(address, url.port or 0):
        raise not_public(url.host or "")
    return link


def require_allowed(url: URL, allow: Allow) -> None:
    """Judge a link as far as it can be judged without looking a name up, as behind a proxy.

    Raises:
        LinkError: it names an address, a port or a machine that is not of the open web.
    """
    host, port = (url.host or "").rstrip(".").lower(), url.port or 0
    address = _literal(host)
    if address is None:
        local = "." not in host or host.endswith(_LOCAL_NAMES)
        address = _LOOPBACK if local else _ANYWHERE
    if not allow(address, port):
        raise not_public(url.host or "")


def _literal(host: str) -> Address | None:
    """Return the address that a host is in any notation, or None for a name."""
    host = normalize("NFKC", host).partition("%")[0]
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))  # 2130706433, 0x7f.1, 0177.1
    except (OSError, ValueError):
        return None
