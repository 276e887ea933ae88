"""An article that was told changes; what was posted is put right, and the digest stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.chats import parse_address
from bot.domain.proving import Verdict
from bot.pipeline.collect import collect
from bot.pipeline.correct import correct
from bot.pipeline.verify import verify
from bot.render.terminal import render
from bot.storage.entry_rows import entry_from_plain, entry_to_plain
from tests.bot.commands.test_reading import MINE, MINE_TOO
from tests.bot.conftest import HARBOR, SPACE, plain
from tests.fakes.builders import an_entry

CHANGED = SPACE.replace("210 million crowns", "310 million crowns")
TYPO = SPACE.replace("the first picture arrived", "the very first picture arrived")


def folded(text):
    return " ".join(text.split())


def corrects(bot):
    return correct(bot.store, bot.world.ambient, lambda message, _: render(message))


def edits(bot):
    with bot.store.snapshot() as tx:
        found = tx.edits.due(["console"], bot.world.now, 9)
    return [plain([edit.body]) for edit in found]


@pytest.fixture
def told(bot):
    """A chat was told two stories."""
    bot.says("length long")
    bot.says("subscribe everything")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE, HARBOR)
    bot.world.sleep(hours=1)
    bot.plans()
    return bot


def test_what_was_posted_is_edited_with_a_mark(told):
    (before,) = told.posts()
    assert "210 million" in folded(before)
    told.world.sleep(hours=2)
    told.takes_in(CHANGED)
    assert "to be corrected" not in told.says("status")
    assert corrects(told) == 1
    assert "1 to be corrected where it stands" in told.says("status")
    (after,) = edits(told)
    assert "310 million" in folded(after)
    assert "210 million" not in folded(after)
    assert after.count("corrected") == 1
    assert "The bridge across Sorrel Sound" in folded(after)
    assert corrects(told) == 0


def test_the_digest_stays_as_it_was_and_notes_when(told):
    told.posts()
    told.takes_in(CHANGED)
    corrects(told)
    with told.store.snapshot() as tx:
        last = tx.digests.last(told.invocation().address)
    assert "210 million" in str(last.entries)
    assert last.corrected_at == told.world.now


def test_a_change_of_what_was_not_quoted_changes_nothing(told):
    told.posts()
    told.takes_in(TYPO.replace("four in the morning", "five in the morning"))
    with told.store.snapshot() as tx:
        quoted = str(tx.digests.last(told.invocation().address).entries)
    assert corrects(told) == (1 if "four in the morning" in quoted else 0)


def test_a_change_that_is_taken_back_puts_the_old_words_back(told):
    (before,) = told.posts()
    told.takes_in(CHANGED)
    corrects(told)
    told.world.sleep(minutes=5)
    told.takes_in(SPACE)
    assert corrects(told) == 1
    assert edits(told) == [before]


def test_after_two_days_it_stays_as_it_is(told):
    told.posts()
    told.world.sleep(hours=49)
    told.takes_in(CHANGED)
    assert corrects(told) == 0


def test_what_is_still_on_its_way_is_put_right_once_it_is_there(told):
    told.takes_in(CHANGED)
    assert corrects(told) == 1
    assert edits(told) == []
    (posted,) = told.posts()
    assert "210 million" in folded(posted)
    (edit,) = edits(told)
    assert "310 million" in folded(edit)


def test_another_language_or_zone_is_no_reason_to_edit(told):
    told.posts()
    told.says("timezone Tokyo")
    assert corrects(told) == 0
    told.takes_in(HARBOR.replace("2,100 meters", "2,400 meters"))
    assert corrects(told) == 1


def test_a_digest_that_was_an_answer_is_left_alone(bot):
    bot.takes_in(SPACE)
    bot.says("summary")
    bot.takes_in(CHANGED)
    assert corrects(bot) == 0


def test_only_parts_that_are_there_on_both_sides_are_edited(told):
    told.posts()
    told.takes_in(CHANGED)

    def in_two(message, _):
        return [*render(message), {"text": "more"}]

    assert correct(told.store, told.world.ambient, in_two) == 1


def test_a_digest_that_was_being_planned_meanwhile_is_put_right_too(told):
    (before,) = told.posts()
    told.takes_in(CHANGED)
    corrects(told)
    told.world.sleep(minutes=1)
    with told.store.transaction() as tx:
        (story,) = (story_id for story_id, _ in tx.stories.changed(9))
        made = tx.digests.last(told.invocation().address)
        (waiting,) = tx.digests.telling([story], told.world.now - timedelta(days=2))
        late = replace(tx.outbox.of(waiting.id), id="late", digest_id="late")
        part = replace(late.parts[0], key="late/1")
        tx.digests.add(
            replace(made, id="late", subscription_id="late", address=parse_address("telegram:9"))
        )
        tx.outbox.add(replace(late, address=parse_address("telegram:9"), parts=(part,)))
    assert corrects(told) == 1
    told.world.sleep(minutes=2)
    assert corrects(told) == 0
    with told.store.snapshot() as tx:
        assert tx.stories.changed(9) == []
        assert "310 million" in folded(plain([tx.edits.latest("late/1")]))
    assert before


def test_nothing_changed_reads_no_more_than_that(told):
    told.posts()
    collect(told.store, told.source, told.world.ambient)
    assert corrects(told) == 0


def test_numbers_that_outlets_do_not_differ_on_any_more_are_put_right(bot):
    bot.says("length long")
    bot.says("subscribe everything")
    bot.world.sleep(minutes=1)
    bot.takes_in(MINE, author="Harbor Wire")
    bot.takes_in(MINE_TOO, author="Northern Post")
    bot.world.sleep(hours=1)
    bot.plans()
    (before,) = bot.posts()
    assert "Outlets differ" in folded(before)
    bot.takes_in(MINE_TOO.replace("killed 14", "killed 12"), author="Northern Post")
    assert corrects(bot) == 1
    (after,) = edits(bot)
    assert "Outlets differ" not in folded(after)
    assert "corrected" in after


def bridge(*sentences):
    """Return what a second outlet says of the bridge: this, and what was known."""
    body = HARBOR.partition("\n\n")[2]
    return f"More on how the harbor bridge opens\n\n{' '.join(sentences)} {body}"


CRACK = "Divers found 12 cracks in the third pillar during an inspection on Tuesday morning."
MAYOR = "Mayor Ilse Brandt resigned over the missing safety report in the evening."


@pytest.mark.parametrize(
    ("changed", "says", "not_any_more"),
    [
        ([CRACK.replace("12", "17"), MAYOR], ["17 cracks", "Brandt"], "12 cracks"),
        ([MAYOR], ["Brandt"], "cracks"),
        (["It rained."], ["More on how the harbor bridge opens"], "cracks"),
    ],
    ids=["another-number", "one-less", "nothing-of-it"],
)
def test_an_update_that_is_corrected_repeats_nothing_that_was_known(
    bot, changed, says, not_any_more
):
    bot.says("length long")
    bot.says("subscribe everything every 4h")
    bot.world.sleep(minutes=1)
    bot.takes_in(HARBOR, author="Harbor Wire")
    bot.world.sleep(hours=4)
    bot.plans()
    bot.posts()
    bot.takes_in(bridge(CRACK, MAYOR), author="Coast Daily")
    bot.world.sleep(hours=4)
    bot.plans()
    (update,) = bot.posts()
    assert "12 cracks" in folded(update)
    bot.takes_in(bridge(*changed), author="Coast Daily")
    assert corrects(bot) == 1
    (edit,) = map(folded, edits(bot))
    assert all(one in edit for one in says)
    assert not_any_more not in edit
    assert "walked across" not in edit
    assert "bridge across Sorrel Sound" not in edit
    assert "corrected" in edit


MORE = "The council expects 20,000 cars a day and takes a toll of three crowns."
ONE = (
    "The bridge across Sorrel Sound opened to cars after nine years, and 14,000 people walked "
    "across it first, the council said on {}."
)


def entries_told(bot):
    with bot.store.snapshot() as tx:
        return tx.digests.last(bot.invocation().address).entries


def posted_note(bot):
    bot.says("subscribe everything")
    bot.world.sleep(minutes=1)
    bot.source.put("note.txt", f"\n\n{ONE.format('Sunday')}")
    bot.takes_in()
    bot.world.sleep(hours=1)
    bot.plans()
    (posted,) = bot.posts()
    return posted


def test_an_article_that_is_no_more_than_its_headline_is_put_right(bot):
    assert "on Sunday" in folded(posted_note(bot))
    (entry,) = entries_told(bot)
    assert entry.quotes == ()
    bot.source.put("note.txt", f"\n\n{ONE.format('Monday')}")
    bot.takes_in()
    assert corrects(bot) == 1
    (after,) = edits(bot)
    assert "on Monday" in folded(after)
    assert "on Sunday" not in folded(after)
    assert after.count("corrected") == 1
    (proof,) = [proof for _, found in verify(bot.store) for proof in found]
    assert (proof.verdict, proof.article_id) == (Verdict.PROVED, entry.lead)


def test_what_is_no_more_than_its_headline_stays_when_nothing_of_it_changes(bot):
    posted_note(bot)
    bot.source.put("note.txt", f"\n\n{ONE.format('Sunday')} {MORE}")
    bot.takes_in()
    assert corrects(bot) == 0


def test_what_an_older_entry_does_not_know_of_its_lead_changes_nothing():
    plain_entry = entry_to_plain(an_entry(quotes=()))
    del plain_entry["lead"]
    assert entry_from_plain(plain_entry).articles == ()
    assert an_entry().articles == (an_entry().quotes[0].article_id,)
