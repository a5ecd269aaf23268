/* core/import/apply.c - a batch is written or undone: all of it or nothing. */
#include "core/import/batch_in.h"
#include "core/audit/audit.h"
#include "core/text/json.h"

enum { DAY_MS = 86400000 };

static void audit_written(struct ctx *cx, const char *event, const struct importer *k,
                          const struct import_batch_of *b)
{
        struct buf o = buf_new(cx->arena, 1 << 16);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, "import", str_of(k->code));
        json_put_str(&j, "title", b->title);
        json_put_str(&j, "filename", b->filename);
        json_put_int(&j, "new", b->n_new);
        json_put_int(&j, "changed", b->n_changed);
        json_put_int(&j, "same", b->n_same);
        json_put_int(&j, "left_out", b->n_bad);
        json_close(&j, '}');
        json_close(&j, '}');
        audit_log(cx, event, "import", b->id, buf_str(&o));
}

/* ---- writing --------------------------------------------------------------------------------------- */

static const struct fail *state_check(struct ctx *cx, const struct importer *k,
                                      const struct import_batch_of *b)
{
        if (b->state == IMPORT_APPLIED || b->state == IMPORT_WRITING)
                return fail(cx, CONFLICT, "这份文件已经写入，不能再写一次");
        if (b->state != IMPORT_READY)
                return fail(cx, CONFLICT, "这次导入现为“%s”，不能写入", words_of(cx->lang, import_state_words[b->state]));
        if (b->n_bad && !k->partly)
                return fail(cx, INVALID, "还有 %ld 行须改，一行也没有写入", b->n_bad);
        if (b->n_rows == b->n_bad)
                return fail(cx, INVALID, "没有可以写入的行");
        return NULL;
}

/* Somebody may have come between the preview and this: the first row that no longer fits. */
static const struct fail *whole_check(struct import *im, const struct importer *k)
{
        const struct fail *f = k->whole ? k->whole(im) : NULL;
        for (int i = 0; !f && i < im->n_findings; i++)
                if (im->finding[i].severity == IMPORT_BAD)
                        f = fail(im->cx, INVALID, "%.*s", STR(import_sentence(im, &im->finding[i])));
        return f;
}

static const struct fail *put(struct ctx *cx, const struct importer *k,
                              const struct import_batch_of *b, const struct import_open *open)
{
        struct import *im;
        struct import_write w = { .batch = b->id, .about = b->about, .open = *open };
        const struct fail *f = import_staged_load(cx, k, b->id, open, IMPORT_PUT_ROWS, &im);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = whole_check(im, k);
        tx_refuse(cx, f ? f : k->put(cx, im, &w));
        import_batch_applied(cx, b->id, IMPORT_READY, IMPORT_APPLIED, cx->now, cx->user, w.see, w.kept);
        audit_written(cx, "import.apply", k, b);
        return tx_commit(&tx);
}

str import_doubt(struct ctx *cx, const struct importer *k, const struct import_batch_of *b,
                 const struct import_open *open)
{
        struct import_sum s = { .rows = b->n_rows - b->n_bad, .fen = b->sum_fen, .most = b->most_fen };
        str doubt = k->doubt ? k->doubt(cx, &s, open->arg) : (str){ 0 };
        struct import_sheet *sheet = NULL;
        int n = import_sheets(cx, k->table, b->heads, &sheet);
        for (int i = 0; i < n; i++)
                if (sheet[i].lost_from) {
                        str lost = import_lost_says(cx, sheet[i].lost_from, sheet[i].lost_to, sheet[i].row);
                        doubt = !doubt.n ? lost : str_f(cx->arena, words_of(cx->lang, "%.*s；%.*s"),
                                                        STR(doubt), STR(lost));
                }
        return doubt;
}

const struct fail *import_apply(struct ctx *cx, int64_t batch, bool sure)
{
        struct import_batch_of b;
        const struct importer *k;
        struct import_open open = { 0 };
        const struct fail *f = import_change(cx, batch, &b, &k);
        if (!f)
                f = state_check(cx, k, &b);
        if (!f && k->open)
                f = k->open(cx, b.about, &open);
        str doubt = f || sure ? (str){ 0 } : import_doubt(cx, k, &b, &open);
        if (doubt.n)
                f = fail_field(cx, S("sure"), "%.*s", STR(doubt));
        if (f)
                return f;
        if (open.revision != b.revision) {
                f = import_again(cx, batch);
                return f ? f : fail(cx, CONFLICT, "您看过预览以后，这里有人改过；已经按现在的数据重新核对，请再看一遍");
        }
        if (k->put)
                return put(cx, k, &b, &open);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        import_batch_move(cx, batch, IMPORT_READY, IMPORT_WRITING, cx->now);
        import_batch_writer(cx, batch, cx->user);
        import_batch_beat(cx, batch, 0, b.n_rows, cx->now);
        return tx_commit(&tx);
}

/* Steps that nobody sees, then the flip. A step that was done before a crash is done again:
 * `unwrite` first makes it as if it had not been. */
const struct fail *batch_write(struct ctx *cx, int64_t batch)
{
        struct import_batch_of b;
        struct import_rows_last last;
        struct import_batch_writer_of writer;
        struct job_clock clock = job_clock(cx);
        const struct fail *f = import_batch_of(cx, batch, &b);
        const struct importer *k = f ? NULL : importer_of(b.code);
        if (!f)
                f = import_rows_last(cx, batch, &last);
        if (!f)
                f = import_batch_writer_of(cx, batch, &writer);
        if (f || !k || !k->write || b.state != IMPORT_WRITING)
                return f;
        for (int64_t from = 1; !f && from <= last.no; from += STEP_ROWS) {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                import_batch_step(cx, batch, IMPORT_WRITING,
                                  from + STEP_ROWS - 1 < last.no ? from + STEP_ROWS - 1 : last.no, last.no,
                                  job_now(&clock));
                k->unwrite(cx, batch, from, from + STEP_ROWS - 1);
                k->write(cx, batch, from, from + STEP_ROWS - 1);
                f = step_commit(&tx);
        }
        if (f)                  /* another process has finished it: its rows may have been edited since */
                return f->kind == FAIL_CONFLICT ? NULL : f;
        int64_t user = cx->user;
        cx->user = writer.who;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (k->flip)
                k->flip(cx, batch);
        import_batch_applied(cx, batch, IMPORT_WRITING, IMPORT_APPLIED, job_now(&clock), writer.who, (str){ 0 },
                             (str){ 0 });
        audit_written(cx, "import.apply", k, &b);
        f = tx_commit(&tx);
        cx->user = user;
        return f;
}

/* ---- undoing ------------------------------------------------------------------------------------------ */

static const struct fail *undo_begin(struct ctx *cx, int64_t batch, struct import_batch_of *b,
                                     const struct importer **k, struct import **im, struct import_undo *u)
{
        struct import_kept kept;
        const struct fail *f = import_change(cx, batch, b, k);
        if (!f && b->state != IMPORT_APPLIED)
                f = fail(cx, CONFLICT, "这次导入现为“%s”，没有可撤销的", words_of(cx->lang, import_state_words[b->state]));
        if (!f && cx->now - b->applied_at > (int64_t)IMPORT_UNDO_DAYS * DAY_MS)
                f = fail(cx, CONFLICT, "写入已超过 %d 天，不能整批撤销", IMPORT_UNDO_DAYS);
        if (!f && !import_can_undo(*k))
                f = fail(cx, CONFLICT, "这种导入不能整批撤销");
        if (!f)
                f = import_kept(cx, batch, &kept);
        if (f)
                return f;
        u->batch = batch, u->about = b->about, u->kept = kept.kept;
        if (!(*k)->put)
                return NULL;
        /* What the values were may have gone since: the rows are the record's, not the form's. */
        return import_staged_load(cx, *k, batch, NULL, IMPORT_PUT_ROWS, im);
}

const struct fail *import_undo_look(struct ctx *cx, int64_t batch, struct import_undo *ret)
{
        struct import_batch_of b;
        const struct importer *k;
        struct import *im = NULL;
        *ret = (struct import_undo){ .look = true };
        const struct fail *f = undo_begin(cx, batch, &b, &k, &im, ret);
        if (!f && k->undo)
                f = k->undo(cx, im, ret);
        return f;
}

const struct fail *import_undo(struct ctx *cx, int64_t batch, struct import_undo *u)
{
        struct import_batch_of b;
        const struct importer *k;
        struct import *im = NULL;
        *u = (struct import_undo){ 0 };
        const struct fail *f = undo_begin(cx, batch, &b, &k, &im, u);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (k->undo)
                tx_refuse(cx, k->undo(cx, im, u));
        if (u->n_since)
                tx_refuse(cx, fail(cx, CONFLICT, "写入以后有 %d 处改过，整批不能撤销，什么也没有改动", u->n_since));
        import_batch_undone(cx, batch, IMPORT_APPLIED, IMPORT_UNDONE, cx->now, cx->user);
        audit_written(cx, "import.undo", k, &b);
        return tx_commit(&tx);
}
