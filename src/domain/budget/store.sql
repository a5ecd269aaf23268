-- insert budget_add(dept int, code str, year int, version int, state int, profile str, dept_name str, short_name str, voice str, exact int, correction str?, congress day?, approved day?, published day?, passed_on day?, approval_no str?, published_url str?, fictional int, note str?, procurement_known int, goods money, works money, services money, for_small money, big_equipment int, big_equipment_planned int)
-- The head of a new budget; its revision starts at 1.
INSERT INTO budget (dept, code, year, version, revision, state, profile, dept_name, short_name, voice, exact,
                    correction, congress, approved, published, passed_on, approval_no, published_url, fictional, note,
                    procurement_known, goods, works, services, for_small, big_equipment, big_equipment_planned)
VALUES (:dept, :code, :year, :version, 1, :state, :profile, :dept_name, :short_name, :voice, :exact,
        :correction, :congress, :approved, :published, :passed_on, :approval_no, :published_url, :fictional, :note,
        :procurement_known, :goods, :works, :services, :for_small, :big_equipment, :big_equipment_planned)
RETURNING id;

-- one budget_head(id int) -> id int, dept int, code str, year int, version int, revision int, state int, profile str, dept_name str, short_name str, voice str, exact int, correction str?, congress day?, approved day?, published day?, first_approved day?, first_passed_on day?, first_published day?, first_units_published day?, passed_on day?, units_published day?, approval_no str?, published_url str?, fictional int, note str?, procurement_known int, goods money, works money, services money, for_small money, big_equipment int, big_equipment_planned int
-- The head of one budget; of a correction the days on which the versions before it came so far first.
SELECT b.id, b.dept, b.code, b.year, b.version, b.revision, b.state, b.profile, b.dept_name, b.short_name, b.voice,
       b.exact, b.correction, b.congress, b.approved, b.published,
       o.first_approved, o.first_passed_on, o.first_published, o.first_units_published,
       b.passed_on, b.units_published, b.approval_no, b.published_url, b.fictional, b.note, b.procurement_known, b.goods, b.works,
       b.services, b.for_small, b.big_equipment, b.big_equipment_planned
  FROM budget b
  LEFT JOIN (SELECT c.id AS of, MIN(p.approved) AS first_approved, MIN(p.passed_on) AS first_passed_on,
                    MIN(p.published) AS first_published, MIN(p.units_published) AS first_units_published
               FROM budget c JOIN budget p ON p.dept = c.dept AND p.year = c.year AND p.version < c.version
              WHERE c.id = :id
              GROUP BY c.id) o ON o.of = b.id
 WHERE b.id = :id;

-- one budget_newest(code str, year int) -> id int, dept int, version int, state int
-- The newest version of a department's year, by the department's code.
SELECT id, dept, version, state
  FROM budget
 WHERE code = :code AND year = :year
 ORDER BY version DESC
 LIMIT 1;

-- write1 budget_touch(id int, revision int)
-- Take the lock of one edit: CONFLICT when someone changed the budget since it was read.
UPDATE budget SET revision = revision + 1 WHERE id = :id AND revision = :revision;

-- write1 budget_set_head(id int, profile str, dept_name str, short_name str, voice str, exact int, note str?, procurement_known int, goods money, works money, services money, for_small money, big_equipment int, big_equipment_planned int)
-- What an import may change of the head.
UPDATE budget
   SET profile = :profile, dept_name = :dept_name, short_name = :short_name, voice = :voice, exact = :exact,
       note = :note, procurement_known = :procurement_known, goods = :goods, works = :works,
       services = :services, for_small = :for_small, big_equipment = :big_equipment,
       big_equipment_planned = :big_equipment_planned
 WHERE id = :id;

-- write1 budget_set_state(id int, state int, congress day?, approved day?, published day?, passed_on day?, units_published day?, approval_no str?, published_url str?)
-- A step of the workflow; the dates are given whole each time.
UPDATE budget
   SET state = :state, congress = :congress, approved = :approved, published = :published,
       passed_on = :passed_on, units_published = :units_published, approval_no = :approval_no,
       published_url = :published_url
 WHERE id = :id;

-- insert budget_unit_add(budget int, no int, org int, code str, name str, finance_code str?, kind int, staff_organ int, staff_institution int, retired int)
-- A budget unit of the department.
INSERT INTO budget_unit (budget, no, org, code, name, finance_code, kind, staff_organ, staff_institution, retired)
VALUES (:budget, :no, :org, :code, :name, :finance_code, :kind, :staff_organ, :staff_institution, :retired)
RETURNING id;

-- many budget_units_of(budget int) -> id int, org int, code str, name str, finance_code str?, kind int, staff_organ int, staff_institution int, retired int
-- The budget units in order.
SELECT id, org, code, name, finance_code, kind, staff_organ, staff_institution, retired
  FROM budget_unit WHERE budget = :budget ORDER BY no;

-- write budget_section_add(budget int, no int, name str, subordinate int)
-- A section that the overview names.
INSERT INTO budget_section (budget, no, name, subordinate) VALUES (:budget, :no, :name, :subordinate);

-- many budget_sections_of(budget int) -> name str, subordinate int
-- The sections in order.
SELECT name, subordinate FROM budget_section WHERE budget = :budget ORDER BY no;

-- insert budget_line_add(budget int, no int, unit_no int, fund int, source int, function str, economic str?, project_no int, nature int, procurement int, amount money, basis int, nature_basis int, note str?)
-- One atomic line.
INSERT INTO budget_line (budget, no, unit_no, fund, source, function, economic, project_no, nature, procurement,
                         amount, basis, nature_basis, note)
VALUES (:budget, :no, :unit_no, :fund, :source, :function, :economic, :project_no, :nature, :procurement,
        :amount, :basis, :nature_basis, :note)
RETURNING id;

-- many budget_lines_of(budget int) -> id int, unit_no int, fund int, source int, function str, economic str?, project_no int, nature int, procurement int, amount money, basis int, nature_basis int, note str?
-- The atomic lines in order.
SELECT id, unit_no, fund, source, function, economic, project_no, nature, procurement, amount, basis, nature_basis, note
  FROM budget_line WHERE budget = :budget ORDER BY no;

-- write budget_income_add(budget int, no int, unit_no int, kind int, fund int, amount money, basis int)
-- One line of income.
INSERT INTO budget_income (budget, no, unit_no, kind, fund, amount, basis)
VALUES (:budget, :no, :unit_no, :kind, :fund, :amount, :basis);

-- many budget_incomes_of(budget int) -> id int, unit_no int, kind int, fund int, amount money, basis int
-- The income lines in order.
SELECT id, unit_no, kind, fund, amount, basis FROM budget_income WHERE budget = :budget ORDER BY no;

-- write budget_fact_add(budget int, prior int, key str, value int, basis int, note str?)
-- A figure known without lines, of this year or of the year before.
INSERT INTO budget_fact (budget, prior, key, value, basis, note)
VALUES (:budget, :prior, :key, :value, :basis, :note);

-- many budget_facts_of(budget int, prior int) -> id int, key str, value int, basis int, note str?
-- The stated figures in the order they came.
SELECT id, key, value, basis, note FROM budget_fact WHERE budget = :budget AND prior = :prior ORDER BY id;

-- write budget_mention_add(budget int, no int, list str, economic str)
-- An economic account that a published sentence names without an amount.
INSERT INTO budget_mention (budget, no, list, economic) VALUES (:budget, :no, :list, :economic);

-- many budget_mentions_of(budget int) -> list str, economic str
-- The named accounts in order.
SELECT list, economic FROM budget_mention WHERE budget = :budget ORDER BY no;

-- write budget_text_put(budget int, key str, n int, body str, author str?, at int, confirmed int)
-- Words that only people can supply; the newest replace the older.
INSERT INTO budget_text (budget, key, n, body, author, at, confirmed)
VALUES (:budget, :key, :n, :body, :author, :at, :confirmed)
ON CONFLICT (budget, key, n) DO UPDATE
   SET body = excluded.body, author = excluded.author, at = excluded.at, confirmed = excluded.confirmed;

-- write budget_text_drop(budget int, key str, n int)
-- A text that somebody emptied.
DELETE FROM budget_text WHERE budget = :budget AND key = :key AND n = :n;

-- write budget_purpose_drop(budget int, function str)
-- As above, of one 项.
DELETE FROM budget_purpose WHERE budget = :budget AND function = :function;

-- many budget_texts_of(budget int) -> id int, key str, n int, body str, author str?, at int, confirmed int
-- The texts in the order they came.
SELECT id, key, n, body, author, at, confirmed FROM budget_text WHERE budget = :budget ORDER BY id;

-- write budget_purpose_put(budget int, function str, body str)
-- What one 项 is mainly used for.
INSERT INTO budget_purpose (budget, function, body) VALUES (:budget, :function, :body)
ON CONFLICT (budget, function) DO UPDATE SET body = excluded.body;

-- many budget_purposes_of(budget int) -> id int, function str, body str
-- The purposes in the order they came.
SELECT id, function, body FROM budget_purpose WHERE budget = :budget ORDER BY id;

-- insert budget_project_add(budget int, no int, unit_no int, code str, name str, category int, goal str?, has_goal int)
-- A project.
INSERT INTO budget_project (budget, no, unit_no, code, name, category, goal, has_goal)
VALUES (:budget, :no, :unit_no, :code, :name, :category, :goal, :has_goal)
RETURNING id;

-- many budget_projects_of(budget int) -> id int, unit_no int, code str, name str, category int, goal str?, has_goal int
-- The projects in order.
SELECT id, unit_no, code, name, category, goal, has_goal FROM budget_project WHERE budget = :budget ORDER BY no;

-- write budget_indicator_add(budget int, no int, project_no int, level1 str, level2 str, level3 str, compare int, target str, measure str?, weight int, lower_is_better int)
-- A performance indicator of a project, or of the whole department (project -1).
INSERT INTO budget_indicator (budget, no, project_no, level1, level2, level3, compare, target, measure, weight, lower_is_better)
VALUES (:budget, :no, :project_no, :level1, :level2, :level3, :compare, :target, :measure, :weight, :lower_is_better);

-- many budget_indicators_of(budget int) -> id int, project_no int, level1 str, level2 str, level3 str, compare int, target str, measure str?, weight int, lower_is_better int
-- The indicators in order.
SELECT id, project_no, level1, level2, level3, compare, target, measure, weight, lower_is_better
  FROM budget_indicator WHERE budget = :budget ORDER BY no;

-- write budget_task_add(budget int, no int, name str, content str, amount money)
-- A main task of the whole department.
INSERT INTO budget_task (budget, no, name, content, amount) VALUES (:budget, :no, :name, :content, :amount);

-- many budget_tasks_of(budget int) -> id int, name str, content str, amount money
-- The tasks in order.
SELECT id, name, content, amount FROM budget_task WHERE budget = :budget ORDER BY no;

-- write budget_vehicle_add(budget int, no int, class_code str, held int, planned int, planned_cost money)
-- Vehicles of one class, held and planned.
INSERT INTO budget_vehicle (budget, no, class_code, held, planned, planned_cost)
VALUES (:budget, :no, :class_code, :held, :planned, :planned_cost);

-- many budget_vehicles_of(budget int) -> id int, class_code str, held int, planned int, planned_cost money
-- The vehicles in order.
SELECT id, class_code, held, planned, planned_cost FROM budget_vehicle WHERE budget = :budget ORDER BY no;

-- write budget_wipe_units(budget int)
-- Before an import writes the whole anew.
DELETE FROM budget_unit WHERE budget = :budget;
-- write budget_wipe_sections(budget int)
-- As above.
DELETE FROM budget_section WHERE budget = :budget;
-- write budget_wipe_lines(budget int)
-- As above; also before the grid writes its rows.
DELETE FROM budget_line WHERE budget = :budget;
-- write budget_wipe_incomes(budget int)
-- As above.
DELETE FROM budget_income WHERE budget = :budget;
-- write budget_wipe_facts(budget int)
-- As above.
DELETE FROM budget_fact WHERE budget = :budget;
-- write budget_wipe_mentions(budget int)
-- As above.
DELETE FROM budget_mention WHERE budget = :budget;
-- write budget_wipe_texts(budget int)
-- As above.
DELETE FROM budget_text WHERE budget = :budget;
-- write budget_wipe_purposes(budget int)
-- As above.
DELETE FROM budget_purpose WHERE budget = :budget;
-- write budget_wipe_projects(budget int)
-- As above.
DELETE FROM budget_project WHERE budget = :budget;
-- write budget_wipe_indicators(budget int)
-- As above.
DELETE FROM budget_indicator WHERE budget = :budget;
-- write budget_wipe_tasks(budget int)
-- As above.
DELETE FROM budget_task WHERE budget = :budget;
-- write budget_wipe_vehicles(budget int)
-- As above.
DELETE FROM budget_vehicle WHERE budget = :budget;

-- insert budget_move_add(budget int, event str, from_state int, to_state int, who int, at int, reason str?, dated day?, number str?, url str?)
-- The trail of every step.
INSERT INTO budget_move (budget, event, from_state, to_state, who, at, reason, dated, number, url)
VALUES (:budget, :event, :from_state, :to_state, :who, :at, :reason, :dated, :number, :url)
RETURNING id;

-- many budget_moves_of(budget int) -> id int, event str, from_state int, to_state int, at int,
--      reason str?, dated day?, number str?, url str?, who_name str?
-- The trail, oldest first.
SELECT m.id, m.event, m.from_state, m.to_state, m.at, m.reason, m.dated, m.number, m.url, p.name AS who_name
  FROM budget_move m
  LEFT JOIN person p ON p.id = m.who
 WHERE m.budget = :budget ORDER BY m.id;

-- write budget_file_add(budget int, kind str, name str, sha256 str, size int, at int, bytes bytes)
-- One published file.
INSERT INTO budget_file (budget, kind, name, sha256, size, at, bytes)
VALUES (:budget, :kind, :name, :sha256, :size, :at, :bytes);

-- many budget_files_of(budget int) -> kind str, name str, sha256 str, size int, at int
-- What was published.
SELECT kind, name, sha256, size, at FROM budget_file WHERE budget = :budget ORDER BY id;

-- one budget_file_of(budget int, kind str) -> name str, sha256 str, bytes bytes
-- The bytes of one published file.
SELECT name, sha256, bytes FROM budget_file WHERE budget = :budget AND kind = :kind;

-- insert budget_upload_add(who int, at int, unit str, year int, filename str, bytes bytes)
-- Keep a file between its preview and its writing.
INSERT INTO budget_upload (who, at, unit, year, filename, bytes, applied)
VALUES (:who, :at, :unit, :year, :filename, :bytes, 0)
RETURNING id;

-- one budget_upload_of(id int, who int) -> id int, unit str, year int, filename str, bytes bytes, applied int
-- Only the person who brought the file may see it.
SELECT id, unit, year, filename, bytes, applied FROM budget_upload WHERE id = :id AND who = :who;

-- write1 budget_upload_applied(id int)
-- Used once; the sweep takes the row.
UPDATE budget_upload SET applied = 1 WHERE id = :id AND applied = 0;

-- write budget_uploads_sweep(before int)
-- Files nobody applied within a day.
DELETE FROM budget_upload WHERE at < :before;

-- one budget_version(dept int, year int, version int) -> id int, state int
-- One version of a department's year.
SELECT id, state FROM budget WHERE dept = :dept AND year = :year AND version = :version;

-- many budget_versions(dept int, year int) -> id int, version int, state int
-- All versions of a department's year, the newest first.
SELECT id, version, state FROM budget WHERE dept = :dept AND year = :year ORDER BY version DESC;

-- one budget_newest_in(code str, year int, state int) -> id int, version int
-- The newest version of a department's year in a state.
SELECT id, version
  FROM budget
 WHERE code = :code AND year = :year AND state = :state
 ORDER BY version DESC
 LIMIT 1;

-- write1 budget_drop(id int, revision int)
-- A budget that an import made and its undoing takes back; CONFLICT when it was edited since.
DELETE FROM budget WHERE id = :id AND revision = :revision;
