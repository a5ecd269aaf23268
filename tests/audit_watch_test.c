/* tests/audit_watch_test.c - a broken audit chain is told to those who watch it, once, without being asked. */
#include "core/audit/verify.h"
#include "door/web/audit_watch.h"
#include "tests/story.h"

static int64_t told(struct ctx *cx)
{
        static const struct sql n = { .name = "told_breaks", .args = "", .cols = "i", .index = -1,
                                      .text = "SELECT CAST(COUNT(*) AS BIGINT) FROM message "
                                              "WHERE kind = 'audit.break'" };
        struct query q;
        int64_t got = -1;
        query_open(&q, cx, &n, NULL);
        if (query_next(&q))
                got = query_int(&q, 0);
        done(query_end(&q));
        return got;
}

TEST_DB(a_break_is_told_once_and_stands_on_the_first_page)
{
        struct visit v = { .cx = cx };
        story_county(cx);
        done(audit_watch_whole(cx));
        same_int(audit_breaks_seen(), 0);
        same_int(told(cx), 0);
        done(db_script(cx, S("CREATE TABLE kept_row AS SELECT * FROM audit WHERE seal = 3; "
                             "CREATE TABLE kept_chain AS SELECT * FROM audit_chain; "
                             "DELETE FROM audit WHERE seal = 3")));
        done(audit_watch_whole(cx));
        ok(audit_breaks_seen() > 0);
        int64_t n = told(cx);
        ok(n > 0);
        done(audit_watch_whole(cx));
        same_int(told(cx), n);
        ok(visit_as(&v, "audit-admin", "shili"));
        same_int(visit_get(&v, S("/")), 200);
        ok(visit_sees(&v, "审计链有断点"));
        same_int(visit_get(&v, S("/metrics")), 200);
        ok(visit_sees(&v, "luoshi_audit_breaks 1\n") || visit_sees(&v, "luoshi_audit_breaks 2\n"));
        struct visit other = { .cx = cx };
        ok(visit_as(&other, "system-admin", "shili"));
        same_int(visit_get(&other, S("/")), 200);
        ok(!visit_sees(&other, "审计链有断点"));
        done(db_script(cx, S("DELETE FROM audit_chain")));
        struct audit_report r;
        done(audit_verify(cx, 0, &r));          /* a break, not a failure of the command */
        same_int(r.breaks[0].fault, AUDIT_FAULT_ANCHOR);
        done(db_script(cx, S("INSERT INTO audit_chain SELECT * FROM kept_chain; "
                             "INSERT INTO audit SELECT * FROM kept_row")));
        done(audit_watch_whole(cx));
        same_int(audit_breaks_seen(), 0);
}

/* A part of a name finds whom it can only mean, offers the others, and says where there is nobody. */
TEST_DB(the_trail_is_asked_by_a_part_of_a_name)
{
        struct visit v = { .cx = cx };
        story_county(cx);
        ok(visit_as(&v, "audit-admin", "shili"));
        same_int(visit_get(&v, S("/audit?who=%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%AA%E4%BA%BA")), 200);
        ok(visit_sees(&v, "没有叫“没有这个人”的人"));
        same_int(visit_get(&v, S("/audit?unit=%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%AA%E4%BA%BA")), 200);
        ok(visit_sees(&v, "没有叫“没有这个人”的单位"));
        done(db_script(cx, S("UPDATE person SET name = '某某甲' WHERE id = 1; "
                             "UPDATE person SET name = '某某乙' WHERE id = 2")));
        same_int(visit_get(&v, S("/audit?who=%E6%9F%90%E6%9F%90")), 200);
        ok(visit_sees(&v, "不止一个，请选") && visit_sees(&v, ">某某甲</a>") && visit_sees(&v, ">某某乙</a>"));
        same_int(visit_get(&v, S("/audit?who=%E6%9F%90%E7%94%B2")), 200);
        ok(visit_sees(&v, "value=\"某某甲\"") && !visit_sees(&v, "请选"));
}

/* The page shows the head to be written down, and compares with one that was. */
TEST_DB(the_chain_page_compares_with_a_kept_head)
{
        struct visit v = { .cx = cx };
        struct audit_end end;
        int linked;
        story_county(cx);
        ok(visit_as(&v, "audit-admin", "shili"));
        if (!store_is_sqlite(cx->db->store))
                done(audit_link_waiting(cx, S("test"), 0, 100000, &linked));
        done(audit_end_read(cx, &end));
        str head = audit_paper_text(cx, &end);
        same_int(visit_get(&v, S("/audit/chain")), 200);
        ok(visit_sees(&v, str_copy(cx->arena, head).p));
        ok(!visit_sees(&v, "数据库经过抄下的链头"));
        str path = str_f(cx->arena, "/audit/chain?whole=1&head=%.*s", STR(head));
        same_int(visit_get(&v, path), 200);
        ok(visit_sees(&v, "数据库经过抄下的链头"));
        end.seal += 100000;
        path = str_f(cx->arena, "/audit/chain?head=%.*s", STR(audit_paper_text(cx, &end)));
        same_int(visit_get(&v, path), 200);
        ok(visit_sees(&v, "数据库没有到抄下的那一条"));
        ok(visit_sees(&v, "处断点"));
}
