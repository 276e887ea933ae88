-- Feeds, and when each is asked again.

CREATE TABLE feeds (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    url          TEXT COLLATE "C" NOT NULL UNIQUE,
    given        TEXT COLLATE "C" NOT NULL,  -- the address that it was added by
    name         TEXT COLLATE "C" NOT NULL,
    folded       TEXT COLLATE "C",  -- the name without its capitals; NULL: it has none yet
    next_poll_at TEXT COLLATE "C",
    state        TEXT COLLATE "C" NOT NULL,  -- JSON: how it stood when it was asked the last time
    UNIQUE (folded)
);
CREATE INDEX feeds_given ON feeds (given);
CREATE INDEX feeds_due ON feeds (next_poll_at, id) WHERE next_poll_at IS NOT NULL;

-- The latest rejected items of one source.
CREATE INDEX sightings_source_rejected ON sightings (source, seen_at DESC, key)
    WHERE article_id IS NULL;
