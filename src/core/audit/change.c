/* core/audit/change.c - details of the trail for reading. */
#include "core/audit/change.h"
#include "core/text/json.h"

struct word { str code; const char *label; };

static const struct word labels[] = {
#define LABEL(key, label) { S_C(key), label },
#define RECORD(entity, label)
#include "core/audit/labels.def"
#undef LABEL
#undef RECORD
};
static const struct word records[] = {
#define LABEL(key, label)
#define RECORD(entity, label) { S_C(entity), label },
#include "core/audit/labels.def"
#undef LABEL
#undef RECORD
};

static const char *find(const struct word *list, size_t n, str code)
{
        for (size_t i = 0; i < n; i++)
                if (str_eq(code, list[i].code))
                        return list[i].label;
        return NULL;
}

const char *audit_record_label(str entity) { return find(records, COUNT_OF(records), entity); }

static str value_text(struct ctx *cx, const struct json *v)
{
        switch (v->type) {
        case JSON_NULL:         return (str){ 0 };
        case JSON_BOOL:         return str_of(words_of(cx->lang, v->b ? "是" : "否"));
        case JSON_INT:          return str_f(cx->arena, "%ld", v->i);
        case JSON_DECIMAL:
        case JSON_STR:          return v->s;
        case JSON_ARRAY:
        case JSON_OBJECT:       return str_f(cx->arena, words_of(cx->lang, "（%d 项）"), v->n);
        }
        must(!"json type");
}

static int add(struct ctx *cx, struct audit_change *ret, int n, str key, const struct json *before,
               const struct json *after)
{
        struct audit_change c = { .label = find(labels, COUNT_OF(labels), key), .key = key };
        if (n == AUDIT_CHANGES_MOST)
                return n;
        if (before)
                c.before = value_text(cx, before);
        if (after)
                c.after = value_text(cx, after);
        if ((!c.before.n && !c.after.n) || (before && after && str_eq(c.before, c.after)))
                return n;
        ret[n] = c;
        return n + 1;
}

static const struct json *named(const struct json *o, str name)
{
        for (const struct json *v = o ? o->item : NULL; v; v = v->next)
                if (str_eq(v->name, name))
                        return v;
        return NULL;
}

int audit_changes(struct ctx *cx, str detail, struct audit_change ret[AUDIT_CHANGES_MOST])
{
        const struct json *o = NULL;
        int n = 0;
        if (!detail.n)
                return 0;
        if (detail.p[0] != '{' || json_parse(cx, detail, &o) || o->type != JSON_OBJECT) {
                ret[0] = (struct audit_change){ .after = detail };
                return 1;
        }
        const struct json *before = json_at(o, "before"), *after = json_at(o, "after");
        before = before && before->type == JSON_OBJECT ? before : NULL;
        after = after && after->type == JSON_OBJECT ? after : NULL;
        for (const struct json *v = after ? after->item : NULL; v; v = v->next)
                n = add(cx, ret, n, v->name, named(before, v->name), v);
        for (const struct json *v = before ? before->item : NULL; v; v = v->next)
                if (!named(after, v->name))
                        n = add(cx, ret, n, v->name, v, NULL);
        for (const struct json *v = o->item; v; v = v->next)
                if (v != before && v != after)
                        n = add(cx, ret, n, v->name, NULL, v);
        return n;
}

str audit_change_line(struct ctx *cx, str detail, size_t most)
{
        if (!detail.n || detail.p[0] != '{')    /* most rows: an address, a word */
                return utf8_head(detail, most);
        struct audit_change *all = NEW_ARRAY(cx->arena, struct audit_change, AUDIT_CHANGES_MOST);
        int n = audit_changes(cx, detail, all);
        struct buf b = buf_new(cx->arena, 1 << 20);
        for (int i = 0; i < n && utf8_count(buf_str(&b)) < most; i++) {
                const struct audit_change *c = &all[i];
                if (i)
                        buf_put(&b, S("；"));
                if (c->key.p) {
                        buf_put(&b, c->label ? str_of(words_of(cx->lang, c->label)) : c->key);
                        buf_byte(&b, ' ');
                }
                if (c->before.p) {
                        buf_put(&b, utf8_head(c->before, most));
                        buf_put(&b, S(" → "));
                }
                buf_put(&b, c->after.p ? utf8_head(c->after, most) : S("—"));
        }
        return utf8_head(buf_str(&b), most);
}
