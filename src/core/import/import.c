/* core/import/import.c - heads, rows, and what only the whole file can tell. See import.h. */
#include "core/import/import_in.h"
#include "core/crypto/hash.h"
#include "core/sandbox/table.h"

const struct table_limits import_limits = {
        .max_rows = 20000, .max_cells = 1000000, .max_bytes = 128 << 20, .max_cols = 256,
};

enum {
        HEAD_ROWS = 20, FINDINGS_MAX = 2000, FIELDS_MAX = 60, MEMORY_LEFT = 2 << 20,
        OF_A_ROW = 400,         /* findings that one row may bring: fields and the caller's rule */
        SAID_MAX = 200,         /* remarks on a file whose rows are taken */
};

const struct import_field *field_at(const struct import_table *t, int i) { return &t->fields[i]; }

int field_find(const struct import_table *t, const char *key)
{
        for (int i = 0; i < t->n_fields; i++)
                if (!strcmp(t->fields[i].key, key))
                        return i;
        return -1;
}

int import_field_at(const struct import_table *t, str key)
{
        for (int i = 0; i < t->n_fields; i++)
                if (str_is(key, t->fields[i].key))
                        return i;
        return -1;
}

void finding_add(struct import *im, struct import_finding f)
{
        im->n_bad += f.severity == IMPORT_BAD;
        if (im->n_findings < FINDINGS_MAX)
                *VEC_ADD(im->cx->arena, im->finding, im->n_findings, im->cap_findings) = f;
}

void finding_reserve(struct import *im, int n)
{
        if (im->cap_findings - im->n_findings >= n)
                return;
        int cap = im->n_findings + 2 * n;
        struct import_finding *more = NEW_ARRAY(im->cx->arena, struct import_finding, (size_t)cap);
        if (im->n_findings)
                memcpy(more, im->finding, (size_t)im->n_findings * sizeof(*more));
        im->finding = more;
        im->cap_findings = cap;
}

static void finding_of_file(struct import *im, enum import_severity severity, str reason,
                            str allowed)
{
        finding_add(im, (struct import_finding){ .severity = severity, .col = -1,
                                                 .reason = reason, .allowed = allowed });
}

/* ---- heads ----------------------------------------------------------------------------- */

static bool head_is(struct import *im, str bare, const char *word)
{
        int scale;
        return str_eq(bare, head_bare(im->cx->arena, str_of(word), &scale));
}

/* The field that a head names, in any of its names and either language; -1: none. */
static int field_of_head(struct import *im, str bare)
{
        if (!bare.n)
                return -1;
        for (int i = 0; i < im->table->n_fields; i++) {
                const struct import_field *f = field_at(im->table, i);
                if (head_is(im, bare, f->label) || head_is(im, bare, words_of(LANG_EN, f->label)) ||
                    head_is(im, bare, f->key))
                        return i;
                for (const char *const *alias = f->aliases; alias && *alias; alias++)
                        if (head_is(im, bare, *alias))
                                return i;
        }
        return -1;
}

static void doubled_head(struct import *im, const struct import_header *h, int first, int second)
{
        struct arena *a = im->cx->arena;
        const struct import_field *f = field_at(im->table, h->field[second]);
        finding_add(im, (struct import_finding){
                .severity = IMPORT_BAD, .sheet = h->sheet, .row = h->row, .col = second, .field = f,
                .found = h->head[second],
                .reason = str_f(a, words_of(im->cx->lang, "“%s”有两列（%.*s 和 %.*s），只能留一列"),
                                words_of(im->cx->lang, f->label), STR(column_name(a, first)),
                                STR(column_name(a, second))),
        });
}

static void columns_check(struct import *im, const struct import_header *h)
{
        for (int i = 0; i < im->table->n_fields; i++) {
                int at = -1;
                for (int c = 0; c < h->n_cols; c++) {
                        if (h->field[c] != i)
                                continue;
                        if (at >= 0)
                                doubled_head(im, h, at, c);
                        else
                                at = c;
                }
                const struct import_field *f = field_at(im->table, i);
                if (at < 0 && f->required)
                        finding_add(im, (struct import_finding){
                                .severity = IMPORT_BAD, .sheet = h->sheet, .row = h->row, .col = -1,
                                .field = f,
                                .reason = str_f(im->cx->arena, words_of(im->cx->lang, "缺少“%s”这一列"),
                                                words_of(im->cx->lang, f->label)),
                        });
        }
}

bool head_is_ours(struct arena *a, str head)
{
        int scale;
        return mark_is_ours(head_bare(a, head, &scale));
}

str import_heads_hash(struct ctx *cx, const str *head, int n, bool own)
{
        struct buf b = buf_new(cx->arena, 1 << 20);
        int scale;
        while (n && (!head[n - 1].n || (!own && head_is_ours(cx->arena, head[n - 1]))))
                n--;
        for (int c = 0; c < n; c++) {
                if (!own && head_is_ours(cx->arena, head[c]))
                        continue;
                buf_put(&b, head_bare(cx->arena, head[c], &scale));
                buf_byte(&b, '\x1f');
        }
        struct digest d = hash(HASH_SHA256, buf_str(&b));
        return digest_hex(cx->arena, &d);
}

static const struct import_map *map_of(const struct import *im, str hash_of_heads)
{
        for (int i = 0; i < im->n_maps; i++)
                if (str_eq(im->map[i].hash, hash_of_heads))
                        return &im->map[i];
        return NULL;
}

/* What each column means: as a person said of such heads, else by their names. How many are known. */
static int columns_know(struct import *im, struct import_header *h)
{
        const struct import_map *map = map_of(im, h->hash);
        bool own = map != NULL;         /* of just these heads, and not of those without ours */
        int n_known = 0, at = 0;
        if (!map)
                map = map_of(im, h->bare);
        for (int c = 0; c < h->n_cols; c++) {
                str bare = head_bare(im->cx->arena, h->head[c], &h->scale[c]);
                h->field[c] = -1;
                if (!map)
                        h->field[c] = field_of_head(im, bare);
                else if ((own || !mark_is_ours(bare)) && at++ < map->n && map->fields[at - 1].n)
                        h->field[c] = field_find(im->table, str_copy(im->cx->arena, map->fields[at - 1]).p);
                n_known += h->field[c] >= 0;
        }
        h->mapped = map != NULL;
        return map ? im->table->n_fields : n_known;
}

static struct import_header header_of(struct import *im, const struct table_row *row)
{
        struct arena *a = im->cx->arena;
        struct import_header h = { .sheet = im->work->sheet, .row = row->row, .n_cols = row->n_cells };
        h.head = texts_copy(im, row, row->n_cells);
        h.field = NEW_ARRAY(a, int, (size_t)row->n_cells);
        h.scale = NEW_ARRAY(a, int, (size_t)row->n_cells);
        h.hash = import_heads_hash(im->cx, h.head, h.n_cols, true);
        h.bare = import_heads_hash(im->cx, h.head, h.n_cols, false);
        return h;
}

/* Is this row the heads? Then it is kept, and its columns are known. */
static bool header_try(struct import *im, const struct table_row *row)
{
        struct import_header h = header_of(im, row);
        int n_known = columns_know(im, &h);
        struct import_header as_read = h;       /* before it is turned */
        bool wide = im->table->wide && turn_try(im, &h, n_known);
        if (wide)
                n_known = h.n_cols;
        if (n_known < 2 && n_known < im->table->n_fields) {
                top_add(im, &h);
                headless_keep(im);
                return false;
        }
        lost_tell(im, &as_read);
        h.lost_from = as_read.lost_from, h.lost_to = as_read.lost_to;
        for (int c = 0; c < h.n_cols; c++)
                if (!h.scale[c] && h.field[c] >= 0)
                        h.scale[c] = im->work->unit_said ? im->work->unit_said
                                   : field_at(im->table, h.field[c])->wan ? 10000 : 1;
        if (im->work->blank)
                im->n_headless--;
        im->work->blank = false;
        im->work->header = im->n_headers;
        *VEC_ADD(im->cx->arena, im->header, im->n_headers, im->cap_headers) = h;
        if (h.mapped && !wide)
                top_add(im, &as_read);
        if (!wide)
                columns_check(im, &h);
        return true;
}

/* A row below heads that a person chose: another choice may be it. */
static void headings_go_on(struct import *im, const struct table_row *row)
{
        struct import_header h = header_of(im, row);
        for (int c = 0; c < h.n_cols; c++)
                h.field[c] = -1;
        top_add(im, &h);
}

static void unit_line(struct import *im, const struct table_row *row)
{
        for (int c = 0; c < row->n_cells; c++) {
                turn_said(im, row->cells[c].text);
                int scale = mark_unit_line(row->cells[c].text);
                if (scale)
                        im->work->unit_said = scale;
        }
}

/* ---- rows -------------------------------------------------------------------------------- */

/* A sum of a report that was sent as data: its first words say so. */
static bool is_sum_row(const struct table_row *row)
{
        int c = 0;
        while (c < row->n_cells && !row->cells[c].text.n)
                c++;
        return c < row->n_cells && mark_is_sum(row->cells[c].text);
}

static struct cell *raw_copy(struct arena *a, const struct table_row *row)
{
        struct cell *raw = NEW_ARRAY(a, struct cell, (size_t)row->n_cells);
        for (int c = 0; c < row->n_cells; c++) {
                raw[c] = row->cells[c];
                raw[c].text = str_copy(a, row->cells[c].text);
        }
        return raw;
}

static void count_row(struct import *im, struct import_row *row, bool was_bad, bool was_warned)
{
        im->n_bad_rows += row->bad && !was_bad;
        im->n_warned_rows += (row->warned && !row->bad) - (was_warned && !was_bad);
}

static void row_read(struct import *im, const struct table_row *in, const int *at)
{
        struct arena *a = im->cx->arena;
        const struct import_header *h = &im->header[im->work->header];
        struct import_row *row = VEC_ADD(a, im->row, im->n_rows, im->cap_rows);
        *row = (struct import_row){
                .sheet = im->work->sheet, .row = in->row, .header = im->work->header,
                .cell = NEW_ARRAY(a, struct import_cell, (size_t)im->table->n_fields),
                .raw = raw_copy(a, in), .n_raw = in->n_cells, .at = at,
        };
        static const struct cell empty = { 0 };
        im->n_read++;
        for (int c = 0; c < h->n_cols; c++) {
                if (h->field[c] < 0 || row->cell[h->field[c]].filled)
                        continue;
                struct reading r = { .im = im, .row = row, .i_field = h->field[c],
                                     .col = at ? at[c] : c,
                                     .field = field_at(im->table, h->field[c]),
                                     .scale = h->scale[c] };
                cell_read(&r, c < row->n_raw ? &row->raw[c] : &empty);
        }
        count_row(im, row, false, false);
        if (im->table->check && (!row->bad || im->table->patient))
                im->table->check(im, row);
}

/* Read a row, hand it on, forget it: memory stays flat however long the file is. */
static void row_pass(struct import *im, const struct table_row *in, const int *at)
{
        finding_reserve(im, OF_A_ROW);
        if (!im->cap_rows)
                (void)VEC_ADD(im->cx->arena, im->row, im->n_rows, im->cap_rows);
        im->n_rows = 0;
        int said = im->n_findings;
        struct arena_mark mark = arena_mark(im->cx->arena);
        row_read(im, in, at);
        im->took(im->took_arg, im, &im->row[0], im->finding + said, im->n_findings - said);
        arena_release(im->cx->arena, mark);
        im->n_findings = said;
        im->n_rows = 0;
}

static void row_put(struct import *im, const struct table_row *in, const int *at)
{
        if (im->took)
                row_pass(im, in, at);
        else
                row_read(im, in, at);
}

static void sum_row(struct import *im, const struct table_row *row)
{
        im->n_skipped++;
        if (!im->took || im->n_findings < SAID_MAX)
                finding_add(im, (struct import_finding){
                        .severity = IMPORT_CONVERTED, .sheet = im->work->sheet, .row = row->row, .col = -1,
                        .reason = str_of(words_of(im->cx->lang, "这是合计行，没有读入")),
                });
}

static void sheet_begin(struct import *im, str name)
{
        struct import_work *w = im->work;
        w->sheet = str_copy(im->cx->arena, name);
        w->header = -1;
        w->n_tried = w->unit_said = 0;
        w->top = NULL;
        w->n_top = w->cap_top = 0;
        w->blank = false;
        w->said = NULL;
        w->beside = im->table->beside && im->table->beside(w->sheet);
        if (!w->beside)
                turn_said(im, w->sheet);
}

bool import_put(void *arg, const struct table_row *row)
{
        struct import *im = arg;
        struct import_work *w = im->work;
        if (im->cx->arena->ceiling - im->cx->arena->used < MEMORY_LEFT) {
                w->full = true;
                return false;
        }
        if (!w->sheet.p || !str_eq(w->sheet, row->sheet))
                sheet_begin(im, row->sheet);
        if (w->beside)
                return true;
        if (w->header < 0) {
                if (w->blank && !im->headless[im->n_headless - 1].sample)
                        im->headless[im->n_headless - 1].sample =
                                texts_copy(im, row, im->headless[im->n_headless - 1].n_cols);
                if (w->n_tried++ < HEAD_ROWS && !header_try(im, row))
                        unit_line(im, row);
                return true;
        }
        struct import_header *h = &im->header[w->header];
        if (h->top && w->n_tried++ < HEAD_ROWS)
                headings_go_on(im, row);
        if (!h->sample && !h->turn)
                h->sample = texts_copy(im, row, h->n_cols);
        if (is_sum_row(row))
                sum_row(im, row);
        else if (h->turn)
                turn_row(im, h, row, row_put);
        else
                row_put(im, row, NULL);
        return !im->stop;
}

/* ---- beginning and end ----------------------------------------------------------------------- */

struct import *import_new(struct ctx *cx, const struct import_table *t, void *arg)
{
        must(t->n_fields > 0 && t->n_fields <= FIELDS_MAX);
        struct import *im = NEW(cx->arena, struct import);
        *im = (struct import){ .cx = cx, .table = t, .arg = arg };
        im->work = NEW(cx->arena, struct import_work);
        im->work->header = -1;
        im->work->set = NEW_ARRAY(cx->arena, struct import_set, (size_t)t->n_fields);
        for (int i = 0; i < t->n_fields; i++)
                set_load(im, i);
        return im;
}

const struct fail *import_file(struct import *im, str filename, str bytes, bool sealed)
{
        const struct fail *f = sealed ? table_read_sealed(im->cx, filename, bytes, &import_limits,
                                                          import_put, im, &im->extra)
                                      : table_read_with(im->cx, filename, bytes, &import_limits,
                                                        import_put, im, &im->extra);
        if (!f && im->work->full)
                return fail(im->cx, TOO_LARGE, "文件的内容太多，读了 %d 行已放不下，请分成几个文件导入", im->n_rows);
        return f;
}

static void labels_put(struct import *im, struct buf *b)
{
        int n = 0;
        for (int i = 0; i < im->table->n_fields; i++)
                if (field_at(im->table, i)->required)
                        buf_f(b, "%s%s", n++ ? words_of(im->cx->lang, "、") : "",
                              words_of(im->cx->lang, field_at(im->table, i)->label));
}

bool import_has_key(const struct import_table *t)
{
        for (int i = 0; i < t->n_fields; i++)
                if (t->fields[i].identity)
                        return true;
        return false;
}

/* Rows by the fields that make them the same: the key as text, for sorting. */
static str same_key(struct import *im, const struct import_row *row, bool has_key)
{
        struct buf b = buf_new(im->cx->arena, 1 << 16);
        for (int i = 0; i < im->table->n_fields; i++) {
                const struct import_field *f = field_at(im->table, i);
                if (!(has_key ? f->identity : f->same))
                        continue;
                const struct import_cell *c = &row->cell[i];
                buf_f(&b, "%d:%ld:%d:%zu:", c->filled, c->v, (int)c->on.n, c->text.n);
                buf_put(&b, c->text);
        }
        return str_copy(im->cx->arena, buf_str(&b));
}

struct keyed { str key; int row; };

static int by_key(const void *pa, const void *pb)
{
        const struct keyed *a = pa, *b = pb;
        int c = str_cmp(a->key, b->key);
        return c ? c : (a->row > b->row) - (a->row < b->row);
}

/* One record twice is refused, as staging refuses it; what only looks the same is doubted. */
static void double_tell(struct import *im, const struct import_row *one, struct import_row *two,
                        bool has_key)
{
        struct arena *a = im->cx->arena;
        int lang = im->cx->lang;
        str reason;
        if (str_eq(one->sheet, two->sheet))
                reason = has_key ? str_f(a, words_of(lang, "与第 %ld 行是同一条，只能留一行"), (int64_t)one->row)
                                 : str_f(a, words_of(lang, "与第 %d 行相同，可能重复"), one->row);
        else
                reason = str_f(a, words_of(lang, has_key ? "与工作表“%.*s”第 %d 行是同一条，只能留一行"
                                                         : "与工作表“%.*s”第 %d 行相同，可能重复"),
                               STR(one->sheet), one->row);
        import_note(im, two, NULL, has_key ? IMPORT_BAD : IMPORT_WARN, reason, (str){ 0 });
}

static void doubles_find(struct import *im)
{
        int n = 0;
        bool has_key = import_has_key(im->table), any = has_key;
        for (int i = 0; i < im->table->n_fields; i++)
                any = any || field_at(im->table, i)->same;
        size_t room = im->cx->arena->ceiling - im->cx->arena->used;
        if (!any || im->n_rows < 2 || room / 2048 < (size_t)im->n_rows)
                return;
        struct keyed *k = NEW_ARRAY(im->cx->arena, struct keyed, (size_t)im->n_rows);
        for (int i = 0; i < im->n_rows; i++)
                if (!im->row[i].bad)
                        k[n++] = (struct keyed){ same_key(im, &im->row[i], has_key), i };
        qsort(k, (size_t)n, sizeof(*k), by_key);
        for (int i = 1, first = 0; i < n; i++) {
                if (!str_eq(k[i].key, k[first].key)) {
                        first = i;
                        continue;
                }
                double_tell(im, &im->row[k[first].row], &im->row[k[i].row], has_key);
        }
}

str merge_says(struct import *im, const struct table_merge *m, str value)
{
        struct arena *a = im->cx->arena;
        str range = str_f(a, "%.*s%d:%.*s%d", STR(column_name(a, m->col)), m->row,
                          STR(column_name(a, m->col + m->cols - 1)), m->row + m->rows - 1);
        return value.n ? str_f(a, words_of(im->cx->lang, "工作表“%.*s”的 %.*s 是合并单元格，“%.*s”只在左上角一格；"
                                           "请取消合并，逐格填写"), STR(m->sheet), STR(range), STR(utf8_head(value, 40)))
                       : str_f(a, words_of(im->cx->lang, "工作表“%.*s”的 %.*s 是合并单元格，只有左上角一格有内容；"
                                           "请取消合并，逐格填写"), STR(m->sheet), STR(range));
}

/* Of the first cell of a range, as the row that has it was kept. */
static str merge_value(const struct import *im, const struct table_merge *m)
{
        for (int i = 0; i < im->n_rows; i++) {
                const struct import_row *row = &im->row[i];
                if (row->row == m->row && str_eq(row->sheet, m->sheet) && m->col < row->n_raw)
                        return row->raw[m->col].text;
        }
        return (str){ 0 };
}

/* An empty cell inside a merged range looks filled to whoever made the file: its fault says so, and
 * one that may be empty is a warning. */
static void merge_explain(struct import *im, const struct table_merge *m, str says)
{
        int n = im->n_findings;
        for (int i = 0; i < n; i++) {
                struct import_finding *f = &im->finding[i];
                if (f->severity == IMPORT_BAD && !f->found.n && merge_covers(m, f->row, f->col) &&
                    str_eq(m->sheet, f->sheet))
                        f->allowed = says;
        }
        for (int i = 0; i < im->n_rows; i++) {
                struct import_row *row = &im->row[i];
                const struct import_header *h = &im->header[row->header];
                if (row->row < m->row || row->row >= m->row + m->rows || row->at || !str_eq(m->sheet, row->sheet))
                        continue;
                for (int c = m->col; c < m->col + m->cols && c < h->n_cols; c++)
                        if (h->field[c] >= 0 && merge_covers(m, row->row, c) && !row->cell[h->field[c]].filled &&
                            !field_at(im->table, h->field[c])->required)
                                import_note(im, row, field_at(im->table, h->field[c])->key, IMPORT_WARN,
                                            str_of(words_of(im->cx->lang, "这一格按空读入")), says);
        }
}

static void merges_explain(struct import *im)
{
        for (int k = 0; k < im->extra.n_merges; k++)
                merge_explain(im, &im->extra.merge[k], merge_says(im, &im->extra.merge[k],
                                                                  merge_value(im, &im->extra.merge[k])));
}

/* Sheets in the order of the file, what concerns the whole file first. */
static int64_t place_of(const struct import *im, const struct import_finding *f)
{
        int sheet = 0;
        for (int i = 0; i < im->n_headers && f->sheet.p && !sheet; i++)
                if (str_eq(im->header[i].sheet, f->sheet))
                        sheet = i + 1;
        return (int64_t)sheet << 32 | f->row;
}

/* Findings in the order of the file. A stable sort: those of one place keep theirs; most stand
 * right already, only doubles come late. */
static void findings_sort(struct import *im)
{
        for (int i = 1; i < im->n_findings; i++) {
                struct import_finding f = im->finding[i];
                int64_t place = place_of(im, &f);
                int k = i;
                for (; k > 0 && place_of(im, &im->finding[k - 1]) > place; k--)
                        im->finding[k] = im->finding[k - 1];
                im->finding[k] = f;
        }
}

void import_end(struct import *im)
{
        struct arena *a = im->cx->arena;
        if (!im->n_headers) {
                struct buf b = buf_new(a, 4096);
                labels_put(im, &b);
                finding_of_file(im, IMPORT_BAD, str_of(words_of(im->cx->lang, "没有找到表头这一行")),
                                str_f(a, words_of(im->cx->lang, "表头应有：%.*s"), STR(buf_str(&b))));
        } else if (!im->n_read) {
                finding_of_file(im, IMPORT_BAD, str_of(words_of(im->cx->lang, "表头下面没有内容")),
                                (str){ 0 });
        }
        for (int i = 0; i < im->extra.n_hidden; i++)
                if (!mark_is_own_sheet(im->extra.hidden[i]))
                        finding_of_file(im, IMPORT_CONVERTED,
                                        str_f(a, words_of(im->cx->lang, "隐藏的工作表“%.*s”没有读入"),
                                              STR(im->extra.hidden[i])),
                                        (str){ 0 });
        doubles_find(im);
        merges_explain(im);
        findings_sort(im);
}

bool import_clean(const struct import *im) { return !im->n_bad && im->n_rows > 0; }

void import_note(struct import *im, struct import_row *row, const char *key,
                 enum import_severity severity, str reason, str allowed)
{
        int i = key ? field_find(im->table, key) : -1, col = -1;
        must(!key || i >= 0);
        if (i >= 0 && row->cell[i].bad)
                return;         /* what it should have been nobody knows */
        const struct import_header *h = row->header < im->n_headers ? &im->header[row->header] : NULL;
        for (int c = 0; h && c < h->n_cols && key; c++)
                if (h->field[c] == i)
                        col = c;
        bool was_bad = row->bad, was_warned = row->warned;
        row->bad = row->bad || severity == IMPORT_BAD;
        row->warned = row->warned || severity == IMPORT_WARN;
        count_row(im, row, was_bad, was_warned);
        finding_add(im, (struct import_finding){
                .severity = severity, .sheet = row->sheet, .row = row->row,
                .col = row->at && i >= 0 ? row->at[i] : col,
                .field = key ? field_at(im->table, i) : NULL,
                .found = col >= 0 && col < row->n_raw ? row->raw[col].text : (str){ 0 },
                .reason = str_copy(im->cx->arena, reason),
                .allowed = str_copy(im->cx->arena, allowed), .no = row->no,
        });
}

const struct import_cell *import_cell(const struct import *im, const struct import_row *row,
                                      const char *key)
{
        int i = field_find(im->table, key);
        must(i >= 0);
        return &row->cell[i];
}

int64_t import_int(const struct import *im, const struct import_row *row, const char *key)
{
        return import_cell(im, row, key)->v;
}

str import_text(const struct import *im, const struct import_row *row, const char *key)
{
        return import_cell(im, row, key)->text;
}

str import_sentence(const struct import *im, const struct import_finding *f)
{
        struct arena *a = im->cx->arena;
        int lang = im->cx->lang;
        struct buf b = buf_new(a, 1 << 16);
        if (f->sheet.p && im->n_headers > 1)
                buf_f(&b, words_of(lang, "工作表“%.*s”"), STR(f->sheet));
        if (f->row && f->col >= 0)
                buf_f(&b, words_of(lang, "第 %d 行 %.*s 列（%s）："), f->row, STR(column_name(a, f->col)),
                      f->field ? words_of(lang, f->field->label) : "");
        else if (f->row)
                buf_f(&b, words_of(lang, "第 %d 行："), f->row);
        if (f->found.n)
                buf_f(&b, words_of(lang, "“%.*s”"), STR(utf8_head(f->found, 40)));
        buf_put(&b, f->reason);
        if (f->allowed.n)
                buf_f(&b, words_of(lang, "。%.*s"), STR(f->allowed));
        return buf_str(&b);
}
