-- Chats, what they want, what they were told, and the parts on their way to them.

CREATE TABLE chats (
    address       TEXT NOT NULL PRIMARY KEY,
    timezone      TEXT NOT NULL,
    language      TEXT NOT NULL,
    quiet_start   TEXT,
    quiet_end     TEXT,
    quiet_silent  INTEGER NOT NULL CHECK (quiet_silent IN (0, 1)),
    stories       INTEGER NOT NULL,
    sentences     INTEGER NOT NULL,
    paused_reason TEXT,
    paused_until  TEXT,
    paused_everywhere INTEGER NOT NULL DEFAULT 0 CHECK (paused_everywhere IN (0, 1)),
    CHECK ((quiet_start IS NULL) = (quiet_end IS NULL)),
    CHECK (paused_until IS NULL OR paused_reason IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriptions (
    seq         INTEGER PRIMARY KEY,  -- the order in which they were made
    id          TEXT NOT NULL UNIQUE,
    address     TEXT NOT NULL,
    wants       TEXT NOT NULL,  -- JSON
    schedule    TEXT NOT NULL,
    since       TEXT NOT NULL,
    next_due_at TEXT
) STRICT;
CREATE INDEX subscriptions_address ON subscriptions (address, seq);
CREATE INDEX subscriptions_due ON subscriptions (next_due_at, id) WHERE next_due_at IS NOT NULL;

-- A digest keeps copies and outlives its subscription: it refers to nothing.
CREATE TABLE digests (
    seq             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    subscription_id TEXT,
    address         TEXT NOT NULL,
    entries         TEXT NOT NULL,  -- JSON
    left_out        INTEGER NOT NULL,
    window_end      TEXT NOT NULL,
    late            INTEGER NOT NULL CHECK (late IN (0, 1)),
    made_at         TEXT NOT NULL,
    given_back      INTEGER NOT NULL DEFAULT 0 CHECK (given_back IN (0, 1)),
    UNIQUE (subscription_id, window_end)
) STRICT;
CREATE INDEX digests_last ON digests (address, made_at, seq) WHERE given_back = 0;

-- A chat is told a story once, whichever of its subscriptions wants it; the digest is the first.
CREATE TABLE told (
    address   TEXT NOT NULL,
    story_id  TEXT NOT NULL,
    digest_id TEXT NOT NULL REFERENCES digests (id),
    told_at   TEXT NOT NULL,
    PRIMARY KEY (address, story_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_digest ON told (digest_id);
CREATE INDEX told_lately ON told (address, told_at);

CREATE TABLE deliveries (
    id         TEXT NOT NULL PRIMARY KEY,
    digest_id  TEXT NOT NULL,
    address    TEXT NOT NULL,
    due_at     TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_digest ON deliveries (digest_id);

-- Platform, address and expiry repeat the delivery's, for the indexes.
CREATE TABLE parts (
    seq         INTEGER PRIMARY KEY,
    delivery_id TEXT NOT NULL REFERENCES deliveries (id),
    n           INTEGER NOT NULL,
    key         TEXT NOT NULL UNIQUE,
    platform    TEXT NOT NULL,
    address     TEXT NOT NULL,
    expires_at  TEXT NOT NULL,
    state       TEXT NOT NULL,
    attempts    INTEGER NOT NULL,
    next_at     TEXT NOT NULL,
    tried_at    TEXT,
    problem     TEXT,
    message_id  TEXT,  -- the receipt
    body        TEXT NOT NULL,  -- JSON
    UNIQUE (delivery_id, n)
) STRICT;
-- At most one part of a chat is on its way.
CREATE UNIQUE INDEX parts_sending ON parts (address) WHERE state = 'sending';
-- With all that a claim asks of what it passes over.
CREATE INDEX parts_due ON parts (platform, next_at, seq, address, expires_at, state)
    WHERE state = 'planned';
-- What a chat still waits for, in order.
CREATE INDEX parts_open ON parts (address, seq)
    WHERE state IN ('planned', 'sending', 'unknown');
CREATE INDEX parts_doubtful ON parts (platform, next_at, seq) WHERE state = 'unknown';
CREATE INDEX parts_expiring ON parts (expires_at) WHERE state = 'planned';
CREATE INDEX parts_standing ON parts (address, state);
