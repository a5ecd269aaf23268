/* domain/document/called.c - see called.h. */
#include "domain/document/called.h"
#include "core/doc/gongwen.h"
#include "domain/document/called.sql.h"

static str document_title(struct ctx *cx, int64_t id)
{
        struct document_called d;
        if (document_called(cx, id, &d))
                return (str){ 0 };
        return !d.has_number ? str_f(cx->arena, "《%.*s》", STR(d.title)) /* document text */
                : str_f(cx->arena, "《%.*s》（%.*s）", STR(d.title), /* document text */
                        STR(gongwen_number(cx->arena, d.prefix, (int)d.year, d.number)));
}

static str series_title(struct ctx *cx, int64_t id)
{
        struct document_series_called s;
        return document_series_called(cx, id, &s) ? (str){ 0 } : s.name;
}

const struct audit_title document_titles[DOCUMENT_TITLES] = {
        { "document",        NULL, document_title },
        { "document_series", NULL, series_title },
};
