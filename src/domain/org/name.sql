-- many unit_names(unit int) -> id int, name str, brief str, since day?, until day, document str?
-- Former names, the latest first.
SELECT id, name, short, since, until, document FROM unit_name WHERE unit = :unit ORDER BY until DESC;

-- one unit_name_on(unit int, on_day day) -> name str, brief str
-- What the unit was called on a day.
SELECT COALESCE((SELECT n.name FROM unit_name n
                  WHERE n.unit = u.id AND n.until >= :on_day ORDER BY n.until LIMIT 1), u.name) AS name,
       COALESCE((SELECT n.short FROM unit_name n
                  WHERE n.unit = u.id AND n.until >= :on_day ORDER BY n.until LIMIT 1), u.short) AS brief
  FROM unit u
 WHERE u.id = :unit;

-- many unit_names_on(on_day day) -> id int, parent int?, kind int, code str, name str, brief str, path str
-- The units that stood on a day, under the names of that day, in the official order of now.
SELECT u.id, u.parent, u.kind, u.code,
       COALESCE((SELECT n.name FROM unit_name n
                  WHERE n.unit = u.id AND n.until >= :on_day ORDER BY n.until LIMIT 1), u.name) AS name,
       COALESCE((SELECT n.short FROM unit_name n
                  WHERE n.unit = u.id AND n.until >= :on_day ORDER BY n.until LIMIT 1), u.short) AS brief,
       u.path
  FROM unit u
 WHERE (u.opened IS NULL OR u.opened <= :on_day) AND (u.closed IS NULL OR u.closed > :on_day)
 ORDER BY length(u.path) - length(replace(u.path, '/', '')), u.sort, u.id;

-- write unit_name_keep(unit int, name str, brief str, since day?, until day, document str?)
INSERT INTO unit_name (unit, name, short, since, until, document)
VALUES (:unit, :name, :brief, :since, :until, :document);

-- write1 unit_name_set(id int, version int, name str, brief str, named day, document str)
UPDATE unit
   SET name = :name, short = :brief, named = :named, named_by = :document, version = version + 1
 WHERE id = :id AND version = :version;

-- write unit_sound_put(id int, sound str?)
-- As a person gave it, or by rule again; what is found and sorted by follows with search_follow().
UPDATE unit SET sound = :sound, pinyin = NULL WHERE id = :id;

-- write unit_sound_set(id int, pinyin str?, initials str?, sound str?, by_sound str)
UPDATE unit SET pinyin = :pinyin, initials = :initials, sound = :sound, by_sound = :by_sound WHERE id = :id;
