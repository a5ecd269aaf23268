/* domain/target/result/pages_unit.c - why a unit has its points: sum, losses, tree. */
#include "domain/target/result/faces.h"
#include "domain/target/result/result.html.h"

static str pts(struct ctx *cx, points p, int places) { return points_str(cx->arena, p, places); }

str points_two(struct ctx *cx, points p)
{
        return decimal_str(cx->arena, muldiv(p.micro, 1, 10000), 2, false);
}
static str two(struct ctx *cx, points p) { return points_two(cx, p); }

points case_full(const struct unit_case *c, int node)
{
        return c->b.scheme.full[(size_t)c->g * (size_t)c->b.scheme.n_nodes + (size_t)node];
}
bool case_there(const struct unit_case *c, int node)
{
        return result_there(&c->b.scheme, &c->b.input, c->o.r, c->slot, node, c->u);
}
points case_points(const struct unit_case *c, int node)
{
        return result_points(&c->b.scheme, c->o.r, c->slot, node, c->u);
}
static bool is_na(const struct unit_case *c, int node)
{
        return result_na(&c->b.scheme, c->o.r, c->slot, node, c->u);
}

const points *case_waits(struct ctx *cx, const struct unit_case *c)
{
        const struct scheme *s = &c->b.scheme;
        points *waits = NEW_ARRAY(cx->arena, points, (size_t)s->n_nodes + 1);
        for (int k = s->n_nodes - 1; k > 0; k--) {      /* parts stand behind their block */
                int64_t to, all;
                if (s->nodes[k].leaf >= 0)
                        waits[k] = result_gap(&c->b, &c->o, s->nodes[k].leaf, c->u).waits;
                else if (waits[k].micro && node_fold(s, &c->b.input, c->o.r, c->slot, k, c->u,
                                                     &to, &all))
                        waits[k].micro = muldiv(waits[k].micro, to, all);
                waits[s->nodes[k].parent].micro += waits[k].micro;
        }
        return waits;
}

/* ---- the sum ------------------------------------------------------------------------------------ */

static void fill_sum(struct ctx *cx, const struct unit_case *c, struct unit_page *p)
{
        const struct scheme *s = &c->b.scheme;
        struct sum_part *sum = NEW_ARRAY(cx->arena, struct sum_part, (size_t)s->n_nodes + 4);
        int64_t parts = 0;
        for (int k = 1; k < s->n_nodes; k++) {
                if (s->nodes[k].parent || !case_there(c, k))
                        continue;
                points got = case_points(c, k);
                parts += got.micro;
                sum[p->n_sum] = (struct sum_part){
                        s->nodes[k].name, two(cx, got),
                        is_na(c, k) ? str_of(words_of(cx->lang, "不适用"))
                                    : str_f(cx->arena, words_of(cx->lang, "满分 %.*s"),
                                            STR(pts(cx, case_full(c, k), 0))),
                        p->n_sum ? '+' : 0
                };
                p->n_sum++;
        }
        if (parts != p->u.raw.micro)
                sum[p->n_sum++] = (struct sum_part){
                        str_of(words_of(cx->lang, "折算、取整")), two(cx, p->u.raw),
                        str_f(cx->arena, words_of(cx->lang, "各块合计 %.*s，满分折为 %.*s"),
                              STR(two(cx, (points){ parts })), STR(pts(cx, case_full(c, 0), 0))), '='
                };
        if (p->u.factor != 1000000)
                sum[p->n_sum++] = (struct sum_part){
                        str_of(words_of(cx->lang, "难度系数")), two(cx, (points){ p->u.factor }),
                        str_f(cx->arena, words_of(cx->lang, "得 %.*s"), STR(pts(cx, p->u.base, 2))), '*'
                };
        const struct { const char *name; points v; char op; } more[2] = {
                { "加分", p->u.bonus, '+' }, { "扣分", p->u.penalty, '-' } };
        for (int i = 0; i < 2; i++)
                if (more[i].v.micro)
                        sum[p->n_sum++] = (struct sum_part){ str_of(words_of(cx->lang, more[i].name)),
                                                             two(cx, more[i].v), S(""), more[i].op };
        p->sum = sum;
        p->total = two(cx, p->u.total);
}

/* ---- where points were lost ------------------------------------------------------------------------ */

struct loss { int node; int64_t lost; };
static int loss_order(const void *a, const void *b)
{
        const struct loss *x = a, *y = b;
        return x->lost != y->lost ? (x->lost < y->lost ? 1 : -1) : x->node - y->node;
}

/* A step of the way from the full score to the score. */
struct bar_step { str name; int64_t by; bool waits; };

static void put_bar(struct ctx *cx, struct unit_page *p, struct loss_bar *list,
                    const struct bar_step *s, int64_t at, int64_t low, int64_t high)
{
        bool bar = !s->by;
        int64_t end = bar ? low : at + s->by, top = end > at ? end : at, bottom = end > at ? at : end;
        int y = 30 + (int)muldiv(high - top, 140, high - low);
        int foot = 30 + (int)muldiv(high - bottom, 140, high - low);
        str label = bar ? two(cx, (points){ at })
                        : str_f(cx->arena, "%s%.*s", s->by > 0 ? "+" : "−",
                                STR(two(cx, (points){ s->by > 0 ? s->by : -s->by })));
        list[p->n_bars] = (struct loss_bar){ s->name, label, 8 + p->n_bars * 76, y,
                                             foot > y ? foot - y : 1, s->by > 0, bar, s->waits };
        p->n_bars++;
}

static void add_step(struct ctx *cx, struct bar_step *list, int *n, const char *name, int64_t by)
{
        if (by)
                list[(*n)++] = (struct bar_step){ str_of(words_of(cx->lang, name)), by, false };
}

/* Losses, gains, factor, effects: they add up to the total. Losses come sorted, gains last of
 * all. */
static void fill_bars(struct ctx *cx, const struct unit_case *c, struct unit_page *p,
                      const struct loss *losses, int n)
{
        struct bar_step *step = NEW_ARRAY(cx->arena, struct bar_step, RESULT_LOSSES + 11);
        struct loss_bar *list = NEW_ARRAY(cx->arena, struct loss_bar, RESULT_LOSSES + 13);
        int64_t full = case_full(c, 0).micro, total = p->u.total.micro, at = full, rest = 0, gains = 0;
        int k = 0, n_lost = 0;
        for (int i = 0; i < n; i++) {
                int64_t lost = losses[i].lost;
                at -= lost;
                if (lost < 0)
                        gains -= lost;
                else if (n_lost++ < RESULT_LOSSES)
                        step[k++] = (struct bar_step){
                                p->e.nodes[losses[i].node - 1].name, -lost, false
                        };
                else
                        rest -= lost;
        }
        if (rest)
                step[k++] = (struct bar_step){ str_f(cx->arena, words_of(cx->lang, "其余 %d 项"),
                                                     n_lost - RESULT_LOSSES), rest, false };
        if (p->stake.micro)
                step[k++] = (struct bar_step){ str_of(words_of(cx->lang, "未计分（缺数）")),
                                               -p->stake.micro, true };
        at -= p->stake.micro;
        if (gains)
                step[k++] = (struct bar_step){ str_f(cx->arena, words_of(cx->lang, "超过满分的 %d 项"),
                                                     n - n_lost), gains, false };
        /* shares are rounded to a millionth: less than a hundredth of a point is no bar */
        if (p->u.raw.micro - at >= 5000 || at - p->u.raw.micro >= 5000)
                add_step(cx, step, &k, "折算、取整", p->u.raw.micro - at);
        add_step(cx, step, &k, "难度系数", p->u.base.micro - p->u.raw.micro);
        add_step(cx, step, &k, "加分", p->u.bonus.micro);
        add_step(cx, step, &k, "扣分", -p->u.penalty.micro);
        add_step(cx, step, &k, "最低计 0 分", total - p->u.base.micro - p->u.bonus.micro + p->u.penalty.micro);
        int64_t low = total < full ? total : full, high = total > full ? total : full;
        at = full;
        for (int i = 0; i < k; i++) {
                at += step[i].by;
                low = at < low ? at : low, high = at > high ? at : high;
        }
        low -= (high - low) / 4;
        low = low < 0 ? 0 : low / 1000000 * 1000000;
        if (high <= low)
                return;
        at = full;
        put_bar(cx, p, list, &(struct bar_step){ str_of(words_of(cx->lang, "满分")), 0, false },
                full, low, high);
        for (int i = 0; i < k; at += step[i++].by)
                put_bar(cx, p, list, &step[i], at, low, high);
        put_bar(cx, p, list, &(struct bar_step){ str_of(words_of(cx->lang, "得分")), 0, false },
                total, low, high);
        /* Few bars stand in a drawing as wide as that of eight, not blown up to the page. */
        p->bars = list, p->width = 8 + (p->n_bars < 8 ? 8 : p->n_bars) * 76;
}

static str inputs_of(struct ctx *cx, const struct unit_case *c, int leaf)
{
        struct buf b = buf_new(cx->arena, 4096);
        const struct leaf *x = &c->b.scheme.leaves[leaf];
        int m = explain_period(&c->b.scheme, &c->b.input, c->o.r, leaf, c->u);
        for (int i = 0; m >= 0 && i < x->n_columns; i++) {
                struct method_input in = leaf_column(cx->arena, x, i);
                int64_t v = c->b.figure[input_at(&c->b.input, m, x->column + i, c->u)];
                if ((x->method->needs & NEED_COUNTS && (v == FIGURE_NONE || !v)) ||
                    (in.optional && v == FIGURE_NONE))
                        continue;
                buf_f(&b, "%s%s %.*s%s", b.n ? "，" : "", words_of(cx->lang, in.name),
                      STR(figure_str(cx->arena, cx->lang, v,
                                     in.kind == KIND_FIGURE ? x->places : 0)),
                      in.kind == KIND_FIGURE && x->unit && v > FIGURE_NA ? x->unit : "");
        }
        if (!b.n && m >= 0 && x->method->needs & NEED_COUNTS)
                buf_put(&b, str_of(words_of(cx->lang, "没有发生")));
        return buf_str(&b);
}

/* What the unit has, what it lost most by, what is not scored yet: one sentence each. */
static const struct fail *fill_lead(struct ctx *cx, const struct unit_case *c, bool today,
                                    struct unit_page *p, const struct loss *worst)
{
        struct result_lack *lacks;
        int n = result_lacks(cx->arena, &c->b, &c->o, c->u, &lacks);
        const struct fail *f = today && p->run.state != RESULT_REPLACED ? lacks_today(cx, &c->b, lacks, n) : NULL;
        if (f)
                return f;
        struct lack_line *lines = NEW_ARRAY(cx->arena, struct lack_line, (size_t)n + 1);
        for (int i = 0; i < n; i++)
                lines[i] = lack_line(cx, &c->b, &lacks[i]);
        p->lacks = lines, p->n_lacks = n;
        str sentence[3] = { { 0 } };
        if (worst) {
                str name = c->b.e.nodes[worst->node - 1].name;
                sentence[1] = str_f(cx->arena, words_of(cx->lang, "失分最多的是%.*s（%.*s 分）。"),
                                    STR(name), STR(two(cx, (points){ worst->lost })));
                p->leads[1] = lead_part_of(sentence[1], name,
                                           str_f(cx->arena, "/results/%ld/units/%ld?leaf=%ld#ladder", p->run.id,
                                                 p->u.unit, c->b.e.nodes[worst->node - 1].id));
        }
        if (n) {
                str named = lacks_named(cx, &c->b, lacks, n);
                sentence[2] = str_f(cx->arena, words_of(cx->lang, "另有 %d 项缺数、未计分，不算失分：%.*s。"), n, STR(named));
                p->leads[2] = lead_part_of(sentence[2], named, S("#open"));
        }
        str grade = p->u.grade.n && p->run.stage == RESULT_FINAL && p->run.state >= RESULT_DECIDED
                            ? str_f(cx->arena, words_of(cx->lang, "等次为%.*s。"), STR(p->u.grade)) : S("");
        if (!p->u.rank)
                sentence[0] = str_f(cx->arena, words_of(cx->lang, "%.*s得 %.*s 分，不参加%.*s排名。"),
                                      STR(p->u.brief), STR(p->total), STR(p->u.group));
        else
                sentence[0] = str_f(cx->arena, words_of(cx->lang, p->u.waiting
                                ? "%.*s暂得 %.*s 分，%.*s暂列第 %d 名（共 %d 个），缺数补齐以后才定。"
                                : result_group_waits(&c->b, &c->o, c->u)
                                ? "%.*s得 %.*s 分，%.*s暂列第 %d 名（共 %d 个），组内缺数补齐以后才定。"
                                : "%.*s得 %.*s 分，%.*s第 %d 名（共 %d 个）。"),
                                STR(p->u.brief), STR(p->total), STR(p->u.group), p->u.rank, p->u.of);
        sentence[0] = str_f(cx->arena, "%.*s%.*s", STR(sentence[0]), STR(grade));
        p->leads[0] = lead_part_of(sentence[0], p->total, S("#total")), p->n_leads = 3;
        p->lead = str_f(cx->arena, "%.*s%.*s%.*s", STR(sentence[0]), STR(sentence[1]), STR(sentence[2]));
        return NULL;
}

static const struct fail *fill_tree(struct ctx *cx, const struct unit_case *c, bool today,
                                    struct unit_page *p)
{
        const struct scheme *s = &c->b.scheme;
        const points *waits = case_waits(cx, c);
        struct tree_line *list = NEW_ARRAY(cx->arena, struct tree_line, (size_t)s->n_nodes + 1);
        struct loss *losses = NEW_ARRAY(cx->arena, struct loss, (size_t)s->n_nodes + 1);
        int n = 0;
        for (int k = 1; k < s->n_nodes; k++) {
                if (!case_there(c, k))
                        continue;
                const struct edition_node *x = &c->b.e.nodes[k - 1];
                points got = case_points(c, k), full = case_full(c, k),
                       lost = { full.micro - got.micro - waits[k].micro };
                int l = s->nodes[k].leaf;
                bool na = is_na(c, k);
                enum score_state st = l < 0 ? SCORE_DONE
                        : (enum score_state)c->o.r->state[result_leaf(c->o.r, c->slot, l, c->u)];
                if (l >= 0 && leaf_waits(&s->leaves[l], (uint8_t)st) && !waits[k].micro)
                        st = SCORE_DONE;        /* a mean that has points of the months there are */
                list[p->n_lines++] = (struct tree_line){
                        .x = x, .node = k, .full = pts(cx, full, 0), .open = x->id == p->leaf,
                        .na = na,
                        .method = l < 0 ? (str){ 0 }
                                        : str_of(words_of(cx->lang, s->leaves[l].method->name)),
                        .inputs = l < 0 ? (str){ 0 } : inputs_of(cx, c, l),
                        .got = na || (st != SCORE_DONE && l >= 0)
                             ? str_of(words_of(cx->lang,
                                               score_state_words[st == SCORE_DONE ? SCORE_NA : st]))
                             : two(cx, got),
                        .lost = na ? S("")
                              : str_f(cx->arena, "%s%.*s", lost.micro > 0 ? "−" : "",
                                      STR(two(cx, (points){ lost.micro > 0 ? lost.micro : 0 }))),
                        .waits = waits[k], .below = na ? (points){ 0 } : lost,
                        .losing = !na && lost.micro > 0
                };
                if (l >= 0 && !na && lost.micro)
                        losses[n++] = (struct loss){
                                k, result_weight(&c->b, &c->o, c->slot, k, c->u, lost).micro
                        };
        }
        p->lines = list;
        p->stake = result_stake(&c->b, &c->o, c->u);
        qsort(losses, (size_t)n, sizeof(losses[0]), loss_order);
        fill_bars(cx, c, p, losses, n);
        bool lost = n && losses[0].lost > 0;
        const struct fail *f = fill_lead(cx, c, today, p, lost ? losses : NULL);
        if (f)
                return f;
        if (!p->leaf && lost)
                p->leaf = c->b.e.nodes[losses[0].node - 1].id;
        for (int i = 0; i < p->n_lines; i++)
                list[i].open = list[i].x->id == p->leaf;
        return NULL;
}

/* Indicators of a group in a scheme; what is below a block that the group has not is not its
 * own. */
static int leaves_of(const struct scheme *s, int group)
{
        int n = 0;
        for (int l = 0; l < s->n_leaves; l++) {
                bool there = true;
                for (int k = s->node_of[l]; k > 0; k = s->nodes[k].parent)
                        there &= s->full[(size_t)group * (size_t)s->n_nodes + (size_t)k].micro != FULL_NONE.micro;
                n += there;
        }
        return n;
}

/* ---- the page ------------------------------------------------------------------------------------------ */

static void fill_effects(struct ctx *cx, const struct unit_case *c, struct unit_page *p)
{
        p->effects = (void *)arena_alloc_array(cx->arena, (size_t)c->b.n_effects + 1,
                                               sizeof(p->effects[0]));
        for (int i = 0; i < c->b.n_effects; i++) {
                const struct effect *x = &c->b.effects[i];
                if (x->unit != c->u)
                        continue;
                p->effects[p->n_effects].kind = str_of(words_of(cx->lang, effect_kind_words[x->kind]));
                p->effects[p->n_effects].title = x->title;
                p->effects[p->n_effects].basis = x->basis;
                p->effects[p->n_effects].by = x->decided_by;
                p->effects[p->n_effects].on = x->on;
                p->effects[p->n_effects].id = c->b.effect_ids ? c->b.effect_ids[i] : 0;
                p->effects[p->n_effects].counts =
                        x->kind <= EFFECT_PENALTY ? two(cx, c->o.counts[i])
                        : x->grade >= 0 ? c->b.grades.grades[x->grade].name : (str){ 0 };
                p->effects[p->n_effects++].why =
                        c->o.cuts[i] ? str_of(words_of(cx->lang, effect_cut_words[c->o.cuts[i]]))
                                     : (str){ 0 };
        }
}

/* Is what is stored what its inputs give? A page never shows an explanation of another number. */
static const struct fail *same_as_stored(struct ctx *cx, const struct unit_case *c,
                                         struct unit_page *p)
{
        const struct result_node *nodes;
        int n;
        const struct fail *f = result_nodes(cx, &p->run, p->u.unit, &nodes, &n);
        for (int i = 0; !f && i < n; i++) {
                int k = result_node_at(&c->b, nodes[i].node);
                p->differs |= k < 1 || !case_there(c, k) ||
                              case_points(c, k).micro != nodes[i].points.micro;
        }
        p->differs |= c->o.sums[c->u].total.micro != p->u.total.micro;
        return f;
}

/* A figure that met its target: what the indicator and the total would be, all else as it is. */
static void fill_if_met(struct ctx *cx, const struct unit_case *c, int leaf, struct unit_page *p)
{
        const struct scheme *s = &c->b.scheme;
        const struct leaf *x = &s->leaves[leaf];
        int target = method_input_at(x->method, S("target")), actual = method_input_at(x->method, S("actual")),
            m = explain_period(s, &c->b.input, c->o.r, leaf, c->u);
        if (target < 0 || actual < 0 || m < 0)
                return;
        size_t n = (size_t)c->b.input.n_periods * (size_t)c->b.input.n_columns * (size_t)c->b.input.n_units,
               to = input_at(&c->b.input, m, x->column + target, c->u),
               at = input_at(&c->b.input, m, x->column + actual, c->u), year = result_leaf(c->o.r, c->slot, leaf, c->u);
        if (c->b.figure[to] <= FIGURE_NA || c->b.figure[at] == FIGURE_NA || c->b.figure[at] == c->b.figure[to])
                return;
        struct result_basis b = c->b;
        struct result_outcome o;
        b.figure = NEW_ARRAY(cx->arena, int64_t, n + 1);
        memcpy(b.figure, c->b.figure, sizeof(*b.figure) * n);
        b.figure[at] = b.figure[to], b.input.figure = b.figure;
        result_score(cx->arena, &b, &o);
        if (o.r->points[year].micro <= c->o.r->points[year].micro)
                return;
        str value = figure_str(cx->arena, cx->lang, b.figure[at], x->places);
        p->if_met = str_f(cx->arena, words_of(cx->lang, "如果%.*s完成 %.*s%s%s，这项得 %.*s 分，总分 %.*s 分（其他的数不变）。"),
                          STR(period_str(cx->arena, cx->lang, s->nodes[s->node_of[leaf]].periods, m)), STR(value),
                          x->unit && x->unit[0] != '%' ? " " : "", x->unit ? x->unit : "",
                          STR(two(cx, o.r->points[year])), STR(two(cx, o.sums[c->u].total)));
}

const struct fail *unit_page_fill(struct ctx *cx, const struct result_run *run, int64_t unit,
                                  int64_t leaf, bool today, struct unit_page *p)
{
        struct unit_case *c = NEW(cx->arena, struct unit_case);
        p->c = c;
        c->polls = p->polls;
        if (!c->polls) {
                c->polls = NEW(cx->arena, struct polls_kept);
                c->polls->arena = cx->arena;
        }
        const struct result_unit *all;
        int n, at = -1;
        p->run = *run, p->leaf = leaf;
        if (!result_may_detail(cx, run, unit))
                return fail(cx, NOT_FOUND, "%s", "");
        const struct fail *f = result_units(cx, run, &all, &n);
        for (int i = 0; !f && i < n; i++)
                at = all[i].unit == unit ? i : at;
        if (!f && at < 0)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = result_basis_of(cx, run, &c->b);
        if (f)
                return f;
        p->u = all[at], p->e = c->b.e;
        result_score(cx->arena, &c->b, &c->o);
        c->u = result_unit_at(&c->b, unit);
        must(c->u >= 0);
        c->g = input_group(&c->b.scheme, &c->b.input, c->u);
        c->slot = c->b.input.n_periods;
        fill_sum(cx, c, p);
        f = fill_tree(cx, c, today, p);
        if (f)
                return f;
        fill_effects(cx, c, p);
        int open = result_node_at(&c->b, p->leaf);
        if (open >= 1 && case_there(c, open))
                f = node_tell(cx, c, open, &p->told);
        else if (p->leaf)
                f = fail(cx, NOT_FOUND, "%s", "");
        totals_tell(cx, p);
        if (!f)
                f = same_as_stored(cx, c, p);
        if (!f)
                f = result_revised(cx, run, &c->b, unit, &p->revised, &p->n_revised);
        p->title = str_f(cx->arena, words_of(cx->lang, "%.*s为什么是 %.*s 分"), STR(p->u.brief),
                         STR(p->total));
        p->scope = str_f(cx->arena, words_of(cx->lang, "%.*s　方案第 %d 版　%s，%s　数据截至 %d 月　%.*s 核算"),
                         STR(p->e.name), p->e.number,
                         words_of(cx->lang, result_stage_words[run->stage]),
                         words_of(cx->lang, result_state_words[run->state]), run->through + 1,
                         STR(instant_str(cx->arena, run->at)));
        int due = leaves_of(&c->b.scheme, c->g), year = leaves_of(&c->b.ready.scheme, c->g);
        if (due < year)
                p->total_note = str_f(cx->arena,
                                      words_of(cx->lang, "本单位的指标只算已到期的 %d 项（全年 %d 项），其余到期后计入。"),
                                      due, year);
        p->may_appeal = run->state == RESULT_PUBLIC && auth_may(cx, MAY_APPEAL_FILE) &&
                        !auth_change_year(cx, MAY_APPEAL_FILE, unit, run->year);
        return f;
}

/* GET /results/:id/units/:id */
const struct fail *result_unit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct unit_page *p = NEW(cx->arena, struct unit_page);
        struct form form = form_of(cx, rq);
        struct result_run run;
        int64_t leaf = form_int_or(&form, "leaf", 0, INT64_MAX, 0);
        const struct fail *f = result_run_find(cx, rq->ids[0], &run);
        if (!f)
                f = unit_page_fill(cx, &run, rq->ids[1], leaf, true, p);
        if (f)
                return f;
        int open = result_node_at(&p->c->b, p->leaf);
        if (open >= 1 && p->c->b.scheme.nodes[open].leaf >= 0)
                fill_if_met(cx, p->c, p->c->b.scheme.nodes[open].leaf, p);
        p->page = page_of(cx, rq, "得分说明");
        p->page.name = p->u.brief;
        run_crumbs(cx, &p->page, &run, p->u.brief);
        unit_page(&re->body, p);
        return NULL;
}
