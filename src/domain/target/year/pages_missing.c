/* domain/target/year/pages_missing.c - what was not given in time, as a list; letters to who owes
 * it. */
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/year/faces.h"
#include "domain/target/year/figures.html.h"

enum { MONTHS = 12, UNITS_ROOM = 8192 };        /* over the most units of an edition */

static const struct list_column columns[] = {
        { .label = "指标",     .kind = CELL_TITLE },
        { .label = "单位",     .kind = CELL_TEXT },
        { .label = "填报单位", .kind = CELL_TEXT },
        { .label = "月份",     .kind = CELL_NO },
        { .label = "期限",     .kind = CELL_DAY },
        { .label = "状态",     .kind = CELL_LAMP },
        { .label = "办理",     .kind = CELL_TEXT },     /* on the page of who may */
};

enum owing { OWES, RETURNED, DRAFTED, LATE, OWINGS };
static const char *const words[OWINGS] = { "缺报", "退回未重报", "填了没有上报", "迟报" };
static const struct form_choice states[] = {
        { S_C(""), "全部", { 0 } }, { S_C("owes"), "缺报", { 0 } }, { S_C("returned"), "退回未重报", { 0 } },
        { S_C("drafted"), "填了没有上报", { 0 } }, { S_C("late"), "迟报", { 0 } },
};

static enum owing owing_of(const struct month_place *x)
{
        return x->given ? LATE : x->returned ? RETURNED : x->drafted ? DRAFTED : OWES;
}

/* ---- a place of a month as the number of its row ------------------------------------------------ */

struct place_key { int64_t node; int period, unit_at; };        /* the node tells the edition */

static int64_t key_pack(struct place_key k)
{
        must(k.unit_at < UNITS_ROOM);
        return (k.node * MONTHS + k.period) * UNITS_ROOM + k.unit_at;
}

static struct place_key key_of(int64_t id)
{
        return (struct place_key){ .node = id / UNITS_ROOM / MONTHS, .period = (int)(id / UNITS_ROOM % MONTHS),
                                   .unit_at = (int)(id % UNITS_ROOM) };
}

/* ---- who gives: each looked up once --------------------------------------------------------------- */

struct giver giver_of(struct ctx *cx, struct givers *g, const struct figure_year *y, int64_t unit)
{
        for (int i = 0; i < g->n; i++)
                if (g->list[i].unit == unit)
                        return g->list[i];
        struct giver x = { .unit = unit, .brief = unit_brief(cx, unit),
                           .seen = !auth_see_year(cx, MAY_TARGET_VIEW, unit, y->e.year) };
        *VEC_ADD(cx->arena, g->list, g->n, g->cap) = x;
        return x;
}

/* ---- the list --------------------------------------------------------------------------------------- */

/* A letter to whoever owes the figure, which says what is missing, of whom, and since when. */
static str urge_href(struct ctx *cx, const struct figure_year *y, int period,
                     const struct month_place *x)
{
        const struct figure_leaf *l = &y->leaves[x->leaf];
        const struct edition_unit *u = &y->e.units[x->unit_at];
        str of = u->unit == x->giver ? S("") : str_f(cx->arena, "（%.*s）", STR(u->brief));
        str due = day_zh(cx->arena, x->due), name = l->x->name;
        static const char said[] = "%d年%d月“%.*s”%.*s的数据应于%.*s前报送，至今没有报送。"; /* document text */
        str gap = str_f(cx->arena, said, y->e.year, period + 1, STR(name), STR(of), STR(due));
        return str_f(cx->arena, "/urges/new?scheme=%ld&unit=%ld&leaf=%ld&month=%d&cause=missing&gap=%s", y->e.scheme,
                     x->giver, l->x->stem, period + 1, url_part(cx->arena, gap));
}

static void put_row(struct ctx *cx, struct missing_page *p, int period, const struct month_place *x,
                    const struct giver *giver)
{
        const struct figure_year *y = &p->frame.y;
        const struct figure_leaf *l = &y->leaves[x->leaf];
        enum owing s = owing_of(x);
        struct list_cell *c = list_next(cx, &p->list, key_pack((struct place_key){ l->x->id, period, x->unit_at }));
        if (!c)
                return;
        list_key(&p->list, x->giver);
        str leaf = l->scored || l->x->provider ? str_f(cx->arena, "&leaf=%ld", l->x->stem) : S("");
        c[0] = (struct list_cell){ .text = l->x->name, .href = str_f(cx->arena, "/figures/%ld/givers/%ld?month=%d%.*s",
                                   y->e.scheme, x->giver, period + 1, STR(leaf)) };
        c[1].text = y->e.units[x->unit_at].brief;
        c[2].text = giver->brief;
        c[3].text = figure_period_name(cx, l->x->cycle, period);
        c[4].d = x->due;
        c[5] = (struct list_cell){ .word = words[s], .lamp = s == LATE ? "yellow" : "red" };
        if (p->list.n_columns < (int)COUNT_OF(columns))
                return;
        if (s == LATE)
                c[6] = (struct list_cell){ .none = true };
        else
                c[6] = (struct list_cell){ .word = "拟督促通知单", .href = urge_href(cx, y, period, x) };
}

/* What is overdue first, then what came late; in each the newest month first. */
static const struct fail *rows_put(struct ctx *cx, struct missing_page *p, int from, int to,
                                   str state)
{
        const struct month_place *place[MONTHS];
        struct givers givers = { 0 };
        int n[MONTHS];
        for (int m = from; m <= to; m++) {
                const struct fail *f = month_places(cx, &p->frame.y, m, 0, 0, &place[m], &n[m]);
                if (f)
                        return f;
        }
        for (int pass = 0; pass < 2; pass++)
                for (int m = to; m >= from; m--)
                        for (int i = 0; i < n[m]; i++) {
                                const struct month_place *x = &place[m][i];
                                if (pass == 0 ? !x->overdue : !x->given || x->on_time)
                                        continue;
                                struct giver g = giver_of(cx, &givers, &p->frame.y, x->giver);
                                if (!g.seen)
                                        continue;
                                p->n_overdue += pass == 0, p->n_late += pass == 1;
                                if (!state.n || str_eq(state, states[1 + owing_of(x)].value))
                                        put_row(cx, p, m, x, &g);
                        }
        return NULL;
}

/* GET /figures/missing?scheme=&month=&state=: month 0 is all that have ended */
const struct fail *figures_missing_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct missing_page *p = NEW(cx->arena, struct missing_page);
        struct year_schemes schemes;
        struct form form = form_of(cx, rq);
        bool all = form_int_or(&form, "month", 0, MONTHS, -1) == 0;
        str asked = form_text(&form, "state", 0, 20), state = S("");
        for (size_t i = 0; i < COUNT_OF(states); i++)
                if (str_eq(states[i].value, asked))
                        state = asked;
        const struct fail *f = year_frame_choose(cx, rq, "缺报与迟报", "missing", &p->frame, &schemes);
        if (f)
                return f;
        const struct year_frame *fr = &p->frame;
        bool none = !fr->y.e.id, urges = fr->may_lock && !rq->list;
        struct list_filter *filters = NEW_ARRAY(cx->arena, struct list_filter, 3);
        filters[0] = year_scheme_filter(cx, fr, &schemes);
        filters[1] = year_month_filter(cx, fr, true, all);
        filters[2] = (struct list_filter){ .kind = FILTER_CHOICE, .name = "state", .label = "状态", .value = state,
                .choices = states, .n_choices = COUNT_OF(states) };
        p->list = (struct list){ .page = &p->frame.page, .path = "/figures/missing", .caption = "缺报与迟报",
                .columns = columns, .n_columns = (int)COUNT_OF(columns) - !urges, .total = -1, .whole = true,
                .of = LIST_OF_UNITS, .own = "缺报在前", .find = "指标或单位", .filters = filters, .n_filters = 3,
                .empty = "没有缺报，也没有迟报", .empty_help = "换一个月份或状态再看；方案下发后才有要填的数。" };
        f = list_open(cx, rq, &p->list);
        if (!f && !none)
                f = rows_put(cx, p, all ? 0 : fr->month, all ? fr->newest : fr->month, state);
        if (f)
                return f;
        list_end(cx, &p->list);
        missing_page(&re->body, p);
        return NULL;
}

/* ---- one letter to each giver for each month --------------------------------------------------------- */

struct owed { const struct figure_leaf *leaf; const struct month_place *place; int period; bool told; };

/* What the rows say now: the places of them, all of one scheme as it is in force. */
static const struct fail *owed_read(struct ctx *cx, const struct batch_item *items, int n,
                                    struct figure_year *y, struct owed *ret)
{
        const struct month_place *place[MONTHS] = { 0 };
        int n_place[MONTHS] = { 0 };
        struct node_by_id node;
        struct edition e;
        const struct fail *f = node_by_id(cx, key_of(items[0].id).node, &node);
        if (!f)
                f = edition_find(cx, node.edition, &e);
        if (!f)
                f = figure_year_open(cx, e.scheme, y);
        if (!f)
                f = edition_see(cx, &y->e);
        if (!f)
                f = auth_change_year(cx, MAY_PERIOD_LOCK, y->e.unit, y->e.year);
        for (int i = 0; !f && i < n; i++) {
                struct place_key k = key_of(items[i].id);
                if (!place[k.period])
                        f = month_places(cx, y, k.period, 0, 0, &place[k.period], &n_place[k.period]);
                for (int j = 0; !f && j < n_place[k.period] && !ret[i].place; j++) {
                        const struct month_place *x = &place[k.period][j];
                        if (y->leaves[x->leaf].x->id == k.node && x->unit_at == k.unit_at)
                                ret[i] = (struct owed){ &y->leaves[x->leaf], x, k.period, false };
                }
                if (!f && !ret[i].place)        /* of another scheme, or of an edition that was replaced */
                        f = fail(cx, CONFLICT, "方案已经换版，请回到列表重新选择");
        }
        return f;
}

const struct fail *figures_may_urge(struct ctx *cx, struct batch_item *items, int n)
{
        struct owed *owed = NEW_ARRAY(cx->arena, struct owed, (size_t)n);
        struct givers givers = { 0 };
        struct figure_year y;
        const struct fail *f = owed_read(cx, items, n, &y, owed);
        for (int i = 0; !f && i < n; i++) {
                const struct month_place *x = owed[i].place;
                struct giver g = giver_of(cx, &givers, &y, x->giver);
                if (!g.seen)
                        f = fail(cx, NOT_FOUND, "%s", "");
                items[i].version = 1;           /* whether it is still owed is asked again */
                items[i].name = str_f(cx->arena, "%.*s：%.*s", STR(y.e.units[x->unit_at].brief),
                                      STR(owed[i].leaf->x->name));
                items[i].note = str_f(cx->arena, words_of(cx->lang, "发给 %.*s"), STR(g.brief));
                if (!x->overdue)
                        items[i].why = str_of(words_of(cx->lang, "已经报了，不用催"));
        }
        return f;
}

/* What of the same giver and month was not told yet: 指标甲、指标乙（柳溪镇、青石镇）. */
static str gap_of(struct ctx *cx, const struct figure_year *y, struct owed *owed, int n, int from,
                  bool *ret_one)
{
        struct buf b = buf_new(cx->arena, 65536);
        const struct month_place *first = owed[from].place;
        int period = owed[from].period, leaves = 0;
        buf_f(&b, "%d年%d月的下列数据没有按时报送：", y->e.year, period + 1); /* document text */
        for (int i = from; i < n; i++) {
                const struct figure_leaf *l = owed[i].leaf;
                int units = 0;
                if (owed[i].told || owed[i].period != period || owed[i].place->giver != first->giver)
                        continue;
                buf_f(&b, "%s%.*s", leaves++ ? "、" : "", STR(l->x->name)); /* document text */
                for (int k = i; k < n; k++) {
                        const struct month_place *x = owed[k].place;
                        if (owed[k].leaf != l || owed[k].period != period || x->giver != first->giver)
                                continue;
                        owed[k].told = true;
                        const struct edition_unit *u = &y->e.units[x->unit_at];
                        if (u->unit != x->giver)
                                buf_f(&b, "%s%.*s", units++ ? "、" : "（", STR(u->brief)); /* document text */
                }
                if (units)
                        buf_put(&b, S("）")); /* document text */
        }
        buf_put(&b, S("。")); /* document text */
        *ret_one = leaves == 1;
        return buf_str(&b);
}

void figures_put_urge(struct ctx *cx, struct batch_item *items, int n)
{
        struct owed *owed = NEW_ARRAY(cx->arena, struct owed, (size_t)n);
        struct figure_year y;
        const struct fail *f = owed_read(cx, items, n, &y, owed);
        if (f)
                tx_refuse(cx, f);
        for (int i = 0; !f && i < n; i++) {
                bool one;
                if (owed[i].told)
                        continue;
                struct urge_wish w = { .scheme = y.e.scheme, .unit = owed[i].place->giver, .period = owed[i].period,
                        .gap = gap_of(cx, &y, owed, n, i, &one),
                        .cause = URGE_MISSING, .requirement = str_of(urge_requirement) };
                w.stem = one ? owed[i].leaf->x->stem : 0;
                urge_put(cx, &w);
        }
}
