/* domain/document/pages_series.c - numbering series: the list, one with what it gave, going on after
 * numbers given on paper. */
#include "domain/document/document.html.h"
#include "domain/document/document.sql.h"
#include "domain/document/faces.h"

static const struct list_column columns[] = {
        { .label = "系列",     .kind = CELL_TITLE },
        { .label = "机关代字", .kind = CELL_TEXT },
        { .label = "单位",     .kind = CELL_TEXT },
        { .label = "用于",     .kind = CELL_TEXT, .fold = 2 },
        { .label = "下一个文号", .kind = CELL_NO },
        { .label = "状态",     .kind = CELL_LAMP },
};

static const char *kind_word(str code)
{
        const struct document_kind *k = document_kind_of(code);
        return k ? k->label : "各种公文";
}

static const struct fail *next_of(struct ctx *cx, const struct document_series *s, str *ret)
{
        int64_t last = 0;
        int year = day_year(cx->today);
        const struct fail *f = document_last(cx, s->id, year, &last);
        *ret = gongwen_number(cx->arena, s->wish.prefix, year, last + 1);
        return f;
}

/* GET /documents/series */
const struct fail *document_series_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct series_page *p = NEW(cx->arena, struct series_page);
        struct document_series *s;
        int n = 0;
        p->page = page_of(cx, rq, "文号系列");
        p->page.here = "/documents";
        page_crumb(&p->page, S("/documents"), "公文登记", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, "文号系列", (str){ 0 });
        p->may = auth_may(cx, MAY_DOCUMENT_SEND);
        p->list = (struct list){ .page = &p->page, .path = "/documents/series", .caption = "文号系列",
                .columns = columns, .n_columns = COUNT_OF(columns), .total = -1, .whole = true,
                .of = LIST_OF_UNITS, .find = "系列、代字或单位", .empty = "还没有文号系列", .empty_help = "先设机关代字和发文机关，公文才能编号。",
                .empty_href = S("/documents/series/new"), .empty_word = "设文号系列" };
        const struct fail *f = list_open(cx, rq, &p->list);
        if (!f)
                f = document_series_list(cx, &s, &n);
        for (int i = 0; !f && i < n; i++) {
                struct list_cell *c = list_next(cx, &p->list, s[i].id);
                if (!c)
                        break;
                list_key(&p->list, s[i].wish.unit);
                c[0] = (struct list_cell){ .text = s[i].wish.name,
                                           .href = str_f(cx->arena, "/documents/series/%ld", s[i].id) };
                c[1] = (struct list_cell){ .text = s[i].wish.prefix };
                c[2] = (struct list_cell){ .text = s[i].unit_name };
                c[3] = (struct list_cell){ .word = kind_word(s[i].wish.kind) };
                f = next_of(cx, &s[i], &c[4].text);
                c[5] = (struct list_cell){ .word = s[i].wish.closed ? "停用" : "在用",
                                           .lamp = s[i].wish.closed ? "grey" : "green" };
        }
        if (f)
                return f;
        list_end(cx, &p->list);
        series_list_page(&re->body, p);
        return NULL;
}

/* ---- one ------------------------------------------------------------------------------------------------- */

static const struct fail *unit_choices(struct ctx *cx, struct form_choice **ret, int *ret_n)
{
        struct auth_reach r = auth_reach_change(cx, MAY_DOCUMENT_SEND);
        struct document_units_for it;
        struct form_choice *list = NULL;
        int n = 0, cap = 0;
        document_units_for(&it, cx, r.prefix, r.unit, r.group);
        while (document_units_for_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) =
                        (struct form_choice){ .value = str_f(cx->arena, "%ld", it.id), .name = it.name };
        *ret = list, *ret_n = n;
        return document_units_for_end(&it);
}

static const struct fail *fill_years(struct ctx *cx, struct series_page *p)
{
        struct document_counts it;
        struct series_year *list = NULL;
        int n = 0, cap = 0;
        document_counts(&it, cx, p->s.id);
        while (document_counts_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct series_year){ it.year, it.last, it.given, it.voided };
        p->years = list, p->n_years = n;
        return document_counts_end(&it);
}

/* Which of its two forms was refused. */
enum { FORM_SERIES, FORM_COUNT };

static const struct fail *series_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                      int64_t id, int which, const struct form *form,
                                      const struct fail *why)
{
        static const struct form_choice closed[] = { { S_C("0"), "在用", { 0 } }, { S_C("1"), "停用", { 0 } } };
        struct series_page *p = NEW(cx->arena, struct series_page);
        struct form_choice *units, *kinds = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n_document_kinds + 1);
        int n_units = 0, k = 0;
        p->page = page_of(cx, rq, id ? "文号系列" : "设文号系列");
        p->page.here = "/documents";
        const struct fail *f = id ? document_series_find(cx, id, &p->s) : NULL;
        if (!f && id)
                f = next_of(cx, &p->s, &p->next);
        if (!f && id)
                f = fill_years(cx, p);
        if (!f)
                f = unit_choices(cx, &units, &n_units);
        if (f)
                return f;
        page_crumb(&p->page, S("/documents"), "公文登记", (str){ 0 });
        page_crumb(&p->page, S("/documents/series"), "文号系列", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, id ? NULL : "设文号系列", id ? p->s.wish.name : (str){ 0 });
        kinds[0] = (struct form_choice){ S(""), "各种公文", { 0 } };
        for (int i = 0; i < n_document_kinds; i++)
                kinds[i + 1] = (struct form_choice){ .value = str_of(document_kinds[i].code),
                                                     .word = document_kinds[i].label };
        const struct document_series_wish *w = &p->s.wish;
        p->fields[k++] = (struct form_field){ .name = "unit", .label = "单位", .choices = units, .n_choices = n_units,
                .value = id ? str_f(cx->arena, "%ld", w->unit) : n_units ? units[0].value : S("") };
        p->fields[k++] = (struct form_field){ .name = "name", .label = "系列名称", .max = 40,
                .hint = "如“发文”“函”", .value = id ? w->name : S("") };
        p->fields[k++] = (struct form_field){ .name = "prefix", .label = "机关代字", .max = 20,
                .hint = "由同级党政办公室核定；年份和序号由系统加上", .value = id ? w->prefix : S("") };
        p->fields[k++] = (struct form_field){ .name = "mark", .label = "发文机关标志", .max = 60,
                .hint = "红头上的字，如“示例县目标绩效管理办公室文件”", .value = id ? w->mark : S("") };
        p->fields[k++] = (struct form_field){ .name = "agency", .label = "发文机关署名", .max = 60,
                .hint = "落款和版记里的全称", .value = id ? w->agency : S("") };
        p->fields[k++] = (struct form_field){ .name = "kind", .label = "用于", .choices = kinds,
                .n_choices = n_document_kinds + 1, .value = id ? w->kind : S("") };
        if (id)
                p->fields[k++] = (struct form_field){ .name = "closed", .label = "状态", .choices = closed,
                        .n_choices = 2, .value = w->closed ? S("1") : S("0") };
        p->n_fields = k;
        p->counts[0] = (struct form_field){ .name = "year", .label = "年份", .inputmode = "numeric",
                .value = str_f(cx->arena, "%d", day_year(cx->today)) };
        p->counts[1] = (struct form_field){ .name = "last", .label = "手工编到几号", .inputmode = "numeric",
                .value = S("") };
        p->counts[2] = (struct form_field){ .name = "reason", .label = "原因", .max = 200, .value = S("") };
        for (int i = 0; form && which == FORM_SERIES && i < k; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        for (int i = 0; form && which == FORM_COUNT && i < 3; i++)
                p->counts[i] = form_field_of(p->counts[i], form, why);
        if (which == FORM_SERIES)
                p->faults = (struct form_faults){ form, why, p->fields, k };
        else
                p->count_faults = (struct form_faults){ form, why, p->counts, 3 };
        if (why)
                re->status = fail_http(why->kind);
        series_page(&re->body, p);
        return NULL;
}

/* GET /documents/series/new */
const struct fail *document_series_new_get(struct ctx *cx, const struct request *rq,
                                           struct reply *re)
{
        return series_show(cx, rq, re, 0, FORM_SERIES, NULL, NULL);
}

static struct document_series_wish wish_of(struct form *form)
{
        return (struct document_series_wish){
                .unit = form_int(form, "unit", 1, INT64_MAX), .name = form_text(form, "name", 1, 40),
                .prefix = form_text(form, "prefix", 1, 20), .mark = form_text(form, "mark", 1, 60),
                .agency = form_text(form, "agency", 1, 60), .kind = form_text(form, "kind", 0, 20) };
}

/* POST /documents/series */
const struct fail *document_series_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct document_series_wish w = wish_of(&form);
        int64_t id = 0;
        const struct fail *f = form_end(&form);
        if (!f)
                f = document_series_add(cx, &w, &id);
        if (f)
                return fail_on_form(f) ? series_show(cx, rq, re, 0, FORM_SERIES, &form, f) : f;
        reply_note(re, cx, "已设文号系列");
        return reply_see(re, cx, "/documents/series/%ld", id);
}

/* GET /documents/series/:id */
const struct fail *document_series_one_get(struct ctx *cx, const struct request *rq,
                                           struct reply *re)
{
        return series_show(cx, rq, re, rq->ids[0], FORM_SERIES, NULL, NULL);
}

/* POST /documents/series/:id */
const struct fail *document_series_edit_post(struct ctx *cx, const struct request *rq,
                                             struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct document_series_wish w = wish_of(&form);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        w.closed = form_int_or(&form, "closed", 0, 1, 0) == 1;
        const struct fail *f = form_end(&form);
        if (!f)
                f = document_series_edit(cx, rq->ids[0], version, &w);
        if (f)
                return fail_on_form(f) ? series_show(cx, rq, re, rq->ids[0], FORM_SERIES, &form, f) : f;
        reply_note(re, cx, "已保存");
        return reply_see(re, cx, "/documents/series/%ld", rq->ids[0]);
}

/* POST /documents/series/:id/counts */
const struct fail *document_series_counts_post(struct ctx *cx, const struct request *rq,
                                               struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = (int)form_int(&form, "year", 2000, 2200);
        int64_t last = form_int(&form, "last", 1, 9999999);
        str reason = form_text(&form, "reason", 1, 200);
        const struct fail *f = form_end(&form);
        if (!f)
                f = document_begin_after(cx, rq->ids[0], year, last, reason);
        if (f)
                return fail_on_form(f) ? series_show(cx, rq, re, rq->ids[0], FORM_COUNT, &form, f) : f;
        reply_note(re, cx, "已接续，下一个从 %ld 号起", (long)last + 1);
        return reply_see(re, cx, "/documents/series/%ld", rq->ids[0]);
}
