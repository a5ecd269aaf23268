/* domain/target/grade.c - grades by quota per group. */
#include "domain/target/grade.h"

const char *const quota_round_words[QUOTA_ROUNDS] = { "舍去小数", "四舍五入", "进一" };
const char *const cut_rule_words[CUT_RULES]       = { "按并列处理顺序", "并列都进", "并列都不进" };
const char *const grade_why_words[GRADE_WHYS] = {
        [GRADE_BY_RANK]  = "按名次，在名额内",
        [GRADE_REST]     = "上一等次名额已满",
        [GRADE_MINIMUM]  = "未达到上一等次的最低分",
        [GRADE_CEILING]  = "等次封顶",
        [GRADE_VETO]     = "一票否决",
        [GRADE_TIE]      = "在名额线上并列",
        [GRADE_NO_QUOTA] = "不占名额，按最低分定等",
        [GRADE_DECIDED]  = "经决定",
        [GRADE_NONE]     = "不排名或合计未定",
};

int quota_count(int64_t share, int n, enum quota_round round)
{
        static const enum round_mode modes[QUOTA_ROUNDS] = { ROUND_FLOOR, ROUND_HALF_UP,
                                                             ROUND_CEIL };
        return (int)wide_round((wide)share * n, 1000000, 1, modes[round]);
}

void quota_spread(int64_t share, const int *n, int n_groups, enum quota_round round, int *ret)
{
        int all = 0, given = 0, largest = 0;
        for (int g = 0; g < n_groups; g++) {
                ret[g] = quota_count(share, n[g], round);
                all += n[g], given += ret[g];
                if (n[g] > n[largest])
                        largest = g;
        }
        if (!n_groups)
                return;
        ret[largest] += quota_count(share, all, round) - given;
        if (ret[largest] < 0)
                ret[largest] = 0;
}

/* What one call works with. */
struct grading {
        const struct scheme      *s;
        const struct input       *in;
        const struct grade_rules *rules;
        const struct place       *places;
        const struct effect_sum  *sums;
        struct graded            *ret;
        uint8_t                  *given;        /* [unit] */
        struct quota_line        *line;         /* [group][grade] */
};

static bool competes(const struct grading *w, int u)
{
        return w->places[u].rank > 0 && !w->given[u] &&
               !(w->in->unit_flags && w->in->unit_flags[u] & UNIT_NO_QUOTA);
}

static void give(struct grading *w, int u, int grade, enum grade_why why)
{
        w->ret[u] = (struct graded){ .grade = grade, .why = why, .proposed = grade };
        w->given[u] = 1;
}

/* The best grade whose minimum the total reaches and that no ceiling closes, not above `from`. */
static int open_grade(const struct grading *w, int u, int from, enum grade_why *ret_why)
{
        int g = from, ceiling = w->sums ? w->sums[u].ceiling : -1;
        if (ceiling > g)
                g = ceiling, *ret_why = GRADE_CEILING;
        while (g + 1 < w->rules->n_grades && w->rules->grades[g].minimum.micro &&
               w->places[u].total.micro < w->rules->grades[g].minimum.micro)
                g++, *ret_why = GRADE_MINIMUM;
        return g;
}

/* The next places of a group that may have this grade: up to `quota` units in order of rank. */
static void grade_fill(struct grading *w, int group, int grade, int *order, int n)
{
        struct quota_line *line = &w->line[group * w->rules->n_grades + grade];
        for (int i = 0, end; i < n; i = end) {
                int able = 0;
                for (end = i + 1; end < n && w->places[order[end]].rank == w->places[order[i]].rank;
                     end++)
                        ;
                for (int k = i; k < end; k++) {
                        enum grade_why why = GRADE_BY_RANK;
                        able += !w->given[order[k]] &&
                                open_grade(w, order[k], grade, &why) == grade;
                }
                if (!able)
                        continue;
                bool fits = line->quota < 0 || line->used + able <= line->quota;
                bool none = line->quota >= 0 && line->used >= line->quota;
                /* units still tied across the line: all, or none and the line closes */
                if (!fits && (none || w->rules->cut != CUT_BOTH_IN)) {
                        for (int k = i; k < end && !none; k++)
                                if (!w->given[order[k]])
                                        w->ret[order[k]].why = GRADE_TIE;
                        return;
                }
                for (int k = i; k < end; k++) {
                        enum grade_why why = GRADE_BY_RANK;
                        int u = order[k];
                        if (w->given[u] || open_grade(w, u, grade, &why) != grade)
                                continue;
                        enum grade_why before = w->ret[u].why;
                        give(w, u, grade, fits ? before : GRADE_TIE);
                        line->used++;
                }
        }
}

/* Why a unit comes to the next grade down: said of those this grade did not take. */
static void note_rest(struct grading *w, int group, int grade)
{
        for (int u = w->in->first[group]; u < w->in->first[group + 1]; u++) {
                enum grade_why why = GRADE_REST;
                if (!competes(w, u) || w->ret[u].why == GRADE_TIE)
                        continue;
                open_grade(w, u, grade, &why);
                w->ret[u].why = why;
        }
}

static int by_rank(const struct place *p, int *order, int n)
{
        for (int i = 1; i < n; i++)
                for (int k = i; k > 0 && p[order[k - 1]].rank > p[order[k]].rank; k--) {
                        int t = order[k];
                        order[k] = order[k - 1], order[k - 1] = t;
                }
        return n;
}

static void group_grades(struct grading *w, int g, int *order)
{
        int n = 0;
        for (int u = w->in->first[g]; u < w->in->first[g + 1]; u++)
                if (competes(w, u))
                        order[n++] = u;
        by_rank(w->places, order, n);
        for (int k = 0; k < w->rules->n_grades; k++) {
                bool last = k + 1 == w->rules->n_grades;
                if (last)
                        w->line[g * w->rules->n_grades + k].quota = -1;
                grade_fill(w, g, k, order, n);
                if (!last)
                        note_rest(w, g, k);
        }
        /* what even the last grade's minimum would not take has it all the same */
        for (int i = 0; i < n; i++)
                if (!w->given[order[i]]) {
                        give(w, order[i], w->rules->n_grades - 1, w->ret[order[i]].why);
                        w->line[g * w->rules->n_grades + w->rules->n_grades - 1].used++;
                }
}

/* Quotas of all groups for one grade. */
static void grade_quota(struct arena *a, struct grading *w, int grade, const int *competing)
{
        const struct grade_rules *r = w->rules;
        int n_groups = w->s->n_groups, *quota = NEW_ARRAY(a, int, (size_t)n_groups + 1);
        int64_t share = r->grades[grade].share;
        if (share >= 0 && r->remainder)
                quota_spread(share, competing, n_groups, r->round, quota);
        for (int g = 0; g < n_groups; g++) {
                struct quota_line *line = &w->line[g * r->n_grades + grade];
                int by_hand = r->counts ? r->counts[g * r->n_grades + grade] : -1;
                line->group = g, line->grade = grade, line->competing = competing[g];
                line->quota = share < 0      ? -1
                              : r->remainder ? quota[g]
                                             : quota_count(share, competing[g], r->round);
                if (by_hand >= 0)
                        line->quota = by_hand;
        }
}

void grade_units(struct arena *a, const struct scheme *s, const struct input *in,
                 const struct grade_rules *rules, const struct place *places,
                 const struct effect_sum *sums, const uint8_t *settled,
                 const struct grade_decision *decisions, int n_decisions, struct graded *ret,
                 struct quota_line **ret_lines)
{
        size_t units = (size_t)in->n_units + 1;
        struct grading w = {
                .s = s, .in = in, .rules = rules, .places = places, .sums = sums, .ret = ret
        };
        w.given = NEW_ARRAY(a, uint8_t, units);
        w.line = NEW_ARRAY(a, struct quota_line, (size_t)s->n_groups * (size_t)rules->n_grades + 1);
        int *competing = NEW_ARRAY(a, int, (size_t)s->n_groups + 1),
            *order = NEW_ARRAY(a, int, units);
        must(rules->n_grades > 0);
        for (int u = 0; u < in->n_units; u++) {
                ret[u] = (struct graded){ .grade = -1, .proposed = -1, .why = GRADE_BY_RANK };
                if (places[u].rank <= 0 || (settled && !settled[u]))
                        give(&w, u, -1, GRADE_NONE);
                else if (sums && sums[u].veto >= 0)
                        give(&w, u, sums[u].veto, GRADE_VETO);
        }
        for (int g = 0; g < s->n_groups; g++)
                for (int u = in->first[g]; u < in->first[g + 1];
                     u++) /* a veto does not shrink the base */
                        competing[g] += places[u].rank > 0 &&
                                        !(in->unit_flags && in->unit_flags[u] & UNIT_NO_QUOTA);
        for (int k = 0; k < rules->n_grades; k++)
                grade_quota(a, &w, k, competing);
        for (int g = 0; g < s->n_groups; g++)
                group_grades(&w, g, order);
        for (int u = 0; u < in->n_units; u++) {
                if (w.given[u])
                        continue;
                enum grade_why why = GRADE_NO_QUOTA;
                int grade = open_grade(&w, u, 0, &why);
                give(&w, u, grade, why == GRADE_CEILING ? why : GRADE_NO_QUOTA);
        }
        for (int i = 0; i < n_decisions; i++) {
                struct graded *d = &ret[decisions[i].unit];
                d->grade = decisions[i].grade, d->why = GRADE_DECIDED;
        }
        /* the report counts what is, decisions and all */
        for (int i = 0; i < s->n_groups * rules->n_grades; i++)
                w.line[i].used = 0;
        for (int u = 0; u < in->n_units; u++) {
                if (ret[u].grade < 0)
                        continue;
                struct quota_line *line =
                        &w.line[input_group(s, in, u) * rules->n_grades + ret[u].grade];
                bool outside = in->unit_flags && in->unit_flags[u] & UNIT_NO_QUOTA;
                *(outside ? &line->outside : &line->used) += 1;
        }
        for (int i = 0; i < s->n_groups * rules->n_grades; i++)
                w.line[i].over = w.line[i].quota >= 0 && w.line[i].used > w.line[i].quota
                                 ? w.line[i].used - w.line[i].quota : 0;
        *ret_lines = w.line;
}

const char *grade_reason(const struct scheme *s, const struct input *in, const struct graded *all,
                         int u)
{
        int g = input_group(s, in, u);
        for (int k = in->first[g]; all[u].why == GRADE_REST && k < in->first[g + 1]; k++)
                if (all[k].why == GRADE_TIE && all[k].proposed == all[u].proposed)
                        return "名额线上并列，名额空缺，不递补";
        return grade_why_words[all[u].why];
}
