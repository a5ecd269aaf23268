/* domain/target/ballot/pages_vote.c - the ballot: by a code and without signing in, or one's own. The
 * code is typed into a form and stays in forms: never in an address, a cookie or a log. */
#include "domain/target/ballot/faces.h"
#include "domain/target/ballot/inside.h"
#include "domain/target/ballot/vote.html.h"

enum { CODE_TYPED = 60 };

static const char *cell_name(struct ctx *cx, int unit, int aspect)
{
        return str_f(cx->arena, "m-%d-%d", unit, aspect).p;
}

/* "u" is 不了解; marks of 0 … 100 are typed. False: it is no answer of this rule. */
static bool answer(const struct poll *p, str s, struct poll_mark *m)
{
        points got;
        uint64_t v;
        m->state = BALLOT_VALID;
        if (str_is(s, "u") || str_is(s, "不了解")) {    /* document text */
                m->state = BALLOT_UNKNOWN;
                return true;
        }
        if (!poll_values(p)) {
                if (!points_read(s, &got) || got.micro < 0 || got.micro > (int64_t)100 * 1000000)
                        return false;
                m->value = got.micro;
                return true;
        }
        if (!str_u64(s, &v) || v > POLL_UNITS)
                return false;
        m->value = (int64_t)v;
        return true;
}

/* Every cell that was filled in, the own unit's too, which the rule refuses. Read before the right is
 * known to be good, so the form is bounded by the session's own size. */
static int read_marks(struct ctx *cx, struct form *form, const struct poll *p, struct poll_mark *m,
                      struct ballot_cell *cells)
{
        int n = 0, aspects = poll_aspects(p);
        for (int u = 0; u < p->n_units; u++)
                for (int k = 0; k < aspects; k++) {
                        const char *name = cell_name(cx, u, k);
                        str s = str_trim(form_text(form, name, 0, 20));
                        cells[u * aspects + k].value = s;
                        m[n] = (struct poll_mark){ .unit = u, .aspect = k };
                        if (!s.n)
                                continue;
                        if (!answer(p, s, &m[n]))
                                form_wrong(form, name, "应为 0 到 100 的分数，不了解的填“不了解”");
                        n++;
                }
        return n;
}

/* The complaint about a mark calls it by its unit: the form's own name for the cell says nothing. */
static const struct fail *marks_end(struct ctx *cx, struct form *form, const struct poll *p)
{
        const struct form_wrong *w = form->n_wrong ? &form->wrong[0] : NULL;
        for (int u = 0; w && u < p->n_units; u++)
                for (int k = 0; k < poll_aspects(p); k++)
                        if (!strcmp(w->field, cell_name(cx, u, k)))
                                return fail_why(cx, str_of(w->field), str_copy(cx->arena, p->units[u].name).p,
                                                words_of(cx->lang, w->why));
        return form_end(form);
}

static const struct fail *ballot_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                      const struct poll_right *r, str code, struct ballot_cell *cells,
                                      const struct form *form, const struct fail *why)
{
        struct ballot_page *p = NEW(cx->arena, struct ballot_page);
        p->page = page_of(cx, rq, "评议票");
        p->page.name = r->p.name;
        p->right = r, p->code = code, p->fail = why;
        p->action = code.n ? S("/vote/ballots") : str_f(cx->arena, "/ratings/%ld/ballots", r->p.id);
        if (!code.n) {
                p->page.here = "/ratings";
                page_crumb(&p->page, S("/ratings"), "民主测评", (str){ 0 });
                page_crumb(&p->page, str_f(cx->arena, "/ratings/%ld", r->p.id), NULL, r->p.name);
                page_crumb(&p->page, (str){ 0 }, "评议票", (str){ 0 });
        }
        int n = r->p.n_units * poll_aspects(&r->p);
        if (!cells)
                cells = NEW_ARRAY(cx->arena, struct ballot_cell, (size_t)n + 1);
        for (int i = 0; why && i < n; i++) {
                bool empty = !cells[i].value.n && !r->own[i / poll_aspects(&r->p)];
                if (empty && why->field.n)
                        cells[i].wrong = str_of(words_of(cx->lang, "没有评"));
                if (why->field.n && str_is(why->field, cell_name(cx, i / poll_aspects(&r->p),
                                                                 i % poll_aspects(&r->p)))) {
                        cells[i].wrong = empty ? cells[i].wrong : why->say;
                        p->fault_href = str_f(cx->arena, "#u-%d", i / poll_aspects(&r->p));
                }
        }
        p->cells = cells;
        (void)form;
        if (why)
                re->status = fail_http(why->kind);
        ballot_page(&re->body, p);
        return NULL;
}

/* ---- by code ---------------------------------------------------------------------------------------------- */

static const struct fail *code_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct form *form, const struct fail *why)
{
        struct vote_page *p = NEW(cx->arena, struct vote_page);
        p->page = page_of(cx, rq, "凭投票码评议");
        p->field = (struct form_field){ .name = "code", .label = "投票码", .max = CODE_TYPED,
                .hint = "纸条上的 16 位字母和数字，横线和空格可以不输，不分大小写", .value = S("") };
        if (form) {
                p->field = form_field_of(p->field, form, why);
                p->faults = (struct form_faults){ form, why, &p->field, 1 };
        }
        if (why)
                re->status = fail_http(why->kind);
        vote_page(&re->body, p);
        return NULL;
}

/* GET /vote */
const struct fail *vote_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return code_show(cx, rq, re, NULL, NULL);
}

static bool on_code_form(const struct fail *f) { return fail_on_form(f) || f->kind == FAIL_TOO_MANY; }

/* POST /vote: the ballot that the code is good for. */
const struct fail *vote_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct poll_right *r = NEW(cx->arena, struct poll_right);
        str code = form_text(&form, "code", 0, CODE_TYPED);
        const struct fail *f = form_end(&form);
        if (!f)
                f = poll_right_of_code(cx, code, rq->remote, r);
        if (f)
                return on_code_form(f) ? code_show(cx, rq, re, &form, f) : f;
        return ballot_show(cx, rq, re, r, code, NULL, NULL, NULL);
}

/* POST /vote/ballots */
const struct fail *vote_ballots_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct poll_right *r = NEW(cx->arena, struct poll_right);
        str code = form_text(&form, "code", 0, CODE_TYPED);
        const struct fail *f = poll_right_of_code(cx, code, rq->remote, r);
        if (f)
                return on_code_form(f) ? code_show(cx, rq, re, &form, f) : f;
        size_t most = (size_t)(r->p.n_units * poll_aspects(&r->p)) + 1;
        struct poll_mark *m = NEW_ARRAY(cx->arena, struct poll_mark, most);
        struct ballot_cell *cells = NEW_ARRAY(cx->arena, struct ballot_cell, most);
        int n = read_marks(cx, &form, &r->p, m, cells);
        f = marks_end(cx, &form, &r->p);
        if (!f)
                f = poll_cast_code(cx, code, rq->remote, m, n);
        if (f && f->kind == FAIL_CONFLICT)
                return code_show(cx, rq, re, &form, f);
        if (f)
                return f->kind == FAIL_INVALID ? ballot_show(cx, rq, re, r, code, cells, &form, f) : f;
        struct vote_page *p = NEW(cx->arena, struct vote_page);
        p->page = page_of(cx, rq, "凭投票码评议");
        p->done = true, p->name = r->p.name;
        vote_page(&re->body, p);
        return NULL;
}

/* ---- signed in ----------------------------------------------------------------------------------------------- */

/* GET /ratings/:id/ballot */
const struct fail *poll_ballot_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct poll_right *r = NEW(cx->arena, struct poll_right);
        const struct fail *f = poll_right_of_post(cx, rq->ids[0], r);
        return f ? f : ballot_show(cx, rq, re, r, (str){ 0 }, NULL, NULL, NULL);
}

/* POST /ratings/:id/ballots */
const struct fail *poll_ballots_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct poll_right *r = NEW(cx->arena, struct poll_right);
        const struct fail *f = poll_right_of_post(cx, rq->ids[0], r);
        if (f)
                return f;
        size_t most = (size_t)(r->p.n_units * poll_aspects(&r->p)) + 1;
        struct poll_mark *m = NEW_ARRAY(cx->arena, struct poll_mark, most);
        struct ballot_cell *cells = NEW_ARRAY(cx->arena, struct ballot_cell, most);
        int n = read_marks(cx, &form, &r->p, m, cells);
        f = marks_end(cx, &form, &r->p);
        if (!f)
                f = poll_cast_post(cx, rq->ids[0], m, n);
        if (f)
                return f->kind == FAIL_INVALID ? ballot_show(cx, rq, re, r, (str){ 0 }, cells, &form, f) : f;
        reply_note(re, cx, "您的票已收到");
        return reply_see(re, cx, "/ratings/%ld", rq->ids[0]);
}
