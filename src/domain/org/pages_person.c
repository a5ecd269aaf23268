/* domain/org/pages_person.c - people, their posts and accounts. The system administrator makes
 * accounts and links, the security administrator grants posts: neither does the other's (三员). */
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/auth/auth.sql.h"
#include "core/auth/steady.h"
#include "core/config/config.h"
#include "core/search/search.h"
#include "domain/org/absence.sql.h"
#include "domain/org/link.h"
#include "domain/org/pages_person.h"
#include "domain/org/person.sql.h"
#include "domain/org/phone.h"

enum { MOST_POSTS = 100 };

/* ---- choices --------------------------------------------------------------------- */

/* Which roles a post may be given; of all, an empty choice stands before them. */
enum roles { ROLES_ALL, ROLES_BUSINESS, ROLES_OFFICE };

static const struct fail *role_choices(struct ctx *cx, enum roles which,
                                       const struct form_choice **ret, int *ret_n)
{
        struct role_list it;
        struct form_choice *list = NULL;
        int n = 0, cap = 0;
        if (which == ROLES_ALL)
                *VEC_ADD(cx->arena, list, n, cap) = (struct form_choice){ .value = S(""), .word = "全部" };
        role_list(&it, cx);
        while (role_list_next(&it))
                if (it.kind < ROLE_OPEN &&
                    (which == ROLES_ALL || (it.kind == ROLE_BUSINESS) == (which == ROLES_BUSINESS)))
                        *VEC_ADD(cx->arena, list, n, cap) = (struct form_choice){
                                .value = it.code, .name = str_of(words_of(cx->lang, it.name.p))
                        };
        *ret = list;
        *ret_n = n;
        return role_list_end(&it);
}

/* ---- the list ---------------------------------------------------------------------------- */

/* What stands between posts, and between the parts of one: no text that is typed has these bytes. */
#define POST_NEXT "\x1e"
#define POST_PART "\x1f"
enum held_part { HELD_RANK, HELD_KIND, HELD_UNIT, HELD_ABOVE, HELD_TITLE, HELD_ROLE, HELD_ACTING, HELD_PARTS };
struct held { str part[HELD_PARTS]; };

static int by_rank(const void *a, const void *b)
{
        return str_cmp(((const struct held *)a)->part[HELD_RANK], ((const struct held *)b)->part[HELD_RANK]);
}

/* The posts of somebody (people_listed.held) by the rank of their units, side by side in both cells. */
static void posts_put(struct ctx *cx, str text, struct list_cell *units, struct list_cell *posts)
{
        struct held list[MOST_POSTS];
        struct buf u = buf_new(cx->arena, 1 << 16), p = buf_new(cx->arena, 1 << 16);
        const char *between = words_of(cx->lang, "、");
        int n = 0;
        for (; text.n && n < MOST_POSTS; n++) {
                str one = str_cut(text, POST_NEXT[0], &text);
                for (int i = 0; i < HELD_PARTS; i++)
                        list[n].part[i] = str_cut(one, POST_PART[0], &one);
        }
        if (n)
                qsort(list, (size_t)n, sizeof(list[0]), by_rank);
        for (int i = 0; i < n; i++) {
                const str *part = list[i].part;
                bool section = str_eq(part[HELD_KIND], str_f(cx->arena, "%d", ORG_SECTION));
                str above = section ? part[HELD_ABOVE] : S("");
                buf_f(&u, "%s%.*s%.*s", i ? between : "", STR(above), STR(part[HELD_UNIT]));
                buf_f(&p, "%s%.*s", i ? between : "",
                      STR(post_in_full(cx, part[HELD_TITLE], part[HELD_ROLE],
                                       str_is(part[HELD_ACTING], "1"))));
        }
        *units = (struct list_cell){ .text = buf_str(&u), .none = !n };
        *posts = (struct list_cell){ .text = buf_str(&p), .none = !n };
}

/* The first that holds says whether somebody can sign in, and if not, why. */
static struct list_cell state_of(const struct people_listed *it)
{
        const struct { bool is; const char *word, *lamp; } states[] = {
                { day_is(it->left_on),       "已离任",   "red" },
                { !it->has_demo,             "没有账号", "blue" },
                { it->disabled,              "已停用",   "red" },
                { it->locked > 0,            "已锁定",   "red" },
                { it->barred > 0,            "请假锁定", "yellow" },
                { !it->held.n,               "没有岗位", "yellow" },
                { it->demo,                  "演示账号", "blue" },
                { !it->keyed && it->linked,  "已发链接", "yellow" },
                { !it->keyed,                "未设口令", "yellow" },
                { true,                      "可以登录", "green" },
        };
        size_t i = 0;
        while (!states[i].is)
                i++;
        return (struct list_cell){ .word = states[i].word, .lamp = states[i].lamp };
}

/* What is asked for: a word, a unit with all below it, a role, a state. */
struct people_ask { str word, within, role, state; };

/* In the order of state_of(), and two that go across it. */
static const struct form_choice state_choices[] = {
        { S_C(""), "全部", { 0 } }, { S_C("ready"), "可以登录", { 0 } }, { S_C("never"), "从未登录", { 0 } },
        { S_C("idle"), "久未登录", { 0 } }, { S_C("disabled"), "已停用", { 0 } }, { S_C("locked"), "已锁定", { 0 } },
        { S_C("away"), "请假锁定", { 0 } }, { S_C("keyless"), "未设口令", { 0 } }, { S_C("linked"), "已发链接", { 0 } },
        { S_C("postless"), "没有岗位", { 0 } }, { S_C("none"), "没有账号", { 0 } }, { S_C("left"), "已离任", { 0 } },
        { S_C("demo"), "演示账号", { 0 } },
};
enum { DAY_MS = 86400000 };

static const struct fail *people_put(struct ctx *cx, struct list *l, enum people_listed_order by,
                                     str key, int64_t after, const struct people_ask *ask)
{
        struct people_listed it;
        struct auth_reach r = auth_reach(cx, MAY_ORG_VIEW);
        struct search_word w = search_word(cx->arena, ask->word);
        unsigned when = (ask->word.n ? PEOPLE_LISTED_WHEN_WORD : 0) |
                        (ask->within.n || ask->role.n || ask->state.n ? PEOPLE_LISTED_WHEN_ASK : 0) |
                        (r.scope == SCOPE_ALL ? 0 : PEOPLE_LISTED_WHEN_REACH);
        people_listed(&it, cx, when, by, key, after, w.first, w.last, w.like[0], w.like[1], w.like[2], cx->today,
                      cx->now, ask->within, ask->role, ask->state,
                      steady_now(cx) - (int64_t)config.n[SETTING_stale_days] * DAY_MS, r.prefix, r.unit, r.group,
                      S(POST_PART), S(POST_NEXT), l->take);
        while (people_listed_next(&it)) {
                struct list_cell *c = list_next(cx, l, it.id);
                if (!c)
                        break;
                c[0].text = it.name;
                c[0].href = str_f(cx->arena, "/people/%ld", it.id);
                c[1].text = it.login;
                c[1].none = !it.login.n;
                posts_put(cx, it.held, &c[2], &c[3]);
                c[4] = state_of(&it);
        }
        return people_listed_end(&it);
}

/* In the official order those who serve come first, then the rest. */
static const struct fail *people_fill(struct ctx *cx, struct list *l, const struct people_ask *ask)
{
        struct person_place at = { .rank = S(""), .sound = S("") };
        const struct fail *f = l->after ? person_place(cx, l->after, cx->today, &at) : NULL;
        if (!f && l->by == LIST_BY_SOUND)
                return people_put(cx, l, PEOPLE_LISTED_BY_SOUND, at.sound, l->after, ask);
        bool served = at.rank.p;
        if (!f && served)
                f = people_put(cx, l, PEOPLE_LISTED_BY_RANK, at.rank, l->after, ask);
        return f || l->more ? f : people_put(cx, l, PEOPLE_LISTED_BY_REST, S(""), served ? 0 : l->after, ask);
}

/* The units that the visitor sees, and the path of the one that was chosen; none of them: nobody. */
static const struct fail *unit_filter(struct ctx *cx, str typed, struct list_filter *ret,
                                      str *ret_path)
{
        struct org_row *rows;
        int n;
        const struct fail *f = org_rows_seen(cx, &rows, &n);
        if (f)
                return f;
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n + 1);
        c[0] = (struct form_choice){ .value = S(""), .word = "全部" };
        *ret_path = typed.n ? S("-") : S("");
        for (int i = 0; i < n; i++) {
                const struct org_unit *u = &rows[i].u;
                c[i + 1] = (struct form_choice){ .value = str_f(cx->arena, "%ld", u->id),
                        .name = str_f(cx->arena, "%.*s%.*s", rows[i].depth * 3, "　　　　　　　　", STR(u->name)) };
                if (str_eq(c[i + 1].value, typed))
                        *ret_path = u->path;
        }
        *ret = (struct list_filter){ .kind = FILTER_CHOICE, .name = "unit", .label = "单位（含下级）", .value = typed,
                                     .choices = c, .n_choices = n + 1 };
        return NULL;
}

const struct fail *people_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const struct list_column columns[] = {
                { .label = "姓名", .kind = CELL_TITLE },
                { .label = "账号", .kind = CELL_TEXT, .fold = 2 },
                { .label = "单位", .kind = CELL_TEXT },
                { .label = "职务", .kind = CELL_TEXT },
                { .label = "状态", .kind = CELL_TAG },
        };
        struct form form = form_of(cx, rq);
        struct people_ask ask = { .word = form_text(&form, "q", 0, 40) };
        str unit = form_text(&form, "unit", 0, 20);
        ask.role = form_text(&form, "role", 0, 40);
        ask.state = form_text(&form, "state", 0, 20);
        struct list_filter filters[4] = {
                { .kind = FILTER_SEARCH, .name = "q", .label = "姓名或账号", .value = ask.word },
                { 0 },
                { .kind = FILTER_CHOICE, .name = "role", .label = "角色", .value = ask.role },
                { .kind = FILTER_CHOICE, .name = "state", .label = "状态", .value = ask.state,
                  .choices = state_choices, .n_choices = COUNT_OF(state_choices) },
        };
        const struct fail *f = form_end(&form);
        if (!f)
                f = unit_filter(cx, unit, &filters[1], &ask.within);
        if (!f)
                f = role_choices(cx, ROLES_ALL, &filters[2].choices, &filters[2].n_choices);
        if (f)
                return f;
        struct people_page *p = NEW(cx->arena, struct people_page);
        *p = (struct people_page){ .page = page_of(cx, rq, "人员"),
                                   .may_add = auth_may(cx, MAY_ACCOUNT_EDIT),
                                   .may_posts = auth_may(cx, MAY_ROLE_GRANT) };
        p->list = (struct list){ .page = &p->page, .path = "/people", .caption = "人员", .columns = columns,
                                 .n_columns = COUNT_OF(columns), .filters = filters, .n_filters = COUNT_OF(filters),
                                 .total = -1, .of = LIST_OF_PEOPLE,
                                 .empty = "没有符合条件的人员", .empty_help = "换一个词，或者看全部" };
        f = list_open(cx, rq, &p->list);
        if (!f)
                f = people_fill(cx, &p->list, &ask);
        if (f)
                return f;
        list_end(cx, &p->list);
        people_page(&re->body, p);
        return NULL;
}

/* ---- one person --------------------------------------------------------------------- */

/* A 职务 that was typed at a post and not taken. */
struct titling { int64_t post, version; const struct form *form; const struct fail *why; };

/* What was typed stays; of one that came too late, with what stands there now, and the next press is a decision. */
static void title_typed(struct ctx *cx, const struct titling *t, struct org_post *x)
{
        str now = x->title;
        x->title = form_raw(t->form, "title");
        if (t->why->kind == FAIL_CONFLICT)
                x->now = str_f(cx->arena, words_of(cx->lang, "现在是“%.*s”"),
                               STR(now.n ? now : str_of(words_of(cx->lang, "空"))));
        else
                x->version = t->version;
}

/* Posts of all times: those of today first, then those to come, then those that ended. */
static const struct fail *posts_fill(struct ctx *cx, struct person_page *p, const struct titling *t)
{
        struct org_post *now = NEW_ARRAY(cx->arena, struct org_post, MOST_POSTS);
        struct org_post *past = NEW_ARRAY(cx->arena, struct org_post, MOST_POSTS);
        bool may_ask = p->me || auth_may(cx, MAY_POST_DELEGATE);
        const struct fail *bad = NULL;
        struct person_posts it;
        person_posts(&it, cx, p->id);
        while (person_posts_next(&it)) {
                bool over = day_is(it.until) && it.until.n < cx->today.n;
                bool own = !it.has_acts_for, business = it.role_kind == ROLE_BUSINESS;
                struct org_post x = {
                        .id = it.id, .version = it.version, .unit = it.unit_name,
                        .unit_id = it.unit, .since = it.since, .until = it.until,
                        .role = post_in_full(cx, it.title, it.role_name, !own),
                        .title = it.title, .acts_for = it.acts_name,
                        .to_come = it.since.n > cx->today.n, .own = own,
                        .may_title = own && !over && business && auth_may(cx, MAY_ORG_EDIT) &&
                                     !auth_change(cx, MAY_ORG_EDIT, it.unit),
                };
                if (!bad && may_ask && own && !over && !x.to_come && !delegation_may_ask(cx, it.id))
                        bad = delegation_someone(cx, it.id, &x.may_ask);
                if (t->form && x.id == t->post)
                        title_typed(cx, t, &x);
                p->any_title |= x.may_title;
                p->any_ask |= x.may_ask;
                if (over && it.until.n < it.since.n)
                        continue;       /* ended before it began: nobody ever held it */
                if (over && p->n_past < MOST_POSTS)
                        past[p->n_past++] = x;
                else if (!over && p->n_posts < MOST_POSTS)
                        now[p->n_posts++] = x;
        }
        p->posts = now;
        p->past = past;
        const struct fail *f = person_posts_end(&it);
        return f ? f : bad;
}

static const struct fail *deputies_fill(struct ctx *cx, struct person_page *p)
{
        const struct delegation *list;
        int n;
        const struct fail *f = delegations_of_person(cx, p->id, &list, &n);
        if (f)
                return f;
        struct delegation_row *rows = NEW_ARRAY(cx->arena, struct delegation_row, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                struct delegation d;
                if (!delegation_see(cx, list[i].id, &d))
                        rows[p->n_deputies++] = delegation_row(cx, &d);
        }
        p->deputies = rows;
        return NULL;
}

/* What may be granted: business posts to who is no administrator; an administrator's role, at the root, to who holds
 * nothing (三员). */
static const struct fail *grants_fill(struct ctx *cx, struct person_page *p,
                                      const struct form *form, const struct fail *why)
{
        struct form_field *grant = NEW_ARRAY(cx->arena, struct form_field, 2);
        struct role_kinds_of it;
        struct unit_root root;
        bool business = false, office = false, sent = form && form_has(form, "unit");
        role_kinds_of(&it, cx, p->id, cx->today);
        while (role_kinds_of_next(&it)) {
                business |= it.kind == ROLE_BUSINESS;
                office |= it.kind != ROLE_BUSINESS;
        }
        const struct fail *f = role_kinds_of_end(&it);
        if (!f)
                f = unit_root(cx, &root);
        if (f || office)
                return f;
        grant[0] = (struct form_field){ .name = "unit", .label = "单位" };
        grant[1] = (struct form_field){ .name = "role", .label = "角色" };
        f = org_unit_choices(cx, (str){ 0 }, true, &grant[0].choices, &grant[0].n_choices);
        if (!f)
                f = role_choices(cx, ROLES_BUSINESS, &grant[1].choices, &grant[1].n_choices);
        if (!f && !business)
                f = role_choices(cx, ROLES_OFFICE, &p->office, &p->n_office);
        for (int i = 0; i < p->n_office; i++)   /* a button's refusal stands above, not at the fields */
                sent = sent && !str_eq(form_raw(form, "role"), p->office[i].value);
        for (int i = 0; i < 2 && sent; i++)
                grant[i] = form_field_of(grant[i], form, why);
        p->grant = grant;
        p->n_grant = 2;
        p->root = root.id;
        p->root_name = root.name;
        return f;
}

/* Nothing stands in it: what is known is shown masked above. */
static const struct form_field number = { .name = "phone", .label = "手机号", .type = "tel", .inputmode = "tel",
                                          .max = 30, .optional = true, .hint = "空着登记，就是删去" };

/* Name and reading, with what was typed and what another saved meanwhile, as the form of a unit has it. */
static void called_fill(struct ctx *cx, struct person_page *p, str sound, const struct form *form,
                        const struct fail *why)
{
        const str now[] = { p->name, sound.p ? sound : S("") };
        p->called[0] = (struct form_field){ .name = "name", .label = "姓名", .max = 50 };
        p->called[1] = (struct form_field){ .name = "sound", .label = "读音", .max = 80, .optional = true,
                .hint = "姓名里有多音字、拼音顺序排错时填，如 shan xiong；空着按常用读音" };
        p->called_version = p->version;
        bool sent = form && form_has(form, "name"), late = why && why->kind == FAIL_CONFLICT;
        for (int i = 0; i < 2; i++) {
                p->called[i].value = now[i];
                if (sent && form_has(form, p->called[i].name))
                        p->called[i] = form_field_of(p->called[i], form, why);
                if (sent && late)
                        org_say_now(cx, &p->called[i], now[i]);
        }
        if (sent && !late) {
                struct form again = *form;
                p->called_version = form_int_or(&again, "version", 1, INT32_MAX, p->version);
        }
}

static const struct fail *show(struct ctx *cx, const struct request *rq, struct reply *re,
                               int64_t id,
                               str link, const struct form *form, const struct fail *why)
{
        struct person_whole who;
        struct person_by_id read = { 0 };
        struct account_by_person a = { 0 };

        const struct fail *f = person_whole(cx, id, &who);
        if (!f)
                f = org_person_see(cx, id);
        if (!f)
                f = person_by_id(cx, id, &read);
        if (f)
                return f;
        f = account_by_person(cx, id, &a);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        bool has_account = !f;
        struct person_page p = {
                .page = page_of(cx, rq, "人员"), .id = id, .name = who.name, .version = who.version,
                .staff_no = who.staff_no, .left_on = who.left_on, .has_account = has_account,
                .login = a.login, .account_version = a.version, .demo = a.demo,
                .disabled = a.disabled,
                .may_account = has_account && auth_may(cx, MAY_ACCOUNT_EDIT),
                .may_grant = has_account && auth_may(cx, MAY_ROLE_GRANT) && id != cx->user,
                .may_link = has_account && (auth_may(cx, MAY_ACCOUNT_EDIT) || auth_may(cx, MAY_ROLE_GRANT)) &&
                            !link_may(cx, id),
                .me = id == cx->user, .link = link, .fail = why, .number = number,
        };
        page_crumb(&p.page, S("/people"), "人员", (str){ 0 });
        page_crumb(&p.page, (str){ 0 }, NULL, who.name);
        p.page.name = who.name;
        p.page.here = "/people";

        called_fill(cx, &p, read.sound, form, why);
        struct titling t = { 0 };
        if (why && form && form_has(form, "title")) {
                struct form again = *form;
                t = (struct titling){ rq->ids[1], form_int_or(&again, "version", 1, INT32_MAX, 1), form, why };
        }
        f = posts_fill(cx, &p, &t);
        if (!f)
                f = deputies_fill(cx, &p);
        if (!f)
                f = person_absences(cx, id, &p.absences);
        if (!f)
                f = org_phone_masked(cx, id, &p.phone);
        p.may_unmask = p.phone.n && auth_may(cx, MAY_PERSON_UNMASK);
        if (!f && p.may_grant && !day_is(who.left_on))
                f = grants_fill(cx, &p, form, why);
        if (f)
                return f;
        if (form && form_has(form, number.name))
                p.number = form_field_of(number, form, why);
        if (form && form_has(form, number.name) && why && why->kind == FAIL_CONFLICT)
                p.number.hint = str_f(cx->arena, words_of(cx->lang, "现在登记的是：%.*s。再按“登记”，就改成您填的"),
                                      STR(p.phone.n ? p.phone : str_of(words_of(cx->lang, "没有登记")))).p;
        if (why)
                re->status = fail_http(why->kind);
        person_page(&re->body, &p);
        return NULL;
}

const struct fail *person_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return show(cx, rq, re, rq->ids[0], (str){ 0 }, NULL, NULL);
}

/* ---- new ------------------------------------------------------------------------------ */

static const struct form_field fields[] = {
        { .name = "name",  .label = "姓名", .max = 50 },
        { .name = "login", .label = "账号", .max = LOGIN_MAX, .hint = "3 到 40 个小写字母、数字、点或连字符" },
};

static void show_new(struct ctx *cx, const struct request *rq, struct reply *re,
                     const struct form *form, const struct fail *why)
{
        struct form_field *drawn = NEW_ARRAY(cx->arena, struct form_field, COUNT_OF(fields));
        struct org_form_page p = {
                .page = page_of(cx, rq, "新增人员"), .action = S("/people"), .back = S("/people"),
                .button = "新增",
                .help = "建好后发一次性链接，由本人设定口令；角色由安全管理员授予。",
                .fields = drawn, .n_fields = COUNT_OF(fields),
                .faults = { .form = form, .fail = why, .fields = drawn,
                            .n_fields = COUNT_OF(fields) },
        };
        for (size_t i = 0; i < COUNT_OF(fields); i++)
                drawn[i] = form ? form_field_of(fields[i], form, why) : fields[i];
        page_crumb(&p.page, S("/people"), "人员", (str){ 0 });
        page_crumb(&p.page, (str){ 0 }, "新增人员", (str){ 0 });
        p.page.here = "/people";
        if (why)
                re->status = fail_http(why->kind);
        org_form_page(&re->body, &p);
}

const struct fail *person_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        show_new(cx, rq, re, NULL, NULL);
        return NULL;
}

const struct fail *person_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct account_new in = { .name = form_name(&form, "name", 1, 50),
                                  .login = form_text(&form, "login", 3, LOGIN_MAX) };
        int64_t id;

        const struct fail *f = form_end(&form);
        if (!f)
                f = account_add(cx, &in, &id);
        if (f && f->kind == FAIL_INVALID) {
                show_new(cx, rq, re, &form, f);
                return NULL;
        }
        return f ? f : reply_see(re, cx, "/people/%ld", id);
}

/* ---- changes ---------------------------------------------------------------------------- */

const struct fail *person_edit_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        bool sounds = form_has(&form, "sound");
        str name = form_name(&form, "name", 1, 50), sound = form_text(&form, "sound", 0, 80);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = org_person_rename(cx, rq->ids[0], version, name, !sounds ? (str){ 0 } : sound.n ? sound : S(""));
        if (f)
                return fail_on_form(f) ? show(cx, rq, re, rq->ids[0], (str){ 0 }, &form, f) : f;
        reply_note(re, cx, "已保存“%.*s”", STR(name));
        return reply_see(re, cx, "/people/%ld", rq->ids[0]);
}

const struct fail *person_title_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str title = form_text(&form, "title", 0, 40);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = org_post_title(cx, rq->ids[0], rq->ids[1], version, title);
        if (f)
                return fail_on_form(f) ? show(cx, rq, re, rq->ids[0], (str){ 0 }, &form, f) : f;
        reply_note(re, cx, "职务已登记");
        return reply_see(re, cx, "/people/%ld", rq->ids[0]);
}

const struct fail *person_post_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t unit = form_int(&form, "unit", 1, INT64_MAX);
        str role = form_text(&form, "role", 1, 40);
        const struct fail *f = form_end(&form);
        if (!f)
                f = account_grant(cx, rq->ids[0], unit, role);
        if (f)
                return fail_on_form(f) ? show(cx, rq, re, rq->ids[0], (str){ 0 }, &form, f) : f;
        reply_note(re, cx, "岗位已授予");
        return reply_see(re, cx, "/people/%ld", rq->ids[0]);
}

const struct fail *person_post_end_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = account_revoke(cx, rq->ids[0], rq->ids[1], version);
        if (f)
                return fail_on_form(f) ? show(cx, rq, re, rq->ids[0], (str){ 0 }, NULL, f) : f;
        reply_note(re, cx, "岗位已收回，用这个岗位登录的地方都已退出");
        return reply_see(re, cx, "/people/%ld", rq->ids[0]);
}

const struct fail *person_account_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const char *const words[] = { "enable", "disable" };
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        bool disable = form_choice(&form, "event", words, 2) == 1;
        const struct fail *f = form_end(&form);
        if (!f)
                f = account_disable(cx, rq->ids[0], version, disable);
        if (f)
                return fail_on_form(f) ? show(cx, rq, re, rq->ids[0], (str){ 0 }, NULL, f) : f;
        reply_note(re, cx, disable ? "账号已停用" : "账号已启用");
        return reply_see(re, cx, "/people/%ld", rq->ids[0]);
}

/* The link is shown on the answer itself and nowhere else: not in a cookie, not in an address. Two routes come here,
 * of who keeps accounts and of who grants roles: link_may() says whose it is. */
const struct fail *person_link_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str key;
        const struct fail *f = form_end(&form);
        if (!f)
                f = org_link_make(cx, rq->ids[0], &key);
        if (f)
                return fail_on_form(f) ? show(cx, rq, re, rq->ids[0], (str){ 0 }, NULL, f) : f;
        str link = str_f(cx->arena, "%s://%.*s/set-up/%.*s", rq->secure ? "https" : "http",
                         STR(rq->host), STR(key));
        return show(cx, rq, re, rq->ids[0], link, NULL, NULL);
}

const struct fail *person_phone_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str phone = form_text(&form, "phone", 0, 30);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = org_phone_put(cx, rq->ids[0], version, phone);
        if (f && fail_on_form(f))
                return show(cx, rq, re, rq->ids[0], (str){ 0 }, &form, f);
        if (f)
                return f;
        reply_note(re, cx, "手机号已登记");
        return reply_see(re, cx, "/people/%ld", rq->ids[0]);
}

const struct fail *person_unlock_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        const struct fail *f = form_end(&form);
        if (!f)
                f = account_unlock(cx, rq->ids[0]);
        if (f)
                return f;
        reply_note(re, cx, "登录锁定已解除");
        return reply_see(re, cx, "/people/%ld", rq->ids[0]);
}
