/* door/web/router.c - one request: find the route, the session, the permission, the token; run the
 * handler in one snapshot; dress what went wrong. */
#include "door/web/router.h"
#include "core/audit/audit.h"
#include "core/auth/session.h"
#include "core/auth/account.h"
#include "core/calendar/calendar.h"
#include "core/config/config.h"
#include "core/crypto/password.h"
#include "core/text/json.h"
#include "door/module.h"
#include "door/web/once.h"
#include "door/web/page.h"
#include "door/web/server.h"

enum { PAGE_MOST = 64 << 20 };

/* ---- finding the row ------------------------------------------------------ */

static bool word_fits(str s)
{
        for (size_t i = 0; i < s.n; i++) {
                char c = s.p[i];
                if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
                      c == '-'))
                        return false;
        }
        return s.n > 0;
}

/* Does a path fit a pattern? Fills ids and keys in order; a literal part fits only itself. No
 * record has the id 0: to rules it means none, or the first set-up (link_make), never a row. */
static bool path_fits(const char *pattern, str path, struct request *rq)
{
        str rest = path, want = str_of(pattern);
        int n_ids = 0, n_keys = 0;
        uint64_t id;

        /* Most rows differ in the first letter. */
        if (pattern[1] != ':' && path.n > 1 && pattern[1] != path.p[1])
                return false;
        rest = str_from(rest, 1);
        want = str_from(want, 1);
        while (want.p || rest.p) {
                if (!want.p || !rest.p)
                        return false;
                str w = str_cut(want, '/', &want), r = str_cut(rest, '/', &rest);
                if (str_is(w, ":id")) {
                        if (!str_u64(r, &id) || !id || id > INT64_MAX || n_ids == 4)
                                return false;
                        rq->ids[n_ids++] = (int64_t)id;
                } else if (str_is(w, ":key")) {
                        if (!word_fits(r) || n_keys == 4)
                                return false;
                        rq->keys[n_keys++] = r;
                } else if (!str_eq(w, r)) {
                        return false;
                }
        }
        return true;
}

const struct route *route_find(struct request *rq, bool *ret_other_method)
{
        *ret_other_method = false;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_routes; i++) {
                        const struct route *r = &modules[m]->routes[i];
                        if (!path_fits(r->path, rq->path, rq))
                                continue;
                        if (r->method == rq->method)
                                return r;
                        *ret_other_method = true;
                }
        return NULL;
}

int64_t web_route_look(enum verb method, str path, const struct route **ret, bool *ret_quick)
{
        struct request rq = { .method = method, .path = path };
        bool other;
        const struct route *r = *ret = route_find(&rq, &other);
        *ret_quick = r && r->method == GET && (r->flags & ROUTE_LIST) && !(r->flags & ROUTE_ON_READ);
        return config.n[r && (r->flags & ROUTE_UPLOAD) ? SETTING_limit_upload : SETTING_limit_body];
}

/* ---- who, and from where ---------------------------------------------------- */

static int lang_of(const struct request *rq)
{
        if (str_is(rq->cookie_lang, "en"))
                return LANG_EN;
        if (str_is(rq->cookie_lang, "zh"))
                return LANG_ZH;
        /* The first language named that we have; browsers name the preferred one first. */
        str rest = rq->accept_language;
        while (rest.n) {
                str tag = str_trim(str_cut(rest, ',', &rest));
                if (str_starts(tag, S("zh")))
                        return LANG_ZH;
                if (str_starts(tag, S("en")))
                        return LANG_EN;
        }
        return LANG_ZH;
}

/* A POST must come from a page of ours. Browsers say so in two headers; where both are absent
 * (a very old browser, a script) the token below decides alone. */
static bool is_foreign(const struct request *rq)
{
        if (rq->sec_fetch_site.n && !str_is(rq->sec_fetch_site, "same-origin") &&
            !str_is(rq->sec_fetch_site, "none"))
                return true;
        if (!rq->origin.p)
                return false;
        str host = str_starts(rq->origin, S("https://")) ? str_from(rq->origin, 8)
                 : str_starts(rq->origin, S("http://")) ? str_from(rq->origin, 7) : S("");
        return !host.n || !str_eq(host, rq->host);
}

static const struct fail *csrf_check(struct ctx *cx, const struct request *rq)
{
        if (is_foreign(rq))
                return fail(cx, DENIED, "这个请求不是从本系统的页面发出的");
        str got = rq->csrf_header;
        for (int i = 0; i < rq->n_fields && !got.n; i++)
                if (str_is(rq->fields[i].name, "csrf"))
                        got = rq->fields[i].value;
        if (!secret_eq(got, rq->csrf))
                return fail(cx, EXPIRED, "%s", "");
        return NULL;
}

/* Nobody signed in has a cookie of its own to tie the token to, made on the first page. */
static void csrf_prepare(struct ctx *cx, struct request *rq, struct reply *re)
{
        if (cx->visitor) {
                rq->csrf = cx->visitor->csrf;
                return;
        }
        if (rq->csrf.n != SESSION_TOKEN_MAX) {
                rq->csrf = (str){ 0 };
                if (rq->method != GET)
                        return;
                rq->csrf = random_hex(cx->arena, TOKEN_BYTES);
                reply_cookie(re, cx, rq, "ls-csrf", rq->csrf, 0);
        }
        rq->csrf = session_csrf(cx, rq->csrf);
}

static const struct fail *permit(struct ctx *cx, const struct request *rq, const struct route *r)
{
        if (r->flags & ROUTE_LOOPBACK) {
                str token = config.s[SETTING_metrics_token];
                if (!rq->loopback && !(token.n && secret_eq(rq->bearer, token)))
                        return fail(cx, NOT_FOUND, "没有这个页面");
        }
        if (r->flags & ROUTE_OPEN)
                return NULL;
        if (!cx->visitor)
                return fail(cx, SIGN_IN, "%s", "");
        if (!r->need || !perms_has(&cx->may, r->need))
                return fail(cx, DENIED, "%s", "");
        return NULL;
}

/* The view of a restricted record is in the trail before its first byte goes out: the reply
 * waits for this transaction's ticket. */
static const struct fail *view_log(struct ctx *cx, const struct request *rq, const struct route *r)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        audit_log(cx, "page.view", r->path, rq->ids[0], rq->path);
        return tx_commit(&tx);
}

static const struct fail *run(struct ctx *cx, struct request *rq, struct reply *re,
                              const struct route *r)
{
        if (r->flags & ROUTE_BARE)
                return r->run(cx, rq, re);

        auth_as_nobody(cx);
        const struct fail *f = rq->session.n ? session_load(cx, rq->session) : NULL;
        if (f && f->kind != FAIL_SIGN_IN)
                return f;
        csrf_prepare(cx, rq, re);
        if (cx->visitor) {
                rq->who = str_f(cx->arena, "%.*s · %.*s", STR(cx->visitor->name),
                                STR(post_words(cx, cx->visitor->title, cx->visitor->role_name,
                                               cx->visitor->acting)));
                rq->demo = cx->visitor->demo_database;
                rq->county = cx->visitor->county;
                rq->note = session_unseal(cx, rq->session, rq->cookie_note);
        } else {
                rq->demo = database_is_demo(cx);
                rq->county = database_county(cx);
        }
        f = permit(cx, rq, r);
        if (!f && r->method == POST && !(r->flags & ROUTE_NO_CSRF))
                f = csrf_check(cx, rq);
        if (f)
                return f;
        if (r->method == POST) {
                f = once_begin(cx, rq, r);
                if (f)
                        return f;
                cx->db->serializable = (r->flags & ROUTE_SERIAL) != 0;
                return once_replay(cx, rq, re, r->run(cx, rq, re));
        }
        if (r->flags & ROUTE_ON_READ)
                f = view_log(cx, rq, r);
        if (!f)
                f = db_snapshot_begin(cx);
        if (f)
                return f;
        f = r->run(cx, rq, re);
        db_snapshot_end(cx);
        return f;
}

/* ---- what went wrong ---------------------------------------------------------- */

static void problem(struct ctx *cx, struct reply *re, const struct fail *f)
{
        struct json_out j = json_out(&re->body, false);
        re->type = "application/problem+json";
        json_open(&j, NULL, '{');
        json_put_str(&j, "type", S("about:blank"));
        json_put_str(&j, "title", str_of(fail_name(f->kind)));
        json_put_int(&j, "status", re->status);
        json_put_str(&j, "detail", f->say);
        if (f->field.p)
                json_put_str(&j, "field", f->field);
        json_put_str(&j, "request", cx->request);
        json_close(&j, '}');
}

static void dress(struct ctx *cx, struct request *rq, struct reply *re, const struct fail *f)
{
        struct pair headers[REPLY_MAX_HEADERS];
        int n_headers = re->n_headers;
        memcpy(headers, re->headers, sizeof(headers));
        const char *pattern = re->pattern;

        *re = (struct reply){ .status = fail_http(f->kind), .type = "text/html; charset=utf-8",
                              .cache = "no-store", .body = buf_new(cx->arena, PAGE_MOST),
                              .again = f->again, .pattern = pattern };
        re->body.lang = cx->lang;
        memcpy(re->headers, headers, sizeof(headers));
        re->n_headers = n_headers;
        if (f->kind == FAIL_BUSY)
                reply_header(re, S("Retry-After"), S("2"));
        if (f->kind == FAIL_TOO_MANY)
                reply_header(re, S("Retry-After"), S("60"));
        if (f->kind == FAIL_BROKEN || f->kind == FAIL_FULL)
                fprintf(stderr, "luoshi: %.*s %s %s: %.*s\n", STR(cx->request), fail_name(f->kind),
                        f->at ? f->at : "-", STR(f->log));
        if (rq->wants_json) {
                problem(cx, re, f);
                return;
        }
        if (f->kind == FAIL_SIGN_IN && rq->method == GET && !rq->htmx) {
                re->status = 303;
                str here = rq->query.n && rq->path.n + rq->query.n < NEXT_MOST
                         ? str_f(cx->arena, "%.*s?%.*s", STR(rq->path), STR(rq->query)) : rq->path;
                re->location = str_is(here, "/") ? S("/sign-in")
                             : str_f(cx->arena, "/sign-in?next=%s", url_part(cx->arena, here));
                return;
        }
        if (f->kind == FAIL_SIGN_IN && rq->htmx)
                reply_header(re, S("HX-Redirect"), S("/sign-in"));
        struct error_page p = { .page = page_of(cx, rq, error_title(f->kind, rq->method == GET)), .status = re->status,
                                .fail = f, .request = cx->request, .reads = rq->method == GET };
        error_page(&re->body, &p);
}

static str methods_of(struct ctx *cx, struct request *rq)
{
        bool other, get = false, post = false;
        rq->method = GET;
        get = route_find(rq, &other) != NULL;
        rq->method = POST;
        post = route_find(rq, &other) != NULL;
        return str_f(cx->arena, "%s%s", get ? "GET, HEAD" : "",
                     post ? get ? ", POST" : "POST" : "");
}

static const struct fail *serve(struct ctx *cx, struct request *rq, struct reply *re)
{
        bool other;
        const struct route *r = rq->route;      /* found with the head; it fits, and gives the ids */
        if (!r || !path_fits(r->path, rq->path, rq))
                r = route_find(rq, &other);
        if (r) {
                re->pattern = r->path;
                return run(cx, rq, re, r);
        }
        /* Say it in the frame of whoever asks. */
        auth_as_nobody(cx);
        const struct fail *f = rq->session.n ? session_load(cx, rq->session) : NULL;
        if (f && f->kind != FAIL_SIGN_IN)
                return f;
        if (cx->visitor) {
                rq->who = str_f(cx->arena, "%.*s · %.*s", STR(cx->visitor->name),
                                STR(post_words(cx, cx->visitor->title, cx->visitor->role_name,
                                               cx->visitor->acting)));
                rq->csrf = cx->visitor->csrf;
                rq->demo = cx->visitor->demo_database;
                rq->county = cx->visitor->county;
        }
        if (!other)
                return fail(cx, NOT_FOUND, "没有这个页面");
        reply_header(re, S("Allow"), methods_of(cx, rq));
        return fail(cx, METHOD, "%s", "");
}

/* A deadline that was set just now may move when the year's notice comes. */
static void due_say(struct ctx *cx, struct reply *re)
{
        if (re->note.n && cx->due_missing)
                re->note = str_f(cx->arena, words_of(cx->lang, "%.*s。%.*s"), STR(re->note),
                                 STR(calendar_warning(cx, cx->due_missing)));
}

/* After a change the words travel to the next page in a cookie; a page takes them away. */
static void note_carry(struct ctx *cx, const struct request *rq, struct reply *re)
{
        if (re->note.n && rq->session.n)
                reply_cookie(re, cx, rq, "ls-note", session_seal(cx, rq->session, re->note), 60);
        else if (rq->cookie_note.n && rq->method == GET && !rq->htmx && !rq->head &&
                 re->status == 200 &&
                 str_starts(str_of(re->type), S("text/html")))
                reply_cookie(re, cx, rq, "ls-note", S(""), -1);
}

void web_serve(struct ctx *cx, struct request *rq, struct reply *re)
{
        *re = (struct reply){ .status = 200, .type = "text/html; charset=utf-8",
                              .cache = "no-store", .body = buf_over(cx->arena, rq->room, rq->n_room, PAGE_MOST) };
        cx->lang = lang_of(rq);
        re->body.lang = cx->lang;
        if (!cx->request.n)
                cx->request = random_hex(cx->arena, 5);

        const struct fail *f = serve(cx, rq, re);
        if (!f && re->body.broken)
                f = fail(cx, BROKEN, "the page grew past its ceiling");
        due_say(cx, re);
        reply_plain(re, cx, rq);
        const struct fail *end = once_end(cx, rq, re, f);
        if (!f)
                f = end;
        if (f)
                dress(cx, rq, re, f);
        else
                note_carry(cx, rq, re);
        if (re->etag.n && rq->method == GET && re->status == 200 && rq->if_none_match.n &&
            str_find(rq->if_none_match, re->etag) >= 0) {
                re->status = 304;
                re->body = buf_new(cx->arena, 1);
                re->fixed = (str){ 0 };
        }
}
