"""Settings: which source wins, and what a mistake is answered with."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.cli.context import Options
from bot.domain.errors import SettingsError
from bot.runtime.settings import Settings, load, names, secret_names, variable

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(variable(name), raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)


def write(path: str, text: str) -> Path:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)
    return Path(path)


def test_without_anything_the_defaults_hold():
    assert load().model_dump() == Settings().model_dump()


def test_the_stronger_source_wins(monkeypatch):
    write("config/bot.toml", 'store = "sqlite:///1.db"\ninbox = "1"\ntimezone = "Europe/Rome"\n')
    given = write("own.toml", 'store = "sqlite:///2.db"\ninbox = "2"\n')
    monkeypatch.setenv("DIGESTBOT_INBOX", "3")
    settings = load(given, {"store": "sqlite:///4.db"})
    assert settings.store == "sqlite:///4.db"
    assert settings.inbox == Path("3")
    assert settings.timezone == "Europe/Rome"
    assert load(given).store == "sqlite:///2.db"


def test_sections_come_together_from_several_sources(monkeypatch):
    write("config/bot.toml", "[folder]\nmax_bytes = 7\n")
    monkeypatch.setenv("DIGESTBOT_FOLDER__SCAN_SECONDS", "3")
    folder = load().folder
    assert (folder.max_bytes, folder.scan_seconds) == (7, 3)


def test_secrets_come_from_the_environment_or_from_files(monkeypatch, tmp_path):
    monkeypatch.setenv("DIGESTBOT_TELEGRAM__TOKEN", "123:abc")
    hidden = tmp_path / "secrets"
    hidden.mkdir()
    (hidden / "digestbot_slack__bot_token").write_text("xoxb-1\n")
    settings = load(secrets=[hidden])
    assert settings.telegram.token is not None
    assert settings.telegram.token.get_secret_value() == "123:abc"
    assert settings.slack.bot_token is not None
    assert settings.slack.bot_token.get_secret_value() == "xoxb-1"
    assert "abc" not in repr(settings)
    assert "xoxb" not in repr(settings)


def test_systemd_hands_secrets_over(monkeypatch, tmp_path):
    write("config/secrets/digestbot_telegram__token", "1:weaker")
    write("credentials/digestbot_telegram__token", "2:stronger\n")
    write("credentials/another_of_the_unit", "x")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "credentials"))
    token = load().telegram.token
    assert token is not None
    assert token.get_secret_value() == "2:stronger"
    assert tmp_path / "credentials" in Options().settings_paths()


def test_an_empty_variable_sets_nothing(monkeypatch):
    monkeypatch.setenv("DIGESTBOT_TELEGRAM__TOKEN", "")
    assert load().telegram.token is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('stor = "x"', "The setting stor is unknown. Did you mean store?"),
        ("[folder]\nmax_byte = 1", "Did you mean folder.max_bytes?"),
        ("[folder]\nmax_bytes = 0", "The setting folder.max_bytes is wrong"),
        ('inbox = ""', "The setting inbox is wrong: it must name something."),
        ('store = "a\\u0000b"', "The setting store is wrong: it must name something."),
        ('timezone = "Mars/Base"', "'Mars/Base' is no IANA time zone"),
        ('log_level = "LOUD"', "The setting log_level is wrong: it should be 'DEBUG', 'INFO', 'WA"),
        ("log_level = 7", "The setting log_level is wrong: it should be 'DEBUG'"),
        ("[web]\nport = 'x'", "The setting web.port is wrong: it should be a valid integer"),
        ('[web]\npublic_url = "x"', "'x' is no address without a path; one looks like https://"),
        ("[telegramm]\nper_second = 1", "The section telegramm is unknown. Did you mean telegram?"),
        ("[topic]\nspace = ['moon']", "The section topic is unknown. Did you mean topics?"),
        ("\ufefftimezone = 'UTC'", "begins with a byte order mark: save it without one."),
        ("store = ", "is no valid TOML"),
        ('[telegram]\ntoken = "1:a"', "Set the environment variable DIGESTBOT_TELEGRAM__TOKEN"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_cure(text, told):
    with pytest.raises(SettingsError, match=re.escape(told)):
        load(write("own.toml", text))


def test_an_inbox_may_be_below_home(monkeypatch):
    monkeypatch.setenv("HOME", "/home/ann")
    monkeypatch.setenv("DIGESTBOT_INBOX", "~/news")
    assert load().inbox == Path("/home/ann/news")
    monkeypatch.setenv("DIGESTBOT_INBOX", "~nobody-of-this-name/news")
    with pytest.raises(SettingsError, match="nobody here has the home folder"):
        load()


def test_a_mistyped_variable_is_named(monkeypatch):
    monkeypatch.setenv("DIGESTBOT_STORES", "x")
    with pytest.raises(SettingsError, match="Did you mean DIGESTBOT_STORE"):
        load()


def test_a_level_of_the_log_may_be_written_small(monkeypatch):
    monkeypatch.setenv("DIGESTBOT_LOG_LEVEL", "debug")
    assert load().log_level == "DEBUG"


@pytest.mark.parametrize("value", ["{bad", '["a", 1'])
def test_a_variable_that_is_no_json_is_named(monkeypatch, value):
    monkeypatch.setenv("DIGESTBOT_WEIGHTS", value)
    with pytest.raises(
        SettingsError, match=r"weights is wrong: DIGESTBOT_WEIGHTS is no JSON \(.* line 1 column"
    ):
        load()


def test_a_secret_that_is_no_text_is_told_of():
    write("config/secrets/digestbot_telegram__token", "").write_bytes(b"1:\xff")
    with pytest.raises(SettingsError, match=r"secret file in .*config/secrets is no text"):
        load()


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file that reading fails of")
def test_what_cannot_be_read_is_named():
    with pytest.raises(SettingsError, match=r"/proc/self/mem cannot be read: Input/output"):
        load(Path("/proc/self/mem"))


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(SettingsError, match=r"no settings file gone\.toml"):
        load(Path("gone.toml"))


def test_the_file_in_config_holds_the_defaults_and_no_secret():
    table = tomllib.loads((ROOT / "config/bot.toml").read_text())
    free = {name for name, default in names().items() if isinstance(default, dict)}
    sections = {name for name, value in table.items() if isinstance(value, dict)} - free
    flat = {name: value for name, value in table.items() if name not in sections}
    flat |= {f"{name}.{inner}": deep for name in sections for inner, deep in table[name].items()}
    expected = {
        name: str(default) if isinstance(default, Path) else _plain(default)
        for name, default in names().items()
        if name not in secret_names()
    }
    assert flat == expected


def test_sources_have_weights_by_name_whatever_its_case(monkeypatch):
    given = write("own.toml", '[weights]\n"Harbor Wire" = 2\nxinhua = 0.5\n')
    assert load(given).weights == {"harbor wire": 2.0, "xinhua": 0.5}
    monkeypatch.setenv("DIGESTBOT_WEIGHTS", '{"Coast Daily": 3}')
    assert load().weights == {"coast daily": 3.0}
    with pytest.raises(SettingsError, match=r"weights\.Post is wrong"):
        load(write("bad.toml", "[weights]\nPost = 0\n"))


def test_topics_have_names_and_words(monkeypatch):
    given = write("own.toml", '[topics]\n"World News" = ["treaty", "-football"]\n')
    assert load(given).topics == {"world-news": ("treaty", "-football")}
    monkeypatch.setenv("DIGESTBOT_TOPICS", '{"space": ["rocket"]}')
    assert load().topics == {"space": ("rocket",)}
    monkeypatch.delenv("DIGESTBOT_TOPICS")
    for wrong in ('"-" = ["x"]', "space = []", 'space = ["-"]'):
        with pytest.raises(SettingsError, match="has no name or no words"):
            load(write("bad.toml", f"[topics]\n{wrong}\n"))


def test_websites_are_told_an_address_that_fits_into_a_header(monkeypatch):
    for given, told in (
        ("ann@example.org", "ann@example.org"),
        ("Ann <ann@example.org>", "ann@example.org"),
        ("news.example.org", "https://news.example.org"),
        ("http://münchen.example/", "http://xn--mnchen-3ya.example/"),
        ("", ""),
    ):
        monkeypatch.setenv("DIGESTBOT_FETCH__CONTACT", given)
        assert load().fetch.contact == told
    for bad, why in (
        ("ann", r"one looks like ann@example\.org"),
        ("a@b.org\nHost: c", "no header may hold"),
    ):
        monkeypatch.setenv("DIGESTBOT_FETCH__CONTACT", bad)
        with pytest.raises(SettingsError, match=why):
            load()


def _plain(default: object) -> object:
    return sorted(default) if isinstance(default, frozenset | tuple) else default


def test_every_setting_is_explained_in_the_readme():
    readme = (ROOT / "config/README.md").read_text()
    for name in names():
        assert f"`{name}`" in readme, name
        assert f"`{variable(name)}`" in readme, name
