/* tests/story.c - see story.h. The words of a story:
 *
 *   as ROLE@UNIT        a new browser, signed in by the demonstration door; `as nobody`: not
 *   with NAME=VALUE…    of the next request: origin, site, csrf, x-csrf, host, lang, etag, bearer
 *   from away|here      another machine, or this one
 *   wait 31m            the clock goes on (s, m, h, d)
 *   get PATH            post PATH name=value name="two words"; one that succeeds is sent twice
 *                       with one key, and must be done once
 *   upload FIELD FILENAME TEXT  a file for the next post; \n in the text is a new line
 *   want STATUS [LOCATION]      LOCATION may end in *
 *   see TEXT            never TEXT
 *                       (name=<tests/files/x.csv brings a file)
 *   take NAME TEXT      keep the number that stands after TEXT in the page, as {NAME}
 *
 * In a path and a value {unit:CODE}, {post:ROLE@UNIT}, {person:ROLE@UNIT}, {budget:CODE@YEAR} and
 * {NAME} stand for ids.
 */
#include <dirent.h>

#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "domain/budget/store.sql.h"
#include "domain/target/scheme.sql.h"
#include "core/audit/chain.h"
#include "door/cli/store.h"
#include "core/crypto/password.h"
#include "tests/story.h"

static const struct fail *county_fill(struct ctx *cx)
{
        const struct fail *f = database_prepare(cx, NULL);
        if (!f)
                f = database_demo(cx);
        if (!f)
                f = db_wait(cx);
        /* A server's keeper links within a second what the demonstration did on days long past. */
        for (int n = 1; !f && n && !store_is_sqlite(cx->db->store);)
                f = audit_link_waiting(cx, S("test"), 0, 1000, &n);
        return f ? f : db_wait(cx);
}

/* Two years of a county take a second to load: tests that begin with it copy one that is loaded. */
void story_county(struct ctx *cx)
{
        done(test_db_from(cx, county_fill) ? database_prepare(cx, NULL) : county_fill(cx));
}

int64_t story_unit(struct ctx *cx, const char *code)
{
        struct unit_id_by_code u;
        return unit_id_by_code(cx, str_of(code), &u) ? 0 : u.id;
}

int64_t story_scheme(struct ctx *cx, int year)
{
        struct schemes it;
        int64_t id = 0;
        schemes(&it, cx, SCHEMES_WHEN_YEAR, year);
        while (schemes_next(&it))
                id = it.id;
        done(schemes_end(&it));
        return id;
}

const char story_password[] = "Correct-Horse-7";

int64_t story_account(struct ctx *cx, const char *login, const char *role, const char *unit_code)
{
        struct account_new in = { .login = str_of(login), .name = str_of(login), .role = str_of(role),
                                  .unit = story_unit(cx, unit_code) };
        int64_t person = 0;
        str hash;
        done(account_add(cx, &in, &person));
        done(password_hash(cx, str_of(story_password), &hash));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        account_set_password(cx, person, hash, cx->now);
        done(tx_commit(&tx));
        return person;
}

int64_t story_post(struct ctx *cx, const char *role, const char *unit_code, int64_t *ret_person)
{
        struct posts_demo it;
        int64_t id = 0, unit = story_unit(cx, unit_code), ids[200];
        int n = 0;
        posts_demo(&it, cx, cx->today);
        while (posts_demo_next(&it))
                if (n < 200)
                        ids[n++] = it.id;
        if (posts_demo_end(&it))
                return 0;
        for (int i = 0; i < n && !id; i++) {
                struct post_of p;
                if (!post_of(cx, ids[i], cx->today, &p) && p.unit == unit && str_is(p.role, role)) {
                        id = ids[i];
                        if (ret_person)
                                *ret_person = p.person;
                }
        }
        return id;
}

/* ---- a browser ------------------------------------------------------------------ */

static str cookie_value(struct arena *a, str set, const char *name)
{
        str v, n = str_cut(set, '=', &v);
        return str_is(n, name) ? str_copy(a, str_cut(v, ';', &v)) : (str){ 0 };
}

static void cookies_keep(struct visit *v, const struct reply *re)
{
        struct buf all = buf_new(v->cx->arena, 1 << 16);
        v->allow = v->policy = (str){ 0 };
        for (int i = 0; i < re->n_headers; i++) {
                str name = re->headers[i].name, value = re->headers[i].value, c;
                if (str_is(name, "Allow"))
                        v->allow = str_copy(v->cx->arena, value);
                if (str_is(name, "Content-Security-Policy"))
                        v->policy = value;
                if (!str_is(name, "Set-Cookie"))
                        continue;
                buf_put(&all, value);
                buf_byte(&all, '\n');
                if ((c = cookie_value(v->cx->arena, value,
                                      v->secure ? "__Host-ls-session" : "ls-session")).p)
                        v->session = c;
                if ((c = cookie_value(v->cx->arena, value, "ls-csrf")).p)
                        v->csrf = c;
                if ((c = cookie_value(v->cx->arena, value, "ls-note")).p)
                        v->note = c;
        }
        v->cookies = buf_str(&all);
}

static int hex(char c)
{
        return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10
             : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static str unquote(struct arena *a, str s)
{
        char *p = arena_alloc(a, s.n + 1);
        size_t n = 0;
        for (size_t i = 0; i < s.n; i++) {
                if (s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0) {
                        p[n++] = (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2]));
                        i += 2;
                } else {
                        p[n++] = s.p[i] == '+' ? ' ' : s.p[i];
                }
        }
        return (str){ p, n };
}

static int serve(struct visit *v, enum verb method, str path, const struct pair *fields,
                 int n_fields)
{
        struct arena *a = v->cx->arena;
        struct pair *all = NEW_ARRAY(a, struct pair, VISIT_FIELDS + (size_t)n_fields);
        int n = 0;
        str query, where = str_cut(path, '?', &query), rest = query;
        while (rest.n && n < VISIT_FIELDS) {
                str value, name = str_cut(str_cut(rest, '&', &rest), '=', &value);
                all[n++] = (struct pair){ unquote(a, name), unquote(a, value) };
        }
        struct upload *files = NEW_ARRAY(a, struct upload, (size_t)n_fields + 1);
        int n_files = 0;
        for (int i = 0; i < n_fields; i++) {
                str value = fields[i].value, name = value;
                if (!str_starts(value, S("<tests/"))) {
                        all[n++] = fields[i];
                        continue;
                }
                while (name.p)
                        value = str_cut(name, '/', &name);
                files[n_files++] = (struct upload){
                        fields[i].name, value,
                        test_file(a, str_copy(a, str_from(fields[i].value, 1)).p, false)
                };
        }
        struct request rq = {
                .uploads = v->n_uploads ? v->uploads : files,
                .n_uploads = v->n_uploads ? v->n_uploads : n_files, .method = method, .path = where,
                .query = query, .fields = all, .n_fields = n, .session = v->session,
                .csrf = v->csrf, .cookie_note = v->note,
                .host = v->host.p ? v->host : S("localhost"), .origin = v->origin,
                .sec_fetch_site = v->site, .csrf_header = v->csrf_header, .request_key = v->once,
                .accept_language = v->accept_language, .if_none_match = v->if_none_match,
                .bearer = v->bearer, .user_agent = S("story"),
                .remote = v->remote.p ? v->remote : S("127.0.0.1"), .loopback = !v->away,
                .secure = v->secure, .htmx = v->htmx, .wants_json = v->json,
        };
        struct ctx cx = { .arena = a, .db = v->cx->db, .today = day_of_instant(v->cx->now),
                          .now = v->cx->now };
        struct reply re = { 0 };
        if (v->edit)
                v->edit(&rq, v->edit_arg);
        web_serve(&cx, &rq, &re);
        done(db_wait(&cx));
        ok(!cx.db->in_tx && !cx.db->in_snapshot && !cx.db->once);
        v->status = re.status;
        v->location = re.location.p ? str_copy(a, re.location) : S("");
        v->type = str_of(re.type);
        v->download = re.download;
        v->plain = re.plain;
        for (size_t i = 0; !re.plain.n && i < re.download.n; i++)
                ok((unsigned char)re.download.p[i] < 0x80);     /* a name for old clients, in any route */
        v->etag = re.etag;
        v->body = re.fixed.p ? re.fixed : buf_str(&re.body);
        cookies_keep(v, &re);
        v->once = v->origin = v->site = v->csrf_wish = v->csrf_header = v->host = (str){ 0 };
        v->accept_language = v->if_none_match = v->bearer = (str){ 0 };
        v->no_csrf = false;
        v->edit = NULL;
        v->n_uploads = 0;
        return v->status;
}

int visit_get(struct visit *v, str path) { return serve(v, GET, path, NULL, 0); }

/* Somebody half-way in is nobody yet: their forms carry the token of the cookie ls-csrf. */
static bool is_half_way(const struct visit *v)
{
        struct entry_by_token e;
        return !entry_by_token(v->cx, token_hash(v->cx->arena, v->session), v->cx->now, &e);
}

int visit_post(struct visit *v, str path, const struct pair *fields, int n_fields)
{
        struct pair *all = NEW_ARRAY(v->cx->arena, struct pair, (size_t)n_fields + 1);
        int n = 0;
        if (!v->session.n && !v->csrf.n)
                v->csrf = S("0000000000000000000000000000000000000000000000000000000000000000");
        if (v->csrf_wish.p)
                all[n++] = (struct pair){ S("csrf"), v->csrf_wish };
        else if (!v->no_csrf)
                all[n++] = (struct pair){
                        S("csrf"),
                        session_csrf(v->cx, v->session.n && !is_half_way(v) ? v->session : v->csrf)
                };
        for (int i = 0; i < n_fields; i++)
                all[n++] = fields[i];
        return serve(v, POST, path, all, n);
}

bool visit_as(struct visit *v, const char *role, const char *unit_code)
{
        int64_t post = story_post(v->cx, role, unit_code, NULL);
        *v = (struct visit){ .cx = v->cx };
        if (!post)
                return false;
        struct pair field = { S("role"), str_f(v->cx->arena, "%ld", post) };
        return visit_post(v, S("/sign-in/demo"), &field, 1) == 303 && v->session.n > 0;
}

bool visit_sees(const struct visit *v, const char *text)
{
        return str_find(v->body, str_of(text)) >= 0;
}

/* ---- stories ---------------------------------------------------------------------- */

enum { MOST_NAMES = 32 };
struct play {
        struct ctx *cx;
        struct visit v;
        const char *file;
        int line, checked;
        struct { str name; int64_t id; } names[MOST_NAMES];
        int n_names;
};

static void wrong(struct play *p, const char *fmt, ...) PRINTF(2, 3);
static void wrong(struct play *p, const char *fmt, ...)
{
        va_list ap;
        va_start(ap, fmt);
        str say = str_vf(p->cx->arena, fmt, ap);
        va_end(ap);
        test_ok(false, say.p, p->file, p->line);
}

static str word(str *rest)
{
        *rest = str_trim(*rest);
        size_t i = 0;
        bool quoted = false;
        for (; i < rest->n && (quoted || (rest->p[i] != ' ' && rest->p[i] != '\t')); i++)
                quoted ^= rest->p[i] == '"';
        str w = str_head(*rest, i);
        *rest = str_trim(str_from(*rest, i));
        return w;
}

static int64_t id_of(struct play *p, str what)
{
        str arg, kind = str_cut(what, ':', &arg);
        if (!arg.p) {
                for (int i = 0; i < p->n_names; i++)
                        if (str_eq(p->names[i].name, what))
                                return p->names[i].id;
                return 0;
        }
        str unit, role = str_cut(arg, '@', &unit);
        const char *r = str_copy(p->cx->arena, role).p,
                   *u = unit.p ? str_copy(p->cx->arena, unit).p : "";
        int64_t person = 0, post;
        if (str_is(kind, "unit"))
                return story_unit(p->cx, r);
        if (str_is(kind, "budget")) {
                struct budget_newest b;
                uint64_t year;
                return str_u64(unit, &year) && !budget_newest(p->cx, role, (int64_t)year, &b) ? b.id : 0;
        }
        post = story_post(p->cx, r, u, &person);
        return str_is(kind, "person") ? person : post;
}

/* Put the ids in; off with the quotation marks that hold a value together. */
static str filled_as(struct play *p, str s, bool quoted)
{
        struct buf b = buf_new(p->cx->arena, 1 << 20);
        for (size_t i = 0; i < s.n; i++) {
                ptrdiff_t end = s.p[i] == '{' ? str_find(str_from(s, i), S("}")) : -1;
                if (end > 0) {
                        str name = str_head(str_from(s, i + 1), (size_t)end - 1);
                        int64_t id = id_of(p, name);
                        if (!id)
                                wrong(p, "nothing is called {%.*s}", STR(name));
                        buf_int(&b, id);
                        i += (size_t)end;
                } else if (!quoted || s.p[i] != '"') {
                        buf_byte(&b, s.p[i]);
                }
        }
        return buf_str(&b);
}

static str filled(struct play *p, str s) { return filled_as(p, s, true); }

/* What a page says where it differs from the story: its middle, without the frame. */
static str shown(const struct play *p)
{
        ptrdiff_t at = str_find(p->v.body, S("<main"));
        return str_head(str_from(p->v.body, at < 0 ? 0 : (size_t)at), 1500);
}

static int fields_read(struct play *p, str rest, struct pair *ret)
{
        int n = 0;
        while (rest.n && n < VISIT_FIELDS - 2) {
                str value, name = str_cut(word(&rest), '=', &value);
                ret[n++] = (struct pair){ filled(p, name), filled(p, value) };
        }
        return n;
}

static void say_with(struct play *p, str rest)
{
        struct pair f[VISIT_FIELDS];
        int n = fields_read(p, rest, f);
        for (int i = 0; i < n; i++) {
                str *at = str_is(f[i].name, "origin") ? &p->v.origin : str_is(f[i].name, "site")
                        ? &p->v.site
                        : str_is(f[i].name, "csrf") ? &p->v.csrf_wish : str_is(f[i].name, "host")
                                ? &p->v.host
                        : str_is(f[i].name, "x-csrf") ? &p->v.csrf_header
                        : str_is(f[i].name, "lang") ? &p->v.accept_language
                        : str_is(f[i].name, "etag") ? &p->v.if_none_match
                        : str_is(f[i].name, "bearer") ? &p->v.bearer : NULL;
                if (at)
                        *at = f[i].value;
                else
                        wrong(p, "with: no such thing as %.*s", STR(f[i].name));
        }
}

static void say_wait(struct play *p, str rest)
{
        static const struct { char c; int64_t ms; } units[] = {
                { 's', 1000 }, { 'm', 60000 }, { 'h', 3600000 }, { 'd', 86400000 } };
        uint64_t n;
        for (size_t i = 0; rest.n > 1 && i < COUNT_OF(units); i++)
                if (rest.p[rest.n - 1] == units[i].c && str_u64(str_head(rest, rest.n - 1), &n)) {
                        p->cx->now += (int64_t)n * units[i].ms;
                        p->cx->today = day_of_instant(p->cx->now);
                        return;
                }
        wrong(p, "wait: want a number and s, m, h or d");
}

static void say_want(struct play *p, str rest)
{
        uint64_t status;
        str where, given = str_trim(str_cut(rest, ' ', &where));
        if (!str_u64(given, &status)) {
                wrong(p, "want: no status");
                return;
        }
        if ((int)status != p->v.status)
                wrong(p, "want %d, got %d %.*s\n#   %.*s", (int)status, p->v.status,
                      STR(p->v.location),
                      STR(shown(p)));
        if (!where.p)
                return;
        str want = filled(p, str_trim(where));
        bool fits = str_ends(want, S("*")) ? str_starts(p->v.location, str_head(want, want.n - 1))
                                           : str_eq(p->v.location, want);
        if (!fits)
                wrong(p, "want %.*s, got %.*s", STR(want), STR(p->v.location));
}

static void say_take(struct play *p, str rest)
{
        str name = word(&rest), text = filled_as(p, rest, false);
        ptrdiff_t at = str_find(p->v.body, text);
        str from = at < 0 ? (str){ 0 } : str_from(p->v.body, (size_t)at + text.n);
        if (at < 0 && str_starts(p->v.location, text))
                from = str_from(p->v.location, text.n);
        size_t n = 0;
        uint64_t id;
        while (n < from.n && from.p[n] >= '0' && from.p[n] <= '9')
                n++;
        if (!str_u64(str_head(from, n), &id) || p->n_names == MOST_NAMES) {
                wrong(p, "take: no number after %.*s", STR(text));
                return;
        }
        for (int i = 0; i < p->n_names; i++)
                if (str_eq(p->names[i].name, name)) {
                        p->names[i].id = (int64_t)id;
                        return;
                }
        p->names[p->n_names].name = name;
        p->names[p->n_names++].id = (int64_t)id;
}

static void say_upload(struct play *p, str rest)
{
        struct upload *up = NEW(p->cx->arena, struct upload);
        up->name = word(&rest);
        up->filename = word(&rest);
        struct buf b = buf_new(p->cx->arena, 1 << 20);
        for (size_t i = 0; i < rest.n; i++) {
                bool line = rest.p[i] == '\\' && i + 1 < rest.n && rest.p[i + 1] == 'n';
                buf_byte(&b, line ? '\n' : rest.p[i]);
                i += line;
        }
        up->bytes = buf_str(&b);
        p->v.uploads = up;
        p->v.n_uploads = 1;
}

static void say_as(struct play *p, str rest)
{
        str unit, role = str_cut(rest, '@', &unit);
        p->v = (struct visit){ .cx = p->cx };
        if (str_is(role, "nobody"))
                return;
        if (!unit.p ||
            !visit_as(&p->v, str_copy(p->cx->arena, role).p, str_copy(p->cx->arena, unit).p))
                wrong(p, "nobody is %.*s", STR(rest));
}

/* A press on the button: with a key of its own, as every form has; and the same once more, after
 * which nothing may be new. Who is signed out by it cannot send it again. */
static void say_post(struct play *p, str path, const struct pair *fields, int n_fields)
{
        static const struct sql trail = { .name = "story_trail", .args = "", .cols = "i", .index = -1,
                                          .text = "SELECT COALESCE(MAX(id), 0) FROM audit" };
        struct visit before = p->v;
        str key = str_f(p->cx->arena, "%s.%d", p->file, p->line);
        p->v.once = key;
        visit_post(&p->v, path, fields, n_fields);
        if (p->v.status >= 400 || !before.session.n || !str_eq(before.session, p->v.session))
                return;
        struct visit first = p->v;
        int64_t rows[2];
        for (int i = 0; i < 2; i++) {
                struct query q;
                query_open(&q, p->cx, &trail, NULL);
                rows[i] = query_next(&q) ? query_int(&q, 0) : -1;
                done(query_end(&q));
                if (i)
                        break;
                p->v = before;
                p->v.once = key;
                visit_post(&p->v, path, fields, n_fields);
        }
        if (p->v.status != first.status || !str_eq(p->v.location, first.location) ||
            !str_eq(p->v.note, first.note) || !str_eq(p->v.type, first.type) || rows[0] != rows[1])
                wrong(p, "sent twice: %d %.*s, then %d %.*s, %ld new rows of the trail", first.status,
                      STR(first.location), p->v.status, STR(p->v.location), rows[1] - rows[0]);
        p->v = first;
}

static void play_line(struct play *p, str line)
{
        struct pair f[VISIT_FIELDS];
        str rest = line, verb = word(&rest);
        if (str_is(verb, "as")) {
                say_as(p, rest);
        } else if (str_is(verb, "with")) {
                say_with(p, rest);
        } else if (str_is(verb, "from")) {
                p->v.away = str_is(rest, "away");
                p->v.remote = p->v.away ? S("192.0.2.7") : (str){ 0 };
        } else if (str_is(verb, "wait")) {
                say_wait(p, rest);
        } else if (str_is(verb, "get")) {
                visit_get(&p->v, filled(p, word(&rest)));
        } else if (str_is(verb, "post")) {
                str path = filled(p, word(&rest));
                say_post(p, path, f, fields_read(p, rest, f));
        } else if (str_is(verb, "upload")) {
                say_upload(p, rest);
        } else if (str_is(verb, "want")) {
                say_want(p, rest);
                p->checked++;
        } else if (str_is(verb, "see") || str_is(verb, "never")) {
                bool want = str_is(verb, "see"),
                     there = str_find(p->v.body, filled_as(p, rest, false)) >= 0;
                if (want != there)
                        wrong(p, "%.*s: %.*s\n#   %.*s", STR(verb), STR(rest), STR(shown(p)));
                p->checked++;
        } else if (str_is(verb, "take")) {
                say_take(p, rest);
        } else {
                wrong(p, "no such word: %.*s", STR(verb));
        }
}

int story_play(struct ctx *cx, const char *file, str text)
{
        struct play p = { .cx = cx, .v = { .cx = cx }, .file = file };
        str rest = text;
        while (rest.n) {
                str line = str_trim(str_cut(rest, '\n', &rest));
                p.line++;
                if (line.n && line.p[0] != '#')
                        play_line(&p, line);
        }
        return p.checked;
}

int story_request(struct ctx *cx, str line, int n, str *ret_path,
                  struct pair ret_fields[VISIT_FIELDS])
{
        struct play p = { .cx = cx, .file = "tests/requests.txt", .n_names = 1 };
        str rest = line;
        p.names[0].name = S("n");
        p.names[0].id = n + 1;
        *ret_path = filled(&p, word(&rest));
        return fields_read(&p, rest, ret_fields);
}

str story_plain_path(struct ctx *cx, const char *pattern)
{
        struct buf b = buf_new(cx->arena, 400);
        str rest = str_from(str_of(pattern), 1);
        while (rest.p) {
                str part = str_cut(rest, '/', &rest);
                buf_byte(&b, '/');
                buf_put(&b, str_is(part, ":id") ? S("1") : str_is(part, ":key") ? S("x") : part);
        }
        return buf_str(&b);
}

int story_list(struct arena *a, struct story *ret, int max)
{
        DIR *d = opendir("tests/stories");
        int n = 0;
        must(d);
        for (struct dirent *e; (e = readdir(d)) && n < max;)
                if (str_ends(str_of(e->d_name), S(".story"))) {
                        ret[n].file = str_f(a, "tests/stories/%s", e->d_name).p;
                        ret[n].text = test_file(a, ret[n].file, false);
                        n++;
                }
        closedir(d);
        return n;
}
