"""Commands that set up the chat platforms: the app's manifest, a key."""

from __future__ import annotations

import click


@click.command(name="slack-manifest")
@click.option("--url", help="Where Slack reaches us, for HTTP events; without it: Socket Mode.")
def slack_manifest(url: str | None) -> None:
    """Print the manifest to make the Slack app from.

    Paste it at api.slack.com/apps: Create New App, From a manifest.
    """
    from bot.runtime.manifest import slack_manifest_text

    click.echo(slack_manifest_text(url), nl=False)


@click.command(name="new-key")
def new_key() -> None:
    """Print a fresh key for the setting slack.encryption_key."""
    from bot.runtime.vault import new_key as make

    click.echo(make())
