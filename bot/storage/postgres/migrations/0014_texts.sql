-- What many chats are told is kept once: in place of the entries of a digest, or of the body of a
-- part, stand a `=`, the mark of a text, and for bodies the names that belong in its holes.
CREATE TABLE texts (
    mark    TEXT COLLATE "C" NOT NULL PRIMARY KEY,  -- made of the text: no other has it
    used_at TEXT COLLATE "C" NOT NULL,  -- about when it was used last, within a day
    text    TEXT COLLATE "C" NOT NULL  -- JSON
);
CREATE INDEX texts_used ON texts (used_at);
