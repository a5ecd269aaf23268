/* domain/target/city/city_test.c - the city's assessment: sums, losses, what if, all or nothing, by file. */
#include "core/doc/doc.h"
#include "domain/org/org.h"
#include "domain/target/city/city.h"
#include "domain/target/city/imports.h"
#include "tests/faults.h"
#include "tests/fixture_told.h"
#include "tests/story.h"

static const struct city_item *item(const struct city *c, const char *code)
{
        for (int i = 0; i < c->n_items; i++)
                if (str_is(c->items[i].code, code))
                        return &c->items[i];
        must(!"no such item");
        return NULL;
}

TEST_DB(losses_of_the_city_add_up_by_unit_and_by_item)
{
        struct city c;
        struct city_loss *unit;
        int *at;
        int64_t by_unit = 0, by_item = 0;
        story_county(cx);
        done(city_read(cx, 2024, &c));
        int n = city_losses_by_unit(cx, &c, &unit), m = city_losses_by_item(cx, &c, &at);
        for (int i = 0; i < n; i++) {
                by_unit += unit[i].lost.micro;
                ok(i == 0 || unit[i].lost.micro <= unit[i - 1].lost.micro);
        }
        for (int i = 0; i < m; i++)
                by_item += c.items[at[i]].lost.micro;
        same_int(by_unit, c.lost.micro);
        same_int(by_item, c.lost.micro);
        same_int(c.known_full.micro - c.score.micro, c.lost.micro);
        same_str(c.items[at[0]].code, "gt");
        /* what the month before knew plus what came since is what is known now */
        same_int(c.trend[c.latest].micro, c.score.micro);
}

TEST_DB(what_if_of_the_city_follows_the_method_or_the_score)
{
        struct city c;
        points p;
        story_county(cx);
        done(city_read(cx, 2024, &c));
        done(city_what_if(cx, item(&c, "gt"), S("43"), (str){ 0 }, &p));
        same_int(p.micro, 4000000);             /* half of the target: half of 8 points */
        done(city_what_if(cx, item(&c, "gt"), S("100"), (str){ 0 }, &p));
        same_int(p.micro, 8000000);             /* capped at the full score */
        done(city_what_if(cx, item(&c, "xf"), S(""), S("3.5"), &p));
        same_int(p.micro, 3500000);
        ok(city_what_if(cx, item(&c, "xf"), S(""), S("9"), &p) != NULL);
        ok(city_what_if(cx, item(&c, "gt"), S("很多"), (str){ 0 }, &p) != NULL);
}

/* The same figure gives the same points, estimated or tried; another estimate has to say what it rests on. */
TEST_DB(an_estimate_of_the_city_is_what_a_trial_says)
{
        struct city c;
        points p;
        story_county(cx);
        done(city_read(cx, 2024, &c));
        int n = 0;
        for (int i = 0; i < c.n_items; i++)     /* in hundredths: the column adds up to its total as it is printed */
                for (int m = 0; m < CITY_MONTHS; m++)
                        ok(!c.items[i].month[m].given || c.items[i].month[m].score.micro % 10000 == 0);
        done(city_what_if(cx, item(&c, "gt"), S("57.5"), (str){ 0 }, &p));
        same_int(p.micro, 5350000);             /* 8 × 57.5 ÷ 86 = 5.3488… */
        struct city_item odd = *item(&c, "gt");
        odd.full.micro = 2504000;               /* reached is reached, with as many decimals as it has */
        done(city_what_if(cx, &odd, S("86"), (str){ 0 }, &p));
        same_int(p.micro, 2504000);
        odd.full.micro = 2505000;
        done(city_what_if(cx, &odd, S("86"), (str){ 0 }, &p));
        same_int(p.micro, 2505000);
        for (int i = 0; i < c.n_items; i++) {
                const struct city_item *x = &c.items[i];
                if (!x->method.n || x->latest < 0 || !x->month[x->latest].actual.n)
                        continue;
                done(city_what_if(cx, x, x->month[x->latest].actual, (str){ 0 }, &p));
                if (x->month[x->latest].evidence.n) {   /* what adds up is told ahead by the schedule */
                        ok(p.micro < x->month[x->latest].score.micro);
                        continue;
                }
                same_int(p.micro, x->month[x->latest].score.micro);
                n++;
        }
        ok(n > 3);
        struct city_guess g = { .month = 9, .actual = S("43"), .score = { 5000000 }, .cause = S("用地") };
        const struct fail *f = city_estimate_put(cx, &c, item(&c, "gt"), item(&c, "gt")->month[9].version, &g);
        ok(f && f->kind == FAIL_INVALID && str_is(f->field, "score"));
        ok(f && str_find(f->say, S("得 4.00 分，填的是 5.00 分")) >= 0);
        /* 8 × 57.45875 ÷ 86 = 5.345: as exactly as that, or as it is counted */
        struct city_guess exact = { .month = 5, .actual = S("57.45875"), .score = { 5345000 }, .cause = S("用地") };
        done(city_estimate_put(cx, &c, item(&c, "gt"), item(&c, "gt")->month[5].version, &exact));
        g.evidence = S("市发改局 10 月通报");
        done(city_estimate_put(cx, &c, item(&c, "gt"), item(&c, "gt")->month[9].version, &g));
        /* the report keeps why and what is done apart */
        struct doc *d = city_report(cx, &c, false);
        str txt;
        done(doc_write(cx, d, S("txt"), &txt));
        ok(str_find(txt, S("措施：县领导包项目")) >= 0);
        ok(str_find(txt, S("投资入库少。\n")) >= 0);
        /* whatever is said not to be carried further is named, and points stand in hundredths */
        int named = 0, open = 0;
        for (int i = 0; i < c.n_items; i++)
                open += c.items[i].carry != CARRY_GOAL;
        for (str rest = txt, line; rest.n;) {
                line = str_cut(rest, '\n', &rest);
                named += str_find(line, S("未分解：")) == 0 || str_find(line, S("已对应县里的考核指标")) == 0;
        }
        ok(open > 2 && named == open);
        str lost = decimal_str(cx->arena, muldiv(c.lost.micro, 1, 10000), 2, false);
        ok(str_find(txt, str_f(cx->arena, "失分 %.*s 分", STR(lost))) >= 0);
}

TEST_DB(the_rank_of_the_city_goes_by_what_it_told_of_the_others)
{
        struct city c;
        story_county(cx);
        done(city_read(cx, 2024, &c));
        same_int(c.n_others, 8);
        ok(c.book.told_source.n && day_is(c.book.told));
        same_int(city_rank(&c, (points){ 74000000 }), 1);
        same_int(city_rank(&c, c.others[0].score), 1);          /* equal ones share a place */
        same_int(city_rank(&c, (points){ c.others[0].score.micro - 1 }), 2);
        same_int(city_rank(&c, (points){ 0 }), 9);
        c.all = false;                                          /* a part of the total has no rank */
        same_int(city_rank(&c, (points){ 0 }), 0);
}

/* The place in one indicator goes by what the city told: figures first, points where there are none, less is
 * better where the indicator says so; equal ones share. */
TEST_DB(the_place_in_an_indicator_goes_by_the_others_figures)
{
        struct city c;
        points p;
        story_county(cx);
        done(city_read(cx, 2024, &c));
        struct city_item x = *item(&c, "gt");
        same_int(x.n_peers, 8);
        struct city_place now = city_place_now(cx, &x);
        same_int(now.of, 9);
        same_int(now.rank, x.month[x.peer_month].rank);         /* what the estimate says, too */
        const struct city_peer told[] = { { S_C("甲"), S_C("50"), { 4000000 } }, { S_C("乙"), S_C("40.5"), CITY_NONE },
                                          { S_C("丙"), { 0 }, { 7000000 } } };
        x.peers = told, x.n_peers = 3;
        same_int(city_place_of(cx, &x, S("45"), CITY_NONE).rank, 2);
        same_int(city_place_of(cx, &x, S("45"), CITY_NONE).of, 3);
        same_int(city_place_of(cx, &x, S("50"), CITY_NONE).rank, 1);
        x.down = true;
        same_int(city_place_of(cx, &x, S("40.50"), CITY_NONE).rank, 1);
        same_int(city_place_of(cx, &x, S("51"), CITY_NONE).rank, 3);
        struct city_place by = city_place_of(cx, &x, S(""), (points){ 5000000 });
        ok(by.by_points && by.rank == 2 && by.of == 3);
        same_int(city_place_of(cx, &x, S(""), CITY_NONE).of, 0);
        /* a method that looks at the group scores once the others are told, and says so before */
        x.down = false, x.method = S("F11"), x.target = S(""), x.params = S("");
        done(city_what_if(cx, &x, S("50"), (str){ 0 }, &p));
        same_int(p.micro, 8000000);
        done(city_what_if(cx, &x, S("40.5"), (str){ 0 }, &p));
        same_int(p.micro, 4800000);                             /* the least: 60 % of 8 */
        x.method = S("F8");
        done(city_what_if(cx, &x, S("45"), (str){ 0 }, &p));
        same_int(p.micro, 7600000);                             /* second: 95 % */
        x.n_peers = 0;
        const struct fail *f = city_what_if(cx, &x, S("45"), (str){ 0 }, &p);
        ok(f && str_find(f->say, S("市里通报的还没有登记")) >= 0);
}

static const struct fail *run_guess(struct ctx *cx)
{
        struct city c;
        const struct fail *f = city_read(cx, 2024, &c);
        if (f)
                return f;
        struct city_guess g = { .month = 10, .score = { 1000000 }, .cause = S("原因") };
        return city_estimate_put(cx, &c, item(&c, "gt"), 0, &g);
}
FAULTS(city_estimate_put, story_county, run_guess)

static const struct fail *run_item(struct ctx *cx)
{
        struct city c;
        int64_t id, share[1];
        const struct fail *f = city_read(cx, 2024, &c);
        if (f)
                return f;
        share[0] = item(&c, "sr")->lead;
        struct city_wish w = { .code = S("new"), .name = S("新指标"), .full = { 5000000 },
                .last_score = CITY_NONE, .lead = item(&c, "gt")->lead, .shares = share, .n_shares = 1 };
        return city_item_put(cx, &c.book, 0, 0, &w, &id);
}
FAULTS(city_item_put, story_county, run_item)

TEST_DB(city_months_come_by_file)
{
        struct import_open o = { 0 };
        struct city c;
        str file = S("代码,名称,满分,牵头单位,预估得分,失分原因\n"
                     "gt,固定资产投资,8,县发改局,6.5,用地\n"
                     "kj,科技创新,4,县经信局,4,\n");
        story_county(cx);
        done(city_months_importer.open(cx, S("{\"year\":\"2024\",\"month\":\"11\"}"), &o));
        struct import *im = import_new(cx, city_months_importer.table, o.arg);
        done(import_file(im, S("city.csv"), file, false));
        import_end(im);
        ok(import_clean(im));
        struct import_write w = { .open = o };
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        done(city_months_importer.put(cx, im, &w));
        done(tx_commit(&tx));
        done(city_read(cx, 2024, &c));
        same_int(item(&c, "gt")->month[10].score.micro, 6500000);
        same_str(item(&c, "gt")->method, "F1"); /* what the table leaves empty stays */
        same_int(item(&c, "kj")->full.micro, 4000000);
}

static const struct fail *run_peers(struct ctx *cx)
{
        struct city c;
        const struct fail *f = city_read(cx, 2024, &c);
        if (f)
                return f;
        const struct city_peer list[] = { { S_C("甲县"), S_C("50"), CITY_NONE },
                                          { S_C("乙县"), { 0 }, { 4000000 } } };
        struct city_told t = { .month = 9, .list = list, .n = 2, .source = S("通报"),
                               .day = day_make(2024, 11, 10) };
        return city_peers_put(cx, &c, item(&c, "gt"), 1, &t);
}
FAULTS(city_peers_put, story_county, run_peers)

/* The same over the version that stands. */
static const struct fail *run_peers_again(struct ctx *cx)
{
        struct city c;
        const struct fail *f = city_read(cx, 2024, &c);
        if (f)
                return f;
        const struct city_peer list[] = { { S_C("丙县"), S_C("70"), CITY_NONE } };
        struct city_told t = { .month = 9, .list = list, .n = 1, .source = S("通报"),
                               .day = day_make(2024, 11, 10) };
        return city_peers_put(cx, &c, item(&c, "gt"), item(&c, "gt")->version, &t);
}

TEST_DB(city_peers_come_by_file)
{
        struct import_open o = { 0 };
        struct city c;
        str file = S("代码,县,完成值,得分\n"
                     "gt,甲县,60.5,6\n固定资产投资,乙县,40,\nxf,甲县,,3.8\n总分,甲县,,88.5\n总分,乙县,,71\n"),
            wrong = S("代码,县,完成值,得分\n没有,甲县,60.5,6\ngt,甲县,,\ngt,乙县,十二,\n总分,丙县,3,\n");
        story_county(cx);
        done(city_peers_importer.open(cx, S("{\"year\":\"2024\",\"month\":\"11\",\"source\":\"通报第11期\","
                                            "\"day\":\"2024-11-18\"}"), &o));
        struct import *im = import_new(cx, city_peers_importer.table, o.arg);
        done(import_file(im, S("peers.csv"), wrong, false));
        import_end(im);
        same_int(im->n_bad, 4);
        static const char *const keys[] = { "code", "score", "actual", "score" };       /* the cell at fault is named */
        for (int i = 0; i < im->n_findings && i < 4; i++)
                same_str(str_of(im->finding[i].field ? im->finding[i].field->key : ""), keys[i]);
        im = import_new(cx, city_peers_importer.table, o.arg);
        done(import_file(im, S("peers.csv"), file, false));
        import_end(im);
        ok(import_clean(im));
        struct import_write w = { .open = o };
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        done(city_peers_importer.put(cx, im, &w));
        done(tx_commit(&tx));
        done(city_read(cx, 2024, &c));
        same_int(item(&c, "gt")->n_peers, 2);
        same_int(item(&c, "gt")->peer_month, 10);
        same_str(item(&c, "gt")->peer_source, "通报第11期");
        same_int(c.n_others, 2);
        same_int(city_rank(&c, (points){ 80000000 }), 2);
}

/* Nobody mends a row, sends it again and hears of the next fault in it. */
TEST_DB(city_files_are_told_all_faults_of_a_row_at_once)
{
        const char *months = "{\"year\":\"2024\",\"month\":\"11\"}",
                   *others = "{\"year\":\"2024\",\"month\":\"11\",\"source\":\"通报\",\"day\":\"2024-11-18\"}";
        struct import_open o = { 0 };
        story_county(cx);
        same_str(fixture_told(cx, &city_months_importer, months,
                         "代码,名称,满分,牵头单位,完成值,全市平均,全市名次,预估得分,失分原因\n"
                         "gt,固定资产投资,八,没有的局,多,少,十,5,\n"
                         "kj,科技创新,2000,县经信局,,,,4,\n"
                         "k2,科技创新,4,县经信局,一,,99,3,\n"
                         "k3,科技创新,4,县经信局,,,,7,\n"
                         "k4,科技创新,4,县经信局,3.5,,,,\n"),
                 "2 lead, 2 rank, 2 full, 2 actual, 2 mean, 3 full, 3 cause, "
                 "4 actual, 4 rank, 4 cause, 5 score, 6 score?");
        same_str(fixture_told(cx, &city_peers_importer, others,
                         "代码,县,完成值,得分\n没有,,十二,很多\ngt,甲县,十,999\ngt,乙县,,\n总分,丙县,3,-1\n,丁县,,x\n"),
                 "2 county, 2 code, 2 actual, 2 score, 3 actual, 3 score, 4 score, 5 score, 6 code, 6 score");
        const struct fail *f = city_peers_importer.open(cx, S("{\"year\":\"2024\",\"month\":\"12\"}"), &o);
        same_str(f ? f->field : S(""), "month");
        f = city_peers_importer.open(cx, S("{\"year\":\"2024\",\"month\":\"11\",\"source\":\" \"}"), &o);
        same_str(f ? f->field : S(""), "source");
        f = city_peers_importer.open(cx, S("{\"year\":\"2024\",\"month\":\"11\",\"source\":\"通报\",\"day\":"
                                           "\"2024-11-21\"}"), &o);
        same_str(f ? f->field : S(""), "day");
}

/* ---- undone ------------------------------------------------------------------------------------- */

/* A file written; what was kept for its undoing. */
static struct import_undo brought(struct ctx *cx, const struct importer *k, const char *about, const char *file)
{
        struct import_open o = { 0 };
        done(k->open(cx, str_of(about), &o));
        struct import *im = import_new(cx, k->table, o.arg);
        done(import_file(im, S("city.csv"), str_of(file), false));
        import_end(im);
        ok(import_clean(im));
        struct import_write w = { .open = o };
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        done(k->put(cx, im, &w));
        done(tx_commit(&tx));
        return (struct import_undo){ .about = str_of(about), .kept = w.kept };
}

static void undone(struct ctx *cx, const struct importer *k, struct import_undo u)
{
        u.look = true;
        done(k->undo(cx, NULL, &u));
        same_int(u.n_since, 0);
        u.look = false;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        done(k->undo(cx, NULL, &u));
        done(tx_commit(&tx));
}

/* Nothing is written over what somebody changed since; it is named. */
static void not_undone(struct ctx *cx, const struct importer *k, struct import_undo u, const char *part)
{
        u.look = true;
        done(k->undo(cx, NULL, &u));
        if (ok(u.n_since > 0))
                ok(str_find(u.since[0].what, str_of(part)) >= 0);
}

TEST_DB(city_months_by_file_are_undone)
{
        const struct importer *k = &city_months_importer;
        const char *about = "{\"year\":\"2024\",\"month\":\"11\"}",
                   *file = "代码,名称,满分,牵头单位,预估得分,失分原因\n"
                           "gt,固投,9,县经信局,6.5,用地\nkj,科技创新,4,县经信局,4,\n";
        struct city was, c;
        story_county(cx);
        done(city_read(cx, 2024, &was));
        undone(cx, k, brought(cx, k, about, file));
        done(city_read(cx, 2024, &c));
        same_int(c.n_items, was.n_items);
        const struct city_item *x = item(&c, "gt"), *y = item(&was, "gt");
        same_str(x->name, "固定资产投资");
        ok(str_eq(x->method, y->method) && str_eq(x->rule, y->rule) && x->lead == y->lead);
        same_int(x->full.micro, y->full.micro);
        same_int(x->n_shares, y->n_shares);
        same_int(x->month[10].given, y->month[10].given);
        same_int(c.score.micro, was.score.micro);

        struct import_undo u = brought(cx, k, about, file);
        done(city_read(cx, 2024, &c));
        struct city_guess g = { .month = 9, .score = { 4000000 } };
        done(city_estimate_put(cx, &c, item(&c, "kj"), 0, &g));
        not_undone(cx, k, u, "后来又填了别的数");
        g = (struct city_guess){ .month = 10, .score = { 6000000 }, .cause = S("用地"), .evidence = S("通报") };
        done(city_estimate_put(cx, &c, item(&c, "gt"), item(&c, "gt")->month[10].version, &g));
        not_undone(cx, k, u, "后来又改过");
        u.kept = S("");
        ok(k->undo(cx, NULL, &u) != NULL);
}

/* What is put back is by whom it was, not by whoever undid. */
TEST_DB(city_estimates_put_back_keep_who_entered_them)
{
        enum { ENTERED = 5, IMPORTED, UNDID };
        const struct importer *k = &city_months_importer;
        struct city c;
        story_county(cx);
        done(city_read(cx, 2024, &c));
        int64_t now = cx->now;
        struct city_guess g = { .month = 10, .score = { 6000000 }, .cause = S("用地"),
                                .evidence = S("通报") };
        cx->user = ENTERED;
        done(city_estimate_put(cx, &c, item(&c, "gt"), item(&c, "gt")->month[10].version, &g));
        cx->user = IMPORTED, cx->now = now + 60000;
        struct import_undo u = brought(cx, k, "{\"year\":\"2024\",\"month\":\"11\"}",
                                       "代码,名称,满分,牵头单位,预估得分,失分原因\ngt,固投,9,县经信局,6.5,用地\n");
        done(city_read(cx, 2024, &c));
        same_int(item(&c, "gt")->month[10].who, IMPORTED);
        cx->user = UNDID, cx->now = now + 120000;
        undone(cx, k, u);
        done(city_read(cx, 2024, &c));
        same_int(item(&c, "gt")->month[10].who, ENTERED);
        ok(item(&c, "gt")->month[10].at == now);
}

TEST_DB(city_peers_put_back_keep_who_entered_them)
{
        enum { ENTERED = 5, IMPORTED, UNDID };
        const struct importer *k = &city_peers_importer;
        struct city c;
        struct city_told t;
        story_county(cx);
        int64_t now = cx->now;
        cx->user = ENTERED;
        done(run_peers(cx));
        cx->user = IMPORTED, cx->now = now + 60000;
        struct import_undo u = brought(cx, k,
                                       "{\"year\":\"2024\",\"month\":\"10\",\"source\":\"通报\",\"day\":\"2024-11-18\"}",
                                       "代码,县,完成值,得分\ngt,甲县,60.5,6\n");
        cx->user = UNDID, cx->now = now + 120000;
        undone(cx, k, u);
        done(city_read(cx, 2024, &c));
        done(city_peers_of(cx, item(&c, "gt")->id, 9, &t));
        same_int(t.who, ENTERED);
        ok(t.at == now);
}

TEST_DB(city_peers_by_file_are_undone)
{
        const struct importer *k = &city_peers_importer;
        const char *about = "{\"year\":\"2024\",\"month\":\"10\",\"source\":\"通报\",\"day\":\"2024-11-18\"}",
                   *file = "代码,县,完成值,得分\ngt,甲县,60.5,6\n总分,甲县,,88.5\n总分,乙县,,71\n";
        struct city was, c;
        story_county(cx);
        done(run_peers(cx));
        done(city_read(cx, 2024, &was));
        undone(cx, k, brought(cx, k, about, file));
        done(city_read(cx, 2024, &c));
        same_int(item(&c, "gt")->n_peers, 2);
        ok(str_eq(city_peers_text(cx, item(&c, "gt")->peers, 2), city_peers_text(cx, item(&was, "gt")->peers, 2)));
        same_int(c.n_others, was.n_others);
        ok(str_eq(c.book.told_source, was.book.told_source));
        struct import_undo u = brought(cx, k, about, file);
        done(run_peers_again(cx));
        not_undone(cx, k, u, "“固定资产投资”其他县的数后来又改过");
}
