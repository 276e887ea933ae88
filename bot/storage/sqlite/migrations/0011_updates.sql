-- A story that a chat was told comes back with something new: one mark for each digest of it.

CREATE TABLE told_updates (
    address   TEXT NOT NULL,
    story_id  TEXT NOT NULL,
    digest_id TEXT NOT NULL,
    told_at   TEXT NOT NULL,
    is_update INTEGER NOT NULL CHECK (is_update IN (0, 1)),
    articles  INTEGER NOT NULL,  -- of how many articles the story was when it was told
    PRIMARY KEY (address, story_id, digest_id)
) STRICT, WITHOUT ROWID;
-- Nobody counted them until now: of what is there already, nothing comes back.
INSERT INTO told_updates (address, story_id, digest_id, told_at, is_update, articles)
    SELECT t.address, t.story_id, t.digest_id, t.told_at, 0, coalesce(n.articles, 0)
    FROM told t LEFT JOIN (
        SELECT story_id, count(*) AS articles FROM story_articles
        WHERE position IS NOT NULL GROUP BY story_id
    ) n ON n.story_id = t.story_id;
DROP TABLE told;
ALTER TABLE told_updates RENAME TO told;
CREATE INDEX told_digest ON told (digest_id);
CREATE INDEX told_lately ON told (address, told_at);
-- A chat is told a story as a whole once; the rest are updates of it.
CREATE UNIQUE INDEX told_first ON told (address, story_id) WHERE is_update = 0;
