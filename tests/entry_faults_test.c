/* tests/entry_faults_test.c - the writes of set-up and sign-in under failing statements: all or nothing. */
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/auth/factor.h"
#include "core/auth/lockout.h"
#include "core/crypto/password.h"
#include "core/crypto/totp.h"
#include "domain/setup/units.h"
#include "tests/faults.h"
#include "tests/story.h"

static const struct sign_in from_here = { .address = S_C("127.0.0.1"), .agent = S_C("test") };

static void prepare_wizard(struct ctx *cx)
{
        str key, token;
        struct link link;
        done(county_name(cx, S("测试县"), S("511699")));
        done(county_year(cx, 2024));
        done(link_make(cx, 0, &key));
        done(link_find(cx, key, &link));
        done(link_begin(cx, &link, &from_here, &token));
}

/* The one half-way row of the wizard. */
static struct entry wizard_entry(struct ctx *cx)
{
        struct entry e = { .stage = ENTRY_SETUP };
        struct entry_setups it;
        entry_setups(&it, cx, cx->now, S(""));
        while (entry_setups_next(&it))
                e.id = it.id, e.link = it.link;
        done(entry_setups_end(&it));
        return e;
}

static const struct fail *run_finish(struct ctx *cx)
{
        static const struct setup s = {
                .who = { { S_C("系统员"), S_C("sys.admin") }, { S_C("安全员"), S_C("sec.admin") },
                         { S_C("审计员"), S_C("aud.admin") } },
                .password = S_C("Sunny-Meadow-41"),
        };
        struct setup_links links;
        str token;
        int faults = cx->db->fault_after;
        cx->db->fault_after = 0;
        struct entry e = wizard_entry(cx);
        cx->db->fault_after = faults;
        return setup_finish(cx, &e, &s, &from_here, &token, &links);
}
FAULTS(setup_finish, prepare_wizard, run_finish)

static const struct fail *run_county(struct ctx *cx)
{
        return county_name(cx, S("新测试县"), S("511698"));
}
FAULTS(county_name, prepare_wizard, run_county)

static const struct fail *run_units(struct ctx *cx)
{
        static const struct unit_row rows[] = {
                { .name = S_C("财政局"), .code = S_C("czj"), .kind = ORG_DEPARTMENT },
                { .name = S_C("预算股"), .code = S_C("ysg"), .above = S_C("czj"), .kind = ORG_SECTION },
        };
        struct unit_rows plan = { rows, COUNT_OF(rows), 0 };
        return units_make(cx, &plan);
}
FAULTS(units_make, prepare_wizard, run_units)

static void prepare_person(struct ctx *cx)
{
        str hash;
        int64_t person;
        story_county(cx);
        struct account_new in = { .login = S("fault.one"), .name = S("测试员"), .role = S("inspector"),
                                  .unit = story_unit(cx, "shili-mbb") };
        done(account_add(cx, &in, &person));
        done(password_hash(cx, S("Correct-Horse-7"), &hash));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        account_set_password(cx, person, hash, cx->now);
        done(tx_commit(&tx));
}

static const struct fail *run_sign_in(struct ctx *cx)
{
        struct sign_in in = from_here;
        struct entered got;
        in.login = S("fault.one");
        in.password = S("Correct-Horse-7");
        cx->user = cx->unit = 0;
        return account_sign_in(cx, &in, &got);
}
FAULTS(account_sign_in, prepare_person, run_sign_in)

static const struct fail *run_count(struct ctx *cx)
{
        return lockout_count(cx, S("fault.one"), S("192.0.2.7"));
}
FAULTS(lockout_count, prepare_person, run_count)

static const struct fail *run_factor(struct ctx *cx)
{
        struct account_by_login a;
        const struct fail *f = account_by_login(cx, S("fault.one"), &a);
        return f ? f : factor_start(cx, a.person);
}
FAULTS(factor_start, prepare_person, run_factor)

static const struct fail *run_roles(struct ctx *cx)
{
        static const str roles[] = { S_C("inspector"), S_C("system-admin") };
        return factor_roles_set(cx, roles, COUNT_OF(roles));
}
FAULTS(factor_roles_set, prepare_person, run_roles)
