/* core/text/json.c - the one file with jansson.
 *
 * jansson makes a double of every number with a point or an exponent, and a double is not what
 * the file said. So a pass before it (docs/decisions/json-decimals.md) notes the text of each
 * such number and writes "0" and blanks in its place: same length, so lines and columns in
 * errors stay true. Numbers come out of jansson in the order they went in, so the k-th number
 * of the tree is the k-th of the text. The pass decides nothing else: what it does not
 * recognise it leaves for jansson to refuse.
 */

/* Three of jansson's constants bear names of our enum json_type: its go by J_… here. Its
 * macros json_is_object() and the like would meet ours, so they are not used. */
#define JSON_OBJECT J_OBJECT
#define JSON_ARRAY  J_ARRAY
#define JSON_NULL   J_NULL
#include <jansson.h>
#undef JSON_OBJECT
#undef JSON_ARRAY
#undef JSON_NULL

#include "core/text/json.h"
#include "core/text/decimal.h"

enum { DEPTH_MAX = 64 };

/* ---- the pass over the text ------------------------------------------------------- */

struct scan {
        struct arena *arena;
        char         *p;                /* our copy of the text, changed in place */
        size_t        n, i;
        int64_t       n_values;         /* at most; what the tree will cost */
        int64_t       n_numbers;
        struct decimal { int64_t which; str text; } *decimal;
        size_t        n_decimals, cap_decimals;
        size_t        too_deep;         /* where; SIZE_MAX: nowhere */
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static size_t digits(const char *p, size_t i, size_t n)
{
        while (i < n && is_digit(p[i]))
                i++;
        return i;
}

/* The end of a JSON number that begins at i with a point or an exponent in it; 0: none such. */
static size_t decimal_end(const char *p, size_t i, size_t n)
{
        if (p[i] == '-')
                i++;
        size_t whole = i;
        i = digits(p, i, n);
        if (i == whole || (p[whole] == '0' && i > whole + 1))
                return 0;
        size_t at = i;
        if (i < n && p[i] == '.') {
                at = digits(p, i + 1, n);
                if (at == i + 1)
                        return 0;
        }
        size_t end = at;
        if (at < n && (p[at] == 'e' || p[at] == 'E')) {
                size_t k = at + 1;
                if (k < n && (p[k] == '+' || p[k] == '-'))
                        k++;
                end = digits(p, k, n);
                if (end == k)
                        return 0;
        }
        return end > i ? end : 0;
}

static void scan_string(struct scan *s)
{
        for (s->i++; s->i < s->n && s->p[s->i] != '"'; s->i++)
                if (s->p[s->i] == '\\')
                        s->i++;
}

static void scan_number(struct scan *s)
{
        size_t end = decimal_end(s->p, s->i, s->n);
        if (end) {
                str text = str_copy(s->arena, (str){ s->p + s->i, end - s->i });
                *VEC_ADD(s->arena, s->decimal, s->n_decimals, s->cap_decimals) =
                        (struct decimal){ s->n_numbers, text };
                memset(s->p + s->i, ' ', end - s->i);
                s->p[s->i] = '0';
                s->i = end - 1;
        } else {
                /* All of what may belong to it: in "8.-5E1" no number begins at the '-'. */
                while (s->i + 1 < s->n && (is_digit(s->p[s->i + 1]) ||
                                           (s->p[s->i + 1] && strchr(".+-eE", s->p[s->i + 1]))))
                        s->i++;
        }
        s->n_numbers++;
}

static void scan_text(struct scan *s)
{
        int depth = 0;
        for (; s->i < s->n; s->i++) {
                char c = s->p[s->i];
                if (c == '"') {
                        scan_string(s);
                } else if (c == '-' || is_digit(c)) {
                        scan_number(s);
                } else if (c == '[' || c == '{') {
                        s->n_values++;
                        if (++depth > DEPTH_MAX) {
                                s->too_deep = s->i;
                                return;
                        }
                } else if (c == ']' || c == '}') {
                        depth--;
                } else if (c == ',') {
                        s->n_values++;
                }
        }
}

/* ---- jansson's tree into ours ----------------------------------------------------- */

struct turn {
        struct arena         *arena;
        const struct decimal *decimal, *decimals_end;
        int64_t               n_numbers;
        bool                  double_met;       /* the pass failed: never to be trusted */
};

static str string_of(struct turn *t, const json_t *v)
{
        return str_copy(t->arena, (str){ json_string_value(v), json_string_length(v) });
}

static void number_of(struct turn *t, const json_t *v, struct json *ret)
{
        if (t->decimal < t->decimals_end && t->decimal->which == t->n_numbers)
                *ret = (struct json){ .type = JSON_DECIMAL, .s = t->decimal++->text };
        else
                *ret = (struct json){ .type = JSON_INT, .i = json_integer_value(v) };
        t->n_numbers++;
}

static struct json *value_of(struct turn *t, json_t *v);

static void array_of(struct turn *t, json_t *v, struct json *ret)
{
        const struct json **end = &ret->item;
        size_t i;
        json_t *item;
        json_array_foreach(v, i, item) {
                struct json *j = value_of(t, item);
                *end = j;
                end = &j->next;
                ret->n++;
        }
}

static void object_of(struct turn *t, json_t *v, struct json *ret)
{
        const struct json **end = &ret->item;
        const char *key;
        json_t *item;
        json_object_foreach(v, key, item) {     /* in the order of the text since jansson 2.8 */
                struct json *j = value_of(t, item);
                j->name = str_copy(t->arena, str_of(key));
                *end = j;
                end = &j->next;
                ret->n++;
        }
}

static struct json *value_of(struct turn *t, json_t *v)
{
        struct json *j = NEW(t->arena, struct json);
        switch (json_typeof(v)) {
        case J_OBJECT:
                j->type = JSON_OBJECT;
                object_of(t, v, j);
                break;
        case J_ARRAY:
                j->type = JSON_ARRAY;
                array_of(t, v, j);
                break;
        case JSON_STRING:
                *j = (struct json){ .type = JSON_STR, .s = string_of(t, v) };
                break;
        case JSON_INTEGER:
                number_of(t, v, j);
                break;
        case JSON_TRUE:
        case JSON_FALSE:
                *j = (struct json){ .type = JSON_BOOL, .b = json_typeof(v) == JSON_TRUE };
                break;
        case JSON_REAL:
                t->double_met = true;
                break;
        case J_NULL:
                break;
        }
        return j;
}

/* ---- what was wrong, for a person -------------------------------------------------- */

static void position(str text, size_t at, int *ret_line, int *ret_column)
{
        int line = 1;
        size_t start = 0;
        for (size_t i = 0; i < at; i++)
                if (text.p[i] == '\n') {
                        line++;
                        start = i + 1;
                }
        *ret_line = line;
        *ret_column = (int)utf8_count((str){ text.p + start, at - start }) + 1;
}

static const struct fail *refusal(struct ctx *cx, const json_error_t *e)
{
        int line = e->line < 1 ? 1 : e->line, column = e->column < 1 ? 1 : e->column;
        switch (json_error_code(e)) {
        case json_error_out_of_memory:
                return fail(cx, BUSY, "no memory to read JSON");
        case json_error_invalid_utf8:
                return fail(cx, INVALID, "第 %d 行第 %d 列附近不是 UTF-8 编码的文字，请把文件另存为 UTF-8 再试",
                            line, column);
        case json_error_premature_end_of_input:
                return fail(cx, INVALID, "内容在第 %d 行第 %d 列中断，后面的部分缺失", line, column);
        case json_error_end_of_input_expected:
                return fail(cx, INVALID, "第 %d 行第 %d 列以后还有多余的内容", line, column);
        case json_error_duplicate_key:
                return fail(cx, INVALID, "第 %d 行第 %d 列：同一项的名称在一个对象里写了两次",
                            line, column);
        case json_error_numeric_overflow:
                return fail(cx, INVALID, "第 %d 行第 %d 列的数字太大", line, column);
        case json_error_null_character:
        case json_error_null_byte_in_key:
                return fail(cx, INVALID, "第 %d 行第 %d 列含有不允许的空字符", line, column);
        case json_error_unknown:
        case json_error_stack_overflow:
        case json_error_cannot_open_file:
        case json_error_invalid_argument:
        case json_error_invalid_syntax:
        case json_error_invalid_format:
        case json_error_wrong_type:
        case json_error_null_value:
        case json_error_item_not_found:
        case json_error_index_out_of_range:
                break;
        }
        return fail(cx, INVALID, "第 %d 行第 %d 列不符合 JSON 格式", line, column);
}

static void release(json_t **v) { json_decref(*v); }

const struct fail *json_parse(struct ctx *cx, str text, const struct json **ret)
{
        if (str_starts(text, S("\xEF\xBB\xBF")))        /* Windows Notepad's mark */
                text = str_from(text, 3);
        size_t room = cx->arena->ceiling - cx->arena->used;
        char mb[MEGA_ROOM];
        if (text.n > room / 4)
                return fail(cx, TOO_LARGE, "JSON 内容太大，最多 %s MB", mega(mb, (int64_t)(room / 4), false));
        struct scan s = { .arena = cx->arena, .n = text.n, .too_deep = SIZE_MAX, .n_values = 1 };
        s.p = (char *)str_copy(cx->arena, text.p ? text : S("")).p;
        scan_text(&s);
        if (s.too_deep != SIZE_MAX) {
                int line, column;
                position(text, s.too_deep, &line, &column);
                return fail(cx, INVALID, "第 %d 行第 %d 列嵌套超过 %d 层", line, column, DEPTH_MAX);
        }
        if ((uint64_t)s.n_values > room / 4 / (sizeof(struct json) + 48))
                return fail(cx, TOO_LARGE, "JSON 里有 %ld 个值，最多 %ld 个", (long)s.n_values,
                            (long)(room / 4 / (sizeof(struct json) + 48)));
        json_error_t e;
        json_t *tree CLEANUP(release) =
                json_loadb(s.p, s.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &e);
        if (!tree)
                return refusal(cx, &e);
        struct turn t = { .arena = cx->arena, .decimal = s.decimal,
                          .decimals_end = s.decimal ? s.decimal + s.n_decimals : NULL };
        const struct json *j = value_of(&t, tree);
        if (t.double_met || t.decimal != t.decimals_end || t.n_numbers != s.n_numbers)
                return fail(cx, BROKEN, "JSON: the numbers of text and tree differ");
        *ret = j;
        return NULL;
}

/* ---- reading the tree ------------------------------------------------------------- */

const struct json *json_at(const struct json *o, const char *name)
{
        if (!o || o->type != JSON_OBJECT)
                return NULL;
        for (const struct json *j = o->item; j; j = j->next)
                if (str_is(j->name, name))
                        return j;
        return NULL;
}

str json_str(const struct json *o, const char *name)
{
        const struct json *j = json_at(o, name);
        return j && j->type == JSON_STR ? j->s : (str){ 0 };
}

int64_t json_int(const struct json *o, const char *name, int64_t otherwise)
{
        const struct json *j = json_at(o, name);
        return j && j->type == JSON_INT ? j->i : otherwise;
}

bool json_bool(const struct json *o, const char *name)
{
        const struct json *j = json_at(o, name);
        return j && j->type == JSON_BOOL && j->b;
}

static bool decimal_of(str text, int places, int64_t *ret)
{
        struct arena a;
        arena_init(&a, 16384);
        str plain;
        bool good = decimal_plain(&a, text, 0, &plain) && !decimal_read(plain, places, ret);
        arena_done(&a);
        return good;
}

bool json_decimal(const struct json *v, int places, int64_t *ret)
{
        if (!v)
                return false;
        if (v->type == JSON_INT) {
                int64_t r = v->i;
                for (int i = 0; i < places; i++)
                        if (__builtin_mul_overflow(r, 10, &r))
                                return false;
                *ret = r;
                return true;
        }
        if (v->type == JSON_DECIMAL)
                return decimal_of(v->s, places, ret);
        return v->type == JSON_STR && !decimal_read(v->s, places, ret);
}

/* ---- out ---------------------------------------------------------------------------- */

struct json_out json_out(struct buf *o, bool pretty)
{
        return (struct json_out){ .o = o, .first = { 1 }, .pretty = pretty };
}

static void new_line(struct json_out *j)
{
        if (!j->pretty)
                return;
        buf_byte(j->o, '\n');
        for (int i = 0; i < j->depth; i++)
                buf_put(j->o, S("  "));
}

/* Strings as RFC 8259 wants them; what is no UTF-8 becomes U+FFFD, so output always parses. */
static void quoted(struct buf *o, str s)
{
        buf_byte(o, '"');
        while (s.n) {
                unsigned char c = (unsigned char)s.p[0];
                uint32_t code;
                size_t k = c < 0x80 ? 1 : utf8_next(s, &code);
                if (c == '"' || c == '\\') {
                        buf_byte(o, '\\');
                        buf_byte(o, (char)c);
                } else if (c == '\n') {
                        buf_put(o, S("\\n"));
                } else if (c == '\t') {
                        buf_put(o, S("\\t"));
                } else if (c < 0x20 || c == 0x7F) {
                        buf_f(o, "\\u%04x", (unsigned)c);
                } else if (!k) {
                        buf_put(o, S("\xEF\xBF\xBD"));
                        k = 1;
                } else {
                        buf_put(o, str_head(s, k));
                }
                s = str_from(s, k);
        }
        buf_byte(o, '"');
}

/* What stands before a value: the comma, the line, the name. */
static void before(struct json_out *j, const char *name)
{
        if (!j->first[j->depth])
                buf_byte(j->o, ',');
        j->first[j->depth] = 0;
        if (j->depth)
                new_line(j);
        if (name) {
                quoted(j->o, str_of(name));
                buf_put(j->o, j->pretty ? S(": ") : S(":"));
        }
}

void json_open(struct json_out *j, const char *name, char kind)
{
        must((kind == '{' || kind == '[') && j->depth + 1u < COUNT_OF(j->first));
        before(j, name);
        buf_byte(j->o, kind);
        j->first[++j->depth] = 1;
}

void json_close(struct json_out *j, char kind)
{
        must((kind == '}' || kind == ']') && j->depth > 0);
        bool empty = j->first[j->depth--];
        if (!empty)
                new_line(j);
        buf_byte(j->o, kind);
        if (!j->depth && j->pretty)
                buf_byte(j->o, '\n');
}

void json_put_str(struct json_out *j, const char *name, str s)
{
        if (!s.p) {
                json_put_raw(j, name, S("null"));
                return;
        }
        before(j, name);
        quoted(j->o, s);
}

void json_put_int(struct json_out *j, const char *name, int64_t v)
{
        before(j, name);
        buf_int(j->o, v);
}

void json_put_bool(struct json_out *j, const char *name, bool v)
{
        json_put_raw(j, name, v ? S("true") : S("false"));
}

void json_put_raw(struct json_out *j, const char *name, str text)
{
        before(j, name);
        buf_put(j->o, text);
}

void json_put_value(struct json_out *j, const char *name, const struct json *v)
{
        switch (v->type) {
        case JSON_NULL:
                json_put_str(j, name, (str){ 0 });
                break;
        case JSON_BOOL:
                json_put_bool(j, name, v->b);
                break;
        case JSON_INT:
                json_put_int(j, name, v->i);
                break;
        case JSON_DECIMAL:
                json_put_raw(j, name, v->s);
                break;
        case JSON_STR:
                json_put_str(j, name, v->s);
                break;
        case JSON_ARRAY: case JSON_OBJECT:
                json_open(j, name, v->type == JSON_ARRAY ? '[' : '{');
                for (const struct json *x = v->item; x; x = x->next)
                        json_put_value(j, v->type == JSON_ARRAY ? NULL : str_copy(j->o->arena, x->name).p, x);
                json_close(j, v->type == JSON_ARRAY ? ']' : '}');
                break;
        }
}
