/* domain/budget/pages_begin.c - a new year's budget is begun, in the browser and by command. */
#include "core/auth/auth.h"
#include "domain/budget/begin.h"
#include "domain/budget/begin.html.h"
#include "domain/budget/faces.h"
#include "domain/budget/list.sql.h"
#include "domain/budget/store.sql.h"
#include "door/cli/io.h"

/* Make the draft of a unit and year; CONFLICT where the year has a budget already. */
static const struct fail *begin(struct ctx *cx, str code, int year, int64_t *ret_id, int *ret_from)
{
        struct org_unit u;
        struct budget_newest newest;
        struct budget b;
        const struct fail *f = org_unit_by_code(cx, code, &u);
        if (f && f->kind == FAIL_NOT_FOUND)
                return fail_field(cx, S("unit"), "单位代码“%.*s”不在单位树中", STR(code));
        if (!f)
                f = auth_change_year(cx, MAY_BUDGET_EDIT, u.id, year);
        if (f)
                return f;
        f = budget_newest(cx, code, year, &newest);
        if (!f)
                return fail_field(cx, S("year"), "%.*s %d 年的预算已经有了，不能再新建", STR(u.name), year);
        if (f->kind != FAIL_NOT_FOUND)
                return f;
        f = budget_begin(cx, &u, year, &b, ret_from);
        return f ? f : budget_put(cx, &b, ret_id);
}

static str begun_words(struct ctx *cx, int from)
{
        return from ? str_f(cx->arena,
                            words_of(cx->lang, "单位、机构、项目、车辆、用途和上年数从 %d 年预算带入，请逐项核对"),
                            from)
                    : str_of(words_of(cx->lang, "没有上年的预算可以带入，请逐项填写"));
}

const struct fail *budget_unit_choices(struct ctx *cx, struct form_choice **ret, int *n)
{
        struct budget_units_for it;
        int cap = 0;
        struct auth_reach r = auth_reach_change(cx, MAY_BUDGET_EDIT);
        *ret = NULL, *n = 0;
        budget_units_for(&it, cx, r.prefix, r.unit, r.group, ORG_TOWN, ORG_DEPARTMENT, ORG_PARK);
        while (budget_units_for_next(&it))
                *VEC_ADD(cx->arena, *ret, *n, cap) =
                        (struct form_choice){ .value = it.code, .name = it.name };
        return budget_units_for_end(&it);
}

static const struct fail *begin_fill(struct ctx *cx, const struct request *rq, struct begin_page *p)
{
        struct form_choice *unit;
        int n;
        const struct fail *f = budget_unit_choices(cx, &unit, &n);
        p->page = page_of(cx, rq, "新建预算");
        p->page.here = "/budget";
        p->fields[0] = (struct form_field){
                .name = "unit", .label = "单位", .choices = unit, .n_choices = n
        };
        p->fields[1] =
                (struct form_field){ .name = "year", .label = "预算年度", .inputmode = "numeric",
                                     .value = str_f(cx->arena, "%d", day_year(cx->today) + 1) };
        return f;
}

/* GET /budget/new */
const struct fail *budget_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct begin_page p = { 0 };
        const struct fail *f = begin_fill(cx, rq, &p);
        if (!f)
                begin_page(&re->body, &p);
        return f;
}

/* POST /budget */
const struct fail *budget_new_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str unit = form_text(&form, "unit", 1, 60);
        int64_t year = form_int(&form, "year", 2000, 2100), id = 0;
        int from = 0;
        const struct fail *f = form_end(&form);
        if (!f)
                f = begin(cx, unit, (int)year, &id, &from);
        if (f && fail_on_form(f)) {
                struct begin_page p = { .faults = { &form, f, p.fields, COUNT_OF(p.fields) } };
                const struct fail *g = begin_fill(cx, rq, &p);
                if (g)
                        return g;
                p.faults.fields = p.fields;
                for (size_t i = 0; i < COUNT_OF(p.fields); i++)
                        p.fields[i] = form_field_of(p.fields[i], &form, f);
                re->status = fail_http(f->kind);
                begin_page(&re->body, &p);
                return NULL;
        }
        if (f)
                return f;
        reply_note(re, cx, "%.*s", STR(begun_words(cx, from)));
        return reply_see(re, cx, "/budget/%ld/parts", id);
}

/* luoshi budget begin --unit U --year Y */
const struct fail *budget_begin_cmd(struct ctx *cx, struct cli *io)
{
        str unit = form_code(&io->form, "unit", 60);
        int64_t year = form_int(&io->form, "year", 2000, 2100), id = 0;
        int from = 0;
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = begin(cx, unit, (int)year, &id, &from);
        if (!f)
                buf_f(&io->out, words_of(cx->lang, "已新建 %.*s %ld 年预算：%.*s\n"), STR(unit), year,
                      STR(begun_words(cx, from)));
        return f;
}
