/* domain/budget/facts.c - figures by key: computed, published, inferred, derived or unknown. */
#include "domain/budget/facts.h"

#include "domain/budget/accounts.h"
#include "domain/budget/part_need.h"
#include "domain/budget/profile.h"

const char *const fact_state_labels[FACT_STATES] = {
        "由明细计算", "原件公布", "由公布数推定", "由公布增减额反推", "原件未载",
};

#define MONEY(key, label, how)         { key, label, FACT_MONEY, how, { 0 }, false },
#define RATIO(key, label, part, whole) { key, label, FACT_RATIO, part " / " whole, { 0 }, false },
#define COUNT(key, label, how)         { key, label, FACT_COUNT, how, { 0 }, false },
#define PLAN(key, label, how)          { key, label, FACT_MONEY, "plan:" how, { 0 }, false },
static const struct fact_rule rules[] = {
#include "domain/budget/facts.def"
};
#undef MONEY
#undef RATIO
#undef COUNT
#undef PLAN

enum { DEPTH = 6 };     /* of figures made from figures */

static struct fact find(const struct figures *fg, str key, int depth);

str star_fill(struct arena *a, str text, str code)
{
        ptrdiff_t at = str_find(text, S("*"));

        if (at < 0)
                return text;
        return str_f(a, "%.*s%.*s%.*s", (int)at, text.p, STR(code),
                     STR(str_from(text, (size_t)at + 1)));
}

const struct fail *figures_make(struct ctx *cx, const struct budget *b, const struct profile *p,
                                struct figures **ret)
{
        struct figures *fg = NEW(cx->arena, struct figures);
        struct fact_rule *r = NEW_ARRAY(cx->arena, struct fact_rule, COUNT_OF(rules));

        fg->cx = cx;
        fg->b = b;
        fg->profile = p;
        fg->silent = str_of(budget_silence(b));
        budget_round(cx, b, p ? p->way : ROUND_LINES, &fg->rounded);
        memcpy(r, rules, sizeof(rules));
        for (size_t i = 0; i < COUNT_OF(rules); i++) {
                const struct fail *f;

                r[i].star = strchr(r[i].key, '*') != NULL;
                if (r[i].unit != FACT_MONEY || r[i].star ||
                    str_starts(str_of(r[i].how), S("plan:")))
                        continue;
                f = filter_parse(cx, str_of(r[i].how), &r[i].filter);
                if (f)
                        return fail(cx, BROKEN, "facts.def %s: %.*s", r[i].key, STR(f->say));
        }
        fg->rules = r;
        fg->n_rules = (int)COUNT_OF(rules);
        *ret = fg;
        return NULL;
}

static struct fact unknown(str key)
{
        return (struct fact){ .key = key, .state = FACT_UNKNOWN };
}

static enum fact_state state_of(enum basis basis)
{
        switch (basis) {
        case BASIS_PUBLISHED:     return FACT_PUBLISHED;
        case BASIS_INFERRED:      return FACT_INFERRED;
        case BASIS_DERIVED_PRIOR: return FACT_DERIVED;
        default:                  return FACT_COMPUTED;
        }
}

/* The lines of a sum: looked for first, so that the list is no longer than it must be. */
static int *picked(const struct figures *fg, const struct filter *f, int want)
{
        int *list = want ? NEW_ARRAY(fg->cx->arena, int, (size_t)want) : NULL;
        int n = 0;

        for (int i = 0; n < want; i++)
                if (f->income ? filter_income(fg->b, f, &fg->b->incomes[i]) == YES
                              : filter_line(fg->b, f, &fg->b->lines[i]) == YES)
                        list[n++] = i;
        return list;
}

/* False when a line that may belong lacks what the filter asks. */
static bool sum_lines(const struct figures *fg, const struct filter *f, struct fact *ret)
{
        const struct budget *b = fg->b;
        bool by_nature = f->natures || f->categories;

        for (int i = 0; i < b->n_lines && !f->none; i++) {
                const struct budget_line *l = &b->lines[i];
                enum answer a = filter_line(b, f, l);

                if (a == MAYBE && l->amount.fen)
                        return false;
                if (a != YES)
                        continue;
                ret->fen += l->amount.fen;
                ret->value += fg->rounded.line[i];
                ret->n_lines++;
                if (l->basis == BASIS_INFERRED || (by_nature && l->nature_basis == BASIS_INFERRED))
                        ret->state = FACT_INFERRED;
        }
        ret->lines = picked(fg, f, ret->n_lines);
        return b->n_lines || !b->n_facts || f->none;
}

static bool sum_incomes(const struct figures *fg, const struct filter *f, struct fact *ret)
{
        const struct budget *b = fg->b;

        for (int i = 0; i < b->n_incomes && !f->none; i++) {
                enum answer a = filter_income(b, f, &b->incomes[i]);

                if (a == MAYBE && b->incomes[i].amount.fen)
                        return false;
                if (a != YES)
                        continue;
                ret->fen += b->incomes[i].amount.fen;
                ret->value += fg->rounded.income[i];
                ret->n_incomes++;
        }
        ret->incomes = picked(fg, f, ret->n_incomes);
        return b->n_incomes || !b->n_facts || f->none;
}

static const struct budget_fact *published(const struct budget *b, str key)
{
        for (int i = 0; i < b->n_facts; i++)
                if (str_eq(b->facts[i].key, key))
                        return &b->facts[i];
        return NULL;
}

/* A filter without what every line fulfils anyway: where all money is of the general budget,
 * `fund=F` says nothing. Two filters with the same rest sum the same lines. */
static struct filter filter_bare(const struct budget *b, struct filter f)
{
        unsigned funds = 0, sources = 0;
        bool one_unit = f.unit.p;

        for (int i = 0; i < b->n_lines; i++) {
                const struct budget_line *l = &b->lines[i];

                if (!l->amount.fen)
                        continue;
                funds |= 1u << l->fund;
                sources |= 1u << l->source;
                one_unit = one_unit && l->unit >= 0 && str_eq(b->units[l->unit].code, f.unit);
        }
        if (!(funds & ~f.funds))
                f.funds = 0;
        if (!(sources & ~f.sources))
                f.sources = 0;
        if (one_unit)
                f.unit = (str){ 0 };
        return f;
}

/* A published figure by its key, else by a rule that sums the same. */
static const struct budget_fact *published_same(const struct figures *fg, str key,
                                                const struct filter *f)
{
        const struct budget_fact *p = published(fg->b, key);
        struct filter bare = filter_bare(fg->b, *f);

        for (int i = 0; !p && !f->income && i < fg->n_rules; i++) {
                const struct fact_rule *r = &fg->rules[i];
                struct filter other;

                if (r->unit != FACT_MONEY || r->star || str_starts(str_of(r->how), S("plan:")) ||
                    !published(fg->b, str_of(r->key)))
                        continue;
                other = filter_bare(fg->b, r->filter);
                if (filter_same(&other, &bare))
                        p = published(fg->b, str_of(r->key));
        }
        return p;
}

static enum fact_state published_state(const struct budget_fact *p)
{
        return p->basis == BASIS_ENTERED ? FACT_PUBLISHED : state_of(p->basis);
}

static struct fact from_published(str key, enum fact_unit unit, const struct budget_fact *p)
{
        struct fact f = { .key = key, .unit = unit, .state = published_state(p),
                          .value = p->value, .note = p->note };

        if (unit == FACT_MONEY) {
                f.fen = p->value;
                f.value = wan_of((money){ p->value });
        }
        return f;
}

/* The one line or income behind a figure is what the original prints. */
static bool printed_alone(const struct budget *b, const struct fact *f)
{
        if (f->n_lines + f->n_incomes != 1)
                return false;
        return (f->n_lines ? b->lines[f->lines[0]].basis : b->incomes[f->incomes[0]].basis) == BASIS_PUBLISHED;
}

struct fact figure_of(const struct figures *fg, str key, const struct filter *f)
{
        struct fact ret = { .key = key, .unit = FACT_MONEY, .state = FACT_COMPUTED };
        const struct budget_fact *p;

        if (f->income ? sum_incomes(fg, f, &ret) : sum_lines(fg, f, &ret)) {
                if (fg->rounded.way == ROUND_CELLS)
                        ret.value = wan_of((money){ ret.fen });
                ret.split = ret.state == FACT_INFERRED;
                p = ret.split ? published_same(fg, key, f) : NULL;
                if (p && p->value == ret.fen)   /* the original prints this very sum */
                        ret.state = published_state(p);
                else if (!ret.split && printed_alone(fg->b, &ret))
                        ret.state = FACT_PUBLISHED;
                return ret;
        }
        p = published_same(fg, key, f);
        if (p)
                return from_published(key, FACT_MONEY, p);
        ret = unknown(key);
        ret.unit = FACT_MONEY;
        return ret;
}

/* ---- counters --------------------------------------------------------------------------- */

static bool class_counts(const struct profile *p, bool body, str want, str code)
{
        const struct vehicle_class *list = p ? (body ? p->bodies : p->uses) : NULL;
        int n = p ? (body ? p->n_bodies : p->n_uses) : 0;

        for (int i = 0; i < n; i++) {
                if (want.p && !str_eq(want, list[i].code))
                        continue;
                if (str_eq(list[i].code, code) || (list[i].also.n && str_eq(list[i].also, code)))
                        return true;
        }
        return false;
}

static int64_t count_vehicles(const struct figures *fg, bool body, bool planned, str want)
{
        int64_t n = 0;

        for (int i = 0; i < fg->b->n_vehicles; i++) {
                const struct budget_vehicle *v = &fg->b->vehicles[i];

                if (class_counts(fg->profile, body, want, v->class_code))
                        n += planned ? v->planned : v->held;
        }
        return n;
}

static int64_t count_projects(const struct budget *b, str categories)
{
        int64_t n = 0;

        for (int i = 0; i < b->n_projects; i++)
                n += b->projects[i].has_goal &&
                     str_find(categories, str_of(category_words[b->projects[i].category])) >= 0;
        return n;
}

static int64_t count_sections(const struct budget *b, bool subordinate)
{
        int64_t n = 0;

        for (int i = 0; i < b->n_sections; i++)
                n += b->sections[i].subordinate == subordinate;
        return n;
}

static int64_t count_units(const struct budget *b, str kinds)
{
        int64_t n = 0;

        for (int i = 0; i < b->n_units; i++)
                n += !kinds.n || str_find(kinds, str_of(unit_kind_words[b->units[i].kind])) >= 0;
        return n;
}

/* False: nothing is on file to count. */
static bool counted(const struct figures *fg, str how, str code, int64_t *ret)
{
        const struct budget *b = fg->b;
        str rest, what = str_cut(how, ' ', &rest);

        if (str_is(what, "projects")) {
                *ret = count_projects(b, rest);
                return b->n_projects > 0;
        }
        if (str_is(what, "vehicles")) {
                bool body = str_starts(rest, S("body")) || str_starts(rest, S("planned"));
                bool planned = str_starts(rest, S("planned")) || str_starts(rest, S("aimed"));

                *ret = count_vehicles(fg, body, planned, code);
                return b->n_vehicles > 0;
        }
        if (str_is(what, "sections")) {
                *ret = count_sections(b, str_is(rest, "subordinate"));
                return true;
        }
        if (str_is(what, "units")) {
                *ret = count_units(b, rest.p ? rest : S(""));
                return true;
        }
        *ret = str_is(rest, "planned") ? b->big_equipment_planned : b->big_equipment;
        return *ret >= 0;
}

static struct fact count_of(const struct figures *fg, str key, str how, str code)
{
        struct fact ret = { .key = key, .unit = FACT_COUNT, .state = FACT_COMPUTED };
        const struct budget_fact *p = published(fg->b, key);

        if (counted(fg, how, code, &ret.value)) {
                if (p && p->value == ret.value)
                        ret.state = published_state(p);
                return ret;
        }
        if (p)
                return from_published(key, FACT_COUNT, p);
        ret = unknown(key);
        ret.unit = FACT_COUNT;
        return ret;
}

static struct fact plan_of(const struct figures *fg, str key, str part)
{
        const struct budget_procurement *p = &fg->b->procurement;
        struct fact ret = { .key = key, .unit = FACT_MONEY, .state = FACT_COMPUTED };
        int64_t wan[] = { wan_of(p->goods), wan_of(p->works), wan_of(p->services) };

        if (!p->known) {
                ret.state = FACT_UNKNOWN;
        } else if (str_is(part, "goods")) {
                ret.fen = p->goods.fen, ret.value = wan[0];
        } else if (str_is(part, "works")) {
                ret.fen = p->works.fen, ret.value = wan[1];
        } else if (str_is(part, "services")) {
                ret.fen = p->services.fen, ret.value = wan[2];
        } else if (str_is(part, "small")) {
                ret.fen = p->for_small.fen, ret.value = wan_of(p->for_small);
        } else {
                ret.fen = p->goods.fen + p->works.fen + p->services.fen;
                ret.value = wan[0] + wan[1] + wan[2];
        }
        return ret;
}

/* ---- figures of figures ------------------------------------------------------------------ */

/* What a figure made of two rests on; made of two printed ones it is computed, not printed. A sum
 * that is printed but whose lines were split by an argument lends no more than that argument. */
static enum fact_state state_of_two(const struct fact *a, const struct fact *b)
{
        enum fact_state worse = a->state > b->state ? a->state : b->state;

        if (worse < FACT_INFERRED)
                return a->split || b->split ? FACT_INFERRED : FACT_COMPUTED;
        return worse;
}

static struct fact share_of(const struct figures *fg, str key, str how, int depth)
{
        ptrdiff_t at = str_find(how, S(" / "));
        struct fact part = find(fg, str_head(how, (size_t)at), depth);
        struct fact whole = find(fg, str_from(how, (size_t)at + 3), depth);
        struct fact ret = { .key = key,
                            .unit = FACT_RATIO,
                            .state = state_of_two(&part, &whole),
                            .of = { part.key, whole.key } };

        if (ret.state != FACT_UNKNOWN && !whole.value)
                ret.state = FACT_UNKNOWN;
        if (ret.state != FACT_UNKNOWN)
                ret.value = muldiv(part.value, 10000, whole.value);
        return ret;
}

static struct fact prior_of(const struct figures *fg, str key, str base, const struct fact *now)
{
        struct fact ret = { .key = key, .unit = now->unit, .state = FACT_UNKNOWN };

        for (int i = 0; i < fg->b->n_priors; i++) {
                const struct budget_prior *p = &fg->b->priors[i];

                if (!str_eq(p->key, base))
                        continue;
                ret.state = p->basis == BASIS_ENTERED ? FACT_PUBLISHED : state_of(p->basis);
                ret.fen = ret.value = p->value;
                ret.note = p->note;
                if (now->unit == FACT_MONEY)
                        ret.value = wan_of((money){ p->value });
        }
        if (now->label.n)
                ret.label = str_f(fg->cx->arena, "上年%.*s", STR(now->label));
        ret.rule = S("上年公布数");
        return ret;
}

/* How far one year is from the other, without its sign. Where the original prints this very change
 * and last year's figure was derived from it, the change is what is printed. */
static struct fact difference_of(const struct figures *fg, str key, str base, int depth)
{
        struct arena *a = fg->cx->arena;
        struct fact now = find(fg, base, depth), old = prior_of(fg, key, base, &now), ret = now;
        const struct budget_fact *p = published(fg->b, key);

        if (!now.label.n)
                return unknown(key);
        ret.key = key;
        ret.state = state_of_two(&now, &old);
        ret.value = ret.fen = 0;
        if (ret.state != FACT_UNKNOWN) {
                ret.value = now.value > old.value ? now.value - old.value : old.value - now.value;
                ret.fen = now.fen > old.fen ? now.fen - old.fen : old.fen - now.fen;
        }
        ret.note = old.note;
        ret.label = str_f(a, "%.*s%s", STR(now.label), "增减额");
        ret.rule = S("本年－上年");
        ret.of[0] = base;
        ret.of[1] = str_f(a, "%.*s.prior", STR(base));
        if (p && ret.state != FACT_UNKNOWN && p->value == (ret.unit == FACT_MONEY ? ret.fen : ret.value)) {
                ret.state = published_state(p);
                ret.note = p->note;
                if (old.state == FACT_DERIVED)
                        ret.rule = S("公布的增减额，上年数由它反推");
        }
        return ret;
}

static struct fact rate_of(const struct figures *fg, str key, str base, int depth)
{
        struct arena *a = fg->cx->arena;
        struct fact now = find(fg, base, depth), old = prior_of(fg, key, base, &now);
        int64_t diff = now.value > old.value ? now.value - old.value : old.value - now.value;
        struct fact ret = { .key = key,
                            .unit = FACT_RATIO,
                            .state = state_of_two(&now, &old),
                            .note = old.note,
                            .label = str_f(a, "%.*s%s", STR(now.label), "增减幅度"),
                            .rule = S("（本年－上年）÷上年，取公布位数的数"),
                            .of = { str_f(a, "%.*s.change", STR(base)),
                                    str_f(a, "%.*s.prior", STR(base)) } };

        if (!now.label.n)
                return unknown(key);
        if (!old.value)
                ret.state = FACT_UNKNOWN;
        if (ret.state != FACT_UNKNOWN)
                ret.value = muldiv(diff, 10000, old.value);
        return ret;
}

/* Does the key fit the rule? `*` takes what has no dot; it is given back in *code. */
static bool rule_fits(const struct fact_rule *r, str key, str *code)
{
        str pattern = str_of(r->key);
        ptrdiff_t at;
        size_t tail;

        *code = (str){ 0 };
        if (!r->star)
                return str_eq(pattern, key);
        at = str_find(pattern, S("*"));
        tail = pattern.n - (size_t)at - 1;
        if (key.n <= (size_t)at + tail || !str_starts(key, str_head(pattern, (size_t)at)) ||
            !str_ends(key, str_from(pattern, (size_t)at + 1)))
                return false;
        *code = (str){ key.p + at, key.n - (size_t)at - tail };
        return str_find(*code, S(".")) < 0;
}

static str star_label(const struct figures *fg, const struct fact_rule *r, str code)
{
        struct arena *a = fg->cx->arena;

        for (int i = 0; i < INCOME_END && str_find(str_of(r->key), S("income.")) >= 0; i++)
                if (str_is(code, income_words[i]))
                        return str_of(income_labels[i]);
        for (int i = 0; i < NATURE_END && str_starts(str_of(r->key), S("nature.")); i++)
                if (str_is(code, nature_words[i]))
                        return str_of(nature_labels[i]);
        for (int i = 0; i < FUND_END; i++)
                if (str_is(code, fund_words[i]))
                        return str_f(a, "%s%s", fund_labels[i], r->label);
        if (str_starts(str_of(r->key), S("economic.")))
                return account_name(&fg->b->economic, code);
        if (account_find(&fg->b->function, code))
                return str_f(a, "%s：%.*s", r->label, STR(account_path(a, &fg->b->function, code)));
        return str_of(r->label);
}

static struct fact by_rule(const struct figures *fg, const struct fact_rule *r, str key, str code,
                           int depth)
{
        str how = str_of(r->how);
        struct filter filter = r->filter;
        struct fact ret;

        if (r->unit == FACT_COUNT) {
                ret = count_of(fg, key, how, code);
        } else if (str_starts(how, S("plan:"))) {
                ret = plan_of(fg, key, str_from(how, 5));
        } else if (r->unit == FACT_RATIO) {
                ptrdiff_t at = str_find(how, S(" / "));
                str part = star_fill(fg->cx->arena, str_head(how, (size_t)at), code);

                how = str_f(fg->cx->arena, "%.*s%.*s", STR(part), STR(str_from(how, (size_t)at)));
                ret = share_of(fg, key, how, depth);
                how = S("部分÷全部，取公布位数的数");
        } else {
                if (r->star) {
                        how = star_fill(fg->cx->arena, how, code);
                        if (filter_parse(fg->cx, how, &filter))
                                return unknown(key);
                }
                ret = figure_of(fg, key, &filter);
        }
        ret.rule = how;
        ret.label = r->star ? star_label(fg, r, code) : str_of(r->label);
        return ret;
}

static struct fact cell_of(const struct figures *fg, str key)
{
        struct cell_at at;
        struct fact ret;

        if (!fg->profile || !profile_cell(fg->cx, fg->profile, key, &at))
                return unknown(key);
        ret = figure_of(fg, key, &at.filter);
        ret.label = str_f(fg->cx->arena, "%.*s %.*s",
                          STR(at.table->number.n ? at.table->number : at.table->title),
                          STR(at.column->head));
        ret.rule = S("本行与本列条件同时成立的明细之和");
        return ret;
}

static struct fact find(const struct figures *fg, str key, int depth)
{
        str code;

        if (depth > DEPTH)
                return unknown(key);
        for (int i = 0; i < fg->n_rules; i++)
                if (!fg->rules[i].star && rule_fits(&fg->rules[i], key, &code))
                        return by_rule(fg, &fg->rules[i], key, code, depth + 1);
        if (str_ends(key, S(".prior"))) {
                str base = str_head(key, key.n - 6);
                struct fact now = find(fg, base, depth + 1);

                return prior_of(fg, key, base, &now);
        }
        if (str_ends(key, S(".change")))
                return difference_of(fg, key, str_head(key, key.n - 7), depth + 1);
        if (str_ends(key, S(".rate")))
                return rate_of(fg, key, str_head(key, key.n - 5), depth + 1);
        for (int i = 0; i < fg->n_rules; i++)
                if (fg->rules[i].star && rule_fits(&fg->rules[i], key, &code))
                        return by_rule(fg, &fg->rules[i], key, code, depth + 1);
        return cell_of(fg, key);
}

struct fact budget_fact_find(const struct figures *fg, str key)
{
        return find(fg, key, 0);
}

const char *fact_state_words(const struct figures *fg, const struct fact *f)
{
        return f->state == FACT_UNKNOWN ? fg->silent.p : fact_state_labels[f->state];
}

str fact_str(struct arena *a, const struct fact *f)
{
        if (f->state == FACT_UNKNOWN)
                return str_of(fact_state_labels[FACT_UNKNOWN]);
        switch (f->unit) {
        case FACT_COUNT:
                return str_f(a, "%ld", f->value);
        case FACT_RATIO:
                if (f->value == 10000)
                        return S("100");
                return decimal_str(a, f->value, 2, false);
        default:
                return wan_str(a, f->value);
        }
}
