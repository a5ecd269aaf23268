/* tests/permissions_test.c - who may use which route, and over which units, held against
 * tests/permissions.txt. LUOSHI_WRITE=1 writes the file anew; a reviewer reads its difference. */
#include "door/module.h"
#include "domain/org/org.h"
#include "tests/story.h"

enum { MOST_CAST = 40, MOST_TEXT = 1 << 20 };

/* Every demonstration post, in the order of roles.def: a role in several units shows its scope. */
static struct member { str role, unit; } cast[MOST_CAST];

static int cast_of(struct ctx *cx)
{
        static const char *const units[] = {
                "shili", "shili-mbb", "shili-shuiwu", "shili-czj", "shili-liuxi", "wusheng-mbjx" };
        int n = 0;
        cast[n++] = (struct member){ S("nobody"), S("-") };
        for (int r = 0; r < n_roles; r++)
                for (size_t u = 0; u < COUNT_OF(units); u++)
                        if (story_post(cx, role_info[r].code, units[u], NULL))
                                cast[n++] = (struct member){ str_of(role_info[r].code),
                                                             str_of(units[u]) };
        return n;
}

/* The line of requests.txt for a route, without method and pattern; absent: none. */
static str request_line(str file, const struct route *r)
{
        str rest = file;
        while (rest.n) {
                str line = str_trim(str_cut(rest, '\n', &rest)), tail;
                str method = str_cut(line, ' ', &tail);
                tail = str_trim(tail);
                str pattern = str_cut(tail, ' ', &tail);
                if (str_is(method, r->method == GET ? "GET" : "POST") && str_is(pattern, r->path))
                        return str_trim(tail);
        }
        return (str){ 0 };
}

/* Did the door let this request in? A refusal by the rule over a unit (404) is the door's too. */
static bool let_in(const struct visit *v, const struct route *r)
{
        if (v->status == 303 && r->method == GET)
                return !str_starts(v->location, S("/sign-in"));
        return v->status != 401 && v->status != 403 && v->status != 404;
}

/* May this member use the route? */
static bool may_use(struct ctx *cx, const struct route *r, str requests, int c)
{
        struct visit v = { .cx = cx };
        struct pair fields[VISIT_FIELDS];
        str path, line = request_line(requests, r);
        int k = line.p ? story_request(cx, line, c, &path, fields) : 0;
        if (!line.p)
                path = story_plain_path(cx, r->path);
        if (c && !visit_as(&v, str_copy(cx->arena, cast[c].role).p, str_copy(cx->arena,
                cast[c].unit).p))
                ok(!"nobody in this role can sign in");
        if (r->method == GET)
                visit_get(&v, path);
        else
                visit_post(&v, path, fields, k);
        if (!ok(v.status != 500))
                test_note("%s as %.*s", r->path, STR(cast[c].role));
        return let_in(&v, r);
}

static void matrix(struct ctx *cx, struct buf *o)
{
        str requests = test_file(cx->arena, "tests/requests.txt", false);
        int n = cast_of(cx);
        buf_put(o, S("# Who may use which route. Generated: LUOSHI_WRITE=1 build/check permissions_are\n"));
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_routes; i++) {
                        const struct route *r = &modules[m]->routes[i];
                        bool may[MOST_CAST];
                        int count = 0;
                        for (int c = 0; c < n; c++) {
                                struct arena_mark mark = arena_mark(cx->arena);
                                may[c] = may_use(cx, r, requests, c);
                                arena_release(cx->arena, mark);
                                count += may[c];
                        }
                        buf_f(o, "%s %s\n", r->method == GET ? "GET " : "POST", r->path);
                        if (r->flags & ROUTE_OPEN)
                                buf_put(o, S("    (everybody, signed in or not)\n"));
                        else if (count == n - 1 && !may[0])
                                buf_put(o, S("    (everybody signed in)\n"));
                        else
                                for (int c = 0; c < n; c++)
                                        if (may[c])
                                                buf_f(o, "    %.*s@%.*s\n", STR(cast[c].role),
                                                      STR(cast[c].unit));
                        if (!(r->flags & ROUTE_OPEN))
                                ok(!may[0]);
                }
}

/* ---- over which units --------------------------------------------------------------- */

struct place { const char *word; int64_t unit; };

static void scopes(struct ctx *cx, struct buf *o)
{
        int n = cast_of(cx);
        buf_put(o, S("\n# Over which units: role in a unit, permission, what it sees and changes of its own unit,\n"
                     "# a child, a sibling, its parent and another county.\n"));
        for (int c = 1; c < n; c++) {
                struct visit v = { .cx = cx };
                struct org_unit own, other;
                struct ctx who = *cx;
                if (!ok(visit_as(&v, str_copy(cx->arena, cast[c].role).p, str_copy(cx->arena,
                        cast[c].unit).p)))
                        continue;
                done(session_load(&who, v.session));
                done(org_unit_by_id(cx, who.unit, &own));
                bool away = str_starts(own.path, S("/1/"));
                done(org_unit_by_code(cx, away ? S("wusheng-mbjx") : S("shili-mbb"), &other));
                const struct place places[] = {
                        { "own", own.id },
                        { "child", story_unit(cx, str_is(own.code, "shili") ? "shili-mbb"
                                   : str_is(own.code, "shili-mbb") ? "shili-mbb-zh"
                                   : str_is(own.code, "wusheng-mbjx") ? "wusheng-mbjx-zh"
                                   : str_is(own.code, "shili-shuiwu") ? "shili-hedao" : "-") },
                        { "sibling", own.parent ? story_unit(cx, "shili-yq") : 0 },
                        { "parent", own.parent },
                        { "other", other.id },
                };
                for (int p = MAY_SIGNED_IN + 1; p < MAY_END; p++) {
                        if (!auth_may(&who, (enum perm)p))
                                continue;
                        buf_f(o, "%.*s@%.*s %s see", STR(cast[c].role), STR(own.code),
                              perm_info[p].name);
                        for (size_t k = 0; k < COUNT_OF(places); k++)
                                if (places[k].unit && !auth_see(&who, (enum perm)p, places[k].unit))
                                        buf_f(o, " %s", places[k].word);
                        buf_put(o, S("; change"));
                        for (size_t k = 0; k < COUNT_OF(places); k++)
                                if (places[k].unit && !auth_change(&who, (enum perm)p,
                                        places[k].unit))
                                        buf_f(o, " %s", places[k].word);
                        buf_byte(o, '\n');
                }
        }
}

static bool has_block(str text, str head, str line)
{
        /* Is `line` under the heading `head`? A heading stands at the left, its lines are indented. */
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

TEST_DB(permissions_are_as_reviewed)
{
        struct buf o = buf_new(cx->arena, MOST_TEXT);
        story_county(cx);
        scopes(cx, &o);
        struct buf all = buf_new(cx->arena, MOST_TEXT);
        matrix(cx, &all);
        buf_put(&all, buf_str(&o));
        if (getenv("LUOSHI_WRITE")) {
                FILE *out = fopen("tests/permissions.txt", "w");
                must(out);
                fwrite(all.p, 1, all.n, out);
                fclose(out);
        }
        str want = test_file(cx->arena, "tests/permissions.txt", true);
        if (!ok(str_eq(buf_str(&all), want))) {
                say_missing(buf_str(&all), want, '+');
                say_missing(want, buf_str(&all), '-');
        }
}
