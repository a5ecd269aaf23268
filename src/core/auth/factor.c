/* core/auth/factor.c - see factor.h. */
#include "core/auth/factor.h"
#include "core/audit/audit.h"
#include "core/auth/account.sql.h"
#include "core/auth/auth.sql.h"
#include "core/auth/steady.h"
#include "core/crypto/password.h"
#include "core/crypto/totp.h"

enum { RECOVERY_BYTES = 10, RECOVERY_GROUP = 5 };

const struct fail *factor_state(struct ctx *cx, int64_t person, struct factor_state *ret)
{
        struct factor_of row;
        struct factor_is_wanted wanted;
        struct factor_codes_left left;
        const struct fail *f = factor_of(cx, person, &row);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        bool has = !f && row.has_since;
        f = factor_is_wanted(cx, person, cx->today, &wanted);
        if (!f)
                f = factor_codes_left(cx, person, &left);
        if (!f)
                *ret = (struct factor_state){ has, wanted.n > 0, left.n };
        return f;
}

const struct fail *factor_start(struct ctx *cx, int64_t person)
{
        struct factor_of row;
        const struct fail *f = factor_of(cx, person, &row);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (!f && row.has_since)
                return fail(cx, CONFLICT, "已经绑定了动态口令");
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        factor_put(cx, person, totp_secret(cx->arena));
        audit_log(cx, "factor.start", "person", person, (str){ 0 });
        return tx_commit(&tx);
}

const struct fail *factor_shown(struct ctx *cx, int64_t person, struct factor_shown *ret)
{
        struct factor_of row;
        struct account_by_person a;
        struct setting_text county;
        const struct fail *f = factor_of(cx, person, &row);
        if (!f && row.has_since)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = account_by_person(cx, person, &a);
        if (f)
                return f;
        f = setting_text(cx, S("county"), &county);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        str issuer = f || !county.value.n ? str_of(words_of(cx->lang, "落实"))
                     : str_f(cx->arena, "%.*s %s", STR(county.value), words_of(cx->lang, "落实"));
        *ret = (struct factor_shown){ totp_base32(cx->arena, row.secret),
                                      totp_address(cx->arena, row.secret, issuer, a.login) };
        return NULL;
}

static const struct fail *wrong_code(struct ctx *cx)
{
        return fail_field(cx, S("code"), "动态口令或恢复码不对，或者已经用过");
}

/* Digits and letters only, lower case: people type blanks and dashes. */
static str plain_code(struct ctx *cx, str s)
{
        struct buf b = buf_new(cx->arena, 64);
        for (size_t i = 0; i < s.n && i < 60; i++) {
                char c = s.p[i];
                if (c >= 'A' && c <= 'Z')
                        c = (char)(c + 32);
                if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
                        buf_byte(&b, c);
        }
        return buf_str(&b);
}

static str recovery_code(struct ctx *cx)
{
        str hex = random_hex(cx->arena, RECOVERY_BYTES);
        struct buf b = buf_new(cx->arena, 64);
        for (size_t i = 0; i < hex.n; i++) {
                if (i && i % RECOVERY_GROUP == 0)
                        buf_byte(&b, '-');
                buf_byte(&b, hex.p[i]);
        }
        return buf_str(&b);
}

const struct fail *factor_confirm(struct ctx *cx, int64_t person, str code,
                                  str ret_codes[FACTOR_CODES])
{
        struct factor_of row;
        const struct fail *f = factor_of(cx, person, &row);
        if (!f && row.has_since)
                f = fail(cx, CONFLICT, "已经绑定了动态口令");
        if (f)
                return f;
        int64_t step = totp_match(cx->arena, row.secret, plain_code(cx, code), cx->now, 0);
        if (!step)
                return wrong_code(cx);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        factor_confirm_row(cx, person, step, cx->now);
        factor_codes_drop(cx, person);
        for (int i = 0; i < FACTOR_CODES; i++) {
                ret_codes[i] = recovery_code(cx);
                factor_code_add(cx, person, token_hash(cx->arena, plain_code(cx, ret_codes[i])));
        }
        audit_log(cx, "factor.confirm", "person", person, (str){ 0 });
        return tx_commit(&tx);
}

static const struct fail *take_recovery(struct ctx *cx, int64_t person, str code)
{
        struct factor_code_by_hash row;
        const struct fail *f = factor_code_by_hash(cx, person, token_hash(cx->arena, code), &row);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? wrong_code(cx) : f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        factor_code_use(cx, row.id, cx->now);
        audit_log(cx, "factor.recover", "person", person, (str){ 0 });
        f = tx_commit(&tx);
        return f && f->kind == FAIL_CONFLICT ? wrong_code(cx) : f;
}

const struct fail *factor_take_code(struct ctx *cx, int64_t person, str code)
{
        struct factor_of row;
        str plain = plain_code(cx, code);
        const struct fail *f = factor_of(cx, person, &row);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? wrong_code(cx) : f;
        if (!row.has_since)
                return wrong_code(cx);
        if (plain.n > TOTP_DIGITS)
                return take_recovery(cx, person, plain);
        int64_t step = totp_match(cx->arena, row.secret, plain, cx->now, row.step);
        if (!step)
                return wrong_code(cx);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        factor_take(cx, person, step);
        f = tx_commit(&tx);
        return f && f->kind == FAIL_CONFLICT ? wrong_code(cx) : f;
}

const struct fail *factor_drop(struct ctx *cx, int64_t person)
{
        struct factor_state s;
        if (person != cx->user && !auth_may(cx, MAY_ROLE_GRANT))
                return fail(cx, DENIED, "%s", "");
        const struct fail *f = factor_state(cx, person, &s);
        if (!f && person == cx->user && s.wanted)
                f = fail(cx, DENIED, "您的角色必须使用动态口令");
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        factor_drop_row(cx, person);
        factor_codes_drop(cx, person);
        if (person != cx->user) {
                session_end_all(cx, person, 0);
                entry_end_person(cx, person, steady_now(cx));
        }
        audit_log(cx, "factor.drop", "person", person, (str){ 0 });
        return tx_commit(&tx);
}

const struct fail *factor_roles_set(struct ctx *cx, const str *roles, int n)
{
        struct role_by_code r;
        struct buf detail = buf_new(cx->arena, 4096);
        if (!auth_may(cx, MAY_ROLE_GRANT))
                return fail(cx, DENIED, "%s", "");
        for (int i = 0; i < n; i++) {
                const struct fail *f = role_by_code(cx, roles[i], &r);
                if (f)
                        return f->kind == FAIL_NOT_FOUND ? fail_field(cx, S("role"), "没有这个角色") : f;
                buf_f(&detail, "%s%.*s", i ? " " : "", STR(roles[i]));
        }
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        role_factor_clear(cx);
        for (int i = 0; i < n; i++)
                role_factor_add(cx, roles[i]);
        audit_log(cx, "factor.roles", "role", 0, buf_str(&detail));
        return tx_commit(&tx);
}
