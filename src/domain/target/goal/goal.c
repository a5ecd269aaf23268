/* domain/target/goal/goal.c - reading target books, and the schedule of a target. */
#include "domain/target/goal/goal.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/explain.h"
#include "domain/target/goal/goal.sql.h"
#include "domain/target/goal/goal_write.sql.h"
#include "domain/target/measure.h"
#include "domain/target/scheme.sql.h"

const char *const goal_state_words[GOAL_STATES] = {
        [GOAL_DRAFT]     = "草拟中",
        [GOAL_SUBMITTED] = "已上报",
        [GOAL_RETURNED]  = "已退回",
        [GOAL_REVIEWED]  = "审核通过",
        [GOAL_APPROVED]  = "已批准",
        [GOAL_ISSUED]    = "已下达待签收",
        [GOAL_SIGNED]    = "已签收",
        [GOAL_REPLACED]  = "已由新版取代",
        [GOAL_DROPPED]   = "已作废",
};
const char *const goal_reason_words[GOAL_REASONS] = {
        [GOAL_FIRST]  = "年初下达",
        [GOAL_POLICY] = "政策变化",
        [GOAL_REFORM] = "机构改革",
        [GOAL_FORCE]  = "不可抗力",
        [GOAL_ADDED]  = "新增任务",
        [GOAL_OTHER]  = "其他",
};
const char *const goal_course_words[GOAL_COURSES] = {
        [GOAL_RUNNING] = "逐季累计",
        [GOAL_LEVEL]   = "全年保持",
};

/* ---- in force on a day ---------------------------------------------------------------------- */

const struct fail *goals_in_force(struct ctx *cx, int64_t scheme, int64_t unit, day on,
                                  const struct goal_target **ret, int *ret_n)
{
        struct goal_target *list = NULL;
        int64_t *ids = NULL;
        int n = 0, cap = 0, n_ids = 0, cap_ids = 0, at = 0;
        struct goals_on it;
        struct goal_quarters_on q;
        goals_on(&it, cx, unit ? GOALS_ON_WHEN_UNIT : 0, scheme, unit, on);
        while (goals_on_next(&it)) {
                *VEC_ADD(cx->arena, ids, n_ids, cap_ids) = it.id;
                *VEC_ADD(cx->arena, list, n, cap) = (struct goal_target){
                        .unit = it.unit, .stem = it.stem, .book = it.book, .input = it.input,
                        .has_value = it.has_value == 1, .value = it.value,
                        .places = (int)it.places, .course = (enum goal_course)it.course,
                        .words = it.words };
        }
        const struct fail *f = goals_on_end(&it);
        if (f)
                return f;
        goal_quarters_on(&q, cx, unit ? GOAL_QUARTERS_ON_WHEN_UNIT : 0, scheme, unit, on);
        while (goal_quarters_on_next(&q)) {             /* both come in the same order */
                while (at < n && ids[at] != q.goal)
                        at++;
                if (at < n && q.part >= 1 && q.part <= GOAL_QUARTERS) {
                        list[at].has_quarter[q.part - 1] = true;
                        list[at].quarter[q.part - 1] = q.value;
                }
        }
        *ret = list;
        *ret_n = n;
        return goal_quarters_on_end(&q);
}

int64_t goal_share(int64_t value, int64_t num, int64_t den)
{
        int64_t part = muldiv(value, num, den);
        return !part && value > 0 && num > 0 ? 1 : part;
}

/* The two ends between which a month lies: months that have passed, and what is reached by then. */
struct span { int from, to; int64_t low, high; };
static struct span span_of(const struct goal_target *t, int month)
{
        struct span s = { 0, 12, 0, t->value };
        for (int q = 0; q < GOAL_QUARTERS; q++) {
                int end = (q + 1) * 3;
                if (!t->has_quarter[q])
                        continue;
                if (end <= month + 1) {
                        s.from = end, s.low = t->quarter[q];
                } else {
                        s.to = end, s.high = t->quarter[q];
                        break;
                }
        }
        return s;
}

int64_t goal_schedule(const struct goal_target *t, int month)
{
        if (!t->has_value)
                return FIGURE_NONE;
        if (t->course == GOAL_LEVEL)
                return t->value;
        struct span s = span_of(t, month);
        if (s.from == month + 1)
                return s.low;
        int64_t part = muldiv(s.high - s.low, month + 1 - s.from, s.to - s.from);
        return s.low ? s.low + part : goal_share(s.high, month + 1 - s.from, s.to - s.from);
}

str goal_schedule_told(struct arena *a, int lang, const struct goal_target *t, int month)
{
        struct span s = span_of(t, month);
        int k = month + 1 - s.from, n = s.to - s.from;
        int64_t got = goal_schedule(t, month);
        wide unit = n;
        if (!t->has_value)
                return S("");
        if (t->course == GOAL_LEVEL)
                return str_of(words_of(lang, "每期都按年度目标"));
        if (!k || k == n)
                return str_f(a, words_of(lang, "%d 月末应达 %.*s"), month + 1, STR(figure_str(a, lang, got, t->places)));
        for (int i = 0; i < t->places; i++)
                unit *= 10;
        str low = figure_str(a, lang, s.low, t->places), high = figure_str(a, lang, s.high, t->places);
        wide num = (wide)s.low * n + (wide)(s.high - s.low) * k;
        str sum = wide_str(a, num, unit), value = figure_str(a, lang, got, t->places);
        str way = s.low ? str_f(a, words_of(lang, "%d 月末 %.*s、%d 月末 %.*s，其间按月均分：%.*s +（%.*s − %.*s）× %d ÷ %d = %.*s"),
                                s.from, STR(low), s.to, STR(high), STR(low), STR(high), STR(low), k, n, STR(sum))
                        : str_f(a, words_of(lang, "%d 月末 %.*s，按月均分：%.*s × %d ÷ %d = %.*s"), s.to, STR(high),
                                STR(high), k, n, STR(sum));
        if ((wide)got * n == num)
                return way;
        return str_f(a, words_of(lang, !s.low && got == 1 && 2 * num < n ? "%.*s，不到最小单位的一半，按 %.*s 计"
                                                                         : "%.*s，四舍五入为 %.*s"), STR(way), STR(value));
}

bool goal_schedule_at(const struct goal_target *t, int month, int places, int64_t *ret)
{
        int64_t v = goal_schedule(t, month);
        if (v == FIGURE_NONE) {
                *ret = v;
                return true;
        }
        return figure_scale(v, t->places, places, ret);
}

enum goal_course goal_course_of(const struct edition_node *x)
{
        static const char *const rates[] = { "%", "％", "‰", "分", "名", "位", "天" };   /* document text */
        str method = str_cut(x->method, '.', &(str){ 0 });
        if (str_is(method, "F17"))              /* 形象进度: a plan that is worked off, though in % */
                return GOAL_RUNNING;
        for (size_t i = 0; i < COUNT_OF(rates); i++)
                if (str_is(x->measure, rates[i]))
                        return GOAL_LEVEL;
        return x->down ? GOAL_LEVEL : GOAL_RUNNING;
}

bool goal_adds(enum goal_course course, const struct edition_node *x)
{
        static const char *const rates[] = { "%", "％", "‰" };                          /* document text */
        for (size_t i = 0; x && i < COUNT_OF(rates); i++)
                if (str_is(x->measure, rates[i]))
                        return false;
        return course == GOAL_RUNNING;
}

/* ---- books ------------------------------------------------------------------------------------ */

const struct fail *goal_book_find(struct ctx *cx, int64_t id, struct goal_book *ret)
{
        struct goal_book_by_id b;
        const struct fail *f = goal_book_by_id(cx, id, &b);
        if (f)
                return f;
        *ret = (struct goal_book){
                .id = b.id, .scheme = b.scheme, .unit = b.unit, .base = b.has_base ? b.base : 0,
                .version = b.version, .number = (int)b.number, .year = (int)b.year,
                .state = (enum goal_state)b.state, .reason_kind = (enum goal_reason)b.reason_kind,
                .scheme_name = b.scheme_name, .unit_name = b.unit_name,
                .unit_brief = b.unit_brief, .unit_code = b.unit_code, .county = b.county,
                .since = b.since, .until = b.until, .approved_on = b.approved_on,
                .reason = b.reason, .basis = b.basis, .opinion = b.opinion,
                .evidence = b.evidence, .special = b.special, .approval = b.approval,
                .digest = b.digest, .signed_at = b.has_signed_at ? b.signed_at : 0,
                .signed_by = b.has_signed_by ? b.signed_by : 0, .signer = b.signer };
        return NULL;
}

const struct fail *goal_book_see(struct ctx *cx, const struct goal_book *b)
{
        return auth_see_year(cx, MAY_TARGET_VIEW, b->unit, b->year);
}

const struct fail *goal_book_on(struct ctx *cx, int64_t scheme, int64_t unit, day on,
                                int64_t *ret_id)
{
        struct goal_book_in_force b;
        const struct fail *f = goal_book_in_force(cx, scheme, unit, on, &b);
        if (!f)
                *ret_id = b.id;
        return f;
}

const struct fail *goal_book_newest(struct ctx *cx, int64_t scheme, int64_t unit, int64_t *ret_id)
{
        struct goal_book_last b;
        const struct fail *f = goal_book_last(cx, scheme, unit, GOAL_DROPPED, &b);
        if (!f)
                *ret_id = b.id;
        return f;
}

const struct fail *goal_edition(struct ctx *cx, int64_t scheme, struct edition *ret)
{
        struct goal_edition_newest issued;
        struct edition_newest any = { 0 };
        const struct fail *f = goal_edition_newest(cx, scheme, EDITION_ISSUED, &issued);
        if (!f)
                return edition_read(cx, issued.id, ret);
        if (f->kind != FAIL_NOT_FOUND)
                return f;
        f = edition_newest(cx, scheme, &any);
        return f ? f : edition_read(cx, any.id, ret);
}

/* ---- lines ------------------------------------------------------------------------------------ */

static int group_index(const struct edition *e, int64_t id)
{
        for (int g = 0; g < e->n_groups; g++)
                if (e->groups[g].id == id)
                        return g;
        return -1;
}

/* Is the node, and all above it, in the group? Parents come before children. */
static bool reaches(const struct edition *e, const struct edition_node *x, int g)
{
        for (; x; x = x->parent ? edition_node_of(e, x->parent) : NULL)
                if (x->in_group[g].micro == FULL_NONE.micro)
                        return false;
        return true;
}

static bool spared(const struct edition_node *x, int64_t unit)
{
        for (int i = 0; i < x->n_nas; i++)
                if (x->nas[i].unit == unit)
                        return true;
        return false;
}

/* Which inputs of a leaf are targets. Methods of places and brackets (F8, F9, F13) look at one only
 * when they go by the completion ratio: then it is wanted. */
static bool is_target(const struct leaf *leaf, int input, bool *ret_wanted)
{
        const struct method_input *in = &leaf->method->inputs[input];
        int by = method_param_at(leaf->method, S("by"));
        *ret_wanted = !in->optional;
        if (!strcmp(in->key, "sub-target"))
                return true;
        if (strcmp(in->key, "target"))
                return false;
        if (in->optional && by >= 0)
                *ret_wanted = leaf->p[by] == 1;
        return !in->optional || by < 0 || *ret_wanted;
}

void goal_lines_of(struct ctx *cx, const struct edition *e, int64_t unit, struct goal_line **ret,
                   int *ret_n)
{
        const struct edition_unit *u = edition_unit_of(e, unit);
        struct goal_line *list = NULL;
        int g = u ? group_index(e, u->grp) : -1, n = 0, cap = 0;
        for (int i = 0; g >= 0 && i < e->n_nodes; i++) {
                const struct edition_node *x = &e->nodes[i];
                struct leaf leaf;
                bool wanted;
                if (!x->leaf || !reaches(e, x, g) || spared(x, unit) || leaf_of_node(cx, x, &leaf))
                        continue;       /* a draft's leaf that cannot be read is the linter's matter */
                const struct method *m = leaf.method;
                int targets = 0;
                for (int k = 0; k < m->n_inputs; k++)
                        targets += is_target(&leaf, k, &wanted);
                for (int k = 0; k < m->n_inputs; k++)
                        if (is_target(&leaf, k, &wanted))
                                *VEC_ADD(cx->arena, list, n, cap) = (struct goal_line){
                                        .stem = x->stem, .input = str_of(m->inputs[k].key),
                                        .input_name = targets > 1
                                                    ? str_of(words_of(cx->lang, m->inputs[k].name)) : S(""),
                                        .node = x, .wanted = wanted,
                                        .places = m->inputs[k].kind == KIND_FIGURE ? x->places : 0,
                                        .course = goal_course_of(x) };
        }
        *ret = list;
        *ret_n = n;
}

static struct goal_line *line_at(struct goal_line *list, int n, int64_t stem, str input)
{
        for (int i = 0; i < n; i++)
                if (list[i].stem == stem && str_eq(list[i].input, input))
                        return &list[i];
        return NULL;
}

/* The books that are read in one go, by rising id: one, or all of a scheme. */
struct shelf { struct goal_book *book; int n; unsigned of_goals, of_parts; int64_t id, scheme; };

static struct goal_book *book_at(const struct shelf *s, int64_t id, int *at)
{
        while (*at < s->n && s->book[*at].id < id)
                (*at)++;
        return *at < s->n && s->book[*at].id == id ? &s->book[*at] : NULL;
}

static const struct fail *load_parts(struct ctx *cx, const struct shelf *s)
{
        struct goal_parts_of it;
        struct goal_line *l = NULL;
        struct goal_post *posts = NULL;
        int cap = 0, at = 0;
        goal_parts_of(&it, cx, s->of_parts, s->id, s->scheme, GOAL_DROPPED);
        while (goal_parts_of_next(&it)) {
                struct goal_book *b = book_at(s, it.book, &at);
                struct goal_line *list = b ? (struct goal_line *)b->lines : NULL;       /* ours still */
                if (!l || l->id != it.goal) {
                        l = NULL, posts = NULL, cap = 0;
                        for (int i = 0; b && i < b->n_lines && !l; i++)
                                if (list[i].id == it.goal)
                                        l = &list[i];
                }
                if (!l)
                        continue;
                if (it.kind == 0 && it.part >= 1 && it.part <= GOAL_QUARTERS) {
                        l->has_quarter[it.part - 1] = true;
                        l->quarter[it.part - 1] = it.value;
                } else if (it.kind == 1) {
                        *VEC_ADD(cx->arena, posts, l->n_posts, cap) =
                                (struct goal_post){ it.part, it.title, it.person, it.value };
                        l->posts = posts;
                }
        }
        return goal_parts_of_end(&it);
}

/* What is kept goes into the lines that the scheme asks; what it asks no more stands behind them. */
static const struct fail *load_goals(struct ctx *cx, const struct shelf *s)
{
        struct goals_of it;
        struct goal_book *last = NULL;
        int cap = 0, at = 0;
        goals_of(&it, cx, s->of_goals, s->id, s->scheme, GOAL_DROPPED);
        while (goals_of_next(&it)) {
                struct goal_book *b = book_at(s, it.book, &at);
                if (!b)
                        continue;
                struct goal_line *list = (struct goal_line *)b->lines;
                if (b != last)
                        last = b, cap = b->n_lines;
                struct goal_line *l = line_at(list, b->n_lines, it.stem, it.input);
                if (!l) {
                        l = VEC_ADD(cx->arena, list, b->n_lines, cap);
                        *l = (struct goal_line){ .stem = it.stem, .input = it.input };
                        b->lines = list;
                }
                l->id = it.id;
                l->has_value = it.has_value == 1;
                l->value = it.value;
                l->places = (int)it.places;
                l->course = (enum goal_course)it.course;
                l->words = it.words, l->leader = it.leader, l->note = it.note;
                l->section = it.has_section ? it.section : 0;
                l->section_name = it.section_name;
        }
        return goals_of_end(&it);
}

/* The lines that the scheme asks, empty, and the group. */
static void lines_begin(struct ctx *cx, struct goal_book *b)
{
        struct goal_line *list = NULL;
        int n = 0;
        const struct edition_unit *u = edition_unit_of(b->edition, b->unit);
        const struct edition_group *g = u ? edition_group_of(b->edition, u->grp) : NULL;
        goal_lines_of(cx, b->edition, b->unit, &list, &n);
        b->lines = list;
        b->n_lines = n;
        b->group = g ? g->name : S("");
}

static const struct fail *load_last(struct ctx *cx, const struct goal_book *b,
                                    struct goal_line *list, int n)
{
        struct goals_before it;
        goals_before(&it, cx, b->unit, b->county, b->year - 1, day_make(b->year - 1, 12, 31));
        while (goals_before_next(&it)) {
                struct goal_line *l = line_at(list, n, it.stem, it.input);
                if (l)
                        l->has_last = true, l->last = it.value, l->last_places = (int)it.places;
        }
        return goals_before_end(&it);
}

/* The county's targets that are no sums, into the lines they are a bound for. */
static const struct fail *load_county(struct ctx *cx, int64_t scheme, const struct shelf *s)
{
        struct county_goals_of it;
        county_goals_of(&it, cx, scheme);
        while (county_goals_of_next(&it))
                for (int i = 0; i < s->n && it.adds != 1; i++) {
                        struct goal_line *l = line_at((struct goal_line *)s->book[i].lines, s->book[i].n_lines,
                                                      it.stem, S("target"));
                        if (l)
                                l->has_county = true, l->county = it.value, l->county_places = (int)it.places;
                }
        return county_goals_of_end(&it);
}

bool goal_is_short(const struct edition_node *x, int64_t value, int places, int64_t county,
                   int county_places)
{
        int64_t v, c;
        int at = places > county_places ? places : county_places;
        return figure_scale(value, places, at, &v) && figure_scale(county, county_places, at, &c) &&
               (x->down ? v > c : v < c);
}

str goal_below_least(struct ctx *cx, const struct edition_node *x, int64_t value, int places)
{
        int least;
        int64_t v;
        if (!x || !x->measure.n || !measure_least(x->measure, &least) || !figure_scale(least, 0, places, &v) ||
            value >= v)
                return (str){ 0 };
        return str_f(cx->arena, words_of(cx->lang, "“%.*s”的计量单位是“%.*s”，目标不能小于 %d；填的是 %.*s"), STR(x->name),
                     STR(x->measure), least, STR(decimal_str(cx->arena, value, places, false)));
}

const struct fail *goal_lines_load(struct ctx *cx, struct goal_book *b)
{
        struct shelf s = { b, 1, GOALS_OF_WHEN_BOOK, GOAL_PARTS_OF_WHEN_BOOK, b->id, 0 };
        lines_begin(cx, b);
        const struct fail *f = load_goals(cx, &s);
        if (!f)
                f = load_parts(cx, &s);
        if (!f)
                f = load_county(cx, b->scheme, &s);
        return f ? f : load_last(cx, b, (struct goal_line *)b->lines, b->n_lines);
}

const struct fail *goal_books_load(struct ctx *cx, int64_t scheme, int64_t unit,
                                   const struct edition *e, struct goal_book **ret, int *ret_n)
{
        struct goal_books_newest it;
        struct shelf s = { NULL, 0, GOALS_OF_WHEN_SCHEME, GOAL_PARTS_OF_WHEN_SCHEME, 0, scheme };
        int cap = 0;
        goal_books_newest(&it, cx, unit ? GOAL_BOOKS_NEWEST_WHEN_UNIT : 0, scheme, unit, GOAL_DROPPED);
        while (goal_books_newest_next(&it))
                *VEC_ADD(cx->arena, s.book, s.n, cap) = (struct goal_book){
                        .id = it.id, .scheme = scheme, .unit = it.unit, .version = it.version,
                        .number = (int)it.number, .year = (int)it.year, .state = (enum goal_state)it.state,
                        .scheme_name = it.scheme_name, .unit_name = it.unit_name, .unit_brief = it.unit_brief,
                        .unit_code = it.unit_code, .county = it.county, .since = DAY_NONE, .until = DAY_NONE,
                        .approved_on = DAY_NONE, .edition = e };
        const struct fail *f = goal_books_newest_end(&it);
        for (int i = 0; i < s.n; i++)
                lines_begin(cx, &s.book[i]);
        if (s.n == 1)
                s = (struct shelf){ s.book, 1, GOALS_OF_WHEN_BOOK, GOAL_PARTS_OF_WHEN_BOOK, s.book[0].id, 0 };
        if (!f && s.n)
                f = load_goals(cx, &s);
        if (!f && s.n)
                f = load_parts(cx, &s);
        if (!f && s.n)
                f = load_county(cx, scheme, &s);
        *ret = s.book;
        *ret_n = s.n;
        return f;
}

const struct fail *goal_book_read(struct ctx *cx, int64_t id, struct goal_book *ret)
{
        struct edition *e = NEW(cx->arena, struct edition);
        const struct fail *f = goal_book_find(cx, id, ret);
        if (!f)
                f = goal_edition(cx, ret->scheme, e);
        ret->edition = e;
        return f ? f : goal_lines_load(cx, ret);
}

/* ---- as text -------------------------------------------------------------------------------- */

static void line_text(struct ctx *cx, struct json_out *j, const struct goal_line *l, bool names)
{
        json_open(j, NULL, '{');
        json_put_int(j, "stem", l->stem);
        if (names) {
                json_put_str(j, "indicator", l->node ? l->node->code : (str){ 0 });
                json_put_str(j, "name", l->node ? l->node->name : (str){ 0 });
                json_put_str(j, "measure", l->node ? l->node->measure : (str){ 0 });
                json_put_str(j, "section_name", l->section_name);
        }
        json_put_str(j, "input", l->input);
        if (l->has_value)
                json_put_raw(j, "value", decimal_str(cx->arena, l->value, l->places, false));
        json_put_str(j, "course", l->course == GOAL_LEVEL ? S("level") : S("running"));
        json_put_str(j, "words", l->words);
        json_put_str(j, "leader", l->leader);
        json_put_int(j, "section", l->section);
        json_put_str(j, "note", l->note);
        json_open(j, "quarters", '[');
        for (int q = 0; q < GOAL_QUARTERS; q++)
                if (l->has_quarter[q])
                        json_put_raw(j, NULL, decimal_str(cx->arena, l->quarter[q], l->places, false));
                else
                        json_put_raw(j, NULL, S("null"));
        json_close(j, ']');
        json_open(j, "posts", '[');
        for (int i = 0; i < l->n_posts; i++) {
                json_open(j, NULL, '{');
                json_put_int(j, "post", l->posts[i].post);
                if (names)
                        json_put_str(j, "title", l->posts[i].title);
                json_put_raw(j, "value", decimal_str(cx->arena, l->posts[i].value, l->places, false));
                json_close(j, '}');
        }
        json_close(j, ']');
        json_close(j, '}');
}

str goal_book_text(struct ctx *cx, const struct goal_book *b, bool names)
{
        struct buf o = buf_new(cx->arena, 1 << 22);
        struct json_out j = json_out(&o, true);
        json_open(&j, NULL, '{');
        json_put_str(&j, "scheme", b->scheme_name);
        json_put_int(&j, "year", b->year);
        json_put_str(&j, "unit", b->unit_code);
        json_put_str(&j, "name", b->unit_name);
        json_put_int(&j, "number", b->number);
        json_put_int(&j, "reason_kind", b->reason_kind);
        json_put_str(&j, "reason", b->reason);
        json_open(&j, "targets", '[');
        for (int i = 0; i < b->n_lines; i++)
                if (b->lines[i].id)
                        line_text(cx, &j, &b->lines[i], names);
        json_close(&j, ']');
        json_close(&j, '}');
        return buf_str(&o);
}
