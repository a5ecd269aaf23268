/* domain/target/use/pages_analysis.c - 考核分析: findings with their figures, bounds, proposals. */
#include "core/doc/doc.h"
#include "domain/target/use/analysis.html.h"
#include "domain/target/use/analysis_faces.h"

/* A bound as it is written: per cent, or a whole number. */
static str bound_str(struct ctx *cx, const struct finding_rule *r, int64_t bound)
{
        return points_str(cx->arena, (points){ r->unit == BOUND_PERCENT ? bound * 100 : bound }, 0);
}

static bool bound_read(str s, const struct finding_rule *r, int64_t *ret)
{
        points p;
        if (!points_read(s, &p) || p.micro < 0 || p.micro > (int64_t)10000 * 1000000)
                return false;
        *ret = r->unit == BOUND_PERCENT ? p.micro / 100 : p.micro;
        return true;
}

static const struct finding_rule *rule_of(str code)
{
        for (int i = 0; i < FINDINGS; i++)
                if (str_is(code, finding_rules[i].code))
                        return &finding_rules[i];
        return NULL;
}

static const struct fail *year_read(struct ctx *cx, int year, struct result_run *run,
                                    struct analysis *a)
{
        const struct fail *f = use_run(cx, year, run);
        return f ? f : analysis_of(cx, run, a);
}

static const struct advice *advice_on(const struct advice *list, int n, const struct finding *x)
{
        for (int i = 0; i < n; i++)
                if (str_is(list[i].finding, finding_rules[x->id].code) && str_eq(list[i].subject, x->subject))
                        return &list[i];
        return NULL;
}

static void panels_fill(struct ctx *cx, struct analysis_page *p, const struct advice *list, int n,
                        bool decide)
{
        struct finding_row *rows = NEW_ARRAY(cx->arena, struct finding_row, (size_t)p->a.n_findings + 1);
        for (int i = 0; i < p->a.n_findings; i++) {
                const struct finding *x = &p->a.findings[i];
                const struct finding_rule *rule = &finding_rules[x->id];
                struct finding_row *r = &rows[i];
                *r = (struct finding_row){ .f = x, .advice = advice_on(list, n, x) };
                if (p->may && (!r->advice || r->advice->state == ADVICE_DRAFT))
                        r->write = str_f(cx->arena, "/analysis/advice?year=%d&finding=%s&subject=%s",
                                         p->a.run.year, rule->code,
                                         url_part(cx->arena, x->subject));
                if (r->advice && decide)
                        r->n_moves = flow_moves(cx, &advice_flow, (int)r->advice->state, r->moves,
                                                ADVICE_STEPS);
                struct finding_panel *panel = &p->panels[x->id];
                panel->rows = panel->rows ? panel->rows : r;
                panel->n_rows++;
        }
        for (int i = 0; i < FINDINGS; i++) {
                p->panels[i].rule = &finding_rules[i];
                p->panels[i].bound = bound_str(cx, &finding_rules[i], p->a.bounds[i].bound);
                p->panels[i].version = p->a.bounds[i].version;
        }
        for (int i = 0; i < n; i++)
                p->n_adopted += list[i].state == ADVICE_ADOPTED;
        p->n_advice = n;
}

/* GET /analysis?year= */
const struct fail *analysis_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct analysis_page *p = NEW(cx->arena, struct analysis_page);
        struct form form = form_of(cx, rq);
        struct result_run run;
        const struct advice *list;
        int year = (int)form_int_or(&form, "year", 2000, 2999, 0), n;
        const struct fail *f = form_end(&form);
        p->page = page_of(cx, rq, "考核分析");
        if (!f)
                f = use_run(cx, year, &run);
        if (f && f->kind == FAIL_NOT_FOUND && !year) {
                p->none = true;
                analysis_page(&re->body, p);
                return NULL;
        }
        if (!f)
                f = analysis_of(cx, &run, &p->a);
        if (!f)
                f = advices_of(cx, &run, &list, &n);
        p->years = (struct use_links){ .path = "/analysis", .year = run.year };
        if (!f)
                f = use_years(cx, p->years.list, &p->years.n);
        if (f)
                return f;
        p->may = auth_may(cx, MAY_RESULT_RUN) && !auth_change_year(cx, MAY_RESULT_RUN, run.unit, run.year);
        panels_fill(cx, p, list, n, auth_may(cx, MAY_RESULT_DECIDE) &&
                    !auth_change_year(cx, MAY_RESULT_DECIDE, run.unit, run.year));
        analysis_page(&re->body, p);
        return NULL;
}

/* GET /analysis/files/:key?year= */
const struct fail *analysis_file_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = (int)form_int_or(&form, "year", 2000, 2999, 0), n;
        const struct doc_writer *w = doc_writer_find(rq->keys[0]);
        struct result_run run;
        struct analysis a;
        const struct advice *list;
        str bytes;
        const struct fail *f = form_end(&form);
        if (!f && !w)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = year_read(cx, year, &run, &a);
        if (!f)
                f = advices_of(cx, &run, &list, &n);
        if (f)
                return f;
        struct doc *d = analysis_report(cx, &a, list, n);
        f = w->write(cx, d, &bytes);
        if (!f)
                reply_file(re, w->type, str_f(cx->arena, "%.*s.%s", STR(d->title), w->as), bytes);
        return f;
}

/* POST /analysis/bounds: year, finding, bound, version */
const struct fail *analysis_bounds_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct result_run run;
        int year = (int)form_int(&form, "year", 2000, 2999);
        str finding = form_text(&form, "finding", 1, 20), text = form_text(&form, "bound", 1, 10);
        int64_t version = form_int_or(&form, "version", 0, INT32_MAX, 0), bound = 0;
        const struct finding_rule *rule = rule_of(finding);
        if (!rule)
                form_wrong(&form, "finding", "没有这一类发现");
        else if (!bound_read(text, rule, &bound))
                form_wrong(&form, "bound", "界限应为 0 到 10000 的数字");
        const struct fail *f = form_end(&form);
        if (!f)
                f = use_run(cx, year, &run);
        if (!f)
                f = analysis_bound(cx, &run, finding, bound, version);
        if (f)
                return f;
        reply_note(re, cx, "界限已改，下面是按新界限的发现");
        return reply_see(re, cx, "/analysis?year=%d#%.*s", year, STR(finding));
}

/* ---- proposals --------------------------------------------------------------------------------- */

static const struct fail *advice_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                      int year, str finding, str subject, const struct form *form,
                                      const struct fail *why)
{
        struct use_form *p = NEW(cx->arena, struct use_form);
        struct result_run run;
        struct analysis a;
        const struct advice *list;
        int n;
        const struct fail *f = year_read(cx, year, &run, &a);
        if (!f)
                f = advices_of(cx, &run, &list, &n);
        if (f)
                return f;
        const struct finding *x = analysis_find(&a, finding, subject);
        const struct advice *have = x ? advice_on(list, n, x) : NULL;
        if (!x)
                return fail(cx, NOT_FOUND, "%s", "");
        p->page = page_of(cx, rq, "改进建议");
        p->page.here = "/analysis";
        page_crumb(&p->page, str_f(cx->arena, "/analysis?year=%d", run.year), "考核分析", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, "改进建议", (str){ 0 });
        p->title = "改进建议", p->about = x->said, p->help = finding_rules[x->id].label;
        p->fields[p->n_fields++] = (struct form_field){ .name = "words", .label = "改进建议", .rows = 5,
                .max = 1000, .value = have ? have->words : S(""),
                .hint = "写清楚方案怎样改；采纳后显示在下年方案草稿上" };
        p->form = (struct page_form){ .version = have ? have->version : 0, .button = "保存建议",
                .action = str_f(cx->arena, "/analysis/advice?year=%d&finding=%.*s&subject=%s", run.year,
                                STR(finding), url_part(cx->arena, subject)),
                .back = str_f(cx->arena, "/analysis?year=%d", run.year) };
        return use_form_show(p, re, form, why);
}

/* GET /analysis/advice?year=&finding=&subject= */
const struct fail *advice_edit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int year = (int)form_int(&form, "year", 2000, 2999);
        str finding = form_text(&form, "finding", 1, 20), subject = form_text(&form, "subject", 1, 60);
        const struct fail *f = form_end(&form);
        return f ? f : advice_form(cx, rq, re, year, finding, subject, NULL, NULL);
}

/* POST /analysis/advice?year=&finding=&subject=: words, version */
const struct fail *advice_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct result_run run;
        int year = (int)form_int(&form, "year", 2000, 2999);
        str finding = form_text(&form, "finding", 1, 20), subject = form_text(&form, "subject", 1, 60);
        str words = form_text(&form, "words", 1, 1000);
        int64_t version = form_int(&form, "version", 0, INT32_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = use_run(cx, year, &run);
        if (!f)
                f = advice_put(cx, &run, finding, subject, words, version);
        if (f && fail_on_form(f) && year && finding.n && subject.n)
                return advice_form(cx, rq, re, year, finding, subject, &form, f);
        if (f)
                return f;
        reply_note(re, cx, "建议已保存");
        return reply_see(re, cx, "/analysis?year=%d", year);
}

static const struct fail *move_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                    str event, const struct form *form, const struct fail *why)
{
        struct use_form *p = NEW(cx->arena, struct use_form);
        struct advice x;
        const struct flow_step *s;
        const struct fail *f = advice_find(cx, rq->ids[0], &x);
        if (!f)
                f = flow_find(cx, &advice_flow, (int)x.state, event, &s);
        if (f)
                return f;
        p->page = page_of(cx, rq, s->label);
        p->page.here = "/analysis";
        page_crumb(&p->page, str_f(cx->arena, "/analysis?year=%d", x.year), "考核分析", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, s->label, (str){ 0 });
        p->title = s->label, p->about = x.words;
        use_step_fields(cx, p, s, "不采纳的理由", "文号");
        p->form = (struct page_form){ .action = str_f(cx->arena, "/analysis/advice/%ld/moves", x.id),
                .back = str_f(cx->arena, "/analysis?year=%d", x.year), .event = event,
                .version = x.version, .button = s->label, .danger = s->danger };
        return use_form_show(p, re, form, why);
}

/* GET /analysis/advice/:id/moves/:key */
const struct fail *advice_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return move_form(cx, rq, re, rq->keys[0], NULL, NULL);
}

/* POST /analysis/advice/:id/moves */
const struct fail *advice_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct advice x;
        struct flow_wish in = flow_wish_of(&form, 1000);
        const struct fail *f = advice_find(cx, rq->ids[0], &x);
        if (!f)
                f = form_end(&form);
        if (!f)
                f = advice_move(cx, x.id, &in);
        if (f && fail_on_form(f) && in.event.n)
                return move_form(cx, rq, re, in.event, &form, f);
        if (f)
                return f;
        reply_note(re, cx, "建议已办理");
        return reply_see(re, cx, "/analysis?year=%d", x.year);
}
