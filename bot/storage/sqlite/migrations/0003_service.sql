-- What the service needs to go on where it was: what it heard, whom it lets wait, who serves.

-- Kept before the platform is told that we heard it; unique, as platforms tell some things twice.
CREATE TABLE heard (
    seq      INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    id       TEXT NOT NULL,
    raw      TEXT NOT NULL,  -- JSON
    heard_at TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('open', 'begun', 'done')),
    UNIQUE (platform, id)
) STRICT;
CREATE INDEX heard_open ON heard (platform, seq) WHERE state IN ('open', 'begun');
CREATE INDEX heard_done ON heard (heard_at) WHERE state = 'done';

-- Nothing goes to this chat, or to this platform, before then.
CREATE TABLE holds (
    scope TEXT NOT NULL PRIMARY KEY,
    until TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE leases (
    name  TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    until TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The bot in the workspaces that people installed it in; the tokens are encrypted.
CREATE TABLE installations (
    workspace    TEXT NOT NULL PRIMARY KEY,
    name         TEXT NOT NULL,
    token        TEXT NOT NULL,
    bot          TEXT NOT NULL,
    installed_by TEXT,
    installed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE install_states (
    state TEXT NOT NULL PRIMARY KEY,
    until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
