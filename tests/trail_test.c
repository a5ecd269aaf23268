/* tests/trail_test.c - the trail reads in words: who looks into it knows no keys of ours. */
#include "core/audit/change.h"
#include "core/audit/audit.sql.h"
#include "core/auth/account.h"
#include "domain/org/delegation.h"
#include "door/web/audit.h"
#include "tests/matrix.h"

static const char *const units[] = { "shili-mbb", "shili-shuiwu", "shili-liuxi", "shili", NULL };

/* Every record and every key that the demonstration county writes has a word. */
TEST_DB(the_trail_names_every_record_and_every_key_in_words)
{
        struct matrix m;
        struct audit_list it;
        struct audit_names *names = NEW(cx->arena, struct audit_names);
        int rows = 0;
        matrix_begin(&m, cx, units);
        audit_list(&it, cx, 0, AUDIT_LIST_BY_NEW, S(""), S(""), 0, S(""), S(""), 0, 0, 0, INT64_MAX, 100000);
        while (audit_list_next(&it)) {
                struct audit_change all[AUDIT_CHANGES_MOST];
                int n = audit_changes(cx, NEW(cx->arena, struct audit_names), it.detail, all);
                str name = audit_record_name(cx, names, it.entity, it.event, it.record);
                rows++;
                /* by what it is called, not by its number; a year is called by its own */
                if (!ok(!it.record || str_is(it.entity, "calendar_year") ||
                        !str_ends(name, str_f(cx->arena, " %ld", it.record))))
                        test_note("%.*s: the record is called %.*s", STR(it.event), STR(name));
                if (!ok(audit_record_label(it.entity)))
                        test_note("%.*s: no word for the record %.*s", STR(it.event), STR(it.entity));
                for (int i = 0; i < n; i++)
                        if (!ok(!all[i].key.p || all[i].label))
                                test_note("%.*s: no word for %.*s", STR(it.event), STR(all[i].key));
        }
        done(audit_list_end(&it));
        ok(rows > 500);
}

/* A key that stands twice would be read by the first of its two words: one form's 主送机关 as another's 异议向谁提出. */
TEST(every_key_of_the_trail_has_one_word)
{
        static const char *const keys[] = {
#define LABEL(key, label) key,
#include "core/audit/labels.def"
#undef LABEL
        };
        for (size_t i = 0; i < COUNT_OF(keys); i++)
                for (size_t k = 0; k < i; k++)
                        if (!ok(strcmp(keys[i], keys[k])))
                                test_note("%s stands twice", keys[i]);
}

static str line(struct ctx *cx, const char *detail)
{
        struct audit_change *all = NEW_ARRAY(cx->arena, struct audit_change, AUDIT_CHANGES_MOST);
        int n = audit_changes(cx, NEW(cx->arena, struct audit_names), str_of(detail), all);
        return audit_change_line(cx, all, n, 200);
}

TEST_DB(a_list_that_was_exported_reads_as_a_list)
{
        same_str(line(cx, "{\"list\":\"/rectify\",\"rows\":3}"), "列表 /rectify；条数 3");
}

/* A number that stands for a record is read by its name, and so is a role's code. */
TEST_DB(the_trail_calls_records_by_their_names)
{
        int64_t person;
        story_county(cx);
        int64_t unit = story_unit(cx, "shili-shuiwu"), post = story_post(cx, "lead-handler", "shili-shuiwu", &person);
        struct audit_names *names = NEW(cx->arena, struct audit_names);
        str name = audit_record_called(cx, names, S("unit"), unit);
        str who = audit_record_called(cx, names, S("person"), person);
        ok(name.n && who.n);
        same_str(line(cx, str_f(cx->arena, "{\"unit\":%ld,\"person\":%ld,\"role\":\"town\"}", unit, person).p),
                 str_f(cx->arena, "单位 %.*s；人员 %.*s；角色 乡镇", STR(name), STR(who)).p);
        ok(str_find(line(cx, str_f(cx->arena, "{\"post\":%ld}", post).p), who) >= 0);
        same_str(line(cx, "{\"link_by\":\"console\"}"), "谁发的链接 服务器控制台");
        same_str(line(cx, "{\"field\":\"phone\"}"), "字段 手机号");
        same_str(line(cx, "{\"unit\":999999}"), "单位 999999");       /* nobody knows it any more */
        ok(!audit_record_called(cx, NEW(cx->arena, struct audit_names), S("unit"), 999999).p);
}

/* What an account, a stand-in asked for, granted and ended says: all of it, by name. */
TEST_DB(the_trail_of_an_account_and_a_stand_in_is_whole)
{
        static const struct sql one = { .name = "detail_of", .args = "s", .cols = "s", .index = -1,
                                        .text = "SELECT detail FROM audit WHERE event = $1 ORDER BY id DESC LIMIT 1" };
        static const struct { const char *event, *says; } want[] = {
                { "account.add",   "名称 备用人员；账号 spare.person" },
                { "post.ask",      "状态 待批准；被代理人 " },
                { "post.delegate", "状态 待批准 → 已批准；被代理人 " },
                { "post.recall",   "状态 已批准 → 提前结束；被代理人 " },
        };
        struct delegation_wish w = { .since = cx->today, .until = day_add(cx->today, 9), .reason = S("外出学习"),
                                     .document = S("示例文件") };
        struct delegation d;
        int64_t holder, spare, asked;
        story_county(cx);
        w.post = story_post(cx, "lead-handler", "shili-shuiwu", &holder);
        story_post(cx, "budget-editor", "shili-shuiwu", &w.deputy);
        story_post(cx, "lead-reviewer", "shili-shuiwu", &cx->user);
        done(account_add(cx, &(struct account_new){ .login = S("spare.person"), .name = S("备用人员") }, &spare));
        done(delegation_ask(cx, &w, &asked));
        done(delegation_decide(cx, asked, 1, true, S("同意")));
        done(delegation_see(cx, asked, &d));
        done(delegation_stop(cx, asked, d.version));
        for (size_t i = 0; i < COUNT_OF(want); i++) {
                struct query q;
                struct arg arg = { .type = ARG_STR, .s = str_of(want[i].event) };
                query_open(&q, cx, &one, &arg);
                str said = query_next(&q) ? line(cx, str_copy(cx->arena, query_str(&q, 0)).p) : S("");
                done(query_end(&q));
                if (!ok(str_starts(said, str_of(want[i].says))))
                        test_note("%s: %.*s", want[i].event, STR(said));
                if (i)
                        ok(str_find(said, S("牵头单位经办")) > 0 && str_find(said, S("外出学习")) > 0 &&
                           str_find(said, S("示例文件")) > 0 && str_find(said, S("示例县水务局")) > 0);
        }
}
