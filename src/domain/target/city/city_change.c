/* domain/target/city/city_change.c - what is written of the city's assessment. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/city/city.h"
#include "domain/target/city/city.sql.h"
#include "domain/target/single.h"

static int64_t value(points p) { return city_has(p) ? p.micro : 0; }

static void log_text(struct ctx *cx, const char *event, const char *entity, int64_t id, str name, str score)
{
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, "name", name);
        if (score.n)
                json_put_str(&j, "points", score);
        json_close(&j, '}');
        json_close(&j, '}');
        audit_log(cx, event, entity, id, buf_str(&b));
}

static const struct fail *score_fits(struct ctx *cx, const char *field, points p, points full)
{
        if (city_has(p) && (p.micro < 0 || p.micro > full.micro + full.micro / 2))
                return fail_field(cx, str_of(field), "得分应在 0 到 %.*s 之间（含加分，最多为满分的一倍半）",
                                  STR(points_str(cx->arena, (points){ full.micro + full.micro / 2 }, 0)));
        return NULL;
}

/* ---- the book --------------------------------------------------------------------------------- */

const struct fail *city_others_fit(struct ctx *cx, int league, const str *names, int n, str source, day told)
{
        if (n >= league)
                return fail_field(cx, S("others"), "参加考核的有 %d 个县，其他县最多写 %d 个", league, league - 1);
        for (int i = 0; i < n; i++)
                for (int k = 0; k < i; k++)
                        if (str_eq(names[i], names[k]))
                                return fail_field(cx, S("others"), "“%.*s”写了两次", STR(names[i]));
        if (n && !str_trim(source).n)
                return fail_field(cx, S("source"), "请写明数从哪里来：通报、文号或网址");
        if (n && (!day_is(told) || told.n > cx->today.n))
                return fail_field(cx, S("day"), "请填通报的日期，不晚于今天");
        return NULL;
}

static const struct fail *others_fit(struct ctx *cx, int league, const struct city_standing *list,
                                     int n, str source, day told)
{
        str *names = NEW_ARRAY(cx->arena, str, (size_t)n + 1);
        for (int i = 0; i < n; i++)
                names[i] = list[i].name;
        return city_others_fit(cx, league, names, n, source, told);
}

static void standings_put(struct ctx *cx, int64_t book, const struct city_standing *list, int n,
                          str source, day told)
{
        city_standings_drop(cx, book);
        for (int i = 0; i < n; i++)
                city_standing_put(cx, book, list[i].name, list[i].score.micro);
        city_book_told(cx, book, n ? str_trim(source) : (str){ 0 }, n ? told : DAY_NONE);
}

const struct fail *city_standings_write(struct ctx *cx, const struct city_book *b,
                                        const struct city_standing *list, int n, str source,
                                        day told)
{
        const struct fail *f = auth_change_year(cx, MAY_CITY_EDIT, b->unit, b->year);
        if (!f)
                f = others_fit(cx, b->league, list, n, source, told);
        if (f)
                return f;
        standings_put(cx, b->id, list, n, source, told);
        log_text(cx, "city.book", "city_book", b->id, b->title, (str){ 0 });
        return NULL;
}

const struct fail *city_book_put(struct ctx *cx, int64_t id, int64_t version,
                                 const struct city_book_wish *w, int64_t *ret_id)
{
        struct city_book *books;
        int n;
        const struct fail *f = auth_change_year(cx, MAY_CITY_EDIT, w->unit, w->year);
        if (!f)
                f = city_books_read(cx, &books, &n);
        for (int i = 0; !f && !id && i < n; i++)
                if (books[i].unit == w->unit && books[i].year == w->year)
                        f = fail_field(cx, S("year"), "%d 年的市对县考核已经有了", w->year);
        if (!f && city_has(w->final_score) && (w->final_rank < 0 || w->final_rank > w->league))
                f = fail_field(cx, S("final-rank"), "名次不能超过参加考核的县数 %d", w->league);
        if (!f)
                f = others_fit(cx, w->league, w->others, w->n_others, w->told_source, w->told);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (id)
                city_book_update(cx, id, version, w->title, str_some(w->basis), w->league,
                                 city_has(w->final_score), value(w->final_score), w->final_rank > 0,
                                 w->final_rank);
        else
                id = city_book_insert(cx, w->unit, w->year, w->title, str_some(w->basis), w->league);
        if (w->others_said)
                standings_put(cx, id, w->others, w->n_others, w->told_source, w->told);
        log_text(cx, "city.book", "city_book", id, w->title,
                 city_has(w->final_score) ? points_str(cx->arena, w->final_score, 0) : (str){ 0 });
        f = audit_conflict(cx, tx_commit(&tx), "city_book", id);
        if (!f)
                *ret_id = id;
        return f;
}

/* ---- an indicator ----------------------------------------------------------------------------- */

static const struct fail *unit_fits(struct ctx *cx, const struct city_book *book, int64_t unit,
                                    const char *field)
{
        struct org_unit u;
        const struct fail *f = org_unit_by_id(cx, unit, &u);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? fail_field(cx, str_of(field), "没有这个单位") : f;
        if (!str_starts(u.path, str_f(cx->arena, "/%ld/", book->unit)))
                return fail_field(cx, str_of(field), "“%.*s”不是本县的单位", STR(u.brief));
        return NULL;
}

/* A rule as one of our methods must score from the target and a figure: tried with the target. */
static const struct fail *method_fits(struct ctx *cx, const struct city_wish *w)
{
        struct city_item x = { .full = w->full, .method = w->method, .params = w->params,
                               .target = w->target, .down = w->down };
        points p;
        if (!w->method.n)
                return NULL;
        const struct method *m = method_find(w->method, 0);
        if (!m)
                return fail_field(cx, S("method"), "没有这个计分方法");
        if (m->needs & (NEED_ROWS | NEED_COUNTS))
                return fail_field(cx, S("method"), "这个方法要另填情形或区间，不能只凭完成值试算");
        if (!w->target.n && method_input_at(m, S("target")) >= 0)
                return fail_field(cx, S("target"), "写了计分方法，就要写目标值");
        if (m->needs & (NEED_MIN_MAX | NEED_RANK))      /* tried once the city has told the others' figures */
                return NULL;
        const struct fail *f = city_what_if(cx, &x, w->target, (str){ 0 }, &p);
        return f && f->kind == FAIL_INVALID ? fail_field(cx, S("method"), "%.*s", STR(f->say)) : f;
}

static const struct fail *code_free(struct ctx *cx, int64_t book, str code)
{
        struct city_items_of it;
        bool taken = false;
        city_items_of(&it, cx, book);
        while (city_items_of_next(&it))
                taken |= str_eq(it.code, code);
        const struct fail *f = city_items_of_end(&it);
        return f || !taken ? f : fail_field(cx, S("code"), "这个代码已经有指标用了");
}

static const struct fail *full_fits(struct ctx *cx, points full)
{
        return full.micro > 0 && full.micro <= (int64_t)1000 * 1000000 ? NULL
             : fail_field(cx, S("full"), "满分应大于 0、不超过 1000");
}

const struct fail *city_item_fits(struct ctx *cx, const struct city_book *book, int64_t id, const struct city_wish *w,
                                  fail_told *tell, void *arg)
{
        struct telling k = { tell, arg, NULL };
        const struct fail *full = full_fits(cx, w->full);
        bool on = telling_on(&k, full) && telling_on(&k, unit_fits(cx, book, w->lead, "lead"));
        for (int i = 0; on && i < w->n_shares; i++)
                on = telling_on(&k, unit_fits(cx, book, w->shares[i], "shares"));
        if (on && !full)
                on = telling_on(&k, score_fits(cx, "last-score", w->last_score, (points){ w->full.micro * 2 })) &&
                     telling_on(&k, method_fits(cx, w));
        if (on && !id)
                (void)telling_on(&k, code_free(cx, book->id, w->code));
        return k.first;
}

const struct fail *city_item_write(struct ctx *cx, const struct city_book *book, int64_t id,
                                   int64_t version, const struct city_wish *w, int64_t *ret_id)
{
        const struct fail *f = auth_change_year(cx, MAY_CITY_EDIT, book->unit, book->year);
        if (!f)
                f = city_item_fits(cx, book, id, w, NULL, NULL);
        if (f)
                return f;
        if (id)
                city_item_update(cx, id, version, str_some(w->block), w->name, w->sort, w->full.micro,
                                 str_some(w->rule), str_some(w->department), str_some(w->leader),
                                 w->lead, str_some(w->source), str_some(w->measure), w->down,
                                 str_some(w->target), str_some(w->method), str_some(w->params),
                                 city_has(w->last_score), value(w->last_score), w->last_rank > 0,
                                 w->last_rank, w->stem != 0, w->stem);
        else
                id = city_item_insert(cx, book->id, w->code, str_some(w->block), w->name, w->sort,
                                      w->full.micro, str_some(w->rule), str_some(w->department),
                                      str_some(w->leader), w->lead, str_some(w->source),
                                      str_some(w->measure), w->down, str_some(w->target),
                                      str_some(w->method), str_some(w->params), city_has(w->last_score),
                                      value(w->last_score), w->last_rank > 0, w->last_rank,
                                      w->stem != 0, w->stem);
        city_share_drop(cx, id);
        for (int i = 0; i < w->n_shares; i++)
                if (w->shares[i] != w->lead)
                        city_share_put(cx, id, w->shares[i]);
        log_text(cx, "city.item", "city", id, w->name, points_str(cx->arena, w->full, 0));
        *ret_id = id;
        return NULL;
}

const struct fail *city_item_put(struct ctx *cx, const struct city_book *book, int64_t id,
                                 int64_t version, const struct city_wish *w, int64_t *ret_id)
{
        int64_t got = id;
        cx->db->serializable = true;            /* it looks for a code and then takes it */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        const struct fail *f = city_item_write(cx, book, id, version, w, &got);
        if (f)
                tx_refuse(cx, f);
        f = audit_conflict(cx, tx_commit(&tx), "city", got);
        if (!f)
                *ret_id = got;
        return f;
}

/* ---- month by month ----------------------------------------------------------------------------- */

static const struct fail *figure_fits(struct ctx *cx, const char *field, str text)
{
        struct figure_text t;
        const char *why = text.n ? figure_read(cx->arena, text, &t) : NULL;
        return why ? fail_field(cx, str_of(field), "%s", words_of(cx->lang, why)) : NULL;
}

static const struct fail *month_fits(struct ctx *cx, const struct city *c, int month)
{
        return month >= 0 && month < CITY_MONTHS && day_make(c->book.year, month + 1, 1).n <= cx->today.n ? NULL
             : fail_field(cx, S("month"), "这个月还没有开始，不能预估");
}

static const struct fail *rank_fits(struct ctx *cx, const struct city *c, int rank)
{
        return rank >= 0 && rank <= c->book.league ? NULL
             : fail_field(cx, S("rank"), "名次不能超过参加考核的县数 %d", c->book.league);
}

/* The points are those of the item's method at the month's figure, unless something else is evidence. */
static const struct fail *method_says(struct ctx *cx, const struct city_item *x, const struct city_guess *g)
{
        points by;
        if (!x->method.n || !g->actual.n || g->evidence.n)
                return NULL;
        const struct fail *f = city_what_if(cx, x, g->actual, (str){ 0 }, &by);
        int64_t off = f ? 0 : g->score.micro - by.micro;
        if (off <= 5000 && off >= -5000)       /* the exact points, before they were rounded to hundredths, too */
                return f;
        return fail_field(cx, S("score"), "按计分方法，完成值 %.*s 得 %.*s 分，填的是 %.*s 分；另有依据的，请在“依据”里写明",
                          STR(g->actual), STR(points_str(cx->arena, by, 2)), STR(points_str(cx->arena, g->score, 2)));
}

static const struct fail *cause_fits(struct ctx *cx, const struct city_item *x, const struct city_guess *g)
{
        return g->score.micro >= x->full.micro || str_trim(g->cause).n ? NULL
             : fail_field(cx, S("cause"), "有失分（%.*s 分），请写明原因",
                          STR(points_str(cx->arena, (points){ x->full.micro - g->score.micro }, 0)));
}

const struct fail *city_guess_fits(struct ctx *cx, const struct city *c, const struct city_item *x,
                                   const struct city_guess *g, fail_told *tell, void *arg)
{
        struct telling k = { tell, arg, NULL };
        const struct fail *actual = figure_fits(cx, "actual", g->actual);
        bool on = telling_on(&k, actual) && telling_on(&k, figure_fits(cx, "mean", g->mean)) &&
                  telling_on(&k, month_fits(cx, c, g->month)) && telling_on(&k, rank_fits(cx, c, g->rank));
        const struct fail *score = on ? score_fits(cx, "score", g->score, x->full) : NULL;
        on = on && telling_on(&k, score) && (actual || score || telling_on(&k, method_says(cx, x, g)));
        if (on && !score)
                (void)telling_on(&k, cause_fits(cx, x, g));
        return k.first;
}

const struct fail *city_estimate_write(struct ctx *cx, const struct city *c,
                                       const struct city_item *x, int64_t version,
                                       const struct city_guess *g)
{
        const struct fail *f = auth_change_year(cx, MAY_CITY_EDIT, x->lead, c->book.year);
        if (!f)
                f = city_guess_fits(cx, c, x, g, NULL, NULL);
        if (!f && !version && x->month[g->month].given)
                f = fail(cx, CONFLICT, "%d 月已经有人填了，请刷新后再改", g->month + 1);
        if (f)
                return f;
        if (version)
                city_estimate_update(cx, x->id, g->month, version, str_some(g->actual),
                                     str_some(g->mean), g->rank > 0, g->rank, g->score.micro,
                                     str_some(g->cause), str_some(g->measure),
                                     str_some(g->evidence), cx->user, cx->now);
        else
                city_estimate_insert(cx, x->id, g->month, str_some(g->actual), str_some(g->mean),
                                     g->rank > 0, g->rank, g->score.micro, str_some(g->cause),
                                     str_some(g->measure), str_some(g->evidence), cx->user, cx->now);
        log_text(cx, "city.estimate", "city", x->id, x->name, points_str(cx->arena, g->score, 0));
        return NULL;
}

const struct fail *city_estimate_put(struct ctx *cx, const struct city *c,
                                     const struct city_item *x, int64_t version,
                                     const struct city_guess *g)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        const struct fail *f = city_estimate_write(cx, c, x, version, g);
        if (f)
                tx_refuse(cx, f);
        return audit_conflict(cx, tx_commit(&tx), "city", x->id);
}

const struct fail *city_final_put(struct ctx *cx, const struct city *c, const struct city_item *x,
                                  int64_t version, points score, int rank)
{
        const struct fail *f = auth_change_year(cx, MAY_CITY_EDIT, c->book.unit, c->book.year);
        if (!f)
                f = score_fits(cx, "final-score", score, x->full);
        if (!f && (rank < 0 || rank > c->book.league))
                f = fail_field(cx, S("final-rank"), "名次不能超过参加考核的县数 %d", c->book.league);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        city_item_final(cx, x->id, version, city_has(score), value(score), rank > 0, rank);
        log_text(cx, "city.final", "city", x->id, x->name,
                 city_has(score) ? points_str(cx->arena, score, 0) : (str){ 0 });
        return audit_conflict(cx, tx_commit(&tx), "city", x->id);
}
