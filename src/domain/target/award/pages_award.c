/* domain/target/award/pages_award.c - monthly bonuses: the rules, one rule, one month of it. */
#include "domain/target/award/award.html.h"
#include "domain/target/award/faces.h"
#include "domain/target/year/figure.h"

static const char *const gate_labels[AWARD_GATES][3] = {
        { "条件一：指标", "条件一：要求", "条件一：数" }, { "条件二：指标", "条件二：要求", "条件二：数" },
        { "条件三：指标", "条件三：要求", "条件三：数" }, { "条件四：指标", "条件四：要求", "条件四：数" },
};
static const char *const relations[] = { "不低于", "不高于" };

static str num(struct ctx *cx, int64_t v) { return str_f(cx->arena, "%ld", v); }

static bool may_change(struct ctx *cx, const struct edition *e)
{
        return !auth_change_year(cx, MAY_EFFECT_EDIT, e->unit, e->year);
}

/* ---- a rule in words ----------------------------------------------------------------------------- */

static str bound_of(struct ctx *cx, const struct award_gate *g)
{
        return str_f(cx->arena, "%s %.*s%s%.*s", g->less ? "≤" : "≥",
                     STR(decimal_str(cx->arena, g->bound, g->places, false)), g->measure.n ? " " : "", STR(g->measure));
}

static str gate_of(struct ctx *cx, const struct award_gate *g)
{
        return str_f(cx->arena, "%.*s %.*s", STR(g->name.n ? g->name : S("—")), STR(bound_of(cx, g)));
}

static void row_fill(struct ctx *cx, const struct edition *e, const struct award_rule *r,
                     struct award_row *ret)
{
        struct buf ladder = buf_new(cx->arena, 4096), gates = buf_new(cx->arena, 8192);
        for (int i = 0; i < r->n_steps; i++) {
                buf_put(&ladder, i ? str_of(words_of(cx->lang, "，")) : S(""));
                buf_f(&ladder, words_of(cx->lang, "第 %d 名 +%.*s"), i + 1, STR(points_str(cx->arena, r->step[i], 0)));
        }
        for (int i = 0; i < r->n_gates; i++) {
                buf_put(&gates, i ? str_of(words_of(cx->lang, "；")) : S(""));
                buf_put(&gates, gate_of(cx, &r->gate[i]));
        }
        *ret = (struct award_row){ .r = r, .ladder = buf_str(&ladder), .gates = buf_str(&gates), .klass = S(""),
                .months = str_f(cx->arena, words_of(cx->lang, "%d 月至 %d 月"), r->since + 1, r->until + 1) };
        for (int i = 0; i < e->n_classes; i++)
                if (r->klass.n && str_eq(e->classes[i].code, r->klass))
                        ret->klass = e->classes[i].name;
}

static const struct fail *edition_of(struct ctx *cx, const struct request *rq, struct edition *ret)
{
        struct form form = form_of(cx, rq);
        int64_t scheme = form_int_or(&form, "scheme", 0, INT64_MAX, 0);
        const struct fail *f = scheme ? NULL : register_scheme(cx, &scheme);
        if (!f)
                f = register_edition(cx, scheme, ret);
        return f ? f : edition_see(cx, ret);
}

static void rule_put(struct ctx *cx, const struct edition *e, const struct award_rule *r,
                     struct list_cell *c)
{
        struct award_row row;
        row_fill(cx, e, r, &row);
        c[0] = (struct list_cell){ .text = r->name, .href = str_f(cx->arena, "/awards/%ld", r->id) };
        c[1].text = row.ladder;
        c[2] = row.gates.n ? (struct list_cell){ .text = row.gates } : (struct list_cell){ .word = "不设条件" };
        c[3].text = row.months;
        c[4] = (struct list_cell){ .text = row.klass, .none = !row.klass.n };
        c[5].n = r->settled;
        c[6] = (struct list_cell){ .word = r->stopped ? "停用" : "在用", .lamp = r->stopped ? "grey" : "green" };
}

/* GET /awards?scheme= */
const struct fail *awards_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const struct list_column columns[] = {
                { .label = "规则",       .kind = CELL_TITLE },
                { .label = "各名次加分", .kind = CELL_TEXT },
                { .label = "加分条件",   .kind = CELL_TEXT, .wide = true },
                { .label = "月份",       .kind = CELL_TEXT },
                { .label = "加分类别",   .kind = CELL_TEXT },
                { .label = "已核定月数", .kind = CELL_INT },
                { .label = "状态",       .kind = CELL_LAMP },
        };
        struct awards_page *p = NEW(cx->arena, struct awards_page);
        struct edition e;
        const struct award_rule *rules = NULL;
        int n = 0;
        p->page = page_of(cx, rq, "月度评价加分");
        const struct fail *f = edition_of(cx, rq, &e);
        p->none = f && (f->kind == FAIL_NOT_FOUND || f->kind == FAIL_INVALID);
        if (f && !p->none)
                return f;
        const struct list_filter kept[] = { { .kind = FILTER_HIDDEN, .name = "scheme",
                .value = p->none ? S("") : str_f(cx->arena, "%ld", e.scheme) } };
        p->list = (struct list){ .page = &p->page, .path = "/awards", .caption = "月度评价加分", .columns = columns,
                .n_columns = COUNT_OF(columns), .filters = kept, .n_filters = 1, .total = -1, .whole = true,
                .own = "先立的在前", .back = "后立的在前", .find = "规则、条件或类别",
                .empty = "还没有月度评价加分的规则", .empty_help = "方案下发以后，由目标办“新立规则”。" };
        f = list_open(cx, rq, &p->list);
        if (!f && !p->none)
                f = award_list(cx, &e, &rules, &n);
        for (int i = 0; !f && i < n; i++) {
                struct list_cell *c = list_next(cx, &p->list, rules[i].id);
                if (!c)
                        break;
                rule_put(cx, &e, &rules[i], c);
        }
        if (f)
                return f;
        list_end(cx, &p->list);
        if (!p->none)
                p->scheme = e.name, p->may_add = may_change(cx, &e);
        awards_page(&re->body, p);
        return NULL;
}

/* ---- the form --------------------------------------------------------------------------------------- */

static struct form_choice *leaf_choices(struct ctx *cx, const struct edition *e, int *ret_n)
{
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)e->n_nodes + 1);
        int n = 0;
        c[n++] = (struct form_choice){ .value = S(""), .word = "（不设）" };
        for (int i = 0; i < e->n_nodes; i++)
                if (e->nodes[i].method.n)
                        c[n++] = (struct form_choice){ .value = num(cx, e->nodes[i].stem), .name = e->nodes[i].name };
        *ret_n = n;
        return c;
}

static struct form_choice *month_choices(struct ctx *cx)
{
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, 12);
        for (int m = 0; m < 12; m++)
                c[m] = (struct form_choice){ .value = num(cx, m + 1),
                                             .name = str_f(cx->arena, words_of(cx->lang, "%d 月"), m + 1) };
        return c;
}

static str ladder_text(struct ctx *cx, const struct award_rule *r)
{
        struct buf b = buf_new(cx->arena, 4096);
        for (int i = 0; i < r->n_steps; i++)
                buf_f(&b, "%s%.*s", i ? " " : "", STR(points_str(cx->arena, r->step[i], 0)));
        return buf_str(&b);
}

static void fields_fill(struct ctx *cx, struct award_form_page *p, const struct edition *e,
                        const struct award_rule *r)
{
        int n_leaf, n_class = 1;
        struct form_choice *leaf = leaf_choices(cx, e, &n_leaf), *month = month_choices(cx);
        struct form_choice *class = NEW_ARRAY(cx->arena, struct form_choice, (size_t)e->n_classes + 1);
        struct form_choice *rel = NEW_ARRAY(cx->arena, struct form_choice, COUNT_OF(relations));
        struct form_field *f = p->fields;
        class[0] = (struct form_choice){ .value = S(""), .word = "（无类别）" };
        for (int i = 0; i < e->n_classes; i++)
                if (!e->classes[i].penalty)
                        class[n_class++] = (struct form_choice){ .value = e->classes[i].code,
                                                                 .name = e->classes[i].name };
        for (int i = 0; i < (int)COUNT_OF(relations); i++)
                rel[i] = (struct form_choice){ .value = num(cx, i), .word = relations[i] };
        *f++ = (struct form_field){ .name = "name", .label = "规则名称", .value = r->name, .max = AWARD_NAME,
                                    .hint = "写明文件，如“月度评价办法（示委目标〔2024〕3号）”" };
        *f++ = (struct form_field){ .name = "ladder", .label = "各名次加分", .value = ladder_text(cx, r), .max = 100,
                                    .hint = "从第 1 名起，用空格分开，如 0.5 0.3 0.1；同名次同样加" };
        *f++ = (struct form_field){ .name = "class", .label = "加分类别", .value = r->klass, .choices = class,
                                    .n_choices = n_class, .optional = true, .hint = "计入这一类的上限" };
        *f++ = (struct form_field){ .name = "since", .label = "从几月起", .value = num(cx, r->since + 1), .choices = month,
                                    .n_choices = 12 };
        *f++ = (struct form_field){ .name = "until", .label = "到几月止", .value = num(cx, r->until + 1), .choices = month,
                                    .n_choices = 12 };
        for (int i = 0; i < AWARD_GATES; i++) {
                const struct award_gate *g = i < r->n_gates ? &r->gate[i] : NULL;
                *f++ = (struct form_field){ .name = str_f(cx->arena, "leaf%d", i + 1).p, .label = gate_labels[i][0],
                        .value = g ? num(cx, g->stem) : S(""), .choices = leaf, .n_choices = n_leaf, .optional = true };
                *f++ = (struct form_field){ .name = str_f(cx->arena, "less%d", i + 1).p, .label = gate_labels[i][1],
                        .value = num(cx, g && g->less), .choices = rel, .n_choices = COUNT_OF(relations) };
                *f++ = (struct form_field){ .name = str_f(cx->arena, "bound%d", i + 1).p, .label = gate_labels[i][2],
                        .value = g ? decimal_str(cx->arena, g->bound, g->places, false) : S(""), .max = 20,
                        .optional = true };
        }
        p->n_fields = (int)(f - p->fields);
}

static const struct fail *form_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct edition *e, const struct award_rule *r,
                                    const struct form *form, const struct fail *why)
{
        struct award_form_page *p = NEW(cx->arena, struct award_form_page);
        p->page = page_of(cx, rq, r->id ? "修改规则" : "新立规则");
        p->page.here = "/awards";
        page_crumb(&p->page, S("/awards"), "月度评价加分", (str){ 0 });
        if (r->id)
                page_crumb(&p->page, str_f(cx->arena, "/awards/%ld", r->id), NULL, r->name);
        page_crumb(&p->page, (str){ 0 }, r->id ? "修改规则" : "新立规则", (str){ 0 });
        p->title = r->id ? "修改规则" : "新立规则", p->button = "保存";
        p->action = r->id ? str_f(cx->arena, "/awards/%ld", r->id) : S("/awards");
        p->back = r->id ? p->action : S("/awards");
        p->version = r->version;
        fields_fill(cx, p, e, r);
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        award_form_page(&re->body, p);
        return NULL;
}

/* Steps from "0.5 0.3 0.1"; false: one of them is no points, or there are too many. */
static bool ladder_read(struct ctx *cx, str s, struct award_rule *r)
{
        s = utf8_narrow(cx->arena, s);
        for (str rest = s, word; rest.n;) {
                size_t k = 0;
                while (k < rest.n && !strchr(" ,;", rest.p[k]) && !str_starts(str_from(rest, k), S("、")))
                        k++;
                word = str_trim(str_head(rest, k));
                rest = k < rest.n ? str_from(rest, k + (rest.p[k] == ' ' || rest.p[k] == ',' || rest.p[k] == ';' ? 1
                                                        : strlen("、"))) : S("");
                if (!word.n)
                        continue;
                if (r->n_steps == AWARD_RANKS || !points_read(word, &r->step[r->n_steps]))
                        return false;
                r->n_steps++;
        }
        return true;
}

/* A gate's field: an indicator, a relation, a figure; an indicator without a figure is half a
 * gate. */
static void gate_read(struct ctx *cx, struct form *form, int i, struct award_rule *r)
{
        const char *leaf = str_f(cx->arena, "leaf%d", i + 1).p, *less = str_f(cx->arena, "less%d", i + 1).p;
        const char *bound = str_f(cx->arena, "bound%d", i + 1).p;
        struct figure_text t;
        int64_t stem = form_int_or(form, leaf, 1, INT64_MAX, 0), is_less = form_int_or(form, less, 0, 1, 0);
        str raw = form_text(form, bound, 0, 20);
        if (!stem && !raw.n)
                return;
        if (!stem) {
                form_wrong(form, leaf, "请选指标，或把数也空着");
                return;
        }
        const char *why = figure_read(cx->arena, raw, &t);
        if (why || t.v == FIGURE_NONE || t.v == FIGURE_NA) {
                form_wrong(form, bound, "请填数字");
                return;
        }
        r->gate[r->n_gates++] = (struct award_gate){ .stem = stem, .input = S("actual"), .bound = t.v,
                                                     .places = t.places, .less = is_less == 1 };
}

static const struct fail *rule_read(struct ctx *cx, struct form *form, struct award_rule *r)
{
        r->name = form_text(form, "name", 1, AWARD_NAME);
        if (!ladder_read(cx, form_text(form, "ladder", 1, 100), r))
                form_wrong(form, "ladder", "各名次的加分是数字，用空格分开，最多 10 个名次");
        r->klass = form_text(form, "class", 0, 40);
        r->since = (int)form_int(form, "since", 1, 12) - 1;
        r->until = (int)form_int(form, "until", 1, 12) - 1;
        for (int i = 0; i < AWARD_GATES; i++)
                gate_read(cx, form, i, r);
        return form_end(form);
}

/* GET /awards/new */
const struct fail *award_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct edition e;
        const struct award_rule r = { .until = 11 };
        const struct fail *f = edition_of(cx, rq, &e);
        if (!f)
                f = auth_change_year(cx, MAY_EFFECT_EDIT, e.unit, e.year);
        return f ? f : form_show(cx, rq, re, &e, &r, NULL, NULL);
}

/* POST /awards */
const struct fail *award_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct edition e;
        struct award_rule r = { 0 };
        int64_t scheme = 0, id = 0;
        const struct fail *f = register_scheme(cx, &scheme);
        if (!f)
                f = register_edition(cx, scheme, &e);
        if (!f)
                f = auth_change_year(cx, MAY_EFFECT_EDIT, e.unit, e.year);
        if (f)
                return f;
        f = rule_read(cx, &form, &r);
        if (!f)
                f = award_put(cx, &e, &r, &id);
        if (f)
                return fail_on_form(f) ? form_show(cx, rq, re, &e, &r, &form, f) : f;
        reply_note(re, cx, "已保存");
        return reply_see(re, cx, "/awards/%ld", id);
}

/* GET /awards/:id/edit */
const struct fail *award_edit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct edition e;
        struct award_rule r;
        const struct fail *f = award_find(cx, rq->ids[0], &e, &r);
        if (!f)
                f = auth_change_year(cx, MAY_EFFECT_EDIT, e.unit, e.year);
        if (!f && r.settled)
                f = fail(cx, CONFLICT, "已有月份按这条规则核定，不能再改；可以停用它，另立一条");
        return f ? f : form_show(cx, rq, re, &e, &r, NULL, NULL);
}

/* POST /awards/:id */
const struct fail *award_edit_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct edition e;
        struct award_rule now, r = { 0 };
        int64_t id;
        const struct fail *f = award_find(cx, rq->ids[0], &e, &now);
        if (!f)
                f = auth_change_year(cx, MAY_EFFECT_EDIT, e.unit, e.year);
        if (f)
                return f;
        r.id = now.id;
        r.version = form_int(&form, "version", 1, INT32_MAX);
        f = rule_read(cx, &form, &r);
        if (!f)
                f = award_put(cx, &e, &r, &id);
        if (f && f->kind == FAIL_CONFLICT)
                r.version = now.version;
        if (f)
                return fail_on_form(f) ? form_show(cx, rq, re, &e, &r, &form, f) : f;
        reply_note(re, cx, "已保存");
        return reply_see(re, cx, "/awards/%ld", r.id);
}

/* ---- one rule, one month ------------------------------------------------------------------------------ */

static void gate_show(struct ctx *cx, const struct award_gate *g, const struct award_seen *s,
                      struct award_gate_shown *ret)
{
        *ret = (struct award_gate_shown){ .asked = s->asked, .there = s->there, .holds = s->holds };
        if (!s->there)
                return;
        ret->text = str_f(cx->arena, "%.*s %.*s", STR(figure_str(cx->arena, cx->lang, s->value, s->places)),
                          STR(bound_of(cx, g)));
        ret->href = str_f(cx->arena, "/figures/rows/%ld", s->figure);
        if (!s->holds)
                ret->text = str_f(cx->arena, words_of(cx->lang, "%.*s，未达到 %.*s"),
                                  STR(figure_str(cx->arena, cx->lang, s->value, s->places)), STR(bound_of(cx, g)));
}

static void lines_show(struct ctx *cx, struct award_page *p)
{
        struct award_line_shown *list = NEW_ARRAY(cx->arena, struct award_line_shown, (size_t)p->m.n_lines + 1);
        for (int i = 0; i < p->m.n_lines; i++) {
                const struct award_line *x = &p->m.lines[i];
                list[i] = (struct award_line_shown){ .x = x, .total = points_str(cx->arena, x->total, 2),
                        .ladder = str_f(cx->arena, "+%.*s", STR(points_str(cx->arena, x->ladder, 0))),
                        .amount = x->amount.micro ? str_f(cx->arena, "+%.*s", STR(points_str(cx->arena, x->amount, 0)))
                                                  : S("0"),
                        .href = result_may_detail(cx, &p->m.run, x->unit)
                                ? str_f(cx->arena, "/results/%ld/units/%ld", p->m.run.id, x->unit) : (str){ 0 },
                        .begins = !i || !str_eq(x->group, p->m.lines[i - 1].group) };
                for (int g = 0; g < p->r.n_gates; g++)
                        gate_show(cx, &p->r.gate[g], &x->seen[g], &list[i].gate[g]);
        }
        p->lines = list, p->n_lines = p->m.n_lines;
}

static const struct fail *months_show(struct ctx *cx, struct award_page *p, int period)
{
        const struct award_settled *done;
        int n;
        const struct fail *f = award_settled_of(cx, &p->r, &done, &n);
        for (int m = p->r.since; !f && m <= p->r.until; m++) {
                struct award_month_shown *x = &p->months[p->n_months++];
                *x = (struct award_month_shown){ .here = m == period,
                        .word = str_f(cx->arena, words_of(cx->lang, "%d 月"), m + 1),
                        .href = str_f(cx->arena, "/awards/%ld?month=%d", p->r.id, m + 1) };
                for (int i = 0; i < n; i++)
                        x->settled |= done[i].period == m;
        }
        return f;
}

/* The month that has ended last, within the rule's months. */
static int month_now(struct ctx *cx, const struct edition *e, const struct award_rule *r)
{
        int year, month, dom;
        day_split(cx->today, &year, &month, &dom);
        int m = year > e->year ? 11 : month - 2;
        return m < r->since ? r->since : m > r->until ? r->until : m;
}

static const struct fail *month_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                     int month, const struct fail *why)
{
        struct award_page *p = NEW(cx->arena, struct award_page);
        const struct fail *f = award_find(cx, rq->ids[0], &p->e, &p->r);
        if (f)
                return f;
        int period = month ? month - 1 : month_now(cx, &p->e, &p->r);
        if (why && (period < p->r.since || period > p->r.until))
                period = month_now(cx, &p->e, &p->r);
        if (period < p->r.since || period > p->r.until)
                return fail(cx, NOT_FOUND, "%s", "");
        f = award_month_of(cx, &p->e, &p->r, period, &p->m);
        if (!f)
                f = months_show(cx, p, period);
        if (f)
                return f;
        p->page = page_of(cx, rq, "月度评价加分");
        p->page.here = "/awards", p->page.name = p->r.name;
        page_crumb(&p->page, S("/awards"), "月度评价加分", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, NULL, p->r.name);
        row_fill(cx, &p->e, &p->r, &p->row);
        for (int g = 0; g < p->r.n_gates; g++)
                p->gate_head[g] = gate_of(cx, &p->r.gate[g]);
        lines_show(cx, p);
        p->may_change = may_change(cx, &p->e);
        p->at = p->m.settled ? instant_str(cx->arena, p->m.at) : (str){ 0 };
        p->fail = why;
        if (why)
                re->status = fail_http(why->kind);
        award_page(&re->body, p);
        return NULL;
}

/* GET /awards/:id?month= */
const struct fail *award_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int month = (int)form_int_or(&form, "month", 1, 12, 0);
        const struct fail *f = form_end(&form);
        return f ? f : month_show(cx, rq, re, month, NULL);
}

/* POST /awards/:id/months */
const struct fail *award_months_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int month = (int)form_int(&form, "month", 1, 12);
        const struct fail *f = form_end(&form);
        if (!f)
                f = award_settle(cx, rq->ids[0], month - 1);
        if (f)
                return fail_on_form(f) ? month_show(cx, rq, re, month, f) : f;
        reply_note(re, cx, "已核定，加分已登记，待审定");
        return reply_see(re, cx, "/awards/%ld?month=%d", rq->ids[0], month);
}

/* POST /awards/:id/stops */
const struct fail *award_stops_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        bool stop = form_int(&form, "stop", 0, 1) == 1;
        const struct fail *f = form_end(&form);
        if (!f)
                f = award_stop(cx, rq->ids[0], version, stop);
        if (f)
                return fail_on_form(f) ? month_show(cx, rq, re, 0, f) : f;
        reply_note(re, cx, stop ? "已停用" : "已恢复");
        return reply_see(re, cx, "/awards/%ld", rq->ids[0]);
}
