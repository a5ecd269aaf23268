/* domain/org/pages_batch.c - accounts of several people: stopped, opened again, given a link. Asks each
 * person as one alone would be asked. */
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "domain/org/link.h"
#include "domain/org/pages_batch.h"
#include "domain/org/org.h"
#include "domain/org/person.sql.h"

/* Who it is, and the account as it stands. */
static const struct fail *account_of(struct ctx *cx, struct batch_item *x,
                                     struct account_by_person *a)
{
        struct person_by_id who;
        const struct fail *f = person_by_id(cx, x->id, &who);
        if (!f)
                f = org_person_see(cx, x->id);
        if (f)
                return f;
        x->name = who.name;
        f = account_by_person(cx, x->id, a);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? fail(cx, INVALID, "没有账号") : f;
        if (!x->version)
                x->version = a->version;
        x->note = a->login;
        return NULL;
}

static const struct fail *may_disable(struct ctx *cx, struct batch_item *x)
{
        struct account_by_person a;
        const struct fail *f = account_of(cx, x, &a);
        if (!f && x->id == cx->user)
                f = fail(cx, DENIED, "不能停用自己的账号");
        if (!f && a.disabled)
                f = fail(cx, INVALID, "账号已停用");
        return f ? f : account_office_last(cx, x->id);
}

static void put_disable(struct ctx *cx, struct batch_item *x) { account_disable_put(cx, x->id, x->version, true); }

static const struct fail *may_enable(struct ctx *cx, struct batch_item *x)
{
        struct account_by_person a;
        const struct fail *f = account_of(cx, x, &a);
        return !f && !a.disabled ? fail(cx, INVALID, "账号没有停用") : f;
}

static void put_enable(struct ctx *cx, struct batch_item *x) { account_disable_put(cx, x->id, x->version, false); }

static const struct fail *may_link(struct ctx *cx, struct batch_item *x)
{
        struct account_by_person a;
        const struct fail *f = account_of(cx, x, &a);
        return f ? f : link_may(cx, x->id);
}

/* The address is shown on the answer and nowhere else. */
static void put_link(struct ctx *cx, struct batch_item *x)
{
        x->result = str_f(cx->arena, "/set-up/%.*s", STR(org_link_put(cx, x->id)));
}

const struct batch_row org_batches[ORG_BATCHES] = {
        { .list = "/people", .event = "link", .word = "发一次性链接", .need = MAY_ACCOUNT_EDIT,
          .follows = "还没有口令的账号每人一个链接，24 小时内打开并设定口令；以前发的链接作废。", .done = "已发 %d 个链接",
          .may = may_link, .put = put_link },
        { .list = "/people", .event = "enable", .word = "启用账号", .need = MAY_ACCOUNT_EDIT,
          .follows = "启用以后，这些账号可以再登录。", .done = "已启用 %d 个账号",
          .may = may_enable, .put = put_enable },
        { .list = "/access/stale", .event = "disable", .word = "停用账号", .need = MAY_ACCOUNT_EDIT, .danger = true,
          .follows = "停用以后，这些账号马上退出并且不能再登录，可以在人员页重新启用。", .done = "已停用 %d 个账号",
          .may = may_disable, .put = put_disable },
        { .list = "/people", .event = "disable", .word = "停用账号", .need = MAY_ACCOUNT_EDIT, .danger = true,
          .follows = "停用以后，这些账号马上退出并且不能再登录。", .done = "已停用 %d 个账号",
          .may = may_disable, .put = put_disable },
};
