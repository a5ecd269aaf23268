/* domain/target/rating/register_test.c - effects in the database: all or nothing, and by file. */
#include "core/import/importer.h"
#include "domain/org/org.h"
#include "domain/target/rating/rating.h"
#include "domain/target/rating/register.h"
#include "tests/faults.h"
#include "tests/fixture_told.h"
#include "tests/story.h"

static struct effect_wish bonus(struct ctx *cx, const struct edition *e)
{
        (void)cx;
        return (struct effect_wish){ .unit = e->units[0].unit, .title = S("受表彰"), .basis = S("文件"),
                .happened = day_make(e->year, 3, 5), .amount = { 500000 } };
}

static void edition_now(struct ctx *cx, struct edition *e)
{
        int64_t scheme;
        done(register_scheme(cx, &scheme));
        done(register_edition(cx, scheme, e));
}

static const struct fail *run_add(struct ctx *cx)
{
        int64_t scheme, id;
        struct edition e;
        const struct fail *f = register_scheme(cx, &scheme);
        if (!f)
                f = register_edition(cx, scheme, &e);
        if (f)
                return f;
        struct effect_wish w = bonus(cx, &e);
        return register_add(cx, &e, &w, &id);
}
FAULTS(register_add, story_county, run_add)

/* The first proposal of the demonstration. */
static int64_t proposed(struct ctx *cx)
{
        struct edition e;
        struct effect_record *all;
        int n;
        edition_now(cx, &e);
        done(register_read(cx, &e, &all, &n));
        for (int i = 0; i < n; i++)
                if (all[i].state == EFFECT_PROPOSED)
                        return all[i].id;
        return 0;
}

static int64_t waiting;
static void prepare_move(struct ctx *cx)
{
        story_county(cx);
        waiting = proposed(cx);
        ok(waiting > 0);
}
static const struct fail *run_move(struct ctx *cx)
{
        return register_move(cx, waiting, &(struct effect_step){ .event = S("approve"), .version = 1,
                             .by = S("会议"), .on = DAY_NONE });
}
FAULTS(register_move, prepare_move, run_move)

TEST_DB(effects_of_the_same_matter_count_once_and_by_cap)
{
        struct edition e;
        struct effect_record *all;
        int n, same = 0, waits = 0;
        int64_t sum = 0;
        struct org_unit town;
        story_county(cx);
        edition_now(cx, &e);
        done(org_unit_by_code(cx, S("shili-liuxi"), &town));
        done(register_read(cx, &e, &all, &n));
        for (int i = 0; i < n; i++) {
                waits += all[i].state == EFFECT_PROPOSED;
                if (all[i].wish.unit != town.id || all[i].wish.kind != EFFECT_BONUS)
                        continue;
                sum += all[i].counts.micro, same += all[i].cut == CUT_SAME_MATTER;
        }
        same_int(sum, 1000000);
        same_int(same, 1);
        same_int(waits, 2);
}

TEST_DB(effects_come_by_file_and_wait)
{
        struct import_open o = { 0 };
        str file = S("单位,种类,事由,类别,分值,依据文件,发生日期,级别\n"
                     "柳溪镇,加分,创建成功,表彰奖励,0.5,市府发〔2024〕1号,2024-05-06,市级\n");
        story_county(cx);
        done(effects_importer.open(cx, S(""), &o));
        struct import *im = import_new(cx, effects_importer.table, o.arg);
        done(import_file(im, S("effects.csv"), file, false));
        import_end(im);
        ok(import_clean(im));
        struct import_write w = { .open = o };
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        done(effects_importer.put(cx, im, &w));
        done(tx_commit(&tx));
        struct edition e;
        struct effect_record *all;
        int n, found = 0;
        edition_now(cx, &e);
        done(register_read(cx, &e, &all, &n));
        for (int i = 0; i < n; i++)
                found += str_is(all[i].wish.title, "创建成功") && all[i].state == EFFECT_PROPOSED &&
                         str_is(all[i].wish.klass, "award");
        same_int(found, 1);
}

/* Nobody mends a row, sends it again and hears of the next fault in it. */
TEST_DB(effects_of_a_file_are_told_all_faults_of_a_row)
{
        story_county(cx);
        same_str(fixture_told(cx, &effects_importer, "",
                              "单位,种类,事由,类别,分值,等次,依据文件,发生日期\n"
                              "柳溪镇,加分,,通报批评,多,优秀,无,2030-01-01\n"
                              "没有镇,没有类,事由,表彰奖励,101,,,昨天\n"
                              "柳溪镇,一票否决,事故,,1,,,2024-05-06\n"),
                 "2 title, 2 amount, 2 grade, 2 basis, 2 happened, 2 class, 3 unit, 3 kind, 3 happened, "
                 "4 amount, 4 grade, 4 basis");
}
