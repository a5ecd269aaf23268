/* core/auth/entry.c - see entry.h. */
#include "core/auth/entry.h"
#include "core/audit/audit.h"
#include "core/auth/account.sql.h"
#include "core/auth/factor.h"
#include "core/auth/lockout.h"
#include "core/auth/steady.h"
#include "core/config/config.h"
#include "core/crypto/password.h"

const struct fail *entry_load(struct ctx *cx, str token, enum entry_stage want, struct entry *ret)
{
        struct entry_by_token row;
        if (token.n != SESSION_TOKEN_MAX)
                return fail(cx, SIGN_IN, "%s", "");
        const struct fail *f = entry_by_token(cx, token_hash(cx->arena, token), steady_now(cx), &row);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (f || row.stage != (int64_t)want)
                return fail(cx, SIGN_IN, "请从头登录");
        *ret = (struct entry){ row.id, row.has_person ? row.person : 0, row.has_link ? row.link : 0,
                               want };
        return NULL;
}

const struct fail *entry_next(struct ctx *cx, int64_t person, bool factor_given,
                              enum entry_stage *ret)
{
        struct account_by_person a;
        struct factor_state s;
        const struct fail *f = account_by_person(cx, person, &a);
        if (!f)
                f = factor_state(cx, person, &s);
        if (f)
                return f;
        bool aged = config.n[SETTING_password_days] && a.password.p &&
                    (!a.has_changed || !password_days_left(cx, a.changed));
        *ret = s.has && !factor_given ? ENTRY_CODE
             : s.wanted && !s.has     ? ENTRY_ENROL
             : aged                   ? ENTRY_PASSWORD
                                      : ENTRY_IN;
        return NULL;
}

struct entered entry_give(struct ctx *cx, enum entry_stage stage, int64_t person, int64_t post,
                          const struct sign_in *in)
{
        int64_t now = steady_now(cx);
        if (in->old_token.n == SESSION_TOKEN_MAX)
                entry_end_token(cx, token_hash(cx->arena, in->old_token), now);
        if (stage == ENTRY_IN) {
                str token = session_begin(cx, person, post, in->old_token, in->address, in->agent);
                audit_log(cx, "session.begin", "person", person, in->address);
                return (struct entered){ token, stage };
        }
        str token = random_hex(cx->arena, TOKEN_BYTES);
        session_end(cx, in->old_token);
        entry_sweep(cx, now - 86400000);
        entry_end_person(cx, person, now);
        entry_add(cx, token_hash(cx->arena, token), stage, person != 0, person, false, 0,
                  now + ENTRY_MINUTES * 60000L, now, in->address);
        audit_log(cx, "session.half", "person", person, in->address);
        return (struct entered){ token, stage };
}

/* The post to act in, and its unit for the trail. */
static const struct fail *first_post(struct ctx *cx, int64_t person, int64_t *ret)
{
        struct post_first post;
        struct post_of at;
        const struct fail *f = post_first(cx, person, cx->today, &post);
        if (!f)
                f = post_of(cx, post.id, cx->today, &at);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? fail(cx, DENIED, "您还没有岗位，请联系安全管理员") : f;
        cx->user = person;
        cx->unit = at.unit;
        *ret = post.id;
        return NULL;
}

const struct fail *entry_go_on(struct ctx *cx, const struct entry *e, bool factor_given,
                               const struct sign_in *in, struct entered *ret)
{
        enum entry_stage stage;
        struct account_by_person a;
        int64_t post;
        const struct fail *f = account_by_person(cx, e->person, &a);
        if (!f && a.disabled)
                f = fail(cx, SIGN_IN, "请从头登录");
        if (!f)
                f = entry_next(cx, e->person, factor_given, &stage);
        if (!f)
                f = first_post(cx, e->person, &post);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        entry_end(cx, e->id, steady_now(cx));
        struct entered got = entry_give(cx, stage, e->person, post, in);
        f = tx_commit(&tx);
        if (!f)
                *ret = got;
        return f;
}

const struct fail *entry_code(struct ctx *cx, const struct entry *e, str code,
                              const struct sign_in *in, struct entered *ret)
{
        struct account_by_person a;
        const struct fail *f = account_by_person(cx, e->person, &a);
        if (!f)
                f = lockout_check(cx, a.login, in->address);
        if (!f)
                f = factor_take_code(cx, e->person, code);
        if (!f)
                return entry_go_on(cx, e, true, in, ret);
        if (f->kind != FAIL_INVALID)
                return f;
        const struct fail *counted = lockout_count(cx, a.login, in->address);
        return counted ? counted : f;
}

const struct fail *entry_password(struct ctx *cx, const struct entry *e, str wish,
                                  const struct sign_in *in, struct entered *ret)
{
        str hash;
        int64_t post;
        const struct fail *f = password_wish(cx, e->person, "new", wish, &hash);
        if (!f)
                f = first_post(cx, e->person, &post);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        entry_end(cx, e->id, steady_now(cx));
        password_put(cx, e->person, hash);
        session_end_all(cx, e->person, 0);
        struct entered got = entry_give(cx, ENTRY_IN, e->person, post, in);
        audit_log(cx, "account.password", "person", e->person, (str){ 0 });
        f = tx_commit(&tx);
        if (!f)
                *ret = got;
        return f;
}

/* ---- new passwords ------------------------------------------------------------ */

static const struct fail *is_weak(struct ctx *cx, const char *field, str wish,
                                  const struct password_about *about)
{
        if ((int64_t)utf8_count(wish) < about->floor)
                return fail_field(cx, str_of(field), "口令至少 %d 个字符", about->floor);
        const char *weak = password_weak(wish, about);
        return weak ? fail_field(cx, str_of(field), "%s", words_of(cx->lang, weak)) : NULL;
}

static int floor_of_length(void) { return (int)config.n[SETTING_password_length]; }

/* 示例县 without its last character too: 示例. */
static str short_county(str county)
{
        return county.n > 6 ? (str){ county.p, county.n - 3 } : county;
}

const struct fail *password_first(struct ctx *cx, str login, str name, str county,
                                  const char *field, str wish, str *ret_hash)
{
        struct password_about about = { .floor = floor_of_length(),
                                        .near = { login, name, short_county(county) } };
        const struct fail *f = is_weak(cx, field, wish, &about);
        return f ? f : password_hash(cx, wish, ret_hash);
}

const struct fail *password_wish(struct ctx *cx, int64_t person, const char *field, str wish,
                                 str *ret_hash)
{
        struct account_by_person a;
        struct setting_text county = { 0 };
        const struct fail *f = account_by_person(cx, person, &a);
        if (f)
                return f;
        f = setting_text(cx, S("county"), &county);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        struct password_about about = { .floor = floor_of_length(),
                                        .near = { a.login, a.name,
                                                  f ? (str){ 0 } : short_county(county.value) } };
        f = is_weak(cx, field, wish, &about);
        if (f)
                return f;

        /* The one in force and the newest few before it: at most `history` in all. */
        str old[32];
        int n = 0, most = (int)config.n[SETTING_password_history];
        if (a.password.p && most)
                old[n++] = a.password;
        struct password_past_of it;
        password_past_of(&it, cx, person);
        while (password_past_of_next(&it))
                if (n < most && n < (int)COUNT_OF(old))
                        old[n++] = it.hash;
        f = password_past_of_end(&it);
        for (int i = 0; i < n && !f; i++) {
                bool same;
                f = password_check(cx, wish, old[i], &same);
                if (!f && same)
                        f = fail_field(cx, str_of(field), "最近用过的 %d 个口令不能再用", most);
        }
        return f ? f : password_hash(cx, wish, ret_hash);
}

void password_put(struct ctx *cx, int64_t person, str hash)
{
        struct account_by_person a;
        if (!account_by_person(cx, person, &a) && a.password.p)
                password_past_add(cx, person, cx->now, a.password);
        account_set_password(cx, person, hash, cx->now);

        struct password_past_of it;
        int64_t n = 0, before = 0;
        password_past_of(&it, cx, person);
        while (password_past_of_next(&it))
                if (++n == config.n[SETTING_password_history] + 1)
                        before = it.id + 1;
        const struct fail *f = password_past_of_end(&it);
        if (!f && before)
                password_past_drop(cx, person, before);
}
