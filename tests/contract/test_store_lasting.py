"""What a store keeps when its process ends or dies, and how several processes share it."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Self

import pytest

from bot.domain.errors import StoreBusy
from bot.storage.open import open_store
from tests.fakes.builders import CHAT, NOW, a_chat, a_delivery, an_article

WRITER = """
import sys
from bot.storage.open import open_store
from tests.fakes.builders import a_sighting, an_article

store = open_store(sys.argv[1])
print("open", flush=True)
sys.stdin.readline()
for n in range(int(sys.argv[3])):
    key = f"{sys.argv[2]}/{n}"
    with store.transaction() as t:
        article = an_article(key=key)
        t.articles.add(article)
        t.sources.see(a_sighting(key, article_id=article.id))
    print(key, flush=True)
store.close()
"""
HANGER = """
import sys
from bot.storage.open import open_store
from tests.fakes.builders import a_chat, a_delivery, a_digest, an_article

store = open_store(sys.argv[1])
with store.transaction() as t:
    t.chats.put(a_chat())
with store.transaction() as t:
    t.articles.add(an_article())
    t.digests.add(a_digest())
    t.outbox.add(a_delivery(parts=3))
    print("inside", flush=True)
    sys.stdin.readline()
"""
CLAIMER = """
import sys
from bot.storage.open import open_store
from tests.fakes.builders import NOW

store = open_store(sys.argv[1])
print("open", flush=True)
sys.stdin.readline()
while True:
    with store.transaction() as t:
        claim = t.outbox.claim(["telegram"], NOW)
    if claim is None:
        break
    print(claim.part.key, flush=True)
store.close()
"""


class Worker:
    """A process of its own that runs one of the scripts above, killed when the block ends."""

    def __init__(self, script: str, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", script, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self.process:  # closes the pipes and waits
            self.process.kill()

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def reaches(self, place: str) -> None:
        said = self.line()
        assert said == place, self.process.communicate(timeout=60)

    def go_on(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def result(self) -> list[str]:
        output, errors = self.process.communicate(timeout=120)
        assert errors == ""
        return output.split()

    def kill(self) -> list[str]:
        self.process.kill()
        output, _ = self.process.communicate(timeout=60)
        return output.split("\n")[:-1]  # a line that the kill cut off says nothing


def test_what_was_kept_is_there_when_opened_again(lasting_url: str) -> None:
    store = open_store(lasting_url)
    with store.transaction() as t:
        t.chats.put(a_chat())
        t.articles.add(an_article())
    store.close()
    store = open_store(lasting_url)
    with store.snapshot() as t:
        assert t.chats.get(CHAT) == a_chat()
        assert t.articles.get(an_article().id) == an_article()
    store.close()


def test_a_snapshot_waits_for_no_writer_and_stays_as_it_was(lasting_url: str) -> None:
    store = open_store(lasting_url, patience=timedelta(seconds=30))
    before, written, read = threading.Event(), threading.Event(), threading.Event()

    def write() -> None:
        assert before.wait(timeout=30)
        with store.transaction() as t:
            t.chats.put(a_chat())
        written.set()
        with store.transaction() as t:
            t.chats.put(a_chat("telegram:2"))
            assert read.wait(timeout=30)  # a snapshot was taken and used meanwhile

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(write)
        with store.snapshot() as t:
            before.set()
            assert written.wait(timeout=30)
            assert t.chats.get(CHAT) is None  # its first look, and still as it was at the door
        with store.snapshot() as t:
            assert t.chats.get(CHAT) is not None
            assert t.chats.get(a_chat("telegram:2").address) is None
        read.set()
        writer.result(timeout=30)
    store.close()


def test_two_processes_write_and_lose_nothing(lasting_url: str) -> None:
    with Worker(WRITER, lasting_url, "a", "150") as a, Worker(WRITER, lasting_url, "b", "150") as b:
        for worker in (a, b):  # a new store, opened by both at once
            worker.reaches("open")
        for worker in (a, b):
            worker.go_on()
        assert len(a.result()) == len(b.result()) == 150
    store = open_store(lasting_url)
    with store.snapshot() as t:
        assert t.articles.count() == 300
        assert len(t.sources.known("inbox")) == 300
    assert list(store.check()) == []
    store.close()


def test_two_processes_claim_nothing_twice(lasting_url: str) -> None:
    store = open_store(lasting_url)
    with store.transaction() as t:
        for n in range(120):
            t.outbox.add(a_delivery(id=f"d{n}", address=f"telegram:{n}"))
    store.close()
    with Worker(CLAIMER, lasting_url) as a, Worker(CLAIMER, lasting_url) as b:
        for worker in (a, b):
            worker.reaches("open")
        for worker in (a, b):
            worker.go_on()
        claimed = a.result() + b.result()
    assert sorted(claimed) == sorted(f"d{n}/1" for n in range(120))


def test_another_process_that_holds_the_store_makes_it_busy(lasting_url: str) -> None:
    with Worker(HANGER, lasting_url) as holder:
        holder.reaches("inside")
        store = open_store(lasting_url, patience=timedelta(seconds=1))
        with pytest.raises(StoreBusy, match="another process"), store.transaction() as t:
            t.articles.add(an_article())
        with store.snapshot() as t:  # reading goes on
            assert t.chats.get(CHAT) is not None
        holder.kill()
    with store.transaction() as t:
        assert t.articles.count() == 0
    store.close()


def test_a_process_killed_inside_a_transaction_leaves_nothing_half(lasting_url: str) -> None:
    with Worker(HANGER, lasting_url) as worker:
        worker.reaches("inside")
        worker.kill()
    store = open_store(lasting_url)
    with store.snapshot() as t:
        assert t.chats.get(CHAT) == a_chat()  # the transaction before it
        assert t.articles.count() == 0
        assert t.digests.last(CHAT) is None
        assert t.outbox.of(a_delivery().id) is None
        assert sum(t.outbox.tally().values()) == 0
    assert list(store.check()) == []
    store.close()


@pytest.mark.parametrize("after", [1, 7, 40])
def test_a_process_killed_at_work_loses_nothing_that_it_confirmed(
    lasting_url: str, after: int
) -> None:
    with Worker(WRITER, lasting_url, "a", "100000") as worker:
        worker.reaches("open")
        worker.go_on()
        confirmed = [worker.line() for _ in range(after)]
        confirmed += worker.kill()
    store = open_store(lasting_url)
    with store.snapshot() as t:
        known = t.sources.known("inbox")
        assert set(confirmed) <= set(known)
        assert t.articles.count() == len(known)  # each with its article
    assert list(store.check()) == []
    store.close()


def test_a_claim_outlives_the_process_that_made_it(lasting_url: str) -> None:
    store = open_store(lasting_url)
    with store.transaction() as t:
        t.outbox.add(a_delivery())
        claim = t.outbox.claim(["telegram"], NOW)
    store.close()
    store = open_store(lasting_url)
    with store.transaction() as t:
        assert t.outbox.interrupted(["telegram"]) == [claim]
        assert t.outbox.claim(["telegram"], NOW) is None
    store.close()
