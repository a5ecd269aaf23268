/* domain/target/ballot/pages_terms.c - the form of a session: who rates whom, by what rule. */
#include "domain/target/ballot/ballot.sql.h"
#include "domain/target/ballot/faces.h"
#include "domain/target/ballot/inside.h"
#include "domain/target/ballot/terms.html.h"

static str num(struct ctx *cx, int64_t v) { return str_f(cx->arena, "%ld", v); }
static str percent(struct ctx *cx, int64_t share) { return points_str(cx->arena, (points){ share * 100 }, 0); }

/* ---- choices ------------------------------------------------------------------------------------------ */

struct offer {                          /* what the form may offer */
        struct figure_year  y;
        struct form_choice *schemes, *leaves, *groups, *months, *rules, *roles;
        int                 n_schemes, n_leaves, n_groups, n_roles;
        int64_t             scheme;
};

static const struct fail *schemes_fill(struct ctx *cx, int64_t wanted, struct offer *o)
{
        struct poll_schemes it;
        int cap = 0, best = -1, year = 0;
        const struct fail *f = working_year(cx, &year);
        if (f)
                return f;
        poll_schemes(&it, cx);
        while (poll_schemes_next(&it)) {
                if (auth_change_year(cx, MAY_RATING_EDIT, it.unit, (int)it.year))
                        continue;
                int rank = it.id == wanted ? 3 : !wanted && it.year == year ? 2 : !wanted ? 1 : 0;
                if (rank > best)
                        best = rank, o->scheme = it.id;
                *VEC_ADD(cx->arena, o->schemes, o->n_schemes, cap) =
                        (struct form_choice){ .value = num(cx, it.id), .name = it.name };
        }
        f = poll_schemes_end(&it);
        if (!f && (best < 0 || (wanted && best < 3)))
                f = fail(cx, NOT_FOUND, "还没有下发的考核方案，方案下发后才能拟定评议");
        return f;
}

static const struct fail *offer_fill(struct ctx *cx, int64_t scheme, struct offer *o)
{
        *o = (struct offer){ 0 };
        const struct fail *f = schemes_fill(cx, scheme, o);
        if (!f)
                f = figure_year_open(cx, o->scheme, &o->y);
        if (f)
                return f;
        const struct edition *e = &o->y.e;
        o->leaves = NEW_ARRAY(cx->arena, struct form_choice, (size_t)o->y.n_leaves + 1);
        o->leaves[o->n_leaves++] = (struct form_choice){ .value = S("0"), .word = "（只要结果，不写入指标）" };
        for (int i = 0; i < o->y.n_leaves; i++)
                if (poll_input(&o->y.leaves[i]))
                        o->leaves[o->n_leaves++] = (struct form_choice){
                                .value = num(cx, o->y.leaves[i].x->stem), .name = o->y.leaves[i].x->name };
        o->groups = NEW_ARRAY(cx->arena, struct form_choice, (size_t)e->n_groups + 2);
        o->groups[o->n_groups++] = (struct form_choice){ .value = S("0"), .word = "（按下面的名单）" };
        for (int g = 0; g < e->n_groups; g++)
                o->groups[o->n_groups++] = (struct form_choice){ .value = num(cx, e->groups[g].id),
                                                                 .name = e->groups[g].name };
        o->months = NEW_ARRAY(cx->arena, struct form_choice, 12);
        for (int m = 0; m < 12; m++)
                o->months[m] = (struct form_choice){ .value = num(cx, m + 1),
                        .name = str_f(cx->arena, words_of(cx->lang, "%d 月"), m + 1) };
        o->rules = NEW_ARRAY(cx->arena, struct form_choice, RATING_RULES);
        for (int r = 0; r < RATING_RULES; r++)
                o->rules[r] = (struct form_choice){ .value = str_of(rating_rows[r].code),
                                                    .word = rating_rows[r].name };
        o->roles = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n_roles + 1);
        o->roles[o->n_roles++] = (struct form_choice){ .value = S(""), .word = "（登录记名时选）" };
        for (int r = 0; r < n_role_perms; r++)
                for (int k = 0; role_perm_info[r].perm == MAY_RATING_VOTE && k < n_roles; k++)
                        if (!strcmp(role_info[k].code, role_perm_info[r].role))
                                o->roles[o->n_roles++] = (struct form_choice){
                                        .value = str_of(role_info[k].code), .word = role_info[k].name };
        return NULL;
}

/* ---- showing -------------------------------------------------------------------------------------------- */

static void fill_fields(struct ctx *cx, struct poll_form_page *p, const struct offer *o,
                        const struct poll *w)
{
        static const struct form_choice secret[] = {
                { S_C("1"), "无记名", { 0 } }, { S_C("0"), "记名", { 0 } },
        };
        static const struct form_choice half[] = {
                { S_C("1"), "正好一半也算", { 0 } }, { S_C("0"), "须超过一半", { 0 } },
        };
        static const struct form_choice even[] = {
                { S_C("0"), "不修正", { 0 } }, { S_C("1"), "按均值", { 0 } }, { S_C("2"), "T 分", { 0 } },
        };
        struct buf units = buf_new(cx->arena, 64 << 10);
        for (int i = 0; i < w->n_units; i++)
                buf_f(&units, "%.*s\n", STR(w->units[i].name));
        struct form_field *f = p->fields;
        *f++ = (struct form_field){ .name = "name", .label = "名称", .max = 100, .value = w->name };
        *f++ = (struct form_field){ .name = "basis", .label = "依据文件", .max = 200, .value = w->basis,
                .optional = true };
        *f++ = (struct form_field){ .name = "secret", .label = "投票方式", .choices = secret, .n_choices = 2,
                .value = w->secret ? S("1") : S("0"),
                .hint = "无记名：凭投票码或纸质票，系统只存票数；记名：登录的人投票，存下每人每票" };
        *f++ = (struct form_field){ .name = "opens", .label = "开始日", .type = "date",
                .value = day_is(w->opens) ? day_str(cx->arena, w->opens) : S("") };
        *f++ = (struct form_field){ .name = "closes", .label = "截止日", .type = "date",
                .value = day_is(w->closes) ? day_str(cx->arena, w->closes) : S("") };
        *f++ = (struct form_field){ .name = "leaf", .label = "得分写入的指标", .choices = o->leaves,
                .n_choices = o->n_leaves, .value = num(cx, w->stem) };
        *f++ = (struct form_field){ .name = "period", .label = "作为哪个月的数", .choices = o->months,
                .n_choices = 12, .value = num(cx, w->period + 1), .hint = "年度指标是 12 月" };
        *f++ = (struct form_field){ .name = "group", .label = "被评议的分组", .choices = o->groups,
                .n_choices = o->n_groups, .value = S("0") };
        *f++ = (struct form_field){ .name = "units", .label = "被评议的单位", .rows = 6, .max = 20000,
                .value = buf_str(&units), .optional = true, .hint = "每行一个名称或代码，或用顿号分开；选了分组就不用填" };
        *f++ = (struct form_field){ .name = "rule", .label = "规则", .choices = o->rules,
                .n_choices = RATING_RULES, .value = str_of(rating_rows[w->rule].code) };
        p->n_fields = (int)(f - p->fields);
        must(p->n_fields <= POLL_FIELDS);
        f = p->numbers;
        *f++ = (struct form_field){ .name = "full", .label = "满分", .inputmode = "decimal", .max = 12,
                .optional = true, .hint = "“名次”用",
                .value = w->full.micro ? points_str(cx->arena, w->full, 0) : S("") };
        *f++ = (struct form_field){ .name = "rank_step", .label = "每低一名减少 %", .inputmode = "decimal",
                .max = 12, .optional = true, .hint = "“名次”用",
                .value = w->rank_step ? percent(cx, w->rank_step) : S("") };
        *f++ = (struct form_field){ .name = "low_grades", .label = "算低票的等次数", .inputmode = "numeric",
                .max = 1, .optional = true, .hint = "“优秀票率分段”用：末尾几个等次算低票",
                .value = w->low_grades ? num(cx, w->low_grades) : S("") };
        *f++ = (struct form_field){ .name = "half", .label = "过半数的口径", .choices = half, .n_choices = 2,
                .value = w->half_counts ? S("1") : S("0") };
        *f++ = (struct form_field){ .name = "even_out", .label = "宽严修正", .choices = even, .n_choices = EVEN_WAYS,
                .value = num(cx, w->even),
                .hint = "只用于记名打分。按均值：每个分 × 全体均值 ÷ 本人均值；T 分：50 + 10 ×（分 − 本人均值）÷ 本人标准差" };
        p->n_numbers = (int)(f - p->numbers);
        must(p->n_numbers <= POLL_NUMBERS);
}

static void fill_tables(struct ctx *cx, struct poll_form_page *p, const struct poll *w)
{
        for (int i = 0; i < w->n_sources; i++) {
                const struct poll_source *s = &w->sources[i];
                p->sources[i] = (struct source_row){ s->name, percent(cx, s->weight), num(cx, s->outside),
                        num(cx, s->per_unit), s->role, s->way };
        }
        for (int i = 0; i < w->n_aspects; i++)
                p->aspects[i] = (struct part_row){ w->aspects[i].name, percent(cx, w->aspects[i].weight) };
        for (int i = 0; i < w->n_grades; i++)
                p->grades[i] = (struct part_row){ w->grades[i].name,
                        points_str(cx->arena, (points){ w->grades[i].weight }, 0) };
        for (int i = 0; i < w->n_rows; i++)
                p->cuts[i] = (struct cut_row){ w->rows[i].bounds, w->rows[i].bounds2,
                                               points_str(cx->arena, w->rows[i].mark, 0) };
}

static str again(struct ctx *cx, const struct form *form, const char *name, int i, str was)
{
        const char *field = str_f(cx->arena, "%s-%d", name, i).p;
        return form && form_has(form, field) ? form_raw(form, field) : was;
}

/* What was typed stays. */
static void keep_tables(struct ctx *cx, struct poll_form_page *p, const struct form *form)
{
        for (int i = 0; form && i < POLL_SOURCES; i++) {
                struct source_row *s = &p->sources[i];
                str way = again(cx, form, "way", i, num(cx, s->way));
                s->name = again(cx, form, "source", i, s->name);
                s->weight = again(cx, form, "weight", i, s->weight);
                s->outside = again(cx, form, "outside", i, s->outside);
                s->per_unit = again(cx, form, "each", i, s->per_unit);
                s->role = again(cx, form, "role", i, s->role);
                s->way = way.n == 1 && way.p[0] >= '0' && way.p[0] < '0' + POLL_WAYS ? way.p[0] - '0' : 0;
        }
        for (int i = 0; form && i < POLL_ASPECTS; i++) {
                p->aspects[i].name = again(cx, form, "aspect", i, p->aspects[i].name);
                p->aspects[i].mark = again(cx, form, "share", i, p->aspects[i].mark);
        }
        for (int i = 0; form && i < POLL_GRADES; i++) {
                p->grades[i].name = again(cx, form, "grade", i, p->grades[i].name);
                p->grades[i].mark = again(cx, form, "mark", i, p->grades[i].mark);
        }
        for (int i = 0; form && i < POLL_ROWS; i++) {
                p->cuts[i].bounds = again(cx, form, "bounds", i, p->cuts[i].bounds);
                p->cuts[i].bounds2 = again(cx, form, "low", i, p->cuts[i].bounds2);
                p->cuts[i].mark = again(cx, form, "cut", i, p->cuts[i].mark);
        }
}

/* A new session begins with what most counties vote by. */
static void usual(struct poll *w, struct ctx *cx)
{
        static const struct { const char *name; int points; } grades[] = {
                { "优秀", 100 }, { "良好", 80 }, { "一般", 60 }, { "较差", 40 }, /* document text */
        };
        *w = (struct poll){ .rule = RATING_GRADES, .secret = true, .opens = day_add(cx->today, 1),
                .closes = day_add(cx->today, 8), .period = 11, .half_counts = true };
        for (size_t i = 0; i < COUNT_OF(grades); i++)
                w->grades[w->n_grades++] = (struct rating_part){ str_of(grades[i].name),
                        (int64_t)grades[i].points * 1000000 };
}

static const struct fail *form_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    int64_t scheme, const struct poll *x, const struct form *form,
                                    const struct fail *why)
{
        struct poll_form_page *p = NEW(cx->arena, struct poll_form_page);
        struct offer o;
        struct poll w;
        p->page = page_of(cx, rq, x ? "修改评议" : "拟定评议");
        p->page.here = "/ratings";
        const struct fail *f = offer_fill(cx, x ? x->scheme : scheme, &o);
        if (f)
                return f;
        usual(&w, cx);
        if (x)
                w = *x;
        page_crumb(&p->page, S("/ratings"), "民主测评", (str){ 0 });
        if (x)
                page_crumb(&p->page, str_f(cx->arena, "/ratings/%ld", x->id), NULL, x->name);
        page_crumb(&p->page, (str){ 0 }, x ? "修改评议" : "拟定评议", (str){ 0 });
        p->title = x ? "修改评议" : "拟定评议", p->button = "保存";
        p->action = x ? str_f(cx->arena, "/ratings/%ld", x->id) : S("/ratings");
        p->back = x ? p->action : S("/ratings");
        p->scheme = o.scheme, p->version = x ? x->version : 0;
        if (form && why && why->kind == FAIL_INVALID && form_has(form, "version")) {
                struct form copy = *form;
                p->version = form_int_or(&copy, "version", 1, INT32_MAX, p->version);
        }
        if (!x)
                p->schemes = o.schemes, p->n_schemes = o.n_schemes;
        p->roles = o.roles, p->n_roles = o.n_roles;
        fill_fields(cx, p, &o, &w);
        fill_tables(cx, p, &w);
        keep_tables(cx, p, form);
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        for (int i = 0; form && i < p->n_numbers; i++)
                p->numbers[i] = form_field_of(p->numbers[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        poll_form_page(&re->body, p);
        return NULL;
}

/* ---- reading ---------------------------------------------------------------------------------------------- */

static const char *field_name(struct ctx *cx, const char *name, int i)
{
        return str_f(cx->arena, "%s-%d", name, i).p;
}

static int64_t points_of(struct ctx *cx, struct form *form, const char *name)
{
        points p = { 0 };
        str s = form_text(form, name, 0, 20);
        (void)cx;
        if (s.n && s.p[s.n - 1] == '%')
                s.n--;
        if (s.n && !points_read(s, &p))
                form_wrong(form, name, "应为数字，最多六位小数");
        return p.micro;
}

/* Percent, kept in millionths of one. */
static int64_t share_of(struct ctx *cx, struct form *form, const char *name)
{
        int64_t micro = points_of(cx, form, name);
        if (micro % 100)
                form_wrong(form, name, "百分数最多四位小数");
        return micro / 100;
}

static void read_tables(struct ctx *cx, struct form *form, struct poll *w)
{
        for (int i = 0; i < POLL_SOURCES; i++) {
                struct poll_source s = { .name = form_text(form, field_name(cx, "source", i), 0, 30),
                        .role = form_text(form, field_name(cx, "role", i), 0, 40),
                        .weight = share_of(cx, form, field_name(cx, "weight", i)),
                        .way = (enum poll_way)form_int_or(form, field_name(cx, "way", i), 0, POLL_WAYS - 1, 0),
                        .outside = (int)form_int_or(form, field_name(cx, "outside", i), 0, POLL_MEMBERS, 0),
                        .per_unit = (int)form_int_or(form, field_name(cx, "each", i), 0, POLL_MEMBERS, 0) };
                if (s.name.n)
                        w->sources[w->n_sources++] = s;
        }
        for (int i = 0; i < POLL_ASPECTS; i++) {
                struct rating_part a = { form_text(form, field_name(cx, "aspect", i), 0, 30),
                                         share_of(cx, form, field_name(cx, "share", i)) };
                if (a.name.n)
                        w->aspects[w->n_aspects++] = a;
        }
        for (int i = 0; i < POLL_GRADES; i++) {
                struct rating_part g = { form_text(form, field_name(cx, "grade", i), 0, 20),
                                         points_of(cx, form, field_name(cx, "mark", i)) };
                if (g.name.n)
                        w->grades[w->n_grades++] = g;
        }
        for (int i = 0; i < POLL_ROWS; i++) {
                struct poll_row r = { form_text(form, field_name(cx, "bounds", i), 0, 40),
                                      form_text(form, field_name(cx, "low", i), 0, 40),
                                      { points_of(cx, form, field_name(cx, "cut", i)) } };
                if (r.bounds.n || r.bounds2.n)
                        w->rows[w->n_rows++] = r;
        }
}

static bool below(const struct edition *e, int64_t group, int64_t wanted)
{
        for (int hops = 0; group && hops < e->n_groups + 1; hops++) {
                if (group == wanted)
                        return true;
                const struct edition_group *g = edition_group_of(e, group);
                group = g ? g->parent : 0;
        }
        return false;
}

/* A chosen group, as far as the indicator concerns its units; else the names line by line. */
static const struct fail *read_units(struct ctx *cx, const struct figure_year *y, int64_t group,
                                     str text, struct poll *w)
{
        int cap = 0, leaf = w->stem ? figure_leaf_at(y, w->stem) : -1;
        for (int u = 0; group && u < y->e.n_units; u++)
                if (below(&y->e, y->e.units[u].grp, group) && (leaf < 0 || figure_asked(y, leaf, u)))
                        *VEC_ADD(cx->arena, w->units, w->n_units, cap) =
                                (struct poll_unit){ .unit = y->e.units[u].unit, .name = y->e.units[u].brief };
        while (!group && text.n) {
                ptrdiff_t end = str_find(text, S("\n")), comma = str_find(text, S("、")); /* document text */
                size_t at_end = comma >= 0 && (end < 0 || comma < end) ? (size_t)comma
                              : end >= 0 ? (size_t)end : text.n;
                str line = str_trim(str_head(text, at_end));
                text = str_from(text, at_end + (at_end == (size_t)comma ? strlen("、") : 1)); /* document text */
                int at = -1;
                if (!line.n)
                        continue;
                for (int u = 0; u < y->e.n_units; u++)
                        if (str_eq(y->e.units[u].brief, line) || str_eq(y->e.units[u].name, line) ||
                            str_eq(y->e.units[u].code, line))
                                at = u;
                if (at < 0)
                        return fail_field(cx, S("units"), "考核对象里没有“%.*s”", STR(str_head(line, 90)));
                *VEC_ADD(cx->arena, w->units, w->n_units, cap) =
                        (struct poll_unit){ .unit = y->e.units[at].unit, .name = y->e.units[at].brief };
        }
        return NULL;
}

static int rule_of(struct form *form)
{
        const char *codes[RATING_RULES];
        for (int r = 0; r < RATING_RULES; r++)
                codes[r] = rating_rows[r].code;
        return form_choice(form, "rule", codes, RATING_RULES);
}

static const struct fail *read_wish(struct ctx *cx, struct form *form, struct poll *w)
{
        struct figure_year y;
        w->name = form_text(form, "name", 1, 100), w->basis = form_text(form, "basis", 0, 200);
        w->secret = form_int(form, "secret", 0, 1) == 1;
        w->opens = form_day(form, "opens"), w->closes = form_day(form, "closes");
        w->stem = form_int(form, "leaf", 0, INT64_MAX);
        w->period = (int)form_int(form, "period", 1, 12) - 1;
        int64_t group = form_int_or(form, "group", 0, INT64_MAX, 0);
        str units = form_text(form, "units", 0, 20000);
        w->rule = (enum rating_rule)rule_of(form);
        w->full.micro = points_of(cx, form, "full"), w->rank_step = share_of(cx, form, "rank_step");
        w->low_grades = (int)form_int_or(form, "low_grades", 0, POLL_GRADES, 0);
        w->half_counts = form_int_or(form, "half", 0, 1, 1) == 1;
        w->even = (enum rating_even)form_int_or(form, "even_out", 0, EVEN_WAYS - 1, EVEN_NO);
        read_tables(cx, form, w);
        const struct fail *f = form_end(form);
        if (!f)
                f = figure_year_open(cx, w->scheme, &y);
        return f ? f : read_units(cx, &y, group, units, w);
}

/* GET /ratings/new?scheme= */
const struct fail *poll_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        return form_show(cx, rq, re, form_int_or(&form, "scheme", 0, INT64_MAX, 0), NULL, NULL, NULL);
}

/* POST /ratings */
const struct fail *poll_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct poll w = { .scheme = form_int(&form, "scheme", 1, INT64_MAX) };
        struct offer o;
        int64_t id = 0, scheme = w.scheme;
        const struct fail *f = offer_fill(cx, scheme, &o);      /* theirs to organise at all? */
        if (f)
                return f->kind == FAIL_NOT_FOUND ? fail(cx, DENIED, "%s", "") : f;
        f = read_wish(cx, &form, &w);
        if (!f)
                f = poll_save(cx, 0, 0, &w, &id);
        if (f)
                return fail_on_form(f) ? form_show(cx, rq, re, scheme, NULL, &form, f) : f;
        reply_note(re, cx, "评议已拟定，开放以前可以修改");
        return reply_see(re, cx, "/ratings/%ld", id);
}

static const struct fail *to_edit(struct ctx *cx, const struct request *rq, struct poll *p)
{
        enum poll_sight sight;
        const struct fail *f = poll_read(cx, rq->ids[0], p);
        if (!f)
                f = poll_see(cx, p, &sight);
        if (!f)
                f = auth_change_year(cx, MAY_RATING_EDIT, p->unit, p->year);
        if (!f && p->state != POLL_DRAFT)
                f = fail(cx, CONFLICT, "已经开放的评议不能再改；条件有错的，作废后另拟");
        return f;
}

/* GET /ratings/:id/edit */
const struct fail *poll_edit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct poll p;
        const struct fail *f = to_edit(cx, rq, &p);
        return f ? f : form_show(cx, rq, re, 0, &p, NULL, NULL);
}

/* POST /ratings/:id */
const struct fail *poll_edit_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct poll p, w = { 0 };
        int64_t id = rq->ids[0], version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = to_edit(cx, rq, &p);
        if (f)
                return f;
        w.scheme = p.scheme;
        f = read_wish(cx, &form, &w);
        if (!f)
                f = poll_save(cx, id, version, &w, &id);
        if (f)
                return fail_on_form(f) ? form_show(cx, rq, re, 0, &p, &form, f) : f;
        reply_note(re, cx, "已保存");
        return reply_see(re, cx, "/ratings/%ld", id);
}
