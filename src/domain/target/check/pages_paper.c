/* domain/target/check/pages_paper.c - a unit's paper: what the system knows beside what it asks. */
#include "domain/org/org.h"
#include "domain/target/check/check.sql.h"
#include "domain/target/check/faces.h"
#include "domain/target/check/paper.html.h"
#include "domain/target/result/result.h"

const char paper_letters[PAPER_FIELDS] = { 'w', 'r', 'm', 'd', 'i', 'c', 'y', 'b' };
static const char *const labels[PAPER_FIELDS] = {
        [PAPER_WORDS] = "进展", [PAPER_REASON] = "原因", [PAPER_MEASURE] = "措施", [PAPER_UNTIL] = "预计达到",
        [PAPER_INPUT] = "哪一栏", [PAPER_CLAIM] = "自报的数", [PAPER_GROUND] = "理由", [PAPER_BASIS] = "依据",
};

/* ---- files ------------------------------------------------------------------------------------------- */

static const struct fail *files_see(struct ctx *cx, int64_t id)
{
        struct check_paper p;
        return check_paper_find(cx, id, &p);
}

static const struct fail *files_change(struct ctx *cx, int64_t id)
{
        struct check_paper p;
        struct check_round r;
        const struct fail *f = check_paper_find(cx, id, &p);
        if (!f)
                f = check_round_read(cx, p.round, &r);
        if (!f)
                f = auth_change_year(cx, MAY_FIGURE_EDIT, p.unit, r.year);
        if (!f && (r.state != CHECK_OPEN || (p.state != PAPER_DRAFT && p.state != PAPER_RETURNED)))
                f = fail(cx, CONFLICT, "%s，附件不能再改", words_of(cx->lang, r.state != CHECK_OPEN ? "这一轮已经办结"
                                                                             : paper_state_words[p.state]));
        return f;
}

const struct attach_kind check_attach = {
        .code = "check", .label = "自查自评表", .path = "/checks/papers/%ld", .may_see = files_see,
        .may_change = files_change,
};

/* ---- showing -------------------------------------------------------------------------------------------- */

static str tenths(struct ctx *cx, int v)
{
        return str_f(cx->arena, "%.*s%%", STR(decimal_str(cx->arena, v, 1, false)));
}

static const struct edition_node *root_of(const struct edition *e, const struct edition_node *x)
{
        while (x && x->parent)
                x = edition_node_of(e, x->parent);
        return x;
}

/* Where the unit itself gives what is missing. */
static str give_of(struct ctx *cx, const struct check_data *d, const struct check_row *r,
                   int64_t unit)
{
        int month = d->round.period;
        while (month > 0 && !(r->l->months >> month & 1))
                month--;
        return r->missing && figure_giver(r->l, unit) == unit && (r->l->months >> month & 1)
                ? str_f(cx->arena, "/figures/%ld/givers/%ld?month=%d", d->round.scheme, unit, month + 1) : (str){ 0 };
}

/* To two decimals, half up: what is computed on has six. */
static str points_of(struct ctx *cx, points p)
{
        return points_str(cx->arena, (points){ muldiv(p.micro, 1, 10000) * 10000 }, 2);
}

static void put_points(struct ctx *cx, struct paper_page *p, const struct check_score *s,
                       struct paper_row *r)
{
        points got, full, now, then;
        int64_t v;
        struct figure_text t;
        int64_t unit = p->p.unit, stem = r->r.l->x->stem;
        if (check_points(s, unit, stem, &got, &full))
                r->got = points_of(cx, got), r->full = points_of(cx, full);
        if (!r->r.line.claim.n || !r->r.figure || r->r.na)
                return;
        const struct figure_input *in = &r->r.l->inputs[r->r.main];
        if (!figure_read(cx->arena, r->r.line.claim, &t) && figure_scale(t.v, t.places, in->places, &v) &&
            check_total_with(cx, s, unit, stem, in->key, r->r.period, r->r.value, r->r.places, &now) &&
            check_total_with(cx, s, unit, stem, in->key, r->r.period, v, in->places, &then)) {
                points change = { then.micro - now.micro };
                r->claim_got = str_f(cx->arena, "%s%.*s", change.micro > 0 ? "+" : "",
                                     STR(points_str(cx->arena, change, 4)));
        }
}

static str value_of(struct ctx *cx, const struct check_line *l, int k)
{
        switch ((enum paper_field)k) {
        case PAPER_WORDS:   return l->words;
        case PAPER_REASON:  return l->reason;
        case PAPER_MEASURE: return l->measure;
        case PAPER_UNTIL:   return day_is(l->until) ? day_str(cx->arena, l->until) : S("");
        case PAPER_INPUT:   return l->input;
        case PAPER_CLAIM:   return l->claim;
        case PAPER_GROUND:  return l->ground;
        case PAPER_BASIS:   return l->basis;
        case PAPER_FIELDS:  break;
        }
        return S("");
}

static bool has_field(const struct paper_row *r, int k)
{
        return k == PAPER_WORDS ? r->words : k <= PAPER_UNTIL ? r->causes : r->claims;
}

static void put_inputs(struct ctx *cx, struct paper_row *r, const struct form *form,
                       const struct fail *why)
{
        for (int k = 0; k < PAPER_FIELDS; k++) {
                struct paper_input *in = &r->in[k];
                str now = value_of(cx, &r->r.line, k);
                in->name = str_f(cx->arena, "%c-%ld", paper_letters[k], r->r.l->x->stem);
                in->label = labels[k];
                in->value = now.n ? now : S("");
                if (!form || !has_field(r, k))
                        continue;
                str typed = form_has(form, in->name.p) ? str_trim(form_raw(form, in->name.p)) : S("");
                if (why && why->kind == FAIL_CONFLICT && !str_eq(typed, in->value))
                        in->now = in->value.n ? in->value : str_of(words_of(cx->lang, "（空）"));
                in->value = typed;
                if (why && str_eq(why->field, in->name))
                        in->wrong = why->say;
                for (int i = 0; i < form->n_wrong; i++)
                        if (str_is(in->name, form->wrong[i].field))
                                in->wrong = str_of(words_of(cx->lang, form->wrong[i].why));
        }
}

static void put_row(struct ctx *cx, struct paper_page *p, const struct check_row *x,
                    struct paper_row *r)
{
        const struct check_data *d = &p->frame.d;
        bool lags = x->light == CHECK_BEHIND || x->light == CHECK_NOT_BEGUN;
        int reached = check_reached(x), planned = check_planned(x);
        *r = (struct paper_row){ .r = *x, .words = x->asked && !lags, .causes = x->asked && lags,
                .claims = d->round.kind == CHECK_SELF && x->figure && x->state == FIGURE_REVIEWED,
                .target = x->has_target
                        ? figure_str(cx->arena, cx->lang, x->target, x->places) : S("—"),
                .plan = x->has_plan ? figure_str(cx->arena, cx->lang, x->plan, x->places) : S("—"),
                .got = S("—"), .full = S(""), .give = give_of(cx, d, x, p->p.unit),
                .verified = x->line.verdict != CHECK_UNVERIFIED };
        if (reached >= 0 && planned >= 0 && !x->l->x->down)
                r->percent = str_f(cx->arena, words_of(cx->lang, "%.*s，序时 %.*s"), STR(tenths(cx, reached)),
                                   STR(tenths(cx, planned)));
        p->n_behind += lags;
        p->n_asked += x->asked;
        p->n_full += x->full && !x->line.claim.n;
        p->n_told += x->asked && (x->line.reason.n || x->line.words.n);
}

static const struct fail *paper_fill(struct ctx *cx, const struct request *rq, struct paper_page *p)
{
        const struct flow_step *moves[CHECK_MOVES];
        const struct check_row *rows;
        const struct edition_node *before = NULL;
        int n;
        const struct fail *f = check_paper_find(cx, rq->ids[0], &p->p);
        p->frame = (struct check_frame){ .page = page_of(cx, rq, "自查自评表"), .tab = "paper" };
        if (!f)
                f = check_data_read(cx, p->p.round, p->p.unit, true, &p->frame.d);
        if (f)
                return f;
        const struct check_data *d = &p->frame.d;
        struct page *page = &p->frame.page;
        p->frame.title = check_title(cx, &d->round);
        page->here = "/checks";
        page->name = p->p.brief;
        page_crumb(page, S("/checks"), "检查与自评", (str){ 0 });
        page_crumb(page, str_f(cx->arena, "/checks/%ld", d->round.id), NULL, p->frame.title);
        page_crumb(page, (str){ 0 }, NULL, p->p.brief);
        bool open = d->round.state == CHECK_OPEN;
        int n_moves = open ? flow_moves(cx, &paper_flow, (int)p->p.state, moves, CHECK_MOVES) : 0;
        for (int i = 0; i < n_moves; i++) {
                if (auth_change_year(cx, (enum perm)moves[i]->need,
                                     moves[i]->need == MAY_CHECK_RUN ? d->round.county : p->p.unit, d->round.year))
                        continue;
                if (check_keeps_out(cx, &p->p, moves[i]))
                        p->kept = true;
                else
                        p->moves[p->n_moves++] = moves[i];
        }
        p->may_edit = open && (p->p.state == PAPER_DRAFT || p->p.state == PAPER_RETURNED) &&
                      !auth_change_year(cx, MAY_FIGURE_EDIT, p->p.unit, d->round.year);
        p->late = open && check_is_late(&p->p, cx->today);
        p->version = p->p.version;
        check_rows(cx, d, &p->p, &rows, &n);
        p->rows = NEW_ARRAY(cx->arena, struct paper_row, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                const struct edition_node *root = root_of(&d->y.e, rows[i].l->x);
                put_row(cx, p, &rows[i], &p->rows[i]);
                if (root && root != before)
                        p->rows[i].block = root->name;
                before = root;
        }
        p->n_rows = n;
        return NULL;
}

static void scores_fill(struct ctx *cx, struct paper_page *p)
{
        struct check_score s;
        check_score_of(cx, &p->frame.d, &s);
        p->why = s.none ? s.why : (str){ 0 };
        p->scored = !s.none;
        for (int i = 0; i < p->n_rows; i++)
                put_points(cx, p, &s, &p->rows[i]);
        int u = s.none ? -1 : result_unit_at(s.basis, p->p.unit);
        if (u >= 0)
                p->total = points_of(cx, s.out->base[u]);
}

static const struct fail *paper_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                     const struct form *form, int64_t version, const struct fail *why)
{
        struct paper_page *p = NEW(cx->arena, struct paper_page);
        const struct fail *f = paper_fill(cx, rq, p);
        if (f)
                return f;
        for (int i = 0; i < p->n_rows; i++)
                put_inputs(cx, &p->rows[i], form, why);
        if (p->frame.d.round.kind == CHECK_SELF) {
                scores_fill(cx, p);
                p->filed = true;
                f = attach_panel_of(cx, &p->frame.page, "check", p->p.id, &p->files);
                if (f)
                        return f;
        }
        if (why) {
                re->status = fail_http(why->kind);
                if (why->kind == FAIL_CONFLICT)
                        p->conflict = why->say;
                else
                        p->fail = why;
                if (version && why->kind != FAIL_CONFLICT)
                        p->version = version;
        }
        paper_page(&re->body, p);
        return NULL;
}

/* GET /checks/papers/:id */
const struct fail *check_paper_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return paper_show(cx, rq, re, NULL, 0, NULL);
}

/* ---- saving ------------------------------------------------------------------------------------------------ */

static struct check_line line_of(struct ctx *cx, struct form *form, const struct paper_row *r)
{
        struct check_line l = r->r.line;
        str v[PAPER_FIELDS];
        for (int k = 0; k < PAPER_FIELDS; k++) {
                str name = str_f(cx->arena, "%c-%ld", paper_letters[k], r->r.l->x->stem);
                v[k] = value_of(cx, &r->r.line, k);
                if (!has_field(r, k) || !form_has(form, name.p))
                        continue;
                if (k == PAPER_UNTIL)
                        l.until = form_day_or_none(form, name.p);
                else
                        v[k] = form_text(form, name.p, 0, k == PAPER_CLAIM ? 60 : CHECK_WORDS_MOST);
        }
        l.words = v[PAPER_WORDS], l.reason = v[PAPER_REASON], l.measure = v[PAPER_MEASURE];
        l.claim = v[PAPER_CLAIM], l.ground = v[PAPER_GROUND], l.basis = v[PAPER_BASIS];
        l.input = v[PAPER_INPUT].n ? v[PAPER_INPUT] : r->r.l->n_inputs ? r->r.l->inputs[r->r.main].key : S("");
        return l;
}

/* POST /checks/papers/:id/lines */
const struct fail *check_lines_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct paper_page *p = NEW(cx->arena, struct paper_page);
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = paper_fill(cx, rq, p);
        if (!f && !p->may_edit)         /* says why before the fields are looked at */
                f = check_lines_put(cx, rq->ids[0], p->p.version, NULL, 0);
        if (f)
                return f->kind == FAIL_CONFLICT ? paper_show(cx, rq, re, NULL, 0, f) : f;
        struct check_line *lines = NEW_ARRAY(cx->arena, struct check_line, (size_t)p->n_rows + 1);
        for (int i = 0; i < p->n_rows; i++)
                lines[i] = line_of(cx, &form, &p->rows[i]);
        f = form_end(&form);
        if (!f)
                f = check_lines_put(cx, rq->ids[0], version, lines, p->n_rows);
        if (f)
                return fail_on_form(f) ? paper_show(cx, rq, re, &form, version, f) : f;
        reply_note(re, cx, "已保存，还没有上报");
        return reply_see(re, cx, "/checks/papers/%ld", rq->ids[0]);
}

/* ---- steps ------------------------------------------------------------------------------------------------- */

static const struct fail *move_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    str event, int64_t version, const struct form *form,
                                    const struct fail *why)
{
        struct check_form *p = NEW(cx->arena, struct check_form);
        struct check_paper x;
        struct check_round r;
        const struct flow_step *s;
        const struct fail *f = check_paper_find(cx, rq->ids[0], &x);
        if (!f)
                f = check_round_read(cx, x.round, &r);
        if (!f)
                f = flow_find(cx, &paper_flow, (int)x.state, event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, s->need == MAY_CHECK_RUN ? r.county : x.unit, r.year);
        if (f)
                return why ? why : f;
        p->page = page_of(cx, rq, "办理自查自评表");
        p->page.here = "/checks";
        page_crumb(&p->page, S("/checks"), "检查与自评", (str){ 0 });
        page_crumb(&p->page, str_f(cx->arena, "/checks/papers/%ld", x.id), NULL, x.brief);
        page_crumb(&p->page, (str){ 0 }, s->label, (str){ 0 });
        if (s->ask & FLOW_ASK_REASON)
                p->fields[p->n_fields++] = (struct form_field){ .name = "reason", .label = "原因", .rows = 4, .max = 1000,
                        .value = S("") };
        p->title = s->label, p->button = s->label, p->danger = s->danger;
        p->help = s->to == PAPER_SUBMITTED ? "上报后存下现在的数，本单位不能再改；要改请撤回，或由目标办退回。"
                : s->to == PAPER_RETURNED ? "退回后单位在三个工作日内改好重报，已核验的要重新核验。" : "";
        p->event = event, p->version = version ? version : x.version;
        p->action = str_f(cx->arena, "/checks/papers/%ld/moves", x.id);
        p->back = str_f(cx->arena, "/checks/papers/%ld", x.id);
        check_form_show(p, re, form, why);
        return NULL;
}

/* GET /checks/papers/:id/moves/:key */
const struct fail *paper_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return move_show(cx, rq, re, rq->keys[0], 0, NULL, NULL);
}

/* POST /checks/papers/:id/moves */
const struct fail *paper_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct flow_wish in = flow_wish_of(&form, 1000);
        const struct fail *f = form_end(&form);
        if (!f)
                f = check_paper_move(cx, rq->ids[0], &in);
        /* a sentence that is missing is shown where it belongs */
        if (f && f->kind == FAIL_INVALID && f->field.n > 2 && f->field.p[1] == '-')
                return paper_show(cx, rq, re, NULL, 0, f);
        if (f)
                return fail_on_form(f) ? move_show(cx, rq, re, in.event, f->kind == FAIL_CONFLICT ? 0 : in.version,
                                                   &form, f) : f;
        reply_note(re, cx, "已办理");
        return reply_see(re, cx, "/checks/papers/%ld", rq->ids[0]);
}
