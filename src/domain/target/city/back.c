/* domain/target/city/back.c - what an import of the city replaced: kept, compared, put back. */
#include "domain/target/city/back.h"
#include "core/audit/audit.h"
#include "domain/target/city/city.sql.h"

enum { KEEP_BYTES = 8 << 20 };

static const struct fail *not_kept(struct ctx *cx)
{
        return fail(cx, CONFLICT, "写入前的内容没有留底，不能整批撤销");
}

static void since(struct ctx *cx, struct import_undo *u, str what)
{
        *VEC_ADD(cx->arena, u->since, u->n_since, u->cap_since) = (struct import_since){ what };
}

static const struct city_item *coded(const struct city *c, str code)
{
        for (int i = 0; i < c->n_items; i++)
                if (str_eq(c->items[i].code, code))
                        return &c->items[i];
        return NULL;
}

static str or_empty(str s) { return s.p ? s : S(""); }

/* ---- indicators and a month ---------------------------------------------------------------------- */

static void item_out(struct json_out *j, const struct city_item *x)
{
        const struct { const char *key; str s; } texts[] = {
                { "block", x->block }, { "name", x->name }, { "rule", x->rule }, { "department", x->department },
                { "leader", x->leader }, { "source", x->source }, { "measure", x->measure }, { "target", x->target },
                { "method", x->method }, { "params", x->params },
        };
        json_open(j, "was", '{');
        for (size_t i = 0; i < COUNT_OF(texts); i++)
                json_put_str(j, texts[i].key, texts[i].s);
        json_put_int(j, "sort", x->sort);
        json_put_bool(j, "down", x->down);
        json_put_int(j, "full", x->full.micro);
        json_put_int(j, "lead", x->lead);
        json_put_int(j, "stem", x->stem);
        json_put_int(j, "last-rank", x->last_rank);
        if (city_has(x->last_score))
                json_put_int(j, "last-score", x->last_score.micro);
        json_open(j, "shares", '[');
        for (int i = 0; i < x->n_shares; i++)
                json_put_int(j, NULL, x->shares[i].id);
        json_close(j, ']');
        json_close(j, '}');
}

static struct city_wish item_in(struct ctx *cx, const struct json *was)
{
        const struct json *list = json_at(was, "shares");
        int64_t *shares = NEW_ARRAY(cx->arena, int64_t, (size_t)(list ? list->n : 0) + 1);
        int n = 0;
        for (const struct json *x = list ? list->item : NULL; x; x = x->next)
                shares[n++] = x->i;
        return (struct city_wish){
                .block = or_empty(json_str(was, "block")), .name = or_empty(json_str(was, "name")),
                .rule = or_empty(json_str(was, "rule")), .department = or_empty(json_str(was, "department")),
                .leader = or_empty(json_str(was, "leader")), .source = or_empty(json_str(was, "source")),
                .measure = or_empty(json_str(was, "measure")), .target = or_empty(json_str(was, "target")),
                .method = or_empty(json_str(was, "method")), .params = or_empty(json_str(was, "params")),
                .sort = (int)json_int(was, "sort", 0), .down = json_bool(was, "down"),
                .full = { json_int(was, "full", 0) }, .lead = json_int(was, "lead", 0),
                .stem = json_int(was, "stem", 0), .last_rank = (int)json_int(was, "last-rank", 0),
                .last_score = { json_int(was, "last-score", INT64_MIN) }, .shares = shares, .n_shares = n,
        };
}

static void month_out(struct json_out *j, const struct city_month *m)
{
        json_open(j, "guess", '{');
        json_put_str(j, "actual", m->actual);
        json_put_str(j, "mean", m->mean);
        json_put_str(j, "cause", m->cause);
        json_put_str(j, "measure", m->measure);
        json_put_str(j, "evidence", m->evidence);
        json_put_int(j, "rank", m->rank);
        json_put_int(j, "score", m->score.micro);
        json_put_int(j, "who", m->who);
        json_put_int(j, "at", m->at);
        json_close(j, '}');
}

str city_keep_months(struct ctx *cx, const struct city *before, const struct city *after, int month)
{
        struct buf kept = buf_new(cx->arena, KEEP_BYTES);
        struct json_out j = json_out(&kept, false);
        json_open(&j, NULL, '{');
        json_put_int(&j, "month", month);
        json_open(&j, "items", '[');
        for (int i = 0; i < after->n_items; i++) {
                const struct city_item *now = &after->items[i], *was = coded(before, now->code);
                const struct city_month *m = &now->month[month];
                if (was && was->version == now->version && was->month[month].version == m->version)
                        continue;
                json_open(&j, NULL, '{');
                json_put_str(&j, "code", now->code);
                json_put_int(&j, "version", now->version);
                json_put_int(&j, "month-version", m->given ? m->version : 0);
                if (was)
                        item_out(&j, was);
                if (was && was->month[month].given)
                        month_out(&j, &was->month[month]);
                json_close(&j, '}');
        }
        json_close(&j, ']');
        json_close(&j, '}');
        return kept.broken ? S("") : buf_str(&kept);
}

/* What somebody did to an item after the file was written. */
static void look_item(struct ctx *cx, const struct city_item *now, const struct json *x, int month,
                      struct import_undo *u)
{
        const struct city_month *m = now ? &now->month[month] : NULL;
        if (!now) {
                since(cx, u, str_f(cx->arena, words_of(cx->lang, "指标“%.*s”已经不在了"), STR(json_str(x, "code"))));
                return;
        }
        if (now->version != json_int(x, "version", 0))
                since(cx, u, str_f(cx->arena, words_of(cx->lang, "指标“%.*s”后来又改过"), STR(now->name)));
        else if ((m->given ? m->version : 0) != json_int(x, "month-version", 0))
                since(cx, u, str_f(cx->arena, words_of(cx->lang, "“%.*s”%d 月的预估后来又改过"), STR(now->name), month + 1));
        bool more = now->n_peers > 0;
        for (int i = 0; i < CITY_MONTHS && !json_at(x, "was"); i++)
                more |= i != month && now->month[i].given;
        if (more && !json_at(x, "was"))
                since(cx, u, str_f(cx->arena, words_of(cx->lang, "“%.*s”是这次新建的，后来又填了别的数"), STR(now->name)));
}

/* As it was, by whom it was and when: that it was put back, and by whom, the trail says. */
static void month_back(struct ctx *cx, const struct city_item *now, int month, const struct json *guess)
{
        const struct city_month *m = &now->month[month];
        if (!guess)
                city_estimate_drop(cx, now->id, month);
        else
                city_estimate_update(cx, now->id, month, m->version, str_some(json_str(guess, "actual")),
                                     str_some(json_str(guess, "mean")), json_int(guess, "rank", 0) > 0,
                                     json_int(guess, "rank", 0), json_int(guess, "score", 0),
                                     str_some(json_str(guess, "cause")), str_some(json_str(guess, "measure")),
                                     str_some(json_str(guess, "evidence")),
                                     json_int(guess, "who", cx->user),
                                     json_int(guess, "at", cx->now));
}

static const struct fail *item_back(struct ctx *cx, const struct city *c, const struct json *x, int month)
{
        const struct city_item *now = coded(c, json_str(x, "code"));
        const struct json *was = json_at(x, "was");
        int64_t id;
        must(now);              /* look_item() has found them all */
        if (now->month[month].given)
                month_back(cx, now, month, json_at(x, "guess"));
        if (!was) {
                city_share_drop(cx, now->id);
                city_item_drop(cx, now->id, now->version);
                return NULL;
        }
        struct city_wish w = item_in(cx, was);
        const struct fail *f = city_item_write(cx, &c->book, now->id, now->version, &w, &id);
        return f && f->kind == FAIL_INVALID
                       ? fail(cx, CONFLICT, "“%.*s”不能恢复：%.*s", STR(now->name), STR(f->say)) : f;
}

static const struct fail *opened(struct ctx *cx, const struct city *c, struct import_undo *u, const struct json **ret)
{
        if (!u->kept.n)
                return not_kept(cx);
        const struct fail *f = auth_change_year(cx, MAY_CITY_EDIT, c->book.unit, c->book.year);
        return f ? f : json_parse(cx, u->kept, ret);
}

static void log_undo(struct ctx *cx, const struct import_undo *u, int n)
{
        audit_log(cx, "city.undo", "import", u->batch, str_f(cx->arena, "{\"rows\":%d}", n));
}

const struct fail *city_back_months(struct ctx *cx, const struct city *c, struct import_undo *u)
{
        const struct json *kept = NULL, *all = NULL;
        int n_new = 0, n_old = 0;
        const struct fail *f = opened(cx, c, u, &kept);
        if (f)
                return f;
        int month = (int)json_int(kept, "month", 0);
        all = json_at(kept, "items");
        if (!all || month < 0 || month >= CITY_MONTHS)
                return not_kept(cx);
        for (const struct json *x = all->item; x; x = x->next) {
                look_item(cx, coded(c, json_str(x, "code")), x, month, u);
                *(json_at(x, "was") ? &n_old : &n_new) += 1;
        }
        u->effect = str_f(cx->arena,
                          words_of(cx->lang, "删除新增的 %d 项指标，%d 项和它们 %d 月的预估恢复为导入以前的样子"), n_new,
                          n_old, month + 1);
        if (u->look || u->n_since)
                return NULL;
        for (const struct json *x = all->item; !f && x; x = x->next)
                f = item_back(cx, c, x, month);
        log_undo(cx, u, n_new + n_old);
        return f;
}

/* ---- the other counties ---------------------------------------------------------------------------- */

static str standings_text(struct ctx *cx, const struct city_standing *list, int n)
{
        struct buf b = buf_new(cx->arena, 64 << 10);
        for (int i = 0; i < n; i++)
                buf_f(&b, "%.*s %.*s\n", STR(list[i].name), STR(points_str(cx->arena, list[i].score, 0)));
        return buf_str(&b);
}

/* The others as they stand: of an indicator's month, or (x NULL) the totals, as text. */
static const struct fail *peers_now(struct ctx *cx, const struct city *c, const struct city_item *x, int month,
                                    str *ret)
{
        struct city_told t;
        const struct city_standing *total;
        int n;
        const struct fail *f = x ? city_peers_of(cx, x->id, month, &t)
                                 : city_standings(cx, c->book.id, &total, &n);
        if (!f)
                *ret = x ? city_peers_text(cx, t.list, t.n) : standings_text(cx, total, n);
        return f;
}

const struct fail *city_keep_peers(struct ctx *cx, struct json_out *j, const struct city *c, const struct city_item *x,
                                   int month)
{
        struct city_told t = { .n = c->n_others, .source = c->book.told_source,
                               .day = c->book.told };
        const struct fail *f = x ? city_peers_of(cx, x->id, month, &t) : NULL;
        if (f)
                return f;
        json_open(j, NULL, '{');
        json_put_str(j, "code", x ? x->code : (str){ 0 });
        json_put_str(j, "source", t.source);
        json_put_str(j, "day", day_is(t.day) ? day_str(cx->arena, t.day) : (str){ 0 });
        json_put_int(j, "who", t.who);
        json_put_int(j, "at", t.at);
        json_open(j, "was", '[');
        for (int i = 0; i < t.n; i++) {
                points p = x ? t.list[i].score : c->others[i].score;
                json_open(j, NULL, '{');
                json_put_str(j, "name", x ? t.list[i].name : c->others[i].name);
                json_put_str(j, "actual", x ? t.list[i].actual : (str){ 0 });
                if (city_has(p))
                        json_put_int(j, "score", p.micro);
                json_close(j, '}');
        }
        json_close(j, ']');
        return NULL;
}

const struct fail *city_kept_peers(struct ctx *cx, struct json_out *j, const struct city *c, const struct city_item *x,
                                   int month)
{
        str now;
        const struct fail *f = peers_now(cx, c, x, month, &now);
        if (f)
                return f;
        json_put_str(j, "after", now);
        json_close(j, '}');
        return NULL;
}

/* Do the others of an indicator, or the totals, stand as the file left them? */
static const struct fail *look_peers(struct ctx *cx, const struct city *c, const struct json *x, int month,
                                     struct import_undo *u)
{
        str code = json_str(x, "code"), now;
        const struct city_item *item = code.p ? coded(c, code) : NULL;
        if (code.p && !item) {
                since(cx, u, str_f(cx->arena, words_of(cx->lang, "指标“%.*s”已经不在了"), STR(code)));
                return NULL;
        }
        const struct fail *f = peers_now(cx, c, item, month, &now);
        if (f)
                return f;
        if (!str_eq(now, or_empty(json_str(x, "after"))))
                since(cx, u, item ? str_f(cx->arena, words_of(cx->lang, "“%.*s”其他县的数后来又改过"), STR(item->name))
                                  : str_of(words_of(cx->lang, "其他县的总分后来又改过")));
        return NULL;
}

static const struct fail *peers_back(struct ctx *cx, const struct city *c, const struct json *x, int month)
{
        const struct json *was = json_at(x, "was");
        size_t room = (size_t)(was ? was->n : 0) + 1;
        struct city_peer *list = NEW_ARRAY(cx->arena, struct city_peer, room);
        struct city_standing *total = NEW_ARRAY(cx->arena, struct city_standing, room);
        struct city_told t = { .month = month, .list = list, .day = DAY_NONE,
                               .who = json_int(x, "who", 0),
                               .at = json_int(x, "at", 0) };
        str on = json_str(x, "day");
        t.source = or_empty(json_str(x, "source"));
        for (const struct json *y = was ? was->item : NULL; y; y = y->next) {
                points p = { json_int(y, "score", INT64_MIN) };
                total[t.n] = (struct city_standing){ json_str(y, "name"), p };
                list[t.n++] = (struct city_peer){ json_str(y, "name"), or_empty(json_str(y, "actual")), p };
        }
        if (on.n && !day_parse(on, &t.day))
                return not_kept(cx);
        str code = json_str(x, "code");
        return code.p ? city_peers_write(cx, c, coded(c, code), &t)
                      : city_standings_write(cx, &c->book, total, t.n, t.source, t.day);
}

const struct fail *city_back_peers(struct ctx *cx, const struct city *c, int month, struct import_undo *u)
{
        const struct json *all = NULL;
        const struct fail *f = opened(cx, c, u, &all);
        for (const struct json *x = !f ? all->item : NULL; !f && x; x = x->next)
                f = look_peers(cx, c, x, month, u);
        if (f)
                return f;
        u->effect = str_f(cx->arena, words_of(cx->lang, "%d 月其他县的数恢复为导入以前的（%d 项，总分算一项）"), month + 1, all->n);
        if (u->look || u->n_since)
                return NULL;
        for (const struct json *x = all->item; !f && x; x = x->next)
                f = peers_back(cx, c, x, month);
        log_undo(cx, u, all->n);
        return f;
}
