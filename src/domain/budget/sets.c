/* domain/budget/sets.c - the sets a pattern can walk: kinds of income, accounts with money,
 * economic 款, vehicles, units, texts. Only what has an amount is in a set. */
#include "domain/budget/accounts.h"
#include "domain/budget/disclose.h"

struct elements { struct element *v; int n, cap; };

static void element_add(struct disclosure *d, struct elements *list, str code, str name, str text)
{
        struct element *e = VEC_ADD(d->cx->arena, list->v, list->n, list->cap);

        *e = (struct element){ .code = code, .name = name, .text = text, .n = list->n };
}

static bool has_money(struct disclosure *d, const char *family, str code)
{
        struct fact f = budget_fact_find(d->fg, star_fill(d->cx->arena, str_of(family), code));

        return f.state == FACT_UNKNOWN || f.value;
}

static const struct fail *set_income(struct disclosure *d, struct elements *list, bool fiscal)
{
        for (int i = 0; i < INCOME_END; i++) {
                str code = str_of(income_words[i]);

                if (i == INCOME_CARRY && fiscal)
                        continue;
                if (fiscal && i > INCOME_CAPITAL)
                        continue;
                if (has_money(d, "income.*", code))
                        element_add(d, list, code, str_of(income_labels[i]), S(""));
        }
        return NULL;
}

static const struct fail *set_income_all(struct disclosure *d, struct elements *list)
{
        return set_income(d, list, false);
}

static const struct fail *set_income_fiscal(struct disclosure *d, struct elements *list)
{
        return set_income(d, list, true);
}

static const struct fail *set_carry(struct disclosure *d, struct elements *list)
{
        for (int i = 0; i < FUND_OTHER; i++)
                if (has_money(d, "carry.*", str_of(fund_words[i])))
                        element_add(d, list, str_of(fund_words[i]), str_of(fund_labels[i]), S(""));
        return NULL;
}

static const struct fail *set_nature(struct disclosure *d, struct elements *list)
{
        for (int i = 0; i < NATURE_END; i++)
                if (has_money(d, "nature.*", str_of(nature_words[i])))
                        element_add(d, list, str_of(nature_words[i]), str_of(nature_labels[i]),
                                    S(""));
        return NULL;
}

static int line_order(const void *a, const void *b)
{
        return str_cmp(*(const str *)a, *(const str *)b);
}

/* Functional codes of `length` digits that carry money of a family of figures, ascending. */
static const struct fail *codes_of(struct disclosure *d, struct elements *list, size_t length,
                                   const char *family)
{
        const struct budget *b = d->b;
        str *codes = NEW_ARRAY(d->cx->arena, str, (size_t)b->n_lines + 1);
        int n = 0;

        for (int i = 0; i < b->n_lines; i++)
                if (b->lines[i].function.n >= length)
                        codes[n++] = str_head(b->lines[i].function, length);
        if (n)
                qsort(codes, (size_t)n, sizeof(*codes), line_order);
        for (int i = 0; i < n; i++)
                if ((!i || !str_eq(codes[i], codes[i - 1])) && has_money(d, family, codes[i]))
                        element_add(d, list, codes[i], account_name(&b->function, codes[i]), S(""));
        return NULL;
}

static const struct fail *set_class(struct disclosure *d, struct elements *list)
{
        return codes_of(d, list, 3, "class.*");
}

static const struct fail *set_fiscal_class(struct disclosure *d, struct elements *list)
{
        return codes_of(d, list, 3, "fiscal.class.*");
}

static const struct fail *set_fiscal_item(struct disclosure *d, struct elements *list)
{
        return codes_of(d, list, 7, "fiscal.item.*");
}

static const struct fail *set_general_class(struct disclosure *d, struct elements *list)
{
        return codes_of(d, list, 3, "general.class.*");
}

static const struct fail *set_general_item(struct disclosure *d, struct elements *list)
{
        return codes_of(d, list, 7, "general.item.*");
}

static const struct fail *set_government_item(struct disclosure *d, struct elements *list)
{
        return codes_of(d, list, 7, "government.item.*");
}

static const struct fail *set_capital_item(struct disclosure *d, struct elements *list)
{
        return codes_of(d, list, 7, "capital.item.*");
}

static const struct fail *set_item(struct disclosure *d, struct elements *list)
{
        return codes_of(d, list, 7, "class.*");
}

/* Economic 款 of basic expenditure: those with money, else those the original mentions. */
static const struct fail *set_economic(struct disclosure *d, struct elements *list,
                                       const char *name, const char *first, const char *second)
{
        const struct budget *b = d->b;

        for (int i = 0; i < b->economic.n; i++) {
                str code = b->economic.rows[i].code;
                struct fact f;

                if (code.n != 5 ||
                    (!str_starts(code, str_of(first)) && !str_starts(code, str_of(second))))
                        continue;
                f = budget_fact_find(d->fg, str_f(d->cx->arena, "economic.%.*s", STR(code)));
                if (f.state != FACT_UNKNOWN && f.value)
                        element_add(d, list, code, b->economic.rows[i].name, S(""));
        }
        if (list->n)
                return NULL;
        for (int i = 0; i < b->n_mentions; i++)
                if (str_is(b->mentions[i].list, name))
                        element_add(d, list, b->mentions[i].economic,
                                    account_name(&b->economic, b->mentions[i].economic), S(""));
        return NULL;
}

static const struct fail *set_personnel(struct disclosure *d, struct elements *list)
{
        return set_economic(d, list, "personnel", "301", "303");
}

static const struct fail *set_public(struct disclosure *d, struct elements *list)
{
        return set_economic(d, list, "public", "302", "310");
}

static const struct fail *set_sections(struct disclosure *d, struct elements *list, bool inner,
                                       bool subordinate)
{
        for (int i = 0; i < d->b->n_sections; i++)
                if (d->b->sections[i].subordinate ? subordinate : inner)
                        element_add(d, list, S(""), d->b->sections[i].name, S(""));
        return NULL;
}

static const struct fail *set_inner(struct disclosure *d, struct elements *list)
{
        return set_sections(d, list, true, false);
}

static const struct fail *set_subordinate(struct disclosure *d, struct elements *list)
{
        return set_sections(d, list, false, true);
}

static const struct fail *set_unit(struct disclosure *d, struct elements *list)
{
        for (int i = 0; i < d->b->n_units; i++)
                element_add(d, list, d->b->units[i].code, d->b->units[i].name,
                            str_of(unit_kind_labels[d->b->units[i].kind]));
        return NULL;
}

static const struct fail *set_use(struct disclosure *d, struct elements *list)
{
        for (int i = 0; i < d->p->n_uses; i++)
                element_add(d, list, d->p->uses[i].code, d->p->uses[i].name, S(""));
        return NULL;
}

static const struct fail *set_body(struct disclosure *d, struct elements *list)
{
        for (int i = 0; i < d->p->n_bodies; i++)
                element_add(d, list, d->p->bodies[i].code, d->p->bodies[i].name, S(""));
        return NULL;
}

static const struct fail *set_project(struct disclosure *d, struct elements *list)
{
        for (int i = 0; i < d->b->n_projects; i++) {
                str goal = d->b->projects[i].goal;

                if (str_ends(goal, S("。")))
                        goal = str_head(goal, goal.n - strlen("。"));
                if (goal.n)
                        element_add(d, list, d->b->projects[i].code, d->b->projects[i].name, goal);
        }
        return NULL;
}

/* Everything else is the key of texts: "duty", "work". */
static const struct fail *set_texts(struct disclosure *d, str key, struct elements *list)
{
        for (int n = 0;; n++) {
                str t = budget_text_of(d->b, key, n);

                if (!t.p)
                        return NULL;
                element_add(d, list, S(""), S(""), t);
        }
}

static const struct {
        const char *name;
        const struct fail *(*fill)(struct disclosure *, struct elements *);
} sets[] = {
        { "income", set_income_all },
        { "fiscal.income", set_income_fiscal },
        { "carry", set_carry },
        { "nature", set_nature },
        { "class", set_class },
        { "fiscal.class", set_fiscal_class },
        { "fiscal.item", set_fiscal_item },
        { "general.class", set_general_class },
        { "general.item", set_general_item },
        { "government.item", set_government_item },
        { "capital.item", set_capital_item },
        { "item", set_item },
        { "personnel", set_personnel },
        { "public", set_public },
        { "inner", set_inner },
        { "subordinate", set_subordinate },
        { "unit", set_unit },
        { "vehicle.use", set_use },
        { "vehicle.body", set_body },
        { "project", set_project },
};

const struct fail *pattern_set(struct disclosure *d, str name, struct element **ret, int *n)
{
        struct elements list = { 0 };
        const struct fail *f = NULL;
        bool known = false;

        for (size_t i = 0; i < COUNT_OF(sets) && !known; i++)
                if (str_is(name, sets[i].name)) {
                        f = sets[i].fill(d, &list);
                        known = true;
                }
        if (!known && str_starts(name, S("text.")))
                f = set_texts(d, str_from(name, 5), &list);
        else if (!known)
                return fail(d->cx, INVALID, "句式中的集合“%.*s”不认识", STR(name));
        *ret = list.v;
        *n = list.n;
        return f;
}
