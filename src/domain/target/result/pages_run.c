/* domain/target/result/pages_run.c - the runs of a year, one run's ranking, its steps,
        two compared. */
#include "core/doc/doc.h"
#include "domain/org/org.h"
#include "domain/target/result/faces.h"
#include "domain/target/result/result.html.h"
#include "domain/target/result/result.sql.h"
#include "domain/target/result/stale.h"
#include "domain/target/scheme.sql.h"

static const struct list_column columns[] = {
        { .label = "核算", .kind = CELL_TITLE },
        { .label = "阶段", .kind = CELL_TEXT },
        { .label = "截至", .kind = CELL_TEXT },
        { .label = "状态", .kind = CELL_LAMP },
        { .label = "公示", .kind = CELL_TEXT, .fold = 2 },
        { .label = "核算时间", .kind = CELL_NO, .fold = 2 },
};

static const char *lamp_of(enum result_state s)
{
        return s == RESULT_COMPUTED || s == RESULT_REPLACED ? "grey"
             : s == RESULT_PUBLIC || s == RESULT_DECIDED     ? "yellow" : "done";
}

static str run_name(struct ctx *cx, const struct result_run *r)
{
        return str_f(cx->arena, words_of(cx->lang, "%d 年第 %d 次核算"), r->year, r->no);
}

void run_crumbs(struct ctx *cx, struct page *p, const struct result_run *run, str name)
{
        p->here = "/results";
        page_crumb(p, S("/results"), "得分与排名", (str){ 0 });
        page_crumb(p, name.n ? str_f(cx->arena, "/results/%ld", run->id) : (str){ 0 }, NULL,
                   run_name(cx, run));
        if (name.n)
                page_crumb(p, (str){ 0 }, NULL, name);
}

/* "3 个数已更正" below the stage of a run that used figures which were corrected since: for who
 * sees the county. */
static const struct fail *mark_revised(struct ctx *cx, const struct result_run *run,
                                       struct list_cell *c)
{
        int n = 0;
        const struct fail *f = auth_see_year(cx, MAY_RESULT_VIEW, run->unit, run->year);
        if (f)
                return NULL;
        f = result_revised_count(cx, run, &n);
        if (n)
                c->small = str_f(cx->arena, words_of(cx->lang, "%d 个数核算以后已更正"), n);
        return f;
}

/* GET /results */
const struct fail *results_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct results_page *p = NEW(cx->arena, struct results_page);
        struct schemes it;
        int64_t *ids = NULL;
        int n_ids = 0, cap = 0;
        p->page = page_of(cx, rq, "得分与排名");
        p->list = (struct list){ .page = &p->page, .path = "/results", .caption = "得分与排名",
                                 .columns = columns, .n_columns = COUNT_OF(columns), .total = -1,
                                 .whole = true, .own = "新的在前", .back = "旧的在前",
                                 .find = "年度、阶段或状态", .empty = "还没有可以查看的核算结果",
                                 .empty_help = "目标办核算以后，本单位的得分明细在这里查看。" };
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it))
                *VEC_ADD(cx->arena, ids, n_ids, cap) = it.id;
        const struct fail *f = schemes_end(&it);
        if (!f)
                f = list_open(cx, rq, &p->list);
        for (int s = 0; !f && s < n_ids; s++) {
                const struct result_run *runs;
                int n;
                f = result_runs(cx, ids[s], &runs, &n);
                for (int i = 0; !f && i < n; i++) {
                        struct list_cell *c = list_next(cx, &p->list, runs[i].id);
                        if (!c)
                                break;
                        c[0] = (struct list_cell){ .text = run_name(cx, &runs[i]),
                                                   .href = str_f(cx->arena, "/results/%ld", runs[i].id) };
                        c[1] = (struct list_cell){ .word = result_stage_words[runs[i].stage] };
                        c[2] = (struct list_cell){ .text = str_f(cx->arena,
                                                                 words_of(cx->lang, "%d 月"),
                                                                 runs[i].through + 1) };
                        c[3] = (struct list_cell){ .word = result_state_word(&runs[i], cx->today),
                                                   .lamp = lamp_of(runs[i].state) };
                        if (runs[i].state != RESULT_REPLACED)
                                f = mark_revised(cx, &runs[i], &c[1]);
                        c[4] = (struct list_cell){ .none = !day_is(runs[i].public_from) };
                        if (day_is(runs[i].public_from))
                                c[4].text = str_f(cx->arena, "%.*s – %.*s",
                                                  STR(day_str(cx->arena, runs[i].public_from)),
                                                  STR(day_str(cx->arena, runs[i].public_until)));
                        c[5] = (struct list_cell){ .text = instant_str(cx->arena, runs[i].at) };
                }
        }
        if (f)
                return f;
        p->may_run = auth_may(cx, MAY_RESULT_RUN);
        list_end(cx, &p->list);
        results_page(&re->body, p);
        return NULL;
}

/* ---- a form ------------------------------------------------------------------------------------- */

const struct fail *result_form_show(struct result_form *p, struct reply *re,
                                    const struct form *form, const struct fail *why)
{
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        result_form_page(&re->body, p);
        return NULL;
}

void result_form_step(struct ctx *cx, struct result_form *p, const struct flow_step *s,
                      const char *label, day on)
{
        if (s->ask & FLOW_ASK_DAY)
                p->fields[p->n_fields++] = (struct form_field){ .name = "day", .label = label,
                        .type = "date", .value = day_str(cx->arena, on) };
        if (s->ask & FLOW_ASK_NUMBER)
                p->fields[p->n_fields++] = (struct form_field){ .name = "number",
                        .label = "文件或会议的名称和文号", .max = 200, .value = S("") };
        p->title = s->label, p->button = s->label, p->danger = s->danger;
        p->event = str_of(s->event);
}

static const struct fail *new_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                   const struct form *form, const struct fail *why)
{
        static const char *const months[12] = { "1 月", "2 月", "3 月", "4 月",  "5 月",  "6 月",
                                                "7 月", "8 月", "9 月", "10 月", "11 月", "12 月" };
        struct result_form *p = NEW(cx->arena, struct result_form);
        struct schemes it;
        struct scheme_year { int64_t id; int year; str name; } *all = NULL;
        int n_all = 0, cap_all = 0, own = 0, year, month, dom;
        struct form_choice *stages = NEW_ARRAY(cx->arena, struct form_choice, 3),
                           *through = NEW_ARRAY(cx->arena, struct form_choice, 12);
        int n = 0;
        p->page = page_of(cx, rq, "核算");
        p->page.here = "/results";
        page_crumb(&p->page, S("/results"), "得分与排名", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, "核算", (str){ 0 });
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it))
                *VEC_ADD(cx->arena, all, n_all, cap_all) = (struct scheme_year){
                        it.id, (int)it.year, it.name
                };
        const struct fail *f = schemes_end(&it);
        if (f)
                return f;
        day_split(cx->today, &year, &month, &dom);
        /* only what was issued can be computed; this year's stands chosen, a draft of the next
         * does not */
        struct form_choice *years = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n_all + 1);
        for (int i = 0, best = 0; i < n_all; i++) {
                struct edition_in_force now;
                f = edition_in_force(cx, all[i].id, day_make(all[i].year, 12, 31), &now);
                if (f && f->kind != FAIL_NOT_FOUND)
                        return f;
                if (f)
                        continue;
                if (all[i].year <= year && all[i].year > best)
                        best = all[i].year, own = n;
                years[n++] = (struct form_choice){ .value = str_f(cx->arena, "%ld", all[i].id),
                        .name = str_f(cx->arena, "%d %.*s", all[i].year, STR(all[i].name)) };
        }
        for (int i = 0; i < RESULT_STAGES; i++)
                stages[i] = (struct form_choice){ .value = str_f(cx->arena, "%d", i),
                                                  .word = result_stage_words[i] };
        for (int i = 0; i < 12; i++)
                through[i] = (struct form_choice){ .value = str_f(cx->arena, "%d", i + 1),
                                                   .word = months[i] };
        p->fields[0] = (struct form_field){ .name = "scheme", .label = "方案", .choices = years,
                                            .n_choices = n, .value = n ? years[own].value : S("") };
        p->fields[1] = (struct form_field){ .name = "through", .label = "算到", .choices = through,
                .n_choices = 12, .value = str_f(cx->arena, "%d", month > 1 ? month - 1 : 12) };
        p->fields[2] = (struct form_field){ .name = "stage", .label = "阶段", .choices = stages,
                                            .n_choices = 3, .value = S("0"),
                                            .hint = "初步结果和年度定分要算到 12 月" };
        p->fields[3] = (struct form_field){ .name = "reason", .label = "重新核算的原因", .rows = 2,
                                            .max = 1000, .optional = true, .value = S("") };
        p->n_fields = 4;
        p->title = "核算", p->button = "核算";
        p->help = "每次核算存为新的一次，以前的结果不变。只用已审核的数据。";
        p->action = S("/results"), p->back = S("/results");
        return result_form_show(p, re, form, why);
}

/* GET /results/new */
const struct fail *result_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return new_form(cx, rq, re, NULL, NULL);
}

/* POST /results */
const struct fail *result_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t id = 0;
        struct result_wish w = { .scheme = form_int(&form, "scheme", 1, INT64_MAX),
                                 .through = (int)form_int(&form, "through", 1, 12) - 1,
                                 .stage = (enum result_stage)form_int_or(&form, "stage", 0, 2, 0),
                                 .reason = form_text(&form, "reason", 0, 1000) };
        const struct fail *f = form_end(&form);
        if (!f)
                f = result_compute(cx, &w, &id);
        if (f && f->kind == FAIL_NOT_FOUND)
                f = fail_field(cx, S("scheme"), "这个方案没有下发过，不能核算；请选已下发的方案");
        if (f)
                return fail_on_form(f) ? new_form(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "已核算");
        return reply_see(re, cx, "/results/%ld", id);
}

/* ---- a run ---------------------------------------------------------------------------------------- */

static void fill_moves(struct ctx *cx, struct run_page *p)
{
        const struct flow_step *moves[12];
        int n = flow_moves(cx, &result_flow, (int)p->run.state, moves, 12);
        for (int i = 0; i < n && p->n_moves < RESULT_MOVES; i++)
                if (result_step_fits(&p->run, moves[i]) &&
                    !auth_change_year(cx, (enum perm)moves[i]->need, p->run.unit, p->run.year))
                        p->moves[p->n_moves++] = moves[i];
}

static str tie_words(struct ctx *cx, const struct result_outcome *o, int u)
{
        const struct place *x = &o->places[u];
        if (x->first_tied < 2 || !x->rank)
                return (str){ 0 };
        if (x->tied > 1)
                return str_f(cx->arena, words_of(cx->lang, "与 %d 个单位并列"), x->tied - 1);
        return x->rule ? str_f(cx->arena, words_of(cx->lang, "总分并列，按%s分先后"),
                               words_of(cx->lang, o->ties[x->rule - 1].name.p)) : (str){ 0 };
}

/* What the ranks are compared with: of a month (and of what was shown) the newest result of the
 * month before it that has one, however often either was computed again; of the final scores
 * what was shown. NOT_FOUND. */
static const struct fail *run_before(struct ctx *cx, const struct result_run *run,
                                     struct result_run *ret)
{
        if (run->base)
                return result_run_find(cx, run->base, ret);
        for (int m = run->through - 1; m >= 0; m--) {
                const struct fail *f = result_latest(cx, run->scheme, m, ret);
                if (!f || f->kind != FAIL_NOT_FOUND)
                        return f;
        }
        return fail(cx, NOT_FOUND, "%s", "");
}

static const struct fail *fill_moved(struct ctx *cx, struct run_page *p, struct rank_row *rows,
                                     int n)
{
        struct run_ranks it;
        const struct fail *f = run_before(cx, &p->run, &p->before);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        run_ranks(&it, cx, p->before.id);
        while (run_ranks_next(&it))
                for (int i = 0; i < n; i++) {
                        int by = rows[i].u->unit == it.unit ? (int)it.rank - rows[i].u->rank : 0;
                        if (rows[i].u->unit != it.unit || !it.rank || !rows[i].u->rank)
                                continue;
                        rows[i].moved = by > 0 ? str_f(cx->arena, "↑%d", by)
                                      : by < 0 ? str_f(cx->arena, "↓%d", -by) : S("—");
                }
        return run_ranks_end(&it);
}

static void fill_lead(struct ctx *cx, struct run_page *p, const struct result_unit *u, int n)
{
        int seen = 0, best = -1, last = -1;
        for (int i = 0; i < n; i++) {
                if (u[i].hidden)
                        continue;
                seen++;
                p->n_waiting += u[i].waiting > 0;
        }
        /* what is missing is no low score: the highest and the lowest are of settled totals,
         * where there are any */
        for (int i = 0; i < n; i++) {
                if (u[i].hidden || (u[i].waiting && p->n_waiting < seen))
                        continue;
                best = best < 0 || u[i].total.micro > u[best].total.micro ? i : best;
                last = last < 0 || u[i].total.micro < u[last].total.micro ? i : last;
        }
        if (seen == 1)
                p->lead = str_f(cx->arena, words_of(cx->lang, u[best].waiting
                                ? "%.*s暂得 %.*s 分，%.*s暂列第 %d 名（共 %d 个），缺数补齐以后才定。"
                                : "%.*s得 %.*s 分，%.*s第 %d 名（共 %d 个）。"),
                                STR(u[best].brief), STR(points_str(cx->arena, u[best].total, 2)),
                                STR(u[best].group), u[best].rank, u[best].of);
        else if (seen)
                p->lead = str_f(cx->arena, words_of(cx->lang, !p->n_waiting
                                ? "%d 个单位，最高 %.*s（%.*s），最低 %.*s（%.*s），总分都已算定。"
                                : p->n_waiting < seen
                                ? "%d 个单位，总分已定的最高 %.*s（%.*s），最低 %.*s（%.*s）；%d 个单位缺数，总分和名次未定。"
                                : "%d 个单位，现有的分最高 %.*s（%.*s），最低 %.*s（%.*s）；%d 个单位缺数，总分和名次未定。"),
                                seen, STR(points_str(cx->arena, u[best].total, 2)),
                                STR(u[best].brief), STR(points_str(cx->arena, u[last].total, 2)),
                                STR(u[last].brief), p->n_waiting);
}

static const struct list_column rank_columns[] = {
        { .label = "名次",     .kind = CELL_INT },
        { .label = "单位",     .kind = CELL_TITLE },
        { .label = "分组",     .kind = CELL_TEXT },
        { .label = "总分",     .kind = CELL_FIGURE },
        { .label = "基本得分", .kind = CELL_FIGURE, .fold = 2 },
        { .label = "加分",     .kind = CELL_FIGURE, .fold = 2 },
        { .label = "扣分",     .kind = CELL_FIGURE, .fold = 2 },
        { .label = "升降",     .kind = CELL_FIGURE },
        { .label = "说明",     .kind = CELL_TEXT, .fold = 3, .small = "备注" },
        { .label = "等次",     .kind = CELL_TEXT, .small = "理由" },     /* not of a month's monitoring */
};

static void put_rank(struct ctx *cx, struct run_page *p, const struct rank_row *r)
{
        const struct result_unit *u = r->u;
        struct list_cell *c = list_next(cx, &p->list, u->unit);
        if (!c)
                return;
        str waits = u->waiting ? str_f(cx->arena, words_of(cx->lang, "%d 项缺数"), u->waiting) : S("");
        list_key(&p->list, u->unit);
        c[0] = (struct list_cell){ .n = u->rank, .none = !u->rank };
        if (u->rank && r->waits)
                c[0].small = str_of(words_of(cx->lang, "暂列"));
        c[1] = (struct list_cell){
                .text = u->brief,
                .href = r->detail ? str_f(cx->arena, "/results/%ld/units/%ld", p->run.id, u->unit)
                                  : S("")
        };
        c[2].text = u->group;
        c[3].text = points_str(cx->arena, u->total, 2);
        if (u->waiting)
                c[3].small = str_of(words_of(cx->lang, "未定"));
        c[4].text = points_str(cx->arena, u->base, 2);
        c[5].text = points_str(cx->arena, u->bonus, 2);
        c[6].text = points_str(cx->arena, u->penalty, 2);
        c[7] = (struct list_cell){ .text = r->moved, .none = !r->moved.n };
        c[8] = (struct list_cell){ .text = r->tie, .small = waits, .none = !r->tie.n && !waits.n };
        if (p->graded)
                c[9] = (struct list_cell){ .text = u->grade.n ? u->grade : S("—"),
                                           .small = str_of(words_of(cx->lang, r->reason)) };
        if (p->graded && u->grade.n && r->waits)
                c[9].small = str_f(cx->arena, words_of(cx->lang, "%.*s；组内有缺数，暂定"), STR(c[9].small));
}

/* The ranking: in places within each group, or in an order of units; of one group where one is
 * chosen. */
static const struct fail *rank_list(struct ctx *cx, const struct request *rq, struct run_page *p,
                                    const struct rank_row *rows, int n)
{
        struct form form = form_of(cx, rq);
        str chosen = form_text(&form, "group", 0, 20), value = S("");
        struct form_choice *groups = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n + 1);
        int n_groups = 0;
        groups[n_groups++] = (struct form_choice){ .value = S(""), .word = "全部" };
        for (int i = 0; i < n; i++) {
                if (i && rows[i].u->grp == rows[i - 1].u->grp)
                        continue;
                str id = str_f(cx->arena, "%ld", rows[i].u->grp);
                groups[n_groups++] = (struct form_choice){ .value = id, .name = rows[i].u->group };
                if (str_eq(id, chosen))
                        value = id;
        }
        struct list_filter *filter = NEW(cx->arena, struct list_filter);
        *filter = (struct list_filter){ .kind = FILTER_CHOICE, .name = "group", .label = "分组", .value = value,
                                        .choices = groups, .n_choices = n_groups };
        p->list = (struct list){
                .page = &p->page, .path = str_f(cx->arena, "/results/%ld", p->run.id).p,
                .caption = "排名", .columns = rank_columns,
                .n_columns = (int)COUNT_OF(rank_columns) - !p->graded, .filters = filter,
                .n_filters = 1, .total = -1, .whole = true, .of = LIST_OF_UNITS, .own = "按名次",
                .find = "单位、分组或等次", .empty = "没有您能看的名次",
                .empty_help = "公示以后，各单位能看到本组的总分和名次。"
        };
        const struct fail *f = list_open(cx, rq, &p->list);
        if (f)
                return f;
        for (int i = 0; i < n; i++)
                if (!value.n || str_eq(value, str_f(cx->arena, "%ld", rows[i].u->grp)))
                        put_rank(cx, p, &rows[i]);
        list_end(cx, &p->list);
        return NULL;
}

static const struct fail *run_fill(struct ctx *cx, const struct request *rq, struct run_page *p)
{
        const struct result_unit *u;
        struct result_basis b;
        struct result_outcome o;
        int n;
        p->page = page_of(cx, rq, "得分与排名");
        const struct fail *f = result_run_find(cx, rq->ids[0], &p->run);
        if (!f)
                f = result_units(cx, &p->run, &u, &n);
        if (!f)
                f = result_basis_of(cx, &p->run, &b);
        if (f)
                return f;
        result_score(cx->arena, &b, &o);
        p->e = b.e;
        p->office = !auth_see_year(cx, MAY_RESULT_VIEW, p->run.unit, p->run.year);
        f = document_link(cx, "result", p->run.id, &p->document);
        if (f)
                return f;
        p->may_document = p->office && result_may_circulate(&p->run) &&
                          (!p->document.id || p->document.state == DOCUMENT_DRAFT ||
                           p->document.state >= DOCUMENT_VOID) &&
                          document_may_draft(cx, S("circular"), p->run.unit);
        p->n_due = b.n_due, p->n_leaves = b.scheme.n_leaves;
        p->graded = p->run.stage != RESULT_MONITOR;
        p->page.name = run_name(cx, &p->run);
        run_crumbs(cx, &p->page, &p->run, (str){ 0 });
        struct rank_row *rows = NEW_ARRAY(cx->arena, struct rank_row, (size_t)n + 1);
        int n_rows = 0;
        for (int i = 0; i < n; i++) {
                int at = result_unit_at(&b, u[i].unit);
                if (u[i].hidden || at < 0)
                        continue;
                rows[n_rows++] = (struct rank_row){
                        .u = &u[i], .detail = p->office || result_may_detail(cx, &p->run, u[i].unit),
                        .tie = tie_words(cx, &o, at), .reason = result_grade_reason(&b, &o, at, u[i].why),
                        .waits = result_group_waits(&b, &o, at) };
        }
        f = result_revised(cx, &p->run, &b, 0, &p->revised, &p->n_revised);
        if (!f)
                f = fill_moved(cx, p, rows, n_rows);
        if (!f)
                f = rank_list(cx, rq, p, rows, n_rows);
        struct quota_row *quotas = NEW_ARRAY(cx->arena, struct quota_row, (size_t)o.n_lines + 1);
        for (int i = 0; i < o.n_lines && p->office; i++)
                if (o.lines[i].competing)
                        quotas[p->n_quotas++] = (struct quota_row){
                                b.scheme.groups[o.lines[i].group].name,
                                b.grades.grades[o.lines[i].grade].name, o.lines[i].competing,
                                o.lines[i].quota, o.lines[i].used, o.lines[i].outside,
                                o.lines[i].over
                        };
        p->quotas = quotas;
        fill_lead(cx, p, u, n);
        fill_moves(cx, p);
        /* of an archived year it shows what was decided, without a form */
        p->may_decide = p->run.stage != RESULT_MONITOR && auth_may(cx, MAY_RESULT_DECIDE) && p->office;
        p->state = result_state_word(&p->run, cx->today);
        p->ahead = p->run.state == RESULT_PUBLIC && p->run.public_from.n > cx->today.n;
        p->appeal_until = DAY_NONE;
        if (!f && p->run.state == RESULT_PUBLIC)
                f = appeal_until(cx, &p->run, &p->appeal_until);
        return f;
}

/* GET /results/:id */
const struct fail *result_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct run_page *p = NEW(cx->arena, struct run_page);
        const struct fail *f = run_fill(cx, rq, p);
        if (!f)
                run_page(&re->body, p);
        return f;
}

/* ---- a step ------------------------------------------------------------------------------------------ */

static const struct form_choice seen[] = {
        { S_C(""), "还没有逐项看过", { 0 } },
        { S_C("1"), "已逐项看过，总分未定的单位也一并公示", { 0 } },
};

static const struct form_choice seen_past[] = {
        { S_C(""), "还没有逐项看过", { 0 } },
        { S_C("1"), "已逐项看过，仍用这一次核算的结果", { 0 } },
};

/* What is incomplete, for whoever opens the publicity period: listed, to be acknowledged. */
static const struct fail *fill_open(struct ctx *cx, const struct result_run *run,
                                    struct result_form *p)
{
        struct result_basis b;
        struct result_outcome o;
        struct result_lack *list;
        const struct fail *f = result_basis_of(cx, run, &b);
        if (f)
                return f;
        result_score(cx->arena, &b, &o);
        int n = result_lacks(cx->arena, &b, &o, -1, &list);
        p->n_lacks = lacks_by_leaf(cx, &b, list, n, &p->lacks);
        for (int u = 0; u < b.input.n_units; u++)
                p->n_open += !o.settled[u];
        return NULL;
}

/* The last day, counted from the first one; and who takes objections: the office that asks, unless it says another. */
static const struct fail *fill_days(struct ctx *cx, const struct result_run *run, day first,
                                    struct result_form *p)
{
        day until, appeal;
        int n;
        struct org_unit own = { .name = S("") };
        const struct fail *f = result_public_days(cx, run, first, &until, &appeal, &n);
        if (!f && cx->unit)
                f = org_unit_by_id(cx, cx->unit, &own);
        if (f)
                return f;
        p->first = day_str(cx->arena, first);
        p->days = str_f(cx->arena, words_of(cx->lang, "自 %.*s 起公示 %d 个工作日，到 %.*s 为止；申诉到 %.*s 为止。"),
                        STR(day_zh(cx->arena, first)), n, STR(day_zh(cx->arena, until)),
                        STR(day_zh(cx->arena, appeal)));
        p->fields[p->n_fields++] = (struct form_field){
                .name = "addressee", .label = "异议向谁提出", .max = 200, .value = own.name,
                .hint = "受理异议的单位，加上电话或地址；印在公示稿上"
        };
        return NULL;
}

static const struct fail *move_form(struct ctx *cx, const struct request *rq, struct reply *re, str event,
                                    int64_t version, day on, const struct form *form,
                                    const struct fail *why)
{
        struct result_form *p = NEW(cx->arena, struct result_form);
        struct result_run run;
        const struct flow_step *s;
        const struct fail *f = result_run_find(cx, rq->ids[0], &run);
        if (!f)
                f = flow_find(cx, &result_flow, (int)run.state, event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, run.unit, run.year);
        if (f)
                return why ? why : f;
        p->page = page_of(cx, rq, "办理一步");
        run_crumbs(cx, &p->page, &run, str_of(words_of(cx->lang, s->label)));
        day first = day_is(on) && s->to == RESULT_PUBLIC ? on : cx->today;
        result_form_step(cx, p, s, s->to == RESULT_PUBLIC ? "公示第一天" : "日期", first);
        if (s->to == RESULT_PUBLIC)
                f = fill_open(cx, &run, p);
        if (!f && s->to == RESULT_PUBLIC)
                f = fill_days(cx, &run, first, p);
        if (!f && s->to == RESULT_DECIDED)
                f = appeals_won(cx, &run, &p->won, &p->n_won);
        if (!f && (s->to == RESULT_PUBLIC || s->to == RESULT_DECIDED)) {
                struct result_stale stale;
                f = result_stale(cx, &run, &stale);
                p->stale = f ? S("") : result_stale_words(cx, &stale);
        }
        if (f)
                return f;
        if (s->to == RESULT_DECIDED || p->n_open || p->stale.n)
                p->fields[p->n_fields++] = (struct form_field){
                        .name = "reason",
                        .label = s->to == RESULT_DECIDED ? "与公示不同的原因"
                               : !p->n_open ? "不重新核算的原因"
                               : p->stale.n ? "合计未定、不重新核算仍要公示的原因" : "合计未定仍要公示的原因",
                        .hint = s->to == RESULT_DECIDED
                                        ? "得分变了又没有审定的申诉，或申诉已审定更正而得分没有变的，要写明" : NULL,
                        .rows = 2, .max = 1000, .optional = true, .value = S("")
                };
        bool past = p->stale.n;
        for (int i = 0; i < p->n_won; i++)
                past |= p->won[i].same;
        if (past || p->n_open)
                p->fields[p->n_fields++] = (struct form_field){
                        .name = "seen", .label = past ? "上面列出的" : "缺数清单", .value = S(""),
                        .choices = past ? seen_past : seen, .n_choices = COUNT_OF(seen)
                };
        p->help = s->to == RESULT_PUBLIC ? "公示按工作日计算，第一天计入；公示期内各单位可以申诉。"
                : s->to == RESULT_ARCHIVED ? "归档以后这一年不再核算。" : "";
        p->version = version ? version : run.version;
        p->action = str_f(cx->arena, "/results/%ld/moves", run.id);
        p->back = str_f(cx->arena, "/results/%ld", run.id);
        return result_form_show(p, re, form, why);
}

/* GET /results/:id/moves/:key */
const struct fail *result_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        day on = form_day_or_none(&form, "day");
        const struct fail *f = form_end(&form);
        return f ? f : move_form(cx, rq, re, rq->keys[0], 0, on, NULL, NULL);
}

/* POST /results/:id/moves */
const struct fail *result_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct flow_wish in = flow_wish_of(&form, 1000);
        in.to = form_text(&form, "addressee", 0, 200);
        const struct fail *f = form_end(&form);
        if (!f)
                f = result_step(cx, rq->ids[0], &in);
        if (f)
                return fail_on_form(f) ? move_form(cx, rq, re, in.event,
                                                   f->kind == FAIL_CONFLICT ? 0 : in.version, in.day,
                                                   &form, f)
                                       : f;
        reply_note(re, cx, "已办理");
        return reply_see(re, cx, "/results/%ld", rq->ids[0]);
}

/* ---- two runs -------------------------------------------------------------------------------------- */

static void compare_inputs(struct ctx *cx, struct compare_runs *p, const struct result_basis *a,
                           const struct result_basis *b)
{
        enum { MOST = 100 };
        struct changed_input *list = NEW_ARRAY(cx->arena, struct changed_input, MOST);
        int months = a->through < b->through ? a->through : b->through;
        for (int l = 0; l < b->scheme.n_leaves; l++) {
                const struct leaf *x = &b->scheme.leaves[l];
                for (int i = 0; i < x->n_columns; i++)
                        for (int u = 0; u < b->input.n_units; u++)
                                for (int m = 0; m <= months; m++) {
                                        int64_t was = a->figure[input_at(&a->input, m, x->column + i, u)],
                                                is = b->figure[input_at(&b->input, m, x->column + i, u)];
                                        if (was == is)
                                                continue;
                                        if (p->n_inputs == MOST) {
                                                p->n_more++;
                                                continue;
                                        }
                                        struct method_input in = leaf_column(cx->arena, x, i);
                                        int places = in.kind == KIND_FIGURE ? x->places : 0;
                                        list[p->n_inputs++] = (struct changed_input){
                                                edition_unit_of(&b->e, b->ready.unit_ids[u])->brief,
                                                str_f(cx->arena, "%.*s：%s", STR(x->name),
                                                      words_of(cx->lang, in.name)),
                                                str_f(cx->arena, words_of(cx->lang, "%d 月"), m + 1),
                                                figure_str(cx->arena, cx->lang, was, places),
                                                figure_str(cx->arena, cx->lang, is, places)
                                        };
                                }
        }
        p->inputs = list;
        /* months that only one of them has: what came with them is no difference */
        const struct result_basis *longer = a->through > b->through ? a : b;
        for (int m = months + 1; m <= longer->through; m++)
                for (int k = 0; k < longer->input.n_columns; k++)
                        for (int u = 0; u < longer->input.n_units; u++) {
                                size_t at = input_at(&longer->input, m, k, u);
                                p->n_later += longer->source[at] > 0;
                        }
        p->months = months + 1;
}

static const struct fail *compare_fill(struct ctx *cx, struct compare_runs *p)
{
        enum { CAUSES = 5 };
        struct result_basis a, b;
        struct result_outcome oa, ob;
        const struct result_unit *ua, *ub;
        int na, nb;
        const struct fail *f = result_units(cx, &p->other, &ua, &na);
        if (!f)
                f = result_units(cx, &p->run, &ub, &nb);
        if (!f)
                f = result_basis_of(cx, &p->other, &a);
        if (!f)
                f = result_basis_of(cx, &p->run, &b);
        if (f)
                return f;
        result_score(cx->arena, &a, &oa);
        result_score(cx->arena, &b, &ob);
        struct run_pair pair = run_pair_of(cx->arena, (struct run_side){ &a, &oa }, (struct run_side){ &b, &ob });
        struct changed_unit *list = NEW_ARRAY(cx->arena, struct changed_unit, (size_t)nb + 1);
        for (int i = 0; i < nb; i++)
                for (int k = 0; !f && k < na; k++) {
                        if (ub[i].unit != ua[k].unit || (ub[i].total.micro == ua[k].total.micro &&
                                                         ub[i].rank == ua[k].rank))
                                continue;
                        struct changed_unit *u = &list[p->n_units++];
                        *u = (struct changed_unit){
                                .name = ub[i].brief, .group = ub[i].group,
                                .before = points_str(cx->arena, ua[k].total, 2),
                                .after = points_str(cx->arena, ub[i].total, 2),
                                .rank_before = str_f(cx->arena, "%d", ua[k].rank),
                                .rank_after = str_f(cx->arena, "%d", ub[i].rank) };
                        f = run_causes(cx, &pair, ub[i].unit, CAUSES, &u->causes, &u->n_causes, &u->n_more);
                }
        if (f)
                return f;
        p->units = list;
        p->edition = a.e.id != b.e.id;
        p->effects_before = a.n_effects, p->effects_after = b.n_effects;
        p->decisions_before = a.n_decisions, p->decisions_after = b.n_decisions;
        if (!p->edition)
                compare_inputs(cx, p, &a, &b);
        return NULL;
}

/* GET /results/:id/compare */
const struct fail *result_compare_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct compare_runs *p = NEW(cx->arena, struct compare_runs);
        struct form form = form_of(cx, rq);
        int64_t with = form_int_or(&form, "with", 0, INT64_MAX, 0);
        const struct result_run *runs;
        int n = 0;
        p->page = page_of(cx, rq, "比较两次核算");
        const struct fail *f = result_run_find(cx, rq->ids[0], &p->run);
        /* figures of all units stand side by side: for who sees all of them */
        if (!f)
                f = auth_see_year(cx, MAY_RESULT_VIEW, p->run.unit, p->run.year);
        if (!f)
                f = result_runs(cx, p->run.scheme, &runs, &n);
        if (f)
                return f;
        run_crumbs(cx, &p->page, &p->run, str_of(words_of(cx->lang, "比较两次核算")));
        p->choices = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                if (runs[i].id == p->run.id)
                        continue;
                p->choices[p->n_choices++] = (struct form_choice){
                        .value = str_f(cx->arena, "%ld", runs[i].id),
                        .name = run_name(cx, &runs[i])
                };
                if (runs[i].id == with || (!with && !p->chosen && runs[i].no < p->run.no))
                        p->other = runs[i], p->chosen = true;
        }
        if (p->chosen)
                f = compare_fill(cx, p);
        if (!f)
                compare_runs_page(&re->body, p);
        return f;
}

/* ---- decisions on grades ---------------------------------------------------------------------------- */

static const struct fail *grades_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                      const struct form *form, const struct fail *why)
{
        struct grades_page *p = NEW(cx->arena, struct grades_page);
        struct edition e;
        p->page = page_of(cx, rq, "等次决定");
        const struct fail *f = result_run_find(cx, rq->ids[0], &p->run);
        if (!f)
                f = auth_see_year(cx, MAY_RESULT_DECIDE, p->run.unit, p->run.year);
        if (!f)
                f = edition_read(cx, p->run.edition, &e);
        if (!f)
                f = grade_decisions(cx, p->run.scheme, &p->rows, &p->n_rows);
        if (f)
                return f;
        run_crumbs(cx, &p->page, &p->run, str_of(words_of(cx->lang, "等次决定")));
        struct form_choice *units = NEW_ARRAY(cx->arena, struct form_choice, (size_t)e.n_units + 1),
                           *grades = NEW_ARRAY(cx->arena, struct form_choice,
                                               (size_t)e.n_grades + 1);
        for (int i = 0; i < e.n_units; i++)
                units[i] = (struct form_choice){ .value = str_f(cx->arena, "%ld", e.units[i].unit),
                                                 .name = e.units[i].brief };
        for (int i = 0; i < e.n_grades; i++)
                grades[i] = (struct form_choice){ .value = e.grades[i].name,
                                                  .name = e.grades[i].name };
        const struct form_field fields[] = {
                { .name = "unit", .label = "单位", .choices = units, .n_choices = e.n_units,
                  .value = S("") },
                { .name = "grade", .label = "等次", .choices = grades, .n_choices = e.n_grades,
                  .value = S("") },
                { .name = "reason", .label = "原因", .rows = 2, .max = 1000, .value = S("") },
                { .name = "by", .label = "作出决定的会议或文件", .max = 200, .value = S("") },
                { .name = "day", .label = "日期", .type = "date",
                  .value = day_str(cx->arena, cx->today) },
        };
        p->n_fields = COUNT_OF(fields);
        for (int i = 0; i < p->n_fields; i++)
                p->fields[i] = form ? form_field_of(fields[i], form, why) : fields[i];
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        f = grade_may_change(cx, p->run.scheme);
        if (f && f->kind != FAIL_CONFLICT)
                return f;
        p->closed = f ? f->say : (str){ 0 };
        p->may = !f && !auth_change_year(cx, MAY_RESULT_DECIDE, p->run.unit, p->run.year);
        if (why)
                re->status = fail_http(why->kind);
        grades_page(&re->body, p);
        return NULL;
}

/* GET /results/:id/grades */
const struct fail *result_grades_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return grades_show(cx, rq, re, NULL, NULL);
}

/* POST /results/:id/grades */
const struct fail *result_grades_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct result_run run;
        int64_t id;
        struct grade_wish w = { .unit = form_int(&form, "unit", 1, INT64_MAX),
                                .grade = form_text(&form, "grade", 1, 100),
                                .reason = form_text(&form, "reason", 0, 1000),
                                .decided_by = form_text(&form, "by", 0, 200),
                                .decided = form_day_or_none(&form, "day") };
        const struct fail *f = result_run_find(cx, rq->ids[0], &run);
        if (f)
                return f;
        f = form_end(&form);
        w.scheme = run.scheme;
        if (!f)
                f = grade_decide(cx, &w, &id);
        if (f)
                return fail_on_form(f) ? grades_show(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "已登记，下次核算起计入");
        return reply_see(re, cx, "/results/%ld/grades", rq->ids[0]);
}

/* POST /results/decisions/:id/revocations */
const struct fail *grade_revocations_post(struct ctx *cx, const struct request *rq,
                                          struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        int64_t run = form_int_or(&form, "run", 1, INT64_MAX, 0);
        const struct fail *f = form_end(&form);
        if (!f)
                f = grade_revoke(cx, rq->ids[0], version);
        if (f)
                return f;
        reply_note(re, cx, "已撤销，下次核算起不计");
        return run ? reply_see(re, cx, "/results/%ld/grades", run) : reply_see(re, cx, "/results");
}
