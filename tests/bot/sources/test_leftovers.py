"""What stands on every page is taken out, and nothing that only looks like it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.sources.formats.draft import Draft, believable, read_moment
from bot.sources.formats.finish import finished
from bot.sources.formats.leftovers import is_leftover

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "Read also: The ferry's last trip",
        "READ MORE",
        "• Related articles",
        "Lesen Sie auch: Das Ende der Fähre",
        "Lire aussi",
        "Читайте также: Паром ушёл в последний рейс",
        "相关阅读：大桥通车",
        "関連記事",
        "Advertisement",
        "Anzeige",
        "Share",
        "Sign up for our daily newsletter and never miss a story.",
        "We use cookies to give you the best experience.",
        "Подписывайтесь на наш канал в Telegram",
        "© 2026 Northern Post. All rights reserved.",
    ],
)
def test_a_line_of_every_page_is_no_text(line):
    assert is_leftover(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read the council's answer before you sign, lawyers said on Sunday.",
        "Related families were told first.",
        "Readers also complained about the noise.",
        "Share prices fell by two percent on Monday.",
        "Advertisements on the bridge are forbidden.",
        "See also how the bridge moves in the wind, said the engineer, and nobody laughed.",
        "Save the children was what they sang.",
        "Реклама на мосту запрещена.",
        "",
    ],
)
def test_a_sentence_that_begins_like_one_stays(line):
    assert not is_leftover(line)


def test_the_head_of_a_text_tells_who_and_when():
    draft = finished(
        Draft(
            title=" Harbor \u202ebridge\nopens ",
            body="Harbor bridge opens\n\nBy Jane Doe\nNovember 20, 2026\n\nIt opened.\n\nRead more",
        ),
        now=NOW,
    )
    assert (draft.title, draft.author, draft.body) == (
        "Harbor bridge opens",
        "Jane Doe",
        "It opened.",
    )
    assert draft.published_at == datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize("body", ["", " \n", "\u200b", "Read more\n\nShare", "12 34"])
def test_nothing_left_is_no_document(body):
    with pytest.raises(ValueError, match="There is no text in it"):
        finished(Draft(body=body, title="x"), now=NOW)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-11-20T10:00:00+02:00", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("2026-11-20T10:00:00Z", datetime(2026, 11, 20, 10, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        ("Fri, 20 Nov 2026 10:00:00 +0200", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("2026-11-24T06:00:00Z", datetime(2026, 11, 24, 6, tzinfo=UTC)),
        ("2026-12-24", None),
        ("1994-12-31", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("Thu, 99 Foo 2026", None),
        ("9" * 200_000, None),
        ("24:00", None),
        ("", None),
    ],
)
def test_dates_that_cannot_be_are_none(value, expected):
    assert believable(read_moment(value), NOW) == expected
