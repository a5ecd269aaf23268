-- 0061: D4 ends on the day on which the last of a department's units has published its own budget. A correction that is not
-- approved yet has no approval of its own: that of the version before stays with that version.
ALTER TABLE budget ADD COLUMN units_published TEXT;
UPDATE budget SET approved = NULL, approval_no = NULL, passed_on = NULL WHERE version > 1 AND state < 3;
