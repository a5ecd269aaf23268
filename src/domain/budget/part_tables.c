/* domain/budget/part_tables.c - the columns of each part, what may stand in them, and a budget's
 * rows in their words. */
#include "core/embed.h"
#include "domain/budget/facts.h"
#include "domain/budget/json.h"
#include "domain/budget/lines.h"
#include "domain/budget/part.h"
#include "domain/budget/profile.h"

/* ---- what may stand in a cell ----------------------------------------------------------- */

static int word_values(struct ctx *cx, const char *const *codes, const char *const *names, int n,
                       const struct import_value **ret)
{
        struct import_value *v = NEW_ARRAY(cx->arena, struct import_value, (size_t)n);
        for (int i = 0; i < n; i++)
                v[i] = (struct import_value){ .code = str_of(codes[i]), .name = str_of(names[i]),
                                              .id = i };
        *ret = v;
        return n;
}

#define WORDS(fn, codes, names, n)                                                                 \
        static int fn(struct ctx *cx, void *arg, const struct import_field *f,                     \
                      const struct import_value **ret)                                             \
        {                                                                                          \
                (void)arg, (void)f;                                                                \
                return word_values(cx, codes, names, n, ret);                                      \
        }
static const char *const compare_names[CMP_END] = { "≥", "≤", "＝", "＞", "＜", "定性" };
static const char *const basis_names[BASIS_END] = { "本单位填报", "原件公布", "由公布数推定", "由公布增减额反推" };
static const char *const list_codes[] = { "personnel", "public" };
static const char *const list_names[] = { "人员经费", "公用经费" };
WORDS(unit_kinds, unit_kind_words, unit_kind_labels, UNIT_KIND_END)
WORDS(categories, category_words, category_labels, PROJECT_CATEGORY_END)
WORDS(income_kinds, income_words, income_labels, INCOME_END)
WORDS(funds, fund_words, fund_labels, FUND_END)
WORDS(compares, compare_codes, compare_names, CMP_END)
WORDS(bases, basis_words, basis_names, BASIS_END)
WORDS(mention_lists, list_codes, list_names, 2)

static int project_values(struct ctx *cx, void *arg, const struct import_field *f,
                          const struct import_value **ret)
{
        const struct budget *b = arg;
        struct import_value *v =
                NEW_ARRAY(cx->arena, struct import_value, (size_t)b->n_projects + 1);
        (void)f;
        for (int i = 0; i < b->n_projects; i++)
                v[i] = (struct import_value){ .code = b->projects[i].code,
                                              .name = b->projects[i].name, .id = i };
        *ret = v;
        return b->n_projects;
}

static int account_values(struct ctx *cx, const struct account_list *l, size_t digits,
                          const struct import_value **ret)
{
        struct import_value *v = NEW_ARRAY(cx->arena, struct import_value, (size_t)l->n + 1);
        int n = 0;
        for (int i = 0; i < l->n; i++)
                if (l->rows[i].code.n == digits)
                        v[n++] = (struct import_value){ .code = l->rows[i].code,
                                                        .name = l->rows[i].name, .id = i };
        *ret = v;
        return n;
}

static int function_values(struct ctx *cx, void *arg, const struct import_field *f,
                           const struct import_value **ret)
{
        (void)f;
        return account_values(cx, &((const struct budget *)arg)->function, 7, ret);
}

static int economic_values(struct ctx *cx, void *arg, const struct import_field *f,
                           const struct import_value **ret)
{
        (void)f;
        return account_values(cx, &((const struct budget *)arg)->economic, 5, ret);
}

static int profile_values(struct ctx *cx, void *arg, const struct import_field *f,
                          const struct import_value **ret)
{
        struct import_value *v = NEW_ARRAY(cx->arena, struct import_value, (size_t)n_data_files);
        int n = 0;
        (void)arg, (void)f;
        for (int i = 0; i < n_data_files; i++) {
                str name = str_of(data_files[i].name), prefix = S("profiles/"), end = S(".json");
                struct profile *p;
                if (!str_starts(name, prefix) || !str_ends(name, end))
                        continue;
                str code = str_head(str_from(name, prefix.n), name.n - prefix.n - end.n);
                if (!profile_builtin(cx, code, &p))
                        v[n++] = (struct import_value){ .code = code, .name = p->title, .id = i };
        }
        *ret = v;
        return n;
}

static void class_add(struct import_value *v, int *n, const struct vehicle_class *c)
{
        for (int i = 0; i < *n; i++)
                if (str_eq(v[i].code, c->code))
                        return;
        v[*n] = (struct import_value){ .code = c->code, .name = c->name, .id = *n };
        *n += 1;
}

/* The classes of the profile, by use and by body; a class that stands there already stays one. */
static int vehicle_values(struct ctx *cx, void *arg, const struct import_field *f,
                          const struct import_value **ret)
{
        const struct budget *b = arg;
        struct profile *p;
        (void)f;
        if (!b->profile.n || profile_builtin(cx, b->profile, &p))
                return 0;
        size_t room = (size_t)(p->n_uses + p->n_bodies + b->n_vehicles) + 1;
        struct import_value *v = NEW_ARRAY(cx->arena, struct import_value, room);
        int n = 0;
        for (int i = 0; i < p->n_uses; i++)
                class_add(v, &n, &p->uses[i]);
        for (int i = 0; i < p->n_bodies; i++)
                class_add(v, &n, &p->bodies[i]);
        for (int i = 0; i < b->n_vehicles; i++)
                class_add(v, &n, &(struct vehicle_class){ .code = b->vehicles[i].class_code });
        *ret = v;
        return n;
}

/* ---- figures by name ------------------------------------------------------------------------ */

struct named { struct ctx *cx; struct import_value *v; int n, cap; };

static void name_add(struct named *x, str key, str name)
{
        for (int i = 0; i < x->n; i++)
                if (str_eq(x->v[i].code, key))
                        return;
        *VEC_ADD(x->cx->arena, x->v, x->n, x->cap) =
                (struct import_value){ .code = key, .name = name, .id = x->n };
}

/* One figure of a code: vehicles.held.law, 按用途分的车辆数：执法执勤用车. */
static void star_add(struct named *x, const struct fact_rule *r, str code, str name)
{
        name_add(x, star_fill(x->cx->arena, str_of(r->key), code),
                 str_f(x->cx->arena, "%s：%.*s", r->label, STR(name)));
}

static void words_add(struct named *x, const struct fact_rule *r, const char *const *codes,
                      const char *const *labels, int n)
{
        for (int i = 0; i < n; i++)
                star_add(x, r, str_of(codes[i]), str_of(labels[i]));
}

static void classes_add(struct named *x, const struct fact_rule *r, const struct profile *p)
{
        bool body = strstr(r->how, "body") || strstr(r->how, "planned");
        const struct vehicle_class *list = body ? p->bodies : p->uses;
        for (int i = 0; i < (body ? p->n_bodies : p->n_uses); i++)
                star_add(x, r, list[i].code, list[i].name);
}

static void economics_add(struct named *x, const struct fact_rule *r, const struct budget *b)
{
        for (int i = 0; i < b->n_mentions + b->n_lines; i++) {
                str code = i < b->n_mentions ? b->mentions[i].economic
                                             : b->lines[i - b->n_mentions].economic;
                const struct account *a = code.n ? account_find(&b->economic, code) : NULL;
                if (a)
                        star_add(x, r, code, a->name);
        }
}

/* Those that have a short list of codes; of 项 and 类 the lines say it. */
static void stars_add(struct named *x, const struct fact_rule *r, const struct budget *b)
{
        struct profile *p;
        str key = str_of(r->key);
        if (str_starts(key, S("vehicles.")) && !profile_builtin(x->cx, b->profile, &p))
                classes_add(x, r, p);
        else if (str_is(key, "economic.*"))
                economics_add(x, r, b);
        else if (str_is(key, "income.*"))
                words_add(x, r, income_words, income_labels, INCOME_END);
        else if (str_is(key, "nature.*"))
                words_add(x, r, nature_words, nature_labels, NATURE_END);
        else if (str_is(key, "carry.*"))
                words_add(x, r, fund_words, fund_labels, FUND_END);
}

static void change_add(struct named *x, const struct figures *fg, const char *key)
{
        str change = str_f(x->cx->arena, "%s.change", key);
        name_add(x, change, budget_fact_find(fg, change).label);
}

static int figure_names(struct ctx *cx, const struct budget *b, bool stars,
                        const struct import_value **ret)
{
        struct named x = { .cx = cx };
        struct budget empty = { .year = b->year };      /* fg reads it as long as it is asked */
        struct figures *fg;
        if (figures_make(cx, &empty, NULL, &fg))
                return 0;
        for (int i = 0; i < fg->n_rules; i++)
                if (!fg->rules[i].star && fg->rules[i].unit != FACT_RATIO)
                        name_add(&x, str_of(fg->rules[i].key), str_of(fg->rules[i].label));
        for (int i = 0; i < fg->n_rules && stars; i++)
                if (fg->rules[i].star && fg->rules[i].unit != FACT_RATIO)
                        stars_add(&x, &fg->rules[i], b);
        for (int i = 0; i < fg->n_rules && stars; i++)          /* 增加30.26万元 is printed, too */
                if (!fg->rules[i].star && fg->rules[i].unit == FACT_MONEY)
                        change_add(&x, fg, fg->rules[i].key);
        for (int i = 0; i < b->n_facts && stars; i++)           /* what stands there may stay */
                name_add(&x, b->facts[i].key, (str){ 0 });
        for (int i = 0; i < b->n_priors && !stars; i++)
                name_add(&x, b->priors[i].key, (str){ 0 });
        *ret = x.v;
        return x.n;
}

static int fact_values(struct ctx *cx, void *arg, const struct import_field *f,
                       const struct import_value **ret)
{
        (void)f;
        return figure_names(cx, arg, true, ret);
}

static int prior_values(struct ctx *cx, void *arg, const struct import_field *f,
                        const struct import_value **ret)
{
        (void)f;
        return figure_names(cx, arg, false, ret);
}

/* ---- columns ------------------------------------------------------------------------------ */

static const char *const own_code_heads[] = { "单位编码", NULL };
static const char *const finance_code_heads[] = { "AGENCY_CODE", NULL };
static const char *const unit_code_heads[] = { "AGENCY_CODE", "单位编码", "预算单位代码", NULL };
static const char *const unit_name_heads[] = { "AGENCY_NAME", "预算单位名称", NULL };
static const char *const project_heads[]   = { "PRO_CODE", "项目编码", NULL };
static const char *const pro_name_heads[]  = { "PRO_NAME", NULL };
static const char *const pro_kind_heads[]  = { "PRO_KIND_CODE", "项目分类", NULL };
static const char *const function_heads[]  = { "EXP_FUNC_CODE", "功能分类科目", "支出功能分类科目编码", NULL };
static const char *const economic_heads[]  = { "DEP_BGT_ECO_CODE", "部门预算支出经济分类科目编码", NULL };
static const char *const fund_heads[]      = { "FUND_TYPE_CODE", "资金性质", NULL };
static const char *const yes_no[]          = { "否", "是", "0", "1", NULL };
static const char *const directions[]      = { "正向", "反向", NULL };

enum { STAFF_MOST = 1000000, COUNT_MOST = 1000000000 };

static const struct import_field basics_fields[] = {
        { .key = "department", .label = "部门全称", .kind = IMPORT_TEXT, .required = true, .max = 100 },
        { .key = "short_name", .label = "部门简称", .kind = IMPORT_TEXT, .required = true, .max = 60 },
        { .key = "voice", .label = "自称", .kind = IMPORT_TEXT, .max = 20, .help = "如我局、我办；不填用简称" },
        { .key = "profile", .label = "编报格式", .kind = IMPORT_TEXT, .required = true,
          .values = profile_values },
        { .key = "exact", .label = "按整百元编制", .kind = IMPORT_CHOICE, .choices = yes_no },
        { .key = "note", .label = "数据说明", .kind = IMPORT_TEXT, .max = 1000,
          .help = "转录公布的原件时，写明出处" },
};
static const struct import_field unit_fields[] = {
        { .key = "code", .label = "单位代码", .aliases = own_code_heads, .kind = IMPORT_CODE,
          .required = true, .max = 60, .help = "本系统单位树里的代码" },
        { .key = "name", .label = "单位名称", .aliases = unit_name_heads, .kind = IMPORT_TEXT,
          .required = true, .max = 100 },
        { .key = "finance_code", .label = "预算单位代码", .aliases = finance_code_heads, .kind = IMPORT_CODE,
          .max = 20, .help = "财政部门给的代码，印在各表的“单位代码”一栏；不知道就空着" },
        { .key = "kind", .label = "单位性质", .kind = IMPORT_TEXT, .required = true,
          .values = unit_kinds },
        { .key = "staff_organ", .label = "行政在职人数", .kind = IMPORT_INT, .most = STAFF_MOST },
        { .key = "staff_institution", .label = "事业在职人数", .kind = IMPORT_INT, .most = STAFF_MOST },
        { .key = "retired", .label = "离退休人数", .kind = IMPORT_INT, .most = STAFF_MOST },
};
static const struct import_field section_fields[] = {
        { .key = "name", .label = "机构名称", .kind = IMPORT_TEXT, .required = true, .max = 100 },
        { .key = "subordinate", .label = "下属事业单位", .kind = IMPORT_CHOICE, .choices = yes_no,
          .help = "内设科室填否，下属事业单位填是；不填为否" },
};
static const struct import_field project_fields[] = {
        { .key = "code", .label = "项目代码", .aliases = project_heads, .kind = IMPORT_CODE,
          .required = true, .max = 60 },
        { .key = "name", .label = "项目名称", .aliases = pro_name_heads, .kind = IMPORT_TEXT,
          .required = true, .max = 200 },
        { .key = "unit", .label = "单位代码", .aliases = unit_code_heads, .kind = IMPORT_CODE,
          .values = budget_unit_values, .values_of = "本部门的预算单位" },
        { .key = "category", .label = "项目类别", .aliases = pro_kind_heads, .kind = IMPORT_TEXT,
          .required = true, .values = categories },
        { .key = "has_goal", .label = "开展绩效目标管理", .kind = IMPORT_CHOICE, .choices = yes_no },
        { .key = "goal", .label = "年度目标", .kind = IMPORT_TEXT, .max = 2000 },
};
static const struct import_field income_fields[] = {
        { .key = "unit", .label = "单位代码", .aliases = unit_code_heads, .kind = IMPORT_CODE,
          .values = budget_unit_values, .values_of = "本部门的预算单位" },
        { .key = "kind", .label = "收入类别", .kind = IMPORT_TEXT, .required = true,
          .values = income_kinds },
        { .key = "fund", .label = "结转资金", .aliases = fund_heads, .kind = IMPORT_TEXT,
          .values = funds, .help = "只有上年结转要填：结转的是哪种资金" },
        { .key = "amount", .label = "金额", .kind = IMPORT_MONEY, .required = true },
        { .key = "basis", .label = "依据", .kind = IMPORT_TEXT, .values = bases, .help = "不填为本单位填报" },
};
static const struct import_field indicator_fields[] = {
        { .key = "project", .label = "项目代码", .aliases = project_heads, .kind = IMPORT_CODE,
          .values = project_values, .values_of = "本预算的项目", .help = "不填为部门整体绩效目标（表7）的指标" },
        { .key = "level1", .label = "一级指标", .kind = IMPORT_TEXT, .required = true, .max = 60 },
        { .key = "level2", .label = "二级指标", .kind = IMPORT_TEXT, .required = true, .max = 60 },
        { .key = "level3", .label = "三级指标", .kind = IMPORT_TEXT, .required = true, .max = 200 },
        { .key = "compare", .label = "指标性质", .kind = IMPORT_TEXT, .required = true,
          .values = compares },
        { .key = "target", .label = "指标值", .kind = IMPORT_TEXT, .max = 200 },
        { .key = "measure", .label = "度量单位", .kind = IMPORT_TEXT, .max = 40 },
        { .key = "weight", .label = "权重", .kind = IMPORT_TEXT, .required = true, .figure = true,
          .max = 10, .help = "0 至 100，至多两位小数" },
        { .key = "lower_is_better", .label = "方向", .kind = IMPORT_CHOICE, .choices = directions,
          .help = "不填为正向" },
};
static const struct import_field task_fields[] = {
        { .key = "name", .label = "任务名称", .kind = IMPORT_TEXT, .required = true, .max = 200 },
        { .key = "content", .label = "主要内容", .kind = IMPORT_TEXT, .max = 1000 },
        { .key = "amount", .label = "金额", .kind = IMPORT_MONEY },
};
static const struct import_field purpose_fields[] = {
        { .key = "function", .label = "功能科目", .aliases = function_heads, .kind = IMPORT_CODE,
          .required = true, .values = function_values, .values_of = "本年度功能科目", .digits = 7, .help = "7 位项级编码" },
        { .key = "text", .label = "主要用于", .kind = IMPORT_TEXT, .required = true, .max = 2000,
          .help = "写本单位的具体用途，不抄科目说明" },
};
#define FIGURE(values_)                                                                            \
        { .key = "key",                                                                            \
          .label = "数字名称",                                                                     \
          .kind = IMPORT_TEXT,                                                                     \
          .required = true,                                                                        \
          .values = values_ },                                                                     \
                { .key = "amount", .label = "金额", .kind = IMPORT_MONEY, .wan = true },           \
                { .key = "count",                                                                  \
                  .label = "个数",                                                                 \
                  .kind = IMPORT_INT,                                                              \
                  .most = COUNT_MOST,                                                              \
                  .help = "个数、辆数填这里" },                                                    \
                { .key = "basis",                                                                  \
                  .label = "依据",                                                                 \
                  .kind = IMPORT_TEXT,                                                             \
                  .values = bases,                                                                 \
                  .help = "不填为原件公布" },                                                      \
        {                                                                                          \
                .key = "note", .label = "备注", .kind = IMPORT_TEXT, .max = 500                    \
        }
static const struct import_field prior_fields[] = { FIGURE(prior_values) };
static const struct import_field fact_fields[] = { FIGURE(fact_values) };
static const struct import_field vehicle_fields[] = {
        { .key = "class", .label = "车辆类别", .kind = IMPORT_TEXT, .required = true,
          .values = vehicle_values, .help = "按用途和按车型各填一遍；没有的填 0" },
        { .key = "held", .label = "现有辆数", .kind = IMPORT_INT, .most = 100000 },
        { .key = "planned", .label = "拟购置辆数", .kind = IMPORT_INT, .most = 100000 },
        { .key = "planned_cost", .label = "购置金额", .kind = IMPORT_MONEY },
};
static const struct import_field equipment_fields[] = {
        { .key = "held", .label = "现有大型设备台（套）数", .kind = IMPORT_INT, .most = STAFF_MOST,
          .help = "没有的填 0" },
        { .key = "planned", .label = "拟购置大型设备台（套）数", .kind = IMPORT_INT, .most = STAFF_MOST,
          .help = "没有的填 0" },
};
static const struct import_field procurement_fields[] = {
        { .key = "goods", .label = "货物", .kind = IMPORT_MONEY, .required = true, .help = "没有的填 0" },
        { .key = "works", .label = "工程", .kind = IMPORT_MONEY, .required = true, .help = "没有的填 0" },
        { .key = "services", .label = "服务", .kind = IMPORT_MONEY, .required = true,
          .help = "没有的填 0" },
        { .key = "for_small", .label = "面向中小企业预留", .kind = IMPORT_MONEY },
};
static const struct import_field mention_fields[] = {
        { .key = "list", .label = "列在哪一项", .kind = IMPORT_TEXT, .required = true,
          .values = mention_lists },
        { .key = "economic", .label = "部门经济科目", .aliases = economic_heads, .kind = IMPORT_CODE,
          .required = true, .values = economic_values, .values_of = "本年度部门经济科目", .digits = 5,
          .help = "5 位款级编码" },
};

/* ---- a budget's rows in words --------------------------------------------------------------- */

static str number(struct ctx *cx, int64_t n) { return n < 0 ? S("") : str_f(cx->arena, "%ld", n); }
static str plain(str s)                      { return s.p ? s : S(""); }
static str flag(bool v)                      { return str_of(yes_no[v]); }

/* Fen in 万元, exact, with no more than two needless zeros. */
static str wan(struct ctx *cx, int64_t fen)
{
        str s = decimal_str(cx->arena, fen, 6, false);
        ptrdiff_t point = str_find(s, S("."));
        while (point >= 0 && s.p[s.n - 1] == '0' && s.n > (size_t)point + 3)
                s.n--;
        return s;
}

static str unit_code(const struct budget *b, int unit)
{
        return unit < 0 ? S("") : b->units[unit].code;
}

#define PUT(...)                                                                                   \
        do {                                                                                       \
                const str list_[] = { __VA_ARGS__ };                                               \
                memcpy(ret, list_, sizeof(list_));                                                 \
        } while (0)

static int basics_count(const struct budget *b UNUSED) { return 1; }
static void basics_words(struct ctx *cx, const struct budget *b, int i UNUSED, str *ret)
{
        struct profile *p;
        str title = profile_builtin(cx, b->profile, &p) ? b->profile : p->title;
        PUT(b->dept_name, b->short_name, plain(b->voice), title, flag(b->exact), plain(b->note));
}

static int units_count(const struct budget *b) { return b->n_units; }
static void units_words(struct ctx *cx, const struct budget *b, int i, str *ret)
{
        const struct budget_unit *u = &b->units[i];
        PUT(u->code, u->name, u->finance_code.n ? u->finance_code : S(""), str_of(unit_kind_labels[u->kind]),
            number(cx, u->staff_organ), number(cx, u->staff_institution), number(cx, u->retired));
}

static int sections_count(const struct budget *b) { return b->n_sections; }
static void sections_words(struct ctx *cx UNUSED, const struct budget *b, int i, str *ret)
{
        PUT(b->sections[i].name, flag(b->sections[i].subordinate));
}

static int projects_count(const struct budget *b) { return b->n_projects; }
static void projects_words(struct ctx *cx UNUSED, const struct budget *b, int i, str *ret)
{
        const struct budget_project *p = &b->projects[i];
        PUT(p->code, p->name, unit_code(b, p->unit), str_of(category_labels[p->category]),
            flag(p->has_goal), plain(p->goal));
}

static int incomes_count(const struct budget *b) { return b->n_incomes; }
static void incomes_words(struct ctx *cx, const struct budget *b, int i, str *ret)
{
        const struct budget_income *in = &b->incomes[i];
        bool carry = in->kind == INCOME_CARRY;
        PUT(unit_code(b, in->unit), str_of(income_labels[in->kind]),
            carry ? str_of(fund_labels[in->fund]) : S(""), money_yuan(cx->arena, in->amount),
            str_of(basis_names[in->basis]));
}

static int indicators_count(const struct budget *b) { return b->n_indicators; }
static void indicators_words(struct ctx *cx, const struct budget *b, int i, str *ret)
{
        const struct budget_indicator *in = &b->indicators[i];
        str weight = in->weight % 100 ? decimal_str(cx->arena, in->weight, 2, false)
                                      : number(cx, in->weight / 100);
        PUT(in->project < 0 ? S("") : b->projects[in->project].code, in->level1, in->level2,
            in->level3, str_of(compare_names[in->compare]), plain(in->target), plain(in->measure),
            weight, str_of(directions[in->lower_is_better]));
}

static int tasks_count(const struct budget *b) { return b->n_tasks; }
static void tasks_words(struct ctx *cx, const struct budget *b, int i, str *ret)
{
        PUT(b->tasks[i].name, plain(b->tasks[i].content),
            b->tasks[i].amount.fen ? money_yuan(cx->arena, b->tasks[i].amount) : S(""));
}

static int purposes_count(const struct budget *b) { return b->n_purposes; }
static void purposes_words(struct ctx *cx UNUSED, const struct budget *b, int i, str *ret)
{
        PUT(b->purposes[i].function, b->purposes[i].text);
}

static str figure_name(struct ctx *cx, const struct budget *b, bool stars, str key)
{
        const struct import_value *v = NULL;
        int n = figure_names(cx, b, stars, &v);
        for (int i = 0; i < n; i++)
                if (str_eq(v[i].code, key) && v[i].name.n)
                        return v[i].name;
        return key;
}

static void figure_words(struct ctx *cx, const struct budget *b, const struct budget_fact *x,
                         bool stars, str *ret)
{
        bool count = budget_key_counts(x->key);
        PUT(figure_name(cx, b, stars, x->key), count ? S("") : wan(cx, x->value),
            count ? number(cx, x->value) : S(""), str_of(basis_names[x->basis]), plain(x->note));
}

static int priors_count(const struct budget *b) { return b->n_priors; }
static void priors_words(struct ctx *cx, const struct budget *b, int i, str *ret)
{
        const struct budget_prior *p = &b->priors[i];
        figure_words(cx, b, &(struct budget_fact){ p->id, p->key, p->value, p->basis, p->note },
                     false, ret);
}

static int facts_count(const struct budget *b) { return b->n_facts; }
static void facts_words(struct ctx *cx, const struct budget *b, int i, str *ret)
{
        figure_words(cx, b, &b->facts[i], true, ret);
}

static int vehicles_count(const struct budget *b) { return b->n_vehicles; }
static void vehicles_words(struct ctx *cx, const struct budget *b, int i, str *ret)
{
        const struct budget_vehicle *x = &b->vehicles[i];
        const struct import_value *v = NULL;
        int n = vehicle_values(cx, (void *)(uintptr_t)b, NULL, &v);
        str name = x->class_code;
        for (int k = 0; k < n; k++)
                if (str_eq(v[k].code, x->class_code) && v[k].name.n)
                        name = v[k].name;
        PUT(name, number(cx, x->held), number(cx, x->planned),
            x->planned_cost.fen ? money_yuan(cx->arena, x->planned_cost) : S(""));
}

static int equipment_count(const struct budget *b)
{
        return b->big_equipment >= 0 || b->big_equipment_planned >= 0;
}
static void equipment_words(struct ctx *cx, const struct budget *b, int i UNUSED, str *ret)
{
        PUT(number(cx, b->big_equipment), number(cx, b->big_equipment_planned));
}

static int procurement_count(const struct budget *b) { return b->procurement.known; }
static void procurement_words(struct ctx *cx, const struct budget *b, int i UNUSED, str *ret)
{
        const struct budget_procurement *p = &b->procurement;
        PUT(money_yuan(cx->arena, p->goods), money_yuan(cx->arena, p->works),
            money_yuan(cx->arena, p->services),
            p->for_small.fen ? money_yuan(cx->arena, p->for_small) : S(""));
}

static int mentions_count(const struct budget *b) { return b->n_mentions; }
static void mentions_words(struct ctx *cx UNUSED, const struct budget *b, int i, str *ret)
{
        bool personnel = str_is(b->mentions[i].list, list_codes[0]);
        PUT(str_of(list_names[!personnel]), b->mentions[i].economic);
}

/* ---- the parts ------------------------------------------------------------------------------- */

#define PART(key_, name_, group_, use_, fields_)                                                   \
        .key = #key_, .title = name_, .group = group_, .use = use_,                                \
        .table = &(const struct import_table){ .name = name_,                                      \
                                               .fields = fields_,                                  \
                                               .n_fields = COUNT_OF(fields_) },                    \
        .count = key_##_count, .words = key_##_words

static const char group_who[] = "单位和机构", group_money[] = "收入与项目", group_goal[] = "绩效目标",
                  group_other[] = "文字、资产与采购", group_print[] = "转录公布的原件";

const struct budget_part budget_parts[] = {
        { PART(basics, "基本信息", group_who, "部门的名称、自称和编报格式：标题、各表的表头和行文。", basics_fields),
          .single = true },
        { PART(units, "预算单位", group_who,
               "纳入部门预算的单位，本级在前：收入总表、支出总表按单位列，机关运行经费按单位性质算。", unit_fields) },
        { PART(sections, "内设机构", group_who, "内设科室和下属事业单位：第一部分“预算单位构成情况”。",
               section_fields) },
        { PART(projects, "项目", group_money,
               "每一笔钱都落在项目上；项目支出表、项目绩效目标表和预算绩效情况都从这里来。", project_fields) },
        { PART(incomes, "收入", group_money,
               "各单位的收入。由支出自动配平；有事业收入、其他收入的，在这里改。", income_fields) },
        { PART(indicators, "绩效指标", group_goal, "项目的三级指标和权重，以及部门整体绩效目标的指标：表6、表7。",
               indicator_fields) },
        { PART(tasks, "年度主要任务", group_goal, "部门整体绩效目标表（表7）的主要任务和金额。", task_fields) },
        { PART(purposes, "科目用途", group_other, "一般公共预算每一项“主要用于”什么。", purpose_fields) },
        { PART(priors, "上年数", group_other, "上年公布的数字：各处“比上年增加、减少”都从这里算。", prior_fields) },
        { PART(vehicles, "公务用车", group_other, "现有和拟购置的车辆：“三公”经费和国有资产占有使用情况。",
               vehicle_fields) },
        { PART(equipment, "大型设备", group_other, "现有和拟购置的大型设备：国有资产占有使用情况。", equipment_fields),
          .single = true },
        { PART(procurement, "政府采购", group_other, "政府采购预算的货物、工程、服务三项。", procurement_fields),
          .single = true },
        { PART(mentions, "只列名称的科目", group_print, "原件的句子里列了名称、没有写金额的部门经济科目。",
               mention_fields), .published = true },
        { PART(facts, "公布的数字", group_print, "原件只公布了合计、没有公布明细的数字。", fact_fields),
          .published = true },
};
const int n_budget_parts = COUNT_OF(budget_parts);
