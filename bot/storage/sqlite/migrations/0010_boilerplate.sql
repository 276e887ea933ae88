-- Sentences that recur in the articles of a source.

-- Which sentences the summaries of the last weeks hold; a mark is a hash of one.
CREATE TABLE picks (
    source       TEXT NOT NULL,
    mark         TEXT NOT NULL,
    article_id   TEXT NOT NULL REFERENCES articles (id),
    collected_at TEXT NOT NULL,
    PRIMARY KEY (source, mark, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX picks_article ON picks (article_id);

-- Those that were found to tell nothing: they are never picked from that source.
CREATE TABLE boilerplate (
    source   TEXT NOT NULL,
    mark     TEXT NOT NULL,
    sentence TEXT NOT NULL,
    articles INTEGER NOT NULL,  -- whose summaries held it when it was found
    found_at TEXT NOT NULL,
    PRIMARY KEY (source, mark)
) STRICT, WITHOUT ROWID;
