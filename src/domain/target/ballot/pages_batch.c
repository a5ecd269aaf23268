/* domain/target/ballot/pages_batch.c - a batch of paper ballots: two looks and, where they differ, a third. */
#include "domain/target/ballot/batch.html.h"
#include "domain/target/ballot/faces.h"

enum { COLUMNS = POLL_UNITS + 3, MARKS = 2000 };

/* Values as the ballot offers them, then 不了解 and 无效. Marks of 0 … 100 have one column: a list. */
static struct batch_column *columns_of(struct ctx *cx, const struct poll *p, int *ret_n)
{
        struct batch_column *c = NEW_ARRAY(cx->arena, struct batch_column, COLUMNS);
        int n = 0;
        for (int i = 0; i < poll_values(p); i++)
                c[n++] = (struct batch_column){ BALLOT_VALID, poll_value(p, i),
                                                poll_value_word(cx, p, poll_value(p, i)) };
        if (!poll_values(p))
                c[n++] = (struct batch_column){ BALLOT_VALID, -1, str_of(words_of(cx->lang, "各票分数")) };
        c[n++] = (struct batch_column){ BALLOT_UNKNOWN, 0,
                                        str_of(words_of(cx->lang, ballot_state_words[BALLOT_UNKNOWN])) };
        c[n++] = (struct batch_column){ BALLOT_INVALID, 0,
                                        str_of(words_of(cx->lang, ballot_state_words[BALLOT_INVALID])) };
        *ret_n = n;
        return c;
}

/* What one look has in a cell: a count, or the list "95 90×2". Zero is nothing. */
static str cell_text(struct ctx *cx, const struct poll_entry *e, int n, int64_t unit, int aspect,
                     const struct batch_column *c)
{
        struct buf b = buf_new(cx->arena, 32 << 10);
        if (c->value >= 0) {
                int got = poll_entry_n(e, n, unit, aspect, c->state, c->value);
                return got ? str_f(cx->arena, "%d", got) : S("");
        }
        for (int i = 0; i < n; i++)
                if (e[i].unit == unit && e[i].aspect == aspect && e[i].state == BALLOT_VALID)
                        buf_f(&b, e[i].n > 1 ? "%s%.*s×%d" : "%s%.*s", b.n ? " " : "",
                              STR(points_str(cx->arena, (points){ e[i].value }, 0)), e[i].n);
        return buf_str(&b);
}

static const char *cell_name(struct ctx *cx, int unit, int aspect, int column)
{
        return str_f(cx->arena, "n-%d-%d-%d", unit, aspect, column).p;
}

/* ---- reading ------------------------------------------------------------------------------------------- */

struct look { struct poll_entry *e; int n, cap; };

static void add(struct ctx *cx, struct look *l, int64_t unit, int aspect, enum ballot_state state,
                int64_t value, int n)
{
        for (int i = 0; i < l->n; i++)
                if (l->e[i].unit == unit && l->e[i].aspect == aspect && l->e[i].state == state &&
                    l->e[i].value == value) {
                        l->e[i].n += n;
                        return;
                }
        *VEC_ADD(cx->arena, l->e, l->n, l->cap) = (struct poll_entry){ unit, aspect, state, value, n };
}

/* "95 90×2 88.5" */
static bool read_list(struct ctx *cx, struct look *l, int64_t unit, int aspect, str text)
{
        int marks = 0;
        while (text.n) {
                str times, one = str_trim(str_cut(text, ' ', &text));
                points p;
                uint64_t n = 1;
                if (!one.n)
                        continue;
                ptrdiff_t at = str_find(one, S("×"));
                if (at >= 0)
                        times = str_from(one, (size_t)at + 2), one = str_head(one, (size_t)at);
                else
                        one = str_cut(one, '*', &times);
                if (times.p && (!str_u64(times, &n) || !n || n > POLL_MEMBERS))
                        return false;
                if (!points_read(one, &p) || ++marks > MARKS)
                        return false;
                add(cx, l, unit, aspect, BALLOT_VALID, p.micro, (int)n);
        }
        return true;
}

static struct look read_look(struct ctx *cx, struct form *form, const struct poll *p)
{
        struct look l = { 0 };
        int n;
        const struct batch_column *c = columns_of(cx, p, &n);
        for (int u = 0; u < p->n_units; u++)
                for (int k = 0; k < poll_aspects(p); k++)
                        for (int i = 0; i < n; i++) {
                                const char *name = cell_name(cx, u, k, i);
                                if (c[i].value < 0) {
                                        if (!read_list(cx, &l, p->units[u].unit, k,
                                                       form_text(form, name, 0, 4000)))
                                                form_wrong(form, name, "应为用空格分开的分数，如“95 90×2 88.5”");
                                        continue;
                                }
                                int64_t v = form_int_or(form, name, 0, POLL_MEMBERS, 0);
                                if (v)
                                        add(cx, &l, p->units[u].unit, k, c[i].state, c[i].value, (int)v);
                        }
        return l;
}

/* ---- showing ------------------------------------------------------------------------------------------- */

static void fill_cells(struct ctx *cx, struct batch_page *p, const struct form *form)
{
        int aspects = poll_aspects(&p->p), n = p->n_columns;
        struct batch_cell *cells = NEW_ARRAY(cx->arena, struct batch_cell,
                                             (size_t)(p->p.n_units * aspects * n) + 1);
        for (int u = 0; u < p->p.n_units; u++)
                for (int k = 0; k < aspects; k++)
                        for (int i = 0; i < n; i++) {
                                struct batch_cell *c = &cells[(u * aspects + k) * n + i];
                                const char *name = cell_name(cx, u, k, i);
                                str look[3];
                                for (int r = 0; r < 3; r++)
                                        look[r] = cell_text(cx, p->b.entries[r], p->b.n_entries[r],
                                                            p->p.units[u].unit, k, &p->columns[i]);
                                /* whoever enters the second time does not see the first */
                                if (p->b.state == BATCH_DIFFERS)
                                        c->first = look[0], c->second = look[1],
                                        c->differs = !str_eq(look[0], look[1]),
                                        c->value = c->differs ? S("") : look[0];
                                else if (p->b.state == BATCH_DONE)
                                        c->value = p->b.n_entries[2] ? look[2] : look[0];
                                if (form && form_has(form, name))
                                        c->value = form_raw(form, name);
                                p->n_differ += c->differs;
                        }
        p->cells = cells;
}

static const struct fail *batch_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                     const struct form *form, const struct fail *why)
{
        struct batch_page *p = NEW(cx->arena, struct batch_page);
        p->page = page_of(cx, rq, "录入纸质票");
        const struct fail *f = poll_batch_read(cx, rq->ids[0], &p->p, &p->b);
        if (f)
                return f;
        str name = str_f(cx->arena, words_of(cx->lang, "第 %d 批"), p->b.no);
        p->page.name = p->p.name, p->page.here = "/ratings";
        page_crumb(&p->page, S("/ratings"), "民主测评", (str){ 0 });
        page_crumb(&p->page, str_f(cx->arena, "/ratings/%ld", p->p.id), NULL, p->p.name);
        page_crumb(&p->page, (str){ 0 }, NULL, name);
        p->columns = columns_of(cx, &p->p, &p->n_columns);
        bool open = (p->p.state == POLL_OPEN || p->p.state == POLL_CLOSED) &&
                    !auth_change_year(cx, MAY_RATING_EDIT, p->p.unit, p->p.year);
        p->settles = open && p->b.state == BATCH_DIFFERS && p->b.first_by != cx->user &&
                     p->b.second_by != cx->user;
        p->may_enter = open && (p->b.state == BATCH_EMPTY ||
                                (p->b.state == BATCH_ONCE && p->b.first_by != cx->user));
        fill_cells(cx, p, form);
        p->reason = (struct form_field){ .name = "reason", .label = "核定的依据", .rows = 2, .max = 500,
                .value = S(""), .hint = "如“对照原票第 3 张”" };
        if (form)
                p->reason = form_field_of(p->reason, form, why);
        p->faults = (struct form_faults){ form, why, &p->reason, 1 };
        if (why)
                re->status = fail_http(why->kind);
        batch_page(&re->body, p);
        return NULL;
}

/* GET /ratings/batches/:id */
const struct fail *poll_batch_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return batch_show(cx, rq, re, NULL, NULL);
}

/* POST /ratings/batches/:id/entries */
const struct fail *poll_entries_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct poll p;
        struct poll_batch b;
        enum batch_state to = BATCH_EMPTY;
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = poll_batch_read(cx, rq->ids[0], &p, &b);
        if (f)
                return f;
        struct look l = read_look(cx, &form, &p);
        f = form_end(&form);
        if (!f)
                f = poll_batch_enter(cx, rq->ids[0], version, l.e, l.n, &to);
        if (f)
                return fail_on_form(f) ? batch_show(cx, rq, re, &form, f) : f;
        reply_note(re, cx, to == BATCH_ONCE ? "第一次录入已存，请另一人再录一遍"
                         : to == BATCH_DONE ? "两次录入一致，已计入" : "两次录入不一致，请第三人核定");
        return reply_see(re, cx, "/ratings/batches/%ld", rq->ids[0]);
}

/* POST /ratings/batches/:id/settlements */
const struct fail *poll_settlements_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct poll p;
        struct poll_batch b;
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        str reason = form_text(&form, "reason", 0, 500);
        const struct fail *f = poll_batch_read(cx, rq->ids[0], &p, &b);
        if (f)
                return f;
        struct look l = read_look(cx, &form, &p);
        f = form_end(&form);
        if (!f)
                f = poll_batch_settle(cx, rq->ids[0], version, reason, l.e, l.n);
        if (f)
                return fail_on_form(f) ? batch_show(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "差异已核定，已计入");
        return reply_see(re, cx, "/ratings/batches/%ld", rq->ids[0]);
}
