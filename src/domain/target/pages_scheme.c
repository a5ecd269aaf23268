/* domain/target/pages_scheme.c - the list of schemes, one edition's tree, its checks, its steps. */
#include "core/audit/audit.h"
#include "core/flow/figure.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/faces.h"
#include "domain/target/imports.h"
#include "domain/target/scheme.html.h"
#include "domain/target/scheme.sql.h"

static const struct list_column columns[] = {
        { .label = "方案", .kind = CELL_TITLE },
        { .label = "年度", .kind = CELL_NO },
        { .label = "县", .kind = CELL_TEXT, .fold = 2 },
        { .label = "版本", .kind = CELL_TEXT },
        { .label = "状态", .kind = CELL_LAMP },
};

static const char *lamp_of(enum edition_state s)
{
        return s == EDITION_ISSUED ? "done" : s == EDITION_REVIEW ? "yellow" : "grey";
}

/* GET /schemes */
const struct fail *schemes_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct schemes_page *p = NEW(cx->arena, struct schemes_page);
        p->page = page_of(cx, rq, "考核方案");
        p->list = (struct list){ .page = &p->page, .path = "/schemes", .caption = "考核方案",
                                 .columns = columns, .n_columns = COUNT_OF(columns), .total = -1,
                                 .whole = true, .own = "新的年度在前", .back = "旧的年度在前",
                                 .find = "方案、县或状态", .empty = "还没有考核方案",
                                 .empty_help = "先起草一个方案，再设分组和指标。" };
        struct schemes it;
        const struct fail *f = list_open(cx, rq, &p->list);
        if (f)
                return f;
        struct schemes *all = NULL;
        int n = 0, cap = 0;
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it))
                if (it.has_edition)
                        *VEC_ADD(cx->arena, all, n, cap) = it;
        f = schemes_end(&it);
        for (int i = 0; !f && i < n; i++) {
                struct edition e;
                f = edition_find(cx, all[i].edition, &e);
                if (f)
                        break;
                const struct fail *no = edition_see(cx, &e);
                if (no) {               /* a draft is not theirs: what is in force may be */
                        struct edition_in_force now;
                        if (edition_in_force(cx, e.scheme, cx->today, &now) ||
                            edition_find(cx, now.id, &e) || edition_see(cx, &e))
                                continue;
                }
                struct list_cell *c = list_next(cx, &p->list, all[i].id);
                if (!c)
                        break;
                c[0] = (struct list_cell){ .text = e.name,
                                           .href = str_f(cx->arena, "/schemes/%ld", e.id) };
                c[1] = (struct list_cell){ .text = str_f(cx->arena, "%d", e.year) };
                c[2] = (struct list_cell){ .text = all[i].unit_name };
                c[3] = (struct list_cell){ .text = str_f(cx->arena, words_of(cx->lang, "第 %d 版"),
                                                         e.number) };
                c[4] = (struct list_cell){ .word = edition_state_words[e.state],
                                           .lamp = lamp_of(e.state) };
                p->n++;
        }
        if (f)
                return f;
        p->may_begin = auth_may(cx, MAY_SCHEME_EDIT);
        list_end(cx, &p->list);
        schemes_page(&re->body, p);
        return NULL;
}

/* ---- the frame ------------------------------------------------------------------------ */

static void run_linter(struct ctx *cx, struct scheme_frame *p)
{
        struct edition_ready *ready = NEW(cx->arena, struct edition_ready);
        struct lint_finding *found;
        const struct fail *f = edition_to_score(cx, &p->e, ready);
        if (f) {
                p->n_grave = p->n_doubts = -1;
                p->broken = f->say;
                return;
        }
        struct input in = { .n_units = ready->n_units, .n_columns = ready->n_columns,
                            .first = ready->first };
        p->n_found = scheme_lint(cx->arena, cx->lang, &ready->scheme, &in, &found);
        p->found = found;
        p->scheme = &ready->scheme;
        p->group_at = ready->group_at;
        for (int i = 0; i < p->n_found; i++)
                if (lint_rows[found[i].rule].grave)
                        p->n_grave++;
                else
                        p->n_doubts++;
}

const struct fail *scheme_frame_fill(struct ctx *cx, const struct request *rq, int64_t edition,
                                     const char *title, const char *tab, struct scheme_frame *ret)
{
        *ret = (struct scheme_frame){ .page = page_of(cx, rq, title), .tab = tab };
        const struct fail *f = edition_read(cx, edition, &ret->e);
        if (!f)
                f = edition_see(cx, &ret->e);
        if (f)
                return f;
        const struct edition *e = &ret->e;
        ret->page.name = str_f(cx->arena, "%.*s %d", STR(e->name), e->number);
        ret->page.here = "/schemes";
        page_crumb(&ret->page, S("/schemes"), "考核方案", (str){ 0 });
        page_crumb(&ret->page, *tab ? str_f(cx->arena, "/schemes/%ld", e->id) : (str){ 0 }, NULL,
                   str_f(cx->arena, words_of(cx->lang, "%.*s第 %d 版"), STR(e->name), e->number));
        if (*tab)
                page_crumb(&ret->page, (str){ 0 }, title, (str){ 0 });
        const struct flow_step *moves[SCHEME_MOVES];
        int n = flow_moves(cx, &edition_flow, e->state, moves, SCHEME_MOVES);
        for (int i = 0; i < n; i++)
                if (!auth_change_year(cx, (enum perm)moves[i]->need, e->unit, e->year))
                        ret->moves[ret->n_moves++] = moves[i];
        bool may = auth_may(cx, MAY_SCHEME_EDIT) &&
                   !auth_change_year(cx, MAY_SCHEME_EDIT, e->unit, e->year);
        ret->may_edit = may && e->state == EDITION_DRAFT;
        ret->may_next = may && e->state == EDITION_ISSUED;
        run_linter(cx, ret);
        return e->state != EDITION_DRAFT ? NULL
                : advice_hints(cx, e->unit, e->year, &ret->hints, &ret->n_hints);
}

/* ---- the tree --------------------------------------------------------------------------- */

static str unit_name(struct ctx *cx, int64_t id)
{
        struct org_unit u;
        return id && !org_unit_by_id(cx, id, &u) ? u.brief : S("—");
}

static str grave_of(const struct scheme_frame *p, int node, int group)
{
        for (int i = 0; i < p->n_found; i++)
                if (lint_rows[p->found[i].rule].grave && p->found[i].node == node &&
                    (group < 0 || p->found[i].group < 0 || p->group_at[p->found[i].group] == group))
                        return p->found[i].text;
        return (str){ 0 };
}

/* Neither the node nor a block above it is 无 in the group. */
static bool is_in_group(const struct edition *e, const struct edition_node *x, int g)
{
        while (x && x->in_group[g].micro != FULL_NONE.micro && x->parent)
                x = edition_node_of(e, x->parent);
        return x && x->in_group[g].micro != FULL_NONE.micro;
}

/* A leaf's weight in the total of its group: its full score through the folds above it. Shown as
 * shares of kinds; sums of full scores would not compare across folded blocks. */
static int64_t reach(const struct edition *e, int i, int g)
{
        const struct edition_node *x = &e->nodes[i];
        int64_t own = g < 0 ? x->full.micro : x->in_group[g].micro;
        if (own == FULL_NONE.micro)
                return 0;
        for (int64_t up = x->parent; up;) {
                const struct edition_node *above = edition_node_of(e, up);
                int64_t sum = 0, full = g < 0 ? above->full.micro : above->in_group[g].micro;
                if (full == FULL_NONE.micro)
                        return 0;
                for (int k = 0; k < e->n_nodes; k++)
                        if (e->nodes[k].parent == up) {
                                int64_t v = g < 0
                                        ? e->nodes[k].full.micro : e->nodes[k].in_group[g].micro;
                                sum += v == FULL_NONE.micro ? 0 : v;
                        }
                if (above->folded && sum > 0)
                        own = muldiv(own, full, sum);
                up = above->parent;
        }
        return own;
}

static void fill_shares(struct ctx *cx, struct tree_page *p, int g)
{
        static const char *const words[4] = { "定量", "定性", "结果", "过程" };
        int64_t sum[4] = { 0 }, shown[4], all = 0;
        const struct edition *e = &p->frame.e;
        for (int i = 0; i < e->n_nodes; i++) {
                const struct edition_node *x = &e->nodes[i];
                if (!x->leaf)
                        continue;
                int64_t own = reach(e, i, g);
                all += own, p->n_leaves += g < 0 || is_in_group(e, x, g);
                sum[x->quality ? 1 : 0] += own;
                sum[x->process ? 3 : 2] += own;
        }
        for (int i = 0; i < 4; i += 2)          /* each pair is the whole, shown too */
                parts_round(sum + i, 2, 1000, 1, shown + i);
        for (int i = 0; i < 4; i++)
                p->shares[i] = (struct tree_share){ words[i], points_str(cx->arena, (points){ sum[i] }, 0),
                                                    decimal_str(cx->arena, shown[i], 1, false) };
        p->total = points_str(cx->arena, (points){ all }, 0);
}

/* The cell of a node in a form, and its companions: what it began from, and whether to take another's. */
static const char *const cell_keys[TREE_CELLS] = { "n", "f" };

static const char *cell_name(struct ctx *cx, const char *before, int cell, int64_t node)
{
        return str_f(cx->arena, "%s%s-%ld", before, cell_keys[cell], node).p;
}

static str cell_now(struct ctx *cx, const struct edition_node *x, int g, int cell)
{
        points full = g < 0 ? x->full : x->in_group[g];
        return cell == TREE_NAME ? x->name : full.micro == FULL_NONE.micro ? S("无") : points_str(cx->arena, full, 0);
}

/* The fields of a row. Typed over another's change: what stands there now is said beside it, and the next save counts
 * from it. Refused for what was typed: it still counts from what the person began with. */
static void cells_fill(struct ctx *cx, struct tree_row *r, int g, const struct form *form,
                       const struct fail *why)
{
        static const char *const labels[TREE_CELLS] = { "%.*s的名称", "%.*s的分值" };
        bool late = why && why->kind == FAIL_CONFLICT;
        for (int k = 0; k < TREE_CELLS; k++) {
                str now = cell_now(cx, r->x, g, k);
                struct form_field f = {
                        .name = cell_name(cx, "", k, r->x->id), .value = now, .max = k ? 12 : 100,
                        .inputmode = k ? "decimal" : NULL,
                        .label = str_f(cx->arena, words_of(cx->lang, labels[k]), STR(r->x->name)).p
                };
                r->was[k] = now;
                if (form && form_has(form, f.name)) {
                        str was = form_raw(form, cell_name(cx, "was-", k, r->x->id));
                        bool touched = !str_eq(str_trim(form_raw(form, f.name)), was);
                        if (touched)
                                f = form_field_of(f, form, why);
                        if (touched && late && !str_eq(was, now))
                                f = form_field_there(cx, f, now);
                        if (touched && !late)
                                r->was[k] = was;
                }
                r->cells[k] = f;
        }
}

static const struct fail *tree_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    int64_t group, bool edit, const struct form *form, const struct fail *why)
{
        struct tree_page *p = NEW(cx->arena, struct tree_page);
        p->group = group;
        const struct fail *f = scheme_frame_fill(cx, rq, rq->ids[0], "指标体系", "", &p->frame);
        if (f)
                return f;
        const struct edition *e = &p->frame.e;
        int g = -1;
        p->edit = edit && p->frame.may_edit;
        p->groups = NEW_ARRAY(cx->arena, struct form_choice, (size_t)e->n_groups + 1);
        p->groups[p->n_groups++] = (struct form_choice){ .value = S("0"), .word = "全部指标" };
        for (int i = 0; i < e->n_groups; i++) {
                if (edition_group_holds(e, i))
                        continue;
                p->groups[p->n_groups++] = (struct form_choice){
                        .value = str_f(cx->arena, "%ld", e->groups[i].id), .name = e->groups[i].name
                };
                if (e->groups[i].id == p->group)
                        g = i, p->n_units = e->groups[i].n_units;
        }
        if (g < 0)
                p->group = 0, p->n_units = e->n_units;
        struct tree_row *rows = NEW_ARRAY(cx->arena, struct tree_row, (size_t)e->n_nodes + 1);
        struct form_field *all = NEW_ARRAY(cx->arena, struct form_field, (size_t)(e->n_nodes + 1) * TREE_CELLS);
        for (int i = 0; i < e->n_nodes; i++) {
                const struct edition_node *x = &e->nodes[i];
                points full = g < 0 ? x->full : x->in_group[g];
                const struct method *m = x->leaf ? method_find(x->method, x->method_version) : NULL;
                bool in = full.micro != FULL_NONE.micro;
                if (g >= 0 && !is_in_group(e, x, g))
                        continue;
                const struct figure *computed = x->source.n ? figure_by_code(x->source) : NULL;
                struct tree_row *r = &rows[p->n_rows++];
                *r = (struct tree_row){
                        .x = x, .in_group = in,
                        .full = in ? points_str(cx->arena, full, 0) : S("—"),
                        .method = m ? str_f(cx->arena, "%s", words_of(cx->lang, m->name)) : S(""),
                        .scorer = x->leaf ? unit_name(cx, x->scorer) : S(""),
                        .provider = !x->leaf    ? S("")
                                  : computed    ? str_f(cx->arena, words_of(cx->lang, "系统：%s"),
                                                        words_of(cx->lang, computed->label))
                                  : x->provider ? unit_name(cx, x->provider)
                                                : str_of(words_of(cx->lang, "被考核单位")),
                        .grave = grave_of(&p->frame, i + 1, g),
                };
                if (!p->edit)
                        continue;
                cells_fill(cx, r, g, form, why);
                for (int k = 0; k < TREE_CELLS; k++)
                        all[p->faults.n_fields++] = r->cells[k];
        }
        p->rows = rows;
        p->faults.fields = all, p->faults.form = form, p->faults.fail = why;
        fill_shares(cx, p, g);
        if (why)
                re->status = fail_http(why->kind);
        tree_page(&re->body, p);
        return NULL;
}

/* GET /schemes/:id?group=&edit=1 */
const struct fail *scheme_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t group = form_int_or(&form, "group", 0, INT64_MAX, 0);
        return tree_show(cx, rq, re, group, form_flag(&form, "edit"), NULL, NULL);
}

/* What a row of the form wants of its node: what nobody touched is as it stands, whatever another made of it. Returns
 * how many of its cells another has changed to something else meanwhile. */
static int cells_read(struct ctx *cx, struct form *form, const struct edition_node *x, int g,
                      struct node_cell *ret)
{
        int late = 0;
        *ret = (struct node_cell){ x->id, x->name, g < 0 ? x->full : x->in_group[g] };
        for (int k = 0; k < TREE_CELLS; k++) {
                const char *name = cell_name(cx, "", k, x->id), *was = cell_name(cx, "was-", k, x->id),
                           *take = cell_name(cx, "take-", k, x->id);
                str now = cell_now(cx, x, g, k), typed = str_trim(form_raw(form, name));
                form_know(form, name), form_know(form, was), form_know(form, take);
                if (!form_has(form, name) || str_eq(typed, str_trim(form_raw(form, was))) || form_flag(form, take))
                        continue;
                late += !str_eq(form_raw(form, was), now) && !str_eq(typed, now);
                if (k == TREE_NAME) {
                        ret->name = form_text(form, name, 1, 100);
                        continue;
                }
                points v = { 0 };
                const char *why = NULL;
                if (g >= 0 && (!typed.n || str_is(typed, "无")))
                        v = typed.n ? FULL_NONE : POINTS_AS_NODE;
                else
                        why = points_within(cx, typed, 0, POINTS_MOST, &v.micro);
                if (why)
                        form_wrong(form, name, why);
                ret->full = v;
        }
        return late;
}

/* Cells of indicators that another took away meanwhile: nobody asks for them any more. Returns one that was changed in
 * the form, by the name it had; absent: none was. */
static str cells_gone(struct ctx *cx, struct form *form, const struct edition *e)
{
        str gone = { 0 };
        for (int i = 0; i < form->n_fields; i++) {
                str name = form->fields[i].name, key = name;
                static const char *const before[] = { "was-", "take-" };
                for (size_t k = 0; k < COUNT_OF(before); k++)
                        if (str_starts(name, str_of(before[k])))
                                key = str_from(name, strlen(before[k]));
                uint64_t id = 0;
                if (key.n < 3 || (key.p[0] != 'n' && key.p[0] != 'f') || key.p[1] != '-' ||
                    !str_u64(str_from(key, 2), &id) || !id || id > INT64_MAX || edition_node_of(e, (int64_t)id))
                        continue;
                form_know(form, str_copy(cx->arena, name).p);
                str was = form_raw(form, str_f(cx->arena, "was-%.*s", STR(key)).p);
                if (name.n == key.n && !gone.n && !str_eq(str_trim(form->fields[i].value), was))
                        gone = form_raw(form, cell_name(cx, "was-", TREE_NAME, (int64_t)id));
        }
        return gone;
}

/* POST /schemes/:id/tree: names and full scores, edited in the tree itself. */
const struct fail *tree_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct edition e;
        int64_t group = form_int_or(&form, "group", 0, INT64_MAX, 0);
        int g = -1, late = 0, changed = 0;
        const struct fail *f = edition_to_change(cx, rq->ids[0], &e);
        if (!f)
                f = edition_read(cx, rq->ids[0], &e);
        if (f)
                return f;
        for (int i = 0; i < e.n_groups; i++)
                if (e.groups[i].id == group && !edition_group_holds(&e, i))
                        g = i;
        if (group && g < 0)
                return fail(cx, NOT_FOUND, "%s", "");
        struct node_cell *list = NEW_ARRAY(cx->arena, struct node_cell, (size_t)e.n_nodes + 1);
        for (int i = 0; i < e.n_nodes; i++)
                late += cells_read(cx, &form, &e.nodes[i], g, &list[i]);
        str gone = cells_gone(cx, &form, &e);
        f = form_end(&form);
        if (!f && gone.n)
                f = fail(cx, CONFLICT, "“%.*s”已被别人删除，对它的修改没有写入；其余的改动都在下面，请核对后再保存", STR(gone));
        if (!f && late)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "scheme", e.id);
        if (!f)
                f = nodes_edit(cx, e.id, group, list, e.n_nodes, &changed);
        if (f)
                return fail_on_form(f) ? tree_show(cx, rq, re, group, true, &form, f) : f;
        if (changed)
                reply_note(re, cx, "已修改 %d 项指标", changed);
        else
                reply_note(re, cx, "没有改动");
        return group ? reply_see(re, cx, "/schemes/%ld?group=%ld", e.id, group)
                     : reply_see(re, cx, "/schemes/%ld", e.id);
}

/* GET /schemes/:id/checks */
const struct fail *scheme_checks_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct scheme_frame *p = NEW(cx->arena, struct scheme_frame);
        const struct fail *f = scheme_frame_fill(cx, rq, rq->ids[0], "方案检查", "checks", p);
        if (!f)
                scheme_checks_page(&re->body, p);
        return f;
}

/* GET /schemes/:id/edition.json */
const struct fail *scheme_json_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct edition e;
        const struct fail *f = edition_read(cx, rq->ids[0], &e);
        if (!f)
                f = edition_see(cx, &e);
        if (f)
                return f;
        reply_file(re, "application/json", str_f(cx->arena, "%.*s-%d.json", STR(e.name), e.number),
                   edition_text(cx, &e));
        return NULL;
}

/* GET /schemes/:id/files/:key: the indicators as the file that brings them in, xlsx or csv. */
const struct fail *scheme_file_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct edition e;
        bool csv = str_is(rq->keys[0], "csv");
        str bytes;
        const struct fail *f = edition_read(cx, rq->ids[0], &e);
        if (!f)
                f = edition_see(cx, &e);
        if (!f && !csv && !str_is(rq->keys[0], "xlsx"))
                f = fail(cx, NOT_FOUND, "%s", "");
        if (!f)
                f = nodes_sheet(cx, &e, csv, &bytes);
        if (!f)
                reply_file(re, csv ? "text/csv; charset=utf-8"
                                    : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                           str_f(cx->arena, words_of(cx->lang, "%.*s第 %d 版指标.%s"), STR(e.name), e.number,
                                 csv ? "csv" : "xlsx"), bytes);
        return f;
}

/* ---- begun, next, steps ------------------------------------------------------------------ */

/* The year an office would begin now: the one after its newest scheme; with none, the working year. */
static const struct fail *year_to_begin(struct ctx *cx, int64_t unit, int *ret)
{
        struct schemes it;
        const struct fail *f = working_year(cx, ret);
        if (f)
                return f;
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it))
                if (it.unit == unit && it.year >= *ret && it.year < 2999)
                        *ret = (int)it.year + 1;
        return schemes_end(&it);
}

/* What a new scheme may be copied from, newest year first and the blank last; chosen: the county's before `year`. */
static const struct fail *sources_of(struct ctx *cx, int64_t unit, int year, struct form_field *ret)
{
        struct schemes it;
        struct form_choice *sources = NULL;
        int n = 0, cap = 0;
        ret->value = S("0");
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it)) {
                if (!it.has_edition || it.state == EDITION_DROPPED)
                        continue;
                str id = str_f(cx->arena, "%ld", it.edition),
                    of = str_f(cx->arena, words_of(cx->lang, "%.*s第 %d 版"), STR(it.name), (int)it.number);
                if (str_find(it.name, str_f(cx->arena, "%ld", it.year)) < 0)
                        of = str_f(cx->arena, "%ld %.*s", it.year, STR(of));
                if (str_is(ret->value, "0") && it.unit == unit && it.year < year)
                        ret->value = id;
                *VEC_ADD(cx->arena, sources, n, cap) = (struct form_choice){ .value = id, .name = of };
        }
        *VEC_ADD(cx->arena, sources, n, cap) = (struct form_choice){ .value = S("0"), .word = "从空白开始" };
        ret->choices = sources, ret->n_choices = n;
        return schemes_end(&it);
}

static const struct fail *new_fields(struct ctx *cx, struct scheme_form_page *p)
{
        struct form_choice *counties = NULL;
        int n_counties = 0, cap_c = 0, year = 0;
        int64_t unit = 0;
        struct counties_of c;
        counties_of(&c, cx, ORG_COUNTY);
        while (counties_of_next(&c)) {
                unit = unit ? unit : c.id;
                *VEC_ADD(cx->arena, counties, n_counties, cap_c) = (struct form_choice){
                        .value = str_f(cx->arena, "%ld", c.id), .name = c.name
                };
        }
        const struct fail *f = counties_of_end(&c);
        if (!f)
                f = year_to_begin(cx, unit, &year);
        if (f)
                return f;
        p->fields = NEW_ARRAY(cx->arena, struct form_field, 4);
        p->fields[0] = (struct form_field){ .name = "unit", .label = "县", .choices = counties,
                                            .n_choices = n_counties,
                                            .value = n_counties ? counties[0].value : S("") };
        p->fields[1] = (struct form_field){ .name = "year", .label = "年度", .inputmode = "numeric",
                                            .max = 4, .value = str_f(cx->arena, "%d", year) };
        p->fields[2] = (struct form_field){
                .name = "name", .label = "名称", .max = 100,
                .value = str_f(cx->arena, words_of(cx->lang, "%d年度综合目标绩效考核方案"), year)
        };
        p->fields[3] = (struct form_field){ .name = "source", .label = "复制自",
                                            .hint = "连同分组、单位、指标、分值和等次规则一起复制" };
        p->n_fields = 4;
        return sources_of(cx, unit, year, &p->fields[3]);
}

static const struct fail *new_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                   const struct form *form, const struct fail *why)
{
        struct scheme_form_page *p = NEW(cx->arena, struct scheme_form_page);
        p->frame.page = page_of(cx, rq, "起草考核方案");
        p->frame.page.here = "/schemes";
        page_crumb(&p->frame.page, S("/schemes"), "考核方案", (str){ 0 });
        page_crumb(&p->frame.page, (str){ 0 }, "起草考核方案", (str){ 0 });
        p->title = "起草考核方案", p->button = "起草",
                p->help = "起草后先设分组和指标，检查无误再提交审定。";
        p->action = S("/schemes"), p->back = S("/schemes");
        const struct fail *f = new_fields(cx, p);
        if (f)
                return f;
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        scheme_form_page(&re->body, p);
        return NULL;
}

/* GET /schemes/new */
const struct fail *scheme_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return new_form(cx, rq, re, NULL, NULL);
}

/* POST /schemes */
const struct fail *scheme_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct scheme_new in = { .unit = form_int(&form, "unit", 1, INT64_MAX),
                                 .year = (int)form_int(&form, "year", 2000, 2999),
                                 .name = form_text(&form, "name", 1, 100),
                                 .source = form_int_or(&form, "source", 0, INT64_MAX, 0) };
        int64_t id;
        const struct fail *f = form_end(&form);
        if (!f)
                f = scheme_begin(cx, &in, &id);
        if (f)
                return fail_on_form(f) ? new_form(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "已起草“%.*s”", STR(in.name));
        return reply_see(re, cx, "/schemes/%ld", id);
}

static const struct fail *next_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct form *form, const struct fail *why)
{
        struct scheme_form_page *p = NEW(cx->arena, struct scheme_form_page);
        const struct fail *f = scheme_frame_fill(cx, rq, rq->ids[0], "修订出新版", "next", &p->frame);
        if (f)
                return f;
        if (!p->frame.may_next)
                return why ? why : fail(cx, CONFLICT, "只有现行的版本可以修订");
        p->fields = NEW(cx->arena, struct form_field);
        p->fields[0] = (struct form_field){ .name = "reason", .label = "修订原因", .rows = 3,
                                            .max = 1000, .value = S(""),
                                            .hint = "如政策变化、机构改革、不可抗力" };
        p->n_fields = 1;
        if (form)
                p->fields[0] = form_field_of(p->fields[0], form, why);
        p->title = "修订出新版", p->button = "开始修订";
        p->help = "现行的版本继续执行，新版审定下发之日起取代它。已经按旧版算出的成绩不变。";
        p->action = str_f(cx->arena, "/schemes/%ld/next", p->frame.e.id);
        p->back = str_f(cx->arena, "/schemes/%ld", p->frame.e.id);
        p->faults = (struct form_faults){ form, why, p->fields, 1 };
        if (why)
                re->status = fail_http(why->kind);
        scheme_form_page(&re->body, p);
        return NULL;
}

/* GET /schemes/:id/next */
const struct fail *scheme_next_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return next_form(cx, rq, re, NULL, NULL);
}

/* POST /schemes/:id/next */
const struct fail *scheme_next_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str reason = form_text(&form, "reason", 1, 1000);
        int64_t id;
        const struct fail *f = form_end(&form);
        if (!f)
                f = edition_next(cx, rq->ids[0], reason, &id);
        if (f)
                return fail_on_form(f) ? next_form(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "新版已建，可以修改了");
        return reply_see(re, cx, "/schemes/%ld", id);
}

static const struct fail *move_form(struct ctx *cx, const struct request *rq, struct reply *re,
                                    str event, int64_t version, const struct form *form,
                                    const struct fail *why)
{
        struct scheme_form_page *p = NEW(cx->arena, struct scheme_form_page);
        const struct flow_step *s;
        const struct fail *f = scheme_frame_fill(cx, rq, rq->ids[0], "办理一步", "moves", &p->frame);
        if (!f)
                f = flow_find(cx, &edition_flow, p->frame.e.state, event, &s);
        if (!f)
                f = auth_change_year(cx, (enum perm)s->need, p->frame.e.unit, p->frame.e.year);
        if (f)
                return why ? why : f;
        p->fields = NEW_ARRAY(cx->arena, struct form_field, 3);
        if (s->ask & FLOW_ASK_DAY)
                p->fields[p->n_fields++] = (struct form_field){ .name = "day", .label = "开始执行的日期",
                        .type = "date", .value = day_str(cx->arena, cx->today) };
        if (s->ask & FLOW_ASK_NUMBER)
                p->fields[p->n_fields++] = (struct form_field){ .name = "number",
                        .label = "下发文件的标题和文号", .max = 200, .value = S("") };
        if (s->ask & FLOW_ASK_REASON)
                p->fields[p->n_fields++] = (struct form_field){ .name = "reason", .label = "原因",
                        .rows = 3, .max = 1000, .value = S("") };
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->title = s->label, p->button = s->label, p->danger = s->danger;
        p->help = s->to == EDITION_ISSUED ? "下发后不能再改，要改须修订出新版。" : "";
        p->event = event;
        p->version = version ? version : p->frame.e.version;
        p->action = str_f(cx->arena, "/schemes/%ld/moves", p->frame.e.id);
        p->back = str_f(cx->arena, "/schemes/%ld", p->frame.e.id);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        scheme_form_page(&re->body, p);
        return NULL;
}

/* GET /schemes/:id/moves/:key */
const struct fail *scheme_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return move_form(cx, rq, re, rq->keys[0], 0, NULL, NULL);
}

/* POST /schemes/:id/moves */
const struct fail *scheme_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct edition_step in = { .event = form_text(&form, "event", 1, 20),
                                   .version = form_int(&form, "version", 1, INT32_MAX),
                                   .since = form_day_or_none(&form, "day"),
                                   .basis = form_text(&form, "number", 0, 200),
                                   .reason = form_text(&form, "reason", 0, 1000) };
        const struct fail *f = form_end(&form);
        if (!f)
                f = edition_move(cx, rq->ids[0], &in);
        if (f)
                return fail_on_form(f) ? move_form(cx, rq, re, in.event,
                                                   f->kind == FAIL_CONFLICT ? 0 : in.version,
                                                   &form, f)
                                       : f;
        reply_note(re, cx, "已办理");
        return reply_see(re, cx, "/schemes/%ld", rq->ids[0]);
}
