-- What lets old things go, and what has to be put right in chats after an article was changed.

-- What a chat was told is remembered longer than the digests that told it: without a reference.
CREATE TABLE told_longer (
    address   TEXT NOT NULL,
    story_id  TEXT NOT NULL,
    digest_id TEXT NOT NULL,
    told_at   TEXT NOT NULL,
    PRIMARY KEY (address, story_id)
) STRICT, WITHOUT ROWID;
INSERT INTO told_longer (address, story_id, digest_id, told_at)
    SELECT address, story_id, digest_id, told_at FROM told;
DROP TABLE told;
ALTER TABLE told_longer RENAME TO told;
CREATE INDEX told_digest ON told (digest_id);
CREATE INDEX told_lately ON told (address, told_at);

-- A file that is still there was seen, though its article may be gone.
CREATE TABLE sightings_longer (
    source     TEXT NOT NULL,
    key        TEXT NOT NULL,
    stamp      TEXT NOT NULL,
    article_id TEXT,  -- NULL: rejected
    reason     TEXT,
    seen_at    TEXT NOT NULL,
    PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
INSERT INTO sightings_longer (source, key, stamp, article_id, reason, seen_at)
    SELECT source, key, stamp, article_id, reason, seen_at FROM sightings;
DROP TABLE sightings;
ALTER TABLE sightings_longer RENAME TO sightings;
CREATE INDEX sightings_rejected ON sightings (seen_at DESC, source, key) WHERE article_id IS NULL;
CREATE INDEX sightings_article ON sightings (article_id) WHERE article_id IS NOT NULL;

-- A digest keeps what was posted; this is when it was last put right there.
ALTER TABLE digests ADD COLUMN corrected_at TEXT;
CREATE INDEX digests_made ON digests (made_at, id);

-- Stories in which an article has another version now, and nobody has looked yet at who was told.
CREATE TABLE changed_stories (
    story_id   TEXT NOT NULL PRIMARY KEY,
    changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What is to stand in the place of a part once that is sent; the newest for each part.
CREATE TABLE edits (
    seq        INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,  -- of the part
    platform   TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dropped')),
    attempts   INTEGER NOT NULL,
    next_at    TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    problem    TEXT,
    body       TEXT NOT NULL  -- JSON
) STRICT;
CREATE INDEX edits_due ON edits (platform, next_at) WHERE state = 'waiting';

-- Without it, each summary that goes would have to be looked for in all of the table.
CREATE INDEX progress_summary ON progress (summary_seq) WHERE summary_seq IS NOT NULL;
