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
