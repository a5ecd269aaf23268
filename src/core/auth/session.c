/* core/auth/session.c - see session.h. What the process remembers of live sessions saves two
 * statements a request; it is believed for one second at most, so that what another process
 * took away is gone here within that. */
#include <pthread.h>

#include "core/auth/session.h"
#include "core/audit/audit.h"
#include "core/auth/auth.sql.h"
#include "core/auth/steady.h"
#include "core/config/config.h"
#include "core/crypto/password.h"

enum { SLOTS = 4096, TEXT = 1024, BELIEVE_MS = 1000, FLUSH_MS = 60000 };

struct slot {
        const struct store *store;      /* tests hold several databases in one process */
        char           token[32];       /* its hash; all zero: empty */
        struct visitor v;               /* its text points into `text` */
        char           text[TEXT];
        int64_t        began, seen, flushed, loaded;
        uint64_t       generation;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct slot    *slots;           /* allocated at the first sign-in */
static uint64_t        generation = 1;

void session_forget(void)
{
        pthread_mutex_lock(&lock);
        generation++;
        pthread_mutex_unlock(&lock);
}

static size_t slot_of(const char token[32])
{
        uint64_t h;
        memcpy(&h, token, sizeof(h));
        return h % SLOTS;
}

/* The texts of a visitor, for copying them all in one place. */
enum { N_TEXTS = 10 };
static void texts_of(struct visitor *v, str *ret[N_TEXTS])
{
        str *all[N_TEXTS] = { &v->name, &v->login, &v->role, &v->role_name,
                              &v->unit_name, &v->unit_path, &v->unit_group, &v->csrf, &v->title,
                              &v->county };
        memcpy(ret, all, sizeof(all));
}

/* Copy a visitor out of a slot into the request's arena. */
static const struct visitor *visitor_copy(struct ctx *cx, const struct visitor *from)
{
        struct visitor *v = NEW(cx->arena, struct visitor);
        str *t[N_TEXTS];
        *v = *from;
        texts_of(v, t);
        for (int i = 0; i < N_TEXTS; i++)
                *t[i] = str_copy(cx->arena, *t[i]);
        return v;
}

static void remember(struct ctx *cx, const char token[32], const struct visitor *v,
                     int64_t began, int64_t seen, int64_t now, uint64_t as_of)
{
        struct slot s = { .store = cx->db->store, .v = *v, .began = began, .seen = now,
                          .flushed = seen, .loaded = now, .generation = as_of };
        str *t[N_TEXTS];
        size_t used = 0;

        memcpy(s.token, token, sizeof(s.token));
        texts_of(&s.v, t);
        for (int i = 0; i < N_TEXTS; i++)
                used += t[i]->n;
        if (used > TEXT)
                return;
        pthread_mutex_lock(&lock);
        if (!slots && !(slots = calloc(SLOTS, sizeof(*slots)))) {
                pthread_mutex_unlock(&lock);
                return;
        }
        struct slot *in = &slots[slot_of(token)];
        *in = s;
        texts_of(&in->v, t);
        used = 0;
        for (int i = 0; i < N_TEXTS; i++) {
                if (!t[i]->n)
                        continue;
                memcpy(in->text + used, t[i]->p, t[i]->n);
                t[i]->p = in->text + used;
                used += t[i]->n;
        }
        pthread_mutex_unlock(&lock);
}

/* All instants here are of the steady clock. One from a time to come ends the session: another
 * process wrote it whose clock was wrong. */
static bool too_old(int64_t now, int64_t began, int64_t seen)
{
        return now - seen > config.n[SETTING_session_idle] * 1000 ||
               now - began > config.n[SETTING_session_max] * 1000 || now < began - 60000;
}

static void wear(struct ctx *cx, const struct visitor *v)
{
        cx->user = v->person;
        cx->unit = v->unit;
        cx->may = v->may;
        cx->visitor = v;
}

/* Does the memory know a live visitor? When the last seen must be written, *ret_flush is the
 * session's id; *ret_seen is what this process knows even where the rest is not believed. */
static bool recall(struct ctx *cx, const char token[32], int64_t now, int64_t *ret_flush,
                   int64_t *ret_seen)
{
        bool found = false;
        *ret_seen = 0;
        pthread_mutex_lock(&lock);
        struct slot *s = slots ? &slots[slot_of(token)] : NULL;
        if (s && s->store == cx->db->store && !memcmp(s->token, token, 32)) {
                *ret_seen = s->seen;
                if (!too_old(now, s->began, s->seen) && s->generation == generation &&
                    now - s->loaded <= BELIEVE_MS && now >= s->loaded) {
                        found = true;
                        s->seen = now > s->seen ? now : s->seen;
                        if (s->seen - s->flushed >= FLUSH_MS) {
                                *ret_flush = s->v.session;
                                if (!cx->db->hurried)   /* it does not write: a worker comes by here again */
                                        s->flushed = s->seen;
                        }
                        wear(cx, visitor_copy(cx, &s->v));
                }
        }
        pthread_mutex_unlock(&lock);
        return found;
}

/* Losing this row loses a minute of idling: nobody waits for it and its failure is no failure. */
static void flush_seen(struct ctx *cx, int64_t id, int64_t now)
{
        uint64_t ticket = cx->db->ticket;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        session_seen(cx, id, now);
        if (!tx_commit(&tx))
                cx->db->ticket = ticket;
}

int64_t password_days_left(const struct ctx *cx, int64_t changed)
{
        enum { DAY_MS = 86400000 };
        int64_t end = changed + config.n[SETTING_password_days] * DAY_MS;
        return end <= cx->now ? 0 : (end - cx->now + DAY_MS - 1) / DAY_MS;
}

static const struct fail *perms_load(struct ctx *cx, struct visitor *v)
{
        struct role_perms it;
        role_perms(&it, cx, v->role);
        while (role_perms_next(&it)) {
                enum perm p = perm_by_name(it.perm);
                if (p == MAY_END)
                        continue;       /* a row of a later version of the program */
                perms_add(&v->may, p);
                v->see[p] = (uint8_t)(it.see < SCOPE_END ? it.see : SCOPE_NONE);
                v->change[p] = (uint8_t)(it.change < SCOPE_END ? it.change : SCOPE_NONE);
                v->see_years[p] = (uint8_t)(it.see_years < YEARS_END ? it.see_years : YEARS_END);
                v->change_years[p] = (uint8_t)(it.change_years < YEARS_END ? it.change_years
                                                                           : YEARS_END);
        }
        perms_add(&v->may, MAY_SIGNED_IN);
        const struct fail *f = role_perms_end(&it);
        return f ? f : working_year(cx, &v->year);
}

const struct fail *session_load(struct ctx *cx, str token)
{
        auth_as_nobody(cx);
        if (token.n != SESSION_TOKEN_MAX)
                return fail(cx, SIGN_IN, "%s", "");

        str hash = token_hash(cx->arena, token);
        int64_t flush = 0, seen, now = steady_now(cx);
        if (recall(cx, hash.p, now, &flush, &seen)) {
                if (flush)
                        flush_seen(cx, flush, now);
                return NULL;
        }

        pthread_mutex_lock(&lock);
        uint64_t as_of = generation;    /* a change made while we read makes this worthless */
        pthread_mutex_unlock(&lock);
        struct session_by_token s;
        const struct fail *f = session_by_token(cx, hash, cx->today, &s);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? fail(cx, SIGN_IN, "%s", "") : f;
        if (seen < s.seen)
                seen = s.seen;
        if (s.has_ended || s.disabled)
                return fail(cx, SIGN_IN, "%s", "");
        if (too_old(now, s.began, seen))
                return fail(cx, SIGN_IN, "很久没有操作，请重新登录");

        struct visitor *v = NEW(cx->arena, struct visitor);
        *v = (struct visitor){
                .session = s.id, .person = s.person, .post = s.post, .unit = s.unit,
                .name = s.name, .login = s.login, .role = s.role, .role_name = s.role_name,
                .title = s.title, .acting = s.has_acts_for,
                .unit_name = s.unit_name, .unit_path = s.path, .unit_group = s.grp,
                .csrf = session_csrf(cx, token),
                .demo = s.demo, .demo_database = str_is(s.marked, "1"), .county = s.county,
                .password_days = s.has_changed ? password_days_left(cx, s.changed) : 0,
                .password_ages = s.has_changed && config.n[SETTING_password_days] > 0,
        };
        f = perms_load(cx, v);
        if (f)
                return f;
        remember(cx, hash.p, v, s.began, s.seen, now, as_of);
        wear(cx, v);
        if (now - s.seen >= FLUSH_MS)
                flush_seen(cx, s.id, now);
        return NULL;
}

str session_begin(struct ctx *cx, int64_t person, int64_t post, str old, str address, str agent)
{
        str token = random_hex(cx->arena, TOKEN_BYTES);
        str browser = !agent.n ? S("-") : utf8_valid(agent) ? utf8_head(agent, 200) : S("?");
        session_end(cx, old);
        session_add(cx, token_hash(cx->arena, token), person, post, steady_now(cx),
                    address.n ? address : S("-"), browser);
        if (config.n[SETTING_session_parallel])
                sessions_end_past(cx, person, config.n[SETTING_session_parallel], steady_now(cx));
        return token;
}

void session_end(struct ctx *cx, str token)
{
        if (token.n != SESSION_TOKEN_MAX)       /* a sign-in without one ends nobody's session */
                return;
        session_end_token(cx, token_hash(cx->arena, token), steady_now(cx));
        session_forget();
}

const struct fail *session_end_id(struct ctx *cx, int64_t id)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        session_end_one(cx, id, cx->user, steady_now(cx));
        session_forget();
        audit_log(cx, "session.end", "session", id, (str){ 0 });
        return tx_commit(&tx);
}

const struct fail *session_may_end(struct ctx *cx, int64_t id, struct session_whose *ret)
{
        const struct fail *f = auth_may(cx, MAY_ROLE_GRANT) ? session_whose(cx, id, ret)
                                                            : fail(cx, DENIED, "%s", "");
        if (!f && ret->has_ended)
                f = fail(cx, INVALID, "这次登录已经结束");
        if (!f && cx->visitor && id == cx->visitor->session)
                f = fail(cx, INVALID, "这是您自己现在的登录，请用“退出”");
        return f;
}

void session_end_other(struct ctx *cx, int64_t id, int64_t person)
{
        session_end_one(cx, id, person, steady_now(cx));
        session_forget();
        audit_log(cx, "session.end-other", "person", person, (str){ 0 });
}

void session_end_all(struct ctx *cx, int64_t person, int64_t post)
{
        if (post)
                session_end_post(cx, post, steady_now(cx));
        else
                session_end_person(cx, person, steady_now(cx));
        session_forget();
}

str post_words(struct ctx *cx, str title, str role_name, bool acting)
{
        str plain = title.n ? title : str_of(words_of(cx->lang, str_copy(cx->arena, role_name).p));
        return acting ? str_f(cx->arena, words_of(cx->lang, "代理%.*s"), STR(plain)) : plain;
}

str post_in_full(struct ctx *cx, str title, str role_name, bool acting)
{
        str plain = post_words(cx, title, role_name, acting), role = post_words(cx, (str){ 0 }, role_name, false);
        return title.n ? str_f(cx->arena, words_of(cx->lang, "%.*s（%.*s）"), STR(plain), STR(role)) : plain;
}

str session_csrf(struct ctx *cx, str token) { return seal_hex(cx->arena, token, "csrf", S("")); }

/* Text and seal as lower-case hexadecimal: a cookie value needs no further quoting. */
str session_seal(struct ctx *cx, str token, str text)
{
        struct buf b = buf_new(cx->arena, 4096);
        for (size_t i = 0; i < text.n; i++)
                buf_f(&b, "%02x", (unsigned)(unsigned char)text.p[i]);
        buf_byte(&b, '.');
        buf_put(&b, seal_hex(cx->arena, token, "note", text));
        return b.broken ? (str){ 0 } : buf_str(&b);
}

static int hex_digit(char c)
{
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

str session_unseal(struct ctx *cx, str token, str sealed)
{
        str seal, hex = str_cut(sealed, '.', &seal);
        if (!hex.n || hex.n % 2 || hex.n > 2000 || !seal.n || !token.n)
                return (str){ 0 };
        char *p = arena_alloc(cx->arena, hex.n / 2);
        for (size_t i = 0; i < hex.n / 2; i++) {
                int a = hex_digit(hex.p[2 * i]), b = hex_digit(hex.p[2 * i + 1]);
                if (a < 0 || b < 0)
                        return (str){ 0 };
                p[i] = (char)(a * 16 + b);
        }
        str text = { p, hex.n / 2 };
        return secret_eq(seal, seal_hex(cx->arena, token, "note", text)) && utf8_valid(text)
               ? text : (str){ 0 };
}
