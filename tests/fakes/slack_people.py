"""The people of the fake Slack and everything they do: say, tap, choose, open, submit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.fakes.slack_forms import chosen, find_element, form_state, missing_inputs
from tests.fakes.slack_messages import File, Message, View, with_ids
from tests.fakes.slack_mrkdwn import typed
from tests.fakes.slack_types import JSON, Ack, SlackError
from tests.fakes.slack_windows import push_view, replace_view

if TYPE_CHECKING:
    from tests.fakes.slack_world import Channel, Team


@dataclass(eq=False, slots=True, kw_only=True)
class Person:
    """Somebody in a workspace."""

    team: Team
    id: str
    name: str
    tz: str = "Europe/London"
    locale: str = "en-US"
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    deleted: bool = False
    home: View | None = None
    modals: list[View] = field(default_factory=list)

    @property
    def modal(self) -> View | None:
        """The modal on top, if one is open."""
        return self.modals[-1] if self.modals else None

    def json(self, *, locale: bool = False) -> JSON:
        """Return the person as users.info describes them."""
        now = datetime.fromtimestamp(self.team.world.now(), UTC).astimezone(ZoneInfo(self.tz))
        offset = now.utcoffset()
        assert offset is not None
        return {
            "id": self.id, "team_id": self.team.id, "name": self.name.lower(),
            "real_name": self.name, "deleted": self.deleted, "tz": self.tz,
            "tz_label": now.tzname(),
            "tz_offset": int(offset.total_seconds()), "is_admin": self.is_admin or self.is_owner,
            "is_owner": self.is_owner, "is_primary_owner": False, "is_restricted": False,
            "is_ultra_restricted": False, "is_bot": self.is_bot, "is_app_user": False,
            "profile": {"real_name": self.name, "display_name": self.name.lower()},
            **({"locale": self.locale} if locale else {}),
        }  # fmt: skip

    # -- saying -----------------------------------------------------------------------------

    async def says(
        self,
        channel: Channel,
        text: str,
        *,
        thread: Message | str | None = None,
        files: Iterable[File] = (),
    ) -> Message:
        """Post a message and let the app hear of it; `<@BOT>` stands for the app's bot.

        Events travel on their own; `await api.settled()` waits for them.
        """
        shared = list(files)
        message = channel.add(
            text=typed(text.replace("<@BOT>", f"<@{self.team.bot_user_id}>")),
            user=self.id,
            thread_ts=thread.thread_ts or thread.ts if isinstance(thread, Message) else thread,
            files=shared,
            bot_id=f"B{self.id[1:]}" if self.is_bot else None,
            subtype="file_share" if shared else None,
        )
        if not self.is_bot:
            channel.members.add(self.id)
        self._tell(channel, message.json())
        if self._calls_bot(message) and channel.kind != "im":
            self._tell(channel, {**message.json(), "type": "app_mention", "subtype": None})
        return message

    async def edits(self, message: Message, text: str) -> Message:
        """Change what they said; a mention that is new calls the bot."""
        before, called = message.json(), self._calls_bot(message)
        message.text = typed(text.replace("<@BOT>", f"<@{self.team.bot_user_id}>"))
        world, channel = self.team.world, message.channel
        message.edited = {"user": self.id, "ts": f"{world.now():.6f}"}
        message.revision = world.changed()
        tell_changed(message, before)
        if self._calls_bot(message) and not called and channel.kind != "im":
            self._tell(channel, {**message.json(), "type": "app_mention", "subtype": None})
        return message

    async def deletes(self, message: Message) -> None:
        """Take a message back."""
        before, channel = message.json(), message.channel
        message.deleted = True
        message.revision = self.team.world.changed()
        event = {
            "type": "message", "subtype": "message_deleted", "hidden": True,
            "deleted_ts": message.ts, "previous_message": before,
            "ts": f"{self.team.world.now():.6f}",
        }  # fmt: skip
        self._tell(channel, event)

    async def joins(self, channel: Channel) -> None:
        """Join a channel."""
        channel.joined(self.id)

    def _calls_bot(self, message: Message) -> bool:
        return self.team.bot_user_id in message.pings

    def _tell(self, channel: Channel, event: JSON) -> None:
        tell(channel, event)

    # -- commands and clicks ------------------------------------------------------------------

    async def command(self, channel: Channel, command: str, text: str = "") -> Ack:
        """Type a slash command; return how the app took it. Slack has none in threads."""
        team, world = self.team, self.team.world
        names = {"im": "directmessage", "group": "privategroup", "mpim": channel.name}
        assert team.token is not None, f"the app is not installed in {team.id}"
        assert "commands" in team.token.scopes, "no scope `commands`: Slack knows no such command"
        assert world.commands is None or command in world.commands, f"no command {command}"
        payload = {
            "token": world.verification_token, "team_id": team.id, "team_domain": team.domain,
            "channel_id": channel.id, "channel_name": names.get(channel.kind, channel.name),
            "user_id": self.id, "user_name": self.name.lower(), "command": command, "text": text,
            "api_app_id": world.app_id, "is_enterprise_install": "false",
            "response_url": world.response_url(channel, self, None, of="commands"),
            "trigger_id": world.trigger(self),
        }  # fmt: skip
        ack = await world.post.ask("slash_commands", payload, accepts=True)
        if ack.payload.get("text") or ack.payload.get("blocks"):
            in_channel = ack.payload.get("response_type") == "in_channel"
            channel.add(
                text=str(ack.payload.get("text") or ""),
                blocks=list(ack.payload.get("blocks") or []),
                bot_id=team.bot_id,
                ephemeral_for=None if in_channel else self,
            )
        return ack

    async def taps(self, shown: Message | View, label: str) -> Ack:
        """Tap the button, or the line of a ⋮ menu, that says `label`."""
        block, element = find_element(shown.blocks, label, {"button", "overflow"})
        return await self._acts(shown, chosen(block, element, label))

    async def selects(
        self, shown: Message | View, choice: str, *, action_id: str | None = None
    ) -> Ack:
        """Choose from a menu: what an option says, an id, a date, a time, or what was typed."""
        block, element = find_element(shown.blocks, choice, None, action_id=action_id)
        return await self._acts(shown, chosen(block, element, choice))

    async def _acts(self, shown: Message | View, action: JSON) -> Ack:
        world = self.team.world
        payload = self._interaction("block_actions")
        payload["actions"] = [{**action, "action_ts": f"{world.now():.6f}"}]
        if isinstance(shown, View):
            assert not shown.closed, "that view is closed"
            payload |= {"container": {"type": "view", "view_id": shown.id}, "view": shown.json()}
            return await world.post.ask("interactive", payload, accepts=False)
        channel = shown.channel
        assert not shown.deleted, "that message is deleted"
        assert shown.ephemeral_for in {None, self}, f"{self.name} does not see that message"
        container = {
            "type": "message", "message_ts": shown.ts, "channel_id": channel.id,
            "is_ephemeral": shown.ephemeral_for is not None,
        }  # fmt: skip
        payload |= {
            "container": container | ({"thread_ts": shown.thread_ts} if shown.thread_ts else {}),
            "channel": {"id": channel.id, "name": channel.name},
            "state": {"values": {}},
            "response_url": world.response_url(channel, self, shown),
        }
        if shown.ephemeral_for is None:
            payload["message"] = shown.json()
        return await world.post.ask("interactive", payload, accepts=False)

    async def shortcut(self, message: Message | None, callback_id: str) -> Ack:
        """Use a shortcut from a message's menu; from anywhere, without a message."""
        world = self.team.world
        payload = self._interaction("message_action" if message else "shortcut")
        payload |= {"callback_id": callback_id, "action_ts": f"{world.now():.6f}"}
        if message:
            payload |= {
                "channel": {"id": message.channel.id, "name": message.channel.name},
                "message": message.json(), "message_ts": message.ts,
                "response_url": world.response_url(message.channel, self, message),
            }  # fmt: skip
        return await world.post.ask("interactive", payload, accepts=False)

    # -- the app's own windows ------------------------------------------------------------------

    async def opens_home(self, tab: str = "home") -> None:
        """Look at the app's Home, or at its Messages tab."""
        event: JSON = {
            "type": "app_home_opened", "user": self.id, "tab": tab,
            "channel": self.team.dm(self).id, "event_ts": f"{self.team.world.now():.6f}",
        }  # fmt: skip
        if self.home and tab == "home":
            event["view"] = self.home.json()
        self.team.world.post.event(self.team, event)

    async def submits(self, view: View | None = None, values: Mapping[str, object] = {}) -> Ack:
        """Send a form; `values` by `block_id/action_id`. What the app answers happens."""
        view = view or self.modal
        assert view is not None, f"{self.name} has no modal open"
        assert not view.closed, "that view is closed"
        view.state = form_state(view.blocks, values, view.state)
        missing = missing_inputs(view.blocks, view.state)
        assert not missing, f"Slack does not send a form without {missing}"
        payload = {**self._interaction("view_submission"), "view": view.json(), "response_urls": []}
        ack = await self.team.world.post.ask("interactive", payload, accepts=True)
        self._after(view, ack)
        return ack

    async def closes(self, view: View | None = None) -> Ack | None:
        """Close a modal without sending it; the app hears of it if it asked to."""
        view = view or self.modal
        assert view is not None, f"{self.name} has no modal open"
        view.closed = True
        self.modals.remove(view)
        self.team.world.changed()
        if not view.given.get("notify_on_close"):
            return None
        payload = {**self._interaction("view_closed"), "view": view.json(), "is_cleared": False}
        del payload["trigger_id"]
        return await self.team.world.post.ask("interactive", payload, accepts=False)

    def _after(self, view: View, ack: Ack) -> None:
        """Do with a form what the app answered."""
        world = self.team.world
        if not ack.acked:
            return
        match ack.payload.get("response_action"):
            case "errors":
                inputs = {b["block_id"] for b in with_ids(view.blocks) if b["type"] == "input"}
                if not ack.errors or set(ack.errors) - inputs:
                    world.complaints.append(f"errors for blocks that are no inputs: {ack.errors}")
                return
            case "update":
                self._is_shown(lambda: replace_view(view, ack.payload.get("view")))
            case "push":
                self._is_shown(lambda: push_view(self, ack.payload.get("view")))
            case "clear":
                self.modals.clear()
            case None:
                view.closed = True
                self.modals.remove(view)
            case other:
                world.complaints.append(f"unknown response_action {other!r}")
        world.changed()

    def _is_shown(self, show: Callable[[], object]) -> None:
        try:
            show()
        except SlackError as error:
            self.team.world.complaints.append(f"{error.error}: {error.extra}")

    def _interaction(self, kind: str) -> JSON:
        team, world = self.team, self.team.world
        return {
            "type": kind, "team": {"id": team.id, "domain": team.domain}, "enterprise": None,
            "user": {"id": self.id, "username": self.name.lower(), "name": self.name.lower(),
                     "team_id": team.id},
            "api_app_id": world.app_id, "token": world.verification_token,
            "is_enterprise_install": False, "trigger_id": world.trigger(self),
        }  # fmt: skip

    async def home_shows(self, text: str, within: float = 40) -> View:
        """Wait until the Home tab shows this."""
        found = await self.team.world.wait_until(
            lambda: self.home is not None and text in self.home.read, within=within
        )
        assert found, f"{text!r} is not in {self.name}'s Home: {self.home and self.home.read}"
        assert self.home is not None
        return self.home

    async def modal_shows(self, text: str, within: float = 40) -> View:
        """Wait until the modal on top shows this."""
        found = await self.team.world.wait_until(
            lambda: self.modal is not None and text in self.modal.read, within=within
        )
        assert found, f"{text!r} is not in {self.name}'s modal: {self.modal and self.modal.read}"
        assert self.modal is not None
        return self.modal


def tell(channel: Channel, event: JSON) -> None:
    """Send an event about a channel on its way, if the bot is in there."""
    if not channel.bot_is_member:
        return
    kinds = {"message": {"channel_type": channel.kind}}
    told = {name: value for name, value in event.items() if value is not None}
    told |= {"channel": channel.id, "event_ts": event["ts"], **kinds.get(event["type"], {})}
    channel.team.world.post.event(channel.team, told)


def tell_changed(message: Message, before: JSON) -> None:
    """Send the event that a message was edited."""
    event = {
        "type": "message", "subtype": "message_changed", "hidden": True, "message": message.json(),
        "previous_message": before, "ts": f"{message.channel.team.world.now():.6f}",
    }  # fmt: skip
    tell(message.channel, event)
