/* domain/target/book.c - a workbook's sheets into a scheme, figures, effects and grades. */
#include "domain/target/book_in.h"
#include "core/sandbox/table.h"

const struct table_limits book_limits = {
        .max_rows = 200000, .max_cells = 2000000, .max_bytes = 128 << 20, .max_cols = 64,
};
/* What may stand between two of a list. */
static const char *const tie_marks[] = { "，", "、", "；", ",", ";" };
#define ERROR_CELL "#"                          /* a formula that has no value */
enum { BOOK_NODES = 2000, BOOK_UNITS = 5000, BOOK_GROUPS = 100, BOOK_FINDINGS = 500 };

/* ---- rows ----------------------------------------------------------------------------------- */

bool book_put(void *book, const struct table_row *row)
{
        struct book *b = book;
        struct book_row r = { .sheet = str_copy(b->cx->arena, row->sheet),
                              .row = row->row,
                              .n = row->n_cells };
        if (b->n_rows && str_eq(b->row[b->n_rows - 1].sheet, row->sheet))
                r.sheet = b->row[b->n_rows - 1].sheet;
        r.cell = NEW_ARRAY(b->cx->arena, str, (size_t)row->n_cells + 1);
        for (int i = 0; i < row->n_cells; i++)
                r.cell[i] = row->cells[i].error ? S(ERROR_CELL) : str_copy(b->cx->arena, row->cells[i].text);
        *VEC_ADD(b->cx->arena, b->row, b->n_rows, b->cap_rows) = r;
        return true;
}

void book_wrong(struct book *b, const struct book_row *r, int col, const char *fmt, ...)
{
        va_list ap;
        if (b->n_findings == BOOK_FINDINGS)
                return;
        if (r && str_is(book_cell_at(r, col), ERROR_CELL))      /* whatever was wanted of it */
                fmt = "这一格是出错的公式（如 #DIV/0!、#REF!、#N/A），请改好再算";
        va_start(ap, fmt);
        struct book_finding f = { .sheet = r ? r->sheet : (str){ 0 },
                                  .row = r ? r->row : 0,
                                  .col = col,
                                  .text = str_vf(b->cx->arena, words_of(b->cx->lang, fmt), ap) };
        va_end(ap);
        *VEC_ADD(b->cx->arena, b->finding, b->n_findings, b->cap_findings) = f;
}

str book_sentence(struct book *b, const struct book_finding *f)
{
        if (!f->row)
                return f->text;
        if (f->col < 0)
                return str_f(b->cx->arena, words_of(b->cx->lang, "工作表“%.*s”第 %d 行：%.*s"),
                             STR(f->sheet), f->row, STR(f->text));
        return str_f(b->cx->arena, words_of(b->cx->lang, "工作表“%.*s”第 %d 行 %.*s 列：%.*s"),
                     STR(f->sheet), f->row, STR(column_name(b->cx->arena, f->col)), STR(f->text));
}

str book_cell_at(const struct book_row *r, int col)
{
        return col >= 0 && col < r->n ? r->cell[col] : (str){ 0 };
}
str book_cell(const struct sheet *s, const struct book_row *r, const char *name)
{
        return book_cell_at(r, book_col(s, name));
}
bool book_yes(str s) { return str_is(s, "是") || str_is(s, "√") || str_is(s, "1"); }

/* ---- 单位 ------------------------------------------------------------------------------------ */

static int group_at(struct book *b, str name)
{
        for (int g = 0; g < b->scheme.n_groups; g++)
                if (str_eq(b->scheme.groups[g].name, name))
                        return g;
        return -1;
}

int book_unit_at(const struct book *b, str code)
{
        for (int u = 0; u < b->input.n_units; u++)
                if (str_eq(b->unit[u].code, code) || str_eq(b->unit[u].name, code))
                        return u;
        return -1;
}

static void read_units(struct book *b)
{
        struct sheet s;
        struct arena *a = b->cx->arena;
        struct scheme_group *groups = NEW_ARRAY(a, struct scheme_group, BOOK_GROUPS);
        b->scheme.groups = groups;
        if (!book_sheet_find(b, "单位", "名称", true, &s))
                return;
        struct book_unit *list = NEW_ARRAY(a, struct book_unit, (size_t)s.n + 1);
        int n = 0;
        for (int i = 0; i < s.n; i++) {
                const struct book_row *r = &s.row[i];
                struct book_unit u = { .code = book_cell(&s, r, "代码"), .name = book_cell(&s, r, "名称") };
                str group = book_cell(&s, r, "分组");
                if (!u.name.n) {
                        book_wrong(b, r, book_col(&s, "名称"), "请填写单位名称");
                        u.name = u.code;        /* so that not each of its figures is a fault, too */
                }
                if (!u.name.n)
                        continue;
                u.code = u.code.n ? u.code : u.name;
                u.group = group_at(b, group.n ? group : S("全部单位"));
                if (u.group < 0 && b->scheme.n_groups < BOOK_GROUPS) {
                        u.group = b->scheme.n_groups++;
                        groups[u.group].code = groups[u.group].name = group.n ? group : S("全部单位");
                }
                if (u.group < 0 || n == BOOK_UNITS) {
                        book_wrong(b, r, -1, "单位或分组太多");
                        return;
                }
                for (int k = 0; k < n; k++)
                        if (str_eq(list[k].name, u.name)) {
                                book_wrong(b, r, book_col(&s, "名称"), "单位“%.*s”出现两次", STR(u.name));
                                break;
                        } else if (str_eq(list[k].code, u.code)) {
                                book_wrong(b, r, book_col(&s, "代码"), "代码 %.*s 已经是“%.*s”的", STR(u.code),
                                           STR(list[k].name));
                                break;
                        }
                u.flags = (book_yes(book_cell(&s, r, "不排名")) ? UNIT_UNRANKED : 0) |
                          (book_yes(book_cell(&s, r, "不占名额")) ? UNIT_NO_QUOTA : 0);
                list[n++] = u;
        }
        if (!n)
                book_wrong(b, s.head, -1, "没有单位");
        int *first = NEW_ARRAY(a, int, BOOK_GROUPS + 1), at = 0;
        uint8_t *flags = NEW_ARRAY(a, uint8_t, (size_t)n + 1);
        b->unit = NEW_ARRAY(a, struct book_unit, (size_t)n + 1);
        for (int g = 0; g < b->scheme.n_groups; g++) {
                for (int i = 0; i < n; i++)
                        if (list[i].group == g) {
                                flags[at] = list[i].flags;
                                b->unit[at++] = list[i];
                        }
                first[g + 1] = at;
        }
        b->input.first = first, b->input.unit_flags = flags, b->input.n_units = n;
}

/* ---- 方案 ------------------------------------------------------------------------------------- */

bool book_choice(str s, const char *const *words, int n, int *ret)
{
        for (int i = 0; i < n; i++)
                if (str_is(s, words[i])) {
                        *ret = i;
                        return true;
                }
        return !s.n;
}

/* The next of "甲=1；乙=2"; absent at the end. */
str book_part(str *rest)
{
        while (rest->n) {
                size_t end = 0, sign = 1;
                for (; end < rest->n && rest->p[end] != ';' && rest->p[end] != '\n'; end++)
                        if (str_starts(str_from(*rest, end), S("；"))) {
                                sign = strlen("；");
                                break;
                        }
                str part = str_trim(str_head(*rest, end));
                *rest = str_from(*rest, end < rest->n ? end + sign : end);
                if (part.n)
                        return part;
        }
        return (str){ 0 };
}

/* "完成率上限=120%；least=60": by name or key. */
static void read_params(struct book *b, const struct book_row *r, int col, struct leaf *leaf,
                        str text)
{
        for (str part = book_part(&text); part.n; part = book_part(&text)) {
                ptrdiff_t mark = str_find(part, S("＝"));
                str value, key = str_trim(str_cut(part, '=', &value));
                if (!value.p && mark > 0)
                        key = str_trim(str_head(part, (size_t)mark)),
                        value = str_from(part, (size_t)mark + strlen("＝"));
                if (!value.p) {
                        book_wrong(b, r, col, "参数要写成 名称=值，几个之间用；分开；现在是“%.*s”", STR(part));
                        continue;
                }
                for (int i = 0; i < leaf->method->n_params; i++)
                        if (str_is(key, leaf->method->params[i].name))
                                key = str_of(leaf->method->params[i].key);
                const struct fail *f = leaf_param(b->cx, leaf, key, value);
                if (f)
                        book_wrong(b, r, col, "%.*s", STR(f->say));
        }
}

/* The code of a method that is written as its code, its name or both. */
static str method_named(struct arena *a, str text)
{
        str rest, code = str_cut(text, ' ', &rest);
        for (int i = n_methods - 1; i >= 0; i--)
                if (str_is(text, methods[i]->name) ||
                    (str_is(code, methods[i]->code) && str_is(str_trim(rest), methods[i]->name)))
                        return str_of(methods[i]->code);
        return str_copy(a, text);
}

static void read_leaf(struct book *b, const struct sheet *s, const struct book_row *r,
                      struct leaf *leaf)
{
        struct figure_text f = { 0 };
        str places = book_cell(s, r, "小数"), step = book_cell(s, r, "取位"), rows = book_cell(s, r, "区间");
        int mode = 0, direction = 0;
        points p = { 1 };
        if (places.n &&
            (figure_read(b->cx->arena, places, &f) || f.places || f.v < 0 || f.v > FIGURE_PLACES))
                book_wrong(b, r, book_col(s, "小数"), "小数位数应为 0 到 %d", FIGURE_PLACES);
        const struct fail *fail =
                leaf_of_method(b->cx, method_named(b->cx->arena, book_cell(s, r, "方法")), 0,
                               places.n && f.v >= 0 && f.v <= FIGURE_PLACES ? (int)f.v : 4, leaf);
        if (fail) {
                book_wrong(b, r, book_col(s, "方法"), "%.*s", STR(fail->say));
                return;
        }
        read_params(b, r, book_col(s, "参数"), leaf, book_cell(s, r, "参数"));
        fail = rows.n ? leaf_rows(b->cx, leaf, rows) : NULL;
        if (fail)
                book_wrong(b, r, book_col(s, "区间"), "%.*s", STR(fail->say));
        else if (!rows.n && leaf->method->needs & NEED_ROWS)
                book_wrong(b, r, book_col(s, "区间"), leaf->method->needs & NEED_COUNTS
                           ? "%s 要在“区间”写各种情形的分，如 迟报=0.5；错报=1"
                           : "%s 要在“区间”写各个区间的分，如 [90,100]=10；<90=0", leaf->method->code);
        if (step.n && (!points_read(step, &p) || p.micro < 1))
                book_wrong(b, r, book_col(s, "取位"), "取位步长应大于零，最多六位小数");
        leaf->step = p.micro > 0 ? p.micro : 1;
        if (!book_choice(book_cell(s, r, "取位方式"), book_mode_words, 4, &mode))
                book_wrong(b, r, book_col(s, "取位方式"), "应为四舍五入、截尾、向下取整或向上取整");
        if (!book_choice(book_cell(s, r, "方向"), book_direction_words, 2, &direction))
                book_wrong(b, r, book_col(s, "方向"), "应为正向或逆向");
        if (!book_choice(book_cell(s, r, "缺数"), missing_policy_words, MISSING_POLICIES, &leaf->missing))
                book_wrong(b, r, book_col(s, "缺数"), "缺数的处理应为：合计未定，等填报；计 0 分；计基础分；不计，摊到其他指标");
        if (!book_choice(book_cell(s, r, "缺项"), na_policy_words, NA_POLICIES, &leaf->na))
                book_wrong(b, r, book_col(s, "缺项"), "缺项的处理应为：不计，摊到其他指标；计基础分；计满分");
        leaf->round = (enum round_mode)mode, leaf->direction = (enum direction)direction;
        const char *why = leaf->method->wrong && (leaf->n_rows || !(leaf->method->needs & NEED_ROWS))
                        ? leaf->method->wrong(leaf) : NULL;
        if (why)
                book_wrong(b, r, book_col(s, "参数"), "%s：%s", leaf->method->code, words_of(b->cx->lang, why));
        leaf->column = b->input.n_columns;
        b->input.n_columns += leaf->n_columns = leaf_columns(leaf);
}

/* The full score of a node in each group: 分值, or the column 分值（组名）; — : not in it. */
static void read_full(struct book *b, const struct sheet *s, const struct book_row *r, points *full,
                      int n_nodes, int k)
{
        for (int g = 0; g < b->scheme.n_groups; g++) {
                str name = str_f(b->cx->arena, "分值（%.*s）", STR(b->scheme.groups[g].name));
                int col = book_col(s, name.p);
                str text = book_cell_at(r, col);
                if (!text.n)
                        col = book_col(s, "分值"), text = book_cell_at(r, col);
                points *p = &full[g * n_nodes + k];
                *p = FULL_NONE;
                if (str_is(text, "—") || str_is(text, "-") || str_is(text, "/"))
                        continue;
                if (!points_read(text, p) || p->micro < 0) {
                        book_wrong(b, r, col, "分值应为 0 到 10000 的数，最多六位小数；现在是“%.*s”", STR(text));
                        *p = (points){ 0 };
                        return;
                }
        }
}

int book_node_at(const struct book *b, str code, int n)
{
        for (int k = 0; k < n; k++)
                if (str_eq(b->scheme.nodes[k].code, code))
                        return k;
        return -1;
}

static void read_scheme(struct book *b)
{
        struct sheet s;
        if (!book_sheet_find(b, "方案", "代码", true, &s))
                return;
        struct arena *a = b->cx->arena;
        if (s.n < 2 || s.n > BOOK_NODES) {
                book_wrong(b, s.head, -1, "方案应有 2 到 %d 行", BOOK_NODES);
                return;
        }
        struct node *nodes = NEW_ARRAY(a, struct node, (size_t)s.n);
        struct leaf *leaves = NEW_ARRAY(a, struct leaf, (size_t)s.n);
        int *node_of = NEW_ARRAY(a, int, (size_t)s.n);
        points *full = NEW_ARRAY(a, points, (size_t)s.n * (size_t)b->scheme.n_groups + 1);
        b->scheme.nodes = nodes, b->scheme.leaves = leaves, b->scheme.node_of = node_of,
        b->scheme.full = full;
        for (int k = 0; k < s.n; k++) {
                const struct book_row *r = &s.row[k];
                struct node n = { .code = book_cell(&s, r, "代码"),
                                  .name = book_cell(&s, r, "名称"),
                                  .parent = -1,
                                  .leaf = -1,
                                  .folded = book_yes(book_cell(&s, r, "折算")),
                                  .marks = book_yes(book_cell(&s, r, "重点")) ? NODE_KEY : 0 };
                str up = book_cell(&s, r, "上级");
                n.name = n.name.n ? n.name : n.code;
                if (!n.code.n)
                        book_wrong(b, r, book_col(&s, "代码"), "请填写指标代码");
                else if (book_node_at(b, n.code, k) >= 0)
                        book_wrong(b, r, book_col(&s, "代码"), "代码 %.*s 出现两次", STR(n.code));
                if (k) {
                        n.parent = up.n ? book_node_at(b, up, k) : 0;
                        if (n.parent < 0 || nodes[n.parent].leaf >= 0) {
                                book_wrong(b, r, book_col(&s, "上级"), "上级“%.*s”不在它前面，或是一个末级指标", STR(up));
                                n.parent = 0;
                        }
                }
                if (book_cell(&s, r, "方法").n) {
                        if (!k)
                                book_wrong(b, r, book_col(&s, "方法"), "第一行是合计，不能有方法");
                        n.leaf = b->scheme.n_leaves++;
                        node_of[n.leaf] = k;
                        read_leaf(b, &s, r, &leaves[n.leaf]);
                        leaves[n.leaf].code = n.code, leaves[n.leaf].name = n.name;
                }
                read_full(b, &s, r, full, s.n, k);
                nodes[k] = n;
                b->scheme.n_nodes = k + 1;
        }
        b->scheme.step = 1, b->input.n_periods = 1;
}

/* ---- 完成值 ------------------------------------------------------------------------- */

bool book_leaf(struct book *b, const struct sheet *s, const struct book_row *r, int *leaf)
{
        str code = book_cell(s, r, "指标");
        int k = book_node_at(b, code, b->scheme.n_nodes), named = 0;
        *leaf = k >= 0 ? b->scheme.nodes[k].leaf : -1;
        for (int l = 0; k < 0 && l < b->scheme.n_leaves; l++)
                if (str_eq(b->scheme.leaves[l].name, code))
                        *leaf = l, named++;
        if (named > 1) {
                book_wrong(b, r, book_col(s, "指标"), "有 %d 个指标都叫“%.*s”，请写代码", named, STR(code));
                return false;
        }
        if (*leaf < 0)
                book_wrong(b, r, book_col(s, "指标"), k >= 0 ? "“%.*s”是上级指标，数要填在末级指标上"
                                                             : "方案里没有代码或名称为“%.*s”的末级指标", STR(code));
        return *leaf >= 0;
}

bool book_place(struct book *b, const struct sheet *s, const struct book_row *r, int *leaf,
                int *unit)
{
        str who = book_cell(s, r, "单位");
        *unit = book_unit_at(b, who);
        if (!book_leaf(b, s, r, leaf))
                return false;
        if (*unit < 0)
                book_wrong(b, r, book_col(s, "单位"), "单位表里没有“%.*s”", STR(who));
        return *unit >= 0;
}

/* May the figures be left out? When people rate every indicator, and there are ballots. */
static bool rated_alone(struct book *b)
{
        struct sheet s;
        for (int l = 0; l < b->scheme.n_leaves; l++)
                if (!b->scheme.leaves[l].method || strcmp(b->scheme.leaves[l].method->code, "F0"))
                        return false;
        return book_sheet_find(b, "评议票", "指标", false, &s);
}

static void read_figures(struct book *b, int64_t *figure, uint8_t *given)
{
        struct sheet s;
        int l, u;
        if (!book_sheet_find(b, "完成值", "指标", !rated_alone(b), &s))
                return;
        for (int i = 0; i < s.n; i++) {
                const struct book_row *r = &s.row[i];
                if (!book_place(b, &s, r, &l, &u))
                        continue;
                const struct leaf *leaf = &b->scheme.leaves[l];
                if (given[l * b->input.n_units + u]++)
                        book_wrong(b, r, -1, "这个单位的这个指标填了两次");
                for (int col = 0; col < r->n && col < s.head->n; col++) {
                        struct figure_text f;
                        str head = s.head->cell[col];
                        for (int k = 0; k < leaf->n_columns; k++) {
                                struct method_input in = leaf_column(b->cx->arena, leaf, k);
                                bool alias = str_is(head, "目标值") && !strcmp(in.key, "target");
                                alias |= str_is(head, "完成值") && !strcmp(in.key, "actual");
                                if (!alias && !str_is(head, in.name))
                                        continue;
                                const char *why = figure_read(b->cx->arena, r->cell[col], &f);
                                int64_t *to = &figure[input_at(&b->input, 0, leaf->column + k, u)];
                                if (!why &&
                                    !figure_scale(f.v, f.places,
                                                  in.kind == KIND_FIGURE ? leaf->places : 0, to))
                                        why = in.kind != KIND_FIGURE ? "次数和个数应为整数"
                                              : f.places > leaf->places ? "小数位数太多" : "数字太大";
                                if (!why && in.kind == KIND_COUNT && is_figure(*to) && *to < 0)
                                        why = "不能为负数";
                                if (why)
                                        book_wrong(b, r, col, "%s；现在是“%.*s”",
                                                   words_of(b->cx->lang, why), STR(r->cell[col]));
                        }
                }
        }
}

/* ---- 加减分 and 等次 ---------------------------------------------------------------------------- */

static int grade_at(const struct book *b, str name)
{
        for (int i = 0; i < b->n_grades; i++)
                if (str_eq(b->grade[i].name, name))
                        return i;
        return -1;
}

/* "重点工作得分，扣分次数": into b->tie, the values are filled when the units are scored. */
static void read_tie(struct book *b, const struct sheet *s, const struct book_row *r)
{
        int col = book_col(s, "并列处理顺序");
        str rest = str_trim(book_cell_at(r, col));
        if (!rest.n)
                return;
        if (b->tie_said) {
                book_wrong(b, r, col, "并列处理顺序只写一次");
                return;
        }
        b->tie_said = true;
        if (str_is(rest, "不分先后，并列"))
                return;
        while (rest.n) {
                int kind = -1;
                for (int k = 0; k < TIE_KINDS; k++)
                        if (str_starts(rest, str_of(tie_kind_words[k])))
                                kind = k;
                for (int k = 0; k < b->n_ties && kind >= 0; k++)
                        if (str_is(b->tie[k].name, tie_kind_words[kind]))
                                kind = -1;
                if (kind < 0) {
                        book_wrong(b, r, col, "并列处理顺序由重点工作得分、扣分次数、评议得分组成，各写一次，用，分开；或不分先后，并列");
                        return;
                }
                b->tie[b->n_ties++] = (struct tie_rule){ .name = str_of(tie_kind_words[kind]),
                                                         .less = kind == TIE_PENALTY };
                rest = str_trim(str_from(rest, strlen(tie_kind_words[kind])));
                for (size_t i = 0; i < COUNT_OF(tie_marks); i++)
                        if (str_starts(rest, str_of(tie_marks[i]))) {
                                rest = str_trim(str_from(rest, strlen(tie_marks[i])));
                                break;
                        }
        }
}

static void read_grades(struct book *b)
{
        struct sheet s;
        int round = QUOTA_FLOOR, cut = CUT_BY_LIST;
        int64_t all = 0;
        if (!book_sheet_find(b, "等次", "比例", false, &s))
                return;
        for (int i = 0; i < s.n; i++) {
                const struct book_row *r = &s.row[i];
                struct grade g = { .name = book_cell(&s, r, "等次"), .share = -1 };
                struct figure_text f = { 0 };
                str share = book_cell(&s, r, "比例"), least = book_cell(&s, r, "最低分");
                if (!g.name.n || b->n_grades == 20) {
                        book_wrong(b, r, book_col(&s, "等次"), "请填写等次名称，最多 20 个");
                        continue;
                }
                if (share.n && (figure_read(b->cx->arena, share, &f) || f.v < 0 ||
                                !figure_scale(f.v, f.places, 4, &g.share) || g.share > MICRO))
                        book_wrong(b, r, book_col(&s, "比例"), "比例应为 0 到 100 的百分数");
                if (least.n && !points_read(least, &g.minimum))
                        book_wrong(b, r, book_col(&s, "最低分"), "最低分应为数字");
                if (!book_choice(book_cell(&s, r, "取整"), quota_round_words, QUOTA_ROUNDS, &round))
                        book_wrong(b, r, book_col(&s, "取整"), "取整应为舍去小数、四舍五入或进一");
                read_tie(b, &s, r);
                if (!book_choice(book_cell(&s, r, "并列"), cut_rule_words, CUT_RULES, &cut))
                        book_wrong(b, r, book_col(&s, "并列"), "并列应为按并列处理顺序、并列都进或并列都不进");
                all += i + 1 < s.n && g.share > 0 ? g.share : 0;
                if (all > MICRO && all - g.share <= MICRO)
                        book_wrong(b, r, book_col(&s, "比例"), "到这一行，各等次的比例合计超过 100%%");
                if (b->n_grades && g.minimum.micro > b->grade[b->n_grades - 1].minimum.micro)
                        book_wrong(b, r, book_col(&s, "最低分"), "最低分高于更好的等次“%.*s”", STR(b->grade[b->n_grades - 1].name));
                *VEC_ADD(b->cx->arena, b->grade, b->n_grades, b->cap_grades) = g;
        }
        b->grades = (struct grade_rules){ .grades = b->grade,
                                          .n_grades = b->n_grades,
                                          .round = (enum quota_round)round,
                                          .cut = (enum cut_rule)cut };
}

static int class_at(struct book *b, const struct sheet *s, const struct book_row *r,
                    enum effect_kind kind)
{
        str name = book_cell(s, r, "类别"), most = book_cell(s, r, "类别上限");
        points p = { 0 };
        if (!name.n)
                return -1;
        if (most.n && (!points_read(most, &p) || p.micro < 0))
                book_wrong(b, r, book_col(s, "类别上限"), "类别上限应为不小于零的数字");
        for (int i = 0; i < b->n_classes; i++)
                if (str_eq(b->klass[i].name, name) && b->klass[i].kind == kind) {
                        if (most.n)
                                b->klass[i].most = p;
                        return i;
                }
        struct effect_class c = { .code = name, .name = name, .kind = kind, .most = p };
        *VEC_ADD(b->cx->arena, b->klass, b->n_classes, b->cap_classes) = c;
        return b->n_classes - 1;
}

static void read_effects(struct book *b)
{
        struct sheet s;
        if (!book_sheet_find(b, "加减分", "单位", false, &s))
                return;
        for (int i = 0; i < s.n; i++) {
                const struct book_row *r = &s.row[i];
                int kind = EFFECT_BONUS, level = LEVEL_COUNTY;
                struct effect e = { .unit = book_unit_at(b, book_cell(&s, r, "单位")),
                                    .title = book_cell(&s, r, "事由"),
                                    .basis = book_cell(&s, r, "依据"),
                                    .matter = book_cell(&s, r, "同一事项"),
                                    .lifted = book_yes(book_cell(&s, r, "已解除")),
                                    .klass = -1,
                                    .grade = -1 };
                e.proved = effect_proof(e.basis);
                if (e.unit < 0)
                        book_wrong(b, r, book_col(&s, "单位"), "单位表里没有“%.*s”", STR(book_cell(&s, r, "单位")));
                if (!book_cell(&s, r, "类型").n ||
                    !book_choice(book_cell(&s, r, "类型"), effect_kind_words, EFFECT_KINDS, &kind))
                        book_wrong(b, r, book_col(&s, "类型"), "类型应为加分、扣分、等次封顶或一票否决");
                if (!book_choice(book_cell(&s, r, "级别"), effect_level_words, EFFECT_LEVELS, &level))
                        book_wrong(b, r, book_col(&s, "级别"), "级别应为县级、市级、省级或国家级");
                e.kind = (enum effect_kind)kind, e.level = level;
                if (kind <= EFFECT_PENALTY) {
                        if (!points_read(book_cell(&s, r, "分数"), &e.amount) || e.amount.micro < 0)
                                book_wrong(b, r, book_col(&s, "分数"), "分数应为不小于零的数字");
                        e.klass = class_at(b, &s, r, e.kind);
                } else {
                        str grade = book_cell(&s, r, "等次");
                        e.grade = grade_at(b, grade);
                        if (!grade.n)
                                book_wrong(b, r, book_col(&s, "等次"), "%s要写等次",
                                           words_of(b->cx->lang, effect_kind_words[kind]));
                        else if (e.grade < 0)
                                book_wrong(b, r, book_col(&s, "等次"), "等次表里没有“%.*s”", STR(grade));
                }
                *VEC_ADD(b->cx->arena, b->effect, b->n_effects, b->cap_effects) = e;
        }
}

/* ---- what parts equal totals --------------------------------------------------------------------- */

/* Is the leaf, or a block above it, key work? */
static bool is_key(const struct book *b, int leaf)
{
        int k = b->scheme.node_of[leaf];
        while (k > 0 && !(b->scheme.nodes[k].marks & NODE_KEY))
                k = b->scheme.nodes[k].parent;
        return k > 0;
}
static bool is_rated(const struct book *b, int leaf) { return b->poll && b->poll[leaf].n_ballots; }

/* A list that nothing can be compared by is a finding. */
static void check_tie(struct book *b)
{
        bool key = false, rated = false;
        for (int l = 0; l < b->scheme.n_leaves; l++)
                key |= is_key(b, l), rated |= is_rated(b, l);
        for (int i = 0; i < b->n_ties; i++)
                if (str_is(b->tie[i].name, tie_kind_words[TIE_KEY]) && !key)
                        book_wrong(b, NULL, -1, "并列处理顺序有重点工作得分，但工作表“方案”里没有“重点”填“是”的指标");
                else if (str_is(b->tie[i].name, tie_kind_words[TIE_RATING]) && !rated)
                        book_wrong(b, NULL, -1, "并列处理顺序有评议得分，但没有评议票");
}

static void tie_values(struct book *b)
{
        size_t units = (size_t)b->input.n_units;
        int64_t *v[TIE_KINDS];
        for (int k = 0; k < TIE_KINDS; k++)
                v[k] = NEW_ARRAY(b->cx->arena, int64_t, units);
        for (size_t u = 0; u < units; u++) {
                v[TIE_PENALTY][u] = b->sums[u].n_penalties;
                for (int l = 0; l < b->scheme.n_leaves; l++) {
                        int64_t got = b->result->points[result_leaf(b->result, 0, l, (int)u)].micro;
                        v[TIE_KEY][u] += is_key(b, l) ? got : 0;
                        v[TIE_RATING][u] += is_rated(b, l) ? got : 0;
                }
        }
        if (!b->tie_said)               /* as it was before a workbook could say it */
                b->tie[b->n_ties++] = (struct tie_rule){ .name = str_of(tie_kind_words[TIE_PENALTY]), .less = true };
        for (int i = 0; i < b->n_ties; i++)
                for (int k = 0; k < TIE_KINDS; k++)
                        if (str_is(b->tie[i].name, tie_kind_words[k]))
                                b->tie[i].value = v[k];
}

/* ---- all ------------------------------------------------------------------------------------------ */

static void book_score(struct book *b)
{
        struct arena *a = b->cx->arena;
        size_t units = (size_t)b->input.n_units;
        points *base = NEW_ARRAY(a, points, units), *total = NEW_ARRAY(a, points, units);
        uint8_t *settled = NEW_ARRAY(a, uint8_t, units);
        b->result = result_new(a, &b->scheme, &b->input);
        b->sums = NEW_ARRAY(a, struct effect_sum, units);
        b->places = NEW_ARRAY(a, struct place, units);
        score_all(&b->scheme, &b->input, b->result);
        for (size_t u = 0; u < units; u++) {
                base[u] = result_points(&b->scheme, b->result, 0, 0, (int)u);
                settled[u] = !b->result->waiting[u];
        }
        struct effect_rules rules = { .classes = b->klass, .n_classes = b->n_classes };
        b->counts = NEW_ARRAY(a, points, (size_t)b->n_effects + 1);
        b->cuts = NEW_ARRAY(a, enum effect_cut, (size_t)b->n_effects + 1);
        effects_apply(a, &rules, b->effect, b->n_effects, base, b->input.n_units, b->sums, b->counts,
                      b->cuts);
        for (size_t u = 0; u < units; u++)
                total[u] = b->sums[u].total;
        tie_values(b);
        place_units(a, &b->scheme, &b->input, total, b->tie, b->n_ties, b->places);
        if (!b->n_grades)
                return;
        struct quota_line *lines;
        b->graded = NEW_ARRAY(a, struct graded, units);
        grade_units(a, &b->scheme, &b->input, &b->grades, b->places, b->sums, settled, NULL, 0,
                    b->graded, &lines);
}

/* Whatever can be read is read, so that one look at the book finds what is wrong in all its
 * sheets. */
static void read_sheets(struct book *b, int64_t *figure)
{
        struct arena *a = b->cx->arena;
        size_t cells = (size_t)b->input.n_columns * (size_t)b->input.n_units;
        uint8_t *given = NEW_ARRAY(a, uint8_t,
                                   (size_t)(b->scheme.n_leaves + 1) * (size_t)b->input.n_units + 1);
        for (size_t i = 0; i < cells; i++)
                figure[i] = FIGURE_NONE;
        b->input.figure = figure;
        if (b->scheme.n_leaves) {
                read_figures(b, figure, given);
                book_read_ballots(b, figure);
        }
        read_effects(b);
        if (!b->n_findings)
                check_tie(b);
}

const struct fail *book_end(struct book *b)
{
        read_units(b);
        read_scheme(b);
        read_grades(b);
        size_t cells = (size_t)b->input.n_columns * (size_t)b->input.n_units;
        if (cells > 20000000)
                return fail(b->cx, TOO_LARGE, "指标和单位太多");
        if (b->input.n_units)
                read_sheets(b, NEW_ARRAY(b->cx->arena, int64_t, cells + 1));
        if (b->n_findings)
                return NULL;
        const struct fail *f = scheme_ready(b->cx, &b->scheme, &b->input);
        if (f && f->kind == FAIL_INVALID) {
                book_wrong(b, NULL, -1, "%.*s", STR(f->say));
                return NULL;
        }
        if (!f) {
                book_look_heads(b);
                book_score(b);
        }
        return f;
}

int book_lint(struct book *b, struct lint_finding **ret)
{
        struct arena *a = b->cx->arena;
        int n = scheme_lint(a, b->cx->lang, &b->scheme, &b->input, ret), cap = n;
        for (int l = 0; l < b->scheme.n_leaves; l++) {
                struct lint_finding *found;
                int k = is_rated(b, l) ? rating_lint(a, b->cx->lang, &b->poll[l].rating, &found) : 0;
                for (int i = 0; i < k; i++) {
                        found[i].node = b->scheme.node_of[l];
                        found[i].text = str_f(a, "%.*s：%.*s", STR(b->scheme.leaves[l].name), STR(found[i].text));
                        *VEC_ADD(a, *ret, n, cap) = found[i];
                }
        }
        return n;
}

const struct fail *book_read(struct ctx *cx, str filename, str bytes, struct book **ret)
{
        struct book *b = NEW(cx->arena, struct book);
        b->cx = cx;
        const struct fail *f =
                table_read_sealed(cx, filename, bytes, &book_limits, book_put, b, NULL);
        if (!f)
                f = book_end(b);
        if (!f)
                *ret = b;
        return f;
}
