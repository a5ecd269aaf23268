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

static const struct list_column columns[] = {
        { .label = "岗位",   .kind = CELL_TITLE },
        { .label = "单位",   .kind = CELL_TEXT },
        { .label = "本人",   .kind = CELL_TEXT },
        { .label = "代理人", .kind = CELL_TEXT },
        { .label = "自",     .kind = CELL_DAY },
        { .label = "至",     .kind = CELL_DAY },
        { .label = "事由",   .kind = CELL_TEXT, .fold = 3 },
        { .label = "状态",   .kind = CELL_LAMP },
};

static void put_rows(struct ctx *cx, struct list *l, const struct delegation *list, int n)
{
        for (int i = 0; i < n; i++) {
                struct delegation_row x = delegation_row(cx, &list[i]);
                struct list_cell *c = list_next(cx, l, x.id);
                if (!c)
                        return;
                list_key(l, list[i].unit);
                c[0] = (struct list_cell){ .text = x.post, .href = str_f(cx->arena, "/delegations/%ld", x.id) };
                c[1] = (struct list_cell){ .text = x.unit };
                c[2] = (struct list_cell){ .text = x.holder };
                c[3] = (struct list_cell){ .text = x.deputy };
                c[4] = (struct list_cell){ .d = x.since };
                c[5] = (struct list_cell){ .d = x.until };
                c[6] = (struct list_cell){ .text = list[i].reason, .none = !list[i].reason.n };
                c[7] = (struct list_cell){ .word = x.state, .lamp = x.lamp };
        }
}

/* Who decides has two lists in one: what waits for them, and what concerns themselves. */
static void put_views(struct ctx *cx, struct delegations_page *p, bool waiting, int n_waiting,
                      int n_mine)
{
        struct list_view *v = NEW_ARRAY(cx->arena, struct list_view, 2);
        v[0] = (struct list_view){ .href = S("/delegations?view=waiting"), .word = "等我批准", .count = n_waiting,
                                   .lamp = n_waiting ? "yellow" : "grey", .here = waiting };
        v[1] = (struct list_view){ .href = S("/delegations?view=mine"), .word = "与我有关的代理", .count = n_mine,
                                   .here = !waiting };
        p->list.views = v;
        p->list.n_views = 2;
}

const struct fail *delegations_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct delegations_page *p = NEW(cx->arena, struct delegations_page);
        struct form form = form_of(cx, rq);
        str view = form_text(&form, "view", 0, 10);
        struct org_post *posts = NEW_ARRAY(cx->arena, struct org_post, MOST_POSTS);
        const struct delegation *theirs = NULL, *mine = NULL;
        int n_theirs = 0, n_mine = 0;
        const struct fail *f = form_end(&form);
        if (!f)
                f = delegations_waiting(cx, &theirs, &n_theirs);
        if (!f)
                f = delegations_of_person(cx, cx->user, &mine, &n_mine);
        if (f)
                return f;
        p->page = page_of(cx, rq, "代理");
        bool waiting = auth_may(cx, MAY_POST_DELEGATE) && (view.n ? str_is(view, "waiting") : n_theirs > 0);
        struct posts_of it;
        posts_of(&it, cx, cx->user, cx->today);
        while (posts_of_next(&it))
                if (p->n_posts < MOST_POSTS && !it.has_acts_for)
                        posts[p->n_posts++] = (struct org_post){
                                .id = it.id, .since = it.since, .unit = it.unit_name,
                                .role = post_words(cx, it.title, it.role_name, false) };
        f = posts_of_end(&it);
        for (int i = 0; i < p->n_posts && !f; i++)
                f = delegation_someone(cx, posts[i].id, &posts[i].may_ask);
        if (f)
                return f;
        p->posts = posts;
        struct list_filter *filter = NEW_ARRAY(cx->arena, struct list_filter, 1);
        filter[0] = (struct list_filter){ .kind = FILTER_HIDDEN, .name = "view",
                                          .value = view };
        p->list = (struct list){ .page = &p->page, .path = "/delegations", .caption = "代理", .columns = columns,
                .n_columns = COUNT_OF(columns), .filters = filter, .n_filters = 1, .total = -1, .whole = true,
                .of = LIST_OF_UNITS, .own = "新的在前", .find = "岗位、单位或人", .empty = "没有代理记录",
                .empty_help = waiting ? "现在没有等您批准的申请。" : "请人代理，从上面的岗位开始。" };
        if (auth_may(cx, MAY_POST_DELEGATE))
                put_views(cx, p, waiting, n_theirs, n_mine);
        f = list_open(cx, rq, &p->list);
        if (f)
                return f;
        put_rows(cx, &p->list, waiting ? theirs : mine, waiting ? n_theirs : n_mine);
        list_end(cx, &p->list);
        delegations_page(&re->body, p);
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
        day since;
        f = delegation_taken_words(cx, post, &since, &p.note);
        if (!f)
                f = deputy_choices(cx, &po, &drawn[0]);
        if (f)
                return f;
        drawn[1].value = day_str(cx->arena, since);
        f = delegation_post_open(cx, &po);
        p.closed = f || (!form && drawn[0].n_choices == 1);     /* the first asks to choose */
        if (p.closed && !why)
                p.note = f ? f->say : str_of(words_of(cx->lang, "没有可以代理这个岗位的人员"));
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
