/* tests/markup_test.c - what people write stays text: in every field of every form stands markup or
 * a formula, and then every page and file that shows it is read.
 *
 * The payload of a field carries its number, xq17q. In a page it may stand only as text or inside a
 * quoted attribute; the reader of markup here is strict, so that half a tag is a fault too. In a
 * CSV no cell with it begins like a formula; a workbook has no formula at all; JSON is valid. */
#include "core/text/json.h"
#include "core/text/zip.h"
#include "door/web/router.h"
#include "tests/matrix.h"

enum { MOST_SENDERS = 600, MOST_MARKERS = 2000, MOST_ON_WAY = 2000, ADDRESS_MAX = 160, A_PATTERN = 2, ALL_PAGES = 40 };

static const char *const units[] = { "shili-mbb", "shili-shuiwu", "shili-liuxi", "shili", NULL };

/* ---- a strict reader of markup ------------------------------------------------------------ */

/* What is wrong with the page, or NULL; *ret_at is where. */
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
static bool is_word(char c)
{
        return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
}

static const char *attribute_fault(str name, str value)
{
        static const char *const addresses[] = { "href", "src", "action", "formaction", "hx-get", "hx-post" };
        static const char *const schemes[] = { "javascript:", "data:", "vbscript:", "//" };
        if (str_find(name, S("xq")) >= 0 || (name.n > 2 && str_starts(name, S("on"))))
                return "an attribute that nobody wrote";
        for (size_t i = 0; i < COUNT_OF(addresses); i++)
                for (size_t k = 0; str_is(name, addresses[i]) && k < COUNT_OF(schemes); k++)
                        if (str_starts(str_trim(value), str_of(schemes[k])))
                                return "an address that runs or leads elsewhere";
        return NULL;
}

static const char *tag_fault(str s, size_t *at)
{
        size_t i = *at + 1, from = i;
        while (i < s.n && is_word(s.p[i]))
                i++;
        str tag = { s.p + from, i - from };
        if (str_find(tag, S("xq")) >= 0)
                return "an element that nobody wrote";
        for (;;) {
                while (i < s.n && is_blank(s.p[i]))
                        i++;
                *at = i;
                if (i < s.n && s.p[i] == '/')
                        *at = ++i;
                if (i >= s.n)
                        return "a tag without an end";
                if (s.p[i] == '>') {
                        *at = i + 1;
                        str rest = str_from(s, i + 1);
                        if (str_is(tag, "script") && !str_starts(rest, S("</script>")))
                                return "a script in the page";
                        if (str_is(tag, "style"))
                                *at += str_find(rest, S("</style")) >= 0 ? (size_t)str_find(rest, S("</style")) : 0;
                        return NULL;
                }
                for (from = i; i < s.n && is_word(s.p[i]); )
                        i++;
                str name = { s.p + from, i - from }, value = { s.p, 0 };
                if (!name.n)
                        return "a tag with something else than attributes";
                if (i < s.n && s.p[i] == '=') {
                        if (++i >= s.n || s.p[i] != '"')
                                return "a value without quotes";
                        for (from = ++i; i < s.n && s.p[i] != '"'; i++)
                                if (s.p[i] == '<' || s.p[i] == '>')
                                        return "a bracket in a value";
                        value = (str){ s.p + from, i - from };
                        i++;
                }
                const char *why = attribute_fault(name, value);
                if (why)
                        return why;
        }
}

static const char *markup_fault(str s, size_t *at)
{
        for (size_t i = 0; i < s.n; ) {
                *at = i;
                if (s.p[i] == '>')
                        return "a bracket in the text";
                if (s.p[i] != '<') {
                        i++;
                        continue;
                }
                str rest = str_from(s, i + 1);
                if (str_starts(rest, S("!")) || str_starts(rest, S("/"))) {
                        if (str_starts(rest, S("/")) && (rest.n < 2 || !is_letter(rest.p[1])))
                                return "half a tag";
                        while (i < s.n && s.p[i] != '>')
                                i++;
                        i++;
                } else if (rest.n && is_letter(rest.p[0])) {
                        const char *why = tag_fault(s, at);
                        if (why)
                                return why;
                        i = *at;
                } else {
                        return "half a tag";
                }
        }
        return NULL;
}

TEST(markup_that_came_from_people_is_noticed)
{
        static const struct { const char *page; bool fine; } cases[] = {
                { "<!DOCTYPE html><p class=\"a\">&lt;xq1q&gt;</p>", true },
                { "<input value=\"&lt;xq1q y=&quot;\" required>", true },
                { "<svg class=\"i\"/><a href=\"/xq1q?a=%3C\">xq1q</a>", true },
                { "<script src=\"/a.js\" defer></script>", true },
                { "<p><xq1q>", false },                 { "<p>a > b", false },
                { "<p>< b", false },                    { "<p xq1q=\"\">", false },
                { "<p onclick=\"x\">", false },         { "<p a=b>", false },
                { "<a href=\"javascript:x\">", false }, { "<a href=\" javascript:x\">", false },
                { "<input value=\"\"<xq1q\">", false }, { "<p title=\"<xq1q>\">", false },
                { "<script>x</script>", false },        { "<a href=\"//evil.example\">", false },
                { "<p", false },                        { "<style>p > a {}</style>", true },
        };
        size_t at;
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                if (!ok((markup_fault(str_of(cases[i].page), &at) == NULL) == cases[i].fine))
                        test_note("%s", cases[i].page);
}

/* ---- files ----------------------------------------------------------------------------------- */

/* A cell of a CSV that a spreadsheet would run; NULL: none. */
static const char *csv_fault(str s)
{
        bool quoted = false, first = true;
        if (str_starts(s, S("\xEF\xBB\xBF")))
                s = str_from(s, 3);
        for (size_t i = 0; i < s.n; i++) {
                char c = s.p[i];
                if (first && c == '"') {
                        quoted = true;
                        i++;
                        c = i < s.n ? s.p[i] : '\n';
                }
                if (first && memchr("=+-@\t\r", c, 6) && c != '\r') {
                        str cell = str_head(str_from(s, i), 80), rest;
                        cell = str_cut(str_cut(cell, '\n', &rest), ',', &rest);
                        if (str_find(cell, S("xq")) >= 0)
                                return "a cell that is a formula";
                }
                first = false;
                if (quoted && c == '"') {
                        if (i + 1 < s.n && s.p[i + 1] == '"')
                                i++;
                        else
                                quoted = false;
                } else if (!quoted && (c == ',' || c == '\n')) {
                        first = true;
                }
        }
        return quoted ? "a quoted cell without an end" : NULL;
}

static const struct zip_limits file_limits = { 64 << 20, 128 << 20, 1000, 1000 };

/* A workbook or a document: no formula, no markup of people's making. What it says goes to *o. */
static const char *pack_fault(struct ctx *cx, str bytes, struct buf *o)
{
        struct zip_in *z CLEANUP(zip_in_close) = NULL;
        if (zip_in_open(cx, bytes, &file_limits, &z))
                return "a file that is no ZIP";
        for (int i = 0; i < zip_in_count(z); i++) {
                str all, name = zip_in_name(z, i);
                if (zip_in_read_all(cx, z, i, &all))
                        return "a damaged file";
                if (!str_ends(name, S(".xml")))
                        continue;
                if (str_find(all, S("<xq")) >= 0)
                        return "markup of people's making in a file";
                for (str rest = all; str_find(rest, S("<f>")) >= 0; ) { /* ours are sums */
                        rest = str_from(rest, (size_t)str_find(rest, S("<f>")) + 3);
                        if (!str_starts(rest, S("SUM(")) && !str_starts(rest, S("ROUND(")))
                                return "a formula in a workbook";
                }
                buf_put(o, all);
        }
        return NULL;
}

static const char *answer_fault(struct ctx *cx, const struct visit *v, struct buf *says, size_t *at)
{
        str type = str_cut(v->type, ';', &(str){ 0 });
        *at = 0;
        if (str_is(type, "text/html")) {
                buf_put(says, v->body);
                /* a document as a file has a style of its own, a page has none */
                if (str_find(v->body, S("htmx-config")) >= 0 && str_find(v->body, S("<style")) >= 0)
                        return "a style in the page";
                return markup_fault(v->body, at);
        }
        if (str_starts(v->body, S("PK\x03\x04")))
                return pack_fault(cx, v->body, says);
        if (str_is(type, "application/json") || str_is(type, "application/problem+json")) {
                const struct json *j;
                buf_put(says, v->body);
                return json_parse(cx, v->body, &j) ? "JSON that is none" : NULL;
        }
        if (str_is(type, "text/csv")) {
                buf_put(says, v->body);
                return csv_fault(v->body);
        }
        if (str_is(type, "text/plain"))
                buf_put(says, v->body);
        return NULL;
}

TEST(a_formula_in_a_file_is_noticed)
{
        ok(!csv_fault(S("\xEF\xBB\xBF" "a,b\r\n\"'=xq1q\",-3\r\n")));
        ok(!csv_fault(S("a,\"x\"\"=xq1q\"\n")));
        ok(csv_fault(S("a,=xq1q\n")) != NULL);
        ok(csv_fault(S("a,\"=xq1q\"\n")) != NULL);
        ok(csv_fault(S("\"\txq1q\"\n")) != NULL);
        ok(csv_fault(S("@xq1q")) != NULL);
        ok(csv_fault(S("a,\"b\n")) != NULL);
}

/* ---- what is written where ---------------------------------------------------------------------- */

struct marker { const struct route *r; char field[40]; bool seen; };

struct walk {
        struct matrix m;
        struct sender posts[MOST_SENDERS], gets[MOST_SENDERS];
        int n_posts, n_gets;
        struct marker *marker;
        int n_markers, n_stored, n_pages;
};

/* From the fullest to the shortest: a field takes what fits. */
static const char *const shapes[] = {
        "=1+xq%dq<xq y=\">'><img src=x onerror=xq>{{7*7}}", "@xq%dq<xq y=\">'", "+xq%dq<xq>\"'",
        "-xq%dq<xq>", "<xq>xq%dq",
};
static const char *const addresses[] = {
        "javascript:xq%dq//<xq>", "//evil.example/xq%dq", "data:text/html,xq%dq<xq>",
};

static str payload(struct arena *a, const char *shape, int n)
{
        /* the shapes above have one %d each */
        str s = str_of(shape), rest, head = str_cut(s, '%', &rest);
        return str_f(a, "%.*s%d%.*s", STR(head), n, STR(str_from(rest, 1)));
}

/* A word of the program's own choice, a number, a version: not what somebody writes. Found out by
 * trying. Passwords and files are not shown anywhere. */
static bool is_secret(str name)
{
        return str_is(name, "password") || str_is(name, "new") || str_is(name, "again") || str_is(name, "code");
}

static void look_at(struct walk *w, const struct visit *v, str path, const struct member *who)
{
        struct ctx *cx = w->m.cx;
        struct buf says = buf_new(cx->arena, 1 << 26);
        size_t at = 0;
        const char *why = answer_fault(cx, v, &says, &at);
        w->n_pages++;
        if (!ok(!why))
                test_note("%.*s as %s: %s: %.*s", STR(path), who->role, why,
                          STR(str_head(str_from(v->body, at < 40 ? 0 : at - 40), 160)));
        str rest = buf_str(&says);
        for (ptrdiff_t i; (i = str_find(rest, S("xq"))) >= 0; ) {
                int n = 0;
                rest = str_from(rest, (size_t)i + 2);
                while (rest.n && rest.p[0] >= '0' && rest.p[0] <= '9' && n < MOST_MARKERS) {
                        n = 10 * n + rest.p[0] - '0';
                        rest = str_from(rest, 1);
                }
                if (n > 0 && n <= w->n_markers && rest.n && rest.p[0] == 'q')
                        w->marker[n - 1].seen = true;
        }
}

/* Does the route take this shape in that field? What it answers is looked at either way. */
static bool takes(struct walk *w, const struct sender *s, int field, str value)
{
        struct arena_mark mark = arena_mark(w->m.cx->arena);
        struct matrix_request q;
        struct visit v = { 0 };
        matrix_sender_fill(&w->m, s, &q);
        q.fields[field].value = value;
        int status = matrix_sender_send(&w->m, s, &q, &v);
        if (status >= 400)
                look_at(w, &v, q.path, s->who);
        arena_release(w->m.cx->arena, mark);
        return status < 400;
}

/* Write into all the fields of a route that take text. */
static void write_all(struct walk *w, const struct sender *s, const char *const *list, int n_list,
                      int *fits, int *number)
{
        struct ctx *cx = w->m.cx;
        struct arena_mark mark = arena_mark(cx->arena);
        struct matrix_request q;
        bool any = false;
        matrix_sender_fill(&w->m, s, &q);
        for (int f = 0; f < q.n_fields; f++) {
                fits[f] = -1;
                if (is_secret(q.fields[f].name) || str_starts(q.fields[f].value, S("<tests/")))
                        continue;
                for (int k = 0; k < n_list && fits[f] < 0; k++)
                        if (takes(w, s, f, payload(cx->arena, list[k], w->n_markers + 1)))
                                fits[f] = k;
                if (fits[f] < 0 || w->n_markers == MOST_MARKERS)
                        continue;
                w->marker[w->n_markers] = (struct marker){ .r = s->r };
                snprintf(w->marker[w->n_markers].field, sizeof(w->marker->field), "%.*s",
                         STR(q.fields[f].name));
                number[f] = ++w->n_markers;
                any = true;
        }
        arena_release(cx->arena, mark);
        if (!any)
                return;
        matrix_trial(&w->m, false);
        bool together = false;
        for (int only = -1; only < q.n_fields && !together; only++) {
                if (only >= 0 && fits[only] < 0)
                        continue;
                mark = arena_mark(cx->arena);
                struct visit v = { 0 };
                int n_fields = q.n_fields;
                if (!matrix_fill(&w->m, s->line, s->who, s->at, -1, PLACE_OWN, &q))
                        break;
                must(q.n_fields == n_fields);
                for (int f = 0; f < q.n_fields; f++)
                        if (fits[f] >= 0 && (only < 0 || only == f))
                                q.fields[f].value = payload(cx->arena, list[fits[f]], number[f]);
                int status = matrix_sender_send(&w->m, s, &q, &v);
                look_at(w, &v, q.path, s->who);
                together = only < 0 && status < 400;
                if (status == 303) {            /* what one sees at once, with the note */
                        str next = str_copy(cx->arena, v.location);
                        w->n_stored++;
                        visit_get(&v, next);
                        look_at(w, &v, next, s->who);
                }
                arena_release(cx->arena, mark);
        }
        matrix_trial(&w->m, true);
}

/* ---- and where it is shown ------------------------------------------------------------------------- */

/* The addresses that somebody goes to: each route's own record, and where pages lead from there, at
 * most A_PATTERN of a route. */
struct address { char p[ADDRESS_MAX]; };
struct way {
        struct address *to;
        int n, at;
        const struct route *seen[MOST_SENDERS];
        int times[MOST_SENDERS], n_seen;
};

static void go(struct way *w, str path)
{
        bool other;
        str query, where = str_cut(path, '?', &query);
        const struct route *r = route_find(&(struct request){ .method = GET, .path = where }, &other);
        if (!r || r->flags & (ROUTE_BARE | ROUTE_HALF) || path.n >= ADDRESS_MAX || w->n == MOST_ON_WAY ||
            str_ends(where, S("pdf")) || str_ends(where, S("zip")) || str_ends(where, S("/picture")))
                return;
        for (int i = 0; i < w->n; i++)
                if (str_is(path, w->to[i].p))
                        return;
        int k = 0;
        while (k < w->n_seen && w->seen[k] != r)
                k++;
        if (k == w->n_seen) {
                must(k < MOST_SENDERS);
                w->seen[w->n_seen++] = r;
        }
        /* The trail is read to its beginning: what was done first stands on its last pages. */
        if (w->times[k]++ >= (str_is(where, "/audit") ? ALL_PAGES : A_PATTERN))
                return;
        memcpy(w->to[w->n].p, path.p, path.n);
        w->to[w->n++].p[path.n] = 0;
}

static void follow(struct ctx *cx, struct way *w, str body)
{
        for (ptrdiff_t i; (i = str_find(body, S("href=\"/"))) >= 0; ) {
                str path = str_cut(str_from(body, (size_t)i + 6), '"', &body);
                struct buf b = buf_new(cx->arena, 4096);
                for (str rest = path; rest.p; ) {       /* &amp; is & */
                        str part = str_cut(rest, '&', &rest);
                        buf_put(&b, b.n && str_starts(part, S("amp;")) ? str_from(part, 4) : part);
                        if (rest.p)
                                buf_byte(&b, '&');
                }
                go(w, str_cut(buf_str(&b), '#', &path));
        }
}

static void look_around(struct walk *w, const struct member *who)
{
        struct ctx *cx = w->m.cx;
        struct way *way = NEW(cx->arena, struct way);
        way->to = NEW_ARRAY(cx->arena, struct address, MOST_ON_WAY);
        for (int i = 0; i < w->n_gets; i++) {
                struct arena_mark mark = arena_mark(cx->arena);
                struct matrix_request q;
                if (matrix_fill(&w->m, w->gets[i].line, who, PLACE_OWN, -1, PLACE_OWN, &q))
                        go(way, q.path);
                arena_release(cx->arena, mark);
        }
        for (; way->at < way->n; way->at++) {
                struct arena_mark mark = arena_mark(cx->arena);
                struct visit v = { .cx = cx, .session = who->token };
                str path = str_of(way->to[way->at].p);
                if (visit_get(&v, path) == 200) {
                        look_at(w, &v, path, who);
                        if (str_starts(v.type, S("text/html")))
                                follow(cx, way, v.body);
                } else if (v.status >= 500) {
                        ok(!"a page breaks on what was written");
                        test_note("%.*s as %s: %d", STR(path), who->role, v.status);
                }
                arena_release(cx->arena, mark);
        }
}

/* Taken, and shown to nobody: each with its reason. */
static bool is_hidden(const struct marker *k)
{
        static const struct { const char *path, *field, *why; } hidden[] = {
                { "/people/:id/absences", "sure", "a tick: set or not" },
                { "/figures/:id/givers/:id", "event", "a button: what is not the handing in is saving" },
                { "/lists/files", "query", "of the list one goes back to, which takes what it knows of it" },
                { "/lists/columns", "query", "the same" },
                { "/lists/views", "query", "a view keeps what the list knows of it, and its columns" },
                { "/lists/columns", "c-1", "a box that is ticked or not: any other word is not" },
                { "/rectify", "pick", "a row that is ticked: one that is not in the list is nothing" },
                { "/schemes/nodes/:id", "leaf", "a box that is ticked or not: any other word is not" },
        };
        for (size_t i = 0; i < COUNT_OF(hidden); i++)
                if (!strcmp(hidden[i].path, k->r->path) && !strcmp(hidden[i].field, k->field))
                        return true;
        return false;
}

TEST_LONG(what_people_write_stays_text_on_every_page)
{
        struct walk *w = NEW(cx->arena, struct walk);
        int fits[VISIT_FIELDS], number[VISIT_FIELDS], seen = 0;
        const struct member *who[64];
        int n_who = 0;
        matrix_begin(&w->m, cx, units);
        w->marker = NEW_ARRAY(cx->arena, struct marker, MOST_MARKERS);
        matrix_trial(&w->m, true);
        w->n_posts = matrix_senders(&w->m, POST, w->posts, MOST_SENDERS);
        w->n_gets = matrix_senders(&w->m, GET, w->gets, MOST_SENDERS);
        for (int i = 0; i < w->n_posts; i++) {
                write_all(w, &w->posts[i], shapes, COUNT_OF(shapes), fits, number);
                write_all(w, &w->posts[i], addresses, COUNT_OF(addresses), fits, number);
        }
        matrix_trial(&w->m, false);
        for (int i = 0; i < w->n_posts + w->n_gets; i++) {
                const struct member *one = i < w->n_posts ? w->posts[i].who : w->gets[i - w->n_posts].who;
                bool there = !one->token.n;
                for (int k = 0; k < n_who; k++)
                        there |= who[k] == one;
                if (!there && n_who < 64)
                        who[n_who++] = one;
        }
        for (int i = 0; i < n_who; i++) {
                struct arena_mark mark = arena_mark(cx->arena);
                look_around(w, who[i]);
                arena_release(cx->arena, mark);
        }
        for (int i = 0; i < w->n_markers; i++) {
                seen += w->marker[i].seen;
                if (getenv("LUOSHI_WALK"))
                        test_note("%d %s %s", w->marker[i].seen, w->marker[i].r->path, w->marker[i].field);
                if (!ok(w->marker[i].seen || is_hidden(&w->marker[i])))
                        test_note("xq%dq: what POST %s took as %s is shown nowhere", i + 1,
                                  w->marker[i].r->path, w->marker[i].field);
        }
        test_note("%d fields took markup, %d requests stored it, %d are shown; %d pages and files by %d people",
                  w->n_markers, w->n_stored, seen, w->n_pages, n_who);
        ok(w->n_markers >= 30 && seen >= 28);
}
