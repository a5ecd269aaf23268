/* core/doc/pack.c - a document as bytes and back, for the child process that makes the PDF.
 *
 * Both ends are the same binary, so the form needs no versions; it is read as if a stranger had
 * written it all the same. Integers are 8 bytes, little end first; a text is its length plus one
 * (0: absent) and its bytes. */
#include "base/base.h"
#include "core/doc/write.h"

static const char magic[] = "luoshi-doc-3";

/* ---- out -------------------------------------------------------------------------------------- */

static void put_int(struct buf *o, int64_t v)
{
        char p[8];
        for (int i = 0; i < 8; i++)
                p[i] = (char)((uint64_t)v >> (8 * i) & 255);
        buf_put(o, (str){ p, 8 });
}

static void put_str(struct buf *o, str s)
{
        put_int(o, s.p ? (int64_t)s.n + 1 : 0);
        buf_put(o, s);
}

static void put_ints(struct buf *o, const int *v, int n)
{
        put_int(o, n);
        for (int i = 0; i < n; i++)
                put_int(o, v[i]);
}

static void put_table(struct buf *o, const struct doc_table *t)
{
        const str texts[] = { t->number, t->title, t->unit_line, t->maker_line, t->note, t->sheet };
        for (size_t i = 0; i < COUNT_OF(texts); i++)
                put_str(o, texts[i]);
        put_int(o, t->landscape);
        put_int(o, t->n_columns);
        put_int(o, t->n_rows);
        for (int c = 0; c < t->n_columns; c++) {
                const struct doc_column *k = &t->columns[c];
                put_str(o, k->head);
                put_str(o, k->over);
                put_str(o, k->over2);
                put_int(o, k->width);
                put_int(o, k->align);
                put_int(o, k->places);
                put_int(o, k->steps);
                put_int(o, k->joins);
        }
        for (int r = 0; r < t->n_rows; r++) {
                put_int(o, t->rows[r].level);
                put_int(o, t->rows[r].total);
                for (int c = 0; c < t->n_columns; c++) {
                        const struct doc_cell *cell = &t->rows[r].cells[c];
                        put_int(o, cell->kind);
                        put_int(o, cell->v);
                        put_int(o, cell->span);
                        put_str(o, cell->text);
                        put_str(o, cell->fact);
                        put_int(o, cell->figure);
                        put_ints(o, cell->sum_rows, cell->n_sum_rows);
                        put_ints(o, cell->sum_cols, cell->n_sum_cols);
                }
        }
}

static void put_line(struct buf *o, const struct doc_line *l)
{
        const int v[] = { (int)l->role, (int)l->face, l->size, l->high, l->before, l->left, l->right, l->hang,
                          (int)l->align, l->rule, l->label, l->red, l->keep, l->foot, l->beside_kai };
        for (size_t i = 0; i < COUNT_OF(v); i++)
                put_int(o, v[i]);
        put_str(o, l->beside);
}

void doc_pack(struct buf *o, const struct doc *d)
{
        buf_put(o, str_of(magic));
        const str texts[] = { d->title, d->subject, d->author, d->keywords, d->fact_url };
        for (size_t i = 0; i < COUNT_OF(texts); i++)
                put_str(o, texts[i]);
        put_int(o, d->made_at);
        put_int(o, d->official);
        put_int(o, d->letter);
        put_int(o, d->a3);
        put_int(o, d->table_size);
        put_int(o, d->n_blocks);
        for (int i = 0; i < d->n_blocks; i++) {
                const struct doc_block *b = &d->blocks[i];
                put_int(o, b->kind);
                put_int(o, b->level);
                put_str(o, b->anchor);
                put_int(o, b->n_runs);
                for (int k = 0; k < b->n_runs; k++) {
                        put_str(o, b->runs[k].text);
                        put_str(o, b->runs[k].fact);
                        put_int(o, b->runs[k].bold);
                }
                if (b->kind == DOC_TABLE)
                        put_table(o, b->table);
                if (b->kind == DOC_LINE)
                        put_line(o, b->line);
        }
}

/* ---- in: what does not fit the form makes `broken`, and all further reads give nothing ---------- */

struct in { struct arena *a; str s; bool broken; };

static int64_t take_int(struct in *in, int64_t min, int64_t max)
{
        uint64_t u = 0;
        if (in->s.n < 8 || in->broken) {
                in->broken = true;
                return min > 0 ? min : 0;
        }
        for (int i = 0; i < 8; i++)
                u |= (uint64_t)(unsigned char)in->s.p[i] << (8 * i);
        in->s = str_from(in->s, 8);
        int64_t v = (int64_t)u;
        if (v < min || v > max) {
                in->broken = true;
                return min > 0 ? min : 0;
        }
        return v;
}

static str take_str(struct in *in)
{
        int64_t n = take_int(in, 0, DOC_MAX_BYTES);
        if (!n || in->broken || in->s.n < (size_t)n - 1) {
                in->broken = in->broken || n > 0;
                return (str){ 0 };
        }
        str s = str_copy(in->a, str_head(in->s, (size_t)n - 1));
        in->s = str_from(in->s, (size_t)n - 1);
        in->broken = in->broken || !utf8_valid(s);
        return s;
}

/* A count of things of which each takes at least `least` bytes: it cannot ask for more memory
 * than came in. */
static int take_count(struct in *in, size_t least)
{
        return (int)take_int(in, 0, (int64_t)(in->s.n / least));
}

static const int *take_ints(struct in *in, int *ret_n)
{
        int n = take_count(in, 8);
        int *v = n ? NEW_ARRAY(in->a, int, (size_t)n) : NULL;
        for (int i = 0; i < n; i++)
                v[i] = (int)take_int(in, INT32_MIN, INT32_MAX);
        *ret_n = n;
        return v;
}

static struct doc_table *take_table(struct in *in)
{
        struct doc_table *t = NEW(in->a, struct doc_table);
        str *const texts[] = { &t->number, &t->title, &t->unit_line, &t->maker_line, &t->note, &t->sheet };
        for (size_t i = 0; i < COUNT_OF(texts); i++)
                *texts[i] = take_str(in);
        t->landscape = take_int(in, 0, 1);
        t->n_columns = (int)take_int(in, 1, DOC_MAX_COLUMNS);
        t->n_rows = take_count(in, 16);
        if (in->broken)
                return t;
        t->columns = NEW_ARRAY(in->a, struct doc_column, (size_t)t->n_columns);
        for (int c = 0; c < t->n_columns; c++) {
                struct doc_column *k = &t->columns[c];
                k->head = take_str(in);
                k->over = take_str(in);
                k->over2 = take_str(in);
                k->width = (int)take_int(in, 0, 10000);
                k->align = (enum doc_align)take_int(in, DOC_LEFT, DOC_RIGHT);
                k->places = (int)take_int(in, -1, 18);
                k->steps = take_int(in, 0, 1);
                k->joins = take_int(in, 0, 1);
        }
        t->rows = NEW_ARRAY(in->a, struct doc_row, (size_t)t->n_rows);
        for (int r = 0; r < t->n_rows && !in->broken; r++) {
                t->rows[r].level = (int)take_int(in, 0, 16);
                t->rows[r].total = take_int(in, 0, 1);
                t->rows[r].cells = NEW_ARRAY(in->a, struct doc_cell, (size_t)t->n_columns);
                for (int c = 0; c < t->n_columns; c++) {
                        struct doc_cell *cell = &t->rows[r].cells[c];
                        cell->kind = (enum doc_cell_kind)take_int(in, DOC_EMPTY, DOC_UNKNOWN);
                        cell->v = take_int(in, INT64_MIN, INT64_MAX);
                        cell->span = (int)take_int(in, 0, DOC_MAX_COLUMNS);
                        cell->text = take_str(in);
                        cell->fact = take_str(in);
                        cell->figure = take_int(in, 0, 1);
                        cell->sum_rows = take_ints(in, &cell->n_sum_rows);
                        cell->sum_cols = take_ints(in, &cell->n_sum_cols);
                }
        }
        return t;
}

static struct doc_line *take_line(struct in *in)
{
        enum { PAPER = 1000000 };
        struct doc_line *l = NEW(in->a, struct doc_line);
        l->role = (enum doc_role)take_int(in, 0, DOC_ROLES - 1);
        l->face = (enum doc_type_face)take_int(in, DOC_FACE_FANG, DOC_FACE_SONG);
        l->size = (int)take_int(in, 1000, PAPER);
        l->high = (int)take_int(in, 0, PAPER);
        l->before = (int)take_int(in, 0, PAPER);
        l->left = (int)take_int(in, 0, PAPER / 8);
        l->right = (int)take_int(in, 0, PAPER / 8);
        l->hang = (int)take_int(in, 0, PAPER / 8);
        l->align = (enum doc_align)take_int(in, DOC_LEFT, DOC_RIGHT);
        l->rule = (int)take_int(in, 0, 10000);
        l->label = (int)take_int(in, 0, 64);
        l->red = take_int(in, 0, 1);
        l->keep = take_int(in, 0, 1);
        l->foot = take_int(in, 0, 1);
        l->beside_kai = take_int(in, 0, 1);
        l->beside = take_str(in);
        return l;
}

static void take_block(struct in *in, struct doc_block *b)
{
        b->kind = (enum doc_block_kind)take_int(in, DOC_TITLE, DOC_LINE);
        b->level = (int)take_int(in, b->kind == DOC_HEADING, 4);
        b->anchor = take_str(in);
        b->n_runs = b->cap_runs = take_count(in, 24);
        b->runs = NEW_ARRAY(in->a, struct doc_run, (size_t)b->n_runs);
        for (int k = 0; k < b->n_runs && !in->broken; k++) {
                b->runs[k].text = take_str(in);
                b->runs[k].fact = take_str(in);
                b->runs[k].bold = take_int(in, 0, 1);
        }
        if (b->kind == DOC_TABLE && !in->broken)
                b->table = take_table(in);
        if (b->kind == DOC_LINE)
                b->line = take_line(in);
}

const struct fail *doc_unpack(struct ctx *cx, str bytes, struct doc **ret)
{
        struct in in = { .a = cx->arena, .s = bytes };
        if (!str_starts(bytes, str_of(magic)))
                return fail(cx, INVALID, "文档数据不完整");
        in.s = str_from(bytes, sizeof(magic) - 1);
        struct doc *d = NEW(cx->arena, struct doc);
        d->arena = cx->arena;
        str *const texts[] = { &d->title, &d->subject, &d->author, &d->keywords, &d->fact_url };
        for (size_t i = 0; i < COUNT_OF(texts); i++)
                *texts[i] = take_str(&in);
        d->made_at = take_int(&in, 0, INT64_C(253402300799999));        /* the year 9999 */
        d->official = take_int(&in, 0, 1);
        d->letter = take_int(&in, 0, 1);
        d->a3 = take_int(&in, 0, 1);
        d->table_size = (int)take_int(&in, 0, 20000);
        d->n_blocks = d->cap_blocks = take_count(&in, 32);
        d->blocks = NEW_ARRAY(cx->arena, struct doc_block, (size_t)d->n_blocks);
        for (int i = 0; i < d->n_blocks && !in.broken; i++)
                take_block(&in, &d->blocks[i]);
        if (in.broken || in.s.n)
                return fail(cx, INVALID, "文档数据不完整");
        *ret = d;
        return NULL;
}
