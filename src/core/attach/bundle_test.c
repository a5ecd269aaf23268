/* core/attach/bundle_test.c - many documents as one ZIP: each made once and let go, names that leave no
 * folder, an index with the hashes, one that fails fails all. */
#include "core/attach/bundle.h"
#include "core/text/zip.h"
#include "tests/test.h"

struct counts { int made[64]; size_t most; };

static const struct fail *make(struct ctx *cx, void *arg, const struct bundle_row *row, str *ret)
{
        struct counts *c = arg;
        struct buf b = buf_new(cx->arena, 4 << 20);
        if (row->id == 13)
                return fail(cx, CONFLICT, "第 13 份不行");
        c->made[row->id]++;
        for (int i = 0; i < 1 << 15; i++)
                buf_f(&b, "%ld/%d,", (long)row->id, i);
        if (cx->arena->used > c->most)
                c->most = cx->arena->used;
        *ret = buf_str(&b);
        return NULL;
}

static const struct bundle_row *rows_of(struct ctx *cx, int n)
{
        static const char *const names[] = { "甲单位.pdf", "../../etc/passwd.pdf", "甲单位.pdf",
                                             "C:\\x\\乙.pdf", "甲单位.PDF" };
        struct bundle_row *rows = NEW_ARRAY(cx->arena, struct bundle_row, (size_t)n);
        for (int i = 0; i < n; i++)
                rows[i] = (struct bundle_row){ .id = i, .number = str_f(cx->arena, "示〔2024〕%d号", i + 1),
                                               .unit = S("甲单位"),
                                               .name = i < 5 ? str_of(names[i])
                                                             : str_f(cx->arena, "%d.pdf", i) };
        return rows;
}

TEST(a_bundle_makes_each_document_once_and_lets_it_go)
{
        static const struct zip_limits l = { 1 << 24, 1 << 28, 200, 1000 };
        struct counts c = { 0 };
        struct zip_in *z CLEANUP(zip_in_close) = NULL;
        str zip, again, one, index;
        size_t before = cx->arena->used;
        cx->now = 1732069800000;
        done(bundle_zip(cx, S("得分说明"), rows_of(cx, 12), 12, make, &c, true, &zip));
        for (int i = 0; i < 12; i++)
                same_int(c.made[i], 1);
        ok(zip.n > 12 * 200000);
        /* while making, the arena never holds two of them and their buffers at once */
        ok(c.most - before < (size_t)4 << 20);
        done(bundle_zip(cx, S("得分说明"), rows_of(cx, 12), 12, make, &c, false, &again));
        ok(str_eq(zip, again));
        /* 2024-11-20 10:30 in China, as MS-DOS writes a time and a date, in the first local header. */
        ok((unsigned char)again.p[10] == 0xc0 && (unsigned char)again.p[11] == 0x53);
        ok((unsigned char)again.p[12] == 0x74 && (unsigned char)again.p[13] == 0x59);
        done(zip_in_open(cx, zip, &l, &z));     /* refuses names that leave a folder, and equal ones */
        same_int(zip_in_count(z), 13);
        ok(zip_in_find(z, "甲单位.pdf") >= 0 && zip_in_find(z, "甲单位（2）.pdf") >= 0 && zip_in_find(z, "passwd.pdf") >= 0);
        ok(zip_in_find(z, "乙.pdf") >= 0);
        done(zip_in_read_all(cx, z, 0, &one));
        ok(str_starts(one, S("0/0,0/1,")));
        int at = zip_in_find(z, "目录.xlsx");
        if (ok(at == 12))
                done(zip_in_read_all(cx, z, at, &index));
        struct zip_in *x CLEANUP(zip_in_close) = NULL;
        str text = S("");
        done(zip_in_open(cx, index, &l, &x));
        for (int i = 0; i < zip_in_count(x); i++) {
                str part;
                done(zip_in_read_all(cx, x, i, &part));
                text = str_f(cx->arena, "%.*s%.*s", STR(text), STR(part));
        }
        struct digest d = hash(HASH_SHA256, one), m = hash(HASH_SM3, one);
        ok(str_find(text, digest_hex(cx->arena, &d)) > 0 && str_find(text, digest_hex(cx->arena, &m)) > 0);
        ok(str_find(text, S("示〔2024〕12号")) > 0);
}

TEST(a_bundle_fails_as_a_whole)
{
        struct counts c = { 0 };
        str zip = { 0 };
        const struct fail *f = bundle_zip(cx, S("x"), rows_of(cx, 20), 20, make, &c, false, &zip);
        ok(f && f->kind == FAIL_CONFLICT && !zip.p);
        same_str(f->say, "第 13 份不行");
        f = bundle_zip(cx, S("x"), NULL, 0, make, &c, false, &zip);
        ok(f && f->kind == FAIL_INVALID);
        f = bundle_zip(cx, S("x"), rows_of(cx, BUNDLE_MOST + 1), BUNDLE_MOST + 1, make, &c, false, &zip);
        ok(f && f->kind == FAIL_INVALID);
        done(bundle_zip(cx, S("x"), rows_of(cx, 3), 3, make, &c, false, &zip)); /* the way is free again */
}
