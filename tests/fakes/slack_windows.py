"""The app's windows: modals that are opened, pushed and replaced, and the Home tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fakes.slack_blocks import check_view, view_is_too_large
from tests.fakes.slack_messages import View
from tests.fakes.slack_types import JSON, SlackError

if TYPE_CHECKING:
    from tests.fakes.slack_people import Person

MODALS = 3  # docs.slack.dev/surfaces/modals: a stack holds up to three views


def checked(given: Any, *, home: bool) -> JSON:
    """Return a view that Slack would take.

    Raises:
        SlackError: it would not.
    """
    if not isinstance(given, dict):
        raise SlackError.explained("invalid_arguments", "[ERROR] missing required field: view")
    if view_is_too_large(given):
        raise SlackError("view_too_large")
    if errors := check_view(given, home=home):
        raise SlackError.explained("invalid_arguments", *errors)
    return given


def _hash(person: Person) -> str:
    return f"{person.team.world.now():.0f}.{person.team.world.number():08d}"


def _refuse_twice(person: Person, given: JSON, but: View | None = None) -> None:
    """Refuse an external_id that another view of this team has."""
    name = given.get("external_id")
    others = (v for v in person.team.world.views.values() if v is not but and not v.closed)
    if name and any(v.given.get("external_id") == name for v in others):
        raise SlackError("duplicate_external_id")


def push_view(person: Person, given: Any, *, opening: bool = False) -> View:
    """Put a modal on top of those that this person has open, or open the first one."""
    given = checked(given, home=False)
    _refuse_twice(person, given)
    if opening:
        for view in person.modals:
            view.closed = True
        person.modals.clear()
    if len(person.modals) >= MODALS:
        raise SlackError("push_limit_reached")
    world = person.team.world
    view_id = world.new_id("V")
    below = person.modal
    view = View(
        id=view_id,
        person=person,
        given=given,
        hash=_hash(person),
        root_id=below.root_id if below else view_id,
        previous_id=below.id if below else None,
    )
    world.views[view_id] = view
    person.modals.append(view)
    world.changed()
    return view


def replace_view(view: View, given: Any, *, expected: str = "") -> View:
    """Show something else in a view; `expected` is the hash that it must still have."""
    given = checked(given, home=view.given["type"] == "home")
    if expected and expected != view.hash:
        raise SlackError("hash_conflict")
    _refuse_twice(view.person, given, but=view)
    view.given = given
    view.hash = _hash(view.person)
    kept = {block.get("block_id") for block in given["blocks"]}
    view.state = {block: fields for block, fields in view.state.items() if block in kept}
    view.person.team.world.changed()
    return view


def publish_home(person: Person, given: Any, *, expected: str = "") -> View:
    """Show something in the Home tab of this person."""
    if person.home:
        return replace_view(person.home, given, expected=expected)
    given = checked(given, home=True)
    if expected:
        raise SlackError("hash_conflict")
    _refuse_twice(person, given)
    world = person.team.world
    view_id = world.new_id("V")
    person.home = View(id=view_id, person=person, given=given, hash=_hash(person), root_id=view_id)
    world.views[view_id] = person.home
    world.changed()
    return person.home
