/* core/attach/bundle.c - see bundle.h. */
#include <stdatomic.h>
#include <time.h>

#include "core/attach/bundle.h"
#include "core/doc/doc.h"
#include "core/text/zip.h"

struct done { struct digest sha256, sm3; int64_t size; };
struct bundle {
        str                      title;
        const struct bundle_row *rows;
        const str               *names;
        struct done             *done;
        int                      n;
        bundle_make             *make;
        void                    *arg;
        int64_t                  until;         /* monotonic seconds; 0: no end */
};

static int64_t seconds(void)
{
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return t.tv_sec;
}

const struct fail *bundle_ids(struct ctx *cx, const char *field, str said, int64_t **ret,
                              int *ret_n)
{
        int64_t *list = NULL;
        int n = 0, cap = 0;
        while (said.n) {
                uint64_t id;
                if (!str_u64(str_cut(said, ',', &said), &id) || id > INT64_MAX || n == BUNDLE_MOST)
                        return fail_field(cx, str_of(field), "一次最多打包 %d 份，请先筛选", BUNDLE_MOST);
                *VEC_ADD(cx->arena, list, n, cap) = (int64_t)id;
        }
        *ret = list, *ret_n = n;
        return NULL;
}

bool bundle_has(const int64_t *ids, int n, int64_t id)
{
        bool has = n == 0;
        for (int i = 0; i < n && !has; i++)
                has = ids[i] == id;
        return has;
}

str bundle_word(struct arena *a, str said)
{
        struct buf o = buf_new(a, said.n * 3 + 16);
        int n = 0;
        for (size_t k; said.n && n < 40; said = str_from(said, k), n++) {
                uint32_t c;
                k = utf8_next(said, &c);
                if (!k)
                        break;
                if (c == '/' || c == '\\')
                        utf8_put(&o, c + 0xfee0);
                else
                        buf_put(&o, str_head(said, k));
        }
        return buf_str(&o);
}

static bool same_name(str a, str b)
{
        bool same = a.n == b.n;
        for (size_t i = 0; same && i < a.n; i++) {
                char x = a.p[i], y = b.p[i];
                x = x >= 'A' && x <= 'Z' ? (char)(x + 32) : x;
                y = y >= 'A' && y <= 'Z' ? (char)(y + 32) : y;
                same = x == y;
        }
        return same;
}

/* Names without case, as a Windows folder would have them: the second gets （2）. */
static const str *names_of(struct arena *a, const struct bundle_row *rows, int n)
{
        str *names = NEW_ARRAY(a, str, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                str ending = attach_ending(a, rows[i].name), name = attach_name(a, rows[i].name);
                for (int tries = 2, k = 0; k < i; k++)
                        if (same_name(names[k], name)) {
                                size_t stem = name.n > ending.n + 1 ? rows[i].name.n - ending.n - 1 : name.n;
                                name = attach_name(a, str_f(a, "%.*s（%d）.%.*s", /* document text */
                                                            STR(str_head(rows[i].name, stem)),
                                                            tries++, STR(ending)));
                                k = -1;         /* from the beginning with the new one */
                        }
                names[i] = name;
        }
        return names;
}

static const struct fail *make_one(struct ctx *cx, void *arg, int i, str *ret)
{
        struct bundle *b = arg;
        if (b->until && seconds() > b->until)
                return fail(cx, BUSY, "打包用时太长，请少选一些，或由管理员用命令行导出");
        const struct fail *f = b->make(cx, b->arg, &b->rows[i], ret);
        if (!f)
                b->done[i] = (struct done){ hash(HASH_SHA256, *ret), hash(HASH_SM3, *ret), (int64_t)ret->n };
        return f;
}

/* The last entry: everything before it has passed. */
static const struct fail *make_index(struct ctx *cx, void *arg, int i UNUSED, str *ret)
{
        static const struct { const char *head; int width; } columns[] = {
                { "序号", 2 }, { "编号", 5 }, { "标题", 10 },   /* document text */
                { "单位", 6 }, { "文件", 12 }, { "字节", 3 },   /* document text */
                { "SHA-256", 16 }, { "SM3", 16 },
        };
        struct bundle *b = arg;
        struct doc *d = doc_new(cx->arena, b->title);
        doc_title(d, b->title);
        struct doc_table *t = doc_table(d, (str){ 0 }, S("目录"), COUNT_OF(columns)); /* document text */
        t->sheet = S("目录"); /* document text */
        t->landscape = true;
        for (size_t c = 0; c < COUNT_OF(columns); c++) {
                t->columns[c].head = str_of(columns[c].head);
                t->columns[c].width = columns[c].width;
        }
        for (int k = 0; k < b->n; k++) {
                struct doc_row *r = doc_row(d, t);
                const struct bundle_row *x = &b->rows[k];
                const str cells[] = { str_f(cx->arena, "%d", k + 1), x->number, x->title, x->unit, b->names[k],
                                      str_f(cx->arena, "%ld", (long)b->done[k].size),
                                      digest_hex(cx->arena, &b->done[k].sha256),
                                      digest_hex(cx->arena, &b->done[k].sm3) };
                for (size_t c = 0; c < COUNT_OF(cells); c++)
                        if (cells[c].n)
                                doc_cell_text(d, r, (int)c, cells[c]);
        }
        return doc_write(cx, d, S("xlsx"), ret);
}

const struct fail *bundle_zip(struct ctx *cx, str title, const struct bundle_row *rows, int n,
                              bundle_make *make, void *arg, bool waits, str *ret_bytes)
{
        static atomic_flag busy = ATOMIC_FLAG_INIT;
        if (n <= 0)
                return fail(cx, INVALID, "没有可以打包的文件");
        if (n > BUNDLE_MOST)
                return fail(cx, INVALID, "一次最多打包 %d 份，请先筛选", BUNDLE_MOST);
        if (!waits && atomic_flag_test_and_set(&busy))
                return fail(cx, BUSY, "有人正在打包，请过一会儿再试");
        struct bundle b = { .title = title, .rows = rows, .names = names_of(cx->arena, rows, n), .n = n,
                            .done = NEW_ARRAY(cx->arena, struct done, (size_t)n), .make = make, .arg = arg,
                            .until = waits ? 0 : seconds() + BUNDLE_SECONDS };
        struct zip_out *z = zip_out_new(cx);
        zip_out_at(z, cx->now);
        for (int i = 0; i < n; i++)
                zip_out_later(z, b.names[i].p, make_one, &b, i);
        zip_out_later(z, "目录.xlsx", make_index, &b, 0); /* document text */
        const struct fail *f = zip_out_end(z, ret_bytes);
        if (!waits)
                atomic_flag_clear(&busy);
        return f;
}
