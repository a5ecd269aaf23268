/* domain/target/award/commands.c - luoshi target award list, show, settle, stop. */
#include "core/text/json.h"
#include "domain/target/award/award.h"
#include "domain/target/award/faces.h"
#include "domain/target/scheme.sql.h"

enum { MOST_SCHEMES = 200 };

static void put_rule(struct ctx *cx, struct json_out *j, const struct edition *e,
                     const struct award_rule *r)
{
        json_put_int(j, "id", r->id);
        json_put_str(j, "name", r->name);
        json_put_int(j, "year", e->year);
        json_put_str(j, "scheme", e->name);
        json_put_str(j, "class", r->klass);
        json_put_int(j, "from", r->since + 1);
        json_put_int(j, "to", r->until + 1);
        json_put_bool(j, "stopped", r->stopped);
        json_put_int(j, "settled_months", r->settled);
        json_open(j, "ladder", '[');
        for (int i = 0; i < r->n_steps; i++)
                json_put_raw(j, NULL, points_str(cx->arena, r->step[i], 0));
        json_close(j, ']');
        json_open(j, "gates", '[');
        for (int i = 0; i < r->n_gates; i++) {
                const struct award_gate *g = &r->gate[i];
                json_open(j, NULL, '{');
                json_put_str(j, "indicator", g->name);
                json_put_str(j, "is", g->less ? S("<=") : S(">="));
                json_put_raw(j, "bound", decimal_str(cx->arena, g->bound, g->places, false));
                json_put_str(j, "measure", g->measure);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void say_rule(struct ctx *cx, struct cli *io, const struct edition *e,
                     const struct award_rule *r)
{
        buf_f(&io->out, "%ld\t%d\t%.*s\t%d-%d\t%s\t", r->id, e->year, STR(r->name), r->since + 1,
              r->until + 1,
              r->stopped ? words_of(cx->lang, "已停用") : words_of(cx->lang, "执行中"));
        for (int i = 0; i < r->n_steps; i++)
                buf_f(&io->out, "%s%.*s", i ? " " : "", STR(points_str(cx->arena, r->step[i], 0)));
        for (int i = 0; i < r->n_gates; i++)
                buf_f(&io->out, "\t%.*s %s %.*s", STR(r->gate[i].name), r->gate[i].less ? "≤" : "≥",
                      STR(decimal_str(cx->arena, r->gate[i].bound, r->gate[i].places, false)));
        buf_f(&io->out, "\n");
}

/* luoshi target award list [--year Y] [--json]: the rules of all schemes, or of a year's. */
static const struct fail *list_cmd(struct ctx *cx, struct cli *io)
{
        struct schemes it;
        int64_t ids[MOST_SCHEMES];
        int n = 0;
        int64_t year = form_int_or(&io->form, "year", 2000, 2999, 0);
        const struct fail *f = form_end(&io->form);
        if (f)
                return f;
        schemes(&it, cx, year ? SCHEMES_WHEN_YEAR : 0, year);
        while (schemes_next(&it))
                if (n < MOST_SCHEMES)
                        ids[n++] = it.id;
        f = schemes_end(&it);
        struct json_out j = json_out(&io->out, true);
        if (io->json)
                json_open(&j, NULL, '[');
        for (int i = 0; !f && i < n; i++) {
                struct edition e;
                const struct award_rule *r;
                int k = 0;
                if (register_edition(cx, ids[i], &e)) /* nothing was issued: no rule counts yet */
                        continue;
                f = award_list(cx, &e, &r, &k);
                for (int m = 0; !f && m < k; m++) {
                        if (!io->json) {
                                say_rule(cx, io, &e, &r[m]);
                                continue;
                        }
                        json_open(&j, NULL, '{');
                        put_rule(cx, &j, &e, &r[m]);
                        json_close(&j, '}');
                }
        }
        if (io->json)
                json_close(&j, ']');
        return f;
}

static const struct fail *find(struct ctx *cx, int64_t id, struct edition *e, struct award_rule *r)
{
        const struct fail *f = award_find(cx, id, e, r);
        return f && f->kind == FAIL_NOT_FOUND ? fail(cx, NOT_FOUND, "没有编号为 %ld 的规则", id) : f;
}

static void month_json(struct ctx *cx, struct json_out *j, const struct award_rule *r,
                       const struct award_month *m)
{
        json_open(j, "month", '{');
        json_put_int(j, "month", m->period + 1);
        json_put_bool(j, "settled", m->settled);
        json_put_bool(j, "has_result", m->has_run);
        json_put_str(j, "settled_by", m->settled ? m->who : (str){ 0 });
        json_open(j, "units", '[');
        for (int i = 0; i < m->n_lines; i++) {
                const struct award_line *l = &m->lines[i];
                json_open(j, NULL, '{');
                json_put_str(j, "name", l->name);
                json_put_str(j, "group", l->group);
                json_put_int(j, "rank", l->rank);
                json_put_raw(j, "total", points_str(cx->arena, l->total, 0));
                json_put_raw(j, "ladder", points_str(cx->arena, l->ladder, 0));
                json_put_raw(j, "amount", points_str(cx->arena, l->amount, 0));
                json_put_str(j, "failed", l->failed < 0 ? (str){ 0 } : r->gate[l->failed].name);
                json_open(j, "gates", '[');
                for (int g = 0; g < r->n_gates; g++) {
                        const struct award_seen *s = &l->seen[g];
                        json_open(j, NULL, '{');
                        json_put_bool(j, "asked", s->asked);
                        json_put_raw(j, "figure",
                                     s->there ? decimal_str(cx->arena, s->value, s->places, false)
                                              : S("null"));
                        json_put_bool(j, "holds", s->holds);
                        json_close(j, '}');
                }
                json_close(j, ']');
                json_close(j, '}');
        }
        json_close(j, ']');
        json_close(j, '}');
}

/* luoshi target award show --id N [--month M] [--json]: a rule, and a month as it was or would be settled. */
static const struct fail *show_cmd(struct ctx *cx, struct cli *io)
{
        struct edition e;
        struct award_rule r;
        struct award_month m;
        int64_t id = form_int(&io->form, "id", 1, INT64_MAX);
        int month = (int)form_int_or(&io->form, "month", 1, 12, 0);
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = find(cx, id, &e, &r);
        if (!f && month)
                f = award_month_of(cx, &e, &r, month - 1, &m);
        if (f)
                return f;
        if (io->json) {
                struct json_out j = json_out(&io->out, true);
                json_open(&j, NULL, '{');
                put_rule(cx, &j, &e, &r);
                if (month)
                        month_json(cx, &j, &r, &m);
                json_close(&j, '}');
                return NULL;
        }
        say_rule(cx, io, &e, &r);
        if (!month)
                return NULL;
        buf_f(&io->out, "%s\n", m.settled ? words_of(cx->lang, "已核定")
                              : m.has_run ? words_of(cx->lang, "未核定，按现在的数试算")
                                          : words_of(cx->lang, "这个月还没有发布监测结果"));
        for (int i = 0; i < m.n_lines; i++) {
                const struct award_line *l = &m.lines[i];
                buf_f(&io->out, "%d\t%.*s\t%.*s\t%.*s\t+%.*s\t%.*s\n", l->rank, STR(l->name),
                      STR(l->group), STR(points_str(cx->arena, l->total, 0)),
                      STR(points_str(cx->arena, l->amount, 0)),
                      STR(l->failed < 0 ? S("") : r.gate[l->failed].name));
        }
        return NULL;
}

/* luoshi target award settle --id N --month M */
static const struct fail *settle_cmd(struct ctx *cx, struct cli *io)
{
        struct edition e;
        struct award_rule r;
        int64_t id = form_int(&io->form, "id", 1, INT64_MAX);
        int month = (int)form_int(&io->form, "month", 1, 12);
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = find(cx, id, &e, &r);
        if (!f)
                f = award_settle(cx, id, month - 1);
        if (!f)
                buf_f(&io->out, words_of(cx->lang, "%d 月已核定"), month);
        if (!f)
                buf_f(&io->out, "\n");
        return f;
}

/* luoshi target award stop --id N [--undo] */
static const struct fail *stop_cmd(struct ctx *cx, struct cli *io)
{
        struct edition e;
        struct award_rule r;
        int64_t id = form_int(&io->form, "id", 1, INT64_MAX);
        bool undo = form_flag(&io->form, "undo");
        form_know(&io->form, "undo");
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = find(cx, id, &e, &r);
        if (!f && r.stopped == !undo)
                f = fail(cx, CONFLICT, "这条规则%s", r.stopped ? words_of(cx->lang, "已停用")
                                                              : words_of(cx->lang, "执行中"));
        if (!f)
                f = award_stop(cx, id, r.version, !undo);
        if (!f)
                buf_f(&io->out, "%s\n",
                      undo ? words_of(cx->lang, "执行中") : words_of(cx->lang, "已停用"));
        return f;
}

static const struct command_option list_options[] = {
        { "year", "YEAR", "年度；不写就是全部" },
        { NULL, NULL, NULL },
};
static const struct command_option show_options[] = {
        { "id", "N", "规则的编号，见 target award list" },
        { "month", "M", "连同这个月的名次、条件和加分" },
        { NULL, NULL, NULL },
};
static const struct command_option settle_options[] = {
        { "id", "N", "规则的编号，见 target award list" },
        { "month", "M", "核定哪个月" },
        { NULL, NULL, NULL },
};
static const struct command_option stop_options[] = {
        { "id", "N", "规则的编号，见 target award list" },
        { "undo", NULL, "恢复执行" },
        { NULL, NULL, NULL },
};

const struct command_row award_commands[AWARD_COMMANDS] = {
        /* words, run, permission, flags, usage, help, options */
        { "target award list", list_cmd, MAY_TARGET_VIEW, COMMAND_JSON, "[--year YEAR]",
          "列出月度评价加分的规则", list_options },
        { "target award show", show_cmd, MAY_TARGET_VIEW, COMMAND_JSON, "--id N [--month M]",
          "一条规则；写了月份，连同各单位的名次、条件和加分", show_options },
        { "target award settle", settle_cmd, MAY_EFFECT_EDIT, COMMAND_WRITES, "--id N --month M",
          "核定一个月的加分，写入加减分登记", settle_options },
        { "target award stop", stop_cmd, MAY_EFFECT_EDIT, COMMAND_WRITES, "--id N [--undo]",
          "停用或恢复一条规则", stop_options },
};
