/* domain/target/members.c - the groups, units, grades and effect classes of a draft. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/tree.h"

static void log_group(struct ctx *cx, int64_t edition, const struct edition_group *before,
                      const struct group_wish *after)
{
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        if (before) {
                json_open(&j, "before", '{');
                json_put_str(&j, "code", before->code);
                json_put_str(&j, "name", before->name);
                json_put_int(&j, "sort", before->sort);
                json_close(&j, '}');
        }
        if (after) {
                json_open(&j, "after", '{');
                json_put_str(&j, "code", before ? before->code : after->code);
                json_put_str(&j, "name", after->name);
                json_put_int(&j, "sort", after->sort);
                json_close(&j, '}');
        }
        json_close(&j, '}');
        audit_log(cx, "scheme.group", "scheme", edition, buf_str(&b));
}

/* A sub-group stands below a group that is itself no sub-group (衡东: 政府序列 has three). */
static const struct fail *parent_fits(struct ctx *cx, const struct edition *e, int64_t self,
                                      int64_t parent)
{
        const struct edition_group *above = edition_group_of(e, parent);
        if (!parent)
                return NULL;
        if (!above || parent == self)
                return fail_field(cx, S("parent"), "上级分组不在这个方案里");
        if (above->parent)
                return fail_field(cx, S("parent"), "分组最多两级");
        for (int g = 0; g < e->n_groups; g++)
                if (self && e->groups[g].parent == self)
                        return fail_field(cx, S("parent"), "下面还有分组，不能再放到别的分组下");
        return NULL;
}

const struct fail *group_add(struct ctx *cx, int64_t edition, const struct group_wish *w,
                             int64_t *ret_id)
{
        struct edition e;
        const struct fail *f = edition_to_change(cx, edition, &e);
        if (!f)
                f = edition_read(cx, edition, &e);
        if (!f && e.n_groups >= TREE_GROUPS)
                f = fail(cx, INVALID, "一个方案最多 %d 个分组", TREE_GROUPS);
        for (int g = 0; !f && g < e.n_groups; g++)
                if (str_eq(e.groups[g].code, w->code))
                        f = fail_field(cx, S("code"), "这个代码已经用在“%.*s”", STR(e.groups[g].name));
        if (!f)
                f = parent_fits(cx, &e, 0, w->parent);
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_touch(cx, edition, EDITION_DRAFT);
        int64_t id = group_insert(cx, edition, w->parent != 0, w->parent, w->code, w->name,
                                  w->sort);
        log_group(cx, edition, NULL, w);
        f = tx_commit(&tx);
        if (!f)
                *ret_id = id;
        return f;
}

static const struct fail *group_in(struct ctx *cx, int64_t id, struct edition *e,
                                   const struct edition_group **ret)
{
        struct group_by_id g;
        const struct fail *f = group_by_id(cx, id, &g);
        if (!f)
                f = edition_to_change(cx, g.edition, e);
        if (!f)
                f = edition_read(cx, g.edition, e);
        if (!f)
                *ret = edition_group_of(e, id);
        return f;
}

const struct fail *group_edit(struct ctx *cx, int64_t id, int64_t version,
                              const struct group_wish *w)
{
        const struct edition_group *was;
        struct edition e;
        const struct fail *f = group_in(cx, id, &e, &was);
        if (!f)
                f = parent_fits(cx, &e, id, w->parent);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_touch(cx, e.id, EDITION_DRAFT);
        group_update(cx, id, version, w->parent != 0, w->parent, w->name, w->sort);
        log_group(cx, e.id, was, w);
        return audit_conflict(cx, tx_commit(&tx), "scheme", e.id);
}

const struct fail *group_remove(struct ctx *cx, int64_t id, int64_t version)
{
        const struct edition_group *was;
        struct edition e;
        const struct fail *f = group_in(cx, id, &e, &was);
        if (!f && was->n_units)
                f = fail(cx, INVALID, "“%.*s”里还有 %d 个单位，先移到别的分组", STR(was->name), was->n_units);
        for (int g = 0; !f && g < e.n_groups; g++)
                if (e.groups[g].parent == id)
                        f = fail(cx, INVALID, "“%.*s”下面还有分组", STR(was->name));
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_touch(cx, e.id, EDITION_DRAFT);
        group_nodes_drop(cx, id);
        group_quotas_drop(cx, id);
        group_delete(cx, id, version);
        log_group(cx, e.id, was, NULL);
        return audit_conflict(cx, tx_commit(&tx), "scheme", e.id);
}

/* ---- units ----------------------------------------------------------------------------- */

static const struct fail *member_fits(struct ctx *cx, const struct edition *e,
                                      const struct org_unit *county, const struct edition_unit *x)
{
        struct org_unit u;
        const struct fail *f = org_unit_by_id(cx, x->unit, &u);
        if (f)
                return f;
        if (!str_starts(u.path, county->path) || u.id == county->id)
                return fail(cx, INVALID, "“%.*s”不是本县的单位", STR(u.name));
        if (day_is(u.closed) && day_year(u.closed) < e->year)
                return fail(cx, INVALID, "“%.*s”已经撤销", STR(u.name));
        if (!edition_group_of(e, x->grp))
                return fail(cx, INVALID, "“%.*s”的分组不在这个方案里", STR(u.name));
        if (x->factor < 500000 || x->factor > 2000000)
                return fail(cx, INVALID, "“%.*s”的难度系数应在 0.5 到 2 之间", STR(u.name));
        return NULL;
}

static str members_text(struct ctx *cx, const struct edition *e, const struct edition_unit *list,
                        int n)
{
        struct buf b = buf_new(cx->arena, (size_t)1 << 20);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_put_int(&j, "before", e->n_units);
        json_put_int(&j, "after", n);
        json_open(&j, "changed", '[');
        for (int i = 0; i < n; i++) {
                const struct edition_unit *was = edition_unit_of(e, list[i].unit);
                if (was && was->grp == list[i].grp && was->ranked == list[i].ranked &&
                    was->competes == list[i].competes && was->factor == list[i].factor)
                        continue;
                json_open(&j, NULL, '{');
                json_put_int(&j, "unit", list[i].unit);
                json_put_str(&j, "group", edition_group_of(e, list[i].grp)->name);
                json_put_bool(&j, "ranked", list[i].ranked);
                json_put_bool(&j, "competes", list[i].competes);
                json_put_int(&j, "factor", list[i].factor);
                json_close(&j, '}');
        }
        json_close(&j, ']');
        json_close(&j, '}');
        return buf_str(&b);
}

const struct fail *members_set(struct ctx *cx, int64_t edition, int64_t version,
                               const struct edition_unit *list, int n)
{
        struct edition e;
        struct org_unit county;
        const struct fail *f = edition_to_change(cx, edition, &e);
        if (!f)
                f = edition_read(cx, edition, &e);
        if (!f)
                f = org_unit_by_id(cx, e.unit, &county);
        for (int i = 0; !f && i < n; i++) {
                f = member_fits(cx, &e, &county, &list[i]);
                for (int k = 0; !f && k < i; k++)
                        if (list[k].unit == list[i].unit)
                                f = fail(cx, INVALID, "有单位列了两次");
        }
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_bump(cx, edition, version, EDITION_DRAFT);
        for (int u = 0; u < e.n_units; u++) {
                bool stays = false;
                for (int i = 0; i < n; i++)
                        stays |= list[i].unit == e.units[u].unit;
                if (!stays) {
                        scheme_unit_na_drop(cx, edition, e.units[u].unit);
                        scheme_unit_drop(cx, edition, e.units[u].unit);
                }
        }
        for (int i = 0; i < n; i++)
                scheme_unit_put(cx, edition, list[i].unit, list[i].grp, list[i].sort,
                                list[i].ranked, list[i].competes, list[i].factor,
                                list[i].note.n ? list[i].note : (str){ 0 });
        audit_log(cx, "scheme.units", "scheme", edition, members_text(cx, &e, list, n));
        return audit_conflict(cx, tx_commit(&tx), "scheme", edition);
}

/* ---- grades and effects ------------------------------------------------------------------ */

/* The list that stands after a change, for the audit trail: open, its rows to be put. */
static struct json_out after_open(struct ctx *cx, struct buf *b)
{
        *b = buf_new(cx->arena, (size_t)64 << 10);
        struct json_out j = json_out(b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '[');
        return j;
}

/* The list is whole: it is logged as `event`, and the change committed. */
static const struct fail *after_commit(struct ctx *cx, struct tx *tx, const char *event,
                                       int64_t edition, struct json_out *j)
{
        json_close(j, ']');
        json_close(j, '}');
        audit_log(cx, event, "scheme", edition, buf_str(j->o));
        return audit_conflict(cx, tx_commit(tx), "scheme", edition);
}

static const struct fail *grades_fit(struct ctx *cx, const struct edition *e,
                                     const struct edition_grade *g, int n,
                                     const struct edition_quota *q, int n_q)
{
        int64_t sum = 0;
        if (n < 2 || n > 9)
                return fail(cx, INVALID, "等次应有 2 到 9 个");
        for (int i = 0; i < n; i++) {
                if (!g[i].name.n)
                        return fail(cx, INVALID, "第 %d 个等次没有名称", i + 1);
                if (g[i].share < -1 || g[i].share > 1000000)
                        return fail(cx, INVALID, "“%.*s”的比例应在 0 到 100%% 之间", STR(g[i].name));
                sum += g[i].share > 0 ? g[i].share : 0;
                if (i && g[i].floor_mark.micro > g[i - 1].floor_mark.micro)
                        return fail(cx, INVALID, "“%.*s”的最低分高于更好的等次", STR(g[i].name));
        }
        if (sum > 1000000)
                return fail(cx, INVALID, "各等次的比例合计超过 100%%");
        for (int i = 0; i < n_q; i++)
                if (!edition_group_of(e, q[i].grp) || q[i].rank < 0 || q[i].rank >= n ||
                    q[i].places < 0)
                        return fail(cx, INVALID, "名额的分组或等次不对");
        return NULL;
}

const struct fail *grades_set(struct ctx *cx, int64_t edition, int64_t version,
                              const struct edition_grade *g, int n, const struct edition_quota *q,
                              int n_q)
{
        struct edition e;
        const struct fail *f = edition_to_change(cx, edition, &e);
        if (!f)
                f = edition_read(cx, edition, &e);
        if (!f)
                f = grades_fit(cx, &e, g, n, q, n_q);
        if (f)
                return f;
        struct buf b;
        struct json_out j = after_open(cx, &b);
        for (int i = 0; i < n; i++) {
                json_open(&j, NULL, '{');
                json_put_str(&j, "name", g[i].name);
                json_put_int(&j, "share", g[i].share);
                json_put_int(&j, "floor", g[i].floor_mark.micro);
                json_close(&j, '}');
        }
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_bump(cx, edition, version, EDITION_DRAFT);
        quotas_drop(cx, edition);
        grades_drop(cx, edition);
        for (int i = 0; i < n; i++)
                grade_put(cx, edition, i, g[i].name, g[i].share, g[i].floor_mark.micro);
        for (int i = 0; i < n_q; i++)
                quota_put(cx, q[i].grp, q[i].rank, q[i].places);
        return after_commit(cx, &tx, "scheme.grades", edition, &j);
}

const struct fail *classes_set(struct ctx *cx, int64_t edition, int64_t version,
                               const struct edition_class *c, int n)
{
        struct edition e;
        const struct fail *f = edition_to_change(cx, edition, &e);
        for (int i = 0; !f && i < n; i++) {
                if (!c[i].name.n || !c[i].code.n)
                        f = fail(cx, INVALID, "第 %d 类没有代码或名称", i + 1);
                else if (c[i].most.micro < 0)
                        f = fail(cx, INVALID, "“%.*s”的上限不能是负数", STR(c[i].name));
                for (int k = 0; !f && k < i; k++)
                        if (str_eq(c[k].code, c[i].code))
                                f = fail(cx, INVALID, "代码“%.*s”用了两次", STR(c[i].code));
        }
        if (f)
                return f;
        struct buf b;
        struct json_out j = after_open(cx, &b);
        for (int i = 0; i < n; i++) {
                json_open(&j, NULL, '{');
                json_put_str(&j, "code", c[i].code);
                json_put_str(&j, "name", c[i].name);
                json_put_int(&j, "most", c[i].most.micro);
                json_close(&j, '}');
        }
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        edition_bump(cx, edition, version, EDITION_DRAFT);
        effect_classes_drop(cx, edition);
        for (int i = 0; i < n; i++)
                (void)effect_class_insert(cx, edition, c[i].code, c[i].name, c[i].penalty,
                                          c[i].most.micro, c[i].rule.n ? c[i].rule : (str){ 0 },
                                          (i + 1) * 10);
        return after_commit(cx, &tx, "scheme.effects", edition, &j);
}
