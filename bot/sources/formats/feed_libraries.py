"""Which library reads a feed.

fastfeedparser reads what is well-formed; it drops what a bare `&` is followed by, so that all else
is left to feedparser, fifty times slower.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from bot.sources.dates import find_date
from bot.sources.formats.draft import HALF_DAY, read_moment
from bot.sources.formats.feed_entries import words

_SLOW_BYTES: Final = 1_000_000  # that feedparser is given
_DATES: Final = (  # names of elements, those of the first day before those of later ones
    *("pubdate", "published", "issued", "date", "created"),
    *("updated", "modified", "lastbuilddate"),
)
_LONGEST_DATE: Final = 300  # characters
_ZONES: Final = timedelta(hours=26)  # as far apart as one date is in two zones
_GUESSER: Final = "dateparser"
_NOT_A_FEED: Final = "There is no feed at this address."


def is_json(data: bytes) -> bool:
    """Whether a feed is one in JSON, if it is any."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def parsed(data: bytes, *, now: datetime) -> Any:  # noqa: ANN401 -- a dictionary of whichever library
    """Return a feed as a dictionary with its `feed` and its `entries`.

    Raises:
        ValueError: it is none; the message is a sentence.
    """
    import fastfeedparser

    if is_json(data):
        try:
            with _without_guesses():
                return fastfeedparser.parse(data.removeprefix(b"\xef\xbb\xbf"))
        except Exception as error:  # whatever strange values raise
            raise ValueError("It is JSON, but no feed.") from error
    root = _well_formed(data)
    if root is not None:
        try:
            with _without_guesses():
                found = fastfeedparser.parse(data)
        except ValueError:
            found = None
        if found is not None and found["entries"] and all(map(_is_whole, found["entries"])):
            _as_dated(found["entries"], root, now)
            return found
    return _patiently(data, is_well_formed=root is not None)


@contextmanager
def _without_guesses() -> Iterator[None]:
    """Keep dateparser, which came with another library, from fastfeedparser.

    It is asked what each id could mean as a date, a millisecond each, and knows an answer to most.
    """
    before = sys.modules.get(_GUESSER)
    sys.modules[_GUESSER] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if before is None:
            del sys.modules[_GUESSER]
        else:
            sys.modules[_GUESSER] = before


def _well_formed(data: bytes) -> Any:  # noqa: ANN401 -- lxml has no types
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False
    )
    try:
        return etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "xcessive depth" in str(error) or "huge" in str(error).lower():
            raise ValueError("It is nested too deeply to be read.") from None
        return None


def _as_dated(found: Sequence[Any], root: Any, now: datetime) -> None:  # noqa: ANN401
    """Put right the dates of items: fastfeedparser makes some up of ids, such as 3-26 or "a".

    It does so where there is no date, and where there is one that it cannot read.
    """
    items = [*root.iter("{*}item"), *root.iter("{*}entry")]
    if len(items) == len(found):
        dates: Iterable[str | None] = map(_date, items)
    else:  # some are in places that are not read: the names tell which is which
        stated = _by_name(items)
        dates = (_of_name(entry, stated) for entry in found)
    for entry, written in zip(found, dates, strict=True):
        if written is not None:
            moment = _moment(written, words(entry.get("published")), now)
            entry.pop("updated", None)
            entry["published"] = moment


def _by_name(items: Iterable[Any]) -> dict[str, str]:
    """Return the dates that stand beside an id or link; of those beside two, which is unknown."""
    found: dict[str, set[str]] = {}
    for item in items:
        names = (item.findtext(f"{{*}}{name}") for name in ("guid", "id", "link"))
        name = next((one.strip() for one in names if one and one.strip()), "")
        found.setdefault(name, set()).add(_date(item))
    return {name: next(iter(dates)) for name, dates in found.items() if len(dates) == 1}


def _of_name(entry: Any, stated: Mapping[str, str]) -> str | None:  # noqa: ANN401
    names = (words(entry.get(one)) for one in ("id", "link"))
    return next((stated[name] for name in names if name in stated), None)


def _date(item: Any) -> str:  # noqa: ANN401
    """Return what an item states as its date; "" where it states none."""
    found = {_local(part): part.text or "" for part in reversed(item)}
    return next((found[name] for name in _DATES if found.get(name)), "")[:_LONGEST_DATE]


def _moment(written: str, guess: str, now: datetime) -> str:
    """Return what a date means: as the library has it, if it had that from there; "" for none."""
    dated = find_date(written, now=now)
    ours, theirs = read_moment(written) or (dated.moment if dated else None), read_moment(guess)
    if ours is None:  # of 03/11/2026 the guess is American
        return guess if dated is None and theirs and str(theirs.year) in written else ""
    ours = ours.replace(tzinfo=ours.tzinfo or UTC)
    if HALF_DAY.search(written):  # which the library may not heed
        return ours.isoformat()
    theirs = theirs and theirs.replace(tzinfo=theirs.tzinfo or UTC)
    try:
        return guess if theirs and abs(theirs - ours) <= _ZONES else ours.isoformat()
    except OverflowError:
        return ""


def _local(element: Any) -> str:  # noqa: ANN401
    """Return the name of an element without its namespace, in small letters."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _is_whole(entry: Any) -> bool:  # noqa: ANN401
    return bool(entry.get("title") or entry.get("description") or entry.get("content"))


def _patiently(data: bytes, *, is_well_formed: bool) -> Any:  # noqa: ANN401
    import feedparser

    if len(data) > _SLOW_BYTES:
        raise ValueError("It is no well-formed feed, and too large to be mended.")
    # as a stream: bytes it might take for the name of a file
    found = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    is_empty_feed = is_well_formed and found.get("version")  # not one that was cut off
    if not found["entries"] and not is_empty_feed:
        raise ValueError(_NOT_A_FEED)
    return found
