/* door/web/fields.c - urlencoded fields, cookies, header parameters, Accept lists. */
#include "door/web/fields.h"
#include "door/web/guard.h"

static int hex(char c)
{
        if (c >= '0' && c <= '9')
                return c - '0';
        if (c >= 'a' && c <= 'f')
                return c - 'a' + 10;
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* ---- application/x-www-form-urlencoded ------------------------------------ */

static bool decode(struct arena *a, str raw, str *ret)
{
        if (!raw.n) {
                *ret = S("");
                return true;
        }
        char *to = arena_alloc(a, raw.n);
        size_t n = 0;
        for (size_t i = 0; i < raw.n; i++) {
                char c = raw.p[i];
                if (c == '+')
                        c = ' ';
                if (c == '%') {
                        int hi = i + 2 < raw.n ? hex(raw.p[i + 1]) : -1;
                        int lo = i + 2 < raw.n ? hex(raw.p[i + 2]) : -1;
                        if (hi < 0 || lo < 0)
                                return false;
                        c = (char)(hi * 16 + lo);
                        i += 2;
                }
                to[n++] = c;
        }
        *ret = (str){ to, n };
        return utf8_valid(*ret);
}

enum fields_end fields_urlencoded(struct fields *f, str text)
{
        while (text.n) {
                str part = str_cut(text, '&', &text), value;
                if (!part.n)
                        continue;
                if (f->n + f->n_uploads >= f->limit)
                        return FIELDS_MANY;
                str name = str_cut(part, '=', &value);
                struct pair p;
                if (!decode(f->arena, name, &p.name) || !decode(f->arena, value, &p.value))
                        return FIELDS_MALFORMED;
                *VEC_ADD(f->arena, f->list, f->n, f->cap) = p;
        }
        return FIELDS_OK;
}

/* ---- cookies -------------------------------------------------------------- */

str blanks_off(str s)
{
        while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
                s = str_from(s, 1);
        while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
                s.n--;
        return s;
}

str cookie_value(str header, const char *name)
{
        str found = { 0 };
        while (header.n) {
                str value, part = blanks_off(str_cut(header, ';', &header));
                str key = str_cut(part, '=', &value);
                if (!value.p || !str_is(blanks_off(key), name))
                        continue;
                value = blanks_off(value);
                if (value.n >= 2 && value.p[0] == '"' && value.p[value.n - 1] == '"')
                        value = (str){ value.p + 1, value.n - 2 };
                if (found.p && !str_eq(found, value))
                        return (str){ 0 };
                found = value;
        }
        return found;
}

/* ---- header values -------------------------------------------------------- */

str header_head(str value)
{
        str rest;
        return blanks_off(str_cut(value, ';', &rest));
}

/* The value that begins at s: a quoted string or all up to ';'. *rest is what follows. */
static str param_value(struct arena *a, str s, str *rest)
{
        s = blanks_off(s);
        if (!s.n || s.p[0] != '"')
                return blanks_off(str_cut(s, ';', rest));
        char *to = arena_alloc(a, s.n);
        size_t n = 0, i = 1;
        for (; i < s.n && s.p[i] != '"'; i++) {
                /* Browsers send C:\x unescaped in old file names: only \" and \\ are escapes. */
                if (s.p[i] == '\\' && i + 1 < s.n && (s.p[i + 1] == '"' || s.p[i + 1] == '\\'))
                        i++;
                to[n++] = s.p[i];
        }
        bool closed = i < s.n;
        (void)str_cut(str_from(s, closed ? i + 1 : s.n), ';', rest);
        return closed ? (str){ to, n } : (str){ 0 };
}

str header_param(struct arena *a, str value, const char *name)
{
        str rest;
        (void)str_cut(value, ';', &rest);
        while (rest.n) {
                str tail, key = str_cut(rest, '=', &tail), before;
                if (!tail.p)
                        break;
                /* A parameter without '=' before this one: drop it. */
                while ((before = str_cut(key, ';', &key)), key.p)
                        (void)before;
                str found = param_value(a, tail, &rest);
                if (ascii_eq(blanks_off(before), name))
                        return found;
        }
        return (str){ 0 };
}

/* ";q=0.750" in thousandths; 1000 without one, 0 when malformed. */
static int weight_of(str params)
{
        while (params.n) {
                str value, part = blanks_off(str_cut(params, ';', &params));
                str key = str_cut(part, '=', &value);
                if (!ascii_eq(blanks_off(key), "q"))
                        continue;
                value = blanks_off(value);
                if (!value.n || value.n > 5 || (value.p[0] != '0' && value.p[0] != '1'))
                        return 0;
                int q = 0, unit = 1000;
                for (size_t i = 0; i < value.n; i++) {
                        if (i == 1) {
                                if (value.p[i] != '.')
                                        return 0;
                                continue;
                        }
                        if (value.p[i] < '0' || value.p[i] > '9')
                                return 0;
                        q += (value.p[i] - '0') * unit;
                        unit /= 10;
                }
                return q > 1000 ? 1000 : q;
        }
        return 1000;
}

static int named_weight(str list, const char *item)
{
        while (list.n) {
                str params, part = str_cut(list, ',', &list);
                if (ascii_eq(blanks_off(str_cut(part, ';', &params)), item))
                        return weight_of(params);
        }
        return -1;
}

int accept_weight(str list, const char *item, const char *const *also)
{
        int w = named_weight(list, item);
        for (; w < 0 && also && *also; also++)
                w = named_weight(list, *also);
        return w;
}

bool web_takes(str accept_encoding, enum coding coding)
{
        static const char *const any[] = { "*", NULL };
        switch (coding) {
        case CODING_PLAIN:  return true;        /* nobody is left without an answer */
        case CODING_GZIP:   return accept_weight(accept_encoding, "gzip", any) > 0;
        case CODING_BROTLI: return accept_weight(accept_encoding, "br", NULL) > 0;
        }
        return false;
}
