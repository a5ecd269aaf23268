/* domain/org/import_test.c - a whole county from one file, in whatever order its rows stand. */
#include "core/import/batch.h"
#include "domain/org/imports.h"
#include "domain/org/org.h"
#include "domain/org/unit.sql.h"
#include "tests/faults.h"
#include "tests/story.h"

static str file;

/* Every unit of the demonstration county as a sheet, the last first. */
static void sheet(struct ctx *cx)
{
        struct buf b = buf_new(cx->arena, 1 << 20);
        struct unit_tree it;
        str lines[400];
        int n = 0;
        story_county(cx);
        unit_tree(&it, cx);
        while (unit_tree_next(&it)) {
                struct org_unit above = { 0 };
                if (it.has_parent)
                        done(org_unit_by_id(cx, it.parent, &above));
                lines[n++] = str_f(cx->arena, "x-%.*s,新%.*s,%s,%s%.*s\n", STR(it.code), STR(it.name),
                                   org_kind_words[it.kind], it.has_parent ? "x-" : "",
                                   STR(above.code));
        }
        done(unit_tree_end(&it));
        ok(n >= 99);
        buf_put(&b, S("代码,名称,类别,上级代码\n"));
        while (n--)
                buf_put(&b, lines[n]);
        file = buf_str(&b);
}

static struct import *read_sheet(struct ctx *cx)
{
        struct import *im = import_new(cx, units_importer.table, NULL);
        done(import_file(im, S("county.csv"), file, false));
        import_end(im);
        ok(import_clean(im));
        return im;
}

TEST_DB(a_county_of_a_hundred_units_comes_in_upside_down)
{
        struct org_unit u, above;
        struct import_write w = { 0 };
        sheet(cx);
        {
                struct import *im = read_sheet(cx);
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                done(units_importer.put(cx, im, &w));
                done(tx_commit(&tx));
        }
        done(org_unit_by_code(cx, S("x-shili-hedao"), &u));
        done(org_unit_by_id(cx, u.parent, &above));
        same_str(above.code, "x-shili-shuiwu");
        ok(str_eq(u.path, str_f(cx->arena, "%.*s%ld/", STR(above.path), u.id)));
        /* the same file again changes nothing that a row names */
        str before[10];
        struct import *im = read_sheet(cx);
        for (int i = 0; i < im->n_rows; i++)
                same_int(units_importer.compare(im, &im->row[i], before), IMPORT_SAME);
}

/* Read once: only the writing is run again and again. */
static struct import *ready;

static void read_in(struct ctx *cx, const struct importer *k, str text)
{
        story_county(cx);
        ready = import_new(cx, k->table, NULL);
        done(import_file(ready, S("file.csv"), text, false));
        import_end(ready);
        ok(import_clean(ready));
}

static const struct fail *put(struct ctx *cx, const struct importer *k)
{
        struct import_write w = { 0 };
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        const struct fail *f = k->put(cx, ready, &w);
        return f ? f : tx_commit(&tx);
}

static void units_ready(struct ctx *cx)
{
        read_in(cx, &units_importer, S("代码,名称,类别,上级代码\ny-zhan,测试站,下属单位,y-ju\n"
                                       "y-ju,测试局,部门,shili\nshili-yq,新区,园区,shili\n"));
}
static const struct fail *run_units(struct ctx *cx) { return put(cx, &units_importer); }
FAULTS(units_put, units_ready, run_units)

/* ---- undoing ------------------------------------------------------------------------------------- */

static const struct sql keys_to_unit = {
        .name = "keys_to_unit", .args = "", .cols = "ss", .index = -1,
        .text = "SELECT m.name, k.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) k"
                " WHERE m.type = 'table' AND k.\"table\" = 'unit' ORDER BY 1, 2",
};

static const char *text_of(const char *name)
{
        for (int i = 0; i < sql_count; i++)
                if (!strcmp(sql_all[i]->name, name))
                        return sql_all[i]->text;
        return "";
}

/* A new table that names a unit is asked before one is removed. */
TEST_DB(what_rests_on_a_unit_is_asked_of_every_table)
{
        struct query q;
        int n = 0;
        if (!store_is_sqlite(cx->db->store))
                return;
        query_open(&q, cx, &keys_to_unit, NULL);
        while (query_next(&q)) {
                str table = str_copy(cx->arena, query_str(&q, 0)), column = str_copy(cx->arena, query_str(&q, 1));
                str from = str_f(cx->arena, "%.*s, ", STR(column)), where = str_f(cx->arena, "FROM %.*s WHERE %.*s IN",
                                                                                 STR(table), STR(column));
                n++;
                if (str_is(table, "unit") || str_is(table, "post"))     /* children apart; post is the first arm */
                        continue;
                if (!ok(str_find(str_of(text_of("unit_uses")), where) > 0 &&
                        str_find(str_of(text_of("unit_uses")), from) > 0))
                        test_note("unit_uses lacks %.*s.%.*s", STR(table), STR(column));
        }
        done(query_end(&q));
        ok(n > 30);
}

static int64_t brought;

static void units_written(struct ctx *cx)
{
        story_county(cx);
        cx->user = 0;
        done(import_receive(cx, &units_importer, S(""), S("单位.csv"),
                            S("代码,名称,类别,上级代码,次序,考核分组\ny-zhan,测试站,下属单位,y-ju,1,\n"
                              "y-ju,测试局,部门,shili,2,综合经济部门\nshili-hedao,河道站,下属单位,y-ju,3,\n"),
                            &brought));
        done(import_read(cx, brought));
        done(import_apply(cx, brought, true));
}

static const struct fail *run_undo(struct ctx *cx)
{
        struct import_undo u;
        return import_undo(cx, brought, &u);
}
FAULTS(units_undo, units_written, run_undo)

static void people_ready(struct ctx *cx)
{
        read_in(cx, &people_importer, S("账号,姓名,工号\nimp.one,甲,G1\nimp.two,乙,G2\n"));
}
static const struct fail *run_people(struct ctx *cx) { return put(cx, &people_importer); }
FAULTS(people_put, people_ready, run_people)
