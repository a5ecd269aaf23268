/* domain/target/ballot/demo.c - three sessions of 示例县: one secret by code, counted and put; one open and
 * named; one on paper, each batch entered by two persons, a difference settled by a third, and counted. */
/* words: document text */
#include "domain/org/org.h"
#include "domain/target/ballot/ballot.sql.h"
#include "domain/target/ballot/inside.h"
#include "domain/target/scheme.sql.h"

/* A pseudo-random figure below n, always the same for the same place. */
static uint32_t chance(uint64_t a, uint64_t b, uint64_t c, uint32_t n)
{
        uint64_t x = a * 0x9E3779B97F4A7C15U ^ b * 0xC2B2AE3D27D4EB4FU ^ c * 0x165667B19E3779F9U;
        x ^= x >> 31, x *= 0xD6E8FEB86659FD93U, x ^= x >> 32;
        return (uint32_t)(x % n);
}

static const struct fail *scheme_now(struct ctx *cx, struct figure_year *y)
{
        struct schemes it;
        int64_t scheme = 0;
        schemes(&it, cx, SCHEMES_WHEN_YEAR, day_year(cx->today));
        while (schemes_next(&it))
                scheme = it.id;
        const struct fail *f = schemes_end(&it);
        return f ? f : figure_year_open(cx, scheme, y);
}

/* So many days ago, mid-morning: what is done then says so, in the trail, too. */
static void days_ago(const struct ctx *cx, int days, struct ctx *then)
{
        then->today = day_add(cx->today, -days);
        then->now = (((int64_t)then->today.n * 24 + 2) * 60) * 60000;
}

static int64_t stem_of(const struct figure_year *y, const char *code)
{
        for (int i = 0; i < y->n_leaves; i++)
                if (str_is(y->leaves[i].x->code, code))
                        return y->leaves[i].x->stem;
        must(!"data/demo/scheme.tsv: no such leaf");
        return 0;
}

static void units_of_group(struct ctx *cx, const struct figure_year *y, const char *group,
                           struct poll *w)
{
        int cap = 0;
        for (int u = 0; u < y->e.n_units; u++) {
                const struct edition_group *g = edition_group_of(&y->e, y->e.units[u].grp);
                if (g && str_is(g->name, group))
                        *VEC_ADD(cx->arena, w->units, w->n_units, cap) =
                                (struct poll_unit){ .unit = y->e.units[u].unit, .name = y->e.units[u].brief };
        }
}

static void grades(struct poll *w)
{
        static const struct { const char *name; int mark; } rows[] = {
                { "优秀", 100 }, { "良好", 80 }, { "一般", 60 }, { "较差", 40 },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                w->grades[w->n_grades++] = (struct rating_part){ str_of(rows[i].name),
                                                                 (int64_t)rows[i].mark * 1000000 };
}

static const struct fail *step(struct ctx *cx, int64_t id, const char *event)
{
        struct poll p;
        const struct fail *f = poll_read(cx, id, &p);
        return f ? f : poll_move(cx, id, &(struct flow_wish){ .event = str_of(event), .version = p.version,
                                 .day = DAY_NONE });
}

/* The tallies of a session that is open: each source's ballots, the better units better. */
static const struct fail *fill(struct ctx *cx, int64_t id, const int *ballots)
{
        struct poll p;
        const struct fail *f = poll_read(cx, id, &p);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int s = 0; s < p.n_sources; s++) {
                const struct poll_source *x = &p.sources[s];
                /* of each unit's members equally many came, so as many may have marked each unit */
                int own = x->per_unit ? ballots[s] / p.n_units : 0, n = own ? own * p.n_units : ballots[s];
                for (int u = 0; u < p.n_units; u++)
                        for (int k = 0; k < poll_aspects(&p); k++) {
                                int left = n - own, good = 30 + (int)chance((uint64_t)p.units[u].unit, 7, 1, 55);
                                int votes[6] = { 0 };
                                votes[4] = (int)chance((uint64_t)p.units[u].unit, (uint64_t)(s * 8 + k), 2, 3);
                                votes[5] = (int)chance((uint64_t)p.units[u].unit, (uint64_t)(s * 8 + k), 3, 40) == 0;
                                left -= votes[4] + votes[5];
                                votes[0] = left * good / 100, votes[1] = (left - votes[0]) * 7 / 10;
                                votes[2] = (left - votes[0] - votes[1]) * 2 / 3;
                                votes[3] = left - votes[0] - votes[1] - votes[2];
                                for (int v = 0; v < 6; v++)
                                        if (votes[v] > 0)
                                                poll_tally_add(cx, id, s, p.units[u].unit, k,
                                                               v == 4 ? BALLOT_UNKNOWN : v == 5 ? BALLOT_INVALID
                                                                      : BALLOT_VALID, v < 4 ? v : 0, votes[v]);
                        }
                poll_take_paper(cx, id, POLL_OPEN, POLL_CLOSED, n);
                poll_source_take(cx, id, s, n, x->members);
        }
        return tx_commit(&tx);
}

/* 县领导评价 of the economic departments, secret, finished two weeks ago. */
static const struct fail *finished(struct ctx *cx, const struct figure_year *y)
{
        static const int ballots[] = { 11, 40, 9 };
        struct ctx then = *cx;
        int64_t id = 0;
        struct poll w = { .scheme = y->e.scheme, .stem = stem_of(y, "pj-ld"), .period = 11, .secret = true,
                .name = str_f(cx->arena, "%d年度综合经济部门县领导评价", y->e.year),
                .basis = str_f(cx->arena, "示委目标办〔%d〕21号", y->e.year), .rule = RATING_GRADES,
                .half_counts = true, .n_sources = 3, .n_aspects = 2,
                .sources = { { .name = S("县领导"), .weight = 400000, .way = POLL_BY_CODE, .outside = 12 },
                             { .name = S("部门互评"), .weight = 300000, .way = POLL_BY_CODE, .per_unit = 3 },
                             { .name = S("考核组"), .weight = 300000, .way = POLL_BY_CODE, .outside = 9 } },
                .aspects = { { S("工作实绩"), 600000 }, { S("作风效能"), 400000 } } };
        days_ago(cx, 20, &then);
        w.opens = then.today, w.closes = day_add(cx->today, -14);
        grades(&w);
        units_of_group(cx, y, "综合经济部门", &w);
        const struct fail *f = poll_save(&then, 0, 0, &w, &id);
        if (!f)
                f = step(&then, id, "open");
        if (!f)
                f = fill(&then, id, ballots);
        days_ago(cx, 13, &then);
        if (!f)
                f = step(&then, id, "close");
        if (!f)
                f = step(&then, id, "count");
        return f ? f : step(&then, id, "put");
}

/* 服务对象评议 of the same departments, by name: who is signed in as one of the posts has a vote. */
static const struct fail *open_one(struct ctx *cx, const struct figure_year *y)
{
        int64_t id = 0;
        struct poll w = { .scheme = y->e.scheme, .stem = stem_of(y, "pj-fw"), .period = 11,
                .name = str_f(cx->arena, "%d年度综合经济部门服务对象评议", y->e.year), .rule = RATING_FIVE,
                .basis = S(""), .half_counts = true, .n_sources = 3,
                .opens = day_add(cx->today, -2), .closes = day_add(cx->today, 12),
                .sources = { { .name = S("县领导"), .weight = 300000, .way = POLL_BY_POST, .role = S("county-leader") },
                             { .name = S("部门"), .weight = 400000, .way = POLL_BY_POST, .role = S("lead-reviewer") },
                             { .name = S("乡镇"), .weight = 300000, .way = POLL_BY_POST, .role = S("town") } } };
        units_of_group(cx, y, "综合经济部门", &w);
        const struct fail *f = poll_save(cx, 0, 0, &w, &id);
        return f ? f : step(cx, id, "open");
}

/* ---- on paper --------------------------------------------------------------------------------------- */

/* The first person who holds a post of this role in the county. */
static const struct fail *person_of(struct ctx *cx, const char *role, int64_t *ret)
{
        struct poll_people it;
        *ret = 0;
        poll_people(&it, cx, str_of(role), S("/"), cx->today);
        while (poll_people_next(&it))
                *ret = *ret ? *ret : it.person;
        const struct fail *f = poll_people_end(&it);
        return f || *ret ? f : fail(cx, NOT_FOUND, "%s", "");
}

/* What a batch of so many papers says, the better units better; `slip`: one mark read wrongly. */
static int entries_of(struct ctx *cx, const struct poll *p, int ballots, bool slip,
                      struct poll_entry **ret)
{
        struct poll_entry *list = NULL;
        int n = 0, cap = 0;
        for (int u = 0; u < p->n_units; u++) {
                int good = 35 + (int)chance((uint64_t)p->units[u].unit, 9, 1, 45), votes[4];
                votes[0] = ballots * good / 100, votes[1] = (ballots - votes[0]) * 7 / 10;
                votes[2] = ballots - votes[0] - votes[1], votes[3] = 0;
                if (slip && !u && votes[1] > 0)
                        votes[1]--, votes[2]++;
                for (int v = 0; v < 4; v++)
                        if (votes[v] > 0)
                                *VEC_ADD(cx->arena, list, n, cap) = (struct poll_entry){
                                        p->units[u].unit, 0, BALLOT_VALID, poll_value(p, v), votes[v] };
        }
        *ret = list;
        return n;
}

/* One batch by two persons; where the second one slipped, a third goes back to the papers. */
static const struct fail *batch(struct ctx *cx, int64_t id, int source, int ballots, bool slip)
{
        static const char *const roles[] = { "office-business", "office-director", "office-general" };
        struct ctx who[3];
        struct poll p;
        struct poll_entry *e;
        int64_t b = 0;
        enum batch_state state = BATCH_EMPTY;
        const struct fail *f = poll_read(cx, id, &p);
        for (int i = 0; i < 3; i++) {
                who[i] = *cx;
                if (!f)
                        f = person_of(cx, roles[i], &who[i].user);
        }
        if (!f)
                f = poll_batch_begin(&who[0], id, source, ballots, &b);
        for (int i = 0; i < 2 && !f; i++) {
                int n = entries_of(cx, &p, ballots, slip && i, &e);
                f = poll_batch_enter(&who[i], b, i + 1, e, n, &state);
        }
        if (!f && state == BATCH_DIFFERS) {
                int n = entries_of(cx, &p, ballots, false, &e);
                f = poll_batch_settle(&who[2], b, 3, S("对照原票第 3 张，第一次录入无误"), e, n);
        }
        return f;
}

/* 代表委员评议 of the departments of social affairs, on paper at a meeting, counted. */
static const struct fail *on_paper(struct ctx *cx, const struct figure_year *y)
{
        struct ctx then = *cx;
        int64_t id = 0;
        struct poll w = { .scheme = y->e.scheme, .stem = stem_of(y, "pj-fw"), .period = 11, .secret = true,
                .name = str_f(cx->arena, "%d年度社会事业部门代表委员评议（纸质票）", y->e.year),
                .basis = str_f(cx->arena, "示委目标办〔%d〕23号", y->e.year), .rule = RATING_GRADES,
                .half_counts = true, .n_sources = 2,
                .sources = { { .name = S("人大代表"), .weight = 500000, .way = POLL_BY_PAPER, .outside = 30 },
                             { .name = S("政协委员"), .weight = 500000, .way = POLL_BY_PAPER, .outside = 24 } } };
        days_ago(cx, 10, &then);
        w.opens = then.today, w.closes = day_add(cx->today, -9);
        grades(&w);
        units_of_group(cx, y, "社会事业部门", &w);
        const struct fail *f = poll_save(&then, 0, 0, &w, &id);
        if (!f)
                f = step(&then, id, "open");
        if (!f)
                f = batch(&then, id, 0, 16, false);
        if (!f)
                f = batch(&then, id, 0, 12, true);
        if (!f)
                f = batch(&then, id, 1, 22, false);
        days_ago(cx, 8, &then);
        if (!f)
                f = step(&then, id, "close");
        return f ? f : step(&then, id, "count");
}

const struct fail *ballot_demo(struct ctx *cx)
{
        struct figure_year y;
        const struct fail *f = scheme_now(cx, &y);
        if (!f)
                f = finished(cx, &y);
        if (!f)
                f = open_one(cx, &y);
        return f ? f : on_paper(cx, &y);
}
