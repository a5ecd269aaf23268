-- one scheme_called(id int) -> name str, year int
-- What a scheme is called in the trail.
SELECT name, year FROM scheme WHERE id = :id;

-- one edition_called(id int) -> name str, year int, number int
SELECT s.name, s.year, e.number FROM scheme_edition e JOIN scheme s ON s.id = e.scheme WHERE e.id = :id;

-- one goal_book_called(id int) -> unit str, year int, number int
SELECT u.short AS unit, s.year, b.number
  FROM goal_book b JOIN unit u ON u.id = b.unit JOIN scheme s ON s.id = b.scheme WHERE b.id = :id;

-- one check_round_called(id int) -> year int, number int
SELECT s.year, r.number FROM check_round r JOIN scheme s ON s.id = r.scheme WHERE r.id = :id;

-- one check_paper_called(id int) -> unit str, year int, number int
SELECT u.short AS unit, s.year, r.number
  FROM check_paper p JOIN unit u ON u.id = p.unit JOIN check_round r ON r.id = p.round
  JOIN scheme s ON s.id = r.scheme WHERE p.id = :id;

-- one urge_called(id int) -> unit str, year int, number int
SELECT u.short AS unit, s.year, x.number
  FROM urge x JOIN unit u ON u.id = x.unit JOIN scheme s ON s.id = x.scheme WHERE x.id = :id;

-- one result_run_called(id int) -> year int, no int
SELECT s.year, r.no FROM result_run r JOIN scheme s ON s.id = r.scheme WHERE r.id = :id;

-- one result_appeal_called(id int) -> unit str, year int
SELECT u.short AS unit, s.year
  FROM result_appeal a JOIN unit u ON u.id = a.unit JOIN result_run r ON r.id = a.run
  JOIN scheme s ON s.id = r.scheme WHERE a.id = :id;

-- one effect_called(id int) -> unit str, title str
SELECT u.short AS unit, e.title FROM effect e JOIN unit u ON u.id = e.unit WHERE e.id = :id;

-- one rectify_item_called(id int) -> unit str, year int, no int
SELECT u.short AS unit, s.year, i.no
  FROM rectify_item i JOIN unit u ON u.id = i.unit JOIN scheme s ON s.id = i.scheme WHERE i.id = :id;

-- one poll_called(id int) -> name str
SELECT name FROM poll WHERE id = :id;

-- one award_rule_called(id int) -> name str
SELECT name FROM award_rule WHERE id = :id;

-- one use_proposal_called(id int) -> unit str, year int
SELECT u.short AS unit, s.year
  FROM use_proposal p JOIN unit u ON u.id = p.unit JOIN result_run r ON r.id = p.run
  JOIN scheme s ON s.id = r.scheme WHERE p.id = :id;

-- one figure_called(id int) -> unit str, name str, year int, period int
SELECT u.short AS unit, n.name, s.year, f.period
  FROM figure f JOIN unit u ON u.id = f.unit JOIN scheme_node n ON n.id = f.stem
  JOIN scheme s ON s.id = f.scheme WHERE f.id = :id;

-- one city_book_called(id int) -> title str, year int
SELECT title, year FROM city_book WHERE id = :id;

-- one city_item_called(id int) -> name str, year int
SELECT i.name, b.year FROM city_item i JOIN city_book b ON b.id = i.book WHERE i.id = :id;

-- one poll_batch_called(id int) -> name str, no int
SELECT p.name, b.no FROM poll_batch b JOIN poll p ON p.id = b.poll WHERE b.id = :id;

-- one analysis_advice_called(id int) -> name str, year int
SELECT a.name, s.year
  FROM analysis_advice a JOIN result_run r ON r.id = a.run JOIN scheme s ON s.id = r.scheme WHERE a.id = :id;
