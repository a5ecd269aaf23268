/* core/doc/doc.c - building a document, and the table of its writers. See doc.h. */
#include "base/base.h"
#include "core/doc/doc.h"
#include "core/doc/write.h"

/* Text as every writer may trust it: UTF-8, no control character but newline and tab. */
static str clean(struct arena *a, str s)
{
        if (!s.p)
                return s;
        bool fine = utf8_valid(s);
        for (size_t i = 0; fine && i < s.n; i++) {
                unsigned char c = (unsigned char)s.p[i];
                fine = (c >= 0x20 && c != 0x7f && c < 0xc2) || c == '\n' || c == '\t' || c > 0xc2;
                /* U+FFFE and U+FFFF are UTF-8 but no XML: ef bf be|bf */
                fine = fine && !(c == 0xef && i + 2 < s.n && s.p[i + 1] == '\xbf'
                                 && (unsigned char)s.p[i + 2] >= 0xbe);
        }
        if (fine)
                return str_copy(a, s);
        struct buf o = buf_new(a, s.n * 3 + 1);
        while (s.n) {
                uint32_t code = 0;
                size_t n = utf8_next(s, &code);
                if (!n) {
                        utf8_put(&o, 0xfffd);
                        n = 1;
                } else if (code == '\n' || code == '\t'
                           || (code >= 0x20 && (code < 0x7f || code > 0x9f)
                               && code != 0xfffe && code != 0xffff)) {
                        utf8_put(&o, code);
                }
                s = str_from(s, n);
        }
        return str_copy(a, buf_str(&o));
}

struct doc *doc_new(struct arena *a, str title)
{
        struct doc *d = NEW(a, struct doc);
        d->arena = a;
        d->title = clean(a, title);
        return d;
}

static struct doc_block *block_add(struct doc *d, enum doc_block_kind kind)
{
        struct doc_block *b = VEC_ADD(d->arena, d->blocks, d->n_blocks, d->cap_blocks);
        *b = (struct doc_block){ .kind = kind };
        return b;
}

static void run_add(struct doc *d, struct doc_run run)
{
        struct doc_block *b = d->n_blocks ? &d->blocks[d->n_blocks - 1] : NULL;
        if (!b || b->kind == DOC_TABLE || b->kind == DOC_CONTENTS || b->kind == DOC_PAGE)
                b = block_add(d, DOC_PARA);
        if (!run.text.n)
                return;
        run.text = clean(d->arena, run.text);
        run.fact = clean(d->arena, run.fact);
        *VEC_ADD(d->arena, b->runs, b->n_runs, b->cap_runs) = run;
}

static struct doc_block *block_of(struct doc *d, enum doc_block_kind kind, int level, str text)
{
        block_add(d, kind)->level = level;
        run_add(d, (struct doc_run){ .text = text });
        return &d->blocks[d->n_blocks - 1];
}

struct doc_block *doc_title(struct doc *d, str text)
{
        int level = 0;
        for (int i = 0; i < d->n_blocks; i++)
                level |= d->blocks[i].kind == DOC_TITLE;
        return block_of(d, DOC_TITLE, level, text);
}

struct doc_block *doc_heading(struct doc *d, int level, str text)
{
        must(level >= 1 && level <= 4);
        return block_of(d, DOC_HEADING, level, text);
}

void doc_append(struct doc *d, const struct doc *from)
{
        for (int i = 0; i < from->n_blocks; i++)
                *VEC_ADD(d->arena, d->blocks, d->n_blocks, d->cap_blocks) = from->blocks[i];
}

struct doc_block *doc_para(struct doc *d) { return block_add(d, DOC_PARA); }
struct doc_block *doc_para_of(struct doc *d, str text) { return block_of(d, DOC_PARA, 0, text); }
struct doc_block *doc_note(struct doc *d, str text) { return block_of(d, DOC_NOTE, 0, text); }
void doc_text(struct doc *d, str text) { run_add(d, (struct doc_run){ .text = text }); }

void doc_bold(struct doc *d, str text)
{
        run_add(d, (struct doc_run){ .text = text, .bold = true });
}

void doc_figure(struct doc *d, str text, str fact)
{
        run_add(d, (struct doc_run){ .text = text, .fact = fact });
}

void doc_contents(struct doc *d) { block_add(d, DOC_CONTENTS)->level = 1; }
void doc_page(struct doc *d) { block_add(d, DOC_PAGE); }

struct doc_line *doc_line(struct doc *d, enum doc_role role, str text)
{
        struct doc_block *b = block_of(d, DOC_LINE, 0, text);
        b->line = NEW(d->arena, struct doc_line);
        b->line->role = role;
        return b->line;
}

void doc_signature(struct doc *d, str line) { block_of(d, DOC_SIGNATURE, 0, line); }

struct doc_table *doc_table(struct doc *d, str number, str title, int n_columns)
{
        must(n_columns >= 1 && n_columns <= DOC_MAX_COLUMNS);
        struct doc_table *t = NEW(d->arena, struct doc_table);
        t->number = clean(d->arena, number);
        t->title = clean(d->arena, title);
        t->n_columns = n_columns;
        t->columns = NEW_ARRAY(d->arena, struct doc_column, (size_t)n_columns);
        for (int i = 0; i < n_columns; i++)
                t->columns[i] = (struct doc_column){ .width = 1, .places = -1 };
        block_add(d, DOC_TABLE)->table = t;
        return t;
}

struct doc_row *doc_row(struct doc *d, struct doc_table *t)
{
        struct doc_row *r = VEC_ADD(d->arena, t->rows, t->n_rows, t->cap_rows);
        *r = (struct doc_row){
                .cells = NEW_ARRAY(d->arena, struct doc_cell, (size_t)t->n_columns),
        };
        return r;
}

struct doc_cell *doc_cell_text(struct doc *d, struct doc_row *r, int col, str text)
{
        struct doc_cell *c = &r->cells[col];
        c->kind = text.n ? DOC_TEXT : DOC_EMPTY;
        c->text = clean(d->arena, text);
        return c;
}

struct doc_cell *doc_cell_number(struct doc_row *r, int col, int64_t v)
{
        struct doc_cell *c = &r->cells[col];
        c->kind = DOC_NUMBER;
        c->v = v;
        return c;
}

struct doc_cell *doc_cell_unknown(struct doc *d, struct doc_row *r, int col, str words)
{
        struct doc_cell *c = doc_cell_text(d, r, col, words);
        c->kind = DOC_UNKNOWN;
        return c;
}

static const int *ints_copy(struct doc *d, const int *from, int n)
{
        int *to = NEW_ARRAY(d->arena, int, (size_t)n);
        if (n)
                memcpy(to, from, (size_t)n * sizeof(*to));
        return to;
}

void doc_sum_rows(struct doc *d, struct doc_cell *c, const int *rows, int n)
{
        c->sum_rows = ints_copy(d, rows, n);
        c->n_sum_rows = n;
}

void doc_sum_cols(struct doc *d, struct doc_cell *c, const int *cols, int n)
{
        c->sum_cols = ints_copy(d, cols, n);
        c->n_sum_cols = n;
}

/* ---- writers: as, label, media type, function -------------------------------------------- */

const struct doc_writer doc_writers[] = {
        { "docx", "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          doc_docx },
        { "pdf",  "PDF",  "application/pdf",           doc_pdf },
        { "xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          doc_xlsx },
        { "html", "HTML", "text/html; charset=utf-8",  doc_html },
        { "txt",  "TXT",  "text/plain; charset=utf-8", doc_txt },
};
const int n_doc_writers = (int)COUNT_OF(doc_writers);

const struct doc_writer *doc_writer_find(str as)
{
        for (int i = 0; i < n_doc_writers; i++) {
                if (str_is(as, doc_writers[i].as))
                        return &doc_writers[i];
        }
        return NULL;
}

const struct fail *doc_write(struct ctx *cx, const struct doc *d, str as, str *ret_bytes)
{
        const struct doc_writer *w = doc_writer_find(as);
        if (!w)
                return fail_field(cx, S("as"), "没有“%.*s”这种文件格式", STR(as));
        return w->write(cx, d, ret_bytes);
}
