"""The demo: the sample articles in a temporary store, and one digest of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from bot.ports.ambient import Ambient
    from bot.runtime.wiring import App

PLACES = (Path(__file__).parents[1] / "seeds", Path(__file__).parents[2] / "seeds")
"""Where the sample articles are: in an installed package, in a checkout."""


def build_demo(
    folder: Path,
    ambient: Ambient | None = None,
    *,
    timezone: str = "",
    places: Sequence[Path] = PLACES,
) -> App:
    """Build the program on the samples, its store in `folder`; everything is taken in.

    The samples are in the first of these places that there is.

    Raises:
        SettingsError: the samples are missing.
    """
    from bot.cli.context import QUIET
    from bot.cli.taking_in import take_in
    from bot.domain.errors import SettingsError
    from bot.runtime.logs import set_up_logs
    from bot.runtime.settings import Settings
    from bot.runtime.wiring import build

    seeds = next((place for place in places if place.is_dir()), None)
    if seeds is None:
        raise SettingsError("The sample articles (seeds/) are missing from this installation.")
    set_up_logs(QUIET)
    store = f"sqlite:///{folder / 'demo.db'}"
    app = build(Settings(store=store, inbox=seeds, timezone=timezone), ambient)
    take_in(app, what=" the sample articles")
    return app


def show_digest(app: App, stream: TextIO) -> None:
    """Print the digest of everything, as a chat would get it."""
    from bot.adapters.console import LOCAL, print_message
    from bot.cli.asking import ask

    with app.store.snapshot() as tx:
        articles, stories = tx.articles.count(), tx.stories.count()
    stream.write(f"{articles} sample articles came in; they tell {stories} stories.\n\n")
    print_message(ask(app, LOCAL, "digest"), stream=stream)


def serve_demo(app: App) -> None:
    """Serve the page of the demo until somebody stops it; open it in a browser if there is one."""
    import asyncio
    import webbrowser

    import click

    from bot.runtime.service import serve
    from bot.runtime.signals import stopped_by_signals
    from bot.runtime.site import with_page

    app, page = with_page(app)

    def show() -> None:
        click.echo(f"The demo is at {page.origin}/ (Ctrl-C ends it).")
        webbrowser.open(f"{page.origin}/")

    async def until_stopped() -> None:
        stop = asyncio.Event()
        with stopped_by_signals(stop):
            await serve(app, [page], stop=stop, ready=show)

    asyncio.run(until_stopped())
