/* domain/budget/lines.c - atomic lines as a table that clerks fill. */
#include "domain/budget/lines.h"
#include "domain/budget/accounts.h"
#include "domain/budget/doubt.h"
#include "domain/budget/filter.h"
#include "domain/budget/package.h"
#include "domain/budget/part.h"

/* ---- what may stand in a cell ------------------------------------------------------- */

static int account_values(struct ctx *cx, const struct account_list *l, size_t digits,
                          const struct import_value **ret)
{
        struct import_value *v = NEW_ARRAY(cx->arena, struct import_value, (size_t)l->n + 1);
        for (int i = 0; i < l->n; i++) {
                v[i] = (struct import_value){ .code = l->rows[i].code, .name = l->rows[i].name, .id = i };
                v[i].refuse = account_shallow(cx, l->rows[i].code, digits);
        }
        *ret = v;
        return l->n;
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

int budget_unit_values(struct ctx *cx, void *arg, const struct import_field *f,
                       const struct import_value **ret)
{
        const struct budget *b = arg;
        struct import_value *v = NEW_ARRAY(cx->arena, struct import_value, (size_t)b->n_units + 1);
        (void)f;
        for (int i = 0; i < b->n_units; i++)
                v[i] = (struct import_value){ .code = b->units[i].code, .name = b->units[i].name,
                                              .also = b->units[i].finance_code, .id = i };
        *ret = v;
        return b->n_units;
}

static int word_values(struct ctx *cx, const char *const *codes, const char *const *names, int n,
                       const struct import_value **ret)
{
        struct import_value *v = NEW_ARRAY(cx->arena, struct import_value, (size_t)n);
        for (int i = 0; i < n; i++)
                v[i] = (struct import_value){ .code = str_of(codes[i]), .name = str_of(names[i]), .id = i };
        *ret = v;
        return n;
}

/* The words of a column, and behind them how the integrated system says them. */
static int with_codes(struct ctx *cx, const struct import_value *words, int n,
                      const struct import_value *codes, int n_codes,
                      const struct import_value **ret)
{
        struct import_value *v = NEW_ARRAY(cx->arena, struct import_value, (size_t)(n + n_codes));
        memcpy(v, words, sizeof(*v) * (size_t)n);
        memcpy(v + n, codes, sizeof(*v) * (size_t)n_codes);
        for (int i = n; i < n + n_codes; i++)
                v[i].unlisted = true;
        *ret = v;
        return n + n_codes;
}

static int fund_values(struct ctx *cx, void *arg, const struct import_field *f,
                       const struct import_value **ret)
{
        static const struct import_value codes[] = {            /* FUND_TYPE_CODE of the integrated system */
                { .code = S_C("1"),  .name = S_C("政府预算资金"),         .id = FUND_GENERAL },
                { .code = S_C("11"), .name = S_C("一般公共预算资金"),     .id = FUND_GENERAL },
                { .code = S_C("12"), .name = S_C("政府性基金预算资金"),   .id = FUND_GOVERNMENT },
                { .code = S_C("13"), .name = S_C("国有资本经营预算资金"), .id = FUND_CAPITAL },
                { .code = S_C("2"),  .name = S_C("财政专户管理资金"),     .id = FUND_OTHER },
                { .code = S_C("3"),  .name = S_C("单位资金"),             .id = FUND_OTHER },
        };
        const struct import_value *words;
        int n = word_values(cx, fund_words, fund_labels, FUND_END, &words);
        (void)arg, (void)f;
        return with_codes(cx, words, n, codes, COUNT_OF(codes), ret);
}

static int source_values(struct ctx *cx, void *arg, const struct import_field *f,
                         const struct import_value **ret)
{
        (void)arg, (void)f;
        return word_values(cx, source_words, source_labels, SOURCE_END, ret);
}

static int nature_values(struct ctx *cx, void *arg, const struct import_field *f,
                         const struct import_value **ret)
{
        (void)arg, (void)f;
        return word_values(cx, nature_words, nature_labels, NATURE_END, ret);
}

static int category_values(struct ctx *cx, void *arg, const struct import_field *f,
                           const struct import_value **ret)
{
        static const struct import_value codes[] = {            /* PRO_KIND_CODE of the integrated system */
                { .code = S_C("1"),  .name = S_C("人员类项目"),   .id = PROJECT_PERSONNEL },
                { .code = S_C("21"), .name = S_C("公用经费项目"), .id = PROJECT_PUBLIC },
                { .code = S_C("22"), .name = S_C("其他运转类项目"), .id = PROJECT_RUNNING },
                { .code = S_C("3"),  .name = S_C("特定目标类项目"), .id = PROJECT_SPECIAL },
                { .code = S_C("32"), .name = S_C("专项资金"),     .id = PROJECT_SPECIAL },
                { .code = S_C("33"), .name = S_C("其他特定目标类"), .id = PROJECT_SPECIAL },
        };
        const struct import_value *words;
        int n = word_values(cx, category_words, category_labels, PROJECT_CATEGORY_END, &words);
        (void)arg, (void)f;
        return with_codes(cx, words, n, codes, COUNT_OF(codes), ret);
}

/* ---- the table ------------------------------------------------------------------------ */

static const char *const unit_heads[]     = { "AGENCY_CODE", "单位编码", "预算单位代码", NULL };
static const char *const fund_heads[]     = { "FUND_TYPE_CODE", "资金性质", "资金来源", NULL };
static const char *const source_heads[]   = { "年度", "资金年度", NULL };
static const char *const function_heads[] = { "EXP_FUNC_CODE", "功能分类科目", "支出功能分类科目编码", "科目编码", NULL };
static const char *const economic_heads[] = { "DEP_BGT_ECO_CODE", "部门预算支出经济分类科目编码", "经济科目", NULL };
static const char *const nature_heads[]   = { "支出性质", "基本/项目", NULL };
static const char *const code_heads[]     = { "PRO_CODE", "项目编码", NULL };
static const char *const name_heads[]     = { "PRO_NAME", "项目", NULL };
static const char *const kind_heads[]     = { "PRO_KIND_CODE", "项目分类", NULL };
static const char *const amount_heads[]   = { "REPLY_AMT", "批复数", "预算数", NULL };
static const char *const bought_heads[]   = { "IS_GOV_PUR", "是否政府采购", NULL };
static const char *const yes_no[]         = { "否", "是", "0", "1", "2", NULL };     /* IS_GOV_PUR: 1 是, 2 否 */

static const struct import_field fields[] = {
        { .key = "unit", .label = "单位代码", .aliases = unit_heads, .kind = IMPORT_CODE, .same = true,
          .values = budget_unit_values, .values_of = "本部门的预算单位", .help = "不填为部门本级" },
        { .key = "fund", .label = "资金", .aliases = fund_heads, .kind = IMPORT_TEXT, .same = true,
          .values = fund_values, .help = "不填为一般公共预算" },
        { .key = "source", .label = "来源年度", .aliases = source_heads, .kind = IMPORT_TEXT, .same = true,
          .values = source_values, .help = "不填为当年安排" },
        { .key = "function", .label = "功能科目", .aliases = function_heads, .kind = IMPORT_CODE, .required = true,
          .same = true, .values = function_values, .values_of = "本年度功能科目", .digits = 7, .help = "7 位项级编码" },
        { .key = "economic", .label = "部门经济科目", .aliases = economic_heads, .kind = IMPORT_CODE, .same = true,
          .values = economic_values, .values_of = "本年度部门经济科目", .digits = 5, .help = "5 位款级编码" },
        { .key = "nature", .label = "类别", .aliases = nature_heads, .kind = IMPORT_TEXT, .same = true,
          .values = nature_values, .help = "不填时，有项目为项目支出，没有项目为基本支出" },
        { .key = "project", .label = "项目代码", .aliases = code_heads, .kind = IMPORT_CODE, .same = true },
        { .key = "project_name", .label = "项目名称", .aliases = name_heads, .kind = IMPORT_TEXT, .max = 100 },
        { .key = "category", .label = "项目类别", .aliases = kind_heads, .kind = IMPORT_TEXT, .values = category_values },
        { .key = "amount", .label = "金额", .aliases = amount_heads, .kind = IMPORT_MONEY, .required = true,
          .negative = "调减请用预算调整", .help = "单位元" },
        { .key = "procurement", .label = "政府采购", .aliases = bought_heads, .kind = IMPORT_CHOICE, .choices = yes_no },
        { .key = "note", .label = "备注", .kind = IMPORT_TEXT, .max = 200 },
};

/* The finance system writes the year into every row; a row of another year is not this budget's. */
static void check_year(struct import *im, struct import_row *row)
{
        static const char *const heads[] = { "FISCAL_YEAR", "预算年度", "会计年度" };
        const struct import_header *h = &im->header[row->header];
        const struct budget *b = im->arg;
        uint64_t year;
        for (int c = 0; c < h->n_cols && c < row->n_raw; c++)
                for (size_t k = 0; k < COUNT_OF(heads); k++)
                        if (str_is(h->head[c], heads[k]) && str_u64(str_head(str_trim(row->raw[c].text), 4), &year) &&
                            year != (uint64_t)b->year)
                                import_note(im, row, NULL, IMPORT_BAD, str_f(im->cx->arena, words_of(im->cx->lang,
                                            "这一行是 %ld 年的，导入的是 %d 年预算"), (int64_t)year, b->year),
                                            str_of(words_of(im->cx->lang, "删去别的年度的行，或改选预算年度")));
}

static void check_row(struct import *im, struct import_row *row)
{
        check_year(im, row);
        const struct import_cell *name = import_cell(im, row, "project_name");
        const struct budget *b = im->arg;
        const struct import_cell *amount = import_cell(im, row, "amount");

        if (name->filled && !import_cell(im, row, "project")->filled)
                import_note(im, row, "project", IMPORT_BAD, str_of(words_of(im->cx->lang, "有项目名称而没有项目代码")),
                            str_of(words_of(im->cx->lang, "填写项目代码")));
        const struct import_cell *project = import_cell(im, row, "project");
        bool known = !project->filled || name->filled || name->bad;
        for (int i = 0; i < b->n_projects && !known; i++)
                known = str_eq(b->projects[i].code, project->text);
        if (!known)
                import_note(im, row, "project", IMPORT_BAD, str_of(words_of(im->cx->lang, "没有这个项目代码")),
                            str_of(words_of(im->cx->lang, "新项目请同时写项目名称")));
        const struct import_cell *fund = import_cell(im, row, "fund");
        str misfit = { 0 };
        if (!fund->bad)
                misfit = account_misfit(im->cx, &b->function, import_text(im, row, "function"), (enum fund)fund->v);
        if (misfit.n)
                import_note(im, row, "function", IMPORT_BAD, misfit,
                            str_of(words_of(im->cx->lang, "改正功能科目，或改正资金")));
        if (doubt_is_vast(amount->v))
                import_note(im, row, "amount", IMPORT_WARN, str_f(im->cx->arena, words_of(im->cx->lang,
                            "读作 %.*s，像是把元当成了万元"), STR(doubt_amount(im->cx, amount->v))),
                            str_of(words_of(im->cx->lang, "请核对这一列的单位")));
        if (b->exact && amount->v % 10000)
                import_note(im, row, "amount", IMPORT_BAD, str_of(words_of(im->cx->lang, "不是百元的整数倍，本预算按整百元编制")),
                            (str){ 0 });
}

static bool beside(str sheet) { return part_of_sheet(sheet) != NULL; }

const struct import_table lines_table = {
        .name = "支出明细", .fields = fields, .n_fields = COUNT_OF(fields), .check = check_row, .patient = true,
        .beside = beside,
};

/* ---- rows to lines ----------------------------------------------------------------------- */

static int project_at(const struct import *im, const struct import_row *row, struct budget *b,
                      int *cap)
{
        str code = import_text(im, row, "project");
        if (!code.n)
                return -1;
        for (int i = 0; i < b->n_projects; i++)
                if (str_eq(b->projects[i].code, code))
                        return i;
        const struct import_cell *category = import_cell(im, row, "category");
        str name = import_text(im, row, "project_name");
        *VEC_ADD(im->cx->arena, b->projects, b->n_projects, *cap) = (struct budget_project){
                .unit = 0, .code = str_copy(im->cx->arena, code), .name = str_copy(im->cx->arena, name.n ? name : code),
                .category = category->filled ? (enum project_category)category->v : PROJECT_SPECIAL,
        };
        return b->n_projects - 1;
}

static const struct budget_line *same_line(const struct budget_line *was, int n,
                                           const struct budget_line *l)
{
        for (int i = 0; i < n; i++)
                if (str_eq(was[i].function, l->function) && was[i].amount.fen == l->amount.fen &&
                    was[i].nature == l->nature && was[i].unit == l->unit && was[i].fund == l->fund)
                        return &was[i];
        return NULL;
}

void lines_take(const struct import *im, struct budget *b)
{
        const struct budget_line *was = b->lines;
        int n_was = b->n_lines, cap = 0, cap_projects = b->n_projects;
        b->lines = NULL;
        b->n_lines = 0;
        for (int i = 0; i < im->n_rows; i++) {
                const struct import_row *row = &im->row[i];
                if (row->bad)
                        continue;
                const struct import_cell *unit = import_cell(im, row, "unit"), *nature = import_cell(im, row, "nature");
                int project = project_at(im, row, b, &cap_projects);
                bool basic = project < 0 || b->projects[project].category <= PROJECT_PUBLIC;
                int64_t bought = import_int(im, row, "procurement");
                str economic = import_text(im, row, "economic"), note = import_text(im, row, "note");
                struct budget_line l = {
                        .unit = unit->filled ? (int)unit->v : b->n_units ? 0 : -1,
                        .fund = (enum fund)import_int(im, row, "fund"),
                        .source = (enum source_year)import_int(im, row, "source"),
                        .function = str_copy(im->cx->arena, import_text(im, row, "function")),
                        .economic = economic.n ? str_copy(im->cx->arena, economic) : (str){ 0 },
                        .project = project,
                        .nature = nature->filled ? (enum nature)nature->v : basic ? NATURE_BASIC : NATURE_PROJECT,
                        .procurement = bought == 1 || bought == 3,
                        .amount = { import_int(im, row, "amount") },
                        .basis = BASIS_ENTERED, .nature_basis = BASIS_ENTERED,
                        .note = note.n ? str_copy(im->cx->arena, note) : (str){ 0 }, .row = row->row,
                };
                const struct budget_line *old = same_line(was, n_was, &l);
                if (old)
                        l.basis = old->basis, l.nature_basis = old->nature_basis;
                if (old && !l.note.n)
                        l.note = old->note;
                if (old && !import_cell(im, row, "procurement")->filled)
                        l.procurement = old->procurement;
                *VEC_ADD(im->cx->arena, b->lines, b->n_lines, cap) = l;
        }
}

static void balance(struct ctx *cx, struct budget *b)
{
        static const enum income_kind kind_of[FUND_END] = {
                [FUND_GENERAL] = INCOME_GENERAL, [FUND_GOVERNMENT] = INCOME_GOVERNMENT,
                [FUND_CAPITAL] = INCOME_CAPITAL, [FUND_OTHER] = INCOME_OTHER,
        };
        int cap = 0;
        b->incomes = NULL;
        b->n_incomes = 0;
        for (int i = 0; i < b->n_lines; i++) {
                const struct budget_line *l = &b->lines[i];
                bool carry = l->source == SOURCE_CARRY;
                enum income_kind kind = carry ? INCOME_CARRY : kind_of[l->fund];
                int at = 0;
                while (at < b->n_incomes && (b->incomes[at].kind != kind || b->incomes[at].unit != l->unit ||
                                             (carry && b->incomes[at].fund != l->fund)))
                        at++;
                if (at == b->n_incomes)
                        *VEC_ADD(cx->arena, b->incomes, b->n_incomes, cap) = (struct budget_income){
                                .unit = l->unit, .kind = kind, .fund = l->fund, .basis = BASIS_ENTERED };
                b->incomes[at].amount.fen += l->amount.fen;
        }
}

/* The sum of one kind of income; of carry-over, by fund. */
static int64_t income_sum(const struct budget *b, enum income_kind kind, enum fund fund)
{
        int64_t sum = 0;
        for (int i = 0; i < b->n_incomes; i++)
                if (b->incomes[i].kind == kind && (kind != INCOME_CARRY || b->incomes[i].fund == fund))
                        sum += b->incomes[i].amount.fen;
        return sum;
}

/* Are the incomes what its lines add up to? */
static bool is_balance(struct ctx *cx, const struct budget *b, const struct budget *lines_of)
{
        struct budget sum = *lines_of;
        bool same = true;
        balance(cx, &sum);
        for (int k = 0; k < INCOME_END; k++)
                for (int f = 0; f < FUND_END; f++)
                        same = same && income_sum(b, (enum income_kind)k, (enum fund)f) ==
                                               income_sum(&sum, (enum income_kind)k, (enum fund)f);
        return same;
}

bool lines_balance(struct ctx *cx, const struct budget *before, struct budget *b)
{
        if (is_balance(cx, before, b))
                return true;                    /* as it is, basis and all */
        if (!is_balance(cx, before, before))
                return false;
        balance(cx, b);
        return true;
}

/* ---- lines to words ------------------------------------------------------------------------ */

void line_words(struct ctx *cx, const struct budget *b, const struct budget_line *l, str *ret)
{
        const struct budget_project *p = l->project >= 0 ? &b->projects[l->project] : NULL;
        const str words[] = {
                l->unit >= 0 ? b->units[l->unit].code : S(""), str_of(fund_labels[l->fund]),
                str_of(source_labels[l->source]), l->function, l->economic.n ? l->economic : S(""),
                str_of(nature_labels[l->nature]), p ? p->code : S(""), p ? p->name : S(""),
                p ? str_of(category_labels[p->category]) : S(""), money_yuan(cx->arena, l->amount),
                str_of(l->procurement ? yes_no[1] : yes_no[0]), l->note.n ? l->note : S(""),
        };
        _Static_assert(COUNT_OF(words) == COUNT_OF(fields), "a word for each column");
        memcpy(ret, words, sizeof(words));
}

str lines_csv(struct ctx *cx, const struct budget *b)
{
        struct buf o = buf_new(cx->arena, 64 << 20);
        str words[COUNT_OF(fields)];
        buf_put(&o, S("\xef\xbb\xbf"));
        for (size_t c = 0; c < COUNT_OF(fields); c++)
                buf_f(&o, "%s%s%s", c ? "," : "", fields[c].label, fields[c].kind == IMPORT_MONEY ? "（元）" : "");
        buf_put(&o, S("\r\n"));
        for (int i = 0; i < b->n_lines; i++) {
                line_words(cx, b, &b->lines[i], words);
                for (size_t c = 0; c < COUNT_OF(fields); c++) {
                        if (c)
                                buf_byte(&o, ',');
                        csv_put(&o, words[c]);
                }
                buf_put(&o, S("\r\n"));
        }
        return buf_str(&o);
}
