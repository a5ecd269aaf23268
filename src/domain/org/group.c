/* domain/org/group.c - assessment groups by year. */
#include "core/audit/audit.h"
#include "core/auth/account.sql.h"
#include "core/auth/session.h"
#include "core/crypto/hash.h"
#include "domain/org/group.h"
#include "domain/org/group.sql.h"

const struct fail *org_groups(struct ctx *cx, int year, const struct org_group_row **ret,
                              int *ret_n, int64_t *ret_mark)
{
        struct buf b = buf_new(cx->arena, 1 << 20);
        struct org_group_row *list = NULL;
        struct unit_groups it;
        int64_t mark = 0;
        int n = 0, cap = 0;
        unit_groups(&it, cx, year);
        while (unit_groups_next(&it)) {
                if (n == GROUP_MOST)
                        continue;
                *VEC_ADD(cx->arena, list, n, cap) = (struct org_group_row){
                        it.unit, (enum org_kind)it.kind, it.name, it.code, it.grp,
                        it.has_sort ? (int)it.sort : 0, !it.has_competes || it.competes,
                        day_is(it.closed) };
                buf_f(&b, "%ld %.*s %ld %ld\n", it.unit, STR(it.grp), it.has_sort ? it.sort : 0,
                      it.has_competes ? it.competes : 2);
        }
        const struct fail *f = unit_groups_end(&it);
        if (f)
                return f;
        struct digest d = hash(HASH_SHA256, buf_str(&b));
        for (int i = 0; i < 7; i++)
                mark = mark * 256 + d.b[i];
        *ret = list;
        *ret_n = n;
        *ret_mark = mark;
        return NULL;
}

/* Groups stand across the county: whoever lays them out keeps all of it. */
static const struct fail *may_lay_out(struct ctx *cx, int year)
{
        struct unit_root root;
        const struct fail *f = unit_root(cx, &root);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, root.id);
        if (!f && year < day_year(cx->today))
                f = fail_field(cx, S("year"), "%d 年已经过去，分组不能再改", year);
        return f;
}

static const struct fail *now_in_tx(struct ctx *cx)
{
        unit_groups_now(cx, day_year(cx->today));
        session_forget();
        return NULL;
}

const struct fail *org_groups_put(struct ctx *cx, int year, int64_t seen,
                                  const struct org_group_row *rows, int n)
{
        const struct org_group_row *have;
        int m, changed = 0;
        int64_t mark;
        const struct fail *f = may_lay_out(cx, year);
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = org_groups(cx, year, &have, &m, &mark);
        if (!f && mark != seen)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "unit_group", year);
        for (int i = 0; i < n && !f; i++) {
                int k = 0;
                while (k < m && have[k].unit != rows[i].unit)
                        k++;
                if (k == m)
                        f = fail(cx, INVALID, "没有第 %ld 号单位，或者它不参加考核", rows[i].unit);
                else if (!rows[i].group.n && have[k].group.n)
                        unit_group_drop(cx, rows[i].unit, year), changed++;
                else if (rows[i].group.n && (!str_eq(rows[i].group, have[k].group) ||
                                             rows[i].sort != have[k].sort ||
                                             rows[i].competes != have[k].competes))
                        unit_group_put(cx, rows[i].unit, year, rows[i].group, rows[i].sort,
                                       rows[i].competes), changed++;
        }
        if (!f)
                f = now_in_tx(cx);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        audit_log(cx, "unit.groups", "unit_group", year,
                  str_f(cx->arena, "{\"year\":%d,\"changed\":%d}", year, changed));
        return tx_commit(&tx);
}

const struct fail *org_groups_copy(struct ctx *cx, int year)
{
        struct unit_groups_count last;
        const struct fail *f = may_lay_out(cx, year);
        if (!f)
                f = unit_groups_count(cx, year - 1, &last);
        if (!f && !last.n)
                f = fail(cx, INVALID, "%d 年没有分组，无可沿用", year - 1);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        unit_groups_copy(cx, year - 1, year);
        f = now_in_tx(cx);
        if (f)
                return f;
        audit_log(cx, "unit.groups", "unit_group", year,
                  str_f(cx->arena, "{\"year\":%d,\"from\":%d}", year, year - 1));
        return tx_commit(&tx);
}

const struct fail *org_groups_now(struct ctx *cx)
{
        struct unit_groups_stale stale;
        const struct fail *f = unit_groups_stale(cx, day_year(cx->today), &stale);
        if (f || !stale.n)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = now_in_tx(cx);
        if (f)
                return f;
        audit_log(cx, "unit.groups", "unit_group", day_year(cx->today), (str){ 0 });
        return tx_commit(&tx);
}
