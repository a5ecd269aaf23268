/* core/sandbox/table.c - table_read_sealed(): the reader in a sealed child, rows over the wire.
 *
 * Request: struct head, the file's name, the file. Reply: pieces, each a sequence of whole
 * records: a byte for the kind, then numbers of 4 bytes (our own byte order: it is the same
 * machine) and text behind its length. The child may have been taken over by its input, so the
 * parent checks every length and every text again.
 */
#include "core/sandbox/table.h"
#include "core/sandbox/child.h"

struct head { struct table_limits limits; uint32_t n_name, pad; };

enum { BATCH = 32768, NAME_MAX_BYTES = 300, SHEET_NAME_MAX = 1024 };

/* A cell's byte on the wire; 0: empty. */
enum cell_flag { CELL_NUMBER = 1, CELL_DATE = 2, CELL_FORMULA = 4, CELL_ERROR = 8, CELL_IS = 64 };

static const char sorry[] = "这个文件无法读取，可能已经损坏；请用表格软件打开后另存为 .xlsx 再试";

/* ---- in the child -------------------------------------------------------------------- */

struct sender {
        struct child_out *out;
        struct arena      arena;
        struct buf        batch;
        str               sheet;        /* the last one said */
        struct table_extra *extra;
        int64_t           expected;     /* rows, as said last */
};

static void put_u32(struct buf *b, uint32_t v) { buf_put(b, (str){ (const char *)&v, sizeof(v) }); }

static void put_str(struct buf *b, str s)
{
        put_u32(b, (uint32_t)s.n);
        buf_put(b, s);
}

static void send_batch(struct sender *s)
{
        must(!s->batch.broken);
        child_put(s->out, buf_str(&s->batch));
        s->batch.n = 0;
}

static bool send_row(void *arg, const struct table_row *row)
{
        struct sender *s = arg;
        struct buf *b = &s->batch;
        if (!str_eq(row->sheet, s->sheet)) {
                buf_byte(b, 'S');
                put_str(b, row->sheet);
                s->sheet = row->sheet;
        }
        if (s->extra->expected != s->expected) {
                s->expected = s->extra->expected;
                buf_byte(b, 'N');
                put_u32(b, (uint32_t)s->expected);
        }
        buf_byte(b, 'R');
        put_u32(b, (uint32_t)row->row);
        put_u32(b, (uint32_t)row->n_cells);
        for (int i = 0; i < row->n_cells; i++) {
                const struct cell *c = &row->cells[i];
                buf_byte(b, (char)((c->text.p ? CELL_IS : 0) | (c->number ? CELL_NUMBER : 0) |
                                   (c->date ? CELL_DATE : 0) | (c->formula ? CELL_FORMULA : 0) |
                                   (c->error ? CELL_ERROR : 0)));
                if (c->text.p)
                        put_str(b, c->text);
        }
        if (b->n > BATCH)
                send_batch(s);
        return true;
}

static void send_extra(struct sender *s, const struct table_extra *e)
{
        struct buf *b = &s->batch;
        buf_byte(b, 'C');
        put_str(b, str_of(e->coding ? e->coding : ""));
        for (int i = 0; i < e->n_hidden; i++) {
                buf_byte(b, 'H');
                put_str(b, e->hidden[i]);
        }
        for (int i = 0; i < e->n_merges; i++) {
                const struct table_merge *m = &e->merge[i];
                buf_byte(b, 'M');
                put_str(b, m->sheet);
                put_u32(b, (uint32_t)m->row);
                put_u32(b, (uint32_t)m->col);
                put_u32(b, (uint32_t)m->rows);
                put_u32(b, (uint32_t)m->cols);
                if (b->n > BATCH)
                        send_batch(s);
        }
        send_batch(s);
}

static const struct fail *work(struct ctx *cx, str request, struct child_out *out)
{
        struct head h;
        must(request.n >= sizeof(h));
        memcpy(&h, request.p, sizeof(h));
        str rest = str_from(request, sizeof(h));
        struct table_extra extra = { 0 };
        struct sender s = { .out = out, .extra = &extra };
        arena_init(&s.arena, 1 << 25);
        s.batch = buf_new(&s.arena, 1 << 23);
        const struct fail *f = table_read_with(cx, str_head(rest, h.n_name), str_from(rest, h.n_name),
                                               &h.limits, send_row, &s, &extra);
        send_extra(&s, &extra);
        arena_done(&s.arena);
        return f;
}

const struct child_role child_role_table = {
        .name = "table", .ready = table_ready, .work = work, .sealed = true, .max_memory = 40 << 20,
        .seconds = 60, .max_running = 2, .sorry = sorry,
};

/* ---- in the parent ---------------------------------------------------------------------- */

struct receiver {
        struct ctx                *cx;
        const struct table_limits *l;
        table_put                 *put;
        void                      *arg;
        struct table_extra        *extra;
        str                        sheet;
        struct cell               *cell;        /* max_cols */
        int64_t                    n_rows, n_sheets;
        bool                       enough, wrong;
};

/* A cursor over a piece; sticky: past the end everything reads as nothing. */
struct cursor { str rest; bool bad; };

static uint32_t take_u32(struct cursor *c)
{
        uint32_t v = 0;
        if (c->rest.n < sizeof(v)) {
                c->bad = true;
                return 0;
        }
        memcpy(&v, c->rest.p, sizeof(v));
        c->rest = str_from(c->rest, sizeof(v));
        return v;
}

static str take_str(struct cursor *c)
{
        uint32_t n = take_u32(c);
        str s = str_head(c->rest, n);
        if (s.n != n || !utf8_valid(s)) {
                c->bad = true;
                return S("");
        }
        c->rest = str_from(c->rest, n);
        return s;
}

static void take_row(struct receiver *r, struct cursor *c)
{
        struct table_row row = { .sheet = r->sheet, .cells = r->cell };
        row.row = (int)(take_u32(c) & INT32_MAX);
        uint32_t n = take_u32(c);
        if (n > (uint32_t)r->l->max_cols || ++r->n_rows > r->l->max_rows) {
                c->bad = true;
                return;
        }
        row.n_cells = (int)n;
        for (uint32_t i = 0; i < n && !c->bad; i++) {
                unsigned flags = c->rest.n ? (unsigned char)c->rest.p[0] : 0;
                c->bad = c->bad || !c->rest.n;
                c->rest = str_from(c->rest, 1);
                r->cell[i] = (struct cell){ 0 };
                if (flags & CELL_IS)
                        r->cell[i] = (struct cell){
                                .text = take_str(c), .number = flags & CELL_NUMBER,
                                .date = flags & CELL_DATE, .formula = flags & CELL_FORMULA,
                                .error = flags & CELL_ERROR,
                        };
        }
        if (!c->bad && !r->put(r->arg, &row))
                r->enough = true;
}

static void take_merge(struct receiver *r, struct cursor *c)
{
        struct table_extra *e = r->extra;
        str sheet = take_str(c);
        int v[4];
        for (int i = 0; i < 4; i++)
                v[i] = (int)(take_u32(c) & 0xFFFFFF);
        if (!c->bad && e->n_merges < 10000)
                *VEC_ADD(r->cx->arena, e->merge, e->n_merges, e->cap_merges) = (struct table_merge){
                        str_copy(r->cx->arena, sheet), v[0], v[1], v[2], v[3],
                };
}

static void take_coding(struct receiver *r, str said)
{
        static const char *const coding[] = { "UTF-8", "UTF-16", "GB18030", "XLSX" };
        for (size_t i = 0; i < COUNT_OF(coding); i++)
                if (str_is(said, coding[i]))
                        r->extra->coding = coding[i];
}

static bool take_piece(void *arg, str piece)
{
        struct receiver *r = arg;
        struct cursor c = { .rest = piece };
        while (c.rest.n && !c.bad && !r->enough) {
                char kind = c.rest.p[0];
                c.rest = str_from(c.rest, 1);
                if (kind == 'R') {
                        take_row(r, &c);
                } else if (kind == 'M') {
                        take_merge(r, &c);
                } else if (kind == 'N') {
                        r->extra->expected = take_u32(&c);
                } else if (kind == 'C') {
                        take_coding(r, take_str(&c));
                } else if (kind == 'S' || kind == 'H') {
                        str name = take_str(&c);
                        c.bad = c.bad || name.n > SHEET_NAME_MAX || ++r->n_sheets > 2000;
                        name = str_copy(r->cx->arena, c.bad ? S("") : name);
                        if (kind == 'S')
                                r->sheet = name;
                        else
                                *VEC_ADD(r->cx->arena, r->extra->hidden, r->extra->n_hidden,
                                         r->extra->cap_hidden) = name;
                } else {
                        c.bad = true;
                }
        }
        r->wrong = c.bad;
        return !c.bad && !r->enough;
}

/* Our head and the name in front of the file's own pieces. */
struct sending { str head; const struct table_source *file; };

static const struct fail *give_file(void *arg, uint64_t at, str *ret)
{
        const struct sending *s = arg;
        if (at < s->head.n) {
                *ret = str_from(s->head, (size_t)at);
                return NULL;
        }
        return s->file->give(s->file->arg, at - s->head.n, ret);
}

const struct fail *table_read_sealed_from(struct ctx *cx, const struct table_source *source,
                                          const struct table_limits *l, table_put *put, void *arg,
                                          struct table_extra *extra)
{
        if ((uint64_t)source->n > (uint64_t)l->max_bytes)
                return fail(cx, TOO_LARGE, "文件太大，最多 %ld 兆字节", l->max_bytes >> 20);
        str name = utf8_valid(source->filename) ? source->filename : S("");
        while (name.n > NAME_MAX_BYTES) {       /* the end stays: it says what the file is */
                uint32_t code;
                name = str_from(name, utf8_next(name, &code));
        }
        struct head h = { .limits = *l, .n_name = (uint32_t)name.n };
        struct buf b = buf_new(cx->arena, sizeof(h) + NAME_MAX_BYTES + 1);
        buf_put(&b, (str){ (const char *)&h, sizeof(h) });
        buf_put(&b, name);
        must(!b.broken);
        struct sending sending = { .head = buf_str(&b), .file = source };
        struct table_extra own = { 0 };
        struct receiver r = { .cx = cx, .l = l, .put = put, .arg = arg,
                              .extra = extra ? extra : &own,
                              .cell = NEW_ARRAY(cx->arena, struct cell, (size_t)l->max_cols) };
        const struct fail *f = child_ask_from(cx, &child_role_table, sending.head.n + source->n,
                                              give_file, &sending, take_piece, &r);
        if (!f && r.wrong)
                return fail(cx, INVALID, "%s", words_of(cx->lang, sorry));
        return f;
}

static const struct fail *give_bytes(void *arg, uint64_t at, str *ret)
{
        *ret = str_from(*(str *)arg, (size_t)at);
        return NULL;
}

const struct fail *table_read_sealed(struct ctx *cx, str filename, str bytes,
                                     const struct table_limits *l, table_put *put, void *arg,
                                     struct table_extra *extra)
{
        struct table_source source = { .filename = filename, .n = bytes.n, .give = give_bytes, .arg = &bytes };
        return table_read_sealed_from(cx, &source, l, put, arg, extra);
}
