/* domain/target/book_ballots.c - people's ratings of a workbook: 评议规则 and 评议票 into scores. */
#include "domain/target/book_in.h"

enum { RULE_PARTS = 20, RULE_MEMBERS = 1000000 };

static bool by_grades(enum rating_rule r)
{
        return r == RATING_GRADES || r == RATING_BRACKET || r == RATING_MAJORITY;
}

/* ---- 评议规则 --------------------------------------------------------------------------------- */

/* "优秀=100；较好=80", "领导=20%；职工=80%": 0 … 100 with so many decimals; a number may be wanting. */
static const struct rating_part *read_parts(struct book *b, const struct sheet *s,
                                            const struct book_row *r, const char *head, int places,
                                            bool wanted, int *ret_n)
{
        struct rating_part *list = NEW_ARRAY(b->cx->arena, struct rating_part, RULE_PARTS);
        str text = book_cell(s, r, head);
        int n = 0;
        for (str part = book_part(&text); part.n; part = book_part(&text)) {
                struct figure_text f = { 0 };
                struct rating_part p = { 0 };
                str value;
                p.name = str_trim(str_cut(part, '=', &value));
                if (n == RULE_PARTS || !p.name.n ||
                    ((wanted || value.n) && (figure_read(b->cx->arena, value, &f) || f.v < 0 ||
                                             !figure_scale(f.v, f.places, places, &p.weight) ||
                                             p.weight > 100 * pow10_of[places]))) {
                        book_wrong(b, r, book_col(s, head), "“%.*s”应写成“名称=数”，数为 0 到 100，最多 %d 项",
                                   STR(part), RULE_PARTS);
                        break;
                }
                list[n++] = p;
        }
        *ret_n = n;
        return list;
}

/* A whole number of a cell; an empty one leaves what stands. */
static void read_count(struct book *b, const struct sheet *s, const struct book_row *r,
                       const char *head, int most, int *ret)
{
        struct figure_text f;
        str text = book_cell(s, r, head);
        if (!text.n)
                return;
        if (figure_read(b->cx->arena, text, &f) || f.places || f.v < 0 || f.v > most)
                book_wrong(b, r, book_col(s, head), "应为 0 到 %d 的整数", most);
        else
                *ret = (int)f.v;
}

static bool read_rule(struct book *b, const struct sheet *s, const struct book_row *r, int *ret)
{
        const char *names[RATING_RULES];
        struct buf all = buf_new(b->cx->arena, 1000);
        str text = book_cell(s, r, "规则");
        for (int i = 0; i < RATING_RULES; i++) {
                names[i] = rating_rows[i].name;
                buf_f(&all, "%s%s", i ? "、" : "", names[i]);
        }
        if (text.n && book_choice(text, names, RATING_RULES, ret))
                return true;
        book_wrong(b, r, book_col(s, "规则"), "没有“%.*s”这种评议规则，应为：%.*s", STR(text),
                   STR(buf_str(&all)));
        return false;
}

/* The table of 优秀票率分段 is one of F13 on shares of one. */
static void read_brackets(struct book *b, const struct sheet *s, const struct book_row *r,
                          struct rating *x)
{
        struct leaf table;
        str text = book_cell(s, r, "分段");
        const struct fail *f = text.n ? leaf_of_method(b->cx, S("F13"), 0, 4, &table) : NULL;
        if (!text.n)
                return;
        if (!f)
                f = leaf_rows(b->cx, &table, text);
        if (f) {
                book_wrong(b, r, book_col(s, "分段"), "%.*s", STR(f->say));
                return;
        }
        x->rows = table.rows, x->n_rows = table.n_rows;
        for (int i = 0; i < x->n_rows; i++) {
                const char *why = bracket_wrong(&x->rows[i]);
                if (why) {
                        book_wrong(b, r, book_col(s, "分段"), "%s", words_of(b->cx->lang, why));
                        return;
                }
        }
}

static void read_terms(struct book *b, const struct sheet *s, const struct book_row *r,
                       struct rating *x)
{
        struct figure_text f = { 0 };
        str full = book_cell(s, r, "满分"), step = book_cell(s, r, "每低一名");
        int even = EVEN_NO;
        x->grades = read_parts(b, s, r, "等次", 6, false, &x->n_grades);
        x->aspects = read_parts(b, s, r, "方面", 4, true, &x->n_aspects);
        x->sources = read_parts(b, s, r, "来源", 4, true, &x->n_sources);
        read_brackets(b, s, r, x);
        if (full.n && (!points_read(full, &x->full) || x->full.micro <= 0 || x->full.micro > POINTS_MOST))
                book_wrong(b, r, book_col(s, "满分"), "满分应为大于零的数字");
        if (step.n && (figure_read(b->cx->arena, step, &f) || f.v < 0 ||
                       !figure_scale(f.v, f.places, 4, &x->rank_step) || x->rank_step > MICRO))
                book_wrong(b, r, book_col(s, "每低一名"), "每低一名应为 0 到 100 的百分数");
        read_count(b, s, r, "低票等次", RULE_PARTS, &x->low_grades);
        read_count(b, s, r, "应投票人数", RULE_MEMBERS, &x->members);
        if (!book_choice(book_cell(s, r, "宽严修正"), book_even_words, EVEN_WAYS, &even))
                book_wrong(b, r, book_col(s, "宽严修正"), "宽严修正应为否、按均值或 T 分");
        x->even = (enum rating_even)even;
        x->half_counts = book_yes(book_cell(s, r, "半数也算"));
}

/* Does the rule have what it needs? */
static void terms_fit(struct book *b, struct book_poll *p)
{
        const struct rating *x = &p->rating;
        const char *name = words_of(b->cx->lang, rating_rows[x->rule].name);
        int64_t marks = 0;
        int before = b->n_findings;
        for (int i = 0; i < x->n_grades; i++)
                marks += x->grades[i].weight;
        if (by_grades(x->rule) && x->n_grades < 2)
                book_wrong(b, p->at, -1, "“%s”要在工作表“评议规则”里写等次，如 优秀=100；较好=80；一般=60；差=40", name);
        else if (by_grades(x->rule) && x->rule != RATING_BRACKET && !marks)
                book_wrong(b, p->at, -1, "“%s”要给等次写分数，如 满意=100；基本满意=80；不满意=0", name);
        if ((x->rule == RATING_BRACKET || x->rule == RATING_MAJORITY) && (x->n_aspects || x->n_sources))
                book_wrong(b, p->at, -1, "“%s”按票数定，不分方面，也只有一个来源", name);
        if (x->low_grades && x->low_grades >= x->n_grades)
                book_wrong(b, p->at, -1, "低票的等次数应少于等次的个数");
        if (x->even && x->rule != RATING_MEAN && x->rule != RATING_TRIMMED)
                book_wrong(b, p->at, -1, "只有打分的规则才能作宽严修正");
        const struct fail *f = ratings_check(b->cx, x, NULL, 0, NULL);
        if (f && b->n_findings == before)
                book_wrong(b, p->at, -1, "%.*s", STR(f->say));
        p->broken |= b->n_findings > before;
}

/* May the row's leaf be rated at all? Said once of a leaf. */
static bool is_rated_by_people(struct book *b, const struct sheet *s, const struct book_row *r,
                               int leaf)
{
        const struct method *m = b->scheme.leaves[leaf].method;
        struct book_poll *p = &b->poll[leaf];
        if (m && !strcmp(m->code, "F0"))
                return true;
        if (m && !p->broken)
                book_wrong(b, r, book_col(s, "指标"), "有评议票的指标要用方法 F0");
        p->broken = true;
        return false;
}

static void read_rules(struct book *b)
{
        struct sheet s;
        if (!book_sheet_find(b, "评议规则", "规则", false, &s))
                return;
        for (int i = 0; i < s.n; i++) {
                const struct book_row *r = &s.row[i];
                int rule = RATING_MEAN, before = b->n_findings, leaf;
                if (!book_leaf(b, &s, r, &leaf) || !is_rated_by_people(b, &s, r, leaf))
                        continue;
                struct book_poll *p = &b->poll[leaf];
                if (p->at) {
                        book_wrong(b, r, book_col(&s, "指标"), "这个指标的评议规则在第 %d 行已经写过", p->at->row);
                        continue;
                }
                p->at = r;
                if (read_rule(b, &s, r, &rule))
                        read_terms(b, &s, r, &p->rating);
                p->rating.rule = (enum rating_rule)rule;
                p->broken = b->n_findings > before;
        }
}

/* ---- 评议票 ------------------------------------------------------------------------------------ */

/* What is built up while a leaf's ballots are read. */
struct votes {
        struct book             *b;
        const struct sheet      *s;
        struct book_poll        *p;
        struct rater            *rater;  int n_raters, cap_raters;
        struct ballot           *ballot; int n, cap;
        const struct book_row  **row;    int n_rows, cap_rows;   /* of each ballot */
        int                      n_rated;                        /* units with a ballot */
};

/* The part of a cell by its name; nobody has parts: the cell must be empty. False: a finding. */
static bool part_of(struct votes *v, const struct book_row *r, const char *head,
                    const struct rating_part *parts, int n, int *ret)
{
        str text = book_cell(v->s, r, head);
        *ret = 0;
        for (int i = 0; i < n; i++)
                if (str_eq(parts[i].name, text)) {
                        *ret = i;
                        return true;
                }
        if (n || text.n)
                book_wrong(v->b, r, book_col(v->s, head), "“%.*s”不在工作表“评议规则”为这个指标写的%s里", STR(text),
                           words_of(v->b->cx->lang, head));
        return !n && !text.n;
}

static bool rater_of(struct votes *v, const struct book_row *r, int *ret)
{
        const struct rating *x = &v->p->rating;
        str name = book_cell(v->s, r, "评分人"), own = book_cell(v->s, r, "评分人单位");
        struct rater who = { .name = name, .unit = book_unit_at(v->b, own) };
        if (!name.n) {
                book_wrong(v->b, r, book_col(v->s, "评分人"), "请写评分人；无记名的写编号");
                return false;
        }
        if (!part_of(v, r, "来源", x->sources, x->n_sources, &who.source))
                return false;
        for (*ret = 0; *ret < v->n_raters && !str_eq(v->rater[*ret].name, name);)
                ++*ret;
        if (*ret == v->n_raters) {
                *VEC_ADD(v->b->cx->arena, v->rater, v->n_raters, v->cap_raters) = who;
                return true;
        }
        struct rater *was = &v->rater[*ret];
        if (was->unit < 0)
                was->unit = who.unit;
        if ((who.unit >= 0 && who.unit != was->unit) || who.source != was->source) {
                book_wrong(v->b, r, book_col(v->s, "评分人"), "评分人“%.*s”在别的行属于另一个单位或来源", STR(name));
                return false;
        }
        return true;
}

static bool mark_read(struct votes *v, const struct book_row *r, struct ballot *ret)
{
        const struct rating *x = &v->p->rating;
        str mark = book_cell(v->s, r, "评分");
        struct figure_text f = { 0 };
        points p;
        for (int w = BALLOT_UNKNOWN; w < BALLOT_STATES; w++)
                if (str_is(mark, ballot_state_words[w])) {
                        ret->state = (enum ballot_state)w;
                        return true;
                }
        if (by_grades(x->rule)) {
                for (int g = 0; g < x->n_grades; g++)
                        if (str_eq(x->grades[g].name, mark)) {
                                ret->value = g;
                                return true;
                        }
        } else if (x->rule == RATING_MEAN || x->rule == RATING_TRIMMED) {
                ret->value = points_read(mark, &p) ? p.micro : -1;
                if (ret->value >= 0 && ret->value <= (int64_t)100 * MICRO)
                        return true;
        } else if (!figure_read(v->b->cx->arena, mark, &f) && !f.places) {
                ret->value = f.v;
                if (f.v >= 1 && f.v <= (x->rule == RATING_RANK ? v->n_rated : 5))
                        return true;
        }
        if (x->rule == RATING_RANK)
                book_wrong(v->b, r, book_col(v->s, "评分"),
                           "评分应为名次，1 到 %d，或不了解、缺席、无效；现在是“%.*s”", v->n_rated, STR(mark));
        else
                book_wrong(v->b, r, book_col(v->s, "评分"),
                           by_grades(x->rule) ? "评分应为一个等次的名称，或不了解、缺席、无效；现在是“%.*s”"
                           : x->rule == RATING_FIVE ? "评分应为 5 到 1，或不了解、缺席、无效；现在是“%.*s”"
                                                    : "评分应为 0 到 100，或不了解、缺席、无效；现在是“%.*s”",
                           STR(mark));
        return false;
}

static void ballot_read(struct votes *v, const struct book_row *r, int unit)
{
        struct arena *a = v->b->cx->arena;
        const struct rating *x = &v->p->rating;
        struct ballot one = { .unit = unit };
        if (!rater_of(v, r, &one.rater) || !part_of(v, r, "方面", x->aspects, x->n_aspects, &one.aspect) ||
            !mark_read(v, r, &one))
                return;
        *VEC_ADD(a, v->ballot, v->n, v->cap) = one;
        *VEC_ADD(a, v->row, v->n_rows, v->cap_rows) = r;
}

/* Whoever rates and does not belong to the unit may vote on it, unless the rule says how many. */
static void count_able(struct votes *v)
{
        struct rating *x = &v->p->rating;
        int *able = NEW_ARRAY(v->b->cx->arena, int, (size_t)x->n_units);
        for (int u = 0; u < x->n_units; u++)
                able[u] = x->members ? x->members : v->n_raters;
        for (int i = 0; i < v->n_raters && !x->members; i++)
                if (v->rater[i].unit >= 0)
                        able[v->rater[i].unit]--;
        x->able = able, x->raters = v->rater, x->n_raters = v->n_raters;
}

static void poll_score(struct book *b, int leaf, int64_t *figure)
{
        struct book_poll *p = &b->poll[leaf];
        const struct leaf *x = &b->scheme.leaves[leaf];
        int of = method_param_at(x->method, S("of"));
        p->rated = NEW_ARRAY(b->cx->arena, struct rated, (size_t)b->input.n_units);
        ratings_score(b->cx->arena, &p->rating, p->ballots, p->n_ballots, p->rated);
        for (int u = 0; u < b->input.n_units; u++) {
                int64_t *to = &figure[input_at(&b->input, 0, x->column, u)];
                if (p->rated[u].none)
                        continue;
                if (p->rating.rule == RATING_MAJORITY)
                        p->rated[u].score.micro = p->rating.grades[p->rated[u].verdict].weight;
                int64_t v = muldiv(p->rated[u].score.micro, 1, p->rating.step);
                if (*to != FIGURE_NONE)
                        book_wrong(b, p->at, -1, "“%.*s”既有评议票又填了完成值，只能留一种", STR(b->unit[u].name));
                if (v > x->p[of])
                        book_wrong(b, p->at, -1, "“%.*s”评议得 %.*s 分，超过方法参数“评分满分”%.*s",
                                   STR(b->unit[u].name), STR(points_str(b->cx->arena, p->rated[u].score, 0)),
                                   STR(leaf_param_str(b->cx->arena, x, of)));
                *to = v;
        }
}

static void poll_read(struct book *b, const struct sheet *s, int leaf, const int *leaf_at,
                      const int *unit_at, int64_t *figure)
{
        struct book_poll *p = &b->poll[leaf];
        struct votes v = { .b = b, .s = s, .p = p };
        uint8_t *seen = NEW_ARRAY(b->cx->arena, uint8_t, (size_t)b->input.n_units);
        int before = b->n_findings, at;
        for (int i = 0; i < s->n; i++)
                if (leaf_at[i] == leaf && !seen[unit_at[i]]++)
                        v.n_rated++;
        for (int i = 0; i < s->n; i++)
                if (leaf_at[i] == leaf)
                        ballot_read(&v, &s->row[i], unit_at[i]);
        count_able(&v);
        p->ballots = v.ballot, p->n_ballots = v.n;
        const struct fail *f = ratings_check(b->cx, &p->rating, v.ballot, v.n, &at);
        if (f)
                book_wrong(b, at < 0 ? p->at : v.row[at], -1, "%.*s", STR(f->say));
        if (b->n_findings == before)
                poll_score(b, leaf, figure);
}

/* Which leaf and unit each row is of, -1: none; and the rules that rows of ballots name
 * themselves. */
static void read_places(struct book *b, const struct sheet *s, int *leaf_at, int *unit_at)
{
        for (int i = 0; i < s->n; i++) {
                const struct book_row *r = &s->row[i];
                int rule = RATING_MEAN;
                if (!book_place(b, s, r, &leaf_at[i], &unit_at[i]) ||
                    !is_rated_by_people(b, s, r, leaf_at[i])) {
                        leaf_at[i] = -1;
                        continue;
                }
                struct book_poll *p = &b->poll[leaf_at[i]];
                p->first = p->first ? p->first : r;
                if (!book_cell(s, r, "规则").n)
                        continue;
                if (!read_rule(b, s, r, &rule))
                        p->broken = true;
                else if (p->at && p->rating.rule != (enum rating_rule)rule)
                        book_wrong(b, r, book_col(s, "规则"), "这个指标已按“%s”评议，一个指标只能有一种规则",
                                   words_of(b->cx->lang, rating_rows[p->rating.rule].name));
                else if (!p->at)
                        p->at = r, p->rating.rule = (enum rating_rule)rule;
        }
}

void book_read_ballots(struct book *b, int64_t *figure)
{
        struct arena *a = b->cx->arena;
        struct sheet s;
        str *names = NEW_ARRAY(a, str, (size_t)b->input.n_units);
        b->poll = NEW_ARRAY(a, struct book_poll, (size_t)b->scheme.n_leaves + 1);
        for (int u = 0; u < b->input.n_units; u++)
                names[u] = b->unit[u].name;
        for (int l = 0; l < b->scheme.n_leaves; l++) {
                const struct leaf *x = &b->scheme.leaves[l];
                int of = x->method ? method_param_at(x->method, S("of")) : -1;
                b->poll[l].rating = (struct rating){ .tell = RATING_TELL_NAMES,
                        .rule = RATING_MEAN, .n_units = b->input.n_units, .names = names,
                        .rank_step = MICRO / 50, .step = pow10_of[FIGURE_PLACES - x->places],
                        .full.micro = of < 0 ? 0 : x->p[of] * pow10_of[FIGURE_PLACES - x->places],
                };
        }
        read_rules(b);
        if (!book_sheet_find(b, "评议票", "指标", false, &s))
                return;
        int *leaf_at = NEW_ARRAY(a, int, (size_t)s.n + 1), *unit_at = NEW_ARRAY(a, int, (size_t)s.n + 1);
        read_places(b, &s, leaf_at, unit_at);
        for (int l = 0; l < b->scheme.n_leaves; l++) {
                struct book_poll *p = &b->poll[l];
                if (!p->first)
                        continue;
                p->at = p->at ? p->at : p->first;
                if (!p->broken)
                        terms_fit(b, p);
                if (!p->broken)
                        poll_read(b, &s, l, leaf_at, unit_at, figure);
        }
}
