/* domain/org/pages_delegation.c - asking for a deputy, deciding, ending. */
#include "core/auth/account.sql.h"
#include "domain/org/delegation.html.h"
#include "domain/org/delegation.sql.h"
#include "domain/org/pages_delegation.h"

enum { MOST_POSTS = 50 };

struct delegation_row delegation_row(struct ctx *cx, const struct delegation *d)
{
        const char *lamp = "grey";
        if (d->state == DELEGATION_ASKED && d->until.n >= cx->today.n)
                lamp = "yellow";
        else if (d->state == DELEGATION_GRANTED && d->ends.n >= cx->today.n)
                lamp = d->since.n > cx->today.n ? "grey" : "green";
        return (struct delegation_row){
                .id = d->id, .post = post_words(cx, d->title, d->role_name, false),
                .unit = d->unit_name, .holder = d->holder_name, .deputy = d->deputy_name,
                .since = d->since, .until = d->until, .state = delegation_words(cx, d),
                .lamp = lamp,
        };
}

static const struct delegation_row *rows_of(struct ctx *cx, const struct delegation *list, int n)
{
        struct delegation_row *rows = NEW_ARRAY(cx->arena, struct delegation_row, (size_t)n + 1);
        for (int i = 0; i < n; i++)
                rows[i] = delegation_row(cx, &list[i]);
        return rows;
}

const struct fail *delegations_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct delegations_page p = { .page = page_of(cx, rq, "代理"),
                                      .decides = auth_may(cx, MAY_POST_DELEGATE) };
        struct org_post *posts = NEW_ARRAY(cx->arena, struct org_post, MOST_POSTS);
        const struct delegation *waiting = NULL, *mine;
        const struct fail *f = delegations_waiting(cx, &waiting, &p.n_waiting);
        if (!f)
                f = delegations_of_person(cx, cx->user, &mine, &p.n_mine);
        if (f)
                return f;
        struct posts_of it;
        posts_of(&it, cx, cx->user, cx->today);
        while (posts_of_next(&it))
                if (p.n_posts < MOST_POSTS && !it.has_acts_for)
                        posts[p.n_posts++] = (struct org_post){
                                .id = it.id, .since = it.since, .unit = it.unit_name,
                                .role = post_words(cx, it.title, it.role_name, false) };
        f = posts_of_end(&it);
        if (f)
                return f;
        p.posts = posts;
        p.waiting = rows_of(cx, waiting, p.n_waiting);
        p.mine = rows_of(cx, mine, p.n_mine);
        delegations_page(&re->body, &p);
        return NULL;
}

/* ---- asking --------------------------------------------------------------------------- */

static const struct form_field fields[] = {
        { .name = "deputy", .label = "代理人", .hint = "本部门在岗的人员" },
        { .name = "since",  .label = "自", .type = "date" },
        { .name = "until",  .label = "至（含当日）", .type = "date" },
        { .name = "reason", .label = "事由", .max = 200, .hint = "例：外出学习" },
        { .name = "document", .label = "依据的文件", .max = 200, .optional = true,
          .hint = "替别人办理时必填" },
};

static const struct fail *deputy_choices(struct ctx *cx, const struct post_whole *po,
                                         struct form_field *field)
{
        struct form_choice *list = NULL;
        int n = 0, cap = 0;
        *VEC_ADD(cx->arena, list, n, cap) = (struct form_choice){ S(""), "请选择", { 0 } };
        const struct fail *f;
        if (po->role_kind == ROLE_BUSINESS) {
                struct deputies it;
                deputies(&it, cx, delegation_circle(cx, po->path), cx->today, po->person);
                while (deputies_next(&it))
                        *VEC_ADD(cx->arena, list, n, cap) = (struct form_choice){
                                .value = str_f(cx->arena, "%ld", it.id),
                                .name = str_f(cx->arena, "%.*s（%.*s %.*s）", STR(it.name),
                                              STR(it.unit_name),
                                              STR(post_words(cx, it.title, it.role_name, false))) };
                f = deputies_end(&it);
        } else {
                struct deputies_free it;
                field->hint = "没有任何岗位的人员：三个管理员不能兼任";
                deputies_free(&it, cx, cx->today);
                while (deputies_free_next(&it))
                        *VEC_ADD(cx->arena, list, n, cap) = (struct form_choice){
                                .value = str_f(cx->arena, "%ld", it.id), .name = it.name };
                f = deputies_free_end(&it);
        }
        field->choices = list;
        field->n_choices = n;
        return f;
}

static const struct fail *show_new(struct ctx *cx, const struct request *rq, struct reply *re,
                                   int64_t post, const struct form *form, const struct fail *why)
{
        struct post_whole po;
        struct form_field *drawn = NEW_ARRAY(cx->arena, struct form_field, COUNT_OF(fields) + 1);
        const struct fail *f = delegation_may_ask(cx, post);
        if (!f)
                f = post_whole(cx, post, &po);
        if (f)
                return f;
        struct org_form_page p = {
                .page = page_of(cx, rq, "请人代理"), .action = S("/delegations"),
                .back = S("/delegations"), .button = "提交申请", .post = post,
                .help = "由单位负责人批准后生效；期限一到自动结束。",
                .lead = str_f(cx->arena, "%.*s · %.*s · %.*s", STR(po.unit_name),
                              STR(post_words(cx, po.title, po.role_name, false)), STR(po.name)),
                .fields = drawn, .n_fields = COUNT_OF(fields),
                .faults = { .form = form, .fail = why, .fields = drawn,
                            .n_fields = COUNT_OF(fields) },
        };
        for (size_t i = 0; i < COUNT_OF(fields); i++)
                drawn[i] = fields[i];
        drawn[1].value = day_str(cx->arena, cx->today);
        f = deputy_choices(cx, &po, &drawn[0]);
        if (f)
                return f;
        for (size_t i = 0; i < COUNT_OF(fields) && form; i++)
                drawn[i] = form_field_of(drawn[i], form, why);
        page_crumb(&p.page, S("/delegations"), "代理", (str){ 0 });
        page_crumb(&p.page, (str){ 0 }, "请人代理", (str){ 0 });
        p.page.here = "/delegations";
        if (why)
                re->status = fail_http(why->kind);
        org_form_page(&re->body, &p);
        return NULL;
}

const struct fail *delegation_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t post = form_int(&form, "post", 1, INT64_MAX);
        const struct fail *f = form_end(&form);
        return f ? f : show_new(cx, rq, re, post, NULL, NULL);
}

const struct fail *delegation_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct delegation_wish w = {
                .post     = form_int(&form, "post", 1, INT64_MAX),
                .deputy   = form_int(&form, "deputy", 1, INT64_MAX),
                .since    = form_day(&form, "since"),
                .until    = form_day(&form, "until"),
                .reason   = form_text(&form, "reason", 1, 200),
                .document = form_text(&form, "document", 0, 200),
        };
        int64_t id;
        const struct fail *f = form_end(&form);
        if (!f)
                f = delegation_ask(cx, &w, &id);
        if (f && f->kind == FAIL_INVALID && w.post > 0)
                return show_new(cx, rq, re, w.post, &form, f);
        if (f)
                return f;
        reply_note(re, cx, "申请已提交，等单位负责人批准");
        return reply_see(re, cx, "/delegations/%ld", id);
}

/* ---- one ------------------------------------------------------------------------------ */

static const struct fail *show(struct ctx *cx, const struct request *rq, struct reply *re,
                               str answer, const struct fail *why)
{
        struct delegation_page p = { .page = page_of(cx, rq, "代理"), .fail = why,
                                     .answer = answer };
        const struct fail *f = delegation_see(cx, rq->ids[0], &p.d);
        if (f)
                return f;
        p.row = delegation_row(cx, &p.d);
        p.may = delegation_may(cx, &p.d);
        p.asked_at = instant_str(cx->arena, p.d.asked_at);
        p.decided_at = instant_str(cx->arena, p.d.decided_at);
        page_crumb(&p.page, S("/delegations"), "代理", (str){ 0 });
        page_crumb(&p.page, (str){ 0 }, NULL, p.row.post);
        p.page.here = "/delegations";
        if (why)
                re->status = fail_http(why->kind);
        delegation_page(&re->body, &p);
        return NULL;
}

const struct fail *delegation_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return show(cx, rq, re, S(""), NULL);
}

const struct fail *delegation_decision_post(struct ctx *cx, const struct request *rq,
                                            struct reply *re)
{
        static const char *const events[] = { "grant", "refuse" };
        struct form form = form_of(cx, rq);
        int event = form_choice(&form, "event", events, COUNT_OF(events));
        str answer = form_text(&form, "answer", 0, 200);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        struct delegation d;
        const struct fail *f = delegation_see(cx, rq->ids[0], &d);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = delegation_decide(cx, d.id, version, event == 0, answer);
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
                return show(cx, rq, re, form_raw(&form, "answer"), f);
        if (f)
                return f;
        if (event)
                reply_note(re, cx, "已答复不批准");
        else
                reply_note(re, cx, "代理已批准");
        return reply_see(re, cx, "/delegations/%ld", d.id);
}

/* The door of those who asked, hold or act: taking back, ending early. */
const struct fail *delegation_move_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const char *const events[] = { "withdraw", "recall" };
        struct form form = form_of(cx, rq);
        int event = form_choice(&form, "event", events, COUNT_OF(events));
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        struct delegation d;
        const struct fail *f = delegation_see(cx, rq->ids[0], &d);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = delegation_stop(cx, d.id, version);
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
                return show(cx, rq, re, S(""), f);
        if (f)
                return f;
        if (event)
                reply_note(re, cx, "代理已提前结束");
        else
                reply_note(re, cx, "申请已撤回");
        return reply_see(re, cx, "/delegations/%ld", d.id);
}
