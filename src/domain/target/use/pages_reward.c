/* domain/target/use/pages_reward.c - 奖励测算: parameters, heads, the sheet and its files. */
#include "core/doc/doc.h"
#include "domain/target/use/faces.h"
#include "domain/target/use/use.html.h"

static str grade_name(struct ctx *cx, const char *what, int i) { return str_f(cx->arena, "%s-%d", what, i); }

static void fields_fill(struct ctx *cx, struct rewards_page *p)
{
        const struct reward_plan *plan = &p->s.plan;
        p->basis = (struct form_field){ .name = "basis", .label = "依据文件", .max = 200,
                .value = plan->basis.n ? plan->basis : S(""), .hint = "县里确定奖励标准的文件" };
        p->per_head = (struct form_field){ .name = "per-head", .label = "人均基数（元）", .max = 12,
                .inputmode = "decimal", .value = money_yuan(cx->arena, plan->per_head),
                .hint = "系数为 1 时每人的金额" };
        for (int i = 0; i < plan->n_grades; i++) {
                p->grades[i].amount = (struct form_field){ .name = grade_name(cx, "amount", i).p,
                        .label = "单位奖励（元）", .inputmode = "decimal", .max = 14,
                        .value = money_yuan(cx->arena, plan->grades[i].amount) };
                p->grades[i].factor = (struct form_field){ .name = grade_name(cx, "factor", i).p,
                        .label = "人均系数", .inputmode = "decimal", .max = 10,
                        .value = points_str(cx->arena, (points){ plan->grades[i].factor }, 0) };
        }
}

static const struct fail *show(struct ctx *cx, const struct request *rq, struct reply *re, int year,
                               const struct form *form, const struct fail *why)
{
        struct rewards_page *p = NEW(cx->arena, struct rewards_page);
        struct result_run run;
        const struct fail *f = use_run(cx, year, &run);
        if (!f)
                f = reward_sheet(cx, &run, &p->s);
        if (f)
                return f;
        p->page = page_of(cx, rq, "奖励测算");
        p->page.here = "/use";
        page_crumb(&p->page, str_f(cx->arena, "/use?year=%d", run.year), "结果运用", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, "奖励测算", (str){ 0 });
        p->years = (struct use_links){ .path = "/use/rewards", .year = run.year };
        f = use_years(cx, p->years.list, &p->years.n);
        if (f)
                return f;
        p->may = auth_may(cx, MAY_RESULT_RUN) && !auth_change_year(cx, MAY_RESULT_RUN, run.unit, run.year);
        fields_fill(cx, p);
        if (form) {
                p->basis = form_field_of(p->basis, form, why);
                p->per_head = form_field_of(p->per_head, form, why);
                for (int i = 0; i < p->s.plan.n_grades; i++) {
                        p->grades[i].amount = form_field_of(p->grades[i].amount, form, why);
                        p->grades[i].factor = form_field_of(p->grades[i].factor, form, why);
                }
        }
        p->faults = (struct form_faults){ form, why, &p->basis, 1 };
        struct reward_line *rows = NEW_ARRAY(cx->arena, struct reward_line, (size_t)p->s.n_rows + 1);
        for (int i = 0; i < p->s.n_rows; i++) {
                rows[i] = (struct reward_line){ .r = &p->s.rows[i],
                        .field = str_f(cx->arena, "u%ld", p->s.rows[i].unit) };
                if (!i || !str_eq(p->s.rows[i].group, p->s.rows[i - 1].group))
                        rows[i].group = str_copy(cx->arena, p->s.rows[i].group).p;
        }
        p->rows = rows, p->n_rows = p->s.n_rows;
        if (why)
                re->status = fail_http(why->kind);
        rewards_page(&re->body, p);
        return NULL;
}

/* GET /use/rewards?year= */
const struct fail *rewards_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = (int)form_int_or(&form, "year", 2000, 2999, 0);
        const struct fail *f = form_end(&form);
        return f ? f : show(cx, rq, re, year, NULL, NULL);
}

/* POST /use/rewards: year, version, basis, per-head, amount-0, factor-0 … */
const struct fail *rewards_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct reward_sheet s;
        struct result_run run;
        int year = (int)form_int(&form, "year", 2000, 2999);
        const struct fail *f = form.n_wrong ? form_end(&form) : use_run(cx, year, &run);
        if (!f)
                f = reward_sheet(cx, &run, &s);
        if (f)
                return f;
        struct reward_plan p = s.plan;
        p.version = form_int_or(&form, "version", 0, INT32_MAX, 0);
        p.basis = form_text(&form, "basis", 1, 200);
        p.per_head = form_yuan(&form, "per-head", 0, (int64_t)100000000);
        for (int i = 0; i < p.n_grades; i++) {
                const char *factor = grade_name(cx, "factor", i).p;
                points x = { 0 };
                p.grades[i].amount = form_yuan(&form, grade_name(cx, "amount", i).p, 0,
                                               (int64_t)10000000000);
                if (!points_read(form_text(&form, factor, 1, 10), &x) || x.micro < 0)
                        form_wrong(&form, factor, "系数应为数字，如 1.2");
                p.grades[i].factor = x.micro;
        }
        f = form_end(&form);
        if (!f)
                f = reward_plan_put(cx, &run, &p);
        if (f)
                return fail_on_form(f) ? show(cx, rq, re, year, &form, f) : f;
        reply_note(re, cx, "%d 年的奖励标准已保存", year);
        return reply_see(re, cx, "/use/rewards?year=%d", year);
}

/* POST /use/rewards/heads: year, version, uID=heads */
const struct fail *reward_heads_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct reward_sheet s;
        struct result_run run;
        int year = (int)form_int(&form, "year", 2000, 2999), n = 0;
        int64_t version = form_int_or(&form, "version", 0, INT32_MAX, 0);
        const struct fail *f = form.n_wrong ? form_end(&form) : use_run(cx, year, &run);
        if (!f)
                f = reward_sheet(cx, &run, &s);
        if (f)
                return f;
        struct reward_heads *list = NEW_ARRAY(cx->arena, struct reward_heads, (size_t)s.n_rows + 1);
        for (int i = 0; i < s.n_rows; i++) {
                const char *name = str_f(cx->arena, "u%ld", s.rows[i].unit).p;
                if (form_has(&form, name))
                        list[n++] = (struct reward_heads){ s.rows[i].unit,
                                                           form_int_or(&form, name, 0, 100000, 0) };
        }
        f = form_end(&form);
        if (!f)
                f = reward_heads_put(cx, &run, version, list, n);
        if (f)
                return fail_on_form(f) ? show(cx, rq, re, year, &form, f) : f;
        reply_note(re, cx, "%d 个单位的人数已保存", n);
        return reply_see(re, cx, "/use/rewards?year=%d", year);
}

/* GET /use/rewards/files/:key?year= */
const struct fail *reward_file_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = (int)form_int_or(&form, "year", 2000, 2999, 0);
        const struct doc_writer *w = doc_writer_find(rq->keys[0]);
        struct reward_sheet s;
        struct result_run run;
        str bytes;
        const struct fail *f = form_end(&form);
        if (!f && !w)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = use_run(cx, year, &run);
        if (!f)
                f = reward_sheet(cx, &run, &s);
        if (f)
                return f;
        struct doc *d = reward_document(cx, &s);
        f = w->write(cx, d, &bytes);
        if (!f)
                reply_file(re, w->type, str_f(cx->arena, "%.*s.%s", STR(d->title), w->as), bytes);
        return f;
}
