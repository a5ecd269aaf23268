/* tests/thousand_test.c - a thousand rows by file, as a clerk brings them: ten are wrong and come
 * back as a file, are mended and sent, everything is written at once, and the same file brought
 * again changes nothing. Through the pages, with nothing known that they do not say. */
#include "core/auth/account.sql.h"
#include "core/import/batch.h"
#include "tests/story.h"

enum { ROWS = 1000, BAD_EVERY = 100 };

static str roster(struct ctx *cx, bool good)
{
        struct buf b = buf_new(cx->arena, 1 << 20);
        buf_put(&b, S("账号,姓名,工号,次序\n"));
        for (int i = 1; i <= ROWS; i++)
                buf_f(&b, "thousand.%04d,导入的人%04d,T%04d,%s\n", i, i, i,
                      i % BAD_EVERY || good ? "7" : "七");
        return buf_str(&b);
}

static int bring(struct visit *v, str path, str filename, str bytes)
{
        struct upload up = { S("file"), filename, bytes };
        v->uploads = &up;
        v->n_uploads = 1;
        return visit_post(v, path, NULL, 0);
}

static int64_t number_after(str s, str head)
{
        uint64_t n = 0;
        ptrdiff_t at = str_find(s, head);
        str rest;
        if (at >= 0 && !str_u64(str_cut(str_from(s, (size_t)at + head.n), '?', &rest), &n))
                n = 0;
        return (int64_t)n;
}

static int people_there(struct ctx *cx)
{
        struct account_by_login a;
        int n = 0;
        for (int i = 1; i <= ROWS; i++)
                n += !account_by_login(cx, str_f(cx->arena, "thousand.%04d", i), &a);
        return n;
}

TEST_DB(a_thousand_rows_ten_of_them_wrong_come_in_in_the_end)
{
        struct import_batch_of b;
        struct visit v = { .cx = cx };
        story_county(cx);
        ok(visit_as(&v, "system-admin", "shili"));
        same_int(bring(&v, S("/imports/new/org.people"), S("人员.csv"), roster(cx, false)), 303);
        int64_t id = number_after(v.location, S("/imports/"));
        str page = str_f(cx->arena, "/imports/%ld", id);
        if (!same_int(visit_get(&v, page), 200))
                return;
        ok(visit_sees(&v, "10 行不能写入，现在一行也没有写"));
        same_int(visit_post(&v, str_f(cx->arena, "%.*s/apply", STR(page)), NULL, 0), 422);
        same_int(people_there(cx), 0);

        /* The ten as a file, each with its reason; mended and sent after. */
        same_int(visit_get(&v, str_f(cx->arena, "%.*s/rejected/csv", STR(page))), 200);
        struct buf mended = buf_new(cx->arena, 1 << 20);
        int n = 0;
        for (str rest = v.body; rest.n;) {
                str line = str_cut(rest, '\n', &rest);
                ptrdiff_t at = str_find(line, S("\"七\""));
                n += at >= 0;
                if (at < 0)
                        buf_f(&mended, "%.*s\n", STR(line));
                else
                        buf_f(&mended, "%.*s\"7\"%.*s\n", (int)at, line.p,
                              STR(str_from(line, (size_t)at + strlen("\"七\""))));
        }
        same_int(n, ROWS / BAD_EVERY);
        str sent = str_copy(cx->arena, buf_str(&mended));
        same_int(bring(&v, str_f(cx->arena, "%.*s/mended", STR(page)), S("须改的行.csv"), sent), 303);
        done(import_batch_of(cx, id, &b));
        same_int(b.n_rows, ROWS);
        same_int(b.n_bad, 0);
        same_int(visit_post(&v, str_f(cx->arena, "%.*s/apply", STR(page)), NULL, 0), 303);
        same_int(people_there(cx), ROWS);

        /* Sent a second time it is the same people. */
        same_int(visit_post(&v, str_f(cx->arena, "%.*s/apply", STR(page)), NULL, 0), 409);
        same_int(bring(&v, S("/imports/new/org.people"), S("人员.csv"), roster(cx, true)), 303);
        id = number_after(v.location, S("/imports/"));
        done(import_batch_of(cx, id, &b));
        same_int(b.n_same, ROWS);
        same_int(b.n_new + b.n_changed + b.n_bad, 0);
        same_int(people_there(cx), ROWS);
}
