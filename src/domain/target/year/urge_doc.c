/* domain/target/year/urge_doc.c - the warning letter as an official document.
 * words: document text */
/* words: document text */
#include "domain/org/org.h"
#include "domain/target/year/urge.h"

struct doc *urge_doc(struct ctx *cx, const struct urge *u)
{
        struct arena *a = cx->arena;
        struct doc *d = doc_new(a, S("目标绩效督促通知单"));
        struct org_unit county;
        str place = org_unit_by_id(cx, u->county, &county) ? S("") : county.name;
        d->subject = u->scheme_name;
        d->made_at = day_is(u->issued) ? (int64_t)u->issued.n * 86400000 : u->at;
        doc_title(d, S("目标绩效督促通知单"));
        struct doc_block *no = doc_para(d);
        (void)no;
        doc_text(d, str_f(a, "〔%d〕第 %d 号", u->year, u->number));
        doc_para_of(d, str_f(a, "%.*s：", STR(u->unit_name)));
        if (u->leaf.n)
                doc_para_of(d, str_f(a, "按照《%.*s》，截至 %d 年 %d 月，你单位“%.*s”的进度滞后，现予督促。",
                                     STR(u->scheme_name), u->year, u->period + 1, STR(u->leaf)));
        else
                doc_para_of(d, str_f(a, "按照《%.*s》，%d 年 %d 月你单位应报的数据没有按时报送，现予督促。",
                                     STR(u->scheme_name), u->year, u->period + 1));
        doc_heading(d, 1, S("一、存在的差距"));
        doc_para_of(d, u->gap);
        doc_heading(d, 1, S("二、要求"));
        doc_para_of(d, u->requirement);
        doc_heading(d, 1, S("三、回复"));
        if (day_is(u->due))
                doc_para_of(d, str_f(a, "请于 %.*s前（收到后 %d 个工作日内）书面回复原因、措施和完成时限。",
                                     STR(day_zh(a, u->due)), URGE_REPLY_DAYS));
        else
                doc_para_of(d, str_f(a, "请于收到后 %d 个工作日内书面回复原因、措施和完成时限。", URGE_REPLY_DAYS));
        if (u->reply.n) {
                struct doc_table *t = doc_table(d, (str){ 0 }, S("回复情况"), 2);
                t->columns[0].head = S("回复时间");
                t->columns[0].width = 2;
                t->columns[1].head = S("回复内容");
                t->columns[1].width = 6;
                struct doc_row *r = doc_row(d, t);
                doc_cell_text(d, r, 0, instant_str(a, u->replied_at));
                doc_cell_text(d, r, 1, u->reply);
        }
        doc_signature(d, str_f(a, "%.*s目标绩效管理办公室", STR(place)));
        doc_signature(d, day_zh(a, day_is(u->issued) ? u->issued : cx->today));
        return d;
}
