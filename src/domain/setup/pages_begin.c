/* domain/setup/pages_begin.c - the wizard of the first set-up: five steps, each a page of its own
 * that works without script and can be left and come back to. Whoever holds its half-way token
 * (core/auth/entry.h), and nobody else, is in it. */
#include "core/audit/audit.h"
#include "core/auth/account.sql.h"
#include "core/config/config.h"
#include "core/crypto/hash.h"
#include "domain/setup/pages.h"
#include "domain/setup/setup.sql.h"
#include "door/web/entry.h"

const struct begin_mark begin_marks[BEGIN_STEPS] = {
        [BEGIN_COUNTY]  = { "/begin/county",  "县" },
        [BEGIN_YEAR]    = { "/begin/year",    "年度" },
        [BEGIN_UNITS]   = { "/begin/units",   "单位" },
        [BEGIN_ADMINS]  = { "/begin/admins",  "管理员" },
        [BEGIN_SUMMARY] = { "/begin/summary", "核对" },
};

static const char *const draft_names[SETUP_ROLES * 2] = {
        "system_name", "system_login", "security_name", "security_login", "audit_name", "audit_login",
};

/* What has been told so far. */
struct draft {
        struct county county;
        int           n_units;
        str           said[SETUP_ROLES * 2];
        str           plan;                     /* units of a file that wait for a yes */
        str           others;                   /* who else is in the wizard; may be absent */
};

static struct setup_admin admin_of(const struct draft *d, int i)
{
        return (struct setup_admin){ d->said[i * 2], d->said[i * 2 + 1] };
}

static bool admins_said(const struct draft *d)
{
        for (size_t i = 0; i < COUNT_OF(d->said); i++)
                if (!d->said[i].n)
                        return false;
        return true;
}

/* In the wizard? Then cx may what the operator may, and the draft is read. */
static const struct fail *begin(struct ctx *cx, const struct request *rq, struct entry *ret_entry,
                                struct draft *ret)
{
        bool due;
        *ret = (struct draft){ 0 };
        const struct fail *f = setup_is_due(cx, &due);
        if (!f && !due)         /* perhaps from another browser */
                f = fail(cx, NOT_FOUND, "第一次设置已经完成，请登录");
        if (!f)
                f = entry_load(cx, rq->session, ENTRY_SETUP, ret_entry);
        if (f && f->kind == FAIL_SIGN_IN)
                f = fail(cx, NOT_FOUND, "请打开一次性设置链接，从那里开始或者继续；链接过期了可在服务器上运行 luoshi link 另发");
        if (!f)
                f = setup_places_words(cx, rq, &ret->others);
        if (!f)
                f = county_load(cx, &ret->county);
        if (f)
                return f;
        struct draft_all it;
        draft_all(&it, cx);
        while (draft_all_next(&it)) {
                for (size_t i = 0; i < COUNT_OF(ret->said); i++)
                        if (str_is(it.name, draft_names[i]))
                                ret->said[i] = it.value;
                if (str_is(it.name, "units"))
                        ret->plan = it.value;
        }
        f = draft_all_end(&it);
        if (f)
                return f;
        struct setup_units u;
        setup_units(&u, cx);
        while (setup_units_next(&u))
                ret->n_units += u.kind != ORG_COUNTY;
        f = setup_units_end(&u);
        if (!f)
                auth_as_system(cx);
        return f;
}

static void frame(struct ctx *cx, const struct request *rq, const struct draft *d,
                  enum begin_step step, struct begin_page *ret)
{
        *ret = (struct begin_page){ .page = page_of(cx, rq, "第一次设置"), .step = step,
                                    .button = "保存，下一步", .others = d->others };
        ret->done[BEGIN_COUNTY] = d->county.name.n > 0 && d->county.region.n > 0;
        ret->done[BEGIN_YEAR] = d->county.year != 0;
        ret->done[BEGIN_UNITS] = d->n_units > 0;
        ret->done[BEGIN_ADMINS] = admins_said(d);
        if (d->county.name.n)
                ret->page.county = d->county.name;
}

static void draw(struct reply *re, struct begin_page *p, const struct form *form,
                 const struct fail *why)
{
        p->faults = (struct form_faults){ .form = form, .fail = why, .fields = p->fields,
                                          .n_fields = p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        begin_form(&re->body, p);
}

/* ---- the county ----------------------------------------------------------------- */

static const struct form_field county_fields[] = {
        { .name = "county", .label = "县名", .max = 40, .hint = "县（市、区）的全称，显示在每一页的页头" },
        { .name = "region", .label = "区划代码", .max = 6, .inputmode = "numeric",
          .hint = "县级行政区划代码，6 位数字（GB/T 2260）" },
};

static const struct fail *show_county(struct ctx *cx, const struct request *rq, struct reply *re,
                                      const struct draft *d, const struct form *form,
                                      const struct fail *why)
{
        struct begin_page p;
        struct form_field drawn[COUNT_OF(county_fields)];
        frame(cx, rq, d, BEGIN_COUNTY, &p);
        p.lead = "这套系统为哪个县使用？";
        for (size_t i = 0; i < COUNT_OF(drawn); i++) {
                drawn[i] = county_fields[i];
                drawn[i].value = i ? d->county.region : d->county.name;
                drawn[i] = form_field_of(drawn[i], form, why);
        }
        p.fields = drawn;
        p.n_fields = COUNT_OF(drawn);
        draw(re, &p, form, why);
        return NULL;
}

const struct fail *begin_county_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct entry e;
        struct draft d;
        const struct fail *f = begin(cx, rq, &e, &d);
        return f ? f : show_county(cx, rq, re, &d, NULL, NULL);
}

const struct fail *begin_county_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct entry e;
        struct draft d;
        const struct fail *f = begin(cx, rq, &e, &d);
        if (f)
                return f;
        struct form form = form_of(cx, rq);
        str name = form_text(&form, "county", 2, 40), region = form_text(&form, "region", 6, 6);
        f = form_end(&form);
        if (!f)
                f = county_name(cx, name, region);
        if (f)
                return f->kind == FAIL_INVALID ? show_county(cx, rq, re, &d, &form, f) : f;
        return reply_see(re, cx, "/begin/year");
}

/* ---- the year ------------------------------------------------------------------- */

static const struct form_field year_field = {
        .name = "year", .label = "年度", .type = "number", .max = 4, .inputmode = "numeric",
        .hint = "办理的年度，通常是今年；以后可以换",
};

static const struct fail *show_year(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct draft *d, const struct form *form,
                                    const struct fail *why)
{
        struct begin_page p;
        struct form_field drawn = year_field;
        frame(cx, rq, d, BEGIN_YEAR, &p);
        p.lead = "从哪一年的工作开始？";
        drawn.value = str_f(cx->arena, "%d", d->county.year ? d->county.year : day_year(cx->today));
        drawn = form_field_of(drawn, form, why);
        p.fields = &drawn;
        p.n_fields = 1;
        draw(re, &p, form, why);
        return NULL;
}

const struct fail *begin_year_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct entry e;
        struct draft d;
        const struct fail *f = begin(cx, rq, &e, &d);
        return f ? f : show_year(cx, rq, re, &d, NULL, NULL);
}

const struct fail *begin_year_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct entry e;
        struct draft d;
        const struct fail *f = begin(cx, rq, &e, &d);
        if (f)
                return f;
        struct form form = form_of(cx, rq);
        int64_t year = form_int(&form, "year", 2000, 2100);
        f = form_end(&form);
        if (!f)
                f = county_year(cx, year);
        if (f)
                return f->kind == FAIL_INVALID ? show_year(cx, rq, re, &d, &form, f) : f;
        return reply_see(re, cx, "/begin/units");
}

/* ---- the administrators ----------------------------------------------------------- */

static const struct form_field admin_fields[SETUP_ROLES * 2] = {
        { .name = "system_name",    .label = "系统管理员（您）：姓名", .max = 50,
          .hint = "建账号、定参数，不能授权，也看不到业务数据" },
        { .name = "system_login",   .label = "系统管理员（您）：账号", .max = LOGIN_MAX,
          .hint = "3 到 40 个小写字母、数字、点或连字符" },
        { .name = "security_name",  .label = "安全管理员：姓名", .max = 50,
          .hint = "授予角色、解除锁定，须是另一个人" },
        { .name = "security_login", .label = "安全管理员：账号", .max = LOGIN_MAX },
        { .name = "audit_name",     .label = "审计管理员：姓名", .max = 50,
          .hint = "查看审计记录，须是第三个人" },
        { .name = "audit_login",    .label = "审计管理员：账号", .max = LOGIN_MAX },
};

static const struct fail *show_admins(struct ctx *cx, const struct request *rq, struct reply *re,
                                      const struct draft *d, const struct form *form,
                                      const struct fail *why)
{
        struct begin_page p;
        struct form_field drawn[SETUP_ROLES * 2];
        frame(cx, rq, d, BEGIN_ADMINS, &p);
        p.lead = "系统、安全、审计三种管理员由三个人分别担任，互相制约，都不兼业务岗位。";
        for (size_t i = 0; i < COUNT_OF(drawn); i++) {
                drawn[i] = admin_fields[i];
                drawn[i].value = d->said[i];
                drawn[i] = form_field_of(drawn[i], form, why);
        }
        p.fields = drawn;
        p.n_fields = COUNT_OF(drawn);
        draw(re, &p, form, why);
        return NULL;
}

const struct fail *begin_admins_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct entry e;
        struct draft d;
        const struct fail *f = begin(cx, rq, &e, &d);
        return f ? f : show_admins(cx, rq, re, &d, NULL, NULL);
}

static const struct fail *draft_write(struct ctx *cx, const char *const *names, const str *values,
                                      int n)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int i = 0; i < n; i++)
                draft_put(cx, str_of(names[i]), values[i]);
        audit_log(cx, "setup.step", "setup", 0, str_of(names[0]));
        return tx_commit(&tx);
}

const struct fail *begin_admins_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct entry e;
        struct draft d;
        const struct fail *f = begin(cx, rq, &e, &d);
        if (f)
                return f;
        struct form form = form_of(cx, rq);
        struct setup_admin who[SETUP_ROLES];
        for (int i = 0; i < SETUP_ROLES; i++) {
                d.said[i * 2] = form_name(&form, draft_names[i * 2], 1, 50);
                d.said[i * 2 + 1] = form_text(&form, draft_names[i * 2 + 1], 3, LOGIN_MAX);
                who[i] = admin_of(&d, i);
        }
        f = form_end(&form);
        if (!f)
                f = setup_admins_fit(cx, who);
        if (!f)
                f = draft_write(cx, draft_names, d.said, COUNT_OF(draft_names));
        if (f)
                return f->kind == FAIL_INVALID ? show_admins(cx, rq, re, &d, &form, f) : f;
        return reply_see(re, cx, "/begin/summary");
}

/* ---- the summary and the end ------------------------------------------------------- */

static const struct fail *show_summary(struct ctx *cx, const struct request *rq, struct reply *re,
                                       const struct draft *d, const struct form *form,
                                       const struct fail *why)
{
        struct form_field boxes[PASSWORD_BOXES];
        struct begin_summary_page p = { .county = d->county, .n_units = d->n_units, .fail = why,
                                        .password = boxes,
                                        .floor = (int)config.n[SETTING_password_length] };
        password_boxes("您（系统管理员）的口令", form, why, boxes);
        frame(cx, rq, d, BEGIN_SUMMARY, &p.b);
        p.ready = p.b.done[BEGIN_COUNTY] && p.b.done[BEGIN_YEAR] && p.b.done[BEGIN_ADMINS];
        for (int i = 0; i < SETUP_ROLES; i++)
                p.who[i] = admin_of(d, i);
        if (why)
                re->status = fail_http(why->kind);
        begin_summary_page(&re->body, &p);
        return NULL;
}

const struct fail *begin_summary_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct entry e;
        struct draft d;
        const struct fail *f = begin(cx, rq, &e, &d);
        return f ? f : show_summary(cx, rq, re, &d, NULL, NULL);
}

const struct fail *begin_summary_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct entry e;
        struct draft d;
        struct setup_links links;
        str token;
        const struct fail *f = begin(cx, rq, &e, &d);
        if (f)
                return f;
        struct form form = form_of(cx, rq);
        struct sign_in in = sign_in_of(rq);
        struct setup s = { .password = password_typed(&form) };
        struct begin_done_page p = { .base = str_f(cx->arena, "%s://%.*s",
                                                   rq->secure ? "https" : "http", STR(rq->host)) };
        for (int i = 0; i < SETUP_ROLES; i++)
                p.who[i] = s.who[i] = admin_of(&d, i);
        f = form_end(&form);
        if (!f && !admins_said(&d))
                f = fail(cx, INVALID, "请先填写三个管理员");
        if (!f)
                f = setup_finish(cx, &e, &s, &in, &token, &links);
        if (f)
                return f->kind == FAIL_INVALID ? show_summary(cx, rq, re, &d, &form, f) : f;
        reply_session(re, cx, rq, token);
        auth_as_nobody(cx);
        p.page = page_of(cx, rq, "设置完成");
        p.page.county = d.county.name;
        p.security = links.security;
        p.audit = links.audit;
        begin_done_page(&re->body, &p);
        return NULL;
}

/* ---- the units ---------------------------------------------------------------------- */

enum { MOST_SHOWN = 200, MOST_FINDINGS = 100 };

static const struct form_choice kind_choices[] = {
        { S_C("department"),  "部门",     { 0 } }, { S_C("town"),     "乡镇",     { 0 } },
        { S_C("park"),        "园区",     { 0 } }, { S_C("subordinate"), "下属单位", { 0 } },
        { S_C("section"),     "内设机构", { 0 } }, { S_C("vertical"), "垂管",     { 0 } },
};
static const struct form_field unit_fields[] = {
        { .name = "name",  .label = "名称", .max = 100 },
        { .name = "kind",  .label = "类型", .choices = kind_choices, .n_choices = COUNT_OF(kind_choices) },
        { .name = "above", .label = "上级单位", .max = 100, .optional = true,
          .hint = "上级的名称或代码；直属县的不填" },
        { .name = "code",  .label = "代码", .max = 40, .optional = true,
          .hint = "小写字母、数字和连字符；不填自动编号" },
};

/* Another browser may have brought another list since this one was looked at. */
static str plan_mark(struct ctx *cx, const struct draft *d)
{
        struct digest mark = hash(HASH_SHA256, d->plan);
        return digest_hex(cx->arena, &mark);
}

static struct begin_finding finding_show(struct ctx *cx, const struct import *im,
                                         const struct import_finding *x)
{
        const char *label = x->field ? words_of(cx->lang, x->field->label) : "";
        return (struct begin_finding){ .row = x->row, .found = utf8_head(x->found, 80), .reason = x->reason,
                .allowed = x->allowed, .sheet = im->n_headers > 1 ? x->sheet : (str){ 0 },
                .column = x->col >= 0 ? str_f(cx->arena, "%.*s %s", STR(column_name(cx->arena, x->col)), label)
                                      : str_of(label) };
}

static const struct fail *show_units(struct ctx *cx, const struct request *rq, struct reply *re,
                                     const struct draft *d, const struct import *im,
                                     const struct form *form, const struct fail *why)
{
        struct form_field drawn[COUNT_OF(unit_fields)];
        struct begin_unit *units = NEW_ARRAY(cx->arena, struct begin_unit, MOST_SHOWN);
        struct begin_finding *found = NEW_ARRAY(cx->arena, struct begin_finding, MOST_FINDINGS);
        struct unit_rows plan;
        struct begin_units_page p = { .units = units, .findings = found,
                                      .kind_words = org_kind_words };
        frame(cx, rq, d, BEGIN_UNITS, &p.b);
        for (size_t i = 0; i < COUNT_OF(drawn); i++)
                drawn[i] = form ? form_field_of(unit_fields[i], form, why) : unit_fields[i];
        p.b.fields = drawn;
        p.b.n_fields = COUNT_OF(drawn);
        if (form)
                p.b.faults = (struct form_faults){ .form = form, .fail = why, .fields = drawn,
                                                   .n_fields = COUNT_OF(drawn) };
        else
                p.fail = why;
        if (d->plan.n && !why && !im) {
                units_unpack(cx, d->plan, &plan);
                p.plan = &plan;
                p.seen = plan_mark(cx, d);
        }
        for (int i = 0; im && i < im->n_findings; i++) {
                const struct import_finding *x = &im->finding[i];
                if (x->severity == IMPORT_BAD && p.n_findings < MOST_FINDINGS)
                        found[p.n_findings++] = finding_show(cx, im, x);
        }
        p.n_more = im && im->n_bad > p.n_findings ? (int)im->n_bad - p.n_findings : 0;
        p.n_bad = im ? im->n_bad : 0;
        struct setup_units it;
        setup_units(&it, cx);
        while (setup_units_next(&it)) {
                if (it.kind == ORG_COUNTY || p.n_units == MOST_SHOWN || it.kind >= ORG_KIND_END)
                        continue;
                units[p.n_units++] = (struct begin_unit){
                        .name = it.name, .code = it.code,
                        .kind = str_of(words_of(cx->lang, org_kind_words[it.kind])) };
        }
        const struct fail *f = setup_units_end(&it);
        if (f)
                return f;
        if (why)
                re->status = fail_http(why->kind);
        else if (im)
                re->status = fail_http(FAIL_INVALID);
        begin_units_page(&re->body, &p);
        return NULL;
}

const struct fail *begin_units_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct entry e;
        struct draft d;
        const struct fail *f = begin(cx, rq, &e, &d);
        return f ? f : show_units(cx, rq, re, &d, NULL, NULL, NULL);
}

const struct fail *begin_template_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct entry e;
        struct draft d;
        str bytes;
        const struct fail *f = begin(cx, rq, &e, &d);
        if (!f)
                f = import_template(cx, &units_table, NULL, &bytes);
        if (!f)
                reply_file(re, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                           str_of(words_of(cx->lang, "单位名册.xlsx")), bytes);
        return f;
}

/* One by hand: the same plan with one row. */
const struct fail *begin_units_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const char *const kinds[] = { "department", "town", "park", "subordinate", "section",
                                             "vertical" };
        static const enum org_kind words[] = { ORG_DEPARTMENT, ORG_TOWN, ORG_PARK, ORG_SUBORDINATE,
                                               ORG_SECTION, ORG_VERTICAL };
        struct entry e;
        struct draft d;
        struct unit_rows plan;
        const struct fail *f = begin(cx, rq, &e, &d);
        if (f)
                return f;
        struct form form = form_of(cx, rq);
        str name = form_name(&form, "name", 1, 100);
        int kind = form_choice(&form, "kind", kinds, COUNT_OF(kinds));
        str above = form_text(&form, "above", 0, 100), code = form_text(&form, "code", 0, 40);
        f = form_end(&form);
        if (f)
                return show_units(cx, rq, re, &d, NULL, &form, f);
        struct unit_row row = { .name = name, .code = code, .above = above, .kind = words[kind] };
        f = units_check(cx, &row, &plan);
        if (!f)
                f = units_make(cx, &plan);
        if (f)
                return f->kind == FAIL_INVALID ? show_units(cx, rq, re, &d, NULL, &form, f) : f;
        return reply_see(re, cx, "/begin/units");
}

/* A file: nothing is written but the plan, which the next page shows. */
const struct fail *begin_units_file_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const char *const names[] = { "units" };
        struct entry e;
        struct draft d;
        struct unit_rows plan;
        struct import *im = NULL;
        const struct fail *f = begin(cx, rq, &e, &d);
        if (f)
                return f;
        struct form form = form_of(cx, rq);
        const struct upload *up = request_upload(rq, "file");
        f = form_end(&form);
        if (!f && (!up || !up->bytes.n))
                f = fail(cx, INVALID, "请先选一个文件");
        if (!f)
                f = units_read(cx, up->filename, up->bytes, true, &im, &plan);
        if (!f && !import_clean(im))
                return show_units(cx, rq, re, &d, im, NULL, NULL);
        if (!f && !plan.n)
                f = fail(cx, INVALID, "表里的 %d 个单位都已经有了", plan.n_known);
        if (!f) {
                str packed = units_pack(cx, &plan);
                f = packed.n ? draft_write(cx, names, &packed, 1)
                             : fail(cx, TOO_LARGE, "%s", "");
        }
        if (f)
                return f->kind == FAIL_INVALID || f->kind == FAIL_TOO_LARGE
                       ? show_units(cx, rq, re, &d, NULL, NULL, f) : f;
        return reply_see(re, cx, "/begin/units");
}

const struct fail *begin_units_apply_post(struct ctx *cx, const struct request *rq,
                                          struct reply *re)
{
        static const char *const names[] = { "units" }, *const words[] = { "write", "drop" };
        struct entry e;
        struct draft d;
        struct unit_rows plan;
        const struct fail *f = begin(cx, rq, &e, &d);
        if (f)
                return f;
        struct form form = form_of(cx, rq);
        bool write = form_choice(&form, "event", words, 2) == 0;
        str seen = form_text(&form, "seen", 0, 64);
        f = form_end(&form);
        units_unpack(cx, d.plan, &plan);
        if (!f && write && !plan.n)
                f = fail(cx, CONFLICT, "没有等着写入的名册，请重新上传");
        if (!f && plan.n && !str_eq(seen, plan_mark(cx, &d)))
                f = fail(cx, CONFLICT, "您看过预览以后，另一处上传了别的名册；请重新打开这一步再看一遍");
        if (!f && write)
                f = units_make(cx, &plan);
        if (!f)
                f = draft_write(cx, names, &(str){ "", 0 }, 1);
        if (f)
                return f;
        return write ? reply_see(re, cx, "/begin/admins") : reply_see(re, cx, "/begin/units");
}
