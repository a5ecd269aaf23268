/* core/message/message.c - see message.h. */
#include "core/message/message.h"
#include "core/audit/audit.h"
#include "core/auth/steady.h"
#include "core/config/config.h"
#include "core/crypto/field.h"
#include "core/crypto/keys.h"
#include "core/message/message.sql.h"

enum { TITLE_MOST = 200, EVENT_MOST = 80, MINUTE = 60000 };

const char *const message_mail_words[MESSAGE_MAIL_END] = { "不发邮件", "立即", "每日汇总" };
const char *const message_way_words[3] = { "", "邮件", "接口推送" };

const struct message_kind message_kinds[] = {
#define KIND(code, label, mail) { code, label, MESSAGE_##mail },
#include "core/message/kinds.def"
#undef KIND
};
const int n_message_kinds = COUNT_OF(message_kinds);

const struct message_kind *message_kind_of(str code)
{
        for (int i = 0; i < n_message_kinds; i++)
                if (str_is(code, message_kinds[i].code))
                        return &message_kinds[i];
        return NULL;
}

/* ---- when ------------------------------------------------------------------------------------- */

/* The end of the quiet stretch that holds `at`, else `at`. */
static int64_t past(int64_t at, int from, int to)
{
        int64_t begin = day_begins(day_of_instant(at)), minute = (at - begin) / MINUTE;
        if (from == to)
                return at;
        if (from < to)
                return minute >= from && minute < to ? begin + (int64_t)to * MINUTE : at;
        if (minute < to)
                return begin + (int64_t)to * MINUTE;
        return minute >= from ? begin + (int64_t)(DAY_MINUTES + to) * MINUTE : at;
}

int64_t message_after_quiet(int64_t at, int from, int to, int system_from, int system_to)
{
        /* Two stretches of a day: leaving one may lead into the other. Together they may cover the
         * whole day, and then a mail waits two days rather than for ever. */
        for (int i = 0; i < 4; i++) {
                int64_t next = past(past(at, from, to), system_from, system_to);
                if (next == at)
                        break;
                at = next;
        }
        return at;
}

int64_t message_digest_at(int64_t at, int minute, int *ret_day)
{
        int64_t begin = day_begins(day_of_instant(at)), when = begin + (int64_t)minute * MINUTE;
        int y, m, d;
        if (when <= at)
                when += (int64_t)DAY_MINUTES * MINUTE;
        day_split(day_of_instant(when), &y, &m, &d);
        *ret_day = y * 10000 + m * 100 + d;
        return when;
}

/* ---- wishes ------------------------------------------------------------------------------------ */

const struct fail *message_wish_of(struct ctx *cx, int64_t person, struct message_wish *ret)
{
        struct message_person_of p = { 0 };
        struct message_choices it;
        must(n_message_kinds <= MESSAGE_KINDS_MOST);
        *ret = (struct message_wish){ .quiet_from = 20 * 60, .quiet_to = 8 * 60, .digest_at = 8 * 60 + 30 };
        for (int i = 0; i < n_message_kinds; i++)
                ret->choice[i] = message_kinds[i].mail;
        const struct fail *f = message_person_of(cx, person, &p);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        ret->quiet_from = (int)p.quiet_from;
        ret->quiet_to = (int)p.quiet_to;
        ret->digest_at = (int)p.digest_at;
        ret->version = p.version;
        if (p.mail.n && keys_loaded())
                f = field_open(cx, FIELD_message_mail, person, p.mail, &ret->mail);
        message_choices(&it, cx, person);
        while (message_choices_next(&it))
                for (int i = 0; i < n_message_kinds; i++)
                        if (str_is(it.kind, message_kinds[i].code) && it.mode >= 0 &&
                            it.mode < MESSAGE_MAIL_END)
                                ret->choice[i] = (int)it.mode;
        const struct fail *g = message_choices_end(&it);
        return f ? f : g;
}

const struct fail *message_wish_put(struct ctx *cx, const struct message_wish *w)
{
        str clean = field_clean(cx->arena, FIELD_message_mail, w->mail);
        const char *wrong = field_wrong(FIELD_message_mail, clean);
        if (wrong)
                return fail_field(cx, S("mail"), "%s", words_of(cx->lang, wrong));
        if (clean.n && !keys_loaded())
                return fail_field(cx, S("mail"), "密钥文件不在，不能登记邮箱");
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        struct message_person_of have = { 0 };
        const struct fail *f = message_person_of(cx, cx->user, &have);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (have.version != w->version) {
                f = fail(cx, CONFLICT, "%s", "");
                tx_refuse(cx, f);
                return f;
        }
        str sealed = field_seal(cx->arena, FIELD_message_mail, cx->user, clean);
        if (w->version)
                message_person_set(cx, cx->user, w->version, sealed, w->quiet_from, w->quiet_to,
                                   w->digest_at);
        else
                message_person_add(cx, cx->user, sealed, w->quiet_from, w->quiet_to, w->digest_at);
        for (int i = 0; i < n_message_kinds; i++)
                message_choice_put(cx, cx->user, str_of(message_kinds[i].code), w->choice[i]);
        audit_log(cx, "message.wish", "person", cx->user, (str){ 0 });
        return tx_commit(&tx);
}

/* ---- sending ------------------------------------------------------------------------------------ */

static void mail_add(struct ctx *cx, int64_t message, int64_t person, int kind)
{
        struct message_wish w;
        int digest = 0;
        if (!config.s[SETTING_smtp_url].n)
                return;
        const struct fail *f = message_wish_of(cx, person, &w);
        if (f || !w.mail.n || w.choice[kind] == MESSAGE_NONE)
                return;         /* a wish that cannot be read must not stop the rule */
        int64_t due = w.choice[kind] == MESSAGE_DIGEST
                ? message_digest_at(cx->now, w.digest_at, &digest)
                : message_after_quiet(cx->now, w.quiet_from, w.quiet_to,
                                      (int)config.n[SETTING_quiet_from], (int)config.n[SETTING_quiet_to]);
        /* An hour of the wall clock, as the clock that is not set back will tell it. */
        message_out_add(cx, message, person, MESSAGE_BY_MAIL, digest, due - cx->now + steady_now(cx));
}

static void send_to(struct ctx *cx, const struct message *m, int kind, int64_t person)
{
        struct message_at at;
        if (!person || person == m->but)
                return;
        if (!message_at(cx, m->event, person, &at))
                return;         /* told already */
        message_add(cx, m->event, person, str_of(m->kind), utf8_head(m->title, TITLE_MOST),
                    m->body.n ? m->body : (str){ 0 }, m->href.n ? m->href : (str){ 0 }, cx->now);
        if (message_at(cx, m->event, person, &at))
                return;
        mail_add(cx, at.id, person, kind);
        if (config.s[SETTING_webhook_url].n)
                message_out_add(cx, at.id, person, MESSAGE_BY_HOOK, 0, steady_now(cx));
}

void message_send(struct ctx *cx, const struct message *m)
{
        const struct message_kind *kind = message_kind_of(str_of(m->kind));
        must(kind && cx->db->in_tx && m->event.n && m->event.n <= EVENT_MOST && m->title.n);
        int k = (int)(kind - message_kinds), n = 0, cap = 0;
        if (cx->db->broken)
                return;
        if (m->person) {
                send_to(cx, m, k, m->person);
                return;
        }
        struct message_holders it;
        struct message_readers by;
        int64_t *people = NULL;
        const struct fail *f;
        str perm = str_of(perm_info[m->holders].name);
        if (m->readers) {
                message_readers(&by, cx, perm, m->unit, cx->today);
                while (message_readers_next(&by))
                        *VEC_ADD(cx->arena, people, n, cap) = by.person;
                f = message_readers_end(&by);
        } else {
                message_holders(&it, cx, perm, m->unit, cx->today);
                while (message_holders_next(&it))
                        *VEC_ADD(cx->arena, people, n, cap) = it.person;
                f = message_holders_end(&it);
        }
        if (f)
                tx_refuse(cx, f);
        for (int i = 0; !f && i < n; i++)
                send_to(cx, m, k, people[i]);
}

/* ---- reading ------------------------------------------------------------------------------------ */

int64_t message_unread(struct ctx *cx)
{
        struct message_unread_of r;
        if (!cx->user || cx->db->in_tx || message_unread_of(cx, cx->user, &r))
                return 0;
        return r.n;
}

const struct fail *message_read(struct ctx *cx, int64_t id)
{
        struct message_of_person m;
        const struct fail *f = id ? message_of_person(cx, id, cx->user, &m) : NULL;
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        message_set_read(cx, cx->user, id, cx->now);
        return tx_commit(&tx);
}
