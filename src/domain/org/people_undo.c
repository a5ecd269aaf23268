/* domain/org/people_undo.c - see people_undo.h. */
#include "core/audit/audit.h"
#include "core/auth/account.h"
#include "core/auth/session.h"
#include "core/search/search.h"
#include "domain/org/absence.sql.h"
#include "domain/org/people_undo.h"

/* What rests on a person or a post: person_uses(), post_uses(). */
static const char *const use_words[] = {
        [1] = "岗位", [2] = "登录或口令", [3] = "操作记录", [4] = "代理、请假或交接", [5] = "收到的消息",
        [6] = "其他业务记录",
};

/* One written row, from what was kept. */
struct written {
        int64_t            row, id, version, account;
        const struct json *was;
        str                name;
        int64_t            person;      /* of a post */
};
struct written_list { struct written *of; int n, cap; };

/* ---- keeping ------------------------------------------------------------------------------- */

void people_kept_begin(struct ctx *cx, struct people_kept *kept)
{
        kept->o = buf_new(cx->arena, 8 << 20);
        kept->json = json_out(&kept->o, false);
        json_open(&kept->json, NULL, '[');
}

str people_kept_end(struct people_kept *kept)
{
        json_close(&kept->json, ']');
        return kept->o.broken ? S("") : buf_str(&kept->o);
}

static void keep(struct people_kept *kept, int64_t row, int64_t id, int64_t version)
{
        json_open(&kept->json, NULL, '{');
        json_put_int(&kept->json, "row", row);
        json_put_int(&kept->json, "id", id);
        json_put_int(&kept->json, "version", version);
}

const struct fail *person_keep(struct ctx *cx, struct people_kept *kept, int64_t row,
                               int64_t person, const struct person_by_login *was)
{
        struct person_kept now;
        const struct fail *f = person_kept(cx, person, &now);
        if (f)
                return f;
        keep(kept, row, person, now.version);
        json_put_int(&kept->json, "account", now.account);
        if (was) {
                json_open(&kept->json, "was", '{');
                json_put_str(&kept->json, "name", was->name);
                json_put_str(&kept->json, "staff", was->staff_no);
                json_put_int(&kept->json, "sort", was->sort);
                json_close(&kept->json, '}');
        }
        json_close(&kept->json, '}');
        return NULL;
}

const struct fail *post_keep(struct ctx *cx, struct people_kept *kept, int64_t row, int64_t post,
                             const struct post_held *was)
{
        struct post_kept now;
        const struct fail *f = post_kept(cx, post, &now);
        if (f)
                return f;
        keep(kept, row, post, now.version);
        if (was) {
                json_open(&kept->json, "was", '{');
                json_put_str(&kept->json, "title", was->title);
                json_close(&kept->json, '}');
        }
        json_close(&kept->json, '}');
        return NULL;
}

static const struct fail *written_read(struct ctx *cx, const struct import_undo *u,
                                       struct written_list *ret)
{
        const struct json *rows = NULL;
        if (!u->kept.n || json_parse(cx, u->kept, &rows))
                return fail(cx, CONFLICT, "写入前的内容没有留底，不能整批撤销");
        *ret = (struct written_list){ 0 };
        for (const struct json *i = rows->item; i; i = i->next)
                *VEC_ADD(cx->arena, ret->of, ret->n, ret->cap) = (struct written){
                        .row = json_int(i, "row", 0), .id = json_int(i, "id", 0),
                        .version = json_int(i, "version", 0), .account = json_int(i, "account", 0),
                        .was = json_at(i, "was"),
                };
        return NULL;
}

/* ---- what stands against it ------------------------------------------------------------------- */

static void since(struct ctx *cx, struct import_undo *u, const struct written *w, str why)
{
        *VEC_ADD(cx->arena, u->since, u->n_since, u->cap_since) =
                (struct import_since){ str_f(cx->arena, words_of(cx->lang, "第 %ld 行“%.*s”：%.*s"),
                                             w->row, STR(w->name), STR(why)) };
}

static void changed(struct ctx *cx, struct import_undo *u, const struct written *w)
{
        since(cx, u, w, str_of(words_of(cx->lang, "写入以后又改过")));
}

static void used(struct ctx *cx, struct import_undo *u, const struct written_list *list, int64_t id,
                 int64_t what)
{
        for (int i = 0; i < list->n; i++)
                if (list->of[i].id == id && !list->of[i].was)
                        since(cx, u, &list->of[i], str_f(cx->arena, words_of(cx->lang, "已经有%s"),
                                                         words_of(cx->lang, use_words[what])));
}

/* A number that goes back to its person must not have become another's. */
static const struct fail *staff_free(struct ctx *cx, struct import_undo *u, const struct written *w)
{
        struct person_by_staff_no other;
        str staff = w->was ? json_str(w->was, "staff") : (str){ 0 };
        const struct fail *f = staff.n ? person_by_staff_no(cx, staff, &other) : NULL;
        if (f || !staff.n)
                return f && f->kind == FAIL_NOT_FOUND ? NULL : f;
        if (other.person != w->id)
                since(cx, u, w, str_f(cx->arena, words_of(cx->lang, "这个工号已经是“%.*s”的"),
                                      STR(other.name)));
        return NULL;
}

static const struct fail *person_same(struct ctx *cx, struct import_undo *u, struct written *w)
{
        struct person_kept now;
        const struct fail *f = person_kept(cx, w->id, &now);
        if (f)
                return f;       /* nobody else takes people away */
        w->name = now.name;
        /* The account is the person's own: of one who was here before, it is no part of the file. */
        if (now.version != w->version || (!w->was && now.account != w->account))
                changed(cx, u, w);
        return staff_free(cx, u, w);
}

/* ---- people -------------------------------------------------------------------------------------- */

static void person_back(struct ctx *cx, const struct written *w)
{
        if (w->was) {
                str staff = json_str(w->was, "staff");
                person_set(cx, w->id, json_str(w->was, "name"), staff.n ? staff : (str){ 0 },
                           json_int(w->was, "sort", 0));
                search_follow(cx, "person", w->id);
                audit_log(cx, "person.undo", "person", w->id,
                          str_f(cx->arena, "%.*s → %.*s", STR(w->name), STR(json_str(w->was, "name"))));
                return;
        }
        search_drop(cx, "person", w->id);
        audit_log(cx, "person.remove", "person", w->id, w->name);
        person_links_remove(cx, w->id);
        account_remove(cx, w->id);
        person_remove(cx, w->id);
}

const struct fail *people_undo(struct ctx *cx, struct import *im, struct import_undo *u)
{
        struct written_list list;
        int n_new = 0;
        (void)im;
        const struct fail *f = written_read(cx, u, &list);
        for (int i = 0; !f && i < list.n; i++) {
                f = person_same(cx, u, &list.of[i]);
                n_new += !list.of[i].was;
        }
        if (!f && n_new) {
                struct person_uses it;
                person_uses(&it, cx, u->batch);
                while (person_uses_next(&it))
                        used(cx, u, &list, it.person, it.what);
                f = person_uses_end(&it);
        }
        if (f)
                return f;
        u->effect = str_f(cx->arena, words_of(cx->lang, "删去新增的 %d 个人和账号，恢复 %d 个人原来的内容"), n_new,
                          list.n - n_new);
        if (u->look || u->n_since)
                return NULL;
        for (int i = list.n; i-- > 0;)
                person_back(cx, &list.of[i]);
        return NULL;
}

/* ---- posts ---------------------------------------------------------------------------------------- */

static const struct fail *post_same(struct ctx *cx, struct import_undo *u, struct written *w)
{
        struct post_kept now;
        const struct fail *f = post_kept(cx, w->id, &now);
        if (f)
                return f;
        w->name = now.name, w->person = now.person;
        if (now.version != w->version || day_is(now.until))
                changed(cx, u, w);
        if (w->was)
                return NULL;
        if (now.person == cx->user)
                since(cx, u, w, str_of(words_of(cx->lang, "不能收回自己的岗位")));
        f = account_office_last(cx, now.person);
        if (f && f->kind == FAIL_INVALID) {
                since(cx, u, w, f->say);
                f = NULL;
        }
        return f;
}

static const struct fail *post_back(struct ctx *cx, const struct written *w)
{
        if (w->was) {
                str title = json_str(w->was, "title");
                post_retitle(cx, w->id, title);
                audit_log(cx, "post.title", "post", w->id, title);
                return NULL;
        }
        const struct fail *f = account_office_last(cx, w->person);     /* of two, both go by this file */
        if (f)
                return f;
        post_log(cx, "post.remove", w->id, true, (str){ 0 });
        post_remove(cx, w->id);
        return NULL;
}

const struct fail *posts_undo(struct ctx *cx, struct import *im, struct import_undo *u)
{
        struct written_list list;
        int n_new = 0;
        (void)im;
        const struct fail *f = written_read(cx, u, &list);
        for (int i = 0; !f && i < list.n; i++) {
                f = post_same(cx, u, &list.of[i]);
                n_new += !list.of[i].was;
        }
        if (!f && n_new) {
                struct post_uses it;
                post_uses(&it, cx, u->batch);
                while (post_uses_next(&it))
                        used(cx, u, &list, it.post, it.what);
                f = post_uses_end(&it);
        }
        if (f)
                return f;
        u->effect = str_f(cx->arena, words_of(cx->lang, "收回授予的 %d 个岗位，恢复 %d 个岗位原来的职务"), n_new,
                          list.n - n_new);
        if (u->look || u->n_since)
                return NULL;
        for (int i = list.n; !f && i-- > 0;)
                f = post_back(cx, &list.of[i]);
        session_forget();
        return f;
}
