"""Merits: the named parts of a story's rank, frozen with the entry that they put where it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

HUNDREDTHS = 2  # places of points that are kept: what is shown is what was compared


class Aspect(Enum):
    """What can speak for a story, or against it."""

    SOURCES = "sources"  # how many tell it independently; about: how many
    FRESH = "fresh"  # about: its age in hours
    SUBSTANCE = "substance"  # how much there is to tell; about: telling sentences
    FIT = "fit"  # how well it fits what was asked for; about: what of it
    WEIGHT = "weight"  # what the operator thinks of a source; about: its name
    NEW = "new"  # nothing like it was told to the chat lately
    UPDATE = "update"  # it was told, and has something new
    AKIN = "akin"  # something much like it was
    LIKED = "liked"  # the chat asked for more like it; about: what is liked
    DISLIKED = "disliked"  # the chat asked for less like it; about: what is not
    VARIETY = "variety"  # stories on the same topic stand before it; about: the topic


@dataclass(frozen=True, slots=True)
class Merit:
    """One part of a story's rank: which, how many points, and what it is about."""

    aspect: Aspect
    points: float
    about: str = ""


def merit(aspect: Aspect, points: float, about: str = "") -> Merit:
    """Return a merit with as many places as are kept."""
    return Merit(aspect, round(points, HUNDREDTHS), about)


def total(merits: tuple[Merit, ...]) -> float:
    """Return what stories are ordered by."""
    return round(sum(one.points for one in merits), HUNDREDTHS)
