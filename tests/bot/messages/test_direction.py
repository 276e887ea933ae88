"""Lines in Arabic, with what runs the other way in them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.subscriptions import Wants
from bot.messages.blocks import Code, Facts, Heading, Message, Paragraph, Plain, Strong
from bot.messages.direction import FSI, PDI, RLM, isolated, outside_isolates, without_isolates
from bot.messages.replies import wants_text
from bot.messages.wording import Wording, wording
from bot.render import slack, telegram, terminal, web
from bot.render.safe import safe_line

ARABIC = Wording(
    "ar", {"a": "{who} · {day}", "b": "اكتب `digest` أو **{who}**.", "command.digest": "الموجز"}
)
ENGLISH = Wording("en", {"a": "{who} · {day}", "b": "type `subscribe {who}`"})


def test_a_line_from_right_to_left_says_so_and_isolates_what_runs_the_other_way():
    assert ARABIC.say("a", who="Reuters!", day="18 يونيو") == f"{RLM}{FSI}Reuters!{PDI} · 18 يونيو"
    assert ARABIC.line("b", who="A. B.") == (
        Plain(f"{RLM}اكتب "),
        Code("digest", command=True),
        Plain(" أو "),
        Strong(f"{FSI}A. B.{PDI}"),
        Plain("."),
    )


def test_a_value_from_right_to_left_is_isolated_in_english_but_not_where_it_is_typed():
    assert ENGLISH.say("a", who="رويترز", day="18 June") == f"{FSI}رويترز{PDI} · 18 June"
    assert ENGLISH.line("b", who="رويترز")[1] == Code("subscribe رويترز")


def test_what_is_put_in_what_is_put_in_stands_in_one_isolate():
    who = ARABIC.say("a", who="AP", day="1 مايو")
    assert ARABIC.say("a", who=who, day="") == f"{RLM}{FSI}AP · 1 مايو{PDI} · "


def test_each_thing_in_a_row_stands_in_its_own_isolate():
    row = wording("ar").listed(["English (en)", "العربية", f"A{PDI}B"])
    assert row == f"{FSI}English (en){PDI}، العربية، {FSI}AB{PDI}"
    assert ARABIC.say("a", who=row, day="") == f"{RLM}{row} · "
    wants = Wants(topics=frozenset({"space", "moon"}), never=frozenset({"football"}))
    said = wants_text(wants, wording("ar"))
    assert said == f"{RLM}{FSI}moon{PDI}، {FSI}space{PDI}، ما عدا {FSI}football{PDI}"
    assert ARABIC.say("a", who=said, day="") == f"{said} · "


@given(st.text(alphabet="\u2068\u2069\u2066\u202e\u200f\u200ea ب.", max_size=12))
def test_no_value_can_leave_its_isolate(value):
    for language in ("en", "ar"):
        put = isolated(value, language)
        assert put in {without_isolates(put), f"{FSI}{without_isolates(put)}{PDI}"}
        assert not set(without_isolates(put)) & set("\u2066\u2067\u2068\u2069\u202e\u200e\u200f")


@given(st.text(alphabet="\u2068\u2069ab", max_size=12))
def test_isolates_that_are_shown_come_in_pairs(text):
    shown = safe_line(text)
    assert not set(without_isolates(shown)) & {FSI, PDI}
    assert without_isolates(shown) == text.replace(FSI, "").replace(PDI, "")
    assert set(outside_isolates(shown)) <= set("ab")


@pytest.mark.parametrize(
    "surface", [slack, telegram, terminal], ids=["slack", "telegram", "terminal"]
)
def test_a_command_in_a_line_from_right_to_left_is_isolated(surface):
    (body,) = surface.render(Message((Paragraph(ARABIC.line("b", who="x")),)))
    written = json.dumps(body, ensure_ascii=False)
    first = written.index("digest")
    assert FSI in written[first - 8 : first]
    assert PDI in written[first : first + 24]
    assert RLM in written


@pytest.mark.parametrize("surface", [slack, telegram], ids=["slack", "telegram"])
def test_a_list_of_commands_runs_from_right_to_left(surface):
    rows = ((Code("subscribe [what…]"), (Plain(f"{RLM}الاشتراك"),)),)
    (body,) = surface.render(Message((Facts(rows),)))
    written = json.dumps(body, ensure_ascii=False)
    assert written.index(RLM) < written.index("subscribe")


def test_a_browser_finds_the_direction_by_itself():
    (body,) = web.render(Message((Heading(ARABIC.say("a", who="AP", day="")),)))
    assert f'dir="auto">{RLM}{FSI}AP{PDI}' in body["html"]
