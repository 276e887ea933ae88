"""Verify: every digest that is kept, held against the articles that are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.digests import Digest
from bot.domain.proving import Proof, proofs
from bot.ports.store import Store, Transaction

BATCH = 50  # digests in one look


def verify(store: Store) -> Iterator[tuple[Digest, Sequence[Proof]]]:
    """Yield every digest with its proofs, in the order in which they were made."""
    last: Digest | None = None
    while True:
        with store.snapshot() as tx:
            found = tx.digests.listed(BATCH, after=last)
            proved = [(digest, proofs_of(tx, digest)) for digest in found]
        if not found:
            return
        yield from proved
        last = found[-1]


def proofs_of(tx: Transaction, digest: Digest) -> Sequence[Proof]:
    """Return the proofs of one digest."""
    quoted = {article_id for entry in digest.entries for article_id in entry.articles}
    quoted |= {
        claim.article_id for entry in digest.entries for claims in entry.differs for claim in claims
    }
    found = (tx.articles.get(article_id) for article_id in sorted(quoted))
    articles = {article.id: article for article in found if article is not None}
    coverages = tx.stories.coverage([entry.story_id for entry in digest.entries])
    others = {one.story.id: [report.article for report in one.reports] for one in coverages}
    return list(proofs(digest, articles, others))
