/* domain/org/link.c - see link.h. */
#include "core/auth/account.sql.h"
#include "core/message/message.h"
#include "domain/org/link.h"

/* In one event for each link: the key's hash is not told, so the instant has to do. */
static void tell(struct ctx *cx, int64_t person, const struct account_by_person *a, int64_t to)
{
        struct account_by_person maker;
        bool known = cx->user && !account_by_person(cx, cx->user, &maker);
        str by = known ? maker.name : str_of(words_of(cx->lang, "服务器控制台"));
        message_send(cx, &(struct message){
                .kind = "account.link", .event = str_f(cx->arena, "link-%ld-%ld", person, cx->now),
                .title = str_f(cx->arena, "%.*s给账号 %.*s 发了设定口令的一次性链接", STR(by), STR(a->login)),
                .body = S("用过这个链接，账号的口令就换了，原来的登录都会结束。不是本人要的，请马上告诉安全管理员和审计管理员。"),
                .person = to });
}

str org_link_put(struct ctx *cx, int64_t person)
{
        struct account_by_person a;
        enum role_kind office = ROLE_BUSINESS;
        const int64_t *people = NULL;
        int n = 0;
        str key = link_put(cx, person);
        if (cx->db->broken)
                return key;
        const struct fail *f = account_by_person(cx, person, &a);
        if (!f)
                f = role_office_of(cx, person, &office);
        if (!f && office != ROLE_BUSINESS)
                f = role_people(cx, ROLE_AUDITOR, &people, &n);
        if (f) {
                tx_refuse(cx, f);
                return key;
        }
        if (a.password.n)
                tell(cx, person, &a, person);
        for (int i = 0; i < n; i++)
                if (people[i] != person || !a.password.n)
                        tell(cx, person, &a, people[i]);
        return key;
}

const struct fail *org_link_make(struct ctx *cx, int64_t person, str *ret_key)
{
        const struct fail *f = link_may(cx, person);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        str key = org_link_put(cx, person);
        f = tx_commit(&tx);
        if (!f)
                *ret_key = key;
        return f;
}
