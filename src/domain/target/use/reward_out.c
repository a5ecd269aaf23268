/* domain/target/use/reward_out.c - 奖励测算表: what each unit gets, as a document. */
/* words: document text */
#include "core/doc/doc.h"
#include "domain/target/use/use.h"

struct doc *reward_document(struct ctx *cx, const struct reward_sheet *s)
{
        static const struct { const char *head; int width, places; } cols[] = {
                { "考核分组", 4, -1 }, { "单位", 5, -1 }, { "等次", 2, -1 }, { "人数", 2, 0 },
                { "按等次金额", 3, 2 }, { "按系数金额", 3, 2 }, { "合计", 3, 2 },
        };
        struct doc *d = doc_new(cx->arena, str_f(cx->arena, "%d年度目标绩效奖励测算表", s->run.year));
        int *sums = NEW_ARRAY(cx->arena, int, (size_t)s->n_rows + 1), n = s->n_rows;
        d->made_at = cx->now;
        struct doc_table *t = doc_table(d, S("表1"), d->title, COUNT_OF(cols));
        t->unit_line = S("单位：元");
        for (int i = 0; i < (int)COUNT_OF(cols); i++) {
                t->columns[i].head = str_of(cols[i].head);
                t->columns[i].width = cols[i].width;
                t->columns[i].places = cols[i].places;
                t->columns[i].align = cols[i].places >= 0 ? DOC_RIGHT : DOC_LEFT;
        }
        for (int i = 0; i < n; i++) {
                const struct reward_row *x = &s->rows[i];
                struct doc_row *r = doc_row(d, t);
                doc_cell_text(d, r, 0, x->group);
                doc_cell_text(d, r, 1, x->name);
                doc_cell_text(d, r, 2, x->grade);
                doc_cell_number(r, 3, x->heads);
                doc_cell_number(r, 4, x->fixed.fen);
                doc_cell_number(r, 5, x->by_heads.fen);
                doc_sum_cols(d, doc_cell_number(r, 6, x->sum.fen), (const int[]){ 4, 5 }, 2);
                sums[i] = i;
        }
        struct doc_row *r = doc_row(d, t);
        r->total = true;
        doc_cell_text(d, r, 0, S("合计"));
        doc_sum_rows(d, doc_cell_number(r, 3, s->heads), sums, n);
        doc_sum_rows(d, doc_cell_number(r, 6, s->sum.fen), sums, n);
        t->note = s->plan.basis.n
                ? str_f(cx->arena, "依据：%.*s。系数为 1 时每人 %.*s 元。", STR(s->plan.basis),
                        STR(decimal_str(cx->arena, s->plan.per_head.fen, 2, true)))
                : S("还没有设定奖励标准。");
        return d;
}
