/* domain/target/city/city.c - reading a book of the city's indicators, and what is lost where. */
#include "domain/org/org.h"
#include "domain/target/city/city.h"
#include "domain/target/city/city.sql.h"

const char *const city_carry_words[CITY_CARRIES] = { "未分解", "已对应指标", "已分解" };

static struct city_book book_of(const struct city_books *it)
{
        return (struct city_book){ .id = it->id, .unit = it->unit, .version = it->version,
                .year = (int)it->year, .league = (int)it->league, .title = it->title,
                .basis = it->basis,
                .final_score = it->has_final_score ? (points){ it->final_score } : CITY_NONE,
                .final_rank = it->has_final_rank ? (int)it->final_rank : 0,
                .told_source = it->told_source, .told = it->told };
}

/* A book belongs to the county above the reader's unit; who sees all units sees all books. */
const struct fail *city_books_read(struct ctx *cx, struct city_book **ret, int *ret_n)
{
        struct city_book *all = NULL, *list = NULL;
        int n_all = 0, cap_all = 0, n = 0, cap = 0;
        struct auth_reach reach = auth_reach(cx, MAY_CITY_VIEW);
        struct org_unit own = { .path = S("") };
        struct city_books it;
        city_books(&it, cx);
        while (city_books_next(&it))
                *VEC_ADD(cx->arena, all, n_all, cap_all) = book_of(&it);
        const struct fail *f = city_books_end(&it);
        if (!f && cx->unit)
                f = org_unit_by_id(cx, cx->unit, &own);
        for (int i = 0; !f && i < n_all; i++) {
                str inside = str_f(cx->arena, "/%ld/", all[i].unit);
                bool year = all[i].year >= reach.years.first && all[i].year <= reach.years.last;
                if (year && (reach.scope == SCOPE_ALL ||
                             (reach.scope != SCOPE_NONE && str_starts(own.path, inside))))
                        *VEC_ADD(cx->arena, list, n, cap) = all[i];
        }
        *ret = list, *ret_n = n;
        return f;
}

static bool reaches(const struct auth_reach *r, int64_t unit, str path)
{
        return r->scope == SCOPE_ALL || unit == r->unit ||
               (r->scope == SCOPE_SUBTREE && str_starts(path, r->prefix));
}

static str text(str s) { return s.p ? s : S(""); }

static const struct fail *read_items(struct ctx *cx, struct city *c, bool *seen,
                                     const struct auth_reach *reach)
{
        struct city_items_of it;
        city_items_of(&it, cx, c->book.id);
        while (city_items_of_next(&it) && c->n_items < CITY_ITEMS) {
                seen[c->n_items] = reaches(reach, it.lead, it.lead_path);
                c->items[c->n_items++] = (struct city_item){
                        .id = it.id, .version = it.version, .lead = it.lead,
                        .stem = it.has_stem ? it.stem : 0, .code = it.code, .block = text(it.block),
                        .name = it.name, .rule = text(it.rule), .department = text(it.department),
                        .leader = text(it.leader), .lead_name = it.lead_name,
                        .source = text(it.source), .measure = text(it.measure),
                        .target = text(it.target), .method = text(it.method),
                        .params = text(it.params), .stem_name = text(it.stem_name),
                        .sort = (int)it.sort, .down = it.down == 1, .full = { it.full_mark },
                        .last_rank = it.has_last_rank ? (int)it.last_rank : 0,
                        .final_rank = it.has_final_rank ? (int)it.final_rank : 0,
                        .last_score = it.has_last_score ? (points){ it.last_score } : CITY_NONE,
                        .final_score = it.has_final_score ? (points){ it.final_score } : CITY_NONE,
                        .latest = -1, .score = CITY_NONE, .lost = CITY_NONE, .peer_month = -1 };
        }
        return city_items_of_end(&it);
}

static int item_at(const struct city *c, int64_t id)
{
        for (int i = 0; i < c->n_items; i++)
                if (c->items[i].id == id)
                        return i;
        return -1;
}

static void add_unit(struct ctx *cx, const struct city_unit **list, int *n, int64_t id, str name)
{
        struct city_unit *u = NEW_ARRAY(cx->arena, struct city_unit, (size_t)*n + 1);
        if (*n)
                memcpy(u, *list, sizeof(*u) * (size_t)*n);
        u[(*n)++] = (struct city_unit){ id, name };
        *list = u;
}

static const struct fail *read_shares(struct ctx *cx, struct city *c, bool *seen,
                                      const struct auth_reach *reach)
{
        struct city_shares_of it;
        city_shares_of(&it, cx, c->book.id);
        while (city_shares_of_next(&it)) {
                int i = item_at(c, it.item);
                if (i < 0)
                        continue;
                add_unit(cx, &c->items[i].shares, &c->items[i].n_shares, it.unit, it.name);
                seen[i] |= reaches(reach, it.unit, it.path);
        }
        const struct fail *f = city_shares_of_end(&it);
        if (f)
                return f;
        struct city_goals_of g;
        city_goals_of(&g, cx, c->book.id);
        while (city_goals_of_next(&g)) {
                int i = item_at(c, g.item);
                if (i >= 0)
                        add_unit(cx, &c->items[i].goals, &c->items[i].n_goals, g.unit, g.name);
        }
        return city_goals_of_end(&g);
}

static const struct fail *read_months(struct ctx *cx, struct city *c)
{
        struct city_estimates_of it;
        city_estimates_of(&it, cx, c->book.id);
        while (city_estimates_of_next(&it)) {
                int i = item_at(c, it.item);
                if (i < 0 || it.month < 0 || it.month >= CITY_MONTHS)
                        continue;
                c->items[i].month[it.month] = (struct city_month){ true, text(it.actual),
                        text(it.mean), text(it.cause), text(it.measure), text(it.evidence),
                        it.has_rank ? (int)it.rank : 0, { it.score }, it.who, it.at, it.version };
                c->items[i].latest = (int)it.month;
        }
        return city_estimates_of_end(&it);
}

static const struct fail *read_peers(struct ctx *cx, struct city *c)
{
        struct city_peers_of_book it;
        struct city_peer *list = NULL;
        int n = 0, cap = 0, at = -1;
        city_peers_of_book(&it, cx, c->book.id);
        while (city_peers_of_book_next(&it)) {
                int i = item_at(c, it.item);
                if (i < 0)
                        continue;
                if (i != at)
                        list = NULL, n = cap = 0, at = i;
                *VEC_ADD(cx->arena, list, n, cap) = (struct city_peer){ it.name, it.actual,
                        it.has_score ? (points){ it.score } : CITY_NONE };
                c->items[i].peers = list, c->items[i].n_peers = n, c->items[i].peer_month = (int)it.month;
                c->items[i].peer_source = it.source, c->items[i].peer_told = it.told;
        }
        return city_peers_of_book_end(&it);
}

static void sum_up(struct city *c)
{
        int64_t last[CITY_MONTHS] = { 0 };
        bool any[CITY_MONTHS] = { false };
        c->latest = -1;
        for (int i = 0; i < c->n_items; i++) {
                struct city_item *x = &c->items[i];
                points known = CITY_NONE;
                x->carry = x->n_goals ? CARRY_GOAL : x->stem ? CARRY_NODE : CARRY_NONE;
                x->score = city_has(x->final_score) ? x->final_score
                         : x->latest >= 0 ? x->month[x->latest].score : CITY_NONE;
                c->full.micro += x->full.micro;
                c->n_open += x->carry != CARRY_GOAL;
                for (int m = 0; m < CITY_MONTHS; m++) {
                        if (x->month[m].given)
                                known = x->month[m].score, any[m] = true;
                        last[m] += !city_has(known) ? 0 : known.micro;
                }
                c->latest = x->latest > c->latest ? x->latest : c->latest;
                if (!city_has(x->score))
                        continue;
                x->lost.micro = x->full.micro > x->score.micro ? x->full.micro - x->score.micro : 0;
                c->n_known++;
                c->known_full.micro += x->full.micro, c->score.micro += x->score.micro;
                c->lost.micro += x->lost.micro;
        }
        for (int m = 0; m < CITY_MONTHS; m++)
                c->trend[m] = any[m] ? (points){ last[m] } : CITY_NONE;
}

const struct fail *city_standings(struct ctx *cx, int64_t book, const struct city_standing **ret,
                                  int *ret_n)
{
        struct city_standing *list = NULL;
        struct city_standings_of it;
        int n = 0, cap = 0;
        city_standings_of(&it, cx, book);
        while (city_standings_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct city_standing){ it.name, { it.score } };
        *ret = list, *ret_n = n;
        return city_standings_of_end(&it);
}

int city_rank(const struct city *c, points total)
{
        int rank = 1;
        for (int i = 0; i < c->n_others; i++)
                rank += c->others[i].score.micro > total.micro;
        return c->all && c->n_others ? rank : 0;
}

static const struct fail *read_book(struct ctx *cx, const struct city_book *book, struct city *ret)
{
        bool *seen = NEW_ARRAY(cx->arena, bool, CITY_ITEMS);
        struct auth_reach reach = auth_reach(cx, MAY_CITY_VIEW);
        *ret = (struct city){ .book = *book,
                .items = NEW_ARRAY(cx->arena, struct city_item, CITY_ITEMS) };
        const struct fail *f = read_items(cx, ret, seen, &reach);
        if (!f)
                f = read_shares(cx, ret, seen, &reach);
        if (!f)
                f = read_months(cx, ret);
        if (!f)
                f = read_peers(cx, ret);
        if (!f)
                f = city_standings(cx, book->id, &ret->others, &ret->n_others);
        if (f)
                return f;
        int n = 0, all = ret->n_items;
        for (int i = 0; i < all; i++)
                if (seen[i])
                        ret->items[n++] = ret->items[i];
        ret->n_items = n;
        ret->all = reach.scope == SCOPE_ALL;
        sum_up(ret);
        return NULL;
}

const struct fail *city_read(struct ctx *cx, int year, struct city *ret)
{
        struct city_book *books;
        int n;
        const struct fail *f = city_books_read(cx, &books, &n);
        for (int i = 0; !f && i < n; i++)
                if (!year || books[i].year == year)
                        return read_book(cx, &books[i], ret);
        return f ? f : fail(cx, NOT_FOUND, "还没有市对县考核");
}

const struct fail *city_read_item(struct ctx *cx, int64_t item, struct city *ret,
                                  const struct city_item **ret_item)
{
        struct city_book *books;
        struct city_item_book row;
        int n;
        const struct fail *f = city_item_book(cx, item, &row);
        if (!f)
                f = city_books_read(cx, &books, &n);
        for (int i = 0; !f && i < n; i++)
                if (books[i].id == row.book) {
                        f = read_book(cx, &books[i], ret);
                        int at = f ? -1 : item_at(ret, item);
                        if (at >= 0)
                                *ret_item = &ret->items[at];
                        return f || at >= 0 ? f : fail(cx, NOT_FOUND, "%s", "");
                }
        return f ? f : fail(cx, NOT_FOUND, "%s", "");
}

/* ---- losses --------------------------------------------------------------------------------- */

int city_losses_by_unit(struct ctx *cx, const struct city *c, struct city_loss **ret)
{
        struct city_loss *l = NEW_ARRAY(cx->arena, struct city_loss, (size_t)c->n_items + 1);
        int n = 0;
        for (int i = 0; i < c->n_items; i++) {
                const struct city_item *x = &c->items[i];
                int u = 0;
                if (!city_has(x->score))
                        continue;
                while (u < n && l[u].unit != x->lead)
                        u++;
                if (u == n)
                        l[n++] = (struct city_loss){ .unit = x->lead, .name = x->lead_name };
                l[u].lost.micro += x->lost.micro, l[u].full.micro += x->full.micro, l[u].n++;
        }
        for (int i = 1; i < n; i++)             /* a few dozen: insertion, equal ones keep their order */
                for (int k = i; k > 0 && l[k].lost.micro > l[k - 1].lost.micro; k--) {
                        struct city_loss t = l[k];
                        l[k] = l[k - 1], l[k - 1] = t;
                }
        *ret = l;
        return n;
}

int city_losses_by_item(struct ctx *cx, const struct city *c, int **ret)
{
        int *at = NEW_ARRAY(cx->arena, int, (size_t)c->n_items + 1), n = 0;
        for (int i = 0; i < c->n_items; i++)
                if (city_has(c->items[i].score))
                        at[n++] = i;
        for (int i = 1; i < n; i++)
                for (int k = i; k > 0 && c->items[at[k]].lost.micro > c->items[at[k - 1]].lost.micro;
                     k--) {
                        int t = at[k];
                        at[k] = at[k - 1], at[k - 1] = t;
                }
        *ret = at;
        return n;
}
