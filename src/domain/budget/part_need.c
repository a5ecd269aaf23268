/* domain/budget/part_need.c - from 原件未载 in the disclosure to the part that would say it. */
#include "domain/budget/part_need.h"
#include "domain/budget/part.h"

struct needs { const struct disclosure *d; struct part_need *v; int n, cap; };

bool budget_transcribed(const struct budget *b)
{
        bool other = b->n_facts > 0;
        for (int i = 0; i < b->n_lines; i++)
                other = other || b->lines[i].basis != BASIS_ENTERED ||
                        b->lines[i].nature_basis != BASIS_ENTERED;
        for (int i = 0; i < b->n_incomes; i++)
                other = other || b->incomes[i].basis != BASIS_ENTERED;
        return other;
}

const char *budget_silence(const struct budget *b)
{
        return budget_transcribed(b) ? fact_state_labels[FACT_UNKNOWN] : "未填";
}

/* Which part a figure comes from. */
static const char *part_of_fact(str key)
{
        static const struct { const char *prefix, *part;
        } from[] = {
                { "vehicles", "vehicles" },       { "equipment", "equipment" },
                { "procurement", "procurement" }, { "projects.", "projects" },
                { "sections", "sections" },       { "units", "units" },
                { "income", "incomes" },          { "total.income", "incomes" },
                { "fiscal.income", "incomes" },   { "carry", "incomes" },
                { "other.income", "incomes" },
        };
        if (str_ends(key, S(".prior")) || str_ends(key, S(".change")) || str_ends(key, S(".rate")))
                return "priors";
        for (size_t i = 0; i < COUNT_OF(from); i++)
                if (str_starts(key, str_of(from[i].prefix)))
                        return from[i].part;
        return "lines";
}

static void need(struct needs *x, const char *part, str place)
{
        for (int i = 0; i < x->n; i++)
                if (!strcmp(x->v[i].part, part)) {
                        x->v[i].n++;
                        return;
                }
        *VEC_ADD(x->d->cx->arena, x->v, x->n, x->cap) =
                (struct part_need){ .part = part, .place = place, .n = 1 };
}

/* A pattern that says 原件未载 itself stands under a condition that names the figure. */
static void need_of_pattern(struct needs *x, const struct sentence *s)
{
        static const char mark[] = "!known ";
        for (int i = 0; i < x->d->p->n_blocks; i++) {
                const struct block_spec *b = &x->d->p->blocks[i];
                if (!str_eq(b->id, s->pattern) || !str_starts(b->when, str_of(mark)))
                        continue;
                str key = str_from(b->when, strlen(mark));
                if (budget_fact_find(x->d->fg, key).state == FACT_UNKNOWN)
                        need(x, part_of_fact(key), s->section);
        }
}

static void need_of_sentence(struct needs *x, const struct sentence *s)
{
        bool said = false;
        if (str_find(s->text, x->d->fg->silent) < 0)
                return;
        for (int i = 0; i < s->n_facts; i++)
                if (budget_fact_find(x->d->fg, s->facts[i]).state == FACT_UNKNOWN) {
                        need(x, part_of_fact(s->facts[i]), s->section);
                        said = true;
                }
        if (!said)
                need_of_pattern(x, s);
}

static void need_of_table(struct needs *x, const struct made_table *t)
{
        str title = t->doc->title;
        bool income = str_is(t->spec->role, "income");
        if (t->state == TABLE_UNKNOWN && t->spec->sides[0].rows == ROWS_WHOLE)
                need(x, "tasks", title);
        else if (t->state == TABLE_UNKNOWN)
                need(x, "projects", title);
        for (int r = 0; r < t->doc->n_rows; r++)
                for (int c = 0; c < t->doc->n_columns; c++)
                        if (t->doc->rows[r].cells[c].kind == DOC_UNKNOWN)
                                need(x, income ? "incomes" : "lines", title);
}

static bool lines_shallow(const struct budget *b)
{
        for (int i = 0; i < b->n_lines; i++)
                if (b->lines[i].function.n != 7)
                        return true;
        return false;
}

/* Is there a line that does not say what it is spent on? */
static bool lines_lack(const struct budget *b)
{
        for (int i = 0; i < b->n_lines; i++)
                if (!b->lines[i].economic.n || (b->lines[i].nature == NATURE_PROJECT && b->lines[i].project < 0))
                        return true;
        return false;
}

static str say(const struct disclosure *d, const struct part_need *n)
{
        struct ctx *cx = d->cx;
        str where = n->n == 1 ? str_f(cx->arena, words_of(cx->lang, "“%.*s”要用"), STR(n->place))
                              : str_f(cx->arena, words_of(cx->lang, "“%.*s”等 %d 处要用"),
                                      STR(n->place), n->n);
        if (!strcmp(n->part, "lines") && lines_shallow(d->b))
                return str_f(cx->arena, words_of(cx->lang, "预算明细里有的行功能科目没有到项级（7 位），%.*s"), STR(where));
        if (!strcmp(n->part, "lines") && !lines_lack(d->b))
                return str_f(cx->arena, words_of(cx->lang, "预算明细不足以得出这些数字，%.*s"), STR(where));
        if (!strcmp(n->part, "lines"))
                return str_f(cx->arena,
                             words_of(cx->lang, "预算明细里有的行没有填部门经济科目或项目，%.*s"),
                             STR(where));
        if (!strcmp(n->part, "projects") && d->b->n_projects)
                return str_f(cx->arena, words_of(cx->lang, "开展绩效目标管理的项目还没有写年度目标，%.*s"), STR(where));
        return str_f(cx->arena, words_of(cx->lang, "“%s”还没有填全，%.*s"),
                     words_of(cx->lang, part_of(str_of(n->part))->title), STR(where));
}

int part_needs(const struct disclosure *d, struct part_need **ret)
{
        struct needs x = { .d = d };
        *ret = NULL;
        if (budget_transcribed(d->b))
                return 0;
        for (int i = 0; i < d->n_sentences; i++)
                need_of_sentence(&x, &d->sentences[i]);
        for (int i = 0; i < d->n_tables; i++)
                need_of_table(&x, &d->tables[i]);
        for (int i = 0; i < x.n; i++)
                x.v[i].say = say(d, &x.v[i]);
        *ret = x.v;
        return x.n;
}
