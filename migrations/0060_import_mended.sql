-- Which rows were wrong when a file with mended ones came. It takes the place of those and of no others: by the time
-- that the files are read again, somebody else may have made a good row wrong.
CREATE TABLE import_mended (
    batch BIGINT  NOT NULL REFERENCES import_batch (id),
    part  INTEGER NOT NULL,                 -- the file that takes their place
    no    BIGINT  NOT NULL,                 -- of import_row
    PRIMARY KEY (batch, no)
);
