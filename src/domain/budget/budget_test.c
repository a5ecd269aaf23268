/* domain/budget/budget_test.c - the rules of a budget's life, on both databases. */
#include "core/auth/auth.h"
#include "core/embed.h"
#include "core/text/json.h"
#include "domain/budget/budget.h"
#include "domain/budget/edition.h"
#include "domain/budget/json.h"
#include "domain/budget/store.h"
#include "domain/budget/store.sql.h"
#include "domain/org/org.h"
#include "tests/faults.h"
#include "tests/fixture_demo.h"

static struct budget *read_demo(struct ctx *cx, const char *name)
{
        struct budget *b = NEW(cx->arena, struct budget);
        done(budget_read_json(cx, data_file(name), b));
        return b;
}

static int64_t put_seed(struct ctx *cx)
{
        int64_t id = 0;
        auth_as_system(cx);
        demo_units(cx);
        done(editions_install(cx));
        done(budget_put(cx, read_demo(cx, "demo/wusheng-mbjx-2024.json"), &id));
        return id;
}

static const struct fail *step(struct ctx *cx, int64_t *id, const char *event, const char *reason)
{
        struct budget *b;
        const struct fail *f = budget_load(cx, *id, &b);
        if (f)
                return f;
        return budget_move(cx, *id, &(struct budget_step){
                .event = str_of(event), .reason = str_of(reason), .revision = b->revision,
                .day = day_make(2024, 2, 20), .number = S("示财预〔2024〕1号"), .url = S("https://shili.example/1") }, id);
}

TEST_DB(budget_comes_back_as_it_was_put)
{
        int64_t id = put_seed(cx);
        struct budget *back, *was = read_demo(cx, "demo/wusheng-mbjx-2024.json");
        struct buf a = buf_new(cx->arena, 1 << 20), b = buf_new(cx->arena, 1 << 20);
        done(budget_load(cx, id, &back));
        for (int i = 0; i < back->n_texts; i++)
                back->texts[i].at = 0;
        for (int i = 0; i < was->n_texts; i++)
                was->texts[i].at = 0;
        budget_write_json(&a, was);
        budget_write_json(&b, back);
        ok(a.n > 2000 && str_eq(buf_str(&a), buf_str(&b)));
        ok(back->function.n > 1400 && account_find(&back->function, S("2013101")));
}

/* ---- what the schema calls optional ---------------------------------------------- */

struct omitting { struct ctx *cx; const struct json *whole, *defs, *tried[200]; int n; };

static void write_without(struct json_out *o, const char *name, const struct json *v,
                          const struct json *gone)
{
        switch (v->type) {
        case JSON_NULL:    json_put_raw(o, name, S("null")); break;
        case JSON_BOOL:    json_put_bool(o, name, v->b); break;
        case JSON_INT:     json_put_int(o, name, v->i); break;
        case JSON_DECIMAL: json_put_raw(o, name, v->s); break;
        case JSON_STR:     json_put_str(o, name, v->s); break;
        case JSON_ARRAY:
        case JSON_OBJECT:
                json_open(o, name, v->type == JSON_ARRAY ? '[' : '{');
                for (const struct json *i = v->item; i; i = i->next)
                        if (i != gone)
                                write_without(o, v->type == JSON_ARRAY ? NULL : i->name.p, i, gone);
                json_close(o, v->type == JSON_ARRAY ? ']' : '}');
        }
}

/* Read and stored without `gone`; a list that other rows name may be missed, in words. */
static void put_without(struct omitting *w, const struct json *gone)
{
        struct ctx *cx = w->cx;
        struct buf text = buf_new(cx->arena, 4 << 20);
        struct json_out o = json_out(&text, false);
        struct budget b;
        int64_t id;
        write_without(&o, NULL, w->whole, gone);
        const struct fail *f = budget_read_json(cx, buf_str(&text), &b);
        bool named = str_is(gone->name, "units") || str_is(gone->name, "projects");
        if (f && named && ok(f->kind == FAIL_INVALID && f->field.n))
                return;
        if (!f)
                f = budget_put(cx, &b, &id);
        if (!ok(!f))
                test_note("without %.*s: %.*s", STR(gone->name), STR(f->say));
}

static bool is_listed(const struct json *list, str name)
{
        for (const struct json *i = list ? list->item : NULL; i; i = i->next)
                if (str_eq(i->s, name))
                        return true;
        return false;
}

static bool first_time(struct omitting *w, const struct json *member)
{
        for (int i = 0; i < w->n; i++)
                if (w->tried[i] == member)
                        return false;
        must(w->n < (int)COUNT_OF(w->tried));
        w->tried[w->n++] = member;
        return true;
}

static void omit_each(struct omitting *w, const struct json *schema, const struct json *v)
{
        str ref = json_str(schema, "$ref");
        if (ref.n)
                schema = json_at(w->defs, ref.p + strlen("#/$defs/"));
        const struct json *items = json_at(schema, "items"), *members = json_at(schema, "properties");
        for (const struct json *i = items && v->type == JSON_ARRAY ? v->item : NULL; i; i = i->next)
                omit_each(w, items, i);
        for (const struct json *m = members ? members->item : NULL; m; m = m->next) {
                const struct json *child = json_at(v, m->name.p);
                if (!child)
                        continue;
                if (!is_listed(json_at(schema, "required"), m->name) && !json_at(schema, "oneOf") && first_time(w, m))
                        put_without(w, child);
                omit_each(w, m, child);
        }
}

TEST_DB(budget_is_put_without_any_optional_member)
{
        struct omitting w = { .cx = cx };
        const struct json *schema;
        put_seed(cx);
        done(json_parse(cx, test_file(cx->arena, "docs/formats/budget.schema.json", false), &schema));
        w.defs = json_at(schema, "$defs");
        static const char *const files[] = { "demo/wusheng-mbjx-2024.json", "demo/shili-shuiwu-2024.json" };
        for (size_t i = 0; i < COUNT_OF(files); i++) {
                done(json_parse(cx, data_file(files[i]), &w.whole));
                omit_each(&w, schema, w.whole);
        }
        ok(w.n > 50);
}

TEST_DB(budget_put_again_replaces_the_draft)
{
        int64_t id = put_seed(cx), again = 0;
        struct budget *b = read_demo(cx, "demo/wusheng-mbjx-2024.json"), *back;
        b->n_lines--;
        done(budget_put(cx, b, &again));
        same_int(again, id);
        done(budget_load(cx, id, &back));
        same_int(back->n_lines, b->n_lines);
        same_int(back->revision, 2);
        same_int(back->version, 1);
}

TEST_DB(budget_put_refuses_an_unknown_unit_and_a_negative_amount)
{
        int64_t id = put_seed(cx), other = 0;
        struct budget *b = read_demo(cx, "demo/wusheng-mbjx-2024.json"), *back;
        b->code = S("nobody");
        const struct fail *f = budget_put(cx, b, &other);
        ok(f && f->kind == FAIL_INVALID && str_find(f->say, S("nobody")) >= 0);
        b->code = S("wusheng-mbjx");
        b->lines[3].amount.fen = -1;
        f = budget_put(cx, b, &other);
        ok(f && f->kind == FAIL_INVALID);
        b->lines[3].amount.fen = 12345;
        b->exact = true;
        f = budget_put(cx, b, &other);
        ok(f && f->kind == FAIL_INVALID && str_find(f->say, S("123.45")) >= 0);
        done(budget_load(cx, id, &back));
        same_int(back->revision, 1);            /* nothing was written */
}

TEST_DB(budget_put_makes_a_draft_whatever_the_file_says)
{
        int64_t id = 0;
        struct budget *b, *back;
        put_seed(cx);
        b = read_demo(cx, "demo/shili-shuiwu-2024.json");
        b->state = BUDGET_PUBLISHED;
        b->version = 7;
        b->published = day_make(2024, 2, 1);
        done(budget_put(cx, b, &id));
        done(budget_load(cx, id, &back));
        same_int(back->state, BUDGET_DRAFT);
        same_int(back->version, 1);
        ok(!day_is(back->congress) && !day_is(back->approved) && !day_is(back->published));
        ok(!back->approval_no.n && !back->published_url.n);
}

TEST_DB(budget_put_refuses_a_profile_that_the_program_lacks)
{
        int64_t id = 0;
        put_seed(cx);
        struct budget *b = read_demo(cx, "demo/shili-shuiwu-2024.json");
        b->profile = S("no-such-county");
        const struct fail *f = budget_put(cx, b, &id);
        ok(f && f->kind == FAIL_INVALID && str_is(f->field, "profile") && str_find(f->say, S("no-such-county")) >= 0);
}

TEST_DB(budget_put_holds_the_draft_to_the_revision_that_was_read)
{
        int64_t id = put_seed(cx), other = 0;
        struct budget *b, *back;
        done(budget_load(cx, id, &b));
        done(budget_put_words(cx, b, b->revision, &(struct budget_words){ S("reason.total"), 0, S("工资标准调整") }, 1));
        const struct fail *f = budget_put(cx, b, &other);
        ok(f && f->kind == FAIL_CONFLICT && str_find(f->say, S("修改预算文字")) > 0);
        done(budget_load(cx, id, &back));
        same_int(back->revision, 2);
}

TEST_DB(budget_put_uses_an_upload_once_and_with_the_budget)
{
        int64_t id = put_seed(cx), again = 0;
        struct budget *b = read_demo(cx, "demo/wusheng-mbjx-2024.json"), *back;
        struct tx tx = tx_begin(cx);
        int64_t upload = budget_upload_add(cx, 1, cx->now, S("wusheng-mbjx"), 2024, S("a.json"), S("{}"));
        done(tx_commit(&tx));
        done(budget_put_upload(cx, b, upload, &again));
        same_int(again, id);
        const struct fail *f = budget_put_upload(cx, b, upload, &again);
        ok(f && f->kind == FAIL_CONFLICT);
        done(budget_load(cx, id, &back));
        same_int(back->revision, 2);            /* the second time wrote nothing */
}

TEST_DB(budget_put_words_empty_takes_the_text_away)
{
        int64_t id = put_seed(cx);
        struct budget *b;
        done(budget_load(cx, id, &b));
        int n = b->n_texts, purposes = b->n_purposes;
        done(budget_put_words(cx, b, b->revision, &(struct budget_words){ b->texts[0].key, b->texts[0].n, S("") }, 1));
        done(budget_load(cx, id, &b));
        same_int(b->n_texts, n - 1);
        str key = str_f(cx->arena, "purpose.%.*s", STR(b->purposes[0].function));
        done(budget_put_words(cx, b, b->revision, &(struct budget_words){ key, 1, S("") }, 1));
        done(budget_load(cx, id, &b));
        same_int(b->n_purposes, purposes - 1);
}

TEST_DB(budget_lines_need_the_current_revision)
{
        int64_t id = put_seed(cx);
        struct budget *b;
        done(budget_load(cx, id, &b));
        done(budget_put_lines(cx, b, b->revision, b->lines, b->n_lines - 1));
        const struct fail *f = budget_put_lines(cx, b, b->revision, b->lines, b->n_lines);
        ok(f && f->kind == FAIL_CONFLICT && str_find(f->say, S("修改预算明细")) > 0);
        struct budget *back;
        done(budget_load(cx, id, &back));
        same_int(back->n_lines, b->n_lines - 1);
}

TEST_DB(budget_walks_its_year_and_cannot_jump)
{
        int64_t id = put_seed(cx);
        struct budget *b;
        const struct fail *f = step(cx, &id, "approve", "");
        ok(f && f->kind == FAIL_CONFLICT);
        done(step(cx, &id, "submit", ""));
        f = step(cx, &id, "return", " ");
        ok(f && f->kind == FAIL_INVALID && str_is(f->field, "reason"));
        done(step(cx, &id, "return", "重报"));
        done(step(cx, &id, "submit", ""));
        done(step(cx, &id, "review", "没有人问的原因"));
        struct budget_moves_of it;
        budget_moves_of(&it, cx, id);
        while (budget_moves_of_next(&it))
                ok(str_is(it.event, "return") ? str_is(it.reason, "重报") : !it.reason.n && !day_is(it.dated));
        done(budget_moves_of_end(&it));
        done(budget_load(cx, id, &b));
        f = budget_move(cx, id, &(struct budget_step){ .event = S("congress"), .day = day_make(2024, 2, 18),
                                                       .revision = b->revision - 1 }, &id);
        ok(f && f->kind == FAIL_CONFLICT);      /* a form opened before the review */
        done(step(cx, &id, "congress", ""));
        done(budget_load(cx, id, &b));
        done(budget_move(cx, id, &(struct budget_step){ .event = S("congress"), .day = day_make(2024, 2, 18),
                                                        .revision = b->revision }, &id));  /* a slip is mended */
        done(step(cx, &id, "approve", ""));
        done(budget_load(cx, id, &b));
        same_int(b->state, BUDGET_APPROVED);
        same_str(day_str(cx->arena, b->approved), "2024-02-20");
        f = budget_put_lines(cx, b, b->revision, b->lines, b->n_lines);
        ok(f && f->kind == FAIL_CONFLICT);      /* only a draft is edited */
}

/* Nothing leaves the compiling office before it is mended. */
TEST_DB(budget_with_a_broken_check_is_not_submitted_and_an_approved_one_can_come_back)
{
        int64_t id = put_seed(cx);
        struct budget *b;
        done(budget_load(cx, id, &b));
        done(budget_put_words(cx, b, b->revision, &(struct budget_words){ S("reason.total"), 0, S("XX") }, 1));
        const struct fail *f = step(cx, &id, "submit", "");
        ok(f && f->kind == FAIL_INVALID && str_find(f->say, S("R03")) >= 0 && str_find(f->say, S("上报")) >= 0);
        done(budget_load(cx, id, &b));
        same_int(b->state, BUDGET_DRAFT);
        done(budget_put_words(cx, b, b->revision, &(struct budget_words){ S("reason.total"), 0, S("人员增加") }, 1));
        static const char *const way[] = { "submit", "review", "approve" };
        for (size_t i = 0; i < COUNT_OF(way); i++)
                done(step(cx, &id, way[i], ""));
        f = step(cx, &id, "return", "文字有误");
        ok(f && f->kind == FAIL_CONFLICT);      /* what is approved is not the reviewer's to return */
        f = step(cx, &id, "unapprove", "");
        ok(f && f->kind == FAIL_INVALID && str_is(f->field, "reason"));
        done(step(cx, &id, "unapprove", "文号登记错了"));
        done(budget_load(cx, id, &b));
        same_int(b->state, BUDGET_REVIEWED);
        ok(!day_is(b->approved) && !b->approval_no.n);
        done(step(cx, &id, "return", "文字有误"));
        done(budget_load(cx, id, &b));
        same_int(b->state, BUDGET_DRAFT);
        ok(!day_is(b->approved) && !b->approval_no.n);
}

TEST_DB(budget_published_is_frozen_and_corrected_by_a_new_version)
{
        int64_t id = put_seed(cx), first;
        struct budget *b;
        struct budget_bytes file, again;
        struct budget_moves_of moves;
        int replaced = 0;
        static const char *const way[] = { "submit", "review", "approve", "publish" };
        for (size_t i = 0; i < COUNT_OF(way); i++)
                done(step(cx, &id, way[i], ""));
        first = id;
        done(budget_published_file(cx, id, S("txt"), &file));
        ok(str_find(file.bytes, S("202.28")) > 0 && file.sha256.n == 64);

        done(step(cx, &id, "correct", "第3项用途写错"));
        ok(id != first);
        const struct fail *f = step(cx, &first, "correct", "又一次");
        ok(f && f->kind == FAIL_CONFLICT);      /* one correction at a time */
        struct ctx nobody = *cx;
        nobody.may = (struct perms){ 0 };
        nobody.user = 0, nobody.unit = 0;
        done(budget_see_newest(&nobody, S("wusheng-mbjx"), 2024, &b));
        same_int(b->id, first);                 /* the draft correction is not theirs to know */
        done(budget_see_newest(cx, S("wusheng-mbjx"), 2024, &b));
        same_int(b->id, id);
        done(budget_load(cx, id, &b));
        same_int(b->version, 2);
        same_int(b->state, BUDGET_DRAFT);
        same_str(b->correction, "第3项用途写错");
        ok(!day_is(b->approved) && !b->approval_no.n && day_is(b->first_approved)); /* not its own yet */
        done(budget_see_version(cx, S("wusheng-mbjx"), 2024, 0, &b));
        same_int(b->id, first);                 /* what is published stands until the correction is */
        done(budget_see_version(cx, S("wusheng-mbjx"), 2024, 2, &b));
        same_int(b->id, id);
        f = budget_see_version(cx, S("wusheng-mbjx"), 2024, 3, &b);
        ok(f && f->kind == FAIL_NOT_FOUND);
        for (size_t i = 0; i < COUNT_OF(way); i++)
                done(step(cx, &id, way[i], ""));
        done(budget_load(cx, first, &b));
        same_int(b->state, BUDGET_CORRECTED);
        done(step(cx, &id, "congress", ""));     /* afterwards: it replaces nothing again */
        budget_moves_of(&moves, cx, first);
        while (budget_moves_of_next(&moves))
                replaced += str_is(moves.event, "replace");
        done(budget_moves_of_end(&moves));
        same_int(replaced, 1);
        done(budget_published_file(cx, first, S("txt"), &again));
        ok(str_eq(file.bytes, again.bytes));
}

TEST_DB(budget_outside_the_scope_does_not_exist_until_it_is_published)
{
        int64_t id = put_seed(cx);
        struct budget *b;
        struct ctx nobody = *cx;
        nobody.may = (struct perms){ 0 };
        nobody.user = 0, nobody.unit = 0;
        const struct fail *f = budget_see(&nobody, id, &b);
        ok(f && (f->kind == FAIL_NOT_FOUND || f->kind == FAIL_DENIED));
        static const char *const way[] = { "submit", "review", "approve", "publish" };
        for (size_t i = 0; i < COUNT_OF(way); i++)
                done(step(cx, &id, way[i], ""));
        done(budget_see(&nobody, id, &b));
        f = budget_put_lines(&nobody, b, b->revision, b->lines, b->n_lines);
        ok(f && (f->kind == FAIL_DENIED || f->kind == FAIL_CONFLICT));
}

TEST_DB(edition_of_a_later_year_leaves_the_older_in_force_for_older_budgets)
{
        struct account_list l;
        int n = 0;
        auth_as_system(cx);
        done(editions_install(cx));
        done(edition_import(cx, "function", S("2025"), day_make(2025, 1, 1), S("示例"), S("a.csv"),
                            S("科目编码,科目名称,预算\n201,一般公共服务支出,general\n20101,人大事务,general\n"
                              "2010101,行政运行,general\n"), true, &n));
        same_int(n, 3);
        done(edition_load(cx, "function", 2025, &l));
        same_int(l.n, 3);
        done(edition_load(cx, "function", 2024, &l));
        ok(l.n > 1400);
        done(edition_load(cx, "function", 2020, &l));
        same_str(l.name, "2024");
        const struct fail *f = edition_import(cx, "function", S("2026"), day_make(2026, 1, 1), S("示例"), S("a.csv"),
                                              S("科目编码,科目名称\n2010101,行政运行\n"), false, &n);
        ok(f && f->kind == FAIL_INVALID && str_find(f->say, S("20101")) >= 0);
}

/* ---- with each statement failing in turn ------------------------------------------------ */

static void seed_there(struct ctx *cx) { put_seed(cx); }

static const struct fail *put_small(struct ctx *cx)
{
        int64_t id;
        struct budget b = { .code = S("shili-mbb"), .year = 2030, .dept_name = S("示例"), .short_name = S("示例"),
                            .voice = S("我办"), .profile = S("sichuan-county") };
        struct budget_unit u = { .code = S("shili-mbb"), .name = S("示例") };
        struct budget_line l = { .function = S("2013101"), .amount = { 100 }, .project = -1 };
        struct budget_income in = { .amount = { 100 } };
        budget_days_clear(&b);
        b.units = &u, b.n_units = 1, b.lines = &l, b.n_lines = 1, b.incomes = &in, b.n_incomes = 1;
        return budget_put(cx, &b, &id);
}

static const struct fail *load_seed(struct ctx *cx, struct budget **ret)
{
        return budget_see_newest(cx, S("wusheng-mbjx"), 2024, ret);
}

static const struct fail *fewer_lines(struct ctx *cx)
{
        struct budget *b;
        const struct fail *f = load_seed(cx, &b);
        return f ? f : budget_put_lines(cx, b, b->revision, b->lines, 2);
}

static const struct fail *submit_seed(struct ctx *cx)
{
        struct budget *b;
        const struct fail *f = load_seed(cx, &b);
        int64_t id = f ? 0 : b->id;
        return f ? f : step(cx, &id, "submit", "");
}

FAULTS(budget_put, seed_there, put_small)
FAULTS(budget_put_lines, seed_there, fewer_lines)
FAULTS(budget_move, seed_there, submit_seed)
