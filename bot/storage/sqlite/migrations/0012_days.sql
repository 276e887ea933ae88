-- How much there was on each day, counted once it is over: it stays when what was counted goes.

CREATE TABLE days (
    day      TEXT NOT NULL PRIMARY KEY,  -- 2026-11-23, in UTC
    articles INTEGER NOT NULL,
    stories  INTEGER NOT NULL,
    digests  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE day_topics (
    day     TEXT NOT NULL,
    topic   TEXT NOT NULL,
    stories INTEGER NOT NULL,
    PRIMARY KEY (day, topic)
) STRICT, WITHOUT ROWID;
