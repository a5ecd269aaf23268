/* domain/org/name_test.c - what a unit was called on a day. */
#include "domain/org/name.h"
#include "domain/org/name.sql.h"
#include "tests/faults.h"
#include "tests/fixture_demo.h"

static int64_t id_of(struct ctx *cx, const char *code)
{
        struct org_unit u = { 0 };
        done(org_unit_by_code(cx, str_of(code), &u));
        return u.id;
}

static const char *called(struct ctx *cx, int64_t id, day on)
{
        str name = { 0 }, brief = { 0 };
        done(org_unit_name_on(cx, id, on, &name, &brief));
        return str_copy(cx->arena, name).p;
}

TEST_DB(names_are_those_of_the_day)
{
        struct org_rename one = { .name = S("示例县水利局"), .document = S("批复一"),
                                  .on = day_make(2023, 5, 1) };
        struct org_rename two = { .name = S("示例县水利和湖泊局"), .brief = S("县水利湖泊局"),
                                  .document = S("批复二"), .on = day_make(2024, 3, 1) };
        const struct org_name *names;
        int n;
        demo_units(cx);
        int64_t id = id_of(cx, "shili-shuiwu");
        done(org_unit_rename(cx, id, 1, &one));
        done(org_unit_rename(cx, id, 2, &two));
        same_str(str_of(called(cx, id, day_make(1999, 1, 1))), "示例县水务局");
        same_str(str_of(called(cx, id, day_make(2023, 4, 30))), "示例县水务局");
        same_str(str_of(called(cx, id, day_make(2023, 5, 1))), "示例县水利局");
        same_str(str_of(called(cx, id, day_make(2024, 2, 29))), "示例县水利局");
        same_str(str_of(called(cx, id, day_make(2024, 3, 1))), "示例县水利和湖泊局");
        done(org_names(cx, id, &names, &n));
        same_int(n, 2);
        same_str(names[0].brief, "示例县水利局");
        same_str(names[0].document, "批复一");
        ok(day_is(names[0].since) && !day_is(names[1].since));

        /* The list of a day has that day's names. */
        struct unit_names_on it;
        bool found = false;
        unit_names_on(&it, cx, day_make(2023, 6, 1));
        while (unit_names_on_next(&it))
                found |= it.id == id && str_is(it.name, "示例县水利局");
        done(unit_names_on_end(&it));
        ok(found);
}

static void county(struct ctx *cx) { demo_units(cx); }

static const struct fail *run_rename(struct ctx *cx)
{
        struct org_rename r = { .name = S("青石镇人民政府"), .brief = S("青石镇"),
                                .document = S("批复"), .on = day_make(2024, 1, 1) };
        struct org_unit u;
        const struct fail *f = org_unit_by_code(cx, S("shili-qingshi"), &u);
        return f ? f : org_unit_rename(cx, u.id, 1, &r);
}
FAULTS(org_unit_rename, county, run_rename)
