/* door/web/lists.c - what every list gets for free: files, columns, saved views, batch acts. The
 * list itself is asked by running its own handler with request.list set (list_out.h): permission,
 * filters and scope are those of its page. */
#include "door/web/lists.h"
#include "core/audit/audit.h"
#include "core/auth/auth.h"
#include "core/text/json.h"
#include "door/module.h"
#include "door/web/fields.h"
#include "door/web/list.sql.h"
#include "door/web/list_out.h"
#include "door/web/lists.html.h"
#include "door/web/router.h"

enum { QUERY_MOST = 2000, WORDS_MOST = 500, FIELDS_MOST = 40, SAVED_MOST = 30, SCRATCH_MOST = 8 << 20 };

/* ---- asking a list --------------------------------------------------------------------- */

/* Run the list at `of` with the filter `query`. NOT_FOUND: no list there; DENIED as its page. */
static const struct fail *list_ask(struct ctx *cx, const struct request *rq, str of, str query,
                                   struct list_ask *ask)
{
        struct fields fields = { .arena = cx->arena, .limit = FIELDS_MOST };
        struct request in = *rq;
        struct reply re = { .body = buf_new(cx->arena, SCRATCH_MOST) };
        bool other;
        in.method = GET;
        in.path = of;
        in.list = ask;
        if (query.n > QUERY_MOST || fields_urlencoded(&fields, query) != FIELDS_OK)
                return fail(cx, INVALID, "列表的条件不对，请从列表上的链接进入");
        in.fields = fields.list;
        in.n_fields = fields.n;
        const struct route *r = route_find(&in, &other);
        if (!r || !(r->flags & ROUTE_LIST))
                return fail(cx, NOT_FOUND, "没有这个列表");
        if (!perms_has(&cx->may, r->need))
                return fail(cx, DENIED, "%s", "");
        re.body.lang = cx->lang;
        const struct fail *f = r->run(cx, &in, &re);
        if (!f && !ask->was)
                f = fail(cx, BROKEN, "a ROUTE_LIST without list_open and list_end: %s", r->path);
        return f;
}

static const struct fail *of_read(struct form *form, str *of, str *query)
{
        *of = form_text(form, "of", 1, 200);
        *query = form_text(form, "query", 0, QUERY_MOST);
        return form_end(form);
}

static str back_to(struct ctx *cx, const char *path, str query)
{
        return query.n ? str_f(cx->arena, "%s?%.*s", path, STR(query)) : str_of(path);
}

/* What the trail says of a list: which, its filter, and one thing more. */
static str trail_text(struct ctx *cx, const struct list *l, const char *key, str value,
                      int64_t rows)
{
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "list", str_of(l->path));
        json_put_str(&j, "filter", l->query);
        json_put_str(&j, key, value);
        if (rows >= 0)
                json_put_int(&j, "rows", rows);
        json_close(&j, '}');
        return buf_str(&b);
}

/* ---- the page ---------------------------------------------------------------------------- */

static const struct fail *saved_read(struct ctx *cx, const struct list *l,
                                     struct list_options_page *p)
{
        struct list_own it;
        struct list_saved *saved = NEW_ARRAY(cx->arena, struct list_saved, SAVED_MOST);
        list_own(&it, cx, cx->user, str_of(l->path));
        while (list_own_next(&it))
                if (!it.kind && it.mine && p->n_saved < SAVED_MOST)
                        saved[p->n_saved++] = (struct list_saved){ it.id, it.version, it.name, it.shared };
        p->saved = saved;
        return list_own_end(&it);
}

static const struct fail *options_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                       const struct list_ask *ask, const struct fail *why, str name)
{
        struct list_options_page *p = NEW(cx->arena, struct list_options_page);
        const struct list *l = &ask->seen;
        *p = (struct list_options_page){
                .page = page_of(cx, rq, "导出、列与视图"), .list = l, .about = ask->about,
                .back = back_to(cx, l->path, l->query), .may_share = auth_may(cx, MAY_LIST_SHARE),
                .fail = why, .name = name,
        };
        for (int i = 0; i < p->page.n_menu; i++)
                p->page.menu[i].here = !strcmp(p->page.menu[i].path, l->path);
        page_crumb(&p->page, p->back, l->caption, (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, "导出、列与视图", (str){ 0 });
        const struct fail *f = saved_read(cx, l, p);
        if (f)
                return f;
        if (why)
                re->status = fail_http(why->kind);
        list_options_page(&re->body, p);
        return NULL;
}

/* GET /lists/options */
const struct fail *list_options_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct list_ask *ask = NEW(cx->arena, struct list_ask);
        str of, query;
        const struct fail *f = of_read(&form, &of, &query);
        if (!f)
                f = list_ask(cx, rq, of, query, ask);
        return f ? f : options_show(cx, rq, re, ask, NULL, S(""));
}

/* ---- files -------------------------------------------------------------------------------- */

/* A list by its path: /budget/accounts as budget-accounts. */
static str path_words(struct ctx *cx, str path)
{
        str s = str_copy(cx->arena, str_from(path, 1));
        for (size_t i = 0; i < s.n; i++)
                if (s.p[i] == '/')
                        ((char *)s.p)[i] = '-';
        return s;
}

/* POST /lists/files: the rows are read in one snapshot, then the trail, then the bytes go out. */
const struct fail *list_file_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const char *const papers[] = { "a4", "a3" }, *const turns[] = { "landscape", "portrait" };
        static const char *const sizes[] = { "auto", "105", "90", "75" };
        static const int tenths[] = { 0, 105, 90, 75 };
        struct form form = form_of(cx, rq);
        struct list_ask *ask = NEW(cx->arena, struct list_ask);
        int as = form_choice(&form, "as", list_file_codes, LIST_FILE_END);
        struct list_paper paper = {
                .a3 = form_choice(&form, "paper", papers, 2) == 1,
                .landscape = form_choice(&form, "turn", turns, 2) == 0,
                .size = tenths[form_choice(&form, "size", sizes, 4)],
        };
        str of, query, bytes;
        const struct fail *f = of_read(&form, &of, &query);
        if (f)
                return f;
        ask->out = list_out(cx, (enum list_file)as, paper);
        f = db_snapshot_begin(cx);
        if (f)
                return f;
        f = list_ask(cx, rq, of, query, ask);
        db_snapshot_end(cx);
        if (!f)
                f = list_out_end(ask->out, &bytes);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        audit_log(cx, "list.export", "list", 0, trail_text(cx, &ask->seen, "as", str_of(list_file_codes[as]),
                                                           list_out_rows(ask->out)));
        f = tx_commit(&tx);
        if (f)
                return f;
        str name = str_f(cx->arena, "%s-%.*s.%s", words_of(cx->lang, ask->seen.caption),
                         STR(day_str(cx->arena, cx->today)), list_file_codes[as]);
        reply_file(re, list_out_type((enum list_file)as), name, bytes);
        re->plain = str_f(cx->arena, "%.*s-%.*s.%s", STR(path_words(cx, of)), STR(day_str(cx->arena, cx->today)),
                          list_file_codes[as]);
        return NULL;
}

/* ---- columns -------------------------------------------------------------------------------- */

/* The columns in the order of the places that were typed (0: none). Those that were moved stand where they were put, or
 * at the next place that is free; the others around them, in the order they had. */
static void columns_sort(const struct list *l, const int *typed, int order[LIST_MAX_COLUMNS])
{
        int n = l->n_columns, at = 0;
        bool moved[LIST_MAX_COLUMNS] = { false };
        for (int k = 0; k < n; k++)
                order[k] = -1;
        for (int k = 0; k < n; k++) {
                int i = list_at(l, k), to = typed[i] > n ? n - 1 : typed[i] - 1;
                moved[i] = typed[i] && to != k;
                for (int tried = 0; moved[i] && tried < n && order[to] >= 0; tried++)
                        to = (to + 1) % n;
                if (moved[i])
                        order[to] = i;
        }
        for (int k = 0; k < n; k++) {
                if (moved[list_at(l, k)])
                        continue;
                while (order[at] >= 0)
                        at++;
                order[at] = list_at(l, k);
        }
}

/* POST /lists/columns */
const struct fail *list_columns_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct list_ask *ask = NEW(cx->arena, struct list_ask);
        bool chosen[LIST_MAX_COLUMNS], reset = form_flag(&form, "reset");
        int typed[LIST_MAX_COLUMNS], order[LIST_MAX_COLUMNS];
        str of, query;
        for (int i = 0; i < LIST_MAX_COLUMNS; i++) {
                chosen[i] = form_flag(&form, str_f(cx->arena, "c-%d", i).p);
                typed[i] = (int)form_int_or(&form, str_f(cx->arena, "p-%d", i).p, 1, LIST_MAX_COLUMNS, 0);
        }
        const struct fail *f = of_read(&form, &of, &query);
        if (!f)
                f = list_ask(cx, rq, of, query, ask);
        if (f)
                return f;
        const struct list *l = &ask->seen;
        struct buf b = buf_new(cx->arena, 4096);
        columns_sort(l, typed, order);
        for (int k = 0; k < l->n_columns; k++) {
                const struct list_column *c = &l->columns[order[k]];
                buf_f(&b, "%s%c%s", k ? "," : "", chosen[order[k]] || c->kind == CELL_TITLE ? '+' : '-', c->label);
        }
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (reset)
                list_columns_drop(cx, cx->user, str_of(l->path));
        else
                list_columns_put(cx, cx->user, str_of(l->path), buf_str(&b));
        audit_log(cx, "list.columns", "person", cx->user,
                  trail_text(cx, l, "columns", reset ? S("") : buf_str(&b), -1));
        f = tx_commit(&tx);
        if (f)
                return f;
        reply_note(re, cx, "%s", reset ? words_of(cx->lang, "已恢复默认的列") : words_of(cx->lang, "已保存显示的列和次序"));
        return reply_see(re, cx, "%.*s", STR(back_to(cx, l->path, l->bare)));
}

/* ---- views ---------------------------------------------------------------------------------- */

/* NULL, or why a view cannot be called so. */
static const struct fail *name_free(struct ctx *cx, str list, str name)
{
        struct list_view_named same;
        struct list_view_count all;
        const struct fail *f = list_view_named(cx, cx->user, list, name, &same);
        if (!f)
                f = list_view_count(cx, cx->user, list, &all);
        if (!f && same.n)
                f = fail_field(cx, S("name"), "您已经有一个视图叫“%.*s”", STR(name));
        if (!f && all.n >= SAVED_MOST)
                f = fail_field(cx, S("name"), "一个列表最多存 %d 个视图，请先删除不用的", SAVED_MOST);
        return f;
}

/* POST /lists/views */
const struct fail *list_view_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct list_ask *ask = NEW(cx->arena, struct list_ask);
        str of, query, name = form_text(&form, "name", 1, 40);
        bool shared = form_flag(&form, "shared");
        const struct fail *f = of_read(&form, &of, &query);
        if (!f && shared && !auth_may(cx, MAY_LIST_SHARE))
                f = fail(cx, DENIED, "您不能把视图共享给别人");
        if (!f)
                f = list_ask(cx, rq, of, query, ask);
        if (f)
                return f;
        const struct list *l = &ask->seen;
        f = l->bare.n || l->placed ? name_free(cx, str_of(l->path), name)
                                   : fail_field(cx, S("name"), "列表上没有条件，也没有选过列，没有可存的");
        if (f)
                return f->kind == FAIL_INVALID ? options_show(cx, rq, re, ask, f, name) : f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = list_view_add(cx, cx->user, str_of(l->path), name, l->bare, list_columns(cx, l), shared);
        audit_log(cx, "list.save", "list_view", id, trail_text(cx, l, "name", name, -1));
        f = tx_commit(&tx);
        if (f)
                return f;
        reply_note(re, cx, "已存为视图“%.*s”", STR(name));
        return reply_see(re, cx, "%s?%.*s%ssaved=%ld", l->path, STR(l->bare), l->bare.n ? "&" : "", id);
}

/* Only one's own; another's is not there. */
static const struct fail *view_own(struct ctx *cx, int64_t id, struct list_view_by_id *ret)
{
        const struct fail *f = list_view_by_id(cx, id, ret);
        return !f && ret->person != cx->user ? fail(cx, NOT_FOUND, "%s", "") : f;
}

static str view_change(struct ctx *cx, str was, bool was_shared, str name, bool shared)
{
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "before", '{');
        json_put_str(&j, "name", was);
        json_put_int(&j, "shared", was_shared);
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_str(&j, "name", name);
        json_put_int(&j, "shared", shared);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

/* POST /lists/views/:id */
const struct fail *list_view_edit_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct list_view_by_id v;
        str name = form_text(&form, "name", 1, 40);
        bool shared = form_flag(&form, "shared");
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = view_own(cx, rq->ids[0], &v);
        if (!f && shared && !v.shared && !auth_may(cx, MAY_LIST_SHARE))
                f = fail(cx, DENIED, "您不能把视图共享给别人");
        if (!f && !str_eq(name, v.name))
                f = name_free(cx, v.list, name);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        list_view_set(cx, v.id, version, name, shared);
        audit_log(cx, "list.edit", "list_view", v.id, view_change(cx, v.name, v.shared, name, shared));
        f = tx_commit(&tx);
        if (f)
                return f;
        reply_note(re, cx, "已保存视图“%.*s”", STR(name));
        return reply_see(re, cx, "/lists/options?of=%s&query=%s", url_part(cx->arena, v.list),
                         url_part(cx->arena, v.value));
}

/* POST /lists/views/:id/ends */
const struct fail *list_view_end_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct list_view_by_id v;
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = view_own(cx, rq->ids[0], &v);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        list_view_end(cx, v.id, version);
        audit_log(cx, "list.drop", "list_view", v.id, str_f(cx->arena, "%.*s", STR(v.name)));
        f = tx_commit(&tx);
        if (f)
                return f;
        reply_note(re, cx, "已删除视图“%.*s”", STR(v.name));
        return reply_see(re, cx, "/lists/options?of=%s&query=%s", url_part(cx->arena, v.list),
                         url_part(cx->arena, v.value));
}

/* ---- batches --------------------------------------------------------------------------------- */

static const struct fail *batch_find(struct ctx *cx, str of, str event,
                                     const struct batch_row **ret)
{
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_batches; i++) {
                        const struct batch_row *b = &modules[m]->batches[i];
                        if (!str_is(of, b->list) || !str_is(event, b->event))
                                continue;
                        if (!perms_has(&cx->may, b->need))
                                return fail(cx, DENIED, "%s", "");
                        *ret = b;
                        return NULL;
                }
        return fail(cx, NOT_FOUND, "没有这种批量办理");
}

/* A filter as we write it ourselves, and nothing else. */
static bool is_query(str s)
{
        for (size_t i = 0; i < s.n; i++) {
                char c = s.p[i];
                if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                      strchr("-._~%=&+", c)))
                        return false;
        }
        return true;
}

int batch_refuse(struct ctx *cx, struct batch_item *x, const struct fail *f)
{
        if (f)
                x->why = f->say.n ? f->say : str_of(words_of(cx->lang, f->kind == FAIL_DENIED ? "没有这项权限"
                                                             : f->kind == FAIL_CONFLICT ? "刚才被别人改过，请刷新再办"
                                                             : "系统出错，没有办成"));
        return f != NULL;
}

/* Asks each; names and reasons go into the items. */
static const struct fail *batch_ask(struct ctx *cx, const struct batch_row *b,
                                    struct batch_item *items, int n, int *ret_refused)
{
        for (int i = 0; i < n; i++)
                items[i].by = b;
        const struct fail *f = b->may_all && n ? b->may_all(cx, items, n) : NULL;
        if (f)
                return f;
        *ret_refused = 0;
        for (int i = 0; i < n; i++) {
                f = b->may_all ? NULL : b->may(cx, &items[i]);
                if (f && (f->kind == FAIL_NOT_FOUND || f->kind == FAIL_BROKEN))
                        return f;
                batch_refuse(cx, &items[i], f);
                *ret_refused += items[i].why.p != NULL;
        }
        return NULL;
}

static void batch_show(struct ctx *cx, const struct request *rq, struct reply *re,
                       struct list_batch_page *p)
{
        struct buf ids = buf_new(cx->arena, 1 << 16);
        p->page = page_of(cx, rq, p->batch->word);
        for (int i = 0; i < p->page.n_menu; i++)
                p->page.menu[i].here = !strcmp(p->page.menu[i].path, p->batch->list);
        for (int i = 0; i < p->n_items; i++)
                buf_f(&ids, "%s%ld.%ld", i ? "," : "", p->items[i].id, p->items[i].version);
        if (p->batch->ask) {
                p->words.name = "words";
                p->words.label = p->batch->ask;
                p->words.rows = 3;
                p->words.max = WORDS_MOST;
        }
        p->of = str_of(p->batch->list);
        p->back = back_to(cx, p->batch->list, p->query);
        p->ids = buf_str(&ids);
        list_batch_page(&re->body, p);
}

/* GET /lists/batch */
const struct fail *list_batch_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct list_batch_page *p = NEW(cx->arena, struct list_batch_page);
        struct batch_item *items = NEW_ARRAY(cx->arena, struct batch_item, BATCH_MOST);
        str event = form_text(&form, "event", 1, 40), of, query;
        const struct fail *f = of_read(&form, &of, &query);
        if (!f && !is_query(query))
                f = fail(cx, INVALID, "列表的条件不对，请从列表上的链接进入");
        if (!f)
                f = batch_find(cx, of, event, &p->batch);
        for (int i = 0; !f && i < rq->n_fields; i++) {
                uint64_t id;
                if (!str_is(rq->fields[i].name, "id"))
                        continue;
                if (!str_u64(rq->fields[i].value, &id) || id > INT64_MAX || p->n_items == BATCH_MOST)
                        f = fail(cx, INVALID, "一次最多选 %d 行", BATCH_MOST);
                else
                        items[p->n_items++].id = (int64_t)id;
        }
        if (!f)
                f = batch_ask(cx, p->batch, items, p->n_items, &p->n_refused);
        if (f)
                return f;
        p->items = items;
        p->query = query;
        if (p->batch->go && p->n_items && !p->n_refused) {
                struct buf ids = buf_new(cx->arena, 8192);
                for (int i = 0; i < p->n_items; i++)
                        buf_f(&ids, "%s%ld", i ? "," : "", (long)items[i].id);
                return reply_see(re, cx, "%s%.*s", p->batch->go, STR(buf_str(&ids)));
        }
        batch_show(cx, rq, re, p);
        return NULL;
}

/* "12.1,13.4": record and version. */
static const struct fail *items_read(struct ctx *cx, str text, struct batch_item *items, int *ret_n)
{
        int n = 0;
        while (text.n) {
                str version, one = str_cut(text, ',', &text), id = str_cut(one, '.', &version);
                uint64_t a, b;
                if (n == BATCH_MOST || !str_u64(id, &a) || !str_u64(version, &b) || a > INT64_MAX || b > INT32_MAX)
                        return fail_field(cx, S("items"), "一次最多选 %d 行", BATCH_MOST);
                for (int i = 0; i < n; i++)
                        if (items[i].id == (int64_t)a)
                                return fail_field(cx, S("items"), "同一行选了两次");
                items[n++] = (struct batch_item){ .id = (int64_t)a, .version = (int64_t)b };
        }
        *ret_n = n;
        return n ? NULL : fail_field(cx, S("items"), "没有选中任何一行：请回到列表，先勾选。");
}

static void results_whole(struct ctx *cx, const struct request *rq, struct batch_item *items, int n,
                          bool *ret_any)
{
        for (int i = 0; i < n; i++) {
                str r = items[i].result;
                if (r.n && r.p[0] == '/')
                        items[i].result = str_f(cx->arena, "%s://%.*s%.*s", rq->secure ? "https" : "http",
                                                STR(rq->host), STR(r));
                *ret_any |= r.n > 0;
        }
}

/* All or nothing. */
static const struct fail *put_all(struct ctx *cx, const struct request *rq,
                                  struct list_batch_page *p, struct batch_item *items)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (p->batch->put_all)
                p->batch->put_all(cx, items, p->n_items);
        for (int i = 0; i < p->n_items && p->batch->put; i++)
                p->batch->put(cx, &items[i]);
        const struct fail *f = tx_commit(&tx);
        if (!f)
                results_whole(cx, rq, items, p->n_items, &p->done);
        return f;
}

/* One after the other; the refused stay as they are, and the answer says which and why. */
static void do_each(struct ctx *cx, struct list_batch_page *p, struct batch_item *items)
{
        for (int i = 0; i < p->n_items; i++)
                if (!items[i].why.p)
                        p->n_refused += batch_refuse(cx, &items[i], p->batch->each(cx, &items[i]));
        p->done = p->n_refused > 0;
}

/* POST /lists/batch */
const struct fail *list_batch_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct list_batch_page *p = NEW(cx->arena, struct list_batch_page);
        struct batch_item *items = NEW_ARRAY(cx->arena, struct batch_item, BATCH_MOST);
        str event = form_text(&form, "event", 1, 40), chosen = form_text(&form, "items", 1, 8000);
        str words = str_trim(form_text(&form, "words", 0, WORDS_MOST)), of, query;
        const struct fail *f = of_read(&form, &of, &query);
        if (!f && !is_query(query))
                f = fail(cx, INVALID, "列表的条件不对，请从列表上的链接进入");
        if (!f)
                f = batch_find(cx, of, event, &p->batch);
        if (!f)
                f = p->batch->go || (words.n && !p->batch->ask)
                                 ? fail(cx, INVALID, "列表的条件不对，请从列表上的链接进入")
                                 : items_read(cx, chosen, items, &p->n_items);
        if (!f)
                f = batch_ask(cx, p->batch, items, p->n_items, &p->n_refused);
        if (f)
                return f;
        p->items = items;
        p->query = query;
        bool all = !p->batch->each;
        if (p->n_refused && (all || p->n_refused == p->n_items)) {
                re->status = 409;
                batch_show(cx, rq, re, p);
                return NULL;
        }
        if (p->batch->ask && !words.n) {
                p->words.wrong = "必填";
                re->status = fail_http(FAIL_INVALID);
                batch_show(cx, rq, re, p);
                return NULL;
        }
        for (int i = 0; i < p->n_items; i++)
                items[i].words = words;
        if (all)
                f = put_all(cx, rq, p, items);
        else
                do_each(cx, p, items);
        if (f)
                return f;
        if (p->done) {
                batch_show(cx, rq, re, p);
                return NULL;
        }
        reply_note(re, cx, p->batch->done, p->n_items);
        return reply_see(re, cx, "%.*s", STR(back_to(cx, p->batch->list, query)));
}
