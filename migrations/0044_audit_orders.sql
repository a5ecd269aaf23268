-- 0044: the trail of one unit, or one person, together (audit_list): where none is said, 0.
CREATE INDEX audit_unit ON audit ((COALESCE(unit, 0)), id);
CREATE INDEX audit_who  ON audit ((COALESCE(who, 0)), id);
