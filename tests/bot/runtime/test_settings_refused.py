"""Settings that cannot be read or written are refused in a sentence that names them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.domain.errors import SettingsError
from bot.runtime.settings import load, names, variable
from bot.runtime.setup_files import write_secret, write_settings


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(variable(name), raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('operators = ["ann"]', "'ann' is nobody; people look like telegram:42 or slack:U7"),
        ('operators = ["irc:ann"]', "'irc:ann' is nobody"),
        ('operators = ["telegram:"]', "'telegram:' is nobody"),
        ('[sources]\nfeeds = ["news.example"]', "'news.example' is no web address; one looks like"),
        ("[sources]\nfeeds = 7", "sources.feeds"),
    ],
)
def test_what_nobody_can_mean_is_named(text: str, problem: str):
    file = Path("own.toml")
    file.write_text(f"{text}\n")
    with pytest.raises(SettingsError) as refused:
        load(file)
    assert problem in str(refused.value)


def test_feeds_may_be_given_in_one_line(monkeypatch: pytest.MonkeyPatch):
    listed = "https://a.example/rss, https://b.example/rss https://c.example/rss"
    monkeypatch.setenv("DIGESTBOT_SOURCES__FEEDS", listed)
    assert [feed.url[:17] for feed in load().sources.feeds] == [
        f"https://{name}.example" for name in "abc"
    ]


def test_a_file_in_the_place_of_the_folder_of_secrets_is_named(tmp_path: Path):
    (tmp_path / "secrets").write_text("a file")
    with pytest.raises(SettingsError, match="digestbot_telegram__token cannot be written: "):
        write_secret("telegram.token", "7:x", tmp_path / "secrets")


def test_settings_that_cannot_be_written_are_left_as_they_were(tmp_path: Path):
    broken = tmp_path / "bot.toml"
    broken.write_text("timezone = ")
    with pytest.raises(SettingsError, match=r"bot\.toml is no valid TOML: "):
        write_settings({"timezone": "UTC"}, broken)
    assert broken.read_text() == "timezone = "
    with pytest.raises(SettingsError, match=r"new\.toml cannot be written: "):
        write_settings({"timezone": "UTC"}, broken / "new.toml")
    kept = tmp_path / "kept.toml"
    kept.write_text("# mine\ninbox = 'in'\n")
    write_settings({"timezone": "UTC", "web.port": 7}, kept)
    assert "# mine" in kept.read_text()
    assert tomllib.loads(kept.read_text()) == {
        "inbox": "in", "timezone": "UTC", "web": {"port": 7},
    }  # fmt: skip
