/* core/audit/prune.c - archive, anchor, remove. */
#include "core/audit/prune.h"
#include "core/audit/audit.h"
#include "core/audit/audit.sql.h"
#include "core/crypto/keys.h"
#include "core/text/json.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { PART = 2000, LINE_MOST = 16 << 20, TRIES = 20 };

const struct fail *audit_keep_day(struct ctx *cx, int64_t keep_days, day *ret)
{
        struct audit_ends ends;
        const struct fail *f = audit_ends(cx, &ends);
        if (f)
                return f;
        if (keep_days < AUDIT_KEEP_LEAST)
                keep_days = AUDIT_KEEP_LEAST;
        int64_t last = ends.newest < cx->now ? ends.newest : cx->now;
        *ret = ends.n ? day_add(day_of_instant(last), -(int)keep_days) : DAY_NONE;
        return NULL;
}

/* ---- the archive ---------------------------------------------------------------------------- */

static str hex(struct ctx *cx, str bytes)
{
        struct buf b = buf_new(cx->arena, 2 * bytes.n + 1);
        for (size_t i = 0; i < bytes.n; i++)
                buf_f(&b, "%02x", (unsigned char)bytes.p[i]);
        return buf_str(&b);
}

static str line_of(struct ctx *cx, const struct audit_rows *it)
{
        struct buf b = buf_new(cx->arena, LINE_MOST);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_put_int(&j, "seal", it->seal);
        json_put_int(&j, "id", it->id);
        json_put_int(&j, "at", it->at);
        json_put_str(&j, "time", instant_str(cx->arena, it->at));
        if (it->has_who)
                json_put_int(&j, "who", it->who);
        if (it->has_unit)
                json_put_int(&j, "unit", it->unit);
        json_put_str(&j, "request", it->request);
        json_put_str(&j, "event", it->event);
        json_put_str(&j, "entity", it->entity);
        json_put_int(&j, "record", it->record);
        json_put_str(&j, "detail", it->detail);
        json_put_str(&j, "mac", hex(cx, it->mac));
        json_put_str(&j, "link", hex(cx, it->link));
        json_close(&j, '}');
        buf_byte(&b, '\n');
        must(!b.broken);
        return buf_str(&b);
}

/* The last line: how many there are, and a code over all bytes before. */
static str end_of(struct ctx *cx, int64_t rows, struct digest sum)
{
        str parts[] = { S("luoshi audit archive 1"), { (const char *)sum.b, DIGEST_BYTES } };
        struct digest mac = sm3_mac(keys()->audit, parts, COUNT_OF(parts));
        return str_f(cx->arena, "{\"end\":%ld,\"sm3\":\"%.*s\",\"mac\":\"%.*s\"}\n", rows,
                     STR(digest_hex(cx->arena, &sum)), STR(digest_hex(cx->arena, &mac)));
}

static const struct fail *unwritable(struct ctx *cx, str path)
{
        return errno == EEXIST ? fail(cx, INVALID, "归档文件 %.*s 已经存在，请另起一个名字", STR(path))
                               : fail(cx, INVALID, "写不了归档文件 %.*s：%s", STR(path), strerror(errno));
}

static const struct fail *export_rows(struct ctx *cx, FILE *out, str path, int64_t after,
                                      int64_t through, int64_t *ret_rows)
{
        struct hash_run *sum = hash_begin(HASH_SM3);
        const struct fail *f = NULL;
        int64_t rows = 0;
        for (int n = PART; !f && n == PART && after < through; ) {
                struct audit_rows it;
                struct arena_mark mark = arena_mark(cx->arena);
                n = 0;
                audit_rows(&it, cx, after, PART);
                for (; !f && audit_rows_next(&it) && it.seal <= through; n++, rows++) {
                        str line = line_of(cx, &it);
                        after = it.seal;
                        hash_add(sum, line);
                        if (fwrite(line.p, 1, line.n, out) != line.n)
                                f = unwritable(cx, path);
                }
                const struct fail *ended = audit_rows_end(&it);
                f = f ? f : ended;
                if (!f)
                        arena_release(cx->arena, mark);
        }
        str end = end_of(cx, rows, hash_end(sum));
        if (!f && (fwrite(end.p, 1, end.n, out) != end.n || fflush(out) || fsync(fileno(out))))
                f = unwritable(cx, path);
        *ret_rows = rows;
        return f;
}

static const struct fail *archive(struct ctx *cx, str path, int64_t after, int64_t through,
                                  int64_t *ret_rows)
{
        const char *name = str_copy(cx->arena, path).p;
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
        if (!out) {
                const struct fail *f = unwritable(cx, path);
                if (fd >= 0)
                        close(fd);
                return f;
        }
        const struct fail *f = export_rows(cx, out, path, after, through, ret_rows);
        if (fclose(out) && !f)
                f = unwritable(cx, path);
        if (!f)
                f = audit_archive_check(cx, path, ret_rows);    /* read back before anything goes */
        if (f)
                (void)unlink(name);
        return f;
}

const struct fail *audit_archive_check(struct ctx *cx, str path, int64_t *ret_rows)
{
        FILE *in = fopen(str_copy(cx->arena, path).p, "r");
        if (!in)
                return fail(cx, INVALID, "打不开文件 %.*s：%s", STR(path), strerror(errno));
        struct hash_run *sum = hash_begin(HASH_SM3);
        char *line = NULL;
        size_t cap = 0;
        int64_t rows = 0;
        bool good = false;
        for (ssize_t n; (n = getline(&line, &cap, in)) > 0; ) {
                str s = { line, (size_t)n };
                good = false;
                if (!str_starts(s, S("{\"end\":"))) {
                        hash_add(sum, s);
                        rows++;
                        continue;
                }
                struct digest d = hash_end(sum);
                good = str_eq(s, end_of(cx, rows, d)) && getc(in) == EOF;
                sum = NULL;
                break;
        }
        if (sum)
                (void)hash_end(sum);
        free(line);
        fclose(in);
        *ret_rows = rows;
        return good ? NULL : fail(cx, INVALID, "%.*s 不是完整的审计归档，或者被改动过", STR(path));
}

/* ---- removing --------------------------------------------------------------------------------- */

static const struct fail *remove_part(struct ctx *cx, int64_t through, str said)
{
        struct audit_link_at at;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (cx->db->broken)
                return tx_commit(&tx);
        const struct fail *f = audit_link_at(cx, through, &at);
        if (f)
                return f;
        struct digest mac = audit_anchor_mac(through, cx->now, at.link);
        audit_anchor_move(cx, through, cx->now, at.link, (str){ (const char *)mac.b, DIGEST_BYTES });
        audit_remove(cx, through);
        if (said.p)
                audit_log(cx, "audit.prune", "audit", through, said);
        f = tx_commit(&tx);
        return f ? f : db_wait(cx);
}

static const struct fail *remove_rows(struct ctx *cx, int64_t after, int64_t through, str said)
{
        const struct fail *f = NULL;
        for (int tries = 0; after < through; ) {
                int64_t to = through - after > PART ? after + PART : through;
                f = remove_part(cx, to, said);
                if (f && f->again && tries++ < TRIES)   /* the one who links was quicker */
                        continue;
                if (f)
                        return f;
                said = (str){ 0 };
                after = to;
        }
        return NULL;
}

/* The last place that may go: in front of the first row of `until` or later, never the newest row. */
static const struct fail *last_of(struct ctx *cx, day until, int64_t *ret)
{
        struct audit_keep_from from;
        struct audit_end end;
        const struct fail *f = audit_keep_from(cx, day_begins(until), &from);
        if (!f)
                f = audit_end_read(cx, &end);
        if (!f)
                *ret = from.has_seal && from.seal <= end.seal ? from.seal - 1 : end.seal - 1;
        return f;
}

const struct fail *audit_prune(struct ctx *cx, int64_t keep_days, day until, str path,
                               struct audit_pruned *ret)
{
        struct audit_report *r = NEW(cx->arena, struct audit_report);
        day keep;
        int64_t through, rows;
        const struct fail *f = audit_keep_day(cx, keep_days, &keep);
        if (f)
                return f;
        *ret = (struct audit_pruned){ .until = keep };
        if (!day_is(keep))
                return NULL;
        if (day_is(until) && until.n > keep.n)
                return fail(cx, INVALID, "审计记录至少保存 %ld 天：%.*s 及以后的不能清理",
                            keep_days < AUDIT_KEEP_LEAST ? (int64_t)AUDIT_KEEP_LEAST : keep_days,
                            STR(day_str(cx->arena, keep)));
        until = day_is(until) ? until : keep;
        f = audit_verify(cx, 0, r);
        if (!f && r->n_breaks)
                f = fail(cx, CONFLICT, "审计链有 %ld 处断点，查清以前不清理任何记录；luoshi audit verify 列出它们", r->n_breaks);
        if (!f)
                f = last_of(cx, until, &through);
        if (f || through <= r->anchor)
                return f;
        f = archive(cx, path, r->anchor, through, &rows);
        if (f)
                return f;
        str said = str_f(cx->arena, "{\"rows\":%ld,\"until\":\"%.*s\"}", rows, STR(day_str(cx->arena, until)));
        *ret = (struct audit_pruned){ .rows = rows, .through = through, .until = until };
        return remove_rows(cx, r->anchor, through, said);
}
