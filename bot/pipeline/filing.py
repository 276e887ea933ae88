"""Filing: articles get the topics that the operator has defined by words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.domain.articles import Report
from bot.domain.mentions import Texts

Topics = Mapping[str, Sequence[str]]
"""By the name of each topic its words and phrases; those after a minus keep an article out."""

NO_TOPICS: Topics = MappingProxyType({})
_NOT = "-"


def topics_of(report: Report, topics: Topics) -> frozenset[str]:
    """Return the topics whose words an article has, in any of their forms."""
    texts = Texts()
    return frozenset(name for name, said in topics.items() if _belongs(report, said, texts))


def _belongs(report: Report, said: Sequence[str], texts: Texts) -> bool:
    wanted = [phrase for phrase in said if not phrase.startswith(_NOT)]
    unwanted = [phrase.removeprefix(_NOT) for phrase in said if phrase.startswith(_NOT)]
    return any(texts.mention(phrase, report) for phrase in wanted) and not any(
        texts.mention(phrase, report) for phrase in unwanted
    )
