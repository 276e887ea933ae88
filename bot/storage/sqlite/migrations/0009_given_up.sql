-- Corrections that were given up, for operators to see and to have made all the same.
CREATE INDEX edits_given_up ON edits (expires_at) WHERE state = 'dropped' AND problem IS NOT NULL;
