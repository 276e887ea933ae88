"""What a page says of itself beside its text: JSON-LD and meta elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from lxml.html import HtmlElement  # type: ignore[import-untyped, unused-ignore]

from bot.sources.formats.draft import read_moment

_MOST_JSON: Final = 500_000
_MOST_NODES: Final = 2_000
_ARTICLES: Final = re.compile(r"(?:.*Article|BlogPosting|Report|Review|LiveBlogPosting)", re.DOTALL)
_DATES: Final = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "date",
    "pubdate", "publishdate", "publish-date", "article_date_original",
    "cxenseparse:recs:publishtime",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a page says of itself."""

    title: str = ""
    author: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    canonical: str | None = None
    paid: bool = False  # it says that it is not free
    site: str | None = None


def about_page(root: HtmlElement) -> About:
    """Return what a page says of itself; JSON-LD, which names what it is about, comes first."""
    metas = _metas(root)
    article = next((one for one in _nodes(root) if _is_article(one)), {})
    dates = [_text(article.get("datePublished")), *(metas.get(name, "") for name in _DATES)]
    dates += [one.get("datetime", "") for one in root.iterfind(".//time[@datetime]")][:3]
    moments = (read_moment(date) for date in dates if date)
    return About(
        title=_text(article.get("headline")) or metas.get("og:title", ""),
        author=_author(article.get("author")) or _name(metas.get("author", "")),
        published_at=next(filter(None, moments), None),
        language=root.get("lang") or metas.get("og:locale") or None,
        canonical=_canonical(root) or metas.get("og:url") or None,
        paid=_is_false(article.get("isAccessibleForFree"))
        or metas.get("article:content_tier") == "locked",
        site=metas.get("og:site_name") or None,
    )


def _metas(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and (content := meta.get("content")):
            found.setdefault(name, " ".join(content.split())[:2_000])
    return found


def _canonical(root: HtmlElement) -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (href := link.get("href")):
            return str(href).strip()
    return None


def _nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects of all JSON-LD, outer ones first."""
    left = _MOST_NODES
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > _MOST_JSON:
            continue
        try:
            waiting: list[Any] = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and left:
            left -= 1
            node = waiting.pop(0)
            if isinstance(node, dict):
                yield node
                waiting.extend(v for v in node.values() if isinstance(v, dict | list))
            elif isinstance(node, list):
                waiting.extend(node[:_MOST_NODES])


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLES.fullmatch(kind[:100]) for kind in kinds)


def _author(value: object) -> str | None:
    people = value if isinstance(value, list) else [value]
    names = (_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in people[:4])
    return ", ".join(dict.fromkeys(filter(None, map(_name, names)))) or None


def _name(text: str) -> str | None:
    """Return a name, but no address of a profile."""
    return None if not text or "://" in text or text.startswith("@") else text


def _text(value: object) -> str:
    return " ".join(value.split())[:2_000] if isinstance(value, str) else ""


def _is_false(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.lower() in {"false", "no"})
