/* domain/budget/output.c - a budget as figures, as a disclosure, as bytes of a format. */
#include "domain/budget/output.h"
#include "core/crypto/hash.h"
#include "domain/budget/budget.h"
#include "domain/budget/json.h"
#include "domain/budget/lines.h"
#include "domain/budget/package.h"
#include "domain/budget/store.h"
#include "domain/budget/store.sql.h"

const char *const published_kinds[N_PUBLISHED_KINDS] = { "docx", "pdf", "xlsx", "html", "txt", "datapackage" };

const struct fail *budget_figures(struct ctx *cx, const struct budget *b, struct figures **ret)
{
        struct profile *p;
        const struct fail *f = profile_builtin(cx, b->profile, &p);
        return f ? f : figures_make(cx, b, p, ret);
}

const struct fail *budget_disclosure(struct ctx *cx, const struct budget *b,
                                     struct disclosure **ret)
{
        struct profile *p;
        const struct fail *f = profile_builtin(cx, b->profile, &p);
        return f ? f : budget_disclose(cx, b, p, ret);
}

/* Last year's budget as it was published; NULL where there is none. */
static const struct fail *published_before(struct ctx *cx, const struct budget *b,
                                           struct budget **ret)
{
        struct budget_newest_in last;
        const struct fail *f = budget_newest_in(cx, b->code, b->year - 1, BUDGET_PUBLISHED, &last);
        *ret = NULL;
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        return budget_load(cx, last.id, ret);
}

static const struct fail *checked(struct ctx *cx, const struct budget *b, bool keep,
                                  struct disclosure **ret_d, struct check_report *ret)
{
        struct budget *last;
        const struct fail *f = budget_disclosure(cx, b, ret_d);
        if (!f)
                f = published_before(cx, b, &last);
        struct calendar cal;
        if (!f)
                f = calendar_load(cx, &cal);
        if (!f)
                budget_check(cx, &(struct check_input){ .d = *ret_d, .last = last, .today = cx->today,
                                                        .cal = &cal, .keep = keep }, ret);
        return f;
}

const struct fail *budget_checked(struct ctx *cx, const struct budget *b, struct disclosure **ret_d,
                                  struct check_report *ret)
{
        return checked(cx, b, false, ret_d, ret);
}

const struct fail *budget_output(struct ctx *cx, const struct budget *b, str as,
                                 struct budget_output *ret)
{
        struct disclosure *d;
        struct check_report checks;
        const struct doc_writer *w = doc_writer_find(as);
        bool package = str_is(as, "datapackage");
        if (str_is(as, "csv")) {
                *ret = (struct budget_output){ "text/csv; charset=utf-8",
                        str_f(cx->arena, "%.*s-%d.csv", STR(b->code), b->year), lines_csv(cx, b) };
                return NULL;
        }
        if (str_is(as, "json")) {
                struct buf o = buf_new(cx->arena, 64 << 20);
                budget_write_json(&o, b);
                *ret = (struct budget_output){
                        "application/json", str_f(cx->arena, "%.*s-%d.json", STR(b->code), b->year),
                        buf_str(&o)
                };
                return NULL;
        }
        if (!w && !package)
                return fail(cx, NOT_FOUND, "没有“%.*s”这种格式", STR(as));
        const struct fail *f = package ? checked(cx, b, true, &d, &checks) : budget_disclosure(cx, b, &d);
        if (!f)
                f = doc_write(cx, d->doc, package ? S("pdf") : as, &ret->bytes);
        if (!f && package) {
                struct digest sha = hash(HASH_SHA256, ret->bytes);
                f = budget_package(cx, d, &checks, digest_hex(cx->arena, &sha), &ret->bytes);
        }
        if (f)
                return f;
        ret->type = w ? w->type : "application/zip";
        ret->name = str_f(cx->arena, "%.*s%d年部门预算.%.*s", STR(b->short_name), b->year, STR(w ? as : S("zip")));
        return NULL;
}
