#define _GNU_SOURCE
/* core/audit/head.c - one line in a file, replaced whole. */
#include "core/audit/head.h"
#include "core/audit/audit.h"
#include "core/audit/audit.sql.h"
#include "core/crypto/keys.h"
#include "core/replace.h"
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

enum { MOST = 400 };

static char place[4096];

void audit_head_place(str path)
{
        must(path.n < sizeof(place));
        memcpy(place, path.p ? path.p : "", path.n);
        place[path.n] = '\0';
}

str audit_head_path(void) { return *place ? str_of(place) : (str){ 0 }; }

const char *audit_head_words(enum audit_head_state s)
{
        static const char *const words[] = {
#define X(name, text) [AUDIT_HEAD_##name] = text,
                AUDIT_HEAD_STATES(X)
#undef X
        };
        must(s >= 0 && s < AUDIT_HEAD_STATES_END);
        return words[s];
}

/* ---- the line --------------------------------------------------------------------------- */

static str body(struct ctx *cx, const struct audit_end *h)
{
        struct digest link;
        memcpy(link.b, h->link, DIGEST_BYTES);
        return str_f(cx->arena, "luoshi-audit-head 1 %ld %ld %.*s", h->seal, h->at, STR(digest_hex(cx->arena, &link)));
}

static str code(struct ctx *cx, str text)
{
        struct digest d = sm3_mac(keys()->audit, &text, 1);
        return digest_hex(cx->arena, &d);
}

str audit_head_text(struct ctx *cx, const struct audit_end *h)
{
        str text = body(cx, h);
        return str_f(cx->arena, "%.*s %.*s\n", STR(text), STR(code(cx, text)));
}

static bool hex_read(str s, unsigned char ret[DIGEST_BYTES])
{
        static const char digits[] = "0123456789abcdef";
        if (s.n != 2 * DIGEST_BYTES)
                return false;
        for (size_t i = 0; i < s.n; i++) {
                const char *at = s.p[i] ? strchr(digits, s.p[i]) : NULL;
                if (!at)
                        return false;
                int d = (int)(at - digits);
                ret[i / 2] = (unsigned char)(i % 2 ? ret[i / 2] | d : d << 4);
        }
        return true;
}

const struct fail *audit_head_parse(struct ctx *cx, str text, struct audit_end *ret)
{
        struct audit_end h = { 0 };
        str rest = text, name = str_cut(rest, ' ', &rest), version = str_cut(rest, ' ', &rest);
        str seal = str_cut(rest, ' ', &rest), at = str_cut(rest, ' ', &rest), link = str_cut(rest, ' ', &rest);
        uint64_t n = 0, ms = 0;
        bool good = str_is(name, "luoshi-audit-head") && str_is(version, "1") && str_u64(seal, &n) &&
                    n <= INT64_MAX && str_u64(at, &ms) && ms <= INT64_MAX && hex_read(link, h.link);
        if (good) {
                h.seal = (int64_t)n;
                h.at = (int64_t)ms;
                /* Whole: what we would write for these figures, byte for byte. */
                good = str_eq(text, audit_head_text(cx, &h));
        }
        if (!good)
                return fail(cx, INVALID, "链头文件损坏，或者不是这个数据库的");
        *ret = h;
        return NULL;
}

/* ---- the file ----------------------------------------------------------------------------- */

/* Was a head ever kept? Rows that were archived take the row that says so with them. */
static const struct fail *is_begun(struct ctx *cx, bool *ret)
{
        struct audit_head_begun begun;
        struct audit_state state = { 0 };
        const struct fail *f = audit_head_begun(cx, &begun);
        if (!f)
                f = audit_state(cx, &state);
        if (f && f->kind == FAIL_NOT_FOUND)     /* for verify to report */
                f = NULL;
        *ret = !f && (begun.n > 0 || state.anchor > 0);
        return f;
}

const struct fail *audit_head_read(struct ctx *cx, enum audit_head_state *ret,
                                   struct audit_end *ret_head)
{
        str text;
        *ret = AUDIT_HEAD_NONE;
        *ret_head = (struct audit_end){ 0 };
        if (!*place)
                return NULL;
        const struct fail *f = small_file_read(cx, audit_head_path(), MOST, false, &text);
        if (f && f->kind == FAIL_NOT_FOUND) {
                bool begun;
                f = is_begun(cx, &begun);
                if (!f && begun)
                        *ret = AUDIT_HEAD_GONE;
                return f;
        }
        if (f)
                return f;
        *ret = audit_head_parse(cx, text, ret_head) ? AUDIT_HEAD_DAMAGED : AUDIT_HEAD_FITS;
        return NULL;
}

const struct fail *audit_head_compare(struct ctx *cx, const struct audit_end *head,
                                      enum audit_head_state *state)
{
        struct audit_end now;
        struct audit_link_at there;
        struct audit_state removed;
        if (*state != AUDIT_HEAD_FITS)
                return NULL;
        const struct fail *f = audit_end_read(cx, &now);
        if (f)
                return f;
        if (head->seal >= now.seal) {
                if (head->seal > now.seal)
                        *state = AUDIT_HEAD_BEHIND;
                else if (memcmp(head->link, now.link, DIGEST_BYTES))
                        *state = AUDIT_HEAD_DIFFERS;
                return NULL;
        }
        f = audit_link_at(cx, head->seal, &there);
        if (!f && !str_eq(there.link, (str){ (const char *)head->link, DIGEST_BYTES }))
                *state = AUDIT_HEAD_DIFFERS;
        if (!f || f->kind != FAIL_NOT_FOUND)
                return f;
        f = audit_state(cx, &removed);          /* removed in good order, or taken out */
        if (!f && head->seal > removed.anchor)
                *state = AUDIT_HEAD_DIFFERS;
        return f;
}

/* Processes of one machine take turns, by a lock on the folder. */
static int folder_lock(struct ctx *cx)
{
        str path = audit_head_path();
        size_t n = path.n;
        while (n && path.p[n - 1] != '/')
                n--;
        int fd = open(n ? str_copy(cx->arena, str_head(path, n)).p : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd >= 0 && flock(fd, LOCK_EX)) {
                close(fd);
                fd = -1;
        }
        return fd;
}

static const struct fail *write_end(struct ctx *cx)
{
        struct audit_end now;
        const struct fail *f = audit_end_read(cx, &now);
        return f ? f : small_file_write(cx, audit_head_path(), audit_head_text(cx, &now), false);
}

const struct fail *audit_head_keep(struct ctx *cx, enum audit_head_state *ret)
{
        struct audit_end head, now;
        *ret = AUDIT_HEAD_FITS;
        if (!*place)
                return NULL;
        int lock = folder_lock(cx);
        const struct fail *f = audit_head_read(cx, ret, &head);
        if (!f)
                f = audit_head_compare(cx, &head, ret);
        if (!f && (*ret == AUDIT_HEAD_FITS || *ret == AUDIT_HEAD_NONE)) {
                f = audit_end_read(cx, &now);
                if (!f && (now.seal > head.seal || *ret == AUDIT_HEAD_NONE))
                        f = small_file_write(cx, audit_head_path(), audit_head_text(cx, &now), false);
        }
        if (lock >= 0)
                close(lock);
        return f;
}

const struct fail *audit_head_begin(struct ctx *cx)
{
        enum audit_head_state state;
        bool begun;
        if (!*place)
                return NULL;
        const struct fail *f = is_begun(cx, &begun);
        if (f || begun)
                return f;
        f = audit_head_keep(cx, &state);        /* the file first: without it the row is a break */
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        audit_log(cx, "audit.head", "audit", 0, (str){ 0 });
        return tx_commit(&tx);
}

const struct fail *audit_head_accept(struct ctx *cx)
{
        must(*place);
        int lock = folder_lock(cx);
        const struct fail *f = write_end(cx);
        if (lock >= 0)
                close(lock);
        return f;
}
