/* domain/org/pages_absence.c - entering an absence, open work of a person, handing it over. */
#include "core/auth/account.sql.h"
#include "domain/org/absence.html.h"
#include "domain/org/absence.sql.h"
#include "domain/org/delegation.h"
#include "domain/org/hand_over.sql.h"
#include "domain/org/pages_absence.h"
#include "domain/org/phone.h"
#include "door/module.h"

enum { MOST_KINDS = 64 };

/* ---- absences -------------------------------------------------------------------------- */

const char *const absence_state_words[ABSENCE_STATES] = {
        [ABSENCE_NOW] = "在期内", [ABSENCE_TO_COME] = "尚未开始", [ABSENCE_OVER] = "已结束", [ABSENCE_OFF] = "已取消",
};
const char *const absence_lamps[ABSENCE_STATES] = {
        [ABSENCE_NOW] = "yellow", [ABSENCE_TO_COME] = "grey", [ABSENCE_OVER] = "grey", [ABSENCE_OFF] = "grey",
};

enum absence_state absence_state(day today, day since, day until)
{
        if (day_is(until) && until.n < since.n)
                return ABSENCE_OFF;
        return day_is(until) && until.n < today.n ? ABSENCE_OVER : since.n > today.n ? ABSENCE_TO_COME : ABSENCE_NOW;
}

const struct fail *person_absences(struct ctx *cx, int64_t person, struct person_absences *ret)
{
        const struct absence *list;
        struct person_whole who;
        int n;
        const struct fail *f = person_whole(cx, person, &who);
        if (!f)
                f = absences_of_person(cx, person, &list, &n);
        if (f)
                return f;
        struct absence_row *rows = NEW_ARRAY(cx->arena, struct absence_row, (size_t)n + 1);
        *ret = (struct person_absences){ .rows = rows, .n_rows = n, .left = day_is(who.left_on),
                                         .may = !absence_may(cx, person) };
        for (int i = 0; i < n; i++) {
                const struct absence *a = &list[i];
                enum absence_state s = absence_state(cx->today, a->since, a->until);
                bool over = day_is(a->until) && a->until.n < cx->today.n;
                ret->away |= s == ABSENCE_NOW;
                rows[i] = (struct absence_row){
                        .a = *a, .at = instant_str(cx->arena, a->at), .word = absence_state_words[s],
                        .lamp = absence_lamps[s], .may_end = ret->may && !over && !ret->left };
        }
        return NULL;
}

static const struct form_choice kinds[] = {
        { S_C("leave"), "请假", { 0 } }, { S_C("seconded"), "借调或外出学习", { 0 } },
        { S_C("departed"), "离任", { 0 } },
};
static const struct form_choice locks[] = {
        { S_C("yes"), "停用账号", { 0 } }, { S_C("no"), "仍可登录", { 0 } },
};
static const struct form_field fields[] = {
        { .name = "kind",  .label = "种类", .choices = kinds, .n_choices = COUNT_OF(kinds) },
        { .name = "since", .label = "自", .type = "date" },
        { .name = "until", .label = "至（含当日）", .type = "date", .optional = true,
          .hint = "离任不填" },
        { .name = "locks", .label = "期间的账号", .choices = locks, .n_choices = COUNT_OF(locks),
          .hint = "离任一律停用" },
        { .name = "document", .label = "依据的文件", .max = 200, .optional = true,
          .hint = "离任必填：任免、调动或退休的文件" },
};

/* The rows of every module. */
static int kinds_of(const struct work_kind *ret[MOST_KINDS])
{
        int n = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_works && n < MOST_KINDS; i++)
                        ret[n++] = &modules[m]->works[i];
        return n;
}

/* The posts of today and later, and who stands in for whom in them. */
static const struct fail *holds(struct ctx *cx, struct absence_new_page *p)
{
        const struct work_kind *all[MOST_KINDS];
        const struct org_work *works;
        const struct delegation *list;
        struct person_posts it;
        str *posts = NULL, *deputies = NULL;
        int cap_posts = 0, cap_deputies = 0, n;
        int64_t seen;
        person_posts(&it, cx, p->id);
        while (person_posts_next(&it))
                if (!day_is(it.until) || it.until.n >= cx->today.n)
                        *VEC_ADD(cx->arena, posts, p->n_posts, cap_posts) = str_f(cx->arena, "%.*s %.*s",
                                STR(it.unit_name), STR(post_words(cx, it.title, it.role_name, it.has_acts_for)));
        const struct fail *f = person_posts_end(&it);
        if (!f)
                f = delegations_of_person(cx, p->id, &list, &n);
        for (int i = 0; !f && i < n; i++) {
                const struct delegation *d = &list[i];
                if ((d->state != DELEGATION_ASKED && d->state != DELEGATION_GRANTED) || d->ends.n < cx->today.n)
                        continue;
                *VEC_ADD(cx->arena, deputies, p->n_deputies, cap_deputies) =
                        str_f(cx->arena, words_of(cx->lang, "%.*s代理%.*s的%.*s，%.*s 至 %.*s，%s"), STR(d->deputy_name),
                              STR(d->holder_name), STR(post_words(cx, d->title, d->role_name, false)),
                              STR(day_str(cx->arena, d->since)), STR(day_str(cx->arena, d->ends)),
                              delegation_words(cx, d));
        }
        if (!f)
                f = org_works(cx, all, kinds_of(all), p->id, &works, &p->n_works, &seen);
        p->posts = posts;
        p->deputies = deputies;
        return f;
}

static const struct fail *show_new(struct ctx *cx, const struct request *rq, struct reply *re,
                                   const struct form *form, const struct fail *why)
{
        struct person_whole who;
        struct absence_new_page p = { .page = page_of(cx, rq, "登记请假或离任"), .id = rq->ids[0],
                                      .n_fields = COUNT_OF(fields), .sure = form && form_flag(form, "sure") };
        const struct fail *f = person_whole(cx, p.id, &who);
        if (!f)
                f = absence_may(cx, p.id);
        if (!f)
                f = holds(cx, &p);
        if (f)
                return f;
        struct form_field *drawn = NEW_ARRAY(cx->arena, struct form_field, COUNT_OF(fields));
        p.name = who.name, p.fields = drawn;
        p.faults = (struct form_faults){ .form = form, .fail = why, .fields = drawn, .n_fields = COUNT_OF(fields) };
        for (size_t i = 0; i < COUNT_OF(fields); i++)
                drawn[i] = form ? form_field_of(fields[i], form, why) : fields[i];
        if (!form)
                drawn[1].value = day_str(cx->arena, cx->today);
        page_crumb(&p.page, S("/people"), "人员", (str){ 0 });
        page_crumb(&p.page, str_f(cx->arena, "/people/%ld", p.id), NULL, who.name);
        page_crumb(&p.page, (str){ 0 }, "登记请假或离任", (str){ 0 });
        p.page.here = "/people";
        if (why)
                re->status = fail_http(why->kind);
        absence_new_page(&re->body, &p);
        return NULL;
}

const struct fail *absence_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return show_new(cx, rq, re, NULL, NULL);
}

const struct fail *absence_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const char *const yes[] = { "no", "yes" };
        struct form form = form_of(cx, rq);
        struct absence_wish w = {
                .person   = rq->ids[0],
                .kind     = (enum absence_kind)form_choice(&form, "kind", absence_codes,
                                                           ABSENCE_KIND_END),
                .since    = form_day(&form, "since"),
                .until    = form_day_or_none(&form, "until"),
                .locks    = form_choice(&form, "locks", yes, 2) == 1,
                .document = form_text(&form, "document", 0, 200),
                .sure     = form_flag(&form, "sure"),
        };
        const struct fail *f = form_end(&form);
        if (!f)
                f = absence_enter(cx, &w);
        if (f && f->kind == FAIL_INVALID)
                return show_new(cx, rq, re, &form, f);
        if (f)
                return f;
        reply_note(re, cx, "已登记");
        return reply_see(re, cx, "/people/%ld", w.person);
}

const struct fail *absence_end_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        struct absence_by_id l;
        const struct fail *f = form_end(&form);
        if (!f)
                f = absence_by_id(cx, rq->ids[1], &l);
        if (!f && l.person != rq->ids[0])
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = absence_end(cx, rq->ids[1], version);
        if (f)
                return f;
        reply_note(re, cx, "已销假或取消");
        return reply_see(re, cx, "/people/%ld", rq->ids[0]);
}

/* ---- telephone: masked on the person's page, whole here, and each view is in the trail -------- */

const struct fail *person_phone_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct person_whole who;
        struct phone_page p = { .page = page_of(cx, rq, "手机号"), .id = rq->ids[0] };
        const struct fail *f = org_phone_whole(cx, p.id, &p.phone);
        if (!f)
                f = person_whole(cx, p.id, &who);
        if (f)
                return f;
        p.name = who.name;
        page_crumb(&p.page, S("/people"), "人员", (str){ 0 });
        page_crumb(&p.page, str_f(cx->arena, "/people/%ld", p.id), NULL, who.name);
        page_crumb(&p.page, (str){ 0 }, "手机号", (str){ 0 });
        p.page.here = "/people";
        phone_page(&re->body, &p);
        return NULL;
}

/* ---- open work ----------------------------------------------------------------------------- */

static const struct fail *successor_choices(struct ctx *cx, int64_t person,
                                            struct form_field *field)
{
        struct successors it;
        struct form_choice *list = NULL;
        int n = 0, cap = 0;
        int64_t last = 0;
        *VEC_ADD(cx->arena, list, n, cap) = (struct form_choice){ S(""), "请选择", { 0 } };
        successors(&it, cx, person, cx->today);
        while (successors_next(&it)) {
                if (it.id != last)
                        *VEC_ADD(cx->arena, list, n, cap) = (struct form_choice){
                                .value = str_f(cx->arena, "%ld", it.id),
                                .name = str_f(cx->arena, "%.*s（%.*s %.*s）", STR(it.name),
                                              STR(it.unit_name),
                                              STR(post_words(cx, it.title, it.role_name, false))) };
                last = it.id;
        }
        field->choices = list;
        field->n_choices = n;
        if (n == 1)
                field->hint = "同一部门没有别的在岗人员";
        return successors_end(&it);
}

static const struct fail *works_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                     const struct form *form, const struct fail *why)
{
        static const struct form_field asked[2] = {
                { .name = "to", .label = "接手人", .hint = "同一部门在岗的人员" },
                { .name = "document", .label = "依据的文件", .max = 200, .optional = true },
        };
        const struct work_kind *all[MOST_KINDS];
        const struct org_work *works;
        struct hand_over_row *done = NULL;
        struct person_whole who;
        int cap = 0;
        struct works_page p = { .page = page_of(cx, rq, "未办结的事项"), .id = rq->ids[0] };
        const struct fail *f = person_whole(cx, p.id, &who);
        if (!f)
                f = absence_may(cx, p.id);
        if (!f)
                f = org_works(cx, all, kinds_of(all), p.id, &works, &p.n_rows, &p.seen);
        if (f)
                return f;
        struct work_row *rows = NEW_ARRAY(cx->arena, struct work_row, (size_t)p.n_rows + 1);
        for (int i = 0; i < p.n_rows; i++)
                rows[i] = (struct work_row){ works[i].kind->label, works[i].work.title,
                                             works[i].work.unit, works[i].work.href,
                                             works[i].work.due };
        struct hand_overs it;
        hand_overs(&it, cx, p.id);
        while (hand_overs_next(&it))
                *VEC_ADD(cx->arena, done, p.n_done, cap) = (struct hand_over_row){
                        it.id, it.n, it.on_day, it.successor };
        f = hand_overs_end(&it);
        memcpy(p.fields, asked, sizeof(asked));
        if (!f)
                f = successor_choices(cx, p.id, &p.fields[0]);
        if (f)
                return f;
        for (int i = 0; i < 2 && form; i++)
                p.fields[i] = form_field_of(p.fields[i], form, why);
        p.faults = (struct form_faults){ .form = form, .fail = why, .fields = p.fields,
                                         .n_fields = 2 };
        p.rows = rows;
        p.done = done;
        p.name = who.name;
        page_crumb(&p.page, S("/people"), "人员", (str){ 0 });
        page_crumb(&p.page, str_f(cx->arena, "/people/%ld", p.id), NULL, who.name);
        page_crumb(&p.page, (str){ 0 }, "未办结的事项", (str){ 0 });
        p.page.here = "/people";
        if (why)
                re->status = fail_http(why->kind);
        works_page(&re->body, &p);
        return NULL;
}

const struct fail *works_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return works_show(cx, rq, re, NULL, NULL);
}

const struct fail *hand_over_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        const struct work_kind *all[MOST_KINDS];
        struct form form = form_of(cx, rq);
        struct hand_over_wish w = {
                .person   = rq->ids[0],
                .to       = form_int(&form, "to", 1, INT64_MAX),
                .document = form_text(&form, "document", 0, 200),
                .seen     = form_int(&form, "seen", 0, INT64_MAX),
        };
        int64_t id;
        const struct fail *f = form_end(&form);
        if (!f)
                f = org_hand_over(cx, all, kinds_of(all), &w, &id);
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
                return works_show(cx, rq, re, &form, f);
        if (f)
                return f;
        reply_note(re, cx, "已全部交接");
        return reply_see(re, cx, "/people/%ld/hand-overs/%ld", w.person, id);
}

/* ---- the list -------------------------------------------------------------------------------- */

static const struct fail *lists_open(struct ctx *cx, const struct request *rq, struct doc **ret)
{
        int64_t person;
        const struct fail *f = hand_over_doc(cx, rq->ids[1], &person, ret);
        if (!f && person != rq->ids[0])
                f = fail(cx, NOT_FOUND, "%s", "");
        return f ? f : absence_may(cx, person);
}

void hand_over_body(struct buf *o, const struct doc *d) { doc_html_body(o, d, (str){ 0 }); }

const struct fail *hand_over_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct doc *d;
        const struct fail *f = lists_open(cx, rq, &d);
        if (f)
                return f;
        struct hand_over_page p = { .page = page_of(cx, rq, "交接清单"), .person = rq->ids[0],
                                    .id = rq->ids[1], .doc = d };
        page_crumb(&p.page, S("/people"), "人员", (str){ 0 });
        page_crumb(&p.page, str_f(cx->arena, "/people/%ld/work", p.person), "未办结的事项", (str){ 0 });
        page_crumb(&p.page, (str){ 0 }, "交接清单", (str){ 0 });
        p.page.here = "/people";
        hand_over_page(&re->body, &p);
        return NULL;
}

const struct fail *hand_over_file_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct doc *d;
        str bytes;
        const struct doc_writer *as = doc_writer_find(rq->keys[0]);
        const struct fail *f = lists_open(cx, rq, &d);
        if (!f && !as)
                f = fail(cx, NOT_FOUND, "没有“%.*s”这种格式", STR(rq->keys[0]));
        if (!f)
                f = doc_write(cx, d, rq->keys[0], &bytes);
        if (!f)
                reply_file(re, as->type, str_f(cx->arena, "%s.%s", words_of(cx->lang, "交接清单"),
                                               as->as), bytes);
        return f;
}
