-- 0045: the named orders of units and people, read from an index page by page (-- by, docs/sql.md).
CREATE INDEX unit_rank    ON unit (by_rank);
CREATE INDEX unit_sound   ON unit (by_sound);
CREATE INDEX person_sound ON person (by_sound, id);
CREATE INDEX post_serves  ON post (unit, person);
DROP INDEX post_unit;
CREATE INDEX document_of_unit ON document (unit, id);
