/* domain/target/year/figure.c - figures put and corrected: who may, what is refused, what is kept. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/measure.h"
#include "domain/target/year/figure.h"
#include "domain/target/year/figure.sql.h"

/* ---- reading one --------------------------------------------------------------------------- */

const struct fail *figure_find(struct ctx *cx, int64_t id, struct figure_row *ret)
{
        struct figure_by_id r;
        const struct fail *f = figure_by_id(cx, id, &r);
        if (f)
                return f;
        *ret = (struct figure_row){ .id = r.id, .scheme = r.scheme, .stem = r.stem, .unit = r.unit,
                                    .giver = r.giver, .version = r.version, .period = (int)r.period,
                                    .no = (int)r.no, .input = r.input, .live = r.live == 1,
                                    .na = r.na == 1, .late = r.late == 1,
                                    .state = (enum figure_state)r.state,
                                    .source = (enum figure_source)r.source, .value = r.value,
                                    .places = (int)r.places, .raw = r.raw, .origin = r.origin,
                                    .reason = r.reason, .opinion = r.opinion,
                                    .data_version = r.data_version, .who = r.who, .at = r.at,
                                    .first_at = r.first_at, .submitted_at = r.submitted_at,
                                    .reviewed_by = r.reviewed_by, .reviewed_at = r.reviewed_at };
        return NULL;
}

const struct fail *figure_see(struct ctx *cx, const struct figure_year *y,
                              const struct figure_row *r)
{
        const struct fail *f = auth_see_year(cx, MAY_TARGET_VIEW, r->unit, y->e.year);
        if (f && f->kind == FAIL_NOT_FOUND)
                f = auth_see_year(cx, MAY_TARGET_VIEW, r->giver, y->e.year);
        int at = f ? figure_leaf_at(y, r->stem) : -1;
        if (at >= 0 && y->leaves[at].x->scorer)
                f = auth_see_year(cx, MAY_TARGET_VIEW, y->leaves[at].x->scorer, y->e.year);
        return f;
}

const struct fail *figure_history(struct ctx *cx, const struct figure_row *of,
                                  const struct figure_row **ret, int *ret_n)
{
        struct figure_row *list = NULL;
        struct figure_rows_of r;
        int n = 0, cap = 0;
        figure_rows_of(&r, cx, of->scheme, of->stem, of->unit, of->period, of->input);
        while (figure_rows_of_next(&r))
                *VEC_ADD(cx->arena, list, n, cap) =
                        (struct figure_row){ .id = r.id, .scheme = of->scheme, .stem = of->stem,
                                             .unit = of->unit, .giver = r.giver,
                                             .version = r.version, .period = of->period,
                                             .no = (int)r.no, .input = of->input,
                                             .live = r.live == 1, .na = r.na == 1,
                                             .late = r.late == 1,
                                             .state = (enum figure_state)r.state,
                                             .source = (enum figure_source)r.source,
                                             .value = r.value, .places = (int)r.places,
                                             .raw = r.raw, .origin = r.origin, .reason = r.reason,
                                             .opinion = r.opinion, .data_version = r.data_version,
                                             .who = r.who, .at = r.at,
                                             .submitted_at = r.submitted_at,
                                             .reviewed_by = r.reviewed_by,
                                             .reviewed_at = r.reviewed_at, .who_name = r.who_name,
                                             .reviewer_name = r.reviewer_name };
        *ret = list;
        *ret_n = n;
        return figure_rows_of_end(&r);
}

/* ---- a value ------------------------------------------------------------------------------- */

struct value { bool none, na; int64_t v; int places; str raw; };

/* Reads the text; INVALID with the input's key. */
static const struct fail *value_read(struct ctx *cx, const struct figure_leaf *l,
                                     const struct figure_input *in, str raw, str reason,
                                     struct value *ret)
{
        struct figure_text t;
        const char *why = figure_read(cx->arena, raw, &t);
        if (why)
                return fail_field(cx, in->key, "“%.*s”：%s", STR(l->x->name),
                                  words_of(cx->lang, why));
        *ret = (struct value){ .none = t.v == FIGURE_NONE, .na = t.v == FIGURE_NA, .raw = str_trim(raw),
                               .places = in->places };
        if (ret->none)
                return NULL;
        if (ret->na)
                return str_trim(reason).n ? NULL
                        : fail_field(cx, in->key, "“%.*s”填了缺项，请写明原因", STR(l->x->name));
        if (!figure_scale(t.v, t.places, in->places, &ret->v))
                return in->places ? fail_field(cx, in->key, "“%.*s”最多 %d 位小数", STR(l->x->name),
                                               in->places)
                                  : fail_field(cx, in->key, "“%.*s”应是整数", STR(l->x->name));
        if (in->kind == KIND_COUNT && ret->v < 0)
                return fail_field(cx, in->key, "“%.*s”是次数，不能小于零", STR(l->x->name));
        int least;
        int64_t one;
        if (in->kind == KIND_FIGURE && l->x->measure.n && measure_least(l->x->measure, &least) &&
            figure_scale(least, 0, in->places, &one) && ret->v < one)
                return fail_field(cx, in->key, "“%.*s”的计量单位是“%.*s”，不能小于 %d；填的是 %.*s",
                                  STR(l->x->name), STR(l->x->measure), least, STR(ret->raw));
        return NULL;
}

/* ---- may it be put ------------------------------------------------------------------------- */

static int input_at_key(const struct figure_leaf *l, str key)
{
        for (int i = 0; i < l->n_inputs; i++)
                if (str_eq(l->inputs[i].key, key))
                        return i;
        return -1;
}

static int unit_at(const struct figure_year *y, int64_t unit)
{
        for (int i = 0; i < y->e.n_units; i++)
                if (y->e.units[i].unit == unit)
                        return i;
        return -1;
}

/* The edition that the form showed may have been replaced, and with it the leaf. */
static const struct fail *no_leaf(struct ctx *cx, const struct figure_year *y,
                                  const struct figure_in *in)
{
        struct edition old;
        if (!in->edition || in->edition == y->e.id || edition_read(cx, in->edition, &old))
                return fail(cx, CONFLICT, "现行方案（第 %d 版）里没有这项指标，这个数没有写入",
                            y->e.number);
        const struct edition_node *x = edition_node_of_stem(&old, in->stem);
        return x ? fail(cx, CONFLICT,
                        "方案第 %d 版已由第 %d 版取代，“%.*s”不再考核，这个数没有写入", old.number,
                        y->e.number, STR(x->name))
                 : fail(cx, NOT_FOUND, "%s", "");
}

const struct fail *figure_leaf_stands(struct ctx *cx, const struct figure_year *newest,
                                      int64_t stem, int64_t edition)
{
        return figure_leaf_at(newest, stem) >= 0
                       ? NULL
                       : no_leaf(cx, newest,
                                 &(struct figure_in){ .stem = stem, .edition = edition });
}

static bool by_people(const struct figure_in *in)
{
        return in->source == FIGURE_BY_HAND || in->source == FIGURE_BY_FILE;
}

static const struct fail *unit_fits(struct ctx *cx, const struct figure_year *y, int leaf,
                                    const struct figure_in *in)
{
        int u = unit_at(y, in->unit);
        if (u < 0 || !figure_asked(y, leaf, u))
                return fail(cx, CONFLICT, "方案第 %d 版里“%.*s”不考核这个单位，这个数没有写入",
                            y->e.number, STR(y->leaves[leaf].x->name));
        return NULL;
}

static const struct fail *month_fits(struct ctx *cx, const struct figure_year *y,
                                     const struct figure_leaf *l, const struct figure_in *in)
{
        if (in->period < 0 || in->period > 11 || !(l->months >> in->period & 1))
                return fail(cx, INVALID, "“%.*s”%s报一次，%d 月不用报", STR(l->x->name),
                            words_of(cx->lang, node_cycle_words[l->x->cycle]), in->period + 1);
        if (y->locked >> in->period & 1)
                return fail(cx, CONFLICT, "%d 年 %d 月的数据已锁定，要改请用“更正”写明原因",
                            y->e.year, in->period + 1);
        if (by_people(in) && day_make(y->e.year, in->period + 1, 1).n > cx->today.n)
                return fail(cx, CONFLICT, "%d 年 %d 月还没有到", y->e.year, in->period + 1);
        return NULL;
}

static const struct fail *person_fits(struct ctx *cx, const struct figure_year *y,
                                      const struct figure_leaf *l, const struct figure_in *in)
{
        return by_people(in) ? auth_change_year(cx, figure_perm(l),
                                                in->giver ? in->giver : figure_giver(l, in->unit),
                                                y->e.year)
                             : auth_change_year(cx, MAY_FIGURE_REVIEW, in->unit, y->e.year);
}

static const struct fail *place_check(struct ctx *cx, const struct figure_year *y,
                                      const struct figure_in *in, int *ret_leaf, int *ret_input)
{
        int leaf = figure_leaf_at(y, in->stem);
        if (leaf < 0)
                return no_leaf(cx, y, in);
        const struct figure_leaf *l = &y->leaves[leaf];
        *ret_leaf = leaf;
        *ret_input = input_at_key(l, in->input);
        if (*ret_input < 0)
                return fail(cx, INVALID, "“%.*s”没有“%.*s”这一栏", STR(l->x->name), STR(in->input));
        const struct fail *f = unit_fits(cx, y, leaf, in);
        if (!f)
                f = month_fits(cx, y, l, in);
        return f ? f : person_fits(cx, y, l, in);
}

/* ---- writing ------------------------------------------------------------------------------- */

static str put_text(struct ctx *cx, const struct figure_leaf *l, int period, str before, str after,
                    str reason)
{
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "before", '{');
        if (before.p)
                json_put_str(&j, "value", before);
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_str(&j, "indicator", l->x->name);
        json_put_int(&j, "month", period + 1);
        json_put_str(&j, "value", after);
        if (reason.n)
                json_put_str(&j, "reason", reason);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

struct live { bool there; struct figure_live r; };

static const struct fail *live_read(struct ctx *cx, int64_t scheme, const struct figure_in *in,
                                    struct live *ret)
{
        struct figure_live it;
        *ret = (struct live){ 0 };
        figure_live(&it, cx, scheme, in->stem, in->unit, in->period, in->input);
        while (figure_live_next(&it))
                ret->there = true, ret->r = it;
        return figure_live_end(&it);
}

static bool is_same(const struct live *l, const struct value *v)
{
        int64_t have;
        if (!l->there || (l->r.na == 1) != v->na)
                return false;
        return v->na ||
               (figure_scale(l->r.value, (int)l->r.places, v->places, &have) && have == v->v);
}

/* May what stands there give way to what is typed? */
static const struct fail *may_replace(struct ctx *cx, const struct figure_leaf *l,
                                      const struct figure_in *in, const struct live *was)
{
        if (in->seen >= 0 && in->seen != (was->there ? was->r.version : 0))
                return !was->there ? fail(cx, CONFLICT, "“%.*s”的数刚刚被别人撤下", STR(l->x->name))
                                   : audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "figure",
                                                    was->r.id);
        if (in->source == FIGURE_BY_DOMAIN || in->source == FIGURE_BY_BALLOT)
                return NULL;
        if (was->there && was->r.state == FIGURE_SUBMITTED)
                return fail(cx, CONFLICT, "“%.*s”已经上报，要改请先撤回", STR(l->x->name));
        if (was->there && was->r.state == FIGURE_REVIEWED)
                return fail(cx, CONFLICT, "“%.*s”已经审核，要改请用“更正”写明原因",
                            STR(l->x->name));
        return NULL;
}

static int64_t insert(struct ctx *cx, const struct figure_year *y, const struct figure_leaf *l,
                      const struct figure_in *in, const struct live *was, const struct value *v,
                      int no)
{
        bool people = by_people(in);
        int64_t first = was->there && was->r.has_first_at ? was->r.first_at : people ? 0 : cx->now;
        if (was->there)
                figure_retire(cx, was->r.id, was->r.version);
        return figure_insert(cx, y->e.scheme, in->stem, in->unit, in->period, in->input, no, 1,
                             people ? FIGURE_DRAFT : FIGURE_REVIEWED, v->na, v->v, v->places,
                             v->raw, in->source, in->origin.n ? in->origin : (str){ 0 },
                             str_trim(in->reason).n ? str_trim(in->reason) : (str){ 0 },
                             in->giver ? in->giver : figure_giver(l, in->unit), cx->user, cx->now,
                             !people, cx->user, !people, cx->now, first != 0, first, !people,
                             cx->now, (str){ 0 }, 0);
}

/* What is to be put, and what stands there. */
struct putting { const struct figure_leaf *l; struct value v; struct live was; bool nothing; };

static const struct fail *put_look(struct ctx *cx, const struct figure_year *y,
                                   const struct figure_in *in, struct putting *p)
{
        int leaf = 0, input = 0;
        const struct fail *f = place_check(cx, y, in, &leaf, &input);
        if (f)
                return f;
        p->l = &y->leaves[leaf];
        f = value_read(cx, p->l, &p->l->inputs[input], in->raw, in->reason, &p->v);
        if (!f)
                f = live_read(cx, y->e.scheme, in, &p->was);
        if (f)
                return f;
        bool returned = p->was.there && p->was.r.state == FIGURE_RETURNED;
        p->nothing = p->v.none ? !p->was.there : is_same(&p->was, &p->v) && !returned;
        return p->nothing ? NULL : may_replace(cx, p->l, in, &p->was);
}

const struct fail *figure_may_put(struct ctx *cx, const struct figure_year *y,
                                  const struct figure_in *in)
{
        struct putting p = { 0 };
        return put_look(cx, y, in, &p);
}

int figure_faults(struct ctx *cx, const struct figure_year *y, const struct figure_in *in,
                  struct figure_fault *ret)
{
        struct value v;
        struct live was;
        int n = 0, leaf = figure_leaf_at(y, in->stem);
        if (leaf < 0) {
                *ret = (struct figure_fault){ "leaf", no_leaf(cx, y, in) };
                return 1;
        }
        const struct figure_leaf *l = &y->leaves[leaf];
        int input = input_at_key(l, in->input);
        const struct fail *denied = in->unit ? person_fits(cx, y, l, in) : NULL;
        if (denied && (denied->kind == FAIL_DENIED || denied->kind == FAIL_NOT_FOUND))
                denied = fail(cx, DENIED, "这个数不由您这里填报");
        const struct figure_fault all[] = {
                { "unit", in->unit ? unit_fits(cx, y, leaf, in) : NULL },
                { "month", month_fits(cx, y, l, in) },
                { "leaf", denied },
                { "value", input < 0 ? NULL : value_read(cx, l, &l->inputs[input], in->raw, in->reason, &v) },
        };
        _Static_assert(COUNT_OF(all) == FIGURE_FAULTS, "one of each");
        for (size_t i = 0; i < COUNT_OF(all); i++)
                if (all[i].f)
                        ret[n++] = all[i];
        if (n || input < 0 || !in->unit)
                return n;
        const struct fail *f = live_read(cx, y->e.scheme, in, &was);
        if (!f && !is_same(&was, &v))
                f = may_replace(cx, l, in, &was);
        if (f)
                ret[n++] = (struct figure_fault){ "value", f };
        return n;
}

const struct fail *figure_put_in(struct ctx *cx, const struct figure_year *y,
                                 const struct figure_in *in, int64_t *ret_id)
{
        struct putting p = { 0 };
        struct figure_last_no last;
        if (ret_id)
                *ret_id = 0;
        const struct fail *f = put_look(cx, y, in, &p);
        if (f || p.nothing)
                return f;
        const struct figure_leaf *l = p.l;
        const struct value v = p.v;
        const struct live was = p.was;
        int64_t id = was.r.id;
        str reason = str_trim(in->reason).n ? str_trim(in->reason) : (str){ 0 };
        if (v.none) {
                figure_retire(cx, was.r.id, was.r.version);
        } else if (was.there && was.r.state == FIGURE_DRAFT) {
                figure_retype(cx, was.r.id, was.r.version, FIGURE_DRAFT, v.na, v.v, v.places, v.raw,
                              in->source, in->origin.n ? in->origin : (str){ 0 }, reason, cx->user,
                              cx->now);
        } else {
                f = figure_last_no(cx, y->e.scheme, in->stem, in->unit, in->period, in->input,
                                   FIGURE_SUBMITTED, &last);
                if (f)
                        return f;
                id = insert(cx, y, l, in, &was, &v, (int)last.no + 1);
        }
        audit_log(cx, v.none ? "figure.drop" : "figure.put", "figure", id,
                  put_text(cx, l, in->period, was.there ? was.r.raw : (str){ 0 }, v.raw, reason));
        if (ret_id)
                *ret_id = v.none ? 0 : id;
        return NULL;
}

const struct fail *figure_put_back_in(struct ctx *cx, const struct figure_year *y,
                                      const struct figure_row *now, const struct figure_row *was)
{
        const struct figure_in in = { .stem = now->stem, .unit = now->unit, .period = now->period,
                                      .input = now->input, .giver = now->giver,
                                      .source = FIGURE_BY_FILE };
        int leaf = 0, input = 0;
        const struct fail *f = place_check(cx, y, &in, &leaf, &input);
        if (f)
                return f;
        if (was && was->id == now->id) {
                figure_retype(cx, now->id, now->version, FIGURE_DRAFT, was->na, was->value,
                              was->places, was->raw, was->source, str_some(was->origin), str_some(was->reason),
                              was->who, was->at);
        } else {
                figure_retire(cx, now->id, now->version);
                if (was)
                        figure_alive(cx, was->id, was->version);
        }
        audit_log(cx, was ? "figure.put" : "figure.drop", "figure", was ? was->id : now->id,
                  put_text(cx, &y->leaves[leaf], now->period, now->raw, was ? was->raw : S(""),
                           was ? was->reason : (str){ 0 }));
        return NULL;
}

const struct fail *figure_put(struct ctx *cx, int64_t scheme, const struct figure_in *in,
                              int64_t *ret_id)
{
        struct figure_year y;
        int64_t id = 0;
        const struct fail *f = figure_year_open(cx, scheme, &y);
        if (f)
                return f;
        cx->db->serializable = true; /* it looks who stands there, then takes the place */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = figure_put_in(cx, &y, in, &id);
        if (f)
                tx_refuse(cx, f);
        f = tx_commit(&tx);
        if (!f && ret_id)
                *ret_id = id;
        return f;
}

/* Says about whom, for a list. */
static const struct fail *about(struct ctx *cx, const struct figure_year *y,
                                const struct figure_in *in, const struct fail *f)
{
        int u = unit_at(y, in->unit);
        if (u < 0 || (f->kind != FAIL_INVALID && f->kind != FAIL_CONFLICT))
                return f;
        return f->kind == FAIL_INVALID
                ? fail_field(cx, f->field, "%.*s：%.*s", STR(y->e.units[u].brief), STR(f->say))
                : fail(cx, CONFLICT, "%.*s：%.*s", STR(y->e.units[u].brief), STR(f->say));
}

const struct fail *figures_put(struct ctx *cx, const struct figure_year *y,
                               const struct figure_in *in, int n, int *ret_n, int *ret_wrong)
{
        int changed = 0;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int i = 0; i < n; i++) {
                int64_t id;
                const struct fail *f = figure_put_in(cx, y, &in[i], &id);
                if (f) {
                        if (ret_wrong)
                                *ret_wrong = i;
                        tx_refuse(cx, about(cx, y, &in[i], f));
                        return tx_commit(&tx);
                }
                changed += id != 0 || !str_trim(in[i].raw).n;
        }
        const struct fail *f = tx_commit(&tx);
        if (!f && ret_n)
                *ret_n = changed;
        return f;
}

/* ---- corrections ---------------------------------------------------------------------------- */

static const struct fail *correctable(struct ctx *cx, const struct figure_year *y,
                                      const struct figure_row *r, const struct figure_correction *c,
                                      const struct figure_leaf **ret_leaf, bool *ret_at_once)
{
        int leaf = figure_leaf_at(y, r->stem);
        const struct figure_in place = { .stem = r->stem, .unit = r->unit, .edition = y->e.base };
        if (leaf < 0)
                return no_leaf(cx, y, &place);
        *ret_leaf = &y->leaves[leaf];
        bool office = !auth_change_year(cx, MAY_FIGURE_REVIEW, y->e.unit, y->e.year);
        *ret_at_once = office && !cx->user;     /* a person's waits for another person */
        const struct fail *f = office ? NULL : auth_change_year(cx, figure_perm(*ret_leaf), r->giver, y->e.year);
        if (!f && r->version != c->version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "figure", r->id);
        if (!f && (!r->live || r->state != FIGURE_REVIEWED))
                f = fail(cx, CONFLICT, "只有已审核的数才用更正；还没有审核的，直接改");
        if (!f && !str_trim(c->reason).n)
                f = fail_field(cx, S("reason"), "请写明更正的原因");
        if (!f && (y->locked >> r->period & 1) && !str_trim(c->data_version).n)
                f = fail_field(cx, S("data-version"),
                               "已锁定的月份，请写明数据的新版本，如“统计年鉴定案数”");
        return f;
}

/* Reads the new value; INVALID at `value`, or when it is as it was. */
static const struct fail *correction_read(struct ctx *cx, const struct figure_leaf *l,
                                          const struct figure_row *r, str raw, str reason,
                                          struct value *ret)
{
        int input = input_at_key(l, r->input);
        if (input < 0)
                return fail(cx, CONFLICT, "“%.*s”没有“%.*s”这一栏", STR(l->x->name), STR(r->input));
        const struct fail *f = value_read(cx, l, &l->inputs[input], raw, reason, ret);
        if (f)
                return f->kind == FAIL_INVALID ? fail_field(cx, S("value"), "%.*s", STR(f->say))
                                               : f;
        struct live was = { .there = true,
                            .r = { .na = r->na, .value = r->value, .places = r->places } };
        if (ret->none)
                return fail_field(cx, S("value"), "请填更正后的数；不涉及的填“缺项”");
        return is_same(&was, ret) ? fail_field(cx, S("value"), "和现在的数一样，不用更正") : NULL;
}

struct correction { str reason, data_version, origin; bool at_once; const char *event; };

/* The next number of the place, inside a transaction; one correction waits at most. */
static const struct fail *correction_put(struct ctx *cx, const struct figure_year *y,
                                         const struct figure_leaf *l, const struct figure_row *r,
                                         const struct value *v, const struct correction *c,
                                         int64_t *ret_id)
{
        struct figure_last_no last;
        bool late = y->locked >> r->period & 1;
        const struct fail *f = figure_last_no(cx, r->scheme, r->stem, r->unit, r->period, r->input,
                                              FIGURE_SUBMITTED, &last);
        if (!f && last.waiting)
                f = fail(cx, CONFLICT, "这个数已有一次更正等着审核");
        if (f)
                return f;
        if (c->at_once)
                figure_retire(cx, r->id, r->version);
        str data_version = str_trim(c->data_version).n ? str_trim(c->data_version) : (str){ 0 };
        *ret_id = figure_insert(
                cx, r->scheme, r->stem, r->unit, r->period, r->input, (int)last.no + 1, c->at_once,
                c->at_once ? FIGURE_REVIEWED : FIGURE_SUBMITTED, v->na, v->v, v->places, v->raw,
                FIGURE_BY_HAND, c->origin, str_trim(c->reason), r->giver, cx->user, cx->now,
                c->at_once, cx->user, c->at_once, cx->now, r->first_at != 0, r->first_at, true,
                cx->now, data_version, late);
        audit_log(cx, c->event, "figure", *ret_id,
                  put_text(cx, l, r->period, r->raw, v->raw, str_trim(c->reason)));
        return NULL;
}

const struct fail *figure_correct(struct ctx *cx, int64_t id, const struct figure_correction *c,
                                  int64_t *ret_id)
{
        struct figure_row r;
        struct figure_year y;
        const struct figure_leaf *l = NULL;
        struct value v;
        int64_t fresh = 0;
        bool at_once = false;
        const struct fail *f = figure_find(cx, id, &r);
        if (!f)
                f = figure_year_open(cx, r.scheme, &y);
        if (!f)
                f = figure_see(cx, &y, &r);
        if (!f)
                f = correctable(cx, &y, &r, c, &l, &at_once);
        if (!f)
                f = correction_read(cx, l, &r, c->raw, c->reason, &v);
        if (f)
                return f;
        const struct correction how = {
                c->reason, c->data_version, { 0 }, at_once,
                y.locked >> r.period & 1 ? "figure.revise" : "figure.correct"
        };
        cx->db->serializable = true;            /* one correction waits at most */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = correction_put(cx, &y, l, &r, &v, &how, &fresh);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        f = audit_conflict(cx, tx_commit(&tx), "figure", r.id);
        if (!f && ret_id)
                *ret_id = fresh;
        return f;
}

const struct fail *figure_verify_in(struct ctx *cx, const struct figure_year *y,
                                    const struct figure_in *in, str data_version, int64_t *ret_id)
{
        struct live was;
        struct figure_row r;
        struct value v;
        const struct fail *f = figure_leaf_stands(cx, y, in->stem, in->edition);
        if (!f)
                f = live_read(cx, y->e.scheme, in, &was);
        if (f)
                return f;
        const struct figure_leaf *l = &y->leaves[figure_leaf_at(y, in->stem)];
        if (!was.there || was.r.state != FIGURE_REVIEWED)
                return fail(cx, CONFLICT, "“%.*s”的数还没有审核，审核以后才能核验",
                            STR(l->x->name));
        f = figure_find(cx, was.r.id, &r);
        if (!f)
                f = correction_read(cx, l, &r, in->raw, in->reason, &v);
        if (!f && (y->locked >> r.period & 1) && !str_trim(data_version).n)
                f = fail_field(cx, S("data-version"),
                               "%d 年 %d 月的数据已锁定，核验要改数，请写明数据的新版本", y->e.year,
                               r.period + 1);
        if (f)
                return f;
        const struct correction how = {
                in->reason, data_version, in->origin,
                !cx->user && !auth_change_year(cx, MAY_FIGURE_REVIEW, y->e.unit, y->e.year), "figure.verify"
        };
        return correction_put(cx, y, l, &r, &v, &how, ret_id);
}

/* ---- all of a year --------------------------------------------------------------------------- */

const struct fail *figures_read(struct ctx *cx, int64_t scheme, int through, bool unreviewed,
                                const struct figure_cell **ret, int *ret_n)
{
        struct figure_cell *list = NULL;
        struct figures_of_scheme r;
        int n = 0, cap = 0;
        figures_of_scheme(&r, cx, scheme, through, unreviewed ? FIGURE_SUBMITTED : FIGURE_REVIEWED,
                          FIGURE_REVIEWED);
        while (figures_of_scheme_next(&r))
                *VEC_ADD(cx->arena, list, n, cap) =
                        (struct figure_cell){ .stem = r.stem, .unit = r.unit, .id = r.id,
                                              .value = r.value, .period = (int16_t)r.period,
                                              .places = (uint8_t)r.places,
                                              .state = (uint8_t)r.state,
                                              .no = (uint8_t)(r.no > 255 ? 255 : r.no),
                                              .na = r.na == 1, .input = r.input };
        *ret = list;
        *ret_n = n;
        return figures_of_scheme_end(&r);
}

const struct fail *figures_of_month(struct ctx *cx, int64_t scheme, int period,
                                    const struct figure_filter *by, const struct figure_row **ret,
                                    int *ret_n)
{
        struct figure_row *list = NULL;
        struct figures_month r;
        int n = 0, cap = 0;
        unsigned when = (by->giver ? FIGURES_MONTH_WHEN_GIVER : 0) |
                        (by->unit ? FIGURES_MONTH_WHEN_UNIT : 0) |
                        (by->stem ? FIGURES_MONTH_WHEN_STEM : 0) |
                        (by->state >= 0 ? FIGURES_MONTH_WHEN_STATE : 0);
        figures_month(&r, cx, when, scheme, period, by->giver, by->unit, by->stem, by->state);
        while (figures_month_next(&r))
                *VEC_ADD(cx->arena, list, n, cap) =
                        (struct figure_row){ .id = r.id, .scheme = scheme, .stem = r.stem,
                                             .unit = r.unit, .giver = r.giver, .version = r.version,
                                             .period = (int)r.period, .no = (int)r.no,
                                             .input = r.input, .live = true, .na = r.na == 1,
                                             .late = r.late == 1,
                                             .state = (enum figure_state)r.state,
                                             .source = (enum figure_source)r.source,
                                             .value = r.value, .places = (int)r.places,
                                             .raw = r.raw, .origin = r.origin, .reason = r.reason,
                                             .opinion = r.opinion, .who = r.who, .at = r.at,
                                             .first_at = r.first_at,
                                             .submitted_at = r.submitted_at };
        *ret = list;
        *ret_n = n;
        return figures_month_end(&r);
}
