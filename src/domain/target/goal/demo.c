/* domain/target/goal/demo.c - the target books of 示例县: last year's signed, this year's in force.
 * words: document text
 *
 * Figures follow from an indicator's row below and the unit's place in its group, so that every
 * demonstration has the same. Lines are written an indicator and a group at a time, not row by
 * row: a county's two years stay a few hundred statements. */
/* words: document text */
#include "core/audit/audit.h"
#include "core/crypto/hash.h"
#include "domain/org/org.h"
#include "domain/target/goal/demo.sql.h"
#include "domain/target/goal/goal.h"

/* Least target, how much more a unit may have, in what steps: 10^-places of the indicator. */
static const struct { const char *code; int base, spread, step; } plausible[] = {
        { "dj-rc",     4,    6,    1 },         /* 人 */
        { "fz-tz",     120,  300,  5 },         /* 1.20 … 4.20 亿元 */
        { "fz-gy",     65,   20,   1 },         /* 6.5 … 8.5 % */
        { "fz-sr",     800,  2400, 10 },        /* 万元 */
        { "fz-ls",     120,  250,  1 },         /* 1.20 … 3.70 万亩 */
        { "fz-kq",     880,  40,   5 },         /* 88 … 92 % */
        { "fz-ms",     3,    7,    1 },         /* 件 */
        { "fz-jy",     60,   240,  5 },         /* 人 */
        { "gx-gk",     80,   120,  10 },        /* 条 */
        { "gx-ta",     2,    10,   1 },         /* 件 */
        { "gx-ys",     100,  0,    1 },         /* % */
        { "zn-dq-px",  120,  300,  10 },        /* 人次 */
        { "zn-dq-gg",  100,  0,    1 },
        { "zn-dq-zj",  950,  30,   5 },
        { "zn-zh-gt",  70,   30,   5 },
        { "zn-zh-gy",  65,   20,   1 },
        { "zn-zh-zj",  1200, 6800, 50 },        /* 万元 */
        { "zn-zh-zs",  3000, 9000, 100 },
        { "zn-zh-kg",  1000, 0,    1 },         /* 100.0 % by the end of the year */
        { "zn-sh-gg",  980,  15,   5 },
        { "zn-sh-jy",  150,  450,  10 },
        { "zn-sh-wh",  12,   36,   2 },         /* 场 */
        { "zn-zf-sp",  980,  10,   5 },
        { "zn-zf-rx",  950,  30,   5 },
        { "zn-zf-fx",  6,    14,   1 },
        { "zn-zf-yh",  1000, 0,    1 },
        { "zn-cz-dm",  900,  50,   10 },
        { "zn-cz-yj",  900,  50,   5 },
        { "zn-cz-zg",  950,  30,   5 },
        { "zn-yq-rq",  8,    12,   1 },
        { "zn-yq-gt",  800,  1200, 10 },        /* 8 … 20 亿元 */
        { "zn-yq-cf",  1000, 0,    1 },
};

static int row_of(str code)
{
        for (size_t i = 0; i < COUNT_OF(plausible); i++)
                if (str_is(code, plausible[i].code))
                        return (int)i;
        must(!"data/demo/scheme.tsv: an indicator without a plausible target");
        return 0;
}

struct demo { struct ctx *cx; struct edition e; int year; bool last; };

static int64_t nine_o_clock(day d) { return ((int64_t)d.n * 24 + 1) * 3600 * 1000; }

/* One target for every unit of a group that it concerns. */
static void put_line(struct demo *d, int64_t grp, const struct goal_line *l)
{
        int k = row_of(l->node->code);
        int percent = !d->last || !plausible[k].spread ? 100 : l->course == GOAL_LEVEL ? 98 : 92;
        goal_demo_line(d->cx, d->e.scheme, d->e.id, grp, l->stem, l->places, l->course,
                       plausible[k].base, plausible[k].spread, plausible[k].step, 1000 + k * 7, percent);
}

/* Every target that any unit of a group is asked for: not each concerns the first. */
static void put_lines(struct demo *d)
{
        int64_t *put = NEW_ARRAY(d->cx->arena, int64_t, (size_t)d->e.n_nodes + 1);
        for (int g = 0; g < d->e.n_groups; g++) {
                int n_put = 0;
                for (int u = 0; u < d->e.n_units; u++) {
                        struct goal_line *lines;
                        int n;
                        if (d->e.units[u].grp != d->e.groups[g].id)
                                continue;
                        goal_lines_of(d->cx, &d->e, d->e.units[u].unit, &lines, &n);
                        for (int i = 0; i < n; i++) {
                                int at = 0;
                                while (at < n_put && put[at] != lines[i].stem)
                                        at++;
                                if (!lines[i].wanted || at < n_put)
                                        continue;
                                put[n_put++] = lines[i].stem;
                                put_line(d, d->e.groups[g].id, &lines[i]);
                        }
                }
        }
}

static int64_t signer_of(struct ctx *cx, int64_t unit, const struct goal_demo_signers *list, int n)
{
        (void)cx;
        for (int i = 0; i < n; i++)
                if (list[i].unit == unit)
                        return list[i].person;
        return 0;
}

static const struct fail *signers(struct ctx *cx, struct goal_demo_signers **ret, int *ret_n)
{
        static const char *const roles[] = { "lead-reviewer", "town" };
        struct goal_demo_signers *list = NULL, it;
        int n = 0, cap = 0;
        for (size_t r = 0; r < COUNT_OF(roles); r++) {
                goal_demo_signers(&it, cx, str_of(roles[r]));
                while (goal_demo_signers_next(&it))
                        *VEC_ADD(cx->arena, list, n, cap) = it;
                const struct fail *f = goal_demo_signers_end(&it);
                if (f)
                        return f;
        }
        *ret = list;
        *ret_n = n;
        return NULL;
}

/* Issued on one day by one document; last year's all signed, this year's but a few. */
static const struct fail *issue_all(struct demo *d)
{
        struct ctx *cx = d->cx;
        struct goal_demo_ids it;
        struct goal_demo_signers *list = NULL;
        struct goal_book *books = NULL;
        int n_signers = 0, n = 0, cap = 0;
        day since = day_make(d->year, 3, 20);
        str basis = str_f(cx->arena, "关于下达%d年度目标任务的通知（示府发〔%d〕8号）", d->year, d->year);
        if (since.n > cx->today.n)
                since = cx->today;
        const struct fail *f = signers(cx, &list, &n_signers);
        if (f)
                return f;
        goal_demo_ids(&it, cx, d->e.scheme);
        while (goal_demo_ids_next(&it))
                *VEC_ADD(cx->arena, books, n, cap) =
                        (struct goal_book){ .id = it.id, .unit = it.unit, .unit_code = it.code };
        f = goal_demo_ids_end(&it);
        for (int i = 0; !f && i < n; i++) {
                struct goal_book b;
                f = goal_book_find(cx, books[i].id, &b);
                if (f)
                        break;
                b.edition = &d->e;
                f = goal_lines_load(cx, &b);
                if (f)
                        break;
                struct digest sum = hash(HASH_SM3, goal_book_text(cx, &b, false));
                int64_t who = signer_of(cx, b.unit, list, n_signers);
                bool signs = d->last || i % 14 != 9;
                goal_demo_state(cx, b.id, signs ? GOAL_SIGNED : GOAL_ISSUED, since, basis,
                                (str){ (const char *)sum.b, DIGEST_BYTES }, signs,
                                nine_o_clock(day_add(since, 1 + i % 4)), signs && who, who, (str){ 0 });
        }
        return f;
}

/* Who holds the role in the county's office: of several the newest, so that another one reviews than submitted. */
static int64_t holder(struct ctx *cx, const char *role)
{
        struct goal_demo_signers it;
        struct org_unit office;
        int64_t who = 0;
        if (org_unit_by_code(cx, S("shili-mbb"), &office))
                return 0;
        goal_demo_signers(&it, cx, str_of(role));
        while (goal_demo_signers_next(&it))
                if (it.unit == office.id)
                        who = it.person;
        return goal_demo_signers_end(&it) ? 0 : who;
}

static void put_moves(struct demo *d)
{
        static const struct { const char *event; enum goal_state state, least; int month, dom;
                              const char *role; } moves[] = {
                { "open",   GOAL_DRAFT,     GOAL_DRAFT,  1, 8,  "office-business" },
                { "submit", GOAL_SUBMITTED, GOAL_ISSUED, 1, 26, NULL },
                { "review", GOAL_REVIEWED,  GOAL_ISSUED, 2, 20, "office-business" },
                { "issue",  GOAL_ISSUED,    GOAL_ISSUED, 3, 20, "office-director" },
                { "sign",   GOAL_SIGNED,    GOAL_SIGNED, 3, 22, NULL },
        };
        for (size_t i = 0; i < COUNT_OF(moves); i++) {
                day on = day_make(d->year, moves[i].month, moves[i].dom);
                goal_demo_moves(d->cx, d->e.scheme, str_of(moves[i].event), moves[i].state,
                                nine_o_clock(on.n > d->cx->today.n ? d->cx->today : on),
                                moves[i].role ? holder(d->cx, moves[i].role) : 0, moves[i].least,
                                GOAL_SIGNED);
        }
}

static const struct fail *put_year(struct ctx *cx, int64_t scheme, int year, bool last)
{
        struct demo *d = NEW(cx->arena, struct demo);
        *d = (struct demo){ .cx = cx, .year = year, .last = last };
        const struct fail *f = goal_edition(cx, scheme, &d->e);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        goal_demo_books(cx, scheme, d->e.id, d->e.unit);
        put_lines(d);
        goal_demo_quarters(cx, scheme);
        goal_demo_posts(cx, scheme, 0);
        goal_demo_county(cx, scheme);
        f = issue_all(d);
        if (f)
                return f;
        put_moves(d);
        audit_log(cx, "goal.batch", "scheme", scheme, str_f(cx->arena, "{\"n\":%d}", d->e.n_units));
        return tx_commit(&tx);
}

/* After the half year a few units ask for a change; each stands at another step: one has come to its end in July, the
 * others came in these days. */
static const struct { const char *unit; enum goal_reason kind; const char *code; int percent, n_events;
                      const char *reason, *evidence; } asked[] = {
        { "shili-shuiwu", GOAL_ADDED, "zn-zh-zj", 110, 4, "省级水利专项资金新增安排，争取上级资金目标相应调增",
          "省级水利专项资金安排方案" },
        { "shili-baihe", GOAL_POLICY, "fz-jy", 110, 2, "市级就业实训基地落户，城镇新增就业相应调增",
          "就业实训基地建设方案" },
        { "shili-chengguan", GOAL_FORCE, "fz-ls", 96, 1, "汛期部分地块绝收改种，粮食播种面积调减", "汛期农作物受灾核定表" },
        { "shili-maba", GOAL_POLICY, "fz-jy", 80, -1, "公益性岗位政策调整，城镇新增就业相应调减", "就业补助政策调整通知" },
        { "shili-qingshi", GOAL_REFORM, "dj-rc", 150, 0, "承接周边村划入，人才引进培养任务相应增加", "村级区划调整批复" },
};

/* Everything of one day, at ten in the morning, by one person; a Saturday or Sunday is the Friday before. */
static struct ctx on_day(const struct ctx *cx, day on, int64_t who)
{
        struct ctx by = *cx;
        int late = day_weekday(on) - 5;
        by.today = late > 0 ? day_add(on, -late) : on;
        by.now = nine_o_clock(by.today) + 3600000;
        by.now = by.now < cx->now ? by.now : cx->now;
        by.user = who;
        return by;
}

/* Who enters for a unit, and who signs for it. */
static const struct fail *hands_of(struct ctx *cx, int64_t unit, int64_t *clerk, int64_t *signer)
{
        static const char *const clerks[] = { "lead-handler", "supporting-unit", "town" },
                                 *const heads[] = { "lead-reviewer", "town" };
        for (size_t i = 0; i < COUNT_OF(clerks) + COUNT_OF(heads); i++) {
                struct goal_demo_signers it;
                bool enters = i < COUNT_OF(clerks);
                int64_t *to = enters ? clerk : signer;
                goal_demo_signers(&it, cx, str_of(enters ? clerks[i] : heads[i - COUNT_OF(clerks)]));
                while (goal_demo_signers_next(&it))
                        if (it.unit == unit && !*to)
                                *to = it.person;
                const struct fail *f = goal_demo_signers_end(&it);
                if (f)
                        return f;
        }
        return NULL;
}

static const struct fail *step(struct ctx *cx, int64_t id, const char *event, day on)
{
        struct goal_book b;
        const struct fail *f = goal_book_find(cx, id, &b);
        struct flow_wish in = { .event = str_of(event), .version = b.version, .day = on,
                                .reason = S("调减幅度偏大，请附核定表并说明补救措施，再报。"),
                                .number = str_f(cx->arena, "关于调整%d年度目标任务的批复", b.year) };
        return f ? f : goal_move(cx, id, &in);
}

/* The posts' parts of a book whose targets changed come to the new ones. */
static const struct fail *part_anew(struct ctx *cx, int64_t book)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        goal_demo_posts_drop(cx, book);
        goal_demo_posts(cx, 0, book);
        audit_log(cx, "goal.posts", "goal_book", book, S("{}"));
        return tx_commit(&tx);
}

static const struct fail *adjust_one(struct ctx *cx, int64_t scheme, int year, size_t i)
{
        /* step, by whom, how many days after the application */
        static const struct { const char *event, *role; int after; } course[] = {
                { "submit", NULL, 1 }, { "review", "office-business", 4 },
                { "issue", "office-director", 9 }, { "sign", NULL, 10 },
        };
        struct org_unit u;
        struct goal_book b;
        int64_t id = 0, clerk = 0, signer = 0;
        bool july = asked[i].n_events > 2;
        day first = july ? day_make(year, 7, 6) : day_add(cx->today, -6);
        if (first.n < day_make(year, 1, 1).n)
                first = cx->today;
        const struct fail *f = org_unit_by_code(cx, str_of(asked[i].unit), &u);
        if (!f)
                f = hands_of(cx, u.id, &clerk, &signer);
        if (!f)
                f = goal_book_newest(cx, scheme, u.id, &id);
        struct ctx by = on_day(cx, first, clerk);
        if (!f)
                f = goal_adjust(&by, id, &(struct goal_change){ asked[i].kind, str_of(asked[i].reason),
                                                               str_of(asked[i].evidence) }, &id);
        if (!f)
                f = goal_book_read(&by, id, &b);
        for (int k = 0; !f && k < b.n_lines; k++) {
                struct goal_line *l = (struct goal_line *)&b.lines[k];
                if (!l->node || !str_is(l->node->code, asked[i].code))
                        continue;
                l->value = muldiv(l->value, asked[i].percent, 100);
                l->quarter[3] = l->value;
                l->quarter[2] = muldiv(l->value, 72, 100);
        }
        if (!f)
                f = goal_book_put(&by, &b, b.version, b.lines, b.n_lines);
        if (!f)
                f = part_anew(&by, id);
        for (int k = 0; !f && k < (asked[i].n_events < 0 ? 1 : asked[i].n_events); k++) {
                int64_t who = course[k].role ? holder(cx, course[k].role) : k ? signer : clerk;
                by = on_day(cx, day_add(first, course[k].after), who);
                f = step(&by, id, course[k].event, day_make(year, 7, 15));
        }
        if (!f && asked[i].n_events < 0) {
                by = on_day(cx, day_add(first, course[1].after), holder(cx, course[1].role));
                f = step(&by, id, "return", DAY_NONE);
        }
        return f;
}

const struct fail *goal_demo(struct ctx *cx)
{
        struct org_unit county;
        struct goal_demo_schemes it;
        int64_t last = 0, now = 0;
        int year = day_year(cx->today);
        const struct fail *f = org_unit_by_code(cx, S("shili"), &county);
        if (f)
                return f;
        goal_demo_schemes(&it, cx, county.id);
        while (goal_demo_schemes_next(&it))
                *(it.year == year ? &now : it.year == year - 1 ? &last : &(int64_t){ 0 }) = it.id;
        f = goal_demo_schemes_end(&it);
        if (!f)
                f = put_year(cx, last, year - 1, true);
        if (!f)
                f = put_year(cx, now, year, false);
        bool late = cx->today.n >= day_make(year, 8, 1).n;      /* an issue of July has happened by then */
        for (size_t i = 0; !f && i < COUNT_OF(asked); i++)
                if (late || asked[i].n_events < 3)
                        f = adjust_one(cx, now, year, i);
        return f;
}
