/* tests/score_test.c - plays tests/score/f*.txt: figures in, points out, a note; for officials to read.
 *
 * A line of a file is one of:
 *
 *     方法 F11 [第 1 版]          what follows is scored by it, with its usual parameters
 *     小数 2                      decimals of the figures (6 unless said)
 *     逆向 | 正向                 the direction
 *     设 基础分占比 50%           a parameter by its name
 *     行 [90,100) = 200           a row of a bracket table, a kind of event; several make the table
 *     取位 0.01 四舍五入          the rounding: 四舍五入, 截尾, 向下, 向上
 *     缺数 计 0 分 / 缺项 计满分  the policy by its words
 *     列 分值 目标值 完成值       what the columns of the next lines are: the method's inputs by name,
 *                                 组内最小 组内最大 组内最优 名次 并列
 *     10 100 80 -> 8 # 说明       one case; the right side may be a state: 缺数
 *     组 10 : 9.2 8.6 缺数 -> 10 9.5 缺数   a group, by the whole engine; 完成值/目标值 for ratios
 */
#include <dirent.h>

#include "domain/target/commands.h"
#include "domain/target/explain.h"
#include "domain/target/score.h"
#include "tests/test.h"

enum { MOST = 64 };

struct golden {
        struct ctx *cx;
        const char *path;
        int         line_no, n_cases;
        struct leaf leaf;
        str         rows;
        str         column[MOST]; int n_columns;
        uint8_t     used[64];           /* columns of the method that were ever given */
};

static str word(str *rest)
{
        str s = str_trim(*rest);
        size_t n = 0;
        while (n < s.n && s.p[n] != ' ')
                n++;
        *rest = str_trim(str_from(s, n));
        return str_head(s, n);
}

static void wrong(const struct golden *g, const char *what, str found)
{
        test_ok(false, what, g->path, g->line_no);
        test_note("%.*s", STR(found));
}

static int64_t figure_of(struct golden *g, str s, int places)
{
        struct figure_text f = { .v = FIGURE_NONE };
        int64_t v = FIGURE_NONE;
        const char *why = figure_read(g->cx->arena, s, &f);
        if (why || !figure_scale(f.v, f.places, places, &v))
                wrong(g, why ? why : "too many decimals", s);
        return v;
}

static str outcome_str(struct golden *g, enum score_state state, points p)
{
        if (state != SCORE_DONE && !p.micro)
                return str_of(score_state_words[state]);
        return points_str(g->cx->arena, p, 0);
}

static void one_case(struct golden *g, str left, str want)
{
        int64_t in[METHOD_INPUTS] = { 0 };
        points got = { 0 }, full = { 0 };
        uint8_t state = 0;
        uint16_t rank = 0, tied = 1;
        struct trace trace = { 0 };
        struct stat stat = { .n = 2 };
        struct column c = { .leaf = &g->leaf,
                            .n = 1,
                            .stat = &stat,
                            .points = &got,
                            .state = &state,
                            .trace = &trace };
        for (int i = 0; i < g->n_columns; i++) {
                str value = word(&left), name = g->column[i];
                if (!value.n) {
                        wrong(g, "a value is missing", name);
                        return;
                }
                int places = g->leaf.places;
                if (str_is(name, "分值")) {
                        full.micro = figure_of(g, value, 6);
                } else if (str_is(name, "组内最小")) {
                        stat.min = figure_of(g, value, places);
                        stat.best = g->leaf.direction == DIRECTION_LESS ? stat.min : stat.best;
                } else if (str_is(name, "组内最大")) {
                        stat.max = figure_of(g, value, places);
                        stat.best = g->leaf.direction == DIRECTION_MORE ? stat.max : stat.best;
                } else if (str_is(name, "组内最优")) {
                        stat.best = figure_of(g, value, places);
                } else if (str_is(name, "名次")) {
                        rank = (uint16_t)figure_of(g, value, 0);
                        c.rank = &rank, c.tied = &tied;
                } else if (str_is(name, "并列")) {
                        tied = (uint16_t)figure_of(g, value, 0);
                } else {
                        int at = -1;
                        for (int k = 0; k < leaf_columns(&g->leaf); k++)
                                if (str_is(name, leaf_column(g->cx->arena, &g->leaf, k).name))
                                        at = k;
                        if (at < 0) {
                                wrong(g, "no such column", name);
                                return;
                        }
                        enum method_kind kind = leaf_column(g->cx->arena, &g->leaf, at).kind;
                        in[at] = figure_of(g, value, kind == KIND_FIGURE ? places : 0);
                        c.in[at] = &in[at];
                }
        }
        if (left.n)
                wrong(g, "too many values", left);
        c.full = full;
        if (c.rank && !in[0] && !c.in[0]) {
                in[0] = 0;
                c.in[0] = &in[0];       /* the rank stands for the figure */
        }
        g->leaf.method->run(&c);
        struct outcome o = g->leaf.method->one(&c, 0);
        must(state != SCORE_DONE ||
             (o.state == SCORE_DONE &&
              wide_round(o.num, o.den, g->leaf.step, g->leaf.round) == got.micro));
        str said = outcome_str(g, (enum score_state)state, got);
        g->n_cases++;
        if (!test_ok(str_eq(said, want), "scores", g->path, g->line_no))
                test_note("got %.*s, want %.*s", STR(said), STR(want));
        /* it can be told, and the tale ends with the same points */
        struct explain e;
        explain_column(g->cx->arena, LANG_ZH, &c, &e);
        str last = e.line[e.n - 1].text, number = points_str(g->cx->arena, got, 0);
        test_ok(e.line[e.n - 1].kind == EXPLAIN_RESULT && str_find(last, number) >= 0, "is told",
                g->path, g->line_no);
}

/* 组 W : figures -> points */
static void group_case(struct golden *g, str left, str want)
{
        str figures, full = str_trim(str_cut(left, ':', &figures));
        int64_t v[2][MOST] = { { 0 } };
        int n = 0, first[2] = { 0 }, node_of[1] = { 1 }, n_in = g->leaf.method->n_inputs;
        points w[2];
        if (!points_read(full, &w[0])) {
                wrong(g, "no full score", full);
                return;
        }
        w[1] = w[0];
        for (str s; n < MOST && (s = word(&figures)).n; n++) {
                str t, a = str_cut(s, '/', &t);
                if (str_is(s, "/"))
                        a = s, t = (str){ 0 };
                v[0][n] = figure_of(g, a, g->leaf.places);
                v[1][n] = t.p ? figure_of(g, t, g->leaf.places) : FIGURE_NONE;
        }
        /* one column of input for each of the method's, unit by unit */
        int64_t *cells = NEW_ARRAY(g->cx->arena, int64_t, METHOD_INPUTS * MOST);
        int target = method_input_at(g->leaf.method, S("target")),
            actual = method_input_at(g->leaf.method, S("actual"));
        for (int k = 0; k < n_in; k++)
                for (int i = 0; i < n; i++)
                        cells[k * n + i] = k == actual   ? v[0][i]
                                           : k == target ? v[1][i]
                                                         : FIGURE_NONE;
        first[1] = n;
        struct node nodes[2] = { { .code = S("0"), .name = S("合计"), .parent = -1, .leaf = -1 },
                                 { .code = S("1"), .name = S("指标"), .parent = 0, .leaf = 0 } };
        struct scheme_group group = { S("g"), S("组") };
        struct leaf leaf = g->leaf;
        leaf.column = 0, leaf.n_columns = leaf_columns(&leaf);
        struct scheme s = { .groups = &group,
                            .n_groups = 1,
                            .nodes = nodes,
                            .n_nodes = 2,
                            .leaves = &leaf,
                            .n_leaves = 1,
                            .node_of = node_of,
                            .full = w,
                            .step = 1 };
        struct input in = { .n_units = n,
                            .n_periods = 1,
                            .n_columns = leaf.n_columns,
                            .first = first,
                            .figure = cells };
        if (!done(scheme_ready(g->cx, &s, &in)))
                return;
        struct result *r = result_new(g->cx->arena, &s, &in);
        score_all(&s, &in, r);
        for (int i = 0; i < n; i++) {
                str said = outcome_str(g, (enum score_state)r->state[i], r->points[i]),
                    wants = word(&want);
                g->n_cases++;
                if (!test_ok(str_eq(said, wants), "scores", g->path, g->line_no))
                        test_note("unit %d: got %.*s, want %.*s", i + 1, STR(said), STR(wants));
                struct explain e;
                explain_leaf(g->cx->arena, LANG_ZH, &s, &in, r, 0, 0, i, &e);
                test_ok(str_find(e.line[e.n - 1].text, points_str(g->cx->arena, r->points[i], 0)) >= 0,
                        "is told", g->path, g->line_no);
        }
        test_ok(!want.n, "as many points as units", g->path, g->line_no);
}

static bool set_policy(int *ret, const char *const *words, int n, str rest)
{
        for (int i = 0; i < n; i++)
                if (str_eq(rest, str_of(words[i]))) {
                        *ret = i;
                        return true;
                }
        return false;
}

static bool directive(struct golden *g, str verb, str rest)
{
        struct ctx *cx = g->cx;
        if (str_is(verb, "方法")) {
                str code = word(&rest);
                g->rows = (str){ 0 };
                g->n_columns = 0;
                return test_done(leaf_of_method(cx, code, 0, 6, &g->leaf), "method", g->path,
                                 g->line_no);
        }
        if (str_is(verb, "小数")) {
                struct leaf old = g->leaf;
                bool fine = test_done(leaf_of_method(cx, str_of(old.method->code), 0,
                                                     (int)figure_of(g, rest, 0), &g->leaf),
                                      "places", g->path, g->line_no);
                g->leaf.direction = old.direction;
                return fine;
        }
        if (str_is(verb, "逆向") || str_is(verb, "正向")) {
                g->leaf.direction = str_is(verb, "逆向") ? DIRECTION_LESS : DIRECTION_MORE;
                return true;
        }
        if (str_is(verb, "设")) {
                str name = word(&rest);
                for (int i = 0; i < g->leaf.method->n_params; i++)
                        if (str_is(name, g->leaf.method->params[i].name))
                                return test_done(leaf_param(cx, &g->leaf,
                                                            str_of(g->leaf.method->params[i].key),
                                                            rest),
                                                 "parameter", g->path, g->line_no);
                return false;
        }
        if (str_is(verb, "行")) {
                g->rows = str_f(cx->arena, "%.*s\n%.*s", STR(g->rows), STR(rest));
                return test_done(leaf_rows(cx, &g->leaf, g->rows), "rows", g->path, g->line_no);
        }
        if (str_is(verb, "取位")) {
                static const char *const modes[] = { "四舍五入", "截尾", "向下", "向上" };
                str step = word(&rest);
                for (int i = 0; i < 4; i++)
                        if (str_is(rest, modes[i]))
                                g->leaf.round = (enum round_mode)i;
                g->leaf.step = figure_of(g, step, 6);
                return g->leaf.step > 0;
        }
        if (str_is(verb, "缺数"))
                return set_policy(&g->leaf.missing, missing_policy_words, MISSING_POLICIES, rest);
        if (str_is(verb, "缺项"))
                return set_policy(&g->leaf.na, na_policy_words, NA_POLICIES, rest);
        if (str_is(verb, "列")) {
                for (g->n_columns = 0; rest.n && g->n_columns < MOST;)
                        g->column[g->n_columns++] = word(&rest);
                return true;
        }
        return false;
}

static int play(struct ctx *cx, const char *path)
{
        struct golden g = { .cx = cx, .path = path };
        str rest = test_file(cx->arena, path, false);
        while (rest.n) {
                str note, line = str_cut(rest, '\n', &rest), want, left;
                g.line_no++;
                line = str_trim(str_cut(line, '#', &note));
                if (!line.n)
                        continue;
                ptrdiff_t arrow = str_find(line, S("->"));
                if (arrow < 0) {
                        left = line;
                        str verb = word(&left);
                        if (!directive(&g, verb, left))
                                wrong(&g, "a line that can be read", line);
                        continue;
                }
                left = str_trim(str_head(line, (size_t)arrow)),
                want = str_trim(str_from(line, (size_t)arrow + 2));
                must(g.leaf.method);
                if (str_starts(left, S("组 ")))
                        group_case(&g, str_from(left, strlen("组 ")), want);
                else
                        one_case(&g, left, want);
        }
        return g.n_cases;
}

static str golden_path(struct arena *a, const struct method *m)
{
        return str_f(a, "tests/score/f%s%s.txt", strlen(m->code) == 2 ? "0" : "", m->code + 1);
}

/* Every method has its file, and every file its method: a row cannot be added without one. */
TEST(methods_score_what_their_golden_files_say)
{
        for (int i = 0; i < n_methods; i++) {
                str path = golden_path(cx->arena, methods[i]);
                int n = play(cx, path.p);
                if (!ok(n >= 4))
                        test_note("%s has %d cases", path.p, n);
        }
        int files = 0;
        DIR *d = opendir("tests/score");
        must(d);
        for (struct dirent *e; (e = readdir(d));)
                files += e->d_name[0] == 'f';
        closedir(d);
        same_int(files, n_methods);
}

TEST(methods_have_words_for_all_they_ask)
{
        for (int i = 0; i < n_methods; i++) {
                const struct method *m = methods[i];
                ok(m->name && m->formula && m->help && m->basis && m->run && m->one && m->explain);
                ok(m->version >= 1 && m->n_params <= METHOD_PARAMS && m->n_inputs <= METHOD_INPUTS);
                ok(method_find(str_of(m->code), m->version) == m);
                struct leaf leaf;
                done(leaf_of_method(cx, str_of(m->code), 0, 2, &leaf));
                for (int k = 0; k < m->n_params; k++) {
                        const struct method_param *p = &m->params[k];
                        ok(p->key && p->name && p->help && p->least <= p->usual &&
                           p->usual <= p->most);
                        ok((p->kind == KIND_CHOICE) == (p->choices != NULL));
                        /* what is written can be read again */
                        struct leaf again = leaf;
                        again.p[k] = -1;
                        done(leaf_param(cx, &again, str_of(p->key),
                                        leaf_param_str(cx->arena, &leaf, k)));
                        same_int(again.p[k], leaf.p[k]);
                }
                for (int k = 0; k < i; k++)
                        ok(strcmp(m->code, methods[k]->code) || m->version > methods[k]->version);
        }
        ok(!method_find(S("F99"), 0) && !method_find(S("F1"), 2));
        struct leaf leaf;
        const struct fail *f = leaf_of_method(cx, S("F1"), 7, 2, &leaf);
        ok(f && f->kind == FAIL_INVALID && str_find(f->say, S("第 7 版")) >= 0);
}

/* What a method asks for can be said on the command line. */
TEST(every_input_and_parameter_is_an_option_of_the_command)
{
        const struct command_option *options = NULL;
        for (int i = 0; i < TARGET_COMMANDS; i++)
                if (!strcmp(target_commands[i].words, "target method"))
                        options = target_commands[i].options;
        must(options);
        for (int i = 0; i < n_methods; i++)
                for (int k = 0; k < methods[i]->n_inputs + methods[i]->n_params; k++) {
                        const char *key = k < methods[i]->n_inputs
                                ? methods[i]->inputs[k].key
                                : methods[i]->params[k - methods[i]->n_inputs].key;
                        bool known = false;
                        for (const struct command_option *o = options; o->name; o++)
                                known |= !strcmp(o->name, key);
                        if (!ok(known))
                                test_note("%s --%s", methods[i]->code, key);
                }
}
