/* core/calendar/year_import.c - see year_import.h. */
#include "core/calendar/year_import.h"
#include "core/audit/audit.h"
#include "core/auth/auth.h"

/* ---- the table ------------------------------------------------------------------------------ */

static const char *const day_heads[]  = { "date", "放假日期", NULL };
static const char *const kind_heads[] = { "kind", "安排", NULL };
static const char *const name_heads[] = { "name", "节日名称", NULL };

static int kind_values(struct ctx *cx, void *arg, const struct import_field *f,
                       const struct import_value **ret)
{
        static const struct import_value kinds[CALENDAR_KIND_END] = {
                { .code = S_C("holiday"), .name = S_C("放假"), .id = CALENDAR_OFF },
                { .code = S_C("workday"), .name = S_C("上班"), .id = CALENDAR_MAKE_UP },
        };
        (void)cx, (void)arg, (void)f;
        *ret = kinds;
        return CALENDAR_KIND_END;
}

static const struct import_field fields[] = {
        { .key = "day", .label = "日期", .aliases = day_heads, .kind = IMPORT_DAY, .required = true,
          .same = true, .identity = true, .help = "一天一行：放假的每一天，和调休上班的每一天" },
        { .key = "kind", .label = "安排类别", .aliases = kind_heads, .kind = IMPORT_TEXT,
          .required = true, .values = kind_values, .help = "放假，或者（周末调休）上班" },
        { .key = "name", .label = "节日", .aliases = name_heads, .kind = IMPORT_TEXT, .required = true,
          .max = CALENDAR_NAME_MAX, .help = "如：春节" },
};

/* What a batch is checked against. */
struct subject { int year; struct calendar cal; };

static void check_row(struct import *im, struct import_row *row)
{
        const struct subject *s = im->arg;
        struct ctx *cx = im->cx;
        int busy;
        if (!s || !import_cell(im, row, "kind")->filled)
                return;         /* a template: there are no rows */
        const char *why = calendar_day_wrong(&s->cal, s->year, import_cell(im, row, "day")->on,
                                             (enum calendar_kind)import_int(im, row, "kind"), &busy);
        if (why)
                import_note(im, row, "day", IMPORT_BAD, str_of(words_of(cx->lang, why)), (str){ 0 });
        else if (busy)
                import_note(im, row, "day", IMPORT_BAD,
                            str_f(cx->arena, words_of(cx->lang, "这天已经在 %d 年的通知里"), busy),
                            (str){ 0 });
}

static const struct import_table table = {
        .name = "放假安排", .fields = fields, .n_fields = COUNT_OF(fields), .check = check_row, .patient = true,
};

/* ---- opening --------------------------------------------------------------------------------- */

static int asks(struct ctx *cx, struct import_ask *ret)
{
        int next = day_year(cx->today) + 1;
        ret[0] = (struct import_ask){ .name = "year", .label = "年份", .kind = ASK_INT,
                                      .value = str_f(cx->arena, "%d", next) };
        ret[1] = (struct import_ask){ .name = "notice", .label = "通知标题", .kind = ASK_TEXT,
                                      .value = str_f(cx->arena, "国务院办公厅关于%d年部分节假日安排的通知", /* document text */
                                                     next) };
        ret[2] = (struct import_ask){ .name = "number", .label = "文号", .kind = ASK_TEXT,
                                      .hint = "如：国办发明电〔2025〕7号", .optional = true };
        ret[3] = (struct import_ask){ .name = "issued", .label = "发文日期", .kind = ASK_DAY,
                                      .optional = true };
        return 4;
}

static const struct fail *notice_of(struct ctx *cx, str about, struct calendar_notice *ret)
{
        str number = import_answer(cx, about, "number"), issued = import_answer(cx, about, "issued");
        uint64_t year;
        *ret = (struct calendar_notice){ .notice = import_answer(cx, about, "notice"),
                                         .number = number.n ? number : (str){ 0 },
                                         .issued = DAY_NONE, .source = CALENDAR_FILE };
        if (!str_u64(import_answer(cx, about, "year"), &year) || year < CALENDAR_FIRST ||
            year > CALENDAR_LAST)
                return fail_field(cx, S("year"), "年份在 %d 到 %d 之间", CALENDAR_FIRST, CALENDAR_LAST);
        ret->year = (int)year;
        if (!ret->notice.n || utf8_count(ret->notice) > CALENDAR_NOTICE_MAX)
                return fail_field(cx, S("notice"), "通知标题要填，最多 %d 个字", CALENDAR_NOTICE_MAX);
        if (utf8_count(number) > CALENDAR_NUMBER_MAX)
                return fail_field(cx, S("number"), "文号最多 %d 个字", CALENDAR_NUMBER_MAX);
        if (issued.n && !day_parse(issued, &ret->issued))
                return fail_field(cx, S("issued"), "日期请写成 2024-02-20 这样");
        return NULL;
}

static const struct fail *subject_of(struct ctx *cx, int year, struct subject **ret)
{
        struct subject *s = NEW(cx->arena, struct subject);
        s->year = year;
        *ret = s;
        return calendar_load(cx, &s->cal);
}

static int days_of(const struct subject *s)
{
        int n = 0;
        for (int i = 0; i < s->cal.n; i++)
                n += s->cal.days[i].year == s->year;
        return n;
}

static const struct fail *open(struct ctx *cx, str about, struct import_open *ret)
{
        struct calendar_notice n, have = { 0 };
        struct subject *s;
        if (!about.n)
                return NULL;
        const struct fail *f = notice_of(cx, about, &n);
        if (!f)
                f = calendar_may_edit(cx);
        if (!f)
                f = subject_of(cx, n.year, &s);
        if (f)
                return f;
        f = calendar_notice_of(cx, n.year, &have);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        *ret = (struct import_open){
                .arg = s, .revision = have.version,
                .title = str_f(cx->arena, words_of(cx->lang, "%d 年放假安排"), n.year),
                .effect = have.version
                        ? str_f(cx->arena, words_of(cx->lang, "写入后替换 %d 年已有的 %d 天。"), n.year,
                                days_of(s))
                        : str_f(cx->arena, words_of(cx->lang, "写入后 %d 年的期限按这份安排推算。"),
                                n.year),
        };
        return NULL;
}

/* ---- writing, undoing -------------------------------------------------------------------------- */

static const struct fail *write_in(struct ctx *cx, const struct calendar_notice *n,
                                   struct import *im, str *ret_kept)
{
        struct calendar_named *days = NEW_ARRAY(cx->arena, struct calendar_named,
                                                (size_t)im->n_rows + 1);
        for (int i = 0; i < im->n_rows; i++)
                days[i] = (struct calendar_named){
                        .on = import_cell(im, &im->row[i], "day")->on,
                        .kind = (enum calendar_kind)import_int(im, &im->row[i], "kind"),
                        .name = import_text(im, &im->row[i], "name"), .year = n->year };
        const struct fail *f = calendar_year_put_in(cx, n, days, im->n_rows, ret_kept);
        if (!f)
                audit_log(cx, "calendar.import", "calendar_year", n->year,
                          str_f(cx->arena, "{\"rows\":%d}", im->n_rows));
        return f;
}

static const struct fail *put(struct ctx *cx, struct import *im, struct import_write *w)
{
        struct calendar_notice n, now;
        const struct fail *f = notice_of(cx, w->about, &n);
        str was;
        if (!f)
                f = write_in(cx, &n, im, &was);
        if (!f)
                f = calendar_notice_of(cx, n.year, &now);
        if (f)
                return f;
        w->see = str_f(cx->arena, "/calendar?year=%d", n.year);
        w->kept = str_f(cx->arena, "%d %ld %.*s", n.year, now.version, STR(was));
        return NULL;
}

static const struct fail *undo(struct ctx *cx, struct import *im, struct import_undo *u)
{
        struct calendar_notice now = { 0 };
        uint64_t year, version;
        str rest = u->kept;
        must(str_u64(str_cut(rest, ' ', &rest), &year) && str_u64(str_cut(rest, ' ', &rest), &version));
        const struct fail *f = calendar_notice_of(cx, (int)year, &now);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (now.version != (int64_t)version)
                *VEC_ADD(cx->arena, u->since, u->n_since, u->cap_since) = (struct import_since){
                        str_f(cx->arena, words_of(cx->lang, "%d 年的放假安排后来又改过"), (int)year) };
        u->effect = str_is(rest, "null")
                ? str_f(cx->arena, words_of(cx->lang, "删除 %d 年的 %d 天，这一年回到没有数据"), (int)year,
                        im->n_rows)
                : str_f(cx->arena, words_of(cx->lang, "%d 年恢复原来的安排"), (int)year);
        if (u->look || u->n_since)
                return NULL;
        f = calendar_year_back_in(cx, (int)year, rest);
        if (!f)
                audit_log(cx, "calendar.undo", "calendar_year", (int64_t)year, (str){ 0 });
        return f;
}

const struct importer calendar_importer = {
        .code = "calendar.year", .label = "放假安排", .need = MAY_CALENDAR_EDIT, .table = &table,
        .help = "一年的放假通知：日期、放假还是调休上班、节日，一天一行；整年替换", .back = "/calendar",
        .max_rows = 200, .asks = asks, .open = open, .put = put, .undo = undo,
};

/* ---- from the command line ---------------------------------------------------------------------- */

const struct fail *calendar_file_read(struct ctx *cx, const struct calendar_notice *notice,
                                      str filename, str bytes, struct import **ret)
{
        struct subject *s;
        const struct fail *f = subject_of(cx, notice->year, &s);
        if (f)
                return f;
        struct import *im = import_new(cx, &table, s);
        f = import_file(im, filename, bytes, false);
        if (f)
                return f;
        import_end(im);
        *ret = im;
        return NULL;
}

const struct fail *calendar_file_put(struct ctx *cx, const struct calendar_notice *notice,
                                     struct import *im)
{
        str was;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        const struct fail *f = write_in(cx, notice, im, &was);
        return f ? f : tx_commit(&tx);
}
