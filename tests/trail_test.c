/* tests/trail_test.c - the trail reads in words: who looks into it knows no keys of ours. */
#include "core/audit/change.h"
#include "core/audit/audit.sql.h"
#include "tests/matrix.h"

static const char *const units[] = { "shili-mbb", "shili-shuiwu", "shili-liuxi", "shili", NULL };

/* Every record and every key that the demonstration county writes has a word. */
TEST_DB(the_trail_names_every_record_and_every_key_in_words)
{
        struct matrix m;
        struct audit_list it;
        int rows = 0;
        matrix_begin(&m, cx, units);
        audit_list(&it, cx, 0, AUDIT_LIST_BY_NEW, S(""), S(""), 0, S(""), S(""), 0, 0, 0, INT64_MAX, 100000);
        while (audit_list_next(&it)) {
                struct audit_change all[AUDIT_CHANGES_MOST];
                int n = audit_changes(cx, it.detail, all);
                rows++;
                if (!ok(audit_record_label(it.entity)))
                        test_note("%.*s: no word for the record %.*s", STR(it.event), STR(it.entity));
                for (int i = 0; i < n; i++)
                        if (!ok(!all[i].key.p || all[i].label))
                                test_note("%.*s: no word for %.*s", STR(it.event), STR(all[i].key));
        }
        done(audit_list_end(&it));
        ok(rows > 500);
}

TEST_DB(a_list_that_was_exported_reads_as_a_list)
{
        same_str(audit_change_line(cx, S("{\"list\":\"/rectify\",\"rows\":3}"), 80), "列表 /rectify；条数 3");
}
