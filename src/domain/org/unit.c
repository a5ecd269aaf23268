/* domain/org/unit.c - the tree of units. */
#include "domain/org/org.h"
#include "core/audit/audit.h"
#include "core/auth/account.sql.h"
#include "core/auth/session.h"
#include "core/search/search.h"
#include "core/text/collate.h"
#include "core/text/json.h"
#include "domain/org/group.sql.h"
#include "domain/org/unit.sql.h"
#include "domain/org/name.sql.h"

const char *const org_kind_words[ORG_KIND_END] = {
        [ORG_COUNTY]      = "县",
        [ORG_TOWN]        = "乡镇",
        [ORG_DEPARTMENT]  = "部门",
        [ORG_PARK]        = "园区",
        [ORG_SUBORDINATE] = "下属单位",
        [ORG_SECTION]     = "内设机构",
        [ORG_VERTICAL]    = "垂管单位",
};
const char *const org_kind_codes[ORG_KIND_END] = {
        [ORG_COUNTY] = "county", [ORG_TOWN] = "town", [ORG_DEPARTMENT] = "department",
        [ORG_PARK] = "park", [ORG_SUBORDINATE] = "subordinate", [ORG_SECTION] = "section",
        [ORG_VERTICAL] = "vertical",
};

enum { MOST_DEPTH = 8 };

const struct fail *org_unit_by_id(struct ctx *cx, int64_t id, struct org_unit *ret)
{
        struct unit_by_id u;
        const struct fail *f = unit_by_id(cx, id, &u);
        if (!f)
                *ret = (struct org_unit){ u.id, u.has_parent ? u.parent : 0,
                                          (enum org_kind)u.kind, u.code,
                                          u.name, u.brief, u.grp, u.path, (int)u.sort, u.closed,
                                          u.version, u.opened, u.named, u.named_by, u.sound };
        return f;
}

bool org_code_fits(str code)
{
        for (size_t i = 0; i < code.n; i++) {
                char c = code.p[i];
                if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i)))
                        return false;
        }
        return code.n > 0;
}

const struct fail *org_unit_by_code(struct ctx *cx, str code, struct org_unit *ret)
{
        struct unit_by_code u;
        const struct fail *f = unit_by_code(cx, code, &u);
        if (f && f->kind == FAIL_NOT_FOUND)
                return fail(cx, NOT_FOUND, "没有代码为“%.*s”的单位",
                            STR(utf8_valid(code) ? utf8_head(code, 40) : S("?")));
        if (!f)
                *ret = (struct org_unit){ u.id, u.has_parent ? u.parent : 0,
                                          (enum org_kind)u.kind, u.code,
                                          u.name, u.brief, u.grp, u.path, (int)u.sort, u.closed,
                                          u.version, u.opened, u.named, u.named_by, u.sound };
        return f;
}

const struct fail *org_county_alone(struct ctx *cx, enum org_kind kind, enum org_kind was)
{
        struct unit_root root;
        if ((kind == ORG_COUNTY) == (was == ORG_COUNTY))
                return NULL;
        if (was == ORG_COUNTY)
                return fail_field(cx, S("kind"), "县是最上面的单位，类别不能改");
        const struct fail *f = unit_root(cx, &root);
        return f ? f : fail_field(cx, S("kind"), "一套系统只有一个县，已有“%.*s”（代码 %.*s）；请选别的类别，写明上级",
                                  STR(root.name), STR(root.code));
}

/* What may stand below what: a 内设机构 is a leaf, a county stands below a county only. */
const struct fail *org_unit_fits_below(struct ctx *cx, enum org_kind kind,
                                       const struct org_unit *parent)
{
        int depth = 0;
        for (size_t i = 0; i < parent->path.n; i++)
                depth += parent->path.p[i] == '/';
        if (day_is(parent->closed))
                return fail_field(cx, S("parent"), "“%.*s”已经撤销，下面不能再设单位",
                                  STR(parent->name));
        if (parent->kind == ORG_SECTION)
                return fail_field(cx, S("parent"), "内设机构下面不能再设单位");
        if (kind == ORG_COUNTY && parent->kind != ORG_COUNTY)
                return fail_field(cx, S("kind"), "县只能设在根下");
        if (depth > MOST_DEPTH)
                return fail_field(cx, S("parent"), "单位的层级太深");
        return NULL;
}

/* A row of the trail: what it was and what it became. */
static str change_text(struct ctx *cx, const struct org_unit *before, const struct org_wish *after,
                       str sound)
{
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        if (before) {
                json_open(&j, "before", '{');
                json_put_str(&j, "kind", str_of(org_kind_codes[before->kind]));
                json_put_str(&j, "name", before->name);
                json_put_str(&j, "brief", before->brief);
                json_put_str(&j, "group", before->group);
                json_put_int(&j, "sort", before->sort);
                if (sound.p)
                        json_put_str(&j, "sound", before->sound.p ? before->sound : S(""));
                json_close(&j, '}');
        }
        json_open(&j, "after", '{');
        json_put_str(&j, "kind", str_of(org_kind_codes[after->kind]));
        json_put_str(&j, "name", after->name);
        json_put_str(&j, "brief", after->brief);
        json_put_str(&j, "group", after->group);
        json_put_int(&j, "sort", after->sort);
        if (sound.p)
                json_put_str(&j, "sound", sound);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

static str group_of(const struct org_wish *w) { return w->group.n ? w->group : (str){ 0 }; }

const struct fail *org_unit_name_free(struct ctx *cx, const struct org_wish *w, int64_t parent,
                                      int64_t id)
{
        struct unit_namesake other;
        const struct fail *f = unit_namesake(cx, w->name, parent, org_stands_alone(w->kind), id, &other);
        if (!f)
                return fail_field(cx, S("name"), "已经有一个“%.*s”（代码 %.*s）；确是另一个单位的，请写全称",
                                  STR(w->name), STR(other.code));
        return f->kind == FAIL_NOT_FOUND ? NULL : f;
}

const struct fail *org_unit_add(struct ctx *cx, int64_t parent, const struct org_wish *w,
                                int64_t *ret_id)
{
        struct org_unit above, taken;
        const struct fail *f = org_unit_by_id(cx, parent, &above);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, parent);
        if (!f)
                f = org_county_alone(cx, w->kind, ORG_KIND_END);
        if (!f)
                f = org_unit_fits_below(cx, w->kind, &above);
        if (f)
                return f;

        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = org_unit_by_code(cx, w->code, &taken);
        if (!f)
                f = fail_field(cx, S("code"), "这个代码已经用在“%.*s”", STR(taken.name));
        if (f->kind == FAIL_NOT_FOUND)
                f = org_unit_name_free(cx, w, parent, 0);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        int64_t id = unit_insert(cx, true, parent, w->kind, w->code, w->name,
                                 w->brief.n ? w->brief : w->name,
                                 group_of(w), w->sort, str_f(cx->arena, "new:%.*s", STR(w->code)));
        unit_set_path(cx, id, str_f(cx->arena, "%.*s%ld/", STR(above.path), id));
        if (w->group.n)
                unit_group_name(cx, id, day_year(cx->today), w->group, w->sort);
        search_follow(cx, "unit", id);
        audit_log(cx, "unit.add", "unit", id, change_text(cx, NULL, w, (str){ 0 }));
        f = tx_commit(&tx);
        if (!f)
                *ret_id = id;
        return f;
}

const struct fail *org_unit_edit(struct ctx *cx, int64_t id, int64_t version,
                                 const struct org_wish *w)
{
        return org_unit_edit_sound(cx, id, version, w, (str){ 0 });
}

const struct fail *org_unit_edit_sound(struct ctx *cx, int64_t id, int64_t version,
                                       const struct org_wish *w, str sound)
{
        struct org_unit was, above;
        const struct fail *f = org_unit_by_id(cx, id, &was);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, id);
        if (!f)
                f = org_county_alone(cx, w->kind, was.kind);
        if (!f && was.parent)
                f = org_unit_by_id(cx, was.parent, &above);
        if (!f && was.parent)
                f = org_unit_fits_below(cx, w->kind, &above);
        if (!f && !str_eq(was.name, w->name))
                f = org_unit_name_free(cx, w, was.parent, id);
        if (f)
                return f;
        if (day_is(was.closed))
                return fail(cx, INVALID, "“%.*s”已经撤销，不能再改", STR(was.name));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        unit_update(cx, id, version, w->kind, w->name, w->brief.n ? w->brief : w->name,
                    group_of(w), w->sort);
        if (sound.p)
                unit_sound_put(cx, id, pinyin_clean(cx->arena, sound));
        if (w->group.n)
                unit_group_name(cx, id, day_year(cx->today), w->group, w->sort);
        else if (was.group.n)
                unit_group_drop(cx, id, day_year(cx->today));
        search_follow(cx, "unit", id);
        audit_log(cx, "unit.edit", "unit", id, change_text(cx, &was, w, sound));
        return audit_conflict(cx, tx_commit(&tx), "unit", id);
}

const struct fail *org_unit_move(struct ctx *cx, int64_t id, int64_t version, int64_t parent)
{
        struct org_unit unit, above;
        const struct fail *f = org_unit_by_id(cx, id, &unit);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, id);
        if (!f)
                f = org_unit_by_id(cx, parent, &above);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, parent);
        if (!f && day_is(unit.closed))
                f = fail(cx, INVALID, "“%.*s”已经撤销，不能再改", STR(unit.name));
        if (!f && !unit.parent)
                f = fail_field(cx, S("parent"), "最上面的单位不能移动");
        if (!f && str_starts(above.path, unit.path))
                f = fail_field(cx, S("parent"), "不能移到自己下面");
        if (!f)
                f = org_unit_fits_below(cx, unit.kind, &above);
        if (f)
                return f;

        str fresh = str_f(cx->arena, "%.*s%ld/", STR(above.path), id);
        cx->db->serializable = true;            /* it reads two places and writes all below one */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        unit_set_parent(cx, id, version, parent);
        unit_move_paths(cx, unit.path, fresh, (int64_t)unit.path.n + 1);
        search_follow(cx, "unit", id);
        audit_log(cx, "unit.move", "unit", id,
                  str_f(cx->arena, "{\"before\":{\"path\":\"%.*s\"},\"after\":{\"path\":\"%.*s\"}}",
                        STR(unit.path), STR(fresh)));
        f = audit_conflict(cx, tx_commit(&tx), "unit", id);
        session_forget();                       /* scopes rest on the path */
        return f;
}
