/* domain/target/goal/goal_test.c - the schedule of a target, and what is in force on a day. */
#include "core/import/importer.h"
#include "tests/faults.h"
#include "tests/fixture_demo.h"
#include "tests/fixture_told.h"
#include "tests/test.h"
#include "domain/org/org.h"
#include "domain/target/goal/demo.sql.h"
#include "domain/target/goal/goal.h"
#include "domain/target/goal/goal_write.sql.h"
#include "domain/target/goal/import.h"
#include "domain/target/goal/out.h"
#include "domain/target/target.h"

static void plant(struct ctx *cx)
{
        demo_goals(cx);
}

TEST(goal_schedule_goes_by_the_months_between_quarters)
{
        struct goal_target t = { .has_value = true, .value = 1000,
                                 .has_quarter = { true, true, true, true },
                                 .quarter = { 200, 450, 721, 1000 } };
        static const int64_t want[12] = { 67, 133, 200, 283, 367, 450, 540, 631, 721, 814, 907, 1000 };
        for (int m = 0; m < 12; m++)
                same_int(goal_schedule(&t, m), want[m]);
        int64_t v;
        ok(goal_schedule_at(&t, 5, 2, &v) && v == 45000);
}

TEST(goal_schedule_without_quarters_is_in_proportion)
{
        struct goal_target t = { .has_value = true, .value = 100 };
        same_int(goal_schedule(&t, 0), 8);
        same_int(goal_schedule(&t, 5), 50);
        same_int(goal_schedule(&t, 11), 100);
        t.has_quarter[1] = true, t.quarter[1] = 30;     /* one is given: the others lie between */
        same_int(goal_schedule(&t, 2), 15);
        same_int(goal_schedule(&t, 5), 30);
        same_int(goal_schedule(&t, 8), 65);
        same_int(goal_schedule(&t, 11), 100);
}

static str said(struct ctx *cx, const struct goal_target *t, int month)
{
        return goal_schedule_told(cx->arena, LANG_ZH, t, month);
}

/* Whoever is held to 2.18 in November reads why it is not eleven twelfths. */
TEST(goal_schedule_says_how_it_comes_to_a_month)
{
        struct goal_target t = { .has_value = true, .value = 240, .places = 2, .has_quarter = { true, false, true },
                                 .quarter = { 48, 0, 173 } };
        same_str(said(cx, &t, 10),
                 "9 月末 1.73、12 月末 2.4，其间按月均分：1.73 +（2.4 − 1.73）× 2 ÷ 3 = 2.1766666666…，四舍五入为 2.18");
        same_str(said(cx, &t, 8), "9 月末应达 1.73");
        same_str(said(cx, &t, 11), "12 月末应达 2.4");
        same_str(said(cx, &t, 0), "3 月末 0.48，按月均分：0.48 × 1 ÷ 3 = 0.16");
        t = (struct goal_target){ .has_value = true, .value = 3 };
        same_str(said(cx, &t, 0), "12 月末 3，按月均分：3 × 1 ÷ 12 = 0.25，不到最小单位的一半，按 1 计");
        t.course = GOAL_LEVEL;
        same_str(said(cx, &t, 4), "每期都按年度目标");
}

TEST(goal_schedule_half_goes_up)
{
        struct goal_target t = { .has_value = true, .value = 6, .places = 0 };
        same_int(goal_schedule(&t, 0), 1);      /* 0.5 */
        same_int(goal_schedule(&t, 2), 2);      /* 1.5 */
}

/* Three pieces of work in a year: January is asked for the first, and the months still come to three. */
TEST(goal_schedule_of_a_small_target_is_never_nothing)
{
        struct goal_target t = { .has_value = true, .value = 3 };
        static const int64_t want[12] = { 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3 };
        int64_t sum = 0, before = 0;
        for (int m = 0; m < 12; m++) {
                int64_t now = goal_schedule(&t, m);
                same_int(now, want[m]);
                ok(now >= before);
                sum += now - before;
                before = now;
        }
        same_int(sum, 3);
        t.has_quarter[0] = true, t.quarter[0] = 0;      /* nothing in the first quarter, as somebody said */
        same_int(goal_schedule(&t, 0), 0);
        same_int(goal_schedule(&t, 2), 0);
        same_int(goal_schedule(&t, 3), 1);              /* 0.33 */
        same_int(goal_share(1, 1, 4), 1);
        same_int(goal_share(0, 1, 4), 0);
        same_int(goal_share(100, 1, 3), 33);
}

TEST(goal_schedule_of_a_rate_is_the_year_s_target)
{
        struct goal_target t = { .has_value = true, .value = 885, .places = 1, .course = GOAL_LEVEL,
                                 .has_quarter = { true }, .quarter = { 100 } };
        for (int m = 0; m < 12; m++)
                same_int(goal_schedule(&t, m), 885);
        t.has_value = false;
        ok(goal_schedule(&t, 0) == FIGURE_NONE);
        int64_t v = 0;
        ok(goal_schedule_at(&t, 0, 0, &v) && v == FIGURE_NONE);
        t.has_value = true;
        ok(!goal_schedule_at(&t, 0, 0, &v));    /* 88.5 has no place in whole numbers */
}

TEST(goal_course_follows_the_measure)
{
        struct edition_node x = { .method = S("F1"), .measure = S("万元") };
        same_int(goal_course_of(&x), GOAL_RUNNING);
        x.down = true;
        same_int(goal_course_of(&x), GOAL_LEVEL);
        x.down = false, x.measure = S("%");
        same_int(goal_course_of(&x), GOAL_LEVEL);
        ok(!goal_adds(goal_course_of(&x), &x));
        x.method = S("F17");
        same_int(goal_course_of(&x), GOAL_RUNNING);
        ok(!goal_adds(goal_course_of(&x), &x));         /* it runs on, yet three posts' 100 % are not 300 % */
        x.measure = S("万元");
        ok(goal_adds(goal_course_of(&x), &x));
}

TEST_DB(goal_demo_has_two_years_in_force)
{
        const struct goal_target *now, *last, *one, *none;
        int n_now, n_last, n_one, n_none;
        plant(cx);
        done(goals_in_force(cx, 1, 0, cx->today, &now, &n_now));
        done(goals_in_force(cx, 3, 0, day_make(2023, 12, 31), &last, &n_last));
        same_int(n_now, n_last);
        ok(n_now > 600);
        /* a book was signed when its course says so */
        struct goal_demo_ids it;
        int n_signed = 0;
        goal_demo_ids(&it, cx, 1);
        while (goal_demo_ids_next(&it)) {
                struct goal_book b;
                struct goal_moves_of m;
                done(goal_book_read(cx, it.id, &b));
                goal_moves_of(&m, cx, b.id);
                while (goal_moves_of_next(&m))
                        if (str_is(m.event, "sign"))
                                same_int(m.at, b.signed_at), n_signed++;
                done(goal_moves_of_end(&m));
        }
        done(goal_demo_ids_end(&it));
        ok(n_signed > 50);
        /* nothing before the day of issue, nothing of another scheme */
        done(goals_in_force(cx, 1, 0, day_make(2024, 3, 19), &none, &n_none));
        same_int(n_none, 0);
        done(goals_in_force(cx, 2, 0, cx->today, &none, &n_none));
        same_int(n_none, 0);
        done(goals_in_force(cx, 1, now[0].unit, cx->today, &one, &n_one));
        ok(n_one > 3 && n_one < 20);
        for (int i = 0; i < n_now; i++) {
                const struct goal_target *t = &now[i];
                ok(t->has_value && (t->course == GOAL_LEVEL) == !t->has_quarter[3]);
                if (t->course == GOAL_RUNNING)
                        same_int(t->quarter[3], t->value);
                if (i)
                        ok(now[i - 1].unit <= t->unit);
        }
        for (int i = 0; i < n_one; i++)
                same_int(one[i].value, now[i].value);
}

/* ---- the rules -------------------------------------------------------------------------------- */

/* The stem of 固定资产投资, and the newest book of a town. */
static int64_t book_of(struct ctx *cx, const char *unit, struct goal_book *ret)
{
        struct org_unit u;
        int64_t id = 0;
        done(org_unit_by_code(cx, str_of(unit), &u));
        done(goal_book_newest(cx, 1, u.id, &id));
        done(goal_book_read(cx, id, ret));
        return id;
}

static struct goal_line *line_of(const struct goal_book *b, const char *code)
{
        for (int i = 0; i < b->n_lines; i++)
                if (b->lines[i].node && str_is(b->lines[i].node->code, code))
                        return (struct goal_line *)&b->lines[i];
        must(!"the demonstration has this indicator");
        return NULL;
}

TEST_DB(goal_county_targets_add_up_or_are_explained)
{
        struct goal_sums s;
        plant(cx);
        done(goal_sums(cx, 1, &s));
        int set = 0;
        for (int i = 0; i < s.n_rows; i++) {
                set += s.rows[i].set;
                same_int(s.rows[i].n_given, s.rows[i].n_units);
                if (s.rows[i].set)
                        same_int(s.rows[i].gap, 0);
        }
        same_int(set, 6);
        same_int(s.n_broken, 0);
        const struct goal_county *r = NULL;
        for (int i = 0; i < s.n_rows; i++)
                if (str_is(s.rows[i].node->code, "fz-tz"))
                        r = &s.rows[i];
        struct goal_county_wish w = { .stem = r->stem, .version = r->version, .value = r->value + 100,
                                      .places = r->places, .adds = true, .basis = S("市下达目标") };
        done(goal_county_put(cx, 1, &w, 1));
        done(goal_sums(cx, 1, &s));
        same_int(s.n_broken, 1);
        ok(goal_gap_put(cx, 1, w.stem, r->version + 1, 99, S("x"))->kind == FAIL_CONFLICT);
        done(goal_gap_put(cx, 1, w.stem, r->version + 1, 100, S("县级预留")));
        done(goal_sums(cx, 1, &s));
        same_int(s.n_broken, 0);
        /* another difference is not the one that was explained */
        w.version = r->version + 2, w.value += 1;
        done(goal_county_put(cx, 1, &w, 1));
        done(goal_sums(cx, 1, &s));
        same_int(s.n_broken, 1);
        /* and where nothing must add up, nothing is broken */
        w.version++, w.adds = false;
        done(goal_county_put(cx, 1, &w, 1));
        done(goal_sums(cx, 1, &s));
        same_int(s.n_broken, 0);
}

TEST_DB(goal_faults_name_what_does_not_stand)
{
        struct goal_book b;
        const struct goal_fault *list;
        plant(cx);
        book_of(cx, "shili-qingshi", &b);
        same_int(goal_faults(cx, &b, &list), 0);
        struct goal_line *l = line_of(&b, "fz-tz");
        l->quarter[3]--;
        same_int(goal_faults(cx, &b, &list), 1);
        ok(list[0].grave && list[0].stem == l->stem);
        l->quarter[3]++;
        int64_t keep = l->quarter[1];
        l->quarter[1] = 0;
        same_int(goal_faults(cx, &b, &list), 1);
        ok(!list[0].grave);             /* it falls: odd, not impossible */
        l->quarter[1] = keep;
        struct goal_post posts[2] = { { 1, S("经办"), S(""), l->value - 1 }, { 2, S("审核"), S(""), 0 } };
        l->posts = posts, l->n_posts = 2;
        same_int(goal_faults(cx, &b, &list), 1);
        posts[1].value = 1;
        same_int(goal_faults(cx, &b, &list), 0);
        l->course = GOAL_LEVEL;         /* then each post has the whole of it */
        same_int(goal_faults(cx, &b, &list), 2);
        struct edition_node rate = *l->node;
        const struct edition_node *node = l->node;
        l->course = GOAL_RUNNING, rate.measure = S("%"), l->node = &rate;
        same_int(goal_faults(cx, &b, &list), 2);        /* a rate that runs on is not added either */
        ok(str_find(list[0].say, S("是比率，不按岗位相加，岗位“经办”的目标应与全年目标相同")) > 0);
        posts[0].value = posts[1].value = l->value;
        same_int(goal_faults(cx, &b, &list), 0);
        l->node = node;
        l->n_posts = 0;
        l->has_value = false;
        same_int(goal_faults(cx, &b, &list), 1);
        l->has_value = true;
        l->node = NULL;
        same_int(goal_faults(cx, &b, &list), 1);
}

/* What is counted has no target below none; a county's target that is no sum is what each unit should reach. */
TEST_DB(goal_below_what_can_be_or_short_of_the_county)
{
        struct goal_book b;
        const struct goal_fault *list;
        struct goal_sums s;
        plant(cx);
        book_of(cx, "shili-qingshi", &b);
        struct goal_line *l = line_of(&b, "fz-tz");
        struct edition_node node = *l->node;
        node.measure = S("件"), l->node = &node;
        l->quarter[0] = -1;
        same_int(goal_faults(cx, &b, &list), 2);
        ok(list[1].grave && str_find(list[1].say, S("的计量单位是“件”，目标不能小于 0")) > 0);
        node.measure = S("万元");
        same_int(goal_faults(cx, &b, &list), 1);        /* a balance may be negative: odd only because it falls */
        node.down = true;
        l->quarter[0] = 0;
        l->has_county = true, l->county = l->value, l->county_places = l->places;
        same_int(goal_faults(cx, &b, &list), 0);
        l->county--;
        same_int(goal_faults(cx, &b, &list), 1);
        ok(!list[0].grave && str_find(list[0].say, S("高于县级目标")) > 0);
        node.down = false;
        l->county += 2;
        same_int(goal_faults(cx, &b, &list), 1);
        ok(!list[0].grave && str_find(list[0].say, S("低于县级目标")) > 0);
        /* from the county's own row */
        done(goal_sums(cx, 1, &s));
        const struct goal_county *r = NULL;
        for (int i = 0; i < s.n_rows; i++)
                if (str_is(s.rows[i].node->code, "fz-tz"))
                        r = &s.rows[i];
        struct goal_county_wish w = { .stem = r->stem, .version = r->version, .value = r->value, .places = r->places };
        done(goal_county_put(cx, 1, &w, 1));
        done(goal_sums(cx, 1, &s));
        for (int i = 0; i < s.n_rows; i++)
                if (s.rows[i].stem == w.stem)
                        same_int(s.rows[i].n_short, s.rows[i].n_given);
        for (int i = 0; i < s.n_rows; i++)
                if (str_is(s.rows[i].node->measure, "件")) {
                        struct goal_county_wish low = { .stem = s.rows[i].stem, .version = s.rows[i].version,
                                                        .value = -1, .places = s.rows[i].places };
                        const struct fail *f = goal_county_put(cx, 1, &low, 1);
                        ok(f && f->kind == FAIL_INVALID && str_find(f->say, S("目标不能小于 0")) > 0);
                        r = NULL;
                }
        ok(!r);
        book_of(cx, "shili-qingshi", &b);
        ok(line_of(&b, "fz-tz")->has_county);
        same_int(goal_faults(cx, &b, &list), 1);
}

TEST_DB(goal_document_is_written_in_every_format)
{
        static const char *const formats[] = { "docx", "xlsx", "html", "txt", "json" };
        struct goal_book b;
        struct goal_output out;
        plant(cx);
        book_of(cx, "shili-shuiwu", &b);
        same_int(b.number, 2);
        for (size_t i = 0; i < COUNT_OF(formats); i++) {
                done(goal_output(cx, &b, str_of(formats[i]), &out));
                ok(out.bytes.n > 500);
        }
        done(goal_output(cx, &b, S("txt"), &out));
        ok(str_find(out.bytes, S("调整说明")) > 0);
        ok(str_find(out.bytes, S("3,740")) > 0);
        /* no column that nobody filled, and each that somebody did */
        ok(str_find(out.bytes, S("责任领导")) < 0);
        struct goal_book led = b;
        struct goal_line *lines = NEW_ARRAY(cx->arena, struct goal_line, (size_t)b.n_lines);
        memcpy(lines, b.lines, sizeof(*lines) * (size_t)b.n_lines);
        for (int i = 0; i < b.n_lines; i++)
                lines[i].leader = S("分管副局长");
        led.lines = lines;
        done(goal_output(cx, &led, S("txt"), &out));
        ok(str_find(out.bytes, S("责任领导")) > 0 && str_find(out.bytes, S("分管副局长")) > 0);
        done(goal_output(cx, &b, S("txt"), &out));
        /* the unit signs it: who did, or room for a hand */
        ok(str_find(out.bytes, S("主要负责人（签字）")) > 0);
        ok(b.signed_at > 0 && b.signer.n &&
           str_find(out.bytes, str_f(cx->arena, "签收：%.*s　%.*s", STR(b.signer),
                                     STR(day_zh(cx->arena, day_of_instant(b.signed_at))))) > 0);
        ok(goal_output(cx, &b, S("exe"), &out)->kind == FAIL_NOT_FOUND);
        /* to the person: the annex of posts names who holds each, as the page does */
        int held = 0;
        for (int i = 0; i < b.n_lines; i++)
                for (int k = 0; k < b.lines[i].n_posts; k++) {
                        str person = b.lines[i].posts[k].person;
                        ok(person.n > 0 && str_find(out.bytes, person) > 0);
                        held++;
                }
        ok(held > 1 && str_find(out.bytes, S("现任")) > 0);
        /* and a rate is each post's, whole */
        book_of(cx, "shili-shuiwu", &b);
        struct goal_line *l = line_of(&b, "zn-zh-kg");
        ok(l->n_posts > 1 && l->course == GOAL_RUNNING);
        for (int k = 0; k < l->n_posts; k++)
                same_int(l->posts[k].value, l->value);
        done(goal_output(cx, &b, S("txt"), &out));
        ok(str_find(out.bytes, S("33.4")) < 0);
}

/* A file over the open book of a town: known by unit and indicator; taken back whole. */
static const struct fail *bring(struct ctx *cx, const char *csv, struct import **ret_im,
                                struct import_write *w)
{
        struct import_open opened = { 0 };
        const struct importer *k = &goal_importer;
        str about = S("{\"scheme\":\"1\",\"unit\":\"shili-qingshi\"}");
        const struct fail *f = k->open(cx, about, &opened);
        if (f)
                return f;
        struct import *im = import_new(cx, k->table, opened.arg);
        f = import_file(im, S("goals.csv"), str_of(csv), false);
        if (f)
                return f;
        import_end(im);
        *ret_im = im;
        *w = (struct import_write){ .about = about, .open = opened };
        if (!import_clean(im))
                return fail(cx, INVALID, "%.*s", STR(import_sentence(im, &im->finding[0])));
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = k->put(cx, im, w);
        return f ? f : tx_commit(&tx);
}

TEST_DB(goal_import_updates_by_key_and_is_undone)
{
        struct goal_book before, after, back;
        struct import *im;
        struct import_write w;
        plant(cx);
        book_of(cx, "shili-qingshi", &before);
        done(bring(cx, "单位,指标,全年目标,一季度,二季度,三季度,四季度,要求\n"
                       "青石乡,固定资产投资,3.50,0.70,1.50,2.50,3.50,新开工两个\n"
                       ",fz-kq,91.5,,,,,\n", &im, &w));
        book_of(cx, "shili-qingshi", &after);
        same_int(line_of(&after, "fz-tz")->value, 350);
        same_int(line_of(&after, "fz-tz")->quarter[1], 150);
        same_str(line_of(&after, "fz-tz")->words, "新开工两个");
        same_int(line_of(&after, "fz-kq")->value, 915);
        same_int(line_of(&after, "fz-jy")->value, line_of(&before, "fz-jy")->value);
        struct import_undo u = { .about = w.about, .kept = w.kept, .look = true };
        done(goal_importer.undo(cx, im, &u));
        same_int(u.n_since, 0);
        u.look = false;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        done(goal_importer.undo(cx, im, &u));
        done(tx_commit(&tx));
        book_of(cx, "shili-qingshi", &back);
        ok(str_eq(goal_book_text(cx, &before, false), goal_book_text(cx, &back, false)));
        /* changed since: nothing is undone */
        u = (struct import_undo){ .about = w.about, .kept = w.kept, .look = true };
        done(goal_importer.undo(cx, im, &u));
        same_int(u.n_since, 1);
}

/* Nobody mends a row, sends it again and hears of the next fault in it. */
TEST_DB(goal_import_tells_all_faults_of_a_row)
{
        plant(cx);
        same_str(fixture_told(cx, &goal_importer, "{\"scheme\":\"1\",\"unit\":\"shili-qingshi\"}",
                              "单位,指标,全年目标,一季度\n"
                              "柳溪镇,没有的指标,多,少\n"
                              "没有的镇,fz-tz,3.5x,\n"
                              "青石乡,,3.5,一\n"
                              "青石乡,fz-tz,3.123456,\n"),
                 "2 unit, 2 indicator, 2 value, 2 q1, 3 unit, 3 value, 4 indicator, 4 q1, 5 value");
}

/* Whatever the units: the file looks into all books at once. */
TEST_DB(goal_import_reads_all_books_at_once)
{
        struct edition *e = NEW(cx->arena, struct edition);
        struct goal_book *books, one;
        struct import_open opened = { 0 };
        int n;
        plant(cx);
        done(goal_edition(cx, 1, e));
        int64_t from = cx->db->n_statements;
        done(goal_books_load(cx, 1, 0, e, &books, &n));
        same_int(cx->db->n_statements - from, 4);         /* books, targets, parts, the county's */
        ok(n > 80);
        from = cx->db->n_statements;
        done(goal_importer.open(cx, S("{\"scheme\":\"1\",\"unit\":\"all\"}"), &opened));
        ok(cx->db->n_statements - from < 25);
        /* and what it reads is what each book reads by itself */
        for (int i = 0; i < n; i++) {
                done(goal_book_read(cx, books[i].id, &one));
                same_int(books[i].version, one.version);
                same_int(books[i].n_lines, one.n_lines);
                books[i].reason_kind = one.reason_kind, books[i].reason = one.reason;
                ok(str_eq(goal_book_text(cx, &books[i], true), goal_book_text(cx, &one, true)));
        }
}

TEST_DB(goal_import_refuses_what_it_cannot_place)
{
        static const struct { const char *csv, *say; } bad[] = {
                { "单位,指标,全年目标\n柳溪镇,fz-tz,3\n", "单位" },
                { "单位,指标,全年目标\n青石乡,gx-gk,3\n", "没有要这个单位报" },
                { "单位,指标,全年目标\n青石乡,fz-tz,三\n", "全年目标" },
                { "单位,指标,全年目标\n青石乡,fz-tz,3.123\n", "小数位数" },
                { "单位,指标,全年目标\n青石乡,fz-tz,3\n青石乡,fz-tz,4\n", "" },
        };
        plant(cx);
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                struct import *im;
                struct import_write w;
                const struct fail *f = bring(cx, bad[i].csv, &im, &w);
                if (!ok(f && f->kind == FAIL_INVALID && str_find(f->say, str_of(bad[i].say)) >= 0))
                        test_note("%zu: %.*s", i, STR(f ? f->say : S("written")));
        }
}

/* ---- all or nothing ------------------------------------------------------------------------------ */

/* As book_of(), without a word about failing: the walk fails these statements too. */
static const struct fail *find_book(struct ctx *cx, const char *unit, struct goal_book *ret)
{
        struct org_unit u;
        int64_t id = 0;
        const struct fail *f = org_unit_by_code(cx, str_of(unit), &u);
        if (!f)
                f = goal_book_newest(cx, 1, u.id, &id);
        return f ? f : goal_book_read(cx, id, ret);
}

static const struct fail *put_it(struct ctx *cx)
{
        struct goal_book b;
        const struct fail *f = find_book(cx, "shili-qingshi", &b);
        if (f)
                return f;
        line_of(&b, "fz-tz")->value++;
        line_of(&b, "fz-tz")->quarter[3]++;
        return goal_book_put(cx, &b, b.version, b.lines, b.n_lines);
}

static const struct fail *return_it(struct ctx *cx)
{
        struct goal_book b;
        const struct fail *f = find_book(cx, "shili-chengguan", &b);
        struct flow_wish in = { .event = S("return"), .version = f ? 0 : b.version, .reason = S("再核"),
                                .day = DAY_NONE };
        return f ? f : goal_move(cx, b.id, &in);
}

static const struct fail *issue_all(struct ctx *cx)
{
        int n = 0;
        return goal_issue_group(cx, 1, 0, S("示府发〔2024〕30号"), day_make(2024, 9, 1), &n);
}

static const struct fail *open_next(struct ctx *cx)
{
        struct org_unit u;
        int n = 0;
        const struct fail *f = org_unit_by_code(cx, S("shili-liuxi"), &u);
        return f ? f : goal_books_open(cx, 2, u.id, &n);
}

static const struct fail *adjust_it(struct ctx *cx)
{
        struct goal_book b;
        int64_t next;
        const struct fail *f = find_book(cx, "shili-liuxi", &b);
        return f ? f : goal_adjust(cx, b.id, &(struct goal_change){ GOAL_POLICY, S("政策调整"),
                                   S("示府发〔2024〕9号") }, &next);
}

static const struct fail *county_it(struct ctx *cx)
{
        struct goal_sums s;
        const struct fail *f = goal_sums(cx, 1, &s);
        for (int i = 0; !f && i < s.n_rows; i++)
                if (s.rows[i].set) {
                        struct goal_county_wish w = { .stem = s.rows[i].stem, .version = s.rows[i].version,
                                .value = s.rows[i].value + 1, .places = s.rows[i].places, .adds = true };
                        return goal_county_put(cx, 1, &w, 1);
                }
        return f;
}

FAULTS(goal_book_put, plant, put_it)
FAULTS(goal_move, plant, return_it)
FAULTS(goal_issue_group, plant, issue_all)
FAULTS(goal_books_open, plant, open_next)
FAULTS(goal_adjust, plant, adjust_it)
FAULTS(goal_county_put, plant, county_it)

static const struct fail *moved(struct ctx *cx, int64_t id, const char *event)
{
        struct goal_book b;
        const struct fail *f = goal_book_find(cx, id, &b);
        struct flow_wish in = { .event = str_of(event), .version = b.version };
        return f ? f : goal_move(cx, id, &in);
}

static void script(struct ctx *cx, str text)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        done(db_script(cx, text));
        done(tx_commit(&tx));
        done(db_wait(cx));
}

/* Two hands: what a unit submitted no other takes back, and nobody passes what he submitted. */
TEST_DB(goal_is_not_passed_by_who_submitted_it)
{
        struct goal_book b;
        plant(cx);
        int64_t id = book_of(cx, "shili-qingshi", &b), town = 900001, office = 900002;
        script(cx, str_f(cx->arena, "INSERT INTO person (id, name, sort, version)"
                         " VALUES (%ld, '经办', 1, 1), (%ld, '审核', 1, 1);"
                         "INSERT INTO post (person, unit, role, since, version)"
                         " VALUES (%ld, %ld, 'town', '2020-01-01', 1)",
                         town, office, town, b.unit));
        same_int(b.state, GOAL_DRAFT);          /* the demonstration's adjustment in work */
        struct ctx by_town = *cx, by_office = *cx;
        by_town.user = town, by_office.user = office;
        done(moved(cx, id, "submit"));
        script(cx, str_f(cx->arena, "UPDATE goal_move SET who = %ld WHERE book = %ld AND event = 'submit'",
                         town, id));
        done(goal_book_find(cx, id, &b));
        const struct flow_step *back, *pass;
        done(flow_find(cx, &goal_flow, GOAL_SUBMITTED, S("withdraw"), &back));
        done(flow_find(cx, &goal_flow, GOAL_SUBMITTED, S("review"), &pass));
        const struct fail *f = goal_keeps_out(&by_office, &b, back);
        ok(f && f->kind == FAIL_DENIED && str_find(f->say, S("上报的单位")) >= 0);
        done(goal_keeps_out(&by_town, &b, back));
        done(goal_keeps_out(&by_office, &b, pass));
        f = goal_keeps_out(&by_town, &b, pass);
        ok(f && f->kind == FAIL_DENIED && str_find(f->say, S("须由他人审核")) >= 0);
        /* registered by the office for a unit: it may take it back, and does not pass it */
        script(cx, str_f(cx->arena, "UPDATE goal_move SET who = %ld WHERE book = %ld AND event = 'submit'",
                         office, id));
        done(goal_keeps_out(&by_office, &b, back));
        ok(goal_keeps_out(&by_office, &b, pass));
        done(goal_keeps_out(&by_town, &b, back));
}
