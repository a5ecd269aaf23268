/* door/web/message.c - the pages of messages, and their register. */
#include "door/web/message.h"
#include "core/auth/steady.h"
#include "core/config/config.h"
#include "core/message/deliver.h"
#include "core/message/message.sql.h"
#include "door/module.h"
#include "door/web/batch.h"

static const char *kind_label(str code)
{
        const struct message_kind *k = message_kind_of(code);
        return k ? k->label : NULL;
}

/* ---- the centre ------------------------------------------------------------------------------- */

static const struct list_column message_columns[] = {
        { .label = "消息", .kind = CELL_TITLE, .small = "内容" },
        { .label = "状态", .kind = CELL_LAMP },
        { .label = "种类", .kind = CELL_TEXT },
        { .label = "时间", .kind = CELL_NO },
};
static const struct form_choice orders[] = {
        { S_C("new"), "新的在前", { 0 } }, { S_C("old"), "旧的在前", { 0 } },
};

static struct form_choice *kind_choices(struct ctx *cx)
{
        struct form_choice *list = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n_message_kinds + 1);
        list[0] = (struct form_choice){ .value = S(""), .word = "全部" };
        for (int i = 0; i < n_message_kinds; i++)
                list[i + 1] = (struct form_choice){ .value = str_of(message_kinds[i].code),
                                                    .word = message_kinds[i].label };
        return list;
}

static const struct fail *messages_fill(struct ctx *cx, struct list *l, str word, str kind,
                                        bool unread)
{
        struct message_list it;
        bool old = l->order_at == 1;
        unsigned when = (unread ? MESSAGE_LIST_WHEN_UNREAD : 0) | (kind.n ? MESSAGE_LIST_WHEN_KIND : 0) |
                        (word.n ? MESSAGE_LIST_WHEN_WORD : 0);
        message_list(&it, cx, when, old ? MESSAGE_LIST_BY_OLD : MESSAGE_LIST_BY_NEW, cx->user, kind,
                     sql_like(cx->arena, word), old ? l->after : 0, !old && l->after ? l->after : INT64_MAX, l->take);
        while (message_list_next(&it)) {
                struct list_cell *c = list_next(cx, l, it.id);
                if (!c)
                        break;
                bool is_new = !it.has_read_at;
                c[0] = (struct list_cell){ .text = it.title, .small = it.body, .href = it.href };
                c[1] = (struct list_cell){ .word = is_new ? "未读" : "已读", .lamp = is_new ? "yellow" : "done" };
                c[2] = (struct list_cell){ .word = kind_label(it.kind), .text = it.kind };
                c[3].text = instant_str(cx->arena, it.at);
        }
        return message_list_end(&it);
}

/* GET /messages */
const struct fail *messages_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct messages_page *p = NEW(cx->arena, struct messages_page);
        str word = form_text(&form, "q", 0, 60), kind = form_text(&form, "kind", 0, 40);
        bool unread = form_flag(&form, "unread");
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        p->page = page_of(cx, rq, "消息");
        p->unread = p->page.unread;
        const struct list_filter filters[] = {
                { .kind = FILTER_SEARCH, .name = "q", .label = "标题或内容", .value = word },
                { .kind = FILTER_CHOICE, .name = "kind", .label = "种类", .value = kind, .choices = kind_choices(cx),
                  .n_choices = n_message_kinds + 1 },
                { .kind = FILTER_HIDDEN, .name = "unread", .value = unread ? S("1") : S("") },
        };
        struct list_view views[] = {
                { .href = S("/messages"), .word = "全部", .count = -1, .here = !unread },
                { .href = S("/messages?unread=1"), .word = "未读", .count = p->unread, .here = unread },
        };
        p->list = (struct list){ .page = &p->page, .path = "/messages", .caption = "消息",
                .columns = message_columns, .n_columns = COUNT_OF(message_columns), .filters = filters,
                .n_filters = COUNT_OF(filters), .orders = orders, .n_orders = COUNT_OF(orders), .total = -1,
                .views = views, .n_views = COUNT_OF(views), .empty = "没有消息",
                .empty_help = "有代理、交接、预算等与您有关的事，会在这里告诉您。" };
        f = list_open(cx, rq, &p->list);
        if (!f)
                f = messages_fill(cx, &p->list, word, kind, unread);
        if (f)
                return f;
        list_end(cx, &p->list);
        messages_page(&re->body, p);
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

static const struct list_column columns[] = {
        { .label = "消息",   .kind = CELL_TITLE },
        { .label = "时间",   .kind = CELL_NO },
        { .label = "收件人", .kind = CELL_TEXT },
        { .label = "方式",   .kind = CELL_TEXT },
        { .label = "次数",   .kind = CELL_INT },
        { .label = "原因",   .kind = CELL_TEXT, .wide = true },
        { .label = "状态",   .kind = CELL_LAMP },
        { .label = "再试",   .kind = CELL_TEXT, .fold = 2 },
};

static const struct fail *outbox_fill(struct ctx *cx, struct list *l)
{
        struct message_outbox it;
        message_outbox(&it, cx, INT64_MAX, LIST_FILE_ROWS);
        while (message_outbox_next(&it)) {
                struct list_cell *c = list_next(cx, l, it.id);
                const char *kind = kind_label(it.kind);
                bool dead = it.state == OUT_GIVEN_UP;
                if (!c)
                        break;
                list_key(l, it.person);
                c[0] = kind ? (struct list_cell){ .word = kind } : (struct list_cell){ .text = it.kind };
                c[1].text = instant_str(cx->arena, it.at);
                c[2].text = it.name;
                c[3].word = message_way_words[it.way == MESSAGE_BY_HOOK ? 2 : 1];
                c[4].n = it.attempts;
                c[5] = (struct list_cell){ .text = it.fault, .none = !it.fault.n };
                c[6] = (struct list_cell){ .word = dead ? "已放弃" : "等待发送", .lamp = dead ? "red" : "yellow" };
                c[7] = (struct list_cell){ .text = instant_str(cx->arena, steady_shown(cx, it.due)), .none = dead };
        }
        return message_outbox_end(&it);
}

/* GET /messages/outbox */
const struct fail *message_outbox_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct message_outbox_page *p = NEW(cx->arena, struct message_outbox_page);
        struct message_out_counts counts = { 0 };
        const struct fail *f = message_out_counts(cx, &counts);
        if (f)
                return f;
        *p = (struct message_outbox_page){ .page = page_of(cx, rq, "消息投递"), .waits = counts.waits,
                                           .dead = counts.dead, .mail = config.s[SETTING_smtp_url].n > 0,
                                           .hook = config.s[SETTING_webhook_url].n > 0,
                                           .refused = hook_url_refused(config.s[SETTING_webhook_url],
                                                                       config.s[SETTING_webhook_allow]) };
        p->list = (struct list){ .page = &p->page, .path = "/messages/outbox", .caption = "投递失败的消息",
                .columns = columns, .n_columns = COUNT_OF(columns), .total = -1, .whole = true,
                .of = LIST_OF_PEOPLE, .own = "新的在前", .find = "消息、收件人或原因",
                .empty = "没有投递失败的消息",
                .empty_help = "失败的会自己再试；试了 8 次仍不成的留在这里，等您重发。" };
        f = list_open(cx, rq, &p->list);
        if (!f)
                f = outbox_fill(cx, &p->list);
        if (f)
                return f;
        list_end(cx, &p->list);
        message_outbox_page(&re->body, p);
        return NULL;
}

static const struct fail *may_again(struct ctx *cx, struct batch_item *x)
{
        x->version = 1;         /* its state says whether it waits */
        x->name = str_f(cx->arena, words_of(cx->lang, "第 %ld 条"), x->id);
        return message_may_again(cx, x->id);
}

static void put_again(struct ctx *cx, struct batch_item *x) { message_again(cx, x->id); }

static const struct fail *may_read(struct ctx *cx, struct batch_item *x)
{
        struct message_of_person m;
        const struct fail *f = message_of_person(cx, x->id, cx->user, &m);
        if (f)
                return f;
        x->version = 1;         /* reading it twice is reading it */
        x->name = m.title;
        x->note = str_of(words_of(cx->lang, m.has_read_at ? "已读" : "未读"));
        return NULL;
}

static void put_read(struct ctx *cx, struct batch_item *x) { message_set_read(cx, cx->user, x->id, cx->now); }

static const struct batch_row batches[] = {
        { .list = "/messages", .event = "read", .word = "标为已读", .need = MAY_SIGNED_IN,
          .follows = "只改您自己的；消息仍在，可以再看。", .done = "已把 %d 条标为已读", .may = may_read, .put = put_read },
        { .list = "/messages/outbox", .event = "again", .word = "重发", .need = MAY_SETTING_EDIT,
          .follows = "重新排队，马上再发；同一份汇总里的一起发。", .done = "已重新排队 %d 条",
          .may = may_again, .put = put_again },
};

static const struct route routes[] = {
        { GET, "/messages", messages_get, MAY_SIGNED_IN, ROUTE_LIST, "消息", NULL, NULL },
        { POST, "/messages/reads", message_reads_post, MAY_SIGNED_IN, 0, "标为已读", NULL, NULL },
        { GET, "/messages/settings", message_wish_get, MAY_SIGNED_IN, 0, "消息设置", NULL, NULL },
        { POST, "/messages/settings", message_wish_post, MAY_SIGNED_IN, ROUTE_SERIAL, "修改消息设置",
          NULL, NULL },
        { GET, "/messages/outbox", message_outbox_get, MAY_SETTING_EDIT, ROUTE_LIST, "消息投递", "system/30", "i-send" },
};

static const struct job jobs[] = { { "message.deliver", 15, message_deliver } };

const struct module module_message = {
        .name = "message", .title = "消息",
        .routes = routes, .n_routes = COUNT_OF(routes),
        .jobs = jobs, .n_jobs = COUNT_OF(jobs),
        .batches = batches, .n_batches = COUNT_OF(batches),
};
