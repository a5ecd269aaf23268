/* domain/budget/output.c - a budget as figures, as a disclosure, as bytes of a format. */
#include "domain/budget/output.h"
#include "domain/budget/json.h"

const char *const published_kinds[N_PUBLISHED_KINDS] = { "docx", "pdf", "xlsx", "html", "txt" };

const struct fail *budget_figures(struct ctx *cx, const struct budget *b, struct figures **ret)
{
        struct profile *p;
        const struct fail *f = profile_builtin(cx, b->profile, &p);
        return f ? f : figures_make(cx, b, p, ret);
}

const struct fail *budget_disclosure(struct ctx *cx, const struct budget *b, struct disclosure **ret)
{
        struct profile *p;
        const struct fail *f = profile_builtin(cx, b->profile, &p);
        return f ? f : budget_disclose(cx, b, p, ret);
}

const struct fail *budget_output(struct ctx *cx, const struct budget *b, str as, struct budget_output *ret)
{
        struct disclosure *d;
        const struct doc_writer *w = doc_writer_find(as);
        bool json = str_is(as, "json");
        if (json) {
                struct buf o = buf_new(cx->arena, 64 << 20);
                budget_write_json(&o, b);
                *ret = (struct budget_output){ "application/json", str_f(cx->arena, "%.*s-%d.json", STR(b->code), b->year), buf_str(&o) };
                return NULL;
        }
        if (!w)
                return fail(cx, NOT_FOUND, "没有“%.*s”这种格式", STR(as));
        const struct fail *f = budget_disclosure(cx, b, &d);
        if (!f)
                f = doc_write(cx, d->doc, as, &ret->bytes);
        if (f)
                return f;
        ret->type = w->type;
        ret->name = str_f(cx->arena, "%.*s%d年部门预算.%.*s", STR(b->short_name), b->year, STR(as));
        return NULL;
}
