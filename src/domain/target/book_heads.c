/* domain/target/book_heads.c - sheets and columns of the workbook by the names offices give them, and columns that
 * nothing reads. */
#include "domain/target/book_in.h"

enum { SAID = 12, HEAD_ROWS = 100 };            /* heads stand in the first rows of a sheet */

static bool is_also(str s, const char *const *also)
{
        for (int i = 0; i < BOOK_ALSO && also[i]; i++)
                if (str_is(s, also[i]))
                        return true;
        return false;
}

/* What the file calls the sheet; absent: it has none. Its own name goes before the others'. */
static str sheet_called(const struct book *b, const char *name)
{
        str also = { 0 };
        for (int i = 0; i < b->n_rows; i++) {
                str is = b->row[i].sheet;
                if (i && str_eq(is, b->row[i - 1].sheet))
                        continue;
                if (str_is(is, name))
                        return is;
                for (int k = 0; !also.n && book_sheet_names[k].name; k++)
                        if (!strcmp(book_sheet_names[k].name, name) && is_also(is, book_sheet_names[k].also))
                                also = is;
        }
        return also;
}

/* Without the blanks and the line ends inside it, and the mark of what must be filled. */
static str bare(struct arena *a, str s)
{
        char *to = NEW_ARRAY(a, char, s.n + 1);
        size_t n = 0;
        for (size_t i = 0; i < s.n; i++) {
                if (str_starts(str_from(s, i), S("\xe3\x80\x80"))) {           /* U+3000 */
                        i += 2;
                        continue;
                }
                if (s.p[i] > ' ' || (unsigned char)s.p[i] >= 0x80)
                        to[n++] = s.p[i];
        }
        if (n && to[n - 1] == '*')
                n--;
        return (str){ to, n };
}

static bool has_head(const struct book_row *r, const char *head)
{
        for (int i = 0; i < r->n; i++)
                if (str_is(r->cell[i], head))
                        return true;
        return false;
}

/* Is it a column of a leaf's own: an input of its method, a case of its list? */
static bool leaf_has(struct book *b, str head)
{
        for (int l = 0; l < b->scheme.n_leaves; l++)
                for (int k = 0; k < b->scheme.leaves[l].n_columns; k++)
                        if (str_is(head, leaf_column(b->cx->arena, &b->scheme.leaves[l], k).name))
                                return true;
        return false;
}

/* The row with its heads as the template has them; one that is not a row of heads stays what it is. */
static struct book_row heads_of(struct book *b, const char *sheet, const struct book_row *r)
{
        struct book_row out = *r;
        out.cell = NEW_ARRAY(b->cx->arena, str, (size_t)r->n + 1);
        for (int i = 0; i < r->n; i++) {
                str s = bare(b->cx->arena, r->cell[i]);
                out.cell[i] = leaf_has(b, r->cell[i]) ? r->cell[i] : s;
        }
        for (int k = 0; book_head_names[k].name; k++) {
                if (strcmp(book_head_names[k].sheet, sheet))
                        continue;
                const struct book_names *x = &book_head_names[k];
                for (int a = 0; a < BOOK_ALSO && x->also[a] && !has_head(&out, x->name); a++)
                        for (int i = 0; i < out.n && !has_head(&out, x->name); i++)
                                if (str_is(out.cell[i], x->also[a]) && !leaf_has(b, r->cell[i]))
                                        out.cell[i] = str_of(x->name);
        }
        return out;
}

int book_col(const struct sheet *s, const char *name)
{
        for (int i = 0; s->head && i < s->head->n; i++)
                if (str_is(s->head->cell[i], name))
                        return i;
        return -1;
}

/* How many of its cells are heads of the sheet. */
static int n_heads(struct book *b, const char *sheet, const struct book_row *r)
{
        struct book_row as = heads_of(b, sheet, r);
        int n = 0;
        for (int i = 0; i < BOOK_SHEETS; i++) {
                str rest, heads = str_cut(str_of(book_sheets[i].rows), '\n', &rest);
                while (!strcmp(book_sheets[i].name, sheet) && heads.n)
                        n += has_head(&as, str_copy(b->cx->arena, str_cut(heads, '|', &heads)).p);
        }
        return n;
}

/* The sheet is not there, or no row of it has the column: what is there instead. */
static void say_missing(struct book *b, const char *name, const char *key, str called)
{
        struct buf o = buf_new(b->cx->arena, 4096);
        const struct book_row *like = NULL;
        int best = -1, said = 0, seen = 0;
        for (int i = 0; i < b->n_rows; i++) {
                const struct book_row *r = &b->row[i];
                if (!called.n && r->sheet.n && (!i || !str_eq(r->sheet, b->row[i - 1].sheet)) && said++ < SAID)
                        buf_f(&o, "%s%.*s", o.n ? "、" : "", STR(r->sheet));
                int n = called.n && str_eq(r->sheet, called) && seen++ < HEAD_ROWS ? n_heads(b, name, r) : -1;
                if (n > best)
                        best = n, like = r;
        }
        for (int i = 0; like && i < like->n; i++)
                if (like->cell[i].n && said++ < SAID)
                        buf_f(&o, "%s%.*s", o.n ? "、" : "", STR(like->cell[i]));
        if (like && best > 0)
                book_wrong(b, like, -1, "列名里没有“%s”；有的是：%.*s。列名请照模板写", key, STR(buf_str(&o)));
        else if (like)
                book_wrong(b, like, -1, "这张表里没有一行是列名（要有“%s”这一列）。列名请照模板写", key);
        else if (o.n)
                book_wrong(b, NULL, -1, "没有找到工作表“%s”；文件里有：%.*s。工作表请照模板的名称", name, STR(buf_str(&o)));
        else
                book_wrong(b, NULL, -1, "没有找到工作表“%s”；计分的文件应是照模板填好的 .xlsx 工作簿", name);
}

/* The sheet's row of heads: with the column as the template calls it; else as somebody may call it, beside another
 * head, since a title over the table may be any word. */
static const struct book_row *head_row(struct book *b, const char *name, const char *key, str called)
{
        for (int also = 0; also < 2; also++)
                for (int i = 0, seen = 0; called.n && i < b->n_rows && seen < HEAD_ROWS; i++) {
                        struct book_row *r = &b->row[i];
                        if (!str_eq(r->sheet, called))
                                continue;
                        seen++;
                        struct book_row head = heads_of(b, name, r);
                        bool own = false;
                        for (int k = 0; k < r->n; k++)
                                own |= str_is(bare(b->cx->arena, r->cell[k]), key);
                        if (!has_head(&head, key) || (!own && (!also || n_heads(b, name, r) < 2)))
                                continue;
                        r->cell = head.cell;
                        return r;
                }
        return NULL;
}

bool book_sheet_find(struct book *b, const char *name, const char *key, bool wanted,
                     struct sheet *ret)
{
        str called = sheet_called(b, name);
        *ret = (struct sheet){ .head = head_row(b, name, key, called) };
        if (ret->head) {
                ret->row = ret->head + 1;
                for (const struct book_row *r = ret->row; r < b->row + b->n_rows && str_eq(r->sheet, called); r++)
                        ret->n++;
        } else if (wanted) {
                say_missing(b, name, key, called);
        }
        return ret->head;
}

static bool is_one_of(str s, const char *const *words, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (str_is(s, words[i]))
                        return true;
        return false;
}

/* Does the sheet have a use for a column of this head? */
static bool is_read(struct book *b, const struct book_sheet *sheet, str head)
{
        static const char *const remarks[] = { "备注", "说明", "序号", "单位名称", "指标名称" };
        bool figures = !strcmp(sheet->name, "完成值");
        str rest, heads = str_cut(str_of(sheet->rows), '\n', &rest);
        if (!head.n || is_one_of(head, remarks, COUNT_OF(remarks)))
                return true;
        if (!strcmp(sheet->name, "方案") && str_starts(head, S("分值（")))        /* document text */
                return true;
        for (int n = 0; heads.n && !(figures && n == 4); n++) {          /* behind 完成值 are the template's own cases */
                str one = str_cut(heads, '|', &heads);
                if (str_eq(one, head))
                        return true;
        }
        return figures && leaf_has(b, head);
}

void book_look_heads(struct book *b)
{
        for (int i = 0; i < BOOK_SHEETS; i++) {
                struct sheet s;
                str rest, key = str_cut(str_of(book_sheets[i].rows), '|', &rest);
                if (!book_sheet_find(b, book_sheets[i].name, str_copy(b->cx->arena, key).p, false, &s))
                        continue;
                for (int col = 0; col < s.head->n; col++) {
                        bool any = false;
                        for (int r = 0; r < s.n && !any; r++)
                                any = book_cell_at(&s.row[r], col).n > 0;
                        if (!any || is_read(b, &book_sheets[i], s.head->cell[col]))
                                continue;
                        *VEC_ADD(b->cx->arena, b->unread, b->n_unread, b->cap_unread) = (struct book_finding){
                                .sheet = s.head->sheet, .row = s.head->row, .col = col,
                                .text = str_f(b->cx->arena, words_of(b->cx->lang, "没有哪个方法用“%.*s”这一列，里面的内容没有计入"),
                                              STR(s.head->cell[col])) };
                }
        }
}
