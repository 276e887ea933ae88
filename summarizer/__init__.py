"""Texts in, spans out: extractive summaries of news in which no word is invented.

    >>> from summarizer import summarize
    >>> summary = summarize(text, title="Moon base agreed", sentences=3)
    >>> [text[span.start : span.end] for span in summary.spans]

This is the front door; everything that may be used is named here. It knows no article, chat,
database or clock, and imports what it needs (Sumy, numpy, the language model) on first use.
"""

from summarizer.errors import SummarizerError
from summarizer.extract import summarize
from summarizer.fingerprints import Fingerprint, fingerprint
from summarizer.languages import LANGUAGES
from summarizer.many import Pick, StorySummary, repeats, summarize_many, telling_words
from summarizer.meanings import MEANT_LANGUAGES, Meanings
from summarizer.methods import METHODS
from summarizer.neighbors import SAME_STORY, Neighbors, likeness, similarity
from summarizer.summary import VERSION, Span, Summary
from summarizer.tokens import stem, stop_words, words

__all__ = [
    "LANGUAGES",
    "MEANT_LANGUAGES",
    "METHODS",
    "SAME_STORY",
    "VERSION",
    "Fingerprint",
    "Meanings",
    "Neighbors",
    "Pick",
    "Span",
    "StorySummary",
    "SummarizerError",
    "Summary",
    "fingerprint",
    "likeness",
    "repeats",
    "similarity",
    "stem",
    "stop_words",
    "summarize",
    "summarize_many",
    "telling_words",
    "words",
]
