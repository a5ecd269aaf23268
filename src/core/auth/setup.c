/* core/auth/setup.c - the first set-up: a county and its three administrators, who are three
 * people (等保 三员: 系统, 安全, 审计). */
#include "base/clean.h"
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/auth/steady.h"
#include "core/crypto/password.h"

const char *const setup_roles[SETUP_ROLES] = {
        [SETUP_SYSTEM] = "system-admin", [SETUP_SECURITY] = "security-admin",
        [SETUP_AUDIT] = "audit-admin",
};
static const char *const login_fields[SETUP_ROLES] = { "system_login", "security_login",
                                                       "audit_login" };
static const char *const name_fields[SETUP_ROLES] = { "system_name", "security_name",
                                                      "audit_name" };

const struct fail *setup_is_due(struct ctx *cx, bool *ret)
{
        struct account_total t;
        struct setting_text demo = { 0 };
        const struct fail *f = account_total(cx, &t);
        if (f)
                return f;
        f = setting_text(cx, S("demo"), &demo);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        *ret = !t.n && !str_is(demo.value, "1");
        return NULL;
}

/* ---- the county ----------------------------------------------------------------- */

const char *region_wrong(str region)
{
        for (size_t i = 0; i < region.n; i++)
                if (region.p[i] < '0' || region.p[i] > '9')
                        return "区划代码是 6 位数字";
        if (region.n != 6)
                return "区划代码是 6 位数字";
        int province = (region.p[0] - '0') * 10 + region.p[1] - '0';
        if (province < 11 || province > 82)
                return "区划代码的前两位不是省级代码";
        if (region.p[4] == '0' && region.p[5] == '0')
                return "区划代码的后两位是 00，这是市或省；请填县级代码";
        return NULL;
}

static const struct fail *text_of(struct ctx *cx, const char *name, str *ret)
{
        struct setting_text s;
        const struct fail *f = setting_text(cx, str_of(name), &s);
        *ret = f ? (str){ 0 } : s.value;
        return f && f->kind != FAIL_NOT_FOUND ? f : NULL;
}

const struct fail *county_load(struct ctx *cx, struct county *ret)
{
        str year = { 0 };
        uint64_t n = 0;
        *ret = (struct county){ 0 };
        const struct fail *f = text_of(cx, "county", &ret->name);
        if (!f)
                f = text_of(cx, "region", &ret->region);
        if (!f)
                f = text_of(cx, "year", &year);
        if (!f && str_u64(year, &n) && n < 3000)
                ret->year = (int)n;
        return f;
}

const struct fail *county_name(struct ctx *cx, str name, str region)
{
        struct unit_root root = { 0 };
        name = name_clean(cx->arena, name);
        region = utf8_narrow(cx->arena, region);
        const char *wrong = region_wrong(region);
        if (wrong)
                return fail_field(cx, S("region"), "%s", words_of(cx->lang, wrong));
        cx->db->serializable = true;            /* of two browsers one makes the root */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        const struct fail *f = unit_root(cx, &root);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        setting_put(cx, S("county"), name);
        setting_put(cx, S("region"), region);
        if (!root.id) {
                root.id = unit_insert_root(cx, str_f(cx->arena, "c%.*s", STR(region)), name, 0);
                unit_set_root_path(cx, root.id, str_f(cx->arena, "/%ld/", root.id));
                audit_log(cx, "unit.add", "unit", root.id, name);
        } else if (!str_eq(root.name, name)) {
                unit_rename_root(cx, root.id, root.version, name);
                audit_log(cx, "unit.edit", "unit", root.id, name);
        }
        search_follow(cx, "unit", root.id);
        audit_log(cx, "setup.step", "setting", 0, str_f(cx->arena, "%.*s %.*s", STR(name),
                                                        STR(region)));
        f = tx_commit(&tx);
        session_forget();
        return f;
}

const struct fail *county_year(struct ctx *cx, int64_t year)
{
        if (year < 2000 || year > 2100)
                return fail_field(cx, S("year"), "年度填 2000 到 2100 之间的年份");
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        setting_put(cx, S("year"), str_f(cx->arena, "%ld", year));
        audit_log(cx, "setup.step", "setting", 0, str_f(cx->arena, "%ld", year));
        return tx_commit(&tx);
}

/* ---- three people --------------------------------------------------------------- */

const struct fail *setup_admins_fit(struct ctx *cx, const struct setup_admin who[SETUP_ROLES])
{
        for (int i = 0; i < SETUP_ROLES; i++) {
                if (!login_fits(who[i].login))
                        return fail_field(cx, str_of(login_fields[i]),
                                          "账号用 3 到 40 个小写字母、数字、点或连字符");
                for (int k = 0; k < i; k++) {
                        if (str_eq(who[i].login, who[k].login))
                                return fail_field(cx, str_of(login_fields[i]), "三个管理员须是三个人");
                        if (str_eq(who[i].name, who[k].name))
                                return fail_field(cx, str_of(name_fields[i]), "三个管理员须是三个人");
                }
        }
        return NULL;
}

/* Inside the transaction: one administrator, with a post in the root. */
static int64_t put_admin(struct ctx *cx, const struct setup_admin *who, int64_t unit,
                         const char *role, int64_t *ret_post)
{
        int64_t person = person_insert(cx, who->name, 0);
        account_insert(cx, person, who->login, 0, cx->now);
        search_follow(cx, "person", person);
        account_log(cx, person, who->name, who->login);
        *ret_post = post_insert(cx, person, unit, str_of(role), cx->today);
        post_log(cx, "post.grant", *ret_post, false, (str){ 0 });
        return person;
}

static str put_link(struct ctx *cx, int64_t person)
{
        str key = random_hex(cx->arena, LINK_BYTES);
        link_insert(cx, token_hash(cx->arena, key), true, person,
                    steady_now(cx) + LINK_HOURS * 3600000L, false, 0);     /* nobody has signed in yet */
        audit_log(cx, "account.link", "person", person, (str){ 0 });
        return key;
}

const struct fail *setup_finish(struct ctx *cx, const struct entry *e, const struct setup *s,
                                const struct sign_in *in, str *ret_token, struct setup_links *ret)
{
        struct unit_root root;
        struct county county;
        int64_t person[SETUP_ROLES], post[SETUP_ROLES];
        bool due;
        str hash;

        const struct fail *f = setup_is_due(cx, &due);
        if (!f && !due)
                f = fail(cx, CONFLICT, "第一次设置已经完成，请登录");
        if (!f)
                f = setup_admins_fit(cx, s->who);
        if (!f)
                f = county_load(cx, &county);
        if (!f && !county.name.n)
                f = fail(cx, INVALID, "请先填写县名和区划代码");
        if (!f && !county.year)
                f = fail(cx, INVALID, "请先填写年度");
        if (!f)
                f = unit_root(cx, &root);
        if (!f)
                f = password_first(cx, s->who[0].login, s->who[0].name, county.name, "new",
                                   s->password, &hash);
        if (f)
                return f;

        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        link_use(cx, e->link, cx->now);         /* whoever comes second stops here */
        link_drop_setup(cx, cx->now);
        entry_end(cx, e->id, steady_now(cx));
        entry_end_setup(cx, steady_now(cx));    /* and all others that are in it */
        for (int i = 0; i < SETUP_ROLES; i++)
                person[i] = put_admin(cx, &s->who[i], root.id, setup_roles[i], &post[i]);
        account_set_password(cx, person[SETUP_SYSTEM], hash, cx->now);
        struct setup_links links = { put_link(cx, person[SETUP_SECURITY]),
                                     put_link(cx, person[SETUP_AUDIT]) };
        draft_clear(cx);
        audit_log(cx, "setup.done", "person", person[SETUP_SYSTEM], county.name);
        cx->user = person[SETUP_SYSTEM];
        cx->unit = root.id;
        struct entered got = entry_give(cx, ENTRY_IN, person[SETUP_SYSTEM], post[SETUP_SYSTEM], in);
        f = tx_commit(&tx);
        if (!f) {
                *ret_token = got.token;
                *ret = links;
        }
        return f;
}
