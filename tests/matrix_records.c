/* tests/matrix_records.c - the kinds of records that requests.txt may name by place: one row each.
 * A domain with records of its own adds a row; matrix.h says what the functions are asked for. */
#include "core/attach/attach.h"
#include "core/audit/audit.h"
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/auth/auth.sql.h"
#include "core/auth/factor.h"
#include "core/crypto/password.h"
#include "core/crypto/totp.h"
#include "core/embed.h"
#include "core/import/batch.h"
#include "domain/budget/json.h"
#include "domain/budget/store.h"
#include "domain/budget/store.sql.h"
#include "domain/org/absence.h"
#include "domain/org/delegation.h"
#include "domain/org/group.h"
#include "domain/org/hand_over.h"
#include "domain/org/person.sql.h"
#include "domain/org/phone.h"
#include "domain/org/reform.h"
#include "domain/target/city/city.sql.h"
#include "domain/target/goal/goal.h"
#include "domain/target/goal/goal_write.sql.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/tree.h"
#include "domain/target/year/figure.h"
#include "door/web/list.sql.h"
#include "tests/fixture_result.h"
#include "tests/matrix.h"

/* ---- budgets ------------------------------------------------------------------------------ */

static int64_t draft_of(struct ctx *cx, int64_t unit, int year, int state)
{
        struct budget b = { 0 };
        struct org_unit u;
        done(budget_read_json(cx, data_file("demo/shili-shuiwu-2024.json"), &b));
        done(org_unit_by_id(cx, unit, &u));
        b.dept = unit;
        b.code = u.code;
        b.dept_name = b.short_name = str_f(cx->arena, "预算%ld号单位", unit);
        b.year = year;
        b.state = state;
        b.version = 1;
        b.n_priors = 0;                 /* of another year than the one published before it */
        budget_days_clear(&b);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = budget_store_new(cx, &b);
        done(tx_commit(&tx));
        return id;
}

/* Of this year and being compiled; of a past year; or submitted, which nobody may write to. */
static int64_t budget_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return at == PLACE_YEAR ? draft_of(cx, unit, 2022, BUDGET_DRAFT)
             : at == PLACE_LOCKED ? draft_of(cx, unit, 2026, BUDGET_SUBMITTED)
             : draft_of(cx, unit, 2025, BUDGET_DRAFT);
}

/* ---- units --------------------------------------------------------------------------- */

static int64_t unit_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)cx, (void)who;
        return at == PLACE_OWN ? unit : 0;
}

static int64_t unit_version(struct ctx *cx, int64_t id)
{
        struct org_unit u;
        return org_unit_by_id(cx, id, &u) ? 0 : u.version;
}

/* ---- people, their accounts and posts ---------------------------------------------------- */

static int64_t person_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        if (at != PLACE_OWN && at != PLACE_LOCKED)
                return 0;
        struct account_by_login have;
        if (!account_by_login(cx, str_f(cx->arena, "mx.%ld.%d", unit, at), &have))
                return have.person;
        struct account_new in = { .login = str_f(cx->arena, "mx.%ld.%d", unit, at), .unit = unit,
                                  .name = str_f(cx->arena, "某单位%ld的人", unit),
                                  .role = S("inspector") };
        int64_t person = 0;
        done(account_add(cx, &in, &person));
        if (at == PLACE_LOCKED)
                done(account_disable(cx, person, 1, true));
        return person;
}

static int64_t person_version(struct ctx *cx, int64_t id)
{
        struct person_by_id p;
        return person_by_id(cx, id, &p) ? 0 : p.version;
}

static int64_t account_version_of(struct ctx *cx, int64_t id)
{
        struct account_version a;
        return account_version(cx, id, &a) ? 0 : a.version;
}

/* The person and the post are made apart; a path with both names the same person twice. */
static int64_t post_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        struct account_by_login a;
        struct post_first post;
        str login = str_f(cx->arena, "mx.%ld.%d", unit, at);
        if (at != PLACE_OWN && at != PLACE_LOCKED)
                return 0;
        if (!person_make(cx, who, unit, at))
                return 0;
        done(account_by_login(cx, login, &a));
        return post_first(cx, a.person, cx->today, &post) ? 0 : post.id;
}

static int64_t post_version(struct ctx *cx, int64_t id)
{
        struct post_of p;
        return post_of(cx, id, cx->today, &p) ? 0 : p.version;
}

/* The post one acts in; whose it is does not depend on the place. */
static int64_t my_post_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        return at == PLACE_OWN ? who->post : at == PLACE_SIBLING || at == PLACE_OTHER
                ? post_make(cx, who, unit, PLACE_OWN) : 0;
}

/* A stand-in asked for by whoever holds the post, for another person of the unit. */
static int64_t ask(struct ctx *cx, int64_t post, int64_t unit, int64_t n)
{
        struct post_of p;
        struct role_by_code r;
        int64_t deputy = 0, id = 0;
        done(post_of(cx, post, cx->today, &p));
        done(role_by_code(cx, p.role, &r));
        if (r.kind != ROLE_BUSINESS)
                return 0;
        struct account_new in = { .login = str_f(cx->arena, "mx.deputy.%ld", n), .unit = unit,
                                  .name = S("代理人"), .role = str_is(p.role, "town")
                                          ? S("scorer") : S("town") };
        done(account_add(cx, &in, &deputy));
        const struct delegation_wish wish = { .post = post, .deputy = deputy, .since = cx->today,
                                              .until = day_add(cx->today, 9), .reason = S("学习"),
                                              .document = S("示县组〔2024〕3号") };
        cx->user = p.person;
        done(delegation_ask(cx, &wish, &id));
        return id;
}

static int64_t delegation_make(struct ctx *cx, const struct member *who, int64_t unit,
                               enum place at)
{
        int64_t post = at == PLACE_OWN ? post_make(cx, who, unit, at) : 0;
        return post ? ask(cx, post, unit, unit) : 0;
}

static int64_t my_delegation_make(struct ctx *cx, const struct member *who, int64_t unit,
                                  enum place at)
{
        return at == PLACE_OWN && who->post ? ask(cx, who->post, unit, 1000000 + who->post) : 0;
}

/* ---- who is away, and whose work goes to another -------------------------------------------- */

static int64_t person_of(struct ctx *cx, const char *prefix, int64_t unit)
{
        struct account_by_login have;
        struct account_new in = { .login = str_f(cx->arena, "mx.%s.%ld", prefix, unit),
                                  .unit = unit, .name = str_f(cx->arena, "某单位%ld的另一人", unit),
                                  .role = S("budget-editor") };
        int64_t person = 0;
        if (!account_by_login(cx, in.login, &have))
                return have.person;
        done(account_add(cx, &in, &person));
        return person;
}

static int64_t away_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return at == PLACE_OWN ? person_of(cx, "away", unit) : 0;
}

static int64_t absence_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        const struct absence *list;
        int n = 0;
        const struct absence_wish wish = { .person = away_make(cx, who, unit, at),
                                           .kind = ABSENCE_LEAVE, .since = cx->today,
                                           .until = day_add(cx->today, 3) };
        if (!wish.person)
                return 0;
        done(absence_enter(cx, &wish));
        done(absences_of_person(cx, wish.person, &list, &n));
        return n ? list[0].id : 0;
}

static int64_t colleague_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return at == PLACE_OWN ? person_of(cx, "colleague", unit) : 0;
}

/* The mark of the plan by which a part of the unit splits off; 0 where there can be none. */
static int64_t split_seen(struct ctx *cx, int64_t id)
{
        struct reform_plan p = { 0 };
        struct reform_wish w = { .kind = REFORM_SPLIT_OFF, .from = { id }, .on = cx->today,
                                 .document = S("方案"),
                                 .fresh = { [1] = { .name = S("新单位"), .code = S("mx-seen") } } };
        return reform_plan(cx, &w, &p) ? 0 : p.mark;
}

/* Somebody whose telephone number is known. */
static int64_t phoned_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        struct person_by_id p;
        (void)who;
        if (at != PLACE_OWN)
                return 0;
        int64_t id = person_of(cx, "phoned", unit);
        done(person_by_id(cx, id, &p));
        done(org_phone_put(cx, id, p.version, S("13800000000")));
        return id;
}

/* The mark of a year whose groups nobody has laid out. */
static int64_t group_seen(struct ctx *cx, int64_t id)
{
        const struct org_group_row *rows;
        int n;
        int64_t mark = 0;
        (void)id;
        return org_groups(cx, 2030, &rows, &n, &mark) ? 0 : mark;
}

/* With open work: a budget that the person drafts. */
static int64_t laden_with(struct ctx *cx, const char *prefix, int64_t unit)
{
        struct account_by_login have;
        bool fresh = account_by_login(cx, str_f(cx->arena, "mx.%s.%ld", prefix, unit), &have) != NULL;
        int64_t person = person_of(cx, prefix, unit);
        if (!fresh)
                return person;
        int64_t budget = draft_of(cx, unit, *prefix == 'l' ? 2031 : 2032, BUDGET_DRAFT);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        cx->user = person;
        audit_log(cx, "budget.lines", "budget", budget, (str){ 0 });
        done(tx_commit(&tx));
        return person;
}

static int64_t laden_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return at == PLACE_OWN ? laden_with(cx, "laden", unit) : 0;
}

static int all_works(const struct work_kind **ret, int max)
{
        int n = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_works && n < max; i++)
                        ret[n++] = &modules[m]->works[i];
        return n;
}

static int64_t laden_seen(struct ctx *cx, int64_t id)
{
        const struct work_kind *kinds[50];
        const struct org_work *works;
        int n = 0;
        int64_t seen = 0;
        done(org_works(cx, kinds, all_works(kinds, COUNT_OF(kinds)), id, &works, &n, &seen));
        return seen;
}

/* Done once, from somebody who had work to the colleague. */
static int64_t hand_over_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        const struct work_kind *kinds[50];
        int64_t id = 0;
        if (at != PLACE_OWN)
                return 0;
        struct hand_over_wish w = { .person = laden_with(cx, "handed", unit),
                                    .to = colleague_make(cx, who, unit, at),
                                    .document = S("示县组〔2024〕4号") };
        w.seen = laden_seen(cx, w.person);
        cx->user = w.to;
        done(org_hand_over(cx, kinds, all_works(kinds, COUNT_OF(kinds)), &w, &id));
        return id;
}

static int64_t handed_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return at == PLACE_OWN ? laden_with(cx, "handed", unit) : 0;
}

/* One's own view of a list, or somebody's. */
static int64_t list_view_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        int64_t person = at == PLACE_OWN ? who->person : person_make(cx, who, unit, at);
        if (!person)
                return 0;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        struct list_view_count have = { 0 };
        done(list_view_count(cx, person, S("/people"), &have));
        int64_t id = list_view_add(cx, person, S("/people"), str_f(cx->arena, "视图%ld", have.n), S("q=x"), S(""), false);
        done(tx_commit(&tx));
        return id;
}

/* One's own session, or somebody's. */
static int64_t session_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        int64_t person = who->person, post = who->post;
        struct sessions_of it;
        int64_t id = 0;
        if ((at != PLACE_OWN && at != PLACE_SIBLING && at != PLACE_OTHER) || !post)
                return 0;
        if (at != PLACE_OWN) {
                struct post_of p;
                post = post_make(cx, who, unit, PLACE_OWN);
                done(post_of(cx, post, cx->today, &p));
                person = p.person;
        }
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        session_begin(cx, person, post, (str){ 0 }, S("127.0.0.1"), S("another browser"));
        done(tx_commit(&tx));
        sessions_of(&it, cx, person, 0);
        while (sessions_of_next(&it))
                id = id ? id : it.id;
        done(sessions_of_end(&it));
        return id;
}

static int64_t budget_revision(struct ctx *cx, int64_t id)
{
        struct budget_head h;
        return budget_head(cx, id, &h) ? 0 : h.revision;
}

/* A whole budget brought by the member, or by somebody else; its preview is of the member's
 * unit. */
static int64_t upload_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        struct org_unit u;
        struct budget b = { 0 };
        struct buf json = buf_new(cx->arena, 1 << 20);
        if (!who->person || (at != PLACE_OWN && at != PLACE_SIBLING))
                return 0;
        done(org_unit_by_id(cx, at == PLACE_OWN ? who->id : unit, &u));
        done(budget_read_json(cx, test_file(cx->arena, "tests/files/budget.json", false), &b));
        b.code = b.units[0].code = u.code;      /* a whole file of that unit's own */
        b.dept_name = b.units[0].name = u.name;
        budget_write_json(&json, &b);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = budget_upload_add(cx, at == PLACE_OWN ? who->person : who->person + 1, cx->now,
                                       u.code, 2027, S("budget.json"), buf_str(&json));
        done(tx_commit(&tx));
        return id;
}

/* A file of lines for a unit's draft of a year that nothing else is made of; read, not yet
 * written. */
static int64_t batch_make(struct ctx *cx, int64_t unit, int year, const char *file)
{
        struct org_unit u;
        int64_t id = 0;
        done(org_unit_by_id(cx, unit, &u));
        done(import_receive(cx, importer_of(S("budget.lines")),
                            str_f(cx->arena, "{\"unit\":\"%.*s\",\"year\":\"%d\"}", STR(u.code), year),
                            S("lines.csv"), test_file(cx->arena, file, false), &id));
        done(import_read(cx, id));
        return id;
}

static int64_t import_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return at == PLACE_OWN ? batch_make(cx, unit, 2028, "tests/files/lines.csv") : 0;
}

static int64_t bad_import_make(struct ctx *cx, const struct member *who, int64_t unit,
                               enum place at)
{
        (void)who;
        return at == PLACE_OWN ? batch_make(cx, unit, 2028, "tests/files/bad-lines.csv") : 0;
}

static int64_t done_import_make(struct ctx *cx, const struct member *who, int64_t unit,
                                enum place at)
{
        (void)who;
        int64_t id = at == PLACE_OWN ? batch_make(cx, unit, 2029, "tests/files/lines.csv") : 0;
        if (id)
                done(import_apply(cx, id, true));
        return id;
}

static int64_t no_version(struct ctx *cx, int64_t id)
{
        (void)cx, (void)id;
        return 0;
}

/* A one-time link; its key stands in the address. */
static int64_t link_make_one(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        int64_t person = at == PLACE_OWN ? person_make(cx, who, unit, at) : 0;
        if (!person)
                return 0;
        str key = str_f(cx->arena, "%0*ld", 2 * LINK_BYTES, person);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        link_insert(cx, token_hash(cx->arena, key), true, person, cx->now + 3600000, false, 0);
        done(tx_commit(&tx));
        return person;
}

static str link_key(struct ctx *cx, int64_t id)
{
        return str_f(cx->arena, "%0*ld", 2 * LINK_BYTES, id);
}

static int64_t asset_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)cx, (void)who, (void)unit;
        return at == PLACE_OWN;
}

static str asset_key(struct ctx *cx, int64_t id)
{
        (void)cx, (void)id;
        return str_from(str_of(asset_url("theme.css")), strlen("/assets/"));
}

/* A second factor being enrolled, and one that is; what stands in its place is the code of its
 * app. */
static int64_t code_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)unit;
        if (at != PLACE_OWN || !who->person)
                return 0;
        done(factor_start(cx, who->person));
        return who->person;
}

static str code_text(struct ctx *cx, int64_t person)
{
        struct factor_of row;
        return factor_of(cx, person, &row) ? S("000000")
               : totp_code(cx->arena, row.secret, cx->now / 1000 / TOTP_SECONDS);
}

static int64_t factor_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        struct factor_of row;
        str codes[FACTOR_CODES];
        if (!code_make(cx, who, unit, at))
                return 0;
        done(factor_of(cx, who->person, &row));
        done(factor_confirm(cx, who->person, totp_code(cx->arena, row.secret, cx->now / 1000 /
                                                       TOTP_SECONDS - 1), codes));
        return who->person;
}

/* ---- schemes ------------------------------------------------------------------------------ */

static int64_t county_of(struct ctx *cx, int64_t unit)
{
        struct org_unit u;
        done(org_unit_by_id(cx, unit, &u));
        while (u.parent)
                done(org_unit_by_id(cx, u.parent, &u));
        return u.id;
}

/* A draft of the unit's county with a group, a block and a leaf; of a past year; or submitted. A
 * scheme belongs to a county, so there is none of a child, a sibling or a parent unit. */
static int64_t scheme_of(struct ctx *cx, int64_t unit, enum place at, const char *for_whom,
                         int64_t *ret_node, int64_t *ret_group)
{
        int64_t id, block, year = at == PLACE_YEAR ? 2022 : 2024;
        struct edition e;
        if (at == PLACE_CHILD || at == PLACE_SIBLING || at == PLACE_PARENT || at == PLACE_NOWHERE)
                return 0;
        done(scheme_begin(cx, &(struct scheme_new){ county_of(cx, unit), (int)year,
                          str_f(cx->arena, "方案%s%ld-%d", for_whom, unit, at), 0 }, &id));
        done(group_add(cx, id, &(struct group_wish){ S("all"), S("全部"), 0, 10 }, ret_group));
        points own[1] = { POINTS_AS_NODE };
        struct node_wish w = { .node = { .code = S("a"), .name = S("甲"), .params = S(""), .step = 1,
                                         .full = { 100000000 }, .folded = true, .in_group = own } };
        done(node_add(cx, id, &w, &block));
        w.node = (struct edition_node){ .code = S("b"), .name = S("乙"), .parent = block,
                                        .leaf = true, .method = S("F1"), .method_version = 1,
                                        .params = S(""), .step = 1, .full = { 100000000 },
                                        .in_group = own };
        done(node_add(cx, id, &w, ret_node));
        if (at == PLACE_LOCKED) {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                done(edition_find(cx, id, &e));
                edition_move_to(cx, id, e.version, EDITION_DRAFT, EDITION_REVIEW);
                done(tx_commit(&tx));
        }
        return id;
}

static int64_t scheme_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        int64_t node, group;
        (void)who;
        return scheme_of(cx, unit, at, "", &node, &group);
}

static int64_t scheme_node_make(struct ctx *cx, const struct member *who, int64_t unit,
                                enum place at)
{
        int64_t node = 0, group;
        (void)who;
        return scheme_of(cx, unit, at, "指标", &node, &group) ? node : 0;
}

static int64_t scheme_group_make(struct ctx *cx, const struct member *who, int64_t unit,
                                 enum place at)
{
        int64_t node, group = 0;
        (void)who;
        return scheme_of(cx, unit, at, "分组", &node, &group) ? group : 0;
}

/* A scheme of the unit's own, issued and computed; of a past year; or (locked) released. `shown`:
 * the year's preliminary result, in publicity. */
static int64_t result_of(struct ctx *cx, int64_t unit, enum place at, const char *for_whom,
                         bool shown)
{
        int64_t node, group;
        int64_t edition = scheme_of(cx, unit, at == PLACE_LOCKED ? PLACE_OWN : at,
                                    str_f(cx->arena, "%s%d", for_whom, at).p, &node, &group);
        return edition ? fixture_run(cx, edition, unit, group, shown, shown || at == PLACE_LOCKED) : 0;
}

static int64_t result_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return result_of(cx, unit, at, "核算", false);
}

static int64_t shown_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return result_of(cx, unit, at, "公示", true);
}

static int64_t appeal_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        int64_t run = result_of(cx, unit, at, "申诉", true);
        return run ? fixture_appeal(cx, run, unit) : 0;
}

static int64_t graded_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        int64_t run = result_of(cx, unit, at, "等次", false);
        return run ? fixture_decision(cx, run, unit) : 0;
}

/* The final result of the year, published. */
static int64_t published_of(struct ctx *cx, int64_t unit, enum place at, const char *for_whom)
{
        int64_t node, group, edition;
        if (at == PLACE_LOCKED)
                return 0;
        edition = scheme_of(cx, unit, at, str_f(cx->arena, "%s%d", for_whom, at).p, &node, &group);
        return edition ? fixture_published(cx, edition, unit, group) : 0;
}

static int64_t published_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return published_of(cx, unit, at, "公布");
}

static int64_t use_proposal_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        int64_t run = published_of(cx, unit, at, "运用");
        (void)who;
        return run ? fixture_proposal(cx, run, unit) : 0;
}

static int64_t rectify_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        int64_t run = published_of(cx, unit, at, "整改");
        (void)who;
        return run ? fixture_rectify(cx, run, unit) : 0;
}

static int64_t advice_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        int64_t run = published_of(cx, unit, at, "分析");
        (void)who;
        return run ? fixture_advice(cx, run) : 0;
}

static int64_t result_version(struct ctx *cx, int64_t id) { return fixture_run_version(cx, id); }

/* A reviewed figure about the unit, of last month, which nobody has locked. */
static int64_t figure_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        const struct figure_row *rows;
        int n = 0;
        const struct figure_filter by = { .unit = unit, .state = FIGURE_REVIEWED };
        (void)who, (void)at;
        if (at == PLACE_YEAR || at == PLACE_NOWHERE || at == PLACE_LOCKED)
                return 0;
        done(figures_of_month(cx, 1, 9, &by, &rows, &n));
        return n ? rows[0].id : 0;
}

static int64_t figure_version(struct ctx *cx, int64_t id)
{
        struct figure_row r;
        return figure_find(cx, id, &r) ? 0 : r.version;
}

static int64_t scheme_version(struct ctx *cx, int64_t id)
{
        struct edition e;
        return edition_find(cx, id, &e) ? 0 : e.version;
}

/* ---- the city's indicators ---------------------------------------------------------------------- */

/* One that the unit leads, in the book of its county. */
static int64_t city_item_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        struct city_books it;
        int64_t county = county_of(cx, unit), book = 0;
        (void)who;
        if (at == PLACE_YEAR || at == PLACE_LOCKED || at == PLACE_NOWHERE)
                return 0;
        city_books(&it, cx);
        while (city_books_next(&it))
                if (it.unit == county && it.year == 2024)
                        book = it.id;
        done(city_books_end(&it));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (!book)
                book = city_book_insert(cx, county, 2024, S("矩阵考核"), (str){ 0 }, 9);
        int64_t id = city_item_insert(cx, book, str_f(cx->arena, "mx-%ld-%d", unit, at), (str){ 0 },
                                      S("矩阵指标"), 1, 5000000, (str){ 0 }, (str){ 0 }, (str){ 0 }, unit,
                                      (str){ 0 }, (str){ 0 }, 0, (str){ 0 }, (str){ 0 }, (str){ 0 },
                                      false, 0, false, 0, false, 0);
        done(tx_commit(&tx));
        return id;
}

static int64_t first_version(struct ctx *cx, int64_t id)
{
        (void)cx, (void)id;
        return 1;
}

/* A file of a budget at the place. */
static int64_t file_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        const struct attach_file *list;
        int64_t id = at == PLACE_YEAR ? draft_of(cx, unit, 2020, BUDGET_DRAFT)
                   : at == PLACE_LOCKED ? draft_of(cx, unit, 2042, BUDGET_SUBMITTED)
                   : draft_of(cx, unit, 2041, BUDGET_DRAFT);
        (void)who;
        struct attach_ready one = attach_made(cx, S("说明.txt"), "txt",
                                              str_f(cx->arena, "budget %ld\n", (long)id));
        int n = 0;
        if (!id)
                return 0;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        attach_put(cx, "budget", id, &one, 1);
        done(tx_commit(&tx));
        done(attach_list(cx, "budget", id, &list, &n));
        return n ? list[0].id : 0;
}

/* ---- target books -------------------------------------------------------------------------- */

/* A scheme of the unit's county with one leaf (F1) that the unit alone answers for; the same for
 * the same words, so that two names in one path meet in one book. */
static int64_t goal_scheme(struct ctx *cx, int64_t unit, enum place at, const char *word)
{
        int64_t edition, node = 0, group = 0, county = county_of(cx, unit), found = 0;
        int year = at == PLACE_YEAR ? 2022 : 2025;
        struct scheme_same same;
        struct edition e;
        str name = str_f(cx->arena, "目标%s%ld-%d", word, unit, at);
        scheme_same(&same, cx, county, year, name);
        while (scheme_same_next(&same))
                found = same.id;
        done(scheme_same_end(&same));
        if (found)
                return found;
        done(scheme_begin(cx, &(struct scheme_new){ county, year, name, 0 }, &edition));
        done(group_add(cx, edition, &(struct group_wish){ S("all"), S("全部"), 0, 10 }, &group));
        points own[1] = { POINTS_AS_NODE };
        struct node_wish w = { .node = { .code = S("b"), .name = S("乙"), .leaf = true,
                .method = S("F1"), .method_version = 1, .params = S(""), .step = 1,
                .measure = S("件"), .full = { 100000000 }, .in_group = own } };
        done(node_add(cx, edition, &w, &node));
        done(edition_find(cx, edition, &e));
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        scheme_unit_put(cx, edition, unit, group, 10, true, true, 1000000, (str){ 0 });
        done(tx_commit(&tx));
        return e.scheme;
}

static int64_t goal_book_of(struct ctx *cx, int64_t unit, enum place at, const char *word,
                            enum goal_state usual, enum goal_state locked)
{
        int64_t scheme = goal_scheme(cx, unit, at, word), id = 0;
        struct goal_book b;
        int n = 0;
        if (!goal_book_newest(cx, scheme, unit, &id))
                return id;
        done(goal_books_open(cx, scheme, unit, &n));
        done(goal_book_newest(cx, scheme, unit, &id));
        done(goal_book_read(cx, id, &b));
        struct goal_line *l = (struct goal_line *)&b.lines[0];
        l->has_value = true, l->value = 5;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        goal_lines_store(cx, id, l, 1);
        enum goal_state state = at == PLACE_LOCKED ? locked : usual;
        if (state >= GOAL_ISSUED)
                goal_book_issue(cx, id, b.version, GOAL_DRAFT, state, day_make(b.year, 1, 1),
                                S("示府发〔2025〕1号"), S("x"));
        else if (state != GOAL_DRAFT)
                goal_book_move(cx, id, b.version, GOAL_DRAFT, state, (str){ 0 });
        done(tx_commit(&tx));
        return id;
}

static int64_t goal_draft_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return at == PLACE_NOWHERE ? 0 : goal_book_of(cx, unit, at, "编报", GOAL_DRAFT, GOAL_SUBMITTED);
}

static int64_t goal_issued_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return at == PLACE_NOWHERE ? 0 : goal_book_of(cx, unit, at, "下达", GOAL_SIGNED, GOAL_REPLACED);
}

static int64_t goal_line_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        struct goal_book b;
        int64_t id = goal_draft_make(cx, who, unit, at);
        if (!id)
                return 0;
        done(goal_book_read(cx, id, &b));
        return b.lines[0].id;
}

static int64_t goal_book_version(struct ctx *cx, int64_t id)
{
        struct goal_book b;
        return goal_book_find(cx, id, &b) ? 0 : b.version;
}

/* A scheme whose unit has no book yet. */
static int64_t goal_scheme_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        (void)who;
        return at == PLACE_OWN ? goal_scheme(cx, unit, at, "新编") : 0;
}

/* A county target that no unit has a part in: the whole of it is a difference. */
static int64_t goal_gap_scheme_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        struct goal_sums s;
        (void)who;
        if (at == PLACE_CHILD || at == PLACE_SIBLING || at == PLACE_PARENT || at == PLACE_NOWHERE)
                return 0;
        int64_t scheme = goal_scheme(cx, unit, at, "县级");
        done(goal_sums(cx, scheme, &s));
        if (s.n_rows && s.rows[0].set)
                return scheme;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        county_goal_insert(cx, scheme, s.rows[0].stem, 500, 0, true, (str){ 0 });
        done(tx_commit(&tx));
        return scheme;
}

static int64_t goal_gap_stem_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        struct goal_sums s;
        int64_t scheme = goal_gap_scheme_make(cx, who, unit, at);
        if (!scheme)
                return 0;
        done(goal_sums(cx, scheme, &s));
        return s.rows[0].stem;
}

/* One reviewed book in a scheme that is issued: ready for a batch. */
static int64_t goal_ready_make(struct ctx *cx, const struct member *who, int64_t unit, enum place at)
{
        struct edition e;
        int64_t id = 0;
        (void)who;
        if (at != PLACE_OWN && at != PLACE_OTHER && at != PLACE_YEAR)
                return 0;
        id = goal_book_of(cx, unit, at, "待下达", GOAL_REVIEWED, GOAL_REVIEWED);
        int64_t scheme = goal_scheme(cx, unit, at, "待下达");
        done(goal_edition(cx, scheme, &e));
        if (e.state == EDITION_DRAFT) {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                edition_issue(cx, e.id, e.version, EDITION_DRAFT, EDITION_ISSUED, day_make(e.year, 1, 1),
                              S("示委办〔2025〕1号"), S("x"));
                done(tx_commit(&tx));
        }
        return id ? scheme : 0;
}

const struct matrix_kind matrix_kinds[] = {
        /* name, make, version, personal, text, page */
        { "unit",       unit_make,       unit_version,       false, NULL,     "/org/:id" },
        { "phoned",     phoned_make, person_version, false, NULL, "/people/:id" },
        { "grouping",   unit_make, group_seen, false, NULL, NULL },
        { "splitting",  unit_make, split_seen, false, NULL, NULL },
        { "person",     person_make,     person_version,     false, NULL,     "/people/:id" },
        { "entered",    entered_make,    person_version,     false, NULL,     "/people/:id" },
        { "account",    person_make,     account_version_of, false, NULL,     "/people/:id" },
        { "post",       post_make,       post_version,       false, NULL,     NULL },
        { "my-post",    my_post_make,    post_version,       true,  NULL,     NULL },
        { "delegation", delegation_make, no_version,         false, NULL,     "/delegations/:id" },
        { "my-delegation", my_delegation_make, no_version,   true,  NULL,     NULL },
        { "away",       away_make,       person_version,     false, NULL,     "/people/:id" },
        { "absence",    absence_make,    no_version,         false, NULL,     NULL },
        { "laden",      laden_make,      laden_seen,         false, NULL,     "/people/:id" },
        { "colleague",  colleague_make,  person_version,     false, NULL,     "/people/:id" },
        { "handed",     handed_make,     person_version,     false, NULL,     "/people/:id" },
        { "hand-over",  hand_over_make,  no_version,         false, NULL,     NULL },
        { "list-view",  list_view_make,  no_version,         true,  NULL,     NULL },
        { "session",    session_make,    no_version,         true,  NULL,     NULL },
        { "link",       link_make_one,   no_version,         false, link_key, NULL },
        { "code",       code_make,       no_version,         true,  code_text, NULL },
        { "factor",     factor_make,     no_version,         true,  code_text, NULL },
        { "asset",      asset_make,      no_version,         false, asset_key, NULL },
        { "budget",     budget_make,     budget_revision,    false, NULL,     "/budget/:id" },
        { "file",       file_make,       no_version,         false, NULL,     "/files/:id" },
        { "upload",     upload_make,     no_version,         true,  NULL,     NULL },
        { "import",     import_make,     no_version,         false, NULL,     "/imports/:id" },
        { "bad-import", bad_import_make, no_version,         false, NULL,     "/imports/:id" },
        { "scheme",     scheme_make,     scheme_version,     false, NULL,     "/schemes/:id" },
        { "document",   document_make,   document_version,   false, NULL,     "/documents/:id" },
        { "series",     series_make,     series_version,     false, NULL,     "/documents/series/:id" },
        { "urge",       urge_make,       urge_version,       false, NULL,     "/urges/:id" },
        { "paper",      paper_make,      paper_version,      false, NULL,     "/checks/papers/:id" },
        { "paper-in",   paper_in_make,   paper_version,      false, NULL,     "/checks/papers/:id" },
        { "claim",      claim_make,      claim_version,      false, NULL,     "/checks/papers/:id" },
        { "check-stem", check_stem_make, no_version,         false, NULL,     NULL },
        { "claim-stem", claim_stem_make, no_version,         false, NULL,     NULL },
        { "figure",     figure_make,     figure_version,     false, NULL,     "/figures/rows/:id" },
        { "goal-draft", goal_draft_make, goal_book_version, false, NULL, "/goals/:id" },
        { "goal-issued", goal_issued_make, goal_book_version, false, NULL, "/goals/:id" },
        { "goal-line", goal_line_make, no_version, false, NULL, NULL },
        { "goal-scheme", goal_scheme_make, no_version, false, NULL, NULL },
        { "goal-ready", goal_ready_make, no_version, false, NULL, NULL },
        { "gap-scheme", goal_gap_scheme_make, no_version, false, NULL, "/goals/checks/:id" },
        { "gap-stem", goal_gap_stem_make, no_version, false, NULL, NULL },
        { "scheme-node", scheme_node_make, first_version,    false, NULL,
                "/schemes/nodes/:id" },
        { "scheme-group", scheme_group_make, first_version,  false, NULL,
                "/schemes/groups/:id" },
        { "result",     result_make,     result_version,     false, NULL,     "/results/:id" },
        { "shown",      shown_make,      result_version,     false, NULL,     "/results/:id" },
        { "published",  published_make,  result_version,     false, NULL,     "/results/:id" },
        { "use-proposal", use_proposal_make, first_version,  false, NULL,     NULL },
        { "rectify",    rectify_make,    first_version,      false, NULL,     "/rectify/:id" },
        { "advice",     advice_make,     first_version,      false, NULL,     NULL },
        { "graded",     graded_make,     first_version,      false, NULL,     NULL },
        { "appeal",     appeal_make,     first_version,      false, NULL,     "/appeals/:id" },
        { "city-item",  city_item_make,  first_version,      false, NULL,     "/city/items/:id" },
        { "effect",     effect_make,     first_version,      false, NULL,     "/effects/:id" },
        MATRIX_BALLOT_KINDS
        { "done-import", done_import_make, no_version,       false, NULL,     "/imports/:id" },
};
const int n_matrix_kinds = COUNT_OF(matrix_kinds);
