/* domain/target/show/pages_try.c - 试算: what if a figure or a full score were another. Nothing is
 * kept: the address holds the trial, so that it can be sent to a colleague. */
#include "domain/target/show/pages.h"
#include "domain/target/show/try.html.h"

static const struct form_field blank_fields[] = {
        { .name = "unit",   .label = "单位" },
        { .name = "leaf",   .label = "指标", .optional = true },
        { .name = "input",  .label = "哪个数", .optional = true },
        { .name = "month",  .label = "月份", .optional = true },
        { .name = "value",  .label = "改成", .inputmode = "decimal", .max = 20, .optional = true,
          .hint = "只试算，不改任何数据；写“缺数”试没有这个数" },
        { .name = "node",   .label = "改分值的指标", .optional = true },
        { .name = "full",   .label = "分值改成", .inputmode = "decimal", .max = 12, .optional = true,
          .hint = "对本组全部单位；上级指标不折算的，分值随着变" },
};
enum { F_UNIT, F_LEAF, F_INPUT, F_MONTH, F_VALUE, F_NODE, F_FULL, F_COUNT };

struct wish { int64_t unit, leaf, month, node; str input, value, full; };

static struct wish wish_of(struct form *form)
{
        struct wish w = { .unit = form_int_or(form, "unit", 1, INT64_MAX, 0),
                          .leaf = form_int_or(form, "leaf", 1, INT64_MAX, 0),
                          .month = form_int_or(form, "month", 1, 12, 0),
                          .node = form_int_or(form, "node", 1, INT64_MAX, 0) };
        w.input = str_trim(form_raw(form, "input"));
        w.value = str_trim(form_raw(form, "value"));
        w.full = str_trim(form_raw(form, "full"));
        return w;
}

static int leaf_at(const struct show *s, int64_t node)
{
        int k = result_node_at(&s->basis, node);
        return k < 0 ? -1 : s->basis.scheme.nodes[k].leaf;
}

/* The last month for which the leaf is due. */
static int last_month(const struct show *s, int leaf)
{
        uint32_t months = s->basis.scheme.nodes[s->basis.scheme.node_of[leaf]].periods;
        int m = s->run.through;
        while (m > 0 && months && !(months >> m & 1))
                m--;
        return m;
}

static void fields_fill(struct ctx *cx, struct try_page *p, const struct wish *w,
                        const struct form *form)
{
        const struct show *s = p->frame.show;
        const struct scheme *sc = &s->basis.scheme;
        const int *first = s->basis.input.first;
        int g = p->frame.group, n = 0, leaf = leaf_at(s, w->leaf);
        for (int i = 0; i < F_COUNT; i++)
                p->fields[i] = form_field_of(blank_fields[i], form, p->fail);
        p->n_fields = F_COUNT;

        struct form_choice *units = NEW_ARRAY(cx->arena, struct form_choice,
                                              (size_t)(first[g + 1] - first[g]) + 1);
        for (int u = first[g]; u < first[g + 1]; u++)
                units[n++] = (struct form_choice){ str_f(cx->arena, "%ld", s->basis.ready.unit_ids[u]),
                                                   NULL, s->name[u] };
        p->fields[F_UNIT].choices = units, p->fields[F_UNIT].n_choices = n;

        struct form_choice *leaves = NEW_ARRAY(cx->arena, struct form_choice, (size_t)sc->n_leaves + 2);
        struct form_choice *nodes = NEW_ARRAY(cx->arena, struct form_choice, (size_t)sc->n_nodes + 2);
        int n_leaves = 0, n_nodes = 0;
        leaves[n_leaves++] = (struct form_choice){ S(""), "不改完成值", (str){ 0 } };
        nodes[n_nodes++] = (struct form_choice){ S(""), "不改分值", (str){ 0 } };
        for (int k = 1; k < sc->n_nodes; k++) {
                points full = sc->full[(size_t)g * (size_t)sc->n_nodes + (size_t)k];
                if (full.micro == FULL_NONE.micro)
                        continue;
                str id = str_f(cx->arena, "%ld", s->basis.e.nodes[k - 1].id);
                str name = str_f(cx->arena, words_of(cx->lang, "%.*s（%.*s 分）"), STR(sc->nodes[k].name),
                                 STR(points_str(cx->arena, full, 0)));
                nodes[n_nodes++] = (struct form_choice){ id, NULL, name };
                if (sc->nodes[k].leaf >= 0)
                        leaves[n_leaves++] = (struct form_choice){ id, NULL, name };
        }
        p->fields[F_LEAF].choices = leaves, p->fields[F_LEAF].n_choices = n_leaves;
        p->fields[F_NODE].choices = nodes, p->fields[F_NODE].n_choices = n_nodes;

        struct form_choice *inputs = NEW_ARRAY(cx->arena, struct form_choice, METHOD_INPUTS + 2);
        struct form_choice *months = NEW_ARRAY(cx->arena, struct form_choice, 14);
        int n_inputs = 0, n_months = 0;
        inputs[n_inputs++] = (struct form_choice){ S(""), "完成值（默认）", (str){ 0 } };
        months[n_months++] = (struct form_choice){ S(""), "最近一期（默认）", (str){ 0 } };
        for (int i = 0; leaf >= 0 && i < leaf_columns(&sc->leaves[leaf]); i++) {
                struct method_input x = leaf_column(cx->arena, &sc->leaves[leaf], i);
                inputs[n_inputs++] = (struct form_choice){ str_of(x.key), NULL, str_of(x.name) };
        }
        for (int m = 0; m <= s->run.through; m++)
                months[n_months++] = (struct form_choice){ str_f(cx->arena, "%d", m + 1), NULL,
                        str_f(cx->arena, words_of(cx->lang, "%d 月"), m + 1) };
        p->fields[F_INPUT].choices = inputs, p->fields[F_INPUT].n_choices = n_inputs;
        p->fields[F_MONTH].choices = months, p->fields[F_MONTH].n_choices = n_months;
}

/* The figure that the wish is about; INVALID at the field. */
static const struct fail *change_of(struct ctx *cx, const struct show *s, const struct wish *w,
                                    struct try_change *ret, str *ret_says)
{
        int leaf = leaf_at(s, w->leaf), unit = result_unit_at(&s->basis, w->unit), input = -1;
        if (unit < 0)
                return fail_field(cx, S("unit"), "请选单位");
        if (leaf < 0)
                return fail_field(cx, S("leaf"), "请选指标");
        const struct leaf *l = &s->basis.scheme.leaves[leaf];
        int n = leaf_columns(l), month = w->month ? (int)w->month - 1 : last_month(s, leaf);
        for (int i = 0; i < n; i++) {
                struct method_input x = leaf_column(cx->arena, l, i);
                if (w->input.n ? str_is(w->input, x.key) : !strcmp(x.key, "actual"))
                        input = i;
        }
        if (input < 0 && !w->input.n)
                input = 0;
        if (input < 0)
                return fail_field(cx, S("input"), "这个指标没有这个数");
        if (month > s->run.through)
                return fail_field(cx, S("month"), "这个月还没有核算");
        if (!w->value.n)
                return fail_field(cx, S("value"), "请填改成多少；试没有这个数会怎样，写“缺数”");
        struct method_input x = leaf_column(cx->arena, l, input);
        struct figure_text t;
        const char *why = figure_read(cx->arena, w->value, &t);
        int places = x.kind == KIND_COUNT ? 0 : l->places;
        int64_t v = 0;
        if (!why && t.v != FIGURE_NONE && t.v != FIGURE_NA && !figure_scale(t.v, t.places, places, &v))
                why = "小数位数超过了这个指标的";
        if (why)
                return fail_field(cx, S("value"), "%s", words_of(cx->lang, why));
        *ret = (struct try_change){ unit, leaf, month, input,
                                    t.v == FIGURE_NONE || t.v == FIGURE_NA ? t.v : v };
        int64_t was = s->basis.input.figure[input_at(&s->basis.input, month, l->column + input, unit)];
        *ret_says = str_f(cx->arena, words_of(cx->lang, "%.*s的“%.*s”%d 月%s由 %.*s 改为 %.*s"),
                          STR(s->name[unit]), STR(l->name), month + 1, x.name,
                          STR(figure_str(cx->arena, cx->lang, was, places)),
                          STR(figure_str(cx->arena, cx->lang, ret->value, places)));
        return NULL;
}

/* Where the change ends: the lowest folded block above keeps its own full score, or the total does. Empty where nothing
 * folds. */
static str above_says(struct ctx *cx, const struct scheme *s, int group, int node)
{
        const points *full = s->full + (size_t)group * (size_t)s->n_nodes;
        int up = s->nodes[node].parent;
        while (up > 0 && !s->nodes[up].folded)
                up = s->nodes[up].parent;
        if (up < 0 || !s->nodes[up].folded)
                return S("");
        str own = points_str(cx->arena, full[up], 0);
        return up ? str_f(cx->arena, words_of(cx->lang, "，“%.*s”仍折算为 %.*s 分"), STR(s->nodes[up].name), STR(own))
                  : str_f(cx->arena, words_of(cx->lang, "，总分仍折算为 %.*s 分"), STR(own));
}

static const struct fail *weight_of(struct ctx *cx, const struct try_page *p, const struct wish *w,
                                    struct try_weight *ret, str *ret_says)
{
        const struct show *s = p->frame.show;
        int node = result_node_at(&s->basis, w->node), g = p->frame.group;
        points full;
        if (node < 0 || s->basis.scheme.full[(size_t)g * (size_t)s->basis.scheme.n_nodes +
                                             (size_t)node].micro == FULL_NONE.micro)
                return fail_field(cx, S("node"), "这一组没有这个指标");
        if (!points_read(w->full, &full) || full.micro <= 0 || full.micro > POINTS_MOST)
                return fail_field(cx, S("full"), "分值要大于 0，最多六位小数");
        *ret = (struct try_weight){ node, g, full };
        points was = s->basis.scheme.full[(size_t)g * (size_t)s->basis.scheme.n_nodes + (size_t)node];
        *ret_says = str_f(cx->arena, words_of(cx->lang, "“%.*s”的分值由 %.*s 改为 %.*s"),
                          STR(s->basis.scheme.nodes[node].name), STR(points_str(cx->arena, was, 0)),
                          STR(points_str(cx->arena, full, 0)));
        if (full.micro != was.micro)
                *ret_says = str_f(cx->arena, "%.*s%.*s", STR(*ret_says),
                                  STR(above_says(cx, &s->basis.scheme, g, node)));
        return NULL;
}

/* 未定: the total waits for a figure. */
static str grade_of(struct ctx *cx, const struct show *s, const struct result_outcome *o, int u)
{
        return o->graded && o->graded[u].grade >= 0 ? s->basis.grades.grades[o->graded[u].grade].name
             : o->graded && !o->settled[u] ? str_of(words_of(cx->lang, "未定")) : S("—");
}

/* was: as it stands, with the grades that a month's run has not. */
static void sides_fill(struct ctx *cx, struct try_page *p, const struct result_outcome *was,
                       const struct result_outcome *o)
{
        const struct show *s = p->frame.show;
        const int *first = s->basis.input.first;
        int g = p->frame.group, n = 0;
        struct try_side *rows = NEW_ARRAY(cx->arena, struct try_side, (size_t)(first[g + 1] - first[g]) + 1);
        for (int u = first[g]; u < first[g + 1]; u++) {
                int64_t by = o->sums[u].total.micro - s->out.sums[u].total.micro;
                struct try_side x = {
                        .name = s->name[u], .href = score_href(cx, s, u),
                        .before = points_str(cx->arena, s->out.sums[u].total, 2),
                        .after = points_str(cx->arena, o->sums[u].total, 2),
                        .change = by ? str_f(cx->arena, "%s%.*s", by > 0 ? "+" : "−",
                                             STR(points_str(cx->arena, (points){ by < 0 ? -by : by }, 2)))
                                     : S("—"),
                        .rank_before = s->out.places[u].rank, .rank_after = o->places[u].rank,
                        .grade_before = grade_of(cx, s, was, u), .grade_after = grade_of(cx, s, o, u) };
                x.moved = by || x.rank_before != x.rank_after || !str_eq(x.grade_before, x.grade_after);
                x.tone = by > 0 ? "green" : by < 0 ? "red" : NULL;
                p->n_moved += x.moved;
                int at = n++;
                for (; at > 0 && x.rank_after && (!rows[at - 1].rank_after ||
                                                  rows[at - 1].rank_after > x.rank_after); at--)
                        rows[at] = rows[at - 1];
                rows[at] = x;
        }
        p->rows = rows, p->n_rows = n;
        p->waits = result_group_waits(&s->basis, &s->out, first[g]) || result_group_waits(&s->basis, o, first[g]);
}

/* GET /results/:id/try?unit=&leaf=&input=&month=&value=&node=&full= */
const struct fail *try_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t group = form_int_or(&form, "group", 1, INT64_MAX, 0);
        struct try_page p = { .n_rows = 0 };
        struct wish w = wish_of(&form);
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        f = show_frame_fill(cx, rq, "试算", "try", group, &p.frame);
        if (f)
                return f;
        /* Others' scores move too: who may not see them all may not try. */
        if (!p.frame.show->whole)
                return fail(cx, NOT_FOUND, "%s", "");
        int at = w.unit ? result_unit_at(&p.frame.show->basis, w.unit) : -1;
        if (at >= 0)
                p.frame.group = input_group(&p.frame.show->basis.scheme, &p.frame.show->basis.input, at);
        struct try_change c;
        struct try_weight t;
        str says = { 0 }, says_t = { 0 };
        bool figure = w.value.n || w.leaf, weight = w.full.n || w.node;
        if (figure)
                p.fail = change_of(cx, p.frame.show, &w, &c, &says);
        if (!p.fail && weight)
                p.fail = weight_of(cx, &p, &w, &t, &says_t);
        if (!p.fail && (figure || weight)) {
                struct result_outcome was, o;
                p.fail = try_changes(cx, p.frame.show, NULL, 0, NULL, 0, &was);
                if (!p.fail)
                        p.fail = try_changes(cx, p.frame.show, &c, figure, &t, weight, &o);
                if (!p.fail) {
                        sides_fill(cx, &p, &was, &o);
                        p.monthly = p.frame.show->basis.stage == RESULT_MONITOR && was.graded;
                        p.minimums = try_minimums(p.frame.show);
                        p.says = figure && weight ? str_f(cx->arena, words_of(cx->lang, "%.*s；%.*s"),
                                                          STR(says), STR(says_t))
                               : figure ? says : says_t;
                        p.done = true;
                }
        }
        if (p.fail && p.fail->kind != FAIL_INVALID)
                return p.fail;
        fields_fill(cx, &p, &w, &form);
        p.faults = (struct form_faults){ &form, p.fail, p.fields, p.n_fields };
        if (p.fail)
                re->status = fail_http(p.fail->kind);
        try_page(&re->body, &p);
        return NULL;
}
