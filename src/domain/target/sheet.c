/* domain/target/sheet.c - an indicator as a row of a file, and back. */
#include "domain/target/sheet.h"
#include "core/flow/figure.h"
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/tree.h"

/* ---- the columns ------------------------------------------------------------------------------ */

static int scorer_values(struct ctx *cx UNUSED, void *arg, const struct import_field *f UNUSED,
                         const struct import_value **ret)
{
        const struct node_choices *c = arg;
        *ret = c ? c->scorers : NULL;
        return c ? c->n_scorers : 0;
}

static int provider_values(struct ctx *cx UNUSED, void *arg, const struct import_field *f UNUSED,
                           const struct import_value **ret)
{
        const struct node_choices *c = arg;
        *ret = c ? c->providers : NULL;
        return c ? c->n_providers : 0;
}

static int method_values(struct ctx *cx UNUSED, void *arg, const struct import_field *f UNUSED,
                         const struct import_value **ret)
{
        const struct node_choices *c = arg;
        *ret = c ? c->methods : NULL;
        return c ? c->n_methods : 0;
}

static int source_values(struct ctx *cx UNUSED, void *arg, const struct import_field *f UNUSED,
                         const struct import_value **ret)
{
        const struct node_choices *c = arg;
        *ret = c ? c->sources : NULL;
        return c ? c->n_sources : 0;
}

static const char *const code_heads[]     = { "指标代码", "编码", NULL };
static const char *const above_heads[]    = { "上级", "上级代码", "一级指标", "所属指标", NULL };
static const char *const name_heads[]     = { "名称", "指标", "指标名称", NULL };
static const char *const full_heads[]     = { "满分", "权重", NULL };
static const char *const method_heads[]   = { "方法", NULL };
static const char *const scorer_heads[]   = { "牵头考核部门", "评分部门", NULL };
static const char *const provider_heads[] = { "数据提供单位", "数据来源", NULL };
static const char *const rule_heads[]     = { "评分细则", "计分细则", NULL };
static const char *const source_heads[]   = { "取系统里的哪个数", NULL };

const struct import_field node_fields[NODE_COLS] = {
        [COL_CODE]      = { .key = "code", .label = "代码", .aliases = code_heads, .kind = IMPORT_CODE, .max = 40,
                            .help = "小写字母、数字和连字符；按它认已有的指标，新增时可空着，由程序编" },
        [COL_ABOVE]     = { .key = "parent", .label = "上级指标", .aliases = above_heads, .kind = IMPORT_TEXT,
                            .max = 400, .help = "上级的代码、名称或路径（经济发展/工业）；上级写在前面的行；一级指标空着" },
        [COL_NAME]      = { .key = "name", .label = "指标名称", .aliases = name_heads, .kind = IMPORT_TEXT, .max = 100,
                            .required = true },
        [COL_FULL]      = { .key = "full", .label = "分值", .aliases = full_heads, .kind = IMPORT_TEXT, .max = 20,
                            .figure = true, .help = "数字，最多六位小数；新增的指标必填" },
        [COL_METHOD]    = { .key = "method", .label = "计分方法", .aliases = method_heads, .kind = IMPORT_CODE,
                            .max = 60, .values = method_values, .help = "下面再分指标的空着；直接计分的选一种" },
        [COL_PARAMS]    = { .key = "params", .label = "方法参数", .kind = IMPORT_TEXT, .max = 600,
                            .help = "参数=值，分号隔开，如 基础分占比=60；空着用常用值" },
        [COL_ROWS]      = { .key = "rows", .label = "分段或事项", .kind = IMPORT_TEXT, .max = 6000,
                            .help = "一行一段：优：[90,100] = 100%，或一种事项：迟报 = 0.5，最多 2" },
        [COL_GROUPS]    = { .key = "groups", .label = "各组分值", .kind = IMPORT_TEXT, .max = 2000,
                            .help = "只写与分值不同的组：乡镇=8；园区=无（不考核这一组）" },
        [COL_NAS]       = { .key = "not-for", .label = "缺项单位", .kind = IMPORT_TEXT, .max = 6000,
                            .help = "单位=原因，分号隔开" },
        [COL_SCORER]    = { .key = "scorer", .label = "考核部门", .aliases = scorer_heads, .kind = IMPORT_TEXT,
                            .values = scorer_values, .values_of = "单位" },
        [COL_PROVIDER]  = { .key = "provider", .label = "数据由谁提供", .aliases = provider_heads,
                            .kind = IMPORT_TEXT, .values = provider_values, .values_of = "单位" },
        [COL_CYCLE]     = { .key = "cycle", .label = "周期", .kind = IMPORT_CHOICE, .choices = node_cycle_words },
        [COL_KIND]      = { .key = "kind", .label = "类别", .kind = IMPORT_CHOICE, .choices = node_kind_words },
        [COL_QUALITY]   = { .key = "quality", .label = "定性或定量", .kind = IMPORT_CHOICE,
                            .choices = node_quality_words },
        [COL_PROCESS]   = { .key = "process", .label = "过程或结果", .kind = IMPORT_CHOICE,
                            .choices = node_process_words },
        [COL_KEY_WORK]  = { .key = "key-work", .label = "重点工作", .kind = IMPORT_CHOICE, .choices = node_yes_words },
        [COL_FOLDED]    = { .key = "folded", .label = "折算", .kind = IMPORT_CHOICE, .choices = node_yes_words,
                            .help = "是：下级得分按比例折算到本级分值（双百分制）" },
        [COL_MEASURE]   = { .key = "measure", .label = "计量单位", .kind = IMPORT_TEXT, .max = 20 },
        [COL_PLACES]    = { .key = "places", .label = "数据的小数位数", .kind = IMPORT_INT, .most = FIGURE_PLACES },
        [COL_DOWN]      = { .key = "down", .label = "方向", .kind = IMPORT_CHOICE, .choices = node_down_words },
        [COL_STEP]      = { .key = "step", .label = "得分的最小单位", .kind = IMPORT_TEXT, .max = 20, .figure = true },
        [COL_MODE]      = { .key = "mode", .label = "取舍", .kind = IMPORT_CHOICE, .choices = node_mode_words },
        [COL_YEAR_RULE] = { .key = "year-rule", .label = "全年得分", .kind = IMPORT_CHOICE,
                            .choices = year_rule_words },
        [COL_MISSING]   = { .key = "missing", .label = "没有数据时", .kind = IMPORT_CHOICE,
                            .choices = missing_policy_words },
        [COL_NA]        = { .key = "na", .label = "缺项时", .kind = IMPORT_CHOICE, .choices = na_policy_words },
        [COL_NA_SHARE]  = { .key = "na-share", .label = "基础分占比（%）", .kind = IMPORT_TEXT, .max = 20,
                            .figure = true },
        [COL_EVIDENCE]  = { .key = "evidence", .label = "佐证材料", .kind = IMPORT_CHOICE,
                            .choices = node_evidence_words },
        [COL_RULE]      = { .key = "rule", .label = "评分标准", .aliases = rule_heads, .kind = IMPORT_TEXT,
                            .max = 2000 },
        [COL_BASIS]     = { .key = "basis", .label = "依据", .kind = IMPORT_TEXT, .max = 300 },
        [COL_SORT]      = { .key = "sort", .label = "次序", .kind = IMPORT_INT, .most = 999999,
                            .help = "同一上级之下的先后；新增的空着就按文件里的先后" },
        [COL_SOURCE]    = { .key = "computed", .label = "系统取数", .aliases = source_heads, .kind = IMPORT_TEXT,
                            .max = 60, .values = source_values, .values_of = "系统里的数",
                            .help = "系统里算得出的数，如预算按期公开率，到时自己取来；由人填报的空着" },
};

/* ---- what is chosen from ------------------------------------------------------------------------- */

static void value_add(struct ctx *cx, struct import_value **list, int *n, int *cap, int64_t id,
                      str name)
{
        for (int i = 0; i < *n; i++)
                if ((*list)[i].id == id)
                        return;
        *VEC_ADD(cx->arena, *list, *n, *cap) = (struct import_value){ .code = name, .id = id };
}

/* Two units of one short name are told apart by the long ones. */
static str unit_word(struct ctx *cx, int64_t id, str brief, const struct import_value *list, int n)
{
        struct org_unit u;
        for (int i = 0; i < n; i++)
                if (str_eq(list[i].code, brief) && list[i].id != id)
                        return org_unit_by_id(cx, id, &u) ? brief : u.name;
        return brief;
}

static const struct fail *named_already(struct ctx *cx, const struct edition *e,
                                        struct node_choices *c, int *cap, int *cap2)
{
        for (int i = 0; i < e->n_nodes; i++)
                for (int k = 0; k < 2; k++) {
                        struct org_unit u;
                        int64_t id = k ? e->nodes[i].provider : e->nodes[i].scorer;
                        bool known = !id;
                        for (int j = 0; j < c->n_scorers && !known; j++)
                                known = c->scorers[j].id == id;
                        if (known)
                                continue;
                        const struct fail *f = org_unit_by_id(cx, id, &u);
                        if (f)
                                return f;
                        value_add(cx, &c->scorers, &c->n_scorers, cap, id, u.name);
                        value_add(cx, &c->providers, &c->n_providers, cap2, id, u.name);
                }
        return NULL;
}

const struct fail *node_choices_load(struct ctx *cx, const struct edition *e,
                                     struct node_choices *c)
{
        int cap_s = 0, cap_p = 0, cap_m = 0, cap = 0;
        const struct figure *const *figure;
        int n_figures = figures_all(&figure);
        struct units_standing it;
        *c = (struct node_choices){ 0 };
        *VEC_ADD(cx->arena, c->sources, c->n_sources, cap) = (struct import_value){
                .code = str_of(words_of(cx->lang, "由人填报")) };
        for (int i = 0; i < n_figures; i++)
                *VEC_ADD(cx->arena, c->sources, c->n_sources, cap) = (struct import_value){
                        .code = str_of(figure[i]->code), .id = i + 1,
                        .name = str_of(words_of(cx->lang, figure[i]->label)) };
        value_add(cx, &c->scorers, &c->n_scorers, &cap_s, 0, str_of(words_of(cx->lang, "（不另设）")));
        value_add(cx, &c->providers, &c->n_providers, &cap_p, 0, str_of(words_of(cx->lang, "被考核单位")));
        units_standing(&it, cx, ORG_SECTION, ORG_COUNTY);
        while (units_standing_next(&it)) {
                str word = unit_word(cx, it.id, it.brief, c->scorers, c->n_scorers);
                value_add(cx, &c->scorers, &c->n_scorers, &cap_s, it.id, word);
                value_add(cx, &c->providers, &c->n_providers, &cap_p, it.id, word);
        }
        const struct fail *f = units_standing_end(&it);
        for (int i = 0; i < n_methods; i++) {
                const struct method *m = methods[i];
                bool newest = method_find(str_of(m->code), 0) == m;
                *VEC_ADD(cx->arena, c->methods, c->n_methods, cap_m) = (struct import_value){
                        .code = newest ? str_of(m->code) : str_f(cx->arena, "%s.%d", m->code, m->version),
                        .name = str_of(words_of(cx->lang, m->name)), .id = i };
        }
        return f ? f : named_already(cx, e, c, &cap_s, &cap_p);
}

/* ---- a node as cells ------------------------------------------------------------------------------- */

static void say(struct import_cell *c, str s)
{
        if (s.n)
                *c = (struct import_cell){ .filled = true, .text = s };
}

static void pick(struct ctx *cx, struct import_cell *ret, int field, int64_t v)
{
        ret[field] = (struct import_cell){ .filled = true, .v = v, .text = node_fields[field].choices
                ? str_of(words_of(cx->lang, node_fields[field].choices[v])) : str_f(cx->arena, "%ld", v) };
}

/* The method's own names of its parameters; a value stays as it was written. */
static str params_text(struct ctx *cx, const struct edition_node *x, const struct method *m)
{
        struct buf b = buf_new(cx->arena, 4096);
        for (str rest = x->params; rest.n;) {
                str value, part = str_cut(rest, ';', &rest), key = str_trim(str_cut(part, '=', &value));
                int at = m ? method_param_at(m, key) : -1;
                if (!str_trim(part).n)
                        continue;
                buf_f(&b, "%s%.*s=%.*s", b.n ? "；" : "", STR(at < 0 ? key
                      : str_of(words_of(cx->lang, m->params[at].name))), STR(str_trim(value)));
        }
        return buf_str(&b);
}

static str rows_text(struct ctx *cx, const struct edition_node *x, bool counts)
{
        struct buf b = buf_new(cx->arena, 64 << 10);
        for (int i = 0; i < x->n_rows; i++) {
                const struct edition_row *r = &x->rows[i];
                buf_f(&b, "%s%.*s", i ? "\n" : "", STR(r->name));
                if (!counts && r->bounds.n)
                        buf_f(&b, "：%.*s", STR(r->bounds));
                if (!counts && r->bounds2.n)
                        buf_f(&b, " | %.*s", STR(r->bounds2));
                if (r->share >= 0)
                        buf_f(&b, " = %.*s%%", STR(points_str(cx->arena, (points){ r->share * 100 }, 0)));
                else
                        buf_f(&b, " = %.*s", STR(points_str(cx->arena, r->mark, 0)));
                if (counts && r->most.micro)
                        buf_f(&b, words_of(cx->lang, "，最多 %.*s"), STR(points_str(cx->arena, r->most, 0)));
        }
        return buf_str(&b);
}

static str groups_text(struct ctx *cx, const struct edition *e, const struct edition_node *x)
{
        struct buf b = buf_new(cx->arena, 16 << 10);
        for (int g = 0; g < e->n_groups; g++) {
                int64_t own = x->in_group[g].micro;
                bool alone = true;
                if (own == x->full.micro || own == POINTS_AS_NODE.micro)
                        continue;
                for (int k = 0; k < e->n_groups; k++)
                        alone &= k == g || !str_eq(e->groups[k].name, e->groups[g].name);
                buf_f(&b, "%s%.*s=%.*s", b.n ? "；" : "", STR(alone ? e->groups[g].name : e->groups[g].code),
                      STR(own == FULL_NONE.micro ? str_of(words_of(cx->lang, "无"))
                          : points_str(cx->arena, x->in_group[g], 0)));
        }
        return buf_str(&b);
}

static str nas_text(struct ctx *cx, const struct edition *e, const struct edition_node *x)
{
        struct buf b = buf_new(cx->arena, 64 << 10);
        for (int i = 0; i < x->n_nas; i++) {
                const struct edition_unit *u = edition_unit_of(e, x->nas[i].unit);
                bool alone = true;
                for (int k = 0; u && k < e->n_units; k++)
                        alone &= e->units[k].unit == u->unit || !str_eq(e->units[k].brief, u->brief);
                if (u)
                        buf_f(&b, "%s%.*s=%.*s", b.n ? "\n" : "", STR(alone ? u->brief : u->code),
                              STR(x->nas[i].reason));
        }
        return buf_str(&b);
}

static void leaf_cells(struct ctx *cx, const struct edition *e, const struct edition_node *x,
                       struct import_cell *c)
{
        const struct method *m = method_find(x->method, x->method_version);
        for (int i = 0; m && i < n_methods; i++)
                if (methods[i] == m)
                        c[COL_METHOD] = (struct import_cell){ .filled = true, .v = i,
                                .text = method_find(x->method, 0) == m ? x->method
                                        : str_f(cx->arena, "%.*s.%d", STR(x->method), x->method_version) };
        say(&c[COL_PARAMS], params_text(cx, x, m));
        say(&c[COL_ROWS], rows_text(cx, x, m && m->needs & NEED_COUNTS));
        say(&c[COL_NAS], nas_text(cx, e, x));
        c[COL_SCORER] = (struct import_cell){ .filled = true, .v = x->scorer, .text = S("") };
        c[COL_PROVIDER] = (struct import_cell){ .filled = true, .v = x->provider, .text = S("") };
        pick(cx, c, COL_CYCLE, x->cycle);
        pick(cx, c, COL_QUALITY, x->quality);
        pick(cx, c, COL_PROCESS, x->process);
        say(&c[COL_MEASURE], x->measure);
        pick(cx, c, COL_PLACES, x->places);
        pick(cx, c, COL_DOWN, x->down);
        say(&c[COL_STEP], points_str(cx->arena, (points){ x->step }, 0));
        pick(cx, c, COL_MODE, x->mode);
        pick(cx, c, COL_YEAR_RULE, x->year_rule);
        pick(cx, c, COL_MISSING, x->missing);
        pick(cx, c, COL_NA, x->na);
        say(&c[COL_NA_SHARE], points_str(cx->arena, (points){ x->na_share * 100 }, 0));
        pick(cx, c, COL_EVIDENCE, x->evidence);
        c[COL_SOURCE] = (struct import_cell){ .filled = true, .v = x->source.n > 0,
                                              .text = x->source.n ? x->source : S("") };
}

void node_cells(struct ctx *cx, const struct edition *e, const struct edition_node *x,
                struct import_cell c[NODE_COLS])
{
        const struct edition_node *above = edition_node_of(e, x->parent);
        memset(c, 0, sizeof(*c) * NODE_COLS);
        for (int i = 0; i < NODE_COLS; i++)
                c[i].on = DAY_NONE;
        say(&c[COL_CODE], x->code);
        say(&c[COL_ABOVE], above ? above->code : (str){ 0 });
        say(&c[COL_NAME], x->name);
        say(&c[COL_FULL], points_str(cx->arena, x->full, 0));
        say(&c[COL_GROUPS], groups_text(cx, e, x));
        pick(cx, c, COL_KIND, x->kind);
        pick(cx, c, COL_KEY_WORK, x->key_work);
        pick(cx, c, COL_FOLDED, x->folded);
        say(&c[COL_RULE], x->rule);
        say(&c[COL_BASIS], x->basis);
        pick(cx, c, COL_SORT, x->sort);
        if (x->leaf)
                leaf_cells(cx, e, x, c);
}

str node_cell_text(struct ctx *cx, const struct node_choices *c, int field,
                   const struct import_cell *cell)
{
        if (!cell->filled)
                return S("");
        bool provider = field == COL_PROVIDER, method = field == COL_METHOD;
        if (field == COL_SOURCE) {
                const struct figure *g = figure_by_code(cell->text);
                return str_of(words_of(cx->lang, g ? g->label : "由人填报"));
        }
        if (!provider && !method && field != COL_SCORER)
                return cell->text;
        const struct import_value *v = method ? c->methods : provider ? c->providers : c->scorers;
        int n = method ? c->n_methods : provider ? c->n_providers : c->n_scorers;
        for (int i = 0; i < n; i++)
                if (v[i].id == cell->v)
                        return method ? str_f(cx->arena, "%.*s %.*s", STR(v[i].code), STR(v[i].name)) : v[i].code;
        return cell->text;
}
