-- Sentences that recur in the articles of a source.

-- Which sentences the summaries of the last weeks hold; a mark is a hash of one.
CREATE TABLE picks (
    source       TEXT COLLATE "C" NOT NULL,
    mark         TEXT COLLATE "C" NOT NULL,
    article_id   TEXT COLLATE "C" NOT NULL REFERENCES articles (id),
    collected_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (source, mark, article_id)
);
CREATE INDEX picks_article ON picks (article_id);

-- Those that were found to tell nothing: they are never picked from that source.
CREATE TABLE boilerplate (
    source   TEXT COLLATE "C" NOT NULL,
    mark     TEXT COLLATE "C" NOT NULL,
    sentence TEXT COLLATE "C" NOT NULL,
    articles BIGINT NOT NULL,  -- whose summaries held it when it was found
    found_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (source, mark)
);
