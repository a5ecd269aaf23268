/* domain/target/goal/import.c - targets from a file, a unit and an indicator a row, over open books. */
#include "domain/target/goal/import.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/goal/goal.h"
#include "domain/target/goal/list.sql.h"
#include "domain/target/scheme.sql.h"

/* What rows look into: the edition, and each unit's newest book. */
struct bring {
        int64_t          scheme, unit;  /* unit 0: all of the scheme */
        str              unit_code;
        struct edition   e;
        struct goal_book *books; int n_books;
        const struct import_value *units, *leaves; int n_units, n_leaves;
};

enum { UNIT, LEAF, VALUE, Q1, Q4 = Q1 + 3, WORDS, LEADER, NOTE, FIELDS };

static const char *const unit_heads[]   = { "单位名称", "责任单位", NULL };
static const char *const leaf_heads[]   = { "指标名称", "指标代码", NULL };
static const char *const value_heads[]  = { "目标值", "目标", "年度目标", NULL };
static const char *const words_heads[]  = { "工作要求", "定性要求", NULL };
static const char *const leader_heads[] = { "分管领导", NULL };

static int unit_values(struct ctx *cx, void *arg, const struct import_field *f,
                       const struct import_value **ret)
{
        const struct bring *b = arg;
        (void)cx, (void)f;
        *ret = b->units;
        return b->n_units;
}

static int leaf_values(struct ctx *cx, void *arg, const struct import_field *f,
                       const struct import_value **ret)
{
        const struct bring *b = arg;
        (void)cx, (void)f;
        *ret = b->leaves;
        return b->n_leaves;
}

static const struct import_field fields[FIELDS] = {
        [UNIT]   = { .key = "unit", .label = "单位", .aliases = unit_heads, .kind = IMPORT_CODE, .same = true,
                     .identity = true, .max = 100, .values = unit_values,
                     .help = "代码或简称；只导一个单位时可以不填" },
        [LEAF]   = { .key = "indicator", .label = "指标", .aliases = leaf_heads, .kind = IMPORT_CODE,
                     .required = true, .same = true, .identity = true, .max = 100, .values = leaf_values,
                     .help = "考核方案中的代码或名称" },
        [VALUE]  = { .key = "value", .label = "全年目标", .aliases = value_heads, .kind = IMPORT_TEXT,
                     .required = true, .max = 40, .help = "只写数，小数位数按方案" },
        [Q1]     = { .key = "q1", .label = "一季度", .kind = IMPORT_TEXT, .max = 40,
                     .help = "年初到该季度末累计应达到的数" },
        [Q1 + 1] = { .key = "q2", .label = "二季度", .kind = IMPORT_TEXT, .max = 40 },
        [Q1 + 2] = { .key = "q3", .label = "三季度", .kind = IMPORT_TEXT, .max = 40 },
        [Q4]     = { .key = "q4", .label = "四季度", .kind = IMPORT_TEXT, .max = 40 },
        [WORDS]  = { .key = "words", .label = "要求", .aliases = words_heads, .kind = IMPORT_TEXT,
                     .max = GOAL_WORDS_MOST },
        [LEADER] = { .key = "leader", .label = "责任领导", .aliases = leader_heads, .kind = IMPORT_TEXT, .max = 60 },
        [NOTE]   = { .key = "note", .label = "备注", .kind = IMPORT_TEXT, .max = 200 },
};

/* ---- a row as a line ------------------------------------------------------------------------- */

static struct goal_book *book_of(const struct bring *b, str unit)
{
        for (int i = 0; i < b->n_books; i++)
                if (str_eq(b->books[i].unit_code, unit))
                        return &b->books[i];
        return NULL;
}

static str unit_text(const struct import *im, const struct import_row *row)
{
        const struct bring *b = im->arg;
        str code = import_text(im, row, "unit");
        return code.n ? code : b->unit_code;
}

static const struct goal_line *line_there(const struct goal_book *b, str code)
{
        for (int i = 0; i < b->n_lines; i++)
                if (b->lines[i].node && str_eq(b->lines[i].node->code, code) && str_is(b->lines[i].input, "target"))
                        return &b->lines[i];
        return NULL;
}

static const char *figure_in(struct ctx *cx, str text, int places, bool *has, int64_t *ret)
{
        struct figure_text t;
        *has = false;
        const char *why = figure_read(cx->arena, text, &t);
        if (why || t.v == FIGURE_NONE || t.v == FIGURE_NA)
                return why;
        *has = figure_scale(t.v, t.places, places, ret);
        return *has ? NULL : "小数位数比考核方案规定的多";
}

/* The line of the book with what the row says; an empty cell leaves words, leader and note. */
static struct goal_line line_with(struct ctx *cx, const struct import *im,
                                  const struct import_row *row, const struct goal_line *was)
{
        static const char *const q_keys[GOAL_QUARTERS] = { "q1", "q2", "q3", "q4" };
        struct goal_line l = *was;
        int places = l.node->places > l.places ? l.node->places : l.places;
        if (places != l.places)
                for (int q = 0; q < GOAL_QUARTERS; q++)
                        l.has_quarter[q] = false;
        l.places = places;
        (void)figure_in(cx, import_text(im, row, "value"), places, &l.has_value, &l.value);
        bool any = false;
        for (int q = 0; q < GOAL_QUARTERS; q++)
                any |= import_text(im, row, q_keys[q]).n > 0;
        for (int q = 0; q < GOAL_QUARTERS; q++)
                if (any)
                        (void)figure_in(cx, import_text(im, row, q_keys[q]), places, &l.has_quarter[q], &l.quarter[q]);
                else if (l.value != was->value)
                        l.has_quarter[q] = false;       /* quarters of another figure mean nothing */
        str words = import_text(im, row, "words"), leader = import_text(im, row, "leader"),
            note = import_text(im, row, "note");
        l.words = words.n ? words : l.words;
        l.leader = leader.n ? leader : l.leader;
        l.note = note.n ? note : l.note;
        return l;
}

static void bad(struct import *im, struct import_row *row, const char *key, const char *why)
{
        import_note(im, row, key, IMPORT_BAD, str_of(words_of(im->cx->lang, why)), (str){ 0 });
}

/* The line a row speaks of; NULL: none, or not to be written, and said why in its cell. */
static const struct goal_line *line_asked(struct import *im, struct import_row *row)
{
        const struct bring *b = im->arg;
        const struct import_cell *unit_cell = import_cell(im, row, "unit"), *named = import_cell(im, row, "indicator");
        str unit = unit_text(im, row);
        const struct goal_book *book = unit_cell->bad || !unit.n ? NULL : book_of(b, unit);
        const struct goal_line *l = book && named->filled && !named->bad
                                  ? line_there(book, import_text(im, row, "indicator")) : NULL;
        const char *why = b->unit && !str_eq(unit, b->unit_code) ? "不是所选的单位"
                        : !unit.n ? "没有填单位"
                        : !book ? "这个单位还没有目标任务书，请先开始编报"
                        : book->state == GOAL_REPLACED ? "这个单位的目标任务书已由新版取代"
                        : book->state != GOAL_DRAFT && book->state != GOAL_RETURNED
                                ? "这个单位的目标任务书不在编报中，不能写入" : NULL;
        if (why && !unit_cell->bad)
                bad(im, row, "unit", why);
        if (book && !l && named->filled && !named->bad)
                bad(im, row, "indicator", "考核方案中没有要这个单位报的这个指标");
        return l;
}

/* Whatever is wrong with the unit or the indicator, figures are looked at too: all of a row is said at once. */
static void check_row(struct import *im, struct import_row *row)
{
        static const char *const keys[] = { "value", "q1", "q2", "q3", "q4" };
        struct ctx *cx = im->cx;
        const struct goal_line *l = line_asked(im, row);
        int places = !l ? FIGURE_PLACES : l->node->places > l->places ? l->node->places : l->places;
        for (size_t i = 0; i < COUNT_OF(keys); i++) {
                bool has;
                int64_t v = 0;
                const char *why = figure_in(cx, import_text(im, row, keys[i]), places, &has, &v);
                str low = !why && has && l ? goal_below_least(cx, l->node, v, places) : (str){ 0 };
                if (why)
                        bad(im, row, keys[i], why);
                else if (low.n)
                        import_note(im, row, keys[i], IMPORT_BAD, low, (str){ 0 });
        }
}

static const struct import_table table = {
        .name = "目标", .fields = fields, .n_fields = FIELDS, .check = check_row, .patient = true,
};

/* ---- questions ------------------------------------------------------------------------------- */

static int asks(struct ctx *cx, struct import_ask *ret)
{
        struct import_value *schemes = NULL, *units = NULL;
        struct goal_schemes it;
        int n = 0, cap = 0, n_units = 0, cap_units = 0;
        struct edition e = { 0 };
        int64_t newest = 0;
        goal_schemes(&it, cx, EDITION_DROPPED);
        while (goal_schemes_next(&it)) {
                *VEC_ADD(cx->arena, schemes, n, cap) =
                        (struct import_value){ .code = str_f(cx->arena, "%ld", it.id), .name = it.name };
                newest = newest ? newest : it.id;
        }
        if (goal_schemes_end(&it))
                n = 0;          /* the form then offers none and is refused */
        struct auth_reach r = auth_reach_change(cx, MAY_GOAL_EDIT);
        if (r.scope == SCOPE_ALL)
                *VEC_ADD(cx->arena, units, n_units, cap_units) = (struct import_value){
                        .code = S("all"), .name = str_of(words_of(cx->lang, "全部单位")) };
        if (newest && goal_edition(cx, newest, &e))
                e.n_units = 0;
        for (int i = 0; i < e.n_units; i++) {
                struct org_unit u;
                if (org_unit_by_id(cx, e.units[i].unit, &u))
                        break;
                if (r.scope != SCOPE_NONE && (u.id == r.unit || (r.scope != SCOPE_OWN && str_starts(u.path, r.prefix))))
                        *VEC_ADD(cx->arena, units, n_units, cap_units) =
                                (struct import_value){ .code = u.code, .name = u.brief };
        }
        ret[0] = (struct import_ask){ .name = "scheme", .label = "考核方案", .kind = ASK_CHOICE,
                                      .choices = schemes, .n_choices = n, .value = n == 1 ? schemes[0].code : S("") };
        ret[1] = (struct import_ask){ .name = "unit", .label = "单位", .kind = ASK_CHOICE, .choices = units,
                                      .n_choices = n_units, .value = n_units == 1 ? units[0].code : S("") };
        return 2;
}

static void fill_values(struct ctx *cx, struct bring *b)
{
        struct import_value *units = NEW_ARRAY(cx->arena, struct import_value, (size_t)b->e.n_units + 1),
                *leaves = NEW_ARRAY(cx->arena, struct import_value, (size_t)b->e.n_nodes + 1);
        for (int i = 0; i < b->e.n_units; i++)
                if (!b->unit || b->e.units[i].unit == b->unit)
                        units[b->n_units++] = (struct import_value){ .code = b->e.units[i].code,
                                .name = b->e.units[i].brief, .id = b->e.units[i].unit };
        for (int i = 0; i < b->e.n_nodes; i++)
                if (b->e.nodes[i].leaf)
                        leaves[b->n_leaves++] = (struct import_value){ .code = b->e.nodes[i].code,
                                .name = b->e.nodes[i].name, .id = b->e.nodes[i].stem };
        b->units = units, b->leaves = leaves;
}

static const struct fail *open(struct ctx *cx, str about, struct import_open *ret)
{
        struct bring *b = NEW(cx->arena, struct bring);
        struct org_unit u = { 0 };
        struct scheme_by_id s;
        struct goal_versions_sum sum;
        uint64_t id = 0;
        ret->arg = b;
        if (!about.n)           /* a template of nobody's */
                return NULL;
        str unit = import_answer(cx, about, "unit");
        if (!str_u64(import_answer(cx, about, "scheme"), &id) || !id || id > INT64_MAX)
                return fail_field(cx, S("scheme"), "请选考核方案");
        if (!unit.n)
                return fail_field(cx, S("unit"), "请选单位");
        b->scheme = (int64_t)id;
        const struct fail *f = scheme_by_id(cx, b->scheme, &s);
        if (f && f->kind == FAIL_NOT_FOUND)
                return fail_field(cx, S("scheme"), "请选考核方案");
        if (!f && !str_is(unit, "all"))
                f = org_unit_by_code(cx, unit, &u);
        if (f && f->kind == FAIL_NOT_FOUND)
                return fail_field(cx, S("unit"), "请选单位");
        if (!f)
                f = auth_change_year(cx, MAY_GOAL_EDIT, u.id ? u.id : s.unit, (int)s.year);
        if (!f)
                f = goal_edition(cx, b->scheme, &b->e);
        b->unit = u.id, b->unit_code = u.id ? u.code : S("");
        if (!f)
                f = goal_books_load(cx, b->scheme, b->unit, &b->e, &b->books, &b->n_books);
        if (!f)
                f = goal_versions_sum(cx, u.id ? GOAL_VERSIONS_SUM_WHEN_UNIT : 0, b->scheme, u.id, GOAL_DRAFT,
                                      GOAL_RETURNED, &sum);
        if (f)
                return f;
        fill_values(cx, b);
        ret->unit = u.id ? u.id : s.unit;
        ret->revision = sum.n;
        ret->title = str_f(cx->arena, "%.*s %.*s", STR(s.name), STR(u.brief.n ? u.brief : S("")));
        ret->effect = str_of(words_of(cx->lang, "按单位和指标写入编报中的目标任务书，文件里没有的目标不动。"));
        return NULL;
}

static enum import_fate compare(struct import *im, const struct import_row *row, str *before)
{
        struct ctx *cx = im->cx;
        const struct goal_book *b = book_of(im->arg, unit_text(im, row));
        const struct goal_line *l = b ? line_there(b, import_text(im, row, "indicator")) : NULL;
        if (!l || !l->id)
                return IMPORT_NEW;
        struct goal_line x = line_with(cx, im, row, l);
        bool same = x.has_value == l->has_value && x.value == l->value && x.places == l->places &&
                    str_eq(x.words, l->words) && str_eq(x.leader, l->leader) && str_eq(x.note, l->note);
        for (int q = 0; q < GOAL_QUARTERS; q++) {
                same &= x.has_quarter[q] == l->has_quarter[q] &&
                        (!x.has_quarter[q] || x.quarter[q] == l->quarter[q]);
                before[Q1 + q] = l->has_quarter[q] ? decimal_str(cx->arena, l->quarter[q], l->places, false) : S("");
        }
        before[VALUE] = l->has_value ? decimal_str(cx->arena, l->value, l->places, false) : S("");
        before[WORDS] = l->words.n ? l->words : S("");
        return same ? IMPORT_SAME : IMPORT_CHANGED;
}

/* ---- writing, and back ----------------------------------------------------------------------- */

static void keep(struct ctx *cx, struct json_out *j, const struct goal_line *l)
{
        (void)cx;
        json_open(j, NULL, '{');
        json_put_int(j, "stem", l->stem);
        json_put_bool(j, "there", l->id != 0);
        json_put_bool(j, "has", l->has_value);
        json_put_int(j, "value", l->value);
        json_put_int(j, "places", l->places);
        json_put_int(j, "course", l->course);
        json_put_int(j, "section", l->section);
        json_put_str(j, "words", l->words);
        json_put_str(j, "leader", l->leader);
        json_put_str(j, "note", l->note);
        json_open(j, "quarters", '[');
        for (int q = 0; q < GOAL_QUARTERS; q++)
                if (l->has_quarter[q])
                        json_put_int(j, NULL, l->quarter[q]);
                else
                        json_put_raw(j, NULL, S("null"));
        json_close(j, ']');
        json_close(j, '}');
}

static const struct fail *put(struct ctx *cx, struct import *im, struct import_write *w)
{
        struct bring *b = im->arg;
        struct buf kept = buf_new(cx->arena, 32 << 20);
        struct json_out j = json_out(&kept, false);
        bool *done = NEW_ARRAY(cx->arena, bool, (size_t)im->n_rows + 1);
        json_open(&j, NULL, '[');
        for (int i = 0; i < im->n_rows; i++) {
                str unit = unit_text(im, &im->row[i]);
                if (done[i])
                        continue;
                const struct goal_book *book = book_of(b, unit);
                if (!book)
                        return fail(cx, CONFLICT, "考核方案的指标变了，请对照后再保存");
                struct goal_line *lines = NEW_ARRAY(cx->arena, struct goal_line, (size_t)im->n_rows + 1);
                int n = 0;
                json_open(&j, NULL, '{');
                json_put_int(&j, "book", book->id);
                json_put_int(&j, "version", book->version + 1);
                json_open(&j, "lines", '[');
                for (int k = i; k < im->n_rows; k++) {
                        if (done[k] || !str_eq(unit_text(im, &im->row[k]), unit))
                                continue;
                        done[k] = true;
                        const struct goal_line *was = line_there(book, import_text(im, &im->row[k], "indicator"));
                        if (!was)
                                return fail(cx, CONFLICT, "考核方案的指标变了，请对照后再保存");
                        for (int x = 0; x < n; x++)
                                if (lines[x].stem == was->stem)
                                        return fail(cx, INVALID, "%.*s：同一个单位的同一个指标列了两次",
                                                    STR(import_row_place(cx, &im->row[k])));
                        lines[n++] = line_with(cx, im, &im->row[k], was);
                        keep(cx, &j, was);
                }
                json_close(&j, ']');
                json_close(&j, '}');
                const struct fail *f = goal_book_put_in(cx, book, "goal.import", lines, n);
                if (f)
                        return f;
        }
        json_close(&j, ']');
        w->see = b->unit && b->n_books ? str_f(cx->arena, "/goals/%ld", b->books[0].id)
                                       : str_f(cx->arena, "/goals?scheme=%ld", b->scheme);
        w->kept = kept.broken ? (str){ 0 } : buf_str(&kept);
        return NULL;
}

static struct goal_line line_back(const struct json *o, const struct goal_book *b)
{
        struct goal_line l = { .stem = json_int(o, "stem", 0), .input = S("target") };
        for (int i = 0; i < b->n_lines; i++)
                if (b->lines[i].stem == l.stem && str_is(b->lines[i].input, "target"))
                        l.id = b->lines[i].id, l.node = b->lines[i].node;
        if (!json_bool(o, "there"))
                return l;               /* empty: it goes again */
        l.has_value = json_bool(o, "has");
        l.value = json_int(o, "value", 0), l.places = (int)json_int(o, "places", 0);
        l.course = json_int(o, "course", 0) ? GOAL_LEVEL : GOAL_RUNNING;
        l.section = json_int(o, "section", 0);
        l.words = json_str(o, "words"), l.leader = json_str(o, "leader"), l.note = json_str(o, "note");
        const struct json *q = json_at(o, "quarters");
        int i = 0;
        for (const struct json *x = q ? q->item : NULL; x && i < GOAL_QUARTERS; x = x->next, i++)
                if (x->type == JSON_INT)
                        l.has_quarter[i] = true, l.quarter[i] = x->i;
        return l;
}

static const struct fail *undo(struct ctx *cx, struct import *im UNUSED, struct import_undo *u)
{
        const struct json *all;
        int n_lines = 0, n_books = 0;
        if (!u->kept.n)
                return fail(cx, CONFLICT, "写入前的内容没有留底，不能整批撤销");
        const struct fail *f = json_parse(cx, u->kept, &all);
        for (const struct json *x = f ? NULL : all->item; x && !f; x = x->next, n_books++) {
                struct goal_book b;
                f = goal_book_read(cx, json_int(x, "book", 0), &b);
                if (f)
                        return f->kind == FAIL_NOT_FOUND ? fail(cx, CONFLICT, "写入的目标任务书已经不在了") : f;
                if (b.version != json_int(x, "version", 0))
                        *VEC_ADD(cx->arena, u->since, u->n_since, u->cap_since) = (struct import_since){
                                str_f(cx->arena, words_of(cx->lang, "%.*s的目标任务书后来又改过，现为“%s”"),
                                      STR(b.unit_brief), words_of(cx->lang, goal_state_words[b.state])) };
                const struct json *lines = json_at(x, "lines");
                n_lines += lines ? lines->n : 0;
        }
        if (f)
                return f;
        u->effect = str_f(cx->arena, words_of(cx->lang, "%d 个单位的 %d 项目标恢复为导入以前的样子"), n_books, n_lines);
        for (const struct json *x = u->look || u->n_since ? NULL : all->item; x; x = x->next) {
                struct goal_book b;
                const struct json *lines = json_at(x, "lines");
                f = goal_book_read(cx, json_int(x, "book", 0), &b);
                if (f)
                        return f;
                struct goal_line *back = NEW_ARRAY(cx->arena, struct goal_line, (size_t)(lines ? lines->n : 0) + 1);
                int n = 0;
                for (const struct json *l = lines ? lines->item : NULL; l; l = l->next)
                        back[n++] = line_back(l, &b);
                f = goal_book_put_in(cx, &b, "goal.undo", back, n);
                if (f)
                        return f;
        }
        return NULL;
}

const struct importer goal_importer = {
        .code = "goal.lines", .label = "目标", .need = MAY_GOAL_EDIT, .table = &table,
        .help = "一行一个单位的一个指标，按单位和指标更新编报中的目标任务书；有一处不对，就一行也不写入",
        .back = "/goals", .asks = asks, .open = open, .compare = compare, .put = put, .undo = undo,
};
