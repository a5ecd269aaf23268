/* tests/permissions_test.c - who may use which route on whose records, held against
 * tests/permissions.txt. LUOSHI_WRITE=1 writes the file anew; a reviewer reads its difference.
 *
 * Every role stands in three units; every route is asked with a request that is right in itself, of
 * a record of the own unit, a child, a sibling, the parent, another county, another year, and one
 * that is locked; then with each id of the body replaced by a record of another place. A route that
 * nobody's request succeeds on fails the test: a request that is wrong cannot pass for a
 * refusal. */
#define _GNU_SOURCE
#include "tests/matrix.h"
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

enum { PARTS = 4, MOST_TEXT = 1 << 22, MOST_ROLES = 64, MOST_FOREIGN = 4 };
#define FILE_NAME "tests/permissions.txt"

/* What became of a request. */
enum outcome { NONE, YES, NO, HELD, WRONG };    /* NONE: no such record */

struct vector { uint8_t at[PLACE_END], foreign[MOST_FOREIGN][PLACE_END]; bool placed; };

struct count { int cells, yes, routes, foreign, compared; };

static enum outcome outcome_of(const struct visit *v, const struct route *r)
{
        if (v->status == 303 && r->method == GET && str_starts(v->location, S("/sign-in")))
                return NO;
        if (v->status < 400)
                return YES;
        return v->status == 409 ? HELD : v->status == 401 || v->status == 403 || v->status == 404 ? NO : WRONG;
}

/* What the page of a refusal says, without the number of the request. */
static str refusal(const struct visit *v)
{
        ptrdiff_t from = str_find(v->body, S("<main")), to = str_find(v->body, S("ls-sm ls-3"));
        return from < 0 || to < from ? v->body : str_head(str_from(v->body, (size_t)from), (size_t)(to - from));
}

/* A refused record must look like one that is not there, unless its page may be seen anyway. */
static void hides(struct matrix *m, const struct route *r, str line, const struct member *who,
                  enum place at, int status, str said, struct count *n)
{
        struct matrix_request q;
        struct visit v;
        const struct matrix_kind *kind = matrix_path_kind(line);
        if (!matrix_fill(m, line, who, PLACE_NOWHERE, -1, PLACE_OWN, &q))
                return;
        int nowhere = matrix_send(m, who, r, &q, &v);
        n->compared++;
        if (nowhere == status && str_eq(refusal(&v), said))
                return;
        if (kind->page) {
                struct route page = { .method = GET, .path = kind->page };
                str head = str_head(str_of(kind->page), strlen(kind->page) - strlen(":id"));
                str own = str_f(m->cx->arena, "%.*s{%s:@}", STR(head), kind->name);
                if (matrix_fill(m, own, who, at, -1, PLACE_OWN, &q) && matrix_send(m, who, &page, &q, &v) == 200)
                        return;
        }
        ok(!"a refusal tells that the record exists");
        test_note("%s %s as %s@%.*s, %s: %d, and %d where there is none", r->method == GET ? "GET" : "POST",
                  r->path, who->role, STR(who->unit), place_words[at], status, nowhere);
}

static enum outcome try_one(struct matrix *m, const struct route *r, str line,
                            const struct member *who, enum place at, int foreign, enum place there,
                            struct count *n)
{
        struct arena_mark mark = arena_mark(m->cx->arena);
        struct matrix_request q;
        struct visit v;
        enum outcome o = NONE;
        if (matrix_fill(m, line, who, at, foreign, there, &q)) {
                int status = matrix_send(m, who, r, &q, &v), commits = m->commits;
                o = outcome_of(&v, r);
                n->cells++;
                n->foreign += foreign >= 0;
                n->yes += o == YES;
                bool fine = status < 500 && (o != WRONG || foreign >= 0 || str_ends(line, S("#may-be-wrong")));
                /* who is refused has changed nothing */
                fine = fine && (o != NO || !commits || (r->flags & ROUTE_OPEN));
                if (!ok(fine))
                        test_note("%s %.*s as %s@%.*s: %d, %d commits: %.*s", r->method == GET ? "GET" : "POST",
                                  STR(q.path), who->role, STR(who->unit), status, commits,
                                  (int)(refusal(&v).n < 1500 ? refusal(&v).n : 1500), refusal(&v).p);
                /* the engine does not matter to this one, and half of all requests are its */
                if (o == NO && matrix_is_placed(line) && foreign < 0 && who->token.n &&
                    store_is_sqlite(m->cx->db->store))
                        hides(m, r, line, who, at, status, str_copy(m->cx->arena, refusal(&v)), n);
        }
        arena_release(m->cx->arena, mark);
        return o;
}

static void try_member(struct matrix *m, const struct route *r, str line, const struct member *who,
                       struct vector *ret, struct count *n)
{
        *ret = (struct vector){ .placed = matrix_is_placed(line) };
        for (int p = 0; p < PLACE_NOWHERE; p++)
                if (p == PLACE_OWN || ret->placed)
                        ret->at[p] = (uint8_t)try_one(m, r, line, who, (enum place)p, -1, PLACE_OWN, n);
        int n_foreign = matrix_n_foreign(line);
        must(n_foreign <= MOST_FOREIGN);
        for (int f = 0; f < n_foreign; f++)
                for (int p = 0; p < PLACE_END; p++)
                        ret->foreign[f][p] = (uint8_t)try_one(m, r, line, who, PLACE_OWN, f, (enum place)p, n);
}

/* ---- writing it down --------------------------------------------------------------------- */

static void put_places(struct buf *o, const uint8_t *at, enum outcome want, const char *head)
{
        bool first = true;
        for (int p = 0; p < PLACE_NOWHERE; p++)
                if (at[p] == want) {
                        buf_f(o, "%s%s", first ? head : " ", place_words[p]);
                        first = false;
                }
}

static str vector_text(struct matrix *m, str line, const struct vector *v)
{
        struct buf b = buf_new(m->cx->arena, 4096);
        if (v->placed) {
                put_places(&b, v->at, YES, "");
                put_places(&b, v->at, HELD, b.n ? "; held " : "held ");
                put_places(&b, v->at, WRONG, b.n ? "; wrong " : "wrong ");
        } else if (v->at[PLACE_OWN] != NO && v->at[PLACE_OWN] != NONE) {
                buf_put(&b, v->at[PLACE_OWN] == YES ? S("yes") : v->at[PLACE_OWN] == HELD ? S("held")
                                                                                          : S("wrong"));
        }
        for (int f = 0; f < matrix_n_foreign(line); f++) {
                str field = matrix_foreign_field(m, line, f);
                put_places(&b, v->foreign[f], YES, str_f(m->cx->arena, "%s%.*s: ", b.n ? "; " : "", STR(field)).p);
        }
        return buf_str(&b);
}

struct line_of { str what, who; };

/* One line for all whose words are the same; a role whose units differ is named with its units. */
static void put_route(struct matrix *m, const struct route *r, str line, const struct vector *all,
                      struct buf *o)
{
        struct ctx *cx = m->cx;
        struct line_of lines[MOST_ROLES * 3];
        str what[MOST_ROLES * 3];
        int n_lines = 0;
        for (int c = 0; c < m->n_cast; c++)
                what[c] = vector_text(m, line, &all[c]);
        for (int c = 0; c < m->n_cast; c++) {
                int last = c;
                bool same = true;
                while (last + 1 < m->n_cast && !strcmp(m->cast[last + 1].role, m->cast[c].role))
                        same &= str_eq(what[++last], what[c]);
                for (int k = c; k <= (same ? c : last); k++) {
                        str who = same ? str_of(m->cast[k].role)
                                : str_f(cx->arena, "%s@%.*s", m->cast[k].role, STR(m->cast[k].unit));
                        int at = 0;
                        while (at < n_lines && !str_eq(lines[at].what, what[k]))
                                at++;
                        if (at == n_lines)
                                lines[n_lines++] = (struct line_of){ what[k], who };
                        else
                                lines[at].who = str_f(cx->arena, "%.*s %.*s", STR(lines[at].who), STR(who));
                }
                c = last;
        }
        buf_f(o, "%s %s\n", r->method == GET ? "GET " : "POST", r->path);
        if (r->flags & ROUTE_HALF) {
                buf_put(o, S("    nobody but who is half-way in\n"));
                return;
        }
        if (r->flags & ROUTE_OPEN) {
                buf_put(o, S("    everybody, signed in or not\n"));
                return;
        }
        bool all_signed_in = n_lines == 2 && !lines[0].what.n && str_is(lines[0].who, "nobody");
        for (int i = 0; i < n_lines; i++)
                if (lines[i].what.n)
                        buf_f(o, "    %.*s: %.*s\n", STR(lines[i].what),
                              STR(all_signed_in ? S("everybody signed in") : lines[i].who));
}

/* The lines of a text that tell of a route; none where it has none. */
static str block_of(struct ctx *cx, str text, const struct route *r)
{
        ptrdiff_t at = str_find(text, str_f(cx->arena, "\n%s %s\n", r->method == GET ? "GET " : "POST", r->path));
        if (at < 0)
                return (str){ 0 };
        str block = str_from(text, (size_t)at + 1), rest = block;
        do
                str_cut(rest, '\n', &rest);
        while (str_starts(rest, S("    ")));
        return str_head(block, block.n - rest.n);
}

/* The file with the routes of this part as they are, the others as they stand in it. */
static str file_with(struct ctx *cx, int part, str mine, str file)
{
        struct buf o = buf_new(cx->arena, MOST_TEXT);
        int number = 0;
        buf_put(&o, S("# Who may use which route, on whose records. Written by LUOSHI_WRITE=1\n"
                      "# build/check permissions_are; read in a review. own, child, sibling, parent, other: the\n"
                      "# unit the record belongs to, seen from the post's; year: of a past year; locked: past the\n"
                      "# step in which it may be changed. held: refused as a conflict with the record's state.\n"
                      "# field: PLACE: accepted with that id in it.\n"));
        for (int k = 0; k < n_modules; k++)
                for (int i = 0; i < modules[k]->n_routes; i++)
                        buf_put(&o, block_of(cx, number++ % PARTS == part ? mine : file, &modules[k]->routes[i]));
        must(!o.broken);
        return buf_str(&o);
}

static void walk(struct matrix *m, int part, struct buf *o, struct count *n)
{
        int number = 0;
        struct vector *all = NEW_ARRAY(m->cx->arena, struct vector, (size_t)m->n_cast);
        buf_byte(o, '\n');
        for (int k = 0; k < n_modules; k++)
                for (int i = 0; i < modules[k]->n_routes; i++) {
                        const struct route *r = &modules[k]->routes[i];
                        if (number++ % PARTS != part)
                                continue;
                        str line = matrix_line(m, r);
                        int yes = n->yes;
                        n->routes++;
                        if (!line.p)
                                line = story_plain_path(m->cx, r->path);
                        for (int c = 0; c < m->n_cast; c++)
                                try_member(m, r, line, &m->cast[c], &all[c], n);
                        /* a session is no key to what is only for who is half-way in */
                        if (r->flags & ROUTE_HALF)
                                ok(n->yes == yes);
                        else if (!ok(n->yes > yes))
                                test_note("%s %s: no request succeeds; give tests/requests.txt one that does",
                                          r->method == GET ? "GET" : "POST", r->path);
                        if (!(r->flags & ROUTE_OPEN) && !ok(!vector_text(m, line, &all[0]).n))
                                test_note("%s %s lets in nobody signed in", r->method == GET ? "GET" : "POST",
                                          r->path);
                        put_route(m, r, line, all, o);
                }
}

static bool has_block(str text, str head, str line)
{
        /* Is `line` under the heading `head`? A heading stands at the left, its lines are
         * indented. */
        bool in = false;
        str rest = text;
        while (rest.n) {
                str l = str_cut(rest, '\n', &rest);
                if (!str_starts(l, S("    ")))
                        in = str_eq(l, head);
                if (str_eq(l, line) && (in || str_eq(l, head)))
                        return true;
        }
        return false;
}

static void say_missing(str a, str b, char sign)
{
        str rest = a, head = { 0 };
        while (rest.n) {
                str l = str_cut(rest, '\n', &rest);
                if (!str_starts(l, S("    ")))
                        head = l;
                if (!has_block(b, head, l))
                        test_note("%c %.*s%s%.*s", sign, STR(head), str_eq(head, l) ? "" : " <-",
                                  str_eq(head, l) ? 0 : (int)l.n, l.p);
        }
}

/* A quarter of the routes: four processes may walk at a time. */
static void walk_part(struct ctx *cx, int part)
{
        static const char *const units[] = { "shili-mbb", "shili-shuiwu", "shili-liuxi", NULL };
        struct matrix m;
        struct count n = { 0 };
        struct buf o = buf_new(cx->arena, MOST_TEXT);
        matrix_begin(&m, cx, units);
        matrix_trial(&m, true);
        walk(&m, part, &o, &n);
        matrix_trial(&m, false);
        test_note("%d cells on %d routes: %d let in, %d with a foreign id, %d refusals held against no record",
                  n.cells, n.routes, n.yes, n.foreign, n.compared);
        ok(n.cells >= 12000);
        int fd = open(FILE_NAME, O_RDWR | O_CREAT | O_CLOEXEC, 0644); /* the parts write one after the other */
        must(fd >= 0 && !flock(fd, LOCK_EX));
        str want = test_file(cx->arena, FILE_NAME, false), got = file_with(cx, part, buf_str(&o), want);
        if (getenv("LUOSHI_WRITE")) {
                must(pwrite(fd, got.p, got.n, 0) == (ssize_t)got.n && !ftruncate(fd, (off_t)got.n));
        } else if (!ok(str_eq(got, want))) {
                say_missing(got, want, '+');
                say_missing(want, got, '-');
        }
        close(fd);
}

/* The short half of it, for every `make check`: a new route without its rows, or rows without their route. */
TEST(every_route_has_its_rows)
{
        int routes = 0, heads = 0;
        str file = test_file(cx->arena, FILE_NAME, false), rest = file;
        for (int k = 0; k < n_modules; k++)
                for (int i = 0; i < modules[k]->n_routes; i++, routes++) {
                        const struct route *r = &modules[k]->routes[i];
                        if (!ok(block_of(cx, file, r).n))
                                test_note("%s %s has no rows in " FILE_NAME "; see docs/adding.md",
                                          r->method == GET ? "GET" : "POST", r->path);
                }
        while (rest.n) {
                str line = str_cut(rest, '\n', &rest);
                heads += str_starts(line, S("GET ")) || str_starts(line, S("POST "));
        }
        same_int(heads, routes);
}

TEST_LONG(permissions_are_as_reviewed_1) { walk_part(cx, 0); }
TEST_LONG(permissions_are_as_reviewed_2) { walk_part(cx, 1); }
TEST_LONG(permissions_are_as_reviewed_3) { walk_part(cx, 2); }
TEST_LONG(permissions_are_as_reviewed_4) { walk_part(cx, 3); }
