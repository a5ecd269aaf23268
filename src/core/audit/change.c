/* core/audit/change.c - details of the trail for reading. */
#include "core/audit/change.h"
#include "core/audit/audit.sql.h"
#include "core/text/json.h"

struct word { str code; const char *label; };

static const struct word labels[] = {
#define LABEL(key, label) { S_C(key), label },
#include "core/audit/labels.def"
};
static const struct word records[] = {
#define RECORD(entity, label) { S_C(entity), label },
#include "core/audit/labels.def"
};
enum what { NUMBER, UNIT, PERSON, POST, ROLE };
static const struct { str key; enum what what; } named_keys[] = {
#define NAMED(key, what) { S_C(key), what },
#include "core/audit/labels.def"
};
static const struct { str key, code; const char *word; } worded[] = {
#define WORDED(key, code, word) { S_C(key), S_C(code), word },
#include "core/audit/labels.def"
};

static const char *find(const struct word *list, size_t n, str code)
{
        for (size_t i = 0; i < n; i++)
                if (str_eq(code, list[i].code))
                        return list[i].label;
        return NULL;
}

const char *audit_record_label(str entity) { return find(records, COUNT_OF(records), entity); }

/* Absent: there is none, any more. */
static str ask(struct ctx *cx, enum what what, int64_t id)
{
        struct audit_unit_name unit;
        struct audit_person_name person;
        struct audit_post_name post;
        struct audit_role_name role;
        switch (what) {
        case UNIT:      return audit_unit_name(cx, id, &unit) ? (str){ 0 } : unit.name;
        case PERSON:    return audit_person_name(cx, id, &person) ? (str){ 0 } : person.name;
        case ROLE:      return audit_role_name(cx, S(""), id, &role) ? (str){ 0 }
                             : str_of(words_of(cx->lang, str_copy(cx->arena, role.name).p));
        case POST:
                if (audit_post_name(cx, id, &post))
                        return (str){ 0 };
                return str_f(cx->arena, "%.*s %s（%.*s）", STR(post.unit),
                             post.title.n ? str_copy(cx->arena, post.title).p
                                          : words_of(cx->lang, str_copy(cx->arena, post.role).p), STR(post.person));
        case NUMBER:    break;
        }
        return (str){ 0 };
}

/* Where the memo keeps a name; *ret_new: it is to be asked for. */
static str *slot(struct audit_names *names, int what, int64_t id, bool *ret_new)
{
        size_t at = ((size_t)id * 5 + (size_t)what) % AUDIT_NAMES;
        *ret_new = names->at[at].what != what || names->at[at].id != id;
        names->at[at].what = what;
        names->at[at].id = id;
        return &names->at[at].name;
}

static str called(struct ctx *cx, struct audit_names *names, enum what what, int64_t id)
{
        bool new;
        if (what == NUMBER)
                return (str){ 0 };
        str *name = slot(names, (int)what, id, &new);
        if (new)
                *name = ask(cx, what, id);
        return *name;
}

str audit_titled(struct ctx *cx, struct audit_names *names, const struct audit_title *t, int at, int64_t id)
{
        bool new;
        str *name = slot(names, ROLE + 1 + at, id, &new);
        if (new)
                *name = t->called(cx, id);
        return *name;
}

enum { DIGEST_HEX = 64, DIGEST_SHOWN = 8 };

str audit_plain(struct ctx *cx, str detail)
{
        size_t head = detail.n > DIGEST_HEX ? detail.n - DIGEST_HEX : 0;
        if (!head || detail.p[head - 1] != ' ')
                return detail;
        for (size_t i = head; i < detail.n; i++)
                if (!strchr("0123456789abcdef", detail.p[i]))
                        return detail;
        return str_f(cx->arena, words_of(cx->lang, "%.*s（指纹 %.*s…）"), STR(str_head(detail, head - 1)),
                     STR(str_head(str_from(detail, head), DIGEST_SHOWN)));
}

str audit_record_called(struct ctx *cx, struct audit_names *names, str entity, int64_t id)
{
        return called(cx, names, str_is(entity, "unit") ? UNIT
                        : str_is(entity, "person") || str_is(entity, "account") ? PERSON
                        : str_is(entity, "post") ? POST : str_is(entity, "role") ? ROLE : NUMBER, id);
}

/* A value that stands for a record, or is a code, in words; absent: it is what it says. */
static str name_text(struct ctx *cx, struct audit_names *names, str key, const struct json *v)
{
        struct audit_role_name role;
        enum what what = NUMBER;
        for (size_t i = 0; i < COUNT_OF(named_keys); i++)
                if (str_eq(named_keys[i].key, key))
                        what = named_keys[i].what;
        if (v->type == JSON_INT)
                return v->i > 0 ? called(cx, names, what, v->i) : (str){ 0 };
        if (v->type != JSON_STR)
                return (str){ 0 };
        if (what == ROLE && !audit_role_name(cx, v->s, -1, &role))
                return str_of(words_of(cx->lang, str_copy(cx->arena, role.name).p));
        for (size_t i = 0; i < COUNT_OF(worded); i++)
                if (str_eq(worded[i].key, key) && str_eq(worded[i].code, v->s))
                        return str_of(words_of(cx->lang, worded[i].word));
        return (str){ 0 };
}

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

static str said(struct ctx *cx, struct audit_names *names, str key, const struct json *v)
{
        str name = v ? name_text(cx, names, key, v) : (str){ 0 };
        return name.p || !v ? name : value_text(cx, v);
}

static int add(struct ctx *cx, struct audit_names *names, struct audit_change *ret, int n, str key,
               const struct json *before, const struct json *after)
{
        if (n == AUDIT_CHANGES_MOST || (before && after && str_eq(value_text(cx, before), value_text(cx, after))))
                return n;
        struct audit_change c = {
                .label = find(labels, COUNT_OF(labels), key), .key = key,
                .before = said(cx, names, key, before), .after = said(cx, names, key, after),
        };
        if (!c.before.n && !c.after.n)
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

int audit_changes(struct ctx *cx, struct audit_names *names, str detail,
                  struct audit_change ret[AUDIT_CHANGES_MOST])
{
        const struct json *o = NULL;
        int n = 0;
        if (!detail.n)
                return 0;
        if (detail.p[0] != '{' || json_parse(cx, detail, &o) || o->type != JSON_OBJECT) {
                ret[0] = (struct audit_change){ .after = audit_plain(cx, detail) };
                return 1;
        }
        const struct json *before = json_at(o, "before"), *after = json_at(o, "after");
        before = before && before->type == JSON_OBJECT ? before : NULL;
        after = after && after->type == JSON_OBJECT ? after : NULL;
        for (const struct json *v = after ? after->item : NULL; v; v = v->next)
                n = add(cx, names, ret, n, v->name, named(before, v->name), v);
        for (const struct json *v = before ? before->item : NULL; v; v = v->next)
                if (!named(after, v->name))
                        n = add(cx, names, ret, n, v->name, v, NULL);
        for (const struct json *v = o->item; v; v = v->next)
                if (v != before && v != after)
                        n = add(cx, names, ret, n, v->name, NULL, v);
        return n;
}

str audit_change_line(struct ctx *cx, const struct audit_change *all, int n, size_t most)
{
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
