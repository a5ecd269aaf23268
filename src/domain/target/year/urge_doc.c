/* domain/target/year/urge_doc.c - the warning letter as an official document: what it says, its frame
 * before it has a number, and what the register gets of it. words: document text */
#include "domain/target/year/urge.h"

const char urge_requirement[] = "请立即补报上述数据，并在回复中说明原因、措施和完成时限。";

static struct doc *letter_body(struct ctx *cx, const struct urge *u)
{
        struct arena *a = cx->arena;
        struct doc *d = doc_new(a, S("目标绩效督促通知单"));
        if (u->cause == URGE_LAGS)
                doc_para_of(d, str_f(a, "按照《%.*s》，截至%d年%d月，你单位“%.*s”的进度滞后，现予督促。",
                                     STR(u->scheme_name), u->year, u->period + 1, STR(u->leaf)));
        else if (u->leaf.n)
                doc_para_of(d, str_f(a, "按照《%.*s》，%d年%d月应由你单位报送的“%.*s”数据没有按时报送，现予督促。",
                                     STR(u->scheme_name), u->year, u->period + 1, STR(u->leaf)));
        else
                doc_para_of(d, str_f(a, "按照《%.*s》，%d年%d月你单位应报的数据没有按时报送，现予督促。",
                                     STR(u->scheme_name), u->year, u->period + 1));
        doc_heading(d, 1, S("一、存在的差距"));
        doc_para_of(d, u->gap);
        doc_heading(d, 1, S("二、要求"));
        doc_para_of(d, u->requirement);
        doc_heading(d, 1, S("三、回复"));
        if (day_is(u->due))
                doc_para_of(d, str_f(a, "请于%.*s前（收到后%d个工作日内）书面回复原因、措施和完成时限。",
                                     STR(day_zh(a, u->due)), URGE_REPLY_DAYS));
        else
                doc_para_of(d, str_f(a, "请于收到后%d个工作日内书面回复原因、措施和完成时限。", URGE_REPLY_DAYS));
        return d;
}

static str letter_title(struct ctx *cx, const struct urge *u)
{
        return u->cause == URGE_LAGS ? str_f(cx->arena, "关于“%.*s”的目标绩效督促通知单", STR(u->leaf))
                : u->leaf.n ? str_f(cx->arena, "关于报送“%.*s”%d年%d月数据的目标绩效督促通知单", STR(u->leaf), u->year,
                                    u->period + 1)
                            : str_f(cx->arena, "关于%d年%d月数据填报的目标绩效督促通知单", u->year, u->period + 1);
}

const struct fail *urge_wish_of(struct ctx *cx, const struct urge *u, struct document_wish *ret)
{
        struct document_series s;
        int64_t *to = NEW_ARRAY(cx->arena, int64_t, 1);
        const struct fail *f = document_series_pick(cx, S("urge"), u->county, &s);
        if (f)
                return f;
        to[0] = u->unit;
        *ret = (struct document_wish){
                .series = s.id, .kind = S("urge"), .title = letter_title(cx, u), .to = u->unit_name,
                .urgency = S(""), .blocks = letter_body(cx, u), .source = "urge", .record = u->id,
                .units = to, .n_units = 1 };
        return NULL;
}

const struct fail *urge_doc(struct ctx *cx, const struct urge *u, struct doc **ret)
{
        struct document_wish w;
        const struct fail *f = urge_wish_of(cx, u, &w);
        if (f && f->kind != FAIL_INVALID)
                return f;
        if (f)                  /* no series yet: it can be read, not issued */
                w = (struct document_wish){ .kind = S("urge"), .title = letter_title(cx, u), .to = u->unit_name,
                                            .blocks = letter_body(cx, u), .source = "urge", .record = u->id };
        bool out = u->state != URGE_DRAFT && u->state != URGE_DROPPED;
        /* letters from before there was a register keep the number they went out with */
        return document_paper_of(cx, &w, u->county,
                                 out ? str_f(cx->arena, "〔%d〕第%d号", u->year, u->number) : S(""),
                                 day_is(u->issued) ? u->issued : cx->today, ret);
}
