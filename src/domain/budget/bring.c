/* domain/budget/bring.c - a file that a clerk brings, read into a budget; nothing is written. */
#include "domain/budget/bring.h"
#include "core/auth/auth.h"
#include "domain/budget/begin.h"
#include "domain/budget/budget.h"
#include "domain/budget/doubt.h"
#include "domain/budget/json.h"
#include "domain/budget/lines.h"
#include "domain/budget/part.h"
#include "domain/budget/store.h"
#include "domain/budget/store.sql.h"
#include "domain/budget/workbook.h"
#include "domain/org/org.h"

enum { WARNINGS_SAID = 50 };

/* The draft that stands there; NULL: the year has none yet. CONFLICT: it is past its draft. */
static const struct fail *draft_of(struct ctx *cx, str unit, int year, struct org_unit *u,
                                   struct bring *r, struct budget **ret)
{
        struct budget_newest newest;
        const struct fail *f = org_unit_by_code(cx, unit, u);
        *ret = NULL;
        if (f && f->kind == FAIL_NOT_FOUND)
                return fail_field(cx, S("unit"), "单位代码“%.*s”不在单位树中", STR(unit));
        if (!f)
                f = auth_change_year(cx, MAY_BUDGET_EDIT, u->id, year);
        if (f)
                return f;
        f = budget_newest(cx, unit, year, &newest);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        if (newest.state != BUDGET_DRAFT)
                return fail(cx, CONFLICT, "%d 年预算已不在编制中（现为“%s”），不能再写入；要改请先退回或发起更正",
                            year, words_of(cx->lang, budget_flow.states[newest.state]));
        f = budget_load(cx, newest.id, ret);
        if (!f) {
                r->replaces = true;
                r->n_before = (*ret)->n_lines;
                r->revision = (*ret)->revision;
        }
        return f;
}

/* What a file of lines is laid over. */
static const struct fail *base_of(struct ctx *cx, str unit, int year, struct bring *r)
{
        struct org_unit u;
        const struct fail *f = draft_of(cx, unit, year, &u, r, &r->b);
        if (f || r->b)
                return f;
        r->b = NEW(cx->arena, struct budget);
        f = budget_begin(cx, &u, year, r->b, &r->from);
        r->b->exact = false;            /* a file is held to whole hundreds where the draft says so */
        return f;
}

const struct fail *bring_base(struct ctx *cx, str unit, int year, struct bring *ret)
{
        *ret = (struct bring){ 0 };
        return base_of(cx, unit, year, ret);
}

static void warn(struct ctx *cx, struct bring *r, int *cap, str words)
{
        *VEC_ADD(cx->arena, r->warnings, r->n_warnings, *cap) = (struct bring_warning){ words };
}

/* Codes that the edition in force lacks: a warning, since lists change inside a year. */
static void warn_codes(struct ctx *cx, struct bring *r, int *cap)
{
        for (int i = 0; i < r->b->n_lines && r->n_warnings < WARNINGS_SAID; i++) {
                const struct budget_line *l = &r->b->lines[i];
                if (!account_find(&r->b->function, l->function))
                        warn(cx, r, cap, str_f(cx->arena, words_of(cx->lang, "第 %d 条明细：功能科目 %.*s 不在 %.*s 年版科目中"),
                                               i + 1, STR(l->function), STR(r->b->function.name)));
                if (l->economic.n && !account_find(&r->b->economic, l->economic))
                        warn(cx, r, cap, str_f(cx->arena, words_of(cx->lang, "第 %d 条明细：部门经济科目 %.*s 不在 %.*s 年版科目中"),
                                               i + 1, STR(l->economic), STR(r->b->economic.name)));
        }
}

/* A file that was exported later in the year tells more than a draft may hold. */
static void warn_life(struct ctx *cx, struct bring *r, int *cap)
{
        const struct budget *b = r->b;
        if (b->state != BUDGET_DRAFT || day_is(b->congress) || day_is(b->approved) ||
            day_is(b->published))
                warn(cx, r, cap, str_of(words_of(cx->lang, "文件里的状态、日期和文号不写入：预算从编制开始，一步一步办理")));
}

static void name_emptied(struct ctx *cx, struct buf *o, const char *what, int before, int after)
{
        if (!before || after)
                return;
        buf_put(o, str_of(o->n ? words_of(cx->lang, "、") : ""));
        buf_f(o, words_of(cx->lang, "%s %d 条"), words_of(cx->lang, what), before);
}

/* JSON is a whole budget: a list that it leaves out is taken away. */
static str emptied(struct ctx *cx, const struct budget *before, const struct budget *after)
{
        struct buf o = buf_new(cx->arena, 4096);
        name_emptied(cx, &o, lines_table.name, before->n_lines, after->n_lines);
        for (int i = 0; i < n_budget_parts; i++)
                name_emptied(cx, &o, budget_parts[i].title, budget_parts[i].count(before),
                             budget_parts[i].count(after));
        return !o.n ? (str){ 0 } : str_f(cx->arena, words_of(cx->lang, "文件里没有这些内容，写入后原有的就清空了：%.*s"),
                                         STR(buf_str(&o)));
}

static void doubt_add(struct ctx *cx, struct bring *r, str why) { r->doubt = doubt_and(cx, r->doubt, why); }

/* A file says whose budget it is twice: by the code, which is looked up, and by the name. */
static void doubt_name(struct ctx *cx, struct bring *r, const struct org_unit *u,
                       const struct budget *draft)
{
        const struct budget *b = r->b;
        const day days[] = { day_make(b->year, 1, 1), day_make(b->year, 12, 31) };
        bool known = str_eq(b->dept_name, u->name) || (draft && str_eq(b->dept_name, draft->dept_name));
        for (size_t i = 0; i < COUNT_OF(days); i++) {
                str name, brief;
                known = known || (!org_unit_name_on(cx, u->id, days[i], &name, &brief) && str_eq(name, b->dept_name));
        }
        if (!known)
                doubt_add(cx, r, str_f(cx->arena, words_of(cx->lang,
                          "文件写的部门是“%.*s”，而代码 %.*s 在单位树中是“%.*s”，请核对是不是这个部门的预算"),
                          STR(utf8_head(b->dept_name, 40)), STR(b->code), STR(u->name)));
}

/* Budget units that the file adds: another department's are refused, what the tree does not know is said. */
static const struct fail *own_units(struct ctx *cx, struct bring *r, const struct org_unit *dept,
                                    const struct budget *draft, int *cap)
{
        for (int i = 0; i < r->b->n_units; i++) {
                const struct budget_unit *x = &r->b->units[i];
                struct org_unit u;
                if (budget_lists_unit(draft, x->code))
                        continue;
                const struct fail *f = org_unit_by_code(cx, x->code, &u);
                if (f && f->kind != FAIL_NOT_FOUND)
                        return f;
                if (!f && !str_starts(u.path, dept->path))
                        return fail_field(cx, S("units"), "第 %d 个预算单位“%.*s”（%.*s）不是“%.*s”的单位，"
                                          "不能列在它的预算里；请核对文件的代码", i + 1, STR(u.name), STR(x->code),
                                          STR(dept->name));
                if (f && r->n_warnings < WARNINGS_SAID)
                        warn(cx, r, cap, str_f(cx->arena, words_of(cx->lang, "第 %d 个预算单位“%.*s”（%.*s）不在单位树中"),
                                               i + 1, STR(x->name), STR(x->code)));
        }
        return NULL;
}

static const struct fail *read_json(struct ctx *cx, str bytes, struct bring *r)
{
        struct org_unit u;
        struct budget *draft;
        int cap = 0;
        r->b = NEW(cx->arena, struct budget);
        const struct fail *f = budget_read_json(cx, bytes, r->b);
        if (!f)
                f = draft_of(cx, r->b->code, r->b->year, &u, r, &draft);
        if (!f)
                f = budget_load_accounts(cx, r->b->year, r->b);
        if (!f)
                f = own_units(cx, r, &u, draft, &cap);
        if (!f)
                f = budget_sound(cx, r->b);
        if (f)
                return f;
        doubt_name(cx, r, &u, draft);
        if (draft)
                doubt_add(cx, r, emptied(cx, draft, r->b));
        else if (!r->b->n_lines)
                doubt_add(cx, r, str_of(words_of(cx->lang, "文件里一条明细也没有，请核对")));
        r->b->revision = (int)r->revision;
        warn_life(cx, r, &cap);
        warn_codes(cx, r, &cap);
        return NULL;
}

/* After the last line is in: amounts that look wrong, and rows above the heads that nobody read. */
static void look(struct ctx *cx, struct bring *r)
{
        const struct import **list;
        int n = bring_imports(cx, r, &list);
        doubt_add(cx, r, doubt_of_budget(cx, r->b));
        for (int i = 0; i < n; i++)
                for (int k = 0; k < list[i]->n_headers; k++) {
                        const struct import_header *h = &list[i]->header[k];
                        if (h->lost_from)
                                doubt_add(cx, r, import_lost_says(cx, h->lost_from, h->lost_to, h->row));
                }
}

static bool any_part(const struct bring *r)
{
        bool any = false;
        for (int i = 0; r->parts && i < n_budget_parts; i++)
                any = any || r->parts[i];
        return any;
}

static bool has_part(const struct bring *r, const char *key)
{
        return r->parts && r->parts[part_of(str_of(key)) - budget_parts];
}

/* The lines of an XLSX or CSV file over what is read so far. A workbook may have parts alone. */
static const struct fail *read_lines(struct ctx *cx, str filename, str bytes, bool sealed,
                                     struct bring *ret)
{
        ret->lines = import_new(cx, &lines_table, ret->b);
        const struct fail *f = import_file(ret->lines, filename, bytes, sealed);
        if (f && f->kind == FAIL_TOO_LARGE)     /* a second file would replace the first */
                return fail(cx, TOO_LARGE, "一份预算的明细最多 %ld 行；请把同一科目、项目的行合并后再导入",
                            import_limits.max_rows);
        if (f)
                return f;
        if (any_part(ret) && !ret->lines->n_read && !ret->lines->n_headless) {
                ret->lines = NULL;
                return NULL;
        }
        import_end(ret->lines);
        struct budget before = *ret->b;
        int cap = 0;
        lines_take(ret->lines, ret->b);
        if (!lines_balance(cx, &before, ret->b) && !has_part(ret, "incomes"))
                warn(cx, ret, &cap, str_of(words_of(cx->lang, "收入是另行录入的，没有随支出改动：写入后请核对收支是否平衡")));
        return NULL;
}

int bring_imports(struct ctx *cx, const struct bring *r, const struct import ***ret)
{
        const struct import **list = NEW_ARRAY(cx->arena, const struct import *, (size_t)n_budget_parts + 1);
        int n = 0;
        if (r->lines)
                list[n++] = r->lines;
        for (int i = 0; r->parts && i < n_budget_parts; i++)
                if (r->parts[i])
                        list[n++] = r->parts[i];
        *ret = list;
        return n;
}

int bring_rows(struct ctx *cx, const struct bring *r)
{
        const struct import **list;
        int n = bring_imports(cx, r, &list), rows = n ? 0 : r->b->n_lines;
        for (int i = 0; i < n; i++)
                rows += list[i]->n_rows;
        return rows;
}

int64_t bring_fen(const struct bring *r)
{
        int64_t sum = 0;
        for (int i = 0; i < r->b->n_lines; i++)
                sum += r->b->lines[i].amount.fen;
        return sum;
}

str bring_effect(struct ctx *cx, const struct bring *r)
{
        if (!r->replaces)
                return str_f(cx->arena, words_of(cx->lang, "写入后新建一份预算，共 %d 条明细。"), r->b->n_lines);
        return str_f(cx->arena, words_of(cx->lang, "写入后替换编制中的 %d 条明细，共 %d 条。"), r->n_before, r->b->n_lines);
}

/* A finding without a row (what still names a unit that would go) counts as one. */
int64_t bring_bad(const struct bring *r)
{
        int64_t n = r->lines && !import_clean(r->lines) ? r->lines->n_bad_rows + !r->lines->n_bad_rows : 0;
        for (int i = 0; r->parts && i < n_budget_parts; i++)
                if (r->parts[i] && r->parts[i]->n_bad)
                        n += r->parts[i]->n_bad_rows + !r->parts[i]->n_bad_rows;
        return n;
}

const struct fail *bring_rejected(struct ctx *cx, const struct bring *r, bool xlsx, str *ret_bytes)
{
        const struct import **list;
        int n = bring_imports(cx, r, &list);
        if (!n || !bring_bad(r))
                return fail(cx, NOT_FOUND, "这份文件没有须改的行");
        return xlsx || !r->lines ? import_rejected_book(list, n, ret_bytes) : import_rejected_csv(r->lines, ret_bytes);
}

static const struct fail *read_file(struct ctx *cx, str unit, int year, str filename, str bytes,
                                    bool sealed, struct bring *ret)
{
        str start = str_trim(str_head(bytes, 64));
        if (str_ends(filename, S(".json")) || str_starts(start, S("{")))
                return read_json(cx, bytes, ret);
        if (!unit.n)
                return fail_field(cx, S("unit"), "请选单位");
        if (!year)
                return fail_field(cx, S("year"), "请填预算年度");
        const struct fail *f = base_of(cx, unit, year, ret);
        if (f)
                return f;
        struct budget before = *ret->b;
        struct org_unit u;
        int cap = 0;
        f = workbook_read(cx, filename, bytes, sealed, ret->b, &ret->parts);
        if (!f)
                f = read_lines(cx, filename, bytes, sealed, ret);
        if (!f)
                f = org_unit_by_code(cx, unit, &u);
        return f ? f : own_units(cx, ret, &u, &before, &cap);
}

const struct fail *bring_read(struct ctx *cx, str unit, int year, str filename, str bytes,
                              bool sealed, struct bring *ret)
{
        *ret = (struct bring){ 0 };
        const struct fail *f = read_file(cx, unit, year, filename, bytes, sealed, ret);
        if (!f)
                look(cx, ret);
        return f;
}

const struct fail *bring_template(struct ctx *cx, str unit, int year, bool xlsx, str *ret_bytes)
{
        struct bring r = { 0 };
        struct budget bare = { 0 };
        const struct fail *f = unit.n ? base_of(cx, unit, year, &r) : budget_load_accounts(cx, year, &bare);
        if (f && f->kind == FAIL_CONFLICT)              /* past its draft: a template writes nothing */
                f = budget_see_version(cx, unit, year, 0, &r.b);
        if (f)
                return f;
        struct budget *b = r.b ? r.b : &bare;
        if (xlsx)
                return workbook_write(cx, b, true, ret_bytes);
        struct budget empty = *b;
        empty.n_lines = 0;
        *ret_bytes = lines_csv(cx, &empty);
        return NULL;
}
