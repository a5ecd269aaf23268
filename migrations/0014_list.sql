-- 0014: what a person keeps of a list: named filters (视图) and the choice of columns.
CREATE TABLE list_view (
    id       {autoid},
    person   BIGINT  NOT NULL REFERENCES person (id),
    list     TEXT    NOT NULL,                          -- the list's address: /budget
    kind     INTEGER NOT NULL CHECK (kind IN (0, 1)),   -- 0 a view, 1 the columns
    name     TEXT    NOT NULL CHECK (length(name) BETWEEN 0 AND 40),    -- of a view; empty: columns
    value    TEXT    NOT NULL,                          -- filters as in an address; or +列,-列
    shared   INTEGER NOT NULL CHECK (shared IN (0, 1)), -- everyone who opens the list sees it
    version  INTEGER NOT NULL,
    UNIQUE (person, list, kind, name)
);
CREATE INDEX list_view_shared ON list_view (list, shared);

-- Who may share a view with the whole office; rows as in roles.def.
INSERT INTO role_perm (role, perm, see, change)
SELECT r.code, 'LIST_SHARE', 4, 4 FROM role r
 WHERE r.code IN ('office-director', 'office-general', 'office-business')
   AND NOT EXISTS (SELECT 1 FROM role_perm p WHERE p.role = r.code AND p.perm = 'LIST_SHARE');
