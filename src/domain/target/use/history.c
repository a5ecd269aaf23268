/* domain/target/use/history.c - a unit's published years, and those of before that were imported. */
#include "core/audit/audit.h"
#include "domain/target/rating/register.h"
#include "domain/target/use/use.h"
#include "domain/target/use/use.sql.h"

const struct fail *use_run(struct ctx *cx, int year, struct result_run *ret)
{
        struct use_runs it;
        int64_t ids[64];
        int n = 0;
        use_runs(&it, cx, RESULT_FINAL, RESULT_PUBLISHED, RESULT_ARCHIVED);
        while (use_runs_next(&it))
                if (n < 64 && (!year || it.year == year))
                        ids[n++] = it.id;
        const struct fail *f = use_runs_end(&it);
        for (int i = 0; !f && i < n; i++) {
                f = result_run_find(cx, ids[i], ret);
                if (!f || f->kind != FAIL_NOT_FOUND)
                        return f;
                f = NULL;               /* another county's */
        }
        if (f)
                return f;
        return year ? fail(cx, NOT_FOUND, "%d 年还没有公布的年度结果", year)
                    : fail(cx, NOT_FOUND, "还没有公布的年度结果");
}

const struct fail *use_years(struct ctx *cx, int ret[USE_YEARS], int *ret_n)
{
        struct use_runs it;
        int64_t ids[64];
        int n = 0, kept = 0, years[64];
        use_runs(&it, cx, RESULT_FINAL, RESULT_PUBLISHED, RESULT_ARCHIVED);
        while (use_runs_next(&it))
                if (n < 64)
                        ids[n] = it.id, years[n++] = (int)it.year;
        const struct fail *f = use_runs_end(&it);
        for (int i = 0; !f && i < n; i++) {
                struct result_run r;
                if (kept == USE_YEARS || (kept && ret[kept - 1] == years[i]))
                        continue;
                f = result_run_find(cx, ids[i], &r);
                if (!f)
                        ret[kept++] = years[i];
                else if (f->kind == FAIL_NOT_FOUND)
                        f = NULL;
        }
        *ret_n = kept;
        return f;
}

/* ---- read ----------------------------------------------------------------------------------- */

/* The name of the lowest grade of a scheme's edition; absent: it has none. */
static const struct fail *lowest_of(struct ctx *cx, int64_t edition, str *ret)
{
        struct edition e;
        const struct fail *f = edition_read(cx, edition, &e);
        if (!f)
                *ret = e.n_grades > 1 ? e.grades[e.n_grades - 1].name : (str){ 0 };
        return f;
}

static const struct fail *bounds(struct ctx *cx, int64_t scheme, struct use_year *y)
{
        struct use_bounds_of it;
        struct buf b = buf_new(cx->arena, 2048);
        use_bounds_of(&it, cx, scheme, y->unit, EFFECT_APPROVED, EFFECT_CEILING, EFFECT_VETO);
        while (use_bounds_of_next(&it))
                buf_f(&b, "%s%s %.*s：%.*s", buf_str(&b).n ? "；" : "",
                      words_of(cx->lang, effect_kind_words[it.kind]), STR(it.grade), STR(it.title));
        y->effects = buf_str(&b).n ? buf_str(&b) : (str){ 0 };
        return use_bounds_of_end(&it);
}

static int newest_first(const void *a, const void *b)
{
        const struct use_year *x = a, *y = b;
        if (x->unit != y->unit)
                return x->unit < y->unit ? -1 : 1;
        return x->year != y->year ? y->year - x->year : (x->run == 0) - (y->run == 0);
}

/* All years of one unit, or (0) of all; what is published here stands for what was imported. */
static const struct fail *years_read(struct ctx *cx, int64_t unit, bool with_bounds,
                                     const struct use_year **ret, int *ret_n)
{
        struct use_years_of it;
        struct use_imported_of im;
        struct use_year *list = NULL;
        struct of { int64_t scheme, edition; } *of = NULL;
        int n = 0, cap = 0, n_of = 0, cap_of = 0, kept = 0;
        str lowest = { 0 };
        use_years_of(&it, cx, unit ? USE_YEARS_OF_WHEN_UNIT : 0, unit, RESULT_FINAL,
                     RESULT_PUBLISHED, RESULT_ARCHIVED);
        while (use_years_of_next(&it)) {
                *VEC_ADD(cx->arena, of, n_of, cap_of) = (struct of){ it.scheme, it.edition };
                *VEC_ADD(cx->arena, list, n, cap) = (struct use_year){
                        .unit = it.unit, .run = it.run, .year = (int)it.year, .rank = (int)it.rank,
                        .of = (int)it.ranked, .group = it.grp, .grade = it.grade, .scheme = it.name,
                        .total = { it.total } };
        }
        const struct fail *f = use_years_of_end(&it);
        if (f)
                return f;
        for (int i = 0; !f && with_bounds && i < n; i++)
                f = bounds(cx, of[i].scheme, &list[i]);
        if (!f && n_of)
                f = lowest_of(cx, of[0].edition, &lowest);
        if (f)
                return f;
        use_imported_of(&im, cx, unit ? USE_IMPORTED_OF_WHEN_UNIT : 0, unit);
        while (use_imported_of_next(&im))
                *VEC_ADD(cx->arena, list, n, cap) = (struct use_year){
                        .unit = im.unit, .year = (int)im.year, .rank = (int)im.rank,
                        .of = (int)im.ranked, .group = im.grp, .grade = im.grade,
                        .scheme = im.source, .effects = im.note, .total = { im.total } };
        f = use_imported_of_end(&im);
        if (n)
                qsort(list, (size_t)n, sizeof(list[0]), newest_first);
        for (int i = 0; i < n; i++) {
                if (kept && list[kept - 1].unit == list[i].unit && list[kept - 1].year == list[i].year)
                        continue;
                list[kept] = list[i];
                list[kept].lowest = lowest.n && str_eq(list[kept].grade, lowest);
                kept++;
        }
        *ret = list, *ret_n = kept;
        return f;
}

const struct fail *use_history(struct ctx *cx, int64_t unit, const struct use_year **ret,
                               int *ret_n)
{
        const struct fail *f = auth_see(cx, MAY_RESULT_VIEW, unit);
        return f ? f : years_read(cx, unit, true, ret, ret_n);
}

/* ---- imported --------------------------------------------------------------------------------- */

static str or_null(str s) { return str_trim(s).n ? str_trim(s) : (str){ 0 }; }

static const struct fail *row_sound(struct ctx *cx, const struct history_wish *w)
{
        struct use_year_published have;
        if (w->year < 1990 || w->year >= day_year(cx->today))
                return fail_field(cx, S("year"), "%d 年还没有过完，不是历年的结果", w->year);
        const struct fail *f = use_year_published(cx, w->unit, w->year, RESULT_FINAL,
                                                  RESULT_PUBLISHED, RESULT_ARCHIVED, &have);
        if (f)
                return f;
        if (have.n)
                return fail_field(cx, S("year"), "%d 年的结果已在本系统公布，不能再导入", w->year);
        if (w->rank < 0 || (w->of && w->rank > w->of))
                return fail_field(cx, S("rank"), "名次 %d 超过了参加排名的单位数 %d", w->rank, w->of);
        if (w->total.micro < -(int64_t)1000 * 1000000 || w->total.micro > (int64_t)10000 * 1000000)
                return fail_field(cx, S("total"), "得分应在 -1000 到 10000 之间");
        return NULL;
}

const struct fail *history_put_in(struct ctx *cx, int64_t county, int64_t batch, str source,
                                  const struct history_wish *w, int n)
{
        const struct fail *f = auth_change(cx, MAY_RESULT_RUN, county);
        if (!f && !str_trim(source).n)
                f = fail_field(cx, S("source"), "请填公布这些结果的文件");
        for (int i = 0; !f && i < n; i++)
                f = row_sound(cx, &w[i]);
        for (int i = 0; !f && i < n; i++)
                history_put(cx, county, w[i].unit, w[i].year, w[i].group, w[i].total.micro,
                            w[i].rank, w[i].of, or_null(w[i].grade), or_null(w[i].note),
                            str_trim(source), batch, cx->user, cx->now);
        if (!f)
                audit_log(cx, "history.import", "import", batch,
                          str_f(cx->arena, "{\"rows\":%d}", n));
        return f;
}

/* ---- what the years lead to ------------------------------------------------------------------- */

int use_running(const struct use_year *list, int n, int year)
{
        int running = 0;
        for (int i = 0; i < n; i++)
                if (list[i].year == year - running && list[i].lowest)
                        running++;
        return running;
}

bool use_rule_fits(const struct use_rule *r, int running)
{
        return running >= r->least && (!r->most || running <= r->most);
}

static str years_text(struct ctx *cx, int year, int running)
{
        struct buf b = buf_new(cx->arena, 512);
        for (int i = running - 1; i >= 0; i--)
                buf_f(&b, "%d%s", year - i, i ? "、" : "");
        return buf_str(&b);
}

static const struct fail *propose_all(struct ctx *cx, const struct result_run *run, int *ret_n)
{
        const struct use_year *y;
        const struct use_proposal *have;
        int n, n_have, added = 0;
        const struct fail *f = years_read(cx, 0, false, &y, &n);
        if (!f)
                f = use_proposals(cx, run, &have, &n_have);
        for (int i = 0, k; !f && i < n; i = k) {
                for (k = i; k < n && y[k].unit == y[i].unit;)
                        k++;
                if (y[i].run != run->id && !(k - i > 1 && y[i + 1].run == run->id))
                        continue;
                int running = use_running(&y[i], k - i, run->year);
                for (int r = 0; r < n_use_rules; r++) {
                        bool there = !use_rule_fits(&use_rules[r], running);
                        for (int h = 0; h < n_have; h++)
                                there |= have[h].unit == y[i].unit && have[h].rule == &use_rules[r];
                        if (there)
                                continue;
                        use_proposal_insert(cx, run->id, y[i].unit, str_of(use_rules[r].code),
                                            years_text(cx, run->year, running), cx->user, cx->now);
                        added++;
                }
        }
        *ret_n = added;
        return f;
}

const struct fail *use_propose(struct ctx *cx, int64_t id, int *ret_n)
{
        struct result_run run;
        int n = 0;
        const struct fail *f = result_run_find(cx, id, &run);
        if (!f)
                f = auth_change_year(cx, MAY_RESULT_RUN, run.unit, run.year);
        if (!f && (run.stage != RESULT_FINAL ||
                   (run.state != RESULT_PUBLISHED && run.state != RESULT_ARCHIVED)))
                f = fail(cx, CONFLICT, "年度结果公布以后才能提出运用建议");
        if (f)
                return f;
        cx->db->serializable = true;            /* it looks which proposals are there */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = propose_all(cx, &run, &n);
        if (f)
                tx_refuse(cx, f);
        else
                audit_log(cx, "use.propose", "result_run", id, str_f(cx->arena, "{\"n\":%d}", n));
        f = tx_commit(&tx);
        if (!f)
                *ret_n = n;
        return f;
}
