/* domain/target/pages_members.c - groups, units in them, grades, caps and clocks of a draft. */
#include "domain/org/org.h"
#include "domain/target/faces.h"
#include "domain/target/grade.h"
#include "domain/target/members.html.h"
#include "domain/target/scheme.sql.h"

enum { GRADES_MOST = 9, CLASSES_MOST = 20, SPARE = 2 };

static str num(struct ctx *cx, int64_t v) { return str_f(cx->arena, "%ld", v); }
static const char *key_of(struct ctx *cx, const char *stem, int64_t id)
{
        return str_f(cx->arena, "%s-%ld", stem, id).p;
}

/* ---- groups and units -------------------------------------------------------------------- */

/* Every unit of the county that may be assessed: towns, departments, parks; and those already
 * in. */
static const struct fail *member_rows(struct ctx *cx, struct members_page *p)
{
        const struct edition *e = &p->frame.e;
        struct org_unit county;
        struct member_row *rows = NULL;
        struct units_assessable it;
        int cap = 0;
        const struct fail *f = org_unit_by_id(cx, e->unit, &county);
        if (f)
                return f;
        units_assessable(&it, cx, county.path, ORG_SUBORDINATE, ORG_SECTION, ORG_COUNTY);
        while (units_assessable_next(&it)) {
                const struct edition_unit *u = edition_unit_of(e, it.id);
                struct member_row r = {
                        .unit = it.id, .name = it.brief, .grp = u ? u->grp : 0,
                        .ranked = !u || u->ranked, .competes = !u || u->competes,
                        .note = u && u->note.n ? u->note : S(""),
                        .kind = str_of(words_of(cx->lang, org_kind_words[it.kind])),
                        .factor = points_str(cx->arena, (points){ u ? u->factor : 1000000 }, 0)
                };
                for (int g = 0; !u && p->from_org && it.grp.n && g < e->n_groups; g++)
                        if (str_eq(e->groups[g].name, it.grp))
                                r.grp = e->groups[g].id;
                *VEC_ADD(cx->arena, rows, p->n_rows, cap) = r;
        }
        p->rows = rows;
        return units_assessable_end(&it);
}

static void group_choices(struct ctx *cx, struct members_page *p)
{
        const struct edition *e = &p->frame.e;
        p->groups = NEW_ARRAY(cx->arena, struct form_choice, (size_t)e->n_groups + 1);
        p->groups[p->n_groups++] = (struct form_choice){ .value = S("0"), .word = "不参加考核" };
        for (int g = 0; g < e->n_groups; g++)
                p->groups[p->n_groups++] = (struct form_choice){ .value = num(cx, e->groups[g].id),
                                                                 .name = e->groups[g].name };
}

static void group_fields(struct ctx *cx, const struct edition *e, int64_t self,
                         struct form_field *f, bool fresh)
{
        const struct edition_group *was = edition_group_of(e, self);
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)e->n_groups + 1);
        int n = 0;
        c[n++] = (struct form_choice){ .value = S("0"), .word = "（一级分组）" };
        for (int g = 0; g < e->n_groups; g++)
                if (!e->groups[g].parent && e->groups[g].id != self)
                        c[n++] = (struct form_choice){ .value = num(cx, e->groups[g].id),
                                                       .name = e->groups[g].name };
        f[0] = (struct form_field){ .name = "name", .label = "分组名称", .max = 60,
                                    .value = was ? was->name : S("") };
        f[1] = (struct form_field){ .name = "parent", .label = "上级分组", .choices = c,
                                    .n_choices = n, .value = num(cx, was ? was->parent : 0) };
        f[2] = (struct form_field){ .name = "sort", .label = "次序", .inputmode = "numeric",
                                    .value = num(cx, was ? was->sort : (e->n_groups + 1) * 10) };
        if (fresh)
                f[3] = (struct form_field){ .name = "code", .label = "代码", .max = 40,
                                            .value = S(""), .hint = "小写字母、数字和连字符，建好后不变" };
}

static const struct fail *members_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                       bool from_org, int64_t version, const struct form *form,
                                       const struct fail *why)
{
        struct members_page *p = NEW(cx->arena, struct members_page);
        const struct fail *f = scheme_frame_fill(cx, rq, rq->ids[0], "分组与单位", "units", &p->frame);
        if (f)
                return f;
        p->from_org = from_org;
        p->version = version ? version : p->frame.e.version;
        p->fail = why;
        group_choices(cx, p);
        group_fields(cx, &p->frame.e, 0, p->fresh, true);
        for (int i = 0; form && i < 4; i++)
                p->fresh[i] = form_field_of(p->fresh[i], form, why);
        f = member_rows(cx, p);
        if (f)
                return f;
        if (why)
                re->status = fail_http(why->kind);
        members_page(&re->body, p);
        return NULL;
}

/* GET /schemes/:id/units?from=org */
const struct fail *scheme_members_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        return members_show(cx, rq, re, str_is(form_raw(&form, "from"), "org"), 0, NULL, NULL);
}

/* POST /schemes/:id/units: the whole table; a unit without a group is not assessed. */
const struct fail *scheme_members_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct org_unit county;
        struct edition e;
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = edition_to_change(cx, rq->ids[0], &e);
        if (!f)
                f = org_unit_by_id(cx, e.unit, &county);
        if (f)
                return f;
        struct edition_unit *list = NULL;
        int n = 0, cap = 0, sort = 0;
        struct units_assessable it;
        units_assessable(&it, cx, county.path, ORG_SUBORDINATE, ORG_SECTION, ORG_COUNTY);
        while (units_assessable_next(&it)) {
                const char *factor_key = key_of(cx, "factor", it.id);
                points factor = { 1000000 };
                int64_t grp = form_int_or(&form, key_of(cx, "grp", it.id), 0, INT64_MAX, 0);
                int64_t ranked = form_int_or(&form, key_of(cx, "ranked", it.id), 0, 1, 1);
                int64_t competes = form_int_or(&form, key_of(cx, "competes", it.id), 0, 1, 1);
                str note = form_text(&form, key_of(cx, "note", it.id), 0, 100);
                str raw = form_text(&form, factor_key, 0, 12);
                const char *why = raw.n ? points_within(cx, raw, 0, POINTS_MOST, &factor.micro) : NULL;
                if (why)
                        form_wrong(&form, factor_key, why);
                sort += 10;
                if (grp)
                        *VEC_ADD(cx->arena, list, n, cap) = (struct edition_unit){
                                .unit = it.id, .grp = grp, .sort = sort, .ranked = ranked == 1,
                                .competes = competes == 1, .factor = factor.micro, .note = note };
        }
        f = units_assessable_end(&it);
        if (!f)
                f = form_end(&form);
        if (!f)
                f = members_set(cx, e.id, version, list, n);
        if (f)
                return fail_on_form(f)
                             ? members_show(cx, rq, re, false,
                                            f->kind == FAIL_CONFLICT ? 0 : version, &form, f)
                             : f;
        reply_note(re, cx, "已保存 %d 个考核对象", n);
        return reply_see(re, cx, "/schemes/%ld/units", e.id);
}

static struct group_wish group_read(struct form *form, bool fresh)
{
        return (struct group_wish){ .name = form_text(form, "name", 1, 60),
                                    .parent = form_int_or(form, "parent", 0, INT64_MAX, 0),
                                    .sort = (int)form_int_or(form, "sort", 0, 999999, 100),
                                    .code = fresh ? form_code(form, "code", 40) : (str){ 0 } };
}

/* POST /schemes/:id/groups */
const struct fail *group_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct group_wish w = group_read(&form, true);
        int64_t id;
        const struct fail *f = form_end(&form);
        if (!f)
                f = group_add(cx, rq->ids[0], &w, &id);
        if (f)
                return fail_on_form(f) ? members_show(cx, rq, re, false, 0, &form, f) : f;
        reply_note(re, cx, "已新增分组“%.*s”", STR(w.name));
        return reply_see(re, cx, "/schemes/%ld/units", rq->ids[0]);
}

static const struct fail *group_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                     int64_t version, const struct form *form,
                                     const struct fail *why)
{
        struct scheme_form_page *p = NEW(cx->arena, struct scheme_form_page);
        struct group_by_id g;
        const struct fail *f = group_by_id(cx, rq->ids[0], &g);
        if (!f)
                f = scheme_frame_fill(cx, rq, g.edition, "修改分组", "group", &p->frame);
        if (!f && !p->frame.may_edit) {
                struct edition e;
                f = edition_to_change(cx, g.edition, &e);
        }
        if (f)
                return f;
        p->fields = NEW_ARRAY(cx->arena, struct form_field, 4);
        p->n_fields = 3;
        group_fields(cx, &p->frame.e, g.id, p->fields, false);
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->title = "修改分组", p->button = "保存", p->help = "";
        p->version = version ? version : g.version;
        p->action = str_f(cx->arena, "/schemes/groups/%ld", g.id);
        p->back = str_f(cx->arena, "/schemes/%ld/units", g.edition);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        group_page(&re->body, p);
        return NULL;
}

/* GET /schemes/groups/:id */
const struct fail *group_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return group_show(cx, rq, re, 0, NULL, NULL);
}

/* POST /schemes/groups/:id */
const struct fail *group_edit_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct group_by_id g;
        struct group_wish w = group_read(&form, false);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = group_by_id(cx, rq->ids[0], &g);
        if (!f)
                f = group_edit(cx, g.id, version, &w);
        if (f)
                return fail_on_form(f) ? group_show(cx, rq, re, version, &form, f) : f;
        reply_note(re, cx, "已保存“%.*s”", STR(w.name));
        return reply_see(re, cx, "/schemes/%ld/units", g.edition);
}

/* POST /schemes/groups/:id/removals */
const struct fail *group_remove_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct group_by_id g;
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = group_by_id(cx, rq->ids[0], &g);
        if (!f)
                f = group_remove(cx, g.id, version);
        if (f)
                return fail_on_form(f) ? group_show(cx, rq, re, 0, NULL, f) : f;
        reply_note(re, cx, "已删除分组“%.*s”", STR(g.name));
        return reply_see(re, cx, "/schemes/%ld/units", g.edition);
}

/* ---- rules, grades, effects ---------------------------------------------------------------- */

static const char *const mode_words[] = { "四舍五入", "截尾（只舍不入）", "向下取", "向上取" };
static const char *const yes_no[] = { "否", "是" };

static const struct form_choice *choices_of(struct ctx *cx, const char *const *words, int n)
{
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n);
        for (int i = 0; i < n; i++)
                c[i] = (struct form_choice){ .value = num(cx, i), .word = words[i] };
        return c;
}

/* Every order of what parts equal totals, as a choice; the value is the codes as they are kept. */
static const char *const tie_codes[] = { "key", "penalty", "rating" };

static const struct form_choice *tie_choices(struct ctx *cx, int *ret_n)
{
        static const char *const words[] = { "重点工作得分", "扣分次数（少者在前）", "评议得分" };
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, 1 + TIE_ORDERS);
        int n = 0, order[TIE_ORDERS][TIE_KINDS];
        tie_orders(order);
        c[n++] = (struct form_choice){ .value = S(""), .word = "不分先后，并列" };
        for (int i = 0; i < TIE_ORDERS; i++) {
                struct buf value = buf_new(cx->arena, 100), name = buf_new(cx->arena, 400);
                for (int k = 0; k < TIE_KINDS && order[i][k] >= 0; k++) {
                        buf_f(&value, "%s%s", k ? " " : "", tie_codes[order[i][k]]);
                        buf_f(&name, "%s%s", k ? "，" : "", words_of(cx->lang, words[order[i][k]]));
                }
                c[n++] = (struct form_choice){ .value = buf_str(&value), .name = buf_str(&name) };
        }
        *ret_n = n;
        return c;
}

enum { RULE_TOTAL, RULE_STEP, RULE_MODE, RULE_TIE, RULE_BONUS_MOST, RULE_PENALTY_MOST };

/* As it is read, not typed: nought is a word, the rest has its unit. */
static void rule_read(struct ctx *cx, struct form_field *f, const char *none)
{
        f->value = none && str_is(f->value, "0") ? str_of(words_of(cx->lang, none))
                 : str_f(cx->arena, words_of(cx->lang, "%.*s 分"), STR(f->value));
        f->hint = NULL;
}

static void rule_fields(struct ctx *cx, struct rules_page *p)
{
        int n_ties;
        const struct form_choice *ties = tie_choices(cx, &n_ties);
        const struct edition_rules *r = &p->frame.e.rules;
        struct arena *a = cx->arena;
        struct form_field f[] = {
                [RULE_TOTAL] = { .name = "total", .label = "各组折算到", .inputmode = "decimal",
                        .value = points_str(a, r->total, 0), .hint = "折算成百分制填 100；不折算、按各组满分计填 0" },
                [RULE_STEP] = { .name = "step", .label = "总分的最小单位", .inputmode = "decimal",
                        .value = points_str(a, (points){ r->step }, 0), .hint = "保留两位小数填 0.01" },
                [RULE_MODE] = { .name = "mode", .label = "取舍",
                        .choices = choices_of(cx, mode_words, 4), .n_choices = 4,
                        .value = num(cx, r->mode) },
                [RULE_TIE] = { .name = "tie", .label = "总分相同时依次比较", .value = r->tie,
                        .choices = ties, .n_choices = n_ties, .hint = "仍相同的并列" },
                [RULE_BONUS_MOST] = { .name = "bonus-most", .label = "加分合计上限",
                        .inputmode = "decimal", .value = points_str(a, r->bonus_most, 0),
                        .hint = "不设上限填 0" },
                [RULE_PENALTY_MOST] = { .name = "penalty-most", .label = "扣分合计上限",
                        .inputmode = "decimal", .value = points_str(a, r->penalty_most, 0),
                        .hint = "不设上限填 0" },
                { .name = "floor-zero", .label = "扣完为止，总分不低于零",
                        .choices = choices_of(cx, yes_no, 2), .n_choices = 2,
                        .value = num(cx, r->floor_zero) },
                { .name = "grade-round", .label = "名额的取整",
                        .choices = choices_of(cx, quota_round_words, QUOTA_ROUNDS),
                        .n_choices = QUOTA_ROUNDS, .value = num(cx, r->grade_round) },
                { .name = "remainder", .label = "取整余下的名额给最大的分组",
                        .choices = choices_of(cx, yes_no, 2), .n_choices = 2,
                        .value = num(cx, r->remainder) },
                { .name = "cut", .label = "等次线上总分相同",
                        .choices = choices_of(cx, cut_rule_words, CUT_RULES),
                        .n_choices = CUT_RULES, .value = num(cx, r->cut) },
                { .name = "publicity", .label = "公示几个工作日", .inputmode = "numeric",
                        .value = num(cx, r->publicity), .hint = "公示当天算第一天" },
                { .name = "appeal", .label = "几个工作日内可以申诉", .inputmode = "numeric",
                        .value = num(cx, r->appeal) },
                { .name = "review", .label = "几个工作日内作出复核决定", .inputmode = "numeric",
                        .value = num(cx, r->review) },
        };
        for (size_t i = 0; i < COUNT_OF(f); i++)
                p->fields[p->n_fields++] = f[i];
        if (p->frame.may_edit)
                return;
        rule_read(cx, &p->fields[RULE_TOTAL], "不折算，按各组满分计");
        rule_read(cx, &p->fields[RULE_STEP], NULL);
        rule_read(cx, &p->fields[RULE_BONUS_MOST], "不设");
        rule_read(cx, &p->fields[RULE_PENALTY_MOST], "不设");
}

static str share_str(struct ctx *cx, int64_t share)
{
        return share < 0 ? S("") : points_str(cx->arena, (points){ share * 100 }, 0);
}

static void grade_rows(struct ctx *cx, struct rules_page *p)
{
        const struct edition *e = &p->frame.e;
        int n = e->n_grades + SPARE;
        n = n > GRADES_MOST ? GRADES_MOST : n;
        p->grades = NEW_ARRAY(cx->arena, struct grade_row, (size_t)n);
        for (int i = 0; i < n; i++) {
                struct grade_row *r = &p->grades[p->n_grades++];
                bool in = i < e->n_grades;
                r->name = in ? e->grades[i].name : S("");
                r->share = in ? share_str(cx, e->grades[i].share) : S("");
                r->floor = in && e->grades[i].floor_mark.micro
                                 ? points_str(cx->arena, e->grades[i].floor_mark, 0)
                                 : S("");
                r->places = NEW_ARRAY(cx->arena, str, (size_t)e->n_groups + 1);
                for (int g = 0; g < e->n_groups; g++) {
                        r->places[g] = S("");
                        for (int q = 0; q < e->n_quotas; q++)
                                if (e->quotas[q].grp == e->groups[g].id && e->quotas[q].rank == i)
                                        r->places[g] = num(cx, e->quotas[q].places);
                }
        }
        n = e->n_classes + SPARE;
        n = n > CLASSES_MOST ? CLASSES_MOST : n;
        p->classes = NEW_ARRAY(cx->arena, struct class_row, (size_t)n);
        for (int i = 0; i < n; i++) {
                bool in = i < e->n_classes;
                p->classes[p->n_classes++] = (struct class_row){
                        .code = in ? e->classes[i].code : S(""),
                        .name = in ? e->classes[i].name : S(""),
                        .rule = in && e->classes[i].rule.n ? e->classes[i].rule : S(""),
                        .penalty = in && e->classes[i].penalty,
                        .most = in && e->classes[i].most.micro
                                      ? points_str(cx->arena, e->classes[i].most, 0)
                                      : S("")
                };
        }
}

static const struct fail *rules_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                     int64_t version, const struct form *form,
                                     const struct fail *why)
{
        struct rules_page *p = NEW(cx->arena, struct rules_page);
        const struct fail *f = scheme_frame_fill(cx, rq, rq->ids[0], "等次与规则", "rules", &p->frame);
        if (f)
                return f;
        p->version = version ? version : p->frame.e.version;
        rule_fields(cx, p);
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        grade_rows(cx, p);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        p->fail = why;
        if (why)
                re->status = fail_http(why->kind);
        rules_page(&re->body, p);
        return NULL;
}

/* GET /schemes/:id/rules */
const struct fail *scheme_rules_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return rules_show(cx, rq, re, 0, NULL, NULL);
}

/* POST /schemes/:id/rules */
const struct fail *scheme_rules_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        struct edition_rules r = {
                .total = { form_points(&form, "total", 0, POINTS_MOST, 0) },
                .step = form_points(&form, "step", 1, (int64_t)100 * 1000000, 10000),
                .mode = (enum round_mode)form_int_or(&form, "mode", 0, ROUND_CEIL, 0),
                .tie = form_text(&form, "tie", 0, 100),
                .bonus_most = { form_points(&form, "bonus-most", 0, POINTS_MOST, 0) },
                .penalty_most = { form_points(&form, "penalty-most", 0, POINTS_MOST, 0) },
                .floor_zero = form_int_or(&form, "floor-zero", 0, 1, 0) == 1,
                .grade_round = (int)form_int_or(&form, "grade-round", 0, QUOTA_ROUNDS - 1, 0),
                .remainder = form_int_or(&form, "remainder", 0, 1, 0) == 1,
                .cut = (int)form_int_or(&form, "cut", 0, CUT_RULES - 1, 0),
                .publicity = (int)form_int(&form, "publicity", 1, 60),
                .appeal = (int)form_int(&form, "appeal", 1, 60),
                .review = (int)form_int(&form, "review", 1, 120),
        };
        for (str rest = r.tie; rest.n;) {
                str code = str_cut(rest, ' ', &rest);
                if (code.n && !str_is(code, "key") && !str_is(code, "penalty") &&
                    !str_is(code, "rating"))
                        form_wrong(&form, "tie", "只能选重点工作得分、扣分次数、评议得分的一种顺序");
        }
        const struct fail *f = form_end(&form);
        if (!f)
                f = edition_rules_set(cx, rq->ids[0], version, &r);
        if (f)
                return fail_on_form(f) ? rules_show(cx, rq, re,
                                                    f->kind == FAIL_CONFLICT ? 0 : version, &form, f)
                                       : f;
        reply_note(re, cx, "规则已保存");
        return reply_see(re, cx, "/schemes/%ld/rules", rq->ids[0]);
}

/* POST /schemes/:id/grades */
const struct fail *scheme_grades_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        struct edition e;
        const struct fail *f = edition_to_change(cx, rq->ids[0], &e);
        if (!f)
                f = edition_read(cx, rq->ids[0], &e);
        if (f)
                return f;
        struct edition_grade grades[GRADES_MOST];
        struct edition_quota *quotas = NEW_ARRAY(cx->arena, struct edition_quota,
                                                 (size_t)GRADES_MOST * ((size_t)e.n_groups + 1));
        int n = 0, n_quotas = 0;
        for (int i = 0; i < GRADES_MOST; i++) {
                str name = form_text(&form, key_of(cx, "name", i), 0, 20);
                int64_t share = form_points(&form, key_of(cx, "share", i), 0,
                                            (int64_t)100 * 1000000, -1);
                int64_t floor = form_points(&form, key_of(cx, "floor", i), 0, POINTS_MOST, 0);
                for (int g = 0; g < e.n_groups; g++) {
                        const char *key = str_f(cx->arena, "places-%d-%ld", i, e.groups[g].id).p;
                        int64_t places = form_int_or(&form, key, 0, 1000, -1);
                        if (name.n && places >= 0)
                                quotas[n_quotas++] = (struct edition_quota){ e.groups[g].id, n,
                                                                             (int)places };
                }
                if (name.n)
                        grades[n++] = (struct edition_grade){ name, share < 0 ? -1 : share / 100,
                                { floor } };
        }
        f = form_end(&form);
        if (!f)
                f = grades_set(cx, e.id, version, grades, n, quotas, n_quotas);
        if (f)
                return fail_on_form(f) ? rules_show(cx, rq, re,
                                                    f->kind == FAIL_CONFLICT ? 0 : version, NULL, f)
                                       : f;
        reply_note(re, cx, "等次已保存");
        return reply_see(re, cx, "/schemes/%ld/rules", e.id);
}

/* POST /schemes/:id/effects */
const struct fail *scheme_effects_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        struct edition_class classes[CLASSES_MOST];
        int n = 0;
        for (int i = 0; i < CLASSES_MOST; i++) {
                str name = form_text(&form, key_of(cx, "name", i), 0, 40),
                    rule = form_text(&form, key_of(cx, "rule", i), 0, 300);
                const char *code_key = key_of(cx, "code", i);
                str code = form_has(&form, code_key) && form_raw(&form, code_key).n
                        ? form_code(&form, code_key, 40) : S("");
                form_know(&form, code_key);
                int64_t penalty = form_int_or(&form, key_of(cx, "penalty", i), 0, 1, 0);
                int64_t most = form_points(&form, key_of(cx, "most", i), 0, POINTS_MOST, 0);
                if (name.n || code.n)
                        classes[n++] = (struct edition_class){ .code = code, .name = name,
                                .rule = rule, .penalty = penalty == 1, .most = { most } };
        }
        const struct fail *f = form_end(&form);
        if (!f)
                f = classes_set(cx, rq->ids[0], version, classes, n);
        if (f)
                return fail_on_form(f) ? rules_show(cx, rq, re,
                                                    f->kind == FAIL_CONFLICT ? 0 : version, NULL, f)
                                       : f;
        reply_note(re, cx, "加减分类别已保存");
        return reply_see(re, cx, "/schemes/%ld/rules", rq->ids[0]);
}
