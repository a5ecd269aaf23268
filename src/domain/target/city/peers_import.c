/* domain/target/city/peers_import.c - what the city published of the other counties, from one table. */
#include "core/audit/audit.h"
#include "domain/target/city/back.h"
#include "domain/target/city/imports.h"

enum { CODE, COUNTY, ACTUAL, SCORE, FIELDS };
static const char *const code_heads[] = { "指标代码", "指标", "编码", NULL };
static const char *const county_heads[] = { "县名", "县区", "区县", "县（市、区）", NULL };
static const char *const score_heads[] = { "分值", "总分", NULL };
static const struct import_field fields[FIELDS] = {
        [CODE]   = { .key = "code", .label = "代码", .aliases = code_heads, .kind = IMPORT_TEXT, .required = true,
                     .identity = true, .same = true, .max = 40,
                     .help = "市对县指标的代码或名称；一个县的总分写“总分”" },
        [COUNTY] = { .key = "county", .label = "县", .aliases = county_heads, .kind = IMPORT_TEXT, .required = true,
                     .identity = true, .same = true, .max = 40 },
        [ACTUAL] = { .key = "actual", .label = "完成值", .kind = IMPORT_TEXT, .max = 30, .figure = true,
                     .help = "照通报写；没有通报的空着" },
        [SCORE]  = { .key = "score", .label = "得分", .aliases = score_heads, .kind = IMPORT_TEXT, .max = 12,
                     .figure = true, .help = "没有通报的空着；完成值和得分至少有一个" },
};
static void check(struct import *im, struct import_row *row);
static const struct import_table table = {
        .name = "其他县的数", .fields = fields, .n_fields = FIELDS, .check = check, .patient = true,
};

struct ready { struct city c; struct city_told told; };

static int asks(struct ctx *cx, struct import_ask *ret)
{
        int y, m, d;
        day_split(cx->today, &y, &m, &d);
        ret[0] = (struct import_ask){ .name = "year", .label = "年度", .kind = ASK_INT,
                                      .value = str_f(cx->arena, "%d", y) };
        ret[1] = (struct import_ask){ .name = "month", .label = "月份", .kind = ASK_INT,
                                      .value = str_f(cx->arena, "%d", m), .hint = "数是哪个月的，1 到 12" };
        ret[2] = (struct import_ask){ .name = "source", .label = "来源", .kind = ASK_TEXT, .hint = "通报、文号或网址" };
        ret[3] = (struct import_ask){ .name = "day", .label = "通报日期", .kind = ASK_DAY,
                                      .value = day_str(cx->arena, cx->today) };
        return 4;
}

static const struct fail *open(struct ctx *cx, str about, struct import_open *ret)
{
        struct ready *r = NEW(cx->arena, struct ready);
        int month;
        const struct fail *f = city_asked(cx, about, &r->c, &month);
        if (f)
                return f;
        str on = import_answer(cx, about, "day");
        if (about.n && day_make(r->c.book.year, month + 1, 1).n > cx->today.n)
                return fail_field(cx, S("month"), "这个月还没有开始");
        r->told = (struct city_told){ .month = month, .source = import_answer(cx, about, "source"),
                                      .day = DAY_NONE };
        if (about.n && !str_trim(r->told.source).n)
                return fail_field(cx, S("source"), "请写明数从哪里来：通报、文号或网址");
        if (about.n && (!day_parse(on, &r->told.day) || r->told.day.n > cx->today.n))
                return fail_field(cx, S("day"), "请填通报的日期，不晚于今天");
        f = auth_change_year(cx, MAY_CITY_EDIT, r->c.book.unit, r->c.book.year);
        if (f)
                return f;
        *ret = (struct import_open){ .arg = r, .unit = r->c.book.unit,
                .title = str_f(cx->arena, words_of(cx->lang, "%.*s %d月"), STR(r->c.book.title), month + 1),
                .effect = str_of(words_of(cx->lang, "表里有的指标，这个月其他县的数整个换成表里的；总分也是。")) };
        return NULL;
}

static bool is_total(str code) { return str_is(code, "总分") || str_is(code, "合计") || str_is(code, "总得分"); }

/* By code or name; NULL: none, and of a total. */
static const struct city_item *item_of(const struct city *c, str code)
{
        for (int i = 0; i < c->n_items && !is_total(code); i++)
                if (str_eq(c->items[i].code, code) || str_eq(c->items[i].name, code))
                        return &c->items[i];
        return NULL;
}

static void bad(struct import *im, struct import_row *row, const char *key, const char *why)
{
        import_note(im, row, key, IMPORT_BAD, str_of(words_of(im->cx->lang, why)), (str){ 0 });
}

/* Everything that is wrong with a row, each in its cell. */
static void check(struct import *im, struct import_row *row)
{
        struct ctx *cx = im->cx;
        struct ready *r = im->arg;
        str code = import_text(im, row, "code"), actual = import_text(im, row, "actual"),
            score = import_text(im, row, "score");
        const struct city_item *x = item_of(&r->c, code);
        points p = CITY_NONE, most = x ? (points){ x->full.micro + x->full.micro / 2 } : CITY_NONE;
        struct figure_text t;
        const char *why = actual.n ? figure_read(cx->arena, actual, &t) : NULL;
        if (code.n && !is_total(code) && !x)
                bad(im, row, "code", "没有这个代码或名称的市对县指标");
        if (why)
                bad(im, row, "actual", why);
        if (score.n && !points_read(score, &p))
                bad(im, row, "score", "得分应为数字，最多六位小数");
        else if (score.n && (p.micro < 0 || (x && p.micro > most.micro)))
                import_note(im, row, "score", IMPORT_BAD, x ? str_f(cx->arena, words_of(cx->lang,
                            "得分应在 0 到 %.*s 之间（含加分，最多为满分的一倍半）"), STR(points_str(cx->arena, most, 0)))
                            : str_of(words_of(cx->lang, "得分不能是负数")), (str){ 0 });
        else if (is_total(code) && !score.n && !import_cell(im, row, "score")->bad)
                bad(im, row, "score", "总分这一行要写得分");
        else if (!is_total(code) && !score.n && !actual.n && !import_cell(im, row, "actual")->bad &&
                 !import_cell(im, row, "score")->bad)
                bad(im, row, "score", "完成值和得分至少有一个");
}

/* All rows of one indicator, or of the totals (x NULL), written together. */
static const struct fail *put_one(struct ctx *cx, struct import *im, struct ready *r, const struct city_item *const *of,
                                  const struct city_item *x, struct json_out *kept)
{
        int n = 0;
        for (int i = 0; i < im->n_rows; i++)
                n += of[i] == x;
        if (!n)
                return NULL;
        struct city_peer *list = NEW_ARRAY(cx->arena, struct city_peer, (size_t)n);
        struct city_standing *total = NEW_ARRAY(cx->arena, struct city_standing, (size_t)n);
        n = 0;
        for (int i = 0; i < im->n_rows; i++) {
                const struct import_row *row = &im->row[i];
                str score = import_text(im, row, "score");
                points p = CITY_NONE;
                if (of[i] != x)
                        continue;
                if (score.n)
                        (void)points_read(score, &p);
                total[n] = (struct city_standing){ import_text(im, row, "county"), p };
                list[n++] = (struct city_peer){ import_text(im, row, "county"), import_text(im, row, "actual"), p };
        }
        struct city_told t = r->told;
        t.list = list, t.n = n;
        const struct fail *f = city_keep_peers(cx, kept, &r->c, x, t.month);
        if (!f)
                f = x ? city_peers_write(cx, &r->c, x, &t)
                      : city_standings_write(cx, &r->c.book, total, n, t.source, t.day);
        return f ? f : city_kept_peers(cx, kept, &r->c, x, t.month);
}

static const struct fail *put(struct ctx *cx, struct import *im, struct import_write *w)
{
        struct ready *r = w->open.arg;
        const struct city_item **of = NEW_ARRAY(cx->arena, const struct city_item *, (size_t)im->n_rows + 1);
        for (int i = 0; i < im->n_rows; i++)            /* NULL: a total, as check() has seen to it */
                of[i] = item_of(&r->c, import_text(im, &im->row[i], "code"));
        struct buf kept = buf_new(cx->arena, 8 << 20);
        struct json_out j = json_out(&kept, false);
        json_open(&j, NULL, '[');
        const struct fail *f = put_one(cx, im, r, of, NULL, &j);
        for (int i = 0; !f && i < r->c.n_items; i++) {
                f = put_one(cx, im, r, of, &r->c.items[i], &j);
                if (f && f->kind == FAIL_INVALID)
                        f = fail(cx, INVALID, "“%.*s”：%.*s", STR(r->c.items[i].name), STR(f->say));
        }
        if (f)
                return f;
        json_close(&j, ']');
        audit_log(cx, "city.import", "import", w->batch, str_f(cx->arena, "{\"rows\":%d}", im->n_rows));
        w->see = str_f(cx->arena, "/city?year=%d", r->c.book.year);
        w->kept = kept.broken ? S("") : buf_str(&kept);
        return NULL;
}

static const struct fail *undo(struct ctx *cx, struct import *im UNUSED, struct import_undo *u)
{
        struct import_open o;
        const struct fail *f = open(cx, u->about, &o);
        struct ready *r = f ? NULL : o.arg;
        return f ? f : city_back_peers(cx, &r->c, r->told.month, u);
}

const struct importer city_peers_importer = {
        .code = "target.city-others", .label = "市对县其他县的数", .need = MAY_CITY_EDIT, .table = &table,
        .max_rows = CITY_ITEMS * 40,
        .help = "市里通报的其他县的完成值、得分和总分一张表：代码、县、完成值、得分；算本县名次和试算用",
        .back = "/city", .asks = asks, .open = open, .put = put, .undo = undo,
};
