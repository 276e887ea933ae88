"""From the words of a wish to what is wanted, and when."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from bot.commands.parting import (
    AGAIN,
    COMMAS,
    LINK,
    LONGEST_NAME,
    Known,
    bare_word,
    grouped,
    parted,
    words_apart,
)
from bot.commands.sayings import phrases_of
from bot.commands.typed import Quoted, short
from bot.domain.errors import UsageError
from bot.domain.schedule_text import looks_like_schedule, parse_schedule, split_schedule
from bot.domain.schedules import Schedule
from bot.domain.subscriptions import Wants
from bot.domain.topics import topic_name
from bot.messages.manners import schedule_problem
from bot.messages.quoting import typeable
from bot.messages.wording import DEFAULT_LANGUAGE, Wording, wording
from bot.ports.store import Transaction

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_WORD = 60  # characters of one word or phrase that is wished for
MOST_NAMES = 20  # in one wish
_SIMILAR = 0.8  # of names: "spce" and "space" are, "sport" and "port" not quite

_STRICTLY_ALL = frozenset({"everything", "*"})
_ALL = _STRICTLY_ALL | {"all", "any", "news"}  # mean everything where nothing is named


@dataclass(frozen=True, slots=True)
class _Named:
    """The words of a wish, sorted."""

    general: Sequence[str]  # "everything" and its like
    particular: Sequence[str]
    never: Sequence[str]


def read_wish(
    what: Sequence[str],
    tx: Transaction,
    words: Wording,
    sources: Sequence[str] = (),
    topics: Collection[str] = (),
) -> tuple[Wants, Schedule | None]:
    """Read `space -football daily 08:00`; `sources` and `topics` are some without articles yet.

    Raises:
        UsageError: it can mean nothing, or hardly what it says; the message helps.
    """
    known = _known(tx, words, sources, topics)
    named, schedule = _split(what, known)
    found = _sorted(named, known)
    if named and not (found.general or found.particular or found.never):
        raise UsageError(words.say("subscribe.nothing-named"))
    _check(found, known, words)
    return _wants(found, known), schedule


def read_wants(
    named: Sequence[str], tx: Transaction, words: Wording, sources: Sequence[str] = ()
) -> Wants | None:
    """Read what is wanted, whatever it is; None: nothing is named."""
    known = _known(tx, words, sources)
    found = _sorted(named, known)
    if not (found.general or found.particular or found.never):
        return None
    return _wants(found, known)


def read_muted(
    named: Sequence[str], tx: Transaction, words: Wording
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read what is never wanted and, after a +, what is again: topics, sources, words, as kept.

    Raises:
        UsageError: it names nothing, or hardly what it says.
    """
    known = _known(tx, words)
    again, unwanted = parted(named, known, AGAIN)
    never = _muted(unwanted, known, words)
    link = next((name for name in never if LINK.match(name) and not known.has(name)), None)
    if link is not None:  # no article says it, so it would leave out nothing
        raise UsageError(words.say("sources.unknown", name=short(link)))
    told = _muted(again, known, words)
    if not never and not told:
        raise UsageError(words.say("filter.nothing-named"))
    return never, told


def _muted(named: Sequence[str], known: Known, words: Wording) -> tuple[str, ...]:
    bare = grouped([bare_word(word, known) for word in named], known)
    found = [word for word in bare if _says_something(word, known)]
    if any(len(word) > LONGEST_WORD for word in found if not known.has(word)):
        raise UsageError(words.say("subscribe.too-long", most=LONGEST_WORD))
    return tuple(dict.fromkeys(known.kept(word) for word in found))


def read_query(what: Sequence[str]) -> str | None:
    """Return the words to look for; nothing: there are only connecting words; None: everything."""
    left = [word for word in what if isinstance(word, Quoted) or not _connects(word)]
    if left and all(_is_general(word) for word in left):
        return None
    return " ".join(word for word in left if not _is_general(word))


def near(
    what: Sequence[str], wants: Wants, tx: Transaction, topics: Collection[str] = ()
) -> tuple[str, str] | None:
    """Return a word of a wish that is much like a name and stands in no article, and the name."""
    known = _known(tx, wording(DEFAULT_LANGUAGE), topics=topics)
    names = [*sorted(known.topics), *known.outlets]
    plain = (word for word in words_apart(what, known) if not isinstance(word, Quoted))
    typed = {bare_word(word, known).casefold() for word in plain}
    for word in sorted(wants.words & typed):
        found = difflib.get_close_matches(word, names, n=1, cutoff=_SIMILAR)
        if found and not tx.articles.search(word, LONG_AGO, 1):
            return word, known.kept(found[0])
    return None


def _known(
    tx: Transaction, words: Wording, sources: Sequence[str] = (), topics: Collection[str] = ()
) -> Known:
    names = [volume.name for volume in tx.sources.outlets(LONG_AGO)]
    every = (*names, *tx.feeds.names(), *sources)
    outlets = {typeable(name).casefold(): name for name in every}  # as they can be typed
    outlets |= {name.casefold(): name for name in every}
    told = (volume.name for volume in tx.sources.topics(LONG_AGO))
    return Known(frozenset((*told, *topics)), outlets, words.language)


def _split(what: Sequence[str], known: Known) -> tuple[Sequence[str], Schedule | None]:
    never, wanted = parted(what, known)
    if known.has(" ".join(wanted)):
        return what, None  # the newspaper "The Sun" is no schedule
    quoted = [index for index, word in enumerate(wanted) if isinstance(word, Quoted)]
    cut = quoted[-1] + 1 if quoted else 0
    named, schedule = _split_at_days(wanted[cut:], known, behind=cut > 0)
    return [*wanted[:cut], *named, *never], schedule


def _split_at_days(
    wanted: Sequence[str], known: Known, *, behind: bool
) -> tuple[Sequence[str], Schedule | None]:
    """Split at a short day such as `Mo`, unless it ends a name or nothing stands before it."""
    named, schedule = split_schedule(wanted, behind=behind, short=known.language)
    plain, daily = split_schedule(wanted, behind=behind)
    if len(plain) <= len(named):
        return named, schedule
    if not behind and not any(_says_something(word, known) for word in named):
        return plain, daily
    ends = range(len(plain), len(named), -1)
    end = next((end for end in ends if _ends_name(plain[:end], known)), None)
    if end is None:
        return named, schedule
    rest, schedule = split_schedule(wanted[end:], behind=True, short=known.language)
    return [*wanted[:end], *rest], schedule


def _ends_name(wanted: Sequence[str], known: Known) -> bool:
    bare = [bare_word(word, known) for word in wanted[-LONGEST_NAME:]]
    return any(known.has(" ".join(bare[at:])) for at in range(len(bare)))


def _sorted(named: Sequence[str], known: Known) -> _Named:
    unwanted, rest = parted(named, known)
    never = [bare_word(word, known) for word in unwanted]
    wanted = grouped([bare_word(word, known) for word in rest], known)
    wanted = [word for word in wanted if _says_something(word, known)]
    general = [word for word in wanted if _is_general(word) and not known.has(word)]
    return _Named(
        general=general,
        particular=[word for word in wanted if word not in general],
        never=[word for word in never if _says_something(word, known)],
    )


def _says_something(word: str, known: Known) -> bool:
    says = any(map(str.isalnum, word))
    if isinstance(word, Quoted) or known.has(word):
        return says
    return _is_general(word) or (says and not _connects(word, known.language))


def _is_general(word: str) -> bool:
    return not isinstance(word, Quoted) and word.casefold() in _ALL


def _connects(word: str, language: str = DEFAULT_LANGUAGE) -> bool:
    bare = word.strip(COMMAS)
    is_name = bare.isupper() and len(bare) > 1  # LA, in Spanish
    own = frozenset() if is_name else _small(language)
    return bare.casefold() in own | _small(DEFAULT_LANGUAGE)


@cache
def _small(language: str) -> frozenset[str]:
    """Return the words of a language that only connect others."""
    return frozenset(phrases_of(wording(language), "heard.small"))


def _check(found: _Named, known: Known, words: Wording) -> None:
    names = [*found.particular, *found.never]
    strange = [name for name in names if not known.has(name)]
    if any(map(LINK.match, strange)):
        raise UsageError(words.say("subscribe.no-feeds"))
    _check_times([name for name in found.particular if not known.has(name)], words)
    if any(len(name) > LONGEST_WORD for name in strange):
        raise UsageError(words.say("subscribe.too-long", most=LONGEST_WORD))
    if len(names) > MOST_NAMES:
        raise UsageError(words.say("subscribe.too-wide", most=MOST_NAMES))
    strict = any(word in _STRICTLY_ALL for word in map(str.casefold, found.general))
    if strict and found.particular:
        only = words.listed(map(short, found.particular))
        raise UsageError(words.say("subscribe.everything-or", only=only))
    wanted = _folded(found.particular)
    both = next((name for name in found.never if topic_name(name) in wanted | _ALL), None)
    if both is not None:
        raise UsageError(words.say("subscribe.both", name=short(both)))


def _check_times(names: Sequence[str], words: Wording) -> None:
    """Refuse what looks like a time and was not read as one: nobody wants to read "every"."""
    for index, name in enumerate(names):
        if isinstance(name, Quoted) or not looks_like_schedule(name):
            continue
        problem = words.say("subscribe.time-last")
        try:
            parse_schedule(" ".join(names[index:]))
        except ValueError as error:
            problem = schedule_problem(error, words)
        raise UsageError(words.say("subscribe.no-time", problem=problem))


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(topic_name, names))


def _wants(found: _Named, known: Known) -> Wants:
    strange = [name for name in found.particular if not known.has(name)]
    outlets = (known.outlets.get(name.casefold()) for name in found.particular)
    return Wants(
        topics=_folded(found.particular) & known.topics,
        sources=frozenset(outlet for outlet in outlets if outlet is not None),
        words=frozenset(str.casefold(name) for name in strange),
        never=frozenset(map(known.kept, found.never)),
    )
