"""views.*, oauth.* and the end of an installation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.fakes.slack_messages import View
from tests.fakes.slack_methods import Call, method
from tests.fakes.slack_people import Person
from tests.fakes.slack_types import JSON, SlackError
from tests.fakes.slack_windows import publish_home, push_view, replace_view

if TYPE_CHECKING:
    from tests.fakes.slack_world import Team

TRIGGER_SECONDS = 3


@dataclass(slots=True, kw_only=True)
class Consent:
    """What somebody agreed to on Slack's page, and the app has not yet claimed."""

    client_id: str
    redirect_uri: str
    team: Team
    scopes: frozenset[str]


def _exchanged(call: Call) -> Person:
    """Return who caused a trigger, which is used up by this."""
    trigger = call.api.triggers.get(call.args.text("trigger_id"))
    if trigger is None or trigger.person.team is not call.team:
        raise SlackError.explained(
            "invalid_arguments", "[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]"
        )
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if call.api.now() - trigger.at > TRIGGER_SECONDS:
        raise SlackError("expired_trigger_id")
    trigger.used = True
    return trigger.person


@method("views.open")
def views_open(call: Call) -> JSON:
    """Open a modal for whoever caused the trigger."""
    given = call.args.json("view", "invalid_arguments")
    return {"view": push_view(_exchanged(call), given, opening=True).json()}


@method("views.push")
def views_push(call: Call) -> JSON:
    """Put a modal on top of the one whose use caused the trigger."""
    given = call.args.json("view", "invalid_arguments")
    person = _exchanged(call)
    if not person.modals:
        raise SlackError("not_found")
    return {"view": push_view(person, given).json()}


@method("views.update")
def views_update(call: Call) -> JSON:
    """Show something else in a view."""
    view_id, name = call.args.text("view_id"), call.args.text("external_id")
    if not view_id and not name:
        raise SlackError.explained(
            "invalid_arguments", "[ERROR] either view_id or external_id is required"
        )

    def meant(view: View) -> bool:
        called = view.id == view_id or (name and view.given.get("external_id") == name)
        return bool(called) and not view.closed and view.person.team is call.team

    view = next(filter(meant, call.api.views.values()), None)
    if view is None:
        raise SlackError("not_found")
    given = call.args.json("view", "invalid_arguments")
    return {"view": replace_view(view, given, expected=call.args.text("hash")).json()}


@method("views.publish")
def views_publish(call: Call) -> JSON:
    """Show something in a person's Home tab."""
    person = call.team.people.get(call.args.text("user_id"))
    if person is None:
        raise SlackError.explained("invalid_arguments", "[ERROR] invalid `user_id`")
    given = call.args.json("view", "invalid_arguments")
    return {"view": publish_home(person, given, expected=call.args.text("hash")).json()}


def _check_client(call: Call) -> None:
    """Refuse whoever does not know the app's id and secret."""
    if call.args.text("client_id") != call.api.client_id:
        raise SlackError("invalid_client_id")
    if call.args.text("client_secret") != call.api.client_secret:
        raise SlackError("bad_client_secret")


@method("oauth.v2.access")
def oauth_access(call: Call) -> JSON:
    """Exchange a code, once, for a token of the workspace where somebody agreed."""
    _check_client(call)
    consent = call.api.consents.get(call.args.text("code"))
    if consent is None or consent.client_id != call.args.text("client_id"):
        raise SlackError("invalid_code")
    if consent.redirect_uri != call.args.text("redirect_uri"):
        raise SlackError("bad_redirect_uri")
    del call.api.consents[call.args.text("code")]
    team = consent.team
    token = team.install(consent.scopes)
    installer = team.person("Installer")
    return {
        "access_token": token.value, "token_type": "bot", "scope": ",".join(sorted(token.scopes)),
        "bot_user_id": team.bot_user_id, "app_id": call.api.app_id, "enterprise": None,
        "team": {"id": team.id, "name": team.domain}, "authed_user": {"id": installer.id},
        "is_enterprise_install": False,
    }  # fmt: skip


@method("auth.revoke")
def auth_revoke(call: Call) -> JSON:
    """Revoke the token that the call is made with."""
    if call.args.flag("test"):
        return {"revoked": False}
    call.team.revoke_tokens()
    return {"revoked": True}


@method("apps.uninstall")
def apps_uninstall(call: Call) -> JSON:
    """Remove the app from the workspace."""
    _check_client(call)
    call.team.uninstall()
    return {}
