-- many schemes(year int) -> id int, unit int, unit_name str, year int, name str, version int, edition int?, number int?, state int?
-- Every scheme with its newest edition that was not given up.
SELECT s.id, s.unit, u.short AS unit_name, s.year, s.name, s.version, e.id AS edition, e.number, e.state
  FROM scheme s
  JOIN unit u ON u.id = s.unit
  LEFT JOIN scheme_edition e ON e.scheme = s.id AND e.number =
       (SELECT MAX(x.number) FROM scheme_edition x WHERE x.scheme = s.id)
 WHERE 1 = 1
-- when year: AND s.year = :year
 ORDER BY s.year DESC, u.sort, s.id;

-- one scheme_by_id(id int) -> id int, unit int, year int, name str, version int
SELECT id, unit, year, name, version FROM scheme WHERE id = :id;

-- many scheme_same(unit int, year int, name str) -> id int
SELECT id FROM scheme WHERE unit = :unit AND year = :year AND name = :name;

-- insert scheme_insert(unit int, year int, name str)
INSERT INTO scheme (unit, year, name, version) VALUES (:unit, :year, :name, 1);

-- one edition_by_id(id int) -> id int, scheme int, unit int, year int, scheme_name str, number int, state int, base int?,
--      since day?, until day?, basis str?, reason str?, total int, step int, mode int, tie str, grade_round int, remainder int, cut int, bonus_most int,
--      penalty_most int, floor_zero int, publicity int,
--      appeal int, review int, digest bytes?, version int
SELECT e.id, e.scheme, s.unit, s.year, s.name AS scheme_name, e.number, e.state, e.base, e.since, e.until, e.basis,
       e.reason, e.total, e.step, e.mode, e.tie, e.grade_round, e.remainder, e.cut, e.bonus_most,
       e.penalty_most, e.floor_zero, e.publicity, e.appeal, e.review, e.digest, e.version
  FROM scheme_edition e
  JOIN scheme s ON s.id = e.scheme
 WHERE e.id = :id;

-- many editions_of(scheme int) -> id int, number int, state int, since day?, until day?, basis str?, reason str?, version int
SELECT id, number, state, since, until, basis, reason, version
  FROM scheme_edition
 WHERE scheme = :scheme
 ORDER BY number DESC;

-- one edition_in_force(scheme int, on day) -> id int, number int
-- The edition that counts on a day: issued, begun, not yet replaced.
SELECT id, number
  FROM scheme_edition
 WHERE scheme = :scheme AND since <= :on AND (until IS NULL OR until >= :on)
 ORDER BY number DESC
 LIMIT 1;

-- one edition_newest(scheme int) -> id int, number int, state int
SELECT id, number, state FROM scheme_edition WHERE scheme = :scheme ORDER BY number DESC LIMIT 1;

-- insert edition_insert(scheme int, number int, base int?, reason str?, total int, step int, mode int, tie str,
--      grade_round int, remainder int, cut int, bonus_most int, penalty_most int, floor_zero int,
--      publicity int, appeal int, review int)
INSERT INTO scheme_edition (scheme, number, state, base, reason, total, step, mode, tie, grade_round, remainder, cut,
                            bonus_most, penalty_most, floor_zero, publicity, appeal, review, version)
VALUES (:scheme, :number, 0, :base, :reason, :total, :step, :mode, :tie, :grade_round, :remainder, :cut,
        :bonus_most, :penalty_most, :floor_zero, :publicity, :appeal, :review, 1);

-- write1 edition_update(id int, version int, total int, step int, mode int, tie str, grade_round int, remainder int, cut int, bonus_most int,
--      penalty_most int, floor_zero int, publicity int,
--      appeal int, review int)
UPDATE scheme_edition
   SET total = :total, step = :step, mode = :mode, tie = :tie, grade_round = :grade_round, remainder = :remainder, cut = :cut,
       bonus_most = :bonus_most, penalty_most = :penalty_most, floor_zero = :floor_zero, publicity = :publicity,
       appeal = :appeal, review = :review, version = version + 1
 WHERE id = :id AND version = :version;

-- write1 edition_move_to(id int, version int, from_state int, to_state int)
UPDATE scheme_edition SET state = :to_state, version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- write1 edition_issue(id int, version int, from_state int, to_state int, since day, basis str, digest bytes)
UPDATE scheme_edition
   SET state = :to_state, since = :since, basis = :basis, digest = :digest, version = version + 1
 WHERE id = :id AND version = :version AND state = :from_state;

-- write edition_replace(scheme int, id int, issued int, replaced int, until day)
-- The one that was in force ends the day before.
UPDATE scheme_edition SET state = :replaced, until = :until, version = version + 1
 WHERE scheme = :scheme AND id <> :id AND state = :issued;

-- write1 edition_touch(id int, draft int)
-- Something in the tree changed: only while it is a draft.
UPDATE scheme_edition SET version = version + 1 WHERE id = :id AND state = :draft;

-- many groups_of(edition int) -> id int, parent int?, code str, name str, sort int, version int, n_units int
SELECT g.id, g.parent, g.code, g.name, g.sort, g.version,
       (SELECT COUNT(*) FROM scheme_unit u WHERE u.grp = g.id) AS n_units
  FROM scheme_group g
 WHERE g.edition = :edition
 ORDER BY g.sort, g.id;

-- one group_by_id(id int) -> id int, edition int, parent int?, code str, name str, sort int, version int
SELECT id, edition, parent, code, name, sort, version FROM scheme_group WHERE id = :id;

-- insert group_insert(edition int, parent int?, code str, name str, sort int)
INSERT INTO scheme_group (edition, parent, code, name, sort, version)
VALUES (:edition, :parent, :code, :name, :sort, 1);

-- write1 group_update(id int, version int, parent int?, name str, sort int)
UPDATE scheme_group SET parent = :parent, name = :name, sort = :sort, version = version + 1
 WHERE id = :id AND version = :version;

-- write1 group_delete(id int, version int)
DELETE FROM scheme_group WHERE id = :id AND version = :version;

-- many scheme_units_of(edition int) -> unit int, code str, name str, brief str, kind int, grp int, sort int, ranked int,
--      competes int, factor int, note str?
SELECT x.unit, u.code, u.name, u.short AS brief, u.kind, x.grp, x.sort, x.ranked, x.competes, x.factor, x.note
  FROM scheme_unit x
  JOIN unit u ON u.id = x.unit
 WHERE x.edition = :edition
 ORDER BY x.sort, x.unit;

-- write scheme_unit_put(edition int, unit int, grp int, sort int, ranked int, competes int, factor int, note str?)
INSERT INTO scheme_unit (edition, unit, grp, sort, ranked, competes, factor, note)
VALUES (:edition, :unit, :grp, :sort, :ranked, :competes, :factor, :note)
ON CONFLICT (edition, unit) DO UPDATE
   SET grp = excluded.grp, sort = excluded.sort, ranked = excluded.ranked, competes = excluded.competes,
       factor = excluded.factor, note = excluded.note;

-- write scheme_unit_drop(edition int, unit int)
DELETE FROM scheme_unit WHERE edition = :edition AND unit = :unit;

-- many nodes_of(edition int) -> id int, parent int?, stem int?, leaf int, code str, name str, sort int, kind int, quality int,
--      process int, key_work int, full_mark int, folded int, method str?, method_version int, params str, down int, measure str?, places int,
--      step int, mode int, cycle int, year_rule int, evidence int, missing int, na int, na_share int, scorer int?,
--      provider int?, source str?, rule str?, basis str?, version int
SELECT id, parent, stem, leaf, code, name, sort, kind, quality, process, key_work, full_mark, folded, method,
       method_version, params, down, measure, places, step, mode, cycle, year_rule, evidence, missing, na, na_share,
       scorer, provider, source, rule, basis, version
  FROM scheme_node
 WHERE edition = :edition
 ORDER BY sort, id;

-- one node_by_id(id int) -> id int, edition int, parent int?, stem int?, leaf int, code str, name str, sort int, kind int,
--      quality int, process int, key_work int, full_mark int, folded int, method str?, method_version int, params str, down int,
--      measure str?, places int, step int, mode int, cycle int, year_rule int, evidence int, missing int, na int,
--      na_share int, scorer int?, provider int?, source str?, rule str?, basis str?, version int
SELECT id, edition, parent, stem, leaf, code, name, sort, kind, quality, process, key_work, full_mark, folded, method,
       method_version, params, down, measure, places, step, mode, cycle, year_rule, evidence, missing, na, na_share,
       scorer, provider, source, rule, basis, version
  FROM scheme_node
 WHERE id = :id;

-- insert node_insert(edition int, parent int?, stem int?, leaf int, code str, name str, sort int, kind int, quality int,
--      process int, key_work int, full_mark int, folded int, method str?, method_version int, params str, down int, measure str?,
--      places int, step int, mode int, cycle int, year_rule int, evidence int, missing int, na int, na_share int, scorer int?,
--      provider int?, source str?, rule str?, basis str?)
INSERT INTO scheme_node (edition, parent, stem, leaf, code, name, sort, kind, quality, process, key_work, full_mark, folded,
                         method, method_version, params, down, measure, places, step, mode, cycle, year_rule, evidence,
                         missing, na, na_share, scorer, provider, source, rule, basis, version)
VALUES (:edition, :parent, :stem, :leaf, :code, :name, :sort, :kind, :quality, :process, :key_work, :full_mark, :folded,
        :method, :method_version, :params, :down, :measure, :places, :step, :mode, :cycle, :year_rule, :evidence,
        :missing, :na, :na_share, :scorer, :provider, :source, :rule, :basis, 1);

-- write1 node_update(id int, version int, parent int?, leaf int, name str, sort int, kind int, quality int,
--      process int, key_work int, full_mark int, folded int, method str?, method_version int, params str, down int, measure str?,
--      places int, step int, mode int, cycle int, year_rule int, evidence int, missing int, na int, na_share int, scorer int?,
--      provider int?, source str?, rule str?, basis str?)
UPDATE scheme_node
   SET parent = :parent, leaf = :leaf, name = :name, sort = :sort, kind = :kind, quality = :quality,
       process = :process, key_work = :key_work, full_mark = :full_mark, folded = :folded, method = :method,
       method_version = :method_version, params = :params, down = :down, measure = :measure,
       places = :places, step = :step, mode = :mode, cycle = :cycle, year_rule = :year_rule, evidence = :evidence,
       missing = :missing, na = :na, na_share = :na_share, scorer = :scorer, provider = :provider,
       source = :source, rule = :rule, basis = :basis, version = version + 1
 WHERE id = :id AND version = :version;

-- write1 node_delete(id int, version int)
DELETE FROM scheme_node WHERE id = :id AND version = :version;

-- many node_rows_of(edition int) -> node int, sort int, name str, bounds str?, bounds2 str?, mark int, share int, most int
SELECT r.node, r.sort, r.name, r.bounds, r.bounds2, r.mark, r.share, r.most
  FROM scheme_node_row r
  JOIN scheme_node n ON n.id = r.node
 WHERE n.edition = :edition
 ORDER BY r.node, r.sort;

-- write node_row_put(node int, sort int, name str, bounds str?, bounds2 str?, mark int, share int, most int)
INSERT INTO scheme_node_row (node, sort, name, bounds, bounds2, mark, share, most)
VALUES (:node, :sort, :name, :bounds, :bounds2, :mark, :share, :most);

-- write node_rows_drop(node int)
DELETE FROM scheme_node_row WHERE node = :node;

-- many node_groups_of(edition int) -> node int, grp int, applies int, full_mark int
SELECT x.node, x.grp, x.applies, x.full_mark
  FROM scheme_node_group x
  JOIN scheme_node n ON n.id = x.node
 WHERE n.edition = :edition
 ORDER BY x.node, x.grp;

-- write node_group_put(node int, grp int, applies int, full_mark int)
INSERT INTO scheme_node_group (node, grp, applies, full_mark)
VALUES (:node, :grp, :applies, :full_mark)
ON CONFLICT (node, grp) DO UPDATE
   SET applies = excluded.applies, full_mark = excluded.full_mark;

-- write node_groups_drop(node int)
DELETE FROM scheme_node_group WHERE node = :node;

-- many node_units_of(edition int) -> node int, unit int, reason str
SELECT x.node, x.unit, x.reason
  FROM scheme_node_unit x
  JOIN scheme_node n ON n.id = x.node
 WHERE n.edition = :edition
 ORDER BY x.node, x.unit;

-- write node_unit_put(node int, unit int, reason str)
INSERT INTO scheme_node_unit (node, unit, reason) VALUES (:node, :unit, :reason)
ON CONFLICT (node, unit) DO UPDATE SET reason = excluded.reason;

-- write node_units_drop(node int)
DELETE FROM scheme_node_unit WHERE node = :node;

-- many grades_of(edition int) -> rank int, name str, share int, floor_mark int
SELECT rank, name, share, floor_mark FROM scheme_grade WHERE edition = :edition ORDER BY rank;

-- write grade_put(edition int, rank int, name str, share int, floor_mark int)
INSERT INTO scheme_grade (edition, rank, name, share, floor_mark)
VALUES (:edition, :rank, :name, :share, :floor_mark);

-- write grades_drop(edition int)
DELETE FROM scheme_grade WHERE edition = :edition;

-- many quotas_of(edition int) -> grp int, rank int, places int
SELECT q.grp, q.rank, q.places
  FROM scheme_quota q
  JOIN scheme_group g ON g.id = q.grp
 WHERE g.edition = :edition
 ORDER BY q.grp, q.rank;

-- write quota_put(grp int, rank int, places int)
INSERT INTO scheme_quota (grp, rank, places) VALUES (:grp, :rank, :places);

-- write quotas_drop(edition int)
DELETE FROM scheme_quota WHERE grp IN (SELECT id FROM scheme_group WHERE edition = :edition);

-- many effect_classes_of(edition int) -> id int, code str, name str, penalty int, most int, rule str?, sort int
SELECT id, code, name, penalty, most, rule, sort
  FROM scheme_effect_class
 WHERE edition = :edition
 ORDER BY sort, id;

-- insert effect_class_insert(edition int, code str, name str, penalty int, most int, rule str?, sort int)
INSERT INTO scheme_effect_class (edition, code, name, penalty, most, rule, sort)
VALUES (:edition, :code, :name, :penalty, :most, :rule, :sort);

-- write effect_classes_drop(edition int)
DELETE FROM scheme_effect_class WHERE edition = :edition;

-- write edition_copy_groups(source int, target int)
INSERT INTO scheme_group (edition, parent, code, name, sort, version)
SELECT CAST(:target AS BIGINT), NULL, code, name, sort, 1 FROM scheme_group WHERE edition = :source ORDER BY sort, id;

-- write edition_copy_group_parents(source int, target int)
-- Copies find each other by code, which is unique in an edition.
UPDATE scheme_group
   SET parent = (SELECT fresh.id
                   FROM scheme_group old
                   JOIN scheme_group above ON above.id = old.parent
                   JOIN scheme_group fresh ON fresh.edition = scheme_group.edition AND fresh.code = above.code
                  WHERE old.edition = :source AND old.code = scheme_group.code)
 WHERE edition = :target;

-- write edition_copy_units(source int, target int)
INSERT INTO scheme_unit (edition, unit, grp, sort, ranked, competes, factor, note)
SELECT CAST(:target AS BIGINT), x.unit, fresh.id, x.sort, x.ranked, x.competes, x.factor, x.note
  FROM scheme_unit x
  JOIN scheme_group old ON old.id = x.grp
  JOIN scheme_group fresh ON fresh.edition = :target AND fresh.code = old.code
 WHERE x.edition = :source;

-- write edition_copy_nodes(source int, target int)
INSERT INTO scheme_node (edition, parent, stem, leaf, code, name, sort, kind, quality, process, key_work, full_mark, folded,
                         method, method_version, params, down, measure, places, step, mode, cycle, year_rule, evidence,
                         missing, na, na_share, scorer, provider, source, rule, basis, version)
SELECT CAST(:target AS BIGINT), NULL, COALESCE(stem, id), leaf, code, name, sort, kind, quality, process, key_work, full_mark,
       folded, method, method_version, params, down, measure, places, step, mode, cycle, year_rule, evidence, missing, na,
       na_share, scorer, provider, source, rule, basis, 1
  FROM scheme_node
 WHERE edition = :source
 ORDER BY sort, id;

-- write edition_copy_node_parents(source int, target int)
UPDATE scheme_node
   SET parent = (SELECT fresh.id
                   FROM scheme_node old
                   JOIN scheme_node above ON above.id = old.parent
                   JOIN scheme_node fresh ON fresh.edition = scheme_node.edition AND fresh.code = above.code
                  WHERE old.edition = :source AND old.code = scheme_node.code)
 WHERE edition = :target;

-- write edition_copy_node_rows(source int, target int)
INSERT INTO scheme_node_row (node, sort, name, bounds, bounds2, mark, share, most)
SELECT fresh.id, r.sort, r.name, r.bounds, r.bounds2, r.mark, r.share, r.most
  FROM scheme_node_row r
  JOIN scheme_node old ON old.id = r.node
  JOIN scheme_node fresh ON fresh.edition = :target AND fresh.code = old.code
 WHERE old.edition = :source;

-- write edition_copy_node_groups(source int, target int)
INSERT INTO scheme_node_group (node, grp, applies, full_mark)
SELECT fresh.id, grp.id, x.applies, x.full_mark
  FROM scheme_node_group x
  JOIN scheme_node old ON old.id = x.node
  JOIN scheme_node fresh ON fresh.edition = :target AND fresh.code = old.code
  JOIN scheme_group oldgrp ON oldgrp.id = x.grp
  JOIN scheme_group grp ON grp.edition = :target AND grp.code = oldgrp.code
 WHERE old.edition = :source;

-- write edition_copy_node_units(source int, target int)
INSERT INTO scheme_node_unit (node, unit, reason)
SELECT fresh.id, x.unit, x.reason
  FROM scheme_node_unit x
  JOIN scheme_node old ON old.id = x.node
  JOIN scheme_node fresh ON fresh.edition = :target AND fresh.code = old.code
 WHERE old.edition = :source;

-- write edition_copy_grades(source int, target int)
INSERT INTO scheme_grade (edition, rank, name, share, floor_mark)
SELECT CAST(:target AS BIGINT), rank, name, share, floor_mark FROM scheme_grade WHERE edition = :source ORDER BY rank;

-- write edition_copy_quotas(source int, target int)
INSERT INTO scheme_quota (grp, rank, places)
SELECT fresh.id, q.rank, q.places
  FROM scheme_quota q
  JOIN scheme_group old ON old.id = q.grp
  JOIN scheme_group fresh ON fresh.edition = :target AND fresh.code = old.code
 WHERE old.edition = :source;

-- write edition_copy_effect_classes(source int, target int)
INSERT INTO scheme_effect_class (edition, code, name, penalty, most, rule, sort)
SELECT CAST(:target AS BIGINT), code, name, penalty, most, rule, sort
  FROM scheme_effect_class
 WHERE edition = :source
 ORDER BY sort, id;

-- write1 node_touch(id int, version int)
UPDATE scheme_node SET version = version + 1 WHERE id = :id AND version = :version;

-- write1 edition_bump(id int, version int, draft int)
-- A part that is written as a whole: only over the version one has seen.
UPDATE scheme_edition SET version = version + 1 WHERE id = :id AND version = :version AND state = :draft;

-- write group_nodes_drop(grp int)
DELETE FROM scheme_node_group WHERE grp = :grp;

-- write group_quotas_drop(grp int)
DELETE FROM scheme_quota WHERE grp = :grp;

-- write scheme_unit_na_drop(edition int, unit int)
DELETE FROM scheme_node_unit
 WHERE unit = :unit AND node IN (SELECT id FROM scheme_node WHERE edition = :edition);

-- many counties_of(kind int) -> id int, name str
-- The units that a scheme can belong to.
SELECT id, name FROM unit WHERE kind = :kind AND closed IS NULL ORDER BY sort, id;

-- many units_standing(section int, county int) -> id int, brief str
-- Who may be asked to score or to deliver figures: units that stand, without inner sections.
SELECT id, short AS brief FROM unit WHERE closed IS NULL AND kind <> :section AND kind <> :county ORDER BY sort, id;

-- many units_assessable(path str, subordinate int, section int, county int) -> id int, brief str, kind int, grp str?
-- Units of a county that an assessment may take in.
SELECT id, short AS brief, kind, grp
  FROM unit
 WHERE path LIKE :path || '%' AND kind <> :subordinate AND kind <> :section AND kind <> :county AND closed IS NULL
 ORDER BY sort, id;
