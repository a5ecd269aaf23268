/* domain/target/result/pages_appeal.c - appeals: the list, a new one,
        one with its steps; the documents of a run. */
#include "core/auth/auth.h"
#include "core/doc/doc.h"
#include "domain/target/result/faces.h"
#include "domain/target/result/result.html.h"
#include "domain/target/scheme.sql.h"

static const struct list_column columns[] = {
        { .label = "单位", .kind = CELL_TITLE },
        { .label = "指标", .kind = CELL_TEXT },
        { .label = "提出", .kind = CELL_DAY },
        { .label = "复核期限", .kind = CELL_DAY },
        { .label = "状态", .kind = CELL_LAMP },
};

/* GET /appeals */
const struct fail *appeals_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct appeals_page *p = NEW(cx->arena, struct appeals_page);
        struct schemes it;
        int64_t *ids = NULL;
        int n_ids = 0, cap = 0;
        p->page = page_of(cx, rq, "申诉与复核");
        p->list = (struct list){ .page = &p->page, .path = "/appeals", .caption = "申诉与复核",
                                 .columns = columns, .n_columns = COUNT_OF(columns), .total = -1,
                                 .whole = true, .of = LIST_OF_UNITS, .own = "新的年度在前",
                                 .find = "单位、指标或状态", .empty = "没有申诉",
                                 .empty_help = "公示期内可以在本单位的得分说明里提出。" };
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it))
                *VEC_ADD(cx->arena, ids, n_ids, cap) = it.id;
        const struct fail *f = schemes_end(&it);
        if (!f)
                f = list_open(cx, rq, &p->list);
        for (int s = 0; !f && s < n_ids; s++) {
                const struct appeal *list;
                int n;
                f = appeals_list(cx, ids[s], &list, &n);
                for (int i = 0; !f && i < n; i++) {
                        struct list_cell *c = list_next(cx, &p->list, list[i].id);
                        bool open = list[i].state <= APPEAL_TAKEN || list[i].state == APPEAL_CHANGED;
                        if (!c)
                                break;
                        list_key(&p->list, list[i].unit);
                        c[0] = (struct list_cell){ .text = list[i].unit_name,
                                                   .href = str_f(cx->arena, "/appeals/%ld", list[i].id) };
                        c[1] = (struct list_cell){ .text = list[i].node_name,
                                                   .none = !list[i].node_name.n };
                        c[2] = (struct list_cell){ .d = list[i].filed };
                        c[3] = (struct list_cell){ .d = list[i].due };
                        c[4] = (struct list_cell){ .word = appeal_state_words[list[i].state],
                                                   .lamp = !open                       ? "done"
                                                         : list[i].due.n < cx->today.n ? "red"
                                                                                       : "yellow" };
                }
        }
        if (f)
                return f;
        list_end(cx, &p->list);
        appeals_page(&re->body, p);
        return NULL;
}

static const struct fail *new_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                   const struct form *form, const struct fail *why)
{
        struct result_form *p = NEW(cx->arena, struct result_form);
        struct result_run run;
        struct edition e;
        const struct result_node *nodes;
        int n;
        int64_t unit = rq->ids[1];
        day until;
        const struct fail *f = result_run_find(cx, rq->ids[0], &run);
        if (!f)
                f = result_nodes(cx, &run, unit, &nodes, &n);
        if (!f && !n)
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = auth_change_year(cx, MAY_APPEAL_FILE, unit, run.year);
        if (!f && run.state != RESULT_PUBLIC)
                f = fail(cx, CONFLICT, "只能对公示中的结果提出申诉");
        if (!f)
                f = edition_read(cx, run.edition, &e);
        if (!f)
                f = appeal_until(cx, &run, &until);
        if (f)
                return why ? why : f;
        p->page = page_of(cx, rq, "申诉");
        run_crumbs(cx, &p->page, &run, str_of(words_of(cx->lang, "申诉")));
        struct form_choice *choices = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n + 2);
        int k = 0;
        choices[k++] = (struct form_choice){ .value = S("0"), .word = "总分或等次" };
        for (int i = 0; i < e.n_nodes; i++)
                for (int m = 0; m < n; m++)
                        if (nodes[m].node == e.nodes[i].id && e.nodes[i].leaf)
                                choices[k++] = (struct form_choice){
                                        .value = str_f(cx->arena, "%ld", e.nodes[i].id),
                                        .name = e.nodes[i].name
                                };
        p->fields[0] = (struct form_field){ .name = "node", .label = "对哪项得分",
                                            .choices = choices, .n_choices = k, .value = S("0") };
        p->fields[1] = (struct form_field){ .name = "text", .label = "事实和理由", .rows = 6,
                                            .max = 4000, .value = S("") };
        p->fields[2] = (struct form_field){ .name = "want", .label = "请求", .rows = 2, .max = 1000,
                                            .value = S("") };
        p->n_fields = 3;
        p->title = "对公示的得分提出申诉", p->button = "提出申诉";
        p->help = "填报、审核过这个分数的人回避。复核期限按工作日计算，收到当日不计。依据材料作为附件，在提出以后的申诉页上添加。";
        p->action = str_f(cx->arena, "/results/%ld/units/%ld/appeals", run.id, unit);
        p->back = str_f(cx->arena, "/results/%ld/units/%ld", run.id, unit);
        return result_form_show(p, re, form, why);
}

/* GET /results/:id/units/:id/appeal */
const struct fail *appeal_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return new_form(cx, rq, re, NULL, NULL);
}

/* POST /results/:id/units/:id/appeals */
const struct fail *appeal_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t id;
        struct appeal_wish w = { .run = rq->ids[0], .unit = rq->ids[1],
                                 .node = form_int_or(&form, "node", 0, INT64_MAX, 0),
                                 .text = form_text(&form, "text", 0, 4000),
                                 .want = form_text(&form, "want", 0, 1000) };
        const struct fail *f = form_end(&form);
        if (!f)
                f = appeal_file(cx, &w, &id);
        if (f)
                return fail_on_form(f) ? new_form(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "申诉已提出");
        return reply_see(re, cx, "/appeals/%ld", id);
}

/* ---- files ----------------------------------------------------------------------------------- */

static const struct fail *files_see(struct ctx *cx, int64_t id)
{
        struct appeal a;
        return appeal_find(cx, id, &a);
}

/* What the unit brings for it, until it is decided. */
static const struct fail *files_change(struct ctx *cx, int64_t id)
{
        struct appeal a;
        struct result_run run;
        const struct fail *f = appeal_find(cx, id, &a);
        if (!f)
                f = result_run_find(cx, a.run, &run);
        if (!f)
                f = auth_change_year(cx, MAY_APPEAL_FILE, a.unit, run.year);
        if (!f && a.state != APPEAL_FILED && a.state != APPEAL_TAKEN)
                f = fail(cx, CONFLICT, "%s，附件不能再改",
                         words_of(cx->lang, appeal_state_words[a.state]));
        return f;
}

const struct attach_kind appeal_attach = {
        .code = "appeal", .label = "申诉", .path = "/appeals/%ld", .may_see = files_see,
        .may_change = files_change,
};

/* ---- one appeal ------------------------------------------------------------------------------ */

static const struct fail *appeal_fill(struct ctx *cx, const struct request *rq,
                                      struct appeal_page *p)
{
        const struct flow_step *moves[12];
        const struct fail *f = appeal_find(cx, rq->ids[0], &p->a);
        if (!f)
                f = result_run_find(cx, p->a.run, &p->run);
        if (!f)
                f = recusals(cx, p->a.id, &p->recusals, &p->n_recusals);
        if (f)
                return f;
        p->page = page_of(cx, rq, "申诉与复核");
        p->page.here = "/appeals";
        page_crumb(&p->page, S("/appeals"), "申诉与复核", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, NULL, p->a.unit_name);
        const struct fail *out = appeal_keeps_out(cx, &p->a);
        int n = flow_moves(cx, &appeal_flow, (int)p->a.state, moves, 12);
        for (int i = 0; i < n && p->n_moves < RESULT_MOVES; i++) {
                if (auth_change_year(cx, (enum perm)moves[i]->need, p->a.unit, p->run.year))
                        continue;
                if (out && moves[i]->need != MAY_APPEAL_FILE) {
                        p->keeps_out = out->say;
                        continue;
                }
                p->moves[p->n_moves++] = moves[i];
        }
        p->detail = result_may_detail(cx, &p->run, p->a.unit);
        p->late = (p->a.state == APPEAL_FILED || p->a.state == APPEAL_TAKEN) &&
                  p->a.due.n < cx->today.n;
        p->open = p->a.state == APPEAL_FILED || p->a.state == APPEAL_TAKEN ||
                p->a.state == APPEAL_CHANGED;
        f = p->open ? appeal_deciders_left(cx, &p->a, &p->deciders) : NULL;
        return f ? f : attach_panel_of(cx, &p->page, "appeal", p->a.id, &p->files);
}

/* GET /appeals/:id */
const struct fail *appeal_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct appeal_page *p = NEW(cx->arena, struct appeal_page);
        const struct fail *f = appeal_fill(cx, rq, p);
        if (!f)
                appeal_page(&re->body, p);
        return f;
}

static const struct fail *move_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                    str event, int64_t version, const struct form *form,
                                    const struct fail *why)
{
        struct result_form *p = NEW(cx->arena, struct result_form);
        struct appeal_page *a = NEW(cx->arena, struct appeal_page);
        const struct flow_step *s;
        const struct fail *f = appeal_fill(cx, rq, a);
        if (!f)
                f = flow_find(cx, &appeal_flow, (int)a->a.state, event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, a->a.unit, a->run.year);
        if (f)
                return why ? why : f;
        p->page = a->page;
        result_form_step(cx, p, s, "日期", cx->today);
        if (s->ask & FLOW_ASK_REASON)
                p->fields[p->n_fields++] = (struct form_field){ .name = "reason",
                        .label = "决定和理由", .rows = 5, .max = 4000, .value = S("") };
        p->help = s->to == APPEAL_CHANGED ? "决定更正以后，更正数据，重新核算，再审定更正的结果。" : "";
        p->version = version ? version : a->a.version;
        p->action = str_f(cx->arena, "/appeals/%ld/moves", a->a.id);
        p->back = str_f(cx->arena, "/appeals/%ld", a->a.id);
        return result_form_show(p, re, form, why);
}

/* GET /appeals/:id/moves/:key */
const struct fail *appeal_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return move_form(cx, rq, re, rq->keys[0], 0, NULL, NULL);
}

/* POST /appeals/:id/moves */
const struct fail *appeal_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct flow_wish in = flow_wish_of(&form, 4000);
        const struct fail *f = form_end(&form);
        if (!f)
                f = appeal_move_on(cx, rq->ids[0], &in);
        if (f)
                return fail_on_form(f) ? move_form(cx, rq, re, in.event,
                                                   f->kind == FAIL_CONFLICT ? 0 : in.version, &form, f)
                                       : f;
        reply_note(re, cx, "已办理");
        return reply_see(re, cx, "/appeals/%ld", rq->ids[0]);
}
