/* door/web/audit_watch.c - see audit_watch.h. */
#include "core/audit/verify.h"
#include "core/auth/auth.h"
#include "core/log/log.h"
#include "core/message/message.h"
#include "door/web/audit_watch.h"
#include <stdatomic.h>

enum { NEWEST = 2000, TOLD_MOST = 20 };

static _Atomic int64_t newest_seen, whole_seen;

int64_t audit_breaks_seen(void)
{
        int64_t a = atomic_load(&newest_seen), b = atomic_load(&whole_seen);
        return a > b ? a : b;
}

static const struct fail *tell(struct ctx *cx, const struct audit_report *r)
{
        const int64_t *people;
        int n_people, n = r->n_breaks < TOLD_MOST ? (int)r->n_breaks : TOLD_MOST;
        const struct fail *f = role_people(cx, ROLE_AUDITOR, &people, &n_people);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int i = 0; i < n; i++) {
                const struct audit_break *b = &r->breaks[i];
                bool head = b->fault == AUDIT_FAULT_HEAD;
                const char *what = head ? audit_head_words(r->head) : audit_fault_words(b->fault);
                log_event(LOG_ERROR, NULL, "audit break: %s (place %ld, row %ld)", what, b->seal, b->id);
                for (int k = 0; k < n_people; k++)
                        message_send(cx, &(struct message){
                                .kind = "audit.break",
                                .event = str_f(cx->arena, "audit-break-%d-%d-%ld-%ld", (int)b->fault, (int)r->head,
                                               b->seal, b->id),
                                .title = str_f(cx->arena, "审计链有断点：%s", what),
                                .body = S("不要再操作服务器，抄下“审计链”页的内容，报告单位负责人，与备份核对。"),
                                .href = S("/audit/chain"), .person = people[k] });
        }
        return tx_commit(&tx);
}

static const struct fail *look(struct ctx *cx, int64_t newest, _Atomic int64_t *seen)
{
        struct audit_report *r = NEW(cx->arena, struct audit_report);
        const struct fail *f = audit_verify(cx, newest, r);
        if (f)
                return f;
        atomic_store(seen, r->n_breaks);
        return r->n_breaks ? tell(cx, r) : NULL;
}

const struct fail *audit_watch_newest(struct ctx *cx) { return look(cx, NEWEST, &newest_seen); }

const struct fail *audit_watch_whole(struct ctx *cx) { return look(cx, 0, &whole_seen); }

/* ---- the first page ------------------------------------------------------------------------------ */

static const struct fail *breaks_list(struct ctx *cx, const struct wait_row *row, struct waits *ret)
{
        int64_t n = audit_breaks_seen();
        if (n)
                wait_put(cx, ret, &(struct wait){ .title = str_f(cx->arena, words_of(cx->lang, "%ld 处断点"), n),
                                                  .href = str_of(row->all), .due = DAY_NONE });
        return NULL;
}

const struct wait_row audit_waits[AUDIT_WAITS] = {
        { .code = "audit.break", .word = "审计链有断点", .act = "查看", .path = "/audit/chain", .all = "/audit/chain",
          .need = MAY_AUDIT_VIEW, .list = breaks_list },
};
