/* core/import/turn.c - a sheet laid wide, turned into rows of the long form. */
#include "core/import/import_in.h"

/* What the columns of a wide sheet are, by the file's columns. */
struct import_turn {
        int   n_cols;
        int  *field;    /* a field of the table; -1 */
        str **said;     /* what the head says of the cells under it, one text a field; NULL: nothing */
        str  *all;      /* what the sheet's name, or a line above the heads, says of all of it; or NULL */
};

static str *texts_of(struct import *im, str head)
{
        str *text = NEW_ARRAY(im->cx->arena, str, (size_t)im->table->n_fields);
        return head.n && im->table->wide(im, head, text) ? text : NULL;
}

void turn_said(struct import *im, str text)
{
        str *said = im->table->wide ? texts_of(im, text) : NULL;
        if (!said)
                return;
        if (!im->work->said)
                im->work->said = NEW_ARRAY(im->cx->arena, str, (size_t)im->table->n_fields);
        for (int i = 0; i < im->table->n_fields; i++)
                if (said[i].n)
                        im->work->said[i] = said[i];
}

static bool is_counting(str head) { return str_is(head, "序号") || str_is(head, "编号") || str_is(head, "No."); }

/* A column that no field took, unless nobody would miss it. */
static void stranger(struct import *im, const struct import_header *h, int c)
{
        int scale;
        if (is_counting(str_trim(h->head[c])) || mark_is_ours(head_bare(im->cx->arena, h->head[c], &scale)))
                return;
        finding_add(im, (struct import_finding){
                .severity = IMPORT_CONVERTED, .sheet = h->sheet, .row = h->row, .col = c, .found = h->head[c],
                .reason = str_f(im->cx->arena, words_of(im->cx->lang, "%.*s 列“%.*s”没有认出，没有读入"),
                                STR(column_name(im->cx->arena, c)), STR(utf8_head(h->head[c], 40))) });
}

void import_strangers(struct import *im)
{
        for (int i = 0; i < im->n_headless && im->n_headers; i++)
                finding_add(im, headless_say(im, i));
        for (int i = 0; i < im->n_headers; i++)
                for (int c = 0; c < im->header[i].n_cols; c++)
                        if (im->header[i].field[c] < 0 && im->header[i].head[c].n)
                                stranger(im, &im->header[i], c);
}

bool turn_try(struct import *im, struct import_header *h, int n_known)
{
        struct arena *a = im->cx->arena;
        const struct import_table *t = im->table;
        int n = t->n_fields, under = field_find(t, t->under), n_said = 0;
        struct import_turn *turn = NEW(a, struct import_turn);
        turn->said = NEW_ARRAY(a, str *, (size_t)h->n_cols + 1);
        for (int c = 0; c < h->n_cols; c++) {
                if (h->field[c] == under)
                        return false;           /* the long form */
                turn->said[c] = h->field[c] < 0 ? texts_of(im, h->head[c]) : NULL;
                n_said += turn->said[c] != NULL;
        }
        if (!n_known || !n_said || n_known > h->n_cols)
                return false;
        for (int c = 0; c < h->n_cols; c++)
                if (h->field[c] < 0 && !turn->said[c] && h->head[c].n)
                        stranger(im, h, c);
        turn->n_cols = h->n_cols, turn->field = h->field, turn->all = im->work->said;
        h->turn = turn;
        h->hash = S("wide");           /* nobody need say what its columns mean */
        h->n_cols = n;
        h->head = NEW_ARRAY(a, str, (size_t)n);
        h->field = NEW_ARRAY(a, int, (size_t)n);
        h->scale = NEW_ARRAY(a, int, (size_t)n);
        for (int i = 0; i < n; i++)
                h->head[i] = str_of(words_of(im->cx->lang, t->fields[i].label)), h->field[i] = i;
        return true;
}

void turn_row(struct import *im, const struct import_header *h, const struct table_row *in,
              turn_put *put)
{
        const struct import_turn *t = h->turn;
        int n = im->table->n_fields, under = field_find(im->table, im->table->under);
        for (int c = 0; c < t->n_cols && c < in->n_cells && !im->stop; c++) {
                if (!t->said[c] || !in->cells[c].text.n || mark_is_nothing(in->cells[c].text))
                        continue;
                struct cell *cell = NEW_ARRAY(im->cx->arena, struct cell, (size_t)n);
                int *at = NEW_ARRAY(im->cx->arena, int, (size_t)n);
                for (int i = 0; i < n; i++) {
                        str all = t->all ? t->all[i] : (str){ 0 };
                        cell[i].text = t->said[c][i].n ? t->said[c][i] : all;
                        at[i] = c;
                }
                for (int k = 0; k < t->n_cols && k < in->n_cells; k++)
                        if (t->field[k] >= 0 && in->cells[k].text.n)
                                cell[t->field[k]] = in->cells[k], at[t->field[k]] = k;
                cell[under] = in->cells[c];
                put(im, &(struct table_row){ .sheet = in->sheet, .row = in->row, .cells = cell, .n_cells = n }, at);
        }
}
