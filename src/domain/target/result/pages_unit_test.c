/* domain/target/result/pages_unit_test.c - a unit's page, document and JSON: they add up and name
 * sources. */
#include "core/calendar/year.h"
#include "core/doc/doc.h"
#include "domain/target/result/faces.h"
#include "domain/target/show/show.h"
#include "tests/fixture_result.h"
#include "tests/story.h"
#include "tests/test.h"

/* A run of twelve months over a small county whose leaves are means of months; a few units pass
 * 100. */
static struct result_run a_run(struct ctx *cx, struct year_county *y)
{
        struct result_run run = { 0 };
        int64_t id = 0;
        done(calendar_seed(cx));
        cx->today = day_make(2025, 1, 20), cx->now = (int64_t)cx->today.n * 86400000;
        year_county_make(cx, 2024, 12, 16, y);
        year_county_fill(cx, y, 11);
        done(result_compute(cx, &(struct result_wish){ y->scheme, 11, RESULT_PRELIMINARY, { 0 } }, &id));
        done(db_wait(cx));
        done(result_run_find(cx, id, &run));
        return run;
}

/* Hundredths of a bar's label. */
static int64_t labelled(str s)
{
        int64_t v = 0;
        bool minus = str_starts(s, S("−"));
        s = minus ? str_from(s, strlen("−")) : str_starts(s, S("+")) ? str_from(s, 1) : s;
        ok(!decimal_read(s, 2, &v));
        return minus ? -v : v;
}

TEST_DB(bars_add_up_to_the_score_above_and_below_the_full_score)
{
        struct year_county y;
        struct result_run run = a_run(cx, &y);
        int above = 0, below = 0, gains = 0;
        for (int u = 0; u < y.n_units; u++) {
                struct unit_page p = { 0 };
                int64_t sum = 0;
                done(unit_page_fill(cx, &run, y.unit[u], 0, true, &p));
                ok(p.n_bars >= 2 && !p.differs);
                for (int i = 0; i + 1 < p.n_bars; i++) {
                        sum += labelled(p.bars[i].label);
                        gains += p.bars[i].gain;
                        ok(p.bars[i].y >= 30 && p.bars[i].y + p.bars[i].h <= 171);
                }
                int64_t off = sum - labelled(p.bars[p.n_bars - 1].label);
                ok(off <= p.n_bars && off >= -p.n_bars);        /* each label is rounded to a hundredth */
                above += p.u.total.micro > case_full(p.c, 0).micro;
                below += p.u.total.micro < case_full(p.c, 0).micro;
        }
        ok(above && below && gains);
}

TEST_DB(a_statement_explains_each_leaf_with_its_source)
{
        struct year_county y;
        struct result_run run = a_run(cx, &y);
        struct unit_page p = { 0 };
        struct doc *d;
        str text;
        done(unit_page_fill(cx, &run, y.unit[3], 0, true, &p));
        done(unit_document(cx, &p, &d));
        done(doc_write(cx, d, S("txt"), &text));
        static const char *const want[] = {
                "一、得分一览", "考核方案：考核方案第 1 版，示委办〔1〕1号，自 2024年1月1日 起执行。", "二、各项指标怎样得分",
                "全年得分：各期平均", "1 月", "÷ 12 = ", "折算", "计入总分", "数的来源", "目标任务书第 1 版",
                "第 1 次", "三、加分、扣分和等次限制", "四、总分、名次和等次", "总分 ", "名次" };
        for (size_t i = 0; i < COUNT_OF(want); i++)
                if (!test_ok(str_find(text, str_of(want[i])) >= 0, want[i], __FILE__, __LINE__))
                        test_note("%.*s", STR(str_head(text, 3000)));
        /* every leaf has its ladder */
        for (int i = 0; i < y.n_leaves; i++)
                ok(str_find(text, str_f(cx->arena, "%d. 指标%d", i + 1, i)) >= 0);
}

/* A run of last months in which one unit's figure is missing that another unit gives. */
static struct result_run a_run_without(struct ctx *cx, struct year_county *y, int unit, int leaf)
{
        struct result_run run = { 0 };
        int64_t id = 0;
        done(calendar_seed(cx));
        year_county_make(cx, 2024, 12, 16, y);
        year_county_fill(cx, y, 11);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        done(db_script(cx, str_f(cx->arena,
                                 "UPDATE scheme_node SET year_rule = %d, provider = %ld WHERE edition = %ld "
                                 "AND leaf = 1; DELETE FROM figure WHERE unit = %ld AND stem = %ld AND period = 9",
                                 YEAR_LAST, y->unit[0], y->edition, y->unit[unit], y->leaf[leaf])));
        done(tx_commit(&tx));
        done(result_compute(cx, &(struct result_wish){ y->scheme, 9, RESULT_MONITOR, { 0 } }, &id));
        done(db_wait(cx));
        done(result_run_find(cx, id, &run));
        return run;
}

/* 缺数 is a class of its own: on the page, in the bars, the tree, the statement, the heat map;
 * with who owes it. */
TEST_DB(a_missing_figure_is_told_as_owed_and_never_as_lost)
{
        enum { UNIT = 3, LEAF = 4 };
        struct year_county y;
        struct result_run run = a_run_without(cx, &y, UNIT, LEAF);
        struct unit_page p = { 0 };
        struct doc *d;
        str text;
        int64_t lost = 0, waits = 0, stake = 0;
        int n_bars = 0;
        done(unit_page_fill(cx, &run, y.unit[UNIT], y.leaf[LEAF], true, &p));
        ok(p.u.waiting >= 1 && p.n_lacks == p.u.waiting);
        ok(str_find(p.lead, S("暂列")) >= 0 && str_find(p.lead, S("不算失分：指标")) >= 0);
        ok(str_find(p.lead, S("（10 月，由第0镇报）")) >= 0);
        for (int i = 0; i < p.n_lines; i++) {
                const struct tree_line *x = &p.lines[i];
                if (x->x->id != y.leaf[LEAF])
                        continue;
                same_int(x->below.micro, 0);
                same_int(x->waits.micro, x->x->full.micro);
                ok(!x->losing && str_eq(x->got, S("缺数")) && str_eq(x->lost, S("0.00")));
        }
        for (int i = 0; i < p.n_lines; i++)
                if (!p.lines[i].x->depth)
                        lost += p.lines[i].below.micro, waits += p.lines[i].waits.micro;
        ok(waits > 0 && lost >= 0);
        for (int i = 0; i < p.n_bars; i++)
                if (p.bars[i].waits) {
                        n_bars++;
                        same_str(p.bars[i].name, "未计分（缺数）");
                        same_str(p.bars[i].label,
                                 str_f(cx->arena, "−%.*s", STR(points_two(cx, p.stake))).p);
                }
        same_int(n_bars, 1);
        ok(str_starts(p.told.got, S("未计分 / ")));
        same_str(p.lacks[0].now, "还没有报");
        struct unit_page kept = { .n_sum = 0 };
        done(unit_page_fill(cx, &run, y.unit[UNIT], 0, false, &kept));
        done(unit_document(cx, &kept, &d));
        done(doc_write(cx, d, S("txt"), &text));
        ok(str_find(text, S("由第0镇报；未计")) >= 0 && str_find(text, S("（未计 ")) >= 0);
        ok(str_find(text, S("组内缺数补齐以后才定")) >= 0);

        /* who lacks nothing has a total that is settled and a rank that is not */
        int others = 0;
        for (int u = 0; u < y.n_units; u++) {
                struct unit_page mate = { .n_sum = 0 };
                if (u == UNIT)
                        continue;
                done(unit_page_fill(cx, &run, y.unit[u], 0, true, &mate));
                if (!mate.u.waiting && result_group_waits(&mate.c->b, &mate.c->o, mate.c->u))
                        others++, ok(str_find(mate.lead, S("组内缺数补齐以后才定")) >= 0);
        }
        ok(others > 0);

        /* it has come since and waits for review: nobody is told to report what was reported */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        done(db_script(cx, str_f(cx->arena, "UPDATE figure SET period = 9, state = 1 WHERE unit = %ld AND stem = %ld "
                                 "AND period = 10", y.unit[UNIT], y.leaf[LEAF])));
        done(tx_commit(&tx));
        struct unit_page today = { 0 };
        done(unit_page_fill(cx, &run, y.unit[UNIT], y.leaf[LEAF], true, &today));
        ok(str_find(today.lead, S("（10 月，第0镇已报，待审核）")) >= 0);
        same_str(today.lacks[0].now, "已报，待审核");
        same_int(today.u.total.micro, p.u.total.micro);

        /* the statement of the same result says the same on both days */
        str later;
        kept = (struct unit_page){ .n_sum = 0 };
        done(unit_page_fill(cx, &run, y.unit[UNIT], 0, false, &kept));
        done(unit_document(cx, &kept, &d));
        done(doc_write(cx, d, S("txt"), &later));
        ok(str_eq(text, later));

        /* no run follows one that is replaced, or of a year that is archived: none will count it */
        struct result_run old = run;
        old.state = RESULT_REPLACED;
        today = (struct unit_page){ .n_sum = 0 };
        done(unit_page_fill(cx, &old, y.unit[UNIT], 0, true, &today));
        ok(today.n_lacks && !today.lacks[0].now.n);
        struct tx over CLEANUP(tx_end) = tx_begin(cx);
        done(db_script(cx, str_f(cx->arena, "UPDATE result_run SET state = %d WHERE id = %ld", RESULT_ARCHIVED,
                                 run.id)));
        done(tx_commit(&over));
        today = (struct unit_page){ .n_sum = 0 };
        done(unit_page_fill(cx, &run, y.unit[UNIT], 0, true, &today));
        ok(today.n_lacks && !today.lacks[0].now.n && str_find(today.lead, S("待审核")) < 0);

        /* the same from above */
        struct show s;
        struct heat h;
        int found = 0;
        done(show_of(cx, run.id, &s));
        for (int g = 0; g < s.basis.ready.n_groups; g++) {
                heat_of(cx->arena, &s, g, HEAT_OFFICIAL, &h);
                for (int r = 0; r < h.n_rows; r++)
                        for (int i = 0; h.rows[r].leaf >= 0 && i < h.n_units; i++) {
                                const struct heat_cell *c = &h.rows[r].cells[i];
                                stake += c->waits.micro;
                                if (c->state == HEAT_MISSING)
                                        found++, same_int(c->loss.micro, 0);
                        }
                for (int i = 0; i < h.n_worst; i++)
                        same_int(h.worst[i].state, HEAT_SCORED);
        }
        struct result_lack *lacks;
        same_int(found, result_lacks(cx->arena, &s.basis, &s.out, -1, &lacks));
        ok(found > 0 && stake > 0);
}

/* One ladder of the last period, whose rule says that it is the year's; the page has the steps to the total and
 * the rank that the document has. */
TEST_DB(a_leaf_that_counts_by_its_last_period_has_one_ladder)
{
        enum { UNIT = 3, LEAF = 4 };
        struct year_county y;
        struct result_run run = a_run_without(cx, &y, UNIT, LEAF);
        struct unit_page p = { .n_sum = 0 }, q = { .n_sum = 0 };
        struct doc *d;
        str text;
        int64_t node = 0;
        done(unit_page_fill(cx, &run, y.unit[UNIT], 0, true, &p));
        for (int i = 0; i < p.n_lines && !node; i++)
                if (p.lines[i].losing && p.lines[i].x->leaf && str_starts(p.lines[i].inputs, S("目标值")))
                        node = p.lines[i].x->id;
        if (!ok(node != 0))
                return;
        done(unit_page_fill(cx, &run, y.unit[UNIT], node, true, &q));
        int rules = 0, data = 0, results = 0, said = 0;
        for (int i = 0; i < q.told.n_rungs; i++) {
                const struct rung *r = &q.told.rungs[i];
                rules += !strcmp(r->title, "规则"), data += !strcmp(r->title, "用到的数"), results += r->got.n > 0;
                for (int k = 0; k < r->n; k++)
                        said += str_eq(r->line[k].text, S("全年得分：取最后一期，即10 月"));
        }
        ok(rules == 1 && data == 1 && results == 1 && said == 1 && q.told.sources_shown && q.n_totals > 4);
        done(unit_document(cx, &q, &d));
        done(doc_write(cx, d, S("txt"), &text));
        for (int i = 0; i < q.n_totals; i++)
                ok(str_find(text, q.totals[i].text) >= 0);
        /* equal totals that the list parted: by what, and what the unit has of it */
        struct unit_case tied = *q.c;
        struct place *places = NEW_ARRAY(cx->arena, struct place, (size_t)tied.b.input.n_units);
        int64_t *key = NEW_ARRAY(cx->arena, int64_t, (size_t)tied.b.input.n_units);
        memcpy(places, tied.o.places, sizeof(*places) * (size_t)tied.b.input.n_units);
        places[tied.u].first_tied = 2, places[tied.u].tied = 1, places[tied.u].rule = 1, key[tied.u] = 38500000;
        tied.o.places = places, tied.o.ties[0] = (struct tie_rule){ S("重点工作得分"), key, false };
        q.c = &tied;
        totals_tell(cx, &q);
        int parted = 0;
        for (int i = 0; i < q.n_totals; i++)
                parted += str_eq(q.totals[i].text, S("总分相同的有 2 个，按重点工作得分分先后（本单位 38.5）"));
        same_int(parted, 1);
}

/* Statements of many units count a session once; one whose votes do not add up leaves the statement whole. */
TEST_DB(a_session_is_counted_once_for_many_statements)
{
        const struct poll_line *lines;
        struct polls_kept kept = { .arena = cx->arena };
        int n, sessions = 0, secret = 0;
        story_county(cx);
        done(poll_list(cx, &lines, &n));
        for (int i = 0; i < n; i++) {
                const struct poll_told *alone, *with;
                struct poll p;
                if (lines[i].state != POLL_COUNTED && lines[i].state != POLL_PUT)
                        continue;
                done(poll_read(cx, lines[i].id, &p));
                str origin = str_f(cx->arena, "ballot:%ld", p.id);
                for (int u = 0; u < p.n_units; u++) {
                        int64_t from = cx->db->n_statements;
                        done(poll_told_of(cx, origin, p.units[u].unit, NULL, &alone));
                        int64_t cost = cx->db->n_statements - from;
                        from = cx->db->n_statements;
                        done(poll_told_of(cx, origin, p.units[u].unit, &kept, &with));
                        ok(u ? cx->db->n_statements - from < cost : kept.n == sessions + 1);
                        ok(alone && with && with->how.n == alone->how.n && str_eq(with->title, alone->title));
                        for (int k = 0; alone && with && k < with->how.n; k++)
                                ok(str_eq(with->how.line[k].text, alone->how.line[k].text));
                }
                sessions++;
                if (!p.secret)
                        continue;
                secret++;
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                done(db_script(cx, str_f(cx->arena, "UPDATE poll_tally SET n = 30000 WHERE poll = %ld", p.id)));
                done(tx_commit(&tx));
                struct poll_count c;
                const struct fail *f = poll_tally(cx, &p, &c);
                ok(f && f->kind == FAIL_CONFLICT);
                done(poll_told_of(cx, origin, p.units[0].unit, NULL, &alone));
                ok(!alone);
        }
        ok(sessions > 0 && secret > 0);
}
