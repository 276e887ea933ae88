"""What is measured while the process runs, and what the store says when it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.ports.store import Store

SECONDS = (0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300)


class Meter:
    """Counts the seconds of each step, and shows them with what the store holds."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._steps = Histogram(
            "digestbot_step_seconds",
            "Seconds that each step of the pipeline took.",
            ["step"],
            buckets=SECONDS,
            registry=self._registry,
        )

    def timed(self, step: str) -> AbstractContextManager[object]:
        """Count the seconds of what happens inside, under the name of a step."""
        return self._steps.labels(step).time()

    def text(self, store: Store, now: datetime) -> str:
        """Return everything as Prometheus reads it."""
        held = CollectorRegistry()
        held.register(_Held(store, now))
        return self.seconds() + generate_latest(held).decode()

    def seconds(self) -> str:
        """Return what this process measured as Prometheus reads it."""
        return generate_latest(self._registry).decode()


class _Held(Collector):
    """What the store says at one moment."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store = store
        self._now = now

    def describe(self) -> list[Metric]:
        """Return nothing, so that nobody asks the store before it is time."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield every figure."""
        with self._store.snapshot() as tx:
            counts = {
                "articles": tx.articles.count(),
                "summaries": tx.archive.summaries(),
                "stories": tx.stories.count(),
                "rejected_items": tx.sources.rejected_count(),
                "sources_in_trouble": len(tx.sources.troubles()),
            }
            tally = tx.outbox.tally()
            due = tx.subscriptions.due(self._now, 1)
            waiting = tx.archive.waiting_since(self._now)
        for name, count in counts.items():
            help_text = f"How many {name.replace('_', ' ')} there are."
            yield GaugeMetricFamily(f"digestbot_{name}", help_text, value=count)
        deliveries = GaugeMetricFamily(
            "digestbot_deliveries",
            "Messages of digests that are kept, by outcome.",
            labels=["outcome"],
        )
        for state, count in tally.items():
            deliveries.add_metric([state.value], count)
        yield deliveries
        lag = GaugeMetricFamily(
            "digestbot_lag_seconds", "How long the oldest that is due waits.", labels=["of"]
        )
        lag.add_metric(["planning"], self._late(due[0].next_due_at if due else None))
        lag.add_metric(["posting"], self._late(waiting))
        yield lag

    def _late(self, since: datetime | None) -> float:
        return max(0.0, (self._now - since).total_seconds()) if since is not None else 0.0
