"""No link, name or redirect leads into somebody's own network."""

from __future__ import annotations

from datetime import UTC, datetime
from ipaddress import ip_address

import pytest

from bot.sources.addresses import is_public, public_web, read_link
from bot.sources.fetch import Fetcher
from bot.sources.fetch_errors import FetchError, LinkError
from tests.hostile.website import Names, Website, answer, redirect, website

PRIVATE = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1",
    "127.255.255.254", "168.63.129.16", "169.254.169.254", "169.254.170.2", "172.16.0.1",
    "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1",
    "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1",
    "::ffff:169.254.169.254", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1",
    "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::", "3fff::1",
    "5f00::1", "fc00::1", "fd00:ec2::254", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
    "ff0e::1",
]  # fmt: skip
PUBLIC = [
    "1.1.1.1", "8.8.8.8", "93.184.216.34", "172.32.0.1", "192.0.1.1", "2606:4700::1111",
    "2a00:1450::1", "::ffff:8.8.8.8",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_no_public_one(address):
    assert not is_public(ip_address(address))
    assert not public_web(ip_address(address), 443)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is(address):
    assert is_public(ip_address(address))
    assert public_web(ip_address(address), 80)
    assert not public_web(ip_address(address), 22)
    assert not public_web(ip_address(address), 8080)


def guarded(**more: object) -> Fetcher:
    """Return a fetcher that may go to any port, but not to private addresses."""
    settings = {"allow": lambda address, _: is_public(address), "delay": 0.0, **more}
    return Fetcher(now=lambda: datetime(2026, 11, 23, tzinfo=UTC), **settings)


LOOPBACK = [
    "127.0.0.1", "127.1", "127.0.1", "127.000.000.001", "127.0.0.1.", "2130706433", "0x7f000001",
    "0x7f.1", "0X7F.0x0.0x0.0x1", "0177.0.0.1", "017700000001", "0", "0.0.0.0",
    "１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "127%2e0%2e0%2e1",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]", "[::1%25lo]", "[::ffff:0:127.0.0.1]", "[64:ff9b::7f00:1]",
    "localhost", "LOCALHOST", "localhost.", "localhost.localdomain", "ip6-localhost", "ⓛocalhost",
]  # fmt: skip


async def test_no_notation_of_loopback_gets_through():
    async with website() as site, guarded() as client:
        site.pages["/"] = answer("secret")
        for host in LOOPBACK:
            with pytest.raises(FetchError):
                await client.fetch(f"http://{host}:{site.port}/")
            assert site.connections == 0, host


async def test_no_redirect_to_loopback_gets_through():
    async with website() as inside, website() as site, to_first(site) as client:
        for host in LOOPBACK:
            site.pages["/"] = redirect(f"http://{host}:{inside.port}/")
            with pytest.raises(FetchError):
                await client.fetch(site.url())
            assert inside.connections == 0, host
    assert site.asked == ["/"] * len(LOOPBACK)


def to_first(site: Website, **more: object) -> Fetcher:
    """Return a fetcher for which one server stands for the open web, and nothing else does."""
    return guarded(allow=lambda address, port: port == site.port or is_public(address), **more)


@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/latest",
        "http://metadata.google.internal/",
        "//127.0.0.1:9/",
        "///127.0.0.1:9/",
        "\\\\127.0.0.1:9\\",
        "http:\\\\127.0.0.1:9",
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        "gopher://127.0.0.1:70/_x",
        "ftp://127.0.0.1/",
        "data:text/html,hello",
        "javascript:alert(1)",
        "dict://127.0.0.1:11211/stat",
        "jar:http://127.0.0.1!/",
        "http://good@127.0.0.1:9/",
        "http://user:pass@127.0.0.1:9/",
        "http://127.0.0.1:9#@good.example/",
        "http://good.example@127.0.0.1:9/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
        "http://[::1/",
        "http://",
        "http:///etc/passwd",
        "http://\x00/",
    ],
)
async def test_no_trick_of_a_redirect_gets_through(to):
    names = Names({"metadata.google.internal": [["169.254.169.254"]]})
    async with website() as inside, website() as site, to_first(site, resolver=names) as client:
        site.pages["/"] = redirect(to.replace(":9", f":{inside.port}"))
        with pytest.raises(FetchError):
            await client.fetch(site.url())
    assert inside.connections == 0


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("file:///etc/passwd", "Only links that begin with http:// or https:// are followed."),
        ("gopher://example.org/", "Only links that begin with http:// or https:// are followed."),
        ("example.org/news", "Only links that begin with http:// or https:// are followed."),
        ("http://a:b@example.org/", "Links with a user name or password in them are not followed."),
        ("http://@example.org/", "Links with a user name or password in them are not followed."),
        ("http://good\\@127.0.0.1/", "This link holds characters that no web address has."),
        ("http://exa mple.org/", "This link holds characters that no web address has."),
        ("http://example.org/\r\nHost: x", "This link holds characters that no web address has."),
        ("http://example.org/\u202egpj", "This link holds characters that no web address has."),
        ("http://example.org:0/", "This link names a port that there is not."),
        ("http://example.org:99999/", "This is not a web address."),
        ("http:///", "This link names no website."),
        ("http://" + "a" * 3000, "This link is longer than 2,000 characters."),
    ],
)
def test_what_is_no_link_is_told_so(link, sentence):
    with pytest.raises(LinkError) as caught:
        read_link(link)
    assert str(caught.value) == sentence


async def test_a_name_that_leads_inside_is_refused():
    names = {f"n{number}.example": [[address]] for number, address in enumerate(PRIVATE)}
    async with guarded(resolver=Names(names)) as client:
        for name in names:
            with pytest.raises(LinkError, match=f"{name} is not on the open web"):
                await client.fetch(f"http://{name}/")


async def test_a_name_that_leads_in_and_outside_never_gets_inside():
    async with website() as site:
        names = Names({"news.example": [["127.0.0.1", "::1", "0.0.0.0"]]})
        async with guarded(resolver=names) as client:
            with pytest.raises(LinkError):
                await client.fetch(site.url("/", "news.example"))
    assert site.connections == 0


async def test_a_resolver_that_changes_its_mind_is_refused():
    """First answer good, every later one loopback: what counts is what is connected to."""
    async with website() as outside, website() as inside:
        names = Names({"rebind.example": [["127.0.0.2"], ["127.0.0.1"]]})

        def allow(address, port):
            return str(address) == "127.0.0.2" or port == outside.port

        outside.pages["/"] = redirect(inside.url("/", "rebind.example"))
        inside.pages["/"] = answer("secret")
        async with guarded(allow=allow, resolver=names) as client:
            assert names.asked == []
            await names.resolve("rebind.example")  # somebody looked, and it was good
            with pytest.raises(LinkError, match=r"rebind\.example is not"):
                await client.fetch(outside.url())
    assert inside.connections == 0


async def test_only_the_ports_of_the_web():
    async with Fetcher(
        now=lambda: datetime(2026, 11, 23, tzinfo=UTC),
        resolver=Names({"news.example": [["93.184.216.34"]]}),
    ) as client:
        for port in (22, 25, 6379, 8080):
            with pytest.raises(LinkError):
                await client.fetch(f"http://news.example:{port}/")
