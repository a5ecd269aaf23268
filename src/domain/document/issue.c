/* domain/document/issue.c - the life of a document: steps, its number, its files as issued. */
#include "core/attach/bundle.h"
#include "core/audit/audit.h"
#include "core/auth/session.h"
#include "core/message/message.h"
#include "core/search/search.h"
#include "core/text/json.h"
#include "domain/document/document.sql.h"
#include "domain/document/inside.h"

const char *const document_state_words[DOCUMENT_STATES] = {
        [DOCUMENT_DRAFT] = "起草", [DOCUMENT_REVIEW] = "核稿", [DOCUMENT_SIGNING] = "待签发",
        [DOCUMENT_SIGNED] = "已签发", [DOCUMENT_SENT] = "已发", [DOCUMENT_VOID] = "作废",
        [DOCUMENT_DROPPED] = "不发",
};
static const struct flow_step steps[] = {
        /* from, event, to, permission, asks, days, label, danger */
        { DOCUMENT_DRAFT,   "submit", DOCUMENT_REVIEW,  MAY_DOCUMENT_DRAFT, 0, 0, "送核", false },
        { DOCUMENT_DRAFT,   "drop",   DOCUMENT_DROPPED, MAY_DOCUMENT_DRAFT, FLOW_ASK_REASON, 0, "不发", true },
        { DOCUMENT_REVIEW,  "return", DOCUMENT_DRAFT,   MAY_DOCUMENT_SEND,  FLOW_ASK_REASON, 0, "退回修改", false },
        { DOCUMENT_REVIEW,  "pass",   DOCUMENT_SIGNING, MAY_DOCUMENT_SEND,  0, 0, "核稿通过", false },
        { DOCUMENT_SIGNING, "back",   DOCUMENT_DRAFT,   MAY_DOCUMENT_SIGN,  FLOW_ASK_REASON, 0, "退回修改", false },
        { DOCUMENT_SIGNING, "sign",   DOCUMENT_SIGNED,  MAY_DOCUMENT_SIGN,  0, 0, "签发", false },
        { DOCUMENT_SIGNED,  "send",   DOCUMENT_SENT,    MAY_DOCUMENT_SEND,  0, 0, "编号发出", true },
        { DOCUMENT_SIGNED,  "void",   DOCUMENT_VOID,    MAY_DOCUMENT_SIGN,  FLOW_ASK_REASON, 0, "作废", true },
        { DOCUMENT_SENT,    "void",   DOCUMENT_VOID,    MAY_DOCUMENT_SIGN,  FLOW_ASK_REASON, 0, "作废", true },
};
const struct flow document_flow = {
        .name = "document", .states = document_state_words, .n_states = DOCUMENT_STATES,
        .steps = steps, .n_steps = COUNT_OF(steps),
};

static str step_change(struct ctx *cx, const struct flow_step *s, str reason, str number)
{
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "before", '{');
        json_put_str(&j, "state", str_of(document_state_words[s->from]));
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_str(&j, "state", str_of(document_state_words[s->to]));
        if (reason.n)
                json_put_str(&j, "reason", reason);
        if (number.n)
                json_put_str(&j, "number", number);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

/* The post that signs: its 职务 or role, never a person's name. */
static str acting_post(struct ctx *cx)
{
        const struct visitor *v = cx->visitor;
        return !v ? S("") : document_text(post_words(cx, v->title, v->role_name, v->acting));
}

/* ---- number and files ------------------------------------------------------------------------------ */

/* Give it its number, in a transaction of its own, unless it has one. */
static const struct fail *give_number(struct ctx *cx, struct document *d)
{
        int year = day_year(cx->today);
        if (d->number)
                return NULL;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t n = document_number(cx, d->series, year);
        if (n)
                document_give(cx, d->id, d->version, year, n);
        audit_log(cx, "document.number", "document", d->id,
                  str_f(cx->arena, "{\"before\":{},\"after\":{\"number\":\"%.*s\"}}",
                        STR(gongwen_number(cx->arena, d->prefix, year, n))));
        search_follow(cx, "document", d->id);
        const struct fail *f = tx_commit(&tx);
        return f ? audit_conflict(cx, f, "document", d->id) : document_read(cx, d->id, d);
}

/* A name that says number and title, "示目绩办〔2024〕3号 关于….pdf". */
static str file_name(struct ctx *cx, const struct document *d, const char *as)
{
        str number = document_number_of(cx->arena, d);
        return attach_name(cx->arena, str_f(cx->arena, "%.*s%s%.*s.%s", STR(number), number.n ? " " : "",
                                            STR(bundle_word(cx->arena, d->title)), as));
}

static const struct fail *make_files(struct ctx *cx, struct document *d, struct document_ready *ret)
{
        static const char *const as[] = { "docx", "pdf" };
        struct doc *paper;
        d->sent = cx->today;
        if (!day_is(d->dated))
                d->dated = cx->today;
        const struct fail *f = document_paper(cx, d, &paper);
        for (int i = 0; !f && i < 2; i++) {
                str bytes;
                f = doc_write(cx, paper, str_of(as[i]), &bytes);
                if (!f)
                        ret->files[i] = attach_made(cx, file_name(cx, d, as[i]), as[i], bytes);
        }
        ret->id = d->id;
        ret->version = d->version;
        ret->number = document_number_of(cx->arena, d);
        return f;
}

/* A signed document to its number and files. */
static const struct fail *ready(struct ctx *cx, int64_t id, struct document_ready *ret)
{
        struct document d;
        const struct fail *f = document_read(cx, id, &d);
        if (!f)
                f = give_number(cx, &d);
        return f ? f : make_files(cx, &d, ret);
}

const struct fail *document_prepare(struct ctx *cx, const struct document_wish *w,
                                    struct document_ready *ret)
{
        int64_t id = 0;
        const struct fail *f = document_record(cx, w, DOCUMENT_SIGNED, acting_post(cx), cx->today, &id);
        return f ? f : ready(cx, id, ret);
}

/* Whoever reads documents of a unit that it goes to. */
static void tell_units(struct ctx *cx, const struct document *d, str number)
{
        struct document_to_units it;
        int64_t *units = NULL;
        int n = 0, cap = 0;
        document_to_units(&it, cx, d->id);
        while (document_to_units_next(&it))
                *VEC_ADD(cx->arena, units, n, cap) = it.unit;
        const struct fail *f = document_to_units_end(&it);
        if (f)
                tx_refuse(cx, f);
        for (int i = 0; !f && i < n; i++)
                message_send(cx, &(struct message){
                        .kind = "document.sent", .holders = MAY_DOCUMENT_VIEW, .unit = units[i], .readers = true,
                        .event = str_f(cx->arena, "document-%ld-sent", d->id), .but = cx->user,
                        .title = str_f(cx->arena, words_of(cx->lang, "收到公文 %.*s　%.*s"), STR(number),
                                       STR(d->title)),
                        .href = str_f(cx->arena, "/documents/%ld", d->id) });
}

void document_put(struct ctx *cx, const struct document_ready *r)
{
        struct document d;
        const struct flow_step s = { .from = DOCUMENT_SIGNED, .to = DOCUMENT_SENT };
        const struct fail *f = document_read(cx, r->id, &d);
        if (f) {
                tx_refuse(cx, f);
                return;
        }
        document_step(cx, r->id, r->version, s.from, s.to, document_text(d.signer),
                      day_is(d.dated) ? d.dated : cx->today, cx->today, S(""));
        attach_put(cx, document_attach.code, r->id, r->files, 2);
        document_move_add(cx, r->id, S("send"), s.to, r->number, cx->user, cx->now);
        tell_units(cx, &d, r->number);
        audit_log(cx, "document.send", "document", r->id, step_change(cx, &s, (str){ 0 }, r->number));
        search_follow(cx, "document", r->id);
}

/* ---- a step ------------------------------------------------------------------------------------------ */

const struct fail *document_move(struct ctx *cx, int64_t id, int64_t version, str event, str reason)
{
        const struct flow_step *s;
        struct document d;
        struct document_ready r = { 0 };
        const struct fail *f = document_find(cx, id, &d);
        reason = str_trim(reason);
        if (!f)
                f = flow_find(cx, &document_flow, (int)d.state, event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, d.unit, d.year);
        if (!f && d.version != version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "document", id);
        if (!f && (s->ask & FLOW_ASK_REASON) && !reason.n)
                f = fail_field(cx, S("reason"), "请写明原因");
        if (!f && s->to == DOCUMENT_SENT)
                f = ready(cx, id, &r);
        if (f)
                return f;
        cx->db->serializable = s->to == DOCUMENT_SENT;  /* attach_put counts the files */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (s->to == DOCUMENT_SENT) {
                document_put(cx, &r);
        } else {
                bool signs = s->to == DOCUMENT_SIGNED;
                bool back = s->to == DOCUMENT_DRAFT;
                str signer = signs ? acting_post(cx) : back ? S("") : document_text(d.signer);
                document_step(cx, id, version, s->from, s->to, signer,
                              signs ? cx->today : back ? DAY_NONE : d.dated, d.sent, document_text(reason));
                document_move_add(cx, id, str_of(s->event), s->to, document_text(reason), cx->user, cx->now);
                audit_log(cx, str_f(cx->arena, "document.%s", s->event).p, "document", id,
                          step_change(cx, s, reason, document_number_of(cx->arena, &d)));
                search_follow(cx, "document", id);
        }
        return audit_conflict(cx, tx_commit(&tx), "document", id);
}

/* ---- files --------------------------------------------------------------------------------------------- */

const struct fail *document_file(struct ctx *cx, const struct document *d, str as, str *ret_name,
                                 str *ret_type, str *ret_bytes)
{
        const struct attach_file *files;
        const struct doc_writer *w = doc_writer_find(as);
        struct doc *paper;
        int n = 0;
        if (!w || !(str_is(as, "docx") || str_is(as, "pdf")))
                return fail(cx, NOT_FOUND, "没有“%.*s”这种格式", STR(as));
        *ret_type = str_of(w->type);
        const struct fail *f = attach_list(cx, document_attach.code, d->id, &files, &n);
        for (int i = 0; !f && i < n; i++)
                if (str_is(as, files[i].type->code)) {
                        *ret_name = files[i].name;
                        return attach_bytes(cx, &files[i], ret_bytes);
                }
        if (!f)
                f = document_paper(cx, d, &paper);
        if (!f)
                f = doc_write(cx, paper, as, ret_bytes);
        *ret_name = file_name(cx, d, w->as);
        return f;
}

const struct fail *document_kept(struct ctx *cx, const char *source, int64_t record, str as,
                                 str *ret_name, str *ret_bytes)
{
        struct document d;
        str type;
        const struct fail *f = document_of(cx, source, record, &d);
        if (!f && (d.state != DOCUMENT_SENT || !(str_is(as, "docx") || str_is(as, "pdf"))))
                f = fail(cx, NOT_FOUND, "%s", "");
        return f ? f : document_file(cx, &d, as, ret_name, &type, ret_bytes);
}

static const struct fail *may_see(struct ctx *cx, int64_t record)
{
        struct document d;
        return document_find(cx, record, &d);
}

/* What went out is what went out. */
static const struct fail *may_change(struct ctx *cx, int64_t record)
{
        const struct fail *f = may_see(cx, record);
        return f ? f : fail(cx, DENIED, "公文发出时的文件不能增减");
}

const struct attach_kind document_attach = {
        .code = "document", .label = "公文", .path = "/documents/%ld", .most = 2,
        .may_see = may_see, .may_change = may_change,
};
