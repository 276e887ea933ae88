-- What a chat likes, how long it wants to read, and whether a digest was all that there was.

ALTER TABLE chats ADD COLUMN minutes BIGINT;
ALTER TABLE chats ADD COLUMN taste TEXT COLLATE "C" NOT NULL DEFAULT '[]';  -- JSON
ALTER TABLE digests ADD COLUMN quiet_day BIGINT NOT NULL DEFAULT 0 CHECK (quiet_day IN (0, 1));
