/* domain/budget/move.c - the steps of the year: submit, return, review, approve, publish,
 * correct. */
#include "core/message/message.h"
#include "core/audit/audit.h"
#include "core/auth/auth.h"
#include "core/crypto/hash.h"
#include "core/search/search.h"
#include "core/text/json.h"
#include "domain/budget/budget.h"
#include "domain/budget/output.h"
#include "domain/budget/store.h"
#include "domain/budget/store.sql.h"

static bool is(const struct flow_step *s, const char *event) { return !strcmp(s->event, event); }

/* The days of a year stand in order: congress, approval, passing on, the units' publication. */
static const struct fail *day_fits(struct ctx *cx, const struct budget *b, const struct flow_step *s, day d)
{
        day approved = budget_first_day(b, offsetof(struct budget, approved));
        if (d.n > cx->today.n)
                return fail_field(cx, S("day"), "日期不能晚于今天");
        if (is(s, "congress"))
                return day_is(approved) && d.n > approved.n
                       ? fail_field(cx, S("day"), "人代会批准的日期不能晚于批复日期") : NULL;
        if (s->from >= BUDGET_APPROVED && day_is(approved) && d.n < approved.n)
                return fail_field(cx, S("day"), "日期不能早于批复日期");
        if (is(s, "pass-on") && day_is(b->units_published) && d.n > b->units_published.n)
                return fail_field(cx, S("day"), "转批复的日期不能晚于所属单位公开的日期");
        if (is(s, "units-published") && day_is(b->passed_on) && d.n < b->passed_on.n)
                return fail_field(cx, S("day"), "日期不能早于转批复日期");
        if (s->ask & FLOW_ASK_NUMBER && day_is(b->congress) && d.n < b->congress.n)
                return fail_field(cx, S("day"), "日期不能早于人代会批准的日期");
        return NULL;
}

const struct fail *budget_step_fits(struct ctx *cx, const struct budget *b, const struct flow_step *s)
{
        return b->n_units < 2 && (is(s, "pass-on") || is(s, "units-published"))
               ? fail(cx, INVALID, "这个部门没有所属的预算单位，不用%s", words_of(cx->lang, s->label)) : NULL;
}

/* What the step asks for must be there, and possible. */
static const struct fail *asked(struct ctx *cx, const struct budget *b, const struct flow_step *s,
                                const struct budget_step *in)
{
        if (s->ask & FLOW_ASK_REASON && !str_trim(in->reason).n)
                return fail_field(cx, S("reason"), "请写明原因");
        if (s->ask & FLOW_ASK_NUMBER && !str_trim(in->number).n)
                return fail_field(cx, S("number"), "请填批复文号");
        if (s->ask & FLOW_ASK_URL && !str_starts(in->url, S("http://")) && !str_starts(in->url, S("https://")))
                return fail_field(cx, S("url"), "请填公开网页的地址，以 http:// 或 https:// 开头");
        if (!(s->ask & FLOW_ASK_DAY))
                return NULL;
        if (!day_is(in->day))
                return fail_field(cx, S("day"), "请填日期");
        return day_fits(cx, b, s, in->day);
}

/* What the step does not ask for is not kept, whoever sent it. */
static struct budget_step only_asked(const struct flow_step *s, const struct budget_step *in)
{
        str none = { 0 };
        return (struct budget_step){
                .event = in->event, .revision = in->revision,
                .reason = s->ask & FLOW_ASK_REASON ? str_trim(in->reason) : none,
                .number = s->ask & FLOW_ASK_NUMBER ? str_trim(in->number) : none,
                .url = s->ask & FLOW_ASK_URL ? in->url : none,
                .day = s->ask & FLOW_ASK_DAY ? in->day : DAY_NONE,
        };
}

/* The documents as they stand today, made before the transaction so that no other write waits. */
struct made { int n; struct { str kind, name, sha256, bytes; } file[N_PUBLISHED_KINDS]; };

static const struct fail *make_files(struct ctx *cx, const struct budget *b, struct made *m)
{
        for (int i = 0; i < N_PUBLISHED_KINDS; i++) {
                struct budget_output out;
                str kind = str_of(published_kinds[i]);
                const struct fail *f = budget_output(cx, b, kind, &out);
                if (f)
                        return f;
                struct digest sha = hash(HASH_SHA256, out.bytes);
                m->file[i].kind = kind;
                m->file[i].name = out.name;
                m->file[i].sha256 = digest_hex(cx->arena, &sha);
                m->file[i].bytes = out.bytes;
                m->n++;
        }
        return NULL;
}

static void audit_move(struct ctx *cx, const struct budget *b, const struct flow_step *s,
                       const struct budget_step *in, day was)
{
        struct buf o = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        json_open(&j, "before", '{');
        json_put_str(&j, "state", str_of(budget_flow.states[s->from]));
        if (day_is(was))
                json_put_str(&j, "day", day_str(cx->arena, was));
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_str(&j, "state", str_of(budget_flow.states[s->to]));
        json_put_str(&j, "reason", in->reason);
        json_put_str(&j, "day", day_str(cx->arena, in->day));
        json_put_str(&j, "number", in->number);
        json_put_str(&j, "url", in->url);
        json_close(&j, '}');
        json_close(&j, '}');
        audit_log(cx, str_f(cx->arena, "budget.%s", s->event).p, "budget", b->id, buf_str(&o));
}

/* Steps that somebody else waits for. */
static const struct { const char *event, *kind, *title; enum perm who; } told[] = {
        { "submit",  "budget.submit",  "%.*s %d 年部门预算已上报，待审核", MAY_BUDGET_REVIEW },
        { "return",  "budget.return",  "%.*s %d 年部门预算被退回",         MAY_BUDGET_EDIT },
        { "unapprove", "budget.return",  "%.*s %d 年部门预算的批复已撤销", MAY_BUDGET_EDIT },
        { "approve", "budget.approve", "%.*s %d 年部门预算已批复",         MAY_BUDGET_EDIT },
};

static void tell(struct ctx *cx, const struct budget *b, const struct flow_step *s,
                 const struct budget_step *in)
{
        for (size_t i = 0; i < COUNT_OF(told); i++)
                if (!strcmp(told[i].event, s->event))
                        message_send(cx, &(struct message){
                                .kind = told[i].kind, .holders = told[i].who, .unit = b->dept,
                                .event = str_f(cx->arena, "budget-%ld-%s-%ld", b->id, s->event, cx->now),
                                .title = str_f(cx->arena, told[i].title, STR(b->dept_name), b->year),
                                .body = in->reason, .href = str_f(cx->arena, "/budget/%ld", b->id),
                                .but = cx->user });
}

static void add_move(struct ctx *cx, const struct budget *b, const struct flow_step *s,
                     const struct budget_step *in, day was)
{
        str none = { 0 };
        budget_move_add(cx, b->id, str_of(s->event), s->from, s->to, cx->user, cx->now,
                        in->reason.n ? in->reason : none, in->day, in->number.n ? in->number : none,
                        in->url.n ? in->url : none);
        audit_move(cx, b, s, in, was);
        tell(cx, b, s, in);
}

/* The version before, once a correction is published. */
static const struct fail *replace_older(struct ctx *cx, const struct budget *b)
{
        struct budget_version old;
        if (b->version == 1)
                return NULL;
        const struct fail *f = budget_version(cx, b->dept, b->year, b->version - 1, &old);
        if (f)
                return f;
        struct budget *o;
        f = budget_load(cx, old.id, &o);
        if (f)
                return f;
        budget_set_state(cx, o->id, BUDGET_CORRECTED, o->congress, o->approved, o->published,
                         o->passed_on, o->units_published, o->approval_no, o->published_url);
        add_move(cx, o, &(struct flow_step){ .from = BUDGET_PUBLISHED, .event = "replace",
                                             .to = BUDGET_CORRECTED },
                 &(struct budget_step){ .reason = b->correction, .day = DAY_NONE }, DAY_NONE);
        return NULL;
}

bool budget_step_checked(const struct flow_step *s) { return is(s, "submit") || is(s, "review") || is(s, "publish"); }

/* A disclosure that contradicts itself goes no further: the first grave finding is the reason. */
static const struct fail *fit(struct ctx *cx, const struct budget *b, const struct flow_step *s)
{
        struct disclosure *d;
        struct check_report report;
        if (!budget_step_checked(s))
                return NULL;
        const struct fail *f = budget_checked(cx, b, &d, &report);
        for (int i = 0; !f && i < report.n; i++)
                if (check_stops(&report.v[i]))
                        f = fail(cx, INVALID, "校验未通过，不能%s：%s %.*s", words_of(cx->lang, s->label),
                                 report.v[i].rule->id, STR(finding_words(cx, &report.v[i])));
        return f;
}

day budget_step_day(const struct budget *b, const struct flow_step *s)
{
        return is(s, "congress") ? b->congress : is(s, "pass-on") ? b->passed_on
             : is(s, "units-published") ? b->units_published : is(s, "unapprove") ? b->approved : DAY_NONE;
}

static void approval_clear(struct budget *b)
{
        b->approved = b->passed_on = b->units_published = DAY_NONE;
        b->approval_no = (str){ 0 };
}

static void fill_state(struct budget *b, const struct flow_step *s, const struct budget_step *in)
{
        if (is(s, "congress"))
                b->congress = in->day;
        if (is(s, "approve"))
                b->approved = in->day, b->approval_no = in->number;
        if (is(s, "pass-on"))
                b->passed_on = in->day;
        if (is(s, "units-published"))
                b->units_published = in->day;
        if (is(s, "unapprove"))         /* it is approved anew */
                approval_clear(b);
        if (is(s, "publish"))
                b->published = in->day, b->published_url = in->url;
        b->state = (enum budget_state)s->to;
}

static const struct fail *set_state(struct ctx *cx, const struct budget *b,
                                    const struct budget_step *in, const struct made *m)
{
        budget_touch(cx, b->id, in->revision);
        budget_set_state(cx, b->id, b->state, b->congress, b->approved, b->published, b->passed_on,
                         b->units_published, b->approval_no, b->published_url);
        for (int i = 0; i < m->n; i++)
                budget_file_add(cx, b->id, m->file[i].kind, m->file[i].name, m->file[i].sha256,
                                (int64_t)m->file[i].bytes.n, cx->now, m->file[i].bytes);
        return m->n ? replace_older(cx, b) : NULL;      /* published now, not a day registered afterwards */
}

static const struct fail *correct(struct ctx *cx, const struct budget *b, const struct flow_step *s,
                                  const struct budget_step *in, int64_t *ret_id)
{
        struct budget_newest newest;
        const struct fail *f = budget_newest(cx, b->code, b->year, &newest);
        if (!f && newest.id != b->id)
                f = fail(cx, CONFLICT, "更正版本（第 %ld 版）已在办理中", newest.version);
        if (f)
                return f;
        struct budget next = *b;
        next.version++;
        next.state = BUDGET_DRAFT;
        next.correction = str_trim(in->reason);
        next.published = DAY_NONE;
        next.published_url = (str){ 0 };
        approval_clear(&next);          /* that of the version before is not its own */
        *ret_id = budget_store_new(cx, &next);
        budget_touch(cx, b->id, in->revision);
        add_move(cx, b, s, in, DAY_NONE);
        return NULL;
}

const struct fail *budget_move(struct ctx *cx, int64_t id, const struct budget_step *given,
                               int64_t *ret_id)
{
        const struct flow_step *s;
        struct budget *b;
        struct budget_step step, *in = &step;
        int64_t next = id;
        const struct fail *f = budget_see(cx, id, &b);
        if (!f)
                f = flow_find(cx, &budget_flow, b->state, given->event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, b->dept, b->year);
        if (!f && given->revision != b->revision)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "budget", id);
        if (!f)
                f = budget_step_fits(cx, b, s);
        if (!f) {
                step = only_asked(s, given);
                f = asked(cx, b, s, in);
        }
        if (!f)
                f = fit(cx, b, s);
        bool correcting = !f && is(s, "correct");
        day was = f ? DAY_NONE : budget_step_day(b, s);
        struct made made = { 0 };
        if (!f && !correcting)
                fill_state(b, s, in);
        if (!f && is(s, "publish"))
                f = make_files(cx, b, &made);
        if (f)
                return f;

        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = correcting ? correct(cx, b, s, in, &next) : set_state(cx, b, in, &made);
        if (f)
                return f;
        if (!correcting)
                add_move(cx, b, s, in, was);
        search_follow(cx, "budget", id);
        if (next != id)
                search_follow(cx, "budget", next);
        f = audit_conflict(cx, tx_commit(&tx), "budget", id);
        if (!f)
                *ret_id = next;
        return f;
}

const struct fail *budget_published_file(struct ctx *cx, int64_t id, str kind,
                                         struct budget_bytes *ret)
{
        struct budget_file_of file;
        struct budget *b;
        const struct fail *f = budget_see(cx, id, &b);
        if (!f)
                f = budget_file_of(cx, id, kind, &file);
        if (f)
                return f;
        *ret = (struct budget_bytes){ .name = file.name, .bytes = file.bytes, .sha256 = file.sha256 };
        return NULL;
}
