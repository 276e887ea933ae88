"""What a store keeps of the news: articles, stories, and what each source was seen to hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.articles import Article, ArticleId, Report
from bot.domain.stories import Coverage, Story, StoryId
from bot.ports.records import Link, Sighting, Volume
from summarizer import Fingerprint, Summary


class Articles(Protocol):
    """Articles and their summaries."""

    def add(self, article: Article) -> bool:
        """Keep an article; False if source, key and content were known: nothing changes then."""
        ...

    def get(self, article_id: ArticleId) -> Article | None:
        """Return one article."""
        ...

    def same_content(self, source: str, content_hash: str) -> ArticleId | None:
        """Return the first article of `source` with this content, under whatever key."""
        ...

    def add_tags(self, article_id: ArticleId, tags: Collection[str]) -> None:
        """File an article under more topics: a copy of it turned up in another folder."""
        ...

    def without_summary(self, method: str, version: int, limit: int) -> Sequence[Article]:
        """Return articles that this method in this version has not read yet, oldest first."""
        ...

    def add_summary(
        self, article_id: ArticleId, summary: Summary, fingerprint: Fingerprint
    ) -> None:
        """Keep what the summarizer made of an article; the same method and version twice: once."""
        ...

    def amend_summary(self, article_id: ArticleId, summary: Summary) -> None:
        """Replace what a summary of an article by this method and version picked.

        Its fingerprint stays. Where there is none: nothing changes.
        """
        ...

    def without_story(self, method: str, version: int, limit: int) -> Sequence[Report]:
        """Return summarized articles that are in no story, by collection time, then id."""
        ...

    def search(
        self,
        query: str,
        since: datetime,
        limit: int,
        after: tuple[datetime, StoryId] | None = None,
    ) -> Sequence[StoryId]:
        """Return stories, newest first, with a current article that has all words of `query`.

        Last seen at `since` or later; of those of one time the lower id first. With `after`, only
        those that come behind a story of this time and id, if it is still there or not.

        Words match in any of their forms that the article's language knows; a word with a star
        behind it, all words that begin so. Whatever else `query` holds, it is only ever words. No
        words: nothing.
        """
        ...

    def count(self) -> int:
        """Return how many articles there are, old versions included."""
        ...


class Stories(Protocol):
    """Stories and their articles."""

    def put(self, story: Story) -> None:
        """Keep a story and its articles' links to it, replacing what was kept under its id.

        An article has at most one story: linking it to a second one is an error. An article that
        `story.articles` no longer names (an older version) stays linked, as no longer current.
        """
        ...

    def get(self, story_id: StoryId) -> Story | None:
        """Return one story."""
        ...

    def of_article(self, article_id: ArticleId) -> Story | None:
        """Return the story that an article is linked to, as a current or as an older version."""
        ...

    def since(self, moment: datetime) -> Sequence[tuple[Story, Sequence[Fingerprint]]]:
        """Return stories last seen at `moment` or later, oldest first, then by id.

        With each the fingerprints of its current articles, in their order; no texts are read.
        """
        ...

    def links(self, after: int, since: datetime, limit: int) -> Sequence[Link]:
        """Return how articles were put into stories behind `after`, in the order of doing so.

        Only of stories that were last seen at `since` or later; 0 for `after` begins with the
        first of them. What is returned last of an article is how it is.
        """
        ...

    def give_up(self, small: StoryId, large: StoryId) -> bool:
        """Move the articles of a story behind those of another, and forget it.

        False: one of them is not there, or a digest told or showed the small one. Nothing changes
        then.
        """
        ...

    def shown(self, story_ids: Collection[StoryId]) -> frozenset[StoryId]:
        """Return those of the stories that a digest told or showed."""
        ...

    def coverage(self, story_ids: Collection[StoryId]) -> Sequence[Coverage]:
        """Return these stories with their reports, the lead's first, in the order asked for."""
        ...

    def recent(self, moment: datetime) -> Sequence[Coverage]:
        """Return the coverage of stories last seen after `moment`, newest first."""
        ...

    def versions(self, moment: datetime) -> Mapping[StoryId, str]:
        """Return the stories that `recent` returns, in its order, each with its version.

        That is another one whenever its coverage is; no texts are read.
        """
        ...

    def note_change(self, story_id: StoryId, now: datetime) -> None:
        """Note that an article of the story has another version now."""
        ...

    def changed(self, limit: int) -> Sequence[tuple[StoryId, datetime]]:
        """Return stories that `note_change` noted, each with when, the longest waiting first."""
        ...

    def looked_at(self, story_id: StoryId, changed_at: datetime) -> None:
        """Forget a change, unless there was another one since."""
        ...

    def count(self) -> int:
        """Return how many stories there are."""
        ...


class Sources(Protocol):
    """What each source was seen to hold."""

    def known(self, source: str) -> Mapping[str, str]:
        """Return every key that is there in the source, with the stamp that it was seen with."""
        ...

    def stamps(self, source: str, keys: Collection[str]) -> Mapping[str, str]:
        """Return those of these keys that are there in the source, with their stamps."""
        ...

    def shown(
        self, source: str, since: datetime, before: datetime, limit: int, *, with_stamp: str = ""
    ) -> Sequence[Sighting]:
        """Return what is there of a source, was last seen until `before`, and was told or shown.

        Only what has `with_stamp`, which holds no sign of a pattern, somewhere in its stamp. Of
        articles that were collected since `since` and whose stories are in any digest; those
        that were not seen for the longest time first.
        """
        ...

    def see(self, sighting: Sighting) -> None:
        """Keep how an item was last seen, replacing what was kept under its key."""
        ...

    def sighting(self, source: str, key: str) -> Sighting | None:
        """Return how an item was last seen."""
        ...

    def keys_of(self, source: str, article_id: ArticleId) -> Sequence[str]:
        """Return the keys that were last seen to hold this article and are there, in order."""
        ...

    def forget(self, source: str, keys: Collection[str]) -> None:
        """Forget items that are gone. Articles made from them stay.

        Of a key that held an article the sighting stays, without a stamp: it may come back.
        """
        ...

    def elsewhere(self, names: Collection[str]) -> bool:
        """Say whether one of these is the author of an article of a source that is none of them."""
        ...

    def rename(self, source: str, name: str) -> None:
        """Let what was seen of a source be another's, in place of what that had of the same key."""
        ...

    def let_go(
        self, source: str, before: datetime, there: Collection[str], now: datetime, since: datetime
    ) -> None:
        """Forget what was last seen before then and is not there any more, as if it never was.

        What is there and was not seen for half as long is seen now. What was there at `since`, when
        the source last had news, counts as last seen half as long ago: nobody looked meanwhile.
        """
        ...

    def rejected(self, limit: int, source: str | None = None) -> Sequence[Sighting]:
        """Return rejected items, of one source or of all, the latest first."""
        ...

    def rejected_count(self) -> int:
        """Return how many items of all sources are rejected."""
        ...

    def troubles(self) -> Sequence[Sighting]:
        """Return what was seen of sources that cannot be read as a whole, in order of their names.

        Such a sighting has the key WHOLE; nothing else here returns it, and `forget` ends it.
        """
        ...

    def outlets(self, since: datetime) -> Sequence[Volume]:
        """Return who spoke since then (author, or else source), the most talkative first."""
        ...

    def topics(self, since: datetime) -> Sequence[Volume]:
        """Return the topics that articles had since then, the fullest first."""
        ...
