/* domain/target/book_heads.c - columns of the workbook that nothing reads. */
#include "domain/target/book_in.h"

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
        for (int l = 0; figures && l < b->scheme.n_leaves; l++)
                for (int k = 0; k < b->scheme.leaves[l].n_columns; k++)
                        if (str_is(head, leaf_column(b->cx->arena, &b->scheme.leaves[l], k).name))
                                return true;
        return false;
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
