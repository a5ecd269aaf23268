/* door/cli/search.c - luoshi search verify, rebuild: does the index hold what people look for? */
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "core/text/json.h"
#include "door/cli/commands.h"

static const struct fail *say(struct ctx *cx, struct cli *io, bool *ret_fits)
{
        struct search_state s;
        const struct fail *f = search_verify(cx, &s);
        if (f)
                return f;
        *ret_fits = !s.wrong && !s.lacking && !s.gone;
        if (io->json) {
                struct json_out j = json_out(&io->out, false);
                json_open(&j, NULL, '{');
                json_put_int(&j, "documents", s.docs);
                json_put_int(&j, "wrong", s.wrong);
                json_put_int(&j, "lacking", s.lacking);
                json_put_int(&j, "gone", s.gone);
                json_close(&j, '}');
                buf_byte(&io->out, '\n');
        } else if (*ret_fits) {
                buf_f(&io->out, words_of(cx->lang, "检索索引 %ld 条，全部相符\n"), s.docs);
        } else {
                buf_f(&io->out, words_of(cx->lang, "检索索引 %ld 条：%ld 条字词不符，%ld 条记录没有收录或不是现在的版本，"
                      "%ld 条的记录已经不在；请运行 luoshi search rebuild\n"), s.docs, s.wrong, s.lacking, s.gone);
        }
        return NULL;
}

const struct fail *search_verify_cmd(struct ctx *cx, struct cli *io)
{
        bool fits = true;
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = say(cx, io, &fits);
        if (!f && !fits)
                io->status = 1;
        return f;
}

const struct fail *search_rebuild_cmd(struct ctx *cx, struct cli *io)
{
        bool fits = true;
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = search_fill(cx, true);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        audit_log(cx, "search.rebuild", "database", 0, (str){ 0 });
        f = tx_commit(&tx);
        if (!f)
                f = db_wait(cx);
        return f ? f : say(cx, io, &fits);
}
