/* domain/target/use/carry.c - from the rectification list into the targets of a later year. */
#include "core/audit/audit.h"
#include "domain/target/goal/goal.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/use/rectify.h"
#include "domain/target/use/rectify.sql.h"

enum { NOTE_MOST = 400 };               /* bytes of a target's note: about 130 characters */

/* The newest scheme of the county after the year of the result. */
static const struct fail *later_scheme(struct ctx *cx, const struct result_run *run, int64_t *ret,
                                       int *ret_year)
{
        struct schemes it;
        int64_t id = 0;
        int year = 0;
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it))
                if (it.unit == run->unit && it.year > run->year && it.year > year && it.has_edition &&
                    it.state != EDITION_DROPPED)
                        id = it.id, year = (int)it.year;
        *ret = id, *ret_year = year;
        return schemes_end(&it);
}

/* The unit's book in it, begun when there is none. */
static const struct fail *book_of(struct ctx *cx, int64_t scheme, int64_t unit,
                                  struct goal_book *ret)
{
        int64_t id = 0;
        const struct fail *f = goal_book_newest(cx, scheme, unit, &id);
        if (f && f->kind == FAIL_NOT_FOUND)
                f = goal_book_open_in(cx, scheme, unit, &id);
        return f ? f : goal_book_read(cx, id, ret);
}

/* The target of the same indicator; codes go from year to year. NULL: no target of its own. */
static const struct goal_line *line_of(struct ctx *cx, const struct goal_book *b,
                                       const struct rectify_item *x)
{
        struct edition e;
        struct result_run run;
        if (!x->node || result_run_find(cx, x->run, &run) || edition_read(cx, run.edition, &e))
                return NULL;
        const struct edition_node *node = edition_node_of(&e, x->node);
        for (int i = 0; node && i < b->n_lines; i++)
                if (b->lines[i].node && str_eq(b->lines[i].node->code, node->code))
                        return &b->lines[i];
        return NULL;
}

/* As many whole characters as fit. */
static str fitting(str s, size_t most)
{
        size_t n = s.n < most ? s.n : most;
        while (n < s.n && n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
                n--;
        return str_head(s, n);
}

/* A note at the target, and the words of the negotiation. */
static const struct fail *write_down(struct ctx *cx, const struct goal_book *b,
                                     const struct goal_line *line, const struct rectify_item *x)
{
        str words = x->measure.n ? x->measure : x->problem;
        str note = str_f(cx->arena, "来自整改 %.*s：%.*s" /* document text */,
                         STR(rectify_name(cx, x)), STR(words));
        const struct fail *f = NULL;
        if (line) {
                struct goal_line one = *line;
                one.note = fitting(note, NOTE_MOST);
                f = goal_book_put_in(cx, b, "goal.lines", &one, 1);
        }
        return f ? f : goal_talk_in(cx, b, line ? line->stem : 0,
                                    str_f(cx->arena, "%.*s（%.*s）" /* document text */, STR(note), STR(x->title)));
}

const struct fail *rectify_to_goal(struct ctx *cx, int64_t id, int64_t version, int64_t *ret_book)
{
        struct rectify_item x;
        struct result_run run;
        struct goal_book b;
        int64_t scheme = 0;
        int year = 0;
        const struct fail *f = rectify_find(cx, id, &x);
        if (!f)
                f = result_run_find(cx, x.run, &run);
        if (!f && x.state == RECTIFY_DROPPED)
                f = fail(cx, CONFLICT, "这一项已撤出清单，不能转入目标");
        if (!f && x.book)
                f = fail(cx, CONFLICT, "这一项已经转入目标任务书");
        if (!f)
                f = later_scheme(cx, &run, &scheme, &year);
        if (!f && !scheme)
                f = fail(cx, CONFLICT, "还没有 %d 年以后的考核方案，起草后再转入", run.year);
        if (!f)
                f = auth_change_year(cx, MAY_GOAL_EDIT, x.unit, year);
        if (f)
                return f;
        cx->db->serializable = true;            /* it looks for a book and then begins one */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        const struct goal_line *line = NULL;
        f = book_of(cx, scheme, x.unit, &b);
        if (!f) {
                line = line_of(cx, &b, &x);
                rectify_bump(cx, id, version);
                f = write_down(cx, &b, line, &x);
        }
        if (f) {
                tx_refuse(cx, f);
                return audit_conflict(cx, tx_commit(&tx), "rectify_item", id);
        }
        rectify_goal_insert(cx, id, b.id, line ? line->stem : 0, cx->now);
        rectify_move_insert(cx, id, S("goal"), x.state, str_f(cx->arena, "%d", year), cx->user, cx->now);
        audit_log(cx, "rectify.goal", "rectify_item", id,
                  str_f(cx->arena, "{\"after\":{\"book\":%ld,\"year\":%d}}", b.id, year));
        f = audit_conflict(cx, tx_commit(&tx), "rectify_item", id);
        if (!f)
                *ret_book = b.id;
        return f;
}
