/* domain/target/year/wide_test.c - figures that come in sheets laid wide. */
#include "core/import/batch.h"
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/target.h"
#include "domain/target/year/figure.sql.h"
#include "domain/target/year/wide.h"
#include "tests/fixture_demo.h"
#include "tests/story.h"

static int leaf_named(const struct figure_year *y, const char *code)
{
        for (int i = 0; i < y->n_leaves; i++)
                if (str_is(y->leaves[i].x->code, code))
                        return i;
        ok(false);
        return 0;
}

/* What a wide file says of its cells. */
static void head_is(struct ctx *cx, const struct figure_year *y, const char *head, const char *want)
{
        struct figure_head h;
        str got = !figure_head_read(cx, y, str_of(head), &h) ? S("-")
                : str_f(cx->arena, "%.*s|%.*s|%.*s|%d", STR(h.leaf), STR(h.item), STR(h.measure), h.month + 1);
        same_str(got, want);
}

TEST_DB(heads_of_a_statistics_workbook_are_understood)
{
        static const struct { const char *head, *want; } cases[] = {
                { "固定资产投资", "固定资产投资|||0" }, { "固定资产投资（亿元）", "固定资产投资||亿元|0" },
                { " 固定资产投资(万元) ", "固定资产投资||万元|0" }, { "fz-tz", "fz-tz|||0" },
                { "fz-tz 固定资产投资", "fz-tz|||0" }, { "固定资产", "-" }, { "", "-" }, { "（亿元）", "-" },
                { "安全生产与应急：一般事故一起", "安全生产与应急|一般事故一起||0" },
                { "安全生产与应急：没有的情形", "-" }, { "：", "-" }, { "单位：亿元", "||亿元|0" },
                { "3月", "|||3" }, { "０３月", "|||3" }, { "2024年9月", "|||9" }, { "1-9月", "|||9" },
                { "1—11月份", "|||11" }, { "一季度", "|||3" }, { "上半年", "|||6" }, { "2024年全年", "|||12" },
                { "13月", "-" }, { "0月", "-" }, { "3月增速", "-" }, { "2024年", "-" }, { "9", "-" },
        };
        struct figure_year y;
        demo_targets(cx);
        done(figure_year_open(cx, story_scheme(cx, 2024), &y));
        for (size_t i = 0; i < COUNT_OF(cases); i++)
                head_is(cx, &y, cases[i].head, cases[i].want);
}

static int bring(struct ctx *cx, int64_t scheme, const char *name, str bytes, int64_t *ret)
{
        struct import_batch_of b = { 0 };
        str about = str_f(cx->arena, "{\"scheme\":\"%ld\",\"month\":\"9\"}", scheme);
        done(import_receive(cx, importer_of(S("target.figures")), about, str_of(name), bytes, ret));
        done(import_read(cx, *ret));
        done(import_batch_of(cx, *ret, &b));
        same_int(b.state, IMPORT_READY);
        return (int)(b.n_rows - b.n_bad);
}

/* What the preview says of the bad rows: "4D x 不是数;…". */
static str faults_of(struct ctx *cx, int64_t batch)
{
        struct import_rows it;
        struct buf why = buf_new(cx->arena, 1 << 16);
        import_rows(&it, cx, batch, 0, 2, 2, 0, 100);
        while (import_rows_next(&it)) {
                struct import_staged s = import_staged_of(cx,
                        importer_of(S("target.figures"))->table, &it);
                for (int i = 0; i < s.n_notes; i++)
                        buf_f(&why, "%ld%.*s %.*s;", s.line,
                              STR(column_name(cx->arena, s.note[i].col)),
                              STR(s.note[i].reason));
        }
        done(import_rows_end(&it));
        return buf_str(&why);
}

/* Whoever sent a workbook mends it once: all rows, and all that is wrong with each. */
TEST_DB(all_that_is_wrong_with_figures_of_a_file_is_said_at_once)
{
        int64_t id = 0;
        demo_targets(cx);
        int64_t scheme = story_scheme(cx, 2024);
        done(period_move(cx, scheme, 2, S("lock"), (str){ 0 }));
        same_int(bring(cx, scheme, "数据.csv", S("考核单位,考核指标,栏目,所属月,数,计量单位\n"
                 "柳溪镇,fz-tz,没有的栏,12,1.23456789,万元\n"
                 "县水务局,fz-tz,,3,x,\n"
                 "没有的局,fz-tz,,15,y,万元\n"
                 "柳溪镇,fz-tz,,9,3.25,亿元\n"), &id), 1);
        str why = faults_of(cx, id);
        static const char *const want[] = {
                "2C “固定资产投资”没有“没有的栏”这一栏", "2D 2024 年 12 月还没有到",
                "2F 方案里“固定资产投资”的计量单位是“亿元”", "3A ", "不考核这个单位", "3D 2024 年 3 月的数据已锁定", "3E ",
                "4A 不在“方案的考核对象”中", "4D ", "4E ", "4F 方案里“固定资产投资”的计量单位是“亿元”",
        };
        for (size_t i = 0; i < COUNT_OF(want); i++)
                if (!ok(str_find(why, str_of(want[i])) >= 0))
                        same_str(why, want[i]);
}

TEST_DB(figures_come_from_a_sheet_with_units_down_and_indicators_across)
{
        struct org_unit u;
        const struct figure_row *rows;
        int64_t id = 0;
        int n = 0;
        demo_targets(cx);
        int64_t scheme = story_scheme(cx, 2024);
        /* short name, full name and code of units; name with unit and code of indicators */
        same_int(bring(cx, scheme, "主要指标.csv", S("2024年9月主要经济指标,,,\n"
                 "序号,考核单位,固定资产投资（亿元）,fz-jy,粮食播种面积,说不清\n"
                 "1,柳溪镇,3.25,120,,\n2,青石乡人民政府,2.5,x,,9\n3,shili-liuxi-x,1,,,\n4,柳溪镇,9,,,\n"), &id), 3);
        str why = faults_of(cx, id);
        ok(str_find(why, S("4D ")) >= 0);               /* x is no figure: row 4, column D */
        ok(str_find(why, S("5B 不在“方案的考核对象”中")) >= 0);
        done(import_apply(cx, id, true));
        done(org_unit_by_code(cx, S("shili-liuxi"), &u));
        const struct figure_filter by = { .unit = u.id, .state = -1 };
        done(figures_of_month(cx, scheme, 8, &by, &rows, &n));
        same_int(n, 2);
        struct import_undo undone = { 0 };
        done(import_undo(cx, id, &undone));
        done(figures_of_month(cx, scheme, 8, &by, &rows, &n));
        same_int(n, 0);
}

TEST_DB(figures_come_from_a_sheet_with_months_across)
{
        struct org_unit u;
        int64_t id = 0, value = 0;
        struct figure_live live;
        demo_targets(cx);
        int64_t scheme = story_scheme(cx, 2024);
        struct figure_year y;
        done(figure_year_open(cx, scheme, &y));
        int64_t stem = y.leaves[leaf_named(&y, "fz-tz")].x->stem;
        same_int(bring(cx, scheme, "x.csv", S("固定资产投资,,,\n单位：亿元,,,\n考核单位,7月,1-8月,9月\n"
                                              "柳溪镇,1.25,2.5,3.75\n青石乡,,,0.5\n"), &id), 4);
        done(import_apply(cx, id, true));
        done(org_unit_by_code(cx, S("shili-liuxi"), &u));
        figure_live(&live, cx, scheme, stem, u.id, 7, S("actual"));
        while (figure_live_next(&live))
                value = live.value;
        done(figure_live_end(&live));
        same_int(value, 250);
        /* brought again with one cell changed: by key, one changed and three the same */
        struct import_batch_of b;
        bring(cx, scheme, "x.csv", S("固定资产投资,,,\n考核单位,7月,1-8月,9月\n柳溪镇,1.25,2.75,3.75\n青石乡,,,0.5\n"), &id);
        done(import_batch_of(cx, id, &b));
        same_int(b.n_changed, 1);
        same_int(b.n_same, 3);
        /* another unit of measure is not swallowed */
        same_int(bring(cx, scheme, "x.csv", S("固定资产投资,\n单位：万元,\n考核单位,9月\n柳溪镇,37500\n"), &id), 0);
}

TEST_DB(the_wide_template_is_read_by_the_import)
{
        str bytes;
        struct import_open open = { 0 };
        demo_targets(cx);
        int64_t scheme = story_scheme(cx, 2024);
        const struct importer *k = importer_of(S("target.figures"));
        done(k->open(cx, str_f(cx->arena, "{\"scheme\":\"%ld\",\"month\":\"9\"}", scheme), &open));
        if (!done(k->wide(cx, &open, &bytes)))
                return;
        struct import *im = import_new(cx, k->table, open.arg);
        done(import_file(im, S("t.xlsx"), bytes, false));
        import_end(im);
        /* every head is known: the only fault is that nothing stands below */
        ok(im->n_headers > 5);
        for (int i = 0; i < im->n_headers; i++)
                ok(im->header[i].turn != NULL);
        same_int(im->n_headless, 0);
        same_int(im->n_findings, 1);
        same_str(im->n_findings ? im->finding[0].reason : S(""), "表头下面没有内容");
}

/* What a file replaced comes back as it was: by whom, whence, and also what had been returned. */
TEST_DB(figures_put_back_keep_who_entered_them)
{
        enum { ENTERED = 5, IMPORTED, REVIEWS, UNDID };
        struct org_unit u;
        struct figure_year y;
        struct figure_row r;
        struct figure_live live;
        int64_t id = 0, mine = 0, returned = 0, now = cx->now, left = 0;
        demo_targets(cx);
        int64_t scheme = story_scheme(cx, 2024);
        done(figure_year_open(cx, scheme, &y));
        done(org_unit_by_code(cx, S("shili-liuxi"), &u));
        int64_t tz = y.leaves[leaf_named(&y, "fz-tz")].x->stem,
                jy = y.leaves[leaf_named(&y, "fz-jy")].x->stem;
        cx->user = ENTERED;
        struct figure_in in = { .stem = tz, .unit = u.id, .period = 8, .input = S("actual"),
                                .raw = S("3.25"),
                                .reason = S("按初步统计"), .seen = -1 };
        done(figure_put(cx, scheme, &in, &mine));
        in.stem = jy, in.raw = S("120");
        done(figure_put(cx, scheme, &in, &returned));
        done(figures_move(cx, &y, S("submit"), (str){ 0 }, &(struct figure_move){ returned, 1 },
                          1));
        cx->user = REVIEWS;
        done(figures_move(cx, &y, S("return"), S("口径不一致"), &(struct figure_move){ returned, 2 },
                          1));
        cx->user = IMPORTED, cx->now = now + 60000;
        same_int(bring(cx, scheme, "x.csv", S("考核单位,fz-tz,fz-jy\n柳溪镇,4.5,130\n"), &id), 2);
        done(import_apply(cx, id, true));
        done(figure_find(cx, mine, &r));
        same_int(r.who, IMPORTED);
        cx->user = UNDID, cx->now = now + 120000;
        struct import_undo undone = { 0 };
        done(import_undo(cx, id, &undone));
        done(figure_find(cx, mine, &r));
        same_str(r.raw, "3.25");
        same_str(r.reason, "按初步统计");
        same_int(r.who, ENTERED);
        same_int(r.source, FIGURE_BY_HAND);
        ok(r.at == now && r.live && !r.origin.n);
        figure_live(&live, cx, scheme, jy, u.id, 8, S("actual"));
        while (figure_live_next(&live))
                left = live.id;
        done(figure_live_end(&live));
        same_int(left, returned);
        done(figure_find(cx, returned, &r));
        same_int(r.state, FIGURE_RETURNED);
        same_str(r.opinion, "口径不一致");
}
