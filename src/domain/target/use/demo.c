/* domain/target/use/demo.c - last year of 示例县 to its end, and the three years before it.
 * words: document text
 *
 * Every step is taken on the day it would have been, by the same rules that people use: the county
 * shows its preliminary result in February, one town disputes a figure and is right, the final
 * result is decided, published and archived. A step whose day is still to come is not taken. */
#include "core/calendar/calendar.h"
#include "domain/org/org.h"
#include "domain/target/rating/register.h"
#include "domain/target/goal/demo.sql.h"
#include "domain/target/result/appeal.h"
#include "domain/target/result/steps.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/use/analysis.h"
#include "domain/target/use/rectify.h"
#include "domain/target/use/use.h"
#include "domain/target/year/figure.h"
#include "domain/target/year/figure.sql.h"

/* ---- what counted last year --------------------------------------------------------------------- */

struct row { const char *unit, *klass, *title, *basis, *amount, *grade; enum effect_kind kind; int month,
             level; };
static const struct row effects[] = {
        { "shili-baihe", "award", "获评全省农业产业强镇", "农业产业强镇认定文件（农发〔%d〕21号）", "1",
          "", EFFECT_BONUS, 6, LEVEL_PROVINCE },
        { "shili-nyj", "rank", "全市粮食生产考核第一名", "粮食生产考核通报（农考〔%d〕2号）", "0.5", "",
          EFFECT_BONUS, 8, LEVEL_CITY },
        { "shili-fgj", "rank", "全市项目投资考核第三名", "项目投资考核通报（发改〔%d〕35号）", "0.1", "",
          EFFECT_BONUS, 9, LEVEL_CITY },
        { "shili-xfj", "notice", "越级上访数量居全市前列，被通报", "信访工作通报（信联〔%d〕6号）", "1",
          "", EFFECT_PENALTY, 5, LEVEL_CITY },
        { "shili-huaqiao", "meeting", "防汛调度会议缺席一次", "会风会纪通报（示委办〔%d〕40号）", "0.5", "",
          EFFECT_PENALTY, 7, LEVEL_COUNTY },
        { "shili-zjj", "", "工程安全隐患约谈后整改不到位", "安全生产约谈纪要（安委办〔%d〕15号）", "", "良好",
          EFFECT_CEILING, 10, LEVEL_COUNTY },
        { "shili-maba", "", "瞒报一起一般生产安全事故", "安全生产责任事故通报（安委〔%d〕8号）", "", "不合格",
          EFFECT_VETO, 9, LEVEL_COUNTY },
        { "shili-gxs", "", "提供虚假考核数据", "考核数据核查通报（示委目标〔%d〕17号）", "", "不合格",
          EFFECT_VETO, 11, LEVEL_COUNTY },
};

static const struct fail *put_effect(struct ctx *cx, const struct edition *e, const struct row *r)
{
        struct org_unit u;
        int64_t id;
        struct effect_wish w = { .kind = r->kind, .klass = str_of(r->klass), .title = str_of(r->title),
                .basis = str_f(cx->arena, r->basis, e->year), .decided_by = S("县委目标绩效考核委员会会议"),
                .matter = S(""), .grade = str_of(r->grade),
                .happened = day_make(e->year, r->month, 12), .level = r->level };
        if (*r->amount)
                must(points_read(str_of(r->amount), &w.amount));
        const struct fail *f = org_unit_by_code(cx, str_of(r->unit), &u);
        w.unit = u.id;
        if (!f)
                f = register_add(cx, e, &w, &id);
        struct effect_step s = { .event = S("approve"), .version = 1, .on = DAY_NONE };
        return f ? f : register_move(cx, id, &s);
}

/* ---- the years before ---------------------------------------------------------------------------- */

enum { YEARS_BEFORE = 3, MOST_UNITS = 200 };

/* A number of [0, bound) that the unit and the year, and nothing else, decide. */
static uint32_t chance(uint64_t a, uint64_t b, uint32_t bound)
{
        uint64_t x = 20240101u + a * 6364136223846793005u + b * 1442695040888963407u;
        for (int i = 0; i < 3; i++)
                x = x * 6364136223846793005u + 1442695040888963407u, x ^= x >> 29;
        return (uint32_t)((x >> 33) % bound);
}

/* What went wrong in those years: how many years before last year's. */
static const struct { const char *unit; int before; const char *note; } failed[] = {
        { "shili-maba",  1, "一票否决 不合格：较大环境污染事件" },
        { "shili-gxs",   1, "一票否决 不合格：重点工作未完成" },
        { "shili-gxs",   2, "一票否决 不合格：严重违反财经纪律" },
        { "shili-songlin", 2, "一票否决 不合格：规模性聚集事件处置不力" },
};

static int by_total(const void *a, const void *b)
{
        const struct history_wish *x = a, *y = b;
        return (y->total.micro > x->total.micro) - (y->total.micro < x->total.micro);
}

static void year_of_group(struct ctx *cx, const struct edition *e, const struct edition_group *g,
                          int year, int before, struct history_wish *list, int *n)
{
        int from = *n;
        for (int i = 0; i < e->n_units; i++) {
                const struct edition_unit *u = &e->units[i];
                if (u->grp != g->id || *n == MOST_UNITS)
                        continue;
                struct history_wish w = { .unit = u->unit, .year = year, .group = g->name,
                        .total = { 8000 + 10 * (int64_t)chance((uint64_t)u->unit, 7, 110) +
                                   (int64_t)chance((uint64_t)u->unit, (uint64_t)before, 380) } };
                w.total.micro *= 10000;
                list[(*n)++] = w;
        }
        int units = *n - from;
        if (units)
                qsort(list + from, (size_t)units, sizeof(list[0]), by_total);
        for (int i = from; i < *n; i++) {
                int rank = i - from + 1;
                list[i].rank = rank, list[i].of = units;
                list[i].grade = rank <= units * 3 / 10 ? S("优秀") : rank <= units * 8 / 10 ? S("良好")
                                                                                            : S("合格");
                for (size_t k = 0; k < COUNT_OF(failed); k++) {
                        struct org_unit x;
                        if (failed[k].before != before ||
                            org_unit_by_code(cx, str_of(failed[k].unit), &x) || x.id != list[i].unit)
                                continue;
                        list[i].grade = S("不合格"), list[i].note = str_of(failed[k].note);
                }
        }
}

static const struct fail *put_history(struct ctx *cx, const struct edition *e)
{
        struct history_wish *list = NEW_ARRAY(cx->arena, struct history_wish, MOST_UNITS);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int before = YEARS_BEFORE; before > 0; before--) {
                int n = 0, year = e->year - before;
                for (int g = 0; g < e->n_groups; g++)
                        year_of_group(cx, e, &e->groups[g], year, before, list, &n);
                const struct fail *f = history_put_in(cx, e->unit, 0,
                        str_f(cx->arena, "关于%d年度综合目标绩效考核结果的通报（示委办〔%d〕9号）", year,
                              year + 1), list, n);
                if (f)
                        return f;
        }
        return tx_commit(&tx);
}

/* ---- the end of the year ------------------------------------------------------------------------- */

struct demo { struct ctx *cx; day today; int64_t now; struct edition e; struct calendar cal; };

/* Be on a day, or the next one that is worked, mid-morning; false: it has not come. */
static bool on(struct demo *d, day when)
{
        while (!calendar_works(&d->cal, when))
                when = day_add(when, 1);
        if (when.n >= d->today.n)
                return false;
        d->cx->today = when;
        d->cx->now = (((int64_t)when.n * 24 + 2) * 60) * 60000;
        return true;
}

static const struct fail *step(struct ctx *cx, int64_t run, const char *event, str number,
                               str reason)
{
        struct result_run r;
        const struct fail *f = result_run_find(cx, run, &r);
        struct flow_wish w = { .event = str_of(event), .version = r.version, .day = cx->today,
                               .number = number, .reason = reason,
                               .to = S("县目标绩效管理办公室（县政府办公楼 214 室，0000-2220000）") };
        return f ? f : result_step(cx, run, &w);
}

static const struct fail *appeal_step(struct ctx *cx, int64_t id, const char *event, str number,
                                      str reason)
{
        struct appeal a;
        const struct fail *f = appeal_find(cx, id, &a);
        struct flow_wish w = { .event = str_of(event), .version = a.version, .day = cx->today,
                               .number = number, .reason = reason };
        return f ? f : appeal_move_on(cx, id, &w);
}

/* The figure in question was typed too low by 6 %: corrected with the data it comes from. */
static const struct fail *correct(struct demo *d, const struct edition_node *x, int64_t unit)
{
        struct figure_live live;
        int64_t id = 0;
        figure_live(&live, d->cx, d->e.scheme, x->stem, unit, 11, S("actual"));
        bool there = figure_live_next(&live);
        struct figure_correction c = { .version = live.version, .reason = S("复核认定漏统，据实更正"),
                .data_version = str_f(d->cx->arena, "%d年度城镇新增就业核定数", d->e.year) };
        int64_t row = live.id, v = live.value, places = live.places, who = live.who;
        const struct fail *f = figure_live_end(&live);
        if (f || !there)
                return f;
        c.raw = decimal_str(d->cx->arena, muldiv(v, 106, 100), (int)places, false);
        /* by the clerk who entered it, passed by a person of the office */
        struct ctx by = *d->cx;
        struct figure_year y;
        struct goal_demo_signers it;
        int64_t passes = 0;
        by.user = who;
        f = figure_correct(&by, row, &c, &id);
        if (!f && who)
                f = figure_year_open(d->cx, d->e.scheme, &y);
        if (f || !who)
                return f;
        goal_demo_signers(&it, d->cx, S("office-business"));
        while (goal_demo_signers_next(&it))
                passes = it.person != who ? it.person : passes;
        f = goal_demo_signers_end(&it);
        by.user = passes;
        return f ? f : figures_move(&by, &y, S("review"), S(""), &(struct figure_move){ id, 1 }, 1);
}

static const struct fail *dispute(struct demo *d, int64_t run, day opened)
{
        struct ctx *cx = d->cx;
        struct org_unit u;
        const struct edition_node *x = NULL;
        int64_t id = 0;
        for (int i = 0; i < d->e.n_nodes; i++)
                if (str_is(d->e.nodes[i].code, "fz-jy"))
                        x = &d->e.nodes[i];
        const struct fail *f = org_unit_by_code(cx, S("shili-liuxi"), &u);
        if (f || !x || !on(d, day_add(opened, 1)))
                return f;
        f = appeal_file(cx, &(struct appeal_wish){ run, u.id, x->id,
                        S("12月新增就业少计一家企业用工，花名册和社保缴费记录随附。"),
                        S("按核定数更正城镇新增就业完成值。") }, &id);
        if (!f && on(d, day_add(opened, 2)))
                f = appeal_step(cx, id, "take", S(""), S(""));
        if (!f && on(d, day_add(opened, 4))) {
                f = appeal_step(cx, id, "change", S(""), S("经县人社局核对，漏统属实，按核定数更正。"));
                if (!f)
                        f = correct(d, x, u.id);
        }
        if (!f && on(d, day_add(opened, 5)))
                f = appeal_step(cx, id, "approve", S("县委目标绩效考核委员会会议纪要"), S(""));
        return f;
}

static const struct fail *finish(struct demo *d, day closed)
{
        struct ctx *cx = d->cx;
        int64_t run = 0;
        int year = d->e.year;
        if (!on(d, day_add(closed, 1)))
                return NULL;
        const struct fail *f = result_compute(cx, &(struct result_wish){ d->e.scheme, 11, RESULT_FINAL,
                                              S("柳溪镇申诉复核更正后重新核算") }, &run);
        if (!f && on(d, day_add(closed, 4)))
                f = step(cx, run, "decide", S("县委常委会会议纪要"),
                         S("柳溪镇申诉复核更正，组内名次随之变动"));
        if (!f && on(d, day_add(closed, 8)))
                f = step(cx, run, "publish", str_f(cx->arena,
                         "关于%d年度综合目标绩效考核结果的通报（示委办〔%d〕9号）", year, year + 1), S(""));
        if (!f && on(d, day_add(closed, 30)))
                f = step(cx, run, "archive", S(""), S(""));
        return f;
}

static const struct fail *last_year(struct demo *d)
{
        struct ctx *cx = d->cx;
        struct result_run run;
        int64_t id = 0;
        int year = d->e.year + 1;
        day until, opened = day_make(year, 2, 5);
        if (!on(d, day_make(year, 2, 2)))
                return NULL;
        const struct fail *f = result_compute(cx, &(struct result_wish){ d->e.scheme, 11,
                                              RESULT_PRELIMINARY, { 0 } }, &id);
        if (f || !on(d, opened))
                return f;
        f = step(cx, id, "open", str_f(cx->arena, "关于%d年度综合目标绩效考核初步结果的公示",
                                       d->e.year), S(""));
        if (!f)
                f = result_run_find(cx, id, &run);
        if (!f)
                f = appeal_until(cx, &run, &until);
        if (!f)
                f = dispute(d, id, opened);
        if (f)
                return f;
        day closed = day_add(until.n > run.public_until.n ? until : run.public_until, 1);
        if (closed.n < day_add(opened, 6).n)
                closed = day_add(opened, 6);
        if (!on(d, closed))
                return NULL;
        f = step(cx, id, "close", S(""), S(""));
        return f ? f : finish(d, closed);
}

/* ---- what had to be put right -------------------------------------------------------------------- */

/* All that is not a lost point, and what 柳溪镇 and the vetoed units lost most by. */
static const struct fail *list_items(struct ctx *cx, const struct result_run *run)
{
        const struct rectify_candidate *c;
        struct org_unit liuxi;
        str *keys;
        int n, added = 0;
        struct rectify_wish w = { .run = run->id, .share = 250000, .unit = DUE_MONTHS, .days = 10 };
        const struct fail *f = org_unit_by_code(cx, S("shili-liuxi"), &liuxi);
        if (!f)
                f = rectify_candidates(cx, run, w.share, 0, &c, &n);
        if (f)
                return f;
        w.keys = keys = NEW_ARRAY(cx->arena, str, (size_t)n + 1);
        for (int i = 0; i < n; i++)
                if (c[i].kind != RECTIFY_LEAF || c[i].unit == liuxi.id)
                        keys[w.n++] = c[i].key;
        return w.n ? rectify_put(cx, &w, &added) : NULL;
}

/* Each open item is taken as far as the unit has come by now. */
static const struct fail *work_on(struct demo *d, const struct rectify_item *x, int i)
{
        static const char *const events[] = { "start", "finish", "verify", "close" };
        struct ctx *cx = d->cx;
        struct rectify_item now;
        const struct fail *f = rectify_plan(cx, x->id, x->version, &(struct rectify_plan){
                S("责任没有压实到股室，平时调度不够。"), S("定专人负责，按月调度，每季度向目标办报进展。"),
                S("办公室"), DAY_NONE });
        int steps = i % 5;
        for (int k = 0; !f && k < steps; k++) {
                f = rectify_find(cx, x->id, &now);
                struct flow_wish w = { .event = str_of(events[k]), .version = now.version,
                        .day = DAY_NONE, .reason = S("制度已建立，问题已整改。") };
                if (!f)
                        f = rectify_move(cx, x->id, &w);
        }
        return f;
}

static const struct fail *put_right(struct demo *d, const struct result_run *run)
{
        struct ctx *cx = d->cx;
        const struct rectify_item *x;
        int n = 0;
        const struct fail *f = NULL;
        if (!on(d, day_add(run->published, 5)))
                return NULL;
        f = list_items(cx, run);
        if (!f)
                f = rectify_list(cx, &(struct rectify_filter){ run->id, -1, 0, 100 }, &x, &n);
        if (f || !on(d, day_add(run->published, 40)))
                return f;
        for (int i = 0; !f && i < n; i++)
                f = i % 4 == 3 ? NULL : work_on(d, &x[i], i);
        cx->today = d->today, cx->now = d->now;
        return f;
}

/* ---- what the office made of it ------------------------------------------------------------------ */

/* A proposal on the heaviest finding of these kinds; the first two are adopted, the third is not. */
static const struct fail *analyse(struct ctx *cx, const struct result_run *run)
{
        static const struct { enum finding_id id; const char *words, *event; } proposals[] = {
                { FINDING_SAME, "改为按完成质量分段计分，拉开差距；仍不能区分的，下年并入日常管理，不再计分。",
                  "adopt" },
                { FINDING_LOST, "目标按前三年实绩重新核定，季度给出序时进度，年中可以按程序调整一次。",
                  "adopt" },
                { FINDING_BONUS, "收紧加分范围，只认省级以上文件，同一事项只计一次。", "reject" },
                { FINDING_MOVED, "对大起大落的单位逐项复核当年的数据。", "" },
        };
        struct analysis a;
        const struct advice *list;
        int n;
        const struct fail *f = analysis_of(cx, run, &a);
        for (size_t i = 0; !f && i < COUNT_OF(proposals); i++) {
                const struct finding *x = NULL;
                for (int k = 0; k < a.n_findings && !x; k++)
                        if (a.findings[k].id == proposals[i].id)
                                x = &a.findings[k];
                if (!x)
                        continue;
                f = advice_put(cx, run, str_of(finding_rules[x->id].code), x->subject,
                               str_of(proposals[i].words), 0);
                if (!f)
                        f = advices_of(cx, run, &list, &n);
                if (f || !*proposals[i].event)
                        continue;
                struct flow_wish w = { .event = str_of(proposals[i].event), .version = 1,
                        .day = cx->today, .reason = *proposals[i].event == 'r'
                                ? S("下年市里统一规定加分，县里不另定。") : S("") };
                f = advice_move(cx, list[n - 1].id, &w);
        }
        return f;
}

/* The scheme of last year, if one was issued. */
static const struct fail *edition_of(struct ctx *cx, struct edition *ret)
{
        int64_t scheme;
        struct edition_in_force now;
        int year = day_year(cx->today) - 1;
        const struct fail *f = result_scheme_of(cx, year, &scheme);
        if (!f)
                f = edition_in_force(cx, scheme, day_make(year, 12, 31), &now);
        return f ? f : edition_read(cx, now.id, ret);
}

const struct fail *use_demo(struct ctx *cx)
{
        struct demo *d = NEW(cx->arena, struct demo);
        struct result_run run;
        *d = (struct demo){ .cx = cx, .today = cx->today, .now = cx->now };
        const struct fail *f = edition_of(cx, &d->e);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        f = calendar_load(cx, &d->cal);
        for (size_t i = 0; !f && i < COUNT_OF(effects); i++)
                f = put_effect(cx, &d->e, &effects[i]);
        if (!f)
                f = put_history(cx, &d->e);
        if (!f)
                f = last_year(d);
        cx->today = d->today, cx->now = d->now;
        if (!f)
                f = use_run(cx, d->e.year, &run);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        int n;
        f = use_propose(cx, run.id, &n);
        if (!f)
                f = put_right(d, &run);
        if (!f)
                f = analyse(cx, &run);
        cx->today = d->today, cx->now = d->now;
        return f;
}
