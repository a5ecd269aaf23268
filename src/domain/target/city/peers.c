/* domain/target/city/peers.c - the other counties in one indicator: what the city told of them, our
 * place among them, and what a changed figure would come to. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/target/city/city.h"
#include "domain/target/city/city.sql.h"
#include "domain/target/single.h"

enum { PAIRS = 20, NAME_MOST = 40, HUNDREDTH = 10000 };

/* A figure as a number of six decimals, which is the most that one has; false: none. */
static bool number_of(struct ctx *cx, str text, int64_t *ret)
{
        struct figure_text t;
        return text.n && !figure_read(cx->arena, text, &t) && t.v != FIGURE_NA && t.v != FIGURE_NONE &&
               figure_scale(t.v, t.places, FIGURE_PLACES, ret);
}

struct city_place city_place_of(struct ctx *cx, const struct city_item *x, str actual, points score)
{
        int64_t own = 0, v;
        int better = 0, n = 0;
        bool figure = number_of(cx, actual, &own);
        for (int i = 0; figure && i < x->n_peers; i++)
                if (number_of(cx, x->peers[i].actual, &v))
                        n++, better += x->down ? v < own : v > own;
        if (n)
                return (struct city_place){ better + 1, n + 1, false };
        for (int i = 0; city_has(score) && i < x->n_peers; i++)
                if (city_has(x->peers[i].score))
                        n++, better += x->peers[i].score.micro > score.micro;
        return n ? (struct city_place){ better + 1, n + 1, true } : (struct city_place){ 0 };
}

struct city_place city_place_now(struct ctx *cx, const struct city_item *x)
{
        const struct city_month *m = x->peer_month >= 0 ? &x->month[x->peer_month] : NULL;
        points score = city_has(x->final_score) ? x->final_score : m && m->given ? m->score : x->score;
        return city_place_of(cx, x, m && m->given ? m->actual : (str){ 0 }, score);
}

/* ---- what if ---------------------------------------------------------------------------------- */

/* What a method asks of the group, ours with the figure on trial among them. */
static const struct fail *group_pairs(struct ctx *cx, const struct city_item *x, str actual,
                                      struct pair *p, int *n)
{
        int64_t own = 0, v;
        int known = 0;
        if (!number_of(cx, actual, &own))
                return NULL;                    /* the method itself says what is wrong with it */
        int64_t min = own, max = own;
        for (int i = 0; i < x->n_peers; i++)
                if (number_of(cx, x->peers[i].actual, &v))
                        known++, min = v < min ? v : min, max = v > max ? v : max;
        if (!known)
                return fail_field(cx, S("actual"), "计分方法 %.*s 要看别的县的数，市里通报的还没有登记", STR(x->method));
        struct city_place place = city_place_of(cx, x, actual, CITY_NONE);
        p[(*n)++] = (struct pair){ S("min"), decimal_str(cx->arena, min, FIGURE_PLACES, true) };
        p[(*n)++] = (struct pair){ S("max"), decimal_str(cx->arena, max, FIGURE_PLACES, true) };
        p[(*n)++] = (struct pair){ S("rank"), str_f(cx->arena, "%d", place.rank) };
        p[(*n)++] = (struct pair){ S("units"), str_f(cx->arena, "%d", place.of) };
        return NULL;
}

const struct fail *city_what_if(struct ctx *cx, const struct city_item *x, str actual, str score,
                                points *ret)
{
        struct single *one = NEW(cx->arena, struct single);
        struct pair p[PAIRS];
        int n = 0;
        if (!x->method.n) {
                if (!points_read(score, ret) || ret->micro < 0 || ret->micro > 2 * x->full.micro)
                        return fail_field(cx, S("score"), "预计得分应为 0 到 %.*s 的数字",
                                          STR(points_str(cx->arena, x->full, 0)));
                return NULL;
        }
        const struct method *m = method_find(x->method, 0);
        p[n++] = (struct pair){ S("full"), points_str(cx->arena, x->full, 0) };
        if (x->target.n && (!m || method_input_at(m, S("target")) >= 0))
                p[n++] = (struct pair){ S("target"), x->target };
        p[n++] = (struct pair){ S("actual"), actual };
        if (x->down)
                p[n++] = (struct pair){ S("direction"), S("less") };
        const struct fail *f = m && m->needs & (NEED_MIN_MAX | NEED_RANK) ? group_pairs(cx, x, actual, p, &n) : NULL;
        for (str rest = x->params; rest.n && n < PAIRS;) {
                str one_param = str_cut(rest, ';', &rest), value;
                str key = str_cut(one_param, '=', &value);
                p[n++] = (struct pair){ str_trim(key), str_trim(value) };
        }
        if (!f)
                f = single_score(cx, x->method, 0, p, n, one);
        if (f)
                return f->kind == FAIL_INVALID ? fail_field(cx, S("actual"), "%.*s", STR(f->say)) : f;
        if (one->state != SCORE_DONE)
                return fail_field(cx, S("actual"), "这个数不能按方法计分");
        /* as circulars count, in hundredths: the points that are shown add up to the total that is shown; a full
         * score of more decimals is neither passed nor missed by the rounding */
        int64_t exact = one->points.micro, full = x->full.micro;
        int64_t near = muldiv(exact, 1, HUNDREDTH) * HUNDREDTH;
        *ret = (points){ (exact <= full && near > full) || (exact >= full && near < full) ? full : near };
        return NULL;
}

bool city_tells_ahead(struct ctx *cx, const struct city_item *x)
{
        const struct city_month *m = x->latest >= 0 ? &x->month[x->latest] : NULL;
        points by;
        if (!m || !x->method.n || !m->actual.n || city_what_if(cx, x, m->actual, (str){ 0 }, &by))
                return false;
        return m->score.micro - by.micro > 5000 || by.micro - m->score.micro > 5000;
}

/* ---- read and written ---------------------------------------------------------------------------- */

const struct fail *city_peers_of(struct ctx *cx, int64_t item, int month, struct city_told *ret)
{
        struct city_peers_month it;
        struct city_peer *list = NULL;
        struct city_told t = { .month = month, .day = DAY_NONE };
        int cap = 0;
        city_peers_month(&it, cx, item, month);
        while (city_peers_month_next(&it)) {
                *VEC_ADD(cx->arena, list, t.n, cap) = (struct city_peer){ it.name, it.actual,
                        it.has_score ? (points){ it.score } : CITY_NONE };
                t.source = it.source, t.day = it.told, t.who = it.who, t.at = it.at;
        }
        t.list = list;
        *ret = t;
        return city_peers_month_end(&it);
}

/* The words of a line, whatever blanks part them; how many there are, at most three of them in `w`. */
static int words_in(str line, str *w)
{
        int n = 0;
        for (str rest = line; rest.n;) {
                size_t i = 0;
                while (i < rest.n && rest.p[i] != ' ' && rest.p[i] != '\t')
                        i++;
                if (i && n < 3)
                        w[n] = str_head(rest, i);
                n += i > 0;
                rest = str_from(rest, i < rest.n ? i + 1 : i);
        }
        return n;
}

const struct fail *city_peers_read(struct ctx *cx, str text, const struct city_peer **ret, int *ret_n)
{
        struct city_peer *list = NULL;
        int n = 0, cap = 0, at = 0;
        for (str rest = text; rest.n;) {
                str line = str_trim(str_cut(rest, '\n', &rest)), w[3] = { 0 };
                struct city_peer x = { .score = CITY_NONE };
                at++;
                if (!line.n)
                        continue;
                int k = words_in(line, w);
                bool good = k == 2 || k == 3;
                x.name = w[0];
                x.actual = k >= 2 && !str_is(w[1], "-") ? w[1] : (str){ 0 };
                if (k == 3 && !str_is(w[2], "-"))
                        good = points_read(w[2], &x.score);
                if (!good)
                        return fail_field(cx, S("others"), "第 %d 行应是县名、完成值和得分，如“甲县 12.3 5.6”，没有通报的写 -；"
                                                           "现在是“%.*s”", at, STR(line));
                *VEC_ADD(cx->arena, list, n, cap) = x;
        }
        *ret = list, *ret_n = n;
        return NULL;
}

str city_peers_text(struct ctx *cx, const struct city_peer *list, int n)
{
        struct buf b = buf_new(cx->arena, 64 << 10);
        for (int i = 0; i < n; i++)
                buf_f(&b, "%.*s %.*s%s%.*s\n", STR(list[i].name), STR(list[i].actual.n ? list[i].actual : S("-")),
                      city_has(list[i].score) ? " " : "",
                      STR(city_has(list[i].score) ? points_str(cx->arena, list[i].score, 0) : S("")));
        return buf_str(&b);
}

static const struct fail *peer_fits(struct ctx *cx, const struct city_item *x, const struct city_peer *p)
{
        struct figure_text figure;
        const char *why = p->actual.n ? figure_read(cx->arena, p->actual, &figure) : NULL;
        if (!p->name.n || utf8_count(p->name) > NAME_MOST)
                return fail_field(cx, S("others"), "县名应为 1 到 %d 个字", NAME_MOST);
        if (why)
                return fail_field(cx, S("others"), "%.*s：%s；现在是“%.*s”", STR(p->name), words_of(cx->lang, why),
                                  STR(p->actual));
        if (!p->actual.n && !city_has(p->score))
                return fail_field(cx, S("others"), "%.*s：完成值和得分至少有一个", STR(p->name));
        if (city_has(p->score) && (p->score.micro < 0 || p->score.micro > x->full.micro + x->full.micro / 2))
                return fail_field(cx, S("others"), "%.*s：得分应在 0 到 %.*s 之间（含加分，最多为满分的一倍半）", STR(p->name),
                                  STR(points_str(cx->arena, (points){ x->full.micro + x->full.micro / 2 }, 0)));
        return NULL;
}

static const struct fail *told_fits(struct ctx *cx, const struct city *c, const struct city_item *x,
                                    const struct city_told *t)
{
        const struct fail *f = auth_change_year(cx, MAY_CITY_EDIT, c->book.unit, c->book.year);
        if (!f && (t->month < 0 || t->month >= CITY_MONTHS ||
                   day_make(c->book.year, t->month + 1, 1).n > cx->today.n))
                f = fail_field(cx, S("month"), "这个月还没有开始");
        for (int i = 0; !f && i < t->n; i++)
                f = peer_fits(cx, x, &t->list[i]);
        str *names = NEW_ARRAY(cx->arena, str, (size_t)t->n + 1);
        for (int i = 0; i < t->n; i++)
                names[i] = t->list[i].name;
        if (!f)
                f = city_others_fit(cx, c->book.league, names, t->n, t->source, t->day);
        return f;
}

const struct fail *city_peers_write(struct ctx *cx, const struct city *c, const struct city_item *x,
                                    const struct city_told *t)
{
        const struct fail *f = told_fits(cx, c, x, t);
        if (f)
                return f;
        city_peers_drop(cx, x->id, t->month);
        for (int i = 0; i < t->n; i++)
                city_peer_put(cx, x->id, t->month, t->list[i].name,
                              t->list[i].actual.n ? t->list[i].actual : (str){ 0 }, city_has(t->list[i].score),
                              city_has(t->list[i].score) ? t->list[i].score.micro : 0, str_trim(t->source), t->day,
                              t->at ? t->who : cx->user, t->at ? t->at : cx->now);
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, "name", x->name);
        json_put_int(&j, "month", t->month + 1);
        json_put_int(&j, "n", t->n);
        json_put_str(&j, "source", str_trim(t->source));
        json_close(&j, '}');
        json_close(&j, '}');
        audit_log(cx, "city.peers", "city", x->id, buf_str(&b));
        return NULL;
}

const struct fail *city_peers_put(struct ctx *cx, const struct city *c, const struct city_item *x,
                                  int64_t version, const struct city_told *t)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        city_item_touch(cx, x->id, version);
        const struct fail *f = city_peers_write(cx, c, x, t);
        if (f)
                tx_refuse(cx, f);
        return audit_conflict(cx, tx_commit(&tx), "city", x->id);
}
