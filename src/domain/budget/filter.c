/* domain/budget/filter.c - filters: read, join, match with three answers. */
#include "domain/budget/filter.h"

const char *const fund_words[FUND_END] = { "F", "G", "C", "O" };
const char *const fund_labels[FUND_END] = {
        "一般公共预算", "政府性基金预算", "国有资本经营预算", "其他资金",
};
const char *const source_words[SOURCE_END] = { "current", "advance", "carry" };
const char *const source_labels[SOURCE_END] = { "当年安排", "提前通知转移支付", "上年结转" };
const char *const nature_words[NATURE_END] = { "basic", "project", "upward", "subsidy",
                                               "operating" };
const char *const nature_labels[NATURE_END] = {
        "基本支出", "项目支出", "上缴上级支出", "对附属单位补助支出", "事业单位经营支出",
};
const char *const unit_kind_words[UNIT_KIND_END] = { "organ", "civil", "institution" };
const char *const unit_kind_labels[UNIT_KIND_END] = { "行政单位", "参公事业单位", "事业单位" };
const char *const category_words[PROJECT_CATEGORY_END] = { "personnel", "public", "running",
                                                           "special" };
const char *const category_labels[PROJECT_CATEGORY_END] = {
        "人员类", "运转类（公用经费）", "运转类（其他运转类）", "特定目标类",
};
const char *const income_words[INCOME_END] = {
        "general", "government", "capital", "service", "operating", "other", "above", "below",
        "cover", "carry",
};
const char *const income_labels[INCOME_END] = {
        "一般公共预算拨款收入", "政府性基金预算拨款收入", "国有资本经营预算拨款收入", "事业收入",
        "事业单位经营收入", "其他收入", "上级补助收入", "附属单位上缴收入", "用事业基金弥补收支差额",
        "上年结转",
};

const char *const basis_words[BASIS_END] = { "entered", "published", "inferred", "derived" };
const char *const budget_state_words[BUDGET_STATES] = {
        "draft", "submitted", "reviewed", "approved", "published", "corrected",
};
const char *const compare_codes[CMP_END] = { ">=", "<=", "=", ">", "<", "quality" };

static bool mask_take(const char *const *words, int n, str value, unsigned *mask)
{
        for (int i = 0; i < n; i++)
                if (str_is(value, words[i])) {
                        *mask |= 1u << i;
                        return true;
                }
        return false;
}

static bool code_take(str value, str *list, int *n)
{
        if (!value.n || value.n > 7 || *n == FILTER_CODES)
                return false;
        for (size_t i = 0; i < value.n; i++)
                if (value.p[i] < '0' || value.p[i] > '9')
                        return false;
        list[(*n)++] = value;
        return true;
}

static bool value_take(struct filter *f, str name, str value)
{
        if (str_is(name, "fund"))
                return mask_take(fund_words, FUND_END, value, &f->funds);
        if (str_is(name, "source"))
                return mask_take(source_words, SOURCE_END, value, &f->sources);
        if (str_is(name, "nature"))
                return mask_take(nature_words, NATURE_END, value, &f->natures);
        if (str_is(name, "kind"))
                return mask_take(unit_kind_words, UNIT_KIND_END, value, &f->kinds);
        if (str_is(name, "category"))
                return mask_take(category_words, PROJECT_CATEGORY_END, value, &f->categories);
        if (str_is(name, "income")) {
                f->income = true;
                return str_is(value, "all") ||
                       mask_take(income_words, INCOME_END, value, &f->incomes);
        }
        if (str_is(name, "fn"))
                return code_take(value, f->function, &f->n_function);
        if (str_is(name, "econ"))
                return code_take(value, f->economic, &f->n_economic);
        if (str_is(name, "unit") && value.n && !f->unit.p) {
                f->unit = value;
                return true;
        }
        if (str_is(name, "project") && value.n && !f->project.p) {
                f->project = value;
                return true;
        }
        if (str_is(name, "goal"))
                return f->goal = str_is(value, "yes");
        if (str_is(name, "none"))
                return f->none = str_is(value, "yes");
        return false;
}

const struct fail *filter_parse(struct ctx *cx, str text, struct filter *ret)
{
        struct filter f = { 0 };

        while (text.n) {
                str values, word = str_cut(text, ' ', &text), name = str_cut(word, '=', &values);

                if (!word.n)
                        continue;
                if (!values.n)
                        return fail(cx, INVALID, "筛选条件“%.*s”应写作“名称=值”", STR(word));
                while (values.p) {
                        str value = str_cut(values, ',', &values);

                        if (!value_take(&f, name, value))
                                return fail(cx, INVALID, "筛选条件“%.*s”中的“%.*s”不认识", STR(word),
                                            STR(value));
                }
        }
        *ret = f;
        return NULL;
}

static unsigned mask_and(unsigned a, unsigned b, bool *none)
{
        if (!a || !b)
                return a | b;
        *none = *none || !(a & b);
        return a & b;
}

static void codes_and(str *a, int *n, const str *b, int m, bool *none)
{
        str out[FILTER_CODES];
        int k = 0;

        if (!m)
                return;
        if (!*n) {
                memcpy(a, b, (size_t)m * sizeof(*b));
                *n = m;
                return;
        }
        for (int i = 0; i < *n; i++)
                for (int j = 0; j < m && k < FILTER_CODES; j++)
                        if (str_starts(a[i], b[j]))
                                out[k++] = a[i];
                        else if (str_starts(b[j], a[i]))
                                out[k++] = b[j];
        memcpy(a, out, (size_t)k * sizeof(*out));
        *n = k;
        *none = *none || !k;
}

static str text_and(str a, str b, bool *none)
{
        *none = *none || (a.p && b.p && !str_eq(a, b));
        return a.p ? a : b;
}

struct filter filter_and(struct filter a, struct filter b)
{
        bool none = a.none || b.none;

        a.income = a.income || b.income;
        a.goal = a.goal || b.goal;
        a.funds = mask_and(a.funds, b.funds, &none);
        a.sources = mask_and(a.sources, b.sources, &none);
        a.natures = mask_and(a.natures, b.natures, &none);
        a.kinds = mask_and(a.kinds, b.kinds, &none);
        a.categories = mask_and(a.categories, b.categories, &none);
        a.incomes = mask_and(a.incomes, b.incomes, &none);
        codes_and(a.function, &a.n_function, b.function, b.n_function, &none);
        codes_and(a.economic, &a.n_economic, b.economic, b.n_economic, &none);
        a.unit = text_and(a.unit, b.unit, &none);
        a.project = text_and(a.project, b.project, &none);
        a.none = none;
        return a;
}

static bool codes_same(const str *a, int n, const str *b, int m)
{
        if (n != m)
                return false;
        for (int i = 0; i < n; i++)
                if (!str_eq(a[i], b[i]))
                        return false;
        return true;
}

bool filter_same(const struct filter *a, const struct filter *b)
{
        return a->none == b->none && a->income == b->income && a->goal == b->goal &&
               a->funds == b->funds && a->sources == b->sources && a->natures == b->natures &&
               a->kinds == b->kinds && a->categories == b->categories && a->incomes == b->incomes &&
               codes_same(a->function, a->n_function, b->function, b->n_function) &&
               codes_same(a->economic, a->n_economic, b->economic, b->n_economic) &&
               str_eq(a->unit, b->unit) && str_eq(a->project, b->project);
}

static enum answer least(enum answer a, enum answer b)
{
        return a < b ? a : b;
}

static enum answer codes_match(const str *list, int n, str code)
{
        enum answer best = n ? NO : YES;

        for (int i = 0; i < n; i++)
                if (str_starts(code, list[i]))
                        return YES;
                else if (str_starts(list[i], code))     /* the line knows less than is asked */
                        best = MAYBE;
        return best;
}

static enum answer unit_match(const struct budget *b, const struct filter *f, int unit)
{
        if (!f->unit.p && !f->kinds)
                return YES;
        if (unit < 0)
                return MAYBE;
        if (f->kinds && !(f->kinds >> b->units[unit].kind & 1))
                return NO;
        return f->unit.p && !str_eq(f->unit, b->units[unit].code) ? NO : YES;
}

static enum answer project_match(const struct budget *b, const struct filter *f,
                                 const struct budget_line *l)
{
        const unsigned basic = 1u << PROJECT_PERSONNEL | 1u << PROJECT_PUBLIC;

        if (!f->categories && !f->project.p && !f->goal)
                return YES;
        /* 人员类 and 公用经费 are basic expenditure, the other two are project expenditure. */
        if (f->categories && !(f->categories & (l->nature == NATURE_BASIC ? basic : ~basic)))
                return NO;
        if (l->project < 0)
                return MAYBE;
        if (f->categories && !(f->categories >> b->projects[l->project].category & 1))
                return NO;
        if (f->goal && !b->projects[l->project].has_goal)
                return NO;
        return f->project.p && !str_eq(f->project, b->projects[l->project].code) ? NO : YES;
}

enum answer filter_line(const struct budget *b, const struct filter *f, const struct budget_line *l)
{
        enum answer a;

        if (f->none || f->income || (f->funds && !(f->funds >> l->fund & 1)) ||
            (f->sources && !(f->sources >> l->source & 1)) ||
            (f->natures && !(f->natures >> l->nature & 1)))
                return NO;
        a = codes_match(f->function, f->n_function, l->function);
        a = least(a, codes_match(f->economic, f->n_economic, l->economic));
        a = least(a, unit_match(b, f, l->unit));
        return least(a, project_match(b, f, l));
}

enum answer filter_income(const struct budget *b, const struct filter *f,
                          const struct budget_income *in)
{
        static const enum fund fund_of[INCOME_END] = {
                [INCOME_GENERAL] = FUND_GENERAL, [INCOME_GOVERNMENT] = FUND_GOVERNMENT,
                [INCOME_CAPITAL] = FUND_CAPITAL, [INCOME_SERVICE] = FUND_OTHER,
                [INCOME_OPERATING] = FUND_OTHER, [INCOME_OTHER] = FUND_OTHER,
                [INCOME_FROM_ABOVE] = FUND_OTHER, [INCOME_FROM_BELOW] = FUND_OTHER,
                [INCOME_FUND_COVER] = FUND_OTHER, [INCOME_CARRY] = FUND_OTHER,
        };
        enum fund fund = in->kind == INCOME_CARRY ? in->fund : fund_of[in->kind];
        enum source_year source = in->kind == INCOME_CARRY ? SOURCE_CARRY : SOURCE_CURRENT;

        if (f->none || !f->income || (f->incomes && !(f->incomes >> in->kind & 1)) ||
            (f->funds && !(f->funds >> fund & 1)) || (f->sources && !(f->sources >> source & 1)))
                return NO;
        return unit_match(b, f, in->unit);
}
