/* domain/target/year/pages_review.c - what waits for review, as a list: figures handed in, and corrections beside what
 * stands; each next to what it is compared with, and what looks doubtful. */
#include "domain/target/year/faces.h"
#include "domain/target/year/figure.sql.h"
#include "domain/target/year/review.html.h"

enum { MONTHS = 12, BACK_MOST = 6, PAGE_ROWS = 200 };   /* PAGE_ROWS: as many as a batch takes */

static const struct list_column columns[] = {
        { .label = "指标",     .kind = CELL_TITLE },
        { .label = "单位",     .kind = CELL_TEXT },
        { .label = "月份",     .kind = CELL_NO },
        { .label = "本期",     .kind = CELL_FIGURE },
        { .label = "对照",     .kind = CELL_FIGURE },
        { .label = "疑点",     .kind = CELL_TEXT, .wide = true },
        { .label = "填报单位", .kind = CELL_TEXT, .fold = 2 },
        { .label = "说明",     .kind = CELL_TEXT, .fold = 2, .wide = true },
};
static const struct form_choice kinds[] = {
        { S_C(""), "全部", { 0 } },
        { S_C("first"), "上报的数", { 0 } },
        { S_C("correction"), "更正", { 0 } },
};
static const struct form_choice doubts[] = {
        { S_C(""), "全部", { 0 } }, { S_C("yes"), "有疑点", { 0 } }, { S_C("no"), "没有疑点", { 0 } },
};

/* One that waits. */
struct waiting {
        struct figure_row          r;
        const struct figure_leaf  *leaf;
        const struct figure_input *in;
        str                        unit, giver;
        str                        last;        /* of the months before; absent: none */
        str                        before;      /* a correction: what stands now */
        const char                *doubt;
        bool                       kept;        /* the reader entered it */
};
struct rows { struct waiting *list; int n, cap; };

const struct figure_input *figure_input_of(const struct figure_leaf *l, str key)
{
        for (int i = 0; i < l->n_inputs; i++)
                if (str_eq(l->inputs[i].key, key))
                        return &l->inputs[i];
        return NULL;
}

static str unit_of(const struct figure_year *y, int64_t unit)
{
        for (int u = 0; u < y->e.n_units; u++)
                if (y->e.units[u].unit == unit)
                        return y->e.units[u].brief;
        return S("—");
}

/* NULL: the edition in force does not ask for it any more. */
static struct waiting *add(struct ctx *cx, const struct figure_year *y, struct givers *givers,
                           struct rows *to, const struct figure_row *r)
{
        int leaf = figure_leaf_at(y, r->stem);
        const struct figure_input *in =
                leaf >= 0 ? figure_input_of(&y->leaves[leaf], r->input) : NULL;
        if (!in)
                return NULL;
        struct waiting *w = VEC_ADD(cx->arena, to->list, to->n, to->cap);
        *w = (struct waiting){ .r = *r, .leaf = &y->leaves[leaf], .in = in,
                               .unit = unit_of(y, r->unit),
                               .giver = giver_of(cx, givers, y, r->giver).brief };
        return w;
}

static str leaf_name(struct ctx *cx, const struct waiting *w)
{
        return w->leaf->n_inputs == 1
                       ? w->leaf->x->name
                       : str_f(cx->arena, "%.*s：%.*s", STR(w->leaf->x->name), STR(w->in->name));
}

/* ---- what each is compared with -------------------------------------------------------------- */

struct month { bool read; const struct figure_row *list; int n; };

/* The live figure of the same place in a month whose rows are sorted by unit and stem. */
static const struct figure_row *same_place(const struct month *m, const struct figure_row *r)
{
        int low = 0, high = m->n;
        while (low < high) {
                const struct figure_row *x = &m->list[(low + high) / 2];
                if (x->unit < r->unit || (x->unit == r->unit && x->stem < r->stem))
                        low = (low + high) / 2 + 1;
                else
                        high = (low + high) / 2;
        }
        for (; low < m->n && m->list[low].unit == r->unit && m->list[low].stem == r->stem; low++)
                if (str_eq(m->list[low].input, r->input))
                        return &m->list[low];
        return NULL;
}

/* Beside each value the one of the months before, and what looks doubtful. */
static const struct fail *beside(struct ctx *cx, const struct figure_year *y, struct rows *rows)
{
        struct month months[MONTHS] = { 0 };
        for (int i = 0; i < rows->n; i++) {
                struct waiting *w = &rows->list[i];
                const struct figure_row *last = NULL;
                for (int m = w->r.period - 1; !last && m >= 0 && m >= w->r.period - BACK_MOST;
                     m--) {
                        const struct figure_filter all = { .state = -1 };
                        const struct fail *f =
                                months[m].read ? NULL
                                               : figures_of_month(cx, y->e.scheme, m, &all,
                                                                  &months[m].list, &months[m].n);
                        if (f)
                                return f;
                        months[m].read = true;
                        last = same_place(&months[m], &w->r);
                }
                w->kept = figure_is_own(cx, &w->r);
                if (w->kept)
                        w->doubt = "由本人填报，须由他人审核";
                else if (w->leaf->scored && w->r.giver == w->r.unit)
                        w->doubt = "考核部门给本部门的评分，请重点核对";
                if (!last)
                        continue;
                w->last = figure_text(cx, w->leaf, w->in, last);
                if (!w->doubt && !w->r.na && !last->na)
                        w->doubt = figure_doubt(w->leaf, w->in, w->r.period, w->r.value,
                                                last->period, last->value);
        }
        return NULL;
}

/* ---- what waits ------------------------------------------------------------------------------ */

static const struct fail *corrections(struct ctx *cx, const struct figure_year *y,
                                      struct givers *givers, int from, int to, struct rows *rows)
{
        struct figures_waiting w;
        figures_waiting(&w, cx, y->e.scheme, FIGURE_SUBMITTED);
        while (figures_waiting_next(&w)) {
                const struct figure_row r = { .id = w.id, .scheme = y->e.scheme, .stem = w.stem,
                                              .unit = w.unit, .giver = w.giver,
                                              .version = w.version, .period = (int)w.period,
                                              .no = (int)w.no, .input = w.input, .na = w.na == 1,
                                              .late = w.late == 1, .state = FIGURE_SUBMITTED,
                                              .value = w.value, .places = (int)w.places,
                                              .raw = w.raw, .reason = w.reason,
                                              .data_version = w.data_version, .who = w.who,
                                              .at = w.at, .submitted_at = w.submitted_at };
                if (r.period < from || r.period > to || !giver_of(cx, givers, y, r.unit).seen)
                        continue;
                struct waiting *x = add(cx, y, givers, rows, &r);
                if (x)
                        x->before = w.has_live_value ? figure_str(cx->arena, cx->lang, w.live_value,
                                                                  (int)w.live_places)
                                                     : S("—");
        }
        return figures_waiting_end(&w);
}

/* Of the county's office: what was handed in. Of a unit's own reviewer: its drafts. */
static const struct fail *firsts(struct ctx *cx, const struct review_page *p, struct givers *givers,
                                 int from, int to, struct rows *rows)
{
        const struct figure_year *y = &p->frame.y;
        struct figure_filter by = { .state = p->inside ? FIGURE_DRAFT : FIGURE_SUBMITTED };
        for (int m = from; m <= to; m++) {
                const struct figure_row *all;
                int n;
                const struct fail *f = figures_of_month(cx, y->e.scheme, m, &by, &all, &n);
                for (int i = 0; !f && i < n; i++)
                        if (!p->inside ||
                            !auth_change_year(cx, MAY_FIGURE_REVIEW, all[i].giver, y->e.year))
                                add(cx, y, givers, rows, &all[i]);
                if (f)
                        return f;
        }
        return NULL;
}

/* ---- the list -------------------------------------------------------------------------------- */

/* Who has something there, and who was asked for. */
static struct list_filter giver_filter(struct ctx *cx, const struct rows *rows, int64_t giver)
{
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)rows->n + 2);
        int n = 0;
        c[n++] = (struct form_choice){ .value = S(""), .word = "全部填报单位" };
        if (giver)
                c[n++] = (struct form_choice){ .value = str_f(cx->arena, "%ld", giver),
                                               .name = unit_brief(cx, giver) };
        for (int i = 0; i < rows->n; i++) {
                str id = str_f(cx->arena, "%ld", rows->list[i].r.giver);
                bool there = false;
                for (int k = 0; k < n && !there; k++)
                        there = str_eq(c[k].value, id);
                if (!there)
                        c[n++] = (struct form_choice){ .value = id, .name = rows->list[i].giver };
        }
        return (struct list_filter){ .kind = FILTER_CHOICE, .name = "giver", .label = "填报单位",
                                     .choices = c, .n_choices = n,
                                     .value = giver ? str_f(cx->arena, "%ld", giver) : S("") };
}

static str chosen(struct form *form, const char *name, const struct form_choice *of, size_t n)
{
        str asked = form_text(form, name, 0, 20);
        for (size_t i = 0; i < n; i++)
                if (str_eq(of[i].value, asked))
                        return asked;
        return S("");
}

static void put_row(struct ctx *cx, struct review_page *p, const struct waiting *w)
{
        struct list_cell *c = list_next(cx, &p->list, w->r.id);
        if (!c)
                return;
        list_key(&p->list, w->r.unit);
        if (!w->doubt)
                list_tick(&p->list);
        c[0] = (struct list_cell){ .text = leaf_name(cx, w),
                                   .href = str_f(cx->arena, "/figures/rows/%ld", w->r.id) };
        c[1].text = w->unit;
        c[2].text = figure_period_name(cx, w->leaf->x->cycle, w->r.period);
        c[3].text = figure_text(cx, w->leaf, w->in, &w->r);
        c[4] = w->before.n ? (struct list_cell){ .text = w->before,
                                                 .small = str_of(words_of(cx->lang, "现在的数")) }
               : w->last.n ? (struct list_cell){ .text = w->last,
                                                 .small = str_of(words_of(cx->lang, "上期")) }
                           : (struct list_cell){ .none = true };
        c[5] = (struct list_cell){ .word = w->doubt, .none = !w->doubt };
        c[6].text = w->giver;
        c[7] = (struct list_cell){ .text = w->r.reason, .small = w->r.data_version,
                                   .none = !w->r.reason.n && !w->r.data_version.n };
}

/* What to say about the reader's own among them. */
static const struct fail *kept(struct ctx *cx, struct review_page *p, const struct rows *rows)
{
        int n = 0;
        int64_t giver = 0;
        for (int i = 0; i < rows->n; i++)
                if (rows->list[i].kept)
                        n++, giver = rows->list[i].r.giver;
        return !n ? NULL : figure_kept_words(cx, p->inside ? giver : p->frame.y.e.unit, !p->inside, n, &p->kept);
}

/* GET /figures/review?scheme=&month=&giver=&kind=&doubt=: month 0 is the year so far */
const struct fail *figures_review_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct review_page *p = NEW(cx->arena, struct review_page);
        struct year_schemes schemes;
        struct givers givers = { 0 };
        struct rows rows = { 0 };
        struct form form = form_of(cx, rq);
        bool all = form_int_or(&form, "month", 0, MONTHS, -1) == 0;
        int64_t giver = form_int_or(&form, "giver", 0, INT64_MAX, 0);
        str kind = chosen(&form, "kind", kinds, COUNT_OF(kinds)),
            doubt = chosen(&form, "doubt", doubts, COUNT_OF(doubts));
        const struct fail *f = year_frame_choose(cx, rq, "审核", "review", &p->frame, &schemes);
        const struct year_frame *fr = &p->frame;
        bool none = f || !fr->y.e.id, first = str_is(kind, "first"),
             only = str_is(kind, "correction");
        int from = all ? 0 : fr->month, to = all ? MONTHS - 1 : fr->month;
        p->inside = !fr->may_review;
        if (!f && !none && (p->inside || !only))
                f = firsts(cx, p, &givers, from, to, &rows);
        if (!f && !none && !p->inside && !first)
                f = corrections(cx, &fr->y, &givers, from, to, &rows);
        if (!f && !none)
                f = beside(cx, &fr->y, &rows);
        if (!f)
                f = kept(cx, p, &rows);
        if (f)
                return f;
        struct list_filter *filters = NEW_ARRAY(cx->arena, struct list_filter, 5);
        int n = 0;
        filters[n++] = year_scheme_filter(cx, fr, &schemes);
        filters[n++] = year_month_filter(cx, fr, true, all);
        filters[n++] = giver_filter(cx, &rows, giver);
        filters[n++] = (struct list_filter){ .kind = FILTER_CHOICE, .name = "doubt",
                                             .label = "疑点", .value = doubt, .choices = doubts,
                                             .n_choices = COUNT_OF(doubts) };
        if (!p->inside)
                filters[n++] = (struct list_filter){ .kind = FILTER_CHOICE, .name = "kind",
                                                     .label = "类别", .value = kind,
                                                     .choices = kinds,
                                                     .n_choices = COUNT_OF(kinds) };
        p->list = (struct list){ .page = &p->frame.page, .path = "/figures/review",
                                 .caption = "待审核的数", .columns = columns,
                                 .n_columns = COUNT_OF(columns), .total = -1, .whole = true,
                                 .of = LIST_OF_UNITS, .own = "有疑点的在前", .find = "指标、单位或说明",
                                 .filters = filters, .n_filters = n, .page_rows = PAGE_ROWS,
                                 .acts = p->inside ? "pass hand-back" : "review return",
                                 .empty = "没有等着审核的数", .empty_help = "换一个月份或填报单位再看；单位上报后才到这里。" };
        f = list_open(cx, rq, &p->list);
        if (f)
                return f;
        for (int pass = 0; pass < 2; pass++)
                for (int i = 0; i < rows.n; i++) {
                        const struct waiting *w = &rows.list[i];
                        if (!w->doubt == (pass == 1) && (!giver || w->r.giver == giver) &&
                            (!doubt.n || str_is(doubt, "yes") == !!w->doubt))
                                put_row(cx, p, w);
                }
        list_end(cx, &p->list);
        figures_review_page(&re->body, p);
        return NULL;
}

/* ---- several at once ------------------------------------------------------------------------- */

/* The rows as they stand, all of one scheme as it is in force. */
static const struct fail *moving(struct ctx *cx, const struct batch_item *items, int n,
                                 struct figure_year *y, struct figure_move *moves)
{
        struct figure_row first;
        const struct fail *f = figure_find(cx, items[0].id, &first);
        if (!f)
                f = figure_year_open(cx, first.scheme, y);
        if (!f)
                f = edition_see(cx, &y->e);
        for (int i = 0; i < n; i++)
                moves[i] = (struct figure_move){ items[i].id, items[i].version };
        return f;
}

const struct fail *figures_may_review(struct ctx *cx, struct batch_item *items, int n)
{
        struct figure_move *moves = NEW_ARRAY(cx->arena, struct figure_move, (size_t)n);
        struct givers givers = { 0 };
        struct rows rows = { 0 };
        struct figure_year y;
        const struct fail *f = moving(cx, items, n, &y, moves);
        for (int i = 0; !f && i < n; i++) {
                struct figure_row r;
                f = figure_may_move(cx, &y, str_of(items[i].by->event), &moves[i], &r);
                if (f && (f->kind == FAIL_NOT_FOUND || f->kind == FAIL_BROKEN))
                        break;
                batch_refuse(cx, &items[i], f);
                items[i].version = items[i].version ? items[i].version : r.version;
                f = add(cx, &y, &givers, &rows, &r)
                        ? NULL : fail(cx, CONFLICT, "现行方案（第 %d 版）里没有这项指标", y.e.number);
        }
        if (!f)
                f = beside(cx, &y, &rows);
        for (int i = 0; !f && i < n; i++) {
                const struct waiting *w = &rows.list[i];
                str value = figure_text(cx, w->leaf, w->in, &w->r);
                items[i].name =
                        str_f(cx->arena, "%.*s：%.*s（%.*s）", STR(w->unit), STR(leaf_name(cx, w)),
                              STR(figure_period_name(cx, w->leaf->x->cycle, w->r.period)));
                items[i].note = !w->last.n
                                        ? value
                                        : str_f(cx->arena, words_of(cx->lang, "%.*s（上期 %.*s）"),
                                                STR(value), STR(w->last));
                if (w->doubt)
                        items[i].note = str_f(cx->arena, "%.*s　%s", STR(items[i].note),
                                              words_of(cx->lang, w->doubt));
        }
        return f;
}

void figures_put_review(struct ctx *cx, struct batch_item *items, int n)
{
        struct figure_move *moves = NEW_ARRAY(cx->arena, struct figure_move, (size_t)n);
        struct figure_year y;
        const struct fail *f = moving(cx, items, n, &y, moves);
        if (!f)
                f = figures_move_in(cx, &y, str_of(items[0].by->event), items[0].words, moves, n);
        if (f)
                tx_refuse(cx, f);
}
