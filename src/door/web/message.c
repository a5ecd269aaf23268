/* door/web/message.c - the pages of messages, and their register. */
#include "door/web/message.h"
#include "core/config/config.h"
#include "core/message/message.sql.h"
#include "door/module.h"

enum { ROWS = 50 };

static const char *kind_label(str code)
{
        const struct message_kind *k = message_kind_of(code);
        return k ? k->label : NULL;
}

/* ---- the centre ------------------------------------------------------------------------------- */

static const struct form_choice *kind_choices(struct ctx *cx)
{
        struct form_choice *list = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n_message_kinds);
        for (int i = 0; i < n_message_kinds; i++)
                list[i] = (struct form_choice){ .value = str_of(message_kinds[i].code),
                                                .word = message_kinds[i].label };
        return list;
}

const struct fail *messages_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str kind = form_text(&form, "kind", 0, 40);
        bool unread = form_flag(&form, "unread");
        int64_t before = form_int_or(&form, "before", 1, INT64_MAX, INT64_MAX), last = 0;
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        struct message_shown *rows = NEW_ARRAY(cx->arena, struct message_shown, ROWS);
        struct messages_page p = { .page = page_of(cx, rq, "消息"), .rows = rows, .only_unread = unread,
                                   .kind = kind, .kinds = kind_choices(cx), .n_kinds = n_message_kinds };
        struct message_list it;
        int n = 0;
        p.unread = p.page.unread;
        message_list(&it, cx, (unread ? MESSAGE_LIST_WHEN_UNREAD : 0) | (kind.n ? MESSAGE_LIST_WHEN_KIND : 0),
                     cx->user, kind, before, ROWS + 1);
        while (message_list_next(&it)) {
                if (++n > ROWS)
                        continue;
                rows[p.n_rows++] = (struct message_shown){
                        .id = it.id, .title = it.title, .body = it.body, .href = it.href,
                        .at = instant_str(cx->arena, it.at), .kind = kind_label(it.kind),
                        .unread = !it.has_read_at };
                last = it.id;
        }
        f = message_list_end(&it);
        if (f)
                return f;
        if (n > ROWS)
                p.more = str_f(cx->arena, "/messages?kind=%s&unread=%d&before=%ld",
                               url_part(cx->arena, kind), unread, last);
        messages_page(&re->body, &p);
        return NULL;
}

const struct fail *message_reads_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t id = form_int(&form, "id", 0, INT64_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = message_read(cx, id);
        return f ? f : reply_see(re, cx, "/messages");
}

/* ---- how one wants to be told ------------------------------------------------------------------- */

enum { WISH_FIELDS = 4 };
static const char *const mail_codes[MESSAGE_MAIL_END] = { "none", "now", "digest" };

static str clock_text(struct ctx *cx, int minute)
{
        return str_f(cx->arena, "%02d:%02d", minute / 60 % 24, minute % 60);
}

/* "20:30" as minutes of the day. */
static int clock_read(struct form *form, const char *name)
{
        str minutes, text = form_text(form, name, 4, 5), hours = str_cut(text, ':', &minutes);
        uint64_t h = 0, m = 0;
        if (text.n && (!str_u64(hours, &h) || !str_u64(minutes, &m) || h > 23 || m > 59))
                form_wrong(form, name, "时间请写成 20:30 这样");
        return (int)(h * 60 + m);
}

static const struct fail *wish_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    struct form *form, const struct fail *why)
{
        struct message_wish w;
        if (why && why->kind != FAIL_INVALID && why->kind != FAIL_CONFLICT)
                return why;
        const struct fail *f = message_wish_of(cx, cx->user, &w);
        if (f)
                return f;
        struct form_choice *modes = NEW_ARRAY(cx->arena, struct form_choice, MESSAGE_MAIL_END);
        for (int i = 0; i < MESSAGE_MAIL_END; i++)
                modes[i] = (struct form_choice){ .value = str_of(mail_codes[i]),
                                                 .word = message_mail_words[i] };
        struct form_field *kinds = NEW_ARRAY(cx->arena, struct form_field, (size_t)n_message_kinds);
        for (int i = 0; i < n_message_kinds; i++) {
                kinds[i] = (struct form_field){ .name = str_f(cx->arena, "kind-%d", i).p,
                                                .label = message_kinds[i].label, .choices = modes,
                                                .n_choices = MESSAGE_MAIL_END,
                                                .value = str_of(mail_codes[w.choice[i]]) };
                kinds[i] = form_field_of(kinds[i], form, why);
        }
        struct form_field fields[WISH_FIELDS] = {
                { .name = "mail", .label = "邮箱", .autocomplete = "email", .max = 100, .optional = true,
                  .value = w.mail, .hint = "空着就不发邮件；加密保存，别人看不到" },
                { .name = "quiet-from", .label = "免打扰从", .type = "time",
                  .value = clock_text(cx, w.quiet_from), .hint = "这段时间里的邮件到结束时再发；两个时间相同为不免打扰" },
                { .name = "quiet-to", .label = "免打扰到", .type = "time", .value = clock_text(cx, w.quiet_to) },
                { .name = "digest", .label = "每日汇总的时间", .type = "time",
                  .value = clock_text(cx, w.digest_at) },
        };
        for (int i = 0; i < WISH_FIELDS; i++)
                fields[i] = form_field_of(fields[i], form, why);
        struct message_wish_page p = {
                .page = page_of(cx, rq, "消息设置"), .version = w.version, .fields = fields, .kinds = kinds,
                .n_fields = WISH_FIELDS, .n_kinds = n_message_kinds, .has_mail = config.s[SETTING_smtp_url].n > 0,
                .faults = { .form = form, .fail = why, .fields = fields, .n_fields = WISH_FIELDS },
        };
        if (why && why->kind == FAIL_INVALID) {
                struct form again = *form;
                p.version = form_int_or(&again, "version", 0, INT32_MAX, w.version);
        }
        page_crumb(&p.page, S("/messages"), "消息", (str){ 0 });
        page_crumb(&p.page, (str){ 0 }, "消息设置", (str){ 0 });
        if (why)
                re->status = fail_http(why->kind);
        message_wish_page(&re->body, &p);
        return NULL;
}

const struct fail *message_wish_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return wish_show(cx, rq, re, NULL, NULL);
}

const struct fail *message_wish_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct message_wish w = { .version = form_int(&form, "version", 0, INT32_MAX),
                                  .mail = form_text(&form, "mail", 0, 100),
                                  .quiet_from = clock_read(&form, "quiet-from"),
                                  .quiet_to = clock_read(&form, "quiet-to"),
                                  .digest_at = clock_read(&form, "digest") };
        for (int i = 0; i < n_message_kinds; i++)
                w.choice[i] = form_choice(&form, str_f(cx->arena, "kind-%d", i).p, mail_codes,
                                          MESSAGE_MAIL_END);
        const struct fail *f = form_end(&form);
        if (!f)
                f = message_wish_put(cx, &w);
        if (f)
                return wish_show(cx, rq, re, &form, f);
        reply_note(re, cx, "消息设置已保存");
        return reply_see(re, cx, "/messages/settings");
}

/* ---- what could not be delivered ------------------------------------------------------------------ */

const struct fail *message_outbox_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t before = form_int_or(&form, "before", 1, INT64_MAX, INT64_MAX), last = 0;
        struct message_out_counts counts = { 0 };
        const struct fail *f = form_end(&form);
        if (!f)
                f = message_out_counts(cx, &counts);
        if (f)
                return f;
        struct outbox_row *rows = NEW_ARRAY(cx->arena, struct outbox_row, ROWS);
        struct message_outbox_page p = { .page = page_of(cx, rq, "消息投递"), .waits = counts.waits,
                                         .dead = counts.dead, .rows = rows,
                                         .mail = config.s[SETTING_smtp_url].n > 0,
                                         .hook = config.s[SETTING_webhook_url].n > 0 };
        struct message_outbox it;
        int n = 0;
        message_outbox(&it, cx, before, ROWS + 1);
        while (message_outbox_next(&it)) {
                if (++n > ROWS)
                        continue;
                rows[p.n_rows++] = (struct outbox_row){
                        .id = it.id, .attempts = it.attempts, .at = instant_str(cx->arena, it.at),
                        .due = instant_str(cx->arena, it.due), .who = it.name, .fault = it.fault,
                        .kind = kind_label(it.kind), .way = message_way_words[it.way == MESSAGE_BY_HOOK ? 2 : 1],
                        .dead = it.state == OUT_GIVEN_UP };
                last = it.id;
        }
        f = message_outbox_end(&it);
        if (f)
                return f;
        if (n > ROWS)
                p.more = str_f(cx->arena, "/messages/outbox?before=%ld", last);
        message_outbox_page(&re->body, &p);
        return NULL;
}

const struct fail *message_again_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        const struct fail *f = form_end(&form);
        if (!f)
                f = message_again(cx, rq->ids[0]);
        if (f)
                return f;
        reply_note(re, cx, "已重新排队，马上再发");
        return reply_see(re, cx, "/messages/outbox");
}

static const struct route routes[] = {
        { GET, "/messages", messages_get, MAY_SIGNED_IN, 0, "消息", NULL, NULL },
        { POST, "/messages/reads", message_reads_post, MAY_SIGNED_IN, 0, "标为已读", NULL, NULL },
        { GET, "/messages/settings", message_wish_get, MAY_SIGNED_IN, 0, "消息设置", NULL, NULL },
        { POST, "/messages/settings", message_wish_post, MAY_SIGNED_IN, ROUTE_SERIAL, "修改消息设置",
          NULL, NULL },
        { GET, "/messages/outbox", message_outbox_get, MAY_SETTING_EDIT, 0, "消息投递", "system/30", "i-send" },
        { POST, "/messages/outbox/:id/again", message_again_post, MAY_SETTING_EDIT, 0, "重发消息",
          NULL, NULL },
};

static const struct job jobs[] = { { "message.deliver", 15, message_deliver } };

const struct module module_message = {
        .name = "message", .title = "消息",
        .routes = routes, .n_routes = COUNT_OF(routes),
        .jobs = jobs, .n_jobs = COUNT_OF(jobs),
};
