"""Stories and their articles."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from bot.domain.articles import ArticleId
from bot.domain.followups import CORRECT, FollowUp
from bot.domain.stories import Coverage, Story, StoryId
from bot.domain.times import from_text, to_text
from bot.ports.records import Link
from bot.storage.rows import report_from_row, story_from_row, story_to_row, to_json
from bot.storage.session import Session
from bot.storage.tables.articles import GROUPING, REPORT_COLUMNS
from summarizer import Fingerprint


class Stories:
    """Stories and their articles."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, story: Story) -> None:
        """Keep a story and its articles' links to it, replacing what was kept under its id.

        An article has at most one story: linking it to a second one is an error. An article that
        `story.articles` no longer names (an older version) stays linked, as no longer current.
        """
        self._session.change(
            """
            INSERT INTO stories (id, lead, first_seen_at, last_seen_at)
            VALUES (:id, :lead, :first_seen_at, :last_seen_at)
            ON CONFLICT (id) DO UPDATE SET
                lead = excluded.lead,
                first_seen_at = excluded.first_seen_at,
                last_seen_at = excluded.last_seen_at
            """,
            story_to_row(story),
        )
        held = dict(
            self._session.pairs(
                "SELECT article_id, position FROM story_articles"
                " WHERE story_id = ? AND position IS NOT NULL",
                (story.id,),
            )
        )
        for article_id in sorted(set(held).difference(story.articles)):
            self._move(article_id, story.id, None)
        for position, article_id in enumerate(story.articles):
            if held.get(article_id) != position:
                self._link(story.id, article_id, position)

    def get(self, story_id: StoryId) -> Story | None:
        """Return one story."""
        return self._stories([story_id]).get(story_id)

    def of_article(self, article_id: ArticleId) -> Story | None:
        """Return the story that an article is linked to, as a current or as an older version."""
        self._session.alone(GROUPING)
        found = self._session.value(
            "SELECT story_id FROM story_articles WHERE article_id = ?", (article_id,)
        )
        return None if found is None else self.get(StoryId(found))

    def since(self, moment: datetime) -> Sequence[tuple[Story, Sequence[Fingerprint]]]:
        """Return stories last seen at `moment` or later, oldest first, then by id.

        With each the fingerprints of its current articles, in their order; no texts are read.
        """
        self._session.alone(GROUPING)
        rows = self._session.rows(
            """
            SELECT st.id, st.lead, st.first_seen_at, st.last_seen_at, l.article_id, s.fingerprint
            FROM stories st
            -- CROSS: stories first, or SQLite reads every link there ever was.
            CROSS JOIN story_articles l ON l.story_id = st.id AND l.position IS NOT NULL
            JOIN progress p ON p.article_id = l.article_id
            JOIN summaries s ON s.seq = p.summary_seq
            WHERE st.last_seen_at >= ?
            ORDER BY st.last_seen_at, st.id, l.position
            """,
            (to_text(moment),),
        )
        stories = []
        for _, group in groupby(rows, itemgetter("id")):
            links = list(group)
            story = story_from_row(links[0], (link["article_id"] for link in links))
            stories.append((story, [Fingerprint.from_bytes(link["fingerprint"]) for link in links]))
        return stories

    def links(self, after: int, since: datetime, limit: int) -> Sequence[Link]:
        """Return how articles were put into stories behind `after`, in the order of doing so.

        Only of stories that were last seen at `since` or later; 0 for `after` begins with the
        first of them. What is returned last of an article is how it is.
        """
        if after <= 0:
            first = self._session.value(
                "SELECT min(l.seq) FROM stories st"
                # CROSS: stories first, or SQLite reads every link there ever was.
                " CROSS JOIN story_articles l ON l.story_id = st.id WHERE st.last_seen_at >= ?",
                (to_text(since),),
            )
            if first is None:
                return []
            after = int(first) - 1
        rows = self._session.rows(
            """
            SELECT l.seq, l.article_id, l.story_id, l.position, st.last_seen_at, s.fingerprint,
                s.language
            FROM story_articles l
            CROSS JOIN stories st ON st.id = l.story_id
            CROSS JOIN progress p ON p.article_id = l.article_id
            CROSS JOIN summaries s ON s.seq = p.summary_seq
            WHERE l.seq > ? AND st.last_seen_at >= ?
            ORDER BY l.seq, l.article_id LIMIT ?
            """,
            (after, to_text(since), limit),
        )
        return [
            Link(
                seq=row["seq"],
                article_id=ArticleId(row["article_id"]),
                story_id=StoryId(row["story_id"]),
                is_current=row["position"] is not None,
                seen_at=from_text(row["last_seen_at"]),
                fingerprint=Fingerprint.from_bytes(row["fingerprint"]),
                language=row["language"],
            )
            for row in rows
        ]

    def give_up(self, small: StoryId, large: StoryId) -> bool:
        """Move the articles of a story behind those of another, and forget it.

        False: one of them is not there, or a digest told or showed the small one. Nothing changes
        then.
        """
        self._session.alone(GROUPING)
        stories = self._stories([small, large])
        # An update that changes nothing: nobody can show it until we are done.
        unshown = "UPDATE stories SET shown = 0 WHERE id = ? AND shown = 0"
        if len(stories) < len((small, large)) or not self._session.change(unshown, (small,)):
            return False
        one, other = stories[small], stories[large]
        moved = self._session.pairs(
            "SELECT article_id, position FROM story_articles WHERE story_id = ?"
            " ORDER BY position, article_id",
            (small,),
        )
        for article_id, place in moved:
            position = None if place is None else len(other.articles) + place
            self._move(article_id, large, position)
        self._session.change(
            "UPDATE stories SET first_seen_at = ?, last_seen_at = ? WHERE id = ?",
            (
                to_text(min(one.first_seen_at, other.first_seen_at)),
                to_text(max(one.last_seen_at, other.last_seen_at)),
                large,
            ),
        )
        self._session.change("DELETE FROM changed_stories WHERE story_id = ?", (small,))
        self._session.change("DELETE FROM stories WHERE id = ?", (small,))
        return True

    def shown(self, story_ids: Collection[StoryId]) -> frozenset[StoryId]:
        """Return those of the stories that a digest told or showed."""
        found = self._session.pairs(
            "SELECT st.id FROM json_each(?) asked JOIN stories st ON st.id = asked.value"
            " WHERE st.shown = 1",
            (to_json(sorted(story_ids)),),
        )
        return frozenset(StoryId(story_id) for (story_id,) in found)

    def coverage(self, story_ids: Collection[StoryId]) -> Sequence[Coverage]:
        """Return these stories with their reports, the lead's first, in the order asked for."""
        wanted = list(dict.fromkeys(story_ids))
        stories = self._stories(wanted)
        rows = self._session.rows(
            f"""
            SELECT {REPORT_COLUMNS}
            FROM json_each(?) asked
            JOIN story_articles l ON l.story_id = asked.value AND l.position IS NOT NULL
            JOIN progress p ON p.article_id = l.article_id
            JOIN summaries s ON s.seq = p.summary_seq
            JOIN articles a ON a.id = l.article_id
            """,  # noqa: S608 -- column names
            (to_json(wanted),),
        )
        reports = {row["id"]: report_from_row(row) for row in rows}
        return [
            Coverage(
                story=story,
                reports=tuple(
                    reports[article_id]
                    for article_id in dict.fromkeys((story.lead, *story.articles))
                ),
            )
            for story in (stories[story_id] for story_id in wanted if story_id in stories)
        ]

    def recent(self, moment: datetime) -> Sequence[Coverage]:
        """Return the coverage of stories last seen after `moment`, newest first."""
        return self.coverage(self.versions(moment))

    def versions(self, moment: datetime) -> Mapping[StoryId, str]:
        """Return the stories that `recent` returns, in its order, each with its version."""
        found = self._session.pairs(
            """
            SELECT st.id, st.lead, st.first_seen_at, st.last_seen_at, count(*), max(l.seq),
                sum(p.summary_seq),
                sum((SELECT count(*) FROM article_tags t WHERE t.article_id = l.article_id))
            FROM stories st
            -- CROSS: stories first, or SQLite reads every link there ever was.
            CROSS JOIN story_articles l ON l.story_id = st.id AND l.position IS NOT NULL
            JOIN progress p ON p.article_id = l.article_id
            -- IN: by when they were last seen, or SQLite walks all stories to group them by id.
            WHERE st.id IN (SELECT id FROM stories WHERE last_seen_at > ?)
            GROUP BY st.id ORDER BY st.last_seen_at DESC, st.id
            """,
            (to_text(moment),),
        )
        return {StoryId(name): "/".join(map(str, version)) for name, *version in found}

    def note_change(self, story_id: StoryId, now: datetime) -> None:
        """Note that an article of the story has another version now."""
        self._session.change(
            "INSERT INTO changed_stories (story_id, changed_at) VALUES (?, ?)"
            " ON CONFLICT (story_id) DO UPDATE SET changed_at = excluded.changed_at",
            (story_id, to_text(now)),
        )
        self._session.follow(FollowUp(CORRECT))

    def changed(self, limit: int) -> Sequence[tuple[StoryId, datetime]]:
        """Return stories that `note_change` noted, each with when, the longest waiting first."""
        found = self._session.pairs(
            "SELECT story_id, changed_at FROM changed_stories"
            " ORDER BY changed_at, story_id LIMIT ?",
            (limit,),
        )
        return [(StoryId(story_id), from_text(changed_at)) for story_id, changed_at in found]

    def looked_at(self, story_id: StoryId, changed_at: datetime) -> None:
        """Forget a change, unless there was another one since."""
        self._session.change(
            "DELETE FROM changed_stories WHERE story_id = ? AND changed_at = ?",
            (story_id, to_text(changed_at)),
        )

    def count(self) -> int:
        """Return how many stories there are."""
        return int(self._session.value("SELECT count(*) FROM stories"))

    def _link(self, story_id: StoryId, article_id: ArticleId, position: int) -> None:
        linked = self._session.change(
            """
            INSERT INTO story_articles (article_id, story_id, position, seq) VALUES (?, ?, ?, ?)
            ON CONFLICT (article_id) DO UPDATE SET position = excluded.position, seq = excluded.seq
                WHERE story_articles.story_id = excluded.story_id
            """,
            (article_id, story_id, position, self._session.behind_all("story_articles")),
        )
        if not linked:
            raise self._session.refuse(f"The article {article_id} is in another story already.")
        summarized = self._session.change(
            "UPDATE progress SET grouped = 1 WHERE article_id = ? AND summary_seq IS NOT NULL",
            (article_id,),
        )
        if not summarized:
            raise self._session.refuse(f"The article {article_id} has no summary: no story yet.")

    def _move(self, article_id: ArticleId, story_id: StoryId, position: int | None) -> None:
        self._session.change(
            "UPDATE story_articles SET story_id = ?, position = ?, seq = ? WHERE article_id = ?",
            (story_id, position, self._session.behind_all("story_articles"), article_id),
        )

    def _stories(self, story_ids: Collection[StoryId]) -> dict[StoryId, Story]:
        rows = self._session.rows(
            """
            SELECT st.id, st.lead, st.first_seen_at, st.last_seen_at, l.article_id
            FROM json_each(?) asked
            JOIN stories st ON st.id = asked.value
            JOIN story_articles l ON l.story_id = st.id AND l.position IS NOT NULL
            ORDER BY asked.key, l.position
            """,
            (to_json(list(story_ids)),),
        )
        stories = {}
        for story_id, group in groupby(rows, itemgetter("id")):
            links = list(group)
            stories[StoryId(story_id)] = story_from_row(
                links[0], (link["article_id"] for link in links)
            )
        return stories
