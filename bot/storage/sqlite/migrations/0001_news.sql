-- Articles, what was made of them, stories, and what each source was seen to hold.
-- Moments are text of fixed width in UTC, so that their order as text is their order in time.

CREATE TABLE articles (
    seq          INTEGER PRIMARY KEY,  -- also the rowid of the article's terms
    id           TEXT NOT NULL UNIQUE,
    source       TEXT NOT NULL,
    key          TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    collected_at TEXT NOT NULL,
    published_at TEXT,
    replaces     TEXT REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
    url          TEXT,
    author       TEXT,
    language     TEXT,
    title        TEXT NOT NULL,
    body         TEXT NOT NULL,
    -- The key comes last so that the same index finds copies of a text under other keys.
    UNIQUE (source, content_hash, key)
) STRICT;
-- Who spoke since a moment is answered from this index alone: no text is read.
CREATE INDEX articles_spoken ON articles (collected_at, author, source, id);
CREATE INDEX articles_replaces ON articles (replaces) WHERE replaces IS NOT NULL;

CREATE TABLE article_tags (
    article_id TEXT NOT NULL REFERENCES articles (id),
    tag        TEXT NOT NULL,
    PRIMARY KEY (article_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE summaries (
    seq         INTEGER PRIMARY KEY,
    article_id  TEXT NOT NULL REFERENCES articles (id),
    method      TEXT NOT NULL,
    version     INTEGER NOT NULL,
    language    TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    spans       TEXT NOT NULL,  -- JSON: [[start, end], …]
    ranking     TEXT NOT NULL,  -- JSON: indices into spans, the most telling first
    sentences   TEXT NOT NULL,  -- JSON
    UNIQUE (article_id, method, version)
) STRICT;

-- How far each article has come. A small table of its own, because a changed column would write
-- the article's whole text again; and so that "what is left to do?" costs nothing when it is
-- nothing.
CREATE TABLE progress (
    article_id   TEXT NOT NULL PRIMARY KEY REFERENCES articles (id),
    collected_at TEXT NOT NULL,
    reading      TEXT NOT NULL DEFAULT '',  -- method/version of the latest summary
    summary_seq  INTEGER REFERENCES summaries (seq),  -- the latest summary
    grouped      INTEGER NOT NULL DEFAULT 0 CHECK (grouped IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX progress_reading ON progress (reading, collected_at, article_id);
CREATE INDEX progress_ungrouped ON progress (collected_at, article_id) WHERE grouped = 0;

CREATE TABLE stories (
    id            TEXT NOT NULL PRIMARY KEY,
    lead          TEXT NOT NULL,
    first_seen_at TEXT NOT NULL,
    last_seen_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX stories_seen ON stories (last_seen_at, id);

-- An article belongs to one story; older versions of it stay linked, without a position.
CREATE TABLE story_articles (
    article_id TEXT NOT NULL PRIMARY KEY REFERENCES articles (id),
    story_id   TEXT NOT NULL REFERENCES stories (id),
    position   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX story_articles_order ON story_articles (story_id, position);

-- What each article is found under: see bot.storage.terms. Each term once, separated by spaces.
-- No positions are kept (detail): a search asks for words, never for phrases. The tokenizer takes
-- everything beyond ASCII for letters, so that it cuts nowhere else than the summarizer did.
CREATE VIRTUAL TABLE article_terms USING fts5 (
    terms, detail = 'none', columnsize = 0, tokenize = "ascii tokenchars '_~'"
);
-- The languages that terms were written in.
CREATE TABLE term_languages (
    language TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE sightings (
    source     TEXT NOT NULL,
    key        TEXT NOT NULL,
    stamp      TEXT NOT NULL,
    article_id TEXT REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,  -- NULL: rejected
    reason     TEXT,
    seen_at    TEXT NOT NULL,
    PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_rejected ON sightings (seen_at DESC, source, key) WHERE article_id IS NULL;
CREATE INDEX sightings_article ON sightings (article_id) WHERE article_id IS NOT NULL;
