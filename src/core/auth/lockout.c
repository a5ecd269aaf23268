/* core/auth/lockout.c - see lockout.h. */
#include "core/auth/lockout.h"
#include "core/auth/auth.h"
#include "core/audit/audit.h"
#include "core/auth/account.sql.h"
#include "core/auth/steady.h"
#include "core/config/config.h"

enum { ADDRESS_TIMES = 10 };

static str by_login(struct ctx *cx, str s)   { return str_f(cx->arena, "a:%.*s", STR(s)); }
static str by_address(struct ctx *cx, str s) { return str_f(cx->arena, "i:%.*s", STR(s)); }

static const struct fail *check(struct ctx *cx, str name)
{
        struct lockout_by_name row;
        const struct fail *f = lockout_by_name(cx, name, &row);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        int64_t now = steady_now(cx);
        if (row.until <= now)
                return NULL;
        return fail(cx, TOO_MANY, "尝试次数太多，请 %ld 分钟后再试", (row.until - now) / 60000 + 1);
}

const struct fail *lockout_check(struct ctx *cx, str login, str address)
{
        const struct fail *f = check(cx, by_login(cx, login));
        return f ? f : check(cx, by_address(cx, address));
}

/* Failures are forgotten after the time a lock lasts; the try that reaches the limit locks. */
static const struct fail *count(struct ctx *cx, str name, int64_t limit)
{
        struct lockout_by_name row;
        int64_t length = config.n[SETTING_lockout_seconds] * 1000, now = steady_now(cx);
        const struct fail *f = lockout_by_name(cx, name, &row);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        int64_t n = f || now - row.last > length || (row.until && row.until <= now)
                    ? 1 : row.failures + 1;
        bool locks = n >= limit;
        lockout_set(cx, name, n, now, locks ? now + length : 0);
        if (locks)
                audit_log(cx, "session.lock", "lockout", 0, name);
        return NULL;
}

const struct fail *lockout_count(struct ctx *cx, str login, str address)
{
        int64_t limit = config.n[SETTING_lockout_failures], now = steady_now(cx);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        const struct fail *f = count(cx, by_login(cx, login), limit);
        if (!f)
                f = count(cx, by_address(cx, address), limit * ADDRESS_TIMES);
        if (f)
                return f;
        lockout_sweep(cx, now, now - config.n[SETTING_lockout_seconds] * 1000);
        audit_log(cx, "session.refuse", "account", 0, login);
        return tx_commit(&tx);
}

const struct fail *lockout_check_address(struct ctx *cx, str address)
{
        return check(cx, by_address(cx, address));
}

const struct fail *lockout_count_address(struct ctx *cx, str address, const char *event,
                                         const char *entity)
{
        int64_t now = steady_now(cx);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        const struct fail *f = count(cx, by_address(cx, address),
                                     config.n[SETTING_lockout_failures] * ADDRESS_TIMES);
        if (f)
                return f;
        lockout_sweep(cx, now, now - config.n[SETTING_lockout_seconds] * 1000);
        audit_log(cx, event, entity, 0, (str){ 0 });
        return tx_commit(&tx);
}

void lockout_forget(struct ctx *cx, str login) { lockout_clear(cx, by_login(cx, login)); }

const struct fail *lockout_lift(struct ctx *cx, str name)
{
        if (!auth_may(cx, MAY_ROLE_GRANT))
                return fail(cx, DENIED, "%s", "");
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        lockout_clear(cx, name);
        audit_log(cx, "account.unlock", "lockout", 0, name);
        return tx_commit(&tx);
}
