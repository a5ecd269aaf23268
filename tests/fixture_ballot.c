/* tests/fixture_ballot.c - see fixture_ballot.h. */
#include "domain/org/org.h"
#include "domain/target/ballot/ballot.sql.h"
#include "tests/fixture_ballot.h"
#include "tests/story.h"

struct poll_unit fixture_poll_unit(struct ctx *cx, const char *code)
{
        struct org_unit u = { 0 };
        done(org_unit_by_code(cx, str_of(code), &u));
        return (struct poll_unit){ .unit = u.id, .name = u.brief };
}

struct poll fixture_poll(struct ctx *cx, int n_units)
{
        static const char *const codes[] = { "shili-shuiwu", "shili-czj", "shili-mbb", "shili-rd" };
        struct poll w = { .scheme = story_scheme(cx, 2024), .period = 11, .name = S("测试评议"), .basis = S(""),
                .secret = true, .rule = RATING_FIVE, .opens = cx->today, .closes = day_add(cx->today, 5),
                .half_counts = true, .n_sources = 1,
                .sources = { { .name = S("县领导"), .weight = 1000000, .way = POLL_BY_CODE, .outside = 5 } } };
        w.units = NEW_ARRAY(cx->arena, struct poll_unit, 4);
        for (int i = 0; i < n_units; i++)
                w.units[w.n_units++] = fixture_poll_unit(cx, codes[i]);
        return w;
}

int64_t fixture_poll_save(struct ctx *cx, const struct poll *w)
{
        int64_t id = 0;
        done(poll_save(cx, 0, 0, w, &id));
        return id;
}

const struct fail *fixture_poll_step(struct ctx *cx, int64_t id, const char *event)
{
        struct poll p;
        const struct fail *f = poll_read(cx, id, &p);
        return f ? f : poll_move(cx, id, &(struct flow_wish){ .event = str_of(event), .version = p.version,
                                 .reason = S("测试"), .day = day_add(cx->today, 9) });
}

int64_t fixture_poll_opened(struct ctx *cx, const struct poll *w)
{
        int64_t id = fixture_poll_save(cx, w);
        done(fixture_poll_step(cx, id, "open"));
        return id;
}

bool fixture_says(const struct fail *f, enum fail_kind kind, const char *part)
{
        if (f && f->kind == kind && str_find(f->say, str_of(part)) >= 0)
                return true;
        test_note("said: %.*s", f ? (int)f->say.n : 4, f ? f->say.p : "done");
        return false;
}

void fixture_votes(struct ctx *cx, int64_t id, int source, int64_t unit, int aspect,
                  const int *votes, int n)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int sum = 0;
        for (int g = 0; g < n; g++) {
                sum += votes[g];
                if (votes[g])
                        poll_tally_add(cx, id, source, unit, aspect, BALLOT_VALID, g, votes[g]);
        }
        poll_take_paper(cx, id, POLL_OPEN, POLL_CLOSED, sum);
        done(tx_commit(&tx));
}

void fixture_counted(struct ctx *cx, int64_t id, struct poll *p, struct poll_count *c)
{
        done(fixture_poll_step(cx, id, "close"));
        done(fixture_poll_step(cx, id, "count"));
        done(poll_read(cx, id, p));
        done(poll_tally(cx, p, c));
}

void fixture_grades(struct poll *w, const char *const *names, const int *marks, int n)
{
        for (int i = 0; i < n; i++)
                w->grades[w->n_grades++] = (struct rating_part){ str_of(names[i]),
                                                                 marks ? (int64_t)marks[i] * 1000000 : 0 };
}

str fixture_explained(struct ctx *cx, const struct poll *p, const struct poll_count *c, int unit, bool all)
{
        struct explain e;
        struct buf text = buf_new(cx->arena, 16 << 10);
        poll_explain(cx, p, c, unit, all, &e);
        explain_put_text(&text, &e);
        return buf_str(&text);
}
