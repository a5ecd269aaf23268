/* domain/target/imports_test.c - indicators out as a file and in again; what a file may not say. */
#include "domain/target/imports.h"
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/target.h"
#include "domain/target/tree.h"
#include "tests/faults.h"
#include "tests/fixture_demo.h"
#include "tests/fixture_told.h"
#include "tests/test.h"

/* A draft of 2031: with everything of 示例县's scheme, or with its groups and units only. */
static int64_t draft(struct ctx *cx, const char *name, bool bare)
{
        struct org_unit county;
        struct edition e;
        int64_t id = 0;
        done(org_unit_by_code(cx, S("shili"), &county));
        done(scheme_begin(cx, &(struct scheme_new){ county.id, 2031, str_of(name), 1 }, &id));
        done(edition_read(cx, id, &e));
        for (int i = e.n_nodes; bare && i-- > 0;)
                done(node_remove(cx, e.nodes[i].id, e.nodes[i].version));
        return id;
}

static void plant(struct ctx *cx)
{
        demo_targets(cx);
}

static const struct fail *bring(struct ctx *cx, int64_t edition, const char *name, str bytes,
                                struct import **ret, struct import_write *w)
{
        struct import_open opened = { 0 };
        const struct importer *k = &nodes_importer;
        str about = str_f(cx->arena, "{\"edition\":\"%ld\"}", edition);
        const struct fail *f = k->open(cx, about, &opened);
        if (f)
                return f;
        struct import *im = import_new(cx, k->table, opened.arg);
        f = import_file(im, str_of(name), bytes, false);
        if (f)
                return f;
        import_end(im);
        *ret = im;
        *w = (struct import_write){ .about = about, .open = opened };
        if (!import_clean(im))
                return fail(cx, INVALID, "%.*s", STR(import_sentence(im, &im->finding[0])));
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        tx_refuse(cx, k->put(cx, im, w));
        return tx_commit(&tx);
}

/* The tree and the weights alone: what a file of indicators holds. */
static str tree_text(struct ctx *cx, int64_t id)
{
        struct edition e;
        done(edition_read(cx, id, &e));
        e.name = S("同名"), e.number = 1;
        return edition_text(cx, &e);
}

/* What the demonstration has none of: units left out, groups of their own, both kinds of rows. */
static void odd_nodes(struct ctx *cx, int64_t id)
{
        struct edition e;
        int64_t fresh;
        done(edition_read(cx, id, &e));
        const struct edition_node *leaf = NULL;
        for (int i = 0; i < e.n_nodes && !leaf; i++)
                leaf = e.nodes[i].leaf ? &e.nodes[i] : NULL;
        struct edition_na na[] = { { e.units[0].unit, S("没有任务；不考核") }, { e.units[1].unit, S("新组建=当年") } };
        done(node_not_for(cx, leaf->id, leaf->version, na, 2));
        struct edition_row rows[] = { { S("好：九成以上"), S("[90,100]"), S(""), { 0 }, 1000000, { 0 } },
                                      { S("一般"), S("<90"), S(">=1/3"), { 3500000 }, -1, { 0 } } };
        struct edition_row events[] = { { S("迟报，一次"), S(""), S(""), { 500000 }, -1, { 2000000 } },
                                        { S("漏报"), S(""), S(""), { 1000000 }, -1, { 0 } } };
        struct node_wish w = { node_fresh(leaf->parent, true) };
        w.node.code = S("rt-1"), w.node.name = S("往返"), w.node.method = S("F13"), w.node.rows = rows, w.node.n_rows = 2;
        w.node.in_group = NEW_ARRAY(cx->arena, points, (size_t)e.n_groups);
        for (int g = 0; g < e.n_groups; g++)
                w.node.in_group[g] = g == 0 ? FULL_NONE : g == 1 ? (points){ 4500000 } : POINTS_AS_NODE;
        w.node.step = 10000, w.node.mode = ROUND_DOWN, w.node.down = true, w.node.evidence = EVIDENCE_WISHED;
        w.node.scorer = e.units[2].unit, w.node.provider = e.units[3].unit, w.node.rule = S("第一行\n第二行");
        done(node_add(cx, id, &w, &fresh));
        w.node.code = S("rt-2"), w.node.name = S("=事项"), w.node.method = S("F15"), w.node.rows = events;
        done(node_add(cx, id, &w, &fresh));
}

static void out_and_in(struct ctx *cx, const char *filename, bool csv)
{
        struct edition e, again;
        struct import *im;
        struct import_write w;
        str file;
        plant(cx);
        int64_t full = draft(cx, "照抄", false), bare = draft(cx, "空白", true);
        odd_nodes(cx, full);
        done(edition_read(cx, full, &e));
        ok(e.n_nodes > 30);
        str want = tree_text(cx, full);
        done(nodes_sheet(cx, &e, csv, &file));
        done(bring(cx, bare, filename, file, &im, &w));
        same_int(im->n_rows, e.n_nodes);
        same_str(tree_text(cx, bare), str_copy(cx->arena, want).p);
        /* over itself: no indicator is touched */
        done(bring(cx, full, filename, file, &im, &w));
        done(edition_read(cx, full, &again));
        for (int i = 0; i < e.n_nodes; i++)
                same_int(again.nodes[i].version, e.nodes[i].version);
        same_str(tree_text(cx, full), str_copy(cx->arena, want).p);
}

TEST_DB(nodes_go_out_as_xlsx_and_in_again_unchanged) { out_and_in(cx, "指标.xlsx", false); }
TEST_DB(nodes_go_out_as_csv_and_in_again_unchanged) { out_and_in(cx, "指标.csv", true); }

static const struct edition_node *coded(const struct edition *e, const char *code)
{
        for (int i = 0; i < e->n_nodes; i++)
                if (str_is(e->nodes[i].code, code))
                        return &e->nodes[i];
        return NULL;
}

/* New ones to any depth, one changed, one moved below a new block; taken back whole. */
static const char some[] =
        "代码,上级指标,指标名称,分值,计分方法,方法参数,考核部门,周期,各组分值\n"
        "zz,,专项工作,30,,,,,\n"
        ",zz,数字政府,20,,,,,\n"
        "zz-a,专项工作/数字政府,一网通办,12,F11 功效系数法（线性）,基础分占比=50,县目标办,每季,\n"
        ",专项工作/数字政府,数据共享,8,F1,,,每月,\n"
        "fz-tz,zz,固定资产投资,15,,,,,\n";

TEST_DB(nodes_come_by_code_and_by_path_and_go_back)
{
        struct edition e;
        struct import *im;
        struct import_write w;
        plant(cx);
        int64_t id = draft(cx, "修改", false);
        str before = tree_text(cx, id);
        done(bring(cx, id, "a.csv", str_of(some), &im, &w));
        done(edition_read(cx, id, &e));
        const struct edition_node *zz = coded(&e, "zz"), *a = coded(&e, "zz-a"), *tz = coded(&e, "fz-tz");
        if (!ok(zz && a && tz))
                return;
        same_int(a->depth, 2);
        same_str(a->params, "base=50");
        same_int(a->cycle, CYCLE_QUARTER);
        ok(tz->parent == zz->id && tz->full.micro == 15000000 && tz->method.n);
        const struct edition_node *made = NULL;
        for (int i = 0; i < e.n_nodes; i++)
                made = str_is(e.nodes[i].name, "数据共享") ? &e.nodes[i] : made;
        ok(made && made->code.n && made->parent == a->parent && made->cycle == CYCLE_MONTH);
        struct import_undo u = { .about = w.about, .kept = w.kept, .look = true };
        done(nodes_importer.undo(cx, im, &u));
        same_int(u.n_since, 0);
        u.look = false;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        done(nodes_importer.undo(cx, im, &u));
        done(tx_commit(&tx));
        same_str(tree_text(cx, id), str_copy(cx->arena, before).p);
}

/* Named in words or by its code, taken away again in words; an undo gives back what stood there. */
TEST_DB(nodes_name_what_the_program_computes)
{
        struct edition e;
        struct import *im;
        struct import_write w;
        plant(cx);
        int64_t id = draft(cx, "取数", false);
        str before = tree_text(cx, id);
        done(bring(cx, id, "a.csv", S("代码,上级指标,指标名称,分值,计分方法,计量单位,数据的小数位数,系统取数\n"
                                      "gx-ys,,部门预算按时公开,6,F2,%,2,预算按期公开率\n"
                                      "gx-bs,,数据报送及时率,6,,,,由人填报\n"
                                      "gx-zg,gx,整改,6,F0,%,1,use.rectified_on_time\n"), &im, &w));
        done(edition_read(cx, id, &e));
        const struct edition_node *ys = coded(&e, "gx-ys"), *bs = coded(&e, "gx-bs"), *zg = coded(&e, "gx-zg");
        if (!ok(ys && bs && zg))
                return;
        same_str(ys->source, "budget.published_on_time");
        same_int(bs->source.n, 0);
        same_str(zg->source, "use.rectified_on_time");
        struct import_undo u = { .about = w.about, .kept = w.kept };
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        done(nodes_importer.undo(cx, im, &u));
        done(tx_commit(&tx));
        same_str(tree_text(cx, id), str_copy(cx->arena, before).p);
}

TEST_DB(nodes_changed_since_are_not_taken_back)
{
        struct edition e;
        struct import *im;
        struct import_write w;
        int64_t fresh;
        plant(cx);
        int64_t id = draft(cx, "后来", false);
        done(bring(cx, id, "a.csv", str_of(some), &im, &w));
        done(edition_read(cx, id, &e));
        const struct edition_node *zz = coded(&e, "zz");
        struct node_wish under = { node_fresh(zz->id, true) };
        under.node.code = S("later"), under.node.name = S("后加的");
        under.node.in_group = NEW_ARRAY(cx->arena, points, (size_t)e.n_groups);
        for (int g = 0; g < e.n_groups; g++)
                under.node.in_group[g] = POINTS_AS_NODE;
        done(node_add(cx, id, &under, &fresh));
        struct import_undo u = { .about = w.about, .kept = w.kept, .look = true };
        done(nodes_importer.undo(cx, im, &u));
        same_int(u.n_since, 1);
}

TEST_DB(nodes_refuse_what_cannot_be_read)
{
        static const struct { const char *rows, *say; } bad[] = {
                { "x,没有这个,甲,5,F1,,,\n", "没有这个上级指标" },
                { "x,,,5,F1,,,\n", "必填" },
                { "x,,甲,,F1,,,\n", "新增的指标要填分值" },
                { "x,,甲,五,F1,,,\n", "应为 0 到 10000 之间的数" },
                { "x,,甲,-5,F1,,,\n", "应为 0 到 10000 之间的数" },
                { "X,,甲,5,F1,,,\n", "小写字母" },
                { "x,,甲,5,F99,,,\n", "计分方法" },
                { "x,,甲,5,F11,什么=1,,\n", "没有“什么”这个参数" },
                { "x,,甲,5,F11,基础分占比=500,,\n", "应在" },
                { "x,,甲,5,F1,,,,没有的数\n", "不在“系统里的数”中" },
                { "x,,甲,5,F1,,,,预算按期公开率\n", "的计量单位是“%”，请照此填写" },
                { "x,,甲,5,F20,,,,预算按期公开率\n", "要的不止一个数" },
                { "x,,甲,5,F13,,优：九十 = 5,\n", "九十" },
                { "x,,甲,5,F1,,优：≥90 = 5,\n", "不用区间表" },
                { "x,,甲,5,F13,,≥90 = 很多,\n", "≥90 = 很多" },
                { "x,,甲,5,F1,,,没有的组=3\n", "没有“没有的组”这个组" },
                { "x,,甲,5,F1,,,\nx,,乙,5,F1,,,\n", "已经写了" },
                { "x,,甲,5,F1,,,\ny,x,乙,5,F1,,,\n", "下面不能再分" },
                { "fz,fz-tz,发展,5,,,,\n", "下面" },
                { "fz,,发展,5,F1,,,\n", "下面还有指标" },
        };
        plant(cx);
        int64_t id = draft(cx, "错误", false);
        str before = tree_text(cx, id);
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                struct import *im;
                struct import_write w;
                str csv = str_f(cx->arena, "代码,上级指标,指标名称,分值,计分方法,方法参数,分段或事项,各组分值,系统取数\n%s",
                                bad[i].rows);
                const struct fail *f = bring(cx, id, "b.csv", csv, &im, &w);
                if (!ok(f && f->kind == FAIL_INVALID && str_find(f->say, str_of(bad[i].say)) >= 0))
                        test_note("%zu: %.*s", i, STR(f ? f->say : S("written")));
        }
        same_str(tree_text(cx, id), str_copy(cx->arena, before).p);
        struct import_open opened;
        struct edition e;
        done(edition_find(cx, 1, &e));          /* in force: its file is not taken */
        const struct fail *f = nodes_importer.open(cx, S("{\"edition\":\"1\"}"), &opened);
        ok(f && f->kind == FAIL_CONFLICT);
}

/* Nobody mends a row, sends it again and hears of the next fault in it. */
TEST_DB(nodes_are_told_all_faults_of_a_row)
{
        struct import *im = NULL;
        struct import_write w;
        plant(cx);
        int64_t id = draft(cx, "错误", false);
        const struct fail *f = bring(cx, id, "b.csv",
                                     S("代码,上级指标,指标名称,分值,计分方法,方法参数,分段或事项,各组分值\n"
                                       "X,没有这个,,五,F11,什么=1,,没有的组=3\n"
                                       "x,,甲,,F99,,,没有的组=3\n"
                                       "fz-tz,,固定资产投资,-5,,,,没有的组=3\n"), &im, &w);
        ok(f && f->kind == FAIL_INVALID);
        if (ok(im != NULL))
                same_str(fixture_findings(cx, im), "2 name, 2 parent, 2 code, 2 full, 2 groups, 2 params, "
                                                   "3 method, 3 full, 3 groups, 4 full, 4 groups");
}

/* ---- all or nothing ---------------------------------------------------------------------------- */

static void plant_draft(struct ctx *cx)
{
        plant(cx);
        (void)draft(cx, "出错", false);
}

static const struct fail *bring_it(struct ctx *cx)
{
        struct scheme_same it;
        struct edition_newest newest = { 0 };
        struct import *im;
        struct import_write w;
        struct org_unit county;
        int64_t id = 0;
        const struct fail *f = org_unit_by_code(cx, S("shili"), &county);
        if (f)
                return f;
        scheme_same(&it, cx, county.id, 2031, S("出错"));
        while (scheme_same_next(&it))
                id = it.id;
        f = scheme_same_end(&it);
        if (!f)
                f = edition_newest(cx, id, &newest);
        return f ? f : bring(cx, newest.id, "a.csv", str_of(some), &im, &w);
}
FAULTS(nodes_put, plant_draft, bring_it)
