/* domain/target/ballot/commands.c - luoshi target ballots, ballot show, codes, step. */
#include "core/doc/doc.h"
#include "core/text/json.h"
#include "domain/target/ballot/faces.h"

static const struct command_option id_options[] = {
        { "id", "ID", "评议的编号，见 luoshi target ballots" },
        { NULL, NULL, NULL },
};
static const struct command_option codes_options[] = {
        { "id", "ID", "评议的编号，见 luoshi target ballots" },
        { "source", "N", "第几个来源，从 1 起" },
        { "as", "FORMAT", "txt、docx 或 pdf；不写则为 txt" },
        { "out", "FILE", "写到文件" },
        { NULL, NULL, NULL },
};
static const struct command_option step_options[] = {
        { "id", "ID", "评议的编号，见 luoshi target ballots" },
        { "event", "WORD", "open、close、reopen、count、put、void" },
        { "reason", "TEXT", "重新开放或作废的原因" },
        { "day", "DAY", "重新开放到哪天" },
        { NULL, NULL, NULL },
};

static const struct fail *ballots_cmd(struct ctx *cx, struct cli *io)
{
        const struct poll_line *list = NULL;
        int n = 0;
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = poll_list(cx, &list, &n);
        if (f)
                return f;
        if (!io->json) {
                for (int i = 0; i < n; i++)
                        buf_f(&io->out, words_of(cx->lang, "%ld\t%d 年\t%.*s\t%s\t%d/%d 票\n"), list[i].id,
                              list[i].year, STR(list[i].name),
                              words_of(cx->lang, poll_state_words[list[i].state]), list[i].ballots,
                              list[i].members);
                return NULL;
        }
        struct json_out j = json_out(&io->out, true);
        json_open(&j, NULL, '[');
        for (int i = 0; i < n; i++) {
                json_open(&j, NULL, '{');
                json_put_int(&j, "id", list[i].id);
                json_put_int(&j, "year", list[i].year);
                json_put_str(&j, "name", list[i].name);
                json_put_str(&j, "state", str_of(poll_state_words[list[i].state]));
                json_put_str(&j, "rule", str_of(rating_rows[list[i].rule].code));
                json_put_int(&j, "ballots", list[i].ballots);
                json_put_int(&j, "members", list[i].members);
                json_close(&j, '}');
        }
        json_close(&j, ']');
        return NULL;
}

static const struct fail *find(struct ctx *cx, int64_t id, struct poll *p)
{
        const struct fail *f = poll_read(cx, id, p);
        return f && f->kind == FAIL_NOT_FOUND ? fail(cx, NOT_FOUND, "没有编号为 %ld 的评议", id) : f;
}

static void show_text(struct ctx *cx, struct cli *io, const struct poll *p,
                      const struct poll_count *c)
{
        buf_f(&io->out, "%.*s\t%s\t%s\n", STR(p->name), words_of(cx->lang, p->secret ? "无记名" : "记名"),
              words_of(cx->lang, poll_state_words[p->state]));
        for (int s = 0; s < p->n_sources; s++)
                buf_f(&io->out, words_of(cx->lang, "来源 %d\t%.*s\t%.*s%%\t%d/%d 票\n"), s + 1,
                      STR(p->sources[s].name),
                      STR(points_str(cx->arena, (points){ p->sources[s].weight * 100 }, 0)),
                      p->sources[s].ballots, p->sources[s].members);
        for (int u = 0; u < p->n_units && poll_shows(p); u++)
                buf_f(&io->out, words_of(cx->lang, "%.*s\t%.*s\t有效 %d\t不了解 %d\t缺席 %d\t无效 %d\n"),
                      STR(p->units[u].name), STR(poll_score_str(cx, p, c, u)), c->rated[u].valid,
                      c->rated[u].unknown, c->rated[u].absent, c->rated[u].invalid);
}

static void show_json(struct ctx *cx, struct cli *io, const struct poll *p,
                      const struct poll_count *c)
{
        struct json_out j = json_out(&io->out, true);
        struct explain how;
        json_open(&j, NULL, '{');
        json_put_int(&j, "id", p->id);
        json_put_str(&j, "name", p->name);
        json_put_str(&j, "rule", str_of(rating_rows[p->rule].code));
        json_put_str(&j, "state", str_of(poll_state_words[p->state]));
        json_put_int(&j, "ballots", p->ballots);
        json_put_int(&j, "members", poll_members(p));
        json_open(&j, "units", '[');
        for (int u = 0; u < p->n_units; u++) {
                json_open(&j, NULL, '{');
                json_put_str(&j, "code", p->units[u].code);
                json_put_str(&j, "name", p->units[u].name);
                if (poll_shows(p)) {
                        json_put_str(&j, "score", poll_score_str(cx, p, c, u));
                        json_put_int(&j, "rank", c->rank[u]);
                        json_put_int(&j, "valid", c->rated[u].valid);
                        json_put_int(&j, "unknown", c->rated[u].unknown);
                        json_put_int(&j, "absent", c->rated[u].absent);
                        json_put_int(&j, "invalid", c->rated[u].invalid);
                        poll_explain(cx, p, c, u, true, &how);
                        explain_put_json(&j, "explanation", &how);
                }
                json_close(&j, '}');
        }
        json_close(&j, ']');
        json_close(&j, '}');
}

static const struct fail *show_cmd(struct ctx *cx, struct cli *io)
{
        struct poll p;
        struct poll_count c = { 0 };
        int64_t id = form_int(&io->form, "id", 1, INT64_MAX);
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = find(cx, id, &p);
        if (!f && poll_shows(&p))
                f = poll_tally(cx, &p, &c);
        if (!f && io->json)
                show_json(cx, io, &p, &c);
        else if (!f)
                show_text(cx, io, &p, &c);
        return f;
}

static const struct fail *codes_cmd(struct ctx *cx, struct cli *io)
{
        struct poll p;
        const struct poll_slip *slips = NULL;
        int n = 0;
        int64_t id = form_int(&io->form, "id", 1, INT64_MAX);
        int source = (int)form_int(&io->form, "source", 1, POLL_SOURCES) - 1;
        str as = form_text(&io->form, "as", 0, 10), bytes;
        const struct doc_writer *w = doc_writer_find(as.n ? as : S("txt"));
        const struct fail *f = form_end(&io->form);
        if (!f && !w)
                f = fail(cx, INVALID, "没有“%.*s”这种格式", STR(as));
        if (!f)
                f = find(cx, id, &p);
        if (!f)
                f = poll_codes(cx, id, source, &slips, &n);
        if (!f)
                f = db_wait(cx);
        if (!f)
                f = doc_write(cx, poll_slips(cx, &p, source, slips, n), str_of(w->as), &bytes);
        if (!f) {
                buf_put(&io->out, bytes);
                if (strcmp(w->as, "txt"))
                        io->out_type = w->type;
        }
        return f;
}

static const struct fail *step_cmd(struct ctx *cx, struct cli *io)
{
        struct poll p;
        const str *few;
        int64_t id = form_int(&io->form, "id", 1, INT64_MAX);
        struct flow_wish w = { .event = form_text(&io->form, "event", 1, 20),
                               .reason = form_text(&io->form, "reason", 0, 500),
                               .day = form_day_or_none(&io->form, "day") };
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = find(cx, id, &p);
        w.version = f ? 0 : p.version;
        if (!f)
                f = poll_move(cx, id, &w);
        if (!f)
                f = db_wait(cx);
        if (!f)
                f = find(cx, id, &p);
        if (f)
                return f;
        buf_f(&io->out, "%.*s：%s\n", STR(p.name), words_of(cx->lang, poll_state_words[p.state]));
        int n = p.state == POLL_CLOSED || p.state == POLL_COUNTED
                ? poll_few(cx, &p, &few, NULL) : 0;
        for (int i = 0; i < n; i++)
                buf_f(&io->out, "%.*s\n", STR(few[i]));
        return f;
}

const struct command_row ballot_commands[BALLOT_COMMANDS] = {
        /* words, run, permission, flags, usage, help, options */
        { "target ballots", ballots_cmd, MAY_RATING_EDIT, COMMAND_JSON, "[--json]", "列出评议和收到的票数", NULL },
        { "target ballot show", show_cmd, MAY_RATING_EDIT, COMMAND_JSON, "--id ID [--json]",
          "一次评议：各来源的票数，计票后各单位的得分", id_options },
        { "target ballot codes", codes_cmd, MAY_RATING_EDIT, COMMAND_WRITES,
          "--id ID --source N [--as txt|docx|pdf] [--out FILE]",
          "印投票码；没有用过的旧码作废，换成新的", codes_options },
        { "target ballot step", step_cmd, MAY_RATING_EDIT, COMMAND_WRITES,
          "--id ID --event WORD [--reason TEXT] [--day DAY]", "开放、截止、计票、写入成绩、作废", step_options },
};
