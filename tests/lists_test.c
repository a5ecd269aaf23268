/* tests/lists_test.c - every list offers what a list offers: walked from the tables, not
 * sampled. */
#include "core/auth/account.sql.h"
#include "core/search/search.h"
#include "core/search/search.sql.h"
#include "core/text/collate.h"
#include "domain/org/find.sql.h"
#include "domain/org/org.h"
#include "domain/org/unit.sql.h"
#include "door/web/batch.h"
#include "door/web/html.h"
#include "door/web/list.sql.h"
#include "door/web/router.h"
#include "tests/lists.h"

enum { MOST_SENDERS = 600, MOST_ROWS = 400, PAGES_MOST = 40 };

static const char *const units[] = { "shili-mbb", "shili-shuiwu", "shili-liuxi", "shili", NULL };

/* A list whose rows name a unit or a person and that is still not sorted by it. */
static const struct { const char *path, *why; } unsorted[] = {
        { "/audit", "a trail of millions follows its own indexes: its row, its unit, its person" },
        { "/schemes", "the unit is the county, the same in every row" },
        { "/budget/:id/lines", "budget units of one department, as it lists them itself" },
        { "/budget/:id/projects", "budget units of one department, as it lists them itself" },
        { "/checks", "the column counts units" },
};

static bool names_someone(const struct list *l)
{
        static const char *const words[] = { "单位", "牵头单位", "发文单位", "姓名", "人员", "收件人", "本人" };
        for (int i = 0; i < l->n_columns; i++)
                for (size_t k = 0; k < COUNT_OF(words); k++)
                        if (!l->columns[i].data && !strcmp(l->columns[i].label, words[k]))
                                return true;
        return false;
}

static bool has_order(const struct list *l, const char *value)
{
        for (int i = 0; i < l->n_orders; i++)
                if (str_is(l->orders[i].value, value))
                        return true;
        return false;
}

static void offers_all(const struct sender *s, const struct list *l)
{
        const char *at = s->r->path;
        if (!ok(l->caption && l->n_columns > 0 && l->path))
                test_note("%s: no caption, columns or address", at);
        if (!ok(l->empty && *l->empty && l->empty_help && *l->empty_help))
                test_note("%s: an empty list does not say what to do", at);
        if (!ok(l->options.n && !l->no_options))
                test_note("%s: no files, views or choice of columns", at);
        if (!ok(l->n_orders > 0 && l->order))
                test_note("%s: no named order", at);
        if (!ok(l->n_filters > 0))
                test_note("%s: no filter", at);
        bool excused = false;
        for (size_t i = 0; i < COUNT_OF(unsorted); i++)
                excused |= !strcmp(unsorted[i].path, at);
        bool sorts = has_order(l, "rank") && has_order(l, "sound");
        if (!ok(!names_someone(l) || sorts || excused))
                test_note("%s: rows of units or people without 建制顺序 and 拼音", at);
        if (!ok(!(sorts && excused)))
                test_note("%s: is excused needlessly", at);
        if (l->of && !l->own)
                ok(str_is(l->orders[0].value, "rank"));         /* the official order first */
}

static void gives_files(struct matrix *m, const struct sender *s, const struct list *l)
{
        static const struct { const char *as, *head; } kinds[] = {
                { "csv", "\xEF\xBB\xBF" }, { "xlsx", "PK" }, { "pdf", "%PDF-" },
        };
        for (size_t i = 0; i < COUNT_OF(kinds); i++) {
                struct visit v;
                int status = list_file(m, s, l, kinds[i].as, NULL, &v);
                if (!ok(status == 200 && str_starts(v.body, str_of(kinds[i].head))))
                        test_note("%s as %s: %d", s->r->path, kinds[i].as, status);
        }
}

/* Every order gives the same rows, each once. */
static int lines_of(str csv)
{
        int n = 0;
        for (size_t i = 0; i < csv.n; i++)
                n += csv.p[i] == '\n';
        return n;
}

static void sorts_all(struct matrix *m, const struct sender *s, const struct list *l)
{
        int rows = -1;
        for (int i = 0; i < l->n_orders; i++) {
                struct visit v;
                str value = str_copy(m->cx->arena, l->orders[i].value);
                int status = list_file(m, s, l, "csv", value.p, &v), n = lines_of(v.body);
                if (!ok(status == 200 && (rows < 0 || n == rows)))
                        test_note("%s by %.*s: %d, %d rows, not %d", s->r->path, STR(value), status, n, rows);
                rows = n;
                str page = str_f(m->cx->arena, "%s?order=%.*s", l->path, STR(value));
                v = (struct visit){ .cx = m->cx, .session = s->who->token };
                if (!ok(visit_get(&v, page) == 200))
                        test_note("%.*s: %d", STR(page), v.status);
        }
}

/* A view that was saved without the last column comes back without it, after the person chose all of them again. */
static void keeps_columns(struct matrix *m, const struct sender *s, const struct list *l)
{
        struct visit v = { .cx = m->cx, .session = s->who->token };
        struct pair f[LIST_MAX_COLUMNS + 3] = { { S("of"), str_of(l->path) }, { S("query"), S("") } };
        int n = 2, last = l->n_columns - 1;
        while (l->columns[last].kind == CELL_TITLE)
                last--;
        for (int i = 0; i < l->n_columns; i++)
                if (i != last)
                        f[n++] = (struct pair){ str_f(m->cx->arena, "c-%d", i), S("1") };
        visit_get(&v, S("/me"));                        /* for the token of forms */
        bool right = visit_post(&v, S("/lists/columns"), f, n) == 303;
        f[2] = (struct pair){ S("name"), S("少一列") };
        right &= visit_post(&v, S("/lists/views"), f, 3) == 303;
        str view = str_copy(m->cx->arena, v.location);
        f[2] = (struct pair){ S("reset"), S("1") };
        right &= visit_post(&v, S("/lists/columns"), f, 3) == 303;
        right &= visit_get(&v, view) == 200 && visit_sees(&v, "aria-current=\"page\">少一列");
        ptrdiff_t q = str_find(view, S("?"));
        const char *query = url_part(m->cx->arena, q < 0 ? S("") : str_from(view, (size_t)q + 1));
        right &= visit_get(&v, str_f(m->cx->arena, "/lists/options?of=%s&query=%s", l->path, query)) == 200 &&
                 visit_sees(&v, str_f(m->cx->arena, "name=\"c-%d\" value=\"1\">", last).p);    /* not ticked */
        if (!ok(right))
                test_note("%s: %d, the view %.*s does not bring its columns back", s->r->path, v.status, STR(view));
}

/* A word that nobody wrote: the empty state, with the way back. */
static void says_empty(struct matrix *m, const struct sender *s, const struct list *l)
{
        for (int i = 0; i < l->n_filters; i++) {
                if (l->filters[i].kind != FILTER_SEARCH)
                        continue;
                struct visit v = { .cx = m->cx, .session = s->who->token };
                str page = str_f(m->cx->arena, "%s?%s=%s", l->path, l->filters[i].name, "qzvx7qzvx7");
                int status = visit_get(&v, page);
                if (!ok(status == 200 && visit_sees(&v, "ls-empty") && visit_sees(&v, "没有符合条件的记录") &&
                        visit_sees(&v, "清除条件")))
                        test_note("%.*s: %d, and no way out of an empty list", STR(page), status);
                return;
        }
        ok(!strcmp(s->r->path, "/audit"));              /* searched by who, unit and day */
}

TEST_DB(every_list_offers_orders_files_a_filter_and_an_empty_state)
{
        struct matrix m;
        struct sender all[MOST_SENDERS];
        int lists = 0, rows = 0;
        matrix_begin(&m, cx, units);
        matrix_trial(&m, true);
        int n = matrix_senders(&m, GET, all, MOST_SENDERS);
        for (int i = 0; i < n; i++) {
                struct arena_mark mark = arena_mark(cx->arena);
                struct list_ask *ask = NEW(cx->arena, struct list_ask);
                if (!(all[i].r->flags & ROUTE_LIST))
                        continue;
                lists++;
                if (list_seen(&m, &all[i], ask)) {
                        offers_all(&all[i], &ask->seen);
                        gives_files(&m, &all[i], &ask->seen);
                        sorts_all(&m, &all[i], &ask->seen);
                        says_empty(&m, &all[i], &ask->seen);
                        matrix_trial(&m, false);        /* this one is to be kept for a moment */
                        keeps_columns(&m, &all[i], &ask->seen);
                        matrix_trial(&m, true);
                        rows += ask->seen.n_all > 0;
                }
                arena_release(cx->arena, mark);
        }
        matrix_trial(&m, false);
        for (int k = 0; k < n_modules; k++)             /* none was left out */
                for (int i = 0; i < modules[k]->n_routes; i++)
                        lists -= (modules[k]->routes[i].flags & ROUTE_LIST) != 0;
        same_int(lists, 0);
        ok(rows > 5);
}

/* A page that draws the component's table has everything else of it too. */
TEST(every_page_with_a_list_is_a_list_in_the_tables)
{
        int n = 0;
        for (int k = 0; k < n_modules; k++)
                for (int i = 0; i < modules[k]->n_routes; i++)
                        n += (modules[k]->routes[i].flags & ROUTE_LIST) != 0;
        ok(n >= 24);
        for (int k = 0; k < n_modules; k++)             /* a batch stands on a list that is there */
                for (int i = 0; i < modules[k]->n_batches; i++) {
                        struct request rq = { .method = GET, .path = str_of(modules[k]->batches[i].list) };
                        bool other;
                        const struct route *r = route_find(&rq, &other);
                        if (!ok(r && r->flags & ROUTE_LIST))
                                test_note("batch %s: no list %s", modules[k]->batches[i].event,
                                          modules[k]->batches[i].list);
                }
}

/* ---- orders, page by page ------------------------------------------------------------------------ */

/* What stands between two marks of the page, again and again: ids of the rows, in their order. */
static int ids_on(str page, const char *before, int64_t *ret, int n, int most)
{
        ptrdiff_t at;
        while ((at = str_find(page, str_of(before))) >= 0 && n < most) {
                page = str_from(page, (size_t)at + strlen(before));
                int64_t id = 0;
                size_t i = 0;
                while (i < page.n && page.p[i] >= '0' && page.p[i] <= '9')
                        id = id * 10 + (page.p[i++] - '0');
                if (i && i < page.n && page.p[i] == '"')
                        ret[n++] = id;
        }
        return n;
}

/* Walk a list by its link to the next page. */
static int walk(struct visit *v, str path, const char *before, int64_t *ret)
{
        int n = 0;
        for (int page = 0; page < PAGES_MOST; page++) {
                same_int(visit_get(v, path), 200);
                ptrdiff_t from = str_find(v->body, S("<tbody"));
                str rows = from < 0 ? S("") : str_from(v->body, (size_t)from);
                n = ids_on(str_copy(v->cx->arena, rows), before, ret, n, MOST_ROWS);
                path = list_next_page(v);
                if (!path.n)
                        return n;
        }
        ok(false);
        return n;
}

static void same_row_once(const int64_t *id, int n)
{
        for (int i = 0; i < n; i++)
                for (int k = 0; k < i; k++)
                        if (!ok(id[i] != id[k]))
                                return;
}

static int64_t unit_add(struct ctx *cx, int64_t parent, str code, str name, int sort)
{
        const struct org_wish w = { ORG_SUBORDINATE, code, name, S(""), S(""), sort };
        int64_t id = 0;
        done(org_unit_add(cx, parent, &w, &id));
        return id;
}

/* By the commonest reading 重庆 is zhong qing; a person says chong qing. Digits stand before letters,
 * a short syllable before a longer one, whatever the collation of the database. */
TEST_DB(units_are_sorted_by_pinyin_alike_on_both_databases)
{
        static const char *const names[] = { "重庆站", "白河站", "八一站", "110站", "啊站", "总站", "重点站", "白站" };
        static const char *const want[] = { "110站", "啊站", "八一站", "白河站", "白站", "重庆站", "重点站", "总站" };
        int64_t first = 0;
        story_county(cx);
        int64_t parent = story_unit(cx, "shili-shuiwu");
        for (size_t i = 0; i < COUNT_OF(names); i++) {
                int64_t id = unit_add(cx, parent, str_f(cx->arena, "sound-%zu", i), str_of(names[i]), (int)(100 - i));
                first = i ? first : id;
        }
        struct org_unit u;
        done(org_unit_by_id(cx, first, &u));
        const struct org_wish w = { u.kind, u.code, u.name, u.brief, S(""), u.sort };
        done(org_unit_edit_sound(cx, u.id, u.version, &w, S("Chong  qing zhan")));
        struct units_found it;
        struct search_word word = search_word(cx->arena, S("站"));
        size_t n = 0;
        units_found(&it, cx, 0, word.first, word.last, word.like[0], word.like[1], word.like[2],
                    S(""), S("/"), 0, (str){ 0 }, 50);
        while (units_found_next(&it)) {
                bool ours = str_starts(it.code, S("sound-"));
                if (ours && ok(n < COUNT_OF(want)))
                        same_str(it.name, want[n++]);
        }
        done(units_found_end(&it));
        same_int((int64_t)n, COUNT_OF(want));
}

/* Where a unit, or a person, stands in an order. */
static str unit_place(struct ctx *cx, enum list_by by, int64_t id)
{
        struct list_unit_keys it;
        str place = { 0 };
        list_unit_keys(&it, cx, (int64_t)by);
        while (list_unit_keys_next(&it))
                if (it.id == id)
                        place = str_copy(cx->arena, it.place);
        done(list_unit_keys_end(&it));
        return place;
}

static str person_place(struct ctx *cx, enum list_by by, int64_t id)
{
        struct list_person_keys it;
        str place = { 0 };
        list_person_keys(&it, cx, (int64_t)by, cx->today);
        while (list_person_keys_next(&it))
                if (it.id == id)
                        place = str_copy(cx->arena, it.place);
        done(list_person_keys_end(&it));
        return place;
}

/* The official order is the tree's: below a unit, before its neighbour; a unit that moves takes
 * what is below along. */
TEST_DB(the_official_order_follows_the_tree)
{
        story_county(cx);
        int64_t low = story_unit(cx, "shili-shuiwu"), other = story_unit(cx, "shili-mbb");
        int64_t a = unit_add(cx, low, S("rank-a"), S("甲站"), 900), b = unit_add(cx, low, S("rank-b"), S("乙站"), 10);
        struct org_unit u;
        str key[4];
        const int64_t ids[] = { low, b, a, other };
        for (int i = 0; i < 4; i++) {
                key[i] = unit_place(cx, LIST_BY_RANK, ids[i]);
                ok(key[i].n > 0);
        }
        ok(str_cmp(key[0], key[1]) < 0 && str_cmp(key[1], key[2]) < 0);
        ok(str_starts(key[1], key[0]) && str_starts(key[2], key[0]));
        ok(!str_starts(key[3], key[0]));
        done(org_unit_by_id(cx, a, &u));
        done(org_unit_move(cx, a, u.version, other));
        ok(str_starts(unit_place(cx, LIST_BY_RANK, a), key[3]));
}

static int64_t person_add(struct ctx *cx, int64_t unit, int i)
{
        static const char *const family[] = { "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "单", "曾" };
        str name = str_f(cx->arena, "%s股室%d", family[i % 10], i);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = person_insert(cx, name, i);
        post_insert(cx, id, unit, S("inspector"), cx->today);
        search_follow(cx, "person", id);
        done(tx_commit(&tx));
        return id;
}

/* More rows than two pages hold: the pages of each order, put together, are the file of that
 * order. */
TEST_DB(pages_of_people_are_whole_in_every_order)
{
        static const char *const orders[] = { "rank", "sound" };
        struct visit v = { .cx = cx };
        int64_t id[MOST_ROWS], first = 0;
        story_county(cx);
        int64_t low = story_unit(cx, "shili-shuiwu"), high = story_unit(cx, "shili-mbb");
        for (int i = 0; i < 120; i++)
                person_add(cx, i % 2 ? low : high, i);
        ok(visit_as(&v, "system-admin", "shili"));
        for (size_t o = 0; o < COUNT_OF(orders); o++) {
                str path = str_f(cx->arena, "/people?q=%s&order=%s", "%E8%82%A1%E5%AE%A4", orders[o]);
                int n = walk(&v, path, "<a href=\"/people/", id);
                same_int(n, 120);
                same_row_once(id, n);
                ok(id[0] != first);                     /* the orders differ */
                first = id[0];
                str was = S("");
                for (int i = 0; i < n; i++) {
                        str place = person_place(cx, o ? LIST_BY_SOUND : LIST_BY_RANK, id[i]);
                        if (!ok(place.n && str_cmp(was, place) <= 0))
                                test_note("%s: row %d stands before the one above it", orders[o], i);
                        was = place;
                }
        }
}

/* ---- full text --------------------------------------------------------------------------------------- */

static int count_found(struct ctx *cx, str kind, const struct search_word *w, bool scan,
                       int64_t *ret_sum)
{
        int n = 0;
        *ret_sum = 0;
        if (scan) {
                struct search_scan it;
                search_scan(&it, cx, kind, w->like[0], w->like[1], w->like[2]);
                while (search_scan_next(&it))
                        n++, *ret_sum += it.record * n;
                done(search_scan_end(&it));
        } else {
                struct search_find it;
                search_find(&it, cx, kind, w->first, w->last, w->like[0], w->like[1], w->like[2]);
                while (search_find_next(&it))
                        n++, *ret_sum += it.record * n;
                done(search_find_end(&it));
        }
        return n;
}

/* Every two neighbouring characters of what a county has, of each kind: the index finds what LIKE
 * finds. */
TEST_DB(every_kind_is_found_by_every_two_characters)
{
        enum { WORDS = 250 };
        story_county(cx);
        for (int k = 0; k < search_kinds_count(); k++) {
                const struct search_kind *kind = search_kind_at(k);
                struct search_docs it;
                str *bodies = NULL;
                int n = 0, cap = 0, words = 0;
                if (!ok(kind->fill && kind->check))
                        continue;
                search_docs(&it, cx);
                while (search_docs_next(&it))
                        if (str_is(it.kind, kind->code))
                                *VEC_ADD(cx->arena, bodies, n, cap) = str_copy(cx->arena, it.body);
                done(search_docs_end(&it));
                if (!ok(n > 0))
                        test_note("nothing of the kind %s in the county", kind->code);
                for (int i = 0; i < n && words < WORDS; i++) {
                        uint32_t c;
                        size_t at = 0, a, b;
                        for (; (a = utf8_next(str_from(bodies[i], at), &c)) && words < WORDS; at += a * 3) {
                                b = utf8_next(str_from(bodies[i], at + a), &c);
                                struct search_word w = search_word(cx->arena, (str){ bodies[i].p + at, a + b });
                                int64_t x, y;
                                if (w.empty || !b)
                                        continue;
                                words++;
                                int by_index = count_found(cx, str_of(kind->code), &w, false, &x);
                                int by_scan = count_found(cx, str_of(kind->code), &w, true, &y);
                                if (!ok(by_index == by_scan && x == y && by_index > 0))
                                        test_note("%s: %.*s", kind->code, (int)(a + b), bodies[i].p + at);
                        }
                }
        }
}

/* A unit is found by the initials of its short name, whichever it is. */
TEST_DB(every_unit_is_found_by_its_initials)
{
        struct unit_tree it;
        struct org { int64_t id; str initials; } *list = NULL;
        int n = 0, cap = 0;
        story_county(cx);
        unit_tree(&it, cx);
        while (unit_tree_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) =
                        (struct org){ it.id, pinyin_initials(cx->arena, pinyin_of(cx->arena, it.brief)) };
        done(unit_tree_end(&it));
        ok(n > 10);
        for (int i = 0; i < n; i++) {
                struct units_found u;
                bool there = false;
                units_found(&u, cx, UNITS_FOUND_WHEN_LETTERS, S("x"), S("x"), S("%qzvx%"), S("%"), S("%"),
                            list[i].initials, S("/"), 0, (str){ 0 }, 500);
                while (units_found_next(&u))
                        there |= u.id == list[i].id;
                done(units_found_end(&u));
                if (!ok(there && list[i].initials.n > 1))
                        test_note("unit %ld by %.*s", (long)list[i].id, STR(list[i].initials));
        }
}

TEST_DB(the_index_is_checked_against_the_records)
{
        struct search_state s;
        story_county(cx);
        done(search_verify(cx, &s));
        same_int(s.wrong + s.lacking + s.gone, 0);
        ok(s.docs > 50);
        {       /* a unit that the index lost, one that changed unnoticed, words of nobody */
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                search_drop(cx, "unit", story_unit(cx, "shili-mbb"));
                search_put(cx, "unit", story_unit(cx, "shili-shuiwu"), 77, S("旧"));
                search_put(cx, "budget", 987654321, 1, S("没有这份预算"));
                search_put(cx, "nothing", 1, 1, S("没有这一类"));
                done(tx_commit(&tx));
        }
        done(search_verify(cx, &s));
        same_int(s.wrong, 0);
        same_int(s.lacking, 2);
        same_int(s.gone, 2);
        done(search_fill(cx, true));
        done(search_verify(cx, &s));
        same_int(s.wrong + s.lacking + s.gone, 0);
}
