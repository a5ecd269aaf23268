/* domain/target/single.c - one case of one method from named texts. */
#include "domain/target/method_in.h"
#include "domain/target/single.h"

const char *const single_names[] = {
        "full", "places", "direction", "rows",  "counts", "step", "round",
        "min",  "max",    "best",      "units", "rank",   "tied", NULL,
};

static str given_text(const struct pair *given, int n, const char *name)
{
        for (int i = 0; i < n; i++)
                if (str_is(given[i].name, name))
                        return given[i].value;
        return (str){ 0 };
}

static bool is_single_name(str name)
{
        for (int i = 0; single_names[i]; i++)
                if (str_is(name, single_names[i]))
                        return true;
        return false;
}

/* The most decimals that any figure is written with. */
static int places_of(struct ctx *cx, const struct method *m, const struct pair *given, int n)
{
        int most = 0;
        for (int i = 0; i < n; i++) {
                int p = method_param_at(m, given[i].name), k = method_input_at(m, given[i].name);
                bool figure = p >= 0 ? m->params[p].kind == KIND_FIGURE
                              : k >= 0 ? m->inputs[k].kind == KIND_FIGURE
                              : str_is(given[i].name, "min") || str_is(given[i].name, "max") ||
                                str_is(given[i].name, "best");
                struct figure_text f;
                if (figure && !figure_read(cx->arena, given[i].value, &f) && f.v > FIGURE_NA &&
                    f.places > most)
                        most = f.places;
        }
        return most;
}

static str word(struct ctx *cx, const char *name) { return str_of(words_of(cx->lang, name)); }

static const struct fail *figure_of(struct ctx *cx, str field, str name, str text, int places,
                                    int64_t *ret)
{
        struct figure_text f;
        const char *why = figure_read(cx->arena, text, &f);
        if (!why && !figure_scale(f.v, f.places, places, ret))
                why = f.places > places ? "小数位数太多" : "数字太大";
        if (why)
                return fail_field(cx, field, "%.*s：%s；现在是“%.*s”", STR(name),
                                  words_of(cx->lang, why), STR(text));
        return NULL;
}

static const struct fail *count_of(struct ctx *cx, str field, str name, str text, int64_t *ret)
{
        const struct fail *f = figure_of(cx, field, name, text, 0, ret);
        if (!f && is_figure(*ret) && *ret < 0)
                f = fail_field(cx, field, "%.*s不能为负数；现在是“%.*s”", STR(name), STR(text));
        return f;
}

static const struct fail *counts_of(struct ctx *cx, struct single *x, str text)
{
        const struct fail *f = NULL;
        for (int i = 0; i < x->leaf.n_rows && text.p && !f; i++) {
                str one = str_trim(str_cut(text, ',', &text));
                f = count_of(cx, S("counts"), str_f(cx->arena, words_of(cx->lang, "“%.*s”的次数"),
                                                    STR(x->leaf.rows[i].name)), one, &x->in[i]);
                x->column.in[i] = &x->in[i];
        }
        if (!f && text.p)
                f = fail_field(cx, S("counts"), "次数比情形多，情形有 %d 种", x->leaf.n_rows);
        return f;
}

static const struct fail *set_rounding(struct ctx *cx, struct leaf *leaf, str step, str mode)
{
        static const char *const modes[] = { "half-up", "down", "floor", "ceil" };
        points p = { 1 };
        if (step.p && (!points_read(step, &p) || p.micro < 1))
                return fail_field(cx, S("step"), "取位步长应大于零，最多六位小数");
        leaf->step = p.micro;
        if (!mode.p)
                return NULL;
        for (int i = 0; i < 4; i++)
                if (str_is(mode, modes[i])) {
                        leaf->round = (enum round_mode)i;
                        return NULL;
                }
        return fail_field(cx, S("round"), "取位方式应为 half-up、down、floor 或 ceil");
}

/* What is known of the group. */
static const struct fail *set_group(struct ctx *cx, struct single *x, const struct pair *given,
                                    int n)
{
        const struct method *m = x->leaf.method;
        str min = given_text(given, n, "min"), max = given_text(given, n, "max"),
            best = given_text(given, n, "best");
        str rank = given_text(given, n, "rank"), tied = given_text(given, n, "tied"),
            units = given_text(given, n, "units");
        int64_t v = 0;
        const struct fail *f = units.p ? count_of(cx, S("units"), word(cx, "组内有数的单位数"), units, &v) : NULL;
        x->stat.n = (int32_t)(v < 0 ? 0 : v > 65535 ? 65535 : v);
        if (!f && min.p)
                f = figure_of(cx, S("min"), word(cx, "组内最小值"), min, x->leaf.places, &x->stat.min);
        if (!f && max.p)
                f = figure_of(cx, S("max"), word(cx, "组内最大值"), max, x->leaf.places, &x->stat.max);
        x->stat.best = x->leaf.direction == DIRECTION_MORE ? x->stat.max : x->stat.min;
        if (!f && best.p)
                f = figure_of(cx, S("best"), word(cx, "组内最优值"), best, x->leaf.places, &x->stat.best);
        if (!f && (m->needs & NEED_MIN_MAX) && !best.p && (!min.p || !max.p))
                f = fail_field(cx, S("min"), "计分方法 %s 要知道组内的数（--min 和 --max，或 --best）", m->code);
        if (!f && min.p && max.p && x->stat.min > x->stat.max)
                f = fail_field(cx, S("min"), "最小值大于最大值");
        int by = method_param_at(m, S("by"));
        if (!f && !rank.p && (m->needs & NEED_RANK) && by >= 0 && x->leaf.p[by] != BY_GIVEN)
                f = fail_field(cx, S("rank"), "计分方法 %s 要知道单位在组内的名次（--rank）", m->code);
        if (f || method_input_at(m, S("rank")) >= 0 || !rank.p)
                return f;
        f = figure_of(cx, S("rank"), word(cx, "名次"), rank, 0, &v);
        if (!f && (v < 1 || v > 65535))
                f = fail_field(cx, S("rank"), "名次应为 1 到 65535");
        if (!f && units.p && v > x->stat.n)
                f = fail_field(cx, S("rank"), "名次 %ld 大于组内有数的单位数 %d", v, (int)x->stat.n);
        x->rank = (uint16_t)v, v = 1;
        if (!f && tied.p)
                f = figure_of(cx, S("tied"), word(cx, "并列的单位数"), tied, 0, &v);
        if (!f && (v < 1 || v > 65535))
                f = fail_field(cx, S("tied"), "并列数应为 1 到 65535");
        x->tied = (uint16_t)v;
        x->column.rank = &x->rank, x->column.tied = &x->tied;
        return f;
}

static const struct fail *set_inputs(struct ctx *cx, struct single *x, const struct pair *given,
                                     int n)
{
        const struct method *m = x->leaf.method;
        const struct fail *f = NULL;
        int from = m->needs & NEED_COUNTS ? x->leaf.n_rows : 0;
        if (from)
                f = counts_of(cx, x, given_text(given, n, "counts"));
        for (int i = 0; i < m->n_inputs && !f; i++) {
                const struct method_input *in = &m->inputs[i];
                str text = given_text(given, n, in->key), key = str_of(in->key);
                if (!text.p && in->optional)
                        continue;
                if (!text.p)
                        x->in[from + i] = FIGURE_NONE;  /* 缺数, as it would be in a year */
                else if (in->kind == KIND_COUNT)
                        f = count_of(cx, key, str_of(words_of(cx->lang, in->name)), text, &x->in[from + i]);
                else
                        f = figure_of(cx, key, str_of(words_of(cx->lang, in->name)), text, x->leaf.places,
                                      &x->in[from + i]);
                x->column.in[from + i] = &x->in[from + i];
        }
        return f;
}

const struct fail *single_score(struct ctx *cx, str code, int version, const struct pair *given,
                                int n, struct single *ret)
{
        struct single *x = ret;
        *x = (struct single){ 0 };
        str places = given_text(given, n, "places"), direction = given_text(given, n, "direction");
        str full = given_text(given, n, "full"), rows = given_text(given, n, "rows");
        int64_t p = 0;
        const struct fail *f = leaf_of_method(cx, code, version, 0, &x->leaf);
        if (!f && places.p)
                f = figure_of(cx, S("places"), word(cx, "小数位数"), places, 0, &p);
        if (!f)
                f = leaf_of_method(cx, code, version,
                                   !places.p ? places_of(cx, x->leaf.method, given, n)
                                             : p >= 0 && p <= FIGURE_PLACES ? (int)p : -1, &x->leaf);
        if (f)
                return f;
        const struct method *m = x->leaf.method;
        for (int i = 0; i < n && !f; i++) {
                if (method_param_at(m, given[i].name) >= 0)
                        f = leaf_param(cx, &x->leaf, given[i].name, given[i].value);
                else if (method_input_at(m, given[i].name) < 0 && !is_single_name(given[i].name))
                        f = fail_field(cx, given[i].name, "计分方法 %s 没有“%.*s”这一项", m->code,
                                       STR(given[i].name));
        }
        if (!f && direction.p && !str_is(direction, "more") && !str_is(direction, "less"))
                f = fail_field(cx, S("direction"), "方向应为 more（越大越好）或 less（越小越好）");
        x->leaf.direction = str_is(direction, "less") ? DIRECTION_LESS : DIRECTION_MORE;
        if (!f && rows.p)
                f = leaf_rows(cx, &x->leaf, rows);
        if (!f)
                f = set_rounding(cx, &x->leaf, given_text(given, n, "step"),
                                 given_text(given, n, "round"));
        if (!f && !full.p)
                f = fail_field(cx, S("full"), "请给出分值（--full）");
        if (!f && (!points_read(full, &x->column.full) || x->column.full.micro < 0))
                f = fail_field(cx, S("full"), "分值应为 0 到 10000 的数，最多六位小数；现在是“%.*s”", STR(full));
        if (!f && !rows.p && m->needs & NEED_ROWS)
                f = fail_field(cx, S("rows"), m->needs & NEED_COUNTS ? "计分方法 %s 要给出各种情形的分（--rows），如 迟报=0.5;错报=1"
                               : "计分方法 %s 要给出区间的分（--rows），如 [90,100)=200;<90=0", m->code);
        const char *why = f || !m->wrong ? NULL : m->wrong(&x->leaf);
        if (why)
                f = fail_field(cx, S("method"), "%s：%s", m->code, words_of(cx->lang, why));
        x->column.leaf = &x->leaf, x->column.n = 1, x->column.stat = &x->stat;
        x->column.points = &x->points, x->column.state = &x->state, x->column.trace = &x->trace;
        if (!f)
                f = set_inputs(cx, x, given, n);
        if (!f)
                f = set_group(cx, x, given, n);
        if (f)
                return f;
        m->run(&x->column);
        return NULL;
}
