/* door/web/reply.c - what handlers read from a request and write to a reply. */
#include "door/web/web.h"

struct form form_of(struct ctx *cx, const struct request *rq)
{
        struct form f = { .cx = cx, .fields = rq->fields, .n_fields = rq->n_fields };
        if (rq->method == POST) {
                f.asked = NEW_ARRAY(cx->arena, bool, (size_t)rq->n_fields + 1);
                form_know(&f, "csrf");
                form_know(&f, "once");
        }
        return f;
}

const struct upload *request_upload(const struct request *rq, const char *name)
{
        for (int i = 0; i < rq->n_uploads; i++)
                if (str_is(rq->uploads[i].name, name))
                        return &rq->uploads[i];
        return NULL;
}

const struct fail *reply_see(struct reply *re, struct ctx *cx, const char *fmt, ...)
{
        va_list ap;
        va_start(ap, fmt);
        re->location = str_vf(cx->arena, fmt, ap);
        va_end(ap);
        must(str_starts(re->location, S("/")) && !str_starts(re->location, S("//")));
        re->status = 303;
        return NULL;
}

/* A header's value never carries a line break, whatever it was made of. */
void reply_header(struct reply *re, str name, str value)
{
        must(re->n_headers < REPLY_MAX_HEADERS);
        for (size_t i = 0; i < value.n; i++)
                must((unsigned char)value.p[i] >= 32 && value.p[i] != 127);
        re->headers[re->n_headers++] = (struct pair){ name, value };
}

void reply_file(struct reply *re, const char *type, str download, str bytes)
{
        re->type = type;
        re->download = download;
        re->fixed = bytes;
}

/* The ending of a name, without its dot: letters and digits; absent where there is none. */
static str ending_of(str name)
{
        size_t dot = name.n;
        while (dot > 0 && name.p[dot - 1] != '.')
                dot--;
        str s = dot ? str_from(name, dot) : (str){ 0 };
        for (size_t i = 0; i < s.n; i++)
                if (!((s.p[i] >= '0' && s.p[i] <= '9') || ((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z')))
                        return (str){ 0 };
        return s;
}

void reply_plain(struct reply *re, struct ctx *cx, const struct request *rq)
{
        bool ascii = true;
        for (size_t i = 0; i < re->download.n; i++)
                ascii &= (unsigned char)re->download.p[i] < 0x80;
        if (ascii || re->plain.n)
                return;
        str end = ending_of(re->download), path = str_from(rq->path, 1);
        struct buf b = buf_new(cx->arena, 1024);
        while (path.n && b.n < 400) {
                str part = str_cut(path, '/', &path);
                if (str_is(part, "files") && !b.n)
                        buf_put(&b, S("attachment-"));
                else if (!str_is(part, "files") && !str_eq(part, end))
                        buf_f(&b, "%.*s-", STR(part));
        }
        buf_f(&b, "%.*s%s%.*s", STR(day_str(cx->arena, cx->today)), end.n ? "." : "", STR(end));
        re->plain = buf_str(&b);
}

void reply_note(struct reply *re, struct ctx *cx, const char *fmt, ...)
{
        va_list ap;
        va_start(ap, fmt);
        re->note = str_vf(cx->arena, words_of(cx->lang, fmt), ap);
        va_end(ap);
}

void reply_cookie(struct reply *re, struct ctx *cx, const struct request *rq, const char *name,
                  str value, int seconds)
{
        str age = seconds > 0 ? str_f(cx->arena, "; Max-Age=%d", seconds)
                : seconds < 0 ? S("; Max-Age=0") : S("");
        reply_header(re, S("Set-Cookie"),
                     str_f(cx->arena, "%s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%.*s",
                           name, STR(value), rq->secure ? "; Secure" : "", STR(age)));
}

/* __Host- (RFC 6265bis) keeps a neighbour host from planting one; it needs TLS. */
void reply_session(struct reply *re, struct ctx *cx, const struct request *rq, str token)
{
        reply_cookie(re, cx, rq, rq->secure ? "__Host-ls-session" : "ls-session", token,
                     token.n ? 0 : -1);
}
