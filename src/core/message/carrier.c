/* core/message/carrier.c - see carrier.h. */
#define _GNU_SOURCE
#include "core/message/carrier.h"
#include "core/crypto/sm3.h"
#include <curl/curl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECT_S = 5, WHOLE_S = 20, LINE = 76 };

/* ---- libcurl ------------------------------------------------------------------------------- */

static void global(void) { must(!curl_global_init(CURL_GLOBAL_DEFAULT)); }

static CURL *easy(struct ctx *cx, str url, const char *protocols)
{
        static pthread_once_t once = PTHREAD_ONCE_INIT;
        pthread_once(&once, global);
        CURL *c = curl_easy_init();
        must(c);
        curl_easy_setopt(c, CURLOPT_URL, str_copy(cx->arena, url).p);
        curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, protocols);
        curl_easy_setopt(c, CURLOPT_PROXY, "");         /* none from the environment */
        curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
        curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
        curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
        curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)WHOLE_S);
        return c;
}

/* What a code of libcurl means to the administrator; its own words may hold an address. */
static str fault_of(struct ctx *cx, CURLcode code)
{
        switch ((int)code) {
        case CURLE_COULDNT_RESOLVE_HOST:  return str_of(words_of(cx->lang, "找不到这个主机名"));
        case CURLE_COULDNT_CONNECT:       return str_of(words_of(cx->lang, "连接不上"));
        case CURLE_OPERATION_TIMEDOUT:    return str_of(words_of(cx->lang, "超时没有答复"));
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CONNECT_ERROR:     return str_of(words_of(cx->lang, "对方的 TLS 证书通不过核验"));
        case CURLE_LOGIN_DENIED:          return str_of(words_of(cx->lang, "发信账号或口令不对"));
        case CURLE_USE_SSL_FAILED:        return str_of(words_of(cx->lang, "对方不支持加密，不能送口令"));
        default:                          return str_f(cx->arena, "curl %d", (int)code);
        }
}

static size_t swallow(char *p, size_t size, size_t n, void *arg)
{
        (void)p, (void)arg;
        return size * n;        /* an answer's body is of no use, however long: the time is bounded */
}

/* ---- mail ------------------------------------------------------------------------------------ */

static void base64(struct buf *o, str s)
{
        static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const unsigned char *p = (const unsigned char *)s.p;
        for (size_t i = 0; i < s.n; i += 3) {
                uint32_t v = (uint32_t)p[i] << 16 | (i + 1 < s.n ? (uint32_t)p[i + 1] << 8 : 0) |
                             (i + 2 < s.n ? p[i + 2] : 0);
                buf_byte(o, digits[v >> 18]);
                buf_byte(o, digits[v >> 12 & 63]);
                buf_byte(o, i + 1 < s.n ? digits[v >> 6 & 63] : '=');
                buf_byte(o, i + 2 < s.n ? digits[v & 63] : '=');
        }
}

/* RFC 2047, in pieces of whole characters. */
static void subject_put(struct buf *o, str s)
{
        while (s.n) {
                str piece = utf8_head(s, 42);
                if (!piece.n)
                        break;
                buf_f(o, "=?UTF-8?B?");
                base64(o, piece);
                buf_f(o, "?=");
                s = str_from(s, piece.n);
                if (s.n)
                        buf_f(o, "\r\n ");
        }
}

str mail_text(struct arena *a, const struct mail_out *m)
{
        struct buf o = buf_new(a, 1 << 20), coded = buf_new(a, 1 << 20);
        str host, user = str_cut(m->from, '@', &host);
        (void)user;
        buf_f(&o, "From: <%.*s>\r\nTo: <%.*s>\r\nSubject: ", STR(m->from), STR(m->to));
        subject_put(&o, m->subject);
        buf_f(&o, "\r\nMessage-ID: <%.*s@%.*s>\r\n", STR(m->id), STR(host.n ? host : S("luoshi")));
        time_t t = (time_t)(m->at / 1000);
        struct tm tm;
        static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
        static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
                                              "Oct", "Nov", "Dec" };
        gmtime_r(&t, &tm);
        buf_f(&o, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[tm.tm_wday], tm.tm_mday,
              months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
        buf_f(&o, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                  "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n");
        base64(&coded, m->text);
        str c = buf_str(&coded);
        for (size_t i = 0; i < c.n; i += LINE) {
                str line = str_from(c, i);
                line.n = line.n > LINE ? LINE : line.n;
                buf_f(&o, "%.*s\r\n", STR(line));
        }
        return buf_str(&o);
}

struct reading { str text; size_t at; };

static size_t read_on(char *to, size_t size, size_t n, void *arg)
{
        struct reading *r = arg;
        size_t left = r->text.n - r->at, take = size * n < left ? size * n : left;
        memcpy(to, r->text.p + r->at, take);
        r->at += take;
        return take;
}

const struct fail *mail_carry(struct ctx *cx, const struct mail_out *m, struct carried *ret)
{
        long code = 0;
        struct reading r = { .text = mail_text(cx->arena, m) };
        CURL *c = easy(cx, m->url, "smtp,smtps");
        struct curl_slist *to = curl_slist_append(NULL, str_f(cx->arena, "<%.*s>", STR(m->to)).p);
        curl_easy_setopt(c, CURLOPT_MAIL_FROM, str_f(cx->arena, "<%.*s>", STR(m->from)).p);
        curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
        /* A password never goes in the clear; without one, encrypted where the server can. */
        curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(m->password.n ? CURLUSESSL_ALL : CURLUSESSL_TRY));
        if (m->user.n) {
                curl_easy_setopt(c, CURLOPT_USERNAME, str_copy(cx->arena, m->user).p);
                curl_easy_setopt(c, CURLOPT_PASSWORD, str_copy(cx->arena, m->password).p);
        }
        curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(c, CURLOPT_READFUNCTION, read_on);
        curl_easy_setopt(c, CURLOPT_READDATA, &r);
        curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, swallow);
        CURLcode got = curl_easy_perform(c);
        curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
        curl_slist_free_all(to);
        curl_easy_cleanup(c);
        if (!got)
                *ret = (struct carried){ .as = CARRIED };
        else
                *ret = (struct carried){ .as = code >= 500 && code < 600 ? CARRIED_NEVER : CARRIED_LATER,
                                         .fault = code >= 400 ? str_f(cx->arena, "SMTP %ld", code)
                                                              : fault_of(cx, got) };
        return NULL;
}

/* ---- webhook ---------------------------------------------------------------------------------- */

str hook_signature(struct arena *a, str key, int64_t at, str id, str json)
{
        struct digest d = hash_hmac(HASH_SM3, key, str_f(a, "%ld.%.*s.%.*s", at, STR(id), STR(json)));
        return digest_hex(a, &d);
}

struct door { str allow; bool refused; };

/* The address that is about to be connected to is the one that is looked at. */
static curl_socket_t door_open(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
        struct door *door = arg;
        const unsigned char *bytes = NULL;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
        int n = 0;
        (void)purpose;
        if (to->family == AF_INET) {
                memcpy(&v4, &to->addr, sizeof(v4));
                bytes = (const unsigned char *)&v4.sin_addr, n = 4;
        } else if (to->family == AF_INET6) {
                memcpy(&v6, &to->addr, sizeof(v6));
                bytes = (const unsigned char *)&v6.sin6_addr, n = 16;
        }
        if (!n || (address_is_inside(bytes, n) && !address_allowed(door->allow, bytes, n))) {
                door->refused = true;
                return CURL_SOCKET_BAD;
        }
        return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

const struct fail *hook_carry(struct ctx *cx, const struct hook_out *h, struct carried *ret)
{
        long code = 0;
        struct door door = { .allow = h->allow };
        const char *wrong = hook_url_wrong(h->url);
        if (wrong) {
                *ret = (struct carried){ CARRIED_NEVER, str_of(words_of(cx->lang, wrong)) };
                return NULL;
        }
        str sign = hook_signature(cx->arena, h->key, h->at, h->id, h->json);
        CURL *c = easy(cx, h->url, "http,https");
        struct curl_slist *heads = curl_slist_append(NULL, "Content-Type: application/json");
        heads = curl_slist_append(heads, "Expect:");
        heads = curl_slist_append(heads, str_f(cx->arena, "X-Luoshi-Event: %.*s", STR(h->id)).p);
        heads = curl_slist_append(heads, str_f(cx->arena, "X-Luoshi-Time: %ld", h->at).p);
        heads = curl_slist_append(heads, str_f(cx->arena, "X-Luoshi-Signature: hmac-sm3=%.*s", STR(sign)).p);
        curl_easy_setopt(c, CURLOPT_HTTPHEADER, heads);
        curl_easy_setopt(c, CURLOPT_USERAGENT, "luoshi");
        curl_easy_setopt(c, CURLOPT_POST, 1L);
        curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)h->json.n);
        curl_easy_setopt(c, CURLOPT_POSTFIELDS, h->json.p);
        curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, swallow);
        curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, door_open);
        curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, &door);
        CURLcode got = curl_easy_perform(c);
        curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
        curl_slist_free_all(heads);
        curl_easy_cleanup(c);
        if (!got && code >= 200 && code < 300)
                *ret = (struct carried){ .as = CARRIED };
        else if (got && door.refused)
                *ret = (struct carried){ CARRIED_NEVER,
                        str_of(words_of(cx->lang, "推送地址在本机或内网，没有列入允许的地址")) };
        else if (got)
                *ret = (struct carried){ CARRIED_LATER, fault_of(cx, got) };
        else
                *ret = (struct carried){ code == 408 || code == 429 || code >= 500 ? CARRIED_LATER
                                                                                   : CARRIED_NEVER,
                                         str_f(cx->arena, "HTTP %ld", code) };
        return NULL;
}
