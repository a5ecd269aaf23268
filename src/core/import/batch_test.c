/* core/import/batch_test.c - a file's life: received, staged, mended, written, undone, swept. */
#include "core/import/batch.h"
#include "core/import/batch.sql.h"
#include "core/text/sheet.h"
#include "tests/faults.h"

/* ---- a table of the test's own, and its two importers ------------------------------------------- */

static const struct import_field fields[] = {
        { .key = "code", .label = "代码", .kind = IMPORT_CODE, .required = true, .identity = true },
        { .key = "name", .label = "名称", .kind = IMPORT_TEXT, .required = true, .max = 20 },
        { .key = "amount", .label = "金额", .kind = IMPORT_MONEY },
};
/* What somebody else took while a file was looked at; NULL: nothing. */
static const char *taken;
static void check(struct import *im, struct import_row *row)
{
        if (taken && str_is(import_text(im, row, "code"), taken))
                import_note(im, row, "code", IMPORT_BAD, S("已经有了"), (str){ 0 });
}
static const struct import_table table = {
        .name = "试验", .fields = fields, .n_fields = COUNT_OF(fields), .check = check,
};

static const struct sql trial_add = {
        .name = "trial_add", .args = "issi", .cols = "", .write = true, .index = -1,
        .text = "INSERT INTO trial (batch, code, name, amount) VALUES ($1, $2, $3, $4)",
};
static const struct sql trial_delete = {
        .name = "trial_delete", .args = "i", .cols = "", .write = true, .index = -1,
        .text = "DELETE FROM trial WHERE batch = $1",
};
static const struct sql trial_write = {
        .name = "trial_write", .args = "iii", .cols = "", .write = true, .index = -1,
        .text = "INSERT INTO trial (batch, code, name, amount)"
                " SELECT batch, c00, c01, CAST(c02 AS BIGINT) FROM import_row"
                " WHERE batch = $1 AND no >= $2 AND no <= $3 AND grade < 2",
};
static const struct sql trial_unwrite = {
        .name = "trial_unwrite", .args = "iii", .cols = "", .write = true, .index = -1,
        .text = "DELETE FROM trial WHERE batch = $1 AND code IN"
                " (SELECT c00 FROM import_row WHERE batch = $1 AND no >= $2 AND no <= $3)",
};
static const struct sql trial_count = {
        .name = "trial_count", .args = "", .cols = "ii", .index = -1,
        .text = "SELECT COUNT(*), CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM trial",
};
/* What a reader of a large table sees: rows of batches that are written. */
static const struct sql trial_seen = {
        .name = "trial_seen", .args = "", .cols = "ii", .index = -1,
        .text = "SELECT COUNT(*), CAST(COALESCE(SUM(t.amount), 0) AS BIGINT) FROM trial t"
                " WHERE EXISTS (SELECT 1 FROM import_batch b WHERE b.id = t.batch AND b.state = 6)",
};

#define INT(v)  { .type = ARG_INT, .i = (v) }
#define TEXT(v) { .type = ARG_STR, .s = (v) }

static int64_t count_of(struct ctx *cx, const struct sql *sql, int64_t *ret_sum)
{
        struct query q;
        int64_t n = -1;
        query_open(&q, cx, sql, NULL);
        if (query_next(&q)) {
                n = query_int(&q, 0);
                if (ret_sum)
                        *ret_sum = query_int(&q, 1);
        }
        done(query_end(&q));
        return n;
}

static const struct fail *trial_open(struct ctx *cx, str about, struct import_open *ret)
{
        if (str_is(import_answer(cx, about, "year"), "1999"))
                return fail_field(cx, S("year"), "没有这一年");
        ret->title = S("试验");
        ret->revision = 7;
        return NULL;
}

static const struct fail *put(struct ctx *cx, struct import *im, struct import_write *w)
{
        for (int i = 0; i < im->n_rows; i++) {
                const struct arg a[] = { INT(w->batch), TEXT(import_text(im, &im->row[i], "code")),
                        TEXT(import_text(im, &im->row[i], "name")), INT(import_int(im, &im->row[i], "amount")) };
                query_write(cx, &trial_add, a);
        }
        w->see = S("/trial");
        w->kept = str_f(cx->arena, "%d", im->n_rows);
        return NULL;
}

static const struct fail *undo(struct ctx *cx, struct import *im, struct import_undo *u)
{
        int64_t n = 0;
        struct query q;
        query_open(&q, cx, &trial_count, NULL);
        if (query_next(&q))
                n = query_int(&q, 0);
        const struct fail *f = query_end(&q);
        if (f)
                return f;
        ok(str_eq(u->kept, str_f(cx->arena, "%d", im->n_rows)));
        if (n != im->n_rows)
                *VEC_ADD(cx->arena, u->since, u->n_since, u->cap_since) = (struct import_since){ S("多了一行") };
        u->effect = S("删除新增的行");
        const struct arg a[] = { INT(u->batch) };
        if (!u->look && !u->n_since)
                query_write(cx, &trial_delete, a);
        return NULL;
}

static void steps_write(struct ctx *cx, int64_t batch, int64_t from, int64_t to)
{
        const struct arg a[] = { INT(batch), INT(from), INT(to) };
        query_write(cx, &trial_write, a);
}

static void steps_unwrite(struct ctx *cx, int64_t batch, int64_t from, int64_t to)
{
        const struct arg a[] = { INT(batch), INT(from), INT(to) };
        query_write(cx, &trial_unwrite, a);
}

static const struct importer small = {
        .code = "trial.small", .label = "试验", .need = 1, .table = &table, .sum = "amount", .open = trial_open,
        .put = put, .undo = undo,
};
static const struct importer large = {
        .code = "trial.large", .label = "试验", .need = 1, .table = &table, .max_rows = 500000, .open = trial_open,
        .partly = true, .write = steps_write, .unwrite = steps_unwrite,
};

static const struct importer *kept[16];
static int n_kept;

static void begin(struct ctx *cx)
{
        static const struct importer *const trial[] = { &small, &large };
        for (n_kept = 0; n_kept < importers_count(); n_kept++)
                kept[n_kept] = importer_at(n_kept);
        importers_set(trial, COUNT_OF(trial));
        done(db_script(cx, S("CREATE TABLE trial (batch BIGINT, code TEXT, name TEXT, amount BIGINT);"
                             "CREATE INDEX trial_code ON trial (batch, code)")));
}
static void end(void) { importers_set(kept, n_kept); }

/* n rows, each tenth bad when `bad`. */
static str csv(struct ctx *cx, int n, bool bad)
{
        struct buf b = buf_new(cx->arena, 1 << 26);
        buf_put(&b, S("代码,名称,金额\n"));
        for (int i = 1; i <= n; i++)
                buf_f(&b, "k%d,第%d项,%s\n", i, i, bad && i % 10 == 0 ? "十元" : "1.5");
        return buf_str(&b);
}

static struct import_batch_of batch_of(struct ctx *cx, int64_t id)
{
        struct import_batch_of b = { 0 };
        done(import_batch_of(cx, id, &b));
        return b;
}

static int64_t staged(struct ctx *cx, const struct importer *k, str bytes)
{
        int64_t id = 0;
        done(import_receive(cx, k, S("{}"), S("试验.csv"), bytes, &id));
        done(import_read(cx, id));
        return id;
}

TEST_DB(import_of_a_file_from_upload_to_undo)
{
        begin(cx);
        int64_t id = staged(cx, &small, csv(cx, 1203, true)), sum = 0;
        struct import_batch_of b = batch_of(cx, id);
        same_int(b.state, IMPORT_READY);
        same_int(b.n_rows, 1203);
        same_int(b.n_bad, 120);
        same_int(b.n_bad_cells, 120);
        same_int(b.n_new, 1083);
        same_int(b.sum_fen, 1083 * 150);
        same_str(b.title, "试验");

        /* Bad rows are in the way, and nothing is written. */
        const struct fail *f = import_apply(cx, id, true);
        ok(f && f->kind == FAIL_INVALID);
        same_int(count_of(cx, &trial_count, NULL), 0);

        /* The bad rows come back, are mended, and take the place of those that were bad. */
        struct import *im;
        str bytes;
        done(import_staged_bad(cx, &small, &b, 5000, &im));
        same_int(im->n_rows, 120);
        done(import_rejected_csv(im, &bytes));
        ok(str_find(bytes, S("\"k10\",\"第10项\",\"十元\",\"原第 11 行：金额 应为数字，单位元\"")) > 0);
        struct buf mended = buf_new(cx->arena, 1 << 20);
        for (str rest = bytes; rest.n;) {
                str line = str_cut(rest, '\n', &rest), tail;
                ptrdiff_t at = str_find(line, S("十元"));
                tail = at < 0 ? S("") : str_from(line, (size_t)at + strlen("十元"));
                buf_f(&mended, "%.*s%s%.*s\n", (int)(at < 0 ? (ptrdiff_t)line.n : at), line.p,
                      at < 0 ? "" : "2", STR(tail));
        }
        done(import_receive_more(cx, id, S("须改的行.csv"), buf_str(&mended)));
        done(import_read(cx, id));
        b = batch_of(cx, id);
        same_int(b.state, IMPORT_READY);
        same_int(b.n_bad, 0);
        same_int(b.n_rows, 1203);
        done(import_apply(cx, id, true));
        same_int(count_of(cx, &trial_count, &sum), 1203);
        same_int(sum, 1083 * 150 + 120 * 200);
        same_int(batch_of(cx, id).state, IMPORT_APPLIED);
        f = import_apply(cx, id, true);
        ok(f && f->kind == FAIL_CONFLICT);

        /* Undone only while nothing was changed since. */
        struct import_undo u;
        struct tx tx = tx_begin(cx);
        const struct arg a[] = { INT(0), TEXT(S("x")), TEXT(S("y")), INT(1) };
        query_write(cx, &trial_add, a);
        done(tx_commit(&tx));
        done(import_undo_look(cx, id, &u));
        same_int(u.n_since, 1);
        f = import_undo(cx, id, &u);
        ok(f && f->kind == FAIL_CONFLICT);
        same_int(count_of(cx, &trial_count, NULL), 1204);
        tx = tx_begin(cx);
        const struct arg zero[] = { INT(0) };
        query_write(cx, &trial_delete, zero);
        done(tx_commit(&tx));
        done(import_undo(cx, id, &u));
        same_int(count_of(cx, &trial_count, NULL), 0);
        same_int(batch_of(cx, id).state, IMPORT_UNDONE);

        /* The sweep takes its rows and its file. */
        done(import_sweep(cx, true));
        struct import_rows_count n;
        struct import_file_size size;
        done(import_rows_count(cx, id, &n));
        done(import_file_size(cx, id, 0, &size));
        same_int(n.n, 0);
        same_int(size.n, 0);
        end();
}

/* A mended file takes the place of the rows that were wrong when it came, and of no others. */
TEST_DB(import_keeps_a_row_that_somebody_made_wrong_meanwhile)
{
        begin(cx);
        int64_t id = staged(cx, &small, S("代码,名称,金额\nk1,甲,1\nk2,乙,2\nk3,丙,三元\n"));
        same_int(batch_of(cx, id).n_bad, 1);
        taken = "k1";
        done(import_receive_more(cx, id, S("须改的行.csv"), S("代码,名称,金额\nk3,丙,x\n")));
        done(import_read(cx, id));
        same_int(batch_of(cx, id).n_rows, 3);
        same_int(batch_of(cx, id).n_bad, 2);
        same_int(batch_of(cx, id).n_bad_cells, 2);
        taken = NULL;           /* the one behind both, and what was wrong for a while is right again */
        done(import_receive_more(cx, id, S("须改的行.csv"), S("代码,名称,金额\nk1,甲,1\nk3,丙,3\n")));
        done(import_read(cx, id));
        struct import_batch_of b = batch_of(cx, id);
        same_int(b.n_rows, 3);
        same_int(b.n_bad, 0);
        same_int(b.sum_fen, 600);
        done(import_apply(cx, id, true));
        struct import_mended_last last;
        struct import_undo u;
        done(import_mended_last(cx, id, &last));
        same_int(last.no, 4);
        done(import_undo(cx, id, &u));
        done(import_sweep(cx, true));
        done(import_mended_last(cx, id, &last));
        same_int(last.no, 0);
        end();
}

TEST_DB(import_of_a_large_table_is_seen_at_once)
{
        begin(cx);
        int64_t id = staged(cx, &large, csv(cx, 12005, true));
        same_int(batch_of(cx, id).n_bad, 1200);
        done(import_apply(cx, id, true));
        same_int(batch_of(cx, id).state, IMPORT_WRITING);

        /* It dies in the middle: readers have seen nothing; the sweep lets it go on. */
        bool any;
        cx->db->fault_after = 12;
        ok(import_work(cx, &any) != NULL);
        cx->db->fault_after = 0;
        ok(count_of(cx, &trial_count, NULL) > 0);
        same_int(count_of(cx, &trial_seen, NULL), 0);
        done(import_sweep(cx, true));
        done(import_work(cx, &any));
        same_int(batch_of(cx, id).state, IMPORT_APPLIED);
        same_int(count_of(cx, &trial_count, NULL), 12005 - 1200);
        same_int(count_of(cx, &trial_seen, NULL), 12005 - 1200);

        struct import_undo u;
        done(import_undo(cx, id, &u));
        same_int(count_of(cx, &trial_seen, NULL), 0);
        done(import_sweep(cx, true));
        same_int(count_of(cx, &trial_count, NULL), 0);
        end();
}

TEST_DB(import_that_dies_while_it_reads_is_read_again)
{
        begin(cx);
        int64_t id = 0;
        done(import_receive(cx, &small, S("{}"), S("试验.csv"), csv(cx, 1600, false), &id));
        for (int n = 1; n < 5000; n += n < 12 ? 1 : 400) {
                cx->db->fault_after = n;
                const struct fail *f = import_read(cx, id);
                bool reached = !cx->db->fault_after;
                cx->db->fault_after = 0;
                if (!reached) {
                        done(f);
                        break;
                }
                ok(f != NULL || batch_of(cx, id).state != IMPORT_READY);
                same_int(count_of(cx, &trial_count, NULL), 0);
                done(import_sweep(cx, true));
                struct tx tx = tx_begin(cx);            /* as if it were the first try */
                import_batch_again(cx, id, IMPORT_RECEIVED, IMPORT_RECEIVED, 7, cx->now);
                done(tx_commit(&tx));
        }
        struct import_batch_of b = batch_of(cx, id);
        same_int(b.state, IMPORT_READY);
        same_int(b.n_rows, 1600);

        /* The process is killed: the state says READING, rows are there. */
        struct tx tx = tx_begin(cx);
        import_batch_move(cx, id, IMPORT_READY, IMPORT_READING, cx->now);
        done(tx_commit(&tx));
        done(import_sweep(cx, true));
        struct import_rows_count n;
        done(import_rows_count(cx, id, &n));
        same_int(n.n, 0);
        same_int(batch_of(cx, id).state, IMPORT_RECEIVED);
        bool any;
        done(import_work(cx, &any));
        ok(any);
        same_int(batch_of(cx, id).n_rows, 1600);
        end();
}

TEST_DB(import_asks_what_columns_mean_and_remembers)
{
        begin(cx);
        str bytes = S("填报单位：示例县\n编号,事项,数额（元）\nA1,甲,5\nA2,乙,6\n");
        int64_t id = staged(cx, &small, bytes);
        struct import_batch_of b = batch_of(cx, id);
        struct import_sheet *sheet = NULL;
        same_int(b.state, IMPORT_COLUMNS);
        if (!same_int(import_sheets(cx, &table, b.heads, &sheet), 1))
                return;
        same_str(sheet[0].head[1], "事项");
        same_str(sheet[0].sample[1], "甲");
        const str some[] = { S("code"), S(""), S("amount") }, all[] = { S("code"), S("name"), S("amount") };
        const struct fail *f = import_map(cx, id, sheet[0].hash, some, 3);
        ok(f && f->kind == FAIL_INVALID);
        done(import_map(cx, id, sheet[0].hash, all, 3));
        done(import_read(cx, id));
        b = batch_of(cx, id);
        same_int(b.state, IMPORT_READY);
        same_int(b.n_rows, 2);
        same_int(b.sum_fen, 1100);
        /* The next such file needs no words. */
        same_int(batch_of(cx, staged(cx, &small, bytes)).state, IMPORT_READY);
        end();
}

/* A row wider than heads that nobody knows is no heads, and what stands above chosen ones is told. */
TEST_DB(import_takes_no_wide_row_for_the_heads)
{
        begin(cx);
        int64_t id = staged(cx, &small, S("员工,登录名\n甲一,a.one\n乙二,a.two\n丙三,a.three,调走了\n丁四,a.four\n"));
        struct import_batch_of b = batch_of(cx, id);
        struct import_sheet *sheet = NULL;
        same_int(b.state, IMPORT_COLUMNS);
        if (!same_int(import_sheets(cx, &table, b.heads, &sheet), 1))
                return;
        same_int(sheet[0].row, 1);
        same_str(sheet[0].sample[0], "甲一");
        if (!same_int(sheet[0].n_top, 5))
                return;
        same_int(sheet[0].top[3].row, 4);
        same_str(sheet[0].top[3].head[0], "丙三");
        /* Somebody calls the fourth row the heads all the same: three rows are told, and agreed to. */
        const str fields_of[] = { S("name"), S("code"), S("") };
        done(import_map(cx, id, sheet[0].top[3].hash, fields_of, 3));
        done(import_read(cx, id));
        b = batch_of(cx, id);
        same_int(b.state, IMPORT_READY);
        same_int(b.n_rows, 1);
        const struct fail *f = import_apply(cx, id, false);
        if (ok(f && f->kind == FAIL_INVALID))
                same_str(f->say, "第 1–3 行在表头（第 4 行）上面，没有读入");
        /* And thinks better of it: a row above, then one below, is chosen as freely. */
        same_int(import_sheets(cx, &table, b.heads, &sheet), 1);
        same_int(sheet[0].n_top, 5);
        done(import_map(cx, id, sheet[0].top[0].hash, fields_of, 2));
        done(import_read(cx, id));
        b = batch_of(cx, id);
        same_int(b.n_rows, 4);
        same_int(import_sheets(cx, &table, b.heads, &sheet), 1);
        same_int(sheet[0].lost_from, 0);
        same_int(sheet[0].n_top, 5);
        done(import_map(cx, id, sheet[0].top[1].hash, fields_of, 2));
        done(import_read(cx, id));
        b = batch_of(cx, id);
        same_int(b.n_rows, 3);
        end();
}

/* Our own file of the rows to be mended has a column more than the one that was mapped. */
TEST_DB(import_knows_the_heads_of_its_own_rejected_rows)
{
        begin(cx);
        int64_t id = staged(cx, &small, S("行号,编号,事项,数额（元）\n1,A1,甲,x\n2,A2,乙,6\n"));
        struct import_batch_of b = batch_of(cx, id);
        struct import_sheet *sheet = NULL;
        struct import *bad;
        str file;
        if (!same_int(import_sheets(cx, &table, b.heads, &sheet), 1))
                return;
        const str all[] = { S(""), S("code"), S("name"), S("amount") };
        done(import_map(cx, id, sheet[0].hash, all, 4));
        done(import_read(cx, id));
        b = batch_of(cx, id);
        same_int(b.n_bad, 1);
        done(import_staged_bad(cx, &small, &b, 100, &bad));
        done(import_rejected_csv(bad, &file));
        ok(str_find(file, S("原因")) > 0);
        struct buf mended = buf_new(cx->arena, 1 << 16);
        ssize_t at = str_find(file, S("\"x\""));
        if (!ok(at > 0))
                return;
        buf_put(&mended, str_head(file, (size_t)at));
        buf_put(&mended, S("\"5\""));
        buf_put(&mended, str_from(file, (size_t)at + 3));
        done(import_receive_more(cx, id, S("须改的行.csv"), buf_str(&mended)));
        done(import_read(cx, id));
        b = batch_of(cx, id);
        same_int(b.state, IMPORT_READY);
        same_int(b.n_rows, 2);
        same_int(b.n_bad, 0);
        same_int(b.sum_fen, 1100);
        end();
}

/* Rows of a mended file are told by that file, and its reasons are not those of the same row of the first. */
TEST_DB(import_says_of_which_file_a_row_is)
{
        begin(cx);
        int64_t id = staged(cx, &small, S("代码,名称,金额\nA1,甲,5\nA2,乙,x\nA3,丙,y\nA4,丁,w\n"));
        struct import_batch_of b = batch_of(cx, id);
        struct import *bad;
        struct import_finding *said = NULL;
        str file;
        same_int(b.n_bad, 3);
        done(import_receive_more(cx, id, S("改好的.csv"), S("代码,名称,金额\nA3,丙,7\nA1,乙,z\n")));
        done(import_read(cx, id));
        b = batch_of(cx, id);
        same_int(b.n_bad, 1);
        done(import_staged_bad(cx, &small, &b, 100, &bad));
        done(import_rejected_csv(bad, &file));
        if (same_int(import_said(cx, &table, b.said, &said), 1))
                same_str(said[0].reason, "3 行须改，补传的文件里只有 2 行，少的 1 行不会写入");
        ok(str_find(file, S("原补传的“改好的.csv”第 3 行：金额 应为数字，单位元\"")) > 0);

        done(import_receive_more(cx, id, S("再改.csv"), S("代码,名称,金额\nA1,乙,8\n")));
        done(import_read(cx, id));
        b = batch_of(cx, id);
        done(import_staged_bad(cx, &small, &b, 100, &bad));
        done(import_rejected_csv(bad, &file));
        ok(str_find(file, S("原第 2 次补传的“再改.csv”第 2 行：与“试验.csv”第 2 行是同一条，只能留一行")) > 0);
        end();
}

TEST_DB(import_refuses_one_record_twice_and_files_that_cannot_be_read)
{
        begin(cx);
        struct import_batch_of b = batch_of(cx, staged(cx, &small, S("代码,名称,金额\nA1,甲,5\nA2,乙,6\nA1,丙,7\n")));
        same_int(b.n_bad, 1);
        b = batch_of(cx, staged(cx, &small, S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old")));
        same_int(b.state, IMPORT_FAILED);
        ok(str_find(b.fail, S(".xlsx")) > 0);
        b = batch_of(cx, staged(cx, &small, S("代码,名称,金额\n")));
        same_int(b.state, IMPORT_FAILED);
        int64_t id = 0;
        const struct fail *f = import_receive(cx, &small, S("{\"year\":\"1999\"}"), S("x.csv"), S("a"), &id);
        ok(f && str_is(f->field, "year"));
        f = import_receive(cx, &small, S("{}"), S("x.csv"), S(""), &id);
        ok(f && str_is(f->field, "file"));
        end();
}

/* A column that may be empty, merged over two rows: the second is not read as empty without a word. */
TEST_DB(import_warns_of_merged_cells_in_any_column_it_reads)
{
        begin(cx);
        struct sheet_book *book = sheet_book(cx, &(struct sheet_about){ .title = S("试验") });
        struct sheet *sheet = sheet_add(book, S("单位"));
        const char *const text[][2] = { { "代码", "名称" }, { "k1", "甲" }, { "k2", "乙" }, { "k3", "丙" } };
        sheet_merge(sheet, 0, 0, 1, 3, S("试验的表"), SHEET_TITLE);
        for (int r = 0; r < 4; r++)
                for (int c = 0; c < 2; c++)
                        sheet_text(sheet, r + 1, c, str_of(text[r][c]), 0);
        sheet_text(sheet, 1, 2, S("金额（元）"), 0);
        sheet_merge(sheet, 2, 2, 2, 1, S("12"), 0);
        str bytes;
        done(sheet_book_end(book, &bytes));
        int64_t id = 0;
        done(import_receive(cx, &small, S("{}"), S("试验.xlsx"), bytes, &id));
        done(import_read(cx, id));
        struct import_batch_of b = batch_of(cx, id);
        same_int(b.state, IMPORT_READY);
        same_int(b.n_bad, 0);
        same_int(b.n_warned, 1);
        struct import_rows it;
        int n = 0;
        import_rows(&it, cx, id, 0, 1, 1, 0, 10);
        while (import_rows_next(&it)) {
                struct import_staged row = import_staged_of(cx, &table, &it);
                n++;
                same_int(row.line, 4);
                if (same_int(row.n_notes, 1)) {
                        same_int(row.note[0].col, 2);
                        same_str(row.note[0].allowed, "工作表“单位”的 C3:C4 是合并单元格，“12”只在左上角一格；"
                                                      "请取消合并，逐格填写");
                }
        }
        done(import_rows_end(&it));
        same_int(n, 1);
        end();
}

static int64_t ready;
static void faults_begin(struct ctx *cx)
{
        begin(cx);
        ready = staged(cx, &small, csv(cx, 30, false));
}
static const struct fail *faults_receive(struct ctx *cx)
{
        int64_t id;
        return import_receive(cx, &small, S("{}"), S("x.csv"), csv(cx, 3, false), &id);
}
static const struct fail *faults_apply(struct ctx *cx) { return import_apply(cx, ready, true); }
static void faults_written(struct ctx *cx)
{
        faults_begin(cx);
        done(import_apply(cx, ready, true));
}
static const struct fail *faults_undo(struct ctx *cx)
{
        struct import_undo u;
        return import_undo(cx, ready, &u);
}
TEST_DB(faults_of_import_receive) { faults_walk(cx, "import_receive", begin, faults_receive); end(); }
TEST_DB(faults_of_import_apply) { faults_walk(cx, "import_apply", faults_begin, faults_apply); end(); }
TEST_DB(faults_of_import_undo) { faults_walk(cx, "import_undo", faults_written, faults_undo); end(); }
