-- A story that a chat was told comes back with something new: one mark for each digest of it.

ALTER TABLE told ADD COLUMN is_update BIGINT NOT NULL DEFAULT 0 CHECK (is_update IN (0, 1));
ALTER TABLE told ADD COLUMN articles BIGINT NOT NULL DEFAULT 0;  -- of how many the story was then
ALTER TABLE told ALTER COLUMN is_update DROP DEFAULT;
ALTER TABLE told ALTER COLUMN articles DROP DEFAULT;
-- Nobody counted them until now: of what is there already, nothing comes back.
UPDATE told SET articles = n.articles FROM (
    SELECT story_id, count(*) AS articles FROM story_articles
    WHERE position IS NOT NULL GROUP BY story_id
) n WHERE n.story_id = told.story_id;
ALTER TABLE told DROP CONSTRAINT told_pkey;
ALTER TABLE told ADD PRIMARY KEY (address, story_id, digest_id);
-- A chat is told a story as a whole once; the rest are updates of it.
CREATE UNIQUE INDEX told_first ON told (address, story_id) WHERE is_update = 0;
