/* tests/budget/round_test.c - rounding at the line keeps totals, moves no line by two steps. */
#include "tests/budget/fixture.h"

/* A generator of our own with a fixed seed: the same numbers on every machine. */
static uint64_t next(uint64_t *s)
{
        *s = *s * 6364136223846793005u + 1442695040888963407u;
        return *s >> 33;
}

static void random_budget(struct ctx *cx, struct budget *b, uint64_t *seed)
{
        int64_t sums[FUND_END] = { 0 };
        int n = 1 + (int)(next(seed) % 40);

        *b = (struct budget){ .code = S("x"), .dept_name = S("示例县某局"), .year = 2024 };
        b->lines = NEW_ARRAY(cx->arena, struct budget_line, (size_t)n);
        b->incomes = NEW_ARRAY(cx->arena, struct budget_income, 3);
        for (int i = 0; i < n; i++) {
                struct budget_line *l = &b->lines[b->n_lines++];

                *l = (struct budget_line){ .unit = -1, .project = -1, .function = S("2130301") };
                l->fund = (enum fund)(next(seed) % 3);
                l->amount.fen = (int64_t)(next(seed) % 100000000);
                sums[l->fund] += l->amount.fen;
        }
        for (int f = 0; f < 3; f++)
                b->incomes[b->n_incomes++] = (struct budget_income){
                        .unit = -1, .kind = (enum income_kind)f, .amount = { sums[f] },
                };
}

TEST(rounding_keeps_the_true_total_and_ties_both_sides)
{
        uint64_t seed = 20240220;
        int moved = 0;

        for (int round = 0; round < 500; round++) {
                struct arena_mark m = arena_mark(cx->arena);
                struct budget b;
                struct rounded r;
                int64_t total = 0, lines = 0, incomes = 0, fund[3] = { 0 };
                bool near = true;

                random_budget(cx, &b, &seed);
                budget_round(cx, &b, ROUND_LINES, &r);
                for (int i = 0; i < b.n_lines; i++) {
                        int64_t off = r.line[i] * FEN_PER_WAN - b.lines[i].amount.fen;

                        total += b.lines[i].amount.fen;
                        lines += r.line[i];
                        fund[b.lines[i].fund] += r.line[i];
                        near = near && off < 2 * FEN_PER_WAN && off > -2 * FEN_PER_WAN &&
                               r.line[i] >= 0;
                }
                for (int i = 0; i < b.n_incomes; i++) {
                        incomes += r.income[i];
                        same_int(r.income[i], fund[i]); /* income of a fund is what it pays */
                }
                same_int(lines, wan_of((money){ total }));
                same_int(incomes, lines);
                ok(near);
                moved += r.n_notes;
                arena_release(cx->arena, m);
        }
        ok(moved > 0);
}

TEST(rounding_moves_the_line_nearest_to_the_edge)
{
        struct budget_line lines[] = {
                { .unit = -1,
                  .project = -1,
                  .function = S("2130301"),
                  .amount = { 14900 } }, /* 1.49 */
                { .unit = -1,
                  .project = -1,
                  .function = S("2130302"),
                  .amount = { 14500 } }, /* 1.45 */
                { .unit = -1,
                  .project = -1,
                  .function = S("2130303"),
                  .amount = { 14100 } }, /* 1.41 */
        };
        struct budget b = { .lines = lines, .n_lines = 3 };
        struct rounded r;

        /* 4.35 is 4; one each is 3: the one left over goes to 1.49. */
        budget_round(cx, &b, ROUND_LINES, &r);
        same_int(r.line[0], 2);
        same_int(r.line[1], 1);
        same_int(r.line[2], 1);
        same_int(r.n_notes, 1);
        same_int(r.notes[0].index, 0);
        same_int(r.notes[0].alone, 1);
        same_int(r.notes[0].given, 2);
        /* Note mode leaves every line alone. */
        budget_round(cx, &b, ROUND_CELLS, &r);
        same_int(r.line[0], 1);
        same_int(r.n_notes, 0);
        ok(round_refuses(cx, &b) != NULL);
}

TEST(exact_mode_refuses_what_is_not_whole_hundreds)
{
        struct budget *b = fixture_budget(cx, WATER);
        struct disclosure *d;
        struct profile *p;

        must(!profile_builtin(cx, S("sichuan-county"), &p));
        ok(b->exact);
        ok(!round_refuses(cx, b));
        b->lines[2].amount.fen += 1;
        ok(budget_disclose(cx, b, p, &d) != NULL);
        b->exact = false;
        ok(!budget_disclose(cx, b, p, &d));
}

/* With amounts to the fen every identity still holds, in every table, by construction. */
TEST(uneven_amounts_still_tie_everywhere)
{
        uint64_t seed = 7;
        struct budget *b = fixture_budget(cx, WATER);
        struct check_input in = { .today = day_make(2024, 2, 20) };
        struct check_report r;
        int64_t unit_fund[3][FUND_END] = { 0 }, carry[FUND_END] = { 0 };
        int identities = 0;

        b->exact = false;
        for (int i = 0; i < b->n_lines; i++) {
                struct budget_line *l = &b->lines[i];

                l->amount.fen += (int64_t)(next(&seed) % 20000);
                if (l->source == SOURCE_CARRY)
                        carry[l->fund] += l->amount.fen;
                else
                        unit_fund[l->unit][l->fund] += l->amount.fen;
        }
        for (int i = 0; i < b->n_incomes; i++) {
                struct budget_income *in_ = &b->incomes[i];
                enum fund f = in_->kind == INCOME_GENERAL ? FUND_GENERAL
                            : in_->kind == INCOME_GOVERNMENT ? FUND_GOVERNMENT
                            : in_->kind == INCOME_CAPITAL ? FUND_CAPITAL : FUND_OTHER;

                in_->amount.fen = in_->kind == INCOME_CARRY ? carry[in_->fund]
                                                            : unit_fund[in_->unit][f];
        }
        in.d = fixture_disclose(cx, b, "sichuan-county");
        budget_check(cx, &in, &r);
        for (int i = 0; i < r.n; i++) {
                const char *id = r.v[i].rule->id;
                /* Stated apart from the lines: procurement, and soft correspondences. */
                bool stated = !strcmp(id, "B27") || !strcmp(id, "B23") || !strcmp(id, "B24");

                if (r.v[i].rule->kind == CHECK_EXACT && !stated) {
                        identities++;
                        test_note("%s %.*s", id, STR(r.v[i].say));
                }
        }
        same_int(identities, 0);
}
