/* domain/target/ballot/pages_poll.c - the list of sessions, one session, its steps, its codes. */
#include "core/doc/doc.h"
#include "domain/target/ballot/ballot.sql.h"
#include "domain/target/ballot/faces.h"
#include "domain/target/ballot/poll.html.h"

static const struct list_column columns[] = {
        { .label = "评议", .kind = CELL_TITLE, .small = "" },
        { .label = "年度", .kind = CELL_NO, .fold = 2 },
        { .label = "写入的指标", .kind = CELL_TEXT, .fold = 2 },
        { .label = "方式", .kind = CELL_TAG },
        { .label = "规则", .kind = CELL_TEXT, .fold = 3 },
        { .label = "投票期", .kind = CELL_TEXT },
        { .label = "收到票数", .kind = CELL_TEXT },
        { .label = "状态", .kind = CELL_LAMP },
};

const char *poll_lamp(enum poll_state s)
{
        switch (s) {
        case POLL_OPEN:    return "green";
        case POLL_CLOSED:
        case POLL_COUNTED: return "yellow";
        case POLL_PUT:     return "done";
        case POLL_DRAFT:
        case POLL_VOID:
        case POLL_STATES:  break;
        }
        return "grey";
}

static str days_str(struct ctx *cx, day from, day to)
{
        return str_f(cx->arena, "%.*s – %.*s", STR(day_str(cx->arena, from)), STR(day_str(cx->arena, to)));
}

/* GET /ratings */
const struct fail *polls_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct polls_page *p = NEW(cx->arena, struct polls_page);
        const struct poll_line *lines = NULL;
        int n = 0;
        p->page = page_of(cx, rq, "民主测评");
        p->may_add = auth_may(cx, MAY_RATING_EDIT);
        p->list = (struct list){ .page = &p->page, .path = "/ratings", .caption = "民主测评",
                .columns = columns, .n_columns = COUNT_OF(columns), .total = -1, .whole = true,
                .own = "新的在前", .back = "旧的在前", .find = "评议、指标或状态", .empty = "没有您能看的评议",
                .empty_help = "轮到您投票的、写入成绩后评到本单位的评议，会列在这里；凭投票码的请打开“凭投票码评议”。" };
        const struct fail *f = poll_list(cx, &lines, &n);
        if (!f)
                f = list_open(cx, rq, &p->list);
        if (f)
                return f;
        for (int i = 0; i < n; i++) {
                const struct poll_line *x = &lines[i];
                struct list_cell *c = list_next(cx, &p->list, x->id);
                if (!c)
                        break;
                c[0] = (struct list_cell){ .text = x->name, .href = str_f(cx->arena, "/ratings/%ld", x->id),
                        .small = x->vote ? str_of(words_of(cx->lang, "请您投票")) : (str){ 0 } };
                c[1] = (struct list_cell){ .text = str_f(cx->arena, "%d", x->year) };
                c[2] = (struct list_cell){ .text = x->leaf_name, .none = !x->leaf_name.n };
                c[3] = (struct list_cell){ .word = x->secret ? "无记名" : "记名",
                                           .lamp = x->secret ? "blue" : "orange" };
                c[4] = (struct list_cell){ .word = rating_rows[x->rule].name };
                c[5] = (struct list_cell){ .text = days_str(cx, x->opens, x->closes) };
                c[6] = (struct list_cell){ .none = x->sight < POLL_SEE_RESULT,
                        .text = str_f(cx->arena, "%d/%d", x->ballots, x->members) };
                c[7] = (struct list_cell){ .word = poll_state_words[x->state], .lamp = poll_lamp(x->state) };
        }
        list_end(cx, &p->list);
        polls_page(&re->body, p);
        return NULL;
}

/* ---- one session -------------------------------------------------------------------------------- */

const struct fail *poll_open(struct ctx *cx, const struct request *rq, const char *title,
                             struct page *page, struct poll *ret, enum poll_sight *ret_sight)
{
        *page = page_of(cx, rq, title);
        const struct fail *f = poll_read(cx, rq->ids[0], ret);
        if (!f)
                f = poll_see(cx, ret, ret_sight);
        if (f)
                return f;
        page->name = ret->name;
        page->here = "/ratings";
        page_crumb(page, S("/ratings"), "民主测评", (str){ 0 });
        return NULL;
}

static void fill_turnout(struct ctx *cx, struct poll_page *p)
{
        struct chart_bar *bars = NEW_ARRAY(cx->arena, struct chart_bar, POLL_SOURCES);
        for (int s = 0; s < p->p.n_sources; s++) {
                const struct poll_source *x = &p->p.sources[s];
                bars[s] = (struct chart_bar){ .name = x->name, .v = x->ballots,
                        .shown = str_f(cx->arena, words_of(cx->lang, "%d 票，应投 %d 人"), x->ballots,
                                       x->members) };
                p->weight[s] = points_str(cx->arena, (points){ x->weight * 100 }, 0);
                p->has_codes |= x->way == POLL_BY_CODE;
                p->may_paper |= x->way == POLL_BY_PAPER;
                for (int r = 0; r < n_roles; r++)
                        if (x->role.n && str_is(x->role, role_info[r].code))
                                p->role_word[s] = role_info[r].name;
        }
        for (int k = 0; k < p->p.n_aspects; k++)
                p->aspect[k] = points_str(cx->arena, (points){ p->p.aspects[k].weight * 100 }, 0);
        p->turnout = (struct chart_bars){ .title = "各来源收到的票", .head = "来源", .value_head = "收到的票",
                                          .bars = bars, .n = p->p.n_sources };
}

/* A named session is no secret: whoever organises it sees whom to remind. */
static const struct fail *fill_left(struct ctx *cx, struct poll_page *p)
{
        enum { NAMED = 200 };           /* of a source; the rest is a number */
        struct poll_voters_left it;
        struct buf names[POLL_SOURCES];
        for (int s = 0; s < p->p.n_sources; s++)
                names[s] = buf_new(cx->arena, 1 << 16);
        poll_voters_left(&it, cx, p->p.id, p->p.opens);
        while (poll_voters_left_next(&it)) {
                if (it.source < 0 || it.source >= p->p.n_sources)
                        continue;
                p->n_silent++;
                int n = p->n_left[it.source]++;
                if (n >= NAMED)
                        continue;
                buf_f(&names[it.source], "%s%.*s", n ? "、" : "", STR(it.name));
                if (it.unit.n)
                        buf_f(&names[it.source], "（%.*s）", STR(it.unit));
        }
        for (int s = 0; s < p->p.n_sources; s++)
                p->left[s] = p->n_left[s] <= NAMED
                        ? buf_str(&names[s]) : str_f(cx->arena, "%.*s……", STR(buf_str(&names[s])));
        return poll_voters_left_end(&it);
}

static void fill_moves(struct ctx *cx, struct poll_page *p)
{
        const struct flow_step *all[POLL_MOVES];
        int n = flow_moves(cx, &poll_flow, p->p.state, all, POLL_MOVES);
        for (int i = 0; p->may_run && i < n; i++)
                if (!auth_change_year(cx, (enum perm)all[i]->need, p->p.unit, p->p.year) &&
                    !(all[i]->to == POLL_PUT && !p->p.stem))
                        p->moves[p->n_moves++] = all[i];
}

static const struct fail *poll_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct form *form, const struct fail *why)
{
        struct poll_page *p = NEW(cx->arena, struct poll_page);
        struct poll_voter_of v;
        const struct fail *f = poll_open(cx, rq, "评议", &p->page, &p->p, &p->sight);
        if (f)
                return f;
        page_crumb(&p->page, (str){ 0 }, NULL, p->p.name);
        p->month = str_f(cx->arena, words_of(cx->lang, "%d 年 %d 月"), p->p.year, p->p.period + 1);
        p->may_run = p->sight == POLL_SEE_OFFICE &&
                     !auth_change_year(cx, MAY_RATING_EDIT, p->p.unit, p->p.year);
        p->may_edit = p->may_run && p->p.state == POLL_DRAFT;
        if (p->sight == POLL_SEE_OFFICE) {
                struct rating r;
                f = poll_rating(cx, &p->p, &r);
                if (f)
                        return f;
                p->n_doubts = rating_lint(cx->arena, cx->lang, &r, &p->doubts);
                if (p->p.state == POLL_CLOSED)
                        p->n_few = poll_few(cx, &p->p, &p->few, NULL);
                if (!p->p.secret && (p->p.state == POLL_OPEN || p->p.state == POLL_CLOSED))
                        f = fill_left(cx, p);
                if (f)
                        return f;
        }
        if (p->p.state == POLL_OPEN && cx->user && auth_may(cx, MAY_RATING_VOTE) &&
            !poll_voter_of(cx, p->p.id, cx->user, &v))
                p->voted = v.voted == 1,
                p->may_vote = !p->voted && p->p.opens.n <= cx->today.n && p->p.closes.n >= cx->today.n;
        fill_turnout(cx, p);
        fill_moves(cx, p);
        p->may_paper = p->may_paper && p->may_run;
        if (p->may_paper)
                f = poll_batches(cx, p->p.id, &p->batches, &p->n_batches);
        if (f)
                return f;
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, POLL_SOURCES);
        int n = 0;
        for (int s = 0; s < p->p.n_sources; s++)
                if (p->p.sources[s].way == POLL_BY_PAPER)
                        c[n++] = (struct form_choice){ .value = str_f(cx->arena, "%d", s),
                                                       .name = p->p.sources[s].name };
        p->batch_fields[0] = (struct form_field){ .name = "source", .label = "评议来源", .choices = c,
                .n_choices = n, .value = n ? c[0].value : S("") };
        p->batch_fields[1] = (struct form_field){ .name = "ballots", .label = "这一批的票数", .max = 5,
                .inputmode = "numeric", .value = S(""), .hint = "一人唱票、两人先后各录一遍，批不要太大" };
        for (int i = 0; form && i < 2; i++)
                p->batch_fields[i] = form_field_of(p->batch_fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->batch_fields, 2 };
        if (why)
                re->status = fail_http(why->kind);
        poll_page(&re->body, p);
        return NULL;
}

/* GET /ratings/:id */
const struct fail *poll_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return poll_show(cx, rq, re, NULL, NULL);
}

/* POST /ratings/:id/batches */
const struct fail *poll_batches_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int source = (int)form_int(&form, "source", 0, POLL_SOURCES - 1);
        int ballots = (int)form_int(&form, "ballots", 1, POLL_MEMBERS);
        int64_t id = 0;
        const struct fail *f = form_end(&form);
        if (!f)
                f = poll_batch_begin(cx, rq->ids[0], source, ballots, &id);
        if (f)
                return fail_on_form(f) ? poll_show(cx, rq, re, &form, f) : f;
        return reply_see(re, cx, "/ratings/batches/%ld", id);
}

/* ---- steps ----------------------------------------------------------------------------------------- */

static const char *help_of(const struct poll *p, const struct flow_step *s)
{
        if (s->from == POLL_DRAFT && s->to == POLL_OPEN)
                return p->secret ? "开放以后条件不能再改。凭投票码的来源，开放后印码分发；到开始日起收票。"
                                 : "开放时按岗位定下投票人名单；开放以后条件不能再改。";
        if (s->to == POLL_CLOSED)
                return "截止以后不再收票；还没有计票的，可以写明原因重新开放。";
        if (s->to == POLL_COUNTED)
                return "计票以后能看到得分，因此不能再开放、再收票。";
        if (s->to == POLL_PUT)
                return "得分作为已审核的数写入指标，算分时采用；写入后要改的，在“数据填报”里更正。";
        return "";
}

static const struct fail *move_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    str event, int64_t version, const struct form *form,
                                    const struct fail *why)
{
        struct poll_move_page *p = NEW(cx->arena, struct poll_move_page);
        struct poll poll;
        enum poll_sight sight;
        const struct fail *f = poll_open(cx, rq, "办理评议", &p->page, &poll, &sight);
        if (!f)
                f = auth_change_year(cx, MAY_RATING_EDIT, poll.unit, poll.year);
        if (!f)
                f = flow_find(cx, &poll_flow, (int)poll.state, event, &p->step);
        if (!f)
                f = auth_change_year(cx, (enum perm)p->step->need, poll.unit, poll.year);
        if (f)
                return why ? why : f;
        page_crumb(&p->page, str_f(cx->arena, "/ratings/%ld", poll.id), NULL, poll.name);
        page_crumb(&p->page, (str){ 0 }, p->step->label, (str){ 0 });
        if (p->step->ask & FLOW_ASK_DAY)
                p->fields[p->n_fields++] = (struct form_field){ .name = "day", .label = "新的截止日",
                        .type = "date", .value = day_str(cx->arena, cx->today) };
        if (p->step->ask & FLOW_ASK_REASON)
                p->fields[p->n_fields++] = (struct form_field){ .name = "reason", .label = "原因", .rows = 2,
                        .max = 500, .value = S("") };
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->help = str_of(help_of(&poll, p->step));
        if (p->step->to == POLL_CLOSED || p->step->to == POLL_COUNTED)
                p->n_few = poll_few(cx, &poll, &p->few, NULL);
        p->version = version ? version : poll.version;
        p->action = str_f(cx->arena, "/ratings/%ld/moves", poll.id);
        p->back = str_f(cx->arena, "/ratings/%ld", poll.id);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        poll_move_page(&re->body, p);
        return NULL;
}

/* GET /ratings/:id/moves/:key */
const struct fail *poll_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return move_show(cx, rq, re, rq->keys[0], 0, NULL, NULL);
}

/* POST /ratings/:id/moves */
const struct fail *poll_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct flow_wish w = flow_wish_of(&form, 500);
        const struct fail *f = form_end(&form);
        if (!f)
                f = poll_move(cx, rq->ids[0], &w);
        if (f)
                return fail_on_form(f) ? move_show(cx, rq, re, w.event,
                                                   f->kind == FAIL_CONFLICT ? 0 : w.version, &form, f) : f;
        reply_note(re, cx, "已办理");
        return reply_see(re, cx, "/ratings/%ld", rq->ids[0]);
}

/* ---- codes --------------------------------------------------------------------------------------------- */

/* POST /ratings/:id/codes: the answer is the sheet itself; nobody can ask for it again, but whoever
 * sent the very form, if it did not arrive (door/web/once.h). */
const struct fail *poll_codes_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const char *const kinds[] = { "pdf", "docx" };
        struct form form = form_of(cx, rq);
        struct poll p;
        const struct poll_slip *slips = NULL;
        int n = 0, source = (int)form_int(&form, "source", 0, POLL_SOURCES - 1);
        const char *as = kinds[form_choice(&form, "as", kinds, COUNT_OF(kinds))];
        str bytes;
        const struct fail *f = form_end(&form);
        if (!f)
                f = poll_codes(cx, rq->ids[0], source, &slips, &n);
        if (!f)
                f = poll_read(cx, rq->ids[0], &p);
        if (!f)
                f = doc_write(cx, poll_slips(cx, &p, source, slips, n), str_of(as), &bytes);
        if (f)
                return fail_on_form(f) ? poll_show(cx, rq, re, NULL, f) : f;
        reply_file(re, doc_writer_find(str_of(as))->type,
                   str_f(cx->arena, "%s-%.*s.%s", words_of(cx->lang, "投票码"), STR(p.sources[source].name), as),
                   bytes);
        return NULL;
}
