/* domain/target/year/commands.c - luoshi target figures, figure put, lock, unlock: the year without a browser. */
#include "core/auth/auth.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/year/commands.h"
#include "domain/target/year/figure.h"
#include "domain/target/year/figure.sql.h"

/* The scheme of the year that was issued; of several the first. */
static const struct fail *year_of(struct ctx *cx, int year, struct figure_year *ret)
{
        struct schemes it;
        int64_t list[16];
        int n = 0;
        schemes(&it, cx, SCHEMES_WHEN_YEAR, year);
        while (schemes_next(&it))
                if (n < (int)COUNT_OF(list))
                        list[n++] = it.id;
        const struct fail *f = schemes_end(&it);
        for (int i = 0; !f && i < n; i++) {
                f = figure_year_open(cx, list[i], ret);
                if (!f || f->kind != FAIL_NOT_FOUND)
                        return f;
                f = NULL;
        }
        return f ? f : fail(cx, NOT_FOUND, "%d 年还没有下发的考核方案", year);
}

/* The month that is being reported now: the one that ended last, in January that month itself. */
static int read_month(struct ctx *cx, struct cli *io, int *ret_year)
{
        int year, month, dom;
        day_split(cx->today, &year, &month, &dom);
        *ret_year = (int)form_int_or(&io->form, "year", 2000, 2999, year);
        return (int)form_int_or(&io->form, "month", 1, 12, month > 1 ? month - 1 : 1) - 1;
}

static const struct fail *unit_of(struct ctx *cx, str code, int64_t *ret)
{
        struct org_unit u;
        const struct fail *f = org_unit_by_code(cx, code, &u);
        if (f && f->kind == FAIL_NOT_FOUND)
                return fail_field(cx, S("unit"), "没有代码为“%.*s”的单位", STR(code));
        if (!f)
                *ret = u.id;
        return f;
}

static const struct figure_leaf *leaf_of(const struct figure_year *y, str code)
{
        for (int i = 0; i < y->n_leaves; i++)
                if (str_eq(y->leaves[i].x->code, code))
                        return &y->leaves[i];
        return NULL;
}

static const struct edition_unit *unit_at(const struct figure_year *y, int64_t unit)
{
        static const struct edition_unit none = { .code = S_C("") };
        const struct edition_unit *u = edition_unit_of(&y->e, unit);
        return u ? u : &none;
}

/* ---- luoshi target figures ------------------------------------------------------------------------ */

static void row_json(struct json_out *j, const struct figure_year *y, const struct figure_row *r,
                     str value)
{
        int leaf = figure_leaf_at(y, r->stem);
        json_open(j, NULL, '{');
        json_put_str(j, "unit", unit_at(y, r->unit)->code);
        json_put_str(j, "indicator", leaf >= 0 ? y->leaves[leaf].x->code : S(""));
        json_put_str(j, "input", r->input);
        json_put_int(j, "month", r->period + 1);
        json_put_bool(j, "not_applicable", r->na);
        json_put_str(j, "value", value);
        json_put_str(j, "state", str_of(figure_state_words[r->state]));
        json_put_int(j, "revision", r->no);
        json_put_bool(j, "late_revision", r->late);
        json_close(j, '}');
}

static const struct fail *figures_cmd(struct ctx *cx, struct cli *io)
{
        struct figure_year y;
        const struct figure_row *rows;
        struct figure_filter by = { .state = -1 };
        int n;
        int year, month = read_month(cx, io, &year);
        str unit = form_text(&io->form, "unit", 0, 40);
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = year_of(cx, year, &y);
        if (!f && unit.n)
                f = unit_of(cx, unit, &by.unit);
        if (!f)
                f = figures_of_month(cx, y.e.scheme, month, &by, &rows, &n);
        if (f)
                return f;
        struct json_out j = json_out(&io->out, true);
        if (io->json)
                json_open(&j, NULL, '[');
        for (int i = 0; i < n; i++) {
                str v = rows[i].na ? S("") : figure_str(cx->arena, cx->lang, rows[i].value, rows[i].places);
                int leaf = figure_leaf_at(&y, rows[i].stem);
                if (io->json)
                        row_json(&j, &y, &rows[i], v);
                else
                        buf_f(&io->out, "%.*s\t%.*s\t%.*s\t%.*s\t%s\n", STR(unit_at(&y, rows[i].unit)->code),
                              STR(leaf >= 0 ? y.leaves[leaf].x->code : S("—")), STR(rows[i].input),
                              STR(rows[i].na ? str_of(words_of(cx->lang, "缺项")) : v),
                              words_of(cx->lang, figure_state_words[rows[i].state]));
        }
        if (io->json)
                json_close(&j, ']');
        return NULL;
}

/* ---- luoshi target figure put ---------------------------------------------------------------------- */

static const struct fail *put_cmd(struct ctx *cx, struct cli *io)
{
        struct figure_year y;
        int64_t id = 0;
        int year, month = read_month(cx, io, &year);
        str unit = form_text(&io->form, "unit", 1, 40), leaf = form_text(&io->form, "indicator", 1, 60);
        struct figure_in in = { .period = month, .input = form_text(&io->form, "input", 0, 40), .seen = -1,
                                .raw = form_text(&io->form, "value", 1, 60),
                                .reason = form_text(&io->form, "reason", 0, 200) };
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = year_of(cx, year, &y);
        if (!f)
                f = unit_of(cx, unit, &in.unit);
        const struct figure_leaf *l = f ? NULL : leaf_of(&y, leaf);
        if (!f && !l)
                f = fail_field(cx, S("indicator"), "方案里没有代码为“%.*s”的指标", STR(leaf));
        if (f || !l)
                return f;
        in.stem = l->x->stem;
        if (!in.input.n && l->n_inputs)
                in.input = l->inputs[0].key;
        f = figure_put(cx, y.e.scheme, &in, &id);
        if (f)
                return f;
        if (id)
                buf_f(&io->out, words_of(cx->lang, "已记下：%.*s %.*s %d 月 %.*s\n"), STR(unit), STR(l->x->name),
                      month + 1, STR(in.raw));
        else
                buf_f(&io->out, "%s\n", words_of(cx->lang, "和现在的数一样，没有改动"));
        return NULL;
}

/* ---- luoshi target lock, unlock --------------------------------------------------------------------- */

static const struct fail *lock(struct ctx *cx, struct cli *io, const char *event, const char *said)
{
        struct figure_year y;
        int year, month = read_month(cx, io, &year);
        str reason = form_text(&io->form, "reason", 0, 500);
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = year_of(cx, year, &y);
        if (!f)
                f = period_move(cx, y.e.scheme, month, str_of(event), reason);
        if (!f)
                buf_f(&io->out, words_of(cx->lang, said), month + 1);
        return f;
}

static const struct fail *lock_cmd(struct ctx *cx, struct cli *io)
{
        return lock(cx, io, "lock", "%d 月的数据已锁定\n");
}

static const struct fail *unlock_cmd(struct ctx *cx, struct cli *io)
{
        return lock(cx, io, "unlock", "%d 月的数据已解锁\n");
}

static const struct command_option figures_options[] = {
        { "year", "YEAR", "年度；不写就是今年" },
        { "month", "N", "所属月；季度写末月，全年写 12；不写就是上个月" },
        { "unit", "CODE", "只看这个单位" },
        { NULL, NULL, NULL },
};
static const struct command_option put_options[] = {
        { "year", "YEAR", "年度；不写就是今年" },
        { "month", "N", "所属月；季度写末月，全年写 12；不写就是上个月" },
        { "unit", "CODE", "数是关于哪个单位的" },
        { "indicator", "CODE", "指标代码" }, { "input", "KEY", "指标的哪一栏；不写就是第一栏" },
        { "value", "FIGURE", "数；不涉及的写“缺项”" }, { "reason", "TEXT", "原因：缺项时写；解锁时写" },
        { NULL, NULL, NULL },
};
static const struct command_option lock_options[] = {
        { "year", "YEAR", "年度；不写就是今年" },
        { "month", "N", "所属月；季度写末月，全年写 12；不写就是上个月" },
        { "reason", "TEXT", "原因：缺项时写；解锁时写" },
        { NULL, NULL, NULL },
};

const struct command_row year_commands[YEAR_COMMANDS] = {
        /* words, run, permission, flags, usage, help, options */
        { "target figures", figures_cmd, MAY_TARGET_VIEW, COMMAND_JSON, "[--year YEAR] [--month N] [--unit CODE]",
          "列出一个月填报的数和状态", figures_options },
        { "target figure put", put_cmd, MAY_FIGURE_EDIT, COMMAND_WRITES | COMMAND_LIVE,
          "[--year YEAR] [--month N] --unit CODE --indicator CODE [--input KEY] --value FIGURE [--reason TEXT]",
          "记下一个数，是草稿，要在网页上报", put_options },
        { "target lock", lock_cmd, MAY_PERIOD_LOCK, COMMAND_WRITES | COMMAND_LIVE,
          "[--year YEAR] [--month N] [--reason TEXT]", "锁定一个月的数据", lock_options },
        { "target unlock", unlock_cmd, MAY_PERIOD_UNLOCK, COMMAND_WRITES | COMMAND_LIVE,
          "[--year YEAR] [--month N] --reason TEXT", "写明原因，解锁一个月的数据", lock_options },
};
