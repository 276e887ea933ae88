"""Kinds of settings that are checked in a way of their own."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from bot.domain.topics import topic_name


def _folded(value: dict[str, float]) -> dict[str, float]:
    return {name.casefold(): weight for name, weight in value.items()}


def _named(value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    for name, said in value.items():
        if not topic_name(name) or not any(word.strip("- ") for word in said):
            raise ValueError(f"the topic {name!r} has no name or no words")
    return {topic_name(name): said for name, said in value.items()}


def _origin(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^/?#\s]+", value):
        raise ValueError(
            f"{value!r} is no address without a path; one looks like https://news.example.org"
        )
    return value


LogLevel = Annotated[
    Literal["DEBUG", "INFO", "WARNING", "ERROR"],
    BeforeValidator(lambda value: value.upper() if isinstance(value, str) else value),
]
PublicUrl = Annotated[str, AfterValidator(_origin)]
SourceWeights = Annotated[
    dict[str, Annotated[float, Field(ge=0.1, le=10)]], AfterValidator(_folded)
]
TopicWords = Annotated[dict[str, tuple[str, ...]], AfterValidator(_named)]
