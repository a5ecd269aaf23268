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

/* Does e[i] lose to another effect of the same unit, kind and matter? */
static bool is_doubled(const struct effect *e, int n, int i, const enum effect_cut *cut)
{
        if (!e[i].matter.n)
                return false;
        for (int k = 0; k < n; k++) {
                if (k == i || e[k].unit != e[i].unit || e[k].kind != e[i].kind || cut[k] != CUT_NONE ||
                    !str_eq(e[k].matter, e[i].matter))
                        continue;
                if (e[k].level != e[i].level ? e[k].level > e[i].level
                    : e[k].amount.micro != e[i].amount.micro ? e[k].amount.micro > e[i].amount.micro : k < i)
                        return true;
        }
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

void effects_apply(struct arena *a, const struct effect_rules *rules, const struct effect *e, int n,
                   const points *base, int n_units, struct effect_sum *ret_sum, points *ret_counts,
                   enum effect_cut *ret_cut)
{
        enum effect_cut *cut = NEW_ARRAY(a, enum effect_cut, (size_t)n + 1);
        int n_classes = rules->n_classes;
        int64_t *used = NEW_ARRAY(a, int64_t, (size_t)n_units * (size_t)(n_classes + 1) + 1);
        for (int u = 0; u < n_units; u++)
                ret_sum[u] = (struct effect_sum){ .ceiling = -1, .veto = -1 };
        for (int i = 0; i < n; i++)
                cut[i] = e[i].lifted ? CUT_LIFTED : e[i].kind == EFFECT_BONUS && !e[i].proved ? CUT_NO_PROOF
                         : CUT_NONE;
        enum effect_cut *once = NEW_ARRAY(a, enum effect_cut, (size_t)n + 1);
        for (int i = 0; i < n; i++)
                once[i] = cut[i] == CUT_NONE && e[i].kind <= EFFECT_PENALTY && is_doubled(e, n, i, cut)
                          ? CUT_SAME_MATTER : cut[i];
        for (int i = 0; i < n; i++) {
                points counts = { 0 };
                must(e[i].unit >= 0 && e[i].unit < n_units && e[i].klass < n_classes);
                struct effect_sum *sum = &ret_sum[e[i].unit];
                if (once[i] == CUT_NONE && e[i].kind <= EFFECT_PENALTY) {
                        bool bonus = e[i].kind == EFFECT_BONUS;
                        int64_t *all = bonus ? &sum->bonus.micro : &sum->penalty.micro, want = e[i].amount.micro;
                        if (e[i].klass >= 0) {
                                int64_t *of = &used[(size_t)e[i].unit * (size_t)n_classes + (size_t)e[i].klass];
                                int64_t fits = room_left(rules->classes[e[i].klass].most, *of, want);
                                once[i] = fits < want ? CUT_CLASS : once[i];
                                want = fits;
                                fits = room_left(bonus ? rules->bonus_most : rules->penalty_most, *all, want);
                                once[i] = fits < want ? CUT_TOTAL : once[i];
                                want = fits;
                                *of += want;
                        } else {
                                int64_t fits = room_left(bonus ? rules->bonus_most : rules->penalty_most, *all, want);
                                once[i] = fits < want ? CUT_TOTAL : once[i];
                                want = fits;
                        }
                        *all += want;
                        counts.micro = want;
                        sum->n_penalties += !bonus && want > 0;
                } else if (once[i] == CUT_NONE) {
                        bound_grades(&e[i], sum);
                }
                if (ret_counts)
                        ret_counts[i] = counts;
                if (ret_cut)
                        ret_cut[i] = once[i];
        }
        for (int u = 0; u < n_units; u++) {
                int64_t total = base[u].micro + ret_sum[u].bonus.micro - ret_sum[u].penalty.micro;
                ret_sum[u].total.micro = rules->total_floor_zero && total < 0 ? 0 : total;
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
