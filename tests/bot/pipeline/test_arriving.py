"""Two processes that die, sleep and lose the store, at random: what each chat saw in the end.

On Slack everything arrives exactly once. On Telegram nothing arrives twice, and what is missing has
its card. Whatever was given back never arrived.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from bot.domain.deliveries import OPEN, SHOWABLE, Doubt, PartState, Receipt
from bot.domain.errors import NotSent, PostError, Refused, TryLater, Unknown
from bot.pipeline import deliver, doubts
from bot.pipeline.deliver import Outcome, Rules
from bot.ports.records import Claim
from bot.storage.open import open_store
from tests.fakes.builders import NOW, a_delivery, a_digest, a_part, an_entry
from tests.fakes.world import World
from tests.trying import trying

RULES = Rules(
    doubts={"telegram": Doubt.CARD, "slack": Doubt.LOOK_UP},
    settle=timedelta(seconds=60),
    others=timedelta(seconds=20),
)
ADDRESSES = ["telegram:1", "slack:T1/C1"]
MOST = 4  # digests: the more there are, the less happens to each
WHO = st.sampled_from([0, 1])
LATE = timedelta(seconds=10)  # a platform accepts nothing later than that
WAYS = st.sampled_from(["taken", "unheard", "late", "lost", "not sent", "flood", "refused"])


@dataclass
class Process:
    """What one process has in its memory, and a kill wipes."""

    claimed: dict[str, Claim] = field(default_factory=dict)  # not posted yet
    outcomes: list[Outcome] = field(default_factory=list)  # not written yet
    cards: dict[str, Claim] = field(default_factory=dict)  # posted, not written yet

    @property
    def flying(self) -> Collection[str]:
        return {*self.claimed, *(one.claim.part.key for one in self.outcomes)}


class Arriving(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.store, self.world = open_store("sqlite:///:memory:"), World(now=NOW)
        self.processes = [Process(), Process()]
        self.serves = 0  # who posts to Telegram
        self.planned = 0
        self.keys: list[str] = []
        self.arrived: Counter[str] = Counter()
        self.cards: Counter[str] = Counter()
        self.coming: list[tuple[datetime, str]] = []  # what is accepted late, and when

    @initialize()
    def both_are_due(self) -> None:
        for address in ADDRESSES:
            self.plan(address, 1)

    @precondition(lambda self: self.planned < MOST)
    @rule(address=st.sampled_from(ADDRESSES), parts=st.integers(1, 2))
    def plan(self, address: str, parts: int) -> None:
        self.planned += 1
        id_, numbers = f"d{self.planned}", range(1, parts + 1)
        made = tuple(
            a_part(n, delivery=id_, body={"items": [n]}, next_at=self.world.now) for n in numbers
        )
        digest = a_digest(
            *(an_entry(f"{id_}-{n}") for n in numbers),
            id=f"g{id_}",
            subscription_id=id_,
            address=address,
        )
        with self.store.transaction() as tx:
            tx.digests.add(digest)
            tx.outbox.add(
                a_delivery(
                    id=id_,
                    digest_id=digest.id,
                    address=address,
                    parts=made,
                    expires_at=self.world.now + timedelta(hours=6),
                )
            )
        self.keys += [part.key for part in made]

    @rule(seconds=st.sampled_from([1, 25, 61]))
    def time_passes(self, seconds: int) -> None:
        self.world.sleep(seconds=seconds)
        for at, key in self.coming:
            self.arrived[key] += at <= self.world.now
        self.coming = [(at, key) for at, key in self.coming if at > self.world.now]

    @rule(who=WHO)
    def claims(self, who: int) -> None:
        found = deliver.claim(self.store, self.platforms(who), self.world.ambient, limit=2)
        self.processes[who].claimed |= {one.part.key: one for one in found}

    @precondition(lambda self: any(one.claimed for one in self.processes))
    @rule(data=st.data(), way=WAYS)
    def posts(self, data: st.DataObject, way: str) -> None:
        at_work = [one for one in self.processes if one.claimed]
        process = data.draw(st.sampled_from(at_work))
        key = data.draw(st.sampled_from(sorted(process.claimed)))
        self.post(process, key, way)

    def post(self, process: Process, key: str, way: str) -> None:
        claim = process.claimed.pop(key)
        stale = deliver.is_stale(claim, self.world.ambient)
        process.outcomes.append(Outcome(claim, self.answer(key, "flood" if stale else way)))

    def answer(self, key: str, way: str) -> Receipt | PostError:
        if way in {"taken", "unheard"}:
            self.arrived[key] += 1
        if way == "late":
            self.coming.append((self.world.now + LATE, key))
        match way:
            case "taken":
                return Receipt(message_id=key)
            case "not sent":
                return NotSent("no network")
            case "flood":
                return TryLater("flood", after=timedelta(seconds=5))
            case "refused":
                return Refused("can't parse entities")
            case _:
                return Unknown("connection reset")

    @rule(who=WHO)
    def writes(self, who: int) -> None:
        process = self.processes[who]
        deliver.settle(self.store, process.outcomes, self.world.ambient, RULES)
        process.outcomes = []

    @rule(who=WHO)
    def dies(self, who: int) -> None:
        self.processes[who] = Process()
        self.is_taken_for_dead(who)

    @rule(who=WHO)
    def is_taken_for_dead(self, who: int) -> None:
        """It died, or sleeps, or is cut off from the store and goes on posting what it claimed."""
        other = 1 - who
        if self.serves == who:
            self.serves = other
        flying = self.processes[other].flying
        deliver.recover(self.store, self.platforms(other), self.world.ambient, RULES, flying=flying)

    @rule(who=WHO, seconds=st.sampled_from([1, 25, 61]))
    def another_goes_on(self, who: int, seconds: int) -> None:
        """See what one left: the other one takes over, looks after it, and posts what may go."""
        other = 1 - who
        self.is_taken_for_dead(who)
        self.time_passes(seconds)
        self.looks_after_doubts(other)
        self.claims(other)
        for key in list(self.processes[other].claimed):
            self.post(self.processes[other], key, "taken")

    @rule(who=WHO)
    def looks_after_doubts(self, who: int) -> None:
        process, platforms = self.processes[who], self.platforms(who)
        for claim in doubts.doubtful(self.store, platforms, self.world.ambient, 9):
            key = claim.part.key
            if claim.address.platform == "slack":
                found = Receipt(message_id=key) if self.arrived[key] else None
                doubts.settle_doubt(self.store, claim, found, self.world.ambient, RULES)
            elif key not in process.cards:
                self.cards[key] += 1
                process.cards[key] = claim

    @rule(who=WHO)
    def notes_cards(self, who: int) -> None:
        process = self.processes[who]
        for claim in process.cards.values():
            card = Receipt(message_id="card")
            doubts.settle_doubt(self.store, claim, card, self.world.ambient, RULES)
        process.cards = {}

    @invariant()
    def nothing_is_told_twice(self) -> None:
        assert all(count == 1 for count in self.arrived.values() if count)

    @invariant()
    def what_is_sure_is_true(self) -> None:
        for key in self.keys:
            claim, told = self.stands(key)
            state = claim.part.state
            assert told == (state is not PartState.FAILED)
            if state is PartState.SENT:
                assert self.arrived[key] == 1
            if state is PartState.FAILED:
                assert self.arrived[key] == 0
            if state in SHOWABLE - {PartState.UNKNOWN}:
                assert self.cards[key]

    def teardown(self) -> None:
        """Let one process end it all, in peace."""
        for who in (0, 1):
            self.writes(who)
            self.notes_cards(who)
        self.dies(1)
        for _ in range(20):
            self.claims(0)
            process = self.processes[0]
            for key in list(process.claimed):
                self.post(process, key, "taken")
            self.writes(0)
            self.time_passes(61)
            self.looks_after_doubts(0)
            self.notes_cards(0)
            self.nothing_is_told_twice()
        self.what_is_sure_is_true()
        for key in self.keys:
            claim, _ = self.stands(key)
            assert claim.part.state not in OPEN
            if claim.part.state is not PartState.FAILED:
                on_telegram = claim.address.platform == "telegram"
                assert self.arrived[key] or (on_telegram and self.cards[key])
        self.store.close()

    def platforms(self, who: int) -> set[str]:
        return {"slack", "telegram"} if self.serves == who else {"slack"}

    def stands(self, key: str) -> tuple[Claim, bool]:
        """Return a part as it stands, and whether its story counts as told."""
        with self.store.snapshot() as tx:
            claim = tx.outbox.by_key(key)
            assert claim is not None
            story = an_entry(f"{claim.delivery_id}-{claim.part.n}").story_id
            return claim, bool(tx.digests.told(claim.address, [story]))


TestArriving = Arriving.TestCase
TestArriving.settings = trying(8, stateful_step_count=25)
