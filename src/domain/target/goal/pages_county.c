/* domain/target/goal/pages_county.c - the county's targets as a grid, and the proof that the parts add up. */
#include "domain/target/goal/county.html.h"
#include "domain/target/goal/pages.h"
#include "domain/target/scheme.sql.h"

static str number(struct ctx *cx, int64_t v, int places) { return decimal_str(cx->arena, v, places, true); }

/* Whoever may see the targets of the whole county: its office and leaders. */
static const struct fail *county_sums(struct ctx *cx, int64_t scheme, struct goal_sums *s,
                                      str *ret_name)
{
        struct scheme_by_id x;
        const struct fail *f = scheme_by_id(cx, scheme, &x);
        if (!f)
                f = auth_see_year(cx, MAY_TARGET_VIEW, x.unit, (int)x.year);
        if (!f)
                f = goal_sums(cx, scheme, s);
        *ret_name = f ? S("") : x.name;
        return f;
}

static void crumbs(struct ctx *cx, struct page *page, int64_t scheme, const char *title)
{
        page->here = "/goals";
        page_crumb(page, str_f(cx->arena, "/goals?scheme=%ld", scheme), "目标任务", (str){ 0 });
        page_crumb(page, (str){ 0 }, title, (str){ 0 });
}

/* ---- the grid ------------------------------------------------------------------------------------ */

static const struct fail *county_fill(struct ctx *cx, const struct request *rq,
                                      struct goal_county_page *p, struct goal_sums *s,
                                      struct goal_county_row **ret)
{
        p->page = page_of(cx, rq, "县级目标");
        p->scheme = rq->ids[0];
        const struct fail *f = county_sums(cx, p->scheme, s, &p->scheme_name);
        if (f)
                return f;
        crumbs(cx, &p->page, p->scheme, "县级目标");
        p->page.script = "grid.js";
        p->may_edit = auth_may(cx, MAY_GOAL_REVIEW) &&
                      !auth_change_year(cx, MAY_GOAL_REVIEW, s->edition.unit, s->edition.year);
        struct goal_county_row *rows = NEW_ARRAY(cx->arena, struct goal_county_row, (size_t)s->n_rows + 1);
        for (int i = 0; i < s->n_rows; i++) {
                const struct goal_county *r = &s->rows[i];
                rows[i] = (struct goal_county_row){
                        .stem = str_f(cx->arena, "%ld", r->stem), .version = str_f(cx->arena, "%ld", r->version),
                        .name = r->node ? r->node->name : str_f(cx->arena, "#%ld", r->stem),
                        .measure = r->node && r->node->measure.n ? r->node->measure : S(""), .adds = r->adds,
                        .value = r->set ? decimal_str(cx->arena, r->value, r->places, false) : S(""),
                        .basis = r->basis.n ? r->basis : S(""), .sum = number(cx, r->sum, r->places),
                        .units = str_f(cx->arena, "%d/%d", r->n_given, r->n_units) };
        }
        p->rows = rows, p->n_rows = s->n_rows;
        *ret = rows;
        return NULL;
}

/* GET /goals/county/:id */
const struct fail *goal_county_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct goal_county_page *p = NEW(cx->arena, struct goal_county_page);
        struct goal_sums s;
        struct goal_county_row *rows;
        const struct fail *f = county_fill(cx, rq, p, &s, &rows);
        if (!f)
                goal_county_page(&re->body, p);
        return f;
}

/* A row as it was typed; false with why. */
static bool wish_in(struct ctx *cx, struct goal_county_row *row, const struct goal_county *r,
                    struct goal_county_wish *w)
{
        struct figure_text t;
        int places = r->node ? r->node->places : r->places;
        uint64_t version = 0;
        (void)str_u64(row->version, &version);
        *w = (struct goal_county_wish){ .stem = r->stem, .version = (int64_t)version, .adds = row->adds,
                                        .basis = row->basis, .places = places };
        const char *why = figure_read(cx->arena, row->value, &t);
        if (why) {
                row->wrong = str_of(words_of(cx->lang, why));
        } else if (t.v == FIGURE_NONE || t.v == FIGURE_NA) {
                w->drop = true;
        } else if (!figure_scale(t.v, t.places, places, &w->value)) {
                row->wrong = str_f(cx->arena, words_of(cx->lang, "最多 %d 位小数"), places);
        } else {
                row->wrong = goal_below_least(cx, r->node, w->value, places);
        }
        return !row->wrong.n;
}

/* POST /goals/county/:id */
const struct fail *goal_county_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct goal_county_page *p = NEW(cx->arena, struct goal_county_page);
        struct goal_sums s;
        struct goal_county_row *rows;
        struct form form = form_of(cx, rq);
        const struct fail *f = county_fill(cx, rq, p, &s, &rows);
        if (f)
                return f;
        struct goal_county_wish *w = NEW_ARRAY(cx->arena, struct goal_county_wish, (size_t)s.n_rows + 1);
        int n = 0, n_bad = 0;
        for (int i = 0; i < s.n_rows; i++) {
                const char *stem = rows[i].stem.p;
                if (!form_has(&form, str_f(cx->arena, "v%s", stem).p))
                        continue;
                rows[i].value = form_text(&form, str_f(cx->arena, "v%s", stem).p, 0, 40);
                rows[i].basis = form_text(&form, str_f(cx->arena, "b%s", stem).p, 0, 200);
                rows[i].adds = form_int_or(&form, str_f(cx->arena, "a%s", stem).p, 0, 1, 0) == 1;
                rows[i].version = str_f(cx->arena, "%ld", form_int_or(&form, str_f(cx->arena, "n%s", stem).p, 0,
                                                                      INT32_MAX, 0));
                n_bad += !wish_in(cx, &rows[i], &s.rows[i], &w[n++]);
        }
        f = form_end(&form);
        if (!f && n_bad)
                f = fail(cx, INVALID, "有 %d 行须改，已在表中标出", n_bad);
        if (!f)
                f = goal_county_put(cx, p->scheme, w, n);
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT)) {
                for (int i = 0; f->kind == FAIL_CONFLICT && i < s.n_rows; i++)  /* seen: the next save may go over */
                        rows[i].version = str_f(cx->arena, "%ld", s.rows[i].version);
                p->fail = f;
                re->status = fail_http(f->kind);
                goal_county_page(&re->body, p);
                return NULL;
        }
        if (f)
                return f;
        reply_note(re, cx, "县级目标已保存");
        return reply_see(re, cx, "/goals/checks/%ld", p->scheme);
}

/* ---- the proof -------------------------------------------------------------------------------------- */

static struct goal_check_row check_of(struct ctx *cx, const struct goal_county *r)
{
        struct goal_check_row c = { .r = r,
                .value = r->set ? number(cx, r->value, r->places) : S("—"),
                .sum = !r->n_given ? S("—") : number(cx, r->sum, r->places),
                .gap = !r->set || !r->adds ? S("—") : number(cx, r->gap, r->places),
                .units = str_f(cx->arena, "%d/%d", r->n_given, r->n_units),
                .range = !r->n_given ? S("—") : str_f(cx->arena, "%.*s … %.*s", STR(number(cx, r->least, r->places)),
                                                      STR(number(cx, r->most, r->places))),
                .gap_at = r->gap_at ? instant_str(cx->arena, r->gap_at) : S("") };
        c.sum = !r->n_given || r->adds ? c.sum : str_of(words_of(cx->lang, "不相加"));
        if (!r->set)
                c.lamp = "grey", c.word = "未设县级目标";
        else if (!r->adds && r->n_short)
                c.lamp = "yellow", c.word = r->node->down ? "有单位高于县级目标" : "有单位低于县级目标";
        else if (!r->adds)
                c.lamp = "grey", c.word = "不要求相加";
        else if (r->broken)
                c.lamp = "red", c.word = r->mixed ? "位数不同，不能相加" : "对不上";
        else if (r->gap)
                c.lamp = "yellow", c.word = "差额已说明";
        else
                c.lamp = "done", c.word = "对上";
        return c;
}

static void fill_shares(struct ctx *cx, struct goal_checks_page *p, const struct goal_sums *s)
{
        struct goal_check_share *list = NEW_ARRAY(cx->arena, struct goal_check_share, (size_t)s->n_shares + 1);
        for (int i = 0; i < s->n_shares; i++)
                if (s->shares[i].stem == p->stem)
                        list[p->n_shares++] = (struct goal_check_share){
                                .name = s->shares[i].brief, .state = goal_state_words[s->shares[i].state],
                                .value = s->shares[i].has_value ? number(cx, s->shares[i].value, s->shares[i].places)
                                                                : S("—"),
                                .href = str_f(cx->arena, "/goals/%ld", s->shares[i].book) };
        p->shares = list;
}

/* What does not stand inside the books themselves: quarters and posts, unit by unit. */
static const struct fail *fill_units(struct ctx *cx, struct goal_checks_page *p,
                                     const struct goal_sums *s)
{
        struct goal_check_unit *list = NULL;
        int cap = 0;
        for (int i = 0; i < s->edition.n_units; i++) {
                struct goal_book b;
                int64_t id;
                const struct goal_fault *faults;
                const struct fail *f = goal_book_newest(cx, p->scheme, s->edition.units[i].unit, &id);
                if (f && f->kind == FAIL_NOT_FOUND)
                        continue;
                if (!f)
                        f = goal_book_find(cx, id, &b);
                if (f)
                        return f;
                b.edition = &s->edition;
                f = goal_lines_load(cx, &b);
                if (f)
                        return f;
                p->n_books++;
                int n = goal_faults(cx, &b, &faults);
                for (int k = 0; k < n; k++)
                        *VEC_ADD(cx->arena, list, p->n_units, cap) = (struct goal_check_unit){
                                b.unit_brief, faults[k].say, str_f(cx->arena, "/goals/%ld", id), faults[k].grave };
        }
        p->units = list;
        return NULL;
}

static const struct fail *checks_page(struct ctx *cx, const struct request *rq, struct reply *re,
                                      int64_t stem, const struct form *form, const struct fail *why)
{
        struct goal_checks_page *p = NEW(cx->arena, struct goal_checks_page);
        struct goal_sums *s = NEW(cx->arena, struct goal_sums);
        p->page = page_of(cx, rq, "分解核对");
        p->scheme = rq->ids[0], p->stem = stem;
        const struct fail *f = county_sums(cx, p->scheme, s, &p->scheme_name);
        if (f)
                return f;
        crumbs(cx, &p->page, p->scheme, "分解核对");
        struct goal_check_row *rows = NEW_ARRAY(cx->arena, struct goal_check_row, (size_t)s->n_rows + 1);
        for (int i = 0; i < s->n_rows; i++) {
                if (!s->rows[i].node)
                        continue;
                struct goal_check_row *r = &rows[p->n_rows++];
                *r = check_of(cx, &s->rows[i]);
                if (!s->rows[i].set || !s->rows[i].adds)
                        p->n_free++;
                else if (s->rows[i].broken)
                        p->n_broken++;
                else if (s->rows[i].gap)
                        p->n_explained++;
                else
                        p->n_equal++;
                if (s->rows[i].stem == stem)
                        p->chosen = r;
        }
        p->rows = rows;
        fill_shares(cx, p, s);
        f = fill_units(cx, p, s);
        if (f)
                return f;
        p->may_explain = p->chosen && p->chosen->r->set && p->chosen->r->adds && p->chosen->r->gap &&
                         auth_may(cx, MAY_GOAL_REVIEW) &&
                         !auth_change_year(cx, MAY_GOAL_REVIEW, s->edition.unit, s->edition.year);
        p->reason = (struct form_field){ .name = "reason", .label = "差额的原因", .rows = 2, .max = 400,
                .value = p->chosen && p->chosen->r->explained ? p->chosen->r->gap_reason : S(""),
                .hint = "如县级预留、由县直单位直接承担" };
        if (form)
                p->reason = form_field_of(p->reason, form, why);
        p->faults = (struct form_faults){ form, why, &p->reason, 1 };
        if (why)
                re->status = fail_http(why->kind);
        goal_checks_page(&re->body, p);
        return NULL;
}

/* GET /goals/checks/:id */
const struct fail *goal_checks_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t stem = form_int_or(&form, "stem", 0, INT64_MAX, 0);
        const struct fail *f = form_end(&form);
        return f ? f : checks_page(cx, rq, re, stem, NULL, NULL);
}

/* POST /goals/checks/:id/gaps */
const struct fail *goal_gaps_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t stem = form_int(&form, "stem", 1, INT64_MAX), version = form_int(&form, "version", 1, INT32_MAX),
                gap = form_int(&form, "gap", -FIGURE_MOST, FIGURE_MOST);
        str reason = form_text(&form, "reason", 1, 400);
        const struct fail *f = form_end(&form);
        if (!f)
                f = goal_gap_put(cx, rq->ids[0], stem, version, gap, reason);
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
                return checks_page(cx, rq, re, stem, &form, f);
        if (f)
                return f;
        reply_note(re, cx, "差额的原因已记下");
        return reply_see(re, cx, "/goals/checks/%ld?stem=%ld", rq->ids[0], stem);
}
