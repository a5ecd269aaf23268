/* domain/target/city/months_import.c - indicators of the city and their month, from one table. */
#include "core/audit/audit.h"
#include "domain/org/org.h"
#include "domain/target/city/back.h"
#include "domain/target/city/imports.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/values.h"

enum { CODE, NAME, FULL, LEAD, LEADER, DEPARTMENT, RULE, TARGET, ACTUAL, MEAN, RANK, SCORE, CAUSE,
       MEASURE, FIELDS };
static const char *const code_heads[] = { "指标代码", "编码", NULL };
static const char *const name_heads[] = { "指标", "指标名称", NULL };
static const char *const lead_heads[] = { "牵头部门", NULL };
static const char *const leader_heads[] = { "县领导", "牵头领导", NULL };
static const char *const score_heads[] = { "预计得分", "得分", NULL };
static const struct import_field fields[FIELDS] = {
        [CODE]       = { .key = "code", .label = "代码", .aliases = code_heads, .kind = IMPORT_CODE,
                         .required = true, .identity = true, .same = true, .max = 40 },
        [NAME]       = { .key = "name", .label = "名称", .aliases = name_heads, .kind = IMPORT_TEXT,
                         .required = true, .max = 100 },
        [FULL]       = { .key = "full", .label = "满分", .kind = IMPORT_TEXT, .required = true,
                         .max = 12 },
        [LEAD]       = { .key = "lead", .label = "牵头单位", .aliases = lead_heads,
                         .kind = IMPORT_TEXT, .required = true, .values = values_of_units },
        [LEADER]     = { .key = "leader", .label = "县级牵头领导", .aliases = leader_heads,
                         .kind = IMPORT_TEXT, .max = 60 },
        [DEPARTMENT] = { .key = "department", .label = "市级考核部门", .kind = IMPORT_TEXT,
                         .max = 60 },
        [RULE]       = { .key = "rule", .label = "评分规则", .kind = IMPORT_TEXT, .max = 1000 },
        [TARGET]     = { .key = "target", .label = "目标值", .kind = IMPORT_TEXT, .max = 30 },
        [ACTUAL]     = { .key = "actual", .label = "完成值", .kind = IMPORT_TEXT, .max = 30 },
        [MEAN]       = { .key = "mean", .label = "全市平均", .kind = IMPORT_TEXT, .max = 30 },
        [RANK]       = { .key = "rank", .label = "全市名次", .kind = IMPORT_INT, .least = 1,
                         .most = 999 },
        [SCORE]      = { .key = "score", .label = "预估得分", .aliases = score_heads,
                         .kind = IMPORT_TEXT, .max = 12,
                         .help = "空着的行只建指标，不写这个月的预估" },
        [CAUSE]      = { .key = "cause", .label = "失分原因", .kind = IMPORT_TEXT, .max = 500 },
        [MEASURE]    = { .key = "measure", .label = "措施", .kind = IMPORT_TEXT, .max = 500 },
};

static void check(struct import *im, struct import_row *row);
static const struct import_table table = {
        .name = "市对县考核", .fields = fields, .n_fields = FIELDS, .check = check, .patient = true,
};

struct ready { struct city c; int month; };

static int asks(struct ctx *cx, struct import_ask *ret)
{
        int y, m, d;
        day_split(cx->today, &y, &m, &d);
        ret[0] = (struct import_ask){ .name = "year", .label = "年度", .kind = ASK_INT,
                                      .value = str_f(cx->arena, "%d", y) };
        ret[1] = (struct import_ask){ .name = "month", .label = "月份", .kind = ASK_INT,
                                      .value = str_f(cx->arena, "%d", m), .hint = "1 到 12" };
        return 2;
}

const struct fail *city_asked(struct ctx *cx, str about, struct city *ret, int *ret_month)
{
        str year = import_answer(cx, about, "year"), month = import_answer(cx, about, "month");
        uint64_t y = 0, m = 1;
        if (year.n && (!str_u64(year, &y) || y < 2000 || y > 2999))
                return fail_field(cx, S("year"), "年度应为四位数字");
        if (month.n && (!str_u64(month, &m) || m < 1 || m > CITY_MONTHS))
                return fail_field(cx, S("month"), "月份应为 1 到 12");
        const struct fail *f = city_read(cx, (int)y, ret);
        if (f)
                return f->kind == FAIL_NOT_FOUND && year.n
                        ? fail_field(cx, S("year"), "这个年度还没有市对县考核") : f;
        *ret_month = (int)m - 1;
        return NULL;
}

static const struct fail *open(struct ctx *cx, str about, struct import_open *ret)
{
        struct ready *r = NEW(cx->arena, struct ready);
        const struct fail *f = city_asked(cx, about, &r->c, &r->month);
        if (!f)
                f = auth_change_year(cx, MAY_CITY_EDIT, r->c.book.unit, r->c.book.year);
        if (f)
                return f;
        *ret = (struct import_open){ .arg = r, .unit = r->c.book.unit,
                .title = str_f(cx->arena, words_of(cx->lang, "%.*s %d月"), STR(r->c.book.title),
                               r->month + 1),
                .effect = str_of(words_of(cx->lang, "新代码建指标，已有的按表修改；写了得分的，写入这个月的预估。")) };
        return NULL;
}

static str kept(str cell, str was) { return cell.n ? cell : was; }

/* A row as the item and the estimate it asks for; `x` is the item that stands, NULL: a new one. */
struct asked { const struct city_item *x; struct city_wish item; struct city_item after; struct city_guess guess; };

static struct asked asked_of(struct ctx *cx, const struct import *im, const struct import_row *row,
                             const struct ready *r, points full, points score)
{
        const struct city_item *x = NULL;
        for (int i = 0; i < r->c.n_items; i++)
                if (str_eq(r->c.items[i].code, import_text(im, row, "code")))
                        x = &r->c.items[i];
        struct city_wish w = { .code = import_text(im, row, "code"),
                .name = import_text(im, row, "name"), .full = full, .last_score = CITY_NONE,
                .lead = import_int(im, row, "lead"), .sort = row->row * 10,
                .leader = import_text(im, row, "leader"),
                .department = import_text(im, row, "department"),
                .rule = import_text(im, row, "rule"), .target = import_text(im, row, "target") };
        if (x) {
                int64_t *shares = NEW_ARRAY(cx->arena, int64_t, (size_t)x->n_shares + 1);
                for (int i = 0; i < x->n_shares; i++)
                        shares[i] = x->shares[i].id;
                w.shares = shares, w.n_shares = x->n_shares, w.block = x->block;
                w.leader = kept(w.leader, x->leader), w.rule = kept(w.rule, x->rule);
                w.department = kept(w.department, x->department);
                w.target = kept(w.target, x->target), w.source = x->source, w.measure = x->measure;
                w.method = x->method, w.params = x->params, w.sort = x->sort, w.down = x->down;
                w.last_score = x->last_score, w.last_rank = x->last_rank, w.stem = x->stem;
        }
        struct city_item after = x ? *x : (struct city_item){ .name = w.name };
        after.lead = w.lead, after.full = w.full, after.target = w.target;
        const struct import_cell *rank = import_cell(im, row, "rank");
        return (struct asked){ x, w, after, { .month = r->month, .actual = import_text(im, row, "actual"),
                .mean = import_text(im, row, "mean"), .rank = rank->filled ? (int)rank->v : 0, .score = score,
                .cause = import_text(im, row, "cause"), .measure = import_text(im, row, "measure") } };
}

/* Is there a month to estimate? Then its points are the row's, or what the item's method says. */
static bool is_estimated(const struct asked *k)
{
        return city_has(k->guess.score) || (k->after.method.n && k->guess.actual.n);
}

struct place { struct import *im; struct import_row *row; };

/* In the cell whose field it is; what is said of another thing, in the one that asks for it. */
static void tell(void *arg, const struct fail *f)
{
        static const char *const cells[][2] = { { "month", "score" }, { "method", "target" }, { "shares", "lead" },
                                                { "last-score", "full" } };
        struct place *p = arg;
        const char *key = str_copy(p->im->cx->arena, f->field).p;
        for (size_t i = 0; i < COUNT_OF(cells); i++)
                if (str_is(f->field, cells[i][0]))
                        key = cells[i][1];
        import_note(p->im, p->row, key, IMPORT_BAD, f->say, (str){ 0 });
}

static points points_in(struct import *im, struct import_row *row, const char *key, const char *why)
{
        points p = CITY_NONE;
        str text = import_text(im, row, key);
        if (text.n && !points_read(text, &p)) {
                import_note(im, row, key, IMPORT_BAD, str_of(words_of(im->cx->lang, why)), (str){ 0 });
                p = CITY_NONE;
        }
        return p;
}

/* Does it say anything of the month? */
static bool says_month(const struct import *im, const struct import_row *row)
{
        static const char *const keys[] = { "actual", "mean", "rank", "cause", "measure" };
        bool any = false;
        for (size_t i = 0; i < COUNT_OF(keys); i++)
                any |= import_cell(im, row, keys[i])->filled;
        return any;
}

/* All that the rules would refuse in this row, whatever else is wrong with it. */
static void check(struct import *im, struct import_row *row)
{
        struct ctx *cx = im->cx;
        struct ready *r = im->arg;
        struct place p = { im, row };
        points full = points_in(im, row, "full", "满分应为数字，最多六位小数"),
               score = points_in(im, row, "score", "预估得分应为数字，最多六位小数");
        struct asked k = asked_of(cx, im, row, r, full, score);
        if (!import_cell(im, row, "lead")->filled || import_cell(im, row, "lead")->bad)
                k.item.lead = r->c.book.unit;           /* told already */
        if (!city_has(full))
                k.item.full = k.after.full = (points){ (int64_t)1000 * 1000000 };
        if (import_cell(im, row, "rank")->bad)
                k.guess.rank = 0;
        const struct fail *f = city_item_fits(cx, &r->c.book, k.x ? k.x->id : 0, &k.item, tell, &p);
        if (!f && is_estimated(&k) && !city_has(k.guess.score) && !import_text(im, row, "score").n) {
                f = city_what_if(cx, &k.after, k.guess.actual, (str){ 0 }, &k.guess.score);
                if (f && f->kind == FAIL_INVALID)
                        tell(&p, f), f = NULL;
        } else if (!is_estimated(&k) && !import_text(im, row, "score").n && says_month(im, row)) {
                import_note(im, row, "score", IMPORT_WARN,
                            str_of(words_of(cx->lang, "没有预估得分，这一行只写指标，这个月的数不写入")), (str){ 0 });
        }
        if (!city_has(full) && says_month(im, row))     /* what does not go by it is looked at all the same */
                k.guess.score = k.after.full, k.after.method = (str){ 0 };
        if (!f && city_has(k.guess.score))
                f = city_guess_fits(cx, &r->c, &k.after, &k.guess, tell, &p);
        if (f)
                import_note(im, row, NULL, IMPORT_BAD, f->say, (str){ 0 });
}

static const struct fail *row_put(struct ctx *cx, struct import *im, const struct import_row *row,
                                  struct ready *r)
{
        points full, score = CITY_NONE;
        str mark = import_text(im, row, "score");
        if (!points_read(import_text(im, row, "full"), &full))
                return fail(cx, INVALID, "满分应为数字，最多六位小数");
        if (mark.n && !points_read(mark, &score))
                return fail(cx, INVALID, "预估得分应为数字，最多六位小数");
        struct asked k = asked_of(cx, im, row, r, full, score);
        const struct city_item *x = k.x;
        const struct fail *f = city_item_write(cx, &r->c.book, x ? x->id : 0, x ? x->version : 0, &k.item, &k.after.id);
        if (f || !is_estimated(&k))
                return f;
        if (!mark.n)
                f = city_what_if(cx, &k.after, k.guess.actual, (str){ 0 }, &k.guess.score);
        return f ? f : city_estimate_write(cx, &r->c, &k.after, k.after.month[r->month].version, &k.guess);
}

static const struct fail *put(struct ctx *cx, struct import *im, struct import_write *w)
{
        struct ready *r = w->open.arg;
        for (int i = 0; i < im->n_rows; i++) {
                const struct fail *f = row_put(cx, im, &im->row[i], r);
                if (f)
                        return f->kind != FAIL_INVALID ? f
                                : fail(cx, INVALID, "%.*s“%.*s”：%.*s", STR(import_row_place(cx, &im->row[i])),
                                       STR(import_text(im, &im->row[i], "name")), STR(f->say));
        }
        audit_log(cx, "city.import", "import", w->batch,
                  str_f(cx->arena, "{\"rows\":%d}", im->n_rows));
        w->see = str_f(cx->arena, "/city?year=%d", r->c.book.year);
        struct city after;
        const struct fail *f = city_read(cx, r->c.book.year, &after);
        if (!f)
                w->kept = city_keep_months(cx, &r->c, &after, r->month);
        return f;
}

static const struct fail *undo(struct ctx *cx, struct import *im UNUSED, struct import_undo *u)
{
        struct import_open o;
        const struct fail *f = open(cx, u->about, &o);
        return f ? f : city_back_months(cx, &((struct ready *)o.arg)->c, u);
}

const struct importer city_months_importer = {
        .code = "target.city", .label = "市对县考核", .need = MAY_CITY_EDIT, .table = &table,
        .max_rows = CITY_ITEMS, .help = "市对县指标和一个月的预估一张表：代码、名称、满分、牵头单位、得分、失分原因",
        .back = "/city", .asks = asks, .open = open, .put = put, .undo = undo,
};
