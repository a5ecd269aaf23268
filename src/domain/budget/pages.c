/* domain/budget/pages.c - the list of budgets, and the views of one. */
#include "core/auth/auth.h"
#include "core/search/search.h"
#include "domain/budget/budget.html.h"
#include "domain/budget/faces.h"
#include "domain/budget/lines.html.h"
#include "domain/budget/list.sql.h"
#include "domain/budget/list.html.h"
#include "domain/budget/output.h"
#include "domain/budget/part_need.h"
#include "domain/budget/projects.html.h"
#include "domain/budget/store.sql.h"
#include "door/web/list.h"

static const char *state_lamp(int64_t state)
{
        switch ((enum budget_state)state) {
        case BUDGET_PUBLISHED: return "done";
        case BUDGET_DRAFT:
        case BUDGET_CORRECTED: return "grey";
        case BUDGET_SUBMITTED:
        case BUDGET_REVIEWED:
        case BUDGET_APPROVED:
        case BUDGET_STATES:    break;
        }
        return "yellow";
}

/* ---- the list ---------------------------------------------------------------- */

static const struct list_column columns[] = {
        { .label = "单位",             .kind = CELL_TITLE, .small = "代码" },
        { .label = "年度",             .kind = CELL_INT },
        { .label = "状态",             .kind = CELL_LAMP },
        { .label = "支出预算（万元）", .kind = CELL_FIGURE },
        { .label = "批复",             .kind = CELL_DAY, .fold = 2 },
        { .label = "公开",             .kind = CELL_DAY, .fold = 2 },
        { .label = "版本",             .kind = CELL_INT, .fold = 3 },
};

static const struct fail *year_choices(struct ctx *cx, struct form_choice **ret, int *ret_n)
{
        struct budget_years it;
        struct form_choice *list = NULL;
        int n = 0, cap = 0;
        *VEC_ADD(cx->arena, list, n, cap) = (struct form_choice){ S(""), "全部", { 0 } };
        budget_years(&it, cx);
        while (budget_years_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct form_choice){
                        .value = str_f(cx->arena, "%ld", it.year), .name = str_f(cx->arena, "%ld", it.year) };
        *ret = list, *ret_n = n;
        return budget_years_end(&it);
}

static const struct fail *fill_list(struct ctx *cx, struct budgets_page *p,
                                    const struct auth_reach *r)
{
        struct budgets_page_rows it;
        struct search_word w = search_word(cx->arena, p->word);
        unsigned when = (p->year ? BUDGETS_PAGE_ROWS_WHEN_YEAR : 0) |
                        (p->state >= 0 ? BUDGETS_PAGE_ROWS_WHEN_STATE : 0) |
                        (!w.empty ? BUDGETS_PAGE_ROWS_WHEN_WORD : 0) |
                        (p->list.after ? BUDGETS_PAGE_ROWS_WHEN_AFTER : 0);
        budgets_page_rows(&it, cx, when, r->prefix, r->unit, r->group, r->years.first,
                          r->years.last, BUDGET_PUBLISHED, p->year, p->state,
                          w.like[0], w.like[1], w.like[2], w.first, w.last, p->list.by, p->list.after, p->list.take);
        while (budgets_page_rows_next(&it)) {
                struct list_cell *c = list_next(cx, &p->list, it.id);
                if (!c)
                        break;
                c[0] = (struct list_cell){
                        .text = it.dept_name, .href = str_f(cx->arena, "/budget/%ld", it.id),
                        .small = it.fictional ? str_f(cx->arena, "%.*s　%s", STR(it.code),
                                                      words_of(cx->lang, "虚构示例"))
                                              : it.code
                };
                c[1] = (struct list_cell){ .n = it.year };
                c[2] = (struct list_cell){ .lamp = state_lamp(it.state), .word = budget_flow.states[it.state] };
                c[3] = (struct list_cell){
                        .text = decimal_str(cx->arena, muldiv(it.total.fen, 1, FEN_PER_WAN), 2, true)
                };
                c[4] = (struct list_cell){ .d = it.approved, .none = !day_is(it.approved) };
                c[5] = (struct list_cell){ .d = it.published, .none = !day_is(it.published) };
                c[6] = (struct list_cell){ .n = it.version };
        }
        return budgets_page_rows_end(&it);
}

/* GET /budget */
const struct fail *budgets_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct form_choice *years, states[BUDGET_STATES + 1] = { { S_C(""), "全部", { 0 } } };
        int n_years;
        struct budgets_page *p = NEW(cx->arena, struct budgets_page);
        p->page = page_of(cx, rq, "部门预算");
        p->year = form_int_or(&form, "year", 1990, 2200, 0);
        p->state = form_int_or(&form, "state", 0, BUDGET_STATES - 1, -1);
        p->word = form_text(&form, "word", 0, 40);
        const struct fail *f = form_end(&form);
        if (!f)
                f = year_choices(cx, &years, &n_years);
        if (f)
                return f;
        for (int i = 0; i < BUDGET_STATES; i++)
                states[i + 1] = (struct form_choice){ .value = str_f(cx->arena, "%d", i),
                                                      .word = budget_flow.states[i] };
        struct auth_reach r = auth_reach(cx, MAY_BUDGET_VIEW);
        struct budgets_by_state it;
        budgets_by_state(&it, cx, r.prefix, r.unit, r.group, r.years.first, r.years.last,
                         BUDGET_PUBLISHED);
        while (budgets_by_state_next(&it)) {
                p->n_by_state[it.state] = (int)it.n;
                p->n_all += (int)it.n;
        }
        f = budgets_by_state_end(&it);
        if (f)
                return f;
        const struct list_filter filters[] = {
                { .kind = FILTER_CHOICE, .name = "year", .label = "年度", .choices = years, .n_choices = n_years,
                  .value = p->year ? str_f(cx->arena, "%ld", p->year) : S("") },
                { .kind = FILTER_CHOICE, .name = "state", .label = "状态", .choices = states,
                  .n_choices = BUDGET_STATES + 1, .value = p->state >= 0 ? str_f(cx->arena, "%ld", p->state) : S("") },
                { .kind = FILTER_SEARCH, .name = "word", .label = "单位、代码或项目", .value = p->word },
        };
        p->list = (struct list){
                .page = &p->page, .path = "/budget", .caption = "部门预算", .columns = columns,
                .n_columns = COUNT_OF(columns), .filters = filters, .n_filters = COUNT_OF(filters),
                .total = -1, .of = LIST_OF_UNITS, .own = "新年度在前", .empty = "没有符合条件的预算",
                .empty_help = "换一个年度或状态；还没有数据时，请先导入预算。",
                .empty_href = S("/budget"), .empty_word = "显示全部",
        };
        p->may_import = auth_may(cx, MAY_BUDGET_EDIT);
        f = list_open(cx, rq, &p->list);
        if (!f)
                f = fill_list(cx, p, &r);
        if (f)
                return f;
        list_end(cx, &p->list);
        budgets_page(&re->body, p);
        return NULL;
}

/* ---- overview ------------------------------------------------------------------ */

static const struct { const char *key, *label; } tiles[] = {
        { "total",               "收支预算总数" },
        { "basic",               "基本支出" },
        { "project",             "项目支出" },
        { "three",               "“三公”经费" },
};

static void add_tile(struct ctx *cx, struct budget_page *p, const struct figures *fg, int i)
{
        struct fact now = budget_fact_find(fg, str_of(tiles[i].key));
        struct fact prior = budget_fact_find(fg, str_f(cx->arena, "%s.prior", tiles[i].key));
        str was = prior.state == FACT_UNKNOWN ? S("") :
                  str_f(cx->arena, words_of(cx->lang, "上年 %.*s"), STR(fact_shown(fg, &prior)));
        p->figures[p->n_figures++] = (struct shown){
                .label = tiles[i].label, .text = fact_shown(fg, &now), .unit = str_of(words_of(cx->lang, "万元")),
                .key = str_of(tiles[i].key), .unknown = now.state == FACT_UNKNOWN,
                .note = was.n ? was : str_of(words_of(cx->lang, fact_state_words(fg, &now))),
        };
}

static const struct fail *fill_trail(struct ctx *cx, struct budget_page *p)
{
        struct budget_moves_of it, *list = NULL;
        struct budget_files_of fi;
        int n = 0, cap = 0;
        bool inside = !auth_see_year(cx, MAY_BUDGET_VIEW, p->frame.b->dept, p->frame.b->year);
        budget_moves_of(&it, cx, p->frame.b->id);
        while (budget_moves_of_next(&it))
                if (inside || it.to_state >= BUDGET_APPROVED)   /* returns are between the two offices */
                        *VEC_ADD(cx->arena, list, n, cap) = it;
        p->trail = list, p->n_trail = n, p->inside = inside;
        const struct fail *f = budget_moves_of_end(&it);
        if (f)
                return f;
        cap = 0;
        budget_files_of(&fi, cx, p->frame.b->id);
        while (budget_files_of_next(&fi))
                *VEC_ADD(cx->arena, p->files, p->n_files, cap) =
                        (struct file_row){ fi.kind, fi.name, fi.sha256, fi.size };
        return budget_files_of_end(&fi);
}

static str lead_of(struct ctx *cx, const struct figures *fg)
{
        struct fact total = budget_fact_find(fg, S("total")), prior = budget_fact_find(fg, S("total.prior"));
        str t = fact_shown(fg, &total);
        if (total.state == FACT_UNKNOWN || prior.state == FACT_UNKNOWN)
                return str_f(cx->arena, words_of(cx->lang, "%d 年收支预算总数 %.*s 万元，上年数未载。"), fg->b->year, STR(t));
        int64_t more = total.value - prior.value;
        if (!more)
                return str_f(cx->arena, words_of(cx->lang, "%d 年收支预算总数 %.*s 万元，与上年持平。"), fg->b->year, STR(t));
        int64_t by = more < 0 ? -more : more;
        return str_f(cx->arena, more > 0 ? words_of(cx->lang, "%d 年收支预算总数 %.*s 万元，比上年增加 %.*s 万元。")
                                         : words_of(cx->lang, "%d 年收支预算总数 %.*s 万元，比上年减少 %.*s 万元。"),
                     fg->b->year, STR(t), STR(decimal_str(cx->arena, by, 2, true)));
}

static const struct fail *fill_checks(struct ctx *cx, struct budget_page *p)
{
        struct disclosure *d;
        struct check_report report;
        int *const n_of[] = { [REACH_NONE] = &p->n_unknown, [REACH_PART] = &p->n_part, [REACH_ALL] = &p->n_equal };
        const struct fail *f = budget_checked(cx, p->frame.b, &d, &report);
        for (int i = 0; !f && i < report.n; i++)
                *(report.v[i].severity >= CHECK_ERROR ? &p->n_errors : &p->n_warnings) += 1;
        for (int i = 0; !f && i < n_check_rules; i++) {
                if (!report.outcomes[i].findings)
                        *n_of[check_reach(&report.outcomes[i])] += 1;
        }
        return f;
}

/* Of one year, those that the person may see. */
static const struct fail *fill_versions(struct ctx *cx, struct budget_page *p)
{
        const struct budget *b = p->frame.b;
        struct budget_versions it;
        int cap = 0;
        bool inside = !auth_see_year(cx, MAY_BUDGET_VIEW, b->dept, b->year);
        budget_versions(&it, cx, b->dept, b->year);
        while (budget_versions_next(&it))
                if (inside || it.state >= BUDGET_PUBLISHED)
                        *VEC_ADD(cx->arena, p->versions, p->n_versions, cap) = (struct version_row){
                                it.id, (int)it.version, (enum budget_state)it.state };
        return budget_versions_end(&it);
}

/* GET /budget/:id */
const struct fail *budget_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct budget_page p = { 0 };
        struct figures *fg;
        const struct fail *f = budget_frame_fill(cx, rq, "部门预算", "", &p.frame);
        if (!f)
                f = budget_figures(cx, p.frame.b, &fg);
        if (!f)
                f = fill_trail(cx, &p);
        if (!f)
                f = fill_versions(cx, &p);
        if (f)
                return f;
        for (int i = 0; i < (int)COUNT_OF(tiles); i++)
                add_tile(cx, &p, fg, i);
        p.lead = lead_of(cx, fg);
        struct calendar cal;
        f = fill_checks(cx, &p);
        if (!f)
                f = calendar_load(cx, &cal);
        if (f)
                return f;
        budget_clocks(p.frame.b, fg->profile, cx->today, &cal, p.clocks);
        for (int i = 0; i < CLOCKS; i++)
                p.n_clocks += p.clocks[i].state != CLOCK_IDLE;
        for (int i = 0; i < CLOCKS && !p.clock_warning.n; i++)
                p.clock_warning = calendar_warning(cx, p.clocks[i].missing);
        p.has_panel = !budget_attach.may_see(cx, p.frame.b->id);
        if (p.has_panel)
                f = attach_panel_of(cx, &p.frame.page, "budget", p.frame.b->id, &p.panel);
        if (f)
                return f;
        budget_page(&re->body, &p);
        return NULL;
}

/* ---- lines ---------------------------------------------------------------------- */

static const struct list_column line_columns[] = {
        { .label = "功能科目",     .kind = CELL_TITLE, .small = "功能科目编码" },
        { .label = "部门经济科目", .kind = CELL_TEXT, .small = "经济科目编码" },
        { .label = "单位",         .kind = CELL_TEXT, .fold = 3 },
        { .label = "资金",         .kind = CELL_TEXT, .fold = 3, .small = "资金来源" },
        { .label = "类别",         .kind = CELL_TEXT, .small = "" },
        { .label = "项目",         .kind = CELL_TEXT },
        { .label = "金额（元）",   .kind = CELL_FIGURE },
};

static void put_line(struct ctx *cx, struct list_cell *c, const struct line_row *x)
{
        c[0] = (struct list_cell){ .text = x->function_name, .small = x->function };
        c[1] = (struct list_cell){ .text = x->economic_name, .small = x->economic };
        if (!x->economic.n)
                c[1] = (struct list_cell){ .word = x->silent };
        c[2] = (struct list_cell){ .text = x->unit, .none = !x->unit.n };
        c[3] = (struct list_cell){ .word = x->fund, .small = str_of(words_of(cx->lang, x->source)) };
        c[4] = (struct list_cell){ .word = x->nature,
                                   .small = x->inferred ? str_of(words_of(cx->lang, "推定")) : S("") };
        c[5] = (struct list_cell){ .text = x->project, .none = !x->project.n };
        c[6] = (struct list_cell){ .text = x->amount };
}

/* GET /budget/:id/lines */
const struct fail *budget_lines_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct lines_page *p = NEW(cx->arena, struct lines_page);
        const struct fail *f = budget_frame_fill(cx, rq, "预算明细", "lines", &p->frame);
        if (f)
                return f;
        const struct budget *b = p->frame.b;
        const char *silent = budget_silence(b);
        int64_t sum = 0;
        p->list = (struct list){ .page = &p->frame.page, .caption = "预算明细", .total = -1, .whole = true,
                .path = str_f(cx->arena, "/budget/%ld/lines", b->id).p, .columns = line_columns,
                .n_columns = COUNT_OF(line_columns), .own = "录入的顺序", .find = "科目、单位、项目或类别",
                .empty = "还没有预算明细", .empty_help = "逐行录入，或从财政系统导出的表格导入。" };
        if (p->frame.may_edit) {
                p->list.empty_href = str_f(cx->arena, "/budget/%ld/lines/edit", b->id);
                p->list.empty_word = "逐行录入";
        }
        f = list_open(cx, rq, &p->list);
        for (int i = 0; !f && i < b->n_lines; i++) {
                struct line_row x = line_row_of(cx, b, &b->lines[i], silent);
                struct list_cell *c = list_next(cx, &p->list, x.id);
                sum += b->lines[i].amount.fen;
                if (c)
                        put_line(cx, c, &x);
        }
        if (f)
                return f;
        list_end(cx, &p->list);
        p->n_lines = b->n_lines;
        p->total = decimal_str(cx->arena, sum, 2, true);
        lines_page(&re->body, p);
        return NULL;
}

/* ---- projects -------------------------------------------------------------------- */

static str weight_str(struct ctx *cx, int weight)
{
        return weight % 100 ? decimal_str(cx->arena, weight, 2, false) : str_f(cx->arena, "%d", weight / 100);
}

static const struct list_column project_columns[] = {
        { .label = "项目",         .kind = CELL_TITLE, .small = "项目编码" },
        { .label = "类别",         .kind = CELL_TEXT },
        { .label = "单位",         .kind = CELL_TEXT },
        { .label = "预算（万元）", .kind = CELL_FIGURE },
};

static const struct fail *projects_fill(struct ctx *cx, const struct request *rq,
                                        struct projects_page *p, const struct figures *fg)
{
        const struct budget *b = p->frame.b;
        p->list = (struct list){ .page = &p->frame.page, .caption = "项目", .total = -1, .whole = true,
                .path = str_f(cx->arena, "/budget/%ld/projects", b->id).p, .columns = project_columns,
                .n_columns = COUNT_OF(project_columns), .own = "录入的顺序", .find = "项目、代码、类别或单位",
                .empty = "没有逐个列出的项目", .empty_help = "原件只公布了项目的个数和金额合计，见上面一句。" };
        if (p->frame.may_edit && !budget_transcribed(b)) {
                p->list.empty_help = "每一笔钱都落在项目上：先填项目，再录预算明细。";
                p->list.empty_href = str_f(cx->arena, "/budget/%ld/parts/projects", b->id);
                p->list.empty_word = "去填";
        }
        const struct fail *f = list_open(cx, rq, &p->list);
        for (int i = 0; !f && i < b->n_projects; i++) {
                const struct budget_project *x = &b->projects[i];
                struct list_cell *c = list_next(cx, &p->list, i + 1);
                int64_t sum = 0;
                for (int k = 0; k < b->n_lines; k++)
                        sum += b->lines[k].project == i ? fg->rounded.line[k] : 0;
                if (!c)
                        break;
                c[0] = (struct list_cell){ .text = x->name, .small = x->code,
                                           .href = str_f(cx->arena, "/budget/%ld/projects?p=%d#goal", b->id, i) };
                c[1] = (struct list_cell){ .word = category_labels[x->category] };
                c[2] = (struct list_cell){ .none = x->unit < 0 };
                if (x->unit >= 0)
                        c[2].text = b->units[x->unit].name;
                c[3] = (struct list_cell){ .text = decimal_str(cx->arena, sum, 2, true) };
        }
        if (!f)
                list_end(cx, &p->list);
        return f;
}

/* How many of each category, and for how much; each leads to the lines behind it. */
static void kinds_fill(struct ctx *cx, struct projects_page *p, const struct figures *fg)
{
        static const struct { const char *label, *count, *amount; } kinds[PROJECT_KINDS] = {
                { "人员类项目", "projects.personnel.count", "projects.personnel.amount" },
                { "运转类项目", "projects.operation.count", "projects.operation.amount" },
                { "特定目标类项目", "projects.special.count", "projects.special.amount" },
        };
        for (int i = 0; i < PROJECT_KINDS; i++) {
                struct fact n = budget_fact_find(fg, str_of(kinds[i].count));
                struct fact sum = budget_fact_find(fg, str_of(kinds[i].amount));
                p->kinds[i] = (struct shown){ .label = kinds[i].label, .text = fact_shown(fg, &n),
                        .unit = str_of(words_of(cx->lang, "个")), .unknown = n.state == FACT_UNKNOWN,
                        .note = str_f(cx->arena, words_of(cx->lang, "%.*s 万元"), STR(fact_shown(fg, &sum))),
                        .key = str_of(kinds[i].amount) };
                if (sum.state == FACT_UNKNOWN)
                        p->kinds[i].note = fact_shown(fg, &sum);
        }
}

/* GET /budget/:id/projects */
const struct fail *budget_projects_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const char *const compares[CMP_END] = { "≥", "≤", "=", ">", "<", "定性" };
        struct projects_page *p = NEW(cx->arena, struct projects_page);
        struct figures *fg;
        struct form form = form_of(cx, rq);
        int64_t chosen = form_int_or(&form, "p", 0, 100000, -1);
        const struct fail *f = form_end(&form);
        if (!f)
                f = budget_frame_fill(cx, rq, "项目与绩效", "projects", &p->frame);
        if (!f)
                f = budget_figures(cx, p->frame.b, &fg);
        if (!f)
                f = projects_fill(cx, rq, p, fg);
        if (f)
                return f;
        const struct budget *b = p->frame.b;
        p->chosen = chosen >= 0 && chosen < b->n_projects ? (int)chosen : -1;
        struct indicator_row *ind = NEW_ARRAY(cx->arena, struct indicator_row, (size_t)b->n_indicators + 1);
        for (int i = 0; i < b->n_indicators; i++)
                if (b->indicators[i].project == p->chosen)
                        ind[p->n_indicators++] = (struct indicator_row){
                                .i = &b->indicators[i],
                                .compare = compares[b->indicators[i].compare],
                                .weight = weight_str(cx, b->indicators[i].weight)
                        };
        p->indicators = ind;
        p->goal = p->chosen >= 0 ? b->projects[p->chosen].goal : S("");
        struct fact n = budget_fact_find(fg, S("projects.count")), sum = budget_fact_find(fg, S("projects.amount"));
        p->summary = str_f(cx->arena, words_of(cx->lang, "开展绩效目标管理的项目 %.*s 个，涉及预算 %.*s 万元。"),
                           STR(fact_shown(fg, &n)), STR(fact_shown(fg, &sum)));
        kinds_fill(cx, p, fg);
        p->goal_of = p->chosen >= 0 ? b->projects[p->chosen].name
                                    : str_of(words_of(cx->lang, "部门整体绩效目标"));
        projects_page(&re->body, p);
        return NULL;
}
