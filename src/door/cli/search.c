/* door/cli/search.c - luoshi search verify, rebuild: does the index hold what people look for? */
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "core/text/json.h"
#include "door/cli/commands.h"

static const struct fail *say(struct ctx *cx, struct cli *io, int64_t *ret_wrong)
{
        int64_t docs = 0;
        const struct fail *f = search_verify(cx, &docs, ret_wrong);
        if (f)
                return f;
        if (io->json) {
                struct json_out j = json_out(&io->out, false);
                json_open(&j, NULL, '{');
                json_put_int(&j, "documents", docs);
                json_put_int(&j, "wrong", *ret_wrong);
                json_close(&j, '}');
                buf_byte(&io->out, '\n');
        } else if (*ret_wrong) {
                buf_f(&io->out, words_of(cx->lang, "检索索引 %ld 条，%ld 条不符；请运行 luoshi search rebuild\n"), docs,
                      *ret_wrong);
        } else {
                buf_f(&io->out, words_of(cx->lang, "检索索引 %ld 条，全部相符\n"), docs);
        }
        return NULL;
}

const struct fail *search_verify_cmd(struct ctx *cx, struct cli *io)
{
        int64_t wrong = 0;
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = say(cx, io, &wrong);
        if (!f && wrong)
                io->status = 1;
        return f;
}

const struct fail *search_rebuild_cmd(struct ctx *cx, struct cli *io)
{
        int64_t wrong = 0;
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
        return f ? f : say(cx, io, &wrong);
}
