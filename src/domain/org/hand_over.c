/* domain/org/hand_over.c - handing open work over, and the list of it. */
#include "core/message/message.h"
#include "core/audit/audit.h"
#include "core/crypto/hash.h"
#include "domain/org/absence.h"
#include "domain/org/delegation.h"
#include "domain/org/delegation.sql.h"
#include "domain/org/hand_over.h"
#include "domain/org/hand_over.sql.h"

const struct fail *org_works(struct ctx *cx, const struct work_kind *const *kinds, int n_kinds,
                             int64_t person, const struct org_work **ret, int *ret_n,
                             int64_t *ret_seen)
{
        struct buf b = buf_new(cx->arena, 1 << 20);
        struct org_work *list = NULL;
        int n = 0, cap = 0;
        for (int k = 0; k < n_kinds; k++) {
                const struct work *works;
                int m = 0;
                const struct fail *f = kinds[k]->list(cx, person, &works, &m);
                if (f)
                        return f;
                for (int i = 0; i < m; i++) {
                        *VEC_ADD(cx->arena, list, n, cap) = (struct org_work){ kinds[k], works[i] };
                        buf_f(&b, "%s %ld\n", kinds[k]->code, works[i].record);
                }
        }
        struct digest seen = hash(HASH_SHA256, buf_str(&b));
        *ret = list;
        *ret_n = n;
        int64_t mark = 0;
        for (int i = 0; i < 7; i++)
                mark = mark * 256 + seen.b[i];
        *ret_seen = mark;
        return NULL;
}

static const struct fail *successor_fits(struct ctx *cx, const struct hand_over_wish *w)
{
        struct successors it;
        bool found = false;
        successors(&it, cx, w->person, cx->today);
        while (successors_next(&it))
                found |= it.id == w->to;
        const struct fail *f = successors_end(&it);
        if (!f && !found)
                f = fail_field(cx, S("to"), "接手人须是同一部门在岗的人员");
        return f;
}

/* The rows of all domains by one rule; what is special to one is its give(). */
static const struct fail *give_one(struct ctx *cx, const struct org_work *x, int64_t person,
                                   int64_t to, str *ret_outcome)
{
        const struct work_kind *k = x->kind;
        struct person_changes able = { 1 };
        const struct fail *f = !k->need ? NULL
                : person_changes(cx, to, x->work.at, cx->today, str_of(perm_info[k->need].name), SCOPE_OWN,
                                 SCOPE_SUBTREE, SCOPE_GROUP, SCOPE_ALL, &able);
        if (!f && !able.n)
                f = fail(cx, INVALID, "%s", words_of(cx->lang, k->refuse));
        if (!f && k->give)
                f = k->give(cx, &x->work, person, to, ret_outcome);
        if (!f && k->need)
                audit_log(cx, k->event, k->entity, x->work.record,
                          str_f(cx->arena, "{\"person\":%ld,\"successor\":%ld}", person, to));
        if (!f && !ret_outcome->n)
                *ret_outcome = str_of(words_of(cx->lang, k->outcome));
        return f;
}

static const struct fail *give_all(struct ctx *cx, const struct hand_over_wish *w,
                                   const struct org_work *works, int n, int64_t *ret_id)
{
        int64_t id = hand_over_add(cx, w->person, w->to, cx->today,
                                   w->document.n ? w->document : (str){ 0 }, cx->user, cx->now);
        for (int i = 0; i < n; i++) {
                str outcome = { 0 };
                const struct fail *f = give_one(cx, &works[i], w->person, w->to, &outcome);
                if (f)
                        return f->kind != FAIL_INVALID ? f
                                : fail_field(cx, S("to"), "“%.*s”不能交接：%.*s，一件也没有交接",
                                             STR(works[i].work.title), STR(f->say));
                hand_over_item_add(cx, id, i + 1, str_of(works[i].kind->code),
                                   str_of(works[i].kind->label), works[i].work.record,
                                   works[i].work.title, outcome);
        }
        *ret_id = id;
        return NULL;
}

const struct fail *org_hand_over(struct ctx *cx, const struct work_kind *const *kinds, int n_kinds,
                                 const struct hand_over_wish *w, int64_t *ret_id)
{
        const struct org_work *works;
        int n;
        int64_t id = 0, seen;
        const struct fail *f = absence_may(cx, w->person);
        if (!f)
                f = successor_fits(cx, w);
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = org_works(cx, kinds, n_kinds, w->person, &works, &n, &seen);
        if (!f && seen != w->seen)
                f = fail(cx, CONFLICT, "您打开以后，未办结的事项有变化，请核对后再交接");
        if (!f && !n)
                f = fail(cx, INVALID, "没有需要交接的事项");
        if (!f)
                f = give_all(cx, w, works, n, &id);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        audit_log(cx, "person.hand-over", "person", w->person,
                  str_f(cx->arena, "{\"hand_over\":%ld,\"successor\":%ld,\"n\":%d}", id, w->to, n));
        message_send(cx, &(struct message){
                .kind = "work.hand-over", .event = str_f(cx->arena, "hand-over-%ld", id),
                .title = str_f(cx->arena, "有 %d 件工作交接给您", n), .person = w->to,
                .href = str_f(cx->arena, "/people/%ld/hand-overs/%ld", w->person, id),
                .but = cx->user });
        f = tx_commit(&tx);
        if (!f)
                *ret_id = id;
        return f;
}

/* ---- the list ---------------------------------------------------------------------------- */

const struct fail *hand_over_doc(struct ctx *cx, int64_t id, int64_t *ret_person, struct doc **ret)
{
        struct hand_over_by_id h;
        const struct fail *f = hand_over_by_id(cx, id, &h);
        if (f)
                return f;
        struct doc *d = doc_new(cx->arena, S("工作交接清单"));          /* document text */
        d->made_at = h.at;
        doc_title(d, S("工作交接清单"));                                /* document text */
        doc_para_of(d, str_f(cx->arena, "移交人：%.*s", STR(h.person_name)));        /* document text */
        doc_para_of(d, str_f(cx->arena, "接手人：%.*s", STR(h.successor_name)));     /* document text */
        doc_para_of(d, str_f(cx->arena, "交接日期：%.*s",                            /* document text */
                             STR(day_zh(cx->arena, h.on_day))));
        if (h.document.n)
                doc_para_of(d, str_f(cx->arena, "依据：%.*s", STR(h.document)));  /* document text */
        struct doc_table *t = doc_table(d, (str){ 0 }, (str){ 0 }, 4);
        static const char *const heads[] = { "序号", "类别", "事项", "交接情况" };  /* document text */
        static const int widths[] = { 1, 3, 6, 6 };
        for (int i = 0; i < 4; i++) {
                t->columns[i].head = str_of(heads[i]);
                t->columns[i].width = widths[i];
        }
        struct hand_over_items it;
        hand_over_items(&it, cx, id);
        while (hand_over_items_next(&it)) {
                struct doc_row *r = doc_row(d, t);
                doc_cell_text(d, r, 0, str_f(cx->arena, "%ld", it.no));
                doc_cell_text(d, r, 1, it.label);
                doc_cell_text(d, r, 2, it.title);
                doc_cell_text(d, r, 3, it.outcome);
        }
        f = hand_over_items_end(&it);
        if (f)
                return f;
        doc_signature(d, S("移交人（签字）：＿＿＿＿＿＿"));                    /* document text */
        doc_signature(d, S("接手人（签字）：＿＿＿＿＿＿"));                    /* document text */
        doc_signature(d, S("监交人（签字）：＿＿＿＿＿＿"));                    /* document text */
        *ret = d;
        *ret_person = h.person;
        return NULL;
}

/* ---- this domain's own open work ------------------------------------------------------------ */

static const struct fail *delegation_works(struct ctx *cx, int64_t person, bool acting,
                                           const struct work **ret, int *ret_n)
{
        const struct delegation *all;
        struct work *list = NULL;
        int n = 0, m, cap = 0;
        const struct fail *f = delegations_of_person(cx, person, &all, &m);
        for (int i = 0; i < m && !f; i++) {
                const struct delegation *d = &all[i];
                bool mine = acting ? d->state == DELEGATION_GRANTED && d->deputy == person &&
                                     d->ends.n >= cx->today.n
                                   : d->state == DELEGATION_ASKED && d->asked_by == person &&
                                     d->holder != person;
                if (mine)
                        *VEC_ADD(cx->arena, list, n, cap) = (struct work){
                                .record = d->id, .unit = d->unit_name, .due = d->ends,
                                .href = str_f(cx->arena, "/delegations/%ld", d->id),
                                .title = str_f(cx->arena, "%.*s：%.*s", STR(d->unit_name),
                                               STR(d->title.n ? d->title : d->role_name)) };
        }
        *ret = list;
        *ret_n = n;
        return f;
}

static const struct fail *acting_list(struct ctx *cx, int64_t person, const struct work **ret,
                                      int *ret_n)
{
        return delegation_works(cx, person, true, ret, ret_n);
}

static const struct fail *delegation_of_work(struct ctx *cx, int64_t person, int64_t id,
                                             struct delegation *ret)
{
        const struct delegation *all;
        int n;
        const struct fail *f = delegations_of_person(cx, person, &all, &n);
        for (int i = 0; i < n && !f; i++)
                if (all[i].id == id) {
                        *ret = all[i];
                        return NULL;
                }
        return f ? f : fail(cx, NOT_FOUND, "%s", "");
}

/* Standing in ends; that the successor stands in instead is asked for and decided as always. */
static const struct fail *acting_give(struct ctx *cx, const struct work *w, int64_t person,
                                      int64_t to, str *ret_outcome)
{
        struct delegation d;
        const struct fail *f = delegation_of_work(cx, person, w->record, &d);
        if (f)
                return f;
        bool back = to == d.holder;
        if (back)
                delegation_drop(cx, &d);
        else
                f = delegation_pass(cx, &d, to);
        *ret_outcome = str_of(back ? "代理已结束" : "代理已结束；已提出由接手人代理的申请，待批准");
        return f;
}

static const struct fail *asked_list(struct ctx *cx, int64_t person, const struct work **ret,
                                     int *ret_n)
{
        return delegation_works(cx, person, false, ret, ret_n);
}

static const struct fail *asked_give(struct ctx *cx, const struct work *w, int64_t person,
                                     int64_t to, str *ret_outcome)
{
        delegations_ask_by(cx, w->record, to);
        audit_log(cx, "post.ask", "delegation", w->record,
                  str_f(cx->arena, "{\"before\":{\"asked_by\":%ld},\"after\":{\"asked_by\":%ld}}",
                        person, to));
        *ret_outcome = S("改由接手人跟办");
        return NULL;
}

const struct work_kind org_work_kinds[2] = {
        { "org.acting", "代理的岗位", acting_list, acting_give, 0, NULL, NULL, NULL, NULL },
        { "org.request", "代为提出、待批准的代理申请", asked_list, asked_give, 0, NULL, NULL, NULL, NULL },
};
