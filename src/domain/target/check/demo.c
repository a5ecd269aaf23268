/* domain/target/check/demo.c - a half-year check that is over, an open self-assessment, and last
 * year's. words: document text */
#include "core/audit/audit.h"
#include "core/calendar/calendar.h"
#include "domain/org/org.h"
#include "domain/target/check/check.h"
#include "domain/target/check/check.sql.h"
#include "domain/target/check/demo.sql.h"
#include "domain/target/result/result.h"

static const char *const reasons[] = {
        "雨季较长，室外工程有效施工时间少于往年", "用地和前期手续办结晚于计划，开工推迟",
        "上级资金下达较晚，支付进度受影响", "重点企业订单减少，增速回落",
        "部分数据按季核定后才计入，当期偏低", "群众申报不够踊跃，任务集中在后几个月",
        "经办人员调整，工作衔接有一段空档",
};
static const char *const measures[] = {
        "倒排工期，按周调度，增加作业面", "分管领导包抓，逐件列出手续清单，限期办结",
        "与资金主管部门对接，资金到位后五个工作日内支付", "走访重点企业，跟踪在建项目投产入库",
        "与数据提供单位逐月核对，季度末前完成补报", "进村入户宣传，简化申报材料，集中办理一批",
        "明确专人负责，按月报进展",
};
static const char *const words[] = {
        "按计划推进，责任到岗到人", "制度已建立，按季自查，问题随查随改", "已完成培训，台账齐全",
        "重点任务按清单推进，逐项销号",
};

struct demo {
        struct ctx        *cx;
        struct check_data  d;
        int64_t            liuxi, shuiwu, qingshi;
};

/* The same every time: a number below `below` by unit, indicator and use. */
static uint32_t chance(int64_t unit, int64_t sort, int use, uint32_t below)
{
        uint64_t x = (uint64_t)unit * 0x9e3779b97f4a7c15u + (uint64_t)sort * 0xbf58476d1ce4e5b9u +
                     (uint64_t)use * 0x94d049bb133111ebu;
        x ^= x >> 31;
        x *= 0xd6e8feb86659fd93u;
        x ^= x >> 32;
        return (uint32_t)(x % below);
}

static const struct fail *round_put(struct demo *d, int64_t scheme, enum check_kind kind,
                                    int period, day opened, int number, int64_t *ret)
{
        struct ctx *cx = d->cx;
        struct figure_year y;
        struct due due;
        int year, month, dom;
        const struct fail *f = figure_year_open(cx, scheme, &y);
        if (!f)
                f = calendar_due(cx, opened, &(struct due_rule){ .unit = DUE_WORKING, .n = 10 }, &due);
        if (f)
                return f;
        day_split(opened, &year, &month, &dom);
        *ret = check_round_insert(cx, scheme, number, kind, y.e.id, period, (str){ 0 }, 0, 95, 10,
                                  (int64_t)year * 1000000 + month * 10000 + dom * 100 + number, opened, due.on,
                                  kind == CHECK_HALF ? S("对照序时进度自查，落后的写清原因、措施和预计达到的时间。")
                                                     : S("对照全年目标自评，数有异议的写明理由和依据。"),
                                  0, (int64_t)opened.n * 86400000 + 3600000);
        for (int i = 0; i < y.e.n_units; i++)
                (void)check_paper_insert(cx, *ret, y.e.units[i].unit, due.on);
        audit_log(cx, "check.demo", "check_round", *ret, (str){ 0 });
        return check_data_read(cx, *ret, 0, true, &d->d);
}

/* What a unit writes beside a row. */
static void line_put(struct demo *d, const struct check_paper *p, const struct check_row *r,
                     str claim)
{
        str none = { 0 };
        int64_t unit = p->unit, sort = r->l->x->sort;
        bool lags = r->asked && (r->light == CHECK_BEHIND || r->light == CHECK_NOT_BEGUN);
        uint32_t at = chance(unit, sort, 1, COUNT_OF(reasons));
        day until = day_add(d->d.round.due, 60 + (int)chance(unit, sort, 2, 4) * 15);
        if (!r->asked && !claim.n)
                return;
        check_line_put(d->cx, p->id, r->l->x->stem,
                       r->asked && !lags ? str_of(words[chance(unit, sort, 3, COUNT_OF(words))]) : none,
                       lags ? str_of(reasons[at]) : none, lags ? str_of(measures[at]) : none, lags ? until : DAY_NONE,
                       claim.n ? r->l->inputs[r->main].key : none, claim,
                       claim.n ? S("本期已入库的一笔没有计入") : none, claim.n ? S("国库收入对账单") : none);
}

static void freeze(struct demo *d, const struct check_paper *p, const struct check_row *r)
{
        check_line_freeze(d->cx, p->id, r->l->x->stem, r->light, r->figure != 0, r->figure, r->text, r->has_plan,
                          r->plan, r->has_target, r->target, r->places);
}

/* A working day of the term, not yet to come. */
static day handed_in(struct demo *d, const struct check_paper *p)
{
        struct due on;
        day opened = d->d.round.opened, today = d->cx->today;
        struct due_rule rule = { .unit = DUE_WORKING, .n = 1 + (int)chance(p->unit, 2, 5, 10) };
        if (calendar_due(d->cx, opened, &rule, &on))
                return opened;
        return on.on.n < today.n ? on.on : today;
}

static void submit(struct demo *d, const struct check_paper *p, enum paper_state to, str opinion)
{
        const struct check_row *rows;
        int n;
        check_rows(d->cx, &d->d, p, &rows, &n);
        for (int i = 0; i < n; i++) {
                const struct check_row *r = &rows[i];
                bool claims = d->d.round.kind == CHECK_SELF && str_is(r->l->x->code, "fz-sr") && r->figure && !r->na &&
                              to == PAPER_SUBMITTED && chance(p->unit, 1, 4, 2) == 0;
                line_put(d, p, r, claims ? decimal_str(d->cx->arena, r->value + r->value / 50 + 1, r->places, false)
                                         : (str){ 0 });
                if (to != PAPER_RETURNED)
                        freeze(d, p, r);
        }
        check_paper_step(d->cx, p->id, 1, PAPER_DRAFT, to, p->due, opinion,
                         to == PAPER_RETURNED ? DAY_NONE : handed_in(d, p), false, 0);
}

static const struct fail *half(struct demo *d, int64_t scheme, int year)
{
        int64_t round = 0;
        int back = 0;
        const struct fail *f = round_put(d, scheme, CHECK_HALF, 5, day_make(year, 7, 3), 1, &round);
        for (int i = 0; !f && i < d->d.n_papers; i++) {
                const struct check_paper *p = &d->d.papers[i];
                bool own = p->unit == d->liuxi || p->unit == d->shuiwu;
                uint32_t at = own ? 99 : chance(p->unit, 3, 8, 100);
                back += at < 4;
                if (at < 4)
                        submit(d, p, PAPER_RETURNED, S("落后的指标没有写明责任和时限，请补充后重报"));
                else
                        submit(d, p, at < 14 ? PAPER_SUBMITTED : PAPER_ACCEPTED, (str){ 0 });
        }
        str told = back ? str_f(d->cx->arena, "退回的 %d 个单位没有重报，不再延期。"
                                              "滞后的目标列入下半年督查重点，按月调度。", back)
                        : S("各单位都已上报。滞后的目标列入下半年督查重点，按月调度。");
        if (!f)
                check_round_step(d->cx, round, 1, CHECK_OPEN, CHECK_CLOSED, d->d.round.due, told);
        return f;
}

/* What was drawn, all or as far as the departments have come: they found what the units hold. */
static const struct fail *verify_drawn(struct demo *d, int64_t round, bool all, int64_t at)
{
        const struct fail *f = check_data_read(d->cx, round, 0, true, &d->d);
        bool *drawn = NEW_ARRAY(d->cx->arena, bool, (size_t)d->d.n_papers + 1);
        for (int l = 0; !f && l < d->d.y.n_leaves; l++) {
                check_sample(d->cx, &d->d, l, drawn);
                for (int i = 0; i < d->d.n_papers; i++) {
                        const struct check_row *rows;
                        int n;
                        if (!drawn[i] || (!all && chance(d->d.papers[i].unit, l, 7, 10) < 4))
                                continue;
                        check_rows(d->cx, &d->d, &d->d.papers[i], &rows, &n);
                        for (int k = 0; k < n; k++)
                                if (rows[k].l == &d->d.y.leaves[l] && !rows[k].na && !rows[k].line.claim.n)
                                        check_line_verify(d->cx, rows[k].line.id, rows[k].line.version, CHECK_AGREED,
                                                          decimal_str(d->cx->arena, rows[k].value, rows[k].places,
                                                                      false),
                                                          (str){ 0 }, (str){ 0 }, false, 0, 0, at);
                }
        }
        return f;
}

static const struct fail *self(struct demo *d, int64_t scheme, int period, int number)
{
        int64_t round = 0;
        const struct fail *f = round_put(d, scheme, CHECK_SELF, period, day_add(d->cx->today, -6), number, &round);
        for (int i = 0; !f && i < d->d.n_papers; i++) {
                const struct check_paper *p = &d->d.papers[i];
                if (p->unit == d->qingshi)
                        submit(d, p, PAPER_RETURNED, S("滞后指标的措施没有写明责任和时限，请补充"));
                else if (p->unit != d->liuxi && p->unit != d->shuiwu && chance(p->unit, 0, 6, 100) < 45)
                        submit(d, p, PAPER_SUBMITTED, (str){ 0 });
        }
        return f ? f : verify_drawn(d, round, false, d->cx->now);
}

/* Last year's, closed: what some units claimed was compared with the treasury's statement and not
 * taken. */
static const struct fail *self_before(struct demo *d, int64_t scheme, int year)
{
        struct ctx *cx = d->cx;
        int64_t round = 0;
        const struct fail *f = round_put(d, scheme, CHECK_SELF, 11, day_make(year + 1, 1, 15), 3, &round);
        for (int i = 0; !f && i < d->d.n_papers; i++)
                submit(d, &d->d.papers[i], PAPER_SUBMITTED, (str){ 0 });
        if (!f)
                f = verify_drawn(d, round, true, (int64_t)d->d.round.due.n * 86400000 + 3600000);
        if (!f)
                f = check_data_read(cx, round, 0, true, &d->d);
        for (int i = 0; !f && i < d->d.n_papers; i++) {
                const struct check_paper *p = &d->d.papers[i];
                const struct check_row *rows;
                int n;
                check_rows(cx, &d->d, p, &rows, &n);
                for (int k = 0; k < n; k++)
                        if (rows[k].line.claim.n)
                                check_line_verify(cx, rows[k].line.id, rows[k].line.version, CHECK_DIFFERS,
                                                  decimal_str(cx->arena, rows[k].value, rows[k].places, false),
                                                  S("与国库对账单核对，申报的一笔属下一年度入库"), (str){ 0 }, false, 0, 0,
                                                  (int64_t)d->d.round.due.n * 86400000 + 3600000);
                check_paper_step(cx, p->id, p->version, PAPER_SUBMITTED, PAPER_ACCEPTED, p->due, (str){ 0 },
                                 p->submitted, false, 0);
        }
        if (!f)
                check_round_step(cx, round, 1, CHECK_OPEN, CHECK_CLOSED, d->d.round.due,
                                 S("自评与核验已经完成，结果按核验的数核算。"));
        return f;
}

const struct fail *check_demo(struct ctx *cx)
{
        struct demo *d = NEW(cx->arena, struct demo);
        struct org_unit u;
        int64_t this_year = 0, last_year = 0;
        int year, month, dom;
        day_split(cx->today, &year, &month, &dom);
        d->cx = cx;
        const struct fail *f = org_unit_by_code(cx, S("shili-liuxi"), &u);
        d->liuxi = u.id;
        if (!f)
                f = org_unit_by_code(cx, S("shili-shuiwu"), &u);
        d->shuiwu = u.id;
        if (!f)
                f = org_unit_by_code(cx, S("shili-qingshi"), &u);
        d->qingshi = u.id;
        if (!f)
                f = result_scheme_of(cx, year, &this_year);
        if (!f)
                f = result_scheme_of(cx, year - 1, &last_year);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        /* the half-year check of the year that has had one; the self-assessment from October on */
        bool had = month >= 8, now = month >= 10;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = half(d, had ? this_year : last_year, had ? year : year - 1);
        if (!f)
                f = self(d, now ? this_year : last_year, now ? month - 2 : 11, had == now ? 2 : 1);
        if (!f && now)
                f = self_before(d, last_year, year - 1);
        struct check_demo_office office;
        if (!f)
                f = check_demo_office(cx, &office);
        if (!f) {
                check_demo_hands(cx);
                check_demo_verifiers(cx, office.person);
                check_demo_openers(cx, office.person);
        }
        if (f)
                tx_refuse(cx, f);
        return tx_commit(&tx);
}
