/* domain/target/check/verify.c - 核验: who may, what is drawn, what becomes of another value. */
#include "core/audit/audit.h"
#include "core/crypto/hash.h"
#include "core/text/json.h"
#include "domain/target/check/check.h"
#include "domain/target/check/check.sql.h"

const struct fail *check_may_verify(struct ctx *cx, const struct figure_year *y,
                                    const struct figure_leaf *l, int64_t unit)
{
        struct check_unit_inside in;
        /* who assesses the indicator; its own, and what nobody assesses, is the county's to verify */
        bool others = l->x->scorer && l->x->scorer != unit;
        const struct fail *f = auth_change_year(cx, MAY_ASSESS_VERIFY, others ? l->x->scorer : y->e.unit, y->e.year);
        if (!f && cx->unit)
                f = check_unit_inside(cx, cx->unit, unit, &in);
        if (!f && cx->unit && in.n)
                f = fail(cx, DENIED, "这是您本单位的自评，应当回避，请由目标办或县领导核验");
        return f;
}

/* ---- the draw --------------------------------------------------------------------------------------- */

struct lot { str hex; int at; };

static int lot_order(const void *a, const void *b)
{
        const struct lot *x = a, *y = b;
        int c = str_cmp(x->hex, y->hex);
        return c ? c : x->at - y->at;
}

void check_draw(struct arena *a, int64_t seed, int share, const struct check_place *list, int n,
                bool *ret)
{
        struct lot *lots = NEW_ARRAY(a, struct lot, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                str text = str_f(a, "%ld|%.*s|%.*s", seed, STR(list[i].unit), STR(list[i].leaf));
                struct digest d = hash(HASH_SM3, text);
                lots[i] = (struct lot){ digest_hex(a, &d), i };
                ret[i] = false;
        }
        qsort(lots, (size_t)n, sizeof(lots[0]), lot_order);
        int wanted = (n * share + 99) / 100;
        for (int i = 0; i < wanted; i++)
                ret[lots[i].at] = true;
}

void check_sample(struct ctx *cx, const struct check_data *d, int leaf, bool *ret)
{
        const struct figure_leaf *l = &d->y.leaves[leaf];
        struct check_place *list = NEW_ARRAY(cx->arena, struct check_place, (size_t)d->n_papers + 1);
        int *at = NEW_ARRAY(cx->arena, int, (size_t)d->n_papers + 1), n = 0;
        bool *drawn = NEW_ARRAY(cx->arena, bool, (size_t)d->n_papers + 1);
        for (int i = 0; i < d->n_papers; i++) {
                const struct check_paper *p = &d->papers[i];
                ret[i] = false;
                if (p->state != PAPER_SUBMITTED && p->state != PAPER_ACCEPTED)
                        continue;
                const struct check_line *line = check_line_of(d, p->id, l->x->stem);
                if (line && line->frozen && line->figure && !line->claim.n) {
                        list[n] = (struct check_place){ p->code, l->x->code };
                        at[n++] = i;
                }
        }
        check_draw(cx->arena, d->round.seed, d->round.sample, list, n, drawn);
        for (int i = 0; i < n; i++)
                ret[at[i]] = drawn[i];
}

void check_tallies(struct ctx *cx, const struct check_data *d, struct check_tally *ret)
{
        bool *drawn = NEW_ARRAY(cx->arena, bool, (size_t)d->n_papers + 1);
        memset(ret, 0, sizeof(*ret) * (size_t)d->n_papers);
        for (int i = 0; i < d->n_papers; i++) {
                const struct check_row *rows;
                struct check_tally *t = &ret[i];
                int n;
                check_rows(cx, d, &d->papers[i], &rows, &n);
                for (int k = 0; k < n; k++) {
                        t->behind += rows[k].light == CHECK_BEHIND;
                        t->not_begun += rows[k].light == CHECK_NOT_BEGUN;
                        t->on += rows[k].light == CHECK_ON;
                        t->asked += rows[k].asked;
                        t->told += rows[k].asked && (rows[k].line.reason.n || rows[k].line.words.n);
                        t->claims += rows[k].line.claim.n > 0;
                        t->claims_done += rows[k].line.claim.n && rows[k].line.verdict != CHECK_UNVERIFIED;
                        t->differs += rows[k].line.verdict == CHECK_DIFFERS;
                }
        }
        for (int l = 0; d->round.kind == CHECK_SELF && l < d->y.n_leaves; l++) {
                check_sample(cx, d, l, drawn);
                for (int i = 0; i < d->n_papers; i++) {
                        const struct check_line *line = drawn[i]
                                ? check_line_of(d, d->papers[i].id, d->y.leaves[l].x->stem) : NULL;
                        ret[i].drawn += line != NULL;
                        ret[i].drawn_done += line && line->verdict != CHECK_UNVERIFIED;
                }
        }
}

/* ---- verifying -------------------------------------------------------------------------------------- */

struct job {
        const struct check_verify *w;
        const struct check_paper  *p;
        struct check_row           row;
        int64_t                    value;       /* at the input's places */
        int                        places;
        bool                       agrees;      /* with what the unit holds */
};

static str field_of(struct ctx *cx, char c, int64_t paper) { return str_f(cx->arena, "%c-%ld", c, paper); }

static const struct check_paper *paper_of(const struct check_data *d, int64_t id)
{
        for (int i = 0; i < d->n_papers; i++)
                if (d->papers[i].id == id)
                        return &d->papers[i];
        return NULL;
}

static const struct fail *find_row(struct ctx *cx, const struct check_data *d, struct job *j)
{
        const struct check_row *rows;
        int n;
        j->p = paper_of(d, j->w->paper);
        if (!j->p)
                return fail(cx, NOT_FOUND, "%s", "");
        if (j->p->state != PAPER_SUBMITTED && j->p->state != PAPER_ACCEPTED)
                return fail(cx, CONFLICT, "%.*s还没有上报自评，不能核验", STR(j->p->brief));
        check_rows(cx, d, j->p, &rows, &n);
        for (int i = 0; i < n; i++)
                if (rows[i].l->x->stem == j->w->stem) {
                        j->row = rows[i];
                        return NULL;
                }
        return fail(cx, NOT_FOUND, "%s", "");
}

/* The value that was typed, and whether the unit holds the same. */
static const struct fail *read_value(struct ctx *cx, struct job *j)
{
        struct figure_text t, claim;
        const struct figure_input *in = &j->row.l->inputs[j->row.main];
        int64_t held;
        j->places = in->places;
        const char *why = figure_read(cx->arena, j->w->raw, &t);
        if (!why && (t.v == FIGURE_NONE || t.v == FIGURE_NA))
                why = "请填核验的数";
        if (why)
                return fail_field(cx, field_of(cx, 'v', j->w->paper), "%.*s：%s", STR(j->p->brief),
                                  words_of(cx->lang, why));
        if (!figure_scale(t.v, t.places, in->places, &j->value))
                return fail_field(cx, field_of(cx, 'v', j->w->paper), "%.*s：最多 %d 位小数", STR(j->p->brief), in->places);
        if (j->row.line.claim.n && !figure_read(cx->arena, j->row.line.claim, &claim))
                j->agrees = figure_scale(claim.v, claim.places, in->places, &held) && held == j->value;
        else
                j->agrees = !j->row.na && figure_scale(j->row.value, j->row.places, in->places, &held) &&
                            held == j->value;
        if (!j->agrees && !str_trim(j->w->finding).n)
                return fail_field(cx, field_of(cx, 'f', j->w->paper), "%.*s：核验的数和单位的不一致，请写明原因", STR(j->p->brief));
        return NULL;
}

static const struct fail *job_check(struct ctx *cx, const struct check_data *d,
                                    const struct figure_year *newest, struct job *j)
{
        const struct fail *f = find_row(cx, d, j);
        if (!f)
                f = check_may_verify(cx, &d->y, j->row.l, j->p->unit);
        if (!f)
                f = figure_leaf_stands(cx, newest, j->w->stem, d->round.edition);
        if (!f && j->row.line.version != j->w->version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "check_paper", j->w->paper);
        if (!f && !j->row.figure)
                f = fail_field(cx, field_of(cx, 'v', j->w->paper), "%.*s：没有报数，请先由填报单位报数", STR(j->p->brief));
        return f ? f : read_value(cx, j);
}

/* A value that is not what stands there now becomes a correction of the figure. */
static const struct fail *correct(struct ctx *cx, const struct check_data *d,
                                  const struct figure_year *newest, const struct job *j,
                                  int64_t *ret_id)
{
        const struct figure_input *in = &j->row.l->inputs[j->row.main];
        const struct check_figure *now = check_figure_at(d, j->p->unit, j->w->stem, in->key);
        int64_t have;
        if (now && !now->na && figure_scale(now->value, now->places, j->places, &have) && have == j->value)
                return NULL;
        str finding = str_trim(j->w->finding);
        const struct figure_in put = {
                .stem = j->w->stem, .unit = j->p->unit, .period = j->row.period, .input = in->key,
                .raw = str_trim(j->w->raw), .reason = finding.n ? finding : j->row.line.ground, .seen = -1,
                .edition = d->round.edition, .origin = str_f(cx->arena, "check-%ld", j->row.line.id) };
        const struct fail *f = figure_verify_in(cx, newest, &put, j->w->data_version, ret_id);
        if (!f || (f->kind != FAIL_INVALID && f->kind != FAIL_CONFLICT))
                return f;
        return f->kind == FAIL_CONFLICT
                ? fail(cx, CONFLICT, "%.*s：%.*s", STR(j->p->brief), STR(f->say))
                : fail_field(cx, field_of(cx, str_is(f->field, "data-version") ? 'd' : 'v', j->w->paper), "%.*s：%.*s",
                             STR(j->p->brief), STR(f->say));
}

static str verify_text(struct ctx *cx, const struct job *j, int64_t correction)
{
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out o = json_out(&b, false);
        json_open(&o, NULL, '{');
        json_open(&o, "before", '{');
        json_put_str(&o, "figure", j->row.text);
        if (j->row.line.claim.n)
                json_put_str(&o, "claim", j->row.line.claim);
        json_close(&o, '}');
        json_open(&o, "after", '{');
        json_put_str(&o, "indicator", j->row.l->x->name);
        json_put_str(&o, "verified", str_trim(j->w->raw));
        json_put_bool(&o, "agrees", j->agrees);
        if (str_trim(j->w->finding).n)
                json_put_str(&o, "finding", str_trim(j->w->finding));
        if (correction)
                json_put_int(&o, "correction", correction);
        json_close(&o, '}');
        json_close(&o, '}');
        return buf_str(&b);
}

static str kept(str s) { return str_trim(s).n ? str_trim(s) : (str){ 0 }; }

const struct fail *check_verify(struct ctx *cx, int64_t round, const struct check_verify *list,
                                int n, int *ret_n)
{
        struct check_data *d = NEW(cx->arena, struct check_data);
        struct figure_year *newest = NEW(cx->arena, struct figure_year);
        int corrected = 0;
        const struct fail *f = check_data_read(cx, round, 0, true, d);
        if (!f)
                f = figure_year_open(cx, d->round.scheme, newest);
        if (!f && d->round.kind != CHECK_SELF)
                f = fail(cx, CONFLICT, "半年检查不核验自报");
        if (!f && d->round.state != CHECK_OPEN)
                f = fail(cx, CONFLICT, "这一轮已经办结，不再改");
        if (f)
                return f;
        cx->db->serializable = true;            /* one correction of a place waits at most */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int i = 0; i < n; i++) {
                struct job j = { .w = &list[i] };
                int64_t correction = 0;
                f = job_check(cx, d, newest, &j);
                if (!f)
                        f = correct(cx, d, newest, &j, &correction);
                if (f) {
                        tx_refuse(cx, f);
                        return tx_commit(&tx);
                }
                corrected += correction != 0;
                check_line_verify(cx, j.row.line.id, list[i].version, j.agrees ? CHECK_AGREED : CHECK_DIFFERS,
                                  str_trim(list[i].raw), kept(list[i].finding), kept(list[i].data_version),
                                  correction != 0, correction, cx->user, cx->now);
                audit_log(cx, "paper.verify", "check_paper", list[i].paper, verify_text(cx, &j, correction));
        }
        f = tx_commit(&tx);
        if (!f)
                *ret_n = corrected;
        return f;
}
