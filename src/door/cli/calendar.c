/* door/cli/calendar.c - see calendar.h. */
#include "door/cli/calendar.h"
#include "core/auth/auth.h"
#include "core/calendar/year_import.h"
#include "core/text/json.h"
#include "door/cli/io.h"

static const struct command_option due_options[] = {
        { "working-days", "N", "多少个工作日" },
        { "days",         "N", "多少天" },
        { "months",       "N", "多少个月" },
        { "roll",         NULL, "最后一天不上班的，顺延到下一个工作日" },
        { "count-first",  NULL, "起算当日计入" },
        { NULL, NULL, NULL },
};
static const struct command_option show_options[] = {
        { "year", "YEAR", "年份，缺省为今年" },
        { NULL, NULL, NULL },
};
static const struct command_option import_options[] = {
        { "year",       "YEAR", "哪一年的安排" },
        { "notice",     "TEXT", "通知标题" },
        { "number",     "TEXT", "文号" },
        { "issued",     "DAY",  "发文日期" },
        { "check-only", NULL,   "只检查，不写入" },
        { NULL, NULL, NULL },
};

static const struct fail *due_cmd(struct ctx *cx, struct cli *io);
static const struct fail *show_cmd(struct ctx *cx, struct cli *io);
static const struct fail *import_cmd(struct ctx *cx, struct cli *io);

const struct command_row calendar_commands[CALENDAR_COMMANDS] = {
        { "calendar due", due_cmd, MAY_SIGNED_IN, COMMAND_JSON | COMMAND_ALONE,
          "DATE (--working-days N | --days N | --months N) [--roll] [--count-first]",
          "从一天起推算期限的最后一天", due_options },
        { "calendar show", show_cmd, MAY_SIGNED_IN, COMMAND_JSON, "[--year YEAR]",
          "一年的放假、调休和工作日", show_options },
        { "calendar import", import_cmd, MAY_CALENDAR_EDIT, COMMAND_WRITES,
          "FILE --year YEAR --notice TEXT [--number TEXT] [--issued DAY] [--check-only]",
          "导入一年的放假安排（CSV 或 XLSX），整年替换", import_options },
};

/* ---- due ---------------------------------------------------------------------------------- */

static const struct fail *rule_read(struct ctx *cx, struct form *form, struct due_rule *ret)
{
        static const struct { const char *name; enum due_unit unit; int most; } units[] = {
                { "working-days", DUE_WORKING, DUE_MOST }, { "days", DUE_DAYS, DUE_MOST },
                { "months", DUE_MONTHS, 120 },
        };
        int given = 0;
        *ret = (struct due_rule){ .roll = form_flag(form, "roll"),
                                  .count_first = form_flag(form, "count-first") };
        for (size_t i = 0; i < COUNT_OF(units); i++)
                if (form_has(form, units[i].name)) {
                        ret->unit = units[i].unit;
                        ret->n = (int)form_int(form, units[i].name, 0, units[i].most);
                        given++;
                }
        const struct fail *f = form_end(form);
        if (!f && given != 1)
                f = fail(cx, INVALID, "--working-days、--days、--months 要给其中一个");
        return f;
}

static const struct fail *due_cmd(struct ctx *cx, struct cli *io)
{
        struct due_rule rule;
        struct calendar c;
        struct due d;
        day from = form_day(&io->form, "1");
        if (day_is(from) && (day_year(from) < 1990 || day_year(from) > CALENDAR_LAST))
                form_wrong(&io->form, "1", "年份在 1990 到 2100 之间");
        const struct fail *f = rule_read(cx, &io->form, &rule);
        if (!f && cx->db)
                f = calendar_load(cx, &c);
        if (f)
                return f;
        if (!cx->db) {
                calendar_built_in(cx, &c);
                buf_f(&io->err, "%s\n", words_of(cx->lang, "这里没有数据库，按程序自带的放假安排推算；要用别的数据库请写 --db"));
        }
        due_of(&c, from, &rule, &d);
        str warning = due_warning(cx, &d);
        if (io->json) {
                struct json_out j = json_out(&io->out, true);
                json_open(&j, NULL, '{');
                json_put_str(&j, "from", day_str(cx->arena, from));
                json_put_str(&j, "due", day_str(cx->arena, d.on));
                json_put_str(&j, "before_roll", day_str(cx->arena, d.plain));
                json_put_bool(&j, "works", calendar_works(&c, d.on));
                json_put_int(&j, "days", d.on.n - from.n);
                json_put_int(&j, "working_days", calendar_between(&c, from, d.on, NULL));
                if (d.missing)
                        json_put_int(&j, "missing_year", d.missing);
                else
                        json_put_raw(&j, "missing_year", S("null"));
                json_close(&j, '}');
                buf_byte(&io->out, '\n');
                return NULL;
        }
        buf_f(&io->out, "%.*s\n", STR(day_str(cx->arena, d.on)));
        if (warning.n)
                buf_f(&io->err, "%.*s\n", STR(warning));
        return NULL;
}

/* ---- show --------------------------------------------------------------------------------- */

static void show_json(struct ctx *cx, struct cli *io, const struct calendar *c, int year,
                      const struct calendar_notice *n, const struct calendar_year_sum *s)
{
        struct json_out j = json_out(&io->out, true);
        json_open(&j, NULL, '{');
        json_put_int(&j, "year", year);
        json_put_bool(&j, "known", n->version > 0);
        json_put_str(&j, "notice", n->notice);
        json_put_str(&j, "number", n->number);
        json_put_str(&j, "issued", n->version ? day_str(cx->arena, n->issued) : (str){ 0 });
        json_put_int(&j, "working_days", s->working);
        json_open(&j, "working_days_by_month", '[');
        for (int m = 0; m < 12; m++)
                json_put_int(&j, NULL, s->working_in[m]);
        json_close(&j, ']');
        json_open(&j, "days", '[');
        for (int i = 0; i < c->n; i++)
                if (c->days[i].year == year) {
                        json_open(&j, NULL, '{');
                        json_put_str(&j, "date", day_str(cx->arena, c->days[i].on));
                        json_put_str(&j, "kind", c->days[i].kind == CALENDAR_OFF ? S("holiday")
                                                                                 : S("workday"));
                        json_put_str(&j, "name", c->days[i].name);
                        json_close(&j, '}');
                }
        json_close(&j, ']');
        json_close(&j, '}');
        buf_byte(&io->out, '\n');
}

static const struct fail *show_cmd(struct ctx *cx, struct cli *io)
{
        struct calendar c;
        struct calendar_year_sum s;
        struct calendar_notice n = { .issued = DAY_NONE };
        int year = (int)form_int_or(&io->form, "year", CALENDAR_FIRST, CALENDAR_LAST, day_year(cx->today));
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = calendar_load(cx, &c);
        if (f)
                return f;
        f = calendar_notice_of(cx, year, &n);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        calendar_sum(&c, year, &s);
        if (io->json) {
                show_json(cx, io, &c, year, &n, &s);
                return NULL;
        }
        if (!n.version)
                buf_f(&io->err, "%.*s\n", STR(calendar_warning(cx, year)));
        else
                buf_f(&io->out, "%.*s  %.*s\n", STR(n.notice), STR(n.number));
        buf_f(&io->out, words_of(cx->lang, "%d 年：%d 个工作日，放假 %d 天，调休上班 %d 天"), year, s.working,
              s.off, s.make_up);
        buf_byte(&io->out, '\n');
        for (int i = 0; i < c.n; i++)
                if (c.days[i].year == year)
                        buf_f(&io->out, "%.*s  %s  %.*s\n", STR(day_str(cx->arena, c.days[i].on)),
                              words_of(cx->lang, calendar_kind_words[c.days[i].kind]),
                              STR(c.days[i].name));
        return NULL;
}

/* ---- import ------------------------------------------------------------------------------- */

static const struct fail *import_cmd(struct ctx *cx, struct cli *io)
{
        struct import *im;
        str bytes, file = form_text(&io->form, "1", 1, 4000);
        bool check_only = form_flag(&io->form, "check-only");
        struct calendar_notice n = {
                .year = (int)form_int(&io->form, "year", CALENDAR_FIRST, CALENDAR_LAST),
                .notice = form_text(&io->form, "notice", 1, CALENDAR_NOTICE_MAX),
                .number = form_text(&io->form, "number", 0, CALENDAR_NUMBER_MAX),
                .issued = form_day_or_none(&io->form, "issued"), .source = CALENDAR_FILE };
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = cli_read_file(cx, file, &bytes);
        if (!f)
                f = calendar_file_read(cx, &n, file, bytes, &im);
        if (f)
                return f;
        for (int i = 0; i < im->n_findings; i++)
                buf_f(&io->err, "%.*s\n", STR(import_sentence(im, &im->finding[i])));
        if (!import_clean(im))
                return fail(cx, INVALID, "文件里有 %ld 处要改，一天也没有写入", im->n_bad);
        if (!check_only)
                f = calendar_file_put(cx, &n, im);
        if (f)
                return f;
        buf_f(&io->out, words_of(cx->lang, check_only ? "可以写入 %d 年的 %d 天" : "写入了 %d 年的 %d 天"),
              n.year, im->n_rows);
        buf_byte(&io->out, '\n');
        return NULL;
}
