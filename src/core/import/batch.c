/* core/import/batch.c - a batch's life but for its rows: received, seen, mapped, put aside, swept. */
#include "core/import/batch_in.h"
#include "core/audit/audit.h"
#include "core/auth/auth.h"
#include "core/text/json.h"
#include <time.h>

const char *const import_state_words[IMPORT_STATE_END] = {
        "正在上传", "等待读入", "正在读入", "等待对列", "等待写入", "正在写入", "已写入", "已整批撤销", "没有读成", "已放弃",
};

enum { DAY_MS = 86400000, DEAD_MS = 60000, MAPS_MAX = 2000 };

/* ---- the register ------------------------------------------------------------------------------ */

static const struct importer *const *kinds;
static int n_kinds;

void importers_set(const struct importer *const *list, int n)
{
        kinds = list;
        n_kinds = n;
}

const struct importer *importer_of(str code)
{
        for (int i = 0; i < n_kinds; i++)
                if (str_is(code, kinds[i]->code))
                        return kinds[i];
        return NULL;
}

int importers_count(void) { return n_kinds; }
const struct importer *importer_at(int i) { return kinds[i]; }

str import_answer(struct ctx *cx, str about, const char *name)
{
        const struct json *o;
        if (!about.n || json_parse(cx, about, &o))
                return S("");
        str s = json_str(o, name);
        return s.p ? s : S("");
}

/* ---- time ------------------------------------------------------------------------------------------ */

static int64_t monotonic_ms(void)
{
        struct timespec t;
        must(!clock_gettime(CLOCK_MONOTONIC, &t));
        return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct job_clock job_clock(struct ctx *cx) { return (struct job_clock){ cx->now, monotonic_ms() }; }
int64_t job_now(const struct job_clock *c) { return c->now + monotonic_ms() - c->began; }

/* ---- who may ------------------------------------------------------------------------------------- */

static const struct fail *find(struct ctx *cx, int64_t batch, struct import_batch_of *ret,
                               const struct importer **ret_kind)
{
        const struct fail *f = import_batch_of(cx, batch, ret);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? fail(cx, NOT_FOUND, "没有这次导入") : f;
        *ret_kind = importer_of(ret->code);
        if (!*ret_kind || ret->state == IMPORT_UPLOADING || !auth_may(cx, (enum perm)(*ret_kind)->need))
                return fail(cx, NOT_FOUND, "没有这次导入");
        return NULL;
}

const struct fail *import_see(struct ctx *cx, int64_t batch, struct import_batch_of *ret,
                              const struct importer **ret_kind)
{
        const struct fail *f = find(cx, batch, ret, ret_kind);
        if (f || (cx->user && ret->who == cx->user))
                return f;
        f = auth_see(cx, (enum perm)(*ret_kind)->need, ret->unit);
        return f && f->kind == FAIL_NOT_FOUND ? fail(cx, NOT_FOUND, "没有这次导入") : f;
}

const struct fail *import_change(struct ctx *cx, int64_t batch, struct import_batch_of *ret,
                                 const struct importer **ret_kind)
{
        const struct fail *f = import_see(cx, batch, ret, ret_kind);
        return f ? f : auth_change(cx, (enum perm)(*ret_kind)->need, ret->unit);
}

/* ---- a file comes ---------------------------------------------------------------------------------- */

static void audit_batch(struct ctx *cx, const char *event, const struct importer *k, int64_t id,
                        str title, str filename, const char *what, int64_t n)
{
        struct buf o = buf_new(cx->arena, 1 << 16);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, "import", str_of(k->code));
        json_put_str(&j, "title", title);
        json_put_str(&j, "filename", filename);
        json_put_int(&j, what, n);
        json_close(&j, '}');
        json_close(&j, '}');
        audit_log(cx, event, "import", id, buf_str(&o));
}

static void piece_add(struct ctx *cx, int64_t batch, int part, str filename, str bytes, size_t at)
{
        import_file_add(cx, batch, part, (int64_t)(at / IMPORT_PIECE), filename,
                        str_head(str_from(bytes, at), IMPORT_PIECE));
}

const struct fail *step_commit(struct tx *tx)
{
        struct ctx *cx = tx->cx;
        const struct fail *f = tx_commit(tx);
        return f ? f : db_wait(cx);
}

/* The pieces behind the first, each in its own transaction. */
static const struct fail *pieces_add(struct ctx *cx, int64_t batch, int part, str filename,
                                     str bytes)
{
        const struct fail *f = NULL;
        struct job_clock clock = job_clock(cx);
        for (size_t at = IMPORT_PIECE; at < bytes.n && !f; at += IMPORT_PIECE) {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                piece_add(cx, batch, part, filename, bytes, at);
                import_batch_beat(cx, batch, 0, 0, job_now(&clock));
                f = step_commit(&tx);
        }
        return f;
}

static const struct fail *file_check(struct ctx *cx, str *filename, str bytes)
{
        if (!bytes.n)
                return fail_field(cx, S("file"), "文件是空的");
        *filename = utf8_valid(*filename) && filename->n ? utf8_head(*filename, 200) : S("import");
        return NULL;
}

const struct fail *import_receive(struct ctx *cx, const struct importer *k, str about, str filename,
                                  str bytes, int64_t *ret_batch)
{
        struct import_open open = { 0 };
        if (!auth_may(cx, (enum perm)k->need))
                return fail(cx, DENIED, "%s", "");
        const struct fail *f = k->open ? k->open(cx, about, &open) : NULL;
        if (!f)
                f = file_check(cx, &filename, bytes);
        if (f)
                return f;
        bool small = bytes.n <= IMPORT_PIECE;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = import_batch_add(cx, str_of(k->code), cx->user, open.unit ? open.unit : cx->unit,
                                      about, open.title.p ? open.title : S(""), filename, (int64_t)bytes.n, cx->now,
                                      cx->lang, small ? IMPORT_RECEIVED : IMPORT_UPLOADING, open.revision);
        piece_add(cx, id, 0, filename, bytes, 0);
        if (small)
                audit_batch(cx, "import.receive", k, id, open.title, filename, "bytes", (int64_t)bytes.n);
        f = tx_commit(&tx);
        if (!f && !small)
                f = pieces_add(cx, id, 0, filename, bytes);
        if (!f && !small) {
                struct tx end CLEANUP(tx_end) = tx_begin(cx);
                import_batch_move(cx, id, IMPORT_UPLOADING, IMPORT_RECEIVED, cx->now);
                audit_batch(cx, "import.receive", k, id, open.title, filename, "bytes", (int64_t)bytes.n);
                f = tx_commit(&end);
        }
        if (!f)
                *ret_batch = id;
        return f;
}

/* Of that file and later ones; 0: all. */
static const struct fail *mended_wipe(struct ctx *cx, int64_t batch, int part)
{
        struct import_mended_last last;
        const struct fail *f = import_mended_last(cx, batch, &last);
        for (int64_t from = 1; !f && from <= last.no; from += STEP_ROWS) {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                import_mended_wipe(cx, batch, part, from, from + STEP_ROWS - 1);
                f = step_commit(&tx);
        }
        return f;
}

/* The rows that are wrong now: the file that comes is to take their place. */
static const struct fail *mended_note(struct ctx *cx, int64_t batch, int part)
{
        struct import_rows_last last;
        const struct fail *f = mended_wipe(cx, batch, part);    /* of an attempt that broke off */
        if (!f)
                f = import_rows_last(cx, batch, &last);
        for (int64_t from = 1; !f && from <= last.no; from += STEP_ROWS) {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                import_mended_add(cx, batch, part, from, from + STEP_ROWS - 1);
                f = step_commit(&tx);
        }
        return f;
}

const struct fail *import_receive_more(struct ctx *cx, int64_t batch, str filename, str bytes)
{
        struct import_batch_of b;
        const struct importer *k;
        const struct fail *f = import_change(cx, batch, &b, &k);
        if (!f)
                f = file_check(cx, &filename, bytes);
        if (!f && (b.state != IMPORT_READY || !b.n_bad))
                f = fail(cx, CONFLICT, "这次导入没有等着改的行");
        if (!f && bytes.n > 8 * (size_t)IMPORT_PIECE)
                f = fail(cx, TOO_LARGE, "补传的文件太大，最多 %d MB；只传改好的行，或整份重新导入",
                         8 * IMPORT_PIECE >> 20);
        if (!f)
                f = mended_note(cx, batch, (int)b.parts);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        import_batch_part(cx, batch, IMPORT_READY, IMPORT_RECEIVED, (int64_t)bytes.n, cx->now);
        for (size_t at = 0; at < bytes.n; at += IMPORT_PIECE)
                piece_add(cx, batch, (int)b.parts, filename, bytes, at);
        audit_batch(cx, "import.receive", k, batch, b.title, filename, "bytes", (int64_t)bytes.n);
        return tx_commit(&tx);
}

/* ---- what the columns mean ---------------------------------------------------------------------------- */

const struct fail *maps_load(struct ctx *cx, const char *code, const struct import_map **ret,
                             int *ret_n)
{
        struct import_mappings it;
        struct import_map *map = NULL;
        int n = 0, cap = 0;
        import_mappings(&it, cx, str_of(code));
        while (import_mappings_next(&it)) {
                const struct json *list;
                if (n == MAPS_MAX || json_parse(cx, it.mapping, &list))
                        continue;
                str *field = NEW_ARRAY(cx->arena, str, (size_t)list->n + 1);
                int k = 0;
                for (const struct json *i = list->item; i; i = i->next)
                        field[k++] = i->s;
                *VEC_ADD(cx->arena, map, n, cap) = (struct import_map){ it.heads, field, k };
        }
        *ret = map;
        *ret_n = n;
        return import_mappings_end(&it);
}

static const struct fail *map_check(struct ctx *cx, const struct import_table *t, const str *field,
                                    int n)
{
        for (int i = 0; i < t->n_fields; i++) {
                int times = 0;
                for (int c = 0; c < n; c++)
                        times += str_is(field[c], t->fields[i].key);
                if (times > 1)
                        return fail(cx, INVALID, "“%s”选了 %d 列，只能选一列", words_of(cx->lang, t->fields[i].label), times);
                if (!times && t->fields[i].required)
                        return fail(cx, INVALID, "还没有说哪一列是“%s”", words_of(cx->lang, t->fields[i].label));
        }
        return NULL;
}

/* The row of a sheet with that hash as its heads; false: none. */
static bool heads_at(const struct import_sheet *s, str hash, struct import_top *ret)
{
        *ret = (struct import_top){ s->row, s->hash, s->bare, s->head, s->n_cols };
        bool has = str_eq(s->hash, hash);
        for (int i = 0; i < s->n_top && !has; i++) {
                *ret = s->top[i];
                has = str_eq(s->top[i].hash, hash);
        }
        return has;
}

/* What the columns mean, for such heads and for the same without the columns that we add; and no
 * row above them is heads any more. */
static void map_keep(struct ctx *cx, str code, const struct import_sheet *s,
                     const struct import_top *heads, const str *fields, int n)
{
        str *left = NEW_ARRAY(cx->arena, str, (size_t)n + 1);
        int n_left = 0;
        for (int c = 0; c < n; c++)
                if (c >= heads->n_cols || !head_is_ours(cx->arena, heads->head[c]))
                        left[n_left++] = fields[c];
        for (int i = 0; i < s->n_top && s->top[i].row < heads->row; i++) {
                import_mapping_drop(cx, code, s->top[i].hash);
                import_mapping_drop(cx, code, s->top[i].bare);
        }
        if (heads->bare.n && !str_eq(heads->bare, heads->hash))
                import_mapping_put(cx, code, heads->bare, texts_json(cx->arena, left, n_left), cx->user, cx->now);
        import_mapping_put(cx, code, heads->hash, texts_json(cx->arena, fields, n), cx->user, cx->now);
}

const struct fail *import_map(struct ctx *cx, int64_t batch, str heads, const str *fields, int n)
{
        struct import_batch_of b;
        const struct importer *k;
        struct import_sheet *sheet = NULL;
        struct import_top chosen = { 0 };
        int which = 0;
        const struct fail *f = import_change(cx, batch, &b, &k);
        if (!f && b.state != IMPORT_COLUMNS && b.state != IMPORT_READY)
                f = fail(cx, CONFLICT, "这次导入现为“%s”，不能再对列", words_of(cx->lang, import_state_words[b.state]));
        if (!f)
                f = map_check(cx, k->table, fields, n);
        if (f)
                return f;
        int n_sheets = import_sheets(cx, k->table, b.heads, &sheet);
        while (which < n_sheets && !heads_at(&sheet[which], heads, &chosen))
                which++;
        if (which == n_sheets)
                return fail(cx, INVALID, "表头已经不同，请重新打开这一页");
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        map_keep(cx, str_of(k->code), &sheet[which], &chosen, fields, n);
        import_batch_again(cx, batch, b.state, IMPORT_RECEIVED, b.revision, cx->now);
        audit_batch(cx, "import.columns", k, batch, b.title, b.filename, "heads", n);
        return tx_commit(&tx);
}

const struct fail *import_again(struct ctx *cx, int64_t batch)
{
        struct import_batch_of b;
        const struct importer *k;
        struct import_open open = { 0 };
        const struct fail *f = import_change(cx, batch, &b, &k);
        if (!f && b.state != IMPORT_READY && b.state != IMPORT_FAILED)
                f = fail(cx, CONFLICT, "这次导入现为“%s”，不能重新读入", words_of(cx->lang, import_state_words[b.state]));
        if (!f && k->open)
                f = k->open(cx, b.about, &open);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        import_batch_again(cx, batch, b.state, IMPORT_RECEIVED, open.revision, cx->now);
        return tx_commit(&tx);
}

/* ---- putting aside, and the sweep ------------------------------------------------------------------------ */

const struct fail *rows_wipe(struct ctx *cx, int64_t batch)
{
        struct import_rows_last last;
        const struct fail *f = import_rows_last(cx, batch, &last);
        for (int64_t from = 1; !f && from <= last.no; from += STEP_ROWS) {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                import_rows_wipe(cx, batch, from, from + STEP_ROWS - 1);
                f = step_commit(&tx);
        }
        return f;
}

static const struct fail *files_wipe(struct ctx *cx, int64_t batch)
{
        struct import_file_last last;
        const struct fail *f;
        while (!(f = import_file_last(cx, batch, &last))) {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                import_file_wipe(cx, batch, last.part, last.no < STEP_PIECES ? 0 : last.no - STEP_PIECES + 1);
                f = step_commit(&tx);
                if (f)
                        return f;
        }
        return f->kind == FAIL_NOT_FOUND ? mended_wipe(cx, batch, 0) : f;
}

const struct fail *import_drop(struct ctx *cx, int64_t batch)
{
        struct import_batch_of b;
        const struct importer *k;
        const struct fail *f = import_change(cx, batch, &b, &k);
        if (!f && b.state != IMPORT_READY && b.state != IMPORT_COLUMNS && b.state != IMPORT_FAILED)
                f = fail(cx, CONFLICT, "这次导入现为“%s”，不能放弃", words_of(cx->lang, import_state_words[b.state]));
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        import_batch_move(cx, batch, b.state, IMPORT_DROPPED, cx->now);
        audit_batch(cx, "import.drop", k, batch, b.title, b.filename, "rows", b.n_rows);
        return tx_commit(&tx);
}

/* One batch whose worker is dead. */
static const struct fail *stale_end(struct ctx *cx, const struct import_stale *it)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (it->state == IMPORT_UPLOADING)
                import_batch_move(cx, it->id, IMPORT_UPLOADING, IMPORT_DROPPED, cx->now);
        else if (it->state == IMPORT_READING)
                import_batch_move(cx, it->id, IMPORT_READING, IMPORT_RECEIVED, cx->now);
        else    /* writing goes on from its beginning: what is written already is written over */
                import_batch_beat(cx, it->id, 0, it->n_rows, cx->now);
        const struct fail *f = tx_commit(&tx);
        if (!f && it->state == IMPORT_READING)
                f = rows_wipe(cx, it->id);
        return f && f->kind == FAIL_CONFLICT ? NULL : f;
}

/* Rows that became invisible, of a large table. */
static const struct fail *unwrite(struct ctx *cx, int64_t batch)
{
        struct import_batch_of b;
        struct import_rows_last last;
        const struct fail *f = import_batch_of(cx, batch, &b);
        const struct importer *k = f ? NULL : importer_of(b.code);
        if (f || !k || !k->unwrite)
                return f;
        f = import_rows_last(cx, batch, &last);
        for (int64_t from = 1; !f && from <= last.no; from += STEP_ROWS) {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                k->unwrite(cx, batch, from, from + STEP_ROWS - 1);
                f = step_commit(&tx);
        }
        return f;
}

const struct fail *import_sweep(struct ctx *cx, bool all)
{
        struct import_stale it, *stale = NULL;
        struct import_old old;
        struct gone { int64_t id, state; } *gone = NULL;
        int n = 0, cap = 0, n_gone = 0, cap_gone = 0;
        import_stale(&it, cx, IMPORT_UPLOADING, IMPORT_READING, IMPORT_WRITING, all ? INT64_MAX : cx->now - DEAD_MS);
        while (import_stale_next(&it))
                *VEC_ADD(cx->arena, stale, n, cap) = it;
        const struct fail *f = import_stale_end(&it);
        for (int i = 0; i < n && !f; i++)
                f = stale_end(cx, &stale[i]);
        if (f)
                return f;
        import_old(&old, cx, IMPORT_READY, IMPORT_COLUMNS, IMPORT_FAILED, cx->now - (int64_t)IMPORT_KEEP_DAYS * DAY_MS,
                   IMPORT_APPLIED, cx->now - (int64_t)IMPORT_UNDO_DAYS * DAY_MS, IMPORT_UNDONE, IMPORT_DROPPED);
        while (import_old_next(&old))
                *VEC_ADD(cx->arena, gone, n_gone, cap_gone) = (struct gone){ old.id, old.state };
        f = import_old_end(&old);
        for (int i = 0; i < n_gone && !f; i++) {
                int64_t state = gone[i].state;
                if (state == IMPORT_READY || state == IMPORT_COLUMNS || state == IMPORT_FAILED) {
                        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                        import_batch_move(cx, gone[i].id, state, IMPORT_DROPPED, cx->now);
                        f = tx_commit(&tx);
                }
                if (!f && state == IMPORT_UNDONE)
                        f = unwrite(cx, gone[i].id);
                if (!f)
                        f = rows_wipe(cx, gone[i].id);
                if (!f)
                        f = files_wipe(cx, gone[i].id);
                if (f && f->kind == FAIL_CONFLICT)
                        f = NULL;
        }
        return f;
}

const struct fail *import_work(struct ctx *cx, bool *ret_any)
{
        struct import_next next;
        const struct fail *f = import_next(cx, IMPORT_RECEIVED, &next);
        *ret_any = !f;
        if (!f)
                return import_read(cx, next.id);
        if (f->kind != FAIL_NOT_FOUND)
                return f;
        f = import_next(cx, IMPORT_WRITING, &next);
        *ret_any = !f;
        if (!f)
                return batch_write(cx, next.id);
        return f->kind == FAIL_NOT_FOUND ? NULL : f;
}
