/* domain/budget/checks_soft.c - B23…B30: correspondences, definitions, last year, plausibility. */
#include "domain/budget/check_run.h"

/* Basic expenditure of some codes, by a filter. */
static struct side side_filter(struct check *ck, const char *filter, const char *place)
{
        struct filter f;
        struct side s = { .place = str_of(place), .terms = 1 };

        if (!filter_parse(ck->cx, str_of(filter), &f)) {
                struct fact sum = figure_of(ck->d->fg, str_of(place), &f);

                s.v = (struct amount){ sum.state != FACT_UNKNOWN, sum.value * FEN_PER_WAN,
                                       FEN_PER_WAN };
        }
        return s;
}

/* Each side links to the first of its codes: the cell of 基本支出, the economic account. */
static void pair_link(struct check *ck, const char *fn, const char *econ, struct side *a,
                      struct side *b)
{
        const struct made_table *t = made_of(ck, "expenditure");
        str code = { strrchr(fn, '=') + 1, 7 };

        if (t)
                a->fact = side_cell(ck, t, code, "basic").fact;
        b->fact = str_f(ck->cx->arena, "economic.%.*s", 5, strrchr(econ, '=') + 1);
        if (!a->fact.n)
                a->fact = str_f(ck->cx->arena, "class.%.*s", STR(code));
}

void check_b23(struct check *ck)
{
        static const struct { const char *fn, *fn_name, *econ, *econ_name;
        } pairs[] = {
                { "nature=basic fn=2080505", "2080505 养老保险", "nature=basic econ=30108",
                  "30108 养老保险缴费" },
                { "nature=basic fn=2080506", "2080506 职业年金", "nature=basic econ=30109",
                  "30109 职业年金缴费" },
                { "nature=basic fn=2101101,2101102", "2101101、2101102 医疗",
                  "nature=basic econ=30110", "30110 基本医疗保险缴费" },
                { "nature=basic fn=2101103", "2101103 公务员医疗补助", "nature=basic econ=30111",
                  "30111 公务员医疗补助" },
                { "nature=basic fn=2210201", "2210201 住房公积金", "nature=basic econ=30113",
                  "30113 住房公积金" },
                { "nature=basic fn=2080501,2080502", "2080501、2080502 离退休",
                  "nature=basic econ=30301,30302,30305", "30301、30302、30305 离退休费和生活补助" },
        };

        for (size_t i = 0; i < COUNT_OF(pairs); i++) {
                struct side a = side_filter(ck, pairs[i].fn,
                                            words_of(ck->cx->lang, pairs[i].fn_name));
                struct side b = side_filter(ck, pairs[i].econ,
                                            words_of(ck->cx->lang, pairs[i].econ_name));

                pair_link(ck, pairs[i].fn, pairs[i].econ, &a, &b);
                check_same(ck, &a, &b);
        }
}

/* What hangs on projects is all that is spent; only 上缴, 补助 and 经营 may hang on none. */
static void projects_are_all(struct check *ck, struct side sum)
{
        static const char *const rest[] = { "nature.upward", "nature.subsidy", "nature.operating" };
        struct side total = side_fact(ck, "total.expenditure");

        for (size_t i = 0; i < COUNT_OF(rest); i++) {
                struct side s = side_fact(ck, rest[i]);

                if (s.v.fen || !s.v.known)
                        side_add(&sum, &s);
        }
        sum.place = str_of(words_of(ck->cx->lang, "各类项目之和"));
        check_same(ck, &total, &sum);
}

/* 公用经费 apart from 其他运转类, where the lines name their projects. */
static void categories_of_lines(struct check *ck)
{
        static const char *const pairs[][2] = {
                { "category.personnel", "personnel" },
                { "category.public", "public" },
                { "category.rest", "project" },
        };
        struct side sum = { 0 };

        for (size_t i = 0; i < COUNT_OF(pairs); i++) {
                struct side a = side_fact(ck, pairs[i][0]), b = side_fact(ck, pairs[i][1]);

                check_same(ck, &a, &b);
                side_add(&sum, &a);
        }
        projects_are_all(ck, sum);
}

/* An original tells its projects by P23 alone: 运转类 holds 公用经费 and 其他运转类 in one sum. */
static void categories_of_p23(struct check *ck)
{
        struct side people = side_fact(ck, "projects.personnel.amount"), basic = side_fact(ck, "personnel");
        struct side rest = side_fact(ck, "projects.operation.amount"),
                    special = side_fact(ck, "projects.special.amount");
        struct side public = side_fact(ck, "public"), project = side_fact(ck, "project"), sum = { 0 };

        check_same(ck, &people, &basic);
        side_add(&rest, &special);
        side_add(&public, &project);
        rest.place = str_of(words_of(ck->cx->lang, "运转类与特定目标类项目预算"));
        public.place = str_of(words_of(ck->cx->lang, "公用经费与项目支出"));
        check_same(ck, &rest, &public);
        side_add(&sum, &people);
        side_add(&sum, &rest);
        sum.terms = people.terms + rest.terms;
        projects_are_all(ck, sum);
}

void check_b24(struct check *ck)
{
        struct side lines = side_fact(ck, "category.personnel");

        if (lines.v.known || !ck->d->p->goals_of_all)
                categories_of_lines(ck);
        else
                categories_of_p23(ck);
}

static void unmapped(struct check *ck, int line, str gov)
{
        const struct budget_line *l = &ck->b->lines[line];
        const struct budget_unit *u = &ck->b->units[l->unit];
        struct arena *a = ck->cx->arena;
        struct side from = { .terms = 1, .v = { true, l->amount.fen, 1 } }, to;

        from.place = str_f(a, words_of(ck->cx->lang, "%.*s第 %d 条明细 %.*s"), STR(u->name), line + 1, STR(l->economic));
        to = side_named(gov.n ? str_f(a, words_of(ck->cx->lang, "政府预算经济科目 %.*s"), STR(gov))
                              : str_of(words_of(ck->cx->lang, "政府预算经济科目表")));
        check_sides_break(ck, CHECK_WARNING, &from, &to,
                          str_f(a,
                                words_of(ck->cx->lang, "第 %d 条明细的经济科目 %.*s 在%s没有对应的政府预算经济科目"),
                                line + 1, STR(l->economic), words_of(ck->cx->lang, unit_kind_labels[u->kind])));
}

void check_b25(struct check *ck)
{
        const struct budget *b = ck->b;
        bool any = false;

        for (int i = 0; i < b->n_lines; i++) {
                const struct budget_line *l = &b->lines[i];
                const struct account *a = account_find(&b->economic, l->economic);
                bool institution = l->unit >= 0 && b->units[l->unit].kind == UNIT_INSTITUTION;
                str gov = a ? (institution ? a->gov_institution : a->gov_organ) : (str){ 0 };

                if (!l->economic.n || l->unit < 0 || !a)
                        continue;
                any = true;
                if (account_find(&b->economic_gov, gov))
                        check_pass(ck);
                else
                        unmapped(ck, i, gov);
        }
        if (!any)
                check_unknown(ck);
}

/* 事业运行, called 事业机构 in some 款: the suffix 50 is usual, 2130104, 2130204, 2200504 and 2240550
 * tell it by their names (domain §2.2). */
static bool runs_institution(const struct budget *b, str function)
{
        const struct account *a = account_find(&b->function, function);

        if (function.n != 7)
                return false;
        if (!a)
                return str_ends(function, S("50"));
        return str_find(a->name, S("事业运行")) >= 0 ||        /* document text */
               str_find(a->name, S("事业机构")) >= 0;          /* document text */
}

void check_b26(struct check *ck)
{
        struct side a = side_fact(ck, "operating"), b = side_fact(ck, "basic.public");
        int64_t institution = 0;

        for (int i = 0; i < ck->b->n_lines; i++)
                if (ck->b->lines[i].nature == NATURE_BASIC && runs_institution(ck->b, ck->b->lines[i].function))
                        institution += ck->b->lines[i].amount.fen;
        check_at_most(ck, &a, &b);
        if (a.v.known && b.v.known && a.v.fen && a.v.fen == b.v.fen && institution)
                check_sides_break(ck, CHECK_QUERY, &a, &b,
                                  str_of(words_of(ck->cx->lang,
                                  "机关运行经费等于全部公用经费，而事业运行也有支出：请核对是否把事业单位的公用经费计入了")));
}

void check_b27(struct check *ck)
{
        struct side total = side_fact(ck, "procurement"),
                    small = side_fact(ck, "procurement.small"), sum = { 0 };
        struct side flagged = { .terms = 1, .v = { true, 0, FEN_PER_WAN } };
        static const char *const parts[] = { "procurement.goods", "procurement.works",
                                             "procurement.services" };
        int n = 0;

        for (size_t i = 0; i < COUNT_OF(parts); i++) {
                struct side s = side_fact(ck, parts[i]);

                side_add(&sum, &s);
        }
        sum.place = str_of(words_of(ck->cx->lang, "货物、工程、服务之和"));
        check_same(ck, &total, &sum);
        check_at_most(ck, &small, &total);
        for (int i = 0; i < ck->b->n_lines; i++)
                if (ck->b->lines[i].procurement) {
                        flagged.v.fen += ck->d->fg->rounded.line[i] * FEN_PER_WAN;
                        n++;
                }
        flagged.terms = n + 1;
        flagged.place = str_of(words_of(ck->cx->lang, "注明政府采购的明细之和"));
        if (n)
                check_same(ck, &total, &flagged);
}

static void counts_differ(struct check *ck, const struct fact *all, int64_t n)
{
        struct arena *a = ck->cx->arena;
        struct side whole = side_named(str_f(a, "%.*s %ld", STR(all->label), all->value));
        struct side sum = side_named(str_f(a, words_of(ck->cx->lang, "三类之和 %ld"), n));

        whole.fact = all->key;
        check_sides_break(ck, CHECK_ERROR, &whole, &sum,
                          str_f(a, words_of(ck->cx->lang, "绩效管理项目共 %ld 个，三类之和为 %ld 个"), all->value, n));
}

/* P23: n = Σ and x = Σ. */
static void projects_counted(struct check *ck)
{
        static const char *const parts[][2] = {
                { "projects.personnel.count", "projects.personnel.amount" },
                { "projects.operation.count", "projects.operation.amount" },
                { "projects.special.count", "projects.special.amount" },
        };
        struct fact all = budget_fact_find(ck->d->fg, S("projects.count"));
        struct side amount = side_fact(ck, "projects.amount"), sum = { 0 };
        bool known = all.state != FACT_UNKNOWN;
        int64_t n = 0;

        for (size_t i = 0; i < COUNT_OF(parts); i++) {
                struct fact part = budget_fact_find(ck->d->fg, str_of(parts[i][0]));
                struct side x = side_fact(ck, parts[i][1]);

                known = known && part.state != FACT_UNKNOWN;
                n += part.value;
                side_add(&sum, &x);
        }
        sum.place = str_of(words_of(ck->cx->lang, "三类绩效管理项目之和"));
        check_same(ck, &amount, &sum);
        if (!known)
                check_unknown(ck);
        else if (all.value == n)
                check_pass(ck);
        else
                counts_differ(ck, &all, n);
}

static int projects_without_goal(const struct budget *b)
{
        int n = 0;

        for (int i = 0; i < b->n_projects; i++)
                n += !b->projects[i].has_goal;
        return n;
}

/* Where the place counts every project, what is managed is all that is spent; while some project
 * is not yet counted, or where only 项目支出 counts, it is at most that. */
void check_b28(struct check *ck)
{
        struct side managed = side_fact(ck, "projects.amount"), all = side_fact(ck, "total.expenditure");
        struct side of_project = side_fact(ck, "projects.project.amount"), project = side_fact(ck, "project");
        int left_out = projects_without_goal(ck->b);

        projects_counted(ck);
        if (ck->d->p->goals_of_all && !left_out)
                check_same(ck, &managed, &all);
        else
                check_at_most(ck, &managed, &all);
        if (!ck->d->p->goals_of_all)
                check_at_most(ck, &of_project, &project);
        else if (left_out)
                check_sides_break(ck, CHECK_WARNING, &managed, &all,
                                  str_f(ck->cx->arena,
                                        words_of(ck->cx->lang, "有 %d 个项目没有纳入绩效目标管理，按当地口径各类项目都应纳入"),
                                        left_out));
}

void check_b29(struct check *ck)
{
        struct figures *last;

        if (!ck->in->last || figures_make(ck->cx, ck->in->last, NULL, &last)) {
                check_unknown(ck);
                return;
        }
        for (int i = 0; i < ck->b->n_priors; i++) {
                const struct budget_prior *p = &ck->b->priors[i];
                struct fact was = budget_fact_find(last, p->key);
                struct side a = { .terms = 1 }, b = { .terms = 1 };

                if (was.unit != FACT_MONEY)
                        continue;
                a.place = str_f(ck->cx->arena, words_of(ck->cx->lang, "上年%.*s"), STR(was.label));
                a.fact = str_f(ck->cx->arena, "%.*s.prior", STR(p->key));
                a.v = (struct amount){ true, wan_of((money){ p->value }) * FEN_PER_WAN,
                                       FEN_PER_WAN };
                b.place = str_of(words_of(ck->cx->lang, "上年公布数"));
                b.v = (struct amount){ was.state != FACT_UNKNOWN, was.value * FEN_PER_WAN,
                                       FEN_PER_WAN };
                check_same(ck, &a, &b);
        }
}

/* Pension is 16 % of the pay that the housing fund takes 12 % of: the bases lie close together. */
void check_b30(struct check *ck)
{
        struct side pension = side_filter(ck, "nature=basic fn=2080505", words_of(ck->cx->lang, "2080505 养老保险"));
        struct side housing = side_filter(ck, "nature=basic fn=2210201", words_of(ck->cx->lang, "2210201 住房公积金"));
        int64_t a = pension.v.fen * 12, b = housing.v.fen * 16;

        pension.fact = S("general.item.2080505");
        housing.fact = S("general.item.2210201");
        if (!pension.v.known || !housing.v.known || !a || !b) {
                check_unknown(ck);
                return;
        }
        if ((a > b ? a - b : b - a) * 10 <= b)
                check_pass(ck);
        else
                check_sides_break(ck, CHECK_INFO, &pension, &housing,
                                  str_of(words_of(ck->cx->lang,
                                  "按养老保险 16%、住房公积金 12% 的费率推算，两者的缴费基数相差超过一成，请核对")));
}
