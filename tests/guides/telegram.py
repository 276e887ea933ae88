"""What people see on Telegram, from the first word to groups and channels."""

from __future__ import annotations

from tests.fakes.telegram_chats import Chat
from tests.fakes.telegram_message import Message
from tests.fakes.telegram_people import Person
from tests.guides.drawing import Said, drawn, on_telegram
from tests.guides.meeting import PATIENCE, SEEDS, Meeting


async def by_day(met: Meeting) -> dict[str, str]:
    """Return the parts about the beginning, by the names of their marks."""
    return {
        **await _alone(met),
        **await _in_a_group(met),
        **await _in_a_topic(met),
        **await _in_a_channel(met),
    }


async def in_the_evening(met: Meeting) -> dict[str, str]:
    """Return the part about a digest that comes at its time."""
    ann = next(one for one in met.telegram.people.values() if one.first_name == "Ann")
    chat = met.telegram.private(ann)
    digest = await chat.shows("Your digest", PATIENCE)
    met.passes()
    await ann.taps(digest, "Why")
    why = await chat.shows(lambda one: one.step > digest.step, PATIENCE)
    return {"digest": drawn(on_telegram(digest), ("Ann", "taps [ Why ]"), on_telegram(why))}


async def _asks(
    met: Meeting, chat: Chat, who: Person, said: str, answer: str, *, thread: int | None = None
) -> tuple[Said, Message]:
    """Let somebody say something a minute later; return that, and the answer."""
    met.passes()
    asked = await chat.says(who, said, thread=thread)
    return (who.first_name, said), await chat.shows(answer, PATIENCE, after=asked)


async def _alone(met: Meeting) -> dict[str, str]:
    ann = met.telegram.person("Ann")
    chat = met.telegram.private(ann)
    start, hello = await _asks(met, chat, ann, "/start", "Hello!")
    wish, taste = await _asks(met, chat, ann, "/subscribe everything -football", "A taste")
    zone, told = await _asks(met, chat, ann, "/timezone Berlin", "Europe/Berlin")
    when, schedule = await _asks(met, chat, ann, "/schedule weekdays 7:30 18:00", "07:30")
    plain, words = await _asks(met, chat, ann, "any news about trains?", "Night train")
    return {
        "start": drawn(start, on_telegram(hello)),
        "subscribe": drawn(wish, on_telegram(taste, lines=13)),
        "times": drawn(zone, on_telegram(told), when, on_telegram(schedule)),
        "words": drawn(plain, on_telegram(words)),
    }


async def _in_a_group(met: Meeting) -> dict[str, str]:
    carla, dan = met.telegram.person("Carla"), met.telegram.person("Dan")
    group = met.telegram.group("Harbor club", dan, creator=carla, bot="left")
    met.passes()
    await group.adds_bot(carla)
    hello = await group.shows("Hello!", PATIENCE)
    wish = "/subscribe@your_bot everything daily 18:00"
    member, refused = await _asks(met, group, dan, wish, "Only administrators")
    creator, done = await _asks(met, group, carla, wish, "Subscribed to everything")
    article = (SEEDS / "science/dunmarrow-tide-book.txt").read_text("utf-8")
    long = await group.says(dan, article)
    met.passes()
    await group.says(dan, "/summary@your_bot", reply_to=long)
    short = await group.shows("61 volumes", PATIENCE)
    return {
        "added": drawn(("Carla", "adds the bot to the group"), on_telegram(hello)),
        "group": drawn(member, on_telegram(refused), creator, on_telegram(done, lines=4)),
        "reply": drawn(
            ("Dan, in reply to a long message", "/summary@your_bot"), on_telegram(short)
        ),
    }


async def _in_a_topic(met: Meeting) -> dict[str, str]:
    eve = met.telegram.person("Eve")
    forum = met.telegram.supergroup("Astronomers", forum=True, creator=eve, bot="member")
    topic = await forum.opens_topic("News", thread=7)
    wish = "/subscribe@your_bot space instant"
    asked, done = await _asks(met, forum, eve, wish, "Subscribed to space", thread=topic)
    assert done.thread == topic
    return {"topic": drawn(("Eve, in the topic News", asked[1]), on_telegram(done, lines=1))}


async def _in_a_channel(met: Meeting) -> dict[str, str]:
    fay = met.telegram.person("Fay")
    channel = met.telegram.channel("Sound news", creator=fay, username="sound_news", bot="left")
    chat = met.telegram.private(fay)
    wish = "/subscribe @sound_news everything daily 18:00"
    early, refused = await _asks(met, chat, fay, wish, "administrator")
    await channel.promotes_bot(fay)
    wish, done = await _asks(met, chat, fay, wish, "Subscribed to everything")
    now, posted = await _asks(met, chat, fay, "/digest @sound_news", "Posted")
    there = await channel.shows("Your digest", PATIENCE)
    return {
        "channel": drawn(
            early, on_telegram(refused), wish, on_telegram(done, lines=4), now, on_telegram(posted)
        ),
        "posted": drawn(on_telegram(there, lines=9)),
    }
