/* tests/attack_test.c - bad input of an attacker, walked over all routes and all fields of the
 * requests in tests/requests.txt: forged requests, fields nobody asked for, SQL and paths in every
 * parameter, planted sessions. Stored text is tests/markup_test.c's. Whatever a walk writes is
 * undone (matrix_trial), so one database serves each walk. */
#include "core/auth/account.h"
#include "core/crypto/password.h"
#include "door/web/html.h"
#include "door/web/router.h"
#include "tests/faults.h"
#include "tests/matrix.h"

enum { MOST_SENDERS = 600 };

static const char *const units[] = { "shili-mbb", "shili-shuiwu", "shili-liuxi", "shili", NULL };

static const char *verb_word(const struct sender *s) { return s->r->method == GET ? "GET" : "POST"; }

/* ---- forged requests ---------------------------------------------------------------------- */

/* What a page elsewhere can make a browser send: a form as text/plain that reads as JSON. */
static void as_plain_json(struct request *rq, const char *arg)
{
        (void)arg;
        rq->body = S("{\"csrf\":\"0\",\"name\":\"x\",\"version\":1}");
        rq->body_type = S("text/plain");
        rq->n_fields = 0;
        rq->n_uploads = 0;
}

static void is_refused(struct matrix *m, const struct sender *s, const struct matrix_request *q,
                       struct visit v, const char *what)
{
        struct arena_mark mark = arena_mark(m->cx->arena);
        int status = matrix_sender_send(m, s, q, &v);
        if (!ok(status == 403 && !m->commits))
                test_note("POST %s with %s: %d, %d commits", s->r->path, what, status, m->commits);
        arena_release(m->cx->arena, mark);
}

static void forge(struct matrix *m, const struct sender *s, str foreign)
{
        static const char *const origins[] = {
                "https://evil.example", "null", "http://localhost.evil.example", "http://localhost:81",
                "localhost", "",
        };
        struct matrix_request q;
        matrix_sender_fill(m, s, &q);
        is_refused(m, s, &q, (struct visit){ .no_csrf = true }, "no token");
        is_refused(m, s, &q, (struct visit){ .csrf_wish = foreign }, "another's token");
        is_refused(m, s, &q, (struct visit){ .csrf_wish = S("") }, "an empty token");
        is_refused(m, s, &q, (struct visit){ .no_csrf = true, .csrf_header = foreign },
                   "another's token in the header");
        is_refused(m, s, &q, (struct visit){ .no_csrf = true, .edit = as_plain_json }, "text/plain");
        is_refused(m, s, &q, (struct visit){ .site = S("cross-site") }, "Sec-Fetch-Site: cross-site");
        is_refused(m, s, &q, (struct visit){ .site = S("same-site") }, "Sec-Fetch-Site: same-site");
        for (size_t i = 0; i < COUNT_OF(origins); i++)
                is_refused(m, s, &q, (struct visit){ .origin = str_of(origins[i]) }, origins[i]);
}

/* A GET that calls itself a POST is a GET: it changes nothing, whatever it carries. */
static void override(struct matrix *m, const struct sender *s)
{
        struct matrix_request q;
        struct visit v = { .cx = m->cx, .session = s->who->token };
        struct buf b = buf_new(m->cx->arena, 1 << 16);
        matrix_sender_fill(m, s, &q);
        buf_f(&b, "%.*s?_method=POST&csrf=%.*s", STR(q.path),
              STR(session_csrf(m->cx, s->who->token)));
        for (int i = 0; i < q.n_fields; i++)
                buf_f(&b, "&%s=%s", url_part(m->cx->arena, q.fields[i].name),
                      url_part(m->cx->arena, q.fields[i].value));
        matrix_commits(m);
        visit_get(&v, buf_str(&b));
        int commits = matrix_commits(m);
        bool other;
        const struct route *page = route_find(&(struct request){ .method = GET, .path = q.path }, &other);
        if (page && page->flags & ROUTE_ON_READ)        /* its view is in the trail, nothing else */
                commits--;
        if (!ok(v.status < 500 && v.status != 303 && commits <= 0))
                test_note("GET %s?_method=POST: %d, %d commits", s->r->path, v.status, commits);
}

static void forged(struct matrix *m, const struct sender *all, int n)
{
        struct ctx *cx = m->cx;
        for (int i = 0; i < n; i++) {
                struct arena_mark mark = arena_mark(cx->arena);
                const struct member *other = all[i].who == &m->cast[1] ? &m->cast[2] : &m->cast[1];
                forge(m, &all[i], session_csrf(cx, other->token));
                override(m, &all[i]);
                /* and none is let off the token by its row */
                if (!ok(!(all[i].r->flags & ROUTE_NO_CSRF)))
                        test_note("POST %s wants no token", all[i].r->path);
                arena_release(cx->arena, mark);
        }
        test_note("%d routes, 14 forgeries each", n);
}

/* Those for who is half-way in: the wizard's browser, whose session is an entry, not a session. */
TEST_DB(a_forged_post_of_who_is_half_way_in_is_refused)
{
        str key;
        done(link_make(cx, 0, &key));
        struct visit v = { .cx = cx };
        str path = str_f(cx->arena, "/set-up/%.*s", STR(key));
        same_int(visit_get(&v, path), 200);
        same_int(visit_post(&v, path, NULL, 0), 303);
        str before = database_text(cx);
        for (int k = 0; k < n_modules; k++)
                for (int i = 0; i < modules[k]->n_routes; i++) {
                        const struct route *r = &modules[k]->routes[i];
                        if (r->method != POST || !(r->flags & ROUTE_HALF))
                                continue;
                        for (int way = 0; way < 4; way++) {
                                struct visit w = v;
                                w.no_csrf = way == 0;
                                w.csrf_wish = way == 1 ? S("0") : (str){ 0 };
                                w.site = way == 2 ? S("cross-site") : (str){ 0 };
                                w.origin = way == 3 ? S("https://evil.example") : (str){ 0 };
                                if (!same_int(visit_post(&w, story_plain_path(cx, r->path), NULL, 0), 403))
                                        test_note("POST %s, way %d", r->path, way);
                        }
                }
        ok(str_eq(before, database_text(cx)));
}

/* ---- planted sessions ------------------------------------------------------------------------ */

static void planted(struct matrix *m, const struct sender *all, int n)
{
        struct ctx *cx = m->cx;
        str planted = random_hex(cx->arena, TOKEN_BYTES);
        for (int i = 0; i < n; i++) {
                struct arena_mark mark = arena_mark(cx->arena);
                struct matrix_request q;
                struct member thief = *all[i].who;
                struct sender s = all[i];
                matrix_sender_fill(m, &s, &q);
                thief.token = planted;
                s.who = &thief;
                struct visit v = { .csrf = planted };
                int status = matrix_sender_send(m, &s, &q, &v);
                bool open = s.r->flags & ROUTE_OPEN || s.r->flags & ROUTE_BARE ||
                            s.r->flags & ROUTE_LOOPBACK;
                bool out = status == 401 || status == 403 || status == 404 ||
                           (status == 303 && str_starts(v.location, S("/sign-in")));
                if (!ok((open || out) && (open || !m->commits)))
                        test_note("%s %s: %d, %d commits", verb_word(&s), s.r->path, status, m->commits);
                /* whatever session it gives out is one of its own making */
                if (!ok(str_find(v.cookies, planted) < 0 || str_find(v.cookies, S("session=")) < 0))
                        test_note("%s %s sets the planted token", verb_word(&s), s.r->path);
                arena_release(cx->arena, mark);
        }
        test_note("%d routes", n);
}

/* ---- fields that nobody asked for ---------------------------------------------------------------- */

/* Names an attacker would try: columns of the tables behind the forms. A field of the route's own
 * line is not tried. */
static const char *const column_words[] = {
        "id", "unit", "person", "role", "state", "version", "who", "post", "year", "created", "locked",
        "disabled", "admin", "login", "password", "revision", "see", "change", "parent", "path",
        "approved", "zzz",
};

static bool has_field(const struct matrix_request *q, const char *name)
{
        for (int i = 0; i < q->n_fields; i++)
                if (str_is(q->fields[i].name, name))
                        return true;
        return false;
}

static void slipped(struct matrix *m, const struct sender *all, int n)
{
        struct ctx *cx = m->cx;
        int tried = 0;
        for (int i = 0; i < n; i++)
                for (size_t k = 0; k < COUNT_OF(column_words); k++) {
                        struct arena_mark mark = arena_mark(cx->arena);
                        struct matrix_request q;
                        struct visit v = { 0 };
                        matrix_sender_fill(m, &all[i], &q);
                        if (!has_field(&q, column_words[k])) {
                                must(q.n_fields < VISIT_FIELDS - 2);
                                q.fields[q.n_fields++] = (struct pair){ str_of(column_words[k]), S("1") };
                                int status = matrix_sender_send(m, &all[i], &q, &v);
                                tried++;
                                if (!ok(status >= 400 && status < 500 && !m->commits))
                                        test_note("POST %s with %s=1: %d, %d commits", all[i].r->path,
                                                  column_words[k], status, m->commits);
                        }
                        arena_release(cx->arena, mark);
                }
        test_note("%d routes, %d fields tried", n, tried);
}

/* ---- SQL and paths in every parameter ------------------------------------------------------------- */

static const char *const hostile[] = {
        "'", "' OR '1'='1", "1) OR 1=1 --", "x'; DROP TABLE unit; --", "CASE WHEN 1=1 THEN 1 ELSE 2 END",
        "0x27204f5220313d31", "%_%", "\\", "../../../../etc/passwd", "..\\..\\x", "/etc/passwd",
        "file:///etc/passwd", "-1", "9223372036854775808", "1e309", "\xE2\x80\xAE", "${7*7}",
};
/* What a parameter is compared with: no record and no file has this name. */
static const char harmless[] = "qzvx7";

/* Names of parameters that a route is given by the links and forms of pages. */
enum { MOST_NAMES = 40, NAME_MAX_BYTES = 32 };
struct names { const struct route *r; char name[MOST_NAMES][NAME_MAX_BYTES]; int n; };

static struct names *names_of(struct names *all, int n, str path)
{
        bool other;
        const struct route *r = route_find(&(struct request){ .method = GET, .path = path }, &other);
        for (int i = 0; r && i < n; i++)
                if (all[i].r == r)
                        return &all[i];
        return NULL;
}

static void name_add(struct names *to, str name)
{
        for (int i = 0; to && i < to->n; i++)
                if (str_is(name, to->name[i]))
                        return;
        if (to && name.n && name.n < NAME_MAX_BYTES && to->n < MOST_NAMES)
                memcpy(to->name[to->n++], name.p, name.n);
}

/* The value of the attribute that begins at `what` ("href=\""), and where the search goes on. */
static bool value_next(str *rest, str what, str *ret)
{
        ptrdiff_t at = str_find(*rest, what);
        if (at < 0)
                return false;
        *ret = str_cut(str_from(*rest, (size_t)at + what.n), '"', rest);
        return rest->p != NULL;
}

static void harvest(struct ctx *cx, struct names *all, int n, str body)
{
        str rest = body, value, query, tag;
        while (value_next(&rest, S("href=\""), &value)) {
                struct names *to = names_of(all, n, str_cut(value, '?', &query));
                while (query.n) {
                        str one = str_cut(query, '&', &query), v;
                        if (str_starts(one, S("amp;")))
                                one = str_from(one, 4);
                        name_add(to, str_cut(one, '=', &v));
                }
        }
        for (rest = body; value_next(&rest, S("<form "), &tag); ) {
                ptrdiff_t end = str_find(rest, S("</form>"));
                str form = str_head(rest, end < 0 ? 0 : (size_t)end), head = str_cut(form, '>', &form);
                if (end < 0)
                        break;
                head = str_f(cx->arena, "%.*s\"%.*s", STR(tag), STR(head));
                rest = str_from(rest, (size_t)end);
                if (str_find(head, S("method=\"post\"")) >= 0 || !value_next(&head, S("action=\""), &value))
                        continue;
                struct names *to = names_of(all, n, str_cut(value, '?', &query));
                while (value_next(&form, S(" name=\""), &value))
                        name_add(to, value);
        }
}

/* How many rows a page has, and how many of them are records that do not show what was asked for: a
 * search that finds `-1` in a date does what it should. */
struct rows { int all, strange; };

static struct rows rows_of(str body, str sought)
{
        struct rows n = { 0 };
        for (ptrdiff_t at; (at = str_find(body, S("<tr"))) >= 0; ) {
                body = str_from(body, (size_t)at + 3);
                ptrdiff_t end = str_find(body, S("</tr>"));
                str row = str_head(body, end < 0 ? body.n : (size_t)end);
                n.all++;
                n.strange += str_find(row, S("columnheader")) < 0 && str_find(row, sought) < 0;
        }
        return n;
}

static int ask(struct matrix *m, const struct sender *s, str path, const char *sought,
               struct rows *ret_rows)
{
        struct arena_mark mark = arena_mark(m->cx->arena);
        struct visit v = { .cx = m->cx, .session = s->who->token };
        matrix_commits(m);
        int status = visit_get(&v, path);
        m->commits = matrix_commits(m);
        *ret_rows = rows_of(v.body, str_of(sought));
        if (!ok(str_find(v.body, S("root:x:")) < 0 && (s->r->flags & (ROUTE_ON_READ | ROUTE_OPEN) || !m->commits)))
                test_note("GET %.*s: %d commits", STR(path), m->commits);
        arena_release(m->cx->arena, mark);
        return status;
}

static int attack_query(struct matrix *m, const struct sender *s, const struct names *names)
{
        struct matrix_request q;
        int tried = 0;
        matrix_sender_fill(m, s, &q);
        for (int i = 0; i < names->n; i++) {
                char sign = str_find(q.path, S("?")) < 0 ? '?' : '&';
                str head = str_f(m->cx->arena, "%.*s%c%s=", STR(q.path), sign, names->name[i]);
                struct rows rows, want_rows;
                int want = ask(m, s, str_f(m->cx->arena, "%.*s%s", STR(head), harmless), harmless,
                               &want_rows);
                for (size_t k = 0; k < COUNT_OF(hostile); k++) {
                        str path = str_f(m->cx->arena, "%.*s%s", STR(head),
                                         url_part(m->cx->arena, str_of(hostile[k])));
                        int status = ask(m, s, path, hostile[k], &rows);
                        tried++;
                        /* refused with words, or the answer of an unknown value */
                        if (!ok(status < 500 && (status == 422 || want == 422 || status == want) &&
                                (status != want || rows.all == want_rows.all || !rows.strange)))
                                test_note("GET %.*s: %d with %d rows, harmless: %d with %d", STR(path),
                                          status, rows.all, want, want_rows.all);
                }
        }
        return tried;
}

static void in_queries(struct matrix *m, const struct sender *all, int n)
{
        struct ctx *cx = m->cx;
        int tried = 0, n_names = 0;
        struct names *names = NEW_ARRAY(cx->arena, struct names, (size_t)n);
        for (int i = 0; i < n; i++)
                names[i].r = all[i].r;
        for (int i = 0; i < n; i++) {
                struct arena_mark mark = arena_mark(cx->arena);
                struct matrix_request q;
                struct visit v = { 0 };
                matrix_sender_fill(m, &all[i], &q);
                matrix_sender_send(m, &all[i], &q, &v);
                if (str_starts(v.type, S("text/html")))
                        harvest(cx, names, n, v.body);
                str query, one;
                for (str_cut(q.path, '?', &query); query.n; )
                        name_add(&names[i], str_cut(str_cut(query, '&', &query), '=', &one));
                arena_release(cx->arena, mark);
        }
        for (int i = 0; i < n; i++) {
                struct arena_mark mark = arena_mark(cx->arena);
                tried += attack_query(m, &all[i], &names[i]);
                n_names += names[i].n;
                arena_release(cx->arena, mark);
        }
        test_note("%d routes, %d parameters, %d requests", n, n_names, tried);
        ok(n_names >= 40);
}

/* ---- in every field of a form, every part of a path, cookie and header ----------------------------- */

static void in_fields(struct matrix *m, const struct sender *all, int n)
{
        struct ctx *cx = m->cx;
        int tried = 0, taken = 0;
        for (int i = 0; i < n; i++) {
                struct matrix_request q;
                struct arena_mark before = arena_mark(cx->arena);
                matrix_sender_fill(m, &all[i], &q);
                int n_fields = q.n_fields;
                arena_release(cx->arena, before);
                for (int f = 0; f < n_fields; f++)
                        for (size_t k = 0; k < COUNT_OF(hostile); k++) {
                                struct arena_mark mark = arena_mark(cx->arena);
                                struct visit v = { 0 };
                                matrix_sender_fill(m, &all[i], &q);
                                bool secret = str_is(q.fields[f].name, "password") ||
                                              str_is(q.fields[f].name, "new") || str_is(q.fields[f].name, "again");
                                q.fields[f].value = str_of(hostile[k]);
                                int status = matrix_sender_send(m, &all[i], &q, &v);
                                tried++;
                                taken += status < 400;
                                /* who is refused has changed nothing; a wrong password is
                                 * counted */
                                if (!ok(status < 500 && (status < 400 || !m->commits || secret ||
                                                         all[i].r->flags & ROUTE_OPEN)))
                                        test_note("POST %s %.*s=%s: %d, %d commits", all[i].r->path,
                                                  STR(q.fields[f].name), hostile[k], status, m->commits);
                                arena_release(cx->arena, mark);
                        }
        }
        test_note("%d routes, %d requests, %d taken as text", n, tried, taken);
}

/* Each part of the path that stands for an id or a word. */
static void in_addresses(struct matrix *m, const struct sender *all, int n)
{
        struct ctx *cx = m->cx;
        static const char *const parts[] = {
                "'", "1'", "1 OR 1=1", "..", ".", "...", "-", "_", "-1", "0", "9223372036854775808",
                "1.0", "0x1", "..%2f", "passwd", "x--", "%00", "\\", "a..b", ".git", "con",
        };
        int tried = 0;
        for (int i = 0; i < n; i++) {
                str rest = str_of(all[i].r->path);
                for (int at = 0; rest.p; at++) {
                        str word = str_cut(rest, '/', &rest);
                        if (word.n < 2 || word.p[0] != ':')
                                continue;
                        for (size_t k = 0; k < COUNT_OF(parts); k++) {
                                struct arena_mark mark = arena_mark(cx->arena);
                                struct matrix_request q;
                                struct visit v = { 0 };
                                struct buf b = buf_new(cx->arena, 4096);
                                matrix_sender_fill(m, &all[i], &q);
                                str query, path = str_cut(q.path, '?', &query);
                                for (int p = 0; path.p; p++) {
                                        str part = str_cut(path, '/', &path);
                                        buf_f(&b, "%s%.*s", p ? "/" : "", STR(p == at ? str_of(parts[k]) : part));
                                }
                                q.path = buf_str(&b);
                                int status = matrix_sender_send(m, &all[i], &q, &v);
                                tried++;
                                /* the trail answers for what there is not with an empty list */
                                bool empty = str_starts(str_of(all[i].r->path), S("/audit/records/")) &&
                                             str_find(v.body, S("<tr")) < 0;
                                if (!ok(status < 500 && (status >= 300 || empty) && str_find(v.body, S("root:x:")) < 0))
                                        test_note("%s %.*s: %d", verb_word(&all[i]), STR(q.path), status);
                                if (!ok(!m->commits || all[i].r->flags & (ROUTE_ON_READ | ROUTE_OPEN)))
                                        test_note("%s %.*s: %d commits", verb_word(&all[i]), STR(q.path), m->commits);
                                arena_release(cx->arena, mark);
                        }
                }
        }
        test_note("%d routes, %d requests", n, tried);
}

/* The cookies and headers that a request is made of. Those that can stand in the way of a route (GATE: of every one,
 * GATE_POST: of what changes something) go one at a time, the others all at once. */
enum gate { GATE_NONE, GATE_POST, GATE };
static const struct { const char *name; size_t at; enum gate gate; } heads[] = {
        { "ls-session",      offsetof(struct request, session),         GATE },
        { "Host",            offsetof(struct request, host),            GATE },
        { "Authorization",   offsetof(struct request, bearer),          GATE },
        { "ls-csrf",         offsetof(struct request, csrf),            GATE_POST },
        { "X-CSRF",          offsetof(struct request, csrf_header),     GATE_POST },
        { "Origin",          offsetof(struct request, origin),          GATE_POST },
        { "Sec-Fetch-Site",  offsetof(struct request, sec_fetch_site),  GATE_POST },
        { "Idempotency-Key", offsetof(struct request, request_key),     GATE_POST },
        { "Content-Type",    offsetof(struct request, body_type),       GATE_POST },
        { "If-Match",        offsetof(struct request, if_match),        GATE_POST },
        { "If-None-Match",   offsetof(struct request, if_none_match),   GATE_NONE },
        { "ls-lang",         offsetof(struct request, cookie_lang),     GATE_NONE },
        { "ls-theme",        offsetof(struct request, cookie_theme),    GATE_NONE },
        { "ls-type",         offsetof(struct request, cookie_type),     GATE_NONE },
        { "ls-note",         offsetof(struct request, cookie_note),     GATE_NONE },
        { "Accept",          offsetof(struct request, accept),          GATE_NONE },
        { "Accept-Language", offsetof(struct request, accept_language), GATE_NONE },
        { "Accept-Encoding", offsetof(struct request, accept_encoding), GATE_NONE },
        { "User-Agent",      offsetof(struct request, user_agent),      GATE_NONE },
};
static size_t head_at;          /* the one that is put; COUNT_OF(heads): all that stand in nobody's way */
static enum gate head_below;

static bool goes_with_others(size_t h) { return heads[h].gate < head_below; }

static void put_heads(struct request *rq, const char *arg)
{
        str value = str_of(arg);
        for (size_t h = 0; h < COUNT_OF(heads); h++)
                if (head_at == COUNT_OF(heads) ? goes_with_others(h) : h == head_at)
                        memcpy((char *)rq + heads[h].at, &value, sizeof(value));
}

static const char *hostile_head(size_t k)
{
        static const char *const more[] = { "\"><script>qzvx7</script>", "\xff\xfe", "", ";;;===,,," };
        return k < COUNT_OF(hostile) ? hostile[k] : k - COUNT_OF(hostile) < COUNT_OF(more) ? more[k - COUNT_OF(hostile)]
             : NULL;
}

static int send_head(struct matrix *m, const struct sender *s, const char *value)
{
        struct arena_mark mark = arena_mark(m->cx->arena);
        struct matrix_request q;
        struct visit v = { .edit = value ? put_heads : NULL, .edit_arg = value };
        matrix_sender_fill(m, s, &q);
        int status = matrix_sender_send(m, s, &q, &v);
        if (!ok(status < 500 && str_find(v.body, S("<script>qzvx7")) < 0))
                test_note("%s %s with %s: %s: %d", verb_word(s), s->r->path,
                          head_at < COUNT_OF(heads) ? heads[head_at].name : "all", value ? value : "", status);
        arena_release(m->cx->arena, mark);
        return status;
}

static void in_heads(struct matrix *m, const struct sender *all, int n)
{
        int tried = 0;
        const char *value;
        for (int i = 0; i < n; i++) {
                int want = send_head(m, &all[i], NULL);
                head_below = all[i].r->method == GET ? GATE : GATE_POST;
                /* a gate stands before every handler: each value at each of them on a few routes, and on every
                 * other route one value in turn */
                bool whole = i % (n / 6) == 0;
                size_t n_values = 0;
                while (hostile_head(n_values))
                        n_values++;
                for (size_t k = 0; (value = hostile_head(k)); k++)
                        for (head_at = 0; head_at <= COUNT_OF(heads); head_at++) {
                                bool gate = head_at < COUNT_OF(heads);
                                if (gate && (goes_with_others(head_at) ||
                                             (!whole && ((size_t)i + head_at) % n_values != k)))
                                        continue;
                                int status = send_head(m, &all[i], value);
                                tried++;
                                /* that none stood in the way of the others shows by the answer */
                                if (head_at == COUNT_OF(heads) && !same_int(status, want))
                                        test_note("%s %s with all: %s", verb_word(&all[i]), all[i].r->path, value);
                        }
        }
        test_note("%d routes, %zu heads, %d requests", n, COUNT_OF(heads), tried);
}

/* ---- all of it --------------------------------------------------------------------------------------- */

/* One county and one search for senders serve several walks: nothing that they write stays. */
struct attack { struct matrix m; struct sender all[MOST_SENDERS]; int n_posts, n; };

static struct attack *attack_begin(struct ctx *cx)
{
        struct attack *a = NEW(cx->arena, struct attack);
        matrix_begin(&a->m, cx, units);
        matrix_trial(&a->m, true);
        a->n_posts = matrix_senders(&a->m, POST, a->all, MOST_SENDERS);
        a->n = a->n_posts + matrix_senders(&a->m, GET, a->all + a->n_posts, MOST_SENDERS - a->n_posts);
        return a;
}

TEST_LONG(attacks_on_every_form_get_nowhere)
{
        struct attack *a = attack_begin(cx);
        forged(&a->m, a->all, a->n_posts);
        slipped(&a->m, a->all, a->n_posts);
        in_fields(&a->m, a->all, a->n_posts);
        matrix_trial(&a->m, false);
}

TEST_LONG(attacks_on_every_route_get_nowhere)
{
        struct attack *a = attack_begin(cx);
        in_queries(&a->m, a->all + a->n_posts, a->n - a->n_posts);
        planted(&a->m, a->all, a->n);
        in_addresses(&a->m, a->all, a->n);
        matrix_trial(&a->m, false);
}

TEST_LONG(attacks_by_every_head_get_nowhere)
{
        struct attack *a = attack_begin(cx);
        in_heads(&a->m, a->all, a->n);
        matrix_trial(&a->m, false);
}
