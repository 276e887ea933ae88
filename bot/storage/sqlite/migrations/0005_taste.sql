-- What a chat likes, how long it wants to read, and whether a digest was all that there was.

ALTER TABLE chats ADD COLUMN minutes INTEGER;
ALTER TABLE chats ADD COLUMN taste TEXT NOT NULL DEFAULT '[]';  -- JSON
ALTER TABLE digests ADD COLUMN quiet_day INTEGER NOT NULL DEFAULT 0 CHECK (quiet_day IN (0, 1));
