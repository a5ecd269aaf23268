/* domain/target/city/commands.c - luoshi city list, show, report. */
#include "core/doc/doc.h"
#include "core/text/json.h"
#include "domain/target/city/city.h"
#include "domain/target/city/commands.h"

static int year_of(struct cli *io)
{
        return (int)form_int_or(&io->form, "year", 2000, 2999, 0);
}

static void put_score(struct ctx *cx, struct json_out *j, const char *name, points p)
{
        if (!city_has(p))
                json_put_str(j, name, (str){ 0 });
        else
                json_put_str(j, name, points_str(cx->arena, p, 0));
}

static const char *const carry_codes[CITY_CARRIES] = { "none", "indicator", "target" };

static void item_json(struct ctx *cx, struct json_out *j, const struct city_item *x, bool months)
{
        json_open(j, NULL, '{');
        json_put_str(j, "code", x->code);
        json_put_str(j, "name", x->name);
        json_put_str(j, "full", points_str(cx->arena, x->full, 0));
        json_put_str(j, "lead", x->lead_name);
        json_put_str(j, "leader", x->leader);
        json_put_str(j, "department", x->department);
        put_score(cx, j, "score", x->score);
        put_score(cx, j, "lost", x->lost);
        json_put_str(j, "carried", str_of(carry_codes[x->carry]));
        if (months) {
                json_open(j, "months", '[');
                for (int m = 0; m < CITY_MONTHS; m++) {
                        if (!x->month[m].given)
                                continue;
                        json_open(j, NULL, '{');
                        json_put_int(j, "month", m + 1);
                        json_put_str(j, "actual", x->month[m].actual);
                        json_put_str(j, "mean", x->month[m].mean);
                        json_put_int(j, "rank", x->month[m].rank);
                        put_score(cx, j, "score", x->month[m].score);
                        json_put_str(j, "cause", x->month[m].cause);
                        json_put_str(j, "measure", x->month[m].measure);
                        json_close(j, '}');
                }
                json_close(j, ']');
        }
        json_close(j, '}');
}

const struct fail *city_list_cmd(struct ctx *cx, struct cli *io)
{
        struct city c;
        int year = year_of(io);
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = city_read(cx, year, &c);
        if (f)
                return f;
        if (!io->json) {
                for (int i = 0; i < c.n_items; i++)
                        buf_f(&io->out, "%.*s\t%.*s\t%.*s\t%.*s\t%.*s\n", STR(c.items[i].code),
                              STR(c.items[i].name), STR(c.items[i].lead_name),
                              STR(points_str(cx->arena, c.items[i].full, 0)),
                              STR(!city_has(c.items[i].score)
                                          ? S("—") : points_str(cx->arena, c.items[i].score, 0)));
                return NULL;
        }
        struct json_out j = json_out(&io->out, true);
        json_open(&j, NULL, '{');
        json_put_int(&j, "year", c.book.year);
        json_put_str(&j, "title", c.book.title);
        json_put_str(&j, "full", points_str(cx->arena, c.full, 0));
        json_put_str(&j, "score", points_str(cx->arena, c.score, 0));
        json_put_str(&j, "lost", points_str(cx->arena, c.lost, 0));
        json_put_int(&j, "open", c.n_open);
        json_put_int(&j, "rank", city_rank(&c, c.score));      /* among those the city told of; 0: unknown */
        json_put_int(&j, "others", c.n_others);
        json_open(&j, "items", '[');
        for (int i = 0; i < c.n_items; i++)
                item_json(cx, &j, &c.items[i], false);
        json_close(&j, ']');
        json_close(&j, '}');
        return NULL;
}

const struct fail *city_show_cmd(struct ctx *cx, struct cli *io)
{
        struct city c;
        str code = form_text(&io->form, "1", 1, 40);
        int year = year_of(io);
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = city_read(cx, year, &c);
        for (int i = 0; !f && i < c.n_items; i++) {
                const struct city_item *x = &c.items[i];
                if (!str_eq(x->code, code))
                        continue;
                struct json_out j = json_out(&io->out, true);
                if (io->json) {
                        item_json(cx, &j, x, true);
                        return NULL;
                }
                buf_f(&io->out, "%.*s\t%.*s\t%.*s\n", STR(x->code), STR(x->name), STR(x->lead_name));
                for (int m = 0; m < CITY_MONTHS; m++)
                        if (x->month[m].given)
                                buf_f(&io->out, words_of(cx->lang, "%d 月\t%.*s\t得 %.*s 分\t%.*s\n"), m + 1,
                                      STR(x->month[m].actual),
                                      STR(points_str(cx->arena, x->month[m].score, 0)),
                                      STR(x->month[m].cause));
                return NULL;
        }
        return f ? f : fail(cx, NOT_FOUND, "没有代码为 %.*s 的市对县指标", STR(code));
}

const struct fail *city_report_cmd(struct ctx *cx, struct cli *io)
{
        struct city c;
        str as = form_text(&io->form, "as", 0, 8), bytes;
        int year = year_of(io);
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = city_read(cx, year, &c);
        if (!f)
                f = doc_write(cx, city_report(cx, &c, false), as.n ? as : S("txt"), &bytes);
        if (f)
                return f;
        const struct doc_writer *w = doc_writer_find(as.n ? as : S("txt"));
        if (io->json) {
                struct json_out j = json_out(&io->out, true);
                json_open(&j, NULL, '{');
                json_put_int(&j, "year", c.book.year);
                json_put_str(&j, "as", str_of(w->as));
                json_put_str(&j, "text", str_is(as, "txt") || !as.n ? bytes : S(""));
                json_close(&j, '}');
                return NULL;
        }
        buf_put(&io->out, bytes);
        if (!str_is(str_of(w->as), "txt") && !str_is(str_of(w->as), "html"))
                io->out_type = w->type;
        return NULL;
}

static const struct command_option list_options[] = {
        { "year", "YEAR", "年度；不写为最新的一年" }, { NULL, NULL, NULL } };
static const struct command_option report_options[] = {
        { "year", "YEAR", "年度；不写为最新的一年" },
        { "as", "FORMAT", "txt、html、docx、pdf 或 xlsx" },
        { "out", "FILE", "写到文件；不写则打印" }, { NULL, NULL, NULL } };

const struct command_row city_commands[CITY_COMMANDS] = {
        { "city list", city_list_cmd, MAY_CITY_VIEW, COMMAND_JSON | COMMAND_LIVE, "[--year YEAR]",
          "列出市对县考核的指标、预估得分", list_options },
        { "city show", city_show_cmd, MAY_CITY_VIEW, COMMAND_JSON | COMMAND_LIVE,
          "CODE [--year YEAR]", "一项市对县指标逐月的预估、失分和原因", list_options },
        { "city report", city_report_cmd, MAY_CITY_VIEW, COMMAND_JSON | COMMAND_LIVE,
          "[--year YEAR] [--as txt|html|docx|pdf|xlsx] [--out FILE]", "市对县考核月分析", report_options },
};
