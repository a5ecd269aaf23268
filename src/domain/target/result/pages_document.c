/* domain/target/result/pages_document.c - what a run becomes on paper: the notice of publicity, the circular, the
 * monthly report, through the register; all score statements as one file. */
#include "core/attach/bundle.h"
#include "domain/document/document.h"
#include "domain/target/result/appeal.h"
#include "domain/target/result/faces.h"
#include "door/web/attach.h"

static void put_table(struct ctx *cx, struct doc *d, const struct result_run *run,
                      const struct result_unit *u, int n)
{
        static const struct { const char *head; int width; enum doc_align align; } columns[5] = {
                { "分组", 4, DOC_LEFT }, { "名次", 2, DOC_CENTRE }, { "单位", 5, DOC_LEFT }, { "总分", 2, DOC_RIGHT },
                { "等次", 2, DOC_CENTRE },
        };
        int cols = run->stage == RESULT_MONITOR ? 4 : 5;
        struct doc_table *t = doc_table(d, (str){ 0 }, (str){ 0 }, cols);
        t->sheet = str_of(words_of(LANG_ZH, "考核结果"));
        for (int i = 0; i < cols; i++) {
                t->columns[i].head = str_of(words_of(LANG_ZH, columns[i].head));
                t->columns[i].width = columns[i].width, t->columns[i].places = -1;
                t->columns[i].align = columns[i].align;
        }
        for (int i = 0; i < n; i++) {
                if (u[i].hidden)
                        continue;
                struct doc_row *r = doc_row(d, t);
                doc_cell_text(d, r, 0, u[i].group);
                doc_cell_text(d, r, 1, u[i].rank ? str_f(cx->arena, "%d", u[i].rank) : S("—"));
                doc_cell_text(d, r, 2, u[i].brief);
                str total = points_str(cx->arena, u[i].total, 2);
                doc_cell_text(d, r, 3, !u[i].waiting ? total
                              : str_f(cx->arena, "%.*s（未定）", STR(total)) /* document text */);
                if (cols == 5)
                        doc_cell_text(d, r, 4, u[i].grade.n ? u[i].grade : S("—"));
        }
}

/* What the register gets of a run, in Chinese whoever asks; series 0: the county has none yet. */
static const struct fail *run_wish(struct ctx *cx, const struct result_run *run,
                                   struct document_wish *ret)
{
        const struct result_unit *u;
        struct document_series s = { 0 };
        struct edition e;
        int n;
        day appeal;
        bool public = run->stage == RESULT_PRELIMINARY, final = run->stage == RESULT_FINAL;
        const struct fail *f = result_units(cx, run, &u, &n);
        if (!f)
                f = edition_find(cx, run->edition, &e);
        if (f)
                return f;
        str kind = public ? S("publicity") : S("circular");
        f = document_series_pick(cx, kind, run->unit, &s);
        if (f && f->kind != FAIL_INVALID)
                return f;
        struct doc *d = doc_new(cx->arena, S("x")), *list = doc_new(cx->arena, S("x"));
        str title = public ? str_f(cx->arena, "%d年度综合目标绩效考核结果公示", run->year) /* document text */
                : final ? str_f(cx->arena, "关于%d年度综合目标绩效考核结果的通报", run->year) /* document text */
                        : str_f(cx->arena, "关于%d年1—%d月目标绩效监测情况的通报", /* document text */
                                run->year, run->through + 1);
        if (public && day_is(run->public_from)) {
                doc_para_of(d, str_f(cx->arena, "现将%.*s的初步考核结果予以公示，公示期自%.*s至%.*s（%d个工作日）。", /* document text */
                                     STR(e.name), STR(day_zh(cx->arena, run->public_from)),
                                     STR(day_zh(cx->arena, run->public_until)), e.rules.publicity));
                f = appeal_until(cx, run, &appeal);
                if (f)
                        return f;
                doc_para_of(d, str_f(cx->arena, "有异议的单位，请于%.*s前（含当日）以书面形式向%.*s提出，写明事实、理由和依据。", /* document text */
                                     STR(day_zh(cx->arena, appeal)),
                                     STR(run->addressee.n ? run->addressee : S("目标绩效管理办公室")))); /* document text */
        }
        else if (final)
                doc_para_of(d, str_f(cx->arena, "%.*s的考核结果已经审定（%.*s），现予通报。", /* document text */
                                     STR(e.name), STR(run->basis.n ? run->basis : S("—"))));
        else
                doc_para_of(d, str_f(cx->arena, "现将按%.*s第%d版核算、数据截至%d月的监测情况予以通报。", /* document text */
                                     STR(e.name), e.number, run->through + 1));
        put_table(cx, list, run, u, n);
        *ret = (struct document_wish){
                .series = s.id, .kind = kind, .title = title, .to = S("各乡镇人民政府，县级各部门，各园区管委会"), /* document text */
                .urgency = S(""), .blocks = d, .source = "result", .record = run->id };
        ret->appendices[ret->n_appendices++] =
                (struct document_part){ str_of(words_of(LANG_ZH, "考核结果")), list };
        return NULL;
}

/* GET /results/:id/files/:key */
const struct fail *result_document_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct result_run run;
        struct document_wish w;
        struct doc *d;
        str bytes, name;
        const struct doc_writer *as = doc_writer_find(rq->keys[0]);
        const struct fail *f = as ? result_run_find(cx, rq->ids[0], &run) : fail(cx, NOT_FOUND, "%s", "");
        if (f)
                return f;
        bool office = !auth_see_year(cx, MAY_RESULT_VIEW, run.unit, run.year);
        /* What went out lists every unit: for others than the office it is in the register. */
        f = office ? document_kept(cx, "result", run.id, rq->keys[0], &name, &bytes) : fail(cx, NOT_FOUND, "%s", "");
        if (f && f->kind == FAIL_NOT_FOUND) {
                f = run_wish(cx, &run, &w);
                if (!f)
                        f = office ? document_paper_of(cx, &w, run.unit, S(""), day_of_instant(run.at), &d)
                                   : document_frame(cx, &w, run.unit, S(""), day_of_instant(run.at), &d);
                if (!f)
                        f = as->write(cx, d, &bytes);
                if (!f)
                        name = str_f(cx->arena, "%.*s.%s", STR(w.title), as->as);
        }
        if (!f)
                reply_file(re, as->type, name, bytes);
        return f;
}

/* POST /results/:id/documents */
const struct fail *result_documents_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct result_run run;
        struct document_wish w;
        const struct fail *f = form_end(&form);
        if (!f)
                f = result_run_find(cx, rq->ids[0], &run);
        if (!f)
                f = auth_see_year(cx, MAY_RESULT_VIEW, run.unit, run.year);     /* it lists every unit */
        if (!f && !result_may_circulate(&run))
                f = fail(cx, CONFLICT, "监测结果发布、初步结果公示、年度结果审定以后才能拟文");
        if (!f)
                f = run_wish(cx, &run, &w);
        if (!f)
                f = document_draft_page(cx, &w, re);
        return f;
}

bool result_may_circulate(const struct result_run *run)
{
        return run->state != RESULT_COMPUTED && run->state != RESULT_REPLACED;
}

/* ---- all score statements --------------------------------------------------------------------------------- */

struct statements { const struct result_statements_wish *w; struct polls_kept polls; };

static const struct fail *statement_make(struct ctx *cx, void *arg, const struct bundle_row *row,
                                         str *ret)
{
        struct statements *s = arg;
        const struct result_statements_wish *w = s->w;
        struct unit_page *p = NEW(cx->arena, struct unit_page);
        struct doc *d;
        p->polls = &s->polls;
        const struct fail *f = unit_page_fill(cx, w->run, row->id, 0, false, p);
        if (!f)
                f = unit_document(cx, p, &d);
        return f ? f : doc_write(cx, d, str_of(w->as), ret);
}

const struct fail *result_statements(struct ctx *cx, const struct result_statements_wish *w,
                                     bool waits, str *ret_name, str *ret_zip)
{
        const struct result_run *run = w->run;
        const struct result_unit *u;
        struct statements all = { .w = w, .polls = { .arena = cx->arena } };
        int n, k = 0;
        const struct fail *f = result_units(cx, run, &u, &n);
        if (f)
                return f;
        struct bundle_row *rows = NEW_ARRAY(cx->arena, struct bundle_row, (size_t)n + 1);
        for (int i = 0; i < n; i++)
                if (!u[i].hidden && bundle_has(w->units, w->n_units, u[i].unit) &&
                    result_may_detail(cx, run, u[i].unit))
                        rows[k++] = (struct bundle_row){
                                .id = u[i].unit, .unit = u[i].name, .title = u[i].group,
                                .number = u[i].rank ? str_f(cx->arena, words_of(cx->lang, "第 %d 名"), u[i].rank)
                                                    : (str){ 0 },
                                .name = str_f(cx->arena, "%.*s得分说明-%d.%s", /* document text */
                                              STR(bundle_word(cx->arena, u[i].brief)), run->year, w->as) };
        if (w->n_units && k < w->n_units)
                return fail(cx, NOT_FOUND, "%s", "");
        str title = str_f(cx->arena, words_of(cx->lang, "%d 年第 %d 次核算得分说明"), run->year, run->no);
        *ret_name = str_f(cx->arena, "%.*s.zip", STR(title));
        return bundle_zip(cx, title, rows, k, statement_make, &all, waits, ret_zip);
}

/* GET /results/:id/scores.zip?units=&as= */
const struct fail *result_scores_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const char *const formats[] = { "pdf", "docx", "txt" };
        struct form form = form_of(cx, rq);
        struct result_run run;
        str said = form_text(&form, "units", 0, 4000), name, zip;
        struct result_statements_wish w = { .run = &run };
        w.as = formats[form_has(&form, "as") ? form_choice(&form, "as", formats, COUNT_OF(formats)) : 0];
        const struct fail *f = form_end(&form);
        if (!f)
                f = bundle_ids(cx, "units", said, &w.units, &w.n_units);
        if (!f)
                f = result_run_find(cx, rq->ids[0], &run);
        if (!f)
                f = result_statements(cx, &w, false, &name, &zip);
        if (!f)
                attach_reply(re, "application/zip", name, zip);
        return f;
}
