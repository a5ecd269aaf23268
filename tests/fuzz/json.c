/* tests/fuzz/json.c - JSON in; what was read is written, and must read back the same. */
#include "core/text/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void write_value(struct json_out *o, const struct json *j, const char *name)
{
        switch (j->type) {
        case JSON_NULL:
                json_put_raw(o, name, S("null"));
                break;
        case JSON_BOOL:
                json_put_bool(o, name, j->b);
                break;
        case JSON_INT:
                json_put_int(o, name, j->i);
                break;
        case JSON_DECIMAL:
                json_put_raw(o, name, j->s);
                break;
        case JSON_STR:
                json_put_str(o, name, j->s);
                break;
        case JSON_ARRAY:
        case JSON_OBJECT:
                /* the writer stops one short of 64 */
                if (o->depth + 2u > COUNT_OF(o->first)) {
                        json_put_raw(o, name, S("null"));
                        break;
                }
                json_open(o, name, j->type == JSON_ARRAY ? '[' : '{');
                for (const struct json *c = j->item; c; c = c->next)
                        write_value(o, c, j->type == JSON_ARRAY ? NULL : c->name.p);
                json_close(o, j->type == JSON_ARRAY ? ']' : '}');
                break;
        }
}

static str written(struct ctx *cx, const struct json *j)
{
        struct buf b = buf_new(cx->arena, 1 << 24);
        struct json_out o = json_out(&b, false);
        write_value(&o, j, NULL);
        must(!b.broken);
        return buf_str(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 28);
        struct ctx cx = { .arena = &a };
        const struct json *j, *again;
        const struct fail *f = json_parse(&cx, (str){ (const char *)data, n }, &j);
        must(!f || f->kind == FAIL_INVALID || f->kind == FAIL_TOO_LARGE);
        if (!f) {
                int64_t v;
                (void)json_decimal(j, 2, &v);
                str one = written(&cx, j);
                must(!json_parse(&cx, one, &again));
                must(str_eq(one, written(&cx, again)));
        }
        arena_done(&a);
        return 0;
}
