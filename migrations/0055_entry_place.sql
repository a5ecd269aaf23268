-- 0055: where and when somebody came half-way in: the wizard of the first set-up tells who else is in it. NULL: before.
ALTER TABLE entry ADD COLUMN began   BIGINT;
ALTER TABLE entry ADD COLUMN address TEXT;
