"""What another process kept and did not live to answer is answered by an adapter that listens."""

from __future__ import annotations

from dataclasses import replace

from bot.ports.chat import Resuming
from tests.bot.adapters.slack_office import office, until


async def test_what_another_process_kept_is_answered_while_we_listen(monkeypatch) -> None:
    async with office() as o:
        kept = []
        hear = o.desk.hear

        async def noting(heard):
            kept.extend(heard)
            return await hear(heard)

        monkeypatch.setattr(o.desk, "hear", noting)
        await o.ann.command(o.news, "/digest", "status")
        await until(lambda: len(o.news.messages) == 1 and not o.desk.open)
        assert isinstance(o.adapter, Resuming)
        left = replace(kept[0], id="of a process that died")
        o.desk.open[left.id] = left
        assert o.adapter.resume(left)
        await until(lambda: len(o.news.messages) == 2 and not o.desk.open)
        adapter = o.adapter
    assert not adapter.resume(left)  # which is for others to answer now
