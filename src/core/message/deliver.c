/* core/message/deliver.c - see deliver.h. */
#include "core/message/deliver.h"
#include "core/audit/audit.h"
#include "core/auth/steady.h"
#include "core/clock/clock.h"
#include "core/config/config.h"
#include "core/crypto/field.h"
#include "core/crypto/password.h"
#include "core/message/message.h"
#include "core/message/message.sql.h"
#include "core/replace.h"
#include "core/text/json.h"
#include <pthread.h>
#include <time.h>

const char *const out_state_words[OUT_STATE_END] = { "等待发送", "已发送", "已放弃" };

enum { MINUTE_MS = 60000, ROUND_S = 30, SECRET_MOST = 1000, KEY_LEAST = 16, WATCHED_MOST = 64 };

int64_t out_backoff_ms(int attempts)
{
        int64_t minutes = attempts < 7 ? (int64_t)1 << (attempts > 0 ? attempts - 1 : 0) : 60;
        return (minutes > 60 ? 60 : minutes) * MINUTE_MS;
}

/* ---- how the real ones are called --------------------------------------------------------------- */

/* A secret from the file a setting names, without the newline at its end. */
static const struct fail *secret_of(struct ctx *cx, enum setting s, str *ret)
{
        *ret = (str){ 0 };
        if (!config.s[s].n)
                return NULL;
        const struct fail *f = small_file_read(cx, config.s[s], SECRET_MOST, true, ret);
        *ret = str_trim(*ret);
        return f;
}

static const struct fail *mail_by_smtp(struct ctx *cx, const struct mail_out *m,
                                       struct carried *ret)
{
        struct mail_out out = *m;
        out.url = config.s[SETTING_smtp_url];
        out.user = config.s[SETTING_smtp_user];
        out.from = config.s[SETTING_smtp_from];
        if (!out.url.n || !out.from.n) {
                *ret = (struct carried){ CARRIED_LATER,
                                         str_of(words_of(cx->lang, "没有设置发信服务器或发信地址")) };
                return NULL;
        }
        if (secret_of(cx, SETTING_smtp_password_file, &out.password)) {
                *ret = (struct carried){ CARRIED_LATER, str_of(words_of(cx->lang, "发信口令文件读不出来")) };
                return NULL;
        }
        return mail_carry(cx, &out, ret);
}

static const struct fail *hook_by_http(struct ctx *cx, const struct hook_out *h,
                                       struct carried *ret)
{
        struct hook_out out = *h;
        out.url = config.s[SETTING_webhook_url];
        out.allow = config.s[SETTING_webhook_allow];
        if (secret_of(cx, SETTING_webhook_key_file, &out.key) || out.key.n < KEY_LEAST) {
                *ret = (struct carried){ CARRIED_LATER,
                                         str_of(words_of(cx->lang, "推送签名密钥文件读不出来，或者太短")) };
                return NULL;
        }
        return hook_carry(cx, &out, ret);
}

/* What the machine slept counts too: a stretch over which it slept is late. */
static int64_t clock_ms(void)
{
        struct timespec t;
        clock_gettime(CLOCK_BOOTTIME, &t);
        return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

const struct carriers carriers_real = { mail_by_smtp, hook_by_http, clock_ms };

/* ---- who is dead ---------------------------------------------------------------------------------- */

/* Holders that this process has seen, and since when by its own clock. A living one is done, or has given back, in half
 * a lease of its own clock: whoever is there for a whole one is dead. No clock on any wall has a say in it. */
static pthread_mutex_t  watch_lock = PTHREAD_MUTEX_INITIALIZER;
static struct watched { int64_t holder, since; } watched[WATCHED_MOST];
static int              n_watched;

/* Look at who holds now; the dead go into `ret`. */
static const struct fail *watch(struct ctx *cx, int64_t ms, int64_t ret[WATCHED_MOST], int *ret_n)
{
        struct message_out_holders it;
        struct watched seen[WATCHED_MOST];
        int n = 0;
        *ret_n = 0;
        message_out_holders(&it, cx);
        pthread_mutex_lock(&watch_lock);
        while (message_out_holders_next(&it)) {
                struct watched w = { it.holder, ms };
                for (int i = 0; i < n_watched; i++)
                        if (watched[i].holder == it.holder)
                                w = watched[i];
                if (ms - w.since >= OUT_LEASE_MS)
                        ret[(*ret_n)++] = w.holder;
                seen[n++] = w;
                if (n == WATCHED_MOST)
                        break;          /* the others' turn comes when these are done */
        }
        memcpy(watched, seen, sizeof(*seen) * (size_t)n);
        n_watched = n;
        pthread_mutex_unlock(&watch_lock);
        return message_out_holders_end(&it);
}

/* ---- one stretch --------------------------------------------------------------------------------- */

struct held { struct message_out_held r; };

static const struct fail *take(struct ctx *cx, int64_t holder, int64_t ms, struct held **ret,
                               int *ret_n)
{
        struct message_out_held it;
        struct held *list = NULL;
        int64_t dead[WATCHED_MOST];
        int n = 0, cap = 0, n_dead;
        const struct fail *f = watch(cx, ms, dead, &n_dead);
        if (f)
                return f;
        {
                int64_t at = steady_now(cx);
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                for (int i = 0; i < n_dead; i++)
                        message_out_free(cx, dead[i]);
                message_out_take(cx, holder, at, OUT_STRETCH);
                message_out_take_digest(cx, holder, at);
                f = tx_commit(&tx);
                if (f)
                        return f;
        }
        f = db_wait(cx);     /* nothing leaves before the lease is durable */
        if (f)
                return f;
        message_out_held(&it, cx, holder);
        while (message_out_held_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct held){ it };
        *ret = list;
        *ret_n = n;
        return message_out_held_end(&it);
}

static str link_of(struct ctx *cx, str href)
{
        str base = config.s[SETTING_public_url];
        return href.n && base.n ? str_f(cx->arena, "%.*s%.*s", STR(base), STR(href)) : (str){ 0 };
}

/* What several messages of one digest, or one alone, say in a mail. */
static const struct fail *mail_send(struct ctx *cx, const struct carriers *by, const struct held *h,
                                    int n, struct carried *ret)
{
        struct buf text = buf_new(cx->arena, 1 << 20);
        str to, subject = h->r.title, id = str_f(cx->arena, "%.*s.%ld", STR(h->r.event), h->r.person);
        const struct fail *f = field_open(cx, FIELD_message_mail, h->r.person, h->r.mail, &to);
        if (f || !to.n) {
                *ret = (struct carried){ f ? CARRIED_LATER : CARRIED_NEVER,
                                         str_of(words_of(cx->lang, "收件人没有邮箱，或者读不出来")) };
                return NULL;
        }
        if (h->r.digest) {
                subject = str_f(cx->arena, words_of(cx->lang, "落实：今天的 %d 条消息"), n);
                id = str_f(cx->arena, "digest.%ld.%ld", h->r.digest, h->r.person);
        }
        for (int i = 0; i < n; i++) {
                const struct message_out_held *r = &h[i].r;
                str link = link_of(cx, r->href);
                buf_f(&text, "%.*s\n", STR(r->title));
                if (r->body.n)
                        buf_f(&text, "%.*s\n", STR(r->body));
                buf_f(&text, "%.*s\n", STR(instant_str(cx->arena, r->at)));
                if (link.n)
                        buf_f(&text, "%.*s\n", STR(link));
                buf_byte(&text, '\n');
        }
        buf_f(&text, "%s\n", words_of(cx->lang, "这封信由系统自动发出，请不要回复；不想收到可以在“消息设置”里改。"));
        struct mail_out m = { .to = to, .id = id, .subject = subject, .text = buf_str(&text), .at = cx->now };
        return by->mail(cx, &m, ret);
}

static const struct fail *hook_send(struct ctx *cx, const struct carriers *by, const struct held *h,
                                    struct carried *ret)
{
        struct buf o = buf_new(cx->arena, 1 << 16);
        struct json_out j = json_out(&o, false);
        str id = str_f(cx->arena, "%.*s.%ld", STR(h->r.event), h->r.person);
        json_open(&j, NULL, '{');
        json_put_str(&j, "id", id);
        json_put_str(&j, "event", h->r.event);
        json_put_str(&j, "kind", h->r.kind);
        json_put_int(&j, "person", h->r.person);
        json_put_str(&j, "title", h->r.title);
        json_put_str(&j, "body", h->r.body);
        json_put_str(&j, "path", h->r.href);
        json_put_int(&j, "at", h->r.at);
        json_close(&j, '}');
        struct hook_out out = { .id = id, .json = buf_str(&o), .at = cx->now / 1000 };
        return by->hook(cx, &out, ret);
}

static const struct fail *mark(struct ctx *cx, const struct held *h, int n, int64_t holder,
                               const struct carried *c)
{
        int64_t at = steady_now(cx);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int i = 0; i < n; i++) {
                bool over = c->as == CARRIED_NEVER || h[i].r.attempts >= OUT_TRIES;
                if (c->as == CARRIED)
                        message_out_sent(cx, h[i].r.id, holder, cx->now);
                else
                        message_out_failed(cx, h[i].r.id, holder, over ? OUT_GIVEN_UP : OUT_WAITS,
                                           at + out_backoff_ms((int)h[i].r.attempts), c->fault, cx->now);
        }
        return tx_commit(&tx);
}

/* What this holder took and did not come to: nobody has tried it. */
static const struct fail *give_back(struct ctx *cx, int64_t holder)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        message_out_back(cx, holder);
        return tx_commit(&tx);
}

static bool together(const struct held *a, const struct held *b)
{
        return a->r.way == MESSAGE_BY_MAIL && b->r.way == MESSAGE_BY_MAIL && a->r.digest &&
               a->r.digest == b->r.digest && a->r.person == b->r.person;
}

const struct fail *message_deliver_with(struct ctx *cx, const struct carriers *by, int *ret_taken)
{
        struct held *list = NULL;
        int n = 0;
        int64_t holder;
        random_bytes(&holder, sizeof(holder));
        holder &= INT64_MAX;
        *ret_taken = 0;
        int64_t began = by->ms();
        const struct fail *f = take(cx, holder, began, &list, &n);
        int i = 0;
        for (int k; !f && i < n && by->ms() - began < OUT_LEASE_MS / 2; i = k) {
                struct carried c = { .as = CARRIED_LATER };
                for (k = i + 1; k < n && together(&list[i], &list[k]);)
                        k++;
                f = list[i].r.way == MESSAGE_BY_MAIL ? mail_send(cx, by, &list[i], k - i, &c)
                                                     : hook_send(cx, by, &list[i], &c);
                if (!f)
                        f = mark(cx, &list[i], k - i, holder, &c);
        }
        if (!f && i < n)
                f = give_back(cx, holder);
        *ret_taken = f ? n : i;
        return f ? f : db_wait(cx);
}

const struct fail *message_deliver(struct ctx *cx)
{
        const struct fail *f = NULL;
        int taken = 1;
        if (!config.s[SETTING_smtp_url].n && !config.s[SETTING_webhook_url].n)
                return NULL;
        int64_t began = clock_ms(), now = cx->now, wall = clock_now();
        do {
                cx->now = now + clock_now() - wall;     /* what is due is asked again for each stretch */
                f = message_deliver_with(cx, &carriers_real, &taken);
        } while (!f && taken && clock_ms() - began < ROUND_S * 1000);
        cx->now = now;
        return f;
}

const struct fail *message_may_again(struct ctx *cx, int64_t out)
{
        struct message_out_of o;
        if (!auth_may(cx, MAY_SETTING_EDIT))
                return fail(cx, DENIED, "%s", "");
        const struct fail *f = message_out_of(cx, out, &o);
        if (!f && o.state != OUT_GIVEN_UP)
                f = fail(cx, CONFLICT, "这一条没有放弃，不用重发");
        return f;
}

void message_again(struct ctx *cx, int64_t out)
{
        message_out_again(cx, out, steady_now(cx));
        audit_log(cx, "message.again", "message_out", out, (str){ 0 });
}
