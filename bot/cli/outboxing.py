"""The outbox from the command line: what was not sent, and what an operator does about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from bot.cli.context import Options
from bot.cli.streams import echo_json_array

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from bot.domain.edits import Edit
    from bot.pipeline.unsent import Unsent
    from bot.ports.records import Claim
    from bot.ports.store import Store
    from bot.runtime.wiring import App

SHOWN = 200  # rows of the table, unless all are asked for
ALL = 1_000_000_000
SHORT = 8  # characters of an ID's end: some thirty bits of chance
HEADINGS = ("ID", "CHAT", "PART", "STATE", "DUE", "TRIES", "NEXT TRY", "WHY")
CORRECTIONS = ("CORRECTION OF", "CHAT", "STATE", "UNTIL", "TRIES", "NEXT TRY", "WHY")


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON array of all that was not sent.")
@click.option("--all", "everything", is_flag=True, help="Every row, not the first 200.")
@click.pass_context
def outbox(context: click.Context, as_json: bool, everything: bool) -> None:
    """List what was not sent, corrections too; retry or drop it."""
    if context.invoked_subcommand is not None:
        return
    options: Options = context.obj
    with options.app(log_level="ERROR") as app:
        from bot.pipeline.unsent import unsent
        from bot.runtime.wiring import zone_of

        now = app.ambient.now()
        with app.store.snapshot() as tx:
            most = ALL if as_json or everything else SHOWN
            found, edits = unsent(tx, now, most), tx.edits.unmade(now, most)
            tally = {state.value: count for state, count in tx.outbox.tally().items()}
            waiting = tx.edits.waiting()
        if as_json:
            echo_json_array([*map(_record, found), *map(_edit_record, edits)])
            return
        zone = zone_of(app.settings)
        if edits:
            _table([CORRECTIONS, *(_edit_row(one, zone) for one in edits)])
            click.echo()
        _as_table(found, tally, zone)
        if waiting:
            click.echo(f"{_corrections(waiting)} to be put into posted messages.")


@outbox.command()
@click.argument("name", metavar="ID")
@click.pass_obj
def retry(options: Options, name: str) -> None:
    """Post a message, or what is missing of a delivery, once more.

    ID is any ending that only one of them has. It gets a new use-by time, and its stories count as
    told again. One that may have arrived may be seen twice. A correction of what was sent is made
    once more.
    """
    with options.app(log_level="ERROR") as app:
        from bot.pipeline.operating import retry as again

        done = again(app.store, app.ambient, name)
        for one in done:
            click.echo(f"{_named(one)} goes again.")
        _say_what_holds(app, done)


@outbox.command()
@click.argument("name", metavar="ID")
@click.pass_obj
def drop(options: Options, name: str) -> None:
    """Give up a message, or what is open of a delivery.

    ID is any ending that only one of them has. Stories of what never arrived may be told by the
    next digest; of what may have arrived they stay told. Of what was sent, a correction that waits.
    """
    with options.app(log_level="ERROR") as app:
        from bot.pipeline.operating import drop as give_up

        for one in give_up(app.store, name):
            click.echo(f"{_named(one)} is given up; {_then(one)}.")


def totals(store: Store, now: datetime) -> str:
    """Return how many messages stand where, in one line."""
    from bot.domain.deliveries import PartState

    with store.snapshot() as tx:
        tally, holds, edits = tx.outbox.tally(), tx.outbox.holds(now), tx.edits.waiting()
    counts = [f"{tally[state]} {state.value}" for state in PartState if tally[state]]
    waits = [f"{scope} waits until {_iso(until)}" for scope, until in holds.items()]
    if edits:
        waits.append(_corrections(edits))
    return "; ".join(filter(None, [", ".join(counts) or "empty", *waits]))


def _record(one: Unsent) -> dict[str, Any]:
    part = one.claim.part
    return {
        "kind": "message",
        "id": part.key,
        "delivery": one.claim.delivery_id,
        "address": str(one.claim.address),
        "part": part.n,
        "state": one.standing,
        "due_at": _iso(one.due_at),
        "expires_at": _iso(one.expires_at),
        "attempts": part.attempts,
        "next_at": _iso(part.next_at) if one.state.value in {"planned", "unknown"} else None,
        "held_until": _iso(one.held_until) if one.held_until else None,
        "problem": one.reason or None,
    }


def _edit_record(edit: Edit) -> dict[str, Any]:
    return {
        "kind": "correction",
        "id": edit.key,
        "address": str(edit.address),
        "state": edit.state.value,
        "expires_at": _iso(edit.expires_at),
        "attempts": edit.attempts,
        "next_at": _iso(edit.next_at) if edit.state.value == "waiting" else None,
        "problem": edit.problem,
    }


def _as_table(found: Sequence[Unsent], tally: dict[str, int], zone: tzinfo) -> None:
    if found:
        _table([HEADINGS, *(_row(one, zone) for one in found)])
        click.echo()
    total = sum(tally.values()) - tally["sent"]
    if total > len(found):
        click.echo(f"… and {total - len(found)} more (--all lists them)")
    counts = [f"{count} {state}" for state, count in tally.items() if count and state != "sent"]
    told = f"{total} not sent: {', '.join(counts)}" if counts else "0 not sent"
    click.echo(f"{told}; {tally['sent']} sent.")


def _row(one: Unsent, zone: tzinfo) -> tuple[str, ...]:
    from bot.render.safe import safe_line

    part = one.claim.part
    next_at = part.next_at if one.held_until is None else max(part.next_at, one.held_until)
    coming = one.state.value in {"planned", "unknown"} and one.paused is None
    return (
        part.key[-SHORT:],
        str(one.claim.address),
        str(part.n),
        one.standing,
        _clock(one.due_at, zone),
        str(part.attempts),
        _clock(next_at, zone) if coming else "",
        safe_line(one.reason),
    )


def _edit_row(edit: Edit, zone: tzinfo) -> tuple[str, ...]:
    from bot.render.safe import safe_line

    return (
        edit.key[-SHORT:],
        str(edit.address),
        edit.state.value,
        _clock(edit.expires_at, zone),
        str(edit.attempts),
        _clock(edit.next_at, zone) if edit.state.value == "waiting" else "",
        safe_line(edit.problem or ""),
    )


def _table(rows: Iterable[Sequence[str]]) -> None:
    lines = list(rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for row in lines:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _say_what_holds(app: App, claims: Sequence[Claim | Edit]) -> None:
    from bot.pipeline.unsent import held_until

    now = app.ambient.now()
    with app.store.snapshot() as tx:
        chats = tx.chats.several({claim.address for claim in claims})
        holds = tx.outbox.holds(now)
    for address in dict.fromkeys(claim.address for claim in claims):
        chat, until = chats.get(address), held_until(address, holds)
        if chat is not None and chat.paused is not None and chat.is_paused(now):
            click.echo(f"{address} is paused ({chat.paused.reason}); it waits for that to end.")
        elif until is not None:
            click.echo(f"{address} has to wait until {_iso(until)}, as its platform asked.")


def _corrections(count: int) -> str:
    return "1 correction waits" if count == 1 else f"{count} corrections wait"


def _named(one: Claim | Edit) -> str:
    from bot.domain.edits import Edit

    if isinstance(one, Edit):
        return f"The correction of message {one.key} ({one.address})"
    return f"Message {one.part.key} (part {one.part.n}, {one.address})"


def _then(one: Claim | Edit) -> str:
    """Return what follows when it is given up."""
    from bot.domain.deliveries import PartState
    from bot.domain.edits import Edit

    if isinstance(one, Edit):
        return "what was posted stays as it is"
    back = one.part.state is PartState.EXPIRED
    return "its stories may be told again" if back else "it may have arrived"


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _clock(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
