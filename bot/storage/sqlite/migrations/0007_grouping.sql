-- In which order articles were put into stories, so that who keeps an index of them can catch up.
ALTER TABLE story_articles ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
UPDATE story_articles SET seq = numbered.seq FROM (
    SELECT article_id, row_number() OVER (ORDER BY article_id) AS seq FROM story_articles
) AS numbered WHERE numbered.article_id = story_articles.article_id;
CREATE INDEX story_articles_seq ON story_articles (seq, article_id);
-- Whether any digest told or showed a story: then it is never given up for another one.
ALTER TABLE stories ADD COLUMN shown INTEGER NOT NULL DEFAULT 0 CHECK (shown IN (0, 1));
UPDATE stories SET shown = 1;
