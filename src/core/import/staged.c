/* core/import/staged.c - rows between memory and staging: cells, findings and heads as text. */
#include "core/import/batch_in.h"
#include "core/text/json.h"

enum { ROW_TEXT_MAX = 4 << 20, HEADS_MAX = 8 << 20, A_PAGE = 500, TOP_TEXT = 20 };

/* ---- cells --------------------------------------------------------------------------------- */

str staged_text(struct ctx *cx, const struct import_field *f, const struct import_cell *c)
{
        if (!c->filled)
                return (str){ 0 };
        switch (f->kind) {
        case IMPORT_TEXT:
        case IMPORT_CODE:
                return c->text;
        case IMPORT_INT:
        case IMPORT_MONEY:
        case IMPORT_CHOICE:
                return str_f(cx->arena, "%ld", c->v);
        case IMPORT_DAY:
                return day_str(cx->arena, c->on);
        }
        return (str){ 0 };
}

static bool whole(str s, int64_t *ret)
{
        bool minus = s.n && s.p[0] == '-';
        uint64_t u;
        if (!str_u64(minus ? str_from(s, 1) : s, &u) || u > INT64_MAX)
                return false;
        *ret = minus ? -(int64_t)u : (int64_t)u;
        return true;
}

bool staged_cell(struct ctx *cx, const struct import_field *f, const struct import_set *set,
                 str text, struct import_cell *ret)
{
        *ret = (struct import_cell){ .on = DAY_NONE };
        if (!text.p)
                return true;
        ret->filled = true;
        ret->text = text;
        switch (f->kind) {
        case IMPORT_TEXT:
        case IMPORT_CODE:
                if (f->values && set) {
                        const struct import_value *v = set_find(set, text);
                        if (!v && is_unlisted_code(f, text))
                                ret->v = -1;
                        else if (!v || v->refuse.p)
                                return false;
                        else
                                ret->v = v->id;
                }
                return true;
        case IMPORT_INT:
        case IMPORT_MONEY:
                return whole(text, &ret->v);
        case IMPORT_CHOICE: {
                int n = 0;
                while (f->choices[n])
                        n++;
                if (!whole(text, &ret->v) || ret->v < 0 || ret->v >= n)
                        return false;
                ret->text = str_of(words_of(cx->lang, f->choices[ret->v]));
                return true;
        }
        case IMPORT_DAY:
                return day_parse(text, &ret->on);
        }
        return false;
}

/* ---- texts --------------------------------------------------------------------------------- */

/* A letter for what the cell is, then its text; an empty cell is an empty text. */
str raw_json(struct arena *a, const struct cell *raw, int n)
{
        struct buf o = buf_new(a, ROW_TEXT_MAX);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '[');
        for (int i = 0; i < n; i++) {
                char kind = (char)('a' + raw[i].number + 2 * raw[i].date + 4 * raw[i].formula + 8 * raw[i].error);
                json_put_str(&j, NULL, raw[i].text.p ? str_f(a, "%c%.*s", kind, STR(raw[i].text)) : S(""));
        }
        json_close(&j, ']');
        return buf_str(&o);
}

static int raw_read(struct ctx *cx, str text, struct cell **ret)
{
        const struct json *list;
        if (!text.p || json_parse(cx, text, &list))
                return 0;
        int n = 0;
        *ret = NEW_ARRAY(cx->arena, struct cell, (size_t)list->n + 1);
        for (const struct json *i = list->item; i; i = i->next, n++) {
                unsigned kind = i->s.n ? (unsigned)(i->s.p[0] - 'a') : 0;
                if (i->s.n)
                        (*ret)[n] = (struct cell){ .text = str_from(i->s, 1), .number = kind & 1,
                                                   .date = kind & 2, .formula = kind & 4, .error = kind & 8 };
        }
        return n;
}

str texts_json(struct arena *a, const str *text, int n)
{
        struct buf o = buf_new(a, ROW_TEXT_MAX);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '[');
        for (int i = 0; i < n; i++)
                json_put_str(&j, NULL, text[i].p ? text[i] : S(""));
        json_close(&j, ']');
        return buf_str(&o);
}

static str *texts_read(struct ctx *cx, const struct json *list, int *ret_n)
{
        str *text = NEW_ARRAY(cx->arena, str, (size_t)(list ? list->n : 0) + 1);
        *ret_n = 0;
        for (const struct json *i = list ? list->item : NULL; i; i = i->next)
                text[(*ret_n)++] = i->s;
        return text;
}

/* ---- findings ------------------------------------------------------------------------------- */

static void finding_put(struct json_out *j, const struct import_table *t,
                        const struct import_finding *f, bool place)
{
        json_open(j, NULL, '[');
        json_put_int(j, NULL, f->severity);
        json_put_int(j, NULL, f->col);
        json_put_int(j, NULL, f->field ? f->field - t->fields : -1);
        json_put_str(j, NULL, f->found.p ? f->found : S(""));
        json_put_str(j, NULL, f->reason);
        json_put_str(j, NULL, f->allowed.p ? f->allowed : S(""));
        if (place) {
                json_put_str(j, NULL, f->sheet.p ? f->sheet : S(""));
                json_put_int(j, NULL, f->row);
                json_put_str(j, NULL, f->file.name.p ? f->file.name : S(""));
                json_put_int(j, NULL, f->file.part);
        }
        json_close(j, ']');
}

static str findings_json(struct arena *a, const struct import_table *t,
                         const struct import_finding *f, int n, bool place)
{
        struct buf o = buf_new(a, ROW_TEXT_MAX);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '[');
        for (int i = 0; i < n; i++)
                finding_put(&j, t, &f[i], place);
        json_close(&j, ']');
        return buf_str(&o);
}

str notes_json(struct arena *a, const struct import_table *t, const struct import_finding *f, int n)
{
        return findings_json(a, t, f, n, false);
}

str said_json(struct ctx *cx, const struct import_table *t, const struct import_finding *f, int n)
{
        return findings_json(cx->arena, t, f, n, true);
}

int notes_read(struct ctx *cx, const struct import_table *t, str notes, struct import_finding **ret)
{
        const struct json *list;
        int n = 0;
        if (!notes.p || json_parse(cx, notes, &list))
                return 0;
        *ret = NEW_ARRAY(cx->arena, struct import_finding, (size_t)list->n + 1);
        for (const struct json *i = list->item; i; i = i->next) {
                const struct json *v[10] = { 0 };
                int k = 0;
                for (const struct json *x = i->item; x && k < 10; x = x->next)
                        v[k++] = x;
                if (k < 6)
                        continue;
                (*ret)[n++] = (struct import_finding){
                        .severity = (enum import_severity)v[0]->i, .col = (int)v[1]->i,
                        .field = v[2]->i >= 0 && v[2]->i < t->n_fields ? &t->fields[v[2]->i] : NULL,
                        .found = v[3]->s, .reason = v[4]->s, .allowed = v[5]->s,
                        .sheet = k >= 8 ? v[6]->s : (str){ 0 }, .row = k >= 8 ? (int)v[7]->i : 0,
                };
                if (k == 10)
                        (*ret)[n - 1].file = (struct import_file){ v[8]->s, (int)v[9]->i };
        }
        return n;
}

int import_said(struct ctx *cx, const struct import_table *t, str said, struct import_finding **ret)
{
        return notes_read(cx, t, said, ret);
}

str import_row_words(struct ctx *cx, const struct import_file *of, int64_t row)
{
        if (!of->name.n)
                return str_f(cx->arena, words_of(cx->lang, "第 %ld 行"), row);
        if (of->part > 1)
                return str_f(cx->arena, words_of(cx->lang, "第 %d 次补传的“%.*s”第 %ld 行"), of->part, STR(of->name), row);
        return str_f(cx->arena, words_of(cx->lang, of->part ? "补传的“%.*s”第 %ld 行" : "“%.*s”第 %ld 行"),
                     STR(of->name), row);
}

str import_row_place(struct ctx *cx, const struct import_row *row)
{
        static const struct import_file only = { 0 };
        return import_row_words(cx, row->file ? row->file : &only, row->row);
}

/* ---- heads ----------------------------------------------------------------------------------- */

/* The rows that may be chosen, their cells cut short: enough to know them by. */
static void tops_put(struct ctx *cx, struct json_out *j, const struct import_header *h)
{
        json_open(j, "top", '[');
        for (int i = 0; i < h->n_top; i++) {
                json_open(j, NULL, '{');
                json_put_int(j, "row", h->top[i].row);
                json_put_str(j, "hash", h->top[i].hash);
                json_put_str(j, "bare", h->top[i].bare);
                str *text = NEW_ARRAY(cx->arena, str, (size_t)h->top[i].n_cols + 1);
                for (int c = 0; c < h->top[i].n_cols; c++)
                        text[c] = utf8_head(h->top[i].head[c], TOP_TEXT);
                json_put_raw(j, "head", texts_json(cx->arena, text, h->top[i].n_cols));
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void head_put(struct ctx *cx, struct json_out *j, const struct import_table *t,
                     const struct import_header *h, bool found)
{
        json_open(j, NULL, '{');
        json_put_str(j, "name", h->sheet);
        if (h->file.name.n) {
                json_put_str(j, "file", h->file.name);
                json_put_int(j, "part", h->file.part);
        }
        json_put_str(j, "hash", h->hash);
        json_put_str(j, "bare", h->bare.p ? h->bare : h->hash);
        json_put_int(j, "row", h->row);
        json_put_bool(j, "found", found);
        if (h->lost_from) {
                json_put_int(j, "lost_from", h->lost_from);
                json_put_int(j, "lost_to", h->lost_to);
        }
        if (h->top)
                tops_put(cx, j, h);
        json_put_raw(j, "head", texts_json(cx->arena, h->head, h->n_cols));
        json_open(j, "field", '[');
        for (int c = 0; c < h->n_cols; c++)
                json_put_str(j, NULL, h->field[c] >= 0 ? str_of(t->fields[h->field[c]].key) : S(""));
        json_close(j, ']');
        json_open(j, "scale", '[');
        for (int c = 0; c < h->n_cols; c++)
                json_put_int(j, NULL, h->scale[c]);
        json_close(j, ']');
        if (h->sample)
                json_put_raw(j, "sample", texts_json(cx->arena, h->sample, h->n_cols));
        json_close(j, '}');
}

str heads_json(struct ctx *cx, const struct import_table *t, const struct import_header *known,
               int n_known, const struct import_header *headless, int n_headless)
{
        struct buf o = buf_new(cx->arena, HEADS_MAX);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '[');
        for (int i = 0; i < n_known; i++)
                head_put(cx, &j, t, &known[i], true);
        for (int i = 0; i < n_headless; i++)
                head_put(cx, &j, t, &headless[i], false);
        json_close(&j, ']');
        return buf_str(&o);
}

static void tops_read(struct ctx *cx, const struct json *list, struct import_sheet *s)
{
        s->top = NEW_ARRAY(cx->arena, struct import_top, (size_t)(list ? list->n : 0) + 1);
        for (const struct json *i = list ? list->item : NULL; i; i = i->next) {
                struct import_top *top = &s->top[s->n_top++];
                *top = (struct import_top){ .row = (int)json_int(i, "row", 0), .hash = json_str(i, "hash"),
                                            .bare = json_str(i, "bare") };
                top->head = texts_read(cx, json_at(i, "head"), &top->n_cols);
        }
}

static struct import_sheet sheet_read(struct ctx *cx, const struct import_table *t,
                                      const struct json *o)
{
        struct import_sheet s = { .name = json_str(o, "name"), .hash = json_str(o, "hash"),
                                  .bare = json_str(o, "bare"),
                                  .file = { json_str(o, "file"), (int)json_int(o, "part", 0) },
                                  .row = (int)json_int(o, "row", 0), .found = json_bool(o, "found"),
                                  .lost_from = (int)json_int(o, "lost_from", 0),
                                  .lost_to = (int)json_int(o, "lost_to", 0) };
        int n = 0;
        s.head = texts_read(cx, json_at(o, "head"), &s.n_cols);
        s.field = NEW_ARRAY(cx->arena, int, (size_t)s.n_cols + 1);
        s.scale = NEW_ARRAY(cx->arena, int, (size_t)s.n_cols + 1);
        str *key = texts_read(cx, json_at(o, "field"), &n);
        for (int c = 0; c < s.n_cols; c++) {
                s.field[c] = c < n && key[c].n ? field_find(t, str_copy(cx->arena, key[c]).p) : -1;
                s.n_known += s.field[c] >= 0;
        }
        const struct json *list = json_at(o, "scale");
        n = 0;
        for (const struct json *i = list ? list->item : NULL; i && n < s.n_cols; i = i->next)
                s.scale[n++] = (int)i->i;
        s.sample = NEW_ARRAY(cx->arena, str, (size_t)s.n_cols + 1);
        str *sample = texts_read(cx, json_at(o, "sample"), &n);
        for (int c = 0; c < n && c < s.n_cols; c++)
                s.sample[c] = sample[c];
        tops_read(cx, json_at(o, "top"), &s);
        return s;
}

int import_sheets(struct ctx *cx, const struct import_table *t, str heads,
                  struct import_sheet **ret)
{
        const struct json *list;
        int n = 0;
        if (!heads.p || json_parse(cx, heads, &list))
                return 0;
        *ret = NEW_ARRAY(cx->arena, struct import_sheet, (size_t)list->n + 1);
        for (const struct json *i = list->item; i; i = i->next)
                (*ret)[n++] = sheet_read(cx, t, i);
        return n;
}

/* ---- rows back -------------------------------------------------------------------------------- */

static void cells_of(const struct import_rows *it, str ret[IMPORT_CELLS_MAX])
{
        const str cell[IMPORT_CELLS_MAX] = {
                it->c00, it->c01, it->c02, it->c03, it->c04, it->c05, it->c06, it->c07, it->c08,
                it->c09, it->c10, it->c11, it->c12, it->c13, it->c14, it->c15, it->c16, it->c17,
                it->c18, it->c19, it->c20, it->c21, it->c22, it->c23, it->c24, it->c25, it->c26,
                it->c27, it->c28, it->c29, it->c30, it->c31, it->c32, it->c33, it->c34, it->c35,
        };
        memcpy(ret, cell, sizeof(cell));
}

struct import_staged import_staged_of(struct ctx *cx, const struct import_table *t,
                                      const struct import_rows *it)
{
        struct import_staged s = {
                .no = it->no, .line = it->line, .same_as = it->has_same_as ? it->same_as : 0,
                .same_head = it->has_same_head ? (int)it->same_head : (int)it->head,
                .head = (int)it->head, .grade = (int)it->grade, .fate = (enum import_fate)it->fate,
        };
        str text[IMPORT_CELLS_MAX];
        cells_of(it, text);
        s.cell = NEW_ARRAY(cx->arena, struct import_cell, (size_t)t->n_fields);
        for (int i = 0; i < t->n_fields; i++)
                staged_cell(cx, &t->fields[i], NULL, text[i], &s.cell[i]);
        s.n_raw = raw_read(cx, it->raw, &s.raw);
        s.n_notes = notes_read(cx, t, it->notes, &s.note);
        const struct json *before;
        int n = 0;
        if (it->before.p && !json_parse(cx, it->before, &before)) {
                str *list = texts_read(cx, before, &n);
                s.before = NEW_ARRAY(cx->arena, str, (size_t)t->n_fields);
                for (int i = 0; i < n && i < t->n_fields; i++)
                        s.before[i] = list[i];
        }
        return s;
}

/* One row into `im`; false when a value that it names has gone since. */
static bool row_take(struct import *im, const struct import_rows *it, const struct importer *k)
{
        str text[IMPORT_CELLS_MAX];
        cells_of(it, text);
        struct import_row *row = VEC_ADD(im->cx->arena, im->row, im->n_rows, im->cap_rows);
        *row = (struct import_row){ .row = (int)it->line, .warned = it->grade == 1,
                .cell = NEW_ARRAY(im->cx->arena, struct import_cell, (size_t)k->table->n_fields) };
        im->n_read++;
        for (int i = 0; i < k->table->n_fields; i++)
                if (!staged_cell(im->cx, &k->table->fields[i], im->work ? &im->work->set[i] : NULL, text[i],
                                 &row->cell[i]))
                        return false;
        return true;
}

/* As they stand in staging, whatever values are allowed today. */
static struct import *bare(struct ctx *cx, const struct importer *k)
{
        struct import *im = NEW(cx->arena, struct import);
        *im = (struct import){ .cx = cx, .table = k->table };
        return im;
}

const struct fail *import_staged_load(struct ctx *cx, const struct importer *k, int64_t batch,
                                      const struct import_open *open, int64_t most, struct import **ret)
{
        struct import *im = open ? import_new(cx, k->table, open->arg) : bare(cx, k);
        struct import_batch_of b;
        struct import_sheet *sheet = NULL;
        int64_t after = 0;
        bool fits = true;
        const struct fail *bad = import_batch_of(cx, batch, &b);
        int n_sheets = bad ? 0 : import_sheets(cx, k->table, b.heads, &sheet);
        if (bad)
                return bad;
        for (int got = A_PAGE; got == A_PAGE && fits && im->n_rows <= most;) {
                struct import_rows it;
                got = 0;
                import_rows(&it, cx, batch, after, 0, 1, 0, A_PAGE);
                while (import_rows_next(&it) && fits) {
                        fits = row_take(im, &it, k);
                        if (it.head < n_sheets)
                                im->row[im->n_rows - 1].file = &sheet[it.head].file;
                        after = it.no;
                        got++;
                }
                const struct fail *f = import_rows_end(&it);
                if (f)
                        return f;
        }
        if (!fits)
                return fail(cx, CONFLICT, "读入以后，可选的值有变动，请重新读入后再写入");
        if (im->n_rows > most)
                return fail(cx, TOO_LARGE, "一次最多写入 %ld 行，请分成几个文件", most);
        *ret = im;
        return NULL;
}

const struct fail *staged_whole(struct ctx *cx, const struct importer *k, int64_t batch, void *arg,
                                struct import_header *heads, int n_heads, struct import **ret,
                                struct import_staged **ret_staged)
{
        struct import *im = import_new(cx, k->table, arg);
        int n = 0, cap = 0;
        int64_t after = 0;
        *ret_staged = NULL;
        im->header = heads, im->n_headers = n_heads;
        for (int got = A_PAGE; got == A_PAGE && im->n_rows <= IMPORT_PUT_ROWS;) {
                struct import_rows it;
                got = 0;
                import_rows(&it, cx, batch, after, 0, 2, 0, A_PAGE);
                while (import_rows_next(&it)) {
                        struct import_staged s = import_staged_of(cx, k->table, &it);
                        bool fits = row_take(im, &it, k);
                        struct import_row *row = &im->row[im->n_rows - 1];
                        row->sheet = s.head < n_heads ? heads[s.head].sheet : (str){ 0 };
                        row->header = s.head, row->no = s.no, row->raw = s.raw, row->n_raw = s.n_raw;
                        row->bad = s.grade == 2;
                        if (!fits)
                                row->cell = s.cell;
                        *VEC_ADD(cx->arena, *ret_staged, n, cap) = s;
                        after = it.no;
                        got++;
                }
                const struct fail *f = import_rows_end(&it);
                if (f)
                        return f;
        }
        *ret = im;
        return NULL;
}

/* Sheets as head rows of an import. */
static void heads_take(struct import *im, str heads)
{
        struct import_sheet *sheet = NULL;
        int n = import_sheets(im->cx, im->table, heads, &sheet);
        for (int i = 0; i < n; i++)
                if (sheet[i].found)
                        *VEC_ADD(im->cx->arena, im->header, im->n_headers, im->cap_headers) = (struct import_header){
                                .file = sheet[i].file, .sheet = sheet[i].name, .row = sheet[i].row,
                                .head = sheet[i].head, .field = sheet[i].field, .scale = sheet[i].scale,
                                .n_cols = sheet[i].n_cols };
}

const struct fail *import_staged_bad(struct ctx *cx, const struct importer *k,
                                     const struct import_batch_of *b, int64_t most,
                                     struct import **ret)
{
        struct import *im = bare(cx, k);
        heads_take(im, b->heads);
        struct import_rows it;
        import_rows(&it, cx, b->id, 0, 2, 2, 0, most);
        while (import_rows_next(&it)) {
                struct import_staged s = import_staged_of(cx, k->table, &it);
                must(s.head < im->n_headers && s.same_head < im->n_headers);
                str sheet = im->header[s.head].sheet;
                *VEC_ADD(cx->arena, im->row, im->n_rows, im->cap_rows) = (struct import_row){
                        .sheet = sheet, .row = (int)s.line, .header = s.head, .raw = s.raw,
                        .n_raw = s.n_raw, .no = s.no, .bad = true };
                if (s.same_as && !s.n_notes)
                        *VEC_ADD(cx->arena, im->finding, im->n_findings, im->cap_findings) = (struct import_finding){
                                .severity = IMPORT_BAD, .sheet = sheet, .row = (int)s.line, .col = -1, .no = s.no,
                                .reason = str_f(cx->arena, words_of(cx->lang, "与%.*s是同一条，只能留一行"), STR(
                                        import_row_words(cx, &im->header[s.same_head].file, s.same_as))) };
                for (int i = 0; i < s.n_notes; i++) {
                        s.note[i].sheet = sheet;
                        s.note[i].row = (int)s.line;
                        s.note[i].no = s.no;
                        *VEC_ADD(cx->arena, im->finding, im->n_findings, im->cap_findings) = s.note[i];
                }
                im->n_bad_rows++;
        }
        *ret = im;
        return import_rows_end(&it);
}
