"""The command line as a person uses it."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess

import pytest

from tests.bot.conftest import FOOTBALL, HARBOR, SPACE
from tests.e2e.conftest import ROOT
from tests.fakes.telegram_api import TOKEN

SEED = ROOT / "seeds/000_c79dc73ec6848e3e.txt"
COMMANDS = (
    "demo", "run", "chat", "summarize", "collect", "digest", "stories", "check", "migrate",
    "outbox",
)  # fmt: skip


def test_links_that_others_open_need_a_token_also_without_the_page(program):
    done = program.run(
        "run", DIGESTBOT_TELEGRAM__TOKEN=TOKEN, DIGESTBOT_WEB__PUBLIC_URL="https://news.example"
    )
    assert done.code == 2
    assert "set DIGESTBOT_WEB__ADMIN_TOKEN" in done.err


def test_help_names_every_command(program):
    done = program.run("--help")
    assert done.code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in done.out
    assert "..." not in done.out.partition("Commands:")[2]  # no summary is cut


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(program, command):
    done = program.run(command, "--help")
    assert done.code == 0
    assert "Usage: digestbot" in done.out


def test_wrong_usage_is_code_2_without_a_traceback(program):
    for arguments in (["frobnicate"], ["collect", "--nope"], ["digest"], ["digest", "--to", "x"]):
        done = program.run(*arguments)
        assert done.code == 2
        assert "Traceback" not in done.err
        assert done.err


def test_summarize_prints_sentences_of_the_file(program):
    done = program.run("summarize", "-n", "2", str(SEED))
    headline, empty, *sentences = done.out.splitlines()
    text = " ".join(SEED.read_text("utf-8").split())
    assert headline == "Russia ready to foster cooperation with China in space, says Roscosmos head"
    assert empty == ""
    assert len(sentences) == 2
    assert all(sentence in text for sentence in sentences)


def test_summarize_as_json_gives_spans_of_the_file(program):
    done = program.run("summarize", "--json", str(SEED))
    made = json.loads(done.out)
    text = SEED.read_text("utf-8")
    assert [" ".join(text[a:b].split()) for a, b in made["spans"]] == made["sentences"]
    assert made["language"] == "en"


def test_summarize_reads_standard_input_and_several_files(program):
    assert "Sorrel Sound" in program.run("summarize", stdin=HARBOR).out
    assert "Sorrel Sound" in program.run("summarize", "-", stdin=HARBOR).out
    other = program.put("b.txt", SPACE)
    done = program.run("summarize", str(SEED), str(other))
    assert f"== {other}" in done.out
    assert "Petrel" in done.out


def test_summarize_refuses_what_is_no_text_and_goes_on(program):
    bad = program.put("a.txt", b"\x89PNG\r\n\x1a\n\0\0")
    good = program.put("b.txt", HARBOR)
    done = program.run("summarize", str(bad), str(good))
    assert done.code == 1
    assert "Sorrel Sound" in done.out
    assert str(bad) in done.err


def test_summarize_goes_on_after_a_file_that_is_missing(program):
    good = program.put("b.txt", HARBOR)
    done = program.run("summarize", "gone.txt", ".", str(good))
    assert done.code == 2
    assert "Sorrel Sound" in done.out
    assert done.err.splitlines() == [
        "digestbot: gone.txt: No such file or directory.",
        "digestbot: .: Is a directory.",
    ]


def test_summarize_as_json_names_the_files(program):
    files = [str(program.put("a.txt", SPACE)), str(program.put("b.txt", HARBOR))]
    done = program.run("summarize", "--json", *files, "-", stdin=FOOTBALL)
    assert [json.loads(line)["file"] for line in done.out.splitlines()] == [*files, "-"]


def test_jsonl_says_in_our_words_what_is_wrong_with_a_line(program):
    lines = [
        '{"id": ' + "9" * 5000 + ', "text": "a"}',
        '{"id": ' + "[" * 100_000 + ', "text": "a"}',
        '{"id": 1e999, "text": "a"}',
        '{"id": NaN, "text": "a"}',
        '{"id": 5, "text": "' + "a" * 10_000_000 + '"}',
        json.dumps({"id": 6, "text": HARBOR}),
    ]
    done = program.run("summarize", "--jsonl", stdin="\n".join(lines))
    assert done.err.splitlines() == [
        "line 1: a number in it is too large.",
        "line 2: it is nested too deeply.",
        "line 3: a number in it is too large.",
        "line 4: NaN is no number in JSON.",
        "line 5: it is longer than 10,000,000 bytes.",
    ]
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == [6]
    assert done.code == 1


@pytest.mark.parametrize(
    ("option", "value"), [("--method", "magic"), ("-n", "0"), ("--language", "klingon")]
)
def test_summarize_refuses_wrong_options(program, option, value):
    done = program.run("summarize", option, value, stdin=HARBOR)
    assert done.code == 2
    assert "Traceback" not in done.err


def test_jsonl_streams_and_passes_over_bad_lines(program):
    lines = [
        json.dumps({"id": 1, "text": HARBOR, "title": "Harbor bridge opens after nine years"}),
        "{no json",
        json.dumps({"id": 2}),
        "[]",
        "",
        json.dumps({"id": 3, "text": ""}),
        json.dumps({"id": "x", "text": SPACE, "language": "en"}),
    ]
    done = program.run(
        "summarize", "--jsonl", "-n", "2", stdin="\n".join(lines).encode() + b"\xff\n"
    )
    made = [json.loads(line) for line in done.out.splitlines()]
    assert [one["id"] for one in made] == [1, 3]
    assert all(set(one) == {"id", "spans", "sentences", "language"} for one in made)
    assert [HARBOR[a:b] for a, b in made[0]["spans"]] == made[0]["sentences"]
    assert [line.partition(":")[0] for line in done.err.splitlines()] == [
        "line 2", "line 3", "line 4", "line 7",
    ]  # fmt: skip
    assert done.code == 1


def test_a_reader_that_leaves_early_is_no_error_to_shout_about(program):
    line = json.dumps({"id": 1, "text": HARBOR})
    many = program.put("many.jsonl", f"{line}\n" * 5000)
    command = shlex.join(program.command("summarize", "--jsonl", str(many)))
    done = subprocess.run(
        f"{command} | head -1",
        shell=True, cwd=program.folder, env=program.environment(), capture_output=True, check=False,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    assert json.loads(done.stdout)["id"] == 1


def test_collect_reports_and_a_second_pass_does_nothing(program):
    program.put("space/probe.txt", SPACE)
    program.put("harbor.txt", HARBOR)
    first = program.run("collect")
    assert "added     space/probe.txt" in first.out
    assert (
        "2 added, 0 changed, 0 copies, 0 rejected, 0 known; 2 summarized, 2 grouped." in first.out
    )
    again = program.run("collect")
    assert again.out == (
        "0 added, 0 changed, 0 copies, 0 rejected, 2 known; 0 summarized, 0 grouped.\n"
    )


def test_collect_without_an_inbox_says_what_to_do(program):
    done = program.run("--inbox", "nowhere", "collect")
    assert done.code == 1
    assert "nowhere" in done.err
    assert "Traceback" not in done.err


def test_stories_with_their_articles(program):
    program.put("a.txt", HARBOR)
    program.put("b.txt", HARBOR.replace("14,000", "14 000").replace("Harbor bridge", "Bridge"))
    program.put("c.txt", FOOTBALL)
    program.run("collect")
    stories = json.loads(program.run("stories", "--json").out)
    keys = sorted(sorted(article["key"] for article in story["articles"]) for story in stories)
    assert keys == [["a.txt", "b.txt"], ["c.txt"]]
    assert {article["source"] for story in stories for article in story["articles"]} == {"inbox"}
    assert "inbox/c.txt" in program.run("stories").out
    assert json.loads(program.run("--store", "sqlite:///new.db", "stories", "--json").out) == []


def test_digest_previews_for_any_chat_and_tells_the_console_once(program):
    program.put("a.txt", HARBOR)
    program.run("collect")
    assert "Harbor bridge" in program.run("digest", "--to", "telegram:42", "--preview").out
    assert "Harbor bridge" in program.run("digest", "--to", "console:local").out
    assert "Nothing new" in program.run("digest", "--to", "console:local").out
    done = program.run("digest", "--to", "telegram:42")
    assert (done.code, done.out) == (1, "")
    assert "Nobody has spoken with the bot in telegram:42 yet." in done.err


def test_a_script_talks_to_the_bot(program):
    shutil.copytree(ROOT / "seeds", program.inbox, dirs_exist_ok=True)
    done = program.run("chat", stdin="subscribe space\nsummary\nsummary 1\nnonsense\n")
    assert done.code == 0
    assert "> subscribe space" in done.out
    assert "Subscribed to space" in done.out
    assert "There is no command “nonsense”" in done.out
    assert "\x1b" not in done.out
    assert "Nothing new" in program.run("chat", stdin="digest\n").out or done.out


def test_check_finds_nothing_wrong_and_shows_rejected_files(program):
    program.put("empty.txt", "")
    program.put("a.txt", HARBOR)
    done = program.run("check")
    assert done.code == 0
    assert "1 new, 1 rejected" in done.out
    assert "empty.txt" in done.out
    program.run("collect")
    done = program.run("check")
    assert "empty.txt" in done.out
    assert "1 known, 0 new, 1 rejected" in done.out
    assert "1 article, 1 story" in done.out
    program.put("a.txt", SPACE)
    assert "0 known, 1 new, 1 rejected" in program.run("check").out


def test_an_inbox_that_vanished_is_told_and_not_made_anew(program):
    made = program.run("--inbox", "news", "chat")
    assert made.err == "Made the folder news for your articles.\n"
    program.put("a.txt", HARBOR)
    program.run("collect")
    shutil.rmtree(program.inbox)
    done = program.run("chat", stdin="status\nsummary\n")
    assert done.code == 0
    told = "The inbox folder inbox does not exist. Create it, or set `inbox` to another."
    assert done.err == f"digestbot: {told}\n"
    assert "Trouble" in done.out
    assert " ".join(told.split()[:6]) in done.out
    assert "Harbor bridge" in done.out
    assert not program.inbox.exists()
    program.inbox.mkdir()
    assert "Trouble" not in program.run("chat", stdin="status\n").out


def test_a_digest_that_is_an_apology_fails(program):
    program.put("a.txt", HARBOR)
    program.run("collect")
    break_it = (
        "import sys\n"
        "def broken(*_, **__): raise RuntimeError('on purpose')\n"
        "import bot.commands.reading as reading; reading.compose_news = broken\n"
        "from bot.cli import run; sys.exit(run(['digest', '--to', 'console:local']))"
    )
    done = subprocess.run(
        [program.command()[0], "-c", break_it],
        cwd=program.folder, env=program.environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Sorry, that went wrong" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--store", "mysql://x"], "mysql"),
        (["--store", "postgresql://x/y"], "PostgreSQL"),
        (["--config", "gone.toml"], "gone.toml"),
        (["--inbox", "nowhere"], "nowhere"),
        (["--store", "sqlite:///inbox"], "inbox"),
    ],
)
def test_check_says_what_is_wrong(program, arguments, told):
    done = program.run(*arguments, "check")
    assert done.code == 2
    assert told.lower() in (done.out + done.err).lower()
    assert "Traceback" not in done.err


def test_a_file_that_is_no_database_is_not_touched(program):
    path = program.folder / "bot.db"
    path.write_text("this is no database, and long enough not to be taken for a new one" * 20)
    before = path.read_bytes()
    done = program.run("--store", "sqlite:///bot.db", "collect")
    assert done.code == 1
    assert "Traceback" not in done.err
    assert path.read_bytes() == before


def test_run_without_platforms_explains_and_ends(program):
    done = program.run("run")
    assert done.code == 2
    assert "DIGESTBOT_TELEGRAM__TOKEN" in done.err
    assert "digestbot chat" in done.err
    assert "digestbot init" in done.err
    done = program.run("run", DIGESTBOT_TELEGRAM__TOKEN="1:a")
    assert done.code == 2
    assert "telegram" in done.err


def test_links_to_a_page_that_nobody_may_serve_are_refused(program):
    for more in ([], ["--web"]):
        done = program.run(
            "run", *more,
            DIGESTBOT_TELEGRAM__TOKEN="1:a", DIGESTBOT_WEB__PUBLIC_URL="https://news.example",
        )  # fmt: skip
        assert done.code == 2
        assert "set DIGESTBOT_WEB__ADMIN_TOKEN" in done.err


def test_an_inbox_that_is_a_file_is_explained(program):
    (program.folder / "news").write_text("no folder")
    for command in ("chat", "collect", "check"):
        done = program.run("--inbox", "news", command)
        assert done.code in {1, 2}
        assert "news" in done.err + done.out
        assert "Traceback" not in done.err


def test_migrate_can_be_repeated(program):
    assert program.run("migrate").code == 0
    assert program.run("migrate").code == 0


def test_a_variable_names_the_settings_file_for_every_command(program):
    (program.folder / "own.toml").write_text('store = "sqlite:///own.db"\n', "utf-8")
    done = program.run("stories", DIGESTBOT_CONFIG="own.toml")
    assert (done.code, (program.folder / "own.db").is_file()) == (0, True), done.err
    done = program.run("--config", "gone.toml", "stories", DIGESTBOT_CONFIG="own.toml")
    assert "gone.toml" in done.err
    assert program.run("stories", DIGESTBOT_CONFIG="").code == 0
