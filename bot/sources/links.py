"""One address for one page: what only says how somebody came there is taken off."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin, urlsplit, urlunsplit

_LONGEST: Final = 2_000
_TRACKING: Final = re.compile(
    r"utm_.*|at_(?:medium|campaign|link.*|ptr.*|bbc.*|format)|pk_.*|mtm_.*|matomo_.*|hsa_.*|_hs.*"
    r"|mc_[ce]id|ml_subscriber.*"
    r"|fb_(?:action.*|source|ref)|(?:fb|gcl|dcl|ttcl|twcl|mscl|yscl|wbra|gbra|igsh|yc|li_fat_)l?id"
    r"|fbclid|gclid|dclid|gclsrc|wbraid|gbraid|msclkid|yclid|ysclid|ttclid|twclid|igshid|igsh"
    r"|_openstat|_ga|_gl|s_cid|cmpid|cmp|ns_(?:campaign|mchannel|source|fee|linkname)|icid|ito|ocid"
    r"|smid|smtyp|partner|xtor|wt_?mc(?:\..*|_.*)?|wt_zmc|vero_(?:id|conv)|oly_(?:anon|enc)_id"
    r"|__twitter_impression|amp_?(?:gsa|js_v)?|guce_.*|ncid|sr_share|spm|scm|from_source|share_.*"
    r"|ref_?(?:src|url)?|referrer|feature|rss|source|soc_src|soc_trk|trk.*|mkt_tok|cid|nl_?id",
    re.IGNORECASE,
)
# These name a page on some websites: only taken off where their value is one of a newsletter's
_DOUBTFUL: Final = frozenset({"source", "ref", "cid", "partner", "feature", "rss", "cmp", "amp"})
_PLAINLY: Final = re.compile(
    r"(?:rss|feed|twitter|facebook|fb|tw|telegram|email|newsletter|share|social|app|1|true)",
    re.IGNORECASE,
)
_SAME_SITE: Final = re.compile(r"^(?:www|m|mobile|amp)\.", re.IGNORECASE)


def clean_link(link: str) -> str:
    """Return a link without tracking parameters, fragment and default port, host in small letters.

    What cannot be read as a web address comes back as it was.
    """
    try:
        parts = urlsplit(link.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return link
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return link
    if ":" in host:
        host = f"[{host}]"
    default = {"http": 80, "https": 443}[parts.scheme.lower()]
    place = host if port in {None, default} else f"{host}:{port}"
    query = "&".join(
        pair for pair in parts.query.split("&") if pair.strip() and not _is_tracking(*_split(pair))
    ).rstrip()
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    cleaned = urlunsplit((parts.scheme.lower(), place, parts.path or "/", query, fragment))
    return cleaned.rstrip()  # what stood before a fragment may end in a space


def canonical_link(claimed: str | None, found_at: str) -> str | None:
    """Return the one address of a page: what it claims, if that is on its own website.

    A page could claim to be somebody else's; then where it was found is its address.
    """
    if not found_at:
        return _web(claimed) if claimed else None
    own = clean_link(found_at)
    if not claimed:
        return own
    try:
        whole = urljoin(found_at, claimed.strip())
    except ValueError:
        return own
    target = _web(whole)
    if target is None or _site(target) != _site(own):
        return own
    is_front = urlsplit(target).path in {"", "/"} and urlsplit(own).path not in {"", "/"}
    return own if is_front else target  # some pages claim to be their website's front page


def _web(link: str) -> str | None:
    """Return a link to the web that is fit to be shown, or None."""
    link = clean_link(link)
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    good = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    fit = len(link) <= _LONGEST and link.isprintable() and not any(map(str.isspace, link))
    return link if good and fit else None


def _split(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return name, value


def _is_tracking(name: str, value: str) -> bool:
    if not _TRACKING.fullmatch(name):
        return False
    return name.lower() not in _DOUBTFUL or _PLAINLY.fullmatch(value) is not None


def _site(link: str) -> str:
    return _SAME_SITE.sub("", urlsplit(link).hostname or "")
