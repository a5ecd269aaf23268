/* domain/target/rating/register.c - the register of effects: read, written, decided. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/target/rating/register.h"
#include "domain/target/rating/register.sql.h"
#include "domain/target/scheme.sql.h"

const char *const effect_state_words[EFFECT_STATES] = { "待审定", "已审定", "不予认定" };

static const struct flow_step steps[] = {
        /* from, event, to, permission, asks, days, label, danger */
        { EFFECT_PROPOSED, "approve", EFFECT_APPROVED, MAY_EFFECT_APPROVE, FLOW_ASK_NUMBER, 0,
          "审定", false },
        { EFFECT_PROPOSED, "refuse", EFFECT_REFUSED, MAY_EFFECT_APPROVE, FLOW_ASK_REASON, 0,
          "不予认定", false },
        { EFFECT_APPROVED, "lift", EFFECT_APPROVED, MAY_EFFECT_APPROVE,
          FLOW_ASK_DAY | FLOW_ASK_NUMBER, 0, "解除", true },
};
const struct flow effect_flow = {
        .name = "effect",
        .states = effect_state_words, .n_states = EFFECT_STATES,
        .steps = steps, .n_steps = COUNT_OF(steps),
};

enum { MOST_AMOUNT = 100000000 };       /* 100 points: past it is a slip of the pen */

/* ---- which scheme ----------------------------------------------------------------------- */

const struct fail *register_edition(struct ctx *cx, int64_t scheme, struct edition *ret)
{
        struct edition_in_force now;
        struct editions_of it;
        int64_t id = 0;
        const struct fail *f = edition_in_force(cx, scheme, cx->today, &now);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (!f)
                return edition_read(cx, now.id, ret);
        editions_of(&it, cx, scheme);
        while (editions_of_next(&it))
                if (!id && (it.state == EDITION_ISSUED || it.state == EDITION_REPLACED))
                        id = it.id;
        f = editions_of_end(&it);
        if (f)
                return f;
        return id ? edition_read(cx, id, ret) : fail(cx, INVALID, "这个方案还没有下发，不能登记");
}

const struct fail *register_scheme(struct ctx *cx, int64_t *ret)
{
        struct schemes it;
        int64_t ids[50], found = 0;
        int n = 0, year = day_year(cx->today);
        const struct fail *f = working_year(cx, &year);
        if (f)
                return f;
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it)) {
                if (it.has_edition && it.year == year && it.state != EDITION_DROPPED && !found)
                        found = it.id;
                if (it.has_edition && n < (int)COUNT_OF(ids))
                        ids[n++] = it.id;
        }
        f = schemes_end(&it);
        for (int i = 0; !f && !found && i < n; i++) {   /* the newest year that has one in force */
                struct edition_in_force now;
                f = edition_in_force(cx, ids[i], cx->today, &now);
                if (!f)
                        found = ids[i];
                else if (f->kind == FAIL_NOT_FOUND)
                        f = NULL;
        }
        if (!f && !found)
                f = fail(cx, NOT_FOUND, "%d 年还没有考核方案", year);
        if (!f)
                *ret = found;
        return f;
}

/* ---- what each counts --------------------------------------------------------------------- */

static int grade_at(const struct edition *e, str name)
{
        for (int i = 0; i < e->n_grades; i++)
                if (str_eq(e->grades[i].name, name))
                        return i;
        return e->n_grades ? e->n_grades - 1 : 0;
}

/* effect.h wants units as indices: those that the list knows, in order of appearance. */
static void count(struct ctx *cx, const struct edition *e, struct effect_record *list, int n,
                  bool proposed)
{
        struct effect *in = NEW_ARRAY(cx->arena, struct effect, (size_t)n + 1);
        int *at = NEW_ARRAY(cx->arena, int, (size_t)n + 1), n_in = 0, n_units = 0;
        int64_t *units = NEW_ARRAY(cx->arena, int64_t, (size_t)n + 1);
        struct effect_class *classes = NEW_ARRAY(cx->arena, struct effect_class,
                                                 (size_t)e->n_classes + 1);
        for (int c = 0; c < e->n_classes; c++)
                classes[c] = (struct effect_class){ e->classes[c].code, e->classes[c].name,
                        e->classes[c].penalty ? EFFECT_PENALTY : EFFECT_BONUS, e->classes[c].most };
        for (int i = 0; i < n; i++) {
                const struct effect_wish *w = &list[i].wish;
                int u = 0, klass = -1;
                bool in_it = list[i].state == EFFECT_APPROVED ||
                             (proposed && list[i].state == EFFECT_PROPOSED);
                if (!in_it)
                        continue;
                while (u < n_units && units[u] != w->unit)
                        u++;
                if (u == n_units)
                        units[n_units++] = w->unit;
                for (int c = 0; c < e->n_classes; c++)
                        if (w->klass.n && str_eq(e->classes[c].code, w->klass))
                                klass = c;
                at[n_in] = i;
                in[n_in++] = (struct effect){ .unit = u, .kind = w->kind, .title = w->title,
                        .basis = w->basis, .decided_by = w->decided_by, .on = w->happened,
                        .level = w->level, .matter = w->matter, .klass = klass,
                        .amount = w->amount, .grade = grade_at(e, w->grade),
                        .lifted = day_is(list[i].lifted), .lifted_by = list[i].lifted_by,
                        .proved = effect_proof(w->basis) };
        }
        struct effect_rules rules = { classes, e->n_classes, e->rules.bonus_most,
                                      e->rules.penalty_most, e->rules.floor_zero };
        points *base = NEW_ARRAY(cx->arena, points, (size_t)n_units + 1);
        points *counts = NEW_ARRAY(cx->arena, points, (size_t)n_in + 1);
        enum effect_cut *cut = NEW_ARRAY(cx->arena, enum effect_cut, (size_t)n_in + 1);
        struct effect_sum *sum = NEW_ARRAY(cx->arena, struct effect_sum, (size_t)n_units + 1);
        effects_apply(cx->arena, &rules, in, n_in, base, n_units, sum, counts, cut);
        for (int k = 0; k < n_in; k++)
                if (!proposed || list[at[k]].state == EFFECT_PROPOSED)
                        list[at[k]].counts = counts[k], list[at[k]].cut = cut[k];
}

const struct fail *register_read(struct ctx *cx, const struct edition *e,
                                 struct effect_record **ret, int *ret_n)
{
        struct auth_reach reach = auth_reach(cx, MAY_TARGET_VIEW);
        struct effect_record *list = NULL;
        struct effects_of it;
        int n = 0, cap = 0;
        effects_of(&it, cx, e->scheme, reach.prefix, reach.unit, reach.group);
        while (effects_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct effect_record){
                        .id = it.id, .scheme = e->scheme, .who = it.who, .version = it.version,
                        .unit_name = it.unit_name, .opinion = it.opinion, .lifted_by = it.lifted_by,
                        .state = (enum effect_state)it.state, .lifted = it.lifted,
                        .wish = { .unit = it.unit, .kind = (enum effect_kind)it.kind,
                                  .klass = it.class, .title = it.title, .basis = it.basis,
                                  .decided_by = it.decided_by, .matter = it.matter,
                                  .grade = it.grade, .happened = it.happened,
                                  .level = (int)it.level, .amount = { it.amount } } };
        const struct fail *f = effects_of_end(&it);
        if (f)
                return f;
        count(cx, e, list, n, true);
        count(cx, e, list, n, false);
        *ret = list, *ret_n = n;
        return NULL;
}

const struct fail *register_find(struct ctx *cx, int64_t id, struct edition *ret_edition,
                                 struct effect_record *ret)
{
        struct effect_by_id row;
        struct effect_record *list;
        int n;
        const struct fail *f = effect_by_id(cx, id, &row);
        if (!f)
                f = register_edition(cx, row.scheme, ret_edition);
        if (!f)
                f = auth_see_year(cx, MAY_TARGET_VIEW, row.unit, ret_edition->year);
        if (!f)
                f = register_read(cx, ret_edition, &list, &n);
        for (int i = 0; !f && i < n; i++)
                if (list[i].id == id) {
                        *ret = list[i];
                        return NULL;
                }
        return f ? f : fail(cx, NOT_FOUND, "%s", "");
}

/* ---- writing ------------------------------------------------------------------------------- */

const struct fail *register_may(struct ctx *cx, const struct edition *e, int64_t unit,
                                enum effect_kind kind)
{
        if (!auth_change_year(cx, MAY_EFFECT_EDIT, unit, e->year))
                return NULL;
        const struct fail *f = auth_change_year(cx, MAY_EFFECT_PROPOSE, unit, e->year);
        if (!f && kind != EFFECT_BONUS)
                f = fail_field(cx, S("kind"), "单位只能为自己申报加分，其余由目标办登记");
        return f;
}

static const struct fail *class_fits(struct ctx *cx, const struct edition *e,
                                     const struct effect_wish *w)
{
        if (!w->klass.n)
                return NULL;
        for (int c = 0; c < e->n_classes; c++)
                if (str_eq(e->classes[c].code, w->klass))
                        return e->classes[c].penalty == (w->kind == EFFECT_PENALTY) &&
                               w->kind <= EFFECT_PENALTY
                             ? NULL
                             : fail_field(cx, S("class"), "类别“%.*s”不是%s的类别",
                                          STR(e->classes[c].name),
                                          words_of(cx->lang, effect_kind_words[w->kind]));
        return fail_field(cx, S("class"), "方案里没有这个类别");
}

static const struct fail *counted_before(struct ctx *cx, const struct edition *e,
                                         const struct effect_wish *w)
{
        struct effects_same it;
        int64_t year = 0;
        if (!w->matter.n)
                return NULL;
        effects_same(&it, cx, e->scheme, w->unit, w->matter, EFFECT_APPROVED);
        while (effects_same_next(&it))
                year = year ? year : it.year;
        const struct fail *f = effects_same_end(&it);
        if (!f && year)
                f = fail_field(cx, S("matter"), "同一事项已在 %ld 年计过，不能再计", year);
        return f;
}

static const struct fail *amount_fits(struct ctx *cx, const struct effect_wish *w)
{
        if (w->kind > EFFECT_PENALTY)
                return w->amount.micro ? fail_field(cx, S("amount"), "等次封顶和一票否决不带分值") : NULL;
        return w->amount.micro > 0 && w->amount.micro <= MOST_AMOUNT ? NULL
             : fail_field(cx, S("amount"), "分值应大于 0、不超过 100");
}

static const struct fail *grade_fits(struct ctx *cx, const struct edition *e, const struct effect_wish *w)
{
        bool known = false;
        if (w->kind <= EFFECT_PENALTY)
                return w->grade.n ? fail_field(cx, S("grade"), "加分和扣分不定等次") : NULL;
        for (int i = 0; i < e->n_grades; i++)
                known |= str_eq(e->grades[i].name, w->grade);
        return known ? NULL : fail_field(cx, S("grade"), "请选方案里的一个等次");
}

static const struct fail *basis_fits(struct ctx *cx, const struct effect_wish *w)
{
        if (w->basis.n && !effect_proof(w->basis))
                return fail_field(cx, S("basis"), "“%.*s”不是依据文件：请写标题和文号，没有就空着", STR(w->basis));
        return w->kind <= EFFECT_PENALTY || w->basis.n ? NULL
             : fail_field(cx, S("basis"), "等次封顶和一票否决须有依据文件");
}

static const struct fail *happened_fits(struct ctx *cx, const struct edition *e, day on)
{
        return day_is(on) && on.n <= cx->today.n && day_year(on) <= e->year && day_year(on) >= e->year - 1 ? NULL
             : fail_field(cx, S("happened"), "日期应在 %d 年或上年之内，且不晚于今天", e->year);
}

const struct fail *register_fits(struct ctx *cx, const struct edition *e, const struct effect_wish *w, fail_told *tell,
                                 void *arg)
{
        struct telling k = { tell, arg, NULL };
        (void)(telling_on(&k, str_trim(w->title).n ? NULL : fail_field(cx, S("title"), "请写明事由")) &&
               telling_on(&k, amount_fits(cx, w)) && telling_on(&k, grade_fits(cx, e, w)) &&
               telling_on(&k, basis_fits(cx, w)) && telling_on(&k, happened_fits(cx, e, w->happened)) &&
               telling_on(&k, class_fits(cx, e, w)) && telling_on(&k, counted_before(cx, e, w)));
        return k.first;
}

static str text_of(struct ctx *cx, const struct effect_wish *w)
{
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_int(&j, "unit", w->unit);
        json_put_str(&j, "kind", str_of(effect_kind_words[w->kind]));
        json_put_str(&j, "name", w->title);
        json_put_str(&j, "basis", w->basis);
        json_put_str(&j, "points", w->amount.micro ? points_str(cx->arena, w->amount, 0) : w->grade);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

const struct fail *register_put(struct ctx *cx, const struct edition *e,
                                const struct effect_wish *w, int64_t *ret_id)
{
        const struct fail *f = register_may(cx, e, w->unit, w->kind);
        if (!f && !edition_unit_of(e, w->unit))
                f = fail_field(cx, S("unit"), "这个单位不在方案的考核对象里");
        if (!f)
                f = register_fits(cx, e, w, NULL, NULL);
        if (f)
                return f;
        *ret_id = effect_insert(cx, e->scheme, w->unit, w->kind, str_some(w->klass), w->title,
                                w->basis.p ? w->basis : S(""),
                                w->decided_by.p ? w->decided_by : S(""), w->happened, w->level,
                                str_some(w->matter), w->amount.micro, str_some(w->grade), cx->user,
                                cx->now);
        audit_log(cx, "effect.propose", "effect", *ret_id, text_of(cx, w));
        return NULL;
}

const struct fail *register_add(struct ctx *cx, const struct edition *e,
                                const struct effect_wish *w, int64_t *ret_id)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = 0;
        const struct fail *f = register_put(cx, e, w, &id);
        if (f)
                tx_refuse(cx, f);
        f = tx_commit(&tx);
        if (!f)
                *ret_id = id;
        return f;
}

/* The entry and its edition, for one who wants to change it: hidden from whom it does not
 * concern. */
static const struct fail *to_change(struct ctx *cx, int64_t id, struct effect_by_id *row,
                                    struct edition *e)
{
        const struct fail *f = effect_by_id(cx, id, row);
        if (!f)
                f = register_edition(cx, row->scheme, e);
        if (!f)
                f = auth_see_year(cx, MAY_TARGET_VIEW, row->unit, e->year);
        return f;
}

const struct fail *register_edit(struct ctx *cx, int64_t id, int64_t version,
                                 const struct effect_wish *wish)
{
        struct effect_by_id row;
        struct edition e;
        struct effect_wish w = *wish;
        const struct fail *f = to_change(cx, id, &row, &e);
        if (!f) {
                w.unit = row.unit;
                f = register_may(cx, &e, row.unit, w.kind);
        }
        if (!f && row.state != EFFECT_PROPOSED)
                f = fail(cx, CONFLICT, "已经审定过的不能再改");
        if (!f)
                f = register_fits(cx, &e, &w, NULL, NULL);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        effect_update(cx, id, version, EFFECT_PROPOSED, w.kind, str_some(w.klass), w.title, w.basis,
                      w.decided_by, w.happened, w.level, str_some(w.matter), w.amount.micro,
                      str_some(w.grade));
        audit_log(cx, "effect.edit", "effect", id, text_of(cx, &w));
        return audit_conflict(cx, tx_commit(&tx), "effect", id);
}

bool register_keeps_out(const struct ctx *cx, int64_t who, str event)
{
        return cx->user && who == cx->user && !str_is(event, "lift");
}

static const struct fail *step_fits(struct ctx *cx, const struct effect_by_id *row,
                                    const struct edition *e, const struct effect_step *in)
{
        if (register_keeps_out(cx, row->who, in->event))
                return fail(cx, DENIED, "由本人登记，须由他人审定");
        if (str_is(in->event, "refuse") && !str_trim(in->reason).n)
                return fail_field(cx, S("reason"), "请写明不予认定的原因");
        if (!str_is(in->event, "lift"))
                return NULL;
        if (day_is(row->lifted))
                return fail(cx, CONFLICT, "已经解除过了");
        if (!str_trim(in->by).n)
                return fail_field(cx, S("number"), "请写明解除的决定");
        if (!day_is(in->on) || in->on.n > cx->today.n || day_year(in->on) < e->year - 1)
                return fail_field(cx, S("day"), "日期应在 %d 年或上年之内，且不晚于今天", e->year);
        return NULL;
}

const struct fail *register_move(struct ctx *cx, int64_t id, const struct effect_step *in)
{
        struct effect_by_id row;
        struct edition e;
        const struct flow_step *s;
        const struct fail *f = to_change(cx, id, &row, &e);
        if (!f)
                f = flow_find(cx, &effect_flow, (int)row.state, in->event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, row.unit, e.year);
        if (!f)
                f = step_fits(cx, &row, &e, in);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (str_is(in->event, "lift"))
                effect_lift_to(cx, id, in->version, EFFECT_APPROVED, in->on, in->by);
        else
                effect_decide_to(cx, id, in->version, row.state, s->to, str_some(in->reason),
                                 cx->user);
        if (str_is(in->event, "approve") && in->by.n)
                effect_approved_by(cx, id, in->by);
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "reason", str_is(in->event, "refuse") ? in->reason : in->by);
        json_close(&j, '}');
        audit_log(cx, str_f(cx->arena, "effect.%s", s->event).p, "effect", id, buf_str(&b));
        return audit_conflict(cx, tx_commit(&tx), "effect", id);
}

/* ---- what waits ------------------------------------------------------------------------------- */

WAIT_LIST(waiting, effect_waiting, it.title, it.brief, DAY_NONE)

const struct wait_row effect_waits[1] = {
        { "effect.approve", "待审定的加分扣分", "审定", "/effects/%ld", "/effects", MAY_EFFECT_APPROVE,
          EFFECT_PROPOSED, false, waiting },
};
