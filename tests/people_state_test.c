/* tests/people_state_test.c - the state of a person is told in one place and asked for in another (a
 * column of the page, a filter in SQL): both say the same of everybody. */
#include "core/auth/account.h"
#include "core/search/search.h"
#include "tests/story.h"

#define LOCKED "INSERT INTO lockout (name, failures, last, until) SELECT 'a:' || login, 5, 0, 9000000000000 " \
               "FROM account WHERE person = %ld;"
#define AWAY   "INSERT INTO absence (person, kind, since, until, locks, who, at, version) " \
               "VALUES (%ld, 0, '2024-11-01', NULL, 1, 1, 0, 1);"
#define OFF    "UPDATE account SET disabled = 1 WHERE person = %ld;"
#define ENDED  "UPDATE post SET until = '2024-01-31' WHERE person = %ld;"
#define DEMO   "UPDATE account SET demo = 1, login = NULL WHERE person = %ld;"
#define KEYLESS "UPDATE account SET password = NULL WHERE person = %ld;"
#define LINKED "INSERT INTO link (hash, person, expires) SELECT s.token, p.id, 9000000000000 " \
               "FROM session s, person p WHERE p.id = %ld ORDER BY s.id LIMIT 1;"
#define NOTHING "UPDATE person SET sort = 1 WHERE id = %ld;"

/* In the order in which the first that holds is told; each person has what the next one has, too. */
static const struct { const char *code, *word, *sql; } states[] = {
        { "left",     "已离任",   "UPDATE person SET left_on = '2024-10-01' WHERE id = %ld;" OFF },
        { "none",     "没有账号", "DELETE FROM account WHERE person = %ld;" NOTHING },
        { "disabled", "已停用",   OFF LOCKED },
        { "locked",   "已锁定",   LOCKED AWAY },
        { "away",     "请假锁定", AWAY ENDED },
        { "postless", "没有岗位", ENDED DEMO },
        { "demo",     "演示账号", DEMO KEYLESS },
        { "linked",   "已发链接", KEYLESS LINKED },
        { "keyless",  "未设口令", KEYLESS NOTHING },
        { "ready",    "可以登录", NOTHING NOTHING },
};
enum { STATES = COUNT_OF(states) };

/* The row of a person, without the choices above the list; absent: there is none. */
static str row_of(str body, str name)
{
        ptrdiff_t at = str_find(body, S("<tbody"));
        str rows = at < 0 ? (str){ 0 } : str_from(body, (size_t)at), row;
        ptrdiff_t from = str_find(rows, name);
        if (from < 0)
                return (str){ 0 };
        row = str_from(rows, (size_t)from);
        ptrdiff_t to = str_find(row, S("</tr>"));
        return to < 0 ? row : str_head(row, (size_t)to);
}

TEST_DB(people_are_found_by_the_state_that_their_row_tells)
{
        struct visit v = { .cx = cx };
        str name[STATES];
        story_county(cx);
        ok(visit_as(&v, "system-admin", "shili"));
        for (int i = 0; i < STATES; i++) {
                name[i] = str_f(cx->arena, "状态%02d", i);
                int64_t id = -1;
                {
                        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                        id = account_demo(cx, name[i], story_unit(cx, "shili-mbb"), "inspector", 9000 + i);
                        search_follow(cx, "person", id);
                        done(tx_commit(&tx));
                }
                done(db_script(cx, str_f(cx->arena, "UPDATE account SET demo = 0, login = 'state.%02d', password = 'x' "
                                                    "WHERE person = %ld", i, id)));
                done(db_script(cx, str_f(cx->arena, states[i].sql, id, id)));
        }
        for (int asked = -1; asked < STATES; asked++) {
                same_int(visit_get(&v, str_f(cx->arena, "/people?order=sound&q=%s%s%s", "%E7%8A%B6%E6%80%81",
                                             asked < 0 ? "" : "&state=", asked < 0 ? "" : states[asked].code)), 200);
                for (int i = 0; i < STATES; i++) {
                        str row = row_of(v.body, name[i]);
                        bool there = asked < 0 || asked == i;
                        if (!ok(!row.p == !there && (!there || str_find(row, str_of(states[i].word)) >= 0)))
                                test_note("%s, asked for %s", states[i].code, asked < 0 ? "all" : states[asked].code);
                }
        }
}
