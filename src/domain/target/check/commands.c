/* domain/target/check/commands.c - luoshi target check list, show, export. */
#include "core/doc/doc.h"
#include "core/text/json.h"
#include "domain/target/check/check.sql.h"
#include "domain/target/check/faces.h"

/* luoshi target check list [--year Y] [--json] */
static const struct fail *list_cmd(struct ctx *cx, struct cli *io)
{
        struct check_rounds_seen it;
        struct auth_reach reach = auth_reach(cx, MAY_TARGET_VIEW);
        int64_t year = form_int_or(&io->form, "year", 2000, 2999, 0);
        const struct fail *f = form_end(&io->form);
        if (f)
                return f;
        struct json_out j = json_out(&io->out, true);
        if (io->json)
                json_open(&j, NULL, '[');
        check_rounds_seen(&it, cx, year ? CHECK_ROUNDS_SEEN_WHEN_YEAR : 0, CHECK_ROUNDS_SEEN_BY_NEW, reach.prefix,
                          reach.unit, reach.group, year, 0, 0, S(""), 0, INT64_MAX, INT64_MAX);
        while (check_rounds_seen_next(&it)) {
                struct check_round r = { .kind = (enum check_kind)it.kind, .year = (int)it.year,
                                         .period = (int)it.period };
                str title = check_title(cx, &r);
                if (!io->json) {
                        buf_f(&io->out, "%ld\t%.*s\t%s\t%.*s\t%ld/%ld\n", it.id, STR(title),
                              words_of(cx->lang, check_state_words[it.state]), STR(day_str(cx->arena, it.due)),
                              it.submitted, it.papers);
                        continue;
                }
                json_open(&j, NULL, '{');
                json_put_int(&j, "id", it.id);
                json_put_str(&j, "title", title);
                json_put_int(&j, "year", it.year);
                json_put_int(&j, "month", it.period + 1);
                json_put_str(&j, "state", str_of(check_state_words[it.state]));
                json_put_str(&j, "due", day_str(cx->arena, it.due));
                json_put_int(&j, "units", it.papers);
                json_put_int(&j, "submitted", it.submitted);
                json_put_int(&j, "accepted", it.accepted);
                json_close(&j, '}');
        }
        if (io->json)
                json_close(&j, ']');
        return check_rounds_seen_end(&it);
}

static void put_number(struct ctx *cx, struct json_out *j, const char *name, bool has, int64_t v,
                       int places)
{
        json_put_raw(j, name, has ? decimal_str(cx->arena, v, places, false) : S("null"));
}

static void row_json(struct ctx *cx, struct json_out *j, const struct check_row *r, bool drawn)
{
        json_open(j, NULL, '{');
        json_put_str(j, "indicator", r->l->x->code);
        json_put_str(j, "name", r->l->x->name);
        json_put_str(j, "light", str_of(check_light_words[r->light]));
        put_number(cx, j, "target", r->has_target, r->target, r->places);
        put_number(cx, j, "schedule", r->has_plan, r->plan, r->places);
        put_number(cx, j, "figure", r->figure && !r->na, r->value, r->places);
        json_put_str(j, "progress", r->line.words);
        json_put_str(j, "reason", r->line.reason);
        json_put_str(j, "measure", r->line.measure);
        json_put_str(j, "until", day_is(r->line.until) ? day_str(cx->arena, r->line.until) : (str){ 0 });
        json_put_str(j, "claim", r->line.claim);
        json_put_bool(j, "drawn", drawn);
        json_put_str(j, "verdict", str_of(check_verdict_words[r->line.verdict]));
        json_put_str(j, "verified", r->line.verified);
        json_put_str(j, "finding", r->line.finding);
        json_close(j, '}');
}

static void papers_json(struct ctx *cx, struct json_out *j, const struct check_data *d)
{
        bool **drawn = NEW_ARRAY(cx->arena, bool *, (size_t)d->y.n_leaves + 1);
        for (int l = 0; l < d->y.n_leaves; l++) {
                drawn[l] = NEW_ARRAY(cx->arena, bool, (size_t)d->n_papers + 1);
                if (d->round.kind == CHECK_SELF)
                        check_sample(cx, d, l, drawn[l]);
        }
        for (int i = 0; i < d->n_papers; i++) {
                const struct check_row *rows;
                int n;
                check_rows(cx, d, &d->papers[i], &rows, &n);
                json_open(j, NULL, '{');
                json_put_str(j, "unit", d->papers[i].code);
                json_put_str(j, "name", d->papers[i].brief);
                json_put_str(j, "state", str_of(paper_state_words[d->papers[i].state]));
                json_open(j, "indicators", '[');
                for (int k = 0; k < n; k++)
                        row_json(cx, j, &rows[k], drawn[rows[k].l - d->y.leaves][i]);
                json_close(j, ']');
                json_close(j, '}');
        }
}

/* luoshi target check show --id N [--json] */
static const struct fail *show_cmd(struct ctx *cx, struct cli *io)
{
        struct check_data d;
        int64_t id = form_int(&io->form, "id", 1, INT64_MAX);
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = check_data_read(cx, id, 0, false, &d);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? fail(cx, NOT_FOUND, "没有编号为 %ld 的检查", id) : f;
        if (io->json) {
                struct json_out j = json_out(&io->out, true);
                json_open(&j, NULL, '{');
                json_put_str(&j, "title", check_title(cx, &d.round));
                json_put_int(&j, "seed", d.round.seed);
                json_put_int(&j, "sample_percent", d.round.sample);
                json_put_int(&j, "line_percent", d.round.line);
                json_open(&j, "papers", '[');
                papers_json(cx, &j, &d);
                json_close(&j, ']');
                json_close(&j, '}');
                return NULL;
        }
        struct check_tally *t = NEW_ARRAY(cx->arena, struct check_tally, (size_t)d.n_papers + 1);
        check_tallies(cx, &d, t);
        buf_f(&io->out, "%.*s\n", STR(check_title(cx, &d.round)));
        for (int i = 0; i < d.n_papers; i++)
                buf_f(&io->out, "%.*s\t%.*s\t%s\t%d\t%d\t%d\t%d/%d\t%d/%d\n", STR(d.papers[i].code),
                      STR(d.papers[i].brief), words_of(cx->lang, paper_state_words[d.papers[i].state]), t[i].on,
                      t[i].behind, t[i].not_begun, t[i].claims_done, t[i].claims, t[i].drawn_done, t[i].drawn);
        return NULL;
}

/* luoshi target check export --id N [--as docx] [--out FILE] */
static const struct fail *export_cmd(struct ctx *cx, struct cli *io)
{
        struct check_data d;
        struct doc *doc;
        str bytes;
        int64_t id = form_int(&io->form, "id", 1, INT64_MAX);
        str as = form_text(&io->form, "as", 0, 8);
        const struct fail *f = form_end(&io->form);
        if (!as.n)
                as = S("txt");
        const struct doc_writer *w = doc_writer_find(as);
        if (!f && !w)
                f = fail_field(cx, S("as"), "没有这种格式");
        if (!f)
                f = check_data_read(cx, id, 0, true, &d);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? fail(cx, NOT_FOUND, "没有编号为 %ld 的检查", id) : f;
        f = check_report(cx, &d, &doc);
        if (!f)
                f = doc_write(cx, doc, as, &bytes);
        if (f)
                return f;
        buf_put(&io->out, bytes);
        if (!str_is(as, "txt") && !str_is(as, "html"))
                io->out_type = w->type;
        return NULL;
}

static const struct command_option list_options[] = {
        { "year", "YEAR", "年度；不写就是全部" },
        { NULL, NULL, NULL },
};
static const struct command_option show_options[] = {
        { "id", "N", "检查的编号，见 target check list" },
        { NULL, NULL, NULL },
};
static const struct command_option export_options[] = {
        { "id", "N", "检查的编号，见 target check list" },
        { "as", "FORMAT", "txt、docx、pdf、xlsx 或 html" },
        { "out", "FILE", "写到文件；不写则打印" },
        { NULL, NULL, NULL },
};

const struct command_row check_commands[CHECK_COMMANDS] = {
        /* words, run, permission, flags, usage, help, options */
        { "target check list", list_cmd, MAY_TARGET_VIEW, COMMAND_JSON, "[--year YEAR]", "列出半年检查和年终自评的轮次",
          list_options },
        { "target check show", show_cmd, MAY_TARGET_VIEW, COMMAND_JSON, "--id N",
          "一轮检查里各单位的状态；--json 时连同每项指标、说明、自报、抽查和核验", show_options },
        { "target check export", export_cmd, MAY_CHECK_RUN, 0, "--id N [--as txt|docx|pdf|xlsx|html] [--out FILE]",
          "一轮检查的报告：总体、分组、滞后的目标及原因措施、核验差异", export_options },
};
