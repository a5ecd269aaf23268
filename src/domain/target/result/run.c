/* domain/target/result/run.c - computing and keeping a run; reading runs, their units and nodes. */
#include "core/audit/audit.h"
#include "core/crypto/hash.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/result/appeal.h"
#include "domain/target/result/result.sql.h"
#include "domain/target/scheme.sql.h"

/* ---- may it be computed now? -------------------------------------------------------------------- */

/* What the scheme has already. */
struct standing {
        int64_t closed, final_run;      /* the preliminary run whose publicity is over; 0: none */
        bool    any_of_stage, archived, decided;
};

static const struct fail *standing_read(struct ctx *cx, int64_t scheme, enum result_stage stage,
                                        struct standing *ret)
{
        struct runs_of it;
        struct standing s = { 0 };
        runs_of(&it, cx, scheme);
        while (runs_of_next(&it)) {
                s.any_of_stage |= it.stage == stage && it.state != RESULT_REPLACED;
                s.archived |= it.state == RESULT_ARCHIVED;
                s.decided |= it.state == RESULT_DECIDED || it.state == RESULT_PUBLISHED;
                if (it.stage == RESULT_PRELIMINARY && it.state == RESULT_CLOSED && !s.closed)
                        s.closed = it.id;
        }
        *ret = s;
        return runs_of_end(&it);
}

static const struct fail *may_stage(struct ctx *cx, const struct result_wish *in, int year,
                                    const struct standing *s)
{
        if (in->stage == RESULT_MONITOR)
                return NULL;
        if (in->through != 11)
                return fail_field(cx, S("through"), "年度结果要算到 12 月");
        /* performance.md 2.2: scoring is in January and February, when December is known */
        if (cx->today.n <= day_make(year, 12, 31).n)
                return fail_field(cx, S("stage"),
                                  "%d 年还没有结束，年度结果要到次年才能核算；现在可以做过程监测", year);
        if (s->archived)
                return fail(cx, CONFLICT, "这一年的结果已经归档，不再核算");
        if (in->stage == RESULT_PRELIMINARY && s->decided)
                return fail(cx, CONFLICT, "年度结果已经审定，要更正请重新核算年度定分");
        if (s->any_of_stage && !str_trim(in->reason).n)
                return fail_field(cx, S("reason"), "已经核算过，请写明重新核算的原因");
        if (in->stage == RESULT_PRELIMINARY)
                return NULL;
        if (!s->closed)
                return fail(cx, CONFLICT, "初步结果公示结束后才能核算年度定分");
        struct appeals_open open;
        const struct fail *f = appeals_open(cx, in->scheme, APPEAL_FILED, APPEAL_TAKEN, &open);
        if (!f && open.n)
                f = fail(cx, CONFLICT, "还有 %ld 件申诉没有办结，办结后才能核算年度定分", open.n);
        return f;
}

/* ---- kept ------------------------------------------------------------------------------------------ */

struct node_cell { int64_t node, points, full, state, trace; };

static int cell_order(const void *a, const void *b)
{
        const struct node_cell *x = a, *y = b;
        return (x->node > y->node) - (x->node < y->node);
}

/* The nodes that are there for a unit, by id: rows are then put at the end of the table's index. */
static int cells_of(const struct result_basis *b, const struct result_outcome *o, int unit,
                    struct node_cell *ret)
{
        const struct scheme *s = &b->scheme;
        int n = 0, slot = b->input.n_periods, g = input_group(s, &b->input, unit);
        for (int k = 1; k < s->n_nodes; k++) {
                if (!result_there(s, &b->input, o->r, slot, k, unit))
                        continue;
                int l = s->nodes[k].leaf;
                size_t at = l < 0 ? 0 : result_leaf(o->r, slot, l, unit);
                ret[n++] = (struct node_cell){
                        b->e.nodes[k - 1].id, result_points(s, o->r, slot, k, unit).micro,
                        s->full[(size_t)g * (size_t)s->n_nodes + (size_t)k].micro,
                        l >= 0 ? o->r->state[at]
                               : result_na(s, o->r, slot, k, unit) ? SCORE_NA : SCORE_DONE,
                        l >= 0 ? trace_pack(&o->r->trace[at]) : 0 };
        }
        qsort(ret, (size_t)n, sizeof(ret[0]), cell_order);
        return n;
}

#define CELL(i) c[i].node, c[i].points, c[i].full, c[i].state, c[i].trace
static void put_cells(struct ctx *cx, int64_t run, int64_t unit, const struct node_cell *c, int n)
{
        for (; n >= 8; c += 8, n -= 8)
                result_node_put8(cx, run, unit, CELL(0), CELL(1), CELL(2), CELL(3), CELL(4),
                                 CELL(5), CELL(6), CELL(7));
        for (; n > 0; c++, n--)
                result_node_put(cx, run, unit, CELL(0));
}

struct by_id { int64_t id; int at; };
static int id_order(const void *a, const void *b)
{
        const struct by_id *x = a, *y = b;
        return (x->id > y->id) - (x->id < y->id);
}

static void put_units(struct ctx *cx, int64_t run, const struct result_basis *b,
                      const struct result_outcome *o)
{
        int n = b->input.n_units;
        struct by_id *order = NEW_ARRAY(cx->arena, struct by_id, (size_t)n + 1);
        struct node_cell *cells = NEW_ARRAY(cx->arena, struct node_cell,
                                            (size_t)b->scheme.n_nodes + 1);
        int *ranked = NEW_ARRAY(cx->arena, int, (size_t)b->ready.n_groups + 1);
        for (int u = 0; u < n; u++) {
                order[u] = (struct by_id){ b->ready.unit_ids[u], u };
                ranked[input_group(&b->scheme, &b->input, u)] += o->places[u].rank > 0;
        }
        qsort(order, (size_t)n, sizeof(order[0]), id_order);
        tx_stream(cx);
        for (int i = 0; i < n; i++) {
                int u = order[i].at, g = input_group(&b->scheme, &b->input, u);
                const struct graded *x = o->graded ? &o->graded[u] : NULL;
                const struct effect_sum *sum = &o->sums[u];
                result_unit_put(cx, run, order[i].id, b->e.groups[b->ready.group_at[g]].id,
                                o->raw[u].micro, b->ready.factor[u], o->base[u].micro,
                                sum->bonus.micro, sum->penalty.micro, sum->total.micro,
                                o->r->waiting[result_unit(o->r, b->input.n_periods, u)],
                                o->places[u].rank, o->places[u].tied, ranked[g],
                                x && x->proposed >= 0 ? b->grades.grades[x->proposed].name : (str){ 0 },
                                x && x->grade >= 0 ? b->grades.grades[x->grade].name : (str){ 0 },
                                x ? (int64_t)x->why : GRADE_NONE);
                put_cells(cx, run, order[i].id, cells, cells_of(b, o, u, cells));
        }
}

static str run_text(struct ctx *cx, const struct result_wish *in, const struct result_basis *b,
                    int64_t no)
{
        struct buf t = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&t, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_int(&j, "no", no);
        json_put_str(&j, "stage", str_of(result_stage_words[in->stage]));
        json_put_int(&j, "through", in->through + 1);
        json_put_int(&j, "edition", b->e.number);
        json_put_str(&j, "reason", str_trim(in->reason));
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&t);
}

const struct fail *result_compute(struct ctx *cx, const struct result_wish *in, int64_t *ret_run)
{
        struct scheme_by_id s;
        struct standing has;
        struct result_basis *b = NEW(cx->arena, struct result_basis);
        struct result_outcome *o = NEW(cx->arena, struct result_outcome);
        const struct fail *f = scheme_by_id(cx, in->scheme, &s);
        if (!f)
                f = auth_change_year(cx, MAY_RESULT_RUN, s.unit, (int)s.year);
        if (!f && (in->through < 0 || in->through > 11))
                f = fail_field(cx, S("through"), "月份应为 1 到 12");
        if (!f)
                f = result_load(cx, in->scheme, in->through, in->stage, b);
        if (f)
                return f;
        result_score(cx->arena, b, o);
        str inputs = result_pack(cx->arena, b);
        struct digest sum = result_digest(cx->arena, b, inputs, o);

        /* The last steps rest on what stands there: publicity, appeals. */
        cx->db->serializable = in->stage != RESULT_MONITOR;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = standing_read(cx, in->scheme, in->stage, &has);
        if (!f)
                f = may_stage(cx, in, (int)s.year, &has);
        struct run_next_no next = { 0 };
        if (!f)
                f = run_next_no(cx, in->scheme, &next);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        bool follows = in->stage == RESULT_FINAL;
        int64_t id = result_run_insert(cx, in->scheme, b->e.id, next.no, in->through, in->stage,
                                       inputs, (str){ (const char *)sum.b, DIGEST_BYTES }, follows,
                                       has.closed, str_trim(in->reason).n ? str_trim(in->reason)
                                                                          : (str){ 0 },
                                       cx->now, cx->user);
        put_units(cx, id, b, o);
        audit_log(cx, "result.run", "result_run", id, run_text(cx, in, b, next.no));
        f = tx_commit(&tx);
        if (!f)
                *ret_run = id;
        return f;
}

/* ---- who sees what -------------------------------------------------------------------------------- */

/* Has it left the office: released, or shown? Nobody but who sees the whole county sees it before
 * (docs/decisions/who-sees-results.md). */
static bool is_out(const struct ctx *cx, const struct result_run *r)
{
        switch (r->state) {
        case RESULT_COMPUTED: case RESULT_DECIDED: case RESULT_STATES:
                return false;
        case RESULT_PUBLIC:             /* ordered ahead: it is shown from its first day */
                return r->public_from.n <= cx->today.n;
        case RESULT_RELEASED: case RESULT_CLOSED: case RESULT_PUBLISHED: case RESULT_ARCHIVED:
                return true;
        case RESULT_REPLACED:
                return r->stage == RESULT_MONITOR || day_is(r->published) ||
                       (day_is(r->public_from) && r->public_from.n <= cx->today.n);
        }
        return false;
}

const char *result_state_word(const struct result_run *r, day today)
{
        return r->state == RESULT_PUBLIC && r->public_from.n > today.n
                ? "待公示" : result_state_words[r->state];
}

static bool reaches_all(struct ctx *cx, const struct result_run *r)
{
        return !auth_see_year(cx, MAY_RESULT_VIEW, r->unit, r->year);
}

bool result_may_detail(struct ctx *cx, const struct result_run *r, int64_t unit)
{
        return is_out(cx, r) ? !auth_see_year(cx, MAY_RESULT_VIEW, unit, r->year)
                             : reaches_all(cx, r);
}
bool result_may_total(struct ctx *cx, const struct result_run *r, int64_t unit)
{
        return result_may_detail(cx, r, unit) || (is_out(cx, r) && auth_may(cx, MAY_RESULT_VIEW));
}

/* Somebody who sees a unit of the run, or the whole county. */
static bool may_run(struct ctx *cx, const struct result_run *r)
{
        struct run_unit_reach it;
        if (reaches_all(cx, r))
                return true;
        struct auth_reach reach = auth_reach(cx, MAY_RESULT_VIEW);
        if (!is_out(cx, r) || reach.scope == SCOPE_NONE || r->year < reach.years.first ||
            r->year > reach.years.last)
                return false;
        return !run_unit_reach(cx, r->id, cx->unit, reach.prefix, reach.unit, reach.group, &it) &&
               it.mine;
}

/* ---- reading ---------------------------------------------------------------------------------------- */

#define RUN_OF(x)                                                                                \
        (struct result_run){                                                                     \
                .id = (x)->id, .scheme = (x)->scheme, .edition = (x)->edition, .unit = (x)->unit, \
                .version = (x)->version, .year = (int)(x)->year, .no = (int)(x)->no,             \
                .through = (int)(x)->through, .name = (x)->name,                                 \
                .stage = (enum result_stage)(x)->stage, .state = (enum result_state)(x)->state,  \
                .digest = (x)->digest, .public_from = (x)->public_from,                          \
                .public_until = (x)->public_until, .at = (x)->at, .who = (x)->who,               \
                .base = (x)->has_base ? (x)->base : 0, .reason = (x)->reason,                    \
                .notice = (x)->notice, .basis = (x)->basis, .decided = (x)->decided,             \
                .published = (x)->published, .circular = (x)->circular,                          \
                .addressee = (x)->addressee,                                                     \
        }

const struct fail *result_scheme_of(struct ctx *cx, int year, int64_t *ret_scheme)
{
        struct schemes it;
        struct edition_in_force now;
        struct { int64_t id; int year; } *list = NULL;
        int n = 0, cap = 0;
        schemes(&it, cx, year ? SCHEMES_WHEN_YEAR : 0, year);
        while (schemes_next(&it)) {
                (void)VEC_ADD(cx->arena, list, n, cap);
                list[n - 1].id = it.id, list[n - 1].year = (int)it.year;
        }
        const struct fail *f = schemes_end(&it);
        for (int i = 0; !f && i < n; i++)
                if (!edition_in_force(cx, list[i].id, day_make(list[i].year, 12, 31), &now)) {
                        *ret_scheme = list[i].id;
                        return NULL;
                }
        if (!f && !year)
                f = fail(cx, NOT_FOUND, "还没有下发的考核方案");
        return f ? f : fail(cx, NOT_FOUND, "%d 年还没有下发的考核方案", year);
}

const struct fail *result_run_find(struct ctx *cx, int64_t id, struct result_run *ret)
{
        struct run_by_id x;
        const struct fail *f = run_by_id(cx, id, &x);
        if (f)
                return f;
        *ret = RUN_OF(&x);
        return may_run(cx, ret) ? NULL : fail(cx, NOT_FOUND, "%s", "");
}

const struct fail *result_runs(struct ctx *cx, int64_t scheme, const struct result_run **ret,
                               int *ret_n)
{
        struct runs_of it;
        struct result_run *list = NULL;
        int n = 0, cap = 0, kept = 0;
        runs_of(&it, cx, scheme);
        while (runs_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = RUN_OF(&it);
        const struct fail *f = runs_of_end(&it);
        for (int i = 0; !f && i < n; i++)
                if (may_run(cx, &list[i]))
                        list[kept++] = list[i];
        *ret = list, *ret_n = kept;
        return f;
}

const struct fail *result_latest(struct ctx *cx, int64_t scheme, int through,
                                 struct result_run *ret)
{
        const struct result_run *list;
        int n, best = -1;
        const struct fail *f = result_runs(cx, scheme, &list, &n);
        for (int i = 0; !f && i < n; i++) {
                if (list[i].state == RESULT_REPLACED || (through >= 0 && list[i].through != through))
                        continue;
                /* a later stage says more than a newer run of an earlier one */
                if (best < 0 || list[i].stage > list[best].stage ||
                    (list[i].stage == list[best].stage && list[i].through > list[best].through))
                        best = i;
        }
        if (!f && best < 0)
                f = fail(cx, NOT_FOUND, "还没有核算过");
        if (!f)
                *ret = list[best];
        return f;
}

const struct fail *result_units(struct ctx *cx, const struct result_run *run,
                                const struct result_unit **ret, int *ret_n)
{
        struct run_units it;
        struct result_unit *list = NULL;
        int n = 0, cap = 0;
        struct auth_reach r = auth_reach(cx, MAY_RESULT_VIEW);
        bool open = is_out(cx, run) ? auth_may(cx, MAY_RESULT_VIEW) : reaches_all(cx, run);
        run_units(&it, cx, run->id, r.prefix, r.unit, r.group);
        while (run_units_next(&it)) {
                struct result_unit x = { .unit = it.unit, .grp = it.grp, .code = it.code,
                                         .name = it.name, .brief = it.brief, .group = it.grp_name,
                                         .kind = (int)it.kind, .of = (int)it.ranked,
                                         .hidden = !open };
                if (!x.hidden) {
                        x.raw.micro = it.raw, x.base.micro = it.base, x.bonus.micro = it.bonus;
                        x.penalty.micro = it.penalty, x.total.micro = it.total;
                        x.factor = it.factor, x.waiting = (int)it.waiting;
                        x.rank = (int)it.rank, x.tied = (int)it.tied;
                        x.proposed = it.proposed, x.grade = it.grade;
                        x.why = (enum grade_why)it.why;
                }
                *VEC_ADD(cx->arena, list, n, cap) = x;
        }
        *ret = list, *ret_n = n;
        return run_units_end(&it);
}

const struct fail *result_nodes(struct ctx *cx, const struct result_run *run, int64_t unit,
                                const struct result_node **ret, int *ret_n)
{
        struct run_nodes it;
        struct result_node *list = NULL;
        const struct result_unit *units;
        int n = 0, cap = 0, n_units = 0;
        int64_t last = 0;
        bool may = false, all = reaches_all(cx, run);
        if (unit && !result_may_detail(cx, run, unit))
                return fail(cx, NOT_FOUND, "%s", "");
        const struct fail *f = unit || all ? NULL : result_units(cx, run, &units, &n_units);
        if (f)
                return f;
        run_nodes(&it, cx, unit ? RUN_NODES_WHEN_UNIT : 0, run->id, unit);
        while (run_nodes_next(&it)) {
                if (!unit && !all && it.unit != last)
                        last = it.unit, may = result_may_detail(cx, run, last);
                if (!unit && !all && !may)
                        continue;
                *VEC_ADD(cx->arena, list, n, cap) = (struct result_node){
                        it.unit, it.node, it.stem, { it.mark }, { it.full_mark },
                        (enum score_state)it.state, trace_unpack(it.trace) };
        }
        *ret = list, *ret_n = n;
        return run_nodes_end(&it);
}

const struct fail *result_basis_of(struct ctx *cx, const struct result_run *run,
                                   struct result_basis *ret)
{
        struct run_inputs in;
        struct edition e;
        const struct fail *f = run_inputs(cx, run->id, &in);
        if (!f)
                f = edition_read(cx, run->edition, &e);
        if (!f)
                f = result_unpack(cx, &e, in.inputs, ret);
        if (f && f->kind == FAIL_INVALID)
                f = fail(cx, BROKEN, "run %ld: %.*s", run->id, STR(f->say));
        return f;
}
