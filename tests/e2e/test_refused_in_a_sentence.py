"""What the command line cannot do is said in a sentence, with what to do about it."""

from __future__ import annotations

import pytest

from bot.domain.deliveries import PartState
from tests.e2e.test_outbox_command import YEAR, kept
from tests.fakes.builders import NOW, a_delivery, a_digest, a_part, an_entry


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("feeds.opml", "<opml><body/></opml>", "feeds.opml cannot be read: It lists no feeds."),
        ("feeds.txt", "no address", "feeds.txt lists no feeds that can be read."),
    ],
)
def test_a_file_that_lists_no_feeds_is_not_imported(program, name, content, problem):
    listed = program.folder / name
    listed.write_text(content)
    done = program.run("import", str(listed))
    assert done.code == 1
    assert problem in done.err
    assert "Traceback" not in done.err


def test_an_inbox_that_cannot_be_made_keeps_it_from_serving(program):
    (program.folder / "taken").write_text("a file")
    done = program.run("run", "--web", DIGESTBOT_INBOX="taken/inbox")
    assert done.code != 0
    assert "cannot be the inbox folder: Not a directory." in done.err
    assert "Traceback" not in done.err


def test_what_has_to_wait_says_until_when(program):
    with kept(program) as tx:
        tx.digests.add(a_digest(an_entry("s1"), id="g1"))
        part = a_part(delivery="d1", state=PartState.FAILED, body={"items": [1]})
        tx.outbox.add(a_delivery(id="d1", digest_id="g1", parts=(part,)))
        tx.digests.give_back("g1")
        tx.outbox.hold("telegram:42", NOW + 9 * YEAR)
    assert "outbox     1 failed; telegram:42 waits until 2035-11-" in program.run("check").out
    goes, waits = program.run("outbox", "retry", "d1").out.splitlines()
    assert goes == "Message d1/1 (part 1, telegram:42) goes again."
    assert waits.startswith("telegram:42 has to wait until 2035-11-")
    assert waits.endswith(", as its platform asked.")


def test_more_messages_than_are_listed_are_counted(program):
    with kept(program) as tx:
        for n in range(203):
            part = a_part(delivery=f"d{n}", state=PartState.FAILED, problem="It broke.")
            tx.digests.add(a_digest(id=f"g{n}", subscription_id=f"u{n}"))
            tx.outbox.add(a_delivery(id=f"d{n}", digest_id=f"g{n}", parts=(part,)))
    few, every = program.run("outbox").out, program.run("outbox", "--all").out
    assert "… and 3 more (--all lists them)" in few
    assert few.count("It broke.") == 200
    assert "more" not in every
    assert every.count("It broke.") == 203
