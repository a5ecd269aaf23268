/* domain/budget/lines_import.c - a file of atomic lines, laid over the draft of one unit and
 * year. */
#include "core/auth/auth.h"
#include "core/text/json.h"
#include "domain/budget/bring.h"
#include "domain/budget/budget.h"
#include "domain/budget/doubt.h"
#include "domain/budget/imports.h"
#include "domain/budget/json.h"
#include "domain/budget/lines.h"
#include "domain/budget/list.sql.h"
#include "domain/budget/store.h"
#include "domain/org/org.h"

/* The model that the table's rules look into, and its lines by what makes them the same. */
struct laid { struct budget b; const struct budget_line **line; int n; };

/* ---- questions and answers --------------------------------------------------------------------- */

static int asks(struct ctx *cx, struct import_ask *ret)
{
        struct import_value *unit = NULL;
        int n = 0, cap = 0;
        struct budget_units_for it;
        struct auth_reach r = auth_reach_change(cx, MAY_BUDGET_EDIT);
        budget_units_for(&it, cx, r.prefix, r.unit, r.group, ORG_TOWN, ORG_DEPARTMENT, ORG_PARK);
        while (budget_units_for_next(&it))
                *VEC_ADD(cx->arena, unit, n, cap) = (struct import_value){ .code = it.code, .name = it.name };
        if (budget_units_for_end(&it))
                n = 0;          /* the form then offers none and is refused */
        ret[0] = (struct import_ask){ .name = "unit", .label = "单位", .kind = ASK_CHOICE, .choices = unit,
                                      .n_choices = n };
        ret[1] = (struct import_ask){ .name = "year", .label = "预算年度", .kind = ASK_INT,
                                      .value = str_f(cx->arena, "%d", day_year(cx->today)) };
        return 2;
}

/* Lines are the same by everything but the amount, the purchase and the note. */
static int line_cmp(const struct budget *a_of, const struct budget_line *a,
                    const struct budget *b_of, const struct budget_line *b)
{
        static const str none = { "", 0 };
        int c = str_cmp(a->function, b->function);
        if (!c)
                c = str_cmp(a->economic.n ? a->economic : none, b->economic.n ? b->economic : none);
        if (!c)
                c = str_cmp(a->project >= 0 ? a_of->projects[a->project].code : none,
                            b->project >= 0 ? b_of->projects[b->project].code : none);
        if (!c)
                c = (a->unit > b->unit) - (a->unit < b->unit);
        if (!c)
                c = ((int)a->fund > (int)b->fund) - ((int)a->fund < (int)b->fund);
        if (!c)
                c = ((int)a->source > (int)b->source) - ((int)a->source < (int)b->source);
        if (!c)
                c = ((int)a->nature > (int)b->nature) - ((int)a->nature < (int)b->nature);
        return c;
}

/* By insertion into gaps (Shell): the comparison needs the budget, which qsort() cannot carry. */
static void lines_sort(const struct budget *b, const struct budget_line **list, int n)
{
        for (int gap = n / 2; gap > 0; gap /= 2)
                for (int i = gap; i < n; i++) {
                        const struct budget_line *x = list[i];
                        int k = i;
                        for (; k >= gap && line_cmp(b, list[k - gap], b, x) > 0; k -= gap)
                                list[k] = list[k - gap];
                        list[k] = x;
                }
}

static struct laid *laid_of(struct ctx *cx, const struct budget *b)
{
        struct laid *l = NEW(cx->arena, struct laid);
        l->b = *b;
        l->n = b->n_lines;
        l->line = NEW_ARRAY(cx->arena, const struct budget_line *, (size_t)b->n_lines + 1);
        for (int i = 0; i < b->n_lines; i++)
                l->line[i] = &b->lines[i];
        lines_sort(b, l->line, l->n);
        return l;
}

static const struct fail *open(struct ctx *cx, str about, struct import_open *ret)
{
        struct bring r;
        struct budget bare = { 0 };
        uint64_t year = 0;
        str unit = import_answer(cx, about, "unit");
        if (!about.n) {         /* a template of nobody's */
                const struct fail *f = budget_load_accounts(cx, day_year(cx->today), &bare);
                ret->arg = laid_of(cx, &bare);
                return f;
        }
        if (!unit.n)
                return fail_field(cx, S("unit"), "请选单位");
        if (!str_u64(import_answer(cx, about, "year"), &year) || year < 1990 || year > 2200)
                return fail_field(cx, S("year"), "请填预算年度");
        const struct fail *f = bring_base(cx, unit, (int)year, &r);
        if (f)
                return f;
        *ret = (struct import_open){
                .arg = laid_of(cx, r.b), .unit = r.b->dept, .revision = r.revision,
                .title = str_f(cx->arena, words_of(cx->lang, "%.*s %d 年"), STR(r.b->dept_name), r.b->year),
                .effect = r.replaces ? str_f(cx->arena, words_of(cx->lang, "写入后替换编制中的 %d 条明细。"), r.n_before)
                           : r.from ? str_f(cx->arena, words_of(cx->lang, "写入后新建一份预算，单位、项目等从 %d 年预算带入。"), r.from)
                                    : str_of(words_of(cx->lang, "写入后新建一份预算。")),
        };
        return NULL;
}

/* ---- what a row would do --------------------------------------------------------------------------- */

/* The row as a line over `b`, as lines_take() would make it; a project that is new has no index. */
static struct budget_line line_of(struct import *im, const struct import_row *row,
                                  const struct budget *b, struct budget *own)
{
        const struct import_cell *unit = import_cell(im, row, "unit"), *nature = import_cell(im, row, "nature"),
                *category = import_cell(im, row, "category");
        str code = import_text(im, row, "project");
        int project = -1;
        enum project_category kind = category->filled ? (enum project_category)category->v : PROJECT_SPECIAL;
        for (int i = 0; code.n && i < b->n_projects; i++)
                if (str_eq(b->projects[i].code, code))
                        project = i, kind = b->projects[i].category;
        own->projects[0].code = code;
        bool basic = !code.n || kind <= PROJECT_PUBLIC;
        return (struct budget_line){
                .unit = unit->filled ? (int)unit->v : b->n_units ? 0 : -1,
                .fund = (enum fund)import_int(im, row, "fund"),
                .source = (enum source_year)import_int(im, row, "source"),
                .function = import_text(im, row, "function"), .economic = import_text(im, row, "economic"),
                .project = code.n ? 0 : -1, .amount = { import_int(im, row, "amount") },
                .nature = nature->filled ? (enum nature)nature->v : basic ? NATURE_BASIC : NATURE_PROJECT,
                .id = project,
        };
}

static enum import_fate compare(struct import *im, const struct import_row *row, str *before)
{
        const struct laid *l = im->arg;
        struct budget_project project[1] = { { 0 } };
        struct budget own = { .projects = project, .n_projects = 1 };
        struct budget_line x = line_of(im, row, &l->b, &own);
        int lo = 0, hi = l->n;
        while (lo < hi) {
                int mid = lo + (hi - lo) / 2;
                if (line_cmp(&l->b, l->line[mid], &own, &x) < 0)
                        lo = mid + 1;
                else
                        hi = mid;
        }
        const struct budget_line *old = NULL;
        for (int i = lo; i < l->n && !line_cmp(&l->b, l->line[i], &own, &x); i++) {
                if (l->line[i]->amount.fen == x.amount.fen)
                        return IMPORT_SAME;
                old = l->line[i];
        }
        if (!old)
                return IMPORT_NEW;
        before[import_field_at(im->table, S("amount"))] = money_yuan(im->cx->arena, old->amount);
        return IMPORT_CHANGED;
}

static str doubt(struct ctx *cx, const struct import_sum *s, void *arg)
{
        return doubt_of_lines(cx, &((const struct laid *)arg)->b, s);
}

/* ---- writing ---------------------------------------------------------------------------------------- */

/* What an undo needs: which budget, what stood there, what was written. */
static str kept_of(struct ctx *cx, int64_t id, const struct budget *before,
                   const struct budget *after)
{
        struct buf o = buf_new(cx->arena, 64 << 20);
        struct json_out j = json_out(&o, false);
        struct buf was = buf_new(cx->arena, 32 << 20), is = buf_new(cx->arena, 32 << 20);
        if (before)
                budget_write_json(&was, before);
        budget_write_json(&is, after);
        json_open(&j, NULL, '{');
        json_put_int(&j, "id", id);
        json_put_str(&j, "before", before ? buf_str(&was) : (str){ 0 });
        json_put_str(&j, "after", buf_str(&is));
        json_close(&j, '}');
        return o.broken || was.broken || is.broken ? (str){ 0 } : buf_str(&o);
}

static const struct fail *put(struct ctx *cx, struct import *im, struct import_write *w)
{
        struct laid *l = im->arg;
        struct budget before = l->b, after = l->b;
        int64_t id = 0;
        lines_take(im, &after);
        lines_balance(cx, &before, &after);
        const struct fail *f = budget_put_in(cx, &after, &id);
        if (f)
                return f;
        w->see = str_f(cx->arena, "/budget/%ld/lines", id);
        w->kept = kept_of(cx, id, w->open.revision ? &before : NULL, &after);
        return NULL;
}

/* ---- undoing -------------------------------------------------------------------------------------------- */

static void since(struct ctx *cx, struct import_undo *u, str what)
{
        *VEC_ADD(cx->arena, u->since, u->n_since, u->cap_since) = (struct import_since){ what };
}

static str line_words_short(struct ctx *cx, const struct budget *b, const struct budget_line *l)
{
        return str_f(cx->arena, "%.*s %.*s %.*s %.*s", STR(l->function), STR(l->economic),
                     STR(l->project >= 0 ? b->projects[l->project].name : S("")),
                     STR(money_yuan(cx->arena, l->amount)));
}

/* What is in `a` and not in `b`, both sorted. */
static void differ(struct ctx *cx, struct import_undo *u, const char *what, const struct laid *a,
                   const struct laid *b)
{
        for (int i = 0, k = 0; i < a->n; i++) {
                int c = 1;
                while (k < b->n && (c = line_cmp(&b->b, b->line[k], &a->b, a->line[i])) < 0)
                        k++;
                bool same = k < b->n && !c && b->line[k]->amount.fen == a->line[i]->amount.fen;
                k += k < b->n && !c;
                if (!same)
                        since(cx, u, str_f(cx->arena, words_of(cx->lang, what),
                                           STR(line_words_short(cx, &a->b, a->line[i]))));
        }
}

static const struct fail *kept_read(struct ctx *cx, const struct import_undo *u, int64_t *ret_id,
                                    struct budget **ret_before, struct budget *ret_after)
{
        const struct json *o;
        if (!u->kept.n)
                return fail(cx, CONFLICT, "写入前的内容没有留底，不能整批撤销");
        const struct fail *f = json_parse(cx, u->kept, &o);
        if (f)
                return f;
        *ret_id = json_int(o, "id", 0);
        *ret_before = NULL;
        str before = json_str(o, "before");
        if (before.p) {
                *ret_before = NEW(cx->arena, struct budget);
                f = budget_read_json(cx, before, *ret_before);
        }
        return f ? f : budget_read_json(cx, json_str(o, "after"), ret_after);
}

/* `now` with the lines and incomes of `before`. Projects that came with the file go; the others
 * keep what was written of them since. */
static struct budget restored(struct ctx *cx, const struct budget *now, const struct budget *before)
{
        struct budget b = *now;
        int *place = NEW_ARRAY(cx->arena, int, (size_t)now->n_projects + 1), cap = 0;
        b.lines = before->lines, b.n_lines = before->n_lines;
        b.incomes = before->incomes, b.n_incomes = before->n_incomes;
        b.n_projects = before->n_projects;
        b.projects = NEW_ARRAY(cx->arena, struct budget_project, (size_t)before->n_projects + 1);
        for (int k = 0; k < now->n_projects; k++)
                place[k] = -1;
        for (int i = 0; i < before->n_projects; i++) {
                b.projects[i] = before->projects[i];
                for (int k = 0; k < now->n_projects; k++)
                        if (str_eq(now->projects[k].code, before->projects[i].code)) {
                                b.projects[i] = now->projects[k];
                                place[k] = i;
                        }
        }
        b.indicators = NULL, b.n_indicators = 0;
        for (int i = 0; i < now->n_indicators; i++) {
                struct budget_indicator x = now->indicators[i];
                if (x.project >= 0 && place[x.project] < 0)
                        continue;
                x.project = x.project >= 0 ? place[x.project] : -1;
                *VEC_ADD(cx->arena, b.indicators, b.n_indicators, cap) = x;
        }
        return b;
}

static const struct fail *undo(struct ctx *cx, struct import *im UNUSED, struct import_undo *u)
{
        struct budget *before = NULL, *now = NULL, after = { 0 };
        int64_t id = 0;
        const struct fail *f = kept_read(cx, u, &id, &before, &after);
        if (!f)
                f = budget_load(cx, id, &now);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? fail(cx, CONFLICT, "写入的预算已经不在了") : f;
        if (now->state != BUDGET_DRAFT)
                since(cx, u, str_f(cx->arena, words_of(cx->lang, "这份预算现为“%s”，已不在编制中"),
                                   words_of(cx->lang, budget_flow.states[now->state])));
        const struct laid *is = laid_of(cx, now), *was = laid_of(cx, &after);
        differ(cx, u, "明细已改掉或删去：%.*s", was, is);
        differ(cx, u, "明细是后来改的或添的：%.*s", is, was);
        if (!before && now->revision != 1)
                since(cx, u, str_of(words_of(cx->lang, "这份预算新建以后又改过（文字、项目或明细）")));
        u->effect = before ? str_f(cx->arena, words_of(cx->lang, "撤回写入的 %d 条明细，恢复原来的 %d 条"), after.n_lines,
                                   before->n_lines)
                           : str_f(cx->arena, words_of(cx->lang, "删除这次新建的预算，共 %d 条明细"), after.n_lines);
        if (u->look || u->n_since)
                return NULL;
        if (!before)
                return budget_drop_in(cx, now);
        struct budget back = restored(cx, now, before);
        return budget_undo_in(cx, &back);
}

const struct importer lines_importer = {
        .code = "budget.lines", .label = "预算明细", .need = MAY_BUDGET_EDIT, .table = &lines_table, .sum = "amount",
        .doubt = doubt,
        .help = "一份文件一个部门一年，替换编制中的明细；有一处不对，就一行也不写入",
        .back = "/budget/import", .asks = asks, .open = open, .compare = compare, .put = put, .undo = undo,
};
