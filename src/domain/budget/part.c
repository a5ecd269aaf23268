/* domain/budget/part.c - rows of a part into the budget, through the JSON reader. */
#include "domain/budget/part.h"
#include "core/text/json.h"
#include "domain/budget/budget.h"
#include "domain/budget/json.h"
#include "domain/org/org.h"

const struct budget_part *part_of(str key)
{
        for (int i = 0; i < n_budget_parts; i++)
                if (str_is(key, budget_parts[i].key))
                        return &budget_parts[i];
        return NULL;
}

const struct budget_part *part_of_sheet(str name)
{
        for (int i = 0; i < n_budget_parts; i++)
                if (str_is(name, budget_parts[i].title) ||
                    str_is(name, words_of(LANG_EN, budget_parts[i].title)))
                        return &budget_parts[i];
        return NULL;
}

int part_choices(struct ctx *cx, const struct import_field *f, const struct budget *b,
                 const struct import_value **ret)
{
        int n = 0;
        if (f->values)
                return f->kind == IMPORT_TEXT ? f->values(cx, (void *)(uintptr_t)b, f, ret) : 0;
        if (f->kind != IMPORT_CHOICE)
                return 0;
        struct import_value *v = NEW_ARRAY(cx->arena, struct import_value, 8);
        for (; f->choices[n] && n < 2; n++)             /* 0 and 1 are read, not offered */
                v[n] = (struct import_value){ .name = str_of(f->choices[n]), .id = n };
        *ret = v;
        return n;
}

/* ---- rows to JSON ------------------------------------------------------------------------- */

static void cell_write(struct json_out *j, const struct import_field *f,
                       const struct import_cell *c)
{
        if (!c->filled)
                return;
        switch (f->kind) {
        case IMPORT_INT:
                json_put_int(j, f->key, c->v);
                break;
        case IMPORT_MONEY:
                json_put_str(j, f->key, money_yuan(j->o->arena, (money){ c->v }));
                break;
        case IMPORT_CHOICE:
                json_put_bool(j, f->key, c->v % 2 == 1);
                break;
        default:
                json_put_str(j, f->key, c->text);
        }
}

static void row_write(struct json_out *j, const struct import *im, int row, const char *name)
{
        json_open(j, name, '{');
        for (int i = 0; i < im->table->n_fields; i++)
                cell_write(j, &im->table->fields[i], &im->row[row].cell[i]);
        json_close(j, '}');
}

/* {"units": [ … ]}, or {"equipment": { … }}; of no row at all, nothing. */
static str part_json(const struct import *im, const struct budget_part *p)
{
        struct buf o = buf_new(im->cx->arena, 64 << 20);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        if (p->single) {
                if (im->n_rows)
                        row_write(&j, im, 0, p->key);
        } else {
                json_open(&j, p->key, '[');
                for (int i = 0; i < im->n_rows; i++)
                        row_write(&j, im, i, NULL);
                json_close(&j, ']');
        }
        json_close(&j, '}');
        return buf_str(&o);
}

/* ---- what others say of it ------------------------------------------------------------------ */

/* A finding that no cell holds: where there is a row it stands there, else on the sheet. */
static void said(struct import *im, int row, const char *key, str why, str allowed)
{
        if (row >= 0 && row < im->n_rows) {
                import_note(im, &im->row[row], key, IMPORT_BAD, why, allowed);
                return;
        }
        im->n_bad++;
        *VEC_ADD(im->cx->arena, im->finding, im->n_findings, im->cap_findings) =
                (struct import_finding){ .severity = IMPORT_BAD,
                                         .sheet = im->n_headers ? im->header[0].sheet : S(""),
                                         .col = -1, .reason = why, .allowed = allowed };
}

/* One list whose rows others name by place: its codes and names before and after. */
struct renumber {
        struct import *im;
        int            n, n_now;
        str           *was, *was_name, *now, *now_name;
        int           *to;              /* where each went; -1: nowhere */
};

/* A code that is gone while its name stands under a code that is new: somebody mended the code. */
static int renamed(const struct renumber *r, int i)
{
        int at = -1;
        for (int k = 0; k < r->n_now; k++) {
                if (!str_eq(r->now_name[k], r->was_name[i]))
                        continue;
                for (int x = 0; x < r->n; x++)
                        if (str_eq(r->was[x], r->now[k]))
                                return -1;
                if (at >= 0)
                        return -1;
                at = k;
        }
        return at;
}

static void renumber(struct renumber *r)
{
        r->to = NEW_ARRAY(r->im->cx->arena, int, (size_t)r->n + 1);
        for (int i = 0; i < r->n; i++) {
                r->to[i] = -1;
                for (int k = 0; k < r->n_now && r->to[i] < 0; k++)
                        if (str_eq(r->was[i], r->now[k]))
                                r->to[i] = k;
                if (r->to[i] < 0)
                        r->to[i] = renamed(r, i);
        }
}

/* The new place of what row `row` of `list` names; what is gone is said once, with the row. */
static int followed(struct renumber *r, int old, const char *list, int row)
{
        struct import *im = r->im;
        if (old < 0 || r->to[old] >= 0)
                return old < 0 ? old : r->to[old];
        r->to[old] = 0;
        said(im, -1, NULL,
             str_f(im->cx->arena,
                   words_of(im->cx->lang, "“%.*s %.*s”还有%s用着（第 %d 行），不能删去"),
                   STR(r->was[old]), STR(r->was_name[old]), words_of(im->cx->lang, list), row + 1),
             str_of(words_of(im->cx->lang, "先改那里，再删这一行；只改代码的，名称请先不动")));
        return 0;
}

#define COPY_OF(im, list, n)                                                                       \
        memcpy(NEW_ARRAY((im)->cx->arena, __typeof__(*(list)), (size_t)(n) + 1), (list),           \
               sizeof(*(list)) * (size_t)(n))

static void lists_copy(struct import *im, struct budget *next)
{
        if (next->n_lines)
                next->lines = COPY_OF(im, next->lines, next->n_lines);
        if (next->n_incomes)
                next->incomes = COPY_OF(im, next->incomes, next->n_incomes);
        if (next->n_indicators)
                next->indicators = COPY_OF(im, next->indicators, next->n_indicators);
}

/* Room for the codes and names of both sides, to be filled before renumber(). */
static struct renumber renumber_room(struct import *im, int n, int n_now)
{
        str *word = NEW_ARRAY(im->cx->arena, str, (size_t)(n + n_now) * 2 + 1);
        return (struct renumber){ .im = im, .n = n, .n_now = n_now, .was = word, .was_name = word + n,
                                  .now = word + n * 2, .now_name = word + n * 2 + n_now };
}

/* Units again: what the tree knows of each stays, and lines, income and projects follow. */
static void units_follow(struct import *im, const struct budget *b, struct budget *next)
{
        struct renumber r = renumber_room(im, b->n_units, next->n_units);
        for (int i = 0; i < b->n_units; i++)
                r.was[i] = b->units[i].code, r.was_name[i] = b->units[i].name;
        for (int i = 0; i < next->n_units; i++)
                r.now[i] = next->units[i].code, r.now_name[i] = next->units[i].name;
        renumber(&r);
        lists_copy(im, next);
        if (next->n_projects)
                next->projects = COPY_OF(im, next->projects, next->n_projects);
        for (int i = 0; i < b->n_units; i++)
                if (r.to[i] >= 0)
                        next->units[r.to[i]].org = b->units[i].org;
        for (int i = 0; i < next->n_lines; i++)
                next->lines[i].unit = followed(&r, next->lines[i].unit, "预算明细", i);
        for (int i = 0; i < next->n_incomes; i++)
                next->incomes[i].unit = followed(&r, next->incomes[i].unit, "收入", i);
        for (int i = 0; i < next->n_projects; i++)
                next->projects[i].unit = followed(&r, next->projects[i].unit, "项目", i);
}

static void projects_follow(struct import *im, const struct budget *b, struct budget *next)
{
        struct renumber r = renumber_room(im, b->n_projects, next->n_projects);
        for (int i = 0; i < b->n_projects; i++)
                r.was[i] = b->projects[i].code, r.was_name[i] = b->projects[i].name;
        for (int i = 0; i < next->n_projects; i++)
                r.now[i] = next->projects[i].code, r.now_name[i] = next->projects[i].name;
        renumber(&r);
        lists_copy(im, next);
        for (int i = 0; i < next->n_lines; i++)
                next->lines[i].project = followed(&r, next->lines[i].project, "预算明细", i);
        for (int i = 0; i < next->n_indicators; i++)
                next->indicators[i].project = followed(&r, next->indicators[i].project, "绩效指标", i);
}

/* ---- taking ---------------------------------------------------------------------------------- */

static void faults_note(struct import *im, const struct json_fault *x, int n)
{
        for (int i = 0; i < n; i++) {
                const char *name = x[i].name.p;
                bool column = x[i].name.n && import_field_at(im->table, x[i].name) >= 0;
                said(im, x[i].row, column ? name : NULL, x[i].why, (str){ 0 });
        }
}

/* A unit that the row adds is not another department's. What the tree does not know may stand, as in a file. */
static const struct fail *units_own(struct import *im, const struct budget *b, const struct budget *next)
{
        struct ctx *cx = im->cx;
        struct org_unit dept, u;
        const struct fail *f = b->dept ? org_unit_by_id(cx, b->dept, &dept) : NULL;
        for (int i = 0; !f && b->dept && i < next->n_units; i++) {
                str code = next->units[i].code;
                if (budget_lists_unit(b, code))
                        continue;
                f = org_unit_by_code(cx, code, &u);
                if (!f && !str_starts(u.path, dept.path))
                        said(im, i, "code", str_f(cx->arena, words_of(cx->lang, "是“%.*s”，不是“%.*s”的单位，不能列在它的预算里"),
                                                  STR(u.name), STR(dept.name)),
                             str_of(words_of(cx->lang, "填本部门和它下属单位的代码")));
                if (f && f->kind == FAIL_NOT_FOUND)
                        f = NULL;
        }
        return f;
}

const struct fail *part_take(struct import *im, const struct budget_part *p, const struct budget *b,
                             struct budget *next)
{
        const struct json_fault *fault = NULL;
        int n = 0;
        *next = *b;
        if (p->single && im->n_rows > 1)
                said(im, 1, NULL, str_of(words_of(im->cx->lang, "这一部分只有一行")), (str){ 0 });
        if (im->n_bad)
                return NULL;
        const struct fail *f =
                budget_read_part(im->cx, str_of(p->key), part_json(im, p), next, &fault, &n);
        if (f)
                return f;
        faults_note(im, fault, n);
        if (im->n_bad)
                return NULL;
        if (!strcmp(p->key, "units")) {
                f = units_own(im, b, next);
                if (f)
                        return f;
                units_follow(im, b, next);
        } else if (!strcmp(p->key, "projects"))
                projects_follow(im, b, next);
        return NULL;
}
