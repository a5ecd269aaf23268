/* domain/target/use/history_import.c - published results of earlier years, from a clerk's table. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/use/imports.h"
#include "domain/target/use/use.h"
#include "domain/target/use/use.sql.h"
#include "domain/target/values.h"

enum { YEAR, UNIT, GROUP, TOTAL, RANK, OF, GRADE, NOTE, FIELDS };
static const char *const unit_heads[] = { "被考核单位", "单位名称", NULL };
static const char *const group_heads[] = { "考核分组", "组别", NULL };
static const char *const total_heads[] = { "总分", "综合得分", NULL };
static const char *const rank_heads[] = { "排名", "组内名次", NULL };
static const char *const grade_heads[] = { "考核等次", NULL };
static const struct import_field fields[FIELDS] = {
        [YEAR]  = { .key = "year", .label = "年度", .kind = IMPORT_INT, .required = true,
                    .identity = true, .least = 1990, .most = 2999 },
        [UNIT]  = { .key = "unit", .label = "单位", .aliases = unit_heads, .kind = IMPORT_TEXT,
                    .required = true, .identity = true, .values = values_of_units },
        [GROUP] = { .key = "group", .label = "分组", .aliases = group_heads, .kind = IMPORT_TEXT,
                    .required = true, .max = 60 },
        [TOTAL] = { .key = "total", .label = "得分", .aliases = total_heads, .kind = IMPORT_TEXT,
                    .required = true, .max = 16 },
        [RANK]  = { .key = "rank", .label = "名次", .aliases = rank_heads, .kind = IMPORT_INT,
                    .least = 1, .most = 9999, .help = "不排名的单位空着" },
        [OF]    = { .key = "of", .label = "参加排名单位数", .kind = IMPORT_INT, .least = 1,
                    .most = 9999 },
        [GRADE] = { .key = "grade", .label = "等次", .aliases = grade_heads, .kind = IMPORT_TEXT,
                    .max = 20, .help = "照通报写；没有定等次的空着" },
        [NOTE]  = { .key = "note", .label = "一票否决和等次限制", .kind = IMPORT_TEXT, .max = 200 },
};

static void check(struct import *im, struct import_row *row)
{
        points p;
        const struct import_cell *rank = import_cell(im, row, "rank"), *of = import_cell(im, row, "of");
        if (!points_read(import_text(im, row, "total"), &p))
                import_note(im, row, "total", IMPORT_BAD,
                            str_of(words_of(im->cx->lang, "得分应为数字，最多六位小数")), (str){ 0 });
        if (rank->filled && of->filled && rank->v > of->v)
                import_note(im, row, "rank", IMPORT_BAD,
                            str_of(words_of(im->cx->lang, "名次大于参加排名的单位数")), (str){ 0 });
        if (import_int(im, row, "year") >= day_year(im->cx->today))
                import_note(im, row, "year", IMPORT_BAD,
                            str_of(words_of(im->cx->lang, "这一年还没有过完，不是历年的结果")), (str){ 0 });
}

static const struct import_table table = {
        .name = "历年考核结果", .fields = fields, .n_fields = FIELDS, .check = check, .patient = true,
};

static int asks(struct ctx *cx, struct import_ask *ret)
{
        (void)cx;
        ret[0] = (struct import_ask){ .name = "source", .label = "公布结果的文件", .kind = ASK_TEXT,
                                      .hint = "通报的标题和文号；每一行都会注明来自这份文件" };
        return 1;
}

struct ready { int64_t county; str source; };

static const struct fail *county_of(struct ctx *cx, int64_t *ret)
{
        struct org_unit u;
        int64_t id = cx->unit;
        const struct fail *f = NULL;
        while (!f && id) {
                f = org_unit_by_id(cx, id, &u);
                if (!f && u.kind == ORG_COUNTY)
                        break;
                id = f ? 0 : u.parent;
        }
        if (!f && !id) {                /* the operator at the machine: the newest scheme's */
                struct schemes it;
                schemes(&it, cx, 0, 0);
                if (schemes_next(&it))
                        id = it.unit;
                f = schemes_end(&it);
        }
        *ret = id;
        return f ? f : id ? NULL : fail(cx, NOT_FOUND, "还没有考核方案");
}

static const struct fail *open(struct ctx *cx, str about, struct import_open *ret)
{
        struct ready *r = NEW(cx->arena, struct ready);
        r->source = str_trim(import_answer(cx, about, "source"));
        const struct fail *f = county_of(cx, &r->county);
        if (!f)
                f = auth_change(cx, MAY_RESULT_RUN, r->county);
        if (!f && about.n && !r->source.n)
                f = fail_field(cx, S("source"), "请填公布这些结果的文件");
        if (f)
                return f;
        *ret = (struct import_open){ .arg = r, .unit = r->county, .title = r->source,
                .effect = str_of(words_of(cx->lang, "按单位和年度写入，标为“历史导入”；同一单位同一年已导入的，以新表为准。")) };
        return NULL;
}

/* What a unit's year says now, kept beside the row that takes its place. */
static const struct fail *keep_row(struct ctx *cx, struct json_out *j, int64_t unit, int year)
{
        struct history_at it;
        json_open(j, NULL, '{');
        json_put_int(j, "unit", unit);
        json_put_int(j, "year", year);
        history_at(&it, cx, unit, year);
        while (history_at_next(&it)) {
                json_open(j, "was", '{');
                json_put_int(j, "county", it.county);
                json_put_str(j, "group", it.grp);
                json_put_int(j, "total", it.total);
                json_put_int(j, "rank", it.rank);
                json_put_int(j, "of", it.ranked);
                json_put_str(j, "grade", it.grade);
                json_put_str(j, "note", it.note);
                json_put_str(j, "source", it.source);
                json_put_int(j, "batch", it.batch);
                json_put_int(j, "who", it.who);
                json_put_int(j, "at", it.at);
                json_close(j, '}');
        }
        json_close(j, '}');
        return history_at_end(&it);
}

static const struct fail *put(struct ctx *cx, struct import *im, struct import_write *w)
{
        struct ready *r = w->open.arg;
        struct history_wish *list = NEW_ARRAY(cx->arena, struct history_wish, (size_t)im->n_rows + 1);
        struct buf kept = buf_new(cx->arena, 8 << 20);
        struct json_out j = json_out(&kept, false);
        json_open(&j, NULL, '[');
        for (int i = 0; i < im->n_rows; i++) {
                const struct import_row *row = &im->row[i];
                const struct import_cell *rank = import_cell(im, row, "rank"),
                                         *of = import_cell(im, row, "of");
                list[i] = (struct history_wish){ .unit = import_int(im, row, "unit"),
                        .year = (int)import_int(im, row, "year"), .group = import_text(im, row, "group"),
                        .rank = rank->filled ? (int)rank->v : 0, .of = of->filled ? (int)of->v : 0,
                        .grade = import_text(im, row, "grade"), .note = import_text(im, row, "note") };
                if (!points_read(import_text(im, row, "total"), &list[i].total))
                        return fail(cx, INVALID, "%.*s：得分应为数字，最多六位小数",
                                    STR(import_row_place(cx, row)));
                const struct fail *f = keep_row(cx, &j, list[i].unit, list[i].year);
                if (f)
                        return f;
        }
        json_close(&j, ']');
        w->see = S("/history");
        w->kept = kept.broken ? S("") : buf_str(&kept);
        return history_put_in(cx, r->county, w->batch, r->source, list, im->n_rows);
}

/* A row that a later file replaced, or that is gone, is not this file's to undo. */
static const struct fail *look_row(struct ctx *cx, const struct json *x, struct import_undo *u)
{
        struct history_at it;
        struct org_unit unit;
        int64_t id = json_int(x, "unit", 0), batch = -1;
        int year = (int)json_int(x, "year", 0);
        history_at(&it, cx, id, year);
        while (history_at_next(&it))
                batch = it.batch;
        const struct fail *f = history_at_end(&it);
        if (f || batch == u->batch)
                return f;
        f = org_unit_by_id(cx, id, &unit);
        if (!f)
                *VEC_ADD(cx->arena, u->since, u->n_since, u->cap_since) = (struct import_since){
                        str_f(cx->arena, words_of(cx->lang, "%.*s %d 年的结果后来又导入过"), STR(unit.brief),
                              year) };
        return f;
}

static const struct fail *undo(struct ctx *cx, struct import *im UNUSED, struct import_undo *u)
{
        const struct json *all = NULL;
        int n_back = 0;
        const struct fail *f = u->kept.n ? json_parse(cx, u->kept, &all)
                                         : fail(cx, CONFLICT, "这一批是程序升级以前写入的，没有可恢复的留底，不能整批撤销");
        for (const struct json *x = f ? NULL : all->item; !f && x; x = x->next) {
                f = look_row(cx, x, u);
                n_back += json_at(x, "was") != NULL;
        }
        if (f)
                return f;
        u->effect = str_f(cx->arena, words_of(cx->lang, "删去这次导入的 %d 行历年结果，其中 %d 行恢复为以前导入的"), all->n,
                          n_back);
        if (u->look || u->n_since)
                return NULL;
        history_drop_batch(cx, u->batch);
        for (const struct json *x = all->item; x; x = x->next) {
                const struct json *was = json_at(x, "was");
                if (was)
                        history_put(cx, json_int(was, "county", 0), json_int(x, "unit", 0),
                                    json_int(x, "year", 0), json_str(was, "group"),
                                    json_int(was, "total", 0), json_int(was, "rank", 0),
                                    json_int(was, "of", 0), str_some(json_str(was, "grade")),
                                    str_some(json_str(was, "note")), json_str(was, "source"),
                                    json_int(was, "batch", 0), json_int(was, "who", 0),
                                    json_int(was, "at", 0));
        }
        audit_log(cx, "history.undo", "import", u->batch,
                  str_f(cx->arena, "{\"rows\":%d}", all->n));
        return NULL;
}

const struct importer history_importer = {
        .code = "target.history", .label = "历年考核结果", .need = MAY_RESULT_RUN, .table = &table,
        .max_rows = 20000, .help = "使用本系统以前公布的结果：年度、单位、分组、得分、名次、等次",
        .back = "/history", .asks = asks, .open = open, .put = put, .undo = undo,
};
