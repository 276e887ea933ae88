"""The sections of the settings that set up chat platforms."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, SecretStr

from bot.runtime.sections import Section


class TelegramSettings(Section):
    """The Telegram bot; without a token it is off."""

    token: SecretStr | None = None
    base_url: str = "https://api.telegram.org"
    webhook_url: str = ""
    webhook_secret: SecretStr | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8443, ge=0, le=65535)
    link_preview: bool = False
    admins_only: bool = True
    unknown: Literal["card", "repeat", "skip"] = "card"
    per_second: float = Field(default=29.5, gt=0, le=1000)
    chat_seconds: float = Field(default=1.05, ge=0, le=60)
    group_per_minute: int = Field(default=19, ge=1, le=10_000)


class SlackSettings(Section):
    """The Slack app; without a token, or what many workspaces need, it is off."""

    bot_token: SecretStr | None = None
    app_token: SecretStr | None = None
    signing_secret: SecretStr | None = None
    client_id: str = ""
    client_secret: SecretStr | None = None
    encryption_key: SecretStr | None = None
    base_url: str = "https://slack.com"
    http: bool = False
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=3000, ge=0, le=65535)
    changers: Literal["anyone", "admins"] = "anyone"
    settle_seconds: float = Field(default=60, ge=0, le=3600)
    per_second: float = Field(default=10, gt=0, le=1000)
    chat_seconds: float = Field(default=1.05, ge=0, le=60)
