/* domain/org/called.c - see called.h. */
#include "domain/org/called.h"
#include "domain/org/called.sql.h"

static str delegation_title(struct ctx *cx, int64_t id)
{
        struct delegation_called d;
        return delegation_called(cx, id, &d) ? (str){ 0 }
                : str_f(cx->arena, words_of(cx->lang, "%.*s代%.*s"), STR(d.deputy), STR(d.holder));
}

const struct audit_title org_titles[ORG_TITLES] = {
        { "delegation", NULL, delegation_title },
};
