-- 0052: a one-time link says who made it, so that setting a password by it can be told with that name, and no
-- administrator enters another's account by a link of his own. NULL: made on the server's console.
ALTER TABLE link ADD COLUMN made_by BIGINT REFERENCES person (id);
