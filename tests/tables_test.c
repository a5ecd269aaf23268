/* tests/tables_test.c - walks every table of every domain: adding a row cannot skip a test. */
#include "core/auth/auth.h"
#include "core/flow/flow.h"
#include "door/cli/commands.h"
#include "door/module.h"
#include "door/web/router.h"
#include "tests/story.h"

enum { MOST_STORIES = 200, MOST_ROUTES = 2000 };

TEST(modules_are_in_order)
{
        const char *wrong = modules_check();
        same_str(str_of(wrong), NULL);
}

/* ---- routes -------------------------------------------------------------------------- */

/* Mark the routes that a line "get PATH" or "post PATH …" of a story asks for. */
static void mark(struct ctx *cx, str line, const struct route **seen, int *n)
{
        str rest, verb = str_cut(line, ' ', &rest), query;
        bool post = str_is(verb, "post");
        if (!post && !str_is(verb, "get"))
                return;
        rest = str_trim(rest);
        str path = str_cut(str_cut(rest, ' ', &query), '?', &query);
        struct buf b = buf_new(cx->arena, 4096);
        for (size_t i = 0; i < path.n; i++) {           /* {…} stands for an id */
                if (path.p[i] == '{') {
                        buf_byte(&b, '1');
                        while (i < path.n && path.p[i] != '}')
                                i++;
                } else {
                        buf_byte(&b, path.p[i]);
                }
        }
        struct request rq = { .method = post ? POST : GET, .path = buf_str(&b) };
        bool other;
        const struct route *r = route_find(&rq, &other);
        for (int i = 0; i < *n; i++)
                if (seen[i] == r)
                        return;
        must(*n < MOST_ROUTES);
        if (r)
                seen[(*n)++] = r;
}

TEST(every_route_is_in_a_story_or_says_why_not)
{
        struct story all[MOST_STORIES];
        const struct route *seen[MOST_ROUTES];
        int n = 0, n_all = story_list(cx->arena, all, MOST_STORIES);
        for (int i = 0; i < n_all; i++) {
                str rest = all[i].text;
                while (rest.n)
                        mark(cx, str_trim(str_cut(rest, '\n', &rest)), seen, &n);
        }
        str reasons = test_file(cx->arena, "tests/stories/elsewhere.txt", false);
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_routes; i++) {
                        const struct route *r = &modules[m]->routes[i];
                        bool there = false;
                        for (int k = 0; k < n && !there; k++)
                                there = seen[k] == r;
                        str row = str_f(cx->arena, "\n%s %s  ", r->method == GET ? "GET" : "POST",
                                        r->path);
                        bool excused = str_find(reasons, row) >= 0;
                        if (!ok(there || excused))
                                test_note("no story asks for %s %s",
                                          r->method == GET ? "GET" : "POST", r->path);
                        if (!ok(!(there && excused)))
                                test_note("tests/stories/elsewhere.txt excuses %s needlessly",
                                          r->path);
                }
}

/* ---- permissions ------------------------------------------------------------------------ */

static bool is_needed(int p)
{
        for (int m = 0; m < n_modules; m++) {
                for (int i = 0; i < modules[m]->n_routes; i++)
                        if (modules[m]->routes[i].need == p)
                                return true;
                for (int i = 0; i < modules[m]->n_commands; i++)
                        if (modules[m]->commands[i].need == p)
                                return true;
                for (int f = 0; f < modules[m]->n_flows; f++)
                        for (int i = 0; i < modules[m]->flows[f]->n_steps; i++)
                                if (modules[m]->flows[f]->steps[i].need == p)
                                        return true;
        }
        return false;
}

TEST(every_permission_is_needed_somewhere_and_held_by_a_role)
{
        static const struct { enum perm perm; const char *why; } later[] = {
                { MAY_PERSON_UNMASK, "used by the page of a person's contact" },
                { MAY_METRICS_VIEW,  "/metrics is decided by address and token" },
                { MAY_LIST_SHARE, "asked by lists.c, where a view is shared" },
                { MAY_ACCOUNTS_EDIT, "used by a rule: budget's import of account lists" },
                { MAY_EFFECT_EDIT,    "used by a rule: register_may" },
                { MAY_EFFECT_PROPOSE, "used by a rule: register_may" },
        };
        for (int p = MAY_SIGNED_IN + 1; p < MAY_END; p++) {
                bool held = false, excused = false;
                for (int i = 0; i < n_role_perms; i++)
                        held |= role_perm_info[i].perm == (enum perm)p;
                for (size_t k = 0; k < COUNT_OF(later); k++)
                        excused |= later[k].perm == (enum perm)p;
                if (!ok(held && (excused || is_needed(p))))
                        test_note("permission %s", perm_info[p].name);
        }
}

/* ---- flows ------------------------------------------------------------------------------- */

static void reach(const struct flow *flow, int state, bool *there)
{
        if (there[state])
                return;
        there[state] = true;
        for (int i = 0; i < flow->n_steps; i++)
                if (flow->steps[i].from == state)
                        reach(flow, flow->steps[i].to, there);
}

TEST(every_state_is_reached_and_every_step_makes_sense)
{
        for (int m = 0; m < n_modules; m++)
                for (int f = 0; f < modules[m]->n_flows; f++) {
                        const struct flow *flow = modules[m]->flows[f];
                        bool there[64] = { false };
                        must(flow->n_states <= 64);
                        reach(flow, 0, there);
                        for (int s = 0; s < flow->n_states; s++)
                                if (!ok(there[s] && flow->states[s]))
                                        test_note("%s: state %d cannot be reached", flow->name, s);
                        for (int i = 0; i < flow->n_steps; i++) {
                                const struct flow_step *s = &flow->steps[i];
                                ok(s->from >= 0 && s->from < flow->n_states);
                                ok(s->to >= 0 && s->to < flow->n_states);
                                /* MAY_NONE: nobody takes it by hand, the program does */
                                ok(s->need != MAY_SIGNED_IN && s->need >= 0 && s->need < MAY_END);
                                ok(s->label && s->event && s->days >= 0);
                                for (int k = 0; k < i; k++)     /* one way for an event from a state */
                                        ok(flow->steps[k].from != s->from ||
                                           strcmp(flow->steps[k].event, s->event));
                        }
                        struct buf o = buf_new(cx->arena, 1 << 16);
                        flow_dot(&o, flow);
                        ok(!o.broken && str_ends(buf_str(&o), S("}\n")));
                }
}

/* ---- commands ------------------------------------------------------------------------------- */

/* Every "--name" of a usage is an option of its row or of every command, and the other way; a usage
 * that ends in … leaves the rest to the list of options, which help prints whole. */
TEST(usage_and_options_of_a_command_agree)
{
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_commands; i++) {
                        const struct command_row *c = &modules[m]->commands[i];
                        str usage = str_of(c->usage ? c->usage : "");
                        bool open = str_ends(usage, S("…"));
                        for (size_t k = 0; k + 2 < usage.n; k++) {
                                if (usage.p[k] != '-' || usage.p[k + 1] != '-')
                                        continue;
                                size_t e = k + 2;
                                while (e < usage.n && ((usage.p[e] >= 'a' && usage.p[e] <= 'z') ||
                                                       usage.p[e] == '-'))
                                        e++;
                                str name = { usage.p + k + 2, e - k - 2 };
                                if (!ok(option_find(c, name)))
                                        test_note("luoshi %s: usage names --%.*s, no option does",
                                                  c->words, STR(name));
                                k = e;
                        }
                        for (const struct command_option *o = c->options; o && o->name; o++) {
                                str flag = str_f(cx->arena, "--%s", o->name);
                                if (!ok(o->help && (open || str_find(usage, flag) >= 0)))
                                        test_note("luoshi %s: usage leaves out %.*s", c->words,
                                                  STR(flag));
                        }
                        struct buf b = buf_new(cx->arena, 1 << 16);
                        help_put(&b, c);
                        for (const struct command_option *o = c->options; o && o->name; o++)
                                ok(str_find(buf_str(&b), str_f(cx->arena, "--%s ", o->name)) >= 0);
                        ok(str_find(buf_str(&b), str_of(c->help)) >= 0);
                }
}

TEST(figures_and_jobs_say_their_units_and_times)
{
        for (int m = 0; m < n_modules; m++) {
                for (int i = 0; i < modules[m]->n_figures; i++) {
                        const struct figure *g = &modules[m]->figures[i];
                        ok(g->code && g->label && g->unit && g->run && g->places >= 0);
                }
                for (int i = 0; i < modules[m]->n_jobs; i++)
                        ok(modules[m]->jobs[i].name && modules[m]->jobs[i].every_s > 0 &&
                           modules[m]->jobs[i].run);
        }
}
