/* core/text/zip_test.c - what zip writes it reads; hostile files are in tests/bombs/. */
#include "core/text/zip.h"
#include "tests/test.h"

static const struct zip_limits wide = {
        .max_entry = 1 << 24, .max_total = 1 << 25, .max_entries = 100, .max_ratio = 100,
};

static str two_entries(struct ctx *cx)
{
        struct zip_out *o = zip_out_new(cx);
        zip_out_add(o, "a.txt", S("first first first first"));
        zip_out_add(o, "文件夹/乙.txt", S("second"));
        zip_out_add(o, "empty", S(""));
        str bytes = { 0 };
        done(zip_out_end(o, &bytes));
        return bytes;
}

TEST(zip_reads_what_zip_wrote)
{
        str bytes = two_entries(cx), got;
        struct zip_in *z CLEANUP(zip_in_close) = NULL;
        if (!done(zip_in_open(cx, bytes, &wide, &z)))
                return;
        same_int(zip_in_count(z), 3);
        same_str(zip_in_name(z, 0), "a.txt");
        same_str(zip_in_name(z, 1), "文件夹/乙.txt");
        same_int(zip_in_find(z, "文件夹/乙.txt"), 1);
        same_int(zip_in_find(z, "A.TXT"), 0);
        same_int(zip_in_find(z, "b.txt"), -1);
        same_int(zip_in_size(z, 1), 6);
        done(zip_in_read_all(cx, z, 0, &got));
        same_str(got, "first first first first");
        done(zip_in_read_all(cx, z, 1, &got));
        same_str(got, "second");
        done(zip_in_read_all(cx, z, 2, &got));
        same_int((int64_t)got.n, 0);
}

TEST(zip_bytes_are_the_same_each_time)
{
        str one = two_entries(cx), two = two_entries(cx);
        ok(str_eq(one, two));
}

static bool stop_at_once(void *arg, str piece UNUSED)
{
        ++*(int *)arg;
        return false;
}

TEST(zip_read_may_be_stopped)
{
        struct zip_in *z CLEANUP(zip_in_close) = NULL;
        int n = 0;
        if (!done(zip_in_open(cx, two_entries(cx), &wide, &z)))
                return;
        done(zip_in_read(cx, z, 0, stop_at_once, &n));
        same_int(n, 1);
}

TEST(zip_limits_hold)
{
        static const struct { struct zip_limits l; const char *say; } row[] = {
                { { 22, 1000, 10, 100 }, "压缩文件解开以后太大，最多 0 MB" },
                { { 1000, 28, 10, 100 }, "压缩文件解开以后太大，最多 0 MB" },
                { { 1000, 1000, 2, 100 }, "压缩文件里有 3 个文件，最多 2 个" },
        };
        str bytes = two_entries(cx);
        for (size_t i = 0; i < COUNT_OF(row); i++) {
                struct zip_in *z = NULL;
                const struct fail *f = zip_in_open(cx, bytes, &row[i].l, &z);
                ok(f && f->kind == FAIL_TOO_LARGE && !z);
                if (f)
                        same_str(f->say, row[i].say);
        }
}

TEST(zip_refuses_what_is_none)
{
        static const char *const bad[] = { "", "PK", "hello",
                "PK\005\006 not an end record at all" };
        for (size_t i = 0; i < COUNT_OF(bad); i++) {
                struct zip_in *z = NULL;
                const struct fail *f = zip_in_open(cx, str_of(bad[i]), &wide, &z);
                ok(f && f->kind == FAIL_INVALID && !z);
        }
        str whole = two_entries(cx);
        for (size_t n = 0; n < whole.n; n++) {
                struct zip_in *z = NULL;
                const struct fail *f = zip_in_open(cx, str_head(whole, n), &wide, &z);
                if (!ok(f && f->kind == FAIL_INVALID))
                        zip_in_close(&z);
        }
}
