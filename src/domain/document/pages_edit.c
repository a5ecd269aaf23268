/* domain/document/pages_edit.c - a document drafted by hand, and what a draft says changed. */
#include "core/config/config.h"
#include "domain/document/document.html.h"
#include "domain/document/faces.h"

static const struct fail *fill_form(struct ctx *cx, struct document_form_page *p,
                                    const struct document_wish *w, bool from_record)
{
        struct document_series *s;
        struct form_choice *series = NULL, *kinds = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n_document_kinds),
                           *urgencies = NEW_ARRAY(cx->arena, struct form_choice, DOCUMENT_URGENCIES);
        int n = 0, n_series = 0, cap = 0, k = 0;
        const struct fail *f = document_series_list(cx, &s, &n);
        if (f)
                return f;
        for (int i = 0; i < n; i++)
                if ((!s[i].wish.closed || s[i].id == w->series) &&
                    !auth_change(cx, MAY_DOCUMENT_DRAFT, s[i].wish.unit))
                        *VEC_ADD(cx->arena, series, n_series, cap) = (struct form_choice){
                                .value = str_f(cx->arena, "%ld", s[i].id),
                                .name = str_f(cx->arena, "%.*s〔%d〕%.*s", STR(s[i].wish.prefix),
                                              day_year(cx->today), STR(s[i].wish.name)) };
        p->none = n_series == 0;
        for (int i = 0; i < n_document_kinds; i++)
                kinds[i] = (struct form_choice){ .value = str_of(document_kinds[i].code),
                                                 .word = document_kinds[i].label };
        for (int i = 0; i < DOCUMENT_URGENCIES; i++)
                urgencies[i] = (struct form_choice){ .value = str_of(document_urgencies[i]),
                                                     .word = i ? document_urgencies[i] : "平件" };
        p->fields[k++] = (struct form_field){ .name = "series", .label = "文号系列", .choices = series,
                .n_choices = n_series, .value = w->series ? str_f(cx->arena, "%ld", w->series)
                                                          : n_series ? series[0].value : S("") };
        p->fields[k++] = (struct form_field){ .name = "kind", .label = "种类", .choices = kinds,
                .n_choices = n_document_kinds, .value = w->kind.n ? w->kind : S("notice") };
        p->fields[k++] = (struct form_field){ .name = "title", .label = "标题", .max = 120,
                .hint = "写全称，如“关于……的通知”", .value = w->title.p ? w->title : S("") };
        p->fields[k++] = (struct form_field){ .name = "to", .label = "主送机关", .max = 400, .optional = true,
                .hint = "用顿号或逗号分开；单位名称与系统里一致的，该单位能在系统里收到；“各乡镇”“各部门”“各园区”为全部",
                .value = w->to.p ? w->to : S("") };
        if (!from_record)
                p->fields[k++] = (struct form_field){ .name = "body", .label = "正文", .rows = 14, .max = 20000,
                        .hint = "一行一段；“一、”“（一）”开头、不超过一行的是标题", .value = w->body.p ? w->body : S("") };
        p->fields[k++] = (struct form_field){ .name = "copies", .label = "抄送机关", .max = 400, .optional = true,
                .value = w->copies.p ? w->copies : S("") };
        p->fields[k++] = (struct form_field){ .name = "urgency", .label = "紧急程度", .choices = urgencies,
                .n_choices = DOCUMENT_URGENCIES, .value = w->urgency.p ? w->urgency : S("") };
        p->fields[k++] = (struct form_field){ .name = "note", .label = "附注", .max = 60, .optional = true,
                .hint = "如联系电话，印在成文日期下面的括号里", .value = w->note.p ? w->note : S("") };
        if (config.n[SETTING_secret_network]) {
                p->fields[k++] = (struct form_field){ .name = "secrecy", .label = "密级和保密期限", .max = 20,
                        .optional = true, .hint = "如“机密★1年”", .value = w->secrecy.p ? w->secrecy : S("") };
                p->fields[k++] = (struct form_field){ .name = "copy_no", .label = "份号", .max = 6,
                        .optional = true, .value = w->copy_no.p ? w->copy_no : S("") };
        }
        p->n_fields = k;
        return NULL;
}

static const struct fail *form_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct document *d, const struct form *form, const struct fail *why)
{
        struct document_form_page *p = NEW(cx->arena, struct document_form_page);
        struct document_wish w = { 0 };
        p->page = page_of(cx, rq, d ? "修改公文" : "拟文");
        p->page.here = "/documents";
        page_crumb(&p->page, S("/documents"), "公文登记", (str){ 0 });
        if (d) {
                str number = document_number_of(cx->arena, d);
                w = (struct document_wish){ .series = d->series, .kind = d->kind, .title = d->title, .to = d->to,
                        .copies = d->copies, .urgency = d->urgency, .secrecy = d->secrecy,
                        .copy_no = d->copy_no, .note = d->note, .body = d->body };
                page_crumb(&p->page, str_f(cx->arena, "/documents/%ld", d->id), NULL,
                           number.n ? number : d->title);
                p->version = d->version;
        }
        page_crumb(&p->page, (str){ 0 }, p->page.title, (str){ 0 });
        p->title = p->page.title;
        p->help = d && d->source.n ? "正文由所属的记录生成，要改正文请回到那条记录重新拟稿。"
                                   : "保存后是起草，核稿、签发以后编号发出。";
        p->action = d ? str_f(cx->arena, "/documents/%ld", d->id) : S("/documents");
        p->back = p->action;
        const struct fail *f = fill_form(cx, p, &w, d && d->source.n);
        if (f)
                return f;
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        document_form_page(&re->body, p);
        return NULL;
}

static struct document_wish wish_of(struct form *form)
{
        return (struct document_wish){
                .series = form_int(form, "series", 1, INT64_MAX), .kind = form_text(form, "kind", 1, 20),
                .title = form_text(form, "title", 1, 120), .to = form_text(form, "to", 0, 400),
                .body = form_text(form, "body", 0, 20000), .copies = form_text(form, "copies", 0, 400),
                .urgency = form_text(form, "urgency", 0, 4), .note = form_text(form, "note", 0, 60),
                .secrecy = form_text(form, "secrecy", 0, 20), .copy_no = form_text(form, "copy_no", 0, 6) };
}

/* GET /documents/new */
const struct fail *document_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return form_show(cx, rq, re, NULL, NULL, NULL);
}

/* POST /documents */
const struct fail *documents_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct document_wish w = wish_of(&form);
        int64_t id = 0;
        const struct fail *f = form_end(&form);
        if (!f)
                f = document_draft(cx, &w, &id);
        if (f)
                return fail_on_form(f) ? form_show(cx, rq, re, NULL, &form, f) : f;
        reply_note(re, cx, "已存为起草，核对后送核");
        return reply_see(re, cx, "/documents/%ld", id);
}

const struct fail *document_draft_page(struct ctx *cx, const struct document_wish *w,
                                       struct reply *re)
{
        int64_t id = 0;
        const struct fail *f = document_draft(cx, w, &id);
        if (f)
                return f;
        reply_note(re, cx, "已拟成公文，核对后送核");
        return reply_see(re, cx, "/documents/%ld", id);
}

static const struct fail *to_edit(struct ctx *cx, int64_t id, struct document *d)
{
        const struct fail *f = document_find(cx, id, d);
        if (!f)
                f = auth_change_year(cx, MAY_DOCUMENT_DRAFT, d->unit, d->year);
        if (!f && d->state != DOCUMENT_DRAFT)
                f = fail(cx, CONFLICT, "只有起草中的公文可以修改");
        return f;
}

/* GET /documents/:id/edit */
const struct fail *document_edit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct document d;
        const struct fail *f = to_edit(cx, rq->ids[0], &d);
        return f ? f : form_show(cx, rq, re, &d, NULL, NULL);
}

/* POST /documents/:id */
const struct fail *document_edit_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct document_wish w = wish_of(&form);
        struct document d;
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = to_edit(cx, rq->ids[0], &d);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = document_edit(cx, d.id, version, &w);
        if (f && f->kind == FAIL_INVALID)
                d.version = version;            /* a change of another still stops the next save */
        if (f)
                return fail_on_form(f) ? form_show(cx, rq, re, &d, &form, f) : f;
        reply_note(re, cx, "已保存");
        return reply_see(re, cx, "/documents/%ld", d.id);
}
