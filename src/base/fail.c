/* base/fail.c - the kinds table and the making of a failure. */
#include "base/base.h"

static const struct { const char *name; int http, exit; const char *words; }
kinds[FAIL_KINDS_END] = {
#define X(kind, http, exit_code, words) [FAIL_##kind] = { #kind, http, exit_code, words },
        FAIL_KINDS(X)
#undef X
};

int         fail_http(enum fail_kind k)  { return kinds[k].http; }
int         fail_exit(enum fail_kind k)  { return kinds[k].exit; }
const char *fail_name(enum fail_kind k)  { return kinds[k].name; }
const char *fail_words(enum fail_kind k) { return kinds[k].words; }

static bool is_ours(enum fail_kind k)
{
        return k == FAIL_BROKEN || k == FAIL_BUSY || k == FAIL_FULL;
}

static struct fail *make(struct ctx *cx, const char *at, enum fail_kind kind,
                         const char *fmt, va_list ap)
{
        struct fail *f = NEW(cx->arena, struct fail);
        bool ours = is_ours(kind);
        str words = str_vf(cx->arena, ours ? fmt : words_of(cx->lang, fmt), ap);
        str say = words;
        if (ours || !words.n)
                say = str_of(words_of(cx->lang, kinds[kind].words));
        *f = (struct fail){
                .kind = kind, .at = at,
                .say  = say,
                .log  = ours ? words : (str){ 0 },
        };
        return f;
}

const struct fail *fail_at(struct ctx *cx, const char *at, enum fail_kind kind,
                           const char *fmt, ...)
{
        va_list ap;
        va_start(ap, fmt);
        const struct fail *f = make(cx, at, kind, fmt, ap);
        va_end(ap);
        return f;
}

const struct fail *fail_field_at(struct ctx *cx, const char *at, str field,
                                 const char *fmt, ...)
{
        va_list ap;
        va_start(ap, fmt);
        struct fail *f = make(cx, at, FAIL_INVALID, fmt, ap);
        va_end(ap);
        f->field = field;
        return f;
}

const struct fail *fail_why_at(struct ctx *cx, const char *at, str field, const char *label,
                               const char *why)
{
        struct fail *f = (struct fail *)(uintptr_t)fail_field_at(cx, at, field, "%s：%s", label, why);
        f->why = str_of(why);
        return f;
}
