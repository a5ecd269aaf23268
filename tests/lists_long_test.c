/* tests/lists_long_test.c - lists with more rows than a page: every page of every order, formulas
 * in every file, and how both databases read the long ones. */
#include "core/db/driver.h"
#include "core/text/zip.h"
#include "tests/lists.h"

enum { MOST_SENDERS = 600, MOST_PAGES = 60, MOST_COLUMNS = 60 };

static const char *const units[] = { "shili-mbb", "shili-shuiwu", "shili-liuxi", "shili", NULL };

/* ---- more rows ------------------------------------------------------------------------------------ */

#define NUMBERS(to) "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " #to ") "

static int columns_of(struct ctx *cx, const char *table, str ret[MOST_COLUMNS])
{
        static const struct sql columns = {
                .name = "columns", .text = "SELECT name FROM pragma_table_info($1)",
                .text_pgsql = "SELECT CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_name = $1",
                .args = "s", .cols = "s", .index = -1,
        };
        struct query q;
        int n = 0;
        query_open(&q, cx, &columns, &(struct arg){ .type = ARG_STR, .s = str_of(table) });
        while (query_next(&q))
                if (ok(n < MOST_COLUMNS))
                        ret[n++] = query_str(&q, 0);
        done(query_end(&q));
        return n;
}

/* The expression of "column = expression; …" for a column; absent: as it stands. */
static str change_of(str changes, str column)
{
        while (changes.n) {
                str value, one = str_cut(changes, ';', &changes), name = str_trim(str_cut(one, '=', &value));
                if (str_eq(name, column))
                        return str_trim(value);
        }
        return (str){ 0 };
}

/* Every row of a table sixty times more, with what must differ: t is the row, i the copy. */
static void copy_rows(struct ctx *cx, const char *table, const char *changes, const char *where)
{
        str column[MOST_COLUMNS];
        int n = columns_of(cx, table, column);
        struct buf into = buf_new(cx->arena, 8192), from = buf_new(cx->arena, 8192);
        for (int i = 0; i < n; i++) {
                str change = change_of(str_of(changes), column[i]);
                if (str_is(column[i], "id"))
                        continue;
                buf_f(&into, "%s%.*s", into.n ? ", " : "", STR(column[i]));
                buf_f(&from, "%s%s%.*s", from.n ? ", " : "", change.n ? "" : "t.", STR(change.n ? change : column[i]));
        }
        done(db_script(cx, str_f(cx->arena, NUMBERS(60) "INSERT INTO %s (%.*s) SELECT %.*s FROM %s t, n WHERE %s",
                                 table, STR(buf_str(&into)), STR(buf_str(&from)), table, where)));
}

/* A row for everybody, where the walk has none. */
static const char *const seeds[] = {
        "INSERT INTO absence (person, kind, since, until, document, locks, who, at, version) "
        "SELECT id, 0, '2024-11-18', '2024-11-22', '人事文件', 0, 1, 0, 1 FROM person",
        "INSERT INTO delegation (post, deputy, since, until, reason, state, asked_by, asked_at, version) "
        "SELECT id, person, '2024-11-18', '2024-11-22', '出差', 0, person, 0, 1 FROM post",
        "INSERT INTO message (event, person, kind, title, body, href, at) "
        "SELECT 'long', id, 'delegation.ask', '请人代理', '待批准', '/delegations', 0 FROM person",
        "INSERT INTO message_out (message, person, way, state, digest, due, attempts, lease, holder, fault) "
        "SELECT id, person, 1, 2, 0, 0, 8, 0, 0, '连不上' FROM message WHERE event = 'long'",
        "INSERT INTO import_batch (code, who, unit, about, title, filename, size, parts, at, lang, state, tries, beat, "
        "done, expected, took, n_rows, n_warned, n_bad, n_bad_cells, n_new, n_changed, n_same, sum_fen, revision) "
        "SELECT 'org.people', person, 0, '{}', '人员', '名单.xlsx', 1, 1, 0, 0, 1, 0, 0, "
        "0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0 FROM post WHERE role = 'system-admin'",
        "INSERT INTO person (name, sort, version) SELECT '久未登录' || CAST(id AS TEXT), 1, 1 FROM person",
        "INSERT INTO account (person, login, disabled, demo, changed, version) "
        "SELECT id, 'long.' || CAST(id AS TEXT), 0, 0, 0, 1 FROM person WHERE name LIKE '久未登录%'",
        "INSERT INTO poll_unit (poll, no, unit) SELECT p.id, 1000 + u.id, u.id FROM poll p, unit u "
        "WHERE NOT EXISTS (SELECT 1 FROM poll_unit x WHERE x.poll = p.id AND x.unit = u.id)",
        "UPDATE check_line SET input = 'actual', claim = '1', ground = '台账', basis = '月报' "
        "WHERE claim IS NULL AND paper IN (SELECT id FROM check_paper WHERE round = 2)",
        "UPDATE figure SET live = 0, state = 1 WHERE scheme = 1 AND period = 9",    /* missing; a correction waits */
};

/* And what makes a list long whose rows are records of a table. */
static const struct { const char *table, *changes, *where; } copies[] = {
        { "delegation", "", "1 = 1" },
        { "message", "event = t.event || CAST(n.i AS TEXT)", "t.event = 'long'" },
        { "import_batch", "", "1 = 1" },
        { "urge", "number = t.number + 1000 * n.i", "1 = 1" },
        { "check_round", "number = t.number + 100 * n.i", "n.i <= 12" },
        { "check_paper", "round = (SELECT x.id FROM check_round x JOIN check_round o ON o.id = t.round WHERE "
          "x.scheme = o.scheme AND x.number = o.number + 100 * n.i)", "n.i <= 12" },
        { "poll", "", "n.i <= 9" },
        { "result_run", "no = t.no - 1000 * n.i", "n.i <= 3" },
        { "result_appeal", "", "1 = 1" },
        { "effect", "", "n.i <= 6" },
        { "rectify_item", "no = t.no + 1000 * n.i; ref = t.ref + 100000 * n.i", "n.i <= 4" },
        { "city_item", "code = t.code || '-' || CAST(n.i AS TEXT)", "n.i <= 5" },
        { "budget", "year = 2100 + n.i", "n.i <= 40 AND t.id IN (SELECT MIN(x.id) FROM budget x GROUP BY x.dept)" },
        { "budget_project", "no = t.no + 1000 * n.i", "n.i <= 4" },
        { "account_edition", "name = t.name || CAST(n.i AS TEXT); valid_from = '1950-01-01'; valid_to = '1950-12-31'",
          "1 = 1" },
        { "document_series", "prefix = t.prefix || CAST(n.i AS TEXT)", "n.i <= 60" },
        { "document", "number = t.number + 1000 * n.i; source = NULL; record = NULL", "n.i <= 20" },
};

/* Every run, those copied too, proposes the same for every unit. */
static const char proposals[] =
        "INSERT INTO use_proposal (run, unit, rule, years, state, who, at, version) "
        "SELECT r.id, u.id, t.rule, t.years, t.state, t.who, t.at, 1 FROM use_proposal t, unit u, result_run r "
        "WHERE t.id = (SELECT MIN(x.id) FROM use_proposal x) AND NOT EXISTS "
        "(SELECT 1 FROM use_proposal x WHERE x.run = r.id AND x.unit = u.id AND x.rule = t.rule)";

static void rows_add(struct ctx *cx)
{
        for (size_t i = 0; i < COUNT_OF(seeds); i++)
                done(db_script(cx, str_of(seeds[i])));
        for (size_t i = 0; i < COUNT_OF(copies); i++)
                copy_rows(cx, copies[i].table, copies[i].changes, copies[i].where);
        done(db_script(cx, str_of(proposals)));
}

/* ---- pages and files --------------------------------------------------------------------------------- */

static int title_column(const struct list *l)
{
        for (int i = 0; i < l->n_columns; i++)
                if (l->columns[i].kind == CELL_TITLE)
                        return i;
        return 0;
}

/* Where a column of the page stands in a file, in which small texts have columns of their own. */
static int column_in_file(const struct list *l, int column)
{
        int at = column;
        for (int i = 0; i < column; i++)
                at += l->columns[i].small && *l->columns[i].small;
        return at;
}

/* The n-th field of each row of a CSV, behind its head; the rows. */
static int csv_column(struct arena *a, str csv, int n, str **ret)
{
        str field, *list = NULL;
        int column = 0, row = 0, n_list = 0, cap = 0;
        bool end;
        csv = str_from(csv, 3);
        while (csv_next(a, &csv, &field, &end)) {
                if (row && column == n)
                        *VEC_ADD(a, list, n_list, cap) = str_starts(field, S("'")) ? str_from(field, 1) : field;
                column = end ? 0 : column + 1;
                row += end;
        }
        *ret = list;
        return n_list;
}

/* Lists that stay on one page, and why. */
static const struct { const char *path, *why; } on_one_page[] = {
        { "/roles", "as many as the program has roles" },
        { "/schemes", "one or two a year" },
        { "/awards", "one a month" },
        { "/history", "one row for each year of a unit" },
        { "/results/:id", "one row for each unit that the reader may see: here their own" },
};

static bool stays_short(const char *path)
{
        for (size_t i = 0; i < COUNT_OF(on_one_page); i++)
                if (!strcmp(on_one_page[i].path, path))
                        return true;
        return false;
}

/* What a cell says, without its tags and blanks. */
static str said(struct arena *a, str s, bool page)
{
        static const struct { const char *name, *sign; } signs[] = {
                { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" },
        };
        struct buf b = buf_new(a, s.n + 1);
        for (size_t i = 0; i < s.n; i++) {
                size_t k = 0;
                while (page && k < COUNT_OF(signs) && !str_starts(str_from(s, i), str_of(signs[k].name)))
                        k++;
                if (page && s.p[i] == '<') {
                        while (i < s.n && s.p[i] != '>')
                                i++;
                } else if (page && k < COUNT_OF(signs)) {
                        buf_put(&b, str_of(signs[k].sign));
                        i += strlen(signs[k].name) - 1;
                } else if (!strchr(" \t\r\n", s.p[i])) {
                        buf_byte(&b, s.p[i]);
                }
        }
        return str_is(buf_str(&b), "—") ? S("") : str_copy(a, buf_str(&b));
}

/* The cells of a column of the page's rows, without their small text where that is `apart` in the
 * file, put behind those of the pages before. */
static void page_column(struct arena *a, str page, int column, bool apart, str **list, int *n,
                        int *cap)
{
        static const char row_mark[] = "<tr role=\"row\">", cell_mark[] = "<td role=\"cell\" class=\"";
        ptrdiff_t at = str_find(page, S("ls-table t-sticky"));
        str rest = at < 0 ? S("") : str_from(page, (size_t)at);
        at = str_find(rest, S("<tbody"));
        rest = at < 0 ? S("") : str_from(rest, (size_t)at);
        while ((at = str_find(rest, str_of(row_mark))) >= 0) {
                str row = str_from(rest, (size_t)at + sizeof(row_mark) - 1), cell = row;
                ptrdiff_t end = str_find(row, S("</tr>"));
                row = cell = str_head(row, end < 0 ? row.n : (size_t)end);
                for (int i = -1; i < column && (at = str_find(cell, str_of(cell_mark))) >= 0; ) {
                        cell = str_from(cell, (size_t)at + sizeof(cell_mark) - 1);
                        i += !str_starts(cell, S("t-check"));
                }
                at = str_find(cell, S(">"));
                end = str_find(cell, S("</td>"));
                cell = at < 0 || end < at ? S("") : str_from(str_head(cell, (size_t)end), (size_t)at + 1);
                ptrdiff_t small = apart ? str_find(cell, S("<small>")) : -1;
                *VEC_ADD(a, *list, *n, *cap) = said(a, small < 0 ? cell : str_head(cell, (size_t)small), true);
                rest = str_from(rest, (size_t)(row.p - rest.p) + row.n);
        }
}

/* The pages of an order, one behind the other, are the rows of its file. */
static void pages_are_the_file(struct matrix *m, const struct sender *s, const struct list *l,
                               str order)
{
        struct arena *a = m->cx->arena;
        struct visit v;
        str *rows, *shown = NULL;
        int n_shown = 0, cap = 0, column = title_column(l), pages = 0, n;
        same_int(list_file(m, s, l, "csv", order.p, &v), 200);
        n = csv_column(a, v.body, column_in_file(l, column), &rows);
        str path = str_f(a, "%s?order=%.*s", l->path, STR(order));
        for (; path.n && pages < MOST_PAGES; pages++) {
                v = (struct visit){ .cx = m->cx, .session = s->who->token };
                if (!ok(visit_get(&v, path) == 200))
                        return;
                page_column(a, v.body, column, l->columns[column].small != NULL, &shown, &n_shown, &cap);
                path = list_next_page(&v);
        }
        if (!ok((pages > 1) != stays_short(s->r->path)))
                test_note("%s by %.*s: %d pages of %d rows", s->r->path, STR(order), pages, n);
        if (!ok(n_shown == n))
                test_note("%s by %.*s: %d rows on %d pages, %d in the file", s->r->path, STR(order), n_shown, pages, n);
        for (int i = 0; i < n && i < n_shown; i++)
                if (!ok(str_eq(said(a, rows[i], false), shown[i]))) {
                        test_note("%s by %.*s: row %d is %.*s in the file, %.*s on its page", s->r->path, STR(order), i,
                                  STR(rows[i]), STR(shown[i]));
                        return;
                }
}

/* Each list of the tables with the sender it answers; a walk of all of them. */
typedef void list_look(struct matrix *m, const struct sender *s, const struct list *l);
static void each_list(struct matrix *m, const struct sender *all, int n, list_look *look)
{
        int lists = 0;
        for (int i = 0; i < n; i++) {
                struct arena_mark mark = arena_mark(m->cx->arena);
                struct list_ask *ask = NEW(m->cx->arena, struct list_ask);
                if (all[i].r->flags & ROUTE_LIST && list_seen(m, &all[i], ask)) {
                        lists++;
                        look(m, &all[i], &ask->seen);
                }
                arena_release(m->cx->arena, mark);
        }
        ok(lists > 24);
}

static int long_county(struct matrix *m, struct ctx *cx, struct sender *all)
{
        matrix_begin(m, cx, units);
        matrix_trial(m, true);
        int n = matrix_senders(m, GET, all, MOST_SENDERS);
        matrix_trial(m, false);
        rows_add(cx);
        matrix_trial(m, true);
        return n;
}

static void all_orders(struct matrix *m, const struct sender *s, const struct list *l)
{
        for (int i = 0; i < l->n_orders; i++)
                pages_are_the_file(m, s, l, str_copy(m->cx->arena, l->orders[i].value));
}

TEST_LONG(pages_of_every_list_are_its_file_in_every_order)
{
        struct matrix m;
        struct sender *all = NEW_ARRAY(cx->arena, struct sender, MOST_SENDERS);
        int n = long_county(&m, cx, all);
        each_list(&m, all, n, all_orders);
        matrix_trial(&m, false);
}

/* ---- formulas --------------------------------------------------------------------------------------------- */

/* Tables whose words the lists show, and columns of them that are codes. */
static const char *const worded[] = {
        "unit", "person", "absence", "delegation", "message", "message_out", "import_batch", "urge", "check_round",
        "poll", "result_appeal", "effect", "rectify_item", "use_proposal", "city_item", "budget",
        "budget_project", "document_series", "document", "scheme", "scheme_node", "role", "account_edition",
        "account_code",
};
static const char *const coded[] = {
        "code", "path", "grp", "kind", "class", "klass", "rule", "role", "event", "method", "source", "tie", "by_rank",
        "by_sound", "profile", "params", "list", "budget", "gov_organ", "gov_institution",
};

static void plant(struct ctx *cx, const char *lead)
{
        for (size_t i = 0; i < COUNT_OF(worded); i++) {
                str column[MOST_COLUMNS];
                int n = columns_of(cx, worded[i], column);
                for (int k = 0; k < n; k++) {
                        bool words = true;
                        for (size_t c = 0; c < COUNT_OF(coded); c++)
                                words &= !str_is(column[k], coded[c]);
                        /* figures, days and packed values stay; a column that a rule of the schema
                         * keeps refuses */
                        str c = column[k];
                        const struct fail *f = !words ? NULL : db_script(cx, str_f(cx->arena,
                                "UPDATE %s SET %.*s = '%s' || %.*s WHERE %.*s > '' AND NOT %.*s LIKE '____-__-__' "
                                "AND NOT %.*s LIKE '{%%'", worded[i], STR(c), lead, STR(c), STR(c), STR(c), STR(c)));
                        (void)f;
                }
        }
}

static bool is_formula(str cell)
{
        if (!cell.n || !strchr("=+-@\t\r", cell.p[0]))
                return false;
        for (size_t i = 1; i < cell.n; i++)             /* -1,451.17 is a figure */
                if (!strchr("0123456789.,%", cell.p[i]))
                        return true;
        return cell.p[0] != '-' || cell.n == 1;
}

struct planted { const char *lead; struct { const char *path; int cells; } seen[64]; int n; };
static struct planted planted;

/* In a CSV every cell that begins like a formula has an apostrophe in front; a workbook has texts
 * and no formula. */
static void gives_no_formula(struct matrix *m, const struct sender *s, const struct list *l)
{
        struct arena *a = m->cx->arena;
        struct zip_in *z CLEANUP(zip_in_close) = NULL;
        static const struct zip_limits limits = { 64 << 20, 128 << 20, 1000, 1000 };
        str lead = str_of(planted.lead), cell, csv, xml;
        struct visit v;
        bool end;
        int cells = 0;
        same_int(list_file(m, s, l, "csv", NULL, &v), 200);
        csv = str_from(v.body, 3);
        while (csv_next(a, &csv, &cell, &end)) {
                if (!ok(!is_formula(cell)))
                        test_note("%s: %.*s", s->r->path, STR(cell));
                cells += str_starts(cell, S("'")) && str_starts(str_from(cell, 1), lead);
        }
        same_int(list_file(m, s, l, "xlsx", NULL, &v), 200);
        done(zip_in_open(m->cx, v.body, &limits, &z));
        for (int i = 0; i < zip_in_count(z); i++) {
                done(zip_in_read_all(m->cx, z, i, &xml));
                if (!ok(str_find(xml, S("<f>")) < 0 && str_find(xml, S("<f ")) < 0))
                        test_note("%s: a formula in %.*s", s->r->path, STR(zip_in_name(z, i)));
        }
        if (planted.n < (int)COUNT_OF(planted.seen))
                planted.seen[planted.n].path = s->r->path, planted.seen[planted.n++].cells = cells;
}

TEST_LONG(no_list_gives_a_formula)
{
        static const char *const leads[] = { "=1+1", "+1", "-1+", "@x", "\t=1", "\r=1" };
        /* words of the program, codes and figures alone */
        static const char *const wordless[] = { "/budget/:id/lines", "/results", "/checks" };
        struct matrix m;
        struct sender *all = NEW_ARRAY(cx->arena, struct sender, MOST_SENDERS);
        int n = long_county(&m, cx, all);
        for (size_t i = 0; i < COUNT_OF(leads); i++) {
                matrix_trial(&m, false);
                plant(cx, leads[i]);
                matrix_trial(&m, true);
                planted = (struct planted){ .lead = leads[i] };
                each_list(&m, all, n, gives_no_formula);
                for (int k = 0; k < planted.n; k++) {
                        bool may = false;
                        for (size_t w = 0; w < COUNT_OF(wordless); w++)
                                may |= !strcmp(planted.seen[k].path, wordless[w]);
                        if (!ok(planted.seen[k].cells > 0 || may))
                                test_note("%s: %s was planted nowhere", planted.seen[k].path, i < 4 ? leads[i] : "it");
                }
        }
        matrix_trial(&m, false);
}

/* ---- how the databases read the long ones ----------------------------------------------------------------------- */

/* Statements of lists that grow without end, and what they may not need: to read all rows and sort
 * them for one page. SQLite is asked what it does; PostgreSQL, which weighs costs, what it can do
 * without sorting. */
static const char *const endless[] = { "people_listed", "documents_found", "audit_list", "message_list" };
static const struct db_driver *engine;
static struct db_driver watching;
static int plans;

static bool sorts_all(str plan, bool sqlite)
{
        if (sqlite)                     /* what is sorted within one unit is no fault */
                return str_find(plan, S("USE TEMP B-TREE FOR ORDER BY")) >= 0;
        for (ptrdiff_t at; (at = str_find(plan, S("Sort  ("))) >= 0; plan = str_from(plan, (size_t)at + 4))
                if (!str_ends(str_head(plan, (size_t)at), S("Incremental ")))
                        return true;
        return false;
}

/* Ask the engine how it would read what is about to be read, with the same parameters. */
static const struct fail *run_watched(struct query *q, const struct sql *sql,
                                      const struct arg *args)
{
        bool sqlite = store_is_sqlite(q->cx->db->store), more = true, watched = false;
        for (size_t i = 0; i < COUNT_OF(endless); i++)
                watched |= str_starts(str_of(sql->name), str_of(endless[i]));
        if (watched) {
                struct sql asked = { .name = "plan", .args = sql->args, .cols = sqlite ? "iiis" : "s", .index = -1,
                        .text = str_f(q->cx->arena, "%s %s", sqlite ? "EXPLAIN QUERY PLAN" : "EXPLAIN", sql->text).p };
                struct query e = { .cx = q->cx };
                struct buf plan = buf_new(q->cx->arena, 65536);
                done(engine->run(&e, &asked, args));
                while (!engine->next(&e, &more) && more)
                        buf_f(&plan, "%.*s\n", STR(engine->bytes_at(&e, sqlite ? 3 : 0)));
                (engine->done)(&e);            /* done() is a word of tests */
                plans++;
                if (!ok(plan.n && !sorts_all(buf_str(&plan), sqlite)))
                        test_note("%s\n%.*s", sql->name, STR(buf_str(&plan)));
        }
        return engine->run(q, sql, args);
}

static const char *const many[] = {
        "INSERT INTO person (name, sort, by_sound, version) " NUMBERS(20000)
        "SELECT '众人' || CAST(i AS TEXT), 1, 'z' || CAST(i % 977 AS TEXT), 1 FROM n",
        "INSERT INTO post (person, unit, role, since, version) SELECT p.id, "
        "(SELECT MIN(u.id) FROM unit u WHERE u.id > p.id % (SELECT MAX(w.id) FROM unit w)), "
        "'inspector', '2024-01-01', 1 FROM person p WHERE p.name LIKE '众人%' AND p.id % 50 > 0",
        "INSERT INTO document (unit, series, kind, form, state, year, number, title, addressee, copies, urgency, "
        "secrecy, copy_no, note, body, signer, words, who, at, version) " NUMBERS(20000)
        "SELECT s.unit, s.id, 'notice', 0, 0, 2024, NULL, '众多' || CAST(i AS TEXT), '', '', '', "
        "'', '', '', '', '', '', 1, 0, 1 FROM n JOIN document_series s ON s.id = "
        "(SELECT MIN(x.id) FROM document_series x WHERE x.id > n.i % (SELECT MAX(w.id) FROM document_series w))",
        "INSERT INTO message (event, person, kind, title, at) " NUMBERS(300)
        "SELECT 'many' || CAST(n.i AS TEXT), p.id, 'delegation.ask', '众多', 0 FROM n, "
        "(SELECT id FROM person ORDER BY id LIMIT 70) p",
        "INSERT INTO audit (at, who, unit, event, entity, record) " NUMBERS(20000)
        "SELECT 0, NULLIF(i % 70, 0), NULLIF(i % 30, 0), 'unit.edit', 'unit', i FROM n",
};

static void read_pages(struct visit *v, const char *list, const char *order)
{
        str path = str_f(v->cx->arena, "%s?order=%s", list, order);
        for (int i = 0; i < 4 && path.n; i++) {
                if (!ok(visit_get(v, path) == 200))
                        test_note("%.*s: %d", STR(path), v->status);
                path = list_next_page(v);
        }
}

/* Twenty thousand of each: a page of any order is read from an index, whatever the order and the
 * page. */
TEST_LONG(no_page_of_an_endless_list_sorts_all_of_it)
{
        static const struct { const char *role, *unit, *list, *orders[3]; } reads[] = {
                { "system-admin", "shili", "/people", { "rank", "sound", NULL } },
                { "office-general", "shili-mbb", "/people", { "rank", "sound", NULL } },
                { "office-director", "shili-mbb", "/documents", { "own", "rank", "sound" } },
                { "lead-handler", "shili-shuiwu", "/documents", { "own", "rank", "sound" } },
                { "audit-admin", "shili", "/audit", { "new", "unit", "who" } },
                { "office-general", "shili-mbb", "/messages", { "new", "old", NULL } },
        };
        struct visit v[COUNT_OF(reads)];
        story_county(cx);
        for (size_t i = 0; i < COUNT_OF(reads); i++) {
                v[i] = (struct visit){ .cx = cx };
                ok(visit_as(&v[i], reads[i].role, reads[i].unit));
        }
        for (size_t i = 0; i < COUNT_OF(many); i++)
                done(db_script(cx, str_of(many[i])));
        if (!store_is_sqlite(cx->db->store))
                done(db_script(cx, S("ANALYZE; SET enable_sort = off")));
        engine = cx->db->driver;
        watching = *engine;
        watching.run = run_watched;
        cx->db->driver = &watching;
        plans = 0;
        for (size_t i = 0; i < COUNT_OF(reads); i++)
                for (int k = 0; k < 3 && reads[i].orders[k]; k++)
                        read_pages(&v[i], reads[i].list, reads[i].orders[k]);
        cx->db->driver = engine;
        ok(plans > 40);
}
