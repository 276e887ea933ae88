"""What people see on Slack: a channel, the app's Home, the settings, and a message summarized."""

from __future__ import annotations

from bot.adapters.slack.events import SHORTCUT
from tests.fakes.slack_people import Person
from tests.fakes.slack_world import Channel
from tests.guides.drawing import Said, drawn, on_slack, view
from tests.guides.meeting import PATIENCE, SEEDS, Meeting

CHANNEL = "news"


async def by_day(met: Meeting) -> dict[str, str]:
    """Return the parts about the beginning, by the names of their marks."""
    team = met.slack.team("T1")
    gil, news = team.person("Gil", tz="Europe/Berlin"), team.channel(CHANNEL, bot_is_member=False)
    return {
        **await _alone(met, gil),
        **await _in_a_channel(met, gil, news),
        **await _settings(met, gil, news),
        **await _home(gil),
        **await _shortcut(met, gil, news),
    }


async def in_the_evening(met: Meeting) -> dict[str, str]:
    """Return the part about a digest that comes at its time."""
    team = met.slack.team("T1")
    gil, news = team.person("Gil"), team.channel(CHANNEL)
    digest = await news.shows("Your digest", PATIENCE)
    met.passes()
    await gil.taps(digest, "More")
    more = await news.shows("31", PATIENCE, after=digest)
    return {"digest": drawn(on_slack(digest), ("Gil", "taps [ More ]"), on_slack(more, lines=8))}


async def _types(
    met: Meeting, channel: Channel, who: Person, line: str, answer: str, *, lines: int | None = None
) -> tuple[Said, Said]:
    """Let somebody type a slash command; return that, and the answer."""
    met.passes()
    before = met.slack.revision
    command, _, words = line.partition(" ")
    await who.command(channel, command, words)
    answered = await channel.shows(answer, PATIENCE, after=before)
    return (who.name, line), on_slack(answered, lines=lines)


async def _alone(met: Meeting, gil: Person) -> dict[str, str]:
    direct = met.slack.team("T1").dm(gil)
    met.passes()
    said = await gil.says(direct, "hello")
    shown = await direct.shows("Hello!", PATIENCE, after=said)
    return {"hello": drawn((gil.name, "hello"), on_slack(shown))}


async def _in_a_channel(met: Meeting, gil: Person, news: Channel) -> dict[str, str]:
    elsewhere = news.team.channel("elsewhere", bot_is_member=False)
    met.passes()
    before = met.slack.revision
    await gil.joins(news)
    news.invite_bot(gil)
    hello = await news.shows("Hello!", PATIENCE, after=before)
    done = await _types(
        met,
        news,
        gil,
        "/digest subscribe everything daily 18:00",
        "Subscribed to everything",
        lines=4,
    )
    early = await _types(met, elsewhere, gil, "/digest subscribe space", "/invite")
    return {
        "uninvited": drawn(*early),
        "invited": drawn(("Gil", "/invite @digestbot"), on_slack(hello)),
        "subscribe": drawn(*done),
    }


async def _settings(met: Meeting, gil: Person, news: Channel) -> dict[str, str]:
    met.passes()
    await gil.command(news, "/digest", "settings")
    modal = await gil.modal_shows("Time zone", PATIENCE)
    return {"settings": drawn((gil.name, "/digest settings"), view(modal, "A window opens"))}


async def _home(gil: Person) -> dict[str, str]:
    await gil.opens_home()
    home = await gil.home_shows(f"#{CHANNEL}", PATIENCE)
    return {"home": drawn(view(home, "Home"))}


async def _shortcut(met: Meeting, gil: Person, news: Channel) -> dict[str, str]:
    article = (SEEDS / "science/dunmarrow-tide-book.txt").read_text("utf-8")
    met.passes()
    said = await gil.says(news, article)
    await gil.shortcut(said, SHORTCUT)
    told = await news.shows("61 volumes", PATIENCE, after=said)
    return {
        "shortcut": drawn(("Gil, in the menu of a long message", "Summarize this"), on_slack(told))
    }
