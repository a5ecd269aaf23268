-- Of which file's heads the row is that this one repeats: with mended files, "row 3" alone does not say.
ALTER TABLE import_row ADD COLUMN same_head INTEGER;
