/* domain/target/ballot/ballot_test.c - votes cast, kept secret, entered twice, counted as the
 * engine does. */
#include <pthread.h>
#include "core/audit/audit.h"
#include "core/crypto/password.h"
#include "domain/org/org.h"
#include "domain/target/ballot/ballot.sql.h"
#include "domain/target/lint.h"
#include "domain/target/scheme.sql.h"
#include "tests/faults.h"
#include "tests/fixture_ballot.h"
#include "tests/story.h"

/* ---- a session of the demonstration county ------------------------------------------------------------ */

static const struct poll_slip *slips_of(struct ctx *cx, int64_t id, int source, int *ret_n)
{
        const struct poll_slip *s = NULL;
        done(poll_codes(cx, id, source, &s, ret_n));
        return s;
}

/* The rule forgets who asks; a test goes on as the system. */
static const struct fail *cast(struct ctx *cx, str code, const struct poll_mark *m, int n)
{
        const struct fail *f = poll_cast_code(cx, code, S("10.0.0.1"), m, n);
        auth_as_system(cx);
        return f;
}

/* ---- secrecy ---------------------------------------------------------------------------------------------- */

/* One line further in a text of the database; at a table's name, *table. */
static str line_next(str *text, str *table)
{
        str line = str_cut(*text, '\n', text);
        if (line.n && !str_starts(line, S("  ")))
                *table = line;
        return line;
}

/* The rows of a table that stand in the second text of the database and not in the first. Both
 * have the tables in one order, and the rows of each in one. */
static int rows_new(struct ctx *cx, str before, str after, str *ret)
{
        struct buf b = buf_new(cx->arena, 1 << 20);
        str in = { 0 }, table = { 0 }, old = line_next(&before, &in);
        int n = 0;
        while (after.n) {
                str line = line_next(&after, &table);
                if (str_eq(line, table))
                        continue;
                while (old.n && (str_cmp(in, table) < 0 ||
                                 (str_eq(in, table) && (str_eq(old, in) || str_cmp(old, line) < 0))))
                        old = line_next(&before, &in);
                if (str_eq(in, table) && str_eq(old, line))
                        continue;
                buf_f(&b, "%.*s%.*s\n", STR(table), STR(line));
                n++;
        }
        *ret = buf_str(&b);
        return n;
}

static const struct sql trail_rows = {
        .name = "trail_rows", .args = "s", .cols = "iis", .index = -1,
        .text = "SELECT COALESCE(who, 0), COALESCE(unit, 0), COALESCE(detail, '') FROM audit"
                " WHERE event = $1 ORDER BY id",
};

TEST_DB(ballot_secret_vote_leaves_its_tally_and_nothing_else)
{
        int n = 0, rows = 0;
        str fresh;
        story_county(cx);
        struct poll w = fixture_poll(cx, 2);
        int64_t id = fixture_poll_opened(cx, &w);
        const struct poll_slip *s = slips_of(cx, id, 0, &n);
        same_int(n, 5);
        str before = database_text(cx);
        for (int i = 0; i < n; i++)             /* not even a code that waits stands there as such */
                ok(str_find(before, s[i].code) < 0);
        const struct poll_mark m[] = { { 0, 0, BALLOT_VALID, 5 }, { 1, 0, BALLOT_UNKNOWN, 0 } };
        cx->user = 77, cx->unit = 1;            /* a browser that is signed in as somebody */
        done(cast(cx, s[3].code, m, 2));
        str after = database_text(cx);
        ok(str_find(after, s[3].code) < 0);
        struct poll_code_by_hash gone;
        const struct fail *f = poll_code_by_hash(cx, token_hash(cx->arena, s[3].code), &gone);
        ok(f && f->kind == FAIL_NOT_FOUND);
        /* new are: how many said what (two rows), that one came in (session, source), the trail */
        rows_new(cx, before, after, &fresh);
        while (fresh.n) {
                str line = str_cut(fresh, '\n', &fresh);
                bool known = str_starts(line, S("poll_tally  ")) || str_starts(line, S("poll_source  ")) ||
                             str_starts(line, S("poll  ")) || str_starts(line, S("audit  ")) ||
                             str_starts(line, S("audit_chain  ")) || str_starts(line, S("sqlite_sequence  "));
                rows += str_starts(line, S("poll_tally  "));
                if (!ok(known))
                        test_note("%.*s", STR(line));
        }
        same_int(rows, 2);
        struct query q;
        query_open(&q, cx, &trail_rows, &(struct arg){ .type = ARG_STR, .s = S("poll.ballot") });
        ok(query_next(&q));
        same_int(query_int(&q, 0), 0);
        same_int(query_int(&q, 1), 0);
        same_str(query_str(&q, 2), "{\"after\":{\"source\":\"县领导\"}}");
        ok(!query_next(&q));
        done(query_end(&q));
        struct poll p;
        done(poll_read(cx, id, &p));
        same_int(p.ballots, 1);
        same_int(p.sources[0].ballots, 1);
        /* nobody sees a score of it, the office neither */
        enum poll_sight sight;
        done(poll_see(cx, &p, &sight));
        ok(sight == POLL_SEE_OFFICE && !poll_shows(&p));
        ok(!poll_shows_unit(cx, &p, sight, p.units[0].unit));
}

TEST_DB(ballot_codes_are_read_as_people_type_them)
{
        int n = 0;
        str got;
        story_county(cx);
        struct poll w = fixture_poll(cx, 2);
        int64_t id = fixture_poll_opened(cx, &w);
        const struct poll_slip *s = slips_of(cx, id, 0, &n);
        str code = s[0].code;
        char typed[40];
        snprintf(typed, sizeof(typed), " %.4s-%.4s %.4s-%.4s ", code.p, code.p + 4, code.p + 8, code.p + 12);
        for (char *c = typed; *c; c++)
                *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
        ok(code_read(cx->arena, str_of(typed), &got) && str_eq(got, code));
        /* every wrong letter, and every two that changed places, is found before anything is
         * asked */
        for (int i = 0; i < CODE_LETTERS; i++) {
                char bad[CODE_LETTERS + 1];
                memcpy(bad, code.p, CODE_LETTERS + 1);
                bad[i] = bad[i] == 'Z' ? '2' : 'Z';
                ok(!code_read(cx->arena, str_of(bad), &got));
                memcpy(bad, code.p, CODE_LETTERS + 1);
                if (i + 1 < CODE_LETTERS && bad[i] != bad[i + 1]) {
                        bad[i] = code.p[i + 1], bad[i + 1] = code.p[i];
                        ok(!code_read(cx->arena, str_of(bad), &got));
                }
        }
        ok(!code_read(cx->arena, S(""), &got) && !code_read(cx->arena, S("0OIL"), &got));
        /* printed again, the old ones are worth nothing, and there are as many new ones */
        const struct poll_mark m[] = { { 0, 0, BALLOT_VALID, 5 }, { 1, 0, BALLOT_VALID, 2 } };
        done(cast(cx, s[1].code, m, 2));
        const struct poll_slip *again = slips_of(cx, id, 0, &n);
        same_int(n, 4);
        ok(fixture_says(cast(cx, s[2].code, m, 2), FAIL_INVALID, "换过"));
        done(cast(cx, again[0].code, m, 2));
}

TEST_DB(ballot_code_guessing_is_locked_out_by_address)
{
        struct poll_right r;
        int n = 0, refused = 0;
        story_county(cx);
        struct poll w = fixture_poll(cx, 2), other = fixture_poll(cx, 2);
        int64_t id = fixture_poll_opened(cx, &w), closed = fixture_poll_opened(cx, &other);
        const struct poll_slip *s = slips_of(cx, id, 0, &n), *void_slips = slips_of(cx, closed, 0, &n);
        (void)slips_of(cx, closed, 0, &n);              /* whose codes are replaced now */
        const struct fail *f = NULL;
        for (int i = 0; i < 200 && (!f || f->kind == FAIL_INVALID); i++, refused++)
                f = poll_right_of_code(cx, void_slips[i % 5].code, S("10.0.0.9"), &r);
        ok(f && f->kind == FAIL_TOO_MANY && refused > 5 && refused < 200);
        f = poll_right_of_code(cx, s[0].code, S("10.0.0.9"), &r);
        ok(f && f->kind == FAIL_TOO_MANY);
        done(poll_right_of_code(cx, s[0].code, S("10.0.0.8"), &r));     /* another place goes on */
}

TEST_DB(ballot_of_typed_marks_says_their_range)
{
        int n = 0;
        struct visit v = { .cx = cx };
        story_county(cx);
        struct poll w = fixture_poll(cx, 2);
        w.rule = RATING_TRIMMED;
        int64_t id = fixture_poll_opened(cx, &w);
        str code = str_copy(cx->arena, slips_of(cx, id, 0, &n)[0].code);
        same_int(visit_post(&v, S("/vote"), &(struct pair){ S("code"), code }, 1), 200);
        ok(visit_sees(&v, "不了解的填“不了解”") && !visit_sees(&v, "不了解的选"));
        struct pair marks[] = { { S("code"), code }, { S("m-0-0"), S("101") }, { S("m-1-0"), S("不了解") } };
        same_int(visit_post(&v, S("/vote/ballots"), marks, 3), 422);
        ok(visit_sees(&v, "县水务局：应为 0 到 100 的分数") && !visit_sees(&v, "m-0-0："));
        ok(visit_sees(&v, "分数最多一位小数"));
        marks[1].value = S("37.13");            /* what a voter was told to write, to be found in the sum */
        same_int(visit_post(&v, S("/vote/ballots"), marks, 3), 422);
        ok(visit_sees(&v, "“县水务局”的分数最多一位小数"));
        marks[1].value = S("88.5");
        same_int(visit_post(&v, S("/vote/ballots"), marks, 3), 200);
}

TEST_DB(ballot_is_cast_through_the_page_without_signing_in)
{
        int n = 0;
        struct visit v = { .cx = cx };
        struct poll p;
        story_county(cx);
        struct poll w = fixture_poll(cx, 2);
        w.n_aspects = 2;
        w.aspects[0] = (struct rating_part){ S("实绩"), 600000 };
        w.aspects[1] = (struct rating_part){ S("作风"), 400000 };
        int64_t id = fixture_poll_opened(cx, &w);
        str code = str_copy(cx->arena, slips_of(cx, id, 0, &n)[0].code);
        same_int(visit_get(&v, S("/vote")), 200);
        same_int(visit_post(&v, S("/vote"), &(struct pair){ S("code"), code }, 1), 200);
        ok(visit_sees(&v, "县水务局") && visit_sees(&v, "name=\"m-1-1\""));
        const struct pair part[] = { { S("code"), code }, { S("m-0-0"), S("5") }, { S("m-0-1"), S("4") },
                                     { S("m-1-0"), S("u") }, { S("m-1-1"), S("3") } };
        same_int(visit_post(&v, S("/vote/ballots"), part, 4), 422);     /* what was chosen stays */
        ok(visit_sees(&v, "没有评") && visit_sees(&v, "checked"));
        same_int(visit_post(&v, S("/vote/ballots"), part, 5), 200);
        ok(visit_sees(&v, "您的票已收到") && !visit_sees(&v, code.p));
        same_int(visit_post(&v, S("/vote/ballots"), part, 5), 422);
        ok(visit_sees(&v, "已经用过"));
        auth_as_system(cx);
        done(poll_read(cx, id, &p));
        same_int(p.ballots, 1);
}

/* ---- what is refused ----------------------------------------------------------------------------------- */

TEST_DB(ballot_own_unit_missing_marks_and_bad_values_are_refused)
{
        int n = 0, own = -1;
        story_county(cx);
        struct poll w = fixture_poll(cx, 3);
        w.sources[0].outside = 0, w.sources[0].per_unit = 2;
        int64_t id = fixture_poll_opened(cx, &w);
        const struct poll_slip *s = slips_of(cx, id, 0, &n);
        same_int(n, 6);
        for (int i = 0; i < n; i++)
                if (s[i].unit == w.units[1].unit)
                        own = i;
        const struct poll_mark all[] = { { 0, 0, BALLOT_VALID, 5 }, { 1, 0, BALLOT_VALID, 5 },
                                         { 2, 0, BALLOT_VALID, 4 } };
        ok(fixture_says(cast(cx, s[own].code, all, 3), FAIL_INVALID, "不能由您评议"));
        const struct poll_mark part[] = { { 0, 0, BALLOT_VALID, 5 } };
        ok(fixture_says(cast(cx, s[own].code, part, 1), FAIL_INVALID, "没有评"));
        const struct poll_mark none[] = { { 0, 0, BALLOT_ABSENT, 0 } };
        ok(fixture_says(cast(cx, s[own].code, none, 0), FAIL_INVALID, "还有 2 个单位没有评："));     /* all at once */
        const struct poll_mark twice[] = { { 0, 0, BALLOT_VALID, 5 }, { 0, 0, BALLOT_VALID, 5 } };
        ok(fixture_says(cast(cx, s[own].code, twice, 2), FAIL_INVALID, "评了两次"));
        const struct poll_mark far[] = { { 0, 0, BALLOT_VALID, 6 }, { 2, 0, BALLOT_VALID, 4 } };
        ok(fixture_says(cast(cx, s[own].code, far, 2), FAIL_INVALID, "范围"));
        const struct poll_mark nobody[] = { { 9, 0, BALLOT_VALID, 5 } };
        ok(fixture_says(cast(cx, s[own].code, nobody, 1), FAIL_INVALID, "不在名单里"));
        const struct poll_mark fine[] = { { 0, 0, BALLOT_VALID, 5 }, { 2, 0, BALLOT_UNKNOWN, 0 } };
        done(cast(cx, s[own].code, fine, 2));
        ok(fixture_says(cast(cx, s[own].code, fine, 2), FAIL_INVALID, "已经用过"));
}

TEST_DB(ballot_closed_early_and_late_sessions_take_no_votes)
{
        int n = 0;
        story_county(cx);
        const struct poll_mark m[] = { { 0, 0, BALLOT_VALID, 5 }, { 1, 0, BALLOT_VALID, 2 } };
        struct poll w = fixture_poll(cx, 2);
        w.opens = day_add(cx->today, 1);
        int64_t id = fixture_poll_opened(cx, &w);
        const struct poll_slip *s = slips_of(cx, id, 0, &n);
        ok(fixture_says(cast(cx, s[0].code, m, 2), FAIL_CONFLICT, "起投票"));
        day today = cx->today;
        cx->today = day_add(today, 6);
        ok(fixture_says(cast(cx, s[0].code, m, 2), FAIL_CONFLICT, "截止"));
        cx->today = day_add(today, 1);
        for (int i = 0; i < 3; i++)
                done(cast(cx, s[i].code, m, 2));
        done(fixture_poll_step(cx, id, "close"));
        ok(fixture_says(cast(cx, s[3].code, m, 2), FAIL_CONFLICT, "不收票"));
        done(fixture_poll_step(cx, id, "reopen"));
        done(cast(cx, s[3].code, m, 2));
        done(fixture_poll_step(cx, id, "close"));
        done(fixture_poll_step(cx, id, "count"));
        ok(fixture_says(fixture_poll_step(cx, id, "reopen"), FAIL_CONFLICT, ""));    /* what was seen stays closed */
        ok(fixture_says(fixture_poll_step(cx, id, "put"), FAIL_CONFLICT, "没有选指标"));
}

TEST_DB(ballot_terms_that_cannot_be_are_refused_in_words)
{
        int64_t id;
        story_county(cx);
        struct poll w = fixture_poll(cx, 2);
        w.rule = RATING_MEAN, w.even = EVEN_MEAN;
        ok(fixture_says(poll_save(cx, 0, 0, &w, &id), FAIL_INVALID, "无记名评议没有"));
        w = fixture_poll(cx, 2), w.sources[0].outside = 2;
        ok(fixture_says(poll_save(cx, 0, 0, &w, &id), FAIL_INVALID, "认得出"));
        w = fixture_poll(cx, 2), w.sources[0].way = POLL_BY_POST, w.sources[0].role = S("town");
        ok(fixture_says(poll_save(cx, 0, 0, &w, &id), FAIL_INVALID, "不能登录投票"));
        w = fixture_poll(cx, 2), w.secret = false;
        ok(fixture_says(poll_save(cx, 0, 0, &w, &id), FAIL_INVALID, "登录的人"));
        w = fixture_poll(cx, 2), w.sources[1] = w.sources[0], w.sources[1].name = S("乙"), w.n_sources = 2;
        ok(fixture_says(poll_save(cx, 0, 0, &w, &id), FAIL_INVALID, "200%"));
        w = fixture_poll(cx, 2), w.closes = day_add(w.opens, -1);
        ok(fixture_says(poll_save(cx, 0, 0, &w, &id), FAIL_INVALID, "截止日"));
        w = fixture_poll(cx, 0);
        ok(fixture_says(poll_save(cx, 0, 0, &w, &id), FAIL_INVALID, "1 到"));
        w = fixture_poll(cx, 2), w.rule = RATING_GRADES;
        ok(fixture_says(poll_save(cx, 0, 0, &w, &id), FAIL_INVALID, "两个"));
        /* the table of brackets, as the workbook's is looked at */
        w = fixture_poll(cx, 2), w.rule = RATING_BRACKET, w.sources[0].outside = 300;
        w.grades[0].name = S("优秀"), w.grades[1].name = S("称职"), w.n_grades = 2;
        ok(fixture_says(poll_save(cx, 0, 0, &w, &id), FAIL_INVALID, "要写分段"));
        w.rows[0] = (struct poll_row){ S("≥90"), S(""), { 100000000 } }, w.n_rows = 1;
        ok(fixture_says(poll_save(cx, 0, 0, &w, &id), FAIL_INVALID, "票率写成小数或分数"));
        w.rows[0].bounds = S("≥0.9");
        done(poll_save(cx, 0, 0, &w, &id));
        struct poll p;
        struct rating r;
        struct lint_finding *doubt;
        done(poll_read(cx, id, &p));
        done(poll_rating(cx, &p, &r));
        same_int(rating_lint(cx->arena, LANG_ZH, &r, &doubt), 1);
        same_str(doubt[0].text, "<0.9 没有对应的行");
        w = fixture_poll(cx, 2), w.units[1] = w.units[0];
        ok(fixture_says(poll_save(cx, 0, 0, &w, &id), FAIL_INVALID, "写了两遍"));
}

/* ---- one code, two at once ------------------------------------------------------------------------------ */

enum { VOTERS = 4 };
struct voter {
        pthread_t      thread;
        struct db      db;
        struct arena   arena;
        str            code;
        int64_t        now;
        enum fail_kind got;
        bool           done;
};

static void *vote(void *arg)
{
        struct voter *v = arg;
        const struct poll_mark m[] = { { 0, 0, BALLOT_VALID, 5 }, { 1, 0, BALLOT_VALID, 2 } };
        const struct fail *f;
        arena_init(&v->arena, (size_t)64 << 20);
        do {
                struct ctx cx = { .arena = &v->arena, .db = &v->db, .now = v->now, .today = day_of_instant(v->now) };
                cx.db->ticket = 0;
                auth_as_nobody(&cx);
                f = poll_cast_code(&cx, v->code, S("10.0.0.1"), m, 2);
                if (!f)
                        f = db_wait(&cx);
        } while (f && f->again);
        v->done = f == NULL;
        v->got = f ? f->kind : FAIL_BROKEN;
        return NULL;
}

TEST_DB(ballot_one_code_on_many_threads_counts_once)
{
        struct voter all[VOTERS] = { 0 };
        int n = 0, won = 0;
        story_county(cx);
        struct poll w = fixture_poll(cx, 2), p;
        int64_t id = fixture_poll_opened(cx, &w);
        const struct poll_slip *s = slips_of(cx, id, 0, &n);
        done(db_wait(cx));              /* nobody has a slip before the reply, which waits for the codes */
        for (int i = 0; i < VOTERS; i++) {
                all[i].code = s[0].code, all[i].now = cx->now;
                test_db_again(cx, &all[i].db);
        }
        for (int i = 0; i < VOTERS; i++)
                must(!pthread_create(&all[i].thread, NULL, vote, &all[i]));
        for (int i = 0; i < VOTERS; i++) {
                must(!pthread_join(all[i].thread, NULL));
                won += all[i].done;
                ok(all[i].done || all[i].got == FAIL_CONFLICT || all[i].got == FAIL_INVALID);
                db_close(&all[i].db);
                arena_done(&all[i].arena);
        }
        same_int(won, 1);
        done(poll_read(cx, id, &p));
        same_int(p.ballots, 1);
        struct poll_tallies t;
        int sum = 0;
        poll_tallies(&t, cx, id);
        while (poll_tallies_next(&t))
                sum += (int)t.n;
        done(poll_tallies_end(&t));
        same_int(sum, 2);
}

/* ---- paper ------------------------------------------------------------------------------------------------- */

TEST_DB(ballot_paper_is_entered_twice_and_settled_by_a_third)
{
        int64_t id = 0;
        enum batch_state state;
        struct poll p;
        struct poll_batch b;
        story_county(cx);
        struct poll w = fixture_poll(cx, 2);
        w.sources[0].way = POLL_BY_PAPER;
        int64_t poll = fixture_poll_opened(cx, &w);
        int64_t u0 = w.units[0].unit, u1 = w.units[1].unit;
        const struct poll_entry one[] = { { u0, 0, BALLOT_VALID, 5, 3 }, { u1, 0, BALLOT_VALID, 4, 2 },
                                          { u1, 0, BALLOT_INVALID, 0, 1 } };
        const struct poll_entry other[] = { { u0, 0, BALLOT_VALID, 5, 3 }, { u1, 0, BALLOT_VALID, 4, 3 } };
        ok(fixture_says(poll_batch_begin(cx, poll, 0, 6, &id), FAIL_INVALID, "超过了人数"));
        done(poll_batch_begin(cx, poll, 0, 3, &id));
        cx->user = 101;
        const struct poll_entry many[] = { { u0, 0, BALLOT_VALID, 5, 4 } };
        ok(fixture_says(poll_batch_enter(cx, id, 1, many, 1, &state), FAIL_INVALID, "超过了这一批的 3 张"));
        done(poll_batch_enter(cx, id, 1, one, 3, &state));
        ok(state == BATCH_ONCE);
        ok(fixture_says(poll_batch_enter(cx, id, 2, one, 3, &state), FAIL_DENIED, "另一人"));
        done(fixture_poll_step(cx, poll, "close"));
        cx->user = 102;
        done(poll_batch_enter(cx, id, 2, other, 2, &state));
        ok(state == BATCH_DIFFERS);
        ok(fixture_says(poll_batch_settle(cx, id, 3, S("看了"), one, 3), FAIL_DENIED, "以外"));
        cx->user = 103;
        ok(fixture_says(poll_batch_settle(cx, id, 3, S(" "), one, 3), FAIL_INVALID, "依据"));
        ok(fixture_says(fixture_poll_step(cx, poll, "count"), FAIL_CONFLICT, "还没有录完"));
        done(poll_batch_settle(cx, id, 3, S("对照原票第 2 张"), one, 3));
        done(poll_batch_read(cx, id, &p, &b));
        ok(b.state == BATCH_DONE && b.n_entries[0] == 3 && b.n_entries[1] == 2 && b.n_entries[2] == 3);
        same_int(p.ballots, 3);
        /* the next batch agrees at once; a third would be more than there are members */
        cx->user = 101;
        done(poll_batch_begin(cx, poll, 0, 2, &id));
        const struct poll_entry two[] = { { u0, 0, BALLOT_UNKNOWN, 0, 2 }, { u1, 0, BALLOT_VALID, 1, 2 } };
        const struct poll_entry same[] = { { u1, 0, BALLOT_VALID, 1, 2 }, { u0, 0, BALLOT_UNKNOWN, 0, 2 } };
        done(poll_batch_enter(cx, id, 1, two, 2, &state));
        cx->user = 102;
        done(poll_batch_enter(cx, id, 2, same, 2, &state));
        ok(state == BATCH_DONE);
        ok(fixture_says(poll_batch_begin(cx, poll, 0, 1, &id), FAIL_INVALID, "超过了人数"));
        done(fixture_poll_step(cx, poll, "count"));
        struct poll_count c;
        done(poll_read(cx, poll, &p));
        done(poll_tally(cx, &p, &c));
        ok(c.rated[0].valid == 3 && c.rated[0].unknown == 2 && c.rated[0].absent == 0);
        ok(c.rated[1].valid == 4 && c.rated[1].invalid == 1 && c.rated[1].unknown == 0);
        same_int(c.rated[0].score.micro, 100000000);
        same_int(c.rated[1].score.micro, 50000000);     /* (4+4+1+1)/4 of five */
        ok(c.rank[0] == 1 && c.rank[1] == 2);
}

/* ---- the golden cases, through the database ------------------------------------------------------------ */

TEST_DB(ballot_G_20_majority_of_all_members)
{
        static const char *const names[] = { "满意", "基本满意", "不满意" };
        static const struct { int votes[3], members, want; bool half; } cases[] = {
                { { 28, 1, 0 }, 29, 0, true }, { { 20, 8, 1 }, 29, 0, true }, { { 26, 3, 0 }, 29, 0, true },
                { { 29, 0, 0 }, 29, 0, true }, { { 17, 11, 1 }, 29, 0, true }, { { 16, 12, 1 }, 33, 1, true },
                { { 17, 0, 12 }, 33, 0, true }, { { 10, 6, 13 }, 33, 2, true }, { { 16, 10, 3 }, 32, 0, true },
                { { 16, 10, 3 }, 32, 1, false },
        };
        story_county(cx);
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct poll w = fixture_poll(cx, 1), p;
                struct poll_count c;
                w.name = str_f(cx->arena, "票决%zu", i), w.rule = RATING_MAJORITY, w.half_counts = cases[i].half;
                w.sources[0].outside = cases[i].members;
                fixture_grades(&w, names, NULL, 3);
                int64_t id = fixture_poll_opened(cx, &w);
                fixture_votes(cx, id, 0, w.units[0].unit, 0, cases[i].votes, 3);
                fixture_counted(cx, id, &p, &c);
                same_int(c.rated[0].verdict, cases[i].want);
                same_int(c.rated[0].absent, cases[i].members - c.rated[0].valid);
        }
}

TEST_DB(ballot_G_21_ranks_of_five_leaders)
{
        static const int place[5] = { 1, 2, 2, 3, 4 };
        struct poll p;
        struct poll_count c;
        int n = 0;
        story_county(cx);
        struct poll w = fixture_poll(cx, 4);
        w.rule = RATING_RANK, w.full = (points){ 200000000 }, w.rank_step = 20000;
        int64_t id = fixture_poll_opened(cx, &w);
        const struct poll_slip *s = slips_of(cx, id, 0, &n);
        same_int(n, 5);
        for (int i = 0; i < 5; i++) {
                struct poll_mark m[4] = { { 0, 0, BALLOT_VALID, place[i] } };
                for (int u = 1, r = 1; u < 4; u++, r++) {
                        r += r == place[i];
                        m[u] = (struct poll_mark){ u, 0, BALLOT_VALID, r };
                }
                if (i == 0) {                   /* two units of one rank: no ballot at all */
                        struct poll_mark bad[4];
                        memcpy(bad, m, sizeof(m));
                        bad[3].value = bad[2].value;
                        ok(fixture_says(cast(cx, s[i].code, bad, 4), FAIL_INVALID, "都排了第"));
                }
                done(cast(cx, s[i].code, m, 4));
        }
        fixture_counted(cx, id, &p, &c);
        same_int(c.rated[0].score.micro, 194400000);
        same_int(c.rank[0], 2);         /* the unit that four of five put first is before it */
}

TEST_DB(ballot_G_23_brackets_of_the_excellent_share)
{
        static const char *const names[] = { "优秀", "称职", "基本称职", "不称职" };
        static const struct { int votes[4]; int64_t want; int hits; } cases[] = {
                { { 180, 20, 0, 0 }, 200, 1 }, { { 160, 40, 0, 0 }, 190, 1 }, { { 140, 60, 0, 0 }, 180, 1 },
                { { 120, 80, 0, 0 }, 170, 1 }, { { 118, 42, 30, 10 }, 160, 1 }, { { 186, 14, 80, 20 }, 170, 2 },
        };
        static const struct { const char *a, *b; int mark; } rows[] = {
                { "≥0.9", "", 200 }, { "[0.8,0.9)", "", 190 }, { "[0.7,0.8)", "", 180 }, { "[0.6,0.7)", "", 170 },
                { "<0.6", "<1/3", 160 }, { "", "≥1/3", 130 },
        };
        story_county(cx);
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct poll w = fixture_poll(cx, 1), p;
                struct poll_count c;
                w.rule = RATING_BRACKET, w.low_grades = 2, w.sources[0].outside = 300;
                fixture_grades(&w, names, NULL, 4);
                for (size_t r = 0; r < COUNT_OF(rows); r++)
                        w.rows[w.n_rows++] = (struct poll_row){ str_of(rows[r].a), str_of(rows[r].b),
                                                                { (int64_t)rows[r].mark * 1000000 } };
                int64_t id = fixture_poll_opened(cx, &w);
                fixture_votes(cx, id, 0, w.units[0].unit, 0, cases[i].votes, 4);
                fixture_counted(cx, id, &p, &c);
                same_int(c.rated[0].score.micro, cases[i].want * 1000000);
                same_int(c.rated[0].rows_hit, cases[i].hits);
        }
}

TEST_DB(ballot_G_24_grades_aspects_and_sources)
{
        static const char *const names[] = { "优", "良", "中", "差" };
        static const int marks[] = { 100, 80, 60, 40 };
        /* 90, 75: 20 votes that come to that */
        static const int v8286[] = { 10, 20, 5, 0 }, v90[] = { 10, 10, 0, 0 }, v75[] = { 5, 5, 10, 0 };
        static const int v85[] = { 5, 15, 0, 0 }, v80[] = { 0, 20, 0, 0 };
        struct poll p;
        struct poll_count c;
        story_county(cx);
        struct poll w = fixture_poll(cx, 1);
        w.rule = RATING_GRADES, w.n_aspects = 3, w.sources[0].outside = 40;
        w.aspects[0] = (struct rating_part){ S("甲"), 300000 }, w.aspects[1] = (struct rating_part){ S("乙"), 300000 };
        w.aspects[2] = (struct rating_part){ S("丙"), 400000 };
        fixture_grades(&w, names, marks, 4);
        int64_t id = fixture_poll_opened(cx, &w), unit = w.units[0].unit;
        fixture_votes(cx, id, 0, unit, 0, v8286, 4);
        fixture_votes(cx, id, 0, unit, 1, v90, 4);
        fixture_votes(cx, id, 0, unit, 2, v75, 4);
        fixture_counted(cx, id, &p, &c);
        same_int(c.rated[0].part[0].micro, 82857143);
        same_int(c.rated[0].score.micro, 81860000);
        /* sources 90/85/80 by 20/40/40 */
        w = fixture_poll(cx, 1), w.rule = RATING_GRADES, w.n_sources = 3;
        static const char *const who[] = { "领导", "职工", "考核组" };
        for (int s = 0; s < 3; s++)
                w.sources[s] = (struct poll_source){ .name = str_of(who[s]), .weight = s ? 400000 : 200000,
                                                     .way = POLL_BY_CODE, .outside = 30 };
        fixture_grades(&w, names, marks, 4);
        id = fixture_poll_opened(cx, &w);
        fixture_votes(cx, id, 0, unit, 0, v90, 4);
        fixture_votes(cx, id, 1, unit, 0, v85, 4);
        fixture_votes(cx, id, 2, unit, 0, v80, 4);
        fixture_counted(cx, id, &p, &c);
        same_int(c.rated[0].score.micro, 84000000);
        same_int(c.rated[0].source[1].micro, 85000000);
        /* what the tallies cannot be is refused, not counted: more votes than members */
        w.name = S("过多");
        id = fixture_poll_opened(cx, &w);
        static const int many[] = { 31, 0, 0, 0 };
        fixture_votes(cx, id, 0, unit, 0, many, 4);
        done(poll_read(cx, id, &p));
        ok(fixture_says(poll_tally(cx, &p, &c), FAIL_CONFLICT, "超过了能给它投票的人数 30"));
}

/* ---- named, and into the figures --------------------------------------------------------------------------- */

TEST_DB(ballot_named_votes_are_drawn_evened_out_and_put)
{
        int64_t post_person = 0;
        struct poll p;
        struct poll_count c;
        struct figure_year y;
        const struct figure_cell *cells;
        int n = 0, found = 0;
        story_county(cx);
        struct poll w = fixture_poll(cx, 2);
        done(figure_year_open(cx, w.scheme, &y));
        for (int i = 0; i < y.n_leaves; i++)
                if (str_is(y.leaves[i].x->code, "pj-fw"))
                        w.stem = y.leaves[i].x->stem;
        w.secret = false, w.rule = RATING_MEAN, w.even = EVEN_MEAN;
        w.sources[0] = (struct poll_source){ .name = S("部门"), .way = POLL_BY_POST, .role = S("lead-reviewer") };
        int64_t id = fixture_poll_opened(cx, &w);
        (void)story_post(cx, "lead-reviewer", "shili-shuiwu", &post_person);
        ok(post_person > 0);
        const struct poll_mark own[] = { { 0, 0, BALLOT_VALID, 90000000 }, { 1, 0, BALLOT_VALID, 80000000 } };
        const struct poll_mark m[] = { { 1, 0, BALLOT_VALID, 88500000 } };
        cx->user = post_person;
        ok(fixture_says(poll_cast_post(cx, id, own, 2), FAIL_INVALID, "不能由您评议"));
        done(poll_cast_post(cx, id, m, 1));
        ok(fixture_says(poll_cast_post(cx, id, m, 1), FAIL_CONFLICT, "已经投过"));
        cx->user = 999999;
        ok(fixture_says(poll_cast_post(cx, id, m, 1), FAIL_NOT_FOUND, ""));
        cx->user = 0;
        done(fixture_poll_step(cx, id, "close"));
        done(fixture_poll_step(cx, id, "count"));
        done(fixture_poll_step(cx, id, "put"));
        done(poll_read(cx, id, &p));
        done(poll_tally(cx, &p, &c));
        ok(c.rated[0].none);                    /* the only one who voted belongs to it … */
        same_int(c.rated[0].absent, c.rated[1].absent + 1);     /* … and is not asked about it: the others are absent */
        same_int(c.rated[1].score.micro, 88500000);
        done(figures_read(cx, w.scheme, 11, false, &cells, &n));
        for (int i = 0; i < n; i++)
                if (cells[i].stem == w.stem && cells[i].unit == w.units[1].unit && cells[i].period == 11) {
                        struct figure_row r;
                        done(figure_find(cx, cells[i].id, &r));
                        found++;
                        same_int(r.value, 885);                 /* one decimal, as the indicator has it */
                        ok(r.source == FIGURE_BY_BALLOT && r.state == FIGURE_REVIEWED);
                        same_str(r.origin, str_f(cx->arena, "ballot:%ld", id).p);
                }
        same_int(found, 1);
        ok(fixture_says(fixture_poll_step(cx, id, "void"), FAIL_CONFLICT, ""));
}

/* Marks of 90 and 70 of one rater, whose mean is 80 and whose standard deviation 10: T-scores of 60 and 40. */
TEST_DB(ballot_named_votes_are_evened_out_by_t_scores)
{
        struct poll p;
        struct poll_count c;
        int64_t post_person = 0;
        story_county(cx);
        struct poll w = fixture_poll(cx, 3);
        w.secret = false, w.rule = RATING_MEAN, w.even = EVEN_T;
        w.sources[0] = (struct poll_source){ .name = S("部门"), .way = POLL_BY_POST, .role = S("lead-reviewer") };
        int64_t id = fixture_poll_opened(cx, &w);
        (void)story_post(cx, "lead-reviewer", "shili-shuiwu", &post_person);
        const struct poll_mark m[] = { { 1, 0, BALLOT_VALID, 90000000 }, { 2, 0, BALLOT_VALID, 70000000 } };
        cx->user = post_person;
        done(poll_cast_post(cx, id, m, 2));
        cx->user = 0;
        done(fixture_poll_step(cx, id, "close"));
        done(fixture_poll_step(cx, id, "count"));
        done(poll_read(cx, id, &p));
        same_int(p.even, EVEN_T);
        done(poll_tally(cx, &p, &c));
        same_int(c.rated[1].score.micro, 60000000);
        same_int(c.rated[2].score.micro, 40000000);
}

TEST_DB(ballot_put_stops_at_a_locked_month)
{
        struct figure_year y;
        int n = 0;
        story_county(cx);
        struct poll w = fixture_poll(cx, 2);
        done(figure_year_open(cx, w.scheme, &y));
        for (int i = 0; i < y.n_leaves; i++)
                if (str_is(y.leaves[i].x->code, "zn-dq-xx"))
                        w.stem = y.leaves[i].x->stem;
        w.units[0] = fixture_poll_unit(cx, "shili-mbb"), w.units[1] = fixture_poll_unit(cx, "shili-rd");
        w.period = 5;
        int64_t id = fixture_poll_opened(cx, &w);
        const struct poll_slip *s = slips_of(cx, id, 0, &n);
        const struct poll_mark m[] = { { 0, 0, BALLOT_VALID, 5 }, { 1, 0, BALLOT_VALID, 4 } };
        for (int i = 0; i < 3; i++)
                done(cast(cx, s[i].code, m, 2));
        done(fixture_poll_step(cx, id, "close"));
        done(fixture_poll_step(cx, id, "count"));
        ok(fixture_says(fixture_poll_step(cx, id, "put"), FAIL_CONFLICT, "已锁定"));
        struct poll p;
        done(poll_read(cx, id, &p));
        ok(p.state == POLL_COUNTED);
        w.period = 6;
        ok(fixture_says(poll_save(cx, 0, 0, &w, &id), FAIL_INVALID, "不用报"));
}

/* A named trimmed mean: who sees all reads each name with its mark, a rated unit the marks alone. */
TEST_DB(ballot_named_marks_are_told_by_name_to_the_office_and_without_to_the_unit)
{
        static const struct { const char *role, *unit; int64_t mark; } who[] = {
                { "county-leader", "shili", 97310000 }, { "office-general", "shili-mbb", 60000000 },
                { "town", "shili-liuxi", 80000000 }, { "office-business", "shili-mbb", 90000000 },
        };
        struct poll p;
        struct poll_count c;
        struct visit office = { .cx = cx };
        story_county(cx);
        struct poll w = fixture_poll(cx, 2);
        w.secret = false, w.rule = RATING_TRIMMED;
        w.sources[0] = (struct poll_source){ .name = S("部门"), .way = POLL_BY_POST, .role = S("lead-reviewer") };
        int64_t id = fixture_poll_opened(cx, &w);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (size_t i = 0; i < COUNT_OF(who); i++) {
                int64_t person = 0;
                struct poll_voter_of v;
                (void)story_post(cx, who[i].role, who[i].unit, &person);
                poll_voter_add(cx, id, 0, person, false, 0);
                done(poll_voter_of(cx, id, person, &v));
                poll_mark_add(cx, v.id, w.units[0].unit, 0, BALLOT_VALID, who[i].mark);
                poll_take_ballot(cx, id, POLL_OPEN, cx->today);
        }
        done(tx_commit(&tx));
        fixture_counted(cx, id, &p, &c);
        same_int(c.rated[0].score.micro, 85000000);
        str told = fixture_explained(cx, &p, &c, 0, true);
        ok(str_find(told, S("县领导 97.31")) >= 0 && str_find(told, S("综合股办事员 60")) >= 0);
        told = fixture_explained(cx, &p, &c, 0, false);
        ok(str_find(told, S("4 个分：97.31、90、80、60")) >= 0 && str_find(told, S("县领导")) < 0);
        ok(str_find(told, S("去掉 1 个最高分（97.31）、1 个最低分（60），其余 2 个合计 170 ÷ 2 = 85")) >= 0);
        ok(visit_as(&office, "office-business", "shili-mbb"));
        same_int(visit_get(&office, str_f(cx->arena, "/ratings/%ld/units/%ld", id, w.units[0].unit)), 200);
        ok(visit_sees(&office, "县领导 97.31"));
}

/* ---- all or nothing --------------------------------------------------------------------------------------- */

static int64_t session, batch, rated;
static char code[CODE_LETTERS + 1];

static void prepare_cast(struct ctx *cx)
{
        int n = 0;
        story_county(cx);
        struct poll w = fixture_poll(cx, 2);
        session = fixture_poll_opened(cx, &w);
        str first = slips_of(cx, session, 0, &n)[0].code;
        snprintf(code, sizeof(code), "%.*s", STR(first));
}
static const struct fail *run_cast(struct ctx *cx)
{
        const struct poll_mark m[] = { { 0, 0, BALLOT_VALID, 5 }, { 1, 0, BALLOT_VALID, 2 } };
        return cast(cx, str_of(code), m, 2);
}
FAULTS(ballot_cast, prepare_cast, run_cast)

static void prepare_agree(struct ctx *cx)
{
        enum batch_state state;
        story_county(cx);
        struct poll w = fixture_poll(cx, 1);
        w.sources[0].way = POLL_BY_PAPER;
        session = fixture_poll_opened(cx, &w), rated = w.units[0].unit;
        done(poll_batch_begin(cx, session, 0, 2, &batch));
        const struct poll_entry e[] = { { w.units[0].unit, 0, BALLOT_VALID, 5, 2 } };
        cx->user = 101;
        done(poll_batch_enter(cx, batch, 1, e, 1, &state));
        cx->user = 0;
}
static const struct fail *run_agree(struct ctx *cx)
{
        enum batch_state state;
        const struct poll_entry e[] = { { rated, 0, BALLOT_VALID, 5, 2 } };
        return poll_batch_enter(cx, batch, 2, e, 1, &state);
}
FAULTS(ballot_agree, prepare_agree, run_agree)

static void prepare_codes(struct ctx *cx)
{
        int n = 0;
        story_county(cx);
        struct poll w = fixture_poll(cx, 2);
        session = fixture_poll_opened(cx, &w);
        (void)slips_of(cx, session, 0, &n);
}
static const struct fail *run_codes(struct ctx *cx)
{
        const struct poll_slip *s;
        int n;
        return poll_codes(cx, session, 0, &s, &n);
}
FAULTS(ballot_codes, prepare_codes, run_codes)
