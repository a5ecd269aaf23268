/* domain/org/import_test.c - a whole county from one file, in whatever order its rows stand. */
#include "core/audit/audit.sql.h"
#include "core/audit/change.h"
#include "core/auth/account.h"
#include "core/auth/session.h"
#include "core/import/batch.h"
#include "domain/org/import.sql.h"
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
                if (it.kind == ORG_COUNTY)      /* there is one already */
                        continue;
                done(org_unit_by_id(cx, it.parent, &above));
                lines[n++] = str_f(cx->arena, "x-%.*s,新%.*s,%s,%s%.*s\n", STR(it.code), STR(it.name),
                                   org_kind_words[it.kind], above.kind == ORG_COUNTY ? "" : "x-",
                                   STR(above.code));
        }
        done(unit_tree_end(&it));
        ok(n >= 97);
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

static const struct sql keys_to = {
        .name = "keys_to", .args = "s", .cols = "ss", .index = -1,
        .text = "SELECT m.name, k.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) k"
                " WHERE m.type = 'table' AND k.\"table\" = $1 ORDER BY 1, 2",
};

static const char *text_of(const char *name)
{
        for (int i = 0; i < sql_count; i++)
                if (!strcmp(sql_all[i]->name, name))
                        return sql_all[i]->text;
        return "";
}

/* A new table that names such a record is asked before one is removed; `apart`: tables asked or emptied apart. */
static int asked_of_every_table(struct ctx *cx, const char *to, const char *asks,
                                const char *const *apart)
{
        struct query q;
        int n = 0;
        query_open(&q, cx, &keys_to, (struct arg[]){ { .type = ARG_STR, .s = str_of(to) } });
        while (query_next(&q)) {
                str table = str_copy(cx->arena, query_str(&q, 0)), column = str_copy(cx->arena, query_str(&q, 1));
                str from = str_f(cx->arena, "%.*s, ", STR(column)),
                    where = str_f(cx->arena, "FROM %.*s WHERE %.*s IN", STR(table), STR(column));
                bool skip = false;
                n++;
                for (const char *const *a = apart; *a; a++)
                        skip = skip || str_is(table, *a);
                if (!skip && !ok(str_find(str_of(text_of(asks)), where) > 0 &&
                                 str_find(str_of(text_of(asks)), from) > 0))
                        test_note("%s lacks %.*s.%.*s", asks, STR(table), STR(column));
        }
        done(query_end(&q));
        return n;
}

TEST_DB(what_rests_on_a_unit_is_asked_of_every_table)
{
        if (store_is_sqlite(cx->db->store))     /* children apart; post is the first arm */
                ok(asked_of_every_table(cx, "unit", "unit_uses", (const char *const[]){ "unit", "post", NULL }) > 30);
}

TEST_DB(what_rests_on_a_person_or_a_post_is_asked_of_every_table)
{
        if (!store_is_sqlite(cx->db->store))
                return;
        /* account and link go with the person, post is the first arm */
        ok(asked_of_every_table(cx, "person", "person_uses",
                                (const char *const[]){ "account", "link", "post", NULL }) > 20);
        ok(asked_of_every_table(cx, "post", "post_uses", (const char *const[]){ "session", NULL }) >= 4);
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

/* ---- undoing people and posts ---------------------------------------------------------------- */

static int64_t bring(struct ctx *cx, const struct importer *k, str text)
{
        int64_t batch = 0;
        done(import_receive(cx, k, S(""), S("名单.csv"), text, &batch));
        done(import_read(cx, batch));
        done(import_apply(cx, batch, true));
        return batch;
}

/* Two people, and then a file that changes one and adds two. */
static void people_written(struct ctx *cx)
{
        story_county(cx);
        cx->user = 0;
        bring(cx, &people_importer, S("账号,姓名,工号,次序\nund.old,旧人,U1,7\nund.same,不变,U2,8\n"));
        brought = bring(cx, &people_importer, S("账号,姓名,工号,次序\nund.old,新名,U9,3\nund.one,新人,U3,\n"
                                                "und.two,第二,,\nund.same,不变,U2,8\n"));
}
FAULTS(people_undo, people_written, run_undo)

static int64_t person_of(struct ctx *cx, str login)
{
        struct person_by_login p;
        return person_by_login(cx, login, &p) ? 0 : p.person;
}

TEST_DB(people_of_a_file_are_taken_back_and_changed_ones_are_as_they_were)
{
        struct person_by_login p, same;
        struct import_undo u;
        people_written(cx);
        done(person_by_login(cx, S("und.same"), &same));
        same_int(same.version, 2);              /* the row that changes nothing wrote nothing */
        done(import_undo_look(cx, brought, &u));
        same_int(u.n_since, 0);
        same_str(u.effect, "删去新增的 2 个人和账号，恢复 1 个人原来的内容");
        done(run_undo(cx));
        done(person_by_login(cx, S("und.old"), &p));
        same_str(p.name, "旧人");
        same_str(p.staff_no, "U1");
        same_int(p.sort, 7);
        ok(!person_of(cx, S("und.one")) && !person_of(cx, S("und.two")));
        /* and the same file may come again */
        bring(cx, &people_importer, S("账号,姓名,工号,次序\nund.old,新名,U9,3\nund.one,新人,U3,\n"));
        ok(person_of(cx, S("und.one")) > 0);
}

/* Does the undo name this, and leave everything as it is? */
static void refused_for(struct ctx *cx, const char *what)
{
        struct import_undo u, look;
        str before = database_text(cx);
        bool found = false;
        done(import_undo_look(cx, brought, &look));
        const struct fail *f = import_undo(cx, brought, &u);
        ok(f && f->kind == FAIL_CONFLICT);
        same_int(look.n_since, u.n_since);
        for (int i = 0; i < u.n_since; i++)
                found = found || str_is(u.since[i].what, what);
        if (!ok(found))
                for (int i = 0; i < u.n_since; i++)
                        test_note("%.*s", STR(u.since[i].what));
        ok(str_eq(before, database_text(cx)));
}

TEST_DB(a_person_who_set_a_password_or_was_changed_is_not_taken_back)
{
        struct link link;
        struct entered in;
        struct sign_in from = { .address = S("10.1.1.1"), .agent = S("test"), .old_token = S("") };
        struct person_by_login p;
        str key;
        people_written(cx);
        done(link_make(cx, person_of(cx, S("und.one")), &key));
        done(link_find(cx, key, &link));
        done(link_password(cx, &link, S("Liuxi-2024-shuiku"), &from, &in));
        cx->user = 0;
        refused_for(cx, "第 3 行“新人”：写入以后又改过");
        refused_for(cx, "第 3 行“新人”：已经有操作记录");
        done(person_by_login(cx, S("und.old"), &p));
        done(org_person_rename(cx, p.person, p.version, S("又改名"), (str){ 0 }));
        refused_for(cx, "第 2 行“又改名”：写入以后又改过");
        ok(person_of(cx, S("und.two")) > 0);
}

TEST_DB(a_link_that_nobody_used_goes_with_its_person)
{
        struct link link;
        str key;
        people_written(cx);
        done(link_make(cx, person_of(cx, S("und.two")), &key));
        done(run_undo(cx));
        const struct fail *f = link_find(cx, key, &link);
        ok(f && f->kind == FAIL_NOT_FOUND);
}

static void number_taken(struct ctx *cx)
{
        people_written(cx);
        bring(cx, &people_importer, S("账号,姓名,工号\nund.one,新人,U8\nund.late,后来,U1\n"));
}

TEST_DB(a_number_that_is_another_s_by_now_stops_the_undo)
{
        number_taken(cx);
        refused_for(cx, "第 2 行“新名”：这个工号已经是“后来”的");
        refused_for(cx, "第 3 行“新人”：写入以后又改过");
}

static void posts_written(struct ctx *cx)
{
        people_written(cx);
        bring(cx, &posts_importer, S("账号,单位代码,角色,职务\nund.old,shili-shuiwu,牵头单位经办,科员\n"));
        brought = bring(cx, &posts_importer, S("账号,单位代码,角色,职务\nund.old,shili-shuiwu,牵头单位经办,科长\n"
                                               "und.one,shili-shuiwu,牵头单位审核,局长\n"
                                               "und.two,shili-shuiwu,牵头单位经办,\n"));
}
FAULTS(posts_undo, posts_written, run_undo)

static int64_t post_of_login(struct ctx *cx, str login, struct post_held *ret)
{
        struct org_unit u;
        *ret = (struct post_held){ 0 };
        done(org_unit_by_code(cx, S("shili-shuiwu"), &u));
        for (int i = 0; i < 2; i++)
                if (!post_held(cx, person_of(cx, login), u.id, i ? S("lead-reviewer") : S("lead-handler"),
                               cx->today, ret))
                        return ret->id;
        return 0;
}

TEST_DB(posts_of_a_file_are_taken_back_and_titles_are_as_they_were)
{
        struct post_held held;
        struct import_undo u;
        posts_written(cx);
        done(import_undo_look(cx, brought, &u));
        same_int(u.n_since, 0);
        same_str(u.effect, "收回授予的 2 个岗位，恢复 1 个岗位原来的职务");
        done(run_undo(cx));
        ok(post_of_login(cx, S("und.old"), &held) > 0);
        same_str(held.title, "科员");
        ok(!post_of_login(cx, S("und.one"), &held) && !post_of_login(cx, S("und.two"), &held));
}

/* Does the trail say this of an event, in words? */
static bool trail_says(struct ctx *cx, const char *event, const char *what)
{
        struct audit_list it;
        bool found = false;
        audit_list(&it, cx, 0, AUDIT_LIST_BY_NEW, str_of(event), S(""), 0, S(""), S(""), 0, 0, 0,
                   INT64_MAX, 1000);
        while (audit_list_next(&it)) {
                struct audit_change *all = NEW_ARRAY(cx->arena, struct audit_change, AUDIT_CHANGES_MOST);
                int n = audit_changes(cx, NEW(cx->arena, struct audit_names), it.detail, all);
                found |= str_find(audit_change_line(cx, all, n, 400), str_of(what)) >= 0;
        }
        done(audit_list_end(&it));
        return found;
}

TEST_DB(the_trail_of_a_file_says_who_got_what_and_what_was_before)
{
        posts_written(cx);
        ok(trail_says(cx, "person.rename", "名称 旧人 → 新名；工号 U1 → U9；次序 7 → 3"));
        ok(trail_says(cx, "post.grant", "人员 新人；单位 示例县水务局；角色 牵头单位审核；标题 局长"));
        ok(trail_says(cx, "post.title", "科员 → 科长"));
        done(run_undo(cx));
        ok(trail_says(cx, "post.remove", "人员 新人 → —；单位 示例县水务局 → —"));
}

TEST_DB(a_post_that_somebody_signed_in_to_or_stands_in_for_is_not_taken_back)
{
        struct post_held held;
        posts_written(cx);
        int64_t person = person_of(cx, S("und.one"));
        int64_t post = post_of_login(cx, S("und.one"), &held);
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                session_begin(cx, person, post, S(""), S("10.1.1.1"), S("test"));
                done(tx_commit(&tx));
        }
        refused_for(cx, "第 3 行“新人”：已经有登录或口令");
        cx->user = 0;
        ok(post_of_login(cx, S("und.two"), &held) > 0);
        /* and the people of the file before, who have posts now */
        int64_t posts = brought;
        brought = posts - 2;
        refused_for(cx, "第 4 行“第二”：已经有岗位");
        brought = posts;
}
