-- 0057: a budget unit has the code that the finance bureau gave it (预算单位代码), which the printed tables
-- show; NULL: not known. A batch keeps its largest amount beside the sum, to be told from a wrong unit.
ALTER TABLE budget_unit ADD COLUMN finance_code TEXT;
ALTER TABLE import_batch ADD COLUMN most_fen BIGINT NOT NULL DEFAULT 0;
