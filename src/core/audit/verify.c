/* core/audit/verify.c - see verify.h. */
#include "core/audit/verify.h"
#include "core/audit/audit.sql.h"

enum { PART = 1000 };

const char *audit_fault_words(enum audit_fault f)
{
        static const char *const words[] = {
#define X(name, text) [AUDIT_FAULT_##name] = text,
                AUDIT_FAULTS(X)
#undef X
        };
        must(f >= 0 && f < AUDIT_FAULTS_END);
        return words[f];
}

static void found(struct audit_report *r, enum audit_fault fault, int64_t seal, int64_t id,
                  int64_t at)
{
        if (r->n_breaks < AUDIT_BREAKS_MOST)
                r->breaks[r->n_breaks] = (struct audit_break){ fault, seal, id, at };
        r->n_breaks++;
}

static bool same(str bytes, const struct digest *d)
{
        struct digest is;
        if (bytes.n != DIGEST_BYTES)
                return false;
        memcpy(is.b, bytes.p, DIGEST_BYTES);
        return digest_same(&is, d);
}

/* Where the walk begins: behind the anchor, or `newest` rows before the end. */
static const struct fail *begin(struct ctx *cx, int64_t newest, struct audit_report *r,
                                struct audit_end *ret)
{
        struct audit_state s = { 0 };
        struct audit_link_at there;
        struct audit_end end;
        struct digest genesis = audit_genesis();
        const struct fail *f = audit_state(cx, &s);
        if (f && f->kind == FAIL_NOT_FOUND)     /* the one row of audit_chain: somebody took it */
                found(r, AUDIT_FAULT_ANCHOR, 0, 0, 0);
        else if (f)
                return f;
        r->anchor = s.anchor;
        r->anchor_at = s.anchor_at;
        *ret = (struct audit_end){ .seal = s.anchor };
        memcpy(ret->link, genesis.b, DIGEST_BYTES);
        if (s.anchor) {
                struct digest mac = audit_anchor_mac(s.anchor, s.anchor_at, s.anchor_link);
                if (!same(s.anchor_mac, &mac) || s.anchor_link.n != DIGEST_BYTES)
                        found(r, AUDIT_FAULT_ANCHOR, s.anchor, 0, s.anchor_at);
                else
                        memcpy(ret->link, s.anchor_link.p, DIGEST_BYTES);
        }
        f = audit_end_read(cx, &end);
        if (f || newest <= 0 || end.seal - newest <= s.anchor)
                return f;
        f = audit_link_at(cx, end.seal - newest, &there);
        if (f || there.link.n != DIGEST_BYTES)  /* gone: then from the beginning */
                return f && f->kind != FAIL_NOT_FOUND ? f : NULL;
        ret->seal = end.seal - newest;
        memcpy(ret->link, there.link.p, DIGEST_BYTES);
        return NULL;
}

/* One row behind `at`, which moves on to it. */
static void step(struct audit_report *r, struct audit_end *at, struct audit_rows *it)
{
        struct audit_row row = {
                .id = it->id, .at = it->at, .has_who = it->has_who, .who = it->who, .has_unit = it->has_unit,
                .unit = it->unit, .request = it->request, .event = it->event, .entity = it->entity,
                .record = it->record, .detail = it->detail,
        };
        struct digest mac = audit_mac(&row);
        struct digest link = audit_link_of(at->link, it->seal, it->mac);
        if (it->seal != at->seal + 1)
                found(r, AUDIT_FAULT_GAP, it->seal, it->id, it->at);
        if (!same(it->mac, &mac) || !query_typed(&it->query))
                found(r, it->mac.p ? AUDIT_FAULT_CONTENT : AUDIT_FAULT_FOREIGN, it->seal, it->id, it->at);
        else if (!same(it->link, &link) && it->seal == at->seal + 1)
                found(r, AUDIT_FAULT_LINK, it->seal, it->id, it->at);
        r->rows++;
        r->first = r->first ? r->first : it->seal;
        r->last = at->seal = it->seal;
        memset(at->link, 0, DIGEST_BYTES);      /* go on with what stands there: one fault, one line */
        if (it->link.n == DIGEST_BYTES)
                memcpy(at->link, it->link.p, DIGEST_BYTES);
}

static const struct fail *walk(struct ctx *cx, struct audit_report *r, struct audit_end *at)
{
        struct audit_rows it;
        for (int n = PART; n == PART; ) {
                struct arena_mark mark = arena_mark(cx->arena);
                n = 0;
                audit_rows(&it, cx, at->seal, PART);
                for (; audit_rows_next(&it); n++)
                        step(r, at, &it);
                const struct fail *f = audit_rows_end(&it);
                if (f)
                        return f;
                arena_release(cx->arena, mark);
        }
        return NULL;
}

/* Rows without a place. On SQLite there are none; on PostgreSQL those of the last second. */
static const struct fail *walk_tail(struct ctx *cx, struct audit_report *r)
{
        bool lite = store_is_sqlite(cx->db->store);
        struct audit_unlinked it;
        int64_t after = 0;
        for (int n = PART; n == PART; ) {
                struct arena_mark mark = arena_mark(cx->arena);
                n = 0;
                audit_unlinked(&it, cx, after, PART);
                for (; audit_unlinked_next(&it); n++) {
                        struct audit_row row = {
                                .id = it.id, .at = it.at, .has_who = it.has_who, .who = it.who,
                                .has_unit = it.has_unit, .unit = it.unit, .request = it.request,
                                .event = it.event, .entity = it.entity, .record = it.record, .detail = it.detail,
                        };
                        struct digest mac = audit_mac(&row);
                        after = it.id;
                        if (!it.mac.p)
                                found(r, AUDIT_FAULT_FOREIGN, 0, it.id, it.at);
                        else if (!same(it.mac, &mac) || !query_typed(&it.query))
                                found(r, AUDIT_FAULT_TAIL, 0, it.id, it.at);
                        else if (lite || it.at < cx->now - AUDIT_LATE_MS)
                                found(r, AUDIT_FAULT_UNLINKED, 0, it.id, it.at);
                        r->tail_at = r->tail++ ? r->tail_at < it.at ? r->tail_at : it.at : it.at;
                }
                const struct fail *f = audit_unlinked_end(&it);
                if (f)
                        return f;
                arena_release(cx->arena, mark);
        }
        return NULL;
}

/* Rows in front of where the chain begins: removed ones that are there again, or made-up ones. */
static const struct fail *before_anchor(struct ctx *cx, struct audit_report *r)
{
        struct audit_rows it;
        audit_rows(&it, cx, INT64_MIN, 1);
        if (audit_rows_next(&it) && it.seal <= r->anchor)
                found(r, AUDIT_FAULT_ANCHOR, it.seal, it.id, it.at);
        return audit_rows_end(&it);
}

static const struct fail *verify(struct ctx *cx, int64_t newest, const struct audit_paper *paper,
                                 struct audit_report *r)
{
        struct audit_end at;
        struct audit_ends ends;
        const struct fail *f = begin(cx, newest, r, &at);
        if (!f)
                f = before_anchor(cx, r);
        if (!f)
                f = walk(cx, r, &at);
        if (!f)
                f = walk_tail(cx, r);
        if (!f)
                f = audit_ends(cx, &ends);
        if (!f)
                f = audit_head_compare(cx, &r->head_end, &r->head);
        if (!f)
                f = audit_end_read(cx, &r->end);
        if (!f && paper)
                f = audit_paper_compare(cx, paper, &r->paper);
        if (f)
                return f;
        r->oldest = ends.oldest;
        r->newest = ends.newest;
        if (r->head != AUDIT_HEAD_FITS && r->head != AUDIT_HEAD_NONE)
                found(r, AUDIT_FAULT_HEAD, r->head_end.seal, 0, r->head_end.at);
        if (r->paper == AUDIT_PAPER_BEHIND || r->paper == AUDIT_PAPER_DIFFERS)
                found(r, AUDIT_FAULT_PAPER, paper->place, 0, 0);
        return NULL;
}

const struct fail *audit_is_there(struct ctx *cx, bool *ret)
{
        struct audit_tables t;
        const struct fail *f = audit_tables(cx, &t);
        *ret = !f && t.n == 2;
        return f;
}

const struct fail *audit_verify(struct ctx *cx, int64_t newest, struct audit_report *ret)
{
        return audit_verify_past(cx, newest, NULL, ret);
}

const struct fail *audit_verify_past(struct ctx *cx, int64_t newest,
                                     const struct audit_paper *paper, struct audit_report *ret)
{
        bool there;
        *ret = (struct audit_report){ 0 };
        const struct fail *f = audit_is_there(cx, &there);
        if (!f && !there) {
                found(ret, AUDIT_FAULT_TABLE, 0, 0, 0);
                ret->lost = true;
                return NULL;
        }
        if (!f)
                f = audit_head_read(cx, &ret->head, &ret->head_end);
        if (!f)
                f = db_snapshot_begin(cx);
        if (f)
                return f;
        f = verify(cx, newest, paper, ret);
        db_snapshot_end(cx);
        return f;
}
