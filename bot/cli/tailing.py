"""`digestbot tail`: what the running bot does, line by line."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bot.cli.context import QUIET, Options
from bot.cli.streams import echo_json

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.pipeline.following import Happening

LOOK_SECONDS = 1.0
WIDTHS = (9, 22)  # columns of what happened and to whom


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--minutes",
    type=click.IntRange(0, 100_000),
    default=10,
    show_default=True,
    help="Begin with what happened in the last minutes.",
)
@click.option("--once", is_flag=True, help="Show that, and end.")
@click.pass_obj
def tail(options: Options, as_json: bool, minutes: int, once: bool) -> None:
    """Follow what the running bot does, until Ctrl-C.

    Articles that come in, digests that are made, messages that are posted or fail, sources in
    trouble: read from the store, so it works beside the service and beside a log.
    """
    from bot.domain.errors import StoreBusy
    from bot.pipeline.following import Following
    from bot.runtime.wiring import zone_of

    with options.app(log_level=QUIET) as app:
        zone = zone_of(app.settings)
        following = Following(app.store, app.ambient.now() - timedelta(minutes=minutes))
        try:
            while True:
                try:
                    found = following.look(app.ambient.now())
                except StoreBusy:
                    found = []  # the next look sees it
                for one in found:
                    _show(one, zone, as_json=as_json)
                sys.stdout.flush()
                if once:
                    return
                time.sleep(LOOK_SECONDS)
        except KeyboardInterrupt:
            return


def _show(one: Happening, zone: tzinfo, *, as_json: bool) -> None:
    from bot.render.safe import safe_line

    if as_json:
        record = {"at": one.at.isoformat(), "what": one.what, "subject": one.subject}
        echo_json({**record, "text": one.text, **one.fields})
        return
    what, whom = WIDTHS
    at = f"{one.at.astimezone(zone):%d %b %H:%M:%S}"
    subject = safe_line(one.subject)
    click.echo(f"{at}  {one.what:<{what}} {subject:<{whom}} {safe_line(one.text)}")
