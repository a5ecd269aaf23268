/* core/import/stage.c - a received file, read into staging. */
#include "core/import/batch_in.h"
#include "core/crypto/hash.h"
#include "core/sandbox/table.h"

enum {
        RAW_KEPT  = 2000,               /* good rows whose text is kept for the preview */
        TRIES_MAX = 3,
        ROWS_MOST = 500000,
        COLS_MOST = 64,
        COLS_WIDE = 256,                /* of a sheet that may be laid wide */
        FAIL_TEXT = 1000,
};

/* One row that waits for its transaction. */
struct waiting {
        int64_t          no, line;
        int              head, grade;
        enum import_fate fate;
        str              key, raw, notes, before, cell[IMPORT_CELLS_MAX];
};

struct staging {
        struct ctx               *cx;
        const struct importer *k;
        int64_t                   batch;
        struct job_clock          clock;
        struct arena              rows;         /* of what waits */
        struct waiting            wait[IMPORT_ROWS_A_TX];
        int                       n_wait, head_base, parts;
        int64_t                   last, n_raw;
        struct table_extra       *extra;
        bool                      has_key;      /* the table's key fields name the record */
        int                       sum_field;
        int64_t                   sum, most;
        int64_t                   n_bad_cells;
        const int64_t            *mended;       /* numbers of rows that a later file takes the place of, in order */
        size_t                    n_mended;
        const struct fail        *fail;         /* own_fail, or none yet */
        struct fail               own_fail;
        char                      say[FAIL_TEXT], log[FAIL_TEXT];
};

static void row_add(struct ctx *cx, int64_t batch, const struct waiting *w)
{
        const str *c = w->cell;
        import_row_add(cx, batch, w->no, w->head, w->line, w->grade, w->fate, w->key, w->raw,
                       w->notes, w->before, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8],
                       c[9], c[10], c[11], c[12], c[13], c[14], c[15], c[16], c[17], c[18], c[19],
                       c[20], c[21], c[22], c[23], c[24], c[25], c[26], c[27], c[28], c[29], c[30],
                       c[31], c[32], c[33], c[34], c[35]);
}

/* A row's memory goes when it was read; a failure must outlive it. */
static void keep_fail(struct staging *s, const struct fail *f)
{
        if (s->fail || !f)
                return;
        str say = utf8_head(f->say, 200), log = str_head(f->log, FAIL_TEXT - 1);
        s->own_fail = *f;
        memcpy(s->say, say.p ? say.p : "", say.n);
        memcpy(s->log, log.p ? log.p : "", log.n);
        s->own_fail.say = (str){ s->say, say.n };
        s->own_fail.log = (str){ s->log, log.n };
        s->own_fail.field = (str){ 0 };
        s->fail = &s->own_fail;
}

/* At most IMPORT_ROWS_A_TX rows, in one transaction: other writers wait for no longer than that. */
static void flush(struct staging *s)
{
        if (!s->n_wait || s->fail)
                return;
        struct tx tx CLEANUP(tx_end) = tx_begin(s->cx);
        for (int i = 0; i < s->n_wait; i++)
                row_add(s->cx, s->batch, &s->wait[i]);
        import_batch_beat(s->cx, s->batch, s->last, s->extra ? s->extra->expected : 0,
                          job_now(&s->clock));
        keep_fail(s, step_commit(&tx));
        s->n_wait = 0;
        arena_reset(&s->rows);
}

/* What makes two rows the same, short. Absent: nothing does. */
static str key_of(struct staging *s, const struct import_row *row)
{
        const struct import_table *t = s->k->table;
        struct buf b = buf_new(s->cx->arena, 1 << 20);
        bool any = false;
        for (int i = 0; i < t->n_fields; i++) {
                if (!(s->has_key ? t->fields[i].identity : t->fields[i].same))
                        continue;
                str text = staged_text(s->cx, &t->fields[i], &row->cell[i]);
                any = any || text.n;
                buf_put(&b, text);
                buf_byte(&b, '\x1f');
        }
        if (!any)
                return (str){ 0 };
        struct digest d = hash(HASH_SHA256, buf_str(&b));
        return str_head(digest_hex(s->cx->arena, &d), 32);
}

static void sum_take(struct staging *s, int64_t v)
{
        s->sum += v;
        if (v > s->most)
                s->most = v;
}

static void take(void *arg, struct import *im, const struct import_row *row,
                 const struct import_finding *f, int n)
{
        struct staging *s = arg;
        const struct import_table *t = s->k->table;
        str *before = NULL;
        int64_t no = ++s->last;
        if (s->n_mended && *s->mended == no) {  /* it has its number, as when it was read first */
                s->mended++, s->n_mended--;
                return;
        }
        struct waiting *w = &s->wait[s->n_wait++];
        *w = (struct waiting){ .no = no, .line = row->row, .head = s->head_base + row->header,
                               .grade = row->bad ? 2 : row->warned ? 1 : 0 };
        if (!row->bad) {
                str key = key_of(s, row);
                if (key.p)
                        w->key = str_copy(&s->rows, key);
                if (s->k->compare) {
                        before = NEW_ARRAY(s->cx->arena, str, (size_t)t->n_fields);
                        w->fate = s->k->compare(im, row, before);
                }
                if (s->sum_field >= 0)
                        sum_take(s, row->cell[s->sum_field].v);
        }
        for (int i = 0; i < t->n_fields; i++)
                w->cell[i] = str_copy(&s->rows, staged_text(s->cx, &t->fields[i], &row->cell[i]));
        if (before && w->fate == IMPORT_CHANGED)
                w->before = texts_json(&s->rows, before, t->n_fields);
        for (int i = 0; i < n; i++)
                s->n_bad_cells += f[i].severity == IMPORT_BAD;
        if (n)
                w->notes = notes_json(&s->rows, t, f, n);
        if (n || s->k->whole || w->fate == IMPORT_CHANGED || s->n_raw++ < RAW_KEPT)
                w->raw = raw_json(&s->rows, row->raw, row->n_raw);
        if (s->n_wait == IMPORT_ROWS_A_TX)
                flush(s);
        im->stop = s->fail != NULL || (t->wide && s->last > ROWS_MOST);
}

/* ---- the file out of the database ------------------------------------------------------------- */

struct pieces { struct ctx *cx; int64_t batch; int part; bool any; struct arena_mark mark; };

static const struct fail *give(void *arg, uint64_t at, str *ret)
{
        struct pieces *p = arg;
        struct import_file_piece piece;
        if (p->any)
                arena_release(p->cx->arena, p->mark);
        p->mark = arena_mark(p->cx->arena);
        p->any = true;
        const struct fail *f =
                import_file_piece(p->cx, p->batch, p->part, (int64_t)(at / IMPORT_PIECE), &piece);
        if (!f)
                *ret = str_from(piece.bytes, (size_t)(at % IMPORT_PIECE));
        if (!f && !ret->n)
                f = fail(p->cx, BROKEN, "import %ld: a piece is missing", p->batch);
        return f;
}

/* ---- after the last row ------------------------------------------------------------------------ */

struct pair_of { int64_t no, first; };

/* Found by reading, told in small transactions. */
static const struct fail *doubles_mark(struct staging *s)
{
        struct import_doubles it;
        struct pair_of *list = NULL;
        size_t n = 0, cap = 0;
        import_doubles(&it, s->cx, s->batch);
        while (import_doubles_next(&it))
                *VEC_ADD(s->cx->arena, list, n, cap) = (struct pair_of){ it.no, it.first };
        const struct fail *f = import_doubles_end(&it);
        for (size_t i = 0; i < n && !f;) {
                struct tx tx CLEANUP(tx_end) = tx_begin(s->cx);
                for (int k = 0; k < IMPORT_ROWS_A_TX && i < n; k++, i++)
                        import_row_same(s->cx, s->batch, list[i].no, list[i].first,
                                        s->has_key ? 2 : 1);
                f = step_commit(&tx);
        }
        return f;
}

/* What was gathered over the files of a batch. */
struct gathered {
        struct import_header  *known;    int n_known, cap_known;
        struct import_header  *headless; int n_headless, cap_headless;
        struct import_finding *said;     int n_said, cap_said;
        bool                   columns;  /* somebody must say what the columns mean */
        const struct fail     *fail;     /* the file cannot be read: its words */
};

/* The ranges of one sheet while its rows pass by, those that reach down to the present row first. */
struct merges {
        struct table_merge *range; str *value;
        int                 n, next, n_open;
        int                *open;
        str                 sheet;
};

static int by_line(const void *pa, const void *pb)
{
        const struct table_merge *a = pa, *b = pb;
        return a->row != b->row ? (a->row > b->row) - (a->row < b->row)
                                : (a->col > b->col) - (a->col < b->col);
}

/* The ranges that reach below the heads: a title over the table covers no data. */
static void merges_of(struct arena *a, const struct table_extra *e, const struct import_header *h,
                      struct merges *ret)
{
        *ret = (struct merges){ .sheet = h->sheet };
        ret->range = NEW_ARRAY(a, struct table_merge, (size_t)e->n_merges + 1);
        ret->value = NEW_ARRAY(a, str, (size_t)e->n_merges + 1);
        ret->open = NEW_ARRAY(a, int, (size_t)e->n_merges + 1);
        for (int i = 0; i < e->n_merges; i++)
                if (e->merge[i].row + e->merge[i].rows - 1 > h->row &&
                    str_eq(e->merge[i].sheet, h->sheet))
                        ret->range[ret->n++] = e->merge[i];
        if (ret->n)
                qsort(ret->range, (size_t)ret->n, sizeof(*ret->range), by_line);
}

/* Is any range over this row? */
static bool merges_reach(struct merges *m, int64_t line)
{
        int n = 0;
        while (m->next < m->n && m->range[m->next].row <= line)
                m->open[m->n_open++] = m->next++;
        for (int i = 0; i < m->n_open; i++)
                if (line < m->range[m->open[i]].row + m->range[m->open[i]].rows)
                        m->open[n++] = m->open[i];
        return (m->n_open = n) > 0;
}

/* What the ranges over a row make of its cells; how bad that is, -1: nothing. */
static int merges_say(struct import *im, struct merges *m, const struct import_header *h,
                      struct import_staged *row)
{
        const struct import_table *t = im->table;
        int grade = -1;
        for (int i = 0; i < m->n_open; i++) {
                const struct table_merge *x = &m->range[m->open[i]];
                str *value = &m->value[m->open[i]];
                if (row->line == x->row && x->col < row->n_raw)
                        *value = row->raw[x->col].text;
                else if (row->line == x->row && x->col < h->n_cols && h->field[x->col] >= 0)
                        *value = staged_text(im->cx, &t->fields[h->field[x->col]], &row->cell[h->field[x->col]]);
                for (int k = 0; k < row->n_notes; k++)
                        if (row->note[k].severity == IMPORT_BAD && !row->note[k].found.n &&
                            merge_covers(x, row->line, row->note[k].col)) {
                                row->note[k].allowed = merge_says(im, x, *value);
                                grade = 2;
                        }
                for (int c = x->col; c < x->col + x->cols && c < h->n_cols; c++) {
                        int field = h->field[c];
                        if (field < 0 || !merge_covers(x, row->line, c) ||
                            row->cell[field].filled || t->fields[field].required)
                                continue;
                        struct import_finding *note = NEW_ARRAY(
                                im->cx->arena, struct import_finding, (size_t)row->n_notes + 1);
                        if (row->n_notes)
                                memcpy(note, row->note, (size_t)row->n_notes * sizeof(*note));
                        note[row->n_notes++] = (struct import_finding){
                                .severity = IMPORT_WARN, .col = c, .field = &t->fields[field],
                                .allowed = merge_says(im, x, *value),
                                .reason = str_of(words_of(im->cx->lang, "这一格按空读入"))
                        };
                        row->note = note;
                        grade = grade > 1 ? grade : 1;
                }
        }
        return grade;
}

/* Under heads that lie across, an empty cell is no row: the file as a whole says it. */
static void merges_of_wide(struct gathered *g, struct import *im, const struct import_header *h)
{
        enum { MOST = 30 };
        for (int i = 0, n = 0; i < im->extra.n_merges && n < MOST; i++) {
                const struct table_merge *m = &im->extra.merge[i];
                if (m->row + m->rows - 1 <= h->row || !str_eq(m->sheet, h->sheet))
                        continue;
                *VEC_ADD(im->cx->arena, g->said, g->n_said, g->cap_said) = (struct import_finding){
                        .severity = IMPORT_WARN, .col = -1, .reason = merge_says(im, m, (str){ 0 })
                };
                n++;
        }
}

/* An empty cell inside a merged range looks filled to whoever made the file. */
static const struct fail *merges_tell(struct staging *s, struct gathered *g, struct import *im)
{
        enum { MOST = 20000 };          /* rows with such a cell: more are not read one by one */
        struct told { int64_t no; int grade; str notes; } *told = NULL;
        int n = 0, cap = 0, at = -1;
        bool any = false;
        struct merges m = { 0 };
        for (int i = 0; i < im->n_headers; i++) {
                if (im->header[i].turn)
                        merges_of_wide(g, im, &im->header[i]);
                merges_of(s->cx->arena, &im->extra, &im->header[i], &m);
                any = any || (m.n && !im->header[i].turn);
        }
        if (!any)
                return NULL;
        struct import_rows it;
        import_rows(&it, s->cx, s->batch, 0, 0, 2, 0, ROWS_MOST);
        while (import_rows_next(&it)) {
                int head = (int)it.head - s->head_base;
                if (head < 0 || im->header[head].turn || n >= MOST)
                        continue;
                if (head != at)
                        merges_of(s->cx->arena, &im->extra, &im->header[head], &m);
                at = head;
                if (!merges_reach(&m, it.line))
                        continue;
                struct import_staged row = import_staged_of(s->cx, s->k->table, &it);
                int grade = merges_say(im, &m, &im->header[head], &row);
                if (grade >= 0)
                        *VEC_ADD(s->cx->arena, told, n, cap) = (struct told){ it.no, grade,
                                notes_json(s->cx->arena, s->k->table, row.note, row.n_notes) };
        }
        const struct fail *f = import_rows_end(&it);
        for (int i = 0; i < n && !f;) {
                struct tx tx CLEANUP(tx_end) = tx_begin(s->cx);
                for (int k = 0; k < IMPORT_ROWS_A_TX && i < n; k++, i++)
                        import_row_marked(s->cx, s->batch, told[i].no, told[i].grade,
                                          told[i].notes);
                f = step_commit(&tx);
        }
        return f;
}

/* The rows of earlier files that later ones take the place of. */
static const struct fail *mended_load(struct staging *s)
{
        struct import_mended_rows it;
        int64_t *list = NULL;
        size_t n = 0, cap = 0;
        import_mended_rows(&it, s->cx, s->batch);
        while (import_mended_rows_next(&it))
                *VEC_ADD(s->cx->arena, list, n, cap) = it.no;
        s->mended = list, s->n_mended = n;
        return import_mended_rows_end(&it);
}

/* ---- one file, then all of a batch --------------------------------------------------------------- */

static void gather(struct staging *s, struct gathered *g, struct import *im, struct import_file file)
{
        struct arena *a = s->cx->arena;
        for (int i = 0; i < im->n_headers; i++)
                im->header[i].file = file;
        for (int i = 0; i < im->n_headless; i++)
                im->headless[i].file = file;
        for (int i = 0; i < im->n_findings; i++)
                im->finding[i].file = file;
        for (int i = 0; i < im->n_headers; i++)
                *VEC_ADD(a, g->known, g->n_known, g->cap_known) = im->header[i];
        for (int i = 0; i < im->n_headless; i++)
                *VEC_ADD(a, g->headless, g->n_headless, g->cap_headless) = im->headless[i];
        for (int i = 0; i < im->n_findings; i++)
                *VEC_ADD(a, g->said, g->n_said, g->cap_said) = im->finding[i];
        for (int i = 0; i < im->n_headless && im->n_headers; i++)
                *VEC_ADD(a, g->said, g->n_said, g->cap_said) = headless_say(im, i);
        g->columns = g->columns || (!im->n_headers && im->n_headless);
        for (int i = 0; i < im->n_findings && im->n_headers; i++)
                g->columns = g->columns || (im->finding[i].severity == IMPORT_BAD &&
                                            im->finding[i].row && im->finding[i].field);
        if (!im->n_read && !g->columns)
                g->fail = fail(s->cx, INVALID, "%s",
                               words_of(s->cx->lang,
                                        im->n_headers ? "表头下面没有内容" : "文件里没有内容"));
}

/* Rows that were wrong and that the mended file does not bring again are not lost without a word. */
static const struct fail *short_say(struct staging *s, struct gathered *g, const struct import *im, int part)
{
        struct import_mended_count was;
        const struct fail *f = import_mended_count(s->cx, s->batch, part, &was);
        if (f || im->n_read >= was.n)
                return f;
        *VEC_ADD(s->cx->arena, g->said, g->n_said, g->cap_said) = (struct import_finding){
                .severity = IMPORT_WARN, .col = -1,
                .reason = str_f(s->cx->arena, words_of(s->cx->lang, "%ld 行须改，补传的文件里只有 %ld 行，少的 %ld 行不会写入"),
                                was.n, im->n_read, was.n - im->n_read),
                .allowed = str_of(words_of(s->cx->lang, "不是有意去掉的，请放弃这份文件，整份重新导入")) };
        return NULL;
}

static bool is_said(const struct import_staged *s, const struct import_finding *f)
{
        for (int i = 0; i < s->n_notes; i++)
                if (s->note[i].field == f->field && str_eq(s->note[i].reason, f->reason))
                        return true;
        return false;
}

/* What the whole set says of one row, beside what its cells say; false: nothing new. */
static bool row_marked(struct staging *s, const struct import *im, const struct import_staged *row)
{
        struct import_finding *all = NULL;
        int n = 0, cap = 0, grade = 0;
        for (int i = 0; i < row->n_notes; i++)
                *VEC_ADD(s->cx->arena, all, n, cap) = row->note[i];
        for (int i = 0; i < im->n_findings; i++) {
                const struct import_finding *f = &im->finding[i];
                if (f->no != row->no || is_said(row, f))
                        continue;
                *VEC_ADD(s->cx->arena, all, n, cap) = *f;
                s->n_bad_cells += f->severity == IMPORT_BAD && f->field;
                grade = f->severity == IMPORT_BAD              ? 2
                        : f->severity == IMPORT_WARN && !grade ? 1
                                                               : grade;
        }
        if (n > row->n_notes)
                import_row_marked(s->cx, s->batch, row->no, grade,
                                  notes_json(s->cx->arena, s->k->table, all, n));
        return n > row->n_notes;
}

/* The rules over all rows, once they are read: their words stand in the preview, not after writing. */
static const struct fail *whole_tell(struct staging *s, const struct gathered *g, void *arg)
{
        struct import *im;
        struct import_staged *row;
        if (!s->k->whole || g->fail || g->columns)
                return NULL;
        const struct fail *f =
                staged_whole(s->cx, s->k, s->batch, arg, g->known, g->n_known, &im, &row);
        if (!f)
                f = s->k->whole(im);
        for (int i = 0; !f && i < im->n_rows && im->n_findings;) {
                struct tx tx CLEANUP(tx_end) = tx_begin(s->cx);
                for (int k = 0; k < IMPORT_ROWS_A_TX && i < im->n_rows; i++)
                        k += row_marked(s, im, &row[i]);
                f = step_commit(&tx);
        }
        return f;
}

/* Is this about the file (its words go to the clerk), or about us (it is tried again)? */
static bool is_about_file(const struct fail *f)
{
        return f->kind == FAIL_INVALID || f->kind == FAIL_TOO_LARGE;
}

static const struct fail *part_read(struct staging *s, int part, const struct import_map *map,
                                    int n_maps, void *arg, struct gathered *g)
{
        struct import_file_piece first;
        struct import_file_size size;
        const struct fail *f = import_file_size(s->cx, s->batch, part, &size);
        if (!f)
                f = import_file_piece(s->cx, s->batch, part, 0, &first);
        if (f)
                return f;
        int64_t most = s->k->max_rows ? s->k->max_rows : IMPORT_PUT_ROWS;
        struct table_limits l = { .max_rows = most < ROWS_MOST ? most + 100 : ROWS_MOST + 100,
                                  .max_bytes = (int64_t)4 << 30,
                                  .max_cols = s->k->table->wide ? COLS_WIDE : COLS_MOST };
        l.max_cells = l.max_rows * COLS_MOST;
        struct import *im = import_new(s->cx, s->k->table, arg);
        struct pieces pieces = { .cx = s->cx, .batch = s->batch, .part = part };
        struct table_source source = {
                .filename = first.filename, .n = (size_t)size.n, .give = give, .arg = &pieces
        };
        im->took = take;
        im->took_arg = s;
        im->map = map, im->n_maps = n_maps;
        s->extra = &im->extra;
        f = table_read_sealed_from(s->cx, &source, &l, import_put, im, &im->extra);
        if (s->fail)
                return s->fail;
        if (f && is_about_file(f)) {
                g->fail = f;
                return NULL;
        }
        flush(s);
        if (f || s->fail)
                return f ? f : s->fail;
        import_end(im);
        if (im->n_read > most)
                g->fail = fail(s->cx, TOO_LARGE, "最多 %ld 行，这份文件有 %ld 行；请分成几个文件",
                               most, im->n_read);
        gather(s, g, im, s->parts > 1 ? (struct import_file){ str_copy(s->cx->arena, first.filename), part }
                                      : (struct import_file){ 0 });
        f = part ? short_say(s, g, im, part) : NULL;
        if (!f)
                f = merges_tell(s, g, im);
        s->head_base += im->n_headers;
        if (!f)
                f = doubles_mark(s);
        return f ? f : whole_tell(s, g, arg);
}

static const struct fail *read_end(struct staging *s, const struct gathered *g)
{
        struct import_rows_count n;
        const struct fail *f = import_rows_count(s->cx, s->batch, &n);
        if (f)
                return f;
        str heads =
                heads_json(s->cx, s->k->table, g->known, g->n_known, g->headless, g->n_headless);
        struct tx tx CLEANUP(tx_end) = tx_begin(s->cx);
        if (g->fail)
                import_batch_fail(s->cx, s->batch, IMPORT_READING, IMPORT_FAILED,
                                  utf8_head(g->fail->say, FAIL_TEXT), job_now(&s->clock));
        else
                import_batch_read(
                        s->cx, s->batch, IMPORT_READING, g->columns ? IMPORT_COLUMNS : IMPORT_READY,
                        heads, said_json(s->cx, s->k->table, g->said, g->n_said),
                        job_now(&s->clock) - s->cx->now, n.n, n.n_warned, n.n_bad, s->n_bad_cells,
                        n.n_new, n.n_changed, n.n_same, s->sum, s->most, job_now(&s->clock));
        return tx_commit(&tx);
}

static int field_of_sum(const struct importer *k)
{
        return k->sum ? field_find(k->table, k->sum) : -1;
}

static const struct fail *all_parts(struct staging *s, const struct import_batch_of *b)
{
        const struct import_map *map = NULL;
        int n_maps = 0;
        struct import_open open = { 0 };
        struct gathered g = { 0 };
        g.fail = s->k->open ? s->k->open(s->cx, b->about, &open) : NULL;
        if (g.fail && !is_about_file(g.fail) && g.fail->kind != FAIL_CONFLICT &&
            g.fail->kind != FAIL_DENIED)
                return g.fail;
        const struct fail *f = rows_wipe(s->cx, s->batch);
        if (!f)
                f = mended_load(s);
        if (!f)
                f = maps_load(s->cx, s->k->code, &map, &n_maps);
        s->parts = (int)b->parts;
        for (int part = 0; part < b->parts && !f && !g.fail; part++)
                f = part_read(s, part, map, n_maps, open.arg, &g);
        return f ? f : read_end(s, &g);
}

static const struct fail *give_up(struct ctx *cx, int64_t batch)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        import_batch_fail(cx, batch, IMPORT_RECEIVED, IMPORT_FAILED,
                          str_of(words_of(cx->lang, "这个文件读了几次都没有读完，请分成几个文件，或另存为新的 .xlsx 再试")),
                          cx->now);
        return tx_commit(&tx);
}

const struct fail *import_read(struct ctx *cx, int64_t batch)
{
        struct import_batch_of b;
        const struct fail *f = import_batch_of(cx, batch, &b);
        const struct importer *k = f ? NULL : importer_of(b.code);
        if (f)                  /* swept meanwhile: there is nothing to read */
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        if (b.state != IMPORT_RECEIVED)
                return NULL;
        if (!k || b.tries >= TRIES_MAX)
                return give_up(cx, batch);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        import_batch_try(cx, batch, IMPORT_RECEIVED, IMPORT_READING, cx->now);
        f = tx_commit(&tx);
        if (f)                  /* somebody else was quicker: it is being read */
                return f->kind == FAIL_CONFLICT ? NULL : f;
        struct staging *s = calloc(1, sizeof(*s));
        must(s);
        *s = (struct staging){ .cx = cx, .k = k, .batch = batch, .clock = job_clock(cx),
                               .has_key = import_has_key(k->table), .sum_field = field_of_sum(k) };
        arena_init(&s->rows, (size_t)256 << 20);
        int lang = cx->lang;
        cx->lang = (int)b.lang;
        f = all_parts(s, &b);
        cx->lang = lang;
        if (f) {                /* another time: the words are kept beyond `s` */
                struct fail *copy = NEW(cx->arena, struct fail);
                *copy = *f;
                copy->say = str_copy(cx->arena, f->say);
                copy->log = str_copy(cx->arena, f->log);
                f = copy;
                struct tx back CLEANUP(tx_end) = tx_begin(cx);
                import_batch_move(cx, batch, IMPORT_READING, IMPORT_RECEIVED, job_now(&s->clock));
                const struct fail *g = tx_commit(&back);
                (void)g;        /* the sweep finds it */
        }
        arena_done(&s->rows);
        free(s);
        return f;
}
