-- The marks of a digest are found by its chat.
DROP INDEX told_digest;
