/* domain/budget/checks_tables.c - B01…B22: identities inside and between the printed tables. */
#include "domain/budget/check_run.h"

static bool word_in(str list, str word)
{
        while (list.p) {
                str w = str_cut(list, ' ', &list);

                if (str_eq(w, word))
                        return true;
        }
        return false;
}

/* Every column that the profile says adds up others, in every row. */
static void sums_across(struct check *ck, const struct made_table *t)
{
        const struct side_spec *s = t ? &t->spec->sides[t->spec->n_sides - 1] : NULL;

        for (int r = 0; t && r < t->doc->n_rows; r++)
                for (int c = 0; c < s->n_columns; c++) {
                        str row = t->row_keys[r];
                        struct side sum = { 0 }, whole;

                        if (!s->columns[c].sum.n || !row.n || t->spec->n_sides > 1)
                                continue;
                        whole = side_cell(ck, t, row, s->columns[c].key.p);
                        for (int k = 0; k < s->n_columns; k++)
                                if (word_in(s->columns[c].sum, s->columns[k].key)) {
                                        struct side part = side_cell(ck, t, row,
                                                                     s->columns[k].key.p);

                                        side_add(&sum, &part);
                                }
                        sum.place = str_of(words_of(ck->cx->lang, "各列之和"));
                        if (whole.place.n)
                                check_same(ck, &whole, &sum);
                }
}

/* "2130305~u-x" → "2130305" → "21303" → "213" → "total". */
static str key_above(str key)
{
        for (size_t i = key.n; i > 0; i--)
                if (key.p[i - 1] == '~')
                        return str_head(key, i - 1);
        if (key.n > 3 && key.p[0] >= '0' && key.p[0] <= '9')
                return str_head(key, key.n - 2);
        return S("total");
}

static bool key_is_unit(str key)
{
        return str_starts(key, S("u-")) || str_find(key, S("~u-")) >= 0;
}

/* The row each row is part of, -1 for none. Rows of a tree stand under what they are part of, so
 * the search goes up the chain of the row before; the total may stand last. */
static int *rows_above(struct check *ck, const struct made_table *t)
{
        int n = t->doc->n_rows, total = -1, *above = NEW_ARRAY(ck->cx->arena, int, (size_t)n + 1);

        for (int r = 0; r < n; r++)
                if (str_is(t->row_keys[r], "total"))
                        total = r;
        for (int r = 0; r < n; r++) {
                str want = key_above(t->row_keys[r]);
                int at = r - 1;

                above[r] = -1;
                if (!t->row_keys[r].n || r == total)
                        continue;
                if (str_is(want, "total")) {
                        above[r] = total;
                        continue;
                }
                while (at >= 0 && !str_eq(t->row_keys[at], want))
                        at = t->row_keys[at].n && above[at] >= 0 && above[at] < at ? above[at]
                                                                                   : at - 1;
                above[r] = at;
        }
        return above;
}

/* Every row that has rows under it is their sum. `units`: only rows of units, or only others. */
static void sums_down(struct check *ck, const struct made_table *t, bool units)
{
        const struct side_spec *s = t ? &t->spec->sides[0] : NULL;
        struct side *sums;
        int *above;

        if (!t || t->spec->n_sides != 1 || s->rows != ROWS_TREE)
                return;
        above = rows_above(ck, t);
        sums = NEW_ARRAY(ck->cx->arena, struct side, (size_t)t->doc->n_rows + 1);
        for (int c = 0; c < s->n_columns; c++) {
                if (!s->columns[c].number)
                        continue;
                memset(sums, 0, sizeof(*sums) * (size_t)t->doc->n_rows);
                for (int r = 0; r < t->doc->n_rows; r++)
                        if (above[r] >= 0 && key_is_unit(t->row_keys[r]) == units) {
                                struct side v = side_cell(ck, t, t->row_keys[r],
                                                          s->columns[c].key.p);

                                side_add(&sums[above[r]], &v);
                        }
                for (int r = 0; r < t->doc->n_rows; r++) {
                        struct side whole;

                        if (!sums[r].terms)
                                continue;
                        whole = side_cell(ck, t, t->row_keys[r], s->columns[c].key.p);
                        sums[r].place = str_of(words_of(ck->cx->lang, "下级各行之和"));
                        check_same(ck, &whole, &sums[r]);
                }
        }
}

/* Lines that a total counts and no row shows: their 类 is none of the profile's. */
static int lines_unlisted(struct check *ck, str fact, int *ret_first, struct side *ret)
{
        const struct profile *p = ck->d->p;
        struct cell_at at;
        int n = 0;

        if (!profile_cell(ck->cx, p, fact, &at))
                return 0;
        for (int i = 0; i < ck->b->n_lines; i++) {
                const struct budget_line *l = &ck->b->lines[i];
                struct side part = { .v = { true, l->amount.fen, 1 } };
                int class = 0;

                while (class < p->n_classes && !str_starts(l->function, p->classes[class]))
                        class++;
                if (class < p->n_classes || filter_line(ck->b, &at.filter, l) == NO)
                        continue;
                if (!n++)
                        *ret_first = i;
                side_add(ret, &part);
        }
        return n;
}

/* A total against its rows. What is missing because it stands at an account that has no row is said
 * so: it is no rounding, however small. */
static void same_listed(struct check *ck, bool classes, const struct side *whole, struct side *sum)
{
        struct side with = *sum;
        struct arena *a = ck->cx->arena;
        str say;
        int first = 0, n;

        sum->place = str_of(words_of(ck->cx->lang, "各行之和"));
        n = classes && whole->fact.n && sum->v.known ? lines_unlisted(ck, whole->fact, &first, &with) : 0;
        if (!n || amount_compare(whole->v, whole->terms, with.v, with.terms) > CHECK_TAIL) {
                check_same(ck, whole, sum);
                return;
        }
        str code = ck->b->lines[first].function;
        say = account_find(&ck->b->function, code)
                      ? str_f(a, words_of(ck->cx->lang, "第 %d 条明细的科目 %.*s 这一类，表中没有它的行"), first + 1,
                              STR(code))
                      : str_f(a, words_of(ck->cx->lang, "第 %d 条明细的科目 %.*s 不在 %.*s 年版科目中，表中没有它的行"),
                              first + 1, STR(code), STR(ck->b->function.name));
        if (n > 1)
                say = str_f(a, words_of(ck->cx->lang, "%.*s；这样的明细共 %d 条"), STR(say), n);
        check_sides_break(ck, CHECK_ERROR, whole, sum, say);
}

/* Rows of a list that say what they add up. */
static void sums_listed(struct check *ck, const struct made_table *t, int side)
{
        const struct side_spec *s;

        if (!t || t->spec->n_sides <= side)
                return;
        s = &t->spec->sides[side];
        for (int r = 0; r < s->n_list; r++)
                for (int c = 0; c < s->n_columns && s->list[r].sum.n; c++) {
                        struct side sum = { 0 }, whole;

                        if (!s->columns[c].number)
                                continue;
                        for (int i = 0;
                             i < ck->d->p->n_classes && word_in(s->list[r].sum, S("class")); i++) {
                                struct side part = side_cell(ck, t, ck->d->p->classes[i],
                                                             s->columns[c].key.p);

                                if (part.place.n)
                                        side_add(&sum, &part);
                        }
                        for (int i = 0; i < s->n_list; i++)
                                if (!s->list[i].each_class &&
                                    word_in(s->list[r].sum, s->list[i].key)) {
                                        struct side part = side_cell(ck, t, s->list[i].key,
                                                                     s->columns[c].key.p);

                                        side_add(&sum, &part);
                                }
                        whole = side_cell(ck, t, s->list[r].key, s->columns[c].key.p);
                        same_listed(ck, word_in(s->list[r].sum, S("class")), &whole, &sum);
                }
}

static void same_cells(struct check *ck, const struct made_table *t, str row, const char *column,
                       const struct made_table *u, str other_row, const char *other)
{
        struct side a = side_cell(ck, t, row, column), b = side_cell(ck, u, other_row, other);

        if (!a.place.n || !b.place.n)
                check_unknown(ck);
        else
                check_same(ck, &a, &b);
}

/* A cell, or zero where the table is there and shows no such row: no money, no row. */
static struct side cell_or_zero(struct check *ck, const struct made_table *t, str row,
                                const char *column)
{
        struct side s = side_cell(ck, t, row, column);

        if (t && !s.place.n) {
                s.v = (struct amount){ true, 0, t->spec->yuan ? 1 : FEN_PER_WAN };
                s.place = str_f(ck->cx->arena, "%.*s", STR(t->doc->title));
        }
        return s;
}

/* The total of the expenditure side: "sum" where carry-over to next year stands apart. */
static struct side spent(struct check *ck, const struct made_table *t, const char *column)
{
        struct side s = side_cell(ck, t, S("sum"), column);

        return s.place.n ? s : side_cell(ck, t, S("all"), column);
}

void check_b01(struct check *ck)
{
        const struct made_table *t = made_of(ck, "summary");

        same_cells(ck, t, S("total"), "income", t, S("all"), "expenditure");
}

void check_b02(struct check *ck)
{
        sums_listed(ck, made_of(ck, "summary"), 0);
}

void check_b03(struct check *ck)
{
        sums_listed(ck, made_of(ck, "summary"), 1);
}

void check_b04(struct check *ck)
{
        const struct made_table *t = made_of(ck, "income"), *sum = made_of(ck, "summary");

        sums_across(ck, t);
        sums_down(ck, t, true);
        same_cells(ck, t, S("total"), "total", sum, S("total"), "income");
        for (int i = 0; t && i < t->spec->sides[0].n_columns; i++) {
                const struct column_spec *c = &t->spec->sides[0].columns[i];
                struct side a = side_cell(ck, t, S("total"), c->key.p),
                            b = side_cell(ck, sum, c->key, "income");

                if (c->number && !str_is(c->key, "total") && a.place.n && b.place.n &&
                    !str_is(c->key, "other"))
                        check_same(ck, &a, &b);
        }
}

void check_b05(struct check *ck)
{
        const struct made_table *t = made_of(ck, "expenditure"), *sum = made_of(ck, "summary");
        struct side all = spent(ck, sum, "expenditure"),
                    total = side_cell(ck, t, S("total"), "total");

        sums_across(ck, t);
        sums_down(ck, t, false);
        check_same(ck, &total, &all);
        for (int i = 0; i < ck->d->p->n_classes; i++) {
                struct side a = cell_or_zero(ck, t, ck->d->p->classes[i], "total");
                struct side b = cell_or_zero(ck, sum, ck->d->p->classes[i], "expenditure");

                check_same(ck, &a, &b);
        }
}

void check_b06(struct check *ck)
{
        const struct made_table *t = made_of(ck, "fiscal");
        const char *const parts[] = { "f", "g", "c" };

        same_cells(ck, t, S("total"), "income", t, S("all"), "total");
        sums_listed(ck, t, 0);
        sums_listed(ck, t, 1);
        for (int i = 0; t && i < ck->d->p->n_classes; i++) {
                struct side whole = side_cell(ck, t, ck->d->p->classes[i], "total"), sum = { 0 };

                for (size_t k = 0; k < COUNT_OF(parts); k++) {
                        struct side part = side_cell(ck, t, ck->d->p->classes[i], parts[k]);

                        side_add(&sum, &part);
                }
                sum.place = str_of(words_of(ck->cx->lang, "各列之和"));
                if (whole.place.n)
                        check_same(ck, &whole, &sum);
        }
}

void check_b07(struct check *ck)
{
        const struct made_table *t = made_of(ck, "fiscal"), *sum = made_of(ck, "summary");
        static const char *const rows[] = { "general", "government", "capital" };
        struct side carry = side_cell(ck, t, S("carry"), "income"),
                    all = side_cell(ck, sum, S("carry"), "income");

        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                struct side a = side_cell(ck, t, str_of(rows[i]), "income"),
                            b = side_cell(ck, sum, str_of(rows[i]), "income");
                struct cell_at x, y;

                /* Where carried-over money stands in the same row there is no identity. */
                if (!a.place.n || !b.place.n || !profile_cell(ck->cx, ck->d->p, a.fact, &x) ||
                    !profile_cell(ck->cx, ck->d->p, b.fact, &y) ||
                    !filter_same(&x.filter, &y.filter))
                        check_unknown(ck);
                else
                        check_same(ck, &a, &b);
        }
        if (carry.place.n && all.place.n)
                check_at_most(ck, &carry, &all);
}

void check_b08(struct check *ck)
{
        const struct made_table *t = made_of(ck, "fiscal");
        static const struct { const char *column, *role; } parts[] = {
                { "f", "general" }, { "g", "government" }, { "c", "capital" },
        };

        for (size_t i = 0; i < COUNT_OF(parts); i++) {
                struct side a = spent(ck, t, parts[i].column);
                struct side b = side_cell(ck, made_of(ck, parts[i].role), S("total"), "total");

                check_same(ck, &a, &b);
        }
}

void check_b09(struct check *ck)
{
        struct side part = side_cell(ck, made_of(ck, "fiscal"), S("total"), "income");
        struct side all = side_cell(ck, made_of(ck, "summary"), S("total"), "income"),
                    other = { 0 }, sum;
        static const char *const kinds[] = {
                "income.service", "income.operating", "income.other", "income.above",
                "income.below",   "income.cover",     "carry.O",
        };

        check_at_most(ck, &part, &all);
        for (size_t i = 0; i < COUNT_OF(kinds); i++) {
                struct side s = side_fact(ck, kinds[i]);

                side_add(&other, &s);
        }
        sum = part;
        side_add(&sum, &other);
        sum.terms = (int)COUNT_OF(kinds) + 1;
        sum.place = str_of(words_of(ck->cx->lang, "财政拨款与非财政拨款之和"));
        check_same(ck, &all, &sum);
}

void check_b10(struct check *ck)
{
        const struct made_table *t = made_of(ck, "fiscal-economic");
        struct side a, b = spent(ck, made_of(ck, "fiscal"), "total");

        if (!t) {
                check_unknown(ck);
                return;
        }
        a = side_cell(ck, t, S("total"), "total");
        check_same(ck, &a, &b);
        sums_across(ck, t);
        sums_down(ck, t, false);
}

/* F of the three blocks of the economic table, one row. */
static struct side three_blocks(struct check *ck, const struct made_table *t, str row,
                                const char *tail)
{
        static const char *const blocks[] = { "now", "advance", "carry" };
        struct side sum = { 0 };

        for (size_t i = 0; i < COUNT_OF(blocks); i++) {
                struct side part = cell_or_zero(ck, t, row,
                                                str_f(ck->cx->arena, "%s-f%s", blocks[i], tail).p);

                if (!i)
                        sum.fact = part.fact;
                side_add(&sum, &part);
        }
        sum.place = str_f(ck->cx->arena, "%.*s %.*s", STR(t->spec->number), STR(row));
        return sum;
}

void check_b11(struct check *ck)
{
        const struct made_table *t = made_of(ck, "general-basic"),
                                *e = made_of(ck, "fiscal-economic");

        if (!t || !e) {
                check_unknown(ck);
                return;
        }
        for (int r = 0; r < t->doc->n_rows; r++) {
                struct side a, b;

                if (!t->row_keys[r].n || str_find(t->row_keys[r], S("~")) >= 0)
                        continue;
                a = side_cell(ck, t, t->row_keys[r], "total");
                b = three_blocks(ck, e, t->row_keys[r], "b");
                check_same(ck, &a, &b);
        }
}

void check_b12(struct check *ck)
{
        const struct made_table *t = made_of(ck, "general"), *f = made_of(ck, "fiscal");

        for (int i = 0; i < ck->d->p->n_classes; i++) {
                struct side a = cell_or_zero(ck, t, ck->d->p->classes[i], "total");
                struct side b = cell_or_zero(ck, f, ck->d->p->classes[i], "f");

                check_same(ck, &a, &b);
        }
        sums_across(ck, t);
        sums_down(ck, t, false);
}

void check_b13(struct check *ck)
{
        const struct made_table *t = made_of(ck, "general"), *e = made_of(ck, "expenditure");
        struct fact all = budget_fact_find(ck->d->fg, S("total.expenditure"));
        struct fact general = budget_fact_find(ck->d->fg, S("general"));

        if (!t || !e || all.value != general.value) {
                check_unknown(ck);      /* the identity holds only where there is no other money */
                return;
        }
        for (int r = 0; r < e->doc->n_rows; r++) {
                struct side a, b;

                if (!e->row_keys[r].n || str_find(e->row_keys[r], S("~")) >= 0)
                        continue;
                a = side_cell(ck, e, e->row_keys[r], "total");
                b = cell_or_zero(ck, t, e->row_keys[r], "total");
                check_same(ck, &a, &b);
        }
}

void check_b14(struct check *ck)
{
        const struct made_table *t = made_of(ck, "general-basic");
        struct side a = side_cell(ck, t, S("total"), "total");
        struct side b = side_cell(ck, made_of(ck, "general"), S("total"), "basic");

        check_same(ck, &a, &b);
        sums_across(ck, t);
        sums_down(ck, t, false);
}

void check_b15(struct check *ck)
{
        const struct made_table *t = made_of(ck, "general-basic");

        for (int r = 0; t && r < t->doc->n_rows; r++) {
                str row = t->row_keys[r];
                bool people = str_starts(row, S("301")) || str_starts(row, S("303"));
                bool goods = str_starts(row, S("302")) || str_starts(row, S("309")) ||
                             str_starts(row, S("310"));
                struct side wrong, total;

                if (!row.n || str_is(row, "total"))
                        continue;
                total = side_cell(ck, t, row, "total");
                wrong = side_cell(ck, t, row, people ? "public" : "personnel");
                if (!wrong.v.known && !total.v.known)
                        check_unknown(ck);
                else if (wrong.v.fen || (!people && !goods && total.v.fen))
                        check_sides_break(ck, CHECK_WARNING, &wrong, &total,
                                          str_f(ck->cx->arena, words_of(ck->cx->lang,
                                                "科目 %.*s 不应列入这一栏：301、303 为人员经费，302、310 为公用经费"),
                                                STR(row)));
                else
                        check_pass(ck);
        }
}

void check_b16(struct check *ck)
{
        const struct made_table *t = made_of(ck, "general-project"), *g = made_of(ck, "general");

        if (!t) {
                check_unknown(ck);
                return;
        }
        for (int r = 0; r < g->doc->n_rows; r++) {
                struct side a, b;

                if (!g->row_keys[r].n || str_find(g->row_keys[r], S("~")) >= 0)
                        continue;
                a = cell_or_zero(ck, t, g->row_keys[r], "amount");
                b = side_cell(ck, g, g->row_keys[r], "project");
                check_same(ck, &a, &b);
        }
        sums_down(ck, t, false);
}

void check_b17(struct check *ck)
{
        sums_across(ck, made_of(ck, "general-three"));
}

void check_b18(struct check *ck)
{
        static const struct { const char *column; const char *codes[2];
        } parts[] = {
                { "abroad", { "30212", NULL } },
                { "reception", { "30217", NULL } },
                { "run", { "30231", NULL } },
                { "buy", { "30913", "31013" } },
        };
        const struct made_table *t = made_of(ck, "general-three"),
                                *e = made_of(ck, "fiscal-economic");

        for (size_t i = 0; i < COUNT_OF(parts); i++) {
                struct side a = side_cell(ck, t, S("total"), parts[i].column), b = { 0 };

                for (int k = 0; e && k < 2 && parts[i].codes[k]; k++) {
                        struct side part = three_blocks(ck, e, str_of(parts[i].codes[k]), "");

                        b.place = part.place;
                        b.fact = part.fact;
                        side_add(&b, &part);
                }
                check_same(ck, &a, &b);
        }
}

static void fund_tables(struct check *ck, const char *role, const char *key)
{
        const struct made_table *t = made_of(ck, role);
        struct side total = side_cell(ck, t, S("total"), "total"), said = side_fact(ck, key);

        if (!t) {
                check_unknown(ck);
                return;
        }
        sums_across(ck, t);
        sums_down(ck, t, false);
        check_same(ck, &total, &said);
        if (total.v.known && !total.v.fen && !t->doc->note.n)
                check_rule_breaks(ck, CHECK_ERROR, t->doc->title, total.fact,
                                  str_of(words_of(ck->cx->lang, "没有数据的表应有说明")));
}

void check_b19(struct check *ck)
{
        fund_tables(ck, "government", "government");
        fund_tables(ck, "capital", "capital");
        sums_across(ck, made_of(ck, "government-three"));
}

static void weights(struct check *ck, int project, str name)
{
        struct arena *a = ck->cx->arena;
        int64_t sum = 0;
        int n = 0, want = ck->d->p->weight_total;

        for (int i = 0; i < ck->b->n_indicators; i++)
                if (ck->b->indicators[i].project == project) {
                        sum += ck->b->indicators[i].weight;
                        n++;
                }
        if (n && sum != want) {
                struct side got = side_named(str_f(a, words_of(ck->cx->lang, "%.*s的指标权重之和为 %.*s"), STR(name),
                                                   STR(decimal_str(a, sum, 2, false))));
                struct side due = side_named(str_f(a, words_of(ck->cx->lang, "应为 %.*s"),
                                                   STR(decimal_str(a, want, 2, false))));

                check_sides_break(ck, CHECK_ERROR, &got, &due,
                                  str_f(a, words_of(ck->cx->lang, "%.*s的指标权重之和为 %.*s，应为 %.*s"), STR(name),
                                        STR(decimal_str(a, sum, 2, false)), STR(decimal_str(a, want, 2, false))));
        } else if (n) {
                check_pass(ck);
        } else {
                check_unknown(ck);
        }
}

void check_b20(struct check *ck)
{
        const struct made_table *t = made_of(ck, "goals");

        for (int i = 0; i < ck->b->n_projects; i++) {
                const struct budget_project *p = &ck->b->projects[i];
                struct filter f = { .project = p->code };
                struct fact sum = figure_of(ck->d->fg, p->code, &f);
                struct side a = side_cell(ck, t, str_f(ck->cx->arena, "p-%.*s", STR(p->code)),
                                          "budget");
                struct side b = { .place = p->name, .terms = 1 };

                if (!p->goal.n)
                        continue;
                weights(ck, i, p->name);
                b.v = (struct amount){ sum.state != FACT_UNKNOWN, sum.value * FEN_PER_WAN,
                                       FEN_PER_WAN };
                check_same(ck, &a, &b);
        }
        weights(ck, -1, str_of(words_of(ck->cx->lang, "部门整体绩效目标")));
}

void check_b21(struct check *ck)
{
        const struct cell_ref *c = cell_find(ck, S("total.expenditure")),
                              *basic = cell_find(ck, S("basic"));
        const struct cell_ref *project = cell_find(ck, S("project"));
        struct side all = spent(ck, made_of(ck, "summary"), "expenditure"), a = { .terms = 1 },
                    sum = { 0 };
        static const char *const rest[] = { "nature.upward", "nature.subsidy", "nature.operating" };

        if (!c || !basic || !project) {
                check_unknown(ck);
                return;
        }
        a.place = c->table->doc->title;
        a.fact = c->key;
        a.v = (struct amount){ c->cell->kind == DOC_NUMBER, c->cell->v * FEN_PER_WAN, FEN_PER_WAN };
        check_same(ck, &a, &all);
        sum.v = (struct amount){ true, (basic->cell->v + project->cell->v) * FEN_PER_WAN,
                                 FEN_PER_WAN };
        sum.terms = 2;
        for (size_t i = 0; i < COUNT_OF(rest); i++) {
                struct side s = side_fact(ck, rest[i]);

                side_add(&sum, &s);
        }
        sum.place = str_of(words_of(ck->cx->lang, "各行之和"));
        check_same(ck, &a, &sum);
}

void check_b22(struct check *ck)
{
        for (int i = 0; i < ck->d->n_tables; i++)
                sums_down(ck, &ck->d->tables[i], true);
}
