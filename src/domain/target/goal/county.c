/* domain/target/goal/county.c - the county's targets, and the proof that their parts add up. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/target/goal/goal.h"
#include "domain/target/goal/goal_write.sql.h"

static struct goal_county *row_at(struct goal_county *rows, int n, int64_t stem)
{
        for (int i = 0; i < n; i++)
                if (rows[i].stem == stem)
                        return &rows[i];
        return NULL;
}

/* Leaves of which some unit owes a target, in the order of the tree. One unit stands for its
 * group, but for leaves that do not concern it. */
static void rows_of(struct ctx *cx, const struct edition *e, struct goal_county **ret, int *ret_n)
{
        struct goal_county *rows = NEW_ARRAY(cx->arena, struct goal_county, (size_t)e->n_nodes + 1);
        int n = 0;
        bool *asked = NEW_ARRAY(cx->arena, bool, (size_t)e->n_nodes + 1);
        int *units = NEW_ARRAY(cx->arena, int, (size_t)e->n_nodes + 1);
        struct edition all = *e;
        struct edition_node *plain = NEW_ARRAY(cx->arena, struct edition_node, (size_t)e->n_nodes + 1);
        for (int i = 0; i < e->n_nodes; i++) {          /* asked of a group, whoever is spared */
                plain[i] = e->nodes[i];
                plain[i].n_nas = 0;
        }
        all.nodes = plain;
        for (int g = 0; g < e->n_groups; g++) {
                struct goal_line *lines = NULL;
                int n_lines = 0, members = 0;
                int64_t any = 0;
                for (int u = 0; u < e->n_units; u++)
                        if (e->units[u].grp == e->groups[g].id)
                                any = e->units[u].unit, members++;
                if (any)
                        goal_lines_of(cx, &all, any, &lines, &n_lines);
                for (int i = 0; i < n_lines; i++)
                        if (str_is(lines[i].input, "target")) {
                                ptrdiff_t at = lines[i].node - plain;
                                asked[at] = true;
                                units[at] += members;
                        }
        }
        for (int i = 0; i < e->n_nodes; i++)
                if (asked[i]) {
                        const struct edition_node *x = &e->nodes[i];
                        rows[n++] = (struct goal_county){
                                .stem = x->stem, .node = x, .places = x->places,
                                .adds = goal_adds(goal_course_of(x), x),
                                .n_units = units[i] - x->n_nas };
                }
        *ret = rows;
        *ret_n = n;
}

static const struct fail *load_goals(struct ctx *cx, int64_t scheme, struct goal_county **rows,
                                     int *n, const int64_t **ret_gap, const bool **ret_has)
{
        struct county_goals_of it;
        int cap = *n;
        int64_t *gap = NEW_ARRAY(cx->arena, int64_t, (size_t)*n + GOAL_LINES_MOST);
        bool *has = NEW_ARRAY(cx->arena, bool, (size_t)*n + GOAL_LINES_MOST);
        int most = *n + GOAL_LINES_MOST;
        county_goals_of(&it, cx, scheme);
        while (county_goals_of_next(&it)) {
                struct goal_county *r = row_at(*rows, *n, it.stem);
                if (!r) {
                        if (*n == most)
                                continue;
                        r = VEC_ADD(cx->arena, *rows, *n, cap);
                        *r = (struct goal_county){ .stem = it.stem };
                }
                r->id = it.id, r->version = it.version, r->set = true;
                r->value = it.value, r->places = (int)it.places, r->adds = it.adds == 1;
                r->basis = it.basis;
                r->gap_reason = it.gap_reason, r->gap_who = it.gap_who;
                r->gap_at = it.has_gap_at ? it.gap_at : 0;
                gap[r - *rows] = it.gap, has[r - *rows] = it.has_gap;
        }
        *ret_gap = gap;
        *ret_has = has;
        return county_goals_of_end(&it);
}

static void add_share(struct goal_county *r, const struct goal_share *s)
{
        int64_t v;
        if (!s->has_value)
                return;
        if (!figure_scale(s->value, s->places, r->places, &v)) {
                r->mixed = true;                /* counted as it is written would be wrong */
                return;
        }
        r->least = !r->n_given || v < r->least ? v : r->least;
        r->most = !r->n_given || v > r->most ? v : r->most;
        r->n_short += r->set && !r->adds && r->node && goal_is_short(r->node, v, r->places, r->value, r->places);
        r->n_given++;
        if (!add64(r->sum, v, &r->sum))
                r->mixed = true;
}

const struct fail *goal_sums(struct ctx *cx, int64_t scheme, struct goal_sums *ret)
{
        struct goal_county *rows;
        struct goal_share *shares = NULL;
        struct goal_shares_of it;
        const int64_t *gap;
        const bool *has;
        int n = 0, n_shares = 0, cap = 0;
        *ret = (struct goal_sums){ 0 };
        const struct fail *f = goal_edition(cx, scheme, &ret->edition);
        if (f)
                return f;
        rows_of(cx, &ret->edition, &rows, &n);
        f = load_goals(cx, scheme, &rows, &n, &gap, &has);
        if (f)
                return f;
        goal_shares_of(&it, cx, scheme, GOAL_DROPPED);
        while (goal_shares_of_next(&it)) {
                struct goal_share s = { it.unit, it.stem, it.book, it.brief, (enum goal_state)it.state,
                                        it.has_value == 1, it.value, (int)it.places };
                struct goal_county *r = row_at(rows, n, it.stem);
                if (r)
                        add_share(r, &s);
                *VEC_ADD(cx->arena, shares, n_shares, cap) = s;
        }
        for (int i = 0; i < n; i++) {
                struct goal_county *r = &rows[i];
                r->gap = r->set ? r->value - r->sum : 0;
                r->explained = has[i] && gap[i] == r->gap;
                r->broken = r->node && r->set && r->adds && (r->mixed || (r->gap && !r->explained));
                ret->n_broken += r->broken;
        }
        ret->rows = rows, ret->n_rows = n;
        ret->shares = shares, ret->n_shares = n_shares;
        return goal_shares_of_end(&it);
}

/* ---- setting them ----------------------------------------------------------------------------- */

static const struct fail *may(struct ctx *cx, const struct edition *e)
{
        return auth_change_year(cx, MAY_GOAL_REVIEW, e->unit, e->year);
}

static void change_of(struct ctx *cx, struct json_out *j, const struct goal_county *r,
                      const struct goal_county_wish *w)
{
        (void)cx;
        str name = r->node ? r->node->code : str_f(cx->arena, "%ld", r->stem);
        json_open(j, NULL, '{');
        json_put_str(j, "indicator", name);
        json_put_str(j, "before", r->set ? decimal_str(cx->arena, r->value, r->places, false) : (str){ 0 });
        json_put_str(j, "after", w->drop ? (str){ 0 } : decimal_str(cx->arena, w->value, w->places, false));
        json_put_bool(j, "adds", w->adds);
        json_close(j, '}');
}

const struct fail *goal_county_put(struct ctx *cx, int64_t scheme, const struct goal_county_wish *w,
                                   int n)
{
        struct goal_sums s;
        const struct fail *f = goal_sums(cx, scheme, &s);
        if (!f)
                f = may(cx, &s.edition);
        for (int i = 0; !f && i < n; i++) {
                const struct goal_county *r = row_at((struct goal_county *)s.rows, s.n_rows, w[i].stem);
                if (!r || (!r->node && !w[i].drop))
                        f = fail(cx, INVALID, "考核方案中没有这个指标的目标");
                str low = f || w[i].drop ? (str){ 0 } : goal_below_least(cx, r->node, w[i].value, w[i].places);
                if (low.n)
                        f = fail(cx, INVALID, "%.*s", STR(low));
        }
        if (f)
                return f;
        struct buf o = buf_new(cx->arena, 1 << 18);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        json_open(&j, "changes", '[');
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int i = 0; i < n; i++) {
                const struct goal_county *r = row_at((struct goal_county *)s.rows, s.n_rows, w[i].stem);
                str basis = str_trim(w[i].basis).n ? str_trim(w[i].basis) : (str){ 0 };
                bool same = r->set && !w[i].drop && r->value == w[i].value && r->places == w[i].places &&
                            r->adds == w[i].adds && str_eq(r->basis, basis);
                if (same || (w[i].drop && !r->set))
                        continue;
                if (w[i].drop)
                        county_goal_delete(cx, r->id, w[i].version);
                else if (r->set)
                        county_goal_update(cx, r->id, w[i].version, w[i].value, w[i].places, w[i].adds, basis);
                else
                        county_goal_insert(cx, scheme, w[i].stem, w[i].value, w[i].places, w[i].adds, basis);
                change_of(cx, &j, r, &w[i]);
        }
        json_close(&j, ']');
        json_close(&j, '}');
        audit_log(cx, "goal.county", "county_goal", scheme, buf_str(&o));
        return audit_conflict(cx, tx_commit(&tx), "county_goal", scheme);
}

const struct fail *goal_gap_put(struct ctx *cx, int64_t scheme, int64_t stem, int64_t version,
                                int64_t gap, str reason)
{
        struct goal_sums s;
        const struct fail *f = goal_sums(cx, scheme, &s);
        if (!f)
                f = may(cx, &s.edition);
        if (f)
                return f;
        const struct goal_county *r = row_at((struct goal_county *)s.rows, s.n_rows, stem);
        if (!r || !r->set || !r->node)
                return fail(cx, NOT_FOUND, "%s", "");
        if (!str_trim(reason).n)
                return fail_field(cx, S("reason"), "请写明差额的原因");
        if (r->gap != gap)
                return fail(cx, CONFLICT, "差额已由 %.*s 变为 %.*s，请核对后再说明",
                            STR(decimal_str(cx->arena, gap, r->places, true)),
                            STR(decimal_str(cx->arena, r->gap, r->places, true)));
        if (!r->gap)
                return fail(cx, INVALID, "这个指标已经对上，不用说明");
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        county_goal_explain(cx, r->id, version, gap, str_trim(reason), cx->user, cx->now);
        struct buf o = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "indicator", r->node->code);
        json_put_str(&j, "gap", decimal_str(cx->arena, gap, r->places, false));
        json_put_str(&j, "reason", str_trim(reason));
        json_close(&j, '}');
        audit_log(cx, "goal.explain", "county_goal", scheme, buf_str(&o));
        return audit_conflict(cx, tx_commit(&tx), "county_goal", scheme);
}
