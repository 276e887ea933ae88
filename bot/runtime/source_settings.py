"""Settings of where articles come from, and of what may be fetched."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, field_validator
from pydantic.networks import IPvAnyNetwork
from pydantic_settings import NoDecode


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FeedSettings(_Section):
    """One feed."""

    url: str
    name: str = ""  # of the source; empty: the feed's title
    topics: tuple[str, ...] = ()
    full_text: bool | None = None  # None: as for all

    @field_validator("url")
    @classmethod
    def _is_link(cls, value: str) -> str:
        if not re.match(r"https?://[^\s/]", value):
            raise ValueError(
                f"{value!r} is no web address; one looks like https://news.example/rss"
            )
        return value


class SourcesSettings(_Section):
    """Where articles come from, besides the inbox."""

    feeds: Annotated[tuple[FeedSettings, ...], NoDecode] = ()
    adders: Literal["anyone", "operators"] = "anyone"
    full_text: bool = True

    @field_validator("feeds", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        found = value.replace(",", " ").split() if isinstance(value, str) else value
        if not isinstance(found, list | tuple):
            return found
        return tuple({"url": one} if isinstance(one, str) else one for one in found)


class FetchSettings(_Section):
    """What is fetched from the web."""

    links: bool = True
    proxy: str = ""
    contact: str = ""
    private: Annotated[tuple[IPvAnyNetwork, ...], NoDecode] = ()

    @field_validator("contact")
    @classmethod
    def _is_address(cls, value: str) -> str:
        from bot.sources.contact import contact_in

        address = contact_in(value)
        if value.strip() and not address:
            raise ValueError(
                f"{value!r} is no address; one looks like ann@example.org or https://example.org"
            )
        return address

    @field_validator("private", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value
