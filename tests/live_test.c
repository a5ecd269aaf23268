/* tests/live_test.c - a command while the service has the database. */
#include <sys/stat.h>
#include <sys/wait.h>

#include "core/auth/account.h"
#include "door/cli/live.h"
#include "tests/test.h"

enum { MOST_OUT = 1 << 16 };

static int run(struct ctx *cx, const char *args, str url, str *ret_out)
{
        str line = str_f(cx->arena, "%s %s --db '%.*s' 2>&1 < /dev/null", getenv("LUOSHI"), args,
                         STR(url));
        FILE *in = popen(line.p, "r");
        must(in);
        char *p = arena_alloc(cx->arena, MOST_OUT);
        size_t n = fread(p, 1, MOST_OUT, in);
        int how = pclose(in);
        *ret_out = (str){ p, n };
        return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

TEST_DB(a_command_runs_inside_the_service_that_has_the_database)
{
        str url = test_db_url(cx), said;
        bool due;
        struct stat st;
        if (!getenv("LUOSHI")) {
                test_skip("LUOSHI does not name the program");
                return;
        }
        struct live *l = live_start(cx, cx->db->store, url);
        if (!store_is_sqlite(cx->db->store)) {
                ok(!l);
                return;
        }
        if (!ok(l))
                return;
        str path = str_starts(url, S("sqlite:")) ? str_from(url, 7) : url;
        same_int(stat(str_f(cx->arena, "%.*s.sock", STR(path)).p, &st), 0);
        same_int(st.st_mode & 0777, 0600);

        done(setup_is_due(cx, &due));
        ok(due);
        same_int(run(cx, "link", url, &said), 0);
        ok(str_find(said, S("/set-up/")) >= 0);
        same_int(run(cx, "link --lang en", url, &said), 0);
        ok(str_find(said, S("A new link")) >= 0);
        same_int(run(cx, "account link --login no.body", url, &said), 2);
        ok(str_find(said, S("没有账号")) >= 0);
        same_int(run(cx, "link --no-such", url, &said), 2);
        same_int(run(cx, "unit import tests/begin/units.csv", url, &said), 2);  /* not live: the lock */
        ok(str_find(said, S("同一时间只能有一个进程")) >= 0);
        same_int(run(cx, "calendar import tests/files/holidays-2027.csv --year 2027 --notice 通知 --check-only", url,
                     &said), 0);                                                /* writes nothing: no lock */
        ok(str_find(said, S("可以写入 2027 年的 4 天")) >= 0);
        same_int(run(cx, "key rotate", url, &said), 0);                         /* no need to stop the office */
        ok(str_find(said, S("重新加密")) >= 0 && str_find(said, S("一分钟以后用 --finish")) >= 0);
        int status = run(cx, "key rotate --finish", url, &said);
        ok(status == 3 && str_find(said, S("刚换过密钥")) >= 0);
        same_int(run(cx, "unit import tests/begin/units.csv --check-only", url, &said), 2);
        ok(str_find(said, S("还没有县")) >= 0);
        same_int(run(cx, "budget import --file data/demo/shili-shuiwu-2024.json --check-only", url, &said), 2);
        ok(str_find(said, S("不在单位树中")) >= 0);
        live_stop(l);
        same_int(stat(str_f(cx->arena, "%.*s.sock", STR(path)).p, &st), -1);
        same_int(run(cx, "link", url, &said), 2);                               /* the harness has it */
}
