"""Why something was not read, or a chat rests, is told in every language, whoever says it."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from telegram.error import BadRequest, Forbidden

from bot.adapters.slack import errors as slack
from bot.adapters.telegram import errors as telegram
from bot.adapters.telegram.calls import Flooded
from bot.domain.schedule_text import parse_schedule
from bot.messages.manners import schedule_problem
from bot.messages.reasons import retold
from bot.messages.wording import catalogue, languages, wording
from bot.runtime.platforms import said_on
from bot.sources.fetch_trouble import unreachable
from bot.sources.names import READ_TYPES, TEXT_TYPES, wrong_type
from bot.sources.text import decode
from tests.hostile.corpus import CASES

BOT = Path(__file__).parents[3] / "bot"
SOURCES = BOT / "sources"
ENGLISH = {key: text for key, text in catalogue("en").items() if key.startswith("reason.")}
REASONS = {key: text for key, text in ENGLISH.items() if not key.startswith("reason.what-")}
OTHERS = [code for code in languages() if code != "en"]
NOT_TOLD = {"A Fetcher is used inside `async with`.", "There is no 7."}  # to programmers, or nobody
IN_PARTS = {"It is a binary file, not a text: it holds 7.", "Only 7 files are read; 7."}

KEY = ConnectionKey(
    host="a.test", port=80, is_ssl=False, ssl=True, proxy=None, proxy_auth=None,
    proxy_headers_hash=None, server_hostname=None,
)  # fmt: skip
SYSTEMS = {  # what they say of an error, and its name
    "reason.what-refused": errno.ECONNREFUSED,
    "reason.what-no-route": errno.EHOSTUNREACH,
    "reason.what-unreachable": errno.ENETUNREACH,
    "reason.what-denied": errno.EACCES,
    "reason.what-loop": errno.ELOOP,
}


def filled(text: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: f"<{found[1]}>", text)


@pytest.mark.parametrize("code", OTHERS)
def test_every_reason_is_told_in_the_language_with_its_values(code):
    words = wording(code)
    for key, text in REASONS.items():
        if key != "reason.named":
            said = retold(filled(text), words)
            values = {name: f"<{name}>" for name in re.findall(r"{(\w+)}", text)}
            if key == "reason.unreachable":  # what systems say else is in English
                values["why"] = words.say("reason.what-no-connection")
            assert said == words.say(key, **values)
            assert said != filled(text), key


@pytest.mark.parametrize("code", OTHERS)
def test_what_the_system_says_is_told_in_the_language(code):
    words = wording(code)
    for key, number in SYSTEMS.items():
        why = os.strerror(number)
        for said in (why, why.lower()):
            assert retold(f"The inbox /a cannot be reached: {said}.", words) == words.say(
                "reason.inbox-unreachable", folder="/a", why=words.say(key)
            )
    for number, key in ((errno.ECONNREFUSED, "refused"), (errno.EMFILE, "no-connection")):
        error = aiohttp.ClientConnectorError(KEY, OSError(number, os.strerror(number)))
        assert retold(str(unreachable("a.test", error)), words) == words.say(
            "reason.unreachable", host="a.test", why=words.say(f"reason.what-{key}")
        )


def test_in_english_a_reason_is_what_it_was():
    assert retold("It is empty.", wording()) == "It is empty."


def test_whoever_says_a_sentence_of_the_sources_lists_it():
    words = wording("de")
    said = {one for file in SOURCES.rglob("*.py") for one in sentences(file)}
    assert len(said) > 80
    assert {one for one in said - NOT_TOLD - IN_PARTS if retold(one, words) == one} == set()


def test_whatever_is_listed_is_said_by_the_sources():
    code = "\n".join(file.read_text("utf-8") for file in SOURCES.rglob("*.py"))
    said = {one.replace("0x7", "7") for file in SOURCES.rglob("*.py") for one in sentences(file)}
    listed = {key: re.sub(r"\{\w+\}", "7", text) for key, text in ENGLISH.items()}
    made = {
        "reason.named",
        "reason.other-type",
        "reason.no-ending",
        "reason.nuls",
        "reason.one-nul",
        *SYSTEMS,
    }
    lost = {key for key, text in listed.items() if text not in said | {"a 7 archive"}}
    assert {key for key in lost - made if f'"{listed[key]}"' not in code} == set()


@pytest.mark.parametrize("name", ["a.doc", "a"])
@pytest.mark.parametrize("types", [TEXT_TYPES, READ_TYPES])
def test_a_file_of_another_type_is_told(name, types):
    reason = wrong_type(name, types)
    assert retold(reason, wording("es")).startswith(f"Solo se leen archivos {', '.join(types)};")


@pytest.mark.parametrize("data", [b"a\0b", b"a\0b\0\0"])
def test_a_binary_file_is_told(data):
    with pytest.raises(ValueError, match="NUL") as caught:
        decode(data)
    assert retold(str(caught.value), wording("es")).startswith("Es un archivo binario, no un texto")


def sentences(file: Path) -> Iterator[str]:
    """Yield what a module says to people: texts that are a sentence, 7 for each value."""
    tree = ast.parse(file.read_text("utf-8"))
    stated = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    parts = {
        id(part) for one in ast.walk(tree) if isinstance(one, ast.JoinedStr)
        for part in ast.walk(one) if part is not one
    }  # fmt: skip
    for one in ast.walk(tree):
        if id(one) in stated | parts:
            continue
        if isinstance(one, ast.JoinedStr):
            text = "".join(p.value if isinstance(p, ast.Constant) else "7" for p in one.values)
        elif isinstance(one, ast.Constant) and isinstance(one.value, str):
            text = re.sub(r"\{\w+\}", "7", one.value)
        else:
            continue
        if re.fullmatch(r"[A-Z7].* .*[^.]\.", text):
            yield text


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_said_of_hostile_documents_is_told(code):
    said = {sentence for case in CASES for sentence in case.said if sentence}
    assert {one for one in said if retold(one, wording(code)) == one} == set()


def test_a_document_of_an_archive_keeps_its_name_whatever_that_is():
    words = wording("de")
    name = "a: It is empty.: b"
    assert retold(f"{name}: It is damaged: its XML cannot be read.", words) == (
        f"{name}: Es ist beschädigt: Das XML lässt sich nicht lesen."
    )
    assert retold("It is a 7z archive, not a text.", words) == "Es ist ein 7z-Archiv, kein Text."


@pytest.mark.parametrize("code", OTHERS)
def test_why_a_chat_rests_is_told(code):
    words = wording(code)
    ours, theirs = partial(said_on, "ontelegram"), partial(said_on, "onslack")
    gone = [
        *(telegram.post_error(BadRequest(one), say=ours) for one in telegram._CHAT_IS_GONE),
        telegram.post_error(Forbidden("Forbidden: bot was blocked by the user"), say=ours),
        *(slack.refusal(200, one, {}, bot="news", say=theirs) for one in slack.GONE),
        slack.refusal(200, "token_revoked", {}, say=theirs),
        slack.refusal(200, "restricted_action_new", {}, say=theirs),
    ]
    reasons = {str(error) for error in gone}
    assert len(reasons) > 25
    assert {one for one in reasons if retold(one, words) == one} == set()
    (invited,) = (one for one in reasons if one.startswith("I am not in this channel"))
    assert "/invite @news" in retold(invited, words)


def test_why_a_message_is_held_is_told():
    words = wording("de")
    files = [*(BOT / "adapters").glob("[st]*/*.py"), BOT / "runtime" / "courier.py"]
    said = {one for file in files for one in raised(file, {"NotSent", "TryLater"})}
    said |= {str(Flooded(timedelta(seconds=2.5))), str(slack.refusal(429, "", {}))}
    assert len(said) > 7
    assert {one for one in said if retold(one, words) == one} == set()


@pytest.mark.parametrize("code", OTHERS)
def test_why_something_is_no_schedule_is_told(code):
    words, domain = wording(code), BOT / "domain"
    files = [domain / f"{name}.py" for name in ("clocks", "schedule_text", "time_words", "week")]
    said = {one for file in files for one in raised(file, {"ValueError", "UnknownWordError"})}
    said |= set(sentences(domain / "schedule_limits.py"))
    with pytest.raises(ValueError, match="1 to 24 different times") as caught:
        parse_schedule(f"daily {' '.join(f'8:{minute:02}' for minute in range(25))}")
    said.add(str(caught.value))
    listed = {key for key in wording().patterns if key.startswith("unscheduled.")}
    told = {one: schedule_problem(ValueError(one), words) for one in said}
    assert len(said) == len(listed)
    assert {one for one in said if told[one] == one} == set()
    assert len(set(told.values())) == len(said)


def raised(file: Path, errors: set[str]) -> Iterator[str]:
    """Yield the sentences that a module makes these errors of, 7 for each value."""
    for one in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id in errors:
            match one.args[0]:
                case ast.Constant(value=str(text)):
                    yield text
                case ast.JoinedStr(values=values):
                    yield "".join(v.value if isinstance(v, ast.Constant) else "7" for v in values)


@pytest.mark.parametrize("reason", ["Who knows.", ": " * 500, "a: b", "", "x" * 100_000, "{host}"])
def test_what_is_not_listed_stays_as_it_is(reason):
    assert retold(reason, wording("de")) == reason
