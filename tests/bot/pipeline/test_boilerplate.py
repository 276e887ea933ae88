"""A sentence under articles on many things is found, listed, and picked no more."""

from __future__ import annotations

import pytest

from bot.domain.boilerplate import Boilerplate
from bot.pipeline.boilerplate import learn_boilerplate
from bot.pipeline.tidy import Keep, tidy
from summarizer import summarize
from tests.bot.conftest import FOOTBALL, HARBOR, SPACE
from tests.fakes.builders import NOW, a_report

NOTE = "The Sorrel Gazette has told the news of the sound to its readers every morning since 1911."
ORCHARD = """\
Frost takes half of the apples

Frost in the second week of May took half of the apple blossom in the valley, growers said. \
They had lit fires between the trees on three nights in a row. \
Cider makers expect to buy fruit from abroad this autumn and to raise their prices."""
TEXTS = (SPACE, HARBOR, FOOTBALL, ORCHARD)
LIBRARY = """\
Library stays open at night

The library of the university stays open all night from March on, its director said. \
Students had asked for it in a letter with nine hundred names. \
Two guards were hired, and the coffee bar closes at two in the morning."""


def noted(*texts: str) -> list[str]:
    return [f"{text}\n\n{NOTE}" for text in texts]


def picked(bot, begins):
    """Return the sentences that are picked from the article that begins so."""
    with bot.store.snapshot() as tx:
        coverages = tx.stories.recent(bot.world.now - Keep().articles)
    (summary,) = (
        report.summary
        for coverage in coverages
        for report in coverage.reports
        if report.article.title.startswith(begins)
    )
    return summary.sentences


def learned(bot):
    with bot.store.snapshot() as tx:
        return [one.sentence for one in tx.recurring.learned("inbox", 9)]


def test_a_sentence_under_four_articles_is_picked_from_none_of_them_any_more(bot):
    bot.takes_in(*noted(*TEXTS[:3]))
    assert NOTE in picked(bot, "Probe")
    assert learned(bot) == []
    bot.takes_in(*noted(TEXTS[3]))
    assert learned(bot) == [NOTE]
    for begins in ("Probe", "Harbor", "Northport", "Frost"):
        sentences = picked(bot, begins)
        assert len(sentences) >= 3
        assert NOTE not in sentences
    bot.takes_in(*noted(LIBRARY))
    assert NOTE not in picked(bot, "Library")
    shown = bot.says("sources inbox")
    assert "never picked" in shown
    assert "every morning since 1911" in " ".join(shown.split())


def test_versions_copies_and_reports_on_one_event_count_as_one_article(bot):
    first, *others = noted(*TEXTS[:3])
    bot.takes_in(first, *others)
    for number in range(9):
        changed = first.replace("two meters", f"{number + 3} meters")
        bot.source.put("Probe lands on the f.txt", changed)  # the same item, changed
        bot.source.put(f"again-{number}.txt", changed + f" It is {number}.")  # another one
        bot.takes_in()
    assert learned(bot) == []
    bot.takes_in(*noted(ORCHARD))
    assert learned(bot) == [NOTE]


def test_what_an_article_tells_again_and_again_is_no_boilerplate(bot):
    """Four short items on one match share all but a sentence: they are one thing told."""
    for minute in ("tenth", "twentieth", "thirtieth", "fortieth", "fiftieth"):
        bot.takes_in(f"{FOOTBALL} The first shot came in the {minute} minute, from far away.")
    assert learned(bot) == []


def test_a_sentence_of_too_few_of_a_sources_articles_is_left_alone(bot):
    def read(_article, _avoid):
        return pytest.fail("nothing is to be read anew")

    reports = [
        a_report(key=text[:9], body=body) for text, body in zip(TEXTS, noted(*TEXTS), strict=True)
    ]
    with bot.store.transaction() as tx:
        for report in reports:
            tx.articles.add(report.article)
            tx.articles.add_summary(report.article.id, report.summary, report.fingerprint)
            tx.recurring.note(report.article, report.summary)
        for number in range(400):
            tx.articles.add(a_report(key=f"{number}", body=f"It is {number}.").article)
    assert learn_boilerplate(bot.store, reports, read) == 0


def test_whoever_is_killed_before_it_is_written_finds_it_with_the_next_article(bot, monkeypatch):
    bot.takes_in(*noted(*TEXTS[:3]))
    with monkeypatch.context() as patch:
        patch.setattr("bot.pipeline.summarize.learn_boilerplate", lambda *_: 0)
        bot.takes_in(*noted(ORCHARD))
    assert learned(bot) == []
    bot.takes_in(*noted(LIBRARY))
    assert learned(bot) == [NOTE]
    assert NOTE not in picked(bot, "Frost")


def test_what_others_find_meanwhile_is_picked_no_more_either(bot, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("bot.pipeline.summarize.learn_boilerplate", lambda *_: 0)
        bot.takes_in(*noted(*TEXTS))
    other = Boilerplate(source="inbox", sentence="It rains.", articles=4, found_at=NOW)
    avoided = []

    def read(article, avoid):
        avoided.append(set(avoid))
        if len(avoided) == 1:
            with bot.store.transaction() as tx:
                tx.recurring.learn(other)
        return summarize(article.body, avoid=avoid)

    with bot.store.snapshot() as tx:
        coverages = tx.stories.recent(NOW - Keep().articles)
    assert learn_boilerplate(bot.store, [one.lead for one in coverages], read) == 1
    assert avoided == [{NOTE}] * 4 + [{NOTE, other.sentence}] * 4
    assert set(learned(bot)) == {NOTE, other.sentence}


def test_an_article_of_nothing_else_has_an_empty_summary(bot):
    bot.takes_in(*noted(*TEXTS))
    bot.takes_in(f"News of the day\n\n{NOTE}")
    assert picked(bot, "News") == ()


def test_it_is_forgotten_in_the_end_and_notes_long_before(bot):
    bot.takes_in(*noted(*TEXTS))
    bot.world.sleep(days=15)
    tidy(bot.store, bot.world.ambient, Keep())
    sentences = picked(bot, "Frost")
    with bot.store.snapshot() as tx:
        assert tx.recurring.count("inbox", sentences, NOW - Keep().articles) == {}
    assert learned(bot) == [NOTE]
    bot.world.sleep(days=170)
    tidy(bot.store, bot.world.ambient, Keep())
    assert learned(bot) == []
