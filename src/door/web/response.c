/* door/web/response.c - what every answer carries, and how its body is sent. */
#include "core/embed.h"
#include "door/web/response.h"

/* Below this a packet is not saved; above GZIP_MAX a page is a file and better sent as it is. */
enum { GZIP_MIN = 1024, GZIP_MAX = 8 << 20, GZIP_LEVEL = 2 };

/* ecosystem.md's "CSP to reach": nothing is inlined anywhere, so nothing unsafe is allowed. */
#define CSP \
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " \
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

/* "name\0value\0" after one another, as they stand in a response's head. */
#define HEADER(name, value) name "\0" value "\0"
static const char always[] =
        HEADER("Content-Security-Policy",     CSP)
        HEADER("X-Content-Type-Options",      "nosniff")
        HEADER("X-Frame-Options",             "DENY")
        HEADER("Referrer-Policy",             "same-origin")
        HEADER("Cross-Origin-Opener-Policy",  "same-origin")
        HEADER("Cross-Origin-Resource-Policy","same-origin")
        HEADER("Permissions-Policy",          "camera=(), geolocation=(), microphone=(), usb=()");

/* A value with a control byte would end the header early: refused as an error of ours. */
static bool is_clean(str s)
{
        for (size_t i = 0; i < s.n; i++) {
                unsigned char c = (unsigned char)s.p[i];
                if ((c < 0x20 && c != '\t') || c == 0x7f)
                        return false;
        }
        return true;
}

static void put(struct response *o, str name, str value)
{
        bool fits = o->n_head + name.n + value.n + 2 <= RESPONSE_HEAD;
        if (!fits || !is_clean(value) || !is_clean(name)) {
                o->broken = true;
                return;
        }
        memcpy(o->head + o->n_head, name.p, name.n);
        o->n_head += name.n;
        o->head[o->n_head++] = 0;
        if (value.n)
                memcpy(o->head + o->n_head, value.p, value.n);
        o->n_head += value.n;
        o->head[o->n_head++] = 0;
}

bool response_header(const struct response *o, size_t *at, const char **name, const char **value)
{
        if (*at >= o->n_head)
                return false;
        *name = o->head + *at;
        *value = *name + strlen(*name) + 1;
        *at = (size_t)(*value - o->head) + strlen(*value) + 1;
        return true;
}

void response_done(struct response *o)
{
        if (o->owned)
                free(o->body);
        o->body = NULL;
        o->n_body = 0;
        o->owned = false;
}

void response_free(struct response *o)
{
        response_done(o);
        free(o->head);
        o->head = NULL;
}

static void start(struct response *o, int status, bool secure, bool close)
{
        if (!o->head)
                o->head = malloc(RESPONSE_HEAD);
        must(o->head);
        o->status = status;
        o->broken = false;
        o->close = close;
        o->body = NULL;
        o->n_body = 0;
        o->owned = false;
        o->n_head = sizeof always - 1;
        memcpy(o->head, always, o->n_head);
        if (secure)
                put(o, S("Strict-Transport-Security"), S("max-age=31536000"));
}

static void body_copy(struct response *o, str s)
{
        if (!s.n)
                return;
        o->body = malloc(s.n);
        must(o->body);
        memcpy(o->body, s.p, s.n);
        o->n_body = s.n;
        o->owned = true;
}

/* A page in the exchange's own room is sent from there. */
static void put_page(struct response *o, const struct request *rq, str s)
{
        if (!rq || !s.n || s.p != rq->room) {
                body_copy(o, s);
                return;
        }
        o->body = rq->room;
        o->n_body = s.n;
}

/* ---- Content-Disposition -------------------------------------------------- */

/* RFC 6266: a plain name for old clients, then the real one in UTF-8 (RFC 5987). */
static str disposition(struct arena *a, str name, str ascii)
{
        static const char hex[] = "0123456789ABCDEF";
        struct buf b = buf_new(a, 4096);
        name = utf8_head(name, 120);
        buf_put(&b, S("attachment; filename=\""));
        for (size_t i = 0; i < (ascii.n ? ascii.n : name.n); i++) {
                unsigned char c = (unsigned char)(ascii.n ? ascii.p : name.p)[i];
                bool plain = c > 0x20 && c < 0x7f && !strchr("\"\\/%;:*?<>|", c);
                /* One '_' for each character, not for each byte of it. */
                if (plain || (c & 0xc0) != 0x80)
                        buf_byte(&b, plain ? (char)c : '_');
        }
        buf_put(&b, S("\"; filename*=UTF-8''"));
        for (size_t i = 0; i < name.n; i++) {
                unsigned char c = (unsigned char)name.p[i];
                bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                             (c >= 'A' && c <= 'Z') || (c && strchr("!#$&+-.^_`|~", c));
                if (plain) {
                        buf_byte(&b, (char)c);
                        continue;
                }
                buf_byte(&b, '%');
                buf_byte(&b, hex[c >> 4]);
                buf_byte(&b, hex[c & 15]);
        }
        return buf_str(&b);
}

/* ---- the reply ------------------------------------------------------------ */

static bool is_text(const char *type)
{
        return !strncmp(type, "text/", 5) || !strncmp(type, "application/json", 16) ||
               !strncmp(type, "image/svg+xml", 13);
}

/* Compress a page for a client that takes gzip; false when it does not pay. */
static bool squeeze(struct response *o, const struct request *rq, str body)
{
        if (body.n < GZIP_MIN || body.n > GZIP_MAX || !web_takes(rq->accept_encoding, CODING_GZIP))
                return false;
        size_t max = body.n - body.n / 10;
        char *to = malloc(max);
        must(to);
        size_t n = gzip_bytes(to, max, body, GZIP_LEVEL);
        if (!n) {
                free(to);
                return false;
        }
        o->body = to;
        o->n_body = n;
        o->owned = true;
        put(o, S("Content-Encoding"), S("gzip"));
        return true;
}

static void put_body(struct response *o, const struct request *rq, const struct reply *re,
                     const char *type)
{
        if (re->fixed.p) {
                o->body = (char *)(uintptr_t)re->fixed.p;       /* read only; not owned */
                o->n_body = re->fixed.n;
                if (re->encoding)
                        put(o, S("Content-Encoding"), str_of(re->encoding));
                if (is_text(type) || re->encoding)
                        put(o, S("Vary"), S("Accept-Encoding"));
                return;
        }
        str body = buf_str(&re->body);
        bool text = is_text(type);
        if (text)
                put(o, S("Vary"), S("Accept-Encoding"));
        if (!text || !rq || !squeeze(o, rq, body))
                put_page(o, rq, body);
}

/* The reply could not be made: an error of ours. */
static void spoilt(struct response *o, const struct request *rq)
{
        response_done(o);
        response_refuse(o, &(struct refused){
                .status = 500, .why = "系统内部错误，已记录",
                .json = rq && rq->wants_json, .secure = rq && rq->secure,
        });
}

void response_make(struct response *o, struct arena *a, const struct request *rq,
                   const struct reply *re)
{
        int status = re->status ? re->status : 200;
        const char *type = re->type ? re->type : "text/html; charset=utf-8";
        bool secure = rq && rq->secure;
        if (re->body.broken && !re->fixed.p) {
                spoilt(o, rq);
                return;
        }
        start(o, status, secure, re->close);
        bool bodiless = status == 204 || status == 304;
        if (!bodiless) {
                put(o, S("Content-Type"), str_of(type));
                put_body(o, rq, re, type);
        }
        put(o, S("Cache-Control"), str_of(re->cache ? re->cache : "no-store"));
        if (re->etag.n)
                put(o, S("ETag"), re->etag);
        if (re->location.n)
                put(o, S("Location"), re->location);
        if (re->download.p)
                put(o, S("Content-Disposition"), disposition(a, re->download, re->plain));
        for (int i = 0; i < re->n_headers; i++)
                put(o, re->headers[i].name, re->headers[i].value);
        if (o->broken)
                spoilt(o, rq);
}

/* ---- refusals ------------------------------------------------------------- */

static const char *style_url(void)
{
        for (int i = 0; i < n_assets; i++) {
                if (str_ends(str_of(assets[i].name), S("theme.css")))
                        return assets[i].url;
        }
        return NULL;
}

void response_refuse(struct response *o, const struct refused *r)
{
        char text[2048], sentence[512], most[32], given[32];
        const char *say = words_of(r->lang, r->why), *css = style_url();
        if (r->most && !r->given) {
                snprintf(sentence, sizeof sentence, words_of(r->lang, "%s：一次最多 %lld 个"), say, (long long)r->most);
                say = sentence;
        } else if (r->most) {
                snprintf(sentence, sizeof sentence, words_of(r->lang, "%s：一次最多 %s MB，这次有 %s MB"), say,
                         mega(most, r->most, false), mega(given, r->given, true));
                say = sentence;
        }
        start(o, r->status, r->secure, true);
        put(o, S("Content-Type"), r->json ? S("application/json; charset=utf-8")
                                          : S("text/html; charset=utf-8"));
        put(o, S("Cache-Control"), S("no-store"));
        if (r->status == 405)
                put(o, S("Allow"), S("GET, HEAD, POST"));
        if (r->retry_after) {
                char seconds[16];
                snprintf(seconds, sizeof seconds, "%d", r->retry_after);
                put(o, S("Retry-After"), str_of(seconds));
        }
        /* The words are constants of ours, free of markup and of quotes. */
        if (r->json)
                snprintf(text, sizeof text, "{\"status\":%d,\"error\":\"%s\"}\n", r->status, say);
        else
                snprintf(text, sizeof text,
                         "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
                         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                         "<title>%s</title>%s%s%s</head>\n<body><main class=\"container py-5\">"
                         "<h1 class=\"h4\">%s</h1><p class=\"text-secondary\">%d</p>"
                         "</main></body></html>\n",
                         r->lang == LANG_EN ? "en" : "zh-CN", say,
                         css ? "<link rel=\"stylesheet\" href=\"" : "", css ? css : "",
                         css ? "\">" : "", say, r->status);
        body_copy(o, str_of(text));
}
