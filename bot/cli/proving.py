"""Commands that show why something was told, and that it was said."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from bot.cli.context import QUIET, Options
from bot.cli.streams import echo_json, say, several

if TYPE_CHECKING:
    from bot.domain.digests import Digest
    from bot.domain.proving import Proof
    from bot.ports.store import Store

FAILED, OPEN = 1, 3
SEVERAL = 2


@click.command()
@click.option("--chat", "address", required=True, help="A chat, such as console:local.")
@click.option("--digest", "digest_id", help="Of this digest, not of the chat's last list.")
@click.argument("n", type=click.IntRange(min=1))
@click.pass_obj
def why(options: Options, address: str, digest_id: str | None, n: int) -> None:
    """Say why item N was told to a chat.

    With the parts that its rank was made of, as they were then.
    """
    from bot.adapters.console import print_message
    from bot.cli.asking import ask
    from bot.domain.chats import parse_address
    from bot.domain.digests import DigestId

    try:
        chat = parse_address(address)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--chat") from error
    with options.app(log_level=QUIET) as app:
        with app.store.snapshot() as tx:
            given = tx.digests.get(DigestId(digest_id)) if digest_id else tx.digests.last(chat)
        if given is None or given.address != chat:
            say(f"{chat} was given no such digest." if digest_id else f"{chat} was given nothing.")
            raise click.exceptions.Exit(FAILED)
        if n > len(given.entries):
            say(f"Digest {given.id} has only {several(len(given.entries), 'item', 'items')}.")
            raise click.exceptions.Exit(FAILED)
        message = ask(app, chat, f"why {n} of:{given.id}")
        print_message(message, stream=sys.stdout)
    if message.failed:
        raise click.exceptions.Exit(FAILED)


@click.command()
@click.argument("name", metavar="[DIGEST]", required=False)
@click.option("--all", "everything", is_flag=True, help="Every digest that is kept.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each digest.")
@click.pass_obj
def verify(options: Options, name: str | None, everything: bool, as_json: bool) -> None:
    """Prove every quote of a digest against the stored articles.

    DIGEST is its id, or any ending that only one has. Exit code 0 if all is proved, 1 if something
    is false, 3 if nothing is, but articles that would prove some of it are no longer kept.
    """
    from bot.domain.proving import Verdict
    from bot.pipeline.verify import verify as verify_all

    if everything == (name is not None):
        raise click.UsageError("Name a digest, or say --all.")
    with options.app(log_level=QUIET) as app:
        found = verify_all(app.store) if name is None else _one(app.store, name)
        counts: Counter[Verdict] = Counter()
        for digests, (digest, proofs) in enumerate(found, 1):  # noqa: B007 -- used below
            counts.update(proof.verdict for proof in proofs)
            (_print_json if as_json else _print)(digest, proofs)
    if not counts and not as_json:
        click.echo("There are no digests yet.")
    elif everything and not as_json:
        told = ", ".join(f"{counts[one]:,} {one.value}" for one in Verdict)
        click.echo(f"{several(digests, 'digest', 'digests')}: {told}.")
    if counts[Verdict.FALSE]:
        raise click.exceptions.Exit(FAILED)
    if counts[Verdict.OPEN]:
        raise click.exceptions.Exit(OPEN)


def _one(store: Store, name: str) -> Iterable[tuple[Digest, Sequence[Proof]]]:
    from bot.pipeline.verify import proofs_of

    with store.snapshot() as tx:
        named = tx.digests.named(name, SEVERAL)
        if not named:
            raise click.UsageError(f"No digest that is kept has an id that ends with {name}.")
        if len(named) > 1:
            raise click.UsageError(f"Several digests have an id that ends with {name}.")
        return [(named[0], proofs_of(tx, named[0]))]


def _print(digest: Digest, proofs: Sequence[Proof]) -> None:
    from bot.domain.proving import Verdict

    counts = Counter(proof.verdict for proof in proofs)
    told = [f"{counts[Verdict.PROVED]} proved"]
    told += [f"{counts[one]} {one.value}" for one in (Verdict.FALSE, Verdict.OPEN) if counts[one]]
    made = f"{digest.made_at:%Y-%m-%d %H:%M} UTC"
    click.echo(f"{digest.id}  {digest.address}  {made}: {', '.join(told)}")
    for proof in proofs:
        if proof.verdict is Verdict.OPEN:
            missing = f"article {proof.article_id}" if proof.quote else "the article it is from"
            click.echo(f"    {_place(proof)} cannot be proved: {missing} is no longer kept.")
        elif proof.verdict is Verdict.FALSE:
            click.echo(f"    {_place(proof)} is FALSE; article {proof.article_id} says otherwise:")
            click.echo(f"        told:   {proof.said}")
            click.echo(f"        stands: {proof.stands}")


def _place(proof: Proof) -> str:
    what = f"quote {proof.quote}" if proof.quote else "headline"
    return f"item {proof.item}, {what}"


def _print_json(digest: Digest, proofs: Sequence[Proof]) -> None:
    record: dict[str, Any] = {
        "digest": digest.id,
        "chat": str(digest.address),
        "made_at": digest.made_at.isoformat(),
        "proofs": [
            {
                "item": proof.item,
                "quote": proof.quote or None,
                "verdict": proof.verdict.value,
                "article": proof.article_id,
                "said": proof.said,
                "stands": proof.stands,
            }
            for proof in proofs
        ],
    }
    echo_json(record)
