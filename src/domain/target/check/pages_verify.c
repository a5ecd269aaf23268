/* domain/target/check/pages_verify.c - the assessing department's grid: claims, and what was drawn. */
#include "domain/target/check/faces.h"
#include "domain/target/check/paper.html.h"

/* Indicators that the person may verify for others; `stem` chosen, 0: the first with something open. */
static const struct figure_leaf *leaves_fill(struct ctx *cx, struct verify_page *p, int64_t stem)
{
        const struct figure_year *y = &p->frame.d.y;
        const struct figure_leaf *chosen = NULL;
        p->leaves = NEW_ARRAY(cx->arena, struct form_choice, (size_t)y->n_leaves + 1);
        for (int i = 0; i < y->n_leaves; i++) {
                const struct figure_leaf *l = &y->leaves[i];
                if (auth_change_year(cx, MAY_ASSESS_VERIFY, l->x->scorer ? l->x->scorer : y->e.unit, y->e.year))
                        continue;
                int open = 0;
                bool *drawn = NEW_ARRAY(cx->arena, bool, (size_t)p->frame.d.n_papers + 1);
                check_sample(cx, &p->frame.d, i, drawn);
                for (int k = 0; k < p->frame.d.n_papers; k++) {
                        const struct check_line *line = check_line_of(&p->frame.d, p->frame.d.papers[k].id,
                                                                      l->x->stem);
                        open += line && line->frozen && line->verdict == CHECK_UNVERIFIED &&
                                (line->claim.n || drawn[k]);
                }
                p->leaves[p->n_leaves++] = (struct form_choice){
                        .value = str_f(cx->arena, "%ld", l->x->stem),
                        .name = !open ? l->x->name : str_f(cx->arena, words_of(cx->lang, "%.*s（待核验 %d）"),
                                                           STR(l->x->name), open) };
                if (l->x->stem == stem || (!stem && open && !chosen))
                        chosen = l;
        }
        if (!chosen && !stem && p->n_leaves) {
                uint64_t first = 0;
                (void)str_u64(p->leaves[0].value, &first);
                chosen = &y->leaves[figure_leaf_at(y, (int64_t)first)];
        }
        return chosen;
}

static str plain(struct ctx *cx, const struct check_row *r)
{
        int64_t v;
        int places = r->l->inputs[r->main].places;
        return r->figure && !r->na && figure_scale(r->value, r->places, places, &v)
                ? decimal_str(cx->arena, v, places, false) : S("");
}

static void row_fill(struct ctx *cx, struct verify_page *p, const struct check_paper *x,
                     const struct check_row *r, bool drawn)
{
        const struct check_data *d = &p->frame.d;
        struct verify_row *v = &p->rows[p->n_rows];
        bool done = r->line.verdict != CHECK_UNVERIFIED;
        if (!p->all && !done && !r->line.claim.n && !drawn) {
                p->n_rest++;
                return;
        }
        p->n_rows++;
        *v = (struct verify_row){ .p = x, .r = *r, .held = r->line.claim.n ? r->line.claim : S(""), .drawn = drawn,
                .raw = done ? r->line.verified : r->line.claim.n ? r->line.claim : plain(cx, r),
                .finding = done && r->line.finding.n ? r->line.finding : S(""),
                .data_version = done && r->line.data_version.n ? r->line.data_version : S(""),
                .version = r->line.version, .recused = check_may_verify(cx, &d->y, r->l, x->unit) != NULL,
                .locked = r->period >= 0 && (d->y.locked >> r->period & 1),
                .lamp = r->line.verdict == CHECK_AGREED ? "done" : r->line.verdict == CHECK_DIFFERS ? "yellow" : "grey",
                .at = r->line.verified_at ? instant_str(cx->arena, r->line.verified_at) : (str){ 0 } };
        v->open = d->round.state == CHECK_OPEN && !v->recused && r->figure;
        p->n_open += v->open;
        p->any_locked |= v->open && v->locked;
}

static const struct fail *verify_fill(struct ctx *cx, const struct request *rq, int64_t stem,
                                      bool all, struct verify_page *p)
{
        const struct fail *f = check_frame_fill(cx, rq, rq->ids[0], "verify", true, &p->frame);
        if (!f && p->frame.d.round.kind != CHECK_SELF)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (f)
                return f;
        const struct check_data *d = &p->frame.d;
        page_crumb(&p->frame.page, (str){ 0 }, "核验", (str){ 0 });
        p->all = all;
        p->leaf = leaves_fill(cx, p, stem);
        if (!p->leaf)
                return stem ? fail(cx, NOT_FOUND, "%s", "") : NULL;
        bool *drawn = NEW_ARRAY(cx->arena, bool, (size_t)d->n_papers + 1);
        check_sample(cx, d, figure_leaf_at(&d->y, p->leaf->x->stem), drawn);
        p->rows = NEW_ARRAY(cx->arena, struct verify_row, (size_t)d->n_papers + 1);
        for (int i = 0; i < d->n_papers; i++) {
                const struct check_row *rows;
                int n;
                if (d->papers[i].state != PAPER_SUBMITTED && d->papers[i].state != PAPER_ACCEPTED)
                        continue;
                check_rows(cx, d, &d->papers[i], &rows, &n);
                for (int k = 0; k < n; k++)
                        if (rows[k].l == p->leaf)
                                row_fill(cx, p, &d->papers[i], &rows[k], drawn[i]);
        }
        if (p->leaf->scored && !auth_see_year(cx, MAY_TARGET_VIEW, p->leaf->x->scorer, d->round.year))
                p->fill = str_f(cx->arena, "/figures/%ld/givers/%ld?month=%d&leaf=%ld", d->round.scheme,
                                p->leaf->x->scorer, d->round.period + 1, p->leaf->x->stem);
        return NULL;
}

/* GET /checks/:id/verify?leaf=&all= */
const struct fail *check_verify_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct verify_page *p = NEW(cx->arena, struct verify_page);
        struct form form = form_of(cx, rq);
        int64_t stem = form_int_or(&form, "leaf", 1, INT64_MAX, 0);
        bool all = form_flag(&form, "all");
        const struct fail *f = form_end(&form);
        if (!f)
                f = verify_fill(cx, rq, stem, all, p);
        if (!f)
                verify_page(&re->body, p);
        return f;
}

static str typed(struct ctx *cx, const struct form *form, char c, int64_t paper, str otherwise)
{
        str name = str_f(cx->arena, "%c-%ld", c, paper);
        form_know(form, name.p);
        return form_has(form, name.p) ? str_trim(form_raw(form, name.p)) : otherwise;
}

/* The version of the line as it was seen, "PAPER-VERSION" of a ticked box; -1: not ticked. */
static int64_t picked(const struct request *rq, int64_t paper)
{
        uint64_t v, seen;
        for (int i = 0; i < rq->n_fields; i++) {
                str rest, id = str_cut(rq->fields[i].value, '-', &rest);
                if (str_is(rq->fields[i].name, "pick") && str_u64(id, &v) && (int64_t)v == paper)
                        return str_u64(rest, &seen) && seen <= INT32_MAX ? (int64_t)seen : 0;
        }
        return -1;
}

static void put_typed(struct ctx *cx, const struct request *rq, const struct form *form,
                      struct verify_page *p, const struct fail *why)
{
        for (int i = 0; i < p->n_rows; i++) {
                struct verify_row *v = &p->rows[i];
                v->raw = typed(cx, form, 'v', v->p->id, v->raw);
                v->finding = typed(cx, form, 'f', v->p->id, v->finding);
                v->data_version = typed(cx, form, 'd', v->p->id, v->data_version);
                v->picked = picked(rq, v->p->id) >= 0;
                if (!why)
                        continue;
                str *wrong[3] = { &v->wrong_v, &v->wrong_f, &v->wrong_d };
                for (int k = 0; k < 3; k++)
                        if (str_eq(why->field, str_f(cx->arena, "%c-%ld", "vfd"[k], v->p->id)))
                                *wrong[k] = why->say;
        }
}

/* POST /checks/:id/verify */
const struct fail *check_verify_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct verify_page *p = NEW(cx->arena, struct verify_page);
        struct form form = form_of(cx, rq);
        int64_t stem = form_int(&form, "leaf", 1, INT64_MAX);
        int corrected = 0, n = 0, n_pick = 0;
        const struct fail *f = verify_fill(cx, rq, stem, true, p);
        if (f)
                return f;
        form_know(&form, "pick");
        struct check_verify *list = NEW_ARRAY(cx->arena, struct check_verify, (size_t)p->n_rows + 1);
        put_typed(cx, rq, &form, p, NULL);
        for (int i = 0; i < rq->n_fields; i++)
                n_pick += str_is(rq->fields[i].name, "pick");
        for (int i = 0; i < p->n_rows; i++) {
                const struct verify_row *v = &p->rows[i];
                if (v->picked)
                        list[n++] = (struct check_verify){
                                .paper = v->p->id, .stem = stem, .version = picked(rq, v->p->id), .raw = v->raw,
                                .finding = v->finding, .data_version = v->data_version };
        }
        f = form_end(&form);
        if (!f && n < n_pick)
                f = fail(cx, NOT_FOUND, "%s", "");      /* not a paper of this grid */
        if (!f && !n)
                f = fail(cx, INVALID, "请勾选核验好的单位");
        if (!f)
                f = check_verify(cx, rq->ids[0], list, n, &corrected);
        if (f && fail_on_form(f)) {
                struct verify_page *again = NEW(cx->arena, struct verify_page);
                const struct fail *g = verify_fill(cx, rq, stem, true, again);
                if (g)
                        return g;
                put_typed(cx, rq, &form, again, f);
                again->fail = f;
                re->status = fail_http(f->kind);
                verify_page(&re->body, again);
                return NULL;
        }
        if (f)
                return f;
        if (corrected)
                reply_note(re, cx, "已核验 %d 项，其中 %d 项成为数据更正，目标办审核后计入", n, corrected);
        else
                reply_note(re, cx, "已核验 %d 项", n);
        return reply_see(re, cx, "/checks/%ld/verify?leaf=%ld", rq->ids[0], stem);
}
