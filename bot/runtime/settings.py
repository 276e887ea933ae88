"""Settings: the only reader of files and environment. config/README.md describes each of them.

Strongest first: command line · environment (DIGESTBOT_…) · secret files · the file given with
--config · config/bot.toml.
"""

from __future__ import annotations

import ipaddress
import os
import tomllib
import zoneinfo
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, cast

import pydantic_settings
from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NestedSecretsSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.domain.errors import SettingsError
from bot.runtime.platform_settings import SlackSettings, TelegramSettings
from bot.runtime.sections import Section, WorkerSettings
from bot.runtime.setting_kinds import LogLevel, PublicUrl, SourceWeights, TopicWords
from bot.runtime.setting_problems import near, problems, unparsed
from bot.runtime.source_settings import FetchSettings, SourcesSettings

PREFIX = "DIGESTBOT_"
DELIMITER = "__"
DEFAULT_FILE = Path("config/bot.toml")
OWN_SECRETS = Path("config/secrets")  # where `digestbot init` writes them
SECRETS_FOLDERS = (Path("/run/secrets"), OWN_SECRETS)
CREDENTIALS = "CREDENTIALS_DIRECTORY"  # the variable that systemd's LoadCredential sets


class FolderSettings(Section):
    """How the inbox folder is looked at."""

    max_bytes: int = Field(default=5_000_000, ge=1)
    scan_seconds: float = Field(default=10, ge=0.1, le=86_400)


class KeepSettings(Section):
    """How long things are kept, in days."""

    articles_days: int = Field(default=90, ge=14, le=36_500)  # schedules look back nine days
    digests_days: int = Field(default=90, ge=3, le=36_500)  # corrections look back two
    told_days: int = Field(default=400, ge=30, le=36_500)


class DocumentSettings(Section):
    """Documents that people hand to the bot in a chat."""

    max_bytes: int = Field(default=1_000_000, ge=1, le=20_000_000)


class WebSettings(Section):
    """The web page of the bot; `digestbot run --web` serves it."""

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    admin_token: SecretStr | None = Field(default=None, min_length=16)
    link_days: int = Field(default=30, ge=1, le=3650)
    public_chats: str = ""
    public_url: PublicUrl = ""
    proxies: str = ""

    @field_validator("proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        for name in filter(None, map(str.strip, value.split(","))):
            try:
                ipaddress.ip_network(name, strict=False)
            except ValueError as error:
                raise ValueError(
                    f"{name!r} is no address; one looks like 10.0.0.2 or 10.0.0.0/8"
                ) from error
        return value


class Settings(BaseSettings):
    """Every setting, checked and frozen."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix=PREFIX,
        env_nested_delimiter=DELIMITER,
        env_ignore_empty=True,
    )

    store: str = "sqlite:///data/bot.db"
    inbox: Path = Path("inbox")
    timezone: str = ""
    operators: Annotated[frozenset[str], NoDecode] = frozenset()
    log_level: LogLevel = "INFO"
    across_languages: bool = True
    weights: SourceWeights = {}
    topics: TopicWords = {}
    folder: FolderSettings = FolderSettings()
    documents: DocumentSettings = DocumentSettings()
    keep: KeepSettings = KeepSettings()
    sources: SourcesSettings = SourcesSettings()
    fetch: FetchSettings = FetchSettings()
    web: WebSettings = WebSettings()
    workers: WorkerSettings = WorkerSettings()
    telegram: TelegramSettings = TelegramSettings()
    slack: SlackSettings = SlackSettings()

    @field_validator("store", "inbox", mode="before")
    @classmethod
    def _not_empty(cls, value: object) -> object:
        if not str(value).strip() or "\0" in str(value):
            raise ValueError("it must name something")
        return value

    @field_validator("inbox")
    @classmethod
    def _from_home(cls, value: Path) -> Path:
        try:
            return value.expanduser()
        except RuntimeError as error:
            raise ValueError(f"nobody here has the home folder of {value}") from error

    @field_validator("operators", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return frozenset(name.strip() for name in value.split(",") if name.strip())

    @field_validator("operators")
    @classmethod
    def _known_platforms(cls, value: frozenset[str]) -> frozenset[str]:
        for name in sorted(value):
            platform, _, person = name.partition(":")
            if platform not in {"telegram", "slack"} or not person:
                raise ValueError(f"{name!r} is nobody; people look like telegram:42 or slack:U7")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value and value not in zoneinfo.available_timezones():
            raise ValueError(f"{value!r} is no IANA time zone; one looks like Europe/Berlin")
        return value


def load(
    config: Path | None = None,
    overrides: Mapping[str, Any] | None = None,
    *,
    secrets: Sequence[Path] | None = None,
) -> Settings:
    """Read the settings from everywhere they may stand.

    Args:
        config: the file given with --config.
        overrides: those of the command line, nested as the settings are.
        secrets: folders of secret files, a file a setting, the strongest first; without any:
            `secrets_folders`.

    Raises:
        SettingsError: something is unknown, missing or wrong; the message names it and the cure.
    """
    folders = secrets_folders() if secrets is None else secrets
    try:
        return _loaded(config, overrides or {}, folders)
    except ValidationError as error:
        raise SettingsError(problems(error, names())) from error
    except UnicodeDecodeError as error:
        places = " or ".join(map(str, folders))
        raise SettingsError(f"A secret file in {places} is no text in UTF-8.") from error
    except OSError as error:
        what = error.filename or "A file of the settings"
        raise SettingsError(f"{what} cannot be read: {error.strerror}.") from error
    except pydantic_settings.SettingsError as error:
        raise SettingsError(unparsed(error, variable)) from error


def secrets_folders() -> tuple[Path, ...]:
    """Return the folders that secret files may stand in, the strongest first."""
    given = os.environ.get(CREDENTIALS)
    return (Path(given), *SECRETS_FOLDERS) if given else SECRETS_FOLDERS


def _loaded(config: Path | None, overrides: Mapping[str, Any], secrets: Sequence[Path]) -> Settings:
    if config is not None and not config.is_file():
        raise SettingsError(f"There is no settings file {config}.")
    files = [path for path in (config, DEFAULT_FILE) if path is not None and path.is_file()]
    for file in files:
        _refuse_secrets(file)
    _refuse_unknown_environment(os.environ)

    class Loaded(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            del dotenv_settings
            found = [TomlConfigSettingsSource(settings_cls, file) for file in files]
            folders = [folder for folder in reversed(secrets) if folder.is_dir()]
            if not folders:
                return init_settings, env_settings, *found
            hidden = NestedSecretsSettingsSource(
                cast("SecretsSettingsSource", file_secret_settings),
                secrets_dir=folders,
                secrets_prefix=PREFIX,
                secrets_nested_delimiter=DELIMITER,
            )
            return init_settings, env_settings, hidden, *found

    return Loaded(**overrides)


def names(section: type[BaseModel] = Settings, prefix: str = "") -> dict[str, Any]:
    """Return every setting by its dotted name, with its default."""
    found: dict[str, Any] = {}
    for name, field in section.model_fields.items():
        if isinstance(field.default, BaseModel):
            found |= names(type(field.default), f"{prefix}{name}.")
        else:
            found[prefix + name] = field.default
    return found


def secret_names() -> frozenset[str]:
    """Return the dotted names of the settings that must not stand in a TOML file."""
    fields = {
        f"{name}.{inner}": field.annotation
        for name, section in Settings.model_fields.items()
        if isinstance(section.default, BaseModel)
        for inner, field in type(section.default).model_fields.items()
    }
    return frozenset(name for name, kind in fields.items() if kind == SecretStr | None)


def variable(name: str) -> str:
    """Return the environment variable of a setting: DIGESTBOT_SLACK__BOT_TOKEN and the like."""
    return PREFIX + name.upper().replace(".", DELIMITER)


def _refuse_secrets(file: Path) -> None:
    try:
        text = file.read_text("utf-8")
        if text.startswith("\ufeff"):
            raise SettingsError(f"{file} begins with a byte order mark: save it without one.")
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} is no valid TOML: {error}.") from error
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}.") from error
    for name in sorted(secret_names()):
        section, _, key = name.partition(".")
        if isinstance(table.get(section), dict) and key in table[section]:
            raise SettingsError(
                f"{file} holds the secret {name}; secrets do not belong into files like this. "
                f"Set the environment variable {variable(name)} instead, or a file of that name "
                f"in {' or '.join(map(str, secrets_folders()))}."
            )


def _refuse_unknown_environment(environment: Mapping[str, str]) -> None:
    known = {variable(name) for name in ("config", *names())}  # a file of them
    for name in sorted(environment):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise SettingsError(f"The environment variable {name} is unknown.{near(name, known)}")
