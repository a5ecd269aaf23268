/* domain/budget/json.c - the reader of a budget's JSON. */
#include "domain/budget/json.h"

#include "core/text/json.h"
#include "domain/budget/accounts.h"
#include "domain/budget/filter.h"
#include "domain/budget/lines.h"
#include "domain/budget/part.h"

/* One object being read: sticky. `list` and `index` say where it stands. */
enum { FAULTS_SAID = 50 };

/* All that is wrong, as places and words; reading stops at so many. */
struct faults {
        str               field[FAULTS_SAID], say[FAULTS_SAID];
        struct json_fault fault[FAULTS_SAID];
        int               n;
};

struct reader {
        struct ctx        *cx;
        struct budget     *b;
        const struct json *o;
        const char        *list;        /* "lines"; NULL: the top */
        int                index;
        bool               wan;         /* amounts in 万元 */
        bool               nested;      /* inside a project, which it then does not name */
        int                project;     /* that one, from 0 */
        struct faults     *faults;
};

static str place(struct reader *r, const char *name)
{
        if (!r->list)
                return str_of(name);
        return str_f(r->cx->arena, "%s[%d].%s", r->list, r->index, name);
}

/* What a column of that name is called wherever a person fills it; NULL: it is filled in JSON alone. */
static const char *label_of(const struct import_table *t, const char *name)
{
        for (int i = 0; t && i < t->n_fields; i++)
                if (!strcmp(t->fields[i].key, name))
                        return t->fields[i].label;
        return NULL;
}

/* The place in the words of the other ways in, counted from one, and the name that stands in the file. */
static str place_said(struct reader *r, const char *name)
{
        struct ctx *cx = r->cx;
        const char *list = r->nested ? "indicators" : r->list ? r->list : "basics";
        const struct budget_part *part = part_of(str_of(list));
        bool lines = !strcmp(list, "lines");
        const char *label = label_of(lines ? &lines_table : part ? part->table : NULL, name);
        const char *title = part ? words_of(cx->lang, part->title) : list;
        str at = S("");

        if (!r->list && !strcmp(name, "year"))
                label = "预算年度";
        if (lines)
                at = str_f(cx->arena, words_of(cx->lang, "第 %d 条明细"), r->index + 1);
        else if (r->nested)
                at = str_f(cx->arena, words_of(cx->lang, "第 %d 个项目的第 %d 条绩效指标"), r->project + 1, r->index + 1);
        else if (r->list && (!part || part->single))
                at = str_f(cx->arena, "“%s”", title);
        else if (r->list)
                at = str_f(cx->arena, words_of(cx->lang, "“%s”第 %d 条"), title, r->index + 1);
        if (!*name)
                return at;
        if (at.n)
                at = str_f(cx->arena, words_of(cx->lang, "%.*s的"), STR(at));
        return label ? str_f(cx->arena, "%.*s“%s”（%s）", STR(at), words_of(cx->lang, label), name)
                     : str_f(cx->arena, "%.*s“%s”", STR(at), name);
}

static bool enough(const struct reader *r) { return r->faults->n == FAULTS_SAID; }

static void wrong(struct reader *r, const char *name, str why)
{
        struct faults *x = r->faults;

        if (enough(r))
                return;
        x->field[x->n] = place(r, name);
        x->fault[x->n] = (struct json_fault){ r->list ? r->index : 0, str_of(name), why };
        x->say[x->n++] = str_f(r->cx->arena, "%.*s：%s", STR(place_said(r, name)), why.p);
}

static const struct fail *faults_fail(struct reader *r)
{
        const struct faults *x = r->faults;
        struct buf o = buf_new(r->cx->arena, 1 << 18);

        if (!x->n)
                return NULL;
        for (int i = 0; i < x->n; i++)
                buf_f(&o, "%s%.*s", i ? "；" : "", STR(x->say[i]));
        if (x->n == 1)
                return fail_field(r->cx, x->field[0], "%s", buf_cstr(&o));
        if (enough(r))
                return fail_field(r->cx, x->field[0], "有很多处须改，前 %d 处是：%s", x->n, buf_cstr(&o));
        return fail_field(r->cx, x->field[0], "有 %d 处须改：%s", x->n, buf_cstr(&o));
}

static str shown(struct reader *r, const struct json *v)
{
        switch (v->type) {
        case JSON_STR:
        case JSON_DECIMAL:
                return str_f(r->cx->arena, "“%.*s”", STR(utf8_head(v->s, 40)));
        case JSON_INT:                    return str_f(r->cx->arena, "%ld", v->i);
        case JSON_NULL:                   return S("null");
        case JSON_BOOL:                   return v->b ? S("true") : S("false");
        default:                          return S("一组内容");
        }
}

static void names_allowed(struct reader *r, const char *names)
{
        if (r->o->type != JSON_OBJECT) {
                wrong(r, "", str_of(words_of(r->cx->lang, "应为对象")));
                return;
        }
        for (const struct json *j = r->o->item; j && !enough(r); j = j->next) {
                str rest = str_of(names);
                bool found = false;

                while (rest.p && !found)
                        found = str_eq(str_cut(rest, ' ', &rest), j->name);
                if (!found)
                        wrong(r, str_copy(r->cx->arena, j->name).p,
                              str_of(words_of(r->cx->lang, "没有这个名称")));
        }
}

static str take_text(struct reader *r, const char *name, bool required, size_t max)
{
        const struct json *v = json_at(r->o, name);

        if (!v || v->type == JSON_NULL) {
                if (required)
                        wrong(r, name, str_of(words_of(r->cx->lang, "不能缺少")));
                return (str){ 0 };
        }
        if (v->type != JSON_STR)
                wrong(r, name,
                      str_f(r->cx->arena, words_of(r->cx->lang, "应为文字，现为 %.*s"),
                            STR(shown(r, v))));
        else if (utf8_count(v->s) > max)
                wrong(r, name, str_f(r->cx->arena, words_of(r->cx->lang, "不能超过 %zu 字"), max));
        else if (required && !str_trim(v->s).n)
                wrong(r, name, str_of(words_of(r->cx->lang, "不能为空")));
        else
                return v->s;
        return (str){ 0 };
}

/* Words that may be left out and are then empty, never absent: the database keeps them so. */
static str take_words(struct reader *r, const char *name, size_t max)
{
        str s = take_text(r, name, false, max);

        return s.p ? s : S("");
}

static bool code_is_plain(str s)
{
        for (size_t i = 0; i < s.n; i++)
                if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && !(s.p[i] >= 'A' && s.p[i] <= 'Z') &&
                    !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '-' && s.p[i] != '_')
                        return false;
        return s.n > 0 && s.n <= 60;
}

static str take_code(struct reader *r, const char *name)
{
        str s = take_text(r, name, true, 60);

        if (s.p && !code_is_plain(s))
                wrong(r, name, str_of(words_of(r->cx->lang, "编码只能用字母、数字、“-”和“_”")));
        return s;
}

static str take_account(struct reader *r, const char *name, bool required, const char *lengths)
{
        str s = take_text(r, name, required, 7);
        bool right = s.n > 0 && s.n < 8 && strchr(lengths, '0' + (int)s.n);

        for (size_t i = 0; i < s.n; i++)
                right = right && s.p[i] >= '0' && s.p[i] <= '9';
        if (s.p && !right)
                wrong(r, name, str_f(r->cx->arena, words_of(r->cx->lang, "“%.*s”不是科目编码"), STR(s)));
        return s.n ? s : (str){ 0 };
}

/* Of a line, as deep as every way in asks for it. */
static str take_deep(struct reader *r, const char *name, bool required, size_t digits)
{
        str s = take_account(r, name, required, "357");
        str shallow = s.n ? account_shallow(r->cx, s, digits) : s;

        if (shallow.n)
                wrong(r, name, str_f(r->cx->arena, "“%.*s”%.*s", STR(s), STR(shallow)));
        return s;
}

static int take_word(struct reader *r, const char *name, const char *const *words, int n,
                     int otherwise)
{
        const struct json *v = json_at(r->o, name);
        struct buf o = buf_new(r->cx->arena, 1000);

        if (!v || v->type == JSON_NULL) {
                if (otherwise < 0)
                        wrong(r, name, str_of(words_of(r->cx->lang, "不能缺少")));
                return otherwise < 0 ? 0 : otherwise;
        }
        for (int i = 0; i < n; i++)
                if (v->type == JSON_STR && str_is(v->s, words[i]))
                        return i;
        for (int i = 0; i < n; i++)
                buf_f(&o, "%s%s", i ? "、" : "", words[i]);
        wrong(r, name,
              str_f(r->cx->arena, words_of(r->cx->lang, "%.*s不在允许的值中：%s"), STR(shown(r, v)),
                    buf_cstr(&o)));
        return 0;
}

/* More digits before the point than any amount has. */
static bool is_endless(str s)
{
        enum { DIGITS_MOST = 16 };
        size_t n = 0;
        while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
                n++;
        return n > DIGITS_MOST && (n == s.n || s.p[n] == '.');
}

static money take_money(struct reader *r, const char *name, bool required)
{
        const struct json *v = json_at(r->o, name);
        int64_t fen = 0;

        if (!v || v->type == JSON_NULL) {
                if (required)
                        wrong(r, name, str_of(words_of(r->cx->lang, "不能缺少")));
                return (money){ 0 };
        }
        if ((v->type == JSON_STR || v->type == JSON_DECIMAL) && is_endless(v->s))
                wrong(r, name, str_f(r->cx->arena, words_of(r->cx->lang, "金额太大，最多 %.*s 元"),
                                     STR(decimal_str(r->cx->arena, BUDGET_MAX_FEN, 2, true))));
        else if (v->type == JSON_STR && utf8_has_wide_digits(v->s))
                wrong(r, name, str_f(r->cx->arena, words_of(r->cx->lang, "%.*s里有全角数字，请改成半角"), STR(shown(r, v))));
        else if (!json_decimal(v, r->wan ? 6 : 2, &fen))
                wrong(r, name,
                      str_f(r->cx->arena, words_of(r->cx->lang, "%.*s不是%s"), STR(shown(r, v)),
                            r->wan ? words_of(r->cx->lang, "以万元为单位、至多六位小数的数")
                                   : words_of(r->cx->lang, "以元为单位、至多两位小数的数")));
        else if (fen < 0)
                wrong(r, name, str_of(words_of(r->cx->lang, "金额不能为负")));
        else if (fen > BUDGET_MAX_FEN)
                wrong(r, name, str_f(r->cx->arena, words_of(r->cx->lang, "金额太大，最多 %.*s 元"),
                                     STR(decimal_str(r->cx->arena, BUDGET_MAX_FEN, 2, true))));
        else
                return (money){ fen };
        return (money){ 0 };
}

static int64_t take_int(struct reader *r, const char *name, int64_t min, int64_t max,
                        int64_t otherwise)
{
        const struct json *v = json_at(r->o, name);

        if (!v || v->type == JSON_NULL)
                return otherwise;
        if (v->type != JSON_INT || v->i < min || v->i > max) {
                wrong(r, name,
                      str_f(r->cx->arena, words_of(r->cx->lang, "%.*s不是 %ld 至 %ld 的整数"),
                            STR(shown(r, v)), min, max));
                return otherwise;
        }
        return v->i;
}

static bool take_flag(struct reader *r, const char *name)
{
        const struct json *v = json_at(r->o, name);

        if (v && v->type != JSON_BOOL && v->type != JSON_NULL)
                wrong(r, name, str_of(words_of(r->cx->lang, "应为 true 或 false")));
        return v && v->type == JSON_BOOL && v->b;
}

static day take_day(struct reader *r, const char *name)
{
        str s = take_text(r, name, false, 10);
        day d = DAY_NONE;

        if (s.n && !day_parse(s, &d))
                wrong(r, name,
                      str_f(r->cx->arena,
                            words_of(r->cx->lang, "“%.*s”不是日期，应写作 2024-02-20"), STR(s)));
        return d;
}

static int unit_index(struct reader *r)
{
        str code = take_text(r, "unit", false, 60);

        for (int i = 0; i < r->b->n_units; i++)
                if (str_eq(r->b->units[i].code, code))
                        return i;
        if (code.n)
                wrong(r, "unit",
                      str_f(r->cx->arena, words_of(r->cx->lang, "没有编码为“%.*s”的预算单位"),
                            STR(code)));
        return -1;
}

static int project_index(struct reader *r)
{
        str code = take_text(r, "project", false, 60);

        for (int i = 0; i < r->b->n_projects; i++)
                if (str_eq(r->b->projects[i].code, code))
                        return i;
        if (code.n)
                wrong(r, "project",
                      str_f(r->cx->arena, words_of(r->cx->lang, "没有编码为“%.*s”的项目"),
                            STR(code)));
        return -1;
}

/* ---- the lists ---------------------------------------------------------------------------- */

/* Not said, or of this unit alone. */
static str finance_code_take(struct reader *r)
{
        str s = take_text(r, "finance_code", false, 20);
        if (!s.n)
                return (str){ 0 };
        if (!code_is_plain(s))
                wrong(r, "finance_code", str_of(words_of(r->cx->lang, "编码只能用字母、数字、“-”和“_”")));
        for (int i = 0; i < r->index; i++)
                if (str_eq(r->b->units[i].finance_code, s))
                        wrong(r, "finance_code", str_of(words_of(r->cx->lang, "与前面的单位重复")));
        return s;
}

static void unit_take(struct reader *r, void *out)
{
        struct budget_unit *u = out;

        names_allowed(r, "code name finance_code kind staff_organ staff_institution retired");
        u->code = take_code(r, "code");
        u->name = take_text(r, "name", true, 100);
        u->finance_code = finance_code_take(r);
        u->kind = (enum unit_kind)take_word(r, "kind", unit_kind_words, UNIT_KIND_END, -1);
        u->staff_organ = (int)take_int(r, "staff_organ", 0, 1000000, -1);
        u->staff_institution = (int)take_int(r, "staff_institution", 0, 1000000, -1);
        u->retired = (int)take_int(r, "retired", 0, 1000000, -1);
        for (int i = 0; i < r->index; i++)
                if (str_eq(r->b->units[i].code, u->code))
                        wrong(r, "code", str_of(words_of(r->cx->lang, "与前面的单位重复")));
}

static void section_take(struct reader *r, void *out)
{
        struct budget_section *s = out;

        names_allowed(r, "name subordinate");
        s->name = take_text(r, "name", true, 100);
        s->subordinate = take_flag(r, "subordinate");
}

static void line_take(struct reader *r, void *out)
{
        struct budget_line *l = out;

        names_allowed(r, "unit fund source function economic project nature procurement amount basis "
                         "nature_basis note");
        l->unit = unit_index(r);
        l->fund = (enum fund)take_word(r, "fund", fund_words, FUND_END, FUND_GENERAL);
        l->source = (enum source_year)take_word(r, "source", source_words, SOURCE_END,
                                                SOURCE_CURRENT);
        l->function = take_deep(r, "function", true, 7);
        l->economic = take_deep(r, "economic", false, 5);
        l->project = project_index(r);
        l->nature = (enum nature)take_word(r, "nature", nature_words, NATURE_END, -1);
        l->procurement = take_flag(r, "procurement");
        l->amount = take_money(r, "amount", true);
        l->basis = (enum basis)take_word(r, "basis", basis_words, BASIS_END, BASIS_ENTERED);
        l->nature_basis = (enum basis)take_word(r, "nature_basis", basis_words, BASIS_END,
                                                (int)l->basis);
        l->note = take_text(r, "note", false, 500);
        l->row = r->index + 1;
}

static void income_take(struct reader *r, void *out)
{
        struct budget_income *in = out;

        names_allowed(r, "unit kind fund amount basis");
        in->unit = unit_index(r);
        in->kind = (enum income_kind)take_word(r, "kind", income_words, INCOME_END, -1);
        in->fund = (enum fund)take_word(r, "fund", fund_words, FUND_END, FUND_GENERAL);
        in->amount = take_money(r, "amount", true);
        in->basis = (enum basis)take_word(r, "basis", basis_words, BASIS_END, BASIS_ENTERED);
}

/* A figure without lines: `amount` for money, `count` for a number of things. */
static void figure_take(struct reader *r, str *key, int64_t *value, enum basis *basis, str *note)
{
        bool counts = json_at(r->o, "count") != NULL;

        names_allowed(r, "key amount count basis note");
        *key = take_text(r, "key", true, 100);
        *value = counts ? take_int(r, "count", 0, 1000000000, 0)
                        : take_money(r, "amount", true).fen;
        if (counts && json_at(r->o, "amount"))
                wrong(r, "count", str_of(words_of(r->cx->lang, "与 amount 只能有一个")));
        *basis = (enum basis)take_word(r, "basis", basis_words, BASIS_END, BASIS_PUBLISHED);
        *note = take_text(r, "note", false, 500);
}

static void fact_take(struct reader *r, void *out)
{
        struct budget_fact *f = out;

        figure_take(r, &f->key, &f->value, &f->basis, &f->note);
        for (int i = 0; i < r->index; i++)
                if (str_eq(r->b->facts[i].key, f->key))
                        wrong(r, "key", str_of(words_of(r->cx->lang, "与前面的数字重复")));
}

static void prior_take(struct reader *r, void *out)
{
        struct budget_prior *f = out;

        figure_take(r, &f->key, &f->value, &f->basis, &f->note);
        for (int i = 0; i < r->index; i++)
                if (str_eq(r->b->priors[i].key, f->key))
                        wrong(r, "key", str_of(words_of(r->cx->lang, "与前面的数字重复")));
}

static void mention_take(struct reader *r, void *out)
{
        struct budget_mention *m = out;

        names_allowed(r, "list economic");
        m->list = take_text(r, "list", true, 20);
        m->economic = take_account(r, "economic", true, "35");
        if (m->list.p && !str_is(m->list, "personnel") && !str_is(m->list, "public"))
                wrong(r, "list", str_of(words_of(r->cx->lang, "应为 personnel 或 public")));
}

static void text_take(struct reader *r, void *out)
{
        struct budget_text *t = out;

        names_allowed(r, "key text author confirmed");
        t->key = take_text(r, "key", true, 100);
        t->text = take_text(r, "text", true, 4000);
        t->author = take_text(r, "author", false, 60);
        t->confirmed = !json_at(r->o, "confirmed") || take_flag(r, "confirmed");
        for (int i = 0; i < r->index; i++)
                t->n += str_eq(r->b->texts[i].key, t->key);
}

static void purpose_take(struct reader *r, void *out)
{
        struct budget_purpose *p = out;

        names_allowed(r, "function text");
        p->function = take_account(r, "function", true, "7");
        p->text = take_text(r, "text", true, 2000);
        for (int i = 0; i < r->index; i++)
                if (str_eq(r->b->purposes[i].function, p->function))
                        wrong(r, "function", str_of(words_of(r->cx->lang, "与前面的用途重复")));
}

static void indicator_fill(struct reader *r, struct budget_indicator *in)
{
        int64_t weight = 0;
        const struct json *w = json_at(r->o, "weight");

        names_allowed(r, r->nested
                      ? "level1 level2 level3 compare target measure weight lower_is_better"
                      : "project level1 level2 level3 compare target measure weight lower_is_better");
        in->level1 = take_text(r, "level1", true, 60);
        in->level2 = take_text(r, "level2", true, 60);
        in->level3 = take_text(r, "level3", true, 200);
        in->compare = (enum indicator_compare)take_word(r, "compare", compare_codes, CMP_END, -1);
        in->target = take_words(r, "target", 200);
        in->measure = take_words(r, "measure", 40);
        if (!w || !json_decimal(w, 2, &weight) || weight < 0 || weight > 10000)
                wrong(r, "weight", str_of(words_of(r->cx->lang, "应为 0 至 100 的数，至多两位小数")));
        in->weight = (int)weight;
        in->lower_is_better = take_flag(r, "lower_is_better");
}

/* One of the list of the whole budget: of a project, or without one of the department. */
static void indicator_take(struct reader *r, void *out)
{
        struct budget_indicator *in = out;

        in->project = project_index(r);
        indicator_fill(r, in);
}

static void project_take(struct reader *r, void *out)
{
        struct budget_project *p = out;

        names_allowed(r, "code name unit category goal has_goal indicators");
        p->unit = unit_index(r);
        p->code = take_code(r, "code");
        p->name = take_text(r, "name", true, 200);
        p->category = (enum project_category)take_word(r, "category", category_words,
                                                       PROJECT_CATEGORY_END, -1);
        p->goal = take_text(r, "goal", false, 2000);
        p->has_goal = take_flag(r, "has_goal");
        for (int i = 0; i < r->index; i++)
                if (str_eq(r->b->projects[i].code, p->code))
                        wrong(r, "code", str_of(words_of(r->cx->lang, "与前面的项目重复")));
}

static void task_take(struct reader *r, void *out)
{
        struct budget_task *t = out;

        names_allowed(r, "name content amount");
        t->name = take_text(r, "name", true, 200);
        t->content = take_words(r, "content", 1000);
        t->amount = take_money(r, "amount", false);
}

static void vehicle_take(struct reader *r, void *out)
{
        struct budget_vehicle *v = out;

        names_allowed(r, "class held planned planned_cost");
        v->class_code = take_code(r, "class");
        v->held = (int)take_int(r, "held", 0, 100000, 0);
        v->planned = (int)take_int(r, "planned", 0, 100000, 0);
        v->planned_cost = take_money(r, "planned_cost", false);
}

/* A list of a budget: its name in the file, where it stands in the model, how one is read. In
 * the order of reading: units before what names them, projects before lines. */
struct list_row {
        const char *name;
        size_t      at, n_at, size;
        int         max;
        void      (*take)(struct reader *r, void *out);
};
#define LIST(member, max, take)                                                                    \
        { #member, offsetof(struct budget, member), offsetof(struct budget, n_##member),           \
          sizeof(*((struct budget *)0)->member), (max), (take) }
static const struct list_row lists[] = {
        LIST(units, 2000, unit_take),           LIST(sections, 500, section_take),
        LIST(projects, 5000, project_take),     LIST(lines, BUDGET_MAX_LINES, line_take),
        LIST(incomes, 20000, income_take),      LIST(facts, 2000, fact_take),
        LIST(priors, 2000, prior_take),         LIST(mentions, 500, mention_take),
        LIST(texts, 2000, text_take),           LIST(purposes, 5000, purpose_take),
        LIST(indicators, 2000, indicator_take), LIST(tasks, 500, task_take),
        LIST(vehicles, 200, vehicle_take),
};
#undef LIST

/* Room for a list, zeroed; NULL when it is missing or wrong. */
static void *list_room(struct reader *top, const struct list_row *l, const struct json *list)
{
        if (!list || enough(top))
                return NULL;
        if (list->type == JSON_ARRAY && list->n <= l->max)
                return arena_alloc_array(top->cx->arena, (size_t)list->n + 1, l->size);
        wrong(top, l->name,
              str_f(top->cx->arena, words_of(top->cx->lang, "应为不超过 %d 项的数组"), l->max));
        return NULL;
}

/* Read one list, one element after another: a taker may look at those before. */
static void list_take(struct reader *top, const struct list_row *l)
{
        const struct json *list = json_at(top->o, l->name);
        void *room = list_room(top, l, list);
        int n = 0;
        struct reader r = *top;

        r.list = l->name;
        memcpy((char *)r.b + l->at, &room, sizeof(room));
        memcpy((char *)r.b + l->n_at, &n, sizeof(n));
        for (const struct json *j = room ? list->item : NULL; j && !enough(&r); j = j->next) {
                r.o = j;
                l->take(&r, (char *)room + (size_t)r.index * l->size);
                n = ++r.index;
                memcpy((char *)r.b + l->n_at, &n, sizeof(n));
        }
}

/* Indicators of a project stand inside it; they go to the one list of the budget. */
static void nested_indicators(struct reader *top)
{
        const struct json *list = json_at(top->o, "projects");
        struct budget *b = top->b;
        int cap = b->indicators ? b->n_indicators + 1 : 0, p = 0;

        for (const struct json *j = list ? list->item : NULL; j && !enough(top); j = j->next, p++) {
                const struct json *own = json_at(j, "indicators");
                struct reader r = *top;

                r.nested = true, r.project = p;
                if (own && own->type != JSON_ARRAY) {
                        wrong(top, "projects", str_of(words_of(top->cx->lang, "indicators 应为数组")));
                        return;
                }
                r.list = str_f(top->cx->arena, "projects[%d].indicators", p).p;
                for (const struct json *i = own ? own->item : NULL; i && !enough(&r);
                     i = i->next, r.index++) {
                        struct budget_indicator *in;

                        if (b->n_indicators >= BUDGET_MAX_LINES) {
                                wrong(&r, "", str_f(r.cx->arena, words_of(r.cx->lang, "指标太多，最多 %d 条"),
                                                    (int)BUDGET_MAX_LINES));
                                break;
                        }
                        in = VEC_ADD(top->cx->arena, b->indicators, b->n_indicators, cap);
                        *in = (struct budget_indicator){ .project = p };
                        r.o = i;
                        indicator_fill(&r, in);
                }
        }
}

static void procurement_take(struct reader *r, struct budget *b)
{
        b->procurement = (struct budget_procurement){ .known = false };
        if (!r->o || r->o->type == JSON_NULL)
                return;
        names_allowed(r, "goods works services for_small");
        b->procurement = (struct budget_procurement){
                .goods = take_money(r, "goods", true),
                .works = take_money(r, "works", true),
                .services = take_money(r, "services", true),
                .for_small = take_money(r, "for_small", false),
                .known = true,
        };
}

static void equipment_take(struct reader *r, struct budget *b)
{
        b->big_equipment = b->big_equipment_planned = -1;
        if (!r->o || r->o->type == JSON_NULL)
                return;
        names_allowed(r, "held planned");
        b->big_equipment = (int)take_int(r, "held", 0, 1000000, -1);
        b->big_equipment_planned = (int)take_int(r, "planned", 0, 1000000, -1);
}

/* How the department is called and its disclosure printed. */
static void names_take(struct reader *r, struct budget *b)
{
        b->dept_name = take_text(r, "department", true, 100);
        b->short_name = take_text(r, "short_name", true, 60);
        b->voice = take_text(r, "voice", false, 20);
        if (!b->voice.n)
                b->voice = b->short_name;
        b->profile = take_code(r, "profile");
        b->exact = take_flag(r, "exact");
        b->note = take_text(r, "note", false, 1000);
}

/* The one row of `basics`: what the top of a file says, apart from code, year and life. */
static void basics_take(struct reader *r, struct budget *b)
{
        if (!r->o || r->o->type == JSON_NULL) {
                wrong(r, "department", str_of(words_of(r->cx->lang, "不能缺少")));
                return;
        }
        names_allowed(r, "department short_name voice profile exact note");
        names_take(r, b);
}

static const struct single_row {
        const char *name;
        void      (*take)(struct reader *r, struct budget *b);
} singles[] = {
        { "procurement", procurement_take },
        { "equipment", equipment_take },
        { "basics", basics_take },              /* of a part alone: never inside a whole budget */
};
enum { SINGLES_OF_A_FILE = 2 };

static void single_take(struct reader *top, const struct single_row *s)
{
        struct reader r = *top;

        r.o = json_at(top->o, s->name);
        r.list = s->name;
        s->take(&r, top->b);
}

static void head_take(struct reader *r)
{
        struct budget *b = r->b;
        str unit = take_text(r, "money_unit", false, 4), format = take_text(r, "format", true, 40);

        names_allowed(r, "format code department short_name voice year profile money_unit exact fictional "
                         "note version correction state dates approval_no published_url units sections "
                         "lines incomes facts priors mentions texts purposes projects indicators tasks "
                         "vehicles procurement equipment");
        if (format.p && !str_is(format, "luoshi-budget/1"))
                wrong(r, "format", str_of(words_of(r->cx->lang, "应为 luoshi-budget/1")));
        if (unit.n && !str_is(unit, "元") && !str_is(unit, "万元"))
                wrong(r, "money_unit", str_of(words_of(r->cx->lang, "应为“元”或“万元”")));
        r->wan = str_is(unit, "万元");
        b->code = take_code(r, "code");
        names_take(r, b);
        b->year = (int)take_int(r, "year", 2000, 2100, 0);
        const struct json *year = json_at(r->o, "year");
        if (!year || year->type == JSON_NULL)
                wrong(r, "year", str_of(words_of(r->cx->lang, "不能缺少")));
        b->fictional = take_flag(r, "fictional");
        b->version = (int)take_int(r, "version", 1, 1000, 1);
        b->correction = take_text(r, "correction", false, 1000);
        b->state = (enum budget_state)take_word(r, "state", budget_state_words, BUDGET_STATES,
                                                BUDGET_DRAFT);
        b->approval_no = take_text(r, "approval_no", false, 60);
        b->published_url = take_text(r, "published_url", false, 500);
}

static void dates_take(struct reader *top)
{
        struct reader r = *top;
        struct budget *b = top->b;

        budget_days_clear(b);
        r.o = json_at(top->o, "dates");
        if (!r.o || r.o->type == JSON_NULL)
                return;
        r.list = "dates";
        names_allowed(&r, "congress approved published passed_on units_published");
        b->congress = take_day(&r, "congress");
        b->approved = take_day(&r, "approved");
        b->published = take_day(&r, "published");
        b->passed_on = take_day(&r, "passed_on");
        b->units_published = take_day(&r, "units_published");
}

const struct fail *budget_read_json(struct ctx *cx, str text, struct budget *ret)
{
        struct budget b = { 0 };
        struct faults faults = { .n = 0 };
        struct reader r = { .cx = cx, .b = &b, .faults = &faults };
        const struct fail *f = json_parse(cx, text, &r.o);

        if (f)
                return f;
        if (r.o->type != JSON_OBJECT)
                return fail(cx, INVALID, "预算文件应为一个 JSON 对象");
        head_take(&r);
        dates_take(&r);
        for (size_t i = 0; i < COUNT_OF(lists); i++)
                list_take(&r, &lists[i]);
        nested_indicators(&r);
        for (size_t i = 0; i < SINGLES_OF_A_FILE; i++)
                single_take(&r, &singles[i]);
        f = faults_fail(&r);
        if (!f)
                *ret = b;
        return f;
}

const struct fail *budget_read_part(struct ctx *cx, str name, str text, struct budget *b,
                                    const struct json_fault **ret, int *n)
{
        struct faults *faults = NEW(cx->arena, struct faults);
        struct reader r = { .cx = cx, .b = b, .faults = faults };
        const struct fail *f = json_parse(cx, text, &r.o);

        if (f)
                return f;
        for (size_t i = 0; i < COUNT_OF(lists); i++)
                if (str_is(name, lists[i].name))
                        list_take(&r, &lists[i]);
        for (size_t i = 0; i < COUNT_OF(singles); i++)
                if (str_is(name, singles[i].name))
                        single_take(&r, &singles[i]);
        *ret = faults->fault;
        *n = faults->n;
        return NULL;
}
