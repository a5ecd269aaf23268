/* door/web/guard.c - refuse every head that two programs could read in two ways. */
#include "door/web/guard.h"

static unsigned char lower(unsigned char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

bool ascii_eq(str a, const char *word)
{
        size_t n = strlen(word);
        if (a.n != n)
                return false;
        for (size_t i = 0; i < n; i++) {
                if (lower((unsigned char)a.p[i]) != (unsigned char)word[i])
                        return false;
        }
        return true;
}

int head_count(const struct head *h, const char *name)
{
        int n = 0;
        for (int i = 0; i < h->n_headers; i++)
                n += ascii_eq(h->headers[i].name, name);
        return n;
}

str head_value(const struct head *h, const char *name)
{
        str found = { 0 };
        for (int i = 0; i < h->n_headers; i++) {
                if (!ascii_eq(h->headers[i].name, name))
                        continue;
                if (found.p)
                        return (str){ 0 };
                found = h->headers[i].value;
        }
        return found;
}

/* ---- names and values ----------------------------------------------------- */

static bool is_token(str s)
{
        for (size_t i = 0; i < s.n; i++) {
                unsigned char c = (unsigned char)s.p[i];
                bool word = (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
                if (!word && (!c || !strchr("!#$%&'*+-.^_`|~", c)))
                        return false;
        }
        return s.n > 0;
}

static bool is_value(str s)
{
        for (size_t i = 0; i < s.n; i++) {
                unsigned char c = (unsigned char)s.p[i];
                if ((c < 0x20 && c != '\t') || c == 0x7f)
                        return false;
        }
        return true;
}

/* host, host:port, [v6]:port; names of letters, digits, '-', '.', '_'. */
static bool is_host(str s)
{
        size_t i = 0;
        if (s.n && s.p[0] == '[') {
                for (i = 1; i < s.n && s.p[i] != ']'; i++) {
                        unsigned char c = lower((unsigned char)s.p[i]);
                        bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                        if (!digit && c != ':' && c != '.')
                                return false;
                }
                if (i == 1 || i++ == s.n)
                        return false;
        } else {
                for (; i < s.n && s.p[i] != ':'; i++) {
                        unsigned char c = lower((unsigned char)s.p[i]);
                        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                              c == '-' || c == '.' || c == '_'))
                                return false;
                }
                if (i == 0)
                        return false;
        }
        if (i == s.n)
                return true;
        uint64_t port = 0;
        return s.p[i] == ':' && s.n - i <= 6 && str_u64(str_from(s, i + 1), &port) && port <= 65535;
}

/* ---- the path ------------------------------------------------------------- */

static int hex(char c)
{
        if (c >= '0' && c <= '9')
                return c - '0';
        c = (char)lower((unsigned char)c);
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool path_decode(struct arena *a, str raw, str *ret)
{
        if (!raw.n || raw.p[0] != '/')
                return false;
        char *to = arena_alloc(a, raw.n + 1);
        size_t n = 0;
        for (size_t i = 0; i < raw.n; i++) {
                unsigned char c = (unsigned char)raw.p[i];
                bool escaped = c == '%';
                if (escaped) {
                        int hi = i + 2 < raw.n ? hex(raw.p[i + 1]) : -1;
                        int lo = i + 2 < raw.n ? hex(raw.p[i + 2]) : -1;
                        if (hi < 0 || lo < 0)
                                return false;
                        c = (unsigned char)(hi * 16 + lo);
                        i += 2;
                }
                if (c < 0x20 || c == 0x7f || c == '\\' || (escaped && c == '/') ||
                    (!escaped && (c == '#' || c == ' ' || c >= 0x80)))
                        return false;
                to[n++] = (char)c;
        }
        str rest = { to + 1, n - 1 }, segment;
        while (rest.p && rest.n) {
                segment = str_cut(rest, '/', &rest);
                if (segment.n == 0 || str_is(segment, ".") || str_is(segment, ".."))
                        return false;
        }
        *ret = (str){ to, n };
        return utf8_valid(*ret);
}

/* ---- the whole ------------------------------------------------------------ */

static const struct refusal FINE = { 0, NULL };

static struct refusal bad(const char *why) { return (struct refusal){ 400, why }; }

static struct refusal check_method(const struct head *h, struct guarded *g)
{
        static const char *const others[] = {
                "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT",
        };
        g->method = str_is(h->method, "POST") ? POST
                  : str_is(h->method, "GET") || str_is(h->method, "HEAD") ? GET : METHOD_NONE;
        g->head_only = str_is(h->method, "HEAD");
        if (g->method != METHOD_NONE)
                return FINE;
        for (size_t i = 0; i < COUNT_OF(others); i++) {
                if (str_is(h->method, others[i]))
                        return (struct refusal){ 405, "这个地址不接受这种请求" };
        }
        if (!is_token(h->method))
                return bad("请求方法不合规范");
        return (struct refusal){ 501, "不认识的请求方法" };
}

static struct refusal check_headers(const struct head *h)
{
        size_t bytes = 0;
        if (h->overflow)
                return (struct refusal){ 431, "请求头太多" };
        for (int i = 0; i < h->n_headers; i++) {
                const struct pair *p = &h->headers[i];
                bytes += p->name.n + p->value.n;
                if (!is_token(p->name) || !is_value(p->value))
                        return bad("请求头不合规范");
                if (p->value.n > HEAD_MAX_VALUE || bytes > HEAD_MAX_BYTES)
                        return (struct refusal){ 431, "请求头太大" };
        }
        return FINE;
}

static struct refusal check_framing(const struct head *h, bool old, struct guarded *g)
{
        int lengths = head_count(h, "content-length"), codings = head_count(h, "transfer-encoding");
        uint64_t length = 0;
        if (lengths > 1 || (lengths && codings))
                return bad("请求体的长度说得不一致");
        if (codings) {
                if (codings > 1 || old || !ascii_eq(head_value(h, "transfer-encoding"), "chunked"))
                        return bad("不认识的传输编码");
                return (struct refusal){ 411, "请求必须写明长度（Content-Length）" };
        }
        if (lengths) {
                str v = head_value(h, "content-length");
                if (v.n == 0 || v.n > 18 || !str_u64(v, &length))
                        return bad("请求体的长度不合规范");
        }
        if (g->method == GET && length)
                return bad("读取请求不应带请求体");
        g->length = (int64_t)length;
        if (head_count(h, "content-encoding") &&
            !ascii_eq(head_value(h, "content-encoding"), "identity"))
                return (struct refusal){ 415, "请求体不能压缩" };
        if (head_count(h, "expect") && !ascii_eq(head_value(h, "expect"), "100-continue"))
                return (struct refusal){ 417, "不能满足的期望（Expect）" };
        return FINE;
}

/* Headers that must stand once, since two of them let two programs see two requests. */
static const char *const once[] = { "host", "content-type", "expect", "origin", "upgrade" };

struct refusal guard_check(struct arena *a, const struct head *h, struct guarded *g)
{
        *g = (struct guarded){ 0 };
        struct refusal r = check_method(h, g);
        if (r.status)
                return r;
        bool old = str_is(h->version, "HTTP/1.0");
        if (!old && !str_is(h->version, "HTTP/1.1"))
                return (struct refusal){ 505, "只接受 HTTP/1.0 和 HTTP/1.1" };
        if (h->uri.n > HEAD_MAX_URI)
                return (struct refusal){ 414, "地址太长" };
        r = check_headers(h);
        if (r.status)
                return r;
        if (h->torn)
                return bad("请求行或请求头不合规范");
        for (size_t i = 0; i < COUNT_OF(once); i++) {
                if (head_count(h, once[i]) > 1)
                        return bad("请求头重复");
        }
        if (head_count(h, "upgrade"))
                return bad("不支持切换协议");
        str host = head_value(h, "host");
        if (!host.p ? !old : !is_host(host))
                return bad("请求头 Host 缺少或不合规范");
        r = check_framing(h, old, g);
        if (r.status)
                return r;
        g->raw_path = str_cut(h->uri, '?', &g->query);
        if (!path_decode(a, g->raw_path, &g->path))
                return bad("地址不合规范");
        if (!is_value(g->query))
                return bad("地址不合规范");
        g->persistent = !old && !ascii_eq(head_value(h, "connection"), "close");
        return FINE;
}
