/* door/web/multipart.c - multipart/form-data: fields and files of a browser's form. */
#include "door/web/fields.h"
#include "door/web/guard.h"

enum { MAX_PART_HEAD = 4096, MAX_PART_HEADERS = 16, MAX_BOUNDARY = 70 };

static bool is_boundary(str b)
{
        if (!b.n || b.n > MAX_BOUNDARY || b.p[b.n - 1] == ' ')
                return false;
        for (size_t i = 0; i < b.n; i++) {
                char c = b.p[i];
                bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                            (c >= 'A' && c <= 'Z');
                if (!word && (!c || !strchr("'()+_,-./:=? ", c)))
                        return false;
        }
        return true;
}

struct part {
        str name, filename;     /* filename absent: a field */
};

/* The lines of a part's head, without the blank one. */
static bool part_head(struct arena *a, str head, struct part *p)
{
        *p = (struct part){ 0 };
        for (int lines = 0; head.n; lines++) {
                ptrdiff_t end = str_find(head, S("\r\n"));
                str line = end < 0 ? head : str_head(head, (size_t)end), value;
                head = end < 0 ? (str){ 0 } : str_from(head, (size_t)end + 2);
                str key = str_cut(line, ':', &value);
                if (lines == MAX_PART_HEADERS || !value.p || !key.n)
                        return false;
                if (ascii_eq(key, "content-disposition")) {
                        if (p->name.p || !ascii_eq(header_head(value), "form-data"))
                                return false;
                        p->name = header_param(a, value, "name");
                        p->filename = header_param(a, value, "filename");
                        if (!p->name.p || !utf8_valid(p->name) ||
                            (p->filename.p && !utf8_valid(p->filename)))
                                return false;
                } else if (ascii_eq(key, "content-transfer-encoding")) {
                        str how = str_trim(value);
                        if (!ascii_eq(how, "binary") && !ascii_eq(how, "8bit") &&
                            !ascii_eq(how, "7bit"))
                                return false;
                }
        }
        return p->name.p != NULL;
}

static enum fields_end part_keep(struct fields *f, const struct part *p, str bytes)
{
        if (f->n + f->n_uploads >= f->limit)
                return FIELDS_MANY;
        if (p->filename.p) {
                *VEC_ADD(f->arena, f->uploads, f->n_uploads, f->cap_uploads) =
                        (struct upload){ p->name, p->filename, bytes };
                return FIELDS_OK;
        }
        if (!utf8_valid(bytes))
                return FIELDS_MALFORMED;
        *VEC_ADD(f->arena, f->list, f->n, f->cap) = (struct pair){ p->name, bytes };
        return FIELDS_OK;
}

/* Where "\r\n--boundary" next stands, by the rare first bytes: memmem is GNU's, and the naive
 * search is quick enough only when it jumps from one '\r' to the next. */
static ptrdiff_t delimiter_find(str body, str delimiter)
{
        size_t at = 0;
        while (body.n - at >= delimiter.n) {
                const char *p = memchr(body.p + at, '\r', body.n - at - delimiter.n + 1);
                if (!p)
                        return -1;
                at = (size_t)(p - body.p);
                if (!memcmp(p, delimiter.p, delimiter.n))
                        return (ptrdiff_t)at;
                at++;
        }
        return -1;
}

enum fields_end fields_multipart(struct fields *f, str type, str body)
{
        str boundary = header_param(f->arena, type, "boundary");
        if (!is_boundary(boundary))
                return FIELDS_MALFORMED;
        str delimiter = str_f(f->arena, "\r\n--%.*s", STR(boundary));

        /* No preamble: a browser writes none. */
        if (!str_starts(body, str_from(delimiter, 2)))
                return FIELDS_MALFORMED;
        body = str_from(body, delimiter.n - 2);
        for (;;) {
                if (str_starts(body, S("--"))) {
                        str after = str_from(body, 2);
                        return !after.n || str_is(after, "\r\n") ? FIELDS_OK : FIELDS_MALFORMED;
                }
                if (!str_starts(body, S("\r\n")))
                        return FIELDS_MALFORMED;
                body = str_from(body, 2);
                ptrdiff_t blank = str_find(str_head(body, MAX_PART_HEAD), S("\r\n\r\n"));
                struct part p;
                if (blank < 0 || !part_head(f->arena, str_head(body, (size_t)blank), &p))
                        return FIELDS_MALFORMED;
                body = str_from(body, (size_t)blank + 4);
                ptrdiff_t end = delimiter_find(body, delimiter);
                if (end < 0)
                        return FIELDS_MALFORMED;
                enum fields_end kept = part_keep(f, &p, str_head(body, (size_t)end));
                if (kept != FIELDS_OK)
                        return kept;
                body = str_from(body, (size_t)end + delimiter.n);
        }
}
