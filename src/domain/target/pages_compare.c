/* domain/target/pages_compare.c - two editions side by side: what came, went and changed. */
#include "domain/target/faces.h"
#include "domain/target/scheme.html.h"
#include "domain/target/scheme.sql.h"

struct diff { struct ctx *cx; struct compare_row *rows; int n, cap; };

static void put(struct diff *d, const char *what, str name, str before, str after)
{
        *VEC_ADD(d->cx->arena, d->rows, d->n, d->cap) = (struct compare_row){ what, name, before, after };
}

static void if_other(struct diff *d, const char *what, str name, str before, str after)
{
        if (!str_eq(before, after))
                put(d, what, name, before.n ? before : S("—"), after.n ? after : S("—"));
}

static const struct edition_node *by_code(const struct edition *e, str code)
{
        for (int i = 0; i < e->n_nodes; i++)
                if (str_eq(e->nodes[i].code, code))
                        return &e->nodes[i];
        return NULL;
}

static str method_name(struct ctx *cx, const struct edition_node *x)
{
        const struct method *m = x->leaf ? method_find(x->method, x->method_version) : NULL;
        return m ? str_f(cx->arena, "%s %s", m->code, words_of(cx->lang, m->name)) : S("");
}

/* What of a leaf's parameters is not as it is usually taken: written out or left away is the
 * same. */
static str params_text(struct ctx *cx, const struct edition_node *x)
{
        struct buf b = buf_new(cx->arena, (size_t)8 << 10);
        struct leaf leaf, usual;
        if (!x->leaf || leaf_of_node(cx, x, &leaf) ||
            leaf_of_method(cx, x->method, x->method_version, x->places, &usual))
                return x->params;
        for (int i = 0; i < leaf.method->n_params; i++)
                if (leaf.p[i] != usual.p[i])
                        buf_f(&b, "%s%s %.*s", b.n ? "；" : "", words_of(cx->lang, leaf.method->params[i].name),
                              STR(leaf_param_str(cx->arena, &leaf, i)));
        return buf_str(&b);
}

/* Bounds, shares, caps: all of the rows, as they are written. */
static str rows_text(struct ctx *cx, const struct edition_node *x)
{
        struct buf b = buf_new(cx->arena, (size_t)64 << 10);
        struct leaf leaf;
        str rest = x->n_rows && !leaf_of_node(cx, x, &leaf) ? leaf_rows_str(cx->arena, &leaf) : S("");
        while (rest.n) {
                str line = str_cut(rest, '\n', &rest);
                buf_f(&b, "%s%.*s", b.n ? "；" : "", STR(line));
        }
        return buf_str(&b);
}

static void compare_node(struct diff *d, const struct edition *a, const struct edition *b,
                         const struct edition_node *was, const struct edition_node *now)
{
        struct ctx *cx = d->cx;
        const struct edition_node *above_was = edition_node_of(a, was->parent),
                *above_now = edition_node_of(b, now->parent);
        if_other(d, "名称", now->name, was->name, now->name);
        if_other(d, "上级指标", now->name, above_was ? above_was->name : S(""),
                 above_now ? above_now->name : S(""));
        if_other(d, "分值", now->name, points_str(cx->arena, was->full, 0),
                 points_str(cx->arena, now->full, 0));
        if_other(d, "计分方法", now->name, method_name(cx, was), method_name(cx, now));
        if_other(d, "参数", now->name, params_text(cx, was), params_text(cx, now));
        if_other(d, "分段或扣分项", now->name, rows_text(cx, was), rows_text(cx, now));
        if_other(d, "评分标准", now->name, was->rule, now->rule);
        if_other(d, "周期", now->name, str_of(words_of(cx->lang, node_cycle_words[was->cycle])),
                 str_of(words_of(cx->lang, node_cycle_words[now->cycle])));
        for (int g = 0; g < b->n_groups; g++)
                for (int k = 0; k < a->n_groups; k++) {
                        if (!str_eq(a->groups[k].code, b->groups[g].code))
                                continue;
                        points x = was->in_group[k], y = now->in_group[g];
                        bool own_x = x.micro != was->full.micro, own_y = y.micro != now->full.micro;
                        if (x.micro != y.micro && (own_x || own_y))
                                put(d, "组内分值", str_f(cx->arena, "%.*s · %.*s", STR(now->name),
                                                         STR(b->groups[g].name)),
                                    x.micro == FULL_NONE.micro ? S("—") : points_str(cx->arena, x, 0),
                                    y.micro == FULL_NONE.micro ? S("—") : points_str(cx->arena, y, 0));
                }
}

static str group_name(const struct edition *e, int64_t unit)
{
        const struct edition_unit *u = edition_unit_of(e, unit);
        return u ? edition_group_of(e, u->grp)->name : S("");
}

static void compare_all(struct diff *d, const struct edition *a, const struct edition *b)
{
        struct ctx *cx = d->cx;
        for (int i = 0; i < b->n_nodes; i++) {
                const struct edition_node *now = &b->nodes[i], *was = by_code(a, now->code);
                if (was)
                        compare_node(d, a, b, was, now);
                else
                        put(d, "新增指标", now->name, S("—"), points_str(cx->arena, now->full, 0));
        }
        for (int i = 0; i < a->n_nodes; i++)
                if (!by_code(b, a->nodes[i].code))
                        put(d, "取消指标", a->nodes[i].name,
                            points_str(cx->arena, a->nodes[i].full, 0), S("—"));
        for (int u = 0; u < b->n_units; u++)
                if_other(d, "单位的分组", b->units[u].name, group_name(a, b->units[u].unit),
                         edition_group_of(b, b->units[u].grp)->name);
        for (int u = 0; u < a->n_units; u++)
                if (!edition_unit_of(b, a->units[u].unit))
                        put(d, "不再考核", a->units[u].name, group_name(a, a->units[u].unit), S("—"));
        for (int i = 0; i < a->n_grades || i < b->n_grades; i++) {
                str x = i < a->n_grades
                      ? str_f(cx->arena, "%.*s %.*s%%", STR(a->grades[i].name),
                              STR(decimal_str(cx->arena, a->grades[i].share / 1000, 1, false)))
                      : S("");
                str y = i < b->n_grades
                      ? str_f(cx->arena, "%.*s %.*s%%", STR(b->grades[i].name),
                              STR(decimal_str(cx->arena, b->grades[i].share / 1000, 1, false)))
                      : S("");
                if_other(d, "等次", str_f(cx->arena, "%d", i + 1), x, y);
        }
}

/* GET /schemes/:id/compare?with=ID */
const struct fail *scheme_compare_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct compare_page *p = NEW(cx->arena, struct compare_page);
        struct form form = form_of(cx, rq);
        struct form_choice *choices = NULL;
        struct schemes it;
        int cap = 0;
        const struct fail *f = scheme_frame_fill(cx, rq, rq->ids[0], "与另一版比较", "compare",
                                                 &p->frame);
        if (f)
                return f;
        int64_t with = form_int_or(&form, "with", 0, INT64_MAX, p->frame.e.base);
        schemes(&it, cx, 0, 0);
        int64_t *all = NULL;
        int n = 0, cap_all = 0;
        while (schemes_next(&it))
                if (it.unit == p->frame.e.unit)
                        *VEC_ADD(cx->arena, all, n, cap_all) = it.id;
        f = schemes_end(&it);
        for (int i = 0; !f && i < n; i++) {
                struct editions_of o;
                int64_t *ids = NULL;
                int n_ids = 0, cap_ids = 0;
                editions_of(&o, cx, all[i]);
                while (editions_of_next(&o))
                        if (o.id != p->frame.e.id)
                                *VEC_ADD(cx->arena, ids, n_ids, cap_ids) = o.id;
                f = editions_of_end(&o);
                for (int k = 0; !f && k < n_ids; k++) {
                        struct edition e;
                        f = edition_find(cx, ids[k], &e);
                        if (!f && !edition_see(cx, &e))
                                *VEC_ADD(cx->arena, choices, p->n_choices, cap) = (struct form_choice){
                                        .value = str_f(cx->arena, "%ld", e.id),
                                        .name = str_f(cx->arena, words_of(cx->lang, "%.*s第 %d 版"),
                                                      STR(e.name), e.number)
                                };
                }
        }
        if (!f && with) {
                f = edition_read(cx, with, &p->other);
                if (!f)
                        f = edition_see(cx, &p->other);
        }
        if (f)
                return f;
        p->choices = choices;
        if (with) {
                struct diff d = { .cx = cx };
                compare_all(&d, &p->other, &p->frame.e);
                p->rows = d.rows, p->n_rows = d.n, p->chosen = true;
        }
        compare_page(&re->body, p);
        return NULL;
}
