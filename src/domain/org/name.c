/* domain/org/name.c - the names of a unit through time. */
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "core/text/json.h"
#include "domain/org/name.h"
#include "domain/org/name.sql.h"

const struct fail *org_unit_name_on(struct ctx *cx, int64_t unit, day on, str *ret_name,
                                    str *ret_brief)
{
        struct unit_name_on n;
        const struct fail *f = unit_name_on(cx, unit, on, &n);
        if (!f) {
                *ret_name = n.name;
                *ret_brief = n.brief;
        }
        return f;
}

const struct fail *org_names(struct ctx *cx, int64_t unit, const struct org_name **ret, int *ret_n)
{
        struct unit_names it;
        struct org_name *list = NULL;
        int n = 0, cap = 0;
        unit_names(&it, cx, unit);
        while (unit_names_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct org_name){
                        it.name, it.brief, it.since, it.until, it.document };
        *ret = list;
        *ret_n = n;
        return unit_names_end(&it);
}

static str rename_text(struct ctx *cx, const struct org_unit *was, const struct org_rename *r)
{
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "before", '{');
        json_put_str(&j, "name", was->name);
        json_put_str(&j, "brief", was->brief);
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_str(&j, "name", r->name);
        json_put_str(&j, "brief", r->brief);
        json_put_str(&j, "on", day_str(cx->arena, r->on));
        json_put_str(&j, "document", r->document);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

const struct fail *org_unit_rename(struct ctx *cx, int64_t id, int64_t version,
                                   const struct org_rename *r)
{
        struct org_unit was;
        const struct fail *f = org_unit_by_id(cx, id, &was);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, id);
        if (f)
                return f;
        day began = day_is(was.named) ? was.named : was.opened;
        str brief = r->brief.n ? r->brief : r->name;
        if (day_is(was.closed))
                return fail(cx, INVALID, "“%.*s”已经撤销，不能再改", STR(was.name));
        if (r->on.n > cx->today.n)
                return fail_field(cx, S("on"), "这一天还没有到，到那一天再办理");
        if (day_is(began) && r->on.n <= began.n)
                return fail_field(cx, S("on"), "须在现名称启用的 %.*s 之后",
                                  STR(day_str(cx->arena, began)));
        if (str_eq(r->name, was.name) && str_eq(brief, was.brief))
                return fail_field(cx, S("name"), "和现在的名称一样");

        struct org_rename full = *r;
        full.brief = brief;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        unit_name_set(cx, id, version, r->name, brief, r->on, r->document);
        unit_sound_put(cx, id, (str){ 0 });     /* the reading was the old name's */
        unit_name_keep(cx, id, was.name, was.brief, began, day_add(r->on, -1), was.named_by);
        search_follow(cx, "unit", id);
        audit_log(cx, "unit.rename", "unit", id, rename_text(cx, &was, &full));
        return audit_conflict(cx, tx_commit(&tx), "unit", id);
}
