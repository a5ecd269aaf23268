#!/bin/bash
# tests/bench/score.sh - the engine beside plain SQL: the same values first, then the times.
#
#   tests/bench/score.sh DIR [duckdb]     DIR for its files; duckdb: a folder with @duckdb/node-api
#
# PostgreSQL runs where tools/pg.sh can start it. Times of SQL are first of making points and totals from a table of
# figures in memory or on a RAM disk, without syncing; then from a database's own rows to rows that are committed.
set -euo pipefail
cd "$(dirname "$0")/../.."
dir=$1 duck=${2:-}
build/bench/score csv | LC_ALL=C sort >"$dir/engine.csv"

rows() {        # COUNTIES MONTHS SERIES: the figures; SERIES(n) is the table of 0 … n - 1 as "i"
        cat <<SQL
CREATE TABLE leaf AS
SELECT g, m, l, u, CASE WHEN u < 23 THEN 0 WHEN u < 37 THEN 1 WHEN u < 59 THEN 2 WHEN u < 77 THEN 3 WHEN u < 97 THEN 4 ELSE 5 END AS grp,
       CASE WHEN (u * 37 + l * 53 + m * 71 + g * 13) % 100 < 3 THEN NULL ELSE 40000 + ((u * 7919 + l * 104729 +
       m * 1299709 + g * 15485863 + CASE WHEN l % 8 < 4 THEN 31 ELSE 0 END) % 1000) * 90 END AS a, 80000 + 100 * l AS t
  FROM (SELECT i AS g FROM $(series "$3" "$1")) c, (SELECT i AS m FROM $(series "$3" "$2")) p,
       (SELECT i AS l FROM $(series "$3" 60)) q, (SELECT i AS u FROM $(series "$3" 100)) r;
SQL
}
series() {      # ENGINE N
        case $1 in
        sqlite) echo "(WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i + 1 < $2) SELECT i FROM s) z$2" ;;
        pgsql)  echo "(SELECT CAST(i AS BIGINT) AS i FROM generate_series(0, $2 - 1) z(i)) y" ;;
        duckdb) echo "(SELECT i FROM range($2) z(i)) y" ;;
        esac
}
text() { grep -v '^--' tests/bench/score.sql | sed "s|DIV|$1|g"; }
compare() {     # NAME FILE
        LC_ALL=C sort "$2" | cmp -s - "$dir/engine.csv" && echo "$1: all leaves, totals and places as the engine has them" ||
                { echo "$1: other values than the engine's" >&2; LC_ALL=C sort "$2" | diff - "$dir/engine.csv" | head -5 >&2; exit 1; }
}
out="SELECT m || ',' || u || ',' || l || ',' || p FROM points UNION ALL SELECT m || ',' || u || ',T,' || total || ',' || place FROM totals;"

# --- SQLite ---------------------------------------------------------------------------------------
rm -f "$dir/score.db"
{ echo "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY;"
  rows 1 12 sqlite; echo ".timer on"; text /; echo ".timer off"; echo ".output $dir/sqlite.csv"; echo "$out"; } |
        sqlite3 "$dir/score.db" | awk '/^Run Time/ { s += $4 } END { printf "SQLite, county-year: %.1f ms\n", s * 1000 }'
compare SQLite "$dir/sqlite.csv"

# --- PostgreSQL -------------------------------------------------------------------------------------
if [ -n "${LUOSHI_PG:-}" ]; then
        { echo "SET client_min_messages = warning; SET work_mem = '512MB'; SET jit = off; DROP TABLE IF EXISTS leaf, points, totals;"
          rows 1 12 pgsql | sed 's/CREATE TABLE/CREATE UNLOGGED TABLE/'; echo "ANALYZE leaf;"; echo '\timing on'
          text / | sed 's/CREATE TABLE/CREATE UNLOGGED TABLE/'; echo '\timing off'; echo "\\o $dir/pgsql.csv"; echo "$out"; } |
                psql -qAtX "$LUOSHI_PG" | awk '/^Time/ { s += $2 } END { printf "PostgreSQL, county-year: %.1f ms\n", s }'
        compare PostgreSQL "$dir/pgsql.csv"
fi

# --- DuckDB -----------------------------------------------------------------------------------------
if [ -n "$duck" ]; then
        rows 1 12 duckdb >"$dir/one.sql"; rows 2844 1 duckdb >"$dir/country.sql"; text // >"$dir/score.sql"
        node tests/bench/score_duck.mjs "$duck" "$dir"
        compare DuckDB "$dir/duckdb.csv"
fi
build/bench/score 51

# --- from the figures in a database to the committed results of the year ------------------------------
# Ours, then the same rows in plain SQL over the same tables, durable as the database is set: the year's 6,000 leaves,
# 100 totals and places are compared one by one before a time is read.
sql_rows() {    # DIV: the text, its tables temporary
        sed -e '/^--/d' -e "s|DIV|$1|g" tests/bench/score_rows.sql |
                awk -v score="$(text "$1" | sed 's/CREATE TABLE/CREATE TEMP TABLE/')" '/^@SCORE@$/ { print score; next } { print }'
}
made="CREATE TABLE bench_leaf (unit BIGINT, leaf BIGINT, points BIGINT, PRIMARY KEY (unit, leaf));
CREATE TABLE bench_unit (unit BIGINT PRIMARY KEY, total BIGINT, place BIGINT);"
again="DELETE FROM bench_leaf; DELETE FROM bench_unit; DROP TABLE IF EXISTS leaf; DROP TABLE IF EXISTS points;
DROP TABLE IF EXISTS totals; DROP TABLE IF EXISTS year_leaf;"
theirs="SELECT unit || ',' || leaf || ',' || points FROM bench_leaf UNION ALL SELECT unit || ',T,' || total || ',' || place FROM bench_unit;"
ours="SELECT r.unit || ',' || substr(n.code, 2) || ',' || r.points FROM result_node r JOIN scheme_node n ON n.id = r.node
       WHERE n.leaf = 1 AND r.run = (SELECT MAX(id) FROM result_run)
       UNION ALL SELECT unit || ',T,' || total || ',' || rank FROM result_unit WHERE run = (SELECT MAX(id) FROM result_run);"
same() {        # NAME
        LC_ALL=C sort "$dir/ours.csv" >"$dir/ours.sorted"
        LC_ALL=C sort "$dir/theirs.csv" | cmp -s - "$dir/ours.sorted" &&
                echo "$1: $(wc -l <"$dir/ours.sorted") committed rows of leaves, totals and places as ours" ||
                { echo "$1: other rows than ours" >&2; LC_ALL=C sort "$dir/theirs.csv" | diff - "$dir/ours.sorted" | head -5 >&2; exit 1; }
}
middle() {      # NAME: milliseconds a line, to median and best
        sort -n | awk -v name="$1" '{ t[NR] = $1 } END { printf "%-44s median %8.2f ms  best %8.2f ms\n", name, t[int((NR + 1) / 2)], t[1] }'
}

echo "SQLite, figures in the database to committed results:"
build/bench/score_db "$dir/year.db" 21 "$dir/year.keys"
{ echo "$made"; sql_rows /; echo ".output $dir/theirs.csv"; echo "$theirs"; echo ".output $dir/ours.csv"; echo "$ours"; } |
        sqlite3 "$dir/year.db"
same "SQLite, plain SQL"
for _ in $(seq 7); do
        { echo "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY;"
          echo "$again"; echo ".timer on"; echo "BEGIN;"; sql_rows /; echo "COMMIT;"; } | sqlite3 "$dir/year.db" |
                awk '/^Run Time/ { s += $4 } END { printf "%.2f\n", s * 1000 }'
done | middle "the same in plain SQL"
if [ -n "${LUOSHI_PG:-}" ]; then
        echo "PostgreSQL, the same:"
        build/bench/score_db "$LUOSHI_PG" 21 "$dir/year.pg.keys"
        { echo "$made"; sql_rows /; echo "\\o $dir/theirs.csv"; echo "$theirs"; echo "\\o $dir/ours.csv"; echo "$ours"; } |
                psql -qAtX "$LUOSHI_PG"
        same "PostgreSQL, plain SQL"
        for _ in $(seq 7); do
                { echo "SET client_min_messages = warning; SET work_mem = '512MB'; SET temp_buffers = '256MB'; SET jit = off;"
                  echo "$again"; echo '\timing on'; echo "BEGIN;"; sql_rows /; echo "COMMIT;"; } | psql -qAtX "$LUOSHI_PG" |
                        awk '/^Time/ { s += $2 } END { printf "%.2f\n", s }'
        done | middle "the same in plain SQL"
fi
