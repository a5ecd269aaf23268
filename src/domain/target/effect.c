/* domain/target/effect.c - bonus, penalty, ceiling and veto of every unit. */
#include "domain/target/effect.h"

const char *const effect_kind_words[EFFECT_KINDS]   = { "加分", "扣分", "等次封顶", "一票否决" };
const char *const effect_level_words[EFFECT_LEVELS] = { "县级", "市级", "省级", "国家级" };
const char *const effect_cut_words[EFFECT_CUTS] = {
        [CUT_NONE]        = "全数计入",
        [CUT_LIFTED]      = "已解除，不计",
        [CUT_NO_PROOF]    = "没有依据文件，不计",
        [CUT_SAME_MATTER] = "同一事项已按最高级别计一次",
        [CUT_CLASS]       = "本类已到上限",
        [CUT_TOTAL]       = "加减分合计已到上限",
};

/* Brackets and blanks off both ends. */
static str bare(str s)
{
        static const char *const open[] = { "（", "(", "【", "[", "〔", "《", "“", "\"" };
        static const char *const shut[] = { "）", ")", "】", "]", "〕", "》", "”", "\"" };
        for (bool cut = true; cut;) {
                cut = false;
                s = str_trim(s);
                for (size_t i = 0; i < COUNT_OF(open); i++) {
                        str a = str_of(open[i]), b = str_of(shut[i]);
                        if (s.n < a.n + b.n || !str_starts(s, a) || !str_eq(str_from(s, s.n - b.n), b))
                                continue;
                        s = (str){ s.p + a.n, s.n - a.n - b.n };
                        cut = true;
                }
        }
        return s;
}

bool effect_proof(str basis)
{
        static const char *const empty[] = {    /* document text */
                "填写文号", "请填写文号", "填文号", "文号", "填写依据", "请填写", "填写", "依据文件",                    /* document text */
                "待补", "待补充", "待填", "待定", "待查", "暂无", "无", "没有", "略", "同上",      /* document text */
                "×", "××", "×××", "xx", "xxx", "XX", "XXX", "-", "--", "—", "——", "/", "、", "?", "？", "…", "……",
                "。", ".",
        };
        str s = bare(basis);
        for (size_t i = 0; s.n && i < COUNT_OF(empty); i++)
                if (str_is(s, empty[i]))
                        return false;
        return s.n > 0;
}

/* Of one matter: does k come before i? */
static bool goes_first(const struct effect *e, int k, int i)
{
        if (e[k].level != e[i].level)
                return e[k].level > e[i].level;
        if (e[k].amount.micro != e[i].amount.micro)
                return e[k].amount.micro > e[i].amount.micro;
        return k < i;
}

/* Does e[i] lose to another effect of the same unit, kind and matter? */
static bool is_doubled(const struct effect *e, int n, int i, const enum effect_cut *cut)
{
        if (!e[i].matter.n)
                return false;
        for (int k = 0; k < n; k++)
                if (k != i && e[k].unit == e[i].unit && e[k].kind == e[i].kind &&
                    cut[k] == CUT_NONE && str_eq(e[k].matter, e[i].matter) && goes_first(e, k, i))
                        return true;
        return false;
}

/* What may still be counted under a cap; 0: no cap. */
static int64_t room_left(points most, int64_t used, int64_t wanted)
{
        if (!most.micro)
                return wanted;
        int64_t left = most.micro > used ? most.micro - used : 0;
        return wanted < left ? wanted : left;
}

static void bound_grades(const struct effect *e, struct effect_sum *sum)
{
        if (e->kind == EFFECT_CEILING && e->grade > sum->ceiling)
                sum->ceiling = e->grade;
        if (e->kind == EFFECT_VETO && e->grade > sum->veto)
                sum->veto = e->grade;
}

/* Whether an effect stands at all, before caps. */
static enum effect_cut cut_of(const struct effect *e)
{
        if (e->lifted)
                return CUT_LIFTED;
        return e->kind == EFFECT_BONUS && !e->proved ? CUT_NO_PROOF : CUT_NONE;
}

/* What a bonus or penalty counts under the cap of its class (`of`: used up so far) and of all. */
static int64_t capped(const struct effect_rules *rules, const struct effect *e, int64_t *of,
                      int64_t all, enum effect_cut *cut)
{
        int64_t want = e->amount.micro;
        points most = e->kind == EFFECT_BONUS ? rules->bonus_most : rules->penalty_most;
        if (e->klass >= 0) {
                int64_t fits = room_left(rules->classes[e->klass].most, *of, want);
                if (fits < want)
                        *cut = CUT_CLASS;
                want = fits;
        }
        int64_t fits = room_left(most, all, want);
        if (fits < want)
                *cut = CUT_TOTAL;
        if (e->klass >= 0)
                *of += fits;
        return fits;
}

void effects_apply(struct arena *a, const struct effect_rules *rules, const struct effect *e, int n,
                   const points *base, int n_units, struct effect_sum *ret_sum, points *ret_counts,
                   enum effect_cut *ret_cut)
{
        enum effect_cut *stands = NEW_ARRAY(a, enum effect_cut, (size_t)n + 1);
        size_t n_classes = (size_t)rules->n_classes;
        int64_t *used = NEW_ARRAY(a, int64_t, (size_t)n_units * n_classes + 1);
        for (int u = 0; u < n_units; u++)
                ret_sum[u] = (struct effect_sum){ .ceiling = -1, .veto = -1 };
        for (int i = 0; i < n; i++)
                stands[i] = cut_of(&e[i]);
        for (int i = 0; i < n; i++) {
                must(e[i].unit >= 0 && e[i].unit < n_units && e[i].klass < rules->n_classes);
                struct effect_sum *sum = &ret_sum[e[i].unit];
                enum effect_cut cut = stands[i];
                points counts = { 0 };
                if (e[i].kind > EFFECT_PENALTY) {
                        if (cut == CUT_NONE)
                                bound_grades(&e[i], sum);
                } else if (cut == CUT_NONE && is_doubled(e, n, i, stands)) {
                        cut = CUT_SAME_MATTER;
                } else if (cut == CUT_NONE) {
                        bool bonus = e[i].kind == EFFECT_BONUS;
                        int64_t *all = bonus ? &sum->bonus.micro : &sum->penalty.micro;
                        int64_t *of = &used[(size_t)e[i].unit * n_classes +
                                            (size_t)(e[i].klass < 0 ? 0 : e[i].klass)];
                        counts.micro = capped(rules, &e[i], of, *all, &cut);
                        *all += counts.micro;
                        sum->n_penalties += !bonus && counts.micro > 0;
                }
                if (ret_counts)
                        ret_counts[i] = counts;
                if (ret_cut)
                        ret_cut[i] = cut;
        }
        for (int u = 0; u < n_units; u++) {
                struct effect_sum *sum = &ret_sum[u];
                int64_t total = base[u].micro + sum->bonus.micro - sum->penalty.micro;
                sum->total.micro = rules->total_floor_zero && total < 0 ? 0 : total;
        }
}

bool gates_hold(const struct gate *g, int n, int *ret_failed)
{
        for (int i = 0; i < n; i++) {
                bool holds = g[i].figure > FIGURE_NA &&
                             (g[i].less ? g[i].figure <= g[i].bound : g[i].figure >= g[i].bound);
                if (holds)
                        continue;
                *ret_failed = i;
                return false;
        }
        *ret_failed = -1;
        return true;
}

points ladder_points(const points *amount, int n, int rank)
{
        return rank >= 1 && rank <= n ? amount[rank - 1] : (points){ 0 };
}
