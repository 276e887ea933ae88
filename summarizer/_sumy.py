"""The parts of Sumy that we stand on, imported without the parts that we never use.

`sumy.summarizers._summarizer` imports `nltk.stem.snowball` and `requests` for two helpers
(stemmer classes, fetching a page) that are not needed here. Loading those two packages takes
1.1 to 1.5 seconds, more than a whole run of `digestbot summarize` may take. So, while Sumy is
imported, modules that are not loaded yet have a stand-in (a module with `__getattr__`, PEP 562)
that imports the real one when somebody asks it for something. Afterwards the stand-ins are taken
out of `sys.modules` again: a later `import nltk` imports the real thing, and Sumy's own stemmers
and page fetching work as ever, because the names that Sumy holds forward to it.
"""

import importlib
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_DEFERRED = ("nltk", "nltk.stem", "nltk.stem.snowball", "requests")
_LOCK = threading.Lock()


class _StandIn(ModuleType):
    """Holds the place of a module and loads it when it is first asked for a name."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # the import system's own questions must not load anything
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            _remove(self)
        return getattr(importlib.import_module(self.__name__), name)


def _remove(stand_in: _StandIn) -> None:
    """Take a stand-in, and those of its family, out of `sys.modules`."""
    root = stand_in.__name__.partition(".")[0]
    for name in [n for n in _DEFERRED if n == root or n.startswith(f"{root}.")]:
        if isinstance(sys.modules.get(name), _StandIn):
            del sys.modules[name]


@contextmanager
def _deferred() -> Iterator[None]:
    """While inside, `import` of the deferred modules finds stand-ins; loaded ones are kept."""
    placed = {n: _StandIn(n) for n in _DEFERRED if n.partition(".")[0] not in sys.modules}
    for name, stand_in in placed.items():
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(placed[parent], child, stand_in)
    sys.modules.update(placed)
    try:
        yield
    finally:
        for stand_in in placed.values():
            _remove(stand_in)


with _LOCK, _deferred():
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers._summarizer import AbstractSummarizer

__all__ = ["AbstractSummarizer", "ObjectDocumentModel", "Paragraph", "Sentence"]
