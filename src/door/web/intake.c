/* door/web/intake.c - an exchange becomes the request that handlers see. */
#include "core/config/config.h"
#include "door/web/fields.h"
#include "door/web/worker.h"

static bool prefers_json(str accept, str path)
{
        static const char *const json_also[] = { "application/*", "*/*", NULL };
        static const char *const html_also[] = { "text/*", "*/*", NULL };
        if (str_starts(path, S("/api/")) || str_is(path, "/api"))
                return true;
        if (accept_weight(accept, "application/json", NULL) < 0)
                return false;
        return accept_weight(accept, "application/json", json_also) >
               accept_weight(accept, "text/html", html_also);
}

/* Is this a name by which only this machine reaches itself? A page elsewhere whose name was
 * rebound to 127.0.0.1 sends its own name. */
static bool host_is_local(str host)
{
        str port, name = str_cut(host, host.n && host.p[0] == '[' ? ']' : ':', &port);
        if (str_is(name, "[::1") || ascii_eq(name, "localhost"))
                return true;
        if (!str_starts(name, S("127.")))
                return false;
        for (size_t i = 0; i < name.n; i++) {
                if (name.p[i] != '.' && (name.p[i] < '0' || name.p[i] > '9'))
                        return false;
        }
        return true;
}

static void read_cookies(struct request *rq, const struct head *h, bool secure)
{
        str cookies = head_value(h, "cookie");
        rq->session = cookie_value(cookies, "__Host-ls-session");
        if (!rq->session.p && !secure)
                rq->session = cookie_value(cookies, "ls-session");
        rq->csrf = cookie_value(cookies, "ls-csrf");
        rq->cookie_lang = cookie_value(cookies, "ls-lang");
        rq->cookie_theme = cookie_value(cookies, "ls-theme");
        rq->cookie_type = cookie_value(cookies, "ls-type");
}

int request_read(struct arena *a, const struct exchange *ex, struct request *rq)
{
        const struct head *h = &ex->head;
        const struct guarded *g = &ex->guarded;
        bool forwarded = head_count(h, "x-forwarded-for") || head_count(h, "forwarded");
        *rq = (struct request){
                .method = g->method, .head = g->head_only, .path = g->path, .query = g->query,
                .route = ex->route,
                .body = { ex->body, ex->n_body },
                .body_type       = head_value(h, "content-type"),
                .accept          = head_value(h, "accept"),
                .accept_language = head_value(h, "accept-language"),
                .accept_encoding = head_value(h, "accept-encoding"),
                .if_none_match   = head_value(h, "if-none-match"),
                .if_match        = head_value(h, "if-match"),
                .origin          = head_value(h, "origin"),
                .host            = head_value(h, "host"),
                .sec_fetch_site  = head_value(h, "sec-fetch-site"),
                .user_agent      = head_value(h, "user-agent"),
                .request_key     = head_value(h, "idempotency-key"),
                .remote          = str_of(ex->remote),
                .secure          = ex->tls || ex->proxied_tls,
                .htmx            = str_is(head_value(h, "hx-request"), "true"),
        };
        rq->loopback = ex->loopback_peer && !forwarded && host_is_local(rq->host);
        rq->wants_json = prefers_json(rq->accept, rq->path);
        read_cookies(rq, h, rq->secure);

        struct fields f = { .arena = a, .limit = (int)config.n[SETTING_limit_fields] };
        enum fields_end end = fields_urlencoded(&f, rq->query);
        str type = header_head(rq->body_type);
        if (end == FIELDS_OK && rq->body.n) {
                if (ascii_eq(type, "application/x-www-form-urlencoded"))
                        end = fields_urlencoded(&f, rq->body);
                else if (ascii_eq(type, "multipart/form-data"))
                        end = fields_multipart(&f, rq->body_type, rq->body);
        }
        rq->fields = f.list;
        rq->n_fields = f.n;
        rq->uploads = f.uploads;
        rq->n_uploads = f.n_uploads;
        return end == FIELDS_OK ? 0 : end == FIELDS_MANY ? 413 : 400;
}
