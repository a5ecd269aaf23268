/* domain/target/award/award_test.c - the ladder behind its gates, settled once, followed to its figures. */
#include "domain/org/org.h"
#include "domain/target/award/award.h"
#include "domain/target/result/steps.h"
#include "domain/target/year/figure.h"
#include "tests/fixture_result.h"
#include "tests/test.h"

static int64_t released(struct ctx *cx, const struct year_county *y, int through)
{
        struct result_run run;
        int64_t id = 0;
        done(result_compute(cx, &(struct result_wish){ y->scheme, through, RESULT_MONITOR, { 0 } }, &id));
        done(result_run_find(cx, id, &run));
        done(result_step(cx, id, &(struct flow_wish){ .event = S("release"), .version = run.version,
                                                      .day = cx->today }));
        return id;
}

/* The leaf whose gate finds most figures, and one of them. */
static struct award_gate gate_on(struct ctx *cx, const struct edition *e, int64_t bound)
{
        struct award_gate g = { .input = S("actual"), .bound = bound, .places = 0 };
        (void)cx;
        for (int i = 0; i < e->n_nodes && !g.stem; i++)
                if (str_is(e->nodes[i].method, "F1"))
                        g.stem = e->nodes[i].stem;
        return g;
}

static int effects_now(struct ctx *cx, const struct edition *e, points *ret_sum)
{
        struct effect_record *list;
        int n = 0;
        done(register_read(cx, e, &list, &n));
        *ret_sum = (points){ 0 };
        for (int i = 0; i < n; i++)
                ret_sum->micro += list[i].wish.amount.micro;
        return n;
}

TEST_DB(award_of_a_month_is_the_ladder_of_its_ranks)
{
        struct year_county y;
        struct edition e;
        struct award_month m;
        struct award_rule r = { .name = S("月度评价办法"), .until = 11, .step = { { 500000 }, { 300000 }, { 100000 } },
                                .n_steps = 3 };
        points sum;
        year_county_make(cx, 2024, 60, 40, &y);
        year_county_fill(cx, &y, 8);
        done(register_edition(cx, y.scheme, &e));
        done(award_put(cx, &e, &r, &r.id));
        done(award_find(cx, r.id, &e, &r));
        done(award_month_of(cx, &e, &r, 8, &m));
        ok(!m.has_run && !m.settled);
        const struct fail *f = award_settle(cx, r.id, 8);
        ok(f && f->kind == FAIL_CONFLICT);                      /* no result of the month is published */
        released(cx, &y, 8);
        done(award_month_of(cx, &e, &r, 8, &m));
        ok(m.has_run && m.n_lines >= 6 * 3);                    /* six groups, three ranks, ties beside */
        int64_t want = 0;
        for (int i = 0; i < m.n_lines; i++) {
                static const int64_t ladder[] = { 500000, 300000, 100000 };
                ok(m.lines[i].rank >= 1 && m.lines[i].rank <= 3);
                same_int(m.lines[i].amount.micro, ladder[m.lines[i].rank - 1]);
                want += m.lines[i].amount.micro;
        }
        done(award_settle(cx, r.id, 8));
        same_int(effects_now(cx, &e, &sum), m.n_lines);
        same_int(sum.micro, want);
        f = award_settle(cx, r.id, 8);
        ok(f && f->kind == FAIL_CONFLICT);                      /* once */
        done(award_find(cx, r.id, &e, &r));
        f = award_put(cx, &e, &r, &r.id);
        ok(f && f->kind == FAIL_CONFLICT);                      /* a rule that was used stays as it is */
        /* what was settled reads as it was settled */
        struct award_month kept;
        done(award_month_of(cx, &e, &r, 8, &kept));
        ok(kept.settled);
        same_int(kept.n_lines, m.n_lines);
        for (int i = 0; i < kept.n_lines && i < m.n_lines; i++) {
                same_int(kept.lines[i].unit, m.lines[i].unit);
                same_int(kept.lines[i].amount.micro, m.lines[i].amount.micro);
                ok(kept.lines[i].effect > 0);
        }
        done(award_stop(cx, r.id, r.version, true));
        f = award_settle(cx, r.id, 7);
        ok(f && f->kind == FAIL_CONFLICT);
}

TEST_DB(award_counts_only_behind_its_gates_and_names_the_figure)
{
        struct year_county y;
        struct edition e;
        struct award_month m;
        struct award_rule low = { .name = S("低门槛"), .until = 11, .step = { { 500000 } }, .n_steps = 1 }, high = low;
        points sum;
        year_county_make(cx, 2024, 60, 40, &y);
        year_county_fill(cx, &y, 8);
        done(register_edition(cx, y.scheme, &e));
        released(cx, &y, 8);
        low.gate[0] = gate_on(cx, &e, 0), low.n_gates = 1;
        high.name = S("高门槛"), high.gate[0] = gate_on(cx, &e, 1000000000), high.n_gates = 1;
        done(award_put(cx, &e, &low, &low.id));
        done(award_put(cx, &e, &high, &high.id));
        done(award_find(cx, low.id, &e, &low));
        done(award_month_of(cx, &e, &low, 8, &m));
        int held = 0;
        for (int i = 0; i < m.n_lines; i++) {
                const struct award_line *x = &m.lines[i];
                struct figure_row row;
                held += x->failed < 0;
                ok(x->seen[0].there == (x->seen[0].figure > 0));
                ok(x->seen[0].asked);
                same_int(x->failed, x->seen[0].there && x->seen[0].value >= 0 ? -1 : 0);
                same_int(x->amount.micro, x->failed < 0 ? 500000 : 0);
                if (!x->seen[0].there || !done(figure_find(cx, x->seen[0].figure, &row)))
                        continue;
                same_int(row.value, x->seen[0].value);
                same_int(row.unit, x->unit);
                ok(row.period <= 8);
        }
        ok(held > 0);
        done(award_settle(cx, low.id, 8));
        same_int(effects_now(cx, &e, &sum), held);
        done(award_settle(cx, high.id, 8));                     /* settled, with nothing for anybody */
        same_int(effects_now(cx, &e, &sum), held);
        done(award_find(cx, high.id, &e, &high));
        done(award_month_of(cx, &e, &high, 8, &m));
        ok(m.settled && m.n_lines > 0);
        for (int i = 0; i < m.n_lines; i++)
                ok(m.lines[i].failed == 0 && !m.lines[i].amount.micro && !m.lines[i].effect);
}

TEST_DB(award_rule_says_what_is_wrong_with_it)
{
        struct year_county y;
        struct edition e;
        const struct fail *f;
        int64_t id;
        year_county_make(cx, 2024, 20, 20, &y);
        done(register_edition(cx, y.scheme, &e));
        const struct award_rule good = { .name = S("甲"), .until = 11, .step = { { 500000 }, { 300000 } },
                                         .n_steps = 2 };
        struct { struct award_rule r; const char *field; } cases[] = {
                { good, "name" }, { good, "until" }, { good, "ladder" }, { good, "ladder" }, { good, "class" },
                { good, "leaf1" },
        };
        cases[0].r.name = S(" ");
        cases[1].r.since = 5, cases[1].r.until = 4;
        cases[2].r.n_steps = 0;
        cases[3].r.step[1].micro = 600000;
        cases[4].r.klass = S("没有");
        cases[5].r.gate[0].stem = 999999, cases[5].r.n_gates = 1;
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                f = award_put(cx, &e, &cases[i].r, &id);
                ok(f && f->kind == FAIL_INVALID);
                same_str(f ? f->field : S(""), cases[i].field);
        }
        done(award_put(cx, &e, &good, &id));
        f = award_put(cx, &e, &good, &id);                      /* the name is taken */
        ok(f && f->kind == FAIL_INVALID && str_is(f->field, "name"));
}
