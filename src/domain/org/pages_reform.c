/* domain/org/pages_reform.c - 机构改革 in three steps: the form, what will happen, doing it. */
#include "domain/org/pages_reform.h"
#include "domain/org/reform.html.h"

/* ---- the form -------------------------------------------------------------------------- */

static const struct fail *unit_open(struct ctx *cx, const struct request *rq, struct org_unit *ret)
{
        const struct fail *f = org_unit_by_id(cx, rq->ids[0], ret);
        return f ? f : auth_change(cx, MAY_ORG_EDIT, ret->id);
}

static void field_add(struct reform_form_page *p, struct form_field f)
{
        must(p->n_fields < REFORM_FIELDS);
        p->fields[p->n_fields++] = f;
}

static void fresh_fields(struct reform_form_page *p, bool second, const char *label)
{
        field_add(p, (struct form_field){ .name = second ? "name2" : "name", .label = label,
                                          .max = 100 });
        field_add(p, (struct form_field){ .name = second ? "brief2" : "brief", .max = 40,
                                          .label = second ? "它的简称" : "简称",
                                          .optional = true, .hint = "空着就用名称" });
        field_add(p, (struct form_field){ .name = second ? "code2" : "code", .max = 40,
                                          .label = second ? "它的代码" : "代码",
                                          .hint = "小写字母、数字和连字符，建好后不变" });
}

/* What each kind of reform asks for. */
static const struct fail *fields_fill(struct ctx *cx, struct reform_form_page *p)
{
        const struct form_choice *units;
        int n;
        const struct fail *f = org_unit_choices(cx, p->u.path, true, &units, &n);
        if (f)
                return f;
        struct form_choice *some = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n + 1);
        some[0] = (struct form_choice){ S(""), "（没有）", { 0 } };
        memcpy(some + 1, units, sizeof(*units) * (size_t)n);

        bool merges = p->kind == REFORM_MERGE, absorbs = p->kind == REFORM_ABSORB;
        if (absorbs)
                field_add(p, (struct form_field){ .name = "into", .label = "并入的单位",
                                                  .choices = units, .n_choices = n });
        if (merges || absorbs) {
                field_add(p, (struct form_field){ .name = "with1", .choices = some,
                        .n_choices = n + 1, .label = "一起合并的单位", .optional = absorbs });
                field_add(p, (struct form_field){ .name = "with2", .choices = some,
                        .n_choices = n + 1, .label = "第二个一起合并的单位", .optional = true });
                field_add(p, (struct form_field){ .name = "with3", .choices = some,
                        .n_choices = n + 1, .label = "第三个一起合并的单位", .optional = true });
        }
        if (merges || p->kind == REFORM_SPLIT)
                fresh_fields(p, false, merges ? "合并后的名称" : "第一个新单位的名称");
        if (p->kind == REFORM_SPLIT)
                fresh_fields(p, true, "第二个新单位的名称");
        if (p->kind == REFORM_SPLIT_OFF)
                fresh_fields(p, true, "分出的单位的名称");
        field_add(p, (struct form_field){ .name = "on", .label = "生效日期", .type = "date" });
        field_add(p, (struct form_field){ .name = "document", .label = "依据的文件", .max = 200,
                                          .hint = "例：机构改革方案及文号" });
        return NULL;
}

static const struct fail *form_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    enum reform_kind kind, const struct form *form,
                                    const struct fail *why)
{
        struct reform_form_page *p = NEW(cx->arena, struct reform_form_page);
        p->page = page_of(cx, rq, "机构改革");
        p->kind = kind;
        const struct fail *f = unit_open(cx, rq, &p->u);
        if (!f)
                f = fields_fill(cx, p);
        if (!f)
                f = org_crumbs(cx, &p->page, &p->u, false);
        if (f)
                return f;
        for (int i = 0; i < p->n_fields; i++) {
                if (form)
                        p->fields[i] = form_field_of(p->fields[i], form, why);
                else if (!strcmp(p->fields[i].name, "on"))
                        p->fields[i].value = day_str(cx->arena, cx->today);
        }
        p->faults = (struct form_faults){ .form = form, .fail = why, .fields = p->fields,
                                          .n_fields = p->n_fields };
        page_crumb(&p->page, (str){ 0 }, "机构改革", (str){ 0 });
        p->page.here = "/org";
        if (why)
                re->status = fail_http(why->kind);
        reform_form_page(&re->body, p);
        return NULL;
}

const struct fail *reform_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        enum reform_kind kind = REFORM_MERGE;
        if (form_has(&form, "kind"))
                kind = (enum reform_kind)form_choice(&form, "kind", reform_codes, REFORM_KIND_END);
        const struct fail *f = form_end(&form);
        return f ? f : form_show(cx, rq, re, kind, NULL, NULL);
}

/* ---- reading ------------------------------------------------------------------------------ */

static struct reform_wish wish_of(struct form *form, int64_t unit)
{
        struct reform_wish w = { .from = { unit } };
        w.kind = (enum reform_kind)form_choice(form, "kind", reform_codes, REFORM_KIND_END);
        w.on = form_day(form, "on");
        w.document = form_text(form, "document", 1, 200);
        if (w.kind == REFORM_ABSORB)
                w.into = form_int(form, "into", 1, INT64_MAX);
        if (w.kind == REFORM_MERGE || w.kind == REFORM_ABSORB) {
                w.from[1] = form_int_or(form, "with1", 1, INT64_MAX, 0);
                w.from[2] = form_int_or(form, "with2", 1, INT64_MAX, 0);
                w.from[3] = form_int_or(form, "with3", 1, INT64_MAX, 0);
        }
        if (w.kind == REFORM_MERGE || w.kind == REFORM_SPLIT)
                w.fresh[0] = (struct org_wish){ .name = form_name(form, "name", 1, 100),
                                                .brief = form_name(form, "brief", 0, 40),
                                                .code = form_code(form, "code", 40) };
        if (w.kind == REFORM_SPLIT || w.kind == REFORM_SPLIT_OFF)
                w.fresh[1] = (struct org_wish){ .name = form_name(form, "name2", 1, 100),
                                                .brief = form_name(form, "brief2", 0, 40),
                                                .code = form_code(form, "code2", 40) };
        return w;
}

/* Fields p7, p8 … and u3, u4 …: where each post and each unit below goes. */
static const struct fail *choices_of(struct ctx *cx, struct form *form, char prefix,
                                     enum reform_fate most, const struct reform_choice **ret,
                                     int *ret_n)
{
        struct reform_choice *list = NULL;
        int n = 0, cap = 0;
        for (int i = 0; i < form->n_fields; i++) {
                str name = form->fields[i].name;
                uint64_t id, fate;
                if (name.n < 2 || name.p[0] != prefix || !str_u64(str_from(name, 1), &id))
                        continue;
                form_know(form, str_copy(cx->arena, name).p);
                if (!str_u64(form->fields[i].value, &fate) || fate > (uint64_t)most || n == REFORM_MOST)
                        return fail(cx, INVALID, "提交的去向不完整，请重新打开后再确认");
                *VEC_ADD(cx->arena, list, n, cap) = (struct reform_choice){
                        (int64_t)id, (enum reform_fate)fate };
        }
        *ret = list;
        *ret_n = n;
        return NULL;
}

/* ---- what will happen ----------------------------------------------------------------------- */

static str lead_of(struct ctx *cx, const struct reform_wish *w, const struct reform_plan *p)
{
        struct buf b = buf_new(cx->arena, 4096);
        for (int i = 0; i < p->n_from; i++)
                buf_f(&b, "%s%.*s", i ? "、" : "", STR(p->from[i].name));
        buf_f(&b, " %s ", words_of(cx->lang, reform_words[w->kind]));
        for (int i = p->closes ? 0 : 1; i < p->n_to; i++)
                buf_f(&b, "%s%.*s", i > (p->closes ? 0 : 1) ? "、" : "", STR(p->to[i].name));
        return buf_str(&b);
}

static const struct fail *look_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct reform_wish *w, const struct form *form,
                                    const struct fail *why)
{
        static const char *const carried[] = { "kind", "into", "with1", "with2", "with3", "name",
                "brief", "code", "name2", "brief2", "code2", "on", "document" };
        struct reform_plan plan;
        struct org_unit u;
        const struct fail *f = unit_open(cx, rq, &u);
        if (!f)
                f = reform_plan(cx, w, &plan);
        if (f)
                return f;
        struct reform_field *kept = NEW_ARRAY(cx->arena, struct reform_field, COUNT_OF(carried));
        str *roles = NEW_ARRAY(cx->arena, str, (size_t)plan.n_posts + 1);
        struct reform_look_page p = {
                .page = page_of(cx, rq, "机构改革"), .unit = u.id, .kind = w->kind,
                .lead = lead_of(cx, w, &plan), .document = w->document,
                .on = day_zh(cx->arena, w->on), .plan = &plan, .kept = kept, .roles = roles,
                .fail = why };
        for (size_t i = 0; i < COUNT_OF(carried); i++)
                if (form_has(form, carried[i]))
                        kept[p.n_kept++] = (struct reform_field){ carried[i],
                                                                  form_raw(form, carried[i]) };
        for (int i = 0; i < plan.n_posts; i++)
                roles[i] = post_words(cx, plan.posts[i].title, plan.posts[i].role_name,
                                      plan.posts[i].acting);
        f = org_crumbs(cx, &p.page, &u, false);
        if (f)
                return f;
        page_crumb(&p.page, (str){ 0 }, "机构改革", (str){ 0 });
        p.page.here = "/org";
        if (why)
                re->status = fail_http(why->kind);
        reform_look_page(&re->body, &p);
        return NULL;
}

const struct fail *reform_look_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct reform_wish w = wish_of(&form, rq->ids[0]);
        struct org_unit u;
        const struct fail *f = unit_open(cx, rq, &u);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = look_show(cx, rq, re, &w, &form, NULL);
        return f && f->kind == FAIL_INVALID ? form_show(cx, rq, re, w.kind, &form, f) : f;
}

const struct fail *reform_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct reform_wish w = wish_of(&form, rq->ids[0]);
        struct org_unit u;
        int64_t id;
        w.seen = form_int(&form, "seen", 0, INT64_MAX);
        const struct fail *f = unit_open(cx, rq, &u);
        if (!f)
                f = choices_of(cx, &form, 'p', FATE_ENDS, &w.posts, &w.n_posts);
        if (!f)
                f = choices_of(cx, &form, 'u', FATE_SECOND, &w.below, &w.n_below);
        if (!f)
                f = form_end(&form);
        if (!f)
                f = reform_carry_out(cx, &w, &id);
        if (f && f->kind == FAIL_CONFLICT) {
                const struct fail *bad = look_show(cx, rq, re, &w, &form, f);
                return bad && bad->kind == FAIL_INVALID
                       ? form_show(cx, rq, re, w.kind, &form, bad) : bad;
        }
        if (f && f->kind == FAIL_INVALID)
                return form_show(cx, rq, re, w.kind, &form, f);
        if (f)
                return f;
        reply_note(re, cx, "已办理：%.*s", STR(u.name));
        return reply_see(re, cx, "/org/%ld", id);
}
