"""The named methods. A method is a file here with one class, and a line in each table below."""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.methods.base import Method

METHODS = MappingProxyType(
    {
        "news": "made for news: early, central sentences close to the headline (the default)",
        "lexrank": "sentences that most others resemble (LexRank)",
        "textrank": "sentences that share most words with others (TextRank)",
        "lsa": "sentences that stand for the main topics (latent semantic analysis)",
        "luhn": "sentences where frequent words stand close together (Luhn)",
        "lead": "the first sentences",
    }
)
"""Name of each method and what it does, the default first."""

_CLASSES = {
    "news": "NewsMethod",
    "lexrank": "LexRankMethod",
    "textrank": "TextRankMethod",
    "lsa": "LsaMethod",
    "luhn": "LuhnMethod",
    "lead": "LeadMethod",
}


def load(name: str) -> "type[Method]":
    """Return the class of a method; its file, and what it needs, is imported only now."""
    found: type[Method] = getattr(import_module(f"summarizer.methods.{name}"), _CLASSES[name])
    return found
