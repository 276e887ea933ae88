-- How much there was on each day, counted once it is over: it stays when what was counted goes.

CREATE TABLE days (
    day      TEXT COLLATE "C" NOT NULL PRIMARY KEY,  -- 2026-11-23, in UTC
    articles BIGINT NOT NULL,
    stories  BIGINT NOT NULL,
    digests  BIGINT NOT NULL
);

CREATE TABLE day_topics (
    day     TEXT COLLATE "C" NOT NULL,
    topic   TEXT COLLATE "C" NOT NULL,
    stories BIGINT NOT NULL,
    PRIMARY KEY (day, topic)
);
